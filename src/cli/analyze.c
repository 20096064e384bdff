/*
 * dedi analyze: a text (or, with --jsonl, a request a line) in, its analysis as JSON out.
 *
 * A line that cannot be analysed becomes an error object in its place, so that line n of the output
 * always belongs to line n of the input (blank lines apart), and the rest go on; the exit code then
 * is 1. See lines.c.
 */
#include "cli/lines.h"

#include <stdlib.h>
#include <unistd.h>

enum { JOBS_MAX = 1024 };

struct settings {
	const char *title, *date, *offsets, *include, *stage, *lexicon, *model, *jobs;
	bool jsonl, explain, compact, no_timing, times;
	struct json_options json;
	enum json_view view; /* VIEW_COUNT: the whole answer */
	uint32_t n_jobs;
};

static struct str cstr(const char *s)
{
	return s ? str_make(s, strlen(s)) : (struct str){0};
}

/* 1 … 1024, or as many as there are processors. */
static bool read_jobs(const char *text, uint32_t *ret_jobs)
{
	char *end = NULL;
	long n = text ? strtol(text, &end, 10) : sysconf(_SC_NPROCESSORS_ONLN);
	if (!text)
		n = n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : n;
	if ((text && (end == text || *end)) || n < 1 || n > JOBS_MAX)
		return false;
	*ret_jobs = (uint32_t)n;
	return true;
}

static bool check_settings(struct settings *settings)
{
	settings->json = JSON_OPTIONS_DEFAULT;
	settings->json.explain = settings->explain;
	settings->json.timing = !settings->no_timing;
	settings->view = VIEW_COUNT;
	if (!read_jobs(settings->jobs, &settings->n_jobs)) {
		complain("--jobs must be from 1 to %d, not %s", JOBS_MAX, settings->jobs);
		return false;
	}
	if (settings->jsonl && (settings->title || settings->date || settings->times)) {
		complain("--title, --date and --times are for one text, not for --jsonl");
		return false;
	}
	if (settings->offsets &&
		!json_parse_offsets(cstr(settings->offsets), &settings->json.offsets)) {
		complain("--offsets must be codepoint, utf16 or byte, not %s", settings->offsets);
		return false;
	}
	if (settings->include &&
		!json_parse_include(cstr(settings->include), &settings->json.include)) {
		complain("--include must list statements, people, organizations, campaigns, not %s",
			settings->include);
		return false;
	}
	if (settings->stage && !json_parse_view(cstr(settings->stage), &settings->view)) {
		complain("there is no stage %s; try one of:", settings->stage);
		for (int i = 0; i < VIEW_COUNT; i++)
			fprintf(stderr, "  %s\n", json_view_name((enum json_view)i));
		return false;
	}
	return true;
}

static void print_times(const struct dedi_analysis *analysis)
{
	static const char *const names[STAGE_COUNT] = {
		"document", "words", "tags", "entities", "statements"};
	for (int i = 0; i < STAGE_COUNT; i++)
		fprintf(stderr, "%-12s %8.1f µs\n", names[i], (double)analysis->stage_ns[i] / 1000);
}

static enum dedi_status analyze(struct session *session, const struct settings *settings,
	const struct dedi_request *request, const struct json_options *options,
	struct str *ret_json, struct dedi_error *error)
{
	struct dedi_analysis analysis;
	bool whole = settings->view == VIEW_COUNT;
	enum dedi_stage last = whole ? STAGE_STATEMENTS : json_view_stage(settings->view);
	enum dedi_status status =
		dedi_analyze(session->worker, request, last, &session->arena, &analysis, error);
	if (status != DEDI_OK)
		return status;
	if (settings->times)
		print_times(&analysis);
	if (whole)
		status = json_write_analysis(&analysis, options, &session->arena, ret_json);
	else
		status = json_write_view(
			&analysis, settings->view, options, &session->arena, ret_json);
	if (status != DEDI_OK)
		return dedi_fail(error, status, "the answer needs more memory than one may use");
	return DEDI_OK;
}

static enum exit_code analyze_file(
	struct session *session, const struct settings *settings, const char *path)
{
	const char *what = strcmp(path, "-") == 0 ? "standard input" : path;
	char *bytes;
	size_t n;
	struct dedi_error error;
	if (read_input(path, &bytes, &n, &error) != DEDI_OK) {
		complain_error(what, &error);
		return EXIT_INPUT;
	}
	struct dedi_request request = {.text = str_make(bytes, n),
		.title = cstr(settings->title),
		.date = cstr(settings->date)};
	struct str json;
	enum dedi_status status =
		analyze(session, settings, &request, &settings->json, &json, &error);
	if (status == DEDI_OK && !settings->compact &&
		json_indent(json, &session->arena, &json) != DEDI_OK)
		status = dedi_fail(&error, DEDI_NO_MEMORY, "out of memory");
	if (status == DEDI_OK) {
		fwrite(json.p, 1, json.n, stdout);
		if (settings->compact)
			putchar('\n');
	} else {
		complain_error(what, &error);
	}
	free(bytes);
	return status == DEDI_OK ? EXIT_OK : EXIT_INPUT;
}

static const char about[] = "Reads a Kazakh article (plain UTF-8 text) and prints the statements, "
			    "people, organisations\n"
			    "and campaigns in it as JSON. With --jsonl, reads a request a line: "
			    "{\"text\": …, \"id\"?,\n"
			    "\"title\"?, \"date\"?, \"offsets\"?, \"include\"?, \"explain\"?, "
			    "\"known\"?} and prints an\n"
			    "answer a line; a bad line gives {\"error\": …} in its place.";

enum exit_code command_analyze(int argc, char **argv)
{
	struct settings s = {0};
	const struct option_row rows[] = {
		{"jsonl", NULL, "a JSON request a line in, an answer a line out", NULL, &s.jsonl},
		{"jobs", "N", "threads for --jsonl; one for each processor if not given", &s.jobs,
			NULL},
		{"offsets", "UNIT", "codepoint (default), utf16 or byte", &s.offsets, NULL},
		{"stage", "STAGE", "print one stage: document, tokens, quotes, words, tags, …",
			&s.stage, NULL},
		{"explain", NULL, "say for each statement what decided", NULL, &s.explain},
		{"include", "LIST", "statements,people,organizations,campaigns or some of them",
			&s.include, NULL},
		{"title", "TEXT", "the headline, if the text does not have it", &s.title, NULL},
		{"date", "YYYY-MM-DD", "the date of the article", &s.date, NULL},
		{"lexicon", "DIR", "tables of your own, laid over the built-in ones", &s.lexicon,
			NULL},
		{"model", "FILE", "a model of `dedi train` instead of the built-in one", &s.model,
			NULL},
		{"compact", NULL, "one line instead of an indented layout", NULL, &s.compact},
		{"no-timing", NULL, "leave meta.analysis_us out: same input, same bytes", NULL,
			&s.no_timing},
		{"times", NULL, "print the time of each stage to stderr", NULL, &s.times},
	};
	const struct option_set set = {"analyze", "dedi analyze [OPTIONS] [FILE|-]", about, rows,
		sizeof rows / sizeof *rows, 1};
	char **operands;
	int n;
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &operands, &n, &code))
		return code;
	if (!check_settings(&s))
		return EXIT_USAGE;
	struct session session;
	if (!session_open(&session, s.lexicon, s.model))
		return EXIT_INPUT;
	const char *path = n ? operands[0] : "-";
	const struct batch_options lines = {.json = s.json, .view = s.view};
	code = s.jsonl ? analyze_lines(session.engine, path, s.n_jobs, lines)
		       : analyze_file(&session, &s, path);
	session_close(&session);
	return finish_output(code);
}
