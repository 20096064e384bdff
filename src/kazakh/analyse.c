/*
 * The readings of a form, best first.
 *
 * parse_word gives chains of suffixes; here each gets its possible stems (softening undone, letters
 * put back), what is known of them (lexicon, table of stems, bare in the document, ending of a
 * surname) and a score: how likely such an ending is to be one, plus the evidence. Each distinct
 * stem is looked up once.
 */
#include "kazakh/analyse.h"

#include "base/utf8.h"

enum { MAX_STEMS = 40, MAX_READINGS = 96 };

/* The weights of the evidence. A reading starts at BASE; gains of suffixes are in the tables. */
enum {
	BASE = 2000,
	BARE_KNOWN = 600, /* the form as it stands is a word of the lexicon */
	STEM_KNOWN = 400,
	STEM_OPENS_KEY = 60, /* … or opens a key of several words */
	STEM_BARE = 250,     /* the stem stands alone elsewhere in the document */
	NAME_ENDING = 120,   /* the stem ends like a surname or patronymic */
	WRONG_HARMONY = -200,
	WRONG_HARMONY_FOREIGN = -50,
	IRREGULAR = -80,
	NOT_SOFTENED = -150, /* к before a vowel, or г that is no softened к */
	SHORT_STEM = -200,
	SHORTISH_STEM = -60,
	BEHIND_HYPHEN = 300,
};

/* What a key of one word tells of the same word in a text: how likely it is to stand there bare,
 * and how likely to be a stem with endings. */
struct weight {
	int16_t bare, stem;
};

struct stem_info {
	struct str lemma;
	struct lexemes lexemes;
	uint8_t n_letters, last; /* what it was made of */
	uint8_t cut;
	struct weight weight; /* as a nominal */
	bool verb;
	bool bare; /* in the document */
	bool name_ending, patronymic;
	bool alternate; /* a stem that only occurs before vowels: lemma is what it stands for */
};

struct work {
	const struct analyser *analyser;
	struct lettered word;
	struct stem_info stems[MAX_STEMS];
	struct reading readings[MAX_READINGS];
	uint32_t n_stems, n_readings;
	bool out_of_memory;
};

static struct weight function_word_weight(enum function_class class)
{
	switch (class) {
	case FUNCTION_PRONOUN:
	case FUNCTION_CONJUNCTION:
	case FUNCTION_POSTPOSITION:
	case FUNCTION_QUESTION:
		return (struct weight){470, STEM_KNOWN};
	case FUNCTION_COMMON:
	case FUNCTION_RELATION: /* words as they stand in a text, endings and all */
		return (struct weight){STEM_OPENS_KEY, STEM_OPENS_KEY};
	default:
		return (struct weight){350, STEM_KNOWN};
	}
}

static struct weight key_weight(const struct lexicon *lexicon, const struct lexeme *lexeme)
{
	uint32_t class = 0;
	switch ((enum lex_table)lexeme->table) {
	case LEX_FUNCTION_WORD:
		return function_word_weight((enum function_class)lexicon_code(
			lexicon, LEX_FUNCTION_WORD, lexeme->row, FUNCTION_WORD_COL_CLASS));
	case LEX_NAME_HEAD:
		class = lexicon_code(lexicon, LEX_NAME_HEAD, lexeme->row, NAME_HEAD_COL_CLASS);
		if (class == NAME_HEAD_NAMING || class == NAME_HEAD_SLOGAN)
			return (struct weight){0, 0}; /* words as they stand in a text */
		return (struct weight){BARE_KNOWN, STEM_KNOWN};
	case LEX_GIVEN_NAME:
	case LEX_SURNAME:
	case LEX_TITLE:
	case LEX_POSITION:
	case LEX_GROUP:
	case LEX_ORG_HEAD:
	case LEX_ORG:
	case LEX_ACRONYM:
	case LEX_LEGAL_FORM:
	case LEX_MEDIA:
	case LEX_PLACE:
	case LEX_CAMPAIGN_HEAD:
	case LEX_CAMPAIGN:
	case LEX_SCOPE:
		return (struct weight){BARE_KNOWN, STEM_KNOWN};
	default:
		return (struct weight){0, 0};
	}
}

static bool is_known_noun(const struct stem_info *stem)
{
	return stem->weight.stem >= STEM_KNOWN;
}

static bool is_verb_key(const struct lexicon *lexicon, const struct lexeme *lexeme)
{
	if (lexeme->table == LEX_CUE)
		return true;
	return lexeme->table == LEX_REPORT_WORD &&
	       lexicon_code(lexicon, LEX_REPORT_WORD, lexeme->row, REPORT_WORD_COL_CLASSES) &
		       1u << REPORT_AUXILIARY;
}

static void weigh(struct stem_info *stem, struct weight weight)
{
	if (weight.bare > stem->weight.bare)
		stem->weight.bare = weight.bare;
	if (weight.stem > stem->weight.stem)
		stem->weight.stem = weight.stem;
}

static void know_lexemes(const struct lexicon *lexicon, struct stem_info *stem)
{
	for (uint32_t i = stem->lexemes.n; i > 0; i--) {
		const struct lexeme *lexeme = &stem->lexemes.at[i - 1];
		struct weight weight = key_weight(lexicon, lexeme);
		if (lexeme->n_words > 1) { /* as are all that stand before it */
			if (weight.bare)
				weigh(stem, (struct weight){STEM_OPENS_KEY, STEM_OPENS_KEY});
			return;
		}
		weigh(stem, weight);
		stem->verb = stem->verb || is_verb_key(lexicon, lexeme);
	}
}

static void know_table(const struct morph_image *image, struct stem_info *stem)
{
	const struct stem *entry = morph_stem(image, stem->lemma);
	if (!entry)
		return;
	if (entry->is_alternate) {
		const char *characters = morph_part(image, image->characters);
		stem->lemma = str_make(characters + entry->lemma, entry->n_lemma);
		stem->alternate = true;
	}
	if (entry->classes & (STEM_NOUN | STEM_FIXED))
		weigh(stem, (struct weight){BARE_KNOWN, STEM_KNOWN});
	if (entry->classes & STEM_VERB)
		stem->verb = true;
}

static bool bare_in_document(const struct form_index *forms, struct str form)
{
	if (!forms)
		return false;
	for (uint32_t at = (uint32_t)str_hash(form) & forms->mask; forms->slots[at];
		at = (at + 1) & forms->mask)
		if (str_eq(forms->words[forms->slots[at] - 1].form, form))
			return true;
	return false;
}

/* The longest ending of the lemma that is in the table of surname endings. */
static void know_ending(const struct lexicon *lexicon, struct stem_info *stem)
{
	struct str lemma = stem->lemma;
	size_t at = lemma.n;
	for (uint32_t n = 1; n <= 6 && at > 0; n++) {
		(void)utf8_prev(lemma, &at);
		if (n < 2 || at < 4)
			continue;
		struct lexemes found = lexicon_find(lexicon, str_make(lemma.p + at, lemma.n - at));
		for (uint32_t i = 0; i < found.n; i++) {
			if (found.at[i].table != LEX_SURNAME_ENDING)
				continue;
			stem->name_ending = true;
			if (lexicon_code(lexicon, LEX_SURNAME_ENDING, found.at[i].row,
				    SURNAME_ENDING_COL_KIND) == NAME_ENDING_PATRONYMIC)
				stem->patronymic = true;
		}
	}
}

struct stem_traits stem_traits(
	const struct lexicon *lexicon, const struct morph_image *image, struct str lemma)
{
	struct stem_info stem = {.lemma = lemma, .lexemes = lexicon_find(lexicon, lemma)};
	size_t at = lemma.n;
	uint32_t last = lemma.n ? utf8_prev(lemma, &at) : 0;
	know_table(image, &stem);
	know_lexemes(lexicon, &stem);
	know_ending(lexicon, &stem);
	return (struct stem_traits){.is_verb = stem.verb,
		.is_patronymic = stem.patronymic,
		.may_keep_possessive = (is_known_noun(&stem) || stem.patronymic) &&
				       image->letters[letter_of(image, last)].may_end_poss3};
}

/* The letters of a stem as text: a slice of the form where nothing was changed. */
static bool stem_text(
	struct work *work, uint32_t n_letters, uint8_t last, uint8_t cut, struct str *ret_text)
{
	const struct lettered *word = &work->word;
	if (!last && !cut) {
		*ret_text = str_make(word->form.p, word->offsets[n_letters]);
		return true;
	}
	const struct morph_letter *letters = work->analyser->image->letters;
	size_t n = word->offsets[last ? n_letters - 1 : n_letters];
	char *text = arena_alloc(work->analyser->arena, n + 8);
	if (!text) {
		work->out_of_memory = true;
		return false;
	}
	memcpy(text, word->form.p, n);
	if (last)
		n += utf8_put(letters[last].code_point, text + n);
	if (cut)
		n += utf8_put(letters[cut].code_point, text + n);
	*ret_text = str_make(text, n);
	return true;
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
	if (!stem_text(work, n_letters, last, cut, &stem->lemma))
		return NULL;
	know_table(work->analyser->image, stem);
	stem->lexemes = lexicon_find(work->analyser->lexicon, stem->lemma);
	know_lexemes(work->analyser->lexicon, stem);
	stem->bare =
		n_letters < work->word.n && bare_in_document(work->analyser->forms, stem->lemma);
	know_ending(work->analyser->lexicon, stem);
	work->n_stems++;
	return stem;
}

static bool is_soft(const struct work *work, uint32_t n_letters)
{
	return n_letters &&
	       work->analyser->image->letters[work->word.letters[n_letters - 1]].hardened;
}

static bool is_hard(const struct work *work, uint32_t n_letters)
{
	return n_letters &&
	       work->analyser->image->letters[work->word.letters[n_letters - 1]].softened;
}

static int harmony_score(const struct work *work, const struct parse *parse)
{
	uint8_t stem = work->word.harmony[parse->n_letters];
	uint8_t cut = work->analyser->image->letters[parse->cut].harmony;
	if (cut)
		stem = cut;
	if (!stem || !parse->harmony || stem == parse->harmony)
		return 0;
	return work->word.foreign_end <= parse->n_letters || parse->hyphen ? WRONG_HARMONY_FOREIGN
									   : WRONG_HARMONY;
}

static int evidence(const struct parse *parse, const struct stem_info *stem)
{
	if (parse->is_verb)
		return stem->verb ? STEM_KNOWN : 0;
	int score = parse->n_suffixes ? stem->weight.stem : stem->weight.bare;
	if (stem->bare && !stem->alternate)
		score += STEM_BARE;
	return score + (stem->name_ending ? NAME_ENDING : 0);
}

static void add_reading(
	struct work *work, const struct parse *parse, const struct stem_info *stem, int score)
{
	bool known = parse->is_verb ? stem->verb : is_known_noun(stem) || stem->bare;
	if (parse->known_only && !known)
		return;
	if (parse->poss3 && !(is_known_noun(stem) || stem->patronymic))
		return;
	if (!known && !parse->hyphen) {
		if (work->word.has_vowel > parse->n_letters && parse->n_suffixes)
			return;
		if (parse->n_suffixes && parse->n_letters < 4)
			score += parse->n_letters < 3 ? SHORT_STEM : SHORTISH_STEM;
	}
	if (parse->n_letters == 0 && parse->n_suffixes && !parse->hyphen)
		return;
	score += BASE + parse->gain + evidence(parse, stem) + harmony_score(work, parse);
	score += parse->irregular ? IRREGULAR : 0;
	score += parse->hyphen ? BEHIND_HYPHEN : 0;
	if (work->n_readings == MAX_READINGS || score < 1)
		return;
	struct reading *reading = &work->readings[work->n_readings++];
	*reading = (struct reading){.lemma = stem->lemma,
		.lexemes = stem->lexemes,
		.score = (uint16_t)score,
		.known = known};
	memcpy(&reading->features, &parse->features, sizeof reading->features);
}

/* A parse with each stem it may have. */
static void add_readings(struct work *work, const struct parse *parse)
{
	uint32_t n = parse->n_letters;
	const struct stem_info *stem;
	bool soft = parse->vowel && is_soft(work, n), hard = parse->vowel && is_hard(work, n);
	if ((stem = find_stem(work, n, 0, parse->cut)))
		add_reading(
			work, parse, stem, (soft || hard) && !stem->alternate ? NOT_SOFTENED : 0);
	if (!soft)
		return;
	uint8_t last = work->analyser->image->letters[work->word.letters[n - 1]].hardened;
	if ((stem = find_stem(work, n, last, parse->cut)))
		add_reading(work, parse, stem, 0);
}

/* Insertion sort, best first; equal scores stay in order, so that results are stable. */
static void sort_readings(struct reading *readings, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		struct reading moving = readings[i];
		uint32_t k = i;
		for (; k > 0 && readings[k - 1].score < moving.score; k--)
			readings[k] = readings[k - 1];
		readings[k] = moving;
	}
}

static bool is_bare(const struct reading *reading, struct str form)
{
	static const struct features none;
	return str_eq(reading->lemma, form) && memcmp(&reading->features, &none, sizeof none) == 0;
}

/* The best ones; the bare form is always among them. */
static enum dedi_status keep(struct work *work, struct str form, struct word_info *ret_info)
{
	sort_readings(work->readings, work->n_readings);
	uint32_t most = work->analyser->max_readings;
	uint32_t n = most && work->n_readings > most ? most : work->n_readings;
	for (uint32_t i = n; i < work->n_readings; i++)
		if (is_bare(&work->readings[i], form))
			work->readings[n - 1] = work->readings[i];
	struct reading *readings = arena_alloc(work->analyser->arena, n * sizeof *readings);
	if (!readings || work->out_of_memory)
		return DEDI_NO_MEMORY;
	memcpy(readings, work->readings, n * sizeof *readings);
	ret_info->readings = readings;
	ret_info->n_readings = n;
	ret_info->lexemes = (struct lexemes){NULL, 0};
	for (uint32_t i = 0; i < n; i++)
		if (is_bare(&readings[i], form))
			ret_info->lexemes = readings[i].lexemes;
	return DEDI_OK;
}

enum dedi_status analyse_form(
	const struct analyser *analyser, struct str form, struct word_info *ret_info)
{
	struct work work;
	struct parse parses[PARSE_MAX];
	work.analyser = analyser;
	work.n_stems = work.n_readings = 0;
	work.out_of_memory = false;
	letter_form(analyser->image, form, &work.word);
	uint32_t n = parse_word(analyser->image, &work.word, parses);
	/* The bare form is the word itself even where it is longer than what is looked at. */
	for (uint32_t i = 0; i < n; i++)
		add_readings(&work, &parses[i]);
	return keep(&work, form, ret_info);
}

enum dedi_status morph_analyse(const struct lexicon *lexicon, struct str form, struct arena *arena,
	struct reading **ret_readings, uint32_t *ret_n)
{
	struct analyser analyser = {.lexicon = lexicon, .image = morph_image(), .arena = arena};
	struct word_info info;
	enum dedi_status status = analyse_form(&analyser, form, &info);
	if (status)
		return status;
	*ret_readings = info.readings;
	*ret_n = info.n_readings;
	return DEDI_OK;
}
