/* Kazakh: analysis, generation, the document as evidence, look-up of tokens. */
#include "../run.h"
#include "base/fold.h"
#include "kazakh/feature_names.h"
#include "kazakh/morphology.h"
#include "lexicon/tsv.h"

#include "document_check.h"

#include <stdio.h>
#include <stdlib.h>

static struct arena arena;
static struct lexicon *lexicon;

static void set_up(void)
{
	arena_init(&arena, (size_t)64 << 20);
	ck_assert_int_eq(lexicon_open(&lexicon), DEDI_OK);
}

static void tear_down(void)
{
	lexicon_free(lexicon);
	arena_finish(&arena);
}

static struct str of(const char *s)
{
	return str_make(s, strlen(s));
}

static struct features features_of(const char *names)
{
	struct features features = {0};
	struct str rest = of(names), name;
	if (strcmp(names, "-") != 0)
		while (tsv_piece(&rest, ',', &name))
			ck_assert_msg(feature_set(&features, name), "%s", names);
	return features;
}

static void check_reading(
	const char *form, const struct reading *reading, const char *lemma, const char *features)
{
	char got[200];
	features_print(reading->features, got, sizeof got);
	struct features wanted = features_of(features);
	ck_assert_msg(str_eq(reading->lemma, of(lemma)) &&
			      memcmp(&reading->features, &wanted, sizeof wanted) == 0,
		"%s: got %.*s %s, not %s %s", form, STR_ARG(reading->lemma), got, lemma, features);
}

/* Form, lemma, features of the best reading. */
static const char *const BEST[][3] = {
	{"қалада", "қала", "case=loc"},
	{"министрлігінің", "министрлік", "possessive=3,case=gen"},
	{"мектебінен", "мектеп", "possessive=3,case=abl"},
	{"халқына", "халық", "possessive=3,case=dat"},
	{"тұрғындардың", "тұрғын", "number=plural,case=gen"},
	{"омарованың", "омарова", "case=gen"},
	{"тоқаевтың", "тоқаев", "case=gen"},
	{"әлиевке", "әлиев", "case=dat"},
	{"асқарұлына", "асқарұлы", "case=dat"},
	{"асқарұлының", "асқарұлы", "case=gen"},
	{"маратқызынан", "маратқызы", "case=abl"},
	{"айман", "айман", "-"},
	{"ерден", "ерден", "-"},
	{"нұрлан", "нұрлан", "-"},
	{"айдана", "айдана", "-"},
	{"ақан", "ақан", "-"},
	{"сәкен", "сәкен", "-"},
	{"дархан", "дархан", "-"},
	{"жандос", "жандос", "-"},
	{"айманға", "айман", "case=dat"},
	{"окқ-ның", "окқ", "case=gen"},
	{"жшс-на", "жшс", "case=dat"},
	{"ақ-нда", "ақ", "case=loc"},
	{"2026-да", "2026", "case=loc"},
	{"baq.kz-ке", "baq.kz", "case=dat"},
	{"жоо-лардың", "жоо", "number=plural,case=gen"},
	{"16-сы", "16", "possessive=3"},
	{"facebook-тегі", "facebook", "derivation=local"},
	{"қаладағы", "қала", "derivation=local"},
	{"айтты", "айт", "verb=past"},
	{"деді", "де", "verb=past"},
	{"дейді", "де", "verb=present,person=3"},
	{"деп", "де", "verb=converb_p"},
	{"айтады", "айт", "verb=present,person=3"},
	{"айтқан", "айт", "verb=past_part"},
	{"айтып", "айт", "verb=converb_p"},
	{"айтыпты", "айт", "verb=evidential"},
	{"атап", "ата", "verb=converb_p"},
	{"хабарлады", "хабарла", "verb=past"},
	{"хабарлайды", "хабарла", "verb=present,person=3"},
	{"түсіндірді", "түсіндір", "verb=past"},
	{"басталғанын", "баста", "verb=past_part,passive,possessive=3,case=acc"},
	{"салынатынын", "сал", "verb=habitual_part,passive,possessive=3,case=acc"},
	{"қорғауды", "қорға", "verb=noun,case=acc"},
	{"шықпауға", "шық", "verb=noun,case=dat,negative"},
	{"айтуынша", "айт", "verb=noun,possessive=3,derivation=sha"},
	{"айтқандай", "айт", "verb=past_part,derivation=dai"},
	{"екенін", "екен", "possessive=3,case=acc"},
	{"керегін", "керек", "possessive=3,case=acc"},
	{"жоқтығын", "жоқ", "derivation=lik,possessive=3,case=acc"},
	{"айттық", "айт", "verb=past,person=1pl"},
	{"айтамыз", "айт", "verb=present,person=1pl"},
	{"жасайық", "жаса", "verb=optative,person=1pl"},
	{"айтпады", "айт", "verb=past,negative"},
	{"оқиды", "оқы", "verb=present,person=3"},
	{"қояды", "қой", "verb=present,person=3"},
	{"шығады", "шық", "verb=present,person=3"},
	{"асырылуда", "асыр", "verb=progressive,passive"},
};

START_TEST(best_reading)
{
	const struct reading *readings;
	uint32_t n;
	const char *const *row = BEST[_i];
	ck_assert_int_eq(morph_analyse(lexicon, of(row[0]), &arena, &readings, &n), DEDI_OK);
	ck_assert_uint_ge(n, 1);
	check_reading(row[0], &readings[0], row[1], row[2]);
	for (uint32_t i = 1; i < n; i++)
		ck_assert_uint_ge(readings[i - 1].score, readings[i].score);
}
END_TEST

/* The form as it stands is always among the readings, whatever the form is. */
START_TEST(any_form_has_a_reading)
{
	static const char *const FORMS[] = {"", "-", "--", "-ке", "'", "а", "ы", "ъ", "123", "abc",
		"ыыыыыыыыы", "лардың", "ңыздар", "нда", "-нда",
		"лардағылардағылардағылардағылардағылардағылардағылардағылардағылардағылардағы"};
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
		const struct reading *readings;
		uint32_t n, bare = 0;
		ck_assert_int_eq(
			morph_analyse(lexicon, of(FORMS[i]), &arena, &readings, &n), DEDI_OK);
		for (uint32_t k = 0; k < n; k++)
			bare += str_eq(readings[k].lemma, of(FORMS[i]));
		ck_assert_msg(bare > 0, "%s", FORMS[i]);
	}
}
END_TEST

/* An ending that stands apart: the lemma is empty. */
START_TEST(lone_ending)
{
	const struct reading *readings;
	uint32_t n;
	ck_assert_int_eq(morph_analyse(lexicon, STR("-ке"), &arena, &readings, &n), DEDI_OK);
	check_reading("-ке", &readings[0], "", "case=dat");
}
END_TEST

static const char *const FORMS[][3] = {
	{"қала", "case=gen", "қаланың"},
	{"министрлік", "possessive=3,case=dat", "министрлігіне"},
	{"одақ", "possessive=3", "одағы"},
	{"мектеп", "number=plural,case=abl", "мектептерден"},
	{"мектеп", "possessive=3", "мектебі"},
	{"халық", "possessive=3,case=acc", "халқын"},
	{"халық", "case=acc", "халықты"},
	{"жазушы", "number=plural", "жазушылар"},
	{"комиссия", "possessive=3,case=loc", "комиссиясында"},
	{"қызмет", "possessive=3,case=ins", "қызметімен"},
	{"мүше", "number=plural,possessive=3,case=dat", "мүшелеріне"},
	{"арман", "case=abl", "арманнан"},
	{"сот", "case=ins", "сотпен"},
	{"теңіз", "case=ins", "теңізбен"},
	{"болатұлы", "case=dat", "болатұлына"},
	{"айт", "verb=past", "айтты"},
	{"айт", "verb=past_part,possessive=3,case=acc", "айтқанын"},
	{"сана", "verb=present,person=3", "санайды"},
	{"оқы", "verb=noun", "оқу"},
	{"оқы", "verb=present,person=3", "оқиды"},
	{"қой", "verb=noun,case=dat", "қоюға"},
	{"шық", "verb=converb_p", "шығып"},
	{"сал", "verb=habitual_part,passive,possessive=3,case=acc", "салынатынын"},
	{"бар", "verb=past,negative,person=1pl", "бармадық"},
	{"де", "verb=converb_a", "дей"},
};

START_TEST(generated)
{
	struct str *forms;
	uint32_t n;
	const char *const *row = FORMS[_i];
	ck_assert_int_eq(
		morph_generate(lexicon, of(row[0]), features_of(row[1]), &arena, &forms, &n),
		DEDI_OK);
	ck_assert_uint_ge(n, 1);
	ck_assert_msg(str_eq(forms[0], of(row[2])), "%s %s: got %.*s, not %s", row[0], row[1],
		STR_ARG(forms[0]), row[2]);
}
END_TEST

START_TEST(acronyms_take_both_harmonies)
{
	struct str *forms;
	uint32_t n;
	bool back = false, front = false;
	ck_assert_int_eq(
		morph_generate(lexicon, STR("тжм"), features_of("case=gen"), &arena, &forms, &n),
		DEDI_OK);
	for (uint32_t i = 0; i < n; i++) {
		back = back || str_eq(forms[i], STR("тжм-ның"));
		front = front || str_eq(forms[i], STR("тжм-нің"));
	}
	ck_assert(back && front);
}
END_TEST

START_TEST(nothing_to_generate)
{
	struct str *forms;
	uint32_t n = 7;
	ck_assert_int_eq(morph_generate(lexicon, STR(""), features_of("-"), &arena, &forms, &n),
		DEDI_INVALID_INPUT);
	ck_assert_uint_eq(n, 7);
	/* No noun is a verb's person. */
	ck_assert_int_eq(morph_generate(lexicon, STR("қала"), features_of("case=loc,person=3"),
				 &arena, &forms, &n),
		DEDI_OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(feature_names)
{
	struct features features = features_of("number=plural,possessive=3,case=abl,passive");
	char names[200];
	features_print(features, names, sizeof names);
	ck_assert_str_eq(names, "number=plural,possessive=3,case=abl,passive");
	ck_assert(!feature_set(&features, STR("case=up")));
	ck_assert(!feature_set(&features, STR("case")));
	ck_assert(!feature_set(&features, STR("")));
	features_print((struct features){0}, names, sizeof names);
	ck_assert_str_eq(names, "-");
	char little[6];
	ck_assert_uint_lt(features_print(features, little, sizeof little), sizeof little);
}
END_TEST

/* Documents. */

static struct text_engine *engine;
static struct text_worker *worker;
static struct document document;
static struct words words;

static void read_document(const char *text)
{
	struct text_options options = {.any_language = true};
	ck_assert_int_eq(text_engine_new(lexicon, &engine), DEDI_OK);
	ck_assert_int_eq(text_worker_new(engine, &worker), DEDI_OK);
	ck_assert_int_eq(
		document_parse(worker, of(text), &options, &arena, &document, NULL), DEDI_OK);
	ck_assert_int_eq(words_annotate(lexicon, &document, &arena, &words), DEDI_OK);
}

static void forget_document(void)
{
	text_worker_free(worker);
	text_engine_free(engine);
}

static uint32_t token_at(const char *norm)
{
	for (uint32_t i = 0; i < document.n_tokens; i++)
		if (str_eq(document.tokens[i].norm, of(norm)))
			return i;
	ck_abort_msg("no token %s", norm);
	return 0;
}

static const struct reading *best(const char *norm)
{
	return &word_of(&words, token_at(norm))->readings[0];
}

START_TEST(bare_elsewhere_wins)
{
	/* Not in any lexicon; each could be cut further or not at all. */
	read_document("Жиында Бұлғақтан сөз алды. Бұлғақтанның пікірінше, жол керек. "
		      "Кейін Сұмқарға сөз берілді. Сұмқар жауап қатты.");
	check_reading("Бұлғақтанның", best("Бұлғақтанның"), "бұлғақтан", "case=gen");
	check_reading("Сұмқарға", best("Сұмқарға"), "сұмқар", "case=dat");
	ck_assert_uint_eq(best("Сұмқарға")->known, 1);
	forget_document();
}
END_TEST

START_TEST(tables_of_a_token)
{
	read_document("Бұл туралы облыс әкімінің орынбасары ТЖМ-нің брифингінде айтты.");
	uint32_t row;
	const struct reading *reading =
		word_in_table(&words, token_at("әкімінің"), LEX_POSITION, &row);
	ck_assert_ptr_nonnull(reading);
	check_reading("әкімінің", reading, "әкім", "possessive=3,case=gen");
	ck_assert(
		str_eq(lexicon_text(lexicon, LEX_POSITION, row, POSITION_COL_PHRASE), STR("әкім")));
	ck_assert_ptr_nonnull(word_in_table(&words, token_at("ТЖМ-нің"), LEX_ACRONYM, NULL));
	ck_assert_ptr_nonnull(word_in_table(&words, token_at("айтты"), LEX_CUE, NULL));
	ck_assert_ptr_null(word_in_table(&words, token_at("айтты"), LEX_POSITION, NULL));
	forget_document();
}
END_TEST

START_TEST(matches)
{
	read_document("Мемлекет басшысының сапары туралы Мемлекет басшысы айтты. "
		      "Ол «Егемен Қазақстанға» сұхбат беріп, жобаны атап өтті.");
	uint32_t first = token_at("Мемлекет");
	struct lex_match match = words_match(&words, first, LEX_POSITION);
	ck_assert_uint_eq(match.n_tokens, 2);
	ck_assert_uint_eq(match.reading->features.kase, CASE_GEN);
	match = words_match(&words, token_at("Егемен"), LEX_MEDIA);
	ck_assert_uint_eq(match.n_tokens, 2);
	check_reading("Қазақстанға", match.reading, "қазақстан", "case=dat");
	match = words_match(&words, token_at("атап"), LEX_CUE);
	ck_assert_uint_eq(match.n_tokens, 2);
	check_reading("өтті", match.reading, "өт", "verb=past");
	match = words_match(&words, token_at("сапары"), LEX_POSITION);
	ck_assert_uint_eq(match.n_tokens, 0);
	forget_document();
}
END_TEST

START_TEST(a_match_stays_in_its_sentence)
{
	read_document("Бұл Мемлекет. Басшысы келді.");
	ck_assert_uint_eq(words_match(&words, token_at("Мемлекет"), LEX_POSITION).n_tokens, 0);
	forget_document();
}
END_TEST

/* The same readings, whatever a cache holds. */
static void check_same_words(const struct words *a, const struct words *b)
{
	for (uint32_t i = 0; i < a->document->n_words; i++) {
		ck_assert_uint_eq(a->at[i].n_readings, b->at[i].n_readings);
		for (uint32_t k = 0; k < a->at[i].n_readings; k++) {
			const struct reading *x = &a->at[i].readings[k];
			const struct reading *y = &b->at[i].readings[k];
			ck_assert(str_eq(x->lemma, y->lemma));
			ck_assert_int_eq(memcmp(&x->features, &y->features, sizeof x->features), 0);
			ck_assert_uint_eq(x->score, y->score);
			ck_assert_uint_eq(x->known, y->known);
			ck_assert_ptr_eq(x->lexemes.at, y->lexemes.at);
			ck_assert_uint_eq(x->lexemes.n, y->lexemes.n);
		}
	}
}

START_TEST(cache_changes_nothing)
{
	struct words_cache *cache;
	struct words kept;
	read_document("Мектебінен келген Сұмқарға халқы мен Көктеннің орнына Көктен оған айтты. "
		      "Сұмқар мектеп басшысын тыңдап, оқиды, Көктенге қоятынын айтты.");
	ck_assert_int_eq(words_cache_new(&cache), DEDI_OK);
	for (int round = 0; round < 3; round++) {
		ck_assert_int_eq(
			words_annotate_cached(cache, lexicon, &document, &arena, &kept), DEDI_OK);
		check_same_words(&words, &kept);
	}
	words_cache_free(cache);
	words_cache_free(NULL);
	forget_document();
}
END_TEST

/* Documents of more words than one may keep, far more than the cache can hold, and again: old ones
 * are overwritten, none is wrong. */
START_TEST(cache_overflows)
{
	enum { MANY = 2500, BYTES = 32 };
	static char text[MANY][BYTES];
	static struct word_form forms[MANY];
	struct token token = {.kind = TOKEN_WORD};
	struct document many = {.words = forms, .n_words = MANY, .tokens = &token};
	struct words_cache *cache;
	ck_assert_int_eq(words_cache_new(&cache), DEDI_OK);
	for (int round = 0; round < 16; round++) {
		struct arena scratch;
		struct words plain, kept;
		for (int i = 0; i < MANY; i++) {
			int n = snprintf(text[i], BYTES, "%sа%d-мектебінен", i & 1 ? "қ" : "",
				(round % 12) * 2300 + i);
			forms[i] = (struct word_form){.form = str_make(text[i], (size_t)n)};
		}
		arena_init(&scratch, (size_t)64 << 20);
		ck_assert_int_eq(document_index_words(&many, &scratch), DEDI_OK);
		ck_assert_int_eq(words_annotate(lexicon, &many, &scratch, &plain), DEDI_OK);
		ck_assert_int_eq(
			words_annotate_cached(cache, lexicon, &many, &scratch, &kept), DEDI_OK);
		check_same_words(&plain, &kept);
		arena_finish(&scratch);
	}
	words_cache_free(cache);
}
END_TEST

/* The words of the text, in lower case, with strokes between. */
static const struct {
	const char *text, *words;
} TORN[] = {
	{"Әкім Са ғ ат Қ асымов қ ала к ө шелері ж ө нделетінін айтты.",
		"әкім|сағат|қасымов|қала|көшелері|жөнделетінін|айтты"},
	{"Қ аза қ станны ң барлы қ қ алаларында м ү мкіндік бар.",
		"қазақстанның|барлық|қалаларында|мүмкіндік|бар"},
	{"Мекеме м ұқ таж жандар ғ а к ө мектесті.", "мекеме|мұқтаж|жандарға|көмектесті"},
	{"Қаржы ми\u00a0ң ге жуық.", "қаржы|ми|ң|ге|жуық"}, /* nothing known */
	/* A name is known where the text has it whole. */
	{"Зарғат келді. Кейін За\u00a0р\u00a0ғ\u00a0ат кетті, За ғ ыр да.",
		"зарғат|келді|кейін|зарғат|кетті|за|ғ|ыр|да"},
	{"Ерқазық келді. Кейін Ер қ азықтан хат алды.", "ерқазық|келді|кейін|ерқазықтан|хат|алды"},
	/* Torn at any letter: the pieces are no words. */
	{"Ішкі істер минис т рлігі п артиясы.", "ішкі|істер|министрлігі|партиясы"},
	{"Михаил Бара н ников пен Асан Төлепо в.", "михаил|баранников|пен|асан|төлепов"},
	{"Участие в конкурсах. Сделано в Америке, Казахский и русский. А Сергеев 5 м биікте.",
		"участие|в|конкурсах|сделано|в|америке|казахский|и|русский|а|сергеев|5|м|биікте"},
	{"Ол а лай деді.", "ол|а|лай|деді"},
	/* Letters that stand for themselves. */
	{"Бұл қ дыбысы мен ғ дыбысы туралы осы ң әрпінде жазылған.",
		"бұл|қ|дыбысы|мен|ғ|дыбысы|туралы|осы|ң|әрпінде|жазылған"},
	{"ХХ ғ. басында Ә. Асанов келді, ә дегеннен айтты, мен і туралы сұрадым.",
		"хх|ғ|басында|ә.|асанов|келді|ә|дегеннен|айтты|мен|і|туралы|сұрадым"},
	{"Отырыс т ү з е т у ж ө н і н д е ө тті.", "отырыс|т|ү|з|е|т|у|ж|ө|н|і|н|д|е|ө|тті"},
	/* Two spaces, a line or a mark between are no tear. */
	{"Бұл  қ  ала, қ, ала «қ» ала.", "бұл|қ|ала|қ|ала|қ|ала"},
	/* Letters are lost: more than spaces is wrong. */
	{"Жұмыс қ ылды өнд р ст ң б қ ушы.", "жұмыс|қылды|өнд|р|ст|ң|б|қ|ушы"},
};

START_TEST(torn_words)
{
	char got[512];
	size_t n = 0;
	read_document(TORN[_i].text);
	ck_assert_int_eq(words_mend_torn(lexicon, &arena, &document), DEDI_OK);
	for (uint32_t i = 0; i < document.n_tokens; i++) {
		const struct token *t = &document.tokens[i];
		struct str form = document.words[t->word].form;
		if (t->kind > TOKEN_INITIAL)
			continue;
		n += (size_t)snprintf(
			got + n, sizeof got - n, "%s%.*s", n ? "|" : "", STR_ARG(form));
	}
	ck_assert_str_eq(got, TORN[_i].words);
	ck_assert_ptr_null(document_fault(&document));
	forget_document();
}
END_TEST

/* A joined word has the span of its pieces, and its marks and sentences move along. */
START_TEST(torn_word_in_marks)
{
	read_document("Ол «Ө рлеу мен қ ала» дейді. «Е ң алды» деп, Жа қ ып Асанов айтты. Жақып!");
	ck_assert_uint_eq(document.n_quotes, 2);
	ck_assert_int_eq(words_mend_torn(lexicon, &arena, &document), DEDI_OK);
	ck_assert_ptr_null(document_fault(&document));
	uint32_t name = token_at("Жақып");
	ck_assert(str_eq(span_text(document.text, document.tokens[name].span), STR("Жа қ ып")));
	ck_assert_uint_ne(document.tokens[name].shape & SHAPE_CAPITAL, 0);
	ck_assert_uint_eq(document.tokens[name].sentence, 1);
	const struct quote *second = &document.quotes[1];
	ck_assert(str_eq(document.tokens[second->first].norm, STR("Ең")));
	ck_assert_uint_eq(second->end - second->first, 2);
	const struct word_form *word = &document.words[document.tokens[name].word];
	ck_assert_uint_eq(word->count, 2);
	ck_assert_uint_eq(word->count_capital, 1);
	ck_assert_uint_eq(word->first_token, name);
	forget_document();
}
END_TEST

/* However much is torn, the time is bounded: most of it stays as it is. */
START_TEST(torn_without_end)
{
	enum { MANY = 20000 };
	static char text[MANY * 24];
	size_t n = 0;
	for (int i = 0; i < MANY; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "к ү ні ө те ");
	read_document(text);
	ck_assert_int_eq(words_mend_torn(lexicon, &arena, &document), DEDI_OK);
	ck_assert_ptr_null(document_fault(&document));
	ck_assert_uint_gt(document.n_tokens, 4 * MANY);
	ck_assert_uint_lt(document.n_tokens, 6 * MANY);
	forget_document();
}
END_TEST

static void check_cased(const char *norm, const char *want)
{
	struct str got;
	ck_assert_int_eq(
		token_lemma_cased(&words, token_at(norm), best(norm), &arena, &got), DEDI_OK);
	ck_assert_msg(str_eq(got, of(want)), "%s: got %.*s, not %s", norm, STR_ARG(got), want);
}

START_TEST(lemma_with_capitals)
{
	read_document("Асан Тоқаевтың айтуынша, Облыс Әкімдігі ОКҚ-да МИНИСТРЛІГІНІҢ "
		      "Королёвтың Сәрсенұлына жобасын көрсетті.");
	check_cased("Тоқаевтың", "Тоқаев");
	check_cased("Әкімдігі", "Әкімдік");
	check_cased("ОКҚ-да", "ОКҚ");
	check_cased("МИНИСТРЛІГІНІҢ", "МИНИСТРЛІК");
	check_cased("Королёвтың", "Королёв");
	check_cased("Сәрсенұлына", "Сәрсенұлы");
	check_cased("Асан", "Асан");
	forget_document();
}
END_TEST

START_TEST(out_of_memory)
{
	for (size_t fail = 1; fail < 1000; fail++) {
		struct arena small;
		const struct reading *readings = NULL;
		struct str *forms = NULL;
		uint32_t n = 0;
		arena_init(&small, (size_t)1 << 20);
		small.fail_after = fail;
		enum dedi_status status =
			morph_analyse(lexicon, STR("мектебіндегілердің"), &small, &readings, &n);
		if (!status)
			status = morph_generate(lexicon, STR("одақ"), features_of("possessive=3"),
				&small, &forms, &n);
		arena_finish(&small);
		if (!status) {
			ck_assert_uint_gt(fail, 3);
			return;
		}
		ck_assert_int_eq(status, DEDI_NO_MEMORY);
		ck_assert_ptr_null(forms);
	}
	ck_abort_msg("never enough memory");
}
END_TEST

/* The compiler of the tables. */

static const char LETTERS[] =
	"letter\tclasses\tharmony\tsoftens\tkind\tplain\n"
	"а\tV\tback\t-\tvowel\t-\nқ\tT\t-\tғ\tconsonant\tк\nғ\tT\t-\t-\tconsonant\tг\n";
#define SUFFIX_HEADER "state\ton\tfeatures\tletters\tback\tfront\tcut\tgain\tknown\n"
#define STEM_HEADER   "stem\tclasses\tbefore_vowel\n"

static const struct {
	const char *letters, *suffixes, *stems, *message;
} BROKEN[] = {
	{"letter\n", SUFFIX_HEADER, STEM_HEADER, "l:1: 1 columns, not 6"},
	{"letter\tclasses\tharmony\tsoftens\tkind\tplain\nаб\tV\t-\t-\tvowel\t-\n", SUFFIX_HEADER,
		STEM_HEADER, "l:2: not a new letter"},
	{"letter\tclasses\tharmony\tsoftens\tkind\tplain\nа\tV\tup\t-\tvowel\t-\n", SUFFIX_HEADER,
		STEM_HEADER, "l:2: harmony is back, front or -"},
	{"letter\tclasses\tharmony\tsoftens\tkind\tplain\nа\tV\t-\tб\tvowel\t-\n", SUFFIX_HEADER,
		STEM_HEADER, "l:2: softens to no letter"},
	{"letter\tclasses\tharmony\tsoftens\tkind\tplain\nа\tV\t-\t-\tvowel\tаб\n", SUFFIX_HEADER,
		STEM_HEADER, "l:2: plain is a letter, 0 or -"},
	{LETTERS, "state\n", STEM_HEADER, "s:1: 1 columns, not 9"},
	{LETTERS, SUFFIX_HEADER "x\tnoun\tcase=up\tV\tа\tа\t-\t0\t-\n", STEM_HEADER,
		"s:2: unknown feature 'case=up'"},
	{LETTERS, SUFFIX_HEADER "x\tnoun\t-\tQ\tа\tа\t-\t0\t-\n", STEM_HEADER,
		"s:2: no letter of class 'Q'"},
	{LETTERS, SUFFIX_HEADER "x\tnoun\t-\tV\tб\tа\t-\t0\t-\n", STEM_HEADER,
		"s:2: U+0431 is not in the table of letters"},
	{LETTERS, SUFFIX_HEADER "x\tnoun\t-\tV\tа\tа\t-\tmuch\t-\n", STEM_HEADER,
		"s:2: column gain: not a number"},
	{LETTERS, SUFFIX_HEADER "x\tnoun\t-\tV\tа\tа\tқ\t0\t-\n", STEM_HEADER,
		"s:2: column cut: two letters or -"},
	{LETTERS, SUFFIX_HEADER "x\tnoun\t-\tV\tа\tа\t-\t0\tno\n", STEM_HEADER,
		"s:2: column known: yes or -"},
	{LETTERS, SUFFIX_HEADER, STEM_HEADER "ақ\tthing\t-\n", "t:2: unknown class 'thing'"},
	{LETTERS, SUFFIX_HEADER, STEM_HEADER "ақ\tnoun\t-\nақ\tnoun\t-\n", "t:3: duplicate stem"},
};

START_TEST(broken_morphology)
{
	struct morph_source source = {"l", "s", "t", "f", of(BROKEN[_i].letters),
		of(BROKEN[_i].suffixes), of(BROKEN[_i].stems), STR("form\tlemma\tfeatures\n")};
	struct str image;
	struct dedi_error error = {0};
	ck_assert_int_eq(morph_compile(&source, &arena, &image, &error), DEDI_BAD_DATA);
	ck_assert_str_eq(error.message, BROKEN[_i].message);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("kazakh");
	TCase *tests = tcase_create("kazakh");
	tcase_set_timeout(tests, 120);
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_loop_test(tests, best_reading, 0, sizeof BEST / sizeof *BEST);
	tcase_add_test(tests, any_form_has_a_reading);
	tcase_add_test(tests, lone_ending);
	tcase_add_loop_test(tests, generated, 0, sizeof FORMS / sizeof *FORMS);
	tcase_add_test(tests, acronyms_take_both_harmonies);
	tcase_add_test(tests, nothing_to_generate);
	tcase_add_test(tests, feature_names);
	tcase_add_test(tests, bare_elsewhere_wins);
	tcase_add_test(tests, tables_of_a_token);
	tcase_add_test(tests, matches);
	tcase_add_test(tests, a_match_stays_in_its_sentence);
	tcase_add_test(tests, lemma_with_capitals);
	tcase_add_test(tests, cache_changes_nothing);
	tcase_add_test(tests, cache_overflows);
	tcase_add_loop_test(tests, torn_words, 0, sizeof TORN / sizeof *TORN);
	tcase_add_test(tests, torn_word_in_marks);
	tcase_add_test(tests, torn_without_end);
	tcase_add_test(tests, out_of_memory);
	tcase_add_loop_test(tests, broken_morphology, 0, sizeof BROKEN / sizeof *BROKEN);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
