#include "measure.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ustring.h>

double now_us(void)
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

double median(double *values, size_t n)
{
	if (!n)
		return 0;
	qsort(values, n, sizeof *values, by_value);
	return values[n / 2];
}

static void append(struct corpus *corpus, size_t *n, const char *text, size_t length)
{
	size_t left = corpus->size - *n;
	size_t taken = length < left ? length : left;
	memcpy(corpus->text + *n, text, taken);
	*n += taken;
	if (taken && *n < corpus->size)
		corpus->text[(*n)++] = '\n';
}

static void append_file(struct corpus *corpus, size_t *n, const char *path)
{
	static char text[1 << 16];
	FILE *file = fopen(path, "rb");
	size_t length = file ? fread(text, 1, sizeof text, file) : 0;
	if (file)
		fclose(file);
	append(corpus, n, text, length);
}

static int is_text(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 4 && strcmp(entry->d_name + n - 4, ".txt") == 0;
}

static void append_directory(struct corpus *corpus, size_t *n, const char *directory)
{
	struct dirent **files;
	int n_files = scandir(directory, &files, is_text, alphasort);
	for (int i = 0; i < n_files; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%s", directory, files[i]->d_name);
		append_file(corpus, n, path);
		free(files[i]);
	}
	if (n_files >= 0)
		free(files);
}

static void append_lines(struct corpus *corpus, size_t *n, const char *path)
{
	FILE *file = fopen(path, "rb");
	json_t *article;
	while (file && (article = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL))) {
		const char *text = json_string_value(json_object_get(article, "text"));
		if (text)
			append(corpus, n, text, strlen(text));
		json_decref(article);
	}
	if (file)
		fclose(file);
}

bool corpus_load(struct corpus *corpus, size_t size, char **paths, int n_paths)
{
	*corpus = (struct corpus){.text = malloc(size), .size = size};
	size_t n = 0, before = SIZE_MAX;
	while (corpus->text && n < size && n != before) {
		before = n;
		for (int i = 0; i < n_paths; i++) {
			size_t length = strlen(paths[i]);
			if (length > 6 && strcmp(paths[i] + length - 6, ".jsonl") == 0)
				append_lines(corpus, &n, paths[i]);
			else
				append_directory(corpus, &n, paths[i]);
		}
		if (!corpus->fresh)
			corpus->fresh = n;
	}
	return n == size && corpus->fresh;
}

void corpus_free(struct corpus *corpus)
{
	free(corpus->text);
}

static size_t code_point(const struct corpus *corpus, size_t at)
{
	while (at && at < corpus->size && ((unsigned char)corpus->text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

struct str corpus_window(const struct corpus *corpus, size_t start, size_t bytes)
{
	start = code_point(corpus, start);
	size_t end = start + bytes;
	if (end >= corpus->size) /* the last code point may be cut by the end of the buffer */
		end = corpus->size - 4;
	return str_make(corpus->text + start, code_point(corpus, end) - start);
}

bool floor_open(struct floor *floor, size_t max_bytes)
{
	UErrorCode error = U_ZERO_ERROR;
	*floor = (struct floor){.capacity = (int32_t)max_bytes};
	floor->units = malloc(max_bytes * sizeof *floor->units);
	floor->words = ubrk_open(UBRK_WORD, "kk", NULL, 0, &error);
	floor->sentences = ubrk_open(UBRK_SENTENCE, "kk", NULL, 0, &error);
	return floor->units && U_SUCCESS(error);
}

void floor_close(struct floor *floor)
{
	if (floor->words)
		ubrk_close(floor->words);
	if (floor->sentences)
		ubrk_close(floor->sentences);
	free(floor->units);
}

bool floor_set_text(struct floor *floor, struct str text)
{
	UErrorCode error = U_ZERO_ERROR;
	u_strFromUTF8(floor->units, floor->capacity, &floor->n, text.p, (int32_t)text.n, &error);
	return U_SUCCESS(error);
}

static bool breaks(struct floor *floor, UBreakIterator *iterator)
{
	UErrorCode error = U_ZERO_ERROR;
	ubrk_setText(iterator, floor->units, floor->n, &error);
	if (U_FAILURE(error))
		return false;
	int32_t count = 0;
	while (ubrk_next(iterator) != UBRK_DONE)
		count++;
	floor->sink += count;
	return true;
}

bool floor_run(struct floor *floor, double *ret_us)
{
	double start = now_us();
	if (!breaks(floor, floor->words) || !breaks(floor, floor->sentences))
		return false;
	*ret_us = now_us() - start;
	return true;
}
