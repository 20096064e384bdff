#include "tagger/decode.h"

#include <stdlib.h>

/* NEVER: the least total of a label; FORBIDDEN: of one that no path reaches, which is less than any
 * that is reached, whatever the model adds to both. */
enum {
	CLASSES = TAG_LABEL_COUNT,
	NEVER = -TOTAL_MAX - TRANSITION_MAX,
	FORBIDDEN = 3 * NEVER / 2,
};
_Static_assert(NEVER - TRANSITION_MAX - SCORE_MAX >= INT16_MIN && 2 * NEVER >= INT16_MIN &&
		       TOTAL_MAX + TRANSITION_MAX + SCORE_MAX <= INT16_MAX,
	"totals fit");
_Static_assert(FORBIDDEN - TRANSITION_MAX >= INT16_MIN &&
		       FORBIDDEN + TRANSITION_MAX < -2 * TRANSITION_MAX - SCORE_MAX,
	"what is forbidden never wins");

enum dedi_status lattice_reserve(struct lattice *lattice, uint32_t n)
{
	if (n <= lattice->cap)
		return DEDI_OK;
	uint32_t cap = lattice->cap ? lattice->cap : 64;
	while (cap < n)
		cap = cap > UINT32_MAX / 2 ? n : cap * 2;
	lattice_finish(lattice);
	lattice->scores = malloc((size_t)cap * sizeof *lattice->scores);
	lattice->totals = malloc((size_t)cap * sizeof *lattice->totals);
	lattice->wins = malloc((size_t)cap * sizeof *lattice->wins);
	if (!lattice->scores || !lattice->totals || !lattice->wins) {
		lattice_finish(lattice);
		return DEDI_NO_MEMORY;
	}
	lattice->cap = cap;
	return DEDI_OK;
}

void lattice_finish(struct lattice *lattice)
{
	free(lattice->scores);
	free(lattice->totals);
	free(lattice->wins);
	*lattice = (struct lattice){0};
}

static int16_t step_of(int32_t a, int32_t o)
{
	int32_t x = a - o;
	return (int16_t)(x > TRANSITION_MAX    ? TRANSITION_MAX
			 : x < -TRANSITION_MAX ? -TRANSITION_MAX
					       : x);
}

void decoder_init(const struct model_transitions *t, struct decoder *ret)
{
	int32_t o = t->between[0][0];
	for (uint32_t l = 0; l + 1 < STARTS; l++) {
		ret->first[l / CLASSES][l % CLASSES] = step_of(t->first[l + 1], t->first[0]);
		ret->from_o[l / CLASSES][l % CLASSES] = step_of(t->between[0][l + 1], o);
	}
	for (uint32_t k = 0; k + 1 < ENDS; k++) {
		int16_t gain = step_of(t->between[k + 1][0], o);
		ret->last[k / CLASSES][k % CLASSES] = step_of(t->last[k + 1], t->last[0]);
		ret->to_o[k / CLASSES][k % CLASSES] = gain;
		for (uint32_t l = 0; l + 1 < STARTS; l++) {
			int16_t to = step_of(t->between[k + 1][l + 1], o);
			int16_t over = step_of(to, ret->from_o[l / CLASSES][l % CLASSES]);
			ret->between[k][l / CLASSES][l % CLASSES] = to;
			gain = over > gain ? over : gain;
		}
		ret->gain[k / CLASSES][k % CLASSES] = gain;
	}
	for (uint32_t c = 0; c < CLASSES; c++) {
		ret->from_b[1][c] = step_of(t->inside[c][0], o);
		ret->from_b[0][c] = step_of(t->inside[c][1], o);
		ret->from_i[1][c] = step_of(t->inside[c][2], o);
		ret->from_i[0][c] = step_of(t->inside[c][3], o);
	}
}

/* From the labels that may end a stretch to those that may start one; returns O's total. */
static int16_t start_stretches(
	const struct decoder *decoder, const lanes *total, uint32_t wins, lanes next[2])
{
	int16_t ends[2 * CLASSES], to_o[2 * CLASSES], o = 0;
	lanes sums[2] = {total[KIND_S] + decoder->to_o[0], total[KIND_E] + decoder->to_o[1]};
	memcpy(to_o, sums, sizeof to_o);
	memcpy(ends, &total[KIND_S], sizeof ends);
	for (; wins; wins &= wins - 1) {
		int k = __builtin_ctz(wins);
		o = to_o[k] > o ? to_o[k] : o;
		for (int half = 0; half < 2; half++)
			next[half] = lanes_max(decoder->between[k][half] + ends[k], next[half]);
	}
	return o;
}

static inline uint32_t ends_that_win(const struct decoder *decoder, const lanes *total)
{
	return lanes_positive(total[KIND_S] + decoder->gain[0], total[KIND_E] + decoder->gain[1]);
}

/* Totals of labels without the token's scores, to which they are added, over O's total. */
static inline void add_scores(lanes *total, const int16_t *scores, int16_t o, int n_kinds)
{
	lanes least = lanes_of((int16_t)(o + NEVER)), most = lanes_of((int16_t)(o + TOTAL_MAX));
	for (int k = 0; k < n_kinds; k++) {
		lanes score;
		memcpy(&score, scores + k * CLASSES, sizeof score);
		total[k] = lanes_min(lanes_max(total[k] + score, least), most) - o;
	}
}

/* The totals up to one token, from those up to the token before. */
static inline void step(const struct decoder *decoder, const lanes *before, uint32_t wins,
	const int16_t *scores, lanes *total)
{
	lanes next[KINDS] = {decoder->from_o[0], decoder->from_o[1]};
	int16_t o = wins ? start_stretches(decoder, before, wins, next) : 0;
	for (int to = 0; to < 2; to++)
		next[KIND_E + to] = lanes_max(
			before[KIND_B] + decoder->from_b[to], before[KIND_I] + decoder->from_i[to]);
	add_scores(next, scores, o, KINDS);
	memcpy(total, next, sizeof next);
}

static int16_t total_of(const lanes *total, uint32_t label)
{
	return total[(label - LABEL_B) / CLASSES][(label - LABEL_B) % CLASSES];
}

/* The label before O, B or S on the best path, which is O or the end of a stretch. */
static uint8_t label_before(
	const struct decoder *decoder, const lanes *total, uint32_t wins, uint8_t label)
{
	uint8_t found = LABEL_O;
	int32_t most = label ? total_of(decoder->from_o, label) : 0;
	for (; wins; wins &= wins - 1) {
		uint32_t k = (uint32_t)__builtin_ctz(wins);
		int32_t over = label ? total_of(decoder->between[k], label)
				     : decoder->to_o[k / CLASSES][k % CLASSES];
		over += total_of(total, LABEL_S + k);
		if (over > most) {
			most = over;
			found = (uint8_t)(LABEL_S + k);
		}
	}
	return found;
}

/* The label before E or I: B or I of the same class. */
static uint8_t label_inside(const struct decoder *decoder, const lanes *total, uint8_t label)
{
	uint32_t c = (label - LABEL_B) % CLASSES, to = (label - LABEL_E) / CLASSES;
	int32_t b = total[KIND_B][c] + decoder->from_b[to][c];
	int32_t i = total[KIND_I][c] + decoder->from_i[to][c];
	return (uint8_t)((i > b ? LABEL_I : LABEL_B) + c);
}

static uint8_t last_label(const struct decoder *decoder, const lanes *total)
{
	uint8_t label = LABEL_O;
	int32_t most = 0;
	for (uint32_t k = 0; k < ENDS - 1; k++) {
		int32_t over =
			total_of(total, LABEL_S + k) + decoder->last[k / CLASSES][k % CLASSES];
		if (over > most) {
			most = over;
			label = (uint8_t)(LABEL_S + k);
		}
	}
	return label;
}

void lattice_best(
	struct lattice *lattice, const struct decoder *decoder, uint32_t n, uint8_t *ret_labels)
{
	lanes(*totals)[KINDS] = lattice->totals, *total = totals[0];
	memcpy(total, decoder->first, sizeof decoder->first);
	add_scores(total, lattice->scores[0], 0, 2);
	total[KIND_E] = total[KIND_I] = lanes_of(FORBIDDEN); /* nothing goes on here */
	for (uint32_t i = 1; i < n; i++) {
		uint32_t wins = ends_that_win(decoder, totals[i - 1]);
		lattice->wins[i] = (uint16_t)wins;
		step(decoder, totals[i - 1], wins, lattice->scores[i], totals[i]);
	}
	uint8_t label = last_label(decoder, totals[n - 1]);
	for (uint32_t i = n - 1; i > 0; i--) {
		const lanes *before = totals[i - 1];
		ret_labels[i] = label;
		label = label >= LABEL_E ? label_inside(decoder, before, label)
					 : label_before(decoder, before, lattice->wins[i], label);
	}
	ret_labels[0] = label;
}
