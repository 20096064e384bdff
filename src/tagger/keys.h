/* A list of keys being made, and how their numbers are mixed. Inside evidence only. */
#ifndef DEDI_TAGGER_KEYS_H
#define DEDI_TAGGER_KEYS_H

#include "tagger/evidence.h"

struct keys {
	struct evidence_key *at;
	uint32_t n, groups;
};

static inline uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 29;
	h *= 0x9fb21c651e98df25u;
	h ^= h >> 32;
	return h;
}

static inline uint64_t both(uint64_t a, uint64_t b)
{
	return a * 0xd1b54a32d192ed03u + b;
}

/* rows: bits, which rows of the piece the key has weights for. */
static inline void add(struct keys *keys, enum evidence_group group, uint32_t number, uint32_t rows,
	uint64_t value)
{
	if (keys->groups & (uint32_t)group)
		keys->at[keys->n++] = (struct evidence_key){
			mix(value + number * 0x9e3779b97f4a7c15u) & ~(uint64_t)EVIDENCE_ROW_MASK,
			rows};
}

#endif
