/* dedi analyze --jsonl: a request a line in, an answer a line out, on all processors. */
#ifndef DEDI_CLI_LINES_H
#define DEDI_CLI_LINES_H

#include "batch/batch.h"
#include "cli/cli.h"

/* settings: json and view; what the command line bounds is set here. */
enum exit_code analyze_lines(const struct dedi_engine *engine, const char *path, uint32_t jobs,
	struct batch_options settings);

#endif
