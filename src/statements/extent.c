/*
 * How far words go that are somebody's own: where they begin before an attribution, what follows it
 * with no cue of its own, where a turn ends that nothing closes.
 *
 * Marks tell both ends. Bare words are followed back over sentences that the writer does not
 * visibly speak, to the dash of the turn or the head of the paragraph. Where line breaks are lost,
 * the speaker's own voice and the next sentence of narration are all there is to go by.
 */
#include "statements/quotations.h"

#define BACK_MAX 12 /* sentences */
#define TURN_MAX 60 /* sentences of one unclosed turn */

static bool strong_seam_in(const struct quotations *q, uint32_t cue, uint32_t first, uint32_t end)
{
	uint32_t k = q->next_strong[cue + 1];
	return k < q->c->cues.n && q->c->cues.at[k].left >= first &&
	       q->c->cues.at[k].left <= end + 3;
}

void continue_words(struct quotations *q, struct draft *d, uint32_t cue, uint32_t at)
{
	struct context *c = q->c;
	uint32_t n = c->document->n_tokens, inside = at < n ? c->quote[at] : NONE;
	bool stop = false;
	uint32_t t = at;
	while (t < n && t < at + 3 &&
		(kind_at(c, t) == TOKEN_COMMA || kind_at(c, t) == TOKEN_STOP)) {
		stop |= kind_at(c, t) == TOKEN_STOP;
		t++;
	}
	if (t >= n || paragraph_of(c, t) != paragraph_of(c, d->spans[d->n_spans - 1].first))
		return;
	uint32_t first = t, end = 0;
	if (kind_at(c, t) == TOKEN_DASH && t > at) {
		first = t + 1;
		if (is_opener(c, first)) {
			const struct quote *x = &c->document->quotes[token_at(c, first)->quote];
			first = x->first;
			end = x->end;
		} else if (inside != NONE) {
			end = c->document->quotes[inside].end;
		} else if (first < n) {
			end = turn_end(q, first);
			for (uint32_t i = first; i < end; i++)
				if (is_closer(c, i) &&
					c->document->quotes[token_at(c, i)->quote].open == NONE)
					end = i;
		}
	} else if (stop && is_opener(c, t) && t == sentence_first(c, t)) {
		const struct quote *x = &c->document->quotes[token_at(c, t)->quote];
		if (x->close == NONE)
			return;
		enum token_kind behind = kind_at(c, x->close + 1);
		bool ends = x->close + 1 >= n || behind == TOKEN_STOP ||
			    !same_sentence(c, x->close, x->close + 1);
		if (!ends || words_in(c, x->first, x->end, 2) < 2)
			return;
		first = x->first;
		end = x->end;
	} else {
		return;
	}
	if (first >= end)
		return;
	if (strong_seam_in(q, cue, first, end)) {
		q->resumed = first;
		return;
	}
	draft_add(c, d, (struct range){first, end});
}

/* A paragraph that is nothing but one pair of marks; the pair, or NONE. */
static uint32_t quoted_paragraph(const struct context *c, const struct paragraph *p)
{
	uint32_t first = p->first, end = p->end;
	if (kind_at(c, first) == TOKEN_DASH)
		first++;
	while (end > first &&
		(kind_at(c, end - 1) == TOKEN_STOP || kind_at(c, end - 1) == TOKEN_COMMA))
		end--;
	if (first >= end || !is_opener(c, first))
		return NONE;
	uint32_t q = token_at(c, first)->quote;
	const struct quote *x = &c->document->quotes[q];
	bool whole = x->close == NONE || x->close + 1 == end;
	return whole && words_in(c, x->first, x->end, 3) >= 3 ? q : NONE;
}

void add_quote(struct context *c, struct draft *d, uint32_t quote)
{
	const struct quote *q = &c->document->quotes[quote];
	uint32_t first = q->first;
	while (first < q->end) {
		const struct paragraph *p = paragraph_of(c, first);
		uint32_t end = p->end < q->end ? p->end : q->end;
		draft_add(c, d, (struct range){first, end});
		first = end;
	}
}

/* Quoted paragraphs (or pairs in the same paragraph) before this one that have no attribution. */
static uint32_t first_sibling(const struct context *c, uint32_t quote)
{
	uint32_t first = c->document->quotes[quote].open;
	uint32_t best = NONE;
	for (uint32_t tries = 0; tries < DRAFT_SPANS - 2 && first > 0; tries++) {
		const struct paragraph *p = paragraph_of(c, first);
		if (first != p->first &&
			!(first == p->first + 1 && kind_at(c, p->first) == TOKEN_DASH))
			break;
		if (p == c->paragraphs || p[-1].headline || p[-1].label)
			break;
		uint32_t q = quoted_paragraph(c, p - 1);
		if (q == NONE || c->covered[c->document->quotes[q].first] != NONE)
			break;
		best = q;
		first = c->document->quotes[q].open;
	}
	return best;
}

void add_marks(struct context *c, struct draft *d, uint32_t quote)
{
	uint32_t sibling = first_sibling(c, quote);
	for (uint32_t q = sibling != NONE ? sibling : quote; q <= quote; q++)
		if (c->document->quotes[q].parent == c->document->quotes[quote].parent)
			add_quote(c, d, q);
}

bool attributed(const struct quotations *q, uint32_t sentence)
{
	const struct context *c = q->c;
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence);
	bool own = in_own_voice(c, first, end);
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].first < end; k++) {
		const struct cue *cue = &c->cues.at[k];
		if (cue->form == CUE_CHAIN || cue->form == CUE_RELATIVE)
			continue;
		if (cue->form == CUE_FRAMED || cue->passive || is_strong(&q->seams[k], cue))
			return true;
		if (own)
			continue;
		/* `келгенін сезеді`: nobody in the sentence says it */
		for (uint32_t a = c->actor_from[first];
			a < c->actors.n && c->actors.at[a].first < end; a++)
			if (actor_is_subject(c, &c->actors.at[a]) &&
				(c->run_on || c->actors.at[a].kind != ACTOR_GROUP))
				return true;
	}
	return false;
}

/* What the site has put between the sentences: `Оқи отырыңыз`. */
static bool is_link(const struct context *c, uint32_t token)
{
	return furniture_at(c, token) & 1u << FURNITURE_CHROME;
}

/* Does the writer speak in this sentence? */
static bool is_narration(const struct quotations *q, uint32_t sentence)
{
	const struct context *c = q->c;
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence), actor = NONE;
	if (caption_colon(c, sentence, &actor) != NONE)
		return true;
	if (is_report(c, first, REPORT_RECAP))
		return true;
	/* Авторлары: …, Фото: …, Тақырып бойынша оқу: … */
	bool link = is_link(c, first);
	for (uint32_t i = first + 1; i < first + (link ? 5 : 3) && (link || is_furniture(c, first));
		i++)
		if (kind_at(c, i) == TOKEN_COLON)
			return true;
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].first < end; k++) {
		const struct cue *cue = &c->cues.at[k];
		if (c->quote[cue->first] != NONE && !cue->dep && !cue->quotative)
			continue;
		/* …, – деген басшы … айтты: the words end here, the telling begins */
		if (cue->form == CUE_RELATIVE && cue->quotative && is_strong(&q->seams[k], cue))
			return false;
		/* мән берген жөн: a participle tells only of an actor behind it */
		uint32_t next = c->actor_from[cue->end];
		bool relative = cue->form == CUE_RELATIVE &&
				(cue->quotative || next >= c->actors.n ||
					c->actors.at[next].first > cue->end + 3);
		if (cue->form == CUE_CHAIN || cue->passive || relative)
			continue;
		if (is_strong(&q->seams[k], cue))
			return true;
		if (cue->form == CUE_FRAMED || !has_bits(c, first, end, W_SELF))
			return true;
	}
	enum block_kind kind = c->document->blocks[c->document->sentences[sentence].block].kind;
	return kind != BLOCK_PARAGRAPH && kind != BLOCK_LIST_ITEM && kind != BLOCK_HEADLINE;
}

/* Does a sentence open with a named body, a name in marks or a word that stands for a body? */
static bool opens_with_name(const struct context *c, uint32_t sentence)
{
	uint32_t first = skip_openers(
		c, c->document->sentences[sentence].first_token, sentence_end(c, sentence));
	if (is_opener(c, first))
		return quote_is_name(c, token_at(c, first)->quote);
	uint32_t k = c->actor_from[first];
	return k < c->actors.n && c->actors.at[k].first == first &&
	       c->actors.at[k].kind == ACTOR_BODY && !is_silent_acronym(c, &c->actors.at[k]);
}

/* A verb, a noun or a pronoun of the first person: `үйренгенбіз`, `біздің`, `меніңше`. */
static bool in_first_person(const struct context *c, uint32_t sentence)
{
	uint32_t end = sentence_end(c, sentence);
	for (uint32_t i = c->document->sentences[sentence].first_token; i < end; i++) {
		if (!has_bits(c, i, i + 1, W_SELF))
			continue;
		const struct features *f = &reading_at(c, i)->features;
		if (f->person != PERSON_2SG && f->person != PERSON_2PL &&
			f->person != PERSON_2POLITE && f->verb != VERB_IMPERATIVE)
			return true;
	}
	return false;
}

/* Where line breaks are lost, the writer goes on behind the speaker's last sentence in the first
 * person where one opens with a name. */
static uint32_t resumed_telling(const struct context *c, uint32_t first, uint32_t end)
{
	uint32_t s = end;
	while (s > first + 1 && !in_first_person(c, s - 1))
		s--;
	for (; s < end; s++)
		if (opens_with_name(c, s))
			return s;
	return end;
}

static uint32_t told_end(const struct quotations *q, uint32_t from, bool caption)
{
	const struct context *c = q->c;
	const struct paragraph *p = paragraph_of(c, from);
	if (!c->run_on)
		return p->end;
	uint32_t first = token_at(c, from)->sentence, s = first + 1;
	for (uint32_t i = 0; i < TURN_MAX && s < p->end_sentence; i++, s++)
		if (is_narration(q, s))
			break;
	if (caption)
		s = resumed_telling(c, first, s);
	return s < p->end_sentence ? c->document->sentences[s].first_token : p->end;
}

uint32_t turn_end(const struct quotations *q, uint32_t from)
{
	return told_end(q, from, false);
}

uint32_t caption_end(const struct quotations *q, uint32_t from)
{
	return told_end(q, from, true);
}

/* The token behind `: –` in a sentence, or NONE. */
static uint32_t colon_dash(const struct context *c, uint32_t sentence)
{
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence);
	for (uint32_t i = first; i + 2 < end; i++)
		if (kind_at(c, i) == TOKEN_COLON && kind_at(c, i + 1) == TOKEN_DASH &&
			c->quote[i] == NONE)
			return i + 2;
	return NONE;
}

uint32_t turn_dash(const struct quotations *q, uint32_t s, const struct paragraph *p)
{
	const struct context *c = q->c;
	for (uint32_t tries = 0; tries < BACK_MAX; tries++) {
		uint32_t first = c->document->sentences[s].first_token;
		if (c->covered[first] != NONE)
			return NONE;
		if (kind_at(c, first) == TOKEN_DASH)
			return c->covered[first + 1] == NONE ? first + 1 : NONE;
		uint32_t opened = colon_dash(c, s);
		if (opened != NONE)
			return c->covered[opened] == NONE ? opened : NONE;
		if (s == p->first_sentence)
			return NONE;
		s--;
		uint32_t end = sentence_end(c, s);
		/* a cue right behind the dash opens the words: `– Аталған жайт …` */
		first = c->document->sentences[s].first_token;
		uint32_t k = q->next_strong[c->cue_from[first + 2 < end ? first + 2 : end]];
		if (k < c->cues.n && c->cues.at[k].first < end)
			return NONE;
	}
	return NONE;
}

/* How many sentences before this one are still the speaker's where line breaks are lost: one or two
 * that tell nothing, if the one before them is in his own voice or exclaims. */
static uint32_t voice_before(const struct quotations *q, uint32_t s, const struct paragraph *p)
{
	enum { SILENT_MAX = 2 };
	const struct context *c = q->c;
	for (uint32_t n = 1; n <= SILENT_MAX + 1 && s >= p->first_sentence + n; n++) {
		uint32_t first = c->document->sentences[s - n].first_token;
		uint32_t end = sentence_end(c, s - n);
		if (c->covered[first] != NONE || c->covered[end - 1] != NONE ||
			attributed(q, s - n) || is_narration(q, s - n))
			return 0;
		bool exclaims = kind_at(c, end - 1) == TOKEN_STOP &&
				token_at(c, end - 1)->norm.n > 0 &&
				token_at(c, end - 1)->norm.p[0] == '!';
		if (has_bits(c, first, end, W_SELF) || exclaims || kind_at(c, first) == TOKEN_DASH)
			return n;
	}
	return 0;
}

uint32_t bare_start(struct quotations *q, uint32_t end, struct draft *d)
{
	struct context *c = q->c;
	const struct paragraph *p = paragraph_of(c, end - 1);
	uint32_t s = token_at(c, end - 1)->sentence;
	uint32_t floor = p->first;
	if (q->resumed != NONE && q->resumed >= p->first && q->resumed < end)
		return q->resumed;
	if (kind_at(c, p->first) == TOKEN_DASH && c->covered[p->first + 1] == NONE && !c->run_on) {
		d->layout = LAYOUT_DASH_TURN;
		return p->first + 1;
	}
	uint32_t dash = turn_dash(q, s, p);
	if (dash != NONE) {
		d->layout = LAYOUT_DASH_TURN;
		return dash;
	}
	for (uint32_t tries = 0; tries < BACK_MAX; tries++) {
		uint32_t first = c->document->sentences[s].first_token;
		if (s == p->first_sentence)
			return first;
		if (c->covered[first - 1] != NONE ||
			c->covered[c->document->sentences[s - 1].first_token] != NONE ||
			attributed(q, s - 1))
			return first;
		uint32_t back = c->run_on ? voice_before(q, s, p) : 1;
		if (back == 0)
			return first;
		s -= back;
	}
	return floor;
}

/* `X … екенін айтты`: the writer tells what somebody says, whatever marks stand around it. */
static bool tells_clause(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].first < end; k++) {
		const struct cue *cue = &c->cues.at[k];
		if (cue->form == CUE_FINITE && !cue->dep && !cue->quotative && cue->left > first &&
			(bits_at(c, cue->left - 1) & (W_CLAUSE | W_CALL | W_ACT)))
			return true;
	}
	return false;
}

uint32_t orphan_start(const struct quotations *q, uint32_t end)
{
	const struct context *c = q->c;
	const struct paragraph *p = paragraph_of(c, end - 1);
	uint32_t s = token_at(c, end - 1)->sentence;
	for (uint32_t tries = 0; tries < BACK_MAX && s >= p->first_sentence; tries++, s--) {
		uint32_t first = c->document->sentences[s].first_token;
		uint32_t k = q->next_strong[c->cue_from[first]];
		if (c->covered[first] != NONE || tells_clause(c, first, sentence_end(c, s)) ||
			(k < c->cues.n && c->cues.at[k].first < sentence_end(c, s) &&
				c->cues.at[k].first < end))
			return NONE;
		if (is_opener(c, first))
			return first;
		if (s == 0)
			break;
	}
	return NONE;
}

uint32_t bare_paragraphs_before(struct quotations *q, const struct paragraph *p)
{
	struct context *c = q->c;
	uint32_t n = 0;
	if (c->run_on || kind_at(c, p->first) == TOKEN_DASH ||
		!has_bits(c, p->first, p->end, W_SELF))
		return 0;
	while (n < DRAFT_SPANS - 3 && p - n > c->paragraphs) {
		const struct paragraph *x = p - n - 1;
		if (x->headline || x->label || x->list || kind_at(c, x->first) == TOKEN_QUOTE ||
			kind_at(c, x->first) == TOKEN_DASH || c->covered[x->first] != NONE)
			break;
		bool own = true;
		for (uint32_t s = x->first_sentence; s < x->end_sentence && own; s++)
			own = !attributed(q, s);
		if (!own || !has_bits(c, x->first, x->end, W_SELF))
			break;
		n++;
	}
	return n;
}
