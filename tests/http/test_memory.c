/*
 * A whole request with the allocation of each number failing once: first those of its arenas, then
 * those of the heap, wherever in the service they are. Each failure ends in a clean 503
 * and the service goes on.
 */
#include "harness.h"

#include "../run.h"
#include "state.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char body[] =
	"{\"id\":\"m\",\"text\":\"«Биыл үш мектеп салынады», – деді Қала әкімі "
	"Серік Оспанов. Оның айтуынша, «Таза Қазақстан» акциясы аясында 500 ағаш "
	"отырғызылды.\",\"known\":{\"people\":[\"Серік Оспанов\"]}}";

/* Linked with --wrap: every allocation of our own code comes by here. */
static _Atomic size_t fail_at, counted;
static _Thread_local bool is_test; /* the client, not the service */

static bool fails(void)
{
	size_t n = atomic_load(&fail_at);
	return n && !is_test && atomic_fetch_add(&counted, 1) + 1 == n;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
	return fails() ? NULL : __real_realloc(p, size);
}

/* The analysis works in its thread's arena. */
static _Atomic size_t scratch_failure;

struct arena *__real_dedi_worker_scratch(struct dedi_worker *worker, size_t cap);
struct arena *__wrap_dedi_worker_scratch(struct dedi_worker *worker, size_t cap);

struct arena *__wrap_dedi_worker_scratch(struct dedi_worker *worker, size_t cap)
{
	struct arena *arena = __real_dedi_worker_scratch(worker, cap);
	arena->allocations = 0;
	arena->fail_after = atomic_load(&scratch_failure);
	return arena;
}

static struct reply post(void)
{
	return call((struct call){.path = "/v1/analyze",
		.body = body,
		.headers = {"Content-Type: application/json", "Connection: close"}});
}

static bool answered(struct reply r)
{
	if (r.status == 200) {
		ck_assert_ptr_nonnull(strstr(r.body, "\"name\":\"Серік Оспанов\""));
		reply_finish(&r);
		return true;
	}
	ck_assert_ptr_nonnull(reply_header(&r, "Retry-After"));
	expect_problem(r, 503, "no-memory");
	return false;
}

/* An exchange is given back a moment after its answer has arrived. */
static void wait_for_idle(void)
{
	struct exchange_pool *pool = &test_server->pool;
	for (;;) {
		pthread_mutex_lock(&pool->lock);
		bool idle = pool->n_free == 1 && atomic_load(&test_server->in_flight) == 0;
		pthread_mutex_unlock(&pool->lock);
		if (idle)
			return;
		nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
	}
}

static void set_arena_failure(size_t n)
{
	struct exchange_pool *pool = &test_server->pool;
	wait_for_idle();
	pthread_mutex_lock(&pool->lock);
	pool->free->arena.fail_after = n;
	pthread_mutex_unlock(&pool->lock);
}

START_TEST(arena)
{
	start_server(OPTIONS("job-threads", "1"));
	ck_assert(answered(post()));
	size_t own = 1, scratch = 1;
	for (;; own++) {
		set_arena_failure(own);
		if (answered(post()))
			break;
	}
	set_arena_failure(0);
	for (;; scratch++) {
		atomic_store(&scratch_failure, scratch);
		if (answered(post()))
			break;
	}
	atomic_store(&scratch_failure, 0);
	ck_assert_uint_gt(own, 1);
	ck_assert_uint_gt(scratch, 50);
	ck_assert(answered(post()));
	printf("arenas: %zu allocations, each failed once\n", own + scratch - 2);
	stop_server();
}
END_TEST

START_TEST(heap)
{
	is_test = true;
	json_set_alloc_funcs(__wrap_malloc, free);
	start_server(OPTIONS("job-threads", "1", "log-requests", "no"));
	size_t n = 1;
	for (bool over = false; !over; n++) {
		bool ended;
		char request[1024];
		int length = snprintf(request, sizeof request,
			"POST /v1/analyze HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
			"Connection: close\r\nContent-Length: %zu\r\n\r\n%s",
			sizeof body - 1, body);
		/* a fresh pool: its exchange is allocated too */
		pthread_mutex_lock(&test_server->pool.lock);
		exchange_pool_finish(test_server);
		test_server->pool.n_free = 0;
		pthread_mutex_unlock(&test_server->pool.lock);
		atomic_store(&counted, 0);
		atomic_store(&fail_at, n);
		char *answer = raw_exchange(request, (size_t)length, 0, &ended);
		atomic_store(&fail_at, 0);
		over = atomic_load(&counted) < n; /* it did not come so far */
		ck_assert_msg(ended, "allocation %zu: no end", n);
		if (strncmp(answer, "HTTP/1.1 200 ", 13) != 0)
			ck_assert_msg(strncmp(answer, "HTTP/1.1 503 ", 13) == 0,
				"allocation %zu: %s", n, answer);
		ck_assert(!over || strncmp(answer, "HTTP/1.1 200 ", 13) == 0);
		free(answer);
		while (atomic_load(&test_server->in_flight) ||
			atomic_load(&test_server->open_connections))
			nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
	}
	ck_assert_uint_gt(n, 5);
	printf("heap: %zu allocations, each failed once\n", n - 2);
	stop_server();
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("memory");
	TCase *all = tcase_create("all");
	tcase_set_timeout(all, 240);
	tcase_add_test(all, arena);
	tcase_add_test(all, heap);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
