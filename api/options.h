/*
 * Every setting of the service: one table from which come the command line's flags, their DEDI_…
 * twins in the environment, the keys of the configuration file, --help and the limits that
 * /version tells.
 *
 * Strings are copied into the struct, so that options may be copied and outlive their source.
 * Every quantity that a client controls has its limit here.
 */
#ifndef DEDI_OPTIONS_H
#define DEDI_OPTIONS_H

#include "base/status.h"
#include "base/str.h"

enum { OPTION_TEXT_MAX = 1024 };

struct server_options {
	/* Read again on a reload if it names a directory; not in the table: the program's own. */
	const char *lexicon_directory;
	const char *model_path;
	char listen[OPTION_TEXT_MAX];
	char admin_listen[OPTION_TEXT_MAX];
	char cors_origins[OPTION_TEXT_MAX];
	char api_keys[OPTION_TEXT_MAX];
	char log_level[OPTION_TEXT_MAX];
	uint64_t log_requests; /* boolean */
	uint64_t io_threads;   /* 0: see server.c */
	uint64_t job_threads;  /* 0: one per core */
	uint64_t queue;
	uint64_t max_connections;
	uint64_t max_connections_per_ip; /* 0: no limit */
	uint64_t max_header;             /* bytes */
	uint64_t max_body;               /* bytes */
	uint64_t max_text;               /* bytes */
	uint64_t max_known;
	uint64_t max_memory; /* bytes, one request */
	uint64_t analysis_timeout;
	uint64_t batch_line; /* bytes */
	uint64_t batch_documents;
	uint64_t max_batches;
	uint64_t header_timeout; /* milliseconds, as are all times */
	uint64_t body_timeout;
	uint64_t idle_timeout;
	uint64_t write_timeout;
	uint64_t stop_delay;
	uint64_t drain_timeout;
};

enum option_type {
	OPTION_TEXT,
	OPTION_COUNT,
	OPTION_BYTES, /* 4096, 64K, 4M, 1G */
	OPTION_TIME,  /* 250ms, 30s, 5m; without a unit: seconds */
	OPTION_BOOL,  /* yes, no, true, false, on, off, 1, 0 */
};

struct option_spec {
	const char *name; /* "max-body": flag --max-body, variable DEDI_MAX_BODY, key max-body */
	enum option_type type;
	size_t offset; /* into struct server_options */
	const char *initial;
	uint64_t least, most; /* of numbers */
	const char *value;    /* what stands for the value in --help: "BYTES" */
	const char *help;
	bool limit; /* told to clients under "limits" by /version */
};

/* Ends with a name of NULL. */
extern const struct option_spec server_option_specs[];

void server_options_init(struct server_options *options);

/* NULL if there is no such option. '_' counts as '-'. */
const struct option_spec *server_option_find(struct str name);

/* DEDI_INVALID_INPUT with error->field the option's name. */
enum dedi_status server_option_set(struct server_options *options, const struct option_spec *spec,
	struct str value, struct dedi_error *error) MUST_CHECK;

/* The present value in the notation that server_option_set reads; always NUL-terminated. */
void server_option_print(const struct server_options *options, const struct option_spec *spec,
	char *ret_text, size_t size);

/* The value of a number, whatever its type. */
uint64_t server_option_number(const struct server_options *options, const struct option_spec *spec);

/* "DEDI_MAX_BODY" for "max-body". */
void server_option_variable(const struct option_spec *spec, char *ret_name, size_t size);

#endif
