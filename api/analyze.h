/* What the routes with documents share. */
#ifndef DEDI_ANALYZE_H
#define DEDI_ANALYZE_H

#include "exchange.h"

/* What the query says; on failure the exchange has its answer. */
enum dedi_status analyze_read_query(struct exchange *exchange, struct dedi_request *ret_request,
	struct json_options *ret_options) MUST_CHECK;

/* Answers that a query parameter is wrong. Returns DEDI_INVALID_INPUT. */
enum dedi_status analyze_bad_parameter(
	struct exchange *exchange, const char *name, const char *what);

struct json_limits analyze_limits(const struct server *server);

#endif
