/*
 * Writes compact JSON into one growing buffer of an arena.
 *
 * Written directly and not as a tree of jansson objects: memory stays under the arena's cap, key
 * order is the order of the calls, and nothing is allocated a value. Commas take care of
 * themselves. Running out of memory is remembered and told once, by writer_finish.
 */
#ifndef DEDI_JSON_WRITER_H
#define DEDI_JSON_WRITER_H

#include "base/arena.h"
#include "base/status.h"

#include <string.h>

struct json_writer {
	struct arena *arena;
	char *p;
	size_t n, cap; /* bytes */
	bool comma;    /* the next key or value has one before it */
	bool failed;   /* out of memory; what follows is dropped */
};

/* hint: bytes that the result will probably take. */
void writer_init(struct json_writer *w, struct arena *arena, size_t hint);
enum dedi_status writer_finish(struct json_writer *w, struct str *ret_json) MUST_CHECK;

void writer_open(struct json_writer *w, char bracket);  /* { or [ */
void writer_close(struct json_writer *w, char bracket); /* } or ] */
/* Keys are ours: ASCII without anything to escape. */
void writer_key_str(struct json_writer *w, struct str key);
static inline void writer_key_cstr(struct json_writer *w, const char *key)
{
	writer_key_str(w, str_make(key, strlen(key)));
}
/* A literal is one copy of constant length, marks and colon with it. */
#define writer_key(w, key) writer_put_key((w), "\"" key "\":", sizeof("\"" key "\":") - 1)
bool writer_reserve(struct json_writer *w, size_t more); /* false: no memory */
static inline void writer_put_key(struct json_writer *w, const char *key, size_t n)
{
	if (n + 1 > w->cap - w->n && !writer_reserve(w, n + 1))
		return;
	char *p = w->p + w->n;
	*p = ',';
	memcpy(p + w->comma, key, n);
	w->n += w->comma + n;
	w->comma = false;
}
void writer_str(struct json_writer *w, struct str s);         /* valid UTF-8 */
void writer_cstr(struct json_writer *w, const char *s);       /* NULL: null */
void writer_str_or_null(struct json_writer *w, struct str s); /* empty: null */
void writer_uint(struct json_writer *w, uint64_t value);
void writer_hundredths(struct json_writer *w, double value); /* 0.98: two decimals, >= 0 */
void writer_bool(struct json_writer *w, bool value);
void writer_null(struct json_writer *w);
/* An identifier such as "s12". */
void writer_id(struct json_writer *w, char prefix, uint32_t index_from_0);
/* A string put together from slices: writer_string_begin, any number of _part, _end. */
void writer_string_begin(struct json_writer *w);
void writer_string_part(struct json_writer *w, struct str s);
void writer_string_end(struct json_writer *w);

#endif
