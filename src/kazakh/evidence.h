/* What is known of a stem, apart from the form it was found in: inside the box only. */
#ifndef DEDI_EVIDENCE_H
#define DEDI_EVIDENCE_H

#include "kazakh/morphology.h"
#include "lexicon/lexicon.h"
#include "text/text.h"

/* How a form is written in its document. */
enum capital {
	CAPITAL_UNKNOWN,  /* no document */
	CAPITAL_NEVER,    /* always in lower case */
	CAPITAL_AT_START, /* only at the start of sentences */
	CAPITAL_INSIDE,   /* inside a sentence too: a name */
};

/* How likely a stem is to stand bare, and to be one with endings. */
struct weight {
	int16_t bare, stem;
};

struct knowledge {
	struct lexemes lexemes;
	const struct stem *entry; /* in stems.tsv; NULL: not there */
	struct weight noun;
	bool is_known_noun;
	bool is_verb;
};

enum {
	KNOWN_BARE = 600, /* the form as it stands is a word of the lexicon */
	KNOWN_STEM = 400,
	OPENS_KEY = 60, /* it opens a key of several words, or is one of a list of forms */
};

/* What tables say of a nominal or verbal stem. hash: its running hash. */
void knowledge_of(const struct lexicon *lexicon, const struct morph_image *image, struct str stem,
	uint64_t hash, enum capital capital, struct knowledge *ret_knowledge);

/* Whether the stem ends like a surname or patronymic, and more than a grammatical ending does. */
enum name_ending { NO_NAME_ENDING, SURNAME_ENDING, PATRONYMIC_ENDING };
enum name_ending name_ending_of(
	const struct lexicon *lexicon, const struct morph_image *image, struct str stem);

#endif
