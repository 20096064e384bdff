/*
 * dedi eval: runs the analysis over gold documents and prints how well it does.
 *
 * A document at a time, so that memory does not depend on how many there are. A document that is
 * refused counts as one in which nothing was found; a gold line that is wrong ends the run, since a
 * figure over the rest would not mean what it says.
 */
#include "cli/score.h"

#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>

struct settings {
	const char *min, *lexicon, *model;
	bool errors, confidence;
};

static enum dedi_status evaluate_line(struct session *session, struct str line,
	struct scores *scores, FILE *errors, uint64_t *refused, struct dedi_error *error)
{
	struct gold gold, system = {0};
	enum dedi_status status = json_parse_gold(line, &session->arena, &gold, error);
	if (status != DEDI_OK)
		return status;
	struct dedi_request request = {.text = gold.text, .id = gold.id};
	struct dedi_analysis analysis;
	status = dedi_analyze(
		session->worker, &request, STAGE_STATEMENTS, &session->arena, &analysis, error);
	if (status == DEDI_NO_MEMORY)
		return status;
	if (status != DEDI_OK) {
		complain(STR_FMT ": %s", STR_ARG(gold.id), error->message);
		(*refused)++;
	} else {
		status = gold_from_analysis(&analysis, &session->arena, &system);
		if (status != DEDI_OK)
			return dedi_fail(error, status, "out of memory");
	}
	status = score_add(scores, &gold, &system, &session->arena, errors);
	return status == DEDI_OK ? DEDI_OK : dedi_fail(error, status, "out of memory");
}

static enum exit_code evaluate(struct session *session, const char *path,
	const struct settings *settings, struct scores *scores)
{
	struct line_reader lines = {.file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb")};
	uint64_t documents = 0, refused = 0;
	enum exit_code code = EXIT_OK;
	if (!lines.file) {
		complain("%s: %s", path, strerror(errno));
		return EXIT_INPUT;
	}
	while (code == EXIT_OK && next_line(&lines)) {
		struct dedi_error error = {.offset = SIZE_MAX};
		if (!lines.n && !lines.too_long)
			continue;
		if (lines.too_long ||
			evaluate_line(session, str_make(lines.line, lines.n), scores,
				settings->errors ? stdout : NULL, &refused, &error) != DEDI_OK) {
			complain("%s:%llu: %s", path, (unsigned long long)lines.number,
				lines.too_long ? "the line is too long" : error.message);
			code = EXIT_INPUT;
		}
		documents++;
		arena_reset(&session->arena);
	}
	if (ferror(lines.file)) {
		complain("%s: cannot be read", path);
		code = EXIT_INPUT;
	}
	if (lines.file != stdin)
		fclose(lines.file);
	line_reader_finish(&lines);
	if (code == EXIT_OK)
		printf("documents: %llu, refused: %llu\n", (unsigned long long)documents,
			(unsigned long long)refused);
	return code;
}

/* KEY=VALUE,KEY=VALUE: prints what is below its bar. */
static enum exit_code check_bars(const struct scores *scores, const char *bars)
{
	enum exit_code code = EXIT_OK;
	while (*bars) {
		size_t n = strcspn(bars, ",");
		const char *equals = memchr(bars, '=', n);
		char *end = NULL;
		double figure, bar = equals ? strtod(equals + 1, &end) : 0;
		if (!equals || end != bars + n || end == equals + 1 ||
			!score_figure(scores, str_make(bars, (size_t)(equals - bars)), &figure)) {
			complain("--min: %.*s is not FIGURE=NUMBER", (int)n, bars);
			return EXIT_USAGE;
		}
		if (figure < bar) {
			printf("below the bar: %.*s, have %.2f\n", (int)n, bars, figure);
			code = EXIT_INPUT;
		}
		bars += n + (bars[n] == ',');
	}
	return code;
}

static const char about[] = "Analyses the documents of a gold file (JSON Lines: text and what is "
			    "in it; docs/evaluation.md\n"
			    "has the format) and prints precision, recall and F1 of statements by "
			    "type, cues, entities,\n"
			    "mentions and roles, and the accuracy of speakers.";

enum exit_code command_eval(int argc, char **argv)
{
	struct settings s = {0};
	const struct option_row rows[] = {
		{"errors", NULL, "list every miss, one a line, before the table", NULL, &s.errors},
		{"confidence", NULL, "also print how often statements are right by confidence",
			NULL, &s.confidence},
		{"min", "FIGURE=N,…", "exit 1 if a figure is below N, e.g. direct.exact=75", &s.min,
			NULL},
		{"lexicon", "DIR", "tables of your own, laid over the built-in ones", &s.lexicon,
			NULL},
		{"model", "FILE", "a model of `dedi train` instead of the built-in one", &s.model,
			NULL},
	};
	const struct option_set set = {"eval", "dedi eval [OPTIONS] GOLD.jsonl", about, rows,
		sizeof rows / sizeof *rows, 1};
	char **operands;
	int n;
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &operands, &n, &code))
		return code;
	if (n != 1) {
		complain("which gold file? Try `dedi eval --help`.");
		return EXIT_USAGE;
	}
	struct session session;
	struct scores scores = {0};
	if (!session_open(&session, s.lexicon, s.model))
		return EXIT_INPUT;
	code = evaluate(&session, operands[0], &s, &scores);
	if (code == EXIT_OK)
		score_print(&scores, stdout);
	if (code == EXIT_OK && s.confidence)
		score_print_confidence(&scores, stdout);
	if (code == EXIT_OK && s.min)
		code = check_bars(&scores, s.min);
	session_close(&session);
	return finish_output(code);
}
