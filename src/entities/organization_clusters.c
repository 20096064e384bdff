/*
 * Organisations: mentions -> one entry for each body.
 *
 * 1. Mentions with the same words (as lemmas), the same lexicon row, or linked by a bracket are one
 *    body.
 * 2. A name that is the tail of a longer one (`Ұлттық комиссия`, `полиция департаменті`) and an
 *    acronym whose letters or listed expansion fit a name join it.
 * 3. A bare head (`Комиссия`, `қор`) joins the body with that head that was mentioned last, else,
 *    with a capital, the first one after it; without such a body it is nothing.
 *
 * The name is that of the fullest mention.
 *
 * Cost: linear: names are filed under hashes of their words, of each tail and of their initials;
 * no more than SAME_MAX bodies under one key are compared.
 */
#include "base/utf8.h"
#include "entities/internal.h"

enum { WORDS_MAX = 24, SAME_MAX = 16 };

enum key_kind { KEY_WORDS, KEY_TAIL, KEY_HEAD, KEY_ROW, KEY_TEXT, KEY_INITIALS, KEY_TYPE };

struct body {
	uint32_t best;        /* candidate with the fullest name */
	uint32_t first, last; /* tokens: first mention; latest so far */
	uint32_t parent;      /* body it was joined to, or itself */
	uint32_t order;
	uint32_t n, n_words;
	uint32_t acronym; /* candidate, or NONE */
	uint32_t row;     /* in LEX_ORG, or NONE */
};

struct filed {
	uint64_t key;
	uint32_t body, next;
};

struct bodies {
	struct {
		struct body *at;
		uint32_t n, cap;
	} list;
	struct {
		struct filed *at;
		uint32_t n, cap;
	} files;
	uint32_t *bucket;
	uint32_t mask;
};

static uint64_t mix(uint64_t h, uint64_t x)
{
	h ^= x + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
	return h * 0xff51afd7ed558ccdu;
}

static uint64_t key_of(enum key_kind kind, uint64_t value)
{
	return mix(mix(0, (uint64_t)kind + 1), value);
}

static uint32_t root(const struct bodies *b, uint32_t body)
{
	while (b->list.at[body].parent != body)
		body = b->list.at[body].parent;
	return body;
}

static bool file_under(struct finder *f, struct bodies *b, uint64_t key, uint32_t body)
{
	struct filed *x = LIST_PUSH(f->arena, &b->files);
	if (!x)
		return false;
	uint32_t i = (uint32_t)(key ^ key >> 32) & b->mask;
	*x = (struct filed){key, body, b->bucket[i]};
	b->bucket[i] = b->files.n - 1;
	return true;
}

/* The body filed under key that was mentioned last before token t; else, if after, the first one
 * mentioned behind it. self is not meant. */
static uint32_t look_up(const struct bodies *b, uint64_t key, uint32_t t, bool after, uint32_t self)
{
	uint32_t before = NONE, behind = NONE, i = b->bucket[(uint32_t)(key ^ key >> 32) & b->mask];
	for (uint32_t steps = 0; i != NONE && steps < SAME_MAX; i = b->files.at[i].next) {
		if (b->files.at[i].key != key)
			continue;
		steps++;
		uint32_t body = root(b, b->files.at[i].body);
		const struct body *x = &b->list.at[body];
		if (body == self)
			continue;
		if (x->last < t && x->first < t) {
			if (before == NONE || x->last > b->list.at[before].last)
				before = body;
		} else if (behind == NONE || x->first < b->list.at[behind].first) {
			behind = body;
		}
	}
	return before != NONE ? before : after ? behind : NONE;
}

/* Lemma numbers of the words that tell names apart (және, endings and marks do not). */
static uint32_t words_of(const struct finder *f, uint32_t first, uint32_t end, uint32_t *words)
{
	uint32_t n = 0;
	for (uint32_t t = first; t < end && n < WORDS_MAX; t++) {
		uint8_t kind = token_at(f, t)->kind;
		if (kind == TOKEN_QUOTE || kind == TOKEN_SUFFIX || kind == TOKEN_COMMA ||
			kind == TOKEN_DASH)
			continue;
		if (facts_at(f, t)->np == NP_AND)
			continue;
		words[n++] = facts_at(f, t)->lemma;
	}
	return n;
}

static uint64_t words_key(enum key_kind kind, const uint32_t *words, uint32_t from, uint32_t n)
{
	uint64_t h = 0;
	for (uint32_t i = from; i < n; i++)
		h = mix(h, words[i]);
	return key_of(kind, h);
}

static uint32_t make_body(struct finder *f, struct bodies *b, uint32_t candidate)
{
	struct body *x = LIST_PUSH(f->arena, &b->list);
	if (!x)
		return NONE;
	const struct candidate *c = &f->candidates.at[candidate];
	*x = (struct body){
		.best = candidate,
		.first = c->first,
		.parent = b->list.n - 1,
		.order = NONE,
		.acronym = NONE,
		.row = NONE,
	};
	return b->list.n - 1;
}

static uint32_t fullness(const struct finder *f, const struct candidate *c)
{
	uint32_t n = c->end - c->first;
	(void)f;
	return c->mention == MENTION_ACRONYM ? 0 : n;
}

/* Adds a candidate to a body (after root). */
static void put(struct finder *f, struct bodies *b, uint32_t candidate, uint32_t body)
{
	struct candidate *c = &f->candidates.at[candidate];
	struct body *x = &b->list.at[body];
	c->entity = body;
	if (c->mention == MENTION_ACRONYM && x->acronym == NONE)
		x->acronym = candidate;
	if (c->table == LEX_ORG && c->row != NONE && x->row == NONE)
		x->row = c->row;
	if (!c->alias && fullness(f, c) > fullness(f, &f->candidates.at[x->best]))
		x->best = candidate;
	if (c->first < x->first)
		x->first = c->first;
	x->last = c->first;
}

static void unite(struct finder *f, struct bodies *b, uint32_t into, uint32_t body)
{
	struct body *x = &b->list.at[into], *y = &b->list.at[body];
	y->parent = into;
	if (fullness(f, &f->candidates.at[y->best]) > fullness(f, &f->candidates.at[x->best]))
		x->best = y->best;
	if (x->acronym == NONE)
		x->acronym = y->acronym;
	if (x->row == NONE)
		x->row = y->row;
	if (y->first < x->first)
		x->first = y->first;
	if (y->last > x->last)
		x->last = y->last;
}

static bool is_named(const struct candidate *c)
{
	return c->kind == CANDIDATE_ORGANIZATION && !c->alias;
}

/* Step 1: equal words, equal rows. */
static enum dedi_status join_equal(struct finder *f, struct bodies *b, uint32_t candidate)
{
	struct candidate *c = &f->candidates.at[candidate];
	uint32_t words[WORDS_MAX], n = words_of(f, c->first, c->end, words);
	uint64_t key = words_key(KEY_WORDS, words, 0, n);
	uint64_t row_key = key_of(KEY_ROW, (uint64_t)c->table << 32 | c->row);
	uint32_t body = look_up(b, key, c->first, true, NONE);
	if (body == NONE && c->row != NONE)
		body = look_up(b, row_key, c->first, true, NONE);
	if (body == NONE) {
		body = make_body(f, b, candidate);
		if (body == NONE)
			return DEDI_NO_MEMORY;
		if (c->row != NONE && !file_under(f, b, row_key, body))
			return DEDI_NO_MEMORY;
	}
	put(f, b, candidate, body);
	return file_under(f, b, key, body) ? DEDI_OK : DEDI_NO_MEMORY;
}

/* The acronym that the lexicon gives a known body. */
static bool file_acronym(struct finder *f, struct bodies *b, uint32_t body)
{
	struct str acronym =
		lexicon_text(f->lexicon, LEX_ORG, b->list.at[body].row, ORG_COL_ACRONYM);
	struct str folded;
	if (acronym.n <= 1)
		return true;
	return text_fold(acronym, true, f->arena, &folded) == DEDI_OK &&
	       file_under(f, b, key_of(KEY_INITIALS, str_hash(folded)), body);
}

/* Files a body's tails, its head, its initials. */
static enum dedi_status file_body(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct candidate *c = &f->candidates.at[b->list.at[body].best];
	uint32_t words[WORDS_MAX], n = words_of(f, c->first, c->end, words);
	bool ok = true;
	b->list.at[body].n_words = n;
	if (c->source == SOURCE_HEAD && c->head == c->end - 1)
		for (uint32_t i = 1; i + 1 < n; i++)
			ok &= file_under(f, b, words_key(KEY_TAIL, words, i, n), body);
	if (c->head != NONE)
		ok &= file_under(f, b, key_of(KEY_HEAD, facts_at(f, c->head)->lemma), body);
	if (c->head_row == NONE)
		ok &= file_under(f, b, key_of(KEY_TYPE, c->type), body);
	if (b->list.at[body].row != NONE)
		ok &= file_acronym(f, b, body);
	return ok ? DEDI_OK : DEDI_NO_MEMORY;
}

/* Step 2: the tail of a longer name. */
static void join_tail(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct body *x = &b->list.at[body];
	const struct candidate *c = &f->candidates.at[x->best];
	uint32_t words[WORDS_MAX];
	if (x->parent != body || c->source != SOURCE_HEAD || c->head != c->end - 1)
		return;
	uint32_t n = words_of(f, c->first, c->end, words);
	if (n < 2)
		return;
	uint32_t longer = look_up(b, words_key(KEY_TAIL, words, 0, n), x->first, true, body);
	if (longer != NONE && b->list.at[longer].n_words > n)
		unite(f, b, longer, body);
}

/* First letters of the words of a name, folded, one string; short joining words do not count. */
static enum dedi_status initials_of(struct finder *f, const struct candidate *c, struct str *ret)
{
	char *p = arena_alloc(f->arena, (size_t)(c->end - c->first + 1) * 4);
	size_t n = 0;
	if (!p)
		return DEDI_NO_MEMORY;
	for (uint32_t t = c->first; t < c->end; t++) {
		const struct word_facts *facts = facts_at(f, t);
		if (!token_is_word(f, t) || facts->np == NP_AND || facts->np == NP_RELATION)
			continue;
		struct str form = f->document->words[token_at(f, t)->word].form;
		size_t i = 0;
		utf8_next(form, &i);
		memcpy(p + n, form.p, i);
		n += i;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

/* The name in small letters: the folded forms of its words, the last one nominative. */
static enum dedi_status folded_name(struct finder *f, const struct candidate *c, struct str *ret)
{
	size_t room = 0, n = 0;
	for (uint32_t t = c->first; t < c->end; t++)
		room += f->document->words[token_at(f, t)->word].form.n + 1;
	char *p = arena_alloc(f->arena, room);
	if (!p)
		return DEDI_NO_MEMORY;
	for (uint32_t t = c->first; t < c->end; t++) {
		struct str form = f->document->words[token_at(f, t)->word].form;
		if (token_at(f, t)->kind == TOKEN_QUOTE)
			continue;
		if (t + 1 == c->end) {
			struct str last;
			enum dedi_status status =
				word_nominative(f, t, candidate_reading(f, c), &last);
			if (status)
				return status;
			if (last.n < form.n)
				form.n = last.n;
		}
		if (n)
			p[n++] = ' ';
		memcpy(p + n, form.p, form.n);
		n += form.n;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

static enum dedi_status file_texts(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct candidate *c = &f->candidates.at[b->list.at[body].best];
	struct str folded, initials;
	if (c->mention == MENTION_ACRONYM || c->end - c->first < 2)
		return DEDI_OK;
	enum dedi_status status = folded_name(f, c, &folded);
	if (!status)
		status = initials_of(f, c, &initials);
	if (status)
		return status;
	bool ok = file_under(f, b, key_of(KEY_INITIALS, str_hash(initials)), body);
	for (size_t i = 0; i < folded.n; i++)
		if (i == 0 || folded.p[i - 1] == ' ')
			ok &= file_under(f, b,
				key_of(KEY_TEXT, str_hash(str_make(folded.p + i, folded.n - i))),
				body);
	return ok ? DEDI_OK : DEDI_NO_MEMORY;
}

/* Step 2: an acronym whose bracket, expansion or letters fit a name of the text. */
static enum dedi_status join_acronym(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct body *x = &b->list.at[body];
	const struct candidate *c = &f->candidates.at[x->best];
	uint32_t full = NONE;
	if (x->parent != body || c->mention != MENTION_ACRONYM || c->end - c->first != 1)
		return DEDI_OK;
	if (c->table == LEX_ACRONYM && c->row != NONE) {
		struct str expansion =
			lexicon_text(f->lexicon, LEX_ACRONYM, c->row, ACRONYM_COL_EXPANSION);
		struct str folded;
		enum dedi_status status = text_fold(expansion, true, f->arena, &folded);
		if (status)
			return status;
		full = look_up(b, key_of(KEY_TEXT, str_hash(folded)), c->first, true, body);
	}
	if (full == NONE) {
		struct str form = f->document->words[token_at(f, c->first)->word].form;
		const struct reading *r = candidate_reading(f, c);
		full = look_up(b, key_of(KEY_INITIALS, str_hash(r ? r->lemma : form)), c->first,
			true, body);
	}
	if (full != NONE)
		unite(f, b, full, body);
	return DEDI_OK;
}

static void join_brackets(struct finder *f, struct bodies *b)
{
	for (uint32_t i = 0; i < f->n_kept; i++) {
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (!is_named(c) || c->same_as == NONE || c->entity == NONE)
			continue;
		const struct candidate *d = &f->candidates.at[c->same_as];
		if (d->dropped || d->entity == NONE)
			continue;
		uint32_t x = root(b, c->entity), y = root(b, d->entity);
		if (x == y)
			continue;
		bool first = b->list.at[x].first < b->list.at[y].first;
		unite(f, b, first ? x : y, first ? y : x);
	}
}

/* The place inside an adjective (мәскеулік), or the word itself. */
static bool same_word(const struct finder *f, uint32_t t, uint32_t other)
{
	if (facts_at(f, t)->lemma == facts_at(f, other)->lemma)
		return true;
	const struct word_info *info = word_of(f->words, t);
	struct str form = f->document->words[token_at(f, other)->word].form;
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].features.derivation == DERIV_LIK &&
			str_eq(info->readings[i].lemma, form))
			return true;
	return false;
}

/* Adjectives before a bare head must be the body's own: `экологиялық альянс`, `Мәскеулік биржа`. */
static bool modifiers_fit(
	const struct finder *f, const struct candidate *body, const struct candidate *alias)
{
	uint32_t end = body->reach_end > body->end ? body->reach_end : body->end;
	for (uint32_t t = alias->reach_first; t < alias->first; t++) {
		bool found = false;
		for (uint32_t s = body->reach_first; !found && s < end; s++)
			found = same_word(f, t, s);
		if (!found)
			return false;
	}
	return true;
}

/* Step 3: a bare head. */
static void join_alias(struct finder *f, struct bodies *b, uint32_t candidate)
{
	struct candidate *c = &f->candidates.at[candidate];
	uint32_t words[WORDS_MAX], n = words_of(f, c->first, c->end, words), body = NONE;
	bool capital = token_has(f, c->first, SHAPE_CAPITAL);
	if (n > 1)
		body = look_up(b, words_key(KEY_TAIL, words, 0, n), c->first, capital, NONE);
	else
		body = look_up(
			b, key_of(KEY_HEAD, facts_at(f, c->head)->lemma), c->first, capital, NONE);
	/* Any мектеп is no ҰҒА: where kinds differ much, the head itself must fit. */
	bool loose = c->type != ORG_GOVERNMENT && c->type != ORG_EDUCATION &&
		     c->type != ORG_HEALTH && c->type != ORG_CULTURE && c->type != ORG_OTHER;
	if (body == NONE && n == 1 && loose)
		body = look_up(b, key_of(KEY_TYPE, c->type), c->first, false, NONE);
	if (body == NONE || !modifiers_fit(f, &f->candidates.at[b->list.at[body].best], c))
		return;
	c->entity = body;
	c->first = c->reach_first;
	b->list.at[body].last = c->first;
	if (c->first < b->list.at[body].first)
		b->list.at[body].first = c->first;
}

static enum dedi_status join_all(struct finder *f, struct bodies *b)
{
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = 0; !status && i < f->n_kept; i++)
		if (is_named(&f->candidates.at[f->kept[i]]))
			status = join_equal(f, b, f->kept[i]);
	for (uint32_t i = 0; !status && i < b->list.n; i++)
		status = file_body(f, b, i);
	bool acronyms = false;
	for (uint32_t i = 0; i < b->list.n; i++)
		acronyms |= b->list.at[i].acronym != NONE;
	for (uint32_t i = 0; acronyms && !status && i < b->list.n; i++)
		status = file_texts(f, b, i);
	if (status)
		return status;
	/* `last` must not look ahead when a short form asks what came before it. */
	for (uint32_t i = 0; i < b->list.n; i++)
		b->list.at[i].last = b->list.at[i].first;
	join_brackets(f, b);
	for (uint32_t i = 0; i < b->list.n; i++)
		join_tail(f, b, i);
	for (uint32_t i = 0; !status && i < b->list.n; i++)
		status = join_acronym(f, b, i);
	for (uint32_t i = 0; !status && i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_ORGANIZATION)
			continue;
		if (c->alias)
			join_alias(f, b, f->kept[i]);
		else
			b->list.at[root(b, c->entity)].last = c->first;
	}
	return status;
}

static enum dedi_status name_acronym(struct finder *f, const struct body *x, struct organization *o)
{
	if (x->acronym == NONE)
		return DEDI_OK;
	const struct candidate *c = &f->candidates.at[x->acronym];
	enum dedi_status status =
		name_text(f, c->first, c->end, candidate_reading(f, c), &o->acronym);
	if (status || x->best != x->acronym || c->table != LEX_ACRONYM || c->row == NONE)
		return status;
	struct str expansion = lexicon_text(f->lexicon, LEX_ACRONYM, c->row, ACRONYM_COL_EXPANSION);
	if (expansion.n > 1) {
		o->expansion = expansion;
		o->expansion_from_lexicon = true;
	}
	return DEDI_OK;
}

static enum dedi_status describe(struct finder *f, const struct body *x, struct organization *o)
{
	const struct candidate *c = &f->candidates.at[x->best];
	o->type = (enum org_type)c->type;
	o->head = c->head;
	o->lexicon_row = x->row;
	if (c->legal != NONE)
		o->legal_form =
			lexicon_text(f->lexicon, LEX_LEGAL_FORM, c->legal, LEGAL_FORM_COL_FORM);
	enum dedi_status status = name_text(f, c->first, c->end, candidate_reading(f, c), &o->name);
	if (!status && in_capitals(f, c->first) && c->mention != MENTION_ACRONYM)
		status = calm_text(f, c->first, c->end, o->name, &o->name);
	return status ? status : name_acronym(f, x, o);
}

static enum dedi_status add_alias(
	struct finder *f, const struct candidate *c, struct organization *o)
{
	struct str text;
	enum dedi_status status = name_text(f, c->first, c->end, candidate_reading(f, c), &text);
	if (status)
		return status;
	if (str_eq(text, o->name) || str_eq(text, o->acronym))
		return DEDI_OK;
	for (uint32_t i = 0; i < o->n_aliases; i++)
		if (str_eq(o->aliases[i], text))
			return DEDI_OK;
	o->aliases[o->n_aliases++] = text;
	return DEDI_OK;
}

static enum dedi_status start_entry(struct finder *f, struct body *x, struct entities *entities)
{
	x->order = entities->n_organizations++;
	struct organization *o = &entities->organizations[x->order];
	o->mentions = ARENA_ARRAY(f->arena, struct mention, x->n);
	o->aliases = ARENA_ARRAY(f->arena, struct str, x->n < SAME_MAX ? x->n : SAME_MAX);
	if (!o->mentions || !o->aliases)
		return DEDI_NO_MEMORY;
	return describe(f, x, o);
}

static enum dedi_status fill(struct finder *f, struct bodies *b, struct entities *entities)
{
	entities->organizations = ARENA_ARRAY(f->arena, struct organization, b->list.n);
	if (!entities->organizations)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind == CANDIDATE_ORGANIZATION && c->entity != NONE) {
			c->entity = root(b, c->entity);
			b->list.at[c->entity].n++;
		}
	}
	for (uint32_t i = 0; i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_ORGANIZATION || c->entity == NONE)
			continue;
		struct body *x = &b->list.at[c->entity];
		enum dedi_status status = DEDI_OK;
		if (x->order == NONE)
			status = start_entry(f, x, entities);
		if (status)
			return status;
		struct organization *o = &entities->organizations[x->order];
		c->entity = x->order;
		if (c->mention != MENTION_ACRONYM &&
			c->end - c->first <
				f->candidates.at[x->best].end - f->candidates.at[x->best].first)
			c->mention = MENTION_ALIAS;
		o->mentions[o->n_mentions++] = candidate_mention(f, c);
		if (o->n_aliases < SAME_MAX) {
			status = add_alias(f, c, o);
			if (status)
				return status;
		}
	}
	return DEDI_OK;
}

enum dedi_status organizations_cluster(struct finder *f, struct entities *entities)
{
	struct bodies b = {.mask = 63};
	while (b.mask < 8 * f->n_kept)
		b.mask = 2 * b.mask + 1;
	b.bucket = ARENA_ARRAY(f->arena, uint32_t, b.mask + 1);
	if (!b.bucket)
		return DEDI_NO_MEMORY;
	memset(b.bucket, 0xff, (b.mask + 1) * sizeof *b.bucket);
	enum dedi_status status = join_all(f, &b);
	if (!status)
		status = fill(f, &b, entities);
	return status;
}
