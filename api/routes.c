/*
 * The route table and the checks of a request's header, in the order in which a client can do
 * something about them: path, method, key, Accept, coding, media type, size.
 */
#include "routes.h"

#include "page.h"
#include "state.h"
#include "json/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#define BIT(method) (1u << (method))

static void answer_health(struct exchange *exchange, struct dedi_worker *worker)
{
	exchange_answer(exchange, 200, "application/json", STR("{\"status\":\"ok\"}"));
}

static void answer_ready(struct exchange *exchange, struct dedi_worker *worker)
{
	int phase = atomic_load(&exchange->server->phase);
	if (phase == PHASE_SERVING) {
		exchange_answer(exchange, 200, "application/json", STR("{\"status\":\"ready\"}"));
		return;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_STOPPING, "the service is %s",
		phase == PHASE_STARTING ? "starting" : "stopping");
	exchange_problem(exchange, &problem);
}

static void answer_openapi(struct exchange *exchange, struct dedi_worker *worker)
{
	exchange_answer(exchange, 200, "application/yaml",
		str_make((const char *)openapi_yaml, openapi_yaml_size));
}

static void answer_version(struct exchange *exchange, struct dedi_worker *worker)
{
	struct json_writer w;
	struct str json;
	writer_init(&w, &exchange->arena, 1024);
	writer_open(&w, '{');
	writer_key(&w, "version");
	writer_cstr(&w, DEDI_VERSION);
	writer_key(&w, "limits");
	writer_open(&w, '{');
	for (const struct option_spec *spec = server_option_specs; spec->name; spec++) {
		if (!spec->limit)
			continue;
		char key[64];
		const char *unit = spec->type == OPTION_BYTES  ? "_bytes"
				   : spec->type == OPTION_TIME ? "_ms"
							       : "";
		snprintf(key, sizeof key, "%s%s", spec->name, unit);
		for (char *c = key; *c; c++)
			if (*c == '-')
				*c = '_';
		writer_key(&w, key);
		writer_uint(&w, server_option_number(&exchange->server->options, spec));
	}
	writer_close(&w, '}');
	writer_close(&w, '}');
	if (writer_finish(&w, &json) == DEDI_OK) {
		exchange_answer(exchange, 200, "application/json", json);
		return;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_NO_MEMORY, "%s", "");
	exchange_problem(exchange, &problem);
}

static void answer_problem_page(struct exchange *exchange, struct dedi_worker *worker)
{
	struct str code = {exchange->path.p + sizeof "/problems/" - 1,
		exchange->path.n - (sizeof "/problems/" - 1)};
	for (int i = 0; i < PROBLEM_COUNT; i++) {
		const struct problem_kind *kind = &problem_kinds[i];
		if (!str_eq(code, str_make(kind->code, strlen(kind->code))))
			continue;
		char *page = arena_alloc(&exchange->arena, 1024);
		if (!page)
			break;
		int n = snprintf(page, 1024, "%s\n\nStatus %d, code %s\n\n%s\n", kind->title,
			kind->status, kind->code, kind->explanation);
		exchange_answer(
			exchange, 200, "text/plain; charset=utf-8", str_make(page, (size_t)n));
		return;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_NOT_FOUND, "%s", "there is no problem of this code");
	exchange_problem(exchange, &problem);
}

static void answer_page(struct exchange *exchange, struct dedi_worker *worker)
{
	struct str path = str_eq(exchange->path, STR("/")) ? STR("/index.html") : exchange->path;
	for (const struct page_file *file = page_files; file->path; file++) {
		if (!str_eq(path, str_make(file->path, strlen(file->path))))
			continue;
		/* nothing from elsewhere, nothing inline, in nobody's frame */
		answer_header(&exchange->answer, "Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
			"connect-src 'self'; base-uri 'none'; form-action 'self'; "
			"frame-ancestors 'none'");
		answer_header(&exchange->answer, "X-Content-Type-Options", "nosniff");
		answer_header(&exchange->answer, "Referrer-Policy", "no-referrer");
		answer_header(&exchange->answer, "Cache-Control", "no-cache");
		exchange_answer(exchange, 200, file->type, str_make(file->data, file->size));
		return;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_NOT_FOUND, "%s", "there is nothing at this path");
	exchange_problem(exchange, &problem);
}

static const struct route routes[] = {
	{"/", BIT(METHOD_GET), BODY_NONE, "text/html", true, false, answer_page},
	{"/assets/*", BIT(METHOD_GET), BODY_NONE, NULL, true, false, answer_page},
	{"/v1/analyze", BIT(METHOD_POST), BODY_DOCUMENT, "application/json", false, true,
		answer_analyze},
	{"/healthz", BIT(METHOD_GET), BODY_NONE, "application/json", true, false, answer_health},
	{"/readyz", BIT(METHOD_GET), BODY_NONE, "application/json", true, false, answer_ready},
	{"/version", BIT(METHOD_GET), BODY_NONE, "application/json", true, false, answer_version},
	{"/openapi.yaml", BIT(METHOD_GET), BODY_NONE, "application/yaml", true, false,
		answer_openapi},
	{"/problems/*", BIT(METHOD_GET), BODY_NONE, "text/plain", true, false, answer_problem_page},
};

enum method method_parse(struct str name)
{
	static const char *const names[] = {"GET", "HEAD", "POST", "OPTIONS"};
	for (int i = 0; i < METHOD_UNKNOWN; i++)
		if (str_eq(name, str_make(names[i], strlen(names[i]))))
			return (enum method)i;
	return METHOD_UNKNOWN;
}

static const struct route *find_route(struct str path)
{
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		struct str own = {routes[i].path, strlen(routes[i].path)};
		bool prefix = own.p[own.n - 1] == '*';
		own.n -= prefix;
		if (prefix ? str_starts(path, own) : str_eq(path, own))
			return &routes[i];
	}
	return NULL;
}

bool route_is_stream(struct str method, struct str target)
{
	const char *query = memchr(target.p, '?', target.n);
	if (query)
		target.n = (size_t)(query - target.p);
	const struct route *route = find_route(target);
	return route && route->body == BODY_BATCH && method_parse(method) == METHOD_POST;
}

static const char *allow_of(const struct route *route)
{
	return route->methods & BIT(METHOD_POST) ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

static struct str trim(struct str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_make(s.p + 1, s.n - 1);
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Splits off what stands before the next separator outside quotation marks. */
static struct str next_part(struct str *rest, char separator)
{
	bool quoted = false;
	size_t i = 0;
	for (; i < rest->n; i++) {
		if (quoted && rest->p[i] == '\\' && i + 1 < rest->n)
			i++;
		else if (rest->p[i] == '"')
			quoted = !quoted;
		else if (rest->p[i] == separator && !quoted)
			break;
	}
	struct str part = {rest->p, i};
	size_t skip = i < rest->n ? i + 1 : i;
	*rest = str_make(rest->p + skip, rest->n - skip);
	return trim(part);
}

static bool same_word(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

/* q=0 in any of its spellings: 0, 0.0, 0.00, 0.000. */
static bool is_zero_weight(struct str value)
{
	if (!value.n || value.p[0] != '0')
		return false;
	for (size_t i = 1; i < value.n; i++)
		if (value.p[i] != '0' && value.p[i] != '.')
			return false;
	return true;
}

/* How exactly a media range of Accept names type: 0 not at all, 1 by star, 2 by type, 3 wholly. */
static int range_matches(struct str range, const char *type)
{
	const char *slash = strchr(type, '/');
	size_t main_n = (size_t)(slash - type);
	if (str_eq(range, STR("*/*")))
		return 1;
	if (range.n == main_n + 2 && strncasecmp(range.p, type, main_n) == 0 &&
		range.p[main_n] == '/' && range.p[main_n + 1] == '*')
		return 2;
	return same_word(range, type) ? 3 : 0;
}

static bool accepts(struct str accept, const char *type)
{
	int best = 0;
	bool good = false;
	while (accept.n) {
		struct str range = next_part(&accept, ',');
		struct str name = next_part(&range, ';');
		int match = range_matches(name, type);
		if (match <= best)
			continue;
		best = match;
		good = true;
		while (range.n) {
			struct str parameter = next_part(&range, ';');
			if (parameter.n > 2 && (parameter.p[0] | 0x20) == 'q' &&
				parameter.p[1] == '=')
				good = !is_zero_weight(str_make(parameter.p + 2, parameter.n - 2));
		}
	}
	return good;
}

static struct str unquote(struct str s)
{
	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return str_make(s.p + 1, s.n - 2);
	return s;
}

/* charset=utf-8 or none; other parameters are of no interest. */
static bool charset_is_utf8(struct str parameters)
{
	while (parameters.n) {
		struct str value = next_part(&parameters, ';');
		struct str name = next_part(&value, '=');
		value = unquote(value);
		if (same_word(name, "charset") && !same_word(value, "utf-8") &&
			!same_word(value, "utf8"))
			return false;
	}
	return true;
}

static bool check_media_type(struct exchange *exchange)
{
	struct problem problem;
	struct str coding = exchange_header(exchange, "Content-Encoding");
	if (coding.p && !same_word(coding, "identity")) {
		problem_init(&problem, PROBLEM_UNSUPPORTED_ENCODING,
			"Content-Encoding must be left out");
		exchange_problem(exchange, &problem);
		return false;
	}
	struct str rest = exchange_header(exchange, "Content-Type");
	struct str type = next_part(&rest, ';');
	bool json = same_word(type, "application/json");
	exchange->plain_text = same_word(type, "text/plain");
	const char *detail = NULL;
	if (!json && !exchange->plain_text)
		detail = "Content-Type must be application/json or text/plain; charset=utf-8";
	else if (!charset_is_utf8(rest))
		detail = "the only charset is utf-8";
	if (!detail)
		return true;
	problem_init(&problem, PROBLEM_UNSUPPORTED_MEDIA_TYPE, "%s", detail);
	exchange_problem(exchange, &problem);
	return false;
}

void route_begin(struct exchange *exchange, const char *method, const char *path)
{
	struct problem problem;
	exchange->path = str_make(path, strlen(path));
	exchange->method = method_parse(str_make(method, strlen(method)));
	exchange->route = find_route(exchange->path);
	if (!exchange->route) {
		problem_init(&problem, PROBLEM_NOT_FOUND, "there is nothing at this path");
		exchange_problem(exchange, &problem);
		return;
	}
	const struct route *route = exchange->route;
	bool known = exchange->method == METHOD_OPTIONS ||
		     (route->methods &
			     BIT(exchange->method == METHOD_HEAD ? METHOD_GET : exchange->method));
	if (!known || exchange->method == METHOD_OPTIONS)
		answer_header(&exchange->answer, "Allow", allow_of(route));
	if (!known) {
		problem_init(&problem, PROBLEM_METHOD_NOT_ALLOWED, "this path takes %s",
			allow_of(route));
		exchange_problem(exchange, &problem);
		return;
	}
	if (exchange->method == METHOD_OPTIONS) {
		exchange_answer(exchange, 204, NULL, STR(""));
		return;
	}
	struct str accept = exchange_header(exchange, "Accept");
	if (route->produces && accept.p && trim(accept).n && !accepts(accept, route->produces)) {
		problem_init(&problem, PROBLEM_NOT_ACCEPTABLE, "this path answers with %s",
			route->produces);
		exchange_problem(exchange, &problem);
		return;
	}
	if (route->body != BODY_NONE)
		(void)check_media_type(exchange);
}
