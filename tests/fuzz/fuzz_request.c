/* Any bytes as a request, as a line of gold, and as JSON to lay out. */
#include "fuzz.h"
#include "json/gold.h"
#include "json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct json_limits limits = {.text_bytes = 4096, .known = 10};
	struct str body = {(const char *)data, size};
	struct dedi_request request;
	struct json_options options;
	struct dedi_error error;
	struct gold gold;
	struct arena arena;
	struct str text;
	arena_init(&arena, 1u << 26);
	enum dedi_status status =
		json_parse_request(body, &limits, &arena, &request, &options, &error);
	status = json_parse_gold(body, &arena, &gold, &error);
	status = json_indent(body, &arena, &text);
	(void)status;
	arena_finish(&arena);
	return 0;
}
