/*
 * The noun phrase to the left of a head noun: how much of it is the body's name.
 *
 * Kazakh puts everything before its head, so the walk goes left from the head over modifiers,
 * owners, `X жанындағы`, `X-қа қарсы`, `X және Y`, and ends at what cannot stand inside a phrase
 * (verbs, pronouns, adverbs, other cases, other people, punctuation). A name is then taken to begin
 * at the leftmost capital reached, or at a place or scope word before it; without any capital, at
 * the leftmost place or scope word.
 *
 * Cost: WALK_MAX tokens a head.
 */
#include "entities/internal.h"

enum { WALK_MAX = 24, ACRONYM_MAX = 10 /* bytes: five letters */ };

struct walk {
	uint32_t head;   /* first token of the head */
	uint32_t lowest; /* leftmost token reached */
	uint32_t floor;
	bool branch;    /* the head is one of a branch: it takes the body in marks along */
	bool possessed; /* the head is: only such a one has owners in the nominative */
	bool ended;     /* at the name of that body */
	bool owned;     /* by a body that is no part of the phrase */
};

static bool is_relation(const struct finder *f, uint32_t t)
{
	return facts_at(f, t)->np == NP_RELATION;
}

static bool is_place_word(const struct finder *f, uint32_t t)
{
	struct entry e;
	return (token_in(f, t, LEX_SCOPE) && !is_name_word(f, t, NAME_WORD_VAGUE)) ||
	       entry_ending(f, t, LEX_PLACE, &e) || entry_starting(f, t, LEX_PLACE, &e);
}

static bool is_body_head(const struct finder *f, uint32_t t)
{
	struct entry e;
	return entry_ending(f, t, LEX_ORG_HEAD, &e);
}

static bool verbal_noun_near(const struct finder *f, uint32_t t, uint32_t head)
{
	return (t < head && facts_at(f, t)->verbal_noun) ||
	       (t + 1 < head && facts_at(f, t + 1)->verbal_noun);
}

/* The staff of an office: Украина Президентінің Кеңсесі. */
static bool is_staff(const struct finder *f, uint32_t t, uint32_t head)
{
	struct entry e;
	return t + 1 == head && entry_starting(f, head, LEX_ORG_HEAD, &e) &&
	       head_has(f, e.row, ORG_HEAD_STAFF);
}

/* `Бұл ретте Президент Шанхай … ұйымы`: an office without an owner before a name is its holder. */
static bool is_holder(const struct finder *f, const struct entry *e)
{
	struct features x = entry_features(e);
	return x.possessive == POSS_NONE && x.kase == CASE_NOM && x.number == NUMBER_SINGULAR &&
	       token_has(f, e->first, SHAPE_CAPITAL) && token_has(f, e->end, SHAPE_CAPITAL);
}

/* Депутаттар ауылды дамыту …: who opens the sentence, and before an object, does something. */
bool is_doer(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t + 1);
	if (!token_has(f, t, SHAPE_SENTENCE_START) || !facts_at(f, t + 2)->verbal_noun ||
		!(token_in(f, t, LEX_POSITION) || token_in(f, t, LEX_GROUP)))
		return false;
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].features.kase == CASE_ACC && info->readings[i].known)
			return true;
	return false;
}

/* People stand in a name in the plural (Жазушылар одағы, ауыл мұғалімдері қауымдастығы), as a kind
 * (тұрғын үй) or before жанындағы; not as the subject of the sentence. */
static bool people_word_fits(const struct finder *f, uint32_t t, uint32_t head)
{
	struct entry e;
	bool person = entry_ending(f, t, LEX_POSITION, &e) || entry_ending(f, t, LEX_GROUP, &e);
	if (!person || is_relation(f, t + 1))
		return true;
	struct features x = entry_features(&e);
	if (x.kase == CASE_GEN && x.number == NUMBER_SINGULAR && is_staff(f, t, head))
		return true;
	if (is_holder(f, &e))
		return false;
	if (x.kase == CASE_ACC && verbal_noun_near(f, t + 1, head))
		return true; /* халықты әлеуметтік қорғау */
	bool own = x.possessive == POSS_3 && x.number == NUMBER_PLURAL && t + 1 == head;
	if ((x.possessive != POSS_NONE && !own) || x.kase != CASE_NOM)
		return false;
	bool opens = token_has(f, e.first, SHAPE_SENTENCE_START);
	if (t + 2 < head && is_doer(f, t))
		return false;
	return x.number == NUMBER_PLURAL || !opens;
}

/* `Еуроодақ пен Еуразиялық … одақ`, `Қызылорда қалалық … және Қалалық … бөлімі`: with a capital
 * behind it, what мен joins is a body of its own, and behind және a place's. */
bool joins_bodies(const struct finder *f, uint32_t t)
{
	if (facts_at(f, t)->np != NP_AND || !token_has(f, t + 1, SHAPE_CAPITAL))
		return false;
	return token_at(f, t)->norm.n < strlen("және") || is_place_word(f, t + 1);
}

/* `A мен B` inside a name joins modifiers, not bodies, people or countries. */
static bool and_fits(const struct finder *f, uint32_t t, uint32_t floor)
{
	struct entry e;
	if (t <= floor || !token_is_word(f, t - 1))
		return false;
	uint8_t np = facts_at(f, t - 1)->np;
	if (np != NP_MODIFIER && np != NP_ADJECTIVE)
		return false;
	if (f->person_at[t - 1] != NONE || entry_ending(f, t - 1, LEX_POSITION, &e) ||
		token_in(f, t - 1, LEX_ACRONYM))
		return false;
	if (entry_ending(f, t - 1, LEX_PLACE, &e) || joins_bodies(f, t))
		return false;
	return !entry_ending(f, t - 1, LEX_ORG_HEAD, &e) ||
	       entry_features(&e).possessive == POSS_NONE;
}

/* Азиядағы … жөніндегі кеңес: a place is part of what the body is for. */
static bool local_fits(const struct finder *f, const struct walk *w, uint32_t t)
{
	for (uint32_t i = t + 1; i < w->head && facts_at(f, i)->np != NP_GENITIVE; i++)
		if (is_name_word(f, i, NAME_WORD_PURPOSE))
			return true;
	return false;
}

/* What was said to a body, or done to it, is no part of another's name. */
static bool is_object(const struct finder *f, uint32_t t)
{
	return !is_body_head(f, t) && !token_in(f, t, LEX_ACRONYM);
}

/* X министрлігі елдің мұнай қорын …: the body is the subject, what it speaks of begins small. */
static bool is_subject(const struct finder *f, uint32_t t)
{
	struct entry e;
	return facts_at(f, t + 1)->np == NP_GENITIVE && !token_has(f, t + 1, SHAPE_CAPITAL) &&
	       !is_place_word(f, t + 1) && entry_ending(f, t, LEX_ORG_HEAD, &e) &&
	       entry_features(&e).possessive == POSS_3 && entry_features(&e).kase == CASE_NOM;
}

/* X прокуратурасы (аудандық әкімдік ғимаратын …) */
static bool is_possessed_body(const struct finder *f, uint32_t t)
{
	struct entry e;
	return entry_ending(f, t, LEX_ORG_HEAD, &e) && entry_features(&e).possessive == POSS_3 &&
	       entry_features(&e).kase == CASE_NOM;
}

/* Whether the word at t belongs to the phrase, given that t + 1 does. */
static bool word_fits(const struct finder *f, const struct walk *w, uint32_t t)
{
	struct entry e;
	if (!people_word_fits(f, t, w->head) || is_name_word(f, t, NAME_WORD_VAGUE) ||
		is_subject(f, t) || (!w->possessed && is_possessed_body(f, t)) ||
		(legal_form_at(f, t, &e) && e.end <= w->head &&
			!token_has(f, t + 1, SHAPE_CAPITAL)))
		return false;
	switch (facts_at(f, t)->np) {
	case NP_MODIFIER:
	case NP_ADJECTIVE:
	case NP_GENITIVE:
		return true;
	case NP_ACCUSATIVE:
		return is_object(f, t) && verbal_noun_near(f, t + 1, w->head);
	case NP_DATIVE:
		return is_relation(f, t + 1) ||
		       (is_object(f, t) && verbal_noun_near(f, t + 1, w->head));
	case NP_LOCAL:
		return local_fits(f, w, t) || (w->branch && is_place_word(f, t));
	case NP_RELATION:
		return t > w->floor && !is_name_noun(f, t - 1, NAME_WORD_BASIS);
	case NP_AND:
		return and_fits(f, t, w->floor);
	default:
		return token_in(f, t, LEX_SCOPE) ||
		       (token_has(f, t, SHAPE_ALL_CAPS) && !token_has(f, t, SHAPE_HYPHEN) &&
			       token_at(f, t)->norm.n <= ACRONYM_MAX);
	}
}

/* «Ғылым, технология және инновация комитеті»: a comma between members of a list that ends in
 * `және`, the first of which has a capital or a place or scope word before it. */
static bool comma_fits(const struct finder *f, const struct walk *w, uint32_t t)
{
	bool listed = false;
	for (uint32_t i = t + 1; i < w->head && i < t + 6; i++) {
		if (token_has(f, i, SHAPE_CAPITAL))
			return false;
		listed |= facts_at(f, i)->np == NP_AND;
	}
	if (!listed || t <= w->floor)
		return false;
	enum { MEMBER_MAX = 5 };
	for (uint32_t i = t; i-- > w->floor && i + MEMBER_MAX >= t;) {
		if (!token_is_word(f, i) || f->person_at[i] != NONE ||
			facts_at(f, i)->np == NP_STOP)
			return false;
		struct entry e;
		if (entry_ending(f, i, LEX_POSITION, &e) || is_body_head(f, i))
			return false;
		if (token_has(f, i, SHAPE_CAPITAL) || is_place_word(f, i))
			return true;
	}
	return false;
}

/* X арнасы Y агенттігі, X компаниясы Y қоры: an outlet or a firm owns no body that follows it bare.
 */
static bool is_trade_name(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (!entry_ending(f, t, LEX_ORG_HEAD, &e) || entry_features(&e).kase != CASE_NOM ||
		entry_features(&e).possessive != POSS_3)
		return false;
	uint32_t type = lexicon_code(f->lexicon, LEX_ORG_HEAD, e.row, ORG_HEAD_COL_TYPE);
	return type == ORG_MEDIA || type == ORG_COMPANY;
}

/* The mark whose head noun t is, or NONE. */
static uint32_t mark_headed(const struct finder *f, uint32_t t, uint32_t floor)
{
	while (t > floor && f->mark_head[t])
		t--;
	return t > floor && token_at(f, t)->kind == TOKEN_QUOTE ? f->mark_at[t - 1] : NONE;
}

/* The token before a name in marks that the phrase goes on over, or t if it ends there: «Сарыарқа»
 * ауданы Ардагерлер кеңесі; «X» партиясы Y филиалы, but not «X» қозғалысының бөлімі. */
static uint32_t over_marks(const struct finder *f, struct walk *w, uint32_t t)
{
	uint32_t i = mark_headed(f, t, w->floor);
	struct entry e;
	if (i == NONE || f->marks[i].reach_first < w->floor)
		return t;
	const struct mark *mark = &f->marks[i];
	bool place = mark->kind == MARK_OTHER && entry_ending(f, t, LEX_NAME_HEAD, &e) &&
		     lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
			     NAME_HEAD_PLACE &&
		     (entry_features(&e).kase == CASE_NOM || entry_features(&e).kase == CASE_GEN);
	bool owner = mark->kind == MARK_ORGANIZATION && w->branch && !is_relation(f, t + 1);
	w->owned = mark->kind == MARK_ORGANIZATION;
	if (!place && !owner)
		return t;
	w->lowest = mark->reach_first;
	w->ended = owner;
	return mark->reach_first;
}

/* №5 аурухана, 2029-әскери бөлім */
static bool names_number(const struct finder *f, uint32_t t, uint32_t floor)
{
	enum { WORD_MIN = 8 /* bytes with the hyphen: 25-де is a case */ };
	struct str norm = token_at(f, t)->norm;
	const char *hyphen = memchr(norm.p, '-', norm.n);
	return (hyphen && (size_t)(norm.p + norm.n - hyphen) > WORD_MIN) ||
	       (t > floor && str_eq(token_at(f, t - 1)->norm, STR("№")));
}

/* X агенттігінің (Y қызметі) Z департаменті: where the bracket between a body and its unit opens,
 * or t. An acronym in it is a name of its own. */
static uint32_t over_bracket(const struct finder *f, const struct walk *w, uint32_t t)
{
	enum { BRACKET_MAX = 6 };
	struct entry e;
	for (uint32_t i = t; i-- > w->floor + 1 && i + BRACKET_MAX >= t;) {
		if (token_at(f, i)->kind == TOKEN_OPEN)
			return token_is_word(f, i - 1) &&
					       entry_ending(f, i - 1, LEX_ORG_HEAD, &e) &&
					       entry_features(&e).kase == CASE_GEN
				       ? i
				       : t;
		if (!token_is_word(f, i) || token_has(f, i, SHAPE_ALL_CAPS))
			return t;
	}
	return t;
}

static void walk_left(const struct finder *f, struct walk *w)
{
	for (uint32_t t = w->head; t-- > w->floor;) {
		const struct token *token = token_at(f, t);
		uint32_t person = f->person_at[t];
		if (person != NONE) {
			const struct candidate *c = &f->candidates.at[person];
			if (!c->dropped || c->end != t + 1)
				return;
			w->lowest = c->first < w->floor ? w->floor : c->first;
			t = w->lowest;
			continue;
		}
		if (f->mark_head[t]) {
			uint32_t before = over_marks(f, w, t);
			if (before == t || w->ended)
				return;
			t = before;
			continue;
		}
		if (token->kind == TOKEN_COMMA && comma_fits(f, w, t))
			continue;
		uint32_t open = token->kind == TOKEN_CLOSE ? over_bracket(f, w, t) : t;
		if (open < t) {
			t = open;
			continue;
		}
		if (token->kind == TOKEN_NUMBER && t == w->lowest - 1 &&
			names_number(f, t, w->floor)) {
			w->lowest = token_has(f, t, SHAPE_CYRILLIC) ? t : --t;
			continue;
		}
		if (token->kind != TOKEN_WORD || f->mark_at[t] != f->mark_at[w->head] ||
			!word_fits(f, w, t))
			return;
		if (is_trade_name(f, t)) {
			w->owned = true;
			return;
		}
		w->lowest = t;
	}
}

/* A capital that the start of the sentence does not explain. */
static bool telling_capital(const struct finder *f, uint32_t t)
{
	const struct token *token = token_at(f, t);
	if (!(token->shape & (SHAPE_CAPITAL | SHAPE_MIXED_CAPS)))
		return token->kind == TOKEN_SYMBOL;
	if ((token->shape & SHAPE_ALL_CAPS) && token_in(f, t, LEX_ACRONYM) && !in_capitals(f, t))
		return true;
	return !(token->shape & SHAPE_SENTENCE_START) && t != sentence_first(f, t) &&
	       !in_capitals(f, t);
}

/* Whether the word that opens the sentence belongs to the name behind it. */
static bool opener_fits(const struct finder *f, uint32_t t)
{
	return is_place_word(f, t) || token_in(f, t, LEX_ACRONYM) || is_body_head(f, t) ||
	       token_has(f, t, SHAPE_ALL_CAPS) ||
	       (token_has(f, t, SHAPE_LATIN) && token_has(f, t + 1, SHAPE_LATIN));
}

/* The first place word of [lowest, start), or start. */
static uint32_t place_before(const struct finder *f, uint32_t lowest, uint32_t start)
{
	for (uint32_t t = lowest; t < start; t++)
		if (is_place_word(f, t))
			return t;
	return start;
}

/* Статистика жөніндегі ұлттық бюро, Жамбыл облысындағы … жөніндегі Үкімет комиссиясы: what a body
 * is for belongs to its name. */
static uint32_t before_relation(const struct finder *f, uint32_t lowest, uint32_t start)
{
	uint32_t place = place_before(f, lowest, start);
	return place < start || telling_capital(f, start) ? place : lowest;
}

/* Қазақстан Республикасы Дүниежүзілік … ұйымына: a country before a body of the whole world is who
 * does something. */
uint32_t behind_country(const struct finder *f, uint32_t start, uint32_t head)
{
	struct entry e;
	if (!entry_starting(f, start, LEX_PLACE, &e) || e.end >= head ||
		lexicon_code(f->lexicon, LEX_PLACE, e.row, PLACE_COL_CLASS) != PLACE_COUNTRY ||
		!token_has(f, e.end, SHAPE_CAPITAL))
		return start;
	struct entry body;
	if (entry_features(&e).kase == CASE_GEN && entry_starting(f, e.end, LEX_ORG, &body) &&
		lexicon_code(f->lexicon, LEX_ORG, body.row, ORG_COL_TYPE) == ORG_INTERNATIONAL)
		return e.end; /* Қазақстанның Біріккен Ұлттар Ұйымы … мүшелігі */
	if (entry_features(&e).kase != CASE_NOM || !token_in(f, e.end, LEX_SCOPE))
		return start;
	uint32_t row = key_in(facts_at(f, e.end), LEX_SCOPE)->row;
	return lexicon_code(f->lexicon, LEX_SCOPE, row, SCOPE_COL_SCOPE) == SCOPE_GLOBAL ? e.end
											 : start;
}

/* Where the name of a head begins, of the words from lowest on: at the first telling capital and
 * the place words right before it, else at the first place word, else at lowest. */
static uint32_t start_before(const struct finder *f, uint32_t lowest, uint32_t head)
{
	uint32_t start = NONE;
	for (uint32_t t = lowest; t < head && start == NONE; t++)
		if (telling_capital(f, t))
			start = t;
	if (start != NONE && f->mark_at[start] != f->mark_at[head])
		start = place_before(f, lowest, f->marks[f->mark_at[start]].reach_first);
	while (start != NONE && start > lowest &&
		(token_has(f, start - 1, SHAPE_CAPITAL) ? opener_fits(f, start - 1)
							: is_place_word(f, start - 1)))
		start--;
	for (uint32_t t = lowest; t < head && start == NONE; t++)
		if (is_place_word(f, t))
			start = t;
	if (start == NONE)
		return lowest;
	if (start > lowest && is_name_word(f, start - 1, NAME_WORD_PURPOSE))
		start = before_relation(f, lowest, start);
	return behind_country(f, start, head);
}

/* The body that owns the name: `X министрлігінің Y`, `X министрлігі Y`. Its head ends before start.
 */
static bool owner_before(const struct finder *f, uint32_t start, struct entry *ret_owner)
{
	if (!entry_ending(f, start - 1, LEX_ORG_HEAD, ret_owner))
		return false;
	struct features x = entry_features(ret_owner);
	if (x.number != NUMBER_SINGULAR || x.kase != CASE_NOM)
		return x.number == NUMBER_SINGULAR && x.kase == CASE_GEN;
	if (facts_at(f, start)->np == NP_GENITIVE && !token_has(f, start, SHAPE_CAPITAL))
		return false; /* X министрлігі елдің … */
	/* адвокаттар алқасы: a key of two words stands in the table with its possessive */
	const struct word_info *last = word_of(f->words, start - 1);
	bool phrase = ret_owner->end - ret_owner->first > 1 && last->n_readings &&
		      last->readings[0].features.possessive == POSS_3;
	return x.possessive == POSS_3 || phrase;
}

/* Moves start over a name of a person in front of `атындағы` and over owners. */
static uint32_t widen_start(const struct finder *f, const struct walk *w, uint32_t start)
{
	struct entry owner;
	uint32_t person = f->person_at[start];
	if (person != NONE && f->candidates.at[person].first < start &&
		f->candidates.at[person].first >= w->lowest)
		start = f->candidates.at[person].first;
	while (start > w->lowest && owner_before(f, start, &owner) && owner.first > w->lowest)
		start = start_before(f, w->lowest, owner.first);
	return start;
}

static uint32_t name_start(const struct finder *f, const struct walk *w, struct noun_phrase *np)
{
	for (uint32_t t = w->lowest; t < w->head; t++)
		np->capital |= telling_capital(f, t);
	return widen_start(f, w, start_before(f, w->lowest, w->head));
}

/* A run of proper names right before the head, with only small letters between: SCAT әуе …. */
static void find_brand(const struct finder *f, const struct walk *w, struct noun_phrase *np)
{
	uint32_t end = w->head;
	while (end > np->first &&
		!token_has(f, end - 1, SHAPE_CAPITAL | SHAPE_MIXED_CAPS | SHAPE_LATIN))
		end--;
	uint32_t first = end;
	while (first > np->first) {
		const struct token *token = token_at(f, first - 1);
		const struct word_facts *facts = facts_at(f, first - 1);
		bool latin = (token->shape & SHAPE_LATIN) != 0;
		if (!latin && (!(token->shape & (SHAPE_CAPITAL | SHAPE_MIXED_CAPS)) ||
				      facts->np == NP_GENITIVE || is_place_word(f, first - 1) ||
				      is_body_head(f, first - 1)))
			break;
		if (!latin && !(facts->name & NAME_UNKNOWN) && !token_in(f, first - 1, LEX_ORG) &&
			!token_in(f, first - 1, LEX_MEDIA))
			break;
		first--;
	}
	np->brand = first < end;
	np->brand_first = first;
	np->brand_end = end;
}

/* A name does not begin with a conjunction, nor with an owner written small (елдің …). */
static bool starts_name(const struct finder *f, uint32_t t)
{
	uint8_t part = facts_at(f, t)->np;
	if (part == NP_AND || part == NP_RELATION)
		return false;
	if (token_has(f, t, SHAPE_SENTENCE_START) && is_name_word(f, t, NAME_WORD_ATTRIBUTE))
		return false; /* Жалпы жүлде қоры: in all */
	bool capital = token_has(f, t, SHAPE_CAPITAL) &&
		       (!token_has(f, t, SHAPE_SENTENCE_START) || !facts_at(f, t)->functions);
	return part != NP_GENITIVE || capital || is_place_word(f, t);
}

bool is_nationality(const struct finder *f, uint32_t t)
{
	enum { ENDING = 6 /* bytes of -лық, -дық, -тік … */ };
	struct str form = f->document->words[token_at(f, t)->word].form;
	if (facts_at(f, t)->np != NP_ADJECTIVE || form.n <= ENDING)
		return false;
	struct lexemes found = lexicon_find(f->lexicon, str_make(form.p, form.n - ENDING));
	for (uint32_t k = 0; k < found.n; k++)
		if (found.at[k].table == LEX_PLACE && found.at[k].n_words == 1)
			return true;
	return false;
}

/* Whether the word tells a body from others of its kind: not `мемлекеттік`, `қазақстандық`, nor the
 * place it is in, unless that is its name (Катар құрамасы). */
static bool is_telling(const struct finder *f, const struct walk *w, uint32_t t, bool possessed)
{
	struct entry e;
	uint8_t part = facts_at(f, t)->np;
	if (part == NP_AND || part == NP_RELATION || is_nationality(f, t))
		return false;
	if (entry_ending(f, t, LEX_SCOPE, &e)) {
		uint32_t scope = lexicon_code(f->lexicon, LEX_SCOPE, e.row, SCOPE_COL_SCOPE);
		return scope == SCOPE_REGIONAL || scope == SCOPE_LOCAL || telling_capital(f, t);
	}
	if (entry_ending(f, t, LEX_PLACE, &e))
		return possessed && t + 1 == w->head && entry_features(&e).kase == CASE_NOM;
	return true;
}

/* Дзюдодан Қазақстан құрамасы, бокстан Кеңес одағы федерациясы: the sport that a team or a
 * federation is of belongs to its name. */
static uint32_t sport_before(const struct finder *f, const struct walk *w, uint32_t first)
{
	struct entry e;
	uint32_t last = first - 1;
	uint32_t type = entry_starting(f, w->head, LEX_ORG_HEAD, &e)
				? lexicon_code(f->lexicon, LEX_ORG_HEAD, e.row, ORG_HEAD_COL_TYPE)
				: ORG_OTHER;
	if (first <= w->floor || (type != ORG_SPORT && type != ORG_NGO) ||
		!token_is_word(f, last) || !entry_ending(f, last, LEX_SPORT, &e) ||
		entry_features(&e).kase != CASE_ABL || e.first < w->floor)
		return first;
	first = e.first;
	if (first > w->floor && token_is_word(f, first - 1)) {
		uint8_t np = facts_at(f, first - 1)->np;
		const struct word_info *info = word_of(f->words, first - 1);
		if (np == NP_ADJECTIVE && !token_has(f, first - 1, SHAPE_CAPITAL))
			first--; /* шайбалы хоккейден */
		else if (info->n_readings && info->readings[0].features.kase == CASE_INS)
			first--; /* конькимен жүгіруден */
	}
	return first;
}

/* `Сапа Банк`, `Nova банк` opening a sentence: the head's own capital, or letters of another script
 * beside it, make one name of both. */
static bool is_whole_name(const struct finder *f, uint32_t t)
{
	return token_has(f, t, SHAPE_CAPITAL | SHAPE_MIXED_CAPS) && !in_capitals(f, t) &&
	       !facts_at(f, t)->functions &&
	       (token_has(f, t, SHAPE_LATIN) || token_has(f, t + 1, SHAPE_CAPITAL));
}

static bool is_branch(const struct finder *f, uint32_t head)
{
	struct entry e;
	return entry_starting(f, head, LEX_ORG_HEAD, &e) && head_has(f, e.row, ORG_HEAD_BRANCH);
}

struct noun_phrase noun_phrase_before(const struct finder *f, uint32_t head_first, bool possessed)
{
	struct noun_phrase np = {.first = head_first};
	struct walk w = {.head = head_first, .lowest = head_first};
	w.floor = sentence_first(f, head_first);
	if (head_first > WALK_MAX && w.floor < head_first - WALK_MAX)
		w.floor = head_first - WALK_MAX;
	w.branch = is_branch(f, head_first);
	w.possessed = possessed;
	walk_left(f, &w);
	np.owned = w.owned;
	if (w.lowest < head_first && !possessed) {
		uint8_t part = facts_at(f, head_first - 1)->np;
		if (part == NP_GENITIVE || token_in(f, head_first - 1, LEX_POSITION))
			return np; /* Үкіметтің қоғамда, Президенті қоғамның */
		bool adjective = part == NP_ADJECTIVE || part == NP_RELATION ||
				 token_at(f, head_first - 1)->kind == TOKEN_NUMBER ||
				 token_in(f, head_first - 1, LEX_SCOPE);
		if (!adjective && !telling_capital(f, head_first - 1) &&
			!is_whole_name(f, head_first - 1))
			return np;
	}
	if (w.lowest == head_first)
		return np;
	np.first = w.ended ? w.lowest : name_start(f, &w, &np);
	np.marks = w.ended;
	np.capital |= w.ended;
	while (np.first < head_first && !starts_name(f, np.first))
		np.first++;
	if (np.first == head_first)
		return np;
	np.place = is_place_word(f, np.first) || is_name_word(f, np.first, NAME_WORD_NATION) ||
		   token_at(f, np.first)->kind == TOKEN_NUMBER;
	np.n_modifiers = head_first - np.first;
	for (uint32_t t = np.first; t < head_first; t++) {
		np.n_telling += is_telling(f, &w, t, possessed);
		uint8_t part = facts_at(f, t)->np;
		np.owner |= part == NP_GENITIVE;
		np.joined |= part == NP_AND || part == NP_RELATION;
		np.relation |= is_name_word(f, t, NAME_WORD_PURPOSE);
	}
	find_brand(f, &w, &np);
	uint32_t first = sport_before(f, &w, np.first);
	if (first < np.first) {
		np.first = first;
		np.place = true; /* as good as one */
		np.n_telling++;
	}
	return np;
}
