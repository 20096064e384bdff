/* The parts of the service that need no network: options, framing, media types, addresses' counts.
 */
#include "../run.h"
#include "media.h"
#include "options.h"
#include "peers.h"
#include "wire.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

static enum dedi_status set(struct server_options *options, const char *name, const char *value)
{
	struct dedi_error error;
	const struct option_spec *spec = server_option_find(str_make(name, strlen(name)));
	ck_assert_msg(spec != NULL, "no option %s", name);
	return server_option_set(options, spec, str_make(value, strlen(value)), &error);
}

START_TEST(option_table_is_sound)
{
	for (const struct option_spec *spec = server_option_specs; spec->name; spec++) {
		struct server_options options = {0}, again = {0};
		char text[OPTION_TEXT_MAX], variable[64];
		ck_assert_msg(
			set(&options, spec->name, spec->initial) == DEDI_OK, "%s", spec->name);
		server_option_print(&options, spec, text, sizeof text);
		ck_assert_int_eq(set(&again, spec->name, text), DEDI_OK);
		ck_assert_msg(memcmp(&options, &again, sizeof options) == 0, "%s", spec->name);
		server_option_variable(spec, variable, sizeof variable);
		ck_assert_int_eq(strncmp(variable, "DEDI_", 5), 0);
		ck_assert_ptr_null(strchr(variable, '-'));
	}
	ck_assert_ptr_null(server_option_find(STR("max-bodies")));
	ck_assert_ptr_eq(server_option_find(STR("max_body")), server_option_find(STR("max-body")));
}
END_TEST

START_TEST(option_values)
{
	struct server_options o;
	server_options_init(&o);
	ck_assert_int_eq(set(&o, "max-body", "64K"), DEDI_OK);
	ck_assert_uint_eq(o.max_body, 65536);
	ck_assert_int_eq(set(&o, "body-timeout", "250ms"), DEDI_OK);
	ck_assert_uint_eq(o.body_timeout, 250);
	ck_assert_int_eq(set(&o, "body-timeout", "5"), DEDI_OK);
	ck_assert_uint_eq(o.body_timeout, 5000);
	static const char *const bad[] = {"", "K", "-1", "+1", " 1024", "1024 ", "1e6", "4X",
		"1.5M", "99999999999999999999", "18446744073709551615G", "1", "2G"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_msg(set(&o, "max-body", bad[i]) == DEDI_INVALID_INPUT, "%s", bad[i]);
		ck_assert_uint_eq(o.max_body, 65536);
	}
	ck_assert_int_eq(set(&o, "log-requests", "maybe"), DEDI_INVALID_INPUT);
}
END_TEST

/* However a chunked body is cut, the same bytes come out of it. */
START_TEST(chunks_cut_anywhere)
{
	static const char body[] =
		"3\r\nabc\r\n00b;x=\"y\"\r\ndefghijklmn\r\n1\r\no\r\n0\r\nX: y\r\n\r\n";
	for (size_t step = 1; step < sizeof body; step++) {
		struct wire_chunks chunks = {0};
		struct wire_fault fault;
		char got[32];
		size_t n = 0;
		enum wire_result result = WIRE_MORE;
		for (size_t at = 0; at < sizeof body - 1; at += step) {
			size_t part = sizeof body - 1 - at < step ? sizeof body - 1 - at : step;
			struct str input = {body + at, part}, data;
			while ((result = wire_next_chunk(&chunks, &input, &data, &fault)) ==
				WIRE_DATA) {
				size_t taken =
					data.n > 1 ? data.n / 2 : data.n; /* the rest comes again */
				memcpy(got + n, data.p, taken);
				n += taken;
				input = str_make(data.p + taken,
					(size_t)(input.p + input.n - data.p) - taken);
				wire_unread_chunk(&chunks, data.n - taken);
			}
			ck_assert_int_ne(result, WIRE_FAULT);
		}
		ck_assert_int_eq(result, WIRE_DONE);
		ck_assert_uint_eq(n, 15);
		ck_assert_int_eq(memcmp(got, "abcdefghijklmno", 15), 0);
	}
}
END_TEST

/* What is written for the library parses to the same request, without what the gate keeps. */
START_TEST(head_written_anew)
{
	static const char text[] =
		"POST http://x/a?b HTTP/1.1\r\nHost:x\r\nX-A:\t b \r\nTE: trailers\r\n"
		"Connection: close\r\nExpect: 100-continue\r\nContent-Length: 12\r\n\r\n";
	struct wire_head head, again;
	struct wire_fault fault;
	struct wire_scan scan = {0};
	struct str bytes = {text, sizeof text - 1};
	char out[sizeof text + WIRE_HEAD_SLACK];
	ck_assert_int_eq(wire_scan_head(&scan, bytes, &fault), WIRE_DONE);
	ck_assert_uint_eq(scan.at, bytes.n);
	ck_assert_int_eq(wire_parse_head(bytes, &head, &fault), WIRE_DONE);
	ck_assert(head.expects && head.close && head.length == 12);
	size_t n = wire_write_head(&head, true, out);
	ck_assert_int_eq(wire_parse_head(str_make(out, n), &again, &fault), WIRE_DONE);
	ck_assert(str_eq(again.target, STR("/a?b")));
	ck_assert(again.close && again.length == 12 && !again.expects);
	ck_assert_uint_eq(again.n_fields, 4);
	n = wire_write_head(&head, false, out);
	ck_assert_int_eq(wire_parse_head(str_make(out, n), &again, &fault), WIRE_DONE);
	ck_assert(!again.has_length && !again.chunked);
}
END_TEST

START_TEST(peers_come_and_go)
{
	enum { N = 300 };
	struct peers *peers;
	ck_assert_int_eq(peers_new(N, &peers), DEDI_OK);
	struct sockaddr_storage a[N];
	memset(a, 0, sizeof a);
	for (uint32_t i = 0; i < N; i++) {
		struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)&a[i];
		v4->sin_family = AF_INET;
		v4->sin_addr.s_addr = htonl(0x0a000000 + i * 7);
	}
	for (int round = 0; round < 3; round++) {
		for (int k = 0; k < 2; k++)
			for (int i = 0; i < N; i++)
				ck_assert(peers_enter(peers, &a[i], 2));
		for (int i = 0; i < N; i++)
			ck_assert(!peers_enter(peers, &a[i], 2));
		for (int i = 0; i < N; i += 3) { /* holes must not hide what lies behind them */
			peers_leave(peers, &a[i]);
			peers_leave(peers, &a[i]);
		}
		for (int i = 0; i < N; i++)
			if (i % 3)
				ck_assert(!peers_enter(peers, &a[i], 2));
		for (int i = 0; i < N; i++)
			for (int k = 0; i % 3 && k < 2; k++)
				peers_leave(peers, &a[i]);
	}
	peers_free(peers);
}
END_TEST

int main(void)
{
	const TTest *const tests[] = {option_table_is_sound, option_values, chunks_cut_anywhere,
		head_written_anew, peers_come_and_go};
	Suite *suite = suite_create("api");
	TCase *all = tcase_create("all");
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_test(all, tests[i]);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
