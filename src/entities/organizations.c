/*
 * Organisations: mentions by their head nouns, names in marks, brands, acronyms, known bodies and
 * media, and bare heads that may stand for one of them.
 *
 * Sentences are read from right to left: a head takes the longest phrase to its left, and heads
 * inside that phrase belong to it (`X министрлігінің Y комитеті` is one body). What the lexicon
 * knows by name is noted as well; merge.c keeps the longer.
 *
 * Cost: linear in tokens (a head walks a bounded distance).
 */
#include "entities/internal.h"

enum { ACRONYM_MAX = 14 /* bytes: seven Cyrillic letters */, BRACKET_MAX = 5, MODIFIERS_MAX = 3 };

static uint8_t head_type(const struct finder *f, uint32_t row)
{
	return (uint8_t)lexicon_code(f->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_TYPE);
}

/* A bare host name is the medium (or body) that owns it. */
static bool is_host(const struct token *token)
{
	if (token->kind != TOKEN_URL)
		return false;
	for (size_t i = 0; i < token->norm.n; i++)
		if (token->norm.p[i] == '/' || token->norm.p[i] == ':')
			return false;
	return true;
}

static uint32_t scope_at(const struct finder *f, uint32_t t)
{
	if (!token_is_word(f, t) || !token_in(f, t, LEX_SCOPE) ||
		is_name_word(f, t, NAME_WORD_VAGUE))
		return SCOPE_NONE;
	return lexicon_code(
		f->lexicon, LEX_SCOPE, key_in(facts_at(f, t), LEX_SCOPE)->row, SCOPE_COL_SCOPE);
}

/* облыстық, аудандық: one body of several of that name. */
static bool is_regional(const struct finder *f, uint32_t t)
{
	uint32_t scope = scope_at(f, t);
	return scope == SCOPE_REGIONAL || scope == SCOPE_LOCAL;
}

static struct candidate *add(
	struct finder *f, enum candidate_source source, uint32_t first, uint32_t end, uint8_t type)
{
	struct candidate *c = candidate_new(f, CANDIDATE_ORGANIZATION, source, first, end);
	if (c)
		c->type = type;
	return c;
}

static bool office_before(const struct finder *f, uint32_t t, struct entry *office)
{
	return t > 0 && token_is_word(f, t - 1) && entry_ending(f, t - 1, LEX_POSITION, office) &&
	       entry_features(office).kase == CASE_GEN;
}

uint32_t press_service_first(const struct finder *f, uint32_t t)
{
	struct entry e, office;
	bool press = report_word_ending(f, t, REPORT_PRESS, &e) && e.end - e.first > 1;
	return press && !office_before(f, e.first, &office) ? e.first : NONE;
}

static bool is_press_service(const struct finder *f, uint32_t t)
{
	return press_service_first(f, t) != NONE;
}

/* Mines, prisons, mosques are places; schools, hospitals and museums are bodies as well. */
static bool is_site(const struct finder *f, uint32_t row)
{
	uint8_t type = head_type(f, row);
	return head_has(f, row, ORG_HEAD_PLACE) && type != ORG_EDUCATION && type != ORG_HEALTH &&
	       type != ORG_CULTURE;
}

/* Leagues, cups and buildings: what the lexicon also has as an event, a place or a work. */
static bool is_other_head(const struct finder *f, uint32_t t, const struct entry *head)
{
	struct entry e;
	if (entry_ending(f, t, LEX_PLACE, &e) && e.end - e.first > head->end - head->first)
		return true; /* Ресей Федерациясы, Кеңес Одағы */
	if (entry_starting(f, head->first, LEX_PLACE, &e) && e.end > head->end)
		return true; /* Құрама Штаттар */
	if (!entry_ending(f, t, LEX_NAME_HEAD, &e) || e.end - e.first < head->end - head->first)
		return false;
	uint32_t c = lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS);
	return c == NAME_HEAD_EVENT || c == NAME_HEAD_PLACE || c == NAME_HEAD_WORK;
}

/* қаланың орталығы, Малай архипелагы орталығы: the middle of a place. */
static bool is_middle(const struct finder *f, const struct entry *head)
{
	struct entry e;
	uint32_t before = head->first - 1;
	if (!head_has(f, head->row, ORG_HEAD_ADJECTIVE) ||
		head->first == sentence_first(f, head->first) || !token_is_word(f, before))
		return false;
	if (entry_ending(f, before, LEX_PLACE, &e))
		return true;
	return entry_ending(f, before, LEX_NAME_HEAD, &e) &&
	       lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
		       NAME_HEAD_PLACE;
}

/* Ұлттық анықтамалық орталық: a capital and two adjectives make a name. */
static bool is_titled(const struct finder *f, uint32_t t)
{
	return t >= sentence_first(f, t) + 2 && facts_at(f, t - 1)->np == NP_ADJECTIVE &&
	       token_in(f, t - 2, LEX_SCOPE) && token_has(f, t - 2, SHAPE_CAPITAL);
}

/* орталық стадион, кеңес беру, қызмет көрсету: the word is an adjective or half of a verb. */
static bool is_half(const struct finder *f, uint32_t t, const struct entry *head)
{
	uint32_t next = t + 1;
	if (entry_features(head).possessive != POSS_NONE || next >= sentence_end(f, t) ||
		!token_is_word(f, next) || !features_bare(entry_features(head)))
		return false;
	if (head_has(f, head->row, ORG_HEAD_ADJECTIVE) && !token_has(f, next, SHAPE_CAPITAL) &&
		!is_titled(f, head->first)) {
		uint8_t np = facts_at(f, next)->np;
		struct entry thing;
		if (entry_starting(f, next, LEX_NAME_HEAD, &thing))
			return true; /* X атындағы Орталық стадионда */
		return np == NP_MODIFIER || np == NP_GENITIVE || np == NP_ACCUSATIVE ||
		       np == NP_DATIVE;
	}
	return head_has(f, head->row, ORG_HEAD_VERBAL) && is_name_verb(f, next, NAME_WORD_SUPPORT);
}

/* облыс әкімінің баспасөз қызметі: an office holder's is a body of its own. */
static bool is_of_office(const struct finder *f, const struct entry *press)
{
	struct entry e;
	return press->first > sentence_first(f, press->first) &&
	       entry_ending(f, press->first - 1, LEX_POSITION, &e) &&
	       entry_features(&e).kase == CASE_GEN;
}

/* министрлігіндегілер, not мектептеріндегі: the plural is of those who are there. */
static bool are_people(const struct finder *f, uint32_t t)
{
	struct str form = f->document->words[token_at(f, t)->word].form;
	return memmem(form.p, form.n, "ғылар", strlen("ғылар")) ||
	       memmem(form.p, form.n, "гілер", strlen("гілер"));
}

/* A noun that can head a name here: singular (or the people at the body: министрліктегілер), not a
 * verb, not the head of a name in marks. */
static bool head_at(const struct finder *f, uint32_t t, struct entry *e)
{
	if (!token_is_word(f, t) || !entry_ending(f, t, LEX_ORG_HEAD, e) ||
		(is_press_service(f, t) && !is_of_office(f, e)) || is_half(f, t, e))
		return false;
	struct features x = entry_features(e);
	bool several =
		x.number != NUMBER_SINGULAR && !(x.derivation == DERIV_LOCAL && are_people(f, t));
	if (several || x.verb != VERB_NONE || x.negative)
		return false;
	if (x.derivation != DERIV_NONE && x.derivation != DERIV_LOCAL)
		return false;
	if (f->mark_head[t] || is_site(f, e->row) || is_other_head(f, t, e) || is_middle(f, e))
		return false;
	return x.possessive == POSS_NONE || x.possessive == POSS_3 || x.possessive == POSS_1PL;
}

/* `SCAT әуе компаниясы`, `ТАСС агенттігі`: a head behind a proper name names nothing itself. */
static bool is_brand(const struct finder *f, const struct noun_phrase *np, uint32_t row)
{
	if (!np->brand)
		return false;
	uint8_t type = head_type(f, row);
	bool generic = head_has(f, row, ORG_HEAD_GENERIC);
	bool trade = generic && !head_has(f, row, ORG_HEAD_PLANT) &&
		     (type == ORG_COMPANY || type == ORG_SPORT || type == ORG_MEDIA ||
			     type == ORG_PARTY || type == ORG_BANK);
	for (uint32_t t = np->brand_first; t < np->brand_end; t++)
		if (trade || token_has(f, t, SHAPE_LATIN) || token_in(f, t, LEX_MEDIA) ||
			(generic && token_in(f, t, LEX_ORG)))
			return true;
	return false;
}

/* A hospital's department that is of this and that has a name: хирургия және травматология бөлімі.
 */
static bool has_named_units(const struct finder *f, uint32_t row)
{
	uint8_t type = head_type(f, row);
	return type == ORG_HEALTH || type == ORG_EDUCATION || type == ORG_CULTURE;
}

/* `X министрлігінің Y бөлімі`: a unit without a name of its own inside a body that has one. */
static bool is_unit(const struct finder *f, const struct entry *e, const struct noun_phrase *np)
{
	struct entry owner;
	bool group = head_type(f, e->row) == ORG_OTHER && !head_has(f, e->row, ORG_HEAD_ADJECTIVE);
	if (!head_has(f, e->row, ORG_HEAD_GENERIC) ||
		(!head_has(f, e->row, ORG_HEAD_STATE) && !group))
		return false;
	if (np->owned)
		return true;
	for (uint32_t t = np->first; t < e->first; t++)
		if (entry_ending(f, t, LEX_ORG_HEAD, &owner) &&
			entry_features(&owner).kase == CASE_GEN)
			return !(np->joined && has_named_units(f, owner.row));
	return false;
}

/* ІІІ топ, Ғ тобы: a numeral or a letter tells which of several, as a degree or a draw has them. */
static bool is_rank(const struct finder *f, const struct entry *e, uint32_t first)
{
	enum { LETTERS = 3 * 2 };
	if (head_type(f, e->row) != ORG_OTHER || first + 1 != e->first)
		return false;
	const struct token *token = token_at(f, first);
	return token->norm.n <= LETTERS && ((token->shape & SHAPE_ALL_CAPS) || token->norm.n <= 2);
}

static bool known_as(const struct finder *f, uint32_t first, uint32_t end, struct candidate *c)
{
	static const uint8_t tables[] = {LEX_ORG, LEX_MEDIA};
	struct entry e;
	for (uint32_t i = 0; i < 2; i++) {
		if (!entry_starting(f, first, tables[i], &e) || e.end != end)
			continue;
		c->table = tables[i];
		c->row = e.row;
		return true;
	}
	return false;
}

static uint8_t type_of_row(const struct finder *f, uint32_t table, uint32_t row, uint8_t otherwise)
{
	if (row == NONE)
		return otherwise;
	if (table == LEX_MEDIA)
		return ORG_MEDIA;
	if (table == LEX_ORG)
		return (uint8_t)lexicon_code(f->lexicon, LEX_ORG, row, ORG_COL_TYPE);
	if (table == LEX_ACRONYM)
		return (uint8_t)lexicon_code(f->lexicon, LEX_ACRONYM, row, ACRONYM_COL_TYPE);
	return otherwise;
}

static enum dedi_status add_brand(
	struct finder *f, const struct entry *e, uint32_t t, const struct noun_phrase *np)
{
	struct candidate *c =
		add(f, SOURCE_HEAD, np->brand_first, np->brand_end, head_type(f, e->row));
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = t;
	c->head_row = e->row;
	c->reach_end = t + 1;
	known_as(f, c->first, c->end, c);
	c->type = type_of_row(f, c->table, c->row, c->type);
	return DEDI_OK;
}

/* What a bare head may not have before it, unless the body it stands for has it too. */
static bool is_modifier(const struct finder *f, uint32_t t)
{
	if (token_at(f, t)->kind == TOKEN_NUMBER)
		return true;
	if (!token_is_word(f, t) || f->mark_at[t] != NONE || f->person_at[t] != NONE)
		return false;
	return facts_at(f, t)->np == NP_ADJECTIVE;
}

/* осы сот, but not `бұл сот отырысы`: what is pointed at is the noun behind. */
static bool is_pointed_at(const struct finder *f, uint32_t t)
{
	if (t == sentence_first(f, t) || !token_is(f, t - 1, FUNCTION_DEMONSTRATIVE))
		return false;
	if (t + 1 >= sentence_end(f, t) || !token_is_word(f, t + 1))
		return true;
	uint8_t nominal = facts_at(f, t + 1)->nominal;
	return nominal == AS_FORM ||
	       word_of(f->words, t + 1)->readings[nominal].features.possessive != POSS_3;
}

/* (партия) ұйымдары: bodies of that kind. */
static bool is_plural_head(const struct finder *f, uint32_t t)
{
	struct entry e;
	return token_is_word(f, t) && entry_starting(f, t, LEX_ORG_HEAD, &e) &&
	       entry_features(&e).number == NUMBER_PLURAL;
}

/* A head with nothing before it, or with too little to be a name. */
static enum dedi_status add_bare(struct finder *f, const struct entry *e, uint32_t t)
{
	struct features x = entry_features(e);
	bool capital = token_has(f, e->first, SHAPE_CAPITAL);
	bool unique = head_has(f, e->row, ORG_HEAD_UNIQUE) && capital;
	struct entry office;
	if (x.possessive == POSS_3 && e->end - e->first == 1)
		return DEDI_OK;
	if (t + 1 < sentence_end(f, t) && (report_word_ending(f, t + 1, REPORT_NEGATION, &office) ||
						  is_plural_head(f, t + 1)))
		return DEDI_OK; /* жай партия емес, партия ұйымдары */
	if (entry_starting(f, e->first, LEX_POSITION, &office) && office.end > e->end &&
		lexicon_code(f->lexicon, LEX_POSITION, office.row, POSITION_COL_CLASS) ==
			POSITION_RANK)
		return DEDI_OK; /* полиция полковнигі */
	if (head_type(f, e->row) == ORG_COURT && !capital && !is_pointed_at(f, e->first))
		return DEDI_OK; /* сотқа беру, сот орындаушысы: any court */
	if (e->first > sentence_first(f, t) && is_name_word(f, e->first - 1, NAME_WORD_COUNT))
		return DEDI_OK; /* екі клуб, барлық министрлік: not the one that was named */
	uint32_t first = e->first;
	if (!unique)
		while (first > sentence_first(f, t) && e->first - first < MODIFIERS_MAX &&
			is_modifier(f, first - 1))
			first--;
	struct candidate *c =
		add(f, unique ? SOURCE_HEAD : SOURCE_REPEAT, e->first, t + 1, head_type(f, e->row));
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = t;
	c->head_row = e->row;
	c->alias = !unique;
	c->reach_first = first;
	c->mention = unique ? MENTION_NAME : MENTION_ALIAS;
	return DEDI_OK;
}

/* `… қарсы қызмет (СЖҚҚ)`: what has an acronym has a name. */
static bool acronym_follows(const struct finder *f, uint32_t t)
{
	return t + 2 < f->document->n_tokens && token_at(f, t)->kind == TOKEN_OPEN &&
	       token_is_word(f, t + 1) && token_has(f, t + 1, SHAPE_ALL_CAPS) &&
	       token_at(f, t + 2)->kind == TOKEN_CLOSE;
}

/* Whether the phrase is enough for a name, not just a description (құрылыс компаниясы). */
static bool phrase_names(
	const struct finder *f, const struct entry *e, const struct noun_phrase *np)
{
	if (is_press_service(f, e->end - 1) && is_of_office(f, e))
		return true;
	struct entry place;
	if (head_has(f, e->row, ORG_HEAD_NATION) &&
		entry_starting(f, np->first, LEX_PLACE, &place) && place.end == e->first)
		return false;
	bool national = !np->capital && head_has(f, e->row, ORG_HEAD_VERBAL) &&
			scope_at(f, np->first) == SCOPE_NATIONAL;
	if (national)
		return false; /* мемлекеттік органдар қызметі */
	bool tied = entry_features(e).possessive == POSS_3 || np->relation ||
		    facts_at(f, e->first - 1)->np == NP_RELATION;
	enum { LONG = 3 };
	if (!head_has(f, e->row, ORG_HEAD_GENERIC))
		return np->capital || np->place || !head_has(f, e->row, ORG_HEAD_UNIQUE);
	bool local = np->n_modifiers == 1 && token_in(f, np->first, LEX_SCOPE) && !np->capital;
	bool titled = np->place && e->end - e->first > 1 && token_has(f, e->first, SHAPE_CAPITAL);
	if ((np->n_telling == 0 && !titled) ||
		(local && (head_type(f, e->row) == ORG_SPORT ||
				  (!tied && head_type(f, e->row) == ORG_GOVERNMENT))))
		return false; /* қалалық команда, аудандық штаб */
	return np->capital || np->place || acronym_follows(f, e->end) ||
	       (np->n_modifiers >= LONG && tied && !np->owner &&
		       (head_has(f, e->row, ORG_HEAD_VERBAL) ? np->relation : np->joined));
}

static uint8_t type_of_mark(const struct finder *f, const struct mark *mark, struct candidate *c)
{
	struct entry e;
	if (mark->head == NONE)
		return mark->team ? ORG_SPORT : ORG_OTHER;
	if (entry_ending(f, mark->head, LEX_LEGAL_FORM, &e) && e.row == mark->row) {
		c->legal = e.row;
		return (uint8_t)lexicon_code(
			f->lexicon, LEX_LEGAL_FORM, e.row, LEGAL_FORM_COL_TYPE);
	}
	c->head_row = mark->row;
	return head_type(f, mark->row);
}

/* A branch is of its body's kind; what is of the whole world is international. */
static void type_by_phrase(
	const struct finder *f, const struct noun_phrase *np, struct candidate *c)
{
	if (np->marks) {
		struct candidate owner = *c;
		const struct mark *mark = &f->marks[f->mark_at[np->first + 1]];
		c->type = type_of_mark(f, mark, &owner);
	} else if (c->type == ORG_NGO && token_in(f, np->first, LEX_SCOPE)) {
		uint32_t scope = lexicon_code(f->lexicon, LEX_SCOPE,
			key_in(facts_at(f, np->first), LEX_SCOPE)->row, SCOPE_COL_SCOPE);
		if (scope == SCOPE_GLOBAL || scope == SCOPE_INTERNATIONAL)
			c->type = ORG_INTERNATIONAL;
	}
}

/* `Абай облысы әкімінің баспасөз қызметі`: named by the office it works for. */
static enum dedi_status take_office(
	struct finder *f, const struct entry *e, const struct entry *office, uint32_t *ret_first)
{
	struct noun_phrase np = noun_phrase_before(f, office->first, true);
	*ret_first = np.first;
	if (!np.capital && !np.place && !token_has(f, office->first, SHAPE_CAPITAL))
		return DEDI_OK;
	struct candidate *c = add(f, SOURCE_HEAD, np.first, e->end, head_type(f, e->row));
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = e->end - 1;
	c->head_row = e->row;
	return DEDI_OK;
}

/* Returns the first token of what the head at t took, or t if nothing. */
static enum dedi_status take_head(
	struct finder *f, const struct entry *e, uint32_t t, uint32_t *ret_first)
{
	struct features x = entry_features(e);
	struct entry office;
	if (head_type(f, e->row) == ORG_GOVERNMENT && e->end - e->first > 1 &&
		office_before(f, e->first, &office))
		return take_office(f, e, &office, ret_first);
	struct noun_phrase np =
		noun_phrase_before(f, e->first, x.possessive == POSS_3 || e->end - e->first > 1);
	*ret_first = e->first;
	if (x.possessive == POSS_1PL)
		return add_bare(f, e, t); /* комиссиямыз */
	if (np.first < e->first && is_brand(f, &np, e->row)) {
		*ret_first = np.first;
		return add_brand(f, e, t, &np);
	}
	if (np.first < e->first && (is_unit(f, e, &np) || is_rank(f, e, np.first)))
		return DEDI_OK;
	if (np.first > sentence_first(f, t) && is_host(token_at(f, np.first - 1)))
		return DEDI_OK; /* 24.kg ақпараттық агенттігі */
	/* Any полиция бөлімі is some police station. */
	bool several =
		e->end - e->first > 1 && !head_has(f, e->row, ORG_HEAD_GENERIC) &&
		!(token_in(f, t, LEX_ORG_HEAD) &&
			head_has(f, key_in(facts_at(f, t), LEX_ORG_HEAD)->row, ORG_HEAD_GENERIC) &&
			head_type(f, e->row) == ORG_LAW_ENFORCEMENT);
	if (several && !np.capital && !np.place)
		np.first = e->first;
	bool office_word = x.possessive == POSS_NONE && e->end - e->first == 1 &&
			   np.first < e->first && token_has(f, e->first - 1, SHAPE_ALL_CAPS) &&
			   entry_starting(f, e->first, LEX_POSITION, &office) &&
			   office.end > e->end; /* ТЖК басқарма төрағасы */
	if (np.first < e->first ? office_word || !phrase_names(f, e, &np) : !several)
		return add_bare(f, e, t);
	struct candidate *c = add(
		f, np.marks ? SOURCE_MARKS : SOURCE_HEAD, np.first, t + 1, head_type(f, e->row));
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = t;
	c->head_row = e->row;
	type_by_phrase(f, &np, c);
	*ret_first = np.first;
	return DEDI_OK;
}

static enum dedi_status find_heads(struct finder *f)
{
	uint32_t t = f->document->n_tokens;
	while ((t = set_before(f, SET_ORG_HEADS, t)) != NONE) {
		struct entry e;
		if (!head_at(f, t, &e))
			continue;
		uint32_t mark = f->mark_at[t];
		if (mark != NONE && f->marks[mark].kind != MARK_OPEN &&
			f->marks[mark].kind != MARK_SPEECH)
			continue;
		uint32_t first = t;
		enum dedi_status status = take_head(f, &e, t, &first);
		if (status)
			return status;
		t = first;
	}
	return DEDI_OK;
}

static enum dedi_status find_marks(struct finder *f)
{
	for (uint32_t i = 0; i < f->document->n_quotes; i++) {
		const struct mark *mark = &f->marks[i];
		if (mark->kind != MARK_ORGANIZATION)
			continue;
		struct candidate *c = add(f, SOURCE_MARKS, mark->first, mark->end, ORG_OTHER);
		if (!c)
			return DEDI_NO_MEMORY;
		c->quote = i;
		c->head = mark->head;
		c->reach_first = mark->reach_first;
		c->reach_end = mark->reach_end;
		uint32_t behind = f->document->quotes[i].close + 1;
		if (behind < mark->reach_end && token_is(f, behind, FUNCTION_RELATION)) {
			c->first =
				mark->reach_first; /* «X» атындағы театр: what is named after X */
			c->end = mark->reach_end;
		}
		c->type = type_of_mark(f, mark, c);
		known_as(f, mark->first, mark->end, c);
		if (c->end == c->first + 1 && token_has(f, c->first, SHAPE_ALL_CAPS) &&
			token_at(f, c->first)->norm.n <= ACRONYM_MAX && c->row == NONE)
			c->mention = MENTION_ACRONYM;
		c->type = type_of_row(f, c->table, c->row, c->type);
	}
	return DEDI_OK;
}

bool is_platform(const struct finder *f, uint32_t t)
{
	struct entry e;
	return report_word_ending(f, t, REPORT_OCCASION, &e);
}

/* A Latin name before a thing is the thing's: an arena, a network, an app. */
bool before_thing(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (t == 0 || t >= f->document->n_tokens || !token_is_word(f, t) ||
		!token_has(f, t - 1, SHAPE_LATIN) || !entry_starting(f, t, LEX_NAME_HEAD, &e) ||
		entry_features(&e).possessive != POSS_3)
		return false;
	uint32_t c = lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS);
	return c == NAME_HEAD_PLACE || c == NAME_HEAD_PRODUCT;
}

/* A word that opens a sentence is a name if it has a capital elsewhere, or more than one. */
static bool seen_as_name(const struct finder *f, uint32_t t)
{
	return token_has(f, t, SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS | SHAPE_LATIN) ||
	       f->document->words[token_at(f, t)->word].count_capital > 0 || f->mark_at[t] != NONE;
}

/* A body whose name is also a common word or name: only marks (or a head) tell (its note says so).
 */
static bool only_quoted(const struct finder *f, uint32_t row)
{
	return str_starts(lexicon_text(f->lexicon, LEX_ORG, row, ORG_COL_NOTE), STR("quoted"));
}

bool is_model(const struct finder *f, uint32_t t)
{
	struct entry e;
	return token_is_word(f, t) && entry_starting(f, t, LEX_ORG, &e) &&
	       e.end < sentence_end(f, t) &&
	       str_starts(lexicon_text(f->lexicon, LEX_ORG, e.row, ORG_COL_NOTE), STR("maker")) &&
	       (token_at(f, e.end)->kind == TOKEN_NUMBER || token_has(f, e.end, SHAPE_LATIN));
}

/* `Алматы ІІІД`, `ҚР ИИДМ`, `облыстық ІІД`: places right before an acronym belong to the name. */
static uint32_t places_before(const struct finder *f, uint32_t t)
{
	uint32_t floor = sentence_first(f, t);
	struct entry e;
	if (t > floor && is_regional(f, t - 1))
		t--;
	while (t > floor && entry_ending(f, t - 1, LEX_PLACE, &e) && e.first >= floor) {
		struct features x = entry_features(&e);
		if ((x.kase != CASE_NOM && x.kase != CASE_GEN) || x.derivation != DERIV_NONE)
			break;
		t = e.first;
	}
	return t;
}

/* Рейтердің хабарлауынша, Рейтер хабарлады */
static bool tells(const struct finder *f, uint32_t t)
{
	struct entry e;
	return t < f->document->n_tokens && token_is_word(f, t) &&
	       (entry_starting(f, t, LEX_FRAME, &e) || reports(f, t));
}

/* Known bodies and media, where the text writes them as names. */
static enum dedi_status find_known_at(struct finder *f, uint32_t t, enum lex_table table)
{
	struct entry e;
	if (!entry_starting(f, t, table, &e))
		return DEDI_OK;
	const struct token *token = token_at(f, t);
	bool capital = (token->shape & (SHAPE_CAPITAL | SHAPE_MIXED_CAPS | SHAPE_DIGIT)) != 0 ||
		       token->kind == TOKEN_URL;
	if (!capital || (table == LEX_ORG && f->mark_at[t] == NONE && only_quoted(f, e.row)))
		return DEDI_OK;
	if (e.end - e.first == 1) {
		bool opens = t == sentence_first(f, t);
		if (token_in(f, t, LEX_PLACE) || facts_at(f, t)->functions || is_platform(f, t) ||
			before_thing(f, e.end) || f->mark_head[t] ||
			(opens && table != LEX_ORG && !seen_as_name(f, t) && !tells(f, e.end)))
			return DEDI_OK;
	}
	if (f->person_at[t] != NONE && !f->candidates.at[f->person_at[t]].dropped &&
		e.end - e.first == 1)
		return DEDI_OK;
	struct candidate *c = add(f, SOURCE_LEXICON, e.first, e.end, ORG_OTHER);
	if (!c)
		return DEDI_NO_MEMORY;
	c->table = table;
	c->row = e.row;
	c->type = type_of_row(f, table, e.row, ORG_OTHER);
	if (e.end - e.first == 1 && (token->shape & SHAPE_ALL_CAPS) && token->norm.n <= ACRONYM_MAX)
		c->mention = MENTION_ACRONYM;
	while (c->mention != MENTION_ACRONYM && token_has(f, t, SHAPE_LATIN) &&
		c->end < sentence_end(f, t) && token_is_word(f, c->end) &&
		token_has(f, c->end, SHAPE_LATIN) && token_has(f, c->end, SHAPE_CAPITAL))
		c->reach_end = ++c->end;
	c->dropped = (c->end > e.end && before_thing(f, c->end)) || is_model(f, t);
	if (table == LEX_ORG && c->end - t > 1 && f->mark_at[t] == NONE &&
		t > sentence_first(f, t) && is_regional(f, t - 1)) {
		c->first = places_before(f, t); /* облыстық Қазақстан халқы Ассамблеясы */
		c->reach_first = c->first;
		c->row = NONE;
	}
	return DEDI_OK;
}

/* Bytes before a hyphen: ҚБК-ның is three letters. */
static size_t stem_length(struct str s)
{
	const char *dash = memchr(s.p, '-', s.n);
	return dash ? (size_t)(dash - s.p) : s.n;
}

static bool is_roman(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!memchr("IVXLC", s.p[i], 5))
			return false;
	return true;
}

/* ҚТЖ-лық, БИЛ-дік: the row of the acronym that an adjective is made of, or NONE. */
static uint32_t acronym_of_adjective(const struct finder *f, uint32_t t)
{
	struct str form = f->document->words[token_at(f, t)->word].form;
	size_t stem = stem_length(form);
	if (stem == form.n || facts_at(f, t)->np != NP_ADJECTIVE)
		return NONE;
	struct lexemes found = lexicon_find(f->lexicon, str_make(form.p, stem));
	for (uint32_t k = 0; k < found.n; k++)
		if (found.at[k].table == LEX_ACRONYM && found.at[k].n_words == 1)
			return found.at[k].row;
	return NONE;
}

static enum dedi_status find_acronym_at(struct finder *f, uint32_t t)
{
	const struct token *token = token_at(f, t);
	const struct word_facts *facts = facts_at(f, t);
	uint32_t row = NONE;
	if (token->kind != TOKEN_WORD || !(token->shape & (SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS)) ||
		f->mark_head[t])
		return DEDI_OK;
	bool listed = facts->tables >> LEX_ACRONYM & 1u;
	if (listed)
		row = key_in(facts, LEX_ACRONYM)->row;
	else
		row = acronym_of_adjective(f, t);
	listed = row != NONE;
	if (listed && lexicon_code(f->lexicon, LEX_ACRONYM, row, ACRONYM_COL_CLASS) != ACRONYM_ORG)
		return DEDI_OK;
	if (!listed && before_thing(f, t + 1))
		return DEDI_OK;
	uint32_t first = places_before(f, t);
	if (!listed) {
		const uint32_t against = 1u << LEX_LEGAL_FORM | 1u << LEX_PLACE |
					 1u << LEX_NAME_HEAD | 1u << LEX_CAMPAIGN_HEAD |
					 1u << LEX_POSITION | 1u << LEX_ORG_HEAD | 1u << LEX_SCOPE |
					 1u << LEX_GROUP;
		if (!(token->shape & SHAPE_ALL_CAPS) || stem_length(token->norm) > ACRONYM_MAX ||
			(token->shape & SHAPE_DIGIT) || is_roman(token->norm) ||
			(facts->tables & against) || facts->functions || facts->lower > 0 ||
			in_capitals(f, t) || f->person_at[t] != NONE)
			return DEDI_OK;
	}
	if (listed &&
		lexicon_code(f->lexicon, LEX_ACRONYM, row, ACRONYM_COL_TYPE) == ORG_INTERNATIONAL)
		first = t;
	if (!listed && !token_has(f, t, SHAPE_CYRILLIC))
		first = t;
	struct candidate *c = add(
		f, listed || first < t ? SOURCE_LEXICON : SOURCE_SHAPE, first, t + 1, ORG_OTHER);
	if (!c)
		return DEDI_NO_MEMORY;

	c->mention = MENTION_ACRONYM;
	c->table = LEX_ACRONYM;
	c->row = listed ? row : NONE;
	c->type = type_of_row(f, LEX_ACRONYM, c->row, ORG_OTHER);
	return DEDI_OK;
}

static bool is_bare(const struct finder *f, uint32_t t)
{
	uint8_t np = facts_at(f, t)->np;
	return np == NP_MODIFIER || np == NP_ADJECTIVE ||
	       token_has(f, t, SHAPE_LATIN | SHAPE_ALL_CAPS);
}

/* ЖШС кеңсесінде: a legal form alone may stand for the body that has it. */
static enum dedi_status add_form(struct finder *f, uint32_t t, uint32_t end)
{
	uint32_t n = f->document->n_tokens;
	bool before = t > 0 && !token_is_word(f, t - 1) &&
		      token_at(f, t - 1)->kind != TOKEN_COMMA &&
		      token_at(f, t - 1)->kind != TOKEN_STOP;
	if (end != t + 1 || !token_has(f, t, SHAPE_ALL_CAPS) || in_capitals(f, t) || before ||
		(end < n && token_at(f, end)->kind == TOKEN_QUOTE) || f->mark_head[t] ||
		f->mark_at[t] != NONE)
		return DEDI_OK;
	struct candidate *c = add(f, SOURCE_REPEAT, t, t + 1, ORG_COMPANY);
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = t;
	c->alias = true;
	c->mention = MENTION_ALIAS;
	return DEDI_OK;
}

/* Самұрық-Қазына АҚ, KEGOC АҚ: a legal form behind capitals. */
static enum dedi_status find_legal_at(struct finder *f, uint32_t t)
{
	struct entry e;
	if (!token_is_word(f, t) || !legal_form_at(f, t, &e))
		return DEDI_OK;
	uint32_t first = t, floor = sentence_first(f, t);
	struct entry other;
	while (first > floor && t - first < 4 && token_is_word(f, first - 1) &&
		!legal_form_at(f, first - 1, &other) &&
		token_has(f, first - 1, SHAPE_CAPITAL | SHAPE_MIXED_CAPS) &&
		!token_in(f, first - 1, LEX_POSITION) && is_bare(f, first - 1))
		first--;
	if (first == t)
		return add_form(f, t, e.end);
	struct candidate *c = add(f, SOURCE_HEAD, first, t,
		(uint8_t)lexicon_code(f->lexicon, LEX_LEGAL_FORM, e.row, LEGAL_FORM_COL_TYPE));
	if (!c)
		return DEDI_NO_MEMORY;
	c->legal = e.row;
	c->reach_end = e.end;
	return DEDI_OK;
}

static enum dedi_status find_named(struct finder *f)
{
	uint32_t n = f->document->n_tokens;
	for (uint32_t t = set_next(f, SET_NAMED, 0); t < n; t = set_next(f, SET_NAMED, t + 1)) {
		enum dedi_status status = DEDI_OK;
		if (is_host(token_at(f, t))) {
			struct candidate *c = add(f, SOURCE_LEXICON, t, t + 1, ORG_MEDIA);
			if (!c)
				return DEDI_NO_MEMORY;
			known_as(f, t, t + 1, c);
			c->type = type_of_row(f, c->table, c->row, ORG_MEDIA);
			continue;
		}
		bool capital = token_has(f, t, SHAPE_CAPITAL | SHAPE_MIXED_CAPS | SHAPE_DIGIT);
		if (capital)
			status = find_known_at(f, t, LEX_ORG);
		if (capital && !status)
			status = find_known_at(f, t, LEX_MEDIA);
		if (capital && !status)
			status = find_acronym_at(f, t);
		if (!status)
			status = find_legal_at(f, t);
		if (status)
			return status;
	}
	return DEDI_OK;
}

/* `Толық атауы (ТА)`, `Толық атауы (бұдан әрі – ТА)`, `ТА (Толық атауы)`: two names of one body. */
static uint32_t bracket_partner(const struct finder *f, const uint32_t *ends_at, uint32_t t)
{
	/* t: the token after the opening bracket, where a candidate begins */
	if (t < 2 || token_at(f, t - 1)->kind != TOKEN_OPEN)
		return NONE;
	return ends_at[t - 2];
}

/* Ұлттық сүт одағы («Союзсүт»): the name in marks is the body's other one. */
static enum dedi_status link_marks(struct finder *f, const uint32_t *ends_at)
{
	for (uint32_t i = 0; i < f->document->n_quotes; i++) {
		const struct mark *mark = &f->marks[i];
		const struct quote *q = &f->document->quotes[i];
		if (mark->kind != MARK_OPEN || q->open < 2 ||
			q->close + 1 >= f->document->n_tokens ||
			token_at(f, q->close + 1)->kind != TOKEN_CLOSE)
			continue;
		uint32_t partner = bracket_partner(f, ends_at, q->open);
		if (partner == NONE || f->candidates.at[partner].source != SOURCE_HEAD)
			continue;
		struct candidate *c = add(
			f, SOURCE_MARKS, mark->first, mark->end, f->candidates.at[partner].type);
		if (!c)
			return DEDI_NO_MEMORY;
		c->quote = i;
		c->same_as = partner;
	}
	return DEDI_OK;
}

static enum dedi_status link_brackets(struct finder *f)
{
	uint32_t n = f->document->n_tokens;
	uint32_t *ends_at = ARENA_ARRAY(f->arena, uint32_t, n + 1);
	if (!ends_at)
		return DEDI_NO_MEMORY;
	memset(ends_at, 0xff, (n + 1) * sizeof *ends_at);
	for (uint32_t i = 0; i < f->candidates.n; i++) {
		const struct candidate *c = &f->candidates.at[i];
		if (c->kind != CANDIDATE_ORGANIZATION || c->dropped || c->alias)
			continue;
		ends_at[c->end - 1] = i;
		if (c->reach_end > c->end && c->reach_end <= n)
			ends_at[c->reach_end - 1] = i;
	}
	for (uint32_t i = 0; i < f->candidates.n; i++) {
		struct candidate *c = &f->candidates.at[i];
		if (c->kind != CANDIDATE_ORGANIZATION || c->dropped || c->alias || c->end >= n ||
			token_at(f, c->end)->kind != TOKEN_CLOSE)
			continue;
		uint32_t open = c->first;
		for (uint32_t k = 0; k < BRACKET_MAX && open > 1; k++, open--)
			if (token_at(f, open - 1)->kind == TOKEN_OPEN)
				break;
		uint32_t partner = bracket_partner(f, ends_at, open);
		bool acronym =
			c->mention == MENTION_ACRONYM ||
			(partner != NONE && f->candidates.at[partner].mention == MENTION_ACRONYM);
		if (partner != NONE && partner != i && acronym)
			c->same_as = partner;
	}
	return link_marks(f, ends_at);
}

bool reports(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		if (r->features.verb == VERB_NONE)
			continue;
		for (uint32_t k = 0; k < r->lexemes.n; k++) {
			const struct lexeme *x = &r->lexemes.at[k];
			if (x->table != LEX_CUE || x->n_words != 1)
				continue;
			uint32_t kind = lexicon_code(f->lexicon, LEX_CUE, x->row, CUE_COL_KIND);
			if (kind == CUE_REPORT || kind == CUE_WRITE)
				return true;
		}
	}
	return false;
}

/* `… деп хабарлайды MegaNews`: capitals right behind it are an outlet or a body. */
static enum dedi_status find_credits(struct finder *f)
{
	enum { NAME_MAX = 5 };
	uint32_t n = f->document->n_tokens;
	for (uint32_t t = set_next(f, SET_NAMED, 2); t < n; t = set_next(f, SET_NAMED, t + 1)) {
		if (!token_has(f, t, SHAPE_CAPITAL | SHAPE_MIXED_CAPS) || !token_is_word(f, t) ||
			f->person_at[t] != NONE || f->mark_at[t] != NONE ||
			!token_is_word(f, t - 1) || !token_is_word(f, t - 2) ||
			!str_eq(token_at(f, t - 2)->norm, STR("деп")) || !reports(f, t - 1))
			continue;
		uint32_t end = t, stop = sentence_end(f, t);
		while (end < stop && end - t < NAME_MAX && token_is_word(f, end) &&
			token_has(f, end, SHAPE_CAPITAL | SHAPE_MIXED_CAPS) &&
			f->person_at[end] == NONE && !token_in(f, end, LEX_POSITION))
			end++;
		if (end == t || token_in(f, t, LEX_PLACE))
			continue;
		if (!add(f, SOURCE_CONTEXT, t, end, ORG_MEDIA))
			return DEDI_NO_MEMORY;
	}
	return DEDI_OK;
}

/* БИЛ президенті: offices belong to bodies. */
static bool before_office(const struct finder *f, uint32_t t)
{
	struct entry e;
	return t < f->document->n_tokens && token_is_word(f, t) &&
	       entry_starting(f, t, LEX_POSITION, &e) && entry_features(&e).possessive == POSS_3;
}

/* Unknown words in capitals are bodies only if the text says so somewhere: a bracket beside a name,
 * or an office. */
static enum dedi_status confirm_acronyms(struct finder *f)
{
	bool *said = ARENA_ARRAY(f->arena, bool, f->n_lemmas);
	if (!said)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < f->candidates.n; i++) {
		const struct candidate *c = &f->candidates.at[i];
		if (c->kind != CANDIDATE_ORGANIZATION)
			continue;
		if (c->same_as != NONE) {
			said[facts_at(f, c->first)->lemma] = true;
			said[facts_at(f, f->candidates.at[c->same_as].first)->lemma] = true;
		} else if (c->source == SOURCE_SHAPE && before_office(f, c->end)) {
			said[facts_at(f, c->first)->lemma] = true;
		}
	}
	for (uint32_t i = 0; i < f->candidates.n; i++) {
		struct candidate *c = &f->candidates.at[i];
		if (c->kind == CANDIDATE_ORGANIZATION && c->source == SOURCE_SHAPE)
			c->dropped |= !said[facts_at(f, c->first)->lemma];
	}
	return DEDI_OK;
}

enum dedi_status organizations_find(struct finder *f)
{
	enum dedi_status status = find_marks(f);
	if (!status)
		status = find_heads(f);
	if (!status)
		status = find_named(f);
	if (!status)
		status = find_credits(f);
	if (!status)
		status = latin_names_find(f);
	if (!status)
		status = link_brackets(f);
	if (!status)
		status = confirm_acronyms(f);
	return status;
}
