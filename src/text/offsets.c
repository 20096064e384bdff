/*
 * Offsets: how many code points and UTF-16 units stand before each byte. One checkpoint every
 * STRIDE bytes, at most STRIDE bytes counted behind it: O(1) a look-up, a quarter of the text's
 * size.
 */
#include "base/utf8.h"
#include "text/text.h"

enum { STRIDE = 32 };

struct checkpoint {
	uint32_t code_points, astral; /* before this byte; astral ones take two UTF-16 units */
};

struct offset_index {
	struct str text;
	struct checkpoint *at; /* [text.n / STRIDE + 1] */
};

/* Of STRIDE bytes the first n; without a branch, so that the compiler makes vectors of it. */
static inline void count_stride(const char *p, uint8_t n, struct checkpoint *sum)
{
	uint8_t code_points = 0, astral = 0;
	for (uint8_t i = 0; i < STRIDE; i++) {
		unsigned char c = (unsigned char)p[i];
		code_points += ((c & 0xc0) != 0x80) & (i < n);
		astral += (c >= 0xf0) & (i < n);
	}
	sum->code_points += code_points;
	sum->astral += astral;
}

/* The first n bytes of the stride at i; it may be cut by the end of the text. */
static inline void count(struct str text, size_t i, size_t n, struct checkpoint *sum)
{
	if (text.n - i >= STRIDE) {
		count_stride(text.p + i, (uint8_t)n, sum);
		return;
	}
	for (size_t end = i + n; i < end; i++) {
		unsigned char c = (unsigned char)text.p[i];
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
		count(text, i * STRIDE, left < STRIDE ? left : STRIDE, &sum);
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
	count(index->text, end / STRIDE * STRIDE, end % STRIDE, &sum);
	return unit == OFFSET_UTF16 ? sum.code_points + sum.astral : sum.code_points;
}
