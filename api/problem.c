/* The table of errors and its writer. The order of the members is the order of writing. */
#include "problem.h"

#include "base/utf8.h"
#include "json/writer.h"

#include <stdarg.h>
#include <stdio.h>

/* clang-format off */
const struct problem_kind problem_kinds[PROBLEM_COUNT] = {
	[PROBLEM_INVALID_JSON] = {"invalid-json", 400, "Malformed JSON",
		"The body is not one JSON value. line, column and offset tell where reading stopped."},
	[PROBLEM_INVALID_UTF8] = {"invalid-utf8", 400, "Invalid UTF-8",
		"The body must be UTF-8. offset is the first byte that is not. Text in "
		"windows-1251 or UTF-16 must be converted first."},
	[PROBLEM_EMPTY_BODY] = {"empty-body", 400, "Empty body",
		"The request has no body. Send the article as JSON or as plain text."},
	[PROBLEM_INVALID_PARAMETER] = {"invalid-parameter", 400, "Invalid query parameter",
		"A parameter of the query string is unknown, repeated or has a value that is not "
		"permitted. field names it."},
	[PROBLEM_BAD_REQUEST] = {"bad-request", 400, "Bad HTTP request",
		"The message is not valid HTTP/1.1, or its framing could be read in two ways. The "
		"connection is closed."},
	[PROBLEM_UNAUTHORIZED] = {"unauthorized", 401, "Missing or wrong key",
		"This service asks for a key: Authorization: Bearer KEY."},
	[PROBLEM_NOT_FOUND] = {"not-found", 404, "Not found", "There is nothing at this path."},
	[PROBLEM_METHOD_NOT_ALLOWED] = {"method-not-allowed", 405, "Method not allowed",
		"The path exists, but not for this method. The Allow header lists those it has."},
	[PROBLEM_NOT_ACCEPTABLE] = {"not-acceptable", 406, "Not acceptable",
		"The Accept header permits none of the media types this path answers with."},
	[PROBLEM_TIMEOUT] = {"request-timeout", 408, "Request timeout",
		"The request did not arrive whole in the time for it. The connection is closed."},
	[PROBLEM_BODY_TOO_LARGE] = {"body-too-large", 413, "Body too large",
		"The body is over the limit (limit, in bytes). Many documents: /v1/analyze/batch."},
	[PROBLEM_TEXT_TOO_LARGE] = {"too-large", 413, "Text too large",
		"The text of the document is over the limit (limit, in bytes of UTF-8)."},
	[PROBLEM_URI_TOO_LONG] = {"uri-too-long", 414, "URI too long",
		"The request line is over the limit for it."},
	[PROBLEM_UNSUPPORTED_MEDIA_TYPE] = {"unsupported-media-type", 415,
		"Unsupported media type",
		"Content-Type must be one that this path takes, in UTF-8. detail lists them."},
	[PROBLEM_UNSUPPORTED_ENCODING] = {"unsupported-encoding", 415,
		"Unsupported content encoding", "The body must not be compressed."},
	[PROBLEM_EXPECTATION_FAILED] = {"expectation-failed", 417, "Expectation failed",
		"Only Expect: 100-continue is known."},
	[PROBLEM_INVALID_FIELD] = {"invalid-input", 422, "Invalid input",
		"The JSON is well-formed, but a field is unknown, missing, of the wrong type or has "
		"a value that is not permitted. field names it."},
	[PROBLEM_EMPTY_TEXT] = {"empty-text", 422, "Empty text",
		"The text has nothing but white space in it."},
	[PROBLEM_UNSUPPORTED_LANGUAGE] = {"unsupported-language", 422, "Unsupported language",
		"The text is not Kazakh in Cyrillic script. detected is the language it seems to be "
		"in (BCP 47; und: not known)."},
	[PROBLEM_OVER_BUDGET] = {"over-budget", 422, "Too complex",
		"The analysis of this text took longer than one may (limit, in milliseconds)."},
	[PROBLEM_HEADER_TOO_LARGE] = {"header-too-large", 431, "Header too large",
		"Request line and header fields are over the limit (limit, in bytes)."},
	[PROBLEM_TOO_MANY_CONNECTIONS] = {"too-many-connections", 429, "Too many connections",
		"There are too many open connections from this address. Reuse them, or try again "
		"after Retry-After seconds."},
	[PROBLEM_INTERNAL] = {"internal", 500, "Internal error",
		"The service failed. instance is the request id to look for in its log."},
	[PROBLEM_NOT_IMPLEMENTED] = {"not-implemented", 501, "Not implemented",
		"The method or transfer coding is not known to this service."},
	[PROBLEM_OVERLOADED] = {"overloaded", 503, "Overloaded",
		"All job threads are busy and the queue is full. Try again after Retry-After seconds."},
	[PROBLEM_NO_MEMORY] = {"no-memory", 503, "Out of memory",
		"There was not enough memory for this request. Try again after Retry-After seconds, "
		"or send a shorter text."},
	[PROBLEM_STOPPING] = {"stopping", 503, "Not ready",
		"The service is starting or stopping. Try again after Retry-After seconds."},
	[PROBLEM_VERSION_NOT_SUPPORTED] = {"http-version-not-supported", 505,
		"HTTP version not supported", "Speak HTTP/1.1 or HTTP/1.0."},
};
/* clang-format on */

void problem_init(struct problem *problem, enum problem_code code, const char *format, ...)
{
	*problem = (struct problem){.code = code, .offset = SIZE_MAX};
	va_list args;
	va_start(args, format);
	vsnprintf(problem->detail, sizeof problem->detail, format, args);
	va_end(args);
}

static enum problem_code code_of(enum dedi_status status)
{
	switch (status) {
	case DEDI_NO_MEMORY:
		return PROBLEM_NO_MEMORY;
	case DEDI_INVALID_UTF8:
		return PROBLEM_INVALID_UTF8;
	case DEDI_INVALID_JSON:
		return PROBLEM_INVALID_JSON;
	case DEDI_INVALID_INPUT:
		return PROBLEM_INVALID_FIELD;
	case DEDI_TOO_LARGE:
		return PROBLEM_TEXT_TOO_LARGE;
	case DEDI_NOT_KAZAKH:
		return PROBLEM_UNSUPPORTED_LANGUAGE;
	case DEDI_EMPTY:
		return PROBLEM_EMPTY_TEXT;
	case DEDI_OVER_BUDGET:
		return PROBLEM_OVER_BUDGET;
	case DEDI_OK:
	case DEDI_IO:
	case DEDI_BAD_DATA:
	case DEDI_INTERNAL:
		break;
	}
	return PROBLEM_INTERNAL;
}

void problem_from_error(struct problem *problem, const struct dedi_error *error)
{
	problem_init(problem, code_of(error->status), "%s", error->message);
	if (error->status == DEDI_TOO_LARGE && error->field[0] && strcmp(error->field, "text") != 0)
		problem->code = PROBLEM_INVALID_FIELD; /* a short field over its fixed limit */
	problem->offset = error->offset;
	problem->line = error->line;
	problem->column = error->column;
	if (error->status == DEDI_NOT_KAZAKH)
		snprintf(problem->detected, sizeof problem->detected, "%.15s", error->field);
	else
		snprintf(problem->field, sizeof problem->field, "%s", error->field);
}

/* Messages may quote the request, cut anywhere: only whole UTF-8 characters are passed on. */
static void write_text(struct json_writer *w, const char *key, const char *text)
{
	struct str s = {text, strlen(text)};
	if (!s.n)
		return;
	s.n = utf8_valid_prefix(s);
	writer_key_cstr(w, key);
	writer_str(w, s);
}

enum dedi_status problem_write(const struct problem *problem, struct str instance,
	struct arena *arena, struct str *ret_json)
{
	const struct problem_kind *kind = &problem_kinds[problem->code];
	struct json_writer w;
	writer_init(&w, arena, 512);
	writer_open(&w, '{');
	writer_key(&w, "type");
	writer_string_begin(&w);
	writer_string_part(&w, STR("/problems/"));
	writer_string_part(&w, str_make(kind->code, strlen(kind->code)));
	writer_string_end(&w);
	writer_key(&w, "title");
	writer_cstr(&w, kind->title);
	writer_key(&w, "status");
	writer_uint(&w, (uint64_t)kind->status);
	writer_key(&w, "code");
	writer_cstr(&w, kind->code);
	write_text(&w, "detail", problem->detail);
	if (instance.n) {
		writer_key(&w, "instance");
		writer_str(&w, instance);
	}
	write_text(&w, "field", problem->field);
	write_text(&w, "detected", problem->detected);
	if (problem->limit) {
		writer_key(&w, "limit");
		writer_uint(&w, problem->limit);
	}
	if (problem->line) {
		writer_key(&w, "line");
		writer_uint(&w, problem->line);
		writer_key(&w, "column");
		writer_uint(&w, problem->column);
	}
	if (problem->offset != SIZE_MAX) {
		writer_key(&w, "offset");
		writer_uint(&w, problem->offset);
	}
	writer_close(&w, '}');
	return writer_finish(&w, ret_json);
}
