/* The service through a real client: every success and every error of the contract. */
#include "../run.h"
#include "harness.h"
#include "problem.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON    "Content-Type: application/json"
#define PLAIN   "Content-Type: text/plain; charset=utf-8"
#define ANALYZE "/v1/analyze"

static const char article[] = "Қала әкімі Серік Оспанов биыл үш мектеп салынатынын айтты.\n"
			      "«Құрылыс көктемде басталады», – деді ол.\n";
static const char article_json[] =
	"{\"text\": \"Қала әкімі Серік Оспанов биыл үш мектеп салынатынын айтты.\\n"
	"«Құрылыс көктемде басталады», – деді ол.\\n\"}";

static void setup(void)
{
	start_server(NULL);
}

static struct reply post(const char *body, const char *type)
{
	return call((struct call){.path = ANALYZE, .body = body, .headers = {type}});
}

static void expect_in(struct reply reply, long status, const char *part)
{
	ck_assert_msg(reply.status == status, "status %ld: %s", reply.status, reply.body);
	ck_assert_msg(strstr(reply.body, part) != NULL, "no %s in %s", part, reply.body);
	reply_finish(&reply);
}

START_TEST(analyze_json)
{
	struct reply r = post(article_json, JSON);
	ck_assert_int_eq(r.status, 200);
	ck_assert_str_eq(r.content_type, "application/json");
	ck_assert_ptr_nonnull(reply_header(&r, "X-Request-ID"));
	ck_assert_ptr_nonnull(reply_header(&r, "Date"));
	ck_assert_ptr_nonnull(strstr(r.body, "\"name\":\"Серік Оспанов\""));
	ck_assert_ptr_nonnull(strstr(r.body, "\"text\":\"Құрылыс көктемде басталады\""));
	reply_finish(&r);
}
END_TEST

/* Everything but the time of the analysis is the same, whatever way the text comes. */
START_TEST(plain_text_says_the_same)
{
	struct reply a = post(article_json, JSON), b = post(article, PLAIN);
	ck_assert_int_eq(b.status, 200);
	const char *end = strstr(a.body, "\"analysis_us\"");
	ck_assert_ptr_nonnull(end);
	ck_assert_int_eq(strncmp(a.body, b.body, (size_t)(end - a.body)), 0);
	reply_finish(&a);
	reply_finish(&b);
}
END_TEST

START_TEST(query_options)
{
	struct reply r = call((struct call){
		.path = ANALYZE "?offsets=utf16&include=people&id=a1&date=2026-01-02&explain=true",
		.body = article,
		.headers = {PLAIN}});
	ck_assert_int_eq(r.status, 200);
	ck_assert_ptr_nonnull(strstr(r.body, "\"offsets\":\"utf16\""));
	ck_assert_ptr_nonnull(strstr(r.body, "\"id\":\"a1\""));
	ck_assert_ptr_nonnull(strstr(r.body, "\"date\":\"2026-01-02\""));
	ck_assert_ptr_nonnull(strstr(r.body, "\"people\":[{"));
	ck_assert_ptr_null(strstr(r.body, "\"statements\":[{"));
	ck_assert_ptr_null(strstr(r.body, "\"campaigns\":["));
	reply_finish(&r);
	/* with JSON too; but what the object says counts */
	expect_in(call((struct call){.path = ANALYZE "?offsets=byte&id=q",
			  .body = article_json,
			  .headers = {JSON}}),
		200, "\"offsets\":\"byte\"");
	expect_in(call((struct call){.path = ANALYZE "?offsets=byte",
			  .body = "{\"text\":\"Ол келеді, – деді әкім.\",\"offsets\":\"utf16\"}",
			  .headers = {JSON}}),
		200, "\"offsets\":\"utf16\"");
}
END_TEST

START_TEST(bad_parameters)
{
	static const char *const queries[] = {"offsets=inch", "offsets=", "include=animals",
		"explain=maybe", "language=ru", "unit=byte", "offsets=byte&offsets=byte", "id",
		"date=yesterday", "date=2026-13-01"};
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		char path[128];
		snprintf(path, sizeof path, ANALYZE "?%s", queries[i]);
		expect_problem(
			call((struct call){.path = path, .body = article, .headers = {PLAIN}}), 400,
			"invalid-parameter");
	}
	char *path = malloc(8000);
	ck_assert_ptr_nonnull(path);
	int n = sprintf(path, ANALYZE "?id=");
	memset(path + n, 'a', 600);
	path[n + 600] = 0;
	expect_problem(call((struct call){.path = path, .body = article, .headers = {PLAIN}}), 400,
		"invalid-parameter");
	free(path);
}
END_TEST

START_TEST(small_pages)
{
	expect_in(call((struct call){.path = "/healthz"}), 200, "{\"status\":\"ok\"}");
	expect_in(call((struct call){.path = "/readyz"}), 200, "{\"status\":\"ready\"}");
	expect_in(call((struct call){.path = "/version"}), 200, "\"max_body_bytes\":4194304");
	expect_in(call((struct call){.path = "/version"}), 200, "\"model\":\"");
	expect_in(call((struct call){.path = "/version"}), 200, "\"header_timeout_ms\":10000");
	struct reply r = call((struct call){.path = "/openapi.yaml"});
	ck_assert_int_eq(r.status, 200);
	ck_assert_str_eq(r.content_type, "application/yaml");
	ck_assert_int_eq(strncmp(r.body, "openapi: 3.1.0\n", 15), 0);
	reply_finish(&r);
}
END_TEST

START_TEST(every_problem_is_explained)
{
	for (int i = 0; i < PROBLEM_COUNT; i++) {
		char path[96];
		snprintf(path, sizeof path, "/problems/%s", problem_kinds[i].code);
		struct reply r = call((struct call){.path = path});
		ck_assert_int_eq(r.status, 200);
		ck_assert_ptr_nonnull(strstr(r.body, problem_kinds[i].title));
		ck_assert_ptr_nonnull(strstr(r.body, problem_kinds[i].explanation));
		reply_finish(&r);
	}
}
END_TEST

START_TEST(head_and_options)
{
	struct reply r = call((struct call){.path = "/version", .method = "HEAD"});
	ck_assert_int_eq(r.status, 200);
	ck_assert_uint_eq(r.body_n, 0);
	ck_assert_str_ne(reply_header(&r, "Content-Length"), "0");
	reply_finish(&r);
	r = call((struct call){.path = ANALYZE, .method = "OPTIONS"});
	ck_assert_int_eq(r.status, 204);
	ck_assert_str_eq(reply_header(&r, "Allow"), "POST, OPTIONS");
	ck_assert_ptr_null(reply_header(&r, "Access-Control-Allow-Origin"));
	reply_finish(&r);
	r = call((struct call){.path = "/version", .method = "DELETE"});
	ck_assert_str_eq(reply_header(&r, "Allow"), "GET, HEAD, OPTIONS");
	expect_problem(r, 405, "method-not-allowed");
	r = call((struct call){.path = ANALYZE, .method = "HEAD"});
	ck_assert_int_eq(r.status, 405);
	reply_finish(&r);
}
END_TEST

START_TEST(wrong_place)
{
	expect_problem(call((struct call){.path = "/nowhere"}), 404, "not-found");
	expect_problem(call((struct call){.path = "/v1/analyze/"}), 404, "not-found");
	expect_problem(call((struct call){.path = "/metrics"}), 404, "not-found");
	expect_problem(call((struct call){.path = "/problems/none"}), 404, "not-found");
	expect_problem(call((struct call){.path = ANALYZE}), 405, "method-not-allowed");
	expect_problem(
		call((struct call){
			.path = ANALYZE, .method = "PUT", .body = article, .headers = {PLAIN}}),
		405, "method-not-allowed");
}
END_TEST

START_TEST(media_types)
{
	static const char *const wrong[] = {"Content-Type: application/x-www-form-urlencoded",
		"Content-Type: image/png", "Content-Type: text/html",
		"Content-Type:", "Content-Type: application/jsonx",
		"Content-Type: text/plain; charset=windows-1251",
		"Content-Type: application/json; charset=\"utf-16\""};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		expect_problem(post(article, wrong[i]), 415, "unsupported-media-type");
	static const char *const right[] = {"Content-Type: text/plain", "Content-Type: TEXT/Plain",
		"Content-Type: text/plain;charset=UTF-8",
		"Content-Type: text/plain; charset=\"utf-8\"",
		"Content-Type: text/plain; format=flowed; charset=utf-8"};
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		expect_in(post(article, right[i]), 200, "\"statements\"");
	expect_problem(call((struct call){.path = ANALYZE,
			       .body = article,
			       .headers = {PLAIN, "Content-Encoding: gzip"}}),
		415, "unsupported-encoding");
}
END_TEST

START_TEST(accept)
{
	static const char *const no[] = {"Accept: text/html", "Accept: application/json;q=0",
		"Accept: application/xml, text/*;q=0.5", "Accept: application/json;q=0.000, */*"};
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		expect_problem(
			call((struct call){
				.path = ANALYZE, .body = article_json, .headers = {JSON, no[i]}}),
			406, "not-acceptable");
	static const char *const yes[] = {"Accept:", "Accept: */*", "Accept: application/*",
		"Accept: text/html, application/json;q=0.1", "Accept: APPLICATION/json",
		"Accept: text/html;q=0, */*;q=0.01"};
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		expect_in(
			call((struct call){
				.path = ANALYZE, .body = article_json, .headers = {JSON, yes[i]}}),
			200, "\"statements\"");
}
END_TEST

START_TEST(empty)
{
	expect_problem(post("", JSON), 400, "empty-body");
	expect_problem(post("", PLAIN), 400, "empty-body");
	expect_problem(post("{\"text\": \"\"}", JSON), 422, "empty-text");
	expect_problem(post("{\"text\": \" \\n\\t \"}", JSON), 422, "empty-text");
	expect_problem(post(" \n \xc2\xa0\n", PLAIN), 422, "empty-text");
	expect_problem(post("\xef\xbb\xbf", PLAIN), 422, "empty-text");
}
END_TEST

START_TEST(malformed_json)
{
	expect_problem(post("{\"text\":", JSON), 400, "invalid-json");
	expect_problem(post("nonsense", JSON), 400, "invalid-json");
	expect_problem(post("{\"text\":\"a\"} x", JSON), 400, "invalid-json");
	expect_problem(post("{\"text\":\"a\",\"text\":\"b\"}", JSON), 400, "invalid-json");
	expect_in(post("{\n \"text\": \"а\",\n \"id\" 5}", JSON), 400, "\"line\":3,\"column\":");
	/* deeper than any reader should go */
	char deep[6000];
	memset(deep, '[', sizeof deep);
	deep[sizeof deep - 1] = 0;
	expect_problem(post(deep, JSON), 400, "invalid-json");
}
END_TEST

START_TEST(invalid_utf8)
{
	expect_in(post("Ол \xff келді", PLAIN), 400, "\"offset\":5");
	expect_in(post("{\"text\": \"\xd2\"}", JSON), 400, "\"offset\":10");
	expect_problem(post("\xed\xa0\x80", PLAIN), 400, "invalid-utf8");
	expect_problem(post("\xc0\xaf", PLAIN), 400, "invalid-utf8");
	expect_problem(post("Ол былай де\xd0", PLAIN), 400, "invalid-utf8");
}
END_TEST

START_TEST(invalid_fields)
{
	static const struct {
		const char *body, *field;
	} cases[] = {
		{"{}", "text"},
		{"{\"text\": 5}", "text"},
		{"{\"text\": null}", "text"},
		{"{\"text\": \"а\", \"offset\": \"byte\"}", "offset"},
		{"{\"text\": \"а\", \"offsets\": \"inch\"}", "offsets"},
		{"{\"text\": \"а\", \"offsets\": 1}", "offsets"},
		{"{\"text\": \"а\", \"include\": \"people\"}", "include"},
		{"{\"text\": \"а\", \"include\": [\"animals\"]}", "include"},
		{"{\"text\": \"а\", \"id\": 5}", "id"},
		{"{\"text\": \"а\", \"title\": []}", "title"},
		{"{\"text\": \"а\", \"date\": \"2026-1-1\"}", "date"},
		{"{\"text\": \"а\", \"language\": \"ru\"}", "language"},
		{"{\"text\": \"а\", \"explain\": \"yes\"}", "explain"},
		{"{\"text\": \"а\", \"known\": {\"people\": \"а\"}}", "known.people"},
		{"{\"text\": \"а\", \"known\": {\"animals\": []}}", "known"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char wanted[96];
		struct reply r = post(cases[i].body, JSON);
		snprintf(wanted, sizeof wanted, "\"field\":\"%s\"", cases[i].field);
		ck_assert_msg(strstr(r.body, wanted) != NULL, "%s: %s", cases[i].body, r.body);
		expect_problem(r, 422, "invalid-input");
	}
	expect_problem(post("[1, 2]", JSON), 422, "invalid-input");
	expect_problem(post("\"text\"", JSON), 422, "invalid-input");
}
END_TEST

START_TEST(other_languages)
{
	struct reply r =
		post("Министр заявил журналистам, что новая школа откроется уже осенью этого года.",
			PLAIN);
	ck_assert_ptr_nonnull(strstr(r.body, "\"detected\":\"ru\""));
	expect_problem(r, 422, "unsupported-language");
	r = post("The minister told reporters that the new school would open this autumn.", PLAIN);
	ck_assert_ptr_nonnull(strstr(r.body, "\"detected\":\"en\""));
	expect_problem(r, 422, "unsupported-language");
	r = post("Министр жаңа мектептің күзде ашылатынын айтты деген сөз."
		 " 部长告诉记者。",
		PLAIN);
	ck_assert_int_eq(r.status, 200);
	reply_finish(&r);
}
END_TEST

static char *repeat(const char *part, size_t size)
{
	size_t n = strlen(part);
	char *text = malloc(size + n + 1);
	ck_assert_ptr_nonnull(text);
	size_t at = 0;
	for (; at + n <= size; at += n)
		memcpy(text + at, part, n);
	text[at] = 0;
	return text;
}

START_TEST(too_large)
{
	char *ten = repeat("Ол келеді, – деді әкім.\n", 10 << 20);
	struct reply r = post(ten, PLAIN);
	ck_assert_ptr_nonnull(strstr(r.body, "\"limit\":4194304"));
	expect_problem(r, 413, "body-too-large");
	expect_problem(call((struct call){
			       .path = ANALYZE, .body = ten, .chunked = true, .headers = {PLAIN}}),
		413, "body-too-large");
	/* a client that does not wait for leave to send */
	expect_problem(
		call((struct call){.path = ANALYZE, .body = ten, .headers = {PLAIN, "Expect:"}}),
		413, "body-too-large");
	ten[2 << 20] = 0;
	r = post(ten, PLAIN);
	ck_assert_ptr_nonnull(strstr(r.body, "\"limit\":1048576"));
	expect_problem(r, 413, "too-large");
	free(ten);
}
END_TEST

START_TEST(chunked_request)
{
	char *text = repeat(article, 200 << 10);
	struct reply a = post(text, PLAIN);
	struct reply b = call(
		(struct call){.path = ANALYZE, .body = text, .chunked = true, .headers = {PLAIN}});
	ck_assert_int_eq(a.status, 200);
	ck_assert_int_eq(b.status, 200);
	const char *end = strstr(a.body, "\"analysis_us\"");
	ck_assert_int_eq(strncmp(a.body, b.body, (size_t)(end - a.body)), 0);
	reply_finish(&a);
	reply_finish(&b);
	free(text);
}
END_TEST

START_TEST(request_id)
{
	struct reply r =
		call((struct call){.path = "/healthz", .headers = {"X-Request-ID: night-desk/42"}});
	ck_assert_str_eq(reply_header(&r, "X-Request-ID"), "night-desk/42");
	reply_finish(&r);
	r = call((struct call){.path = "/nowhere", .headers = {"X-Request-ID: night-desk/43"}});
	ck_assert_ptr_nonnull(strstr(r.body, "\"instance\":\"night-desk/43\""));
	reply_finish(&r);
	static const char *const unfit[] = {"X-Request-ID: a b", "X-Request-ID: \"a\"",
		"X-Request-ID: \xd2\x9a",
		"X-Request-ID: "
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	for (size_t i = 0; i < sizeof unfit / sizeof *unfit; i++) {
		r = call((struct call){.path = "/healthz", .headers = {unfit[i]}});
		const char *id = reply_header(&r, "X-Request-ID");
		ck_assert_ptr_nonnull(id);
		ck_assert_ptr_null(strstr(unfit[i], id));
		reply_finish(&r);
	}
}
END_TEST

enum { CLIENTS = 16, ROUNDS = 25 };

static void *client_main(void *argument)
{
	const char *expected = argument;
	const char *end = strstr(expected, "\"analysis_us\"");
	for (int i = 0; i < ROUNDS; i++) {
		struct reply r =
			i % 5 == 4 ? post("{\"text\": 5}", JSON) : post(article_json, JSON);
		if (i % 5 == 4)
			ck_assert_int_eq(r.status, 422);
		else
			ck_assert_int_eq(strncmp(r.body, expected, (size_t)(end - expected)), 0);
		reply_finish(&r);
	}
	return NULL;
}

START_TEST(many_at_once)
{
	pthread_t threads[CLIENTS];
	struct reply expected = post(article_json, JSON);
	for (int i = 0; i < CLIENTS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, client_main, expected.body), 0);
	for (int i = 0; i < CLIENTS; i++)
		pthread_join(threads[i], NULL);
	reply_finish(&expected);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {analyze_json, plain_text_says_the_same, query_options,
		bad_parameters, small_pages, every_problem_is_explained, head_and_options,
		wrong_place, media_types, accept, empty, malformed_json, invalid_utf8,
		invalid_fields, other_languages, too_large, chunked_request, request_id,
		many_at_once};
	Suite *suite = suite_create("service");
	TCase *all = tcase_create("all");
	tcase_add_checked_fixture(all, setup, stop_server);
	tcase_set_timeout(all, 120);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(all, tests[i]);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
