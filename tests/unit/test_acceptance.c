/*
 * One whole article, and what a reader must get from it: statements with their speakers, one
 * person with two roles, organisations under one id with their short forms, campaigns. Then the
 * same article as other desks would type it: other quotation marks, other dashes, other line
 * breaks, without its headline and lead. Nothing but the offsets may change.
 *
 *   test_acceptance DIRECTORY   (holds road-safety.txt)
 */
#include "../run.h"
#include "engine.h"
#include "json/json.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_ARTICLE = 16 * 1024 };

#define COUNCIL                                                                                                                                                      \
	"ҚР Премьер-министрі жанындағы Жол қозғалысы қауіпсіздігі және балалар жарақатының " \
	"алдын алу мәселелері жөніндегі үйлестіру кеңесі"

static const struct variant {
	const char *name, *open, *close, *dash;
	bool crlf, body_only;
} variants[] = {
	{"as it is", "«", "»", "—", false, false},
	{"straight marks", "\"", "\"", "—", false, false},
	{"curly marks", "“", "”", "—", false, false},
	{"low and high marks", "„", "“", "—", false, false},
	{"hyphens", "«", "»", "-", false, false},
	{"short dashes", "«", "»", "–", false, false},
	{"straight marks and hyphens", "\"", "\"", "-", false, false},
	{"CRLF", "«", "»", "—", true, false},
	{"without headline and lead", "«", "»", "—", false, true},
	{"without them, straight marks, hyphens, CRLF", "\"", "\"", "-", true, true},
};
enum { N_VARIANTS = sizeof variants / sizeof *variants };

static const char *directory;
static char article[MAX_ARTICLE];

static void read_article(void)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/road-safety.txt", directory);
	FILE *file = fopen(path, "rb");
	ck_assert_msg(file != NULL, "cannot open %s", path);
	size_t n = fread(article, 1, sizeof article - 1, file);
	article[n] = '\0';
	fclose(file);
}

static void set_up(void)
{
	read_article();
	engine_set_up();
}

/* The text as the variant has it. */
static struct str rewrite(const struct variant *variant, struct str text)
{
	const struct {
		const char *from, *to;
	} rules[] = {{"«", variant->open}, {"»", variant->close}, {"—", variant->dash},
		{"\n", variant->crlf ? "\r\n" : "\n"}};
	char *out = arena_alloc(&arena, 2 * text.n + 1);
	size_t n = 0;
	ck_assert_ptr_nonnull(out);
	for (size_t i = 0; i < text.n;) {
		struct str from = STR(" "), to = str_make(text.p + i, 1);
		for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
			struct str rule = str_make(rules[r].from, strlen(rules[r].from));
			if (str_starts(str_make(text.p + i, text.n - i), rule)) {
				from = rule;
				to = str_make(rules[r].to, strlen(rules[r].to));
			}
		}
		memcpy(out + n, to.p, to.n);
		n += to.n;
		i += from.n;
	}
	return str_make(out, n);
}

/* Line number line of the article, from 0. */
static struct str line_of(unsigned line)
{
	const char *p = article;
	while (line--)
		p = strchr(p, '\n') + 1;
	return str_make(p, strcspn(p, "\n"));
}

/* What stands between the first « and the last » of a line. */
static struct str quoted(unsigned line)
{
	struct str s = line_of(line);
	const char *start = s.p, *end = s.p + s.n;
	while (memcmp(start, "«", 2) != 0)
		start++;
	while (memcmp(end - 2, "»", 2) != 0)
		end--;
	return str_make(start + 2, (size_t)(end - 2 - (start + 2)));
}

static struct dedi_analysis analyse(const struct variant *variant)
{
	static struct dedi_request request;
	struct dedi_analysis analysis;
	struct dedi_error error;
	const char *start = variant->body_only ? line_of(2).p : article;
	request = (struct dedi_request){.text = rewrite(variant, str_make(start, strlen(start)))};
	enum dedi_status status =
		dedi_analyze(worker, &request, STAGE_STATEMENTS, &arena, &analysis, &error);
	ck_assert_msg(status == DEDI_OK, "%s: %s", variant->name, error.message);
	return analysis;
}

static struct str at(const struct dedi_analysis *a, struct span span)
{
	return span_text(a->document.text, span);
}

#define ck_assert_words(variant, got, expected)                                                    \
	do {                                                                                       \
		struct str got_ = (got), expected_ = (expected);                                   \
		ck_assert_msg(str_eq(got_, expected_), "%s:\n got " STR_FMT "\nwant " STR_FMT,     \
			(variant)->name, STR_ARG(got_), STR_ARG(expected_));                       \
	} while (0)

/* The statement with this content; NULL if there is none. */
static const struct statement *find(const struct dedi_analysis *a, struct str content)
{
	for (uint32_t i = 0; i < a->statements.n; i++)
		if (a->statements.at[i].n_spans == 1 &&
			str_eq(at(a, a->statements.at[i].spans[0]), content))
			return &a->statements.at[i];
	return NULL;
}

static void check_statement(const struct dedi_analysis *a, const struct variant *variant,
	enum statement_type type, struct str content, struct str cue, struct str speaker)
{
	content = rewrite(variant, content);
	const struct statement *s = find(a, content);
	ck_assert_msg(s != NULL, "%s: not found: " STR_FMT, variant->name, STR_ARG(content));
	ck_assert_int_eq(s->type, type);
	ck_assert_words(variant, at(a, s->cue), cue);
	ck_assert_words(variant, at(a, s->speaker.span), speaker);
	ck_assert_int_eq(s->speaker.kind, SPEAKER_PERSON);
	ck_assert_uint_eq(s->speaker.person, 0);
	ck_assert_words(variant, s->speaker.name, STR("Динара Әбілқасымова"));
	ck_assert(!s->in_headline);
}

START_TEST(statements_and_their_speakers)
{
	const struct variant *v = &variants[_i];
	struct dedi_analysis a = analyse(v);
	check_statement(&a, v, STATEMENT_DIRECT, quoted(3), STR("деді"), STR("спикер"));
	check_statement(
		&a, v, STATEMENT_DIRECT, quoted(6), STR("деді"), STR("Динара Әбілқасымова"));
	check_statement(
		&a, v, STATEMENT_DIRECT, quoted(8), STR("деп қорытындылады"), STR("спикер"));
	check_statement(&a, v, STATEMENT_INDIRECT,
		STR(COUNCIL " әр тоқсан сайын қауіпті қиылыстардың картасын жаңартып, "
			    "әкімдіктерге ұсыныс береді"),
		STR("атап өткендей"), STR("Ол"));
	/* In whose name she calls may count as part of the call or of the attribution. */
	struct str call = STR("Кеңес атынан такси жүргізушілерін, жүк тасымалдаушыларды, "
			      "блогерлерді және әрбір ата-ананы осы іске үн қосуға");
	if (!find(&a, rewrite(v, call)))
		call = str_make(call.p + strlen("Кеңес атынан "), call.n - strlen("Кеңес атынан "));
	check_statement(&a, v, STATEMENT_INDIRECT, call, STR("шақырды"), STR("Ол"));
	if (!v->body_only) {
		struct str lead = line_of(1);
		lead.n--; /* the full stop is not part of what was said */
		check_statement(&a, v, STATEMENT_INDIRECT, lead, STR("айтты"),
			STR(COUNCIL " төрағасының орынбасары, Қазақстан жол сарапшылары "
				    "қауымдастығының мүшесі Динара Әбілқасымова"));
	}
	unsigned direct = 0;
	for (uint32_t i = 0; i < a.statements.n; i++) {
		const struct statement *s = &a.statements.at[i];
		direct += s->type == STATEMENT_DIRECT;
		ck_assert_int_ne(s->type, STATEMENT_MIXED);
		if (!s->in_headline) {
			ck_assert_uint_eq(s->speaker.person, 0);
			continue;
		}
		/* The headline is the council's call, not hers. */
		ck_assert_uint_eq(s->speaker.person, NONE);
		ck_assert_words(v, s->speaker.name, STR(COUNCIL));
		ck_assert_words(v, at(&a, s->cue), STR("шақырды"));
	}
	ck_assert_uint_eq(direct, 3);
	ck_assert_uint_eq(a.statements.n, v->body_only ? 5 : 7);
	ck_assert_uint_eq(a.statements.n_credits, 0);
}
END_TEST

START_TEST(one_person_with_two_roles)
{
	const struct variant *v = &variants[_i];
	struct dedi_analysis a = analyse(v);
	const struct person *p = a.entities.people;
	ck_assert_uint_eq(a.entities.n_people, 1);
	ck_assert_words(v, p->name, STR("Динара Әбілқасымова"));
	ck_assert_words(v, p->given_name, STR("Динара"));
	ck_assert_words(v, p->surname, STR("Әбілқасымова"));
	ck_assert_uint_eq(p->n_mentions, 2);
	ck_assert_uint_eq(p->n_roles, 2);
	ck_assert_words(v, p->roles[0].text, STR(COUNCIL " төрағасының орынбасары"));
	ck_assert_words(
		v, p->roles[1].text, STR("Қазақстан жол сарапшылары қауымдастығының мүшесі"));
	const struct organization *o = a.entities.organizations;
	ck_assert_uint_ne(p->roles[0].organization, NONE);
	ck_assert_uint_ne(p->roles[1].organization, NONE);
	ck_assert_words(v, o[p->roles[0].organization].name, STR(COUNCIL));
	ck_assert_words(
		v, o[p->roles[1].organization].name, STR("Қазақстан жол сарапшылары қауымдастығы"));
}
END_TEST

static void check_mentions(const struct dedi_analysis *a, const struct variant *variant,
	const struct mention *mentions, uint32_t n, const char *const *expected)
{
	uint32_t i = 0;
	for (; expected[i]; i++) {
		ck_assert_msg(i < n, "%s: no mention %s", variant->name, expected[i]);
		ck_assert_words(variant, at(a, mentions[i].span),
			str_make(expected[i], strlen(expected[i])));
	}
	ck_assert_uint_eq(n, i);
}

START_TEST(organisations_with_their_short_forms)
{
	static const char *const council[] = {
		"Үйлестіру кеңесі", COUNCIL, COUNCIL, "Кеңес", "Кеңес", NULL};
	static const char *const union_[] = {"Қазақстан жол сарапшылары қауымдастығының", NULL};
	static const char *const academy[] = {"ҰҒА", NULL};
	const struct variant *v = &variants[_i];
	struct dedi_analysis a = analyse(v);
	const struct organization *o = a.entities.organizations;
	ck_assert_uint_eq(a.entities.n_organizations, 3);
	ck_assert_words(v, o[0].name, STR(COUNCIL));
	ck_assert_words(v, o[1].name, STR("Қазақстан жол сарапшылары қауымдастығы"));
	ck_assert_words(v, o[2].name, STR("ҰҒА"));
	check_mentions(&a, v, o[0].mentions, o[0].n_mentions, v->body_only ? council + 1 : council);
	check_mentions(&a, v, o[1].mentions, o[1].n_mentions, union_);
	check_mentions(&a, v, o[2].mentions, o[2].n_mentions, academy);
}
END_TEST

START_TEST(campaigns_with_type_and_scope)
{
	static const char *const action[] = {"Мектепке апарар жолдағы қауіпсіз 10 минут", NULL};
	static const char *const project[] = {"Safe School Bus", "Жоба", NULL};
	const struct variant *v = &variants[_i];
	struct dedi_analysis a = analyse(v);
	const struct campaign *c = a.entities.campaigns;
	ck_assert_uint_eq(a.entities.n_campaigns, v->body_only ? 1 : 2);
	if (!v->body_only) {
		ck_assert_words(v, c->name, STR("Мектепке апарар жолдағы қауіпсіз 10 минут"));
		ck_assert_int_eq(c->type, CAMPAIGN_ACTION);
		ck_assert_int_eq(c->scope, SCOPE_NATIONAL);
		check_mentions(&a, v, c->mentions, c->n_mentions, action);
		c++;
	}
	ck_assert_words(v, c->name, STR("Safe School Bus"));
	ck_assert_int_eq(c->type, CAMPAIGN_PROJECT);
	check_mentions(&a, v, c->mentions, c->n_mentions, project);
}
END_TEST

START_TEST(header_and_headline)
{
	const struct variant *v = &variants[_i];
	struct dedi_analysis a = analyse(v);
	if (v->body_only) {
		ck_assert_uint_eq(span_length(a.document.date), 0);
		return;
	}
	ck_assert_words(v, at(&a, a.document.date), STR("2025-10-14"));
	ck_assert_words(v, at(&a, a.document.title),
		STR("Үйлестіру кеңесі жүргізушілерді мектеп маңында жылдамдықты төмендетуге "
		    "шақырды"));
}
END_TEST

START_TEST(the_same_text_gives_the_same_bytes)
{
	const struct variant *v = &variants[_i];
	struct json_options options = JSON_OPTIONS_DEFAULT;
	struct str first, second;
	options.timing = false;
	struct dedi_analysis a = analyse(v);
	ck_assert_int_eq(json_write_analysis(&a, &options, &arena, &first), DEDI_OK);
	struct dedi_analysis b = analyse(v);
	ck_assert_int_eq(json_write_analysis(&b, &options, &arena, &second), DEDI_OK);
	ck_assert_words(v, first, second);
}
END_TEST

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	directory = argv[1];
	Suite *suite = suite_create("acceptance");
	TCase *tcase = tcase_create("acceptance");
	tcase_set_timeout(tcase, 30);
	tcase_add_checked_fixture(tcase, set_up, engine_tear_down);
	tcase_add_loop_test(tcase, statements_and_their_speakers, 0, N_VARIANTS);
	tcase_add_loop_test(tcase, one_person_with_two_roles, 0, N_VARIANTS);
	tcase_add_loop_test(tcase, organisations_with_their_short_forms, 0, N_VARIANTS);
	tcase_add_loop_test(tcase, campaigns_with_type_and_scope, 0, N_VARIANTS);
	tcase_add_loop_test(tcase, header_and_headline, 0, N_VARIANTS);
	tcase_add_loop_test(tcase, the_same_text_gives_the_same_bytes, 0, N_VARIANTS);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
