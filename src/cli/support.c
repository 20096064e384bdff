/* Reading, writing and complaining, the same for every subcommand. */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

void complain(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fputs("dedi: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
}

void complain_error(const char *what, const struct dedi_error *error)
{
	const char *message = error->message[0] ? error->message : dedi_status_name(error->status);
	if (error->line && error->column)
		complain("%s:%zu:%zu: %s", what, error->line, error->column, message);
	else if (error->line)
		complain("%s:%zu: %s", what, error->line, message);
	else
		complain("%s: %s", what, message);
}

/* Room for one more piece; false when out of memory or over the limit. */
static bool widen(char **bytes, size_t *cap, size_t need)
{
	if (need <= *cap)
		return true;
	size_t wider = *cap ? *cap * 2 : 64 * 1024;
	while (wider < need)
		wider *= 2;
	char *p = realloc(*bytes, wider);
	if (!p)
		return false;
	*bytes = p;
	*cap = wider;
	return true;
}

static enum dedi_status read_stream(
	FILE *file, char **ret_bytes, size_t *ret_n, struct dedi_error *error)
{
	char *bytes = NULL;
	size_t n = 0, cap = 0;
	enum dedi_status status = DEDI_OK;
	for (;;) {
		if (!widen(&bytes, &cap, n + 64 * 1024)) {
			status = dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
			break;
		}
		size_t got = fread(bytes + n, 1, cap - n, file);
		n += got;
		if (n > CLI_INPUT_BYTES) {
			status = dedi_fail(
				error, DEDI_TOO_LARGE, "more than %d bytes", CLI_INPUT_BYTES);
			break;
		}
		if (!got)
			break;
	}
	if (status == DEDI_OK && ferror(file))
		status = dedi_fail(error, DEDI_IO, "%s", strerror(errno));
	if (status != DEDI_OK) {
		free(bytes);
		return status;
	}
	*ret_bytes = bytes;
	*ret_n = n;
	return DEDI_OK;
}

enum dedi_status read_input(
	const char *path, char **ret_bytes, size_t *ret_n, struct dedi_error *error)
{
	if (strcmp(path, "-") == 0)
		return read_stream(stdin, ret_bytes, ret_n, error);
	FILE *file = fopen(path, "rb");
	if (!file)
		return dedi_fail(error, DEDI_IO, "%s", strerror(errno));
	enum dedi_status status = read_stream(file, ret_bytes, ret_n, error);
	fclose(file);
	return status;
}

bool next_line(struct line_reader *reader)
{
	int c;
	reader->n = 0;
	reader->too_long = false;
	reader->number++;
	while ((c = getc_unlocked(reader->file)) != EOF && c != '\n') {
		if (reader->n >= CLI_INPUT_BYTES ||
			!widen(&reader->line, &reader->cap, reader->n + 1)) {
			reader->too_long = true;
			continue;
		}
		reader->line[reader->n++] = (char)c;
	}
	if (reader->n && reader->line[reader->n - 1] == '\r')
		reader->n--;
	return c != EOF || reader->n || reader->too_long;
}

void line_reader_finish(struct line_reader *reader)
{
	free(reader->line);
	*reader = (struct line_reader){0};
}

enum exit_code finish_output(enum exit_code code)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	complain("cannot write the output: %s", strerror(errno));
	return EXIT_INPUT;
}

void complain_engine(const struct dedi_engine_options *options, const struct dedi_error *error)
{
	const char *what = strcmp(error->field, "model") == 0 ? options->model_path
							      : options->lexicon_directory;
	complain_error(what ? what : "cannot start", error);
}

bool session_open(struct session *session, const char *lexicon_directory, const char *model_path)
{
	*session = (struct session){0};
	struct dedi_engine_options options = {lexicon_directory, model_path};
	struct dedi_error error = {.offset = SIZE_MAX};
	if (dedi_engine_new(&options, &session->engine, &error) != DEDI_OK) {
		complain_engine(&options, &error);
		return false;
	}
	enum dedi_status status = dedi_worker_new(session->engine, &session->worker);
	if (status != DEDI_OK) {
		complain("cannot start: %s", dedi_status_name(status));
		session_close(session);
		return false;
	}
	arena_init(&session->arena, CLI_ARENA_BYTES);
	return true;
}

void session_close(struct session *session)
{
	dedi_worker_free(session->worker);
	dedi_engine_free(session->engine);
	arena_finish(&session->arena);
	*session = (struct session){0};
}
