/* Readings of a form, with what a document tells about it: inside the box only. */
#ifndef DEDI_ANALYSE_H
#define DEDI_ANALYSE_H

#include "kazakh/evidence.h"
#include "kazakh/kazakh.h"

struct analyser {
	const struct lexicon *lexicon;
	const struct morph_image *image;
	const struct form_index *forms; /* NULL: no document */
	struct arena *arena;
	uint32_t max_readings; /* how many to keep of a form; 0: all */
};

enum dedi_status analyse_form(const struct analyser *analyser, struct str form,
	enum capital capital, struct word_info *ret_info) MUST_CHECK;

#endif
