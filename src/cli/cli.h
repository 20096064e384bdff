/*
 * What the subcommands share. A subcommand is one file with one function; main.c has the table.
 *
 * Exit codes: 0 all went well, 1 an input (or the output) failed, 2 the command line is wrong.
 * Results go to stdout and nothing else does; messages go to stderr.
 */
#ifndef DEDI_CLI_H
#define DEDI_CLI_H

#include "analysis.h"

#include <stdio.h>

enum exit_code { EXIT_OK = 0, EXIT_INPUT = 1, EXIT_USAGE = 2 };

/* argv[0] is the subcommand's name. */
struct command {
	const char *name;
	const char *summary; /* one line */
	enum exit_code (*run)(int argc, char **argv);
};

enum exit_code command_analyze(int argc, char **argv);
enum exit_code command_eval(int argc, char **argv);
enum exit_code command_healthcheck(int argc, char **argv);
enum exit_code command_indent(int argc, char **argv);
enum exit_code command_serve(int argc, char **argv);
enum exit_code command_tag(int argc, char **argv);
enum exit_code command_train(int argc, char **argv);
enum exit_code command_version(int argc, char **argv);

/*
 * Options: a table a subcommand. Each has an environment twin: --max-text-bytes is also
 * DEDI_MAX_TEXT_BYTES; the command line wins. Flags take 1, true, yes, on and their opposites in
 * the environment.
 */
struct option_row {
	const char *name;    /* without the dashes */
	const char *value;   /* what the help calls its value; NULL: a flag */
	const char *help;    /* one line */
	const char **target; /* options: the value; borrowed from argv or the environment */
	bool *flag;          /* flags */
	const char *initial; /* for the help; NULL or empty: not told */
};

struct option_set {
	const char *command; /* "analyze" */
	const char *usage;   /* "dedi analyze [OPTIONS] [FILE|-]" */
	const char *about;   /* a paragraph or two, wrapped; NULL: none */
	const struct option_row *rows;
	size_t n_rows;
	int max_operands;
};

/*
 * False if the command ends here, with *ret_code: the help was asked for and printed, or the
 * command line is wrong and the message printed. operands points into argv, which is reordered.
 */
bool options_parse(const struct option_set *set, int argc, char **argv, char ***ret_operands,
	int *ret_n_operands, enum exit_code *ret_code) MUST_CHECK;

/* "DEDI_MAX_BODY" for "max-body". */
void option_twin(const char *name, char *ret_twin, size_t size);

/* "dedi: …" on stderr. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
void complain_error(const char *what, const struct dedi_error *error);
/* Why an engine could not be made of these. */
void complain_engine(const struct dedi_engine_options *options, const struct dedi_error *error);

/* Largest text or line of the commands that read files. */
enum { CLI_INPUT_BYTES = 64 << 20 };
#define CLI_ARENA_BYTES ((size_t)4 << 30)

/* All of a file ("-": stdin) into malloc'd memory. */
enum dedi_status read_input(
	const char *path, char **ret_bytes, size_t *ret_n, struct dedi_error *error) MUST_CHECK;

/* Lines of any stream, one at a time, without their line break. */
struct line_reader {
	FILE *file;
	char *line;
	size_t n, cap;
	uint64_t number; /* of the present line, from 1 */
	bool too_long;   /* over CLI_INPUT_BYTES: cut there, the rest was skipped */
};
/* false at the end or on a read error (ferror tells). */
bool next_line(struct line_reader *reader);
void line_reader_finish(struct line_reader *reader);

/* Flushes stdout; EXIT_INPUT with a message if anything written to it was lost. */
enum exit_code finish_output(enum exit_code code);

struct session {
	struct dedi_engine *engine;
	struct dedi_worker *worker;
	struct arena arena;
};
/* Opens engine and worker, of the built-in data where NULL; the message was printed if false. */
bool session_open(
	struct session *session, const char *lexicon_directory, const char *model_path) MUST_CHECK;
void session_close(struct session *session);

#endif
