/* What the programs that test the whole analysis set up: an engine, a worker of it, an arena. */
#ifndef DEDI_TESTS_ENGINE_H
#define DEDI_TESTS_ENGINE_H

#include "analysis.h"

#include <check.h>

static struct dedi_engine *engine;
static struct dedi_worker *worker;
static struct arena arena;

static inline void engine_set_up(void)
{
	struct dedi_error error;
	arena_init(&arena, (size_t)2 << 30);
	ck_assert_int_eq(dedi_engine_new(NULL, &engine, &error), DEDI_OK);
	ck_assert_int_eq(dedi_worker_new(engine, &worker), DEDI_OK);
}

static inline void engine_tear_down(void)
{
	dedi_worker_free(worker);
	dedi_engine_free(engine);
	arena_finish(&arena);
}

#endif
