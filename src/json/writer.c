/*
 * The buffer doubles, so that writing n bytes costs O(n); the old copies stay in the arena, at most
 * as many bytes again. Strings are copied in runs between the few bytes that need an escape.
 */
#include "json/writer.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

void writer_init(struct json_writer *w, struct arena *arena, size_t hint)
{
	*w = (struct json_writer){.arena = arena};
	w->p = arena_alloc(arena, hint);
	w->cap = w->p ? hint : 0;
	w->failed = !w->p;
}

enum dedi_status writer_finish(struct json_writer *w, struct str *ret_json)
{
	if (w->failed)
		return DEDI_NO_MEMORY;
	*ret_json = str_make(w->p, w->n);
	return DEDI_OK;
}

/* After a failure nothing fits any more, so that what follows is dropped. */
static bool fail(struct json_writer *w)
{
	w->failed = true;
	w->cap = w->n;
	return false;
}

static bool grow(struct json_writer *w, size_t more)
{
	if (w->failed)
		return false;
	size_t cap = w->cap < 256 ? 256 : w->cap;
	while (cap - w->n < more) {
		if (cap > SIZE_MAX / 2)
			return fail(w);
		cap *= 2;
	}
	char *p = arena_alloc(w->arena, cap);
	if (!p)
		return fail(w);
	memcpy(p, w->p, w->n);
	w->p = p;
	w->cap = cap;
	return true;
}

/* Room for more bytes; false when there is none. */
static inline bool reserve(struct json_writer *w, size_t more)
{
	return more <= w->cap - w->n || grow(w, more);
}

bool writer_reserve(struct json_writer *w, size_t more)
{
	return reserve(w, more);
}

/* The bytes up to here are written. */
static inline void put_end(struct json_writer *w, const char *end)
{
	w->n = (size_t)(end - w->p);
}

static inline void put(struct json_writer *w, const char *p, size_t n)
{
	if (!n || !reserve(w, n))
		return;
	memcpy(w->p + w->n, p, n);
	w->n += n;
}

/* The comma that the next value needs, at p; there is room for it. */
static inline char *separate(struct json_writer *w, char *p)
{
	*p = ',';
	p += w->comma;
	w->comma = true;
	return p;
}

/* A value of a few constant bytes. */
static inline void put_value(struct json_writer *w, const char *value, size_t n)
{
	if (!reserve(w, n + 1))
		return;
	char *p = separate(w, w->p + w->n);
	memcpy(p, value, n);
	put_end(w, p + n);
}

void writer_open(struct json_writer *w, char bracket)
{
	put_value(w, &bracket, 1);
	w->comma = false;
}

void writer_close(struct json_writer *w, char bracket)
{
	put(w, &bracket, 1);
	w->comma = true;
}

void writer_key_str(struct json_writer *w, struct str key)
{
	if (!reserve(w, key.n + 4))
		return;
	char *p = separate(w, w->p + w->n);
	*p++ = '"';
	memcpy(p, key.p, key.n);
	memcpy(p + key.n, "\":", 2);
	put_end(w, p + key.n + 2);
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
	return (c < 0x20) | (c == '"') | (c == '\\');
}

void writer_string_begin(struct json_writer *w)
{
	put_value(w, "\"", 1);
}

enum { HALF = 8, RUN = 16 };

/* Whether any of HALF bytes is below 0x20, a quotation mark or a backslash (or might be: a carry
 * can raise a false alarm, never hide one). */
static inline bool half_escapes(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	uint64_t x;
	memcpy(&x, p, sizeof x);
	uint64_t quote = x ^ ones * '"', slash = x ^ ones * '\\';
	return (((x - ones * 0x20) & ~x) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) &
	       high;
}

/* The same of RUN bytes. */
static inline bool run_escapes(const char *p)
{
#ifdef __SSE2__
	__m128i x = _mm_loadu_si128((const void *)p);
	__m128i control = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1f)), x);
	__m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
	__m128i slash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
	return _mm_movemask_epi8(_mm_or_si128(control, _mm_or_si128(quote, slash))) != 0;
#else
	return half_escapes(p) || half_escapes(p + HALF);
#endif
}

/* The bytes from i on that need no escape. */
static size_t plain_run(struct str s, size_t i)
{
	while (s.n - i >= RUN && !run_escapes(s.p + i))
		i += RUN;
	/* The end, together with what has been looked at before it. */
	if (s.n - i < RUN && s.n >= RUN && !run_escapes(s.p + s.n - RUN))
		return s.n;
	if (s.n - i >= HALF && s.n - i < RUN && !half_escapes(s.p + i) &&
		!half_escapes(s.p + s.n - HALF))
		return s.n;
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
	put(w, "\"", 1);
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

enum { MAX_DIGITS = 20 };

/* Returns the end; there is room for MAX_DIGITS. */
static char *put_digits(char *p, uint64_t value)
{
	size_t n = 1;
	for (uint64_t rest = value; rest >= 10; rest /= 10)
		n++;
	for (size_t at = n; at-- > 0; value /= 10)
		p[at] = (char)('0' + value % 10);
	return p + n;
}

void writer_uint(struct json_writer *w, uint64_t value)
{
	if (reserve(w, 1 + MAX_DIGITS))
		put_end(w, put_digits(separate(w, w->p + w->n), value));
}

void writer_hundredths(struct json_writer *w, double value)
{
	if (!(value > 0))
		value = 0;
	if (value > 1e6)
		value = 1e6;
	uint64_t scaled = (uint64_t)(value * 100 + 0.5);
	if (!reserve(w, 1 + MAX_DIGITS + 3))
		return;
	char *p = put_digits(separate(w, w->p + w->n), scaled / 100);
	*p++ = '.';
	*p++ = (char)('0' + scaled / 10 % 10);
	*p++ = (char)('0' + scaled % 10);
	put_end(w, p);
}

void writer_bool(struct json_writer *w, bool value)
{
	if (value)
		put_value(w, "true", 4);
	else
		put_value(w, "false", 5);
}

void writer_null(struct json_writer *w)
{
	put_value(w, "null", 4);
}

void writer_id(struct json_writer *w, char prefix, uint32_t index_from_0)
{
	if (!reserve(w, 1 + MAX_DIGITS + 3))
		return;
	char *p = separate(w, w->p + w->n);
	*p++ = '"';
	*p++ = prefix;
	p = put_digits(p, (uint64_t)index_from_0 + 1);
	*p++ = '"';
	put_end(w, p);
}
