/* From a form to the chains of suffixes it may end in: inside the box only. */
#ifndef DEDI_PARSE_H
#define DEDI_PARSE_H

#include "kazakh/kazakh.h"
#include "kazakh/morphology.h"

enum { PARSE_LETTERS = 48, PARSE_MAX = 64 };

/* A form as letters. Of a longer word only the last letters are looked at. */
struct lettered {
	struct str form;
	uint32_t n;
	uint8_t letters[PARSE_LETTERS];
	uint8_t harmony[PARSE_LETTERS + 1];  /* [i]: of the letters before i */
	uint32_t offsets[PARSE_LETTERS + 1]; /* bytes into form */
	uint64_t hashes[PARSE_LETTERS + 1]; /* running hash (lexicon/lexicon.h) of what is before */
	uint64_t neutral;    /* bit i: the last vowel before i is neither back nor front (и, у) */
	uint8_t has_vowel;   /* index behind the first vowel (or non-letter); n + 1 if there is none
			      */
	uint8_t foreign_end; /* index behind the first foreign letter; n + 1 if there is none */
};

/* A stem of the first n_letters letters and what was found behind it. */
struct parse {
	uint64_t features;
	int16_t gain;
	uint8_t n_letters;
	uint8_t cut;     /* letter to put back, or 0 */
	uint8_t harmony; /* of the suffixes */
	bool is_verb;
	bool vowel;     /* the first suffix begins with a vowel */
	bool poss3;     /* the stem may keep a possessive ending: Қасымұлы + на */
	bool hyphen;    /* the ending stands behind a hyphen or apostrophe */
	bool irregular; /* the first suffix is one for a less regular class of its letter */
	bool known_only;
	uint8_t n_suffixes; /* 0: the bare form */
};

void letter_form(const struct morph_image *image, struct str form, struct lettered *ret_word);

/* Every chain of suffixes, the bare form first; at most PARSE_MAX. */
uint32_t parse_word(const struct morph_image *image, const struct lettered *word,
	struct parse ret_parses[PARSE_MAX]);

static inline uint8_t letter_of(const struct morph_image *image, uint32_t code_point)
{
	return code_point < MORPH_CODE_POINTS ? image->letter_of[code_point] : 0;
}

#endif
