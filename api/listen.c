/* See listen.h. */
#include "listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { BACKLOG = 1024, HOST_MAX = 256, PORT_MAX = 16, INHERITED_FD = 3 };

struct endpoint {
	char host[HOST_MAX];
	char port[PORT_MAX];
};

static bool is_port(const char *s)
{
	unsigned n = 0;
	size_t i = 0;
	for (; s[i] >= '0' && s[i] <= '9' && i < 5; i++)
		n = n * 10 + (unsigned)(s[i] - '0');
	return i && !s[i] && n <= 65535; /* getaddrinfo would take 99999 for 34463 */
}

/* Splits at the last colon; brackets around IPv6 are taken off. */
static bool split(const char *address, struct endpoint *ret)
{
	const char *colon = strrchr(address, ':');
	if (!colon || !is_port(colon + 1))
		return false;
	size_t n = (size_t)(colon - address);
	bool bracketed = n >= 2 && address[0] == '[' && address[n - 1] == ']';
	if (bracketed) {
		address++;
		n -= 2;
	} else if (memchr(address, ':', n)) {
		return false;
	}
	if (n >= HOST_MAX)
		return false;
	memcpy(ret->host, address, n);
	ret->host[n] = 0;
	snprintf(ret->port, sizeof ret->port, "%s", colon + 1);
	return true;
}

static enum dedi_status resolve(
	const char *address, int flags, struct addrinfo **ret_list, struct dedi_error *error)
{
	struct endpoint e;
	if (!split(address, &e))
		return dedi_fail(error, DEDI_INVALID_INPUT,
			"%s is not an address such as 127.0.0.1:8080 or [::1]:8080", address);
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = flags | AI_NUMERICSERV};
	int failure = getaddrinfo(e.host[0] ? e.host : NULL, e.port, &hints, ret_list);
	if (failure)
		return dedi_fail(
			error, DEDI_INVALID_INPUT, "%s: %s", address, gai_strerror(failure));
	return DEDI_OK;
}

static void name_of(int fd, char *ret_address, size_t size)
{
	struct sockaddr_storage own;
	socklen_t n = sizeof own;
	char host[HOST_MAX], port[PORT_MAX];
	if (getsockname(fd, (struct sockaddr *)&own, &n) != 0 ||
		getnameinfo((struct sockaddr *)&own, n, host, sizeof host, port, sizeof port,
			NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
		snprintf(ret_address, size, "?");
		return;
	}
	bool v6 = own.ss_family == AF_INET6;
	snprintf(ret_address, size, "%s%s%s:%s", v6 ? "[" : "", host, v6 ? "]" : "", port);
}

static int open_listener(const struct addrinfo *a)
{
	int fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	int yes = 1, no = 0;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (a->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
	if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	int why = errno;
	close(fd);
	errno = why;
	return -1;
}

enum dedi_status listen_on(
	const char *address, int *ret_fd, char *ret_address, size_t size, struct dedi_error *error)
{
	struct addrinfo *list;
	enum dedi_status status = resolve(address, AI_PASSIVE, &list, error);
	if (status != DEDI_OK)
		return status;
	/* ":8080" gives IPv4 first; the IPv6 socket serves both, so it is tried before. */
	int fd = -1;
	for (int pass = 0; pass < 2 && fd < 0; pass++)
		for (const struct addrinfo *a = list; a && fd < 0; a = a->ai_next)
			if ((a->ai_family == AF_INET6) == (pass == 0))
				fd = open_listener(a);
	int why = errno;
	freeaddrinfo(list);
	if (fd < 0)
		return dedi_fail(error, DEDI_IO, "cannot listen on %s: %s", address, strerror(why));
	name_of(fd, ret_address, size);
	*ret_fd = fd;
	return DEDI_OK;
}

static bool is_listening_tcp(int fd)
{
	struct sockaddr_storage own;
	socklen_t n = sizeof own, m = sizeof(int);
	int listening = 0;
	return getsockname(fd, (struct sockaddr *)&own, &n) == 0 &&
	       (own.ss_family == AF_INET || own.ss_family == AF_INET6) &&
	       getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &m) == 0 && listening;
}

enum dedi_status listen_inherited(
	int *ret_fd, char *ret_address, size_t size, struct dedi_error *error)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");
	bool ours = pid && count && strtol(pid, NULL, 10) == getpid();
	bool one = ours && strcmp(count, "1") == 0;
	unsetenv("LISTEN_PID");
	*ret_fd = -1;
	if (!ours)
		return DEDI_OK;
	if (!one || !is_listening_tcp(INHERITED_FD) ||
		fcntl(INHERITED_FD, F_SETFD, FD_CLOEXEC) != 0 ||
		fcntl(INHERITED_FD, F_SETFL, O_NONBLOCK) != 0)
		return dedi_fail(error, DEDI_INVALID_INPUT,
			"LISTEN_FDS: what was passed on is not one listening TCP socket");
	name_of(INHERITED_FD, ret_address, size);
	*ret_fd = INHERITED_FD;
	return DEDI_OK;
}

enum dedi_status connect_to(
	const char *address, unsigned timeout_ms, int *ret_fd, struct dedi_error *error)
{
	struct addrinfo *list;
	enum dedi_status status = resolve(address, 0, &list, error);
	if (status != DEDI_OK)
		return status;
	struct timeval limit = {
		.tv_sec = timeout_ms / 1000, .tv_usec = (suseconds_t)(timeout_ms % 1000) * 1000};
	int fd = -1, why = 0;
	for (const struct addrinfo *a = list; a && fd < 0; a = a->ai_next) {
		fd = socket(a->ai_family, a->ai_socktype | SOCK_CLOEXEC, 0);
		if (fd < 0)
			continue;
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
		if (connect(fd, a->ai_addr, a->ai_addrlen) == 0)
			break;
		why = errno;
		close(fd);
		fd = -1;
	}
	freeaddrinfo(list);
	if (fd < 0)
		return dedi_fail(
			error, DEDI_IO, "cannot connect to %s: %s", address, strerror(why));
	*ret_fd = fd;
	return DEDI_OK;
}
