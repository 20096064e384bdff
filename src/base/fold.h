/*
 * Folding of words: what the text of a document and the keys of the lexicons have in common.
 *
 * A folded word is in NFC, has no soft hyphens or other invisible characters, one kind of hyphen
 * and apostrophe, and letters of one script: a Latin letter that only looks like a Cyrillic one
 * (`дедi`, `əкім`) becomes Cyrillic, and the other way round in a Latin word (`Сovid`). Parts of a
 * hyphenated word, also those beside an apostrophe, are looked at one by one, so `IT-маман` keeps
 * its Latin IT. Folding to lower case also turns ё into е.
 *
 * Knows the Latin, Greek and Cyrillic letters that occur in Kazakh text; for the rest of Unicode
 * it is the identity. No tables of ICU are needed, so the lexicon compiler can use it.
 */
#ifndef DEDI_FOLD_H
#define DEDI_FOLD_H

#include "base/str.h"

enum fold_flags {
	FOLD_LOWER = 1u << 0, /* to lower case, ё to е */
};

/* Lower case of one code point, itself if it has none. */
uint32_t fold_lower(uint32_t code_point);
bool fold_is_upper(uint32_t code_point);
bool fold_is_cyrillic(uint32_t code_point); /* a letter U+0400 … U+052F */
bool fold_is_latin(uint32_t code_point);    /* A-Z, a-z, letters U+00C0 … U+024F, ə, ɵ */
/* The Cyrillic letter that a Latin one looks like, and back; 0 if there is none. */
uint32_t fold_to_cyrillic(uint32_t latin);
uint32_t fold_to_latin(uint32_t cyrillic);
/* base followed by a combining mark, as one code point; 0 if there is none (or it is not known). */
uint32_t fold_compose(uint32_t base, uint32_t mark);
/* Soft hyphen, zero-width characters, marks of direction, byte order mark: they never count. */
bool fold_is_ignorable(uint32_t code_point);

/* Folds one VALID UTF-8 word into out, which has room for 2 * word.n bytes; returns the length. */
size_t fold_word(struct str word, unsigned flags, char *out);

#endif
