/*
 * Learning the word table from raw text: capitals counted, and words clustered by the company they
 * keep.
 *
 * Text: a sentence a line, tokens with blanks between them. Vectors of the words (skip-gram with
 * negative sampling, a word made of itself and its letter sequences) are clustered three times,
 * 1024 clusters of words, 256 of those, 64 of those (k-means on unit vectors). One thread, fixed
 * seed: same text, same table. Cost: about a minute for a million words.
 */
#ifndef DEDI_TAGGER_WORD_LEARN_H
#define DEDI_TAGGER_WORD_LEARN_H

#include "tagger/word_table.h"
#include "text/text.h"

struct word_image { /* owned: word_image_finish */
	struct word_slot *slots;
	uint16_t *coarser;
	uint32_t n_slots, n_clusters;
};

struct word_learn_options {
	uint32_t dimensions, window, passes;
	uint32_t min_count; /* of a word to be clustered, and of a word or stem to be kept */
	uint64_t seed;
};

/* clusters false: capitals only. */
enum dedi_status word_learn(struct text_worker *worker, struct str text, bool clusters,
	const struct word_learn_options *options, struct word_image *ret_image) MUST_CHECK;
enum dedi_status word_image_copy(const struct word_table *table, struct word_image *ret) MUST_CHECK;
struct word_table word_image_table(const struct word_image *image);
void word_image_finish(struct word_image *image);

#endif
