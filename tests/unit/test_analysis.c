/*
 * The whole analysis: what must hold for any text (spans, order, links), each lack of memory, the
 * same bytes from every thread, texts that are refused, and time that grows with the length.
 *
 *   test_analysis DIRECTORY   (holds *.txt)
 */
#include "../run.h"
#include "base/utf8.h"
#include "engine.h"
#include "json/json.h"

#include <dirent.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_TEXT = 1 << 16, MAX_FILES = 32 };

static const char *directory;
static char *texts[MAX_FILES]; /* NUL-terminated */
static int n_texts;

static int is_text(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 4 && strcmp(entry->d_name + n - 4, ".txt") == 0;
}

static void read_texts(void)
{
	struct dirent **files;
	int n = scandir(directory, &files, is_text, alphasort);
	for (int i = 0; i < n; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%s", directory, files[i]->d_name);
		FILE *file = fopen(path, "rb");
		if (file && n_texts < MAX_FILES && (texts[n_texts] = calloc(1, MAX_TEXT))) {
			if (fread(texts[n_texts], 1, MAX_TEXT - 1, file) == 0)
				free(texts[n_texts]);
			else
				n_texts++;
		}
		if (file)
			fclose(file);
		free(files[i]);
	}
	if (n >= 0)
		free(files);
}

static struct dedi_analysis analyse(struct str text)
{
	struct dedi_request *request = ARENA_NEW(&arena, struct dedi_request);
	struct dedi_analysis analysis;
	struct dedi_error error;
	ck_assert_ptr_nonnull(request);
	request->text = text;
	enum dedi_status status =
		dedi_analyze(worker, request, STAGE_STATEMENTS, &arena, &analysis, &error);
	ck_assert_msg(status == DEDI_OK, "%s", error.message);
	return analysis;
}

/* Inside the text, not empty, at borders of code points. */
static void check_span(struct str text, struct span span)
{
	ck_assert_uint_lt(span.start, span.end);
	ck_assert_uint_le(span.end, text.n);
	ck_assert(((unsigned char)text.p[span.start] & 0xc0) != 0x80);
	ck_assert(span.end == text.n || ((unsigned char)text.p[span.end] & 0xc0) != 0x80);
}

static void check_mentions(const struct document *document, const struct mention *at, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		check_span(document->text, at[i].span);
		ck_assert_uint_lt(at[i].first, at[i].end);
		ck_assert_uint_le(at[i].end, document->n_tokens);
		if (i)
			ck_assert_uint_le(at[i - 1].span.end, at[i].span.start);
	}
}

static void check_roles(const struct dedi_analysis *a, const struct role *at, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		check_span(a->document.text, at[i].span);
		ck_assert_uint_gt(at[i].text.n, 0);
		ck_assert(at[i].organization == NONE ||
			  at[i].organization < a->entities.n_organizations);
	}
}

static void check_entities(const struct dedi_analysis *a)
{
	const struct entities *e = &a->entities;
	for (uint32_t i = 0; i < e->n_people; i++) {
		ck_assert_uint_gt(e->people[i].name.n, 0);
		ck_assert_uint_gt(e->people[i].n_mentions, 0);
		check_mentions(&a->document, e->people[i].mentions, e->people[i].n_mentions);
		check_roles(a, e->people[i].roles, e->people[i].n_roles);
	}
	for (uint32_t i = 0; i < e->n_organizations; i++) {
		ck_assert_uint_gt(e->organizations[i].name.n, 0);
		ck_assert_uint_gt(e->organizations[i].n_mentions, 0);
		check_mentions(
			&a->document, e->organizations[i].mentions, e->organizations[i].n_mentions);
	}
	for (uint32_t i = 0; i < e->n_campaigns; i++) {
		ck_assert_uint_gt(e->campaigns[i].name.n, 0);
		ck_assert_uint_gt(e->campaigns[i].n_mentions, 0);
		check_mentions(&a->document, e->campaigns[i].mentions, e->campaigns[i].n_mentions);
		ck_assert(e->campaigns[i].owner == NONE ||
			  e->campaigns[i].owner < e->n_organizations);
	}
	check_roles(a, e->bare_roles, e->n_bare_roles);
}

static void check_statement(const struct dedi_analysis *a, const struct statement *s)
{
	struct str text = a->document.text;
	ck_assert_uint_gt(s->n_spans, 0);
	for (uint32_t i = 0; i < s->n_spans; i++) {
		check_span(text, s->spans[i]);
		if (i)
			ck_assert_uint_le(s->spans[i - 1].end, s->spans[i].start);
		ck_assert(!span_length(s->cue) || !span_overlaps(s->spans[i], s->cue));
	}
	if (span_length(s->cue))
		check_span(text, s->cue);
	if (span_length(s->speaker.span))
		check_span(text, s->speaker.span);
	ck_assert(s->speaker.person == NONE || s->speaker.person < a->entities.n_people);
	ck_assert(s->speaker.organization == NONE ||
		  s->speaker.organization < a->entities.n_organizations);
	ck_assert(s->confidence >= 0 && s->confidence <= 1);
	for (uint32_t i = 0; i < s->n_campaigns; i++)
		ck_assert_uint_lt(s->campaigns[i], a->entities.n_campaigns);
}

static void check_document(const struct document *d)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < d->n_blocks; i++) { /* blocks tile the text */
		ck_assert_uint_eq(d->blocks[i].span.start, at);
		at = d->blocks[i].span.end;
	}
	ck_assert_uint_eq(at, d->text.n);
	for (uint32_t i = 0; i < d->n_tokens; i++) {
		check_span(d->text, d->tokens[i].span);
		if (i)
			ck_assert_uint_le(d->tokens[i - 1].span.end, d->tokens[i].span.start);
		ck_assert_uint_lt(d->tokens[i].sentence, d->n_sentences);
		ck_assert_uint_lt(d->tokens[i].word, d->n_words);
	}
}

static void check_analysis(const struct dedi_analysis *a)
{
	check_document(&a->document);
	check_entities(a);
	for (uint32_t i = 0; i < a->statements.n; i++)
		check_statement(a, &a->statements.at[i]);
	for (uint32_t i = 1; i < a->statements.n; i++)
		ck_assert_uint_le(
			a->statements.at[i - 1].spans[0].start, a->statements.at[i].spans[0].start);
	for (uint32_t i = 0; i < a->statements.n_credits; i++)
		check_span(a->document.text, a->statements.credits[i].span);
}

START_TEST(spans_and_links_hold)
{
	for (int i = 0; i < n_texts; i++) {
		struct str text = str_make(texts[i], strlen(texts[i]));
		struct dedi_analysis a = analyse(text);
		check_analysis(&a);
		ck_assert_uint_gt(a.statements.n, 0);
	}
}
END_TEST

/* Whatever the text is cut to, the rest of the rules hold: unclosed marks, half words, half names.
 */
START_TEST(spans_and_links_hold_in_torn_texts)
{
	for (int i = 0; i < n_texts; i++) {
		size_t n = strlen(texts[i]);
		for (size_t cut = 200; cut < n; cut += 97) {
			struct str text = {texts[i], cut};
			text.n = utf8_valid_prefix(text);
			arena_reset(&arena);
			struct dedi_analysis a = analyse(text);
			check_analysis(&a);
		}
	}
}
END_TEST

static void check_json(struct str json)
{
	json_error_t error;
	json_t *root = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &error);
	ck_assert_msg(root != NULL, "%s", error.text);
	json_decref(root);
}

START_TEST(every_stage_can_be_shown)
{
	const struct json_options options = JSON_OPTIONS_DEFAULT;
	struct dedi_request request = {.text = str_make(texts[0], strlen(texts[0]))};
	for (int view = 0; view < VIEW_COUNT; view++) {
		struct dedi_analysis a;
		struct dedi_error error;
		struct str json;
		ck_assert_int_eq(dedi_analyze(worker, &request,
					 json_view_stage((enum json_view)view), &arena, &a, &error),
			DEDI_OK);
		ck_assert_int_eq(json_write_view(&a, (enum json_view)view, &options, &arena, &json),
			DEDI_OK);
		ck_assert_uint_ge(json.n, 2); /* tags may be an empty list */
		check_json(json);
		ck_assert_int_eq(json_indent(json, &arena, &json), DEDI_OK);
		check_json(json);
	}
}
END_TEST

/* The allocation of each number fails once; each time it is told, and nothing else happens. */
START_TEST(lack_of_memory_is_told)
{
	struct dedi_request request = {.text = str_make(texts[0], strlen(texts[0]))};
	const struct json_options options = JSON_OPTIONS_DEFAULT;
	size_t failures = 0;
	for (size_t i = 1;; i++) {
		struct dedi_analysis a = {.request = NULL};
		struct dedi_error error = {0};
		struct str json = {0};
		arena_reset(&arena);
		arena.fail_after = i;
		enum dedi_status status =
			dedi_analyze(worker, &request, STAGE_STATEMENTS, &arena, &a, &error);
		if (status != DEDI_OK) {
			ck_assert_ptr_null(a.request); /* untouched on failure */
			ck_assert_int_eq(error.status, DEDI_NO_MEMORY);
			ck_assert_str_ne(error.message, "");
		} else {
			status = json_write_analysis(&a, &options, &arena, &json);
		}
		if (status == DEDI_OK)
			break;
		ck_assert_int_eq(status, DEDI_NO_MEMORY);
		failures++;
	}
	ck_assert_uint_gt(failures, 50);
	arena.fail_after = 0;
	arena_reset(&arena);
	struct dedi_analysis a = analyse(request.text); /* the worker is as good as before */
	ck_assert_uint_gt(a.statements.n, 0);
}
END_TEST

START_TEST(a_small_cap_is_told)
{
	struct dedi_request request = {.text = str_make(texts[0], strlen(texts[0]))};
	for (size_t cap = 0; cap < 64 * 1024; cap += 4096) {
		struct arena small;
		struct dedi_analysis a;
		struct dedi_error error;
		arena_init(&small, cap);
		enum dedi_status status =
			dedi_analyze(worker, &request, STAGE_STATEMENTS, &small, &a, &error);
		ck_assert(status == DEDI_NO_MEMORY || status == DEDI_OK);
		arena_finish(&small);
	}
}
END_TEST

static const struct {
	const char *text;
	size_t n;
	enum dedi_status status;
	size_t offset;
	const char *field;
} refused[] = {
	{"", 0, DEDI_EMPTY, SIZE_MAX, ""},
	{" \n\t \xc2\xa0\n", 7, DEDI_EMPTY, SIZE_MAX, ""},
	{"\xef\xbb\xbf", 3, DEDI_EMPTY, SIZE_MAX, ""},
	{"сөз \xd2", 8, DEDI_INVALID_UTF8, 7, ""},
	{"\xff", 1, DEDI_INVALID_UTF8, 0, ""},
	{"The minister said on Monday that the new road would be open to traffic by the end of "
	 "the year and thanked the builders for their work.",
		136, DEDI_NOT_KAZAKH, SIZE_MAX, "en"},
	{"Министр сообщил в понедельник, что новая дорога будет открыта до конца года, и "
	 "поблагодарил строителей за работу.",
		205, DEDI_NOT_KAZAKH, SIZE_MAX, "ru"},
};

START_TEST(texts_that_are_refused)
{
	size_t n = refused[_i].status == DEDI_NOT_KAZAKH ? strlen(refused[_i].text) : refused[_i].n;
	struct dedi_request request = {.text = str_make(refused[_i].text, n)};
	struct dedi_analysis a;
	struct dedi_error error;
	ck_assert_int_eq(dedi_analyze(worker, &request, STAGE_STATEMENTS, &arena, &a, &error),
		refused[_i].status);
	ck_assert_int_eq(error.status, refused[_i].status);
	ck_assert_uint_eq(error.offset, refused[_i].offset);
	ck_assert_str_eq(error.field, refused[_i].field);
	ck_assert_str_ne(error.message, "");
}
END_TEST

struct thread_result {
	struct str json;
	struct arena arena;
	bool good;
};

static void *analyse_many(void *context)
{
	struct thread_result *result = context;
	struct dedi_worker *own;
	struct json_options options = JSON_OPTIONS_DEFAULT;
	options.timing = false;
	arena_init(&result->arena, 1 << 28);
	if (dedi_worker_new(engine, &own) != DEDI_OK)
		return NULL;
	result->good = true;
	for (int round = 0; round < 20 && result->good; round++) {
		struct dedi_request request = {
			.text = str_make(texts[n_texts - 1], strlen(texts[n_texts - 1]))};
		struct dedi_analysis a;
		struct dedi_error error;
		arena_reset(&result->arena);
		result->good =
			dedi_analyze(own, &request, STAGE_STATEMENTS, &result->arena, &a, &error) ==
				DEDI_OK &&
			json_write_analysis(&a, &options, &result->arena, &result->json) == DEDI_OK;
	}
	dedi_worker_free(own);
	return NULL;
}

START_TEST(threads_share_an_engine)
{
	enum { THREADS = 4 };
	static struct thread_result results[THREADS];
	pthread_t threads[THREADS];
	for (int i = 0; i < THREADS; i++)
		ck_assert_int_eq(pthread_create(&threads[i], NULL, analyse_many, &results[i]), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < THREADS; i++) {
		ck_assert(results[i].good);
		ck_assert(str_eq(results[0].json, results[i].json));
	}
	for (int i = 0; i < THREADS; i++)
		arena_finish(&results[i].arena);
}
END_TEST

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	directory = argv[1];
	read_texts();
	if (!n_texts)
		return 2;
	Suite *suite = suite_create("analysis");
	TCase *tcase = tcase_create("analysis");
	tcase_set_timeout(tcase, 120);
	tcase_add_checked_fixture(tcase, engine_set_up, engine_tear_down);
	tcase_add_test(tcase, spans_and_links_hold);
	tcase_add_test(tcase, spans_and_links_hold_in_torn_texts);
	tcase_add_test(tcase, every_stage_can_be_shown);
	tcase_add_test(tcase, lack_of_memory_is_told);
	tcase_add_test(tcase, a_small_cap_is_told);
	tcase_add_loop_test(tcase, texts_that_are_refused, 0, sizeof refused / sizeof *refused);
	tcase_add_test(tcase, threads_share_an_engine);
	suite_add_tcase(suite, tcase);
	int code = run_suite(suite);
	for (int i = 0; i < n_texts; i++)
		free(texts[i]);
	return code;
}
