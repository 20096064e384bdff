/*
 * The compiled morphology: letters, suffixes and stems of data/kk as one image, used as it lies.
 *
 * A word is a stem and a chain of suffixes. Every suffix attaches to certain states and leads to
 * one; `noun` and `verb` are the states of bare stems. An allomorph is one written form of a
 * suffix: back or front vowels, and the classes of letters it may follow. Analysis walks a trie of
 * the allomorphs, reversed, from the end of the word; generation tries the same allomorphs
 * forwards. Made by tools/lexc from letters.tsv, suffixes.tsv, stems.tsv and irregular_forms.tsv.
 */
#ifndef DEDI_MORPHOLOGY_H
#define DEDI_MORPHOLOGY_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "lexicon/lexicon.h"

#define MORPH_MAGIC 0x314d4b44u /* "DKM1" */

enum {
	MORPH_CODE_POINTS = 0x530, /* letters are below this */
	MORPH_LETTERS = 64,        /* letter 0 is everything that is no letter */
	MORPH_SUFFIX_LETTERS = 12,
	MORPH_STATES = 32,
};

enum harmony { HARMONY_NONE, HARMONY_BACK, HARMONY_FRONT };

struct morph_letter {
	uint32_t code_point;
	uint32_t plain;   /* letter that a name spelt the Russian way has for it; 0: none */
	uint16_t classes; /* bits; the regular one is also in first_class */
	uint16_t first_class;
	uint8_t harmony;  /* enum harmony */
	uint8_t softened; /* letter it becomes before a vowel, 0: none (к: г) */
	uint8_t hardened; /* the other way round (г: к) */
	uint8_t is_vowel; /* a suffix that begins with it softens */
	uint8_t is_foreign;
	uint8_t may_end_poss3; /* the last letter of a possessive of the third person */
	uint8_t is_sign;       /* ь, ъ: the letter before it counts */
};

enum allomorph_flags {
	ALLOMORPH_VOICED = 1u << 0,     /* its last letter is softened: a vowel must follow */
	ALLOMORPH_HARD_END = 1u << 1,   /* its last letter would soften: no vowel may follow */
	ALLOMORPH_VOWEL = 1u << 2,      /* begins with a vowel */
	ALLOMORPH_KNOWN_ONLY = 1u << 3, /* only on stems that are in the tables */
};

struct allomorph {
	uint64_t features; /* struct features, byte for byte */
	uint64_t mask;     /* 0xff in each byte of features that is set */
	uint32_t on;       /* states it attaches to, bits */
	uint16_t letters;  /* classes of letters it follows, bits */
	int16_t gain;      /* how much it makes a reading likelier */
	uint8_t state;     /* it leads to */
	uint8_t harmony;   /* enum harmony */
	uint8_t flags;
	uint8_t cut; /* letter that the stem loses, 0: none */
	uint8_t n;
	uint8_t surface[MORPH_SUFFIX_LETTERS];
};

struct trie_node {
	uint32_t states;      /* of the entries, bits */
	uint16_t first_child; /* the children stand side by side */
	uint16_t first_entry; /* entries: allomorphs that end here, read from the end of the word */
	uint8_t n_children, n_entries;
	uint8_t letter; /* that leads here */
	uint8_t unused;
};

/* What refuses most allomorphs, apart from them: they are many bytes. */
struct trie_entry {
	uint16_t allomorph;
	uint8_t state, harmony;
};

enum stem_class {
	STEM_NOUN = 1u << 0,
	STEM_VERB = 1u << 1,
	STEM_FIXED = 1u << 2,
	STEM_ALTERNATE = 1u << 3, /* the form of lemma before vowels */
	STEM_FORM = 1u << 4,      /* a whole form of lemma with these features */
};

struct stem {
	uint64_t features;       /* of a STEM_FORM */
	uint32_t stem, n_stem;   /* offset of the characters, bytes */
	uint32_t lemma, n_lemma; /* itself for most */
	uint32_t alternate;      /* stem + 1 of its form before vowels; 0: none */
	uint32_t classes;        /* enum stem_class, bits */
};

/* An ending that makes verbs (ла, дыр): its letters, the last one in the lowest byte. */
struct verb_ending {
	uint64_t letters, mask;
};

struct morph_image {
	uint32_t magic, size;
	uint8_t letter_of[MORPH_CODE_POINTS];
	struct morph_letter letters[MORPH_LETTERS];
	uint16_t root_children[MORPH_LETTERS];      /* node by letter; 0: none */
	uint8_t verb_endings_of[MORPH_LETTERS + 1]; /* by last letter: from [i] to [i + 1] */
	uint32_t final_states;                      /* bits */
	uint32_t noun, verb, poss3;                 /* the bit of each */
	uint32_t n_allomorphs, n_nodes, n_stems, n_verb_endings;
	uint32_t slot_mask, filter_mask;
	uint32_t allomorphs, nodes, entries, stems, slots, filter, verb_endings,
		characters; /* offsets */
	/* slots: uint32_t, stem + 1, linear probing; filter: bits. Both by lex_hash_mix. */
};

/* The image in the binary. */
const struct morph_image *morph_image(void);

/* hash: the running hash of lexicon/lexicon.h. */
static inline bool morph_may_have(const struct morph_image *image, uint64_t hash)
{
	const unsigned char *filter = (const unsigned char *)image + image->filter;
	uint32_t bit = lex_hash_mix(hash) & image->filter_mask;
	return filter[bit / 8] >> bit % 8 & 1;
}

/* The stem of these characters, whose running hash is given; NULL if there is none. */
const struct stem *morph_stem(const struct morph_image *image, struct str stem, uint64_t hash);

static inline const void *morph_part(const struct morph_image *image, uint32_t offset)
{
	return (const char *)image + offset;
}

/* The tables as text, for the compiler. */
struct morph_source {
	const char *letters_file, *suffixes_file, *stems_file, *forms_file;
	struct str letters, suffixes, stems, forms;
};
enum dedi_status morph_compile(const struct morph_source *source, struct arena *arena,
	struct str *ret_image, struct dedi_error *error) MUST_CHECK;

#endif
