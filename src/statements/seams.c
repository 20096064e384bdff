/*
 * Words and a cue behind them: `«…», – деді X`, `– …, – деп қосты`, `…, дейді X`.
 *
 * The seam is the punctuation between words and cue; it decides, with the cue and whoever stands
 * behind it, whether the words are speech and whose. A report at the tail whose Y is a medium is a
 * credit.
 */
#include "statements/quotations.h"

#define SEAM_MAX 5

struct seam seam_before(const struct context *c, uint32_t left)
{
	struct seam s = {.end = left, .quote = NONE};
	uint32_t i = left;
	for (uint32_t tries = 0; tries < SEAM_MAX && i > 0; tries++) {
		uint32_t t = i - 1;
		enum token_kind kind = kind_at(c, t);
		if (kind == TOKEN_DASH && !s.dash && !s.closer && !s.comma && !s.stop) {
			s.dash = true;
		} else if (kind == TOKEN_COMMA) {
			s.comma = true;
		} else if (kind == TOKEN_QUOTE &&
			   (is_closer(c, t) || token_at(c, t)->quote == NONE)) {
			if (!s.closer)
				s.quote = token_at(c, t)->quote;
			s.closer = true;
		} else if (kind == TOKEN_STOP) {
			s.stop = true;
			s.any = true;
			break; /* the words keep their stop */
		} else {
			break;
		}
		s.any = true;
		s.end = i = t;
	}
	if (s.closer && s.quote != NONE)
		s.end = c->document->quotes[s.quote].end;
	return s;
}

bool is_strong(const struct seam *s, const struct cue *cue)
{
	return s->dash && (s->comma || s->stop || s->closer || cue->quotative || cue->dep);
}

static uint32_t attribution_tail(const struct context *c, uint32_t from, uint32_t limit)
{
	while (from < limit && is_wordlike(c, from))
		from++;
	return from;
}

static struct speaker_phrase attribution(const struct context *c, const struct cue *cue)
{
	bool adjacent = false;
	uint32_t limit = sentence_end(c, token_at(c, cue->first)->sentence);
	if (cue->form == CUE_DETACHED) {
		struct speaker_phrase p = speaker_before(c, cue->left + 1, cue->first, &adjacent);
		if (p.range.end != 0) {
			p.end = attribution_tail(c, cue->end, limit);
			return p;
		}
		p = speaker_after(c, cue->left + 1, cue->first);
		if (p.range.end != 0) {
			p.end = attribution_tail(c, cue->end, limit);
			return p;
		}
	}
	return speaker_after(c, cue->end, limit);
}

/* `…, деп хабарлайды Y`: a credit if Y is a medium, else Y's report. */
static enum dedi_status tail_report(struct quotations *q, uint32_t k, struct seam *s,
	const struct speaker_phrase *p, bool *ret_done)
{
	struct context *c = q->c;
	struct cue *cue = &c->cues.at[k];
	*ret_done = true;
	uint32_t limit = sentence_end(c, token_at(c, cue->first)->sentence);
	struct range credit = {0};
	uint32_t organization = NONE;
	bool closing = cue->kind == CUE_REPORT || cue->kind == CUE_WRITE;
	/* …, деп түйіндейді BBC: without marks an outlet's, whatever the verb */
	bool outlets = closing || (cue->dep && !s->closer && !s->dash);
	/* «…», – деп жазды Y: what stands in marks Y has written itself */
	bool written = s->closer && cue->kind == CUE_WRITE;
	if (outlets && !written && credit_after(c, p, cue->end, limit, &credit, &organization)) {
		cue->used = true;
		return add_credit(c, credit, organization);
	}
	bool body = p->actor != NONE && c->actors.at[p->actor].kind != ACTOR_PERSON &&
		    c->actors.at[p->actor].kind != ACTOR_HE &&
		    c->actors.at[p->actor].kind != ACTOR_ROLE;
	/* a dash opened the words: they are the speaker's own */
	uint32_t last = token_at(c, s->end - 1)->sentence;
	bool turn = c->quote[s->end - 1] == NONE &&
		    turn_dash(q, last, paragraph_of(c, s->end - 1)) != NONE;
	if (turn || s->closer || !closing || !(body || p->range.end == 0 || p->actor == NONE)) {
		*ret_done = false;
		return DEDI_OK;
	}
	if (p->range.end == 0) { /* nobody reports it */
		cue->used = true;
		return DEDI_OK;
	}
	struct draft *d = new_direct(q, LAYOUT_TAIL, k);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	d->type = STATEMENT_INDIRECT;
	draft_set_speaker(d, p);
	uint32_t first = sentence_first(c, s->end - 1);
	if (c->covered[first] != NONE || !draft_add(c, d, (struct range){first, s->end}))
		c->drafts.n--;
	return DEDI_OK;
}

/* The words of a turn are found, and those behind its attribution belong to it; or there are none,
 * and the cue is free again. */
static void close_turn(struct quotations *q, struct draft *d, uint32_t k, uint32_t end)
{
	struct context *c = q->c;
	if (d->n_spans == 0) {
		c->drafts.n--;
		c->cues.at[k].used = false;
		return;
	}
	q->resumed = NONE;
	continue_words(q, d, k, end);
	draft_cover(c, (uint32_t)(d - c->drafts.at));
}

/* Something in which words can stand written: a document, or `онда`. */
static bool is_written(const struct context *c, uint32_t actor)
{
	const struct actor *a = &c->actors.at[actor];
	return a->kind == ACTOR_DOCUMENT || (a->kind == ACTOR_HE && (a->cases & W_LOCATIVE));
}

/* `Онда «…» делінген`: the document in front of the marks, or NONE. */
static uint32_t within_document(const struct context *c, uint32_t quote)
{
	uint32_t open = c->document->quotes[quote].open;
	if (open == NONE)
		return NONE;
	for (uint32_t k = c->actor_from[sentence_first(c, open)];
		k < c->actors.n && c->actors.at[k].end <= open; k++)
		if (is_written(c, k) && (c->actors.at[k].cases & W_LOCATIVE))
			return k;
	return NONE;
}

/* Words in marks before a cue. */
static enum dedi_status marks_turn(
	struct quotations *q, uint32_t k, struct seam *s, struct speaker_phrase *p)
{
	struct context *c = q->c;
	const struct quote *x = s->quote != NONE ? &c->document->quotes[s->quote] : NULL;
	uint32_t open = x != NULL ? x->open : NONE;
	enum layout layout = s->dash ? LAYOUT_MARKS_DASH : LAYOUT_MARKS_COMMA;
	if (open != NONE && c->covered[x->first] != NONE) /* the second piece of a split */
		return DEDI_OK;
	struct draft *d = new_direct(q, layout, k);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_set_speaker(d, p);
	if (p->range.end == 0 && open != NONE && open > sentence_first(c, open)) {
		bool adjacent = false;
		struct speaker_phrase before =
			speaker_before(c, sentence_first(c, open), open, &adjacent);
		uint32_t within = c->cues.at[k].passive ? within_document(c, s->quote) : NONE;
		if (within != NONE)
			before = (struct speaker_phrase){.actor = within,
				.range = {c->actors.at[within].first, c->actors.at[within].end}};
		draft_set_speaker(d, &before);
	}
	if (open != NONE) {
		uint32_t first = q->resumed;
		if (first != NONE && first > x->first && first < x->end)
			draft_add(c, d, (struct range){first, x->end});
		else
			add_marks(c, d, s->quote);
	} else {
		uint32_t first = orphan_start(q, s->end);
		if (first == NONE)
			first = bare_start(q, s->end, d);
		if (is_opener(c, first))
			first++;
		draft_add(c, d, (struct range){first, s->end});
	}
	close_turn(q, d, k, p->end);
	return DEDI_OK;
}

/* Words without a closing mark before the cue: inside open marks, behind a dash, or bare. */
static enum dedi_status open_turn(
	struct quotations *q, uint32_t k, struct seam *s, struct speaker_phrase *p)
{
	struct context *c = q->c;
	struct cue *cue = &c->cues.at[k];
	uint32_t inside = c->quote[cue->left];
	struct draft *d = new_direct(q, LAYOUT_BARE, k);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_set_speaker(d, p);
	if (inside != NONE) {
		const struct quote *x = &c->document->quotes[inside];
		d->layout = x->close == NONE ? LAYOUT_UNCLOSED : LAYOUT_SPLIT;
		uint32_t first = x->first;
		if (q->resumed != NONE && q->resumed > first && q->resumed < s->end)
			first = q->resumed;
		draft_add(c, d, (struct range){first, s->end});
	} else {
		uint32_t first = bare_start(q, s->end, d);
		const struct paragraph *par = paragraph_of(c, cue->left);
		if (d->layout == LAYOUT_BARE && first == par->first) {
			uint32_t n = bare_paragraphs_before(q, par);
			for (uint32_t i = n; i > 0; i--)
				draft_add(c, d,
					(struct range){
						par[-(ptrdiff_t)i].first, par[-(ptrdiff_t)i].end});
		}
		/* X: – …, – деп … берді */
		if (p->range.end == 0 && first >= 2 && kind_at(c, first - 2) == TOKEN_COLON) {
			struct speaker_phrase before =
				subject_beside(c, sentence_first(c, first), first - 2);
			draft_set_speaker(d, &before);
		}
		draft_add(c, d, (struct range){first, s->end});
	}
	close_turn(q, d, k, p->end);
	return DEDI_OK;
}

/* Is the attribution inside a closed pair set off on both sides? */
static bool splits(const struct context *c, uint32_t at, const struct quote *x)
{
	uint32_t t = at;
	while (t < x->end && (kind_at(c, t) == TOKEN_COMMA || kind_at(c, t) == TOKEN_STOP))
		t++;
	return t >= x->end || (kind_at(c, t) == TOKEN_DASH && t > at);
}

/* Marks inside a turn that answers the one above, more of it behind the verb. */
static bool is_told_in_answer(const struct context *c, const struct quote *x, const struct cue *cue)
{
	const struct paragraph *p = paragraph_of(c, cue->first);
	return kind_at(c, p->first) == TOKEN_DASH && p > c->paragraphs &&
	       kind_at(c, p[-1].first) == TOKEN_DASH && x->open != NONE && x->open > p->first + 1 &&
	       cue->end + 1 < p->end;
}

enum dedi_status seam_turn(struct quotations *q, uint32_t k)
{
	struct context *c = q->c;
	struct cue *cue = &c->cues.at[k];
	struct seam *s = &q->seams[k];
	if (cue->used || cue->form == CUE_FRAMED || cue->form == CUE_CHAIN || !s->any ||
		s->end == 0 || c->covered[cue->left] != NONE)
		return DEDI_OK;
	if (!cue->dep && !cue->quotative && !(cue->complements & 1u << COMPLEMENT_QUOTE))
		return DEDI_OK;
	if (!cue->dep && !cue->quotative && !is_strong(s, cue))
		return DEDI_OK;
	struct speaker_phrase p = attribution(c, cue);
	/* «…» деген пікір, деп жазылған қағаз: what the words are called, nobody says them */
	bool by = p.actor != NONE && c->actors.at[p.actor].first <= cue->end + 3;
	if (cue->form == CUE_RELATIVE && !by)
		return DEDI_OK;
	if (cue->passive && !cue->quotative && !(by && is_written(c, p.actor)) &&
		!(s->closer && s->quote != NONE && within_document(c, s->quote) != NONE))
		return DEDI_OK;
	bool done = false;
	enum dedi_status status = DEDI_OK;
	if (s->dash || s->comma) {
		status = tail_report(q, k, s, &p, &done);
		if (status != DEDI_OK || done)
			return status;
	}
	if (s->closer && s->quote != NONE) {
		const struct quote *x = &c->document->quotes[s->quote];
		bool outer = x->open != NONE && c->quote[x->open] != NONE &&
			     c->document->quotes[c->quote[x->open]].close != NONE;
		if (outer) /* reported inside marks */
			return DEDI_OK;
		/* – Бәрі: «Нан табасың ба?» дейді. Табамын: a turn that tells what is said */
		if (p.range.end == 0 && cue->quotative && !s->dash && is_told_in_answer(c, x, cue))
			return DEDI_OK;
		bool stopped = x->end > x->first && kind_at(c, x->end - 1) == TOKEN_STOP;
		bool across = x->open != NONE && !same_sentence(c, x->open, cue->first);
		/* A name that ends a bare clause is no quotation. */
		if (x->open != NONE && x->open > sentence_first(c, x->open) &&
			is_wordlike(c, x->open - 1) && words_in(c, x->first, x->end, 4) < 4 &&
			(s->dash || s->comma) &&
			!has_bits(c, x->first, x->end, W_SELF | W_FINITE)) {
			s->end = x->close + 1;
			return open_turn(q, k, s, &p);
		}
		if (s->dash || s->comma || stopped || across)
			return marks_turn(q, k, s, &p);
		return DEDI_OK; /* «…» деп V inside a clause: contents.c */
	}
	if (s->closer)
		return marks_turn(q, k, s, &p);
	uint32_t inside = c->quote[cue->left];
	if (inside != NONE) {
		const struct quote *x = &c->document->quotes[inside];
		if (x->close == NONE ? (s->dash || s->comma)
				     : (is_strong(s, cue) && splits(c, p.end, x)))
			return open_turn(q, k, s, &p);
		return DEDI_OK;
	}
	const struct paragraph *par = paragraph_of(c, cue->left);
	bool own = !c->run_on && par->end_sentence - par->first_sentence <= 3 &&
		   sentence_end(c, token_at(c, cue->first)->sentence) == par->end;
	bool quotative = cue->quotative || (cue->dep && cue->row == NONE);
	/* … тоқтатамыз, деді Асан Үсенов: in his own voice */
	bool voice = s->comma && cue->quotative && p.range.end != 0 &&
		     has_bits(c, sentence_first(c, cue->first), s->end, W_SELF);
	if (is_strong(s, cue) || voice || (s->comma && own && (cue->dep || quotative)))
		return open_turn(q, k, s, &p);
	return DEDI_OK;
}
