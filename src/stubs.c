/*
 * Temporary: what a box does not offer yet. Weak and last in link order, so that the real function
 * wins as soon as its box has it; the file goes when the last box has landed.
 */
#include "analysis.h"

#define STUB __attribute__((weak))

STUB const char *tag_label_name(enum tag_label label)
{
	return "tag";
}

STUB enum dedi_status tagger_open(struct tagger **ret_tagger, struct dedi_error *error)
{
	*ret_tagger = NULL;
	return DEDI_OK;
}

STUB void tagger_free(struct tagger *tagger)
{
}

STUB enum dedi_status tagger_worker_new(
	const struct tagger *tagger, struct tagger_worker **ret_worker)
{
	*ret_worker = NULL;
	return DEDI_OK;
}

STUB void tagger_worker_free(struct tagger_worker *worker)
{
}

STUB enum dedi_status tagger_tag(struct tagger_worker *worker, const struct words *words,
	struct arena *arena, struct tags *ret_tags)
{
	*ret_tags = (struct tags){0};
	return DEDI_OK;
}
