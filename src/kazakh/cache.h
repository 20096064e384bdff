/* The analyses of words kept from document to document: inside the box only. */
#ifndef DEDI_CACHE_H
#define DEDI_CACHE_H

#include "kazakh/analyse.h"

/* Says that this form will be looked for soon. */
void cache_expect(const struct words_cache *cache, uint64_t hash, enum capital capital);
/* Fills candidates and returns true if the form was added before and is still there. */
bool cache_find(const struct words_cache *cache, struct str form, uint64_t hash,
	enum capital capital, struct candidates *candidates);
void cache_add(struct words_cache *cache, struct str form, uint64_t hash, enum capital capital,
	const struct candidates *candidates);

#endif
