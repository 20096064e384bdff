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
#include "statements/internal.h"

#define SEAM_MAX 5
#define BACK_MAX 12 /* sentences */
#define TURN_MAX 60 /* sentences of one unclosed turn */

struct seam {
	uint32_t end;   /* end of the words: the first token of the punctuation */
	uint32_t quote; /* pair that closes here, or NONE */
	bool any, closer, comma, dash, stop;
};

struct quotations {
	struct context *c;
	struct seam *seams;    /* [n_cues] */
	uint32_t *next_strong; /* [n_cues + 1] next cue with a dash seam, from this one on */
	uint32_t resumed;      /* token where words go on that wait for their attribution */
};

static struct seam seam_before(const struct context *c, uint32_t left)
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

/* A dash needs a comma, a stop or a mark with it, or деп, деді behind it: else it is a copula. */
static bool is_strong(const struct seam *s, const struct cue *cue)
{
	return s->dash && (s->comma || s->stop || s->closer || cue->quotative || cue->dep);
}

static const struct paragraph *paragraph_of(const struct context *c, uint32_t token)
{
	return &c->paragraphs[c->paragraph[token_at(c, token)->sentence]];
}

static uint32_t words_in(const struct context *c, uint32_t first, uint32_t end, uint32_t most)
{
	uint32_t n = 0;
	for (uint32_t i = first; i < end && n < most; i++)
		n += kind_at(c, i) == TOKEN_WORD || kind_at(c, i) == TOKEN_NUMBER;
	return n;
}

/* мен behind a noun is `and`, elsewhere `I`. */
static bool is_and(const struct context *c, uint32_t token)
{
	return token > 0 && is_report(c, token, REPORT_JOINT) &&
	       kind_at(c, token - 1) == TOKEN_WORD && same_sentence(c, token - 1, token) &&
	       !(bits_at(c, token - 1) & W_FUNCTION);
}

static bool has_bits(const struct context *c, uint32_t first, uint32_t end, uint32_t bits)
{
	for (uint32_t i = first; i < end; i++) {
		uint32_t hit = bits_at(c, i) & bits;
		if (hit & ~W_SELF || ((hit & W_SELF) && !is_and(c, i)))
			return true;
	}
	return false;
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

static struct draft *new_direct(struct quotations *q, enum layout layout, uint32_t cue)
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

static void set_speaker(struct draft *d, const struct speaker_phrase *p)
{
	d->actor = p->actor;
	d->speaker = p->range;
}

/* --- how far words go --- */

/* Фото, Автор: a label of the page. */
static bool is_furniture(const struct context *c, uint32_t token)
{
	struct lex_match m = match_at(c, token, LEX_FURNITURE);
	return m.n_tokens != 0 &&
	       lexicon_code(c->lexicon, LEX_FURNITURE, m.row, FURNITURE_COL_CLASSES) &
		       (1u << FURNITURE_CREDIT | 1u << FURNITURE_BYLINE);
}

/* Does a label that ends at a colon name one speaker and nothing else? `Асан Үсенов:`, `Асан
 * Үсенов, ұшқыш:`, `Асан Үсенов қор директоры:`; not `Асан Үсеновтің кітабы:`, not a list. */
static bool names_speaker(
	const struct context *c, uint32_t index, uint32_t colon, uint32_t sentence)
{
	const struct actor *a = &c->actors.at[index];
	uint32_t last = c->actor_from[colon] - 1;
	bool headline = sentence == 0 || c->paragraphs[c->paragraph[sentence]].headline;
	for (uint32_t k = index + 1; k <= last; k++)
		if (c->actors.at[k].kind == ACTOR_PERSON && c->quote[c->actors.at[k].first] == NONE)
			return false;
	if (!(a->cases & W_NOMINATIVE))
		return false;
	/* К.С., Х. Х.: initials alone are those of a list of books */
	bool word = a->kind != ACTOR_PERSON;
	for (uint32_t i = a->name_first; i < a->end; i++)
		word |= kind_at(c, i) == TOKEN_WORD &&
			c->document->words[token_at(c, i)->word].form.n >= 6;
	if (!word)
		return false;
	enum token_kind behind = kind_at(c, a->end);
	if (a->end == colon || (a->kind == ACTOR_PERSON && a->end > a->name_first + 1 &&
				       (behind == TOKEN_COMMA || behind == TOKEN_OPEN)))
		return true;
	const struct actor *b = &c->actors.at[last];
	if (b->end == colon && (b->kind == ACTOR_ROLE || b->kind == ACTOR_PERSON) &&
		(b->cases & W_NOMINATIVE))
		return true;
	return headline && (bits_at(c, colon - 1) & W_TOPIC);
}

/* A caption at the head of a sentence: `Асан Үсенов, қор директоры: –`; its colon, or NONE. */
static uint32_t caption_colon(const struct context *c, uint32_t sentence, uint32_t *ret_actor)
{
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence);
	uint32_t start = first;
	while (start < end && (is_opener(c, start) || kind_at(c, start) == TOKEN_DASH))
		start++;
	uint32_t k = c->actor_from[first];
	if (k >= c->actors.n)
		return NONE;
	const struct actor *a = &c->actors.at[k];
	/* `Полиция: қарақшылар ұсталды`: bodies only in a headline */
	bool body = a->kind == ACTOR_BODY || a->kind == ACTOR_GROUP;
	bool headline =
		c->paragraphs[c->paragraph[sentence]].headline && kind_at(c, a->end) == TOKEN_COLON;
	if (a->first > start ||
		(a->kind != ACTOR_PERSON && a->kind != ACTOR_ROLE && !(body && headline)))
		return NONE;
	/* a title in marks is no caption */
	if (start > first && is_opener(c, start - 1) && a->kind == ACTOR_PERSON)
		return NONE;
	for (uint32_t i = first; i < end && i < first + 28; i++) {
		if (kind_at(c, i) == TOKEN_COLON) {
			*ret_actor = k;
			return names_speaker(c, k, i, sentence) ? i : NONE;
		}
		if (is_furniture(c, i))
			return NONE;
		bool word = is_wordlike(c, i) || kind_at(c, i) == TOKEN_QUOTE ||
			    kind_at(c, i) == TOKEN_COMMA || kind_at(c, i) == TOKEN_OPEN ||
			    kind_at(c, i) == TOKEN_CLOSE || kind_at(c, i) == TOKEN_DASH ||
			    kind_at(c, i) == TOKEN_SYMBOL;
		if (!word && !(kind_at(c, i) == TOKEN_STOP && i + 1 < end))
			return NONE;
		uint8_t verb = reading_at(c, i)->features.verb;
		if (kind_at(c, i) == TOKEN_WORD && i >= a->end &&
			(verb == VERB_PAST || verb == VERB_PRESENT || verb == VERB_CONVERB_P) &&
			c->quote[i] == NONE)
			return NONE;
	}
	return NONE;
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
	/* Авторлары: …, Фото: … */
	if (is_furniture(c, first) &&
		(kind_at(c, first + 1) == TOKEN_COLON || kind_at(c, first + 2) == TOKEN_COLON))
		return true;
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].first < end; k++) {
		const struct cue *cue = &c->cues.at[k];
		if (c->quote[cue->first] != NONE && !cue->dep && !cue->quotative)
			continue;
		if (cue->form == CUE_CHAIN || cue->passive ||
			(cue->form == CUE_RELATIVE && cue->quotative))
			continue;
		if (is_strong(&q->seams[k], cue))
			return true;
		if (cue->form == CUE_FRAMED || !has_bits(c, first, end, W_SELF))
			return true;
	}
	enum block_kind kind = c->document->blocks[c->document->sentences[sentence].block].kind;
	return kind != BLOCK_PARAGRAPH && kind != BLOCK_LIST_ITEM && kind != BLOCK_HEADLINE;
}

/* The end of a turn that nothing closes, from a token to the end of its paragraph. */
static uint32_t turn_end(const struct quotations *q, uint32_t from)
{
	const struct context *c = q->c;
	const struct paragraph *p = paragraph_of(c, from);
	if (!c->run_on)
		return p->end;
	uint32_t s = token_at(c, from)->sentence + 1;
	for (uint32_t i = 0; i < TURN_MAX && s < p->end_sentence; i++, s++)
		if (is_narration(q, s))
			break;
	return s < p->end_sentence ? c->document->sentences[s].first_token : p->end;
}

/* --- what follows an attribution --- */

static bool strong_seam_in(const struct quotations *q, uint32_t cue, uint32_t first, uint32_t end)
{
	uint32_t k = q->next_strong[cue + 1];
	return k < q->c->cues.n && q->c->cues.at[k].left >= first &&
	       q->c->cues.at[k].left <= end + 3;
}

static void continue_words(struct quotations *q, struct draft *d, uint32_t cue, uint32_t at)
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

/* --- where words begin --- */

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

/* Adds the words of a pair, a span for each paragraph. */
static void add_quote(struct context *c, struct draft *d, uint32_t quote)
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

static void add_marks(struct context *c, struct draft *d, uint32_t quote)
{
	uint32_t sibling = first_sibling(c, quote);
	for (uint32_t q = sibling != NONE ? sibling : quote; q <= quote; q++)
		if (c->document->quotes[q].parent == c->document->quotes[quote].parent)
			add_quote(c, d, q);
}

static bool attributed(const struct quotations *q, uint32_t sentence)
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

/* The dash that opened the turn whose last words end in sentence s, if no attribution stands
 * between; the token behind it, or NONE. */
static uint32_t turn_dash(const struct quotations *q, uint32_t s, const struct paragraph *p)
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

/* The first token of bare words that end at `end`. */
static uint32_t bare_start(struct quotations *q, uint32_t end, struct draft *d)
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

/* Bare paragraphs before this one in the speaker's own voice. */
static uint32_t bare_paragraphs_before(struct quotations *q, const struct paragraph *p)
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

/* --- attributions --- */

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
	/* «…», – деп жазды Y: what stands in marks Y has written itself */
	bool written = s->closer && cue->kind == CUE_WRITE;
	if (closing && !written && credit_after(c, p, cue->end, limit, &credit, &organization)) {
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
	set_speaker(d, p);
	uint32_t first = sentence_first(c, s->end - 1);
	if (c->covered[first] != NONE || !draft_add(c, d, (struct range){first, s->end}))
		c->drafts.n--;
	return DEDI_OK;
}

/* Words in marks before a cue. */
static enum dedi_status marks_turn(
	struct quotations *q, uint32_t k, struct seam *s, struct speaker_phrase *p)
{
	struct context *c = q->c;
	struct cue *cue = &c->cues.at[k];
	const struct quote *x = s->quote != NONE ? &c->document->quotes[s->quote] : NULL;
	uint32_t open = x != NULL ? x->open : NONE;
	enum layout layout = s->dash ? LAYOUT_MARKS_DASH : LAYOUT_MARKS_COMMA;
	if (open != NONE && c->covered[x->first] != NONE) /* the second piece of a split */
		return DEDI_OK;
	struct draft *d = new_direct(q, layout, k);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	set_speaker(d, p);
	if (p->range.end == 0 && open != NONE && open > sentence_first(c, open)) {
		bool adjacent = false;
		struct speaker_phrase before =
			speaker_before(c, sentence_first(c, open), open, &adjacent);
		set_speaker(d, &before);
	}
	if (open != NONE) {
		uint32_t first = q->resumed;
		if (first != NONE && first > x->first && first < x->end)
			draft_add(c, d, (struct range){first, x->end});
		else
			add_marks(c, d, s->quote);
	} else {
		uint32_t first = bare_start(q, s->end, d);
		if (is_opener(c, first))
			first++;
		draft_add(c, d, (struct range){first, s->end});
	}
	if (d->n_spans == 0) {
		c->drafts.n--;
		cue->used = false;
		return DEDI_OK;
	}
	q->resumed = NONE;
	continue_words(q, d, k, p->end);
	draft_cover(c, (uint32_t)(d - c->drafts.at));
	return DEDI_OK;
}

/* A subject right before the cue, else at the head of the clause. */
static struct speaker_phrase subject_before(const struct context *c, uint32_t first, uint32_t end)
{
	uint32_t k = c->actor_from[end];
	if (k > 0) {
		const struct actor *a = &c->actors.at[k - 1];
		if (a->end == end && a->first >= first && (a->cases & W_NOMINATIVE))
			return (struct speaker_phrase){.actor = k - 1,
				.range = {actor_extend(c, a, first), end},
				.end = end};
	}
	bool adjacent = false;
	return speaker_before(c, first, end, &adjacent);
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
	set_speaker(d, p);
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
				subject_before(c, sentence_first(c, first), first - 2);
			set_speaker(d, &before);
		}
		draft_add(c, d, (struct range){first, s->end});
	}
	if (d->n_spans == 0) {
		c->drafts.n--;
		cue->used = false;
		return DEDI_OK;
	}
	q->resumed = NONE;
	continue_words(q, d, k, p->end);
	draft_cover(c, (uint32_t)(d - c->drafts.at));
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

static enum dedi_status seam_turn(struct quotations *q, uint32_t k)
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
	if (cue->passive && !cue->quotative &&
		!(by && c->actors.at[p.actor].kind == ACTOR_DOCUMENT))
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

/* --- colons and captions --- */

/* The speaker before a colon and, if there is one, the cue that ends at it. */
static bool colon_speaker(struct quotations *q, uint32_t colon, struct speaker_phrase *ret_p,
	uint32_t *ret_cue, bool *ret_caption, bool *ret_opens)
{
	struct context *c = q->c;
	uint32_t sentence = token_at(c, colon)->sentence;
	uint32_t first = c->document->sentences[sentence].first_token;
	*ret_cue = NONE;
	*ret_caption = false;
	uint32_t k = c->cue_from[colon];
	if (k > 0 && c->cues.at[k - 1].end == colon && c->cues.at[k - 1].first >= first &&
		c->cues.at[k - 1].form == CUE_FINITE &&
		c->covered[c->cues.at[k - 1].first] == NONE) {
		/* … екенін хабарлады: the message is the clause, what follows explains it */
		const struct cue *cue = &c->cues.at[k - 1];
		if (cue->used || (cue->passive && !cue->quotative))
			return false;
		if (!cue->dep && cue->left > first &&
			(bits_at(c, cue->left - 1) & (W_CLAUSE | W_OBLIQUE | W_CALL | W_ACT)))
			return false;
		/* келесіні айтты, былай деді: what follows is the message */
		uint32_t left = cue->left;
		if (left > first && is_report(c, left - 1, REPORT_MANNER))
			left--;
		*ret_opens = cue->dep || cue->quotative || left < cue->left;
		*ret_cue = k - 1;
		*ret_p = subject_before(c, first, left);
		return true;
	}
	uint32_t actor = NONE;
	if (caption_colon(c, sentence, &actor) == colon) {
		*ret_p = (struct speaker_phrase){
			.actor = actor, .range = {c->actors.at[actor].first, colon}, .end = colon};
		*ret_caption = true;
		return true;
	}
	/* `… жазған Дональд Трамп: «…»`: a name right before the colon */
	k = c->actor_from[colon];
	if (k > 0 && c->actors.at[k - 1].end == colon && c->actors.at[k - 1].first >= first &&
		(c->actors.at[k - 1].cases & W_NOMINATIVE) &&
		(c->actors.at[k - 1].kind == ACTOR_PERSON ||
			c->actors.at[k - 1].kind == ACTOR_ROLE ||
			c->actors.at[k - 1].kind == ACTOR_BODY)) {
		const struct actor *a = &c->actors.at[k - 1];
		*ret_p = (struct speaker_phrase){
			.actor = k - 1, .range = {a->first, a->end}, .end = colon};
		return true;
	}
	return false;
}

static enum dedi_status colon_marks(
	struct quotations *q, uint32_t quote, const struct speaker_phrase *p, uint32_t cue)
{
	struct context *c = q->c;
	const struct quote *x = &c->document->quotes[quote];
	struct draft *d = new_direct(q, LAYOUT_COLON, cue);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	set_speaker(d, p);
	add_quote(c, d, quote);
	/* A cue behind the words is theirs too: `Х: «…», – деп жазды`. */
	uint32_t behind = x->close != NONE ? x->close + 1 : x->end;
	uint32_t k = c->cue_from[behind];
	if (k < c->cues.n && q->seams[k].any && q->seams[k].quote == quote && !c->cues.at[k].used) {
		struct cue *tail = &c->cues.at[k];
		tail->used = true;
		if (cue == NONE) {
			d->cue = k;
			d->cue_range = (struct range){tail->first, tail->end};
			d->at = tail->first;
		}
	}
	if (d->n_spans == 0)
		c->drafts.n--;
	else
		draft_cover(c, (uint32_t)(d - c->drafts.at));
	return DEDI_OK;
}

static enum dedi_status colon_bare(struct quotations *q, uint32_t first, uint32_t end,
	const struct speaker_phrase *p, uint32_t cue, bool caption, bool headline)
{
	struct context *c = q->c;
	struct draft *d = new_direct(q, caption ? LAYOUT_CAPTION : LAYOUT_COLON, cue);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	set_speaker(d, p);
	if (headline) {
		d->layout = LAYOUT_HEADLINE;
		if (!has_bits(c, first, end, W_SELF))
			d->type = STATEMENT_INDIRECT;
	}
	if (!draft_add(c, d, (struct range){first, end})) {
		c->drafts.n--;
		if (cue != NONE)
			c->cues.at[cue].used = false;
	} else {
		draft_cover(c, (uint32_t)(d - c->drafts.at));
	}
	return DEDI_OK;
}

/* Where a headline that runs on into the text ends: a predicate and then a capital. */
static uint32_t headline_end(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first + 1; i < end; i++) {
		bool capital = token_at(c, i)->shape & SHAPE_CAPITAL;
		uint32_t row = 0;
		if (is_opener(c, i) &&
			words_in(c, i + 1, c->document->quotes[token_at(c, i)->quote].end, 6) >= 5)
			return i;
		if (kind_at(c, i) != TOKEN_WORD || !capital || c->quote[i] != NONE)
			continue;
		if ((bits_at(c, i - 1) & W_FINITE) || is_report(c, i - 1, REPORT_CLAUSE) ||
			(word_in_table(c->words, i, LEX_FUNCTION_WORD, &row) != NULL &&
				kind_at(c, i - 1) == TOKEN_WORD))
			return i;
	}
	return end;
}

/* Words behind a label: a result (`19 гол`), an item (`1) …`) and a title are none. */
static bool is_turn(const struct quotations *q, uint32_t first, uint32_t actor, bool headline)
{
	const struct context *c = q->c;
	uint32_t end =
		headline ? sentence_end(c, token_at(c, first)->sentence) : turn_end(q, first);
	if (kind_at(c, first) == TOKEN_NUMBER && kind_at(c, first + 1) == TOKEN_CLOSE)
		return false;
	if (headline)
		return words_in(c, first, end, 4) >= 3 ||
		       has_bits(c, first, end, W_FINITE | W_SELF);
	bool named = actor == NONE || c->actors.at[actor].kind == ACTOR_PERSON;
	return has_bits(c, first, end, named ? W_FINITE | W_SELF : W_SELF);
}

static enum dedi_status colon_turn(struct quotations *q, uint32_t colon)
{
	struct context *c = q->c;
	const struct paragraph *par = paragraph_of(c, colon);
	struct speaker_phrase p = {.actor = NONE};
	uint32_t cue = NONE, n = c->document->n_tokens;
	bool caption = false, opens = false;
	if (c->covered[colon] != NONE || c->quote[colon] != NONE ||
		!colon_speaker(q, colon, &p, &cue, &caption, &opens))
		return DEDI_OK;
	uint32_t first = colon + 1;
	bool next_paragraph = first >= par->end;
	if (next_paragraph && (first >= n || (!caption && cue == NONE && !par->label)))
		return DEDI_OK;
	bool dash = kind_at(c, first) == TOKEN_DASH;
	if (dash)
		first++;
	if (first >= n)
		return DEDI_OK;
	const struct paragraph *target = paragraph_of(c, first);
	if (target->list && dash && !caption)
		return DEDI_OK;
	if (is_opener(c, first)) {
		uint32_t quote = token_at(c, first)->quote;
		const struct quote *x = &c->document->quotes[quote];
		uint32_t behind = x->close == NONE ? x->end : x->close + 1;
		uint32_t tail = c->cue_from[behind];
		bool whole = behind >= target->end || kind_at(c, behind) == TOKEN_STOP ||
			     (tail < c->cues.n && c->cues.at[tail].left == behind) ||
			     kind_at(c, behind) == TOKEN_COMMA || kind_at(c, behind) == TOKEN_DASH;
		bool says = words_in(c, x->first, x->end, 4) > 3 ||
			    has_bits(c, x->first, x->end, W_FINITE | W_SELF);
		if (whole && (!caption || says))
			return colon_marks(q, quote, &p, cue);
	}
	bool headline = (par->headline || colon < 12) && !dash && caption && !next_paragraph &&
			token_at(c, colon)->sentence == 0;
	if (caption && !dash && !next_paragraph && !is_turn(q, first, p.actor, headline))
		return DEDI_OK;
	if (headline)
		return colon_bare(q, first,
			headline_end(c, first, sentence_end(c, token_at(c, first)->sentence)), &p,
			cue, true, true);
	if (!caption && !opens)
		return DEDI_OK;
	return colon_bare(q, first, turn_end(q, first), &p, cue, caption, false);
}

/* `Баға өспейді – министр`: a headline that ends in the speaker. */
static enum dedi_status headline_dash(struct quotations *q, const struct paragraph *p)
{
	struct context *c = q->c;
	uint32_t end = sentence_end(c, p->first_sentence), first = p->first;
	if (p->end_sentence != p->first_sentence + 1 || end < first + 4 ||
		kind_at(c, end - 1) == TOKEN_STOP)
		return DEDI_OK;
	uint32_t k = c->actor_from[end];
	if (k == 0)
		return DEDI_OK;
	const struct actor *a = &c->actors.at[k - 1];
	while (a->first > first && kind_at(c, a->first - 1) != TOKEN_DASH && k > 1 &&
		a[-1].end == a->first) {
		a--;
		k--;
	}
	uint32_t dash = a->first - 1;
	if (a->first < first + 3 || c->actors.at[c->actor_from[end] - 1].end != end ||
		kind_at(c, dash) != TOKEN_DASH || !(a->cases & W_NOMINATIVE) ||
		!((bits_at(c, dash - 1) & (W_FINITE | W_SELF | W_REPORT)) ||
			reading_at(c, dash - 1)->features.derivation == DERIV_LI))
		return DEDI_OK;
	struct draft *d = new_direct(q, LAYOUT_HEADLINE, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	d->actor = c->actor_from[end] - 1;
	d->speaker = (struct range){a->first, end};
	if (!has_bits(c, first, dash, W_SELF))
		d->type = STATEMENT_INDIRECT;
	if (draft_add(c, d, (struct range){first, dash}))
		draft_cover(c, (uint32_t)(d - c->drafts.at));
	else
		c->drafts.n--;
	return DEDI_OK;
}

/* A line that is only a label: the paragraphs under it, to the next blank line. */
static enum dedi_status label_turn(struct quotations *q, uint32_t index)
{
	struct context *c = q->c;
	const struct paragraph *p = &c->paragraphs[index];
	uint32_t k = c->actor_from[p->first];
	struct speaker_phrase phrase = {.actor = NONE};
	uint32_t end = p->end;
	while (end > p->first && (kind_at(c, end - 1) == TOKEN_COLON))
		end--;
	if (k < c->actors.n && c->actors.at[k].first < end)
		phrase.actor = k;
	phrase.range = (struct range){p->first, end};
	struct draft *d = new_direct(q, LAYOUT_CAPTION, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	set_speaker(d, &phrase);
	bool dash = index + 1 < c->n_paragraphs &&
		    kind_at(c, c->paragraphs[index + 1].first) == TOKEN_DASH;
	for (uint32_t i = index + 1; i < c->n_paragraphs && i < index + DRAFT_SPANS - 1; i++) {
		const struct paragraph *x = &c->paragraphs[i];
		bool blank = x->block > 0 && c->document->blocks[x->block - 1].kind == BLOCK_BLANK;
		if (x->label || x->headline || (i > index + 1 && blank) ||
			is_furniture(c, x->first))
			break;
		/* behind a turn with a dash the writer goes on unless another dash follows; where
		 * no blank line ends it, unless the words are in somebody's own voice */
		bool goes_on = dash ? kind_at(c, x->first) == TOKEN_DASH
				    : in_own_voice(c, x->first, x->end);
		if (i > index + 1 && (dash || !c->spaced) && !goes_on)
			break;
		uint32_t first = x->first;
		if (kind_at(c, first) == TOKEN_DASH)
			first++;
		uint32_t stop = first < x->end ? turn_end(q, first) : x->end;
		draft_add(c, d, (struct range){first, stop});
		if (stop < x->end)
			break;
	}
	if (d->n_spans == 0)
		c->drafts.n--;
	else
		draft_cover(c, (uint32_t)(d - c->drafts.at));
	return DEDI_OK;
}

/* `«…». Асан Үсенов`: a sentence that is only a name behind a quotation. */
static enum dedi_status bare_name(struct quotations *q, uint32_t sentence)
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
	if (d->n_spans == 0)
		c->drafts.n--;
	else
		draft_cover(c, (uint32_t)(d - c->drafts.at));
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

/* Words of a paragraph that somebody's name stands under. */
static enum dedi_status signed_paragraph(struct quotations *q, uint32_t index)
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

/* Marks that hold a predicate or the speaker's own voice, and not a known name. */
static bool says_something(const struct context *c, const struct quote *x)
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
	set_speaker(d, &p);
	add_marks(c, d, quote);
	if (d->n_spans == 0)
		c->drafts.n--;
	else
		draft_cover(c, (uint32_t)(d - c->drafts.at));
	return DEDI_OK;
}

/* `«…», – Асан Үсенов, ұшқыш.`: marks, a dash and who said it, with no verb. In the headline the
 * rest of it may follow: `«…» – сарапшы бензин туралы`. */
static enum dedi_status dash_name(struct quotations *q, uint32_t quote)
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
	if (d->n_spans == 0)
		c->drafts.n--;
	else
		draft_cover(c, (uint32_t)(d - c->drafts.at));
	return DEDI_OK;
}

/* A turn of an interview that asks. */
static bool is_question_turn(const struct context *c, const struct paragraph *p)
{
	if (kind_at(c, p->first) != TOKEN_DASH || p->end < p->first + 2 ||
		kind_at(c, p->end - 1) != TOKEN_STOP || c->covered[p->first + 1] != NONE)
		return false;
	struct str stop = token_at(c, p->end - 1)->norm;
	return stop.n > 0 && stop.p[0] == '?';
}

/* `– Сұрақ? ⏎ – Жауап.`: the answers are the guest's words; who he is, the resolution finds. */
static enum dedi_status interview(struct quotations *q)
{
	struct context *c = q->c;
	uint32_t questions = 0;
	for (uint32_t i = 0; i < c->n_paragraphs; i++)
		questions += is_question_turn(c, &c->paragraphs[i]);
	if (questions < 2 || c->run_on)
		return DEDI_OK;
	for (uint32_t i = 1; i < c->n_paragraphs; i++) {
		const struct paragraph *p = &c->paragraphs[i];
		if (!is_question_turn(c, p - 1) || kind_at(c, p->first) != TOKEN_DASH ||
			p->end < p->first + 2 || c->covered[p->first + 1] != NONE)
			continue;
		struct draft *d = new_direct(q, LAYOUT_INTERVIEW, NONE);
		if (d == NULL)
			return DEDI_NO_MEMORY;
		draft_add(c, d, (struct range){p->first + 1, p->end});
		/* the answer goes on in paragraphs of no dash */
		for (i++; i < c->n_paragraphs && d->n_spans < DRAFT_SPANS; i++) {
			p = &c->paragraphs[i];
			if (kind_at(c, p->first) == TOKEN_DASH || p->label || p->headline ||
				c->covered[p->first] != NONE || attributed(q, p->first_sentence))
				break;
			draft_add(c, d, (struct range){p->first, p->end});
		}
		i--;
		if (d->n_spans == 0)
			c->drafts.n--;
		else
			draft_cover(c, (uint32_t)(d - c->drafts.at));
	}
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
	return status == DEDI_OK ? interview(&q) : status;
}
