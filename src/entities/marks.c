/*
 * Marks: what a name in quotation marks is the name of.
 *
 * The noun behind the closing mark tells (with adjectives and brackets between), else the one right
 * before the opening mark, else what follows as a role (`«X» президенті`), else the lexicon. Only
 * short quotations without a sentence end inside are names; the others are speech for later stages.
 * Pairs are taken from right to left, so that a list of names can share the head of the last one
 * (`«A», «B» клубтары`).
 *
 * Cost: linear in quotation marks; NAME_MAX words inside and SCAN_MAX behind are looked at.
 */
#include "entities/internal.h"

enum { NAME_MAX = 16, SCAN_MAX = 7, BRACKET_MAX = 8, LETTER = 2 /* bytes */ };

/* The noun is tied to the name before it: possessed, or behind a naming phrase. Legal forms and
 * laws
 * (`«… туралы» заң`) may stand bare. */
static bool is_tied(const struct finder *f, const struct entry *e, uint8_t table, bool named)
{
	struct features x = entry_features(e);
	if (named || x.possessive == POSS_3 || table == LEX_LEGAL_FORM || e->end - e->first > 1)
		return true;
	if (table != LEX_NAME_HEAD)
		return false;
	uint32_t c = lexicon_code(f->lexicon, LEX_NAME_HEAD, e->row, NAME_HEAD_COL_CLASS);
	return c == NAME_HEAD_LAW || c == NAME_HEAD_NAMING || c == NAME_HEAD_SLOGAN ||
	       x.derivation == DERIV_LI;
}

/* Legal forms and heads decide; a naming phrase (атты, деп аталатын) passes the question on. */
static bool head_here(
	const struct finder *f, uint32_t t, bool named, struct mark *mark, uint32_t *ret_end)
{
	struct entry e, longest = {.row = NONE};
	uint8_t kind = MARK_OPEN;
	static const struct {
		uint8_t table, kind;
	} tables[] = {{LEX_LEGAL_FORM, MARK_ORGANIZATION}, {LEX_NAME_HEAD, MARK_OTHER},
		{LEX_CAMPAIGN_HEAD, MARK_CAMPAIGN}, {LEX_ORG_HEAD, MARK_ORGANIZATION}};
	for (uint32_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		bool found = tables[i].table == LEX_LEGAL_FORM
				     ? legal_form_at(f, t, &e)
				     : entry_starting(f, t, (enum lex_table)tables[i].table, &e);
		if (!found || !is_tied(f, &e, tables[i].table, named))
			continue;
		if (longest.row != NONE && e.end <= longest.end)
			continue;
		longest = e;
		kind = tables[i].kind;
	}
	if (kind == MARK_OPEN)
		return false;
	*ret_end = longest.end;
	mark->kind = kind;
	mark->head = longest.end - 1;
	mark->row = longest.row;
	return true;
}

static bool is_naming(const struct finder *f, uint32_t t, struct entry *e)
{
	return entry_starting(f, t, LEX_NAME_HEAD, e) &&
	       lexicon_code(f->lexicon, LEX_NAME_HEAD, e->row, NAME_HEAD_COL_CLASS) ==
		       NAME_HEAD_NAMING;
}

/* Behind «…» (Минск): the token after the bracket; else t. */
static uint32_t skip_bracket(const struct finder *f, uint32_t t, uint32_t end)
{
	if (t >= end || token_at(f, t)->kind != TOKEN_OPEN)
		return t;
	for (uint32_t i = t + 1; i < end && i < t + BRACKET_MAX; i++)
		if (token_at(f, i)->kind == TOKEN_CLOSE)
			return i + 1;
	return t;
}

static bool may_stand_between(const struct finder *f, uint32_t t)
{
	uint8_t np = facts_at(f, t)->np;
	if (token_has(f, t, SHAPE_LATIN))
		return false; /* «Кітап» ERG компаниясының … */
	return np == NP_MODIFIER || np == NP_ADJECTIVE || token_in(f, t, LEX_SCOPE);
}

/* «Лукойлдың» филиалы, «Ростовта» елдің құрамасы: what follows a name in a case is not its head. */
static bool has_case(const struct finder *f, const struct mark *mark)
{
	const struct word_info *info = word_of(f->words, mark->end - 1);
	if (!token_is_word(f, mark->end - 1) || !info->n_readings ||
		info->readings[0].features.verb != VERB_NONE)
		return false;
	enum kase kase = (enum kase)info->readings[0].features.kase;
	bool sure = info->readings[0].known && !(facts_at(f, mark->end - 1)->lower);
	return kase == CASE_GEN || (kase != CASE_NOM && kase != CASE_ACC && sure);
}

/* «X» 2024–2029 жылдарға арналған бағдарламасы, «X» жастарға арналған жобасы: the token behind what
 * it is for; t if there is no such thing. */
static uint32_t skip_purpose(const struct finder *f, uint32_t t, uint32_t end)
{
	uint32_t first = t;
	if (t + 3 < end && token_at(f, t)->kind == TOKEN_NUMBER)
		t++;
	bool said = t + 1 < end && token_is_word(f, t) && facts_at(f, t)->np == NP_DATIVE &&
		    token_is_word(f, t + 1) && token_is(f, t + 1, FUNCTION_RELATION);
	return said ? t + 2 : first;
}

/* Looks behind the closing mark. Returns where the looking ended. */
static uint32_t look_behind_name(
	const struct finder *f, uint32_t t, uint32_t end, struct mark *mark)
{
	struct entry e;
	bool named = false;
	if (t < end && token_at(f, t)->kind == TOKEN_SUFFIX)
		t++;
	t = skip_bracket(f, t, end);
	for (uint32_t steps = 0; t < end && steps < SCAN_MAX; steps++) {
		uint32_t head_end, purpose = skip_purpose(f, t, end);
		if (!token_is_word(f, t)) {
			if (purpose == t)
				return t;
			t = purpose;
			continue;
		}
		if (is_naming(f, t, &e)) {
			mark->kind = MARK_OTHER;
			mark->head = e.end - 1;
			mark->row = e.row;
			t = e.end;
			named = true;
			continue;
		}
		if (str_eq(f->document->words[token_at(f, t)->word].form, STR("деген"))) {
			t++;
			named = true;
			continue;
		}
		if (head_here(f, t, named, mark, &head_end)) {
			mark->reach_end = head_end;
			return head_end;
		}
		if (purpose == t && !may_stand_between(f, t))
			return t;
		t = purpose > t ? purpose : t + 1;
	}
	return t;
}

/* ЖШС «Береке», челлендж «Менің туым»: a bare head right before the opening mark. */
static void look_before_name(const struct finder *f, struct mark *mark)
{
	uint32_t open = mark->reach_first;
	struct entry e;
	if (open == sentence_first(f, open))
		return;
	if (entry_ending(f, open - 1, LEX_LEGAL_FORM, &e)) {
		mark->kind = MARK_ORGANIZATION;
	} else if (entry_ending(f, open - 1, LEX_CAMPAIGN_HEAD, &e) &&
		   features_bare(entry_features(&e)) &&
		   lexicon_code(f->lexicon, LEX_CAMPAIGN_HEAD, e.row, CAMPAIGN_HEAD_COL_TYPE) !=
			   CAMPAIGN_OBSERVANCE) { /* 15 қаңтар күні «X»-қа … */
		mark->kind = MARK_CAMPAIGN;
	} else {
		return;
	}
	mark->head = open - 1;
	mark->row = e.row;
	mark->reach_first = e.first;
}

/* «Бұл – ауыл мұражайы», «Мынау біздің мектеп»: says what something is. */
static bool points(const struct finder *f, const struct mark *mark)
{
	return token_is(f, mark->first, FUNCTION_DEMONSTRATIVE) ||
	       token_is(f, mark->first, FUNCTION_PRONOUN);
}

/* «Мәскеу биржасы», «… әлеуметтік бастамасы»: the head stands inside the marks. */
static void look_inside(const struct finder *f, struct mark *mark)
{
	uint32_t last = mark->end - 1;
	struct entry e;
	if (!token_is_word(f, last) || last == mark->first || f->person_at[last] != NONE ||
		points(f, mark))
		return;
	if (entry_ending(f, last, LEX_NAME_HEAD, &e) && !entry_ending(f, last, LEX_ORG_HEAD, &e))
		return;
	uint8_t kind = MARK_ORGANIZATION;
	if (!entry_ending(f, last, LEX_ORG_HEAD, &e)) {
		kind = MARK_CAMPAIGN;
		if (!entry_ending(f, last, LEX_CAMPAIGN_HEAD, &e))
			return;
	}
	struct features x = entry_features(&e);
	if (x.number != NUMBER_SINGULAR || x.verb != VERB_NONE ||
		(x.possessive != POSS_3 && e.end - e.first == 1 &&
			facts_at(f, last - 1)->np != NP_ADJECTIVE))
		return;
	if (entry_ending(f, last, LEX_NAME_HEAD, &e) &&
		lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
			NAME_HEAD_EVENT)
		return;
	entry_ending(f, last, kind == MARK_CAMPAIGN ? LEX_CAMPAIGN_HEAD : LEX_ORG_HEAD, &e);
	mark->kind = kind;
	mark->head = last;
	mark->row = e.row;
}

/* ойыншы, бапкер, капитан: of a team. */
static bool is_team_role(const struct finder *f, uint32_t row)
{
	static const char *const groups[] = {
		"player", "footballer", "coach", "captain", "team-captain"};
	struct str group = lexicon_text(f->lexicon, LEX_POSITION, row, POSITION_COL_GROUP);
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (str_eq(group, str_make(groups[i], strlen(groups[i]))))
			return true;
	return false;
}

/* «X» президенті, «X» капитаны: offices belong to bodies, players to teams. */
static void look_at_role(const struct finder *f, uint32_t t, uint32_t end, struct mark *mark)
{
	struct entry e;
	for (uint32_t steps = 0;
		t < end && steps < 3 && token_is_word(f, t) && !token_has(f, t, SHAPE_CAPITAL);
		steps++, t++) {
		if (entry_starting(f, t, LEX_POSITION, &e)) {
			uint32_t c =
				lexicon_code(f->lexicon, LEX_POSITION, e.row, POSITION_COL_CLASS);
			bool team = is_team_role(f, e.row);
			if ((team || c == POSITION_OFFICE) &&
				entry_features(&e).possessive == POSS_3)
				mark->kind = MARK_ORGANIZATION;
			mark->team = team;
			return;
		}
		if (!may_stand_between(f, t))
			return;
	}
}

static bool known_name(const struct finder *f, uint32_t first, uint32_t end, enum lex_table table)
{
	struct entry e;
	return entry_starting(f, first, table, &e) && e.end == end;
}

/* (Андрей Шомко («Тараз»): whom the bracket behind a name tells to belong where. */
static void look_at_bracket(const struct finder *f, const struct quote *q, struct mark *mark)
{
	enum { MEMBER_MAX = 3 };
	if (q->open < 2 || q->close + 1 >= f->document->n_tokens ||
		token_at(f, q->open - 1)->kind != TOKEN_OPEN ||
		token_at(f, q->close + 1)->kind != TOKEN_CLOSE ||
		mark->end - mark->first > MEMBER_MAX)
		return;
	uint32_t person = f->person_at[q->open - 2];
	if (person == NONE || f->candidates.at[person].dropped ||
		!token_has(f, mark->first, SHAPE_CAPITAL))
		return;
	mark->kind = MARK_ORGANIZATION;
	mark->team = true;
}

/* «Ақ үй» бастамасы: whose initiative it is, not what it is called. */
static bool is_body_of_lexicon(const struct finder *f, const struct mark *mark)
{
	struct entry e;
	return entry_starting(f, mark->first, LEX_ORG, &e) && e.end == mark->end &&
	       !str_starts(lexicon_text(f->lexicon, LEX_ORG, e.row, ORG_COL_NOTE), STR("quoted"));
}

static void look_in_lexicon(const struct finder *f, struct mark *mark)
{
	if (known_name(f, mark->first, mark->end, LEX_ORG) ||
		known_name(f, mark->first, mark->end, LEX_MEDIA))
		mark->kind = MARK_ORGANIZATION;
	else if (known_name(f, mark->first, mark->end, LEX_CAMPAIGN))
		mark->kind = MARK_CAMPAIGN;
}

/* «Жаңа білім. Жүз оқулық» жобасы: a head right behind the marks makes a name of two sentences. */
static bool has_head_behind(const struct finder *f, const struct quote *q)
{
	struct entry e;
	uint32_t t = q->close + 1, n = f->document->n_tokens;
	return t < n && token_at(f, t)->sentence == token_at(f, q->close)->sentence &&
	       token_is_word(f, t) &&
	       (entry_starting(f, t, LEX_CAMPAIGN_HEAD, &e) ||
		       entry_starting(f, t, LEX_ORG_HEAD, &e)) &&
	       entry_features(&e).possessive == POSS_3;
}

/* Whether the quotation can be a name: short, closed, in one sentence, nothing ends inside it. */
static bool may_be_name(const struct finder *f, const struct quote *q)
{
	if (q->open == NONE || q->close == NONE || q->end <= q->first ||
		q->end - q->first > NAME_MAX)
		return false;
	bool one = token_at(f, q->open)->sentence == token_at(f, q->close)->sentence;
	bool headed = has_head_behind(f, q);
	if (!one && !headed)
		return false;
	bool letters = false;
	for (uint32_t t = q->first; t < q->end; t++) {
		uint8_t kind = token_at(f, t)->kind;
		if (kind == TOKEN_STOP && t + 1 < q->end && !headed)
			return false;
		if (kind == TOKEN_SEMICOLON || kind == TOKEN_COLON)
			return false;
		letters |= kind == TOKEN_WORD || kind == TOKEN_URL || kind == TOKEN_HASHTAG ||
			   kind == TOKEN_NUMBER;
	}
	return letters;
}

/* The words have a capital each: a name, not a phrase. */
static bool all_capitals(const struct finder *f, const struct mark *mark)
{
	for (uint32_t t = mark->first; t < mark->end; t++)
		if (!token_is_word(f, t) || !token_has(f, t, SHAPE_CAPITAL | SHAPE_MIXED_CAPS))
			return false;
	return true;
}

/* …-ғанын, -тынын, керегін, `бұл туралы`: what the verb behind it tells. */
static bool is_told(const struct finder *f, uint32_t t)
{
	if (!token_is_word(f, t))
		return false;
	if (token_is(f, t, FUNCTION_POSTPOSITION))
		return true;
	const struct word_info *info = word_of(f->words, t);
	struct entry e;
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct features *x = &info->readings[i].features;
		if (x->kase == CASE_ACC && x->possessive == POSS_3 &&
			(x->verb == VERB_PAST_PART || x->verb == VERB_HABITUAL_PART ||
				report_word_ending(f, t, REPORT_CLAUSE, &e)))
			return true;
	}
	return false;
}

/* A finite verb that a clause may be told by: хабарлады, мәлімдеді. */
static bool is_telling_verb(const struct finder *f, uint32_t t)
{
	if (!token_is_word(f, t))
		return false;
	const struct word_info *info = word_of(f->words, t);
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		if ((r->features.verb != VERB_PAST && r->features.verb != VERB_PRESENT) ||
			r->features.passive)
			continue;
		for (uint32_t k = 0; k < r->lexemes.n; k++) {
			const struct lexeme *x = &r->lexemes.at[k];
			if (x->table == LEX_CUE && x->n_words == 1 &&
				(lexicon_code(f->lexicon, LEX_CUE, x->row, CUE_COL_COMPLEMENTS) >>
						COMPLEMENT_CLAUSE &
					1u))
				return true;
		}
	}
	return false;
}

/* The sentence tells what the name that opens it says: «X» … болатынын мәлімдеді. The word behind
 * it has no possessive, or it would be who speaks (жұмысшылары). */
static bool tells_to_end(const struct finder *f, const struct mark *mark, uint32_t t, uint32_t end)
{
	enum { WORDS_MIN = 3 };
	while (end > t && !token_is_word(f, end - 1))
		end--;
	if (mark->reach_first != sentence_first(f, mark->first) || end < t + WORDS_MIN ||
		!token_is_word(f, t) || !is_telling_verb(f, end - 1) || !is_told(f, end - 2))
		return false;
	uint8_t nominal = facts_at(f, t)->nominal;
	struct features x = {0};
	if (nominal != AS_FORM)
		x = word_of(f->words, t)->readings[nominal].features;
	return x.possessive != POSS_3 && x.number == NUMBER_SINGULAR;
}

/* «X» хабарлағандай, «X» мәліметінше; бұл туралы «X» хабарлады: who is said to tell something is a
 * body, if its name is no phrase. */
static void look_at_report(const struct finder *f, uint32_t t, uint32_t end, struct mark *mark)
{
	enum { WORDS_MAX = 3 };
	struct entry e;
	if (mark->end - mark->first > WORDS_MAX || !all_capitals(f, mark))
		return;
	if (t < end && token_at(f, t)->kind == TOKEN_SUFFIX)
		t++;
	if (t >= end || !token_is_word(f, t))
		return;
	bool frame = entry_starting(f, t, LEX_FRAME, &e) &&
		     lexicon_code(f->lexicon, LEX_FRAME, e.row, FRAME_COL_SHAPE) != FRAME_DOCUMENT;
	bool verb = mark->reach_first > sentence_first(f, mark->first) &&
		    is_told(f, mark->reach_first - 1) && is_telling_verb(f, t);
	if (frame || verb || tells_to_end(f, mark, t, end))
		mark->kind = MARK_ORGANIZATION;
}

static bool joins(const struct finder *f, uint32_t t)
{
	return token_at(f, t)->kind == TOKEN_COMMA ||
	       (token_is_word(f, t) && facts_at(f, t)->np == NP_AND);
}

/* «A», «B» және «C» клубтары: the class of the name that follows, if its head is plural. */
static void share_head(struct finder *f, uint32_t quote, struct mark *mark, uint32_t after)
{
	const struct document *d = f->document;
	uint32_t t = skip_bracket(f, after, sentence_end(f, mark->first));
	if (t >= d->n_tokens || quote + 1 >= d->n_quotes)
		return;
	if (!joins(f, t))
		return;
	uint32_t next = quote + 1;
	while (next < d->n_quotes && d->quotes[next].depth > d->quotes[quote].depth)
		next++;
	if (next >= d->n_quotes || d->quotes[next].open != t + 1)
		return;
	const struct mark *other = &f->marks[next];
	if (other->kind != MARK_ORGANIZATION && other->kind != MARK_CAMPAIGN)
		return;
	if (other->head == NONE)
		return;
	struct entry e;
	enum lex_table table = other->kind == MARK_CAMPAIGN ? LEX_CAMPAIGN_HEAD : LEX_ORG_HEAD;
	if (!entry_ending(f, other->head, table, &e) || entry_features(&e).number != NUMBER_PLURAL)
		return;
	mark->kind = other->kind;
	mark->head = other->head;
	mark->row = other->row;
}

/* `«бір күндік» фирмалар`: a plural head names only a list of names. */
static bool plural_fits(const struct finder *f, const struct quote *q, const struct mark *mark)
{
	struct entry e;
	if (mark->head == NONE || !entry_ending(f, mark->head, LEX_ORG_HEAD, &e) ||
		entry_features(&e).number != NUMBER_PLURAL)
		return true;
	if (mark->head < q->open)
		return false;
	uint8_t after = token_at(f, q->close + 1)->kind;
	if (joins(f, q->close + 1) || after == TOKEN_OPEN)
		return true;
	if (q->open < 2 || !joins(f, q->open - 1))
		return false;
	uint8_t before = token_at(f, q->open - 2)->kind;
	return before == TOKEN_QUOTE || before == TOKEN_CLOSE;
}

static void judge(struct finder *f, uint32_t quote)
{
	const struct quote *q = &f->document->quotes[quote];
	struct mark *mark = &f->marks[quote];
	*mark = (struct mark){.kind = MARK_SPEECH, .head = NONE, .row = NONE};
	if (!may_be_name(f, q))
		return;
	mark->kind = MARK_OPEN;
	mark->first = q->first;
	mark->end = q->end;
	if (token_at(f, q->end - 1)->kind == TOKEN_COMMA)
		mark->end--;
	mark->reach_first = q->open;
	mark->reach_end = q->close + 1;
	if (mark->end <= mark->first)
		return;
	uint32_t end = sentence_end(f, q->close);
	if (mark->end == mark->first + 1 && token_at(f, mark->first)->norm.n <= LETTER) {
		mark->kind = MARK_OTHER; /* «Е» тобы, «А» санаты */
		return;
	}
	if (!has_case(f, mark))
		look_behind_name(f, q->close + 1, end, mark);
	if (mark->kind == MARK_CAMPAIGN && is_body_of_lexicon(f, mark) &&
		!known_name(f, mark->first, mark->end, LEX_CAMPAIGN)) {
		mark->kind = MARK_OPEN;
		mark->head = mark->row = NONE;
		mark->reach_end = q->close + 1;
	}
	bool open = mark->kind == MARK_OPEN ||
		    (mark->kind == MARK_OTHER && mark->reach_end == q->close + 1);
	if (open)
		look_before_name(f, mark);
	if (open && mark->kind != MARK_ORGANIZATION && mark->kind != MARK_CAMPAIGN)
		look_inside(f, mark);
	if (mark->kind == MARK_OPEN)
		look_in_lexicon(f, mark);
	if (mark->kind == MARK_OPEN)
		look_at_role(f, q->close + 1, end, mark);
	if (mark->kind == MARK_OPEN)
		look_at_bracket(f, q, mark);
	if (mark->kind == MARK_OPEN)
		look_at_report(f, q->close + 1, end, mark);
	if (mark->kind == MARK_OPEN)
		share_head(f, quote, mark, q->close + 1);
	if (mark->kind == MARK_ORGANIZATION && !plural_fits(f, q, mark))
		mark->kind = MARK_OTHER;
}

/* Whether the text is about teams: kinds of sport, players, clubs. */
static bool about_sport(const struct finder *f)
{
	enum { WORDS_MIN = 3 };
	const struct document *d = f->document;
	uint32_t n = 0;
	for (uint32_t w = 0; w < d->n_words && n < WORDS_MIN; w++) {
		const struct word_facts *facts = &f->facts[w];
		bool sport = facts->tables >> LEX_SPORT & 1u;
		if (facts->tables >> LEX_NAME_WORD & 1u)
			sport |=
				lexicon_code(f->lexicon, LEX_NAME_WORD,
					key_in(facts, LEX_NAME_WORD)->row, NAME_WORD_COL_CLASSES) >>
					NAME_WORD_GAME &
				1u;
		if (facts->tables >> LEX_POSITION & 1u)
			sport |= is_team_role(f, key_in(facts, LEX_POSITION)->row);
		if (facts->tables >> LEX_ORG_HEAD & 1u)
			sport |= lexicon_code(f->lexicon, LEX_ORG_HEAD,
					 key_in(facts, LEX_ORG_HEAD)->row,
					 ORG_HEAD_COL_TYPE) == ORG_SPORT;
		n += sport ? d->words[w].count : 0;
	}
	return n >= WORDS_MIN;
}

static bool is_team(const struct finder *f, const struct mark *mark)
{
	struct entry e;
	if (mark->kind != MARK_ORGANIZATION)
		return false;
	if (mark->team)
		return true;
	if (entry_starting(f, mark->first, LEX_ORG, &e) && e.end == mark->end)
		return lexicon_code(f->lexicon, LEX_ORG, e.row, ORG_COL_TYPE) == ORG_SPORT;
	return mark->head != NONE && entry_ending(f, mark->head, LEX_ORG_HEAD, &e) &&
	       lexicon_code(f->lexicon, LEX_ORG_HEAD, e.row, ORG_HEAD_COL_TYPE) == ORG_SPORT;
}

/* The two names are joined: «A» – «B», «A» мен «B», «A»-ға «B». */
static bool side_by_side(const struct finder *f, uint32_t left, uint32_t right)
{
	const struct quote *a = &f->document->quotes[left], *b = &f->document->quotes[right];
	if (a->close == NONE || b->open == NONE || b->open <= a->close || b->open - a->close > 2 ||
		token_at(f, a->close)->sentence != token_at(f, b->open)->sentence)
		return false;
	if (b->open == a->close + 1)
		return true;
	uint32_t t = a->close + 1;
	return joins(f, t) || token_at(f, t)->kind == TOKEN_DASH ||
	       token_at(f, t)->kind == TOKEN_SUFFIX;
}

/* «A» – «B» матчы */
static bool before_match(const struct finder *f, const struct mark *mark)
{
	struct entry e;
	return mark->kind == MARK_OTHER && mark->head != NONE &&
	       entry_ending(f, mark->head, LEX_NAME_HEAD, &e) &&
	       lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
		       NAME_HEAD_EVENT;
}

/* In a text about sport a short name in marks with nothing beside it is a team if it is a city's or
 * stands beside a team. */
static void find_teams(struct finder *f)
{
	enum { TEAM_MAX = 3 };
	uint32_t n = f->document->n_quotes;
	if (n == 0 || !about_sport(f))
		return;
	for (uint32_t pass = 0; pass < 2; pass++)
		for (uint32_t k = 0; k < n; k++) {
			uint32_t i = pass ? n - 1 - k : k;
			struct mark *mark = &f->marks[i];
			struct entry e;
			bool open = mark->kind == MARK_OPEN;
			if ((!open && !before_match(f, mark)) ||
				mark->end - mark->first > TEAM_MAX ||
				!token_is_word(f, mark->first) ||
				!token_has(f, mark->first, SHAPE_CAPITAL))
				continue;
			bool city = mark->end == mark->first + 1 &&
				    entry_starting(f, mark->first, LEX_PLACE, &e);
			bool beside = (i > 0 && side_by_side(f, i - 1, i) &&
					      is_team(f, &f->marks[i - 1])) ||
				      (i + 1 < n && side_by_side(f, i, i + 1) &&
					      is_team(f, &f->marks[i + 1]));
			if (!(city && open) && !beside)
				continue;
			mark->kind = MARK_ORGANIZATION;
			mark->team = true;
		}
}

enum dedi_status marks_find(struct finder *f)
{
	const struct document *d = f->document;
	f->marks = ARENA_ARRAY(f->arena, struct mark, d->n_quotes);
	f->mark_at = ARENA_ARRAY(f->arena, uint32_t, d->n_tokens);
	f->mark_head = ARENA_ARRAY(f->arena, bool, d->n_tokens);
	if (!f->marks || !f->mark_at || !f->mark_head)
		return DEDI_NO_MEMORY;
	memset(f->mark_at, 0xff, d->n_tokens * sizeof *f->mark_at);
	for (uint32_t i = d->n_quotes; i-- > 0;)
		judge(f, i);
	find_teams(f);
	for (uint32_t i = 0; i < d->n_quotes; i++) {
		const struct mark *mark = &f->marks[i];
		if (mark->kind == MARK_SPEECH)
			continue;
		for (uint32_t t = mark->first; t < mark->end; t++)
			f->mark_at[t] = i;
		for (uint32_t t = mark->end + 1; t < mark->reach_end; t++)
			f->mark_head[t] = true;
		for (uint32_t t = mark->reach_first; t < mark->first; t++)
			f->mark_head[t] = true;
	}
	return DEDI_OK;
}
