/*
 * The words of a document: each distinct form analysed once, with the document as evidence; then
 * look-up of tokens in the lexicon's tables. Linear in the number of distinct forms.
 */
#include "kazakh/analyse.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "kazakh/cache.h"

/* Words between asking for the place of one in the cache, for its record, and looking at it. */
enum { AHEAD = 8, NEAR = 4 };

static enum capital capital_of(const struct document *document, const struct word_form *word)
{
	bool at_start = document->tokens[word->first_token].shape & SHAPE_CAPITAL;
	enum capital outside = at_start ? CAPITAL_AT_START : CAPITAL_NEVER;
	return word->count_capital ? CAPITAL_INSIDE : outside;
}

static const struct features NO_FEATURES;

static const struct reading *bare_reading(const struct word_info *info, struct str form)
{
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].lemma.n == form.n &&
			memcmp(&info->readings[i].features, &NO_FEATURES, sizeof NO_FEATURES) == 0)
			return &info->readings[i];
	return NULL;
}

/* Makes it the best one. */
static enum dedi_status prefer(
	struct arena *arena, struct word_info *info, const struct reading *reading, struct str form)
{
	struct reading *readings = arena_alloc(arena, info->n_readings * sizeof *readings);
	struct single_key *keys = arena_alloc(arena, keys_most(info->tables) * sizeof *keys);
	if (!readings || !keys)
		return DEDI_NO_MEMORY;
	size_t before = (size_t)(reading - info->readings);
	memcpy(readings, info->readings, info->n_readings * sizeof *readings);
	memmove(readings + 1, readings, before * sizeof *readings);
	readings[0] = *reading;
	readings[0].score = (uint16_t)(info->readings[0].score + 1);
	readings[0].known = true;
	info->readings = readings;
	info->notes = NULL;
	word_info_sum_up(info, form, keys);
	return DEDI_OK;
}

/* A name that was taken for a form with a case ending, but has another one put behind it elsewhere
 * in the document, where two cases cannot stand: Көктен is a name beside Көктеннің. */
static enum dedi_status support_bare_names(const struct document *document, struct arena *arena,
	const struct word_info *info, struct word_info *at)
{
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = 0; !status && i < info->n_readings; i++) {
		const struct reading *reading = &info->readings[i];
		if (!reading->features.kase || reading->features.possessive ||
			reading->features.derivation || reading->features.verb)
			continue;
		uint32_t other = document_find_word(
			document, reading->lemma, lex_hash_mix(lex_hash(reading->lemma)));
		if (other == NONE || !at[other].readings[0].features.kase)
			continue;
		const struct reading *bare = bare_reading(&at[other], reading->lemma);
		if (bare)
			status = prefer(arena, &at[other], bare, document->words[other].form);
	}
	return status;
}

/* Room in the cache, where it has some. */
static void *room_for(const struct words *words, struct arena *arena, size_t size, bool *ret_cached)
{
	void *room = words->cache ? cache_room(words->cache, size) : NULL;
	*ret_cached = room != NULL;
	return room ? room : arena_alloc(arena, size);
}

static enum dedi_status analyse_word(const struct words *words, const struct word_form *word,
	enum capital capital, struct arena *arena, struct word_record **ret_record)
{
	struct candidate at[MAX_CANDIDATES];
	struct lemma lemmas[MAX_LEMMAS];
	struct candidates candidates = {.at = at, .lemmas = lemmas};
	bool cached;
	form_analyse(words->lexicon, morph_image(), word->form, capital, &candidates);
	candidates_prune(&candidates);
	void *room = room_for(words, arena, record_size(&candidates, word->form), &cached);
	if (!room)
		return DEDI_NO_MEMORY;
	*ret_record = record_write(room, word->form, &candidates, KEPT_READINGS);
	(*ret_record)->plain.notes.cached = cached;
	if (cached)
		cache_add(words->cache, *ret_record, word->hash, capital);
	return DEDI_OK;
}

static enum dedi_status hear_document(const struct words *words, struct word_record *record,
	const struct form_filter *filter, struct arena *arena, struct word_info *ret_info)
{
	bool cached;
	struct heard heard = record_hear(record, words->document, filter);
	struct variant *variant = record_find(record, heard);
	if (!variant) {
		void *room = room_for(words, arena, variant_size(record), &cached);
		if (!room)
			return DEDI_NO_MEMORY;
		variant = variant_write(room, record, heard);
		/* behind its record in the ring: overwritten later */
		variant->notes.cached = cached && record->plain.notes.cached;
		if (variant->notes.cached) {
			variant->next = record->plain.next;
			record->plain.next = variant;
		}
	}
	/* what the stages to come will read */
	__builtin_prefetch(variant->info.readings);
	__builtin_prefetch((const char *)variant->info.readings + 64);
	for (int i = 0; i < WORD_NOTES; i++)
		__builtin_prefetch(variant->notes.at[i]);
	*ret_info = variant->info;
	return DEDI_OK;
}

/* How the words to come are written, found when their places in the cache are asked for. */
struct ahead {
	uint8_t capital[AHEAD]; /* of word i at i % AHEAD, once it is less than AHEAD away */
};

static void expect_place(const struct words *words, uint32_t word, struct ahead *ahead)
{
	const struct document *document = words->document;
	if (word >= document->n_words)
		return;
	enum capital capital = capital_of(document, &document->words[word]);
	ahead->capital[word % AHEAD] = (uint8_t)capital;
	if (words->cache)
		cache_expect(words->cache, document->words[word].hash, capital);
}

static void expect_record(const struct words *words, uint32_t word, const struct ahead *ahead)
{
	if (words->cache && word < words->document->n_words)
		cache_expect_record(words->cache, words->document->words[word].hash,
			(enum capital)ahead->capital[word % AHEAD]);
}

static enum dedi_status filter_forms(
	const struct document *document, struct arena *arena, struct form_filter *ret_filter)
{
	uint32_t n = 64; /* a sixteenth of the bits is set at most */
	while (n < document->n_words / 4)
		n *= 2;
	struct form_filter filter = {ARENA_ARRAY(arena, uint64_t, n), n - 1};
	if (!filter.bits)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < document->n_words; i++)
		form_filter_add(&filter, lex_hash_mix(document->words[i].hash));
	*ret_filter = filter;
	return DEDI_OK;
}

/* The words one by one. */
static enum dedi_status annotate(const struct words *words, struct arena *arena)
{
	const struct document *document = words->document;
	struct words_cache *cache = words->cache;
	struct form_filter filter;
	enum dedi_status status = filter_forms(document, arena, &filter);
	struct ahead ahead;
	for (uint32_t i = 0; i < AHEAD; i++)
		expect_place(words, i, &ahead);
	for (uint32_t i = 0; !status && i < document->n_words; i++) {
		const struct word_form *word = &document->words[i];
		enum capital capital = (enum capital)ahead.capital[i % AHEAD];
		struct word_record *record = NULL;
		expect_place(words, i + AHEAD, &ahead);
		expect_record(words, i + NEAR, &ahead);
		if (cache)
			record = cache_find(cache, word->form, word->hash, capital);
		if (!record)
			status = analyse_word(words, word, capital, arena, &record);
		if (!status)
			status = hear_document(words, record, &filter, arena, &words->at[i]);
	}
	return status;
}

enum dedi_status words_annotate_cached(struct words_cache *cache, const struct lexicon *lexicon,
	const struct document *document, struct arena *arena, struct words *ret_words)
{
	struct words words = {
		lexicon, document, arena_alloc(arena, document->n_words * sizeof *words.at), cache};
	if (!words.at)
		return DEDI_NO_MEMORY;
	if (cache)
		cache_begin(cache);
	enum dedi_status status = annotate(&words, arena);
	for (uint32_t i = 0; !status && i < document->n_words; i++)
		if (document->words[i].count_capital && words.at[i].heard)
			status = support_bare_names(document, arena, &words.at[i], words.at);
	if (!status)
		*ret_words = words;
	return status;
}

const void *word_note(const struct word_info *info, enum word_note which)
{
	return info->notes ? info->notes->at[which] : NULL;
}

void word_note_keep(const struct words *words, const struct word_info *info, enum word_note which,
	const void *note, size_t size)
{
	bool cached = info->notes && info->notes->cached;
	void *copy = cached ? cache_room(words->cache, size) : NULL;
	if (copy)
		info->notes->at[which] = memcpy(copy, note, size);
}

enum dedi_status words_annotate(const struct lexicon *lexicon, const struct document *document,
	struct arena *arena, struct words *ret_words)
{
	return words_annotate_cached(NULL, lexicon, document, arena, ret_words);
}

const struct reading *word_in_table(
	const struct words *words, uint32_t token, enum lex_table table, uint32_t *ret_row)
{
	const struct word_info *info = word_of(words, token);
	if (!(info->tables >> table & 1))
		return NULL;
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct lexeme *found = one_word_key(info->readings[i].lexemes, table);
		if (!found)
			continue;
		if (ret_row)
			*ret_row = found->row;
		return &info->readings[i];
	}
	return NULL;
}

/* The best reading whose lemma (or whose form) is the word; NULL if none. */
static const struct reading *reading_as(const struct words *words, uint32_t token, struct str word)
{
	const struct word_info *info = word_of(words, token);
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (str_eq(info->readings[i].lemma, word))
			return &info->readings[i];
	return NULL;
}

static struct str form_of(const struct words *words, uint32_t token)
{
	return words->document->words[words->document->tokens[token].word].form;
}

/* The last word of a key may be one with its own possessive, in a case. */
static const struct reading *reading_possessed(
	const struct words *words, uint32_t token, struct str word)
{
	const struct word_info *info = word_of(words, token);
	uint32_t i = possessed_in_case(info, word);
	return i < info->n_readings ? &info->readings[i] : NULL;
}

/* Quotation marks and dashes between the words of a key do not count. */
static uint32_t next_counting(const struct document *document, uint32_t token)
{
	for (token++; token < document->n_tokens; token++) {
		uint8_t kind = document->tokens[token].kind;
		if (kind != TOKEN_QUOTE && kind != TOKEN_DASH)
			break;
	}
	return token;
}

/* What keys are compared with, from one token on. */
struct search {
	const struct words *words;
	uint32_t first, second; /* tokens */
	uint64_t numbers;       /* of keys' second words that the second token may be */
	enum lex_table table;
	struct lex_match best;
};

/* The rest of a key of several words. */
static struct lex_match match_rest(const struct search *s, const struct lexeme *lexeme)
{
	const struct words *words = s->words;
	const struct document *document = words->document;
	const struct reading *reading = NULL;
	uint32_t at = s->second;
	for (uint32_t i = 1; i < lexeme->n_words; i++) {
		if (i > 1)
			at = next_counting(document, at);
		if (at >= document->n_tokens ||
			document->tokens[at].sentence != document->tokens[s->first].sentence)
			return (struct lex_match){0};
		struct str word = lexicon_key_word(words->lexicon, lexeme, i);
		reading = reading_as(words, at, word);
		if (!reading && i + 1 == lexeme->n_words && str_starts(form_of(words, at), word))
			reading = reading_possessed(words, at, word);
		if (!reading)
			return (struct lex_match){0};
	}
	return (struct lex_match){lexeme->row, at - s->first + 1, reading, lexeme->is_alias};
}

static void match_longest(struct search *s, struct lexemes lexemes)
{
	if (!(lexemes.tables >> s->table & 1))
		return;
	for (uint32_t i = 0; i < lexemes.n; i++) {
		const struct lexeme *lexeme = &lexemes.at[i];
		bool may = (lexeme->table == s->table) & (s->numbers >> lexeme->second & 1);
		if (!may) /* nearly all: one branch */
			continue;
		if (lexeme->n_words == 1 || lexeme->n_words <= s->best.n_tokens) /* longest first */
			break;
		struct lex_match match = match_rest(s, lexeme);
		if (match.n_tokens > s->best.n_tokens)
			s->best = match;
	}
}

static struct lex_match match_longer(
	const struct words *words, uint32_t token, enum lex_table table)
{
	const struct document *document = words->document;
	const struct word_info *info = word_of(words, token);
	struct search s = {.words = words,
		.first = token,
		.second = next_counting(document, token),
		.table = table};
	if (s.second >= document->n_tokens ||
		document->tokens[s.second].sentence != document->tokens[token].sentence)
		return s.best;
	s.numbers = word_of(words, s.second)->numbers & info->seconds;
	if (!s.numbers)
		return s.best;
	match_longest(&s, info->lexemes);
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].lexemes.at != info->lexemes.at)
			match_longest(&s, info->readings[i].lexemes);
	return s.best;
}

struct lex_match words_match(const struct words *words, uint32_t token, enum lex_table table)
{
	const struct word_info *info = word_of(words, token);
	struct lex_match match = {0};
	if (!(info->tables >> table & 1))
		return match;
	if (info->longer >> table & 1)
		match = match_longer(words, token, table);
	for (uint32_t i = 0; !match.n_tokens && i < info->n_keys; i++) {
		const struct single_key *key = &info->keys[i];
		if (key->table == table)
			match = (struct lex_match){
				key->row, 1, &info->readings[key->reading], key->is_alias};
	}
	return match;
}

/* The text of a lemma with the case of the letters of the token. */

static uint32_t upper(uint32_t c)
{
	if (fold_lower(c - 0x20) == c)
		return c - 0x20;
	if (fold_lower(c - 1) == c)
		return c - 1;
	return fold_lower(c - 0x50) == c ? c - 0x50 : c;
}

/* Bytes of norm and of lemma that are the same letters. */
static void common_prefix(struct str norm, struct str lemma, size_t *ret_norm, size_t *ret_lemma)
{
	size_t i = 0, k = 0;
	while (i < norm.n && k < lemma.n) {
		size_t next_i = i, next_k = k;
		uint32_t a = fold_lower(utf8_next(norm, &next_i));
		uint32_t b = utf8_next(lemma, &next_k);
		if (a != b && !(a == 0x451 && b == 0x435))
			break;
		i = next_i;
		k = next_k;
	}
	*ret_norm = i;
	*ret_lemma = k;
}

enum dedi_status token_lemma_cased(const struct words *words, uint32_t token,
	const struct reading *reading, struct arena *arena, struct str *ret)
{
	const struct token *at = &words->document->tokens[token];
	size_t n, k;
	common_prefix(at->norm, reading->lemma, &n, &k);
	if (k == reading->lemma.n) {
		*ret = str_make(at->norm.p, n);
		return DEDI_OK;
	}
	char *out = arena_alloc(arena, n + reading->lemma.n - k + 8);
	if (!out)
		return DEDI_NO_MEMORY;
	if (n)
		memcpy(out, at->norm.p, n);
	size_t length = n;
	while (k < reading->lemma.n) {
		uint32_t c = utf8_next(reading->lemma, &k);
		length += utf8_put(at->shape & SHAPE_ALL_CAPS ? upper(c) : c, out + length);
	}
	*ret = str_make(out, length);
	return DEDI_OK;
}
