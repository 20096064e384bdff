/*
 * The analyses of words kept from document to document.
 *
 * News uses the same forms over and over; copying an analysis is several times as fast as making
 * it. Records lie one behind another in a ring, which overwrites the oldest; a table, one place for
 * each hash, points to them. A position counts the bytes ever written, so that what has been
 * overwritten is known by its distance. Finding: one comparison and one copy. Nothing is ever
 * allocated later.
 */
#include "kazakh/cache.h"

#include <stdlib.h>

enum { SETS = 1 << 12, WAYS = 4, RING_BYTES = 4 << 20, MAX_FORM = 120, ALIGN = 8 };

struct place {
	uint64_t position; /* of the record + 1; 0: none */
	uint32_t tag;
	uint32_t capital;
};

struct record {
	uint16_t n_candidates, n_lemmas;
	uint32_t n_form; /* bytes; the form stands last */
};

struct words_cache {
	_Alignas(64) struct place places[SETS][WAYS];
	uint64_t end; /* bytes ever written */
	_Alignas(ALIGN) char ring[RING_BYTES];
};

enum dedi_status words_cache_new(struct words_cache **ret_cache)
{
	struct words_cache *cache = aligned_alloc(64, sizeof *cache);
	if (!cache)
		return DEDI_NO_MEMORY;
	cache->end = 0;
	memset(cache->places, 0, sizeof cache->places);
	*ret_cache = cache;
	return DEDI_OK;
}

void words_cache_free(struct words_cache *cache)
{
	free(cache);
}

static uint32_t set_of(uint32_t tag, enum capital capital)
{
	return (tag ^ (uint32_t)capital * 0x9e3779b9u) & (SETS - 1);
}

void cache_expect(const struct words_cache *cache, uint64_t hash, enum capital capital)
{
	__builtin_prefetch(cache->places[set_of(lex_hash_mix(hash), capital)]);
}

static const struct place *find_place(
	const struct words_cache *cache, uint32_t tag, enum capital capital)
{
	const struct place *places = cache->places[set_of(tag, capital)];
	for (int i = 0; i < WAYS; i++)
		if (places[i].tag == tag && places[i].capital == (uint32_t)capital &&
			places[i].position && cache->end - (places[i].position - 1) <= RING_BYTES)
			return &places[i];
	return NULL;
}

bool cache_find(const struct words_cache *cache, struct str form, uint64_t hash,
	enum capital capital, struct candidates *candidates)
{
	const struct place *place = find_place(cache, lex_hash_mix(hash), capital);
	if (!place)
		return false;
	const char *at = cache->ring + (place->position - 1) % RING_BYTES;
	struct record record;
	memcpy(&record, at, sizeof record);
	at += sizeof record;
	const char *lemmas = at + record.n_candidates * sizeof *candidates->at;
	const char *text = lemmas + record.n_lemmas * sizeof *candidates->lemmas;
	if (!str_eq(form, str_make(text, record.n_form)))
		return false;
	candidates->n = record.n_candidates;
	candidates->n_lemmas = record.n_lemmas;
	memcpy(candidates->at, at, record.n_candidates * sizeof *candidates->at);
	memcpy(candidates->lemmas, lemmas, record.n_lemmas * sizeof *candidates->lemmas);
	return true;
}

void cache_add(struct words_cache *cache, struct str form, uint64_t hash, enum capital capital,
	const struct candidates *candidates)
{
	if (form.n > MAX_FORM)
		return;
	size_t n_at = candidates->n * sizeof *candidates->at;
	size_t n_lemmas = candidates->n_lemmas * sizeof *candidates->lemmas;
	size_t size = sizeof(struct record) + n_at + n_lemmas + form.n;
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	uint64_t left = RING_BYTES - cache->end % RING_BYTES;
	if (size > left) /* a record does not go round the end */
		cache->end += left;
	char *at = cache->ring + cache->end % RING_BYTES;
	struct record record = {
		(uint16_t)candidates->n, (uint16_t)candidates->n_lemmas, (uint32_t)form.n};
	uint32_t tag = lex_hash_mix(hash);
	struct place *places = cache->places[set_of(tag, capital)], *oldest = places;
	for (int i = 1; i < WAYS; i++)
		if (places[i].position < oldest->position)
			oldest = &places[i];
	*oldest = (struct place){cache->end + 1, tag, (uint32_t)capital};
	memcpy(at, &record, sizeof record);
	memcpy(at + sizeof record, candidates->at, n_at);
	memcpy(at + sizeof record + n_at, candidates->lemmas, n_lemmas);
	if (form.n)
		memcpy(at + sizeof record + n_at + n_lemmas, form.p, form.n);
	cache->end += size;
}
