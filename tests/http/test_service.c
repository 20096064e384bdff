/* The service through a real client: every success and every error of the contract. */
#include "harness.h"

#include <stdlib.h>

#define JSON  "Content-Type: application/json"
#define PLAIN "Content-Type: text/plain; charset=utf-8"

static const char article[] = "Қала әкімі Серік Оспанов жаңа мектеп салынатынын айтты.\n"
			      "«Құрылыс көктемде басталады», – деді ол.\n";
static const char article_json[] =
	"{\"text\": \"Қала әкімі Серік Оспанов жаңа мектеп салынатынын айтты.\"}";

static void setup(void)
{
	start_server(NULL);
}

START_TEST(analyze_json)
{
	struct reply r =
		call((struct call){.path = "/v1/analyze", .body = article_json, .headers = {JSON}});
	ck_assert_int_eq(r.status, 200);
	ck_assert_str_eq(r.content_type, "application/json");
	ck_assert_ptr_nonnull(strstr(r.body, "\"statements\""));
	ck_assert_ptr_nonnull(reply_header(&r, "X-Request-ID"));
	reply_finish(&r);
}
END_TEST

START_TEST(analyze_plain_text)
{
	struct reply r =
		call((struct call){.path = "/v1/analyze?offsets=utf16&include=people&id=a1",
			.body = article,
			.headers = {PLAIN}});
	ck_assert_int_eq(r.status, 200);
	ck_assert_ptr_nonnull(strstr(r.body, "\"offsets\":\"utf16\""));
	ck_assert_ptr_nonnull(strstr(r.body, "\"id\":\"a1\""));
	ck_assert_ptr_null(strstr(r.body, "\"statements\":[{"));
	reply_finish(&r);
}
END_TEST

START_TEST(errors)
{
	expect_problem(call((struct call){.path = "/nowhere"}), 404, "not-found");
	expect_problem(call((struct call){.path = "/v1/analyze"}), 405, "method-not-allowed");
	expect_problem(call((struct call){.path = "/v1/analyze", .body = "", .headers = {JSON}}),
		400, "empty-body");
	expect_problem(
		call((struct call){.path = "/v1/analyze", .body = "{\"text\":", .headers = {JSON}}),
		400, "invalid-json");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("service");
	TCase *basic = tcase_create("basic");
	tcase_add_checked_fixture(basic, setup, stop_server);
	tcase_set_timeout(basic, 120);
	tcase_add_test(basic, analyze_json);
	tcase_add_test(basic, analyze_plain_text);
	tcase_add_test(basic, errors);
	suite_add_tcase(suite, basic);
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
