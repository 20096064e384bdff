/* See bytes.h. */
#include "base/bytes.h"

#include <stdlib.h>

bool bytes_append(struct bytes *b, struct str more)
{
	size_t left = bytes_left(b);
	if (!more.n)
		return true;
	if (b->size - b->n < more.n) {
		size_t size = left + more.n < 2048 ? 2048 : (left + more.n) * 2;
		char *p = malloc(size);
		if (!p)
			return false;
		if (left)
			memcpy(p, b->p + b->at, left);
		free(b->p);
		*b = (struct bytes){.p = p, .n = left, .size = size};
	}
	memcpy(b->p + b->n, more.p, more.n);
	b->n += more.n;
	return true;
}

void bytes_consume(struct bytes *b, size_t n)
{
	b->at += n;
	if (b->at == b->n)
		bytes_finish(b);
}

void bytes_finish(struct bytes *b)
{
	free(b->p);
	*b = (struct bytes){0};
}
