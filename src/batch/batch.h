/*
 * Batches: documents as lines in, analyses as lines out, in order, while the input is still
 * arriving. The same for a request of the HTTP API and for `dedi analyze --jsonl`.
 *
 * A line in is a request object; a line out is its analysis, or an object with "error" where there
 * is none. Blank lines are skipped.
 *
 * The lines under way form a window: a ring of units, each with an arena of its own. The owner's
 * thread fills units at the tail (batch_take) and empties them at the head (batch_read); job
 * threads work on any of them, so answers may be ready out of order but leave in order. A full
 * window stops the taking: memory is bounded by the window however long the batch is.
 */
#ifndef DEDI_BATCH_H
#define DEDI_BATCH_H

#include "batch/jobs.h"
#include "json/json.h"

enum { BATCH_WINDOW_MAX = 4096 };

struct batch_options {
	uint32_t window;           /* lines under way, at most BATCH_WINDOW_MAX */
	size_t line_bytes;         /* longest line */
	uint64_t documents;        /* most lines; 0: no limit */
	size_t memory;             /* bytes, one document */
	uint64_t budget_ms;        /* one document; 0: no limit */
	struct json_limits limits; /* defaults is set by the batch */
	struct json_options json;
	enum json_view view; /* VIEW_COUNT: the whole answer */
};

/* Whom a batch works for. All but submit may be NULL. */
struct batch_owner {
	void *context;
	/* In the owner's thread: to a job thread with it. */
	void (*submit)(void *context, struct job *job);
	/* Under the batch's lock: batch_read has nothing now (owner's thread) … */
	void (*wait)(void *context);
	/* … and may have something again (any thread). */
	void (*wake)(void *context);
	/* In the owner's thread: batch_take may go on. */
	void (*room)(void *context);
	/* In a job thread: what became of a document. */
	void (*analysed)(void *context, const struct dedi_analysis *analysis);
	void (*failed)(void *context, const struct dedi_error *error);
	/* The batch is over and its last job too (any thread); context is not used any more. */
	void (*over)(void *context);
};

struct batch;
enum dedi_status batch_new(const struct batch_options *options, const struct batch_owner *owner,
	struct batch **ret_batch) MUST_CHECK;

/* The input as it comes. Returns how many bytes were taken; fewer than all: not now, until there is
 * room. */
size_t batch_take(struct batch *batch, struct str data);
/* The input is over; whole: not broken off, which ends the answer where it is. */
void batch_end(struct batch *batch, bool whole);

/* The next bytes of the answer. */
enum batch_output { BATCH_BYTES, BATCH_WAIT, BATCH_OVER, BATCH_BROKEN };
enum batch_output batch_read(struct batch *batch, char *buffer, size_t size, size_t *ret_n);

/* The owner lets go of it; jobs under way finish first. */
void batch_release(struct batch *batch);

struct batch_count {
	uint64_t documents, errors; /* lines answered, and those of them with an error */
};
struct batch_count batch_count(struct batch *batch);

#endif
