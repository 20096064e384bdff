/*
 * What was counted over raw text at training time: for a word form, its cluster of similar words
 * and how often it has a capital inside sentences; for a stem (the first letters of a form), the
 * latter. An open-addressed table of 8-byte slots, part of the model's image.
 */
#ifndef DEDI_TAGGER_WORD_TABLE_H
#define DEDI_TAGGER_WORD_TABLE_H

#include "base/str.h"

struct word_slot {
	uint32_t check;   /* upper half of the key, never 0 in a used slot */
	uint16_t cluster; /* from 1; 0: none */
	uint8_t capital;  /* class of the share of capitals, 0: never seen */
	uint8_t unused;
};

struct word_table {
	const struct word_slot *slots; /* [mask + 1] */
	const uint16_t *coarser;       /* [n_clusters + 1][2]: numbers of two coarser levels */
	uint32_t mask;                 /* 0: no table */
	uint32_t n_clusters;
};

static inline uint64_t word_table_stem_key(uint64_t stem_hash)
{
	return stem_hash * 0x9fb21c651e98df25u ^ 0x5bd1e9955bd1e995u;
}

static inline const struct word_slot *word_table_find(const struct word_table *table, uint64_t key)
{
	static const struct word_slot none = {0};
	uint32_t check = (uint32_t)(key >> 32) | 1;
	if (!table->mask)
		return &none;
	for (uint32_t at = (uint32_t)key & table->mask;; at = (at + 1) & table->mask) {
		const struct word_slot *slot = &table->slots[at];
		if (slot->check == check || !slot->check)
			return slot->check ? slot : &none;
	}
}

#endif
