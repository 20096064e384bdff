/* Sets of small numbers, a bit each: to go from one member to the next without asking the rest. */
#ifndef DEDI_BITS_H
#define DEDI_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many words of 64 bits hold n members. */
static inline size_t bits_words(size_t n)
{
	return n / 64 + 1;
}

static inline void bits_add(uint64_t *bits, uint32_t i)
{
	bits[i / 64] |= UINT64_C(1) << i % 64;
}

/* The same where `member` says so, without a branch. */
static inline void bits_add_if(uint64_t *bits, uint32_t i, bool member)
{
	bits[i / 64] |= (uint64_t)member << i % 64;
}

/* The first member from i on; n, which is more than any of them, if there is none. */
static inline uint32_t bits_next(const uint64_t *bits, uint32_t n, uint32_t i)
{
	if (i >= n)
		return n;
	uint32_t at = i / 64;
	uint64_t left = bits[at] >> i % 64;
	if (left)
		return i + (uint32_t)__builtin_ctzll(left);
	for (at++; at <= (n - 1) / 64; at++)
		if (bits[at])
			return at * 64 + (uint32_t)__builtin_ctzll(bits[at]);
	return n;
}

/* The last one before i; UINT32_MAX if there is none. */
static inline uint32_t bits_before(const uint64_t *bits, uint32_t i)
{
	uint32_t at = i / 64;
	uint64_t left = i % 64 ? bits[at] & ((UINT64_C(1) << i % 64) - 1) : 0;
	while (!left && at > 0)
		left = bits[--at];
	return left ? at * 64 + 63 - (uint32_t)__builtin_clzll(left) : UINT32_MAX;
}

#endif
