/*
 * Names again: what the request says it knows, and names that the text itself has established
 * (in marks with a head, before a head) where they stand without it.
 *
 * Both are sequences of words looked for at every token: filed by a hash of their first word, then
 * compared, the last word in any case.
 *
 * Cost: linear in tokens; SAME_MAX names under one first word are compared.
 */
#include "entities/internal.h"

enum { WORDS_MAX = 12, SAME_MAX = 8 };

struct pattern {
	struct str words[WORDS_MAX]; /* folded */
	uint32_t n_words, next;
	uint32_t head_row; /* of a tail; NONE: a whole name */
	uint8_t kind, type;
};

struct patterns {
	struct pattern *at;
	uint32_t n, cap;
	struct buckets buckets;
	uint64_t numbers; /* of the first words: see word_info */
};

static bool file_pattern(struct finder *f, struct patterns *p, const struct pattern *pattern)
{
	struct pattern *x = LIST_PUSH(f->arena, p);
	if (!x)
		return false;
	uint32_t *first = bucket_of(&p->buckets, str_hash(pattern->words[0]));
	p->numbers |= UINT64_C(1) << lex_word_number(pattern->words[0]);
	*x = *pattern;
	x->next = *first;
	*first = p->n - 1;
	return true;
}

static struct str form_of(const struct finder *f, uint32_t t)
{
	return f->document->words[token_at(f, t)->word].form;
}

/* The word at t is `word`, in any case if it is the last of the name. */
static bool is_word(const struct finder *f, uint32_t t, struct str word, bool last)
{
	if (str_eq(form_of(f, t), word))
		return true;
	const struct word_info *info = word_of(f->words, t);
	for (uint32_t i = 0; last && i < info->n_readings; i++) {
		const struct features *x = &info->readings[i].features;
		if (x->verb == VERB_NONE && x->derivation == DERIV_NONE &&
			str_eq(info->readings[i].lemma, word))
			return true;
	}
	return false;
}

/* Tokens of the name at t, marks and dashes inside passed over; t if it is not there. */
static uint32_t match_at(const struct finder *f, const struct pattern *p, uint32_t t)
{
	uint32_t at = t, end = sentence_end(f, t);
	for (uint32_t i = 0; i < p->n_words; i++) {
		while (i > 0 && at < end &&
			(token_at(f, at)->kind == TOKEN_DASH ||
				token_at(f, at)->kind == TOKEN_QUOTE))
			at++;
		if (at >= end || !is_word(f, at, p->words[i], i + 1 == p->n_words))
			return t;
		at++;
	}
	return at;
}

static uint32_t longest_at(const struct finder *f, const struct patterns *p, struct str first,
	uint32_t t, uint32_t *end)
{
	uint32_t best = NONE, steps = 0;
	uint32_t i = *bucket_of(&p->buckets, str_hash(first));
	for (; i != NONE && steps < SAME_MAX; i = p->at[i].next) {
		if (!str_eq(p->at[i].words[0], first))
			continue;
		steps++;
		uint32_t e = match_at(f, &p->at[i], t);
		if (e > t && (best == NONE || e > *end)) {
			best = i;
			*end = e;
		}
	}
	return best;
}

/* The pattern that matches at t, its first word as it stands or, alone, in any case. */
static uint32_t pattern_at(
	const struct finder *f, const struct patterns *p, uint32_t t, uint32_t *ret_end)
{
	const struct word_info *info = word_of(f->words, t);
	if (!(info->numbers & p->numbers))
		return NONE;
	uint32_t found = longest_at(f, p, form_of(f, t), t, ret_end);
	for (uint32_t i = 0; found == NONE && i < info->n_readings; i++)
		if (info->readings[i].features.verb == VERB_NONE)
			found = longest_at(f, p, info->readings[i].lemma, t, ret_end);
	return found;
}

static enum dedi_status known_pattern(
	struct finder *f, struct patterns *p, struct str name, enum candidate_kind kind)
{
	struct pattern x = {.kind = (uint8_t)kind,
		.head_row = NONE,
		.type = kind == CANDIDATE_CAMPAIGN ? CAMPAIGN_OTHER : ORG_OTHER};
	struct str folded;
	enum dedi_status status = text_fold(name, true, f->arena, &folded);
	if (status)
		return status;
	for (size_t i = 0; i < folded.n;) {
		size_t end = i;
		while (end < folded.n && folded.p[end] != ' ')
			end++;
		if (end > i) {
			if (x.n_words == WORDS_MAX)
				return DEDI_OK;
			x.words[x.n_words++] = str_make(folded.p + i, end - i);
		}
		i = end + 1;
	}
	if (x.n_words == 0)
		return DEDI_OK;
	return file_pattern(f, p, &x) ? DEDI_OK : DEDI_NO_MEMORY;
}

enum dedi_status known_find(struct finder *f)
{
	const struct known_names *k = f->known;
	struct patterns p = {0};
	if (!k || k->n_people + k->n_organizations + k->n_campaigns == 0)
		return DEDI_OK;
	const struct {
		const struct str *at;
		uint32_t n;
		enum candidate_kind kind;
	} lists[] = {{k->people, k->n_people, CANDIDATE_PERSON},
		{k->organizations, k->n_organizations, CANDIDATE_ORGANIZATION},
		{k->campaigns, k->n_campaigns, CANDIDATE_CAMPAIGN}};
	enum dedi_status status = buckets_init(
		f->arena, 2 * (k->n_people + k->n_organizations + k->n_campaigns), &p.buckets);
	for (uint32_t l = 0; l < 3; l++)
		for (uint32_t i = 0; !status && i < lists[l].n; i++)
			status = known_pattern(f, &p, lists[l].at[i], lists[l].kind);
	for (uint32_t t = 0; !status && t < f->document->n_tokens; t++) {
		uint32_t end, found = pattern_at(f, &p, t, &end);
		if (found == NONE)
			continue;
		struct candidate *c = candidate_new(
			f, (enum candidate_kind)p.at[found].kind, SOURCE_KNOWN, t, end);
		if (!c)
			return DEDI_NO_MEMORY;
		c->type = p.at[found].type;
	}
	return status;
}

/* The words of an established name from first on, the last one as its reading has it. */
static bool own_pattern(
	const struct finder *f, const struct candidate *c, uint32_t first, struct pattern *x)
{
	const struct reading *r = candidate_reading(f, c);
	*x = (struct pattern){.kind = c->kind, .type = c->type, .head_row = NONE};
	for (uint32_t t = first; t < c->end; t++) {
		uint8_t kind = token_at(f, t)->kind;
		if (kind != TOKEN_WORD && kind != TOKEN_NUMBER)
			continue;
		if (x->n_words == WORDS_MAX)
			return false;
		x->words[x->n_words++] = t + 1 == c->end && r ? r->lemma : form_of(f, t);
	}
	return x->n_words > 0;
}

/* `… мәселелері жөніндегі үйлестіру кеңесі` is called Үйлестіру кеңесі: what stands behind the last
 * жөніндегі or жанындағы, if that is more than the head. c->end if there is no such tail. */
static uint32_t tail_first(const struct finder *f, const struct candidate *c)
{
	if (c->kind != CANDIDATE_ORGANIZATION || c->source != SOURCE_HEAD || c->head != c->end - 1)
		return c->end;
	uint32_t t = c->head;
	while (t > c->first && facts_at(f, t - 1)->np != NP_RELATION)
		t--;
	return t > c->first && t < c->head ? t : c->end;
}

static bool may_begin(const struct finder *f, uint32_t t)
{
	return token_has(f, t, SHAPE_CAPITAL | SHAPE_MIXED_CAPS | SHAPE_DIGIT);
}

static bool may_repeat(const struct finder *f, uint32_t t, uint32_t end, bool marks)
{
	const struct word_facts *facts = facts_at(f, t);
	if (marks)
		return true;
	if (!may_begin(f, t))
		return false;
	if (end - t > 1)
		return true;
	return !token_in(f, t, LEX_PLACE) && !facts->functions && facts->lower == 0 &&
	       f->person_at[t] == NONE;
}

enum dedi_status repeats_find(struct finder *f)
{
	struct patterns p = {0};
	uint32_t n = f->candidates.n;
	enum dedi_status status = buckets_init(f->arena, 2 * n, &p.buckets);
	for (uint32_t i = 0; !status && i < n; i++) {
		const struct candidate *c = &f->candidates.at[i];
		struct pattern x;
		bool name = c->kind != CANDIDATE_PERSON && !c->dropped && !c->alias &&
			    (c->source == SOURCE_MARKS || c->reach_end > c->end);
		if (name && own_pattern(f, c, c->first, &x) && !file_pattern(f, &p, &x))
			status = DEDI_NO_MEMORY;
		bool tail = !c->dropped && !c->alias && tail_first(f, c) < c->end;
		if (tail && own_pattern(f, c, tail_first(f, c), &x)) {
			x.head_row = c->head_row;
			if (!file_pattern(f, &p, &x))
				status = DEDI_NO_MEMORY;
		}
	}
	if (status || !p.n)
		return status;
	for (uint32_t q = 0; q < f->document->n_quotes; q++)
		if (f->marks[q].kind == MARK_OPEN)
			bits_add(f->sets[SET_NAMED], f->marks[q].first);
	n = f->document->n_tokens;
	for (uint32_t t = set_next(f, SET_NAMED, 0); t < n; t = set_next(f, SET_NAMED, t + 1)) {
		uint32_t end, quote = f->mark_at[t];
		bool opens = quote != NONE && f->marks[quote].kind == MARK_OPEN &&
			     f->marks[quote].first == t;
		if (!token_is_word(f, t) || (!opens && !may_begin(f, t)))
			continue;
		uint32_t found = pattern_at(f, &p, t, &end);
		if (found == NONE)
			continue;
		bool marks = opens && f->marks[quote].end == end;
		if (!may_repeat(f, t, end, marks) || before_place(f, end))
			continue;
		struct candidate *c = candidate_new(
			f, (enum candidate_kind)p.at[found].kind, SOURCE_REPEAT, t, end);
		if (!c)
			return DEDI_NO_MEMORY;
		c->type = p.at[found].type;
		if (p.at[found].head_row != NONE) {
			c->source = SOURCE_HEAD;
			c->head = end - 1;
			c->head_row = p.at[found].head_row;
		}
		if (!marks)
			continue;
		c->quote = quote;
		c->reach_first = f->marks[quote].reach_first;
		c->reach_end = f->marks[quote].reach_end;
	}
	return status;
}
