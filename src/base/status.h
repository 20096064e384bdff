/*
 * Status codes of every fallible function, and what a caller may tell its user about a failure.
 *
 * Rule of the house: functions that can fail return enum dedi_status and set their ret_* arguments
 * only on DEDI_OK.
 */
#ifndef DEDI_STATUS_H
#define DEDI_STATUS_H

#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))

enum dedi_status {
	DEDI_OK = 0,
	DEDI_NO_MEMORY,     /* the arena's cap or the system's memory is used up */
	DEDI_INVALID_UTF8,  /* detail: byte offset */
	DEDI_INVALID_JSON,  /* detail: line, column */
	DEDI_INVALID_INPUT, /* well-formed, but a field is not what the contract says */
	DEDI_TOO_LARGE,     /* over a stated limit */
	DEDI_NOT_KAZAKH,    /* the text is not Kazakh in Cyrillic script */
	DEDI_EMPTY,         /* no text */
	DEDI_OVER_BUDGET,   /* the analysis took longer than it may */
	DEDI_IO,            /* a file or socket failed; errno tells */
	DEDI_BAD_DATA, /* a lexicon, model or configuration file is wrong; message tells where */
	DEDI_INTERNAL, /* a library failed in a way that input cannot cause */
};

/* A stable lower-case name, e.g. "invalid-utf8". Static. */
const char *dedi_status_name(enum dedi_status status);

/* Where and why something failed. message is always NUL-terminated. */
struct dedi_error {
	enum dedi_status status;
	size_t offset;       /* bytes into the input; SIZE_MAX if not known */
	size_t line, column; /* from 1; 0 if not known */
	char field[64];      /* JSON field, option or column; "" if none */
	char message[256];
};

/* Fills error (may be NULL) and returns status, so that `return dedi_fail(...)` reads well. */
enum dedi_status dedi_fail(struct dedi_error *error, enum dedi_status status, const char *format,
	...) __attribute__((format(printf, 3, 4)));

#endif
