/*
 * Which body a bare head means (министрлік, компания, банк), and whose a document is.
 */
#include "base/utf8.h"
#include "statements/resolve.h"

/* The body of the last speaker: he himself, or the one he has an office in. */
static uint32_t spoken_for(const struct resolver *r)
{
	if (r->last.organization != NONE)
		return r->last.organization;
	if (r->last.person == NONE)
		return NONE;
	const struct person *p = &r->c->entities->people[r->last.person];
	for (uint32_t i = 0; i < p->n_roles; i++)
		if (p->roles[i].organization != NONE)
			return p->roles[i].organization;
	return NONE;
}

/* Үкімет, Парламент: bodies that `ведомство` does not mean. */
static bool is_unique(const struct context *c, const struct organization *o)
{
	uint32_t row = 0;
	return o->head < c->document->n_tokens &&
	       word_in_table(c->words, o->head, LEX_ORG_HEAD, &row) != NULL &&
	       (lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) &
		       1u << ORG_HEAD_UNIQUE);
}

/* The letter that a Latin name has for a Cyrillic one, where it is always the same. */
static char latin_of(uint32_t letter)
{
	static const char letters[] = "abvgdezzijklmnoprstufh"; /* а б в г д е ж з и й … х */
	return letter >= 0x430 && letter < 0x430 + sizeof letters - 1 ? letters[letter - 0x430] : 0;
}

/* `Saryarqa Bank` ends in банк. */
static bool ends_in_latin(struct str name, struct str lemma)
{
	char word[24];
	size_t n = 0;
	for (size_t i = 0; i < lemma.n && n < sizeof word; n++) {
		word[n] = latin_of(utf8_next(lemma, &i));
		if (word[n] == 0)
			return false;
	}
	if (n == sizeof word || n + 1 >= name.n || name.p[name.n - n - 1] != ' ')
		return false;
	for (size_t i = 0; i < n; i++)
		if ((name.p[name.n - n + i] | 0x20) != word[i])
			return false;
	return true;
}

/* The body that opens the sentence before a token's as its subject, if nothing has been said since.
 */
static uint32_t subject_body(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	uint32_t sentence = token_at(c, token)->sentence;
	if (sentence == 0)
		return NONE;
	uint32_t first = c->document->sentences[sentence - 1].first_token;
	uint32_t k = c->actor_from[first];
	if (first < r->last_at || k >= c->actors.n)
		return NONE;
	const struct actor *a = &c->actors.at[k];
	return a->kind == ACTOR_BODY && !a->media && !a->joint &&
			       actor_extend(c, a, first) ==
				       skip_openers(c, first, sentence_end(c, sentence - 1)) &&
			       c->covered[a->head] == NONE && actor_is_subject(c, a)
		       ? a->organization
		       : NONE;
}

/* The last body with the same head, or of the state or the media for words that stand for them. */
uint32_t body_before(struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	uint32_t row = 0;
	bool head = word_in_table(c->words, a->head, LEX_ORG_HEAD, &row) != NULL;
	uint32_t flags = head ? lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) : 0;
	/* ведомство, мекеме alone, ведомстводағылар: any body before */
	bool local = reading_at(c, a->head)->features.derivation == DERIV_LOCAL;
	struct str lemma = reading_at(c, a->head)->lemma;
	bool stands_in = (flags & 1u << ORG_HEAD_GENERIC) && a->first == a->head;
	uint32_t type =
		head ? lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_TYPE) : ORG_OTHER;
	uint32_t spoken = stands_in ? spoken_for(r) : NONE;
	/* банк, компания: not a society that has just spoken */
	bool any = type == ORG_OTHER || type == ORG_GOVERNMENT || type == ORG_NGO;
	uint32_t subject = stands_in && any ? subject_body(r, a->first) : NONE;
	if (subject != NONE)
		return subject;
	if (spoken != NONE && (any || c->entities->organizations[spoken].type == type))
		return spoken;
	for (uint32_t k = c->actor_from[a->first], tries = 0; k-- > 0 && tries < 200; tries++) {
		const struct actor *x = &c->actors.at[k];
		if (x->organization == NONE || x->kind == ACTOR_DOCUMENT)
			continue;
		const struct organization *o = &c->entities->organizations[x->organization];
		/* полициядағылар: those of the body with that word in its name */
		if (local) {
			if (c->covered[x->head] != NONE)
				continue;
			for (uint32_t t = x->first; t < x->end; t++)
				if (kind_at(c, t) == TOKEN_WORD &&
					str_eq(reading_at(c, t)->lemma, lemma))
					return x->organization;
			continue;
		}
		if (head && o->head != NONE && o->head < c->document->n_tokens) {
			uint32_t other = 0;
			if (word_in_table(c->words, o->head, LEX_ORG_HEAD, &other) != NULL &&
				other == row)
				return x->organization;
		}
		if (ends_in_latin(o->name, lemma))
			return x->organization;
		if (stands_in && any && o->type == ORG_GOVERNMENT && !is_unique(c, o))
			return x->organization;
		struct speaker other = a_body(c, x->organization);
		beats(r, &other, "other-kind-of-body");
		if ((type == ORG_MEDIA || type == ORG_PARTY || type == ORG_BANK) && o->type == type)
			return x->organization;
		if (o->type == ORG_MEDIA && is_report(c, a->head, REPORT_REPORTER))
			return x->organization;
	}
	return NONE;
}

uint32_t issuer_before(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	uint32_t sentence = token_at(c, token)->sentence;
	for (uint32_t k = c->actor_from[token]; k-- > 0;) {
		const struct actor *a = &c->actors.at[k];
		if (token_at(c, a->first)->sentence + 1 < sentence)
			break;
		if (a->organization != NONE && !a->media && (a->cases & W_NOMINATIVE) &&
			(a->kind == ACTOR_BODY || a->kind == ACTOR_ROLE) &&
			reading_at(c, a->head)->features.derivation != DERIV_LOCAL &&
			c->covered[a->head] == NONE)
			return a->organization;
	}
	return NONE;
}

/* A letter, a congratulation, a post: written by a person as often as by a body. */
bool is_personal(const struct context *c, const struct actor *a)
{
	struct lex_match m = match_at(c, a->head, LEX_FRAME);
	return m.n_tokens != 0 &&
	       lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_SHAPE) == FRAME_DOCUMENT &&
	       lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_KIND) == CUE_CONVEY;
}

/* ведомство, құзырлы орган: stands for whom it can. */
bool is_standin(const struct context *c, uint32_t token)
{
	struct lex_match m = match_at(c, token, LEX_ORG_HEAD);
	return m.n_tokens != 0 &&
	       (lexicon_code(c->lexicon, LEX_ORG_HEAD, m.row, ORG_HEAD_COL_FLAGS) &
		       1u << ORG_HEAD_STANDIN);
}

/* `Euromonitor тәуелсіз компаниясы`: not the company named before. */
bool names_itself(const struct context *c, const struct actor *a)
{
	uint32_t first = actor_extend(c, a, sentence_first(c, a->first));
	for (uint32_t i = first; i < a->head; i++)
		if (kind_at(c, i) == TOKEN_WORD && !mere_opener(c, i) &&
			((token_at(c, i)->shape & (SHAPE_LATIN | SHAPE_ALL_CAPS)) ||
				c->document->words[token_at(c, i)->word].count_capital > 0))
			return true;
	return false;
}
