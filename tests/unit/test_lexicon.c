/* The lexicon: tables, validation, folding of keys, look-up, a user's directory. */
#include "../run.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "lexicon/builder.h"
#include "lexicon/image.h"
#include "lexicon/sha256.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena arena;

static void set_up(void)
{
	arena_init(&arena, (size_t)64 << 20);
}

static void tear_down(void)
{
	arena_finish(&arena);
}

#define ck_str(got, want)                                                                          \
	do {                                                                                       \
		struct str got_ = (got);                                                           \
		ck_assert_msg(                                                                     \
			str_eq(got_, STR(want)), "got '%.*s', not '%s'", STR_ARG(got_), want);     \
	} while (0)

static struct str fold(const char *word, unsigned flags)
{
	struct str s = str_make(word, strlen(word));
	char *out = arena_alloc(&arena, 2 * s.n);
	ck_assert_ptr_nonnull(out);
	return str_make(out, fold_word(s, flags, out));
}

START_TEST(folding)
{
	ck_str(fold("дедi", 0), "деді");
	ck_str(fold("əкім", 0), "әкім");
	ck_str(fold("БАСПАСӨЗIНIҢ", FOLD_LOWER), "баспасөзінің");
	ck_str(fold("Сovid", 0), "Covid");
	ck_str(fold("Aуыл", 0), "Ауыл");
	ck_str(fold("Yкімет", FOLD_LOWER), "үкімет");
	ck_str(fold("IT-маман", FOLD_LOWER), "it-маман");
	ck_str(fold("BAQ.KZ-ке", FOLD_LOWER), "baq.kz-ке");
	ck_str(fold("XXI", 0), "XXI");
	ck_str(fold("Qarmet’тің", FOLD_LOWER), "qarmet'тің");
	ck_str(fold("сам\u00adмит", 0), "саммит");
	ck_str(fold("ОКҚ\u2011ның", 0), "ОКҚ-ның");
	ck_str(fold("Король\u0451в", FOLD_LOWER), "корольев");
	ck_str(fold("и\u0306од", 0), "йод");
	ck_str(fold("ҚҢҒҮҰӘӨҺІ", FOLD_LOWER), "қңғүұәөһі");
	ck_str(fold("ÄĞŞÝŊ", FOLD_LOWER), "äğşýŋ");
	ck_str(fold("-", 0), "-");
	ck_str(fold("", 0), "");
}
END_TEST

/* Folding what is folded changes nothing. */
START_TEST(folding_is_idempotent)
{
	for (uint32_t c = 0x20; c < 0x600; c++) {
		char word[16];
		size_t n = utf8_put(c, word);
		memcpy(word + n, "қa", 3);
		word[n + 3] = 0;
		struct str once = fold(word, FOLD_LOWER);
		char again[32];
		size_t m = fold_word(once, FOLD_LOWER, again);
		ck_assert_msg(str_eq(once, str_make(again, m)), "U+%04X", (unsigned)c);
		ck_assert_uint_eq(fold_lower(fold_lower(c)), fold_lower(c));
	}
}
END_TEST

START_TEST(sha256_vectors)
{
	struct sha256 hash;
	char hex[64];
	sha256_init(&hash);
	sha256_add(&hash, STR("abc"));
	sha256_finish(&hash, hex);
	ck_str(str_make(hex, 64),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sha256_init(&hash);
	sha256_add(&hash, STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"));
	sha256_finish(&hash, hex);
	ck_str(str_make(hex, 64),
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}
END_TEST

/* One table from text. */
static enum dedi_status build(
	enum lex_table table, const char *text, struct lexicon **ret, struct dedi_error *error)
{
	struct lex_builder *builder;
	ck_assert_int_eq(lex_builder_new(&arena, &builder), DEDI_OK);
	enum dedi_status status = lex_builder_add(
		builder, table, "t.tsv", str_make(text, strlen(text)), false, NULL, NULL, error);
	if (status)
		return status;
	char digest[65] = "0000000000000000000000000000000000000000000000000000000000000000";
	struct str image;
	ck_assert_int_eq(lex_builder_finish(builder, digest, &image), DEDI_OK);
	ck_assert_int_eq(lexicon_from_image(image.p, image.n, ret), DEDI_OK);
	return DEDI_OK;
}

START_TEST(columns_and_values)
{
	struct lexicon *lexicon;
	struct dedi_error error;
	ck_assert_int_eq(build(LEX_POSITION,
				 "# comment\n\nphrase\tclass\tgroup\taliases\r\n"
				 "әкім\toffice\takim\tөңір басшысы; шаһар басшысы\r\n"
				 "# more\n"
				 "бас дәрігер\toccupation\t\t-",
				 &lexicon, &error),
		DEDI_OK);
	ck_assert_uint_eq(lexicon_rows(lexicon, LEX_POSITION), 2);
	ck_str(lexicon_text(lexicon, LEX_POSITION, 0, POSITION_COL_PHRASE), "әкім");
	ck_str(lexicon_text(lexicon, LEX_POSITION, 0, POSITION_COL_CLASS), "office");
	ck_assert_uint_eq(
		lexicon_code(lexicon, LEX_POSITION, 1, POSITION_COL_CLASS), POSITION_OCCUPATION);
	ck_assert_uint_eq(lexicon_line(lexicon, LEX_POSITION, 1), 6);
	struct lexemes found = lexicon_find(lexicon, STR("шаһар"));
	ck_assert_uint_eq(found.n, 1);
	ck_assert_uint_eq(found.at[0].row, 0);
	ck_assert_uint_eq(found.at[0].is_alias, 1);
	ck_assert_uint_eq(found.at[0].n_words, 2);
	ck_str(lexicon_key_word(lexicon, found.at, 1), "басшысы");
	ck_assert_uint_eq(lexicon_find(lexicon, STR("басшысы")).n, 0);
	ck_assert_uint_eq(lexicon_find(lexicon, STR("")).n, 0);
	ck_assert(!lexicon_is_user_row(lexicon, LEX_POSITION, 1));
	lexicon_free(lexicon);
}
END_TEST

START_TEST(sets_and_missing_codes)
{
	struct lexicon *lexicon;
	struct dedi_error error;
	ck_assert_int_eq(build(LEX_ORG_HEAD,
				 "head\ttype\tflags\nқор\tfund\tgeneric,state\nүй\t-\t-\nсот\t\t\n",
				 &lexicon, &error),
		DEDI_OK);
	ck_assert_uint_eq(lexicon_code(lexicon, LEX_ORG_HEAD, 0, ORG_HEAD_COL_FLAGS),
		1u << ORG_HEAD_GENERIC | 1u << ORG_HEAD_STATE);
	ck_assert_uint_eq(lexicon_code(lexicon, LEX_ORG_HEAD, 1, ORG_HEAD_COL_TYPE), LEX_NO_CODE);
	ck_assert_uint_eq(lexicon_code(lexicon, LEX_ORG_HEAD, 1, ORG_HEAD_COL_FLAGS), 0);
	ck_assert_uint_eq(lexicon_code(lexicon, LEX_ORG_HEAD, 2, ORG_HEAD_COL_TYPE), LEX_NO_CODE);
	lexicon_free(lexicon);
}
END_TEST

START_TEST(keys_are_folded_and_bare)
{
	struct lexicon *lexicon;
	struct dedi_error error;
	ck_assert_int_eq(build(LEX_NAME_HEAD,
				 "head\tclass\n"
				 "«Қызғылт қазан» – айлық\tnaming\n"
				 "Қызғылт\tevent\n"
				 "Қызғылт қазан\tevent\n"
				 "ЕКI сөз,\twork\n",
				 &lexicon, &error),
		DEDI_OK);
	struct lexemes found = lexicon_find(lexicon, STR("қызғылт"));
	ck_assert_uint_eq(found.n, 3);
	ck_assert_uint_eq(found.at[0].n_words, 3);
	ck_assert_uint_eq(found.at[1].n_words, 2);
	ck_assert_uint_eq(found.at[2].n_words, 1);
	ck_str(lexicon_key_word(lexicon, found.at, 2), "айлық");
	found = lexicon_find(lexicon, STR("екі"));
	ck_assert_uint_eq(found.n, 1);
	ck_str(lexicon_key_word(lexicon, found.at, 1), "сөз");
	ck_str(lexicon_text(lexicon, LEX_NAME_HEAD, 3, 0), "ЕКI сөз,");
	lexicon_free(lexicon);
}
END_TEST

static const struct {
	enum lex_table table;
	const char *text;
	size_t line;
	const char *message;
} BROKEN[] = {
	{LEX_DETACHED_ENDING, "", 0, "t.tsv:0: no line with the names of the columns"},
	{LEX_DETACHED_ENDING, "endings\n", 1, "t.tsv:1: column 1 is 'endings', not 'ending'"},
	{LEX_DETACHED_ENDING, "ending\tmore\n", 1, "t.tsv:1: 2 columns, not 1"},
	{LEX_TITLE, "word\n", 1, "t.tsv:1: 1 columns, not 2"},
	{LEX_TITLE, "word\tplace\nқажы\n", 2, "t.tsv:2: 1 columns, not 2"},
	{LEX_TITLE, "word\tplace\nқажы\tafter\t\n", 2, "t.tsv:2: 3 columns, not 2"},
	{LEX_TITLE, "word\tplace\nқажы\tbehind\n", 2,
		"t.tsv:2: column place: unknown value 'behind'"},
	{LEX_ORG_HEAD, "head\ttype\tflags\nқор\tfund\tgeneric,big\n", 2,
		"t.tsv:2: column flags: unknown value 'big'"},
	{LEX_DETACHED_ENDING, "ending\nмамандар\n#\nМАМАНДАР\n", 4,
		"t.tsv:4: duplicate key, first in line 2"},
	{LEX_DETACHED_ENDING, "ending\nмамандар\nмaмандар\n", 3,
		"t.tsv:3: duplicate key, first in line 2"},
	{LEX_DETACHED_ENDING, "ending\n«»\n", 2, "t.tsv:2: empty key"},
	{LEX_TITLE, "word\tplace\n\tafter\n", 2, "t.tsv:2: empty key"},
	{LEX_MEDIA, "name\tkind\taliases\nЕл\tsite\tЕл\n", 2,
		"t.tsv:2: alias is the same as the key or an alias"},
	{LEX_MEDIA, "name\tkind\taliases\nЕл\tsite\ta;\n", 2, "t.tsv:2: empty alias"},
	{LEX_DETACHED_ENDING, "ending\nтаи\xcc\x86\n", 2, "t.tsv:2: U+0306: text is not in NFC"},
	{LEX_DETACHED_ENDING, "ending\n маман\n", 2, "t.tsv:2: column 1: space around the value"},
	{LEX_DETACHED_ENDING, "ending\nма\xc2\xadман\n", 2, "t.tsv:2: U+00AD: invisible character"},
	{LEX_DETACHED_ENDING, "ending\n\xff\n", 2, "t.tsv:2: invalid UTF-8 at byte 0 of the line"},
};

START_TEST(broken_tables)
{
	struct lexicon *lexicon;
	struct dedi_error error = {0};
	ck_assert_int_eq(build(BROKEN[_i].table, BROKEN[_i].text, &lexicon, &error), DEDI_BAD_DATA);
	ck_assert_str_eq(error.message, BROKEN[_i].message);
	ck_assert_uint_eq(error.line, BROKEN[_i].line);
	ck_assert_int_eq(error.status, DEDI_BAD_DATA);
}
END_TEST

static void count_errors(void *context, const struct dedi_error *error)
{
	(void)error;
	++*(int *)context;
}

START_TEST(all_errors_are_reported)
{
	struct lex_builder *builder;
	ck_assert_int_eq(lex_builder_new(&arena, &builder), DEDI_OK);
	struct dedi_error error;
	int n = 0;
	struct str text = STR("word\tplace\nа\tafter\nб\tx\nв\nа\tbefore\nг\tafter\n");
	ck_assert_int_eq(
		lex_builder_add(builder, LEX_TITLE, "t.tsv", text, false, count_errors, &n, &error),
		DEDI_BAD_DATA);
	ck_assert_int_eq(n, 3);
	ck_assert_uint_eq(error.line, 3);
}
END_TEST

START_TEST(out_of_memory)
{
	for (size_t fail = 1;; fail++) {
		struct arena small;
		struct lex_builder *builder;
		struct str image;
		char digest[64] = {0};
		arena_init(&small, (size_t)64 << 20);
		small.fail_after = fail;
		enum dedi_status status = lex_builder_new(&small, &builder);
		if (!status)
			status = lex_builder_add(builder, LEX_MEDIA, "t.tsv",
				STR("name\tkind\taliases\nЕл\tsite\tХалық;Жұрт\nБел\tsite\t-\n"),
				false, NULL, NULL, NULL);
		if (!status)
			status = lex_builder_finish(builder, digest, &image);
		arena_finish(&small);
		if (!status) {
			ck_assert_uint_gt(fail, 10);
			return;
		}
		ck_assert_int_eq(status, DEDI_NO_MEMORY);
	}
}
END_TEST

START_TEST(built_in)
{
	struct lexicon *lexicon;
	ck_assert_int_eq(lexicon_open(&lexicon), DEDI_OK);
	struct str digest = lexicon_digest(lexicon);
	ck_assert_uint_eq(digest.n, 64);
	for (size_t i = 0; i < 64; i++)
		ck_assert_ptr_nonnull(strchr("0123456789abcdef", digest.p[i]));
	uint32_t n_keys = 0;
	for (int t = 0; t < LEX_TABLE_COUNT; t++) {
		ck_assert_uint_gt(lexicon_rows(lexicon, (enum lex_table)t), 0);
		n_keys += lexicon_rows(lexicon, (enum lex_table)t);
	}
	ck_assert_uint_gt(n_keys, 100);
	struct lexemes found = lexicon_find(lexicon, STR("министрлік"));
	ck_assert_uint_gt(found.n, 0);
	bool head = false;
	for (uint32_t i = 0; i < found.n; i++)
		head = head || (found.at[i].table == LEX_ORG_HEAD && found.at[i].n_words == 1);
	ck_assert(head);
	lexicon_free(lexicon);
	lexicon_free(NULL);
}
END_TEST

/* A directory of one file. */
static void write_directory(char *ret_directory, const char *file, const char *text)
{
	char path[256];
	memcpy(ret_directory, "/tmp/dedi-lexicon-XXXXXX", sizeof "/tmp/dedi-lexicon-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(ret_directory));
	snprintf(path, sizeof path, "%s/%s", ret_directory, file);
	FILE *out = fopen(path, "w");
	ck_assert_ptr_nonnull(out);
	ck_assert_int_ge(fputs(text, out), 0);
	ck_assert_int_eq(fclose(out), 0);
}

static void remove_directory(const char *directory, const char *file)
{
	char path[256];
	snprintf(path, sizeof path, "%s/%s", directory, file);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(rmdir(directory), 0);
}

START_TEST(overlay)
{
	char directory[] = "/tmp/dedi-lexicon-XXXXXX";
	write_directory(directory, "titles.tsv", "word\tplace\nқажы\tbefore\nқария\tafter\n");
	struct lexicon *base, *both, *again;
	struct dedi_error error;
	ck_assert_int_eq(lexicon_open(&base), DEDI_OK);
	ck_assert_int_eq(lexicon_open_with(directory, &both, &error), DEDI_OK);
	ck_assert_int_eq(lexicon_open_with(directory, &again, &error), DEDI_OK);
	uint32_t n = lexicon_rows(base, LEX_TITLE);
	ck_assert_uint_eq(lexicon_rows(both, LEX_TITLE), n + 2);
	ck_assert_uint_eq(lexicon_rows(both, LEX_POSITION), lexicon_rows(base, LEX_POSITION));
	ck_assert(!str_eq(lexicon_digest(base), lexicon_digest(both)));
	ck_assert(str_eq(lexicon_digest(again), lexicon_digest(both)));
	struct lexemes found = lexicon_find(both, STR("қария"));
	ck_assert_uint_ge(found.n, 1);
	ck_assert(lexicon_is_user_row(both, LEX_TITLE, n));
	ck_assert(!lexicon_is_user_row(both, LEX_TITLE, n - 1));
	ck_assert_uint_eq(lexicon_line(both, LEX_TITLE, n + 1), 3);
	/* The user's row comes first, the built-in one stays. */
	found = lexicon_find(both, STR("қажы"));
	uint32_t first = UINT32_MAX, n_titles = 0;
	for (uint32_t i = 0; i < found.n; i++) {
		if (found.at[i].table != LEX_TITLE || found.at[i].n_words != 1)
			continue;
		if (!n_titles++)
			first = found.at[i].row;
	}
	ck_assert_uint_eq(first, n);
	ck_assert_uint_eq(n_titles, 2);
	/* What the user did not touch is as it was. */
	for (uint32_t row = 0; row < n; row++)
		ck_assert(str_eq(lexicon_text(base, LEX_TITLE, row, 0),
			lexicon_text(both, LEX_TITLE, row, 0)));
	lexicon_free(base);
	lexicon_free(both);
	lexicon_free(again);
	remove_directory(directory, "titles.tsv");
}
END_TEST

START_TEST(overlay_errors)
{
	char directory[] = "/tmp/dedi-lexicon-XXXXXX";
	struct lexicon *lexicon = NULL;
	struct dedi_error error;
	write_directory(directory, "titles.tsv", "word\tplace\nқария\tunder\n");
	ck_assert_int_eq(lexicon_open_with(directory, &lexicon, &error), DEDI_BAD_DATA);
	ck_assert_uint_eq(error.line, 2);
	ck_assert_ptr_nonnull(strstr(error.message, "/titles.tsv:2: column place"));
	remove_directory(directory, "titles.tsv");
	write_directory(directory, "titels.tsv", "word\tplace\n");
	ck_assert_int_eq(lexicon_open_with(directory, &lexicon, &error), DEDI_BAD_DATA);
	ck_assert_ptr_nonnull(strstr(error.message, "titels.tsv: no such table"));
	remove_directory(directory, "titels.tsv");
	ck_assert_int_eq(lexicon_open_with(directory, &lexicon, &error), DEDI_IO);
	ck_assert_ptr_null(lexicon);
}
END_TEST

START_TEST(image_is_checked)
{
	struct image_header header = {.magic = IMAGE_MAGIC, .size = sizeof header};
	struct lexicon *lexicon = NULL;
	ck_assert_int_eq(lexicon_from_image(&header, sizeof header, &lexicon), DEDI_BAD_DATA);
	header.n_tables = LEX_TABLE_COUNT;
	ck_assert_int_eq(lexicon_from_image(&header, sizeof header - 1, &lexicon), DEDI_BAD_DATA);
	header.magic++;
	ck_assert_int_eq(lexicon_from_image(&header, sizeof header, &lexicon), DEDI_BAD_DATA);
	ck_assert_ptr_null(lexicon);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("lexicon");
	TCase *tests = tcase_create("lexicon");
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_add_test(tests, folding);
	tcase_add_test(tests, folding_is_idempotent);
	tcase_add_test(tests, sha256_vectors);
	tcase_add_test(tests, columns_and_values);
	tcase_add_test(tests, sets_and_missing_codes);
	tcase_add_test(tests, keys_are_folded_and_bare);
	tcase_add_loop_test(tests, broken_tables, 0, sizeof BROKEN / sizeof *BROKEN);
	tcase_add_test(tests, all_errors_are_reported);
	tcase_add_test(tests, out_of_memory);
	tcase_add_test(tests, built_in);
	tcase_add_test(tests, overlay);
	tcase_add_test(tests, overlay_errors);
	tcase_add_test(tests, image_is_checked);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
