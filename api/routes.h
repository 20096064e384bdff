/*
 * Routes: which paths there are, what each takes and gives, and the checks that a request passes
 * before its body is read. The table is the one place to add a path.
 */
#ifndef DEDI_ROUTES_H
#define DEDI_ROUTES_H

#include "exchange.h"

enum body_kind {
	BODY_NONE,
	BODY_DOCUMENT, /* JSON or plain text, whole in memory */
	BODY_BATCH,    /* NDJSON, streamed */
};

struct route {
	const char *path; /* ending in '*': a prefix */
	uint32_t methods; /* bits of enum method; HEAD goes with GET, OPTIONS with all */
	enum body_kind body;
	const char *produces; /* media type of the answer, for Accept; NULL: any */
	bool open;            /* no key needed */
	bool queued;          /* answered by a job thread */
	bool on_admin;        /* on the admin listener … */
	bool not_public;      /* … and nowhere else */
	void (*answer)(
		struct exchange *exchange, struct dedi_worker *worker); /* worker: if queued */
};

enum method method_parse(struct str name);

/* The request's body is to be streamed: known from its first line, before the library has it. */
bool route_is_stream(struct str method, struct str target);

/* For logs and metrics: the index of a route (NULL: of "other") and the path of an index. */
uint32_t route_index(const struct route *route);
const char *route_name(uint32_t index);

/* Finds the route and makes the checks that need no body. On refusal the exchange has its answer.
 */
void route_begin(struct exchange *exchange, const char *method, const char *path);

/* analyze.c */
void answer_analyze(struct exchange *exchange, struct dedi_worker *worker);
/* pages.c */
void answer_page(struct exchange *exchange, struct dedi_worker *worker);
void answer_health(struct exchange *exchange, struct dedi_worker *worker);
void answer_ready(struct exchange *exchange, struct dedi_worker *worker);
void answer_version(struct exchange *exchange, struct dedi_worker *worker);
void answer_openapi(struct exchange *exchange, struct dedi_worker *worker);
void answer_problem_page(struct exchange *exchange, struct dedi_worker *worker);
void answer_metrics(struct exchange *exchange, struct dedi_worker *worker);

#endif
