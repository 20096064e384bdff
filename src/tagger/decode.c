#include "tagger/decode.h"

#include <stdlib.h>

/* NEVER: the least total of a label; FORBIDDEN: of one that no path reaches, which is less than any
 * that is reached, whatever the model adds to both. */
enum { CLASSES = TAG_LABEL_COUNT, NEVER = -TOTAL_MAX - TRANSITION_MAX, FORBIDDEN = 3 * NEVER / 2 };
_Static_assert(NEVER - TRANSITION_MAX - SCORE_MAX >= INT16_MIN && 2 * NEVER >= INT16_MIN &&
		       TOTAL_MAX + TRANSITION_MAX + SCORE_MAX <= INT16_MAX,
	"totals fit");
_Static_assert(FORBIDDEN - TRANSITION_MAX >= INT16_MIN &&
		       FORBIDDEN + TRANSITION_MAX < -2 * TRANSITION_MAX - SCORE_MAX,
	"what is forbidden never wins");
_Static_assert(sizeof(score_row) == KINDS * sizeof(lanes) && CLASSES == 8, "a vector a kind");

/* The best label before each label of a token. */
struct best_before {
	lanes of[KINDS];
	int16_t of_o;
};

enum dedi_status lattice_reserve(struct lattice *lattice, uint32_t n)
{
	if (n <= lattice->cap)
		return DEDI_OK;
	uint32_t cap = lattice->cap ? lattice->cap : 64;
	while (cap < n)
		cap = cap > UINT32_MAX / 2 ? n : cap * 2;
	lattice_finish(lattice);
	lattice->scores = malloc((size_t)cap * sizeof *lattice->scores);
	lattice->before = malloc((size_t)cap * sizeof *lattice->before);
	if (!lattice->scores || !lattice->before) {
		lattice_finish(lattice);
		return DEDI_NO_MEMORY;
	}
	lattice->cap = cap;
	return DEDI_OK;
}

void lattice_finish(struct lattice *lattice)
{
	free(lattice->scores);
	free(lattice->before);
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
		ret->b_i[c] = step_of(t->inside[c][0], o);
		ret->b_e[c] = step_of(t->inside[c][1], o);
		ret->i_i[c] = step_of(t->inside[c][2], o);
		ret->i_e[c] = step_of(t->inside[c][3], o);
	}
}

static inline lanes choose(lanes mask, lanes a, lanes b)
{
	return (a & mask) | (b & ~mask);
}

static inline lanes higher(lanes a, lanes b)
{
	return choose(a > b, a, b);
}

void lattice_begin(struct lattice *lattice)
{
	lattice->n = 0;
	for (uint32_t k = 0; k < KINDS; k++)
		lattice->total[k] = (lanes){0} + (int16_t)NEVER;
}

/* From every label that may end a stretch to every label that may start one; returns O's total. */
static int16_t start_stretches(const struct decoder *decoder, const lanes *total, lanes next[2],
	struct best_before *before)
{
	int16_t ends[2 * CLASSES], to_o[2 * CLASSES], over[2 * CLASSES], o = 0;
	lanes wins[2] = {
		total[KIND_S] + decoder->gain[0] > 0, total[KIND_E] + decoder->gain[1] > 0};
	uint64_t any[2];
	lanes either = wins[0] | wins[1];
	memcpy(any, &either, sizeof any);
	if (!(any[0] | any[1]))
		return 0;
	lanes sums[2] = {total[KIND_S] + decoder->to_o[0], total[KIND_E] + decoder->to_o[1]};
	memcpy(over, wins, sizeof over);
	memcpy(to_o, sums, sizeof to_o);
	memcpy(ends, &total[KIND_S], sizeof ends);
	for (uint32_t k = 0; k < ENDS - 1; k++) {
		if (!over[k])
			continue;
		int16_t label = (int16_t)(LABEL_S + k);
		if (to_o[k] > o) {
			o = to_o[k];
			before->of_o = label;
		}
		for (uint32_t half = 0; half < 2; half++) {
			lanes score = decoder->between[k][half] + ends[k];
			lanes better = score > next[half];
			next[half] = choose(better, score, next[half]);
			before->of[half] = choose(better, (lanes){0} + label, before->of[half]);
		}
	}
	return o;
}

void lattice_step(struct lattice *lattice, const struct decoder *decoder)
{
	static const lanes all_b = {1, 2, 3, 4, 5, 6, 7, 8};
	_Static_assert(LABEL_B == 1, "labels of B");
	struct best_before *before = &lattice->before[lattice->n];
	const lanes *total = lattice->total, *from = lattice->n ? decoder->from_o : decoder->first;
	lanes next[KINDS] = {from[0], from[1]}, scores[KINDS];
	before->of[KIND_B] = before->of[KIND_S] = (lanes){0};
	before->of_o = LABEL_O;
	int16_t o = start_stretches(decoder, total, next, before);
	lanes b = total[KIND_B] + decoder->b_e, i = total[KIND_I] + decoder->i_e;
	next[KIND_E] = higher(i, b);
	before->of[KIND_E] = choose(i > b, all_b + (LABEL_I - LABEL_B), all_b);
	b = total[KIND_B] + decoder->b_i;
	i = total[KIND_I] + decoder->i_i;
	next[KIND_I] = higher(i, b);
	before->of[KIND_I] = choose(i > b, all_b + (LABEL_I - LABEL_B), all_b);
	memcpy(scores, lattice->scores[lattice->n], sizeof scores);
	for (uint32_t k = 0; k < KINDS; k++) {
		static const lanes least = {NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER};
		lanes sum = higher(next[k] + scores[k], least) - o;
		sum = higher(sum, least);
		lattice->total[k] = choose(sum > TOTAL_MAX, (lanes){0} + TOTAL_MAX, sum);
	}
	if (!lattice->n) /* a sentence begins inside nothing */
		lattice->total[KIND_E] = lattice->total[KIND_I] = (lanes){0} + (int16_t)FORBIDDEN;
	lattice->n++;
}

void lattice_end(const struct lattice *lattice, const struct decoder *decoder, uint8_t *ret_labels)
{
	uint8_t label = LABEL_O;
	int32_t most = 0;
	for (uint32_t k = 0; k < ENDS - 1; k++) {
		uint32_t half = k / CLASSES, c = k % CLASSES;
		int32_t total = lattice->total[KIND_S + half][c] + decoder->last[half][c];
		if (total > most) {
			most = total;
			label = (uint8_t)(LABEL_S + k);
		}
	}
	for (uint32_t t = lattice->n; t-- > 0;) {
		const struct best_before *before = &lattice->before[t];
		ret_labels[t] = label;
		label = (uint8_t)(label ? before->of[(label - LABEL_B) / CLASSES]
						    [(label - LABEL_B) % CLASSES]
					: before->of_o);
	}
}
