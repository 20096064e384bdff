#include "analysis.h"
#include <stdio.h>

int main(void)
{
	struct dedi_engine *engine;
	struct dedi_error error;
	if (dedi_engine_new(NULL, &engine, &error) != DEDI_OK)
		return 1;
	struct dedi_worker *worker;
	if (dedi_worker_new(engine, &worker) != DEDI_OK)
		return 1;
	struct arena arena;
	arena_init(&arena, 64u << 20);
	struct dedi_request request = {.text = STR("x")};
	struct dedi_analysis analysis;
	if (dedi_analyze(worker, &request, STAGE_STATEMENTS, &arena, &analysis, &error) != DEDI_OK)
		return 1;
	puts("dedi " DEDI_VERSION);
	arena_finish(&arena);
	dedi_worker_free(worker);
	dedi_engine_free(engine);
	return 0;
}
