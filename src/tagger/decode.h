/*
 * The best labels of a sentence, by dynamic programming over scores in whole steps, a token a call.
 *
 * Totals are relative to that of O and have 16 bits, so that the labels of a kind (B, S, E, I) are
 * one vector. They end at TOTAL_MAX, far above what a name of a hundred tokens reaches; below that,
 * exact. A label that ends a stretch is followed into the next one only if it can beat O into some
 * label.
 */
#ifndef DEDI_TAGGER_DECODE_H
#define DEDI_TAGGER_DECODE_H

#include "tagger/scores.h"

enum { TOTAL_MAX = 12000, TRANSITION_MAX = 4000 };

typedef int16_t lanes __attribute__((vector_size(2 * TAG_LABEL_COUNT))); /* one of each class */
enum kind { KIND_B, KIND_S, KIND_E, KIND_I, KINDS };                     /* as labels are ordered */

/* The transitions of a model as decoding wants them, relative to O after O. */
struct decoder {
	lanes first[2], from_o[2];  /* to B, S */
	lanes last[2], to_o[2];     /* from S, E */
	lanes gain[2];              /* of S, E over O, into the label that suits best */
	lanes between[ENDS - 1][2]; /* from each S and E to B, S */
	lanes b_e, i_e, b_i, i_i;
};
void decoder_init(const struct model_transitions *transitions, struct decoder *ret_decoder);

struct lattice {
	score_row *scores;          /* [cap] of the tokens, filled by the caller before each step */
	struct best_before *before; /* [cap] */
	uint32_t cap;
	uint32_t n; /* tokens so far */
	lanes total[KINDS];
};

/* Room for n tokens; what was in it is lost. */
enum dedi_status lattice_reserve(struct lattice *lattice, uint32_t n) MUST_CHECK;
void lattice_finish(struct lattice *lattice);

void lattice_begin(struct lattice *lattice);
void lattice_step(struct lattice *lattice, const struct decoder *decoder);
/* The labels of the n > 0 tokens. */
void lattice_end(const struct lattice *lattice, const struct decoder *decoder, uint8_t *ret_labels);

#endif
