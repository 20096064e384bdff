/* See harness.h. */
#include "harness.h"

#include "listen.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct server *test_server;
static struct dedi_engine *engine;

static struct {
	pid_t pid;
	int to; /* closing it ends the proxy */
	char address[64];
} front;

const char *test_front(void)
{
	return getenv("DEDI_TEST_FRONT");
}

const char *test_address(void)
{
	return front.pid ? front.address : server_address(test_server);
}

static void start_front(const char *kind)
{
	int to[2], from[2];
	ck_assert_int_eq(pipe2(to, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(from, O_CLOEXEC), 0);
	front.pid = fork();
	if (!front.pid) {
		dup2(to[0], 0);
		dup2(from[1], 1);
		execl(FRONT, FRONT, kind, server_address(test_server), (char *)NULL);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	front.to = to[1];
	size_t n = 0;
	while (n < sizeof front.address - 1 && read(from[0], front.address + n, 1) == 1 &&
		front.address[n] != '\n')
		n++;
	close(from[0]);
	ck_assert_msg(n && front.address[n] == '\n', "the proxy did not start");
	front.address[n] = 0;
}

static void stop_front(void)
{
	if (!front.pid)
		return;
	close(front.to);
	waitpid(front.pid, NULL, 0);
	front.pid = 0;
}

static void set_options(struct server_options *options, const char *const *pairs)
{
	struct dedi_error error = {0};
	for (; pairs && *pairs; pairs += 2) {
		struct str name = {pairs[0], strlen(pairs[0])},
			   value = {pairs[1], strlen(pairs[1])};
		const struct option_spec *spec = server_option_find(name);
		ck_assert_msg(spec != NULL, "no option %s", pairs[0]);
		enum dedi_status status = server_option_set(options, spec, value, &error);
		ck_assert_msg(status == DEDI_OK, "%s", error.message);
	}
}

void start_server_with(const char *lexicon_directory, const char *const *pairs)
{
	struct server_options options;
	struct dedi_error error;
	server_options_init(&options);
	set_options(&options, OPTIONS("listen", "127.0.0.1:0", "log-level", "error"));
	set_options(&options, pairs);
	options.lexicon_directory = lexicon_directory;
	const struct dedi_engine_options tables = {.lexicon_directory = lexicon_directory};
	ck_assert_int_eq(dedi_engine_new(&tables, &engine, &error), DEDI_OK);
	enum dedi_status status = server_start(&options, engine, &test_server, &error);
	ck_assert_msg(status == DEDI_OK, "%s", error.message);
	if (test_front())
		start_front(test_front());
}

void start_server(const char *const *pairs)
{
	start_server_with(NULL, pairs);
}

void stop_server(void)
{
	stop_front();
	uint64_t lost = server_stop(test_server);
	test_server = NULL;
	dedi_engine_free(engine);
	engine = NULL;
	ck_assert_uint_eq(lost, 0);
}

struct buffer {
	char *p;
	size_t n;
};

static size_t append(char *data, size_t size, size_t count, void *to)
{
	struct buffer *b = to;
	size_t n = size * count;
	char *p = realloc(b->p, b->n + n + 1);
	if (!p)
		return 0;
	memcpy(p + b->n, data, n);
	b->p = p;
	b->n += n;
	p[b->n] = 0;
	return n;
}

struct reply call(struct call c)
{
	struct buffer head = {0}, body = {0};
	struct curl_slist *headers = NULL;
	char url[4096];
	CURL *curl = curl_easy_init();
	ck_assert_ptr_nonnull(curl);
	int n = snprintf(url, sizeof url, "http://%s%s", test_address(), c.path);
	ck_assert_int_lt(n, (int)sizeof url);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, 120L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, append);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, &head);
	if (c.body) {
		curl_easy_setopt(curl, CURLOPT_POST, 1L);
		curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
			(curl_off_t)(c.body_n ? c.body_n : strlen(c.body)));
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, c.body);
	}
	if (c.method && strcmp(c.method, "HEAD") == 0)
		curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	else if (c.method)
		curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, c.method);
	for (size_t i = 0; i < sizeof c.headers / sizeof *c.headers && c.headers[i]; i++)
		headers = curl_slist_append(headers, c.headers[i]);
	if (c.chunked)
		headers = curl_slist_append(headers, "Transfer-Encoding: chunked");
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	CURLcode code = curl_easy_perform(curl);
	ck_assert_msg(code == CURLE_OK, "%s %s: %s", c.method ? c.method : "", c.path,
		curl_easy_strerror(code));
	struct reply reply = {.head = head.p, .body = body.p, .body_n = body.n};
	const char *type = NULL;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply.status);
	curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
	snprintf(reply.content_type, sizeof reply.content_type, "%s", type ? type : "");
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return reply;
}

void reply_finish(struct reply *reply)
{
	free(reply->head);
	free(reply->body);
	*reply = (struct reply){0};
}

const char *reply_header(const struct reply *reply, const char *name)
{
	static char value[512];
	size_t n = strlen(name);
	for (const char *line = reply->head; line && *line; line = strstr(line, "\r\n")) {
		while (*line == '\r' || *line == '\n')
			line++;
		if (strncasecmp(line, name, n) != 0 || line[n] != ':')
			continue;
		const char *from = line + n + 1;
		while (*from == ' ')
			from++;
		snprintf(value, sizeof value, "%.*s", (int)strcspn(from, "\r\n"), from);
		return value;
	}
	return NULL;
}

void expect_problem(struct reply reply, long status, const char *code)
{
	char wanted[96];
	snprintf(wanted, sizeof wanted, "\"code\":\"%s\"", code);
	ck_assert_msg(reply.status == status, "status %ld instead of %ld: %s", reply.status, status,
		reply.body ? reply.body : "");
	ck_assert_str_eq(reply.content_type, "application/problem+json");
	ck_assert_ptr_nonnull(reply.body);
	ck_assert_msg(strstr(reply.body, wanted) != NULL, "no %s in %s", wanted, reply.body);
	reply_finish(&reply);
}

char *raw_exchange(const char *bytes, size_t n, size_t step, bool *ret_ended)
{
	int fd, yes = 1;
	struct dedi_error error;
	struct buffer got = {0};
	char piece[4096];
	ck_assert_int_eq(connect_to(test_address(), 5000, &fd, &error), DEDI_OK);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	for (size_t at = 0; at < n;) {
		size_t part = step && step < n - at ? step : n - at;
		ssize_t sent = send(fd, bytes + at, part, MSG_NOSIGNAL);
		if (sent <= 0)
			break; /* refused already: the answer is there to be read */
		at += (size_t)sent;
	}
	struct pollfd p = {.fd = fd, .events = POLLIN};
	*ret_ended = false;
	while (poll(&p, 1, !test_front() ? 20000 : got.n ? 500 : 70000) > 0) {
		ssize_t m = recv(fd, piece, sizeof piece, 0);
		if (m <= 0) {
			*ret_ended = true;
			break;
		}
		append(piece, 1, (size_t)m, &got);
	}
	close(fd);
	if (!got.p)
		got.p = calloc(1, 1);
	return got.p;
}
