/*
 * lexc: the compiler of the tables in data/kk.
 *
 *   lexc DIRECTORY LEXICON MORPHOLOGY SOURCE
 *                            compiles the tables into two images, and writes SOURCE, a C file that
 *                            puts the images into the binary
 *   lexc --check DIRECTORY   validates the tables of a lexicon that are there
 *
 * All errors are printed as file:line: message; any of them makes the exit status 1.
 */
#include "kazakh/morphology.h"
#include "lexicon/builder.h"
#include "lexicon/sha256.h"
#include "lexicon/table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_FILE_BYTES = 64 << 20, N_MORPHOLOGY = 4 };

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

/* .incbin: compiling the images as arrays would take seconds. */
static void embed(FILE *file, const char *symbol, const char *image_path)
{
	fprintf(file,
		"__asm__(\".pushsection .rodata\\n\"\n"
		"\t\".balign 64\\n\"\n"
		"\t\".global %s\\n\"\n"
		"\t\"%s:\\n\"\n"
		"\t\".incbin \\\"%s\\\"\\n\"\n"
		"\t\".global %s_end\\n\"\n"
		"\t\"%s_end:\\n\"\n"
		"\t\".byte 0\\n\"\n"
		"\t\".popsection\\n\");\n",
		symbol, symbol, image_path, symbol, symbol);
}

static bool write_source(const char *path, const char *lexicon_path, const char *morphology_path)
{
	FILE *file = fopen(path, "w");
	if (!file) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	fprintf(file, "/* Made by lexc. */\n");
	embed(file, "dedi_lexicon_image", lexicon_path);
	embed(file, "dedi_morphology_image", morphology_path);
	fprintf(file, "extern const char dedi_lexicon_image[], dedi_morphology_image[];\n");
	return fclose(file) == 0;
}

static bool compile_lexicon(const char *directory, bool check_only, struct arena *arena,
	struct sha256 *hash, struct str *ret_image)
{
	struct lex_builder *builder;
	if (lex_builder_new(arena, &builder))
		return false;
	bool ok = true;
	for (int t = 0; t < LEX_TABLE_COUNT; t++)
		ok &= add_table(builder, directory, (enum lex_table)t, check_only, arena, hash);
	char digest[64];
	sha256_finish(hash, digest);
	return ok && lex_builder_finish(builder, digest, ret_image) == DEDI_OK;
}

/* The tables of the morphology, in the order of their paths in struct morph_source. */
static bool read_morphology(const char *directory, struct arena *arena, struct sha256 *hash,
	char paths[N_MORPHOLOGY][4096], struct morph_source *source)
{
	static const char *const NAMES[] = {"letters", "suffixes", "stems", "irregular_forms"};
	struct str *texts[] = {&source->letters, &source->suffixes, &source->stems, &source->forms};
	for (int i = 0; i < N_MORPHOLOGY; i++) {
		snprintf(paths[i], sizeof paths[i], "%s/%s.tsv", directory, NAMES[i]);
		size_t n = 0;
		errno = 0;
		char *text = read_file(paths[i], arena, &n);
		if (!text) {
			fprintf(stderr, "%s: %s\n", paths[i], strerror(errno ? errno : EIO));
			return false;
		}
		*texts[i] = str_make(text, n);
		sha256_add(hash, str_make(NAMES[i], strlen(NAMES[i]) + 1));
		sha256_add(hash, *texts[i]);
	}
	source->letters_file = paths[0];
	source->suffixes_file = paths[1];
	source->stems_file = paths[2];
	source->forms_file = paths[3];
	return true;
}

static bool compile_morphology(
	const char *directory, struct arena *arena, struct sha256 *hash, struct str *ret_image)
{
	static char paths[N_MORPHOLOGY][4096];
	struct morph_source source = {0};
	struct dedi_error error;
	if (!read_morphology(directory, arena, hash, paths, &source))
		return false;
	enum dedi_status status = morph_compile(&source, arena, ret_image, &error);
	if (status)
		fprintf(stderr, "%s\n",
			status == DEDI_BAD_DATA ? error.message : dedi_status_name(status));
	return status == DEDI_OK;
}

static bool compile_all(char **paths, struct arena *arena)
{
	struct sha256 hash;
	struct str lexicon, morphology;
	sha256_init(&hash);
	bool ok = compile_morphology(paths[0], arena, &hash, &morphology);
	ok = compile_lexicon(paths[0], false, arena, &hash, &lexicon) && ok;
	return ok && write_image(paths[1], lexicon) && write_image(paths[2], morphology) &&
	       write_source(paths[3], paths[1], paths[2]);
}

static bool check(const char *directory, struct arena *arena)
{
	struct sha256 hash;
	struct str image;
	sha256_init(&hash);
	return compile_lexicon(directory, true, arena, &hash, &image);
}

int main(int argc, char **argv)
{
	bool check_only = argc == 3 && strcmp(argv[1], "--check") == 0;
	if (!check_only && argc != 5) {
		fprintf(stderr, "usage: lexc DIRECTORY LEXICON MORPHOLOGY SOURCE\n"
				"       lexc --check DIRECTORY\n");
		return 2;
	}
	struct arena arena;
	arena_init(&arena, (size_t)1 << 30);
	bool ok = check_only ? check(argv[2], &arena) : compile_all(argv + 1, &arena);
	arena_finish(&arena);
	return ok ? 0 : 1;
}
