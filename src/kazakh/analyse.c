/*
 * The readings of a form, best first.
 *
 * parse_word gives chains of suffixes; here each gets its possible stems (softening undone, letters
 * put back), what is known of them and a score: how likely such an ending is to be one, plus the
 * evidence. Each distinct stem is looked up once.
 */
#include "kazakh/analyse.h"

#include "base/utf8.h"
#include "kazakh/parse.h"

enum { MAX_STEMS = 40, MAX_READINGS = 96 };

/* The weights of what is seen. A reading starts at BASE; gains of suffixes are in the tables, what
 * the lexicon tells is in evidence.h. */
enum {
	BASE = 2000,
	BARE_IN_DOCUMENT = 250, /* the stem stands alone elsewhere in the document */
	BARE_NAME = 450,        /* … and the form is a name */
	NAME_ENDING = 120,      /* the stem ends like a surname or patronymic */
	VERB_ENDING = 150,      /* the stem ends like a verb: -ландыр */
	VERB_NAME = -330,       /* a form of a verb, written like a name */
	IRREGULAR_FORM = 700,   /* оған */
	WRONG_HARMONY = -200,
	WRONG_HARMONY_FOREIGN = -50,
	IRREGULAR = -80,
	NOT_SOFTENED = -150, /* к before a vowel, or г that is no softened к */
	SHORT_STEM = -200,
	SHORTISH_STEM = -60,
	BEHIND_HYPHEN = 300,
};

struct stem_info {
	struct str lemma;
	struct knowledge known;
	uint8_t n_letters, last, cut; /* what it was made of */
	bool is_alternate;            /* a stem before vowels: the lemma is what it stands for */
	bool is_bare;                 /* stands in the document */
	uint8_t name_ending;
	bool verb_ending;
};

struct work {
	const struct analyser *analyser;
	enum capital capital;
	struct lettered word;
	struct stem_info stems[MAX_STEMS];
	struct reading readings[MAX_READINGS];
	uint32_t n_stems, n_readings;
	bool out_of_memory;
};

static struct str entry_lemma(const struct morph_image *image, const struct stem *entry)
{
	const char *characters = morph_part(image, image->characters);
	return str_make(characters + entry->lemma, entry->n_lemma);
}

static bool ends_like_verb(const struct morph_image *image, const struct lettered *word, uint32_t n)
{
	const struct verb_ending *endings = morph_part(image, image->verb_endings);
	for (uint32_t i = 0; i < image->n_verb_endings; i++) {
		const struct verb_ending *ending = &endings[i];
		if (n > ending->n + 1u &&
			memcmp(word->letters + n - ending->n, ending->letters, ending->n) == 0)
			return true;
	}
	return false;
}

/* The letters of a stem as text: a slice of the form where nothing was changed. */
static bool stem_text(struct work *work, uint32_t n_letters, uint8_t last, uint8_t cut,
	struct str *ret_text, uint64_t *ret_hash)
{
	const struct lettered *word = &work->word;
	uint32_t kept = last ? n_letters - 1 : n_letters;
	size_t n = word->offsets[kept];
	*ret_hash = word->hashes[kept];
	*ret_text = str_make(word->form.p, n);
	if (!last && !cut)
		return true;
	const struct morph_letter *letters = work->analyser->image->letters;
	char *text = arena_alloc(work->analyser->arena, n + 8);
	if (!text) {
		work->out_of_memory = true;
		return false;
	}
	memcpy(text, word->form.p, n);
	size_t end = n;
	if (last)
		end += utf8_put(letters[last].code_point, text + end);
	if (cut)
		end += utf8_put(letters[cut].code_point, text + end);
	for (size_t i = n; i < end; i++)
		*ret_hash = lex_hash_step(*ret_hash, text[i]);
	*ret_text = str_make(text, end);
	return true;
}

static void know_stem(struct work *work, struct stem_info *stem, uint64_t hash)
{
	const struct analyser *analyser = work->analyser;
	struct str lemma = stem->lemma;
	knowledge_of(analyser->lexicon, analyser->image, lemma, hash, work->capital, &stem->known);
	const struct stem *entry = stem->known.entry;
	if (entry && entry->classes & STEM_ALTERNATE) {
		stem->is_alternate = true;
		stem->lemma = entry_lemma(analyser->image, entry);
		stem->known.lexemes = lexicon_find(analyser->lexicon, stem->lemma);
	}
	stem->is_bare = analyser->forms && stem->n_letters < work->word.n &&
			form_index_find(analyser->forms, lemma, hash) != UINT32_MAX;
	if (work->capital != CAPITAL_NEVER)
		stem->name_ending =
			(uint8_t)name_ending_of(analyser->lexicon, analyser->image, lemma);
	stem->verb_ending = !stem->cut && !stem->last && !stem->known.is_verb &&
			    ends_like_verb(analyser->image, &work->word, stem->n_letters);
}

static const struct stem_info *find_stem(
	struct work *work, uint32_t n_letters, uint8_t last, uint8_t cut)
{
	for (uint32_t i = 0; i < work->n_stems; i++) {
		const struct stem_info *stem = &work->stems[i];
		if (stem->n_letters == n_letters && stem->last == last && stem->cut == cut)
			return stem;
	}
	if (work->n_stems == MAX_STEMS)
		return NULL;
	struct stem_info *stem = &work->stems[work->n_stems];
	*stem = (struct stem_info){.n_letters = (uint8_t)n_letters, .last = last, .cut = cut};
	uint64_t hash;
	if (!stem_text(work, n_letters, last, cut, &stem->lemma, &hash))
		return NULL;
	know_stem(work, stem, hash);
	work->n_stems++;
	return stem;
}

/* Harmony is not reliable for loans, acronyms and Russian surnames. */
static int harmony_score(
	const struct work *work, const struct parse *parse, const struct stem_info *stem_info)
{
	uint8_t stem = work->word.harmony[parse->n_letters];
	uint8_t cut = work->analyser->image->letters[parse->cut].harmony;
	if (cut)
		stem = cut;
	if (!stem || !parse->harmony || stem == parse->harmony)
		return 0;
	bool foreign = work->word.foreign_end <= parse->n_letters || parse->hyphen ||
		       stem_info->name_ending;
	return foreign ? WRONG_HARMONY_FOREIGN : WRONG_HARMONY;
}

static int verb_score(const struct work *work, const struct stem_info *stem)
{
	int score = work->capital == CAPITAL_INSIDE ? VERB_NAME : 0;
	if (stem->known.is_verb)
		score += KNOWN_STEM;
	return score + (stem->verb_ending ? VERB_ENDING : 0);
}

static int noun_score(
	const struct work *work, const struct parse *parse, const struct stem_info *stem)
{
	int score = parse->n_suffixes ? stem->known.noun.stem : stem->known.noun.bare;
	if (stem->is_bare && !stem->is_alternate)
		score += work->capital == CAPITAL_INSIDE ? BARE_NAME : BARE_IN_DOCUMENT;
	return score + (stem->name_ending ? NAME_ENDING : 0);
}

/* What speaks against a stem that nothing is known of. INT_MIN / 2: it is none. */
static int unknown_score(const struct work *work, const struct parse *parse)
{
	if (!parse->n_suffixes || parse->hyphen)
		return 0;
	if (work->word.has_vowel > parse->n_letters)
		return INT32_MIN / 2;
	return parse->n_letters < 3 ? SHORT_STEM : parse->n_letters < 4 ? SHORTISH_STEM : 0;
}

static bool is_possible(const struct parse *parse, const struct stem_info *stem, bool known)
{
	if (parse->known_only && !known)
		return false;
	if (parse->poss3)
		return stem->known.is_known_noun || stem->name_ending == PATRONYMIC_ENDING;
	/* No noun has one letter. */
	return !parse->n_suffixes || parse->hyphen || parse->n_letters > 1 || parse->is_verb;
}

static void add_reading(
	struct work *work, const struct parse *parse, const struct stem_info *stem, int score)
{
	bool known =
		parse->is_verb ? stem->known.is_verb : stem->known.is_known_noun || stem->is_bare;
	if (!is_possible(parse, stem, known) ||
		(parse->n_suffixes && !parse->n_letters && !parse->hyphen))
		return;
	score += BASE + parse->gain + harmony_score(work, parse, stem);
	score += parse->is_verb ? verb_score(work, stem) : noun_score(work, parse, stem);
	score += known ? 0 : unknown_score(work, parse);
	score += parse->irregular ? IRREGULAR : 0;
	score += parse->hyphen ? BEHIND_HYPHEN : 0;
	if (work->n_readings == MAX_READINGS || score < 1)
		return;
	struct reading *reading = &work->readings[work->n_readings++];
	*reading = (struct reading){.lemma = stem->lemma,
		.lexemes = stem->known.lexemes,
		.score = (uint16_t)score,
		.known = known};
	memcpy(&reading->features, &parse->features, sizeof reading->features);
}

/* A stop is softened before a suffix with a vowel, if one stands before it too: одағы, but халқы.
 */
static bool may_soften(const struct work *work, const struct parse *parse)
{
	return parse->vowel && parse->n_letters > 1 &&
	       work->analyser->image->letters[work->word.letters[parse->n_letters - 2]].is_vowel;
}

/* A parse with each stem it may have. */
static void add_readings(struct work *work, const struct parse *parse)
{
	uint32_t n = parse->n_letters;
	const struct morph_letter *letters = work->analyser->image->letters;
	const struct morph_letter *last = &letters[n ? work->word.letters[n - 1] : 0];
	bool softens = may_soften(work, parse);
	const struct stem_info *stem = find_stem(work, n, 0, parse->cut);
	if (stem)
		add_reading(work, parse, stem,
			softens && (last->softened || last->hardened) && !stem->is_alternate
				? NOT_SOFTENED
				: 0);
	if (!softens || !last->hardened)
		return;
	stem = find_stem(work, n, last->hardened, parse->cut);
	if (stem)
		add_reading(work, parse, stem, 0);
}

/* A form that stands in the table as it is: оған. */
static void add_irregular(struct work *work)
{
	const struct stem_info *whole = find_stem(work, work->word.n, 0, 0);
	const struct stem *entry = whole ? whole->known.entry : NULL;
	if (!entry || !(entry->classes & STEM_FORM) || work->n_readings == MAX_READINGS)
		return;
	struct reading *reading = &work->readings[work->n_readings++];
	struct str lemma = entry_lemma(work->analyser->image, entry);
	*reading = (struct reading){.lemma = lemma,
		.lexemes = lexicon_find(work->analyser->lexicon, lemma),
		.score = BASE + IRREGULAR_FORM,
		.known = true};
	memcpy(&reading->features, &entry->features, sizeof reading->features);
}

void sort_readings(struct reading *readings, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		struct reading moving = readings[i];
		uint32_t k = i;
		for (; k > 0 && readings[k - 1].score < moving.score; k--)
			readings[k] = readings[k - 1];
		readings[k] = moving;
	}
}

/* The best ones; the bare form, which was added first, is always among them. */
static enum dedi_status keep(struct work *work, struct word_info *ret_info)
{
	uint32_t most = work->analyser->max_readings;
	uint32_t n = most && work->n_readings > most ? most : work->n_readings;
	struct reading bare = work->readings[0];
	ret_info->lexemes = bare.lexemes;
	sort_readings(work->readings, work->n_readings);
	bool lost = true;
	for (uint32_t i = 0; i < n && lost; i++)
		lost = memcmp(&work->readings[i], &bare, sizeof bare) != 0;
	struct reading *readings = arena_alloc(work->analyser->arena, n * sizeof *readings);
	if (!readings || work->out_of_memory)
		return DEDI_NO_MEMORY;
	memcpy(readings, work->readings, n * sizeof *readings);
	if (lost)
		readings[n - 1] = bare;
	ret_info->readings = readings;
	ret_info->n_readings = n;
	return DEDI_OK;
}

enum dedi_status analyse_form(const struct analyser *analyser, struct str form,
	enum capital capital, struct word_info *ret_info)
{
	struct work work;
	struct parse parses[PARSE_MAX];
	work.analyser = analyser;
	work.capital = capital;
	work.n_stems = work.n_readings = 0;
	work.out_of_memory = false;
	letter_form(analyser->image, form, &work.word);
	uint32_t n = parse_word(analyser->image, &work.word, parses);
	for (uint32_t i = 0; i < n; i++)
		add_readings(&work, &parses[i]);
	add_irregular(&work);
	return keep(&work, ret_info);
}

enum dedi_status morph_analyse(const struct lexicon *lexicon, struct str form, struct arena *arena,
	struct reading **ret_readings, uint32_t *ret_n)
{
	struct analyser analyser = {.lexicon = lexicon, .image = morph_image(), .arena = arena};
	struct word_info info;
	enum dedi_status status = analyse_form(&analyser, form, CAPITAL_UNKNOWN, &info);
	if (status)
		return status;
	*ret_readings = info.readings;
	*ret_n = info.n_readings;
	return DEDI_OK;
}
