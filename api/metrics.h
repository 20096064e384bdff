/*
 * Figures of the service in Prometheus' text format. Counters are atomics that any thread adds to;
 * a reader sees each of them whole, though not all of one instant.
 */
#ifndef DEDI_METRICS_H
#define DEDI_METRICS_H

#include "analysis.h"
#include "problem.h"

#include <stdatomic.h>

enum { METRIC_ROUTES = 24, METRIC_STATUSES = 24, METRIC_BUCKETS = 20 };

struct histogram {
	_Atomic uint64_t buckets[METRIC_BUCKETS + 1]; /* not cumulative; the last: above all */
	_Atomic uint64_t sum_ns;
};

struct metrics {
	_Atomic uint64_t requests[METRIC_ROUTES][METRIC_STATUSES];
	struct histogram duration[METRIC_ROUTES]; /* header whole to answer sent */
	struct histogram queue_wait;
	struct histogram stages[STAGE_COUNT];
	_Atomic uint64_t problems[PROBLEM_COUNT];
	_Atomic uint64_t aborted; /* the client left before its answer */
	_Atomic uint64_t documents, batch_documents, batch_errors, text_bytes;
	_Atomic uint64_t statements[3]; /* by enum statement_type */
	_Atomic uint64_t people, organizations, campaigns;
};

void metrics_count(_Atomic uint64_t *counter, uint64_t n);
void metrics_time(struct histogram *histogram, uint64_t ns);
/* route: index into the table of routes, or METRIC_ROUTES - 1 for none. */
void metrics_request(struct metrics *metrics, uint32_t route, int status, uint64_t ns);
/* One document was analysed. */
void metrics_analysis(struct metrics *metrics, const struct dedi_analysis *analysis);

struct server;
enum dedi_status metrics_write(
	struct server *server, struct arena *arena, struct str *ret_text) MUST_CHECK;

#endif
