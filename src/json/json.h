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
	uint32_t include; /* INCLUDE_*: which lists the answer has; ids stay the same */
	bool explain;
	bool timing; /* meta.analysis_us */
};

/* What a request is when it says nothing. */
#define JSON_OPTIONS_DEFAULT ((struct json_options){.include = INCLUDE_ALL, .timing = true})

struct json_limits {
	size_t text_bytes; /* 0: no limit */
	uint32_t known;    /* names in "known", all together */
	bool other_fields; /* fields that a request does not have are skipped, not refused */
	const struct json_options *defaults; /* NULL: JSON_OPTIONS_DEFAULT */
};

/* Fixed limits of the short fields, bytes of UTF-8. */
enum {
	JSON_ID_BYTES = 512,
	JSON_TITLE_BYTES = 4096,
	JSON_KNOWN_NAME_BYTES = 512,
};

/* {"text": …, "id"?, "title"?, …}. Strings are copied into the arena. DEDI_INVALID_JSON (line,
 * column, offset), DEDI_INVALID_UTF8 (offset), DEDI_INVALID_INPUT (field), DEDI_TOO_LARGE,
 * DEDI_EMPTY, DEDI_NO_MEMORY. */
enum dedi_status json_parse_request(struct str body, const struct json_limits *limits,
	struct arena *arena, struct dedi_request *ret_request, struct json_options *ret_options,
	struct dedi_error *error) MUST_CHECK;

/* The response object, compact, UTF-8, no line break at the end. The same analysis always gives the
 * same bytes (timing off). */
enum dedi_status json_write_analysis(const struct dedi_analysis *analysis,
	const struct json_options *options, struct arena *arena, struct str *ret_json) MUST_CHECK;

/* What `dedi analyze --stage` can show, for people who look for the stage that went wrong. */
enum json_view {
	VIEW_DOCUMENT, /* blocks and sentences */
	VIEW_TOKENS,
	VIEW_QUOTES,
	VIEW_WORDS,    /* distinct forms and their readings */
	VIEW_TAGS,     /* what the tagger saw */
	VIEW_MENTIONS, /* all mentions and roles in text order */
	VIEW_ENTITIES,
	VIEW_STATEMENTS, /* with "explain" */
	VIEW_COUNT
};
/* "tokens" → VIEW_TOKENS; false if there is none of this name. */
bool json_parse_view(struct str name, enum json_view *ret_view);
const char *json_view_name(enum json_view view);
/* The last stage that has to run for it. */
enum dedi_stage json_view_stage(enum json_view view);
enum dedi_status json_write_view(const struct dedi_analysis *analysis, enum json_view view,
	const struct json_options *options, struct arena *arena, struct str *ret_json) MUST_CHECK;

/* What a line of JSON Lines gives when it cannot be analysed: {"error": {"line", "code", …}}. */
enum dedi_status json_write_line_error(const struct dedi_error *error, uint64_t line, struct str id,
	struct arena *arena, struct str *ret_json) MUST_CHECK;

/* The same JSON laid out for people, with two spaces a level and a line break at the end. */
enum dedi_status json_indent(struct str json, struct arena *arena, struct str *ret_text) MUST_CHECK;

bool json_parse_offsets(struct str name, enum offset_unit *ret_unit);
const char *json_offsets_name(enum offset_unit unit);
/* YYYY-MM-DD */
bool json_is_date(struct str s);
bool json_parse_include(struct str comma_list, uint32_t *ret_include);

#endif
