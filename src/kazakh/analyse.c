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
	POSSESSED_NAME = -40,   /* a possessive on what is written like a name */
	KNOWN_VERB = 20,        /* on top of a known stem */
	IRREGULAR_FORM = 700,   /* оған */
	WRONG_HARMONY = -200,
	WRONG_HARMONY_FOREIGN = -50,
	IRREGULAR = -80,
	NOT_SOFTENED = -150, /* к before a vowel, or г that is no softened к */
	NO_VOWEL = -500,
	ONE_LETTER = -600, /* known or not: no noun has one letter */
	SHORT_STEM = -200,
	SHORTISH_STEM = -60,
	BEHIND_HYPHEN = 300,
};

struct stem_info {
	struct str lemma;
	struct knowledge known;
	uint8_t n_letters, last, cut; /* what it was made of */
	bool is_bare;                 /* stands in the document */
	uint8_t name_ending;
	bool verb_ending;
};

/* A reading before it is written out: features of a parse (or of the table), lemma of a stem. */
struct candidate {
	uint64_t features;
	uint16_t score;
	uint8_t stem;
	bool known;
};

struct work {
	const struct analyser *analyser;
	enum capital capital;
	uint32_t n_stems, n_candidates;
	bool out_of_memory;
	struct lettered word;
	struct stem_info stems[MAX_STEMS];
	struct candidate candidates[MAX_READINGS];
};

static struct str entry_lemma(const struct morph_image *image, const struct stem *entry)
{
	const char *characters = morph_part(image, image->characters);
	return str_make(characters + entry->lemma, entry->n_lemma);
}

static bool ends_like_verb(const struct morph_image *image, const struct lettered *word, uint32_t n)
{
	if (n < 4)
		return false;
	uint8_t last = word->letters[n - 1];
	uint32_t i = image->verb_endings_of[last], end = image->verb_endings_of[last + 1];
	if (i == end)
		return false;
	const struct verb_ending *endings = morph_part(image, image->verb_endings);
	uint64_t letters = 0;
	for (uint32_t k = n > 8 ? n - 8 : 0; k < n; k++)
		letters = letters << 8 | word->letters[k];
	for (; i < end; i++)
		if ((letters & endings[i].mask) == endings[i].letters)
			return true;
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
		       stem_info->name_ending || work->word.neutral >> parse->n_letters & 1;
	return foreign ? WRONG_HARMONY_FOREIGN : WRONG_HARMONY;
}

static int verb_score(const struct work *work, const struct stem_info *stem)
{
	int score = work->capital == CAPITAL_INSIDE ? VERB_NAME : 0;
	if (stem->known.is_verb)
		score += KNOWN_STEM + KNOWN_VERB;
	return score + (stem->verb_ending ? VERB_ENDING : 0);
}

static int noun_score(
	const struct work *work, const struct parse *parse, const struct stem_info *stem)
{
	int score = parse->n_suffixes ? stem->known.noun.stem : stem->known.noun.bare;
	if (stem->is_bare)
		score += work->capital == CAPITAL_INSIDE ? BARE_NAME : BARE_IN_DOCUMENT;
	struct features features;
	memcpy(&features, &parse->features, sizeof features);
	if (features.possessive && work->capital == CAPITAL_INSIDE)
		score += POSSESSED_NAME;
	return score + (stem->name_ending ? NAME_ENDING : 0);
}

/* What speaks against a stem that nothing is known of. */
static int unknown_score(const struct work *work, const struct parse *parse)
{
	if (!parse->n_suffixes || parse->hyphen)
		return 0;
	if (work->word.has_vowel > parse->n_letters)
		return NO_VOWEL;
	return parse->n_letters < 3 ? SHORT_STEM : parse->n_letters < 4 ? SHORTISH_STEM : 0;
}

static bool is_possible(const struct parse *parse, const struct stem_info *stem, bool known)
{
	if (parse->known_only && !known)
		return false;
	if (parse->n_suffixes && !parse->n_letters && !parse->hyphen)
		return false;
	return !parse->poss3 || stem->known.is_known_noun || stem->name_ending == PATRONYMIC_ENDING;
}

static void add_reading(
	struct work *work, const struct parse *parse, const struct stem_info *stem, int score)
{
	bool known =
		parse->is_verb ? stem->known.is_verb : stem->known.is_known_noun || stem->is_bare;
	if (!is_possible(parse, stem, known))
		return;
	score += BASE + parse->gain + harmony_score(work, parse, stem);
	score += parse->is_verb ? verb_score(work, stem) : noun_score(work, parse, stem);
	score += known ? 0 : unknown_score(work, parse);
	if (parse->n_letters == 1 && parse->n_suffixes && !parse->hyphen && !parse->is_verb)
		score += ONE_LETTER;
	score += parse->irregular ? IRREGULAR : 0;
	score += parse->hyphen ? BEHIND_HYPHEN : 0;
	if (work->n_candidates == MAX_READINGS || score < 1)
		return;
	work->candidates[work->n_candidates++] = (struct candidate){
		parse->features, (uint16_t)score, (uint8_t)(stem - work->stems), known};
}

/* A stop is softened before a suffix with a vowel, if one stands before it too: одағы, but халқы.
 */
static bool may_soften(const struct work *work, const struct parse *parse)
{
	return parse->vowel && parse->n_letters > 1 &&
	       work->analyser->image->letters[work->word.letters[parse->n_letters - 2]].is_vowel;
}

/* What a stem that only stands before vowels is the form of: халық of халқ. */
static const struct stem_info *full_stem(struct work *work, const struct stem_info *stem)
{
	const struct stem *entry = stem->known.entry;
	if (work->n_stems == MAX_STEMS)
		return NULL;
	struct stem_info *full = &work->stems[work->n_stems++];
	struct str lemma = entry_lemma(work->analyser->image, entry);
	*full = (struct stem_info){.lemma = lemma, .last = UINT8_MAX};
	know_stem(work, full, lex_hash(lemma));
	return full;
}

/* A parse with each stem it may have. */
static void add_readings(struct work *work, const struct parse *parse)
{
	uint32_t n = parse->n_letters;
	const struct morph_letter *letters = work->analyser->image->letters;
	const struct morph_letter *last = &letters[n ? work->word.letters[n - 1] : 0];
	bool softens = may_soften(work, parse);
	const struct stem_info *stem = find_stem(work, n, 0, parse->cut);
	if (!stem)
		return;
	add_reading(work, parse, stem,
		softens && (last->softened || last->hardened) ? NOT_SOFTENED : 0);
	if (parse->vowel && stem->known.entry && stem->known.entry->classes & STEM_ALTERNATE) {
		stem = full_stem(work, stem);
		if (stem)
			add_reading(work, parse, stem, 0);
	}
	if (!softens || !last->hardened)
		return;
	stem = find_stem(work, n, last->hardened, parse->cut);
	if (stem)
		add_reading(work, parse, stem, 0);
}

/* A form that stands in the table as it is: оған. */
static void add_irregular(struct work *work)
{
	const struct stem *entry = work->stems[0].known.entry;
	if (!entry || !(entry->classes & STEM_FORM) || work->n_candidates == MAX_READINGS ||
		work->n_stems == MAX_STEMS)
		return;
	struct stem_info *stem = &work->stems[work->n_stems];
	*stem = (struct stem_info){.lemma = entry_lemma(work->analyser->image, entry)};
	stem->known.lexemes = lexicon_find(work->analyser->lexicon, stem->lemma);
	work->candidates[work->n_candidates++] = (struct candidate){
		entry->features, BASE + IRREGULAR_FORM, (uint8_t)work->n_stems++, true};
}

/* Insertion sort, best first; equal scores stay in order. */
static void sort_candidates(struct candidate *candidates, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		struct candidate moving = candidates[i];
		uint32_t k = i;
		for (; k > 0 && candidates[k - 1].score < moving.score; k--)
			candidates[k] = candidates[k - 1];
		candidates[k] = moving;
	}
}

static struct reading write_out(const struct work *work, const struct candidate *candidate)
{
	const struct stem_info *stem = &work->stems[candidate->stem];
	struct reading reading = {.lemma = stem->lemma,
		.lexemes = stem->known.lexemes,
		.score = candidate->score,
		.known = candidate->known};
	memcpy(&reading.features, &candidate->features, sizeof reading.features);
	return reading;
}

/* The best ones; the bare form, which was added first, is always among them. */
static enum dedi_status keep(struct work *work, struct word_info *ret_info)
{
	struct candidate bare = work->candidates[0];
	uint32_t most = work->analyser->max_readings, n = work->n_candidates;
	sort_candidates(work->candidates, n);
	if (most && n > most) {
		n = most;
		bool kept = false;
		for (uint32_t i = 0; i < n; i++)
			kept = kept || (work->candidates[i].stem == bare.stem &&
					       !work->candidates[i].features);
		if (!kept)
			work->candidates[n - 1] = bare;
	}
	struct reading *readings = arena_alloc(work->analyser->arena, n * sizeof *readings);
	if (!readings || work->out_of_memory)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		readings[i] = write_out(work, &work->candidates[i]);
	ret_info->readings = readings;
	ret_info->n_readings = n;
	ret_info->lexemes = work->stems[0].known.lexemes;
	return DEDI_OK;
}

enum dedi_status analyse_form(const struct analyser *analyser, struct str form,
	enum capital capital, struct word_info *ret_info)
{
	struct work work;
	struct parse parses[PARSE_MAX];
	work.analyser = analyser;
	work.capital = capital;
	work.n_stems = work.n_candidates = 0;
	work.out_of_memory = false;
	letter_form(analyser->image, form, &work.word);
	uint32_t n = parse_word(analyser->image, &work.word, parses);
	for (uint32_t i = 0; i < n && !work.out_of_memory; i++)
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
