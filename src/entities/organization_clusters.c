/*
 * Organisations: mentions -> one entry for each body.
 *
 * 1. Mentions with the same words (as lemmas), the same lexicon row, or linked by a bracket are one
 *    body.
 * 2. A name that is the tail of a longer one (`Ұлттық комиссия`, `полиция департаменті`) and an
 *    acronym whose letters or listed expansion fit a name join it.
 * 3. A bare head (`Комиссия`, `қор`, `комиссиямыз`) joins the body with that head that was
 * mentioned last, else, with a capital, the first one after it; without such a body it is nothing.
 *
 * The name is that of the fullest mention.
 *
 * Cost: linear: names are filed under hashes of their words, of each tail and of their initials;
 * under one key the first body of the text and the latest so far are known.
 */
#include "base/utf8.h"
#include "entities/internal.h"

#define PLACE_BIT (1u << 31)

enum { WORDS_MAX = 24, SAME_MAX = 16, EXPANDED_MAX = 3 };

enum key_kind {
	KEY_WORDS,
	KEY_TEAM,
	KEY_TAIL,
	KEY_HEAD,
	KEY_ROW,
	KEY_TEXT,
	KEY_INITIALS,
	KEY_TYPE,
	KEY_UNTOLD,
	KEY_KIND,
	KEY_HEAD_TEXT,
	KEY_STATE
};

struct body {
	uint32_t best;   /* candidate with the fullest name */
	uint32_t first;  /* token of the first mention */
	uint32_t parent; /* body it was joined to, or itself */
	uint32_t order;
	uint32_t n, n_words;
	uint32_t acronym; /* candidate, or NONE */
	uint32_t row;     /* in LEX_ORG, or NONE */
};

struct filed {
	uint64_t key;
	uint32_t first;  /* body of the first mention in the text */
	uint32_t latest; /* of the latest one so far, or NONE */
	uint32_t next;
};

struct bodies {
	struct {
		struct body *at;
		uint32_t n, cap;
	} list;
	struct {
		struct filed *at;
		uint32_t n, cap;
	} files;
	struct buckets buckets;
};

static uint64_t mix(uint64_t h, uint64_t x)
{
	h ^= x + 0x9e3779b97f4a7c15u + (h << 6) + (h >> 2);
	return h * 0xff51afd7ed558ccdu;
}

static uint64_t key_of(enum key_kind kind, uint64_t value)
{
	return mix(mix(0, (uint64_t)kind + 1), value);
}

static uint32_t root(const struct bodies *b, uint32_t body)
{
	while (b->list.at[body].parent != body)
		body = b->list.at[body].parent;
	return body;
}

static struct filed *filed_under(const struct bodies *b, uint64_t key)
{
	uint32_t i = *bucket_of(&b->buckets, key);
	while (i != NONE && b->files.at[i].key != key)
		i = b->files.at[i].next;
	return i == NONE ? NULL : &b->files.at[i];
}

static bool file_under(struct finder *f, struct bodies *b, uint64_t key, uint32_t body)
{
	if (filed_under(b, key))
		return true;
	struct filed *x = LIST_PUSH(f->arena, &b->files);
	if (!x)
		return false;
	uint32_t *first = bucket_of(&b->buckets, key);
	*x = (struct filed){key, body, NONE, *first};
	*first = b->files.n - 1;
	return true;
}

/* The body is mentioned: from here on it is the latest one under this key. */
static void touch(const struct bodies *b, uint64_t key, uint32_t body)
{
	struct filed *x = filed_under(b, key);
	if (x)
		x->latest = body;
}

/* The body under key that was mentioned latest; else, if after, the first one of the text. self is
 * not meant. */
static uint32_t look_up(const struct bodies *b, uint64_t key, bool after, uint32_t self)
{
	const struct filed *x = filed_under(b, key);
	if (!x)
		return NONE;
	uint32_t latest = x->latest == NONE ? NONE : root(b, x->latest), first = root(b, x->first);
	if (latest != NONE && latest != self)
		return latest;
	return after && first != self ? first : NONE;
}

/* Numbers of the words that tell names apart (және, endings and marks do not): of their lemmas, of
 * places before the head their rows, however they are called. */
static uint32_t words_of(const struct finder *f, uint32_t first, uint32_t end, uint32_t *words)
{
	uint32_t n = 0;
	for (uint32_t t = first; t < end && n < WORDS_MAX; t++) {
		uint8_t kind = token_at(f, t)->kind;
		if (kind == TOKEN_QUOTE || kind == TOKEN_SUFFIX || kind == TOKEN_COMMA ||
			kind == TOKEN_DASH)
			continue;
		if (facts_at(f, t)->np == NP_AND)
			continue;
		struct entry e;
		if (entry_starting(f, t, LEX_PLACE, &e) && e.end < end) {
			words[n++] = PLACE_BIT | e.row; /* ҚР, Қазақстан Республикасының */
			t = e.end - 1;
			if (t + 2 < end && is_name_noun(f, t + 1, NAME_WORD_TOWN))
				t++; /* Ақтау қаласының әкімдігі, Ақтау әкімдігі */
			continue;
		}
		words[n++] = facts_at(f, t)->lemma;
	}
	return n;
}

/* Қазақстан құрамасы, Қазақстан ұлттық құрамасы, Қазақстан ұлттық құрама командасы: a country's
 * team is one, however it is called. */
static bool is_country_team(const struct finder *f, const struct candidate *c)
{
	struct entry place, head;
	if (c->type != ORG_SPORT || c->head == NONE || c->head != c->end - 1 ||
		!entry_starting(f, c->first, LEX_PLACE, &place) ||
		lexicon_code(f->lexicon, LEX_PLACE, place.row, PLACE_COL_CLASS) != PLACE_COUNTRY ||
		!entry_ending(f, c->head, LEX_ORG_HEAD, &head))
		return false;
	for (uint32_t t = place.end; t < head.first; t++)
		if (!token_in(f, t, LEX_SCOPE))
			return false;
	return true;
}

static uint64_t words_key(enum key_kind kind, const uint32_t *words, uint32_t from, uint32_t n)
{
	uint64_t h = 0;
	for (uint32_t i = from; i < n; i++)
		h = mix(h, words[i]);
	return key_of(kind, h);
}

static uint32_t make_body(struct finder *f, struct bodies *b, uint32_t candidate)
{
	struct body *x = LIST_PUSH(f->arena, &b->list);
	if (!x)
		return NONE;
	const struct candidate *c = &f->candidates.at[candidate];
	*x = (struct body){
		.best = candidate,
		.first = c->first,
		.parent = b->list.n - 1,
		.order = NONE,
		.acronym = NONE,
		.row = NONE,
	};
	return b->list.n - 1;
}

static uint32_t fullness(const struct finder *f, const struct candidate *c)
{
	/* Of one word a host tells more: Tengrinews.kz. */
	uint32_t n = 2 * (c->end - c->first) + (token_at(f, c->first)->kind == TOKEN_URL);
	return c->mention == MENTION_ACRONYM ? 0 : n;
}

/* Adds a candidate to a body (after root). */
static void put(struct finder *f, struct bodies *b, uint32_t candidate, uint32_t body)
{
	struct candidate *c = &f->candidates.at[candidate];
	struct body *x = &b->list.at[body];
	c->entity = body;
	if (c->mention == MENTION_ACRONYM && x->acronym == NONE)
		x->acronym = candidate;
	if (c->table == LEX_ORG && c->row != NONE && x->row == NONE)
		x->row = c->row;
	if (!c->alias && fullness(f, c) > fullness(f, &f->candidates.at[x->best]))
		x->best = candidate;
	if (c->first < x->first)
		x->first = c->first;
}

static void unite(struct finder *f, struct bodies *b, uint32_t into, uint32_t body)
{
	struct body *x = &b->list.at[into], *y = &b->list.at[body];
	y->parent = into;
	if (fullness(f, &f->candidates.at[y->best]) > fullness(f, &f->candidates.at[x->best]))
		x->best = y->best;
	if (x->acronym == NONE)
		x->acronym = y->acronym;
	if (x->row == NONE)
		x->row = y->row;
	if (y->first < x->first)
		x->first = y->first;
}

static bool is_named(const struct candidate *c)
{
	return c->kind == CANDIDATE_ORGANIZATION && !c->alias;
}

/* Step 1: equal words, equal rows. */
static enum dedi_status join_equal(struct finder *f, struct bodies *b, uint32_t candidate)
{
	struct candidate *c = &f->candidates.at[candidate];
	uint32_t words[WORDS_MAX], n = words_of(f, c->first, c->end, words);
	uint64_t key = words_key(KEY_WORDS, words, 0, n);
	if (is_country_team(f, c))
		key = words_key(KEY_TEAM, words, 0, 1);
	uint64_t row_key = key_of(KEY_ROW, (uint64_t)c->table << 32 | c->row);
	uint32_t body = look_up(b, key, true, NONE);
	if (body == NONE && c->row != NONE)
		body = look_up(b, row_key, true, NONE);
	if (body == NONE) {
		body = make_body(f, b, candidate);
		if (body == NONE)
			return DEDI_NO_MEMORY;
		if (c->row != NONE && !file_under(f, b, row_key, body))
			return DEDI_NO_MEMORY;
	}
	put(f, b, candidate, body);
	return file_under(f, b, key, body) ? DEDI_OK : DEDI_NO_MEMORY;
}

/* The acronym that the lexicon gives a known body. */
static bool file_acronym(struct finder *f, struct bodies *b, uint32_t body)
{
	struct str acronym =
		lexicon_text(f->lexicon, LEX_ORG, b->list.at[body].row, ORG_COL_ACRONYM);
	struct str folded;
	if (acronym.n <= 1)
		return true;
	return text_fold(acronym, true, f->arena, &folded) == DEDI_OK &&
	       file_under(f, b, key_of(KEY_INITIALS, str_hash(folded)), body);
}

/* Whether `ведомство` may stand for the body. */
static bool is_state(const struct finder *f, const struct candidate *c)
{
	if (c->head_row == NONE || c->legal != NONE)
		return c->type == ORG_GOVERNMENT || c->type == ORG_LAW_ENFORCEMENT;
	return head_has(f, c->head_row, ORG_HEAD_STATE);
}

/* «X» alone: no head has told what kind of body it is. */
static bool is_untold(const struct candidate *c)
{
	return c->source == SOURCE_MARKS && c->head == NONE && c->row == NONE &&
	       c->type == ORG_OTHER;
}

static struct str head_text(const struct finder *f, const struct candidate *c)
{
	return lexicon_text(f->lexicon, LEX_ORG_HEAD, c->head_row, ORG_HEAD_COL_HEAD);
}

/* Letters from the end of s on, n of them cut off. */
static struct str cut_end(struct str s, uint32_t n)
{
	for (; n > 0 && s.n > 0; n--)
		do
			s.n--;
		while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0u) == 0x80);
	return s;
}

/* ҚМГ is a қор if its expansion ends in қоры: what an acronym's head may be, the last word with its
 * possessive (none, one letter or two) undone. 0: there is no such head. */
static uint64_t expanded_key(const struct finder *f, const struct candidate *c, uint32_t letters)
{
	enum { HEAD_MIN = 6 };
	if (c->mention != MENTION_ACRONYM || c->table != LEX_ACRONYM || c->row == NONE)
		return 0;
	struct str all = lexicon_text(f->lexicon, LEX_ACRONYM, c->row, ACRONYM_COL_EXPANSION);
	size_t at = all.n;
	while (at > 0 && all.p[at - 1] != ' ')
		at--;
	struct str head = cut_end(str_make(all.p + at, all.n - at), letters);
	return head.n < HEAD_MIN ? 0 : key_of(KEY_HEAD_TEXT, str_hash(head));
}

enum { KIND_KEYS_MAX = 5 + EXPANDED_MAX };

/* What a bare head may find a body by, other than its own noun. Returns how many. */
static uint32_t kind_keys(
	const struct finder *f, const struct candidate *c, uint64_t ret_keys[KIND_KEYS_MAX])
{
	uint32_t n = 0;
	if (c->head_row == NONE)
		ret_keys[n++] = key_of(KEY_TYPE, c->type);
	if (is_untold(c))
		ret_keys[n++] = key_of(KEY_UNTOLD, 0);
	if (is_state(f, c))
		ret_keys[n++] = key_of(KEY_STATE, 0);
	if (c->head_row != NONE) {
		ret_keys[n++] = key_of(KEY_KIND, c->type);
		ret_keys[n++] = key_of(KEY_HEAD_TEXT, str_hash(head_text(f, c)));
	}
	for (uint32_t i = 0; i < EXPANDED_MAX; i++) {
		uint64_t key = expanded_key(f, c, i);
		if (key)
			ret_keys[n++] = key;
	}
	return n;
}

/* Files a body's tails, its head, its initials. */
static enum dedi_status file_body(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct candidate *c = &f->candidates.at[b->list.at[body].best];
	uint32_t words[WORDS_MAX], n = words_of(f, c->first, c->end, words);
	bool ok = true;
	b->list.at[body].n_words = n;
	if (c->source == SOURCE_HEAD && c->head == c->end - 1)
		for (uint32_t i = 1; i + 1 < n; i++)
			ok &= file_under(f, b, words_key(KEY_TAIL, words, i, n), body);
	if (c->head != NONE)
		ok &= file_under(f, b, key_of(KEY_HEAD, facts_at(f, c->head)->lemma), body);
	uint64_t keys[KIND_KEYS_MAX];
	for (uint32_t i = 0, n_keys = kind_keys(f, c, keys); i < n_keys; i++)
		ok &= file_under(f, b, keys[i], body);
	if (b->list.at[body].row != NONE)
		ok &= file_acronym(f, b, body);
	return ok ? DEDI_OK : DEDI_NO_MEMORY;
}

/* Step 2: the tail of a longer name. */
static void join_tail(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct body *x = &b->list.at[body];
	const struct candidate *c = &f->candidates.at[x->best];
	uint32_t words[WORDS_MAX];
	if (x->parent != body || c->source != SOURCE_HEAD || c->head != c->end - 1)
		return;
	uint32_t n = words_of(f, c->first, c->end, words);
	if (n < 2)
		return;
	uint32_t longer = look_up(b, words_key(KEY_TAIL, words, 0, n), true, body);
	if (longer != NONE && b->list.at[longer].n_words > n)
		unite(f, b, longer, body);
	for (uint32_t i = 1; i + 1 < n; i++)
		touch(b, words_key(KEY_TAIL, words, i, n), body);
}

/* First letters of the words of a name, folded, one string; short joining words do not count. */
static enum dedi_status initials_of(struct finder *f, const struct candidate *c, struct str *ret)
{
	char *p = arena_alloc(f->arena, (size_t)(c->end - c->first + 1) * 4);
	size_t n = 0;
	if (!p)
		return DEDI_NO_MEMORY;
	for (uint32_t t = c->first; t < c->end; t++) {
		const struct word_facts *facts = facts_at(f, t);
		if (!token_is_word(f, t) || facts->np == NP_AND || facts->np == NP_RELATION)
			continue;
		struct str form = f->document->words[token_at(f, t)->word].form;
		size_t i = 0;
		utf8_next(form, &i);
		memcpy(p + n, form.p, i);
		n += i;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

/* The name in small letters: the folded forms of its words, the last one nominative. */
static enum dedi_status folded_name(struct finder *f, const struct candidate *c, struct str *ret)
{
	size_t room = 0, n = 0;
	for (uint32_t t = c->first; t < c->end; t++)
		room += f->document->words[token_at(f, t)->word].form.n + 1;
	char *p = arena_alloc(f->arena, room);
	if (!p)
		return DEDI_NO_MEMORY;
	for (uint32_t t = c->first; t < c->end; t++) {
		struct str form = f->document->words[token_at(f, t)->word].form;
		if (token_at(f, t)->kind == TOKEN_QUOTE)
			continue;
		if (t + 1 == c->end) {
			struct str last;
			enum dedi_status status =
				word_nominative(f, t, candidate_reading(f, c), &last);
			if (status)
				return status;
			if (last.n < form.n)
				form.n = last.n;
		}
		if (n)
			p[n++] = ' ';
		memcpy(p + n, form.p, form.n);
		n += form.n;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

static enum dedi_status file_texts(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct candidate *c = &f->candidates.at[b->list.at[body].best];
	struct str folded, initials;
	if (c->mention == MENTION_ACRONYM || c->end - c->first < 2)
		return DEDI_OK;
	enum dedi_status status = folded_name(f, c, &folded);
	if (!status)
		status = initials_of(f, c, &initials);
	if (status)
		return status;
	bool ok = file_under(f, b, key_of(KEY_INITIALS, str_hash(initials)), body);
	for (size_t i = 0; i < folded.n; i++)
		if (i == 0 || folded.p[i - 1] == ' ')
			ok &= file_under(f, b,
				key_of(KEY_TEXT, str_hash(str_make(folded.p + i, folded.n - i))),
				body);
	return ok ? DEDI_OK : DEDI_NO_MEMORY;
}

/* Step 2: an acronym whose bracket, expansion or letters fit a name of the text. */
static enum dedi_status join_acronym(struct finder *f, struct bodies *b, uint32_t body)
{
	const struct body *x = &b->list.at[body];
	const struct candidate *c = &f->candidates.at[x->best];
	uint32_t full = NONE;
	if (x->parent != body || c->mention != MENTION_ACRONYM || c->end - c->first != 1)
		return DEDI_OK;
	if (c->table == LEX_ACRONYM && c->row != NONE) {
		struct str expansion =
			lexicon_text(f->lexicon, LEX_ACRONYM, c->row, ACRONYM_COL_EXPANSION);
		struct str folded;
		enum dedi_status status = text_fold(expansion, true, f->arena, &folded);
		if (status)
			return status;
		full = look_up(b, key_of(KEY_TEXT, str_hash(folded)), true, body);
	}
	if (full == NONE) {
		struct str form = f->document->words[token_at(f, c->first)->word].form;
		const struct reading *r = candidate_reading(f, c);
		full = look_up(b, key_of(KEY_INITIALS, str_hash(r ? r->lemma : form)), true, body);
	}
	if (full != NONE)
		unite(f, b, full, body);
	return DEDI_OK;
}

/* A name found twice, by its head and in the lexicon: the one that the merge kept is the one before
 * the brackets. */
static const struct candidate *kept_in_place(
	const struct candidate *dropped, const struct candidate *kept)
{
	bool same = kept->kind == dropped->kind && is_named(kept) && kept->end == dropped->end;
	return same ? kept : dropped;
}

static void join_brackets(struct finder *f, struct bodies *b)
{
	for (uint32_t i = 0; i < f->n_kept; i++) {
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (!is_named(c) || c->same_as == NONE || c->entity == NONE)
			continue;
		const struct candidate *d = &f->candidates.at[c->same_as];
		if (d->dropped && i > 0)
			d = kept_in_place(d, &f->candidates.at[f->kept[i - 1]]);
		if (d->dropped || d->entity == NONE)
			continue;
		uint32_t x = root(b, c->entity), y = root(b, d->entity);
		if (x == y)
			continue;
		bool first = b->list.at[x].first < b->list.at[y].first;
		unite(f, b, first ? x : y, first ? y : x);
	}
}

/* The place inside an adjective (мәскеулік), or the word itself. */
static bool same_word(const struct finder *f, uint32_t t, uint32_t other)
{
	if (facts_at(f, t)->lemma == facts_at(f, other)->lemma)
		return true;
	enum { ENDING = 6 /* bytes of -лық, -тік … */ };
	struct str form = f->document->words[token_at(f, t)->word].form;
	struct str place = f->document->words[token_at(f, other)->word].form;
	return form.n == place.n + ENDING && str_starts(form, place) && is_nationality(f, t);
}

/* Adjectives before a bare head must be the body's own: `экологиялық альянс`, `Мәскеулік биржа`. */
static bool modifiers_fit(
	const struct finder *f, const struct candidate *body, const struct candidate *alias)
{
	uint32_t end = body->reach_end > body->end ? body->reach_end : body->end;
	for (uint32_t t = alias->reach_first; t < alias->first; t++) {
		bool found = false;
		for (uint32_t s = body->reach_first; !found && s < end; s++)
			found = same_word(f, t, s);
		if (!found)
			return false;
	}
	return true;
}

/* The body of a mention is from here on the latest one with its head, its tails, its type. */
static void note_mention(struct finder *f, struct bodies *b, const struct candidate *c)
{
	uint32_t body = root(b, c->entity), words[WORDS_MAX];
	const struct candidate *best = &f->candidates.at[b->list.at[body].best];
	if (best->head != NONE)
		touch(b, key_of(KEY_HEAD, facts_at(f, best->head)->lemma), body);
	if (c->head != NONE)
		touch(b, key_of(KEY_HEAD, facts_at(f, c->head)->lemma), body);
	uint64_t keys[KIND_KEYS_MAX];
	for (uint32_t i = 0, n_keys = kind_keys(f, best, keys); i < n_keys; i++)
		touch(b, keys[i], body);
	if (best->source != SOURCE_HEAD || best->head != best->end - 1)
		return;
	uint32_t n = words_of(f, best->first, best->end, words);
	for (uint32_t i = 1; i + 1 < n; i++)
		touch(b, words_key(KEY_TAIL, words, i, n), body);
}

/* ведомство, құзырлы орган: the state body that was mentioned last. */
static bool stands_for_state(const struct finder *f, const struct candidate *c)
{
	return head_has(f, c->head_row, ORG_HEAD_STANDIN);
}

/* сенаттан сұрады: the only one there is, without a capital. */
static bool stands_alone(const struct finder *f, const struct candidate *c)
{
	return head_has(f, c->head_row, ORG_HEAD_SMALL) && c->reach_first == c->first &&
	       c->end - c->first == 1;
}

/* Step 3: a bare head. */
static enum dedi_status join_alias(struct finder *f, struct bodies *b, uint32_t candidate)
{
	struct candidate *c = &f->candidates.at[candidate];
	uint32_t words[WORDS_MAX], n = words_of(f, c->first, c->end, words), body = NONE;
	bool capital = c->head_row != NONE && token_has(f, c->first, SHAPE_CAPITAL);
	uint64_t key = c->head != NONE ? key_of(KEY_HEAD, facts_at(f, c->head)->lemma) : 0;
	if (n > 1)
		body = look_up(b, words_key(KEY_TAIL, words, 0, n), capital, NONE);
	else
		body = look_up(b, key, false, NONE);
	if (c->head_row == NONE) { /* ЖШС alone: the one of that form */
		if (body != NONE)
			c->entity = body;
		return DEDI_OK;
	}
	/* Any мектеп is no ҰҒА: where kinds differ much, the head itself must fit. */
	bool loose = c->type != ORG_GOVERNMENT && c->type != ORG_EDUCATION &&
		     c->type != ORG_HEALTH && c->type != ORG_CULTURE && c->type != ORG_OTHER;
	/* «X» АҚ before comes before a Y компаниясы behind */
	if (body == NONE && n == 1 && loose)
		body = look_up(b, key_of(KEY_TYPE, c->type), false, NONE);
	if (body == NONE && n == 1 && (capital || stands_alone(f, c)))
		body = look_up(b, key, true, NONE);
	if (body == NONE && stands_for_state(f, c))
		body = look_up(b, key_of(KEY_STATE, 0), false, NONE);
	if (body == NONE && n == 1)
		body = look_up(b, key_of(KEY_HEAD_TEXT, str_hash(head_text(f, c))), false, NONE);
	if (body == NONE && n == 1 && head_has(f, c->head_row, ORG_HEAD_KIND))
		body = look_up(b, key_of(KEY_KIND, c->type), false, NONE);
	if (body == NONE && n == 1 && loose && !head_has(f, c->head_row, ORG_HEAD_PLANT))
		body = look_up(b, key_of(KEY_UNTOLD, 0), false, NONE);
	if (body == NONE && stands_alone(f, c)) {
		body = make_body(f, b, candidate);
		if (body == NONE)
			return DEDI_NO_MEMORY;
		put(f, b, candidate, body);
		return file_under(f, b, key_of(KEY_HEAD, facts_at(f, c->head)->lemma), body)
			       ? DEDI_OK
			       : DEDI_NO_MEMORY;
	}
	if (body == NONE || !modifiers_fit(f, &f->candidates.at[b->list.at[body].best], c))
		return DEDI_OK;
	c->entity = body;
	c->first = c->reach_first;
	if (c->first < b->list.at[body].first)
		b->list.at[body].first = c->first;
	return DEDI_OK;
}

static enum dedi_status join_all(struct finder *f, struct bodies *b)
{
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = 0; !status && i < f->n_kept; i++)
		if (is_named(&f->candidates.at[f->kept[i]]))
			status = join_equal(f, b, f->kept[i]);
	for (uint32_t i = 0; !status && i < b->list.n; i++)
		status = file_body(f, b, i);
	bool acronyms = false;
	for (uint32_t i = 0; i < b->list.n; i++)
		acronyms |= b->list.at[i].acronym != NONE;
	for (uint32_t i = 0; acronyms && !status && i < b->list.n; i++)
		status = file_texts(f, b, i);
	if (status)
		return status;
	join_brackets(f, b);
	for (uint32_t i = 0; i < b->list.n; i++)
		join_tail(f, b, i);
	for (uint32_t i = 0; !status && i < b->list.n; i++)
		status = join_acronym(f, b, i);
	for (uint32_t i = 0; i < b->files.n; i++)
		b->files.at[i].latest = NONE;
	for (uint32_t i = 0; !status && i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_ORGANIZATION)
			continue;
		if (c->alias)
			status = join_alias(f, b, f->kept[i]);
		if (!status && c->entity != NONE)
			note_mention(f, b, c);
	}
	return status;
}

static enum dedi_status name_acronym(struct finder *f, const struct body *x, struct organization *o)
{
	if (x->acronym == NONE)
		return DEDI_OK;
	const struct candidate *c = &f->candidates.at[x->acronym];
	enum dedi_status status =
		name_text(f, c->first, c->end, candidate_reading(f, c), &o->acronym);
	if (status || x->best != x->acronym || c->table != LEX_ACRONYM || c->row == NONE)
		return status;
	struct str expansion = lexicon_text(f->lexicon, LEX_ACRONYM, c->row, ACRONYM_COL_EXPANSION);
	if (expansion.n > 1) {
		o->expansion = expansion;
		o->expansion_from_lexicon = true;
	}
	return DEDI_OK;
}

/* Елдің Сенаты: what it is called by its head alone, the country's possessive is no part of. */
static const struct reading *possessed_unique(const struct finder *f, const struct candidate *c)
{
	struct entry e;
	if (c->end - c->first != 1 || c->quote != NONE ||
		!entry_ending(f, c->first, LEX_ORG_HEAD, &e) ||
		!head_has(f, e.row, ORG_HEAD_UNIQUE) || entry_features(&e).possessive != POSS_3)
		return NULL;
	return e.reading;
}

static enum dedi_status describe(struct finder *f, const struct body *x, struct organization *o)
{
	const struct candidate *c = &f->candidates.at[x->best];
	o->type = (enum org_type)c->type;
	if (c->table == LEX_ORG && c->row != NONE) /* what is known beats what its head says */
		o->type = (enum org_type)lexicon_code(f->lexicon, LEX_ORG, c->row, ORG_COL_TYPE);
	o->head = c->head;
	o->lexicon_row = x->row;
	if (c->legal != NONE)
		o->legal_form =
			lexicon_text(f->lexicon, LEX_LEGAL_FORM, c->legal, LEGAL_FORM_COL_FORM);
	const struct reading *unique = possessed_unique(f, c);
	enum dedi_status status =
		unique ? token_lemma_cased(f->words, c->first, unique, f->arena, &o->name)
		       : name_text(f, c->first, c->end, candidate_reading(f, c), &o->name);
	if (!status && in_capitals(f, c->first) && c->mention != MENTION_ACRONYM)
		status = calm_text(f, c->first, c->end, o->name, &o->name);
	return status ? status : name_acronym(f, x, o);
}

static enum dedi_status add_alias(
	struct finder *f, const struct candidate *c, struct organization *o)
{
	struct str text;
	enum dedi_status status = name_text(f, c->first, c->end, candidate_reading(f, c), &text);
	if (status)
		return status;
	if (str_eq(text, o->name) || str_eq(text, o->acronym))
		return DEDI_OK;
	for (uint32_t i = 0; i < o->n_aliases; i++)
		if (str_eq(o->aliases[i], text))
			return DEDI_OK;
	o->aliases[o->n_aliases++] = text;
	return DEDI_OK;
}

static enum dedi_status start_entry(struct finder *f, struct body *x, struct entities *entities)
{
	x->order = entities->n_organizations++;
	struct organization *o = &entities->organizations[x->order];
	o->mentions = ARENA_ARRAY(f->arena, struct mention, x->n);
	o->aliases = ARENA_ARRAY(f->arena, struct str, x->n < SAME_MAX ? x->n : SAME_MAX);
	if (!o->mentions || !o->aliases)
		return DEDI_NO_MEMORY;
	return describe(f, x, o);
}

static enum dedi_status fill(struct finder *f, struct bodies *b, struct entities *entities)
{
	entities->organizations = ARENA_ARRAY(f->arena, struct organization, b->list.n);
	if (!entities->organizations)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind == CANDIDATE_ORGANIZATION && c->entity != NONE) {
			c->entity = root(b, c->entity);
			b->list.at[c->entity].n++;
		}
	}
	for (uint32_t i = 0; i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_ORGANIZATION || c->entity == NONE)
			continue;
		struct body *x = &b->list.at[c->entity];
		enum dedi_status status = DEDI_OK;
		if (x->order == NONE)
			status = start_entry(f, x, entities);
		if (status)
			return status;
		struct organization *o = &entities->organizations[x->order];
		c->entity = x->order;
		if (c->mention != MENTION_ACRONYM &&
			c->end - c->first <
				f->candidates.at[x->best].end - f->candidates.at[x->best].first)
			c->mention = MENTION_ALIAS;
		o->mentions[o->n_mentions++] = candidate_mention(f, c);
		if (o->n_aliases < SAME_MAX) {
			status = add_alias(f, c, o);
			if (status)
				return status;
		}
	}
	return DEDI_OK;
}

enum dedi_status organizations_cluster(struct finder *f, struct entities *entities)
{
	struct bodies b = {0};
	enum dedi_status status = buckets_init(f->arena, 8 * f->n_kept, &b.buckets);
	if (!status)
		status = join_all(f, &b);
	if (!status)
		status = fill(f, &b, entities);
	return status;
}
