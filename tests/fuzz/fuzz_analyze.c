/* Any text through every stage, each view of it, and the answer in every unit of offsets. */
#include "analysis.h"
#include "fuzz.h"
#include "json/json.h"

#include <stdlib.h>

static struct dedi_worker *the_worker(void)
{
	static struct dedi_engine *engine;
	static struct dedi_worker *worker;
	struct dedi_error error;
	if (!worker && (dedi_engine_new(NULL, &engine, &error) != DEDI_OK ||
			       dedi_worker_new(engine, &worker) != DEDI_OK))
		abort();
	return worker;
}

/* All text in the answer lies in the document or is its own. */
static void check(const struct dedi_analysis *a)
{
	for (uint32_t i = 0; i < a->statements.n; i++)
		for (uint32_t k = 0; k < a->statements.at[i].n_spans; k++) {
			struct span span = a->statements.at[i].spans[k];
			if (span.start >= span.end || span.end > a->document.text.n)
				abort();
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dedi_request request = {.text = str_make((const char *)data, size)};
	struct dedi_analysis analysis;
	struct dedi_error error;
	struct arena arena;
	struct str json;
	arena_init(&arena, 1u << 28);
	enum dedi_status status =
		dedi_analyze(the_worker(), &request, STAGE_STATEMENTS, &arena, &analysis, &error);
	if (status == DEDI_OK) {
		check(&analysis);
		for (int unit = OFFSET_CODEPOINT; unit <= OFFSET_BYTE; unit++) {
			struct json_options options = JSON_OPTIONS_DEFAULT;
			options.offsets = (enum offset_unit)unit;
			options.explain = true;
			status = json_write_analysis(&analysis, &options, &arena, &json);
			if (status == DEDI_OK)
				status = json_indent(json, &arena, &json);
		}
		for (int view = 0; view < VIEW_COUNT; view++) {
			struct json_options options = JSON_OPTIONS_DEFAULT;
			status = json_write_view(
				&analysis, (enum json_view)view, &options, &arena, &json);
		}
	}
	(void)status;
	arena_finish(&arena);
	return 0;
}
