/*
 * Lays compact JSON out for people: two spaces a level; an object or array that fits into a line
 * stays on one. White space in the input is dropped. What is not JSON comes out as something that
 * is not JSON either, but nothing worse happens. The look for the closing bracket ends after LINE
 * bytes, so the cost is linear.
 */
#include "json/json.h"
#include "json/writer.h"

enum { LINE = 160 /* bytes */, DEPTH = 64 /* levels that are set in */ };

struct layout {
	struct str in;
	char *p;
	size_t n, cap;
	struct arena *arena;
	bool failed;
};

static void put(struct layout *out, const char *p, size_t n)
{
	if (out->failed || !n)
		return;
	if (n > out->cap - out->n) {
		size_t cap = out->cap * 2 + n;
		char *wider = arena_alloc(out->arena, cap);
		if (!wider) {
			out->failed = true;
			return;
		}
		if (out->n)
			memcpy(wider, out->p, out->n);
		out->p = wider;
		out->cap = cap;
	}
	memcpy(out->p + out->n, p, n);
	out->n += n;
}

static void line_break(struct layout *out, size_t depth)
{
	static const char spaces[] = "                                ";
	put(out, "\n", 1);
	size_t n = 2 * depth;
	while (n) {
		size_t part = n < sizeof spaces - 1 ? n : sizeof spaces - 1;
		put(out, spaces, part);
		n -= part;
	}
}

/* The index behind the string that starts at i. */
static size_t skip_string(struct str in, size_t i)
{
	for (i++; i < in.n && in.p[i] != '"'; i++)
		if (in.p[i] == '\\')
			i++;
	return i < in.n ? i + 1 : in.n;
}

/* Whether what opens at i closes within a line. */
static bool fits(struct str in, size_t i)
{
	size_t limit = in.n - i < LINE ? in.n : i + LINE;
	unsigned open = 0;
	while (i < limit) {
		char c = in.p[i];
		if (c == '"') {
			i = skip_string(in, i);
			continue;
		}
		if (c == '{' || c == '[')
			open++;
		if ((c == '}' || c == ']') && --open == 0)
			return true;
		i++;
	}
	return false;
}

enum dedi_status json_indent(struct str json, struct arena *arena, struct str *ret_text)
{
	struct layout out = {.in = json, .arena = arena};
	size_t depth = 0, flat = 0; /* brackets open; those of them on the present line */
	for (size_t i = 0; i < json.n;) {
		char c = json.p[i];
		size_t next = c == '"' ? skip_string(json, i) : i + 1;
		bool closes = c == '}' || c == ']';
		if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
			i = next;
			continue;
		}
		if (closes && flat)
			flat--;
		else if (closes)
			line_break(&out, depth ? --depth : 0);
		put(&out, json.p + i, next - i);
		if (c == ':')
			put(&out, " ", 1);
		if ((c == '{' || c == '[') && (flat || fits(json, i)))
			flat++;
		else if (c == '{' || c == '[')
			line_break(&out, depth < DEPTH ? ++depth : depth);
		else if (c == ',' && flat)
			put(&out, " ", 1);
		else if (c == ',')
			line_break(&out, depth);
		i = next;
	}
	put(&out, "\n", 1);
	if (out.failed)
		return DEDI_NO_MEMORY;
	*ret_text = str_make(out.p, out.n);
	return DEDI_OK;
}
