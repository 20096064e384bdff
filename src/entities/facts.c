/*
 * Facts about the distinct words of a document.
 *
 * Each distinct word is asked once which tables it is a key of, how it can stand in a noun phrase
 * and what it may be in a person's name; tokens then answer by one array access. The answers follow
 * from the word's readings, so they are kept with them as a note.
 *
 * Cost: linear in words; in their readings where there is no note.
 */
#include "base/utf8.h"
#include "entities/internal.h"

#include <stddef.h>

enum {
	FUNCTIONS_CLOSED = 1u << FUNCTION_PRONOUN | 1u << FUNCTION_DEMONSTRATIVE |
			   1u << FUNCTION_CONJUNCTION | 1u << FUNCTION_POSTPOSITION |
			   1u << FUNCTION_TIME | 1u << FUNCTION_MONTH | 1u << FUNCTION_WEEKDAY |
			   1u << FUNCTION_ADVERB | 1u << FUNCTION_PARTICLE |
			   1u << FUNCTION_QUESTION,
	READINGS_MAX = 12,
	NAME_LETTERS_MIN = 3
};

/* What the readings tell, before the document adds its part. */
struct noted {
	struct word_facts facts;
	struct str lemma; /* of the nominal reading; that of a word as it stands is its form */
	uint32_t lemma_hash;
	uint8_t n_keys;
	bool named; /* its part in a name has been looked at */
	struct word_key keys[LEX_TABLE_COUNT];
};

/* Bits of the longest surname or patronymic ending that leaves at least two letters before it. */
static uint32_t ending_of(const struct lexicon *lexicon, struct str lemma)
{
	enum { STEM_MIN = 4 };
	for (size_t at = 0; at < lemma.n; (void)utf8_next(lemma, &at)) {
		if (at < STEM_MIN)
			continue;
		struct lexemes found = lexicon_find(lexicon, str_make(lemma.p + at, lemma.n - at));
		for (uint32_t i = 0; i < found.n; i++)
			if (found.at[i].table == LEX_SURNAME_ENDING && found.at[i].n_words == 1)
				return lexicon_code(lexicon, LEX_SURNAME_ENDING, found.at[i].row,
					       SURNAME_ENDING_COL_KIND) == NAME_ENDING_PATRONYMIC
					       ? NAME_PATRONYMIC
					       : NAME_SURNAME;
	}
	return 0;
}

static void note_key(struct noted *noted, uint8_t table, uint32_t row, uint8_t reading)
{
	noted->facts.tables |= 1u << table;
	noted->keys[noted->n_keys++] = (struct word_key){row, table, reading};
}

/* Notes the tables of which `lexemes` has a one-word key; they come last. */
static void note_lexemes(
	const struct finder *f, struct noted *noted, struct lexemes lexemes, uint8_t reading)
{
	if (lexemes.n == 0)
		return;
	struct word_facts *facts = &noted->facts;
	uint32_t first = lexemes.n;
	while (first > 0 && lexemes.at[first - 1].n_words == 1)
		first--;
	for (uint32_t i = first; i < lexemes.n; i++) {
		const struct lexeme *x = &lexemes.at[i];
		if (x->table == LEX_FUNCTION_WORD && reading == AS_FORM)
			facts->functions |= 1u << lexicon_code(f->lexicon, LEX_FUNCTION_WORD,
						    x->row, FUNCTION_WORD_COL_CLASS);
		if (!(facts->tables >> x->table & 1u))
			note_key(noted, x->table, x->row, reading);
	}
}

static uint8_t np_of_features(struct features x)
{
	if (x.person != PERSON_NONE && x.person != PERSON_3)
		return NP_STOP;
	if (x.verb != VERB_NONE && x.verb != VERB_NOUN)
		return NP_STOP;
	if (x.negative)
		return NP_STOP;
	switch (x.kase) {
	case CASE_NOM:
		break;
	case CASE_GEN:
		return NP_GENITIVE;
	case CASE_ACC:
		return NP_ACCUSATIVE;
	case CASE_DAT:
		return NP_DATIVE;
	default:
		return NP_STOP;
	}
	switch (x.derivation) {
	case DERIV_NONE:
		return NP_MODIFIER;
	case DERIV_LIK:
		return x.possessive == POSS_NONE ? NP_ADJECTIVE : NP_MODIFIER;
	case DERIV_LI:
		return NP_ADJECTIVE;
	case DERIV_SHI:
		return NP_MODIFIER;
	case DERIV_LOCAL:
		return x.possessive == POSS_NONE || x.possessive == POSS_3 ? NP_LOCAL : NP_STOP;
	default:
		return NP_STOP;
	}
}

/* -лық, -дық, -тық and their front variants make an adjective whether or not the stem is known. */
static bool looks_adjective(struct str form)
{
	return str_ends(form, STR("лық")) || str_ends(form, STR("лік")) ||
	       str_ends(form, STR("дық")) || str_ends(form, STR("дік")) ||
	       str_ends(form, STR("тық")) || str_ends(form, STR("тік"));
}

/* A verb that is one only by a guess: many nouns end like it (дене, лаңкестік). */
static bool weak_verb(const struct reading *r)
{
	enum { LETTERS_MIN = 3 };
	const struct features *x = &r->features;
	if (x->verb == VERB_NONE || x->verb == VERB_NOUN)
		return false;
	if (utf8_length(r->lemma) < LETTERS_MIN && x->verb == VERB_CONVERB_A)
		return true;
	return !r->known &&
	       (x->verb == VERB_CONVERB_A || x->verb == VERB_STEM || x->verb == VERB_FUTURE_PART ||
		       (x->verb == VERB_PAST && x->person == PERSON_1PL));
}

static uint8_t np_of_readings(const struct word_info *info)
{
	uint8_t part = NP_STOP;
	bool first = true;
	for (uint32_t i = 0; part == NP_STOP && i < info->n_readings && i < READINGS_MAX; i++) {
		const struct reading *r = &info->readings[i];
		if (weak_verb(r) || !(first || r->known))
			continue;
		part = np_of_features(r->features);
		first = false;
	}
	return first ? NP_MODIFIER : part;
}

/* Small words that may stand inside a name, whatever the rest of their class does. */
static uint8_t np_of_name_word(const struct finder *f, const struct word_facts *facts)
{
	if (!(facts->tables >> LEX_NAME_WORD & 1u) ||
		key_in(facts, LEX_NAME_WORD)->reading != AS_FORM)
		return NP_STOP;
	uint32_t classes = lexicon_code(f->lexicon, LEX_NAME_WORD,
		key_in(facts, LEX_NAME_WORD)->row, NAME_WORD_COL_CLASSES);
	if (classes >> NAME_WORD_AND & 1u)
		return NP_AND;
	if (classes >> NAME_WORD_INNER & 1u)
		return NP_RELATION;
	return classes >> NAME_WORD_ATTRIBUTE & 1u ? NP_ADJECTIVE : NP_STOP;
}

static uint8_t np_of(const struct finder *f, const struct word_facts *facts,
	const struct word_info *info, struct str form)
{
	uint8_t small = np_of_name_word(f, facts);
	if (small != NP_STOP)
		return small;
	uint8_t part = np_of_readings(info);
	bool relation = (facts->functions >> FUNCTION_RELATION & 1u) != 0;
	if (!relation && (facts->functions & FUNCTIONS_CLOSED))
		return NP_STOP;
	if (relation && (part == NP_STOP || part == NP_LOCAL))
		return NP_RELATION;
	bool people = (facts->tables >> LEX_GROUP & 1u) && /* халық, not қазақстандық */
		      lexicon_code(f->lexicon, LEX_GROUP, key_in(facts, LEX_GROUP)->row,
			      GROUP_COL_NUMBER) == GROUP_MASS;
	if (part == NP_MODIFIER && looks_adjective(form) && !people)
		return NP_ADJECTIVE;
	return part;
}

static bool is_plain_noun(struct features x)
{
	return x.verb == VERB_NONE && x.number == NUMBER_SINGULAR && !x.negative &&
	       x.derivation == DERIV_NONE && (x.possessive == POSS_NONE || x.possessive == POSS_3);
}

/* A case form of a bare name; what is left has three letters. */
static bool is_name_form(const struct reading *r)
{
	return is_plain_noun(r->features) && r->features.possessive == POSS_NONE &&
	       (r->features.kase == CASE_NOM || utf8_length(r->lemma) >= NAME_LETTERS_MIN);
}

/*
 * Whether an ending may be taken off a name nobody knows. No bare name ends like a genitive, few
 * like a dative in -ға, -қа; the shorter ones need a stem of some length, and a locative (Миранда,
 * Ямада) the bare name elsewhere in the text.
 */
bool reading_trusted(const struct reading *r, struct str form)
{
	enum { SHORT = 3, LONG = 5 };
	size_t letters = utf8_length(r->lemma);
	if (r->known || r->features.kase == CASE_GEN)
		return true;
	switch ((enum kase)r->features.kase) {
	case CASE_DAT:
		return letters >= SHORT &&
		       (str_ends(form, STR("ға")) || str_ends(form, STR("қа")) || letters >= LONG);
	case CASE_ACC:
	case CASE_INS:
		return letters > SHORT;
	case CASE_ABL:
		return letters >= LONG;
	default:
		return false;
	}
}

static bool has_key(struct lexemes lexemes, uint8_t table)
{
	for (uint32_t i = 0; i < lexemes.n; i++)
		if (lexemes.at[i].table == table && lexemes.at[i].n_words == 1)
			return true;
	return false;
}

/* In a list of names, bare or in a case. */
static bool listed_as(struct word_facts *facts, const struct word_info *info, uint8_t table)
{
	if (!(facts->tables >> table & 1u))
		return false;
	if (has_key(info->lexemes, table)) {
		facts->name_reading = AS_FORM;
		return true;
	}
	for (uint8_t i = 0; i < info->n_readings && i < READINGS_MAX; i++) {
		const struct reading *r = &info->readings[i];
		if (!is_name_form(r) || !has_key(r->lexemes, table))
			continue;
		facts->name_reading = i;
		return true;
	}
	return false;
}

/* A word that the lexicon has as it stands is no inflected name: Алматы is not Алма in a case. */
static bool stands_as_other(const struct word_info *info)
{
	const uint32_t others = 1u << LEX_PLACE | 1u << LEX_POSITION | 1u << LEX_ORG_HEAD |
				1u << LEX_ACRONYM | 1u << LEX_SCOPE;
	for (uint32_t i = 0; i < info->lexemes.n; i++)
		if (info->lexemes.at[i].n_words == 1 && others >> info->lexemes.at[i].table & 1u)
			return true;
	return false;
}

static void note_listed(struct word_facts *facts, const struct word_info *info)
{
	bool surname = listed_as(facts, info, LEX_SURNAME);
	bool given = listed_as(facts, info, LEX_GIVEN_NAME);
	if (!given && !surname)
		return;
	if (facts->name_reading != AS_FORM &&
		info->readings[facts->name_reading].features.kase != CASE_NOM &&
		stands_as_other(info)) {
		facts->name_reading = AS_FORM;
		return;
	}
	facts->name = NAME_LISTED;
	if (given)
		facts->name |= NAME_GIVEN;
	if (surname)
		facts->name |= NAME_SURNAME;
}

static void note_ending(
	struct word_facts *facts, const struct word_info *info, const struct lexicon *lexicon)
{
	const struct reading *best = &info->readings[0];
	if (best->features.verb != VERB_NONE &&
		(best->known || best->features.verb == VERB_HABITUAL_PART))
		return;
	for (uint8_t i = 0; i < info->n_readings && i < READINGS_MAX; i++) {
		const struct reading *r = &info->readings[i];
		uint32_t bits = is_name_form(r) ? ending_of(lexicon, r->lemma) : 0;
		if (!bits)
			continue;
		if (!facts->name)
			facts->name_reading = i;
		facts->name |= (uint8_t)(bits | NAME_FORMED);
		return;
	}
}

/* An adjective, or a known noun with more on it than a case: no name. */
static bool is_common_form(const struct word_info *info, struct str form)
{
	const struct reading *r = &info->readings[0];
	if (looks_adjective(form) || r->features.derivation == DERIV_LOCAL)
		return true;
	return r->known &&
	       (r->features.possessive != POSS_NONE || r->features.number == NUMBER_PLURAL ||
		       r->features.derivation != DERIV_NONE || r->features.verb != VERB_NONE);
}

/* What a capitalised word may be in a name, and the reading that leaves the bare name. */
static void note_name(struct word_facts *facts, const struct word_info *info, struct str form,
	const struct lexicon *lexicon)
{
	const uint32_t against = 1u << LEX_POSITION | 1u << LEX_ORG_HEAD | 1u << LEX_CAMPAIGN_HEAD |
				 1u << LEX_PLACE | 1u << LEX_ACRONYM | 1u << LEX_SCOPE |
				 1u << LEX_LEGAL_FORM | 1u << LEX_ORG | 1u << LEX_MEDIA |
				 1u << LEX_NAME_HEAD | 1u << LEX_GROUP | 1u << LEX_TITLE;
	facts->name_reading = AS_FORM;
	if (facts->functions & FUNCTIONS_CLOSED)
		return;
	note_listed(facts, info);
	if (facts->functions)
		return;
	note_ending(facts, info, lexicon);
	if (facts->name || (facts->tables & against))
		return;
	if (is_common_form(info, form))
		return;
	facts->name = NAME_UNKNOWN;
	for (uint8_t i = 0; i < info->n_readings && i < READINGS_MAX; i++) {
		const struct reading *r = &info->readings[i];
		if (!is_name_form(r) || r->features.kase == CASE_NOM || !reading_trusted(r, form))
			continue;
		facts->name_reading = i;
		return;
	}
}

/* сырғанаушы, шолушысы: a noun in -шы, bare or possessed. */
static bool is_agent(const struct reading *r)
{
	const struct features *x = &r->features;
	return x->derivation == DERIV_SHI && x->kase == CASE_NOM && x->number == NUMBER_SINGULAR &&
	       !x->negative && (x->possessive == POSS_NONE || x->possessive == POSS_3);
}

/* The office in a compound: экс-президент, дәрігер-психолог. */
static void note_compound(const struct finder *f, struct noted *noted, const struct word_info *info)
{
	for (uint8_t i = 0; i < info->n_readings && i < READINGS_MAX; i++) {
		struct str lemma = info->readings[i].lemma;
		const char *dash = lemma.n ? memrchr(lemma.p, '-', lemma.n) : NULL;
		if (!dash || info->readings[i].features.verb != VERB_NONE)
			continue;
		struct str tail = str_make(dash + 1, lemma.n - (size_t)(dash + 1 - lemma.p));
		struct lexemes found = lexicon_find(f->lexicon, tail);
		for (uint32_t k = 0; k < found.n; k++) {
			if (found.at[k].table != LEX_POSITION || found.at[k].n_words != 1)
				continue;
			note_key(noted, LEX_POSITION, found.at[k].row, i);
			return;
		}
	}
}

/* Numbers lemmas: open addressing, room for twice as many as can come. */
struct lemma_ids {
	struct str *lemma; /* [n] */
	uint32_t *slot;    /* number + 1; 0: free */
	uint32_t mask, n;
};

/* Of the first and the last eight bytes and the length: the keys of one text differ in these. */
static uint32_t quick_hash(struct str s)
{
	uint64_t head = 0, tail = 0;
	size_t n = s.n < sizeof head ? s.n : sizeof head;
	memcpy(&head, s.p, n);
	memcpy(&tail, s.p + s.n - n, n);
	uint64_t h = (head ^ tail << 7 ^ (uint64_t)s.n << 3) * 0x9e3779b97f4a7c15u;
	return (uint32_t)(h >> 32);
}

static uint32_t lemma_id(struct lemma_ids *ids, struct str lemma, uint32_t hash)
{
	uint32_t i = hash & ids->mask;
	for (; ids->slot[i]; i = (i + 1) & ids->mask)
		if (str_eq(ids->lemma[ids->slot[i] - 1], lemma))
			return ids->slot[i] - 1;
	ids->lemma[ids->n] = lemma;
	ids->slot[i] = ++ids->n;
	return ids->n - 1;
}

static void look_at_word(
	const struct finder *f, const struct word_info *info, struct str form, struct noted *noted)
{
	struct word_facts *facts = &noted->facts;
	noted->n_keys = 0;
	noted->named = false;
	*facts = (struct word_facts){.nominal = AS_FORM, .keys = noted->keys};
	note_lexemes(f, noted, info->lexemes, AS_FORM);
	for (uint8_t i = 0; i < info->n_readings && i < READINGS_MAX; i++) {
		const struct reading *r = &info->readings[i];
		if (r->lexemes.n && reading_names(r))
			note_lexemes(f, noted, r->lexemes, i);
		facts->agent |= is_agent(r);
		if (r->features.verb != VERB_NONE) {
			facts->verbal_noun |= r->features.verb == VERB_NOUN && (i == 0 || r->known);
			continue;
		}
		if (facts->nominal == AS_FORM && is_plain_noun(r->features))
			facts->nominal = i;
	}
	if (!(facts->tables >> LEX_POSITION & 1u) && form.n && memchr(form.p, '-', form.n))
		note_compound(f, noted, info);
	facts->verbal_noun |= str_ends(form, STR("ю")); /* жою, a noun of the tables */
	facts->np = np_of(f, facts, info, form);
	noted->lemma =
		facts->nominal == AS_FORM ? (struct str){0} : info->readings[facts->nominal].lemma;
	noted->lemma_hash = quick_hash(facts->nominal == AS_FORM ? form : noted->lemma);
}

/* What is noted of a word, now if not before. */
static enum dedi_status noted_of(
	struct finder *f, uint32_t word, bool capital, const struct noted **ret_noted)
{
	const struct word_info *info = &f->words->at[word];
	struct str form = f->document->words[word].form;
	const struct noted *old = word_note(info, NOTE_ENTITIES);
	*ret_noted = old;
	if (old && (old->named || !capital))
		return DEDI_OK;
	struct noted noted;
	look_at_word(f, info, form, &noted);
	if (capital) {
		note_name(&noted.facts, info, form, f->lexicon);
		noted.named = true;
	}
	size_t size = offsetof(struct noted, keys) + noted.n_keys * sizeof *noted.keys;
	word_note_keep(f->words, info, NOTE_ENTITIES, &noted, size);
	*ret_noted = word_note(info, NOTE_ENTITIES);
	if (*ret_noted != old)
		return DEDI_OK;
	void *copy = arena_alloc(f->arena, size);
	if (!copy)
		return DEDI_NO_MEMORY;
	*ret_noted = memcpy(copy, &noted, size);
	return DEDI_OK;
}

static enum dedi_status note_word(
	struct finder *f, uint32_t word, bool capital, struct lemma_ids *ids)
{
	const struct noted *noted;
	enum dedi_status status = noted_of(f, word, capital, &noted);
	if (status)
		return status;
	struct word_facts *facts = &f->facts[word];
	uint32_t lower = facts->lower;
	*facts = noted->facts;
	facts->keys = noted->keys;
	facts->lower = lower;
	facts->name = (uint8_t)(facts->name * capital);
	facts->name_reading = (uint8_t)(facts->name_reading * capital);
	struct str form = f->document->words[word].form;
	facts->lemma =
		lemma_id(ids, facts->nominal == AS_FORM ? form : noted->lemma, noted->lemma_hash);
	return DEDI_OK;
}

static enum dedi_status note_words(struct finder *f)
{
	const struct document *d = f->document;
	uint32_t size = 16;
	while (size < 2 * d->n_words)
		size *= 2;
	struct lemma_ids ids = {
		.lemma = arena_alloc(f->arena, d->n_words * sizeof *ids.lemma),
		.slot = ARENA_ARRAY(f->arena, uint32_t, size),
		.mask = size - 1,
	};
	bool *capital = ARENA_ARRAY(f->arena, bool, d->n_words);
	f->facts = arena_alloc(f->arena, d->n_words * sizeof *f->facts);
	if (!ids.lemma || !ids.slot || !capital || !f->facts)
		return DEDI_NO_MEMORY;
	for (uint32_t w = 0; w < d->n_words; w++)
		f->facts[w].lower = 0;
	for (uint32_t t = 0; t < d->n_tokens; t++) {
		uint32_t w = d->tokens[t].word;
		bool is_capital = (d->tokens[t].shape & (SHAPE_CAPITAL | SHAPE_MIXED_CAPS)) != 0;
		capital[w] |= is_capital;
		f->facts[w].lower += !is_capital;
	}
	enum dedi_status status = DEDI_OK;
	for (uint32_t w = 0; !status && w < d->n_words; w++)
		status = note_word(f, w, capital[w], &ids);
	f->n_lemmas = ids.n;
	return status;
}

/* Sentences whose words are mostly in capitals. */
static enum dedi_status note_shouting(struct finder *f)
{
	enum { WORDS_MIN = 3, WORDS_MAX = 12 };
	const struct document *d = f->document;
	f->shouting = ARENA_ARRAY(f->arena, bool, d->n_sentences);
	if (!f->shouting)
		return DEDI_NO_MEMORY;
	for (uint32_t s = 0; s < d->n_sentences; s++) {
		uint32_t first = d->sentences[s].first_token, words = 0, caps = 0;
		for (uint32_t i = 0; i < d->sentences[s].n_tokens && words < WORDS_MAX; i++) {
			bool is_word = d->tokens[first + i].kind == TOKEN_WORD;
			words += is_word;
			caps += is_word & ((d->tokens[first + i].shape & SHAPE_ALL_CAPS) != 0);
		}
		f->shouting[s] = words >= WORDS_MIN && caps * 3 > words * 2;
	}
	return DEDI_OK;
}

enum dedi_status facts_collect(struct finder *f)
{
	enum dedi_status status = note_words(f);
	if (!status)
		status = note_shouting(f);
	if (!status)
		status = phrases_collect(f);
	if (!status)
		status = sets_collect(f);
	return status;
}
