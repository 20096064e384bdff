/* Opening a model: every number that a later look-up relies on is checked here, once. Linear. */
#include "tagger/model.h"

uint64_t model_checksum(const void *image, size_t size)
{
	size_t from = offsetof(struct model_header, n_labels);
	return str_hash(str_make((const char *)image + from, size - from));
}

static bool is_power_of_two(uint32_t n)
{
	return n && !(n & (n - 1));
}

static size_t aligned(size_t n)
{
	return (n + 7) & ~(size_t)7;
}

/* Weights lie inside, and their codes exist. */
static bool slot_is_sound(
	const struct model_slot *slot, const struct model_weight *weights, uint32_t n_weights)
{
	uint32_t first = slot->first_n >> MODEL_WEIGHTS_BITS, n = slot->first_n & MODEL_DENSE;
	uint32_t room = n == MODEL_DENSE ? MODEL_DENSE_WEIGHTS : n;
	if (first > n_weights || room > n_weights - first || (!slot->check && slot->first_n))
		return false;
	for (uint32_t i = 0; n < MODEL_DENSE && i < n; i++)
		if (weights[first + i].code >= MODEL_CODES)
			return false;
	return true;
}

static bool slots_are_sound(const struct model *model, uint32_t n_weights)
{
	uint32_t empty = 0;
	for (uint32_t i = 0; i <= model->slot_mask; i++) {
		empty += !model->slots[i].check;
		if (!slot_is_sound(&model->slots[i], model->weights, n_weights))
			return false;
	}
	return empty > 0;
}

static bool words_are_sound(const struct word_table *words)
{
	uint32_t empty = 0;
	for (uint32_t i = 0; words->mask && i <= words->mask; i++) {
		empty += !words->slots[i].check;
		if (words->slots[i].cluster > words->n_clusters)
			return false;
	}
	return !words->mask || empty > 0;
}

static enum dedi_status check_header(
	const struct model_header *h, size_t size, struct dedi_error *error)
{
	if (size < sizeof *h || memcmp(h->magic, MODEL_MAGIC, sizeof h->magic) != 0)
		return dedi_fail(error, DEDI_BAD_DATA, "not a model of this program");
	if (h->format != MODEL_FORMAT)
		return dedi_fail(error, DEDI_BAD_DATA,
			"the model has format %u; this program reads format %d", h->format,
			MODEL_FORMAT);
	if (h->evidence != EVIDENCE_VERSION)
		return dedi_fail(error, DEDI_BAD_DATA,
			"the model was trained for evidence version %u; this program has version "
			"%d: train it again",
			h->evidence, EVIDENCE_VERSION);
	if (h->size != size)
		return dedi_fail(error, DEDI_BAD_DATA,
			"the model should have %llu bytes and has %zu", (unsigned long long)h->size,
			size);
	if (h->checksum != model_checksum(h, size))
		return dedi_fail(error, DEDI_BAD_DATA, "the model is damaged: wrong checksum");
	if (h->n_labels != LABELS || !is_power_of_two(h->n_slots) || !h->steps_per_unit ||
		(h->n_word_slots && (!is_power_of_two(h->n_word_slots) || h->n_word_slots == 1)) ||
		h->n_clusters > UINT16_MAX)
		return dedi_fail(error, DEDI_BAD_DATA, "the model's header is wrong");
	return DEDI_OK;
}

enum dedi_status model_open(
	const void *image, size_t size, struct model *ret_model, struct dedi_error *error)
{
	const struct model_header *h = image;
	enum dedi_status status = check_header(h, size, error);
	if (status)
		return status;
	size_t transitions = sizeof *h;
	size_t slots = aligned(transitions + sizeof(struct model_transitions));
	size_t weights = slots + (size_t)h->n_slots * sizeof(struct model_slot);
	size_t words = aligned(weights + (size_t)h->n_weights * sizeof(struct model_weight));
	size_t coarser = words + (size_t)h->n_word_slots * sizeof(struct word_slot);
	size_t end = aligned(coarser + ((size_t)h->n_clusters + 1) * 2 * sizeof(uint16_t));
	if (end != size)
		return dedi_fail(error, DEDI_BAD_DATA, "the model's parts do not add up");
	const char *p = image;
	struct model model = {
		.transitions = (const void *)(p + transitions),
		.slots = (const void *)(p + slots),
		.weights = (const void *)(p + weights),
		.words = {.slots = (const void *)(p + words),
			.coarser = (const void *)(p + coarser),
			.mask = h->n_word_slots ? h->n_word_slots - 1 : 0,
			.n_clusters = h->n_clusters},
		.checksum = h->checksum,
		.slot_mask = h->n_slots - 1,
		.steps_per_unit = h->steps_per_unit,
		.groups = h->groups,
	};
	if (!slots_are_sound(&model, h->n_weights) || !words_are_sound(&model.words))
		return dedi_fail(error, DEDI_BAD_DATA, "the model's tables are wrong");
	*ret_model = model;
	return DEDI_OK;
}
