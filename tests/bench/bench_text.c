/*
 * The text stage against its floor (measure.h) over the same text.
 *
 *   bench-text PATH…
 *
 * The articles are joined, repeated and cut to the sizes. Floor and stage take turns; each figure
 * is the median of many runs. Slope: time per byte at 1 MB over that at 4 KB, 1 for a stage that is
 * linear. `one line`: the same text without line breaks.
 */
#include "measure.h"
#include "text/text.h"

#include <stdio.h>

enum { MAX_TEXT = 1 << 20, MAX_RUNS = 2001, SIZES = 6 };
static const size_t sizes[SIZES] = {1024, 4096, 16384, 65536, 262144, 1048576};

struct bench {
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *worker;
	struct floor floor;
	struct corpus corpus;
	struct arena arena;
	double samples[2][MAX_RUNS]; /* of the floor, of the stage */
};

struct result {
	double floor, stage; /* microseconds */
	uint32_t tokens, sentences;
	size_t arena;
};

static bool run(struct bench *b, struct str text, double *ret_us, struct result *result)
{
	struct document document;
	struct dedi_error failure;
	double start = now_us();
	if (document_parse(b->worker, text, NULL, &b->arena, &document, &failure) != DEDI_OK) {
		fprintf(stderr, "bench-text: %s\n", failure.message);
		return false;
	}
	*ret_us = now_us() - start;
	result->tokens = document.n_tokens;
	result->sentences = document.n_sentences;
	result->arena = b->arena.used;
	arena_reset(&b->arena);
	return true;
}

static bool measure(struct bench *b, struct str text, struct result *ret)
{
	size_t runs = 0;
	double until = now_us() + 4e5;
	if (!floor_set_text(&b->floor, text))
		return false;
	for (; runs < MAX_RUNS && (runs < 5 || now_us() < until); runs++)
		if (!floor_run(&b->floor, &b->samples[0][runs]) ||
			!run(b, text, &b->samples[1][runs], ret))
			return false;
	ret->floor = median(b->samples[0], runs);
	ret->stage = median(b->samples[1], runs);
	return true;
}

static bool table(struct bench *b, const char *name)
{
	struct result results[SIZES];
	printf("%-10s %9s %10s %10s %7s %8s %8s %9s %9s\n", name, "bytes", "ICU, us", "text, us",
		"ratio", "MB/s", "tokens", "sentences", "arena, KB");
	for (int i = 0; i < SIZES; i++) {
		struct str s = corpus_window(&b->corpus, 0, sizes[i]);
		if (!measure(b, s, &results[i]))
			return false;
		printf("%-10s %9zu %10.1f %10.1f %7.2f %8.1f %8u %9u %9.1f\n", "", s.n,
			results[i].floor, results[i].stage, results[i].stage / results[i].floor,
			(double)s.n / results[i].stage, results[i].tokens, results[i].sentences,
			(double)results[i].arena / 1024);
	}
	printf("%-10s slope 4 KB to 1 MB: %.2f (ICU: %.2f)\n\n", "",
		results[SIZES - 1].stage / 256 / results[1].stage,
		results[SIZES - 1].floor / 256 / results[1].floor);
	return true;
}

int main(int argc, char **argv)
{
	static struct bench b;
	if (argc < 2 || !corpus_load(&b.corpus, MAX_TEXT, argv + 1, argc - 1)) {
		fprintf(stderr, "usage: bench-text PATH...\n");
		return 2;
	}
	arena_init(&b.arena, (size_t)1 << 30);
	if (!floor_open(&b.floor, MAX_TEXT) || lexicon_open(&b.lexicon) ||
		text_engine_new(b.lexicon, &b.engine) || text_worker_new(b.engine, &b.worker))
		return 1;
	bool done = table(&b, "lines");
	for (size_t i = 0; i < b.corpus.size; i++)
		if (b.corpus.text[i] == '\n')
			b.corpus.text[i] = ' ';
	done = done && table(&b, "one line");
	arena_finish(&b.arena);
	floor_close(&b.floor);
	corpus_free(&b.corpus);
	text_worker_free(b.worker);
	text_engine_free(b.engine);
	lexicon_free(b.lexicon);
	return done ? 0 : 1;
}
