/*
 * Tagger: a linear-chain model that labels tokens as parts of names.
 * Works on one sentence at a time; a worker's lattice grows to the longest sentence.
 */
#ifndef DEDI_TAGGER_H
#define DEDI_TAGGER_H

#include "kazakh/kazakh.h"

enum tag_label {
	TAG_PERSON,
	TAG_ORGANISATION,
	TAG_POSITION,
	TAG_PROJECT,
	TAG_EVENT,
	TAG_FACILITY,
	TAG_GPE,
	TAG_LOCATION,
	TAG_LABEL_COUNT
};
const char *tag_label_name(enum tag_label label);

/* A labelled stretch of tokens. */
struct tag {
	uint32_t first, end; /* tokens, half-open */
	enum tag_label label;
	float score; /* how sure, 0 to 1 */
};

struct tags {
	struct tag *at; /* [n], in text order, not overlapping */
	uint32_t n;
};

struct tagger; /* model, immutable, shared; NULL: no model, tags are empty */
struct tagger_worker;
enum dedi_status tagger_open(struct tagger **ret_tagger, struct dedi_error *error) MUST_CHECK;
/* The same of a model of the caller's, which is copied, so that nothing can change it after it was
 * checked; error tells why it is refused. */
enum dedi_status tagger_open_image(const void *image, size_t size, struct tagger **ret_tagger,
	struct dedi_error *error) MUST_CHECK;
enum dedi_status tagger_open_file(
	const char *path, struct tagger **ret_tagger, struct dedi_error *error) MUST_CHECK;
void tagger_free(struct tagger *tagger);
/* Tells models apart; 0 if there is none. */
uint64_t tagger_checksum(const struct tagger *tagger);
enum dedi_status tagger_worker_new(
	const struct tagger *tagger, struct tagger_worker **ret_worker) MUST_CHECK;
void tagger_worker_free(struct tagger_worker *worker);

enum dedi_status tagger_tag(struct tagger_worker *worker, const struct words *words,
	struct arena *arena, struct tags *ret_tags) MUST_CHECK;

#endif
