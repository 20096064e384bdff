/*
 * What holds for the document of any input: blocks tile, tokens lie in their sentences, pairs nest,
 * offsets agree in all units, nothing is read behind the end, running out of memory is a status,
 * and decomposed letters change nothing but the offsets.
 *
 * Inputs are random but the same in every run: code points of all kinds, and words and marks of
 * Kazakh news thrown together.
 */
#include "../run.h"
#include "base/utf8.h"
#include "text_view.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static struct text_fixture fixture;
static uint64_t state = 0x9e3779b97f4a7c15u;

static void set_up(void)
{
	text_fixture_open(&fixture);
}

static void tear_down(void)
{
	text_fixture_close(&fixture);
}

static uint32_t random_below(uint32_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 33) % n;
}

/* Code points that are apt to go wrong, and ranges to draw others from. */
static const uint32_t ODD[] = {0xfeff, 0x200d, 0x200b, 0xad, 0x301, 0x306, 0x308, 0xfe0f, 0x1f389,
	0x1f468, 0x1f3fd, 0x10ffff, 0x10000, 0xffff, 0xd7ff, 0xe000, 0x2028, 0x2029, 0x85, 0xa0,
	0x3000, 0, 0x7f, 0x80, 0x2800, 0xb7, 0x2026, 0x202e, 0x1e9e, 0x130, 0x1c5, 0xfb01};
static const uint32_t RANGES[][2] = {{0x20, 0x7e}, {0x20, 0x7e}, {0x400, 0x52f}, {0x410, 0x44f},
	{0xa0, 0x24f}, {0x300, 0x36f}, {0x600, 0x6ff}, {0x2000, 0x206f}, {0x4e00, 0x4eff},
	{0x1f300, 0x1f6ff}, {0x10000, 0x100ff}};
static const char *const PIECES[] = {"«", "»", "\"", "“", "”", "„", "'", "’", "<<", ">>", "``",
	"''", "-", "–", "—", ".", ".", ",", ":", ";", "!", "?", "…", "\n", "\n", "\r\n", "\r", " ",
	"  ", " ", " ", " ", "\t", "(", ")", "#", "@", "•", "№", "%", "Қ.", "т.б.", "млрд.", "деді",
	"деп", "Су", "Жол", "ауыл", "ОКҚ", "-ның", "2026", "2,5", "date 2026-01-05",
	"Фото:", "Автор:", "Дана Серік, әкім:", "АСТАНА. KAZINFORM –", "BAQ.KZ", "https://", "дедi",
	"сам-митінің", "саммит", "в городе и", "the and of", "келді", "шақырды", "Бүгін"};
#define COUNT(array) (uint32_t)(sizeof(array) / sizeof *(array))

static size_t random_code_points(char *out, size_t size)
{
	size_t n = 0;
	while (n + 4 <= size) {
		uint32_t c;
		const uint32_t *range = RANGES[random_below(COUNT(RANGES))];
		switch (random_below(8)) {
		case 0:
			c = ODD[random_below(COUNT(ODD))];
			break;
		case 1:
			c = random_below(3) ? ' ' : '\n';
			break;
		default:
			c = range[0] + random_below(range[1] - range[0] + 1);
		}
		n += utf8_put(c, out + n);
	}
	return n;
}

static size_t random_news(char *out, size_t size)
{
	size_t n = 0;
	for (;;) {
		const char *piece = PIECES[random_below(COUNT(PIECES))];
		size_t length = strlen(piece);
		if (n + length + 1 > size)
			return n;
		memcpy(out + n, piece, length);
		n += length;
		if (random_below(2))
			out[n++] = ' ';
	}
}

typedef void (*property)(struct str text);

static void for_random_texts(property holds, unsigned rounds)
{
	static char buffer[600];
	for (unsigned i = 0; i < rounds; i++) {
		size_t size = 1 + random_below(sizeof buffer - 1);
		size_t n = i % 2 ? random_news(buffer, size) : random_code_points(buffer, size);
		holds(str_make(buffer, n));
		arena_reset(&fixture.arena);
	}
}

static enum dedi_status parse(struct str text, struct arena *arena, struct document *ret_document)
{
	struct text_options options = {.any_language = true};
	return document_parse(fixture.worker, text, &options, arena, ret_document, NULL);
}

static void document_holds_together(struct str text)
{
	struct document document;
	if (parse(text, &fixture.arena, &document) == DEDI_OK)
		view_check(&document);
}

START_TEST(documents_hold_together)
{
	for_random_texts(document_holds_together, 4000);
}
END_TEST

/* Counted one by one, against the index. */
static void offsets_agree(struct str text)
{
	struct offset_index *index;
	ck_assert_int_eq(offset_index_new(text, &fixture.arena, &index), DEDI_OK);
	uint32_t code_points = 0, units = 0;
	for (size_t at = 0;;) {
		ck_assert_uint_eq(offset_in(index, OFFSET_BYTE, (uint32_t)at), at);
		ck_assert_uint_eq(offset_in(index, OFFSET_CODEPOINT, (uint32_t)at), code_points);
		ck_assert_uint_eq(offset_in(index, OFFSET_UTF16, (uint32_t)at), units);
		if (at == text.n)
			return;
		uint32_t c = utf8_next(text, &at);
		code_points++;
		units += c >= 0x10000 ? 2 : 1;
	}
}

START_TEST(offsets_agree_in_all_units)
{
	for_random_texts(offsets_agree, 2000);
	offsets_agree(STR(""));
}
END_TEST

/* Ends where an unreadable page begins. */
struct guarded {
	char *pages;
	size_t page, size;
};

static struct guarded guarded_new(void)
{
	struct guarded g = {.page = (size_t)sysconf(_SC_PAGESIZE)};
	g.size = 2 * g.page;
	g.pages = mmap(NULL, g.size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ck_assert(g.pages != MAP_FAILED);
	ck_assert_int_eq(mprotect(g.pages + g.page, g.page, PROT_NONE), 0);
	return g;
}

static struct guarded guard;

static void nothing_is_read_behind_the_end(struct str text)
{
	for (size_t cut = 0; cut < 24 && cut <= text.n; cut++) {
		struct str s = {guard.pages + guard.page - (text.n - cut), text.n - cut};
		memcpy(guard.pages + guard.page - s.n, text.p, s.n);
		struct document document;
		enum dedi_status status = parse(s, &fixture.arena, &document);
		ck_assert(status == DEDI_OK || status == DEDI_EMPTY || status == DEDI_INVALID_UTF8);
		arena_reset(&fixture.arena);
	}
}

START_TEST(nothing_is_read_behind_the_end_of_any_text)
{
	guard = guarded_new();
	for_random_texts(nothing_is_read_behind_the_end, 150);
	munmap(guard.pages, guard.size);
}
END_TEST

#define ARTICLE                                                                                                                                                   \
	" date 2026-01-05 Ауылға таза су келді\n"                                                                                                \
	"АСТАНА. KAZINFORM – «Құбыр тартылды. Йод қосылған су», – деді әкім Қ.К. Ғалиев. Ол "             \
	"ЖИ-дi\n"                                                                                                                                              \
	"Дана СЕРІК, ТҰРҒЫН:\nБіз «Су – өмір» акциясына қатыстық, ел саммиті мен сам-митінің " \
	"ёлкасы.\n"                                                                                                                                         \
	"Фото: baq.kz\nАсан Ғали, Астана"

START_TEST(running_out_of_memory_is_a_status)
{
	size_t needed = 0;
	for (size_t fail = 1;; fail++) {
		struct arena arena;
		struct document document;
		arena_init(&arena, 1u << 26);
		arena.fail_after = fail;
		enum dedi_status status = parse(STR(ARTICLE), &arena, &document);
		if (status == DEDI_OK)
			needed = arena.allocations;
		else
			ck_assert_int_eq(status, DEDI_NO_MEMORY);
		arena_finish(&arena);
		if (status == DEDI_OK)
			break;
	}
	ck_assert_uint_gt(needed, 8);
	struct arena small;
	struct document document;
	arena_init(&small, 64);
	ck_assert_int_eq(parse(STR(ARTICLE), &small, &document), DEDI_NO_MEMORY);
	arena_finish(&small);
}
END_TEST

/* й and ё taken apart; where[i]: the byte of the composed text for each byte of the other. */
static size_t decompose(struct str s, char *out, uint32_t *where)
{
	static const struct {
		uint32_t composed, base, mark;
	} PAIRS[] = {{0x439, 0x438, 0x306}, {0x419, 0x418, 0x306}, {0x451, 0x435, 0x308},
		{0x401, 0x415, 0x308}};
	size_t n = 0;
	for (size_t at = 0; at < s.n;) {
		size_t from = at, to = n;
		uint32_t c = utf8_next(s, &at), mark = 0;
		for (uint32_t i = 0; i < COUNT(PAIRS); i++)
			if (PAIRS[i].composed == c) {
				c = PAIRS[i].base;
				mark = PAIRS[i].mark;
				break;
			}
		n += utf8_put(c, out + n);
		if (mark)
			n += utf8_put(mark, out + n);
		for (; to < n; to++)
			where[to] = (uint32_t)from;
	}
	where[n] = (uint32_t)s.n;
	return n;
}

static void decomposed_letters_change_nothing(struct str text)
{
	static char apart[8192];
	static uint32_t where[8192];
	struct document a, b;
	size_t n = decompose(text, apart, where);
	if (parse(text, &fixture.arena, &a) != DEDI_OK)
		return;
	ck_assert_int_eq(parse(str_make(apart, n), &fixture.arena, &b), DEDI_OK);
	ck_assert_uint_eq(a.n_tokens, b.n_tokens);
	ck_assert_uint_eq(a.n_sentences, b.n_sentences);
	ck_assert_uint_eq(a.n_blocks, b.n_blocks);
	ck_assert_uint_eq(a.n_quotes, b.n_quotes);
	ck_assert_uint_eq(a.n_words, b.n_words);
	for (uint32_t i = 0; i < a.n_blocks; i++)
		ck_assert_int_eq(a.blocks[i].kind, b.blocks[i].kind);
	for (uint32_t i = 0; i < a.n_tokens; i++) {
		const struct token *x = &a.tokens[i], *y = &b.tokens[i];
		ck_assert_msg(
			str_eq(x->norm, y->norm), "%.*s, %.*s", STR_ARG(x->norm), STR_ARG(y->norm));
		ck_assert_uint_eq(x->kind, y->kind);
		ck_assert_uint_eq(x->shape & ~SHAPE_FOLDED, y->shape & ~SHAPE_FOLDED);
		ck_assert_uint_eq(where[y->span.start], x->span.start);
		ck_assert_uint_eq(where[y->span.end], x->span.end);
	}
}

START_TEST(decomposed_letters_change_nothing_but_offsets)
{
	decomposed_letters_change_nothing(STR(ARTICLE));
	for_random_texts(decomposed_letters_change_nothing, 1000);
}
END_TEST

/* Look-alikes and soft hyphens, put in or not, give the same words. */
START_TEST(other_spellings_give_the_same_words)
{
	static const char *const PAIRS[][2] = {
		{"деді әкім Сәуле Ғали", "дедi əкім Сәулe Ғaли"},
		{"зорлық-зомбылық туралы", "зорлық‑зомбылық ту\xc2\xadралы"},
		{"О'Коннор келді", "О’Коннор кел\xe2\x80\x8bді"},
	};
	for (size_t i = 0; i < COUNT(PAIRS); i++) {
		struct document a =
			view_parse(&fixture, str_make(PAIRS[i][0], strlen(PAIRS[i][0])), STR(""));
		struct document b =
			view_parse(&fixture, str_make(PAIRS[i][1], strlen(PAIRS[i][1])), STR(""));
		ck_assert_str_eq(view_norms(&fixture, &a), view_norms(&fixture, &b));
	}
}
END_TEST

/* The steps of the slowest inputs grow with their length: what is allocated tells. */
START_TEST(memory_grows_with_the_length)
{
	static const char START[] = "Су бар ";
	static const char *const UNITS[] = {"«", "\"а ", "а", "\n", "- \n", "а-", "Қ.", ".", "А. ",
		"Фото: ", "деп\n", "Д С, а: - ", "т.б.", "\xcc\x86", "а\xcc\x86", "и\xcc\x86 ", "#",
		"1", "1.", "a.", "a@", "<<", "'", "сам-митінің ", "Жеңіс "};
	for (size_t i = 0; i < COUNT(UNITS); i++) {
		size_t used[2];
		for (size_t k = 0; k < 2; k++) {
			size_t unit = strlen(UNITS[i]), n = k ? 12000 : 3000;
			char *text = malloc(unit * n + sizeof START);
			ck_assert_ptr_nonnull(text);
			size_t start = strlen(START);
			memcpy(text, START, start);
			for (size_t j = 0; j < n; j++)
				memcpy(text + start + j * unit, UNITS[i], unit);
			struct document document;
			struct arena arena;
			arena_init(&arena, (size_t)1 << 30);
			ck_assert_int_eq(parse(str_make(text, start + n * unit), &arena, &document),
				DEDI_OK);
			view_check(&document);
			used[k] = arena.used;
			arena_finish(&arena);
			free(text);
		}
		ck_assert_uint_le(used[1], 6 * used[0] + 200000);
	}
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("text properties");
	TCase *all = tcase_create("properties");
	tcase_add_checked_fixture(all, set_up, tear_down);
	tcase_set_timeout(all, 240);
	tcase_add_test(all, documents_hold_together);
	tcase_add_test(all, offsets_agree_in_all_units);
	tcase_add_test(all, nothing_is_read_behind_the_end_of_any_text);
	tcase_add_test(all, running_out_of_memory_is_a_status);
	tcase_add_test(all, decomposed_letters_change_nothing_but_offsets);
	tcase_add_test(all, other_spellings_give_the_same_words);
	tcase_add_test(all, memory_grows_with_the_length);
	suite_add_tcase(suite, all);
	return run_suite(suite);
}
