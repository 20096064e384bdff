/*
 * Transport: libmicrohttpd, and nothing of it leaves this file.
 *
 * One I/O thread reads headers and bodies and writes answers; analyses run in job threads. A
 * request whose body is complete is suspended first and submitted second; the job thread writes
 * the answer into the exchange's arena and resumes the connection; the I/O thread then queues the
 * answer, which points into the arena. The completion call is the single place where an exchange
 * is given back.
 */
#include "listen.h"
#include "routes.h"
#include "state.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct http {
	struct server *server;
	struct MHD_Daemon *daemon;
	MHD_socket listener; /* after http_stop_accepting */
};

enum { FIRST_BODY = 16 * 1024 };

struct str exchange_header(const struct exchange *exchange, const char *name)
{
	const char *value =
		MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
	return value ? str_make(value, strlen(value)) : (struct str){NULL, 0};
}

struct str exchange_query(const struct exchange *exchange, const char *name)
{
	const char *value =
		MHD_lookup_connection_value(exchange->connection, MHD_GET_ARGUMENT_KIND, name);
	return value ? str_make(value, strlen(value)) : (struct str){NULL, 0};
}

/* Queues the answer. The response does not copy the body: it lies in the arena or is static. */
static enum MHD_Result send_answer(struct exchange *exchange)
{
	const struct answer *answer = &exchange->answer;
	struct MHD_Response *response = MHD_create_response_from_buffer(
		answer->body.n, (void *)(uintptr_t)answer->body.p, MHD_RESPMEM_PERSISTENT);
	if (!response)
		return MHD_NO;
	if (answer->content_type)
		MHD_add_response_header(response, "Content-Type", answer->content_type);
	MHD_add_response_header(response, "X-Request-ID", exchange->request_id);
	for (uint32_t i = 0; i < answer->n_headers; i++)
		MHD_add_response_header(
			response, answer->headers[i].name, answer->headers[i].value);
	if (answer->close || atomic_load(&exchange->server->phase) == PHASE_DRAINING)
		MHD_add_response_header(response, "Connection", "close");
	exchange->response = response;
	return MHD_queue_response(exchange->connection, (unsigned)answer->status, response);
}

static void refuse_body_size(struct exchange *exchange)
{
	struct problem problem;
	uint64_t limit = exchange->server->options.max_body;
	problem_init(&problem, PROBLEM_BODY_TOO_LARGE, "the body may have %llu bytes",
		(unsigned long long)limit);
	problem.limit = limit;
	exchange_problem(exchange, &problem);
}

/* Memory for the whole body if its length is known, else grown as it comes. */
static bool reserve_body(struct exchange *exchange, size_t more)
{
	if (exchange->body_size - exchange->body_n >= more)
		return true;
	size_t size = exchange->body_size ? exchange->body_size * 2 : FIRST_BODY;
	if (size < exchange->body_n + more)
		size = exchange->body_n + more;
	char *p = arena_alloc(&exchange->arena, size);
	if (!p)
		return false;
	if (exchange->body_n)
		memcpy(p, exchange->body, exchange->body_n);
	exchange->body = p;
	exchange->body_size = size;
	return true;
}

static void take_body(struct exchange *exchange, const char *data, size_t n)
{
	if (exchange->answer.status || exchange->body_too_large || exchange->body_no_memory)
		return;
	if (n > exchange->server->options.max_body - exchange->body_n)
		exchange->body_too_large = true;
	else if (!reserve_body(exchange, n))
		exchange->body_no_memory = true;
	else {
		memcpy(exchange->body + exchange->body_n, data, n);
		exchange->body_n += n;
	}
}

/* A declared length over the limit is refused before the body, and before 100 Continue. */
static void check_length(struct exchange *exchange)
{
	struct str length = exchange_header(exchange, "Content-Length");
	uint64_t n = 0, limit = exchange->server->options.max_body;
	for (size_t i = 0; i < length.n && n <= limit; i++)
		if (length.p[i] >= '0' && length.p[i] <= '9')
			n = n * 10 + (uint64_t)(length.p[i] - '0');
	if (n > limit)
		refuse_body_size(exchange);
	else if (n && !reserve_body(exchange, n))
		exchange->body_no_memory = true;
}

static void run_job(struct job *job, struct dedi_worker *worker)
{
	struct exchange *exchange = (struct exchange *)job;
	exchange->run_ns = clock_ns();
	exchange->route->answer(exchange, worker);
	exchange->done_ns = clock_ns();
	MHD_resume_connection(exchange->connection);
}

/* The whole request is here: answers it or hands it to a job thread. */
static enum MHD_Result complete(struct exchange *exchange)
{
	struct problem problem;
	struct server *server = exchange->server;
	if (exchange->answer.status)
		return send_answer(exchange);
	if (exchange->body_too_large) {
		refuse_body_size(exchange);
		return send_answer(exchange);
	}
	if (exchange->body_no_memory) {
		problem_init(&problem, PROBLEM_NO_MEMORY, "no memory for the body");
		exchange_problem(exchange, &problem);
		return send_answer(exchange);
	}
	if (exchange->route->body == BODY_DOCUMENT && !exchange->body_n) {
		problem_init(&problem, PROBLEM_EMPTY_BODY, "the request has no body");
		exchange_problem(exchange, &problem);
		return send_answer(exchange);
	}
	if (!exchange->route->queued) {
		exchange->route->answer(exchange, NULL);
		return send_answer(exchange);
	}
	if (!jobs_reserve(server->jobs)) {
		problem_init(&problem, PROBLEM_OVERLOADED, "the queue is full");
		exchange_problem(exchange, &problem);
		return send_answer(exchange);
	}
	exchange->queued_ns = clock_ns();
	exchange->job.run = run_job;
	exchange->job.lane = exchange->body_n > 32 * 1024 ? LANE_LONG : LANE_SHORT;
	MHD_suspend_connection(exchange->connection);
	jobs_submit(server->jobs, &exchange->job);
	return MHD_YES;
}

static void make_request_id(struct exchange *exchange)
{
	struct str given = exchange_header(exchange, "X-Request-ID");
	bool good = given.n > 0 && given.n <= REQUEST_ID_MAX;
	for (size_t i = 0; good && i < given.n; i++)
		good = given.p[i] > ' ' && given.p[i] < 0x7f && given.p[i] != '"';
	if (good)
		memcpy(exchange->request_id, given.p, given.n);
	else
		snprintf(exchange->request_id, sizeof exchange->request_id, "%s-%llx",
			exchange->server->id_prefix,
			(unsigned long long)atomic_fetch_add(&exchange->server->next_id, 1));
}

static bool has_body(const struct exchange *exchange)
{
	struct str length = exchange_header(exchange, "Content-Length");
	return exchange_header(exchange, "Transfer-Encoding").p ||
	       (length.p && !str_eq(length, STR("0")));
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n_data, void **state)
{
	struct http *http = context;
	struct exchange *exchange = *state;
	if (!exchange) {
		exchange = exchange_take(http->server);
		if (!exchange)
			return MHD_NO;
		*state = exchange;
		atomic_fetch_add(&http->server->in_flight, 1);
		exchange->begun_ns = clock_ns();
		exchange->connection = connection;
		make_request_id(exchange);
		route_begin(exchange, method, url);
		if (!exchange->answer.status)
			check_length(exchange);
		/* Answered before its body: the library closes the connection behind it. */
		if (exchange->answer.status && has_body(exchange)) {
			exchange->answer.close = true;
			return send_answer(exchange);
		}
		return MHD_YES;
	}
	if (*n_data) {
		take_body(exchange, data, *n_data);
		*n_data = 0;
		return MHD_YES;
	}
	return complete(exchange);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
	enum MHD_RequestTerminationCode how)
{
	struct http *http = context;
	struct exchange *exchange = *state;
	if (!exchange)
		return;
	*state = NULL;
	if (exchange->response)
		MHD_destroy_response(exchange->response);
	exchange_give_back(exchange);
	atomic_fetch_sub(&http->server->in_flight, 1);
}

enum dedi_status http_start(struct server *server, struct http **ret_http, struct dedi_error *error)
{
	struct http *http = calloc(1, sizeof *http);
	if (!http)
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for the transport");
	http->server = server;
	http->listener = MHD_INVALID_SOCKET;
	int listener;
	enum dedi_status status = listen_on(
		server->options.listen, &listener, server->address, sizeof server->address, error);
	if (status != DEDI_OK) {
		free(http);
		return status;
	}
	http->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0,
		NULL, NULL, on_request, http, MHD_OPTION_LISTEN_SOCKET, listener,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, http, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)server->options.max_connections, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)(server->options.idle_timeout / 1000), MHD_OPTION_END);
	if (!http->daemon) {
		free(http);
		return dedi_fail(error, DEDI_IO, "cannot start the HTTP library");
	}
	*ret_http = http;
	return DEDI_OK;
}

void http_stop_accepting(struct http *http)
{
	http->listener = MHD_quiesce_daemon(http->daemon);
}

void http_stop(struct http *http)
{
	if (!http)
		return;
	MHD_stop_daemon(http->daemon);
	if (http->listener != MHD_INVALID_SOCKET)
		close(http->listener);
	free(http);
}
