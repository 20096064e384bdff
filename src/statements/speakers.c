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

static bool may_follow(const struct actor *a)
{
	if (a->cases & W_NOMINATIVE)
		return true;
	bool place = a->cases & (W_ABLATIVE | W_LOCATIVE);
	return place &&
	       (a->kind == ACTOR_BODY || a->kind == ACTOR_DOCUMENT || a->kind == ACTOR_GROUP);
}

/* A phrase of no known actor: words up to the end of the attribution or an oblique case. */
static struct speaker_phrase unknown_after(const struct context *c, uint32_t from, uint32_t limit)
{
	struct speaker_phrase p = NOBODY;
	uint32_t i = from, end = from;
	while (i < limit && i < from + 8 && is_wordlike(c, i) &&
		!(bits_at(c, i) & (W_FUNCTION | W_SELF | W_QUOTATIVE))) {
		uint32_t bits = bits_at(c, i);
		if ((bits & (W_LOCATIVE | W_DATIVE | W_ABLATIVE | W_INSTRUMENTAL)) &&
			!(bits & W_NOMINATIVE)) {
			if (end == from) /* `деді тілшілерге X` */
				from = end = i + 1;
			else
				break;
		} else {
			end = i + 1;
		}
		i++;
	}
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
	if (a->joint && index + 1 < c->actors.n)
		p.range.end = c->actors.at[index + 1].end;
	p.end = attribution_end(c, p.range.end, limit);
	return p;
}

struct speaker_phrase speaker_after(const struct context *c, uint32_t from, uint32_t limit)
{
	while (from < limit &&
		(is_report(c, from, REPORT_OBJECT) || is_report(c, from, REPORT_ADVERB)))
		from++;
	if (from >= limit || breaks(c, from))
		return (struct speaker_phrase){.actor = NONE, .end = from};
	uint32_t i = from;
	for (uint32_t k = c->actor_from[from]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->first >= limit || a->first > i + GAP_MAX)
			break;
		bool cut = false;
		for (uint32_t t = i; t < a->first && !cut; t++)
			cut = breaks(c, t) || (bits_at(c, t) & W_QUOTATIVE);
		if (cut)
			break;
		if (may_follow(a)) {
			/* A body or role right before a name is part of the same phrase. */
			const struct actor *next = k + 1 < c->actors.n ? a + 1 : NULL;
			if (next != NULL && a->kind != ACTOR_PERSON && next->first == a->end &&
				next->kind == ACTOR_PERSON && may_follow(next)) {
				struct speaker_phrase p = phrase_of(c, k + 1, a->first, limit);
				p.range.first = actor_extend(c, a, from);
				return p;
			}
			return phrase_of(c, k, from, limit);
		}
		i = a->end;
	}
	return unknown_after(c, from, limit);
}

static bool inside_marks(const struct context *c, const struct actor *a, uint32_t level)
{
	return c->quote[a->first] != level && !is_opener(c, a->first);
}

/* The first word of a clause as a speaker of no table: a plural or a name of unknown kind. */
static struct speaker_phrase unknown_subject(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < first + 2 && i + 1 < end; i++) {
		if (kind_at(c, i) != TOKEN_WORD || (bits_at(c, i) & (W_FUNCTION | W_REPORT)))
			break;
		const struct reading *r = reading_at(c, i);
		const struct word_form *form = &c->document->words[token_at(c, i)->word];
		bool nominative = r->features.verb == VERB_NONE && r->features.kase == CASE_NOM;
		bool plural =
			r->features.number == NUMBER_PLURAL && r->features.possessive == POSS_NONE;
		bool named = form->count_capital > 0 ||
			     (token_at(c, i)->shape & (SHAPE_ALL_CAPS | SHAPE_LATIN));
		if (nominative && (plural || named))
			return (struct speaker_phrase){
				.actor = NONE, .range = {first, i + 1}, .end = i + 1};
	}
	return NOBODY;
}

struct speaker_phrase speaker_before(
	const struct context *c, uint32_t first, uint32_t end, bool *ret_adjacent)
{
	*ret_adjacent = false;
	if (first >= end)
		return NOBODY;
	uint32_t start = skip_openers(c, first, end);
	uint32_t level = c->quote[start];
	struct speaker_phrase unknown = unknown_subject(c, start, end);
	for (uint32_t k = c->actor_from[first]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->end > end)
			break;
		if (unknown.range.end > 0 && a->first >= unknown.range.end)
			return unknown;
		if (a->kind == ACTOR_DOCUMENT || inside_marks(c, a, level) ||
			!actor_is_subject(c, a))
			continue;
		return phrase_of(c, k, start, end);
	}
	return unknown;
}

struct speaker_phrase speaker_owner(const struct context *c, uint32_t first, uint32_t end)
{
	uint32_t start = skip_openers(c, first, end);
	uint32_t k = c->actor_from[end];
	if (k > 0) {
		const struct actor *a = &c->actors.at[k - 1];
		if (a->end == end && a->first >= start &&
			(a->cases & (W_GENITIVE | W_NOMINATIVE)) && a->kind != ACTOR_DOCUMENT)
			return phrase_of(c, k - 1, start, end);
	}
	if (end > start && is_wordlike(c, end - 1) &&
		(bits_at(c, end - 1) & (W_GENITIVE | W_NOMINATIVE)) &&
		!(bits_at(c, end - 1) & (W_FUNCTION | W_VERBAL | W_PARTICLE))) {
		struct actor a = {.kind = ACTOR_BODY, .first = end - 1, .end = end};
		return (struct speaker_phrase){
			.actor = NONE, .range = {actor_extend(c, &a, start), end}, .end = end};
	}
	return NOBODY;
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
		if (a->cases & W_NOMINATIVE)
			return false;
	}
	if (phrase->actor != NONE || phrase->range.end == 0)
		return false;
	/* A Latin or quoted name of no known kind at the tail of a report: an outlet. */
	uint16_t shape = token_at(c, phrase->range.first)->shape;
	if (shape & (SHAPE_LATIN | SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS)) {
		*ret_credit = phrase->range;
		return true;
	}
	return false;
}
