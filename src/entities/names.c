/*
 * Canonical names: the words of a mention with the case of the last one undone, and normal
 * capitals.
 *
 * Only the case goes: the possessive of `министрлігі` and a plural belong to the name. The
 * nominative is generated from the same tables that analysed the form and must be a beginning of
 * it, so that the letters are those of the text.
 *
 * Cost: linear in the name; one generation for an inflected last word.
 */
#include "base/utf8.h"
#include "entities/internal.h"

struct candidate *candidate_new(struct finder *f, enum candidate_kind kind,
	enum candidate_source source, uint32_t first, uint32_t end)
{
	struct candidate *c = LIST_PUSH(f->arena, &f->candidates);
	if (!c)
		return NULL;
	*c = (struct candidate){
		.first = first,
		.end = end,
		.reach_first = first,
		.reach_end = end,
		.kind = (uint8_t)kind,
		.source = (uint8_t)source,
		.head = NONE,
		.head_row = NONE,
		.row = NONE,
		.legal = NONE,
		.quote = NONE,
		.same_as = NONE,
		.entity = NONE,
	};
	return c;
}

enum dedi_status buckets_init(struct arena *arena, uint32_t n, struct buckets *ret)
{
	struct buckets b = {.mask = 15};
	while (b.mask < n)
		b.mask = 2 * b.mask + 1;
	b.first = ARENA_ARRAY(arena, uint32_t, b.mask + 1);
	if (!b.first)
		return DEDI_NO_MEMORY;
	memset(b.first, 0xff, (b.mask + 1) * sizeof *b.first);
	*ret = b;
	return DEDI_OK;
}

bool is_name_verb(const struct finder *f, uint32_t t, enum name_word_class class)
{
	const struct word_info *info = word_of(f->words, t);
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		for (uint32_t k = 0; r->features.verb != VERB_NONE && k < r->lexemes.n; k++) {
			const struct lexeme *x = &r->lexemes.at[k];
			if (x->table == LEX_NAME_WORD && x->n_words == 1 &&
				lexicon_code(
					f->lexicon, LEX_NAME_WORD, x->row, NAME_WORD_COL_CLASSES) >>
						class
					& 1u)
				return true;
		}
	}
	return false;
}

/* The third person's possessive in the singular: it follows the letters of the stem, with a с
 * between vowels, and no case changes it. False where the stem loses a vowel (халық, халқы). */
static bool possessed_length(
	struct str form, struct str lemma, const struct features *want, size_t *ret_length)
{
	if (want->possessive != POSS_3 || want->number != NUMBER_SINGULAR)
		return false;
	size_t at = 0, i = 0;
	while (i < lemma.n && at < form.n) {
		utf8_next(lemma, &i);
		utf8_next(form, &at);
	}
	struct str rest = str_make(form.p + at, form.n - at);
	size_t link = str_starts(rest, STR("с")) ? strlen("с") : 0;
	rest = str_make(rest.p + link, rest.n - link);
	if (i < lemma.n || !(str_starts(rest, STR("ы")) || str_starts(rest, STR("і"))))
		return false;
	*ret_length = at + link + strlen("ы");
	return true;
}

/* Bytes of norm that the nominative of the form keeps. */
static enum dedi_status nominative_length(
	struct finder *f, uint32_t t, const struct reading *reading, size_t *ret_length)
{
	struct str form = f->document->words[token_at(f, t)->word].form;
	struct features want = {
		.number = reading->features.number,
		.possessive = reading->features.possessive,
	};
	size_t best = 0;
	if (reading->features.derivation == DERIV_LOCAL) {
		want.number =
			NUMBER_SINGULAR; /* министрлігіндегілер: the people at the министрлігі */
		if (!str_starts(form, reading->lemma))
			want.possessive = POSS_3;
	}
	if (want.number == NUMBER_SINGULAR && want.possessive == POSS_NONE) {
		if (str_starts(form, reading->lemma))
			best = reading->lemma.n;
	} else if (possessed_length(form, reading->lemma, &want, &best)) {
		/* the commonest by far needs no generation */
	} else {
		struct str *forms;
		uint32_t n;
		enum dedi_status status =
			morph_generate(f->lexicon, reading->lemma, want, f->arena, &forms, &n);
		if (status)
			return status;
		for (uint32_t i = 0; i < n; i++)
			if (forms[i].n > best && str_starts(form, forms[i]))
				best = forms[i].n;
	}
	*ret_length = best;
	return DEDI_OK;
}

struct mention candidate_mention(const struct finder *f, const struct candidate *c)
{
	return (struct mention){
		.span = {token_at(f, c->first)->span.start, token_at(f, c->end - 1)->span.end},
		.first = c->first,
		.end = c->end,
		.kind = (enum mention_kind)c->mention,
	};
}

static const struct reading *reading_number(const struct finder *f, uint32_t t, uint8_t number)
{
	return number == AS_FORM ? NULL : &word_of(f->words, t)->readings[number];
}

/* БИЛ-дік: that of an adjective made of a noun. */
static const struct reading *adjective_reading(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].features.derivation == DERIV_LIK)
			return &info->readings[i];
	return NULL;
}

const struct reading *candidate_reading(const struct finder *f, const struct candidate *c)
{
	uint32_t last = c->end - 1;
	struct entry e;
	if (c->head == last)
		return entry_ending(f, last,
			       c->kind == CANDIDATE_CAMPAIGN ? LEX_CAMPAIGN_HEAD : LEX_ORG_HEAD, &e)
			       ? e.reading
			       : NULL;
	if (c->row != NONE && entry_starting(f, c->first, (enum lex_table)c->table, &e) &&
		e.end == c->end)
		return e.reading;
	/* A name before its head noun, or in marks before it, is bare. */
	if (c->reach_end > c->end + (c->quote != NONE))
		return NULL;
	if (!token_is_word(f, last))
		return NULL;
	if (c->mention == MENTION_ACRONYM && token_has(f, last, SHAPE_HYPHEN) &&
		facts_at(f, last)->np == NP_ADJECTIVE)
		return adjective_reading(f, last);
	const struct reading *r = reading_number(f, last, facts_at(f, last)->nominal);
	if (!r || r->features.kase == CASE_NOM)
		return NULL;
	/* «Аль-Каида» is no locative. */
	return c->quote == NONE ||
			       reading_trusted(r, f->document->words[token_at(f, last)->word].form)
		       ? r
		       : NULL;
}

/* BAQ.KZ-ке -> BAQ.KZ */
static struct str host_name(struct str norm)
{
	size_t dot = norm.n;
	for (size_t i = 0; i < norm.n; i++)
		if (norm.p[i] == '.')
			dot = i;
	for (size_t i = dot; i < norm.n; i++)
		if (norm.p[i] == '-' || (unsigned char)norm.p[i] >= 0x80)
			return str_make(norm.p, i);
	return norm;
}

enum dedi_status word_nominative(
	struct finder *f, uint32_t t, const struct reading *reading, struct str *ret)
{
	const struct token *token = token_at(f, t);
	size_t length;
	*ret = token->kind == TOKEN_URL ? host_name(token->norm) : token->norm;
	if (!reading || token->kind == TOKEN_URL ||
		(reading->features.kase == CASE_NOM && reading->features.derivation == DERIV_NONE &&
			reading->features.verb == VERB_NONE))
		return DEDI_OK;
	enum dedi_status status = nominative_length(f, t, reading, &length);
	if (status)
		return status;
	bool same_bytes = f->document->words[token->word].form.n == token->norm.n;
	if (length > 0 && same_bytes) {
		*ret = str_make(token->norm.p, length);
		return DEDI_OK;
	}
	return token_lemma_cased(f->words, t, reading, f->arena, ret);
}

enum dedi_status name_text(struct finder *f, uint32_t first, uint32_t end,
	const struct reading *reading, struct str *ret)
{
	size_t room = 0, n = 0;
	struct str last;
	while (end > first + 1 && token_at(f, end - 1)->kind == TOKEN_QUOTE)
		end--;
	enum dedi_status status = word_nominative(f, end - 1, reading, &last);
	if (status)
		return status;
	if (end == first + 1) {
		*ret = last;
		return DEDI_OK;
	}
	for (uint32_t t = first; t + 1 < end; t++)
		room += token_at(f, t)->norm.n + 1;
	char *p = arena_alloc(f->arena, room + last.n);
	if (!p)
		return DEDI_NO_MEMORY;
	bool space = false;
	for (uint32_t t = first; t < end; t++) {
		struct str s = t + 1 == end ? last : token_at(f, t)->norm;
		space |= token_has(f, t, SHAPE_SPACE_BEFORE);
		if (token_at(f, t)->kind == TOKEN_QUOTE)
			continue;
		if (n && space)
			p[n++] = ' ';
		memcpy(p + n, s.p, s.n);
		n += s.n;
		space = false;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

/* СӘРСЕН -> Сәрсен, ҚАСЫМ-ЖОМАРТ -> Қасым-Жомарт: first letters from the text, the rest folded. */
enum dedi_status word_title_case(struct finder *f, uint32_t t, struct str upper, struct str *ret)
{
	struct str lower = f->document->words[token_at(f, t)->word].form;
	char *p = arena_alloc(f->arena, upper.n * 2);
	size_t i = 0, j = 0, n = 0;
	bool start = true;
	if (!p)
		return DEDI_NO_MEMORY;
	while (i < upper.n && j < lower.n) {
		size_t i0 = i, j0 = j;
		uint32_t c = utf8_next(upper, &i);
		utf8_next(lower, &j);
		const char *from = start ? upper.p + i0 : lower.p + j0;
		size_t length = start ? i - i0 : j - j0;
		memcpy(p + n, from, length);
		n += length;
		start = c == '-';
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

enum dedi_status calm_text(
	struct finder *f, uint32_t first, uint32_t end, struct str name, struct str *ret)
{
	char *p = arena_alloc(f->arena, name.n * 2);
	size_t n = 0, at = 0;
	if (!p)
		return DEDI_NO_MEMORY;
	for (uint32_t t = first; t < end && at < name.n; t++) {
		struct str word = token_at(f, t)->norm, form;
		if (token_at(f, t)->kind == TOKEN_QUOTE)
			continue;
		if (name.p[at] == ' ')
			p[n++] = name.p[at++];
		if (word.n > name.n - at)
			word.n = name.n - at; /* the last one lost its case */
		form = str_make(f->document->words[token_at(f, t)->word].form.p, word.n);
		if (token_in(f, t, LEX_ACRONYM) ||
			f->document->words[token_at(f, t)->word].form.n != token_at(f, t)->norm.n) {
			form = word;
		} else if (n == 0) {
			enum dedi_status status = word_title_case(f, t, word, &form);
			if (status)
				return status;
		}
		memcpy(p + n, form.p, form.n);
		n += form.n;
		at += word.n;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}
