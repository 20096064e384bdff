/*
 * The readings of a form, best first.
 *
 * parse_word gives chains of suffixes; here each gets its possible stems (softening undone, letters
 * put back), what is known of them and a score: how likely such an ending is to be one, plus the
 * evidence. Each distinct stem is looked up once. No allocation until the readings are written out.
 */
#include "kazakh/analyse.h"

#include "base/utf8.h"
#include "kazakh/parse.h"

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
	HOPELESS = 700, /* so much worse than the best is never right */
};

enum { SCRATCH = 512 };

struct stem_info {
	struct knowledge known;
	uint8_t n_letters, last, cut; /* what it was made of */
	uint8_t name_ending;
	bool verb_ending;
};

struct work {
	const struct lexicon *lexicon;
	const struct morph_image *image;
	enum capital capital;
	struct lettered word;
	struct candidates *out;
	struct stem_info stems[MAX_LEMMAS]; /* of out->lemmas */
	char scratch[SCRATCH];              /* a stem that is no part of the form */
};

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

/* Fills the lemma from the letters of a stem; the text is a slice of the form or in scratch. False
 * for what is too long to be a word. */
static bool stem_text(
	struct work *work, const struct stem_info *stem, struct lemma *lemma, struct str *ret_text)
{
	const struct lettered *word = &work->word;
	uint32_t kept = stem->last ? stem->n_letters - 1u : stem->n_letters;
	size_t n = word->offsets[kept];
	lemma->hash = word->hashes[kept];
	*ret_text = str_make(word->form.p, n);
	if (n > UINT16_MAX)
		return false;
	lemma->n_prefix = (uint16_t)n;
	if (!stem->last && !stem->cut)
		return true;
	if (n + LEMMA_TAIL > SCRATCH)
		return false;
	const struct morph_letter *letters = work->image->letters;
	size_t end = 0;
	if (stem->last)
		end += utf8_put(letters[stem->last].code_point, lemma->tail);
	if (stem->cut)
		end += utf8_put(letters[stem->cut].code_point, lemma->tail + end);
	lemma->hash = lex_hash_more(lemma->hash, str_make(lemma->tail, end));
	lemma->n_tail = (uint8_t)end;
	memcpy(work->scratch, word->form.p, n);
	memcpy(work->scratch + n, lemma->tail, end);
	*ret_text = str_make(work->scratch, n + end);
	return true;
}

static void know_stem(
	struct work *work, struct stem_info *stem, struct lemma *lemma, struct str text)
{
	knowledge_of(work->lexicon, work->image, text, lemma->hash, work->capital, &stem->known);
	lemma->lexemes = stem->known.lexemes;
	if (work->capital != CAPITAL_NEVER)
		stem->name_ending = (uint8_t)name_ending_of(work->lexicon, work->image, text);
	stem->verb_ending = !stem->cut && !stem->last && !stem->known.is_verb &&
			    ends_like_verb(work->image, &work->word, stem->n_letters);
}

/* The number of the stem; MAX_LEMMAS if there is no room for it. */
static uint32_t find_stem(struct work *work, uint32_t n_letters, uint8_t last, uint8_t cut)
{
	uint32_t n = work->out->n_lemmas;
	for (uint32_t i = 0; i < n; i++) {
		const struct stem_info *stem = &work->stems[i];
		if (stem->n_letters == n_letters && stem->last == last && stem->cut == cut)
			return i;
	}
	if (n == MAX_LEMMAS)
		return MAX_LEMMAS;
	struct stem_info *stem = &work->stems[n];
	struct lemma *lemma = &work->out->lemmas[n];
	struct str text;
	*stem = (struct stem_info){.n_letters = (uint8_t)n_letters, .last = last, .cut = cut};
	*lemma = (struct lemma){.is_form = n_letters == work->word.n};
	if (!stem_text(work, stem, lemma, &text))
		return MAX_LEMMAS;
	know_stem(work, stem, lemma, text);
	return work->out->n_lemmas++;
}

/* What an entry of the table stands for: халық for халқ, ол for оған. */
static uint32_t table_lemma(struct work *work, const struct stem *entry)
{
	uint32_t n = work->out->n_lemmas;
	if (n == MAX_LEMMAS)
		return MAX_LEMMAS;
	const char *characters = morph_part(work->image, work->image->characters);
	struct str text = str_make(characters + entry->lemma, entry->n_lemma);
	struct stem_info *stem = &work->stems[n];
	struct lemma *lemma = &work->out->lemmas[n];
	*stem = (struct stem_info){.last = UINT8_MAX};
	*lemma = (struct lemma){
		.fixed = text.p, .n_fixed = (uint16_t)text.n, .hash = lex_hash(text)};
	know_stem(work, stem, lemma, text);
	return work->out->n_lemmas++;
}

/* Harmony is not reliable for loans, acronyms and Russian surnames. */
static int harmony_score(
	const struct work *work, const struct parse *parse, const struct stem_info *stem_info)
{
	uint8_t stem = work->word.harmony[parse->n_letters];
	uint8_t cut = work->image->letters[parse->cut].harmony;
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
	struct features features;
	memcpy(&features, &parse->features, sizeof features);
	if (features.possessive && work->capital == CAPITAL_INSIDE)
		score += POSSESSED_NAME;
	if (parse->n_letters == 1 && parse->n_suffixes && !parse->hyphen)
		score += ONE_LETTER;
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

static void add_candidate(struct work *work, const struct parse *parse, uint32_t number, int score)
{
	if (number == MAX_LEMMAS || work->out->n == MAX_CANDIDATES)
		return;
	const struct stem_info *stem = &work->stems[number];
	bool known = parse->is_verb ? stem->known.is_verb : stem->known.is_known_noun;
	if (!is_possible(parse, stem, known))
		return;
	int unknown = known ? 0 : unknown_score(work, parse), if_bare = 0;
	score += BASE + parse->gain + harmony_score(work, parse, stem) + unknown;
	score += parse->is_verb ? verb_score(work, stem) : noun_score(work, parse, stem);
	score += parse->irregular ? IRREGULAR : 0;
	score += parse->hyphen ? BEHIND_HYPHEN : 0;
	if (!parse->is_verb && !work->out->lemmas[number].is_form)
		if_bare =
			(work->capital == CAPITAL_INSIDE ? BARE_NAME : BARE_IN_DOCUMENT) - unknown;
	if (score < 1)
		return;
	work->out->at[work->out->n++] = (struct candidate){
		parse->features, (uint16_t)score, (int16_t)if_bare, (uint8_t)number, known};
}

/* A stop is softened before a suffix with a vowel, if one stands before it too: одағы, but халқы.
 */
static bool may_soften(const struct work *work, const struct parse *parse)
{
	return parse->vowel && parse->n_letters > 1 &&
	       work->image->letters[work->word.letters[parse->n_letters - 2]].is_vowel;
}

/* A parse with each stem it may have. */
static void add_candidates(struct work *work, const struct parse *parse)
{
	uint32_t n = parse->n_letters;
	const struct morph_letter *last = &work->image->letters[n ? work->word.letters[n - 1] : 0];
	bool softens = may_soften(work, parse);
	uint32_t number = find_stem(work, n, 0, parse->cut);
	if (number == MAX_LEMMAS)
		return;
	add_candidate(work, parse, number,
		softens && (last->softened || last->hardened) ? NOT_SOFTENED : 0);
	const struct stem *entry = work->stems[number].known.entry;
	if (parse->vowel && entry && entry->classes & STEM_ALTERNATE)
		add_candidate(work, parse, table_lemma(work, entry), 0);
	if (softens && last->hardened)
		add_candidate(work, parse, find_stem(work, n, last->hardened, parse->cut), 0);
}

/* A form that stands in the table as it is: оған. */
static void add_irregular(struct work *work)
{
	const struct stem *entry = work->stems[0].known.entry;
	if (!entry || !(entry->classes & STEM_FORM) || work->out->n == MAX_CANDIDATES)
		return;
	uint32_t number = table_lemma(work, entry);
	if (number != MAX_LEMMAS)
		work->out->at[work->out->n++] = (struct candidate){
			entry->features, BASE + IRREGULAR_FORM, 0, (uint8_t)number, true};
}

void form_analyse(const struct lexicon *lexicon, const struct morph_image *image, struct str form,
	enum capital capital, struct candidates *candidates)
{
	struct work work;
	struct parse parses[PARSE_MAX];
	work.lexicon = lexicon;
	work.image = image;
	work.capital = capital;
	work.out = candidates;
	candidates->n = candidates->n_lemmas = 0;
	letter_form(image, form, &work.word);
	uint32_t n = parse_word(image, &work.word, parses);
	for (uint32_t i = 0; i < n; i++)
		add_candidates(&work, &parses[i]);
	add_irregular(&work);
}

/* Whether the document could still make it one of the better ones. */
static bool has_chances(const struct candidate *candidate, uint32_t best)
{
	uint32_t most =
		candidate->score + (candidate->if_bare > 0 ? (uint32_t)candidate->if_bare : 0);
	return most + HOPELESS >= best;
}

void candidates_prune(struct candidates *candidates)
{
	struct candidate *at = candidates->at;
	uint32_t best = 0, n = 1;
	uint64_t used = 1; /* lemmas; the form itself is the first */
	_Static_assert(MAX_LEMMAS <= 64, "a bit for each lemma");
	for (uint32_t i = 0; i < candidates->n; i++)
		if (at[i].score > best)
			best = at[i].score;
	for (uint32_t i = 1; i < candidates->n; i++) {
		if (!has_chances(&at[i], best))
			continue;
		used |= UINT64_C(1) << at[i].lemma;
		at[n++] = at[i];
	}
	candidates->n = n;
	uint8_t new_number[MAX_LEMMAS];
	uint32_t n_lemmas = 0;
	for (uint32_t i = 0; i < candidates->n_lemmas; i++) {
		if (!(used >> i & 1))
			continue;
		new_number[i] = (uint8_t)n_lemmas;
		if (i != n_lemmas)
			candidates->lemmas[n_lemmas] = candidates->lemmas[i];
		n_lemmas++;
	}
	for (uint32_t i = 0; i < n; i++)
		at[i].lemma = new_number[at[i].lemma];
	candidates->n_lemmas = n_lemmas;
}

/* Writing out. */

enum { READING_ALIGN = _Alignof(struct reading) };

size_t record_size(const struct candidates *candidates, struct str form)
{
	uint32_t tables = 0;
	for (uint32_t i = 0; i < candidates->n_lemmas; i++)
		tables |= candidates->lemmas[i].lexemes.tables;
	return keys_most(tables) * sizeof(struct single_key) + sizeof(struct word_record) +
	       candidates->n * sizeof(struct reading) +
	       chances_of(candidates->n) * sizeof(struct chance) + form.n +
	       candidates->n_lemmas * (form.n + LEMMA_TAIL) + READING_ALIGN;
}

/* A reading's place among the others. */
struct rank {
	uint16_t score;
	uint8_t order, index;
	bool bare;
};

/* Insertion sort, best first; equal scores stay in order. */
static void sort_ranks(struct rank *ranks, uint32_t n)
{
	for (uint32_t i = 1; i < n; i++) {
		struct rank moving = ranks[i];
		uint32_t k = i;
		for (; k > 0 && (ranks[k - 1].score < moving.score ||
					(ranks[k - 1].score == moving.score &&
						ranks[k - 1].order > moving.order));
			k--)
			ranks[k] = ranks[k - 1];
		ranks[k] = moving;
	}
}

/* Sorts; returns how many at the head are worth keeping, the bare form always among them. */
static uint32_t keep_best(struct rank *ranks, uint32_t n, uint32_t most)
{
	sort_ranks(ranks, n);
	if (!most)
		return n;
	most = most < n ? most : n;
	while (most > 1 && ranks[most - 1].score + HOPELESS < ranks[0].score)
		most--;
	uint32_t bare = 0;
	while (bare + 1 < n && !ranks[bare].bare)
		bare++;
	if (bare < most)
		return most;
	struct rank moving = ranks[bare];
	memmove(ranks + most + 1, ranks + most, (bare - most) * sizeof *ranks);
	ranks[most] = moving;
	return most + 1;
}

static struct str lemma_text(struct str form, const struct lemma *lemma, char **room)
{
	if (lemma->fixed)
		return str_make(lemma->fixed, lemma->n_fixed);
	if (!lemma->n_tail)
		return str_make(form.p, lemma->n_prefix);
	struct str text = str_make(*room, (size_t)lemma->n_prefix + lemma->n_tail);
	memcpy(*room, form.p, lemma->n_prefix);
	memcpy(*room + lemma->n_prefix, lemma->tail, lemma->n_tail);
	*room += text.n;
	return text;
}

static uint64_t seconds_of(struct lexemes lexemes)
{
	uint64_t seconds = 0;
	for (uint32_t i = 0; i < lexemes.n && lexemes.at[i].n_words > 1; i++)
		seconds |= UINT64_C(1) << lexemes.at[i].second;
	return seconds;
}

static uint64_t both(uint64_t a, uint64_t b)
{
	a = (a ^ b) * UINT64_C(0xd6e8feb86659fd93);
	return a ^ a >> 32;
}

const struct lexeme *one_word_key(struct lexemes lexemes, enum lex_table table)
{
	const struct lexeme *found = NULL;
	if (!(lexemes.tables >> table & 1))
		return NULL;
	for (uint32_t i = lexemes.n; i > 0 && lexemes.at[i - 1].n_words == 1; i--)
		if (lexemes.at[i - 1].table == table)
			found = &lexemes.at[i - 1];
	return found;
}

uint32_t possessed_in_case(const struct word_info *info, struct str word)
{
	uint32_t i = 0;
	for (; i < info->n_readings; i++) {
		const struct features *features = &info->readings[i].features;
		if (features->possessive == POSS_3 && features->kase &&
			info->readings[i].lemma.n < word.n)
			break;
	}
	return i;
}

/* The reading whose lemma a key of one word is. */
static uint32_t reading_of_key(
	const struct word_info *info, struct lexemes lexemes, struct str form)
{
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].lexemes.at == lexemes.at)
			return i;
	return possessed_in_case(info, form);
}

static uint32_t tables_of_longer(struct lexemes lexemes)
{
	uint32_t tables = 0;
	for (uint32_t i = 0; i < lexemes.n && lexemes.at[i].n_words > 1; i++)
		tables |= 1u << lexemes.at[i].table;
	return tables;
}

/* Keys of one word among these, of tables that have none yet. */
static void add_keys(
	struct word_info *info, struct lexemes lexemes, struct str form, struct single_key *keys)
{
	info->longer |= tables_of_longer(lexemes);
	uint32_t reading = lexemes.n ? reading_of_key(info, lexemes, form) : info->n_readings;
	if (reading == info->n_readings)
		return;
	uint32_t tables = lexemes.tables;
	for (uint32_t i = 0; i < info->n_keys; i++)
		tables &= ~(1u << keys[i].table);
	for (; tables; tables &= tables - 1) {
		uint8_t table = (uint8_t)__builtin_ctz(tables);
		const struct lexeme *word = one_word_key(lexemes, (enum lex_table)table);
		if (word)
			keys[info->n_keys++] = (struct single_key){
				word->row, table, (uint8_t)reading, word->is_alias};
	}
}

void word_info_sum_up(struct word_info *info, struct str form, struct single_key *keys)
{
	const struct reading *best = &info->readings[0];
	uint64_t features, identity = both(both(form.n, lex_hash(form)), lex_hash(best->lemma));
	_Static_assert(sizeof features == sizeof best->features, "one number");
	memcpy(&features, &best->features, sizeof features);
	size_t possessed = form.n; /* the shortest lemma whose possessive may belong to the word */
	info->keys = keys;
	info->n_keys = 0;
	info->longer = 0;
	add_keys(info, info->lexemes, form, keys);
	info->seconds = seconds_of(info->lexemes);
	info->tables = info->lexemes.tables;
	info->numbers = UINT64_C(1) << lex_word_number(form);
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *reading = &info->readings[i];
		info->tables |= reading->lexemes.tables;
		info->seconds |= seconds_of(reading->lexemes);
		if (reading->lexemes.at != info->lexemes.at)
			add_keys(info, reading->lexemes, form, keys);
		info->numbers |= UINT64_C(1) << lex_word_number(reading->lemma);
		if (reading->features.possessive == POSS_3 && reading->features.kase &&
			reading->lemma.n < possessed)
			possessed = reading->lemma.n;
		identity = both(identity, (uintptr_t)reading->lexemes.at);
	}
	info->identity = both(identity, features);
	for (size_t n = form.n; n > possessed; (void)utf8_prev(form, &n))
		info->numbers |= UINT64_C(1) << lex_word_number(str_make(form.p, n));
}

struct word_record *record_write(
	void *room, struct str form, const struct candidates *candidates, uint32_t most)
{
	struct word_record *record = room;
	struct rank ranks[MAX_CANDIDATES];
	struct str lemmas[MAX_LEMMAS];
	char *text = (char *)(record->chances + chances_of(candidates->n));
	*record = (struct word_record){.form = str_make(text, form.n), .n = candidates->n};
	if (form.n)
		memcpy(text, form.p, form.n);
	text += form.n;
	for (uint32_t i = 0; i < candidates->n_lemmas; i++)
		lemmas[i] = lemma_text(record->form, &candidates->lemmas[i], &text);
	for (uint32_t i = 0; i < candidates->n; i++)
		ranks[i] = (struct rank){candidates->at[i].score, (uint8_t)i, (uint8_t)i,
			candidates->at[i].lemma == candidates->at[0].lemma &&
				!candidates->at[i].features};
	uint32_t n = keep_best(ranks, record->n, most);
	record->at =
		(void *)(text + (READING_ALIGN - (uintptr_t)text % READING_ALIGN) % READING_ALIGN);
	for (uint32_t i = 0; i < record->n; i++) {
		const struct candidate *candidate = &candidates->at[ranks[i].index];
		const struct lemma *lemma = &candidates->lemmas[candidate->lemma];
		struct reading *reading = &record->at[i];
		*reading = (struct reading){.lemma = lemmas[candidate->lemma],
			.lexemes = lemma->lexemes,
			.score = candidate->score,
			.known = candidate->known};
		memcpy(&reading->features, &candidate->features, sizeof reading->features);
		record->chances[i] = (struct chance){.tag = lex_hash_mix(lemma->hash),
			.if_bare = candidate->if_bare,
			.order = ranks[i].order,
			.asked = !lemma->is_form && (candidate->if_bare || reading->features.kase),
			.bare = ranks[i].bare};
	}
	for (uint32_t i = record->n; i < chances_of(record->n); i++)
		record->chances[i] = (struct chance){.asked = false};
	record->plain.info = (struct word_info){.readings = record->at,
		.n_readings = (uint16_t)n,
		.lexemes = candidates->lemmas[0].lexemes,
		.notes = &record->plain.notes};
	word_info_sum_up(
		&record->plain.info, form, (struct single_key *)(void *)(record->at + record->n));
	return record;
}

struct heard record_hear(const struct word_record *record, const struct document *document,
	const struct form_filter *filter)
{
	struct heard heard = {{0}};
	for (uint32_t i = 0; i < record->n; i += CHANCES_AT_ONCE)
		for (uint32_t k = i; k < i + CHANCES_AT_ONCE; k++) {
			const struct chance *chance = &record->chances[k];
			heard.bits[i / 64] |=
				(chance->asked & form_filter_may_have(filter, chance->tag))
				<< k % 64;
		}
	if (!(heard.bits[0] | heard.bits[1]))
		return heard;
	for (uint32_t half = 0; half < 2; half++)
		for (uint64_t bits = heard.bits[half]; bits; bits &= bits - 1) {
			uint32_t i = half * 64 + (uint32_t)__builtin_ctzll(bits);
			if (document_find_word(
				    document, record->at[i].lemma, record->chances[i].tag) == NONE)
				heard.bits[half] &= ~(bits & -bits);
		}
	return heard;
}

struct variant *record_find(struct word_record *record, struct heard heard)
{
	struct variant *variant = &record->plain;
	while (variant && (variant->heard.bits[0] != heard.bits[0] ||
				  variant->heard.bits[1] != heard.bits[1]))
		variant = variant->next;
	return variant;
}

size_t variant_size(const struct word_record *record)
{
	uint32_t tables = record->plain.info.lexemes.tables;
	for (uint32_t i = 0; i < record->n; i++)
		tables |= record->at[i].lexemes.tables;
	return sizeof(struct variant) + record->n * sizeof(struct reading) +
	       keys_most(tables) * sizeof(struct single_key);
}

struct variant *variant_write(void *room, const struct word_record *record, struct heard heard)
{
	struct variant *variant = room;
	struct reading *readings = (struct reading *)(variant + 1);
	struct rank ranks[MAX_CANDIDATES];
	for (uint32_t i = 0; i < record->n; i++) {
		const struct chance *chance = &record->chances[i];
		int gain = heard.bits[i / 64] >> i % 64 & 1 ? chance->if_bare : 0;
		ranks[i] = (struct rank){(uint16_t)(record->at[i].score + gain), chance->order,
			(uint8_t)i, chance->bare};
	}
	uint32_t n = keep_best(ranks, record->n, KEPT_READINGS);
	for (uint32_t i = 0; i < n; i++) {
		const struct reading *reading = &record->at[ranks[i].index];
		readings[i] = *reading;
		readings[i].known |= ranks[i].score != reading->score;
		readings[i].score = ranks[i].score;
	}
	*variant = (struct variant){.heard = heard};
	variant->info = (struct word_info){.readings = readings,
		.n_readings = (uint16_t)n,
		.lexemes = record->plain.info.lexemes,
		.notes = &variant->notes,
		.heard = true};
	word_info_sum_up(
		&variant->info, record->form, (struct single_key *)(void *)(readings + record->n));
	return variant;
}

enum dedi_status morph_analyse(const struct lexicon *lexicon, struct str form, struct arena *arena,
	const struct reading **ret_readings, uint32_t *ret_n)
{
	struct candidate at[MAX_CANDIDATES];
	struct lemma lemmas[MAX_LEMMAS];
	struct candidates candidates = {.at = at, .lemmas = lemmas};
	form_analyse(lexicon, morph_image(), form, CAPITAL_UNKNOWN, &candidates);
	void *room = arena_alloc(arena, record_size(&candidates, form));
	if (!room)
		return DEDI_NO_MEMORY;
	const struct word_record *record = record_write(room, form, &candidates, ALL_READINGS);
	*ret_readings = record->plain.info.readings;
	*ret_n = record->plain.info.n_readings;
	return DEDI_OK;
}
