/*
 * Statements that point at another sentence: `Бұл туралы X айтты`, `«…». X түсініктеме берді`.
 */
#include "statements/contents.h"

/* мұны, осыны: at the head of a sentence it is what somebody has said. */
static bool is_this(const struct context *c, uint32_t token)
{
	return is_report(c, token, REPORT_POINTS) && (bits_at(c, token) & W_ACCUSATIVE);
}

bool points_back(const struct context *c, const struct cue *cue, uint32_t floor)
{
	/* осындай ұсыныс жасады: the noun of the cue itself is what was said */
	if (cue->left > floor && is_report(c, cue->left, REPORT_INFO) &&
		is_report(c, cue->left - 1, REPORT_POINTS))
		return true;
	uint32_t head = skip_openers(c, floor, cue->left);
	for (uint32_t i = floor; i < cue->left && i < floor + 40; i++) {
		uint32_t n = 1;
		uint32_t classes = report_at(c, i, &n);
		if (classes & 1u << REPORT_POINTER)
			return true;
		bool manner = (classes & 1u << REPORT_MANNER) && i + n == cue->left;
		if (manner && (cue->quotative || cue->passive))
			return true;
		/* мұны министр жоққа шығармады, растады */
		if ((cue->kind == CUE_DENY || cue->kind == CUE_CONFIRM) && i + n <= cue->left &&
			is_this(c, i))
			return true;
		if ((cue->complements & 1u << COMPLEMENT_ABOUT) && i == head && is_this(c, i))
			return true;
		/* бұл пікірді, қуанышты хабарды: at the head of the sentence */
		if ((classes & 1u << REPORT_INFO) && (bits_at(c, i) & W_ACCUSATIVE) &&
			!(bits_at(c, i) & W_POSSESSED) && i <= floor + 3) {
			for (uint32_t k = floor; k < i; k++)
				if (is_report(c, k, REPORT_POINTS))
					return true;
			return i == floor + 1;
		}
	}
	return false;
}

/* `X … екенін мойындады. Бұл туралы басылымдар жазды`: many others, or another body, tell it. */
static bool is_others(const struct context *c, const struct draft *d, const struct draft *told)
{
	if (told->actor == NONE || d->speaker.end == 0)
		return false;
	const struct actor *a = d->actor != NONE ? &c->actors.at[d->actor] : NULL;
	if (a == NULL || a->organization == NONE)
		return bits_at(c, d->speaker.end - 1) & W_PLURAL;
	return a->kind == ACTOR_BODY && a->organization != c->actors.at[told->actor].organization;
}

/* The content that `бұл туралы` means: the sentence before, or the headline. */
static bool pointed_content(struct context *c, struct draft *d, uint32_t sentence)
{
	const struct document *doc = c->document;
	if (sentence == 0)
		return false;
	uint32_t s = sentence - 1;
	uint32_t first = doc->sentences[s].first_token, end = sentence_end(c, s);
	/* A sentence that is all in marks is the words themselves. */
	uint32_t q = is_opener(c, first) ? token_at(c, first)->quote : NONE;
	uint32_t last = end;
	while (last > first && kind_at(c, last - 1) == TOKEN_STOP)
		last--;
	if (q != NONE && doc->quotes[q].close != NONE && doc->quotes[q].close + 1 == last) {
		if (c->covered[first + 1] != NONE)
			return false;
		d->type = STATEMENT_DIRECT;
		return draft_add(c, d, (struct range){doc->quotes[q].first, doc->quotes[q].end});
	}
	if (c->covered[first] != NONE || c->covered[first + (first + 1 < end)] != NONE)
		return false;
	/* … екенін айтты. Бұл туралы ол форумда мәлімдеді: told already */
	for (uint32_t i = c->drafts.n, tries = 0; i-- > 0 && tries < 8; tries++)
		if (c->drafts.at + i != d && c->drafts.at[i].type != STATEMENT_DIRECT &&
			token_at(c, c->drafts.at[i].spans[0].first)->sentence == s &&
			!is_others(c, d, &c->drafts.at[i]))
			return false;
	/* Not the credit at its tail. */
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].first < end; k++) {
		const struct cue *cue = &c->cues.at[k];
		if (cue->kind == CUE_REPORT && cue->dep && cue->used) {
			end = cue->left;
			break;
		}
	}
	while (end > first &&
		(kind_at(c, end - 1) == TOKEN_STOP || kind_at(c, end - 1) == TOKEN_COMMA ||
			kind_at(c, end - 1) == TOKEN_DASH))
		end--;
	return draft_add(c, d, (struct range){sentence_floor(c, s), end});
}

bool follows_words(const struct context *c, const struct cue *cue)
{
	uint32_t s = token_at(c, cue->first)->sentence;
	if (s == 0 || sentence_end(c, s) - cue->end > 2)
		return false;
	uint32_t first = c->document->sentences[s - 1].first_token, last = sentence_end(c, s - 1);
	while (last > first && kind_at(c, last - 1) == TOKEN_STOP)
		last--;
	if (!is_opener(c, first) || last <= first)
		return false;
	const struct quote *q = &c->document->quotes[token_at(c, first)->quote];
	/* «Баға өсе ме?» Министр жауап берді: he was asked */
	struct str stop = q->end > q->first ? token_at(c, q->end - 1)->norm : STR("");
	if (cue->kind == CUE_ANSWER && stop.n > 0 && stop.p[0] == '?')
		return false;
	return q->close != NONE && q->close + 1 == last && c->covered[q->first] == NONE &&
	       says_clause(c, q->first, q->end);
}

bool tells_above(const struct context *c, const struct cue *cue, uint32_t floor)
{
	const struct paragraph *p = paragraph_of(c, cue->first);
	if (!(cue->complements & 1u << COMPLEMENT_ABOUT) || floor != p->first ||
		p == c->paragraphs || p[-1].headline || p[-1].label ||
		kind_at(c, cue->end) != TOKEN_STOP)
		return false;
	bool adjacent = false;
	struct speaker_phrase who = speaker_before(c, floor, cue->left, &adjacent);
	if (who.actor == NONE || who.range.end != cue->left || who.range.first <= floor)
		return false;
	enum actor_kind kind = c->actors.at[who.actor].kind;
	uint32_t at = who.range.first - 1;
	bool occasion = is_report(c, at, REPORT_OCCASION) ||
			(at > floor && is_report(c, at - 1, REPORT_OCCASION));
	for (uint32_t i = floor; i < at; i++) {
		uint32_t bits = bits_at(c, i);
		if ((bits & (W_ACCUSATIVE | W_TOPIC)) ||
			((bits & W_FINITE) && !(bits & (W_PARTICIPLE | W_NOMINATIVE))))
			return false;
	}
	return (kind == ACTOR_PERSON || kind == ACTOR_ROLE) && occasion &&
	       (bits_at(c, at) & W_LOCATIVE);
}

/* All that stands between `бұл туралы` and the verb, if it is a name of no table. */
static struct speaker_phrase whole_phrase(const struct context *c, uint32_t first, uint32_t end)
{
	struct speaker_phrase none = {.actor = NONE};
	/* `бұл туралы арнайы тапсырма беріпті`: an adverb is nobody */
	if (first >= end || end - first > 10 ||
		(first + 1 == end && is_report(c, first, REPORT_ADVERB)))
		return none;
	bool capitals = true, nominal = true;
	for (uint32_t i = first; i < end; i++) {
		const struct features *f = &reading_at(c, i)->features;
		bool mark = kind_at(c, i) == TOKEN_QUOTE;
		capitals &= mark ||
			    (token_at(c, i)->shape & (SHAPE_CAPITAL | SHAPE_LATIN | SHAPE_DIGIT));
		nominal &= mark || (is_wordlike(c, i) && f->verb == VERB_NONE &&
					   (f->kase == CASE_NOM || f->kase == CASE_GEN) &&
					   !(bits_at(c, i) & W_FUNCTION));
	}
	nominal &= reading_at(c, end - 1)->features.kase == CASE_NOM;
	return capitals || nominal
		       ? (struct speaker_phrase){.actor = NONE, .range = {first, end}, .end = end}
		       : none;
}

/* `Бұл туралы Жаңа күн хабарлады`: a name of no table, neither many people nor a place. */
static bool names_outlet(const struct context *c, struct range r)
{
	uint32_t first = r.first + (kind_at(c, r.first) == TOKEN_QUOTE);
	return (token_at(c, first)->shape & SHAPE_CAPITAL) && !(bits_at(c, r.end - 1) & W_PLURAL) &&
	       match_at(c, first, LEX_PLACE).n_tokens == 0;
}

uint32_t document_actor(
	const struct context *c, uint32_t first, uint32_t end, uint32_t after, uint32_t limit)
{
	for (uint32_t k = c->actor_from[first]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		bool front = a->end <= end;
		bool behind = a->first >= after && a->first < limit;
		if (a->first >= limit)
			break;
		if ((front || behind) && (a->cases & W_LOCATIVE) &&
			(a->kind == ACTOR_DOCUMENT || a->kind == ACTOR_HE))
			return k;
	}
	return NONE;
}

enum dedi_status pointed_statement(struct context *c, struct cue *cue, uint32_t floor)
{
	uint32_t sentence = token_at(c, cue->first)->sentence;
	bool adjacent = false;
	uint32_t head = skip_openers(c, floor, cue->left);
	bool this = head < cue->left && is_this(c, head);
	floor = this ? head + 1 : floor;
	uint32_t start = floor, pointer = floor;
	for (uint32_t i = floor; i < cue->left; i++) {
		uint32_t n = 1;
		uint32_t classes = report_at(c, i, &n);
		bool info = (classes & 1u << REPORT_INFO) && (bits_at(c, i) & W_ACCUSATIVE) &&
			    i <= floor + 3;
		if (info || (classes & 1u << REPORT_POINTER)) {
			floor = i + n < cue->left ? i + n : floor;
			pointer = i;
			break;
		}
	}
	struct speaker_phrase p = speaker_before(c, floor, cue->left, &adjacent);
	if (p.actor == NONE && pointer > start) { /* Ол бұл туралы форумда мәлімдеді */
		struct speaker_phrase ahead = speaker_before(c, start, pointer, &adjacent);
		enum actor_kind kind =
			ahead.actor != NONE ? c->actors.at[ahead.actor].kind : ACTOR_DOCUMENT;
		p = kind == ACTOR_HE || kind == ACTOR_PERSON ? ahead : p;
	}
	if (cue->passive) {
		uint32_t k = document_actor(c, floor, cue->left, cue->end, cue->end);
		if (k == NONE)
			return DEDI_OK;
		const struct actor *a = &c->actors.at[k];
		p = (struct speaker_phrase){.actor = k, .range = {a->first, a->end}, .end = a->end};
	}
	if (p.actor == NONE) {
		uint32_t end = cue->left;
		end -= end > floor && is_report(c, end - 1, REPORT_POINTS);
		struct speaker_phrase whole = whole_phrase(c, floor, end);
		p = whole.range.end != 0 ? whole : p;
	}
	if (p.range.end == 0 && cue->end < sentence_end(c, sentence))
		p = speaker_after(c, cue->end, sentence_end(c, sentence));
	/* Мұны айтты: nobody */
	if (this && p.range.end == 0)
		return DEDI_OK;
	/* Бұл туралы шетел басылымдары жазды: many whom nobody names are no outlet to credit */
	bool many = (p.actor == NONE || c->actors.at[p.actor].organization == NONE) &&
		    p.range.end > 0 && (bits_at(c, p.range.end - 1) & W_PLURAL);
	struct range credit = {0};
	uint32_t organization = NONE;
	bool unknown = p.actor == NONE && p.range.end > 0 && names_outlet(c, p.range) &&
		       (cue->kind == CUE_REPORT || cue->kind == CUE_WRITE);
	bool body = p.actor == NONE || c->actors.at[p.actor].kind == ACTOR_BODY;
	bool media = unknown || (p.actor != NONE && c->actors.at[p.actor].media && !many) ||
		     (body && !many && p.range.end > 0 &&
			     credit_after(c, &p, p.range.first, sentence_end(c, sentence), &credit,
				     &organization));
	if (media) {
		cue->used = true;
		return add_credit(c, credit.end > 0 ? credit : p.range,
			p.actor != NONE ? c->actors.at[p.actor].organization : organization);
	}
	struct draft *d = indirect_draft(c, cue, LAYOUT_POINTED);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_set_speaker(d, &p);
	if (!pointed_content(c, d, sentence))
		c->drafts.n--;
	else
		cue->used = true;
	return DEDI_OK;
}
