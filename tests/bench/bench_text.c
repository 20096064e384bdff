/*
 * The text stage against its floor: ICU's word and sentence breaks over the same text.
 *
 *   bench-text DIRECTORY
 *
 * The *.txt of the directory are joined, repeated and cut to the sizes. Floor and stage take turns;
 * each figure is the median of many runs. Slope: time per byte at 1 MB over that at 4 KB, 1 for a
 * stage that is linear. `one line`: the same text without line breaks.
 */
#include "text/text.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

enum { MAX_TEXT = 1 << 20, MAX_RUNS = 2001, SIZES = 6 };
static const size_t sizes[SIZES] = {1024, 4096, 16384, 65536, 262144, 1048576};

struct bench {
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *worker;
	UBreakIterator *words, *sentences;
	UChar units[MAX_TEXT];
	struct arena arena;
	double floor[MAX_RUNS], stage[MAX_RUNS];
};

struct result {
	double floor, stage; /* microseconds */
	uint32_t tokens, sentences;
	size_t arena;
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

static double median(double *values, size_t n)
{
	qsort(values, n, sizeof *values, by_value);
	return values[n / 2];
}

static int breaks(UBreakIterator *iterator, const UChar *units, int32_t n)
{
	UErrorCode error = U_ZERO_ERROR;
	int count = 0;
	ubrk_setText(iterator, units, n, &error);
	while (U_SUCCESS(error) && ubrk_next(iterator) != UBRK_DONE)
		count++;
	return count;
}

static bool measure(struct bench *b, struct str text, struct result *ret)
{
	UErrorCode error = U_ZERO_ERROR;
	int32_t n = 0;
	u_strFromUTF8(b->units, MAX_TEXT, &n, text.p, (int32_t)text.n, &error);
	if (U_FAILURE(error))
		return false;
	size_t runs = 0;
	volatile int sink = 0;
	double until = now_us() + 4e5;
	while (runs < MAX_RUNS && (runs < 5 || now_us() < until)) {
		double start = now_us();
		sink += breaks(b->words, b->units, n) + breaks(b->sentences, b->units, n);
		double middle = now_us();
		struct document document;
		struct dedi_error failure;
		if (document_parse(b->worker, text, NULL, &b->arena, &document, &failure) !=
			DEDI_OK) {
			fprintf(stderr, "%s\n", failure.message);
			return false;
		}
		b->floor[runs] = middle - start;
		b->stage[runs++] = now_us() - middle;
		ret->tokens = document.n_tokens;
		ret->sentences = document.n_sentences;
		ret->arena = b->arena.used;
		arena_reset(&b->arena);
	}
	ret->floor = median(b->floor, runs);
	ret->stage = median(b->stage, runs);
	return true;
}

static int is_text_file(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 4 && strcmp(entry->d_name + n - 4, ".txt") == 0;
}

static bool load(const char *directory, char *text)
{
	struct dirent **files;
	size_t n = 0;
	int n_files = scandir(directory, &files, is_text_file, alphasort);
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
	if (n == MAX_TEXT)
		do
			n--;
		while (n && ((unsigned char)text[n] & 0xc0) == 0x80);
	return str_make(text, n);
}

static bool table(struct bench *b, const char *text, const char *name)
{
	struct result results[SIZES];
	printf("%-10s %9s %10s %10s %7s %8s %8s %9s %9s\n", name, "bytes", "ICU, us", "text, us",
		"ratio", "MB/s", "tokens", "sentences", "arena, KB");
	for (int i = 0; i < SIZES; i++) {
		struct str s = cut(text, sizes[i]);
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
	static char text[MAX_TEXT];
	UErrorCode error = U_ZERO_ERROR;
	if (argc != 2 || !load(argv[1], text)) {
		fprintf(stderr, "usage: bench-text DIRECTORY (with *.txt in it)\n");
		return 2;
	}
	b.words = ubrk_open(UBRK_WORD, "kk", NULL, 0, &error);
	b.sentences = ubrk_open(UBRK_SENTENCE, "kk", NULL, 0, &error);
	arena_init(&b.arena, (size_t)1 << 30);
	if (U_FAILURE(error) || lexicon_open(&b.lexicon) || text_engine_new(b.lexicon, &b.engine) ||
		text_worker_new(b.engine, &b.worker))
		return 1;
	bool done = table(&b, text, "lines");
	for (size_t i = 0; i < MAX_TEXT; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	done = done && table(&b, text, "one line");
	arena_finish(&b.arena);
	ubrk_close(b.words);
	ubrk_close(b.sentences);
	text_worker_free(b.worker);
	text_engine_free(b.engine);
	lexicon_free(b.lexicon);
	return done ? 0 : 1;
}
