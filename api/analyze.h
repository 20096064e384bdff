/* What the routes with documents share. */
#ifndef DEDI_ANALYZE_H
#define DEDI_ANALYZE_H

#include "exchange.h"

/* What the query says; on failure the exchange has its answer. */
enum dedi_status analyze_read_query(struct exchange *exchange, struct dedi_request *ret_request,
	struct json_options *ret_options) MUST_CHECK;

struct json_limits analyze_limits(const struct server *server);

#endif
