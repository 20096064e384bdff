/*
 * Folding of words.
 *
 * Two passes over each hyphen-separated part: the first sees which scripts it mixes, the second
 * writes. O(length), no allocation. Letters are mapped by range and by short tables, because
 * the alphabets concerned are small and the ranges of Unicode's Cyrillic block are regular.
 */
#include "base/fold.h"

#include "base/utf8.h"

struct pair {
	uint16_t from, to;
};

/* Latin letters that look like Cyrillic ones, by Latin code point. */
static const struct pair LOOK_ALIKES[] = {
	{'A', 0x0410}, {'B', 0x0412}, {'C', 0x0421}, {'E', 0x0415}, {'H', 0x041d}, {'I', 0x0406},
	{'K', 0x041a}, {'M', 0x041c}, {'O', 0x041e}, {'P', 0x0420}, {'T', 0x0422}, {'X', 0x0425},
	{'Y', 0x04ae}, {'a', 0x0430}, {'c', 0x0441}, {'e', 0x0435}, {'h', 0x04bb}, {'i', 0x0456},
	{'o', 0x043e}, {'p', 0x0440}, {'x', 0x0445}, {'y', 0x0443}, {0x0130, 0x0406},
	/* İ */ {0x018f, 0x04d8}, /* Ə */
	{0x019f, 0x04e8},         /* Ɵ */
	{0x0259, 0x04d9},         /* ə */
	{0x0275, 0x04e9},         /* ɵ */
};
enum { N_LOOK_ALIKES = sizeof LOOK_ALIKES / sizeof *LOOK_ALIKES };

struct composition {
	uint16_t base, mark, composed;
};

static const struct composition COMPOSITIONS[] = {
	{0x0438, 0x0306, 0x0439}, /* й */
	{0x0418, 0x0306, 0x0419},
	{0x0435, 0x0308, 0x0451}, /* ё */
	{0x0415, 0x0308, 0x0401},
	{0x0443, 0x0306, 0x045e}, /* ў */
	{0x0423, 0x0306, 0x040e},
	{0x0456, 0x0308, 0x0457}, /* ї */
	{0x0406, 0x0308, 0x0407},
	{'a', 0x0301, 0x00e1},
	{'a', 0x0308, 0x00e4},
	{'A', 0x0301, 0x00c1},
	{'A', 0x0308, 0x00c4},
	{'c', 0x0327, 0x00e7},
	{'e', 0x0301, 0x00e9},
	{'g', 0x0306, 0x011f},
	{'g', 0x0301, 0x01f5},
	{'n', 0x0301, 0x0144},
	{'n', 0x0303, 0x00f1},
	{'o', 0x0301, 0x00f3},
	{'o', 0x0308, 0x00f6},
	{'O', 0x0308, 0x00d6},
	{'s', 0x0327, 0x015f},
	{'u', 0x0301, 0x00fa},
	{'u', 0x0308, 0x00fc},
	{'U', 0x0308, 0x00dc},
	{'y', 0x0301, 0x00fd},
};
enum { N_COMPOSITIONS = sizeof COMPOSITIONS / sizeof *COMPOSITIONS };

static uint32_t lower_latin(uint32_t c)
{
	if (c < 0x100)
		return c >= 0xc0 && c <= 0xde && c != 0xd7 ? c + 0x20 : c;
	if (c == 0x130)
		return 'i';
	if (c == 0x178)
		return 0xff;
	if (c == 0x18f)
		return 0x259;
	if (c == 0x19f)
		return 0x275;
	if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
		return c & 1 ? c + 1 : c;
	if (c < 0x178 && c != 0x138 && c != 0x149)
		return c | 1;
	if (c == 0x1f4)
		return 0x1f5;
	return c;
}

static uint32_t lower_cyrillic(uint32_t c)
{
	if (c < 0x410)
		return c + 0x50;
	if (c < 0x430)
		return c + 0x20;
	if (c < 0x460)
		return c;
	if (c == 0x4c0)
		return 0x4cf;
	if (c >= 0x4c1 && c <= 0x4ce)
		return c & 1 ? c + 1 : c;
	if (c == 0x4cf || (c >= 0x482 && c <= 0x489))
		return c;
	return c | 1;
}

uint32_t fold_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
	if (c >= 0x400 && c < 0x530)
		return lower_cyrillic(c);
	if (c >= 0xc0 && c < 0x250)
		return lower_latin(c);
	if (c >= 0x391 && c <= 0x3a9 && c != 0x3a2)
		return c + 0x20;
	return c;
}

bool fold_is_upper(uint32_t code_point)
{
	return fold_lower(code_point) != code_point;
}

bool fold_is_cyrillic(uint32_t c)
{
	return c >= 0x400 && c < 0x530 && !(c >= 0x482 && c <= 0x489);
}

bool fold_is_latin(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	return (c >= 0xc0 && c < 0x250 && c != 0xd7 && c != 0xf7) || c == 0x259 || c == 0x275;
}

uint32_t fold_to_cyrillic(uint32_t latin)
{
	if (latin < 'A' || latin > 0x275)
		return 0;
	for (int i = 0; i < N_LOOK_ALIKES; i++)
		if (LOOK_ALIKES[i].from == latin)
			return LOOK_ALIKES[i].to;
	return 0;
}

uint32_t fold_to_latin(uint32_t cyrillic)
{
	if (cyrillic < 0x400 || cyrillic > 0x52f)
		return 0;
	for (int i = 0; i < N_LOOK_ALIKES; i++)
		if (LOOK_ALIKES[i].to == cyrillic)
			return LOOK_ALIKES[i].from;
	return 0;
}

uint32_t fold_compose(uint32_t base, uint32_t mark)
{
	if (mark < 0x300 || mark > 0x36f)
		return 0;
	for (int i = 0; i < N_COMPOSITIONS; i++)
		if (COMPOSITIONS[i].base == base && COMPOSITIONS[i].mark == mark)
			return COMPOSITIONS[i].composed;
	return 0;
}

bool fold_is_ignorable(uint32_t c)
{
	return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

static uint32_t one_punctuation(uint32_t c)
{
	switch (c) {
	case 0x2010:
	case 0x2011:
		return '-';
	case 0x2018:
	case 0x2019:
	case 0x02bc:
	case '`':
		return '\'';
	default:
		return c;
	}
}

enum script { KEEP, TO_CYRILLIC, TO_LATIN };

/* Which way the letters of a part have to go: all must be able to go there. */
static enum script script_of(struct str part)
{
	bool cyrillic = false, latin = false, can_cyrillic = true, can_latin = true;
	for (size_t i = 0; i < part.n;) {
		uint32_t c = utf8_next(part, &i);
		if (fold_is_cyrillic(c)) {
			cyrillic = true;
			can_latin = can_latin && fold_to_latin(c) != 0;
		} else if (fold_is_latin(c)) {
			latin = true;
			can_cyrillic = can_cyrillic && fold_to_cyrillic(c) != 0;
		}
	}
	if (!latin || !cyrillic)
		return KEEP;
	return !can_cyrillic && can_latin ? TO_LATIN : TO_CYRILLIC;
}

static uint32_t to_script(uint32_t c, enum script script)
{
	uint32_t mapped = 0;
	if (script == TO_CYRILLIC)
		mapped = fold_to_cyrillic(c);
	else if (script == TO_LATIN)
		mapped = fold_to_latin(c);
	/* ɵ and ə are letters of no Latin word that occurs in news. */
	else if (c == 0x275 || c == 0x19f || c == 0x259 || c == 0x18f)
		mapped = fold_to_cyrillic(c);
	return mapped ? mapped : c;
}

/* Letters that fonts draw alike and typists mix within Cyrillic: ӊ for ң, ћ for һ. */
static uint32_t one_cyrillic(uint32_t c)
{
	switch (c) {
	case 0x4c9:
	case 0x4c7:
		return 0x4a2;
	case 0x4ca:
	case 0x4c8:
		return 0x4a3;
	case 0x40b:
		return 0x4ba;
	case 0x45b:
		return 0x4bb;
	default:
		return c;
	}
}

static uint32_t fold_letter(uint32_t c, enum script script, unsigned flags)
{
	c = one_cyrillic(one_punctuation(to_script(c, script)));
	if (flags & FOLD_LOWER) {
		c = fold_lower(c);
		if (c == 0x451)
			c = 0x435;
	}
	return c;
}

static size_t fold_part(struct str part, unsigned flags, char *out)
{
	enum script script = script_of(part);
	size_t n = 0;
	uint32_t held = 0; /* the last letter, not written yet: a mark may follow */
	for (size_t i = 0; i < part.n;) {
		uint32_t c = utf8_next(part, &i);
		if (fold_is_ignorable(c))
			continue;
		uint32_t composed = held ? fold_compose(held, c) : 0;
		if (composed) {
			held = composed;
			continue;
		}
		if (held)
			n += utf8_put(fold_letter(held, script, flags), out + n);
		held = c;
	}
	if (held)
		n += utf8_put(fold_letter(held, script, flags), out + n);
	return n;
}

/* Hyphens and apostrophes: an ending of another script may stand behind them. */
static bool divides(uint32_t c)
{
	return one_punctuation(c) == '-' || one_punctuation(c) == '\'';
}

/*
 * The common case, Cyrillic letters or ASCII ones but not both, digits and punctuation: no script
 * to decide, nothing to compose, the length stays. False if the word holds anything else; out is
 * garbage then.
 */
static bool fold_plain(struct str word, unsigned flags, char *out)
{
	bool latin = false, cyrillic = false;
	for (size_t i = 0; i < word.n;) {
		unsigned char a = (unsigned char)word.p[i];
		if (a >= ' ' && a < 0x7f && a != '`') {
			bool is_letter = fold_is_latin(a);
			latin = latin || is_letter;
			out[i] = is_letter && flags & FOLD_LOWER ? (char)(a | 0x20) : (char)a;
			i++;
			continue;
		}
		if (a < 0xd0 || a > 0xd4)
			return false;
		cyrillic = true;
		unsigned char b = (unsigned char)word.p[i + 1];
		if ((a == 0xd0 && b >= 0xb0) || (a == 0xd1 && b < 0x90)) { /* а … я, nearly all */
			out[i] = (char)a;
			out[i + 1] = (char)b;
			i += 2;
			continue;
		}
		uint32_t c = (uint32_t)(a & 0x1f) << 6 | (b & 0x3f);
		if (!fold_is_cyrillic(c) || one_cyrillic(c) != c)
			return false;
		if (flags & FOLD_LOWER) {
			c = lower_cyrillic(c);
			if (c == 0x451)
				c = 0x435;
		}
		out[i] = (char)(0xc0 | c >> 6);
		out[i + 1] = (char)(0x80 | (c & 0x3f));
		i += 2;
	}
	return !(latin && cyrillic);
}

size_t fold_word(struct str word, unsigned flags, char *out)
{
	if (fold_plain(word, flags, out))
		return word.n;
	size_t n = 0, start = 0;
	for (size_t i = 0; i < word.n;) {
		size_t at = i;
		uint32_t c = utf8_next(word, &i);
		if (!divides(c))
			continue;
		n += fold_part(str_make(word.p + start, at - start), flags, out + n);
		n += utf8_put(one_punctuation(c), out + n);
		start = i;
	}
	return n + fold_part(str_make(word.p + start, word.n - start), flags, out + n);
}
