/* What operators rely on: limits, deadlines, full queue, keys, CORS, metrics, log, stopping. */
#include "harness.h"

#include "../run.h"
#include "listen.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PLAIN "Content-Type: text/plain"

static const char article[] = "Қала әкімі Серік Оспанов биыл үш мектеп салынатынын айтты.\n";

static int connect_client(void)
{
	int fd;
	struct dedi_error error;
	ck_assert_int_eq(connect_to(test_address(), 60000, &fd, &error), DEDI_OK);
	return fd;
}

static void send_text(int fd, const char *text)
{
	ck_assert_int_eq(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

/* All that comes until the other side ends. */
static char *read_all(int fd)
{
	size_t n = 0, size = 1 << 20;
	char *got = calloc(1, size);
	ck_assert_ptr_nonnull(got);
	for (;;) {
		ssize_t m = recv(fd, got + n, size - 1 - n, 0);
		if (m <= 0)
			break;
		n += (size_t)m;
	}
	got[n] = 0;
	return got;
}

/* A connection that has been answered counts, whichever thread accepts the next one first. */
static int connect_served_client(void)
{
	static const char end[] = "\r\n\r\n";
	int fd = connect_client();
	send_text(fd, "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
	for (size_t n = 0; n < sizeof end - 1;) {
		char c;
		ck_assert_int_eq(recv(fd, &c, 1, 0), 1);
		n = c == end[n] ? n + 1 : c == end[0];
	}
	return fd;
}

static void expect_answer(int fd, const char *status, const char *code)
{
	char *got = read_all(fd);
	ck_assert_msg(strncmp(got, status, strlen(status)) == 0, "%s", got);
	ck_assert_ptr_nonnull(strstr(got, code));
	ck_assert_ptr_nonnull(strstr(got, "Connection: close\r\n"));
	free(got);
	close(fd);
}

START_TEST(slow_header)
{
	start_server(OPTIONS("header-timeout", "100ms"));
	int fd = connect_client();
	send_text(fd, "GET /healthz HTTP/1.1\r\nHost:");
	expect_answer(fd, "HTTP/1.1 408 ", "\"code\":\"request-timeout\"");
	/* a byte now and then does not help */
	fd = connect_client();
	send_text(fd, "GET /healthz HTTP/1.1\r\nHost: ");
	while (send(fd, "x", 1, MSG_NOSIGNAL) == 1) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (poll(&p, 1, 20) > 0)
			break;
	}
	expect_answer(fd, "HTTP/1.1 408 ", "\"code\":\"request-timeout\"");
	stop_server();
}
END_TEST

START_TEST(silent_connection)
{
	start_server(OPTIONS("header-timeout", "100ms", "idle-timeout", "100ms"));
	int fd = connect_client();
	char *got = read_all(fd);
	ck_assert_str_eq(got, "");
	free(got);
	close(fd);
	fd = connect_client();
	send_text(fd, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
	got = read_all(fd);
	ck_assert_int_eq(strncmp(got, "HTTP/1.1 200 ", 13), 0);
	free(got);
	close(fd);
	stop_server();
}
END_TEST

START_TEST(slow_body)
{
	start_server(OPTIONS("body-timeout", "100ms"));
	int fd = connect_client();
	send_text(fd, "POST /v1/analyze HTTP/1.1\r\nHost: x\r\n" PLAIN
		      "\r\nContent-Length: 100\r\n\r\nabc");
	expect_answer(fd, "HTTP/1.1 408 ", "\"code\":\"request-timeout\"");
	fd = connect_client();
	send_text(fd, "POST /v1/analyze HTTP/1.1\r\nHost: x\r\n" PLAIN
		      "\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
	expect_answer(fd, "HTTP/1.1 408 ", "\"code\":\"request-timeout\"");
	stop_server();
}
END_TEST

START_TEST(body_breaks_off)
{
	start_server(NULL);
	int fd = connect_client();
	send_text(fd, "POST /v1/analyze HTTP/1.1\r\nHost: x\r\n" PLAIN
		      "\r\nContent-Length: 100\r\n\r\nabc");
	shutdown(fd, SHUT_WR);
	expect_answer(fd, "HTTP/1.1 400 ", "\"code\":\"bad-request\"");
	/* a client that has said all and closed its half still gets its answer */
	fd = connect_client();
	send_text(fd, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	shutdown(fd, SHUT_WR);
	char *got = read_all(fd);
	ck_assert_int_eq(strncmp(got, "HTTP/1.1 200 ", 13), 0);
	free(got);
	close(fd);
	stop_server();
}
END_TEST

START_TEST(large_header)
{
	start_server(OPTIONS("max-header", "1K"));
	char header[3000], path[3000];
	memset(header, 'a', sizeof header - 1);
	memcpy(header, "X-A: ", 5);
	header[sizeof header - 1] = 0;
	expect_problem(call((struct call){.path = "/healthz", .headers = {header}}), 431,
		"header-too-large");
	memset(path, 'a', sizeof path - 1);
	path[0] = '/';
	path[sizeof path - 1] = 0;
	expect_problem(call((struct call){.path = path}), 414, "uri-too-long");
	stop_server();
}
END_TEST

START_TEST(connections_of_an_address)
{
	start_server(OPTIONS("max-connections-per-ip", "3"));
	int fds[3];
	for (int i = 0; i < 3; i++)
		fds[i] = connect_served_client();
	int fd = connect_client();
	expect_answer(fd, "HTTP/1.1 429 ", "\"code\":\"too-many-connections\"");
	for (int i = 0; i < 3; i++) { /* those that are there are served */
		send_text(fds[i], "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
		char *got = read_all(fds[i]);
		ck_assert_int_eq(strncmp(got, "HTTP/1.1 200 ", 13), 0);
		free(got);
		close(fds[i]);
	}
	struct reply r = {0};
	do { /* the places are free when the service has noticed */
		reply_finish(&r);
		r = call((struct call){.path = "/healthz"});
	} while (r.status == 429);
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
	stop_server();
}
END_TEST

START_TEST(all_connections)
{
	start_server(OPTIONS("max-connections", "2"));
	int a = connect_served_client(), b = connect_served_client();
	int fd = connect_client();
	expect_answer(fd, "HTTP/1.1 503 ", "\"code\":\"overloaded\"");
	close(a);
	close(b);
	stop_server();
}
END_TEST

enum { CROWD = 40 };

/* A megabyte takes more than the millisecond that it may: refused, and the thread goes on. */
START_TEST(analysis_takes_too_long)
{
	start_server(OPTIONS("job-threads", "1", "analysis-timeout", "1ms"));
	size_t n = strlen(article), count = (1 << 20) / n;
	char *body = calloc(count + 1, n);
	ck_assert_ptr_nonnull(body);
	for (size_t i = 0; i < count; i++)
		memcpy(body + i * n, article, n);
	struct reply r =
		call((struct call){.path = "/v1/analyze", .body = body, .headers = {PLAIN}});
	ck_assert_ptr_nonnull(strstr(r.body, "\"limit\":1}"));
	expect_problem(r, 422, "over-budget");
	r = call((struct call){.path = "/healthz"});
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
	free(body);
	stop_server();
}
END_TEST

/* One thread and one place for forty long texts: some are refused, each with an answer. */
START_TEST(full_queue)
{
	start_server(OPTIONS("job-threads", "1", "queue", "1"));
	size_t n = strlen(article), count = (300 << 10) / n;
	char head[256];
	char *body = calloc(count + 1, n);
	ck_assert_ptr_nonnull(body);
	for (size_t i = 0; i < count; i++)
		memcpy(body + i * n, article, n);
	snprintf(head, sizeof head,
		"POST /v1/analyze HTTP/1.1\r\nHost: x\r\n" PLAIN
		"\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n",
		count * n);
	int fds[CROWD], good = 0, refused = 0;
	for (int i = 0; i < CROWD; i++) {
		fds[i] = connect_client();
		send_text(fds[i], head);
		body[count * n - 1] = 0; /* all but the last byte */
		send_text(fds[i], body);
	}
	for (int i = 0; i < CROWD; i++)
		send_text(fds[i], "\n");
	for (int i = 0; i < CROWD; i++) {
		char *got = read_all(fds[i]);
		if (strncmp(got, "HTTP/1.1 200 ", 13) == 0) {
			good++;
		} else {
			ck_assert_int_eq(strncmp(got, "HTTP/1.1 503 ", 13), 0);
			ck_assert_ptr_nonnull(strcasestr(got, "\r\nRetry-After: "));
			ck_assert_ptr_nonnull(strstr(got, "\"code\":\"overloaded\""));
			refused++;
		}
		free(got);
		close(fds[i]);
	}
	ck_assert_int_gt(good, 0);
	ck_assert_int_gt(refused, 0);
	free(body);
	stop_server();
}
END_TEST

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	fclose(file);
}

#define KEY_A "aaaaaaaaaaaaaaaa-1"
#define KEY_B "bbbbbbbbbbbbbbbb-2"

START_TEST(keys)
{
	char path[] = "/tmp/dedi-keys-XXXXXX";
	close(mkstemp(path));
	write_file(path, "# people we know\n\n" KEY_A " desk\n");
	start_server(OPTIONS("api-keys", path));
	struct call c = {.path = "/v1/analyze", .body = article, .headers = {PLAIN}};
	struct reply r = call(c);
	ck_assert_str_eq(reply_header(&r, "WWW-Authenticate"), "Bearer realm=\"dedi\"");
	expect_problem(r, 401, "unauthorized");
	static const char *const wrong[] = {"Authorization: Bearer " KEY_B,
		"Authorization: Bearer aaaaaaaaaaaaaaaa-", "Authorization: Bearer " KEY_A "x",
		"Authorization: Basic " KEY_A, "Authorization: Bearer", "Authorization: " KEY_A};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		c.headers[1] = wrong[i];
		expect_problem(call(c), 401, "unauthorized");
	}
	c.headers[1] = "Authorization: Bearer " KEY_A;
	r = call(c);
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
	r = call((struct call){.path = "/healthz"});
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
	/* another file: known after a reload only */
	struct dedi_error error;
	write_file(path, KEY_B "\n");
	ck_assert_int_eq(server_reload(test_server, &error), DEDI_OK);
	expect_problem(call(c), 401, "unauthorized");
	c.headers[1] = "Authorization: Bearer " KEY_B;
	r = call(c);
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
	/* a bad one changes nothing, and the place of the fault is told */
	write_file(path, "# fine\nshort\n");
	ck_assert_int_eq(server_reload(test_server, &error), DEDI_BAD_DATA);
	ck_assert_ptr_nonnull(strstr(error.message, ":2: "));
	r = call(c);
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
	unlink(path);
	stop_server();
}
END_TEST

#define HEADS "head\ttype\tflags\n"
static const char with_head[] = "«Көктем» сұрыптамасы жиын өткізді.\n";

/* Asks one thing again and again until told to stop; counts what was not answered with 200. */
struct asker {
	pthread_t thread;
	_Atomic bool stop;
	uint32_t asked, failed;
};

static void *ask(void *argument)
{
	struct asker *a = argument;
	while (!atomic_load(&a->stop)) {
		struct reply r = call((struct call){
			.path = "/v1/analyze", .body = with_head, .headers = {PLAIN}});
		a->asked++;
		a->failed += r.status != 200;
		reply_finish(&r);
	}
	return NULL;
}

static bool finds_body(void)
{
	struct reply r =
		call((struct call){.path = "/v1/analyze", .body = with_head, .headers = {PLAIN}});
	ck_assert_int_eq(r.status, 200);
	bool found = strstr(r.body, "\"name\":\"Көктем\"") != NULL;
	reply_finish(&r);
	return found;
}

static void version_of(char *ret, size_t size)
{
	struct reply r = call((struct call){.path = "/version"});
	ck_assert_int_eq(r.status, 200);
	const char *digest = strstr(r.body, "sha256:");
	ck_assert_ptr_nonnull(digest);
	snprintf(ret, size, "%.71s", digest);
	reply_finish(&r);
}

/* Tables changed under load: no request is lost, a bad table is told and changes nothing. */
START_TEST(lexicon_reload)
{
	enum { ASKERS = 3, RELOADS = 4 };
	char directory[] = "/tmp/dedi-lexicon-XXXXXX", path[64], before[80], after[80];
	ck_assert_ptr_nonnull(mkdtemp(directory));
	snprintf(path, sizeof path, "%s/organization_heads.tsv", directory);
	write_file(path, HEADS "жиынтықшы\tngo\t-\n");
	start_server_with(directory, OPTIONS("job-threads", "2"));
	ck_assert(!finds_body());
	version_of(before, sizeof before);
	struct asker askers[ASKERS] = {0};
	for (size_t i = 0; i < ASKERS; i++)
		ck_assert_int_eq(pthread_create(&askers[i].thread, NULL, ask, &askers[i]), 0);
	struct dedi_error error = {0};
	for (int i = 0; i < RELOADS; i++) {
		write_file(path, i % 2 ? HEADS "жиынтықшы\tngo\t-\n" : HEADS "сұрыптама\tngo\t-\n");
		ck_assert_int_eq(server_reload(test_server, &error), DEDI_OK);
		ck_assert(finds_body() == (i % 2 == 0));
	}
	write_file(path, HEADS "сұрыптама\tngo\t-\n");
	ck_assert_int_eq(server_reload(test_server, &error), DEDI_OK);
	version_of(after, sizeof after);
	ck_assert_str_ne(before, after);
	write_file(path, HEADS "сұрыптама\tngo\t-\nжиын\tno-such-type\t-\n");
	ck_assert_int_ne(server_reload(test_server, &error), DEDI_OK);
	ck_assert_msg(
		strstr(error.message, "organization_heads.tsv:3") != NULL, "%s", error.message);
	ck_assert(finds_body());
	version_of(before, sizeof before);
	ck_assert_str_eq(before, after);
	for (size_t i = 0; i < ASKERS; i++) {
		atomic_store(&askers[i].stop, true);
		pthread_join(askers[i].thread, NULL);
		ck_assert_uint_gt(askers[i].asked, 0);
		ck_assert_uint_eq(askers[i].failed, 0);
	}
	unlink(path);
	rmdir(directory);
	stop_server();
}
END_TEST

START_TEST(cors)
{
	start_server(OPTIONS("cors-origins", "https://news.example, http://localhost:3000"));
	struct reply r = call((struct call){.path = "/v1/analyze",
		.method = "OPTIONS",
		.headers = {
			"Origin: https://news.example", "Access-Control-Request-Method: POST"}});
	ck_assert_int_eq(r.status, 204);
	ck_assert_str_eq(reply_header(&r, "Access-Control-Allow-Origin"), "https://news.example");
	ck_assert_str_eq(reply_header(&r, "Access-Control-Allow-Methods"), "POST, OPTIONS");
	ck_assert_ptr_nonnull(reply_header(&r, "Access-Control-Allow-Headers"));
	ck_assert_str_eq(reply_header(&r, "Vary"), "Origin");
	reply_finish(&r);
	r = call((struct call){.path = "/v1/analyze",
		.body = article,
		.headers = {PLAIN, "Origin: http://localhost:3000"}});
	ck_assert_int_eq(r.status, 200);
	ck_assert_str_eq(reply_header(&r, "Access-Control-Allow-Origin"), "http://localhost:3000");
	reply_finish(&r);
	r = call((struct call){.path = "/nowhere", .headers = {"Origin: https://news.example"}});
	ck_assert_str_eq(reply_header(&r, "Access-Control-Allow-Origin"), "https://news.example");
	reply_finish(&r);
	static const char *const others[] = {"Origin: https://news.example.evil",
		"Origin: http://news.example", "Origin: null", "Origin: https://NEWS.example"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		r = call((struct call){.path = "/healthz", .headers = {others[i]}});
		ck_assert_ptr_null(reply_header(&r, "Access-Control-Allow-Origin"));
		ck_assert_str_eq(reply_header(&r, "Vary"), "Origin");
		reply_finish(&r);
	}
	stop_server();
}
END_TEST

/* An answer of the admin listener, which the harness's client does not ask. */
static char *ask_admin(const char *path)
{
	int fd;
	char request[256];
	struct dedi_error error;
	ck_assert_int_eq(
		connect_to(server_admin_address(test_server), 60000, &fd, &error), DEDI_OK);
	snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
		path);
	send_text(fd, request);
	char *got = read_all(fd);
	close(fd);
	return got;
}

START_TEST(metrics)
{
	start_server(OPTIONS("admin-listen", "127.0.0.1:0"));
	struct reply r =
		call((struct call){.path = "/v1/analyze", .body = article, .headers = {PLAIN}});
	reply_finish(&r);
	r = call((struct call){.path = "/v1/analyze/batch",
		.body = "{\"text\":5}\n",
		.headers = {"Content-Type: application/x-ndjson"}});
	reply_finish(&r);
	expect_problem(call((struct call){.path = "/metrics"}), 404, "not-found");
	static const char *const wanted[] = {
		"\ndedi_requests_total{route=\"/v1/analyze\",status=\"200\"} 1\n",
		"\ndedi_requests_total{route=\"/v1/analyze/batch\",status=\"200\"} 1\n",
		"\ndedi_requests_total{route=\"other\",status=\"404\"} 1\n",
		"\ndedi_request_duration_seconds_count{route=\"/v1/analyze\"} 1\n",
		"\ndedi_stage_duration_seconds_bucket{stage=\"words\",le=\"+Inf\"} 1\n",
		"\ndedi_problems_total{code=\"not-found\"} 1\n",
		"\ndedi_problems_total{code=\"invalid-input\"} 1\n", "\ndedi_documents_total 1\n",
		"\ndedi_batch_errors_total 1\n", "\ndedi_statements_total{type=\"indirect\"} 1\n",
		"\ndedi_queue_length 0\n", "\n# TYPE dedi_requests_total counter\n",
		"Content-Type: text/plain; version=0.0.4"};
	char *got = ask_admin("/metrics");
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		ck_assert_msg(strstr(got, wanted[i]) != NULL, "no %s in\n%s", wanted[i], got);
	free(got);
	got = ask_admin("/readyz");
	ck_assert_int_eq(strncmp(got, "HTTP/1.1 200 ", 13), 0);
	free(got);
	got = ask_admin("/v1/analyze");
	ck_assert_int_eq(strncmp(got, "HTTP/1.1 404 ", 13), 0);
	free(got);
	stop_server();
}
END_TEST

START_TEST(log_lines)
{
	char path[] = "/tmp/dedi-log-XXXXXX", text[16384];
	int file = mkstemp(path), before = dup(STDERR_FILENO);
	ck_assert_int_ge(file, 0);
	dup2(file, STDERR_FILENO);
	start_server(OPTIONS("log-level", "info"));
	struct reply r = call((struct call){
		.path = "/v1/analyze?title=%D2%9A%D3%A9%D0%BF%D1%96%D1%80",
		.body = article,
		.headers = {PLAIN, "X-Request-ID: desk-7",
			"traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}});
	reply_finish(&r);
	r = call((struct call){.path = "/secret-path", .headers = {"traceparent: 00-nonsense"}});
	reply_finish(&r);
	stop_server();
	dup2(before, STDERR_FILENO);
	ssize_t n = pread(file, text, sizeof text - 1, 0);
	ck_assert_int_gt(n, 0);
	text[n] = 0;
	static const char *const wanted[] = {"\"request_id\":\"desk-7\"",
		"\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"",
		"\"route\":\"/v1/analyze\"", "\"status\":200",
		"\"run_us\":", "\"code\":\"not-found\"", "\"msg\":\"stopped\",\"unanswered\":0}"};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		ck_assert_msg(strstr(text, wanted[i]) != NULL, "no %s in\n%s", wanted[i], text);
	static const char *const unwanted[] = {"Оспанов", "secret", "nonsense", "title"};
	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++)
		ck_assert_ptr_null(strstr(text, unwanted[i]));
	close(before);
	close(file);
	unlink(path);
}
END_TEST

START_TEST(bad_settings)
{
	struct server_options options;
	struct dedi_error error;
	struct server *server;
	static const char *const bad[][2] = {{"listen", "nowhere"}, {"listen", "127.0.0.1:99999"},
		{"listen", "256.0.0.1:80"}, {"listen", "::1:80"}, {"log-level", "loud"},
		{"api-keys", "/nowhere/keys"}};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str name = {bad[i][0], strlen(bad[i][0])},
			   value = {bad[i][1], strlen(bad[i][1])};
		server_options_init(&options);
		ck_assert_int_eq(
			server_option_set(&options, server_option_find(name), value, &error),
			DEDI_OK);
		struct dedi_engine *engine;
		const struct dedi_engine_options none = {0};
		ck_assert_int_eq(dedi_engine_new(&none, &engine, &error), DEDI_OK);
		error.message[0] = 0;
		ck_assert_msg(server_start(&options, engine, &server, &error) != DEDI_OK, "%s=%s",
			bad[i][0], bad[i][1]);
		ck_assert_str_ne(error.message, "");
		dedi_engine_free(engine);
	}
}
END_TEST

START_TEST(healthcheck)
{
	struct dedi_error error;
	start_server(NULL);
	char address[64];
	snprintf(address, sizeof address, "%s", server_address(test_server));
	ck_assert_int_eq(server_healthcheck(address, 60000, &error), DEDI_OK);
	stop_server();
	ck_assert_int_ne(server_healthcheck(address, 60000, &error), DEDI_OK);
}
END_TEST

START_TEST(ipv6)
{
	int probe = socket(AF_INET6, SOCK_STREAM, 0);
	if (probe < 0)
		return; /* a kernel without IPv6 */
	close(probe);
	start_server(OPTIONS("listen", ":0", "max-connections-per-ip", "1"));
	const char *port = strrchr(server_address(test_server), ':');
	char address[64];
	struct dedi_error error;
	snprintf(address, sizeof address, "127.0.0.1%s", port);
	ck_assert_int_eq(server_healthcheck(address, 60000, &error), DEDI_OK);
	stop_server();
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {slow_header, silent_connection, slow_body, body_breaks_off,
		large_header, connections_of_an_address, all_connections, analysis_takes_too_long,
		full_queue, keys, lexicon_reload, cors, metrics, log_lines, bad_settings,
		healthcheck, ipv6};
	/* What a client meets behind a proxy too; the others are about its own connection. */
	const TTest *const behind[] = {
		analysis_takes_too_long, full_queue, keys, cors, bad_settings, healthcheck};
	Suite *suite = suite_create("operations");
	TCase *all = tcase_create("all");
	tcase_set_timeout(all, 120);
	for (size_t i = 0; !test_front() && i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(all, tests[i]);
	for (size_t i = 0; test_front() && i < sizeof behind / sizeof *behind; i++)
		tcase_add_test(all, behind[i]);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
