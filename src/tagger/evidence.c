/*
 * Evidence of the tokens of a sentence: what is marked around them, and the keys that more than one
 * word makes. word_evidence.c has those of one word.
 */
#include "tagger/evidence.h"

#include "tagger/keys.h"

enum {
	HEAD_REACH = 10, /* how far ahead a head noun is looked for, in tokens */
	EDGE_BEGIN = 62, /* shapes of what lies outside the sentence */
	EDGE_END = 63,
};

/* Shapes. Folded into few enough values that pairs and triples of them are still common. */
uint8_t evidence_shape(const struct token *token)
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

const struct word_evidence evidence_begin_word = {.form = 1,
	.stem = 1,
	.lemma = 1,
	.role = 1,
	.sort = 1,
	.shape = EDGE_BEGIN,
	.kind = UINT8_MAX};
const struct word_evidence evidence_end_word = {.form = 2,
	.stem = 2,
	.lemma = 2,
	.role = 2,
	.sort = 2,
	.shape = EDGE_END,
	.kind = UINT8_MAX};

enum dedi_status evidence_begin(const struct words *words, uint32_t groups, struct arena *arena,
	struct evidence *ret_evidence)
{
	const struct document *document = words->document;
	uint32_t longest = 0;
	for (uint32_t i = 0; i < document->n_sentences; i++)
		if (document->sentences[i].n_tokens > longest)
			longest = document->sentences[i].n_tokens;
	struct evidence e = {
		.words = words,
		.token_at = ARENA_ARRAY(arena, struct token_evidence, longest),
		.begin = {.word = &evidence_begin_word, .open = NONE, .close = NONE},
		.end = {.word = &evidence_end_word, .open = NONE, .close = NONE},
		.groups = groups,
	};
	if (!e.token_at)
		return DEDI_NO_MEMORY;
	*ret_evidence = e;
	return DEDI_OK;
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
	return t->word->kind == TOKEN_STOP || t->word->kind == TOKEN_COLON ||
	       t->word->kind == TOKEN_SEMICOLON || t->word->kind == TOKEN_DASH ||
	       t->word->kind == TOKEN_OPEN || t->word->kind == TOKEN_CLOSE ||
	       (t->word->finite && t->word->kind == TOKEN_WORD);
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
		if (t->word->kind == TOKEN_WORD && w->org_head)
			org = i;
		if (t->word->kind == TOKEN_WORD && w->position)
			position = i;
		if (t->word->kind == TOKEN_WORD && (w->campaign_head || w->name_head))
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

/* Phrases of the lexicon, the longest at each place; the first two that cover a token count. */
static void mark_phrases(struct evidence *e)
{
	static const enum lex_table tables[] = {LEX_ORG, LEX_POSITION, LEX_ORG_HEAD, LEX_PLACE,
		LEX_CAMPAIGN, LEX_CAMPAIGN_HEAD, LEX_NAME_HEAD, LEX_MEDIA};
	for (uint32_t i = 0; i < e->n; i++) {
		uint32_t phrases = e->token_at[i].word->phrases;
		if (!phrases)
			continue;
		for (uint32_t k = 0; k < sizeof tables / sizeof *tables; k++) {
			if (!(phrases >> tables[k] & 1))
				continue;
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
	e->first = sentence->first_token;
	e->n = sentence->n_tokens;
	for (uint32_t i = 0; i < e->n; i++)
		e->token_at[i] = (struct token_evidence){.word = e->token_at[i].word};
	mark_quotes(e);
	mark_heads(e);
	if (e->groups & GROUP_PHRASE)
		mark_phrases(e);
}

/* Shapes and capitals around. */

static uint64_t shapes_state(const struct evidence *e, uint32_t i)
{
	uint64_t state = 1;
	for (int d = -1; d <= 1; d++) {
		const struct word_evidence *w = evidence_near(e, i, d)->word;
		state = state << 11 | (uint64_t)w->shape << 5 | w->capital;
	}
	return (state << 1 | (e->token_at[i].open == NONE)) << 5 |
	       (i ? 0 : 1 + e->token_at[i].word->stem_capital);
}

static void add_shapes(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct word_evidence *l = evidence_near(e, i, -1)->word, *w = e->token_at[i].word,
				   *r = evidence_near(e, i, 1)->word;
	uint64_t shapes = (uint64_t)l->shape << 16 | (uint64_t)w->shape << 8 | r->shape;
	add(k, GROUP_ALL, 1, 0, 0); /* always there */
	add(k, GROUP_SHAPE, 40, 0, (uint64_t)l->shape << 8 | w->shape);
	add(k, GROUP_SHAPE, 41, 0, (uint64_t)w->shape << 8 | r->shape);
	add(k, GROUP_SHAPE, 42, 0, shapes);
	if (!i)
		add(k, GROUP_CAPITAL, 83, 0,
			(uint64_t)w->shape << 16 | (uint64_t)w->capital << 8 | w->stem_capital);
	add(k, GROUP_CAPITAL, 85, 0,
		both((uint64_t)l->shape << 8 | l->capital, (uint64_t)w->shape << 8 | w->capital));
	add(k, GROUP_CAPITAL, 86, 0,
		both((uint64_t)r->shape << 8 | r->capital, (uint64_t)w->shape << 8 | w->capital));
	if (e->token_at[i].open == NONE)
		add(k, GROUP_QUOTE, 120, 0, 0);
}

/* Neighbours by what they are: their role in the lexicon, inflection, shape, cluster. */

static void add_left(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct word_evidence *l = evidence_near(e, i, -1)->word, *w = e->token_at[i].word;
	add(k, GROUP_MORPHOLOGY, 62, 0, both(l->morphology, w->morphology));
	add(k, GROUP_LEXICON, 70, 0, both(l->role, w->role));
	if (w->cluster[0] && l->cluster[0])
		add(k, GROUP_CLUSTER, 60, 0, both(l->cluster[2], w->cluster[2]));
}

static void add_right(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct word_evidence *w = e->token_at[i].word, *r = evidence_near(e, i, 1)->word;
	add(k, GROUP_MORPHOLOGY, 63, 0, both(w->morphology, r->morphology));
	add(k, GROUP_MORPHOLOGY, 65, 0, both(both(w->shape, w->morphology), r->morphology));
	add(k, GROUP_LEXICON, 71, 0, both(w->role, r->role));
	if (w->cluster[0] && r->cluster[0])
		add(k, GROUP_CLUSTER, 61, 0, both(w->cluster[2], r->cluster[2]));
}

/* The heads that follow. */

static uint64_t heads_state(const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = &e->token_at[i];
	uint64_t distances = (uint64_t)t->next_org_distance << 6 | t->next_position_distance << 3 |
			     t->next_campaign_distance;
	uint64_t heads =
		(uint64_t)t->next_org << 32 | (uint64_t)t->next_position << 16 | t->next_campaign;
	return both(heads, distances << 8 | t->word->shape);
}

static void add_heads(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = &e->token_at[i];
	uint8_t shape = t->word->shape;
	add(k, GROUP_HEAD, 100, 0, both((uint64_t)t->next_org << 4 | t->next_org_distance, shape));
	add(k, GROUP_HEAD, 101, 0,
		both((uint64_t)t->next_position << 4 | t->next_position_distance, shape));
	add(k, GROUP_HEAD, 102, 0,
		both((uint64_t)t->next_campaign << 4 | t->next_campaign_distance, shape));
}

/* Phrases of the lexicon. */

static uint64_t phrase_state(const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = &e->token_at[i];
	uint64_t l = evidence_near(e, i, -1)->phrase[0], r = evidence_near(e, i, 1)->phrase[0];
	uint64_t phrases =
		(uint64_t)t->phrase[0] << 48 | (uint64_t)t->phrase[1] << 32 | l << 16 | r;
	return phrases ? both(phrases, t->word->shape) : 0;
}

static void add_phrases(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = &e->token_at[i];
	for (uint32_t p = 0; p < 2; p++)
		if (t->phrase[p]) {
			add(k, GROUP_PHRASE, 110, 0, t->phrase[p]);
			add(k, GROUP_PHRASE, 111, 0, both(t->phrase[p], t->word->shape));
		}
	const struct token_evidence *l = evidence_near(e, i, -1), *r = evidence_near(e, i, 1);
	if (l->phrase[0])
		add(k, GROUP_PHRASE, 110, -1, l->phrase[0]);
	if (r->phrase[0])
		add(k, GROUP_PHRASE, 110, 1, r->phrase[0]);
}

/* The marks around a token: what they hold, and the words behind and before them. */

struct marks {
	uint64_t place, size, shapes;
	const struct token_evidence *after, *after_2, *before;
};

static struct marks marks_of(const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = &e->token_at[i];
	uint32_t n = t->close - t->open - 1;
	return (struct marks){
		.place = i == t->open        ? 0
			 : i == t->close     ? 1
			 : i == t->open + 1  ? (n == 1 ? 2 : 3)
			 : i + 1 == t->close ? 4
					     : 5,
		.size = bucket(n),
		.shapes = (uint64_t)evidence_near(e, t->open, 1)->word->shape << 8 |
			  evidence_near(e, t->close, -1)->word->shape,
		.after = evidence_near(e, t->close, 1),
		.after_2 = evidence_near(e, t->close, 2),
		.before = evidence_near(e, t->open, -1),
	};
}

static uint64_t quote_state(const struct evidence *e, uint32_t i)
{
	if (e->token_at[i].open == NONE)
		return 0;
	struct marks m = marks_of(e, i);
	const struct word_evidence *a = m.after->word, *b = m.after_2->word;
	uint64_t next = (uint64_t)m.after->next_org << 16 | m.after->next_campaign;
	uint64_t words = both(both(a->form, a->lemma), both(b->stem, b->lemma));
	uint64_t roles = (uint64_t)a->role << 32 | b->role;
	return both(both(words, both(roles, next)),
		both(m.before->word->stem, m.shapes << 16 | m.place << 8 | m.size));
}

static void add_quote(struct keys *k, const struct evidence *e, uint32_t i)
{
	if (e->token_at[i].open == NONE)
		return;
	struct marks m = marks_of(e, i);
	const struct word_evidence *a = m.after->word, *b = m.after_2->word;
	uint64_t sized = m.place << 8 | m.size;
	add(k, GROUP_QUOTE, 121, 0, sized);
	add(k, GROUP_QUOTE, 122, 0, both(a->form, m.place));
	add(k, GROUP_QUOTE, 123, 0, both(a->stem, m.place));
	add(k, GROUP_QUOTE, 124, 0, both(b->stem, m.place));
	add(k, GROUP_QUOTE, 125, 0, both(m.before->word->stem, m.place));
	add(k, GROUP_QUOTE, 126, 0, both(a->stem, sized));
	add(k, GROUP_QUOTE, 127, 0, both(both(a->stem, b->stem), m.place));
	add(k, GROUP_QUOTE, 128, 0, both(m.shapes, sized));
	if (a->cluster[0])
		add(k, GROUP_QUOTE, 129, 0, both(a->cluster[1], m.place));
	add(k, GROUP_QUOTE, 130, 0, both(a->lemma, m.place));
	add(k, GROUP_QUOTE, 131, 0, both(a->role, m.place));
	add(k, GROUP_QUOTE, 132, 0, both(both(a->role, b->role), m.place));
	add(k, GROUP_QUOTE, 133, 0, both(b->lemma, m.place));
	add(k, GROUP_QUOTE, 134, 0, both(m.after->next_org << 8 | m.after->next_campaign, m.place));
}

/* Right behind a pair of marks: what it holds, and the word before it. */

static bool behind_marks(const struct evidence *e, uint32_t i)
{
	const struct token_evidence *l = evidence_near(e, i, -1);
	return i && l->word->kind == TOKEN_QUOTE && l->close == i - 1;
}

static uint64_t behind_state(const struct evidence *e, uint32_t i)
{
	if (!behind_marks(e, i))
		return 0;
	const struct token_evidence *l = evidence_near(e, i, -1);
	return both(evidence_near(e, l->open, -1)->word->stem,
		(uint64_t)bucket(l->close - l->open - 1) << 8 |
			evidence_near(e, l->open, 1)->word->shape);
}

static void add_behind(struct keys *k, const struct evidence *e, uint32_t i)
{
	if (!behind_marks(e, i))
		return;
	const struct token_evidence *l = evidence_near(e, i, -1);
	add(k, GROUP_QUOTE, 136, 0, bucket(l->close - l->open - 1));
	add(k, GROUP_QUOTE, 137, 0, evidence_near(e, l->open, -1)->word->stem);
	add(k, GROUP_QUOTE, 138, 0, evidence_near(e, l->open, 1)->word->shape);
}

uint64_t evidence_state(const struct evidence *e, uint32_t i, enum evidence_part part)
{
	uint64_t state = 0;
	switch (part) {
	case PART_SHAPES:
		state = shapes_state(e, i);
		break;
	case PART_LEFT:
		state = both(evidence_near(e, i, -1)->word->sort, e->token_at[i].word->sort);
		break;
	case PART_RIGHT:
		state = both(e->token_at[i].word->sort, evidence_near(e, i, 1)->word->sort);
		break;
	case PART_HEADS:
		state = heads_state(e, i);
		break;
	case PART_PHRASE:
		state = phrase_state(e, i);
		break;
	case PART_QUOTE:
		state = quote_state(e, i);
		break;
	case PART_BEHIND:
		state = behind_state(e, i);
		break;
	case PARTS:
		break;
	}
	return state ? mix(state + (uint64_t)part * 0x9e3779b97f4a7c15u) | 1 : 0;
}

uint32_t evidence_part(
	const struct evidence *e, uint32_t i, enum evidence_part part, uint64_t keys[EVIDENCE_MAX])
{
	struct keys k = {keys, 0, e->groups};
	switch (part) {
	case PART_SHAPES:
		add_shapes(&k, e, i);
		break;
	case PART_LEFT:
		add_left(&k, e, i);
		break;
	case PART_RIGHT:
		add_right(&k, e, i);
		break;
	case PART_HEADS:
		add_heads(&k, e, i);
		break;
	case PART_PHRASE:
		add_phrases(&k, e, i);
		break;
	case PART_QUOTE:
		add_quote(&k, e, i);
		break;
	case PART_BEHIND:
		add_behind(&k, e, i);
		break;
	case PARTS:
		break;
	}
	return k.n;
}

uint32_t evidence_at(const struct evidence *e, uint32_t i, uint64_t keys[EVIDENCE_MAX])
{
	uint32_t n = 0;
	for (int d = -2; d <= 2; d++)
		n += word_evidence_keys(evidence_near(e, i, d)->word,
			(enum word_place)((int)PLACE_HERE + d), e->groups, keys + n);
	for (int part = 0; part < PARTS; part++)
		n += evidence_part(e, i, (enum evidence_part)part, keys + n);
	return n;
}
