/*
 * People: runs of capitalised words and initials that are names of human beings.
 *
 * A run is cut by the grammar of names (given, patronymic, surname in the orders that occur; only
 * the last word may carry a case ending) and accepted if one part is surely a name, or if what
 * stands beside it says so (a role, a nationality, a caption), or by its shape. Words of accepted
 * names are then recognised alone. A name inside the name of a thing (… атындағы, … көшесі) is kept
 * as a dropped candidate: noun phrases may run over it, nobody is reported.
 *
 * Cost: linear in tokens; a run looks at no more than RUN_MAX words and CAPTION_MAX after it.
 */
#include "base/utf8.h"
#include "entities/internal.h"

enum {
	RUN_MAX = 5,
	CAPTION_MAX = 24,
	NAME_INITIAL = 1u << 5,
	LETTERS_MIN = 6 /* bytes: a shorter unknown word in capitals is an acronym */
};

struct run {
	uint32_t first, end, n;  /* tokens; parts */
	uint32_t parts[RUN_MAX]; /* bits NAME_*, NAME_INITIAL */
};

struct names {
	struct str *key; /* open addressing */
	uint32_t mask;
	uint64_t numbers; /* of all of them: see word_info */
	uint8_t *reading; /* [n_words] reading whose lemma is an established name; NOT_ONE */
};

enum { NOT_ONE = 254, NOT_ASKED = 253 };

static const struct reading *name_reading(const struct finder *f, uint32_t t)
{
	const struct word_facts *facts = facts_at(f, t);
	if (facts->name_reading == AS_FORM)
		return NULL;
	return &word_of(f->words, t)->readings[facts->name_reading];
}

static bool name_inflected(const struct finder *f, uint32_t t)
{
	const struct reading *r = name_reading(f, t);
	return r && r->features.kase != CASE_NOM;
}

static bool in_caption_block(const struct finder *f, uint32_t t)
{
	const struct sentence *s = &f->document->sentences[token_at(f, t)->sentence];
	enum block_kind kind = f->document->blocks[s->block].kind;
	return kind == BLOCK_TURN_LABEL || kind == BLOCK_BYLINE || kind == BLOCK_CREDIT;
}

/* A longer key of the lexicon (a place, a body, an office) begins here: no name does. */
static bool begins_phrase(const struct finder *f, uint32_t t)
{
	for (uint32_t i = f->phrase_first[t]; i != NONE; i = f->phrases.at[i].next_by_first)
		if (f->phrases.at[i].table != LEX_ORG && f->phrases.at[i].table != LEX_NAME_HEAD)
			return true;
	return false;
}

/* TikTok-та, Telegram-арнада: Latin letters before the hyphen, Kazakh ones behind. */
static bool is_half_latin(const struct finder *f, uint32_t t)
{
	enum { LETTERS = 3 };
	const struct token *token = token_at(f, t);
	const char *p = f->document->text.p + token->span.start;
	size_t n = token->span.end - token->span.start, i = 0;
	while (i < n && ((p[i] >= 'a' && p[i] <= 'z') || (p[i] >= 'A' && p[i] <= 'Z')))
		i++;
	return i >= LETTERS && i < n && !(token->shape & SHAPE_LATIN) &&
	       (token->shape & SHAPE_HYPHEN);
}

static uint32_t part_of(const struct finder *f, uint32_t t)
{
	const struct token *token = token_at(f, t);
	if (token->kind == TOKEN_INITIAL)
		return NAME_INITIAL;
	if (token->kind != TOKEN_WORD || !(token->shape & SHAPE_CAPITAL) || begins_phrase(f, t))
		return 0;
	uint32_t bits = facts_at(f, t)->name;
	if (!(bits & NAME_LISTED) &&
		((token->shape & (SHAPE_LATIN | SHAPE_DIGIT)) || is_half_latin(f, t)))
		return 0;
	return bits;
}

/* An unknown word in capitals is a surname only behind a given name or in a caption. */
static bool caps_fit(const struct finder *f, const struct run *run, uint32_t t)
{
	if (!token_has(f, t, SHAPE_ALL_CAPS) || !(facts_at(f, t)->name & NAME_UNKNOWN))
		return true;
	if (in_caption_block(f, t))
		return true;
	return run->n > 0 && (run->parts[run->n - 1] & NAME_GIVEN) &&
	       token_at(f, t)->norm.n >= LETTERS_MIN;
}

static bool part_joins(const struct run *run, uint32_t part, uint32_t all)
{
	uint32_t last = run->n ? run->parts[run->n - 1] : 0;
	if (run->n == 0)
		return true;
	if (part == NAME_INITIAL)
		return last == NAME_INITIAL || run->n == 1;
	if (last == NAME_INITIAL) /* О. Ким, Асан Т. Үсенов */
		return run->parts[0] == NAME_INITIAL ||
		       (run->n == 2 && (run->parts[0] & NAME_GIVEN) && (part & NAME_SURNAME));
	if (part & NAME_PATRONYMIC)
		return !(all & NAME_PATRONYMIC);
	bool whole =
		(all & NAME_GIVEN) && (all & NAME_SURNAME) && (all & NAME_FORMED) && run->n >= 2;
	if (part & NAME_SURNAME)
		return !whole && (!(all & NAME_SURNAME) || run->n == 1);
	return !whole && !((all & NAME_PATRONYMIC) && run->n >= 3);
}

/* Сауль «Канело» Альварес: one word in marks between two parts of a name. */
static bool is_nickname(const struct finder *f, uint32_t t, uint32_t end)
{
	return t + 3 < end && token_at(f, t)->kind == TOKEN_QUOTE &&
	       token_at(f, t + 2)->kind == TOKEN_QUOTE && token_is_word(f, t + 1) &&
	       token_has(f, t + 1, SHAPE_CAPITAL | SHAPE_MIXED_CAPS) && part_of(f, t + 3) &&
	       token_at(f, t + 3)->kind == TOKEN_WORD;
}

/* The last vowel of the word is one of the back of the mouth. */
static bool ends_back(const struct finder *f, uint32_t t)
{
	struct str form = f->document->words[token_at(f, t)->word].form;
	bool back = false;
	for (size_t i = 0; i < form.n;) {
		size_t at = i;
		utf8_next(form, &i);
		if (memmem("аоұыуяё", strlen("аоұыуяё"), form.p + at, i - at))
			back = true;
		else if (memmem("әөүіеэи", strlen("әөүіеэи"), form.p + at, i - at))
			back = false;
	}
	return back;
}

/* қажы, мырза between the parts of a name */
static bool is_title(const struct finder *f, uint32_t t)
{
	return token_in(f, t, LEX_TITLE) && !token_has(f, t, SHAPE_CAPITAL);
}

static bool ends_in_z(const struct finder *f, uint32_t t)
{
	struct str form = f->document->words[token_at(f, t)->word].form;
	return str_ends(form, STR("з")) || str_ends(form, STR("ж"));
}

/* Стаффан де Мистура, Урсула фон дер Ляйен: a particle between the parts of a foreign name. `Серік
 * де Әсет` are two: the Kazakh де (even) goes with the vowels before it. */
static bool is_particle(const struct finder *f, uint32_t t, uint32_t end)
{
	if (t + 1 >= end || !token_is_word(f, t) || !is_name_word(f, t, NAME_WORD_PARTICLE))
		return false;
	bool another = is_name_word(f, t + 1, NAME_WORD_PARTICLE) && t + 2 < end;
	uint32_t next = t + 1 + another;
	if (token_at(f, next)->kind != TOKEN_WORD ||
		!(part_of(f, next) ||
			(token_has(f, t, SHAPE_CAPITAL) && token_has(f, next, SHAPE_CAPITAL))))
		return false;
	if (facts_at(f, t)->np == NP_AND) /* the Kazakh бен (and) only stands behind з and ж */
		return !ends_in_z(f, t - 1);
	return token_has(f, t, SHAPE_CAPITAL) || ends_back(f, t - 1);
}

/* Қорқыт Ата: a word of kinship with a capital behind a given name. */
static bool is_elder(const struct finder *f, uint32_t t)
{
	return token_is_word(f, t) && token_has(f, t, SHAPE_CAPITAL) &&
	       token_in(f, t, LEX_POSITION) &&
	       lexicon_code(f->lexicon, LEX_POSITION, key_in(facts_at(f, t), LEX_POSITION)->row,
		       POSITION_COL_CLASS) == POSITION_KIN;
}

bool name_again(const struct finder *f, uint32_t first, uint32_t t)
{
	enum { LETTERS = 4 * 2 };
	struct str name = f->document->words[token_at(f, first)->word].form;
	return name.n >= LETTERS && token_is_word(f, first) && token_is_word(f, t) &&
	       !(facts_at(f, t)->name & NAME_PATRONYMIC) &&
	       str_starts(f->document->words[token_at(f, t)->word].form, name);
}

/* `Дэйна Уайт Хабиб Нурмагомедов`, `Назарбаев Путин`: where words are missing between two names, a
 * given name with a surname behind it, or a second surname by its ending, begins another. */
static bool begins_another(const struct finder *f, const struct run *run, uint32_t t, uint32_t end)
{
	uint32_t part = facts_at(f, t)->name, last = run->n ? run->parts[run->n - 1] : 0;
	const uint32_t surname = NAME_FORMED | NAME_SURNAME;
	if (run->n == 1 && !(last & NAME_GIVEN) && (last & surname) == surname &&
		!(part & NAME_GIVEN) && (part & surname) == surname)
		return true;
	if (run->n >= 2 && name_again(f, run->first, t))
		return true; /* Айнұр Сапарова Айнұрдың: the next line begins */
	if (run->n < 2 || last == NAME_INITIAL || !(part & NAME_GIVEN) || t + 1 >= end)
		return false;
	uint32_t next = part_of(f, t + 1);
	return next != NAME_INITIAL && (next & NAME_FORMED) && (next & NAME_SURNAME);
}

/* көшесі, ауданы, сыйлығы: what is named after people, written small and possessed. */
static bool is_place_head(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (!entry_starting(f, t, LEX_NAME_HEAD, &e) || token_has(f, t, SHAPE_CAPITAL) ||
		entry_features(&e).possessive != POSS_3)
		return false;
	uint32_t c = lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS);
	return c == NAME_HEAD_PLACE || c == NAME_HEAD_AWARD || c == NAME_HEAD_EVENT ||
	       c == NAME_HEAD_LAW;
}

/* A street or a prize has the name, a duel (жекпе-жегі) is between who are named. */
static bool is_named_after(const struct finder *f, uint32_t t)
{
	return is_place_head(f, t) && !is_name_noun(f, t, NAME_WORD_DUEL);
}

/* What stands behind a whole name and is no part of it: a place (`Асан Үсенов Тверь зауытынан`),
 * two rivals before what they meet in (`Асан Үсенов Құсайын-Петров жекпе-жегі`). */
static bool begins_thing(const struct finder *f, const struct run *run, uint32_t t, uint32_t end)
{
	uint32_t part = facts_at(f, t)->name;
	if (run->n < 2 || run->parts[run->n - 1] == NAME_INITIAL)
		return false;
	if (token_in(f, t, LEX_PLACE) && !(part & (NAME_GIVEN | NAME_SURNAME)))
		return true;
	struct str norm = token_at(f, t)->norm;
	return memchr(norm.p, '-', norm.n) != NULL && t + 1 < end && is_place_head(f, t + 1);
}

/* Асан Болатұлы Есберген: -ұлы ends a surname only where no other follows; in a case it is somebody
 * else (`Асан Болатұлы Ерланға …`). */
static bool is_behind_father(
	const struct finder *f, const struct run *run, uint32_t t, uint32_t part)
{
	return run->n == 2 && (run->parts[0] & NAME_GIVEN) && (run->parts[1] & NAME_PATRONYMIC) &&
	       (part & NAME_LISTED) && !name_inflected(f, t);
}

/* A role, a title or a nationality stands right before token t. */
static bool role_before(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (t == sentence_first(f, t))
		return false;
	if (entry_ending(f, t - 1, LEX_POSITION, &e) && features_bare(entry_features(&e)))
		return true;
	return token_in(f, t - 1, LEX_TITLE) ||
	       (token_is_word(f, t - 1) && facts_at(f, t - 1)->np == NP_ADJECTIVE);
}

/* Сейдахмет Орман: a common word that the text writes with a capital behind a given name. */
static bool is_common_surname(
	const struct finder *f, const struct run *run, uint32_t t, uint32_t end)
{
	const uint32_t against = 1u << LEX_POSITION | 1u << LEX_PLACE | 1u << LEX_ACRONYM |
				 1u << LEX_SCOPE | 1u << LEX_LEGAL_FORM | 1u << LEX_ORG |
				 1u << LEX_MEDIA;
	const uint32_t heads = 1u << LEX_ORG_HEAD | 1u << LEX_CAMPAIGN_HEAD;
	const uint32_t odd =
		SHAPE_ALL_CAPS | SHAPE_LATIN | SHAPE_DIGIT | SHAPE_MIXED_CAPS | SHAPE_HYPHEN;
	if (run->n != 1 || !(run->parts[0] & NAME_GIVEN) || !(run->parts[0] & NAME_LISTED) ||
		!token_is_word(f, t) || !token_has(f, t, SHAPE_CAPITAL) || token_has(f, t, odd) ||
		begins_phrase(f, t) || !role_before(f, run->first))
		return false;
	const struct word_facts *facts = facts_at(f, t);
	const struct features *x = &word_of(f->words, t)->readings[0].features;
	/* Эмма Спорт; not `Асан Университет студенттеріне …` */
	if ((facts->tables & heads) && t + 1 < end && token_is_word(f, t + 1) &&
		word_of(f->words, t + 1)->readings[0].features.possessive == POSS_3)
		return false;
	return facts->lower == 0 && !(facts->tables & against) &&
	       !(facts->functions & ~(1u << FUNCTION_COMMON)) && x->verb == VERB_NONE &&
	       features_bare(*x) && x->possessive == POSS_NONE &&
	       (t + 1 >= end || !token_has(f, t + 1, SHAPE_CAPITAL)) &&
	       !(t + 1 < end && is_place_head(f, t + 1));
}

/* The run of name words that begins at t. */
static struct run run_at(const struct finder *f, uint32_t t)
{
	struct run run = {.first = t, .end = t};
	uint32_t end = sentence_end(f, t), all = 0;
	for (; run.n < RUN_MAX && t < end; t++) {
		if ((run.n == 1 || run.n == 2) && is_nickname(f, t, end))
			t += 3;
		if (run.n == 1 && t + 1 < end && is_title(f, t) && part_of(f, t + 1))
			t++;
		bool behind = run.n >= 1 && is_particle(f, t, end);
		if (behind)
			t += 1 + is_name_word(f, t + 1, NAME_WORD_PARTICLE);
		uint32_t part = part_of(f, t);
		if (!part && behind)
			part = NAME_UNKNOWN; /* Әл Тани, whatever else the word may be */
		if (!part && (all & NAME_GIVEN) &&
			(is_elder(f, t) || is_common_surname(f, &run, t, end)))
			part = NAME_UNKNOWN;
		if (!part || !caps_fit(f, &run, t) ||
			!(part_joins(&run, part, all) || is_behind_father(f, &run, t, part)) ||
			begins_another(f, &run, t, end) || begins_thing(f, &run, t, end))
			break;
		run.end = t + 1;
		if (part & NAME_GIVEN && all & NAME_GIVEN && part & NAME_SURNAME)
			part &= ~(uint32_t)NAME_GIVEN;
		run.parts[run.n++] = part;
		all |= part;
		if (part != NAME_INITIAL && name_inflected(f, t)) {
			t++;
			break;
		}
	}
	return run;
}

/* One word, or initials and one. */
static bool is_single(const struct run *run)
{
	uint32_t words = 0;
	for (uint32_t i = 0; i < run->n; i++)
		words += run->parts[i] != NAME_INITIAL;
	return words == 1;
}

static uint32_t run_bits(const struct run *run)
{
	uint32_t all = 0;
	for (uint32_t i = 0; i < run->n; i++)
		all |= run->parts[i];
	return all;
}

static bool office_before(const struct finder *f, uint32_t t)
{
	struct entry e;
	return t > sentence_first(f, t) && entry_ending(f, t - 1, LEX_POSITION, &e) &&
	       features_bare(entry_features(&e));
}

/* `NAME, … role:` or `NAME role:` */
static bool caption_after(const struct finder *f, uint32_t t)
{
	uint32_t end = sentence_end(f, t > 0 ? t - 1 : 0);
	struct entry e;
	for (uint32_t i = t; i < end && i < t + CAPTION_MAX; i++) {
		uint8_t kind = token_at(f, i)->kind;
		if (kind == TOKEN_COLON)
			return i > t && entry_ending(f, i - 1, LEX_POSITION, &e);
		if (kind == TOKEN_STOP || kind == TOKEN_SEMICOLON)
			return false;
	}
	return false;
}

/* ауданы, даңғылының, су қоймалары: a noun of places, in any case and number. */
static bool names_places(const struct finder *f, uint32_t t)
{
	struct entry e;
	return (entry_starting(f, t, LEX_NAME_HEAD, &e) || entry_ending(f, t, LEX_NAME_HEAD, &e)) &&
	       !token_has(f, t, SHAPE_CAPITAL) &&
	       lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
		       NAME_HEAD_PLACE;
}

/* The bracket that is closed at t stands behind such a noun. */
static bool in_bracket_of_places(const struct finder *f, uint32_t t)
{
	enum { BRACKET_MAX = 40 };
	uint32_t floor = sentence_first(f, t);
	for (uint32_t n = 0; t > floor && n < BRACKET_MAX; n++, t--)
		if (token_at(f, t)->kind == TOKEN_OPEN)
			return token_is_word(f, t - 1) && names_places(f, t - 1);
	return false;
}

/* Bodies that are named after people: universities, theatres, funds; not offices and companies. */
static bool is_body_head(const struct finder *f, uint32_t t)
{
	struct entry e;
	if (!entry_starting(f, t, LEX_ORG_HEAD, &e) || entry_features(&e).possessive != POSS_3)
		return false;
	uint32_t type = lexicon_code(f->lexicon, LEX_ORG_HEAD, e.row, ORG_HEAD_COL_TYPE);
	return type == ORG_EDUCATION || type == ORG_CULTURE || type == ORG_HEALTH ||
	       type == ORG_FUND || type == ORG_SPORT || type == ORG_COMPANY || type == ORG_MEDIA;
}

/* `Тимирязев, Тайынша және М.Жұмабаев аудандары`, `үш ауданда (Абай, Мұрат)`: single names, listed,
 * that end before or stand in a bracket behind what they are names of. The first one is [first, t).
 */
static bool in_list_of_places(const struct finder *f, uint32_t first, uint32_t t, uint32_t end)
{
	enum { LIST_WORDS = 24 };
	bool joined = first > 0 && token_at(f, first - 1)->kind == TOKEN_COMMA;
	for (uint32_t n = 0, word = 0; t < end && n < LIST_WORDS; n++, t++) {
		uint8_t kind = token_at(f, t)->kind;
		joined |= kind == TOKEN_COMMA;
		if (kind == TOKEN_COMMA || (kind == TOKEN_WORD && facts_at(f, t)->np == NP_AND))
			word = 0;
		else if (kind == TOKEN_CLOSE)
			return joined && in_bracket_of_places(f, t);
		else if (kind == TOKEN_WORD && word && names_places(f, t))
			return true;
		else if (kind != TOKEN_INITIAL && (word++ || !token_has(f, t, SHAPE_CAPITAL)))
			return false;
	}
	return false;
}

/* Төле (би) көшесі: small, and behind the name. */
static bool is_honorific(const struct finder *f, uint32_t t)
{
	return token_is_word(f, t) && token_in(f, t, LEX_TITLE) &&
	       !token_has(f, t, SHAPE_CAPITAL) &&
	       lexicon_code(f->lexicon, LEX_TITLE, key_in(facts_at(f, t), LEX_TITLE)->row,
		       TITLE_COL_PLACE) == TITLE_AFTER;
}

/* The name ending before token `next` is part of the name of a thing. */
static bool names_thing(
	const struct finder *f, uint32_t first, uint32_t next, uint32_t end, bool single)
{
	if (single && next < end && in_list_of_places(f, first, next, end))
		return true;
	if (next + 1 < end && token_at(f, next)->kind == TOKEN_NUMBER &&
		is_named_after(f, next + 1))
		return true; /* Абай 10А көшесі */
	if (next >= end || !token_is_word(f, next))
		return false;
	if (next + 1 < end && is_honorific(f, next) && token_is_word(f, next + 1))
		next++;
	if (token_is(f, next, FUNCTION_RELATION) || is_named_after(f, next) ||
		is_body_head(f, next))
		return true;
	if (single && token_in(f, next, LEX_SCOPE))
		return true; /* Әл-Фараби аудандық филиалы */
	if (facts_at(f, next)->np != NP_AND)
		return false;
	/* A мен B көшесі, A мен B C атындағы турнир */
	enum { NAME_WORDS = 3 };
	uint32_t t = next + 1;
	while (t < end && t - next <= NAME_WORDS && token_has(f, t, SHAPE_CAPITAL))
		t++;
	return t > next + 1 && t < end && token_is_word(f, t) &&
	       (token_is(f, t, FUNCTION_RELATION) || (t == next + 2 && is_named_after(f, t)));
}

static bool run_all_caps(const struct finder *f, const struct run *run)
{
	for (uint32_t t = run->first; t < run->end; t++)
		if (token_is_word(f, t) && !token_has(f, t, SHAPE_ALL_CAPS))
			return false;
	return true;
}

/* М А З М Ұ Н Ы: no word among them. */
bool are_letters(const struct finder *f, uint32_t first, uint32_t end)
{
	enum { LETTER = 2 };
	for (uint32_t t = first; t < end; t++)
		if (token_is_word(f, t) && token_at(f, t)->norm.n > LETTER)
			return false;
	return true;
}

/* Whether a run of two words or more is a name, and what says so. */
static bool accept_long(const struct finder *f, const struct run *run, uint8_t *ret_source)
{
	uint32_t all = run_bits(run);
	if (are_letters(f, run->first, run->end))
		return false;
	bool sure = (all & (NAME_SURNAME | NAME_PATRONYMIC | NAME_LISTED)) != 0;
	if (all & NAME_INITIAL) {
		*ret_source = SOURCE_GRAMMAR;
		return (all & NAME_ANY) != 0;
	}
	if (run_all_caps(f, run) && !in_caption_block(f, run->first))
		sure = (all & NAME_GIVEN) && (all & (NAME_SURNAME | NAME_PATRONYMIC));
	if (sure) {
		*ret_source = SOURCE_GRAMMAR;
		return true;
	}
	if (run_all_caps(f, run) && !in_caption_block(f, run->first))
		return false;
	*ret_source = SOURCE_CONTEXT;
	if (role_before(f, run->first) || caption_after(f, run->end))
		return true;
	*ret_source = SOURCE_SHAPE;
	return true;
}

bool is_common_name(const struct finder *f, uint32_t t)
{
	if (token_is(f, t, FUNCTION_COMMON))
		return true;
	const struct reading *r = token_is_word(f, t) ? name_reading(f, t) : NULL;
	for (uint32_t i = 0; r && i < r->lexemes.n; i++) {
		const struct lexeme *x = &r->lexemes.at[i];
		if (x->table == LEX_FUNCTION_WORD && x->n_words == 1 &&
			lexicon_code(f->lexicon, LEX_FUNCTION_WORD, x->row,
				FUNCTION_WORD_COL_CLASS) == FUNCTION_COMMON)
			return true;
	}
	return false;
}

/* `ФИФА президенті Инфантино`: a word nobody knows right behind an office of a body or a country.
 */
static bool is_holder(const struct finder *f, uint32_t t)
{
	enum { LETTERS = 5 * 2 };
	struct entry e;
	const struct word_info *info = word_of(f->words, t);
	if (t < sentence_first(f, t) + 2 || !token_is_word(f, t) || facts_at(f, t)->tables ||
		facts_at(f, t)->functions || facts_at(f, t)->lower > 0 ||
		token_has(f, t, SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS | SHAPE_HYPHEN) ||
		token_at(f, t)->norm.n < LETTERS || (info->n_readings && info->readings[0].known))
		return false;
	return token_is_word(f, t - 1) && entry_ending(f, t - 1, LEX_POSITION, &e) &&
	       e.first > sentence_first(f, t) && features_bare(entry_features(&e)) &&
	       !(info->n_readings && info->readings[0].features.number != NUMBER_SINGULAR) &&
	       entry_features(&e).possessive == POSS_3 &&
	       lexicon_code(f->lexicon, LEX_POSITION, e.row, POSITION_COL_CLASS) == POSITION_OFFICE;
}

static bool accept_single(const struct finder *f, const struct run *run, uint8_t *ret_source)
{
	uint32_t t = run->first, part = run->parts[0];
	const struct word_facts *facts = facts_at(f, t);
	const uint32_t doubtful = 1u << LEX_PLACE | 1u << LEX_ORG | 1u << LEX_MEDIA |
				  1u << LEX_POSITION | 1u << LEX_ORG_HEAD | 1u << LEX_CAMPAIGN_HEAD;
	if (part == NAME_INITIAL)
		return false;
	if (!(part & (NAME_GIVEN | NAME_SURNAME | NAME_PATRONYMIC))) {
		*ret_source = SOURCE_CONTEXT;
		return is_holder(f, t);
	}
	/* Тілек ақсақал: a title behind it makes a name of a common word */
	bool titled = t != sentence_first(f, t) && (part & NAME_GIVEN) &&
		      t + 1 < sentence_end(f, t) && is_title(f, t + 1);
	if (!titled && ((facts->tables & doubtful) || facts->lower > 0 || facts->functions ||
			       is_common_name(f, t)))
		return false;
	*ret_source = part & NAME_LISTED ? SOURCE_GRAMMAR : SOURCE_CONTEXT;
	if (part & (NAME_SURNAME | NAME_PATRONYMIC))
		return !token_has(f, t, SHAPE_ALL_CAPS) || (part & NAME_LISTED);
	return t != sentence_first(f, t) || role_before(f, t);
}

static bool has_case(const struct finder *f, uint32_t t)
{
	const struct word_info *info = word_of(f->words, t);
	for (uint32_t i = 0; i < info->n_readings; i++)
		if (info->readings[i].features.verb == VERB_NONE &&
			info->readings[i].features.kase != CASE_NOM)
			return true;
	return false;
}

/* A word that only opens the sentence is no part of the name that follows it. */
static void drop_opener(const struct finder *f, struct run *run)
{
	bool opener = run->n >= 3 && run->parts[0] == NAME_UNKNOWN &&
		      (run->parts[1] & NAME_GIVEN) &&
		      (run->parts[2] & (NAME_SURNAME | NAME_PATRONYMIC));
	bool common =
		run->n >= 2 && run->parts[0] == NAME_UNKNOWN && facts_at(f, run->first)->lower > 0;
	bool turned = run->n >= 2 && run->parts[0] == NAME_UNKNOWN &&
		      run->first == sentence_first(f, run->first) && has_case(f, run->first) &&
		      (run_bits(run) & ~(uint32_t)NAME_UNKNOWN);
	/* `Ғалым Айнұр Сапарова`: a given name that is an occupation as well. */
	bool epithet = run->n >= 3 && run->first == sentence_first(f, run->first) &&
		       token_in(f, run->first, LEX_POSITION) && (run->parts[1] & NAME_GIVEN) &&
		       (run->parts[2] & NAME_FORMED);
	if (!opener && !common && !turned && !epithet)
		return;
	memmove(run->parts, run->parts + 1, (run->n - 1) * sizeof *run->parts);
	run->first++;
	run->n--;
}

static enum dedi_status add_person(
	struct finder *f, uint32_t first, uint32_t end, uint8_t source, bool thing)
{
	struct candidate *c = candidate_new(f, CANDIDATE_PERSON, source, first, end);
	if (!c)
		return DEDI_NO_MEMORY;
	c->mention = MENTION_NAME;
	c->dropped = thing;
	for (uint32_t t = first; t < end; t++)
		f->person_at[t] = f->candidates.n - 1;
	return DEDI_OK;
}

/* `Әміре Әрін мен Асан`: what мен joins is in no case, so that ін is a part of the name; only of a
 * name that no table has. */
static bool before_joint(const struct finder *f, uint32_t t, uint32_t end)
{
	const struct reading *r = name_reading(f, t - 1);
	return r && !r->known && r->features.kase == CASE_ACC && t < end && token_is_word(f, t) &&
	       facts_at(f, t)->np == NP_AND && token_at(f, t)->norm.n < strlen("және");
}

/* `Вирустанушы Гүлнәз …`: a trade that no table has opens the sentence, and a name follows. */
static bool is_trade(const struct finder *f, uint32_t t)
{
	const struct word_facts *facts = facts_at(f, t);
	const uint32_t name = NAME_GIVEN | NAME_LISTED;
	return t == sentence_first(f, t) && facts->agent && facts->name == NAME_UNKNOWN &&
	       t + 1 < sentence_end(f, t) && (part_of(f, t + 1) & name) == name;
}

static enum dedi_status find_runs(struct finder *f)
{
	uint32_t n = f->document->n_tokens;
	for (uint32_t t = set_next(f, SET_NAMES, 0); t < n; t = set_next(f, SET_NAMES, t)) {
		struct run run = is_trade(f, t) ? (struct run){0} : run_at(f, t);
		if (run.n == 0) {
			t++;
			continue;
		}
		drop_opener(f, &run);
		uint8_t source = SOURCE_SHAPE;
		bool accept = run.n >= 2 ? accept_long(f, &run, &source)
					 : accept_single(f, &run, &source);
		uint32_t end = run.end;
		if (accept) {
			bool bare =
				run.parts[run.n - 1] == NAME_INITIAL || !name_inflected(f, end - 1);
			bool thing = bare && !office_before(f, run.first) &&
				     names_thing(f, run.first, end, sentence_end(f, run.first),
					     is_single(&run));
			if (!bare && before_joint(f, end, sentence_end(f, run.first)))
				f->facts[token_at(f, end - 1)->word].name_reading = AS_FORM;
			enum dedi_status status = add_person(f, run.first, end, source, thing);
			if (status)
				return status;
		}
		t = end;
	}
	return DEDI_OK;
}

static void names_add(struct names *names, struct str key)
{
	uint32_t i = (uint32_t)str_hash(key) & names->mask;
	while (names->key[i].p) {
		if (str_eq(names->key[i], key))
			return;
		i = (i + 1) & names->mask;
	}
	names->key[i] = key;
	names->numbers |= UINT64_C(1) << lex_word_number(key);
}

static bool names_has(const struct names *names, struct str key)
{
	uint32_t i = (uint32_t)str_hash(key) & names->mask;
	while (names->key[i].p) {
		if (str_eq(names->key[i], key))
			return true;
		i = (i + 1) & names->mask;
	}
	return false;
}

/* The folded name word at t, without its ending. */
static struct str name_word(const struct finder *f, uint32_t t)
{
	const struct reading *r = name_reading(f, t);
	return r ? r->lemma : f->document->words[token_at(f, t)->word].form;
}

/* Words of names of two words or more stand for them alone. */
static enum dedi_status names_establish(struct finder *f, struct names *names)
{
	uint32_t count = 0, size = 16;
	for (uint32_t i = 0; i < f->candidates.n; i++)
		count += f->candidates.at[i].end - f->candidates.at[i].first;
	while (size < 2 * count + 2)
		size *= 2;
	names->key = ARENA_ARRAY(f->arena, struct str, size);
	names->reading = ARENA_ARRAY(f->arena, uint8_t, f->document->n_words);
	if (!names->key || !names->reading)
		return DEDI_NO_MEMORY;
	names->mask = size - 1;
	names->numbers = 0;
	for (uint32_t i = 0; i < f->candidates.n; i++) {
		const struct candidate *c = &f->candidates.at[i];
		if (c->dropped || c->end - c->first < 2)
			continue;
		for (uint32_t t = c->first; t < c->end; t++)
			if (token_is_word(f, t))
				names_add(names, name_word(f, t));
	}
	return DEDI_OK;
}

/* The reading in which the word is an established name. */
static uint8_t established_reading(const struct finder *f, const struct names *names, uint32_t word)
{
	const struct word_info *info = &f->words->at[word];
	if (!(info->numbers & names->numbers))
		return NOT_ONE;
	if (names_has(names, f->document->words[word].form))
		return AS_FORM;
	for (uint8_t i = 0; i < info->n_readings && i < NOT_ASKED; i++) {
		const struct features *x = &info->readings[i].features;
		if (x->verb == VERB_NONE && x->derivation == DERIV_NONE &&
			x->possessive == POSS_NONE && names_has(names, info->readings[i].lemma))
			return i;
	}
	return NOT_ONE;
}

static enum dedi_status find_repeats(struct finder *f)
{
	struct names names;
	enum dedi_status status = names_establish(f, &names);
	if (status)
		return status;
	memset(names.reading, NOT_ASKED, f->document->n_words);
	const uint32_t against = 1u << LEX_PLACE | 1u << LEX_POSITION | 1u << LEX_ORG_HEAD;
	uint32_t n = f->document->n_tokens;
	for (uint32_t t = set_next(f, SET_NAMES, 0); t < n; t = set_next(f, SET_NAMES, t + 1)) {
		const struct token *token = token_at(f, t);
		if (token->kind != TOKEN_WORD || !(token->shape & SHAPE_CAPITAL) ||
			f->person_at[t] != NONE)
			continue;
		if (names.reading[token->word] == NOT_ASKED)
			names.reading[token->word] = established_reading(f, &names, token->word);
		if (names.reading[token->word] == NOT_ONE)
			continue;
		struct word_facts *facts = &f->facts[token->word];
		if (facts->lower > 0 || (facts->tables & against))
			continue;
		facts->name_reading = names.reading[token->word];
		facts->name |= NAME_UNKNOWN;
		bool thing = !name_inflected(f, t) &&
			     names_thing(f, t, t + 1, sentence_end(f, t), false);
		status = add_person(f, t, t + 1, SOURCE_REPEAT, thing);
		if (status)
			return status;
	}
	return DEDI_OK;
}

enum dedi_status people_find(struct finder *f)
{
	uint32_t n = f->document->n_tokens;
	f->person_at = ARENA_ARRAY(f->arena, uint32_t, n);
	if (!f->person_at)
		return DEDI_NO_MEMORY;
	memset(f->person_at, 0xff, n * sizeof *f->person_at);
	enum dedi_status status = find_runs(f);
	if (!status)
		status = find_repeats(f);
	return status;
}
