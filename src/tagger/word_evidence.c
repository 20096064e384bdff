/*
 * Evidence of one word: what it is made of, what the morphology and the lexicon say of it, what was
 * counted of it in raw text; and the keys it gives to the tokens around it.
 *
 * All of it depends on the form, its readings and its shape alone, never on the sentence: so it may
 * be kept from one document to the next under word_identity.
 */
#include "tagger/evidence.h"

#include "base/utf8.h"
#include "tagger/keys.h"

enum {
	AFFIXES = 6,      /* longest prefix and suffix, in letters */
	STEM_LETTERS = 5, /* of a form: stands for its lemma where that is wrong */
};

/* Lexicon classes of a word: one number for each table and class. */

static uint32_t class_of(const struct lexicon *lexicon, const struct lexeme *lexeme)
{
	enum lex_table table = (enum lex_table)lexeme->table;
	uint32_t row = lexeme->row, class = 0;
	switch (table) {
	case LEX_FUNCTION_WORD:
		class = lexicon_code(lexicon, table, row, FUNCTION_WORD_COL_CLASS);
		break;
	case LEX_POSITION:
		class = lexicon_code(lexicon, table, row, POSITION_COL_CLASS);
		break;
	case LEX_ORG_HEAD:
		class = lexicon_code(lexicon, table, row, ORG_HEAD_COL_TYPE);
		if (lexicon_code(lexicon, table, row, ORG_HEAD_COL_FLAGS) & 1u << ORG_HEAD_PLACE)
			class = 30;
		break;
	case LEX_PLACE:
		class = lexicon_code(lexicon, table, row, PLACE_COL_CLASS);
		break;
	case LEX_ACRONYM:
		class = lexicon_code(lexicon, table, row, ACRONYM_COL_CLASS);
		break;
	case LEX_CAMPAIGN_HEAD:
		class = lexicon_code(lexicon, table, row, CAMPAIGN_HEAD_COL_TYPE);
		break;
	case LEX_NAME_HEAD:
		class = lexicon_code(lexicon, table, row, NAME_HEAD_COL_CLASS);
		break;
	case LEX_SURNAME_ENDING:
	case LEX_FRAME:
	case LEX_NOT_CUE:
	case LEX_FURNITURE:
	case LEX_LANGUAGE_WORD:
	case LEX_DETACHED_ENDING:
	case LEX_SPORT:
	case LEX_TABLE_COUNT:
		return 0;
	default:
		break;
	}
	return (uint32_t)table << 5 | (class & 31);
}

/* Which table says most about a word that stands in several. */
static uint32_t rank_of(uint32_t class)
{
	switch (class >> 5) {
	case LEX_ORG_HEAD:
		return 9;
	case LEX_POSITION:
		return 8;
	case LEX_CAMPAIGN_HEAD:
	case LEX_NAME_HEAD:
		return 7;
	case LEX_GIVEN_NAME:
		return 6;
	case LEX_PLACE:
	case LEX_ACRONYM:
		return 5;
	case LEX_LEGAL_FORM:
	case LEX_TITLE:
	case LEX_GROUP:
	case LEX_MEDIA:
	case LEX_ORG:
		return 4;
	case LEX_FUNCTION_WORD:
		return 3;
	default:
		return 1;
	}
}

static void add_class(struct word_evidence *w, uint32_t class)
{
	if (!class)
		return;
	for (uint32_t i = 0; i < w->n_classes; i++)
		if (w->classes[i] == class)
			return;
	if (w->n_classes < WORD_CLASSES)
		w->classes[w->n_classes++] = (uint16_t) class;
	uint16_t number = (uint16_t)((class & 31) + 1);
	switch (class >> 5) {
	case LEX_ORG_HEAD:
		w->org_head = number;
		break;
	case LEX_POSITION:
		w->position = number;
		break;
	case LEX_CAMPAIGN_HEAD:
		w->campaign_head = number;
		break;
	case LEX_NAME_HEAD:
		w->name_head = number;
		break;
	default:
		break;
	}
}

static void look_up(
	const struct lexicon *lexicon, const struct word_info *info, struct word_evidence *w)
{
	for (uint32_t r = 0; r < info->n_readings; r++) {
		const struct lexemes *lexemes = &info->readings[r].lexemes;
		for (uint32_t i = lexemes->n; i > 0; i--) {
			const struct lexeme *lexeme = &lexemes->at[i - 1];
			if (lexeme->n_words == 1)
				add_class(w, class_of(lexicon, lexeme));
			else
				w->phrases |= 1u << lexeme->table;
		}
	}
	uint32_t best = 0;
	for (uint32_t i = 0; i < w->n_classes; i++)
		if (rank_of(w->classes[i]) > rank_of(best) || !best)
			best = w->classes[i];
	w->role = best;
}

static uint32_t pack_morphology(const struct features *f)
{
	return f->number | (uint32_t)f->possessive << 1 | (uint32_t)f->kase << 4 |
	       (uint32_t)f->derivation << 7 | (uint32_t)f->verb << 11 | (uint32_t)f->person << 15;
}

static bool is_finite(const struct features *f)
{
	switch (f->verb) {
	case VERB_PAST:
	case VERB_PRESENT:
	case VERB_CONDITIONAL:
	case VERB_OPTATIVE:
	case VERB_CONVERB_P:
		return true;
	default:
		return false;
	}
}

/* Byte offsets of the letters of s, at most 63 of them, and the end. */
static uint32_t letters_of(struct str s, size_t at[64])
{
	uint32_t n = 0;
	for (size_t i = 0; i < s.n && n < 63;) {
		at[n++] = i;
		utf8_next(s, &i);
	}
	at[n] = s.n;
	return n;
}

static void take_affixes(struct str form, struct word_evidence *w)
{
	size_t at[64];
	uint32_t n = letters_of(form, at);
	for (uint32_t k = 1; k <= AFFIXES && k < n; k++) {
		w->prefix[k - 1] = str_hash(str_make(form.p, at[k]));
		w->suffix[k - 1] = str_hash(str_make(form.p + at[n - k], form.n - at[n - k]));
	}
	w->stem = n > STEM_LETTERS ? w->prefix[STEM_LETTERS - 1] : w->form;
}

static void take_lemma(struct str lemma, struct word_evidence *w)
{
	size_t at[64];
	uint32_t n = letters_of(lemma, at);
	w->lemma = str_hash(lemma);
	for (uint32_t k = 2; k <= 4 && k < n; k++)
		w->lemma_suffix[k - 2] =
			str_hash(str_make(lemma.p + at[n - k], lemma.n - at[n - k]));
}

/* Digits count as 0, so that all years are one word. */
static struct str without_digits(struct str s, char *buffer, size_t size)
{
	bool any = false;
	for (size_t i = 0; i < s.n; i++)
		any |= s.p[i] >= '0' && s.p[i] <= '9';
	if (!any || s.n > size)
		return s;
	for (size_t i = 0; i < s.n; i++)
		buffer[i] = s.p[i] >= '0' && s.p[i] <= '9' ? '0' : s.p[i];
	return str_make(buffer, s.n);
}

/*
 * Two words with the same identity have the same evidence. Addresses of lexemes stand for what they
 * say, so an identity means nothing under another lexicon.
 */
uint64_t word_identity(const struct words *words, uint32_t number)
{
	const struct word_info *info = &words->at[number];
	uint64_t h = str_hash(words->document->words[number].form);
	for (uint32_t r = 0; r < info->n_readings; r++) {
		const struct lexemes *lexemes = &info->readings[r].lexemes;
		if (lexemes->n)
			h = both(h, mix((uint64_t)(uintptr_t)lexemes->at + lexemes->n));
	}
	if (info->n_readings) {
		uint64_t features;
		_Static_assert(sizeof features == sizeof(struct features), "one number");
		memcpy(&features, &info->readings[0].features, sizeof features);
		h = both(both(h, str_hash(info->readings[0].lemma)), features);
	}
	return mix(h);
}

void word_evidence_take(const struct words *words, const struct word_table *table, uint32_t number,
	uint8_t shape, uint8_t kind, struct word_evidence *w)
{
	char buffer[128];
	const struct word_info *info = &words->at[number];
	struct str form =
		without_digits(words->document->words[number].form, buffer, sizeof buffer);
	*w = (struct word_evidence){.form = str_hash(form), .shape = shape, .kind = kind};
	take_affixes(form, w);
	if (info->n_readings) {
		const struct reading *best = &info->readings[0];
		char lemma_buffer[128];
		take_lemma(without_digits(best->lemma, lemma_buffer, sizeof lemma_buffer), w);
		w->morphology = pack_morphology(&best->features);
		w->finite = is_finite(&best->features);
	} else {
		take_lemma(form, w);
	}
	look_up(words->lexicon, info, w);
	if (!w->role)
		w->role = 0x10000u | (w->morphology & 0x7ff0);
	const struct word_slot *slot = word_table_find(table, w->form);
	w->capital = slot->capital;
	if (slot->cluster) {
		w->cluster[0] = slot->cluster;
		w->cluster[1] = table->coarser[2 * slot->cluster];
		w->cluster[2] = table->coarser[2 * slot->cluster + 1];
	}
	w->stem_capital = word_table_find(table, word_table_stem_key(w->stem))->capital;
	w->sort = both((uint64_t)w->role << 32 | w->morphology,
		(uint64_t)w->cluster[2] << 16 | (uint64_t)(w->cluster[0] != 0) << 8 | w->shape);
}

static void add_counts(struct keys *k, const struct word_evidence *w)
{
	uint64_t own = (uint64_t)w->shape << 16 | (uint64_t)w->capital << 8 | w->stem_capital;
	add(k, GROUP_CAPITAL, 80, 0, (uint64_t)w->shape << 8 | w->capital);
	add(k, GROUP_CAPITAL, 81, 0, (uint64_t)w->shape << 8 | w->stem_capital);
	add(k, GROUP_CAPITAL, 82, 0, own);
}

/* Of the token itself. */
static void add_here(struct keys *k, const struct word_evidence *w)
{
	for (uint32_t s = 0; s < AFFIXES; s++) {
		if (w->prefix[s])
			add(k, GROUP_AFFIX, 20 + s, 0, w->prefix[s]);
		if (w->suffix[s])
			add(k, GROUP_AFFIX, 30 + s, 0, w->suffix[s]);
	}
	add_counts(k, w);
	if (w->suffix[2])
		add(k, GROUP_PAIR, 56, 0, both(w->suffix[2], w->shape));
	add(k, GROUP_MORPHOLOGY, 67, 0, both(w->shape, w->morphology));
	add(k, GROUP_LEXICON, 75, 0, both(w->shape, w->role));
	add(k, GROUP_LEXICON, 77, 0, both(both(w->role, w->morphology), w->shape));
}

/* Of its neighbour. */
static void add_beside(struct keys *k, const struct word_evidence *w, int d)
{
	for (uint32_t s = 1; s < 4; s++)
		if (w->suffix[s])
			add(k, GROUP_CONTEXT, 7 + s, d, w->suffix[s]);
	add(k, GROUP_CAPITAL, 84, d,
		(uint64_t)w->shape << 16 | (uint64_t)w->capital << 8 | w->stem_capital);
}

static void add_near(struct keys *k, const struct word_evidence *w, int d)
{
	add(k, d ? GROUP_CONTEXT : GROUP_FORM, 2, d, w->form);
	if (d)
		add(k, GROUP_CONTEXT, 3, d, w->stem);
	add(k, GROUP_SHAPE, 4, d, w->shape);
	add(k, GROUP_MORPHOLOGY, 5, d, w->lemma);
	add(k, GROUP_MORPHOLOGY, 6, d, w->morphology);
	if (w->cluster[0])
		for (uint32_t c = 0; c < 3; c++)
			add(k, GROUP_CLUSTER, 12 + c, d, w->cluster[c]);
	for (uint32_t c = 0; c < w->n_classes; c++)
		add(k, GROUP_LEXICON, 15, d, w->classes[c]);
	if (d >= -1 && d <= 1)
		for (uint32_t s = 0; s < 3; s++)
			if (w->lemma_suffix[s])
				add(k, GROUP_MORPHOLOGY, 36 + s, d, w->lemma_suffix[s]);
	if (!d)
		add_here(k, w);
	else if (d >= -1 && d <= 1)
		add_beside(k, w, d);
}

uint32_t word_evidence_keys(const struct word_evidence *w, enum word_place place, uint32_t groups,
	uint64_t keys[EVIDENCE_MAX])
{
	struct keys k = {keys, 0, groups};
	add_near(&k, w, (int)place - (int)PLACE_HERE);
	return k.n;
}
