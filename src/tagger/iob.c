#include "tagger/iob.h"

#include "base/fold.h"
#include "base/utf8.h"

enum { LINES_MAX = UINT16_MAX };

static struct str next_line_of(struct str text, size_t *at)
{
	const char *p = text.p + *at;
	const char *end = memchr(p, '\n', text.n - *at);
	size_t n = end ? (size_t)(end - p) : text.n - *at;
	*at += n + (end != NULL);
	while (n && (p[n - 1] == '\r' || p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	return str_make(p, n);
}

/* -1: not a tag; else 0 O, 1 B, 2 I. Unknown classes are O. */
static int read_tag(struct str s, uint32_t *ret_class)
{
	if (str_eq(s, STR("O")))
		return 0;
	if (s.n < 3 || s.p[1] != '-' || (s.p[0] != 'B' && s.p[0] != 'I'))
		return -1;
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++) {
		const char *name = tag_label_name((enum tag_label)c);
		if (str_eq(str_make(s.p + 2, s.n - 2), str_make(name, strlen(name)))) {
			*ret_class = c;
			return s.p[0] == 'B' ? 1 : 2;
		}
	}
	return 0;
}

struct reader {
	LIST(struct str) lines;
	LIST(struct tag) tags;
	struct arena *arena;
	bool open; /* the last tag goes on if the next line says so */
};

static enum dedi_status add_line(struct reader *r, struct str line, struct dedi_error *error)
{
	size_t cut = line.n;
	while (cut && line.p[cut - 1] != ' ' && line.p[cut - 1] != '\t')
		cut--;
	struct str token = cut ? str_make(line.p, cut - 1) : line;
	while (token.n && (token.p[token.n - 1] == ' ' || token.p[token.n - 1] == '\t'))
		token.n--;
	uint32_t class = 0, i = r->lines.n;
	int tag = cut ? read_tag(str_make(line.p + cut, line.n - cut), &class) : 0;
	if (tag < 0)
		return dedi_fail(error, DEDI_BAD_DATA, "`" STR_FMT "` is not an IOB2 tag",
			STR_ARG(str_make(line.p + cut, line.n - cut > 40 ? 40 : line.n - cut)));
	if (!token.n || utf8_valid_prefix(token) < token.n)
		return dedi_fail(error, DEDI_BAD_DATA, "a token must be valid UTF-8");
	if (i == LINES_MAX)
		return dedi_fail(error, DEDI_BAD_DATA, "a sentence of more than %d tokens", i);
	struct str *slot = LIST_PUSH(r->arena, &r->lines);
	if (!slot)
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	*slot = token;
	struct tag *last = r->tags.n ? &r->tags.at[r->tags.n - 1] : NULL;
	if (tag == 2 && r->open && last && last->label == class) {
		last->end = i + 1;
		return DEDI_OK;
	}
	r->open = tag > 0;
	if (!tag)
		return DEDI_OK;
	struct tag *new = LIST_PUSH(r->arena, &r->tags);
	if (!new)
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	*new = (struct tag){i, i + 1, (enum tag_label) class, 1};
	return DEDI_OK;
}

static bool is_capital(struct str s)
{
	size_t at = 0;
	return s.n && fold_is_upper(utf8_next(s, &at)) && at == s.n;
}

/* Bytes of the initials that a longer token begins with, 0 if none: Қ.Ж.Омаров. */
static size_t glued_initials(struct str s)
{
	size_t end = 0;
	for (size_t i = 0; i < s.n;) {
		if (!fold_is_upper(utf8_next(s, &i)) || i >= s.n || s.p[i] != '.')
			break;
		end = ++i;
	}
	if (!end || end == s.n)
		return 0;
	size_t i = end;
	return fold_is_upper(utf8_next(s, &i)) ? end : 0;
}

static void add_token(struct iob_sentence *s, struct str token, uint32_t first, uint32_t end)
{
	s->tokens[s->n_tokens] = token;
	s->first_line[s->n_tokens] = first;
	s->end_line[s->n_tokens++] = end;
}

static void split_glued(struct iob_sentence *s, uint32_t line, size_t cut)
{
	struct str token = s->lines[line];
	size_t from = 0;
	for (size_t i = 0; i < cut; i++)
		if (token.p[i] == '.') {
			add_token(s, str_make(token.p + from, i + 1 - from), line, line + 1);
			from = i + 1;
		}
	add_token(s, str_make(token.p + cut, token.n - cut), line, line + 1);
}

static enum dedi_status split(struct iob_sentence *s, struct arena *arena)
{
	size_t room = 0;
	for (uint32_t i = 0; i < s->n_lines; i++)
		room += s->lines[i].n / 2 + 1;
	s->tokens = ARENA_ARRAY(arena, struct str, room);
	s->first_line = ARENA_ARRAY(arena, uint32_t, room);
	s->end_line = ARENA_ARRAY(arena, uint32_t, room);
	if (!s->tokens || !s->first_line || !s->end_line)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < s->n_lines; i++) {
		size_t cut = glued_initials(s->lines[i]);
		bool initial = is_capital(s->lines[i]) && i + 2 < s->n_lines &&
			       str_eq(s->lines[i + 1], STR("."));
		if (cut) {
			split_glued(s, i, cut);
		} else if (initial) {
			char *joined = arena_alloc(arena, s->lines[i].n + 1);
			if (!joined)
				return DEDI_NO_MEMORY;
			memcpy(joined, s->lines[i].p, s->lines[i].n);
			joined[s->lines[i].n] = '.';
			add_token(s, str_make(joined, s->lines[i].n + 1), i, i + 2);
			i++;
		} else {
			add_token(s, s->lines[i], i, i + 1);
		}
	}
	return DEDI_OK;
}

enum dedi_status iob_next(struct str text, size_t *at, size_t *line, struct arena *arena,
	struct iob_sentence *ret_sentence, struct dedi_error *error)
{
	struct reader r = {.arena = arena};
	while (*at < text.n) {
		struct str s = next_line_of(text, at);
		++*line;
		if (!s.n && r.lines.n)
			break;
		if (!s.n)
			continue;
		enum dedi_status status = add_line(&r, s, error);
		if (status) {
			if (error)
				error->line = *line;
			return status;
		}
	}
	struct iob_sentence sentence = {
		.lines = r.lines.at, .tags = r.tags.at, .n_lines = r.lines.n, .n_tags = r.tags.n};
	enum dedi_status status = split(&sentence, arena);
	if (status)
		return dedi_fail(error, status, "out of memory");
	*ret_sentence = sentence;
	return DEDI_OK;
}

void iob_tags_to_lines(const struct iob_sentence *s, struct tags *tags)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < tags->n; i++) {
		struct tag tag = tags->at[i];
		tag.first = s->first_line[tag.first];
		tag.end = s->end_line[tag.end - 1];
		if (n && tags->at[n - 1].end > tag.first) { /* two names in one line: one wins */
			if (tags->at[n - 1].end < tag.end)
				tags->at[n - 1].end = tag.end;
			continue;
		}
		tags->at[n++] = tag;
	}
	tags->n = n;
}

void iob_tags_to_tokens(
	const struct iob_sentence *s, const struct tag *tags, uint32_t n, struct tag *ret)
{
	uint32_t t = 0;
	for (uint32_t i = 0; i < n; i++) {
		while (t < s->n_tokens && s->end_line[t] <= tags[i].first)
			t++;
		uint32_t first = t;
		while (t < s->n_tokens && s->first_line[t] < tags[i].end)
			t++;
		ret[i] = (struct tag){first, t > first ? t : first + 1, tags[i].label, 1};
	}
}
