#include "tagger/scores.h"

#include <stdlib.h>

#include "tagger/keys.h"
#include "tagger/wide.h"

enum {
	WORDS = 8192, /* all powers of two */
	PAIRS = 8192,
	STATES = 4096,
	LINE = 64,
	AROUND = WORD_ROWS - 1,
	NEAR_MAX = INT8_MAX,
	HERE_MAX = SCORE_MAX - NEAR_MAX * (AROUND + PAIR_ROWS + PARTS),
};
_Static_assert(sizeof(struct word_evidence) <= LINE, "one line of the cache");

/* A word as it is written: what is asked of it in one line, its rows in the next ones. */
struct scored_word {
	_Alignas(LINE) struct word_evidence word; /* first: evidence points to it */
	score_row here;
	near_row before[WORD_HERE], after[AROUND - WORD_HERE]; /* the other rows, in order */
};
_Static_assert(sizeof(struct scored_word) == 4 * LINE, "lines");

struct scored_pair {
	_Alignas(LINE) near_row at[PAIR_ROWS];
};

struct scored_state {
	near_row at;
};

/*
 * Where the entry of a key is, in a hash table half full at most. Entries are given out one after
 * another, so that few pages are touched; when there are none left all are forgotten, which costs
 * less than to know at every look-up who was used last. A slot is the upper bits of a key and the
 * number of its entry; 0: empty.
 */
struct index {
	uint64_t *slots;  /* [2 * size] */
	uint32_t size, n; /* entries, a power of two; in use */
};

struct score_cache {
	const struct model *model;
	const struct lexicon *lexicon; /* whose words are kept */
	uint32_t age;                  /* of the words: how often they were forgotten */
	struct index word_index, pair_index, state_index;
	uint64_t word_slots[2 * WORDS], pair_slots[2 * PAIRS], state_slots[2 * STATES];
	struct scored_word words[WORDS];
	struct scored_pair pairs[PAIRS];
	struct scored_state states[STATES];
	struct scored_word begin, end; /* what stands before and behind a sentence */
};

/* Where a document's word was found last: most come again in the same shape. */
struct word_place {
	const struct scored_word *word; /* NULL: not looked for yet */
	uint32_t age;
	uint16_t look; /* shape and kind */
};

static inline int16_t limited(int16_t x, int16_t most)
{
	int16_t least = (int16_t)-most;
	x = x < most ? x : most;
	return x > least ? x : least;
}

static void index_clear(struct index *index)
{
	memset(index->slots, 0, 2 * (size_t)index->size * sizeof *index->slots);
	index->n = 0;
}

/* The entry of a key; a new one if it has none, of which there must be some left. */
static inline uint32_t index_find(struct index *index, uint64_t key, bool *ret_new)
{
	uint64_t low = index->size - 1, check = (key | index->size) & ~low;
	for (uint32_t at = (uint32_t)(key >> 32);; at++) {
		uint64_t *slot = &index->slots[at & (2 * index->size - 1)];
		if ((*slot & ~low) == check) {
			*ret_new = false;
			return (uint32_t)(*slot & low);
		}
		if (!*slot) {
			*slot = check | index->n;
			*ret_new = true;
			return index->n++;
		}
	}
}

/* Asks for the memory of a key's slot. */
static inline void index_expect(const struct index *index, uint64_t key)
{
	__builtin_prefetch(&index->slots[(uint32_t)(key >> 32) & (2 * index->size - 1)]);
}

/* The rows of a piece of evidence. */
WIDE_VECTORS static void score_piece(const struct model *model, const struct evidence_key *keys,
	uint32_t n_keys, score_row *rows, uint32_t n_rows)
{
	int16_t sums[MODEL_SUMS] = {0};
	for (uint32_t k = 0; k < n_keys; k++)
		__builtin_prefetch(&model->slots[model_place_of(model, keys[k].key)]);
	for (uint32_t k = 0; k < n_keys; k++)
		model_add(model, keys[k].key, sums);
	for (uint32_t row = 0; row < n_rows; row++) {
		const int16_t *sum = sums + row * LABELS, half = INT16_MAX / 2, most = HERE_MAX;
		int16_t o = limited(sum[LABEL_O], half);
		for (uint32_t l = 0; l < SCORES; l++)
			rows[row][l] = limited((int16_t)(limited(sum[l + 1], half) - o), most);
	}
}

static void narrow(const score_row from, near_row to)
{
	for (uint32_t l = 0; l < SCORES; l++)
		to[l] = (int8_t)limited(from[l], NEAR_MAX);
}

static void score_word(
	const struct model *model, struct scored_word *word, const struct word_spelling *spelling)
{
	struct evidence_key keys[PIECE_MAX];
	uint32_t n = word_evidence_keys(&word->word, spelling, model->groups, keys);
	score_row rows[WORD_ROWS];
	score_piece(model, keys, n, rows, WORD_ROWS);
	memcpy(word->here, rows[WORD_HERE], sizeof word->here);
	for (uint32_t row = 0; row < WORD_HERE; row++)
		narrow(rows[row], word->before[row]);
	for (uint32_t row = WORD_AFTER; row < WORD_ROWS; row++)
		narrow(rows[row], word->after[row - WORD_AFTER]);
}

enum dedi_status score_cache_new(const struct model *model, struct score_cache **ret)
{
	static const struct word_spelling no_spelling = {0};
	struct score_cache *cache = aligned_alloc(LINE, sizeof *cache);
	if (!cache)
		return DEDI_NO_MEMORY;
	cache->model = model;
	cache->lexicon = NULL;
	cache->age = 0;
	cache->word_index = (struct index){cache->word_slots, WORDS, 0};
	cache->pair_index = (struct index){cache->pair_slots, PAIRS, 0};
	cache->state_index = (struct index){cache->state_slots, STATES, 0};
	index_clear(&cache->word_index);
	index_clear(&cache->pair_index);
	index_clear(&cache->state_index);
	cache->begin.word = evidence_begin_word;
	cache->end.word = evidence_end_word;
	score_word(model, &cache->begin, &no_spelling);
	score_word(model, &cache->end, &no_spelling);
	*ret = cache;
	return DEDI_OK;
}

void score_cache_free(struct score_cache *cache)
{
	free(cache);
}

static void forget_words(struct score_cache *cache)
{
	index_clear(&cache->word_index);
	cache->age++;
}

enum dedi_status scorer_begin(struct score_cache *cache, const struct words *words,
	struct arena *arena, struct scorer *ret_scorer)
{
	struct scorer s = {.cache = cache, .arena = arena};
	enum dedi_status status = evidence_begin(words, cache->model->groups, arena, &s.evidence);
	if (status)
		return status;
	s.places = ARENA_ARRAY(arena, struct word_place, words->document->n_words);
	if (!s.places)
		return DEDI_NO_MEMORY;
	s.evidence.begin.word = &cache->begin.word;
	s.evidence.end.word = &cache->end.word;
	if (cache->lexicon != words->lexicon) {
		forget_words(cache);
		cache->lexicon = words->lexicon;
	}
	*ret_scorer = s;
	return DEDI_OK;
}

static struct scored_word *word_in_arena(struct arena *arena)
{
	char *at = arena_alloc(arena, sizeof(struct scored_word) + LINE);
	return at ? (void *)(at + (LINE - (uintptr_t)at % LINE) % LINE) : NULL;
}

/* A token's word, its sums made if they are not there; NULL when out of memory. */
static const struct scored_word *find_word(struct scorer *s, const struct token *token)
{
	struct score_cache *cache = s->cache;
	struct word_place *place = &s->places[token->word];
	uint8_t shape = evidence_shape(token);
	uint16_t look = (uint16_t)(shape << 8 | token->kind);
	if (place->word && place->look == look && place->age == cache->age) {
		__builtin_prefetch(place->word);
		return place->word;
	}
	struct scored_word *word;
	uint64_t key = mix(s->evidence.words->at[token->word].identity + look);
	bool new = true;
	if (cache->word_index.n < WORDS)
		word = &cache->words[index_find(&cache->word_index, key, &new)];
	else
		word = word_in_arena(s->arena); /* a sentence of more words than are kept */
	if (!word)
		return NULL;
	if (new) {
		struct word_spelling spelling;
		word_evidence_take(s->evidence.words, &cache->model->words, token->word, shape,
			token->kind, &word->word, &spelling);
		score_word(cache->model, word, &spelling);
	}
	__builtin_prefetch(word);
	__builtin_prefetch(word->here);
	__builtin_prefetch(word->before);
	__builtin_prefetch(word->after);
	place->word = word;
	place->age = cache->age;
	place->look = look;
	return word;
}

static void expect_pair(const struct score_cache *cache, struct token_evidence *left)
{
	left->pair = pair_evidence_state(left->word, left[1].word);
	index_expect(&cache->pair_index, left->pair);
}

enum dedi_status scorer_sentence(struct scorer *s, const struct sentence *sentence)
{
	struct evidence *e = &s->evidence;
	const struct token *tokens = e->words->document->tokens + sentence->first_token;
	if (s->cache->word_index.n + sentence->n_tokens > WORDS)
		forget_words(s->cache);
	for (uint32_t i = 0; i < sentence->n_tokens; i++) {
		const struct scored_word *word = find_word(s, &tokens[i]);
		if (!word)
			return DEDI_NO_MEMORY;
		e->token_at[i].word = &word->word;
	}
	evidence_sentence(e, sentence);
	expect_pair(s->cache, &e->token_at[-1]);
	for (uint32_t i = 0; i < e->n; i++) {
		struct token_evidence *t = &e->token_at[i];
		expect_pair(s->cache, t);
		evidence_states(e, i);
		for (int part = 0; part < PARTS; part++) /* those it has not: of no harm */
			index_expect(&s->cache->state_index, t->states[part]);
	}
	return DEDI_OK;
}

static inline const struct scored_word *scored(const struct evidence *e, uint32_t i, int offset)
{
	return (const struct scored_word *)(const void *)evidence_near(e, i, offset)->word;
}

/* What is found next stays for n new entries. */
static inline void make_room(struct index *index, uint32_t n)
{
	if (index->n + n > index->size)
		index_clear(index);
}

static const struct scored_pair *score_pair(struct scorer *s, uint32_t i, int offset)
{
	struct score_cache *cache = s->cache;
	const struct word_evidence *l = evidence_near(&s->evidence, i, offset)->word,
				   *r = evidence_near(&s->evidence, i, offset + 1)->word;
	bool new;
	uint32_t at =
		index_find(&cache->pair_index, evidence_near(&s->evidence, i, offset)->pair, &new);
	if (new) {
		struct evidence_key keys[PIECE_MAX];
		score_row rows[PAIR_ROWS];
		uint32_t n = pair_evidence_keys(l, r, cache->model->groups, keys);
		score_piece(cache->model, keys, n, rows, PAIR_ROWS);
		for (uint32_t row = 0; row < PAIR_ROWS; row++)
			narrow(rows[row], cache->pairs[at].at[row]);
	}
	return &cache->pairs[at];
}

static const int8_t *score_part(struct scorer *s, uint32_t i, enum evidence_part part)
{
	struct score_cache *cache = s->cache;
	bool new;
	uint32_t at = index_find(&cache->state_index, s->evidence.token_at[i].states[part], &new);
	if (new) {
		struct evidence_key keys[PIECE_MAX];
		score_row row;
		uint32_t n = evidence_part(&s->evidence, i, part, keys);
		score_piece(cache->model, keys, n, &row, 1);
		narrow(row, cache->states[at].at);
	}
	return cache->states[at].at;
}

enum { OTHERS = AROUND + PAIR_ROWS + 2 }; /* rows that every token has besides its own */

/* The sum of a token's rows: it fits, see HERE_MAX. */
WIDE_VECTORS static void add_up(
	const int16_t *restrict here, const int8_t *const others[OTHERS], int16_t *restrict ret)
{
	const int8_t *a = others[0], *b = others[1], *c = others[2], *d = others[3], *e = others[4],
		     *f = others[5], *g = others[6], *h = others[7];
	for (uint32_t l = 0; l < SCORES; l++)
		ret[l] = (int16_t)(here[l] + (int16_t)(a[l] + b[l]) + (int16_t)(c[l] + d[l]) +
				   (int16_t)(e[l] + f[l]) + (int16_t)(g[l] + h[l]));
}

void scorer_token(struct scorer *s, uint32_t i, score_row ret)
{
	const struct evidence *e = &s->evidence;
	uint8_t parts = e->token_at[i].parts;
	make_room(&s->cache->pair_index, PAIR_ROWS);
	make_room(&s->cache->state_index, PARTS);
	if (!i)
		memcpy(s->pair, score_pair(s, i, -1)->at[PAIR_OF_RIGHT], sizeof s->pair);
	const struct scored_pair *pair = score_pair(s, i, 0);
	const int8_t *const others[OTHERS] = {scored(e, i, -2)->after[1],
		scored(e, i, -1)->after[0], scored(e, i, 1)->before[WORD_BEFORE],
		scored(e, i, 2)->before[WORD_BEFORE_2], s->pair, pair->at[PAIR_OF_LEFT],
		score_part(s, i, PART_SHAPES), score_part(s, i, PART_HEADS)};
	add_up(scored(e, i, 0)->here, others, ret);
	memcpy(s->pair, pair->at[PAIR_OF_RIGHT], sizeof s->pair);
	for (int part = PART_HEADS + 1; part < PARTS; part++) {
		if (!(parts >> part & 1))
			continue;
		const int8_t *row = score_part(s, i, (enum evidence_part)part);
		for (uint32_t l = 0; l < SCORES; l++)
			ret[l] = (int16_t)(ret[l] + row[l]);
	}
}
