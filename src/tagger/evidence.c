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
	REACH = 2, /* tokens on each side of a sentence that count */
};

/* Shapes. Folded into few enough values that pairs and triples of them are still common. */
uint8_t evidence_shape(const struct token *token)
{
	_Static_assert((SHAPE_CAPITAL | SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS) == 7, "three bits");
	static const uint8_t letters[8] = {1, 2, 4, 4, 5, 5, 4, 4};
	uint32_t s = token->shape, shape = letters[s & 7];
	bool word = (token->kind == TOKEN_WORD) | (token->kind == TOKEN_URL);
	shape += ((s & SHAPE_HYPHEN) != 0) * 5u + ((s & SHAPE_LATIN) != 0) * 10u +
		 ((s & SHAPE_DIGIT) != 0) * 20u;
	return (uint8_t)(word ? shape : 44u + token->kind % 18u);
}

const struct word_evidence evidence_begin_word = {.form = 1,
	.stem = 1,
	.lemma = 1,
	.role = 1,
	.sort = 0x9e3779b97f4a7c15u,
	.shape = EDGE_BEGIN,
	.kind = UINT8_MAX};
const struct word_evidence evidence_end_word = {.form = 2,
	.stem = 2,
	.lemma = 2,
	.role = 2,
	.sort = 0xd1b54a32d192ed03u,
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
	struct token_evidence *tokens =
		ARENA_ARRAY(arena, struct token_evidence, (size_t)longest + 2 * REACH);
	if (!tokens)
		return DEDI_NO_MEMORY;
	*ret_evidence = (struct evidence){
		.words = words,
		.token_at = tokens + REACH,
		.begin = {.word = &evidence_begin_word, .open = NONE, .close = NONE},
		.end = {.word = &evidence_end_word, .open = NONE, .close = NONE},
		.groups = groups,
	};
	return DEDI_OK;
}

static void put_inside(
	const struct evidence *e, struct token_evidence *t, const struct quote *quote)
{
	t->open = quote->open - e->first;
	t->close = quote->close - e->first;
	t->parts |= 1u << PART_QUOTE;
}

/* The innermost closed pair of marks around each token; the marks belong to their pair. */
static void mark_quotes(struct evidence *e)
{
	const struct document *document = e->words->document;
	uint32_t stack[8], depth = 0;
	for (uint32_t i = 0; i < e->n; i++) {
		struct token_evidence *t = &e->token_at[i];
		uint32_t number = document->tokens[e->first + i].quote;
		if (number != NONE) {
			const struct quote *quote = &document->quotes[number];
			bool inside = quote->open != NONE && quote->open >= e->first &&
				      quote->close != NONE && quote->close < e->first + e->n;
			if (inside && quote->open == e->first + i && depth < 8)
				stack[depth++] = number;
			if (depth)
				put_inside(e, t, &document->quotes[stack[depth - 1]]);
			if (depth && quote->close == e->first + i && stack[depth - 1] == number)
				depth--;
			if (t->close == i && i + 1 < e->n)
				t[1].parts |= 1u << PART_BEHIND;
		} else if (depth) {
			put_inside(e, t, &document->quotes[stack[depth - 1]]);
		}
	}
}

static uint8_t bucket(uint32_t n)
{
	return (uint8_t)(n < 5 ? n : n < 8 ? 5 : n < 13 ? 6 : 7);
}

/* The next head noun of a kind, and how far from a token it is. */
struct next_head {
	uint32_t at; /* far away if there is none */
	uint8_t class;
};

/* Without branches, since no two sentences have their heads alike. */
static inline void see_head(struct next_head *head, uint32_t i, uint8_t class, bool ends,
	uint8_t *ret, uint8_t *ret_far)
{
	static const uint8_t bucket_at[HEAD_REACH + 2] = {0, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 0};
	head->at = class ? i : ends ? UINT32_MAX : head->at;
	head->class = class ? class : head->class;
	uint32_t far = head->at - i;
	far = far <= HEAD_REACH ? far : HEAD_REACH + 1;
	*ret_far = bucket_at[far];
	*ret = far <= HEAD_REACH ? head->class : 0;
}

/* From right to left: the next head noun of each kind within the phrase. */
static void mark_heads(struct evidence *e)
{
	struct next_head org = {UINT32_MAX, 0}, position = org, campaign = org;
	for (uint32_t i = e->n; i-- > 0;) {
		struct token_evidence *t = &e->token_at[i];
		const struct word_evidence *w = t->word;
		bool ends = w->ends_phrase;
		see_head(&org, i, w->org_head, ends, &t->org, &t->org_distance);
		see_head(&position, i, w->position, ends, &t->position, &t->position_distance);
		see_head(&campaign, i, w->campaign, ends, &t->campaign, &t->campaign_distance);
	}
}

void evidence_sentence(struct evidence *e, const struct sentence *sentence)
{
	e->first = sentence->first_token;
	e->n = sentence->n_tokens;
	for (uint32_t i = 0; i < e->n; i++)
		e->token_at[i] = (struct token_evidence){.word = e->token_at[i].word,
			.parts = 1u << PART_SHAPES | 1u << PART_HEADS,
			.open = NONE,
			.close = NONE};
	for (uint32_t i = 0; i < REACH; i++) {
		e->token_at[(int)i - REACH] = e->begin;
		e->token_at[e->n + i] = e->end;
	}
	mark_quotes(e);
	mark_heads(e);
}

/* The shapes around. */

static uint64_t shapes_state(const struct evidence *e, uint32_t i)
{
	return (uint64_t)evidence_near(e, i, -1)->word->shape << 16 |
	       (uint64_t)e->token_at[i].word->shape << 8 | evidence_near(e, i, 1)->word->shape;
}

static void add_shapes(struct keys *k, const struct evidence *e, uint32_t i)
{
	add(k, GROUP_SHAPE, 42, 1, shapes_state(e, i));
}

/* The heads that follow. */

static uint64_t heads_state(const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = &e->token_at[i];
	uint64_t heads = (uint64_t)t->org << 16 | (uint64_t)t->position << 8 | t->campaign;
	uint64_t distances = (uint64_t)t->org_distance << 6 | (uint64_t)t->position_distance << 3 |
			     t->campaign_distance;
	return heads << 32 | distances << 16 | (uint64_t)(t->open == NONE) << 8 | t->word->shape;
}

static void add_heads(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *t = &e->token_at[i];
	uint8_t shape = t->word->shape;
	add(k, GROUP_HEAD, 100, 1, both((uint64_t)t->org << 4 | t->org_distance, shape));
	add(k, GROUP_HEAD, 101, 1, both((uint64_t)t->position << 4 | t->position_distance, shape));
	add(k, GROUP_HEAD, 102, 1, both((uint64_t)t->campaign << 4 | t->campaign_distance, shape));
	if (t->open == NONE)
		add(k, GROUP_QUOTE, 120, 1, 0);
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
	struct marks m = marks_of(e, i);
	const struct word_evidence *a = m.after->word, *b = m.after_2->word;
	uint64_t next = (uint64_t)m.after->org << 16 | m.after->campaign;
	uint64_t words = both(both(a->form, a->lemma), both(b->stem, b->lemma));
	uint64_t roles = (uint64_t)a->role << 32 | b->role;
	return both(both(words, both(roles, next)),
		both(m.before->word->stem, m.shapes << 16 | m.place << 8 | m.size));
}

static void add_quote(struct keys *k, const struct evidence *e, uint32_t i)
{
	struct marks m = marks_of(e, i);
	const struct word_evidence *a = m.after->word, *b = m.after_2->word;
	uint64_t sized = m.place << 8 | m.size;
	add(k, GROUP_QUOTE, 121, 1, sized);
	add(k, GROUP_QUOTE, 122, 1, both(a->form, m.place));
	add(k, GROUP_QUOTE, 123, 1, both(a->stem, m.place));
	add(k, GROUP_QUOTE, 124, 1, both(b->stem, m.place));
	add(k, GROUP_QUOTE, 125, 1, both(m.before->word->stem, m.place));
	add(k, GROUP_QUOTE, 126, 1, both(a->stem, sized));
	add(k, GROUP_QUOTE, 127, 1, both(both(a->stem, b->stem), m.place));
	add(k, GROUP_QUOTE, 128, 1, both(m.shapes, sized));
	if (a->cluster[0])
		add(k, GROUP_QUOTE, 129, 1, both(a->cluster[0], m.place));
	add(k, GROUP_QUOTE, 130, 1, both(a->lemma, m.place));
	add(k, GROUP_QUOTE, 131, 1, both(a->role, m.place));
	add(k, GROUP_QUOTE, 132, 1, both(both(a->role, b->role), m.place));
	add(k, GROUP_QUOTE, 133, 1, both(b->lemma, m.place));
	add(k, GROUP_QUOTE, 134, 1, both((uint64_t)m.after->org << 8 | m.after->campaign, m.place));
}

/* Right behind a pair of marks: what it holds, and the word before it. */

static uint64_t behind_state(const struct evidence *e, uint32_t i)
{
	const struct token_evidence *l = evidence_near(e, i, -1);
	return both(evidence_near(e, l->open, -1)->word->stem,
		(uint64_t)bucket(l->close - l->open - 1) << 8 |
			evidence_near(e, l->open, 1)->word->shape);
}

static void add_behind(struct keys *k, const struct evidence *e, uint32_t i)
{
	const struct token_evidence *l = evidence_near(e, i, -1);
	add(k, GROUP_QUOTE, 136, 1, bucket(l->close - l->open - 1));
	add(k, GROUP_QUOTE, 137, 1, evidence_near(e, l->open, -1)->word->stem);
	add(k, GROUP_QUOTE, 138, 1, evidence_near(e, l->open, 1)->word->shape);
}

static inline uint64_t state_of(uint64_t state, enum evidence_part part)
{
	return mix(state + (uint64_t)part * 0x9e3779b97f4a7c15u);
}

void evidence_states(const struct evidence *e, uint32_t i)
{
	struct token_evidence *t = &e->token_at[i];
	t->states[PART_SHAPES] = state_of(shapes_state(e, i), PART_SHAPES);
	t->states[PART_HEADS] = state_of(heads_state(e, i), PART_HEADS);
	if (t->parts >> PART_QUOTE & 1)
		t->states[PART_QUOTE] = state_of(quote_state(e, i), PART_QUOTE);
	if (t->parts >> PART_BEHIND & 1)
		t->states[PART_BEHIND] = state_of(behind_state(e, i), PART_BEHIND);
}

uint32_t evidence_part(const struct evidence *e, uint32_t i, enum evidence_part part,
	struct evidence_key keys[PIECE_MAX])
{
	struct keys k = {keys, 0, e->groups};
	switch (part) {
	case PART_SHAPES:
		add_shapes(&k, e, i);
		break;
	case PART_HEADS:
		add_heads(&k, e, i);
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

/* The keys of a piece that have weights in this row, with its number. */
static uint32_t take_row(
	const struct evidence_key *keys, uint32_t n_keys, uint32_t row, uint64_t *ret)
{
	uint32_t n = 0;
	for (uint32_t k = 0; k < n_keys; k++)
		if (keys[k].rows >> row & 1)
			ret[n++] = keys[k].key | row;
	return n;
}

uint32_t evidence_at(const struct evidence *e, const struct word_keys *words, uint32_t i,
	uint64_t keys[EVIDENCE_MAX])
{
	struct evidence_key piece[PIECE_MAX];
	const struct word_evidence *l = evidence_near(e, i, -1)->word, *w = e->token_at[i].word,
				   *r = evidence_near(e, i, 1)->word;
	uint32_t n = 0;
	for (int row = 0; row < WORD_ROWS;
		row++) { /* a word before is evidence of what is behind */
		const struct word_keys *of = words + (ptrdiff_t)i + (WORD_HERE - row);
		n += take_row(of->at, of->n, (uint32_t)row, keys + n);
	}
	n += take_row(piece, pair_evidence_keys(l, w, e->groups, piece), PAIR_OF_RIGHT, keys + n);
	n += take_row(piece, pair_evidence_keys(w, r, e->groups, piece), PAIR_OF_LEFT, keys + n);
	for (int part = 0; part < PARTS; part++)
		if (e->token_at[i].parts >> part & 1)
			n += take_row(piece, evidence_part(e, i, (enum evidence_part)part, piece),
				0, keys + n);
	return n;
}
