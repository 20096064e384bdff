#include "text_view.h"

#include "document_check.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

void text_fixture_open(struct text_fixture *f)
{
	arena_init(&f->arena, (size_t)1 << 30);
	ck_assert_int_eq(lexicon_open(&f->lexicon), DEDI_OK);
	ck_assert_int_eq(text_engine_new(f->lexicon, &f->engine), DEDI_OK);
	ck_assert_int_eq(text_worker_new(f->engine, &f->worker), DEDI_OK);
}

void text_fixture_close(struct text_fixture *f)
{
	text_worker_free(f->worker);
	text_engine_free(f->engine);
	lexicon_free(f->lexicon);
	arena_finish(&f->arena);
}

struct document view_parse(struct text_fixture *f, struct str text, struct str title)
{
	struct text_options options = {.title = title, .any_language = true};
	struct document document;
	struct dedi_error error = {.message = ""};
	ck_assert_msg(
		document_parse(f->worker, text, &options, &f->arena, &document, &error) == DEDI_OK,
		"%s: %.*s", error.message, (int)(text.n < 200 ? text.n : 200), text.p);
	return document;
}

struct writer {
	char *out;
	size_t n, size;
};

static struct writer writer_new(struct text_fixture *f, const struct document *d)
{
	struct writer w = {
		.size = 8 * d->text.n + 40 * (size_t)d->n_tokens + 40 * (size_t)d->n_blocks + 100};
	w.out = arena_alloc(&f->arena, w.size);
	ck_assert_ptr_nonnull(w.out);
	w.out[0] = 0;
	return w;
}

static void put(struct writer *w, const char *between, struct str s)
{
	int n = snprintf(
		w->out + w->n, w->size - w->n, "%s" STR_FMT, w->n ? between : "", STR_ARG(s));
	ck_assert(n >= 0 && w->n + (size_t)n < w->size);
	w->n += (size_t)n;
}

static void put_raw(struct writer *w, const char *s)
{
	size_t n = w->n;
	w->n = n ? n : 1; /* no separator */
	if (!n)
		w->n = 0;
	put(w, "", str_make(s, strlen(s)));
}

const char *view_blocks(struct text_fixture *f, const struct document *d)
{
	static const char *const NAMES[] = {"blank", "date", "headline", "paragraph", "item",
		"label", "dateline", "byline", "credit", "chrome", "foreign"};
	struct writer w = writer_new(f, d);
	for (uint32_t i = 0; i < d->n_blocks; i++) {
		if (d->blocks[i].kind == BLOCK_BLANK)
			continue;
		const char *name = NAMES[d->blocks[i].kind];
		put(&w, " / ", str_make(name, strlen(name)));
		put_raw(&w, ":");
		put(&w, "", span_text(d->text, d->blocks[i].body));
	}
	return w.out;
}

const char *view_sentences(struct text_fixture *f, const struct document *d)
{
	struct writer w = writer_new(f, d);
	for (uint32_t i = 0; i < d->n_sentences; i++)
		put(&w, " | ", span_text(d->text, d->sentences[i].span));
	return w.out;
}

const char *view_tokens(struct text_fixture *f, const struct document *d)
{
	static const char *const MARKS[] = {"", "/num", "/end", "/ini", "/url", "/mail", "/tag",
		"/at", "/emo", "", "/dash", "", "", "", "", "", "", "/sym"};
	struct writer w = writer_new(f, d);
	for (uint32_t i = 0; i < d->n_tokens; i++) {
		put(&w, " ", span_text(d->text, d->tokens[i].span));
		put_raw(&w, MARKS[d->tokens[i].kind]);
	}
	return w.out;
}

const char *view_norms(struct text_fixture *f, const struct document *d)
{
	struct writer w = writer_new(f, d);
	for (uint32_t i = 0; i < d->n_tokens; i++)
		put(&w, " ", d->tokens[i].norm);
	return w.out;
}

const char *view_quotes(struct text_fixture *f, const struct document *d)
{
	struct writer w = writer_new(f, d);
	for (uint32_t i = 0; i < d->n_quotes; i++) {
		const struct quote *q = &d->quotes[i];
		struct span inside = {0, 0};
		if (q->first < q->end)
			inside = (struct span){
				d->tokens[q->first].span.start, d->tokens[q->end - 1].span.end};
		put(&w, " ", STR(""));
		for (uint8_t k = 0; k < q->depth; k++)
			put_raw(&w, ">");
		put_raw(&w, q->open == NONE ? "(" : "[");
		put(&w, "", span_text(d->text, inside));
		put_raw(&w, q->close == NONE ? "~" : "]");
	}
	return w.out;
}

void view_check(const struct document *document)
{
	const char *fault = document_fault(document);
	ck_assert_msg(!fault, "%s", fault);
}
