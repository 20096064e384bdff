#include "tagger/decode.h"

#include <stdlib.h>

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

static const int32_t NEVER = INT32_MIN / 4;
enum { REBASE = 1024 }; /* tokens: a step is less than 2^17 */

void decoder_init(const struct model_transitions *transitions, struct decoder *ret)
{
	ret->transitions = transitions;
	for (uint32_t k = 0; k + 1 < ENDS; k++) {
		ret->gain[k] = INT32_MIN;
		for (uint32_t to = 0; to < STARTS; to++) {
			int32_t gain =
				transitions->between[k + 1][to] - transitions->between[0][to];
			ret->gain[k] = gain > ret->gain[k] ? gain : ret->gain[k];
		}
	}
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++)
		for (uint32_t k = 0; k < 4; k++)
			ret->inside[k][c] = transitions->inside[c][k];
}

static void first_token(
	const struct model_transitions *transitions, const int16_t *scores, int32_t *total)
{
	for (uint32_t l = 0; l < LABELS; l++)
		total[l] = l < STARTS ? transitions->first[l] + scores[l] : NEVER;
}

static void start_from(const int16_t *row, uint32_t from, int32_t sum, int32_t *restrict next,
	uint8_t *restrict before)
{
	for (uint32_t to = 0; to < STARTS; to++) {
		int32_t score = sum + row[to];
		before[to] = score > next[to] ? (uint8_t)from : before[to];
		next[to] = score > next[to] ? score : next[to];
	}
}

/* From every label that may end a stretch to every label that may start one. */
static void start_stretches(const struct decoder *decoder, const int32_t *restrict total,
	int32_t *restrict next, uint8_t *restrict before)
{
	const struct model_transitions *transitions = decoder->transitions;
	const int32_t *ends = total + LABEL_S;
	int32_t o = total[LABEL_O], most = 0;
	for (uint32_t to = 0; to < STARTS; to++)
		next[to] = o + transitions->between[0][to];
	memset(before, LABEL_O, STARTS);
	for (uint32_t k = 0; k < 2 * TAG_LABEL_COUNT; k++) {
		int32_t over = ends[k] + decoder->gain[k] - o;
		most = over > most ? over : most;
	}
	if (!most)
		return;
	for (uint32_t k = 0; k < 2 * TAG_LABEL_COUNT; k++)
		if (ends[k] + decoder->gain[k] > o)
			start_from(transitions->between[k + 1], LABEL_S + k, ends[k], next, before);
}

static void go_on(const struct decoder *decoder, const int32_t *restrict total,
	int32_t *restrict next, uint8_t *restrict before)
{
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++) {
		int32_t b = total[LABEL_B + c] + decoder->inside[0][c];
		int32_t i = total[LABEL_I + c] + decoder->inside[2][c];
		next[LABEL_I + c] = i > b ? i : b;
		before[LABEL_I + c] = (uint8_t)((i > b ? LABEL_I : LABEL_B) + c);
	}
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++) {
		int32_t b = total[LABEL_B + c] + decoder->inside[1][c];
		int32_t i = total[LABEL_I + c] + decoder->inside[3][c];
		next[LABEL_E + c] = i > b ? i : b;
		before[LABEL_E + c] = (uint8_t)((i > b ? LABEL_I : LABEL_B) + c);
	}
}

static uint32_t best_end(const struct model_transitions *transitions, const int32_t *total)
{
	uint32_t best = LABEL_O;
	int32_t most = total[LABEL_O] + transitions->last[0];
	for (uint32_t l = LABEL_S; l < LABEL_I; l++) {
		int32_t score = total[l] + transitions->last[end_of_label(l)];
		if (score > most) {
			most = score;
			best = l;
		}
	}
	return best;
}

/* Totals relative to the best, so that they fit, however long the text. */
static void rebase(int32_t *total)
{
	int32_t most = INT32_MIN;
	for (uint32_t l = 0; l < LABELS; l++)
		most = total[l] > most ? total[l] : most;
	for (uint32_t l = 0; l < LABELS; l++)
		total[l] = total[l] - most < NEVER ? NEVER : total[l] - most;
}

void lattice_decode(
	struct lattice *lattice, const struct decoder *decoder, uint32_t n, uint8_t *ret_labels)
{
	int32_t rows[2][LABELS];
	int32_t *total = rows[0], *next = rows[1];
	first_token(decoder->transitions, lattice->scores[0], total);
	for (uint32_t t = 1; t < n; t++) {
		const int16_t *scores = lattice->scores[t];
		start_stretches(decoder, total, next, lattice->before[t]);
		go_on(decoder, total, next, lattice->before[t]);
		for (uint32_t l = 0; l < LABELS; l++)
			next[l] += scores[l];
		if (t % REBASE == 0)
			rebase(next);
		int32_t *swap = total;
		total = next;
		next = swap;
	}
	uint32_t label = best_end(decoder->transitions, total);
	for (uint32_t t = n; t-- > 0;) {
		ret_labels[t] = (uint8_t)label;
		if (t)
			label = lattice->before[t][label];
	}
}
