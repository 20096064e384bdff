/*
 * The analyses of words kept from document to document.
 *
 * News uses the same forms over and over. Records, and the notes on them, lie one behind another in
 * a ring, which overwrites the oldest; a table, one place for each hash, points to them. A position
 * counts the bytes ever written, so that what has been overwritten is known by its distance.
 *
 * Documents use records where they lie. So one document may write only its share of the ring, and
 * finds nothing that its share could overwrite. Finding: one comparison. Nothing is ever allocated
 * later.
 */
#include "kazakh/cache.h"

#include <stdlib.h>

enum { SETS = 1 << 12, WAYS = 4, RING_BYTES = 8 << 20, SHARE = RING_BYTES / 8, ALIGN = 8 };
/* Of memory: what is read at least of a record. */
enum { LINE = 64, LINES = 4 };

struct place {
	uint64_t position; /* of the record + 1; 0: none */
	uint32_t tag;
	uint32_t capital;
};

struct words_cache {
	_Alignas(64) struct place places[SETS][WAYS];
	uint64_t end;   /* bytes ever written */
	uint64_t limit; /* of end, for this document */
	_Alignas(64) char ring[RING_BYTES];
};

enum dedi_status words_cache_new(struct words_cache **ret_cache)
{
	struct words_cache *cache = aligned_alloc(64, sizeof *cache);
	if (!cache)
		return DEDI_NO_MEMORY;
	cache->end = 0;
	memset(cache->places, 0, sizeof cache->places);
	cache_begin(cache);
	*ret_cache = cache;
	return DEDI_OK;
}

void words_cache_free(struct words_cache *cache)
{
	free(cache);
}

void cache_begin(struct words_cache *cache)
{
	cache->limit = cache->end + SHARE;
}

static struct place *places_of(struct words_cache *cache, uint32_t tag, enum capital capital)
{
	uint32_t set = (tag ^ (uint32_t)capital * 0x9e3779b9u) & (SETS - 1);
	return cache->places[set];
}

void cache_expect(struct words_cache *cache, uint64_t hash, enum capital capital)
{
	__builtin_prefetch(places_of(cache, lex_hash_mix(hash), capital));
}

/* The record with this hash; NULL if there is none. */
static struct word_record *record_of(struct words_cache *cache, uint64_t hash, enum capital capital)
{
	uint32_t tag = lex_hash_mix(hash);
	const struct place *place = places_of(cache, tag, capital);
	for (int i = 0; i < WAYS; i++, place++)
		if (place->tag == tag && place->capital == (uint32_t)capital && place->position &&
			cache->limit - (place->position - 1) <= RING_BYTES)
			return (struct word_record *)(cache->ring +
						      (place->position - 1) % RING_BYTES);
	return NULL;
}

void cache_expect_record(struct words_cache *cache, uint64_t hash, enum capital capital)
{
	const char *record = (const char *)record_of(cache, hash, capital);
	for (int i = 0; record && i < LINES; i++)
		__builtin_prefetch(record + i * LINE);
}

struct word_record *cache_find(
	struct words_cache *cache, struct str form, uint64_t hash, enum capital capital)
{
	struct word_record *record = record_of(cache, hash, capital);
	return record && str_eq(form, record->form) ? record : NULL;
}

void *cache_room(struct words_cache *cache, size_t size)
{
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	uint64_t left = RING_BYTES - cache->end % RING_BYTES, start = cache->end;
	if (size > left) /* it does not go round the end */
		start += left;
	if (size > SHARE || start + size > cache->limit)
		return NULL;
	cache->end = start + size;
	return cache->ring + start % RING_BYTES;
}

void cache_add(
	struct words_cache *cache, struct word_record *record, uint64_t hash, enum capital capital)
{
	uint32_t tag = lex_hash_mix(hash);
	struct place *places = places_of(cache, tag, capital), *oldest = places;
	for (int i = 1; i < WAYS; i++)
		if (places[i].position < oldest->position)
			oldest = &places[i];
	uint64_t offset = (uint64_t)((char *)record - cache->ring);
	uint64_t position = cache->end - (cache->end - offset) % RING_BYTES;
	*oldest = (struct place){position + 1, tag, (uint32_t)capital};
}
