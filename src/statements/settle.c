/*
 * What only the rest of the text tells: who a headline's office is, who is named behind his words,
 * who answers in an interview.
 */
#include "statements/resolve.h"

#define FORWARD_REACH 3 /* how far off words may be whose speaker was only an office before */

/* `Дәрігер: …` over an article: whom the same bare word behind its words means there. */
static uint32_t called_in_text(
	const struct context *c, const struct resolution *found, const struct actor *a)
{
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		const struct draft *d = &c->drafts.at[i];
		const struct actor *x = d->actor != NONE ? &c->actors.at[d->actor] : NULL;
		if (!d->headline && x != NULL && x->kind == ACTOR_ROLE && !x->one &&
			x->position_row == a->position_row && x->first == x->head &&
			found[i].speaker.person != NONE)
			return found[i].speaker.person;
	}
	return NONE;
}

void settle_called(struct context *c, struct resolution *found)
{
	enum { MOST = 3 };
	for (uint32_t i = 0, n = 0; i < c->drafts.n && n < MOST; i++) {
		const struct draft *d = &c->drafts.at[i];
		const struct actor *a = d->actor != NONE ? &c->actors.at[d->actor] : NULL;
		if (!d->headline || a == NULL || a->kind != ACTOR_ROLE || a->first != a->head ||
			a->position_row == NONE || strcmp(found[i].how, "role") == 0)
			continue;
		n++;
		uint32_t person = called_in_text(c, found, a);
		if (person == NONE)
			continue;
		found[i].speaker = a_person(c, person);
		found[i].how = "same-word";
		found[i].certainty = certainty_of(found[i].how);
	}
}

/* A headline's office with no holder, in an article of one speaker: he. */
void settle_headlines(struct context *c, struct resolution *found)
{
	uint32_t only = NONE;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		if (found[i].speaker.person == NONE)
			continue;
		if (only != NONE && only != found[i].speaker.person)
			return;
		only = found[i].speaker.person;
	}
	if (only == NONE)
		return;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		const struct draft *d = &c->drafts.at[i];
		if (d->headline && d->actor != NONE && found[i].speaker.person == NONE &&
			c->actors.at[d->actor].kind == ACTOR_ROLE) {
			found[i].speaker = a_person(c, only);
			found[i].how = "only-speaker";
		}
	}
}

/* How many of the words of a draft stand in another one, by their stems. */
static uint32_t shared_words(
	const struct context *c, const struct draft *title, const struct draft *d, bool *found)
{
	struct range t = title->spans[0];
	uint32_t n = 0;
	for (uint32_t i = t.first; i < t.end; i++)
		found[i - t.first] = false;
	for (uint32_t k = 0; k < d->n_spans; k++)
		for (uint32_t j = d->spans[k].first; j < d->spans[k].end; j++)
			for (uint32_t i = t.first; i < t.end && kind_at(c, j) == TOKEN_WORD; i++)
				if (!found[i - t.first] && kind_at(c, i) == TOKEN_WORD &&
					str_eq(reading_at(c, i)->lemma, reading_at(c, j)->lemma)) {
					found[i - t.first] = true;
					n++;
				}
	return n;
}

/* Words in the marks of a headline are his in whose mouth the article puts most of them. */
void settle_title(const struct context *c, struct resolution *found)
{
	enum { LONGEST = 40, FEWEST = 3 };
	bool words[LONGEST];
	for (uint32_t t = 0; t < c->drafts.n && c->drafts.at[t].layout == LAYOUT_TITLE; t++) {
		const struct draft *title = &c->drafts.at[t];
		uint32_t best = NONE, most = 0;
		uint32_t all = words_in(c, title->spans[0].first, title->spans[0].end, LONGEST + 1);
		found[t] = (struct resolution){.how = "nobody", .speaker = nobody};
		if (title->spans[0].end - title->spans[0].first > LONGEST)
			continue;
		for (uint32_t i = t + 1; i < c->drafts.n; i++) {
			uint32_t n = shared_words(c, title, &c->drafts.at[i], words);
			if (n > most) {
				most = n;
				best = i;
			}
		}
		if (best == NONE || (most < FEWEST && most < all) || most * 5 < all * 3)
			continue;
		found[t] = found[best];
		found[t].how = "same-words";
		found[t].certainty = certainty_of(found[t].how);
	}
}

/* `Семей әкімі … айтты. «…», – дейді Асан Үсенов`: who is named first where the next words end,
 * with no office or a kindred one, is whom the office before meant. */
void settle_forward(struct resolver *r, struct resolution *found)
{
	const struct context *c = r->c;
	uint32_t next = NONE; /* the nearest statement behind that names its speaker */
	for (uint32_t i = c->drafts.n; i-- > 0;) {
		const struct draft *d = &c->drafts.at[i];
		if (strcmp(found[i].how, "name") == 0 && found[i].speaker.person != NONE) {
			next = d->type == STATEMENT_DIRECT ? i : NONE;
			continue;
		}
		const struct actor *a = d->actor != NONE ? &c->actors.at[d->actor] : NULL;
		if (next == NONE || d->headline || a == NULL || a->kind != ACTOR_ROLE || a->one ||
			is_somebody(c, a) || strcmp(found[i].how, "unnamed") != 0)
			continue;
		uint32_t p = found[next].speaker.person;
		const struct person *person = &c->entities->people[p];
		uint32_t here = token_at(c, a->first)->sentence;
		uint32_t words = token_at(c, c->drafts.at[next].spans[0].first)->sentence;
		if (person->n_mentions == 0 || person->mentions[0].first < a->first ||
			words > here + FORWARD_REACH)
			continue;
		if (!has_roles(c, p) ? a->position != POSITION_OFFICE
				     : !(is_bare_chief(c, a) && is_chief(r, p)))
			continue;
		found[i].speaker = a_person(c, p);
		found[i].how = "named-next";
		found[i].certainty = certainty_of(found[i].how);
	}
}

/* The person whom a turn of the questions calls by name: `– Дана Бекқызы, …`. */
static uint32_t called_upon(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t k = c->actor_from[first]; k < c->actors.n && c->actors.at[k].first < end; k++)
		if (c->actors.at[k].kind == ACTOR_PERSON && c->actors.at[k].person != NONE &&
			kind_at(c, c->actors.at[k].end) == TOKEN_COMMA)
			return c->actors.at[k].person;
	return NONE;
}

/* The guest of an interview: whom a question calls by name, else who speaks in the headline, else
 * whom the introduction names first. Found at the first answer. */
static uint32_t guest_of(const struct resolver *r, uint32_t draft)
{
	const struct context *c = r->c;
	const struct draft *d = &c->drafts.at[draft];
	uint32_t asked = c->paragraph[token_at(c, d->spans[0].first)->sentence];
	const struct paragraph *question = &c->paragraphs[asked - (asked > 0)];
	uint32_t guest = called_upon(c, question->first, d->spans[0].first);
	for (uint32_t i = 0; i < draft && guest == NONE; i++)
		if (c->drafts.at[i].headline && c->drafts.at[i].actor != NONE)
			guest = c->actors.at[c->drafts.at[i].actor].person;
	for (uint32_t k = 0; k < c->actors.n && guest == NONE; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->first >= question->first)
			break;
		if (a->kind == ACTOR_PERSON && c->covered[a->head] == NONE)
			guest = a->person;
	}
	/* Асан Үсеновпен сұхбаттасқан … */
	for (uint32_t k = 0; k < c->actors.n && guest == NONE; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->kind == ACTOR_PERSON && (a->cases & W_INSTRUMENTAL) &&
			c->covered[a->head] == NONE)
			guest = a->person;
	}
	return guest;
}

/* Who answers in an interview: its guest, whoever else has been quoted between. */
struct speaker answering(struct resolver *r, uint32_t draft, const char **how)
{
	const struct draft *d = &r->c->drafts.at[draft];
	if (r->guest == NONE)
		r->guest = guest_of(r, draft);
	if (r->guest == NONE)
		return antecedent(r, d, how);
	*how = "guest";
	if (r->last.person != r->guest)
		beats(r, &r->last, "not-interviewed");
	return a_person(r->c, r->guest);
}

/* `…, – дейді қарт. Есімі – Асан Үсенов`: the next sentence says what he is called. */
uint32_t introduced_next(const struct context *c, const struct draft *d)
{
	uint32_t last = d->spans[d->n_spans - 1].end - 1;
	if (d->speaker.end > last)
		last = d->speaker.end - 1;
	uint32_t next = token_at(c, last)->sentence + 1;
	if (d->headline || next >= c->document->n_sentences)
		return NONE;
	uint32_t i = c->document->sentences[next].first_token, end = sentence_end(c, next);
	i += is_report(c, i, REPORT_HE); /* оның есімі */
	if (!is_report(c, i, REPORT_NAMED) || !(bits_at(c, i) & W_POSSESSED))
		return NONE;
	i += 1 + (kind_at(c, i + 1) == TOKEN_DASH);
	uint32_t k = i < end ? c->actor_from[i] : c->actors.n;
	return k < c->actors.n && c->actors.at[k].kind == ACTOR_PERSON &&
			       c->actors.at[k].name_first == i
		       ? c->actors.at[k].person
		       : NONE;
}
