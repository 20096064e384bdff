/*
 * Any bytes as a model, and what a model says of a text.
 *
 * The first byte says how the rest is used: as a file as it is; as changes to a small sound model,
 * three bytes each (place, value), with its sizes and checksum put right or not, so that the search
 * comes past the checksum; or as numbers for decoding. A model that is accepted tags sentences.
 */
#include "fuzz.h"
#include "tagger/decode.h"
#include "tagger/tagger.h"

#include <stdlib.h>

enum { SLOTS = 64, WEIGHTS = 512, WORD_SLOTS = 16, CLUSTERS = 3 };

/* A model of all parts, with weights in every slot but two. */
struct small_model {
	struct model_header header;
	struct model_transitions transitions;
	_Alignas(8) struct model_slot slots[SLOTS];
	struct model_weight weights[WEIGHTS];
	struct word_slot words[WORD_SLOTS];
	uint16_t coarser[CLUSTERS + 1][2];
};

static void make_model(struct small_model *m)
{
	*m = (struct small_model){.header = {.magic = MODEL_MAGIC,
					  .format = MODEL_FORMAT,
					  .evidence = EVIDENCE_VERSION,
					  .size = sizeof *m,
					  .n_labels = LABELS,
					  .n_slots = SLOTS,
					  .n_weights = WEIGHTS,
					  .n_word_slots = WORD_SLOTS,
					  .n_clusters = CLUSTERS,
					  .steps_per_unit = 20,
					  .groups = GROUP_ALL}};
	for (uint32_t i = 0; i + 2 < SLOTS; i++)
		m->slots[i] =
			(struct model_slot){2 * i + 1, (8 * i % 500) << MODEL_WEIGHTS_BITS | 8};
	for (uint32_t i = 0; i < WEIGHTS; i++)
		m->weights[i] = (struct model_weight){i % MODEL_CODES, (int8_t)(i % 256)};
	for (uint32_t i = 0; i + 2 < WORD_SLOTS; i++)
		m->words[i] = (struct word_slot){.check = 2 * i + 1, .cluster = i % 4};
	m->header.checksum = model_checksum(m, sizeof *m);
}

struct tools {
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *text;
};

static const struct tools *the_tools(void)
{
	static struct tools t;
	if (!t.text && (lexicon_open(&t.lexicon) || text_engine_new(t.lexicon, &t.engine) ||
			       text_worker_new(t.engine, &t.text)))
		abort();
	return &t;
}

/* What comes out lies in the text and does not overlap. */
static void check_tags(const struct tags *tags, uint32_t n_tokens)
{
	uint32_t end = 0;
	for (uint32_t i = 0; i < tags->n; i++) {
		const struct tag *tag = &tags->at[i];
		if (tag->first < end || tag->end <= tag->first || tag->end > n_tokens ||
			tag->label >= TAG_LABEL_COUNT || !(tag->score >= 0 && tag->score <= 1))
			abort();
		end = tag->end;
	}
}

static void tag_text(const struct tagger *tagger)
{
	static const char text[] =
		"Бүгін Қаржы министрі Асан Үсенов Алматыда «Жасыл мектеп» жобасын таныстырды, – "
		"деді ҚР Білім министрлігінің өкілі. Қ. Үсенов 2025 жылы келді";
	const struct tools *t = the_tools();
	struct tagger_worker *worker;
	struct document document;
	struct words words;
	struct tags tags;
	struct arena arena;
	arena_init(&arena, 1u << 24);
	if (tagger_worker_new(tagger, &worker))
		abort();
	for (int visit = 0; visit < 2; visit++) {
		if (document_parse(t->text, str_make(text, sizeof text - 1),
			    &(struct text_options){0}, &arena, &document, NULL) ||
			words_annotate(t->lexicon, &document, &arena, &words) ||
			tagger_tag(worker, &words, &arena, &tags))
			abort();
		check_tags(&tags, document.n_tokens);
	}
	tagger_worker_free(worker);
	arena_finish(&arena);
}

static void try_model(const void *bytes, size_t n)
{
	struct tagger *tagger;
	struct dedi_error error = {0};
	if (tagger_open_image(bytes, n, &tagger, &error) == DEDI_OK) {
		tag_text(tagger);
		tagger_free(tagger);
	} else if (!error.message[0]) {
		abort();
	}
}

static void try_changed(const uint8_t *data, size_t size, bool sound_checksum)
{
	struct small_model *m = aligned_alloc(64, (sizeof *m + 63) / 64 * 64);
	if (!m)
		abort();
	make_model(m);
	size_t n = sizeof *m;
	for (size_t i = 0; i + 3 <= size; i += 3)
		((uint8_t *)m)[((size_t)data[i] << 8 | data[i + 1]) % sizeof *m] = data[i + 2];
	if (sound_checksum) {
		m->header.size = n;
		m->header.checksum = model_checksum(m, n);
	}
	try_model(m, n);
	free(m);
}

/* Bytes as transitions, in turn, and as the scores of as many tokens as there are. */
static void try_decoding(const uint8_t *data, size_t size)
{
	struct model_transitions transitions;
	struct decoder decoder;
	struct lattice lattice = {0};
	int16_t *t = (int16_t *)&transitions;
	uint32_t n = (uint32_t)(size / 8 + 1);
	uint8_t *labels = malloc(n);
	if (!labels || lattice_reserve(&lattice, n))
		abort();
	for (size_t i = 0; i < sizeof transitions / sizeof *t; i++)
		t[i] = size ? (int16_t)((data[i % size] << 8 | data[(i + 1) % size]) - 32768) : 0;
	decoder_init(&transitions, &decoder);
	for (uint32_t i = 0; i < n; i++) {
		int16_t scores[SCORES];
		for (uint32_t l = 0; l < SCORES; l++) {
			uint8_t byte = size ? data[(i * 8 + l / 4 + l) % size] : 0;
			scores[l] = (int16_t)((byte - 128) * SCORE_MAX / 128);
		}
		memcpy(lattice.scores[i], scores, sizeof scores);
	}
	lattice_best(&lattice, &decoder, n, labels);
	if (!label_may_start(labels[0]) || !label_may_end(labels[n - 1]))
		abort();
	for (uint32_t i = 1; i < n; i++)
		if (!labels_may_follow(labels[i - 1], labels[i]))
			abort();
	free(labels);
	lattice_finish(&lattice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	switch (data[0] % 4) {
	case 0:
		try_model(data + 1, size - 1);
		break;
	case 1:
		try_changed(data + 1, size - 1, false);
		break;
	case 2:
		try_changed(data + 1, size - 1, true);
		break;
	default:
		try_decoding(data + 1, size - 1);
		break;
	}
	return 0;
}
