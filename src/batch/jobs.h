/*
 * Job threads behind a bounded queue.
 *
 * A place is reserved first and a job submitted second: the caller can refuse a request while it
 * still owns it, and suspend its connection between the two. Jobs wait in lanes: short
 * ones, those of batches, long ones. A lane may pass one that has waited only shortly, and long
 * jobs never hold every thread: an article does not wait for a book.
 */
#ifndef DEDI_JOBS_H
#define DEDI_JOBS_H

#include "analysis.h"

#include <stdbool.h>

enum job_lane { LANE_SHORT, LANE_BATCH, LANE_LONG, LANE_COUNT };

struct job {
	struct job *next;
	enum job_lane lane;
	/* Runs in a job thread; the job is the callee's from then on. */
	void (*run)(struct job *job, struct dedi_worker *worker);
};

struct jobs;
enum dedi_status jobs_start(const struct dedi_engine *engine, uint32_t n_threads,
	uint32_t queue_length, struct jobs **ret_jobs, struct dedi_error *error) MUST_CHECK;
/* Runs what is queued, then ends the threads. NULL is fine. */
void jobs_stop(struct jobs *jobs);

/* New workers, of another engine: each thread takes its own between two jobs, so that no job waits
 * or fails. Returns when the last one has, or with nothing changed. */
enum dedi_status jobs_renew(
	struct jobs *jobs, const struct dedi_engine *engine, struct dedi_error *error) MUST_CHECK;

/* Takes a place in the queue; false if all are taken. Then submit, or give the place back. */
bool jobs_reserve(struct jobs *jobs);
void jobs_unreserve(struct jobs *jobs);
void jobs_submit(struct jobs *jobs, struct job *job);

/* Without a place: for those whose number is bounded otherwise. */
void jobs_submit_beyond(struct jobs *jobs, struct job *job);

struct jobs_state {
	uint32_t threads, queued, running, places;
	uint64_t mean_ns; /* of the last jobs, moving */
};
struct jobs_state jobs_state(struct jobs *jobs);

/* Seconds after which a refused client may find a place: queue length times mean time. */
uint32_t jobs_retry_after(struct jobs *jobs);

#endif
