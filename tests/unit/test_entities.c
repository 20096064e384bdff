/*
 * Entities, below the JSON: parts of names, links between roles and bodies, expansions, covering
 * arrays, what the request knows, how the tagger's spans are merged, lack of memory, long texts.
 * What is and is not an entity in running text is in tests/golden/entities.
 */
#include "../run.h"
#include "engine.h"

#include <stdio.h>
#include <stdlib.h>

static struct dedi_analysis analysis;

static struct str str_of(const char *s)
{
	return str_make(s, strlen(s));
}

static const struct entities *find_in(const char *text, const struct known_names *known)
{
	static struct dedi_request request;
	struct dedi_error error;
	request = (struct dedi_request){.text = str_of(text)};
	if (known)
		request.known = *known;
	arena_reset(&arena);
	ck_assert_int_eq(
		dedi_analyze(worker, &request, STAGE_ENTITIES, &arena, &analysis, &error), DEDI_OK);
	return &analysis.entities;
}

static const struct entities *find(const char *text)
{
	return find_in(text, NULL);
}

#define ck_assert_text(actual, expected)                                                           \
	do {                                                                                       \
		struct str a_ = (actual), e_ = str_of(expected);                                   \
		ck_assert_msg(str_eq(a_, e_), "got '%.*s', not '%.*s'", STR_ARG(a_), STR_ARG(e_)); \
	} while (0)

static struct str text_of(struct span span)
{
	return span_text(analysis.document.text, span);
}

START_TEST(parts_of_a_name)
{
	const struct entities *e = find("Кездесуге Меруерт Асқарқызы Жақыпованы шақырды.");
	ck_assert_uint_eq(e->n_people, 1);
	ck_assert_text(e->people[0].name, "Меруерт Асқарқызы Жақыпова");
	ck_assert_text(e->people[0].given_name, "Меруерт");
	ck_assert_text(e->people[0].patronymic, "Асқарқызы");
	ck_assert_text(e->people[0].surname, "Жақыпова");
	ck_assert_text(text_of(e->people[0].mentions[0].span), "Меруерт Асқарқызы Жақыпованы");
}
END_TEST

START_TEST(parts_turned_round)
{
	const struct entities *e = find("Тізімде Тоғайбаев Ерлан Серікұлы бар.");
	ck_assert_uint_eq(e->n_people, 1);
	ck_assert_text(e->people[0].given_name, "Ерлан");
	ck_assert_text(e->people[0].surname, "Тоғайбаев");
	ck_assert_text(e->people[0].patronymic, "Серікұлы");
}
END_TEST

START_TEST(role_belongs_to_a_body)
{
	const struct entities *e =
		find("Сөзді Қорғаныс министрлігінің ресми өкілі Азамат Сүлейменов "
		     "пен «Сергек» қоғамдық қорының төрағасы Дана Иманова бастады.");
	ck_assert_uint_eq(e->n_people, 2);
	ck_assert_uint_eq(e->n_organizations, 2);
	ck_assert_uint_eq(e->people[0].n_roles, 1);
	ck_assert_uint_eq(e->people[0].roles[0].organization, 0);
	ck_assert_uint_eq(e->people[1].roles[0].organization, 1);
	ck_assert_text(text_of(e->people[1].roles[0].span), "«Сергек» қоғамдық қорының төрағасы");
	ck_assert_int_eq(e->people[1].roles[0].position_class, POSITION_OFFICE);
}
END_TEST

START_TEST(caption_role_is_written_small)
{
	const struct entities *e =
		find("Анар СЕЙІЛОВА, «ЖАРҚЫН ЖОЛ» ҚОРЫНЫҢ ЗАҢГЕРІ:\nБіз шағым түсірдік.");
	ck_assert_uint_eq(e->n_people, 1);
	ck_assert_text(e->people[0].name, "Анар Сейілова");
	ck_assert_uint_eq(e->people[0].n_roles, 1);
	ck_assert_text(e->people[0].roles[0].text, "«Жарқын жол» қорының заңгері");
}
END_TEST

START_TEST(inflected_bare_role_is_nominative)
{
	const struct entities *e = find("Хат комиссия төрағасының орынбасарына жіберілді.");
	ck_assert_uint_eq(e->n_people, 0);
	ck_assert_uint_eq(e->n_bare_roles, 1);
	ck_assert_text(e->bare_roles[0].text, "комиссия төрағасының орынбасары");
	ck_assert_text(text_of(e->bare_roles[0].span), "комиссия төрағасының орынбасарына");
	ck_assert_uint_eq(e->bare_roles[0].person, NONE);
}
END_TEST

START_TEST(event_words_are_no_roles)
{
	const struct entities *e = find("Жиында спикер Айжан Бекова болды. Спикер ертерек кетті.");
	ck_assert_uint_eq(e->n_people, 1);
	ck_assert_uint_eq(e->people[0].n_roles, 0);
	ck_assert_uint_eq(e->n_bare_roles, 1);
	ck_assert_int_eq(e->bare_roles[0].position_class, POSITION_EVENT);
}
END_TEST

START_TEST(office_stands_for_its_holder)
{
	const struct entities *e = find("Қазақстан Президенті Ержан Алтайұлы Алматыға барды. "
					"Мемлекет басшысы жаңа мектепті аралады.");
	ck_assert_uint_eq(e->n_people, 1);
	ck_assert_uint_eq(e->n_bare_roles, 1);
	ck_assert_uint_eq(e->bare_roles[0].person, 0);
	ck_assert_uint_eq(e->people[0].n_roles, 2);
	ck_assert_text(e->people[0].roles[1].text, "Мемлекет басшысы");
}
END_TEST

START_TEST(expansion_in_the_text)
{
	const struct entities *e =
		find("Жиынды Өңірлік даму қоры (ӨДҚ) өткізді. ӨДҚ-ға хат келді.");
	ck_assert_uint_eq(e->n_organizations, 1);
	ck_assert_text(e->organizations[0].name, "Өңірлік даму қоры");
	ck_assert_text(e->organizations[0].acronym, "ӨДҚ");
	ck_assert_uint_eq(e->organizations[0].expansion.n, 0);
	ck_assert(!e->organizations[0].expansion_from_lexicon);
	ck_assert_uint_eq(e->organizations[0].n_mentions, 3);
	ck_assert_int_eq(e->organizations[0].mentions[2].kind, MENTION_ACRONYM);
}
END_TEST

START_TEST(expansion_from_the_lexicon)
{
	const struct entities *e = find("Брифинг ОКҚ алаңында өтті.");
	ck_assert_uint_eq(e->n_organizations, 1);
	ck_assert_text(e->organizations[0].name, "ОКҚ");
	ck_assert_text(e->organizations[0].expansion, "Орталық коммуникациялар қызметі");
	ck_assert(e->organizations[0].expansion_from_lexicon);
}
END_TEST

START_TEST(legal_form_and_aliases)
{
	const struct entities *e = find(
		"Құрылысты «Айбын Құрылыс» ЖШС жүргізеді. Балаларға «Мейірім» қоры көмектесті. "
		"Қор былтыр құрылған. Аталған қор кеңейеді.");
	ck_assert_uint_eq(e->n_organizations, 2);
	ck_assert_text(e->organizations[0].legal_form, "ЖШС");
	ck_assert_uint_eq(e->organizations[1].legal_form.n, 0);
	ck_assert_uint_eq(e->organizations[1].n_mentions, 3);
	ck_assert_int_eq(e->organizations[1].mentions[1].kind, MENTION_ALIAS);
	ck_assert_uint_eq(e->organizations[1].n_aliases, 2);
	ck_assert_text(e->organizations[1].aliases[0], "Қор");
}
END_TEST

START_TEST(campaign_details)
{
	const struct entities *e = find("Қор «Зорлыққа қарсы 10 күн» жаһандық науқанын бастады.");
	ck_assert_uint_eq(e->n_campaigns, 1);
	ck_assert_int_eq(e->campaigns[0].type, CAMPAIGN_CAMPAIGN);
	ck_assert_int_eq(e->campaigns[0].scope, SCOPE_GLOBAL);
	ck_assert_text(e->campaigns[0].theme, "Зорлыққа қарсы");
	ck_assert_uint_eq(e->campaigns[0].catalog_id.n, 0);
}
END_TEST

START_TEST(label_of_a_hashtag)
{
	const struct entities *e = find("Желіде #ЖасылАула2030 және #таза_ауа хэштегтері тарады.");
	ck_assert_uint_eq(e->n_campaigns, 2);
	ck_assert_text(e->campaigns[0].label, "Жасыл Аула 2030");
	ck_assert_text(e->campaigns[1].label, "таза ауа");
}
END_TEST

static struct str piece(const char *text, struct span span)
{
	return str_make(text + span.start, span.end - span.start);
}

START_TEST(campaign_times)
{
	static const struct {
		const char *said, *duration, *dates, *from, *to;
	} cases[] = {
		{"«Таза су» науқаны 25 қараша – 10 желтоқсан аралығында өтеді.", "",
			"25 қараша – 10 желтоқсан аралығында", "11-25", "12-10"},
		{"Шара «Жасыл аула» акциясы аясында 1–5 маусым күндері өтті.", "", "1–5 маусым",
			"06-01", "06-05"},
		{"«Жасыл аула» акциясы 1 тамыздан 30 қыркүйекке дейін жалғасады.", "",
			"1 тамыздан 30 қыркүйекке дейін", "08-01", "09-30"},
		{"«Жасыл аула» акциясы 2031 жылғы 5 мамырдан бастап өтеді.", "",
			"2031 жылғы 5 мамырдан бастап", "2031-05-05", ""},
		{"«Жаңа дала» 2024–2029 жылдарға арналған бағдарламасы бекітілді.", "",
			"2024–2029 жылдарға", "2024", "2029"},
		{"9 қыркүйек – Су үнемдеу күні.", "", "9 қыркүйек", "09-09", "09-09"},
		{"«Зорлыққа қарсы 10 күн» жаһандық науқаны басталды.", "10 күн", "", "", ""},
		{"«Таза су» он күндік акциясы өтті.", "он күндік", "", "", ""},
		{"Қазанда «Жасыл аула» айлығы басталды.", "айлығы", "", "", ""},
		{"«Жасыл аула» жобасы үшінші жыл қатарынан іске асуда.", "үшінші жыл", "", "", ""},
		{"Бір ай бойы «Қамқор қол» акциясы жүреді.", "Бір ай", "", "", ""},
		{"«Жасыл аула» акциясында 25 қарашада 30 адам марапатталды.", "", "", "", ""},
		{"«Жасыл аула» акциясына 16 күнде жүз адам келді.", "", "", "", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct entities *e = find(cases[i].said);
		ck_assert_msg(e->n_campaigns == 1, "%s", cases[i].said);
		const struct campaign *c = &e->campaigns[0];
		ck_assert_text(piece(cases[i].said, c->duration), cases[i].duration);
		ck_assert_text(piece(cases[i].said, c->dates), cases[i].dates);
		ck_assert_text(c->dates_from, cases[i].from);
		ck_assert_text(c->dates_to, cases[i].to);
	}
}
END_TEST

/* Each time belongs to the campaign beside it; the catalogue's dates are kept apart. */
START_TEST(campaign_times_of_two)
{
	const struct entities *e =
		find("«Жасыл аула» акциясы 1–5 маусым, «Таза су» науқаны 7–9 маусым күндері өтеді. "
		     "Дүниежүзілік су күні атап өтілді.");
	ck_assert_uint_eq(e->n_campaigns, 3);
	ck_assert_text(e->campaigns[0].dates_to, "06-05");
	ck_assert_text(e->campaigns[1].dates_to, "06-09");
	ck_assert_uint_eq(e->campaigns[2].dates_from.n, 0);
	ck_assert_text(e->campaigns[2].catalog_dates, "03-22");
	ck_assert_uint_eq(e->campaigns[0].catalog_dates.n, 0);
}
END_TEST

START_TEST(campaign_of_the_catalogue)
{
	const struct entities *e = find("Студенттер «Таза Қазақстан» акциясына шықты.");
	ck_assert_uint_eq(e->n_campaigns, 1);
	ck_assert_text(e->campaigns[0].catalog_id, "taza-qazaqstan");
	ck_assert_int_eq(e->campaigns[0].type, CAMPAIGN_ACTION);
}
END_TEST

START_TEST(campaign_owner)
{
	const struct entities *e =
		find("Ауыл шаруашылығы министрлігінің «Өрлеу белесі» бағдарламасы кеңейеді.");
	ck_assert_uint_eq(e->n_organizations, 1);
	ck_assert_uint_eq(e->n_campaigns, 1);
	ck_assert_uint_eq(e->campaigns[0].owner, 0);
}
END_TEST

START_TEST(covers_say_which_mention)
{
	const struct entities *e =
		find("Сергей Иванов «Сергек» қорына «Таза су» акциясын тапсырды.");
	const struct document *d = &analysis.document;
	uint32_t people = 0, bodies = 0, campaigns = 0;
	for (uint32_t t = 0; t < d->n_tokens; t++) {
		people += e->person_at[t] == 0;
		bodies += e->organization_at[t] == 0;
		campaigns += e->campaign_at[t] == 0;
	}
	ck_assert_uint_eq(people, 2);
	ck_assert_uint_eq(bodies, 1);
	ck_assert_uint_eq(campaigns, 2);
}
END_TEST

START_TEST(names_of_the_request)
{
	struct str people[] = {STR("Зилола Мах")}, bodies[] = {STR("Көгілдір үй")},
		   campaigns[] = {STR("үздіксіз жорық")};
	const char *text =
		"Кеше Зилола Махқа көгілдір үй жанында үздіксіз жорық туралы сұрақ қойылды.";
	struct known_names known = {people, bodies, campaigns, 1, 1, 1};
	const struct entities *e = find_in(text, &known);
	ck_assert_uint_eq(e->n_people, 1);
	ck_assert_text(e->people[0].name, "Зилола Мах");
	ck_assert_uint_eq(e->n_organizations, 1);
	ck_assert_uint_eq(e->n_campaigns, 1);
	e = find(text);
	ck_assert_uint_eq(e->n_organizations, 0);
	ck_assert_uint_eq(e->n_campaigns, 0);
}
END_TEST

/* The rules with spans of a tagger beside them. */
static struct entities merge(const char *text, struct tag *at, uint32_t n)
{
	struct entities e;
	struct tags tags = {at, n};
	struct known_names known = {0};
	find(text);
	ck_assert_int_eq(entities_find(&analysis.words, &tags, &known, &arena, &e), DEDI_OK);
	return e;
}

START_TEST(tagger_adds_what_rules_do_not_see)
{
	struct tag tags[] = {{1, 2, TAG_ORGANISATION, 0.9F}};
	struct entities e = merge("Кеше Мариинскийдің сахнасы жанды.", tags, 1);
	ck_assert_uint_eq(e.n_organizations, 1);
	ck_assert_text(e.organizations[0].name, "Мариинский");
}
END_TEST

START_TEST(tagger_does_not_break_a_name_with_its_head)
{
	/* Мәдениет және ақпарат [министрлігі] */
	struct tag tags[] = {{3, 4, TAG_ORGANISATION, 0.99F}, {4, 5, TAG_PERSON, 0.99F}};
	struct entities e = merge("Кеше Мәдениет және ақпарат министрлігі ашылды.", tags, 2);
	ck_assert_uint_eq(e.n_organizations, 1);
	ck_assert_text(e.organizations[0].name, "Мәдениет және ақпарат министрлігі");
	ck_assert_uint_eq(e.n_people, 0);
}
END_TEST

START_TEST(tagger_may_say_nothing)
{
	struct entities e = merge("Кеше Асан Үсенов келді.", NULL, 0);
	ck_assert_uint_eq(e.n_people, 1);
}
END_TEST

START_TEST(every_lack_of_memory_is_told)
{
	const char *text =
		"ҚР Үкіметі жанындағы Балалар істері жөніндегі комиссия (БІК) төрағасы "
		"Айман Сейтова, депутат Б.Жүнісов «Таза су» республикалық акциясын бастады. "
		"Комиссия мүшесі Сейтоваға «Сергек» ЖШС көмектесті. #ТазаСу";
	find(text);
	struct arena whole = arena;
	size_t first = whole.allocations;
	struct tags tags = {0};
	struct known_names known = {0};
	for (size_t fail = 1;; fail++) {
		struct entities e;
		arena.allocations = 0;
		arena.fail_after = fail;
		enum dedi_status status = entities_find(&analysis.words, &tags, &known, &arena, &e);
		arena.fail_after = 0;
		if (status == DEDI_OK) {
			ck_assert_uint_gt(fail, 20);
			break;
		}
		ck_assert_int_eq(status, DEDI_NO_MEMORY);
		ck_assert_uint_lt(fail, first + 100000);
	}
}
END_TEST

/* n paragraphs, each with a person, a body and a campaign of its own, and short forms of them. */
static char *many_names(uint32_t n)
{
	static const char *const given[] = {"Асан", "Дана", "Ерлан", "Гүлнар"};
	static const char *const syllables[] = {
		"бек", "тай", "сар", "мұр", "жан", "ал", "қос", "дәу"};
	char *text = malloc((size_t)n * 600 + 1), *at = text;
	ck_assert_ptr_nonnull(text);
	for (uint32_t i = 0; i < n; i++) {
		char name[64];
		snprintf(name, sizeof name, "%s%s%s%s", syllables[i & 7], syllables[i >> 3 & 7],
			syllables[i >> 6 & 7], syllables[i >> 9 & 7]);
		at += sprintf(at,
			"Жиынға %s Т%sов келді. «Ж%s» қоры мен Қ%s министрлігі «Ө%s» акциясын "
			"бастады. Қор мен министрлік келісті. Акция жалғасады. Т%sов риза.\n\n",
			given[i & 3], name, name, name, name, name);
	}
	return text;
}

START_TEST(many_entities_are_all_found)
{
	char *text = many_names(1600);
	const struct entities *e = find(text);
	ck_assert_uint_gt(e->n_people, 1200);
	ck_assert_uint_gt(e->n_campaigns, 1200);
	free(text);
}
END_TEST

/* Eight times as many names take eight times as much memory: nothing is kept for each pair. */
START_TEST(names_cost_what_they_are)
{
	enum { FEW = 200, TIMES = 8, SLACK = TIMES + 1 };
	char *few = many_names(FEW), *many = many_names(FEW * TIMES);
	find(few);
	size_t used = arena.used;
	find(many);
	ck_assert_uint_lt(arena.used, SLACK * used);
	free(few);
	free(many);
}
END_TEST

START_TEST(the_same_twice)
{
	const char *text = "Асан Үсенов пен Әсел Үсенова «Таза су» акциясына келді. Үсенов кетті.";
	const struct entities *e = find(text);
	uint32_t people = e->n_people, mentions = e->people[0].n_mentions;
	e = find(text);
	ck_assert_uint_eq(people, 2);
	ck_assert_uint_eq(e->n_people, people);
	ck_assert_uint_eq(e->people[0].n_mentions, mentions);
	ck_assert_uint_eq(mentions, 2);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("entities");
	TCase *c = tcase_create("entities");
	tcase_add_unchecked_fixture(c, engine_set_up, engine_tear_down);
	tcase_set_timeout(c, 120);
	tcase_add_test(c, parts_of_a_name);
	tcase_add_test(c, parts_turned_round);
	tcase_add_test(c, role_belongs_to_a_body);
	tcase_add_test(c, caption_role_is_written_small);
	tcase_add_test(c, inflected_bare_role_is_nominative);
	tcase_add_test(c, event_words_are_no_roles);
	tcase_add_test(c, office_stands_for_its_holder);
	tcase_add_test(c, expansion_in_the_text);
	tcase_add_test(c, expansion_from_the_lexicon);
	tcase_add_test(c, legal_form_and_aliases);
	tcase_add_test(c, campaign_details);
	tcase_add_test(c, label_of_a_hashtag);
	tcase_add_test(c, campaign_times);
	tcase_add_test(c, campaign_times_of_two);
	tcase_add_test(c, campaign_of_the_catalogue);
	tcase_add_test(c, campaign_owner);
	tcase_add_test(c, covers_say_which_mention);
	tcase_add_test(c, names_of_the_request);
	tcase_add_test(c, tagger_adds_what_rules_do_not_see);
	tcase_add_test(c, tagger_does_not_break_a_name_with_its_head);
	tcase_add_test(c, tagger_may_say_nothing);
	tcase_add_test(c, every_lack_of_memory_is_told);
	tcase_add_test(c, many_entities_are_all_found);
	tcase_add_test(c, names_cost_what_they_are);
	tcase_add_test(c, the_same_twice);
	suite_add_tcase(suite, c);
	return run_suite(suite);
}
