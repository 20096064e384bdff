/*
 * Scores: how much the evidence of a token speaks for each label, over what it says for O.
 *
 * What can be asked for again is kept, and lives from document to document: the rows of a word as
 * it is written, those of a pair of neighbours, those of the states of the other parts. Tables of
 * fixed size; a sum is the same whether it was kept or not. What a token's own word says takes a
 * line of the cache; what others say of it is weaker: a byte for each label, two rows a line.
 */
#ifndef DEDI_TAGGER_SCORES_H
#define DEDI_TAGGER_SCORES_H

#include "tagger/model.h"

enum { SCORES = LABELS - 1, SCORE_MAX = 8191 };
/* In steps, of label l + 1; at most SCORE_MAX, so that decoding may add a few in 16 bits. */
typedef int16_t score_row[SCORES];
/* What others say of a token, at most NEAR_MAX. */
typedef int8_t near_row[SCORES];

struct score_cache;
enum dedi_status score_cache_new(const struct model *model, struct score_cache **ret) MUST_CHECK;
void score_cache_free(struct score_cache *cache);

/* Sentences of one document. */
struct scorer {
	struct score_cache *cache;
	struct arena *arena;
	struct evidence evidence;
	struct word_place *places; /* [document.n_words] */
	near_row pair;             /* what the pair of the token before and the next one says */
};
enum dedi_status scorer_begin(struct score_cache *cache, const struct words *words,
	struct arena *arena, struct scorer *ret_scorer) MUST_CHECK;
/* Looks at the words of a sentence; then its tokens are asked for in order, each once. */
enum dedi_status scorer_sentence(struct scorer *scorer, const struct sentence *sentence) MUST_CHECK;
/* What all evidence says for all labels. */
void scorer_token(struct scorer *scorer, uint32_t i, score_row ret);

#endif
