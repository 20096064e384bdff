/* See observe.h. */
#include "observe.h"

#include "routes.h"
#include "state.h"

static uint64_t us(uint64_t from_ns, uint64_t to_ns)
{
	return to_ns > from_ns ? (to_ns - from_ns) / 1000 : 0;
}

static void log_exchange(const struct exchange *exchange, uint64_t now)
{
	static const char *const methods[METHOD_COUNT] = {
		"GET", "HEAD", "POST", "OPTIONS", "other"};
	struct server *server = exchange->server;
	const struct answer *answer = &exchange->answer;
	struct log_line line;
	enum log_level level = answer->status >= 500 ? LOG_WARN : LOG_INFO;
	log_begin(&line, server->log, level, "request");
	log_text(&line, "request_id", exchange->request_id);
	log_text(&line, "traceparent", exchange->traceparent);
	log_text(&line, "key", exchange->key_name);
	log_text(&line, "method", exchange->path.p ? methods[exchange->method] : NULL);
	log_text(&line, "route", route_name(route_index(exchange->route)));
	log_number(&line, "status", (uint64_t)answer->status);
	log_text(&line, "code", answer->code);
	log_number(&line, "total_us", us(exchange->begun_ns, now));
	if (exchange->run_ns) {
		log_number(&line, "queue_us", us(exchange->queued_ns, exchange->run_ns));
		log_number(&line, "run_us", us(exchange->run_ns, exchange->done_ns));
	}
	log_number(&line, "body_bytes", exchange->body_n);
	log_number(&line, "answer_bytes", answer->body.n);
	if (exchange->documents) {
		log_number(&line, "documents", exchange->documents);
		log_number(&line, "errors", exchange->errors);
	}
	if (exchange->aborted)
		log_text(&line, "aborted", "yes");
	log_end(&line);
}

void observe_exchange(const struct exchange *exchange)
{
	struct server *server = exchange->server;
	struct metrics *m = &server->metrics;
	uint64_t now = clock_ns();
	uint64_t took = now > exchange->begun_ns ? now - exchange->begun_ns : 0;
	metrics_request(m, route_index(exchange->route), exchange->answer.status, took);
	if (exchange->run_ns)
		metrics_time(&m->queue_wait, exchange->run_ns - exchange->queued_ns);
	if (exchange->aborted)
		metrics_count(&m->aborted, 1);
	if (exchange->answer.code)
		metrics_count(&m->problems[exchange->answer.problem], 1);
	if (server->options.log_requests)
		log_exchange(exchange, now);
}
