#include "base/utf8.h"

#include <endian.h>

/*
 * Eight bytes at a time, as long as there are only code points of one and two bytes (Cyrillic):
 * each byte behind a lead byte of two, and no other, goes on. Returns where it stopped, at the
 * start of a code point.
 */
static size_t skip_short(const unsigned char *p, size_t n)
{
	const uint64_t top = UINT64_C(0x8080808080808080);
	uint64_t owed = 0; /* 0x80 if the byte before was a lead byte */
	size_t i = 0;
	for (; i + 8 <= n; i += 8) {
		uint64_t w;
		memcpy(&w, p + i, sizeof w);
		w = le64toh(w);
		uint64_t going_on = w & ~(w << 1) & top, lead = w & w << 1 & top;
		uint64_t longer = lead & w << 2;
		uint64_t proper = w << 3 | w << 4 | w << 5 | w << 6; /* not 0xc0, 0xc1 */
		if (going_on != (lead << 8 | owed) || longer || lead & ~proper)
			break;
		owed = lead >> 56;
	}
	return i - (owed ? 1 : 0);
}

size_t utf8_valid_prefix(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0, quick = 0;
	while (i < s.n) {
		if (i >= quick) {
			i += skip_short(p + i, s.n - i);
			quick = i + 4; /* what made it stop is one code point */
			if (i == s.n)
				break;
		}
		unsigned char c = p[i];
		if (c < 0x80) {
			i++;
			continue;
		}
		size_t more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
		if (c < 0xc2 || c > 0xf4 || s.n - i <= more)
			return i;
		unsigned char low = 0x80, high = 0xbf; /* bounds of the second byte */
		if (c == 0xe0)
			low = 0xa0;
		else if (c == 0xed)
			high = 0x9f;
		else if (c == 0xf0)
			low = 0x90;
		else if (c == 0xf4)
			high = 0x8f;
		if (p[i + 1] < low || p[i + 1] > high)
			return i;
		for (size_t k = 2; k <= more; k++)
			if ((p[i + k] & 0xc0) != 0x80)
				return i;
		i += more + 1;
	}
	return i;
}

size_t utf8_put(uint32_t c, char out[4])
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

size_t utf8_length(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}
