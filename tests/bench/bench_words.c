/*
 * What the morphology and the look-up of words cost, next to ICU's word and sentence breaks over
 * the same text (already in UTF-16).
 *
 *   bench-words FILE…
 *
 * Each file is one document. `new` analyses every form of it; `kept` finds all of them in the
 * cache, which is full of the forms of all files. The files take turns, so that neither the branch
 * predictor nor the caches know one of them by heart. Medians over the rounds, summed over the
 * files.
 */
#include "kazakh/kazakh.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

enum { MAX_FILES = 64, MAX_TEXT = 1 << 20, ROUNDS = 201 };
enum figure { ICU, NEW, KEPT, FIGURES };

struct text {
	struct str bytes;
	UChar *units;
	int32_t n_units;
	struct document document;
	double us[FIGURES][ROUNDS];
};

struct bench {
	struct lexicon *lexicon;
	struct text_worker *worker;
	struct words_cache *cache;
	UBreakIterator *breaks, *sentences;
	struct arena documents, scratch;
	struct text texts[MAX_FILES];
	int n;
	volatile int32_t sink;
};

static void die(const char *what)
{
	fprintf(stderr, "bench-words: %s\n", what);
	exit(EXIT_FAILURE);
}

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

static void read_text(struct bench *bench, const char *path)
{
	struct text *text = &bench->texts[bench->n++];
	FILE *file = fopen(path, "rb");
	char *bytes = arena_alloc(&bench->documents, MAX_TEXT);
	text->units = arena_alloc(&bench->documents, MAX_TEXT * sizeof(UChar));
	if (!file || !bytes || !text->units)
		die(path);
	text->bytes = str_make(bytes, fread(bytes, 1, MAX_TEXT, file));
	fclose(file);
	UErrorCode error = U_ZERO_ERROR;
	u_strFromUTF8(text->units, MAX_TEXT, &text->n_units, bytes, (int32_t)text->bytes.n, &error);
	struct text_options options = {.any_language = true};
	if (U_FAILURE(error) || document_parse(bench->worker, text->bytes, &options,
					&bench->documents, &text->document, NULL))
		die(path);
}

static void run_icu(struct bench *bench, UBreakIterator *breaks, const struct text *text)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = 0;
	ubrk_setText(breaks, text->units, text->n_units, &error);
	while (ubrk_next(breaks) != UBRK_DONE)
		n++;
	bench->sink += n;
}

static void run_words(struct bench *bench, const struct text *text, struct words_cache *cache)
{
	struct words words;
	arena_reset(&bench->scratch);
	if (words_annotate_cached(cache, bench->lexicon, &text->document, &bench->scratch, &words))
		die("out of memory");
}

static void run(struct bench *bench, struct text *text, enum figure figure, int round)
{
	double start = now_us();
	if (figure == ICU) {
		run_icu(bench, bench->breaks, text);
		run_icu(bench, bench->sentences, text);
	} else {
		run_words(bench, text, figure == KEPT ? bench->cache : NULL);
	}
	text->us[figure][round] = now_us() - start;
}

static void print(struct bench *bench)
{
	static const char *const NAMES[] = {"icu breaks", "words, new", "words, kept"};
	size_t bytes = 0, words = 0;
	double total[FIGURES] = {0};
	for (int i = 0; i < bench->n; i++) {
		bytes += bench->texts[i].bytes.n;
		words += bench->texts[i].document.n_words;
		for (int f = 0; f < FIGURES; f++) {
			qsort(bench->texts[i].us[f], ROUNDS, sizeof(double), by_value);
			total[f] += bench->texts[i].us[f][ROUNDS / 2];
		}
	}
	printf("%d files, %zu bytes, %zu distinct forms\n", bench->n, bytes, words);
	for (int f = 0; f < FIGURES; f++)
		printf("%-16s %8.1f us per 4 KB  %6.0f ns a form  %5.2fx\n", NAMES[f],
			total[f] * 4096 / (double)bytes, total[f] * 1e3 / (double)words,
			total[f] / total[ICU]);
}

int main(int argc, char **argv)
{
	static struct bench bench;
	struct text_engine *engine;
	UErrorCode error = U_ZERO_ERROR;
	arena_init(&bench.documents, (size_t)1 << 30);
	arena_init(&bench.scratch, (size_t)1 << 28);
	bench.breaks = ubrk_open(UBRK_WORD, "kk", NULL, 0, &error);
	bench.sentences = ubrk_open(UBRK_SENTENCE, "kk", NULL, 0, &error);
	if (argc < 2 || argc > MAX_FILES || U_FAILURE(error) || lexicon_open(&bench.lexicon) ||
		text_engine_new(bench.lexicon, &engine) || text_worker_new(engine, &bench.worker) ||
		words_cache_new(&bench.cache))
		die("usage: bench-words FILE…");
	for (int i = 1; i < argc; i++)
		read_text(&bench, argv[i]);
	for (int round = 0; round < ROUNDS; round++)
		for (int figure = 0; figure < FIGURES; figure++)
			for (int i = 0; i < bench.n; i++)
				run(&bench, &bench.texts[i], (enum figure)figure, round);
	print(&bench);
	ubrk_close(bench.breaks);
	ubrk_close(bench.sentences);
	words_cache_free(bench.cache);
	text_worker_free(bench.worker);
	text_engine_free(engine);
	lexicon_free(bench.lexicon);
	arena_finish(&bench.scratch);
	arena_finish(&bench.documents);
	return EXIT_SUCCESS;
}
