/*
 * Pairing and counting. All sums are whole numbers, so figures do not depend on the order of the
 * documents; ties in the pairing go to the later statements, as any fixed rule would do. Pairing
 * costs the product of the two numbers of statements of one document.
 */
#include "cli/score.h"

#include "cli/tokens.h"

#include <stdlib.h>

struct pair {
	double f1;
	uint32_t gold, system;
};

struct document_score {
	struct scores *scores;
	const struct gold *gold, *system;
	struct arena *arena;
	FILE *errors;
	struct token_set *gold_tokens, *system_tokens; /* of each statement's content */
	struct pair *pairs;                            /* [n_pairs] chosen ones, best first */
	uint32_t n_pairs;
};

static double token_f1(const struct token_set *a, const struct token_set *b)
{
	if (!a->n || !b->n)
		return 0;
	return (double)(2 * token_set_common(a, b)) / (double)(a->n + b->n);
}

static int best_first(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	if (x->f1 != y->f1)
		return x->f1 < y->f1 ? 1 : -1;
	if (x->gold != y->gold)
		return x->gold < y->gold ? 1 : -1;
	return (x->system < y->system) - (x->system > y->system);
}

static bool content_tokens(
	struct document_score *d, const struct gold *side, struct token_set **ret_sets)
{
	struct token_set *sets = ARENA_ARRAY(d->arena, struct token_set, side->n_statements);
	if (!sets)
		return false;
	for (uint32_t i = 0; i < side->n_statements; i++)
		if (!token_set_of(d->gold->text, side->statements[i].spans,
			    side->statements[i].n_spans, d->arena, &sets[i]))
			return false;
	*ret_sets = sets;
	return true;
}

static bool pair_up(struct document_score *d)
{
	uint32_t n_gold = d->gold->n_statements, n_system = d->system->n_statements;
	if (!content_tokens(d, d->gold, &d->gold_tokens) ||
		!content_tokens(d, d->system, &d->system_tokens))
		return false;
	struct pair *all = ARENA_ARRAY(d->arena, struct pair, (size_t)n_gold * n_system);
	bool *gold_taken = ARENA_ARRAY(d->arena, bool, n_gold);
	bool *system_taken = ARENA_ARRAY(d->arena, bool, n_system);
	if (!all || !gold_taken || !system_taken)
		return false;
	size_t n = 0;
	for (uint32_t i = 0; i < n_gold; i++)
		for (uint32_t k = 0; k < n_system; k++) {
			double f1 = token_f1(&d->gold_tokens[i], &d->system_tokens[k]);
			if (f1 > 0)
				all[n++] = (struct pair){f1, i, k};
		}
	if (n)
		qsort(all, n, sizeof *all, best_first);
	for (size_t i = 0; i < n; i++) {
		if (gold_taken[all[i].gold] || system_taken[all[i].system])
			continue;
		gold_taken[all[i].gold] = system_taken[all[i].system] = true;
		all[d->n_pairs++] = all[i];
	}
	d->pairs = all;
	return true;
}

static int row_of(enum statement_type type)
{
	return SCORE_DIRECT + (int)type;
}

static struct str content_start(const struct gold *document, const struct gold_statement *s)
{
	enum { SHOWN = 160 }; /* bytes */
	struct str text = span_text(
		document->text, (struct span){s->spans[0].start, s->spans[s->n_spans - 1].end});
	if (text.n > SHOWN) {
		text.n = SHOWN;
		while (text.n && ((unsigned char)text.p[text.n] & 0xc0) == 0x80)
			text.n--;
	}
	return text;
}

static void report(struct document_score *d, const char *what, const struct gold *document,
	const struct gold_statement *s)
{
	if (!d->errors || !s->n_spans)
		return;
	fprintf(d->errors, "%s " STR_FMT " %s: " STR_FMT " | " STR_FMT "\n", what,
		STR_ARG(d->gold->id), statement_type_name(s->type),
		STR_ARG(content_start(document, s)), STR_ARG(s->name.n ? s->name : STR("-")));
}

static void count_statements(struct document_score *d)
{
	struct scores *scores = d->scores;
	for (uint32_t i = 0; i < d->gold->n_statements; i++) {
		const int rows[] = {SCORE_ALL, row_of(d->gold->statements[i].type)};
		for (int r = 0; r < 2; r++) {
			scores->exact[rows[r]].gold++;
			scores->overlap[rows[r]].gold += d->gold_tokens[i].n;
			scores->found[rows[r]][0].gold++;
			scores->found[rows[r]][1].gold++;
		}
	}
	for (uint32_t i = 0; i < d->system->n_statements; i++) {
		const int rows[] = {SCORE_ALL, row_of(d->system->statements[i].type)};
		for (int r = 0; r < 2; r++) {
			scores->exact[rows[r]].system++;
			scores->overlap[rows[r]].system += d->system_tokens[i].n;
			scores->found[rows[r]][0].system++;
			scores->found[rows[r]][1].system++;
		}
	}
}

/* The same code points but for punctuation and space around each piece. */
static bool same_content(
	struct str text, const struct gold_statement *a, const struct gold_statement *b)
{
	uint32_t i = 0, k = 0;
	for (;;) {
		struct span x = {0}, y = {0};
		while (i < a->n_spans && !span_length(x))
			x = trimmed(text, a->spans[i++]);
		while (k < b->n_spans && !span_length(y))
			y = trimmed(text, b->spans[k++]);
		if (!span_length(x) || !span_length(y))
			return !span_length(x) && !span_length(y);
		if (x.start != y.start || x.end != y.end)
			return false;
	}
}

/* -1: out of memory. */
static int right_speaker(struct document_score *d, const struct gold_statement *gold,
	const struct gold_statement *system)
{
	struct str a = {0}, b = {0};
	struct token_set x, y;
	if (gold->name.n) {
		if (!normal_name(gold->name, d->arena, &a) ||
			!normal_name(system->name, d->arena, &b))
			return -1;
		return system->name.n && str_eq(a, b);
	}
	if (!span_length(gold->speaker))
		return !system->name.n;
	if (!token_set_of(d->gold->text, &gold->speaker, 1, d->arena, &x) ||
		!token_set_of(d->gold->text, &system->speaker, 1, d->arena, &y))
		return -1;
	return span_length(system->speaker) && token_f1(&x, &y) >= 0.5 && !system->name.n;
}

static bool count_cue(struct document_score *d, const struct gold_statement *gold,
	const struct gold_statement *system)
{
	struct token_set x, y;
	if (!token_set_of(d->gold->text, &gold->cue, 1, d->arena, &x) ||
		!token_set_of(d->gold->text, &system->cue, 1, d->arena, &y))
		return false;
	d->scores->cue.right += token_set_common(&x, &y);
	d->scores->cue.system += y.n;
	d->scores->cue.gold += x.n;
	return true;
}

static int bin_of(float confidence)
{
	static const float edges[SCORE_BINS - 1] = {0.5f, 0.7f, 0.8f, 0.9f};
	int bin = 0;
	while (bin < SCORE_BINS - 1 && confidence >= edges[bin] - 0.0005f)
		bin++;
	return bin;
}

static void count_confidence(
	struct document_score *d, const struct gold_statement *system, bool right)
{
	struct share *bin = &d->scores->confidence[bin_of(system->confidence)];
	bin->all++;
	bin->right += right;
}

static void count_content(
	struct document_score *d, const struct pair *pair, bool same_type, int row)
{
	struct scores *scores = d->scores;
	uint64_t common =
		token_set_common(&d->gold_tokens[pair->gold], &d->system_tokens[pair->system]);
	bool exact = same_content(d->gold->text, &d->gold->statements[pair->gold],
		&d->system->statements[pair->system]);
	const double least[2] = {0.5, 0.8};
	scores->exact[SCORE_ALL].right += exact;
	scores->overlap[SCORE_ALL].right += common;
	for (int i = 0; i < 2; i++)
		scores->found[SCORE_ALL][i].right += pair->f1 >= least[i];
	if (!same_type)
		return;
	scores->exact[row].right += exact;
	scores->overlap[row].right += common;
	for (int i = 0; i < 2; i++)
		scores->found[row][i].right += pair->f1 >= least[i];
}

static const double MATCHED = 0.3; /* below this, two statements are different ones */

static bool count_pair(struct document_score *d, const struct pair *pair)
{
	struct scores *scores = d->scores;
	const struct gold_statement *gold = &d->gold->statements[pair->gold];
	const struct gold_statement *system = &d->system->statements[pair->system];
	bool same_type = gold->type == system->type;
	int row = row_of(gold->type);
	count_content(d, pair, same_type, row);
	if (pair->f1 < MATCHED)
		return true;
	int right = right_speaker(d, gold, system);
	if (right < 0)
		return false;
	scores->type.all++;
	scores->type.right += same_type;
	scores->speaker[SCORE_ALL].all++;
	scores->speaker[SCORE_ALL].right += (uint64_t)right;
	scores->speaker[row].all++;
	scores->speaker[row].right += (uint64_t)right;
	scores->unknown += !system->name.n && !span_length(system->speaker);
	count_confidence(d, system, pair->f1 >= 0.8 && same_type && right);
	if (!right && d->errors)
		fprintf(d->errors,
			"SPEAKER " STR_FMT ": gold " STR_FMT ", got " STR_FMT " | " STR_FMT "\n",
			STR_ARG(d->gold->id), STR_ARG(gold->name.n ? gold->name : STR("-")),
			STR_ARG(system->name.n ? system->name : STR("-")),
			STR_ARG(content_start(d->gold, gold)));
	return count_cue(d, gold, system);
}

static bool score_statements(struct document_score *d)
{
	if (!pair_up(d))
		return false;
	bool *gold_matched = ARENA_ARRAY(d->arena, bool, d->gold->n_statements);
	bool *system_matched = ARENA_ARRAY(d->arena, bool, d->system->n_statements);
	if (!gold_matched || !system_matched)
		return false;
	count_statements(d);
	for (uint32_t i = 0; i < d->n_pairs; i++) {
		if (!count_pair(d, &d->pairs[i]))
			return false;
		if (d->pairs[i].f1 >= MATCHED)
			gold_matched[d->pairs[i].gold] = system_matched[d->pairs[i].system] = true;
	}
	for (uint32_t i = 0; i < d->gold->n_statements; i++)
		if (!gold_matched[i])
			report(d, "MISSED", d->gold, &d->gold->statements[i]);
	for (uint32_t i = 0; i < d->system->n_statements; i++) {
		if (system_matched[i])
			continue;
		d->scores->spurious++;
		count_confidence(d, &d->system->statements[i], false);
		report(d, "SPURIOUS", d->system, &d->system->statements[i]);
	}
	return true;
}

/* Normal names in the order of the list. */
static bool normal_names(const struct gold *side, int kind, struct arena *arena, struct str **ret)
{
	uint32_t n = side->n_entities[kind];
	struct str *names = ARENA_ARRAY(arena, struct str, n);
	if (!names)
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (!normal_name(side->entities[kind][i].name, arena, &names[i]))
			return false;
	*ret = names;
	return true;
}

static bool distinct_names(
	const struct str *names, uint32_t n, struct arena *arena, struct str_set *ret)
{
	struct str *copy = ARENA_ARRAY(arena, struct str, n);
	if (!copy)
		return false;
	if (n)
		memcpy(copy, names, n * sizeof *copy);
	*ret = str_set_of(copy, n);
	return true;
}

static void report_names(struct document_score *d, const char *kind, const char *what,
	const struct str_set *has, const struct str_set *lacks)
{
	for (uint32_t i = 0; d->errors && i < has->n; i++) {
		struct str_set one = {&has->at[i], 1};
		if (!str_set_common(&one, lacks))
			fprintf(d->errors, "%s %s " STR_FMT ": " STR_FMT "\n", kind, what,
				STR_ARG(d->gold->id), STR_ARG(has->at[i]));
	}
}

/* All mentions of all entities of a kind, sorted, without repeats. */
static int by_span(const void *a, const void *b)
{
	const struct span *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->end > y->end) - (x->end < y->end);
}

static bool all_mentions(const struct gold *side, int kind, struct arena *arena,
	struct span **ret_spans, uint32_t *ret_n)
{
	uint32_t n = 0, distinct = 0;
	for (uint32_t i = 0; i < side->n_entities[kind]; i++)
		n += side->entities[kind][i].n_mentions;
	struct span *spans = ARENA_ARRAY(arena, struct span, n);
	if (!spans)
		return false;
	n = 0;
	for (uint32_t i = 0; i < side->n_entities[kind]; i++)
		for (uint32_t k = 0; k < side->entities[kind][i].n_mentions; k++)
			spans[n++] = side->entities[kind][i].mentions[k];
	if (n)
		qsort(spans, n, sizeof *spans, by_span);
	for (uint32_t i = 0; i < n; i++)
		if (!distinct || by_span(&spans[distinct - 1], &spans[i]) != 0)
			spans[distinct++] = spans[i];
	*ret_spans = spans;
	*ret_n = distinct;
	return true;
}

static bool score_mentions(struct document_score *d, int kind)
{
	struct span *gold, *system;
	uint32_t n_gold, n_system, i = 0, k = 0;
	struct token_set x, y;
	struct str text = d->gold->text;
	if (!all_mentions(d->gold, kind, d->arena, &gold, &n_gold) ||
		!all_mentions(d->system, kind, d->arena, &system, &n_system) ||
		!token_set_of(text, gold, n_gold, d->arena, &x) ||
		!token_set_of(text, system, n_system, d->arena, &y))
		return false;
	struct counts *exact = &d->scores->mentions[kind];
	struct counts *overlap = &d->scores->mention_overlap[kind];
	exact->gold += n_gold;
	exact->system += n_system;
	while (i < n_gold && k < n_system) {
		int order = by_span(&gold[i], &system[k]);
		exact->right += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	overlap->right += token_set_common(&x, &y);
	overlap->gold += x.n;
	overlap->system += y.n;
	return true;
}

static bool score_roles(
	struct document_score *d, const struct gold_entity *gold, const struct gold_entity *system)
{
	struct str_set x, y;
	if (!word_set_of(gold->roles, gold->n_roles, d->arena, &x) ||
		!word_set_of(system->roles, system->n_roles, d->arena, &y))
		return false;
	d->scores->roles.right += str_set_common(&x, &y);
	d->scores->roles.gold += x.n;
	d->scores->roles.system += y.n;
	return true;
}

/* Roles and types of the entities that both sides have. */
static bool score_attributes(struct document_score *d, int kind, const struct str *gold_names,
	const struct str *system_names)
{
	for (uint32_t i = 0; i < d->gold->n_entities[kind]; i++) {
		const struct gold_entity *gold = &d->gold->entities[kind][i], *system = NULL;
		for (uint32_t k = 0; k < d->system->n_entities[kind] && !system; k++)
			if (str_eq(gold_names[i], system_names[k]))
				system = &d->system->entities[kind][k];
		if (!system)
			continue;
		if (kind == GOLD_PEOPLE && !score_roles(d, gold, system))
			return false;
		if (kind == GOLD_CAMPAIGNS) {
			d->scores->campaign_type.all++;
			d->scores->campaign_type.right += str_eq(gold->type, system->type);
		}
	}
	return true;
}

static bool score_entities(struct document_score *d, int kind)
{
	static const char *const labels[GOLD_KINDS] = {"PEOPLE", "ORGANIZATIONS", "CAMPAIGNS"};
	struct str *gold_names, *system_names;
	struct str_set gold, system;
	uint32_t n_gold = d->gold->n_entities[kind], n_system = d->system->n_entities[kind];
	if (!normal_names(d->gold, kind, d->arena, &gold_names) ||
		!normal_names(d->system, kind, d->arena, &system_names) ||
		!distinct_names(gold_names, n_gold, d->arena, &gold) ||
		!distinct_names(system_names, n_system, d->arena, &system))
		return false;
	d->scores->entities[kind].right += str_set_common(&gold, &system);
	d->scores->entities[kind].gold += n_gold;
	d->scores->entities[kind].system += n_system;
	report_names(d, labels[kind], "MISSED", &gold, &system);
	report_names(d, labels[kind], "SPURIOUS", &system, &gold);
	return score_mentions(d, kind) && score_attributes(d, kind, gold_names, system_names);
}

enum dedi_status score_add(struct scores *scores, const struct gold *gold,
	const struct gold *system, struct arena *arena, FILE *errors)
{
	struct document_score d = {
		.scores = scores, .gold = gold, .system = system, .arena = arena, .errors = errors};
	bool good = score_statements(&d);
	for (int kind = 0; kind < GOLD_KINDS && good; kind++)
		good = score_entities(&d, kind);
	return good ? DEDI_OK : DEDI_NO_MEMORY;
}
