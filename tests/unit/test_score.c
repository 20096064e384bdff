/* Scoring: what counts as right, from gold and answers made by hand. */
#include "../run.h"
#include "cli/score.h"
#include "cli/tokens.h"

#include <stdlib.h>

static struct arena arena;

static void set_up(void)
{
	arena_init(&arena, 1 << 24);
}

static void tear_down(void)
{
	arena_finish(&arena);
}

static struct gold read(const char *line)
{
	struct gold gold;
	struct dedi_error error;
	enum dedi_status status =
		json_parse_gold(str_make(line, strlen(line)), &arena, &gold, &error);
	ck_assert_msg(status == DEDI_OK, "%s", error.message);
	return gold;
}

static struct scores score(const char *gold_line, const char *system_line)
{
	struct scores scores = {0};
	struct gold gold = read(gold_line), system = read(system_line);
	ck_assert_int_eq(score_add(&scores, &gold, &system, &arena, NULL), DEDI_OK);
	return scores;
}

static double figure(const struct scores *scores, const char *name)
{
	double value = -1;
	ck_assert_msg(score_figure(scores, str_make(name, strlen(name)), &value), "%s", name);
	return value;
}

/* Ақ көк, сары қызыл. */
#define TEXT "\"text\":\"«Ақ көк, сары қызыл.» – деді Асан\""
#define STATEMENT(type, spans, cue, speaker)                                                       \
	"{\"type\":\"" type "\",\"spans\":" spans ",\"cue\":" cue ",\"speaker\":" speaker "}"
#define ASAN "{\"span\":[29,33],\"name\":\"Асан\",\"kind\":\"person\"}"
#define GOLD                                                                                       \
	"{" TEXT ",\"statements\":[" STATEMENT("direct", "[[1,20]]", "[24,28]",                    \
		ASAN) "],"                                                                         \
		      "\"people\":[{\"name\":\"Асан\",\"roles\":[\"ауыл "                  \
		      "әкімі\"],\"mentions\":[[29,33]]}],"                                    \
		      "\"campaigns\":[{\"name\":\"«Ақ  "                                        \
		      "Көк»\",\"type\":\"action\",\"mentions\":[[1,7]]}]}"

START_TEST(the_same_is_perfect)
{
	struct scores s = score(GOLD, GOLD);
	static const char *const names[] = {"all.exact", "direct.exact", "direct.overlap",
		"direct.found5", "direct.found8", "direct.speaker", "cue", "type", "people",
		"people.mentions", "people.mentions.overlap", "organizations", "roles", "campaigns",
		"campaign.type"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ck_assert_msg(
			figure(&s, names[i]) == 100, "%s: %.2f", names[i], figure(&s, names[i]));
	double value;
	ck_assert(!score_figure(&s, STR("direct"), &value));
	ck_assert(!score_figure(&s, STR("direct.exactly"), &value));
	ck_assert_uint_eq(s.spurious, 0);
}
END_TEST

START_TEST(outer_punctuation_does_not_count)
{
	struct scores s = score(GOLD,
		"{" TEXT ",\"statements\":[" STATEMENT("direct", "[[0,21]]", "[24,28]", ASAN) "]}");
	ck_assert_double_eq(figure(&s, "direct.exact"), 100);
	s = score(GOLD,
		"{" TEXT ",\"statements\":[" STATEMENT("direct", "[[1,13]]", "[24,28]", ASAN) "]}");
	ck_assert_double_eq(figure(&s, "direct.exact"), 0);
	/* three of the four words */
	ck_assert_double_eq_tol(figure(&s, "direct.overlap"), 100 * 6.0 / 7, 0.001);
	ck_assert_double_eq(figure(&s, "direct.found8"), 100);
	ck_assert_double_eq(figure(&s, "people"), 0);
}
END_TEST

START_TEST(types_count_apart)
{
	struct scores s = score(GOLD,
		"{" TEXT ",\"statements\":[" STATEMENT("mixed", "[[1,20]]", "null", ASAN) "]}");
	ck_assert_double_eq(figure(&s, "all.exact"), 100);
	ck_assert_double_eq(figure(&s, "direct.exact"), 0);
	ck_assert_double_eq(figure(&s, "mixed.exact"), 0);
	ck_assert_double_eq(figure(&s, "type"), 0);
	ck_assert_double_eq(figure(&s, "cue"), 0);
	ck_assert_double_eq(figure(&s, "direct.speaker"), 100); /* rows go by gold's type */
}
END_TEST

static const struct {
	const char *gold, *system;
	bool right;
} speakers[] = {
	{ASAN, "{\"name\":\"АСАН\",\"span\":null}", true},
	{ASAN, "{\"name\":\"Үсен\",\"span\":[29,33]}", false},
	{ASAN, "{\"name\":null,\"span\":[29,33]}", false}, /* unknown is wrong */
	{"{\"name\":null,\"span\":[29,33]}", "{\"name\":null,\"span\":[29,33]}", true},
	{"{\"name\":null,\"span\":[29,33]}", "{\"name\":null,\"span\":[24,28]}", false},
	{"{\"name\":null,\"span\":[29,33]}", ASAN, false}, /* a guess */
	{"{\"name\":null,\"span\":null}", "{\"name\":null,\"span\":[29,33]}", true},
	{"{\"name\":null,\"span\":null}", ASAN, false},
};

START_TEST(speakers_go_by_name)
{
	char gold[512], system[512];
	snprintf(gold, sizeof gold,
		"{" TEXT
		",\"statements\":[{\"type\":\"direct\",\"spans\":[[1,20]],\"speaker\":%s}]}",
		speakers[_i].gold);
	snprintf(system, sizeof system,
		"{" TEXT
		",\"statements\":[{\"type\":\"direct\",\"spans\":[[1,20]],\"speaker\":%s}]}",
		speakers[_i].system);
	struct scores s = score(gold, system);
	ck_assert_double_eq(figure(&s, "all.speaker"), speakers[_i].right ? 100 : 0);
}
END_TEST

START_TEST(statements_are_paired_once)
{
	struct scores s =
		score(GOLD, "{" TEXT ",\"statements\":[" STATEMENT("direct", "[[1,7]]", "null",
				    ASAN) "," STATEMENT("direct", "[[9,20]]", "null", ASAN) "]}");
	ck_assert_uint_eq(s.exact[SCORE_ALL].system, 2);
	ck_assert_uint_eq(s.speaker[SCORE_ALL].all, 1);
	ck_assert_uint_eq(s.spurious, 1);
}
END_TEST

START_TEST(names_are_compared_normally)
{
	struct str name;
	ck_assert(normal_name(STR(" «Ақ \xc2\xad"
				  "Ёрмек»\n АҚ "),
		&arena, &name));
	ck_assert(str_eq(name, STR("ақ ермек ақ")));
	ck_assert(normal_name(STR("«»"), &arena, &name));
	ck_assert_uint_eq(name.n, 0);
}
END_TEST

START_TEST(words_are_runs_of_letters_and_digits)
{
	struct token_set a, b;
	struct str text = STR("Ақ-көк 2,5 «сөз»… \xcc\x81x");
	struct span whole[2] = {{0, (uint32_t)text.n}, {0, 5}};
	ck_assert(token_set_of(text, whole, 2, &arena, &a));
	ck_assert_uint_eq(a.n, 6); /* ақ көк 2 5 сөз x: the second span adds nothing */
	ck_assert(token_set_of(text, whole + 1, 1, &arena, &b));
	ck_assert_uint_eq(token_set_common(&a, &b), 1);
	struct span cut = trimmed(text, (struct span){11, 29});
	ck_assert(str_eq(span_text(text, cut), STR("2,5 «сөз")));
	cut = trimmed(text, (struct span){15, 18}); /* nothing but a mark */
	ck_assert_uint_eq(span_length(cut), 0);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("score");
	TCase *tcase = tcase_create("score");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, the_same_is_perfect);
	tcase_add_test(tcase, outer_punctuation_does_not_count);
	tcase_add_test(tcase, types_count_apart);
	tcase_add_loop_test(tcase, speakers_go_by_name, 0, sizeof speakers / sizeof *speakers);
	tcase_add_test(tcase, statements_are_paired_once);
	tcase_add_test(tcase, names_are_compared_normally);
	tcase_add_test(tcase, words_are_runs_of_letters_and_digits);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
