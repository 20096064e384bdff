/*
 * From the HTTP library's bytes to the client, and the answers made here, to what is not fit for
 * the library.
 */
#include "client.h"

#include "observe.h"

#include <errno.h>
#include <sys/socket.h>

enum {
	LINGER_MS = 3000,
	WRITE_STEP = 16 * 1024, /* progress that moves the write deadline */
	LINKS_KEPT = 64,
};

/* All is sent and the connection is to end: our half first, theirs when they have read it. */
static void begin_linger(struct client *c)
{
	client_uncount(c);
	client_unfresh(c);
	c->state = CLIENT_LINGER;
	c->deadline = client_in_ms(c, LINGER_MS);
	bytes_finish(&c->in);
	bytes_finish(&c->forward);
	if (shutdown(c->watch.fd, SHUT_WR) != 0)
		client_kill(c);
	else
		client_update_interest(c);
}

static void sent(struct client *c, size_t n)
{
	c->answer_begun = true;
	atomic_fetch_add_explicit(&c->io->server->bytes_out, n, memory_order_relaxed);
	c->sent_mark += n;
	if (c->sent_mark >= WRITE_STEP && bytes_left(&c->out)) {
		c->sent_mark = 0;
		c->write_deadline = client_in_ms(c, client_options(c)->write_timeout);
	}
}

/* How much the socket takes now; 0: nothing yet; below 0: the client is gone. */
static ssize_t send_some(struct client *c, struct str data)
{
	ssize_t n;
	do
		n = send(c->watch.fd, data.p, data.n, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		return 0;
	if (n < 0)
		client_kill(c);
	else
		sent(c, (size_t)n);
	return n;
}

/* Sends what the socket takes and keeps the rest. */
void client_send(struct client *c, struct str data)
{
	while (!bytes_left(&c->out) && data.n) {
		ssize_t n = send_some(c, data);
		if (n < 0)
			return;
		if (!n)
			break;
		data = str_make(data.p + n, data.n - (size_t)n);
	}
	if (!data.n)
		return;
	if (!bytes_left(&c->out)) {
		c->sent_mark = 0;
		c->write_deadline = client_in_ms(c, client_options(c)->write_timeout);
	}
	if (!bytes_append(&c->out, data))
		client_kill(c);
}

/* The socket takes bytes again. */
void client_flush(struct client *c)
{
	while (bytes_left(&c->out)) {
		ssize_t n = send_some(c, bytes_str(&c->out));
		if (n <= 0)
			return;
		bytes_consume(&c->out, (size_t)n);
	}
	c->write_deadline = UINT64_MAX;
	if (c->flush_close)
		begin_linger(c);
	else if (c->link)
		link_pump(c->link);
}

void client_close_when_sent(struct client *c)
{
	c->flush_close = true;
	c->state = CLIENT_ANSWER;
	c->deadline = UINT64_MAX;
	if (!bytes_left(&c->out))
		begin_linger(c);
	else
		client_update_interest(c);
}

/* When there is no memory for anything better. */
static const char last_resort[] =
	"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1\r\n"
	"Connection: close\r\n\r\n";

void client_refuse_bare(int fd)
{
	(void)!send(fd, last_resort, sizeof last_resort - 1, MSG_NOSIGNAL);
	shutdown(fd, SHUT_WR);
}

/* An answer made here, without the library: the request was not fit for it. Closes. */
void client_refuse(struct client *c, enum problem_code code, const char *detail, uint64_t limit)
{
	struct server *server = c->io->server;
	bool begun = c->state != CLIENT_HEAD && c->answer_begun;
	client_end_stream(c, false);
	if (c->link)
		link_drop(c->link);
	if (begun) { /* half an answer cannot be taken back: what was sent stays unfinished */
		client_close_when_sent(c);
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
		client_close_when_sent(c);
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
	client_end_stream(c, false);
	if (!keep) {
		client_close_when_sent(c);
		return;
	}
	client_uncount(c);
	c->state = CLIENT_HEAD;
	c->begun_ns = 0;
	c->deadline = client_in_ms(c, client_options(c)->idle_timeout);
	client_process_stash(c);
}

/* Carries the answer on, as long as the client takes it. */
void link_pump(struct link *link)
{
	struct io *io = link->io;
	while (link->client && link->watch.fd >= 0) {
		struct client *c = link->client;
		/* A proxy may take an answer that begins before the body for a refusal of it. */
		if (c->state == CLIENT_BODY && c->stream.take && !c->body_begun) {
			watch_want(io, &link->watch, link->watch.events & ~(uint32_t)EPOLLIN);
			return;
		}
		if (bytes_left(&c->out)) {
			watch_want(io, &link->watch, link->watch.events & ~(uint32_t)EPOLLIN);
			client_update_interest(c);
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
		client_end_stream(c, false);
		if (c->answer_begun || link->answered)
			client_close_when_sent(c);
		else
			client_refuse(c, PROBLEM_NO_MEMORY, "no memory to answer the request", 0);
		return;
	}
}
