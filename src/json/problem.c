/*
 * Errors as JSON: problem details for HTTP (RFC 9457), one-line error objects for JSON Lines.
 * `type` and `code` are stable and meant for programs; `detail` is for people and may change.
 */
#include "json/json.h"
#include "json/writer.h"

static const char *title_of(enum dedi_status status)
{
	switch (status) {
	case DEDI_OK:
		return "No error";
	case DEDI_NO_MEMORY:
		return "Not enough memory";
	case DEDI_INVALID_UTF8:
		return "Not valid UTF-8";
	case DEDI_INVALID_JSON:
		return "Malformed JSON";
	case DEDI_INVALID_INPUT:
		return "Invalid request";
	case DEDI_TOO_LARGE:
		return "Too large";
	case DEDI_NOT_KAZAKH:
		return "Not Kazakh in Cyrillic script";
	case DEDI_EMPTY:
		return "No text";
	case DEDI_OVER_BUDGET:
		return "Too much work";
	case DEDI_IO:
		return "Input or output failed";
	case DEDI_BAD_DATA:
		return "Bad data file";
	case DEDI_INTERNAL:
		return "Internal error";
	}
	return "Unknown error";
}

static void write_position(struct json_writer *w, const struct dedi_error *error)
{
	if (error->field[0]) {
		writer_key(w, "field");
		writer_cstr(w, error->field);
	}
	if (error->line) {
		writer_key(w, "line");
		writer_uint(w, error->line);
		writer_key(w, "column");
		writer_uint(w, error->column);
	}
	if (error->offset != SIZE_MAX) {
		writer_key(w, "offset");
		writer_uint(w, error->offset);
	}
}

enum dedi_status json_write_problem(const struct dedi_error *error, int http_status,
	struct str instance, struct arena *arena, struct str *ret_json)
{
	struct json_writer w;
	const char *code = dedi_status_name(error->status);
	writer_init(&w, arena, 1024);
	writer_open(&w, '{');
	writer_key(&w, "type");
	writer_string_begin(&w);
	writer_string_part(&w, STR("/docs/errors#"));
	writer_string_part(&w, str_make(code, strlen(code)));
	writer_string_end(&w);
	writer_key(&w, "title");
	writer_cstr(&w, title_of(error->status));
	writer_key(&w, "status");
	writer_uint(&w, http_status > 0 ? (uint64_t)http_status : 0);
	writer_key(&w, "detail");
	writer_cstr(&w, error->message);
	if (instance.n) {
		writer_key(&w, "instance");
		writer_str(&w, instance);
	}
	writer_key(&w, "code");
	writer_cstr(&w, code);
	write_position(&w, error);
	writer_close(&w, '}');
	return writer_finish(&w, ret_json);
}

enum dedi_status json_write_line_error(const struct dedi_error *error, uint64_t line, struct str id,
	struct arena *arena, struct str *ret_json)
{
	struct json_writer w;
	writer_init(&w, arena, 1024);
	writer_open(&w, '{');
	writer_key(&w, "error");
	writer_open(&w, '{');
	writer_key(&w, "input_line");
	writer_uint(&w, line);
	writer_key(&w, "id");
	writer_str_or_null(&w, id);
	writer_key(&w, "code");
	writer_cstr(&w, dedi_status_name(error->status));
	writer_key(&w, "detail");
	writer_cstr(&w, error->message);
	write_position(&w, error);
	writer_close(&w, '}');
	writer_close(&w, '}');
	return writer_finish(&w, ret_json);
}
