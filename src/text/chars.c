/*
 * Classes of code points: one table look-up below U+3000, ICU above. The table is made once, from
 * ICU's properties and the few marks that newspapers use as punctuation.
 */
#include <unicode/uchar.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "text/internal.h"

static uint8_t class_of(uint32_t c)
{
	switch (c) {
	case '\n':
	case '\r':
	case 0x0b:
	case 0x0c:
	case 0x85:
	case 0x2028:
	case 0x2029:
		return CHAR_BREAK;
	case 0xab:
	case 0xbb:
	case '"':
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x201f:
	case 0x2039:
	case 0x203a:
	case 0x2018:
	case 0x201a:
	case 0x300c:
	case 0x300d:
		return CHAR_QUOTE;
	case '\'':
	case '`':
	case 0x2019:
	case 0x2bc:
	case 0xb4:
		return CHAR_APOSTROPHE;
	case '-':
	case 0x2010:
	case 0x2011:
		return CHAR_HYPHEN;
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return CHAR_DASH;
	case '.':
	case '!':
	case '?':
	case 0x2026:
		return CHAR_STOP;
	case ',':
		return CHAR_COMMA;
	case ':':
		return CHAR_COLON;
	case ';':
		return CHAR_SEMICOLON;
	case '#':
		return CHAR_HASH;
	case '@':
		return CHAR_AT;
	case '_':
		return CHAR_LETTER;
	default:
		break;
	}
	if (fold_is_ignorable(c))
		return CHAR_IGNORABLE;
	if (fold_is_cyrillic(c))
		return CHAR_CYRILLIC;
	if (fold_is_latin(c))
		return CHAR_LATIN;
	if (c >= 0x1f000 || (c >= 0x2600 && c < 0x27c0))
		return CHAR_EMOJI;
	switch (u_charType((UChar32)c)) {
	case U_UPPERCASE_LETTER:
	case U_LOWERCASE_LETTER:
	case U_TITLECASE_LETTER:
	case U_MODIFIER_LETTER:
	case U_OTHER_LETTER:
		return CHAR_LETTER;
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_COMBINING_SPACING_MARK:
		return CHAR_MARK;
	case U_DECIMAL_DIGIT_NUMBER:
		return CHAR_DIGIT;
	case U_SPACE_SEPARATOR:
	case U_CONTROL_CHAR:
		return CHAR_SPACE;
	case U_START_PUNCTUATION:
		return CHAR_OPEN;
	case U_END_PUNCTUATION:
		return CHAR_CLOSE;
	default:
		return CHAR_OTHER;
	}
}

uint8_t char_class(const struct text_engine *engine, uint32_t c)
{
	return c < CHAR_TABLE ? engine->classes[c] : class_of(c);
}

bool char_is_upper(uint32_t c)
{
	if (c < 0x530)
		return fold_is_upper(c);
	return u_isupper((UChar32)c);
}

void char_tables_init(struct text_engine *engine)
{
	for (uint32_t c = 0; c < CHAR_TABLE; c++)
		engine->classes[c] = class_of(c);
	static const uint16_t KAZAKH[] = {
		0x4d9, 0x493, 0x49b, 0x4a3, 0x4e9, 0x4b1, 0x4af, 0x4bb, 0x456};
	for (uint32_t c = 0x400; c < 0x530; c++) {
		struct cyrillic *letter = &engine->cyrillic[c - 0x400];
		uint32_t lower = fold_lower(c);
		char utf8[4], folded[8];
		size_t n = utf8_put(c, utf8);
		bool plain = fold_word(str_make(utf8, n), 0, folded) == n &&
			     memcmp(utf8, folded, n) == 0;
		if (engine->classes[c] == CHAR_CYRILLIC && plain)
			letter->lower = (uint16_t)(lower == 0x451 ? 0x435 : lower);
		letter->upper = lower != c;
		for (size_t k = 0; k < sizeof KAZAKH / sizeof *KAZAKH; k++)
			letter->kazakh |= lower == KAZAKH[k];
	}
}
