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

static void first_token(
	const struct model_transitions *transitions, const int32_t *scores, int32_t *total)
{
	for (uint32_t l = 0; l < LABELS; l++)
		total[l] = l < STARTS ? transitions->first[l] + scores[l] : NEVER;
}

/* From every label that may end a stretch to every label that may start one. */
static void start_stretches(const struct model_transitions *transitions, const int32_t *total,
	int32_t *next, uint8_t *before)
{
	for (uint32_t to = 0; to < STARTS; to++) {
		next[to] = total[LABEL_O] + transitions->between[0][to];
		before[to] = LABEL_O;
	}
	for (uint32_t from = LABEL_S; from < LABEL_I; from++) {
		const int16_t *row = transitions->between[end_of_label(from)];
		int32_t sum = total[from];
		for (uint32_t to = 0; to < STARTS; to++) {
			int32_t score = sum + row[to];
			before[to] = score > next[to] ? (uint8_t)from : before[to];
			next[to] = score > next[to] ? score : next[to];
		}
	}
}

static void go_on(const struct model_transitions *transitions, const int32_t *total, int32_t *next,
	uint8_t *before)
{
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++) {
		const int16_t *inside = transitions->inside[c];
		int32_t b = total[LABEL_B + c], i = total[LABEL_I + c];
		bool from_i = i + inside[2] > b + inside[0];
		next[LABEL_I + c] = from_i ? i + inside[2] : b + inside[0];
		before[LABEL_I + c] = (uint8_t)((from_i ? LABEL_I : LABEL_B) + c);
		from_i = i + inside[3] > b + inside[1];
		next[LABEL_E + c] = from_i ? i + inside[3] : b + inside[1];
		before[LABEL_E + c] = (uint8_t)((from_i ? LABEL_I : LABEL_B) + c);
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

void lattice_decode(struct lattice *lattice, const struct model_transitions *transitions,
	uint32_t n, uint8_t *ret_labels)
{
	int32_t rows[2][LABELS];
	int32_t *total = rows[0], *next = rows[1];
	first_token(transitions, lattice->scores[0], total);
	for (uint32_t t = 1; t < n; t++) {
		start_stretches(transitions, total, next, lattice->before[t]);
		go_on(transitions, total, next, lattice->before[t]);
		int32_t most = INT32_MIN;
		for (uint32_t l = 0; l < LABELS; l++) {
			next[l] += lattice->scores[t][l];
			most = next[l] > most ? next[l] : most;
		}
		for (uint32_t l = 0; l < LABELS; l++) /* no overflow, however long the text */
			next[l] = next[l] - most < NEVER ? NEVER : next[l] - most;
		int32_t *swap = total;
		total = next;
		next = swap;
	}
	uint32_t label = best_end(transitions, total);
	for (uint32_t t = n; t-- > 0;) {
		ret_labels[t] = (uint8_t)label;
		if (t)
			label = lattice->before[t][label];
	}
}
