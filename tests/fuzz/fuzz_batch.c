/*
 * Any bytes as a batch, cut anywhere, its jobs run in any order: what comes out must be the same as
 * when it comes in one piece, a line for each line.
 */
#include "batch/batch.h"
#include "fuzz.h"

#include "base/bytes.h"

#include <stdlib.h>

enum { LINE_BYTES = 2048, WINDOW = 5, QUEUE = WINDOW };

struct run {
	struct job *waiting[QUEUE];
	uint32_t n_waiting;
	uint64_t random;
	bool over;
};

static struct dedi_worker *worker;

static void must(bool truth)
{
	if (!truth)
		abort();
}

static uint32_t next_random(struct run *run, uint32_t n)
{
	run->random = run->random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(run->random >> 33) % n;
}

static void submit(void *context, struct job *job)
{
	struct run *run = context;
	must(run->n_waiting < QUEUE);
	run->waiting[run->n_waiting++] = job;
}

static void over(void *context)
{
	struct run *run = context;
	run->over = true;
}

static void run_any(struct run *run)
{
	if (!run->n_waiting)
		return;
	uint32_t i = next_random(run, run->n_waiting);
	struct job *job = run->waiting[i];
	run->waiting[i] = run->waiting[--run->n_waiting];
	job->run(job, worker);
}

/* seed 0: all at once and in order. */
static struct bytes run_batch(struct str input, uint64_t seed)
{
	struct run run = {.random = seed};
	const struct batch_owner owner = {.context = &run, .submit = submit, .over = over};
	const struct batch_options options = {
		.window = seed ? WINDOW : 1,
		.line_bytes = LINE_BYTES,
		.documents = 40,
		.memory = 1u << 26,
		.limits = {.text_bytes = 1024, .known = 10},
		.json = {.include = INCLUDE_ALL},
		.view = VIEW_COUNT,
	};
	struct bytes out = {0};
	struct batch *batch;
	must(batch_new(&options, &owner, &batch) == DEDI_OK);
	bool ended = false;
	for (;;) {
		char buffer[1000];
		size_t n, size = seed ? 1 + next_random(&run, sizeof buffer) : sizeof buffer;
		enum batch_output got = batch_read(batch, buffer, size, &n);
		must(got != BATCH_BROKEN && n <= size);
		must(bytes_append(&out, str_make(buffer, n)));
		if (got == BATCH_OVER)
			break;
		if (input.n) {
			size_t part = seed ? 1 + next_random(&run, (uint32_t)input.n) : input.n;
			size_t taken = batch_take(batch, str_make(input.p, part));
			must(taken <= part);
			input = str_make(input.p + taken, input.n - taken);
			must(taken || run.n_waiting || got == BATCH_BYTES);
		} else if (!ended) {
			batch_end(batch, true);
			ended = true;
		}
		if (!seed || next_random(&run, 2))
			run_any(&run);
	}
	must(!run.n_waiting);
	batch_release(batch);
	must(run.over);
	return out;
}

static uint32_t count_lines(struct str text, bool blank_too)
{
	uint32_t n = 0;
	bool blank = true;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n') {
			n += blank_too || !blank;
			blank = true;
		} else if (text.p[i] != ' ' && text.p[i] != '\t' && text.p[i] != '\r') {
			blank = false;
		}
	}
	return n + !blank;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = {(const char *)data, size};
	if (!worker) {
		struct dedi_engine *engine;
		must(dedi_engine_new(NULL, &engine, NULL) == DEDI_OK);
		must(dedi_worker_new(engine, &worker) == DEDI_OK);
	}
	struct bytes plain = run_batch(input, 0);
	struct bytes mixed = run_batch(input, 1 + (size ? data[size / 2] : 0));
	struct str a = bytes_str(&plain), b = bytes_str(&mixed);
	must(str_eq(a, b));
	uint32_t lines = count_lines(input, false);
	must(count_lines(a, true) == (lines > 41 ? 41 : lines));
	must(!a.n || a.p[a.n - 1] == '\n');
	bytes_finish(&plain);
	bytes_finish(&mixed);
	return 0;
}
