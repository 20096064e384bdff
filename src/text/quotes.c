/*
 * Quotation marks: which one opens, which one closes, and what closes what.
 *
 * A stack a paragraph. Directed marks say themselves what they are unless their surroundings
 * contradict; for undirected ones (" ' ``) the surroundings decide. What is open at the end of a
 * paragraph stays open if a later paragraph closes it before opening another one (a quotation over
 * paragraphs), else it ends with its paragraph. Pairs nest and never cross. O(tokens).
 */
#include "text/internal.h"

enum { MAX_DEPTH = 8, MAX_CARRIED = 12 };
enum direction { OPENS, CLOSES, EITHER };

struct pairing {
	struct parse *parse;
	uint32_t stack[MAX_DEPTH]; /* indices into parse->quotes */
	uint32_t depth;
	uint32_t carried;    /* a quotation left open by an earlier paragraph, or NONE */
	uint32_t paragraphs; /* since it was left open */
};

static bool has_space_after(const struct parse *parse, uint32_t i, uint32_t end)
{
	return i + 1 >= end || (parse->tokens.at[i + 1].shape & SHAPE_SPACE_BEFORE);
}

/* Punctuation that stands behind a quotation, not at its head. */
static bool is_mark_behind(const struct token *t)
{
	return !(t->shape & SHAPE_SPACE_BEFORE) &&
	       (t->kind == TOKEN_COMMA || t->kind == TOKEN_SEMICOLON || t->kind == TOKEN_COLON ||
		       t->kind == TOKEN_CLOSE || t->kind == TOKEN_SUFFIX ||
		       (t->kind == TOKEN_STOP && t->norm.n == 1));
}

static enum direction by_context(
	const struct parse *parse, uint32_t i, uint32_t first, uint32_t end)
{
	const struct token *t = parse->tokens.at;
	bool space_before = i == first || (t[i].shape & SHAPE_SPACE_BEFORE);
	bool space_after = has_space_after(parse, i, end);
	if (i > first && i + 1 < end && is_mark_behind(&t[i + 1]))
		return CLOSES; /* even if a space was put before it */
	if (space_before && !space_after)
		return OPENS;
	if (!space_before && space_after)
		return CLOSES;
	if (i == first)
		return OPENS;
	if (i + 1 == end)
		return CLOSES;
	if (!space_before && !space_after) {
		enum token_kind after = t[i + 1].kind, before = t[i - 1].kind;
		if (before == TOKEN_OPEN || before == TOKEN_DASH || before == TOKEN_COLON)
			return OPENS;
		if (!is_word_like(&t[i + 1]) && after != TOKEN_QUOTE && after != TOKEN_OPEN)
			return CLOSES;
		if (before == TOKEN_STOP || before == TOKEN_COMMA || after == TOKEN_SUFFIX)
			return CLOSES;
	}
	return EITHER;
}

static enum direction direction_of(
	const struct parse *parse, uint32_t i, uint32_t first, uint32_t end)
{
	struct str mark = span_text(parse->text, parse->tokens.at[i].span);
	enum direction context = by_context(parse, i, first, end);
	if (str_eq(mark, STR("«")) || str_eq(mark, STR("„")) || str_eq(mark, STR("‹")) ||
		str_eq(mark, STR("<<")) || str_eq(mark, STR("‚")))
		return context == CLOSES && parse->tokens.at[i].span.start > 0 ? CLOSES : OPENS;
	if (str_eq(mark, STR("»")) || str_eq(mark, STR("›")) || str_eq(mark, STR(">>")) ||
		str_eq(mark, STR("”")))
		return context == OPENS ? OPENS : CLOSES;
	if (str_eq(mark, STR("“")) || str_eq(mark, STR("‘")))
		return context == EITHER ? OPENS : context;
	return context;
}

/* `деді« Береке »ЖШС`: the space stands on the wrong side of a mark that has a direction of its
 * own. What is open tells more than the space: « opens where nothing is open, » closes what «
 * opened. */
static enum direction by_stack(const struct pairing *p, uint32_t i, enum direction context)
{
	struct str mark = span_text(p->parse->text, p->parse->tokens.at[i].span);
	if (context == CLOSES && str_eq(mark, STR("«")) && !p->depth && p->carried == NONE)
		return OPENS;
	if (context == OPENS && str_eq(mark, STR("»")) && p->depth) {
		uint32_t open = p->parse->quotes.at[p->stack[p->depth - 1]].open;
		struct str opener = span_text(p->parse->text, p->parse->tokens.at[open].span);
		if (str_eq(opener, STR("«")))
			return CLOSES;
	}
	return context;
}

/* A single mark counts only where it stands as one: an apostrophe is no quotation mark. */
static bool is_apostrophe(const struct parse *parse, uint32_t i)
{
	struct str mark = span_text(parse->text, parse->tokens.at[i].span);
	return str_eq(mark, STR("'")) || str_eq(mark, STR("’")) || str_eq(mark, STR("`")) ||
	       str_eq(mark, STR("ʼ")) || str_eq(mark, STR("´"));
}

static struct quote *top(struct pairing *p)
{
	return p->depth ? &p->parse->quotes.at[p->stack[p->depth - 1]] : NULL;
}

static enum dedi_status open_quote(struct pairing *p, uint32_t i)
{
	struct parse *parse = p->parse;
	if (p->depth == MAX_DEPTH)
		return DEDI_OK;
	struct quote *quote = LIST_PUSH(parse->arena, &parse->quotes);
	if (!quote)
		return DEDI_NO_MEMORY;
	*quote = (struct quote){
		.open = i, .close = NONE, .first = i + 1, .end = NONE, .parent = NONE};
	parse->tokens.at[i].quote = parse->quotes.n - 1;
	p->stack[p->depth++] = parse->quotes.n - 1;
	return DEDI_OK;
}

static void close_with(struct pairing *p, struct quote *quote, uint32_t i)
{
	quote->close = i;
	quote->end = i;
	p->parse->tokens.at[i].quote = (uint32_t)(quote - p->parse->quotes.at);
}

/* The last closing mark of a paragraph, with a comma, dash or the end behind it, closes the
 * outermost: «A «B», – деді X has one mark for two. */
static bool closes_all(const struct parse *parse, uint32_t i, uint32_t end)
{
	const struct token *t = parse->tokens.at;
	for (uint32_t k = i + 1; k < end; k++)
		if (t[k].kind == TOKEN_QUOTE)
			return false;
	return i + 1 == end || t[i + 1].kind == TOKEN_COMMA || t[i + 1].kind == TOKEN_DASH;
}

static enum dedi_status close_quote(
	struct pairing *p, uint32_t i, uint32_t first, uint32_t end, bool *ret_matched)
{
	struct parse *parse = p->parse;
	*ret_matched = true;
	if (p->depth > 1 && closes_all(parse, i, end)) {
		while (p->depth > 1)
			parse->quotes.at[p->stack[--p->depth]].end = i;
		p->depth = 0;
		close_with(p, &parse->quotes.at[p->stack[0]], i);
		return DEDI_OK;
	}
	if (p->depth) {
		close_with(p, top(p), i);
		p->depth--;
		return DEDI_OK;
	}
	if (p->carried != NONE) {
		close_with(p, &parse->quotes.at[p->carried], i);
		p->carried = NONE;
		return DEDI_OK;
	}
	struct quote *quote = LIST_PUSH(parse->arena, &parse->quotes);
	if (!quote)
		return DEDI_NO_MEMORY;
	*quote = (struct quote){.open = NONE, .close = i, .first = first, .end = i, .parent = NONE};
	parse->tokens.at[i].quote = parse->quotes.n - 1;
	*ret_matched = false;
	return DEDI_OK;
}

static enum dedi_status pair_paragraph(struct pairing *p, uint32_t first, uint32_t end)
{
	struct parse *parse = p->parse;
	p->depth = 0;
	if (p->carried != NONE && ++p->paragraphs > MAX_CARRIED)
		p->carried = NONE;
	uint32_t lone = first; /* where an unopened quotation would begin */
	for (uint32_t i = first; i < end; i++) {
		if (parse->tokens.at[i].kind != TOKEN_QUOTE)
			continue;
		enum direction direction = by_stack(p, i, direction_of(parse, i, first, end));
		if (is_apostrophe(parse, i) && direction == EITHER)
			continue;
		if (direction == EITHER)
			direction = p->depth ? CLOSES : OPENS;
		if (is_apostrophe(parse, i) && direction == CLOSES && !p->depth)
			continue;
		enum dedi_status status;
		bool matched = true;
		if (direction == OPENS) {
			if (i == first)
				p->carried = NONE; /* each paragraph opens again */
			status = open_quote(p, i);
		} else {
			status = close_quote(p, i, lone, end, &matched);
			lone = i + 1;
		}
		if (status)
			return status;
	}
	for (uint32_t k = 0; k < p->depth; k++)
		parse->quotes.at[p->stack[k]].end = end;
	if (p->depth) {
		p->carried = p->stack[0];
		p->paragraphs = 0;
	}
	return DEDI_OK;
}

/* Parents and depths, once all ends are known. Quotes are in order of their first token. */
static void nest(struct parse *parse)
{
	uint32_t open[MAX_DEPTH * 2];
	uint32_t n = 0;
	for (uint32_t i = 0; i < parse->quotes.n; i++) {
		struct quote *quote = &parse->quotes.at[i];
		while (n && parse->quotes.at[open[n - 1]].end <= quote->first)
			n--;
		quote->parent = n ? open[n - 1] : NONE;
		quote->depth = (uint8_t)n;
		if (n && quote->end > parse->quotes.at[open[n - 1]].end)
			quote->end = parse->quotes.at[open[n - 1]].end;
		if (n < MAX_DEPTH * 2)
			open[n++] = i;
	}
}

enum dedi_status text_pair_quotes(struct parse *parse)
{
	struct pairing p = {.parse = parse, .carried = NONE};
	uint32_t b = 0, n = parse->blocks.n;
	while (b < n) {
		uint32_t paragraph = parse->blocks.at[b].paragraph, last = b;
		uint32_t first = NONE, end = 0;
		for (; last < n && parse->blocks.at[last].paragraph == paragraph; last++) {
			const struct block *block = &parse->blocks.at[last];
			if (!block->n_sentences)
				continue;
			const struct sentence *s = &parse->sentences.at[block->first_sentence];
			if (first == NONE)
				first = s->first_token;
			s += block->n_sentences - 1;
			end = s->first_token + s->n_tokens;
		}
		if (first != NONE) {
			enum dedi_status status = pair_paragraph(&p, first, end);
			if (status)
				return status;
		}
		b = last;
	}
	nest(parse);
	return DEDI_OK;
}
