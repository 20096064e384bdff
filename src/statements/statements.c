/*
 * Statements: the order of the work, and drafts made into statements.
 *
 * words -> actors -> cues -> direct speech -> indirect speech -> speakers -> statements. Drafts are
 * kept as tokens; bytes appear only here. The confidence is a product of how sure the layout is
 * and how sure the speaker's resolution is (docs/statements.md says how they were counted).
 */
#include "statements/internal.h"

#include <stdlib.h>

/* How often a layout is speech: counted, see docs/statements.md. */
static const struct {
	const char *name;
	float certainty;
} layouts[LAYOUT_COUNT] = {
	[LAYOUT_MARKS_DASH] = {"marks-dash-cue", 0.99f},
	[LAYOUT_MARKS_COMMA] = {"marks-comma-cue", 0.98f},
	[LAYOUT_MARKS_PLAIN] = {"marks-cue", 0.95f},
	[LAYOUT_SPLIT] = {"split-marks", 0.86f},
	[LAYOUT_UNCLOSED] = {"unclosed-marks", 0.86f},
	[LAYOUT_DASH_TURN] = {"dash-turn", 0.93f},
	[LAYOUT_BARE] = {"bare-paragraph", 0.9f},
	[LAYOUT_COLON] = {"colon", 0.95f},
	[LAYOUT_CAPTION] = {"caption", 0.93f},
	[LAYOUT_BARE_NAME] = {"marks-bare-name", 0.75f},
	[LAYOUT_MARKS_NAME] = {"marks-dash-name", 0.92f},
	[LAYOUT_SIGNED] = {"signed-paragraph", 0.83f},
	[LAYOUT_POINTED] = {"pointed-sentence", 0.88f},
	[LAYOUT_CLAUSE] = {"clause-cue", 0.98f},
	[LAYOUT_DEP] = {"dep-cue", 0.88f},
	[LAYOUT_PLAIN] = {"plain-cue", 0.86f},
	[LAYOUT_CALL] = {"call-cue", 0.95f},
	[LAYOUT_CAUSE] = {"cause-cue", 0.87f},
	[LAYOUT_CLAIM] = {"claim-cue", 0.67f},
	[LAYOUT_FRAME] = {"frame", 0.99f},
	[LAYOUT_INSERTED] = {"inserted-frame", 0.71f},
	[LAYOUT_TAIL] = {"tail-report", 0.88f},
	[LAYOUT_DOCUMENT] = {"document", 0.89f},
	[LAYOUT_FRAGMENT] = {"fragment", 0.76f},
	[LAYOUT_HEADLINE] = {"headline", 0.92f},
	[LAYOUT_INTERVIEW] = {"interview", 0.85f},
	[LAYOUT_COMMENT] = {"listed-quotes", 0.8f},
	[LAYOUT_TITLE] = {"headline-marks", 0.8f},
};

struct draft *draft_new(struct context *c, enum statement_type type, enum layout layout)
{
	struct draft *d = LIST_PUSH(c->arena, &c->drafts);
	if (d == NULL)
		return NULL;
	d->type = type;
	d->layout = layout;
	d->cue = d->actor = d->same_as = NONE;
	d->at = NONE;
	return d;
}

bool draft_add(const struct context *c, struct draft *d, struct range r)
{
	while (r.first < r.end) {
		enum token_kind kind = kind_at(c, r.first);
		bool stray =
			kind == TOKEN_QUOTE &&
			(!is_opener(c, r.first) ||
				c->document->quotes[token_at(c, r.first)->quote].close == NONE);
		if (kind != TOKEN_COMMA && kind != TOKEN_DASH && kind != TOKEN_COLON &&
			kind != TOKEN_STOP && !stray)
			break;
		r.first++;
	}
	while (r.end > r.first) {
		enum token_kind kind = kind_at(c, r.end - 1);
		bool stray =
			kind == TOKEN_QUOTE && is_closer(c, r.end - 1) &&
			(c->document->quotes[token_at(c, r.end - 1)->quote].open == NONE ||
				c->document->quotes[token_at(c, r.end - 1)->quote].open < r.first);
		if (kind != TOKEN_COMMA && kind != TOKEN_DASH && !stray)
			break;
		r.end--;
	}
	if (r.first >= r.end || d->n_spans == DRAFT_SPANS)
		return false;
	d->spans[d->n_spans++] = r;
	if (d->at == NONE)
		d->at = r.first;
	return true;
}

void draft_cover(struct context *c, uint32_t draft)
{
	const struct draft *d = &c->drafts.at[draft];
	for (uint32_t i = 0; i < d->n_spans; i++)
		for (uint32_t t = d->spans[i].first; t < d->spans[i].end; t++)
			c->covered[t] = draft;
}

void draft_set_speaker(struct draft *d, const struct speaker_phrase *p)
{
	d->actor = p->actor;
	d->speaker = p->range;
}

void draft_finish(struct context *c, struct draft *d)
{
	if (d->n_spans == 0)
		c->drafts.n--;
	else
		draft_cover(c, (uint32_t)(d - c->drafts.at));
}

static struct span bytes_of(const struct context *c, struct range r)
{
	return (struct span){token_at(c, r.first)->span.start, token_at(c, r.end - 1)->span.end};
}

static int by_reading_order(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;
	if (x->spans[0].first != y->spans[0].first)
		return x->spans[0].first < y->spans[0].first ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Sorts drafts into text order and keeps their references right. */
static enum dedi_status sort_drafts(struct context *c)
{
	uint32_t n = c->drafts.n;
	if (n < 2)
		return DEDI_OK;
	/* same_as is found again by its cue, which no two drafts share. */
	uint32_t *by_cue = ARENA_ARRAY(c->arena, uint32_t, c->cues.n + 1);
	if (by_cue == NULL)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		if (c->drafts.at[i].same_as != NONE)
			c->drafts.at[i].same_as = c->drafts.at[c->drafts.at[i].same_as].cue;
	qsort(c->drafts.at, n, sizeof(*c->drafts.at), by_reading_order);
	for (uint32_t i = 0; i < n; i++)
		if (c->drafts.at[i].cue != NONE)
			by_cue[c->drafts.at[i].cue] = i;
	for (uint32_t i = 0; i < n; i++)
		if (c->drafts.at[i].same_as != NONE)
			c->drafts.at[i].same_as = by_cue[c->drafts.at[i].same_as];
	return DEDI_OK;
}

static void mark_headlines(struct context *c)
{
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		struct draft *d = &c->drafts.at[i];
		uint32_t t = d->cue_range.end > 0 ? d->cue_range.first : d->spans[0].first;
		d->headline = c->paragraphs[c->paragraph[token_at(c, t)->sentence]].headline ||
			      d->layout == LAYOUT_HEADLINE;
	}
}

static enum dedi_status add_campaigns(
	const struct context *c, const struct draft *d, struct statement *s)
{
	const uint32_t *at = c->campaign_at;
	LIST(uint32_t) found = {0};
	for (uint32_t i = 0; i < d->n_spans; i++) {
		for (uint32_t t = d->spans[i].first; t < d->spans[i].end; t++) {
			uint32_t campaign = at[t];
			if (campaign == NONE || (t > d->spans[i].first && at[t - 1] == campaign))
				continue;
			bool known = false;
			for (uint32_t k = 0; k < found.n; k++)
				known |= found.at[k] == campaign;
			if (known || found.n == 64)
				continue;
			uint32_t *slot = LIST_PUSH(c->arena, &found);
			if (slot == NULL)
				return DEDI_NO_MEMORY;
			*slot = campaign;
		}
	}
	s->campaigns = found.at;
	s->n_campaigns = found.n;
	return DEDI_OK;
}

static enum dedi_status finish(const struct context *c, const struct draft *d,
	const struct resolution *r, struct statement *s)
{
	*s = (struct statement){.type = d->type, .n_spans = d->n_spans, .speaker = r->speaker};
	s->spans = ARENA_ARRAY(c->arena, struct span, d->n_spans);
	if (s->spans == NULL)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < d->n_spans; i++)
		s->spans[i] = bytes_of(c, d->spans[i]);
	s->cue_table = s->cue_row = NONE;
	if (d->cue != NONE) {
		const struct cue *cue = &c->cues.at[d->cue];
		s->cue = bytes_of(c, d->cue_range);
		s->cue_lemma = cue->lemma;
		if (cue->row != NONE) {
			s->cue_table = cue->table;
			s->cue_row = cue->row;
		}
	}
	s->speaker.span = (struct span){0, 0};
	if (d->speaker.end > d->speaker.first)
		s->speaker.span = bytes_of(c, d->speaker);
	s->in_headline = d->headline;
	s->seam = str_make(layouts[d->layout].name, strlen(layouts[d->layout].name));
	s->resolved_by = str_make(r->how, strlen(r->how));
	if (r->antecedent.end > r->antecedent.first)
		s->antecedent = bytes_of(c, r->antecedent);
	memcpy(s->rivals, r->rivals, sizeof(s->rivals));
	s->n_rivals = r->n_rivals;
	s->confidence = layouts[d->layout].certainty * r->certainty;
	return add_campaigns(c, d, s);
}

/* A report that no one in the text makes: `… деген қорытынды жасалды`, a proverb. Words that marks
 * and a dash set off stay, whoever said them. */
static bool is_nobodys(const struct draft *d, const struct speaker *s, const char *how)
{
	if (d->speaker.end != 0 || s->kind != SPEAKER_UNKNOWN || strcmp(how, "nobody") != 0)
		return false;
	return d->type != STATEMENT_DIRECT || d->layout == LAYOUT_MARKS_PLAIN ||
	       d->layout == LAYOUT_COLON || d->layout == LAYOUT_TITLE;
}

static enum dedi_status assemble(struct context *c, struct statements *out)
{
	uint32_t n = c->drafts.n;
	struct resolution *found = ARENA_ARRAY(c->arena, struct resolution, n + 1);
	out->at = ARENA_ARRAY(c->arena, struct statement, n + 1);
	if (found == NULL || out->at == NULL)
		return DEDI_NO_MEMORY;
	enum dedi_status status = resolve_speakers(c, found);
	for (uint32_t i = 0; i < n && status == DEDI_OK; i++) {
		if (is_nobodys(&c->drafts.at[i], &found[i].speaker, found[i].how))
			continue;
		status = finish(c, &c->drafts.at[i], &found[i], &out->at[out->n]);
		out->n++;
	}
	out->credits = c->credits.at;
	out->n_credits = c->credits.n;
	return status;
}

enum dedi_status statements_find(const struct words *words, const struct entities *entities,
	struct arena *arena, struct statements *ret_statements)
{
	struct context c;
	struct statements out = {0};
	enum dedi_status status = context_init(&c, words, entities, arena);
	if (status == DEDI_OK && words->document->n_tokens == 0) {
		*ret_statements = out;
		return DEDI_OK;
	}
	if (status == DEDI_OK)
		status = actors_find(&c);
	if (status == DEDI_OK)
		status = cues_find(&c);
	if (status == DEDI_OK)
		status = quotations_find(&c);
	if (status == DEDI_OK)
		status = contents_find(&c);
	if (status == DEDI_OK)
		status = sort_drafts(&c);
	if (status == DEDI_OK) {
		mark_headlines(&c);
		status = assemble(&c, &out);
	}
	if (status == DEDI_OK)
		*ret_statements = out;
	return status;
}

const char *statement_type_name(enum statement_type type)
{
	static const char *const names[] = {"direct", "indirect", "mixed"};
	return names[type];
}

const char *speaker_kind_name(enum speaker_kind kind)
{
	static const char *const names[] = {"person", "organization", "group", "unknown"};
	return names[kind];
}
