/*
 * letters.tsv, suffixes.tsv, stems.tsv and irregular_forms.tsv -> struct morph_image.
 *
 * Runs at build time in tools/lexc. Every row of suffixes.tsv becomes one allomorph for back and
 * one for front vowels (one for both where they are written alike), and a softened one more where
 * its last letter softens. The allomorphs, read backwards, make the trie.
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "kazakh/feature_names.h"
#include "kazakh/morphology.h"
#include "lexicon/lexicon.h"
#include "lexicon/tsv.h"

#include <stdlib.h>

enum { MAX_STATES = MORPH_STATES, MAX_GROUPS = 16, MAX_CLASSES = 16, MAX_CELLS = 10 };

struct name_list {
	struct str at[MAX_STATES];
	uint32_t n;
};

struct group {
	struct str name;
	uint32_t states;
};

struct build_node {
	uint16_t children[MORPH_LETTERS]; /* 0: none */
	LIST(uint16_t) entries;
};

struct compiler {
	struct arena *arena;
	struct morph_image image;
	struct name_list classes, states;
	struct group groups[MAX_GROUPS];
	uint32_t n_groups, n_letters;
	LIST(struct allomorph) allomorphs;
	LIST(struct build_node) nodes;
	LIST(struct stem) stems;
	LIST(struct verb_ending) verb_endings;
	LIST(char) characters;
};

static struct str clip(struct str s)
{
	return s.n > 60 ? str_make(s.p, 60) : s;
}

static bool is_none(struct str s)
{
	return s.n == 0 || str_eq(s, STR("-"));
}

static enum dedi_status expect_header(
	struct tsv *tsv, const char *const *names, uint32_t n, struct dedi_error *error)
{
	struct str cells[MAX_CELLS];
	uint32_t got;
	enum dedi_status status = tsv_row(tsv, cells, MAX_CELLS, &got, error);
	if (status)
		return status;
	if (got != n)
		return tsv_fail(tsv, error, "%u columns, not %u", got, n);
	for (uint32_t i = 0; i < n; i++)
		if (!str_eq(cells[i], str_make(names[i], strlen(names[i]))))
			return tsv_fail(tsv, error, "column %u is '%.*s', not '%s'", i + 1,
				STR_ARG(clip(cells[i])), names[i]);
	return DEDI_OK;
}

/* The next row of exactly n cells; *ret_end at the end. */
static enum dedi_status next_row(
	struct tsv *tsv, struct str *cells, uint32_t n, bool *ret_end, struct dedi_error *error)
{
	uint32_t got;
	enum dedi_status status = tsv_row(tsv, cells, n, &got, error);
	if (status)
		return status;
	*ret_end = got == 0;
	if (got && got != n)
		return tsv_fail(tsv, error, "%u columns, not %u", got, n);
	return DEDI_OK;
}

static uint32_t name_number(struct name_list *list, struct str name, uint32_t max)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (str_eq(list->at[i], name))
			return i;
	if (list->n == max)
		return UINT32_MAX;
	list->at[list->n] = name;
	return list->n++;
}

static uint32_t one_letter(struct str s)
{
	size_t at = 0;
	uint32_t c = s.n ? utf8_next(s, &at) : 0;
	return at == s.n ? c : 0;
}

/* letters.tsv */

static enum dedi_status letter_classes(struct compiler *compiler, const struct tsv *tsv,
	struct str cell, struct morph_letter *letter, struct dedi_error *error)
{
	struct str name;
	while (tsv_piece(&cell, ',', &name)) {
		uint32_t number = name_number(&compiler->classes, name, MAX_CLASSES);
		if (number == UINT32_MAX)
			return tsv_fail(tsv, error, "over %d classes of letters", MAX_CLASSES);
		letter->classes |= (uint16_t)(1u << number);
		if (!letter->first_class)
			letter->first_class = (uint16_t)(1u << number);
	}
	return DEDI_OK;
}

static enum dedi_status add_letter(struct compiler *compiler, const struct tsv *tsv,
	const struct str *cells, struct dedi_error *error)
{
	uint32_t c = one_letter(cells[0]);
	uint32_t number = ++compiler->n_letters;
	if (c == 0 || c >= MORPH_CODE_POINTS || compiler->image.letter_of[c])
		return tsv_fail(tsv, error, "not a new letter");
	if (number >= MORPH_LETTERS)
		return tsv_fail(tsv, error, "over %d letters", MORPH_LETTERS - 1);
	struct morph_letter *letter = &compiler->image.letters[number];
	compiler->image.letter_of[c] = (uint8_t)number;
	letter->code_point = c;
	if (str_eq(cells[2], STR("back")))
		letter->harmony = HARMONY_BACK;
	else if (str_eq(cells[2], STR("front")))
		letter->harmony = HARMONY_FRONT;
	else if (!is_none(cells[2]))
		return tsv_fail(tsv, error, "harmony is back, front or -");
	letter->is_vowel = str_ends(cells[4], STR("vowel"));
	letter->is_foreign = str_starts(cells[4], STR("foreign"));
	letter->is_sign = str_eq(cells[4], STR("sign"));
	bool dropped = str_eq(cells[5], STR("0"));
	letter->plain = is_none(cells[5]) ? c : dropped ? 0 : one_letter(cells[5]);
	if (!letter->plain && !dropped)
		return tsv_fail(tsv, error, "plain is a letter, 0 or -");
	return letter_classes(compiler, tsv, cells[1], letter, error);
}

static enum dedi_status read_letters(
	struct compiler *compiler, const struct morph_source *source, struct dedi_error *error)
{
	static const char *const HEADER[] = {
		"letter", "classes", "harmony", "softens", "kind", "plain"};
	enum { COLUMNS = sizeof HEADER / sizeof *HEADER };
	struct tsv tsv;
	/* Twice: what a letter softens to may come behind it. */
	for (int pass = 0; pass < 2; pass++) {
		tsv_init(&tsv, source->letters_file, source->letters);
		enum dedi_status status = expect_header(&tsv, HEADER, COLUMNS, error);
		bool end = false;
		while (!status) {
			struct str cells[COLUMNS];
			if ((status = next_row(&tsv, cells, COLUMNS, &end, error)) || end)
				break;
			if (pass == 0) {
				status = add_letter(compiler, &tsv, cells, error);
				continue;
			}
			if (is_none(cells[3]))
				continue;
			uint32_t hard = one_letter(cells[0]), soft = one_letter(cells[3]);
			uint8_t *letter_of = compiler->image.letter_of;
			if (!soft || soft >= MORPH_CODE_POINTS || !letter_of[soft]) {
				status = tsv_fail(&tsv, error, "softens to no letter");
				break;
			}
			compiler->image.letters[letter_of[hard]].softened = letter_of[soft];
			compiler->image.letters[letter_of[soft]].hardened = letter_of[hard];
		}
		if (status)
			return status;
	}
	compiler->image.letters[0].classes = UINT16_MAX;
	return DEDI_OK;
}

/* suffixes.tsv */

static enum dedi_status to_letters(const struct compiler *compiler, const struct tsv *tsv,
	struct str s, uint8_t *ret_letters, uint32_t max, uint8_t *ret_n, struct dedi_error *error)
{
	uint32_t n = 0;
	for (size_t i = 0; i < s.n;) {
		uint32_t c = utf8_next(s, &i);
		uint8_t letter = c < MORPH_CODE_POINTS ? compiler->image.letter_of[c] : 0;
		if (!letter)
			return tsv_fail(
				tsv, error, "U+%04X is not in the table of letters", (unsigned)c);
		if (n == max)
			return tsv_fail(tsv, error, "over %u letters", max);
		ret_letters[n++] = letter;
	}
	*ret_n = (uint8_t)n;
	return DEDI_OK;
}

static enum dedi_status state_set(struct compiler *compiler, const struct tsv *tsv, struct str cell,
	uint32_t *ret_states, struct dedi_error *error)
{
	struct str name;
	*ret_states = 0;
	while (tsv_piece(&cell, ',', &name)) {
		uint32_t group = 0;
		while (group < compiler->n_groups && !str_eq(compiler->groups[group].name, name))
			group++;
		if (group < compiler->n_groups) {
			*ret_states |= compiler->groups[group].states;
			continue;
		}
		uint32_t number = name_number(&compiler->states, name, MAX_STATES);
		if (number == UINT32_MAX)
			return tsv_fail(tsv, error, "over %d states", MAX_STATES);
		*ret_states |= 1u << number;
	}
	return DEDI_OK;
}

static enum dedi_status read_features(const struct tsv *tsv, struct str cell,
	struct features *ret_features, struct dedi_error *error)
{
	struct str piece;
	*ret_features = (struct features){0};
	while (!is_none(cell) && tsv_piece(&cell, ',', &piece))
		if (!feature_set(ret_features, piece))
			return tsv_fail(tsv, error, "unknown feature '%.*s'", STR_ARG(clip(piece)));
	return DEDI_OK;
}

static enum dedi_status class_set(struct compiler *compiler, const struct tsv *tsv, struct str cell,
	uint16_t *ret_classes, struct dedi_error *error)
{
	struct str name;
	*ret_classes = 0;
	while (tsv_piece(&cell, ',', &name)) {
		uint32_t n = compiler->classes.n;
		uint32_t number = name_number(&compiler->classes, name, n);
		if (number == UINT32_MAX)
			return tsv_fail(
				tsv, error, "no letter of class '%.*s'", STR_ARG(clip(name)));
		*ret_classes |= (uint16_t)(1u << number);
	}
	return DEDI_OK;
}

static uint32_t trie_child(struct compiler *compiler, uint32_t node, uint8_t letter)
{
	uint16_t child = compiler->nodes.at[node].children[letter];
	if (child)
		return child;
	if (!LIST_PUSH(compiler->arena, &compiler->nodes))
		return UINT32_MAX;
	child = (uint16_t)(compiler->nodes.n - 1);
	compiler->nodes.at[node].children[letter] = child;
	return child;
}

static bool add_allomorph(struct compiler *compiler, const struct allomorph *allomorph)
{
	uint32_t node = 0;
	for (uint32_t i = allomorph->n; i > 0 && node != UINT32_MAX; i--)
		node = trie_child(compiler, node, allomorph->surface[i - 1]);
	struct allomorph *added = LIST_PUSH(compiler->arena, &compiler->allomorphs);
	if (node == UINT32_MAX || !added)
		return false;
	*added = *allomorph;
	uint16_t *entry = LIST_PUSH(compiler->arena, &compiler->nodes.at[node].entries);
	if (entry)
		*entry = (uint16_t)(compiler->allomorphs.n - 1);
	return entry != NULL;
}

/* Adds the allomorph, and the softened one. */
static enum dedi_status add_both(struct compiler *compiler, struct allomorph allomorph)
{
	struct morph_letter *letters = compiler->image.letters;
	if (allomorph.n && letters[allomorph.surface[0]].is_vowel)
		allomorph.flags |= ALLOMORPH_VOWEL;
	uint8_t *last = allomorph.n ? &allomorph.surface[allomorph.n - 1] : NULL;
	if (last && compiler->image.poss3 == 1u << allomorph.state)
		letters[*last].may_end_poss3 = 1;
	uint8_t soft = last ? letters[*last].softened : 0;
	if (soft)
		allomorph.flags |= ALLOMORPH_HARD_END;
	if (!add_allomorph(compiler, &allomorph))
		return DEDI_NO_MEMORY;
	if (!soft)
		return DEDI_OK;
	*last = soft;
	allomorph.flags = (uint8_t)((allomorph.flags & ~ALLOMORPH_HARD_END) | ALLOMORPH_VOICED);
	return add_allomorph(compiler, &allomorph) ? DEDI_OK : DEDI_NO_MEMORY;
}

static enum dedi_status add_one(struct compiler *compiler, const struct tsv *tsv,
	struct allomorph base, struct str surface, struct str cut, enum harmony harmony,
	struct dedi_error *error)
{
	struct allomorph allomorph = base;
	uint8_t n_cut = 0;
	enum dedi_status status = to_letters(compiler, tsv, surface, allomorph.surface,
		MORPH_SUFFIX_LETTERS, &allomorph.n, error);
	if (!status && !is_none(cut))
		status = to_letters(compiler, tsv, cut, &allomorph.cut, 1, &n_cut, error);
	if (status)
		return status;
	allomorph.harmony = (uint8_t)harmony;
	return add_both(compiler, allomorph);
}

enum {
	COL_STATE,
	COL_ON,
	COL_FEATURES,
	COL_LETTERS,
	COL_BACK,
	COL_FRONT,
	COL_CUT,
	COL_GAIN,
	COL_KNOWN,
	N_SUFFIX_COLS
};

static enum dedi_status add_forms(struct compiler *compiler, const struct tsv *tsv,
	const struct allomorph *base, const struct str *cells, struct dedi_error *error)
{
	struct str cuts = is_none(cells[COL_CUT]) ? STR("- -") : cells[COL_CUT];
	struct str back = cells[COL_BACK], front = cells[COL_FRONT], back_cut, front_cut;
	if (!tsv_piece(&cuts, ' ', &back_cut) || !tsv_piece(&cuts, ' ', &front_cut))
		return tsv_fail(tsv, error, "column cut: two letters or -");
	if (str_eq(back, front) && str_eq(back_cut, front_cut))
		return add_one(compiler, tsv, *base, is_none(back) ? STR("") : back, back_cut,
			HARMONY_NONE, error);
	enum dedi_status status = DEDI_OK;
	if (!is_none(back))
		status = add_one(compiler, tsv, *base, back, back_cut, HARMONY_BACK, error);
	if (!status && !is_none(front))
		status = add_one(compiler, tsv, *base, front, front_cut, HARMONY_FRONT, error);
	return status;
}

static bool to_number(struct str s, int *ret_number)
{
	bool minus = s.n && s.p[0] == '-';
	int n = 0;
	for (size_t i = minus; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || n > 1000)
			return false;
		n = n * 10 + s.p[i] - '0';
	}
	*ret_number = minus ? -n : n;
	return s.n > minus;
}

static enum dedi_status add_suffix(struct compiler *compiler, const struct tsv *tsv,
	const struct str *cells, struct dedi_error *error)
{
	struct allomorph base = {0};
	struct features features;
	struct str state = cells[COL_STATE];
	bool final = !str_ends(state, STR("+"));
	state.n -= final ? 0 : 1;
	uint32_t number = name_number(&compiler->states, state, MAX_STATES);
	if (number == UINT32_MAX)
		return tsv_fail(tsv, error, "over %d states", MAX_STATES);
	if (final)
		compiler->image.final_states |= 1u << number;
	base.state = (uint8_t)number;
	enum dedi_status status = state_set(compiler, tsv, cells[COL_ON], &base.on, error);
	if (!status)
		status = read_features(tsv, cells[COL_FEATURES], &features, error);
	if (!status)
		status = class_set(compiler, tsv, cells[COL_LETTERS], &base.letters, error);
	if (status)
		return status;
	memcpy(&base.features, &features, sizeof base.features);
	for (int i = 0; i < 64; i += 8)
		if (base.features >> i & 0xff)
			base.mask |= UINT64_C(0xff) << i;
	int gain;
	if (!to_number(cells[COL_GAIN], &gain))
		return tsv_fail(tsv, error, "column gain: not a number");
	base.gain = (int16_t)gain;
	if (str_eq(cells[COL_KNOWN], STR("yes")))
		base.flags |= ALLOMORPH_KNOWN_ONLY;
	else if (!is_none(cells[COL_KNOWN]))
		return tsv_fail(tsv, error, "column known: yes or -");
	return add_forms(compiler, tsv, &base, cells, error);
}

static enum dedi_status add_group(struct compiler *compiler, const struct tsv *tsv,
	const struct str *cells, struct dedi_error *error)
{
	if (compiler->n_groups == MAX_GROUPS)
		return tsv_fail(tsv, error, "over %d groups", MAX_GROUPS);
	struct group group = {.name = str_make(cells[0].p + 6, cells[0].n - 6)};
	enum dedi_status status = state_set(compiler, tsv, cells[1], &group.states, error);
	if (!status)
		compiler->groups[compiler->n_groups++] = group;
	return status;
}

static enum dedi_status read_suffixes(
	struct compiler *compiler, const struct morph_source *source, struct dedi_error *error)
{
	static const char *const HEADER[] = {
		"state", "on", "features", "letters", "back", "front", "cut", "gain", "known"};
	struct tsv tsv;
	tsv_init(&tsv, source->suffixes_file, source->suffixes);
	enum dedi_status status = expect_header(&tsv, HEADER, N_SUFFIX_COLS, error);
	if (status)
		return status;
	compiler->image.noun = 1u << name_number(&compiler->states, STR("noun"), MAX_STATES);
	compiler->image.verb = 1u << name_number(&compiler->states, STR("verb"), MAX_STATES);
	compiler->image.poss3 = 1u << name_number(&compiler->states, STR("poss3"), MAX_STATES);
	if (!LIST_PUSH(compiler->arena, &compiler->nodes))
		return DEDI_NO_MEMORY;
	for (;;) {
		struct str cells[N_SUFFIX_COLS];
		bool end;
		if ((status = next_row(&tsv, cells, N_SUFFIX_COLS, &end, error)) || end)
			return status;
		status = str_starts(cells[0], STR("group:"))
				 ? add_group(compiler, &tsv, cells, error)
				 : add_suffix(compiler, &tsv, cells, error);
		if (status)
			return status;
	}
}

/* stems.tsv */

static bool add_characters(struct compiler *compiler, struct str s, uint32_t *ret_offset)
{
	*ret_offset = compiler->characters.n;
	for (size_t i = 0; i < s.n; i++) {
		char *c = LIST_PUSH(compiler->arena, &compiler->characters);
		if (!c)
			return false;
		*c = s.p[i];
	}
	return true;
}

static struct str stem_characters(const struct compiler *compiler, const struct stem *stem)
{
	return str_make(compiler->characters.at + stem->stem, stem->n_stem);
}

/* Adds a stem, or the classes to one that is there; *ret_number is where. */
static enum dedi_status add_stem(struct compiler *compiler, const struct tsv *tsv, struct str form,
	struct str lemma, uint32_t classes, uint32_t *ret_number, struct dedi_error *error)
{
	const uint32_t whole = STEM_ALTERNATE | STEM_FORM;
	for (uint32_t i = 0; i < compiler->stems.n; i++) {
		struct stem *other = &compiler->stems.at[i];
		if (!str_eq(form, stem_characters(compiler, other)))
			continue;
		if (other->classes & classes || (other->classes | classes) & whole)
			return tsv_fail(tsv, error, "duplicate stem");
		other->classes |= classes;
		*ret_number = i;
		return DEDI_OK;
	}
	struct stem *stem = LIST_PUSH(compiler->arena, &compiler->stems);
	if (!stem || !add_characters(compiler, form, &stem->stem) ||
		!add_characters(compiler, lemma, &stem->lemma))
		return DEDI_NO_MEMORY;
	stem->n_stem = (uint32_t)form.n;
	stem->n_lemma = (uint32_t)lemma.n;
	stem->classes = classes;
	*ret_number = compiler->stems.n - 1;
	return DEDI_OK;
}

enum { VERB_ENDING = 1 << 30 };

static enum dedi_status stem_classes(
	const struct tsv *tsv, struct str cell, uint32_t *ret_classes, struct dedi_error *error)
{
	static const struct {
		const char *name;
		uint32_t class;
	} CLASSES[] = {{"noun", STEM_NOUN}, {"verb", STEM_VERB}, {"fixed", STEM_FIXED},
		{"verb-ending", VERB_ENDING}};
	struct str name;
	*ret_classes = 0;
	while (tsv_piece(&cell, ',', &name)) {
		uint32_t found = 0;
		for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
			if (str_eq(name, str_make(CLASSES[i].name, strlen(CLASSES[i].name))))
				found = CLASSES[i].class;
		if (!found)
			return tsv_fail(tsv, error, "unknown class '%.*s'", STR_ARG(clip(name)));
		*ret_classes |= found;
	}
	return DEDI_OK;
}

static enum dedi_status add_verb_ending(struct compiler *compiler, const struct tsv *tsv,
	struct str ending, struct dedi_error *error)
{
	struct verb_ending *added = LIST_PUSH(compiler->arena, &compiler->verb_endings);
	uint8_t letters[sizeof(uint64_t)], n = 0;
	if (!added)
		return DEDI_NO_MEMORY;
	enum dedi_status status =
		to_letters(compiler, tsv, ending, letters, sizeof letters, &n, error);
	for (uint32_t i = 0; !status && i < n; i++) {
		added->letters = added->letters << 8 | letters[i];
		added->mask = added->mask << 8 | 0xff;
	}
	return status;
}

static int by_last_letter(const void *a, const void *b)
{
	uint64_t x = ((const struct verb_ending *)a)->letters & 0xff;
	uint64_t y = ((const struct verb_ending *)b)->letters & 0xff;
	return (x > y) - (x < y);
}

static enum dedi_status sort_verb_endings(struct compiler *compiler)
{
	uint32_t n = compiler->verb_endings.n, at = 0;
	if (n > UINT8_MAX)
		return DEDI_TOO_LARGE;
	if (n)
		qsort(compiler->verb_endings.at, n, sizeof *compiler->verb_endings.at,
			by_last_letter);
	for (uint32_t letter = 0; letter <= MORPH_LETTERS; letter++) {
		while (at < n && (compiler->verb_endings.at[at].letters & 0xff) < letter)
			at++;
		compiler->image.verb_endings_of[letter] = (uint8_t)at;
	}
	return DEDI_OK;
}

static enum dedi_status add_stem_row(struct compiler *compiler, const struct tsv *tsv,
	const struct str cells[3], struct dedi_error *error)
{
	uint32_t classes, number = 0, other = 0;
	if (!cells[0].n)
		return tsv_fail(tsv, error, "empty stem");
	enum dedi_status status = stem_classes(tsv, cells[1], &classes, error);
	if (status)
		return status;
	if (classes & VERB_ENDING)
		return add_verb_ending(compiler, tsv, cells[0], error);
	status = add_stem(compiler, tsv, cells[0], cells[0], classes, &number, error);
	if (status || is_none(cells[2]))
		return status;
	status = add_stem(
		compiler, tsv, cells[2], cells[0], classes | STEM_ALTERNATE, &other, error);
	if (!status)
		compiler->stems.at[number].alternate = other + 1;
	return status;
}

static enum dedi_status add_form_row(struct compiler *compiler, const struct tsv *tsv,
	const struct str cells[3], struct dedi_error *error)
{
	struct features features;
	uint32_t number = 0;
	enum dedi_status status = read_features(tsv, cells[2], &features, error);
	if (!cells[0].n || !cells[1].n)
		return tsv_fail(tsv, error, "empty form or lemma");
	if (!status)
		status = add_stem(compiler, tsv, cells[0], cells[1], STEM_FORM, &number, error);
	if (!status)
		memcpy(&compiler->stems.at[number].features, &features, sizeof features);
	return status;
}

typedef enum dedi_status add_row(
	struct compiler *, const struct tsv *, const struct str[3], struct dedi_error *);

/* A table of three columns. */
static enum dedi_status read_three(struct compiler *compiler, const char *file, struct str text,
	const char *const header[3], add_row *add, struct dedi_error *error)
{
	struct tsv tsv;
	tsv_init(&tsv, file, text);
	enum dedi_status status = expect_header(&tsv, header, 3, error);
	bool end = false;
	while (!status) {
		struct str cells[3];
		if ((status = next_row(&tsv, cells, 3, &end, error)) || end)
			break;
		status = add(compiler, &tsv, cells, error);
	}
	return status;
}

static enum dedi_status read_stems(
	struct compiler *compiler, const struct morph_source *source, struct dedi_error *error)
{
	static const char *const STEMS[] = {"stem", "classes", "before_vowel"};
	static const char *const FORMS[] = {"form", "lemma", "features"};
	enum dedi_status status =
		read_three(compiler, source->stems_file, source->stems, STEMS, add_stem_row, error);
	if (!status)
		status = read_three(
			compiler, source->forms_file, source->forms, FORMS, add_form_row, error);
	return status;
}

/* The image. */

/* Numbers the nodes so that the children of one stand side by side. */
static struct trie_node *flatten_trie(
	struct compiler *compiler, struct trie_entry **ret_entries, uint32_t *ret_n_entries)
{
	uint32_t n = compiler->nodes.n;
	struct trie_node *flat = ARENA_ARRAY(compiler->arena, struct trie_node, n);
	uint32_t *old_of = ARENA_ARRAY(compiler->arena, uint32_t, n);
	struct trie_entry *entries =
		ARENA_ARRAY(compiler->arena, struct trie_entry, compiler->allomorphs.n);
	if (!flat || !old_of || !entries)
		return NULL;
	uint32_t n_numbered = 1, n_entries = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct build_node *node = &compiler->nodes.at[old_of[i]];
		flat[i].first_child = (uint16_t)n_numbered;
		flat[i].first_entry = (uint16_t)n_entries;
		flat[i].n_entries = (uint8_t)node->entries.n;
		for (uint32_t k = 0; k < node->entries.n; k++) {
			uint16_t number = node->entries.at[k];
			const struct allomorph *allomorph = &compiler->allomorphs.at[number];
			flat[i].states |= 1u << allomorph->state;
			entries[n_entries++] =
				(struct trie_entry){number, allomorph->state, allomorph->harmony};
		}
		for (uint32_t letter = 0; letter < MORPH_LETTERS; letter++) {
			if (!node->children[letter])
				continue;
			if (i == 0)
				compiler->image.root_children[letter] = (uint16_t)n_numbered;
			flat[i].n_children++;
			flat[n_numbered].letter = (uint8_t)letter;
			old_of[n_numbered++] = node->children[letter];
		}
	}
	*ret_entries = entries;
	*ret_n_entries = n_entries;
	return flat;
}

/* The slots, and behind them the filter. */
static uint32_t *hash_stems(struct compiler *compiler)
{
	uint32_t n_slots = 64;
	while (n_slots < compiler->stems.n * 2)
		n_slots *= 2;
	compiler->image.slot_mask = n_slots - 1;
	compiler->image.filter_mask = n_slots * 8 - 1;
	uint32_t *slots = ARENA_ARRAY(compiler->arena, uint32_t, n_slots + n_slots / 4);
	unsigned char *filter = slots ? (unsigned char *)(slots + n_slots) : NULL;
	for (uint32_t i = 0; slots && i < compiler->stems.n; i++) {
		uint32_t hash =
			lex_hash_mix(lex_hash(stem_characters(compiler, &compiler->stems.at[i])));
		uint32_t at = hash & (n_slots - 1), bit = hash & compiler->image.filter_mask;
		while (slots[at])
			at = (at + 1) & (n_slots - 1);
		slots[at] = i + 1;
		filter[bit / 8] |= (unsigned char)(1u << bit % 8);
	}
	return slots;
}

struct part {
	uint32_t *offset;
	const void *from;
	size_t size;
};

static enum dedi_status write_image(struct compiler *compiler, struct str *ret_image)
{
	struct trie_entry *entries;
	uint32_t n_entries;
	struct morph_image *image = &compiler->image;
	const struct trie_node *nodes = flatten_trie(compiler, &entries, &n_entries);
	const uint32_t *slots = hash_stems(compiler);
	if (!nodes || !slots)
		return DEDI_NO_MEMORY;
	struct part parts[] = {
		{&image->allomorphs, compiler->allomorphs.at,
			compiler->allomorphs.n * sizeof *compiler->allomorphs.at},
		{&image->nodes, nodes, compiler->nodes.n * sizeof *nodes},
		{&image->entries, entries, n_entries * sizeof *entries},
		{&image->stems, compiler->stems.at, compiler->stems.n * sizeof *compiler->stems.at},
		{&image->slots, slots, ((size_t)image->slot_mask + 1) * sizeof *slots},
		{&image->filter, slots + image->slot_mask + 1, (size_t)image->slot_mask + 1},
		{&image->verb_endings, compiler->verb_endings.at,
			compiler->verb_endings.n * sizeof *compiler->verb_endings.at},
		{&image->characters, compiler->characters.at, compiler->characters.n},
	};
	size_t size = (sizeof *image + 7) & ~(size_t)7;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		*parts[i].offset = (uint32_t)size;
		size += (parts[i].size + 7) & ~(size_t)7;
	}
	image->magic = MORPH_MAGIC;
	image->size = (uint32_t)size;
	image->n_allomorphs = compiler->allomorphs.n;
	image->n_nodes = compiler->nodes.n;
	image->n_stems = compiler->stems.n;
	image->n_verb_endings = compiler->verb_endings.n;
	image->final_states |= image->noun;
	char *out = arena_zalloc(compiler->arena, size);
	if (!out)
		return DEDI_NO_MEMORY;
	memcpy(out, image, sizeof *image);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].size)
			memcpy(out + *parts[i].offset, parts[i].from, parts[i].size);
	*ret_image = str_make(out, size);
	return DEDI_OK;
}

enum dedi_status morph_compile(const struct morph_source *source, struct arena *arena,
	struct str *ret_image, struct dedi_error *error)
{
	struct compiler *compiler = ARENA_NEW(arena, struct compiler);
	if (!compiler)
		return DEDI_NO_MEMORY;
	compiler->arena = arena;
	enum dedi_status status = read_letters(compiler, source, error);
	if (!status)
		status = read_suffixes(compiler, source, error);
	if (!status)
		status = read_stems(compiler, source, error);
	if (!status)
		status = sort_verb_endings(compiler);
	return status ? status : write_image(compiler, ret_image);
}
