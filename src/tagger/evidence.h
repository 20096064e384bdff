/*
 * Evidence: what the model sees of a token, as 64-bit keys. Training and tagging call the same
 * functions, so a key means the same to both.
 *
 * Once a document: what is known of each distinct word (evidence_begin). Once a sentence: marks
 * around each token, the next head noun, the last capital (evidence_sentence), both linear. Then
 * the keys of a token (evidence_at), a bounded number.
 */
#ifndef DEDI_TAGGER_EVIDENCE_H
#define DEDI_TAGGER_EVIDENCE_H

#include "kazakh/kazakh.h"
#include "tagger/word_table.h"

/* Bumped whenever a key changes its meaning: a model of another version is refused. */
enum { EVIDENCE_VERSION = 1 };

enum evidence_group { /* bits, to measure what each is worth */
	GROUP_FORM = 1u << 0,
	GROUP_AFFIX = 1u << 1,
	GROUP_SHAPE = 1u << 2,
	GROUP_CONTEXT = 1u << 3,
	GROUP_PAIR = 1u << 4,
	GROUP_WINDOW = 1u << 5,
	GROUP_QUOTE = 1u << 6,
	GROUP_CLUSTER = 1u << 7,
	GROUP_CAPITAL = 1u << 8,
	GROUP_MORPHOLOGY = 1u << 9,
	GROUP_LEXICON = 1u << 10,
	GROUP_HEAD = 1u << 11,
	GROUP_PHRASE = 1u << 12,
	GROUP_ALL = (1u << 13) - 1,
};

enum { EVIDENCE_MAX = 400 }; /* keys of a token */

struct word_evidence;
struct token_evidence;

struct evidence {
	const struct words *words;
	const struct word_table *table;
	struct word_evidence *word_at;   /* [document.n_words] */
	struct token_evidence *token_at; /* [longest sentence] */
	uint32_t first, n;               /* the present sentence's tokens */
	uint32_t groups;
};

enum dedi_status evidence_begin(const struct words *words, const struct word_table *table,
	uint32_t groups, struct arena *arena, struct evidence *ret_evidence) MUST_CHECK;
void evidence_sentence(struct evidence *evidence, const struct sentence *sentence);
/* Of the i-th token of the sentence. */
uint32_t evidence_at(const struct evidence *evidence, uint32_t i, uint64_t keys[EVIDENCE_MAX]);

#endif
