/*
 * Direct speech: which words in marks, behind dashes, in bare paragraphs or behind a colon are
 * somebody's own.
 *
 * Attribution decides, not the marks: two marks in three hold a name. A seam is the punctuation
 * between words and a cue (`», –`, `, –`, `?»`); for each cue with a seam the words are followed
 * back to where they begin: the opening mark, the dash at the head of the turn, the paragraph.
 * Words that go on behind the attribution with no cue of their own are a second piece of the same
 * statement. Colons and captions (`NAME, ROLE:`) work forwards. Where line breaks are lost, the end
 * of words that nothing closes is found by the next sentence of narration.
 */
#include "statements/quotations.h"

struct draft *new_direct(struct quotations *q, enum layout layout, uint32_t cue)
{
	struct context *c = q->c;
	struct draft *d = draft_new(c, STATEMENT_DIRECT, layout);
	if (d != NULL && cue != NONE) {
		struct cue *x = &c->cues.at[cue];
		d->cue = cue;
		d->cue_range = (struct range){x->first, x->end};
		d->at = x->first;
		x->used = true;
	}
	return d;
}

/* A head noun right behind (or before) a closing mark says that the marks hold a name. */
static bool head_at(const struct context *c, uint32_t token)
{
	static const enum lex_table heads[] = {
		LEX_NAME_HEAD, LEX_ORG_HEAD, LEX_CAMPAIGN_HEAD, LEX_LEGAL_FORM};
	if (kind_at(c, token) != TOKEN_WORD)
		return false;
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (match_at(c, token, heads[i]).n_tokens != 0)
			return true;
	return false;
}

bool quote_is_name(const struct context *c, uint32_t quote)
{
	const struct quote *q = &c->document->quotes[quote];
	if (q->close == NONE || q->first >= q->end)
		return false;
	if (c->organization_at[q->first] != NONE &&
		c->organization_at[q->end - 1] == c->organization_at[q->first])
		return true;
	if (c->campaign_at[q->first] != NONE &&
		c->campaign_at[q->end - 1] == c->campaign_at[q->first])
		return true;
	if (head_at(c, q->close + 1) ||
		(kind_at(c, q->close + 2) == TOKEN_WORD && head_at(c, q->close + 2) &&
			(bits_at(c, q->close + 2) & W_POSSESSED)))
		return true;
	bool capital = token_at(c, q->first)->shape & (SHAPE_CAPITAL | SHAPE_LATIN);
	return capital && words_in(c, q->first, q->end, 4) <= 3 &&
	       !has_bits(c, q->first, q->end, W_SELF);
}

/* Where the words of a turn begin: behind its dash. */
static uint32_t turn_first(const struct context *c, const struct paragraph *p)
{
	return p->first + (kind_at(c, p->first) == TOKEN_DASH && p->first + 1 < p->end);
}

/* A turn that a dash opens and nobody has claimed. */
static bool is_dash_turn(const struct context *c, uint32_t index)
{
	if (index >= c->n_paragraphs)
		return false;
	const struct paragraph *p = &c->paragraphs[index];
	return kind_at(c, p->first) == TOKEN_DASH && p->end >= p->first + 2 &&
	       c->covered[p->first + 1] == NONE;
}

static bool asks(const struct context *c, const struct paragraph *p)
{
	struct str stop =
		kind_at(c, p->end - 1) == TOKEN_STOP ? token_at(c, p->end - 1)->norm : STR("");
	return stop.n > 0 && memchr(stop.p, '?', stop.n) != NULL;
}

/* `… айтып беріңізші.`, `… тоқталсаңыз.`: asks without a question mark. */
static bool requests(const struct context *c, const struct paragraph *p)
{
	uint32_t last = p->end;
	while (last > p->first && !is_wordlike(c, last - 1))
		last--;
	if (last <= p->first)
		return false;
	const struct features *f = &reading_at(c, last - 1)->features;
	return (f->person == PERSON_2POLITE || f->person == PERSON_2PL) &&
	       (f->verb == VERB_IMPERATIVE || f->verb == VERB_CONDITIONAL);
}

/* A turn of an interview that asks: behind a dash, or a line whose answer is behind one. */
static bool is_question_turn(const struct context *c, uint32_t index)
{
	enum { LONGEST = 4 };
	const struct paragraph *p = &c->paragraphs[index];
	if (is_dash_turn(c, index))
		return asks(c, p) || requests(c, p);
	return asks(c, p) && !p->label && !p->headline && c->covered[p->first] == NONE &&
	       kind_at(c, p->first) != TOKEN_DASH && is_dash_turn(c, index + 1) &&
	       p->end_sentence - p->first_sentence <= LONGEST;
}

/* A paragraph in nobody's own voice that tells what somebody says. */
static bool narrates(const struct quotations *q, const struct paragraph *p)
{
	if (in_own_voice(q->c, p->first, p->end))
		return false;
	for (uint32_t s = p->first_sentence; s < p->end_sentence; s++)
		if (attributed(q, s))
			return true;
	return false;
}

/* One answer: a turn and the paragraphs in which it goes on; the index behind it. */
static enum dedi_status answer(struct quotations *q, uint32_t index, uint32_t *ret_next)
{
	struct context *c = q->c;
	const struct paragraph *p = &c->paragraphs[index];
	struct draft *d = new_direct(q, LAYOUT_INTERVIEW, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_add(c, d, (struct range){turn_first(c, p), p->end});
	uint32_t i = index + 1;
	for (; i < c->n_paragraphs && d->n_spans < DRAFT_SPANS; i++) {
		p = &c->paragraphs[i];
		/* a line with no stop is a signature */
		bool whole = kind_at(c, p->end - 1) == TOKEN_STOP || is_closer(c, p->end - 1);
		if (kind_at(c, p->first) == TOKEN_DASH || p->label || p->headline || !whole ||
			c->covered[p->first] != NONE || attributed(q, p->first_sentence) ||
			narrates(q, p) || is_question_turn(c, i))
			break;
		draft_add(c, d, (struct range){p->first, p->end});
	}
	*ret_next = i;
	draft_finish(c, d);
	return DEDI_OK;
}

/* `– Сұрақ? ⏎ – Жауап.`: the answers are the guest's words; who he is, the resolution finds. */
static enum dedi_status interview(struct quotations *q)
{
	enum { SHORT = 30 };
	struct context *c = q->c;
	uint32_t questions = 0;
	for (uint32_t i = 0; i < c->n_paragraphs; i++)
		questions += is_question_turn(c, i) && asks(c, &c->paragraphs[i]);
	if (questions < 2 || c->run_on)
		return DEDI_OK;
	bool answered = false;
	for (uint32_t i = 0; i < c->n_paragraphs;) {
		const struct paragraph *p = &c->paragraphs[i];
		/* behind an answer a short turn asks, whatever it ends in */
		bool asked = is_question_turn(c, i) ||
			     (answered && is_dash_turn(c, i) && p->end - p->first <= SHORT);
		answered = asked && is_dash_turn(c, i + 1);
		i++;
		if (!answered)
			continue;
		enum dedi_status status = answer(q, i, &i);
		if (status != DEDI_OK)
			return status;
	}
	return DEDI_OK;
}

/* The pair of marks that a line of a list is; or NONE. */
static uint32_t quoted_item(const struct context *c, const struct paragraph *p)
{
	uint32_t first = p->first + (kind_at(c, p->first) == TOKEN_DASH), end = p->end;
	while (end > first && !is_wordlike(c, end - 1) && !is_closer(c, end - 1))
		end--;
	if ((first == p->first && !p->list) || !is_opener(c, first) ||
		c->covered[first + 1] != NONE)
		return NONE;
	uint32_t q = token_at(c, first)->quote;
	const struct quote *x = &c->document->quotes[q];
	return x->close + 1 == end && words_in(c, x->first, x->end, 3) >= 3 && says_something(c, x)
		       ? q
		       : NONE;
}

/* `Пікірлер екіге бөлінді: ⏎ - «…»; ⏎ - «…»`: what people have written, nobody named. */
static enum dedi_status comments(struct quotations *q)
{
	struct context *c = q->c;
	uint32_t before = NONE;
	for (uint32_t i = 0; i < c->n_paragraphs; i++) {
		uint32_t now = quoted_item(c, &c->paragraphs[i]);
		bool more =
			before != NONE ||
			(i + 1 < c->n_paragraphs && quoted_item(c, &c->paragraphs[i + 1]) != NONE);
		before = now;
		if (now == NONE || !more)
			continue;
		struct draft *d = new_direct(q, LAYOUT_COMMENT, NONE);
		if (d == NULL)
			return DEDI_NO_MEMORY;
		add_quote(c, d, now);
		draft_finish(c, d);
	}
	return DEDI_OK;
}

/* `«Балам жаяу келді». Ананың жазбасы желіні шулатты`: a headline that opens with words in marks;
 * whose they are, the article tells. */
static enum dedi_status quoted_headline(struct quotations *q)
{
	struct context *c = q->c;
	if (c->n_paragraphs < 2 || !is_opener(c, 0))
		return DEDI_OK;
	const struct quote *x = &c->document->quotes[token_at(c, 0)->quote];
	uint32_t behind = x->close + 1;
	if (x->close == NONE || x->close >= c->paragraphs[0].end || c->covered[x->first] != NONE ||
		words_in(c, x->first, x->end, 2) < 2 ||
		(behind < c->paragraphs[0].end && kind_at(c, behind) != TOKEN_STOP))
		return DEDI_OK;
	struct draft *d = new_direct(q, LAYOUT_TITLE, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	add_quote(c, d, token_at(c, 0)->quote);
	draft_finish(c, d);
	return DEDI_OK;
}

enum dedi_status quotations_find(struct context *c)
{
	struct quotations q = {.c = c, .resumed = NONE};
	uint32_t n = c->cues.n;
	q.seams = ARENA_ARRAY(c->arena, struct seam, n + 1);
	q.next_strong = ARENA_ARRAY(c->arena, uint32_t, n + 2);
	if (q.seams == NULL || q.next_strong == NULL)
		return DEDI_NO_MEMORY;
	q.next_strong[n] = q.next_strong[n + 1] = n;
	for (uint32_t k = n; k-- > 0;) {
		q.seams[k] = seam_before(c, c->cues.at[k].left);
		q.next_strong[k] =
			is_strong(&q.seams[k], &c->cues.at[k]) ? k : q.next_strong[k + 1];
	}
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = 0; i < c->n_paragraphs && status == DEDI_OK; i++) {
		const struct paragraph *p = &c->paragraphs[i];
		if (p->label) {
			status = label_turn(&q, i);
			continue;
		}
		if (i == 0 || p->headline)
			status = headline_dash(&q, p);
		for (uint32_t t = p->first; t < p->end && status == DEDI_OK; t++)
			if (kind_at(c, t) == TOKEN_COLON)
				status = colon_turn(&q, t);
	}
	for (uint32_t k = 0; k < n && status == DEDI_OK; k++)
		status = seam_turn(&q, k);
	for (uint32_t s = 0; s < c->document->n_sentences && status == DEDI_OK; s++)
		status = bare_name(&q, s);
	for (uint32_t i = 0; i < c->document->n_quotes && status == DEDI_OK; i++)
		status = dash_name(&q, i);
	for (uint32_t i = 0; i < c->n_paragraphs && status == DEDI_OK; i++)
		status = signed_paragraph(&q, i);
	if (status == DEDI_OK)
		status = interview(&q);
	if (status == DEDI_OK)
		status = comments(&q);
	return status == DEDI_OK ? quoted_headline(&q) : status;
}
