/*
 * What is known of a stem: the lexicon, the table of stems, the document, the ending of a surname.
 *
 * Most prefixes of words are no stems at all; the filters of the lexicon and of the stems say so in
 * a few instructions, so that only what is really there is looked up.
 */
#include "kazakh/evidence.h"

#include "base/utf8.h"
#include "kazakh/parse.h"

static struct weight function_word_weight(enum function_class class)
{
	switch (class) {
	case FUNCTION_PRONOUN:
	case FUNCTION_CONJUNCTION:
	case FUNCTION_POSTPOSITION:
	case FUNCTION_QUESTION:
		return (struct weight){460, KNOWN_STEM};
	case FUNCTION_COMMON:
	case FUNCTION_RELATION: /* words as they stand in a text, endings and all */
		return (struct weight){OPENS_KEY, OPENS_KEY};
	default:
		return (struct weight){350, KNOWN_STEM};
	}
}

#define NOUNS_OF_REPORT                                                                            \
	(1u << REPORT_INFO | 1u << REPORT_OCCASION | 1u << REPORT_REPORTER | 1u << REPORT_PRESS |  \
		1u << REPORT_DELEGATE)

static struct weight key_weight(
	const struct lexicon *lexicon, const struct lexeme *lexeme, enum capital capital)
{
	static const struct weight none, known = {KNOWN_BARE, KNOWN_STEM};
	uint32_t class = 0;
	switch ((enum lex_table)lexeme->table) {
	case LEX_FUNCTION_WORD:
		return function_word_weight((enum function_class)lexicon_code(
			lexicon, LEX_FUNCTION_WORD, lexeme->row, FUNCTION_WORD_COL_CLASS));
	case LEX_NAME_HEAD:
		class = lexicon_code(lexicon, LEX_NAME_HEAD, lexeme->row, NAME_HEAD_COL_CLASS);
		if (class == NAME_HEAD_NAMING || class == NAME_HEAD_SLOGAN)
			return none; /* words as they stand in a text */
		return known;
	case LEX_FRAME: /* documents are nouns; the other frames stand as in a text */
		class = lexicon_code(lexicon, LEX_FRAME, lexeme->row, FRAME_COL_SHAPE);
		return class == FRAME_DOCUMENT ? known : none;
	case LEX_REPORT_WORD:
		class = lexicon_code(
			lexicon, LEX_REPORT_WORD, lexeme->row, REPORT_WORD_COL_CLASSES);
		if (class & 1u << REPORT_HEARER) /* some stand as in a text */
			return (struct weight){350, KNOWN_STEM};
		return class & NOUNS_OF_REPORT ? known : none;
	case LEX_GIVEN_NAME:
	case LEX_SURNAME:
	case LEX_ORG:
	case LEX_ACRONYM:
	case LEX_MEDIA:
	case LEX_PLACE:
	case LEX_CAMPAIGN: /* proper names are written with a capital */
		return capital == CAPITAL_NEVER ? none : known;
	case LEX_TITLE:
	case LEX_POSITION:
	case LEX_GROUP:
	case LEX_ORG_HEAD:
	case LEX_LEGAL_FORM:
	case LEX_CAMPAIGN_HEAD:
	case LEX_SCOPE:
	case LEX_SPORT:
		return known;
	default:
		return none;
	}
}

static bool is_verb_key(const struct lexicon *lexicon, const struct lexeme *lexeme)
{
	if (lexeme->table == LEX_CUE)
		return true;
	return lexeme->table == LEX_REPORT_WORD &&
	       lexicon_code(lexicon, LEX_REPORT_WORD, lexeme->row, REPORT_WORD_COL_CLASSES) &
		       1u << REPORT_AUXILIARY;
}

static void weigh(struct knowledge *knowledge, struct weight weight)
{
	if (weight.bare > knowledge->noun.bare)
		knowledge->noun.bare = weight.bare;
	if (weight.stem > knowledge->noun.stem)
		knowledge->noun.stem = weight.stem;
}

static void know_lexemes(
	const struct lexicon *lexicon, enum capital capital, struct knowledge *knowledge)
{
	for (uint32_t i = knowledge->lexemes.n; i > 0; i--) {
		const struct lexeme *lexeme = &knowledge->lexemes.at[i - 1];
		struct weight weight = key_weight(lexicon, lexeme, capital);
		if (lexeme->n_words > 1) { /* as are all that stand before it */
			if (weight.bare)
				weigh(knowledge, (struct weight){OPENS_KEY, OPENS_KEY});
			return;
		}
		weigh(knowledge, weight);
		knowledge->is_verb = knowledge->is_verb || is_verb_key(lexicon, lexeme);
	}
}

void knowledge_of(const struct lexicon *lexicon, const struct morph_image *image, struct str stem,
	uint64_t hash, enum capital capital, struct knowledge *ret_knowledge)
{
	struct knowledge knowledge = {0};
	if (morph_may_have(image, hash))
		knowledge.entry = morph_stem(image, stem, hash);
	if (knowledge.entry && !(knowledge.entry->classes & STEM_ALTERNATE)) {
		uint32_t classes = knowledge.entry->classes;
		if (classes & (STEM_NOUN | STEM_FIXED))
			weigh(&knowledge, (struct weight){KNOWN_BARE, KNOWN_STEM});
		knowledge.is_verb = classes & STEM_VERB;
	}
	if (lex_filter_may_have(lexicon_filter(lexicon), hash)) {
		knowledge.lexemes = lexicon_find_hashed(lexicon, stem, hash);
		know_lexemes(lexicon, capital, &knowledge);
	}
	knowledge.is_known_noun = knowledge.noun.stem >= KNOWN_STEM;
	*ret_knowledge = knowledge;
}

/* Whether the ending could be a grammatical one too (-ын): then it tells nothing. */
static bool is_grammatical(const struct morph_image *image, struct str ending)
{
	struct lettered word;
	struct parse parses[PARSE_MAX];
	letter_form(image, ending, &word);
	uint32_t n = parse_word(image, &word, parses);
	for (uint32_t i = 1; i < n; i++)
		if (parses[i].n_letters == 0)
			return true;
	return false;
}

enum name_ending name_ending_of(
	const struct lexicon *lexicon, const struct morph_image *image, struct str stem)
{
	enum name_ending found = NO_NAME_ENDING;
	struct lex_filter filter = lexicon_filter(lexicon);
	size_t at = stem.n;
	for (uint32_t n = 1; n <= 6 && at > 4; n++) {
		(void)utf8_prev(stem, &at);
		struct str ending = str_make(stem.p + at, stem.n - at);
		uint64_t hash = lex_hash(ending);
		if (n < 2 || !lex_filter_may_have(filter, hash))
			continue;
		struct lexemes lexemes = lexicon_find_hashed(lexicon, ending, hash);
		for (uint32_t i = 0; i < lexemes.n; i++) {
			if (lexemes.at[i].table != LEX_SURNAME_ENDING)
				continue;
			if (lexicon_code(lexicon, LEX_SURNAME_ENDING, lexemes.at[i].row,
				    SURNAME_ENDING_COL_KIND) == NAME_ENDING_PATRONYMIC)
				return PATRONYMIC_ENDING;
			if (!is_grammatical(image, ending))
				found = SURNAME_ENDING;
		}
	}
	return found;
}
