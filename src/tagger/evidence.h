/*
 * Evidence: what the model sees of a token, as 64-bit keys. Training and tagging call the same
 * functions, so a key means the same to both.
 *
 * Evidence comes in pieces, so that tagging may keep the sum of a piece's weights where it will be
 * asked for again. A piece has rows: a word is evidence of the five tokens around it, one row each;
 * a pair of neighbours, by what they are, of both; the others of one token. One key serves all rows
 * of its piece, so that a word that was never seen costs some thirty look-ups and not a hundred.
 * There are no pairs of words: they only learnt the training text by heart.
 */
#ifndef DEDI_TAGGER_EVIDENCE_H
#define DEDI_TAGGER_EVIDENCE_H

#include "kazakh/kazakh.h"
#include "tagger/word_table.h"

/* Bumped whenever a key changes its meaning: a model of another version is refused. */
enum { EVIDENCE_VERSION = 3 };

enum evidence_group { /* bits, to measure what each is worth */
	GROUP_FORM = 1u << 0,
	GROUP_AFFIX = 1u << 1,
	GROUP_SHAPE = 1u << 2,
	GROUP_CONTEXT = 1u << 3,
	GROUP_QUOTE = 1u << 4,
	GROUP_CLUSTER = 1u << 5,
	GROUP_CAPITAL = 1u << 6,
	GROUP_MORPHOLOGY = 1u << 7,
	GROUP_LEXICON = 1u << 8,
	GROUP_HEAD = 1u << 9,
	GROUP_ALL = (1u << 10) - 1,
};

enum {
	EVIDENCE_MAX = 256, /* keys of a token; weights are bytes: a sum of them fits 16 bits */
	PIECE_MAX = 48,     /* keys of a piece */
	PIECE_ROWS = 5,
	EVIDENCE_ROW_MASK = 7, /* bits of a key that are free for the number of a row */
	WORD_CLASSES = 8,
};

struct evidence_key {
	uint64_t key;
	uint32_t rows; /* bits */
};

enum word_row { /* the token that a word is evidence of, seen from the word */
	WORD_BEFORE_2,
	WORD_BEFORE,
	WORD_HERE,
	WORD_AFTER,
	WORD_AFTER_2,
	WORD_ROWS
};
enum pair_row { PAIR_OF_LEFT, PAIR_OF_RIGHT, PAIR_ROWS };

/* What is asked of a word after its own sums are made. */
struct word_evidence {
	uint64_t form, stem, lemma;
	uint64_t sort; /* all that pairs see of it, in one number */
	uint32_t role; /* the one lexicon class that says most */
	uint32_t morphology;
	uint16_t cluster[2];                  /* of the coarser levels; 0: none */
	uint8_t org_head, position, campaign; /* class + 1 as a head noun, 0: none */
	uint8_t capital, stem_capital;
	uint8_t shape, kind; /* of the token */
	bool ends_phrase;    /* no name goes on past it: a finite verb, some marks */
};

/* What only its own sums need. */
struct word_spelling {
	uint64_t prefix[6], suffix[6];  /* of 1 to 6 letters; 0: the form is not longer */
	uint64_t lemma_suffix[3];       /* of 2, 3, 4 letters */
	uint16_t classes[WORD_CLASSES]; /* of the lexicon */
	uint16_t cluster;
	uint8_t n_classes;
};

void word_evidence_take(const struct words *words, const struct word_table *table, uint32_t number,
	uint8_t shape, uint8_t kind, struct word_evidence *ret, struct word_spelling *ret_spelling);
uint32_t word_evidence_keys(const struct word_evidence *word, const struct word_spelling *spelling,
	uint32_t groups, struct evidence_key keys[PIECE_MAX]);

uint64_t pair_evidence_state(const struct word_evidence *left, const struct word_evidence *right);
uint32_t pair_evidence_keys(const struct word_evidence *left, const struct word_evidence *right,
	uint32_t groups, struct evidence_key keys[PIECE_MAX]);

struct token_evidence {
	const struct word_evidence *word;
	/* States, while a sentence is scored: of the pair of it and the next one, of its parts. */
	uint64_t pair, states[4];
	/* The next head noun of each kind: class + 1, 0: none; and how far. */
	uint8_t org, org_distance, position, position_distance, campaign, campaign_distance;
	uint8_t parts;        /* bits, enum evidence_part: which there are */
	uint32_t open, close; /* innermost pair of marks around, in sentence tokens; NONE */
};

/* What stands before and behind a sentence. */
extern const struct word_evidence evidence_begin_word, evidence_end_word;

/* A sentence. What lies outside it counts as two words of their own. */
struct evidence {
	const struct words *words;
	/* [-2, longest sentence + 2); .word of the sentence's tokens is set by the caller, who may
	 * also put words of his own in front and behind. */
	struct token_evidence *token_at;
	struct token_evidence begin, end;
	uint32_t first, n; /* the present sentence's tokens */
	uint32_t groups;
};

enum dedi_status evidence_begin(const struct words *words, uint32_t groups, struct arena *arena,
	struct evidence *ret_evidence) MUST_CHECK;
/* The shape of a token as evidence has it. */
uint8_t evidence_shape(const struct token *token);
/* Once a sentence, when the words of its tokens are set: marks around each token, the next head
 * nouns. Linear. */
void evidence_sentence(struct evidence *evidence, const struct sentence *sentence);

static inline const struct token_evidence *evidence_near(
	const struct evidence *e, uint32_t i, int offset)
{
	return e->token_at + (ptrdiff_t)i + offset;
}

enum evidence_part { PART_SHAPES, PART_HEADS, PART_QUOTE, PART_BEHIND, PARTS };
_Static_assert(sizeof((struct token_evidence *)0)->states == PARTS * sizeof(uint64_t), "one each");
/* The states of a token's parts: tokens with the same one have the same keys of that part. */
void evidence_states(const struct evidence *evidence, uint32_t i);
uint32_t evidence_part(const struct evidence *evidence, uint32_t i, enum evidence_part part,
	struct evidence_key keys[PIECE_MAX]);

/* For training: the keys of every word of a sentence, [-2, n + 2) as token_at, and all keys of its
 * i-th token with the number of the row in the free bits. */
struct word_keys {
	struct evidence_key at[PIECE_MAX];
	uint32_t n;
};
uint32_t evidence_at(const struct evidence *evidence, const struct word_keys *words, uint32_t i,
	uint64_t keys[EVIDENCE_MAX]);

#endif
