/*
 * The lexicon at a token: codes of single words, phrases of furniture, endings of predicates.
 * Each distinct word is looked up at most once (text_lexemes).
 */
#include "text/internal.h"

uint32_t text_code(struct parse *parse, uint32_t token, enum lex_table table, uint32_t column)
{
	struct lexemes found = text_lexemes(parse, parse->tokens.at[token].word);
	if (!(found.tables >> table & 1))
		return NONE;
	for (uint32_t i = 0; i < found.n; i++)
		if (found.at[i].table == table && found.at[i].n_words == 1)
			return lexicon_code(parse->engine->lexicon, table, found.at[i].row, column);
	return NONE;
}

/* The tokens that a key of several words takes here; 0 if it does not stand here. */
static uint32_t key_length(
	const struct parse *parse, const struct lexeme *lexeme, uint32_t token, uint32_t end)
{
	const struct lexicon *lexicon = parse->engine->lexicon;
	uint32_t at = token + 1;
	for (uint32_t w = 1; w < lexeme->n_words; w++, at++) {
		if (at >= end)
			return 0;
		struct str form = parse->words.at[parse->tokens.at[at].word].form;
		if (!str_eq(form, lexicon_key_word(lexicon, lexeme, w)))
			return 0;
	}
	return at - token;
}

uint32_t text_furniture_at(
	struct parse *parse, uint32_t token, uint32_t end, enum furniture_class class)
{
	const struct lexicon *lexicon = parse->engine->lexicon;
	struct lexemes found = text_lexemes(parse, parse->tokens.at[token].word);
	if (!(found.tables >> LEX_FURNITURE & 1))
		return 0;
	for (uint32_t i = 0; i < found.n; i++) { /* longest first */
		const struct lexeme *lexeme = &found.at[i];
		if (lexeme->table != LEX_FURNITURE ||
			!(lexicon_code(
				  lexicon, LEX_FURNITURE, lexeme->row, FURNITURE_COL_CLASSES) >>
					class
				& 1))
			continue;
		uint32_t n = key_length(parse, lexeme, token, end);
		if (n)
			return n;
	}
	return 0;
}

/* депутаты, жастарды: a noun of the lexicon with a short ending, which looks like that of a verb.
 */
static bool is_noun(const struct parse *parse, struct str form)
{
	enum { LETTER = 2, LEAST = 5 * LETTER };
	for (size_t cut = LETTER; cut <= 2 * LETTER && cut + LEAST <= form.n; cut += LETTER) {
		struct lexemes found =
			lexicon_find(parse->engine->lexicon, str_make(form.p, form.n - cut));
		for (uint32_t i = 0; i < found.n; i++)
			if (found.at[i].table >= LEX_TITLE && found.at[i].table <= LEX_NAME_HEAD &&
				found.at[i].n_words == 1)
				return true;
	}
	return false;
}

static uint8_t find_predicate(const struct parse *parse, struct str form)
{
	enum { LETTER = 2, LONGEST = 6 * LETTER };
	const struct lexicon *lexicon = parse->engine->lexicon;
	uint8_t best = 0;
	for (size_t n = LETTER; n <= LONGEST && n <= form.n; n += LETTER) {
		struct lexemes found = lexicon_find(lexicon, str_make(form.p + form.n - n, n));
		for (uint32_t i = 0; i < found.n; i++) {
			if (found.at[i].table != LEX_FURNITURE || found.at[i].n_words != 1)
				continue;
			uint32_t classes = lexicon_code(
				lexicon, LEX_FURNITURE, found.at[i].row, FURNITURE_COL_CLASSES);
			if (classes >> FURNITURE_OBJECT & 1)
				return 0;
			if (classes >> FURNITURE_PREDICATE & 1)
				best = n < form.n && is_noun(parse, form) ? 0 : 3;
			else if (classes >> FURNITURE_PARTICIPLE & 1)
				best = 2;
		}
	}
	return best;
}

int text_predicate(struct parse *parse, uint32_t token)
{
	uint32_t word = parse->tokens.at[token].word;
	struct word_facts *facts = &parse->facts[word];
	if (!facts->predicate)
		facts->predicate = find_predicate(parse, parse->words.at[word].form) + 1;
	return facts->predicate - 1;
}
