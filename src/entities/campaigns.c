/*
 * Campaigns: names in marks beside a head (акция, жоба …), Latin runs before one, hashtags,
 * observances (… күні, … жылы), names of the catalogue, and bare heads that may stand for one.
 *
 * What only sounds like a campaign is kept out by the head's own list of words that may not precede
 * it (заң жобасы, егіс науқаны), by a broadcast around a `бағдарлама`, and because a head without a
 * name never makes a campaign.
 *
 * Cost: linear in tokens.
 */
#include "entities/internal.h"

enum { LATIN_MAX = 8, BETWEEN_MAX = 5, BEFORE_MAX = 2, OBSERVANCE_MAX = 8, LIST_MAX = 16 };

static uint8_t head_type(const struct finder *f, uint32_t row)
{
	return (uint8_t)lexicon_code(f->lexicon, LEX_CAMPAIGN_HEAD, row, CAMPAIGN_HEAD_COL_TYPE);
}

/* A phrase of a list is told by its last word: `алдын ала;ашық`. */
static bool ends_phrase_of(struct str list, struct str word)
{
	for (const char *p = list.p; word.n; p++) {
		size_t left = list.n - (size_t)(p - list.p);
		p = memmem(p, left, word.p, word.n);
		if (!p)
			break;
		const char *end = p + word.n;
		if ((p == list.p || p[-1] == ' ' || p[-1] == ';') &&
			(end == list.p + list.n || *end == ';'))
			return true;
	}
	return false;
}

/* Whether the words that end before token `first` are one of the head's false friends. */
static bool false_friend(const struct finder *f, uint32_t row, uint32_t first)
{
	struct str list =
		lexicon_text(f->lexicon, LEX_CAMPAIGN_HEAD, row, CAMPAIGN_HEAD_COL_NOT_AFTER);
	if (first == 0 || list.n <= 1 || token_at(f, first - 1)->kind == TOKEN_QUOTE)
		return false;
	struct str word = f->document->words[token_at(f, first - 1)->word].form;
	return ends_phrase_of(list, word) || ends_phrase_of(list, token_at(f, first - 1)->norm);
}

static bool is_work_word(const struct finder *f, uint32_t t)
{
	struct entry e;
	return entry_starting(f, t, LEX_NAME_HEAD, &e) &&
	       lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
		       NAME_HEAD_WORK;
}

static bool is_media_word(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (entry_ending(f, t, LEX_ORG_HEAD, &e))
		return lexicon_code(f->lexicon, LEX_ORG_HEAD, e.row, ORG_HEAD_COL_TYPE) ==
		       ORG_MEDIA;
	return token_has(f, t, SHAPE_CAPITAL | SHAPE_DIGIT) && entry_starting(f, t, LEX_MEDIA, &e);
}

enum { NAME_ALONE = 4 }; /* marks, one word, head: «Сұхбат» бағдарламасы */

static bool says(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		for (uint32_t k = 0; r->features.verb != VERB_NONE && k < r->lexemes.n; k++)
			if (r->lexemes.at[k].table == LEX_CUE && r->lexemes.at[k].n_words == 1)
				return true;
	}
	return false;
}

/* `бағдарламасында айтты`: one speaks in a programme that is broadcast, not in one of the state. */
static bool spoken_in(const struct finder *f, uint32_t end)
{
	enum { NEAR = 3 };
	const struct word_info *info = word_of(f->words, end - 1);
	uint32_t stop = sentence_end(f, end - 1);
	if (!info->n_readings || info->readings[0].features.kase != CASE_LOC)
		return false;
	for (uint32_t t = end; t < stop && t < end + NEAR && token_is_word(f, t); t++)
		if (says(f, t))
			return true;
	return false;
}

/* A programme that is broadcast: interviews, channels and shows in the same sentence. */
static bool broadcast(const struct finder *f, uint32_t first, uint32_t end)
{
	uint32_t from = sentence_first(f, first), to = sentence_end(f, first);
	if (first - from > 16)
		from = first - 16;
	if (to > end + 8)
		to = end + 8;
	for (uint32_t t = from; t < to; t++) {
		bool inside = t >= first && t < end;
		if (!token_is_word(f, t) || (inside && end - first > NAME_ALONE))
			continue;
		bool labour = is_name_noun(f, t, NAME_WORD_APPOINT); /* еңбек етеді: no book */
		if ((is_work_word(f, t) && !labour) || is_media_word(f, t))
			return true;
	}
	return spoken_in(f, end);
}

static uint8_t scope_in(const struct finder *f, uint32_t first, uint32_t end)
{
	struct entry e;
	for (uint32_t t = first; t < end; t++)
		if (entry_starting(f, t, LEX_SCOPE, &e))
			return (uint8_t)lexicon_code(f->lexicon, LEX_SCOPE, e.row, SCOPE_COL_SCOPE);
	return SCOPE_NONE;
}

static struct candidate *add(
	struct finder *f, enum candidate_source source, uint32_t first, uint32_t end, uint8_t type)
{
	struct candidate *c = candidate_new(f, CANDIDATE_CAMPAIGN, source, first, end);
	if (c)
		c->type = type;
	return c;
}

static void note_catalogue(const struct finder *f, struct candidate *c)
{
	struct entry e;
	if (!entry_starting(f, c->first, LEX_CAMPAIGN, &e) || e.end != c->end)
		return;
	c->table = LEX_CAMPAIGN;
	c->row = e.row;
}

static uint8_t catalogue_type(const struct finder *f, uint32_t row)
{
	return (uint8_t)lexicon_code(f->lexicon, LEX_CAMPAIGN, row, CAMPAIGN_COL_TYPE);
}

/* Names that were a broadcast somewhere in the text are one everywhere. */
struct shows {
	uint64_t *at; /* open addressing: hashes of names */
	uint32_t mask;
};

static uint64_t name_hash(const struct finder *f, const struct mark *mark)
{
	uint64_t h = 1;
	for (uint32_t t = mark->first; t < mark->end; t++)
		h = (h ^ facts_at(f, t)->lemma) * 0x9e3779b97f4a7c15u;
	return h ? h : 1;
}

static uint32_t show_slot(const struct shows *s, uint64_t hash)
{
	uint32_t i = (uint32_t)(hash >> 32) & s->mask;
	while (s->at[i] && s->at[i] != hash)
		i = (i + 1) & s->mask;
	return i;
}

static bool was_broadcast(const struct shows *s, const struct finder *f, const struct mark *mark)
{
	return s->at[show_slot(s, name_hash(f, mark))] != 0;
}

static enum dedi_status find_shows(struct finder *f, struct shows *s)
{
	struct entry e;
	s->mask = 15;
	while (s->mask < 2 * f->document->n_quotes)
		s->mask = 2 * s->mask + 1;
	s->at = ARENA_ARRAY(f->arena, uint64_t, s->mask + 1);
	if (!s->at)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < f->document->n_quotes; i++) {
		const struct mark *mark = &f->marks[i];
		if (mark->kind != MARK_CAMPAIGN || mark->head == NONE ||
			!entry_ending(f, mark->head, LEX_CAMPAIGN_HEAD, &e) ||
			head_type(f, e.row) != CAMPAIGN_PROGRAMME ||
			!broadcast(f, mark->reach_first, mark->reach_end))
			continue;
		uint64_t hash = name_hash(f, mark);
		s->at[show_slot(s, hash)] = hash;
	}
	return DEDI_OK;
}

static enum dedi_status find_marks(struct finder *f)
{
	const uint32_t name_shapes = SHAPE_CAPITAL | SHAPE_MIXED_CAPS | SHAPE_DIGIT | SHAPE_LATIN;
	struct shows shows;
	enum dedi_status status = find_shows(f, &shows);
	if (status)
		return status;
	for (uint32_t i = 0; i < f->document->n_quotes; i++) {
		const struct mark *mark = &f->marks[i];
		if (mark->kind != MARK_CAMPAIGN)
			continue;
		struct entry e;
		bool head =
			mark->head != NONE && entry_ending(f, mark->head, LEX_CAMPAIGN_HEAD, &e);
		uint8_t type = head ? head_type(f, mark->row) : CAMPAIGN_OTHER;
		if (type == CAMPAIGN_OBSERVANCE && entry_features(&e).number == NUMBER_PLURAL)
			continue; /* «X» жылдары: when it was */
		if (head && e.first > mark->end && false_friend(f, e.row, e.first))
			continue;
		if (token_is_word(f, mark->first) && !token_has(f, mark->first, name_shapes))
			continue; /* «жасыл экономикаға» өту */
		if (mark->end - mark->first == 2 &&
			token_at(f, mark->first)->kind == TOKEN_NUMBER &&
			is_name_noun(f, mark->first + 1, NAME_WORD_MONTH))
			continue; /* «8 наурыз» халықаралық күні */
		if (head && type == CAMPAIGN_PROGRAMME && was_broadcast(&shows, f, mark))
			continue;
		struct candidate *c = add(f, SOURCE_MARKS, mark->first, mark->end, type);
		if (!c)
			return DEDI_NO_MEMORY;
		c->quote = i;
		c->head = mark->head;
		c->head_row = head ? mark->row : NONE;
		c->reach_first = mark->reach_first;
		c->reach_end = mark->reach_end;
		uint32_t from = mark->reach_first;
		for (uint32_t k = 0; k < BEFORE_MAX && from > sentence_first(f, mark->first); k++)
			if (token_is_word(f, from - 1))
				from--;
		c->scope = scope_in(f, mark->end, mark->reach_end);
		if (c->scope == SCOPE_NONE)
			c->scope = scope_in(f, from, mark->first);
		note_catalogue(f, c);
		if (!head && c->row != NONE)
			c->type = catalogue_type(f, c->row);
	}
	return DEDI_OK;
}

/* `келесі жылы акцияға …`: what says when belongs to the verb. */
static bool is_time_word(const struct finder *f, uint32_t t)
{
	struct entry e;
	return report_word_ending(f, t, REPORT_DEIXIS, &e);
}

static bool modifier_before(const struct finder *f, uint32_t t)
{
	if (t == sentence_first(f, t) || !token_is_word(f, t - 1) || is_time_word(f, t - 1))
		return false;
	uint8_t np = facts_at(f, t - 1)->np;
	return np == NP_MODIFIER || np == NP_ADJECTIVE || np == NP_GENITIVE || np == NP_RELATION;
}

/* The Latin run that ends before the head, with adjectives between. */
static bool latin_before(
	const struct finder *f, uint32_t head, uint32_t *ret_first, uint32_t *ret_end)
{
	uint32_t floor = sentence_first(f, head), end = head;
	while (end > floor && head - end < BETWEEN_MAX && token_is_word(f, end - 1) &&
		!token_has(f, end - 1, SHAPE_LATIN | SHAPE_CAPITAL) &&
		!token_in(f, end - 1, LEX_POSITION) && !token_in(f, end - 1, LEX_GROUP) &&
		(facts_at(f, end - 1)->np == NP_ADJECTIVE ||
			facts_at(f, end - 1)->np == NP_MODIFIER))
		end--;
	uint32_t first = end;
	while (first > floor && end - first < LATIN_MAX) {
		const struct token *token = token_at(f, first - 1);
		bool word = token->kind == TOKEN_WORD && (token->shape & SHAPE_LATIN);
		bool number = token->kind == TOKEN_NUMBER && first - 1 > floor &&
			      token_has(f, first - 2, SHAPE_LATIN);
		if (!word && !number)
			break;
		first--;
	}
	*ret_first = first;
	*ret_end = end;
	return first < end;
}

/* `рухани келісім күніне орай`: small letters, but something is held on it. */
static bool dedicated(const struct finder *f, const struct noun_phrase *np, uint32_t t)
{
	return facts_at(f, t)->np == NP_DATIVE && np->n_telling > 1 && !np->owner &&
	       t + 1 < f->document->n_tokens && token_is_word(f, t + 1) &&
	       (facts_at(f, t + 1)->np == NP_RELATION || token_is(f, t + 1, FUNCTION_POSTPOSITION));
}

/* жылына 26 млн теңге: in a year */
static bool is_rate(const struct finder *f, uint32_t t)
{
	return facts_at(f, t)->np == NP_DATIVE && t + 1 < sentence_end(f, t) &&
	       token_at(f, t + 1)->kind == TOKEN_NUMBER;
}

/* `Астана Халықаралық балалар күнін …`, `… департаменті Конституция күніне …`: who keeps the day
 * stands before its name, which the catalogue knows or which begins with how far it is kept. */
static uint32_t own_first(
	const struct finder *f, const struct noun_phrase *np, uint32_t head, uint32_t end)
{
	struct entry e;
	for (uint32_t t = np->first; t < head; t++) {
		if (!token_has(f, t, SHAPE_CAPITAL))
			continue;
		uint8_t scope = scope_in(f, t, t + 1);
		bool known = entry_starting(f, t, LEX_CAMPAIGN, &e) && e.end == end;
		if (known || scope == SCOPE_GLOBAL || scope == SCOPE_INTERNATIONAL)
			return t;
	}
	return np->first;
}

/* … күні, … жылы, … апталығы: a name by itself if it has a capital or says whose day it is. */
static enum dedi_status take_observance(
	struct finder *f, const struct entry *e, uint32_t t, bool *ret_taken)
{
	struct features x = entry_features(e);
	*ret_taken = false;
	struct entry longer;
	if (entry_starting(f, e->first, LEX_NAME_HEAD, &longer) && longer.end > e->end)
		return DEDI_OK; /* күн тәртібі */
	struct noun_phrase np =
		noun_phrase_before(f, e->first, x.possessive == POSS_3 || e->end - e->first > 1);
	if (np.first == e->first || np.n_modifiers > OBSERVANCE_MAX || is_rate(f, t))
		return DEDI_OK;
	np.first = own_first(f, &np, e->first, t + 1);
	uint8_t scope = scope_in(f, np.first, np.first + 1);
	bool worldwide = scope == SCOPE_GLOBAL || scope == SCOPE_INTERNATIONAL;
	if (x.possessive != POSS_3 && !worldwide)
		return DEDI_OK;
	if (!np.capital && !worldwide && !dedicated(f, &np, t) &&
		!(np.first == sentence_first(f, t) && token_has(f, np.first, SHAPE_CAPITAL) &&
			np.n_modifiers > 1))
		return DEDI_OK;
	if (false_friend(f, e->row, e->first))
		return DEDI_OK;
	struct candidate *c = add(f, SOURCE_HEAD, np.first, t + 1, head_type(f, e->row));
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = t;
	c->head_row = e->row;
	c->scope = scope;
	note_catalogue(f, c);
	*ret_taken = true;
	return DEDI_OK;
}

/* IT жобасы: what kind it is of, not what it is called. */
static bool names_kind(const struct finder *f, uint32_t first, uint32_t end)
{
	if (end - first == 1 && token_at(f, first)->norm.n == 1)
		return true; /* the i of a page in two alphabets */
	return end - first == 1 && token_in(f, first, LEX_ACRONYM) &&
	       lexicon_code(f->lexicon, LEX_ACRONYM, key_in(facts_at(f, first), LEX_ACRONYM)->row,
		       ACRONYM_COL_CLASS) != ACRONYM_ORG;
}

static enum dedi_status take_latin(
	struct finder *f, const struct entry *e, uint32_t t, bool *ret_taken)
{
	uint32_t first, end;
	*ret_taken = latin_before(f, e->first, &first, &end) && !names_kind(f, first, end);
	if (!*ret_taken)
		return DEDI_OK;
	if (head_type(f, e->row) == CAMPAIGN_PROGRAMME && broadcast(f, first, t + 1)) {
		*ret_taken = false;
		return DEDI_OK;
	}
	struct candidate *c = add(f, SOURCE_MARKS, first, end, head_type(f, e->row));
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = t;
	c->head_row = e->row;
	c->reach_end = t + 1;
	c->scope = scope_in(f, end, e->first);
	note_catalogue(f, c);
	return DEDI_OK;
}

/* `Жанар Бейсен жобаға …`, `тұрғындар акцияға …`: who does something with it. */
static bool subject_before(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (t == sentence_first(f, t) || !token_is_word(f, t - 1))
		return false;
	if (f->person_at[t - 1] != NONE)
		return true;
	if (!entry_ending(f, t - 1, LEX_POSITION, &e) && !entry_ending(f, t - 1, LEX_GROUP, &e))
		return false;
	struct features x = entry_features(&e);
	return x.kase == CASE_NOM && (x.number == NUMBER_PLURAL || x.possessive == POSS_3 ||
					     e.first == sentence_first(f, t));
}

static enum dedi_status take_alias(struct finder *f, const struct entry *e, uint32_t t)
{
	struct features x = entry_features(e);
	if (x.possessive != POSS_NONE && x.possessive != POSS_1PL)
		return DEDI_OK;
	bool acts = x.kase != CASE_NOM && x.kase != CASE_GEN && subject_before(f, e->first);
	if ((!acts && modifier_before(f, e->first)) || false_friend(f, e->row, e->first))
		return DEDI_OK;
	struct candidate *c = add(f, SOURCE_REPEAT, e->first, t + 1, head_type(f, e->row));
	if (!c)
		return DEDI_NO_MEMORY;
	c->head = t;
	c->head_row = e->row;
	c->alias = true;
	c->mention = MENTION_ALIAS;
	return DEDI_OK;
}

static enum dedi_status take_head(struct finder *f, const struct entry *e, uint32_t t)
{
	bool taken = false;
	enum dedi_status status = DEDI_OK;
	if (head_type(f, e->row) == CAMPAIGN_OBSERVANCE)
		return take_observance(f, e, t, &taken);
	status = take_latin(f, e, t, &taken);
	if (!status && !taken)
		status = take_alias(f, e, t);
	return status;
}

/* A, B және C жобалары: each Latin run of the list. */
static enum dedi_status take_latin_list(struct finder *f, const struct entry *e, uint32_t t)
{
	uint32_t first, end, before = e->first;
	for (uint32_t n = 0;
		n < LIST_MAX && latin_before(f, before, &first, &end) && !names_kind(f, first, end);
		n++) {
		struct candidate *c = add(f, SOURCE_MARKS, first, end, head_type(f, e->row));
		if (!c)
			return DEDI_NO_MEMORY;
		c->head = t;
		c->head_row = e->row;
		if (first <= sentence_first(f, t) + 1)
			break;
		bool comma = token_at(f, first - 1)->kind == TOKEN_COMMA;
		if (!comma &&
			(!token_is_word(f, first - 1) || facts_at(f, first - 1)->np != NP_AND))
			break;
		before = first - 1;
	}
	return DEDI_OK;
}

static enum dedi_status find_heads(struct finder *f)
{
	enum dedi_status status = DEDI_OK;
	uint32_t n = f->document->n_tokens;
	for (uint32_t t = set_next(f, SET_CAMPAIGN_HEADS, 0); t < n;
		t = set_next(f, SET_CAMPAIGN_HEADS, t + 1)) {
		struct entry e;
		if (!token_is_word(f, t) || !entry_ending(f, t, LEX_CAMPAIGN_HEAD, &e))
			continue;
		struct features x = entry_features(&e);
		uint32_t mark = f->mark_at[t];
		if (x.verb != VERB_NONE || x.derivation != DERIV_NONE || f->mark_head[t])
			continue;
		if (x.number == NUMBER_PLURAL) {
			status = take_latin_list(f, &e, t);
			if (status)
				return status;
			continue;
		}
		if (mark != NONE && f->marks[mark].kind != MARK_OPEN &&
			f->marks[mark].kind != MARK_SPEECH)
			continue;
		status = take_head(f, &e, t);
		if (status)
			return status;
	}
	return DEDI_OK;
}

/* #461157 is a number. */
static bool is_tag_name(struct str s)
{
	for (size_t i = 1; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 'A')
			return true;
	return false;
}

/* An embedded post in another language has tags of its own, no campaign of this article: the words
 * before the tag are several, and none has a letter that only Kazakh has. */
static bool in_foreign_words(const struct finder *f, uint32_t t)
{
	enum { NEAR = 8, SEVERAL = 3 };
	uint32_t n = 0;
	while (t > 0 && n < NEAR && !token_has(f, t, SHAPE_LINE_BEFORE)) {
		if (!token_is_word(f, --t))
			continue;
		if (token_has(f, t, SHAPE_KAZAKH))
			return false;
		n++;
	}
	return n >= SEVERAL;
}

/* Names of the catalogue are often ordinary words (Қауіпсіз жол): the capital that opens a sentence
 * is no sign of a name, one further in is. */
static bool written_as_name(const struct finder *f, const struct entry *e)
{
	enum { LONG = 4 /* words that hardly meet by chance */ };
	if (!token_has(f, e->first, SHAPE_SENTENCE_START) &&
		e->first != sentence_first(f, e->first))
		return true;
	for (uint32_t t = e->first; t < e->end; t++)
		if (token_has(f, t, SHAPE_DIGIT | SHAPE_LATIN) ||
			(t > e->first && token_has(f, t, SHAPE_CAPITAL)))
			return true;
	return e->end - e->first >= LONG;
}

bool before_place(const struct finder *f, uint32_t t)
{
	struct entry e;
	return t < f->document->n_tokens && token_is_word(f, t) &&
	       entry_starting(f, t, LEX_NAME_HEAD, &e) && entry_features(&e).possessive == POSS_3 &&
	       lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
		       NAME_HEAD_PLACE;
}

static enum dedi_status find_named(struct finder *f)
{
	uint32_t n = f->document->n_tokens;
	for (uint32_t t = set_next(f, SET_TAGS, 0); t < n; t = set_next(f, SET_TAGS, t + 1)) {
		struct candidate *c = NULL;
		struct entry e;
		if (token_at(f, t)->kind == TOKEN_HASHTAG && is_tag_name(token_at(f, t)->norm) &&
			!in_foreign_words(f, t)) {
			c = add(f, SOURCE_MARKS, t, t + 1, CAMPAIGN_HASHTAG);
			if (!c)
				return DEDI_NO_MEMORY;
			c->mention = MENTION_HASHTAG;
		} else if (token_has(f, t, SHAPE_CAPITAL | SHAPE_DIGIT) &&
			   entry_starting(f, t, LEX_CAMPAIGN, &e) && e.end - e.first > 1 &&
			   written_as_name(f, &e) && !before_place(f, e.end)) {
			c = add(f, SOURCE_LEXICON, e.first, e.end, catalogue_type(f, e.row));
			if (!c)
				return DEDI_NO_MEMORY;
			c->table = LEX_CAMPAIGN;
			c->row = e.row;
		}
	}
	return DEDI_OK;
}

enum dedi_status campaigns_find(struct finder *f)
{
	enum dedi_status status = find_marks(f);
	if (!status)
		status = find_heads(f);
	if (!status)
		status = find_named(f);
	return status;
}
