/*
 * Inside the statements box: what the files of indirect and mixed speech share.
 *
 * contents.c     verbs: which report, whose words, where the clause begins
 * frames.c       X-тің айтуынша, …
 * pointers.c     бұл туралы X айтты: the message is another sentence
 * complements.c  what may stand before a verb so that it reports
 * adjuncts.c     what stands between speaker and message and belongs to neither
 * shapes.c       marks inside a clause: mixed, direct, a name, a judgement
 */
#ifndef DEDI_STATEMENTS_CONTENTS_H
#define DEDI_STATEMENTS_CONTENTS_H

#include "statements/internal.h"

struct clause {
	uint32_t first;    /* where it may begin */
	uint32_t end;      /* end of the complement */
	uint32_t cue_left; /* where the cue begins */
	enum complement complement;
	enum layout layout;
	bool found;
};

/* Whose the dative at the head of a clause is: of what is called for, or of the telling. */
enum addressee {
	ADDRESSEE_CONTENT, /* `әкімдерге … тапсырды` */
	ADDRESSEE_HEARER,  /* `журналистерге … екенін айтты` */
	ADDRESSEE_ANYBODY, /* `ұстаздарға … үшін алғыс айтты` */
};

/* contents.c */
/* Where a sentence begins to say something: behind the line above the text, or the credit of a
 * picture, that ran into it. */
uint32_t sentence_floor(const struct context *c, uint32_t sentence);
/* A draft of reported words; the cue is used by whoever keeps it. */
struct draft *indirect_draft(struct context *c, const struct cue *cue, enum layout layout);

/* frames.c */
/* What a frame reports: the rest of its sentence. */
enum dedi_status frame_statement(struct context *c, struct cue *cue, uint32_t floor) MUST_CHECK;

/* pointers.c */
/* `бұл туралы`, `бұл пікірді`: does a clause point at the sentence before? */
bool points_back(const struct context *c, const struct cue *cue, uint32_t floor);
/* `«Баға өспейді». Министр түсініктеме берді`: the sentence before is all in marks and says
 * something. */
bool follows_words(const struct context *c, const struct cue *cue);
/* `Бүгін брифингте X мәлімдеді.` at the head of a paragraph: what the one above says. */
bool tells_above(const struct context *c, const struct cue *cue, uint32_t floor);
/* A cue whose message is the sentence before. */
enum dedi_status pointed_statement(struct context *c, struct cue *cue, uint32_t floor) MUST_CHECK;

/* complements.c */
/* Bare words before деді: a predicate closes them, or there are many (`X-ті қылмыскер деді`);
 * `қазақтар Абай дейді` names. */
bool says_clause(const struct context *c, uint32_t floor, uint32_t end);
/* What stands before a cue, not before floor, that makes it report. */
struct clause find_complement(const struct context *c, const struct cue *cue, uint32_t floor);

/* adjuncts.c */
/* Does a named body begin at the token? */
bool starts_with_body(const struct context *c, uint32_t token);
/* Behind the dative of whom it is told to. */
uint32_t skip_addressee(
	const struct context *c, uint32_t from, uint32_t end, enum addressee addressee);
/* Behind what belongs to the attribution: the occasion, openers, hearers, `X атынан`. */
uint32_t skip_adjuncts(
	const struct context *c, uint32_t from, uint32_t end, enum addressee addressee);
/* `X … туралы пікір білдіріп, … екенін айтты`: what he did while saying it is no content. */
uint32_t skip_silent_chain(
	const struct context *c, const struct cue *cue, uint32_t first, uint32_t end);
uint32_t skip_deeds(const struct context *c, uint32_t first, uint32_t end);
/* `X акциясын бастап, балықшыларды … шақырды`: what he did before he called somebody. */
uint32_t skip_act(const struct context *c, const struct cue *cue, uint32_t first, uint32_t end);
/* `Бокс кеңесі (WBC) …`: what explains the speaker. */
uint32_t skip_parenthesis(const struct context *c, uint32_t first, uint32_t end);

/* shapes.c */
/* Sets type and content of a clause [first, end) that may hold marks. */
bool shape_content(struct context *c, struct draft *d, uint32_t first, uint32_t end,
	const struct cue *cue, enum complement complement);

#endif
