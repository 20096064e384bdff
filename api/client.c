/*
 * A client's connection: from bytes to requests for the HTTP library, and answers back.
 *
 *   HEAD → (HELD →) BODY → ANSWER → HEAD …   or   → LINGER → closed
 *
 * Invariants: at most one request of a client is with the library; what follows it waits in `in`
 * (at most STASH_MAX, then the socket is not read). `forward` and `out` hold what one read gave at
 * most, since nothing is read while they hold anything: back-pressure in both directions.
 *
 * Interest in reading is given up lazily: only when bytes come that are not wanted yet. The usual
 * exchange of request and answer so costs no epoll_ctl at all.
 */
#include "io.h"

#include "observe.h"
#include "routes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	LINGER_BYTES = 64 * 1024 * 1024,
	LINGER_MS = 3000,
	WRITE_STEP = 16 * 1024, /* progress that moves the write deadline */
	LINKS_KEPT = 64,
};

static void process(struct client *c, struct str *input);

static uint64_t in_ms(const struct client *c, uint64_t ms)
{
	return c->io->now + ms * 1000000;
}

static const struct server_options *options_of(const struct client *c)
{
	return &c->io->server->options;
}

static bool wants_input(const struct client *c)
{
	switch (c->state) {
	case CLIENT_HEAD:
		return !c->flush_close;
	case CLIENT_BODY:
		return !bytes_left(&c->forward) && !c->stream_full;
	case CLIENT_LINGER:
		return true;
	case CLIENT_HELD:
	case CLIENT_ANSWER:
	case CLIENT_DEAD:
		break;
	}
	return false;
}

static void update_interest(struct client *c)
{
	if (c->state == CLIENT_DEAD)
		return;
	uint32_t events = bytes_left(&c->out) ? EPOLLOUT : 0;
	if (wants_input(c) || (c->watch.events & EPOLLIN))
		events |= EPOLLIN;
	watch_want(c->io, &c->watch, events);
}

static void uncount(struct client *c)
{
	if (c->counted)
		atomic_fetch_sub(&c->io->server->in_flight, 1);
	c->counted = false;
}

/* The connection has had its first request, or never will. */
static void unfresh(struct client *c)
{
	if (c->fresh)
		atomic_fetch_sub(&c->io->server->fresh, 1);
	c->fresh = false;
}

static void end_stream(struct client *c, bool whole)
{
	struct stream stream = c->stream;
	c->stream = (struct stream){0};
	c->stream_full = false;
	if (stream.end)
		stream.end(stream.context, whole);
}

/* Our end is closed; the library's end follows when it notices. */
void link_drop(struct link *link)
{
	if (link->client)
		link->client->link = NULL;
	link->client = NULL;
	watch_close(&link->watch);
	if (link->library_closed) {
		link->next = link->io->dead_links;
		link->io->dead_links = link;
	}
}

void client_kill(struct client *c)
{
	if (c->state == CLIENT_DEAD)
		return;
	struct io *io = c->io;
	c->state = CLIENT_DEAD;
	end_stream(c, false);
	if (c->link)
		link_drop(c->link);
	uncount(c);
	unfresh(c);
	watch_close(&c->watch);
	bytes_finish(&c->in);
	bytes_finish(&c->out);
	bytes_finish(&c->forward);
	if (c->previous)
		c->previous->next = c->next;
	else
		io->clients = c->next;
	if (c->next)
		c->next->previous = c->previous;
	c->next = io->dead_clients;
	io->dead_clients = c;
	io->n_clients--;
	atomic_fetch_sub(&io->server->open_connections, 1);
	if (c->counted_peer)
		peers_leave(io->server->peers, &c->peer);
}

/* All is sent and the connection is to end: our half first, theirs when they have read it. */
static void begin_linger(struct client *c)
{
	uncount(c);
	unfresh(c);
	c->state = CLIENT_LINGER;
	c->deadline = in_ms(c, LINGER_MS);
	bytes_finish(&c->in);
	bytes_finish(&c->forward);
	if (shutdown(c->watch.fd, SHUT_WR) != 0)
		client_kill(c);
	else
		update_interest(c);
}

static void sent(struct client *c, size_t n)
{
	c->answer_begun = true;
	atomic_fetch_add_explicit(&c->io->server->bytes_out, n, memory_order_relaxed);
	c->sent_mark += n;
	if (c->sent_mark >= WRITE_STEP && bytes_left(&c->out)) {
		c->sent_mark = 0;
		c->write_deadline = in_ms(c, options_of(c)->write_timeout);
	}
}

/* Sends what the socket takes and keeps the rest. */
static void client_send(struct client *c, struct str data)
{
	while (!bytes_left(&c->out) && data.n) {
		ssize_t n = send(c->watch.fd, data.p, data.n, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN) {
			client_kill(c);
			return;
		}
		if (n <= 0)
			break;
		sent(c, (size_t)n);
		data = str_make(data.p + n, data.n - (size_t)n);
	}
	if (!data.n)
		return;
	if (!bytes_left(&c->out)) {
		c->sent_mark = 0;
		c->write_deadline = in_ms(c, options_of(c)->write_timeout);
	}
	if (!bytes_append(&c->out, data))
		client_kill(c);
}

/* The socket takes bytes again. */
static void flush(struct client *c)
{
	while (bytes_left(&c->out)) {
		struct str s = bytes_str(&c->out);
		ssize_t n = send(c->watch.fd, s.p, s.n, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN) {
			client_kill(c);
			return;
		}
		if (n <= 0)
			return;
		bytes_consume(&c->out, (size_t)n);
		sent(c, (size_t)n);
	}
	c->write_deadline = UINT64_MAX;
	if (c->flush_close)
		begin_linger(c);
	else if (c->link)
		link_pump(c->link);
}

static void close_when_sent(struct client *c)
{
	c->flush_close = true;
	c->state = CLIENT_ANSWER;
	c->deadline = UINT64_MAX;
	if (!bytes_left(&c->out))
		begin_linger(c);
	else
		update_interest(c);
}

/* An answer made here, without the library: the request was not fit for it. Closes. */
static void refuse(struct client *c, enum problem_code code, const char *detail, uint64_t limit)
{
	static const char last_resort[] =
		"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
		"Connection: close\r\n\r\n";
	struct server *server = c->io->server;
	bool begun = c->state != CLIENT_HEAD && c->answer_begun;
	end_stream(c, false);
	if (c->link)
		link_drop(c->link);
	if (begun) { /* half an answer cannot be taken back: what was sent stays unfinished */
		close_when_sent(c);
		return;
	}
	struct problem problem;
	problem_init(&problem, code, "%s", detail);
	problem.limit = limit;
	struct exchange *exchange = exchange_take(server);
	if (!exchange) {
		client_send(c, str_make(last_resort, sizeof last_resort - 1));
	} else {
		char head[640];
		exchange_make_id(exchange, (struct str){NULL, 0});
		exchange_problem(exchange, &problem);
		int n = write_bare_head(exchange, head, sizeof head);
		client_send(c, str_make(head, (size_t)n));
		if (c->state != CLIENT_DEAD)
			client_send(c, exchange->answer.body);
		exchange->begun_ns =
			c->begun_ns && c->state != CLIENT_HEAD ? c->begun_ns : c->io->now;
		observe_exchange(exchange);
		exchange_give_back(exchange);
	}
	if (c->state != CLIENT_DEAD)
		close_when_sent(c);
}

static void refuse_fault(struct client *c, const struct wire_fault *fault)
{
	refuse(c, fault->code, fault->detail, 0);
}

/* Writes to the library what it takes and keeps the rest. A library that has closed has answered
 * early: the rest of the body is of no interest to it. */
static void forward(struct client *c, struct str data)
{
	if (!c->link || c->link->watch.fd < 0)
		return;
	while (!bytes_left(&c->forward) && data.n) {
		ssize_t n = send(c->link->watch.fd, data.p, data.n, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			return;
		if (n <= 0)
			break;
		data = str_make(data.p + n, data.n - (size_t)n);
	}
	if (!data.n)
		return;
	if (!bytes_append(&c->forward, data)) {
		client_kill(c);
		return;
	}
	watch_want(c->io, &c->link->watch, c->link->watch.events | EPOLLOUT);
}

static void flush_forward(struct client *c)
{
	struct link *link = c->link;
	uint32_t events = link->watch.events & ~(uint32_t)EPOLLOUT;
	while (bytes_left(&c->forward)) {
		struct str s = bytes_str(&c->forward);
		ssize_t n = send(link->watch.fd, s.p, s.n, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			events |= EPOLLOUT;
			break;
		}
		if (n <= 0) {
			bytes_finish(&c->forward);
			break;
		}
		bytes_consume(&c->forward, (size_t)n);
	}
	watch_want(c->io, &link->watch, events);
}

static void body_done(struct client *c)
{
	c->has_body = false;
	c->state = CLIENT_ANSWER;
	c->deadline = UINT64_MAX;
	end_stream(c, true);
}

/* A stretch of a body to its stream. Returns what was taken. */
static size_t feed_stream(struct client *c, struct str data)
{
	c->deadline = in_ms(c, options_of(c)->body_timeout);
	size_t n = c->stream.take(c->stream.context, data);
	if (n < data.n) {
		c->stream_full = true;
		c->deadline = UINT64_MAX; /* it is we who make it wait */
	}
	return n;
}

static void read_length_body(struct client *c, struct str *input)
{
	size_t n = input->n < c->body_left ? input->n : (size_t)c->body_left;
	if (c->stream.take)
		n = feed_stream(c, str_make(input->p, n));
	else
		forward(c, str_make(input->p, n));
	*input = str_make(input->p + n, input->n - n);
	c->body_left -= n;
	if (!c->body_left && c->state == CLIENT_BODY)
		body_done(c);
}

/* A chunk, or a piece of one, framed anew. Sent with all the others of this read. */
static void queue_chunk(struct client *c, struct str data)
{
	char size[24];
	int n = snprintf(size, sizeof size, "%zx\r\n", data.n);
	if (!bytes_append(&c->forward, str_make(size, (size_t)n)) ||
		!bytes_append(&c->forward, data) || !bytes_append(&c->forward, STR("\r\n")))
		client_kill(c);
}

static void take_chunk(struct client *c, struct str data, struct str *input)
{
	if (!c->stream.take) {
		c->body_seen += data.n;
		if (c->body_seen > options_of(c)->max_body)
			refuse(c, PROBLEM_BODY_TOO_LARGE, "the body is over the limit",
				options_of(c)->max_body);
		else
			queue_chunk(c, data);
		return;
	}
	size_t taken = feed_stream(c, data);
	if (taken < data.n) {
		*input = str_make(data.p + taken, (size_t)(input->p + input->n - data.p) - taken);
		wire_unread_chunk(&c->chunks, data.n - taken);
	}
}

static void read_chunked_body(struct client *c, struct str *input)
{
	struct wire_fault fault;
	struct str data;
	bool more = true;
	while (more && c->state == CLIENT_BODY && !c->stream_full) {
		switch (wire_next_chunk(&c->chunks, input, &data, &fault)) {
		case WIRE_MORE:
			more = false;
			break;
		case WIRE_FAULT:
			refuse_fault(c, &fault);
			break;
		case WIRE_DONE:
			if (!c->stream.take && !bytes_append(&c->forward, STR("0\r\n\r\n")))
				client_kill(c);
			else
				body_done(c);
			break;
		case WIRE_DATA:
			take_chunk(c, data, input);
			break;
		}
	}
	if (c->link)
		flush_forward(c);
}

static struct link *take_link(struct client *c)
{
	struct io *io = c->io;
	struct link *link;
	while ((link = io->idle_links)) {
		io->idle_links = link->next;
		io->n_idle_links--;
		if (!link->library_closed)
			break;
		link_drop(link);
	}
	if (!link)
		link = library_connect(io->library);
	if (!link)
		return NULL;
	link->next = NULL;
	link->client = c;
	link->answered = false;
	c->link = link;
	return link;
}

/* The head is whole and right: to the library with it. */
static void begin_request(struct client *c, const struct wire_head *head, struct str *rest)
{
	struct io *io = c->io;
	bool stream = route_is_stream(head->method, head->target);
	if (!take_link(c)) {
		refuse(c, PROBLEM_NO_MEMORY, "no connection to the HTTP library", 0);
		return;
	}
	atomic_fetch_add(&io->server->in_flight, 1);
	c->counted = true;
	unfresh(c);
	c->begun_ns = io->now;
	c->close = head->close;
	c->http_1_0 = head->http_1_0;
	c->chunked = head->chunked;
	c->has_body = head->chunked || head->length > 0;
	c->expects = head->expects && c->has_body;
	c->declared = c->body_left = head->length;
	c->body_seen = 0;
	c->chunks = (struct wire_chunks){0};
	c->answer_begun = false;
	size_t n = wire_write_head(head, !stream, io->head);
	if (c->has_body && !stream && !c->chunked) {
		/* What is here of the body goes along: one system call for most requests. */
		size_t more = rest->n < c->body_left ? rest->n : (size_t)c->body_left;
		if (more > io->head_size - n)
			more = io->head_size - n;
		memcpy(io->head + n, rest->p, more);
		*rest = str_make(rest->p + more, rest->n - more);
		c->body_left -= more;
		n += more;
	}
	c->state = !c->has_body ? CLIENT_ANSWER : stream ? CLIENT_HELD : CLIENT_BODY;
	c->deadline = c->state == CLIENT_BODY ? in_ms(c, options_of(c)->body_timeout) : UINT64_MAX;
	forward(c, str_make(io->head, n));
	if (c->state == CLIENT_BODY && !c->chunked && !c->body_left)
		body_done(c);
}

static void read_head(struct client *c, struct str *input)
{
	static const struct str crlf = {"\r\n", 2};
	struct wire_fault fault = {0};
	uint64_t limit = options_of(c)->max_header;
	/* §2.2: an empty line or two before a request is overlooked. */
	while (c->scan.at == 0 && str_starts(*input, crlf))
		*input = str_make(input->p + 2, input->n - 2);
	if (!input->n)
		return;
	if (c->scan.at == 0)
		c->deadline = in_ms(c, options_of(c)->header_timeout);
	enum wire_result result = wire_scan_head(&c->scan, *input, &fault);
	if (result != WIRE_FAULT && c->scan.at > limit) {
		bool line = c->scan.n_lines == 0 || c->scan.first > limit;
		refuse(c, line ? PROBLEM_URI_TOO_LONG : PROBLEM_HEADER_TOO_LARGE,
			line ? "the request line is over the limit"
			     : "the header is over the limit",
			limit);
		return;
	}
	if (result == WIRE_MORE)
		return;
	struct wire_head head;
	struct str bytes = {input->p, c->scan.at};
	if (result == WIRE_FAULT || wire_parse_head(bytes, &head, &fault) == WIRE_FAULT) {
		refuse_fault(c, &fault);
		return;
	}
	*input = str_make(input->p + bytes.n, input->n - bytes.n);
	c->scan = (struct wire_scan){0};
	begin_request(c, &head, input);
}

/* Takes from the front of input what can be understood now. */
static void process(struct client *c, struct str *input)
{
	size_t before;
	enum client_state state;
	do {
		before = input->n;
		state = c->state;
		if (state == CLIENT_HEAD && !c->flush_close)
			read_head(c, input);
		else if (state == CLIENT_BODY && !c->chunked && wants_input(c))
			read_length_body(c, input);
		else if (state == CLIENT_BODY && wants_input(c))
			read_chunked_body(c, input);
	} while (input->n && (input->n != before || c->state != state) && c->state != CLIENT_DEAD &&
		 c->state != CLIENT_LINGER);
}

/* What waited in `in`, from the front. */
static void process_stash(struct client *c)
{
	if (bytes_left(&c->in)) {
		struct str input = bytes_str(&c->in);
		size_t before = input.n;
		process(c, &input);
		if (c->state == CLIENT_DEAD || c->state == CLIENT_LINGER)
			return;
		bytes_consume(&c->in, before - input.n);
	}
	update_interest(c);
}

static void take_input(struct client *c, struct str data)
{
	if (bytes_left(&c->in)) {
		if (!bytes_append(&c->in, data))
			client_kill(c);
		else
			process_stash(c);
		return;
	}
	process(c, &data);
	if (c->state != CLIENT_DEAD && c->state != CLIENT_LINGER && data.n &&
		!bytes_append(&c->in, data))
		client_kill(c);
}

static void on_end_of_input(struct client *c)
{
	switch (c->state) {
	case CLIENT_HEAD:
		if (bytes_left(&c->in))
			refuse(c, PROBLEM_BAD_REQUEST, "the header breaks off", 0);
		else
			client_kill(c);
		return;
	case CLIENT_BODY:
		refuse(c, PROBLEM_BAD_REQUEST, "the body breaks off", 0);
		return;
	case CLIENT_LINGER:
		client_kill(c);
		return;
	case CLIENT_HELD:
	case CLIENT_ANSWER:
	case CLIENT_DEAD:
		return;
	}
}

static void on_readable(struct client *c)
{
	struct io *io = c->io;
	if (!wants_input(c) || bytes_left(&c->in) > STASH_MAX) {
		watch_want(io, &c->watch, c->watch.events & ~(uint32_t)EPOLLIN);
		return;
	}
	ssize_t n = recv(c->watch.fd, io->scratch, SCRATCH, 0);
	if (n < 0) {
		if (errno != EAGAIN && errno != EINTR)
			client_kill(c);
		return;
	}
	if (n == 0) {
		on_end_of_input(c);
		return;
	}
	atomic_fetch_add_explicit(&io->server->bytes_in, (uint64_t)n, memory_order_relaxed);
	if (c->state == CLIENT_LINGER) {
		c->lingered += (uint64_t)n;
		if (c->lingered > LINGER_BYTES)
			client_kill(c);
		return;
	}
	take_input(c, str_make(io->scratch, (size_t)n));
}

void client_on_event(struct client *c, uint32_t events)
{
	if (c->state == CLIENT_DEAD)
		return;
	/* HUP: both directions are over, nobody is left to answer. */
	if (events & (EPOLLERR | EPOLLHUP)) {
		client_kill(c);
		return;
	}
	if (events & EPOLLOUT)
		flush(c);
	if (c->state != CLIENT_DEAD && (events & EPOLLIN))
		on_readable(c);
	update_interest(c);
}

/* The whole answer has gone to the client, or into `out`. */
static void request_done(struct client *c)
{
	struct link *link = c->link;
	struct io *io = c->io;
	bool keep = !c->close && !c->has_body && !link->library_closed;
	c->link = NULL;
	link->client = NULL;
	if (keep && io->n_idle_links < LINKS_KEPT) {
		link->next = io->idle_links;
		io->idle_links = link;
		io->n_idle_links++;
	} else {
		link_drop(link);
	}
	end_stream(c, false);
	if (!keep) {
		close_when_sent(c);
		return;
	}
	uncount(c);
	c->state = CLIENT_HEAD;
	c->begun_ns = 0;
	c->deadline = in_ms(c, options_of(c)->idle_timeout);
	process_stash(c);
}

/* Carries the answer on, as long as the client takes it. */
void link_pump(struct link *link)
{
	struct io *io = link->io;
	while (link->client && link->watch.fd >= 0) {
		struct client *c = link->client;
		if (bytes_left(&c->out)) {
			watch_want(io, &link->watch, link->watch.events & ~(uint32_t)EPOLLIN);
			update_interest(c);
			return;
		}
		ssize_t n = recv(link->watch.fd, io->scratch, SCRATCH, 0);
		if (n > 0) {
			client_send(c, str_make(io->scratch, (size_t)n));
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			if (link->answered) {
				request_done(c);
				return;
			}
			watch_want(io, &link->watch, link->watch.events | EPOLLIN);
			return;
		}
		/* The library closed: behind its answer, or because it failed. */
		link_drop(link);
		end_stream(c, false);
		if (c->answer_begun || link->answered)
			close_when_sent(c);
		else
			refuse(c, PROBLEM_INTERNAL, "the request could not be answered", 0);
		return;
	}
}

void link_on_event(struct link *link, uint32_t events)
{
	if (link->watch.fd < 0)
		return;
	struct client *c = link->client;
	if (!c) {
		/* Idle, and the library closed it: out of the list. */
		struct link **at = &link->io->idle_links;
		while (*at && *at != link)
			at = &(*at)->next;
		if (*at) {
			*at = link->next;
			link->io->n_idle_links--;
		}
		link_drop(link);
		return;
	}
	if (events & EPOLLOUT) {
		flush_forward(c);
		if (c->state == CLIENT_BODY)
			process_stash(c);
	}
	if (link->client && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
		link_pump(link);
}

void client_accept(struct io *io, int fd, const struct sockaddr_storage *peer, bool admin)
{
	struct server *server = io->server;
	struct client *c = calloc(1, sizeof *c);
	if (!c) {
		close(fd);
		return;
	}
	c->watch = (struct watch){WATCH_CLIENT, fd, 0};
	c->io = io;
	c->peer = *peer;
	c->admin = admin;
	c->deadline = in_ms(c, options_of(c)->header_timeout);
	c->write_deadline = UINT64_MAX;
	if (!watch_add(io, &c->watch, EPOLLIN)) {
		close(fd);
		free(c);
		return;
	}
	c->next = io->clients;
	if (io->clients)
		io->clients->previous = c;
	io->clients = c;
	io->n_clients++;
	uint32_t open = atomic_fetch_add(&server->open_connections, 1);
	if (admin)
		return;
	c->fresh = true;
	atomic_fetch_add(&server->fresh, 1);
	c->counted_peer = server->peers &&
			  peers_enter(server->peers, peer, server->options.max_connections_per_ip);
	if (server->peers && !c->counted_peer)
		refuse(c, PROBLEM_TOO_MANY_CONNECTIONS,
			"too many open connections from this address",
			server->options.max_connections_per_ip);
	else if (open >= server->options.max_connections)
		refuse(c, PROBLEM_OVERLOADED, "too many open connections",
			server->options.max_connections);
}

void client_on_tick(struct client *c)
{
	struct io *io = c->io;
	if (c->stream_full) /* room may come of what other batches give back */
		client_resume_stream(c);
	if (!io->accepting && c->state == CLIENT_HEAD && !c->fresh && !bytes_left(&c->in) &&
		!bytes_left(&c->out)) {
		client_kill(c);
		return;
	}
	if (io->now >= c->write_deadline)
		client_kill(c);
	if (c->state == CLIENT_DEAD || io->now < c->deadline)
		return;
	if (c->state == CLIENT_LINGER)
		client_kill(c);
	else if (c->state == CLIENT_HEAD && !bytes_left(&c->in))
		client_kill(c);
	else if (c->state == CLIENT_HEAD)
		refuse(c, PROBLEM_TIMEOUT, "the header did not arrive in time", 0);
	else
		refuse(c, PROBLEM_TIMEOUT, "the body did not arrive in time", 0);
}

void client_continue(struct client *c)
{
	bool begun = c->answer_begun;
	if (c->expects && c->has_body && !bytes_left(&c->in))
		client_send(c, STR("HTTP/1.1 100 Continue\r\n\r\n"));
	c->expects = false;
	c->answer_begun = begun;
}

void client_open_stream(struct client *c, const struct stream *stream)
{
	if (c->state != CLIENT_HELD) { /* no body at all */
		stream->end(stream->context, true);
		return;
	}
	c->stream = *stream;
	c->state = CLIENT_BODY;
	c->deadline = in_ms(c, options_of(c)->body_timeout);
	client_continue(c);
	if (c->state != CLIENT_DEAD)
		process_stash(c);
}

void client_resume_stream(struct client *c)
{
	if (c->state != CLIENT_BODY || !c->stream_full)
		return;
	c->stream_full = false;
	c->deadline = in_ms(c, options_of(c)->body_timeout);
	process_stash(c);
}
