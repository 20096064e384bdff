/*
 * Arena: all memory of one analysis, given back at once.
 *
 * Blocks come from malloc and double in size up to a cap on the whole; an allocation that would go
 * over the cap returns NULL and the caller returns DEDI_NO_MEMORY. Memory is not zeroed unless the
 * name says so. Under AddressSanitizer what has not been handed out is poisoned, with a gap between
 * allocations. An arena belongs to one thread at a time.
 */
#ifndef DEDI_ARENA_H
#define DEDI_ARENA_H

#include "base/str.h"

struct arena_block;

struct arena {
	struct arena_block *head; /* newest block */
	size_t used;              /* bytes handed out, alignment included */
	size_t reserved;          /* bytes asked of malloc */
	size_t cap;               /* bytes that reserved may reach */
	size_t allocations;       /* calls, for the benchmark */
	size_t fail_after;        /* tests: the allocation of this number fails (0: none) */
	uint64_t deadline;        /* ns of the monotonic clock (0: none); see arena_set_budget */
	bool late;                /* it has passed */
};

void arena_init(struct arena *arena, size_t cap_bytes);
/* Gives everything back; the arena may be used again after arena_init. A zeroed arena is fine. */
void arena_finish(struct arena *arena);
/* Forgets all allocations but keeps the newest block for the next document. */
void arena_reset(struct arena *arena);
/* The same, but gives everything back where more than so many bytes are reserved. */
void arena_trim(struct arena *arena, size_t kept_bytes);

/*
 * Time as a resource of the analysis like memory: from ms milliseconds on, allocations fail (the
 * clock is looked at now and then), so that what takes too long ends by the way that every stage
 * has for running out of memory. 0: without end.
 */
void arena_set_budget(struct arena *arena, uint64_t ms);
/* Looks at the clock: for between stages and for loops that allocate nothing. */
bool arena_is_late(struct arena *arena);

/* size bytes aligned for any type up to 16 bytes, or NULL. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_zalloc(struct arena *arena, size_t size);

/* A copy of s that lives in the arena; false when out of memory. */
bool arena_copy(struct arena *arena, struct str s, struct str *ret_copy);

#define ARENA_NEW(arena, type)      ((type *)arena_zalloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_array_((arena), sizeof(type), (n)))
void *arena_array_(struct arena *arena, size_t size, size_t n); /* zeroed, overflow-checked */

/*
 * Growing lists: any struct { T *at; uint32_t n, cap; }. The old array is left to the arena.
 * LIST_PUSH gives a pointer to a new zeroed element, or NULL when out of memory.
 */
#define LIST(type)                                                                                 \
	struct {                                                                                   \
		type *at;                                                                          \
		uint32_t n, cap;                                                                   \
	}
#define LIST_PUSH(arena, list)                                                                     \
	((__typeof__((list)->at))list_push_(                                                       \
		(arena), &(list)->at, &(list)->n, &(list)->cap, sizeof *(list)->at))
/* Room for so many elements at the least, for a list whose length can be guessed. */
#define LIST_RESERVE(arena, list, least)                                                           \
	list_reserve_((arena), &(list)->at, (list)->n, &(list)->cap, sizeof *(list)->at, (least))
bool list_reserve_(
	struct arena *arena, void *at, uint32_t n, uint32_t *cap, size_t size, uint32_t least);

static inline void *list_push_(
	struct arena *arena, void *at, uint32_t *n, uint32_t *cap, size_t size)
{
	char *items;
	if (*n == *cap && (*cap > UINT32_MAX / 2 ||
				  !list_reserve_(arena, at, *n, cap, size, *cap ? *cap * 2 : 8)))
		return NULL;
	memcpy(&items, at, sizeof items);
	return memset(items + (size_t)(*n)++ * size, 0, size);
}

#endif
