/*
 * Merge: the one place where rules and tagger are reconciled.
 *
 * Every rule and every labelled stretch is a candidate. Here they are taken strongest first (rank
 * below, then the longer one, then the earlier one), and a candidate is kept only if none of its
 * tokens is taken. What lies inside the marks of a name of something else is dropped before. So
 * afterwards no two mentions share a token, whatever found them.
 *
 * Ranks: what the request knows; names in marks with a head; noun phrases and lexicon entries
 * (longest first); grammar of people's names; the tagger; context; repeats; shape alone. The tagger
 * thus adds what rules do not see and confirms weak ones, and never breaks a name that has its
 * marks. Of a body with a head noun the rules know that it is one and the tagger where it begins: a
 * walk to the left stops at what can belong to the clause, the tagger has seen the whole of it.
 *
 * Cost: linear in candidates (sorted by counting), each of bounded length.
 */
#include "entities/internal.h"

enum { OPEN_NAME_MAX = 4, RANKS = 9, LENGTH_MAX = 63, BUCKETS = RANKS * (LENGTH_MAX + 1) };

static int rank_of(const struct candidate *c)
{
	switch (c->whole ? SOURCE_MARKS : (enum candidate_source)c->source) {
	case SOURCE_KNOWN:
		return 0;
	case SOURCE_MARKS:
		return 1;
	case SOURCE_HEAD:
	case SOURCE_LEXICON:
		return 2;
	case SOURCE_GRAMMAR:
		return 3;
	case SOURCE_TAGGER:
		return 4;
	case SOURCE_CONTEXT:
		return 5;
	case SOURCE_REPEAT:
		return 6;
	case SOURCE_SHAPE:
		return 7;
	}
	return 8;
}

/* The title of a work, or the name of another thing, around the candidate. */
static bool inside_other_marks(const struct finder *f, const struct candidate *c)
{
	uint32_t quote = f->mark_at[c->first];
	if (quote == NONE || c->quote == quote)
		return false;
	const struct mark *mark = &f->marks[quote];
	if (mark->kind == MARK_SPEECH)
		return false;
	if (mark->kind != MARK_OPEN)
		return true;
	bool whole = c->first == mark->first && c->end == mark->end &&
		     (c->kind != CANDIDATE_PERSON || c->source == SOURCE_REPEAT);
	return mark->end - mark->first <= OPEN_NAME_MAX && !whole;
}

/* How sure the tagger must be of what no rule has seen; of people's names it may also say that they
 * go further. Found on development texts. */
static const float sure_enough[] = {
	[CANDIDATE_PERSON] = 0.15F, [CANDIDATE_ORGANIZATION] = 0.20F, [CANDIDATE_CAMPAIGN] = 0.80F};
static const float sure_of_extent = 0.30F, sure_of_later_start = 0.40F;

/* All words of the stretch have a capital: a name, not a phrase with one in it. */
static bool all_capital(const struct finder *f, const struct tag *tag)
{
	for (uint32_t t = tag->first; t < tag->end; t++)
		if (!token_is_word(f, t) ||
			!token_has(f, t, SHAPE_CAPITAL | SHAPE_MIXED_CAPS | SHAPE_HYPHEN))
			return false;
	return true;
}

/* Алла, Рамазан, Құрмет alone: where no rule takes them for a name they are words. */
static bool is_common_word(const struct finder *f, const struct tag *tag)
{
	return tag->end == tag->first + 1 && f->person_at[tag->first] == NONE &&
	       is_common_name(f, tag->first);
}

/* Two names that the rules have told apart. */
static bool joins_people(const struct finder *f, const struct tag *tag)
{
	uint32_t first = f->person_at[tag->first], last = f->person_at[tag->end - 1];
	if (first == NONE || last == NONE || first == last)
		return false;
	if (name_again(f, tag->first, tag->end - 1))
		return true; /* Айнұр Сапарова Айнұрдың */
	if (facts_at(f, tag->first)->name & facts_at(f, tag->end - 1)->name & NAME_FORMED)
		return true;
	return f->candidates.at[first].end - f->candidates.at[first].first > 1 &&
	       f->candidates.at[last].end - f->candidates.at[last].first > 1;
}

/* Астаналық клуб, IT-компаниялар: a kind of body, or one that is named elsewhere. */
static bool is_kind(const struct finder *f, const struct tag *tag)
{
	struct entry e;
	uint32_t last = tag->end - 1;
	if (!entry_ending(f, last, LEX_ORG_HEAD, &e) || entry_features(&e).possessive != POSS_NONE)
		return false;
	if (entry_features(&e).number == NUMBER_PLURAL)
		return true;
	for (uint32_t t = tag->first; t < e.first; t++)
		if (!is_nationality(f, t))
			return false;
	return tag->first < e.first;
}

/* Rules that know better: names of things, social networks, leagues and places. */
/* `Құсайын-Петров жекпе-жегі`: two rivals, not one human. */
static bool is_pairing(const struct finder *f, const struct tag *tag)
{
	struct entry e;
	struct str norm = token_at(f, tag->first)->norm;
	return tag->end == tag->first + 1 && memchr(norm.p, '-', norm.n) != NULL &&
	       entry_starting(f, tag->end, LEX_NAME_HEAD, &e) &&
	       entry_features(&e).possessive == POSS_3 &&
	       lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS) ==
		       NAME_HEAD_EVENT;
}

static bool refused(const struct finder *f, const struct tag *tag, enum candidate_kind kind)
{
	uint32_t person = f->person_at[tag->first];
	if (kind == CANDIDATE_PERSON && person != NONE && f->candidates.at[person].dropped)
		return true;
	if (kind == CANDIDATE_PERSON &&
		(is_common_word(f, tag) || joins_people(f, tag) || is_pairing(f, tag) ||
			are_letters(f, tag->first, tag->end)))
		return true;
	if (kind != CANDIDATE_ORGANIZATION)
		return false;
	struct entry e;
	if (before_thing(f, tag->end) || is_model(f, tag->first) || is_kind(f, tag) ||
		is_platform(f, tag->end - 1) ||
		(tag->end == tag->first + 1 && legal_form_at(f, tag->first, &e)))
		return true;
	if (!entry_ending(f, tag->end - 1, LEX_NAME_HEAD, &e))
		return false;
	uint32_t c = lexicon_code(f->lexicon, LEX_NAME_HEAD, e.row, NAME_HEAD_COL_CLASS);
	return c == NAME_HEAD_EVENT || c == NAME_HEAD_PLACE || c == NAME_HEAD_WORK ||
	       c == NAME_HEAD_LAW || c == NAME_HEAD_AWARD;
}

/* `Уайт BT Sport-қа`: a name in Cyrillic ends before Latin letters. */
static uint32_t one_script(const struct finder *f, const struct tag *tag)
{
	uint32_t t = tag->first;
	if (token_has(f, t, SHAPE_LATIN))
		return tag->end;
	while (t < tag->end && (!token_is_word(f, t) || !token_has(f, t, SHAPE_LATIN)))
		t++;
	return t;
}

/* Кремльдің баспасөз қызметі speaks for the Kremlin: the end of the body's own name. */
static uint32_t tag_end(const struct finder *f, const struct tag *tag, enum candidate_kind kind)
{
	if (kind == CANDIDATE_PERSON)
		return one_script(f, tag);
	if (kind != CANDIDATE_ORGANIZATION)
		return tag->end;
	uint32_t first = press_service_first(f, tag->end - 1);
	return first == NONE || first < tag->first ? tag->end : first;
}

static enum dedi_status add_tags(struct finder *f)
{
	for (uint32_t i = 0; i < f->tags->n; i++) {
		const struct tag *tag = &f->tags->at[i];
		enum candidate_kind kind;
		if (tag->label == TAG_PERSON)
			kind = CANDIDATE_PERSON;
		else if (tag->label == TAG_ORGANISATION)
			kind = CANDIDATE_ORGANIZATION;
		else if (tag->label == TAG_PROJECT)
			kind = CANDIDATE_CAMPAIGN;
		else
			continue;
		if (tag->score < sure_enough[kind] || refused(f, tag, kind))
			continue;
		uint32_t end = tag_end(f, tag, kind);
		if (end == tag->first)
			continue;
		bool extends = kind == CANDIDATE_PERSON && tag->score >= sure_of_extent &&
			       all_capital(f, tag);
		struct candidate *c = candidate_new(
			f, kind, extends ? SOURCE_GRAMMAR : SOURCE_TAGGER, tag->first, end);
		if (!c)
			return DEDI_NO_MEMORY;
		if (kind == CANDIDATE_ORGANIZATION)
			c->type = ORG_OTHER;
		else if (kind == CANDIDATE_CAMPAIGN)
			c->type = CAMPAIGN_OTHER;
	}
	return DEDI_OK;
}

/* Whether the name of a body that ends before end may begin with the token: not with what belongs
 * to the verb, nor with `министрліктің`, which is told apart from its units elsewhere. */
static bool may_begin_body(const struct finder *f, uint32_t t, uint32_t end)
{
	struct entry e;
	bool capital = token_has(f, t, SHAPE_CAPITAL);
	if (!token_is_word(f, t))
		return true;
	/* `Кеше облыстық … алқасының төрағасы`: when it was */
	if ((t + 2 < end && is_doer(f, t)) || token_is(f, t, FUNCTION_TIME))
		return false;
	switch ((enum np_part)facts_at(f, t)->np) {
	case NP_STOP: /* Мұны */
		return capital && !token_is(f, t, FUNCTION_DEMONSTRATIVE);
	case NP_GENITIVE:
		if (token_has(f, t, SHAPE_SENTENCE_START)) /* Елдің … министрлігі */
			return token_in(f, t, LEX_PLACE) || entry_ending(f, t, LEX_ORG_HEAD, &e);
		return capital || !entry_ending(f, t, LEX_ORG_HEAD, &e);
	case NP_DATIVE:
		return t + 1 < end && facts_at(f, t + 1)->np == NP_RELATION;
	case NP_LOCAL:
	case NP_RELATION:
	case NP_AND:
		return false;
	default:
		return true;
	}
}

/* The last word as the head noun of the name, if it is one. */
static void take_head(const struct finder *f, struct candidate *c)
{
	struct entry e;
	c->head = c->head_row = NONE;
	if (!entry_ending(f, c->end - 1, LEX_ORG_HEAD, &e))
		return;
	c->head = c->end - 1;
	c->head_row = e.row;
	c->type = (uint8_t)lexicon_code(f->lexicon, LEX_ORG_HEAD, e.row, ORG_HEAD_COL_TYPE);
}

/* The tagger sees a unit with a name of its own behind the body: `… комитетінің Республикалық
 * отряды`; not `… ауруханасының қабылдау бөлімі`. */
static void take_unit(const struct finder *f, struct candidate *c, const struct tag *tag)
{
	bool named = false;
	for (uint32_t t = c->end; t < tag->end; t++)
		named |= token_has(f, t, SHAPE_CAPITAL | SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS);
	if (!named || press_service_first(f, tag->end - 1) != NONE)
		return;
	c->first = tag->first;
	c->end = tag->end;
	take_head(f, c);
}

/* A name in marks inside is a part of it now, unless it is longer. */
static void widen(struct candidate *c, uint32_t first)
{
	c->first = first;
	c->whole = true;
}

/* `X пен Y одағы`: the tagger sees two bodies. */
static bool joined_to_body(const struct finder *f, const struct tag *tag)
{
	const struct tag *before = tag - 1;
	return tag > f->tags->at && before->label == TAG_ORGANISATION &&
	       before->end + 1 == tag->first && facts_at(f, before->end)->np == NP_AND;
}

/* `клубының директоры әрі … федерациясы`, `партиялардың көшбасшылары … кеңесін`: an office in the
 * nominative is somebody, before the body. */
static bool holds_office(const struct finder *f, uint32_t first, uint32_t end)
{
	struct entry e;
	for (uint32_t t = first; t < end; t++)
		if (token_is_word(f, t) && entry_ending(f, t, LEX_POSITION, &e) &&
			(entry_features(&e).possessive == POSS_3 || e.end - e.first > 1) &&
			entry_features(&e).kase == CASE_NOM)
			return true;
	return false;
}

/* An office begins with the body it is of, so that both kinds of stretches tell where that begins;
 * that the body begins later than the rules have it, only its own. */
static void settle_extent(const struct finder *f, struct candidate *c, const struct tag *tag)
{
	bool body = tag->label == TAG_ORGANISATION;
	if (!body && tag->label != TAG_POSITION)
		return;
	if (tag->first < c->first &&
		(holds_office(f, tag->first, c->first) || joins_bodies(f, c->first - 1)))
		return;
	if (tag->first < c->first && (!may_begin_body(f, tag->first, c->end) ||
					     behind_country(f, tag->first, c->head) != tag->first))
		return;
	if (body && tag->end > c->end && tag->first <= c->first)
		take_unit(f, c, tag);
	else if (tag->first < c->first && (body ? tag->end == c->end : tag->end > c->end))
		widen(c, tag->first);
	else if (body && tag->first > c->first && tag->end == c->end &&
		 (tag->score >= sure_of_later_start || joined_to_body(f, tag)))
		c->first = c->reach_first = tag->first;
	c->reach_first = c->first < c->reach_first ? c->first : c->reach_first;
	c->reach_end = c->end > c->reach_end ? c->end : c->reach_end;
}

/* `ТМД-ға мүше мемлекеттер басшыларының кеңесі`: the name of a body that only begins another's. */
static bool opens_body(const struct finder *f, const struct candidate *c, const struct tag *tag)
{
	struct entry e;
	if (tag->label != TAG_ORGANISATION || tag->end < c->reach_end + 2 || c->alias ||
		(tag->first != c->first && tag->first != c->reach_first) ||
		!entry_ending(f, tag->end - 1, LEX_ORG_HEAD, &e))
		return false;
	return press_service_first(f, tag->end - 1) == NONE;
}

static bool add_body(struct finder *f, const struct tag *tag)
{
	struct candidate *c =
		candidate_new(f, CANDIDATE_ORGANIZATION, SOURCE_HEAD, tag->first, tag->end);
	if (!c)
		return false;
	take_head(f, c);
	c->whole = true;
	return true;
}

/* Bodies that the rules found by their head, and what the tagger says of the same words. */
static enum dedi_status settle_bodies(struct finder *f, uint32_t n_rules)
{
	uint32_t n_tokens = f->document->n_tokens;
	uint32_t *tag_at = ARENA_ARRAY(f->arena, uint32_t, n_tokens);
	if (!tag_at)
		return DEDI_NO_MEMORY;
	memset(tag_at, 0xff, n_tokens * sizeof *tag_at);
	for (uint32_t i = 0; i < f->tags->n; i++)
		for (uint32_t t = f->tags->at[i].first; t < f->tags->at[i].end; t++)
			tag_at[t] = i;
	for (uint32_t i = 0; i < n_rules; i++) {
		struct candidate *c = &f->candidates.at[i];
		if (c->kind != CANDIDATE_ORGANIZATION || c->dropped)
			continue;
		bool by_head = c->source == SOURCE_HEAD && c->head == c->end - 1;
		uint32_t tag = tag_at[by_head ? c->head : c->first];
		if (tag != NONE && by_head)
			settle_extent(f, c, &f->tags->at[tag]);
		else if (tag != NONE && opens_body(f, c, &f->tags->at[tag]) &&
			 !add_body(f, &f->tags->at[tag]))
			return DEDI_NO_MEMORY;
	}
	return DEDI_OK;
}

/* Sort key: rank, then the longer first. */
static uint32_t rank_bucket(const struct candidate *c)
{
	uint32_t length = c->end - c->first;
	if (length > LENGTH_MAX)
		length = LENGTH_MAX;
	return (uint32_t)rank_of(c) * (LENGTH_MAX + 1) + (LENGTH_MAX - length);
}

/* Candidates still in play, in the order in which they are offered their tokens. */
static enum dedi_status sort(struct finder *f, uint32_t **ret_order, uint32_t *ret_n)
{
	uint32_t n = f->candidates.n;
	uint32_t *order = ARENA_ARRAY(f->arena, uint32_t, n);
	uint32_t *start = ARENA_ARRAY(f->arena, uint32_t, BUCKETS + 1);
	if (!order || !start)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		if (!f->candidates.at[i].dropped)
			start[rank_bucket(&f->candidates.at[i]) + 1]++;
	for (uint32_t b = 0; b < BUCKETS; b++)
		start[b + 1] += start[b];
	*ret_n = start[BUCKETS];
	for (uint32_t i = 0; i < n; i++)
		if (!f->candidates.at[i].dropped)
			order[start[rank_bucket(&f->candidates.at[i])]++] = i;
	*ret_order = order;
	return DEDI_OK;
}

static enum dedi_status keep_in_text_order(struct finder *f, const uint32_t *owner)
{
	f->kept = ARENA_ARRAY(f->arena, uint32_t, f->candidates.n);
	if (!f->kept)
		return DEDI_NO_MEMORY;
	uint32_t n = f->document->n_tokens;
	uint64_t *firsts = ARENA_ARRAY(f->arena, uint64_t, bits_words(n));
	if (!firsts)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < f->candidates.n; i++)
		if (!f->candidates.at[i].dropped)
			bits_add(firsts, f->candidates.at[i].first);
	for (uint32_t t = bits_next(firsts, n, 0); t < n; t = bits_next(firsts, n, t + 1))
		if (owner[t] != NONE && f->candidates.at[owner[t]].first == t)
			f->kept[f->n_kept++] = owner[t];
	return DEDI_OK;
}

/* What the lexicon knows of a stretch is not lost when another source has taken it. */
static void hand_over(struct candidate *to, const struct candidate *from)
{
	if (to->kind != from->kind || to->first != from->first || to->end != from->end)
		return;
	if (to->row == NONE) {
		to->row = from->row;
		to->table = from->table;
	}
	if (to->kind == CANDIDATE_ORGANIZATION && to->type == ORG_OTHER)
		to->type = from->type;
	if (from->mention == MENTION_ACRONYM)
		to->mention = MENTION_ACRONYM;
	if (to->same_as == NONE)
		to->same_as = from->same_as;
}

enum dedi_status candidates_merge(struct finder *f)
{
	uint32_t *order, used, n_tokens = f->document->n_tokens;
	uint32_t n_rules = f->candidates.n;
	enum dedi_status status = add_tags(f);
	if (!status)
		status = settle_bodies(f, n_rules);
	if (status)
		return status;
	uint32_t *owner = ARENA_ARRAY(f->arena, uint32_t, n_tokens);
	if (!owner)
		return DEDI_NO_MEMORY;
	memset(owner, 0xff, n_tokens * sizeof *owner);
	for (uint32_t i = 0; i < f->candidates.n; i++)
		if (inside_other_marks(f, &f->candidates.at[i]))
			f->candidates.at[i].dropped = true;
	status = sort(f, &order, &used);
	if (status)
		return status;
	for (uint32_t i = 0; i < used; i++) {
		struct candidate *c = &f->candidates.at[order[i]];
		if (owner[c->first] != NONE)
			hand_over(&f->candidates.at[owner[c->first]], c);
		for (uint32_t t = c->first; t < c->end; t++)
			c->dropped |= owner[t] != NONE;
		for (uint32_t t = c->first; !c->dropped && t < c->end; t++)
			owner[t] = order[i];
	}
	return keep_in_text_order(f, owner);
}
