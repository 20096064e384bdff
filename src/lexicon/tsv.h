/*
 * Tab-separated tables: lines and cells, nothing about what they mean.
 *
 * A file is UTF-8. Lines end in LF or CRLF; empty lines and lines that begin with # are skipped.
 * The first line that is left names the columns. Cells have no quoting; what is checked here is
 * what is true of every table: valid UTF-8, NFC (no combining marks, which no letter of our
 * alphabets needs), no control characters, no spaces around a cell.
 */
#ifndef DEDI_TSV_H
#define DEDI_TSV_H

#include "base/status.h"
#include "base/str.h"

struct tsv {
	struct str text;
	const char *file; /* for messages */
	size_t at;        /* bytes read */
	uint32_t line;    /* of the last line read, from 1 */
};

void tsv_init(struct tsv *tsv, const char *file, struct str text);

/* The next row's cells, at most max. *ret_n is 0 at the end of the file; a row with more cells
 * counts them but only max are set. DEDI_BAD_DATA with file and line; reading may go on. */
enum dedi_status tsv_row(struct tsv *tsv, struct str *ret_cells, uint32_t max, uint32_t *ret_n,
	struct dedi_error *error) MUST_CHECK;

/* "file:line: what", with error->line set. */
enum dedi_status tsv_fail(const struct tsv *tsv, struct dedi_error *error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Cuts the piece before the next separator off *rest; false when nothing is left. Pieces have no
 * spaces around them and may be empty. */
bool tsv_piece(struct str *rest, char separator, struct str *ret_piece);

#endif
