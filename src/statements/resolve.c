/*
 * Whom a speaker phrase means, over the whole document.
 *
 * Statements are taken in the order in which they are read. A name means its person; a role the
 * person who holds it (the last speaker if he does, else the latest holder before, else the first
 * behind: headlines); `ол`, a bare cue and a general word (`маман`, `спикер`) mean a person newly
 * put in front of the reader since the last statement, else the last speaker. A body is what the
 * entities made of it, else the last body with that head. Nobody is guessed where nothing fits.
 */
#include "statements/internal.h"

#include <stdlib.h>

#define SENTENCES_BACK 4 /* how far a subject is remembered */
#define OWNER_REACH    8 /* tokens from the head of a sentence */
#define SENTENCES_NEAR 6 /* how far a speaker is who is not said again */

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
	uint32_t last_at;            /* token; 0 if none */
	struct speaker last_body;    /* last organisation that spoke */
	struct speaker last_group;
};

static const struct speaker nobody = {
	.kind = SPEAKER_UNKNOWN, .person = NONE, .organization = NONE};

static struct speaker a_person(const struct context *c, uint32_t person)
{
	struct speaker s = {.kind = SPEAKER_PERSON, .person = person, .organization = NONE};
	s.name = c->entities->people[person].name;
	return s;
}

static struct speaker a_body(const struct context *c, uint32_t body)
{
	struct speaker s = {.kind = SPEAKER_ORGANIZATION, .person = NONE, .organization = body};
	if (body != NONE)
		s.name = c->entities->organizations[body].name;
	return s;
}

static struct speaker unnamed(enum speaker_kind kind)
{
	return (struct speaker){.kind = kind, .person = NONE, .organization = NONE};
}

static int holder_order(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;
	return x->token < y->token ? -1 : x->token > y->token;
}

static enum dedi_status note_holders(struct resolver *r)
{
	struct context *c = r->c;
	for (uint32_t p = 0; p < c->entities->n_people; p++) {
		const struct person *person = &c->entities->people[p];
		for (uint32_t i = 0; i < person->n_roles; i++) {
			const struct role *role = &person->roles[i];
			uint32_t row = role->head < c->document->n_tokens
					       ? position_row(c, role->first, role->head + 1)
					       : NONE;
			struct holder *h = LIST_PUSH(c->arena, &r->holders);
			if (h == NULL)
				return DEDI_NO_MEMORY;
			*h = (struct holder){
				.row = row, .person = p, .token = role->first, .role = role};
			if (row != NONE)
				h->group = lexicon_text(
					c->lexicon, LEX_POSITION, row, POSITION_COL_GROUP);
		}
	}
	if (r->holders.n > 1)
		qsort(r->holders.at, r->holders.n, sizeof(*r->holders.at), holder_order);
	return DEDI_OK;
}

static struct str group_of(const struct context *c, uint32_t row)
{
	return row != NONE ? lexicon_text(c->lexicon, LEX_POSITION, row, POSITION_COL_GROUP)
			   : STR("");
}

static bool same_head(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (h->row == NONE)
		return str_eq(reading_at(c, h->role->head)->lemma, reading_at(c, a->head)->lemma);
	if (a->position_row == h->row)
		return true;
	struct str group = group_of(c, a->position_row);
	return group.n > 1 && str_eq(group, h->group);
}

static bool fits(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (!same_head(c, a, h))
		return false;
	return a->organization == NONE || h->role->organization == NONE ||
	       a->organization == h->role->organization;
}

/* Do two group codes share a part: deputy-chair, deputy-speaker? */
static bool related(struct str a, struct str b)
{
	for (size_t i = 0; i < a.n;) {
		size_t n = 0;
		while (i + n < a.n && a.p[i + n] != '-')
			n++;
		for (size_t k = 0; n > 1 && k + n <= b.n; k++)
			if ((k == 0 || b.p[k - 1] == '-') && memcmp(a.p + i, b.p + k, n) == 0 &&
				(k + n == b.n || b.p[k + n] == '-'))
				return true;
		i += n + 1;
	}
	return false;
}

/* Weaker: the word stands somewhere in the role (`прокурор`: аудан прокурорының көмекшісі), or the
 * offices are akin (`вице-спикер`: палата төрағасының орынбасары). */
static bool resembles(const struct context *c, const struct actor *a, const struct holder *h)
{
	struct str lemma = reading_at(c, a->head)->lemma;
	for (uint32_t i = h->role->first; i < h->role->end; i++)
		if (kind_at(c, i) == TOKEN_WORD && str_eq(reading_at(c, i)->lemma, lemma))
			return true;
	return related(group_of(c, a->position_row), h->group);
}

/* The person who holds the role of an actor. */
static uint32_t holder_of(struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	uint32_t before = NONE, behind = NONE;
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (!fits(c, a, h))
			continue;
		if (h->person == r->last.person)
			return h->person;
		if (h->token < a->first)
			before = h->person;
		else if (behind == NONE)
			behind = h->person;
	}
	return before != NONE ? before : behind;
}

/* A person already introduced with a role that resembles the actor's, the last speaker first. */
static uint32_t resembling(struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	uint32_t found = NONE;
	for (uint32_t i = 0; i < r->holders.n && r->holders.at[i].token < a->first; i++) {
		const struct holder *h = &r->holders.at[i];
		if (!resembles(c, a, h))
			continue;
		if (h->person == r->last.person)
			return h->person;
		found = h->person;
	}
	return found;
}

/* Whoever was introduced with a role in a body: `министрлік өкілі`. */
static uint32_t member_of(struct resolver *r, uint32_t organization, uint32_t before)
{
	uint32_t found = NONE;
	for (uint32_t i = 0; i < r->holders.n && r->holders.at[i].token < before; i++)
		if (r->holders.at[i].role->organization == organization)
			found = r->holders.at[i].person;
	return found;
}

/* The person that a sentence is about: its first one, as the subject, or at its head as the owner
 * of the subject. `ол` there means somebody known before. */
static uint32_t topic_of(const struct context *c, uint32_t sentence, uint32_t limit)
{
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence) < limit ? sentence_end(c, sentence) : limit;
	for (uint32_t k = c->actor_from[first]; k < c->actors.n && c->actors.at[k].first < end;
		k++) {
		const struct actor *a = &c->actors.at[k];
		bool owner = (a->cases & W_GENITIVE) && a->first <= first + OWNER_REACH;
		if (c->covered[a->head] != NONE || !((a->cases & W_NOMINATIVE) || owner))
			continue;
		uint32_t q = c->quote[a->first];
		if (q != NONE && c->document->quotes[q].close != NONE)
			continue;
		if (a->kind == ACTOR_HE)
			return NONE;
		if (a->kind == ACTOR_PERSON && a->person != NONE)
			return a->person;
	}
	return NONE;
}

/* A person put in front of the reader between the last statement and this one. */
static uint32_t new_subject(const struct resolver *r, const struct draft *d)
{
	const struct context *c = r->c;
	uint32_t pos = d->spans[0].first;
	if (d->speaker.end > 0 && d->speaker.first < pos)
		pos = d->speaker.first;
	if (pos >= c->document->n_tokens)
		return NONE;
	uint32_t sentence = token_at(c, pos)->sentence;
	for (uint32_t back = 0; back <= SENTENCES_BACK && back <= sentence; back++) {
		uint32_t s = sentence - back;
		if (c->document->sentences[s].first_token < r->last_at)
			break;
		uint32_t person = topic_of(c, s, pos);
		if (person != NONE)
			return person;
	}
	return NONE;
}

static uint32_t last_person_before(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	for (uint32_t k = c->actor_from[token]; k-- > 0;) {
		const struct actor *a = &c->actors.at[k];
		if (token_at(c, a->first)->sentence + SENTENCES_BACK < token_at(c, token)->sentence)
			break;
		if (a->kind == ACTOR_PERSON && a->person != NONE && c->covered[a->head] == NONE)
			return a->person;
	}
	return NONE;
}

static struct speaker antecedent(struct resolver *r, const struct draft *d, const char **how)
{
	uint32_t person = new_subject(r, d);
	if (person != NONE) {
		*how = "new-subject";
		return a_person(r->c, person);
	}
	/* words in the writer's voice with no speaker beside them need him near */
	uint32_t here = token_at(r->c, d->spans[0].first)->sentence;
	bool bare = d->speaker.end == 0 && d->type != STATEMENT_DIRECT;
	bool near =
		r->last_at > 0 && token_at(r->c, r->last_at - 1)->sentence + SENTENCES_NEAR >= here;
	if (r->last_at > 0 && r->last.kind != SPEAKER_UNKNOWN && (near || !bare)) {
		*how = "last-speaker";
		return r->last;
	}
	person = last_person_before(r, d->spans[0].first);
	if (person != NONE) {
		*how = "last-person";
		return a_person(r->c, person);
	}
	*how = "nobody";
	return nobody;
}

/* The body of the last speaker: he himself, or the one he has an office in. */
static uint32_t spoken_for(const struct resolver *r)
{
	if (r->last.organization != NONE)
		return r->last.organization;
	if (r->last.person == NONE)
		return NONE;
	const struct person *p = &r->c->entities->people[r->last.person];
	for (uint32_t i = 0; i < p->n_roles; i++)
		if (p->roles[i].organization != NONE)
			return p->roles[i].organization;
	return NONE;
}

/* Үкімет, Парламент: bodies that `ведомство` does not mean. */
static bool is_unique(const struct context *c, const struct organization *o)
{
	uint32_t row = 0;
	return o->head < c->document->n_tokens &&
	       word_in_table(c->words, o->head, LEX_ORG_HEAD, &row) != NULL &&
	       (lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) &
		       1u << ORG_HEAD_UNIQUE);
}

/* The last body with the same head, or of the state or the media for words that stand for them. */
static uint32_t body_before(const struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	uint32_t row = 0;
	bool head = word_in_table(c->words, a->head, LEX_ORG_HEAD, &row) != NULL;
	uint32_t flags = head ? lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) : 0;
	/* ведомство, мекеме alone: any body before */
	bool stands_in = (flags & 1u << ORG_HEAD_GENERIC) && a->first == a->head;
	if (stands_in && spoken_for(r) != NONE)
		return spoken_for(r);
	uint32_t type =
		head ? lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_TYPE) : ORG_OTHER;
	for (uint32_t k = c->actor_from[a->first], tries = 0; k-- > 0 && tries < 200; tries++) {
		const struct actor *x = &c->actors.at[k];
		if (x->organization == NONE || x->kind == ACTOR_DOCUMENT)
			continue;
		const struct organization *o = &c->entities->organizations[x->organization];
		if (head && o->head != NONE && o->head < c->document->n_tokens) {
			uint32_t other = 0;
			if (word_in_table(c->words, o->head, LEX_ORG_HEAD, &other) != NULL &&
				other == row)
				return x->organization;
		}
		if (stands_in && o->type == ORG_GOVERNMENT && !is_unique(c, o))
			return x->organization;
		if (type == ORG_MEDIA && o->type == ORG_MEDIA)
			return x->organization;
	}
	return NONE;
}

static uint32_t issuer_before(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	uint32_t sentence = token_at(c, token)->sentence;
	for (uint32_t k = c->actor_from[token]; k-- > 0;) {
		const struct actor *a = &c->actors.at[k];
		if (token_at(c, a->first)->sentence + 1 < sentence)
			break;
		if (a->organization != NONE && !a->media && (a->cases & W_NOMINATIVE) &&
			(a->kind == ACTOR_BODY || a->kind == ACTOR_ROLE) &&
			c->covered[a->head] == NONE)
			return a->organization;
	}
	return NONE;
}

/* `министрлік өкілі`: whoever was introduced with a role in that body. */
static uint32_t delegate_of(struct resolver *r, const struct actor *a)
{
	struct actor owner = *a;
	owner.head = a->first;
	uint32_t body = a->organization != NONE ? a->organization : body_before(r, &owner);
	return body != NONE ? member_of(r, body, a->first) : holder_of(r, a);
}

/* `комитет басшысы`: whoever was introduced with an office in that body. */
static uint32_t officer_of(struct resolver *r, const struct actor *a)
{
	uint32_t row = 0;
	if (a->organization != NONE)
		return member_of(r, a->organization, a->first);
	if (word_in_table(r->c->words, a->first, LEX_ORG_HEAD, &row) == NULL)
		return NONE;
	struct actor owner = *a;
	owner.head = a->first;
	uint32_t body = body_before(r, &owner);
	return body != NONE ? member_of(r, body, a->first) : NONE;
}

static bool has_roles(const struct context *c, uint32_t person)
{
	return person != NONE && c->entities->people[person].n_roles > 0;
}

static struct speaker resolve_role(
	struct resolver *r, const struct draft *d, const struct actor *a, const char **how)
{
	struct context *c = r->c;
	uint32_t person = NONE;
	if (is_report(c, a->head, REPORT_DELEGATE) && a->first != a->head)
		person = delegate_of(r, a);
	else
		person = holder_of(r, a);
	if (person != NONE) {
		*how = "role";
		return a_person(c, person);
	}
	if (person == NONE && !d->headline)
		person = resembling(r, a);
	if (person == NONE && !d->headline && a->first != a->head)
		person = officer_of(r, a);
	if (person != NONE) {
		*how = "kindred-role";
		return a_person(c, person);
	}
	bool general = a->position_row == NONE || a->position == POSITION_EVENT ||
		       a->position == POSITION_OCCUPATION || a->position == POSITION_RANK ||
		       a->position == POSITION_TITLE || a->position == POSITION_SOCIAL;
	if (a->organization == NONE && !d->headline && a->position != POSITION_KIN) {
		const char *via = NULL;
		struct speaker s = antecedent(r, d, &via);
		/* An office fits only somebody of whom no other office is known. */
		if (s.kind == SPEAKER_PERSON && (general || !has_roles(c, s.person))) {
			*how = "general-word";
			return s;
		}
	}
	*how = "unnamed";
	return unnamed(SPEAKER_PERSON);
}

static struct speaker resolve_actor(
	struct resolver *r, const struct draft *d, const struct actor *a, const char **how)
{
	struct context *c = r->c;
	struct speaker s = nobody;
	if (a->joint) {
		*how = "joint";
		return unnamed(SPEAKER_GROUP);
	}
	*how = "name";
	switch (a->kind) {
	case ACTOR_PERSON:
		return a->person != NONE ? a_person(c, a->person) : unnamed(SPEAKER_PERSON);
	case ACTOR_ROLE:
		return resolve_role(r, d, a, how);
	case ACTOR_BODY:
		if (a->organization != NONE)
			return a_body(c, a->organization);
		*how = "body-before";
		return a_body(c, body_before(r, a));
	case ACTOR_DOCUMENT:
		*how = "issuer";
		if (a->organization != NONE)
			return a_body(c, a->organization);
		if (a->person != NONE)
			return a_person(c, a->person);
		if (r->last.organization != NONE)
			return r->last;
		if (issuer_before(r, a->first) != NONE)
			return a_body(c, issuer_before(r, a->first));
		return unnamed(SPEAKER_ORGANIZATION);
	case ACTOR_GROUP:
		*how = "group";
		return unnamed(SPEAKER_GROUP);
	case ACTOR_HE:
		if (a->cases & W_LOCATIVE) { /* онда: in the document */
			*how = "issuer";
			return r->last_body.kind == SPEAKER_ORGANIZATION
				       ? r->last_body
				       : unnamed(SPEAKER_ORGANIZATION);
		}
		s = antecedent(r, d, how);
		return s.kind != SPEAKER_UNKNOWN ? s : unnamed(SPEAKER_PERSON);
	case ACTOR_THEY:
		*how = "last-group";
		return r->last.kind == SPEAKER_ORGANIZATION ? r->last : unnamed(SPEAKER_GROUP);
	}
	return nobody;
}

static struct speaker resolve_unknown(struct resolver *r, const struct draft *d, const char **how)
{
	const struct context *c = r->c;
	uint32_t head = d->speaker.end - 1;
	*how = "unknown-phrase";
	if (bits_at(c, head) & W_PLURAL)
		return unnamed(SPEAKER_GROUP);
	uint32_t org = c->organization_at[head];
	if (org != NONE)
		return a_body(c, org);
	/* one common word: айыптаушы, асаба */
	const struct word_form *form = &c->document->words[token_at(c, head)->word];
	bool common = d->speaker.end == d->speaker.first + 1 && form->count_capital == 0 &&
		      !(token_at(c, head)->shape & (SHAPE_LATIN | SHAPE_ALL_CAPS));
	if (common && !d->headline) {
		const char *via = NULL;
		struct speaker s = antecedent(r, d, &via);
		if (s.kind == SPEAKER_PERSON) {
			*how = "general-word";
			return s;
		}
	}
	return unnamed(token_at(c, head)->shape & SHAPE_CAPITAL ? SPEAKER_UNKNOWN : SPEAKER_PERSON);
}

static float certainty_of(const char *how)
{
	static const struct {
		const char *how;
		float certainty;
	} table[] = {
		{"name", 0.98f},
		{"role", 0.93f},
		{"kindred-role", 0.85f},
		{"last-speaker", 0.92f},
		{"new-subject", 0.86f},
		{"general-word", 0.85f},
		{"last-person", 0.7f},
		{"issuer", 0.85f},
		{"body-before", 0.8f},
		{"group", 0.95f},
		{"last-group", 0.8f},
		{"joint", 0.9f},
		{"unnamed", 0.75f},
		{"unknown-phrase", 0.6f},
		{"nobody", 0.5f},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].how, how) == 0)
			return table[i].certainty;
	return 0.5f;
}

/* A headline's office with no holder, in an article of one speaker: he. */
static void settle_headlines(struct context *c, struct speaker *speakers, const char **how)
{
	uint32_t only = NONE;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		if (speakers[i].person == NONE)
			continue;
		if (only != NONE && only != speakers[i].person)
			return;
		only = speakers[i].person;
	}
	if (only == NONE)
		return;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		const struct draft *d = &c->drafts.at[i];
		if (d->headline && d->actor != NONE && speakers[i].person == NONE &&
			c->actors.at[d->actor].kind == ACTOR_ROLE) {
			speakers[i] = a_person(c, only);
			how[i] = "only-speaker";
		}
	}
}

static void remember(struct resolver *r, const struct draft *d, const struct speaker *s)
{
	if (s->kind == SPEAKER_UNKNOWN || d->headline)
		return;
	r->last = *s;
	r->last_at = d->spans[d->n_spans - 1].end;
	if (d->cue_range.end > r->last_at)
		r->last_at = d->cue_range.end;
	if (d->speaker.end > r->last_at)
		r->last_at = d->speaker.end;
	if (s->kind == SPEAKER_ORGANIZATION)
		r->last_body = *s;
}

enum dedi_status resolve_speakers(
	struct context *c, struct speaker *speakers, const char **ret_how, float *ret_certainty)
{
	struct resolver r = {.c = c, .last = nobody, .last_body = nobody, .last_group = nobody};
	enum dedi_status status = note_holders(&r);
	if (status != DEDI_OK)
		return status;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		const struct draft *d = &c->drafts.at[i];
		const char *how = "nobody";
		if (d->same_as != NONE && d->same_as < i) {
			speakers[i] = speakers[d->same_as];
			how = ret_how[d->same_as];
		} else if (d->actor != NONE) {
			speakers[i] = resolve_actor(&r, d, &c->actors.at[d->actor], &how);
		} else if (d->speaker.end > d->speaker.first) {
			speakers[i] = resolve_unknown(&r, d, &how);
		} else {
			speakers[i] = antecedent(&r, d, &how);
		}
		ret_how[i] = how;
		ret_certainty[i] = certainty_of(how);
		remember(&r, d, &speakers[i]);
	}
	settle_headlines(c, speakers, ret_how);
	return DEDI_OK;
}
