/*
 * What stands before a verb so that it reports: a clause made a noun, a call, an act, what thanks
 * are for, what is denied, words closed by деп, a judgement in marks.
 *
 * From the verb backwards over a few words that may stand between (adverbs, hearers, the subject);
 * the row of the verb in cues.tsv says which complements it takes.
 */
#include "statements/contents.h"

#define LOOK_BACK 8

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
	uint32_t classes = report_at(c, i, NULL), n = 0;
	if (classes & (1u << REPORT_ADVERB))
		return i;
	/* ресми түрде */
	if (i > floor + 1 && (report_at(c, i - 1, &n) & 1u << REPORT_ADVERB) && n == 2)
		return i - 1;
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

/* мақтанышпен, сабырлы дауыспен, орыс тілінде, күрсініп: how, where, to whom a clause was told. */
static bool is_circumstance(const struct context *c, uint32_t i, uint32_t left)
{
	const struct features *f = &reading_at(c, i)->features;
	if (kind_at(c, i) != TOKEN_WORD || (bits_at(c, i) & (W_CLAUSE | W_TOPIC)))
		return false;
	if (f->verb == VERB_CONVERB_P)
		return i + 1 == left;
	if (f->verb != VERB_NONE || f->kase == CASE_ACC)
		return false;
	/* in a case, or what describes the word behind it */
	return f->kase > CASE_GEN || f->derivation == DERIV_SHA || i + 1 < left;
}

/* `келіссөз алаңы ретінде Алматыны ұсынды`, `себебі ретінде «жаңбырды» атады`: not whom for an
 * office. */
static bool is_offered(const struct context *c, uint32_t i, uint32_t floor)
{
	enum { REACH = 5 };
	uint32_t last = is_closer(c, i) ? i - 1 : i;
	if (!(bits_at(c, last) & W_ACCUSATIVE) || c->person_at[last] != NONE)
		return false;
	for (uint32_t k = last; k > floor + 1 && k + REACH > last; k--)
		if (str_eq(token_at(c, k - 1)->norm, STR("ретінде")))
			return match_at(c, k - 2, LEX_POSITION).n_tokens == 0;
	return false;
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

bool says_clause(const struct context *c, uint32_t floor, uint32_t end)
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

struct clause find_complement(const struct context *c, const struct cue *cue, uint32_t floor)
{
	struct clause clause = {.first = floor, .cue_left = cue->left, .layout = LAYOUT_CLAUSE};
	uint32_t j = cue->left;
	uint32_t complements = cue->complements;
	if (j <= floor)
		return clause;
	if (cue->quotative && !is_closer(c, j - 1) && !says_clause(c, floor, j))
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
		bool last = tries == 0 && is_closer(c, i) && i > floor + 1;
		bool marked = last && closes(c, i - 1, complements, &clause.complement);
		if (last && !marked && cue->passive && (bits_at(c, i - 1) & W_CLAUSE_BARE)) {
			marked = true;
			clause.complement = COMPLEMENT_DOCUMENT;
		}
		if (marked) {
			clause.found = true;
			clause.end = j;
			break;
		}
		/* not ғылым ретінде дәлдікті талап етеді */
		bool thing = (complements & 1u << COMPLEMENT_FRAGMENT) ||
			     str_eq(cue->lemma, STR("ұсын"));
		if (tries == 0 && thing && is_offered(c, i, floor)) {
			clause.found = true;
			clause.complement = COMPLEMENT_ACT;
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
		if (back > i) {
			/* only a clause stands so far from the verb whose object it is */
			complements &= 1u << COMPLEMENT_CLAUSE;
			if (complements == 0 || !is_circumstance(c, i, cue->left))
				break;
			back = i;
		}
		j = back;
	}
	if (clause.found) {
		if (clause.complement == COMPLEMENT_CAUSE)
			clause.layout = LAYOUT_CAUSE;
		if (clause.complement == COMPLEMENT_CLAIM)
			clause.layout = LAYOUT_CLAIM;
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
