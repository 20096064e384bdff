/*
 * Training: annotated sentences in, a model's image out; and cross-validation.
 *
 * Evidence that is seen often enough gets a number and a row of weights (crf.h); what the penalties
 * left of them is rounded to whole steps and written as model.h says. Everything a fold's model
 * knows is learnt from the fold's training part; the tagger that is measured is the one that is
 * shipped (rounded weights, its own decoding).
 */
#ifndef DEDI_TAGGER_LEARN_H
#define DEDI_TAGGER_LEARN_H

#include <stdio.h>

#include "tagger/crf.h"
#include "tagger/word_learn.h"

struct learn_options {
	struct crf_options crf;
	uint32_t min_count;      /* evidence seen less often is left out */
	uint32_t groups;         /* enum evidence_group */
	uint32_t steps_per_unit; /* of the rounded weights */
	float least;             /* a weight nearer to 0 is left out */
	FILE *log;               /* progress; NULL: none */
};

struct learner;
/* words is borrowed. */
enum dedi_status learner_new(const struct lexicon *lexicon, const struct text_engine *engine,
	const struct word_image *words, const struct learn_options *options,
	struct learner **ret_learner) MUST_CHECK;
void learner_free(struct learner *learner);

/* Adds the sentences of an IOB2 file. text must outlive the learner. */
enum dedi_status learner_add(
	struct learner *learner, struct str text, struct dedi_error *error) MUST_CHECK;
uint32_t learner_sentences(const struct learner *learner);

struct model_image { /* free(at) */
	void *at;
	size_t size;
	uint32_t n_evidence, n_weights; /* kept */
};
/* Trains on all sentences but [hole_first, hole_end). */
enum dedi_status learner_train(struct learner *learner, uint32_t hole_first, uint32_t hole_end,
	struct model_image *ret_image, struct dedi_error *error) MUST_CHECK;

struct learn_score {
	uint64_t right[TAG_LABEL_COUNT], found[TAG_LABEL_COUNT], gold[TAG_LABEL_COUNT];
};
/* Tags sentences [first, end) with the model and counts exact spans. output: `token GOLD SYSTEM`
 * lines, may be NULL. */
enum dedi_status learner_evaluate(struct learner *learner, const struct model_image *image,
	uint32_t first, uint32_t end, FILE *output, struct learn_score *score,
	struct dedi_error *error) MUST_CHECK;

#endif
