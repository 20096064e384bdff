/* Readings of a form, with what a document tells about it: inside the box only. */
#ifndef DEDI_ANALYSE_H
#define DEDI_ANALYSE_H

#include "kazakh/parse.h"

/* The forms of a document by hash, to see whether a lemma stands bare in it. */
struct form_index {
	uint32_t *slots; /* word + 1; 0: free */
	uint32_t mask;
	const struct word_form *words;
};

struct analyser {
	const struct lexicon *lexicon;
	const struct morph_image *image;
	const struct form_index *forms; /* NULL: no document */
	struct arena *arena;
	uint32_t max_readings; /* how many to keep of a form; 0: all */
};

enum dedi_status analyse_form(
	const struct analyser *analyser, struct str form, struct word_info *ret_info) MUST_CHECK;

struct stem_traits {
	bool is_verb;       /* known as one */
	bool is_patronymic; /* ends in -ұлы, -қызы */
	bool may_keep_possessive; /* its end may count as a possessive: отбасына, Болатұлына */
};
struct stem_traits stem_traits(
	const struct lexicon *lexicon, const struct morph_image *image, struct str lemma);

#endif
