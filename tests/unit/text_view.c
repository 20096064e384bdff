#include "text_view.h"

#include "base/utf8.h"

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

static void check_blocks(const struct document *d)
{
	uint32_t at = 0, sentence = 0;
	for (uint32_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];
		ck_assert_uint_eq(b->span.start, at);
		ck_assert_uint_gt(b->span.end, b->span.start);
		ck_assert(span_contains(b->span, b->body));
		if (i)
			ck_assert_uint_ge(b->paragraph, d->blocks[i - 1].paragraph);
		at = b->span.end;
		if (!b->n_sentences)
			continue;
		ck_assert_uint_eq(b->first_sentence, sentence);
		for (uint32_t k = 0; k < b->n_sentences; k++, sentence++) {
			ck_assert(span_contains(b->body, d->sentences[sentence].span));
			ck_assert_uint_eq(d->sentences[sentence].block, i);
		}
	}
	ck_assert_uint_eq(at, d->text.n);
	ck_assert_uint_eq(sentence, d->n_sentences);
}

static void check_tokens(const struct document *d)
{
	uint32_t token = 0, end = 0;
	for (uint32_t i = 0; i < d->n_sentences; i++) {
		const struct sentence *s = &d->sentences[i];
		ck_assert_uint_eq(s->first_token, token);
		ck_assert_uint_gt(s->n_tokens, 0);
		ck_assert_uint_eq(s->span.start, d->tokens[token].span.start);
		for (uint32_t k = 0; k < s->n_tokens; k++, token++) {
			const struct token *t = &d->tokens[token];
			ck_assert(span_contains(s->span, t->span));
			ck_assert_uint_ge(t->span.start, end);
			ck_assert_uint_gt(t->span.end, t->span.start);
			ck_assert_uint_eq(t->sentence, i);
			ck_assert_uint_lt(t->word, d->n_words);
			ck_assert_uint_gt(d->words[t->word].count, 0);
			struct str s8 = span_text(d->text, t->span);
			ck_assert_uint_eq(utf8_valid_prefix(s8), s8.n);
			ck_assert_uint_eq(utf8_valid_prefix(t->norm), t->norm.n);
			end = t->span.end;
		}
		ck_assert_uint_eq(s->span.end, end);
	}
	ck_assert_uint_eq(token, d->n_tokens);
}

static void check_words(const struct document *d)
{
	uint32_t *counts = calloc(d->n_words + 1, sizeof *counts);
	ck_assert_ptr_nonnull(counts);
	for (uint32_t i = 0; i < d->n_tokens; i++)
		if (counts[d->tokens[i].word]++ == 0)
			ck_assert_uint_eq(d->words[d->tokens[i].word].first_token, i);
	for (uint32_t i = 0; i < d->n_words; i++) {
		ck_assert_uint_eq(d->words[i].count, counts[i]);
		ck_assert_uint_le(d->words[i].count_capital, counts[i]);
	}
	free(counts);
}

/* Of two pairs one lies inside the other, or they have no token in common. */
static void check_quotes(const struct document *d)
{
	for (uint32_t i = 0; i < d->n_quotes; i++) {
		const struct quote *q = &d->quotes[i];
		ck_assert_uint_le(q->first, q->end);
		ck_assert_uint_le(q->end, d->n_tokens);
		ck_assert(q->open != NONE || q->close != NONE);
		if (q->open != NONE) {
			ck_assert_uint_eq(q->first, q->open + 1);
			ck_assert_uint_eq(d->tokens[q->open].quote, i);
		}
		if (q->close != NONE) {
			ck_assert_uint_eq(q->end, q->close);
			ck_assert_uint_eq(d->tokens[q->close].quote, i);
		}
		if (q->parent != NONE) {
			const struct quote *p = &d->quotes[q->parent];
			ck_assert_uint_lt(q->parent, i);
			ck_assert_uint_eq(q->depth, p->depth + 1);
			ck_assert_uint_ge(q->first, p->first);
			ck_assert_uint_le(q->end, p->end);
		} else {
			ck_assert_uint_eq(q->depth, 0);
		}
		for (uint32_t k = i + 1; k < d->n_quotes && d->quotes[k].first < q->end; k++)
			ck_assert_uint_le(d->quotes[k].end, q->end);
	}
}

void view_check(const struct document *d)
{
	check_blocks(d);
	check_tokens(d);
	check_words(d);
	check_quotes(d);
}
