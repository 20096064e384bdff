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

static inline void count(unsigned char c, struct checkpoint *sum)
{
	sum->code_points += (c & 0xc0) != 0x80;
	sum->astral += c >= 0xf0;
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
	for (size_t i = 0; i < text.n; i++) {
		if (i % STRIDE == 0)
			index->at[i / STRIDE] = sum;
		count((unsigned char)text.p[i], &sum);
	}
	if (text.n % STRIDE == 0)
		index->at[text.n / STRIDE] = sum;
	*ret_index = index;
	return DEDI_OK;
}

uint32_t offset_in(const struct offset_index *index, enum offset_unit unit, uint32_t byte_offset)
{
	if (unit == OFFSET_BYTE)
		return byte_offset;
	size_t end = byte_offset < index->text.n ? byte_offset : index->text.n;
	struct checkpoint sum = index->at[end / STRIDE];
	for (size_t i = end / STRIDE * STRIDE; i < end; i++)
		count((unsigned char)index->text.p[i], &sum);
	return unit == OFFSET_UTF16 ? sum.code_points + sum.astral : sum.code_points;
}
