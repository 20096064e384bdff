/*
 * Blocks: what each stretch of the text is, line by line.
 *
 * A line is a paragraph. Inside a line a block may be cut off in front: the date header, a
 * dateline, the label of a turn; and, where the paragraphs of a text are lost, a headline that runs
 * into the body. What the words of furniture are says data/kk/furniture.tsv. O(length).
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "text/internal.h"

struct lines {
	struct parse *parse;
	uint32_t line, paragraph;
	uint32_t n_text;     /* text blocks so far */
	struct str headline; /* the first one; empty if none */
	bool colon;          /* the line before ends in a colon */
	bool is_last;        /* no text after this line */
};

static bool is_space(const struct parse *parse, uint32_t c)
{
	uint8_t class = char_class(parse->engine, c);
	return class == CHAR_SPACE || class == CHAR_BREAK || class == CHAR_IGNORABLE;
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

static enum dedi_status push(
	struct lines *lines, enum block_kind kind, struct span span, struct span body)
{
	struct block *block = LIST_PUSH(lines->parse->arena, &lines->parse->blocks);
	if (!block)
		return DEDI_NO_MEMORY;
	*block = (struct block){.kind = kind,
		.span = span,
		.body = body,
		.line = lines->line,
		.paragraph = lines->paragraph};
	return DEDI_OK;
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
	if (!str_starts(s, STR("date ")))
		return 0;
	size_t at = 5;
	if (digits(s, at) != 4 || at + 7 > s.n || s.p[at + 4] != '-' || digits(s, at + 5) != 2)
		return 0;
	size_t end = at + 7;
	if (end < s.n && s.p[end] == '-' && digits(s, end + 1) == 2)
		end += 3;
	*ret_date = (struct span){(uint32_t)at, (uint32_t)end};
	if (end + 6 <= s.n && s.p[end] == ' ' && digits(s, end + 1) == 2 && s.p[end + 3] == ':' &&
		digits(s, end + 4) == 2)
		end += 6;
	return end == s.n || s.p[end] == ' ' || s.p[end] == '\t' ? end : 0;
}

/* Words of a line as folded forms, a few at most. */
enum { MAX_WORDS = 24, SHORT_LINE = 440 /* bytes */ };
struct line_words {
	struct str at[MAX_WORDS];     /* folded, in buffer */
	struct span spans[MAX_WORDS]; /* into the line */
	bool capital[MAX_WORDS], all_caps[MAX_WORDS];
	uint32_t n;
	bool more; /* the line has more than MAX_WORDS words */
	char buffer[1024];
};

static void split_words(
	const struct parse *parse, struct str s, uint32_t max, struct line_words *ret)
{
	size_t used = 0, start = SIZE_MAX;
	ret->n = 0;
	ret->more = false;
	for (size_t at = 0; at <= s.n;) {
		size_t here = at;
		uint32_t c = at < s.n ? utf8_next(s, &at) : ' ';
		if (here == s.n)
			at++;
		uint8_t class = char_class(parse->engine, c);
		bool part = class == CHAR_CYRILLIC || class == CHAR_LATIN || class == CHAR_LETTER ||
			    class == CHAR_MARK || class == CHAR_IGNORABLE || class == CHAR_DIGIT ||
			    (class == CHAR_HYPHEN && start != SIZE_MAX);
		if (part) {
			if (start == SIZE_MAX)
				start = here;
			continue;
		}
		if (start == SIZE_MAX)
			continue;
		struct str word = str_make(s.p + start, here - start);
		if (ret->n == max || used + 2 * word.n > sizeof ret->buffer) {
			ret->more = true;
			return;
		}
		size_t first = 0, second;
		bool upper = char_is_upper(utf8_next(word, &first));
		second = first;
		ret->capital[ret->n] = upper;
		ret->all_caps[ret->n] =
			upper && second < word.n && char_is_upper(utf8_next(word, &second));
		size_t n = fold_word(word, FOLD_LOWER, ret->buffer + used);
		ret->spans[ret->n] = (struct span){(uint32_t)start, (uint32_t)here};
		ret->at[ret->n++] = str_make(ret->buffer + used, n);
		used += n;
		start = SIZE_MAX;
	}
}

/* A furniture entry of the class at word i; the number of its words, 0 if none. */
static uint32_t furniture_at(const struct parse *parse, const struct line_words *words, uint32_t i,
	enum furniture_class class)
{
	const struct lexicon *lexicon = parse->engine->lexicon;
	struct lexemes found = lexicon_find(lexicon, words->at[i]);
	for (uint32_t k = 0; k < found.n; k++) {
		const struct lexeme *lexeme = &found.at[k];
		if (lexeme->table != LEX_FURNITURE || i + lexeme->n_words > words->n ||
			lexicon_code(lexicon, LEX_FURNITURE, lexeme->row, FURNITURE_COL_CLASS) !=
				class)
			continue;
		uint32_t w = 0;
		while (w < lexeme->n_words &&
			str_eq(words->at[i + w], lexicon_key_word(lexicon, lexeme, w)))
			w++;
		if (w == lexeme->n_words)
			return w;
	}
	return 0;
}

static uint32_t class_of_word(
	const struct parse *parse, struct str form, enum lex_table table, uint32_t column)
{
	struct lexemes found = lexicon_find(parse->engine->lexicon, form);
	for (uint32_t k = 0; k < found.n; k++)
		if (found.at[k].table == table && found.at[k].n_words == 1)
			return lexicon_code(parse->engine->lexicon, table, found.at[k].row, column);
	return NONE;
}

/* A line that holds nothing but a date, a time, a place. */
static bool is_date_line(const struct parse *parse, const struct line_words *words)
{
	if (words->more || words->n < 2 || words->n > 9)
		return false;
	bool month = false, number = false;
	uint32_t others = 0;
	for (uint32_t i = 0; i < words->n; i++) {
		bool digit = words->at[i].p[0] >= '0' && words->at[i].p[0] <= '9';
		number |= digit;
		bool is_month = class_of_word(parse, words->at[i], LEX_FUNCTION_WORD,
					FUNCTION_WORD_COL_CLASS) == FUNCTION_MONTH;
		month |= is_month;
		others += !digit && !is_month;
	}
	return number && ((month && others <= 2) || others == 0);
}

static bool ends_with_stop(struct str s)
{
	return str_ends(s, STR(".")) || str_ends(s, STR("…")) || str_ends(s, STR(";")) ||
	       str_ends(s, STR(","));
}

static bool is_foreign(const struct parse *parse, struct str s, const struct line_words *words)
{
	if (words->n < 4)
		return false;
	enum { SAMPLE = 160 }; /* bytes */
	struct letter_counts counts;
	struct str sample = s;
	if (sample.n > SAMPLE) {
		sample.n = SAMPLE;
		while (((unsigned char)s.p[sample.n] & 0xc0) == 0x80)
			sample.n--;
	}
	text_count_letters(parse->engine, sample, &counts);
	if (text_is_plainly_kazakh(&counts))
		return false;
	text_count_letters(parse->engine, s, &counts);
	text_count_words(parse->engine, s, &counts);
	if (counts.words < 4 || counts.cyrillic + counts.latin < 16)
		return false;
	enum language language = text_judge_language(&counts);
	if (language == LANGUAGE_RUSSIAN)
		return counts.russian_words * 8 >= counts.words && counts.kazakh_words == 0;
	return language == LANGUAGE_ENGLISH && counts.english_words * 6 >= counts.words;
}

/* A bullet: `• …`, or a dash line under a line that ends in a colon, or ending in a semicolon. */
static bool is_list_item(const struct lines *lines, struct str s)
{
	size_t at = 0;
	uint32_t c = utf8_next(s, &at);
	if (c == 0x2022 || c == 0x25aa || c == 0x25cf || c == 0xb7 || c == 0x25e6 || c == 0x2023)
		return true;
	uint8_t class = char_class(lines->parse->engine, c);
	if (class != CHAR_DASH && class != CHAR_HYPHEN && c != '*')
		return false;
	const struct parse *parse = lines->parse;
	bool under_item =
		parse->blocks.n && parse->blocks.at[parse->blocks.n - 1].kind == BLOCK_LIST_ITEM;
	return str_ends(s, STR(";")) || c == '*' || (under_item && str_ends(s, STR(".")));
}

/*
 * `NAME SURNAME, role:` in front of bare words. The label begins with two capitalised words or
 * initials, has a comma, or is in capitals, and ends with a colon. Returns its length with the
 * colon; 0 if there is none. In the middle of a line only words in the same sentence count.
 */
static size_t turn_label(const struct parse *parse, struct str s)
{
	enum { MAX_LABEL = 400 };
	size_t colon = 0;
	uint32_t depth = 0;
	for (size_t at = 0; at < s.n && at < MAX_LABEL;) {
		size_t here = at;
		uint32_t c = utf8_next(s, &at);
		if (c == 0xab || c == 0x201c)
			depth++;
		else if ((c == 0xbb || c == 0x201d) && depth)
			depth--;
		if (c == '!' || c == '?' || c == 0x2026 || c == ';')
			return 0;
		if (c == ':' && !depth) {
			colon = here;
			break;
		}
	}
	if (!colon)
		return 0;
	struct line_words words;
	split_words(parse, str_make(s.p, colon), MAX_WORDS, &words);
	if (words.more || words.n < 3 || !words.capital[0] || !words.capital[1])
		return 0;
	/* the name: two or three capitalised words, then a comma */
	uint32_t name = 0;
	while (name < words.n && name < 4 && words.capital[name])
		name++;
	struct str label = str_make(s.p, colon);
	size_t comma = SIZE_MAX;
	for (size_t i = 0; i < label.n; i++)
		if (label.p[i] == ',') {
			comma = i;
			break;
		}
	if (comma == SIZE_MAX)
		return 0;
	uint32_t before_comma = 0;
	while (before_comma < words.n && words.spans[before_comma].start < comma)
		before_comma++;
	if (before_comma < 2 || before_comma > 3 || name < before_comma)
		return 0;
	/* a finite clause is no role: `X, Y айтты: …` */
	struct str last = words.at[words.n - 1];
	if (class_of_word(parse, last, LEX_CUE, CUE_COL_KIND) != NONE || str_eq(last, STR("деді")))
		return 0;
	return colon + 1;
}

/* АСТАНА. KAZINFORM – : the length up to and with the dash; 0 if there is none. */
static size_t dateline(const struct parse *parse, struct str s)
{
	enum { MAX_DATELINE = 120 };
	size_t dash = 0, at = 0;
	bool stop = false;
	while (at < s.n && at < MAX_DATELINE) {
		size_t here = at;
		uint32_t c = utf8_next(s, &at);
		uint8_t class = char_class(parse->engine, c);
		if (c == '.' || c == ',')
			stop = true;
		bool space = here > 0 && s.p[here - 1] == ' ';
		if (stop && space && (class == CHAR_DASH || class == CHAR_HYPHEN)) {
			dash = at;
			break;
		}
		if (class == CHAR_QUOTE || c == '!' || c == '?' || c == ':')
			return 0;
	}
	if (!dash)
		return 0;
	struct line_words words;
	split_words(parse, str_make(s.p, dash), MAX_WORDS, &words);
	if (!words.n || words.n > 8 || !words.capital[0])
		return 0;
	bool place = words.all_caps[0] ||
		     class_of_word(parse, words.at[0], LEX_PLACE, PLACE_COL_CLASS) != NONE;
	bool media = false;
	for (uint32_t i = 0; i < words.n; i++)
		media |= class_of_word(parse, words.at[i], LEX_MEDIA, MEDIA_COL_KIND) != NONE ||
			 words.all_caps[i];
	/* `АСТАНА. Сөйлем – …`: a sentence of its own, not a dateline, when it goes on in small
	 * letters */
	uint32_t small = 0;
	for (uint32_t i = 1; i < words.n; i++)
		small += !words.capital[i] && words.at[i].p[0] > '9';
	return place && media && small <= 2 ? dash : 0;
}

static bool has_name_in_caps(const struct line_words *words)
{
	for (uint32_t i = 1; i < words->n; i++)
		if (words->all_caps[i] && words->capital[i - 1] && !words->all_caps[i - 1])
			return true;
	return false;
}

static bool same_words(const struct parse *parse, struct str a, struct str b)
{
	struct line_words x, y;
	split_words(parse, a, MAX_WORDS, &x);
	split_words(parse, b, MAX_WORDS, &y);
	if (x.n != y.n || x.more != y.more)
		return false;
	for (uint32_t i = 0; i < x.n; i++)
		if (!str_eq(x.at[i], y.at[i]))
			return false;
	return x.n > 0;
}

static bool is_headline(const struct lines *lines, struct str s, const struct line_words *words)
{
	const struct parse *parse = lines->parse;
	if (lines->headline.n)
		return same_words(parse, s, lines->headline);
	struct str title = parse->options ? parse->options->title : STR("");
	if (title.n)
		return same_words(parse, s, title);
	if (lines->n_text || lines->is_last || ends_with_stop(s) || str_ends(s, STR(":")) ||
		words->more || words->n < 2)
		return false;
	size_t at = 0;
	uint8_t class = char_class(parse->engine, utf8_next(s, &at));
	return class != CHAR_DASH && class != CHAR_HYPHEN && utf8_length(s) <= 220;
}

/* How well the word ends a clause: 3 as a finite verb, 2 as a participle, 0 not at all. */
static int may_end_clause(const struct parse *parse, struct str word)
{
	enum { LETTER = 2, LONGEST = 6 * LETTER };
	const struct lexicon *lexicon = parse->engine->lexicon;
	for (size_t n = LETTER; n <= LONGEST && n <= word.n; n += LETTER) {
		struct lexemes found = lexicon_find(lexicon, str_make(word.p + word.n - n, n));
		for (uint32_t k = 0; k < found.n; k++) {
			if (found.at[k].table != LEX_FURNITURE)
				continue;
			uint32_t class = lexicon_code(
				lexicon, LEX_FURNITURE, found.at[k].row, FURNITURE_COL_CLASS);
			if (class == FURNITURE_PREDICATE)
				return 3;
			if (class == FURNITURE_PARTICIPLE)
				return 2;
		}
	}
	return 0;
}

/* How many of the first words of the body, from word i on, stand in the headline before it: the
 * lead says again what the headline said. At most 3 count, so that a later place has no advantage.
 */
static int repeated_words(const struct line_words *words, uint32_t i)
{
	enum { LEAD = 9, STEM = 8 }; /* bytes: four letters */
	int n = 0;
	for (uint32_t k = i; k < words->n && k < i + LEAD && n < 3; k++)
		for (uint32_t j = 0; j < i; j++)
			if (words->at[j].n >= STEM && words->at[k].n >= STEM &&
				memcmp(words->at[j].p, words->at[k].p, STEM) == 0) {
				n++;
				break;
			}
	return n;
}

static bool is_quotative(const struct parse *parse, struct str word)
{
	return class_of_word(parse, word, LEX_FURNITURE, FURNITURE_COL_CLASS) ==
	       FURNITURE_QUOTATIVE;
}

/*
 * A headline that runs into the body: `… қорғауға шақырды Биыл елімізде …`. Looked for in the first
 * line of a text: the last word before it may end a clause (or the sentence behind repeats words of
 * it), and a capitalised word follows with nothing but a space between. Returns the byte where the
 * body begins, relative to s; 0 if nothing tells.
 */
static size_t headline_end(const struct parse *parse, struct str s)
{
	enum { MAX_HEADLINE = 260 };
	struct line_words words;
	size_t opening = 0;
	uint8_t class = char_class(parse->engine, utf8_next(s, &opening));
	if (class == CHAR_DASH || class == CHAR_HYPHEN)
		return 0;
	split_words(parse, s, MAX_WORDS, &words);
	size_t best = 0;
	int best_score = 2;
	for (uint32_t i = 3; i < words.n && words.spans[i].start < 2 * MAX_HEADLINE; i++) {
		struct str gap = str_make(s.p + words.spans[i - 1].end,
			words.spans[i].start - words.spans[i - 1].end);
		if (memchr(gap.p, '.', gap.n))
			break;
		bool mark = str_ends(gap, STR(" «")) || str_ends(gap, STR(" \""));
		bool initial = words.spans[i].end < s.n && s.p[words.spans[i].end] == '.' &&
			       words.spans[i].end - words.spans[i].start <= 2;
		bool number = words.at[i].p[0] >= '0' && words.at[i].p[0] <= '9';
		if ((!words.capital[i] && !number) || words.capital[i - 1] || initial ||
			(gap.n != 1 && !mark))
			continue;
		/* `… деп хабарлайды Министрлік`: the verb is not the end, who said it follows */
		if (is_quotative(parse, words.at[i - 1]) || is_quotative(parse, words.at[i - 2]))
			continue;
		int score = may_end_clause(parse, words.at[i - 1]);
		uint32_t function = class_of_word(
			parse, words.at[i], LEX_FUNCTION_WORD, FUNCTION_WORD_COL_CLASS);
		if (function != NONE && function != FUNCTION_RELATION)
			score += 2;
		if (class_of_word(parse, words.at[i - 1], LEX_FUNCTION_WORD,
			    FUNCTION_WORD_COL_CLASS) == FUNCTION_RELATION)
			continue; /* `Президент жанындағы Ұлттық …`: the phrase goes on */
		score += repeated_words(&words, i);
		if (class_of_word(parse, words.at[i], LEX_GIVEN_NAME, GIVEN_NAME_COL_GENDER) !=
				NONE ||
			words.all_caps[i] || number)
			score--;
		if (score > best_score) {
			best_score = score;
			best = words.spans[i].start - (mark ? gap.n - 1 : 0);
		}
	}
	return best;
}

static enum dedi_status text_block(
	struct lines *lines, enum block_kind kind, struct span span, struct span body)
{
	lines->n_text++;
	struct str s = span_text(lines->parse->text, body);
	if (kind == BLOCK_HEADLINE && !lines->headline.n) {
		lines->headline = s;
		lines->parse->title = body;
	}
	lines->colon = str_ends(s, STR(":"));
	return push(lines, kind, span, body);
}

/* Cuts [span.start, at) off as a block of its own and moves the rest on. */
static enum dedi_status cut(struct lines *lines, enum block_kind kind, uint32_t at,
	struct span *span, struct span *body)
{
	struct span head = {span->start, at};
	enum dedi_status status = text_block(lines, kind, head, trim(lines->parse, head));
	span->start = at;
	*body = trim(lines->parse, *span);
	return status;
}

static enum block_kind kind_of(
	const struct lines *lines, struct str s, const struct line_words *words)
{
	const struct parse *parse = lines->parse;
	bool is_short = !words->more && words->n <= 14;
	bool colon = memchr(s.p, ':', s.n < 120 ? s.n : 120) != NULL;
	if (furniture_at(parse, words, 0, FURNITURE_CREDIT) && colon)
		return BLOCK_CREDIT;
	if (furniture_at(parse, words, 0, FURNITURE_BYLINE) && colon && is_short)
		return BLOCK_BYLINE;
	if (furniture_at(parse, words, 0, FURNITURE_CHROME) && is_short && !str_ends(s, STR(".")))
		return BLOCK_CHROME;
	for (uint32_t i = 0; is_short && i < words->n; i++)
		if (furniture_at(parse, words, i, FURNITURE_WITHIN))
			return BLOCK_CHROME;
	if (is_date_line(parse, words))
		return BLOCK_DATE;
	if (is_foreign(parse, s, words))
		return BLOCK_FOREIGN;
	if (is_list_item(lines, s))
		return BLOCK_LIST_ITEM;
	if (lines->is_last && lines->n_text > 1 && is_short && !ends_with_stop(s) &&
		has_name_in_caps(words))
		return BLOCK_BYLINE;
	return BLOCK_PARAGRAPH;
}

static enum dedi_status one_line(struct lines *lines, struct span span)
{
	struct parse *parse = lines->parse;
	struct span body = trim(parse, span);
	if (body.start == body.end)
		return push(lines, BLOCK_BLANK, span, (struct span){span.start, span.start});
	struct str s = span_text(parse->text, body);
	struct span date;
	size_t header = lines->n_text == 0 ? date_header(s, &date) : 0;
	enum dedi_status status;
	if (header) {
		parse->date = (struct span){body.start + date.start, body.start + date.end};
		uint32_t end = body.start + (uint32_t)header;
		struct span rest = trim(parse, (struct span){end, span.end});
		if (rest.start == rest.end)
			return push(lines, BLOCK_DATE, span, body);
		status = push(lines, BLOCK_DATE, (struct span){span.start, rest.start},
			(struct span){body.start, end});
		if (status)
			return status;
		span.start = rest.start;
		body = rest;
		s = span_text(parse->text, body);
	}
	struct line_words words;
	/* a long line is text: its first words are enough to tell which */
	split_words(parse, s, s.n <= SHORT_LINE ? MAX_WORDS : 4, &words);
	if (!words.n) {
		lines->n_text++;
		return push(lines, BLOCK_PARAGRAPH, span, body);
	}
	enum block_kind kind = kind_of(lines, s, &words);
	if (kind == BLOCK_CHROME || kind == BLOCK_FOREIGN || kind == BLOCK_DATE)
		return push(lines, kind, span, body);
	if (kind != BLOCK_PARAGRAPH)
		return text_block(lines, kind, span, body);
	size_t label = turn_label(parse, s);
	if (label && body.start + label == body.end)
		return text_block(lines, BLOCK_TURN_LABEL, span, body);
	if (label) {
		status = cut(lines, BLOCK_TURN_LABEL, body.start + (uint32_t)label, &span, &body);
		return status ? status : text_block(lines, BLOCK_PARAGRAPH, span, body);
	}
	size_t line = lines->n_text <= 2 ? dateline(parse, s) : 0;
	if (line) {
		status = cut(lines, BLOCK_DATELINE, body.start + (uint32_t)line, &span, &body);
		if (status || body.start == body.end)
			return status;
		return text_block(lines, BLOCK_PARAGRAPH, span, body);
	}
	if (is_headline(lines, s, &words))
		return text_block(lines, BLOCK_HEADLINE, span, body);
	if (lines->n_text == 0) {
		size_t end = headline_end(parse, s);
		if (end) {
			status = cut(
				lines, BLOCK_HEADLINE, body.start + (uint32_t)end, &span, &body);
			if (status)
				return status;
		}
	}
	return text_block(lines, BLOCK_PARAGRAPH, span, body);
}

static size_t line_end(struct str text, size_t at)
{
	while (at < text.n) {
		unsigned char c = (unsigned char)text.p[at];
		if (c == '\n')
			return at + 1;
		if (c == '\r')
			return at + (at + 1 < text.n && text.p[at + 1] == '\n' ? 2 : 1);
		if (c == 0xe2 && at + 2 < text.n && (unsigned char)text.p[at + 1] == 0x80 &&
			((unsigned char)text.p[at + 2] & 0xfe) == 0xa8)
			return at + 3; /* U+2028, U+2029 */
		at++;
	}
	return at;
}

enum dedi_status text_split_blocks(struct parse *parse)
{
	struct lines lines = {.parse = parse};
	struct span whole = trim(parse, (struct span){0, (uint32_t)parse->text.n});
	size_t at = 0;
	while (at < parse->text.n) {
		size_t end = line_end(parse->text, at);
		lines.is_last = end >= whole.end;
		enum dedi_status status =
			one_line(&lines, (struct span){(uint32_t)at, (uint32_t)end});
		if (status)
			return status;
		lines.line++;
		lines.paragraph++;
		at = end;
	}
	return DEDI_OK;
}
