/*
 * Gold documents: what people say the analysis of a text should be, a JSON object a line.
 *
 *   {"id": "…", "text": "…",
 *    "statements": [{"type": "direct|indirect|mixed", "spans": [[0, 9], …], "cue": [10, 14] | null,
 *        "in_headline": false, "speaker": {"span": [15, 20] | null, "name": "…" | null,
 *        "kind": "person|organization|group|unknown"}}],
 *    "people": [{"name": "…", "roles": ["…"], "mentions": [[0, 5], …]}],
 *    "organizations": [{"name": "…", "mentions": […]}],
 *    "campaigns": [{"name": "…", "type": "…", "scope": "…" | null, "mentions": […]}]}
 *
 * Spans are half-open code point offsets into text; here they become byte offsets, as everywhere.
 * Fields beyond these are skipped.
 */
#ifndef DEDI_GOLD_H
#define DEDI_GOLD_H

#include "json/json.h"

struct gold_statement {
	enum statement_type type;
	struct span *spans; /* [n_spans] */
	uint32_t n_spans;
	struct span cue;     /* empty: null */
	struct span speaker; /* empty: null */
	struct str name;     /* empty: null */
	float confidence;    /* of a system's answer; 0 in gold */
};

struct gold_entity {
	struct str name;
	struct str type;       /* campaigns; empty: none */
	struct str *roles;     /* [n_roles] people */
	struct span *mentions; /* [n_mentions] */
	uint32_t n_roles, n_mentions;
};

enum gold_kind { GOLD_PEOPLE, GOLD_ORGANIZATIONS, GOLD_CAMPAIGNS, GOLD_KINDS };

struct gold {
	struct str id, text;
	struct gold_statement *statements; /* [n_statements] */
	uint32_t n_statements;
	struct gold_entity *entities[GOLD_KINDS]; /* [n_entities[kind]] */
	uint32_t n_entities[GOLD_KINDS];
};

/* Everything is copied into the arena. Errors as json_parse_request; error->field is a path such as
 * statements[2].spans. */
enum dedi_status json_parse_gold(struct str line, struct arena *arena, struct gold *ret_gold,
	struct dedi_error *error) MUST_CHECK;

/* What the analysis says, in the same shape and with the same words as the API's answer. */
enum dedi_status gold_from_analysis(const struct dedi_analysis *analysis, struct arena *arena,
	struct gold *ret_gold) MUST_CHECK;

#endif
