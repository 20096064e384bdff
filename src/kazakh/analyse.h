/*
 * Readings of a form: inside the box only.
 *
 * form_analyse is a function of the form and of how it is written alone; candidates_finish adds
 * what the document tells and writes the readings out. In between the result may be kept for the
 * next document (cache.h).
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

struct finish {
	const struct document *document; /* NULL: none */
	struct arena *arena;
	uint32_t max_readings; /* how many to keep of a form; 0: all */
};
/* Changes the candidates. */
enum dedi_status candidates_finish(const struct finish *finish, struct str form,
	struct candidates *candidates, struct word_info *ret_info) MUST_CHECK;

#endif
