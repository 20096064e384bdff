/* Text: blocks, sentences, tokens, quotation marks, language, offsets. What happens to any input
 * whatever is in test_text_properties.c. */
#include "../run.h"
#include "text_view.h"

#include <stdio.h>
#include <stdlib.h>

static struct text_fixture fixture;

static void set_up(void)
{
	text_fixture_open(&fixture);
}

static void tear_down(void)
{
	text_fixture_close(&fixture);
}

typedef const char *(*view_fn)(struct text_fixture *fixture, const struct document *document);

struct expectation {
	const char *text, *expected;
};

static void expect(view_fn view, const struct expectation *rows, size_t n)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		struct str text = {rows[i].text, strlen(rows[i].text)};
		struct document document = view_parse(&fixture, text, STR(""));
		view_check(&document);
		const char *got = view(&fixture, &document);
		if (strcmp(got, rows[i].expected) == 0)
			continue;
		wrong++;
		fprintf(stderr, "  text: %s\n   got: %s\nwanted: %s\n\n", rows[i].text, got,
			rows[i].expected);
	}
	ck_assert_uint_eq(wrong, 0);
}
#define EXPECT(view, rows) expect(view, rows, sizeof rows / sizeof *rows)

#define BODY                                                                                             \
	"Ауылға таза су келді. Тұрғындар екі жыл күткен еді.\n" \
	"Құбырды облыстық мердігер тартты. Енді әр үйде су бар."
#define BODY_BLOCKS                                                                                                 \
	"paragraph:Ауылға таза су келді. Тұрғындар екі жыл күткен еді. / " \
	"paragraph:Құбырды облыстық мердігер тартты. Енді әр үйде су бар."

static const struct expectation HEADS[] = {
	{" date 2026-01-05 Ауылға су келді\n" BODY,
		"date:date 2026-01-05 / headline:Ауылға су келді / " BODY_BLOCKS},
	{" date 2026-02-19 16:10 Ауылға су келді\n" BODY,
		"date:date 2026-02-19 16:10 / headline:Ауылға су келді / " BODY_BLOCKS},
	{"date 2026-02\n\nАуылға су келді\n\n" BODY,
		"date:date 2026-02 / headline:Ауылға су келді / " BODY_BLOCKS},
	{"date 2026-01-05\nKZ\n• Мұқаба\n#Оқиғалар\nАуылға су келді\n" BODY,
		"date:date 2026-01-05 / chrome:KZ / chrome:• Мұқаба / chrome:#Оқиғалар / "
		"headline:Ауылға су келді / " BODY_BLOCKS},
	{"Ауылға су келді\n15:54, 03 Желтоқсан 2025 | GMT +5\n" BODY,
		"headline:Ауылға су келді / date:15:54, 03 Желтоқсан 2025 | GMT +5 / " BODY_BLOCKS},
	{"Бүгiн 2026, 14:06\nАуылға су келді\n" BODY,
		"date:Бүгiн 2026, 14:06 / headline:Ауылға су келді / " BODY_BLOCKS},
	{"04.12.2025\nАуылға су келді\n" BODY,
		"date:04.12.2025 / headline:Ауылға су келді / " BODY_BLOCKS},
	{"Ауылға су келді\n    Ауылға су келді\n" BODY,
		"headline:Ауылға су келді / headline:Ауылға су келді / " BODY_BLOCKS},
	{"Ауылға су келді!\n" BODY, "headline:Ауылға су келді! / " BODY_BLOCKS},
	{"Баспасөз хабарламасы\n2026 жылғы 14 мамыр\nАстана қаласы\n\nАуылға су келді\n" BODY,
		"chrome:Баспасөз хабарламасы / date:2026 жылғы 14 мамыр / date:Астана қаласы / "
		"headline:Ауылға су келді / " BODY_BLOCKS},
	{BODY, BODY_BLOCKS},
	{"Ауылға су келді\n" BODY "\nАуылға таза су келді. Тұрғындар екі жыл күткен еді.",
		"headline:Ауылға су келді / " BODY_BLOCKS
		" / chrome:Ауылға таза су келді. Тұрғындар екі жыл күткен еді."},
};

START_TEST(heads)
{
	EXPECT(view_blocks, HEADS);
}
END_TEST

/* Where paragraphs are lost. */
static const struct expectation RUN_IN[] = {
	{"Комиссия ауылға су тартуды тапсырды Бүгін Үкімет отырысында су мәселесі қаралды. "
	 "Оны төраға өткізді.",
		"headline:Комиссия ауылға су тартуды тапсырды / paragraph:Бүгін Үкімет отырысында "
		"су "
		"мәселесі қаралды. Оны төраға өткізді."},
	{"Көкбұлақта көпір құлады Көкбұлақ ауылында ескі көпір құлады. Ешкім зардап шекпеген.",
		"headline:Көкбұлақта көпір құлады / paragraph:Көкбұлақ ауылында ескі көпір құлады. "
		"Ешкім зардап шекпеген."},
	{"Ауылға газ қашан келеді? Осы сұрақты тұрғындар екінші жыл қойып отыр.",
		"headline:Ауылға газ қашан келеді? / paragraph:Осы сұрақты тұрғындар екінші жыл "
		"қойып отыр."},
	{"Сұхбат. Балаға қанша ұйқы керек? Бұл туралы дәрігермен сөйлестік.",
		"headline:Сұхбат. Балаға қанша ұйқы керек? / paragraph:Бұл туралы дәрігермен "
		"сөйлестік."},
	{"АУДАНДА ЖАҢА МЕКТЕП Қыркүйекте ауданда жаңа мектеп ашылады. Ол 300 орындық.",
		"headline:АУДАНДА ЖАҢА МЕКТЕП / paragraph:Қыркүйекте ауданда жаңа мектеп ашылады. "
		"Ол 300 орындық."},
	/* no headline: what looks like the end of one is not */
	{"Жол жөнделді, деп хабарлайды Көлік министрлігі. Жұмыс екі айға созылды.",
		"paragraph:Жол жөнделді, деп хабарлайды Көлік министрлігі. Жұмыс екі айға "
		"созылды."},
	{"Облыста өткен Жастар форумына 300 адам келді. Олар ұсыныс айтты.",
		"paragraph:Облыста өткен Жастар форумына 300 адам келді. Олар ұсыныс айтты."},
	{"Отырысты Президент жанындағы Ұлттық кеңес өткізді. Онда су мәселесі қаралды.",
		"paragraph:Отырысты Президент жанындағы Ұлттық кеңес өткізді. Онда су мәселесі "
		"қаралды."},
};

START_TEST(headlines_that_run_into_the_body)
{
	EXPECT(view_blocks, RUN_IN);
}
END_TEST

START_TEST(given_titles)
{
	static const char *const ROWS[][3] = {
		{"Ауылға су келді", "Ауылға су келді\n" BODY,
			"headline:Ауылға су келді / " BODY_BLOCKS},
		{"«Ауылға» су келді!", "Ауылға СУ келді\n" BODY,
			"headline:Ауылға СУ келді / " BODY_BLOCKS},
		{"Ауылға су жеткізу жоспары",
			"Ауылға су жеткізу жоспары Облыс әкімі жоспарды қарады. Ол бекітілді.",
			"headline:Ауылға су жеткізу жоспары / paragraph:Облыс әкімі жоспарды "
			"қарады. Ол бекітілді."},
		{"Мүлде басқа тақырып", BODY, BODY_BLOCKS},
	};
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct str title = {ROWS[i][0], strlen(ROWS[i][0])};
		struct str text = {ROWS[i][1], strlen(ROWS[i][1])};
		struct document document = view_parse(&fixture, text, title);
		view_check(&document);
		ck_assert_str_eq(view_blocks(&fixture, &document), ROWS[i][2]);
	}
}
END_TEST

#define LEAD      "Ауылға су келді\nАуылға таза су келді. Тұрғындар риза.\n"
#define LEAD_VIEW "headline:Ауылға су келді / paragraph:Ауылға таза су келді. Тұрғындар риза. / "

static const struct expectation FURNITURE[] = {
	{LEAD "Фото: Zakon.kz/Айгүл Әли", LEAD_VIEW "credit:Фото: Zakon.kz/Айгүл Әли"},
	{LEAD "Сурет: freepik", LEAD_VIEW "credit:Сурет: freepik"},
	{LEAD "фото: ашық дереккөз", LEAD_VIEW "credit:фото: ашық дереккөз"},
	{LEAD "© Sputnik / Ерлан Қасым", LEAD_VIEW "credit:© Sputnik / Ерлан Қасым"},
	{LEAD "Фото: pixabay Автор: Дана Серік",
		LEAD_VIEW "credit:Фото: pixabay / byline:Автор: Дана Серік"},
	/* a sentence behind the source of a picture, on one line with it */
	{LEAD "Фото: Zakon.kz/Айгүл Әли Полиция іздеуді бастады, дейді басқармадан.",
		LEAD_VIEW "credit:Фото: Zakon.kz/Айгүл Әли / paragraph:Полиция іздеуді бастады, "
			  "дейді басқармадан."},
	{LEAD "Сурет: ашық дереккөзден Ауданда су тарифі өспейтіні белгілі болды.",
		LEAD_VIEW "credit:Сурет: ашық дереккөзден / paragraph:Ауданда су тарифі өспейтіні "
			  "белгілі болды."},
	{LEAD "Фото: Ерлан Қасымов Ауданда су тарифі өспейтіні белгілі болды.",
		LEAD_VIEW "credit:Фото: Ерлан Қасымов / paragraph:Ауданда су тарифі өспейтіні "
			  "белгілі болды."},
	{LEAD "Сурет: Aqparat.kz 2024 жылы ауданда екі мектеп салынды.",
		LEAD_VIEW "credit:Сурет: Aqparat.kz / paragraph:2024 жылы ауданда екі мектеп "
			  "салынды."},
	{LEAD "Көшеде су жүріп жатыр Сурет: Aqparat.kz Әкімдіктің мәліметінше, арық тазаланды.",
		LEAD_VIEW "paragraph:Көшеде су жүріп жатыр / credit:Сурет: Aqparat.kz / "
			  "paragraph:Әкімдіктің мәліметінше, арық тазаланды."},
	{LEAD "Фото: Денсаулық сақтау министрлігінің баспасөз қызметі",
		LEAD_VIEW "credit:Фото: Денсаулық сақтау министрлігінің баспасөз қызметі"},
	/* Where the text was first, with what stands behind it; who wrote it, before a credit. */
	{LEAD "Су таза. Мақаланың түпнұсқасы: https://kaz.aqparat.kz/su/1992-taza/",
		LEAD_VIEW "paragraph:Су таза. / credit:Мақаланың түпнұсқасы: "
			  "https://kaz.aqparat.kz/su/1992-taza/"},
	{LEAD "Тұрғындар қуанды. Дана Серік, Ерлан Қасымов Фото: today.kz",
		LEAD_VIEW "paragraph:Тұрғындар қуанды. / byline:Дана Серік, Ерлан Қасымов / "
			  "credit:Фото: today.kz"},
	{LEAD "«Су таза», – деді әкім Ерлан Қасымов Фото: Ақорда",
		LEAD_VIEW "paragraph:«Су таза», – деді әкім Ерлан Қасымов / credit:Фото: Ақорда"},
	/* Menus of the site, alone and inside a line; four items make one, marks between or not. */
	{LEAD "Басты бет | Жаңалықтар | Саясат | Спорт | Біз туралы",
		LEAD_VIEW "chrome:Басты бет | Жаңалықтар | Саясат | Спорт | Біз туралы"},
	{LEAD "Қоғам Экономика Спорт Әлем Ауданда су тарифі өспейтіні белгілі болды.",
		LEAD_VIEW "chrome:Қоғам Экономика Спорт Әлем / paragraph:Ауданда су тарифі "
			  "өспейтіні белгілі болды."},
	{LEAD "Су таза. Facebook Instagram Telegram TikTok Тұрғындар қуанды. ҚАЗ РУС ENG Іздеу",
		LEAD_VIEW "paragraph:Су таза. / chrome:Facebook Instagram Telegram TikTok / "
			  "paragraph:Тұрғындар қуанды. / chrome:ҚАЗ РУС ENG Іздеу"},
	{LEAD "Білім, Ғылым, Мәдениет және Спорт салаларына ақша бөлінді.",
		LEAD_VIEW "paragraph:Білім, Ғылым, Мәдениет және Спорт салаларына ақша бөлінді."},
	{LEAD "Мәдениет Спорт Білім үйіне жиналды.",
		LEAD_VIEW "paragraph:Мәдениет Спорт Білім үйіне жиналды."},
	{LEAD "4236 рет көрсетілді", LEAD_VIEW "chrome:4236 рет көрсетілді"},
	{LEAD "24 мин оқу үшін", LEAD_VIEW "chrome:24 мин оқу үшін"},
	{LEAD "Сейчас читают", LEAD_VIEW "chrome:Сейчас читают"},
	{LEAD "ТОЛЫҒЫРАҚ", LEAD_VIEW "chrome:ТОЛЫҒЫРАҚ"},
	{LEAD "USD 478,5 EUR 510,2 RUB 5,1", LEAD_VIEW "chrome:USD 478,5 EUR 510,2 RUB 5,1"},
	{LEAD "8 (7172) 55-44-33", LEAD_VIEW "chrome:8 (7172) 55-44-33"},
	{LEAD "\xe2\xa0\x80\nЖұмыс аяқталды.", LEAD_VIEW "paragraph:Жұмыс аяқталды."},
	/* words of furniture in a sentence are no furniture */
	{LEAD "Видео жариялаған блогер айыппұл төледі.",
		LEAD_VIEW "paragraph:Видео жариялаған блогер айыппұл төледі."},
	{LEAD "Автор кітабын балаларға арнады.",
		LEAD_VIEW "paragraph:Автор кітабын балаларға арнады."},
	{LEAD "Құбыр тартылды.\nЖұмыс бітті.\nЕржан ҚАСЫМОВ,\n«Ақтөбе» газеті",
		LEAD_VIEW "paragraph:Құбыр тартылды. / paragraph:Жұмыс бітті. / "
			  "byline:Ержан ҚАСЫМОВ, / byline:«Ақтөбе» газеті"},
	{LEAD "Құбыр тартылды.\nЖұмыс бітті.\nАтырау облысы ПД баспасөз қызметі",
		LEAD_VIEW "paragraph:Құбыр тартылды. / paragraph:Жұмыс бітті. / "
			  "byline:Атырау облысы ПД баспасөз қызметі"},
	{"Ауылға таза су келді. Тұрғындар риза болды. Дайындаған: Г.Әлі",
		"paragraph:Ауылға таза су келді. Тұрғындар риза болды. / byline:Дайындаған: Г.Әлі"},
	{LEAD "Күн тәртібінде:\n- жол жөндеу;\n- су тарту.",
		LEAD_VIEW "paragraph:Күн тәртібінде: / item:- жол жөндеу; / item:- су тарту."},
	{LEAD "• Жол жөнделді\n• Су тартылды",
		LEAD_VIEW "item:• Жол жөнделді / item:• Су тартылды"},
};

START_TEST(furniture)
{
	EXPECT(view_blocks, FURNITURE);
}
END_TEST

static const struct expectation DATELINES[] = {
	{"АСТАНА. KAZINFORM – Бүгін жиын өтті. Оған көп адам келді.",
		"dateline:АСТАНА. KAZINFORM – / paragraph:Бүгін жиын өтті. Оған көп адам келді."},
	{"Астана. 7kun.kz - Бүгін жиын өтті. Оған көп адам келді.",
		"dateline:Астана. 7kun.kz - / paragraph:Бүгін жиын өтті. Оған көп адам келді."},
	{"АСТАНА, 26 қараша – Sputnik. Бүгін жиын өтті. Оған көп адам келді.",
		"dateline:АСТАНА, 26 қараша – / paragraph:Sputnik. Бүгін жиын өтті. Оған көп адам "
		"келді."},
	{"Нұр-Сұлтан, BAQ.KZ тілшісі. Бүгін жиын өтті. Оған көп адам келді.",
		"dateline:Нұр-Сұлтан, BAQ.KZ тілшісі. / paragraph:Бүгін жиын өтті. Оған көп адам "
		"келді."},
	{"Алматы. 11 - сәуір. Kazakhstan Today - Бүгін жиын өтті. Оған көп адам келді.",
		"dateline:Алматы. 11 - сәуір. Kazakhstan Today - / paragraph:Бүгін жиын өтті. Оған "
		"көп адам келді."},
	{"АЛМАТЫ. Бүгін жиын өтті. Оған көп адам келді.",
		"dateline:АЛМАТЫ. / paragraph:Бүгін жиын өтті. Оған көп адам келді."},
	{"Астана. Қала күні тойланды. Оған көп адам келді.",
		"paragraph:Астана. Қала күні тойланды. Оған көп адам келді."},
	{"Алматы – үлкен қала. Онда көп адам тұрады.",
		"paragraph:Алматы – үлкен қала. Онда көп адам тұрады."},
};

START_TEST(datelines)
{
	EXPECT(view_blocks, DATELINES);
}
END_TEST

static const struct expectation LABELS[] = {
	{LEAD "Гүлнар ОСПАН, АУЫЛ ТҰРҒЫНЫ:\nБізде су жоқ. Күтіп жүрміз.", LEAD_VIEW
		"label:Гүлнар ОСПАН, АУЫЛ ТҰРҒЫНЫ: / paragraph:Бізде су жоқ. Күтіп жүрміз."},
	{LEAD "Гүлнар Оспан, «Су» ҚБ төрағасы:Бізде су жоқ.",
		LEAD_VIEW "label:Гүлнар Оспан, «Су» ҚБ төрағасы: / paragraph:Бізде су жоқ."},
	{LEAD "Қ.Ә: Бізде су жоқ.", LEAD_VIEW "label:Қ.Ә: / paragraph:Бізде су жоқ."},
	{LEAD "Ерлан ҚОШАН:\nБізде су жоқ.",
		LEAD_VIEW "label:Ерлан ҚОШАН: / paragraph:Бізде су жоқ."},
	{"Ауылға таза су келді. Ол үшін құбыр тартылды. Дана Серік, аудан әкімі: - Бұл оңай болған "
	 "жоқ. Мария Ким , тұрғын : – Ризамыз.",
		"paragraph:Ауылға таза су келді. Ол үшін құбыр тартылды. / label:Дана Серік, аудан "
		"әкімі: / paragraph:- Бұл оңай болған жоқ. / label:Мария Ким , тұрғын : / "
		"paragraph:– Ризамыз."},
	{"Ауылға таза су келді. Дана Серік «Су» мекемесінің депутаты: - Бұл оңай болған жоқ.",
		"paragraph:Ауылға таза су келді. / label:Дана Серік «Су» мекемесінің депутаты: / "
		"paragraph:- Бұл оңай болған жоқ."},
	/* clauses are no labels */
	{LEAD "Дана Серік, өз сөзінде былай деді: «Су келді».",
		LEAD_VIEW "paragraph:Дана Серік, өз сөзінде былай деді: «Су келді»."},
	{LEAD "Мемлекет басшысы: «Су келді».", LEAD_VIEW "paragraph:Мемлекет басшысы: «Су келді»."},
	{LEAD "Басты үш мәселе: су, жол, жарық.",
		LEAD_VIEW "paragraph:Басты үш мәселе: су, жол, жарық."},
};

START_TEST(labels_of_turns)
{
	EXPECT(view_blocks, LABELS);
}
END_TEST

static const struct expectation WRAPPED[] = {
	/* an attribution on a line of its own */
	{LEAD "Су келді, деп айтты\nСейіт Оспан.", LEAD_VIEW "paragraph:Су келді, деп айтты\nСейіт "
							     "Оспан."},
	{LEAD "«Су келді»\n,- деп хабарлады басқарма.",
		LEAD_VIEW "paragraph:«Су келді»\n,- деп хабарлады басқарма."},
	{LEAD "«Су келді», –\n\nдеген әкім жиынды жапты.",
		LEAD_VIEW "paragraph:«Су келді», –\n\nдеген әкім жиынды жапты."},
	/* a page broken at a column */
	{LEAD "Тұрғындар екі жыл бойы су күткен еді, енді\nқұбыр тартылып, мәселе шешілді. Бұл "
	      "туралы\n"
	      "Асан айтты.",
		LEAD_VIEW "paragraph:Тұрғындар екі жыл бойы су күткен еді, енді\nқұбыр тартылып, "
			  "мәселе шешілді. Бұл туралы / paragraph:Асан айтты."},
};

START_TEST(lines_that_go_on)
{
	EXPECT(view_blocks, WRAPPED);
}
END_TEST

START_TEST(foreign_paragraphs)
{
	static const struct expectation ROWS[] = {
		{BODY "\nСейчас в городе идут работы, и их закончат не раньше мая, как обещали.",
			BODY_BLOCKS
			" / foreign:Сейчас в городе идут работы, и их закончат не раньше "
			"мая, как обещали."},
		{BODY "\nThe work in the village is not over and will last until the end of May.",
			BODY_BLOCKS
			" / foreign:The work in the village is not over and will last until "
			"the end of May."},
		{BODY "\n«Я не могу, конечно», – деді ол күліп.",
			BODY_BLOCKS " / paragraph:«Я не могу, конечно», – деді ол күліп."},
		{BODY "\nАуылда «Вода для всех и каждого» жобасы жүріп жатыр.", BODY_BLOCKS
			" / paragraph:Ауылда «Вода для всех и каждого» жобасы жүріп жатыр."},
	};
	EXPECT(view_blocks, ROWS);
}
END_TEST

static const struct expectation TOKENS[] = {
	{"зорлық-зомбылық пен іс-шара", "зорлық-зомбылық пен іс-шара"},
	{"ОКҚ-ның, BAQ.KZ-ке және 2026-да", "ОКҚ-ның , BAQ.KZ-ке/url және 2026-да/num"},
	{"«Qarmet»-ке барды", "« Qarmet » -ке/end барды"},
	{"«Дом»-ға, 5%-ы, \"Су\"дың", "« Дом » -ға/end , 5/num %/sym -ы/end , \" Су \" дың/end"},
	{"Қ.К. Тоқаев пен Е.Қарин", "Қ./ini К./ini Тоқаев пен Е./ini Қарин"},
	{"нан, су т.б. азық", "нан , су т.б. азық"},
	{"ол 2,5 пайыз, 22:00-де, 5–7 күн, 3:2",
		"ол 2,5/num пайыз , 22:00-де/num , 5–7/num күн , 3:2/num"},
	{"№5-тің COVID-19-дан XXI ғасыр", "№/sym 5-тің/num COVID-19-дан XXI ғасыр"},
	{"егер https://su.kz/a?b=1. Онда", "егер https://su.kz/a?b=1/url . Онда"},
	{"пошта: a.b@su.kz, сайт Zakon.kz/Айгүл",
		"пошта : a.b@su.kz/mail , сайт Zakon.kz/url //sym Айгүл"},
	{"#ТазаСу мен @su_life", "#ТазаСу/tag мен @su_life/at"},
	{"«Су» -деді ол", "« Су » -/dash деді ол"},
	{"су – өмір, жол—азап", "су –/dash өмір , жол—азап"},
	{"<<Су>> ``жол''", "<< Су >> `` жол ''"},
	{"Жеңдік! 🎉👍🏽 Алға", "Жеңдік ! 🎉👍🏽/emo Алға"},
	{"қоры«Шара»акциясы", "қоры « Шара » акциясы"},
	{"BAQ.KZтілшісі", "BAQ.KZ/url тілшісі"},
	{"ОМАРОВАхабарлағандай шараҚазақстан", "ОМАРОВА хабарлағандай шара Қазақстан"},
	{"ҚазМұнайГаз бен ЖШСның", "ҚазМұнайГаз бен ЖШСның"},
	{"Д'Артаньян мен О’Коннор", "Д'Артаньян мен О’Коннор"},
	{"Не?! Қалай... Иә…", "Не ?! Қалай ... Иә …"},
	{"сайт 24.kz не 7kun.kz-те", "сайт 24.kz/url не 7kun.kz-те/url"},
};

START_TEST(tokens)
{
	EXPECT(view_tokens, TOKENS);
}
END_TEST

static const struct expectation NORMS[] = {
	{"дедi əкім Сovid-ті Aуыл", "деді әкім Covid-ті Ауыл"},
	{"БАСПАСӨЗIНIҢ", "БАСПАСӨЗІНІҢ"},
	{"мек\xc2\xadтеп ме\xe2\x80\x8bктеп", "мектеп мектеп"},
	{"и\xcc\x86ога и\xcc\x86од", "йога йод"},
	{"ОКҚ‑ның О’Коннор", "ОКҚ-ның О'Коннор"},
	{"AMANAT партиясы", "AMANAT партиясы"},
	{"назарларыӊызға", "назарларыңызға"},
	/* a hyphen of print goes where the document knows the word; that of a compound stays */
	{"саммит өтті. Елдер сам-митінің қорытындысы",
		"саммит өтті . Елдер саммитінің қорытындысы"},
	{"зорлық-зомбылық, бей-жай", "зорлық-зомбылық , бей-жай"},
};

START_TEST(norms)
{
	EXPECT(view_norms, NORMS);
}
END_TEST

static uint16_t shape_of_word(const char *text, uint32_t token)
{
	struct document d = view_parse(&fixture, str_make(text, strlen(text)), STR(""));
	ck_assert_uint_lt(token, d.n_tokens);
	return d.tokens[token].shape;
}

START_TEST(shapes)
{
	enum { CASES = SHAPE_CAPITAL | SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS };
	ck_assert_int_eq(shape_of_word("ол Қала деді", 1) & CASES, SHAPE_CAPITAL);
	ck_assert_int_eq(
		shape_of_word("ол ОКҚ-ның деді", 1) & CASES, SHAPE_CAPITAL | SHAPE_ALL_CAPS);
	ck_assert_int_eq(
		shape_of_word("ол ҚазҰУ деді", 1) & CASES, SHAPE_CAPITAL | SHAPE_MIXED_CAPS);
	ck_assert_int_eq(
		shape_of_word("ол iPhone деді", 1) & (SHAPE_LATIN | SHAPE_CYRILLIC), SHAPE_LATIN);
	ck_assert_int_eq(shape_of_word("ол дедi", 1) & (SHAPE_FOLDED | SHAPE_CYRILLIC),
		SHAPE_FOLDED | SHAPE_CYRILLIC);
	ck_assert(shape_of_word("Су келді. Жол бітті.", 3) & SHAPE_SENTENCE_START);
	ck_assert(!(shape_of_word("Су келді. Жол бітті.", 1) & SHAPE_SENTENCE_START));
	ck_assert(shape_of_word("ол ОМАРОВАхабарлағандай", 2) & SHAPE_GLUED_CAPITAL);
	ck_assert(shape_of_word("ол қала", 1) & SHAPE_KAZAKH);
	ck_assert(!(shape_of_word("ол дома", 1) & SHAPE_KAZAKH));
}
END_TEST

static const struct expectation QUOTES[] = {
	{"«Су келді», – деді ол.", "[Су келді]"},
	{"\"Су келді\", - деді ол.", "[Су келді]"},
	{"“Су келді”, – деді ол. “Жол бітті“.", "[Су келді] [Жол бітті]"},
	{"„Су келді“, – деді ол.", "[Су келді]"},
	{"‹Су› мен ‘жол’ және 'жарық'", "[Су] [жол] [жарық]"},
	{"<<Су келді>>, – деді ол, ``жол бітті''.", "[Су келді] [жол бітті]"},
	/* nesting */
	{"«Олар «кешіріңіз» деді», – деді ол.", "[Олар «кешіріңіз» деді] >[кешіріңіз]"},
	{"\"Біз \"Тазалық\" мекемесіне бардық\", – деді ол.",
		"[Біз \"Тазалық\" мекемесіне бардық] >[Тазалық]"},
	{"«Біз “Тазалық” мекемесінде \"Су\" жобасын көрдік», – деді.",
		"[Біз “Тазалық” мекемесінде \"Су\" жобасын көрдік] >[Тазалық] >[Су]"},
	/* one mark for two */
	{"«Біз «Тазалық» пен «Суға бардық», – деді ол.",
		"[Біз «Тазалық» пен «Суға бардық] >[Тазалық] >[Суға бардық~"},
	/* mixed and wrong marks */
	{"\"Жас Отан” қанаты", "[Жас Отан]"},
	{"“Жас Отан\" қанаты", "[Жас Отан]"},
	{"»Су келді«, – деді ол.", "[Су келді]"},
	{"»Су келді», – деді ол.", "[Су келді]"},
	{"«Су келді, – деді ол. Жол бітті.", "[Су келді, – деді ол. Жол бітті.~"},
	{"Су келді», – деді ол.", "(Су келді]"},
	{"« Су келді », -деді ол. « Жол » бітті.", "[Су келді] [Жол]"},
	{"Ол \" Су \" деді, кейін \"жол \", – деді.", "[Су] [жол]"},
	/* apostrophes */
	{"О'Коннор мен Д’Артаньян «Су» ішті", "[Су]"},
	{"Он екі 5' биіктік", ""},
	/* in a row */
	{"«Су», «Жол» және «Жарық» жобалары", "[Су] [Жол] [Жарық]"},
	{"\"Су\", \"Жол\" және \"Жарық\" жобалары", "[Су] [Жол] [Жарық]"},
	{"қоры\"Шара\"акциясы", "[Шара]"},
	/* several paragraphs */
	{"«Су келді. Риза болдық.\n«Жол да бітті», – деді ол.",
		"[Су келді. Риза болдық.~ [Жол да бітті]"},
	{"«Су келді. Риза болдық.\nЖол да бітті», – деді ол.",
		"[Су келді. Риза болдық.\nЖол да бітті]"},
};

START_TEST(quotation_marks)
{
	EXPECT(view_quotes, QUOTES);
}
END_TEST

static const struct expectation SENTENCES[] = {
	{"Су келді. Жол бітті!", "Су келді. | Жол бітті!"},
	{"«Су жоқ!» – деді әкім. Ол кетті.", "«Су жоқ!» – деді әкім. | Ол кетті."},
	{"Жиынды Қ.К. Тоқаев ашты. Су келді.", "Жиынды Қ.К. Тоқаев ашты. | Су келді."},
	{"Екі млрд. теңге, нан, су т.б. Ол осыны айтты.",
		"Екі млрд. теңге, нан, су т.б. | Ол осыны айтты."},
	{"Су келді.Ол кетті.", "Су келді. | Ол кетті."},
	{"Су келді.\xc2\xa0\xc2\xa0Ол кетті.", "Су келді. | Ол кетті."},
	{"Су келді\nЖол бітті", "Су келді | Жол бітті"},
	{"«Су келді. Енді жол бітеді», – деді ол. Кетті.",
		"«Су келді. | Енді жол бітеді», – деді ол. | Кетті."},
};

START_TEST(sentences)
{
	EXPECT(view_sentences, SENTENCES);
}
END_TEST

/* Texts and the language they are refused with; NULL: taken. */
static const char *const LANGUAGES[][2] = {
	{"Қала әкімі жаңа мектептің құрылысын көрді. Ол сапаға назар аударуды тапсырды.", NULL},
	{"Болат келді.", NULL},
	{"Су бар.", NULL},
	{"Дана Сатова - маман.", NULL},
	{"Дамир мен Айдана Атырауда тұрады, олар базардан алма мен балмұздақ алды.", NULL},
	{"Сегодня в городе открыли новую школу, и на церемонии были родители с детьми.", "ru"},
	{"Аким города Әсем Құралай посетила новую школу, где она была и в прошлом году, но не "
	 "осталась.",
		"ru"},
	{"The mayor opened a new school in the city and said that it will be free for all.", "en"},
	{"Qala ákimi jańa mektepti ashty, bul týraly ol búgin aitty dep jazdy oqý bólimi jáne "
	 "memleket.",
		"kk-Latn"},
	{"قالا اكىمى جاڭا مەكتەپتى اشتى", "kk-Arab"},
	{"Сьогодні в місті відкрили нову школу, її будували три роки, це вже п'ята школа в районі.",
		"und"},
	{"Бүгүн шаарда жаңы мектеп ачылды, аны курууга эки жыл кетти, өкмөт колдоду, эл ыраазы "
	 "болду, мугалимдер келишти.",
		"und"},
};

START_TEST(languages)
{
	for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++) {
		const char *text = LANGUAGES[i][0], *code = LANGUAGES[i][1];
		struct document document;
		struct dedi_error error = {.field = ""};
		enum dedi_status status = document_parse(fixture.worker,
			str_make(text, strlen(text)), NULL, &fixture.arena, &document, &error);
		ck_assert_msg(
			status == (code ? DEDI_NOT_KAZAKH : DEDI_OK), "%s: %s", text, error.field);
		if (code)
			ck_assert_str_eq(error.field, code);
		else
			ck_assert_int_eq(document.language, LANGUAGE_KAZAKH);
	}
}
END_TEST

START_TEST(what_is_refused)
{
	struct document document;
	struct dedi_error error;
	struct str bad = STR("Су \xd0");
	ck_assert_int_eq(
		document_parse(fixture.worker, bad, NULL, &fixture.arena, &document, &error),
		DEDI_INVALID_UTF8);
	ck_assert_uint_eq(error.offset, strlen("Су "));
	static const char *const EMPTY[] = {"", " \n\t", "\xef\xbb\xbf", "...", "«»"};
	for (size_t i = 0; i < sizeof EMPTY / sizeof *EMPTY; i++)
		ck_assert_int_eq(
			document_parse(fixture.worker, str_make(EMPTY[i], strlen(EMPTY[i])), NULL,
				&fixture.arena, &document, &error),
			DEDI_EMPTY);
}
END_TEST

START_TEST(dates_and_titles_are_told)
{
	struct str text = STR(" date 2026-01-05 Ауылға су келді\n" BODY);
	struct document d = view_parse(&fixture, text, STR(""));
	ck_assert(str_eq(span_text(text, d.date), STR("2026-01-05")));
	ck_assert(str_eq(span_text(text, d.title), STR("Ауылға су келді")));
	d = view_parse(&fixture, STR(BODY), STR(""));
	ck_assert_uint_eq(d.title.end, 0);
	ck_assert_uint_eq(d.date.end, 0);
}
END_TEST

START_TEST(documents_of_tokens)
{
	static const char *const TOKENS_GIVEN[] = {"«", "Су", "»", "-", "деді", "Қ.", "Асан", "."};
	struct str given[8];
	struct document d;
	for (size_t i = 0; i < 8; i++)
		given[i] = str_make(TOKENS_GIVEN[i], strlen(TOKENS_GIVEN[i]));
	ck_assert_int_eq(
		document_from_tokens(fixture.worker, given, 8, &fixture.arena, &d), DEDI_OK);
	view_check(&d);
	ck_assert_str_eq(view_tokens(&fixture, &d), "« Су » -/dash деді Қ./ini Асан .");
	ck_assert_uint_eq(d.n_sentences, 1);
	struct span found = document_tokens_in(&d, d.tokens[4].span);
	ck_assert_uint_eq(found.start, 4);
	ck_assert_uint_eq(found.end, 5);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("text");
	TCase *all = tcase_create("text");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_set_timeout(all, 60);
	tcase_add_test(all, heads);
	tcase_add_test(all, headlines_that_run_into_the_body);
	tcase_add_test(all, given_titles);
	tcase_add_test(all, furniture);
	tcase_add_test(all, datelines);
	tcase_add_test(all, labels_of_turns);
	tcase_add_test(all, lines_that_go_on);
	tcase_add_test(all, foreign_paragraphs);
	tcase_add_test(all, tokens);
	tcase_add_test(all, norms);
	tcase_add_test(all, shapes);
	tcase_add_test(all, quotation_marks);
	tcase_add_test(all, sentences);
	tcase_add_test(all, languages);
	tcase_add_test(all, what_is_refused);
	tcase_add_test(all, dates_and_titles_are_told);
	tcase_add_test(all, documents_of_tokens);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
