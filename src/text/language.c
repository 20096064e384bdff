/*
 * Language of a stretch of text: which letters it is written in, and whose small words it uses.
 * Kazakh Cyrillic shows itself by the letters that Russian does not have (every second word) and by
 * function words; a short text without either passes if nothing speaks for Russian.
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "text/internal.h"

const char *language_code(enum language language)
{
	switch (language) {
	case LANGUAGE_KAZAKH:
		return "kk";
	case LANGUAGE_KAZAKH_LATIN:
		return "kk-Latn";
	case LANGUAGE_KAZAKH_ARABIC:
		return "kk-Arab";
	case LANGUAGE_RUSSIAN:
		return "ru";
	case LANGUAGE_ENGLISH:
		return "en";
	case LANGUAGE_OTHER:
		return "mul";
	case LANGUAGE_UNDETERMINED:
		return "und";
	}
	return "und";
}

static void count_word(
	const struct text_engine *engine, struct str word, struct letter_counts *counts)
{
	char folded[64];
	counts->words++;
	if (word.n * 2 > sizeof folded)
		return;
	size_t n = fold_word(word, FOLD_LOWER, folded);
	struct lexemes found = lexicon_find(engine->lexicon, str_make(folded, n));
	for (uint32_t i = 0; i < found.n; i++) {
		if (found.at[i].table != LEX_LANGUAGE_WORD)
			continue;
		switch (lexicon_code(engine->lexicon, LEX_LANGUAGE_WORD, found.at[i].row,
			LANGUAGE_WORD_COL_LANGUAGE)) {
		case LANGUAGE_WORD_KAZAKH:
			counts->kazakh_words++;
			break;
		case LANGUAGE_WORD_RUSSIAN:
			counts->russian_words++;
			break;
		case LANGUAGE_WORD_ENGLISH:
			counts->english_words++;
			break;
		default:
			counts->kazakh_latin_words++;
		}
	}
}

/* Letters of a Kazakh text are two bytes nearly all: counted without decoding. */
static size_t count_letter(
	const struct text_engine *engine, struct str s, size_t at, struct letter_counts *counts)
{
	unsigned char a = (unsigned char)s.p[at];
	if (a < 0x80) {
		unsigned char lower = a | 0x20;
		counts->latin += lower >= 'a' && lower <= 'z';
		return at + 1;
	}
	uint32_t c = utf8_next(s, &at);
	if (c >= 0x400 && c < 0x530) {
		counts->cyrillic++;
		counts->kazakh += engine->cyrillic[c - 0x400].kazakh;
		return at;
	}
	uint8_t class = char_class(engine, c);
	if (class == CHAR_LATIN)
		counts->latin++;
	else if (class == CHAR_LETTER && c >= 0x600 && c < 0x700)
		counts->arabic++;
	else if (class == CHAR_LETTER)
		counts->other++;
	return at;
}

void text_count_letters(
	const struct text_engine *engine, struct str s, struct letter_counts *ret_counts)
{
	struct letter_counts counts = {0};
	for (size_t at = 0; at < s.n;)
		at = count_letter(engine, s, at, &counts);
	*ret_counts = counts;
}

void text_count_words(const struct text_engine *engine, struct str s, struct letter_counts *counts)
{
	size_t word = SIZE_MAX;
	for (size_t at = 0; at <= s.n;) {
		size_t here = at;
		uint32_t c = at < s.n ? utf8_next(s, &at) : ' ';
		if (here == s.n)
			at++;
		uint8_t class = char_class(engine, c);
		bool letter = class == CHAR_CYRILLIC || class == CHAR_LATIN || class == CHAR_LETTER;
		if (letter || class == CHAR_MARK || class == CHAR_IGNORABLE) {
			if (letter && word == SIZE_MAX)
				word = here;
		} else if (word != SIZE_MAX) {
			count_word(engine, str_make(s.p + word, here - word), counts);
			word = SIZE_MAX;
		}
	}
}

bool text_is_plainly_kazakh(const struct letter_counts *c)
{
	return c->cyrillic >= 8 && c->kazakh * 12 >= c->cyrillic && c->cyrillic >= 2 * c->latin &&
	       !c->arabic && !c->other;
}

enum language text_judge_language(const struct letter_counts *c)
{
	uint32_t letters = c->cyrillic + c->latin + c->arabic + c->other;
	if (!letters)
		return LANGUAGE_UNDETERMINED;
	if (c->cyrillic * 2 >= letters) {
		/* one specific letter in forty is far more than Russian text with names has */
		if (c->kazakh * 40 >= c->cyrillic &&
			c->kazakh_words + c->kazakh / 4 >= c->russian_words)
			return LANGUAGE_KAZAKH;
		if (c->kazakh_words > c->russian_words)
			return LANGUAGE_KAZAKH;
		if (c->words <= 12 && c->russian_words == 0)
			return LANGUAGE_KAZAKH;
		return LANGUAGE_RUSSIAN;
	}
	if (c->latin * 2 >= letters) {
		if (c->kazakh_latin_words * 2 > c->english_words && c->kazakh_latin_words > 1)
			return LANGUAGE_KAZAKH_LATIN;
		return c->english_words ? LANGUAGE_ENGLISH : LANGUAGE_OTHER;
	}
	if (c->arabic * 2 >= letters)
		return LANGUAGE_KAZAKH_ARABIC;
	return LANGUAGE_OTHER;
}
