/* The table of figures, and figures by name. */
#include "cli/score.h"

static const char *const row_names[SCORE_ROWS] = {"all", "direct", "indirect", "mixed"};
static const char *const kind_names[GOLD_KINDS] = {"people", "organizations", "campaigns"};

struct figures {
	double precision, recall, f1; /* 0 to 1 */
};

/* Nothing looked for and nothing found is perfect. */
static struct figures figures_of(const struct counts *c)
{
	struct figures f;
	double right = (double)c->right;
	f.precision = c->system ? right / (double)c->system : c->gold ? 0 : 1;
	f.recall = c->gold ? right / (double)c->gold : c->system ? 0 : 1;
	double sum = f.precision + f.recall;
	f.f1 = sum > 0 ? 2 * f.precision * f.recall / sum : 0;
	return f;
}

static double percent(const struct share *share)
{
	return share->all ? 100 * (double)share->right / (double)share->all : 0;
}

static void print_row(
	FILE *to, const char *before, const char *which, const char *after, const struct counts *c)
{
	char label[64];
	struct figures f = figures_of(c);
	snprintf(label, sizeof label, "%s%s%s", before, which, after);
	fprintf(to, "%-34s P %6.2f  R %6.2f  F1 %6.2f   (gold %llu, system %llu)\n", label,
		100 * f.precision, 100 * f.recall, 100 * f.f1, (unsigned long long)c->gold,
		(unsigned long long)c->system);
}

static void print_share(FILE *to, const struct share *share)
{
	fprintf(to, "%6.2f   (%llu of %llu)\n", percent(share), (unsigned long long)share->right,
		(unsigned long long)share->all);
}

void score_print(const struct scores *s, FILE *to)
{
	for (int i = 0; i < SCORE_ROWS; i++) {
		print_row(to, "statements ", row_names[i], ", exact", &s->exact[i]);
		print_row(to, "statements ", row_names[i], ", token overlap", &s->overlap[i]);
		print_row(to, "statements ", row_names[i], ", found at 0.5", &s->found[i][0]);
		print_row(to, "statements ", row_names[i], ", found at 0.8", &s->found[i][1]);
	}
	print_row(to, "cue, token overlap", "", "", &s->cue);
	for (int i = 0; i < SCORE_ROWS; i++) {
		fprintf(to, "speaker accuracy, %-9s ", row_names[i]);
		print_share(to, &s->speaker[i]);
	}
	fputs("type accuracy on matched    ", to);
	print_share(to, &s->type);
	struct share spurious = {s->spurious, s->exact[SCORE_ALL].system};
	struct share unknown = {s->unknown, s->type.all};
	fputs("spurious of the system's    ", to);
	print_share(to, &spurious);
	fputs("no speaker at all on        ", to);
	print_share(to, &unknown);
	for (int i = 0; i < GOLD_KINDS; i++) {
		print_row(to, kind_names[i], ", entities", "", &s->entities[i]);
		print_row(to, kind_names[i], ", mentions exact", "", &s->mentions[i]);
		print_row(to, kind_names[i], ", mentions overlap", "", &s->mention_overlap[i]);
	}
	print_row(to, "roles, tokens on matched people", "", "", &s->roles);
	fputs("campaign type accuracy      ", to);
	print_share(to, &s->campaign_type);
}

void score_print_confidence(const struct scores *s, FILE *to)
{
	static const char *const bins[SCORE_BINS] = {
		"under 0.5", "0.5 to 0.7", "0.7 to 0.8", "0.8 to 0.9", "0.9 and over"};
	fputs("right statements (content F1 at least 0.8, type and speaker right) by confidence\n",
		to);
	for (int i = 0; i < SCORE_BINS; i++) {
		fprintf(to, "  %-25s ", bins[i]);
		print_share(to, &s->confidence[i]);
	}
}

/* name == a . b */
static bool is(struct str name, const char *a, const char *b)
{
	size_t n = strlen(a);
	struct str rest = {name.p + n, name.n - n};
	return str_starts(name, str_make(a, n)) && str_eq(rest, str_make(b, strlen(b)));
}

static bool statement_figure(const struct scores *s, struct str name, double *ret)
{
	for (int i = 0; i < SCORE_ROWS; i++) {
		if (is(name, row_names[i], ".exact"))
			*ret = 100 * figures_of(&s->exact[i]).f1;
		else if (is(name, row_names[i], ".overlap"))
			*ret = 100 * figures_of(&s->overlap[i]).f1;
		else if (is(name, row_names[i], ".found5"))
			*ret = 100 * figures_of(&s->found[i][0]).f1;
		else if (is(name, row_names[i], ".found8"))
			*ret = 100 * figures_of(&s->found[i][1]).f1;
		else if (is(name, row_names[i], ".speaker"))
			*ret = percent(&s->speaker[i]);
		else
			continue;
		return true;
	}
	return false;
}

static bool entity_figure(const struct scores *s, struct str name, double *ret)
{
	for (int i = 0; i < GOLD_KINDS; i++) {
		if (is(name, kind_names[i], ""))
			*ret = 100 * figures_of(&s->entities[i]).f1;
		else if (is(name, kind_names[i], ".mentions"))
			*ret = 100 * figures_of(&s->mentions[i]).f1;
		else if (is(name, kind_names[i], ".mentions.overlap"))
			*ret = 100 * figures_of(&s->mention_overlap[i]).f1;
		else
			continue;
		return true;
	}
	return false;
}

bool score_figure(const struct scores *s, struct str name, double *ret_figure)
{
	if (statement_figure(s, name, ret_figure) || entity_figure(s, name, ret_figure))
		return true;
	if (is(name, "cue", ""))
		*ret_figure = 100 * figures_of(&s->cue).f1;
	else if (is(name, "roles", ""))
		*ret_figure = 100 * figures_of(&s->roles).f1;
	else if (is(name, "type", ""))
		*ret_figure = percent(&s->type);
	else if (is(name, "campaign.type", ""))
		*ret_figure = percent(&s->campaign_type);
	else
		return false;
	return true;
}
