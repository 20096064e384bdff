/*
 * From a lemma and features to forms: the allomorphs of the analysis, tried forwards.
 *
 * Depth-first over partial forms; an allomorph may follow if its features are among those wanted
 * and its state, the letters and harmony before it allow. A penalty counts what is less regular, so
 * that the regular form comes first.
 */
#include "kazakh/analyse.h"

#include "base/utf8.h"
#include "kazakh/parse.h"

enum { MAX_PARTIAL = 256, MAX_ADDED = 40, MAX_FORMS = 32 };

/* A stem, shortened or with its last letter changed, and the letters put behind it. */
struct partial {
	uint64_t features;
	uint32_t state; /* bit */
	uint8_t stem;   /* which of the stems */
	uint8_t kept;   /* letters of it */
	uint8_t last;   /* what the last of them became, or 0 */
	uint8_t harmony;
	uint8_t penalty;
	uint8_t n_suffixes;
	uint8_t n;
	bool is_known_only;
	uint8_t added[MAX_ADDED];
};

struct form {
	struct str text;
	uint8_t penalty;
};

struct generator {
	const struct morph_image *image;
	struct arena *arena;
	struct lettered stems[2]; /* the lemma, and its form before vowels */
	bool has_alternate;
	bool is_foreign; /* takes both harmonies */
	bool hyphen;     /* endings stand behind a hyphen */
	bool is_known_verb;
	uint64_t wanted;
	struct partial stack[MAX_PARTIAL];
	uint32_t n_stack;
	struct form forms[MAX_FORMS];
	uint32_t n_forms;
	bool out_of_memory;
};

/* 0xff in each byte that is not 0. */
static uint64_t byte_mask(uint64_t features)
{
	uint64_t mask = 0;
	for (int i = 0; i < 64; i += 8)
		if (features >> i & 0xff)
			mask |= (uint64_t)0xff << i;
	return mask;
}

/* The i-th letter from the end, 0 where there is none or it is no letter. */
static uint8_t letter_from_end(const struct generator *g, const struct partial *partial, uint32_t i)
{
	if (i < partial->n)
		return partial->added[partial->n - 1 - i];
	i -= partial->n;
	if (i >= partial->kept)
		return 0;
	if (i == 0 && partial->last)
		return partial->last;
	return g->stems[partial->stem].letters[partial->kept - 1 - i];
}

static const struct morph_letter *letter_counting(
	const struct generator *g, const struct partial *partial, uint32_t i)
{
	const struct morph_letter *letter = &g->image->letters[letter_from_end(g, partial, i)];
	bool passed_over = letter->is_sign && i + 1u < (uint32_t)partial->n + partial->kept;
	return passed_over ? &g->image->letters[letter_from_end(g, partial, i + 1)] : letter;
}

static void push(struct generator *g, const struct partial *partial)
{
	if (g->n_stack < MAX_PARTIAL)
		g->stack[g->n_stack++] = *partial;
}

static void add_letters(struct partial *partial, const struct allomorph *allomorph)
{
	if (partial->n + allomorph->n > MAX_ADDED)
		return;
	memcpy(partial->added + partial->n, allomorph->surface, allomorph->n);
	partial->n = (uint8_t)(partial->n + allomorph->n);
}

/* Puts the allomorph behind the partial form: as it is, and with its end softened. */
static void join(struct generator *g, struct partial *next, const struct allomorph *allomorph)
{
	bool vowel = allomorph->flags & ALLOMORPH_VOWEL && !allomorph->cut;
	uint8_t end = letter_from_end(g, next, 0);
	uint8_t soft = g->image->letters[end].softened;
	bool after_vowel = g->image->letters[letter_from_end(g, next, 1)].is_vowel;
	bool at_stem = next->n_suffixes == 0;
	next->n_suffixes++;
	if (!vowel || !soft || !after_vowel || (at_stem && next->stem == 1)) {
		add_letters(next, allomorph);
		push(g, next);
		return;
	}
	if (at_stem && g->is_foreign) {
		struct partial hard = *next;
		hard.penalty++;
		add_letters(&hard, allomorph);
		push(g, &hard);
	}
	if (next->n)
		next->added[next->n - 1] = soft;
	else
		next->last = soft;
	add_letters(next, allomorph);
	push(g, next);
}

/* A possessive, also one that is part of the stem, is harmonised already: ұлына, also behind в. */
static bool harmonise(
	const struct generator *g, const struct allomorph *allomorph, struct partial *next)
{
	if (!allomorph->harmony)
		return true;
	if (next->harmony && allomorph->harmony != next->harmony) {
		if (next->n_suffixes || next->state & g->image->poss3 ||
			!(g->is_foreign || g->hyphen))
			return false;
		next->penalty++;
	}
	next->harmony = allomorph->harmony;
	return true;
}

static void attach(
	struct generator *g, const struct partial *partial, const struct allomorph *allomorph)
{
	uint64_t mask = byte_mask(allomorph->features);
	if (!(allomorph->on & partial->state) || allomorph->flags & ALLOMORPH_VOICED ||
		partial->features & mask || (g->wanted & mask) != allomorph->features)
		return;
	bool vowel = allomorph->flags & ALLOMORPH_VOWEL && !allomorph->cut;
	if (!partial->n_suffixes && g->has_alternate && vowel != (partial->stem == 1))
		return;
	struct partial next = *partial;
	if (allomorph->cut) {
		if (partial->n_suffixes || letter_from_end(g, partial, 0) != allomorph->cut)
			return;
		next.kept--;
		if (!next.kept || !(g->image->letters[letter_from_end(g, &next, 0)].classes &
					  allomorph->letters))
			return;
	} else if (partial->n_suffixes || !g->hyphen) {
		const struct morph_letter *before = letter_counting(g, partial, 0);
		if (!(before->classes & allomorph->letters))
			return;
		if (!(before->first_class & allomorph->letters))
			next.penalty = (uint8_t)(next.penalty + 2);
	}
	if (!harmonise(g, allomorph, &next))
		return;
	next.features |= allomorph->features;
	next.state = 1u << allomorph->state;
	next.is_known_only = next.is_known_only || allomorph->flags & ALLOMORPH_KNOWN_ONLY;
	join(g, &next, allomorph);
}

static void add_form(struct generator *g, const struct partial *partial)
{
	const struct lettered *stem = &g->stems[partial->stem];
	size_t n = stem->offsets[partial->last ? partial->kept - 1 : partial->kept];
	char *text = arena_alloc(g->arena, n + 2 * (MAX_ADDED + 2));
	if (!text) {
		g->out_of_memory = true;
		return;
	}
	memcpy(text, stem->form.p, n);
	if (partial->last)
		n += utf8_put(g->image->letters[partial->last].code_point, text + n);
	if (g->hyphen && partial->n)
		text[n++] = '-';
	for (uint32_t i = 0; i < partial->n; i++)
		n += utf8_put(g->image->letters[partial->added[i]].code_point, text + n);
	struct form form = {str_make(text, n), partial->penalty};
	for (uint32_t i = 0; i < g->n_forms; i++) {
		if (!str_eq(g->forms[i].text, form.text))
			continue;
		if (form.penalty < g->forms[i].penalty)
			g->forms[i].penalty = form.penalty;
		return;
	}
	if (g->n_forms < MAX_FORMS)
		g->forms[g->n_forms++] = form;
}

static void run(struct generator *g)
{
	const struct allomorph *allomorphs = morph_part(g->image, g->image->allomorphs);
	while (g->n_stack && !g->out_of_memory) {
		struct partial partial = g->stack[--g->n_stack];
		bool whole =
			partial.features == g->wanted && partial.state & g->image->final_states;
		if (whole && (!partial.is_known_only || g->is_known_verb) &&
			(partial.stem == 0 || partial.n_suffixes))
			add_form(g, &partial);
		for (uint32_t i = g->image->n_allomorphs; i > 0; i--)
			attach(g, &partial, &allomorphs[i - 1]);
	}
}

static void start(struct generator *g, uint32_t state, uint8_t penalty)
{
	for (uint8_t stem = 0; stem < 1 + g->has_alternate; stem++) {
		const struct lettered *letters = &g->stems[stem];
		struct partial partial = {.state = state,
			.stem = stem,
			.kept = (uint8_t)letters->n,
			.harmony = letters->harmony[letters->n],
			.penalty = penalty};
		push(g, &partial);
	}
}

static bool is_acronym(const struct lexicon *lexicon, struct str lemma)
{
	struct lexemes found = lexicon_find(lexicon, lemma);
	for (uint32_t i = 0; i < found.n; i++)
		if (found.at[i].table == LEX_ACRONYM && found.at[i].n_words == 1)
			return true;
	return false;
}

static void sort_forms(struct form *forms, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		struct form moving = forms[i];
		uint32_t k = i;
		for (; k > 0 && forms[k - 1].penalty > moving.penalty; k--)
			forms[k] = forms[k - 1];
		forms[k] = moving;
	}
}

static void begin(struct generator *g, const struct lexicon *lexicon, struct str lemma,
	struct features features)
{
	struct knowledge known;
	knowledge_of(lexicon, g->image, lemma, lex_hash(lemma), CAPITAL_UNKNOWN, &known);
	const struct stem *entry = known.entry;
	letter_form(g->image, lemma, &g->stems[0]);
	uint32_t n = g->stems[0].n;
	if (entry && entry->alternate) {
		const struct stem *stems = morph_part(g->image, g->image->stems);
		const struct stem *other = &stems[entry->alternate - 1];
		const char *characters = morph_part(g->image, g->image->characters);
		letter_form(
			g->image, str_make(characters + other->stem, other->n_stem), &g->stems[1]);
		g->has_alternate = true;
	}
	memcpy(&g->wanted, &features, sizeof g->wanted);
	g->hyphen =
		n && !features.verb && (!g->stems[0].letters[n - 1] || is_acronym(lexicon, lemma));
	g->is_foreign = g->stems[0].foreign_end <= n || !g->stems[0].harmony[n];
	g->is_known_verb = known.is_verb;
	if (features.verb) {
		start(g, g->image->verb, 0);
		return;
	}
	bool keeps = n && !g->hyphen && g->image->letters[g->stems[0].letters[n - 1]].may_end_poss3;
	bool patronymic = keeps && name_ending_of(lexicon, g->image, lemma) == PATRONYMIC_ENDING;
	start(g, g->image->noun, patronymic);
	if (keeps && (patronymic || known.is_known_noun) && features.kase | features.derivation)
		start(g, g->image->poss3, !patronymic);
}

enum dedi_status morph_generate(const struct lexicon *lexicon, struct str lemma,
	struct features features, struct arena *arena, struct str **ret_forms, uint32_t *ret_n)
{
	if (lemma.n == 0 || utf8_length(lemma) > PARSE_LETTERS)
		return DEDI_INVALID_INPUT;
	struct generator *g = ARENA_NEW(arena, struct generator);
	if (!g)
		return DEDI_NO_MEMORY;
	g->image = morph_image();
	g->arena = arena;
	begin(g, lexicon, lemma, features);
	run(g);
	struct str *forms = ARENA_ARRAY(arena, struct str, g->n_forms + 1);
	if (!forms || g->out_of_memory)
		return DEDI_NO_MEMORY;
	sort_forms(g->forms, g->n_forms);
	for (uint32_t i = 0; i < g->n_forms; i++)
		forms[i] = g->forms[i].text;
	*ret_forms = forms;
	*ret_n = g->n_forms;
	return DEDI_OK;
}
