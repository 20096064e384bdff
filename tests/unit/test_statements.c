/*
 * Statements: the cases of tests/statements (the format is told in cases.txt there), each lack of
 * memory, texts made to be slow.
 *
 *   test_statements FILE …
 */
#include "../run.h"
#include "engine.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_FILE = 1 << 20, MAX_OUT = 1 << 16 };

#define NEWSROOM                                                                                                                                                      \
	"Облыс әкімі Ермек Сақтағанов жиын өткізді. «Жол салынады», – деді ол. Қаржы министрі " \
	"Дана Серікова қаражат бөлінгенін айтты. «Мектеп те салынады», – деді әкім. «Бәрі "        \
	"дайын», – деді ол. Құрылысшы Айдос Бекжанов келді. «Іске кірісеміз», – деді ол."

static char **files;
static int n_files;

static enum dedi_status analyse(struct str text, struct dedi_analysis *ret)
{
	static struct dedi_request request;
	struct dedi_error error;
	request = (struct dedi_request){.text = text};
	arena_reset(&arena);
	return dedi_analyze(worker, &request, STAGE_STATEMENTS, &arena, ret, &error);
}

/* --- cases --- */

struct buffer {
	char at[MAX_OUT];
	size_t n;
};

static void put(struct buffer *b, struct str s)
{
	ck_assert_msg(b->n + s.n + 1 < MAX_OUT, "a case too large");
	memcpy(b->at + b->n, s.p, s.n);
	b->n += s.n;
}

/* Line breaks as the files write them. */
static void put_line(struct buffer *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' && i + 1 < s.n)
			continue;
		put(b, s.p[i] == '\n' ? STR("⏎") : str_make(s.p + i, 1));
	}
}

static void put_or_dash(struct buffer *b, struct str s)
{
	if (s.n > 0)
		put_line(b, s);
	else
		put(b, STR("-"));
}

static void put_name(struct buffer *b, const char *name)
{
	put(b, str_make(name, strlen(name)));
}

static void put_statement(struct buffer *b, struct str text, const struct statement *s)
{
	static const char *const letters[] = {"D", "I", "M"};
	put_name(b, letters[s->type]);
	if (s->in_headline)
		put(b, STR("h"));
	put(b, STR(" | "));
	for (uint32_t i = 0; i < s->n_spans; i++) {
		if (i > 0)
			put(b, STR(" // "));
		put_line(b, span_text(text, s->spans[i]));
	}
	put(b, STR(" | "));
	put_or_dash(b, span_text(text, s->cue));
	put(b, STR(" | "));
	put_or_dash(b, span_text(text, s->speaker.span));
	put(b, STR(" | "));
	put_or_dash(b, s->speaker.name);
	put(b, STR(" | "));
	put_name(b, speaker_kind_name(s->speaker.kind));
	put(b, STR("\n"));
}

static void render(struct buffer *b, struct str text)
{
	struct dedi_analysis a;
	b->n = 0;
	enum dedi_status status = analyse(text, &a);
	if (status != DEDI_OK) {
		put(b, STR("E | "));
		put_name(b, dedi_status_name(status));
		put(b, STR("\n"));
		return;
	}
	for (uint32_t i = 0; i < a.statements.n; i++)
		put_statement(b, text, &a.statements.at[i]);
	for (uint32_t i = 0; i < a.statements.n_credits; i++) {
		put(b, STR("C | "));
		put_line(b, span_text(text, a.statements.credits[i].span));
		put(b, STR("\n"));
	}
}

/* The text of a case: ⏎ and ⇤ become line breaks. Returns its length. */
static size_t unescape(struct str s, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < s.n;) {
		struct str rest = str_make(s.p + i, s.n - i);
		if (str_starts(rest, STR("⏎"))) {
			out[n++] = '\n';
			i += strlen("⏎");
		} else if (str_starts(rest, STR("⇤"))) {
			out[n++] = '\r';
			out[n++] = '\n';
			i += strlen("⇤");
		} else {
			out[n++] = s.p[i++];
		}
	}
	return n;
}

static struct str next_line(struct str *rest)
{
	const char *end = memchr(rest->p, '\n', rest->n);
	struct str line = str_make(rest->p, end ? (size_t)(end - rest->p) : rest->n);
	size_t used = line.n + (end != NULL);
	*rest = str_make(rest->p + used, rest->n - used);
	return line;
}

static unsigned check_case(struct str name, struct str text, struct str expected)
{
	static char plain[MAX_OUT];
	static struct buffer got;
	ck_assert_uint_lt(text.n, MAX_OUT);
	render(&got, str_make(plain, unescape(text, plain)));
	if (str_eq(str_make(got.at, got.n), expected))
		return 0;
	fprintf(stderr, "## " STR_FMT "\n> " STR_FMT "\nexpected:\n" STR_FMT "got:\n" STR_FMT "\n",
		STR_ARG(name), STR_ARG(text), STR_ARG(expected), (int)got.n, got.at);
	return 1;
}

/* The cases of a file: how many failed. */
static unsigned check_file(struct str rest, unsigned *cases)
{
	unsigned failed = 0;
	struct str name = {0}, text = {0}, expected = {0};
	while (rest.n > 0) {
		struct str line = next_line(&rest);
		if (str_starts(line, STR("## "))) {
			if (text.n > 0)
				failed += check_case(name, text, expected);
			name = str_make(line.p + 3, line.n - 3);
			text = expected = (struct str){0};
		} else if (str_starts(line, STR("> "))) {
			text = str_make(line.p + 2, line.n - 2);
			expected = str_make(line.p + line.n + 1, 0);
			(*cases)++;
		} else if (line.n > 0 && text.n > 0 && line.p[0] != '#') {
			expected.n = (size_t)(line.p + line.n + 1 - expected.p);
		} else if (line.n > 0 && line.p[0] == '#' && text.n > 0) {
			failed += check_case(name, text, expected);
			text = (struct str){0};
		}
	}
	if (text.n > 0)
		failed += check_case(name, text, expected);
	return failed;
}

START_TEST(cases_give_what_they_say)
{
	static char data[MAX_FILE];
	unsigned failed = 0, cases = 0;
	for (int i = 0; i < n_files; i++) {
		FILE *file = fopen(files[i], "rb");
		ck_assert_msg(file != NULL, "%s", files[i]);
		size_t n = fread(data, 1, sizeof data, file);
		fclose(file);
		ck_assert_uint_gt(n, 0);
		ck_assert_uint_lt(n, sizeof data);
		failed += check_file(str_make(data, n), &cases);
	}
	ck_assert_uint_gt(cases, 300);
	ck_assert_msg(failed == 0, "%u of %u cases", failed, cases);
}
END_TEST

/* --- memory, time --- */

static const char article[] =
	"Ауданда жаңа мектеп салынады. Бұл туралы аудан әкімі Ермек Сақтағанов айтты.\n"
	"«Құрылыс көктемде басталады, – деді ол. – Қаржы бөлінді».\n"
	"– Балалар үш ауысымда оқып жүр, – дейді мұғалім Айгерім Нұрбекова.\n"
	"Әкімнің айтуынша, мектеп 600 орынға арналған. Ол мердігердің анықталғанын айтып, "
	"тұрғындарды шыдамдылыққа шақырды.\n"
	"Күләш ТӨЛЕГЕН, АУЫЛ ТҰРҒЫНЫ:\nБіз мұны он жыл күттік.\n";

static void check_rival(const struct statement *s, const char *how, const char *antecedent,
	const char *name, const char *lost_by)
{
	struct str text = STR(NEWSROOM);
	ck_assert(str_eq(s->resolved_by, str_make(how, strlen(how))));
	ck_assert(str_eq(span_text(text, s->antecedent), str_make(antecedent, strlen(antecedent))));
	ck_assert_uint_eq(s->n_rivals, 1);
	ck_assert(str_eq(s->rivals[0].name, str_make(name, strlen(name))));
	ck_assert(str_eq(s->rivals[0].lost_by, str_make(lost_by, strlen(lost_by))));
}

START_TEST(tells_whom_a_speaker_beat)
{
	struct dedi_analysis a;
	ck_assert_int_eq(analyse(STR(NEWSROOM), &a), DEDI_OK);
	ck_assert_uint_eq(a.statements.n, 5);
	ck_assert_uint_eq(a.statements.at[1].n_rivals, 0); /* named beside the cue */
	check_rival(&a.statements.at[2], "role", "Облыс әкімі", "Дана Серікова", "other-office");
	check_rival(
		&a.statements.at[3], "last-speaker", "әкім", "Дана Серікова", "earlier-speaker");
	check_rival(&a.statements.at[4], "new-subject", "", "Ермек Сақтағанов", "older-speaker");
}
END_TEST

START_TEST(any_allocation_may_fail)
{
	struct dedi_analysis a, b;
	struct str text = str_make(article, strlen(article));
	ck_assert_int_eq(analyse(text, &a), DEDI_OK);
	ck_assert_uint_ge(a.statements.n, 6);
	struct arena small;
	arena_init(&small, (size_t)1 << 26);
	size_t fail = 1;
	for (;; fail++) {
		arena_reset(&small);
		small.allocations = 0;
		small.fail_after = fail;
		struct statements out = {0};
		enum dedi_status status = statements_find(&a.words, &a.entities, &small, &out);
		if (status == DEDI_OK)
			break;
		ck_assert_int_eq(status, DEDI_NO_MEMORY);
		ck_assert_uint_eq(out.n, 0);
		ck_assert_uint_lt(fail, 1000);
	}
	ck_assert_uint_gt(fail, 20);
	arena_finish(&small);
	ck_assert_int_eq(analyse(text, &b), DEDI_OK);
	ck_assert_uint_eq(a.statements.n, b.statements.n);
}
END_TEST

/* Each of these repeats something that a careless search would walk over again and again. */
static const char *const slow[] = {
	"министр жол салынатынын айтып ",
	"«Жол жабық», – деді ол. ",
	"«А «б «в ",
	"– деді ол, – ",
	"деп ",
	"айтты ",
	"Асан Үсенов ",
	"министр, ",
	"Асан: ",
	"бұл туралы ",
	"– Қалай?\n– Жақсы.\n",
	"оның айтуынша, ",
	"\"",
	"тұрғындар мен ",
};

/* A quadratic search over these would run into the time limit of the test; how time grows is
 * measured by the benchmark, not asserted here. */
START_TEST(long_texts_come_to_an_end)
{
	static char text[1 << 18];
	const char *unit = slow[_i];
	size_t n = 0, length = strlen(unit);
	while (n + length <= sizeof text) {
		memcpy(text + n, unit, length);
		n += length;
	}
	struct dedi_analysis a;
	enum dedi_status status = analyse(str_make(text, n), &a);
	ck_assert(status == DEDI_OK || status == DEDI_EMPTY || status == DEDI_NOT_KAZAKH);
}
END_TEST

START_TEST(nothing_comes_of_nothing)
{
	struct dedi_analysis a;
	ck_assert_int_ne(analyse(STR(""), &a), DEDI_OK);
	ck_assert_int_eq(
		analyse(STR("Ауылда жаңа мектеп ашылды, балалар қуанып қалды."), &a), DEDI_OK);
	ck_assert_uint_eq(a.statements.n, 0);
	ck_assert_uint_eq(a.statements.n_credits, 0);
}
END_TEST

int main(int argc, char **argv)
{
	files = argv + 1;
	n_files = argc - 1;
	Suite *suite = suite_create("statements");
	TCase *tc = tcase_create("statements");
	tcase_add_checked_fixture(tc, engine_set_up, engine_tear_down);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, cases_give_what_they_say);
	tcase_add_test(tc, tells_whom_a_speaker_beat);
	tcase_add_test(tc, any_allocation_may_fail);
	tcase_add_loop_test(tc, long_texts_come_to_an_end, 0, sizeof(slow) / sizeof(slow[0]));
	tcase_add_test(tc, nothing_comes_of_nothing);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
