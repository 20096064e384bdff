/*
 * libmicrohttpd, and nothing of it leaves this file.
 *
 * The library runs inside our I/O thread, over socket pairs (io.h): it makes requests of the bytes
 * the gate lets through and bytes of the answers. A request whose body is complete is suspended
 * first and submitted to the job threads second; the job resumes it; the answer points into the
 * exchange's arena. The completion call is the single place where an exchange is given back.
 */
#include "analyze_batch.h"
#include "io.h"
#include "observe.h"
#include "routes.h"
#include "transport.h"

#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FIRST_BODY = 16 * 1024, LONG_BODY = 32 * 1024, BATCH_BLOCK = 32 * 1024 };

struct library {
	struct io *io;
	struct MHD_Daemon *daemon;
	struct link *pending; /* added; the library has not told of its connection yet */
};

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

struct query_check {
	const char *const *names;
	uint32_t seen; /* a bit for each name */
	const char *wrong;
};

static enum MHD_Result check_parameter(
	void *context, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct query_check *check = context;
	for (uint32_t i = 0; check->names[i]; i++)
		if (strcmp(check->names[i], name) == 0 && value && !(check->seen >> i & 1)) {
			check->seen |= 1u << i;
			return MHD_YES;
		}
	check->wrong = name;
	return MHD_NO;
}

const char *exchange_wrong_query(const struct exchange *exchange, const char *const *names)
{
	struct query_check check = {.names = names};
	MHD_get_connection_values(
		exchange->connection, MHD_GET_ARGUMENT_KIND, check_parameter, &check);
	return check.wrong;
}

static enum MHD_Result queue_response(struct exchange *exchange, struct MHD_Response *response)
{
	struct answer *answer = &exchange->answer;
	if (answer->content_type)
		MHD_add_response_header(response, "Content-Type", answer->content_type);
	MHD_add_response_header(response, "X-Request-ID", exchange->request_id);
	for (uint32_t i = 0; i < answer->n_headers; i++)
		MHD_add_response_header(
			response, answer->headers[i].name, answer->headers[i].value);
	if (atomic_load(&exchange->server->phase) == PHASE_DRAINING)
		answer->close = true;
	if (answer->close) {
		MHD_add_response_header(response, "Connection", "close");
		if (exchange->link->client)
			exchange->link->client->close = true;
	}
	exchange->response = response;
	return MHD_queue_response(exchange->connection, (unsigned)answer->status, response);
}

/* The response does not copy the body: it lies in the arena or is static. */
static enum MHD_Result send_answer(struct exchange *exchange)
{
	const struct str *body = &exchange->answer.body;
	struct MHD_Response *response = MHD_create_response_from_buffer(
		body->n, (void *)(uintptr_t)body->p, MHD_RESPMEM_PERSISTENT);
	return response ? queue_response(exchange, response) : MHD_NO;
}

static void refuse_body_size(struct exchange *exchange)
{
	struct problem problem;
	uint64_t limit = exchange->server->options.max_body;
	problem_init(&problem, PROBLEM_BODY_TOO_LARGE, "the body is over the limit");
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
	if (exchange->answer.status || exchange->body_no_memory)
		return;
	if (n > exchange->server->options.max_body - exchange->body_n) {
		refuse_body_size(exchange);
	} else if (!reserve_body(exchange, n)) {
		exchange->body_no_memory = true;
	} else {
		memcpy(exchange->body + exchange->body_n, data, n);
		exchange->body_n += n;
	}
}

/* A declared length over the limit is refused before the body, and before 100 Continue. */
static void check_length(struct exchange *exchange)
{
	struct client *client = exchange->link->client;
	if (!client || client->chunked || exchange->route->body != BODY_DOCUMENT)
		return;
	uint64_t declared = client->declared;
	if (declared > exchange->server->options.max_body)
		refuse_body_size(exchange);
	else if (declared && !reserve_body(exchange, declared))
		exchange->body_no_memory = true;
}

void transport_finish_job(struct exchange *exchange)
{
	/* Once resumed, the exchange is the I/O thread's. Without a listening socket of its own the
	 * library (0.9.75) leaves its wake-up call out of its epoll set: we wake the thread. */
	struct io *io = exchange->link->io;
	MHD_resume_connection(exchange->connection);
	io_wake(io);
}

static void run_job(struct job *job, struct dedi_worker *worker)
{
	struct exchange *exchange = (struct exchange *)job;
	exchange->run_ns = clock_ns();
	exchange->route->answer(exchange, worker);
	exchange->done_ns = clock_ns();
	transport_finish_job(exchange);
}

static enum MHD_Result answer_problem(
	struct exchange *exchange, enum problem_code code, const char *detail)
{
	struct problem problem;
	problem_init(&problem, code, "%s", detail);
	exchange_problem(exchange, &problem);
	return send_answer(exchange);
}

static void suspend(struct exchange *exchange)
{
	MHD_suspend_connection(exchange->connection);
}

static void make_room(struct exchange *exchange)
{
	atomic_store(&exchange->link->io->stream_room, true);
}

static size_t take_stream(void *batch, struct str data)
{
	return batch_take(batch, data);
}

static void end_stream(void *batch, bool whole)
{
	batch_end(batch, whole);
}

static ssize_t read_batch(void *context, uint64_t position, char *buffer, size_t size)
{
	size_t n;
	switch (batch_read(context, buffer, size, &n)) {
	case BATCH_OVER:
		return MHD_CONTENT_READER_END_OF_STREAM;
	case BATCH_BROKEN:
		return MHD_CONTENT_READER_END_WITH_ERROR;
	case BATCH_BYTES:
	case BATCH_WAIT:
		break;
	}
	return (ssize_t)n;
}

static void release_batch(void *context)
{
	batch_release(context);
}

/* The answer begins before the body has come: the gate holds the body until the stream is open. */
static enum MHD_Result begin_batch(struct exchange *exchange)
{
	struct client *client = exchange->link->client;
	const struct batch_transport transport = {suspend, transport_finish_job, make_room};
	struct batch *batch;
	if (!client)
		return MHD_NO;
	if (!client->has_body)
		return answer_problem(exchange, PROBLEM_EMPTY_BODY, "the request has no body");
	if (analyze_batch_new(exchange, &transport, &batch) != DEDI_OK) {
		exchange->answer.close = true;
		return send_answer(exchange);
	}
	struct MHD_Response *response = MHD_create_response_from_callback(
		MHD_SIZE_UNKNOWN, BATCH_BLOCK, read_batch, batch, release_batch);
	if (!response) {
		batch_release(batch);
		return MHD_NO;
	}
	exchange->batch = batch;
	exchange_answer(exchange, 200, "application/x-ndjson", (struct str){NULL, 0});
	enum MHD_Result result = queue_response(exchange, response);
	const struct stream stream = {take_stream, end_stream, batch};
	if (result == MHD_YES)
		client_open_stream(client, &stream);
	return result;
}

/* The whole request is here: answers it or hands it to a job thread. */
static enum MHD_Result complete(struct exchange *exchange)
{
	struct server *server = exchange->server;
	if (exchange->answer.status)
		return send_answer(exchange);
	if (exchange->body_no_memory)
		return answer_problem(exchange, PROBLEM_NO_MEMORY, "no memory for the body");
	if (exchange->route->body == BODY_DOCUMENT && !exchange->body_n)
		return answer_problem(exchange, PROBLEM_EMPTY_BODY, "the request has no body");
	if (exchange->route->body == BODY_BATCH)
		return begin_batch(exchange);
	if (!exchange->route->queued) {
		exchange->route->answer(exchange, NULL);
		return send_answer(exchange);
	}
	if (!jobs_reserve(server->jobs))
		return answer_problem(exchange, PROBLEM_OVERLOADED, "the queue is full");
	exchange->queued_ns = clock_ns();
	exchange->job.run = run_job;
	exchange->job.lane = exchange->body_n > LONG_BODY ? LANE_LONG : LANE_SHORT;
	MHD_suspend_connection(exchange->connection);
	jobs_submit(server->jobs, &exchange->job);
	return MHD_YES;
}

static enum MHD_Result begin(struct library *library, struct MHD_Connection *connection,
	const char *url, const char *method, struct exchange **ret_exchange)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct link *link = info ? info->socket_context : NULL;
	struct exchange *exchange =
		link && link->client ? exchange_take(library->io->server) : NULL;
	if (!exchange)
		return MHD_NO;
	struct client *client = link->client;
	exchange->connection = connection;
	exchange->link = link;
	exchange->begun_ns = client->begun_ns;
	exchange->admin = client->admin;
	*ret_exchange = exchange;
	exchange_make_id(exchange, exchange_header(exchange, "X-Request-ID"));
	route_begin(exchange, method, url);
	if (!exchange->answer.status)
		check_length(exchange);
	/* Answered before its body: what comes of it is not read any more. */
	if (exchange->answer.status && client->has_body) {
		exchange->answer.close = true;
		return send_answer(exchange);
	}
	if (exchange->route && exchange->route->body == BODY_DOCUMENT)
		client_continue(client);
	return MHD_YES;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n_data, void **state)
{
	struct exchange *exchange = *state;
	if (!exchange) {
		enum MHD_Result result = begin(context, connection, url, method, &exchange);
		*state = exchange;
		return result;
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
	struct library *library = context;
	struct exchange *exchange = *state;
	if (!exchange)
		return;
	*state = NULL;
	struct link *link = exchange->link;
	if (exchange->batch) {
		struct batch_count count = batch_count(exchange->batch);
		exchange->documents = count.documents;
		exchange->errors = count.errors;
	}
	if (exchange->response)
		MHD_destroy_response(exchange->response);
	if (how == MHD_REQUEST_TERMINATED_COMPLETED_OK && !link->touched) {
		link->answered = true;
		link->touched = true;
		link->next_touched = library->io->touched;
		library->io->touched = link;
	}
	exchange->aborted = how != MHD_REQUEST_TERMINATED_COMPLETED_OK;
	observe_exchange(exchange);
	exchange_give_back(exchange);
}

/* The link of a new connection, known by its descriptor: 0.9.75 tells of it while it is
 * added, 1.0.1 in a later run, when others may have been added too. */
static struct link *take_pending(struct library *library, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	for (struct link **at = &library->pending; info && *at; at = &(*at)->next_pending) {
		struct link *link = *at;
		if (link->library_fd != info->connect_fd)
			continue;
		*at = link->next_pending;
		return link;
	}
	return NULL;
}

static void forget_pending(struct library *library, const struct link *link)
{
	for (struct link **at = &library->pending; *at; at = &(*at)->next_pending)
		if (*at == link) {
			*at = link->next_pending;
			return;
		}
}

static void on_connection(void *context, struct MHD_Connection *connection, void **state,
	enum MHD_ConnectionNotificationCode what)
{
	struct library *library = context;
	if (what == MHD_CONNECTION_NOTIFY_STARTED) {
		*state = take_pending(library, connection);
		return;
	}
	struct link *link = *state;
	if (!link)
		return;
	link->library_closed = true;
	if (link->watch.fd < 0) {
		link->next = library->io->dead_links;
		library->io->dead_links = link;
	}
}

struct link *library_connect(struct library *library)
{
	int pair[2];
	struct link *link = calloc(1, sizeof *link);
	if (!link)
		return NULL;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair) != 0) {
		free(link);
		return NULL;
	}
	link->watch = (struct watch){WATCH_LINK, pair[0], 0};
	link->io = library->io;
	link->library_fd = pair[1];
	link->next_pending = library->pending;
	library->pending = link;
	struct sockaddr_in any = {.sin_family = AF_INET};
	if (MHD_add_connection(library->daemon, pair[1], (struct sockaddr *)&any, sizeof any) !=
		MHD_YES) { /* it closes the descriptor itself */
		forget_pending(library, link);
		close(pair[0]);
		free(link);
		return NULL;
	}
	if (!watch_add(library->io, &link->watch, EPOLLIN)) {
		link_drop(link); /* freed when the library notices */
		return NULL;
	}
	return link;
}

/* The library's own messages are about peers that misbehave or have gone: the gate knows. */
static void no_log(void *context, const char *format, va_list args)
{
}

enum dedi_status library_start(
	struct io *io, struct library **ret_library, struct dedi_error *error)
{
	struct library *library = calloc(1, sizeof *library);
	if (!library)
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for the HTTP library");
	library->io = io;
	size_t memory = io->server->options.max_header * 2 + 24 * 1024;
	library->daemon = MHD_start_daemon(
		MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0, NULL, NULL,
		on_request, library, MHD_OPTION_EXTERNAL_LOGGER, no_log, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, library, MHD_OPTION_NOTIFY_CONNECTION,
		on_connection, library, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)(io->server->options.max_connections + 16),
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory, MHD_OPTION_CONNECTION_TIMEOUT, 0u,
		MHD_OPTION_END);
	if (!library->daemon) {
		free(library);
		return dedi_fail(error, DEDI_IO, "cannot start the HTTP library");
	}
	*ret_library = library;
	return DEDI_OK;
}

int library_fd(const struct library *library)
{
	return MHD_get_daemon_info(library->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

void library_run(struct library *library)
{
	(void)MHD_run(library->daemon);
}

bool library_pending(struct library *library)
{
	MHD_UNSIGNED_LONG_LONG timeout;
	return MHD_get_timeout(library->daemon, &timeout) == MHD_YES && timeout == 0;
}

void library_stop(struct library *library)
{
	if (!library)
		return;
	MHD_run(library->daemon); /* takes up what was resumed */
	MHD_stop_daemon(library->daemon);
	while (library->pending) { /* never told of: nobody else will free them */
		struct link *link = library->pending;
		library->pending = link->next_pending;
		link->library_closed = true;
		if (link->watch.fd < 0) {
			link->next = library->io->dead_links;
			library->io->dead_links = link;
		}
	}
	free(library);
}
