#include "base/str.h"

#include <endian.h>

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;
	if (order)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

static inline uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	return h;
}

uint64_t str_hash(struct str s)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ s.n;
	size_t i = 0;
	for (; i + 8 <= s.n; i += 8) {
		uint64_t w;
		memcpy(&w, s.p + i, sizeof w);
		w = le64toh(w);
		h = mix(h ^ w) * 0x9fb21c651e98df25u;
	}
	uint64_t w = 0;
	if (s.n >= 8 && i < s.n) { /* the last eight bytes, without those that are in already */
		memcpy(&w, s.p + s.n - 8, sizeof w);
		w = le64toh(w) >> 8 * (8 - (s.n - i));
	}
	for (size_t k = s.n; s.n < 8 && k > i; k--)
		w = w << 8 | (unsigned char)s.p[k - 1];
	return mix(h ^ w);
}
