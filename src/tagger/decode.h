/*
 * The best labels of a sentence, by dynamic programming over scores in whole steps.
 *
 * Totals are relative to that of O and have 16 bits, so that the labels of a kind (B, S, E, I) are
 * one vector. They end at TOTAL_MAX, far above what a name of a hundred tokens reaches; below that,
 * exact. A label that ends a stretch is followed into the next one only if it can beat O into some
 * label. Which label a path came from is worked out on the way back, for its own labels alone.
 */
#ifndef DEDI_TAGGER_DECODE_H
#define DEDI_TAGGER_DECODE_H

#include "tagger/lanes.h"
#include "tagger/scores.h"

enum { TOTAL_MAX = 12000, TRANSITION_MAX = 4000 };

enum kind { KIND_B, KIND_S, KIND_E, KIND_I, KINDS }; /* as labels are ordered */
_Static_assert(SCORES == KINDS * TAG_LABEL_COUNT && LABEL_B == 1, "a label of each class a kind");

/* The transitions of a model as decoding wants them, relative to O after O. */
struct decoder {
	lanes first[2], from_o[2];  /* to B, S */
	lanes last[2], to_o[2];     /* from S, E */
	lanes gain[2];              /* of S, E over O, into the label that suits best */
	lanes between[ENDS - 1][2]; /* from each S and E to B, S */
	lanes from_b[2], from_i[2]; /* to E, I */
};
void decoder_init(const struct model_transitions *transitions, struct decoder *ret_decoder);

struct lattice {
	score_row *scores;      /* [cap] of the tokens, filled by the caller */
	lanes (*totals)[KINDS]; /* [cap] of the best paths up to each token */
	uint16_t *wins;         /* [cap] ends before each token that may be followed, a bit each */
	uint32_t cap;
};

/* Room for n tokens; what was in it is lost. */
enum dedi_status lattice_reserve(struct lattice *lattice, uint32_t n) MUST_CHECK;
void lattice_finish(struct lattice *lattice);

/* The labels of n > 0 tokens, whose scores are there. */
void lattice_best(
	struct lattice *lattice, const struct decoder *decoder, uint32_t n, uint8_t *ret_labels);

#endif
