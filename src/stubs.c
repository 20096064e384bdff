/*
 * Temporary: what a box does not offer yet. Weak and last in link order, so that the real function
 * wins as soon as its box has it; the file goes when the last box has landed.
 */
#include "analysis.h"

#define STUB __attribute__((weak))

STUB enum dedi_status lexicon_open(struct lexicon **ret_lexicon)
{
	*ret_lexicon = NULL;
	return DEDI_OK;
}

STUB enum dedi_status lexicon_open_with(
	const char *directory, struct lexicon **ret_lexicon, struct dedi_error *error)
{
	return lexicon_open(ret_lexicon);
}

STUB void lexicon_free(struct lexicon *lexicon)
{
}

STUB struct str lexicon_digest(const struct lexicon *lexicon)
{
	return STR("");
}

STUB uint32_t lexicon_line(const struct lexicon *lexicon, enum lex_table table, uint32_t row)
{
	return 0;
}

STUB struct str lexicon_text(
	const struct lexicon *lexicon, enum lex_table table, uint32_t row, uint32_t column)
{
	return STR("");
}

STUB enum dedi_status words_annotate(const struct lexicon *lexicon, const struct document *document,
	struct arena *arena, struct words *ret_words)
{
	*ret_words = (struct words){.lexicon = lexicon, .document = document};
	return DEDI_OK;
}

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

STUB enum dedi_status entities_find(const struct words *words, const struct tags *tags,
	const struct known_names *known, struct arena *arena, struct entities *ret_entities)
{
	*ret_entities = (struct entities){0};
	return DEDI_OK;
}

STUB const char *org_type_name(enum org_type type)
{
	return "other";
}

STUB const char *campaign_type_name(enum campaign_type type)
{
	return "other";
}

STUB const char *scope_name(enum scope scope)
{
	return NULL;
}

STUB enum dedi_status statements_find(const struct words *words, const struct entities *entities,
	struct arena *arena, struct statements *ret_statements)
{
	*ret_statements = (struct statements){0};
	return DEDI_OK;
}

STUB const char *statement_type_name(enum statement_type type)
{
	static const char *const names[] = {"direct", "indirect", "mixed"};
	return names[type];
}

STUB const char *speaker_kind_name(enum speaker_kind kind)
{
	static const char *const names[] = {"person", "organization", "group", "unknown"};
	return names[kind];
}

STUB enum dedi_status morph_generate(const struct lexicon *lexicon, struct str lemma,
	struct features features, struct arena *arena, struct str **ret_forms, uint32_t *ret_n)
{
	*ret_forms = NULL;
	*ret_n = 0;
	return DEDI_OK;
}
