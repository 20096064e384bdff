/*
 * JSON: requests in, analyses out, the shapes of openapi.yaml. The only box that uses jansson.
 */
#ifndef DEDI_JSON_H
#define DEDI_JSON_H

#include "analysis.h"

enum json_include { /* bits */
	INCLUDE_STATEMENTS = 1u << 0,
	INCLUDE_PEOPLE = 1u << 1,
	INCLUDE_ORGANIZATIONS = 1u << 2,
	INCLUDE_CAMPAIGNS = 1u << 3,
	INCLUDE_ALL = 15u,
};

struct json_options {
	enum offset_unit offsets;
	uint32_t include; /* INCLUDE_* */
	bool explain;
	bool timing; /* meta.analysis_us */
};

struct json_limits {
	size_t text_bytes; /* 0: no limit */
	uint32_t known;    /* names in "known", all together */
};

/* {"text": …, "id"?, "title"?, …}. Strings are copied into the arena. DEDI_INVALID_JSON (line,
 * column, offset), DEDI_INVALID_INPUT (field), DEDI_TOO_LARGE, DEDI_EMPTY, DEDI_NO_MEMORY. */
enum dedi_status json_parse_request(struct str body, const struct json_limits *limits,
	struct arena *arena, struct dedi_request *ret_request, struct json_options *ret_options,
	struct dedi_error *error) MUST_CHECK;

/* The response object, compact, UTF-8, no line break at the end. The same analysis always gives the
 * same bytes (timing off). */
enum dedi_status json_write_analysis(const struct dedi_analysis *analysis,
	const struct json_options *options, struct arena *arena, struct str *ret_json) MUST_CHECK;

/* One stage alone, for people: `dedi analyze --stage`. */
enum dedi_status json_write_stage(const struct dedi_analysis *analysis, enum dedi_stage stage,
	const struct json_options *options, struct arena *arena, struct str *ret_json) MUST_CHECK;

/* RFC 9457 problem details. instance and id may be empty. */
enum dedi_status json_write_problem(const struct dedi_error *error, int http_status,
	struct str instance, struct arena *arena, struct str *ret_json) MUST_CHECK;

bool json_parse_offsets(struct str name, enum offset_unit *ret_unit);
bool json_parse_include(struct str comma_list, uint32_t *ret_include);

#endif
