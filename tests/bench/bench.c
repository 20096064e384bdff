/*
 * What an analysis costs, stage by stage, against the floor: ICU's word and sentence breaks over
 * the same text (already in UTF-16), which any analysis of words and sentences has to pay.
 *
 *   bench DIRECTORY [--json FILE]
 *
 * The texts are the *.txt of the directory, joined in the order of their names and repeated, cut to
 * 1, 4, 16 and 64 KB at a code point. Each figure is the lowest decile of the runs of about half a
 * second, after a warm-up: what the work costs when nothing else interrupts it. Floor and analysis
 * take turns, so that both see the same machine.
 */
#include "analysis.h"
#include "json/json.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

enum { SIZES = 4, MAX_RUNS = 4000, MIN_RUNS = 15, MAX_TEXT = 64 * 1024 };
static const size_t sizes[SIZES] = {1024, 4096, 16384, 65536};

enum figure { FLOOR, JSON = STAGE_COUNT + 1, TOTAL, FIGURES }; /* stages stand between */
static const char *const figure_names[FIGURES] = {
	"icu", "document", "words", "tags", "entities", "statements", "json", "total"};

struct result {
	size_t bytes, runs;
	double us[FIGURES];
	size_t arena_bytes, allocations, answer_bytes;
};

struct bench {
	struct dedi_worker *worker;
	struct arena arena;
	UBreakIterator *word_breaks, *sentence_breaks;
	UChar units[MAX_TEXT];
	double samples[FIGURES][MAX_RUNS];
	volatile int32_t sink;
};

static double now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double lowest_decile(double *values, size_t n)
{
	qsort(values, n, sizeof *values, by_value);
	return values[n / 10];
}

static bool breaks(struct bench *bench, UBreakIterator *iterator, int32_t n)
{
	UErrorCode error = U_ZERO_ERROR;
	ubrk_setText(iterator, bench->units, n, &error);
	if (U_FAILURE(error))
		return false;
	int32_t count = 0;
	while (ubrk_next(iterator) != UBRK_DONE)
		count++;
	bench->sink += count;
	return true;
}

static bool run_floor(struct bench *bench, int32_t n, double *ret_us)
{
	double start = now_us();
	if (!breaks(bench, bench->word_breaks, n) || !breaks(bench, bench->sentence_breaks, n))
		return false;
	*ret_us = now_us() - start;
	return true;
}

static bool run_analysis(
	struct bench *bench, struct str text, double us[FIGURES], struct result *result)
{
	struct dedi_request request = {.text = text};
	struct json_options options = JSON_OPTIONS_DEFAULT;
	struct dedi_analysis analysis;
	struct dedi_error error;
	struct str json;
	double start = now_us();
	if (dedi_analyze(bench->worker, &request, STAGE_STATEMENTS, &bench->arena, &analysis,
		    &error) != DEDI_OK) {
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
	result->arena_bytes = bench->arena.used;
	result->allocations = bench->arena.allocations;
	result->answer_bytes = json.n;
	arena_reset(&bench->arena);
	return true;
}

static bool measure(struct bench *bench, struct str text, struct result *result)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = 0;
	u_strFromUTF8(bench->units, MAX_TEXT, &n, text.p, (int32_t)text.n, &error);
	if (U_FAILURE(error))
		return false;
	const size_t warm_up = 3;
	double us[FIGURES], start = 0;
	*result = (struct result){.bytes = text.n};
	for (size_t run = 0; run < MAX_RUNS + warm_up; run++) {
		if (!run_floor(bench, n, &us[FLOOR]) || !run_analysis(bench, text, us, result))
			return false;
		if (run < warm_up) {
			start = now_us();
			continue;
		}
		for (int i = 0; i < FIGURES; i++)
			bench->samples[i][result->runs] = us[i];
		result->runs++;
		if (result->runs >= MIN_RUNS && now_us() - start > 5e5)
			break;
	}
	for (int i = 0; i < FIGURES; i++)
		result->us[i] = lowest_decile(bench->samples[i], result->runs);
	return true;
}

static int text_file(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 4 && strcmp(entry->d_name + n - 4, ".txt") == 0;
}

/* The articles one after another, over and over, until the buffer is full. */
static bool load(const char *directory, char *text)
{
	struct dirent **files;
	size_t n = 0;
	int n_files = scandir(directory, &files, text_file, alphasort);
	for (bool more = n_files > 0; more && n < MAX_TEXT;) {
		more = false;
		for (int i = 0; i < n_files && n < MAX_TEXT; i++) {
			char path[4096];
			snprintf(path, sizeof path, "%s/%s", directory, files[i]->d_name);
			FILE *file = fopen(path, "rb");
			size_t got = file ? fread(text + n, 1, MAX_TEXT - n, file) : 0;
			if (file)
				fclose(file);
			more = more || got;
			n += got;
			if (got && n < MAX_TEXT)
				text[n++] = '\n';
		}
	}
	for (int i = 0; i < n_files; i++)
		free(files[i]);
	if (n_files >= 0)
		free(files);
	return n == MAX_TEXT;
}

static struct str cut(const char *text, size_t n)
{
	while (n && n < MAX_TEXT && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	if (n == MAX_TEXT) /* the end of the buffer may be inside a code point */
		do
			n--;
		while (n && ((unsigned char)text[n] & 0xc0) == 0x80);
	return str_make(text, n);
}

static void print_table(const struct result results[SIZES])
{
	printf("%-12s", "bytes");
	for (int i = 0; i < SIZES; i++)
		printf("%18zu", results[i].bytes);
	printf("\n");
	for (int figure = 0; figure < FIGURES; figure++) {
		printf("%-12s", figure_names[figure]);
		for (int i = 0; i < SIZES; i++)
			printf("%9.1f µs %4.2fx", results[i].us[figure],
				results[i].us[figure] / results[i].us[FLOOR]);
		printf("\n");
	}
	printf("%-12s", "arena, KB");
	for (int i = 0; i < SIZES; i++)
		printf("%18.1f", (double)results[i].arena_bytes / 1024);
	printf("\n%-12s", "allocations");
	for (int i = 0; i < SIZES; i++)
		printf("%18zu", results[i].allocations);
	printf("\n%-12s", "answer, KB");
	for (int i = 0; i < SIZES; i++)
		printf("%18.1f", (double)results[i].answer_bytes / 1024);
	printf("\n%-12s", "runs");
	for (int i = 0; i < SIZES; i++)
		printf("%18zu", results[i].runs);
	printf("\n(x: times the ICU floor, the row `icu`)\n");
}

static void print_json(const struct result results[SIZES], FILE *to)
{
	fprintf(to, "{\"version\":\"%s\",\"unit\":\"us\",\"sizes\":[", DEDI_VERSION);
	for (int i = 0; i < SIZES; i++) {
		fprintf(to, "%s{\"bytes\":%zu,\"runs\":%zu", i ? "," : "", results[i].bytes,
			results[i].runs);
		for (int figure = 0; figure < FIGURES; figure++)
			fprintf(to, ",\"%s\":%.2f", figure_names[figure], results[i].us[figure]);
		fprintf(to, ",\"arena_bytes\":%zu,\"allocations\":%zu,\"answer_bytes\":%zu}",
			results[i].arena_bytes, results[i].allocations, results[i].answer_bytes);
	}
	fprintf(to, "]}\n");
}

static bool open_bench(struct bench *bench, struct dedi_engine **ret_engine)
{
	UErrorCode error = U_ZERO_ERROR;
	struct dedi_error failure;
	bench->word_breaks = ubrk_open(UBRK_WORD, "kk", NULL, 0, &error);
	bench->sentence_breaks = ubrk_open(UBRK_SENTENCE, "kk", NULL, 0, &error);
	arena_init(&bench->arena, (size_t)1 << 30);
	return U_SUCCESS(error) && dedi_engine_new(NULL, ret_engine, &failure) == DEDI_OK &&
	       dedi_worker_new(*ret_engine, &bench->worker) == DEDI_OK;
}

int main(int argc, char **argv)
{
	static struct bench bench;
	static char text[MAX_TEXT];
	struct result results[SIZES];
	struct dedi_engine *engine = NULL;
	if (argc != 2 && !(argc == 4 && strcmp(argv[2], "--json") == 0)) {
		fprintf(stderr, "usage: bench DIRECTORY [--json FILE]\n");
		return 2;
	}
	if (!load(argv[1], text) || !open_bench(&bench, &engine)) {
		fprintf(stderr, "bench: no articles in %s, or no memory\n", argv[1]);
		return 1;
	}
	for (int i = 0; i < SIZES; i++)
		if (!measure(&bench, cut(text, sizes[i]), &results[i]))
			return 1;
	print_table(results);
	FILE *to = argc == 4 ? fopen(argv[3], "w") : stdout;
	if (!to) {
		perror(argv[3]);
		return 1;
	}
	print_json(results, to);
	if (to != stdout && fclose(to) != 0)
		return 1;
	arena_finish(&bench.arena);
	ubrk_close(bench.word_breaks);
	ubrk_close(bench.sentence_breaks);
	dedi_worker_free(bench.worker);
	dedi_engine_free(engine);
	return 0;
}
