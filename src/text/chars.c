/*
 * Classes of code points: one table look-up below U+3000, ICU above. The table is made once, from
 * ICU's properties (the same that its break iterators use) and the marks that newspapers put to
 * uses of their own. Letters of the Cyrillic blocks have a second table, for folding on the way.
 */
#include <unicode/uchar.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "text/internal.h"

/* What ICU's properties say: the classes of UAX #29 and the general category. */
static uint8_t class_by_property(UChar32 c)
{
	if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE) || c == 0x2800)
		return CHAR_SPACE;
	if (c > 0x2100 && (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ||
				  u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR) ||
				  u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)))
		return CHAR_EMOJI;
	if (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK) == U_SB_STERM)
		return CHAR_STOP;
	if (u_hasBinaryProperty(c, UCHAR_QUOTATION_MARK))
		return CHAR_QUOTE;
	switch (u_charType(c)) {
	case U_UPPERCASE_LETTER:
	case U_LOWERCASE_LETTER:
	case U_TITLECASE_LETTER:
	case U_MODIFIER_LETTER:
	case U_OTHER_LETTER:
	case U_LETTER_NUMBER:
		return CHAR_LETTER;
	case U_NON_SPACING_MARK:
	case U_ENCLOSING_MARK:
	case U_COMBINING_SPACING_MARK:
		return CHAR_MARK;
	case U_DECIMAL_DIGIT_NUMBER:
		return CHAR_DIGIT;
	case U_CONTROL_CHAR:
		return CHAR_SPACE;
	case U_FORMAT_CHAR:
		return CHAR_IGNORABLE;
	case U_START_PUNCTUATION:
		return CHAR_OPEN;
	case U_END_PUNCTUATION:
		return CHAR_CLOSE;
	case U_DASH_PUNCTUATION:
		return CHAR_DASH;
	default:
		return CHAR_OTHER;
	}
}

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
	return class_by_property((UChar32)c);
}

uint8_t char_class_beyond(uint32_t c)
{
	return class_of(c);
}

bool char_is_upper(uint32_t c)
{
	return c < 0x530 ? fold_is_upper(c) : u_isupper((UChar32)c);
}

/* The first three never stand in a word of front vowels. */
static const uint16_t KAZAKH[] = {0x49b, 0x493, 0x4b1, 0x4d9, 0x4a3, 0x4e9, 0x4af, 0x4bb, 0x456};

bool char_is_kazakh(uint32_t c)
{
	for (size_t k = 0; k < sizeof KAZAKH / sizeof *KAZAKH; k++)
		if (c == KAZAKH[k])
			return true;
	return false;
}

static uint8_t letter_flags(const struct text_engine *engine, uint32_t c, uint32_t lower)
{
	enum { HARD = 3 };
	uint8_t flags = engine->classes[c] == CHAR_CYRILLIC ? LETTER_PLAIN : 0;
	/* ӊ, ћ and their like are drawn for Kazakh letters and become them */
	char in[4], out[8];
	size_t n = utf8_put(c, in), at = 0;
	n = fold_word(str_make(in, n), FOLD_LOWER, out);
	uint32_t folded = utf8_next(str_make(out, n), &at);
	if (folded != lower && lower != 0x451)
		flags = 0;
	if (lower != c)
		flags |= LETTER_UPPER;
	for (size_t k = 0; k < sizeof KAZAKH / sizeof *KAZAKH; k++)
		if (folded == KAZAKH[k])
			return flags | LETTER_KAZAKH | (k < HARD ? LETTER_HARD : 0);
	if (folded < 0x430 || folded > 0x44f)
		flags |= LETTER_STRANGE;
	return flags;
}

void char_tables_init(struct text_engine *engine)
{
	for (uint32_t c = 0; c < CHAR_TABLE; c++)
		engine->classes[c] = class_of(c);
	for (uint32_t i = 0; i < CYRILLIC_LETTERS; i++) {
		struct letter *letter = &engine->letters[i];
		uint32_t c = CYRILLIC_FIRST + i, lower = fold_lower(c);
		letter->flags = letter_flags(engine, c, lower);
		if (lower == 0x451)
			lower = 0x435;
		if (lower != c)
			letter->flags |= LETTER_CHANGED;
		letter->lower = (uint16_t)((0xc0 | lower >> 6) << 8 | 0x80 | (lower & 0x3f));
		static const uint8_t COUNTED[] = {
			LETTER_UPPER, LETTER_KAZAKH, LETTER_HARD, LETTER_STRANGE};
		for (uint32_t k = 0; k < sizeof COUNTED; k++)
			letter->counts |= (letter->flags & COUNTED[k] ? 1u : 0) << 8 * k;
	}
}
