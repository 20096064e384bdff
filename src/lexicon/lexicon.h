/*
 * Lexicons: the language knowledge of the tables in data/kk as one immutable image.
 *
 * A table is a TSV file with a schema (lexicon/schema.h). Its first column is the key: one or more
 * words. Keys and aliases are folded (lower case, look-alikes, NFC) and indexed by their first
 * word; quotation marks and dashes between words do not count. The same code compiles the tables at
 * build time (tools/lexc), where the image goes into the binary, and validates and adds a user's
 * own directory at run time (--lexicon DIR).
 *
 * Everything a lexicon hands out is borrowed and lives as long as the lexicon.
 */
#ifndef DEDI_LEXICON_H
#define DEDI_LEXICON_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "lexicon/schema.h"

struct lexicon;

/* The tables compiled into the binary. */
enum dedi_status lexicon_open(struct lexicon **ret_lexicon) MUST_CHECK;
/* The same with a user's directory laid over it: files named as in data/kk, rows added. error tells
 * file and line (DEDI_BAD_DATA). */
enum dedi_status lexicon_open_with(
	const char *directory, struct lexicon **ret_lexicon, struct dedi_error *error) MUST_CHECK;
void lexicon_free(struct lexicon *lexicon);

/* SHA-256 of the source tables, 64 hex digits. */
struct str lexicon_digest(const struct lexicon *lexicon);

/* One key or alias of one row. */
struct lexeme {
	uint8_t table;    /* enum lex_table */
	uint8_t n_words;  /* words in this key */
	uint8_t is_alias; /* 1 if this is an alias and not the key of the row */
	uint8_t second;   /* lex_word_number of the second word, if there is one */
	uint32_t row;     /* from 0 within the table */
	uint32_t key;     /* internal: where the words are */
};

_Static_assert(LEX_TABLE_COUNT <= 32, "a bit for each table");
/* One of 64 numbers for a word, equal for equal words: tells most different words apart at once. */
static inline uint8_t lex_word_number(struct str s)
{
	if (s.n < 2)
		return 0;
	uint32_t h = (unsigned char)s.p[1] * 7u + (unsigned char)s.p[s.n - 1] * 31u +
		     (unsigned char)s.p[s.n / 2] * 3u + (uint32_t)s.n * 5u;
	return h & 63u;
}

struct lexemes {
	const struct lexeme *at; /* longest key first, then table, then row */
	uint32_t n;
	uint32_t tables; /* which tables they are of, bits */
};

/* Every key or alias that begins with this folded word. O(1). */
struct lexemes lexicon_find(const struct lexicon *lexicon, struct str folded_word);

/*
 * The same for a caller that looks up many prefixes of one word: the hash is carried from letter to
 * letter, and a filter says at once of most words that they are none. Two bytes of a Cyrillic
 * letter are one step.
 */
#define LEX_HASH_START UINT64_C(0xcbf29ce484222325)
static inline uint64_t lex_hash_step(uint64_t hash, uint32_t unit)
{
	return (hash ^ unit) * UINT64_C(0x100000001b3);
}
/* Carries the hash over whole code points (any bytes will do). */
static inline uint64_t lex_hash_more(uint64_t hash, struct str letters)
{
	for (size_t i = 0; i < letters.n; i++) {
		uint32_t unit = (unsigned char)letters.p[i];
		if (unit >= 0xc0 && i + 1 < letters.n)
			unit = unit << 8 | (unsigned char)letters.p[++i];
		hash = lex_hash_step(hash, unit);
	}
	return hash;
}
static inline uint64_t lex_hash(struct str word)
{
	return lex_hash_more(LEX_HASH_START, word);
}
static inline uint32_t lex_hash_mix(uint64_t hash)
{
	return (uint32_t)(hash * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}
struct lex_filter {
	const unsigned char *bits;
	uint32_t mask;
};
struct lex_filter lexicon_filter(const struct lexicon *lexicon);
static inline bool lex_filter_may_have(struct lex_filter filter, uint64_t hash)
{
	uint32_t bit = lex_hash_mix(hash) & filter.mask;
	return filter.bits[bit / 8] >> bit % 8 & 1;
}
/* Sets the bit, by hash, of each word that begins a key of the table: a filter of its own. */
void lexicon_filter_table(const struct lexicon *lexicon, enum lex_table table,
	uint64_t *bits /* [mask / 64 + 1] */, uint32_t mask);
static inline bool lex_bit(const uint64_t *bits, uint32_t mask, uint64_t hash)
{
	uint32_t bit = lex_hash_mix(hash) & mask;
	return bits[bit / 64] >> bit % 64 & 1;
}
struct lexemes lexicon_find_hashed(
	const struct lexicon *lexicon, struct str folded_word, uint64_t hash);

/* The i-th folded word of the key that a lexeme stands for, i < n_words. */
struct str lexicon_key_word(const struct lexicon *lexicon, const struct lexeme *lexeme, uint32_t i);

uint32_t lexicon_rows(const struct lexicon *lexicon, enum lex_table table);
/* A column as the source has it (not folded). */
struct str lexicon_text(
	const struct lexicon *lexicon, enum lex_table table, uint32_t row, uint32_t column);
/* A column of kind CODE: the number of its value, LEX_NO_CODE where the source has '-' or nothing;
 * of kind SET: bits 1u << number. */
#define LEX_NO_CODE UINT32_MAX
uint32_t lexicon_code(
	const struct lexicon *lexicon, enum lex_table table, uint32_t row, uint32_t column);
/* The line in the source file, for --explain. */
uint32_t lexicon_line(const struct lexicon *lexicon, enum lex_table table, uint32_t row);

/* What a row of a user's own directory says, not the built-in tables. */
bool lexicon_is_user_row(const struct lexicon *lexicon, enum lex_table table, uint32_t row);

#endif
