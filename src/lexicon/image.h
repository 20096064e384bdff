/*
 * The image of a lexicon: one block of memory that is used as it lies, in the binary or in an
 * arena. Everything in it is an offset from its start, in the byte order of the machine that made
 * it. The same tables always give the same bytes.
 *
 *   header | strings | cells | lines | words | lexemes | groups | slots
 *
 * strings: each is a uint16_t length, the bytes and a pad byte to an even offset; no string twice.
 * cells:   [n_rows][n_columns] of each table.
 * lines:   [n_rows] of each table, line in the source.
 * words:   the folded words of all keys, as offsets of strings; a lexeme's key is an index here.
 * lexemes: struct lexeme, those with the same first word side by side.
 * groups:  one for each first word.
 * slots:   open addressing with linear probing by the hash of the first word, at most half full.
 * filter:  one bit for each first word, by its hash; about one bit in sixteen is set.
 */
#ifndef DEDI_LEXICON_IMAGE_H
#define DEDI_LEXICON_IMAGE_H

#include "lexicon/lexicon.h"

#define IMAGE_MAGIC 0x31584c44u /* "DLX1" */

struct image_cell {
	uint32_t text; /* string */
	uint32_t code; /* of CODE and SET columns */
};

struct image_group {
	uint32_t word;  /* string */
	uint32_t first; /* lexeme */
	uint32_t n;
	uint32_t tables; /* bits */
};

struct image_slot {
	uint32_t tag;   /* the mixed hash */
	uint32_t group; /* index + 1; 0: free */
};

struct image_table {
	uint32_t cells, lines; /* offsets */
	uint32_t n_rows;
	uint32_t n_builtin; /* rows from here on are the user's */
};

struct image_header {
	uint32_t magic, size;
	uint32_t n_tables;
	uint32_t strings, words, lexemes, groups, slots; /* offsets */
	uint32_t n_words, n_lexemes, n_groups;
	uint32_t slot_mask;
	uint32_t filter, filter_mask; /* offset; bits - 1 */
	char digest[64];
	struct image_table tables[LEX_TABLE_COUNT];
};

/* A lexicon that reads an image; the image stays the caller's. */
enum dedi_status lexicon_from_image(
	const void *image, size_t size, struct lexicon **ret_lexicon) MUST_CHECK;
/* Gives the arena to the lexicon, to be freed with it. */
void lexicon_adopt(struct lexicon *lexicon, struct arena *arena);

#endif
