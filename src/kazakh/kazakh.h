/*
 * Kazakh: morphology and lexicon look-up of the words of a document.
 *
 * morph_analyse and morph_generate read the same tables (data/kk/suffixes.tsv); each tests the
 * other. words_annotate does the work once for each distinct form of a document.
 */
#ifndef DEDI_KAZAKH_H
#define DEDI_KAZAKH_H

#include "lexicon/lexicon.h"
#include "text/text.h"

/* Features of a form. Fields of one 64-bit number; 0 in every field: the bare stem. */
enum number { NUMBER_SINGULAR, NUMBER_PLURAL };
enum possessive { POSS_NONE, POSS_1SG, POSS_2SG, POSS_2POLITE, POSS_3, POSS_1PL };
enum kase { CASE_NOM, CASE_GEN, CASE_DAT, CASE_ACC, CASE_LOC, CASE_ABL, CASE_INS };
/* What was made of a nominal stem before number, possessive and case. */
enum derivation {
	DERIV_NONE,
	DERIV_LIK,   /* -лық: министрлік */
	DERIV_LOCAL, /* -дағы: қаладағы */
	DERIV_LI,    /* -лы: with */
	DERIV_SIZ,   /* -сыз: without */
	DERIV_SHA,   /* -ша: айтуынша */
	DERIV_DAI,   /* -дай: айтқандай */
	DERIV_NIKI,  /* -нікі */
	DERIV_SHI,   /* -шы: agent */
};
/* Form of a verb; VERB_NONE for nominals. Participles and -у may carry nominal features on top. */
enum verb_form {
	VERB_NONE,
	VERB_STEM,          /* bare stem = imperative 2sg */
	VERB_PAST,          /* -ды: айтты */
	VERB_PRESENT,       /* -йды: айтады */
	VERB_PAST_PART,     /* -ған: айтқан (+ нын: айтқанын) */
	VERB_HABITUAL_PART, /* -тын: айтатын (+ ын: айтатынын) */
	VERB_FUTURE_PART,   /* -ар, -бақ */
	VERB_EVIDENTIAL,    /* -ыпты */
	VERB_CONVERB_P,     /* -ып: айтып */
	VERB_CONVERB_A,     /* -а, -е, -й: айта, дей */
	VERB_NOUN,          /* -у: айту (+ ға: айтуға; + ын: айтуын) */
	VERB_PROGRESSIVE,   /* -уда */
	VERB_CONDITIONAL,   /* -са */
	VERB_OPTATIVE,      /* -йық, -сын */
	VERB_IMPERATIVE,    /* -ыңыз, -ыңыздар */
};
enum verb_person {
	PERSON_NONE,
	PERSON_1SG,
	PERSON_2SG,
	PERSON_2POLITE,
	PERSON_3,
	PERSON_1PL,
	PERSON_2PL
};

struct features {
	uint8_t number;     /* enum number */
	uint8_t possessive; /* enum possessive */
	uint8_t kase;       /* enum kase */
	uint8_t derivation; /* enum derivation */
	uint8_t verb;       /* enum verb_form */
	uint8_t person;     /* enum verb_person, of predicates */
	uint8_t negative;   /* -ма, -ме */
	uint8_t passive;    /* -ыл, -ын */
};

struct reading {
	struct str lemma; /* folded; citation form: nominative, verb stem */
	struct features features;
	struct lexemes lexemes; /* lexicon keys that begin with the lemma */
	uint16_t score;         /* higher is better */
	uint8_t known;          /* the lemma is in some lexicon or bare in the document */
};

/* What later stages keep with a word: see word_note. */
struct word_notes;

/* The row of which a word is the key, alone, and the reading that says so. */
struct single_key {
	uint32_t row;
	uint8_t table, reading;
	bool is_alias;
};

/* What is known of one distinct form: the readings, best first; the first of all is never missing.
 */
struct word_info {
	const struct reading *readings;
	uint16_t n_readings;
	uint8_t n_keys;
	bool heard;             /* the document has the lemma of a reading as a word */
	uint32_t tables;        /* that have keys which begin with the form or with a lemma: bits */
	uint32_t longer;        /* those of them whose keys have several words */
	struct lexemes lexemes; /* lexicon keys that begin with the form as it stands */
	/* A bit for each lex_word_number. Of what the word can be in a key: the form, its lemmas,
	 * these with a possessive; and of what comes second in longer keys that begin with it.
	 * Where the next word can be none of these, no longer key begins. */
	uint64_t numbers, seconds;
	uint64_t identity; /* the same for words of the same form and readings, in one lexicon */
	const struct single_key *keys; /* [n_keys] at most one of each table */
	struct word_notes *notes;
};

struct words {
	const struct lexicon *lexicon;
	const struct document *document;
	struct word_info *at; /* [document.n_words] */
	struct words_cache *cache;
};

/* What stands for the small letter where a name is spelt the Russian way (қ: к); 0: nothing. */
uint32_t letter_plain(uint32_t code_point);

/* Puts words together that spaces around single letters tore: Жа қ ып. Before words_annotate. */
enum dedi_status words_mend_torn(
	const struct lexicon *lexicon, struct arena *arena, struct document *document) MUST_CHECK;

enum dedi_status words_annotate(const struct lexicon *lexicon, const struct document *document,
	struct arena *arena, struct words *ret_words) MUST_CHECK;

/*
 * The same with the analyses of words kept from document to document: one for each thread, of fixed
 * size, for one lexicon. The result does not depend on what is in it, but points into it until the
 * next call.
 */
struct words_cache;
enum dedi_status words_cache_new(struct words_cache **ret_cache) MUST_CHECK;
void words_cache_free(struct words_cache *cache);
enum dedi_status words_annotate_cached(struct words_cache *cache, const struct lexicon *lexicon,
	const struct document *document, struct arena *arena, struct words *ret_words) MUST_CHECK;

/*
 * What a later stage makes of a form and its readings alone, kept with them from document to
 * document. Keeping makes a copy in the cache, or leaves it if it has no room.
 */
enum word_note { NOTE_ENTITIES, NOTE_STATEMENTS, WORD_NOTES };
const void *word_note(const struct word_info *info, enum word_note which); /* NULL: none */
void word_note_keep(const struct words *words, const struct word_info *info, enum word_note which,
	const void *note, size_t size);

/* All readings of one folded form, best first, without a document. */
enum dedi_status morph_analyse(const struct lexicon *lexicon, struct str form, struct arena *arena,
	const struct reading **ret_readings, uint32_t *ret_n) MUST_CHECK;
/* The forms a lemma may take with these features (both harmony variants for loans and acronyms),
 * the regular one first. */
enum dedi_status morph_generate(const struct lexicon *lexicon, struct str lemma,
	struct features features, struct arena *arena, struct str **ret_forms,
	uint32_t *ret_n) MUST_CHECK;

static inline const struct word_info *word_of(const struct words *words, uint32_t token)
{
	return &words->at[words->document->tokens[token].word];
}

/* The best reading of a token in which the lemma is a (one-word) key of the table; NULL if none. */
const struct reading *word_in_table(
	const struct words *words, uint32_t token, enum lex_table table, uint32_t *ret_row);

/* An entry of a table found at a token: every word but the last as in the key (or with its lemma),
 * the last one in any inflection. The longest key wins. */
struct lex_match {
	uint32_t row;
	uint32_t n_tokens;             /* 0: no match */
	const struct reading *reading; /* of the last word */
	bool is_alias;
};
struct lex_match words_match(const struct words *words, uint32_t token, enum lex_table table);

/* The token's text without its inflection, case of the letters kept (a slice of token.norm where
 * the lemma is a prefix of it, else made in the arena): Тоқаевтың -> Тоқаев, әкімдігі -> әкімдік.
 */
enum dedi_status token_lemma_cased(const struct words *words, uint32_t token,
	const struct reading *reading, struct arena *arena, struct str *ret) MUST_CHECK;

#endif
