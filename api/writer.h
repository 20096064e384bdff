/*
 * A small JSON writer over an arena, for the answers that are not analyses. A failed allocation
 * is remembered and reported once, by writer_finish.
 */
#ifndef DEDI_WRITER_H
#define DEDI_WRITER_H

#include "base/arena.h"
#include "base/status.h"

struct writer {
	struct arena *arena;
	char *p;
	size_t n, size;
	bool failed;
};

void writer_init(struct writer *writer, struct arena *arena, size_t size);
void writer_put(struct writer *writer, struct str s);
void writer_print(struct writer *writer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* A JSON string with its quotation marks. What is not UTF-8 becomes U+FFFD. */
void writer_string(struct writer *writer, struct str s);
enum dedi_status writer_finish(struct writer *writer, struct str *ret_text) MUST_CHECK;

#define writer_literal(writer, text) writer_put((writer), STR(text))

#endif
