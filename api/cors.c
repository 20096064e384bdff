/* See cors.h. Origins are compared byte by byte, as browsers send them: scheme, host, port. */
#include "cors.h"

#include "media.h"
#include "state.h"

static bool permits(const char *list, struct str origin)
{
	struct str rest = {list, strlen(list)};
	while (rest.n) {
		struct str one = next_part(&rest, ',');
		if (str_eq(one, origin) || str_eq(one, STR("*")))
			return true;
	}
	return false;
}

static bool is_permitted(const struct exchange *exchange, struct str *ret_origin)
{
	const char *list = exchange->server->options.cors_origins;
	*ret_origin = exchange_header(exchange, "Origin");
	return *list && ret_origin->p && permits(list, *ret_origin);
}

void cors_apply(struct exchange *exchange)
{
	struct str origin;
	struct answer *answer = &exchange->answer;
	if (!*exchange->server->options.cors_origins)
		return;
	answer_header(answer, "Vary", "Origin");
	if (!is_permitted(exchange, &origin))
		return;
	answer_header(answer, "Access-Control-Allow-Origin", origin.p);
	answer_header(answer, "Access-Control-Expose-Headers", "X-Request-ID, Retry-After");
}

void cors_preflight(struct exchange *exchange, const char *methods)
{
	struct str origin;
	struct answer *answer = &exchange->answer;
	if (!is_permitted(exchange, &origin) ||
		!exchange_header(exchange, "Access-Control-Request-Method").p)
		return;
	answer_header(answer, "Access-Control-Allow-Methods", methods);
	answer_header(answer, "Access-Control-Allow-Headers",
		"Authorization, Content-Type, X-Request-ID, traceparent");
	answer_header(answer, "Access-Control-Max-Age", "600");
}
