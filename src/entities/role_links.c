/*
 * Roles that stand alone, without a name: whose they are. `Мемлекет басшысы` is whoever the text
 * names with that office, `Халық қалаулысы` the one whom it calls депутат, `боксшы` the performer
 * named last.
 *
 * Cost: linear in roles; no more than OFFICES_MAX offices are told apart.
 */
#include "entities/roles.h"

enum { OFFICES_MAX = 64, OFFICE_NAMES = 4 };

/* Who holds an office; NONE: several people, of whom none is meant. */
struct office {
	struct str group;
	uint32_t person;
	uint32_t rows[OFFICE_NAMES]; /* of LEX_POSITION, already the person's roles */
	uint32_t n_rows, lemma;      /* of the noun */
	bool said; /* by a name that the office has to itself, not by its bare noun */
};

struct offices {
	struct office at[OFFICES_MAX];
	uint32_t n;
};

static bool office_of(
	const struct finder *f, const struct role *role, uint32_t *ret_row, struct str *ret_group)
{
	struct entry e;
	if (!entry_ending(f, role->head, LEX_POSITION, &e))
		return false;
	*ret_row = e.row;
	*ret_group = lexicon_text(f->lexicon, LEX_POSITION, e.row, POSITION_COL_GROUP);
	return ret_group->n > 1;
}

static struct office *holder_of(struct offices *offices, struct str group)
{
	for (uint32_t i = 0; i < offices->n; i++)
		if (str_eq(offices->at[i].group, group))
			return &offices->at[i];
	return NULL;
}

/* Notes who holds an office: of two people (presidents of two countries) neither is meant. */
static void note_holder(const struct finder *f, struct offices *offices, const struct owned *x)
{
	struct str group;
	uint32_t row;
	bool said = x->role.position_class == POSITION_UNIQUE;
	if (!office_of(f, &x->role, &row, &group))
		return;
	struct office *other = holder_of(offices, group);
	if (other && !said && !other->said && other->person != x->person)
		other->person = NONE;
	if (!other && offices->n < OFFICES_MAX)
		offices->at[offices->n++] = (struct office){.group = group,
			.person = x->person,
			.rows = {row},
			.n_rows = 1,
			.lemma = facts_at(f, x->role.head)->lemma,
			.said = said};
}

/* A role that stands alone becomes one of the person's. */
static enum dedi_status give(
	struct role_finder *r, const struct role *bare, uint32_t person, bool guessed)
{
	struct owned *x = LIST_PUSH(r->f->arena, &r->owned);
	if (!x)
		return DEDI_NO_MEMORY;
	*x = (struct owned){*bare, person};
	x->role.guessed = guessed;
	return DEDI_OK;
}

/* `Мемлекет басшысы` alone is whoever the text names with that office, or with another name of it
 * and nothing that it would be head of (АҚШ президенті). */
static enum dedi_status link_offices(struct role_finder *r)
{
	struct finder *f = r->f;
	struct offices offices = {.n = 0};
	struct str group;
	uint32_t row, n_owned = r->owned.n;
	for (uint32_t unique = 2; unique-- > 0;)
		for (uint32_t i = 0; i < n_owned; i++) {
			const struct owned *x = &r->owned.at[i];
			bool said = x->role.position_class == POSITION_UNIQUE;
			if (said == (unique == 1) && (said || x->role.end - x->role.first == 1))
				note_holder(f, &offices, x);
		}
	for (uint32_t i = 0; offices.n && i < r->bare.n; i++) {
		struct role *bare = &r->bare.at[i];
		if (bare->position_class != POSITION_UNIQUE || !office_of(f, bare, &row, &group))
			continue;
		struct office *office = holder_of(&offices, group);
		if (!office || office->person == NONE)
			continue;
		bare->person = office->person;
		bool known = office->n_rows == OFFICE_NAMES;
		for (uint32_t k = 0; k < office->n_rows; k++)
			known |= office->rows[k] == row;
		if (known)
			continue;
		office->rows[office->n_rows++] = row;
		enum dedi_status status = give(r, bare, office->person, false);
		if (status)
			return status;
	}
	return DEDI_OK;
}

/* `Халық қалаулысы` alone is the one man of the text whose office is called депутат: the words mean
 * the same holder. */
static enum dedi_status link_groups(struct role_finder *r)
{
	struct finder *f = r->f;
	struct offices offices = {.n = 0};
	struct str group;
	uint32_t row, n_owned = r->owned.n;
	for (uint32_t i = 0; i < n_owned; i++)
		note_holder(f, &offices, &r->owned.at[i]);
	for (uint32_t i = 0; offices.n && i < r->bare.n; i++) {
		struct role *bare = &r->bare.at[i];
		struct entry e;
		if (bare->person != NONE || bare->position_class != POSITION_OFFICE ||
			!office_of(f, bare, &row, &group) ||
			!entry_ending(f, bare->head, LEX_POSITION, &e) || e.first != bare->first ||
			!features_bare(entry_features(&e)) ||
			(e.end - e.first == 1 && entry_features(&e).possessive != POSS_NONE))
			continue;
		const struct office *office = holder_of(&offices, group);
		if (!office || office->person == NONE ||
			facts_at(f, bare->head)->lemma == office->lemma)
			continue;
		enum dedi_status status = give(r, bare, office->person, false);
		if (status)
			return status;
	}
	return DEDI_OK;
}

uint32_t named_before(const struct role_finder *r, uint32_t t)
{
	enum { SENTENCES = 3 };
	const struct finder *f = r->f;
	uint32_t floor = sentence_first(f, t);
	for (uint32_t n = 1; n < SENTENCES && floor > 0; n++)
		floor = sentence_first(f, floor - 1);
	while (t-- > floor)
		if (r->name_at[t] != NONE)
			return f->candidates.at[r->name_at[t]].entity;
	return NONE;
}

/* Whether somebody else of the text, and not the person, does what performers of the group do. */
static bool is_of_others(
	const struct role_finder *r, uint32_t n_owned, struct str group, uint32_t person)
{
	struct str other;
	uint32_t row;
	bool others = false;
	for (uint32_t i = 0; i < n_owned && i < OFFICES_MAX; i++) {
		const struct owned *x = &r->owned.at[i];
		if (x->role.position_class != POSITION_PERFORMER ||
			!office_of(r->f, &x->role, &row, &other) || !str_eq(group, other))
			continue;
		if (x->person == person)
			return false;
		others = true;
	}
	return others;
}

/* `Футболшы жарақат алды`: a performer is called by what he does. */
static enum dedi_status link_performers(struct role_finder *r)
{
	struct finder *f = r->f;
	uint32_t row, n_owned = r->owned.n;
	struct str group;
	for (uint32_t i = 0; i < r->bare.n; i++) {
		const struct role *bare = &r->bare.at[i];
		struct entry e;
		if (bare->position_class != POSITION_PERFORMER ||
			!entry_ending(f, bare->head, LEX_POSITION, &e) || e.first != bare->first ||
			entry_features(&e).possessive != POSS_NONE ||
			!office_of(f, bare, &row, &group))
			continue;
		/* комментатор Болат Ким қақпашының …: whom he speaks of */
		if (bare->first > 0 && r->name_at[bare->first - 1] != NONE &&
			entry_features(&e).kase != CASE_NOM)
			continue;
		uint32_t person = named_before(r, bare->first);
		if (person == NONE || is_of_others(r, n_owned, group, person))
			continue;
		enum dedi_status status = give(r, bare, person, true);
		if (status)
			return status;
	}
	return DEDI_OK;
}

/* деді, дейді */
static bool is_said(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	const struct reading *x = info->n_readings ? &info->readings[0] : NULL;
	return x && token_is_word(f, t) && str_eq(x->lemma, STR("де")) &&
	       (x->features.verb == VERB_PAST || x->features.verb == VERB_PRESENT);
}

/* The only person named in the sentence of t or right before it, or NONE. */
static uint32_t only_named(const struct role_finder *r, uint32_t t)
{
	enum { SENTENCES = 4, REACH = 200 };
	const struct finder *f = r->f;
	uint32_t floor = sentence_first(f, t), only = NONE;
	for (uint32_t n = 1; n < SENTENCES && floor > 0; n++)
		floor = sentence_first(f, floor - 1);
	if (t > floor + REACH)
		return NONE;
	while (t-- > floor) {
		uint32_t person =
			r->name_at[t] != NONE ? f->candidates.at[r->name_at[t]].entity : NONE;
		if (person != NONE && only != NONE && person != only)
			return NONE;
		only = person != NONE ? person : only;
	}
	return only;
}

/* Whether somebody of the text has that office, whatever its name. */
static bool is_held(const struct role_finder *r, uint32_t n_owned, const struct role *role)
{
	struct str group, other;
	uint32_t row;
	bool known = office_of(r->f, role, &row, &group);
	for (uint32_t i = 0; i < n_owned && i < OFFICES_MAX; i++) {
		const struct role *x = &r->owned.at[i].role;
		if (facts_at(r->f, x->head)->lemma == facts_at(r->f, role->head)->lemma ||
			(known && office_of(r->f, x, &row, &other) && str_eq(group, other)))
			return true;
	}
	return false;
}

/* A president or a boxer, of whom somebody else speaks. */
static bool is_called_otherwise(const struct role_finder *r, uint32_t n_owned, uint32_t person)
{
	for (uint32_t i = 0; i < n_owned && i < OFFICES_MAX; i++) {
		const struct owned *x = &r->owned.at[i];
		if (x->person == person && (x->role.position_class == POSITION_UNIQUE ||
						   x->role.position_class == POSITION_PERFORMER))
			return true;
	}
	return false;
}

/* `…, – деді фермер.`: what the text calls the only one who can have spoken. */
static enum dedi_status link_sayings(struct role_finder *r)
{
	struct finder *f = r->f;
	uint32_t n_owned = r->owned.n;
	const uint32_t classes = 1u << POSITION_OFFICE | 1u << POSITION_OCCUPATION |
				 1u << POSITION_RANK | 1u << POSITION_TITLE |
				 1u << POSITION_PERFORMER;
	for (uint32_t i = 0; i < r->bare.n; i++) {
		const struct role *bare = &r->bare.at[i];
		struct entry e;
		if (bare->person != NONE || !(classes >> bare->position_class & 1u) ||
			bare->first == 0 || !is_said(f, bare->first - 1) ||
			!entry_ending(f, bare->head, LEX_POSITION, &e) || e.first != bare->first ||
			bare->end >= f->document->n_tokens ||
			token_at(f, bare->end)->kind != TOKEN_STOP || is_held(r, n_owned, bare))
			continue;
		uint32_t person = only_named(r, bare->first);
		if (person == NONE || is_called_otherwise(r, n_owned, person))
			continue;
		enum dedi_status status = give(r, bare, person, true);
		if (status)
			return status;
	}
	return DEDI_OK;
}

enum dedi_status roles_link(struct role_finder *r)
{
	enum dedi_status status = link_offices(r);
	if (!status)
		status = link_groups(r);
	if (!status)
		status = link_performers(r);
	return status ? status : link_sayings(r);
}
