/*
 * One request and its answer, free of the HTTP library's types: handlers see only this.
 *
 * An exchange lives from the request's header to the last byte of its answer, and so does its
 * arena: the body and the answer are in it; the analysis between them uses the worker's scratch.
 * Exchanges are pooled; at any moment one belongs either to its I/O thread or to a job thread,
 * never to both.
 */
#ifndef DEDI_EXCHANGE_H
#define DEDI_EXCHANGE_H

#include "analysis.h"
#include "batch/jobs.h"
#include "keys.h"
#include "problem.h"
#include "json/json.h"

enum { ANSWER_HEADERS = 12, REQUEST_ID_MAX = 128, TRACEPARENT_LENGTH = 55 };

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OPTIONS, METHOD_UNKNOWN, METHOD_COUNT };

struct server;
struct route;
struct link;
struct batch;

struct header {
	const char *name, *value;
};

struct answer {
	int status; /* 0: none yet */
	const char *content_type;
	struct str body;
	struct header headers[ANSWER_HEADERS];
	uint32_t n_headers;
	bool close;       /* close the connection behind it */
	const char *code; /* of a problem, for the log; NULL if none */
	enum problem_code problem;
};

struct exchange {
	struct job job; /* first: a job is its exchange */
	struct exchange *next;
	struct server *server;
	void *connection;  /* the HTTP library's */
	struct link *link; /* … and ours to it */
	const struct route *route;
	enum method method;
	struct str path;
	bool plain_text; /* body is text/plain, not JSON */
	bool admin;      /* came in by the admin listener */
	bool aborted;    /* the client did not stay for its answer */

	struct arena arena;
	char *body;
	size_t body_n, body_size;
	bool body_no_memory;

	char request_id[REQUEST_ID_MAX + 1];
	char traceparent[TRACEPARENT_LENGTH + 1];
	char retry_after[16];
	char key_name[KEY_NAME_MAX]; /* whose key was shown; "" if it has no name */
	uint64_t begun_ns, queued_ns, run_ns, done_ns;
	struct batch *batch;        /* NULL: none */
	uint64_t documents, errors; /* of a batch */

	struct answer answer;
	void *response; /* the HTTP library's */
};

/* A header field or query parameter of the request, or a str with p NULL. */
struct str exchange_header(const struct exchange *exchange, const char *name);
struct str exchange_query(const struct exchange *exchange, const char *name);
/* The first query parameter that is not one of names (NULL at the end), is given twice or has no
 * '='; NULL if there is none such. */
const char *exchange_wrong_query(const struct exchange *exchange, const char *const *names);

/* Adds a header to the answer. name and value must live as long as the exchange. */
void answer_header(struct answer *answer, const char *name, const char *value);

void exchange_answer(
	struct exchange *exchange, int status, const char *content_type, struct str body);

/* Answers with problem details; never fails: without memory a constant text is sent. */
void exchange_problem(struct exchange *exchange, const struct problem *problem);

#endif
