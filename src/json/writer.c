/*
 * The buffer doubles, so that writing n bytes costs O(n); the old copies stay in the arena, at most
 * as many bytes again. Strings are copied in runs between the few bytes that need an escape.
 */
#include "json/writer.h"

#include <stdio.h>

void writer_init(struct json_writer *w, struct arena *arena, size_t hint)
{
	*w = (struct json_writer){.arena = arena};
	w->p = arena_alloc(arena, hint);
	w->cap = hint;
	w->failed = !w->p;
}

enum dedi_status writer_finish(struct json_writer *w, struct str *ret_json)
{
	if (w->failed)
		return DEDI_NO_MEMORY;
	*ret_json = str_make(w->p, w->n);
	return DEDI_OK;
}

/* Room for more bytes; false when there is none. */
static bool reserve(struct json_writer *w, size_t more)
{
	if (w->failed)
		return false;
	if (more <= w->cap - w->n)
		return true;
	size_t cap = w->cap < 256 ? 256 : w->cap;
	while (cap - w->n < more) {
		if (cap > SIZE_MAX / 2) {
			w->failed = true;
			return false;
		}
		cap *= 2;
	}
	char *p = arena_alloc(w->arena, cap);
	if (!p) {
		w->failed = true;
		return false;
	}
	memcpy(p, w->p, w->n);
	w->p = p;
	w->cap = cap;
	return true;
}

static void put(struct json_writer *w, const char *p, size_t n)
{
	if (!n || !reserve(w, n))
		return;
	memcpy(w->p + w->n, p, n);
	w->n += n;
}

static void put_char(struct json_writer *w, char c)
{
	if (!reserve(w, 1))
		return;
	w->p[w->n++] = c;
}

static void separate(struct json_writer *w)
{
	if (w->comma)
		put_char(w, ',');
	w->comma = true;
}

void writer_open(struct json_writer *w, char bracket)
{
	separate(w);
	put_char(w, bracket);
	w->comma = false;
}

void writer_close(struct json_writer *w, char bracket)
{
	put_char(w, bracket);
	w->comma = true;
}

void writer_key(struct json_writer *w, const char *key)
{
	size_t n = strlen(key);
	if (!reserve(w, n + 4))
		return;
	char *p = w->p + w->n;
	if (w->comma)
		*p++ = ',';
	*p++ = '"';
	memcpy(p, key, n);
	memcpy(p + n, "\":", 2);
	w->n = (size_t)(p + n + 2 - w->p);
	w->comma = false;
}

static void put_escape(struct json_writer *w, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char short_form = 0;
	switch (c) {
	case '"':
	case '\\':
		short_form = (char)c;
		break;
	case '\n':
		short_form = 'n';
		break;
	case '\r':
		short_form = 'r';
		break;
	case '\t':
		short_form = 't';
		break;
	default:
		break;
	}
	if (short_form)
		put(w, (char[]){'\\', short_form}, 2);
	else
		put(w, (char[]){'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]}, 6);
}

static bool needs_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

void writer_string_begin(struct json_writer *w)
{
	separate(w);
	put_char(w, '"');
}

/* Whether any of eight bytes is below 0x20, a quotation mark or a backslash (or might be: a carry
 * can raise a false alarm, never hide one). */
static bool any_escape(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	uint64_t x;
	memcpy(&x, p, sizeof x);
	uint64_t quote = x ^ ones * '"', slash = x ^ ones * '\\';
	return (((x - ones * 0x20) & ~x) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) &
	       high;
}

/* The bytes from i on that need no escape. */
static size_t plain_run(struct str s, size_t i)
{
	while (s.n - i >= 8 && !any_escape(s.p + i))
		i += 8;
	while (i < s.n && !needs_escape((unsigned char)s.p[i]))
		i++;
	return i;
}

void writer_string_part(struct json_writer *w, struct str s)
{
	for (size_t from = 0; from < s.n;) {
		size_t to = plain_run(s, from);
		put(w, s.p + from, to - from);
		if (to < s.n)
			put_escape(w, (unsigned char)s.p[to++]);
		from = to;
	}
}

void writer_string_end(struct json_writer *w)
{
	put_char(w, '"');
}

void writer_str(struct json_writer *w, struct str s)
{
	writer_string_begin(w);
	writer_string_part(w, s);
	writer_string_end(w);
}

void writer_cstr(struct json_writer *w, const char *s)
{
	if (s)
		writer_str(w, str_make(s, strlen(s)));
	else
		writer_null(w);
}

void writer_str_or_null(struct json_writer *w, struct str s)
{
	if (s.n)
		writer_str(w, s);
	else
		writer_null(w);
}

static void put_digits(struct json_writer *w, uint64_t value)
{
	char digits[20];
	size_t at = sizeof digits;
	do {
		digits[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	put(w, digits + at, sizeof digits - at);
}

void writer_uint(struct json_writer *w, uint64_t value)
{
	separate(w);
	put_digits(w, value);
}

void writer_hundredths(struct json_writer *w, double value)
{
	if (!(value > 0))
		value = 0;
	if (value > 1e6)
		value = 1e6;
	uint64_t scaled = (uint64_t)(value * 100 + 0.5);
	separate(w);
	put_digits(w, scaled / 100);
	put(w, (char[]){'.', (char)('0' + scaled / 10 % 10), (char)('0' + scaled % 10)}, 3);
}

void writer_bool(struct json_writer *w, bool value)
{
	separate(w);
	if (value)
		put(w, "true", 4);
	else
		put(w, "false", 5);
}

void writer_null(struct json_writer *w)
{
	separate(w);
	put(w, "null", 4);
}

void writer_id(struct json_writer *w, char prefix, uint32_t index_from_0)
{
	separate(w);
	put(w, (char[]){'"', prefix}, 2);
	put_digits(w, (uint64_t)index_from_0 + 1);
	put_char(w, '"');
}
