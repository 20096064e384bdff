/*
 * POST /v1/analyze/batch: documents as lines in, analyses as lines out, in order, while the request
 * is still arriving.
 *
 * A line in is a request object of /v1/analyze; a line out is its analysis, or an object with
 * "error" where there is none. Blank lines are skipped.
 */
#ifndef DEDI_BATCH_H
#define DEDI_BATCH_H

#include "exchange.h"

struct batch;

/* How a batch speaks to the transport, all in the I/O thread but for wake. */
struct batch_transport {
	void *context;
	void (*suspend)(void *context); /* the answer waits until it is woken */
	void (*wake)(void *context);    /* from any thread; after suspend */
	void (*room)(void *context);    /* from any thread: the stream may go on */
};

/* Takes the request's options from the query; on failure the exchange has its answer. */
enum dedi_status batch_new(struct exchange *exchange, const struct batch_transport *transport,
	struct batch **ret_batch) MUST_CHECK;

/* The body as it comes: see struct stream. */
size_t batch_take(void *batch, struct str data);
void batch_end(void *batch, bool whole);

/* The next bytes of the answer. */
enum batch_output { BATCH_BYTES, BATCH_SUSPENDED, BATCH_OVER, BATCH_BROKEN };
enum batch_output batch_read(struct batch *batch, char *buffer, size_t size, size_t *ret_n);

/* The transport lets go of it; jobs under way finish first. */
void batch_release(struct batch *batch);

struct batch_count {
	uint64_t documents, errors;
};
struct batch_count batch_count(struct batch *batch);

#endif
