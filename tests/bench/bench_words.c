/*
 * What the morphology and the look-up of words cost, against the floor (measure.h) over the same
 * text.
 *
 *   bench-words PATH…
 *
 * The articles are cut to windows of 4 KB, each one document. `new` analyses every form of it;
 * `kept` finds all of them in the cache, which is full of the forms of all windows. The windows
 * take turns, so that neither the branch predictor nor the caches know one of them by heart.
 * Medians over the rounds, summed over the windows.
 */
#include "kazakh/kazakh.h"
#include "measure.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES = 4096, MAX_WINDOWS = 64, ROUNDS = 201 };
enum figure { FLOOR, NEW, KEPT, FIGURES };

struct window {
	struct str text;
	struct document document;
	double us[FIGURES][ROUNDS];
};

struct bench {
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *worker;
	struct words_cache *cache;
	struct floor floor;
	struct corpus corpus;
	struct arena documents, scratch;
	struct window windows[MAX_WINDOWS];
	int n;
};

static void die(const char *what)
{
	fprintf(stderr, "bench-words: %s\n", what);
	exit(EXIT_FAILURE);
}

static void read_windows(struct bench *b)
{
	const struct text_options options = {.any_language = true};
	for (size_t at = 0; b->n < MAX_WINDOWS && at + BYTES <= b->corpus.fresh; at += BYTES) {
		struct window *w = &b->windows[b->n++];
		w->text = corpus_window(&b->corpus, at, BYTES);
		if (document_parse(b->worker, w->text, &options, &b->documents, &w->document, NULL))
			die("cannot read the articles");
	}
	if (!b->n)
		die("not enough text");
}

static void run(struct bench *b, struct window *w, enum figure figure, int round)
{
	struct words words;
	double *us = &w->us[figure][round];
	if (figure == FLOOR) {
		if (!floor_set_text(&b->floor, w->text) || !floor_run(&b->floor, us))
			die("the floor failed");
		return;
	}
	arena_reset(&b->scratch);
	double start = now_us();
	if (words_annotate_cached(figure == KEPT ? b->cache : NULL, b->lexicon, &w->document,
		    &b->scratch, &words))
		die("out of memory");
	*us = now_us() - start;
}

static void print(struct bench *b)
{
	static const char *const NAMES[] = {"icu", "words, new", "words, kept"};
	size_t forms = 0;
	double total[FIGURES] = {0};
	for (int i = 0; i < b->n; i++) {
		forms += b->windows[i].document.n_words;
		for (int f = 0; f < FIGURES; f++)
			total[f] += median(b->windows[i].us[f], ROUNDS);
	}
	printf("words: %d windows of %d bytes, %zu forms\n", b->n, BYTES, forms);
	for (int f = 0; f < FIGURES; f++)
		printf("%-16s %8.1f us  %6.0f ns a form  %5.2fx\n", NAMES[f], total[f] / b->n,
			total[f] * 1e3 / (double)forms, total[f] / total[FLOOR]);
}

int main(int argc, char **argv)
{
	static struct bench b;
	arena_init(&b.documents, (size_t)1 << 30);
	arena_init(&b.scratch, (size_t)1 << 28);
	if (argc < 2 || !corpus_load(&b.corpus, (size_t)BYTES * MAX_WINDOWS, argv + 1, argc - 1))
		die("usage: bench-words PATH…");
	if (!floor_open(&b.floor, 2 * BYTES) || lexicon_open(&b.lexicon) ||
		text_engine_new(b.lexicon, &b.engine) || text_worker_new(b.engine, &b.worker) ||
		words_cache_new(&b.cache))
		die("cannot start");
	read_windows(&b);
	for (int round = 0; round < ROUNDS; round++)
		for (int figure = 0; figure < FIGURES; figure++)
			for (int i = 0; i < b.n; i++)
				run(&b, &b.windows[i], (enum figure)figure, round);
	print(&b);
	words_cache_free(b.cache);
	text_worker_free(b.worker);
	text_engine_free(b.engine);
	lexicon_free(b.lexicon);
	floor_close(&b.floor);
	corpus_free(&b.corpus);
	arena_finish(&b.scratch);
	arena_finish(&b.documents);
	return EXIT_SUCCESS;
}
