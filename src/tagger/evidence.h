/*
 * Evidence: what the model sees of a token, as 64-bit keys. Training and tagging call the same
 * functions, so a key means the same to both.
 *
 * The keys come in pieces, so that tagging may keep the sum of a piece's weights where it will be
 * asked for again: what a word gives to the tokens around it (word_evidence_keys), and parts that
 * depend on a small state (evidence_part). Training wants them all in a row (evidence_at). There
 * are no pairs of words: they only learnt the training text by heart.
 */
#ifndef DEDI_TAGGER_EVIDENCE_H
#define DEDI_TAGGER_EVIDENCE_H

#include "kazakh/kazakh.h"
#include "tagger/word_table.h"

/* Bumped whenever a key changes its meaning: a model of another version is refused. */
enum { EVIDENCE_VERSION = 2 };

enum evidence_group { /* bits, to measure what each is worth */
	GROUP_FORM = 1u << 0,
	GROUP_AFFIX = 1u << 1,
	GROUP_SHAPE = 1u << 2,
	GROUP_CONTEXT = 1u << 3,
	GROUP_PAIR = 1u << 4,
	GROUP_QUOTE = 1u << 5,
	GROUP_CLUSTER = 1u << 6,
	GROUP_CAPITAL = 1u << 7,
	GROUP_MORPHOLOGY = 1u << 8,
	GROUP_LEXICON = 1u << 9,
	GROUP_HEAD = 1u << 10,
	GROUP_PHRASE = 1u << 11,
	GROUP_ALL = (1u << 12) - 1,
};

/* Keys of a token. Their weights are bytes, so that a sum of them fits 16 bits. */
enum { EVIDENCE_MAX = 256, WORD_CLASSES = 8 };

/* Of a word as it is written: form and shape. */
struct word_evidence {
	uint64_t form, stem, lemma;
	uint64_t prefix[6], suffix[6]; /* of 1 to 6 letters; 0: the form is not longer */
	uint64_t lemma_suffix[3];      /* of 2, 3, 4 letters */
	uint32_t role;                 /* the one lexicon class that says most */
	uint32_t morphology;
	uint16_t classes[WORD_CLASSES]; /* of the lexicon */
	uint16_t cluster[3];
	uint16_t org_head, position, campaign_head, name_head; /* class + 1, 0: none */
	uint8_t n_classes;
	uint8_t capital, stem_capital;
	uint8_t shape, kind; /* of the token */
	bool finite;         /* a finite verb: no name goes on past it */
	uint32_t phrases;    /* tables in which it opens a phrase, bits */
	uint64_t sort;       /* role, inflection, cluster and shape in one number */
};

uint64_t word_identity(const struct words *words, uint32_t number);
void word_evidence_take(const struct words *words, const struct word_table *table, uint32_t number,
	uint8_t shape, uint8_t kind, struct word_evidence *ret);

enum word_place { /* of a word, seen from the token it is evidence of */
	PLACE_BEFORE_2,
	PLACE_BEFORE,
	PLACE_HERE,
	PLACE_AFTER,
	PLACE_AFTER_2,
	WORD_PLACES
};
uint32_t word_evidence_keys(const struct word_evidence *word, enum word_place place,
	uint32_t groups, uint64_t keys[EVIDENCE_MAX]);

struct token_evidence {
	const struct word_evidence *word;
	uint16_t phrase[2]; /* class and place of a lexicon phrase over the token; 0: none */
	uint16_t next_org, next_position, next_campaign; /* class + 1 of the next head, 0: none */
	uint8_t next_org_distance, next_position_distance, next_campaign_distance;
	uint32_t open, close; /* innermost pair of marks around, in sentence tokens; NONE */
};

/* What stands before and behind a sentence. */
extern const struct word_evidence evidence_begin_word, evidence_end_word;

/* A sentence. What lies outside it counts as two words of their own. */
struct evidence {
	const struct words *words;
	struct token_evidence *token_at; /* [longest sentence]; .word is set by the caller */
	struct token_evidence begin, end;
	uint32_t first, n; /* the present sentence's tokens */
	uint32_t groups;
};

enum dedi_status evidence_begin(const struct words *words, uint32_t groups, struct arena *arena,
	struct evidence *ret_evidence) MUST_CHECK;
/* The shape of a token as evidence has it. */
uint8_t evidence_shape(const struct token *token);
/* Once a sentence, when the words of its tokens are set: marks around each token, the next head
 * noun, the last capital. Linear. */
void evidence_sentence(struct evidence *evidence, const struct sentence *sentence);

static inline const struct token_evidence *evidence_near(
	const struct evidence *e, uint32_t i, int offset)
{
	int64_t at = (int64_t)i + offset;
	return at < 0 ? &e->begin : at >= e->n ? &e->end : &e->token_at[at];
}

enum evidence_part {
	PART_SHAPES,
	PART_LEFT,
	PART_RIGHT,
	PART_HEADS,
	PART_PHRASE,
	PART_QUOTE,
	PART_BEHIND,
	PARTS
};
/* Tokens with the same state of a part have the same keys of it; 0: none. */
uint64_t evidence_state(const struct evidence *evidence, uint32_t i, enum evidence_part part);
uint32_t evidence_part(const struct evidence *evidence, uint32_t i, enum evidence_part part,
	uint64_t keys[EVIDENCE_MAX]);
/* All of the i-th token of the sentence. */
uint32_t evidence_at(const struct evidence *evidence, uint32_t i, uint64_t keys[EVIDENCE_MAX]);

#endif
