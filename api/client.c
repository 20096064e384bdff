/*
 * A client's connection: its life, its events and its deadlines.
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
#include "client.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINGER_BYTES = 64 * 1024 * 1024 };

bool client_wants_input(const struct client *c)
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

void client_update_interest(struct client *c)
{
	if (c->state == CLIENT_DEAD)
		return;
	uint32_t events = bytes_left(&c->out) ? EPOLLOUT : 0;
	if (client_wants_input(c) || (c->watch.events & EPOLLIN))
		events |= EPOLLIN;
	watch_want(c->io, &c->watch, events);
}

void client_uncount(struct client *c)
{
	if (c->counted)
		atomic_fetch_sub(&c->io->server->in_flight, 1);
	c->counted = false;
}

/* The connection has had its first request, or never will. */
void client_unfresh(struct client *c)
{
	if (c->fresh)
		atomic_fetch_sub(&c->io->server->fresh, 1);
	c->fresh = false;
}

void client_end_stream(struct client *c, bool whole)
{
	struct stream stream = c->stream;
	c->stream = (struct stream){0};
	c->stream_full = false;
	if (stream.end)
		stream.end(stream.context, whole);
}

void client_kill(struct client *c)
{
	if (c->state == CLIENT_DEAD)
		return;
	struct io *io = c->io;
	c->state = CLIENT_DEAD;
	client_end_stream(c, false);
	if (c->link)
		link_drop(c->link);
	client_uncount(c);
	client_unfresh(c);
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

static void on_end_of_input(struct client *c)
{
	switch (c->state) {
	case CLIENT_HEAD:
		if (bytes_left(&c->in))
			client_refuse(c, PROBLEM_BAD_REQUEST, "the header breaks off", 0);
		else
			client_kill(c);
		return;
	case CLIENT_BODY:
		client_refuse(c, PROBLEM_BAD_REQUEST, "the body breaks off", 0);
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
	if (!client_wants_input(c) || bytes_left(&c->in) > STASH_MAX) {
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
	client_take_input(c, str_make(io->scratch, (size_t)n));
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
		client_flush(c);
	if (c->state != CLIENT_DEAD && (events & EPOLLIN))
		on_readable(c);
	client_update_interest(c);
}

void client_accept(struct io *io, int fd, const struct sockaddr_storage *peer, bool admin)
{
	struct server *server = io->server;
	struct client *c = calloc(1, sizeof *c);
	if (!c) {
		client_refuse_bare(fd);
		close(fd);
		return;
	}
	c->watch = (struct watch){WATCH_CLIENT, fd, 0};
	c->io = io;
	c->peer = *peer;
	c->admin = admin;
	c->deadline = client_in_ms(c, client_options(c)->header_timeout);
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
		client_refuse(c, PROBLEM_TOO_MANY_CONNECTIONS,
			"too many open connections from this address",
			server->options.max_connections_per_ip);
	else if (open >= server->options.max_connections)
		client_refuse(c, PROBLEM_OVERLOADED, "too many open connections",
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
		client_refuse(c, PROBLEM_TIMEOUT, "the header did not arrive in time", 0);
	else
		client_refuse(c, PROBLEM_TIMEOUT, "the body did not arrive in time", 0);
}
