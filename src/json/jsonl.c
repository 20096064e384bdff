/*
 * Error objects of JSON Lines. `code` is stable and meant for programs; `detail` is for people and
 * may change. (The problem details of HTTP are the HTTP box's.)
 */
#include "base/utf8.h"
#include "json/json.h"
#include "json/writer.h"

/* Messages may quote the input, and end where their room ends. */
static struct str valid_part(const char *text)
{
	struct str s = str_make(text, strlen(text));
	s.n = utf8_valid_prefix(s);
	return s;
}

static void write_position(struct json_writer *w, const struct dedi_error *error)
{
	if (error->field[0]) {
		writer_key(w, "field");
		writer_str(w, valid_part(error->field));
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
	writer_str(&w, valid_part(error->message));
	write_position(&w, error);
	writer_close(&w, '}');
	writer_close(&w, '}');
	return writer_finish(&w, ret_json);
}
