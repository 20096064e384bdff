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

/* Where the last PARSE_LETTERS letters of the form begin. */
static size_t parsed_part(struct str form)
{
	size_t start = form.n;
	if (form.n <= PARSE_LETTERS)
		return 0;
	for (uint32_t n = 0; start > 0 && n < PARSE_LETTERS; n++)
		(void)utf8_prev(form, &start);
	return start;
}

void letter_form(const struct morph_image *image, struct str form, struct lettered *ret_word)
{
	size_t at = parsed_part(form);
	uint64_t hash = lex_hash(str_make(form.p, at)), vowels = 0, foreign = 0, neutral = 0;
	uint32_t n = 0;
	uint8_t harmony = HARMONY_NONE;
	ret_word->form = form;
	while (at < form.n) {
		ret_word->offsets[n] = (uint32_t)at;
		ret_word->harmony[n] = harmony;
		ret_word->hashes[n] = hash;
		size_t byte = at;
		uint32_t c = utf8_next(form, &at);
		uint8_t letter = letter_of(image, c);
		hash = at - byte == 2
			       ? lex_hash_step(hash, (0xc0 | c >> 6) << 8 | 0x80 | (c & 0x3f))
			       : lex_hash_more(hash, str_make(form.p + byte, at - byte));
		const struct morph_letter *info = &image->letters[letter];
		ret_word->letters[n] = letter;
		uint64_t behind = UINT64_C(2) << n;
		if (info->harmony)
			harmony = info->harmony;
		if (info->is_vowel ? !info->harmony : neutral >> n & 1)
			neutral |= behind;
		if (info->is_vowel || !letter)
			vowels |= behind;
		if (info->is_foreign)
			foreign |= behind;
		n++;
	}
	ret_word->n = n;
	ret_word->offsets[n] = (uint32_t)at;
	ret_word->hashes[n] = hash;
	ret_word->harmony[n] = harmony;
	ret_word->neutral = neutral;
	ret_word->has_vowel = (uint8_t)(vowels ? __builtin_ctzll(vowels) : (int)n + 1);
	ret_word->foreign_end = (uint8_t)(foreign ? __builtin_ctzll(foreign) : (int)n + 1);
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
	/* ЖК-на, ЖШС-нда: whose it is, is said in the words that the letters stand for */
	if (step->n_suffixes && step->at > 1 && is_boundary(word, step->at - 1) &&
		(step->allowed & image->poss3))
		emit(image, word, step, 0, true, parses, n_parses);
	for (uint32_t at = step->at;; at--) {
		uint32_t n_entries = node->states & step->allowed ? node->n_entries : 0;
		for (uint32_t i = 0; i < n_entries; i++) {
			const struct trie_entry *entry = &entries[node->first_entry + i];
			if (!(step->allowed >> entry->state & 1) ||
				(entry->harmony && step->harmony &&
					entry->harmony != step->harmony))
				continue;
			const struct allomorph *allomorph = &allomorphs[entry->allomorph];
			struct step *next = &steps[*n_steps];
			if (!kept && keeps_possessive(image, step, allomorph)) {
				kept = true;
				emit(image, word, step, 0, true, parses, n_parses);
			}
			if (!attach(image, word, step, allomorph, at, next))
				continue;
			if (next->allowed & (image->noun | image->verb))
				emit(image, word, next, allomorph->cut, false, parses, n_parses);
			/* Nothing leads to the states of bare stems. */
			if (!allomorph->cut && at > 0 &&
				next->allowed & ~(image->noun | image->verb) &&
				*n_steps < MAX_STEPS)
				(*n_steps)++;
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
	struct step steps[MAX_STEPS + 1]; /* the last one is for what there is no room for */
	uint32_t n_steps = 1, n_parses = 0;
	steps[0] = (struct step){.allowed = image->final_states, .at = (uint8_t)word->n};
	ret_parses[n_parses++] = (struct parse){.n_letters = steps[0].at};
	while (n_steps) {
		struct step step = steps[--n_steps];
		extend(image, word, &step, steps, &n_steps, ret_parses, &n_parses);
	}
	return n_parses;
}
