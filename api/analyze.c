/*
 * POST /v1/analyze: one document in, one analysis out.
 *
 * Runs in a job thread. JSON bodies bring their options in the object, plain text in the query.
 */
#include "analyze.h"

#include "base/utf8.h"
#include "routes.h"
#include "state.h"

#include <inttypes.h>
#include <stdio.h>

static void fail(struct exchange *exchange, enum dedi_status status, struct dedi_error *error)
{
	struct problem problem;
	if (error->status == DEDI_OK)
		(void)!dedi_fail(error, status, "%s", "");
	problem_from_error(&problem, error);
	if (status == DEDI_TOO_LARGE)
		problem.limit = exchange->server->options.max_text;
	if (status == DEDI_OVER_BUDGET)
		problem.limit = exchange->server->options.analysis_timeout;
	exchange_problem(exchange, &problem);
}

enum dedi_status analyze_bad_parameter(
	struct exchange *exchange, const char *name, const char *what)
{
	struct problem problem;
	problem_init(&problem, PROBLEM_INVALID_PARAMETER, "%s: %s", name, what);
	snprintf(problem.field, sizeof problem.field, "%s", name);
	exchange_problem(exchange, &problem);
	return DEDI_INVALID_INPUT;
}

static bool parse_bool(struct str s, bool *ret)
{
	bool yes = str_eq(s, STR("true")) || str_eq(s, STR("1"));
	if (!yes && !str_eq(s, STR("false")) && !str_eq(s, STR("0")))
		return false;
	*ret = yes;
	return true;
}

/* A short text of the query; false if it is too long or not UTF-8. */
static bool read_short(struct exchange *exchange, const char *name, size_t limit, struct str *ret)
{
	*ret = exchange_query(exchange, name);
	return ret->n <= limit && utf8_valid_prefix(*ret) == ret->n;
}

enum dedi_status analyze_read_query(
	struct exchange *exchange, struct dedi_request *request, struct json_options *options)
{
	static const char *const names[] = {
		"offsets", "include", "explain", "language", "id", "title", "date", NULL};
	const char *wrong = exchange_wrong_query(exchange, names);
	if (wrong)
		return analyze_bad_parameter(
			exchange, wrong, "is unknown, given twice or without a value");
	struct str s = exchange_query(exchange, "offsets");
	if (s.p && !json_parse_offsets(s, &options->offsets))
		return analyze_bad_parameter(
			exchange, "offsets", "must be codepoint, utf16 or byte");
	s = exchange_query(exchange, "include");
	if (s.p && !json_parse_include(s, &options->include))
		return analyze_bad_parameter(exchange, "include",
			"must be a list of statements, people, organizations, campaigns");
	s = exchange_query(exchange, "explain");
	if (s.p && !parse_bool(s, &options->explain))
		return analyze_bad_parameter(exchange, "explain", "must be true or false");
	request->language = exchange_query(exchange, "language");
	if (request->language.p && !str_eq(request->language, STR("kk")))
		return analyze_bad_parameter(exchange, "language", "must be kk");
	request->date = exchange_query(exchange, "date");
	if (request->date.p && !json_is_date(request->date))
		return analyze_bad_parameter(exchange, "date", "must be a date as YYYY-MM-DD");
	if (!read_short(exchange, "id", JSON_ID_BYTES, &request->id))
		return analyze_bad_parameter(exchange, "id", "is too long, or not UTF-8");
	if (!read_short(exchange, "title", JSON_TITLE_BYTES, &request->title))
		return analyze_bad_parameter(exchange, "title", "is too long, or not UTF-8");
	return DEDI_OK;
}

/* Where the body says nothing, the query's word counts. */
static void fill_in(struct dedi_request *request, const struct dedi_request *query)
{
	if (!request->id.n)
		request->id = query->id;
	if (!request->title.n)
		request->title = query->title;
	if (!request->date.n)
		request->date = query->date;
}

static enum dedi_status read_plain(struct exchange *exchange, struct dedi_request *request)
{
	struct str text = {exchange->body, exchange->body_n};
	uint64_t limit = exchange->server->options.max_text;
	struct dedi_error error = {0};
	if (text.n > limit) {
		enum dedi_status status = dedi_fail(&error, DEDI_TOO_LARGE,
			"the text has %zu bytes; the limit is %" PRIu64, text.n, limit);
		fail(exchange, status, &error);
		return status;
	}
	request->text = text;
	return DEDI_OK;
}

struct json_limits analyze_limits(const struct server *server)
{
	return (struct json_limits){
		.text_bytes = server->options.max_text,
		.known = (uint32_t)server->options.max_known,
	};
}

/* The request of the query and the body together; what is wrong with it has been answered. */
static enum dedi_status read_request(struct exchange *exchange, struct arena *arena,
	struct dedi_request *request, struct json_options *options)
{
	struct dedi_request query = {0};
	enum dedi_status status = analyze_read_query(exchange, &query, options);
	if (status != DEDI_OK)
		return status;
	if (exchange->plain_text) {
		*request = query;
		return read_plain(exchange, request);
	}
	struct json_limits limits = analyze_limits(exchange->server);
	struct dedi_error error = {0};
	limits.defaults = options;
	struct str body = {exchange->body, exchange->body_n};
	status = json_parse_request(body, &limits, arena, request, options, &error);
	if (status == DEDI_OK)
		fill_in(request, &query);
	else
		fail(exchange, status, &error);
	return status;
}

static void answer(struct exchange *exchange, struct dedi_worker *worker, struct arena *arena)
{
	struct dedi_request request = {0};
	struct json_options options = JSON_OPTIONS_DEFAULT;
	struct dedi_error error = {0};
	struct dedi_analysis analysis;
	struct str json;
	if (read_request(exchange, arena, &request, &options) != DEDI_OK)
		return;
	request.budget_ms = exchange->server->options.analysis_timeout;
	enum dedi_status status =
		dedi_analyze(worker, &request, STAGE_STATEMENTS, arena, &analysis, &error);
	if (status == DEDI_OK)
		status = json_write_analysis(&analysis, &options, arena, &json);
	if (status == DEDI_OK && !arena_copy(&exchange->arena, json, &json))
		status = DEDI_NO_MEMORY;
	if (status != DEDI_OK) {
		fail(exchange, status, &error);
		return;
	}
	metrics_analysis(&exchange->server->metrics, &analysis);
	exchange_answer(exchange, 200, "application/json", json);
}

void answer_analyze(struct exchange *exchange, struct dedi_worker *worker)
{
	struct arena *scratch = dedi_worker_scratch(worker, exchange->server->options.max_memory);
	answer(exchange, worker, scratch);
	arena_trim(scratch, DEDI_SCRATCH_KEPT);
}
