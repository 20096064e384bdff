/*
 * People: mentions of names -> one entry for each human.
 *
 * A mention is read as given name, patronymic and surname. Names of several words come first: they
 * join a person whose surname is the same and whose other parts agree (equal, an initial, missing,
 * or one letter apart where one of the two spellings is in no list of names). Then single words
 * join the holder of that surname or given name: the only one, else the one named last before. Two
 * people who share a surname but not the given name stay two. A patronymic serves as the surname of
 * who has no other, where an initial stands before it elsewhere (С.Айтұлы, Сәкен Айтұлы).
 *
 * The canonical name is that of the mention with most parts, nominative, with normal capitals.
 *
 * Cost: linear in mentions: people are found by a hash of surname or given name, and no more than
 * HOLDERS_MAX holders of one word are compared.
 */
#include "base/utf8.h"
#include "entities/internal.h"

enum { HOLDERS_MAX = 24, EDIT_MIN_LETTERS = 5 };

enum part { PART_GIVEN, PART_PATRONYMIC, PART_SURNAME, PART_COUNT };

struct name_parts {
	uint32_t token[PART_COUNT]; /* NONE if the part is missing */
	struct str word[PART_COUNT];
	uint32_t first, end; /* tokens of the mention */
	bool initial;        /* the given name is only an initial */
	bool lone;           /* one word: which part it is is not known */
};

struct holder {
	uint32_t name;   /* index of the parts it was filed with */
	uint32_t person; /* index in order of making */
	uint32_t next;   /* holder with the same key, or NONE */
};

struct builder {
	uint32_t best; /* candidate with the fullest name */
	struct name_parts parts;
	struct name_parts patronymic; /* of the latest name that has one */
	uint32_t last;                /* token of the latest mention so far */
	uint32_t order;               /* index in the result, or NONE */
	uint32_t n;                   /* mentions */
};

struct clusters {
	struct {
		struct holder *at;
		uint32_t n, cap;
	} holders;
	struct {
		struct name_parts *at;
		uint32_t n, cap;
	} names;
	struct {
		struct builder *at;
		uint32_t n, cap;
	} people;
	struct buckets buckets; /* hash of a word -> first holder */
};

static const struct reading *name_reading(const struct finder *f, uint32_t t)
{
	const struct word_facts *facts = facts_at(f, t);
	if (token_at(f, t)->kind != TOKEN_WORD || facts->name_reading == AS_FORM)
		return NULL;
	return &word_of(f->words, t)->readings[facts->name_reading];
}

static struct str folded(const struct finder *f, uint32_t t)
{
	const struct reading *r = name_reading(f, t);
	return r ? r->lemma : f->document->words[token_at(f, t)->word].form;
}

static uint32_t bits_at(const struct finder *f, uint32_t t)
{
	return facts_at(f, t)->name;
}

static void set_part(const struct finder *f, struct name_parts *p, enum part part, uint32_t t)
{
	p->token[part] = t;
	p->word[part] = folded(f, t);
}

/* қажы, мырза between the parts of a name */
static bool is_title(const struct finder *f, uint32_t t)
{
	return token_in(f, t, LEX_TITLE) && !token_has(f, t, SHAPE_CAPITAL);
}

/* Which word of the mention is which part. */
static struct name_parts parse(const struct finder *f, const struct candidate *c)
{
	struct name_parts p = {.token = {NONE, NONE, NONE}, .first = c->first, .end = c->end};
	uint32_t words[PART_COUNT], n = 0, initial = NONE;
	for (uint32_t t = c->first; t < c->end; t++) {
		if (token_at(f, t)->kind == TOKEN_INITIAL) {
			if (initial == NONE)
				initial = t;
		} else if (token_at(f, t)->kind != TOKEN_WORD) {
			continue;
		} else if (is_title(f, t)) {
			continue;
		} else if (n > 0 && (bits_at(f, t) & NAME_PATRONYMIC) &&
			   !(bits_at(f, t) & NAME_LISTED) && p.token[PART_PATRONYMIC] == NONE) {
			set_part(f, &p, PART_PATRONYMIC, t);
		} else if (n < PART_COUNT) {
			words[n++] = t;
		} else {
			words[PART_COUNT - 1] = t;
		}
	}
	if (initial != NONE && n > 0) {
		p.initial = true;
		p.token[PART_GIVEN] = initial;
		p.word[PART_GIVEN] = f->document->words[token_at(f, initial)->word].form;
		set_part(f, &p, PART_SURNAME, words[n - 1]);
	} else if (n == 1 && p.token[PART_PATRONYMIC] != NONE) {
		set_part(f, &p, PART_GIVEN, words[0]);
	} else if (n == 1) {
		p.lone = true;
		set_part(f, &p, PART_SURNAME, words[0]);
	} else if (n >= 2) {
		bool turned = !(bits_at(f, words[0]) & NAME_GIVEN) &&
			      (bits_at(f, words[0]) & NAME_SURNAME) &&
			      (bits_at(f, words[1]) & NAME_GIVEN) &&
			      (!(bits_at(f, words[n - 1]) & NAME_SURNAME) ||
				      ((bits_at(f, words[0]) & NAME_FORMED) &&
					      !(bits_at(f, words[n - 1]) & NAME_FORMED)));
		set_part(f, &p, PART_GIVEN, turned ? words[1] : words[0]);
		set_part(f, &p, PART_SURNAME, turned ? words[0] : words[n - 1]);
	}
	return p;
}

/* At most one letter replaced, added or left out. */
static bool one_apart(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	while (i < a.n && j < b.n) {
		size_t i0 = i, j0 = j;
		if (utf8_next(a, &i) == utf8_next(b, &j))
			continue;
		struct str ra = str_make(a.p + i, a.n - i), rb = str_make(b.p + j, b.n - j);
		struct str fa = str_make(a.p + i0, a.n - i0), fb = str_make(b.p + j0, b.n - j0);
		return str_eq(ra, rb) || str_eq(ra, fb) || str_eq(fa, rb);
	}
	size_t rest = a.n - i + b.n - j;
	return rest <= 2;
}

/* Two transposed neighbours (Алескеров, Алексеров) or one letter. */
static bool near_spelling(struct str a, struct str b)
{
	if (utf8_length(a) < EDIT_MIN_LETTERS || utf8_length(b) < EDIT_MIN_LETTERS)
		return false;
	if (one_apart(a, b))
		return true;
	if (a.n != b.n)
		return false;
	uint32_t differ = 0;
	size_t i = 0, j = 0;
	while (i < a.n && j < b.n)
		differ += utf8_next(a, &i) != utf8_next(b, &j);
	if (differ != 2)
		return false;
	uint32_t sum_a = 0, sum_b = 0;
	for (i = 0; i < a.n;)
		sum_a += utf8_next(a, &i);
	for (j = 0; j < b.n;)
		sum_b += utf8_next(b, &j);
	return sum_a == sum_b;
}

/* The next letter as a name spelt the Russian way has it; signs are passed over. */
static uint32_t next_sound(struct str s, size_t *i)
{
	uint32_t c = 0;
	while (!c && *i < s.n)
		c = letter_plain(utf8_next(s, i));
	return c;
}

/* Наиль and Наил, Әнуар and Ануар: spelt the Kazakh and the Russian way. */
static bool same_sound(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	while (i < a.n || j < b.n)
		if (next_sound(a, &i) != next_sound(b, &j))
			return false;
	return a.n > 0;
}

static bool listed(const struct finder *f, uint32_t t)
{
	return t != NONE && token_at(f, t)->kind == TOKEN_WORD &&
	       (bits_at(f, t) & NAME_LISTED) != 0;
}

static bool same_word(const struct finder *f, const struct name_parts *a,
	const struct name_parts *b, enum part part)
{
	if (str_eq(a->word[part], b->word[part]) || same_sound(a->word[part], b->word[part]))
		return true;
	if (listed(f, a->token[part]) && listed(f, b->token[part]))
		return false;
	return near_spelling(a->word[part], b->word[part]);
}

static bool same_first_letter(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	return a.n && b.n && utf8_next(a, &i) == utf8_next(b, &j);
}

/* `Ди Каприо` is the tail of `Леонардо Ди Каприо`. */
static bool is_tail(const struct finder *f, const struct name_parts *a, const struct name_parts *b)
{
	uint32_t i = a->end, j = b->end, n = 0;
	while (i > a->first && j > b->first) {
		if (token_at(f, i - 1)->kind != TOKEN_WORD ||
			token_at(f, j - 1)->kind != TOKEN_WORD ||
			!str_eq(folded(f, i - 1), folded(f, j - 1)))
			return false;
		i--;
		j--;
		n++;
	}
	return n >= 2;
}

/* `Асан Болатұлы` opens `Асан Болатұлы Есберген`: the father's name alone behind the given one.
 */
static bool is_opening(
	const struct finder *f, const struct name_parts *a, const struct name_parts *b)
{
	return a->end == a->first + 2 && b->end == b->first + 3 &&
	       (bits_at(f, a->first + 1) & NAME_PATRONYMIC) &&
	       str_eq(folded(f, a->first), folded(f, b->first)) &&
	       str_eq(folded(f, a->first + 1), folded(f, b->first + 1));
}

/* Whether two names of several words can be one human's. Surnames or given names are equal. */
static bool agree(const struct finder *f, const struct name_parts *a, const struct name_parts *b)
{
	if (is_tail(f, a, b) || is_opening(f, a, b) || is_opening(f, b, a))
		return true;
	bool have_surname = a->token[PART_SURNAME] != NONE && b->token[PART_SURNAME] != NONE;
	if (have_surname && !same_word(f, a, b, PART_SURNAME))
		return false;
	bool have_given = a->token[PART_GIVEN] != NONE && b->token[PART_GIVEN] != NONE;
	if (have_given) {
		if (a->initial || b->initial) {
			if (!same_first_letter(a->word[PART_GIVEN], b->word[PART_GIVEN]))
				return false;
		} else if (!same_word(f, a, b, PART_GIVEN)) {
			return false;
		}
	}
	bool have_patronymic =
		a->token[PART_PATRONYMIC] != NONE && b->token[PART_PATRONYMIC] != NONE;
	return !have_patronymic || same_word(f, a, b, PART_PATRONYMIC);
}

static bool hold(
	struct finder *f, struct clusters *k, struct str word, uint32_t person, uint32_t name)
{
	struct holder *h = LIST_PUSH(f->arena, &k->holders);
	if (!h)
		return false;
	uint32_t *first = bucket_of(&k->buckets, str_hash(word));
	*h = (struct holder){name, person, *first};
	*first = k->holders.n - 1;
	return true;
}

/* Ерлан Сатпаев who was Ерлан Қайратұлы before is not Ерлан Болатұлы. */
static bool other_patronymic(const struct finder *f, const struct clusters *k, uint32_t person,
	const struct name_parts *p)
{
	const struct name_parts *known = &k->people.at[person].patronymic;
	return known->token[PART_PATRONYMIC] != NONE && p->token[PART_PATRONYMIC] != NONE &&
	       !same_word(f, known, p, PART_PATRONYMIC);
}

/* The person that a name of several words belongs to, or NONE. */
static uint32_t find_long(struct finder *f, const struct clusters *k, const struct name_parts *p)
{
	static const enum part keys[] = {PART_SURNAME, PART_GIVEN};
	uint32_t only = NONE;
	for (uint32_t i = 0; i < 2; i++) {
		if (p->token[keys[i]] == NONE || (keys[i] == PART_GIVEN && p->initial))
			continue;
		uint32_t h = *bucket_of(&k->buckets, str_hash(p->word[keys[i]]));
		for (uint32_t steps = 0; h != NONE && steps < HOLDERS_MAX;
			h = k->holders.at[h].next, steps++) {
			const struct name_parts *other = &k->names.at[k->holders.at[h].name];
			if (!str_eq(other->word[keys[i]], p->word[keys[i]]) ||
				!agree(f, p, other) ||
				other_patronymic(f, k, k->holders.at[h].person, p))
				continue;
			if (p->token[PART_SURNAME] != NONE)
				return k->holders.at[h].person;
			/* Given name and patronymic: of the only holder of that given name. */
			if (only != NONE && only != k->holders.at[h].person)
				return NONE;
			only = k->holders.at[h].person;
		}
	}
	return only;
}

static bool is_given_and_patronymic(const struct name_parts *p)
{
	return p->token[PART_GIVEN] != NONE && !p->initial && p->token[PART_PATRONYMIC] != NONE &&
	       p->token[PART_SURNAME] == NONE;
}

/* `Б.Момышұлы` for `Бауыржан Момышұлы`: who has no other surname goes by the patronymic. The only
 * such person, or NONE. */
static uint32_t find_by_patronymic(const struct clusters *k, const struct name_parts *p)
{
	bool full = is_given_and_patronymic(p);
	if (!full && !p->initial)
		return NONE;
	struct str word = p->word[full ? PART_PATRONYMIC : PART_SURNAME];
	uint32_t only = NONE, h = *bucket_of(&k->buckets, str_hash(word));
	for (uint32_t steps = 0; h != NONE && steps < HOLDERS_MAX;
		h = k->holders.at[h].next, steps++) {
		const struct holder *holder = &k->holders.at[h];
		const struct name_parts *other = &k->names.at[holder->name];
		const struct name_parts *best = &k->people.at[holder->person].parts;
		bool fits = full ? other->initial && best->initial
				 : is_given_and_patronymic(other) && is_given_and_patronymic(best);
		if (!fits || !str_eq(other->word[full ? PART_SURNAME : PART_PATRONYMIC], word) ||
			!same_first_letter(other->word[PART_GIVEN], p->word[PART_GIVEN]))
			continue;
		if (only != NONE && only != holder->person)
			return NONE;
		only = holder->person;
	}
	return only;
}

static void use_as_surname(struct name_parts *p)
{
	if (!is_given_and_patronymic(p))
		return;
	p->token[PART_SURNAME] = p->token[PART_PATRONYMIC];
	p->word[PART_SURNAME] = p->word[PART_PATRONYMIC];
	p->token[PART_PATRONYMIC] = NONE;
	p->word[PART_PATRONYMIC] = (struct str){0};
}

/* A word between given name and surname: Канело of Сауль Канело Альварес. */
static bool is_middle(const struct finder *f, const struct name_parts *p, struct str word)
{
	for (uint32_t t = p->first + 1; t + 1 < p->end; t++)
		if (token_at(f, t)->kind == TOKEN_WORD && !is_title(f, t) &&
			str_eq(folded(f, t), word))
			return true;
	return false;
}

/* Иванов and Иванова are two people. */
static bool other_sex(struct str a, struct str b)
{
	struct str more = a.n > b.n ? a : b, less = a.n > b.n ? b : a;
	return more.n != less.n && str_starts(more, less) && str_ends(more, STR("а"));
}

/* `Бекбаев`, met once, in an article on Әли Бектаев: the only one whose surname is so near. */
static uint32_t find_misspelt(
	const struct finder *f, const struct clusters *k, const struct name_parts *p)
{
	enum { PEOPLE_MAX = 64 };
	uint32_t t = p->token[PART_SURNAME], only = NONE;
	struct str word = p->word[PART_SURNAME];
	if (!(bits_at(f, t) & NAME_SURNAME) || f->document->words[token_at(f, t)->word].count > 1)
		return NONE;
	for (uint32_t i = 0; i < k->people.n && i < PEOPLE_MAX; i++) {
		const struct name_parts *parts = &k->people.at[i].parts;
		if (parts->lone || parts->token[PART_SURNAME] == NONE ||
			!same_first_letter(parts->word[PART_SURNAME], word) ||
			!near_spelling(parts->word[PART_SURNAME], word) ||
			other_sex(parts->word[PART_SURNAME], word))
			continue;
		if (only != NONE)
			return NONE;
		only = i;
	}
	return only;
}

/* The holder of a single word: of a surname before a given name; the one named last before. */
static uint32_t find_lone(
	const struct finder *f, const struct clusters *k, const struct name_parts *p)
{
	static const enum part keys[] = {PART_SURNAME, PART_GIVEN, PART_PATRONYMIC};
	for (uint32_t i = 0; i <= PART_COUNT; i++) {
		uint32_t best = NONE, best_last = 0;
		uint32_t h = *bucket_of(&k->buckets, str_hash(p->word[PART_SURNAME]));
		for (uint32_t steps = 0; h != NONE && steps < HOLDERS_MAX;
			h = k->holders.at[h].next, steps++) {
			const struct holder *holder = &k->holders.at[h];
			const struct builder *person = &k->people.at[holder->person];
			const struct name_parts *parts = &k->names.at[holder->name];
			if (i > 0 && parts->lone)
				continue;
			if (i == PART_COUNT ? !is_middle(f, parts, p->word[PART_SURNAME])
					    : parts->token[keys[i]] == NONE ||
						      !str_eq(parts->word[keys[i]],
							      p->word[PART_SURNAME]))
				continue;
			bool named = person->last < p->token[PART_SURNAME];
			uint32_t last = named ? person->last + 1 : 0;
			if (best == NONE || last > best_last) {
				best = holder->person;
				best_last = last;
			}
		}
		if (best != NONE)
			return best;
	}
	return find_misspelt(f, k, p);
}

static int fullness(const struct finder *f, const struct candidate *c, const struct name_parts *p)
{
	int score = 0;
	for (uint32_t i = 0; i < PART_COUNT; i++)
		score += p->token[i] != NONE ? 4 : 0;
	score += p->token[PART_SURNAME] != NONE; /* Асан Үсенов before Асан Болатұлы */
	score += (int)(c->end - c->first);
	if (p->initial)
		score -= 3;
	if (token_has(f, c->end - 1, SHAPE_ALL_CAPS))
		score--;
	return score;
}

/* Of two spellings the one in the lists, else the one that the text has more often. */
static bool better_spelt(
	const struct finder *f, const struct name_parts *a, const struct name_parts *b)
{
	int better = 0;
	for (uint32_t i = 0; i < PART_COUNT && better == 0; i++) {
		uint32_t x = a->token[i], y = b->token[i];
		if (x == NONE || y == NONE || token_at(f, x)->kind != TOKEN_WORD ||
			token_at(f, y)->kind != TOKEN_WORD || str_eq(a->word[i], b->word[i]))
			continue;
		better = listed(f, x) - listed(f, y);
		if (better == 0 && !listed(f, x))
			better = (int)f->document->words[token_at(f, x)->word].count -
				 (int)f->document->words[token_at(f, y)->word].count;
	}
	return better > 0;
}

static uint32_t make_person(
	struct finder *f, struct clusters *k, uint32_t candidate, const struct name_parts *p)
{
	struct builder *b = LIST_PUSH(f->arena, &k->people);
	if (!b)
		return NONE;
	*b = (struct builder){.best = candidate, .parts = *p, .patronymic = *p, .order = NONE};
	return k->people.n - 1;
}

/* Files the name under its words; false when out of memory. */
static bool file_name(
	struct finder *f, struct clusters *k, uint32_t person, const struct name_parts *p)
{
	struct name_parts *name = LIST_PUSH(f->arena, &k->names);
	if (!name)
		return false;
	*name = *p;
	for (uint32_t i = 0; i < PART_COUNT; i++) {
		if (p->token[i] == NONE || (i == PART_GIVEN && p->initial))
			continue;
		if (!hold(f, k, p->word[i], person, k->names.n - 1))
			return false;
	}
	for (uint32_t t = p->first + 1; !p->initial && t + 1 < p->end; t++)
		if (token_at(f, t)->kind == TOKEN_WORD && t != p->token[PART_PATRONYMIC] &&
			!is_title(f, t) && !hold(f, k, folded(f, t), person, k->names.n - 1))
			return false;
	return true;
}

static enum dedi_status join(struct finder *f, struct clusters *k, uint32_t candidate)
{
	struct candidate *c = &f->candidates.at[candidate];
	struct name_parts p = parse(f, c);
	uint32_t person = p.lone ? find_lone(f, k, &p) : find_long(f, k, &p);
	if (person == NONE && !p.lone) {
		person = find_by_patronymic(k, &p);
		if (person != NONE) {
			use_as_surname(&p);
			use_as_surname(&k->people.at[person].parts);
		}
	}
	bool fresh = person == NONE;
	if (fresh)
		person = make_person(f, k, candidate, &p);
	if (person == NONE)
		return DEDI_NO_MEMORY;
	struct builder *b = &k->people.at[person];
	b->last = c->first;
	b->n++;
	if (p.token[PART_PATRONYMIC] != NONE)
		b->patronymic = p;
	c->entity = person;
	int more = fullness(f, c, &p) - fullness(f, &f->candidates.at[b->best], &b->parts);
	if (!fresh && (more > 0 || (more == 0 && better_spelt(f, &p, &b->parts)))) {
		b->best = candidate;
		b->parts = p;
	}
	if (fresh || !p.lone)
		if (!file_name(f, k, person, &p))
			return DEDI_NO_MEMORY;
	return DEDI_OK;
}

static enum dedi_status join_all(struct finder *f, struct clusters *k)
{
	for (uint32_t lone = 0; lone < 2; lone++) {
		for (uint32_t i = 0; i < k->people.n; i++)
			k->people.at[i].last = 0;
		for (uint32_t i = 0; i < f->n_kept; i++) {
			struct candidate *c = &f->candidates.at[f->kept[i]];
			if (c->kind != CANDIDATE_PERSON)
				continue;
			struct name_parts p = parse(f, c);
			if (lone && c->entity != NONE)
				k->people.at[c->entity].last = c->first;
			if (p.lone != (lone == 1))
				continue;
			enum dedi_status status = join(f, k, f->kept[i]);
			if (status)
				return status;
		}
	}
	return DEDI_OK;
}

/* One word of the canonical name: nominative if it ends the mention, capitals made normal. */
static enum dedi_status canonical_word(struct finder *f, uint32_t t, bool last, struct str *ret)
{
	enum dedi_status status = word_nominative(f, t, last ? name_reading(f, t) : NULL, ret);
	if (status || token_at(f, t)->kind != TOKEN_WORD || !token_has(f, t, SHAPE_ALL_CAPS))
		return status;
	return word_title_case(f, t, *ret, ret);
}

static enum dedi_status canonical_name(struct finder *f, const struct candidate *c, struct str *ret)
{
	size_t room = 0, n = 0;
	for (uint32_t t = c->first; t < c->end; t++)
		room += 2 * token_at(f, t)->norm.n + 1;
	char *p = arena_alloc(f->arena, room);
	if (!p)
		return DEDI_NO_MEMORY;
	for (uint32_t t = c->first; t < c->end; t++) {
		struct str word;
		if (token_at(f, t)->kind == TOKEN_QUOTE || is_title(f, t))
			continue;
		enum dedi_status status = canonical_word(f, t, t + 1 == c->end, &word);
		if (status)
			return status;
		if (n && (token_has(f, t, SHAPE_SPACE_BEFORE) ||
				 token_at(f, t - 1)->kind == TOKEN_QUOTE))
			p[n++] = ' ';
		memcpy(p + n, word.p, word.n);
		n += word.n;
	}
	*ret = str_make(p, n);
	return DEDI_OK;
}

static enum dedi_status describe(struct finder *f, const struct builder *b, struct person *person)
{
	const struct candidate *c = &f->candidates.at[b->best];
	struct str *parts[] = {&person->given_name, &person->patronymic, &person->surname};
	for (uint32_t i = 0; i < PART_COUNT; i++) {
		uint32_t t = b->parts.token[i];
		if (t == NONE || (b->parts.lone && !(bits_at(f, t) & NAME_SURNAME)))
			continue;
		enum dedi_status status = canonical_word(f, t, t + 1 == c->end, parts[i]);
		if (status)
			return status;
	}
	if (b->parts.lone && (bits_at(f, c->first) & NAME_GIVEN) && !person->surname.n) {
		enum dedi_status status = canonical_word(f, c->first, true, &person->given_name);
		if (status)
			return status;
	}
	return canonical_name(f, c, &person->name);
}

static enum dedi_status fill(struct finder *f, struct clusters *k, struct entities *entities)
{
	entities->people = ARENA_ARRAY(f->arena, struct person, k->people.n);
	if (!entities->people)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < f->n_kept; i++) {
		struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_PERSON)
			continue;
		struct builder *b = &k->people.at[c->entity];
		if (b->order == NONE) {
			b->order = entities->n_people++;
			struct person *person = &entities->people[b->order];
			person->mentions = ARENA_ARRAY(f->arena, struct mention, b->n);
			if (!person->mentions)
				return DEDI_NO_MEMORY;
			enum dedi_status status = describe(f, b, person);
			if (status)
				return status;
		}
		struct person *person = &entities->people[b->order];
		c->entity = b->order;
		person->mentions[person->n_mentions++] = candidate_mention(f, c);
	}
	return DEDI_OK;
}

enum dedi_status people_cluster(struct finder *f, struct entities *entities)
{
	struct clusters k = {0};
	uint32_t n = 0;
	for (uint32_t i = 0; i < f->n_kept; i++)
		n += f->candidates.at[f->kept[i]].kind == CANDIDATE_PERSON;
	enum dedi_status status = buckets_init(f->arena, 3 * n, &k.buckets);
	if (!status)
		status = join_all(f, &k);
	if (!status)
		status = fill(f, &k, entities);
	return status;
}
