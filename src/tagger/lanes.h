/* Vectors of a number of 16 bits for each class, and what compilers do not make of loops by
 * themselves; the results are the same everywhere. Inside the tagger only. */
#ifndef DEDI_TAGGER_LANES_H
#define DEDI_TAGGER_LANES_H

#include "tagger/tagger.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

typedef int16_t lanes __attribute__((vector_size(2 * TAG_LABEL_COUNT)));
_Static_assert(sizeof(lanes) == 16, "a vector of the processor's");

static inline lanes lanes_of(int16_t x)
{
	return (lanes){0} + x;
}

static inline lanes lanes_max(lanes a, lanes b)
{
#ifdef __SSE2__
	return (lanes)_mm_max_epi16((__m128i)a, (__m128i)b);
#else
	lanes mask = a > b;
	return (a & mask) | (b & ~mask);
#endif
}

static inline lanes lanes_min(lanes a, lanes b)
{
#ifdef __SSE2__
	return (lanes)_mm_min_epi16((__m128i)a, (__m128i)b);
#else
	return ~lanes_max(~a, ~b);
#endif
}

/* A bit for each lane above 0, those of a first. */
static inline uint32_t lanes_positive(lanes a, lanes b)
{
	lanes x = a > 0, y = b > 0;
#ifdef __SSE2__
	return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16((__m128i)x, (__m128i)y));
#else
	uint32_t bits = 0;
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++)
		bits |= (x[c] & 1u) << c | (y[c] & 1u) << (TAG_LABEL_COUNT + c);
	return bits;
#endif
}

#endif
