/*
 * The loop of an I/O thread: epoll over the listeners, the clients, the links to the HTTP library
 * and the library's own epoll set.
 *
 * In each turn the clients' bytes go to the library first, the library runs once over all of them,
 * and the answers it completed are carried back in the same turn.
 */
#include "io.h"

#include "listen.h"
#include "transport.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 256, ACCEPTS = 64, TICK_MS = 50 };

struct transport {
	struct server *server;
	int listener, admin_listener; /* -1: none */
	bool inherited;
	uint32_t n_ios;
	struct io *ios[];
};

bool watch_add(struct io *io, struct watch *watch, uint32_t events)
{
	struct epoll_event e = {.events = events, .data.ptr = watch};
	watch->events = events & ~(uint32_t)EPOLLEXCLUSIVE;
	return epoll_ctl(io->epoll_fd, EPOLL_CTL_ADD, watch->fd, &e) == 0;
}

void watch_want(struct io *io, struct watch *watch, uint32_t events)
{
	if (watch->fd < 0 || watch->events == events)
		return;
	struct epoll_event e = {.events = events, .data.ptr = watch};
	watch->events = events;
	epoll_ctl(io->epoll_fd, EPOLL_CTL_MOD, watch->fd, &e);
}

void watch_close(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	watch->fd = -1;
}

void io_wake(struct io *io)
{
	uint64_t one = 1;
	if (atomic_exchange(&io->woken, true))
		return;
	ssize_t n = write(io->wake.fd, &one, sizeof one);
	(void)n; /* a full counter has woken it already */
}

static void accept_all(struct io *io, struct watch *listener, bool admin)
{
	for (int i = 0; i < ACCEPTS; i++) {
		struct sockaddr_storage peer = {0};
		socklen_t n = sizeof peer;
		int fd = accept4(
			listener->fd, (struct sockaddr *)&peer, &n, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0)
			return; /* EAGAIN; or no descriptors: the next turn tries again */
		int yes = 1;
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
		client_accept(io, fd, &peer, admin);
	}
}

/* What the kernel has accepted for us is ours: it is taken before the listener closes. What it has
 * accepted in a service manager's listener waits there for whom that starts next. */
static void close_listeners(struct io *io)
{
	uint32_t before;
	io->accepting = false;
	epoll_ctl(io->epoll_fd, EPOLL_CTL_DEL, io->listener.fd, NULL);
	if (!io->inherited) {
		do {
			before = io->n_clients;
			accept_all(io, &io->listener, false);
		} while (io->n_clients != before);
		/* From here on the kernel refuses. The descriptor is the transport's to close. */
		shutdown(io->listener.fd, SHUT_RD);
	}
	atomic_store(&io->refusing, true);
}

static void free_dead(struct io *io)
{
	while (io->dead_clients) {
		struct client *c = io->dead_clients;
		io->dead_clients = c->next;
		free(c);
	}
	while (io->dead_links) {
		struct link *link = io->dead_links;
		io->dead_links = link->next;
		free(link);
	}
}

static void tick(struct io *io)
{
	struct client *next;
	for (struct client *c = io->clients; c; c = next) {
		next = c->next;
		client_on_tick(c);
	}
	io->next_tick = io->now + TICK_MS * 1000000;
}

static void on_wake(struct io *io)
{
	uint64_t count;
	ssize_t n = read(io->wake.fd, &count, sizeof count);
	(void)n;
	atomic_store(&io->woken, false); /* before looking at what there is to do */
	if (io->accepting && atomic_load(&io->stop_accepting)) {
		close_listeners(io);
		tick(io);
	}
}

/* Streams that were full may have room again. */
static void resume_streams(struct io *io)
{
	struct client *next;
	if (!atomic_exchange(&io->stream_room, false))
		return;
	for (struct client *c = io->clients; c; c = next) {
		next = c->next;
		if (c->stream_full)
			client_resume_stream(c);
	}
}

static void dispatch(struct io *io, const struct epoll_event *event)
{
	struct watch *watch = event->data.ptr;
	switch (watch->kind) {
	case WATCH_LISTENER:
		accept_all(io, watch, watch == &io->admin_listener);
		break;
	case WATCH_CLIENT:
		client_on_event((struct client *)watch, event->events);
		break;
	case WATCH_LINK:
		link_on_event((struct link *)watch, event->events);
		break;
	case WATCH_WAKE:
		on_wake(io);
		break;
	case WATCH_LIBRARY:
		break; /* runs in any case */
	}
}

/* Runs the library until neither it nor the answers it completes give it more to do. */
static void run_library(struct io *io)
{
	do {
		library_run(io->library);
		while (io->touched) {
			struct link *link = io->touched;
			io->touched = link->next_touched;
			link->touched = false;
			link_pump(link);
		}
		resume_streams(io);
	} while (library_pending(io->library));
}

static void *io_main(void *argument)
{
	struct io *io = argument;
	struct epoll_event events[EVENTS];
	while (!atomic_load(&io->stop)) {
		int n = epoll_wait(io->epoll_fd, events, EVENTS, io->clients ? TICK_MS : -1);
		io->now = clock_ns();
		for (int i = 0; i < n; i++)
			dispatch(io, &events[i]);
		run_library(io);
		if (io->now >= io->next_tick)
			tick(io);
		free_dead(io);
	}
	while (io->clients)
		client_kill(io->clients);
	library_stop(io->library);
	io->library = NULL;
	while (io->idle_links) {
		struct link *link = io->idle_links;
		io->idle_links = link->next;
		link_drop(link);
	}
	free_dead(io);
	return NULL;
}

static void io_free(struct io *io)
{
	if (!io)
		return;
	library_stop(io->library);
	watch_close(&io->wake);
	if (io->epoll_fd >= 0)
		close(io->epoll_fd);
	free(io->head);
	free(io);
}

static enum dedi_status io_start(
	struct transport *transport, bool first, struct io **ret_io, struct dedi_error *error)
{
	struct server *server = transport->server;
	struct io *io = calloc(1, sizeof *io);
	if (!io)
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for an I/O thread");
	io->server = server;
	io->accepting = true;
	io->inherited = transport->inherited;
	io->now = clock_ns();
	io->head_size = server->options.max_header + WIRE_HEAD_SLACK + SCRATCH;
	io->head = malloc(io->head_size);
	io->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	io->wake = (struct watch){WATCH_WAKE, eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), 0};
	io->listener = (struct watch){WATCH_LISTENER, transport->listener, 0};
	io->admin_listener = (struct watch){WATCH_LISTENER, transport->admin_listener, 0};
	enum dedi_status status = DEDI_OK;
	if (!io->head || io->epoll_fd < 0 || io->wake.fd < 0)
		status = dedi_fail(error, DEDI_IO, "cannot set up an I/O thread");
	else
		status = library_start(io, &io->library, error);
	if (status == DEDI_OK) {
		io->library_watch = (struct watch){WATCH_LIBRARY, library_fd(io->library), 0};
		bool good = watch_add(io, &io->wake, EPOLLIN) &&
			    watch_add(io, &io->library_watch, EPOLLIN) &&
			    watch_add(io, &io->listener, EPOLLIN | EPOLLEXCLUSIVE);
		if (good && first && io->admin_listener.fd >= 0)
			good = watch_add(io, &io->admin_listener, EPOLLIN);
		if (!good || pthread_create(&io->thread, NULL, io_main, io) != 0)
			status = dedi_fail(error, DEDI_IO, "cannot start an I/O thread");
	}
	if (status != DEDI_OK) {
		io_free(io);
		return status;
	}
	*ret_io = io;
	return DEDI_OK;
}

static enum dedi_status open_listeners(struct transport *t, struct dedi_error *error)
{
	struct server *server = t->server;
	enum dedi_status status =
		listen_inherited(&t->listener, server->address, sizeof server->address, error);
	t->inherited = t->listener >= 0;
	if (status == DEDI_OK && !t->inherited)
		status = listen_on(server->options.listen, &t->listener, server->address,
			sizeof server->address, error);
	if (status == DEDI_OK && server->options.admin_listen[0])
		status = listen_on(server->options.admin_listen, &t->admin_listener,
			server->admin_address, sizeof server->admin_address, error);
	return status;
}

enum dedi_status transport_start(
	struct server *server, struct transport **ret_transport, struct dedi_error *error)
{
	uint32_t n = (uint32_t)server->options.io_threads;
	struct transport *t = calloc(1, sizeof *t + n * sizeof(struct io *));
	if (!t)
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for the transport");
	t->server = server;
	t->listener = t->admin_listener = -1;
	enum dedi_status status = open_listeners(t, error);
	for (uint32_t i = 0; i < n && status == DEDI_OK; i++) {
		status = io_start(t, i == 0, &t->ios[i], error);
		t->n_ios += status == DEDI_OK;
	}
	if (status != DEDI_OK) {
		transport_stop(t);
		return status;
	}
	*ret_transport = t;
	return DEDI_OK;
}

void transport_stop_accepting(struct transport *t)
{
	for (uint32_t i = 0; i < t->n_ios; i++) {
		atomic_store(&t->ios[i]->stop_accepting, true);
		io_wake(t->ios[i]);
	}
	for (uint32_t i = 0; i < t->n_ios; i++)
		while (!atomic_load(&t->ios[i]->refusing))
			nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

void transport_stop(struct transport *t)
{
	if (!t)
		return;
	for (uint32_t i = 0; i < t->n_ios; i++) {
		atomic_store(&t->ios[i]->stop, true);
		io_wake(t->ios[i]);
		pthread_join(t->ios[i]->thread, NULL);
		io_free(t->ios[i]);
	}
	if (t->listener >= 0)
		close(t->listener);
	if (t->admin_listener >= 0)
		close(t->admin_listener);
	free(t);
}
