#include "tagger/scores.h"

#include <stdlib.h>

#include "tagger/keys.h"

enum {
	WORD_SETS = 2048,
	WORD_WAYS = 4,
	STATES = 16384, /* both powers of two */
};

struct scored_word {
	struct word_evidence word; /* first: evidence points to it */
	score_row at[WORD_PLACES];
};

struct scored_state {
	uint64_t state; /* 0: empty */
	score_row sum;
};

struct score_cache {
	const struct model *model;
	const struct lexicon *lexicon;       /* whose words are kept */
	uint64_t keys[WORD_SETS][WORD_WAYS]; /* 0: empty */
	uint64_t used[WORD_SETS][WORD_WAYS]; /* number of the sentence that used it last */
	struct scored_word words[WORD_SETS][WORD_WAYS];
	struct scored_state states[STATES];
	struct scored_word begin, end; /* what stands before and behind a sentence */
	uint64_t sentence;
};

static inline void add_up(score_row to, const score_row from)
{
	for (uint32_t l = 0; l < SCORES; l++)
		to[l] = (int16_t)(to[l] + from[l]);
}

static void add_weights(
	const struct model *model, const uint64_t *keys, uint32_t n_keys, score_row to)
{
	for (uint32_t k = 0; k < n_keys; k++)
		__builtin_prefetch(&model->slots[(uint32_t)keys[k] & model->slot_mask]);
	for (uint32_t k = 0; k < n_keys; k++) {
		uint32_t n;
		const struct model_weight *w = model_find(model, keys[k], &n);
		for (uint32_t j = 0; j < n; j++)
			to[w[j].label] = (int16_t)(to[w[j].label] + w[j].weight);
	}
}

static void score_word(const struct model *model, struct scored_word *word)
{
	uint64_t keys[EVIDENCE_MAX];
	memset(word->at, 0, sizeof word->at);
	for (int p = 0; p < WORD_PLACES; p++) {
		uint32_t n =
			word_evidence_keys(&word->word, (enum word_place)p, model->groups, keys);
		add_weights(model, keys, n, word->at[p]);
	}
}

enum dedi_status score_cache_new(const struct model *model, struct score_cache **ret)
{
	struct score_cache *cache = calloc(1, sizeof *cache);
	if (!cache)
		return DEDI_NO_MEMORY;
	cache->model = model;
	cache->begin.word = evidence_begin_word;
	cache->end.word = evidence_end_word;
	score_word(model, &cache->begin);
	score_word(model, &cache->end);
	*ret = cache;
	return DEDI_OK;
}

void score_cache_free(struct score_cache *cache)
{
	free(cache);
}

enum dedi_status scorer_begin(struct score_cache *cache, const struct words *words,
	struct arena *arena, struct scorer *ret_scorer)
{
	struct scorer s = {.cache = cache, .arena = arena};
	uint32_t n = words->document->n_words;
	enum dedi_status status = evidence_begin(words, cache->model->groups, arena, &s.evidence);
	if (status)
		return status;
	s.identities = ARENA_ARRAY(arena, uint64_t, n);
	if (!s.identities)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		s.identities[i] = word_identity(words, i);
	s.evidence.begin.word = &cache->begin.word;
	s.evidence.end.word = &cache->end.word;
	if (cache->lexicon != words->lexicon) {
		memset(cache->keys, 0, sizeof cache->keys);
		cache->lexicon = words->lexicon;
	}
	*ret_scorer = s;
	return DEDI_OK;
}

/* A place for a new word; NULL if this sentence needs all that it could go to. */
static struct scored_word *make_room(struct score_cache *cache, uint64_t key)
{
	uint32_t set = (uint32_t)(key >> 32) & (WORD_SETS - 1), oldest = 0;
	for (uint32_t way = 1; way < WORD_WAYS; way++)
		if (cache->used[set][way] < cache->used[set][oldest])
			oldest = way;
	if (cache->keys[set][oldest] && cache->used[set][oldest] == cache->sentence)
		return NULL;
	cache->keys[set][oldest] = key;
	cache->used[set][oldest] = cache->sentence;
	return &cache->words[set][oldest];
}

static const struct word_evidence *find_word(struct scorer *s, const struct token *token)
{
	struct score_cache *cache = s->cache;
	uint8_t shape = evidence_shape(token);
	uint64_t key = mix(s->identities[token->word] + ((uint64_t)shape << 8 | token->kind)) | 1;
	uint32_t set = (uint32_t)(key >> 32) & (WORD_SETS - 1);
	for (uint32_t way = 0; way < WORD_WAYS; way++)
		if (cache->keys[set][way] == key) {
			cache->used[set][way] = cache->sentence;
			return &cache->words[set][way].word;
		}
	struct scored_word *word = make_room(cache, key);
	if (!word)
		word = arena_alloc(s->arena, sizeof *word);
	if (!word)
		return NULL;
	word_evidence_take(s->evidence.words, &cache->model->words, token->word, shape, token->kind,
		&word->word);
	score_word(cache->model, word);
	return &word->word;
}

static const struct scored_word *scored(const struct token_evidence *t)
{
	return (const struct scored_word *)(const void *)t->word;
}

static void add_words(const struct evidence *e, uint32_t i, score_row sum)
{
	for (int d = -2; d <= 2; d++)
		add_up(sum, scored(evidence_near(e, i, d))->at[(int)PLACE_HERE + d]);
}

/* Two places for each state; which of them a new one takes is its own choice. */
static struct scored_state *find_state(struct score_cache *cache, uint64_t state)
{
	uint32_t at = (uint32_t)(state >> 32) & (STATES - 1);
	if (cache->states[at].state == state)
		return &cache->states[at];
	if (cache->states[at ^ 1].state == state)
		return &cache->states[at ^ 1];
	if (cache->states[at].state && (!cache->states[at ^ 1].state || state & 2))
		at ^= 1;
	return &cache->states[at];
}

static void add_part(
	struct score_cache *cache, const struct evidence *e, uint32_t i, int part, score_row sum)
{
	uint64_t keys[EVIDENCE_MAX];
	uint64_t state = evidence_state(e, i, (enum evidence_part)part);
	if (!state)
		return;
	struct scored_state *kept = find_state(cache, state);
	if (kept->state != state) {
		uint32_t n = evidence_part(e, i, (enum evidence_part)part, keys);
		memset(kept->sum, 0, sizeof kept->sum);
		add_weights(cache->model, keys, n, kept->sum);
		kept->state = state;
	}
	add_up(sum, kept->sum);
}

enum dedi_status scorer_sentence(
	struct scorer *s, const struct sentence *sentence, score_row *ret_scores)
{
	struct evidence *e = &s->evidence;
	const struct token *tokens = e->words->document->tokens + sentence->first_token;
	s->cache->sentence++;
	for (uint32_t i = 0; i < sentence->n_tokens; i++) {
		e->token_at[i].word = find_word(s, &tokens[i]);
		if (!e->token_at[i].word)
			return DEDI_NO_MEMORY;
	}
	evidence_sentence(e, sentence);
	memset(ret_scores, 0, sentence->n_tokens * sizeof *ret_scores);
	for (uint32_t i = 0; i < sentence->n_tokens; i++) {
		add_words(e, i, ret_scores[i]);
		for (int part = 0; part < PARTS; part++)
			add_part(s->cache, e, i, part, ret_scores[i]);
	}
	return DEDI_OK;
}
