/* Exchanges: their pool, their answers. Transport-specific accessors are in library.c. */
#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	POOL_MAX = 64,           /* exchanges kept for reuse */
	ARENA_KEPT = 256 * 1024, /* an arena that grew beyond goes back to the system */
};

uint64_t clock_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

struct exchange *exchange_take(struct server *server)
{
	struct exchange_pool *pool = &server->pool;
	pthread_mutex_lock(&pool->lock);
	struct exchange *exchange = pool->free;
	if (exchange) {
		pool->free = exchange->next;
		pool->n_free--;
	}
	pthread_mutex_unlock(&pool->lock);
	if (!exchange) {
		exchange = calloc(1, sizeof *exchange);
		if (!exchange)
			return NULL;
		arena_init(&exchange->arena, server->options.max_memory);
		exchange->server = server;
	}
	return exchange;
}

void exchange_give_back(struct exchange *exchange)
{
	struct server *server = exchange->server;
	struct arena arena = exchange->arena;
	arena_trim(&arena, ARENA_KEPT);
	*exchange = (struct exchange){.arena = arena, .server = server};
	struct exchange_pool *pool = &server->pool;
	pthread_mutex_lock(&pool->lock);
	bool keep = pool->n_free < POOL_MAX;
	if (keep) {
		exchange->next = pool->free;
		pool->free = exchange;
		pool->n_free++;
	}
	pthread_mutex_unlock(&pool->lock);
	if (!keep) {
		arena_finish(&exchange->arena);
		free(exchange);
	}
}

void exchange_pool_finish(struct server *server)
{
	struct exchange *exchange = server->pool.free;
	while (exchange) {
		struct exchange *next = exchange->next;
		arena_finish(&exchange->arena);
		free(exchange);
		exchange = next;
	}
	server->pool.free = NULL;
}

void answer_header(struct answer *answer, const char *name, const char *value)
{
	if (answer->n_headers < ANSWER_HEADERS)
		answer->headers[answer->n_headers++] = (struct header){name, value};
}

void exchange_answer(
	struct exchange *exchange, int status, const char *content_type, struct str body)
{
	exchange->answer.status = status;
	exchange->answer.content_type = content_type;
	exchange->answer.body = body;
}

void exchange_problem(struct exchange *exchange, const struct problem *problem)
{
	static const char no_memory[] =
		"{\"type\":\"/problems/no-memory\",\"title\":\"Out of memory\",\"status\":503,"
		"\"code\":\"no-memory\"}";
	struct str id = {exchange->request_id, strlen(exchange->request_id)};
	struct str json;
	int status = problem_kinds[problem->code].status;
	exchange->answer.code = problem_kinds[problem->code].code;
	exchange->answer.problem = problem->code;
	if (problem_write(problem, id, &exchange->arena, &json) != DEDI_OK) {
		/* The analysis may have left a full arena: none of it is needed any more. */
		arena_reset(&exchange->arena);
		if (problem_write(problem, id, &exchange->arena, &json) != DEDI_OK) {
			json = str_make(no_memory, sizeof no_memory - 1);
			status = 503;
		}
	}
	if (status == 503 || status == 429) {
		snprintf(exchange->retry_after, sizeof exchange->retry_after, "%u",
			jobs_retry_after(exchange->server->jobs));
		answer_header(&exchange->answer, "Retry-After", exchange->retry_after);
	}
	exchange_answer(exchange, status, "application/problem+json", json);
}

void exchange_make_id(struct exchange *exchange, struct str given)
{
	bool good = given.n > 0 && given.n <= REQUEST_ID_MAX;
	for (size_t i = 0; good && i < given.n; i++)
		good = given.p[i] > ' ' && given.p[i] < 0x7f && given.p[i] != '"' &&
		       given.p[i] != '\\';
	if (good) {
		memcpy(exchange->request_id, given.p, given.n);
		exchange->request_id[given.n] = 0;
		return;
	}
	struct server *server = exchange->server;
	snprintf(exchange->request_id, sizeof exchange->request_id, "%s-%llx", server->id_prefix,
		(unsigned long long)atomic_fetch_add(&server->next_id, 1));
}

static const char *reason_of(int status)
{
	switch (status) {
	case 400:
		return "Bad Request";
	case 408:
		return "Request Timeout";
	case 413:
		return "Content Too Large";
	case 414:
		return "URI Too Long";
	case 417:
		return "Expectation Failed";
	case 429:
		return "Too Many Requests";
	case 431:
		return "Request Header Fields Too Large";
	case 500:
		return "Internal Server Error";
	case 501:
		return "Not Implemented";
	case 503:
		return "Service Unavailable";
	case 505:
		return "HTTP Version Not Supported";
	default:
		return "Error";
	}
}

int write_bare_head(const struct exchange *exchange, char *ret, size_t size)
{
	const struct answer *answer = &exchange->answer;
	char date[64];
	struct tm tm;
	time_t now = time(NULL);
	gmtime_r(&now, &tm);
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &tm);
	bool retry = exchange->retry_after[0] != 0;
	return snprintf(ret, size,
		"HTTP/1.1 %d %s\r\nDate: %s\r\nConnection: close\r\nContent-Type: %s\r\n"
		"Content-Length: %zu\r\nX-Request-ID: %s\r\n%s%s%s\r\n",
		answer->status, reason_of(answer->status), date, answer->content_type,
		answer->body.n, exchange->request_id, retry ? "Retry-After: " : "",
		exchange->retry_after, retry ? "\r\n" : "");
}
