/*
 * The log: a JSON object a line on standard error, written by a thread of its own.
 *
 * Who logs never waits: lines go into a bounded buffer, and when whatever reads standard error is
 * slower than that, lines are dropped and counted. Never holds article text.
 */
#ifndef DEDI_LOG_H
#define DEDI_LOG_H

#include "base/status.h"
#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log;

bool log_parse_level(const char *name, enum log_level *ret_level);
enum dedi_status log_start(
	int fd, enum log_level level, struct log **ret_log, struct dedi_error *error) MUST_CHECK;
/* Writes what is there, then ends. NULL is fine. */
void log_stop(struct log *log);
bool log_wants(const struct log *log, enum log_level level);
uint64_t log_dropped(struct log *log);

/* A line being made. Values are escaped; keys are ours. Lines longer than the room lose their end
 * fields, never their form. */
struct log_line {
	struct log *log; /* NULL: below the level, all calls do nothing */
	size_t n;
	bool full;
	char text[1024];
};
void log_begin(struct log_line *line, struct log *log, enum log_level level, const char *message);
void log_text(struct log_line *line, const char *key, const char *value); /* "" or NULL: left out */
void log_number(struct log_line *line, const char *key, uint64_t value);
void log_end(struct log_line *line);

#endif
