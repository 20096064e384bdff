/*
 * Inside the statements box: what the files of direct speech share.
 *
 * quotations.c  their order; which marks hold a name; interviews
 * seams.c       words and a cue behind them
 * extent.c      how far words go
 * captions.c    words behind a colon, and headlines
 * signatures.c  words with a name behind them and no verb
 */
#ifndef DEDI_STATEMENTS_QUOTATIONS_H
#define DEDI_STATEMENTS_QUOTATIONS_H

#include "statements/internal.h"

struct seam {
	uint32_t end;   /* end of the words: the first token of the punctuation */
	uint32_t quote; /* pair that closes here, or NONE */
	bool any, closer, comma, dash, stop;
};

struct quotations {
	struct context *c;
	struct seam *seams;    /* [n_cues] */
	uint32_t *next_strong; /* [n_cues + 1] next cue with a dash seam, from this one on */
	uint32_t resumed;      /* token where words go on that wait for their attribution */
};

/* quotations.c */
/* A draft of somebody's own words; a cue is used with it. */
struct draft *new_direct(struct quotations *q, enum layout layout, uint32_t cue);

/* seams.c */
/* The punctuation between words and what begins at a token. */
struct seam seam_before(const struct context *c, uint32_t left);
/* A dash needs a comma, a stop or a mark with it, or деп, деді behind it: else it is a copula. */
bool is_strong(const struct seam *s, const struct cue *cue);
/* The words before a cue, if a seam makes them speech. */
enum dedi_status seam_turn(struct quotations *q, uint32_t k) MUST_CHECK;

/* extent.c */
/* Adds what goes on behind an attribution that ends at a token with no cue of its own. */
void continue_words(struct quotations *q, struct draft *d, uint32_t cue, uint32_t at);
/* Adds the words of a pair, a span for each paragraph. */
void add_quote(struct context *c, struct draft *d, uint32_t quote);
/* Adds the words of a pair and of the quoted paragraphs before it that nobody claims. */
void add_marks(struct context *c, struct draft *d, uint32_t quote);
/* Does the writer tell in this sentence what somebody says? */
bool attributed(const struct quotations *q, uint32_t sentence);
/* The end of a turn that nothing closes, from a token to the end of its paragraph. */
uint32_t turn_end(const struct quotations *q, uint32_t from);
/* The same under a caption, where no attribution follows. */
uint32_t caption_end(const struct quotations *q, uint32_t from);
/* The dash that opened the turn whose last words end in sentence s, if no attribution stands
 * between; the token behind it, or NONE. */
uint32_t turn_dash(const struct quotations *q, uint32_t s, const struct paragraph *p);
/* The first token of bare words that end at `end`. */
uint32_t bare_start(struct quotations *q, uint32_t end, struct draft *d);
/* Where words end in a mark whose partner nested marks have taken (`"Иә", "жоқ" дейді. … бәрі", –
 * деді ол`): the sentence that opens with a mark, no attribution between; or NONE. */
uint32_t orphan_start(const struct quotations *q, uint32_t end);
/* Bare paragraphs before this one in the speaker's own voice. */
uint32_t bare_paragraphs_before(struct quotations *q, const struct paragraph *p);

/* captions.c */
/* An acronym of a body of no known kind, or of a league. */
bool is_silent_acronym(const struct context *c, const struct actor *a);
/* The classes of the furniture that begins at a token: bits of enum furniture_class. */
uint32_t furniture_at(const struct context *c, uint32_t token);
/* Фото, Автор: a label of the page. */
bool is_furniture(const struct context *c, uint32_t token);
/* A caption at the head of a sentence: `Асан Үсенов, қор директоры: –`; its colon, or NONE. */
uint32_t caption_colon(const struct context *c, uint32_t sentence, uint32_t *ret_actor);
/* A subject right before the cue, else at the head of the clause. */
struct speaker_phrase subject_beside(const struct context *c, uint32_t first, uint32_t end);
/* The words behind a colon, if its speaker stands before it. */
enum dedi_status colon_turn(struct quotations *q, uint32_t colon) MUST_CHECK;
/* `Баға өспейді – министр`: a headline that ends in the speaker. */
enum dedi_status headline_dash(struct quotations *q, const struct paragraph *p) MUST_CHECK;
/* A line that is only a label: the paragraphs under it, to the next blank line. */
enum dedi_status label_turn(struct quotations *q, uint32_t index) MUST_CHECK;

/* signatures.c */
/* Marks that hold a predicate or the speaker's own voice, and not a known name. */
bool says_something(const struct context *c, const struct quote *x);
/* `«…». Асан Үсенов`: a sentence that is only a name behind a quotation. */
enum dedi_status bare_name(struct quotations *q, uint32_t sentence) MUST_CHECK;
/* Words of a paragraph that somebody's name stands under. */
enum dedi_status signed_paragraph(struct quotations *q, uint32_t index) MUST_CHECK;
/* `«…», – Асан Үсенов, ұшқыш.`: marks, a dash and who said it, with no verb. In the headline the
 * rest of it may follow: `«…» – сарапшы бензин туралы`. */
enum dedi_status dash_name(struct quotations *q, uint32_t quote) MUST_CHECK;

#endif
