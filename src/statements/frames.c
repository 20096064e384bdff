/*
 * Frames: `X-тің айтуынша, …`, `X атап өткендей, …`, also put into the sentence that they report.
 */
#include "statements/contents.h"

/* `Жоба, министрдің айтуынша, биыл аяқталады`: the words that an inserted frame cuts off, if they
 * are no clause of their own. */
static struct range inserted_behind(const struct context *c, uint32_t floor,
	const struct speaker_phrase *p, const struct cue *cue)
{
	struct range none = {0};
	uint32_t comma = p->range.end > 0 ? p->range.first : cue->first;
	uint32_t k = c->actor_from[comma]; /* оның баспасөз хатшысының */
	if (k > 0 && c->actors.at[k - 1].end == comma && c->actors.at[k - 1].first >= floor &&
		(c->actors.at[k - 1].kind == ACTOR_HE || c->actors.at[k - 1].kind == ACTOR_THEY))
		comma = c->actors.at[k - 1].first;
	uint32_t first = skip_openers(c, floor, comma);
	/* орден иегері, ұстаз Асан Үсеновтің пікірінше: offices in a row, the first before them */
	for (uint32_t i = p->range.first; i < p->range.end; i++)
		if (kind_at(c, i) == TOKEN_COMMA)
			return none;
	if (comma <= first + 1 || kind_at(c, comma - 1) != TOKEN_COMMA ||
		kind_at(c, cue->end) != TOKEN_COMMA || c->covered[first] != NONE)
		return none;
	comma--;
	for (uint32_t i = first; i < comma; i++) {
		uint32_t bits = bits_at(c, i);
		bool verb = (bits & (W_FINITE | W_CONVERB | W_SELF)) && !(bits & W_NOMINATIVE);
		if (verb || (!is_wordlike(c, i) && kind_at(c, i) != TOKEN_QUOTE))
			return none;
	}
	return (struct range){first, comma};
}

/* `Тәжірибе көрсеткендей`, `ауа райы болжамы бойынша`: a common word of no table, not in the
 * genitive of an owner. */
static bool is_thing(const struct context *c, const struct speaker_phrase *p)
{
	if (p->actor != NONE || p->range.end == 0 || (bits_at(c, p->range.end - 1) & W_GENITIVE))
		return false;
	for (uint32_t i = p->range.first; i < p->range.end; i++)
		if (kind_at(c, i) != TOKEN_WORD || (bits_at(c, i) & W_ACTOR) ||
			c->document->words[token_at(c, i)->word].count_capital > 0 ||
			(token_at(c, i)->shape & (SHAPE_LATIN | SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS)))
			return false;
	return true;
}

enum dedi_status frame_statement(struct context *c, struct cue *cue, uint32_t floor)
{
	uint32_t sentence = token_at(c, cue->first)->sentence;
	uint32_t end = sentence_end(c, sentence);
	struct speaker_phrase p = speaker_owner(c, floor, cue->first);
	if (is_thing(c, &p) || (cue->shape == FRAME_NOMINATIVE && p.range.end == 0))
		return DEDI_OK;
	if (p.range.end == 0 && cue->first > skip_openers(c, floor, cue->first))
		return DEDI_OK; /* words before it, but nobody they name */
	uint32_t first = cue->end;
	if (kind_at(c, first) == TOKEN_COMMA)
		first++;
	while (end > first && kind_at(c, end - 1) == TOKEN_STOP)
		end--;
	/* A passive that closes a clause at the end of the sentence is a second cue for the same
	 * words (… екені айтылды); one that is the clause's own verb is not (кітап жеткізілді). */
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].first < end; k++) {
		struct cue *tail = &c->cues.at[k];
		if (tail->end == end && tail->passive && tail->left > first &&
			(tail->dep || (bits_at(c, tail->left - 1) &
					      (W_CLAUSE | W_CLAUSE_BARE | W_OBLIQUE)))) {
			tail->used = true;
			end = tail->left;
			break;
		}
	}
	if (first >= end)
		return DEDI_OK;
	struct draft *d = indirect_draft(c, cue, LAYOUT_FRAME);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	draft_set_speaker(d, &p);
	struct range opening = inserted_behind(c, floor, &p, cue);
	if (opening.end > 0) {
		d->layout = LAYOUT_INSERTED;
		draft_add(c, d, opening);
	}
	if (!shape_content(c, d, first, end, cue, COMPLEMENT_CLAUSE))
		c->drafts.n--;
	else
		cue->used = true;
	return DEDI_OK;
}
