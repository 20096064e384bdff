/* A queue of bytes on the heap, for what a socket could not take yet. Empty, it holds no memory. */
#ifndef DEDI_BYTES_H
#define DEDI_BYTES_H

#include "base/str.h"

struct bytes {
	char *p;
	size_t at, n, size; /* the bytes are p[at .. n) */
};

static inline size_t bytes_left(const struct bytes *b)
{
	return b->n - b->at;
}

static inline struct str bytes_str(const struct bytes *b)
{
	return str_make(b->p + b->at, b->n - b->at);
}

/* False when out of memory; the queue is then as it was. */
bool bytes_append(struct bytes *b, struct str more);
void bytes_consume(struct bytes *b, size_t n);
void bytes_finish(struct bytes *b);

#endif
