/*
 * The trained model as one immutable image: header, transitions, weights of the evidence, words
 * counted at training time. Embedded in the program, or a file of the user's.
 *
 * Everything is little-endian and 8-byte aligned; nothing needs unpacking, so opening is checking.
 * An image is trusted only after model_open: sizes add up, the checksum is right, every slot points
 * into the weights, every row, label and cluster exists, every table has an empty slot (so that
 * look-up ends).
 */
#ifndef DEDI_TAGGER_MODEL_H
#define DEDI_TAGGER_MODEL_H

#include "tagger/evidence.h"
#include "tagger/labels.h"

#define MODEL_MAGIC "DEDITAG\n"
enum {
	MODEL_FORMAT = 2,
	MODEL_CODES = PIECE_ROWS * LABELS, /* row * LABELS + label */
	MODEL_SUMS = (MODEL_CODES + 15) / 16 * 16,
	MODEL_WEIGHTS_BITS = 9,
	MODEL_DENSE = (1 << MODEL_WEIGHTS_BITS) - 1, /* in place of a number of weights */
	MODEL_DENSE_WEIGHTS = MODEL_SUMS / 2,        /* whose room a dense row takes */
	MODEL_DENSE_FROM = 48,                       /* weights; then it is quicker to add */
};

struct model_header {
	char magic[8];
	uint32_t format;   /* MODEL_FORMAT */
	uint32_t evidence; /* EVIDENCE_VERSION */
	uint64_t size;     /* of the image, header included */
	uint64_t checksum; /* model_checksum of the image from here on */
	uint32_t n_labels; /* LABELS */
	uint32_t n_slots;  /* a power of two */
	uint32_t n_weights;
	uint32_t n_word_slots; /* a power of two, or 0 */
	uint32_t n_clusters;
	uint32_t steps_per_unit; /* weights are whole numbers of 1 / steps_per_unit */
	uint32_t groups;         /* enum evidence_group */
	uint32_t reserved[5];
};

/* A key's weights: some, each with its code; or, MODEL_DENSE, a byte for every code in order. */
struct model_slot {
	uint32_t check;   /* upper half of the key, lowest bit set; 0: empty */
	uint32_t first_n; /* first weight << MODEL_WEIGHTS_BITS | number of weights */
};

struct model_weight {
	uint8_t code;
	int8_t weight;
};

struct model_transitions { /* in steps */
	int16_t between[ENDS][STARTS];
	int16_t first[STARTS], last[ENDS];
	int16_t inside[TAG_LABEL_COUNT][4]; /* B I, B E, I I, I E */
	int16_t padding[1];
};

struct model {
	const struct model_transitions *transitions;
	const struct model_slot *slots;     /* [slot_mask + 1] */
	const struct model_weight *weights; /* [n_weights] */
	struct word_table words;
	uint64_t checksum;
	uint32_t slot_mask, steps_per_unit, groups;
};

uint64_t model_checksum(const void *image, size_t size);
/* image is borrowed and must be 8-byte aligned. */
enum dedi_status model_open(const void *image, size_t size, struct model *ret_model,
	struct dedi_error *error) MUST_CHECK;

static inline uint32_t model_check_of(uint64_t key)
{
	return (uint32_t)(key >> 32) | 1;
}

/* Where to begin to look for a key: its lowest bits are all the same. */
static inline uint32_t model_place_of(const struct model *model, uint64_t key)
{
	return (uint32_t)(key >> 3) & model->slot_mask;
}

/* Adds the weights of a key, if it has any. */
static inline void model_add(const struct model *model, uint64_t key, int16_t sums[MODEL_SUMS])
{
	uint32_t check = model_check_of(key), at = model_place_of(model, key);
	while (model->slots[at].check && model->slots[at].check != check)
		at = (at + 1) & model->slot_mask;
	uint32_t n = model->slots[at].first_n & MODEL_DENSE;
	const struct model_weight *w =
		model->weights + (model->slots[at].first_n >> MODEL_WEIGHTS_BITS);
	if (n == MODEL_DENSE) {
		const int8_t *dense = (const int8_t *)w;
		for (uint32_t code = 0; code < MODEL_SUMS; code++)
			sums[code] = (int16_t)(sums[code] + dense[code]);
	} else {
		for (uint32_t j = 0; j < n; j++)
			sums[w[j].code] = (int16_t)(sums[w[j].code] + w[j].weight);
	}
}

#endif
