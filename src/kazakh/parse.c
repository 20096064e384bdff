/*
 * From a form to the chains of suffixes it may end in.
 *
 * Depth-first from the end of the word: at each boundary the trie is walked leftwards, and every
 * allomorph that ends there, leads to a state from which the rest could follow, agrees in harmony
 * with it and stands behind a letter of the right class opens one more boundary. The graph of
 * states has no cycles and a boundary moves left or nearer to the stem, so the search ends; steps
 * are bounded all the same. Some tens of comparisons a word, no allocation.
 */
#include "kazakh/parse.h"

#include "base/utf8.h"

enum { MAX_STEPS = 96 };

struct step {
	uint64_t features;
	uint32_t allowed; /* states that may end here */
	int16_t gain;
	uint8_t at; /* letters before the boundary */
	uint8_t harmony;
	uint8_t n_suffixes;
	uint8_t flags; /* of the suffix behind the boundary */
	bool irregular;
};

void letter_form(const struct morph_image *image, struct str form, struct lettered *ret_word)
{
	size_t start = form.n;
	uint32_t n = 0;
	for (; start > 0 && n < PARSE_LETTERS; n++)
		(void)utf8_prev(form, &start);
	ret_word->form = form;
	ret_word->n = n;
	ret_word->has_vowel = ret_word->foreign_end = (uint8_t)(n + 1);
	uint8_t harmony = HARMONY_NONE;
	uint64_t neutral = 0;
	uint64_t hash = lex_hash(str_make(form.p, start));
	size_t at = start;
	for (uint32_t i = 0; i < n; i++) {
		ret_word->offsets[i] = (uint32_t)at;
		ret_word->harmony[i] = harmony;
		ret_word->hashes[i] = hash;
		size_t byte = at;
		uint8_t letter = letter_of(image, utf8_next(form, &at));
		hash = lex_hash_more(hash, str_make(form.p + byte, at - byte));
		const struct morph_letter *info = &image->letters[letter];
		ret_word->letters[i] = letter;
		if (info->harmony)
			harmony = info->harmony;
		if (info->is_vowel ? !info->harmony : neutral >> i & 1)
			neutral |= UINT64_C(1) << (i + 1);
		if ((info->is_vowel || letter == 0) && ret_word->has_vowel > n)
			ret_word->has_vowel = (uint8_t)(i + 1);
		if (info->is_foreign && ret_word->foreign_end > n)
			ret_word->foreign_end = (uint8_t)(i + 1);
	}
	ret_word->offsets[n] = (uint32_t)at;
	ret_word->hashes[n] = hash;
	ret_word->harmony[n] = harmony;
	ret_word->neutral = neutral;
}

static bool is_boundary(const struct lettered *word, uint32_t at)
{
	char c = word->letters[at] ? 0 : word->form.p[word->offsets[at]];
	return c == '-' || c == '\'';
}

/* The letter that counts for a suffix behind position at: signs are passed over. */
static const struct morph_letter *letter_before(
	const struct morph_image *image, const struct lettered *word, uint32_t at)
{
	const struct morph_letter *letter = &image->letters[word->letters[at - 1]];
	if (letter->is_sign && at > 1)
		letter = &image->letters[word->letters[at - 2]];
	return letter;
}

/* Whether the allomorph can stand between position at and the step behind it; sets *ret_next. */
static bool attach(const struct morph_image *image, const struct lettered *word,
	const struct step *step, const struct allomorph *allomorph, uint32_t at,
	struct step *ret_next)
{
	bool vowel_behind = step->flags & ALLOMORPH_VOWEL;
	if (allomorph->flags & (vowel_behind ? ALLOMORPH_HARD_END : ALLOMORPH_VOICED))
		return false;
	if (step->features & allomorph->mask)
		return false;
	bool irregular = false;
	if (at > 0 && !is_boundary(word, at - 1)) {
		if (!allomorph->cut) {
			const struct morph_letter *before = letter_before(image, word, at);
			if (!(before->classes & allomorph->letters))
				return false;
			irregular = !(before->first_class & allomorph->letters);
		} else if (!(image->letters[word->letters[at - 1]].classes & allomorph->letters)) {
			return false;
		}
	} else if (allomorph->cut) {
		return false;
	}
	*ret_next = (struct step){
		.features = step->features | allomorph->features,
		.allowed = allomorph->on,
		.gain = (int16_t)(step->gain + allomorph->gain),
		.at = (uint8_t)at,
		.harmony = allomorph->harmony ? allomorph->harmony : step->harmony,
		.n_suffixes = (uint8_t)(step->n_suffixes + 1),
		.flags = (uint8_t)(allomorph->flags | (step->flags & ALLOMORPH_KNOWN_ONLY)),
		.irregular = irregular,
	};
	return true;
}

/* A chain is complete where a bare stem may stand, or one that ends in a possessive. */
static void emit(const struct morph_image *image, const struct lettered *word,
	const struct step *step, uint8_t cut, bool poss3, struct parse *parses, uint32_t *n)
{
	uint32_t at = step->at;
	bool hyphen = at > 0 && at < word->n && is_boundary(word, at - 1);
	uint32_t noun = poss3 ? image->poss3 : image->noun;
	for (int is_verb = 0; is_verb < 2 - poss3; is_verb++) {
		if (!(step->allowed & (is_verb ? image->verb : noun)) || *n == PARSE_MAX)
			continue;
		if (hyphen && is_verb)
			continue;
		parses[(*n)++] = (struct parse){
			.features = step->features,
			.gain = step->gain,
			.n_letters = (uint8_t)(hyphen ? at - 1 : at),
			.cut = cut,
			.harmony = step->harmony,
			.is_verb = is_verb,
			.vowel = step->flags & ALLOMORPH_VOWEL && !cut,
			.poss3 = poss3,
			.hyphen = hyphen,
			.irregular = step->irregular,
			.known_only = step->flags & ALLOMORPH_KNOWN_ONLY,
			.n_suffixes = step->n_suffixes,
		};
	}
}

static void push(struct step *steps, uint32_t *n, const struct step *step)
{
	if (*n < MAX_STEPS)
		steps[(*n)++] = *step;
}

/* Whether what stands before the boundary ends like a possessive that may belong to the stem. */
static bool keeps_possessive(
	const struct morph_image *image, const struct step *step, const struct allomorph *allomorph)
{
	return step->n_suffixes && image->poss3 >> allomorph->state & 1;
}

static uint32_t child_of(
	const struct trie_node *nodes, const struct trie_node *node, uint8_t letter)
{
	for (uint32_t i = 0; i < node->n_children; i++)
		if (nodes[node->first_child + i].letter == letter)
			return node->first_child + i;
	return 0;
}

/* Tries every allomorph that ends at the step's boundary. */
static void extend(const struct morph_image *image, const struct lettered *word,
	const struct step *step, struct step *steps, uint32_t *n_steps, struct parse *parses,
	uint32_t *n_parses)
{
	const struct trie_node *nodes = morph_part(image, image->nodes);
	const struct trie_entry *entries = morph_part(image, image->entries);
	const struct allomorph *allomorphs = morph_part(image, image->allomorphs);
	const struct trie_node *node = nodes;
	bool kept = false; /* the possessive ending as part of the stem */
	for (uint32_t at = step->at;; at--) {
		uint32_t n_entries = node->states & step->allowed ? node->n_entries : 0;
		for (uint32_t i = 0; i < n_entries; i++) {
			const struct trie_entry *entry = &entries[node->first_entry + i];
			if (!(step->allowed >> entry->state & 1) ||
				(entry->harmony && step->harmony &&
					entry->harmony != step->harmony))
				continue;
			const struct allomorph *allomorph = &allomorphs[entry->allomorph];
			struct step next;
			if (!kept && keeps_possessive(image, step, allomorph)) {
				kept = true;
				emit(image, word, step, 0, true, parses, n_parses);
			}
			if (!attach(image, word, step, allomorph, at, &next))
				continue;
			emit(image, word, &next, allomorph->cut, false, parses, n_parses);
			/* Nothing leads to the states of bare stems. */
			if (!allomorph->cut && at > 0 &&
				next.allowed & ~(image->noun | image->verb))
				push(steps, n_steps, &next);
		}
		if (at == 0)
			return;
		uint8_t letter = word->letters[at - 1];
		uint32_t child = at == step->at ? image->root_children[letter]
						: child_of(nodes, node, letter);
		if (!child)
			return;
		node = &nodes[child];
	}
}

uint32_t parse_word(const struct morph_image *image, const struct lettered *word,
	struct parse ret_parses[PARSE_MAX])
{
	struct step steps[MAX_STEPS];
	uint32_t n_steps = 0, n_parses = 0;
	struct step whole = {.allowed = image->final_states, .at = (uint8_t)word->n};
	ret_parses[n_parses++] = (struct parse){.n_letters = whole.at};
	push(steps, &n_steps, &whole);
	while (n_steps) {
		struct step step = steps[--n_steps];
		extend(image, word, &step, steps, &n_steps, ret_parses, &n_parses);
	}
	return n_parses;
}
