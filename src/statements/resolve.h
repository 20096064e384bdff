/*
 * What the files that find out whom a speaker phrase means share. A person, body or actor that is
 * not there is NONE or NULL; `how` is the way it was found (docs/statements.md).
 */
#ifndef DEDI_STATEMENTS_RESOLVE_H
#define DEDI_STATEMENTS_RESOLVE_H

#include "statements/internal.h"

struct holder {
	uint32_t row; /* of LEX_POSITION */
	struct str group;
	uint32_t person;
	uint32_t token; /* where the role stands */
	const struct role *role;
};

struct resolver {
	struct context *c;
	LIST(struct holder) holders; /* in text order */
	struct speaker last;         /* last speaker, any kind */
	struct range last_phrase;    /* what stood beside the last cue that named one */
	struct speaker last_single;  /* last speaker that is no group */
	struct speaker before;       /* the speaker before the last one */
	uint32_t last_at;            /* token; 0 if none */
	struct resolution *now;      /* the one being worked on */
	struct speaker last_body;    /* last organisation that spoke */
	struct speaker last_issuer;  /* last organisation that spoke in a document */
	struct speaker last_group;
	uint32_t guest; /* who is interviewed, or NONE */
};

static const struct speaker nobody = {
	.kind = SPEAKER_UNKNOWN, .person = NONE, .organization = NONE};

static inline struct speaker a_person(const struct context *c, uint32_t person)
{
	struct speaker s = {.kind = SPEAKER_PERSON, .person = person, .organization = NONE};
	s.name = c->entities->people[person].name;
	return s;
}

static inline struct speaker a_body(const struct context *c, uint32_t body)
{
	struct speaker s = {.kind = SPEAKER_ORGANIZATION, .person = NONE, .organization = body};
	if (body != NONE)
		s.name = c->entities->organizations[body].name;
	return s;
}

static inline struct speaker unnamed(enum speaker_kind kind)
{
	return (struct speaker){.kind = kind, .person = NONE, .organization = NONE};
}

/* resolve.c */
void beats(struct resolver *r, const struct speaker *loser, const char *why);
bool is_somebody(const struct context *c, const struct actor *a);
float certainty_of(const char *how);

/* offices.c: who holds what */
enum dedi_status note_holders(struct resolver *r);
struct str group_of(const struct context *c, uint32_t row);
bool mere_opener(const struct context *c, uint32_t token);
bool office_fits(const struct context *c, const struct actor *a, const struct holder *h);
uint32_t holder_of(struct resolver *r, const struct actor *a);
uint32_t resembling(struct resolver *r, const struct actor *a);
uint32_t only_kindred(const struct resolver *r, const struct actor *a);
uint32_t delegate_of(struct resolver *r, const struct draft *d, const struct actor *a);
uint32_t officer_of(struct resolver *r, const struct actor *a);
bool is_officer(const struct resolver *r, uint32_t person);
bool is_chief(const struct resolver *r, uint32_t person);
bool is_bare_chief(const struct context *c, const struct actor *a);
bool leads_body(struct resolver *r, const struct actor *a);
bool has_roles(const struct context *c, uint32_t person);

/* antecedents.c: whom the text has just told of */
bool is_framed(const struct resolver *r, const struct draft *d);
uint32_t topic_of(const struct context *c, uint32_t sentence, uint32_t limit);
struct speaker referred_to(const struct resolver *r, uint32_t before);
uint32_t new_subject(struct resolver *r, const struct draft *d);
uint32_t last_person_before(
	const struct resolver *r, uint32_t token, uint32_t sentences, uint32_t but);
bool said_before(const struct resolver *r, const struct actor *a);
struct speaker antecedent(struct resolver *r, const struct draft *d, const char **how);
bool has_just_spoken(const struct resolver *r, const struct draft *d);
const struct actor *subject_before(const struct resolver *r, uint32_t token);
const struct actor *told_of(const struct resolver *r, const struct draft *d);

/* bodies.c */
uint32_t body_before(struct resolver *r, const struct actor *a);
uint32_t issuer_before(const struct resolver *r, uint32_t token);
bool is_personal(const struct context *c, const struct actor *a);
bool is_standin(const struct context *c, uint32_t token);
bool names_itself(const struct context *c, const struct actor *a);

/* settle.c: what only the rest of the text tells */
void settle_called(struct context *c, struct resolution *found);
void settle_headlines(struct context *c, struct resolution *found);
void settle_title(const struct context *c, struct resolution *found);
void settle_forward(struct resolver *r, struct resolution *found);
struct speaker answering(struct resolver *r, uint32_t draft, const char **how);
uint32_t introduced_next(const struct context *c, const struct draft *d);

#endif
