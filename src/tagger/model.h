/*
 * The trained model as one immutable image: header, transitions, weights of the evidence, words
 * counted at training time. Embedded in the program, or a file of the user's.
 *
 * Everything is little-endian and 8-byte aligned; nothing needs unpacking, so opening is checking.
 * An image is trusted only after model_open: sizes add up, the checksum is right, every slot points
 * into the weights, every label and cluster exists, every table has an empty slot (so that look-up
 * ends).
 */
#ifndef DEDI_TAGGER_MODEL_H
#define DEDI_TAGGER_MODEL_H

#include "tagger/labels.h"
#include "tagger/word_table.h"

#define MODEL_MAGIC "DEDITAG\n"
enum { MODEL_FORMAT = 1, MODEL_WEIGHTS_BITS = 6 };

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

struct model_slot {
	uint32_t check;   /* upper half of the key, lowest bit set; 0: empty */
	uint32_t first_n; /* first weight << MODEL_WEIGHTS_BITS | number of weights */
};

struct model_weight {
	uint8_t label;
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

/* The weights of a key; n 0 if it has none. */
static inline const struct model_weight *model_find(
	const struct model *model, uint64_t key, uint32_t *ret_n)
{
	uint32_t check = model_check_of(key);
	for (uint32_t at = (uint32_t)key & model->slot_mask;; at = (at + 1) & model->slot_mask) {
		const struct model_slot *slot = &model->slots[at];
		if (slot->check != check && slot->check)
			continue;
		*ret_n = slot->first_n & ((1u << MODEL_WEIGHTS_BITS) - 1);
		return model->weights + (slot->first_n >> MODEL_WEIGHTS_BITS);
	}
}

#endif
