/*
 * Statements: who said what.
 *
 * quotations (which pairs of marks, dashes, bare paragraphs are speech) -> cues -> contents ->
 * speakers -> resolution of pronouns, roles and aliases over the whole document.
 */
#ifndef DEDI_STATEMENTS_H
#define DEDI_STATEMENTS_H

#include "entities/entities.h"

enum statement_type { STATEMENT_DIRECT, STATEMENT_INDIRECT, STATEMENT_MIXED };
enum speaker_kind { SPEAKER_PERSON, SPEAKER_ORGANIZATION, SPEAKER_GROUP, SPEAKER_UNKNOWN };

struct speaker {
	enum speaker_kind kind;
	struct span span;      /* bytes of the phrase beside the cue; empty if none */
	uint32_t person;       /* index into entities.people, or NONE */
	uint32_t organization; /* index into entities.organizations, or NONE */
	struct str name;       /* canonical, after resolution; empty if the text never names it */
};

/* Somebody the speaker phrase could have meant, and why it does not. */
struct rival {
	struct str name;
	struct str lost_by; /* static: "earlier-speaker", "other-office" … */
};

#define STATEMENT_RIVALS 3

struct statement {
	enum statement_type type;
	struct span *spans; /* [n_spans] bytes, in text order: the content */
	uint32_t n_spans;
	struct span cue;      /* bytes; empty if none */
	struct str cue_lemma; /* "де", "атап өт"; empty if none */
	struct speaker speaker;
	bool in_headline;
	float confidence;    /* 0 to 1 */
	uint32_t *campaigns; /* [n_campaigns] indices: referred to inside the content */
	uint32_t n_campaigns;
	/* For --explain: what decided. */
	struct str
		seam; /* static name of the layout: "marks-dash-cue", "colon", "bare-paragraph" … */
	uint32_t cue_table, cue_row; /* lexicon entry, or NONE */
	struct str resolved_by;      /* static: "name", "last-speaker", "role", … */
	struct span antecedent;      /* what named the speaker before, empty if none */
	struct rival rivals[STATEMENT_RIVALS];
	uint32_t n_rivals;
};

/* A media outlet named as the source of the report: not a statement. */
struct credit {
	struct span span;
	uint32_t organization; /* index, or NONE */
};

struct statements {
	struct statement *at; /* [n], in text order */
	struct credit *credits;
	uint32_t n, n_credits;
};

enum dedi_status statements_find(const struct words *words, const struct entities *entities,
	struct arena *arena, struct statements *ret_statements) MUST_CHECK;

const char *statement_type_name(enum statement_type type);
const char *speaker_kind_name(enum speaker_kind kind);

#endif
