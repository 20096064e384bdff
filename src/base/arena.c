#include "base/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <time.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
enum { GAP = 16 };
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { GAP = 0 };
#endif

enum { FIRST_BLOCK = 64 * 1024, ALIGNMENT = 16, CLOCK_EVERY = 64 /* allocations */ };

struct arena_block {
	struct arena_block *next;
	size_t size, used; /* bytes of data */
	alignas(ALIGNMENT) unsigned char data[];
};

void arena_init(struct arena *arena, size_t cap_bytes)
{
	*arena = (struct arena){.cap = cap_bytes};
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;
		UNPOISON(block->data, block->size);
		free(block);
		block = next;
	}
}

void arena_finish(struct arena *arena)
{
	free_blocks(arena->head);
	*arena = (struct arena){.cap = arena->cap};
}

void arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena->head;
	arena->allocations = 0;
	arena_set_budget(arena, 0);
	if (!keep)
		return;
	free_blocks(keep->next);
	keep->next = NULL;
	keep->used = 0;
	POISON(keep->data, keep->size);
	arena->reserved = keep->size;
	arena->used = 0;
}

void arena_trim(struct arena *arena, size_t kept_bytes)
{
	if (arena->reserved > kept_bytes)
		arena_finish(arena);
	else
		arena_reset(arena);
}

static struct arena_block *grow(struct arena *arena, size_t need)
{
	size_t size = arena->head ? arena->head->size * 2 : FIRST_BLOCK;
	size_t left = arena->cap - arena->reserved;
	if (need > left)
		return NULL;
	if (size > left)
		size = left;
	if (size < need)
		size = need;
	struct arena_block *block = malloc(sizeof *block + size);
	if (!block)
		return NULL;
	block->next = arena->head;
	block->size = size;
	block->used = 0;
	POISON(block->data, size);
	arena->head = block;
	arena->reserved += size;
	return block;
}

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

void arena_set_budget(struct arena *arena, uint64_t ms)
{
	arena->deadline = ms ? now_ns() + ms * 1000000u : 0;
	arena->late = false;
}

bool arena_is_late(struct arena *arena)
{
	if (arena->deadline && !arena->late)
		arena->late = now_ns() >= arena->deadline;
	return arena->late;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	arena->allocations++;
	if (arena->fail_after && arena->allocations == arena->fail_after)
		return NULL;
	if (arena->deadline &&
		(arena->late || (arena->allocations % CLOCK_EVERY == 0 && arena_is_late(arena))))
		return NULL;
	if (size > arena->cap)
		return NULL;
	size_t need = ((size ? size : 1) + GAP + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	struct arena_block *block = arena->head;
	if (!block || block->size - block->used < need) {
		block = grow(arena, need);
		if (!block)
			return NULL;
	}
	void *p = block->data + block->used;
	block->used += need;
	arena->used += need;
	UNPOISON(p, size);
	return p;
}

void *arena_zalloc(struct arena *arena, size_t size)
{
	void *p = arena_alloc(arena, size);
	if (p)
		memset(p, 0, size);
	return p;
}

void *arena_array_(struct arena *arena, size_t size, size_t n)
{
	size_t bytes;
	if (__builtin_mul_overflow(size, n, &bytes))
		return NULL;
	return arena_zalloc(arena, bytes);
}

bool arena_copy(struct arena *arena, struct str s, struct str *ret_copy)
{
	char *p = arena_alloc(arena, s.n);
	if (!p)
		return false;
	if (s.n)
		memcpy(p, s.p, s.n);
	*ret_copy = str_make(p, s.n);
	return true;
}

bool list_reserve_(
	struct arena *arena, void *at, uint32_t n, uint32_t *cap, size_t size, uint32_t least)
{
	void *old, *wider;
	size_t bytes;
	if (least <= *cap)
		return true;
	if (__builtin_mul_overflow(size, (size_t)least, &bytes))
		return false;
	wider = arena_alloc(arena, bytes);
	if (!wider)
		return false;
	memcpy(&old, at, sizeof old);
	if (n)
		memcpy(wider, old, n * size);
	memcpy(at, &wider, sizeof wider);
	*cap = least;
	return true;
}
