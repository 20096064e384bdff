/*
 * Errors as RFC 9457 problem details.
 *
 * One table holds every error the service can answer with: its code (stable, what programs
 * compare), HTTP status, title and explanation. "type" is the code's address on the service itself,
 * /problems/CODE, where the explanation can be read.
 */
#ifndef DEDI_PROBLEM_H
#define DEDI_PROBLEM_H

#include "base/arena.h"
#include "base/status.h"

enum problem_code {
	PROBLEM_INVALID_JSON,
	PROBLEM_INVALID_UTF8,
	PROBLEM_EMPTY_BODY,
	PROBLEM_INVALID_PARAMETER,
	PROBLEM_BAD_REQUEST, /* the HTTP message itself */
	PROBLEM_UNAUTHORIZED,
	PROBLEM_NOT_FOUND,
	PROBLEM_METHOD_NOT_ALLOWED,
	PROBLEM_NOT_ACCEPTABLE,
	PROBLEM_TIMEOUT,
	PROBLEM_BODY_TOO_LARGE,
	PROBLEM_TEXT_TOO_LARGE,
	PROBLEM_URI_TOO_LONG,
	PROBLEM_UNSUPPORTED_MEDIA_TYPE,
	PROBLEM_UNSUPPORTED_ENCODING,
	PROBLEM_EXPECTATION_FAILED,
	PROBLEM_INVALID_FIELD,
	PROBLEM_EMPTY_TEXT,
	PROBLEM_UNSUPPORTED_LANGUAGE,
	PROBLEM_OVER_BUDGET,
	PROBLEM_HEADER_TOO_LARGE,
	PROBLEM_TOO_MANY_CONNECTIONS,
	PROBLEM_INTERNAL,
	PROBLEM_NOT_IMPLEMENTED,
	PROBLEM_OVERLOADED,
	PROBLEM_NO_MEMORY,
	PROBLEM_STOPPING,
	PROBLEM_VERSION_NOT_SUPPORTED,
	PROBLEM_COUNT
};

struct problem_kind {
	const char *code;
	int status;
	const char *title;
	const char *explanation; /* what it means and what to do */
};
extern const struct problem_kind problem_kinds[PROBLEM_COUNT];

/* One error that happened. */
struct problem {
	enum problem_code code;
	char detail[320]; /* for people; "" for none */
	size_t offset;    /* bytes into the body; SIZE_MAX if not known */
	size_t line, column;
	char field[64];
	char detected[16]; /* language code; "" for none */
	uint64_t limit;    /* the limit that was passed; 0 for none */
};

void problem_init(struct problem *problem, enum problem_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* What an analysis or a parser reported, as the error to answer with. */
void problem_from_error(struct problem *problem, const struct dedi_error *error);

/* The JSON object. instance (a request id) may be empty. */
enum dedi_status problem_write(const struct problem *problem, struct str instance,
	struct arena *arena, struct str *ret_json) MUST_CHECK;

#endif
