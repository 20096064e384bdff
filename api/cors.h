/* Cross-origin requests from browsers: only from configured origins; by default from none. */
#ifndef DEDI_CORS_H
#define DEDI_CORS_H

#include "exchange.h"

/* Adds the headers that let the asking page read the answer. */
void cors_apply(struct exchange *exchange);
/* The request is a browser asking whether it may send another one: adds what it may. */
void cors_preflight(struct exchange *exchange, const char *methods);

#endif
