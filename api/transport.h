/* The transport as the rest of the service sees it: listeners and I/O threads. */
#ifndef DEDI_TRANSPORT_H
#define DEDI_TRANSPORT_H

#include "exchange.h"

struct transport;

enum dedi_status transport_start(struct server *server, struct transport **ret_transport,
	struct dedi_error *error) MUST_CHECK;
/* Takes what the kernel has accepted, then no more; what was accepted is served on, idle
 * connections close. Returns when this is so. */
void transport_stop_accepting(struct transport *transport);
/* No job may be queued or running any more. NULL is fine. */
void transport_stop(struct transport *transport);

/* From a job thread: the exchange has its answer. */
void transport_finish_job(struct exchange *exchange);

#endif
