/*
 * Scores: the sum of the weights of a token's evidence for each label.
 *
 * What can be asked for again is kept: for a word as it is written, five sums (what it gives to
 * each of the tokens around it), in a four-way cache, the longest unused one leaving; for a part of
 * the evidence, the sum of its state, in a two-way one. Both have a fixed size and live from
 * document to document; a sum is the same whether it was kept or not.
 */
#ifndef DEDI_TAGGER_SCORES_H
#define DEDI_TAGGER_SCORES_H

#include "tagger/evidence.h"
#include "tagger/model.h"

enum { SCORES = 40 }; /* LABELS in whole vectors */
typedef int16_t score_row[SCORES];

struct score_cache;
enum dedi_status score_cache_new(const struct model *model, struct score_cache **ret) MUST_CHECK;
void score_cache_free(struct score_cache *cache);

/* Sentences of one document. */
struct scorer {
	struct score_cache *cache;
	struct arena *arena;
	struct evidence evidence;
	uint64_t *identities; /* [document.n_words] */
};
enum dedi_status scorer_begin(struct score_cache *cache, const struct words *words,
	struct arena *arena, struct scorer *ret_scorer) MUST_CHECK;
/* Scores of the tokens of a sentence. */
enum dedi_status scorer_sentence(
	struct scorer *scorer, const struct sentence *sentence, score_row *ret_scores) MUST_CHECK;

#endif
