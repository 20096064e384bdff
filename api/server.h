/*
 * The HTTP service. The only box that uses libmicrohttpd.
 *
 * A server owns its sockets and threads; the engine is borrowed and must outlive it.
 */
#ifndef DEDI_SERVER_H
#define DEDI_SERVER_H

#include "analysis.h"
#include "options.h"

struct server;

/* Listens and serves in threads of its own. DEDI_IO, DEDI_INVALID_INPUT, DEDI_BAD_DATA,
 * DEDI_NO_MEMORY; error->message says what failed. */
enum dedi_status server_start(const struct server_options *options,
	const struct dedi_engine *engine, struct server **ret_server,
	struct dedi_error *error) MUST_CHECK;

/* "127.0.0.1:8080", with the real port when 0 was asked for; lives as long as the server. */
const char *server_address(const struct server *server);
const char *server_admin_address(const struct server *server); /* "" if there is none */

/* Reads again what can change while serving (the file of keys). */
enum dedi_status server_reload(struct server *server, struct dedi_error *error) MUST_CHECK;

/* Stops gracefully: not ready, no new connections, accepted requests answered within
 * drain-timeout, then everything closed and freed. NULL is fine. Returns the number of accepted
 * requests that went unanswered. */
uint64_t server_stop(struct server *server);

/*
 * server_start, then waits: SIGTERM and SIGINT stop, SIGHUP reloads; tells the service manager
 * (NOTIFY_SOCKET) when ready and when stopping. Call it from the main thread before any other was
 * made. ready, if not NULL, is called once with the server when it serves.
 */
enum dedi_status server_run(const struct server_options *options, const struct dedi_engine *engine,
	void (*ready)(const struct server *server, void *context), void *context,
	struct dedi_error *error) MUST_CHECK;

/*
 * The client of a container's HEALTHCHECK: asks http://ADDR:PORT/readyz and waits for up to
 * timeout_ms. DEDI_OK if the answer is 200.
 */
enum dedi_status server_healthcheck(
	const char *listen, uint64_t timeout_ms, struct dedi_error *error) MUST_CHECK;

#endif
