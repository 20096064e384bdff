/*
 * The network side of the service. Private to api/.
 *
 *   client socket ⇄ client (framing, limits, deadlines) ⇄ socket pair ⇄ libmicrohttpd ⇄ exchange
 *
 * The HTTP library never sees a client's socket. In front of it each I/O thread runs a gate that
 * checks the framing of every request byte by byte (wire.h), writes it anew for the library and
 * carries the answer back. This is what gives every error our own body, every phase a deadline, and
 * batches an answer that leaves while the request is still arriving, none of which the library can
 * do; it costs two copies and two system calls each way, a hundredth of an analysis.
 *
 * One thread owns an io and all of its clients, links and its library instance, without locks. Only
 * io_wake and transport_finish_job may be called from elsewhere.
 */
#ifndef DEDI_IO_H
#define DEDI_IO_H

#include "base/bytes.h"
#include "state.h"
#include "wire.h"

#include <netinet/in.h>
#include <sys/epoll.h>

enum { SCRATCH = 64 * 1024, STASH_MAX = 64 * 1024 };

enum watch_kind { WATCH_LISTENER, WATCH_CLIENT, WATCH_LINK, WATCH_LIBRARY, WATCH_WAKE };

/* What epoll's data points to; the first member of what is watched. */
struct watch {
	enum watch_kind kind;
	int fd;          /* -1: closed */
	uint32_t events; /* registered */
};

struct io;

/* One connection to the HTTP library: our end of a socket pair. Kept for the next request. */
struct link {
	struct watch watch;
	struct io *io;
	struct link *next;     /* in the list of idle or of dead ones */
	struct client *client; /* whose request it carries, or NULL */
	bool answered;         /* the library has written the whole answer */
	bool library_closed;   /* the library has let go of its end */
	bool touched;          /* in io->touched */
	struct link *next_touched;
	int library_fd; /* the other end, the library's own */
	struct link *next_pending;
};

enum client_state {
	CLIENT_HEAD,   /* reading, or waiting for, a request's head */
	CLIENT_HELD,   /* a stream's body waits until the handler wants it */
	CLIENT_BODY,   /* reading a body */
	CLIENT_ANSWER, /* waiting for the answer, and sending it */
	CLIENT_LINGER, /* answered and closing: reads on so that the answer is not lost */
	CLIENT_DEAD,
};

/* Where a streamed body goes. take returns how many bytes it took; fewer than all: not now, until
 * client_resume_stream. end: the body is whole (or not: broken off). */
struct stream {
	size_t (*take)(void *context, struct str data);
	void (*end)(void *context, bool whole);
	void *context;
};

struct client {
	struct watch watch;
	struct io *io;
	struct client *next, *previous;
	struct link *link; /* while a request is with the library */
	enum client_state state;
	bool admin;        /* came in by the admin listener */
	bool close;        /* after this answer */
	bool flush_close;  /* nothing more is to come: close when all is sent */
	bool answer_begun; /* bytes of it have been sent */
	bool counted;      /* in server->in_flight */
	bool counted_peer; /* in server->peers */
	bool fresh;        /* in server->fresh */
	bool expects;      /* 100 Continue, for a stream */
	bool body_begun;   /* something of a stream's body has come */
	bool chunked, has_body, http_1_0;
	bool stream_full;
	uint64_t declared;       /* Content-Length; 0 if none */
	uint64_t body_left;      /* of it */
	uint64_t body_seen;      /* bytes of a chunked body */
	uint64_t sent_mark;      /* bytes taken since the write deadline was set */
	uint64_t lingered;       /* bytes thrown away */
	uint64_t deadline;       /* for what the client sends; ns, UINT64_MAX: none */
	uint64_t write_deadline; /* for what it takes */
	uint64_t begun_ns;       /* the head was whole */
	struct wire_scan scan;
	struct wire_chunks chunks;
	struct stream stream;
	struct bytes in;      /* from the client, not understood yet */
	struct bytes out;     /* to the client, not taken yet */
	struct bytes forward; /* to the library, not taken yet */
	struct sockaddr_storage peer;
};

struct io {
	struct server *server;
	struct library *library;
	pthread_t thread;
	int epoll_fd;
	struct watch listener, admin_listener, library_watch, wake;
	struct client *clients, *dead_clients;
	struct link *idle_links, *dead_links, *touched;
	uint32_t n_clients, n_idle_links;
	uint64_t now, next_tick;
	bool accepting;
	bool inherited; /* the listener is a service manager's, which will pass it on again */
	_Atomic bool stop_accepting, stop;
	_Atomic bool refusing;    /* stop_accepting has been done */
	_Atomic bool woken;       /* a wake-up is under way */
	_Atomic bool stream_room; /* a full stream may have room again */
	char scratch[SCRATCH];
	char *head; /* the head written anew, and what of the body fits behind it */
	size_t head_size;
};

/* io.c */
bool watch_add(struct io *io, struct watch *watch, uint32_t events);
void watch_want(struct io *io, struct watch *watch, uint32_t events);
void watch_close(struct watch *watch);
void io_wake(struct io *io);

/* client.c, client_request.c, link.c, client_answer.c */
void client_accept(struct io *io, int fd, const struct sockaddr_storage *peer, bool admin);
void client_on_event(struct client *client, uint32_t events);
void client_on_tick(struct client *client);
void client_kill(struct client *client);
/* The link has bytes or an end, or takes bytes again. */
void link_on_event(struct link *link, uint32_t events);
void link_pump(struct link *link);
void link_drop(struct link *link);
/* The handler wants the body: sends 100 Continue to a client that waits for it. */
void client_continue(struct client *client);
/* … and wants it as a stream. */
void client_open_stream(struct client *client, const struct stream *stream);
void client_resume_stream(struct client *client);

/* library.c */
enum dedi_status library_start(
	struct io *io, struct library **ret_library, struct dedi_error *error) MUST_CHECK;
int library_fd(const struct library *library);
void library_run(struct library *library);
/* It has more to do at once. */
bool library_pending(struct library *library);
/* Every suspended exchange must have been resumed. */
void library_stop(struct library *library);
/* A new link, or NULL. */
struct link *library_connect(struct library *library);

#endif
