/*
 * The life of the service: start, run until told to stop, stop without losing a request.
 *
 * Order of stopping: not ready → no new connections → connections close behind their answers →
 * wait for the accepted requests, at most drain-timeout → job threads end (each queued job runs,
 * so every suspended connection is resumed) → transport ends.
 */
#include "server.h"

#include "listen.h"
#include "state.h"
#include "transport.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { FRESH_GRACE_MS = 500 };

static uint32_t processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	return n < 1 ? 1 : n > 1024 ? 1024 : (uint32_t)n;
}

/* A request costs them about a fifth of what it costs the threads that analyse. Two find a
 * processor sooner than one among those, unless there is only one processor. */
static uint32_t default_io_threads(void)
{
	enum { JOBS_EACH = 4, LEAST = 2, MOST = 64 };
	uint32_t n = processors(), io = n / JOBS_EACH;
	io = io < LEAST ? LEAST : io > MOST ? MOST : io;
	return io < n ? io : n;
}

static void make_id_prefix(struct server *server)
{
	uint64_t random = 0;
	if (getrandom(&random, sizeof random, 0) != sizeof random)
		random = clock_ns() ^ (uint64_t)getpid() << 32;
	snprintf(server->id_prefix, sizeof server->id_prefix, "%012" PRIx64,
		random & UINT64_C(0xffffffffffff));
}

static void note_digest(struct server *server, const struct dedi_engine *engine)
{
	struct str digest = lexicon_digest(dedi_engine_lexicon(engine));
	pthread_mutex_lock(&server->digest.lock);
	snprintf(server->digest.text, sizeof server->digest.text, STR_FMT, STR_ARG(digest));
	server->digest.model = dedi_engine_model(engine);
	pthread_mutex_unlock(&server->digest.lock);
}

uint64_t server_model(struct server *server)
{
	pthread_mutex_lock(&server->digest.lock);
	uint64_t model = server->digest.model;
	pthread_mutex_unlock(&server->digest.lock);
	return model;
}

struct str server_lexicon_digest(struct server *server, char *room, size_t size)
{
	pthread_mutex_lock(&server->digest.lock);
	snprintf(room, size, "%s", server->digest.text);
	pthread_mutex_unlock(&server->digest.lock);
	return str_make(room, strlen(room));
}

static void free_server(struct server *server)
{
	dedi_engine_free(server->reloaded);
	pthread_mutex_destroy(&server->digest.lock);
	exchange_pool_finish(server);
	keys_free(server->keys);
	peers_free(server->peers);
	pthread_mutex_destroy(&server->pool.lock);
	free(server);
}

enum dedi_status server_start(const struct server_options *options,
	const struct dedi_engine *engine, struct server **ret_server, struct dedi_error *error)
{
	struct server *server = calloc(1, sizeof *server);
	if (!server)
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for the service");
	server->options = *options;
	pthread_mutex_init(&server->pool.lock, NULL);
	pthread_mutex_init(&server->digest.lock, NULL);
	note_digest(server, engine);
	make_id_prefix(server);
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	server->started_ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
	enum log_level level;
	if (!log_parse_level(options->log_level, &level)) {
		free_server(server);
		return dedi_fail(
			error, DEDI_INVALID_INPUT, "log-level must be debug, info, warn or error");
	}
	uint32_t threads = options->job_threads ? (uint32_t)options->job_threads : processors();
	if (!server->options.io_threads)
		server->options.io_threads = default_io_threads();
	enum dedi_status status = keys_new(options->api_keys, &server->keys, error);
	if (status == DEDI_OK && options->max_connections_per_ip)
		status = peers_new(options->max_connections + 64, &server->peers);
	if (status == DEDI_OK)
		status = log_start(STDERR_FILENO, level, &server->log, error);
	if (status == DEDI_OK)
		status =
			jobs_start(engine, threads, (uint32_t)options->queue, &server->jobs, error);
	if (status == DEDI_OK)
		status = transport_start(server, &server->transport, error);
	if (status != DEDI_OK) {
		jobs_stop(server->jobs);
		log_stop(server->log);
		free_server(server);
		return status;
	}
	struct log_line line;
	log_begin(&line, server->log, LOG_INFO, "serving");
	log_text(&line, "listen", server->address);
	log_text(&line, "admin_listen", server->admin_address);
	log_text(&line, "version", DEDI_VERSION);
	log_number(&line, "io_threads", server->options.io_threads);
	log_number(&line, "job_threads", threads);
	log_end(&line);
	atomic_store(&server->phase, PHASE_SERVING);
	*ret_server = server;
	return DEDI_OK;
}

const char *server_address(const struct server *server)
{
	return server->address;
}

const char *server_admin_address(const struct server *server)
{
	return server->admin_address;
}

/* The tables of the directory, read and checked anew: all requests that begin from now on are
 * answered with them, those under way with the old ones. A table that is wrong changes nothing. */
static enum dedi_status reload_lexicon(struct server *server, struct dedi_error *error)
{
	const struct dedi_engine_options options = {
		.lexicon_directory = server->options.lexicon_directory,
		.model_path = server->options.model_path};
	struct dedi_engine *engine;
	if (!options.lexicon_directory)
		return DEDI_OK;
	enum dedi_status status = dedi_engine_new(&options, &engine, error);
	if (status != DEDI_OK)
		return status;
	status = jobs_renew(server->jobs, engine, error);
	if (status != DEDI_OK) {
		dedi_engine_free(engine);
		return status;
	}
	note_digest(server, engine);
	dedi_engine_free(server->reloaded);
	server->reloaded = engine;
	return DEDI_OK;
}

enum dedi_status server_reload(struct server *server, struct dedi_error *error)
{
	struct dedi_error why = {0};
	enum dedi_status status = keys_reload(server->keys, &why);
	if (status == DEDI_OK)
		status = reload_lexicon(server, &why);
	struct log_line line;
	log_begin(&line, server->log, status == DEDI_OK ? LOG_INFO : LOG_ERROR, "reload");
	log_text(&line, "error", why.message);
	log_end(&line);
	if (status != DEDI_OK && error)
		*error = why;
	return status;
}

uint64_t server_stop(struct server *server)
{
	if (!server)
		return 0;
	atomic_store(&server->phase, PHASE_DRAINING);
	uint64_t delay_ms = server->options.stop_delay;
	nanosleep(&(struct timespec){.tv_sec = (time_t)(delay_ms / 1000),
			  .tv_nsec = (long)(delay_ms % 1000) * 1000000},
		NULL);
	transport_stop_accepting(server->transport);
	uint64_t begun = clock_ns(), now = begun;
	uint64_t deadline = begun + server->options.drain_timeout * 1000000;
	/* A connection we took whose request is still under way on the network is waited for too,
	 * but not for long: it may never send one. */
	uint64_t fresh_deadline = begun + FRESH_GRACE_MS * UINT64_C(1000000);
	for (; now < deadline; now = clock_ns()) {
		bool fresh = atomic_load(&server->fresh) && now < fresh_deadline;
		if (!atomic_load(&server->in_flight) && !fresh)
			break;
		nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
	}
	uint64_t lost = atomic_load(&server->in_flight);
	jobs_stop(server->jobs);
	transport_stop(server->transport);
	struct log_line line;
	log_begin(&line, server->log, lost ? LOG_ERROR : LOG_INFO, "stopped");
	log_number(&line, "unanswered", lost);
	log_end(&line);
	log_stop(server->log);
	free_server(server);
	return lost;
}

/* Tells the service manager; without one, nothing. */
static void notify(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	if (!path || (path[0] != '/' && path[0] != '@') || strlen(path) >= sizeof to.sun_path)
		return;
	size_t n = strlen(path);
	memcpy(to.sun_path, path, n);
	if (path[0] == '@')
		to.sun_path[0] = 0;
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	ssize_t sent = sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
	(void)sent; /* a manager that has gone is no reason not to serve */
	close(fd);
}

/* With the time, which Type=notify-reload wants. */
static void notify_reloading(void)
{
	struct timespec now = {0};
	char state[64];
	clock_gettime(CLOCK_MONOTONIC, &now);
	snprintf(state, sizeof state, "RELOADING=1\nMONOTONIC_USEC=%lld",
		(long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
	notify(state);
}

enum dedi_status server_run(const struct server_options *options, const struct dedi_engine *engine,
	void (*ready)(const struct server *server, void *context), void *context,
	struct dedi_error *error)
{
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	/* Blocked before the threads are made, so that they inherit it and only sigwait takes them.
	 */
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	struct server *server;
	enum dedi_status status = server_start(options, engine, &server, error);
	if (status != DEDI_OK)
		return status;
	if (ready)
		ready(server, context);
	notify("READY=1");
	for (;;) {
		int which = 0;
		if (sigwait(&signals, &which) != 0)
			continue;
		if (which != SIGHUP)
			break;
		notify_reloading();
		(void)!server_reload(server, NULL); /* a failure is in the log; what was stays */
		notify("READY=1");
	}
	notify("STOPPING=1");
	uint64_t lost = server_stop(server);
	if (lost)
		return dedi_fail(error, DEDI_IO, "%" PRIu64 " requests were not answered", lost);
	return DEDI_OK;
}

/* "0.0.0.0:80" and ":80" are where to listen; the client asks this host. */
static void own_address(const char *listen, char *ret_address, size_t size)
{
	const char *colon = strrchr(listen, ':');
	const char *port = colon ? colon : ":8080";
	if (!colon || colon == listen || strncmp(listen, "0.0.0.0:", 8) == 0)
		snprintf(ret_address, size, "127.0.0.1%s", port);
	else if (strncmp(listen, "[::]:", 5) == 0)
		snprintf(ret_address, size, "[::1]%s", port);
	else
		snprintf(ret_address, size, "%s", listen);
}

enum dedi_status server_healthcheck(
	const char *listen, uint64_t timeout_ms, struct dedi_error *error)
{
	static const char request[] =
		"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
	char address[OPTION_TEXT_MAX], answer[16] = "";
	own_address(listen, address, sizeof address);
	int fd;
	enum dedi_status status = connect_to(address, (unsigned)timeout_ms, &fd, error);
	if (status != DEDI_OK)
		return status;
	size_t n = 0;
	if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) == (ssize_t)sizeof request - 1)
		while (n < 12) {
			ssize_t got = recv(fd, answer + n, 12 - n, 0);
			if (got <= 0)
				break;
			n += (size_t)got;
		}
	close(fd);
	if (n == 12 && memcmp(answer, "HTTP/1.1 200", 12) == 0)
		return DEDI_OK;
	return dedi_fail(
		error, DEDI_IO, "%s is not ready: %s", address, n == 12 ? answer + 9 : "no answer");
}
