/*
 * From tables to an image: validates rows, folds keys and aliases, builds the index.
 *
 * Used by tools/lexc at build time and by lexicon_open_with at run time: one validator, one way of
 * looking things up. Everything is made in the caller's arena.
 */
#ifndef DEDI_LEXICON_BUILDER_H
#define DEDI_LEXICON_BUILDER_H

#include "lexicon/lexicon.h"
#include "lexicon/tsv.h"

struct lex_builder;

enum dedi_status lex_builder_new(struct arena *arena, struct lex_builder **ret_builder) MUST_CHECK;

/* Called with each error of a table, so that an author sees all of them at once. */
typedef void lex_report(void *context, const struct dedi_error *error);

/* Adds the rows of one file. With report (may be NULL) reading goes on after an error; the status
 * and error are those of the first one. */
enum dedi_status lex_builder_add(struct lex_builder *builder, enum lex_table table,
	const char *file, struct str text, bool is_user, lex_report *report, void *context,
	struct dedi_error *error) MUST_CHECK;

/* Adds all rows of another lexicon, before any other. */
enum dedi_status lex_builder_copy(
	struct lex_builder *builder, const struct lexicon *lexicon) MUST_CHECK;

/* digest: 64 hex digits. The image lives in the arena. */
enum dedi_status lex_builder_finish(
	struct lex_builder *builder, const char digest[64], struct str *ret_image) MUST_CHECK;

#endif
