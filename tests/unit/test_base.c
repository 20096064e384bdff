/* Arena, slices, UTF-8, status. */
#include "../run.h"
#include "base/arena.h"
#include "base/bits.h"
#include "base/status.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

START_TEST(arena_aligns_and_keeps_what_it_gave)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	unsigned char *before = NULL;
	for (size_t size = 0; size < 300; size++) {
		unsigned char *p = arena_alloc(&arena, size);
		ck_assert_ptr_nonnull(p);
		ck_assert_uint_eq((uintptr_t)p % 16, 0);
		memset(p, (int)(size & 0xff), size);
		if (before)
			for (size_t i = 0; i + 1 < size; i++)
				ck_assert_uint_eq(before[i], (size - 1) & 0xff);
		before = p;
	}
	ck_assert_uint_le(arena.used, arena.reserved);
	ck_assert_uint_eq(arena.allocations, 300);
	arena_finish(&arena);
}
END_TEST

START_TEST(arena_stops_at_its_cap)
{
	struct arena arena;
	size_t given = 0;
	arena_init(&arena, 200000);
	while (arena_alloc(&arena, 1000))
		given += 1000;
	ck_assert_uint_le(given, 200000);
	ck_assert_uint_ge(given, 150000); /* the cap is usable, not a fraction of it */
	ck_assert_uint_le(arena.reserved, 200000);
	ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
	ck_assert_ptr_null(arena_array_(&arena, SIZE_MAX / 2, 3));
	arena_reset(&arena);
	ck_assert_ptr_nonnull(arena_alloc(&arena, 1000));
	arena_finish(&arena);
	arena_finish(&arena); /* twice is fine */
}
END_TEST

START_TEST(arena_fails_when_told_to)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	arena.fail_after = 2;
	ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
	ck_assert_ptr_null(arena_alloc(&arena, 1));
	ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
	arena_finish(&arena);
}
END_TEST

/* From its deadline on an arena gives nothing, until it is emptied. */
START_TEST(arena_keeps_its_deadline)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	arena_set_budget(&arena, 3600 * 1000);
	ck_assert(!arena_is_late(&arena));
	for (int i = 0; i < 200; i++)
		ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
	arena.deadline = 1; /* long ago; noticed within a few allocations */
	int given = 0;
	while (given < 200 && arena_alloc(&arena, 1))
		given++;
	ck_assert_int_lt(given, 100);
	ck_assert(arena_is_late(&arena));
	ck_assert_ptr_null(arena_alloc(&arena, 1));
	arena_reset(&arena);
	ck_assert_ptr_nonnull(arena_alloc(&arena, 1));
	ck_assert(!arena_is_late(&arena));
	arena_finish(&arena);
}
END_TEST

START_TEST(arena_zeroes_reused_memory)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	memset(arena_alloc(&arena, 5000), 0xee, 5000);
	arena_reset(&arena);
	unsigned char *p = arena_zalloc(&arena, 5000);
	for (size_t i = 0; i < 5000; i++)
		ck_assert_uint_eq(p[i], 0);
	arena_finish(&arena);
}
END_TEST

START_TEST(lists_grow)
{
	struct arena arena;
	LIST(uint32_t) list = {0};
	arena_init(&arena, 1 << 20);
	for (uint32_t i = 0; i < 1000; i++) {
		uint32_t *slot = LIST_PUSH(&arena, &list);
		ck_assert_ptr_nonnull(slot);
		ck_assert_uint_eq(*slot, 0);
		*slot = i * 7;
	}
	ck_assert_uint_eq(list.n, 1000);
	for (uint32_t i = 0; i < 1000; i++)
		ck_assert_uint_eq(list.at[i], i * 7);
	arena.fail_after = arena.allocations + 1;
	while (list.n < list.cap)
		ck_assert_ptr_nonnull(LIST_PUSH(&arena, &list));
	uint32_t n = list.n;
	ck_assert_ptr_null(LIST_PUSH(&arena, &list));
	ck_assert_uint_eq(list.n, n); /* a failed push leaves the list as it was */
	ck_assert_uint_eq(list.at[999], 999 * 7);
	arena_finish(&arena);
}
END_TEST

START_TEST(slices_compare)
{
	ck_assert(str_eq(STR("сөз"), STR("сөз")));
	ck_assert(!str_eq(STR("сөз"), STR("сөздер")));
	ck_assert(str_eq((struct str){0}, STR("")));
	ck_assert(str_starts(STR("сөздер"), STR("сөз")));
	ck_assert(!str_starts(STR("сөз"), STR("сөздер")));
	ck_assert(str_ends(STR("сөздер"), STR("дер")));
	ck_assert(str_ends(STR("x"), STR("")));
	ck_assert_int_lt(str_cmp(STR("ab"), STR("abc")), 0);
	ck_assert_int_gt(str_cmp(STR("b"), STR("abc")), 0);
	ck_assert_int_eq(str_cmp(STR("abc"), STR("abc")), 0);
}
END_TEST

START_TEST(hash_is_the_same_on_every_machine)
{
	/* Models and images hold hashes: if this changes, they have to be made anew. */
	ck_assert_uint_eq(str_hash(STR("сөз")), 0x900a0d566d80a767u);
	ck_assert_uint_eq(str_hash(STR("Қасым-Жомарт")), 0x1a4b84f356f95d0u);
	ck_assert_uint_eq(str_hash(str_make("сөздер", 6)), str_hash(STR("сөз")));
	uint64_t seen[4] = {str_hash(STR("")), str_hash(STR("a")), str_hash(STR("abcdefgh")),
		str_hash(STR("abcdefghi"))};
	for (int i = 0; i < 4; i++)
		for (int k = i + 1; k < 4; k++)
			ck_assert_uint_ne(seen[i], seen[k]);
}
END_TEST

static const struct {
	const char *bytes;
	size_t n, valid;
} utf8_cases[] = {
	{"", 0, 0},
	{"abc", 3, 3},
	{"қаз", 6, 6},
	{"\xf0\x9f\x98\x80", 4, 4},
	{"a\x80", 2, 1},            /* a stray continuation */
	{"\xc0\xaf", 2, 0},         /* overlong */
	{"\xc1\xbf", 2, 0},         /* overlong */
	{"\xe0\x80\x80", 3, 0},     /* overlong */
	{"\xf0\x80\x80\x80", 4, 0}, /* overlong */
	{"\xed\xa0\x80", 3, 0},     /* a surrogate */
	{"\xed\x9f\xbf", 3, 3},     /* just below */
	{"\xee\x80\x80", 3, 3},     /* just above */
	{"\xf4\x8f\xbf\xbf", 4, 4}, /* U+10FFFF */
	{"\xf4\x90\x80\x80", 4, 0}, /* above it */
	{"\xf5\x80\x80\x80", 4, 0},
	{"\xff", 1, 0},
	{"ab\xd2", 3, 2},           /* cut */
	{"ab\xe2\x82", 4, 2},       /* cut */
	{"ab\xf0\x9f\x98", 5, 2},   /* cut */
	{"\xe2\x28\xa1", 3, 0},     /* bad second byte */
	{"\xe2\x82\x28", 3, 0},     /* bad third byte */
	{"\xf0\x9f\x98\x28", 4, 0}, /* bad fourth byte */
	{"a\0b", 3, 3},
};

/* The hash of its definition: eight bytes at a time, the lowest first, and what is left. */
static uint64_t slow_hash(const unsigned char *p, size_t n)
{
	uint64_t h = 0x9e3779b97f4a7c15u ^ n;
	for (size_t i = 0;; i += 8) {
		uint64_t w = 0;
		for (size_t k = i; k < n && k < i + 8; k++)
			w |= (uint64_t)p[k] << 8 * (k - i);
		h ^= w;
		h ^= h >> 32;
		h *= 0xd6e8feb86659fd93u;
		h ^= h >> 32;
		if (i + 8 > n)
			return h;
		h *= 0x9fb21c651e98df25u;
	}
}

START_TEST(hash_of_every_length)
{
	unsigned char bytes[40];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i * 37 + 11);
	for (size_t n = 0; n <= sizeof bytes; n++)
		ck_assert_uint_eq(str_hash(str_make((char *)bytes, n)), slow_hash(bytes, n));
}
END_TEST

START_TEST(sets_go_from_member_to_member)
{
	enum { MOST = 200 };
	static const uint32_t members[] = {0, 1, 63, 64, 127, 128, 191, 199};
	enum { N = sizeof members / sizeof *members };
	uint64_t bits[MOST / 64 + 1] = {0};
	ck_assert_uint_eq(bits_words(MOST), sizeof bits / sizeof *bits);
	ck_assert_uint_eq(bits_next(bits, MOST, 0), MOST);
	ck_assert_uint_eq(bits_before(bits, MOST), UINT32_MAX);
	for (uint32_t k = 0; k < N; k++)
		bits_add(bits, members[k]);
	for (uint32_t i = 0; i <= MOST; i++) {
		uint32_t next = MOST, before = UINT32_MAX;
		for (uint32_t k = N; k-- > 0;)
			next = members[k] >= i ? members[k] : next;
		for (uint32_t k = 0; k < N; k++)
			before = members[k] < i ? members[k] : before;
		ck_assert_uint_eq(bits_next(bits, MOST, i), next);
		ck_assert_uint_eq(bits_before(bits, i), before);
	}
}
END_TEST

START_TEST(utf8_is_checked_strictly)
{
	/* At the very end of a page, so that reading one byte too many is a crash. */
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *map =
		mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ck_assert_ptr_ne(map, MAP_FAILED);
	ck_assert_int_eq(mprotect(map + page, page, PROT_NONE), 0);
	size_t n = utf8_cases[_i].n;
	char *p = map + page - n;
	memcpy(p, utf8_cases[_i].bytes, n);
	ck_assert_uint_eq(utf8_valid_prefix(str_make(p, n)), utf8_cases[_i].valid);
	/* behind letters of one and two bytes, so that it lies anywhere in a word of memory */
	for (size_t letters = 1; letters < 24; letters++)
		for (size_t wide = 0; wide <= letters; wide++) {
			size_t before = letters + wide;
			p = map + page - n - before;
			memset(p, 'a', letters - wide);
			for (size_t k = 0; k < wide; k++)
				memcpy(p + letters - wide + 2 * k, "ә", 2);
			ck_assert_uint_eq(utf8_valid_prefix(str_make(p, n + before)),
				utf8_cases[_i].valid + before);
		}
	munmap(map, 2 * page);
}
END_TEST

START_TEST(utf8_goes_there_and_back)
{
	static const uint32_t points[] = {0, 'a', 0x7f, 0x80, 0x49b, 0x7ff, 0x800, 0xd7ff, 0xe000,
		0xffff, 0x10000, 0x1f600, 0x10ffff};
	for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
		char out[4];
		size_t n = utf8_put(points[i], out), at = 0;
		struct str s = str_make(out, n);
		ck_assert_uint_eq(utf8_valid_prefix(s), n);
		ck_assert_uint_eq(utf8_next(s, &at), points[i]);
		ck_assert_uint_eq(at, n);
		ck_assert_uint_eq(utf8_prev(s, &at), points[i]);
		ck_assert_uint_eq(at, 0);
	}
	ck_assert_uint_eq(utf8_length(STR("ОКҚ-ның 😀")), 9);
}
END_TEST

START_TEST(failures_carry_words)
{
	struct dedi_error error;
	ck_assert_int_eq(dedi_fail(&error, DEDI_IO, "%s: %d", "x", 5), DEDI_IO);
	ck_assert_str_eq(error.message, "x: 5");
	ck_assert_uint_eq(error.offset, SIZE_MAX);
	ck_assert_str_eq(error.field, "");
	ck_assert_int_eq(dedi_fail(NULL, DEDI_EMPTY, "x"), DEDI_EMPTY);
	char longer[600];
	memset(longer, 'x', sizeof longer);
	longer[sizeof longer - 1] = '\0';
	ck_assert_int_eq(dedi_fail(&error, DEDI_IO, "%s", longer), DEDI_IO);
	ck_assert_uint_eq(strlen(error.message), sizeof error.message - 1);
	for (int i = DEDI_OK; i <= DEDI_INTERNAL; i++)
		for (int k = i + 1; k <= DEDI_INTERNAL; k++)
			ck_assert_str_ne(dedi_status_name((enum dedi_status)i),
				dedi_status_name((enum dedi_status)k));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("base");
	TCase *tcase = tcase_create("base");
	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, arena_aligns_and_keeps_what_it_gave);
	tcase_add_test(tcase, arena_stops_at_its_cap);
	tcase_add_test(tcase, arena_fails_when_told_to);
	tcase_add_test(tcase, arena_keeps_its_deadline);
	tcase_add_test(tcase, arena_zeroes_reused_memory);
	tcase_add_test(tcase, lists_grow);
	tcase_add_test(tcase, slices_compare);
	tcase_add_test(tcase, hash_is_the_same_on_every_machine);
	tcase_add_test(tcase, hash_of_every_length);
	tcase_add_test(tcase, sets_go_from_member_to_member);
	tcase_add_loop_test(
		tcase, utf8_is_checked_strictly, 0, sizeof utf8_cases / sizeof *utf8_cases);
	tcase_add_test(tcase, utf8_goes_there_and_back);
	tcase_add_test(tcase, failures_carry_words);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
