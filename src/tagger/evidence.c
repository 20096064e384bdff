#include "tagger/evidence.h"

#include "base/utf8.h"

enum {
	AFFIXES = 6,      /* longest prefix and suffix, in letters */
	STEM_LETTERS = 5, /* of a form: stands for its lemma where that is wrong */
	CLASSES = 8,      /* lexicon classes kept of a word */
	HEAD_REACH = 10,  /* how far ahead a head noun is looked for, in tokens */
	EDGE_BEGIN = 62,  /* shapes of what lies outside the sentence */
	EDGE_END = 63,
};

struct word_evidence {
	uint64_t form, stem, lemma;
	uint64_t prefix[AFFIXES], suffix[AFFIXES]; /* 0: the form is not longer */
	uint64_t lemma_suffix[3];                  /* of 2, 3, 4 letters */
	uint64_t role;                             /* the one class that says most */
	uint32_t morphology;
	uint16_t classes[CLASSES];
	uint16_t cluster[3];
	uint16_t org_head, position, campaign_head, name_head; /* class + 1, 0: none */
	uint8_t n_classes;
	uint8_t capital, stem_capital;
	bool finite; /* a finite verb: no name goes on past it */
	bool opens_phrase;
};

struct token_evidence {
	const struct word_evidence *word;
	uint16_t phrase[2]; /* class and place of a lexicon phrase over the token; 0: none */
	uint16_t next_org, next_position, next_campaign; /* class + 1 of the next head, 0: none */
	uint8_t next_org_distance, next_position_distance, next_campaign_distance;
	uint8_t last_capital; /* tokens back to a capitalised word of the same phrase; 0: none */
	uint8_t shape, kind;
	uint32_t open, close; /* innermost pair of marks around, in sentence tokens; NONE */
};

static inline uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 29;
	h *= 0x9fb21c651e98df25u;
	h ^= h >> 32;
	return h;
}

/* Shapes. Folded into few enough values that pairs and triples of them are still common. */
static uint8_t shape_of(const struct token *token)
{
	uint16_t s = token->shape;
	uint8_t shape;
	switch (token->kind) {
	case TOKEN_WORD:
	case TOKEN_URL:
		shape = s & SHAPE_ALL_CAPS     ? 4
			: s & SHAPE_MIXED_CAPS ? 5
			: s & SHAPE_CAPITAL    ? 2
					       : 1;
		if (s & SHAPE_HYPHEN)
			shape = (uint8_t)(shape + 5);
		if (s & SHAPE_LATIN)
			shape = (uint8_t)(shape + 10);
		if (s & SHAPE_DIGIT)
			shape = (uint8_t)(shape + 20);
		return shape;
	default:
		return (uint8_t)(44 + token->kind % 18);
	}
}

static bool is_wordlike(uint8_t kind)
{
	return kind <= TOKEN_INITIAL || kind == TOKEN_URL || kind == TOKEN_HASHTAG;
}

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
	if (w->n_classes < CLASSES)
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
				w->opens_phrase = true;
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

static void take_word(const struct evidence *e, uint32_t number, struct word_evidence *w)
{
	char buffer[128];
	const struct word_info *info = &e->words->at[number];
	struct str form =
		without_digits(e->words->document->words[number].form, buffer, sizeof buffer);
	*w = (struct word_evidence){.form = str_hash(form)};
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
	look_up(e->words->lexicon, info, w);
	if (!w->role)
		w->role = 0x10000u | (w->morphology & 0x7ff0);
	const struct word_slot *slot = word_table_find(e->table, w->form);
	w->capital = slot->capital;
	if (slot->cluster) {
		w->cluster[0] = slot->cluster;
		w->cluster[1] = e->table->coarser[2 * slot->cluster];
		w->cluster[2] = e->table->coarser[2 * slot->cluster + 1];
	}
	w->stem_capital = word_table_find(e->table, word_table_stem_key(w->stem))->capital;
}

static enum dedi_status take_words(struct evidence *e)
{
	for (uint32_t i = 0; i < e->words->document->n_words; i++)
		take_word(e, i, &e->word_at[i]);
	return DEDI_OK;
}

enum dedi_status evidence_begin(const struct words *words, const struct word_table *table,
	uint32_t groups, struct arena *arena, struct evidence *ret_evidence)
{
	const struct document *document = words->document;
	uint32_t longest = 0;
	for (uint32_t i = 0; i < document->n_sentences; i++)
		if (document->sentences[i].n_tokens > longest)
			longest = document->sentences[i].n_tokens;
	struct evidence e = {
		.words = words,
		.table = table,
		.word_at = ARENA_ARRAY(arena, struct word_evidence, document->n_words),
		.token_at = ARENA_ARRAY(arena, struct token_evidence, longest),
		.groups = groups,
	};
	if (!e.word_at || !e.token_at)
		return DEDI_NO_MEMORY;
	enum dedi_status status = take_words(&e);
	if (!status)
		*ret_evidence = e;
	return status;
}

/* The innermost closed pair of marks around each token; the marks belong to their pair. */
static void mark_quotes(struct evidence *e)
{
	const struct document *document = e->words->document;
	uint32_t stack[8], depth = 0;
	for (uint32_t i = 0; i < e->n; i++) {
		struct token_evidence *t = &e->token_at[i];
		uint32_t number = document->tokens[e->first + i].quote;
		t->open = t->close = NONE;
		if (number != NONE) {
			const struct quote *quote = &document->quotes[number];
			bool inside = quote->open != NONE && quote->open >= e->first &&
				      quote->close != NONE && quote->close < e->first + e->n;
			if (inside && quote->open == e->first + i && depth < 8)
				stack[depth++] = number;
			if (depth) {
				t->open = document->quotes[stack[depth - 1]].open - e->first;
				t->close = document->quotes[stack[depth - 1]].close - e->first;
			}
			if (depth && quote->close == e->first + i && stack[depth - 1] == number)
				depth--;
		} else if (depth) {
			t->open = document->quotes[stack[depth - 1]].open - e->first;
			t->close = document->quotes[stack[depth - 1]].close - e->first;
		}
	}
}

static uint8_t bucket(uint32_t n)
{
	return (uint8_t)(n < 5 ? n : n < 8 ? 5 : n < 13 ? 6 : 7);
}

static bool breaks_phrase(const struct token_evidence *t)
{
	return t->kind == TOKEN_STOP || t->kind == TOKEN_COLON || t->kind == TOKEN_SEMICOLON ||
	       t->kind == TOKEN_DASH || t->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE ||
	       (t->word->finite && t->kind == TOKEN_WORD);
}

/* From right to left: the next head noun of each kind within the phrase. */
static void mark_heads(struct evidence *e)
{
	uint32_t org = NONE, position = NONE, campaign = NONE;
	for (uint32_t i = e->n; i-- > 0;) {
		struct token_evidence *t = &e->token_at[i];
		const struct word_evidence *w = t->word;
		if (breaks_phrase(t))
			org = position = campaign = NONE;
		if (t->kind == TOKEN_WORD && w->org_head)
			org = i;
		if (t->kind == TOKEN_WORD && w->position)
			position = i;
		if (t->kind == TOKEN_WORD && (w->campaign_head || w->name_head))
			campaign = i;
		if (org != NONE && org - i <= HEAD_REACH) {
			t->next_org = e->token_at[org].word->org_head;
			t->next_org_distance = bucket(org - i);
		}
		if (position != NONE && position - i <= HEAD_REACH) {
			t->next_position = e->token_at[position].word->position;
			t->next_position_distance = bucket(position - i);
		}
		if (campaign != NONE && campaign - i <= HEAD_REACH) {
			const struct word_evidence *h = e->token_at[campaign].word;
			t->next_campaign = h->campaign_head ? h->campaign_head : h->name_head + 32u;
			t->next_campaign_distance = bucket(campaign - i);
		}
	}
}

static void mark_capitals(struct evidence *e)
{
	uint32_t last = NONE;
	for (uint32_t i = 0; i < e->n; i++) {
		struct token_evidence *t = &e->token_at[i];
		if (breaks_phrase(t))
			last = NONE;
		if (last != NONE)
			t->last_capital = bucket(i - last);
		uint16_t shape = e->words->document->tokens[e->first + i].shape;
		if (t->kind == TOKEN_WORD && shape & (SHAPE_CAPITAL | SHAPE_ALL_CAPS))
			last = i;
	}
}

/* Phrases of the lexicon, the longest at each place; the first two that cover a token count. */
static void mark_phrases(struct evidence *e)
{
	static const enum lex_table tables[] = {LEX_ORG, LEX_POSITION, LEX_ORG_HEAD, LEX_PLACE,
		LEX_CAMPAIGN, LEX_CAMPAIGN_HEAD, LEX_NAME_HEAD, LEX_MEDIA};
	for (uint32_t i = 0; i < e->n; i++) {
		if (!e->token_at[i].word->opens_phrase)
			continue;
		for (uint32_t k = 0; k < sizeof tables / sizeof *tables; k++) {
			struct lex_match match = words_match(e->words, e->first + i, tables[k]);
			if (match.n_tokens < 2)
				continue;
			for (uint32_t j = i; j < i + match.n_tokens && j < e->n; j++) {
				struct token_evidence *t = &e->token_at[j];
				uint32_t place = j == i ? 0 : j + 1 == i + match.n_tokens ? 2 : 1;
				uint16_t code = (uint16_t)((tables[k] << 2 | place) + 1);
				if (!t->phrase[0])
					t->phrase[0] = code;
				else if (!t->phrase[1])
					t->phrase[1] = code;
			}
		}
	}
}

void evidence_sentence(struct evidence *e, const struct sentence *sentence)
{
	const struct document *document = e->words->document;
	e->first = sentence->first_token;
	e->n = sentence->n_tokens;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct token *token = &document->tokens[e->first + i];
		e->token_at[i] = (struct token_evidence){.word = &e->word_at[token->word],
			.shape = shape_of(token),
			.kind = token->kind};
	}
	mark_quotes(e);
	mark_heads(e);
	mark_capitals(e);
	if (e->groups & GROUP_PHRASE)
		mark_phrases(e);
}

static const struct token_evidence *near(const struct evidence *e, uint32_t i, int offset)
{
	static const struct word_evidence begin_word = {
		.form = 1, .stem = 1, .lemma = 1, .role = 1};
	static const struct word_evidence end_word = {.form = 2, .stem = 2, .lemma = 2, .role = 2};
	static const struct token_evidence begin = {
		.word = &begin_word, .shape = EDGE_BEGIN, .kind = UINT8_MAX};
	static const struct token_evidence end = {
		.word = &end_word, .shape = EDGE_END, .kind = UINT8_MAX};
	int64_t at = (int64_t)i + offset;
	return at < 0 ? &begin : at >= e->n ? &end : &e->token_at[at];
}

/* A list of keys being made. */
struct keys {
	uint64_t *at;
	uint32_t n, groups;
};

static inline void add(
	struct keys *keys, enum evidence_group group, uint32_t number, int offset, uint64_t value)
{
	uint64_t salt = (uint64_t)number << 8 | (uint64_t)(offset + 8);
	if (keys->groups & (uint32_t)group)
		keys->at[keys->n++] = mix(value + salt * 0x9e3779b97f4a7c15u);
}

static inline uint64_t both(uint64_t a, uint64_t b)
{
	return a * 0xd1b54a32d192ed03u + b;
}

static void add_words(struct keys *k, const struct evidence *e, uint32_t i)
{
	for (int d = -2; d <= 2; d++) {
		const struct token_evidence *t = near(e, i, d);
		const struct word_evidence *w = t->word;
		add(k, d ? GROUP_CONTEXT : GROUP_FORM, 2, d, w->form);
		if (d)
			add(k, GROUP_CONTEXT, 3, d, w->stem);
		add(k, GROUP_SHAPE, 4, d, t->shape);
		add(k, GROUP_MORPHOLOGY, 5, d, w->lemma);
		add(k, GROUP_MORPHOLOGY, 6, d, w->morphology);
		if (d && d >= -1 && d <= 1)
			for (uint32_t s = 1; s < 4; s++)
				if (w->suffix[s])
					add(k, GROUP_CONTEXT, 7 + s, d, w->suffix[s]);
		if (w->cluster[0])
			for (uint32_t c = 0; c < 3; c++)
				add(k, GROUP_CLUSTER, 12 + c, d, w->cluster[c]);
		for (uint32_t c = 0; c < w->n_classes; c++)
			add(k, GROUP_LEXICON, 15, d, w->classes[c]);
	}
	const struct word_evidence *w = e->token_at[i].word;
	for (uint32_t s = 0; s < AFFIXES; s++) {
		if (w->prefix[s])
			add(k, GROUP_AFFIX, 20 + s, 0, w->prefix[s]);
		if (w->suffix[s])
			add(k, GROUP_AFFIX, 30 + s, 0, w->suffix[s]);
	}
	for (int d = -1; d <= 1; d++)
		for (uint32_t s = 0; s < 3; s++)
			if (near(e, i, d)->word->lemma_suffix[s])
				add(k, GROUP_MORPHOLOGY, 36 + s, d,
					near(e, i, d)->word->lemma_suffix[s]);
}

static void add_pairs(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = near(e, i, 0), *l = near(e, i, -1), *r = near(e, i, 1);
	const struct token_evidence *ll = near(e, i, -2), *rr = near(e, i, 2);
	const struct word_evidence *w = t->word;
	uint64_t shapes = (uint64_t)l->shape << 16 | (uint64_t)t->shape << 8 | r->shape;
	add(k, GROUP_SHAPE, 40, 0, (uint64_t)l->shape << 8 | t->shape);
	add(k, GROUP_SHAPE, 41, 0, (uint64_t)t->shape << 8 | r->shape);
	add(k, GROUP_SHAPE, 42, 0, shapes);
	add(k, GROUP_SHAPE, 43, 0, (uint64_t)ll->shape << 24 | shapes);
	add(k, GROUP_SHAPE, 44, 0, (uint64_t)rr->shape << 24 | shapes);
	add(k, GROUP_PAIR, 45, 0, both(l->word->form, w->form));
	add(k, GROUP_PAIR, 46, 0, both(w->form, r->word->form));
	add(k, GROUP_PAIR, 47, 0, both(l->word->stem, w->stem));
	add(k, GROUP_PAIR, 48, 0, both(w->stem, r->word->stem));
	add(k, GROUP_PAIR, 49, 0, both(l->word->form, t->shape));
	add(k, GROUP_PAIR, 50, 0, both(r->word->form, t->shape));
	add(k, GROUP_PAIR, 51, 0, both(l->word->form, r->word->form));
	add(k, GROUP_PAIR, 52, 0, both(r->word->form, rr->word->form));
	add(k, GROUP_PAIR, 53, 0, both(l->word->form, ll->word->form));
	add(k, GROUP_PAIR, 54, 0, both(l->word->stem, t->shape));
	add(k, GROUP_PAIR, 55, 0, both(r->word->stem, t->shape));
	if (w->suffix[2]) {
		add(k, GROUP_PAIR, 56, 0, both(w->suffix[2], t->shape));
		add(k, GROUP_PAIR, 57, 0, both(w->suffix[2], r->word->stem));
	}
	if (l->word->suffix[2])
		add(k, GROUP_PAIR, 58, 0, both(l->word->suffix[2], w->stem));
	if (w->cluster[0]) {
		if (l->word->cluster[0])
			add(k, GROUP_CLUSTER, 60, 0, both(l->word->cluster[2], w->cluster[2]));
		if (r->word->cluster[0])
			add(k, GROUP_CLUSTER, 61, 0, both(w->cluster[2], r->word->cluster[2]));
	}
	add(k, GROUP_MORPHOLOGY, 62, 0, both(l->word->morphology, w->morphology));
	add(k, GROUP_MORPHOLOGY, 63, 0, both(w->morphology, r->word->morphology));
	add(k, GROUP_MORPHOLOGY, 64, 0, both(w->lemma, r->word->lemma));
	add(k, GROUP_MORPHOLOGY, 65, 0, both(both(t->shape, w->morphology), r->word->morphology));
	add(k, GROUP_MORPHOLOGY, 66, 0, both(both(t->shape, w->morphology), r->word->lemma));
	add(k, GROUP_MORPHOLOGY, 67, 0, both(t->shape, w->morphology));
	add(k, GROUP_LEXICON, 70, 0, both(l->word->role, w->role));
	add(k, GROUP_LEXICON, 71, 0, both(w->role, r->word->role));
	add(k, GROUP_LEXICON, 72, 0, both(both(l->word->role, w->role), r->word->role));
	add(k, GROUP_LEXICON, 73, 0, both(both(t->shape, r->word->role), rr->word->role));
	add(k, GROUP_LEXICON, 74, 0, both(both(t->shape, l->word->role), ll->word->role));
	add(k, GROUP_LEXICON, 75, 0, both(t->shape, w->role));
	add(k, GROUP_LEXICON, 76, 0, both(both(w->role, w->morphology), r->word->morphology));
	add(k, GROUP_LEXICON, 77, 0, both(both(w->role, w->morphology), t->shape));
	add(k, GROUP_LEXICON, 78, 0, both(both(w->role, r->word->role), both(t->shape, r->shape)));
	add(k, GROUP_LEXICON, 79, 0, both(both(w->role, l->word->role), both(t->shape, l->shape)));
}

static void add_capitals(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = near(e, i, 0), *l = near(e, i, -1), *r = near(e, i, 1);
	const struct word_evidence *w = t->word;
	uint64_t own = (uint64_t)t->shape << 16 | (uint64_t)w->capital << 8 | w->stem_capital;
	add(k, GROUP_CAPITAL, 80, 0, (uint64_t)t->shape << 8 | w->capital);
	add(k, GROUP_CAPITAL, 81, 0, (uint64_t)t->shape << 8 | w->stem_capital);
	add(k, GROUP_CAPITAL, 82, 0, own);
	add(k, GROUP_CAPITAL, 83, 0, both(own, i == 0));
	add(k, GROUP_CAPITAL, 84, -1,
		both((uint64_t)l->shape << 16 | (uint64_t)l->word->capital << 8 |
				l->word->stem_capital,
			i <= 1));
	add(k, GROUP_CAPITAL, 84, 1,
		(uint64_t)r->shape << 16 | (uint64_t)r->word->capital << 8 | r->word->stem_capital);
	add(k, GROUP_CAPITAL, 85, 0,
		both((uint64_t)l->shape << 8 | l->word->capital,
			(uint64_t)t->shape << 8 | w->capital));
	add(k, GROUP_CAPITAL, 86, 0,
		both((uint64_t)r->shape << 8 | r->word->capital,
			(uint64_t)t->shape << 8 | w->capital));
}

static void add_window(struct keys *k, const struct evidence *e, uint32_t i)
{
	for (int d = 1; d <= 6; d++) {
		const struct token_evidence *t = near(e, i, d);
		if (!is_wordlike(t->kind) && t->kind != TOKEN_QUOTE)
			break;
		if (d < 2)
			continue;
		add(k, GROUP_WINDOW, 90, 0, t->word->stem);
		if (d <= 3)
			add(k, GROUP_WINDOW, 91, d, t->word->stem);
	}
	for (int d = -1; d >= -5; d--) {
		const struct token_evidence *t = near(e, i, d);
		if (!is_wordlike(t->kind) && t->kind != TOKEN_QUOTE)
			break;
		if (d <= -2)
			add(k, GROUP_WINDOW, 92, 0, t->word->stem);
	}
}

static void add_heads(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = near(e, i, 0);
	uint64_t org = (uint64_t)t->next_org << 4 | t->next_org_distance;
	uint64_t position = (uint64_t)t->next_position << 4 | t->next_position_distance;
	uint64_t campaign = (uint64_t)t->next_campaign << 4 | t->next_campaign_distance;
	uint64_t behind = (uint64_t)t->last_capital << 8 | t->shape;
	add(k, GROUP_HEAD, 100, 0, both(org, t->shape));
	add(k, GROUP_HEAD, 101, 0, both(position, t->shape));
	add(k, GROUP_HEAD, 102, 0, both(campaign, t->shape));
	add(k, GROUP_HEAD, 103, 0, both(t->next_org, behind));
	add(k, GROUP_HEAD, 104, 0, both(t->next_position, behind));
	add(k, GROUP_HEAD, 105, 0, both(both(org, position), behind));
	add(k, GROUP_HEAD, 106, 0,
		both(both(t->next_org_distance, t->next_position_distance),
			both(t->shape, t->word->morphology)));
	add(k, GROUP_HEAD, 107, 0, both(both(org, t->word->role), behind));
	add(k, GROUP_HEAD, 108, 0, both(both(position, t->word->role), behind));
	for (uint32_t p = 0; p < 2; p++)
		if (t->phrase[p]) {
			add(k, GROUP_PHRASE, 110, 0, t->phrase[p]);
			add(k, GROUP_PHRASE, 111, 0, both(t->phrase[p], t->shape));
		}
	const struct token_evidence *l = near(e, i, -1), *r = near(e, i, 1);
	if (l->phrase[0])
		add(k, GROUP_PHRASE, 110, -1, l->phrase[0]);
	if (r->phrase[0])
		add(k, GROUP_PHRASE, 110, 1, r->phrase[0]);
}

static void add_quotes(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = near(e, i, 0);
	if (t->open == NONE) {
		add(k, GROUP_QUOTE, 120, 0, 0);
	} else {
		uint32_t n = t->close - t->open - 1;
		uint32_t place = i == t->open        ? 0
				 : i == t->close     ? 1
				 : i == t->open + 1  ? (n == 1 ? 2 : 3)
				 : i + 1 == t->close ? 4
						     : 5;
		const struct token_evidence *a = near(e, t->close, 1), *b = near(e, t->close, 2);
		const struct token_evidence *before = near(e, t->open, -1);
		uint64_t size = bucket(n);
		add(k, GROUP_QUOTE, 121, 0, place << 8 | size);
		add(k, GROUP_QUOTE, 122, 0, both(a->word->form, place));
		add(k, GROUP_QUOTE, 123, 0, both(a->word->stem, place));
		add(k, GROUP_QUOTE, 124, 0, both(b->word->stem, place));
		add(k, GROUP_QUOTE, 125, 0, both(before->word->stem, place));
		add(k, GROUP_QUOTE, 126, 0, both(a->word->stem, place << 8 | size));
		add(k, GROUP_QUOTE, 127, 0, both(both(a->word->stem, b->word->stem), place));
		add(k, GROUP_QUOTE, 128, 0,
			both((uint64_t)near(e, t->open, 1)->shape << 8 |
					near(e, t->close, -1)->shape,
				place << 8 | size));
		if (a->word->cluster[0])
			add(k, GROUP_QUOTE, 129, 0, both(a->word->cluster[1], place));
		add(k, GROUP_QUOTE, 130, 0, both(a->word->lemma, place));
		add(k, GROUP_QUOTE, 131, 0, both(a->word->role, place));
		add(k, GROUP_QUOTE, 132, 0, both(both(a->word->role, b->word->role), place));
		add(k, GROUP_QUOTE, 133, 0, both(b->word->lemma, place));
		add(k, GROUP_QUOTE, 134, 0, both(a->next_org << 8 | a->next_campaign, place));
	}
	const struct token_evidence *l = near(e, i, -1);
	if (l->kind == TOKEN_QUOTE && l->close == i - 1) {
		add(k, GROUP_QUOTE, 136, 0, bucket(l->close - l->open - 1));
		add(k, GROUP_QUOTE, 137, 0, near(e, l->open, -1)->word->stem);
		add(k, GROUP_QUOTE, 138, 0, near(e, l->open, 1)->shape);
	}
}

uint32_t evidence_at(const struct evidence *e, uint32_t i, uint64_t keys[EVIDENCE_MAX])
{
	struct keys k = {keys, 0, e->groups};
	add(&k, GROUP_ALL, 1, 0, 0); /* always there */
	add_words(&k, e, i);
	add_pairs(&k, e, i);
	add_capitals(&k, e, i);
	add_window(&k, e, i);
	add_heads(&k, e, i);
	add_quotes(&k, e, i);
	return k.n;
}
