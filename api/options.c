/*
 * The options table and its reader.
 *
 * Numbers are read by hand: strtoull takes signs, spaces and the locale's word for it, and a
 * configuration that is misread silently is worse than one that is refused.
 */
#include "options.h"

#include <inttypes.h>
#include <stdio.h>

#define KIB        UINT64_C(1024)
#define MIB        (KIB * 1024)
#define GIB        (MIB * 1024)
#define AT(member) offsetof(struct server_options, member)

/* clang-format off */
const struct option_spec server_option_specs[] = {
	{"listen", OPTION_TEXT, AT(listen), "127.0.0.1:8080", 0, 0, "ADDR:PORT",
		"where to serve; [::1]:8080 for IPv6, :8080 for every address, port 0 for any free one", false},
	{"admin-listen", OPTION_TEXT, AT(admin_listen), "", 0, 0, "ADDR:PORT",
		"where to serve /metrics; empty: nowhere", false},
	{"cors-origins", OPTION_TEXT, AT(cors_origins), "", 0, 0, "ORIGINS",
		"web origins that may call the service from a browser, with commas; empty: none", false},
	{"api-keys", OPTION_TEXT, AT(api_keys), "", 0, 0, "FILE",
		"file of accepted keys, one a line; empty: no key is asked for", false},
	{"log-level", OPTION_TEXT, AT(log_level), "info", 0, 0, "LEVEL",
		"debug, info, warn or error", false},
	{"log-requests", OPTION_BOOL, AT(log_requests), "yes", 0, 1, "yes|no",
		"a log line for every request", false},
	{"io-threads", OPTION_COUNT, AT(io_threads), "0", 0, 64, "N",
		"threads that read and write connections; 0: one for four processors, two at least",
		false},
	{"job-threads", OPTION_COUNT, AT(job_threads), "0", 0, 1024, "N",
		"threads that analyse; 0: one for each processor", false},
	{"queue", OPTION_COUNT, AT(queue), "256", 1, 1000000, "N",
		"requests that may wait for a job thread; further ones are answered 503", true},
	{"max-connections", OPTION_COUNT, AT(max_connections), "1024", 1, 1000000, "N",
		"open connections", true},
	{"max-connections-per-ip", OPTION_COUNT, AT(max_connections_per_ip), "0", 0, 1000000, "N",
		"open connections from one address; 0: as many as there are", true},
	{"max-header", OPTION_BYTES, AT(max_header), "16K", 1024, MIB, "BYTES",
		"request line and header fields", true},
	{"max-body", OPTION_BYTES, AT(max_body), "4M", 1024, GIB, "BYTES",
		"body of a request that holds one document", true},
	{"max-text", OPTION_BYTES, AT(max_text), "1M", 64, 512 * MIB, "BYTES",
		"text of a document, in UTF-8", true},
	{"max-known", OPTION_COUNT, AT(max_known), "1000", 0, 100000, "N",
		"names a request may give as known, all together", true},
	{"max-memory", OPTION_BYTES, AT(max_memory), "256M", MIB, 64 * GIB, "BYTES",
		"memory for the analysis of one document", false},
	{"analysis-timeout", OPTION_TIME, AT(analysis_timeout), "10s", 1, 86400000, "TIME",
		"for the analysis of one document, which otherwise is given up with 422", true},
	{"batch-line", OPTION_BYTES, AT(batch_line), "4M", 1024, GIB, "BYTES",
		"line of a batch", true},
	{"batch-documents", OPTION_COUNT, AT(batch_documents), "10000000", 1, UINT32_MAX, "N",
		"documents of a batch", true},
	{"max-batches", OPTION_COUNT, AT(max_batches), "16", 0, 100000, "N",
		"batches under way at one time", true},
	{"header-timeout", OPTION_TIME, AT(header_timeout), "10s", 10, 86400000, "TIME",
		"for the whole header of a request to arrive", true},
	{"body-timeout", OPTION_TIME, AT(body_timeout), "30s", 10, 86400000, "TIME",
		"for the whole body of a request to arrive; in a batch, for each line", true},
	{"idle-timeout", OPTION_TIME, AT(idle_timeout), "60s", 10, 86400000, "TIME",
		"for the next request to begin on an open connection", true},
	{"write-timeout", OPTION_TIME, AT(write_timeout), "30s", 10, 86400000, "TIME",
		"without the client taking any byte of its answer", true},
	{"stop-delay", OPTION_TIME, AT(stop_delay), "0", 0, 86400000, "TIME",
		"how long to go on when told to stop, with /readyz at 503, for a proxy to notice", false},
	{"drain-timeout", OPTION_TIME, AT(drain_timeout), "10s", 0, 86400000, "TIME",
		"for accepted requests to be answered when the service stops", false},
	{NULL, OPTION_TEXT, 0, NULL, 0, 0, NULL, NULL, false},
};
/* clang-format on */

static char *text_at(struct server_options *options, const struct option_spec *spec)
{
	return (char *)options + spec->offset;
}

static uint64_t *number_at(struct server_options *options, const struct option_spec *spec)
{
	return (uint64_t *)(void *)((char *)options + spec->offset);
}

uint64_t server_option_number(const struct server_options *options, const struct option_spec *spec)
{
	if (spec->type == OPTION_TEXT)
		return 0;
	return *(const uint64_t *)(const void *)((const char *)options + spec->offset);
}

/* Digits, then a unit of the list; false on anything else and on overflow. */
struct unit {
	struct str name;
	uint64_t factor;
};

static bool read_number(struct str s, const struct unit *units, uint64_t *ret)
{
	uint64_t n = 0;
	size_t i = 0;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		if (__builtin_mul_overflow(n, (uint64_t)10, &n) ||
			__builtin_add_overflow(n, (uint64_t)(s.p[i] - '0'), &n))
			return false;
	if (i == 0)
		return false;
	struct str unit = {s.p + i, s.n - i};
	for (; units->name.p; units++)
		if (str_eq(unit, units->name))
			return !__builtin_mul_overflow(n, units->factor, ret);
	return false;
}

static bool read_bool(struct str s, uint64_t *ret)
{
	static const struct unit words[] = {
		{{"yes", 3}, 1},
		{{"true", 4}, 1},
		{{"on", 2}, 1},
		{{"1", 1}, 1},
		{{"no", 2}, 0},
		{{"false", 5}, 0},
		{{"off", 3}, 0},
		{{"0", 1}, 0},
		{{NULL, 0}, 0},
	};
	for (const struct unit *w = words; w->name.p; w++)
		if (str_eq(s, w->name)) {
			*ret = w->factor;
			return true;
		}
	return false;
}

static const struct unit no_units[] = {{{"", 0}, 1}, {{NULL, 0}, 0}};
static const struct unit byte_units[] = {
	{{"", 0}, 1}, {{"K", 1}, KIB}, {{"M", 1}, MIB}, {{"G", 1}, GIB}, {{NULL, 0}, 0}};
static const struct unit time_units[] = {
	{{"", 0}, 1000}, {{"ms", 2}, 1}, {{"s", 1}, 1000}, {{"m", 1}, 60000}, {{NULL, 0}, 0}};

static enum dedi_status bad_option(
	const struct option_spec *spec, struct dedi_error *error, const char *what)
{
	enum dedi_status status = dedi_fail(error, DEDI_INVALID_INPUT, "%s: %s", spec->name, what);
	if (error)
		snprintf(error->field, sizeof error->field, "%s", spec->name);
	return status;
}

enum dedi_status server_option_set(struct server_options *options, const struct option_spec *spec,
	struct str value, struct dedi_error *error)
{
	uint64_t n = 0;
	switch (spec->type) {
	case OPTION_TEXT:
		if (value.n >= OPTION_TEXT_MAX)
			return bad_option(spec, error, "too long");
		if (value.n && memchr(value.p, 0, value.n))
			return bad_option(spec, error, "has a NUL character");
		if (value.n)
			memcpy(text_at(options, spec), value.p, value.n);
		text_at(options, spec)[value.n] = 0;
		return DEDI_OK;
	case OPTION_COUNT:
		if (!read_number(value, no_units, &n))
			return bad_option(spec, error, "expects a whole number");
		break;
	case OPTION_BYTES:
		if (!read_number(value, byte_units, &n))
			return bad_option(spec, error, "expects a size such as 65536, 64K or 4M");
		break;
	case OPTION_TIME:
		if (!read_number(value, time_units, &n))
			return bad_option(spec, error, "expects a time such as 30s, 250ms or 5m");
		break;
	case OPTION_BOOL:
		if (!read_bool(value, &n))
			return bad_option(spec, error, "expects yes or no");
		break;
	}
	if (n < spec->least || n > spec->most) {
		char range[96];
		snprintf(range, sizeof range, "must be from %" PRIu64 " to %" PRIu64 "%s",
			spec->least, spec->most, spec->type == OPTION_TIME ? " ms" : "");
		return bad_option(spec, error, range);
	}
	*number_at(options, spec) = n;
	return DEDI_OK;
}

void server_options_init(struct server_options *options)
{
	memset(options, 0, sizeof *options);
	for (const struct option_spec *spec = server_option_specs; spec->name; spec++) {
		struct str initial = {spec->initial, strlen(spec->initial)};
		/* The table's own values are right: a unit test sets each of them. */
		enum dedi_status status = server_option_set(options, spec, initial, NULL);
		(void)status;
	}
}

const struct option_spec *server_option_find(struct str name)
{
	for (const struct option_spec *spec = server_option_specs; spec->name; spec++) {
		if (strlen(spec->name) != name.n)
			continue;
		size_t i = 0;
		while (i < name.n && spec->name[i] == (name.p[i] == '_' ? '-' : name.p[i]))
			i++;
		if (i == name.n)
			return spec;
	}
	return NULL;
}

void server_option_print(const struct server_options *options, const struct option_spec *spec,
	char *ret_text, size_t size)
{
	uint64_t n = server_option_number(options, spec);
	const char *unit = "";
	switch (spec->type) {
	case OPTION_TEXT:
		snprintf(ret_text, size, "%s", (const char *)options + spec->offset);
		return;
	case OPTION_BOOL:
		snprintf(ret_text, size, "%s", n ? "yes" : "no");
		return;
	case OPTION_COUNT:
		break;
	case OPTION_BYTES:
		if (n && n % GIB == 0) {
			n /= GIB;
			unit = "G";
		} else if (n && n % MIB == 0) {
			n /= MIB;
			unit = "M";
		} else if (n && n % KIB == 0) {
			n /= KIB;
			unit = "K";
		}
		break;
	case OPTION_TIME:
		unit = n % 1000 ? "ms" : "s";
		n = n % 1000 ? n : n / 1000;
		break;
	}
	snprintf(ret_text, size, "%" PRIu64 "%s", n, unit);
}

void server_option_variable(const struct option_spec *spec, char *ret_name, size_t size)
{
	int n = snprintf(ret_name, size, "DEDI_%s", spec->name);
	for (int i = 0; i < n && (size_t)i + 1 < size; i++) {
		char c = ret_name[i];
		ret_name[i] = c == '-' ? '_' : c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
	}
}
