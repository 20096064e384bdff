/* Vectors of words from their neighbours, and clusters of vectors. Training only. */
#ifndef DEDI_TAGGER_WORD_VECTORS_H
#define DEDI_TAGGER_WORD_VECTORS_H

#include "base/arena.h"
#include "base/status.h"

struct corpus {
	const uint32_t
		*words; /* [n] numbers of words; UINT32_MAX between sentences and for rare words */
	uint32_t n;
	const struct str *forms; /* [n_words] */
	const uint32_t *counts;  /* [n_words] */
	uint32_t n_words;
};

struct vector_options {
	uint32_t dimensions, window, passes;
	uint64_t seed;
};

/* Unit vectors [n_words][dimensions], malloc'd. */
enum dedi_status word_vectors(const struct corpus *corpus, const struct vector_options *options,
	float **ret_vectors) MUST_CHECK;

/* k-means on unit vectors, weighted; assigns a cluster to each. centres: [k][dimensions]. */
enum dedi_status cluster_vectors(const float *vectors, const float *weights, uint32_t n,
	uint32_t dimensions, uint32_t k, uint64_t seed, uint16_t *ret_cluster,
	float *ret_centres) MUST_CHECK;

#endif
