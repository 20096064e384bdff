/*
 * Who holds an office: whom the text has introduced with it, with a kindred one, or in which body.
 */
#include "statements/resolve.h"

#include <stdlib.h>

static int holder_order(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;
	return x->token < y->token ? -1 : x->token > y->token;
}

enum dedi_status note_holders(struct resolver *r)
{
	struct context *c = r->c;
	for (uint32_t p = 0; p < c->entities->n_people; p++) {
		const struct person *person = &c->entities->people[p];
		for (uint32_t i = 0; i < person->n_roles; i++) {
			const struct role *role = &person->roles[i];
			if (role->guessed)
				continue;
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

struct str group_of(const struct context *c, uint32_t row)
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

bool is_unique_office(const struct context *c, uint32_t row)
{
	return row != NONE &&
	       lexicon_code(c->lexicon, LEX_POSITION, row, POSITION_COL_CLASS) == POSITION_UNIQUE;
}

/* ҚР Президенті; not the end of `Қырғыз Республикасының Президенті`. */
static bool whole_unique(const struct context *c, uint32_t row, uint32_t first, uint32_t head)
{
	return is_unique_office(c, row) &&
	       match_at(c, first, LEX_POSITION).n_tokens == head + 1 - first;
}

/* A capital that only says that a sentence begins: `Өңір басшысы`. */
bool mere_opener(const struct context *c, uint32_t token)
{
	return (token_at(c, token)->shape & SHAPE_SENTENCE_START) &&
	       c->document->words[token_at(c, token)->word].count_capital == 0 &&
	       match_at(c, token, LEX_POSITION).n_tokens > 1;
}

/* Two offices of different owners: `Түркия президенті` and `Иран Ислам Республикасының
 * Президенті`. Owners are the capitals before the office's own words. */
static bool other_owner(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (whole_unique(c, a->position_row, a->first, a->head) ||
		whole_unique(c, h->row, h->role->first, h->role->head))
		return false;
	bool owners = false, holders = false;
	for (uint32_t i = a->first; i < a->head; i++) {
		if (kind_at(c, i) != TOKEN_WORD || !(token_at(c, i)->shape & SHAPE_CAPITAL) ||
			mere_opener(c, i))
			continue;
		owners = true;
		struct str lemma = reading_at(c, i)->lemma;
		for (uint32_t k = h->role->first; k < h->role->head; k++)
			if (kind_at(c, k) == TOKEN_WORD && str_eq(reading_at(c, k)->lemma, lemma))
				return false;
	}
	for (uint32_t k = h->role->first; k < h->role->head; k++)
		holders |= (token_at(c, k)->shape & SHAPE_CAPITAL) != 0;
	/* `Семей қаласының әкімі` is not the `қала басшысы` named further on, a headline's is */
	bool later = h->token > a->first &&
		     !c->paragraphs[c->paragraph[token_at(c, a->first)->sentence]].headline;
	return owners && (holders || later);
}

/* Do two group codes share a part: deputy-chair, deputy-speaker? */
static bool related(struct str a, struct str b)
{
	for (size_t i = 0; i < a.n;) {
		size_t n = 0;
		while (i + n < a.n && a.p[i + n] != '-')
			n++;
		bool leading = str_eq(str_make(a.p + i, n), STR("chief"));
		for (size_t k = 0; n > 1 && !leading && k + n <= b.n; k++)
			if ((k == 0 || b.p[k - 1] == '-') && memcmp(a.p + i, b.p + k, n) == 0 &&
				(k + n == b.n || b.p[k + n] == '-'))
				return true;
		i += n + 1;
	}
	return false;
}

/* `Иран Президенті` and `Иран Ислам Республикасының Президенті`, if both are written out. */
static bool same_owner(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (h->row == NONE || a->first == a->head ||
		!related(group_of(c, a->position_row), h->group))
		return false;
	struct str lemma = reading_at(c, a->first)->lemma;
	return (token_at(c, a->first)->shape & SHAPE_CAPITAL) && h->role->first < h->role->head &&
	       str_eq(reading_at(c, h->role->first)->lemma, lemma);
}

bool office_fits(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (!same_head(c, a, h) && !same_owner(c, a, h))
		return false;
	if (a->organization == NONE && other_owner(c, a, h))
		return false;
	return a->organization == NONE || h->role->organization == NONE ||
	       a->organization == h->role->organization;
}

/* Weaker: the word stands somewhere in the role (`прокурор`: аудан прокурорының көмекшісі), or the
 * offices are akin (`вице-спикер`: палата төрағасының орынбасары). */
static bool resembles(const struct context *c, const struct actor *a, const struct holder *h)
{
	struct str lemma = reading_at(c, a->head)->lemma;
	/* `партия басшысы` is not `Мемлекет басшысы`, nor the other way round */
	if ((a->first != a->head && is_unique_office(c, h->row) && a->position_row != h->row) ||
		(is_unique_office(c, a->position_row) &&
			!related(group_of(c, a->position_row), h->group)) ||
		other_owner(c, a, h))
		return false;
	bool unique = a->first != a->head && is_unique_office(c, a->position_row);
	for (uint32_t i = h->role->first; i < h->role->end && !unique; i++)
		if (kind_at(c, i) == TOKEN_WORD && str_eq(reading_at(c, i)->lemma, lemma))
			return true;
	return related(group_of(c, a->position_row), h->group);
}

/* The person who holds the role of an actor: the last speaker if he does, else the latest holder
 * before it, else the first behind. */
uint32_t holder_of(struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	const struct holder *best = NULL;
	bool settled = false;
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if ((settled && h->person == best->person) || !office_fits(c, a, h))
			continue;
		bool speaks = h->person == r->last.person;
		bool better = best == NULL || speaks || h->token < a->first;
		if (best != NULL && best->person != h->person) {
			struct speaker loser =
				a_person(c, better && !settled ? best->person : h->person);
			beats(r, &loser,
				settled || speaks ? "not-last-speaker"
				: better          ? "earlier-holder"
						  : "later-holder");
		}
		if (!settled && better)
			best = h;
		settled |= speaks;
	}
	if (best == NULL)
		return NONE;
	r->now->antecedent = (struct range){best->role->first, best->role->end};
	return best->person;
}

/* A person already introduced with a role that resembles the actor's, the last speaker first. */
uint32_t resembling(struct resolver *r, const struct actor *a)
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

/* The only one in the text with a kindred office: `Елбасы: …` above an article on the president. */
uint32_t only_kindred(const struct resolver *r, const struct actor *a)
{
	uint32_t found = NONE;
	struct str group = group_of(r->c, a->position_row);
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (!related(group, h->group) || other_owner(r->c, a, h))
			continue;
		if (found != NONE && found != h->person)
			return NONE;
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

/* Has he a director's office, of which no body is known? */
static bool directs(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (h->person == person && h->role->organization == NONE &&
			(str_starts(h->group, STR("director")) ||
				str_ends(h->group, STR("-director")) ||
				str_ends(h->group, STR("-chief"))))
			return true;
	}
	return false;
}

/* `министрлік өкілі`: whoever was introduced with a role in that body. */
uint32_t delegate_of(struct resolver *r, const struct draft *d, const struct actor *a)
{
	struct actor owner = *a;
	owner.head = a->first;
	/* who has just spoken and has an office in a body that has no name here */
	bool bare = a->organization == NONE && owner.head + 1 == a->head;
	if (bare && has_just_spoken(r, d) && directs(r, r->last.person))
		return r->last.person;
	uint32_t body = a->organization != NONE ? a->organization : body_before(r, &owner);
	return body != NONE ? member_of(r, body, a->first) : holder_of(r, a);
}

/* Has he an office, of which no body is known? */
static bool has_free_office(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (h->person == person && h->role->organization == NONE && h->row != NONE &&
			lexicon_code(r->c->lexicon, LEX_POSITION, h->row, POSITION_COL_CLASS) ==
				POSITION_OFFICE)
			return true;
	}
	return false;
}

/* `комитет басшысы`: whoever was introduced with an office in that body, else the last speaker if
 * he may have one in it. */
uint32_t officer_of(struct resolver *r, const struct actor *a)
{
	uint32_t row = 0;
	bool bare = word_in_table(r->c->words, a->first, LEX_ORG_HEAD, &row) != NULL;
	uint32_t body = a->organization;
	if (body == NONE && bare) {
		struct actor owner = *a;
		owner.head = a->first;
		body = body_before(r, &owner);
	}
	uint32_t person = body != NONE ? member_of(r, body, a->first) : NONE;
	/* палата төрағасының баспасөз хатшысы: of the office, not of the body */
	for (uint32_t i = a->first; i < a->head && bare; i++)
		bare = !(bits_at(r->c, i) & W_GENITIVE) ||
		       match_at(r->c, i, LEX_POSITION).n_tokens == 0;
	if (person == NONE && bare && r->last.person != NONE && has_free_office(r, r->last.person))
		return r->last.person;
	return person;
}

/* Is he known by an office? */
bool is_officer(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; person != NONE && i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (h->person == person && h->row != NONE &&
			lexicon_code(r->c->lexicon, LEX_POSITION, h->row, POSITION_COL_CLASS) ==
				POSITION_OFFICE)
			return true;
	}
	return false;
}

/* Does he lead a body? Then bare `басшы` may mean him. */
bool is_chief(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->holders.n; i++)
		if (r->holders.at[i].person == person &&
			str_ends(r->holders.at[i].group, STR("-chief")))
			return true;
	return false;
}

bool is_bare_chief(const struct context *c, const struct actor *a)
{
	return a->kind == ACTOR_ROLE && a->first == a->head &&
	       str_eq(group_of(c, a->position_row), STR("head-chief"));
}

/* `партия басшысы`, said of the last speaker who has an office in that party. */
bool leads_body(struct resolver *r, const struct actor *a)
{
	uint32_t row = 0;
	if (r->last.person == NONE || a->first + 1 != a->head || a->organization != NONE ||
		word_in_table(r->c->words, a->first, LEX_ORG_HEAD, &row) == NULL)
		return false;
	struct actor owner = *a;
	owner.head = a->first;
	uint32_t body = body_before(r, &owner);
	const struct person *p = &r->c->entities->people[r->last.person];
	for (uint32_t i = 0; body != NONE && i < p->n_roles; i++)
		if (p->roles[i].organization == body)
			return true;
	return false;
}

/* An office by a name of his own, not by a noun that was taken to mean him. */
bool has_roles(const struct context *c, uint32_t person)
{
	const struct person *p = person != NONE ? &c->entities->people[person] : NULL;
	for (uint32_t i = 0; p != NULL && i < p->n_roles; i++)
		if (!p->roles[i].guessed)
			return true;
	return false;
}
