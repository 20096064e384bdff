/* What the operator sees of a request: a log line and the figures of /metrics. */
#ifndef DEDI_OBSERVE_H
#define DEDI_OBSERVE_H

#include "exchange.h"

/* The exchange is over: its answer has been sent, or never will be. */
void observe_exchange(const struct exchange *exchange);

#endif
