/*
 * The wire: raw bytes in, statuses out. Each case names the clause it stands on (RFC 9112 unless it
 * says 9110). Aim: what two readers could frame differently is never answered 2xx, nothing hangs,
 * and every error is one problem+json.
 */
#include "../run.h"
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>

#define H       "Host: x\r\n"
#define C       "Connection: close\r\n"
#define GET     "GET /healthz HTTP/1.1\r\n"
#define POST    "POST /v1/analyze HTTP/1.1\r\n" H "Content-Type: text/plain\r\n"
#define TEXT    "Ол келді деді."
#define SMUGGLE "GET /healthz HTTP/1.1\r\nHost: y\r\n\r\n"

enum { MAX_ANSWERS = 8 };

struct wire_case {
	const char *clause;
	const char *what;
	const char *bytes;
	size_t n;                  /* 0: strlen */
	int statuses[MAX_ANSWERS]; /* in order, 0-terminated; the connection must end behind them */
};

#define BYTES(s) s, sizeof(s) - 1

static const struct wire_case cases[] = {
	/* what must work */
	{"3", "a plain GET", GET H C "\r\n", 0, {200}},
	{"9.3.2", "two requests one after the other", GET H "\r\n" GET H C "\r\n", 0, {200, 200}},
	{"9.3.2", "five pipelined requests",
		GET H "\r\n" GET H "\r\n" GET H "\r\n" GET H "\r\n" GET H C "\r\n", 0,
		{200, 200, 200, 200, 200}},
	{"2.2", "empty lines before the request line", "\r\n\r\n" GET H C "\r\n", 0, {200}},
	{"3.2.2", "absolute form", "GET http://x/healthz HTTP/1.1\r\n" H C "\r\n", 0, {200}},
	{"9110 7.1", "a query", "GET /healthz?a=b HTTP/1.1\r\n" H C "\r\n", 0, {200}},
	{"5.1", "white space around a value", GET "Host: \t x \t\r\n" C "\r\n", 0, {200}},
	{"5.1", "no space behind the colon", GET "Host:x\r\n" C "\r\n", 0, {200}},
	{"9110 5.1", "names in any case", GET "hOsT: x\r\ncOnNeCtIoN: cLoSe\r\n\r\n", 0, {200}},
	{"9110 5.5", "obs-text in a value", GET H C "X-A: \xd2\x9a\xff\r\n\r\n", 0, {200}},
	{"9.3", "HTTP/1.0 closes by itself", "GET /healthz HTTP/1.0\r\n\r\n", 0, {200}},
	{"9110 9.3.2", "HEAD has no body", "HEAD /healthz HTTP/1.1\r\n" H C "\r\n", 0, {200}},
	{"9110 9.3.7", "OPTIONS", "OPTIONS /v1/analyze HTTP/1.1\r\n" H C "\r\n", 0, {204}},
	{"7.1", "chunks", POST C "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 0,
		{422}},
	{"7.1", "coding name in capitals",
		POST C "Transfer-Encoding: CHUNKED\r\n\r\n3\r\nabc\r\n0\r\n\r\n", 0, {422}},
	{"7.1", "chunk size with zeros and capitals",
		POST C "Transfer-Encoding: chunked\r\n\r\n000A\r\n0123456789\r\n0\r\n\r\n", 0,
		{422}},
	{"7.1.1", "chunk extensions are overlooked",
		POST C "Transfer-Encoding: chunked\r\n\r\n3;a=\"b c\";d\r\nabc\r\n0;e\r\n\r\n", 0,
		{422}},
	{"7.1.2", "trailer fields are dropped",
		POST C "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-A: b\r\n\r\n", 0,
		{422}},
	{"7.1", "a request behind a chunked one",
		POST "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" GET H C "\r\n", 0,
		{422, 200}},
	{"6.2", "a request behind a body", POST "Content-Length: 3\r\n\r\nabc" GET H C "\r\n", 0,
		{422, 200}},
	{"6.3", "Content-Length 0 is an empty body", POST C "Content-Length: 0\r\n\r\n", 0, {400}},
	{"6.3", "a body for GET is read over", GET H "Content-Length: 3\r\n\r\nabc" GET H C "\r\n",
		0, {200, 200}},

	/* request line */
	{"3", "no version", "GET /healthz\r\n" H "\r\n", 0, {400}},
	{"3", "HTTP/0.9", "GET /healthz\r\n", 0, {400}},
	{"3", "two spaces", "GET  /healthz HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3", "a tab for a space", "GET\t/healthz HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3", "a space behind the version", "GET /healthz HTTP/1.1 \r\n" H "\r\n", 0, {400}},
	{"3", "a space before the method", " GET /healthz HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3", "a space in the target", "GET /health z HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3.1", "a method that is no token", "GE(T /healthz HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3.2", "an empty target", "GET  HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3.2", "a target without a slash", "GET healthz HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3.2", "a fragment in the target", "GET /healthz#a HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3.2", "bytes beyond ASCII in the target", "GET /\xd2\x9a HTTP/1.1\r\n" H "\r\n", 0,
		{400}},
	{"3.2", "an encoded NUL in the target", "GET /healthz%00/x HTTP/1.1\r\n" H "\r\n", 0,
		{400}},
	{"3.2.2", "absolute form without a path", "GET http://x HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"3.2.3", "authority form", "CONNECT x:80 HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"2.3", "lower-case protocol", "GET /healthz http/1.1\r\n" H "\r\n", 0, {400}},
	{"2.3", "HTTP/2.0", "GET /healthz HTTP/2.0\r\n" H "\r\n", 0, {505}},
	{"2.3", "the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 0, {505}},
	{"2.3", "two digits in the version", "GET /healthz HTTP/1.10\r\n" H "\r\n", 0, {400}},
	{"2", "a TLS client", BYTES("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), {400}},

	/* line ends and control characters */
	{"2.2", "LF alone behind the request line", "GET /healthz HTTP/1.1\n" H "\r\n", 0, {400}},
	{"2.2", "LF alone everywhere", "GET /healthz HTTP/1.1\nHost: x\n\n", 0, {400}},
	{"2.2", "LF alone behind a field", GET "Host: x\nX-A: b\r\n\r\n", 0, {400}},
	{"2.2", "LF alone at the end", GET H "\n", 0, {400}},
	{"2.2", "LF alone before the request", "\nGET /healthz HTTP/1.1\r\n" H "\r\n", 0, {400}},
	{"2.2", "CR alone in a value", GET "Host: x\rX-A: b\r\n\r\n", 0, {400}},
	{"2.2", "CR alone for line ends", "GET /healthz HTTP/1.1\rHost: x\r\r", 0, {400}},
	{"9110 5.5", "NUL in a value", BYTES(GET H "X-A: a\0b\r\n\r\n"), {400}},
	{"9110 5.1", "NUL in a name", BYTES(GET H "X-\0A: b\r\n\r\n"), {400}},
	{"9110 5.5", "a control character in a value",
		GET H "X-A: a\x01"
		      "b\r\n\r\n",
		0, {400}},
	{"9110 5.5", "DEL in a value", GET H "X-A: a\x7f\r\n\r\n", 0, {400}},

	/* fields */
	{"5.1", "a space before the colon", GET "Host : x\r\n\r\n", 0, {400}},
	{"5.1", "a tab before the colon", GET "Host\t: x\r\n\r\n", 0, {400}},
	{"5.1", "Content-Length with a space before the colon",
		POST "Content-Length : 3\r\n\r\nabc", 0, {400}},
	{"5.2", "a folded value", GET H "X-A: a\r\n b\r\n\r\n", 0, {400}},
	{"5.2", "a first field that begins with a space", GET " Host: x\r\n\r\n", 0, {400}},
	{"5.2", "Transfer-Encoding folded", POST "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
		0, {400}},
	{"5", "a field without a colon", GET H "X-A\r\n\r\n", 0, {400}},
	{"5", "a field without a name", GET H ": b\r\n\r\n", 0, {400}},
	{"9110 5.1", "a name that is no token", GET H "X(A: b\r\n\r\n", 0, {400}},
	{"3.2", "no Host", GET "\r\n", 0, {400}},
	{"3.2", "two Hosts", GET H H "\r\n", 0, {400}},
	{"3.2", "a Host that is none", GET "Host: x/y\r\n\r\n", 0, {400}},
	{"9110 10.1.1", "an unknown expectation", GET H "Expect: gold\r\n\r\n", 0, {417}},

	/* framing: the roots of request smuggling */
	{"6.3", "Content-Length twice, the same",
		POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 0, {400}},
	{"6.3", "Content-Length twice, different",
		POST "Content-Length: 3\r\nContent-Length: 38\r\n\r\nabc" SMUGGLE, 0, {400}},
	{"6.3", "a list of lengths", POST "Content-Length: 3, 3\r\n\r\nabc", 0, {400}},
	{"6.3", "a length with a sign", POST "Content-Length: +3\r\n\r\nabc", 0, {400}},
	{"6.3", "a negative length", POST "Content-Length: -3\r\n\r\nabc", 0, {400}},
	{"6.3", "a hexadecimal length", POST "Content-Length: 0x3\r\n\r\nabc", 0, {400}},
	{"6.3", "a length with a space in it", POST "Content-Length: 1 3\r\n\r\nabc", 0, {400}},
	{"6.3", "an empty length", POST "Content-Length: \r\n\r\n", 0, {400}},
	{"6.3", "a length of twenty digits", POST "Content-Length: 99999999999999999999\r\n\r\n", 0,
		{413}},
	{"6.1", "Content-Length and chunked",
		POST "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLE, 0,
		{400}},
	{"6.1", "chunked and Content-Length",
		POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" SMUGGLE, 0,
		{400}},
	{"6.1", "gzip", POST "Transfer-Encoding: gzip\r\n\r\nabc", 0, {400}},
	{"6.1", "gzip, chunked", POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 0,
		{501}},
	{"6.1", "chunked, identity", POST "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
		0, {400}},
	{"6.1", "Transfer-Encoding twice",
		POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
		0, {400}},
	{"6.1", "xchunked", POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 0, {400}},
	{"6.1", "chunked in quotation marks",
		POST "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 0, {400}},
	{"6.1", "chunked with a vertical tab",
		POST "Transfer-Encoding: \x0b"
		     "chunked\r\n\r\n0\r\n\r\n",
		0, {400}},
	{"6.1", "chunked from HTTP/1.0",
		"POST /v1/analyze HTTP/1.0\r\nContent-Type: text/plain\r\n"
		"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		0, {400}},
	{"7.1", "a chunk size with a sign",
		POST "Transfer-Encoding: chunked\r\n\r\n+3\r\nabc\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "a chunk size with 0x",
		POST "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "an empty chunk size",
		POST "Transfer-Encoding: chunked\r\n\r\n\r\nabc\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "a chunk size of seventeen digits",
		POST "Transfer-Encoding: chunked\r\n\r\n10000000000000003\r\nabc\r\n0\r\n\r\n", 0,
		{400}},
	{"7.1", "a space behind the chunk size",
		POST "Transfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "LF alone behind the chunk size",
		POST "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "CR alone behind the chunk size",
		POST "Transfer-Encoding: chunked\r\n\r\n3\rabc\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "LF alone in an extension",
		POST "Transfer-Encoding: chunked\r\n\r\n3;a\nabc\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "a chunk longer than its size",
		POST "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 0, {400}},
	{"7.1", "a chunk ended by LF alone",
		POST "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\n0\r\n\r\n", 0, {400}},
	{"7.1.2", "a folded trailer", POST "Transfer-Encoding: chunked\r\n\r\n0\r\n X: y\r\n\r\n",
		0, {400}},
	{"6.3", "an error ends the connection: nothing behind it is answered",
		POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc" SMUGGLE SMUGGLE, 0, {400}},
	{"9.3.2", "a good request, then a bad one", GET H "\r\n" GET "Host : x\r\n\r\n", 0,
		{200, 400}},

	/* methods and paths */
	{"9110 15.5.6", "a method that the path does not have",
		"PUT /v1/analyze HTTP/1.1\r\n" H C "\r\n", 0, {405}},
	{"9110 15.5.6", "an unknown method", "BREW /healthz HTTP/1.1\r\n" H C "\r\n", 0, {405}},
	{"9110 9.1", "methods are case-sensitive", "get /healthz HTTP/1.1\r\n" H C "\r\n", 0,
		{405}},
	{"9110 15.5.5", "an unknown path", "GET /nowhere HTTP/1.1\r\n" H C "\r\n", 0, {404}},
	{"9110 15.5.5", "a path with dots", "GET /../healthz HTTP/1.1\r\n" H C "\r\n", 0, {404}},
	{"9110 15.5.6", "a wrong method with a body",
		"PUT /v1/analyze HTTP/1.1\r\n" H C "Content-Length: 3\r\n\r\nabc", 0, {405}},
};

enum { N_CASES = sizeof cases / sizeof *cases };

static void setup(void)
{
	start_server(NULL);
}

/* Splits what came into answers; ends the test if it is not a run of whole ones. */
static int read_answers(const struct wire_case *c, const char *at, int statuses[MAX_ANSWERS])
{
	int n = 0;
	bool head = strncmp(c->bytes, "HEAD ", 5) == 0;
	while (*at) {
		int status = 0;
		ck_assert_msg(sscanf(at, "HTTP/1.1 %3d ", &status) == 1,
			"%s: not an answer: %.200s", c->what, at);
		const char *end = strstr(at, "\r\n\r\n");
		ck_assert_msg(end != NULL, "%s: an answer without an end", c->what);
		const char *field = strstr(at, "Content-Length: ");
		size_t length = field && field < end ? strtoul(field + 16, NULL, 10) : 0;
		ck_assert_msg(status == 204 || (field && field < end), "%s: no length", c->what);
		if (status >= 400) {
			const char *type = strstr(at, "Content-Type: application/problem+json\r\n");
			ck_assert_msg(type && type < end, "%s: not a problem: %.300s", c->what, at);
			ck_assert_msg(length > 0, "%s: an empty problem", c->what);
		}
		at = end + 4;
		if (!head) {
			ck_assert_msg(strlen(at) >= length, "%s: a short body", c->what);
			at += length;
		}
		ck_assert_int_lt(n, MAX_ANSWERS - 1);
		statuses[n++] = status;
	}
	return n;
}

static void check_case(const struct wire_case *c, size_t step)
{
	bool ended;
	char *answer = raw_exchange(c->bytes, c->n ? c->n : strlen(c->bytes), step, &ended);
	int statuses[MAX_ANSWERS] = {0};
	read_answers(c, answer, statuses);
	for (int i = 0; i < MAX_ANSWERS; i++)
		ck_assert_msg(statuses[i] == c->statuses[i],
			"RFC %s, %s%s: answer %d is %d, expected %d\n%s", c->clause, c->what,
			step ? " (byte by byte)" : "", i + 1, statuses[i], c->statuses[i], answer);
	ck_assert_msg(ended, "RFC %s, %s: the connection stays open", c->clause, c->what);
	free(answer);
}

START_TEST(at_once)
{
	check_case(&cases[_i], 0);
}
END_TEST

START_TEST(byte_by_byte)
{
	for (int i = 0; i < N_CASES; i++)
		check_case(&cases[i], 1);
}
END_TEST

/*
 * Behind a proxy: what it lets through is the proxy's, and written anew by it; what is asked is
 * that every request is answered, that no more answers come than there are requests in it, and how
 * many ambiguous ones are accepted all the same. Scores for docs/operations.md.
 */
static bool accepted(int status)
{
	return status == 200 || status == 422; /* 422: read, and not Kazakh */
}

START_TEST(behind_a_proxy)
{
	int same = 0, refused = 0, looser = 0, ambiguous = 0, accepted_ambiguous = 0, silent = 0,
	    more = 0;
	for (int i = 0; i < N_CASES; i++) {
		const struct wire_case *c = &cases[i];
		bool ended, framing = strstr(c->bytes, "POST ") && c->statuses[0] >= 400 &&
				      c->statuses[0] != 422 && !strstr(c->bytes, "Length: 0");
		char *answer = raw_exchange(c->bytes, c->n ? c->n : strlen(c->bytes), 0, &ended);
		int got[MAX_ANSWERS] = {0}, n = 0, wanted = 0;
		for (const char *at = answer; (at = strstr(at, "HTTP/1.")) && n < MAX_ANSWERS;
			at += 7)
			if (sscanf(at, "HTTP/1.%*d %d", &got[n]) == 1)
				n++;
		while (c->statuses[wanted])
			wanted++;
		ambiguous += framing;
		const char *what = NULL;
		if (!n && !ended && !strstr(c->bytes, "PRI *")) { /* HTTP/2 has no text answer */
			silent++;
			what = "no answer";
		} else if (memcmp(got, c->statuses, sizeof got) == 0) {
			same++;
		} else if (!n || !accepted(got[0])) {
			refused++;
		} else {
			looser++;
			what = framing ? "accepted, though ambiguous" : "accepted";
			accepted_ambiguous += framing;
		}
		if (n > wanted && !strstr(c->bytes, SMUGGLE)) {
			more++;
			what = "more answers than requests";
		}
		if (what)
			printf("  %s: RFC %s, %s\n", what, c->clause, c->what);
		free(answer);
	}
	printf("%d of %d cases as directly, %d refused otherwise, %d accepted; of %d ambiguous "
	       "ones %d accepted; %d without an answer, %d with too many\n",
		same, N_CASES, refused, looser, ambiguous, accepted_ambiguous, silent, more);
	fflush(stdout);
	ck_assert_int_eq(silent, 0);
	ck_assert_int_eq(more, 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("wire");
	TCase *table = tcase_create("table");
	tcase_add_checked_fixture(table, setup, stop_server);
	tcase_set_timeout(table, 240);
	if (test_front()) {
		tcase_add_test(table, behind_a_proxy);
	} else {
		tcase_add_loop_test(table, at_once, 0, N_CASES);
		tcase_add_test(table, byte_by_byte);
	}
	suite_add_tcase(suite, table);
	return run_suite(suite);
}
