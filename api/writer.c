/* See writer.h. The buffer doubles in the arena; the old one is left behind. */
#include "writer.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

void writer_init(struct writer *writer, struct arena *arena, size_t size)
{
	*writer = (struct writer){.arena = arena, .size = size < 64 ? 64 : size};
	writer->p = arena_alloc(arena, writer->size);
	writer->failed = !writer->p;
}

static bool reserve(struct writer *writer, size_t more)
{
	if (writer->failed)
		return false;
	if (writer->size - writer->n >= more)
		return true;
	size_t size = writer->size * 2;
	if (size < writer->n + more)
		size = writer->n + more;
	char *p = arena_alloc(writer->arena, size);
	if (!p) {
		writer->failed = true;
		return false;
	}
	memcpy(p, writer->p, writer->n);
	writer->p = p;
	writer->size = size;
	return true;
}

void writer_put(struct writer *writer, struct str s)
{
	if (!s.n || !reserve(writer, s.n))
		return;
	memcpy(writer->p + writer->n, s.p, s.n);
	writer->n += s.n;
}

void writer_print(struct writer *writer, const char *format, ...)
{
	va_list args;
	char text[512];
	va_start(args, format);
	int n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= sizeof text)
		writer->failed = true;
	else
		writer_put(writer, str_make(text, (size_t)n));
}

void writer_string(struct writer *writer, struct str s)
{
	static const char hex[] = "0123456789abcdef";
	writer_literal(writer, "\"");
	while (s.n) {
		size_t valid = utf8_valid_prefix(s);
		size_t from = 0;
		for (size_t i = 0; i < valid; i++) {
			unsigned char c = (unsigned char)s.p[i];
			if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
				continue;
			writer_put(writer, str_make(s.p + from, i - from));
			from = i + 1;
			char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
			if (c == '"' || c == '\\')
				writer_put(writer, str_make((char[]){'\\', (char)c}, 2));
			else
				writer_put(writer, str_make(escape, 6));
		}
		writer_put(writer, str_make(s.p + from, valid - from));
		s = str_make(s.p + valid, s.n - valid);
		if (s.n) {
			writer_literal(writer, "\xef\xbf\xbd");
			s = str_make(s.p + 1, s.n - 1);
		}
	}
	writer_literal(writer, "\"");
}

enum dedi_status writer_finish(struct writer *writer, struct str *ret_text)
{
	if (writer->failed)
		return DEDI_NO_MEMORY;
	*ret_text = str_make(writer->p, writer->n);
	return DEDI_OK;
}
