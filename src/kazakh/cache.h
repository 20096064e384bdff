/* The analyses of words kept from document to document: inside the box only. */
#ifndef DEDI_CACHE_H
#define DEDI_CACHE_H

#include "kazakh/analyse.h"

/* A document begins: what was found for the one before may be overwritten. */
void cache_begin(struct words_cache *cache);
/* Says that this form will be looked for soon, and very soon. */
void cache_expect(struct words_cache *cache, uint64_t hash, enum capital capital);
void cache_expect_record(struct words_cache *cache, uint64_t hash, enum capital capital);
/* The record that was added for the form, if it is still there; it stays for this document. */
struct word_record *cache_find(
	struct words_cache *cache, struct str form, uint64_t hash, enum capital capital);
/* Room that stays for this document at the least; NULL if the document has had its share. */
void *cache_room(struct words_cache *cache, size_t size);
/* Adds the record written last, into room from here. */
void cache_add(
	struct words_cache *cache, struct word_record *record, uint64_t hash, enum capital capital);

#endif
