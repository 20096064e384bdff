/*
 * Words behind a colon: captions (`NAME, ROLE:`), labels on a line of their own, `X былай деді:`,
 * and headlines, where the colon may be a dash and stand behind the words.
 *
 * What stands before the colon must name one speaker and nothing else; what follows must be words,
 * not a result, an item or a title.
 */
#include "statements/quotations.h"

uint32_t furniture_at(const struct context *c, uint32_t token)
{
	struct lex_match m = match_at(c, token, LEX_FURNITURE);
	return m.n_tokens == 0
		       ? 0
		       : lexicon_code(c->lexicon, LEX_FURNITURE, m.row, FURNITURE_COL_CLASSES);
}

bool is_furniture(const struct context *c, uint32_t token)
{
	return furniture_at(c, token) & (1u << FURNITURE_CREDIT | 1u << FURNITURE_BYLINE);
}

/* A word of the first or second person; дейін, which looks like `let me say`, is none. */
static bool speaks_for_itself(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if ((bits_at(c, i) & W_SELF) && !is_postposition(c, i))
			return true;
	return false;
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
	enum { GAP = 4 }; /* words between a name and an office that no comma sets off */
	if (b->end == colon && (b->kind == ACTOR_ROLE || b->kind == ACTOR_PERSON) &&
		(b->cases & W_NOMINATIVE) && b->first <= a->end + GAP)
		return true;
	return headline && (bits_at(c, colon - 1) & W_TOPIC);
}

bool is_silent_acronym(const struct context *c, const struct actor *a)
{
	if (a->organization == NONE || !(token_at(c, a->head)->shape & SHAPE_ALL_CAPS))
		return false;
	enum org_type type = c->entities->organizations[a->organization].type;
	return type == ORG_OTHER || type == ORG_SPORT;
}

/* `Тұрғын 2: – …`: one of those whom a film does not name; the colon, or NONE. */
static uint32_t numbered_caption(const struct context *c, uint32_t first, uint32_t end)
{
	enum { LONGEST = 4 };
	if (!(token_at(c, first)->shape & SHAPE_CAPITAL))
		return NONE;
	uint32_t i = first;
	while (i < end && i < first + LONGEST &&
		(kind_at(c, i) == TOKEN_WORD || kind_at(c, i) == TOKEN_INITIAL) &&
		!(bits_at(c, i) & (W_FUNCTION | W_VERBAL)))
		i++;
	bool label = i > first && i + 2 < end && kind_at(c, i) == TOKEN_NUMBER &&
		     kind_at(c, i + 1) == TOKEN_COLON && kind_at(c, i + 2) == TOKEN_DASH;
	return label ? i + 1 : NONE;
}

uint32_t caption_colon(const struct context *c, uint32_t sentence, uint32_t *ret_actor)
{
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence);
	*ret_actor = NONE;
	uint32_t numbered = numbered_caption(c, first, end);
	if (numbered != NONE)
		return numbered;
	uint32_t start = first;
	while (start < end && (is_opener(c, start) || kind_at(c, start) == TOKEN_DASH))
		start++;
	uint32_t k = c->actor_from[first];
	if (k >= c->actors.n)
		return NONE;
	const struct actor *a = &c->actors.at[k];
	/* `Полиция: қарақшылар ұсталды`: bodies only in a headline; `ҰХЛ: қақпашы жарақат алды` is
	 * about it */
	bool body = (a->kind == ACTOR_BODY && !is_silent_acronym(c, a)) || a->kind == ACTOR_GROUP;
	bool headline =
		c->paragraphs[c->paragraph[sentence]].headline && kind_at(c, a->end) == TOKEN_COLON;
	/* Америкалық ғалым: … */
	bool described = headline && a->kind == ACTOR_ROLE && actor_extend(c, a, start) == start;
	if ((a->first > start && !described) ||
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

struct speaker_phrase subject_beside(const struct context *c, uint32_t first, uint32_t end)
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

/* A predicate, or a word that can be one: what ends a clause is no object. */
static bool may_be_predicate(const struct context *c, uint32_t token)
{
	const struct word_info *info = word_of(c->words, token);
	bool finite = bits_at(c, token) & W_FINITE;
	for (uint32_t i = 0; i < info->n_readings && !finite; i++)
		finite = info->readings[i].features.verb == VERB_PAST;
	return finite;
}

/* `Дана Әлиева көзіне жас алды: «Біз мұны күткенбіз»`: what somebody did, and his words. Those of
 * others than a named person must show that they are theirs. */
static bool did_and_said(
	const struct context *c, uint32_t first, uint32_t colon, struct speaker_phrase *ret_p)
{
	if (!is_opener(c, colon + 1) || colon < first + 2 || !may_be_predicate(c, colon - 1))
		return false;
	const struct quote *x = &c->document->quotes[token_at(c, colon + 1)->quote];
	bool adjacent = false, own = has_bits(c, x->first, x->end, W_SELF);
	if (words_in(c, x->first, x->end, 4) < 4 ||
		!(own || has_bits(c, x->first, x->end, W_FINITE)))
		return false;
	*ret_p = speaker_before(c, first, colon, &adjacent);
	if (ret_p->actor == NONE)
		return false;
	enum actor_kind kind = c->actors.at[ret_p->actor].kind;
	return kind == ACTOR_PERSON ||
	       (own && (kind == ACTOR_ROLE || kind == ACTOR_HE || kind == ACTOR_GROUP));
}

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
			(bits_at(c, cue->left - 1) & (W_CLAUSE | W_OBLIQUE | W_CALL | W_ACT))) {
			*ret_cue = NONE;
			return did_and_said(c, first, colon, ret_p);
		}
		/* келесіні айтты, былай деді: what follows is the message */
		uint32_t left = cue->left;
		if (left > first && is_report(c, left - 1, REPORT_MANNER))
			left--;
		*ret_opens = cue->dep || cue->quotative || left < cue->left;
		*ret_cue = k - 1;
		*ret_p = subject_beside(c, first, left);
		/* онда былай делінген */
		uint32_t in = cue->quotative && cue->passive && ret_p->range.end == 0
				      ? document_actor(c, first, left, left, left)
				      : NONE;
		if (in != NONE)
			*ret_p = (struct speaker_phrase){.actor = in,
				.range = {c->actors.at[in].first, c->actors.at[in].end},
				.end = left};
		return true;
	}
	uint32_t actor = NONE;
	if (caption_colon(c, sentence, &actor) == colon) {
		bool described = actor != NONE && c->actors.at[actor].kind == ACTOR_ROLE;
		uint32_t begin = described       ? actor_extend(c, &c->actors.at[actor], first)
				 : actor != NONE ? c->actors.at[actor].first
						 : first;
		*ret_p = (struct speaker_phrase){
			.actor = actor, .range = {begin, colon}, .end = colon};
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
	return did_and_said(c, first, colon, ret_p);
}

static enum dedi_status colon_marks(
	struct quotations *q, uint32_t quote, const struct speaker_phrase *p, uint32_t cue)
{
	struct context *c = q->c;
	const struct quote *x = &c->document->quotes[quote];
	struct draft *d = new_direct(q, LAYOUT_COLON, cue);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_set_speaker(d, p);
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
	draft_finish(c, d);
	return DEDI_OK;
}

static enum dedi_status colon_bare(struct quotations *q, uint32_t first, uint32_t end,
	const struct speaker_phrase *p, uint32_t cue, bool caption, bool headline)
{
	struct context *c = q->c;
	struct draft *d = new_direct(q, caption ? LAYOUT_CAPTION : LAYOUT_COLON, cue);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_set_speaker(d, p);
	if (headline) {
		d->layout = LAYOUT_HEADLINE;
		if (!speaks_for_itself(c, first, end))
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
		/* the page's own name: `… | Qala.kz`, `… - Qala.kz` */
		if ((kind_at(c, i) == TOKEN_SYMBOL && str_eq(token_at(c, i)->norm, STR("|"))) ||
			(kind_at(c, i) == TOKEN_DASH && kind_at(c, i + 1) == TOKEN_URL))
			return i;
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
	/* notes and addresses go on small: `Ескертпе: осы анықтама …` */
	bool letters = kind_at(c, first) == TOKEN_WORD || kind_at(c, first) == TOKEN_INITIAL;
	if (letters && !(token_at(c, first)->shape & SHAPE_CAPITAL))
		return false;
	/* in its first two sentences somebody speaks */
	uint32_t second = token_at(c, first)->sentence + 1;
	uint32_t near = second < c->document->n_sentences ? sentence_end(c, second) : end;
	end = near < end ? near : end;
	if (actor == NONE || c->actors.at[actor].kind == ACTOR_PERSON)
		return has_bits(c, first, end, W_FINITE | W_SELF);
	/* Жетекшісі: …: whose, is not said */
	const struct actor *a = &c->actors.at[actor];
	if (a->first == a->head && (bits_at(c, a->head) & W_POSSESSED))
		return false;
	return has_bits(c, first, end, W_SELF);
}

enum dedi_status colon_turn(struct quotations *q, uint32_t colon)
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
	return colon_bare(q, first, caption ? caption_end(q, first) : turn_end(q, first), &p, cue,
		caption, false);
}

enum dedi_status headline_dash(struct quotations *q, const struct paragraph *p)
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
	if (a->first < first + 3 || c->actors.at[c->actor_from[end] - 1].media ||
		c->actors.at[c->actor_from[end] - 1].end != end || kind_at(c, dash) != TOKEN_DASH ||
		!(a->cases & W_NOMINATIVE) ||
		!((bits_at(c, dash - 1) & (W_FINITE | W_SELF | W_REPORT)) ||
			reading_at(c, dash - 1)->features.derivation == DERIV_LI))
		return DEDI_OK;
	struct draft *d = new_direct(q, LAYOUT_HEADLINE, NONE);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	d->actor = c->actor_from[end] - 1;
	d->speaker = (struct range){a->first, end};
	if (!speaks_for_itself(c, first, dash))
		d->type = STATEMENT_INDIRECT;
	if (draft_add(c, d, (struct range){first, dash}))
		draft_cover(c, (uint32_t)(d - c->drafts.at));
	else
		c->drafts.n--;
	return DEDI_OK;
}

enum dedi_status label_turn(struct quotations *q, uint32_t index)
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
	draft_set_speaker(d, &phrase);
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
		uint32_t stop = first < x->end ? caption_end(q, first) : x->end;
		draft_add(c, d, (struct range){first, stop});
		if (stop < x->end)
			break;
	}
	draft_finish(c, d);
	return DEDI_OK;
}
