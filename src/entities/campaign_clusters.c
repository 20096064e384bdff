/*
 * Campaigns: mentions -> one entry for each.
 *
 * The quoted name decides, not the head: equal words, the same row of the catalogue, or (names of
 * several words) most content words and the same numbers in common make one campaign. A bare head
 * joins the campaign with that head that was mentioned last before it. A match in the catalogue
 * gives catalog_id and is not needed.
 *
 * Cost: linear: names are filed under hashes of their words; SAME_MAX campaigns under one key are
 * compared; the catalogue is asked by its first words.
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "entities/internal.h"

enum { WORDS_MAX = 24, SAME_MAX = 16, FUZZY_MIN = 3, THEME_MAX = 12 };

struct named {
	uint32_t best, order, n, last;
	uint32_t words[WORDS_MAX], n_words;
	uint32_t row; /* in LEX_CAMPAIGN, or NONE */
	uint8_t type, scope;
};

struct filed {
	uint64_t key;
	uint32_t campaign, next;
};

struct campaigns {
	struct {
		struct named *at;
		uint32_t n, cap;
	} list;
	struct {
		struct filed *at;
		uint32_t n, cap;
	} files;
	struct buckets buckets;
};

enum key_kind { KEY_WORDS = 1, KEY_WORD, KEY_HEAD, KEY_ROW, KEY_TAG, KEY_LETTERS };

static uint64_t key_of(enum key_kind kind, uint64_t value)
{
	uint64_t h = value * 0x9e3779b97f4a7c15u + (uint64_t)kind;
	h ^= h >> 29;
	return h * 0xff51afd7ed558ccdu;
}

static uint64_t words_key(const uint32_t *words, uint32_t n)
{
	uint64_t h = n;
	for (uint32_t i = 0; i < n; i++)
		h = (h ^ words[i]) * 0x100000001b3u;
	return key_of(KEY_WORDS, h);
}

static bool file_under(struct finder *f, struct campaigns *k, uint64_t key, uint32_t campaign)
{
	struct filed *x = LIST_PUSH(f->arena, &k->files);
	if (!x)
		return false;
	uint32_t *first = bucket_of(&k->buckets, key);
	*x = (struct filed){key, campaign, *first};
	*first = k->files.n - 1;
	return true;
}

static uint32_t next_filed(const struct campaigns *k, uint64_t key, uint32_t i)
{
	while (i != NONE && k->files.at[i].key != key)
		i = k->files.at[i].next;
	return i;
}

static uint32_t first_filed(const struct campaigns *k, uint64_t key)
{
	return next_filed(k, key, *bucket_of(&k->buckets, key));
}

/* Lemma numbers of the words and numbers of the name. */
static uint32_t words_of(const struct finder *f, const struct candidate *c, uint32_t *words)
{
	uint32_t n = 0;
	for (uint32_t t = c->first; t < c->end && n < WORDS_MAX; t++) {
		uint8_t kind = token_at(f, t)->kind;
		if (kind == TOKEN_WORD || kind == TOKEN_NUMBER || kind == TOKEN_HASHTAG ||
			kind == TOKEN_URL)
			words[n++] = facts_at(f, t)->lemma;
	}
	return n;
}

/* «Еңбек - 2025», «Еңбек–2025», «Еңбек-2025»: the letters and digits of a name with a number. 0: it
 * has none. */
static uint64_t letters_key(const struct finder *f, const struct candidate *c)
{
	uint64_t h = 1;
	bool digits = false;
	for (uint32_t t = c->first; t < c->end; t++) {
		uint8_t kind = token_at(f, t)->kind;
		struct str form = f->document->words[token_at(f, t)->word].form;
		if (kind != TOKEN_WORD && kind != TOKEN_NUMBER)
			continue;
		for (size_t i = 0; i < form.n; i++) {
			if (form.p[i] == '-')
				continue;
			digits |= form.p[i] >= '0' && form.p[i] <= '9';
			h = (h ^ (unsigned char)form.p[i]) * 0x100000001b3u;
		}
	}
	return digits ? key_of(KEY_LETTERS, h) : 0;
}

static bool has_word(const struct named *x, uint32_t word)
{
	for (uint32_t i = 0; i < x->n_words; i++)
		if (x->words[i] == word)
			return true;
	return false;
}

/* Numbers agree and most words are shared. */
static bool alike(const struct finder *f, const struct candidate *c, const uint32_t *words,
	uint32_t n, const struct named *x)
{
	uint32_t shared = 0, most = n > x->n_words ? n : x->n_words;
	if (n < FUZZY_MIN || x->n_words < FUZZY_MIN)
		return false;
	const struct candidate *d = &f->candidates.at[x->best];
	for (uint32_t t = c->first; t < c->end; t++)
		if (token_at(f, t)->kind == TOKEN_NUMBER && !has_word(x, facts_at(f, t)->lemma))
			return false;
	for (uint32_t t = d->first; t < d->end; t++) {
		bool found = token_at(f, t)->kind != TOKEN_NUMBER;
		for (uint32_t i = 0; !found && i < n; i++)
			found = words[i] == facts_at(f, t)->lemma;
		if (!found)
			return false;
	}
	for (uint32_t i = 0; i < n; i++)
		shared += has_word(x, words[i]);
	return shared * 5 >= most * 3;
}

static uint32_t find_named(const struct finder *f, const struct campaigns *k,
	const struct candidate *c, const uint32_t *words, uint32_t n)
{
	uint32_t i = first_filed(k, words_key(words, n));
	if (i == NONE && c->row != NONE)
		i = first_filed(k, key_of(KEY_ROW, c->row));
	uint64_t letters = i == NONE ? letters_key(f, c) : 0;
	if (letters)
		i = first_filed(k, letters);
	if (i != NONE)
		return k->files.at[i].campaign;
	for (uint32_t w = 0; n >= FUZZY_MIN && w < n; w++) {
		uint64_t key = key_of(KEY_WORD, words[w]);
		i = first_filed(k, key);
		for (uint32_t steps = 0; i != NONE && steps < SAME_MAX; steps++) {
			uint32_t campaign = k->files.at[i].campaign;
			if (alike(f, c, words, n, &k->list.at[campaign]))
				return campaign;
			i = next_filed(k, key, k->files.at[i].next);
		}
	}
	return NONE;
}

static enum dedi_status make_named(struct finder *f, struct campaigns *k, uint32_t candidate,
	const uint32_t *words, uint32_t n)
{
	const struct candidate *c = &f->candidates.at[candidate];
	struct named *x = LIST_PUSH(f->arena, &k->list);
	if (!x)
		return DEDI_NO_MEMORY;
	*x = (struct named){
		.best = candidate,
		.order = NONE,
		.n_words = n,
		.row = c->row,
		.type = c->type,
		.scope = c->scope,
	};
	memcpy(x->words, words, n * sizeof *words);
	uint32_t self = k->list.n - 1;
	bool ok = file_under(f, k, words_key(words, n), self);
	if (c->row != NONE)
		ok &= file_under(f, k, key_of(KEY_ROW, c->row), self);
	uint64_t letters = letters_key(f, c);
	if (letters)
		ok &= file_under(f, k, letters, self);
	for (uint32_t i = 0; n >= FUZZY_MIN && i < n; i++)
		ok &= file_under(f, k, key_of(KEY_WORD, words[i]), self);
	return ok ? DEDI_OK : DEDI_NO_MEMORY;
}

static enum dedi_status join_named(struct finder *f, struct campaigns *k, uint32_t candidate)
{
	struct candidate *c = &f->candidates.at[candidate];
	uint32_t words[WORDS_MAX], n = words_of(f, c, words);
	uint32_t found = find_named(f, k, c, words, n);
	if (found == NONE) {
		enum dedi_status status = make_named(f, k, candidate, words, n);
		if (status)
			return status;
		found = k->list.n - 1;
	}
	struct named *x = &k->list.at[found];
	c->entity = found;
	if (x->row == NONE)
		x->row = c->row;
	if (x->scope == SCOPE_NONE)
		x->scope = c->scope;
	if (x->type == CAMPAIGN_OTHER)
		x->type = c->type;
	if (c->mention == MENTION_HASHTAG && !file_under(f, k, key_of(KEY_TAG, 0), found))
		return DEDI_NO_MEMORY;
	if (c->head == NONE)
		return DEDI_OK;
	uint64_t key = key_of(KEY_HEAD, facts_at(f, c->head)->lemma);
	return file_under(f, k, key, found) ? DEDI_OK : DEDI_NO_MEMORY;
}

/* The campaign with this head that was mentioned last. Heads are filed in text order, newest
 * first. */
static void join_alias(const struct finder *f, const struct campaigns *k, struct candidate *c)
{
	uint32_t i = first_filed(k, key_of(KEY_HEAD, facts_at(f, c->head)->lemma));
	if (i == NONE && (c->type == CAMPAIGN_CHALLENGE || c->type == CAMPAIGN_ACTION ||
				 c->type == CAMPAIGN_CAMPAIGN))
		i = first_filed(k, key_of(KEY_TAG, 0));
	if (i != NONE)
		c->entity = k->files.at[i].campaign;
}

/* Rows of the catalogue that begin with one of the words and share most of them. */
static uint32_t catalogue_row(const struct finder *f, const struct candidate *c)
{
	uint32_t best = NONE, best_shared = 0;
	for (uint32_t t = c->first; t < c->end; t++) {
		const struct word_info *info = word_of(f->words, t);
		struct lexemes lexemes = info->lexemes;
		if (!lexemes.n && info->n_readings)
			lexemes = info->readings[0].lexemes;
		for (uint32_t i = 0; i < lexemes.n; i++) {
			const struct lexeme *x = &lexemes.at[i];
			uint32_t shared = 0, most = c->end - c->first;
			if (x->table != LEX_CAMPAIGN || x->n_words < FUZZY_MIN)
				continue;
			for (uint32_t w = 0; w < x->n_words; w++) {
				struct str word = lexicon_key_word(f->lexicon, x, w);
				bool found = false;
				for (uint32_t s = c->first; !found && s < c->end; s++)
					found = str_eq(word,
						f->document->words[token_at(f, s)->word].form);
				if (!found && word.n && word.p[0] >= '0' && word.p[0] <= '9')
					shared = 0, most = UINT32_MAX / 8;
				shared += found;
			}
			if (x->n_words > most)
				most = x->n_words;
			if (shared >= FUZZY_MIN && shared * 5 >= most * 3 && shared > best_shared) {
				best = x->row;
				best_shared = shared;
			}
		}
	}
	return best;
}

/* `X-қа қарсы …` inside the name, or `X-қа арналған` before it. */
static struct span theme_of(const struct finder *f, const struct candidate *c)
{
	for (uint32_t t = c->first; t + 1 < c->end; t++)
		if (facts_at(f, t)->np == NP_DATIVE && token_is_word(f, t + 1) &&
			facts_at(f, t + 1)->np == NP_RELATION)
			return (struct span){c->first, t + 2};
	uint32_t end = c->reach_first, floor = sentence_first(f, c->first);
	if (end <= floor + 1 || !token_is_word(f, end - 1) ||
		facts_at(f, end - 1)->np != NP_RELATION)
		return (struct span){0, 0};
	uint32_t first = end - 1;
	while (first > floor && end - first < THEME_MAX && token_is_word(f, first - 1) &&
		(facts_at(f, first - 1)->np != NP_STOP))
		first--;
	return (struct span){first, first + 1 < end ? end : first};
}

/* #КүшімізБірлікте -> Күшіміз Бірлікте: a space before a capital or a digit that follows anything
 * else, none for the underscore. */
static enum dedi_status tag_label(struct finder *f, struct str tag, struct str *ret)
{
	char *p = arena_alloc(f->arena, 2 * tag.n + 1);
	if (!p)
		return DEDI_NO_MEMORY;
	size_t n = 0;
	bool joined = false; /* the last letter was a capital or a digit */
	for (size_t i = 0; i < tag.n;) {
		size_t start = i;
		uint32_t c = utf8_next(tag, &i);
		bool opens = fold_is_upper(c) || (c >= '0' && c <= '9');
		bool apart = c == '_' || (opens && !joined);
		joined = opens;
		if (apart && n && p[n - 1] != ' ')
			p[n++] = ' ';
		if (c == '#' || c == '_')
			continue;
		memcpy(p + n, tag.p + start, i - start);
		n += i - start;
	}
	*ret = str_make(p, n && p[n - 1] == ' ' ? n - 1 : n);
	return DEDI_OK;
}

static void note_catalogue(const struct finder *f, uint32_t row, struct campaign *c)
{
	struct str dates = lexicon_text(f->lexicon, LEX_CAMPAIGN, row, CAMPAIGN_COL_DATES);
	c->catalog_id = lexicon_text(f->lexicon, LEX_CAMPAIGN, row, CAMPAIGN_COL_ID);
	if (dates.n > 1)
		c->catalog_dates = dates;
}

static enum dedi_status describe(struct finder *f, const struct named *x, struct campaign *c)
{
	const struct candidate *best = &f->candidates.at[x->best];
	uint32_t row = x->row != NONE ? x->row : catalogue_row(f, best);
	c->type = (enum campaign_type)x->type;
	c->scope = (enum scope)x->scope;
	c->owner = NONE;
	if (row != NONE)
		note_catalogue(f, row, c);
	struct span theme = theme_of(f, best);
	enum dedi_status status = DEDI_OK;
	if (theme.end > theme.start)
		status = name_text(f, theme.start, theme.end, NULL, &c->theme);
	if (status)
		return status;
	status = name_text(f, best->first, best->end, candidate_reading(f, best), &c->name);
	if (!status && best->mention == MENTION_HASHTAG)
		status = tag_label(f, c->name, &c->label);
	return status;
}

/* A body in the genitive right before the name owns it. */
static void find_owners(struct finder *f, struct entities *entities)
{
	for (uint32_t i = 1; i < f->n_kept; i++) {
		const struct candidate *o = &f->candidates.at[f->kept[i - 1]];
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_CAMPAIGN || o->kind != CANDIDATE_ORGANIZATION ||
			c->entity == NONE || o->entity == NONE || o->reach_end != c->reach_first)
			continue;
		if (facts_at(f, o->reach_end - 1)->np == NP_GENITIVE &&
			entities->campaigns[c->entity].owner == NONE)
			entities->campaigns[c->entity].owner = o->entity;
	}
}

static enum dedi_status fill(struct finder *f, struct campaigns *k, struct entities *entities)
{
	entities->campaigns = ARENA_ARRAY(f->arena, struct campaign, k->list.n);
	if (!entities->campaigns)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < f->n_kept; i++) {
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind == CANDIDATE_CAMPAIGN && c->entity != NONE)
			k->list.at[c->entity].n++;
	}
	for (uint32_t i = 0; i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_CAMPAIGN || c->entity == NONE)
			continue;
		struct named *x = &k->list.at[c->entity];
		if (x->order == NONE) {
			x->order = entities->n_campaigns++;
			struct campaign *campaign = &entities->campaigns[x->order];
			campaign->mentions = ARENA_ARRAY(f->arena, struct mention, x->n);
			if (!campaign->mentions)
				return DEDI_NO_MEMORY;
			enum dedi_status status = describe(f, x, campaign);
			if (status)
				return status;
		}
		struct campaign *campaign = &entities->campaigns[x->order];
		c->entity = x->order;
		campaign->mentions[campaign->n_mentions++] = candidate_mention(f, c);
	}
	find_owners(f, entities);
	return DEDI_OK;
}

enum dedi_status campaigns_cluster(struct finder *f, struct entities *entities)
{
	struct campaigns k = {0};
	enum dedi_status status = buckets_init(f->arena, 4 * f->n_kept, &k.buckets);
	for (uint32_t i = 0; !status && i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_CAMPAIGN)
			continue;
		if (c->alias)
			join_alias(f, &k, c);
		else
			status = join_named(f, &k, f->kept[i]);
	}
	return status ? status : fill(f, &k, entities);
}
