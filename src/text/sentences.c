/*
 * Sentences: the tokens of a block are cut behind . ! ? … where a new sentence begins.
 *
 * Kazakh rules on top of the punctuation: abbreviations and initials do not end a sentence; a
 * quotation keeps its attribution (`«…!» – деді X` is one sentence); after a full stop a small
 * letter goes on. One pass, O(tokens).
 */
#include "base/utf8.h"
#include "text/internal.h"

static bool is_word_like(const struct token *t)
{
	return t->kind <= TOKEN_EMOJI && t->kind != TOKEN_SUFFIX;
}

/* An entry of the abbreviation table for a word and its full stop. */
static bool abbreviation(const struct parse *parse, uint32_t token, enum abbreviation_kind *ret)
{
	struct str form = parse->words.at[parse->tokens.at[token].word].form;
	char dotted[64];
	if (form.n + 1 > sizeof dotted)
		return false;
	memcpy(dotted, form.p, form.n);
	dotted[form.n] = '.';
	const struct lexicon *lexicon = parse->engine->lexicon;
	struct lexemes found = lexicon_find(lexicon, str_make(dotted, form.n + 1));
	for (uint32_t i = 0; i < found.n; i++) {
		if (found.at[i].table != LEX_ABBREVIATION)
			continue;
		*ret = lexicon_code(
			lexicon, LEX_ABBREVIATION, found.at[i].row, ABBREVIATION_COL_KIND);
		return true;
	}
	return false;
}

static bool is_plain_stop(const struct parse *parse, uint32_t token)
{
	struct str s = span_text(parse->text, parse->tokens.at[token].span);
	return s.n == 1 && s.p[0] == '.';
}

/* The first word-like token from i on that could open a sentence; end if there is none. */
static uint32_t next_word(const struct parse *parse, uint32_t i, uint32_t end)
{
	while (i < end && !is_word_like(&parse->tokens.at[i]))
		i++;
	return i;
}

/* Does a sentence end behind the stop and its closing marks? next: the token after those. */
static bool ends_here(
	const struct parse *parse, uint32_t first, uint32_t stop, uint32_t next, uint32_t end)
{
	const struct token *t = parse->tokens.at;
	if (next >= end)
		return true;
	uint32_t word = next_word(parse, next, end);
	if (word == end)
		return false;
	bool small = !(t[word].shape & SHAPE_CAPITAL) &&
		     (t[word].kind == TOKEN_WORD || t[word].kind == TOKEN_INITIAL);
	if (t[next].kind == TOKEN_COMMA || t[next].kind == TOKEN_SEMICOLON ||
		t[next].kind == TOKEN_COLON || t[next].kind == TOKEN_CLOSE || small)
		return false;
	if (!is_plain_stop(parse, stop) || stop == first)
		return true;
	const struct token *before = &t[stop - 1];
	if (before->span.end != t[stop].span.start)
		return true;
	if (before->kind == TOKEN_NUMBER && stop - 1 == first)
		return false; /* 1. Бірінші */
	enum abbreviation_kind kind;
	if (before->kind == TOKEN_WORD && abbreviation(parse, stop - 1, &kind))
		return kind == ABBREVIATION_AFTER ||
		       (kind == ABBREVIATION_UNIT && t[word].kind != TOKEN_NUMBER &&
			       t[next].kind != TOKEN_DASH);
	/* a stop without a space behind it ends a sentence only between whole words */
	if (!(t[next].shape & SHAPE_SPACE_BEFORE) && t[next].kind == TOKEN_WORD)
		return before->kind == TOKEN_WORD && before->norm.n > 4 && t[next].norm.n > 2;
	return true;
}

static enum dedi_status close_sentence(
	struct parse *parse, uint32_t block, uint32_t first, uint32_t end)
{
	struct sentence *sentence = LIST_PUSH(parse->arena, &parse->sentences);
	if (!sentence)
		return DEDI_NO_MEMORY;
	struct token *t = parse->tokens.at;
	*sentence = (struct sentence){
		{t[first].span.start, t[end - 1].span.end}, first, end - first, block};
	for (uint32_t i = first; i < end; i++)
		t[i].sentence = parse->sentences.n - 1;
	t[first].shape |= SHAPE_SENTENCE_START;
	uint32_t word = next_word(parse, first, end);
	if (word < end)
		t[word].shape |= SHAPE_SENTENCE_START;
	for (uint32_t i = first; i < end; i++) {
		bool opens = t[i].shape & SHAPE_SENTENCE_START;
		if ((t[i].shape & SHAPE_CAPITAL) && !opens)
			parse->words.at[t[i].word].count_capital++;
	}
	return DEDI_OK;
}

/* Does this mark close rather than open? Only its surroundings tell; pairing comes later. */
static bool looks_closing(const struct parse *parse, uint32_t i, uint32_t end)
{
	const struct token *t = parse->tokens.at;
	struct str mark = span_text(parse->text, t[i].span);
	if (str_eq(mark, STR("«")) || str_eq(mark, STR("„")) || str_eq(mark, STR("<<")))
		return false;
	if (str_eq(mark, STR("»")) || str_eq(mark, STR("”")) || str_eq(mark, STR(">>")))
		return !(t[i].shape & SHAPE_SPACE_BEFORE) || i + 1 == end ||
		       (t[i + 1].shape & SHAPE_SPACE_BEFORE);
	return !(t[i].shape & SHAPE_SPACE_BEFORE);
}

enum dedi_status text_split_sentences(struct parse *parse, uint32_t block, uint32_t first_token)
{
	uint32_t end = parse->tokens.n, first = first_token;
	const struct token *t = parse->tokens.at;
	uint32_t first_sentence = parse->sentences.n;
	for (uint32_t i = first_token; i < end; i++) {
		if (t[i].kind != TOKEN_STOP)
			continue;
		uint32_t next = i + 1;
		while (next < end &&
			((t[next].kind == TOKEN_QUOTE && looks_closing(parse, next, end)) ||
				t[next].kind == TOKEN_EMOJI || t[next].kind == TOKEN_STOP ||
				(t[next].kind == TOKEN_CLOSE &&
					!(t[next].shape & SHAPE_SPACE_BEFORE))))
			next++;
		if (!ends_here(parse, first, i, next, end))
			continue;
		enum dedi_status status = close_sentence(parse, block, first, next);
		if (status)
			return status;
		first = next;
		i = next - 1;
	}
	if (first < end) {
		enum dedi_status status = close_sentence(parse, block, first, end);
		if (status)
			return status;
	}
	parse->blocks.at[block].first_sentence = first_sentence;
	parse->blocks.at[block].n_sentences = parse->sentences.n - first_sentence;
	return DEDI_OK;
}
