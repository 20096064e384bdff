/*
 * Tagging a document: evidence, scores of its weights, decoding, a sentence at a time.
 *
 * The model is inside the program. A worker keeps the lattice, which grows to the longest sentence.
 * Linear in the length of the text.
 */
#include "tagger/tagger.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "tagger/decode.h"
#include "tagger/model_data.h"

enum { MODEL_BYTES_MAX = 64 << 20 };

struct tagger {
	struct model model;
	struct decoder decoder;
	void *owned; /* a model that was read from a file */
};

struct tagger_worker {
	const struct tagger *tagger;
	struct score_cache *cache; /* NULL without a model */
	struct lattice lattice;
	uint8_t *labels; /* [lattice.cap] */
};

static enum dedi_status open_image(
	const void *image, size_t size, void *owned, struct tagger **ret, struct dedi_error *error)
{
	struct tagger *tagger = calloc(1, sizeof *tagger);
	if (!tagger)
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	enum dedi_status status = model_open(image, size, &tagger->model, error);
	if (status) {
		free(tagger);
		return status;
	}
	decoder_init(tagger->model.transitions, &tagger->decoder);
	tagger->owned = owned;
	*ret = tagger;
	return DEDI_OK;
}

enum dedi_status tagger_open(struct tagger **ret_tagger, struct dedi_error *error)
{
	size_t size = (size_t)(tagger_model_end - tagger_model);
	if (!size) { /* built without a model: no tags */
		*ret_tagger = NULL;
		return DEDI_OK;
	}
	return open_image(tagger_model, size, NULL, ret_tagger, error);
}

static void *room_for_image(size_t size)
{
	return aligned_alloc(64, (size + 63) / 64 * 64 + 64);
}

/* Takes over the copy. */
static enum dedi_status open_copy(
	void *copy, size_t size, struct tagger **ret_tagger, struct dedi_error *error)
{
	enum dedi_status status = open_image(copy, size, copy, ret_tagger, error);
	if (status)
		free(copy);
	return status;
}

enum dedi_status tagger_open_image(
	const void *image, size_t size, struct tagger **ret_tagger, struct dedi_error *error)
{
	void *copy = size <= MODEL_BYTES_MAX ? room_for_image(size) : NULL;
	if (!copy)
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	if (size)
		memcpy(copy, image, size);
	return open_copy(copy, size, ret_tagger, error);
}

static enum dedi_status read_image(
	FILE *file, void **ret_copy, size_t *ret_size, struct dedi_error *error)
{
	struct stat info;
	if (fstat(fileno(file), &info) != 0)
		return dedi_fail(error, DEDI_IO, "%s", strerror(errno));
	if (!S_ISREG(info.st_mode) || info.st_size > MODEL_BYTES_MAX)
		return dedi_fail(error, DEDI_BAD_DATA, "not a model of this program");
	size_t size = (size_t)info.st_size;
	void *copy = room_for_image(size);
	if (!copy)
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	if (fread(copy, 1, size, file) != size) {
		free(copy);
		return dedi_fail(error, DEDI_IO, "cannot read all of it");
	}
	*ret_copy = copy;
	*ret_size = size;
	return DEDI_OK;
}

enum dedi_status tagger_open_file(
	const char *path, struct tagger **ret_tagger, struct dedi_error *error)
{
	void *copy = NULL;
	size_t size = 0;
	FILE *file = fopen(path, "rbe");
	if (!file)
		return dedi_fail(error, DEDI_IO, "%s", strerror(errno));
	enum dedi_status status = read_image(file, &copy, &size, error);
	fclose(file);
	return status ? status : open_copy(copy, size, ret_tagger, error);
}

void tagger_free(struct tagger *tagger)
{
	if (!tagger)
		return;
	free(tagger->owned);
	free(tagger);
}

uint64_t tagger_checksum(const struct tagger *tagger)
{
	return tagger ? tagger->model.checksum : 0;
}

enum dedi_status tagger_worker_new(const struct tagger *tagger, struct tagger_worker **ret_worker)
{
	struct tagger_worker *worker = calloc(1, sizeof *worker);
	if (!worker)
		return DEDI_NO_MEMORY;
	worker->tagger = tagger;
	if (tagger && score_cache_new(&tagger->model, &worker->cache) != DEDI_OK) {
		free(worker);
		return DEDI_NO_MEMORY;
	}
	*ret_worker = worker;
	return DEDI_OK;
}

void tagger_worker_free(struct tagger_worker *worker)
{
	if (!worker)
		return;
	score_cache_free(worker->cache);
	lattice_finish(&worker->lattice);
	free(worker->labels);
	free(worker);
}

static enum dedi_status reserve(struct tagger_worker *worker, uint32_t n)
{
	if (n <= worker->lattice.cap)
		return DEDI_OK;
	enum dedi_status status = lattice_reserve(&worker->lattice, n);
	if (status)
		return status;
	free(worker->labels);
	worker->labels = malloc(worker->lattice.cap);
	if (worker->labels)
		return DEDI_OK;
	lattice_finish(&worker->lattice);
	return DEDI_NO_MEMORY;
}

/* How much better the label is than the best of another class, as a probability. */
static float sureness(const struct model *model, const int16_t *scores, uint8_t label)
{
	int16_t best[TAG_LABEL_COUNT], other = 0; /* of O */
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++) {
		int16_t start = scores[LABEL_B - 1 + c] > scores[LABEL_S - 1 + c]
					? scores[LABEL_B - 1 + c]
					: scores[LABEL_S - 1 + c];
		int16_t end = scores[LABEL_E - 1 + c] > scores[LABEL_I - 1 + c]
				      ? scores[LABEL_E - 1 + c]
				      : scores[LABEL_I - 1 + c];
		best[c] = start > end ? start : end;
	}
	best[class_of_label(label)] = 0;
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++)
		other = best[c] > other ? best[c] : other;
	float margin = (float)(scores[label - 1] - other) / (float)model->steps_per_unit;
	return 1.0f / (1.0f + expf(-margin));
}

static enum dedi_status tag_sentence(struct tagger_worker *worker, struct scorer *scorer,
	const struct sentence *sentence, struct tag *tags, uint32_t *n_tags)
{
	const struct model *model = &worker->tagger->model;
	uint32_t n = sentence->n_tokens;
	enum dedi_status status = reserve(worker, n);
	if (!status)
		status = scorer_sentence(scorer, sentence);
	if (status)
		return status;
	for (uint32_t i = 0; i < n; i++)
		scorer_token(scorer, i, worker->lattice.scores[i]);
	lattice_best(&worker->lattice, &worker->tagger->decoder, n, worker->labels);
	struct tag *mine = tags + *n_tags;
	uint32_t n_mine = tags_from_labels(worker->labels, n, sentence->first_token, mine);
	for (uint32_t k = 0; k < n_mine; k++)
		for (uint32_t t = mine[k].first; t < mine[k].end; t++) {
			uint32_t i = t - sentence->first_token;
			float sure = sureness(model, worker->lattice.scores[i], worker->labels[i]);
			mine[k].score = sure < mine[k].score ? sure : mine[k].score;
		}
	*n_tags += n_mine;
	return DEDI_OK;
}

enum dedi_status tagger_tag(struct tagger_worker *worker, const struct words *words,
	struct arena *arena, struct tags *ret_tags)
{
	const struct document *document = words->document;
	if (!worker->tagger || !document->n_tokens) {
		*ret_tags = (struct tags){0};
		return DEDI_OK;
	}
	struct scorer scorer;
	struct tag *tags = arena_alloc(arena, document->n_tokens * sizeof *tags);
	if (!tags)
		return DEDI_NO_MEMORY;
	enum dedi_status status = scorer_begin(worker->cache, words, arena, &scorer);
	uint32_t n_tags = 0;
	for (uint32_t s = 0; !status && s < document->n_sentences; s++)
		if (document->sentences[s].n_tokens)
			status = tag_sentence(
				worker, &scorer, &document->sentences[s], tags, &n_tags);
	if (!status)
		*ret_tags = (struct tags){tags, n_tags};
	return status;
}
