/*
 * Entities: the people, organisations and campaigns of a document, one entry each.
 *
 * mentions: rules over tokens, lexicons and quotation marks, joined with the tagger's spans; one
 * documented place decides where they disagree. Then mentions are clustered: names, acronyms,
 * short forms, bare heads.
 */
#ifndef DEDI_ENTITIES_H
#define DEDI_ENTITIES_H

#include "kazakh/kazakh.h"
#include "tagger/tagger.h"

enum mention_kind {
	MENTION_NAME,    /* full name, surname, given name, name in marks */
	MENTION_ACRONYM, /* ОКҚ */
	MENTION_ALIAS, /* Комиссия, Жоба: a bare head or short form that stands for the name */
	MENTION_HASHTAG,
};

struct mention {
	struct span span;    /* bytes; case ending in, quotation marks out */
	uint32_t first, end; /* tokens, half-open */
	enum mention_kind kind;
};

struct role {
	struct str text;  /* nominative: the words of the text with the last one's ending undone */
	struct span span; /* bytes, as it stands in the text */
	uint32_t first, end;   /* tokens, half-open */
	uint32_t head;         /* token of the head noun */
	uint32_t organization; /* index, or NONE */
	enum position_class position_class;
	bool guessed;    /* a noun that stands alone, of whoever was named last */
	uint32_t person; /* bare roles: who holds this office in the text, where it says so, or NONE
			  */
};

struct person {
	struct str name;                            /* canonical */
	struct str given_name, patronymic, surname; /* empty if not known */
	struct role *roles;                         /* [n_roles], in text order, no repeats */
	struct mention *mentions;                   /* [n_mentions], in text order: names only */
	uint32_t n_roles, n_mentions;
};

struct organization {
	struct str name;
	struct str acronym;   /* empty if none */
	struct str expansion; /* of an acronym that the text never spells out; empty if not known */
	bool expansion_from_lexicon;
	enum org_type type;
	struct str legal_form;    /* АҚ, ЖШС …; empty if none */
	struct mention *mentions; /* [n_mentions] */
	struct str *aliases; /* [n_aliases] distinct short forms used in the text, nominative */
	uint32_t head;       /* token of the head noun of the fullest mention, or NONE */
	uint32_t n_mentions, n_aliases;
	uint32_t lexicon_row; /* in LEX_ORG, or NONE */
};

struct campaign {
	struct str name;
	enum campaign_type type;
	enum scope scope;
	struct str catalog_id; /* empty if not in the catalogue */
	struct str theme;      /* empty if not said */
	struct span duration;  /* `16 күн`, as it stands in the text; empty if not said */
	struct span dates;     /* `25 қараша – 10 желтоқсан`; empty if not said */
	struct str dates_from, dates_to; /* of them: MM-DD, YYYY or YYYY-MM-DD; empty: open */
	struct str catalog_dates; /* what the catalogue says of it, as it says it; or empty */
	struct str label;         /* of a hashtag: its words, apart; empty if no hashtag */
	struct mention *mentions; /* [n_mentions] */
	uint32_t n_mentions;
	uint32_t owner; /* index of an organisation, or NONE */
};

struct entities {
	struct person *people;              /* in order of first mention */
	struct organization *organizations; /* in order of first mention */
	struct campaign *campaigns;         /* in order of first mention */
	uint32_t n_people, n_organizations, n_campaigns;
	/* For each token, which entity's mention covers it (the longest one); NONE if none. */
	uint32_t *person_at;       /* [document.n_tokens] index into people */
	uint32_t *organization_at; /* [document.n_tokens] */
	uint32_t *campaign_at;     /* [document.n_tokens] */
	/* Role phrases that stand without a name (`министр`, `комиссия төрағасы`), in text order:
	 * resolved to people by the statements. */
	struct role *bare_roles;
	uint32_t n_bare_roles;
};

/* What a client says it already knows; bounded by the caller. */
struct known_names {
	const struct str *people, *organizations, *campaigns;
	uint32_t n_people, n_organizations, n_campaigns;
};

enum dedi_status entities_find(const struct words *words, const struct tags *tags,
	const struct known_names *known, struct arena *arena,
	struct entities *ret_entities) MUST_CHECK;

const char *org_type_name(enum org_type type);
const char *campaign_type_name(enum campaign_type type);
const char *scope_name(enum scope scope); /* NULL for SCOPE_NONE */

#endif
