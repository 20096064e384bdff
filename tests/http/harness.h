/*
 * A real server on a free port in this process, and a real client: libcurl for well-formed
 * requests, bare sockets for the others.
 */
#ifndef DEDI_TEST_HARNESS_H
#define DEDI_TEST_HARNESS_H

#include "server.h"

#include <check.h>

extern struct server *test_server;

/* Where clients go: the server itself, or the proxy that DEDI_TEST_FRONT (nginx, haproxy) has put
 * in front of it. */
const char *test_address(void);
/* NULL: none. */
const char *test_front(void);

/* Starts the server with options set by name: {"max-body", "64K", …, NULL}, or NULL. */
void start_server(const char *const *pairs);
#define OPTIONS(...) ((const char *const[]){__VA_ARGS__, NULL})
/* The same, with tables of one's own in a directory. */
void start_server_with(const char *lexicon_directory, const char *const *pairs);
/* Stops it; fails the test if an accepted request went unanswered. */
void stop_server(void);

struct reply {
	long status;
	char *head; /* all header fields, as received */
	char *body;
	size_t body_n;
	char content_type[128];
};

struct call {
	const char *method; /* NULL: POST with a body, GET without */
	const char *path;
	const char *body; /* NULL: none */
	size_t body_n;    /* 0: strlen */
	const char *headers[8];
	bool chunked;
};
struct reply call(struct call call);
void reply_finish(struct reply *reply);
/* The value of a header field, or NULL; valid until the next call of this. */
const char *reply_header(const struct reply *reply, const char *name);

/* Asserts status, media type problem+json and "code"; releases the reply. */
void expect_problem(struct reply reply, long status, const char *code);

/* Sends bytes as they are (in pieces if step > 0) and reads to the end of the connection, or until
 * it is quiet for long (behind a proxy, once there is an answer, not for quite so long): *ret_ended
 * tells which. malloc'd, NUL-terminated. */
char *raw_exchange(const char *bytes, size_t n, size_t step, bool *ret_ended);

#endif
