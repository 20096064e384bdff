/*
 * Borrowed slices of text and half-open spans.
 *
 * A str never owns its bytes and is never assumed to end in NUL; whoever made it says how long the
 * bytes live. All spans inside the library are half-open UTF-8 byte offsets into the document.
 */
#ifndef DEDI_STR_H
#define DEDI_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;
	size_t n; /* bytes */
};

struct span {
	uint32_t start, end; /* bytes, half-open */
};

#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_FMT      "%.*s"
#define STR_ARG(s)   (int)(s).n, (s).p

static inline struct str str_make(const char *p, size_t n)
{
	return (struct str){p, n};
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n &&
	       (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

/* Byte order; a prefix sorts first. */
int str_cmp(struct str a, struct str b);

/* 64-bit hash, the same on every machine and in every run (images and models hold it). */
uint64_t str_hash(struct str s);

static inline uint32_t span_length(struct span s)
{
	return s.end - s.start;
}

static inline bool span_contains(struct span outer, struct span inner)
{
	return outer.start <= inner.start && inner.end <= outer.end;
}

static inline bool span_overlaps(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

static inline struct str span_text(struct str text, struct span s)
{
	return (struct str){text.p + s.start, s.end - s.start};
}

#endif
