/* UTF-8: validation and stepping. Strict (RFC 3629): no overlong forms, no surrogates, <= U+10FFFF.
 */
#ifndef DEDI_UTF8_H
#define DEDI_UTF8_H

#include "base/str.h"

/* The number of leading bytes that are valid UTF-8; s.n if all are. */
size_t utf8_valid_prefix(struct str s);

/* Decodes the code point at s.p[*at] of VALID UTF-8 and moves *at behind it. Needs *at < s.n. */
static inline uint32_t utf8_next(struct str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.p + *at;
	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*at += 2;
		return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	}
	if (p[0] < 0xf0) {
		*at += 3;
		return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	}
	*at += 4;
	return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 |
	       (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
}

/* Decodes the code point that ends at *at and moves *at before it. Needs *at > 0, VALID UTF-8. */
static inline uint32_t utf8_prev(struct str s, size_t *at)
{
	size_t i = *at - 1;
	while (((unsigned char)s.p[i] & 0xc0) == 0x80)
		i--;
	*at = i;
	return utf8_next(s, &i);
}

/* Writes 1 to 4 bytes; returns how many. */
size_t utf8_put(uint32_t code_point, char out[4]);

/* Code points of VALID UTF-8. */
size_t utf8_length(struct str s);

#endif
