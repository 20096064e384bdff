/*
 * What stands between the speaker and the message and belongs to neither: where and when it was
 * said, to whom, in whose name, what was done besides.
 */
#include "statements/contents.h"

/* кейін, соң */
static bool is_after(const struct context *c, uint32_t token)
{
	return str_eq(token_at(c, token)->norm, STR("кейін")) ||
	       str_eq(token_at(c, token)->norm, STR("соң"));
}

/* An occasion that can only be the speaker's: `… берген сұхбатында`, `халқына Жолдауында`,
 * `министрмен кездесуінен кейін`. */
static bool is_his_own(const struct context *c, uint32_t first, uint32_t last)
{
	uint32_t bits = bits_at(c, last), before = bits_at(c, first - 1);
	return (bits & W_POSSESSED) &&
	       (((bits & W_LOCATIVE) && (before & (W_PARTICIPLE | W_DATIVE))) ||
		       ((bits & W_ABLATIVE) && (before & W_INSTRUMENTAL)));
}

/* An occasion within reach: `ОКҚ-да өткен брифингте`, `өз кезегінде`, `кездесуден кейін`. */
static uint32_t occasion_end(const struct context *c, uint32_t from, uint32_t end)
{
	enum { NEAR = 6, FAR = 12 };
	uint32_t subject =
		end; /* `дайындық мәселесі Үкімет отырысында …`: where the message begins */
	for (uint32_t i = from, steps = 0; i < end && steps < FAR; i++, steps++) {
		uint32_t bits = bits_at(c, i);
		bool mark = kind_at(c, i) == TOKEN_QUOTE;
		/* «Айна» бағдарламасына берген сұхбатында: a name is one step */
		uint32_t close =
			is_opener(c, i) ? c->document->quotes[token_at(c, i)->quote].close : NONE;
		if (close != NONE && close < end && quote_is_name(c, token_at(c, i)->quote)) {
			i = close;
			continue;
		}
		if ((!is_wordlike(c, i) && !mark) || (bits & (W_CLAUSE | W_CONVERB | W_CALL)))
			return from;
		uint32_t n = 1;
		uint32_t classes = report_at(c, i, &n);
		if (steps >= NEAR && !is_his_own(c, i, i + n - 1))
			continue;
		uint32_t nominal = W_POSSESSED | W_NOMINATIVE;
		if (i > from && subject == end && (bits_at(c, i - 1) & nominal) == nominal &&
			!(bits_at(c, i - 1) & (W_GENITIVE | W_VERBAL | W_FUNCTION)))
			subject = i - 1;
		/* брифингте; сапары кезінде, кездесу соңында */
		bool within = (bits_at(c, i + n - 1) & W_NOMINATIVE) && i + n < end &&
			      is_report(c, i + n, REPORT_DEIXIS) &&
			      (bits_at(c, i + n) & W_LOCATIVE);
		bool behind = (bits_at(c, i + n - 1) & W_ABLATIVE) && i + n + 1 < end &&
			      is_after(c, i + n);
		/* Telegram-дағы арнасында */
		bool page = i > from && reading_at(c, i - 1)->features.derivation == DERIV_LOCAL &&
			    (classes & 1u << REPORT_REPORTER) &&
			    (bits_at(c, i + n - 1) & (W_LOCATIVE | W_POSSESSED)) ==
				    (W_LOCATIVE | W_POSSESSED);
		if (page || ((classes & 1u << REPORT_OCCASION) &&
				    ((bits_at(c, i + n - 1) & W_LOCATIVE) || within || behind))) {
			uint32_t next = i + n + (within || behind);
			if (subject + 1 < i)
				return from;
			/* брифингте айтылған …: the occasion belongs to what follows */
			if (bits_at(c, next) & W_PARTICIPLE && !(bits_at(c, next) & W_NOMINATIVE))
				return from;
			return next;
		}
	}
	return from;
}

/* `2024 жылғы қорытындысында`: a paper of the speaker's, where it says so. */
static uint32_t document_end(const struct context *c, uint32_t from, uint32_t end)
{
	enum { REACH = 3 };
	uint32_t k = c->actor_from[from];
	if (k >= c->actors.n || c->actors.at[k].kind != ACTOR_DOCUMENT ||
		!(c->actors.at[k].cases & W_LOCATIVE) || c->actors.at[k].end >= end ||
		c->actors.at[k].first > from + REACH ||
		!(bits_at(c, c->actors.at[k].head) & W_POSSESSED))
		return from;
	return has_bits(c, from, c->actors.at[k].head, W_FINITE | W_CONVERB | W_CLAUSE)
		       ? from
		       : c->actors.at[k].end;
}

/* The end of a dative phrase of somebody at the head of a clause; from if there is none. */
static uint32_t dative_end(const struct context *c, uint32_t from, uint32_t end)
{
	enum { REACH = 12 };
	for (uint32_t k = c->actor_from[from]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->end >= end || a->first > from + REACH || a->kind == ACTOR_DOCUMENT)
			return from;
		for (uint32_t i = from; i < a->end; i++)
			if (!is_wordlike(c, i) && kind_at(c, i) != TOKEN_QUOTE)
				return from;
			else if (bits_at(c, i) & (W_FINITE | W_CONVERB | W_TOPIC) && i < a->first)
				return from;
		/* терроршыларға қарсы: the dative is the postposition's */
		if ((a->cases & W_DATIVE) && !(a->cases & W_NOMINATIVE))
			return bits_at(c, a->end) & W_FUNCTION ? from : a->end;
		if (!(a->cases & (W_NOMINATIVE | W_GENITIVE)))
			return from;
	}
	return from;
}

/* A clause that has a dative of its own: the one at its head is whom it is told to. */
static bool has_dative(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end && kind_at(c, i) != TOKEN_COMMA; i++) {
		uint32_t bits = bits_at(c, i);
		if ((bits & (W_DATIVE | W_CALL)) && !(bits & (W_NOMINATIVE | W_FUNCTION)))
			return true;
	}
	return false;
}

bool starts_with_body(const struct context *c, uint32_t token)
{
	uint32_t k = c->actor_from[token];
	return k < c->actors.n && c->actors.at[k].first == token &&
	       c->actors.at[k].kind == ACTOR_BODY && c->actors.at[k].organization != NONE;
}

/* бізге, маған: the writer was told */
static bool is_self_dative(const struct context *c, uint32_t token)
{
	return is_report(c, token, REPORT_SELF) && (bits_at(c, token) & W_DATIVE);
}

uint32_t skip_addressee(
	const struct context *c, uint32_t from, uint32_t end, enum addressee addressee)
{
	if (addressee != ADDRESSEE_CONTENT && from + 1 < end && is_self_dative(c, from))
		return from + 1;
	uint32_t next = addressee != ADDRESSEE_CONTENT ? dative_end(c, from, end) : from;
	if (next == from || addressee == ADDRESSEE_ANYBODY || has_dative(c, next, end))
		return next;
	return from;
}

uint32_t skip_adjuncts(
	const struct context *c, uint32_t from, uint32_t end, enum addressee addressee)
{
	for (uint32_t tries = 0; tries < 4 && from < end; tries++) {
		uint32_t n = 1;
		uint32_t before = from;
		/* `X да … екенін айтты`: the particle is the speaker's */
		if (kind_at(c, from) == TOKEN_COMMA || kind_at(c, from) == TOKEN_DASH ||
			(tries == 0 && is_report(c, from, REPORT_ADVERB) &&
				((bits_at(c, from) & (W_PARTICLE | W_CONJUNCTION)) ||
					is_opener(c, from + 1)))) {
			from++;
			continue;
		}
		uint32_t classes = report_at(c, from, &n);
		/* бұған дейін де …: as before, told of */
		bool also = (bits_at(c, from + n) & (W_PARTICLE | W_CONJUNCTION)) &&
			    is_report(c, from + n, REPORT_ADVERB);
		if ((classes & (1u << REPORT_POINTER | 1u << REPORT_OPENER)) && from + n < end &&
			!also) {
			from += n;
			continue;
		}
		uint32_t k = c->actor_from[from];
		if (addressee != ADDRESSEE_CONTENT && k < c->actors.n &&
			c->actors.at[k].first <= from + 2 && (c->actors.at[k].cases & W_DATIVE) &&
			!(c->actors.at[k].cases & W_NOMINATIVE) &&
			(c->actors.at[k].media ||
				is_report(c, c->actors.at[k].head, REPORT_HEARER)) &&
			c->actors.at[k].end < end) {
			from = c->actors.at[k].end;
			continue;
		}
		if (addressee != ADDRESSEE_CONTENT && (classes & 1u << REPORT_HEARER) &&
			(bits_at(c, from + n - 1) & W_DATIVE) && from + n < end) {
			from += n;
			continue;
		}
		if (k < c->actors.n && c->actors.at[k].first <= from + 1 &&
			c->actors.at[k].end + 1 < end &&
			is_report(c, c->actors.at[k].end, REPORT_BEHALF)) {
			from = c->actors.at[k].end + 1;
			continue;
		}
		from = occasion_end(c, from, end);
		if (from == before)
			from = document_end(c, from, end);
		if (from == before)
			break;
	}
	return from;
}

/* `диспетчерге сүйеніп, …`: behind whom the teller relies on. */
static uint32_t skip_source(const struct context *c, uint32_t first, uint32_t end)
{
	enum { REACH = 10 };
	for (uint32_t i = first + 1; i < end && i < first + REACH; i++) {
		uint32_t n = 1;
		if (!is_wordlike(c, i) && kind_at(c, i) != TOKEN_QUOTE)
			break;
		if ((report_at(c, i, &n) & 1u << REPORT_SOURCE) && (bits_at(c, i - 1) & W_DATIVE) &&
			i + n + 1 < end && kind_at(c, i + n) == TOKEN_COMMA)
			return i + n + 1;
	}
	return first;
}

uint32_t skip_silent_chain(
	const struct context *c, const struct cue *cue, uint32_t first, uint32_t end)
{
	first = skip_source(c, first, end);
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].end < end; k++) {
		const struct cue *x = &c->cues.at[k];
		if (x == cue)
			break;
		/* жедел жәрдем шақырып, пышақпен қорқытып: acts that are not said */
		bool act = x->complements & (1u << COMPLEMENT_CALL | 1u << COMPLEMENT_ACT) ||
			   x->kind == CUE_WARN || x->kind == CUE_REPORT;
		/* … БАҚ кеңінен жариялай отырып: somebody else's doing */
		uint32_t a = c->actor_from[first];
		while (a < c->actors.n && c->actors.at[a].first < x->left &&
			!actor_is_subject(c, &c->actors.at[a]))
			a++;
		act |= a < c->actors.n && c->actors.at[a].first < x->left &&
		       c->actors.at[a].first > first;
		if (x->form == CUE_CHAIN && !x->used && !x->dep && !x->quotative && !act &&
			x->row != NONE && kind_at(c, x->end) == TOKEN_COMMA &&
			c->quote[x->first] == c->quote[first])
			first = x->end + 1;
	}
	return first;
}

uint32_t skip_act(const struct context *c, const struct cue *cue, uint32_t first, uint32_t end)
{
	enum { REACH = 12 };
	uint32_t whom = cue->complements & 1u << COMPLEMENT_CALL ? W_ACCUSATIVE : W_DATIVE;
	bool object = false;
	for (uint32_t i = first; i + 1 < end && i < first + REACH; i++) {
		uint32_t k = c->actor_from[i];
		bool somebody = k < c->actors.n && c->actors.at[k].first == i &&
				c->actors.at[k].kind != ACTOR_DOCUMENT;
		if (somebody && (c->actors.at[k].cases & (W_ACCUSATIVE | W_DATIVE)))
			return first;
		object |= (bits_at(c, i) & W_ACCUSATIVE) != 0;
		if (kind_at(c, i) != TOKEN_COMMA)
			continue;
		uint32_t next = c->actor_from[i + 1];
		bool called = next < c->actors.n && c->actors.at[next].first == i + 1 &&
			      c->actors.at[next].end < end && (c->actors.at[next].cases & whom) &&
			      !(c->actors.at[next].cases & W_NOMINATIVE);
		return object && called && (bits_at(c, i - 1) & W_CONVERB) ? i + 1 : first;
	}
	return first;
}

uint32_t skip_parenthesis(const struct context *c, uint32_t first, uint32_t end)
{
	enum { LONGEST = 12 };
	if (kind_at(c, first) != TOKEN_OPEN)
		return first;
	for (uint32_t i = first + 1; i < end && i < first + LONGEST; i++)
		if (kind_at(c, i) == TOKEN_CLOSE)
			return i + 1;
	return first;
}

/* `X … барды және … бітетінін мәлімдеді`: what else he did; a clause made a noun has no finite verb
 * inside but in marks. */
uint32_t skip_deeds(const struct context *c, uint32_t first, uint32_t end)
{
	enum { LEAST = 2 };
	uint32_t level = c->quote[first], behind = first;
	for (uint32_t i = first; i + LEAST < end; i++) {
		bool joins =
			(bits_at(c, i + 1) & W_CONJUNCTION) && is_report(c, i + 1, REPORT_JOINT);
		const struct features *f = &reading_at(c, i)->features;
		if (joins && kind_at(c, i) == TOKEN_WORD && c->quote[i] == level &&
			f->verb == VERB_PAST &&
			(f->person == PERSON_NONE || f->person == PERSON_3) &&
			reading_at(c, i)->known)
			behind = i + 2;
	}
	return behind;
}
