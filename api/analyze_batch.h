/* POST /v1/analyze/batch: documents as lines in, analyses as lines out. */
#ifndef DEDI_ANALYZE_BATCH_H
#define DEDI_ANALYZE_BATCH_H

#include "batch/batch.h"
#include "exchange.h"

/* How a batch speaks to the transport: see struct batch_owner. */
struct batch_transport {
	void (*wait)(struct exchange *exchange);
	void (*wake)(struct exchange *exchange);
	void (*room)(struct exchange *exchange);
};

/* Takes the request's options from the query; on failure the exchange has its answer. The batch
 * may outlive the exchange, by the jobs that are under way when it is released. */
enum dedi_status analyze_batch_new(struct exchange *exchange,
	const struct batch_transport *transport, struct batch **ret_batch) MUST_CHECK;

#endif
