/* What the parts of the service share: one struct server. Private to api/. */
#ifndef DEDI_STATE_H
#define DEDI_STATE_H

#include "exchange.h"
#include "server.h"

#include <pthread.h>
#include <stdatomic.h>

struct http;

enum server_phase { PHASE_STARTING, PHASE_SERVING, PHASE_DRAINING };

struct server {
	struct server_options options;
	const struct dedi_engine *engine;
	struct jobs *jobs;
	struct http *http;
	char address[128];
	char admin_address[128];
	char id_prefix[17]; /* of made request ids: random, once a start */
	_Atomic uint64_t next_id;
	_Atomic int phase;          /* enum server_phase */
	_Atomic uint32_t in_flight; /* accepted requests without their whole answer */
	struct exchange_pool {
		pthread_mutex_t lock;
		struct exchange *free;
		uint32_t n_free;
	} pool;
};

/* From the pool, with an empty arena; NULL when out of memory. */
struct exchange *exchange_take(struct server *server);
void exchange_give_back(struct exchange *exchange);
void exchange_pool_finish(struct server *server);

/* The transport: http.c. */
enum dedi_status http_start(
	struct server *server, struct http **ret_http, struct dedi_error *error) MUST_CHECK;
void http_stop_accepting(struct http *http);
void http_stop(struct http *http);
/* From a job thread: the exchange has its answer. */
void http_finish_job(struct exchange *exchange);

uint64_t clock_ns(void);

/* Generated from openapi.yaml. */
extern const unsigned char openapi_yaml[];
extern const size_t openapi_yaml_size;

#endif
