/*
 * Inside the statements box: what its files share.
 *
 * context.c     what is known of words, tokens and paragraphs before any decision
 * actors.c      phrases that can speak: names with roles, bare roles, bodies, groups, pronouns
 * cues.c        verbs and frames of reporting, with their form and what stands before them
 * quotations.h  direct speech: what its five files share
 * contents.h    indirect and mixed speech: what its six files share
 * speakers.c    the phrase beside a cue
 * resolve.h     whom a phrase means, over the whole document: what its five files share
 * statements.c  the order of the work, and drafts made into statements
 *
 * Positions are token indices, ranges are half-open. All scans are bounded by a sentence, a
 * paragraph that is consumed, or a constant, so that the whole is linear in the text.
 */
#ifndef DEDI_STATEMENTS_INTERNAL_H
#define DEDI_STATEMENTS_INTERNAL_H

#include "base/bits.h"
#include "statements/statements.h"

/* What a distinct word may be; a bit is set when a plausible reading says so. */
enum word_bit {
	W_CUE = 1u << 0,         /* a key of LEX_CUE begins with it */
	W_FRAME = 1u << 1,       /* a key of LEX_FRAME begins with it */
	W_NOT_CUE = 1u << 2,     /* a key of LEX_NOT_CUE begins with it */
	W_REPORT = 1u << 3,      /* a key of LEX_REPORT_WORD begins with it */
	W_QUOTATIVE = 1u << 4,   /* the converb деп */
	W_FINITE = 1u << 5,      /* a predicate of the third person */
	W_SELF = 1u << 6,        /* first or second person: the speaker's own voice */
	W_CLAUSE = 1u << 7,      /* -ғанын, -тынын, екенін, керегін */
	W_CLAUSE_BARE = 1u << 8, /* -ғаны, екені: subject of a passive */
	W_OBLIQUE = 1u << 9,     /* -ғанына, -тынынан */
	W_CALL = 1u << 10,       /* -уға */
	W_ACT = 1u << 11,        /* -уды, -уын */
	W_VALUE = 1u << 12,      /* маңызын */
	W_NOMINATIVE = 1u << 13,
	W_GENITIVE = 1u << 14,
	W_DATIVE = 1u << 15,
	W_ACCUSATIVE = 1u << 16,
	W_LOCATIVE = 1u << 17,
	W_ABLATIVE = 1u << 18,
	W_INSTRUMENTAL = 1u << 19,
	W_PLURAL = 1u << 20,
	W_POSSESSED = 1u << 21,   /* third-person possessive: басшысы */
	W_CONVERB = 1u << 22,     /* -ып, -а */
	W_PARTICIPLE = 1u << 23,  /* -ған, -тын without case: stands before a noun */
	W_VERBAL = 1u << 24,      /* any form of a verb */
	W_TOPIC = 1u << 25,       /* туралы */
	W_FUNCTION = 1u << 26,    /* a closed-class word that ends a noun phrase to its right */
	W_ACTOR = 1u << 27,       /* a key of groups, positions, bodies or media begins with it */
	W_PARTICLE = 1u << 28,    /* да, де, ғана */
	W_ACT_NOUN = 1u << 29,    /* -у: before туралы, жөнінде */
	W_PAST_PLURAL = 1u << 30, /* -ғандар: those who … */
};
#define W_CONJUNCTION (1u << 31) /* an enumerator must fit an int */

/* What is worked out once for each distinct form. */
struct word_facts {
	uint32_t bits;   /* enum word_bit */
	uint32_t tables; /* 1u << enum lex_table: a key of it begins with the word */
	uint32_t report; /* classes in report_words, if no longer key begins with the word */
	uint8_t main;    /* index of the reading to trust */
	bool report_longer;
	bool acts;     /* a phrase that can speak may begin with it */
	uint8_t cases; /* of the trusted reading, and of known ones about as good: bits */
};

struct range {
	uint32_t first, end; /* tokens */
};

/* A phrase that can be the speaker. */
enum actor_kind {
	ACTOR_PERSON,   /* a name, with the roles before it */
	ACTOR_ROLE,     /* a role without a name */
	ACTOR_BODY,     /* an organisation; entity may be NONE: `полиция` */
	ACTOR_DOCUMENT, /* хабарлама: speaks for its issuer */
	ACTOR_GROUP,    /* тұрғындар */
	ACTOR_HE,       /* ол */
	ACTOR_THEY,     /* олар */
};

struct actor {
	enum actor_kind kind;
	uint32_t first, end;     /* tokens, marks of a quoted name included */
	uint32_t head;           /* the token that carries the case */
	uint32_t name_first;     /* of a person: where the name begins; of a document: its issuer's
				    head */
	uint32_t person;         /* index or NONE */
	uint32_t organization;   /* index or NONE */
	const struct role *role; /* nearest role, or NULL */
	enum position_class position; /* of a role */
	uint32_t position_row;        /* row of LEX_POSITION, or NONE */
	uint32_t cases;               /* W_NOMINATIVE … of the head */
	bool media;                   /* an outlet or its reporter */
	bool press;                   /* through its press service */
	bool joint;                   /* A мен B */
	bool one;  /* тұрғындардың бірі: a single one whom nobody names */
	bool weak; /* a general word for a body: a speaker only at the head of a clause */
};

enum cue_form {
	CUE_FINITE,   /* айтты, айтып берді, айтқан болатын */
	CUE_RELATIVE, /* айтқан министр */
	CUE_CHAIN,    /* айтып, … */
	CUE_FRAMED,   /* айтуынша, атап өткендей */
	CUE_DETACHED, /* деп … V: the verb away from its деп */
};

struct cue {
	uint32_t first, end; /* tokens, деп and auxiliaries included */
	uint32_t left;       /* where the words before it are judged from: деп, or first */
	uint32_t table, row; /* LEX_CUE or LEX_FRAME; row NONE: a verb of no table after деп */
	struct str lemma;
	uint32_t complements; /* bits of enum complement */
	enum cue_kind kind;
	enum cue_form form;
	enum frame_shape shape;
	bool dep;       /* with деп */
	bool quotative; /* де itself */
	bool passive;
	bool used; /* taken by a draft */
};

/* How the words are set off: also the name that --explain gives. */
enum layout {
	LAYOUT_MARKS_DASH,
	LAYOUT_MARKS_COMMA,
	LAYOUT_MARKS_PLAIN,
	LAYOUT_SPLIT,
	LAYOUT_UNCLOSED,
	LAYOUT_DASH_TURN,
	LAYOUT_BARE,
	LAYOUT_COLON,
	LAYOUT_CAPTION,
	LAYOUT_BARE_NAME,
	LAYOUT_MARKS_NAME,
	LAYOUT_SIGNED,
	LAYOUT_POINTED,
	LAYOUT_CLAUSE,
	LAYOUT_DEP,
	LAYOUT_PLAIN,
	LAYOUT_CALL,
	LAYOUT_CAUSE,
	LAYOUT_CLAIM,
	LAYOUT_FRAME,
	LAYOUT_INSERTED,
	LAYOUT_TAIL,
	LAYOUT_DOCUMENT,
	LAYOUT_FRAGMENT,
	LAYOUT_HEADLINE,
	LAYOUT_INTERVIEW,
	LAYOUT_COMMENT,
	LAYOUT_TITLE,
	LAYOUT_COUNT
};

#define DRAFT_SPANS 12

struct draft {
	enum statement_type type;
	enum layout layout;
	struct range spans[DRAFT_SPANS]; /* content */
	uint32_t n_spans;
	uint32_t cue;           /* index, or NONE */
	struct range cue_range; /* empty if none */
	uint32_t actor;         /* index, or NONE */
	struct range speaker;   /* the phrase; empty if none */
	uint32_t same_as;       /* draft whose speaker it shares, or NONE */
	uint32_t at;            /* token it is read at: the cue, else the first content token */
	bool headline;
};

struct paragraph {
	uint32_t first, end; /* tokens */
	uint32_t first_sentence, end_sentence;
	uint32_t block; /* its first block */
	bool headline, label, list;
};

struct context {
	const struct words *words;
	const struct document *document;
	const struct entities *entities;
	const struct lexicon *lexicon;
	struct arena *arena;
	struct word_facts *facts; /* [n_words] */
	uint32_t *quote;          /* [n_tokens] innermost pair around the token, or NONE */
	uint32_t *covered;        /* [n_tokens] draft whose direct words hold the token, or NONE */
	const uint32_t *person_at, *organization_at, *campaign_at; /* [n_tokens] or NONE */
	uint32_t *actor_from; /* [n_tokens + 1] first actor that begins at or after the token */
	uint32_t *cue_from;   /* [n_tokens + 1] first cue that begins at or after the token */
	uint32_t *paragraph;  /* [n_sentences] */
	struct paragraph *paragraphs;
	uint32_t n_paragraphs;
	bool spaced; /* blank lines stand between paragraphs */
	bool run_on; /* the paragraphs of the text are lost */
	LIST(struct actor) actors;
	LIST(struct cue) cues;
	LIST(struct draft) drafts;
	LIST(struct credit) credits;
};

static inline const struct token *token_at(const struct context *c, uint32_t i)
{
	return &c->document->tokens[i];
}

static inline enum token_kind kind_at(const struct context *c, uint32_t i)
{
	return i < c->document->n_tokens ? (enum token_kind)c->document->tokens[i].kind
					 : TOKEN_STOP;
}

static inline uint32_t bits_at(const struct context *c, uint32_t i)
{
	return i < c->document->n_tokens ? c->facts[c->document->tokens[i].word].bits : 0;
}

static inline uint32_t sentence_end(const struct context *c, uint32_t sentence)
{
	const struct sentence *s = &c->document->sentences[sentence];
	return s->first_token + s->n_tokens;
}

static inline uint32_t sentence_first(const struct context *c, uint32_t token)
{
	return c->document->sentences[token_at(c, token)->sentence].first_token;
}

static inline bool is_wordlike(const struct context *c, uint32_t i)
{
	enum token_kind kind = kind_at(c, i);
	return kind == TOKEN_WORD || kind == TOKEN_NUMBER || kind == TOKEN_INITIAL ||
	       kind == TOKEN_URL || kind == TOKEN_HASHTAG || kind == TOKEN_HANDLE ||
	       kind == TOKEN_SUFFIX;
}

static inline bool same_sentence(const struct context *c, uint32_t a, uint32_t b)
{
	return a < c->document->n_tokens && b < c->document->n_tokens &&
	       token_at(c, a)->sentence == token_at(c, b)->sentence;
}

static inline const struct reading *reading_at(const struct context *c, uint32_t i)
{
	uint32_t word = token_at(c, i)->word;
	return &c->words->at[word].readings[c->facts[word].main];
}

/* words_match, asked only where a key of the table begins with the word. */
static inline struct lex_match match_at(
	const struct context *c, uint32_t token, enum lex_table table)
{
	if (token >= c->document->n_tokens ||
		!(c->facts[c->document->tokens[token].word].tables & 1u << table))
		return (struct lex_match){0};
	return words_match(c->words, token, table);
}

/* context.c */
enum dedi_status context_init(struct context *c, const struct words *words,
	const struct entities *entities, struct arena *arena) MUST_CHECK;
/* Classes (bits of enum report_class) of the small word at a token; its length in tokens. */
uint32_t report_at(const struct context *c, uint32_t token, uint32_t *ret_tokens);
bool is_report(const struct context *c, uint32_t token, enum report_class report_class);
/* An opening or closing mark of a pair. */
bool is_opener(const struct context *c, uint32_t token);
bool is_closer(const struct context *c, uint32_t token);
/* Does a verb of the first or second person stand there? */
bool in_own_voice(const struct context *c, uint32_t first, uint32_t end);
const struct paragraph *paragraph_of(const struct context *c, uint32_t token);
uint32_t words_in(const struct context *c, uint32_t first, uint32_t end, uint32_t most);
bool has_bits(const struct context *c, uint32_t first, uint32_t end, uint32_t bits);
/* Skips sentence openers (ал, бірақ, сонымен қатар) and the comma behind them. */
uint32_t skip_openers(const struct context *c, uint32_t token, uint32_t end);

/* actors.c */
enum dedi_status actors_find(struct context *c) MUST_CHECK;
/* The phrase with the modifiers before it, not before floor. */
uint32_t actor_extend(const struct context *c, const struct actor *actor, uint32_t floor);
/* The row of LEX_POSITION whose phrase, the longest one, ends a role [first, end); or NONE. */
uint32_t position_row(const struct context *c, uint32_t first, uint32_t end);
bool actor_is_subject(const struct context *c, const struct actor *actor);
bool is_postposition(const struct context *c, uint32_t token);

/* cues.c */
enum dedi_status cues_find(struct context *c) MUST_CHECK;
/* Token after the auxiliaries that follow a verb. */
uint32_t skip_auxiliaries(const struct context *c, uint32_t token, bool *ret_negated);

/* speakers.c: each gives the index of an actor, or NONE. */
struct speaker_phrase {
	uint32_t actor;     /* or NONE */
	struct range range; /* empty if none */
	uint32_t end;       /* where the attribution ends */
};
/* After a cue, up to the end of its attribution. */
struct speaker_phrase speaker_after(const struct context *c, uint32_t from, uint32_t limit);
/* The subject of a clause [first, end), the cue at end. */
struct speaker_phrase speaker_before(
	const struct context *c, uint32_t first, uint32_t end, bool *ret_adjacent);
/* The owner in front of a frame that begins at `end`. */
struct speaker_phrase speaker_owner(const struct context *c, uint32_t first, uint32_t end);
/* The media outlet (or its reporter) that a report at the tail credits, from the token on. */
bool credit_after(const struct context *c, const struct speaker_phrase *phrase, uint32_t from,
	uint32_t limit, struct range *ret_credit, uint32_t *ret_organization);

enum dedi_status add_credit(
	struct context *c, struct range credit, uint32_t organization) MUST_CHECK;

/* quotations.c */
enum dedi_status quotations_find(struct context *c) MUST_CHECK;
bool quote_is_name(const struct context *c, uint32_t quote);

/* pointers.c */
/* A document in the locative, in front of the clause or behind the cue; or NONE. */
uint32_t document_actor(
	const struct context *c, uint32_t first, uint32_t end, uint32_t after, uint32_t limit);

/* contents.c */
enum dedi_status contents_find(struct context *c) MUST_CHECK;

/* offices.c: an office of which a text has one, by its row; false for NONE. */
bool is_unique_office(const struct context *c, uint32_t row);

/* resolve.c: who speaks, how that was found, and whom it beat. */
struct resolution {
	struct speaker speaker;
	const char *how; /* static */
	float certainty;
	struct range antecedent; /* tokens that named him before; empty if none */
	struct rival rivals[STATEMENT_RIVALS];
	uint32_t n_rivals;
};
/* Fills a resolution for each draft, drafts in text order. */
enum dedi_status resolve_speakers(
	struct context *c, struct resolution *ret_resolutions /* [n drafts] */) MUST_CHECK;

/* statements.c */
struct draft *draft_new(struct context *c, enum statement_type type, enum layout layout);
bool draft_add(const struct context *c, struct draft *draft, struct range content);
void draft_set_speaker(struct draft *draft, const struct speaker_phrase *phrase);
/* Covers the words of a new draft, or takes it away if there are none. */
void draft_finish(struct context *c, struct draft *draft);
void draft_cover(struct context *c, uint32_t draft);

#endif
