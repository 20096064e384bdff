/*
 * The floor of the service: a bare libmicrohttpd handler that takes a request whole and answers
 * 6 KB of constant JSON, with the same I/O as the library's own epoll thread gives.
 *
 * Four threads: one alone stops answering (libmicrohttpd 0.9.75) once 128 connections, as many as
 * it asks epoll for at a time, are ready at once.
 *
 * usage: bench-echo PORT   (ends with its standard input)
 */
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char answer[6 * 1024];

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *data, size_t *n_data, void **state)
{
	static int seen;
	(void)context, (void)url, (void)method, (void)version, (void)data;
	if (!*state) {
		*state = &seen;
		return MHD_YES;
	}
	if (*n_data) {
		*n_data = 0;
		return MHD_YES;
	}
	struct MHD_Response *response =
		MHD_create_response_from_buffer(sizeof answer, answer, MHD_RESPMEM_PERSISTENT);
	MHD_add_response_header(response, "Content-Type", "application/json");
	enum MHD_Result result = MHD_queue_response(connection, 200, response);
	MHD_destroy_response(response);
	return result;
}

int main(int argc, char **argv)
{
	char byte;
	memset(answer, ' ', sizeof answer);
	memcpy(answer, "{}", 2);
	if (argc != 2)
		return 2;
	struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD,
		(uint16_t)strtoul(argv[1], NULL, 10), NULL, NULL, on_request, NULL,
		MHD_OPTION_THREAD_POOL_SIZE, 4u, MHD_OPTION_END);
	if (!daemon)
		return 1;
	while (read(0, &byte, 1) > 0)
		;
	MHD_stop_daemon(daemon);
	return 0;
}
