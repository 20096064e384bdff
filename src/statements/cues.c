/*
 * Cues: the verbs and frames of reporting, wherever they stand.
 *
 * One sweep over the tokens; the tables say which words begin a cue, the morphology says whether
 * the form can report (a finite verb of the third person, a participle before a noun, a converb in
 * a chain), not_cues.tsv says what only looks like one. Whether the words before a cue make it
 * report anything is decided later, by quotations.c and contents.c.
 */
#include "statements/internal.h"

#define DETACHED_MAX 30 /* tokens between деп and its verb */

static bool verb_is_finite(const struct features *f)
{
	if (f->person != PERSON_NONE && f->person != PERSON_3)
		return false;
	switch ((enum verb_form)f->verb) {
	case VERB_PAST:
	case VERB_PRESENT:
	case VERB_EVIDENTIAL:
	case VERB_PROGRESSIVE:
		return true;
	default:
		return false;
	}
}

static bool bare_participle(const struct features *f)
{
	return f->verb == VERB_PAST_PART && f->kase == CASE_NOM && f->possessive == POSS_NONE &&
	       f->number == NUMBER_SINGULAR && f->derivation == DERIV_NONE &&
	       (f->person == PERSON_NONE || f->person == PERSON_3);
}

/* The reading of an auxiliary (or of what follows a participle) at a token, NULL if none. */
static const struct reading *helper_at(
	const struct context *c, uint32_t token, enum report_class report_class)
{
	if (kind_at(c, token) != TOKEN_WORD || !is_report(c, token, report_class))
		return NULL;
	const struct word_info *info = word_of(c->words, token);
	for (uint32_t i = 0; i < info->n_readings; i++) {
		uint8_t verb = info->readings[i].features.verb;
		if (verb != VERB_NONE && verb != VERB_STEM && info->readings[i].known)
			return &info->readings[i];
	}
	return &info->readings[0];
}

static const struct reading *auxiliary_at(const struct context *c, uint32_t token)
{
	return helper_at(c, token, REPORT_AUXILIARY);
}

/* How a verb with these features stands at `end`, after its auxiliaries. */
struct shape {
	enum cue_form form;
	uint32_t end;
	bool ok, negated;
};

static bool ends_clause(const struct context *c, uint32_t token, uint32_t before)
{
	if (token >= c->document->n_tokens || !same_sentence(c, token, before))
		return true;
	switch (kind_at(c, token)) {
	case TOKEN_STOP:
	case TOKEN_COMMA:
	case TOKEN_COLON:
	case TOKEN_SEMICOLON:
	case TOKEN_DASH:
	case TOKEN_CLOSE:
		return true;
	case TOKEN_QUOTE:
		return is_closer(c, token);
	default:
		return false;
	}
}

static struct shape shape_of(const struct context *c, const struct reading *r, uint32_t end)
{
	struct shape s = {.end = end, .negated = r->features.negative};
	struct features f = r->features;
	for (uint32_t i = 0; i < 3; i++) {
		bool converb = f.verb == VERB_CONVERB_P || f.verb == VERB_CONVERB_A;
		const struct reading *aux = converb ? auxiliary_at(c, s.end)
					    : bare_participle(&f)
						    ? helper_at(c, s.end, REPORT_COPULA)
						    : NULL;
		if (aux == NULL || !same_sentence(c, s.end, end - 1))
			break;
		bool participle = bare_participle(&f);
		s.negated |= aux->features.negative;
		s.end++;
		f = aux->features;
		if (participle || f.verb == VERB_NONE || f.verb == VERB_STEM) {
			/* айтқан еді, айтып отыр: the auxiliary itself is the predicate */
			if (f.verb != VERB_STEM && f.person != PERSON_NONE && f.person != PERSON_3)
				return s;
			if (!bare_participle(&f) || participle) {
				s.ok = true;
				s.form = CUE_FINITE;
				return s;
			}
		}
	}
	if (verb_is_finite(&f)) {
		s.ok = true;
		s.form = CUE_FINITE;
	} else if (bare_participle(&f)) {
		if (is_report(c, s.end, REPORT_NEGATION)) {
			s.negated = true;
			s.end++;
		}
		s.ok = true;
		/* `… шақырған деп хабарлайды`: a report of a report */
		s.form = ends_clause(c, s.end, end - 1) || (bits_at(c, s.end) & W_QUOTATIVE)
				 ? CUE_FINITE
				 : CUE_RELATIVE;
	} else if (f.verb == VERB_CONVERB_P || f.verb == VERB_CONVERB_A) {
		s.ok = kind_at(c, s.end) == TOKEN_COMMA ||
		       (f.verb == VERB_CONVERB_P && s.end == end);
		s.form = CUE_CHAIN;
	}
	return s;
}

uint32_t skip_auxiliaries(const struct context *c, uint32_t token, bool *ret_negated)
{
	while (auxiliary_at(c, token) != NULL || helper_at(c, token, REPORT_COPULA) != NULL)
		token++;
	*ret_negated = is_report(c, token, REPORT_NEGATION);
	return token;
}

static struct str row_lemma(const struct context *c, uint32_t row)
{
	return lexicon_text(c->lexicon, LEX_CUE, row, CUE_COL_PHRASE);
}

static struct cue *push_cue(struct context *c, uint32_t first, uint32_t end, uint32_t row)
{
	struct cue *cue = LIST_PUSH(c->arena, &c->cues);
	if (cue == NULL)
		return NULL;
	cue->first = cue->left = first;
	cue->end = end;
	cue->table = LEX_CUE;
	cue->row = row;
	if (row != NONE) {
		cue->lemma = row_lemma(c, row);
		cue->complements = lexicon_code(c->lexicon, LEX_CUE, row, CUE_COL_COMPLEMENTS);
		cue->kind = (enum cue_kind)lexicon_code(c->lexicon, LEX_CUE, row, CUE_COL_KIND);
	} else {
		cue->lemma = STR("де");
		cue->complements = 1u << COMPLEMENT_QUOTE;
		cue->kind = CUE_SAY;
	}
	return cue;
}

static bool takes(const struct context *c, uint32_t row, enum complement complement)
{
	return lexicon_code(c->lexicon, LEX_CUE, row, CUE_COL_COMPLEMENTS) & 1u << complement;
}

/* Punctuation that sets words off from a cue at the token. */
static bool set_off(const struct context *c, uint32_t token)
{
	if (token == 0)
		return false;
	enum token_kind kind = kind_at(c, token - 1);
	return kind == TOKEN_DASH || kind == TOKEN_COMMA || is_closer(c, token - 1);
}

struct found {
	uint32_t end;
	bool ok;
};

/* The same lemma read as a verb, where the form is a noun's too: айт+ты, Құрбан айт+ты. */
static const struct reading *as_verb(
	const struct context *c, uint32_t token, const struct reading *r)
{
	const struct word_info *info = word_of(c->words, token);
	for (uint32_t i = 0; i < info->n_readings && r->features.verb == VERB_NONE; i++) {
		const struct reading *other = &info->readings[i];
		if (other->features.verb != VERB_NONE && other->features.verb != VERB_STEM &&
			str_eq(other->lemma, r->lemma))
			return other;
	}
	return r;
}

/* `ақпаратында айтылған` is not `ақпарат айт`: the first word of a phrase may be plural, possessed
 * or an object, not what the verb takes besides. */
static bool is_other_case(const struct context *c, uint32_t token, struct str phrase)
{
	struct str form = c->document->words[token_at(c, token)->word].form;
	if (str_starts(phrase, form) && phrase.n > form.n && phrase.p[form.n] == ' ')
		return false;
	uint8_t kase = reading_at(c, token)->features.kase;
	return kase == CASE_GEN || kase == CASE_DAT || kase == CASE_LOC || kase == CASE_ABL ||
	       kase == CASE_INS;
}

/* `«…» деген пікірде эколог Асан Үсенов.`: nothing but who thinks so up to the stop. */
static bool subject_ends(const struct context *c, uint32_t token)
{
	uint32_t k = c->actor_from[token];
	return k < c->actors.n && c->actors.at[k].first == token &&
	       kind_at(c, c->actors.at[k].end) == TOKEN_STOP &&
	       (c->actors.at[k].cases & W_NOMINATIVE);
}

/* A verb of the tables at a token, in a form that reports. */
static bool verb_at(const struct context *c, uint32_t token, struct lex_match *ret_match,
	struct shape *ret_shape)
{
	if (!(bits_at(c, token) & W_CUE))
		return false;
	struct lex_match m = match_at(c, token, LEX_CUE);
	if (m.n_tokens == 0 || m.reading == NULL ||
		(m.n_tokens > 1 && is_other_case(c, token, row_lemma(c, m.row))))
		return false;
	uint32_t last = token + m.n_tokens - 1;
	m.reading = as_verb(c, last, m.reading);
	const struct features *f = &m.reading->features;
	*ret_match = m;
	struct str form = c->document->words[token_at(c, last)->word].form;
	bool whole = f->verb == VERB_STEM && str_eq(m.reading->lemma, form);
	if (f->verb == VERB_NONE || whole) {
		uint32_t kind = lexicon_code(c->lexicon, LEX_CUE, m.row, CUE_COL_KIND);
		bool nominal = (kind == CUE_OPINE || kind == CUE_HOPE) &&
			       (takes(c, m.row, COMPLEMENT_OBLIQUE) || m.n_tokens > 1);
		bool negated = false;
		uint32_t end = skip_auxiliaries(c, last + 1, &negated);
		*ret_shape = (struct shape){.form = CUE_FINITE, .end = end, .negated = negated};
		ret_shape->ok = nominal && (ends_clause(c, end, last) || subject_ends(c, end)) &&
				f->possessive == POSS_NONE &&
				(f->person == PERSON_NONE || f->person == PERSON_3);
		return ret_shape->ok;
	}
	*ret_shape = shape_of(c, m.reading, last + 1);
	/* жоққа шығармайды: what is not denied is said, too */
	bool either = lexicon_code(c->lexicon, LEX_CUE, m.row, CUE_COL_KIND) == CUE_DENY;
	bool wants_negative = takes(c, m.row, COMPLEMENT_NEGATIVE);
	return ret_shape->ok && (either || ret_shape->negated == wants_negative);
}

/* `– деп кіжінді бастық.`: no stem of the tables, so that it might be an object, but nothing else
 * stands before who says it. */
static const struct reading *bare_past(const struct context *c, uint32_t token)
{
	const struct word_info *info = word_of(c->words, token);
	if (!subject_ends(c, token + 1))
		return NULL;
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		if (r->known)
			return NULL;
		if (r->features.verb == VERB_PAST)
			return r;
	}
	return NULL;
}

/* A finite verb after `деп` that no table knows: only where the words are set off. */
static uint32_t unknown_verb(const struct context *c, uint32_t from, uint32_t limit)
{
	for (uint32_t i = from; i < limit && same_sentence(c, i, from - 1); i++) {
		/* деп айту дұрыс екенін жеткізді: that verb has its own complement */
		if (kind_at(c, i) != TOKEN_WORD ||
			(bits_at(c, i) & (W_CLAUSE | W_OBLIQUE | W_CALL | W_ACT)))
			return 0;
		const struct reading *r = reading_at(c, i), *past = bare_past(c, i);
		r = past != NULL ? past : r;
		if (r->features.verb == VERB_NONE || r->features.verb == VERB_NOUN)
			continue;
		struct shape s = shape_of(c, r, i + 1);
		if (s.ok && s.form == CUE_FINITE && !s.negated && !r->features.passive)
			return s.end;
		return 0;
	}
	return 0;
}

/* The verb away from its деп: `деп ақсақал әкімге тілегін айтты`. */
static bool detached_verb(const struct context *c, uint32_t dep, uint32_t *ret_first,
	struct lex_match *ret_match, struct shape *ret_shape)
{
	for (uint32_t i = dep + 1; i < dep + 1 + DETACHED_MAX && same_sentence(c, i, dep); i++) {
		if (!is_wordlike(c, i) && kind_at(c, i) != TOKEN_QUOTE)
			return false;
		if (!(bits_at(c, i) & W_CUE) || i == dep + 1)
			continue;
		/* деп атауды ұсынды: the verb has a complement of its own */
		if (bits_at(c, i - 1) & (W_CLAUSE | W_OBLIQUE | W_CALL | W_ACT))
			return false;
		if (verb_at(c, i, ret_match, ret_shape) && ret_shape->form == CUE_FINITE &&
			(takes(c, ret_match->row, COMPLEMENT_DEP) ||
				takes(c, ret_match->row, COMPLEMENT_QUOTE))) {
			*ret_first = i;
			return true;
		}
	}
	return false;
}

/* Is there nothing but a subject (and adverbs) between деп and its verb? */
static bool only_subject(const struct context *c, uint32_t first, uint32_t end)
{
	bool found = false;
	for (uint32_t i = first; i < end;) {
		uint32_t k = c->actor_from[i];
		if (k < c->actors.n && c->actors.at[k].first == i && c->actors.at[k].end <= end &&
			actor_is_subject(c, &c->actors.at[k])) {
			i = c->actors.at[k].end;
			found = true;
		} else if (is_report(c, i, REPORT_ADVERB) || (bits_at(c, i) & W_PARTICLE)) {
			i++;
		} else {
			return false;
		}
	}
	return found;
}

/* деп and what stands behind it. */
static enum dedi_status dep_cue(struct context *c, uint32_t i, uint32_t *ret_end)
{
	uint32_t k = i + 1;
	while (k < i + 3 && is_report(c, k, REPORT_ADVERB) && !(bits_at(c, k) & W_CUE))
		k++;
	struct lex_match m = {0};
	struct shape s = {0};
	struct cue *cue = NULL;
	uint32_t first = i;
	if (same_sentence(c, i, k) && verb_at(c, k, &m, &s)) {
		uint32_t row = m.row;
		if (!takes(c, row, COMPLEMENT_DEP) && !takes(c, row, COMPLEMENT_QUOTE) &&
			!takes(c, row, COMPLEMENT_FRAGMENT))
			return DEDI_OK;
		if (s.form == CUE_CHAIN && kind_at(c, s.end) != TOKEN_COMMA)
			return DEDI_OK;
		cue = push_cue(c, i, s.end, row);
		if (cue == NULL)
			return DEDI_NO_MEMORY;
		cue->passive = m.reading->features.passive;
		cue->form = s.form;
	} else if (same_sentence(c, i, i + 1) && auxiliary_at(c, i + 1) != NULL) {
		/* деп отыр, деп жатқан: де with its auxiliary */
		s = shape_of(c, reading_at(c, i), i + 1);
		if (!s.ok || s.negated || s.form == CUE_CHAIN)
			return DEDI_OK;
		cue = push_cue(c, i, s.end, NONE);
		if (cue == NULL)
			return DEDI_NO_MEMORY;
		cue->complements |= 1u << COMPLEMENT_DEP;
		cue->form = s.form;
	} else if (ends_clause(c, k, i) && set_off(c, i)) {
		cue = push_cue(c, i, k, NONE);
		if (cue == NULL)
			return DEDI_NO_MEMORY;
	} else if (detached_verb(c, i, &first, &m, &s) &&
		   (set_off(c, i) || only_subject(c, k, first))) {
		cue = push_cue(c, first, s.end, m.row);
		if (cue == NULL)
			return DEDI_NO_MEMORY;
		cue->form = CUE_DETACHED;
		cue->left = i;
	} else if (set_off(c, i) && unknown_verb(c, k, k + 4) != 0) {
		cue = push_cue(c, i, unknown_verb(c, k, k + 4), NONE);
		if (cue == NULL)
			return DEDI_NO_MEMORY;
	} else {
		return DEDI_OK;
	}
	cue->dep = true;
	*ret_end = cue->end;
	return DEDI_OK;
}

static enum dedi_status frame_cue(struct context *c, uint32_t i, uint32_t *ret_end)
{
	struct lex_match m = match_at(c, i, LEX_FRAME);
	if (m.n_tokens == 0)
		return DEDI_OK;
	enum frame_shape shape =
		(enum frame_shape)lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_SHAPE);
	/* Frames are whole forms: a key met through another inflection is none. */
	struct str key = lexicon_text(c->lexicon, LEX_FRAME, m.row, FRAME_COL_PHRASE);
	struct str last = c->document->words[token_at(c, i + m.n_tokens - 1)->word].form;
	if (shape == FRAME_DOCUMENT || !str_ends(key, last))
		return DEDI_OK;
	struct cue *cue = push_cue(c, i, i + m.n_tokens, NONE);
	if (cue == NULL)
		return DEDI_NO_MEMORY;
	cue->table = LEX_FRAME;
	cue->row = m.row;
	cue->lemma = key;
	cue->kind = (enum cue_kind)lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_KIND);
	cue->form = CUE_FRAMED;
	cue->shape = shape;
	cue->complements = 0;
	*ret_end = cue->end;
	return DEDI_OK;
}

static enum dedi_status verb_cue(struct context *c, uint32_t i, uint32_t *ret_end)
{
	struct lex_match m = {0};
	struct shape s = {0};
	if (!verb_at(c, i, &m, &s))
		return DEDI_OK;
	struct cue *cue = push_cue(c, i, s.end, m.row);
	if (cue == NULL)
		return DEDI_NO_MEMORY;
	cue->form = s.form;
	/* де and its kin: a converb or a plain participle of it reports nothing by itself. */
	cue->quotative = (cue->complements & 1u << COMPLEMENT_PLAIN) && m.n_tokens == 1;
	/* `деген –`, `деген)` explain a word */
	enum token_kind next = kind_at(c, s.end);
	if (cue->quotative && bare_participle(&m.reading->features) && s.end == i + 1 &&
		(next == TOKEN_DASH || next == TOKEN_CLOSE))
		cue->form = CUE_RELATIVE;
	cue->passive = m.reading->features.passive ||
		       (cue->quotative && (cue->complements & 1u << COMPLEMENT_DOCUMENT));
	*ret_end = cue->end;
	return DEDI_OK;
}

/* The end of a phrase that only looks like a cue; its first words stand as in the table. */
static uint32_t not_cue_end(const struct context *c, uint32_t i)
{
	struct lex_match m = match_at(c, i, LEX_NOT_CUE);
	if (m.n_tokens == 0)
		return 0;
	struct str phrase = lexicon_text(c->lexicon, LEX_NOT_CUE, m.row, NOT_CUE_COL_PHRASE);
	struct str form = c->document->words[token_at(c, i)->word].form;
	bool exact = str_starts(phrase, form) && (phrase.n == form.n || phrase.p[form.n] == ' ');
	return m.n_tokens == 1 || exact ? i + m.n_tokens : 0;
}

/* The words that the tables of cues have. */
static uint64_t *where_cues_begin(const struct context *c)
{
	uint32_t n = c->document->n_tokens;
	uint64_t *bits = ARENA_ARRAY(c->arena, uint64_t, bits_words(n));
	for (uint32_t i = 0; bits != NULL && i < n; i++) {
		uint32_t begins = bits_at(c, i) & (W_CUE | W_FRAME | W_NOT_CUE | W_QUOTATIVE);
		int is_word = kind_at(c, i) == TOKEN_WORD;
		bits_add_if(bits, i, is_word & (begins != 0));
	}
	return bits;
}

enum dedi_status cues_find(struct context *c)
{
	uint32_t n = c->document->n_tokens, blocked = 0;
	uint64_t *begins = where_cues_begin(c);
	if (begins == NULL)
		return DEDI_NO_MEMORY;
	for (uint32_t i = bits_next(begins, n, 0), end; i < n; i = bits_next(begins, n, end)) {
		end = i + 1;
		uint32_t bits = bits_at(c, i);
		if (bits & W_NOT_CUE) {
			uint32_t stop = not_cue_end(c, i);
			blocked = stop > blocked ? stop : blocked;
		}
		enum dedi_status status = DEDI_OK;
		if (bits & W_FRAME)
			status = frame_cue(c, i, &end);
		if (i < blocked)
			continue;
		if (status == DEDI_OK && end == i + 1 && (bits & W_QUOTATIVE))
			status = dep_cue(c, i, &end);
		else if (status == DEDI_OK && end == i + 1 && (bits & W_CUE))
			status = verb_cue(c, i, &end);
		if (status != DEDI_OK)
			return status;
	}
	/* Detached cues were found from their деп on: still in the order of their words. */
	uint32_t next = c->cues.n;
	for (uint32_t i = n + 1; i-- > 0;) {
		while (next > 0 && c->cues.at[next - 1].first >= i)
			next--;
		c->cue_from[i] = next;
	}
	return DEDI_OK;
}
