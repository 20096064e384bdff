/* Tab-separated tables: one pass over the text, no copies. */
#include "lexicon/tsv.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

void tsv_init(struct tsv *tsv, const char *file, struct str text)
{
	*tsv = (struct tsv){.text = text, .file = file};
	if (str_starts(text, STR("\xef\xbb\xbf")))
		tsv->at = 3;
}

enum dedi_status tsv_fail(const struct tsv *tsv, struct dedi_error *error, const char *format, ...)
{
	char what[160];
	va_list args;
	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	(void)dedi_fail(error, DEDI_BAD_DATA, "%.90s:%u: %s", tsv->file, tsv->line, what);
	if (error)
		error->line = tsv->line;
	return DEDI_BAD_DATA;
}

static struct str next_line(struct tsv *tsv)
{
	const char *start = tsv->text.p + tsv->at;
	size_t left = tsv->text.n - tsv->at;
	const char *end = memchr(start, '\n', left);
	struct str line = str_make(start, end ? (size_t)(end - start) : left);
	tsv->at += line.n + (end ? 1 : 0);
	tsv->line++;
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

static bool is_combining(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489);
}

/* Code points that NFC replaces by one other. */
static bool is_singleton(uint32_t c)
{
	return c == 0x212a || c == 0x212b || c == 0x2126 || c == 0x340 || c == 0x341 || c == 0x37e;
}

static enum dedi_status check_line(const struct tsv *tsv, struct str line, struct dedi_error *error)
{
	size_t valid = utf8_valid_prefix(line);
	if (valid < line.n)
		return tsv_fail(tsv, error, "invalid UTF-8 at byte %zu of the line", valid);
	for (size_t i = 0; i < line.n;) {
		uint32_t c = utf8_next(line, &i);
		if (is_combining(c) || is_singleton(c))
			return tsv_fail(tsv, error, "U+%04X: text is not in NFC", (unsigned)c);
		if ((c < 0x20 && c != '\t') || c == 0x7f || c == 0xad || c == 0xa0 ||
			(c >= 0x200b && c <= 0x200f) || c == 0xfeff)
			return tsv_fail(tsv, error, "U+%04X: invisible character", (unsigned)c);
	}
	return DEDI_OK;
}

static enum dedi_status cut_cells(const struct tsv *tsv, struct str line, struct str *ret_cells,
	uint32_t max, uint32_t *ret_n, struct dedi_error *error)
{
	uint32_t n = 0;
	for (size_t start = 0, i = 0; i <= line.n; i++) {
		if (i < line.n && line.p[i] != '\t')
			continue;
		struct str cell = str_make(line.p + start, i - start);
		if (cell.n && (cell.p[0] == ' ' || cell.p[cell.n - 1] == ' '))
			return tsv_fail(tsv, error, "column %u: space around the value", n + 1);
		if (n < max)
			ret_cells[n] = cell;
		n++;
		start = i + 1;
	}
	*ret_n = n;
	return DEDI_OK;
}

enum dedi_status tsv_row(struct tsv *tsv, struct str *ret_cells, uint32_t max, uint32_t *ret_n,
	struct dedi_error *error)
{
	while (tsv->at < tsv->text.n) {
		struct str line = next_line(tsv);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		enum dedi_status status = check_line(tsv, line, error);
		return status ? status : cut_cells(tsv, line, ret_cells, max, ret_n, error);
	}
	*ret_n = 0;
	return DEDI_OK;
}

bool tsv_piece(struct str *rest, char separator, struct str *ret_piece)
{
	if (!rest->p)
		return false;
	const char *end = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
	struct str piece = str_make(rest->p, end ? (size_t)(end - rest->p) : rest->n);
	*rest = end ? str_make(end + 1, rest->n - piece.n - 1) : str_make(NULL, 0);
	while (piece.n && piece.p[0] == ' ')
		piece = str_make(piece.p + 1, piece.n - 1);
	while (piece.n && piece.p[piece.n - 1] == ' ')
		piece.n--;
	*ret_piece = piece;
	return true;
}
