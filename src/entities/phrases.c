/*
 * Phrases: keys of several words found in the text, and the questions "which entry of a table
 * begins, or ends, at this token".
 *
 * A word that begins longer keys is compared with the tokens behind it, second word first; the
 * numbers of what the next token can stand for turn most keys away without comparing letters. For
 * each table the longest key at a token is kept. Marks and dashes between the words do not count;
 * every word but the last may stand as its lemma, the last one in any case.
 *
 * Cost: linear in tokens and in the keys that begin with them.
 */
#include "entities/internal.h"

enum {
	WANTED = 1u << LEX_POSITION | 1u << LEX_ORG_HEAD | 1u << LEX_ORG | 1u << LEX_LEGAL_FORM |
		 1u << LEX_MEDIA | 1u << LEX_PLACE | 1u << LEX_CAMPAIGN_HEAD | 1u << LEX_CAMPAIGN |
		 1u << LEX_SCOPE | 1u << LEX_NAME_HEAD | 1u << LEX_GROUP | 1u << LEX_REPORT_WORD |
		 1u << LEX_SPORT | 1u << LEX_FRAME,
};

static bool is_noun(const struct reading *r)
{
	return r->features.verb == VERB_NONE || r->features.verb == VERB_NOUN;
}

/* Keys such as `жол картасы` have their possessive in them: картасына is картасы in a case. */
static bool keeps_possessive(const struct reading *r, struct str word)
{
	return is_noun(r) && r->features.possessive == POSS_3 && r->features.kase != CASE_NOM &&
	       r->features.number == NUMBER_SINGULAR && r->lemma.n < word.n;
}

/* The best reading in which the token at t is `word`. */
static const struct reading *reading_as(const struct finder *f, uint32_t t, struct str word)
{
	const struct word_info *info = word_of(f->words, t);
	struct str form = f->document->words[token_at(f, t)->word].form;
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		if (is_noun(r) && str_eq(r->lemma, word))
			return r;
	}
	for (uint32_t i = 0; i < info->n_readings && str_starts(form, word); i++)
		if (keeps_possessive(&info->readings[i], word))
			return &info->readings[i];
	return NULL;
}

static uint32_t next_counting(const struct document *document, uint32_t t)
{
	for (t++; t < document->n_tokens; t++) {
		uint8_t kind = document->tokens[t].kind;
		if (kind != TOKEN_QUOTE && kind != TOKEN_DASH)
			break;
	}
	return t;
}

/* The words of the key from the second on, at `second`: one past the last token, 0 if not there. */
static uint32_t match_rest(const struct finder *f, const struct lexeme *x, uint32_t second,
	const struct reading **ret_reading)
{
	const struct document *d = f->document;
	uint32_t t = second;
	for (uint32_t i = 1; i < x->n_words; i++) {
		if (i > 1)
			t = next_counting(d, t);
		if (t >= d->n_tokens || d->tokens[t].sentence != d->tokens[second].sentence)
			return 0;
		*ret_reading = reading_as(f, t, lexicon_key_word(f->lexicon, x, i));
		if (!*ret_reading)
			return 0;
	}
	return t + 1;
}

static enum dedi_status note_phrase(struct finder *f, uint32_t first, uint32_t end,
	const struct lexeme *x, const struct reading *reading)
{
	struct phrase *p = LIST_PUSH(f->arena, &f->phrases);
	if (!p)
		return DEDI_NO_MEMORY;
	uint32_t n = f->phrases.n - 1;
	*p = (struct phrase){
		.table = x->table,
		.is_alias = x->is_alias,
		.row = x->row,
		.first = first,
		.end = end,
		.reading = reading,
		.next_by_first = f->phrase_first[first],
		.next_by_last = f->phrase_last[end - 1],
	};
	f->phrase_first[first] = n;
	f->phrase_last[end - 1] = n;
	return DEDI_OK;
}

/* What is looked at from one token. */
struct search {
	uint32_t first, second; /* tokens */
	uint64_t numbers;       /* of the second */
	uint32_t found;         /* bits: tables that have a phrase; keys come longest first */
};

static enum dedi_status search_in(struct finder *f, struct search *s, struct lexemes lexemes)
{
	for (uint32_t i = 0; i < lexemes.n; i++) {
		const struct lexeme *x = &lexemes.at[i];
		const struct reading *reading = NULL;
		uint32_t bit = 1u << x->table, wanted = WANTED & ~s->found;
		bool may = (s->numbers >> x->second) & (wanted >> x->table) & (x->n_words > 1);
		if (!may) /* nearly all: one branch */
			continue;
		uint32_t end = match_rest(f, x, s->second, &reading);
		if (!end)
			continue;
		s->found |= bit;
		enum dedi_status status = note_phrase(f, s->first, end, x, reading);
		if (status)
			return status;
	}
	return DEDI_OK;
}

static bool ends_phrase(uint8_t kind)
{
	return kind == TOKEN_COMMA || kind == TOKEN_STOP || kind == TOKEN_COLON ||
	       kind == TOKEN_SEMICOLON || kind == TOKEN_OPEN || kind == TOKEN_CLOSE;
}

static enum dedi_status search_at(struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	const struct document *d = f->document;
	struct search s = {.first = t, .second = next_counting(d, t)};
	if (s.second >= d->n_tokens || d->tokens[s.second].sentence != d->tokens[t].sentence ||
		ends_phrase(d->tokens[s.second].kind))
		return DEDI_OK;
	s.numbers = word_of(f->words, s.second)->numbers & info->seconds;
	if (!s.numbers)
		return DEDI_OK;
	enum dedi_status status = search_in(f, &s, info->lexemes);
	const struct lexeme *last = info->lexemes.at;
	for (uint32_t i = 0; !status && i < info->n_readings; i++) {
		struct lexemes lexemes = info->readings[i].lexemes;
		if (lexemes.n == 0 || lexemes.at == last || !reading_names(&info->readings[i]))
			continue;
		last = lexemes.at;
		status = search_in(f, &s, lexemes);
	}
	return status;
}

/* Of the 64 tokens from first on, those that may begin a key of several words, a bit each: without
 * branches, since few do. */
static uint64_t openers(const struct finder *f, uint32_t first)
{
	const struct document *d = f->document;
	uint32_t left = d->n_tokens - first - 1,
		 n = left < 64 ? left : 64; /* the last opens none */
	uint64_t bits = 0;
	const struct word_info *info = word_of(f->words, first);
	for (uint32_t i = 0; i < n; i++) {
		const struct word_info *next = word_of(f->words, first + i + 1);
		uint8_t kind = d->tokens[first + i + 1].kind;
		uint64_t any = (uint64_t)0 - ((kind == TOKEN_QUOTE) | (kind == TOKEN_DASH));
		uint64_t numbers = info->seconds & (next->numbers | any);
		bits |= (uint64_t)((numbers != 0) & ((info->longer & WANTED) != 0)) << i;
		info = next;
	}
	return bits;
}

enum dedi_status phrases_collect(struct finder *f)
{
	const struct document *d = f->document;
	uint32_t n = d->n_tokens;
	f->phrase_first = arena_alloc(f->arena, n * sizeof *f->phrase_first);
	f->phrase_last = arena_alloc(f->arena, n * sizeof *f->phrase_last);
	if (!f->phrase_first || !f->phrase_last)
		return DEDI_NO_MEMORY;
	memset(f->phrase_first, 0xff, n * sizeof *f->phrase_first);
	memset(f->phrase_last, 0xff, n * sizeof *f->phrase_last);
	for (uint32_t first = 0; first < n; first += 64)
		for (uint64_t bits = openers(f, first); bits; bits &= bits - 1) {
			uint32_t t = first + (uint32_t)__builtin_ctzll(bits);
			enum dedi_status status = search_at(f, t);
			if (status)
				return status;
		}
	return DEDI_OK;
}

static bool single_entry(
	const struct finder *f, uint32_t token, enum lex_table table, struct entry *ret_entry)
{
	const struct word_facts *facts = facts_at(f, token);
	if (!(facts->tables >> table & 1u))
		return false;
	const struct word_key *key = key_in(facts, table);
	*ret_entry = (struct entry){
		.row = key->row,
		.first = token,
		.end = token + 1,
		.reading = key->reading == AS_FORM
				   ? NULL
				   : &word_of(f->words, token)->readings[key->reading],
	};
	return true;
}

static struct entry entry_of_phrase(const struct phrase *p)
{
	return (struct entry){p->row, p->first, p->end, p->reading};
}

bool entry_search_first(
	const struct finder *f, uint32_t token, enum lex_table table, struct entry *ret_entry)
{
	uint32_t i = f->phrase_first[token];
	for (; i != NONE; i = f->phrases.at[i].next_by_first) {
		if (f->phrases.at[i].table == table) {
			*ret_entry = entry_of_phrase(&f->phrases.at[i]);
			return true;
		}
	}
	return single_entry(f, token, table, ret_entry);
}

bool legal_form_at(const struct finder *f, uint32_t t, struct entry *ret_entry)
{
	enum { ABBREVIATION_MAX = 8 };
	if (!entry_starting(f, t, LEX_LEGAL_FORM, ret_entry))
		return false;
	struct str form =
		lexicon_text(f->lexicon, LEX_LEGAL_FORM, ret_entry->row, LEGAL_FORM_COL_FORM);
	bool latin = token_has(f, t, SHAPE_LATIN) && token_has(f, t, SHAPE_CAPITAL);
	return latin || form.n > ABBREVIATION_MAX ||
	       token_has(f, t, SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS) || ret_entry->end - t > 1;
}

bool entry_search_last(
	const struct finder *f, uint32_t token, enum lex_table table, struct entry *ret_entry)
{
	const struct phrase *longest = NULL;
	uint32_t i = f->phrase_last[token];
	for (; i != NONE; i = f->phrases.at[i].next_by_last) {
		const struct phrase *p = &f->phrases.at[i];
		if (p->table == table && (!longest || p->first < longest->first))
			longest = p;
	}
	if (!longest)
		return single_entry(f, token, table, ret_entry);
	*ret_entry = entry_of_phrase(longest);
	return true;
}
