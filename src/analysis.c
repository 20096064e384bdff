/*
 * Runs the stages in order and times each.
 *
 * The engine owns what all threads share and nothing changes (lexicon, ICU prototypes, model); a
 * worker owns one thread's scratch (kept words, the tagger's lattice). An analysis owns nothing:
 * all of it lies in the caller's arena, and its strings borrow the request's text, the engine's
 * lexicon and the words that the worker keeps. Cost: the stages' own, plus one clock reading a
 * stage.
 */
#include "analysis.h"

#include <stdlib.h>
#include <time.h>

struct dedi_engine {
	struct lexicon *lexicon;
	struct text_engine *text;
	struct tagger *tagger;
};

struct dedi_worker {
	const struct dedi_engine *engine;
	struct text_worker *text;
	struct words_cache *words;
	struct tagger_worker *tagger;
	struct arena scratch;
};

static enum dedi_status open_lexicon(
	const char *directory, struct lexicon **ret_lexicon, struct dedi_error *error)
{
	if (directory)
		return lexicon_open_with(directory, ret_lexicon, error);
	enum dedi_status status = lexicon_open(ret_lexicon);
	if (status != DEDI_OK)
		return dedi_fail(error, status, "cannot open the built-in lexicon");
	return DEDI_OK;
}

static enum dedi_status open_model(
	const char *path, struct tagger **ret_tagger, struct dedi_error *error)
{
	enum dedi_status status =
		path ? tagger_open_file(path, ret_tagger, error) : tagger_open(ret_tagger, error);
	if (status && error)
		strcpy(error->field, "model");
	return status;
}

static enum dedi_status engine_open(struct dedi_engine *engine,
	const struct dedi_engine_options *options, struct dedi_error *error)
{
	enum dedi_status status =
		open_lexicon(options ? options->lexicon_directory : NULL, &engine->lexicon, error);
	if (status != DEDI_OK)
		return status;
	status = text_engine_new(engine->lexicon, &engine->text);
	if (status != DEDI_OK)
		return dedi_fail(error, status, "cannot set up ICU's break iterators");
	return open_model(options ? options->model_path : NULL, &engine->tagger, error);
}

enum dedi_status dedi_engine_new(const struct dedi_engine_options *options,
	struct dedi_engine **ret_engine, struct dedi_error *error)
{
	struct dedi_engine *engine = calloc(1, sizeof *engine);
	if (!engine)
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	enum dedi_status status = engine_open(engine, options, error);
	if (status != DEDI_OK) {
		dedi_engine_free(engine);
		return status;
	}
	*ret_engine = engine;
	return DEDI_OK;
}

void dedi_engine_free(struct dedi_engine *engine)
{
	if (!engine)
		return;
	tagger_free(engine->tagger);
	text_engine_free(engine->text);
	lexicon_free(engine->lexicon);
	free(engine);
}

const struct lexicon *dedi_engine_lexicon(const struct dedi_engine *engine)
{
	return engine->lexicon;
}

uint64_t dedi_engine_model(const struct dedi_engine *engine)
{
	return tagger_checksum(engine->tagger);
}

enum dedi_status dedi_worker_new(const struct dedi_engine *engine, struct dedi_worker **ret_worker)
{
	struct dedi_worker *worker = calloc(1, sizeof *worker);
	if (!worker)
		return DEDI_NO_MEMORY;
	worker->engine = engine;
	arena_init(&worker->scratch, 0);
	enum dedi_status status = text_worker_new(engine->text, &worker->text);
	if (status == DEDI_OK)
		status = words_cache_new(&worker->words);
	if (status == DEDI_OK)
		status = tagger_worker_new(engine->tagger, &worker->tagger);
	if (status != DEDI_OK) {
		dedi_worker_free(worker);
		return status;
	}
	*ret_worker = worker;
	return DEDI_OK;
}

void dedi_worker_free(struct dedi_worker *worker)
{
	if (!worker)
		return;
	tagger_worker_free(worker->tagger);
	words_cache_free(worker->words);
	text_worker_free(worker->text);
	arena_finish(&worker->scratch);
	free(worker);
}

struct arena *dedi_worker_scratch(struct dedi_worker *worker, size_t cap_bytes)
{
	worker->scratch.cap = cap_bytes;
	return &worker->scratch;
}

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static enum dedi_status run_stage(struct dedi_worker *worker, enum dedi_stage stage,
	struct arena *arena, struct dedi_analysis *a, struct dedi_error *error)
{
	const struct text_options options = {.title = a->request->title};
	enum dedi_status status;
	switch (stage) {
	case STAGE_DOCUMENT:
		return document_parse(
			worker->text, a->request->text, &options, arena, &a->document, error);
	case STAGE_WORDS:
		status = words_mend_torn(a->lexicon, arena, &a->document);
		return status ? status
			      : words_annotate_cached(
					worker->words, a->lexicon, &a->document, arena, &a->words);
	case STAGE_TAGS:
		return tagger_tag(worker->tagger, &a->words, arena, &a->tags);
	case STAGE_ENTITIES:
		return entities_find(&a->words, &a->tags, &a->request->known, arena, &a->entities);
	case STAGE_STATEMENTS:
		return statements_find(&a->words, &a->entities, arena, &a->statements);
	case STAGE_COUNT:
		break;
	}
	return DEDI_INTERNAL;
}

/* The later stages give only a status; say in words what the reader of the error needs. */
static enum dedi_status explain(enum dedi_status status, struct dedi_error *error)
{
	if (!error || error->status == status)
		return status;
	switch (status) {
	case DEDI_NO_MEMORY:
		return dedi_fail(error, status, "the analysis needs more memory than one may use");
	case DEDI_OVER_BUDGET:
		return dedi_fail(error, status, "the analysis took longer than it may");
	default:
		return dedi_fail(
			error, status, "the analysis failed: %s", dedi_status_name(status));
	}
}

static enum dedi_status run_stages(struct dedi_worker *worker, enum dedi_stage last,
	struct arena *arena, struct dedi_analysis *a, struct dedi_error *error)
{
	uint64_t before = now_ns();
	for (int stage = STAGE_DOCUMENT; stage <= (int)last && stage < STAGE_COUNT; stage++) {
		enum dedi_status status =
			run_stage(worker, (enum dedi_stage)stage, arena, a, error);
		if (status != DEDI_OK)
			return status;
		uint64_t after = now_ns();
		a->stage_ns[stage] = after - before;
		before = after;
		if (arena_is_late(arena))
			return DEDI_NO_MEMORY;
	}
	return DEDI_OK;
}

enum dedi_status dedi_analyze(struct dedi_worker *worker, const struct dedi_request *request,
	enum dedi_stage last, struct arena *arena, struct dedi_analysis *ret_analysis,
	struct dedi_error *error)
{
	struct dedi_analysis *a = ARENA_NEW(arena, struct dedi_analysis);
	if (error)
		*error = (struct dedi_error){.offset = SIZE_MAX};
	if (!a)
		return explain(DEDI_NO_MEMORY, error);
	a->request = request;
	a->lexicon = worker->engine->lexicon;
	a->model = dedi_engine_model(worker->engine);
	arena_set_budget(arena, request->budget_ms);
	enum dedi_status status = run_stages(worker, last, arena, a, error);
	if (status == DEDI_NO_MEMORY && arena->late)
		status = DEDI_OVER_BUDGET;
	arena_set_budget(arena, 0);
	if (status != DEDI_OK)
		return explain(status, error);
	*ret_analysis = *a;
	return DEDI_OK;
}
