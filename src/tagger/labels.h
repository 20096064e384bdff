/*
 * Labels of tokens: O, and for each class B (first of several), I (inside), E (last), S (single).
 *
 * The order makes what may start a stretch (O, B, S) the first labels and what may end one (O, S,
 * E) contiguous but for O, so that decoding needs one dense table from ends to starts and four
 * numbers a class.
 */
#ifndef DEDI_TAGGER_LABELS_H
#define DEDI_TAGGER_LABELS_H

#include "tagger/tagger.h"

enum {
	LABEL_O = 0,
	LABEL_B = 1,
	LABEL_S = LABEL_B + TAG_LABEL_COUNT,
	LABEL_E = LABEL_S + TAG_LABEL_COUNT,
	LABEL_I = LABEL_E + TAG_LABEL_COUNT,
	LABELS = LABEL_I + TAG_LABEL_COUNT,
	STARTS = LABEL_E, /* labels below this may start a stretch */
	ENDS = 1 + 2 * TAG_LABEL_COUNT,
};

/* Number of an ending label in the table of transitions: O 0, then S and E. */
static inline uint32_t end_of_label(uint32_t label)
{
	return label ? label - LABEL_S + 1 : 0;
}

static inline bool label_may_start(uint32_t label)
{
	return label < STARTS;
}

static inline bool label_may_end(uint32_t label)
{
	return label == LABEL_O || (label >= LABEL_S && label < LABEL_I);
}

/* The class of a label that is not O. */
static inline uint32_t class_of_label(uint32_t label)
{
	return (label - LABEL_B) % TAG_LABEL_COUNT;
}

static inline bool labels_may_follow(uint32_t from, uint32_t to)
{
	if (label_may_end(from) || label_may_start(to))
		return label_may_end(from) && label_may_start(to);
	return class_of_label(from) == class_of_label(to);
}

/* Of the tags of n tokens, in order and not overlapping. */
void labels_from_tags(const struct tag *tags, uint32_t n_tags, uint32_t n, uint8_t *ret_labels);
/* labels must follow one another as they may. tags has room for n; returns how many. */
uint32_t tags_from_labels(
	const uint8_t *labels, uint32_t n, uint32_t first_token, struct tag *tags);

#endif
