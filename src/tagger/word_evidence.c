/*
 * Evidence of one word: what it is made of, what the morphology and the lexicon say of it, what was
 * counted of it in raw text; and the keys it gives to the tokens around it.
 *
 * All of it depends on the form, its readings and its shape alone, never on the sentence: so it may
 * be kept from one document to the next under the identity of the word.
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
		if (class == POSITION_PERFORMER)
			class = POSITION_OCCUPATION; /* beside a name there is no difference */
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
	case LEX_NAME_WORD:
	case LEX_TABLE_COUNT:
		return 0;
	case LEX_ORG:
		if (str_starts(lexicon_text(lexicon, table, row, ORG_COL_NOTE), STR("quoted")))
			return 0; /* a common word outside quotation marks */
		break;
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

static void add_class(struct word_evidence *w, struct word_spelling *spelling, uint32_t class)
{
	if (!class)
		return;
	for (uint32_t i = 0; i < spelling->n_classes; i++)
		if (spelling->classes[i] == class)
			return;
	if (spelling->n_classes < WORD_CLASSES)
		spelling->classes[spelling->n_classes++] = (uint16_t) class;
	uint8_t number = (uint8_t)((class & 31) + 1);
	switch (class >> 5) {
	case LEX_ORG_HEAD:
		w->org_head = number;
		break;
	case LEX_POSITION:
		w->position = number;
		break;
	case LEX_CAMPAIGN_HEAD:
		w->campaign = number;
		break;
	case LEX_NAME_HEAD:
		if (!w->campaign || w->campaign > 32)
			w->campaign = (uint8_t)(number + 32);
		break;
	default:
		break;
	}
}

static void look_up(const struct lexicon *lexicon, const struct word_info *info,
	struct word_evidence *w, struct word_spelling *spelling)
{
	for (uint32_t r = 0; r < info->n_readings; r++) {
		const struct lexemes *lexemes = &info->readings[r].lexemes;
		for (uint32_t i = lexemes->n; i > 0; i--) {
			const struct lexeme *lexeme = &lexemes->at[i - 1];
			if (lexeme->n_words == 1)
				add_class(w, spelling, class_of(lexicon, lexeme));
		}
	}
	uint32_t best = 0;
	for (uint32_t i = 0; i < spelling->n_classes; i++)
		if (rank_of(spelling->classes[i]) > rank_of(best) || !best)
			best = spelling->classes[i];
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

static void take_affixes(struct str form, struct word_evidence *w, struct word_spelling *spelling)
{
	size_t at[64];
	uint32_t n = letters_of(form, at);
	for (uint32_t k = 1; k <= AFFIXES && k < n; k++) {
		spelling->prefix[k - 1] = str_hash(str_make(form.p, at[k]));
		spelling->suffix[k - 1] =
			str_hash(str_make(form.p + at[n - k], form.n - at[n - k]));
	}
	w->stem = n > STEM_LETTERS ? spelling->prefix[STEM_LETTERS - 1] : w->form;
}

static void take_lemma(struct str lemma, struct word_evidence *w, struct word_spelling *spelling)
{
	size_t at[64];
	uint32_t n = letters_of(lemma, at);
	w->lemma = str_hash(lemma);
	for (uint32_t k = 2; k <= 4 && k < n; k++)
		spelling->lemma_suffix[k - 2] =
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

static bool ends_phrase(const struct word_evidence *w, const struct features *features)
{
	switch (w->kind) {
	case TOKEN_STOP:
	case TOKEN_COLON:
	case TOKEN_SEMICOLON:
	case TOKEN_DASH:
	case TOKEN_OPEN:
	case TOKEN_CLOSE:
		return true;
	case TOKEN_WORD:
		return features && is_finite(features);
	default:
		return false;
	}
}

static void take_counts(
	const struct word_table *table, struct word_evidence *w, struct word_spelling *spelling)
{
	const struct word_slot *slot = word_table_find(table, w->form);
	w->capital = slot->capital;
	spelling->cluster = slot->cluster;
	if (slot->cluster) {
		w->cluster[0] = table->coarser[2 * slot->cluster];
		w->cluster[1] = table->coarser[2 * slot->cluster + 1];
	}
	w->stem_capital = word_table_find(table, word_table_stem_key(w->stem))->capital;
}

void word_evidence_take(const struct words *words, const struct word_table *table, uint32_t number,
	uint8_t shape, uint8_t kind, struct word_evidence *w, struct word_spelling *spelling)
{
	char buffer[128];
	const struct word_info *info = &words->at[number];
	const struct reading *best = info->n_readings ? &info->readings[0] : NULL;
	struct str form =
		without_digits(words->document->words[number].form, buffer, sizeof buffer);
	*w = (struct word_evidence){.form = str_hash(form), .shape = shape, .kind = kind};
	*spelling = (struct word_spelling){0};
	take_affixes(form, w, spelling);
	if (best) {
		char lemma_buffer[128];
		struct str lemma = without_digits(best->lemma, lemma_buffer, sizeof lemma_buffer);
		take_lemma(lemma, w, spelling);
		w->morphology = pack_morphology(&best->features);
	} else {
		take_lemma(form, w, spelling);
	}
	look_up(words->lexicon, info, w, spelling);
	if (!w->role)
		w->role = 0x10000u | (w->morphology & 0x7ff0);
	if (kind != TOKEN_WORD)
		w->org_head = w->position = w->campaign = 0;
	w->ends_phrase = ends_phrase(w, best ? &best->features : NULL);
	take_counts(table, w, spelling);
	w->sort = mix(both((uint64_t)w->role << 32 | w->morphology,
		(uint64_t)w->cluster[1] << 16 | (uint64_t)w->capital << 8 | w->shape));
}

static void add_affixes(
	struct keys *k, const struct word_evidence *w, const struct word_spelling *s)
{
	static const uint32_t here = 1u << WORD_HERE;
	for (uint32_t i = 0; i < AFFIXES; i++) {
		if (s->prefix[i])
			add(k, GROUP_AFFIX, 20 + i, here, s->prefix[i]);
		if (s->suffix[i])
			add(k, GROUP_AFFIX, 30 + i, here, s->suffix[i]);
		if (s->suffix[i] && i >= 1 && i < 4)
			add(k, GROUP_CONTEXT, 7 + i, 1u << WORD_BEFORE | 1u << WORD_AFTER,
				s->suffix[i]);
	}
	if (s->suffix[2])
		add(k, GROUP_AFFIX, 56, here, both(s->suffix[2], w->shape));
}

uint32_t word_evidence_keys(const struct word_evidence *w, const struct word_spelling *s,
	uint32_t groups, struct evidence_key keys[PIECE_MAX])
{
	static const uint32_t here = 1u << WORD_HERE, all = (1u << WORD_ROWS) - 1,
			      beside = 1u << WORD_BEFORE | 1u << WORD_AFTER;
	struct keys k = {keys, 0, groups};
	uint64_t counts = (uint64_t)w->shape << 16 | (uint64_t)w->capital << 8 | w->stem_capital;
	add(&k, GROUP_ALL, 1, here, 0); /* always there */
	/* A key must come once: whatever its rows, all of its weights are added. */
	add(&k, (enum evidence_group)(GROUP_FORM | GROUP_CONTEXT), 2,
		(groups & GROUP_FORM ? here : 0) | (groups & GROUP_CONTEXT ? all & ~here : 0),
		w->form);
	add(&k, GROUP_CONTEXT, 3, all & ~here, w->stem);
	add(&k, GROUP_SHAPE, 4, all, w->shape);
	add(&k, GROUP_MORPHOLOGY, 5, all, w->lemma);
	add(&k, GROUP_MORPHOLOGY, 6, all, w->morphology);
	if (s->cluster) {
		add(&k, GROUP_CLUSTER, 12, all, s->cluster);
		add(&k, GROUP_CLUSTER, 13, all, w->cluster[0]);
		add(&k, GROUP_CLUSTER, 14, all, w->cluster[1]);
	}
	for (uint32_t c = 0; c < s->n_classes; c++)
		add(&k, GROUP_LEXICON, 15, all, s->classes[c]);
	for (uint32_t i = 0; i < 3; i++)
		if (s->lemma_suffix[i])
			add(&k, GROUP_MORPHOLOGY, 36 + i, here | beside, s->lemma_suffix[i]);
	add_affixes(&k, w, s);
	add(&k, GROUP_CAPITAL, 80, here, (uint64_t)w->shape << 8 | w->capital);
	add(&k, GROUP_CAPITAL, 81, here, (uint64_t)w->shape << 8 | w->stem_capital);
	add(&k, GROUP_CAPITAL, 82, here | beside, counts);
	add(&k, GROUP_MORPHOLOGY, 67, here, both(w->shape, w->morphology));
	add(&k, GROUP_LEXICON, 75, here, both(w->shape, w->role));
	add(&k, GROUP_LEXICON, 77, here, both(both(w->role, w->morphology), w->shape));
	return k.n;
}

/* Neighbours by what they are: their role in the lexicon, inflection, shape, cluster, and how often
 * they have capitals. */

static bool opens_sentence(const struct word_evidence *left)
{
	return left->shape == evidence_begin_word.shape;
}

uint64_t pair_evidence_state(const struct word_evidence *l, const struct word_evidence *r)
{
	uint64_t state = both(l->sort, r->sort);
	if (opens_sentence(l))
		state += r->stem_capital;
	return mix(state) | 1;
}

uint32_t pair_evidence_keys(const struct word_evidence *l, const struct word_evidence *r,
	uint32_t groups, struct evidence_key keys[PIECE_MAX])
{
	static const uint32_t left = 1u << PAIR_OF_LEFT, right = 1u << PAIR_OF_RIGHT;
	struct keys k = {keys, 0, groups};
	add(&k, GROUP_SHAPE, 40, left | right, (uint64_t)l->shape << 8 | r->shape);
	add(&k, GROUP_CAPITAL, 85, left | right,
		both((uint64_t)l->shape << 8 | l->capital, (uint64_t)r->shape << 8 | r->capital));
	if (opens_sentence(l))
		add(&k, GROUP_CAPITAL, 83, right,
			(uint64_t)r->shape << 16 | (uint64_t)r->capital << 8 | r->stem_capital);
	add(&k, GROUP_MORPHOLOGY, 62, left | right, both(l->morphology, r->morphology));
	add(&k, GROUP_MORPHOLOGY, 65, left, both(both(l->shape, l->morphology), r->morphology));
	add(&k, GROUP_LEXICON, 70, left | right, both(l->role, r->role));
	if (l->cluster[1] && r->cluster[1])
		add(&k, GROUP_CLUSTER, 60, left | right, both(l->cluster[1], r->cluster[1]));
	return k.n;
}
