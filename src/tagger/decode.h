/*
 * The best labels of a sentence, by dynamic programming over scores in whole steps.
 *
 * Cost: 289 additions a token between stretches, 32 inside them.
 */
#ifndef DEDI_TAGGER_DECODE_H
#define DEDI_TAGGER_DECODE_H

#include "tagger/model.h"

struct lattice {
	int32_t (*scores)[LABELS]; /* [cap] of the evidence, in steps: filled by the caller */
	uint8_t (*before)[LABELS]; /* [cap] the best label before each */
	uint32_t cap;
};

/* Room for n tokens; what was in it is lost. */
enum dedi_status lattice_reserve(struct lattice *lattice, uint32_t n) MUST_CHECK;
void lattice_finish(struct lattice *lattice);

/* n > 0. Ties go to the lower label. */
void lattice_decode(struct lattice *lattice, const struct model_transitions *transitions,
	uint32_t n, uint8_t *ret_labels);

#endif
