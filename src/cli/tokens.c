/* Sets as sorted arrays: O(n log n) to make, linear to intersect. */
#include "cli/tokens.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

bool token_set_of(struct str text, const struct span *spans, uint32_t n, struct arena *arena,
	struct token_set *ret_set)
{
	LIST(uint32_t) starts = {0};
	for (uint32_t i = 0; i < n; i++) {
		bool inside = false;
		for (size_t at = spans[i].start; at < spans[i].end;) {
			uint32_t start = (uint32_t)at;
			bool word = text_is_word_character(utf8_next(text, &at));
			if (word && !inside) {
				uint32_t *slot = LIST_PUSH(arena, &starts);
				if (!slot)
					return false;
				*slot = start;
			}
			inside = word;
		}
	}
	uint32_t distinct = 0;
	if (starts.n)
		qsort(starts.at, starts.n, sizeof *starts.at, by_value);
	for (uint32_t i = 0; i < starts.n; i++)
		if (!distinct || starts.at[distinct - 1] != starts.at[i])
			starts.at[distinct++] = starts.at[i];
	*ret_set = (struct token_set){starts.at, distinct};
	return true;
}

uint32_t token_set_common(const struct token_set *a, const struct token_set *b)
{
	uint32_t i = 0, k = 0, common = 0;
	while (i < a->n && k < b->n) {
		if (a->at[i] == b->at[k]) {
			common++;
			i++;
			k++;
		} else if (a->at[i] < b->at[k]) {
			i++;
		} else {
			k++;
		}
	}
	return common;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

struct str_set str_set_of(struct str *strings, uint32_t n)
{
	uint32_t distinct = 0;
	if (n)
		qsort(strings, n, sizeof *strings, by_bytes);
	for (uint32_t i = 0; i < n; i++)
		if (!distinct || !str_eq(strings[distinct - 1], strings[i]))
			strings[distinct++] = strings[i];
	return (struct str_set){strings, distinct};
}

uint32_t str_set_common(const struct str_set *a, const struct str_set *b)
{
	uint32_t i = 0, k = 0, common = 0;
	while (i < a->n && k < b->n) {
		int order = str_cmp(a->at[i], b->at[k]);
		common += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	return common;
}

/* Lower case may be longer than upper: Ⱥ has two bytes, ⱥ three. */
static char *buffer_for(struct str s, struct arena *arena)
{
	return arena_alloc(arena, 2 * s.n + 4);
}

struct word_list {
	struct str *at;
	uint32_t n, cap;
};

static bool push_words(struct str s, struct arena *arena, struct word_list *words)
{
	char *out = buffer_for(s, arena);
	size_t n = 0, start = 0;
	if (!out)
		return false;
	for (size_t at = 0; at <= s.n;) {
		uint32_t c = at < s.n ? utf8_next(s, &at) : 0;
		bool end = !c && at == s.n;
		if (!end && text_is_word_character(c)) {
			n += utf8_put(fold_lower(c), out + n);
		} else if (n > start) {
			struct str *slot = LIST_PUSH(arena, words);
			if (!slot)
				return false;
			*slot = str_make(out + start, n - start);
			start = n;
		}
		if (end)
			break;
	}
	return true;
}

bool word_set_of(
	const struct str *strings, uint32_t n, struct arena *arena, struct str_set *ret_set)
{
	struct word_list words = {0};
	for (uint32_t i = 0; i < n; i++)
		if (!push_words(strings[i], arena, &words))
			return false;
	*ret_set = str_set_of(words.at, words.n);
	return true;
}

static bool contains(const uint32_t *list, size_t n, uint32_t code_point)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == code_point)
			return true;
	return false;
}

static bool is_mark(uint32_t c)
{
	static const uint32_t marks[] = {
		0xab, 0xbb, '"', 0x201c, 0x201d, 0x201e, 0x2039, 0x203a, 0x2019, '\'', '`'};
	return contains(marks, sizeof marks / sizeof *marks, c);
}

static bool is_space(uint32_t c)
{
	return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 ||
	       c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x3000;
}

bool normal_name(struct str name, struct arena *arena, struct str *ret_name)
{
	char *out = buffer_for(name, arena);
	size_t n = 0;
	bool gap = false;
	if (!out)
		return false;
	for (size_t at = 0; at < name.n;) {
		uint32_t c = utf8_next(name, &at);
		if (is_mark(c) || c == 0xad)
			continue;
		if (is_space(c)) {
			gap = n > 0;
			continue;
		}
		if (gap)
			out[n++] = ' ';
		gap = false;
		c = fold_lower(c);
		n += utf8_put(c == 0x451 ? 0x435 : c, out + n);
	}
	*ret_name = str_make(out, n);
	return true;
}

static bool is_outer(uint32_t c)
{
	static const uint32_t outer[] = {0x2018, ' ', 0xa0, '\t', '\n', '\r', 0x2013, 0x2014,
		0x2015, 0x2212, '-', ',', '.', '!', '?', 0x2026, ':', ';'};
	return is_mark(c) || contains(outer, sizeof outer / sizeof *outer, c);
}

struct span trimmed(struct str text, struct span span)
{
	size_t start = span.start, end = span.end;
	while (start < end) {
		size_t next = start;
		if (!is_outer(utf8_next(text, &next)))
			break;
		start = next;
	}
	while (end > start) {
		size_t before = end;
		if (!is_outer(utf8_prev(text, &before)))
			break;
		end = before;
	}
	return (struct span){(uint32_t)start, (uint32_t)end};
}
