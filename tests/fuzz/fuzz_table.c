/* Any bytes as a table: of the lexicon (the first byte says which) or of the morphology. What is
 * accepted must be found again. */
#include "fuzz.h"
#include "kazakh/morphology.h"
#include "lexicon/builder.h"
#include "lexicon/image.h"
#include "lexicon/table.h"

#include <stdlib.h>

static void check_lexicon(struct str image)
{
	struct lexicon *lexicon;
	if (lexicon_from_image(image.p, image.n, &lexicon) != DEDI_OK)
		abort();
	const struct image_header *header = (const void *)image.p;
	const struct lexeme *lexemes = (const void *)(image.p + header->lexemes);
	for (uint32_t i = 0; i < header->n_lexemes; i++) {
		struct str word = lexicon_key_word(lexicon, &lexemes[i], 0);
		struct lexemes found = lexicon_find(lexicon, word);
		if (found.at > &lexemes[i] || found.at + found.n <= &lexemes[i])
			abort();
		enum lex_table table = (enum lex_table)lexemes[i].table;
		for (uint32_t k = 0; k < lex_table_schema(table)->n_columns; k++)
			if (lexicon_text(lexicon, table, lexemes[i].row, k).n > image.n)
				abort();
	}
	lexicon_free(lexicon);
}

static void try_lexicon(enum lex_table table, struct str text, struct arena *arena)
{
	static const char digest[64];
	struct lex_builder *builder;
	struct dedi_error error;
	struct str image;
	if (lex_builder_new(arena, &builder) == DEDI_OK &&
		lex_builder_add(builder, table, "t", text, table & 1, NULL, NULL, &error) ==
			DEDI_OK &&
		lex_builder_finish(builder, digest, &image) == DEDI_OK)
		check_lexicon(image);
}

static void try_morphology(unsigned which, struct str text, struct arena *arena)
{
	struct morph_source source = {"l", "s", "t", "f",
		STR("letter\tclasses\tharmony\tsoftens\tkind\tplain\nа\tV\tback\t-\tvowel\t-\n"
		    "қ\tT\t-\tғ\tconsonant\tк\nғ\tT\t-\t-\tconsonant\tг\n"),
		STR("state\ton\tfeatures\tletters\tback\tfront\tcut\tgain\tknown\n"),
		STR("stem\tclasses\tbefore_vowel\n"), STR("form\tlemma\tfeatures\n")};
	struct str *tables[] = {&source.letters, &source.suffixes, &source.stems, &source.forms};
	struct dedi_error error;
	struct str image;
	*tables[which % 4] = text;
	enum dedi_status status = morph_compile(&source, arena, &image, &error);
	if (status == DEDI_OK &&
		((const struct morph_image *)(const void *)image.p)->size != image.n)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	if (!size)
		return 0;
	struct str text = str_make((const char *)data + 1, size - 1);
	arena_init(&arena, 1u << 26);
	if (data[0] < LEX_TABLE_COUNT)
		try_lexicon((enum lex_table)data[0], text, &arena);
	else
		try_morphology(data[0], text, &arena);
	arena_finish(&arena);
	return 0;
}
