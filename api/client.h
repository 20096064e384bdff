/* What the parts of a client's connection share. Private to client*.c and link.c; what the loop
 * calls is in io.h. */
#ifndef DEDI_CLIENT_H
#define DEDI_CLIENT_H

#include "io.h"

static inline uint64_t client_in_ms(const struct client *client, uint64_t ms)
{
	return client->io->now + ms * 1000000;
}

static inline const struct server_options *client_options(const struct client *client)
{
	return &client->io->server->options;
}

/* client.c */
bool client_wants_input(const struct client *client);
void client_update_interest(struct client *client);
/* Its request has its answer. */
void client_uncount(struct client *client);
/* It has had its first request, or never will. */
void client_unfresh(struct client *client);
void client_end_stream(struct client *client, bool whole);

/* client_request.c */
void client_take_input(struct client *client, struct str data);
/* What waited in `in`, from the front. */
void client_process_stash(struct client *client);

/* client_answer.c */
/* Sends what the socket takes and keeps the rest. */
void client_send(struct client *client, struct str data);
/* The socket takes bytes again. */
void client_flush(struct client *client);
void client_close_when_sent(struct client *client);
/* An answer made here, without the library: the request was not fit for it. Closes. */
void client_refuse(
	struct client *client, enum problem_code code, const char *detail, uint64_t limit);
/* The same, when there is no memory even for a client. */
void client_refuse_bare(int fd);

/* link.c */
/* For a client's request: an idle one or a new one; NULL without memory or descriptors. */
struct link *link_take(struct client *client);
/* Writes to the library what it takes and keeps the rest. A library that has closed has answered
 * early: the rest of the body is of no interest to it. */
void link_forward(struct client *client, struct str data);
void link_flush(struct client *client);

#endif
