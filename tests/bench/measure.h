/*
 * What the benchmarks share: a clock, medians, texts to work on, and the floor that all of them
 * measure against.
 */
#ifndef DEDI_BENCH_MEASURE_H
#define DEDI_BENCH_MEASURE_H

#include "base/str.h"

#include <unicode/ubrk.h>

double now_us(void);

/* Sorts the values. */
double median(double *values, size_t n);

/*
 * Articles one after another, over and over, until the buffer is full. A path is a directory, whose
 * *.txt are taken in the order of their names, or a file of JSON Lines with the articles in "text".
 */
struct corpus {
	char *text;   /* [size], UTF-8 */
	size_t size;  /* bytes */
	size_t fresh; /* bytes before the first repetition */
};
bool corpus_load(struct corpus *corpus, size_t size, char **paths, int n_paths);
void corpus_free(struct corpus *corpus);

/* The window of so many bytes that begins near this byte: both ends at code points. */
struct str corpus_window(const struct corpus *corpus, size_t start, size_t bytes);

/* ICU's word and sentence breaks over UTF-16: what any analysis of words and sentences must pay. */
struct floor {
	UBreakIterator *words, *sentences;
	UChar *units;
	int32_t capacity, n;
	volatile int32_t sink;
};
bool floor_open(struct floor *floor, size_t max_bytes);
void floor_close(struct floor *floor);
bool floor_set_text(struct floor *floor, struct str text); /* not part of what is timed */
bool floor_run(struct floor *floor, double *ret_us);

#endif
