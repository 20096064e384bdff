/*
 * Phrases that can speak, found once for the whole text.
 *
 * Names, roles and bodies come from the entities; pronouns, groups, bare offices, bodies without a
 * name and documents from the lexicons. Neighbours join: roles before a name belong to the name, a
 * body before a role to the role, an issuer to its document. One left-to-right sweep, each token
 * looked at a bounded number of times.
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "statements/internal.h"

#define VERB_MARGIN 500 /* a verb's reading must be so much better to hide a noun */

/* Where the entities' phrases begin. */
struct starts {
	const struct role **role; /* [n_tokens] or NULL */
	uint32_t *person_end;     /* [n_tokens] end of the mention that begins here, or 0 */
	uint32_t *body_end;       /* [n_tokens] */
	uint32_t *body;           /* [n_tokens] organisation of body_end */
};

/* суармалы: an adjective in -лы that nothing knows looks possessed. */
static bool may_be_adjective(const struct context *c, uint32_t token)
{
	const struct word_info *info = word_of(c->words, token);
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].features.derivation == DERIV_LI)
			return true;
	return false;
}

/* A bare noun with a possessed one behind it is its modifier, no subject: тұрғындар саны. */
static bool modifies_next(const struct context *c, enum actor_kind kind, uint32_t end)
{
	if (kind_at(c, end) != TOKEN_WORD)
		return false;
	const struct reading *r = reading_at(c, end);
	/* клуб ойыншылары жалақысын …: an owner would stand in the genitive */
	if (r->features.kase == CASE_ACC && (bits_at(c, end - 1) & W_POSSESSED) &&
		((bits_at(c, end - 1) & W_PLURAL) || kind == ACTOR_ROLE))
		return false;
	/* тағы бір тұрғын есімін …: his own */
	if (r->features.kase == CASE_ACC && kind == ACTOR_ROLE && end >= 2 &&
		is_report(c, end - 2, REPORT_ONE))
		return false;
	/* министр жауабында: an occasion, not a министр's something */
	bool occasion = r->features.kase == CASE_LOC &&
			(kind == ACTOR_ROLE || kind == ACTOR_GROUP) &&
			is_report(c, end, REPORT_OCCASION);
	return r->features.verb == VERB_NONE && r->features.possessive == POSS_3 && !occasion &&
	       (r->known || !may_be_adjective(c, end)) &&
	       !(bits_at(c, end) & (W_FUNCTION | W_PARTICLE));
}

/* билік тарапынан, министр туралы: the phrase belongs to the postposition. */
bool is_postposition(const struct context *c, uint32_t token)
{
	if (kind_at(c, token) != TOKEN_WORD || !(bits_at(c, token) & W_FUNCTION))
		return false;
	/* `әкім қатысты.`: what ends a sentence is its verb */
	if (kind_at(c, token + 1) == TOKEN_STOP && !(bits_at(c, token - 1) & W_DATIVE))
		return false;
	struct lex_match m = match_at(c, token, LEX_FUNCTION_WORD);
	return m.n_tokens != 0 && lexicon_code(c->lexicon, LEX_FUNCTION_WORD, m.row,
					  FUNCTION_WORD_COL_CLASS) == FUNCTION_POSTPOSITION;
}

bool actor_is_subject(const struct context *c, const struct actor *actor)
{
	if (!(actor->cases & W_NOMINATIVE))
		return false;
	if (actor->first > 0 && kind_at(c, actor->first - 1) == TOKEN_OPEN)
		return false;
	const struct features *f = &reading_at(c, actor->head)->features;
	if (f->derivation == DERIV_LOCAL && f->number == NUMBER_SINGULAR)
		return false;
	if (actor->kind == ACTOR_PERSON || actor->kind == ACTOR_HE || actor->kind == ACTOR_THEY)
		return true;
	/* `ұйымға мүше елдер`: members of something, an attribute */
	if (actor->kind == ACTOR_ROLE && actor->first > 0 && actor->first == actor->head &&
		(bits_at(c, actor->first - 1) & W_DATIVE) && actor->position_row != NONE &&
		str_eq(lexicon_text(
			       c->lexicon, LEX_POSITION, actor->position_row, POSITION_COL_GROUP),
			STR("member")))
		return false;
	/* чемпион атанған боксшы: what somebody has become */
	if (actor->kind == ACTOR_ROLE && (bits_at(c, actor->end) & W_PARTICIPLE) &&
		(is_report(c, actor->end, REPORT_COPULA) ||
			match_at(c, actor->end, LEX_NAME_HEAD).n_tokens != 0))
		return false;
	/* марқұмның ағасы інісінің …: kin of somebody, and whose this is */
	bool kin = actor->kind == ACTOR_ROLE && actor->position_row != NONE &&
		   actor->position == POSITION_KIN && (bits_at(c, actor->head) & W_POSSESSED) &&
		   actor->head > 0 && (bits_at(c, actor->head - 1) & W_GENITIVE) &&
		   (bits_at(c, actor->end) & W_GENITIVE);
	return (kin || !modifies_next(c, actor->kind, actor->end)) &&
	       !is_postposition(c, actor->end);
}

static uint32_t one_case(uint8_t kase)
{
	return (uint32_t)W_NOMINATIVE << kase;
}

static uint32_t cases_of(const struct context *c, uint32_t head)
{
	return c->facts[token_at(c, head)->word].cases * (uint32_t)W_NOMINATIVE;
}

/* Does a name end in a lemma, which is written small? */
static bool ends_folded(struct str name, struct str lemma)
{
	if (lemma.n == 0 || lemma.n > name.n)
		return false;
	struct str tail = str_make(name.p + name.n - lemma.n, lemma.n);
	for (size_t i = 0, k = 0; i < tail.n && k < lemma.n;)
		if (fold_lower(utf8_next(tail, &i)) != utf8_next(lemma, &k))
			return false;
	return true;
}

/* Names end like cases (Айман, Ерден): the canonical name decides. */
static uint32_t name_cases(const struct context *c, uint32_t person, uint32_t head)
{
	const struct person *p = &c->entities->people[person];
	struct str norm = token_at(c, head)->norm;
	if (str_ends(p->name, norm) || str_eq(norm, p->given_name) || str_eq(norm, p->surname) ||
		str_eq(norm, p->patronymic))
		return W_NOMINATIVE;
	const struct word_info *info = word_of(c->words, head);
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		if (r->features.verb == VERB_NONE && r->features.possessive == POSS_NONE &&
			ends_folded(p->name, r->lemma))
			return one_case(r->features.kase);
	}
	return one_case(reading_at(c, head)->features.kase);
}

static struct actor *push(struct context *c, enum actor_kind kind, uint32_t first, uint32_t end)
{
	struct actor *a = LIST_PUSH(c->arena, &c->actors);
	if (a == NULL)
		return NULL;
	*a = (struct actor){.kind = kind,
		.first = first,
		.end = end,
		.head = end - 1,
		.name_first = first,
		.person = NONE,
		.organization = NONE,
		.position_row = NONE};
	a->cases = cases_of(c, a->head);
	return a;
}

/* A key met through a verb's form is another word: атап is not ата. */
static bool is_nominal(const struct context *c, uint32_t token, const struct reading *r)
{
	const struct reading *first = reading_at(c, token);
	if (r == NULL)
		return first->features.verb == VERB_NONE;
	bool local = r->features.derivation == DERIV_LOCAL && r->features.number == NUMBER_PLURAL;
	return r->features.verb == VERB_NONE &&
	       (first->features.verb == VERB_NONE || first->score < r->score + VERB_MARGIN) &&
	       (r->features.derivation == DERIV_NONE || local);
}

static struct lex_match match_nominal(const struct context *c, uint32_t token, enum lex_table table)
{
	struct lex_match m = match_at(c, token, table);
	if (m.n_tokens != 0 && !is_nominal(c, token + m.n_tokens - 1, m.reading))
		m.n_tokens = 0;
	return m;
}

/* тұрғын үй: a word for people that opens a compound for a thing. */
static bool opens_compound(const struct context *c, uint32_t token)
{
	struct lex_match m = match_at(c, token, LEX_FUNCTION_WORD);
	return m.n_tokens > 1 && lexicon_code(c->lexicon, LEX_FUNCTION_WORD, m.row,
					 FUNCTION_WORD_COL_CLASS) == FUNCTION_COMMON;
}

/* An office or occupation at a token: its end, its row and class. */
static uint32_t position_end(const struct context *c, uint32_t token, uint32_t *ret_row)
{
	if (!(bits_at(c, token) & W_ACTOR) || opens_compound(c, token))
		return 0;
	struct lex_match m = match_nominal(c, token, LEX_POSITION);
	if (m.n_tokens == 0)
		return 0;
	*ret_row = m.row;
	return token + m.n_tokens;
}

/* Where a body's mention begins as a phrase: `Президент Үкіметке` is an office and a body. */
static uint32_t body_first(const struct context *c, const struct mention *m)
{
	uint32_t first = m->first, row = 0;
	while (first + 1 < m->end && position_end(c, first, &row) == first + 1 &&
		!(bits_at(c, first + 1) & (W_POSSESSED | W_FUNCTION)) &&
		reading_at(c, first)->features.kase == CASE_NOM &&
		reading_at(c, first)->features.possessive == POSS_NONE &&
		(token_at(c, first + 1)->shape & SHAPE_CAPITAL))
		first++;
	return first;
}

static void note_role(const struct context *c, struct starts *s, const struct role *role)
{
	if (role->end > c->document->n_tokens || opens_compound(c, role->head))
		return;
	/* A role does not begin with the verb before it. */
	uint32_t first = role->first;
	/* `деп хабарлайды Zakon.kz министрге сілтеме жасап`: no office of the outlet's */
	if (kind_at(c, first) == TOKEN_URL && !is_report(c, role->head, REPORT_REPORTER))
		first++;
	/* `министрлігі Мемлекет басшысы …`: nobody's office but the state's */
	uint32_t row = NONE;
	for (uint32_t i = first + 1; i < role->head && row == NONE; i++) {
		struct lex_match m = match_at(c, i, LEX_POSITION);
		if (m.n_tokens > 1 && i + m.n_tokens == role->head + 1 &&
			is_unique_office(c, m.row) && kind_at(c, i - 1) == TOKEN_WORD &&
			match_at(c, i - 1, LEX_ORG_HEAD).n_tokens == 1) {
			row = m.row;
			first = i;
		}
	}
	/* `полиция тұрғынның …`: an office of the body's would be possessed */
	bool owned = bits_at(c, role->head) & W_POSSESSED;
	if (first + 1 == role->head && !owned && match_at(c, first, LEX_ORG_HEAD).n_tokens == 1)
		first++;
	/* `облыс прокуратурасы күдіктінің …`, `«Дала үні» газеті қыздың …` */
	bool body = role->head > first && (bits_at(c, role->head - 1) & W_NOMINATIVE) &&
		    (c->organization_at[role->head - 1] != NONE ||
			    ((bits_at(c, role->head - 1) & W_POSSESSED) &&
				    match_at(c, role->head - 1, LEX_ORG_HEAD).n_tokens == 1));
	if (body && !owned && (bits_at(c, role->head) & W_GENITIVE))
		first = role->head;
	while (first < role->end &&
		((bits_at(c, first) & (W_CUE | W_FINITE)) == (W_CUE | W_FINITE) ||
			!is_wordlike(c, first)) &&
		kind_at(c, first) != TOKEN_QUOTE)
		first++;
	if (first >= role->end)
		return;
	const struct role *old = s->role[first];
	if (old == NULL || old->end < role->end)
		s->role[first] = role;
}

static enum dedi_status note_starts(struct context *c, struct starts *s)
{
	const struct entities *e = c->entities;
	uint32_t n = c->document->n_tokens + 1;
	s->role = ARENA_ARRAY(c->arena, const struct role *, n);
	s->person_end = ARENA_ARRAY(c->arena, uint32_t, n);
	s->body_end = ARENA_ARRAY(c->arena, uint32_t, n);
	s->body = ARENA_ARRAY(c->arena, uint32_t, n);
	if (s->role == NULL || s->person_end == NULL || s->body_end == NULL || s->body == NULL)
		return DEDI_NO_MEMORY;
	for (uint32_t p = 0; p < e->n_people; p++) {
		const struct person *person = &e->people[p];
		for (uint32_t i = 0; i < person->n_roles; i++)
			note_role(c, s, &person->roles[i]);
		for (uint32_t i = 0; i < person->n_mentions; i++) {
			const struct mention *m = &person->mentions[i];
			if (m->first + 1 < n && m->end > s->person_end[m->first])
				s->person_end[m->first] = m->end;
		}
	}
	for (uint32_t i = 0; i < e->n_bare_roles; i++)
		note_role(c, s, &e->bare_roles[i]);
	for (uint32_t o = 0; o < e->n_organizations; o++) {
		const struct organization *body = &e->organizations[o];
		for (uint32_t i = 0; i < body->n_mentions; i++) {
			const struct mention *m = &body->mentions[i];
			uint32_t first = body_first(c, m);
			if (first + 1 < n && m->end > s->body_end[first]) {
				s->body_end[first] = m->end;
				s->body[first] = o;
			}
		}
	}
	return DEDI_OK;
}

uint32_t position_row(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = end > first + 8 ? end - 8 : first; i < end; i++) {
		struct lex_match m = match_at(c, i, LEX_POSITION);
		if (m.n_tokens != 0 && i + m.n_tokens == end)
			return m.row;
	}
	return NONE;
}

static void set_position(const struct context *c, struct actor *a, uint32_t row)
{
	a->position_row = row;
	a->position = (enum position_class)lexicon_code(
		c->lexicon, LEX_POSITION, row, POSITION_COL_CLASS);
}

/* қажы, ханым; `Дана Әлиева ұлының …` is her son, no great one, `әжесінің` his grandmother. */
static uint32_t skip_titles_behind(const struct context *c, uint32_t token)
{
	for (;; token++) {
		struct lex_match m = kind_at(c, token) == TOKEN_WORD
					     ? match_nominal(c, token, LEX_TITLE)
					     : (struct lex_match){0};
		if (m.n_tokens != 1 || (bits_at(c, token) & W_POSSESSED) ||
			lexicon_code(c->lexicon, LEX_TITLE, m.row, TITLE_COL_PLACE) != TITLE_AFTER)
			return token;
	}
}

static uint32_t skip_titles(const struct context *c, uint32_t token)
{
	while (kind_at(c, token) == TOKEN_WORD && match_nominal(c, token, LEX_TITLE).n_tokens == 1)
		token++;
	return token;
}

/* Nothing that ends a noun phrase. қала is a town before it is `staying`. */
static bool inside_phrase(const struct context *c, uint32_t token)
{
	uint32_t ends = W_FUNCTION | W_SELF | W_CONVERB | W_QUOTATIVE;
	const struct reading *r = is_wordlike(c, token) ? reading_at(c, token) : NULL;
	if (r == NULL)
		return false;
	if (r->known && r->features.verb == VERB_NONE)
		ends &= ~W_CONVERB;
	return !(bits_at(c, token) & ends);
}

/* A word that may stand between an owner and the office it owns. */
static bool owns(const struct context *c, uint32_t token)
{
	if (kind_at(c, token) != TOKEN_WORD || !inside_phrase(c, token))
		return false;
	const struct features *f = &reading_at(c, token)->features;
	return f->verb == VERB_NONE && (f->kase == CASE_NOM || f->kase == CASE_GEN);
}

/* An office of somebody named, not one that stands alone. */
static bool is_held(const struct context *c, const struct role *role)
{
	const struct entities *e = c->entities;
	return role < e->bare_roles || role >= e->bare_roles + e->n_bare_roles;
}

/* The end of the role that goes on at a token: `орынбасары`, `бөлімінің басшысы`; 0 if none does.
 * An owned office is possessed: `министрлік өкілі`, not `министрлік тұрғындарды`. */
static uint32_t role_tail(
	const struct context *c, const struct starts *s, uint32_t from, uint32_t *ret_row)
{
	uint32_t end = 0;
	for (uint32_t i = from; i < from + 7; i++) {
		if (s->person_end[i] != 0 || kind_at(c, i) != TOKEN_WORD)
			break;
		/* `Ақ үй АҚШ президенті …`: an office of another owner begins */
		if (s->role[i] != NULL && !(bits_at(c, from - 1) & W_GENITIVE) &&
			((token_at(c, i)->shape & SHAPE_CAPITAL) || is_held(c, s->role[i])))
			break;
		uint32_t row = 0;
		uint32_t p = position_end(c, i, &row);
		/* `министрлігі Мемлекет басшысы …`: nobody's office but the state's */
		if (p > i + 1 && is_unique_office(c, row))
			break;
		if (p != 0 && (bits_at(c, p - 1) & W_POSSESSED)) {
			end = p;
			*ret_row = row;
			i = p - 1;
			if (!(bits_at(c, i) & W_GENITIVE))
				break;
		} else if (!owns(c, i)) {
			break;
		}
	}
	return end;
}

static struct actor *finish_role(struct context *c, struct actor *a, uint32_t end, uint32_t row)
{
	a->end = end;
	a->head = end - 1;
	a->cases = cases_of(c, a->head);
	if (row != NONE)
		set_position(c, a, row);
	/* министр мырза, not әкім ата салтын, әкім азаматтарды, әкім Азамат */
	uint32_t titled = skip_titles(c, end);
	if (titled == end + 1 && !(token_at(c, end)->shape & SHAPE_CAPITAL) &&
		!(bits_at(c, end) & (W_PLURAL | W_POSSESSED)) &&
		!modifies_next(c, a->kind, titled)) {
		a->end = titled;
		a->cases = cases_of(c, end);
	}
	if (bits_at(c, a->head) & W_PLURAL)
		a->kind = is_report(c, a->head, REPORT_DELEGATE) && a->organization != NONE
				  ? ACTOR_BODY
				  : ACTOR_GROUP;
	return a;
}

/* `Зеленский мен Путин арасындағы`: names that say between whom something is. */
static bool is_between(const struct context *c, const struct starts *s, uint32_t name)
{
	uint32_t end = s->person_end[name];
	if (is_report(c, end, REPORT_JOINT) && s->person_end[end + 1] != 0)
		end = s->person_end[end + 1];
	return kind_at(c, end) == TOKEN_WORD && str_starts(token_at(c, end)->norm, STR("арасы"));
}

static struct actor *finish_person(
	struct context *c, const struct starts *s, struct actor *a, uint32_t name)
{
	a->kind = ACTOR_PERSON;
	a->name_first = name;
	a->person = c->person_at[name];
	a->head = s->person_end[name] - 1;
	a->end = skip_titles_behind(c, s->person_end[name]);
	a->cases = a->person != NONE ? name_cases(c, a->person, a->head) : cases_of(c, a->head);
	if (a->end > a->head + 1)
		a->cases = cases_of(c, a->end - 1);
	if (is_between(c, s, name))
		a->cases = W_GENITIVE;
	return a;
}

/* `Тұрғындар Асан Үсеновке … айтты`: many, and one to whom they say it. */
static bool is_told(const struct context *c, const struct starts *s, uint32_t role, uint32_t name)
{
	uint32_t head = s->person_end[name] - 1, person = c->person_at[name];
	uint32_t cases = person != NONE ? name_cases(c, person, head) : cases_of(c, head);
	return (bits_at(c, role) & W_PLURAL) && !(cases & (W_NOMINATIVE | W_GENITIVE));
}

/* `Сенат төрағасы ЕҚЫҰ өкілі …`: offices in two bodies are two people's, if no comma joins them. */
static bool is_other_body(const struct actor *a, const struct role *next)
{
	return a->organization != NONE && next->organization != NONE &&
	       a->organization != next->organization;
}

/* айтуынша, мәліметіне қарағанда: as they stand in the table; not жауабын. */
static bool is_frame(const struct context *c, uint32_t token)
{
	struct lex_match m = match_at(c, token, LEX_FRAME);
	if (m.n_tokens == 0 ||
		lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_SHAPE) == FRAME_DOCUMENT)
		return false;
	struct str form = c->document->words[token_at(c, token + m.n_tokens - 1)->word].form;
	return str_ends(lexicon_text(c->lexicon, LEX_FRAME, m.row, FRAME_COL_PHRASE), form);
}

/* `Министр облыс әкімі Асан Үсеновтің есебі толық емес екенін айтты`: one who speaks, and the next
 * phrase. Only entities know whose an office is; a frame would want the whole for its owner. */
static bool is_before_another(
	const struct context *c, const struct starts *s, const struct actor *a, uint32_t name)
{
	uint32_t person = c->person_at[name], end = s->person_end[name];
	if (person == NONE || is_frame(c, end) || (name_cases(c, person, end - 1) & W_NOMINATIVE))
		return false;
	const struct person *p = &c->entities->people[person];
	return a->role == NULL || a->role < p->roles || a->role >= p->roles + p->n_roles;
}

/* A role that begins at a token, and what joins it: more roles, a name. */
static enum dedi_status role_actor(struct context *c, const struct starts *s, uint32_t first,
	uint32_t end, uint32_t body, uint32_t row)
{
	struct actor *a = push(c, ACTOR_ROLE, first, end);
	if (a == NULL)
		return DEDI_NO_MEMORY;
	a->organization = body;
	a->role = s->role[first];
	if (a->role != NULL && a->role->organization != NONE)
		a->organization = a->role->organization;
	uint32_t stop = end;
	bool apart = false;
	for (uint32_t chain = 0; chain < 5; chain++) {
		/* `тілшілерге Асан Үсенов`: an office in an oblique case is somebody else */
		if (!(cases_of(c, stop - 1) & W_NOMINATIVE) && kind_at(c, stop - 1) == TOKEN_WORD)
			break;
		uint32_t next = skip_titles(c, stop);
		/* тұрғындардың бірі: nobody's name follows */
		if (is_report(c, stop - 1, REPORT_ONE) && (bits_at(c, stop - 1) & W_POSSESSED))
			break;
		if (s->person_end[next] != 0 &&
			(is_between(c, s, next) || (apart && is_before_another(c, s, a, next))))
			break;
		if (s->person_end[next] != 0 && !is_told(c, s, end - 1, next)) {
			finish_person(c, s, a, next);
			return DEDI_OK;
		}
		/* `Zakon.kz тілшісі министрліктің баспасөз хатшысы Xке сілтеме жасап`: two people
		 */
		if (is_report(c, stop - 1, REPORT_REPORTER))
			break;
		if (kind_at(c, next) == TOKEN_COMMA && s->role[next + 1] != NULL)
			stop = s->role[next + 1]->end;
		else if (kind_at(c, next) == TOKEN_COMMA && s->person_end[next + 1] != 0)
			stop = next + 1;
		else if (s->role[next] != NULL && !is_other_body(a, s->role[next])) {
			stop = s->role[next]->end;
			apart = true;
		} else
			break;
	}
	if (row == NONE)
		row = position_row(c, first, (a->role != NULL ? a->role->head : end - 1) + 1);
	finish_role(c, a, end, row);
	if (a->organization != NONE &&
		c->entities->organizations[a->organization].type == ORG_MEDIA)
		a->media = true;
	if (is_report(c, a->head, REPORT_REPORTER))
		a->media = true;
	return DEDI_OK;
}

/* `SCAT әуе компаниясы`: the word for what a brand is, in tokens. A ministry's committee is another
 * body. */
static uint32_t brand_head(const struct context *c, uint32_t token, uint32_t body)
{
	struct lex_match m =
		body != NONE ? match_at(c, token, LEX_ORG_HEAD) : (struct lex_match){0};
	if (m.n_tokens == 0 || !(bits_at(c, token + m.n_tokens - 1) & W_POSSESSED))
		return 0;
	enum org_type type = c->entities->organizations[body].type;
	bool brand = type != ORG_GOVERNMENT && type != ORG_LAW_ENFORCEMENT &&
		     type != ORG_INTERNATIONAL && type != ORG_OTHER;
	return brand && lexicon_code(c->lexicon, LEX_ORG_HEAD, m.row, ORG_HEAD_COL_TYPE) == type
		       ? m.n_tokens
		       : 0;
}

/* `«Qazaq Air» әуекомпаниясы`, `ДСМ баспасөз қызметі`: what follows a body and belongs to it. */
static enum dedi_status body_actor(
	struct context *c, const struct starts *s, uint32_t first, uint32_t end, uint32_t body)
{
	struct actor *a = push(c, ACTOR_BODY, first, end);
	if (a == NULL)
		return DEDI_NO_MEMORY;
	a->organization = body;
	a->media = body != NONE && c->entities->organizations[body].type == ORG_MEDIA;
	uint32_t row = 0;
	if (is_closer(c, end) && first > 0 && is_opener(c, first - 1)) {
		a->first = first - 1;
		end++;
		while (kind_at(c, end) == TOKEN_SUFFIX ||
			(kind_at(c, end) == TOKEN_WORD &&
				(word_in_table(c->words, end, LEX_LEGAL_FORM, &row) != NULL ||
					((bits_at(c, end) & W_POSSESSED) &&
						word_in_table(c->words, end, LEX_ORG_HEAD, &row) !=
							NULL))))
			end++;
	}
	end += brand_head(c, end, body);
	uint32_t n = 1;
	uint32_t classes = report_at(c, end, &n);
	if ((classes & 1u << REPORT_PRESS) && (bits_at(c, end + n - 1) & W_POSSESSED)) {
		end += n;
		a->press = true;
	} else if (classes & 1u << REPORT_REPORTER) {
		end += n;
		a->media = a->media || body == NONE;
	}
	a->end = end;
	a->head = end - 1;
	a->cases = cases_of(c, a->head);
	if (kind_at(c, a->head) == TOKEN_QUOTE) /* the ending may be inside the marks */
		a->cases = one_case(reading_at(c, a->head - 1)->features.kase);
	uint32_t tail = kind_at(c, a->head) == TOKEN_WORD || kind_at(c, a->head) == TOKEN_QUOTE
				? role_tail(c, s, end, &row)
				: 0;
	/* `X басылымы порт диспетчеріне сүйеніп`: not an office of X */
	bool other = tail > end + 1 && (a->cases & W_NOMINATIVE) &&
		     (bits_at(c, tail - 1) & (W_DATIVE | W_ABLATIVE | W_LOCATIVE)) &&
		     !(bits_at(c, tail - 1) & (W_NOMINATIVE | W_GENITIVE));
	if (tail == 0 || other || !(a->cases & (W_NOMINATIVE | W_GENITIVE)))
		return DEDI_OK;
	/* A body before an office is the office's. */
	uint32_t begin = a->first;
	c->actors.n--;
	return role_actor(c, s, begin, tail, body, row);
}

/* The issuer in front of a document: `комитет хабарламасында`, `қызмет таратқан мәлімдемеде`. */
static void join_issuer(struct context *c, struct actor *document)
{
	if (c->actors.n < 2)
		return;
	struct actor *issuer = document - 1;
	if (issuer->kind == ACTOR_DOCUMENT || issuer->kind == ACTOR_HE ||
		issuer->end + 4 < document->first ||
		!same_sentence(c, issuer->head, document->head))
		return;
	uint32_t cases = issuer->kind == ACTOR_BODY ? W_NOMINATIVE | W_GENITIVE : W_GENITIVE;
	/* Фейсбуктегі парақшасында: where it stood is not whose it is */
	if (!(issuer->cases & cases) ||
		reading_at(c, issuer->head)->features.derivation == DERIV_LOCAL)
		return;
	for (uint32_t i = issuer->end; i < document->first; i++)
		if (!inside_phrase(c, i) ||
			(bits_at(c, i) & (W_CUE | W_FINITE)) == (W_CUE | W_FINITE))
			return;
	struct actor whole = *document;
	whole.first = issuer->first;
	whole.organization = issuer->organization;
	whole.person = issuer->person;
	whole.role = issuer->role;
	if (issuer->kind == ACTOR_ROLE) {
		whole.position = issuer->position;
		whole.position_row = issuer->position_row;
	}
	whole.name_first = issuer->head;
	/* A мен B бірлескен үндеуінде: of both */
	struct actor *other = c->actors.n > 2 ? issuer - 1 : NULL;
	if (other != NULL && other->end + 1 == issuer->first && other->kind == issuer->kind &&
		is_report(c, other->end, REPORT_JOINT) && (other->cases & W_NOMINATIVE)) {
		whole.first = other->first;
		whole.organization = whole.person = NONE;
		whole.role = NULL;
		whole.joint = true;
		issuer = other;
		c->actors.n--;
	}
	*issuer = whole;
	c->actors.n--;
}

static enum dedi_status document_at(
	struct context *c, uint32_t i, uint32_t n_tokens, uint32_t *ret_end)
{
	if (!(bits_at(c, i + n_tokens - 1) & (W_LOCATIVE | W_ABLATIVE)))
		return DEDI_OK;
	struct actor *a = push(c, ACTOR_DOCUMENT, i, i + n_tokens);
	if (a == NULL)
		return DEDI_NO_MEMORY;
	*ret_end = i + n_tokens;
	join_issuer(c, a);
	return DEDI_OK;
}

static bool is_generic_head(const struct context *c, uint32_t row)
{
	return lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) &
	       (1u << ORG_HEAD_GENERIC | 1u << ORG_HEAD_PLACE);
}

/* тұрғындар, халық; in the singular `жүргізуші` is one of them and `алматылық` an adjective. */
static enum dedi_status group_actor(
	struct context *c, uint32_t i, const struct lex_match *m, uint32_t *ret_end)
{
	enum group_number number =
		(enum group_number)lexicon_code(c->lexicon, LEX_GROUP, m->row, GROUP_COL_NUMBER);
	bool many = number == GROUP_MASS ||
		    (m->reading != NULL && m->reading->features.number == NUMBER_PLURAL);
	if (!many && number == GROUP_MANY)
		return DEDI_OK;
	*ret_end = i + m->n_tokens;
	return push(c, many ? ACTOR_GROUP : ACTOR_ROLE, i, *ret_end) == NULL ? DEDI_NO_MEMORY
									     : DEDI_OK;
}

static enum dedi_status lexicon_actor(
	struct context *c, const struct starts *s, uint32_t i, uint32_t *ret_end)
{
	uint32_t row = 0;
	uint32_t end = position_end(c, i, &row);
	if (end != 0) {
		uint32_t more = bits_at(c, end - 1) & W_GENITIVE || bits_at(c, end) & W_POSSESSED
					? role_tail(c, s, end, &row)
					: 0;
		*ret_end = more > end ? more : end;
		return role_actor(c, s, i, *ret_end, NONE, NONE);
	}
	struct lex_match m = match_nominal(c, i, LEX_GROUP);
	if (m.n_tokens != 0)
		return group_actor(c, i, &m, ret_end);
	m = match_nominal(c, i, LEX_FRAME);
	if (m.n_tokens != 0 &&
		lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_SHAPE) == FRAME_DOCUMENT)
		return document_at(c, i, m.n_tokens, ret_end);
	m = match_nominal(c, i, LEX_MEDIA);
	if (m.n_tokens != 0 && (token_at(c, i)->shape & SHAPE_CAPITAL)) {
		*ret_end = i + m.n_tokens;
		enum dedi_status status = body_actor(c, s, i, i + m.n_tokens, NONE);
		if (status == DEDI_OK)
			c->actors.at[c->actors.n - 1].media = true;
		return status;
	}
	m = match_nominal(c, i, LEX_ORG_HEAD);
	if (m.n_tokens != 0) {
		*ret_end = i + m.n_tokens;
		bool weak = is_generic_head(c, m.row);
		bool media = lexicon_code(c->lexicon, LEX_ORG_HEAD, m.row, ORG_HEAD_COL_TYPE) ==
			     ORG_MEDIA;
		enum dedi_status status = body_actor(c, s, i, i + m.n_tokens, NONE);
		if (status == DEDI_OK) {
			struct actor *a = &c->actors.at[c->actors.n - 1];
			a->weak = weak && a->kind == ACTOR_BODY;
			a->media = a->media || (media && a->kind == ACTOR_BODY);
		}
		return status;
	}
	return DEDI_OK;
}

/* `сотталушының өзі`, `әкімнің өзі`: the owner himself, whose phrase ends here. */
static bool take_himself(const struct context *c, uint32_t i)
{
	if (c->actors.n == 0)
		return false;
	struct actor *a = &c->actors.at[c->actors.n - 1];
	if (a->end != i || !(a->cases & W_GENITIVE) || a->kind == ACTOR_DOCUMENT ||
		!same_sentence(c, a->head, i) || reading_at(c, i)->features.kase != CASE_NOM)
		return false;
	a->end = i + 1;
	a->cases = W_NOMINATIVE;
	return true;
}

/* ол, оның, олар; not `ол кезде`, `ол туралы`, and not inside marks. */
static enum dedi_status pronoun_actor(
	struct context *c, uint32_t i, uint32_t classes, uint32_t *ret_end)
{
	if (bits_at(c, i + 1) & W_TOPIC || is_report(c, i + 1, REPORT_DEIXIS))
		return DEDI_OK;
	bool they = classes & 1u << REPORT_THEY;
	struct str form = c->document->words[token_at(c, i)->word].form;
	if (str_starts(form, STR("өз")) && take_himself(c, i))
		return DEDI_OK;
	struct actor *a = push(c, they ? ACTOR_THEY : ACTOR_HE, i, i + 1);
	if (a == NULL)
		return DEDI_NO_MEMORY;
	a->cases = one_case(reading_at(c, i)->features.kase);
	*ret_end = i + 1;
	return DEDI_OK;
}

/* Those who do: көрермендер, ұйымдастырушылар, наразылық білдірушілер. */
static bool is_agent_plural(const struct context *c, uint32_t token)
{
	const struct features *f = &reading_at(c, token)->features;
	return f->derivation == DERIV_SHI && f->number == NUMBER_PLURAL;
}

/* Those who are somewhere: залдағылар, кездесудегілер. */
static bool is_local_plural(const struct context *c, uint32_t token)
{
	const struct features *f = &reading_at(c, token)->features;
	return f->derivation == DERIV_LOCAL && f->number == NUMBER_PLURAL && f->verb == VERB_NONE;
}

/* `бірқатар беделді БАҚ`, `көптеген тарихшылар`: the people a quantifier counts; 0 if it counts
 * things or time. Possessed ones (көбі) stand alone. */
static uint32_t quantified_end(const struct context *c, uint32_t token)
{
	if (bits_at(c, token) & W_POSSESSED)
		return token + 1;
	for (uint32_t i = token + 1; i < token + 5 && kind_at(c, i) == TOKEN_WORD; i++) {
		const struct features *f = &reading_at(c, i)->features;
		uint32_t row = 0;
		if (f->verb != VERB_NONE || (bits_at(c, i) & W_FUNCTION))
			return 0;
		if (match_nominal(c, i, LEX_GROUP).n_tokens != 0 || position_end(c, i, &row) != 0 ||
			match_nominal(c, i, LEX_ORG_HEAD).n_tokens != 0 ||
			match_nominal(c, i, LEX_ACRONYM).n_tokens != 0 || is_agent_plural(c, i))
			return i + 1;
		if (f->kase != CASE_NOM)
			return 0;
	}
	return 0;
}

/* `тұрғындардың бірі`, `олардың бірі`: the group's one. */
static void take_one(struct context *c, struct actor *a)
{
	uint32_t n = 1, classes = report_at(c, a->end, &n); /* бірі, тағы бірі */
	uint32_t one = a->end + n - 1;
	if ((a->kind != ACTOR_GROUP && a->kind != ACTOR_THEY) || !(a->cases & W_GENITIVE) ||
		!(classes & 1u << REPORT_ONE) || !(bits_at(c, one) & W_POSSESSED) ||
		!same_sentence(c, a->head, one))
		return;
	a->kind = ACTOR_ROLE;
	a->one = true;
	a->head = one;
	a->end = one + 1;
	a->cases = cases_of(c, a->head);
}

/* `қатысқандардың 61 пайызы`, `тұрғындардың көбі`: a part of the group. */
static void take_share(const struct context *c, struct actor *a)
{
	if ((a->kind != ACTOR_GROUP && a->kind != ACTOR_THEY) || !(a->cases & W_GENITIVE))
		return;
	uint32_t i = a->end;
	while (i < a->end + 3 && (kind_at(c, i) == TOKEN_NUMBER || is_report(c, i, REPORT_NUMBER)))
		i++;
	/* 61%-ы: the share has no word of its own */
	bool bare = kind_at(c, i) == TOKEN_SYMBOL || kind_at(c, i) == TOKEN_SUFFIX;
	while (bare && (kind_at(c, i) == TOKEN_SYMBOL || kind_at(c, i) == TOKEN_SUFFIX))
		i++;
	uint32_t n = 1, classes = bare ? 0 : report_at(c, i, &n);
	uint32_t last = bare ? i - 1 : i + n - 1;
	bool some = bare || i > a->end || (classes & 1u << REPORT_QUANTIFIER);
	if (!some || !same_sentence(c, a->head, last) ||
		(!bare && !((bits_at(c, last) & W_POSSESSED) &&
				  reading_at(c, last)->features.kase == CASE_NOM)))
		return;
	a->head = last;
	a->end = last + 1;
	a->cases = W_NOMINATIVE;
}

/* `екі шаңғышысы`: more than one, though the word is singular. */
static bool is_counted(const struct context *c, const struct actor *a)
{
	uint32_t i = a->head;
	if (i == 0 || !same_sentence(c, i - 1, i))
		return false;
	return is_report(c, i - 1, REPORT_NUMBER) ||
	       (kind_at(c, i - 1) == TOKEN_NUMBER && kind_at(c, i) == TOKEN_WORD);
}

/* `© Асан Үсенов`: who took the picture says nothing. */
static bool is_photo_credit(const struct context *c, uint32_t first)
{
	return first > 0 && kind_at(c, first - 1) == TOKEN_SYMBOL &&
	       str_eq(token_at(c, first - 1)->norm, STR("©"));
}

/* `The Times басылымы диспетчерге сүйеніп`: an outlet and somebody who holds no office in it. */
static bool is_outlets_object(const struct context *c, const struct starts *s, uint32_t i)
{
	uint32_t outlet = s->body_end[i], head = s->role[i]->head;
	return outlet != 0 && outlet < head && is_report(c, outlet, REPORT_REPORTER) &&
	       (bits_at(c, outlet) & W_POSSESSED) &&
	       !(cases_of(c, head) & (W_NOMINATIVE | W_GENITIVE));
}

static enum dedi_status actor_at(
	struct context *c, const struct starts *s, uint32_t i, uint32_t *ret_end)
{
	*ret_end = i + 1;
	enum dedi_status status = DEDI_OK;
	uint32_t before = c->actors.n;
	if (s->person_end[i] != 0) {
		struct actor *a = push(c, ACTOR_PERSON, i, s->person_end[i]);
		if (a == NULL)
			return DEDI_NO_MEMORY;
		finish_person(c, s, a, i);
	} else if (s->role[i] != NULL && s->role[i]->end >= s->body_end[i] &&
		   !is_outlets_object(c, s, i)) {
		status = role_actor(c, s, i, s->role[i]->end, NONE, NONE);
	} else if ((s->body_end[i] == i + 1 ||
			   (s->body_end[i] == 0 && (bits_at(c, i) & W_ACTOR))) &&
		   kind_at(c, i + 1) == TOKEN_WORD && is_agent_plural(c, i + 1) &&
		   !(bits_at(c, i + 1) & W_POSSESSED) &&
		   !(token_at(c, i)->shape & SHAPE_ALL_CAPS)) {
		/* сот орындаушылар: the court's trade, not the court */
		status = push(c, ACTOR_GROUP, i, i + 2) == NULL ? DEDI_NO_MEMORY : DEDI_OK;
	} else if (s->body_end[i] != 0) {
		status = body_actor(c, s, i, s->body_end[i], s->body[i]);
	} else if (kind_at(c, i) == TOKEN_URL) {
		status = body_actor(c, s, i, i + 1, NONE);
		if (status == DEDI_OK)
			c->actors.at[c->actors.n - 1].media = true;
	} else if (kind_at(c, i) == TOKEN_WORD) {
		uint32_t classes = report_at(c, i, NULL);
		bool pronoun = classes & (1u << REPORT_HE | 1u << REPORT_THEY);
		if (pronoun)
			status = pronoun_actor(c, i, classes, ret_end);
		bool group = (bits_at(c, i) & W_PAST_PLURAL) ||
			     (classes & 1u << REPORT_QUANTIFIER) || is_agent_plural(c, i) ||
			     is_local_plural(c, i);
		if (!pronoun && (bits_at(c, i) & W_ACTOR))
			status = lexicon_actor(c, s, i, ret_end);
		uint32_t end = classes & 1u << REPORT_QUANTIFIER ? quantified_end(c, i) : i + 1;
		if (status == DEDI_OK && c->actors.n == before && group && !pronoun && end > i)
			status = push(c, ACTOR_GROUP, i, end) == NULL ? DEDI_NO_MEMORY : DEDI_OK;
	}
	if (status == DEDI_OK && c->actors.n > before) {
		struct actor *a = &c->actors.at[c->actors.n - 1];
		take_one(c, a);
		take_share(c, a);
		bool several = (a->kind == ACTOR_ROLE && !a->one) ||
			       (a->kind == ACTOR_BODY && a->weak && a->organization == NONE);
		if (several && is_counted(c, a)) { /* екі партия да */
			a->kind = ACTOR_GROUP;
			a->weak = false;
		}
		if (is_photo_credit(c, i))
			a->cases = 0;
		if (a->end > *ret_end)
			*ret_end = a->end;
	}
	return status;
}

/* `Асан Үсенов пен Дана Әлиева айтты`: one group. */
static void join_pairs(struct context *c)
{
	for (uint32_t i = 0; i + 1 < c->actors.n; i++) {
		struct actor *a = &c->actors.at[i], *b = a + 1;
		if (a->end + 1 == b->first && is_report(c, a->end, REPORT_JOINT) &&
			(a->cases & W_NOMINATIVE) && a->kind <= ACTOR_GROUP &&
			b->kind <= ACTOR_GROUP) {
			a->joint = true;
			a->cases = b->cases; /* достары мен туыстарына */
		}
	}
}

/* The tokens where actor_at may find one. */
static enum dedi_status where_actors_begin(
	const struct context *c, const struct starts *s, uint64_t **ret_bits)
{
	uint32_t n = c->document->n_tokens;
	uint64_t *bits = ARENA_ARRAY(c->arena, uint64_t, bits_words(n));
	if (bits == NULL)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++) {
		const struct token *token = token_at(c, i);
		bool begins = (s->person_end[i] | s->body_end[i]) | (s->role[i] != NULL) |
			      (token->kind == TOKEN_URL) | c->facts[token->word].acts;
		bits_add_if(bits, i, begins);
	}
	*ret_bits = bits;
	return DEDI_OK;
}

enum dedi_status actors_find(struct context *c)
{
	struct starts s;
	uint64_t *begins = NULL;
	enum dedi_status status = note_starts(c, &s);
	if (status == DEDI_OK)
		status = where_actors_begin(c, &s, &begins);
	uint32_t n = c->document->n_tokens;
	for (uint32_t i = 0, end = 0; status == DEDI_OK && i < n; i = end) {
		i = bits_next(begins, n, i);
		end = n;
		if (i < n)
			status = actor_at(c, &s, i, &end);
	}
	if (status != DEDI_OK)
		return status;
	join_pairs(c);
	uint32_t next = c->actors.n;
	for (uint32_t i = n + 1; i-- > 0;) {
		while (next > 0 && c->actors.at[next - 1].first >= i)
			next--;
		c->actor_from[i] = next;
	}
	return DEDI_OK;
}

uint32_t actor_extend(const struct context *c, const struct actor *actor, uint32_t floor)
{
	const uint32_t case_bits =
		W_DATIVE | W_ACCUSATIVE | W_LOCATIVE | W_ABLATIVE | W_INSTRUMENTAL;
	uint32_t first = actor->first;
	while (first > floor) {
		uint32_t i = first - 1;
		uint32_t bits = bits_at(c, i);
		if (kind_at(c, i) == TOKEN_QUOTE) {
			uint32_t q = token_at(c, i)->quote;
			if (!is_closer(c, i) || c->document->quotes[q].open == NONE ||
				c->document->quotes[q].open < floor)
				break;
			first = c->document->quotes[q].open;
			continue;
		}
		if (!inside_phrase(c, i) || ((bits & W_FINITE) && !(bits & W_PARTICIPLE)))
			break;
		/* `4 сәуір күні комитет`: when it was; a site's address is no part of a name */
		if (is_report(c, i, REPORT_DEIXIS) || kind_at(c, i) == TOKEN_URL ||
			(c->person_at[i] != NONE && (bits & W_NOMINATIVE) &&
				(i + 1 == actor->first || c->person_at[i + 1] != c->person_at[i])))
			break;
		/* `сөз сөйлеген әкім`: what he did is not who he is; `жұмыс істейтіндер` is */
		if ((bits & W_PARTICIPLE) && actor->kind != ACTOR_GROUP)
			break;
		/* `жолдың жабылғанын тұрғындар айтты`: what they tell */
		if ((bits & W_CLAUSE) && !(bits_at(c, first) & (W_PARTICIPLE | W_PAST_PLURAL)))
			break;
		/* A noun in an oblique case belongs to a participle or a noun of action. */
		const struct reading *r = reading_at(c, i);
		bool oblique = r->known && r->features.verb == VERB_NONE &&
			       r->features.derivation == DERIV_NONE &&
			       (case_bits & one_case(r->features.kase));
		if (((bits & case_bits && !(bits & (W_NOMINATIVE | W_GENITIVE))) || oblique) &&
			!(bits_at(c, first) & (W_PARTICIPLE | W_PAST_PLURAL)) &&
			!(actor->kind == ACTOR_GROUP && first == actor->first))
			break;
		first = i;
	}
	return first;
}
