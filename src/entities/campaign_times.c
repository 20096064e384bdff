/*
 * Campaigns: how long they last and when they are, where the text says it.
 *
 * A sentence that mentions a campaign is read for expressions of time; each belongs to the campaign
 * mentioned nearest to it, and the first one of its kind counts. Lengths: `16 күн` inside the name,
 * `он күндік`, `үш ай бойы`, `үшінші жыл`, a head that is one itself (айлық, апталық). Dates:
 * `25 қараша – 10 желтоқсан`, `1–5 маусым`, `1 тамыздан 30 қыркүйекке дейін`, `2024–2029 жылдар`;
 * the day of an observance beside its name. What the catalogue knows stays apart from that.
 *
 * Cost: linear in the tokens of those sentences: at each token a bounded number is looked at.
 */
#include <stdio.h>

#include "entities/internal.h"

enum { NAMED_MAX = 16 /* campaigns of one sentence that are compared */, DATE_ROOM = 16 };

struct day {
	uint32_t year, month, day; /* 0: not said */
};

struct time_finder {
	struct finder *f;
	struct entities *entities;
	const struct candidate *at[NAMED_MAX]; /* campaigns of the sentence, in text order */
	uint32_t n, floor, end;
};

static struct str form_at(const struct finder *f, uint32_t t)
{
	return f->document->words[token_at(f, t)->word].form;
}

static bool is_class(const struct finder *f, uint32_t t, enum name_word_class class)
{
	return token_is_word(f, t) && is_name_word(f, t, class);
}

/* In any case. */
static bool is_noun(const struct finder *f, uint32_t t, enum name_word_class class)
{
	return token_is_word(f, t) && is_name_noun(f, t, class);
}

/* The number of digits only that begins at byte *i of s; 0 if there is none or it is too long. */
static uint32_t digits(struct str s, size_t *i)
{
	uint32_t value = 0;
	size_t start = *i;
	while (*i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9' && *i - start < 5)
		value = value * 10 + (uint32_t)(s.p[(*i)++] - '0');
	return *i - start < 5 ? value : 0;
}

/* 1 to 12; 0: no month. */
static uint32_t month_at(const struct finder *f, uint32_t t)
{
	size_t i = 0;
	if (!is_noun(f, t, NAME_WORD_MONTH))
		return 0;
	return digits(lexicon_text(f->lexicon, LEX_NAME_WORD,
			      key_in(facts_at(f, t), LEX_NAME_WORD)->row, NAME_WORD_COL_VALUE),
		&i);
}

/* 25, or 1–5, 2024–2029 as one token: the second one 0 if there is none. */
static bool numbers_at(const struct finder *f, uint32_t t, uint32_t *first, uint32_t *second)
{
	if (t >= f->document->n_tokens || token_at(f, t)->kind != TOKEN_NUMBER)
		return false;
	struct str s = form_at(f, t);
	size_t i = 0;
	*first = digits(s, &i);
	*second = 0;
	if (i < s.n) {
		if (s.p[i] == '-')
			i++;
		else if (s.n - i > 3 && (unsigned char)s.p[i] == 0xe2)
			i += 3; /* – */
		else
			return false;
		*second = digits(s, &i);
		if (!*second)
			return false;
	}
	return *first > 0 && i == s.n;
}

static bool is_year(uint32_t n)
{
	return n >= 1900 && n <= 2100;
}

static bool is_day(uint32_t n)
{
	return n >= 1 && n <= 31;
}

/* `2026 жылғы 5 мамырдан`, `5 мамыр`: the token behind it; first if there is no date. */
static uint32_t date_at(const struct time_finder *x, uint32_t first, struct day *ret)
{
	const struct finder *f = x->f;
	uint32_t n, m, t = first;
	*ret = (struct day){0};
	if (t + 2 < x->end && numbers_at(f, t, &n, &m) && !m && is_year(n) &&
		is_noun(f, t + 1, NAME_WORD_YEAR)) {
		ret->year = n;
		t += 2;
	}
	if (t + 1 >= x->end || !numbers_at(f, t, &n, &m) || m || !is_day(n))
		return first;
	ret->day = n;
	ret->month = month_at(f, t + 1);
	return ret->month ? t + 2 : first;
}

static uint32_t skip_dash(const struct time_finder *x, uint32_t t)
{
	return t < x->end && token_at(x->f, t)->kind == TOKEN_DASH ? t + 1 : t;
}

static bool has_case(const struct finder *f, uint32_t t, enum kase kase)
{
	const struct word_info *info = word_of(f->words, t);
	return token_is_word(f, t) && info->n_readings && info->readings[0].features.kase == kase;
}

/* A stretch of days: the token behind it, or first. */
static uint32_t days_at(
	const struct time_finder *x, uint32_t first, struct day *from, struct day *to)
{
	const struct finder *f = x->f;
	uint32_t a, b, t = first;
	if (numbers_at(f, t, &a, &b) && t + 1 < x->end) {
		if (!b && t + 3 < x->end && token_at(f, t + 1)->kind == TOKEN_DASH) {
			uint32_t c, d;
			if (numbers_at(f, t + 2, &c, &d) && !d && is_day(a) && is_day(c)) {
				b = c; /* 1 – 5 маусым */
				t += 2;
			}
		}
		uint32_t month = b && is_day(a) && is_day(b) ? month_at(f, t + 1) : 0;
		if (month) {
			*from = (struct day){0, month, a};
			*to = (struct day){0, month, b};
			return t + 2;
		}
	}
	t = date_at(x, first, from);
	if (t == first || t >= x->end)
		return first;
	bool dash = token_at(f, t)->kind == TOKEN_DASH;
	bool since = has_case(f, t - 1, CASE_ABL);
	bool joined = token_is_word(f, t) && facts_at(f, t)->np == NP_AND;
	if (!dash && !since && !joined)
		return first;
	if (since && is_class(f, t, NAME_WORD_SINCE))
		t++;
	uint32_t second = dash || joined ? t + 1 : t, end = date_at(x, second, to);
	if (end == second) {
		*to = (struct day){0};
		return since ? t : first; /* 1 маусымнан бастап */
	}
	if (joined && !(end < x->end && is_noun(f, end, NAME_WORD_BETWEEN)))
		return first;
	if (since && !dash && !has_case(f, end - 1, CASE_DAT))
		return first;
	if (end < x->end &&
		(is_class(f, end, NAME_WORD_UNTIL) || is_noun(f, end, NAME_WORD_BETWEEN)))
		end++;
	return end;
}

/* 2024–2029 жылдар: the token behind it, or first. */
static uint32_t years_at(
	const struct time_finder *x, uint32_t first, struct day *from, struct day *to)
{
	uint32_t a, b, c, d, t = first + 1;
	if (!numbers_at(x->f, first, &a, &b) || !is_year(a))
		return first;
	if (!b && skip_dash(x, t) > t && numbers_at(x->f, t + 1, &c, &d) && !d) {
		b = c;
		t += 2;
	}
	if (!is_year(b) || b < a || t >= x->end || !is_noun(x->f, t, NAME_WORD_YEAR))
		return first;
	*from = (struct day){.year = a};
	*to = (struct day){.year = b};
	return t + 1;
}

static bool is_count(const struct finder *f, uint32_t t)
{
	uint32_t a, b;
	if (numbers_at(f, t, &a, &b))
		return !b && !is_year(a);
	return is_class(f, t, NAME_WORD_NUMERAL);
}

static bool is_lasting(const struct finder *f, uint32_t t)
{
	return is_class(f, t, NAME_WORD_LASTING) ||
	       (token_is_word(f, t) && is_name_verb(f, t, NAME_WORD_LASTING));
}

/* A length: the token behind it, or first. `name` is the campaign whose name the token is in. */
static uint32_t length_at(const struct time_finder *x, uint32_t first, bool in_name)
{
	const struct finder *f = x->f;
	uint32_t t = first + 1;
	if (t >= x->end)
		return first;
	if (is_class(f, first, NAME_WORD_ORDINAL) && is_noun(f, t, NAME_WORD_YEAR) &&
		t + 1 < x->end && is_class(f, t + 1, NAME_WORD_GOING))
		return t + 1;
	if (!is_count(f, first))
		return first;
	if (is_class(f, t, NAME_WORD_LENGTH))
		return t + 1;
	if (!is_noun(f, t, NAME_WORD_UNIT))
		return first;
	bool lasts = t + 1 < x->end && is_lasting(f, t + 1);
	return in_name || lasts ? t + 1 : first;
}

static enum dedi_status write_day(struct finder *f, struct day d, struct str *ret)
{
	char *p = arena_alloc(f->arena, DATE_ROOM);
	int n = 0;
	if (!p)
		return DEDI_NO_MEMORY;
	if (d.year && d.month)
		n = snprintf(p, DATE_ROOM, "%04u-%02u-%02u", d.year, d.month, d.day);
	else if (d.year)
		n = snprintf(p, DATE_ROOM, "%04u", d.year);
	else if (d.month)
		n = snprintf(p, DATE_ROOM, "%02u-%02u", d.month, d.day);
	*ret = str_make(p, n > 0 ? (size_t)n : 0);
	return DEDI_OK;
}

/* The campaign of the sentence that is mentioned nearest to [first, end). */
static struct campaign *nearest(const struct time_finder *x, uint32_t first, uint32_t end)
{
	uint32_t best = NONE, distance = UINT32_MAX;
	for (uint32_t i = 0; i < x->n; i++) {
		const struct candidate *c = x->at[i];
		uint32_t away = 0;
		if (end <= c->reach_first)
			away = c->reach_first - end;
		else if (first >= c->reach_end)
			away = first - c->reach_end;
		if (away < distance) {
			best = c->entity;
			distance = away;
		}
	}
	return best == NONE ? NULL : &x->entities->campaigns[best];
}

static struct span span_of(const struct finder *f, uint32_t first, uint32_t end)
{
	return (struct span){token_at(f, first)->span.start, token_at(f, end - 1)->span.end};
}

static enum dedi_status set_dates(
	struct time_finder *x, uint32_t first, uint32_t end, struct day from, struct day to)
{
	struct campaign *c = nearest(x, first, end);
	if (!c || c->dates.end > c->dates.start)
		return DEDI_OK;
	c->dates = span_of(x->f, first, end);
	if (from.year && !to.year && to.month)
		to.year = from.year;
	enum dedi_status status = write_day(x->f, from, &c->dates_from);
	return status ? status : write_day(x->f, to, &c->dates_to);
}

/* `10 желтоқсан – Адам құқықтары күні`: the day right before the name of an observance. */
static enum dedi_status find_day_of(struct time_finder *x, const struct candidate *c)
{
	struct day day;
	if (c->type != CAMPAIGN_OBSERVANCE || c->alias)
		return DEDI_OK;
	uint32_t end = c->reach_first;
	if (end > x->floor && token_at(x->f, end - 1)->kind == TOKEN_DASH)
		end--;
	for (uint32_t n = 2; n <= 4 && end >= x->floor + n; n++)
		if (date_at(x, end - n, &day) == end &&
			(n != 2 || end - n == x->floor ||
				token_at(x->f, end - n - 1)->kind != TOKEN_DASH))
			return set_dates(x, end - n, end, day, day);
	return DEDI_OK;
}

static bool in_name_at(const struct time_finder *x, uint32_t t)
{
	for (uint32_t i = 0; i < x->n; i++)
		if (t >= x->at[i]->first && t < x->at[i]->end)
			return true;
	return false;
}

/* «X» айлығы: the head says how long. */
static void note_head(struct time_finder *x, const struct candidate *c)
{
	struct campaign *campaign = &x->entities->campaigns[c->entity];
	if (c->head != NONE && is_noun(x->f, c->head, NAME_WORD_PERIOD) &&
		campaign->duration.end == campaign->duration.start)
		campaign->duration = span_of(x->f, c->head, c->head + 1);
}

static enum dedi_status read_sentence(struct time_finder *x)
{
	for (uint32_t t = x->floor; t < x->end;) {
		struct day from = {0}, to = {0};
		uint32_t end = days_at(x, t, &from, &to);
		if (end == t)
			end = years_at(x, t, &from, &to);
		if (end > t) {
			enum dedi_status status = set_dates(x, t, end, from, to);
			if (status)
				return status;
			t = end;
			continue;
		}
		end = length_at(x, t, in_name_at(x, t));
		struct campaign *c = end > t ? nearest(x, t, end) : NULL;
		if (c && c->duration.end == c->duration.start)
			c->duration = span_of(x->f, t, end);
		t = end > t ? end : t + 1;
	}
	for (uint32_t i = 0; i < x->n; i++) {
		note_head(x, x->at[i]);
		enum dedi_status status = find_day_of(x, x->at[i]);
		if (status)
			return status;
	}
	return DEDI_OK;
}

enum dedi_status campaign_times_find(struct finder *f, struct entities *entities)
{
	struct time_finder x = {.f = f, .entities = entities};
	for (uint32_t i = 0; i < f->n_kept;) {
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->kind != CANDIDATE_CAMPAIGN || c->entity == NONE) {
			i++;
			continue;
		}
		x.floor = sentence_first(f, c->first);
		x.end = sentence_end(f, c->first);
		for (x.n = 0; i < f->n_kept && f->candidates.at[f->kept[i]].first < x.end; i++) {
			c = &f->candidates.at[f->kept[i]];
			if (c->kind == CANDIDATE_CAMPAIGN && c->entity != NONE && x.n < NAMED_MAX)
				x.at[x.n++] = c;
		}
		enum dedi_status status = read_sentence(&x);
		if (status)
			return status;
	}
	return DEDI_OK;
}
