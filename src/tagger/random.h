/* Random numbers for training: xorshift64, the same numbers for the same seed, which is not 0. */
#ifndef DEDI_TAGGER_RANDOM_H
#define DEDI_TAGGER_RANDOM_H

#include <stdint.h>

static inline uint64_t next_random(uint64_t *state)
{
	uint64_t x = *state;
	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

#endif
