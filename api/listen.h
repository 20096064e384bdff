/* Sockets by name: "127.0.0.1:8080", "[::1]:8080", ":8080", "localhost:8080". */
#ifndef DEDI_LISTEN_H
#define DEDI_LISTEN_H

#include "base/status.h"

#include <stddef.h>

/* A listening TCP socket, close-on-exec; ret_address gets the numeric address and real port. */
enum dedi_status listen_on(const char *address, int *ret_fd, char *ret_address, size_t size,
	struct dedi_error *error) MUST_CHECK;

/* The listening TCP socket that a service manager has opened and passed on (sd_listen_fds(3)), once
 * a process; *ret_fd is -1 if there is none. */
enum dedi_status listen_inherited(
	int *ret_fd, char *ret_address, size_t size, struct dedi_error *error) MUST_CHECK;

/* A connected TCP socket whose reads and writes time out; an address of "any" means this host. */
enum dedi_status connect_to(
	const char *address, unsigned timeout_ms, int *ret_fd, struct dedi_error *error) MUST_CHECK;

#endif
