/* What the parts of the service share: one struct server. Private to api/. */
#ifndef DEDI_STATE_H
#define DEDI_STATE_H

#include "exchange.h"
#include "log.h"
#include "metrics.h"
#include "peers.h"
#include "server.h"

#include <pthread.h>
#include <stdatomic.h>

struct transport;

enum server_phase { PHASE_STARTING, PHASE_SERVING, PHASE_DRAINING };

struct server {
	struct server_options options;
	struct dedi_engine *reloaded; /* the one in use after a reload; NULL: the caller's */
	struct {
		pthread_mutex_t lock;
		char text[80];
		uint64_t model;
	} digest; /* of the lexicon and the model in use */
	struct jobs *jobs;
	struct transport *transport;
	struct log *log;
	struct keys *keys;
	struct peers *peers; /* NULL: no limit for an address */
	struct metrics metrics;
	uint64_t started_ms; /* Unix time */
	char address[128];
	char admin_address[128];
	char id_prefix[17]; /* of made request ids: random, once a start */
	_Atomic uint64_t next_id;
	_Atomic int phase;          /* enum server_phase */
	_Atomic uint32_t in_flight; /* accepted requests without their whole answer */
	_Atomic uint32_t open_connections;
	_Atomic uint32_t fresh;   /* … of these, not for the admin, without a request yet */
	_Atomic uint64_t batches; /* under way */
	_Atomic uint64_t bytes_in, bytes_out;
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

/* The id the client gave, if it is fit for a header and a log, else one of ours. */
void exchange_make_id(struct exchange *exchange, struct str given);
/* Status line and header of an answer that does not go through the library; closes. */
int write_bare_head(const struct exchange *exchange, char *ret, size_t size);

/* The digest of the lexicon in use, copied. */
struct str server_lexicon_digest(struct server *server, char *room, size_t size);
uint64_t server_model(struct server *server); /* its checksum */

uint64_t clock_ns(void);

/* Generated from openapi.yaml. */
extern const unsigned char openapi_yaml[];
extern const size_t openapi_yaml_size;

#endif
