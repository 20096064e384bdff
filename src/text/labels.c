/*
 * Stretches of a line that are no running text: dates, datelines, labels of turns.
 *
 * All work on the tokens of one line and look at a bounded number of them.
 */
#include "text/internal.h"

enum { LABEL_TOKENS = 40, DATELINE_TOKENS = 16, DATE_TOKENS = 14 };

static bool is_month(struct parse *parse, uint32_t i)
{
	return text_code(parse, i, LEX_FUNCTION_WORD, FUNCTION_WORD_COL_CLASS) == FUNCTION_MONTH;
}

static bool is_place(struct parse *parse, uint32_t i)
{
	return text_code(parse, i, LEX_PLACE, PLACE_COL_CLASS) != NONE;
}

/* жыл, GMT, сағат, қаласы: what may stand beside a date. */
static bool is_date_word(struct parse *parse, uint32_t i, uint32_t end)
{
	uint32_t class = text_code(parse, i, LEX_FUNCTION_WORD, FUNCTION_WORD_COL_CLASS);
	return class == FUNCTION_WEEKDAY || text_furniture(parse, i, end, FURNITURE_DATE);
}

/* 04.12.2025, 2025-12-04, 14:06: the lengths of the groups of digits tell. */
static bool is_date_number(struct str s)
{
	enum { GROUPS = 3 };
	uint32_t groups[GROUPS] = {0}, n = 0;
	char mark = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9') {
			groups[n]++;
			continue;
		}
		if ((mark && s.p[i] != mark) || ++n == GROUPS)
			return false;
		mark = s.p[i];
	}
	if (mark == ':')
		return groups[0] <= 2 && groups[1] == 2 && (n == 1 || groups[2] == 2);
	if (mark != '.' && mark != '-')
		return false;
	bool ascending = groups[0] <= 2 && groups[2] == 4, descending = groups[0] == 4;
	return n == 2 && groups[1] == 2 && (ascending || (descending && groups[2] == 2));
}

uint32_t text_date_line(struct parse *parse, uint32_t first, uint32_t end)
{
	if (end - first > DATE_TOKENS)
		return first;
	bool number = false, month = false, exact = false;
	uint32_t words = 0;
	for (uint32_t i = first; i < end; i++) {
		const struct token *t = &parse->tokens.at[i];
		switch (t->kind) {
		case TOKEN_NUMBER:
			number = true;
			exact = exact || is_date_number(token_text(parse, i));
			break;
		case TOKEN_WORD:
			words++;
			if (is_month(parse, i))
				month = true;
			else if (!is_date_word(parse, i, end) && !is_place(parse, i))
				return first;
			break;
		case TOKEN_QUOTE:
		case TOKEN_URL:
		case TOKEN_EMAIL:
		case TOKEN_HASHTAG:
		case TOKEN_HANDLE:
			return first;
		default:
			break;
		}
	}
	return (number && (month || exact || words)) || (words && !number) ? end : first;
}

/* A word that can stand in a dateline besides the place: an outlet, the date, its reporter. */
static bool is_dateline_word(struct parse *parse, uint32_t i, uint32_t end, bool *ret_media)
{
	const struct token *t = &parse->tokens.at[i];
	if (t->kind == TOKEN_URL) {
		*ret_media = true;
		return true;
	}
	if (t->kind != TOKEN_WORD)
		return t->kind != TOKEN_QUOTE && t->kind != TOKEN_COLON &&
		       t->kind != TOKEN_SEMICOLON;
	if (text_code(parse, i, LEX_MEDIA, MEDIA_COL_KIND) != NONE ||
		text_furniture(parse, i, end, FURNITURE_DESK)) {
		*ret_media = true;
		return true;
	}
	if (is_month(parse, i) || is_date_word(parse, i, end) || is_place(parse, i))
		return true;
	if (t->shape & SHAPE_LATIN && t->shape & SHAPE_CAPITAL) {
		*ret_media = true;
		return true;
	}
	return t->shape & (SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS);
}

/* More of a dateline behind a full stop: a date, another place, an outlet. */
static bool goes_on(struct parse *parse, uint32_t i, uint32_t end)
{
	const struct token *t = &parse->tokens.at[i];
	return t->kind == TOKEN_NUMBER || t->kind == TOKEN_URL || t->kind == TOKEN_DASH ||
	       is_month(parse, i) || is_place(parse, i) ||
	       text_code(parse, i, LEX_MEDIA, MEDIA_COL_KIND) != NONE ||
	       ((t->shape & SHAPE_LATIN) && (t->shape & SHAPE_CAPITAL));
}

/*
 * АСТАНА. KAZINFORM –; Астана. 7kun.kz -; АЛМАТЫ. 4 желтоқсан. ҚазАқпарат –; Kyzylorda-news.kz.
 * A place (or an outlet) first, nothing but places, dates and outlets up to a dash or, after an
 * outlet, a full stop with a new sentence behind it.
 */
uint32_t text_dateline(struct parse *parse, uint32_t first, uint32_t end)
{
	if (first == end)
		return first;
	const struct token *t = parse->tokens.at;
	bool media = false, ended = false;
	bool place = t[first].kind == TOKEN_WORD && (t[first].shape & SHAPE_CAPITAL) &&
		     first + 1 < end &&
		     (is_place(parse, first) || ((t[first].shape & SHAPE_ALL_CAPS) &&
							t[first + 1].kind == TOKEN_STOP));
	if (!place && t[first].kind != TOKEN_URL)
		return first;
	for (uint32_t i = first; i < end && i < first + DATELINE_TOKENS; i++) {
		bool range = i + 1 < end && t[i - (i > first)].kind == TOKEN_NUMBER &&
			     is_month(parse, i + 1); /* 11 - сәуір */
		if (t[i].kind == TOKEN_DASH && i > first + 1 && !range && (ended || media))
			return i + 1;
		if (t[i].kind == TOKEN_STOP || t[i].kind == TOKEN_COMMA) {
			bool capital = i + 1 == end || (t[i + 1].shape & SHAPE_CAPITAL);
			bool lone = i == first + 1 && (t[first].shape & SHAPE_ALL_CAPS);
			bool more = i + 1 < end && goes_on(parse, i + 1, end);
			if (t[i].kind == TOKEN_STOP && (media || lone) && capital && !more)
				return i + 1;
			ended = true;
			continue;
		}
		if (!is_dateline_word(parse, i, end, &media))
			return first;
	}
	return first;
}

/* `…, өз сөзінде былай деді:` introduces words too, but it is a clause and no label. */
static bool is_clause(struct parse *parse, uint32_t first, uint32_t colon)
{
	for (uint32_t i = first; i < colon; i++)
		if (parse->tokens.at[i].kind == TOKEN_WORD &&
			text_furniture(parse, i, colon, FURNITURE_SAYING))
			return true;
	uint32_t last = colon - 1;
	return parse->tokens.at[last].kind == TOKEN_WORD && text_predicate(parse, last) == 3;
}

/* The colon that ends a label, or NONE. */
static uint32_t find_colon(const struct parse *parse, uint32_t first, uint32_t end)
{
	const struct token *t = parse->tokens.at;
	uint32_t depth = 0;
	for (uint32_t i = first; i < end && i < first + LABEL_TOKENS; i++) {
		struct str s = token_text(parse, i);
		if (t[i].kind == TOKEN_QUOTE)
			depth = str_eq(s, STR("«")) || str_eq(s, STR("“")) ? depth + 1
				: depth                                    ? depth - 1
									   : 0;
		if (t[i].kind == TOKEN_COLON && !depth)
			return i;
		if (t[i].kind == TOKEN_STOP || t[i].kind == TOKEN_SEMICOLON)
			return NONE;
	}
	return NONE;
}

/* Қ.Ә: the speaker of a round table by initials. */
static bool is_initials(const struct parse *parse, uint32_t first, uint32_t colon)
{
	const struct token *t = parse->tokens.at;
	uint32_t n = 0;
	for (uint32_t i = first; i < colon; i++, n++) {
		bool letter =
			t[i].kind == TOKEN_WORD && (t[i].shape & SHAPE_CAPITAL) && t[i].norm.n <= 2;
		if (t[i].kind != TOKEN_INITIAL && !letter && t[i].kind != TOKEN_STOP)
			return false;
	}
	return n >= 2 && n <= 4;
}

static bool looks_like_name(struct parse *parse, uint32_t first, uint32_t n)
{
	for (uint32_t i = first; i < first + n; i++)
		if (parse->tokens.at[i].kind == TOKEN_INITIAL ||
			(i > first && (parse->tokens.at[i].shape & SHAPE_ALL_CAPS)) ||
			text_code(parse, i, LEX_GIVEN_NAME, GIVEN_NAME_COL_GENDER) != NONE ||
			text_code(parse, i, LEX_SURNAME, SURNAME_COL_GENDER) != NONE)
			return true;
	return false;
}

/*
 * `NAME SURNAME, role:` in front of somebody's bare words. In the middle of a line only a dash
 * behind the colon makes a label of it.
 */
uint32_t text_turn_label(struct parse *parse, uint32_t first, uint32_t end, bool own_line)
{
	const struct token *t = parse->tokens.at;
	if (first >= end || !(t[first].shape & SHAPE_CAPITAL) || t[first].kind == TOKEN_NUMBER)
		return first;
	uint32_t colon = find_colon(parse, first, end);
	if (colon == NONE)
		return first;
	bool dash = colon + 1 < end && t[colon + 1].kind == TOKEN_DASH;
	bool last = colon + 1 == end;
	if (!own_line && !dash)
		return first;
	if (own_line && is_initials(parse, first, colon))
		return colon + 1;
	uint32_t name = first;
	while (name < colon && name < first + 4 && (t[name].shape & SHAPE_CAPITAL) &&
		(t[name].kind == TOKEN_WORD || t[name].kind == TOKEN_INITIAL))
		name++;
	uint32_t n = name - first;
	if (n < 2 || (name < colon && is_clause(parse, name, colon)))
		return first;
	if (name == colon)
		return (dash || last) && looks_like_name(parse, first, n) ? colon + 1 : first;
	if (t[name].kind == TOKEN_COMMA && n <= 3)
		return dash || last || parse->n_text ? colon + 1 : first;
	return dash || (last && looks_like_name(parse, first, n) &&
			       (t[name - 1].shape & SHAPE_ALL_CAPS))
		       ? colon + 1
		       : first;
}
