/*
 * Indirect and mixed speech: which cues report something, and where the reported words begin and
 * end.
 *
 * A cue reports when what stands before it is one of the complements that its row allows (a clause
 * made a noun, a call, `деп`, a judgement in marks) or when the sentence points at another one
 * (`бұл туралы`). The clause runs from the end of the cue before it (or the sentence's start) to
 * the cue; its first nominative actor is the speaker and the words behind him, adjuncts of the
 * attribution skipped, are the content.
 */
#include "statements/contents.h"

struct draft *indirect_draft(struct context *c, const struct cue *cue, enum layout layout)
{
	struct draft *d = draft_new(c, STATEMENT_INDIRECT, layout);
	if (d == NULL)
		return NULL;
	d->cue = (uint32_t)(cue - c->cues.at);
	d->cue_range = (struct range){cue->first, cue->end};
	d->at = cue->first;
	return d;
}

/* `… отырған жоқпыз деген басшы`: words in somebody's own voice, and who said them. */
static bool is_said_by(const struct context *c, const struct cue *cue)
{
	uint32_t k = c->actor_from[cue->end];
	if (k >= c->actors.n || c->actors.at[k].first != cue->end || cue->left == 0)
		return false;
	const struct actor *a = &c->actors.at[k];
	bool office =
		a->kind == ACTOR_ROLE && a->position_row != NONE && !a->one &&
		(a->position == POSITION_OFFICE || a->position == POSITION_UNIQUE ||
			a->position == POSITION_OCCUPATION || a->position == POSITION_PERFORMER);
	bool marked = is_closer(c, cue->left - 1);
	/* «…» деген ол, деген тұрғындар */
	bool anybody =
		marked && (a->kind == ACTOR_HE || a->kind == ACTOR_THEY || a->kind == ACTOR_GROUP);
	if (!(a->cases & W_NOMINATIVE) || !(office || anybody || a->kind == ACTOR_PERSON))
		return false;
	/* көшіреміз, жоқпыз; not a pronoun */
	return marked ||
	       ((bits_at(c, cue->left - 1) & W_SELF) && !is_report(c, cue->left - 1, REPORT_SELF));
}

/* The speaker of a participle stands to its right. */
static struct speaker_phrase relative_speaker(const struct context *c, const struct cue *cue)
{
	struct speaker_phrase none = {.actor = NONE};
	uint32_t limit = sentence_end(c, token_at(c, cue->first)->sentence);
	uint32_t k = c->actor_from[cue->end];
	if ((cue->quotative && !is_said_by(c, cue)) || k >= c->actors.n ||
		c->actors.at[k].first >= limit ||
		!(c->actors.at[k].cases & (W_NOMINATIVE | W_GENITIVE)) ||
		c->actors.at[k].first > cue->end + 3 || c->actors.at[k].kind == ACTOR_DOCUMENT)
		return none;
	bool pronoun = c->actors.at[k].kind == ACTOR_HE || c->actors.at[k].kind == ACTOR_THEY;
	if (pronoun &&
		(c->actors.at[k].first > cue->end || !(c->actors.at[k].cases & W_NOMINATIVE)))
		return none;
	for (uint32_t i = cue->end; i < c->actors.at[k].first; i++) {
		uint8_t kase = reading_at(c, i)->features.kase;
		if (!is_wordlike(c, i) || (bits_at(c, i) & (W_VERBAL | W_FUNCTION)) ||
			(kase != CASE_NOM && kase != CASE_GEN))
			return none;
	}
	const struct actor *a = &c->actors.at[k];
	return (struct speaker_phrase){.actor = k, .range = {a->first, a->end}, .end = a->end};
}

static uint32_t draft_of_cue(const struct context *c, uint32_t cue)
{
	for (uint32_t i = c->drafts.n; i-- > 0 && i + 8 > c->drafts.n;)
		if (c->drafts.at[i].cue == cue)
			return i;
	return NONE;
}

/* The sentence's earlier statement whose speaker goes on: a chained converb or a participle. */
static uint32_t carried(const struct context *c, const struct cue *before, uint32_t *ret_first)
{
	if (before == NULL || !before->used)
		return NONE;
	uint32_t d = draft_of_cue(c, (uint32_t)(before - c->cues.at));
	if (d == NONE)
		return NONE;
	if (before->form == CUE_CHAIN) {
		*ret_first = before->end;
		return d;
	}
	/* X … тапсырды және … міндеттеді */
	if (before->form == CUE_FINITE && before->end < c->document->n_tokens &&
		(bits_at(c, before->end) & W_CONJUNCTION) &&
		is_report(c, before->end, REPORT_JOINT)) {
		*ret_first = before->end + 1;
		return d;
	}
	if (before->form == CUE_RELATIVE && c->drafts.at[d].actor != NONE &&
		(c->actors.at[c->drafts.at[d].actor].cases & W_NOMINATIVE)) {
		*ret_first = c->drafts.at[d].speaker.end;
		return d;
	}
	return NONE;
}

/* `… деп санайды сарапшылар.`: a subject that ends the sentence behind its verb. */
static bool tail_speaker(const struct context *c, const struct cue *cue, uint32_t limit,
	struct speaker_phrase *ret_p)
{
	if ((!cue->dep && !cue->quotative) || cue->form != CUE_FINITE || cue->end >= limit)
		return false;
	struct speaker_phrase p = speaker_after(c, cue->end, limit);
	if (p.range.end == 0 || (p.end < limit && kind_at(c, p.end) != TOKEN_STOP))
		return false;
	*ret_p = p;
	return true;
}

/* A named subject right before the marks that end a clause. */
static uint32_t beside_quote(const struct context *c, uint32_t floor, uint32_t end)
{
	uint32_t q = token_at(c, end - 1)->quote;
	uint32_t open = q != NONE ? c->document->quotes[q].open : NONE;
	if (open == NONE || open <= floor)
		return NONE;
	uint32_t k = c->actor_from[open];
	if (k == 0)
		return NONE;
	const struct actor *a = &c->actors.at[k - 1];
	return a->end == open && a->first >= floor && a->kind == ACTOR_PERSON &&
			       (a->cases & W_NOMINATIVE)
		       ? k - 1
		       : NONE;
}

/* `… қауіп жоқ екенін айтады дәрігерлер.`: the actor that ends the sentence, or NONE. */
static uint32_t last_actor(const struct context *c, uint32_t first, uint32_t limit)
{
	uint32_t end = limit;
	while (end > first && kind_at(c, end - 1) == TOKEN_STOP)
		end--;
	uint32_t k = c->actor_from[end];
	if (k == 0 || c->actors.at[k - 1].end != end || c->actors.at[k - 1].first < first ||
		!(c->actors.at[k - 1].cases & W_NOMINATIVE) || end - first > 24 ||
		(bits_at(c, first) & W_FUNCTION))
		return NONE;
	/* a long office before a name has no verb in it and no other case than the genitive */
	for (uint32_t i = first; i < end && end - first > 10; i++)
		if (bits_at(c, i) & (W_FINITE | W_CONVERB | W_SELF) &&
			!(bits_at(c, i) & W_NOMINATIVE))
			return NONE;
	return k - 1;
}

/* `Zakon.kz тілшісі дәрігер Асан Үсеновтен … сұрап білді` */
static bool asks_reporter(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t k = c->actor_from[first]; k < c->actors.n && c->actors.at[k].first < end; k++)
		if (c->actors.at[k].media && (c->actors.at[k].cases & W_NOMINATIVE))
			return true;
	return false;
}

/* `… баратынын айтады облыс әкімі Асан Үсенов.`: a name behind the verb is whose words they are,
 * whatever stands at the head. */
static bool is_told_behind(const struct context *c, const struct cue *cue, uint32_t limit)
{
	if (cue->dep || cue->quotative || cue->form != CUE_FINITE || cue->end >= limit)
		return false;
	uint32_t k = last_actor(c, cue->end, limit);
	return k != NONE && c->actors.at[k].kind == ACTOR_PERSON && c->actors.at[k].person != NONE;
}

static enum dedi_status verb_statement(
	struct context *c, struct cue *cue, uint32_t floor, const struct cue *before)
{
	uint32_t sentence = token_at(c, cue->first)->sentence;
	uint32_t limit = sentence_end(c, sentence);
	struct clause clause = find_complement(c, cue, floor);
	if (!clause.found) {
		bool may_point =
			(cue->complements &
				(1u << COMPLEMENT_ABOUT | 1u << COMPLEMENT_ACT |
					1u << COMPLEMENT_CLAUSE | 1u << COMPLEMENT_PLAIN)) &&
			cue->form == CUE_FINITE && !cue->dep && !cue->passive;
		if (may_point && points_back(c, cue, floor))
			return pointed_statement(c, cue, floor);
		/* бұл туралы министрліктің хабарламасында айтылған */
		bool written = cue->passive && cue->form == CUE_FINITE && !cue->dep &&
			       (cue->complements & 1u << COMPLEMENT_DOCUMENT) &&
			       document_actor(c, floor, cue->left, cue->end, limit) != NONE;
		if (written && points_back(c, cue, floor))
			return pointed_statement(c, cue, floor);
		if (cue->form == CUE_FINITE && !cue->dep && !cue->passive &&
			(follows_words(c, cue) || tells_above(c, cue, floor)))
			return pointed_statement(c, cue, floor);
		return DEDI_OK;
	}
	bool adjacent = false;
	struct speaker_phrase p = {.actor = NONE};
	uint32_t first = floor, end = clause.end;
	uint32_t beside =
		clause.complement == COMPLEMENT_QUOTE ? beside_quote(c, floor, end) : NONE;
	uint32_t same_as = carried(c, before, &first);
	bool subject_behind = false;
	if (cue->form == CUE_RELATIVE) {
		p = relative_speaker(c, cue);
		if (p.actor == NONE)
			return DEDI_OK;
		subject_behind = true;
	} else if (cue->passive) {
		uint32_t k = document_actor(c, floor, end, cue->end, limit);
		if (k == NONE)
			return DEDI_OK;
		const struct actor *a = &c->actors.at[k];
		p = (struct speaker_phrase){.actor = k, .range = {a->first, a->end}, .end = a->end};
		if (a->first < end)
			first = a->end;
	} else if (is_told_behind(c, cue, limit)) {
		p = speaker_after(c, cue->end, limit);
		subject_behind = true;
	} else if (tail_speaker(c, cue, limit, &p)) {
		struct range credit = {0};
		uint32_t organization = NONE;
		if ((cue->kind == CUE_REPORT || cue->kind == CUE_WRITE) &&
			credit_after(c, &p, cue->end, limit, &credit, &organization)) {
			cue->used = true;
			return add_credit(c, credit, organization);
		}
		subject_behind = true;
	} else {
		/* Between complement and verb first, then at the head of the clause. */
		if (clause.end < cue->left || cue->form == CUE_DETACHED) {
			uint32_t from = cue->form == CUE_DETACHED ? cue->left + 1 : clause.end;
			uint32_t to = cue->form == CUE_DETACHED ? cue->first : cue->left;
			p = speaker_before(c, from, to, &adjacent);
		}
		if (p.range.end != 0) {
			same_as = NONE;
		} else if (same_as == NONE) {
			p = speaker_before(c, first, end, &adjacent);
			if (beside != NONE)
				p = (struct speaker_phrase){.actor = beside,
					.range = {actor_extend(c, &c->actors.at[beside], first),
						c->actors.at[beside].end}};
			if (p.range.end != 0) /* комиссия қорытындысында: its paper is no content */
				first = p.actor != NONE &&
							c->actors.at[p.actor].kind == ACTOR_DOCUMENT
						? c->actors.at[p.actor].end
						: p.range.end;
		}
		if (p.range.end == 0 && same_as == NONE && cue->end < limit &&
			cue->form == CUE_FINITE &&
			(cue->dep || cue->quotative || last_actor(c, cue->end, limit) != NONE)) {
			p = speaker_after(c, cue->end, limit);
			subject_behind = p.range.end != 0;
		}
	}
	enum addressee addressee =
		clause.complement == COMPLEMENT_CALL || clause.complement == COMPLEMENT_ACT
			? ADDRESSEE_CONTENT
		: clause.complement == COMPLEMENT_CAUSE ? ADDRESSEE_ANYBODY
							: ADDRESSEE_HEARER;
	/* the outlet's own reporter asks, or offers the reader something */
	if ((cue->kind == CUE_ASK || cue->kind == CUE_URGE) &&
		((p.actor != NONE && c->actors.at[p.actor].media) ||
			(p.range.end > 0 && asks_reporter(c, p.range.first, p.range.end))))
		return DEDI_OK;
	if (p.range.end != 0 && !subject_behind)
		first = skip_silent_chain(c, cue, skip_parenthesis(c, first, end), end);
	if (subject_behind || p.range.end == 0)
		first = skip_openers(c, first, end);
	if (p.range.end != 0 && !subject_behind && clause.layout == LAYOUT_CALL)
		first = skip_act(c, cue, first, end);
	/* желіде тараған …: where the claim was made, not where it was denied */
	if (clause.complement != COMPLEMENT_CLAIM)
		first = skip_adjuncts(c, first, end, addressee);
	/* министрлікке … туралы хабарлады */
	if (cue->kind == CUE_REPORT && addressee == ADDRESSEE_HEARER && starts_with_body(c, first))
		addressee = ADDRESSEE_ANYBODY;
	if (p.range.end != 0 && !subject_behind)
		first = skip_addressee(c, first, end, addressee);
	if (clause.complement == COMPLEMENT_CLAUSE && !subject_behind)
		first = skip_deeds(c, first, end);
	/* … туралы жазған болатын: the outlet recalls what it has reported itself */
	if (p.range.end == 0 && same_as == NONE && cue->form == CUE_FINITE && !cue->passive &&
		(cue->kind == CUE_REPORT || cue->kind == CUE_WRITE) &&
		is_report(c, cue->end - 1, REPORT_COPULA))
		return DEDI_OK;
	while (end > first &&
		(kind_at(c, end - 1) == TOKEN_COMMA || kind_at(c, end - 1) == TOKEN_DASH))
		end--;
	if (first >= end)
		return DEDI_OK;
	/* A report that nobody makes: only with a named, resumed or understood reporter. */
	struct draft *d = indirect_draft(c, cue, clause.layout);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	if (same_as != NONE) {
		d->same_as = same_as;
		d->actor = c->drafts.at[same_as].actor;
		d->speaker = c->drafts.at[same_as].speaker;
	} else {
		draft_set_speaker(d, &p);
	}
	if (!shape_content(c, d, first, end, cue, clause.complement)) {
		c->drafts.n--;
		return DEDI_OK;
	}
	cue->used = true;
	/* … хабарлады: what the colon opens is more of the message */
	if (kind_at(c, cue->end) == TOKEN_COLON && clause.layout == LAYOUT_CLAUSE &&
		!is_opener(c, cue->end + 1)) {
		uint32_t last = limit;
		while (last > cue->end && kind_at(c, last - 1) == TOKEN_STOP)
			last--;
		draft_add(c, d, (struct range){cue->end + 1, last});
	}
	return DEDI_OK;
}

static bool is_outlet(const struct context *c, uint32_t token)
{
	uint32_t k = c->actor_from[token];
	return k < c->actors.n && c->actors.at[k].first <= token && c->actors.at[k].media;
}

static bool is_month(const struct context *c, uint32_t token)
{
	struct lex_match m = match_at(c, token, LEX_FUNCTION_WORD);
	return m.n_tokens == 1 && lexicon_code(c->lexicon, LEX_FUNCTION_WORD, m.row,
					  FUNCTION_WORD_COL_CLASS) == FUNCTION_MONTH;
}

/* `Ulysmedia 21.04.2022, 16:50 Inform.kz …`: the line above the text that ran into it, told by its
 * date and hour. */
static uint32_t page_head_end(const struct context *c, uint32_t first, uint32_t end)
{
	enum { LONGEST = 10 };
	bool hour = false;
	uint32_t last = first;
	for (uint32_t i = first; i + 1 < end && i < first + LONGEST; i++) {
		struct str text = token_at(c, i)->norm;
		bool number = kind_at(c, i) == TOKEN_NUMBER;
		hour |= number && memchr(text.p, ':', text.n) != NULL;
		bool head = number || kind_at(c, i) == TOKEN_URL || kind_at(c, i) == TOKEN_COMMA ||
			    kind_at(c, i) == TOKEN_SYMBOL || is_month(c, i) || is_outlet(c, i);
		if (!head)
			break;
		last = i + 1;
	}
	return hour ? last : first;
}

/* 22.11.2022, 2022-11-22; the hour in `Кеше, 16:35` */
static bool is_stamp(const struct context *c, uint32_t token)
{
	struct str text = token_at(c, token)->norm;
	uint32_t marks = 0;
	if (kind_at(c, token) != TOKEN_NUMBER || text.n < 4)
		return false;
	if (text.n <= 5)
		return memchr(text.p, ':', text.n) != NULL && token > 0 &&
		       kind_at(c, token - 1) == TOKEN_COMMA;
	for (size_t i = 0; i < text.n; i++)
		marks += text.p[i] == '.' || text.p[i] == '-';
	return text.n >= 8 && marks == 2;
}

/* In a list of dated headlines that ran together the last one before a cue begins behind its
 * date. */
static uint32_t headline_floor(
	const struct context *c, uint32_t floor, uint32_t end, uint32_t *ret_seen)
{
	uint32_t seen = *ret_seen > floor ? *ret_seen : floor;
	for (; seen + 1 < end; seen++)
		if (is_stamp(c, seen) && (token_at(c, seen + 1)->shape & SHAPE_CAPITAL))
			floor = seen + 1;
	*ret_seen = seen;
	return floor;
}

uint32_t sentence_floor(const struct context *c, uint32_t sentence)
{
	uint32_t first = page_head_end(
		c, c->document->sentences[sentence].first_token, sentence_end(c, sentence));
	uint32_t end = sentence_end(c, sentence);
	for (uint32_t i = first; i < end && i < first + 12; i++) {
		if (kind_at(c, i) != TOKEN_SYMBOL || !str_eq(token_at(c, i)->norm, STR("©")))
			continue;
		uint32_t k = c->actor_from[i];
		uint32_t next = i + 1;
		if (k < c->actors.n && c->actors.at[k].first == next)
			next = c->actors.at[k].end;
		else if (kind_at(c, next) == TOKEN_URL || kind_at(c, next) == TOKEN_HANDLE)
			next++;
		return next < end ? next : first;
	}
	return first;
}

/* Where the clause of a sentence begins whose head stands in marks that an earlier one opened:
 * X «A. B» екенін айтты. Behind the last cue before the marks. */
static uint32_t floor_before_marks(const struct context *c, uint32_t floor)
{
	uint32_t q = c->quote[floor];
	uint32_t open = q != NONE ? c->document->quotes[q].open : NONE;
	if (open == NONE || open >= floor || c->document->quotes[q].close == NONE ||
		c->document->quotes[q].parent != NONE || c->covered[floor] != NONE ||
		!same_sentence(c, floor, c->document->quotes[q].close))
		return floor;
	uint32_t first = sentence_first(c, open);
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].end <= open; k++)
		if (c->cues.at[k].used)
			first = c->cues.at[k].end;
	return c->covered[first] == NONE ? first : floor;
}

/* Inside a pair; a mark that lacks its partner tells nothing of the words between. */
static bool is_quoted(const struct context *c, uint32_t token)
{
	uint32_t q = c->quote[token];
	return q != NONE && c->document->quotes[q].close != NONE &&
	       c->document->quotes[q].open != NONE;
}

/* A verb whose clause somebody else reports with деді right behind it. */
static bool is_reported(const struct context *c, const struct cue *cue)
{
	const struct cue *next = cue + 1;
	return cue->form == CUE_FINITE && next < c->cues.at + c->cues.n &&
	       next->first == cue->end && next->quotative && !next->dep &&
	       next->form == CUE_FINITE && !cue->quotative;
}

enum dedi_status contents_find(struct context *c)
{
	struct cue *before = NULL;
	uint32_t sentence = NONE, floor = 0, dated = 0; /* where dates were looked for */
	for (uint32_t k = 0; k < c->cues.n; k++) {
		struct cue *cue = &c->cues.at[k];
		const struct token *token = token_at(c, cue->first);
		if (token->sentence != sentence) {
			sentence = token->sentence;
			floor = floor_before_marks(c, sentence_floor(c, sentence));
			before = NULL;
		}
		if (c->covered[cue->first] != NONE)
			continue;
		if (cue->used) {
			floor = cue->end;
			before = cue;
			continue;
		}
		/* Reported inside marks: somebody else's, or a name. */
		if (is_quoted(c, cue->first))
			continue;
		/* `… босатуды талап етті дейді тұрғындар`: inside what the next cue reports */
		if (is_reported(c, cue))
			continue;
		/* inside what a frame reports */
		if (before != NULL && before->form == CUE_FRAMED && before->used)
			continue;
		floor = headline_floor(c, floor, cue->left, &dated);
		enum dedi_status status = cue->form == CUE_FRAMED
						  ? frame_statement(c, cue, floor)
						  : verb_statement(c, cue, floor, before);
		if (status != DEDI_OK)
			return status;
		if (cue->used && cue->form != CUE_FRAMED)
			floor = cue->end;
		if (cue->used)
			before = cue;
	}
	return DEDI_OK;
}
