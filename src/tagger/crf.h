/*
 * Training of a linear-chain conditional random field over binary evidence.
 *
 * Stochastic, a sentence a step: forward and backward sums in scaled probabilities, then a
 * follow-the-regularised-leader step (FTRL-proximal) on the rows of the evidence that was there.
 * Weights of the second half of the passes are averaged. Same data, options and seed: same weights.
 */
#ifndef DEDI_TAGGER_CRF_H
#define DEDI_TAGGER_CRF_H

#include "tagger/labels.h"

enum { CRF_STRIDE = 40 }; /* LABELS in whole vectors */

struct crf_sentence {
	uint32_t *features; /* numbers of the evidence of all tokens in a row */
	uint32_t *start;    /* [n + 1] into features */
	uint8_t *labels;    /* [n] */
	uint32_t n;
};

struct crf_options {
	float rate;    /* of learning */
	float l1, l2;  /* penalties */
	float dropout; /* share of the evidence that is hidden at each step */
	uint32_t passes;
	uint64_t seed;
};

struct crf {
	uint32_t n_features;
	float (*weights)[CRF_STRIDE];      /* [n_features] */
	float between[LABELS][CRF_STRIDE]; /* from, to */
	float first[CRF_STRIDE], last[CRF_STRIDE];
};

typedef void crf_progress(void *user, uint32_t pass, double loss);

/* loss is the mean negative log-likelihood of a sentence. */
enum dedi_status crf_train(const struct crf_sentence *const *sentences, uint32_t n,
	uint32_t n_features, const struct crf_options *options, crf_progress *progress, void *user,
	struct crf **ret_crf) MUST_CHECK;
void crf_free(struct crf *crf);

#endif
