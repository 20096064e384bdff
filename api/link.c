/* The connections to the HTTP library: taken, kept, and written to. */
#include "client.h"

#include <errno.h>
#include <sys/socket.h>

struct link *link_take(struct client *c)
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

/* Writes to the library what it takes and keeps the rest. A library that has closed has answered
 * early: the rest of the body is of no interest to it. */
void link_forward(struct client *c, struct str data)
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
		client_refuse(c, PROBLEM_NO_MEMORY, "no memory for the body", 0);
		return;
	}
	watch_want(c->io, &c->link->watch, c->link->watch.events | EPOLLOUT);
}

void link_flush(struct client *c)
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
		link_flush(c);
		if (c->state == CLIENT_BODY)
			client_process_stash(c);
	}
	if (link->client && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
		link_pump(link);
}
