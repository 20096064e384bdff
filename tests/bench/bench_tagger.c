/*
 * What tagging costs by itself, on one core: windows of 4 KB of the articles (measure.h), parsed
 * and annotated beforehand, against the floor over the same windows.
 *
 *   bench-tagger [--seconds N] PATH…
 *
 * `kept words`: a worker that has seen the articles; `new words`: each window by a worker that has
 * never seen a text, so that every word's evidence is added up anew. Runs go from window to window,
 * so that no two texts in a row are the same. `load`: processor time to copy a model and check all
 * of it.
 */
#include "measure.h"
#include "tagger/model_data.h"
#include "tagger/tagger.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BYTES = 4096, WINDOWS_MAX = 64, ROUNDS_MAX = 4000, LOADS = 21 };

enum figure { FLOOR, KEPT, NEW, FIGURES };

struct window {
	struct str text;
	struct document document;
	struct words words;
};

struct bench {
	double seconds;
	struct corpus corpus;
	struct floor floor;
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *text;
	struct tagger *tagger;
	struct tagger_worker *worker;
	struct arena documents, arena;
	struct window windows[WINDOWS_MAX];
	size_t n_windows, tokens;
	double samples[WINDOWS_MAX][ROUNDS_MAX];
};

static void die(const char *why)
{
	fprintf(stderr, "bench-tagger: %s\n", why);
	exit(EXIT_FAILURE);
}

static void read_windows(struct bench *b)
{
	const struct text_options options = {.any_language = true};
	for (size_t at = 0; b->n_windows < WINDOWS_MAX && at + BYTES <= b->corpus.fresh;
		at += BYTES) {
		struct window *w = &b->windows[b->n_windows++];
		w->text = corpus_window(&b->corpus, at, BYTES);
		if (document_parse(b->text, w->text, &options, &b->documents, &w->document, NULL) ||
			words_annotate(b->lexicon, &w->document, &b->documents, &w->words))
			die("cannot read the articles");
		b->tokens += w->document.n_tokens;
	}
	if (!b->n_windows)
		die("not enough text");
}

static double tag(struct bench *b, struct tagger_worker *worker, const struct window *w)
{
	struct tags tags;
	double start = now_us();
	if (tagger_tag(worker, &w->words, &b->arena, &tags))
		die("out of memory");
	double end = now_us();
	arena_reset(&b->arena);
	return end - start;
}

static double tag_as_new(struct bench *b, const struct window *w)
{
	struct tagger_worker *worker;
	if (tagger_worker_new(b->tagger, &worker))
		die("out of memory");
	double us = tag(b, worker, w);
	tagger_worker_free(worker);
	return us;
}

static double run(struct bench *b, enum figure figure, const struct window *w)
{
	double us = 0;
	switch (figure) {
	case FLOOR:
		if (!floor_set_text(&b->floor, w->text) || !floor_run(&b->floor, &us))
			die("the floor failed");
		return us;
	case KEPT:
		return tag(b, b->worker, w);
	case NEW:
		return tag_as_new(b, w);
	case FIGURES:
		break;
	}
	return 0;
}

/* The mean over the windows of the middle one of each one's runs. */
static double measure(struct bench *b, enum figure figure)
{
	double start = now_us(), sum = 0;
	size_t n = 0;
	for (; n < ROUNDS_MAX && (n < 5 || now_us() - start < b->seconds * 1e6); n++)
		for (size_t i = 0; i < b->n_windows; i++)
			b->samples[i][n] = run(b, figure, &b->windows[i]);
	for (size_t i = 0; i < b->n_windows; i++)
		sum += median(b->samples[i], n);
	return sum / (double)b->n_windows;
}

static double load_ms(void)
{
	double samples[LOADS];
	for (int i = 0; i < LOADS; i++) {
		struct tagger *tagger;
		clock_t start = clock();
		if (tagger_open_image(
			    tagger_model, (size_t)(tagger_model_end - tagger_model), &tagger, NULL))
			die("there is no model");
		samples[i] = (double)(clock() - start) * 1e3 / CLOCKS_PER_SEC;
		tagger_free(tagger);
	}
	return median(samples, LOADS);
}

static void print(struct bench *b)
{
	static const char *const names[] = {"icu", "kept words", "new words"};
	double us[FIGURES], tokens = (double)b->tokens / (double)b->n_windows;
	measure(b, KEPT); /* warm */
	for (int f = 0; f < FIGURES; f++)
		us[f] = measure(b, (enum figure)f);
	printf("tagger: %zu windows of %d bytes, %.0f tokens each; load %.1f ms\n", b->n_windows,
		BYTES, tokens, load_ms());
	for (int f = 0; f < FIGURES; f++) {
		printf("%-11s %8.1f us %5.2fx", names[f], us[f], us[f] / us[FLOOR]);
		if (f != FLOOR)
			printf(" %8.0f ns a token %6.2f M tokens/s", us[f] * 1e3 / tokens,
				tokens / us[f]);
		printf("\n");
	}
}

int main(int argc, char **argv)
{
	static struct bench b = {.seconds = 1};
	int first = 1;
	if (argc > 2 && strcmp(argv[1], "--seconds") == 0) {
		b.seconds = strtod(argv[2], NULL);
		first = 3;
	}
	arena_init(&b.documents, (size_t)1 << 30);
	arena_init(&b.arena, (size_t)1 << 28);
	if (first >= argc)
		die("usage: bench-tagger [--seconds N] PATH...");
	if (!corpus_load(&b.corpus, (size_t)BYTES * WINDOWS_MAX, argv + first, argc - first))
		die("no articles");
	if (!floor_open(&b.floor, 2 * BYTES) || lexicon_open(&b.lexicon) ||
		text_engine_new(b.lexicon, &b.engine) || text_worker_new(b.engine, &b.text) ||
		tagger_open(&b.tagger, NULL) || tagger_worker_new(b.tagger, &b.worker))
		die("cannot start");
	read_windows(&b);
	print(&b);
	tagger_worker_free(b.worker);
	tagger_free(b.tagger);
	text_worker_free(b.text);
	text_engine_free(b.engine);
	lexicon_free(b.lexicon);
	floor_close(&b.floor);
	corpus_free(&b.corpus);
	arena_finish(&b.arena);
	arena_finish(&b.documents);
	return EXIT_SUCCESS;
}
