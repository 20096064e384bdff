/*
 * A user's directory laid over the built-in tables: a new image of all rows, the user's behind the
 * built-in ones in number and before them in look-up. Costs some tens of milliseconds, once, at
 * start; without a directory nothing is built.
 */
#include "lexicon/builder.h"
#include "lexicon/image.h"
#include "lexicon/sha256.h"
#include "lexicon/table.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_FILE_BYTES = 32 << 20, ARENA_BYTES = 512 << 20 };

static enum dedi_status read_file(
	const char *path, struct arena *arena, struct str *ret_text, struct dedi_error *error)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return dedi_fail(error, DEDI_IO, "%s: %s", path, strerror(errno));
	enum dedi_status status = DEDI_OK;
	char *text = NULL;
	size_t n = 0, cap = 1 << 16;
	for (;;) {
		char *grown = arena_alloc(arena, cap);
		if (!grown) {
			status = dedi_fail(error, DEDI_NO_MEMORY, "%s: out of memory", path);
			break;
		}
		if (n)
			memcpy(grown, text, n);
		text = grown;
		n += fread(text + n, 1, cap - n, file);
		if (n < cap)
			break;
		cap *= 2;
		if (cap > MAX_FILE_BYTES) {
			status = dedi_fail(error, DEDI_TOO_LARGE, "%s: over %d bytes", path,
				MAX_FILE_BYTES / 2);
			break;
		}
	}
	if (!status && ferror(file))
		status = dedi_fail(error, DEDI_IO, "%s: %s", path, strerror(errno));
	fclose(file);
	if (!status)
		*ret_text = str_make(text, n);
	return status;
}

static enum dedi_status add_file(struct lex_builder *builder, const char *directory,
	enum lex_table table, struct arena *arena, struct sha256 *hash, struct dedi_error *error)
{
	char path[4096];
	const char *name = lex_table_schema(table)->name;
	int n = snprintf(path, sizeof path, "%s/%s.tsv", directory, name);
	if (n < 0 || (size_t)n >= sizeof path)
		return dedi_fail(error, DEDI_IO, "%.200s: path too long", directory);
	struct str text;
	enum dedi_status status = read_file(path, arena, &text, error);
	if (status)
		return status;
	sha256_add(hash, str_make(name, strlen(name) + 1));
	sha256_add(hash, text);
	return lex_builder_add(builder, table, path, text, true, NULL, NULL, error);
}

/* Which tables the directory has; a .tsv file of another name is an error, most likely a typo. */
static enum dedi_status list_tables(
	const char *directory, bool ret_has[LEX_TABLE_COUNT], struct dedi_error *error)
{
	DIR *dir = opendir(directory);
	if (!dir)
		return dedi_fail(error, DEDI_IO, "%.180s: %s", directory, strerror(errno));
	enum dedi_status status = DEDI_OK;
	for (struct dirent *entry; !status && (entry = readdir(dir));) {
		struct str name = str_make(entry->d_name, strlen(entry->d_name));
		if (name.n < 4 || name.p[0] == '.' || !str_ends(name, STR(".tsv")))
			continue;
		enum lex_table table = lex_table_by_name(str_make(name.p, name.n - 4));
		if (table == LEX_TABLE_COUNT)
			status = dedi_fail(error, DEDI_BAD_DATA, "%.120s/%.100s: no such table",
				directory, entry->d_name);
		else
			ret_has[table] = true;
	}
	closedir(dir);
	return status;
}

static enum dedi_status build(const char *directory, const struct lexicon *base,
	struct arena *arena, struct str *ret_image, struct dedi_error *error)
{
	bool has[LEX_TABLE_COUNT] = {false};
	struct lex_builder *builder;
	enum dedi_status status = list_tables(directory, has, error);
	if (status)
		return status;
	if ((status = lex_builder_new(arena, &builder)) ||
		(status = lex_builder_copy(builder, base)))
		return dedi_fail(error, status, "%.200s: out of memory", directory);
	struct sha256 hash;
	sha256_init(&hash);
	sha256_add(&hash, lexicon_digest(base));
	for (int t = 0; t < LEX_TABLE_COUNT; t++)
		if (has[t] && (status = add_file(
				       builder, directory, (enum lex_table)t, arena, &hash, error)))
			return status;
	char digest[64];
	sha256_finish(&hash, digest);
	status = lex_builder_finish(builder, digest, ret_image);
	return status ? dedi_fail(error, status, "%.200s: out of memory", directory) : DEDI_OK;
}

enum dedi_status lexicon_open_with(
	const char *directory, struct lexicon **ret_lexicon, struct dedi_error *error)
{
	struct lexicon *base, *lexicon;
	struct arena arena, kept;
	struct str image;
	enum dedi_status status = lexicon_open(&base);
	if (status)
		return dedi_fail(error, status, "built-in lexicon: %s", dedi_status_name(status));
	arena_init(&arena, ARENA_BYTES);
	status = build(directory, base, &arena, &image, error);
	lexicon_free(base);
	if (status) {
		arena_finish(&arena);
		return status;
	}
	/* Only the image is kept: the builder's lists are several times as large. */
	arena_init(&kept, ARENA_BYTES);
	void *copy = arena_alloc(&kept, image.n);
	status = copy ? DEDI_OK : DEDI_NO_MEMORY;
	if (copy) {
		memcpy(copy, image.p, image.n);
		status = lexicon_from_image(copy, image.n, &lexicon);
	}
	arena_finish(&arena);
	if (status) {
		arena_finish(&kept);
		return dedi_fail(error, status, "%.200s: out of memory", directory);
	}
	lexicon_adopt(lexicon, &kept);
	*ret_lexicon = lexicon;
	return DEDI_OK;
}
