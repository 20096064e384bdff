/*
 * lexc: the compiler of the tables in data/kk.
 *
 *   lexc DIRECTORY IMAGE SOURCE   compiles every table into IMAGE, and writes SOURCE, a C file that
 *                                 puts the image into the binary
 *   lexc --check DIRECTORY        validates the tables that are there
 *
 * All errors are printed as file:line: message; any of them makes the exit status 1.
 */
#include "lexicon/builder.h"
#include "lexicon/sha256.h"
#include "lexicon/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_FILE_BYTES = 64 << 20 };

static void print_error(void *context, const struct dedi_error *error)
{
	(void)context;
	fprintf(stderr, "%s\n", error->message);
}

/* The whole file, or NULL with errno. */
static char *read_file(const char *path, struct arena *arena, size_t *ret_n)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	char *text = NULL;
	if (fseek(file, 0, SEEK_END) == 0) {
		long size = ftell(file);
		rewind(file);
		if (size >= 0 && size < MAX_FILE_BYTES)
			text = arena_alloc(arena, (size_t)size + 1);
		if (text && fread(text, 1, (size_t)size, file) != (size_t)size)
			text = NULL;
		*ret_n = text ? (size_t)size : 0;
	}
	fclose(file);
	return text;
}

/* Adds one table; false after an error was printed. */
static bool add_table(struct lex_builder *builder, const char *directory, enum lex_table table,
	bool may_be_missing, struct arena *arena, struct sha256 *hash)
{
	const char *name = lex_table_schema(table)->name;
	char path[4096];
	snprintf(path, sizeof path, "%s/%s.tsv", directory, name);
	size_t n = 0;
	errno = 0;
	char *text = read_file(path, arena, &n);
	if (!text && errno == ENOENT && may_be_missing)
		return true;
	if (!text) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno ? errno : EIO));
		return false;
	}
	sha256_add(hash, str_make(name, strlen(name) + 1));
	sha256_add(hash, str_make(text, n));
	struct dedi_error error;
	enum dedi_status status = lex_builder_add(
		builder, table, path, str_make(text, n), false, print_error, NULL, &error);
	if (status && status != DEDI_BAD_DATA)
		fprintf(stderr, "%s\n", error.message);
	return status == DEDI_OK;
}

static bool write_image(const char *path, struct str image)
{
	FILE *file = fopen(path, "wb");
	bool ok = file && fwrite(image.p, 1, image.n, file) == image.n;
	if (file && fclose(file) != 0)
		ok = false;
	if (!ok)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return ok;
}

/* .incbin: compiling the image as an array would take seconds. */
static bool write_source(const char *path, const char *image_path, const char *symbol)
{
	FILE *file = fopen(path, "w");
	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	fprintf(file,
		"/* Made by lexc. */\n"
		"__asm__(\".pushsection .rodata\\n\"\n"
		"\t\".balign 64\\n\"\n"
		"\t\".global %s\\n\"\n"
		"\t\"%s:\\n\"\n"
		"\t\".incbin \\\"%s\\\"\\n\"\n"
		"\t\".global %s_end\\n\"\n"
		"\t\"%s_end:\\n\"\n"
		"\t\".byte 0\\n\"\n"
		"\t\".popsection\\n\");\n"
		"extern const char %s[];\n",
		symbol, symbol, image_path, symbol, symbol, symbol);
	return fclose(file) == 0;
}

static bool compile(const char *directory, bool check_only, struct arena *arena, struct str *image)
{
	struct lex_builder *builder;
	if (lex_builder_new(arena, &builder))
		return false;
	struct sha256 hash;
	sha256_init(&hash);
	bool ok = true;
	for (int t = 0; t < LEX_TABLE_COUNT; t++)
		ok &= add_table(builder, directory, (enum lex_table)t, check_only, arena, &hash);
	char digest[64];
	sha256_finish(&hash, digest);
	return ok && lex_builder_finish(builder, digest, image) == DEDI_OK;
}

int main(int argc, char **argv)
{
	bool check_only = argc == 3 && strcmp(argv[1], "--check") == 0;
	if (!check_only && argc != 4) {
		fprintf(stderr, "usage: lexc DIRECTORY IMAGE SOURCE | lexc --check DIRECTORY\n");
		return 2;
	}
	struct arena arena;
	arena_init(&arena, (size_t)1 << 30);
	struct str image;
	bool ok = compile(check_only ? argv[2] : argv[1], check_only, &arena, &image);
	if (ok && !check_only)
		ok = write_image(argv[2], image) &&
		     write_source(argv[3], argv[2], "dedi_lexicon_image");
	arena_finish(&arena);
	return ok ? 0 : 1;
}
