/*
 * The best labels of a sentence, by dynamic programming over scores in whole steps.
 *
 * Nearly all tokens are no name: a label that ends a stretch is followed further only if it can
 * beat O into some label, which one comparison tells. Exact.
 *
 * Cost: a token 49 additions, and 17 for each label that ends a stretch and is good enough.
 */
#ifndef DEDI_TAGGER_DECODE_H
#define DEDI_TAGGER_DECODE_H

#include "tagger/scores.h"

/* The transitions of a model as decoding wants them. */
struct decoder {
	const struct model_transitions *transitions;
	int32_t gain[2 * TAG_LABEL_COUNT];  /* of S and E over O, into the label that suits best */
	int32_t inside[4][TAG_LABEL_COUNT]; /* B I, B E, I I, I E */
};
void decoder_init(const struct model_transitions *transitions, struct decoder *ret_decoder);

struct lattice {
	score_row *scores;         /* [cap] of the evidence, in steps: filled by the caller */
	uint8_t (*before)[LABELS]; /* [cap] the best label before each */
	uint32_t cap;
};

/* Room for n tokens; what was in it is lost. */
enum dedi_status lattice_reserve(struct lattice *lattice, uint32_t n) MUST_CHECK;
void lattice_finish(struct lattice *lattice);

/* n > 0. Ties go to the lower label. */
void lattice_decode(
	struct lattice *lattice, const struct decoder *decoder, uint32_t n, uint8_t *ret_labels);

#endif
