/* See analyze_batch.h. */
#include "analyze_batch.h"

#include "analyze.h"
#include "state.h"

#include <stdlib.h>

enum { WINDOW_MAX = 64 };

struct owner {
	struct server *server;
	struct exchange *exchange; /* until the batch is released */
	struct batch_transport transport;
};

static void submit(void *context, struct job *job)
{
	struct owner *owner = context;
	jobs_submit_beyond(owner->server->jobs, job);
}

static void wait(void *context)
{
	struct owner *owner = context;
	owner->transport.wait(owner->exchange);
}

static void wake(void *context)
{
	struct owner *owner = context;
	owner->transport.wake(owner->exchange);
}

static void room(void *context)
{
	struct owner *owner = context;
	owner->transport.room(owner->exchange);
}

static void analysed(void *context, const struct dedi_analysis *analysis)
{
	struct owner *owner = context;
	metrics_analysis(&owner->server->metrics, analysis);
	metrics_count(&owner->server->metrics.batch_documents, 1);
}

static void failed(void *context, const struct dedi_error *error)
{
	struct owner *owner = context;
	struct metrics *metrics = &owner->server->metrics;
	struct problem problem;
	problem_from_error(&problem, error);
	metrics_count(&metrics->problems[problem.code], 1);
	metrics_count(&metrics->batch_documents, 1);
	metrics_count(&metrics->batch_errors, 1);
}

static void leave(struct server *server)
{
	atomic_fetch_sub(&server->batches, 1);
}

static void over(void *context)
{
	struct owner *owner = context;
	leave(owner->server);
	free(owner);
}

static enum dedi_status refuse(
	struct exchange *exchange, enum problem_code code, const char *detail)
{
	struct problem problem;
	problem_init(&problem, code, "%s", detail);
	exchange_problem(exchange, &problem);
	return DEDI_INVALID_INPUT;
}

enum dedi_status analyze_batch_new(struct exchange *exchange,
	const struct batch_transport *transport, struct batch **ret_batch)
{
	struct server *server = exchange->server;
	const struct server_options *options = &server->options;
	static const char *const names[] = {"offsets", "include", "explain", NULL};
	uint32_t threads = jobs_state(server->jobs).threads;
	struct batch_options settings = {
		.window = threads * 4 < WINDOW_MAX ? threads * 4 : WINDOW_MAX,
		.line_bytes = options->batch_line,
		.documents = options->batch_documents,
		.memory = options->max_memory,
		.budget_ms = options->analysis_timeout,
		.limits = analyze_limits(server),
		.json = JSON_OPTIONS_DEFAULT,
		.view = VIEW_COUNT,
	};
	struct dedi_request unused = {0};
	const char *wrong = exchange_wrong_query(exchange, names);
	if (wrong)
		return analyze_bad_parameter(
			exchange, wrong, "is unknown, given twice or without a value");
	if (analyze_read_query(exchange, &unused, &settings.json) != DEDI_OK)
		return DEDI_INVALID_INPUT;
	if (atomic_fetch_add(&server->batches, 1) >= options->max_batches) {
		leave(server);
		return refuse(
			exchange, PROBLEM_OVERLOADED, "as many batches as may be are under way");
	}
	struct owner *owner = malloc(sizeof *owner);
	struct batch_owner calls = {owner, submit, wait, wake, room, analysed, failed, over};
	if (owner)
		*owner = (struct owner){server, exchange, *transport};
	if (!owner || batch_new(&settings, &calls, ret_batch) != DEDI_OK) {
		free(owner);
		leave(server);
		return refuse(exchange, PROBLEM_NO_MEMORY, "no memory for a batch");
	}
	return DEDI_OK;
}
