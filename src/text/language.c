/*
 * Language of a stretch of text: which letters it is written in, and whose small words it uses.
 *
 * Kazakh Cyrillic shows itself by the letters that Russian does not have (more than one in ten).
 * Words are looked up only where the letters leave a doubt. A short text without either passes if
 * nothing speaks for another language.
 */
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
	case LANGUAGE_UNDETERMINED:
		return "und";
	}
	return "und";
}

/* So many of the Kazakh letters that words need not be asked. */
static bool is_clear(const struct letter_counts *c)
{
	return c->kazakh * 10 >= c->letters && c->hard && !c->strange;
}

void text_count_words(struct parse *parse, uint32_t first_token, struct letter_counts *counts)
{
	enum { SHARE = 4 }; /* one word in so many is a small one */
	if (is_clear(counts)) {
		counts->kazakh_words += counts->words / SHARE;
		return;
	}
	for (uint32_t i = first_token; i < parse->tokens.n; i++) {
		if (parse->tokens.at[i].kind != TOKEN_WORD)
			continue;
		switch (text_code(parse, i, LEX_LANGUAGE_WORD, LANGUAGE_WORD_COL_LANGUAGE)) {
		case LANGUAGE_WORD_KAZAKH:
			counts->kazakh_words++;
			break;
		case LANGUAGE_WORD_RUSSIAN:
			counts->russian_words++;
			break;
		case LANGUAGE_WORD_ENGLISH:
			counts->english_words++;
			break;
		case LANGUAGE_WORD_KAZAKH_LATIN:
			counts->kazakh_latin_words++;
			break;
		default:
			break;
		}
	}
}

void text_add_counts(struct letter_counts *sum, const struct letter_counts *c)
{
	sum->letters += c->letters;
	sum->cyrillic += c->cyrillic;
	sum->kazakh += c->kazakh;
	sum->hard += c->hard;
	sum->strange += c->strange;
	sum->latin += c->latin;
	sum->arabic += c->arabic;
	sum->words += c->words;
	sum->russian_words += c->russian_words;
	sum->kazakh_words += c->kazakh_words;
	sum->english_words += c->english_words;
	sum->kazakh_latin_words += c->kazakh_latin_words;
}

static enum language judge_cyrillic(const struct letter_counts *c)
{
	enum { SHORT = 12 }; /* words */
	/* Ukrainian, Tajik, Bashkir … have letters of their own; Kyrgyz, Mongolian and Tatar share
	 * some of ours but not қ, ғ and ұ. */
	if (c->strange * 100 >= c->cyrillic)
		return LANGUAGE_OTHER;
	if (c->kazakh * 20 >= c->cyrillic && c->words > SHORT && c->hard * 20 < c->kazakh)
		return LANGUAGE_OTHER;
	if (c->kazakh * 12 >= c->cyrillic && c->hard)
		return LANGUAGE_KAZAKH;
	if (c->kazakh * 40 >= c->cyrillic && c->kazakh_words + c->kazakh / 4 >= c->russian_words)
		return LANGUAGE_KAZAKH;
	if (c->kazakh_words > c->russian_words)
		return LANGUAGE_KAZAKH;
	if (c->words <= SHORT && c->russian_words == 0)
		return LANGUAGE_KAZAKH;
	return LANGUAGE_RUSSIAN;
}

enum language text_judge_language(const struct letter_counts *c)
{
	if (!c->letters)
		return LANGUAGE_UNDETERMINED;
	bool kazakh = c->kazakh * 12 >= c->cyrillic && c->hard;
	if (c->cyrillic * 2 >= c->letters || (kazakh && c->cyrillic * 4 >= c->letters))
		return judge_cyrillic(c);
	if (c->latin * 2 >= c->letters) {
		if (c->kazakh_latin_words * 2 > c->english_words && c->kazakh_latin_words > 1)
			return LANGUAGE_KAZAKH_LATIN;
		return c->english_words ? LANGUAGE_ENGLISH : LANGUAGE_OTHER;
	}
	if (c->arabic * 2 >= c->letters)
		return LANGUAGE_KAZAKH_ARABIC;
	return LANGUAGE_OTHER;
}

/* A paragraph is skipped only on strong evidence: names and quoted words of other languages are
 * common in Kazakh text. */
bool text_is_foreign(const struct letter_counts *c)
{
	enum { LEAST_WORDS = 4, LEAST_LETTERS = 16 };
	if (c->words < LEAST_WORDS || c->letters < LEAST_LETTERS || is_clear(c))
		return false;
	switch (text_judge_language(c)) {
	case LANGUAGE_RUSSIAN:
		return c->russian_words * 8 >= c->words && !c->kazakh_words;
	case LANGUAGE_ENGLISH:
		return c->english_words * 6 >= c->words;
	case LANGUAGE_KAZAKH_LATIN:
		return c->kazakh_latin_words * 6 >= c->words;
	case LANGUAGE_KAZAKH_ARABIC:
		return true;
	default:
		return false;
	}
}
