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
#include "statements/internal.h"

#define LOOK_BACK 8

struct clause {
	uint32_t first;    /* where it may begin */
	uint32_t end;      /* end of the complement */
	uint32_t cue_left; /* where the cue begins */
	enum complement complement;
	enum layout layout;
	bool found;
};

static bool is_lik_dative(const struct context *c, uint32_t token)
{
	const struct reading *r = reading_at(c, token);
	return r->features.derivation == DERIV_LIK && r->features.kase == CASE_DAT;
}

/* What kind of complement a word can close. */
static bool closes(const struct context *c, uint32_t token, uint32_t complements,
	enum complement *ret_complement)
{
	static const struct {
		uint32_t bit;
		enum complement complement;
	} kinds[] = {
		{W_CLAUSE, COMPLEMENT_CLAUSE},
		{W_OBLIQUE, COMPLEMENT_OBLIQUE},
		{W_CALL, COMPLEMENT_CALL},
		{W_ACT, COMPLEMENT_ACT},
		{W_VALUE, COMPLEMENT_NOUN},
	};
	uint32_t bits = bits_at(c, token);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if ((bits & kinds[i].bit) && (complements & 1u << kinds[i].complement)) {
			*ret_complement = kinds[i].complement;
			return true;
		}
	}
	if ((complements & 1u << COMPLEMENT_CALL) && kind_at(c, token) == TOKEN_WORD &&
		(is_lik_dative(c, token) ||
			((bits & W_DATIVE) && is_report(c, token, REPORT_STATE)))) {
		*ret_complement = COMPLEMENT_CALL;
		return true;
	}
	return false;
}

/* Whom a call or an order is given to: `үйлестіруді орынбасарына тапсырды`. */
static uint32_t addressee_first(const struct context *c, uint32_t end, uint32_t floor)
{
	uint32_t k = c->actor_from[end];
	if (k == 0)
		return end;
	const struct actor *a = &c->actors.at[k - 1];
	bool whom = a->end == end && a->first > floor && (a->cases & W_DATIVE) &&
		    !(a->cases & W_NOMINATIVE);
	return whom ? actor_extend(c, a, floor) : end;
}

/* ғана, ақ; да, де count as conjunctions too */
static bool is_particle(const struct context *c, uint32_t token)
{
	uint32_t bits = bits_at(c, token);
	return (bits & W_PARTICLE) ||
	       ((bits & W_CONJUNCTION) && is_report(c, token, REPORT_ADVERB));
}

/* `… үшін министрліктің атынан алғыс айтты`: where the phrase begins that ends at i, else i + 1. */
static uint32_t behalf_first(const struct context *c, uint32_t i, uint32_t floor)
{
	uint32_t k = c->actor_from[i];
	if (k == 0 || !is_report(c, i, REPORT_BEHALF))
		return i + 1;
	const struct actor *a = &c->actors.at[k - 1];
	return a->end == i && a->first > floor ? actor_extend(c, a, floor) : i + 1;
}

/* Words that may stand between a complement and its verb. */
static uint32_t skip_back(const struct context *c, uint32_t i, uint32_t floor, uint32_t left)
{
	uint32_t k = c->actor_from[i + 1];
	if (k > 0) {
		const struct actor *a = &c->actors.at[k - 1];
		if (a->end == i + 1 && a->first > floor && (a->cases & W_NOMINATIVE))
			return actor_extend(c, a, floor);
	}
	uint32_t bits = bits_at(c, i), behalf = behalf_first(c, i, floor);
	if (bits & W_PARTICLE)
		return i;
	if (behalf <= i)
		return behalf;
	uint32_t classes = report_at(c, i, NULL);
	if (classes & (1u << REPORT_ADVERB))
		return i;
	/* жарыса жазды: a converb of manner */
	if (reading_at(c, i)->features.verb == VERB_CONVERB_A && i + 1 == left)
		return i;
	if ((bits & W_FUNCTION) && !(bits & (W_TOPIC | W_CONJUNCTION)))
		return i;
	if ((classes & 1u << REPORT_HEARER) && (bits & W_DATIVE))
		return i;
	if ((classes & 1u << REPORT_OCCASION) && (bits & W_LOCATIVE))
		return i;
	return i + 1;
}

/* Topic words: after a participle they close a clause, after -у an act, after `бұл` they point. */
static bool topic_closes(const struct context *c, uint32_t topic, uint32_t floor,
	uint32_t complements, enum complement *ret_complement)
{
	if (topic <= floor)
		return false;
	uint32_t bits = bits_at(c, topic - 1);
	if ((bits & W_CLAUSE_BARE) && (complements & 1u << COMPLEMENT_CLAUSE)) {
		*ret_complement = COMPLEMENT_CLAUSE;
		return true;
	}
	if ((bits & W_ACT_NOUN) && !(bits & W_POSSESSED) &&
		(complements & (1u << COMPLEMENT_ACT))) {
		*ret_complement = COMPLEMENT_ACT;
		return true;
	}
	return false;
}

/* What thanks are for: `көмектескені үшін`, `қолдауы үшін`. */
static bool is_cause(const struct context *c, uint32_t token, uint32_t floor)
{
	return token > floor && is_report(c, token, REPORT_CAUSE) &&
	       (bits_at(c, token - 1) & (W_CLAUSE_BARE | W_POSSESSED));
}

/* `… деген ақпаратты`, `…-ғаны туралы жалған мәліметті`: what somebody has claimed. */
static bool is_claim(const struct context *c, uint32_t token, uint32_t floor)
{
	enum { REACH = 4 };
	if (!(bits_at(c, token) & W_ACCUSATIVE) || !is_report(c, token, REPORT_INFO))
		return false;
	for (uint32_t i = token; i > floor + 1 && i + REACH > token; i--) {
		uint32_t before = i - 1;
		const struct reading *r = reading_at(c, before);
		if (r->features.verb == VERB_PAST_PART && str_eq(r->lemma, STR("де")))
			return true;
		if (bits_at(c, before) & W_TOPIC)
			return bits_at(c, before - 1) & W_CLAUSE_BARE;
		if (kind_at(c, before) != TOKEN_WORD || (bits_at(c, before) & W_FUNCTION))
			return false;
	}
	return false;
}

/* Bare words before деді: a predicate closes them, or there are many (`X-ті қылмыскер деді`);
 * `қазақтар Абай дейді` names. */
static bool says_something(const struct context *c, uint32_t floor, uint32_t end)
{
	uint32_t last = end;
	while (last > floor && !is_wordlike(c, last - 1))
		last--;
	if (last <= floor)
		return false;
	if ((bits_at(c, last - 1) & (W_FINITE | W_SELF)) ||
		(report_at(c, last - 1, NULL) & (1u << REPORT_CLAUSE | 1u << REPORT_NEGATION)))
		return true;
	return last - floor >= 6;
}

static struct clause find_complement(const struct context *c, const struct cue *cue, uint32_t floor)
{
	struct clause clause = {.first = floor, .cue_left = cue->left, .layout = LAYOUT_CLAUSE};
	uint32_t j = cue->left;
	uint32_t complements = cue->complements;
	if (j <= floor)
		return clause;
	if (cue->quotative && !is_closer(c, j - 1) && !says_something(c, floor, j))
		return clause;
	if (cue->dep || cue->quotative) {
		clause.found = cue->dep ? (complements & (1u << COMPLEMENT_DEP |
								 1u << COMPLEMENT_FRAGMENT)) != 0
					: cue->form != CUE_CHAIN || cue->end > cue->first + 1;
		clause.complement = cue->dep ? COMPLEMENT_DEP : COMPLEMENT_PLAIN;
		clause.layout = cue->dep ? LAYOUT_DEP : LAYOUT_PLAIN;
		clause.end = j;
		if (is_closer(c, j - 1))
			clause.complement = COMPLEMENT_QUOTE;
		return clause;
	}
	if (complements & 1u << COMPLEMENT_PLAIN) { /* деген ойда */
		clause.found = true;
		clause.complement = is_closer(c, j - 1) ? COMPLEMENT_QUOTE : COMPLEMENT_PLAIN;
		clause.layout = LAYOUT_PLAIN;
		clause.end = j;
		return clause;
	}
	if (cue->passive) {
		if (!(complements & 1u << COMPLEMENT_DOCUMENT))
			return clause;
	}
	bool calls = complements &
		     (1u << COMPLEMENT_CALL | 1u << COMPLEMENT_ACT | 1u << COMPLEMENT_CAUSE);
	bool whom = false;
	for (uint32_t tries = 0; tries < LOOK_BACK && j > floor; tries++) {
		uint32_t i = j - 1;
		uint32_t before = calls && !whom ? addressee_first(c, j, floor) : j;
		if (before < j) {
			whom = true;
			j = before;
			continue;
		}
		if (kind_at(c, i) == TOKEN_COMMA && tries > 0) {
			j--;
			continue;
		}
		/* … «қауіп төнетінін» болжады: the clause ends inside the marks */
		bool marked = tries == 0 && is_closer(c, i) && i > floor + 1 &&
			      closes(c, i - 1, complements, &clause.complement);
		if (marked) {
			clause.found = true;
			clause.end = j;
			break;
		}
		if (!is_wordlike(c, i))
			break;
		bool hit = closes(c, i, complements, &clause.complement);
		if (!hit && cue->passive && (bits_at(c, i) & (W_CLAUSE_BARE | W_CALL | W_CLAUSE))) {
			hit = true;
			clause.complement = COMPLEMENT_DOCUMENT;
		}
		if (!hit && (complements & 1u << COMPLEMENT_CAUSE) && is_cause(c, i, floor)) {
			hit = true;
			clause.complement = COMPLEMENT_CAUSE;
		}
		if (!hit && (complements & 1u << COMPLEMENT_CLAIM) && is_claim(c, i, floor)) {
			hit = true;
			clause.complement = COMPLEMENT_CLAIM;
		}
		if (!hit && (bits_at(c, i) & W_TOPIC))
			hit = topic_closes(c, i, floor, complements, &clause.complement);
		if (hit) {
			clause.found = true;
			/* particles right behind the complement are its own: айналғанын да */
			while (j < cue->left && is_particle(c, j))
				j++;
			clause.end = j;
			break;
		}
		uint32_t back = skip_back(c, i, floor, cue->left);
		if (back > i)
			break;
		j = back;
	}
	if (clause.found) {
		if (clause.complement == COMPLEMENT_CAUSE)
			clause.layout = LAYOUT_CALL;
		if (clause.complement == COMPLEMENT_CALL || clause.complement == COMPLEMENT_ACT) {
			clause.layout = LAYOUT_CALL;
			if (whom)
				clause.end = cue->left;
		}
		if (cue->passive)
			clause.layout = LAYOUT_DOCUMENT;
	}
	return clause;
}

/* --- the beginning of the content --- */

/* An occasion within reach: `ОКҚ-да өткен брифингте`, `өз кезегінде`. */
static uint32_t occasion_end(const struct context *c, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end && i < from + 6; i++) {
		uint32_t bits = bits_at(c, i);
		if (!is_wordlike(c, i) || (bits & (W_CLAUSE | W_CONVERB | W_CALL)))
			return from;
		uint32_t n = 1;
		uint32_t classes = report_at(c, i, &n);
		/* брифингте; сапары кезінде, кездесу соңында */
		bool within = (bits_at(c, i + n - 1) & W_NOMINATIVE) && i + n < end &&
			      is_report(c, i + n, REPORT_DEIXIS) &&
			      (bits_at(c, i + n) & W_LOCATIVE);
		if ((classes & 1u << REPORT_OCCASION) &&
			((bits_at(c, i + n - 1) & W_LOCATIVE) || within)) {
			uint32_t next = i + n + within;
			/* брифингте айтылған …: the occasion belongs to what follows */
			if (bits_at(c, next) & W_PARTICIPLE && !(bits_at(c, next) & W_NOMINATIVE))
				return from;
			return next;
		}
	}
	return from;
}

/* Whose the dative at the head of a clause is: of what is called for, or of the telling. */
enum addressee {
	ADDRESSEE_CONTENT, /* `әкімдерге … тапсырды` */
	ADDRESSEE_HEARER,  /* `журналистерге … екенін айтты` */
	ADDRESSEE_ANYBODY, /* `ұстаздарға … үшін алғыс айтты` */
};

/* The end of a dative phrase of somebody at the head of a clause; from if there is none. */
static uint32_t dative_end(const struct context *c, uint32_t from, uint32_t end)
{
	enum { REACH = 12 };
	for (uint32_t k = c->actor_from[from]; k < c->actors.n; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->end >= end || a->first > from + REACH || a->kind == ACTOR_DOCUMENT)
			return from;
		for (uint32_t i = from; i < a->end; i++)
			if (!is_wordlike(c, i) && kind_at(c, i) != TOKEN_QUOTE)
				return from;
			else if (bits_at(c, i) & (W_FINITE | W_CONVERB | W_TOPIC) && i < a->first)
				return from;
		if ((a->cases & W_DATIVE) && !(a->cases & W_NOMINATIVE))
			return a->end;
		if (!(a->cases & (W_NOMINATIVE | W_GENITIVE)))
			return from;
	}
	return from;
}

/* A clause that has a dative of its own: the one at its head is whom it is told to. */
static bool has_dative(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end && kind_at(c, i) != TOKEN_COMMA; i++) {
		uint32_t bits = bits_at(c, i);
		if ((bits & (W_DATIVE | W_CALL)) && !(bits & (W_NOMINATIVE | W_FUNCTION)))
			return true;
	}
	return false;
}

static bool starts_with_body(const struct context *c, uint32_t token)
{
	uint32_t k = c->actor_from[token];
	return k < c->actors.n && c->actors.at[k].first == token &&
	       c->actors.at[k].kind == ACTOR_BODY && c->actors.at[k].organization != NONE;
}

/* бізге, маған: the writer was told */
static bool is_self_dative(const struct context *c, uint32_t token)
{
	return is_report(c, token, REPORT_SELF) && (bits_at(c, token) & W_DATIVE);
}

static uint32_t skip_addressee(
	const struct context *c, uint32_t from, uint32_t end, enum addressee addressee)
{
	if (addressee != ADDRESSEE_CONTENT && from + 1 < end && is_self_dative(c, from))
		return from + 1;
	uint32_t next = addressee != ADDRESSEE_CONTENT ? dative_end(c, from, end) : from;
	if (next == from || addressee == ADDRESSEE_ANYBODY || has_dative(c, next, end))
		return next;
	return from;
}

static uint32_t skip_adjuncts(
	const struct context *c, uint32_t from, uint32_t end, enum addressee addressee)
{
	for (uint32_t tries = 0; tries < 4 && from < end; tries++) {
		uint32_t n = 1;
		uint32_t before = from;
		/* `X да … екенін айтты`: the particle is the speaker's */
		if (kind_at(c, from) == TOKEN_COMMA || kind_at(c, from) == TOKEN_DASH ||
			(tries == 0 && (bits_at(c, from) & (W_PARTICLE | W_CONJUNCTION)) &&
				is_report(c, from, REPORT_ADVERB))) {
			from++;
			continue;
		}
		uint32_t classes = report_at(c, from, &n);
		if ((classes & (1u << REPORT_POINTER | 1u << REPORT_OPENER)) && from + n < end) {
			from += n;
			continue;
		}
		uint32_t k = c->actor_from[from];
		if (addressee != ADDRESSEE_CONTENT && k < c->actors.n &&
			c->actors.at[k].first <= from + 2 && (c->actors.at[k].cases & W_DATIVE) &&
			!(c->actors.at[k].cases & W_NOMINATIVE) &&
			(c->actors.at[k].media ||
				is_report(c, c->actors.at[k].head, REPORT_HEARER)) &&
			c->actors.at[k].end < end) {
			from = c->actors.at[k].end;
			continue;
		}
		if (addressee != ADDRESSEE_CONTENT && (classes & 1u << REPORT_HEARER) &&
			(bits_at(c, from + n - 1) & W_DATIVE) && from + n < end) {
			from += n;
			continue;
		}
		if (k < c->actors.n && c->actors.at[k].first <= from + 1 &&
			c->actors.at[k].end + 1 < end &&
			is_report(c, c->actors.at[k].end, REPORT_BEHALF)) {
			from = c->actors.at[k].end + 1;
			continue;
		}
		from = occasion_end(c, from, end);
		if (from == before)
			break;
	}
	return from;
}

/* --- mixed or direct by marks inside the clause --- */

static bool sentence_like(const struct context *c, const struct quote *q)
{
	uint32_t words = 0;
	bool predicate = false;
	for (uint32_t i = q->first; i < q->end && i < q->first + 200; i++) {
		words += kind_at(c, i) == TOKEN_WORD;
		predicate |=
			(bits_at(c, i) & (W_FINITE | W_SELF)) != 0 || kind_at(c, i) == TOKEN_DASH;
	}
	return words >= 4 || (predicate && words >= 2);
}

static bool is_lower(const struct context *c, uint32_t token)
{
	return kind_at(c, token) == TOKEN_WORD && !(token_at(c, token)->shape & SHAPE_CAPITAL);
}

/* The outermost pair that begins in [first, end). */
static uint32_t next_quote(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (is_opener(c, i))
			return token_at(c, i)->quote;
	return NONE;
}

/* Words in marks that end in a verb of the first or second person. */
static bool ends_in_own_voice(const struct context *c, const struct quote *q)
{
	uint32_t last = q->end;
	while (last > q->first + 1 && !is_wordlike(c, last - 1))
		last--;
	return in_own_voice(c, last - 1, last);
}

/* «…» деп атады, деп бағалады: the marks are what he calls it. */
static bool cue_judges(const struct cue *cue)
{
	return cue->complements & 1u << COMPLEMENT_FRAGMENT;
}

/* `бұл ақпаратты жалған деп атады`: what was said is judged, in the past and in a small word; else
 * a thing gets its name: `көшені Абай деп атады`, `мұны инверсия деп атайды`. */
static bool is_judged(const struct context *c, uint32_t first, uint32_t end, const struct cue *cue)
{
	const struct reading *r = reading_at(c, cue->end - 1);
	bool past = r->features.verb == VERB_PAST || cue->form == CUE_CHAIN;
	if (!past || end < first + 2 || end > first + 8 || !is_lower(c, end - 1))
		return false;
	for (uint32_t i = first; i + 1 < end; i++)
		if (is_report(c, i, REPORT_POINTS) || is_report(c, i, REPORT_HE))
			return (bits_at(c, end - 2) & W_ACCUSATIVE) != 0;
	return false;
}

/* Sets type and content of a clause [first, end) that may hold marks. */
static bool shape_content(struct context *c, struct draft *d, uint32_t first, uint32_t end,
	const struct cue *cue, enum complement complement)
{
	uint32_t q = next_quote(c, first, end);
	d->type = STATEMENT_INDIRECT;
	if (q != NONE) {
		const struct quote *quote = &c->document->quotes[q];
		bool whole =
			quote->open == first && quote->close != NONE && quote->close + 1 == end;
		bool spoken = !quote_is_name(c, q);
		if (complement == COMPLEMENT_QUOTE && quote->close + 1 == end) {
			bool judgement = is_lower(c, quote->first) && quote->end > quote->first + 1;
			bool says = sentence_like(c, quote);
			/* басшылық бізге «орын береміз» деп уәде берді: his own words, no part of
			 * the writer's clause */
			bool own = says && ends_in_own_voice(c, quote) && !cue_judges(cue);
			if (own || (whole && says)) {
				d->type = STATEMENT_DIRECT;
				d->layout = LAYOUT_MARKS_PLAIN;
				return draft_add(c, d, (struct range){quote->first, quote->end});
			}
			/* «тарихи қадам» деп атады: only a judgement, not a name */
			if (!says &&
				!(judgement && (cue->complements & 1u << COMPLEMENT_FRAGMENT)) &&
				!(judgement && !whole))
				return false;
			if (whole && judgement && !says)
				return false;
			d->type = STATEMENT_MIXED;
			d->layout = LAYOUT_FRAGMENT;
		} else if (spoken && (is_lower(c, quote->first) || sentence_like(c, quote))) {
			d->type = STATEMENT_MIXED;
		}
	} else if ((cue->complements & 1u << COMPLEMENT_FRAGMENT) &&
		   !(cue->complements & 1u << COMPLEMENT_DEP) && !is_judged(c, first, end, cue)) {
		return false; /* атады without marks: naming */
	}
	return draft_add(c, d, (struct range){first, end});
}

static struct draft *new_draft(struct context *c, const struct cue *cue, enum layout layout)
{
	struct draft *d = draft_new(c, STATEMENT_INDIRECT, layout);
	if (d == NULL)
		return NULL;
	d->cue = (uint32_t)(cue - c->cues.at);
	d->cue_range = (struct range){cue->first, cue->end};
	d->at = cue->first;
	return d;
}

static void set_speaker(struct draft *d, const struct speaker_phrase *p)
{
	d->actor = p->actor;
	d->speaker = p->range;
}

/* --- statements that point at another sentence --- */

static bool points_back(const struct context *c, const struct cue *cue, uint32_t floor)
{
	for (uint32_t i = floor; i < cue->left && i < floor + 40; i++) {
		uint32_t n = 1;
		uint32_t classes = report_at(c, i, &n);
		if (classes & 1u << REPORT_POINTER)
			return true;
		bool manner = (classes & 1u << REPORT_MANNER) && i + n == cue->left;
		if (manner && cue->quotative)
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
		if (c->drafts.at + i != d && c->drafts.at[i].layout == LAYOUT_CLAUSE &&
			token_at(c, c->drafts.at[i].spans[0].first)->sentence == s)
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
	return draft_add(c, d, (struct range){first, end});
}

/* `«Баға өспейді». Министр түсініктеме берді`: the sentence before is all in marks and says
 * something. */
static bool follows_words(const struct context *c, const struct cue *cue)
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
	       says_something(c, q->first, q->end);
}

/* All that stands between `бұл туралы` and the verb, if it is a name of no table. */
static struct speaker_phrase whole_phrase(const struct context *c, uint32_t first, uint32_t end)
{
	struct speaker_phrase none = {.actor = NONE};
	if (first >= end || end - first > 10)
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

/* A document in the locative, in front of the clause or behind the cue. */
static uint32_t document_actor(
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

static enum dedi_status pointed_statement(struct context *c, struct cue *cue, uint32_t floor)
{
	uint32_t sentence = token_at(c, cue->first)->sentence;
	bool adjacent = false;
	for (uint32_t i = floor; i < cue->left; i++) {
		uint32_t n = 1;
		uint32_t classes = report_at(c, i, &n);
		bool info = (classes & 1u << REPORT_INFO) && (bits_at(c, i) & W_ACCUSATIVE) &&
			    i <= floor + 3;
		if (info || (classes & 1u << REPORT_POINTER)) {
			floor = i + n < cue->left ? i + n : floor;
			break;
		}
	}
	struct speaker_phrase p = speaker_before(c, floor, cue->left, &adjacent);
	if (cue->passive) {
		uint32_t k = document_actor(c, floor, cue->left, cue->end, cue->end);
		if (k == NONE)
			return DEDI_OK;
		const struct actor *a = &c->actors.at[k];
		p = (struct speaker_phrase){.actor = k, .range = {a->first, a->end}, .end = a->end};
	}
	if (p.range.end == 0)
		p = whole_phrase(c, floor, cue->left);
	if (p.range.end == 0 && cue->end < sentence_end(c, sentence))
		p = speaker_after(c, cue->end, sentence_end(c, sentence));
	struct range credit = {0};
	uint32_t organization = NONE;
	bool body = p.actor == NONE || c->actors.at[p.actor].kind == ACTOR_BODY;
	bool media = (p.actor != NONE && c->actors.at[p.actor].media) ||
		     (body && p.range.end > 0 &&
			     credit_after(c, &p, p.range.first, sentence_end(c, sentence), &credit,
				     &organization));
	if (media) {
		cue->used = true;
		return add_credit(c, credit.end > 0 ? credit : p.range,
			p.actor != NONE ? c->actors.at[p.actor].organization : organization);
	}
	struct draft *d = new_draft(c, cue, LAYOUT_POINTED);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	set_speaker(d, &p);
	if (!pointed_content(c, d, sentence))
		c->drafts.n--;
	else
		cue->used = true;
	return DEDI_OK;
}

/* --- frames --- */

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

static enum dedi_status frame_statement(struct context *c, struct cue *cue, uint32_t floor)
{
	uint32_t sentence = token_at(c, cue->first)->sentence;
	uint32_t end = sentence_end(c, sentence);
	struct speaker_phrase p = speaker_owner(c, floor, cue->first);
	if (cue->shape == FRAME_NOMINATIVE && p.range.end == 0)
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
	struct draft *d = new_draft(c, cue, LAYOUT_FRAME);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	set_speaker(d, &p);
	struct range opening = inserted_behind(c, floor, &p, cue);
	if (opening.end > 0)
		draft_add(c, d, opening);
	if (!shape_content(c, d, first, end, cue, COMPLEMENT_CLAUSE))
		c->drafts.n--;
	else
		cue->used = true;
	return DEDI_OK;
}

/* --- verbs --- */

/* `… отырған жоқпыз деген басшы`: words in somebody's own voice, and who said them. */
static bool is_said_by(const struct context *c, const struct cue *cue)
{
	uint32_t k = c->actor_from[cue->end];
	if (k >= c->actors.n || c->actors.at[k].first != cue->end || cue->left == 0)
		return false;
	const struct actor *a = &c->actors.at[k];
	bool office = a->kind == ACTOR_ROLE && a->position_row != NONE && !a->one &&
		      (a->position == POSITION_OFFICE || a->position == POSITION_UNIQUE ||
			      a->position == POSITION_OCCUPATION);
	if (!(a->cases & W_NOMINATIVE) || !(office || a->kind == ACTOR_PERSON))
		return false;
	/* көшіреміз, жоқпыз; not a pronoun */
	return is_closer(c, cue->left - 1) ||
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
		c->actors.at[k].first > cue->end + 3 || c->actors.at[k].kind == ACTOR_DOCUMENT ||
		c->actors.at[k].kind == ACTOR_HE || c->actors.at[k].kind == ACTOR_THEY)
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

/* `X … туралы пікір білдіріп, … екенін айтты`: what he did while saying it is no content. */
static uint32_t skip_silent_chain(
	const struct context *c, const struct cue *cue, uint32_t first, uint32_t end)
{
	for (uint32_t k = c->cue_from[first]; k < c->cues.n && c->cues.at[k].end < end; k++) {
		const struct cue *x = &c->cues.at[k];
		if (x == cue)
			break;
		/* жедел жәрдем шақырып, тауар жеткізіп: acts that are not said */
		bool act = x->complements & (1u << COMPLEMENT_CALL | 1u << COMPLEMENT_ACT);
		/* … БАҚ кеңінен жариялай отырып: somebody else's doing */
		uint32_t a = c->actor_from[first];
		while (a < c->actors.n && c->actors.at[a].first < x->left &&
			!actor_is_subject(c, &c->actors.at[a]))
			a++;
		act |= a < c->actors.n && c->actors.at[a].first < x->left &&
		       c->actors.at[a].first > first;
		if (x->form == CUE_CHAIN && !x->used && !x->dep && !x->quotative && !act &&
			x->row != NONE && kind_at(c, x->end) == TOKEN_COMMA &&
			c->quote[x->first] == c->quote[first])
			first = x->end + 1;
	}
	return first;
}

/* `Бокс кеңесі (WBC) …`: what explains the speaker. */
static uint32_t skip_parenthesis(const struct context *c, uint32_t first, uint32_t end)
{
	enum { LONGEST = 12 };
	if (kind_at(c, first) != TOKEN_OPEN)
		return first;
	for (uint32_t i = first + 1; i < end && i < first + LONGEST; i++)
		if (kind_at(c, i) == TOKEN_CLOSE)
			return i + 1;
	return first;
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
		if (cue->form == CUE_FINITE && !cue->dep && !cue->passive && follows_words(c, cue))
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
			if (p.range.end != 0)
				first = p.range.end;
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
	/* желіде тараған …: where the claim was made, not where it was denied */
	if (clause.complement != COMPLEMENT_CLAIM)
		first = skip_adjuncts(c, first, end, addressee);
	/* министрлікке … туралы хабарлады */
	if (cue->kind == CUE_REPORT && addressee == ADDRESSEE_HEARER && starts_with_body(c, first))
		addressee = ADDRESSEE_ANYBODY;
	if (p.range.end != 0 && !subject_behind)
		first = skip_addressee(c, first, end, addressee);
	while (end > first &&
		(kind_at(c, end - 1) == TOKEN_COMMA || kind_at(c, end - 1) == TOKEN_DASH))
		end--;
	if (first >= end)
		return DEDI_OK;
	/* A report that nobody makes: only with a named, resumed or understood reporter. */
	struct draft *d = new_draft(c, cue, clause.layout);
	if (d == NULL)
		return DEDI_NO_MEMORY;
	if (same_as != NONE) {
		d->same_as = same_as;
		d->actor = c->drafts.at[same_as].actor;
		d->speaker = c->drafts.at[same_as].speaker;
	} else {
		set_speaker(d, &p);
	}
	if (!shape_content(c, d, first, end, cue, clause.complement)) {
		c->drafts.n--;
		return DEDI_OK;
	}
	cue->used = true;
	/* … хабарлады: what the colon opens is more of the message */
	if (kind_at(c, cue->end) == TOKEN_COLON && clause.layout == LAYOUT_CLAUSE) {
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
			    kind_at(c, i) == TOKEN_SYMBOL || is_outlet(c, i);
		if (!head)
			break;
		last = i + 1;
	}
	return hour ? last : first;
}

/* Where a sentence begins to say something: behind the credit of a picture that ran into it. */
static uint32_t sentence_floor(const struct context *c, uint32_t sentence)
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
	uint32_t sentence = NONE, floor = 0;
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
