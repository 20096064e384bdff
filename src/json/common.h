/* What the writers of this box share: spans in the unit that was asked for, texts at spans. */
#ifndef DEDI_JSON_COMMON_H
#define DEDI_JSON_COMMON_H

#include "json/json.h"
#include "json/writer.h"

struct output {
	struct json_writer w;
	const struct dedi_analysis *analysis;
	const struct json_options *options;
	const struct offset_index *offsets;
	struct str text; /* the document */
};

/* Starts a document-sized output; the writer's memory and the offset index are in the arena. */
enum dedi_status output_init(struct output *out, const struct dedi_analysis *analysis,
	const struct json_options *options, struct arena *arena) MUST_CHECK;

/* {"start": …, "end": …} */
void output_span(struct output *out, struct span span);
/* "span": {…} and "text": "…", the words at the span. */
void output_key_span(struct output *out, struct span span);
void output_key_text(struct output *out, struct span span);
/* "o3" or null */
void output_id_or_null(struct output *out, char prefix, uint32_t index);
/* The pieces of the content, joined by one space each. */
void output_content(struct output *out, const struct statement *statement);
/* The explain object of a statement. */
void output_explain(struct output *out, const struct statement *statement);

/*
 * The span of a role whose text is its words in the nominative. As endings follow the stem, the
 * nominative is nearly always the beginning of what stands in the text; then the span is cut to it,
 * so that text and span agree. Where it is not, the span stays and the text is taken verbatim.
 */
struct span output_role_span(struct str text, const struct role *role);

const char *mention_kind_name(enum mention_kind kind);
const char *lex_table_name(uint32_t table); /* the file's name without .tsv; NULL if none */

#endif
