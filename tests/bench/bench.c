/*
 * What an analysis costs, stage by stage, against the floor (measure.h) over the same text.
 *
 *   bench [--json FILE] [--seconds N] PATH…
 *
 * The paths are articles (measure.h), cut to windows of 1 KB to 1 MB. Runs go from window to
 * window, so that no two texts in a row are the same; floor and analysis take turns, so that both
 * see the same machine. Each figure is the median of about a second of runs. `new words`: the whole
 * again with a worker that has never seen a text, so that every word is analysed anew; a worker in
 * service is nearer to `total`. `slope`: time per byte at 1 MB over that at 4 KB; 1 is linear.
 */
#include "analysis.h"
#include "measure.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>

enum { SIZES = 6, MAX_RUNS = 4000, MIN_RUNS = 9, WARM_UP = 3, MAX_WINDOWS = 16 };
static const size_t sizes[SIZES] = {1024, 4096, 16384, 65536, 262144, 1048576};
enum { SIZE_4K = 1, SIZE_1M = SIZES - 1, MAX_TEXT = 1048576 };

enum figure { FLOOR, JSON = STAGE_COUNT + 1, TOTAL, NEW_WORDS, FIGURES }; /* stages between */
static const char *const figure_names[FIGURES] = {
	"icu", "document", "words", "tags", "entities", "statements", "json", "total", "new words"};

struct result {
	size_t bytes, runs, windows;
	double us[FIGURES];
	size_t arena_bytes, allocations, answer_bytes; /* mean of the runs */
};

struct bench {
	struct dedi_engine *engine;
	struct dedi_worker *worker;
	struct arena arena;
	struct floor floor;
	struct corpus corpus;
	double seconds;
	double samples[FIGURES][MAX_RUNS];
};

static bool run_analysis(struct bench *bench, struct dedi_worker *worker, struct str text,
	double us[FIGURES], struct result *sum)
{
	struct dedi_request request = {.text = text};
	struct json_options options = JSON_OPTIONS_DEFAULT;
	struct dedi_analysis analysis;
	struct dedi_error error;
	struct str json;
	double start = now_us();
	if (dedi_analyze(worker, &request, STAGE_STATEMENTS, &bench->arena, &analysis, &error) !=
		DEDI_OK) {
		fprintf(stderr, "bench: %s\n", error.message);
		return false;
	}
	double analysed = now_us();
	if (json_write_analysis(&analysis, &options, &bench->arena, &json) != DEDI_OK)
		return false;
	double end = now_us();
	for (int i = 0; i < STAGE_COUNT; i++)
		us[1 + i] = (double)analysis.stage_ns[i] / 1e3;
	us[JSON] = end - analysed;
	us[TOTAL] = end - start;
	sum->arena_bytes += bench->arena.used;
	sum->allocations += bench->arena.allocations;
	sum->answer_bytes += json.n;
	arena_reset(&bench->arena);
	return true;
}

static bool run_new(struct bench *bench, struct str text, double *ret_us)
{
	struct dedi_worker *worker;
	struct result unused = {0};
	double us[FIGURES];
	if (dedi_worker_new(bench->engine, &worker) != DEDI_OK)
		return false;
	bool done = run_analysis(bench, worker, text, us, &unused);
	dedi_worker_free(worker);
	*ret_us = us[TOTAL];
	return done;
}

static bool run(struct bench *bench, struct str text, double us[FIGURES], struct result *sum)
{
	return floor_set_text(&bench->floor, text) && floor_run(&bench->floor, &us[FLOOR]) &&
	       run_analysis(bench, bench->worker, text, us, sum);
}

/* Apart from the other runs, whose caches a new worker would push out of the processor's. */
static bool measure_new(struct bench *bench, size_t windows, struct result *result)
{
	double *samples = bench->samples[NEW_WORDS], start = now_us();
	size_t n = 0;
	while (n < MAX_RUNS && (n < MIN_RUNS || now_us() - start < bench->seconds * 1e6 / 2)) {
		struct str text =
			corpus_window(&bench->corpus, n % windows * result->bytes, result->bytes);
		if (!run_new(bench, text, &samples[n++]))
			return false;
	}
	result->us[NEW_WORDS] = median(samples, n);
	return true;
}

static bool measure(struct bench *bench, size_t bytes, struct result *ret)
{
	size_t windows = bench->corpus.fresh / bytes;
	windows = windows < 1 ? 1 : windows > MAX_WINDOWS ? MAX_WINDOWS : windows;
	double us[FIGURES], start = now_us();
	struct result sum = {0}, unused = {0};
	size_t warm_up = WARM_UP * windows, n = 0;
	for (size_t i = 0; n < MAX_RUNS; i++) {
		struct str text = corpus_window(&bench->corpus, i % windows * bytes, bytes);
		if (!run(bench, text, us, i < warm_up ? &unused : &sum))
			return false;
		if (i < warm_up)
			continue;
		for (int figure = 0; figure < NEW_WORDS; figure++)
			bench->samples[figure][n] = us[figure];
		n++;
		if (n >= MIN_RUNS && n % windows == 0 && now_us() - start > bench->seconds * 1e6)
			break;
	}
	*ret = (struct result){.bytes = bytes,
		.runs = n,
		.windows = windows,
		.arena_bytes = sum.arena_bytes / n,
		.allocations = sum.allocations / n,
		.answer_bytes = sum.answer_bytes / n};
	for (int figure = 0; figure < NEW_WORDS; figure++)
		ret->us[figure] = median(bench->samples[figure], n);
	return measure_new(bench, windows, ret);
}

static double slope(const struct result results[SIZES], enum figure figure)
{
	double per_byte_4k = results[SIZE_4K].us[figure] / (double)results[SIZE_4K].bytes;
	return results[SIZE_1M].us[figure] / (double)results[SIZE_1M].bytes / per_byte_4k;
}

static void print_table(const struct result results[SIZES])
{
	printf("%-10s", "bytes");
	for (int i = 0; i < SIZES; i++)
		printf("%16zu", results[i].bytes);
	printf("%9s\n", "slope");
	for (int figure = 0; figure < FIGURES; figure++) {
		printf("%-10s", figure_names[figure]);
		for (int i = 0; i < SIZES; i++)
			printf("%9.1f %5.2fx", results[i].us[figure],
				results[i].us[figure] / results[i].us[FLOOR]);
		printf("%9.2f\n", slope(results, (enum figure)figure));
	}
	const struct {
		const char *name;
		size_t offset, unit;
	} rows[] = {
		{"arena, KB", offsetof(struct result, arena_bytes), 1024},
		{"allocated", offsetof(struct result, allocations), 1},
		{"answer, KB", offsetof(struct result, answer_bytes), 1024},
		{"texts", offsetof(struct result, windows), 1},
		{"runs", offsetof(struct result, runs), 1},
	};
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
		printf("%-10s", rows[row].name);
		for (int i = 0; i < SIZES; i++)
			printf("%16zu",
				*(const size_t *)((const char *)&results[i] + rows[row].offset) /
					rows[row].unit);
		printf("\n");
	}
	printf("(microseconds, and times the floor, the row `icu`)\n");
}

static bool write_json(const struct result results[SIZES], const char *path)
{
	FILE *to = fopen(path, "w");
	if (!to)
		return false;
	fprintf(to, "{\"version\":\"%s\",\"unit\":\"us\",\"sizes\":[", DEDI_VERSION);
	for (int i = 0; i < SIZES; i++) {
		fprintf(to, "%s{\"bytes\":%zu,\"runs\":%zu,\"texts\":%zu", i ? "," : "",
			results[i].bytes, results[i].runs, results[i].windows);
		for (int figure = 0; figure < FIGURES; figure++)
			fprintf(to, ",\"%s\":%.2f", figure_names[figure], results[i].us[figure]);
		fprintf(to, ",\"arena_bytes\":%zu,\"allocations\":%zu,\"answer_bytes\":%zu}",
			results[i].arena_bytes, results[i].allocations, results[i].answer_bytes);
	}
	fprintf(to, "],\"slope\":{\"icu\":%.3f,\"total\":%.3f}}\n", slope(results, FLOOR),
		slope(results, TOTAL));
	return fclose(to) == 0;
}

static bool bench_open(struct bench *bench, char **paths, int n_paths)
{
	struct dedi_error error = {.message = "no memory"};
	arena_init(&bench->arena, (size_t)1 << 30);
	if (!corpus_load(&bench->corpus, MAX_TEXT, paths, n_paths)) {
		fprintf(stderr, "bench: no articles\n");
		return false;
	}
	if (!floor_open(&bench->floor, MAX_TEXT) ||
		dedi_engine_new(NULL, &bench->engine, &error) != DEDI_OK ||
		dedi_worker_new(bench->engine, &bench->worker) != DEDI_OK) {
		fprintf(stderr, "bench: %s\n", error.message);
		return false;
	}
	return true;
}

static void bench_close(struct bench *bench)
{
	dedi_worker_free(bench->worker);
	dedi_engine_free(bench->engine);
	floor_close(&bench->floor);
	corpus_free(&bench->corpus);
	arena_finish(&bench->arena);
}

int main(int argc, char **argv)
{
	static struct bench bench = {.seconds = 1};
	const char *json = NULL;
	int first = 1;
	for (; first + 1 < argc && argv[first][0] == '-'; first += 2) {
		if (strcmp(argv[first], "--json") == 0)
			json = argv[first + 1];
		else if (strcmp(argv[first], "--seconds") == 0)
			bench.seconds = strtod(argv[first + 1], NULL);
		else
			break;
	}
	if (first >= argc || argv[first][0] == '-') {
		fprintf(stderr, "usage: bench [--json FILE] [--seconds N] PATH...\n");
		return 2;
	}
	struct result results[SIZES];
	bool done = bench_open(&bench, argv + first, argc - first);
	for (int i = 0; done && i < SIZES; i++)
		done = measure(&bench, sizes[i], &results[i]);
	if (done) {
		print_table(results);
		done = !json || write_json(results, json);
	}
	bench_close(&bench);
	return done ? 0 : 1;
}
