/*
 * The route table and the checks of a request's header, in the order in which a client can do
 * something about them: path, method, key, Accept, coding, media type, size.
 */
#include "routes.h"

#include "cors.h"
#include "media.h"
#include "state.h"

#include <assert.h>

#define BIT(method) (1u << (method))

static const struct route routes[] = {
	{.path = "/",
		.methods = BIT(METHOD_GET),
		.produces = "text/html",
		.open = true,
		.answer = answer_page},
	{.path = "/docs",
		.methods = BIT(METHOD_GET),
		.produces = "text/html",
		.open = true,
		.answer = answer_page},
	{.path = "/assets/*", .methods = BIT(METHOD_GET), .open = true, .answer = answer_page},
	{.path = "/v1/analyze",
		.methods = BIT(METHOD_POST),
		.body = BODY_DOCUMENT,
		.produces = "application/json",
		.queued = true,
		.answer = answer_analyze},
	{.path = "/v1/analyze/batch",
		.methods = BIT(METHOD_POST),
		.body = BODY_BATCH,
		.produces = "application/x-ndjson"},
	{.path = "/healthz",
		.methods = BIT(METHOD_GET),
		.produces = "application/json",
		.open = true,
		.on_admin = true,
		.answer = answer_health},
	{.path = "/readyz",
		.methods = BIT(METHOD_GET),
		.produces = "application/json",
		.open = true,
		.on_admin = true,
		.answer = answer_ready},
	{.path = "/version",
		.methods = BIT(METHOD_GET),
		.produces = "application/json",
		.open = true,
		.on_admin = true,
		.answer = answer_version},
	{.path = "/openapi.yaml",
		.methods = BIT(METHOD_GET),
		.produces = "application/yaml",
		.open = true,
		.answer = answer_openapi},
	{.path = "/problems/*",
		.methods = BIT(METHOD_GET),
		.produces = "text/plain",
		.open = true,
		.answer = answer_problem_page},
	{.path = "/metrics",
		.methods = BIT(METHOD_GET),
		.produces = "text/plain",
		.open = true,
		.on_admin = true,
		.not_public = true,
		.answer = answer_metrics},
};

enum { N_ROUTES = sizeof routes / sizeof *routes };
static_assert((int)N_ROUTES < (int)METRIC_ROUTES, "the last place of the metrics is for no route");

uint32_t route_index(const struct route *route)
{
	return route ? (uint32_t)(route - routes) : METRIC_ROUTES - 1;
}

const char *route_name(uint32_t index)
{
	return index < N_ROUTES ? routes[index].path : "other";
}

enum method method_parse(struct str name)
{
	static const char *const names[] = {"GET", "HEAD", "POST", "OPTIONS"};
	for (int i = 0; i < METHOD_UNKNOWN; i++)
		if (str_eq(name, str_make(names[i], strlen(names[i]))))
			return (enum method)i;
	return METHOD_UNKNOWN;
}

static const struct route *find_route(struct str path, bool admin)
{
	for (size_t i = 0; i < N_ROUTES; i++) {
		const struct route *route = &routes[i];
		struct str own = {route->path, strlen(route->path)};
		bool prefix = own.p[own.n - 1] == '*';
		own.n -= prefix;
		if (prefix ? str_starts(path, own) : str_eq(path, own))
			return (admin ? route->on_admin : !route->not_public) ? route : NULL;
	}
	return NULL;
}

bool route_is_stream(struct str method, struct str target)
{
	const char *query = memchr(target.p, '?', target.n);
	if (query)
		target.n = (size_t)(query - target.p);
	const struct route *route = find_route(target, false);
	return route && route->body == BODY_BATCH && method_parse(method) == METHOD_POST;
}

static const char *allow_of(const struct route *route)
{
	return route->methods & BIT(METHOD_POST) ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

static bool refuse(struct exchange *exchange, enum problem_code code, const char *detail)
{
	struct problem problem;
	problem_init(&problem, code, "%s", detail);
	exchange_problem(exchange, &problem);
	return false;
}

/* Whether the method is one the path has; OPTIONS is answered here. */
static bool check_method(struct exchange *exchange)
{
	const struct route *route = exchange->route;
	enum method method = exchange->method == METHOD_HEAD ? METHOD_GET : exchange->method;
	if (method != METHOD_OPTIONS && (route->methods & BIT(method)))
		return true;
	answer_header(&exchange->answer, "Allow", allow_of(route));
	if (method == METHOD_OPTIONS) {
		cors_preflight(exchange, allow_of(route));
		exchange_answer(exchange, 204, NULL, STR(""));
		return false;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_METHOD_NOT_ALLOWED, "this path takes %s", allow_of(route));
	exchange_problem(exchange, &problem);
	return false;
}

static bool check_key(struct exchange *exchange)
{
	if (exchange->route->open)
		return true;
	struct str shown = exchange_header(exchange, "Authorization");
	if (keys_permit(exchange->server->keys, shown, exchange->key_name))
		return true;
	answer_header(&exchange->answer, "WWW-Authenticate",
		shown.p ? "Bearer realm=\"dedi\", error=\"invalid_token\""
			: "Bearer realm=\"dedi\"");
	return refuse(exchange, PROBLEM_UNAUTHORIZED,
		shown.p ? "the key is not known" : "a key is needed: Authorization: Bearer KEY");
}

static bool check_accept(struct exchange *exchange)
{
	struct str accept = exchange_header(exchange, "Accept");
	const char *type = exchange->route->produces;
	if (!type || !accept.p || !trim(accept).n || media_accepts(accept, type))
		return true;
	struct problem problem;
	problem_init(&problem, PROBLEM_NOT_ACCEPTABLE, "this path answers with %s", type);
	exchange_problem(exchange, &problem);
	return false;
}

static bool check_media_type(struct exchange *exchange)
{
	if (exchange->route->body == BODY_NONE)
		return true;
	struct str coding = exchange_header(exchange, "Content-Encoding");
	if (coding.p && !same_word(coding, "identity"))
		return refuse(exchange, PROBLEM_UNSUPPORTED_ENCODING,
			"the body must come as it is, without a content coding");
	struct str rest = exchange_header(exchange, "Content-Type");
	struct str type = next_part(&rest, ';');
	bool good;
	if (exchange->route->body == BODY_BATCH) {
		good = same_word(type, "application/x-ndjson") ||
		       same_word(type, "application/jsonl");
	} else {
		exchange->plain_text = same_word(type, "text/plain");
		good = exchange->plain_text || same_word(type, "application/json");
	}
	if (!good)
		return refuse(exchange, PROBLEM_UNSUPPORTED_MEDIA_TYPE,
			exchange->route->body == BODY_BATCH
				? "Content-Type must be application/x-ndjson"
				: "Content-Type must be application/json or text/plain");
	if (!media_is_utf8(rest))
		return refuse(
			exchange, PROBLEM_UNSUPPORTED_MEDIA_TYPE, "the charset must be utf-8");
	return true;
}

/* W3C Trace Context, version 00: passed into the log if it is well-formed. */
static void read_trace(struct exchange *exchange)
{
	static const char form[] = "hh-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
	struct str s = exchange_header(exchange, "traceparent");
	if (s.n != TRACEPARENT_LENGTH)
		return;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
		if (form[i] == 'h' ? !hex : c != '-')
			return;
	}
	memcpy(exchange->traceparent, s.p, s.n);
	exchange->traceparent[s.n] = 0;
}

void route_begin(struct exchange *exchange, const char *method, const char *path)
{
	exchange->path = str_make(path, strlen(path));
	exchange->method = method_parse(str_make(method, strlen(method)));
	exchange->route = find_route(exchange->path, exchange->admin);
	read_trace(exchange);
	cors_apply(exchange);
	if (!exchange->route) {
		(void)refuse(exchange, PROBLEM_NOT_FOUND, "there is nothing at this path");
		return;
	}
	(void)(check_method(exchange) && check_key(exchange) && check_accept(exchange) &&
		check_media_type(exchange));
}
