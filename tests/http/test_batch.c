/* Batches: order, errors in their place, answers before the end of the request, limits. */
#include "harness.h"

#include "../run.h"
#include "listen.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NDJSON "Content-Type: application/x-ndjson"
#define BATCH  "/v1/analyze/batch"

static struct reply post(const char *body)
{
	return call((struct call){.path = BATCH, .body = body, .headers = {NDJSON}});
}

/* The line of this number (from 0), or NULL. */
static const char *line_of(const char *body, int number)
{
	for (; body && number; number--) {
		body = strchr(body, '\n');
		body = body && body[1] ? body + 1 : NULL;
	}
	return body;
}

static int count_lines(const char *body)
{
	int n = 0;
	for (; body && *body; body++)
		n += *body == '\n';
	return n;
}

static bool line_has(const char *body, int number, const char *part)
{
	const char *line = line_of(body, number);
	const char *found = line ? strstr(line, part) : NULL;
	const char *end = line ? strchr(line, '\n') : NULL;
	return found && end && found < end;
}

START_TEST(lines_in_order)
{
	enum { N = 500 };
	char *body = calloc(N, 256);
	ck_assert_ptr_nonnull(body);
	size_t n = 0;
	for (int i = 0; i < N; i++)
		n += (size_t)sprintf(body + n,
			i % 7 == 3 ? "{\"text\": %d}\n"
				   : "{\"id\":\"d%d\",\"text\":\"Ол жаңа мектеп салынатынын "
				     "айтты, – деді әкім.\"}\n",
			i);
	struct reply r = post(body);
	ck_assert_int_eq(r.status, 200);
	ck_assert_str_eq(r.content_type, "application/x-ndjson");
	ck_assert_int_eq(count_lines(r.body), N);
	for (int i = 0; i < N; i++) {
		char wanted[64];
		snprintf(wanted, sizeof wanted,
			i % 7 == 3 ? "{\"error\":{\"input_line\":%d," : "\"id\":\"d%d\"",
			i % 7 == 3 ? i + 1 : i);
		ck_assert_msg(line_has(r.body, i, wanted), "line %d: no %s", i, wanted);
	}
	reply_finish(&r);
	free(body);
}
END_TEST

START_TEST(every_error_has_its_place)
{
	struct reply r = post("\n"
			      "{\"text\":\"Ия, – деді Асқар Оспанов.\"}\n"
			      "   \r\n"
			      "nonsense\n"
			      "{\"text\":\"\"}\n"
			      "{\"text\":\"\xff\"}\n"
			      "{\"id\":\"ru\",\"text\":\"Министр заявил, что школа откроется уже "
			      "осенью этого года.\"}\n"
			      "{\"text\":\"Ия, – деді Асқар Оспанов.\",\"unknown\":1}\n"
			      "{\"id\":\"last\",\"text\":\"Ия, – деді Асқар Оспанов.\"}");
	ck_assert_int_eq(r.status, 200);
	ck_assert_int_eq(count_lines(r.body), 7);
	ck_assert(line_has(r.body, 0, "\"statements\":[{"));
	ck_assert(line_has(r.body, 1, "\"input_line\":4,"));
	ck_assert(line_has(r.body, 1, "\"code\":\"invalid-json\""));
	ck_assert(line_has(r.body, 2, "\"code\":\"empty-text\""));
	ck_assert(line_has(r.body, 3, "\"code\":\"invalid-utf8\""));
	ck_assert(line_has(r.body, 4, "\"code\":\"unsupported-language\""));
	ck_assert(line_has(r.body, 4, "\"id\":\"ru\""));
	ck_assert(line_has(r.body, 5, "\"field\":\"unknown\""));
	ck_assert(line_has(r.body, 6, "\"id\":\"last\""));
	reply_finish(&r);
}
END_TEST

START_TEST(options_of_all_lines)
{
	struct reply r = call((struct call){.path = BATCH "?offsets=byte&include=people",
		.body = "{\"text\":\"Ия, – деді Асқар Оспанов.\"}\n"
			"{\"text\":\"Ия, – деді Асқар Оспанов.\",\"offsets\":\"utf16\"}\n",
		.headers = {NDJSON}});
	ck_assert(line_has(r.body, 0, "\"offsets\":\"byte\""));
	ck_assert(line_has(r.body, 1, "\"offsets\":\"utf16\""));
	ck_assert_ptr_null(strstr(r.body, "\"statements\":[{"));
	reply_finish(&r);
	expect_problem(
		call((struct call){.path = BATCH "?id=a", .body = "{}", .headers = {NDJSON}}), 400,
		"invalid-parameter");
	expect_problem(
		call((struct call){.path = BATCH "?offsets=a", .body = "{}", .headers = {NDJSON}}),
		400, "invalid-parameter");
}
END_TEST

START_TEST(refusals)
{
	expect_problem(post(""), 400, "empty-body");
	expect_problem(call((struct call){.path = BATCH}), 405, "method-not-allowed");
	expect_problem(call((struct call){.path = BATCH,
			       .body = "{}",
			       .headers = {"Content-Type: application/json"}}),
		415, "unsupported-media-type");
	expect_problem(call((struct call){.path = BATCH,
			       .body = "{}",
			       .headers = {NDJSON, "Accept: application/json"}}),
		406, "not-acceptable");
}
END_TEST

START_TEST(chunked_body)
{
	struct reply r = call((struct call){.path = BATCH,
		.body = "{\"text\":\"Ия, – деді Асқар Оспанов.\"}\n{\"text\":5}\n",
		.chunked = true,
		.headers = {NDJSON}});
	ck_assert_int_eq(r.status, 200);
	ck_assert_int_eq(count_lines(r.body), 2);
	reply_finish(&r);
}
END_TEST

/* Reads until the bytes have part in them. */
static void read_until(int fd, const char *part)
{
	static char got[65536];
	size_t n = 0;
	struct pollfd p = {.fd = fd, .events = POLLIN};
	got[0] = 0;
	while (!strstr(got, part)) {
		ck_assert_int_eq(poll(&p, 1, 60000), 1);
		ssize_t m = recv(fd, got + n, sizeof got - 1 - n, 0);
		ck_assert_msg(m > 0, "ended before %s: %s", part, got);
		n += (size_t)m;
		got[n] = 0;
	}
}

static void send_text(int fd, const char *text)
{
	ck_assert_int_eq(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

START_TEST(answers_leave_while_the_request_arrives)
{
	int fd;
	struct dedi_error error;
	ck_assert_int_eq(connect_to(test_address(), 60000, &fd, &error), DEDI_OK);
	send_text(fd, "POST " BATCH " HTTP/1.1\r\nHost: x\r\n" NDJSON
		      "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
		      "b\r\n{\"text\":5}\n\r\n");
	read_until(fd, "\"input_line\":1,");
	send_text(fd, "e\r\n{\"text\":6}\n{\"t\r\n");
	read_until(fd, "\"input_line\":2,");
	send_text(fd, "8\r\next\":7}\n\r\n");
	read_until(fd, "\"input_line\":3,");
	send_text(fd, "0\r\n\r\n");
	read_until(fd, "0\r\n\r\n");
	close(fd);
}
END_TEST

START_TEST(leave_to_send)
{
	int fd;
	struct dedi_error error;
	ck_assert_int_eq(connect_to(test_address(), 60000, &fd, &error), DEDI_OK);
	send_text(fd, "POST " BATCH " HTTP/1.1\r\nHost: x\r\n" NDJSON
		      "\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
	read_until(fd, "HTTP/1.1 100 Continue\r\n\r\n");
	send_text(fd, "{\"text\":5}\n");
	read_until(fd, "\"input_line\":1,");
	close(fd);
}
END_TEST

/* A broken frame or a vanished client in the middle: the service goes on. */
START_TEST(broken_off)
{
	static const char head[] = "POST " BATCH " HTTP/1.1\r\nHost: x\r\n" NDJSON
				   "\r\nTransfer-Encoding: chunked\r\n\r\n"
				   "b\r\n{\"text\":5}\n\r\n";
	for (int i = 0; i < 20; i++) {
		int fd;
		struct dedi_error error;
		ck_assert_int_eq(connect_to(test_address(), 60000, &fd, &error), DEDI_OK);
		send_text(fd, head);
		if (i % 2)
			read_until(fd, "\"input_line\":1,");
		if (i % 4 == 3)
			send_text(fd, "nonsense\r\n");
		if (i % 4 == 2)
			shutdown(fd, SHUT_WR);
		close(fd);
	}
	struct reply r = post("{\"text\":\"Ия, – деді Асқар Оспанов.\"}\n");
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
}
END_TEST

static void setup(void)
{
	start_server(NULL);
}

static void setup_limits(void)
{
	start_server(OPTIONS("batch-documents", "3", "batch-line", "1K", "max-batches", "1"));
}

START_TEST(limit_of_documents)
{
	struct reply r =
		post("{\"text\":1}\n{\"text\":2}\n\n{\"text\":3}\n{\"text\":4}\n{\"text\":5}\n");
	ck_assert_int_eq(count_lines(r.body), 4);
	ck_assert(line_has(r.body, 3, "\"input_line\":5,"));
	ck_assert(line_has(r.body, 3, "\"code\":\"too-large\""));
	reply_finish(&r);
}
END_TEST

START_TEST(limit_of_a_line)
{
	char body[5000];
	memset(body, 'a', sizeof body);
	memcpy(body + 4000, "\n{\"text\":1}\n", 12);
	body[4012] = 0;
	struct reply r = post(body);
	ck_assert_int_eq(count_lines(r.body), 2);
	ck_assert(line_has(r.body, 0, "\"code\":\"too-large\""));
	ck_assert(line_has(r.body, 1, "\"code\":\"invalid-input\""));
	reply_finish(&r);
	body[4000] = 'a';
	body[4011] = 'a';
	r = post(body); /* without a line break at its end */
	ck_assert_int_eq(count_lines(r.body), 1);
	ck_assert(line_has(r.body, 0, "\"code\":\"too-large\""));
	reply_finish(&r);
}
END_TEST

START_TEST(limit_of_batches)
{
	int fd;
	struct dedi_error error;
	ck_assert_int_eq(connect_to(test_address(), 60000, &fd, &error), DEDI_OK);
	send_text(fd, "POST " BATCH " HTTP/1.1\r\nHost: x\r\n" NDJSON
		      "\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{\"text\":5}\n\r\n");
	read_until(fd, "\"input_line\":1,");
	struct reply r = post("{\"text\":1}\n");
	ck_assert_ptr_nonnull(reply_header(&r, "Retry-After"));
	expect_problem(r, 503, "overloaded");
	send_text(fd, "0\r\n\r\n");
	read_until(fd, "0\r\n\r\n");
	close(fd);
	r = post("{\"text\":1}\n");
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
}
END_TEST

int main(void)
{
	const TTest *const plain[] = {lines_in_order, every_error_has_its_place,
		options_of_all_lines, refusals, chunked_body,
		answers_leave_while_the_request_arrives, leave_to_send, broken_off};
	const TTest *const limited[] = {limit_of_documents, limit_of_a_line, limit_of_batches};
	Suite *suite = suite_create("batch");
	TCase *lines = tcase_create("lines"), *limits = tcase_create("limits");
	tcase_add_checked_fixture(lines, setup, stop_server);
	tcase_add_checked_fixture(limits, setup_limits, stop_server);
	tcase_set_timeout(lines, 120);
	tcase_set_timeout(limits, 120);
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		tcase_add_test(lines, plain[i]);
	for (size_t i = 0; i < sizeof limited / sizeof *limited; i++)
		tcase_add_test(limits, limited[i]);
	suite_add_tcase(suite, lines);
	suite_add_tcase(suite, limits);
	return run_suite(suite);
}
