/*
 * Roles: position phrases, beside a name (before it, or after it as an apposition or caption) and
 * alone.
 *
 * A phrase ends in a position noun and grows to the left over a chain of genitive positions
 * (`төрағасының орынбасары`), the body it belongs to, places and modifiers. Before a name, phrases
 * joined by commas or `және` all belong to that name. Event words (спикер) and kinship are kept
 * among the bare roles, for the statements, but are no role of a person.
 *
 * Cost: linear in tokens: each position noun walks WALK_MAX tokens at most.
 */
#include "entities/roles.h"

enum { WALK_MAX = 32, AFTER_MAX = 32, LIST_MAX = 6, SHARED_MAX = 32 };

/* еліміздің министрі, Президентіміз */
static bool is_ours(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	return token_is_word(f, t) && info->n_readings &&
	       info->readings[0].features.possessive == POSS_1PL;
}

/* 35 жастағы, 31 жасар */
static bool is_age(const struct finder *f, uint32_t t)
{
	return t > sentence_first(f, t) && token_at(f, t - 1)->kind == TOKEN_NUMBER &&
	       (facts_at(f, t)->np == NP_LOCAL ||
		       str_starts(f->document->words[token_at(f, t)->word].form, STR("жас")));
}

/* Praise, nationality and openers at the left edge are no part of the role. */
static bool is_edge(const struct finder *f, uint32_t t)
{
	uint8_t np = facts_at(f, t)->np;
	if (is_age(f, t))
		return true;
	if (is_name_word(f, t, NAME_WORD_COUNT) && is_name_word(f, t + 1, NAME_WORD_ATTRIBUTE))
		return false; /* екі дүркін */
	return token_in(f, t, LEX_TITLE) || np == NP_AND || np == NP_RELATION ||
	       is_nationality(f, t) || is_name_word(f, t, NAME_WORD_COUNT) || is_ours(f, t);
}

static bool verbal_noun_near(const struct finder *f, uint32_t t, uint32_t end)
{
	return (t < end && facts_at(f, t)->verbal_noun) ||
	       (t + 1 < end && facts_at(f, t + 1)->verbal_noun);
}

/* `X ұйымының (ЕҰ) президенті`: the token before a bracket that follows a body; else t. */
static uint32_t bracket_before(const struct role_finder *r, uint32_t t, uint32_t floor)
{
	enum { BRACKET_MAX = 5 };
	const struct finder *f = r->f;
	if (token_at(f, t)->kind != TOKEN_CLOSE)
		return t;
	for (uint32_t i = t; i > floor && i + BRACKET_MAX > t; i--)
		if (token_at(f, i)->kind == TOKEN_OPEN && r->body_at[i - 1] != NONE)
			return i - 1;
	return t;
}

/* «Қыранда» құраманың шабуылшысы …: where he plays, no part of the role. */
static bool is_adjunct(const struct finder *f, const struct mark *mark)
{
	uint32_t last = mark->end - 1;
	const struct word_info *info = word_of(f->words, last);
	if (mark->head != NONE || !token_is_word(f, last) || !info->n_readings ||
		info->readings[0].features.verb != VERB_NONE)
		return false;
	enum kase kase = (enum kase)info->readings[0].features.kase;
	return (kase == CASE_LOC || kase == CASE_ABL || kase == CASE_DAT || kase == CASE_INS) &&
	       reading_trusted(
		       &info->readings[0], f->document->words[token_at(f, last)->word].form);
}

/* A name in marks before the role, whatever it names: its opening mark; else start. */
static uint32_t marks_before(const struct finder *f, uint32_t t, uint32_t floor, uint32_t start)
{
	uint32_t quote = token_at(f, t)->quote;
	if (quote == NONE || f->document->quotes[quote].close != t)
		return start;
	const struct mark *mark = &f->marks[quote];
	if (mark->kind == MARK_SPEECH || mark->reach_first < floor ||
		token_at(f, start)->kind == TOKEN_QUOTE || is_adjunct(f, mark))
		return start;
	return mark->reach_first;
}

/* `Мәдениет және ақпарат министрі`: bare words on both sides, not two phrases. */
static bool joins_modifiers(const struct finder *f, uint32_t t)
{
	struct entry e;
	const struct word_facts *facts = facts_at(f, t - 1);
	if (!token_is_word(f, t - 1) || entry_ending(f, t - 1, LEX_POSITION, &e) ||
		(facts->np != NP_MODIFIER && facts->np != NP_ADJECTIVE))
		return false;
	return facts->nominal == AS_FORM ||
	       word_of(f->words, t - 1)->readings[facts->nominal].features.possessive == POSS_NONE;
}

/* A body owns what follows it bare or in the genitive, not in another case. */
static bool is_owner_form(const struct finder *f, const struct candidate *c)
{
	struct entry e;
	const struct reading *r = candidate_reading(f, c);
	if (c->reach_end > c->end && c->head != NONE && c->head + 1 == c->reach_end)
		r = entry_ending(f, c->head, LEX_ORG_HEAD, &e) ? e.reading : NULL;
	return !r || r->features.kase == CASE_NOM || r->features.kase == CASE_GEN;
}

/* белгілі ақын: what stands before praise is no part of the role. */
static bool is_praise(const struct finder *f, uint32_t t)
{
	return token_in(f, t, LEX_TITLE) && !token_has(f, t, SHAPE_CAPITAL) &&
	       lexicon_code(f->lexicon, LEX_TITLE, key_in(facts_at(f, t), LEX_TITLE)->row,
		       TITLE_COL_PLACE) == TITLE_BEFORE;
}

/* 6 «б» сынып оқушысы, 2-курс студенті: a number before marks or before what is numbered. */
static bool is_counted(const struct finder *f, uint32_t t)
{
	return token_at(f, t)->kind == TOKEN_QUOTE || is_name_noun(f, t, NAME_WORD_NUMBERED);
}

/* `Ақ үй АҚШ президенті`, `Inform.kz ҚР … министрі`: a country that owns the role begins it. */
static bool begins_owned(const struct finder *f, uint32_t start, uint32_t head)
{
	struct entry e;
	if (token_in(f, start, LEX_ACRONYM) &&
		lexicon_code(f->lexicon, LEX_ACRONYM, key_in(facts_at(f, start), LEX_ACRONYM)->row,
			ACRONYM_COL_CLASS) == ACRONYM_PLACE)
		return true;
	return entry_starting(f, start, LEX_PLACE, &e) && (e.end <= head || start == head) &&
	       lexicon_code(f->lexicon, LEX_PLACE, e.row, PLACE_COL_CLASS) == PLACE_COUNTRY &&
	       (entry_features(&e).kase == CASE_NOM || entry_features(&e).kase == CASE_GEN);
}

/* `WBA (Super), IBO және IBF`, `A командасы мен B құрамасының`: where the body begins that stands
 * before what joins it with another one; t if none does. */
static uint32_t joined_before(
	const struct role_finder *r, uint32_t t, uint32_t start, uint32_t floor)
{
	const struct finder *f = r->f;
	uint32_t behind = r->body_at[start];
	uint8_t kind = token_at(f, t)->kind;
	bool and = token_is_word(f, t) && facts_at(f, t)->np == NP_AND;
	bool mark = kind == TOKEN_COMMA || (kind == TOKEN_SYMBOL && token_at(f, t)->norm.n == 1);
	if (behind == NONE || t <= floor || (!and&&!mark))
		return t;
	uint32_t last = bracket_before(r, t - 1, floor);
	if (r->body_at[last] == NONE)
		return t;
	const struct candidate *a = &f->candidates.at[r->body_at[last]];
	const struct candidate *b = &f->candidates.at[behind];
	bool acronyms = a->mention == MENTION_ACRONYM && b->mention == MENTION_ACRONYM;
	const struct reading *reading = candidate_reading(f, a);
	if (a->reach_first < floor || (!and&&!acronyms) ||
		(reading && reading->features.kase != CASE_NOM))
		return t;
	return a->reach_first;
}

/* One step to the left of start: the new start, or start if nothing fits. */
static uint32_t step_left(const struct role_finder *r, uint32_t start, uint32_t floor,
	uint32_t head, bool possessed, uint32_t *body)
{
	const struct finder *f = r->f;
	uint32_t t = start - 1;
	struct entry e;
	/* Nothing bare stands before a name in marks, nor before `комиссия төрағасы`. */
	bool owned =
		token_at(f, start)->kind == TOKEN_QUOTE ||
		(start < head &&
			((entry_ending(f, start, LEX_ORG_HEAD, &e) &&
				 entry_features(&e).possessive == POSS_NONE) ||
				(r->body_at[start] != NONE && token_has(f, start, SHAPE_CAPITAL))));
	t = bracket_before(r, t, floor);
	uint32_t joined = joined_before(r, t, start, floor);
	if (joined < t)
		return joined;

	if (r->body_at[t] != NONE) {
		const struct candidate *c = &f->candidates.at[r->body_at[t]];
		bool beside = token_at(f, start)->kind == TOKEN_QUOTE && c->quote != NONE &&
			      token_at(f, t)->kind == TOKEN_QUOTE; /* «A» «B»-ның ойыншысын … */
		if (c->reach_first < floor || beside || !is_owner_form(f, c) ||
			begins_owned(f, start, head))
			return start;
		if (*body == NONE)
			*body = r->body_at[t];
		return c->reach_first;
	}
	if (token_at(f, t)->kind == TOKEN_QUOTE)
		return marks_before(f, t, floor, start);
	if (token_at(f, t)->kind == TOKEN_NUMBER && r->name_at[t] == NONE)
		return token_has(f, t, SHAPE_CYRILLIC) || is_counted(f, start) ? t : start;
	if (r->name_at[t] != NONE || token_at(f, t)->kind != TOKEN_WORD || is_praise(f, t))
		return start;
	if (entry_ending(f, t, LEX_POSITION, &e)) {
		struct features x = entry_features(&e);
		bool chain = x.kase == CASE_GEN && x.number == NUMBER_SINGULAR;
		bool bare_people = x.kase == CASE_NOM && token_is_word(f, start) &&
				   !token_has(f, start, SHAPE_CAPITAL) &&
				   !token_has(f, t, SHAPE_CAPITAL);
		bool people = x.number == NUMBER_PLURAL && (x.kase == CASE_GEN || bare_people);
		bool compound =
			start == head && features_bare(x) && x.possessive == POSS_NONE && possessed;
		return e.first >= floor && (chain || people || compound) ? e.first : start;
	}
	if (is_name_word(f, t, NAME_WORD_FORMER))
		return t;
	if (is_name_noun(f, t, NAME_WORD_UNIT) && facts_at(f, t)->np == NP_MODIFIER)
		return start; /* сенбі күні облыс әкімі */
	switch (facts_at(f, t)->np) {
	case NP_MODIFIER:
		if (start < head && token_has(f, start, SHAPE_CAPITAL) &&
			entry_starting(f, start, LEX_PLACE, &e) &&
			!entry_ending(f, t, LEX_PLACE, &e))
			return start; /* сөз Қарағанды облыстық …: the subject of the sentence */
		return owned && !entry_ending(f, t, LEX_PLACE, &e) ? start : t;
	case NP_ADJECTIVE:
	case NP_GENITIVE:
	case NP_LOCAL:
		return t;
	case NP_ACCUSATIVE:
		return verbal_noun_near(f, start, head) ? t : start;
	case NP_DATIVE:
		return facts_at(f, start)->np == NP_RELATION || verbal_noun_near(f, start, head)
			       ? t
			       : start;
	case NP_RELATION:
		return t > floor ? t : start;
	case NP_AND:
		return t > floor && joins_modifiers(f, t) ? t : start;
	default:
		return start < head && is_name_word(f, start, NAME_WORD_ATTRIBUTE) &&
				       is_name_word(f, t, NAME_WORD_NUMERAL)
			       ? t /* екі дүркін */
			       : start;
	}
}

/* What a head of state may be head of: a place or a body. */
static bool is_realm(const struct role_finder *r, uint32_t t)
{
	struct entry e;
	const struct finder *f = r->f;
	return r->body_at[t] != NONE || entry_ending(f, t, LEX_PLACE, &e) ||
	       token_in(f, t, LEX_ACRONYM) || token_at(f, t)->kind == TOKEN_CLOSE ||
	       token_at(f, t)->kind == TOKEN_QUOTE;
}

/* кардиохирург-дәрігер: its last part tells. */
static bool compound_position(const struct finder *f, uint32_t t, struct entry *e)
{
	struct str form = f->document->words[token_at(f, t)->word].form;
	const char *hyphen = token_has(f, t, SHAPE_HYPHEN) ? memrchr(form.p, '-', form.n) : NULL;
	if (!hyphen)
		return false;
	struct lexemes found = lexicon_find(
		f->lexicon, str_make(hyphen + 1, form.n - (size_t)(hyphen + 1 - form.p)));
	for (uint32_t k = 0; k < found.n; k++) {
		if (found.at[k].table != LEX_POSITION || found.at[k].n_words != 1)
			continue;
		*e = (struct entry){.row = found.at[k].row, .first = t, .end = t + 1};
		return true;
	}
	return false;
}

/* The position noun that ends with token t; row NONE: a word in -шы that no table has, which is an
 * occupation when a name follows it. */
static bool position_ending(const struct finder *f, uint32_t t, bool agents, struct entry *e)
{
	if (!token_is_word(f, t))
		return false;
	if (entry_ending(f, t, LEX_POSITION, e))
		return true;
	if (agents && compound_position(f, t, e))
		return true;
	if (!agents || !facts_at(f, t)->agent || facts_at(f, t)->functions ||
		(token_has(f, t, SHAPE_CAPITAL) && t != sentence_first(f, t)))
		return false;
	*e = (struct entry){.row = NONE, .first = t, .end = t + 1};
	return true;
}

/* `Дау экс-әкім …`: a word that opens the sentence, bare before an office without a possessive, is
 * what the sentence is about. */
static bool is_stray(const struct finder *f, uint32_t t, const struct entry *office)
{
	struct entry e;
	return token_has(f, t, SHAPE_SENTENCE_START) && token_is_word(f, t) &&
	       token_has(f, office->first, SHAPE_HYPHEN) &&
	       entry_features(office).possessive == POSS_NONE &&
	       facts_at(f, t)->np == NP_MODIFIER && !entry_ending(f, t, LEX_PLACE, &e) &&
	       !token_has(f, t, SHAPE_ALL_CAPS);
}

/* The role phrase that ends with token `last` and does not reach over `floor`. */
static bool role_ending(
	const struct role_finder *r, uint32_t last, uint32_t floor, bool agents, struct role *ret)
{
	const struct finder *f = r->f;
	struct entry e;
	if (!position_ending(f, last, agents, &e) || e.first < floor)
		return false;
	uint32_t start = e.first, body = NONE, class = POSITION_OCCUPATION;
	if (e.row != NONE)
		class = lexicon_code(f->lexicon, LEX_POSITION, e.row, POSITION_COL_CLASS);

	while (start > floor && last - start < WALK_MAX) {
		if (class == POSITION_UNIQUE && !is_realm(r, start - 1))
			break;
		uint32_t next = step_left(
			r, start, floor, e.first, entry_features(&e).possessive == POSS_3, &body);
		if (next == start)
			break;
		start = next;
	}
	while (start < e.first && r->body_at[start] == NONE && is_edge(f, start))
		start++;
	if (start + 1 == e.first && is_stray(f, start, &e))
		start++;
	*ret = (struct role){
		.first = start,
		.end = last + 1,
		.head = last,
		.organization = body == NONE ? NONE : f->candidates.at[body].entity,
		.position_class = (enum position_class) class,
		.person = NONE,
	};
	return true;
}

static bool nominative_position(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (!position_ending(f, t, true, &e))
		return false;
	struct features x = entry_features(&e);
	if (x.possessive == POSS_1PL) /* Президентіміз */
		x.possessive = POSS_NONE;
	return features_bare(x);
}

/* депутаттары A, B және C: of each of them. */
static bool plural_position(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (!token_is_word(f, t) || !entry_ending(f, t, LEX_POSITION, &e))
		return false;
	struct features x = entry_features(&e);
	bool plural = x.number == NUMBER_PLURAL;
	x.number = NUMBER_SINGULAR;
	if (x.kase == CASE_ABL) /* боксшылардан A, B және C */
		x.kase = CASE_NOM;
	return plural && features_bare(x);
}

static bool all_caps(const struct finder *f, const struct role *role)
{
	for (uint32_t t = role->first; t < role->end; t++)
		if (token_is_word(f, t) && !token_has(f, t, SHAPE_ALL_CAPS))
			return false;
	return role->end - role->first > 1 || token_at(f, role->first)->norm.n > 6;
}

/* A caption in capitals is written small, names in marks with one capital. */
static enum dedi_status small_text(struct finder *f, const struct role *role, struct str *ret)
{
	size_t room = 0, n = 0;
	bool marks = false, opened = false;
	for (uint32_t t = role->first; t < role->end; t++)
		room += span_length(token_at(f, t)->span) * 2 + 1;
	char *p = arena_alloc(f->arena, room);
	if (!p)
		return DEDI_NO_MEMORY;
	for (uint32_t t = role->first; t < role->end; t++) {
		const struct token *token = token_at(f, t);
		struct str word = token->norm;
		enum dedi_status status = DEDI_OK;
		if (token->kind == TOKEN_WORD && opened)
			status = word_title_case(f, t, word, &word);
		else if (token->kind == TOKEN_WORD)
			word = f->document->words[token->word].form;
		if (status)
			return status;
		if (n && (token->shape & SHAPE_SPACE_BEFORE))
			p[n++] = ' ';
		memcpy(p + n, word.p, word.n);
		n += word.n;
		opened = token->kind == TOKEN_QUOTE && !marks;
		if (token->kind == TOKEN_QUOTE)
			marks = !marks;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

/* боксшылар, Президентіміз: one man's role is the noun. A possessed plural stands as in the text:
 * without its endings it would not fit what owns it. */
static bool is_shared_form(const struct reading *reading, struct str norm)
{
	const struct features *x = &reading->features;
	return ((x->number == NUMBER_PLURAL && x->possessive == POSS_NONE) ||
		       x->possessive == POSS_1PL) &&
	       reading->lemma.n < norm.n;
}

/* The words of the role as in the text, the last one nominative. */
static enum dedi_status role_text(struct finder *f, struct role *role)
{
	struct str last;
	struct entry e;
	role->span.start = token_at(f, role->first)->span.start;
	role->span.end = token_at(f, role->end - 1)->span.end;
	if (all_caps(f, role))
		return small_text(f, role, &role->text);
	const struct reading *reading = NULL;
	if (entry_ending(f, role->head, LEX_POSITION, &e))
		reading = e.reading;
	enum dedi_status status = DEDI_OK;
	if (reading && is_shared_form(reading, token_at(f, role->head)->norm))
		last = str_make(token_at(f, role->head)->norm.p, reading->lemma.n);
	else
		status = word_nominative(f, role->head, reading, &last);
	if (status)
		return status;
	uint32_t from = role->span.start, to = token_at(f, role->head)->span.start;
	if (from == to) {
		role->text = last;
		return DEDI_OK;
	}
	char *p = arena_alloc(f->arena, to - from + last.n);
	if (!p)
		return DEDI_NO_MEMORY;
	memcpy(p, f->document->text.p + from, to - from);
	memcpy(p + (to - from), last.p, last.n);
	role->text = str_make(p, to - from + last.n);
	return DEDI_OK;
}

static enum dedi_status own(struct role_finder *r, const struct role *role, uint32_t person)
{
	for (uint32_t t = role->first; t < role->end; t++)
		r->used[t] = true;
	bool event = role->position_class == POSITION_EVENT && role->end - role->first == 1;
	if (event || role->position_class == POSITION_KIN)
		return DEDI_OK;
	struct owned *x = LIST_PUSH(r->f->arena, &r->owned);
	if (!x)
		return DEDI_NO_MEMORY;
	x->role = *role;
	x->person = person;
	return role_text(r->f, &x->role);
}

/* `… бастығы полиция полковнигі X`: a rank or title may follow an office without a comma; before
 * anything else the possessed office is somebody else's (`X тілшісі дәрігер Y`). */
static bool follows_office(const struct finder *f, const struct role *role, uint32_t office)
{
	struct entry e;
	if (role->position_class == POSITION_RANK || role->position_class == POSITION_TITLE)
		return true;
	return !entry_ending(f, office, LEX_POSITION, &e) ||
	       entry_features(&e).possessive == POSS_NONE ||
	       lexicon_code(f->lexicon, LEX_POSITION, e.row, POSITION_COL_CLASS) == POSITION_TITLE;
}

/* чемпионы 34 жастағы қазақстандық X: what is no part of the role stands between it and the name.
 */
static uint32_t skip_praise(const struct finder *f, uint32_t end, uint32_t floor)
{
	while (end > floor && token_is_word(f, end - 1)) {
		uint32_t t = end - 1;
		if (is_age(f, t))
			t--;
		else if (!token_in(f, t, LEX_TITLE) &&
			 !(t > floor && is_nationality(f, t) && !token_in(f, t, LEX_POSITION)))
			break;
		end = t;
	}
	return end;
}

static bool is_office(const struct finder *f, uint32_t t)
{
	struct entry e;
	return nominative_position(f, t) && entry_ending(f, t, LEX_POSITION, &e) &&
	       lexicon_code(f->lexicon, LEX_POSITION, e.row, POSITION_COL_CLASS) == POSITION_OFFICE;
}

/* Roles before the name, joined by commas or `және`, two offices by a dash. */
static enum dedi_status roles_before(struct role_finder *r, const struct candidate *c)
{
	const struct finder *f = r->f;
	uint32_t floor = sentence_first(f, c->first), end = c->first;
	for (uint32_t n = 0; n < LIST_MAX && end > floor; n++) {
		struct role role;
		uint32_t behind = end;
		end = skip_praise(f, end, floor);
		if (n == 0 && end < behind && end > floor + 1 &&
			token_at(f, end)->kind == TOKEN_NUMBER &&
			token_at(f, end - 1)->kind == TOKEN_COMMA)
			end--; /* чемпионы, 33 жастағы X */
		if (end == floor || r->used[end - 1] || !nominative_position(f, end - 1) ||
			!role_ending(r, end - 1, floor, true, &role))
			return DEDI_OK;
		enum dedi_status status = own(r, &role, c->entity);
		if (status)
			return status;
		end = skip_praise(f, role.first, floor);
		if (end <= floor + 1)
			return DEDI_OK;
		bool comma = token_at(f, end - 1)->kind == TOKEN_COMMA;
		bool joined = token_is_word(f, end - 1) && facts_at(f, end - 1)->np == NP_AND;
		bool dash = token_at(f, end - 1)->kind == TOKEN_DASH && end - 1 > floor &&
			    is_office(f, end - 2); /* көмекшісі – кеңестің хатшысы X */
		if (comma || joined || dash)
			end--;
		else if ((role.end - role.first > 1 && role.position_class != POSITION_RANK) ||
			 !nominative_position(f, end - 1) || !follows_office(f, &role, end - 1))
			return DEDI_OK;
	}
	return DEDI_OK;
}

/* The person candidate that begins at token t, or NONE. */
static uint32_t name_starting(const struct role_finder *r, uint32_t t)
{
	uint32_t i = t < r->f->document->n_tokens ? r->name_at[t] : NONE;
	return i != NONE && r->f->candidates.at[i].first == t ? i : NONE;
}

/* A comma, a conjunction or both before t + 1: the token behind; t if there is none. */
static uint32_t skip_join(const struct finder *f, uint32_t t, uint32_t end)
{
	if (t < end && token_at(f, t)->kind == TOKEN_COMMA)
		return t + 1;
	return t < end && token_is_word(f, t) && facts_at(f, t)->np == NP_AND ? t + 1 : t;
}

/* `депутаттары A, B және C`, `A мен B сынды әншілер`: the role of all names of the list that begins
 * with c. */
static enum dedi_status roles_of_list(struct role_finder *r, uint32_t candidate)
{
	const struct finder *f = r->f;
	const struct candidate *c = &f->candidates.at[candidate];
	uint32_t floor = sentence_first(f, c->first), end = sentence_end(f, c->first), n = 0;
	uint32_t list[SHARED_MAX];
	struct role role;
	for (uint32_t i = candidate; i != NONE && n < SHARED_MAX;) {
		list[n++] = i;
		uint32_t behind = f->candidates.at[i].end, next = skip_join(f, behind, end);
		i = next > behind ? name_starting(r, next) : NONE;
	}
	uint32_t t = f->candidates.at[list[n - 1]].end;
	bool before = c->first > floor && plural_position(f, c->first - 1) &&
		      !r->used[c->first - 1] && role_ending(r, c->first - 1, floor, false, &role);
	bool such = !before && t + 1 < end && is_name_word(f, t, NAME_WORD_SUCH);
	if (such) {
		uint32_t last = t + 1;
		while (last < end && token_is_word(f, last) && !plural_position(f, last) &&
			last < t + 4)
			last++;
		such = last < end && plural_position(f, last) &&
		       role_ending(r, last, t + 1, false, &role);
	}
	for (uint32_t i = 0; (before || such) && i < n; i++) {
		enum dedi_status status = own(r, &role, f->candidates.at[list[i]].entity);
		if (status)
			return status;
	}
	return DEDI_OK;
}

/* The end of the piece that begins at t: comma, colon, dash or full stop; NONE if a verb or a name
 * comes first. */
static uint32_t piece_end(const struct role_finder *r, uint32_t t, uint32_t limit)
{
	for (; t < limit; t++) {
		uint8_t kind = token_at(r->f, t)->kind;
		bool covered = r->body_at[t] != NONE;
		if (kind == TOKEN_COLON || kind == TOKEN_STOP || kind == TOKEN_DASH ||
			kind == TOKEN_CLOSE || kind == TOKEN_SEMICOLON || kind == TOKEN_OPEN)
			return covered ? NONE : t;
		if (kind == TOKEN_COMMA && !covered)
			return t;
		if (r->name_at[t] != NONE)
			return NONE;
	}
	return t;
}

/* Words in any case, no verb: the whole piece is the role (қазақ күресінен әлем чемпионы). */
static bool plain_words(const struct finder *f, uint32_t first, uint32_t end)
{
	enum { PLAIN_MAX = 6 };
	if (end - first > PLAIN_MAX)
		return false;
	for (uint32_t t = first; t < end; t++)
		if (!token_is_word(f, t) || facts_at(f, t)->nominal == AS_FORM ||
			(facts_at(f, t)->functions & ~(1u << FUNCTION_COMMON)))
			return false;
	return true;
}

/* `NAME – мәнерлеп сырғанау бойынша чемпион`: nothing that ends a clause of its own. */
static bool no_clause(const struct finder *f, uint32_t first, uint32_t end)
{
	enum { CLAUSE_MAX = 8 };
	if (end - first > CLAUSE_MAX)
		return false;
	for (uint32_t t = first; t < end; t++) {
		const struct word_info *info = word_of(f->words, t);
		uint8_t verb = token_is_word(f, t) && info->n_readings
				       ? info->readings[0].features.verb
				       : VERB_NONE;
		bool plain = verb == VERB_NONE || verb == VERB_NOUN || verb == VERB_CONVERB_P;
		if (!plain || !(token_is_word(f, t) || token_at(f, t)->kind == TOKEN_NUMBER))
			return false;
	}
	return true;
}

static bool in_genitive(const struct finder *f, const struct candidate *c)
{
	const struct reading *reading = candidate_reading(f, c);
	return reading && reading->features.kase == CASE_GEN;
}

/* (A,) Н.Сейтовтың адвокаты: the token behind whose advocate the role is; t if nobody is there. */
static uint32_t owner_end(const struct role_finder *r, uint32_t t)
{
	uint32_t name = name_starting(r, t);
	return name != NONE && in_genitive(r->f, &r->f->candidates.at[name])
		       ? r->f->candidates.at[name].end
		       : t;
}

/* `NAME, ROLE, ROLE:`  `NAME – ROLE.`  `NAME ROLE:` */
static enum dedi_status roles_after(struct role_finder *r, const struct candidate *c)
{
	const struct finder *f = r->f;
	uint32_t end = sentence_end(f, c->first), t = c->end;
	if (end > t + AFTER_MAX)
		end = t + AFTER_MAX;
	if (t >= end)
		return DEDI_OK;
	uint8_t kind = token_at(f, t)->kind;
	bool joined = kind == TOKEN_COMMA || kind == TOKEN_DASH || kind == TOKEN_OPEN;
	if (joined)
		t++;
	else if (in_genitive(f, c))
		return DEDI_OK; /* Сейтовтың адвокаты: of him, not he */
	for (uint32_t n = 0; n < LIST_MAX && t < end; n++) {
		struct role role;
		uint32_t stop = piece_end(r, owner_end(r, t), end);
		if (stop == NONE || stop <= t || !nominative_position(f, stop - 1) ||
			!role_ending(r, stop - 1, t, true, &role))
			return DEDI_OK;
		bool whole = role.first == t || is_edge(f, t);
		if (joined && owner_end(r, t) > t && role.first == owner_end(r, t)) {
			role.first = t;
			whole = true;
		}
		if (!whole && joined &&
			(plain_words(f, t, role.first) ||
				((kind == TOKEN_DASH || n > 0) && no_clause(f, t, role.first)))) {
			role.first = t;
			whole = true;
		}
		bool caption = stop < end && (token_at(f, stop)->kind == TOKEN_COLON ||
						     token_at(f, stop)->kind == TOKEN_OPEN);
		if (!whole || (!joined && !caption))
			return DEDI_OK;
		enum dedi_status status = own(r, &role, c->entity);
		if (status || stop >= end || token_at(f, stop)->kind != TOKEN_COMMA)
			return status;
		t = stop + 1;
	}
	return DEDI_OK;
}

/* The name stands behind another one of the same list, which has been looked at. */
static bool continues_list(
	const struct role_finder *r, const struct candidate *last, const struct candidate *c)
{
	const struct finder *f = r->f;
	return last->kind == CANDIDATE_PERSON && last->entity != NONE && last->end < c->first &&
	       skip_join(f, last->end, sentence_end(f, c->first)) == c->first;
}

/* 2010 жылдан, бұған дейін, кейін: when it was, not who. */
static bool is_when(const struct finder *f, uint32_t t)
{
	enum {
		WHEN = 1u << FUNCTION_TIME | 1u << FUNCTION_DEMONSTRATIVE | 1u << FUNCTION_ADVERB |
		       1u << FUNCTION_POSTPOSITION | 1u << FUNCTION_PRONOUN | 1u << FUNCTION_MONTH |
		       1u << FUNCTION_CONJUNCTION
	};
	uint8_t kind = token_at(f, t)->kind;
	if (kind == TOKEN_NUMBER || kind == TOKEN_DASH || kind == TOKEN_COMMA)
		return true;
	return token_is_word(f, t) &&
	       ((facts_at(f, t)->functions & WHEN) || is_name_noun(f, t, NAME_WORD_YEAR) ||
		       is_name_noun(f, t, NAME_WORD_UNIT) || is_name_word(f, t, NAME_WORD_SINCE) ||
		       is_name_word(f, t, NAME_WORD_UNTIL));
}

/* Of whom the sentence of an office at t tells without a name: `Ол бұған дейін …`, `2010 жылы …`.
 */
static uint32_t told_of(const struct role_finder *r, uint32_t t)
{
	const struct finder *f = r->f;
	uint32_t floor = sentence_first(f, t), i = floor;
	bool he = false;
	for (; i < t && is_when(f, i); i++)
		he |= str_eq(f->document->words[token_at(f, i)->word].form, STR("ол"));
	return (i == t && i > floor) || he ? named_before(r, floor) : NONE;
}

/* The person of the sentence whom an office at [first, end) is given to: behind the participle,
 * else between the office and the verb, else before the office; else who was named last. */
static uint32_t appointed(const struct role_finder *r, uint32_t first, uint32_t end, bool held)
{
	enum { NEAR = 6 };
	const struct finder *f = r->f;
	uint32_t stop = sentence_end(f, first), floor = sentence_first(f, first);
	for (uint32_t t = end; t < stop && t < end + NEAR; t++) {
		if (r->name_at[t] != NONE)
			return f->candidates.at[r->name_at[t]].entity;
		if (!token_is_word(f, t))
			break;
	}
	for (uint32_t t = first; t-- > floor;) {
		if (r->name_at[t] == NONE)
			continue;
		const struct candidate *c = &f->candidates.at[r->name_at[t]];
		const struct reading *reading = candidate_reading(f, c);
		return held && reading && reading->features.kase != CASE_NOM ? NONE : c->entity;
	}
	return told_of(r, first);
}

/* Behind the office that ends at t: `болып тағайындалды`, `болып қызмет ететін`; with `held` such
 * as `болған`, `қызметін атқарды`. */
static bool is_given(const struct role_finder *r, uint32_t t, bool *ret_held)
{
	const struct finder *f = r->f;
	*ret_held = is_name_word(f, t, NAME_WORD_HELD);
	if (*ret_held || !is_name_word(f, t, NAME_WORD_POST) || !token_is_word(f, t + 1))
		return *ret_held;
	uint32_t verb = t + 1;
	if (r->name_at[verb] != NONE)
		verb = f->candidates.at[r->name_at[verb]].end;
	return verb < sentence_end(f, t) && token_is_word(f, verb) &&
	       (is_name_verb(f, verb, NAME_WORD_APPOINT) ||
		       is_name_noun(f, verb, NAME_WORD_APPOINT));
}

/* The office before another one of the same list, times between them passed over: `аудан әкімі,
 * 2015 жылдан министр (болған)`. */
static bool office_before_it(
	const struct role_finder *r, uint32_t first, uint32_t floor, struct role *ret)
{
	const struct finder *f = r->f;
	uint32_t t = first;
	while (t > floor && is_when(f, t - 1) && token_at(f, t - 1)->kind != TOKEN_COMMA &&
		facts_at(f, t - 1)->np != NP_AND)
		t--;
	bool joined = t > floor + 1 &&
		      (token_at(f, t - 1)->kind == TOKEN_COMMA ||
			      (token_is_word(f, t - 1) && facts_at(f, t - 1)->np == NP_AND));
	return joined && !r->used[t - 2] && nominative_position(f, t - 2) &&
	       role_ending(r, t - 2, floor, false, ret);
}

/* облыс әкімі, вице-министрі: an office of something; ие болды is what one came to have. */
static bool is_office_of(const struct finder *f, const struct role *role)
{
	struct entry e;
	return role->position_class != POSITION_SOCIAL && role->position_class != POSITION_EVENT &&
	       role->position_class != POSITION_KIN &&
	       entry_ending(f, role->head, LEX_POSITION, &e) &&
	       (entry_features(&e).possessive == POSS_3 || e.end - e.first > 1);
}

/* `X министр болып тағайындалды`, `күзетші болып қызмет ететін X`, `Ол бұған дейін вице-министр
 * және «X» АҚ президенті болған`. */
static enum dedi_status roles_given(struct role_finder *r)
{
	const struct finder *f = r->f;
	uint32_t n = f->document->n_tokens;
	for (uint32_t t = 1; t + 1 < n; t++) {
		struct role role;
		bool held;
		uint32_t floor = sentence_first(f, t);
		if (!token_is_word(f, t) || t == floor || r->used[t - 1] ||
			!is_given(r, t, &held) || !nominative_position(f, t - 1) ||
			!role_ending(r, t - 1, floor, false, &role) ||
			(held && !is_office_of(f, &role)))
			continue;
		struct role before[LIST_MAX];
		uint32_t k = 0, first = role.first;
		while (k < LIST_MAX && office_before_it(r, first, floor, &before[k]))
			first = before[k++].first;
		uint32_t person = appointed(r, first, t + 1, held);
		if (person == NONE)
			continue;
		enum dedi_status status = own(r, &role, person);
		while (k > 0 && !status)
			status = own(r, &before[--k], person);
		if (status)
			return status;
	}
	return DEDI_OK;
}

static enum dedi_status roles_of_names(struct role_finder *r)
{
	struct finder *f = r->f;
	for (uint32_t i = 0; i < f->n_kept; i++) {
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_PERSON || c->entity == NONE)
			continue;
		bool listed = i > 0 && continues_list(r, &f->candidates.at[f->kept[i - 1]], c);
		enum dedi_status status = listed ? DEDI_OK : roles_of_list(r, f->kept[i]);
		if (!status)
			status = roles_before(r, c);
		if (!status)
			status = roles_after(r, c);
		if (status)
			return status;
	}
	return DEDI_OK;
}

static enum dedi_status roles_alone(struct role_finder *r)
{
	struct finder *f = r->f;
	uint32_t t = f->document->n_tokens;
	while ((t = set_before(f, SET_POSITIONS, t)) != NONE) {
		struct entry e;
		struct role role;
		if (r->used[t] || r->name_at[t] != NONE || !token_is_word(f, t) ||
			!entry_ending(f, t, LEX_POSITION, &e))
			continue;
		struct features x = entry_features(&e);
		if (x.number != NUMBER_SINGULAR || x.verb != VERB_NONE ||
			x.derivation != DERIV_NONE || r->body_at[t] != NONE)
			continue;
		if (!role_ending(r, t, sentence_first(f, t), false, &role))
			continue;
		struct role *bare = LIST_PUSH(f->arena, &r->bare);
		if (!bare)
			return DEDI_NO_MEMORY;
		*bare = role;
		enum dedi_status status = role_text(f, bare);
		if (status)
			return status;
		t = role.first;
	}
	for (uint32_t i = 0, j = r->bare.n; i + 1 < j; i++) {
		struct role swap = r->bare.at[i];
		r->bare.at[i] = r->bare.at[--j];
		r->bare.at[j] = swap;
	}
	return DEDI_OK;
}

static enum dedi_status fold(struct finder *f, struct str s, struct str *ret)
{
	return text_fold(s, true, f->arena, ret);
}

/* After `мұнай нарығының сарапшысы` a bare `сарапшы` says nothing more. */
static bool ends_in(struct str longer, struct str role)
{
	enum { ENDING_MAX = 4 /* bytes of the possessive */ };
	const char *space = longer.n ? memrchr(longer.p, ' ', longer.n) : NULL;
	if (!space || memchr(role.p, ' ', role.n))
		return false;
	struct str last = str_make(space + 1, longer.n - (size_t)(space + 1 - longer.p));
	return str_starts(last, role) && last.n <= role.n + ENDING_MAX;
}

static enum dedi_status add_role(struct finder *f, struct person *person, const struct role *role)
{
	struct str text, other;
	enum dedi_status status = fold(f, role->text, &text);
	if (status)
		return status;
	for (uint32_t i = 0; i < person->n_roles && i < 2 * LIST_MAX; i++) {
		status = fold(f, person->roles[i].text, &other);
		if (status)
			return status;
		if (str_eq(text, other) || ends_in(other, text))
			return DEDI_OK;
	}
	/* In text order: a list before a name was read from right to left. */
	uint32_t at = person->n_roles++;
	while (at > 0 && person->roles[at - 1].first > role->first) {
		person->roles[at] = person->roles[at - 1];
		at--;
	}
	person->roles[at] = *role;
	return DEDI_OK;
}

static enum dedi_status hand_out(struct role_finder *r)
{
	struct entities *e = r->entities;
	for (uint32_t i = 0; i < r->owned.n; i++)
		e->people[r->owned.at[i].person].n_roles++;
	for (uint32_t i = 0; i < e->n_people; i++) {
		struct person *person = &e->people[i];
		person->roles = ARENA_ARRAY(r->f->arena, struct role, person->n_roles);
		if (!person->roles)
			return DEDI_NO_MEMORY;
		person->n_roles = 0;
	}
	for (uint32_t i = 0; i < r->owned.n; i++) {
		enum dedi_status status =
			add_role(r->f, &e->people[r->owned.at[i].person], &r->owned.at[i].role);
		if (status)
			return status;
	}
	e->bare_roles = r->bare.at;
	e->n_bare_roles = r->bare.n;
	return DEDI_OK;
}

static void cover(const struct finder *f, struct role_finder *r)
{
	for (uint32_t i = 0; i < f->n_kept; i++) {
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->entity == NONE)
			continue;
		if (c->kind == CANDIDATE_ORGANIZATION)
			for (uint32_t t = c->reach_first; t < c->reach_end; t++)
				r->body_at[t] = f->kept[i];
		else if (c->kind == CANDIDATE_PERSON)
			for (uint32_t t = c->first; t < c->end; t++)
				r->name_at[t] = f->kept[i];
	}
}

enum dedi_status roles_find(struct finder *f, struct entities *entities)
{
	uint32_t n = f->document->n_tokens;
	struct role_finder r = {
		.f = f,
		.entities = entities,
		.body_at = ARENA_ARRAY(f->arena, uint32_t, n),
		.name_at = ARENA_ARRAY(f->arena, uint32_t, n),
		.used = ARENA_ARRAY(f->arena, bool, n),
	};
	if (!r.body_at || !r.name_at || !r.used)
		return DEDI_NO_MEMORY;
	memset(r.body_at, 0xff, n * sizeof *r.body_at);
	memset(r.name_at, 0xff, n * sizeof *r.name_at);
	cover(f, &r);
	enum dedi_status status = roles_of_names(&r);
	if (!status)
		status = roles_given(&r);
	if (!status)
		status = roles_alone(&r);
	if (!status)
		status = roles_link(&r);
	if (!status)
		status = hand_out(&r);
	return status;
}
