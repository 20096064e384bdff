/*
 * The phrase beside a cue that names the speaker.
 *
 * After a cue (`деді министр`), before it (`министр … айтты`), in the genitive before a frame
 * (`министрдің айтуынша`). Actors were found before; here one of them is chosen by place and case,
 * or a phrase that no lexicon knows is cut out by its form.
 */
#include "statements/internal.h"

#define GAP_MAX 12 /* tokens between a cue and its speaker */
#define NOBODY  ((struct speaker_phrase){.actor = NONE})

static bool breaks(const struct context *c, uint32_t i)
{
	switch (kind_at(c, i)) {
	case TOKEN_STOP:
	case TOKEN_COMMA:
	case TOKEN_DASH:
	case TOKEN_COLON:
	case TOKEN_SEMICOLON:
		return true;
	default:
		return false;
	}
}

/* Where the attribution ends: its first comma, dash or stop. */
static uint32_t attribution_end(const struct context *c, uint32_t from, uint32_t limit)
{
	uint32_t i = from;
	while (i < limit && !breaks(c, i) && !is_closer(c, i))
		i++;
	return i;
}

static bool may_follow(const struct context *c, const struct actor *a, uint32_t from)
{
	if (a->cases & W_NOMINATIVE)
		return true;
	/* делінген онда: in the document told of before */
	if (a->kind == ACTOR_HE && (a->cases & W_LOCATIVE))
		return a->first == from &&
		       (breaks(c, a->end) || !same_sentence(c, a->first, a->end));
	bool place = a->cases & (W_ABLATIVE | W_LOCATIVE);
	return place &&
	       (a->kind == ACTOR_BODY || a->kind == ACTOR_DOCUMENT || a->kind == ACTOR_GROUP);
}

/* A phrase of no known actor: words up to the end of the attribution or an oblique case. */
static struct speaker_phrase unknown_after(const struct context *c, uint32_t from, uint32_t limit)
{
	struct speaker_phrase p = NOBODY;
	uint32_t i = from, end = from;
	/* деп күлді бірі */
	if (is_report(c, from, REPORT_ONE) && (bits_at(c, from) & W_POSSESSED) &&
		(bits_at(c, from) & W_NOMINATIVE))
		return (struct speaker_phrase){.actor = NONE,
			.range = {from, from + 1},
			.end = attribution_end(c, from + 1, limit)};
	while (i < limit && i < from + 8 && is_wordlike(c, i) &&
		!(bits_at(c, i) & (W_FUNCTION | W_SELF | W_QUOTATIVE))) {
		uint32_t bits = bits_at(c, i);
		/* `деп айтты ел тумасы ондағы жағдай жайлы` */
		if (end > from && reading_at(c, i)->features.derivation == DERIV_LOCAL)
			break;
		if ((bits & (W_LOCATIVE | W_DATIVE | W_ABLATIVE | W_INSTRUMENTAL)) &&
			!(bits & W_NOMINATIVE)) {
			bool attribute = i + 2 < limit && kind_at(c, i + 1) == TOKEN_WORD &&
					 (bits_at(c, i + 1) & W_PARTICIPLE);
			if (end == from && attribute) /* дүкеннен шыққан қарт */
				end = i + 1;
			else if (end == from) /* `деді тілшілерге X` */
				from = end = i + 1;
			else
				break;
		} else {
			end = i + 1;
		}
		i++;
	}
	/* ауылдастарының бірі */
	if (end > from && end < limit && (bits_at(c, end - 1) & W_GENITIVE) &&
		is_report(c, end, REPORT_ONE) && (bits_at(c, end) & W_POSSESSED))
		end++;
	p.end = attribution_end(c, end, limit);
	if (end > from && (bits_at(c, end - 1) & (W_NOMINATIVE | W_GENITIVE)))
		p.range = (struct range){from, end};
	return p;
}

static struct speaker_phrase phrase_of(
	const struct context *c, uint32_t index, uint32_t floor, uint32_t limit)
{
	const struct actor *a = &c->actors.at[index];
	struct speaker_phrase p = {.actor = index, .range = {a->first, a->end}};
	if (a->kind != ACTOR_HE && a->kind != ACTOR_THEY)
		p.range.first = actor_extend(c, a, floor);
	if (a->joint && a->kind != ACTOR_DOCUMENT && index + 1 < c->actors.n)
		p.range.end = c->actors.at[index + 1].end;
	p.end = attribution_end(c, p.range.end, limit);
	return p;
}

/* A name behind a role or body that belongs to the same phrase: right behind it, or behind a comma
 * and the words of one more role: `төраға, қоғам белсендісі Асан Үсенов`. Its index, or NONE. */
static uint32_t name_behind(const struct context *c, uint32_t index, uint32_t limit)
{
	uint32_t k = index;
	uint32_t end = c->actors.at[k].end;
	for (uint32_t chain = 0; chain < 4 && k + 1 < c->actors.n; chain++) {
		const struct actor *next = &c->actors.at[k + 1];
		if (next->end > limit || !(next->cases & (W_NOMINATIVE | W_ABLATIVE)))
			return NONE;
		uint32_t i = end;
		if (kind_at(c, i) == TOKEN_COMMA) {
			for (i++; i < next->first && i < end + 10; i++) {
				const struct features *f = &reading_at(c, i)->features;
				bool owner = kind_at(c, i) == TOKEN_WORD && f->verb == VERB_NONE &&
					     (f->kase == CASE_NOM || f->kase == CASE_GEN) &&
					     !(bits_at(c, i) & W_FUNCTION);
				/* 24 жастағы */
				if (!owner && kind_at(c, i) != TOKEN_NUMBER)
					return NONE;
			}
		}
		if (i != next->first)
			return NONE;
		const struct actor *before = &c->actors.at[k];
		if (next->kind == ACTOR_PERSON)
			return before->kind == ACTOR_BODY ? NONE : k + 1;
		/* тұрғын үй инспекциясы: what looked like a role opens the body's name */
		if (next->kind == ACTOR_BODY && i == end && before->kind == ACTOR_ROLE &&
			!(token_at(c, next->first)->shape & SHAPE_CAPITAL) &&
			!(bits_at(c, before->head) & W_POSSESSED) &&
			((next->cases & W_ABLATIVE) || actor_is_subject(c, next)))
			return k + 1;
		if (next->kind != ACTOR_ROLE && next->kind != ACTOR_BODY)
			return NONE;
		end = next->end;
		k++;
	}
	return NONE;
}

static struct speaker_phrase phrase_with_name(
	const struct context *c, uint32_t index, uint32_t floor, uint32_t limit)
{
	const struct actor *a = &c->actors.at[index];
	/* диетолог мамандар: what they are, and that they are many */
	if (a->kind == ACTOR_ROLE && index + 1 < c->actors.n && a[1].kind == ACTOR_GROUP &&
		a[1].first == a->end && a[1].end <= limit && (a[1].cases & W_NOMINATIVE) &&
		!(bits_at(c, a[1].first) & W_GENITIVE) && !(bits_at(c, a->head) & W_POSSESSED)) {
		struct speaker_phrase p = phrase_of(c, index + 1, a->first, limit);
		p.range.first = actor_extend(c, a, floor);
		return p;
	}
	if (a->kind == ACTOR_ROLE || a->kind == ACTOR_BODY || a->kind == ACTOR_GROUP) {
		uint32_t name = name_behind(c, index, limit);
		if (name != NONE) {
			struct speaker_phrase p = phrase_of(c, name, a->first, limit);
			p.range.first = actor_extend(c, a, floor);
			return p;
		}
	}
	return phrase_of(c, index, floor, limit);
}

struct speaker_phrase speaker_after(const struct context *c, uint32_t from, uint32_t limit)
{
	while (from < limit &&
		(is_report(c, from, REPORT_OBJECT) || is_report(c, from, REPORT_ADVERB)))
		from++;
	if (from >= limit || breaks(c, from))
		return (struct speaker_phrase){.actor = NONE, .end = from};
	uint32_t i = from, place = NONE;
	for (uint32_t k = c->actor_from[from]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->first >= limit || a->first > i + GAP_MAX)
			break;
		bool cut = false;
		for (uint32_t t = i; t < a->first && !cut; t++)
			cut = breaks(c, t) || (bits_at(c, t) & W_QUOTATIVE);
		if (cut)
			break;
		/* `деп хабарлайды твиттерде полиция`: where, and behind it who */
		bool where = a->kind == ACTOR_DOCUMENT && a->organization == NONE &&
			     a->person == NONE && a->first == a->head;
		if (may_follow(c, a, from) && !where)
			return phrase_with_name(c,
				place == NONE || (a->cases & W_NOMINATIVE) ? k : place, from,
				limit);
		if (where && place == NONE && may_follow(c, a, from))
			place = k;
		i = a->end;
	}
	return place != NONE ? phrase_with_name(c, place, from, limit)
			     : unknown_after(c, from, limit);
}

static bool inside_marks(const struct context *c, const struct actor *a, uint32_t level)
{
	return c->quote[a->first] != level && !is_opener(c, a->first);
}

/* The first word of a clause as a speaker of no table: a plural or a name of unknown kind. */
static struct speaker_phrase unknown_subject(const struct context *c, uint32_t first, uint32_t end)
{
	uint32_t i = first;
	while (i < first + 3 && i + 1 < end && (bits_at(c, i) & W_FUNCTION))
		i++;
	/* «Береке» … екенін мәлімдеді: a name in marks and nothing that it belongs to */
	if (i < end && is_opener(c, i)) {
		uint32_t q = token_at(c, i)->quote;
		uint32_t close = c->document->quotes[q].close;
		if (close != NONE && close + 1 < end && close <= i + 4 && quote_is_name(c, q) &&
			kind_at(c, close + 1) == TOKEN_WORD &&
			!(bits_at(c, close + 1) & (W_POSSESSED | W_FUNCTION)) &&
			(bits_at(c, close - 1) & W_NOMINATIVE))
			return (struct speaker_phrase){
				.actor = NONE, .range = {i, close + 1}, .end = close + 1};
		return NOBODY;
	}
	for (uint32_t last = i + 2; i < last && i + 1 < end; i++) {
		uint32_t row = 0;
		if (kind_at(c, i) != TOKEN_WORD || (bits_at(c, i) & (W_FUNCTION | W_REPORT)) ||
			c->organization_at[i] != NONE ||
			word_in_table(c->words, i, LEX_LEGAL_FORM, &row) != NULL)
			break;
		const struct features *f = &reading_at(c, i)->features;
		const struct word_form *form = &c->document->words[token_at(c, i)->word];
		uint16_t shape = token_at(c, i)->shape;
		bool plural = f->number == NUMBER_PLURAL && f->possessive == POSS_NONE;
		bool nominative = f->verb == VERB_NONE && f->kase == CASE_NOM &&
				  (plural || f->derivation == DERIV_NONE);
		bool named = (shape & (SHAPE_ALL_CAPS | SHAPE_LATIN)) ||
			     ((shape & SHAPE_CAPITAL) &&
				     (form->count_capital > 0 || !(shape & SHAPE_SENTENCE_START)));
		if (!nominative || (!plural && !named))
			continue;
		uint32_t k = c->actor_from[i + 1];
		if (named && k < c->actors.n && c->actors.at[k].first == i + 1)
			break;
		/* Part of a longer phrase: EXPO әлемнің …, Құрама штаттардың министрлігі */
		const struct features *next = &reading_at(c, i + 1)->features;
		if (named && next->verb == VERB_NONE &&
			(next->kase == CASE_GEN || next->possessive == POSS_3 ||
				(token_at(c, i + 1)->shape & SHAPE_CAPITAL)))
			break;
		return (struct speaker_phrase){
			.actor = NONE, .range = {first, i + 1}, .end = i + 1};
	}
	return NOBODY;
}

/* `Асан Үсенов есімді қала тұрғыны`: the bearer behind the name. */
static uint32_t named_end(const struct context *c, uint32_t from, uint32_t limit)
{
	if (from + 1 >= limit || !is_report(c, from, REPORT_NAMED))
		return from;
	for (uint32_t i = from + 1; i < limit && i < from + 6; i++) {
		const struct features *f = &reading_at(c, i)->features;
		bool agent = f->derivation == DERIV_SHI; /* қолданушы */
		if (kind_at(c, i) != TOKEN_WORD || (f->verb != VERB_NONE && !agent))
			break;
		bool modifies = f->kase == CASE_GEN ||
				(f->derivation != DERIV_NONE && f->derivation != DERIV_SHI);
		bool owned = i + 1 < limit && kind_at(c, i + 1) == TOKEN_WORD &&
			     reading_at(c, i + 1)->features.possessive == POSS_3 &&
			     reading_at(c, i + 1)->features.kase == CASE_NOM;
		if (f->kase == CASE_NOM && !modifies && !owned)
			return i + 1;
	}
	return from;
}

/* A role before a name that nothing knows: `тұрғын Қаламгер Әлібаба`. */
static uint32_t capitals_end(
	const struct context *c, const struct speaker_phrase *p, uint32_t limit)
{
	uint32_t i = p->range.end;
	if (p->actor == NONE || c->actors.at[p->actor].kind != ACTOR_ROLE ||
		c->actors.at[p->actor].one)
		return i;
	while (i < limit && i < p->range.end + 3 && kind_at(c, i) == TOKEN_WORD &&
		(token_at(c, i)->shape & SHAPE_CAPITAL) &&
		match_at(c, i, LEX_PLACE).n_tokens == 0 &&
		!(token_at(c, i)->shape & (SHAPE_ALL_CAPS | SHAPE_LATIN)) &&
		reading_at(c, i)->features.verb == VERB_NONE &&
		reading_at(c, i)->features.kase == CASE_NOM)
		i++;
	/* `Президент Халықаралық «…» көрмесі`: the capitals open the next phrase */
	uint32_t k = c->actor_from[p->range.end];
	bool opens = (i < limit && (is_opener(c, i) || (kind_at(c, i) == TOKEN_WORD &&
							       (bits_at(c, i) & W_POSSESSED)))) ||
		     (k < c->actors.n && c->actors.at[k].first < i);
	return opens ? p->range.end : i;
}

/* `5 сәуір күні`, `кеше`, `биылғы жылы`: when it was, at the head of a clause. */
static uint32_t skip_time(const struct context *c, uint32_t first, uint32_t end)
{
	uint32_t i = first, last = first;
	while (i < end && i < first + 5) {
		struct lex_match m = {0};
		bool number = kind_at(c, i) == TOKEN_NUMBER || kind_at(c, i) == TOKEN_SUFFIX;
		if (!number)
			m = match_at(c, i, LEX_FUNCTION_WORD);
		enum function_class k =
			m.n_tokens != 0 ? (enum function_class)lexicon_code(c->lexicon,
						  LEX_FUNCTION_WORD, m.row, FUNCTION_WORD_COL_CLASS)
					: FUNCTION_COMMON;
		bool time = k == FUNCTION_TIME || k == FUNCTION_WEEKDAY ||
			    is_report(c, i, REPORT_DEIXIS);
		if (!number && k != FUNCTION_MONTH && !time)
			break;
		i++;
		if (time)
			last = i;
	}
	return last < end ? last : first;
}

/* 12.05.2021, 10:40 */
static uint32_t past_stamp(const struct context *c, uint32_t i, uint32_t end)
{
	while (i < end && (kind_at(c, i) == TOKEN_NUMBER || kind_at(c, i) == TOKEN_COMMA))
		i++;
	return i;
}

/* `Мәскеу … деп мәлімдеді`: a town or country for those who govern it. */
static struct speaker_phrase capital_city(const struct context *c, uint32_t first, uint32_t end)
{
	uint32_t i = first + is_report(c, first, REPORT_ADVERB); /* Ресми Мәскеу */
	if (i + 1 >= end || kind_at(c, i) != TOKEN_WORD ||
		!(token_at(c, i)->shape & SHAPE_CAPITAL) ||
		match_at(c, i, LEX_PLACE).n_tokens != 1 || (bits_at(c, i + 1) & W_FUNCTION) ||
		kind_at(c, i + 1) != TOKEN_WORD || match_at(c, i + 1, LEX_POSITION).n_tokens != 0)
		return NOBODY;
	const struct features *f = &reading_at(c, i)->features;
	const struct features *next = &reading_at(c, i + 1)->features;
	if (f->kase != CASE_NOM || f->derivation != DERIV_NONE || next->possessive == POSS_3 ||
		(token_at(c, i + 1)->shape & SHAPE_CAPITAL && next->kase == CASE_NOM))
		return NOBODY;
	return (struct speaker_phrase){.actor = NONE, .range = {first, i + 1}, .end = i + 1};
}

/* A body at the head of a clause that has another subject: the outlet's stamp (`Zakon.kz
 * 12.05.2021`), or who held what the other one spoke at (`ОКҚ өткізген брифингте министр …`). */
static bool is_aside(const struct context *c, const struct actor *a, uint32_t end)
{
	uint32_t i = a->end;
	if (a->kind != ACTOR_BODY || i + 1 >= end)
		return false;
	uint32_t k = c->actor_from[i];
	bool stamp = a->media && (kind_at(c, i) == TOKEN_NUMBER ||
					 (kind_at(c, a->head) == TOKEN_URL && k < c->actors.n &&
						 c->actors.at[k].first == i));
	bool host = false;
	if ((bits_at(c, i) & W_PARTICIPLE) && kind_at(c, i) == TOKEN_WORD)
		for (uint32_t last = i + 4 < end ? i + 4 : end; ++i < last && !host;)
			host = (bits_at(c, i) & W_LOCATIVE) && is_report(c, i, REPORT_OCCASION);
	for (; (stamp || host) && k < c->actors.n; k++) {
		const struct actor *next = &c->actors.at[k];
		if (next->end > end || next->first > i + GAP_MAX)
			break;
		if ((next->kind == ACTOR_PERSON || next->kind == ACTOR_ROLE ||
			    next->kind == ACTOR_HE) &&
			actor_is_subject(c, next))
			return true;
	}
	return false;
}

struct speaker_phrase speaker_before(
	const struct context *c, uint32_t first, uint32_t end, bool *ret_adjacent)
{
	*ret_adjacent = false;
	if (first >= end)
		return NOBODY;
	uint32_t start = skip_time(c, skip_openers(c, first, end), end);
	uint32_t level = c->quote[start];
	struct speaker_phrase unknown = unknown_subject(c, start, end);
	struct speaker_phrase page = NOBODY;
	for (uint32_t k = c->actor_from[first]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->end > end)
			break;
		if (unknown.range.end > 0 && a->first >= unknown.range.end)
			return unknown;
		/* ТЖД парақшасында хабарлады: the body in its page */
		if (a->kind == ACTOR_DOCUMENT && (a->cases & W_LOCATIVE) && page.range.end == 0 &&
			(a->organization != NONE || a->joint) &&
			(bits_at(c, a->name_first) & W_NOMINATIVE))
			page = (struct speaker_phrase){
				.actor = k, .range = {a->first, a->name_first + 1}, .end = a->end};
		if (a->kind == ACTOR_DOCUMENT || inside_marks(c, a, level))
			continue;
		/* `инспекциядан … екенін жеткізді`: the body in the ablative opens the clause */
		bool from = a->kind == ACTOR_BODY && (a->cases & W_ABLATIVE) &&
			    a->first <= start + 3 && !(bits_at(c, a->end) & W_VERBAL);
		if (from && k > 0 && c->actors.at[k - 1].first >= first &&
			c->actors.at[k - 1].end == a->first)
			return phrase_with_name(c, k - 1, start, end);
		if (!from && !actor_is_subject(c, a))
			continue;
		if (a->weak && a->first > start &&
			(is_report(c, start, REPORT_POINTS) || actor_extend(c, a, start) > start))
			continue;
		if (is_aside(c, a, end)) {
			start = past_stamp(c, a->end, end);
			continue;
		}
		/* әкімшілік, қылмыстық …: the first of a list */
		if (a->kind == ACTOR_BODY && a->organization == NONE &&
			kind_at(c, a->end) == TOKEN_COMMA)
			continue;
		if (a->kind == ACTOR_ROLE && k + 1 < c->actors.n && a[1].first == a->end &&
			a[1].kind == ACTOR_BODY && (a[1].cases & W_ABLATIVE))
			return phrase_with_name(c, k + 1, a->first, end);
		struct speaker_phrase p = phrase_with_name(c, k, start, end);
		p.end = p.range.end = named_end(c, capitals_end(c, &p, end), end);
		return p;
	}
	if (unknown.range.end > 0)
		return unknown;
	return page.range.end > 0 ? page : capital_city(c, start, end);
}

struct speaker_phrase speaker_owner(const struct context *c, uint32_t first, uint32_t end)
{
	uint32_t start = skip_openers(c, first, end);
	/* ведомствода айтылғандай, атап көрсетілгендей */
	bool told = reading_at(c, end)->features.passive ||
		    (kind_at(c, end + 1) == TOKEN_WORD && reading_at(c, end + 1)->features.passive);
	/* Президент дұрыс айтқандай */
	while (end > start && is_report(c, end - 1, REPORT_ADVERB))
		end--;
	uint32_t k = c->actor_from[end];
	if (k > 0) {
		const struct actor *a = &c->actors.at[k - 1];
		/* полициядан хабарлағандай: a body also in the ablative */
		uint32_t cases = W_GENITIVE | W_NOMINATIVE;
		if (a->kind == ACTOR_BODY)
			cases |= W_ABLATIVE | (told ? W_LOCATIVE : 0);
		/* хабарламада айтылғандай */
		bool within = a->kind == ACTOR_DOCUMENT && (a->cases & W_LOCATIVE);
		if (a->end == end && a->first >= start &&
			(a->kind == ACTOR_DOCUMENT ? within : (a->cases & cases) != 0))
			return phrase_of(c, k - 1, start, end);
	}
	if (end > start && is_wordlike(c, end - 1) &&
		((reading_at(c, end - 1)->features.kase == CASE_GEN &&
			 !(bits_at(c, end - 1) & W_FUNCTION)) ||
			((bits_at(c, end - 1) & W_NOMINATIVE) &&
				!(bits_at(c, end - 1) & (W_FUNCTION | W_PARTICLE)) &&
				(!(bits_at(c, end - 1) & W_VERBAL) ||
					(bits_at(c, end - 1) & W_ACT_NOUN))))) {
		struct actor a = {.kind = ACTOR_BODY, .first = end - 1, .end = end};
		return (struct speaker_phrase){
			.actor = NONE, .range = {actor_extend(c, &a, start), end}, .end = end};
	}
	return NOBODY;
}

/* A Latin or all-capital name of no known kind at the tail of a report: an outlet. */
static bool looks_like_outlet(const struct context *c, struct range r)
{
	for (uint32_t i = r.first; i < r.end; i++) {
		uint32_t row = 0;
		if (kind_at(c, i) == TOKEN_QUOTE || kind_at(c, i) == TOKEN_NUMBER)
			continue;
		if (!(token_at(c, i)->shape & (SHAPE_LATIN | SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS)))
			return i > r.first && is_report(c, i, REPORT_REPORTER);
		if (r.end == r.first + 1 && word_in_table(c->words, i, LEX_ACRONYM, &row) != NULL)
			return false;
	}
	return r.first < r.end;
}

bool credit_after(const struct context *c, const struct speaker_phrase *phrase, uint32_t from,
	uint32_t limit, struct range *ret_credit, uint32_t *ret_organization)
{
	*ret_organization = NONE;
	for (uint32_t k = c->actor_from[from]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->first >= limit || a->first > from + GAP_MAX || breaks(c, a->first - 1))
			break;
		if (a->media) {
			*ret_credit = (struct range){a->first, a->end};
			*ret_organization = a->organization;
			return true;
		}
		if (!(a->cases & W_NOMINATIVE))
			continue;
		/* RT агенттігі, Press Network: an outlet, whatever the word behind it makes of it
		 */
		struct range r = {a->first, a->end};
		if (r.end < limit && is_report(c, r.end, REPORT_REPORTER) &&
			(bits_at(c, r.end) & W_POSSESSED))
			r.end++;
		bool reporter = r.end > r.first + 1 && is_report(c, r.end - 1, REPORT_REPORTER);
		bool known = a->kind != ACTOR_BODY ||
			     (a->organization != NONE && !reporter &&
				     c->entities->organizations[a->organization].type != ORG_OTHER);
		if (known || !looks_like_outlet(c, r))
			return false;
		*ret_credit = r;
		*ret_organization = a->organization;
		return true;
	}
	if (phrase->actor != NONE || phrase->range.end == 0)
		return false;
	if (!looks_like_outlet(c, phrase->range))
		return false;
	*ret_credit = phrase->range;
	return true;
}

enum dedi_status add_credit(struct context *c, struct range r, uint32_t organization)
{
	struct credit *credit = LIST_PUSH(c->arena, &c->credits);
	if (credit == NULL)
		return DEDI_NO_MEMORY;
	credit->span.start = token_at(c, r.first)->span.start;
	credit->span.end = token_at(c, r.end - 1)->span.end;
	credit->organization = organization;
	return DEDI_OK;
}
