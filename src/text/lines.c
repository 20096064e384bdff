/*
 * Lines: the text is read line by line; a line is a paragraph, unless a page or a printer has
 * broken one up: a line that goes on in small letters, a cue on a line of its own, or text wrapped
 * at a column. O(length); at most two lines are looked at ahead.
 */
#include "base/fold.h"
#include "text/internal.h"

struct line {
	struct span span; /* with its line break */
	struct span body; /* without the space around it; empty for a blank line */
};

struct lines {
	struct parse *parse;
	bool feeds;       /* all lines end in LF alone */
	bool wrapped;     /* broken at a column throughout */
	uint32_t longest; /* line, bytes */
};

static bool is_space(const struct parse *parse, uint32_t c)
{
	return is_gap(char_class(parse->engine, c));
}

static struct span trim(const struct parse *parse, struct span s)
{
	size_t start = s.start, end = s.end;
	while (start < end) {
		size_t at = start;
		if (!is_space(parse, utf8_next(parse->text, &at)))
			break;
		start = at;
	}
	while (end > start) {
		size_t at = end;
		if (!is_space(parse, utf8_prev(parse->text, &at)))
			break;
		end = at;
	}
	return (struct span){(uint32_t)start, (uint32_t)end};
}

static bool has_separator(struct str text, unsigned char last)
{
	for (size_t i = 0; i < text.n;) {
		const char *p = memchr(text.p + i, last, text.n - i);
		if (!p)
			break;
		i = (size_t)(p - text.p) + 1;
		if (i > 2 && (unsigned char)p[-1] == 0x80 && (unsigned char)p[-2] == 0xe2)
			return true;
	}
	return false;
}

/* U+2028 and U+2029 are E2 80 A8 and E2 80 A9. */
static bool has_other_breaks(struct str text)
{
	return memchr(text.p, '\r', text.n) || has_separator(text, 0xa8) ||
	       has_separator(text, 0xa9);
}

/* The end of the line that begins at `at`, its break included: LF, CRLF, CR, U+2028, U+2029. */
static size_t line_end(const struct lines *lines, size_t at)
{
	struct str text = lines->parse->text;
	const char *feed = memchr(text.p + at, '\n', text.n - at);
	size_t end = feed ? (size_t)(feed - text.p) + 1 : text.n;
	if (lines->feeds)
		return end;
	const char *back = memchr(text.p + at, '\r', end - at);
	if (back) {
		size_t behind = (size_t)(back - text.p) + 1;
		if (behind + 1 != end || !feed)
			end = behind;
	}
	for (size_t i = at; i < end;) {
		const char *p = memchr(text.p + i, 0xe2, end - i);
		if (!p)
			break;
		i = (size_t)(p - text.p) + 1;
		if (i + 1 < end && (unsigned char)text.p[i] == 0x80 &&
			((unsigned char)text.p[i + 1] & 0xfe) == 0xa8)
			return i + 2;
	}
	return end;
}

static struct line next_line(const struct lines *lines, size_t at)
{
	struct line line;
	line.span = (struct span){(uint32_t)at, (uint32_t)line_end(lines, at)};
	line.body = trim(lines->parse, line.span);
	return line;
}

static bool is_blank(const struct line *line)
{
	return line->body.start == line->body.end;
}

static uint32_t first_char(const struct parse *parse, struct span body)
{
	size_t at = body.start;
	return utf8_next(parse->text, &at);
}

static uint8_t last_class(const struct parse *parse, struct span body)
{
	size_t at = body.end;
	return char_class(parse->engine, utf8_prev(parse->text, &at));
}

static bool begins_small(const struct parse *parse, struct span body)
{
	uint32_t c = first_char(parse, body);
	return is_letter(char_class(parse->engine, c)) && !char_is_upper(c);
}

static bool ends_open(const struct parse *parse, struct span body)
{
	uint8_t class = last_class(parse, body);
	return class != CHAR_STOP && class != CHAR_COLON && class != CHAR_SEMICOLON;
}

/* Is the word of the furniture table, in its class? */
static bool is_saying(const struct parse *parse, struct str word)
{
	char folded[64];
	if (!word.n || word.n > sizeof folded / 2)
		return false;
	const struct lexicon *lexicon = parse->engine->lexicon;
	struct lexemes found =
		lexicon_find(lexicon, str_make(folded, fold_word(word, FOLD_LOWER, folded)));
	for (uint32_t i = 0; i < found.n; i++)
		if (found.at[i].table == LEX_FURNITURE && found.at[i].n_words == 1 &&
			lexicon_code(
				lexicon, LEX_FURNITURE, found.at[i].row, FURNITURE_COL_CLASSES) >>
					FURNITURE_SAYING &
				1)
			return true;
	return false;
}

static size_t letters_from(const struct parse *parse, size_t at, size_t end)
{
	while (at < end) {
		size_t next = at;
		if (!is_letter(char_class(parse->engine, utf8_next(parse->text, &next))))
			break;
		at = next;
	}
	return at;
}

/* `, - деп …`, `– деді …`: an attribution that was put on a line of its own. */
static bool begins_with_saying(const struct parse *parse, struct span body)
{
	size_t at = body.start;
	bool mark = false;
	while (at < body.end) {
		size_t next = at;
		uint8_t class = char_class(parse->engine, utf8_next(parse->text, &next));
		if (class != CHAR_COMMA && class != CHAR_DASH && class != CHAR_HYPHEN &&
			class != CHAR_SPACE)
			break;
		mark = mark || class != CHAR_SPACE;
		at = next;
	}
	size_t end = letters_from(parse, at, body.end);
	return mark && is_saying(parse, str_make(parse->text.p + at, end - at));
}

static bool ends_with_saying(const struct parse *parse, struct span body)
{
	size_t at = body.end;
	while (at > body.start) {
		size_t before = at;
		if (!is_letter(char_class(parse->engine, utf8_prev(parse->text, &before))))
			break;
		at = before;
	}
	return is_saying(parse, str_make(parse->text.p + at, body.end - at));
}

/* Does `next` go on with the paragraph so far, `gap` blank lines apart? */
static bool goes_on(const struct lines *lines, struct span body, struct span next, uint32_t gap)
{
	const struct parse *parse = lines->parse;
	uint8_t first = char_class(parse->engine, first_char(parse, next));
	uint8_t last = last_class(parse, body);
	if (last == CHAR_SEMICOLON || last == CHAR_COLON)
		return false;
	if (begins_with_saying(parse, next) && last_class(parse, next) != CHAR_SEMICOLON)
		return true;
	if (first == CHAR_COMMA)
		return true;
	if (gap)
		return (last == CHAR_DASH || last == CHAR_COMMA) && begins_small(parse, next);
	if (begins_small(parse, next) && ends_open(parse, body))
		return true;
	if (parse->n_text && last == CHAR_CYRILLIC && ends_with_saying(parse, body))
		return true;
	return lines->wrapped && ends_open(parse, body) && is_letter(first) &&
	       span_length(body) * 5 >= lines->longest * 3;
}

/* Text wrapped at a column: many lines that go on in small letters. */
static void look_for_wrapping(struct lines *lines)
{
	enum { MAX_LINES = 400, LEAST = 3 };
	const struct parse *parse = lines->parse;
	struct line before = {{0, 0}, {0, 0}};
	uint32_t breaks = 0, small = 0, n = 0;
	for (size_t at = 0; at < parse->text.n && n < MAX_LINES; n++) {
		struct line line = next_line(lines, at);
		at = line.span.end;
		if (span_length(line.body) > lines->longest)
			lines->longest = span_length(line.body);
		if (!is_blank(&before) && !is_blank(&line)) {
			breaks++;
			small += begins_small(parse, line.body) && ends_open(parse, before.body);
		}
		before = line;
	}
	lines->wrapped = small >= LEAST && small * 4 >= breaks;
}

static size_t digits(struct str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.n && s.p[at + n] >= '0' && s.p[at + n] <= '9')
		n++;
	return n;
}

/* `date 2025-12-04`, `date 2026-02-19 16:10`, `date 2025-03`: the length, 0 if it is none. */
static size_t date_header(struct str s, struct span *ret_date)
{
	if (!str_starts(s, STR("date")))
		return 0;
	size_t at = 4;
	if (at < s.n && s.p[at] == ':')
		at++;
	size_t space = at;
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
		at++;
	if (at == space || digits(s, at) != 4 || at + 7 > s.n || s.p[at + 4] != '-' ||
		digits(s, at + 5) != 2)
		return 0;
	size_t end = at + 7;
	if (end < s.n && s.p[end] == '-' && digits(s, end + 1) == 2)
		end += 3;
	*ret_date = (struct span){(uint32_t)at, (uint32_t)end};
	if (end + 6 <= s.n && (s.p[end] == ' ' || s.p[end] == 'T') && digits(s, end + 1) == 2 &&
		s.p[end + 3] == ':' && digits(s, end + 4) == 2)
		end += 6;
	if (end + 3 <= s.n && s.p[end] == ':' && digits(s, end + 1) == 2)
		end += 3;
	return end == s.n || s.p[end] == ' ' || s.p[end] == '\t' || (s.p[end] & 0x80) ? end : 0;
}

static enum dedi_status push_outside(
	struct parse *parse, enum block_kind kind, struct span span, struct span body)
{
	struct block *last = parse->blocks.n ? &parse->blocks.at[parse->blocks.n - 1] : NULL;
	if (kind == BLOCK_BLANK && last && last->kind == BLOCK_BLANK) {
		last->span.end = span.end; /* blank lines that follow one another are one block */
		return DEDI_OK;
	}
	return text_push_block(parse, kind, span, body);
}

/* The header in front of the text; moves *span and *body behind it. */
static enum dedi_status cut_date_header(struct parse *parse, struct span *span, struct span *body)
{
	struct span date;
	size_t header = date_header(span_text(parse->text, *body), &date);
	if (!header)
		return DEDI_OK;
	parse->date = (struct span){body->start + date.start, body->start + date.end};
	struct span head = {body->start, body->start + (uint32_t)header};
	struct span rest = trim(parse, (struct span){head.end, span->end});
	bool alone = rest.start == rest.end;
	enum dedi_status status = push_outside(parse, BLOCK_DATE,
		(struct span){span->start, alone ? span->end : rest.start}, head);
	span->start = alone ? span->end : rest.start;
	*body = rest;
	return status;
}

/* The number of lines a paragraph takes, from the one at hand; the blank ones between count. */
static uint32_t join_lines(const struct lines *lines, struct line *line, size_t end)
{
	enum { MAX_GAP = 2 };
	uint32_t taken = 1, ahead = 1, gap = 0;
	for (size_t at = line->span.end; at < end && gap <= MAX_GAP;) {
		struct line next = next_line(lines, at);
		at = next.span.end;
		ahead++;
		if (is_blank(&next)) {
			gap++;
			continue;
		}
		if (!goes_on(lines, line->body, next.body, gap))
			break;
		line->span.end = next.span.end;
		line->body.end = next.body.end;
		taken = ahead;
		gap = 0;
	}
	return taken;
}

enum dedi_status text_split(struct parse *parse)
{
	struct lines lines = {.parse = parse, .feeds = !has_other_breaks(parse->text)};
	struct span whole = trim(parse, (struct span){0, (uint32_t)parse->text.n});
	enum dedi_status status = DEDI_OK;
	look_for_wrapping(&lines);
	for (size_t at = 0; !status && at < parse->text.n;) {
		struct line line = next_line(&lines, at);
		at = line.span.end;
		if (is_blank(&line)) {
			status = push_outside(parse, BLOCK_BLANK, line.span,
				(struct span){line.span.start, line.span.start});
			parse->line_number++;
			parse->paragraph++;
			continue;
		}
		if (parse->n_text == 0 && parse->date.start == parse->date.end)
			status = cut_date_header(parse, &line.span, &line.body);
		uint32_t n = 1;
		if (!status && !is_blank(&line)) {
			n = join_lines(&lines, &line, whole.end);
			at = line.span.end;
			status = text_paragraph(
				parse, line.span, line.body, line.span.end >= whole.end);
		}
		parse->line_number += n;
		parse->paragraph++;
	}
	return status;
}
