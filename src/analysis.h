/*
 * The analysis: dedi_analyze() runs the stages in order. No stage looks back.
 *
 *   text -> document -> words -> tags -> entities -> statements
 *
 * An engine is immutable after it was made and may be shared by all threads; a worker belongs to
 * one thread; an analysis lives in the arena it was made in and borrows the request's text and,
 * until the worker's next analysis, the words that the worker keeps.
 */
#ifndef DEDI_ANALYSIS_H
#define DEDI_ANALYSIS_H

#include "entities/entities.h"
#include "statements/statements.h"
#include "tagger/tagger.h"
#include "text/text.h"

struct dedi_engine;
struct dedi_engine_options {
	const char *lexicon_directory; /* NULL: built-in tables only */
	const char *model_path;        /* of `dedi train`; NULL: the built-in model */
};
/* error->field is "model" if that was refused. */
enum dedi_status dedi_engine_new(const struct dedi_engine_options *options,
	struct dedi_engine **ret_engine, struct dedi_error *error) MUST_CHECK;
void dedi_engine_free(struct dedi_engine *engine);
const struct lexicon *dedi_engine_lexicon(const struct dedi_engine *engine);
uint64_t dedi_engine_model(const struct dedi_engine *engine); /* its checksum; 0: no model */

struct dedi_worker;
enum dedi_status dedi_worker_new(
	const struct dedi_engine *engine, struct dedi_worker **ret_worker) MUST_CHECK;
void dedi_worker_free(struct dedi_worker *worker);

/*
 * An arena of the worker's for an analysis whose answer is then copied elsewhere: one analysis
 * after the other in the same memory, which the processor's caches still hold, and none of it waits
 * while a slow client takes the answer. Empty it with arena_trim(…, DEDI_SCRATCH_KEPT).
 */
enum { DEDI_SCRATCH_KEPT = 4 * 1024 * 1024 };
struct arena *dedi_worker_scratch(struct dedi_worker *worker, size_t cap_bytes);

struct dedi_request {
	struct str text;
	struct str id, title, date, language; /* empty if not given */
	struct known_names known;
	uint64_t budget_ms; /* the analysis may take; 0: as long as it needs */
};

enum dedi_stage {
	STAGE_DOCUMENT,
	STAGE_WORDS,
	STAGE_TAGS,
	STAGE_ENTITIES,
	STAGE_STATEMENTS,
	STAGE_COUNT
};

struct dedi_analysis {
	const struct dedi_request *request;
	const struct lexicon *lexicon;
	uint64_t model; /* checksum; 0: none */
	struct document document;
	struct words words;
	struct tags tags;
	struct entities entities;
	struct statements statements;
	uint64_t stage_ns[STAGE_COUNT]; /* time taken by each stage */
};

/* Runs the stages up to and including last. */
enum dedi_status dedi_analyze(struct dedi_worker *worker, const struct dedi_request *request,
	enum dedi_stage last, struct arena *arena, struct dedi_analysis *ret_analysis,
	struct dedi_error *error) MUST_CHECK;

#endif
