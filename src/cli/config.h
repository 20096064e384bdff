/*
 * The configuration file of the service: `key = value` lines, the keys being the names of the
 * options; # begins a comment, values may stand in double quotes.
 */
#ifndef DEDI_CLI_CONFIG_H
#define DEDI_CLI_CONFIG_H

#include "base/status.h"
#include "base/str.h"

/* Called for every setting. What it fails with is told with the file's line. */
typedef enum dedi_status config_setter(
	void *context, struct str key, struct str value, struct dedi_error *error);

/* DEDI_IO, or DEDI_BAD_DATA with error->line. */
enum dedi_status config_read(
	const char *path, config_setter *set, void *context, struct dedi_error *error) MUST_CHECK;
/* The same of text in memory. */
enum dedi_status config_parse(
	struct str text, config_setter *set, void *context, struct dedi_error *error) MUST_CHECK;

#endif
