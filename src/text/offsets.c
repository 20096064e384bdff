/*
 * Offsets: how many code points and UTF-16 units stand before each byte. One checkpoint every
 * STRIDE bytes, at most STRIDE bytes counted behind it: O(1) a look-up, 8 bytes for 64 of text.
 */
#include "base/utf8.h"
#include "text/text.h"

enum { STRIDE = 64 };

struct checkpoint {
	uint32_t code_points, astral; /* before this byte; astral ones take two UTF-16 units */
};

struct offset_index {
	struct str text;
	struct checkpoint *at; /* [text.n / STRIDE + 1] */
};

/* What eight bytes add: bytes that begin a code point, and those that begin a long one. */
static inline void count_word(uint64_t w, struct checkpoint *sum)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t bit7 = w >> 7, bit6 = w >> 6, bit5 = w >> 5, bit4 = w >> 4;
	uint64_t continues = bit7 & ~bit6 & ones, astral = bit7 & bit6 & bit5 & bit4 & ones;
	sum->code_points += 8 - (uint32_t)(continues * ones >> 56);
	sum->astral += (uint32_t)(astral * ones >> 56);
}

static void count(const char *p, size_t n, struct checkpoint *sum)
{
	for (; n >= 8; p += 8, n -= 8) {
		uint64_t w;
		memcpy(&w, p, sizeof w);
		count_word(w, sum);
	}
	for (; n; p++, n--) {
		unsigned char c = (unsigned char)*p;
		sum->code_points += (c & 0xc0) != 0x80;
		sum->astral += c >= 0xf0;
	}
}

enum dedi_status offset_index_new(
	struct str text, struct arena *arena, struct offset_index **ret_index)
{
	struct offset_index *index = ARENA_NEW(arena, struct offset_index);
	if (!index)
		return DEDI_NO_MEMORY;
	index->text = text;
	index->at = ARENA_ARRAY(arena, struct checkpoint, text.n / STRIDE + 1);
	if (!index->at)
		return DEDI_NO_MEMORY;
	struct checkpoint sum = {0};
	for (size_t i = 0; i <= text.n / STRIDE; i++) {
		index->at[i] = sum;
		size_t left = text.n - i * STRIDE;
		count(text.p + i * STRIDE, left < STRIDE ? left : STRIDE, &sum);
	}
	*ret_index = index;
	return DEDI_OK;
}

uint32_t offset_in(const struct offset_index *index, enum offset_unit unit, uint32_t byte_offset)
{
	if (unit == OFFSET_BYTE)
		return byte_offset;
	size_t end = byte_offset < index->text.n ? byte_offset : index->text.n;
	struct checkpoint sum = index->at[end / STRIDE];
	count(index->text.p + end / STRIDE * STRIDE, end % STRIDE, &sum);
	return unit == OFFSET_UTF16 ? sum.code_points + sum.astral : sum.code_points;
}
