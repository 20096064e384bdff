/*
 * Scoring of analyses against gold: the figures that `dedi eval` prints.
 *
 * Statements of gold and system are paired one to one, greedily by token F1 of their contents.
 * A token is a run of letters and digits, told apart by where it starts. See docs/evaluation.md.
 */
#ifndef DEDI_SCORE_H
#define DEDI_SCORE_H

#include "json/gold.h"

#include <stdio.h>

struct counts {
	uint64_t right, system, gold;
};

struct share {
	uint64_t right, all;
};

/* Rows of statements: all of them, then by type. */
enum { SCORE_ALL, SCORE_DIRECT, SCORE_INDIRECT, SCORE_MIXED, SCORE_ROWS };
enum { SCORE_BINS = 5 }; /* of confidence: under .5, .5–.7, .7–.8, .8–.9, .9 and over */

struct scores {
	struct counts exact[SCORE_ROWS], overlap[SCORE_ROWS];
	struct counts found[SCORE_ROWS][2]; /* F1 of the content at least .5, .8 */
	struct share speaker[SCORE_ROWS];
	struct counts cue;
	struct share type;
	uint64_t unknown;  /* matched statements of the system without any speaker */
	uint64_t spurious; /* statements of the system that match nothing */
	struct counts entities[GOLD_KINDS], mentions[GOLD_KINDS], mention_overlap[GOLD_KINDS];
	struct counts roles;
	struct share campaign_type;
	struct share confidence[SCORE_BINS]; /* right: F1 at least .8, type and speaker right */
};

/* Adds one document. errors: where misses go, one a line; NULL: nowhere. */
enum dedi_status score_add(struct scores *scores, const struct gold *gold,
	const struct gold *system, struct arena *arena, FILE *errors) MUST_CHECK;

void score_print(const struct scores *scores, FILE *to);
void score_print_confidence(const struct scores *scores, FILE *to);

/* The figure (0 to 100) of a name such as direct.exact, all.speaker or people.mentions; false if
 * there is none. */
bool score_figure(const struct scores *scores, struct str name, double *ret_figure);

#endif
