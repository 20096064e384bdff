/*
 * Look-up in the image of a lexicon. Opening it costs one small allocation: nothing is parsed or
 * copied. A find is one hash and, on average, less than one further probe.
 */
#include "lexicon/lexicon.h"

#include "base/bits.h"
#include "lexicon/image.h"
#include "lexicon/table.h"

#include <stdlib.h>

struct lexicon {
	const char *image;
	const struct image_header *header;
	const struct image_slot *slots;
	const struct image_group *groups;
	const struct lexeme *lexemes;
	const uint32_t *words;
	const unsigned char *filter;
	const char *strings;
	struct {
		const struct image_cell *cells;
		uint32_t n_columns;
	} tables[LEX_TABLE_COUNT];
	struct arena arena; /* where a user's image lives */
};

static const void *part(const char *image, uint32_t offset)
{
	return image + offset;
}

enum dedi_status lexicon_from_image(const void *image, size_t size, struct lexicon **ret_lexicon)
{
	const struct image_header *header = image;
	if (size < sizeof *header || header->magic != IMAGE_MAGIC || header->size != size ||
		header->n_tables != LEX_TABLE_COUNT)
		return DEDI_BAD_DATA;
	struct lexicon *lexicon = calloc(1, sizeof *lexicon);
	if (!lexicon)
		return DEDI_NO_MEMORY;
	lexicon->image = image;
	lexicon->header = header;
	lexicon->slots = part(image, header->slots);
	lexicon->groups = part(image, header->groups);
	lexicon->lexemes = part(image, header->lexemes);
	lexicon->words = part(image, header->words);
	lexicon->filter = part(image, header->filter);
	lexicon->strings = part(image, header->strings);
	for (int table = 0; table < LEX_TABLE_COUNT; table++) {
		lexicon->tables[table].cells = part(image, header->tables[table].cells);
		lexicon->tables[table].n_columns =
			(uint32_t)lex_table_schema((enum lex_table)table)->n_columns;
	}
	*ret_lexicon = lexicon;
	return DEDI_OK;
}

void lexicon_adopt(struct lexicon *lexicon, struct arena *arena)
{
	lexicon->arena = *arena;
	*arena = (struct arena){0};
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	arena_finish(&lexicon->arena);
	free(lexicon);
}

struct str lexicon_digest(const struct lexicon *lexicon)
{
	return str_make(lexicon->header->digest, sizeof lexicon->header->digest);
}

static struct str string_at(const struct lexicon *lexicon, uint32_t offset)
{
	const char *p = lexicon->strings + offset;
	uint16_t n;
	memcpy(&n, p, sizeof n);
	return str_make(p + sizeof n, n);
}

struct lex_filter lexicon_filter(const struct lexicon *lexicon)
{
	return (struct lex_filter){lexicon->filter, lexicon->header->filter_mask};
}

void lexicon_filter_table(
	const struct lexicon *lexicon, enum lex_table table, uint64_t *bits, uint32_t mask)
{
	for (uint32_t i = 0; i < lexicon->header->n_groups; i++) {
		const struct image_group *group = &lexicon->groups[i];
		if (!(group->tables >> table & 1))
			continue;
		uint32_t bit = lex_hash_mix(lex_hash(string_at(lexicon, group->word))) & mask;
		bits_add(bits, bit);
	}
}

struct lexemes lexicon_find(const struct lexicon *lexicon, struct str folded_word)
{
	uint64_t hash = lex_hash(folded_word);
	if (!lex_filter_may_have(lexicon_filter(lexicon), hash))
		return (struct lexemes){NULL, 0, 0};
	return lexicon_find_hashed(lexicon, folded_word, hash);
}

struct lexemes lexicon_find_hashed(
	const struct lexicon *lexicon, struct str folded_word, uint64_t hash)
{
	uint32_t tag = lex_hash_mix(hash), mask = lexicon->header->slot_mask;
	for (uint32_t at = tag & mask; lexicon->slots[at].group; at = (at + 1) & mask) {
		if (lexicon->slots[at].tag != tag)
			continue;
		const struct image_group *group = &lexicon->groups[lexicon->slots[at].group - 1];
		if (str_eq(string_at(lexicon, group->word), folded_word))
			return (struct lexemes){
				lexicon->lexemes + group->first, group->n, group->tables};
	}
	return (struct lexemes){NULL, 0, 0};
}

struct str lexicon_key_word(const struct lexicon *lexicon, const struct lexeme *lexeme, uint32_t i)
{
	return string_at(lexicon, lexicon->words[lexeme->key + i]);
}

uint32_t lexicon_rows(const struct lexicon *lexicon, enum lex_table table)
{
	return lexicon->header->tables[table].n_rows;
}

static inline const struct image_cell *cell_at(
	const struct lexicon *lexicon, enum lex_table table, uint32_t row, uint32_t column)
{
	return lexicon->tables[table].cells + (size_t)row * lexicon->tables[table].n_columns +
	       column;
}

struct str lexicon_text(
	const struct lexicon *lexicon, enum lex_table table, uint32_t row, uint32_t column)
{
	return string_at(lexicon, cell_at(lexicon, table, row, column)->text);
}

uint32_t lexicon_code(
	const struct lexicon *lexicon, enum lex_table table, uint32_t row, uint32_t column)
{
	return cell_at(lexicon, table, row, column)->code;
}

uint32_t lexicon_line(const struct lexicon *lexicon, enum lex_table table, uint32_t row)
{
	const uint32_t *lines = part(lexicon->image, lexicon->header->tables[table].lines);
	return lines[row];
}

bool lexicon_is_user_row(const struct lexicon *lexicon, enum lex_table table, uint32_t row)
{
	return row >= lexicon->header->tables[table].n_builtin;
}
