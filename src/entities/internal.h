/*
 * What the files of this box share: the finder (state of one entities_find call), facts about the
 * distinct words of the document, phrases of the lexicon found in it, and candidate mentions.
 *
 *   facts.c          what is known of each distinct word
 *   phrases.c        keys of several words; entries that begin or end at a token
 *   sets.c           the tokens that a step has to look at
 *   people.c         capitalised runs -> names of people
 *   marks.c          names in quotation marks -> what they name
 *   noun_phrase.c    the walk to the left of a head noun
 *   organizations.c  heads, brands, acronyms, known bodies
 *   latin_names.c    names in Latin letters in lists and as sources
 *   campaigns.c      heads, Latin runs, hashtags, observances
 *   repeats.c        names of the request, established names again
 *   merge.c          rules and tagger reconciled: afterwards nothing overlaps
 *   person_clusters.c, organization_clusters.c, campaign_clusters.c: mentions -> entities
 *   campaign_times.c how long campaigns last and when they are
 *   roles.c          position phrases, with and without a name beside them
 *   role_links.c     whose a phrase is that stands without one
 *
 * Everything lives in the arena of the call. Token ranges are half-open.
 */
#ifndef DEDI_ENTITIES_INTERNAL_H
#define DEDI_ENTITIES_INTERNAL_H

#include "base/bits.h"
#include "entities/entities.h"

/* How a word can take part in a noun phrase to the left of its head, read from its morphology. */
enum np_part {
	NP_STOP,       /* finite verb, converb, pronoun, adverb, locative …: ends the phrase */
	NP_MODIFIER,   /* bare noun, possessed noun, verbal noun */
	NP_ADJECTIVE,  /* a modifier that can make a name of a head without possessive: -лық */
	NP_GENITIVE,   /* owner */
	NP_ACCUSATIVE, /* object of a verbal noun: құқықтарын қорғау */
	NP_DATIVE,     /* before қарсы, жөніндегі …: зорлыққа қарсы */
	NP_LOCAL,      /* -дағы: салмақтағы; part of a role, not of a body's name */
	NP_RELATION, /* жанындағы, жөніндегі, бойынша, атындағы */
	NP_AND,      /* және, мен, пен, бен */
};

/* Bits: what a capitalised word may be in a person's name. */
enum name_part {
	NAME_GIVEN = 1u << 0,
	NAME_SURNAME = 1u << 1,    /* in the lexicon, or by its ending */
	NAME_PATRONYMIC = 1u << 2, /* -ұлы, -қызы, -ович */
	NAME_UNKNOWN = 1u << 3,    /* nothing speaks against it */
	NAME_LISTED = 1u << 4,     /* in a lexicon of names, not only by its ending */
	NAME_FORMED = 1u << 6,     /* a surname by its ending: it closes a name */
	NAME_ANY = NAME_GIVEN | NAME_SURNAME | NAME_PATRONYMIC | NAME_UNKNOWN,
};

enum { AS_FORM = 255 }; /* in place of the number of a reading: the word as it stands */

/* The row of which a word is the key, alone. */
struct word_key {
	uint32_t row;
	uint8_t table;
	uint8_t reading; /* that gave row, or AS_FORM */
};

struct word_facts {
	uint32_t tables;             /* bits 1u << enum lex_table: it is a one-word key there */
	uint32_t functions;          /* bits 1u << enum function_class */
	uint32_t lemma;              /* number shared by all forms of one lemma */
	uint32_t lower;              /* occurrences without a capital */
	uint8_t np;                  /* enum np_part */
	uint8_t name;                /* bits NAME_* */
	uint8_t name_reading;        /* that leaves the bare name, or AS_FORM */
	uint8_t nominal;             /* best nominal reading, or AS_FORM */
	bool longer;                 /* keys of several words begin with it */
	bool verbal_noun;            /* has a reading in -у */
	bool agent;                  /* bare noun in -шы: somebody who does it */
	const struct word_key *keys; /* one for each bit of tables */
};

/* A key of several words found in the text. */
struct phrase {
	uint8_t table;
	bool is_alias;
	uint32_t row, first, end; /* tokens */
	const struct reading *reading;
	uint32_t next_by_first, next_by_last; /* phrase that shares that token, or NONE */
};

/* A phrase or a single word as an entry of a table. */
struct entry {
	uint32_t row, first, end;
	const struct reading *reading; /* of the last word; NULL: as it stands, bare */
};

enum candidate_kind { CANDIDATE_PERSON, CANDIDATE_ORGANIZATION, CANDIDATE_CAMPAIGN };

/* Strongest first: what wins where two cover one token. */
enum candidate_source {
	SOURCE_KNOWN,   /* the request said so */
	SOURCE_MARKS,   /* quotation marks with a head noun or a legal form */
	SOURCE_HEAD,    /* noun phrase up to its head */
	SOURCE_LEXICON, /* known body, medium, catalogued campaign */
	SOURCE_GRAMMAR, /* shape of a person's name with a part that is surely one */
	SOURCE_TAGGER,
	SOURCE_CONTEXT, /* capitals beside a role or a nationality */
	SOURCE_REPEAT,  /* an established name again */
	SOURCE_SHAPE,   /* capitals alone, an unknown acronym */
};

struct candidate {
	uint32_t first, end;             /* tokens of the mention */
	uint32_t reach_first, reach_end; /* with marks, head noun, legal form */
	uint8_t kind;                    /* enum candidate_kind */
	uint8_t source;                  /* enum candidate_source */
	uint8_t mention;                 /* enum mention_kind */
	uint8_t type;                    /* enum org_type or campaign_type */
	uint8_t scope;                   /* enum scope, of campaigns */
	bool alias;                      /* stands for another mention, has no name of its own */
	bool dropped;
	bool whole;          /* its words are settled, marks among them */
	uint32_t head;       /* token of the head noun, or NONE */
	uint32_t head_row;   /* row of the head in its table, or NONE */
	uint32_t table, row; /* lexicon entry that it is, row NONE if it is none */
	uint32_t legal;      /* row of the legal form, or NONE */
	uint32_t quote;      /* index of the marks, or NONE */
	uint32_t same_as;    /* candidate that names the same (acronym in brackets), or NONE */
	uint32_t entity;     /* after clustering, or NONE */
};

struct candidates {
	struct candidate *at;
	uint32_t n, cap;
};
struct phrases {
	struct phrase *at;
	uint32_t n, cap;
};

/* Chains of things filed under a hash: the first of each, or NONE. */
struct buckets {
	uint32_t *first;
	uint32_t mask;
};

/* What a name in marks turned out to be. */
enum mark_kind { MARK_OPEN, MARK_ORGANIZATION, MARK_CAMPAIGN, MARK_OTHER, MARK_SPEECH };

struct mark {
	uint8_t kind;        /* enum mark_kind */
	bool team;           /* a body because players or members are told to be its own */
	uint32_t head;       /* token of the noun that told, or NONE */
	uint32_t row;        /* of it */
	uint32_t first, end; /* tokens of the name, marks and ending outside */
	uint32_t reach_first, reach_end;
};

/* Sets of tokens that a step has to look at. */
enum token_set {
	SET_NAMES,          /* capitals and initials */
	SET_NAMED,          /* capitals, digits, hosts; a legal form begins */
	SET_TAGS,           /* hashtags; a campaign of the catalogue begins */
	SET_ORG_HEADS,      /* an entry of the table ends */
	SET_CAMPAIGN_HEADS, /* the same */
	SET_POSITIONS,      /* the same */
	TOKEN_SETS
};

struct finder {
	const struct words *words;
	const struct lexicon *lexicon;
	const struct document *document;
	const struct tags *tags;
	const struct known_names *known;
	struct arena *arena;
	struct word_facts *facts; /* [document.n_words] */
	struct phrases phrases;
	uint32_t *phrase_first;     /* [n_tokens] first phrase that begins there, or NONE */
	uint32_t *phrase_last;      /* [n_tokens] first phrase that ends with that token, or NONE */
	uint64_t *sets[TOKEN_SETS]; /* of tokens, a bit each */
	struct mark *marks;         /* [n_quotes] */
	uint32_t *mark_at;   /* [n_tokens] innermost quote with a name that covers it, or NONE */
	bool *mark_head;     /* [n_tokens] part of the head noun of a name in marks */
	uint32_t *person_at; /* [n_tokens] candidate person that covers it, or NONE */
	struct candidates candidates;
	uint32_t *kept; /* [n_kept] candidates after the merge, in text order */
	uint32_t n_kept;
	uint32_t n_lemmas;
	bool *shouting; /* [n_sentences] in capitals: a capital tells nothing there */
};

/* facts.c */
/* An abbreviation such as АҚ only in capitals: ақ is white. */
bool legal_form_at(const struct finder *f, uint32_t t, struct entry *ret_entry);
/* Whether an ending may be taken off a name nobody knows. */
bool reading_trusted(const struct reading *r, struct str form);
enum dedi_status facts_collect(struct finder *f) MUST_CHECK;
enum dedi_status phrases_collect(struct finder *f) MUST_CHECK;

/* phrases.c */
bool entry_search_first(
	const struct finder *f, uint32_t token, enum lex_table table, struct entry *ret_entry);
bool entry_search_last(
	const struct finder *f, uint32_t token, enum lex_table table, struct entry *ret_entry);

/* sets.c */
enum dedi_status sets_collect(struct finder *f) MUST_CHECK;

/* The first token of the set from t on; n_tokens if there is none. */
static inline uint32_t set_next(const struct finder *f, enum token_set set, uint32_t t)
{
	return bits_next(f->sets[set], f->document->n_tokens, t);
}

/* The last one before t; NONE if there is none. */
static inline uint32_t set_before(const struct finder *f, enum token_set set, uint32_t t)
{
	return bits_before(f->sets[set], t);
}

/* people.c */
enum dedi_status people_find(struct finder *f) MUST_CHECK;

/* The word at t is the name that begins at first, in a case: Айнұр Сапарова Айнұрдың. */
bool name_again(const struct finder *f, uint32_t first, uint32_t t);

bool are_letters(const struct finder *f, uint32_t first, uint32_t end);

/* Алла, Рамазанда: a name that is a common word as well, in any case. */
bool is_common_name(const struct finder *f, uint32_t t);

/* marks.c */
enum dedi_status marks_find(struct finder *f) MUST_CHECK;

/* noun_phrase.c: how far left of `head_first` (token) a name may reach. */
struct noun_phrase {
	uint32_t first; /* leftmost token of the name; head_first if there is no modifier */
	bool capital;   /* a capital that is not only the sentence's marks its start */
	bool place;     /* begins with a place or a scope word */
	bool brand;     /* what stands right before the head is a proper name */
	uint32_t brand_first, brand_end;
	uint32_t n_modifiers;
	bool owner;         /* has a genitive in it */
	bool joined;        /* has an `және`, a `жөніндегі` in it */
	bool owned;         /* by a body before it that is no part of it */
	bool marks;         /* begins with the body in marks that it is a branch of */
	bool relation;      /* has a `жөніндегі` in it */
	uint32_t n_telling; /* modifiers that tell one body from another of its kind */
};
struct noun_phrase noun_phrase_before(const struct finder *f, uint32_t head_first, bool possessed);

/* Депутаттар ауылды дамыту …: who opens the sentence, two words before the phrase goes on. */
bool is_doer(const struct finder *f, uint32_t t);

/* Whether the conjunction at t joins two bodies, not two words of one's name. */
bool joins_bodies(const struct finder *f, uint32_t t);

/* Where a body that seems to begin with a country really begins: start, or behind the country. */
uint32_t behind_country(const struct finder *f, uint32_t start, uint32_t head);

/* қазақстандық, америкалық: an adjective made of a place. */
bool is_nationality(const struct finder *f, uint32_t t);

/* organizations.c, campaigns.c */
enum dedi_status organizations_find(struct finder *f) MUST_CHECK;
enum dedi_status campaigns_find(struct finder *f) MUST_CHECK;

/* latin_names.c, as one step of organizations_find */
enum dedi_status latin_names_find(struct finder *f) MUST_CHECK;

/* The verb that a credit follows: `деп хабарлайды X`. */
bool reports(const struct finder *f, uint32_t t);

/* `X баспасөз қызметі` speaks for X and is no body of its own: where the press service that ends
 * with token t begins, or NONE. That of an office (`Президенттің баспасөз қызметі`) is one. */
uint32_t press_service_first(const struct finder *f, uint32_t t);

/* A social network as the place where something was said is no body. */
bool is_platform(const struct finder *f, uint32_t t);

/* names.c: a form of a verb that name_words.tsv has with that class. */
bool is_name_verb(const struct finder *f, uint32_t t, enum name_word_class class);

/* Names of a product or a place: Mercedes көлігі, Art Hub павильоны; t is the token behind. */
bool before_thing(const struct finder *f, uint32_t t);

/* Toyota Camry, Boeing 737: things that are called after their maker. */
bool is_model(const struct finder *f, uint32_t t);

/* campaigns.c: a noun of places is at t: `Мәңгілік Ел даңғылы` is no programme. */
bool before_place(const struct finder *f, uint32_t t);

/* repeats.c */
enum dedi_status known_find(struct finder *f) MUST_CHECK;
enum dedi_status repeats_find(struct finder *f) MUST_CHECK;

/* merge.c */
enum dedi_status candidates_merge(struct finder *f) MUST_CHECK;

/* *_clusters.c, roles.c */
enum dedi_status people_cluster(struct finder *f, struct entities *entities) MUST_CHECK;
enum dedi_status organizations_cluster(struct finder *f, struct entities *entities) MUST_CHECK;
enum dedi_status campaigns_cluster(struct finder *f, struct entities *entities) MUST_CHECK;
enum dedi_status campaign_times_find(struct finder *f, struct entities *entities) MUST_CHECK;
enum dedi_status roles_find(struct finder *f, struct entities *entities) MUST_CHECK;

/* The longest entry of the table that begins with the token. */
static inline bool entry_starting(
	const struct finder *f, uint32_t token, enum lex_table table, struct entry *ret_entry)
{
	const struct word_facts *facts = &f->facts[f->document->tokens[token].word];
	if (f->phrase_first[token] == NONE && !(facts->tables >> table & 1u))
		return false;
	return entry_search_first(f, token, table, ret_entry);
}

/* The longest one whose last word is the token. */
static inline bool entry_ending(
	const struct finder *f, uint32_t token, enum lex_table table, struct entry *ret_entry)
{
	const struct word_facts *facts = &f->facts[f->document->tokens[token].word];
	if (f->phrase_last[token] == NONE && !(facts->tables >> table & 1u))
		return false;
	return entry_search_last(f, token, table, ret_entry);
}

/* names.c: room for n things. */
enum dedi_status buckets_init(struct arena *arena, uint32_t n, struct buckets *ret) MUST_CHECK;

static inline uint32_t *bucket_of(const struct buckets *b, uint64_t hash)
{
	return &b->first[(uint32_t)(hash ^ hash >> 32) & b->mask];
}

/* Short questions about tokens. */
/* A reading in which a word may be a key: a noun, not a verb, not an adjective made of it. */
static inline bool reading_names(const struct reading *r)
{
	const struct features *x = &r->features;
	return (x->verb == VERB_NONE || x->verb == VERB_NOUN) &&
	       (x->derivation == DERIV_NONE || x->derivation == DERIV_LOCAL);
}

static inline const struct token *token_at(const struct finder *f, uint32_t t)
{
	return &f->document->tokens[t];
}

static inline const struct word_facts *facts_at(const struct finder *f, uint32_t t)
{
	return &f->facts[f->document->tokens[t].word];
}

/* The key of a word that has the table's bit. */
static inline const struct word_key *key_in(const struct word_facts *facts, enum lex_table table)
{
	const struct word_key *key = facts->keys;
	while (key->table != table)
		key++;
	return key;
}

static inline bool in_capitals(const struct finder *f, uint32_t t)
{
	return f->shouting[token_at(f, t)->sentence];
}

static inline bool token_is_word(const struct finder *f, uint32_t t)
{
	return token_at(f, t)->kind == TOKEN_WORD;
}

static inline bool token_has(const struct finder *f, uint32_t t, uint32_t shape_bits)
{
	return (token_at(f, t)->shape & shape_bits) != 0;
}

static inline bool token_in(const struct finder *f, uint32_t t, enum lex_table table)
{
	return (facts_at(f, t)->tables >> table & 1u) != 0;
}

static inline bool head_has(const struct finder *f, uint32_t row, enum org_head_flag flag)
{
	return (lexicon_code(f->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) >> flag & 1u) != 0;
}

/* The token ends a report word of the class. */
static inline bool report_word_ending(
	const struct finder *f, uint32_t t, enum report_class class, struct entry *ret_entry)
{
	return entry_ending(f, t, LEX_REPORT_WORD, ret_entry) &&
	       (lexicon_code(
			f->lexicon, LEX_REPORT_WORD, ret_entry->row, REPORT_WORD_COL_CLASSES) >>
			       class
		       & 1u);
}

static inline bool token_is(const struct finder *f, uint32_t t, enum function_class function)
{
	return (facts_at(f, t)->functions >> function & 1u) != 0;
}

/* It is of that class of name_words.tsv, in any case. */
static inline bool is_name_noun(const struct finder *f, uint32_t t, enum name_word_class class)
{
	return token_in(f, t, LEX_NAME_WORD) &&
	       (lexicon_code(f->lexicon, LEX_NAME_WORD, key_in(facts_at(f, t), LEX_NAME_WORD)->row,
			NAME_WORD_COL_CLASSES) >>
			       class
		       & 1u) != 0;
}

/* As it stands in the table. */
static inline bool is_name_word(const struct finder *f, uint32_t t, enum name_word_class class)
{
	return is_name_noun(f, t, class) &&
	       key_in(facts_at(f, t), LEX_NAME_WORD)->reading == AS_FORM;
}

/* First token of the sentence of t, and one past its last. */
static inline uint32_t sentence_first(const struct finder *f, uint32_t t)
{
	return f->document->sentences[token_at(f, t)->sentence].first_token;
}

static inline uint32_t sentence_end(const struct finder *f, uint32_t t)
{
	const struct sentence *s = &f->document->sentences[token_at(f, t)->sentence];
	return s->first_token + s->n_tokens;
}

static inline struct features entry_features(const struct entry *entry)
{
	static const struct features bare;
	return entry->reading ? entry->reading->features : bare;
}

static inline bool features_bare(struct features x) /* nominative singular, possessed or not */
{
	return x.kase == CASE_NOM && x.number == NUMBER_SINGULAR && x.verb == VERB_NONE &&
	       x.derivation == DERIV_NONE && (x.possessive == POSS_NONE || x.possessive == POSS_3);
}

/* names.c */
struct candidate *candidate_new(struct finder *f, enum candidate_kind kind,
	enum candidate_source source, uint32_t first, uint32_t end); /* NULL: out of memory */
/* The token without its case ending as reading has it (NULL: as it stands). */
enum dedi_status word_nominative(
	struct finder *f, uint32_t t, const struct reading *reading, struct str *ret) MUST_CHECK;
/* The tokens of [first, end), spaced as in the text, marks left out, the last one nominative. */
enum dedi_status name_text(struct finder *f, uint32_t first, uint32_t end,
	const struct reading *reading, struct str *ret) MUST_CHECK;
/* What is undone at the end of a candidate to have its name: a reading of its last token, or NULL.
 */
const struct reading *candidate_reading(const struct finder *f, const struct candidate *c);
struct mention candidate_mention(const struct finder *f, const struct candidate *c);
/* A name out of a line in capitals: one capital, acronyms as they are. */
enum dedi_status calm_text(struct finder *f, uint32_t first, uint32_t end, struct str name,
	struct str *ret) MUST_CHECK;
enum dedi_status word_title_case(
	struct finder *f, uint32_t t, struct str upper, struct str *ret) MUST_CHECK;

#endif
