/*
 * Marks inside a reported clause: his own words, a part of them, a judgement, or only a name.
 */
#include "statements/contents.h"

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

/* Marks that hold a part of what somebody said; a single word is only called so unless it is the
 * predicate: `жолдың «ойдым-ойдым» екенін`. */
static bool is_part(const struct context *c, const struct quote *q)
{
	if (sentence_like(c, q))
		return true;
	bool predicate = q->close != NONE && (bits_at(c, q->close + 1) & W_CLAUSE);
	return is_lower(c, q->first) && (predicate || words_in(c, q->first, q->end, 2) > 1);
}

/* «…» деп атады, деп бағалады: the marks are what he calls it. */
static bool cue_judges(const struct cue *cue)
{
	return cue->complements & 1u << COMPLEMENT_FRAGMENT;
}

/* The verb gives a thing its name, too: `көшені Абай деп атады`. */
static bool only_names(const struct cue *cue)
{
	return cue_judges(cue) && !(cue->complements & 1u << COMPLEMENT_DEP);
}

/* ата+ды, not ат+ады */
static bool stands_in(const struct context *c, const struct cue *cue, enum verb_form tense)
{
	const struct word_info *info = word_of(c->words, cue->end - 1);
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].features.verb == tense &&
			str_eq(info->readings[i].lemma, cue->lemma))
			return true;
	return false;
}

/* атады, not атайды: what is called so once is no name of it. */
static bool names_once(const struct context *c, const struct cue *cue)
{
	return cue->form == CUE_CHAIN || stands_in(c, cue, VERB_PAST);
}

/* `жолды жылдың ең үлкен жетістігі деп атайды`, `жарысты өңір үшін пайдалы деп атады`: a thing and
 * what somebody thinks of it, in words that no name has. */
static bool is_valued(const struct context *c, uint32_t first, uint32_t end, const struct cue *cue)
{
	enum { LONGEST = 10 };
	bool degree = false, owned = false, possessed = bits_at(c, end - 1) & W_POSSESSED;
	for (uint32_t i = end; i > first && i + LONGEST > end; i--) {
		if ((bits_at(c, i - 1) & W_ACCUSATIVE) &&
			(degree || (owned && possessed && names_once(c, cue))))
			return true;
		if (!is_lower(c, i - 1))
			return false;
		struct str word = token_at(c, i - 1)->norm;
		degree |= str_eq(word, STR("ең")) || str_eq(word, STR("өте")) ||
			  (is_report(c, i - 1, REPORT_CAUSE) && i < end);
		owned |= bits_at(c, i - 1) & W_GENITIVE;
	}
	return false;
}

/* `бұл ақпаратты жалған деп атады`: what was said is judged, in the past and in a small word; else
 * a thing gets its name: `көшені Абай деп атады`, `мұны инверсия деп атайды`. */
static bool is_judged(const struct context *c, uint32_t first, uint32_t end, const struct cue *cue)
{
	if (!names_once(c, cue) || end < first + 2 || !is_lower(c, end - 1))
		return false;
	/* жұмыс істемейтінін басты қателік деп атады */
	for (uint32_t i = end - 1; i > first && i + 4 > end && is_lower(c, i); i--)
		if (bits_at(c, i - 1) & W_CLAUSE)
			return true;
	if (end > first + 8)
		return false;
	uint32_t what = report_at(c, end - 2, NULL);
	uint32_t said = 1u << REPORT_INFO | 1u << REPORT_POINTS | 1u << REPORT_HE;
	return (what & said) && (bits_at(c, end - 2) & W_ACCUSATIVE);
}

bool shape_content(struct context *c, struct draft *d, uint32_t first, uint32_t end,
	const struct cue *cue, enum complement complement)
{
	uint32_t q = next_quote(c, first, end);
	d->type = STATEMENT_INDIRECT;
	bool valued = only_names(cue) && d->speaker.end > 0 && is_valued(c, first, end, cue);
	/* «торап» деп атайды: a name */
	if (only_names(cue) && !valued && stands_in(c, cue, VERB_PRESENT))
		return false;
	if (q != NONE) {
		const struct quote *quote = &c->document->quotes[q];
		bool whole =
			quote->open == first && quote->close != NONE && quote->close + 1 == end;
		/* names begin with a capital: «қалың қара пакет тиеген» көліктер */
		bool spoken =
			!quote_is_name(c, q) ||
			(is_lower(c, quote->first) && words_in(c, quote->first, quote->end, 4) > 3);
		if (complement == COMPLEMENT_QUOTE && quote->close + 1 == end) {
			bool judgement = is_lower(c, quote->first) && quote->end > quote->first + 1;
			/* «Есік жабық» деп сөзін аяқтады: what is only ever said, no name */
			bool only_said = cue->dep && !cue_judges(cue) && cue->row != NONE;
			bool says = sentence_like(c, quote) ||
				    (whole && only_said &&
					    words_in(c, quote->first, quote->end, 2) > 1);
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
		} else if (spoken && is_part(c, quote)) {
			d->type = STATEMENT_MIXED;
		}
	} else if (only_names(cue) && complement != COMPLEMENT_ACT &&
		   !is_judged(c, first, end, cue) && !valued) {
		return false; /* атады without marks: naming */
	}
	return draft_add(c, d, (struct range){first, end});
}
