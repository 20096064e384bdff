/*
 * Names in Latin letters: what one in a Kazakh text is can be told by what stands beside it.
 *
 * Offices are of bodies (`X менеджері`). A medium is what others quote (`X-ке сілтеме жасап`,
 * `X-тен аударған`) or what reports (`X хабарлады`). In a list all are bodies if one of them is
 * known to be, or if the noun behind it says so (`X, Y және Z компаниялары`).
 *
 * Cost: linear in tokens; NAME_MAX words a name.
 */
#include "entities/internal.h"

enum { NAME_MAX = 5, BRACKET_MAX = 5 };

struct latin {
	struct finder *f;
	uint32_t *body_at; /* [n_tokens] candidate that begins there, or NONE */
};

/* Times-қа: the ending is in Cyrillic. */
static bool is_inflected(const struct finder *f, uint32_t t)
{
	return token_has(f, t, SHAPE_HYPHEN) && token_has(f, t, SHAPE_CYRILLIC) &&
	       (unsigned char)token_at(f, t)->norm.p[0] < 0x80;
}

static bool may_be_part(const struct finder *f, uint32_t t)
{
	return token_is_word(f, t) && (token_has(f, t, SHAPE_LATIN) || is_inflected(f, t)) &&
	       token_has(f, t, SHAPE_CAPITAL | SHAPE_MIXED_CAPS) && f->person_at[t] == NONE &&
	       f->mark_at[t] == NONE && !token_in(f, t, LEX_ACRONYM) && !is_platform(f, t);
}

/* One past the name in Latin letters that begins at t, or t. */
static uint32_t name_end(const struct finder *f, uint32_t t)
{
	uint32_t end = t, stop = sentence_end(f, t);
	while (end < stop && end - t < NAME_MAX && may_be_part(f, end))
		if (is_inflected(f, end++))
			break;
	return end < stop && may_be_part(f, end) && !is_inflected(f, end - 1) ? t : end;
}

static bool add(
	struct latin *l, enum candidate_source source, uint32_t first, uint32_t end, uint8_t type)
{
	struct candidate *c = candidate_new(l->f, CANDIDATE_ORGANIZATION, source, first, end);
	if (!c)
		return false;
	c->type = type;
	l->body_at[first] = l->f->candidates.n - 1;
	return true;
}

/* The token behind the bracket that opens at t, or t. */
static uint32_t behind_bracket(const struct finder *f, uint32_t t, uint32_t stop)
{
	if (t < stop && token_at(f, t)->kind == TOKEN_OPEN)
		for (uint32_t i = t + 1; i < stop && i <= t + BRACKET_MAX; i++)
			if (token_at(f, i)->kind == TOKEN_CLOSE)
				return i + 1;
	return t;
}

static bool separates(const struct finder *f, uint32_t t)
{
	uint8_t kind = token_at(f, t)->kind;
	return kind == TOKEN_COMMA || kind == TOKEN_SEMICOLON ||
	       (kind == TOKEN_WORD && facts_at(f, t)->np == NP_AND);
}

/* What a noun in the plural behind the list (сынды in between) says that all its members are. */
static bool plural_head(const struct finder *f, uint32_t t, uint32_t stop, uint8_t *ret_type)
{
	struct entry e;
	if (t < stop && token_is_word(f, t) && is_name_word(f, t, NAME_WORD_SUCH))
		t++;
	for (uint32_t i = 0; i < 2 && t < stop && token_is_word(f, t); i++, t++) {
		if (entry_starting(f, t, LEX_ORG_HEAD, &e) &&
			entry_features(&e).number == NUMBER_PLURAL) {
			*ret_type = (uint8_t)lexicon_code(
				f->lexicon, LEX_ORG_HEAD, e.row, ORG_HEAD_COL_TYPE);
			return true;
		}
		if (facts_at(f, t)->np != NP_ADJECTIVE)
			return false;
	}
	return false;
}

static bool is_known_body(const struct finder *f, const struct candidate *c)
{
	return !c->dropped && !c->alias && (c->table == LEX_ORG || c->table == LEX_MEDIA) &&
	       c->row != NONE;
}

/* A list of names from t on: all bodies, if one is or what follows says so. */
static bool take_list(struct latin *l, uint32_t first, uint32_t *ret_end)
{
	const struct finder *f = l->f;
	uint32_t stop = sentence_end(f, first), t = first, n = 0;
	uint8_t type = ORG_OTHER;
	bool bodies = false;
	while (t < stop) {
		uint32_t end = name_end(f, t);
		if (end == t)
			break;
		const struct candidate *c =
			l->body_at[t] == NONE ? NULL : &f->candidates.at[l->body_at[t]];
		if (c && !bodies && is_known_body(f, c)) {
			bodies = true;
			type = c->type;
		}
		n++;
		*ret_end = end;
		t = behind_bracket(f, end, stop);
		if (t >= stop || !separates(f, t))
			break;
		t++;
	}
	bodies |= plural_head(f, t, stop, &type);
	for (t = first; n > 1 && bodies && t < *ret_end; t++) {
		uint32_t end = name_end(f, t);
		if (end == t)
			continue;
		if (l->body_at[t] == NONE && !before_thing(f, end) &&
			!add(l, SOURCE_LEXICON, t, end, type))
			return false;
		t = end;
	}
	return true;
}

static enum kase case_of(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	return info->n_readings ? (enum kase)info->readings[0].features.kase : CASE_NOM;
}

/* `X-ке сілтеме жасап`, `X-ке берген сұхбатында`, `X-тен аударған`; `X хабарлады`. */
static bool is_quoted(const struct finder *f, uint32_t end)
{
	enum kase kase = case_of(f, end - 1);
	uint32_t t = end, stop = sentence_end(f, end - 1);
	if (t >= stop || !token_is_word(f, t))
		return false;
	if (kase == CASE_NOM)
		return reports(f, t);
	if (kase != CASE_DAT && kase != CASE_ABL)
		return false;
	if (kase == CASE_DAT && t + 1 < stop && token_is_word(f, t + 1) &&
		is_name_verb(f, t, NAME_WORD_SUPPORT))
		t++;
	return is_name_noun(f, t, NAME_WORD_SOURCE) || is_name_verb(f, t, NAME_WORD_SOURCE);
}

/* AgroWeb менеджері, FinPoint негізін қалаушысы: offices belong to bodies; so do occupations at a
 * name with capitals inside (a language has programmers, too). */
static bool has_office(const struct finder *f, uint32_t first, uint32_t end)
{
	struct entry e;
	if (end >= sentence_end(f, first) || !token_is_word(f, end) || is_inflected(f, end - 1) ||
		!entry_starting(f, end, LEX_POSITION, &e) ||
		(entry_features(&e).possessive != POSS_3 && e.end - e.first == 1))
		return false;
	uint32_t c = lexicon_code(f->lexicon, LEX_POSITION, e.row, POSITION_COL_CLASS);
	return c == POSITION_OFFICE ||
	       (c == POSITION_OCCUPATION && token_has(f, first, SHAPE_MIXED_CAPS));
}

enum dedi_status latin_names_find(struct finder *f)
{
	struct latin l = {.f = f};
	uint32_t n = f->document->n_tokens;
	l.body_at = ARENA_ARRAY(f->arena, uint32_t, n);
	if (!l.body_at)
		return DEDI_NO_MEMORY;
	memset(l.body_at, 0xff, n * sizeof *l.body_at);
	for (uint32_t i = 0; i < f->candidates.n; i++)
		if (f->candidates.at[i].kind == CANDIDATE_ORGANIZATION)
			l.body_at[f->candidates.at[i].first] = i;
	for (uint32_t t = set_next(f, SET_NAMED, 0); t < n; t = set_next(f, SET_NAMED, t + 1)) {
		uint32_t end = name_end(f, t);
		if (end == t)
			continue;
		if (!take_list(&l, t, &end))
			return DEDI_NO_MEMORY;
		enum candidate_source source =
			case_of(f, end - 1) == CASE_NOM ? SOURCE_CONTEXT : SOURCE_LEXICON;
		if (l.body_at[t] == NONE && name_end(f, t) == end && is_quoted(f, end) &&
			!add(&l, source, t, end, ORG_MEDIA))
			return DEDI_NO_MEMORY;
		if (l.body_at[t] == NONE && name_end(f, t) == end && has_office(f, t, end) &&
			!add(&l, SOURCE_CONTEXT, t, end, ORG_OTHER))
			return DEDI_NO_MEMORY;
		t = end;
	}
	return DEDI_OK;
}
