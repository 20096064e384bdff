/*
 * Words with a name behind them and no verb: `«…». X`, `«…», – X, ұшқыш.`, a headline's `«…»: X …`,
 * and a paragraph with its speaker's name under it.
 */
#include "statements/quotations.h"

enum dedi_status bare_name(struct quotations *q, uint32_t sentence)
{
	struct context *c = q->c;
	const struct document *doc = c->document;
	uint32_t first = doc->sentences[sentence].first_token, end = sentence_end(c, sentence);
	if (first == 0 || sentence == 0)
		return DEDI_OK;
	uint32_t last = first;
	while (last > 0 && kind_at(c, last - 1) == TOKEN_STOP)
		last--;
	if (last == 0 || !is_closer(c, last - 1) || c->covered[last - 1] != NONE)
		return DEDI_OK;
	uint32_t quote = token_at(c, last - 1)->quote;
	const struct quote *x = &doc->quotes[quote];
	if (x->open == NONE || x->open != sentence_first(c, x->open) ||
		c->covered[x->first] != NONE || words_in(c, x->first, x->end, 2) < 2)
		return DEDI_OK;
	while (end > first && kind_at(c, end - 1) == TOKEN_STOP)
		end--;
	uint32_t k = c->actor_from[first];
	/* a headline all in marks, and the text begins with him who speaks of himself there */
	bool headline = sentence == 1 && in_own_voice(c, x->first, x->end);
	if (k >= c->actors.n || c->actors.at[k].first != first ||
		(c->actors.at[k].end != end && !headline) ||
		(c->actors.at[k].kind != ACTOR_PERSON && c->actors.at[k].kind != ACTOR_BODY) ||
		!(c->actors.at[k].cases & W_NOMINATIVE))
		return DEDI_OK;
	end = c->actors.at[k].end;
	struct draft *d = new_direct(q, LAYOUT_BARE_NAME, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	d->actor = k;
	d->speaker = (struct range){first, end};
	add_marks(c, d, quote);
	draft_finish(c, d);
	return DEDI_OK;
}

/* The person of a paragraph that is nothing but his name, his office before it: whose words stand
 * in the paragraph above. He was named before, or his office is told: a byline's author is not. */
static uint32_t signature(const struct context *c, const struct paragraph *p)
{
	enum { LONGEST = 24 };
	uint32_t end = p->end;
	while (end > p->first && kind_at(c, end - 1) == TOKEN_STOP)
		end--;
	uint32_t k = end > p->first && end - p->first <= LONGEST ? c->actor_from[end] : 0;
	if (k == 0 || p->label || p->headline || p->list)
		return NONE;
	const struct actor *a = &c->actors.at[k - 1];
	if (a->kind != ACTOR_PERSON || a->person == NONE || a->end != end || a->first < p->first ||
		!(a->cases & W_NOMINATIVE) || a->media || c->covered[a->head] != NONE)
		return NONE;
	/* `…, деді ауыл тұрғыны X.`: words and their cue */
	uint32_t cue = c->cue_from[p->first];
	if (cue < c->cues.n && c->cues.at[cue].first < a->first)
		return NONE;
	for (uint32_t i = p->first; i < a->first; i++) {
		bool owner = is_wordlike(c, i) || kind_at(c, i) == TOKEN_QUOTE ||
			     kind_at(c, i) == TOKEN_COMMA;
		if (!owner ||
			(bits_at(c, i) & (W_FINITE | W_CONVERB) && !(bits_at(c, i) & W_NOMINATIVE)))
			return NONE;
	}
	const struct person *person = &c->entities->people[a->person];
	bool known = person->n_mentions > 0 && person->mentions[0].first < p->first;
	return known || a->name_first > a->first ? k - 1 : NONE;
}

enum dedi_status signed_paragraph(struct quotations *q, uint32_t index)
{
	struct context *c = q->c;
	const struct paragraph *p = &c->paragraphs[index], *x = p - 1;
	uint32_t actor = index > 0 && !c->run_on ? signature(c, p) : NONE;
	if (actor == NONE || x->headline || x->label || x->list || c->covered[x->first] != NONE ||
		c->covered[x->end - 1] != NONE || kind_at(c, x->end - 1) != TOKEN_STOP ||
		is_furniture(c, x->first) || !has_bits(c, x->first, x->end, W_FINITE | W_SELF))
		return DEDI_OK;
	for (uint32_t s = x->first_sentence; s < x->end_sentence; s++)
		if (attributed(q, s))
			return DEDI_OK;
	/* the writer tells of him */
	for (uint32_t k = c->actor_from[x->first]; c->actors.at[k].first < x->end; k++)
		if (c->actors.at[k].person == c->actors.at[actor].person)
			return DEDI_OK;
	struct draft *d = new_direct(q, LAYOUT_SIGNED, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	d->actor = actor;
	d->speaker = (struct range){p->first, c->actors.at[actor].end};
	for (uint32_t n = bare_paragraphs_before(q, x); n > 0; n--)
		draft_add(c, d, (struct range){(x - n)->first, (x - n)->end});
	draft_add(c, d, (struct range){x->first, x->end});
	draft_cover(c, (uint32_t)(d - c->drafts.at));
	return DEDI_OK;
}

bool says_something(const struct context *c, const struct quote *x)
{
	if (c->organization_at[x->first] != NONE && c->organization_at[x->end - 1] != NONE)
		return false;
	uint32_t last = x->end;
	while (last > x->first + 1 && kind_at(c, last - 1) == TOKEN_STOP)
		last--;
	return has_bits(c, x->first, x->end, W_SELF) || (bits_at(c, last - 1) & W_FINITE) ||
	       is_report(c, last - 1, REPORT_CLAUSE) ||
	       (words_in(c, x->first, x->end, 5) > 4 && has_bits(c, x->first, x->end, W_FINITE));
}

/* `«Баға өспейді»: министр түсініктеме берді`: what he reacted with stands before him. */
static enum dedi_status colon_reaction(
	struct quotations *q, uint32_t quote, uint32_t first, uint32_t limit, bool headline)
{
	struct context *c = q->c;
	uint32_t k = c->cue_from[first];
	struct speaker_phrase p = speaker_after(c, first, limit);
	if (p.actor == NONE || p.range.first != first)
		return DEDI_OK;
	bool reacts = k < c->cues.n && c->cues.at[k].first < limit &&
		      c->cues.at[k].form == CUE_FINITE && !c->cues.at[k].dep &&
		      !c->cues.at[k].used && p.range.end <= c->cues.at[k].left;
	/* «…»: Асан Үсенов … қорғап шықты */
	if (!reacts && !(headline && c->actors.at[p.actor].kind == ACTOR_PERSON))
		return DEDI_OK;
	struct draft *d = new_direct(q, LAYOUT_MARKS_NAME, reacts ? k : NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_set_speaker(d, &p);
	add_marks(c, d, quote);
	draft_finish(c, d);
	return DEDI_OK;
}

enum dedi_status dash_name(struct quotations *q, uint32_t quote)
{
	struct context *c = q->c;
	const struct quote *x = &c->document->quotes[quote];
	if (x->close == NONE || x->open == NONE || x->parent != NONE ||
		c->covered[x->first] != NONE || x->open != sentence_first(c, x->open) ||
		words_in(c, x->first, x->end, 2) < 2)
		return DEDI_OK;
	uint32_t t = x->close + 1;
	t += kind_at(c, t) == TOKEN_COMMA;
	bool colon = kind_at(c, t) == TOKEN_COLON;
	if ((!colon && kind_at(c, t) != TOKEN_DASH) || !same_sentence(c, x->close, t + 1))
		return DEDI_OK;
	uint32_t first = t + 1, limit = sentence_end(c, token_at(c, t)->sentence);
	uint32_t k = c->actor_from[first];
	if (k >= c->actors.n || c->actors.at[k].first > first + 4 || !says_something(c, x))
		return DEDI_OK;
	bool headline = token_at(c, x->close)->sentence == 0 || paragraph_of(c, t)->headline;
	if (colon)
		return colon_reaction(q, quote, first, limit, headline);
	struct speaker_phrase p = speaker_after(c, first, limit);
	if (p.actor == NONE || p.range.first != first)
		return DEDI_OK;
	const struct actor *a = &c->actors.at[p.actor];
	bool many = a->kind == ACTOR_BODY || a->kind == ACTOR_GROUP;
	if (a->kind != ACTOR_PERSON && a->kind != ACTOR_ROLE && !(many && !headline))
		return DEDI_OK;
	/* the rest is more of him: `, ұшақ жолаушысы` */
	uint32_t end = p.range.end;
	for (uint32_t i = end; kind_at(c, end) == TOKEN_COMMA && i < limit && i < end + 12; i++) {
		enum token_kind kind = kind_at(c, i);
		bool more = kind == TOKEN_COMMA || kind == TOKEN_QUOTE ||
			    (is_wordlike(c, i) && !(bits_at(c, i) & (W_FINITE | W_CONVERB)));
		if (kind == TOKEN_STOP || i + 1 == limit) {
			end = kind == TOKEN_STOP ? i : limit;
			break;
		}
		if (!more)
			break;
	}
	bool closed = end == limit || kind_at(c, end) == TOKEN_STOP;
	if (!closed && !headline)
		return DEDI_OK;
	struct draft *d = new_direct(q, LAYOUT_MARKS_NAME, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	d->actor = p.actor;
	d->speaker = (struct range){first, closed ? end : p.range.end};
	add_marks(c, d, quote);
	draft_finish(c, d);
	return DEDI_OK;
}
