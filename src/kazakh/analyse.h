/*
 * Readings of a form: inside the box only.
 *
 * form_analyse is a function of the form and of how it is written alone; its candidates become a
 * record, which may be kept for the next document (cache.h); record_hear adds what the document
 * tells.
 */
#ifndef DEDI_ANALYSE_H
#define DEDI_ANALYSE_H

#include "kazakh/evidence.h"
#include "kazakh/kazakh.h"

enum { MAX_LEMMAS = 40, MAX_CANDIDATES = 96, LEMMA_TAIL = 8 };

/* A reading before it is written out. */
struct candidate {
	uint64_t features; /* struct features, byte for byte */
	uint16_t score;
	int16_t if_bare; /* added if the lemma stands bare in the document */
	uint8_t lemma;
	bool known;
};

/* A lemma: a prefix of the form and what stands behind it, or characters of the tables. */
struct lemma {
	struct lexemes lexemes;
	uint64_t hash;              /* running hash, to find it in the document */
	const char *fixed;          /* in the image; NULL: prefix and tail */
	uint16_t n_fixed, n_prefix; /* bytes */
	uint8_t n_tail;
	bool is_form; /* the form itself: that it stands in the document tells nothing */
	char tail[LEMMA_TAIL];
};

struct candidates {
	uint32_t n, n_lemmas;
	struct candidate *at; /* [MAX_CANDIDATES], the bare form first */
	struct lemma *lemmas; /* [MAX_LEMMAS], the form itself first */
};

void form_analyse(const struct lexicon *lexicon, const struct morph_image *image, struct str form,
	enum capital capital, struct candidates *candidates);

/* Drops what no document would make one of the better readings; the bare form stays. */
void candidates_prune(struct candidates *candidates);

/* What only matters where the document has the lemma of a reading. */
struct chance {
	uint32_t tag;    /* lex_hash_mix of the lemma */
	int16_t if_bare; /* added to the score if the lemma stands bare in the document */
	uint8_t order;   /* among equals */
	bool asked : 1;  /* it matters whether the lemma stands there */
	bool bare : 1;   /* the form as it stands, which is always kept */
};

struct word_notes {
	const void *at[WORD_NOTES];
	bool cached;
};

/* Readings whose lemma the document has, a bit each. */
struct heard {
	uint64_t bits[2];
};
_Static_assert(MAX_CANDIDATES <= 128, "a bit each");

/* The readings as they are when these lemmas are heard of. */
struct variant {
	struct word_info info;
	struct word_notes notes;
	struct heard heard;
	struct variant *next;
};

/* All that a form alone tells, in one piece of memory; what is read for every word comes first. */
struct word_record {
	struct variant plain; /* of which nothing is heard; its readings come first … */
	struct str form;
	struct reading *at; /* … of [n], which the document may bring forward */
	uint32_t n;
	struct chance chances[]; /* [chances_of(n)], those from n on never asked for */
};

/* Several are looked at without a branch between. */
enum { CHANCES_AT_ONCE = 4 };
static inline uint32_t chances_of(uint32_t n)
{
	return (n + CHANCES_AT_ONCE - 1) / CHANCES_AT_ONCE * CHANCES_AT_ONCE;
}

/* How many readings of a form are used; what is ranked lower is never right. The bare form comes on
 * top. 0: all. */
enum { KEPT_READINGS = 8, ALL_READINGS = 0 };

/* The candidates of a form as a record. */
size_t record_size(const struct candidates *candidates, struct str form);
struct word_record *record_write(
	void *room, struct str form, const struct candidates *candidates, uint32_t most);
/* How many keys of one word there may be at most. */
static inline uint32_t keys_most(uint32_t tables)
{
	return (uint32_t)__builtin_popcount(tables);
}
/* Fills in what all readings tell together, and the keys, whose room stays. */
void word_info_sum_up(struct word_info *info, struct str form, struct single_key *keys);
/* The last word of a key may end in a possessive of its own: басшысы is the key of басшысының,
 * although the lemma is басшы. The number of the reading, n_readings if there is none. */
uint32_t possessed_in_case(const struct word_info *info, struct str word);
/* The key of one word in the table; NULL if there is none. */
const struct lexeme *one_word_key(struct lexemes lexemes, enum lex_table table);

/* The words of a document, a bit for each: most lemmas are none of them. */
struct form_filter {
	uint64_t *bits; /* [mask + 1] */
	uint32_t mask;
};

static inline void form_filter_add(struct form_filter *filter, uint32_t tag)
{
	filter->bits[tag >> 6 & filter->mask] |= UINT64_C(1) << (tag & 63);
}

static inline uint64_t form_filter_may_have(const struct form_filter *filter, uint32_t tag)
{
	return filter->bits[tag >> 6 & filter->mask] >> (tag & 63) & 1;
}

/* The document as evidence: a lemma that stands bare elsewhere is likelier to be one. */
struct heard record_hear(const struct word_record *record, const struct document *document,
	const struct form_filter *filter);
struct variant *record_find(struct word_record *record, struct heard heard); /* or NULL */
size_t variant_size(const struct word_record *record);
struct variant *variant_write(void *room, const struct word_record *record, struct heard heard);

#endif
