#include "tagger/word_learn.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "tagger/word_vectors.h"

enum { FINE = 1024, MIDDLE = 256, COARSE = 64, STEM_LETTERS = 5, LINE_TOKENS = 4096 };

struct entry {
	uint64_t key;
	struct str form; /* empty for a stem */
	uint32_t count, capital, lower;
	uint32_t number; /* among the clustered words */
};

struct counter {
	struct entry *entries; /* [mask + 1] */
	uint32_t mask, n_entries;
	uint32_t *sequence; /* entries of all tokens; UINT32_MAX ends a sentence */
	uint32_t n_sequence, cap_sequence;
	struct arena arena; /* forms */
};

static bool grow_entries(struct counter *c)
{
	uint32_t mask = c->mask ? c->mask * 2 + 1 : (1u << 16) - 1;
	struct entry *wider = calloc((size_t)mask + 1, sizeof *wider);
	if (!wider)
		return false;
	uint32_t *moved = malloc(((size_t)c->mask + 1) * sizeof *moved);
	if (!moved) {
		free(wider);
		return false;
	}
	for (uint32_t i = 0; c->mask && i <= c->mask; i++) {
		if (!c->entries[i].key)
			continue;
		uint32_t at = (uint32_t)c->entries[i].key & mask;
		while (wider[at].key)
			at = (at + 1) & mask;
		wider[at] = c->entries[i];
		moved[i] = at;
	}
	for (uint32_t i = 0; i < c->n_sequence; i++)
		if (c->sequence[i] != UINT32_MAX)
			c->sequence[i] = moved[c->sequence[i]];
	free(moved);
	free(c->entries);
	c->entries = wider;
	c->mask = mask;
	return true;
}

/* Before a token is counted: room for its form and its stem, so that entries stay where they are.
 */
static bool make_room(struct counter *c)
{
	return (c->mask && (c->n_entries + 2) * 2 < c->mask) || grow_entries(c);
}

static struct entry *entry_of(struct counter *c, uint64_t key)
{
	uint32_t at = (uint32_t)key & c->mask;
	while (c->entries[at].key && c->entries[at].key != key)
		at = (at + 1) & c->mask;
	if (!c->entries[at].key) {
		c->entries[at].key = key;
		c->n_entries++;
	}
	return &c->entries[at];
}

static bool push(struct counter *c, uint32_t entry)
{
	if (c->n_sequence == c->cap_sequence) {
		uint32_t cap = c->cap_sequence ? c->cap_sequence * 2 : 1 << 20;
		uint32_t *wider = realloc(c->sequence, (size_t)cap * sizeof *wider);
		if (!wider)
			return false;
		c->sequence = wider;
		c->cap_sequence = cap;
	}
	c->sequence[c->n_sequence++] = entry;
	return true;
}

/* A capital says something only where it need not be: not at the start of a sentence or of words
 * in quotation marks. */
static void count_case(const struct document *document, uint32_t t, struct entry *entry)
{
	const struct token *token = &document->tokens[t];
	if (token->kind != TOKEN_WORD || token->shape & SHAPE_ALL_CAPS)
		return;
	uint8_t before = t ? document->tokens[t - 1].kind : TOKEN_STOP;
	bool free = before != TOKEN_STOP && before != TOKEN_QUOTE && before != TOKEN_DASH &&
		    before != TOKEN_COLON;
	if (!(token->shape & SHAPE_CAPITAL))
		entry->lower++;
	else if (free)
		entry->capital++;
}

static struct str stem_of(struct str form)
{
	size_t at = 0;
	for (uint32_t n = 0; at < form.n && n < STEM_LETTERS; n++)
		utf8_next(form, &at);
	return str_make(form.p, at);
}

static enum dedi_status count_token(struct counter *c, const struct document *document, uint32_t t)
{
	struct str form = document->words[document->tokens[t].word].form;
	char buffer[128];
	bool digits = form.n <= sizeof buffer;
	for (size_t i = 0; digits && i < form.n; i++)
		buffer[i] = form.p[i] >= '0' && form.p[i] <= '9' ? '0' : form.p[i];
	if (digits)
		form = str_make(buffer, form.n);
	if (!make_room(c))
		return DEDI_NO_MEMORY;
	struct entry *entry = entry_of(c, str_hash(form));
	if (!entry->form.p && !arena_copy(&c->arena, form, &entry->form))
		return DEDI_NO_MEMORY;
	entry->count++;
	count_case(document, t, entry);
	if (!push(c, (uint32_t)(entry - c->entries)))
		return DEDI_NO_MEMORY;
	struct entry *stem = entry_of(c, word_table_stem_key(str_hash(stem_of(form))));
	stem->count++;
	count_case(document, t, stem);
	return DEDI_OK;
}

static enum dedi_status count_line(
	struct counter *c, struct text_worker *worker, struct str line, struct arena *arena)
{
	struct str *tokens = ARENA_ARRAY(arena, struct str, LINE_TOKENS);
	struct document document;
	uint32_t n = 0;
	if (!tokens)
		return DEDI_NO_MEMORY;
	for (size_t i = 0; i < line.n && n < LINE_TOKENS;) {
		const char *blank = memchr(line.p + i, ' ', line.n - i);
		size_t end = blank ? (size_t)(blank - line.p) : line.n;
		if (end > i)
			tokens[n++] = str_make(line.p + i, end - i);
		i = end + 1;
	}
	if (!n)
		return DEDI_OK;
	enum dedi_status status = document_from_tokens(worker, tokens, n, arena, &document);
	for (uint32_t t = 0; !status && t < document.n_tokens; t++)
		status = count_token(c, &document, t);
	if (!status && !push(c, UINT32_MAX))
		status = DEDI_NO_MEMORY;
	return status;
}

static enum dedi_status count_text(struct counter *c, struct text_worker *worker, struct str text)
{
	struct arena arena;
	enum dedi_status status = DEDI_OK;
	arena_init(&arena, (size_t)1 << 28);
	for (size_t i = 0; !status && i < text.n;) {
		const char *end = memchr(text.p + i, '\n', text.n - i);
		size_t n = end ? (size_t)(end - text.p) - i : text.n - i;
		status = count_line(c, worker, str_make(text.p + i, n), &arena);
		arena_reset(&arena);
		i += n + 1;
	}
	arena_finish(&arena);
	return status;
}

/* Five shares of capitals, and how far the count can be trusted. */
static uint8_t capital_class(const struct entry *entry)
{
	uint32_t n = entry->capital + entry->lower;
	if (!n)
		return 0;
	double share = (double)entry->capital / n;
	uint32_t class = !entry->capital ? 0
			 : share < 0.05  ? 1
			 : share < 0.3   ? 2
			 : share < 0.7   ? 3
					 : 4;
	if (!entry->lower)
		class = 5;
	return (uint8_t)(1 + class * 4 + (n < 2 ? 0 : n < 5 ? 1 : n < 20 ? 2 : 3));
}

/* Frequent enough words in a fixed order, and the text in their numbers. */
static enum dedi_status number_words(
	struct counter *c, uint32_t min_count, struct corpus *ret, struct entry ***ret_words)
{
	struct entry **words = malloc(((size_t)c->n_entries + 1) * sizeof(struct entry *));
	struct str *forms = malloc(((size_t)c->n_entries + 1) * sizeof *forms);
	uint32_t *counts = malloc(((size_t)c->n_entries + 1) * sizeof *counts), n = 0;
	if (!words || !forms || !counts) {
		free(words);
		free(forms);
		free(counts);
		return DEDI_NO_MEMORY;
	}
	for (uint32_t i = 0; i <= c->mask; i++) {
		struct entry *entry = &c->entries[i];
		entry->number = UINT32_MAX;
		if (!entry->form.p || entry->count < min_count)
			continue;
		words[n] = entry;
		forms[n] = entry->form;
		counts[n] = entry->count;
		entry->number = n++;
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < c->n_sequence; i++) {
		uint32_t at = c->sequence[i];
		uint32_t number = at == UINT32_MAX ? UINT32_MAX : c->entries[at].number;
		if (at == UINT32_MAX || number != UINT32_MAX) /* rare words are skipped */
			c->sequence[kept++] = number;
	}
	*ret = (struct corpus){c->sequence, kept, forms, counts, n};
	*ret_words = words;
	return DEDI_OK;
}

static enum dedi_status cluster_levels(const struct corpus *corpus, const float *vectors,
	const struct word_learn_options *options, uint16_t *cluster, uint16_t *coarser)
{
	uint32_t d = options->dimensions;
	float *weights = malloc(((size_t)corpus->n_words + FINE) * sizeof *weights);
	float *centres = malloc((size_t)(FINE + MIDDLE + COARSE) * d * sizeof *centres);
	uint16_t middle[FINE], coarse[MIDDLE];
	enum dedi_status status = weights && centres ? DEDI_OK : DEDI_NO_MEMORY;
	if (!status) {
		for (uint32_t w = 0; w < corpus->n_words; w++)
			weights[w] = sqrtf((float)corpus->counts[w]);
		status = cluster_vectors(vectors, weights, corpus->n_words, d, FINE, options->seed,
			cluster, centres);
	}
	for (uint32_t k = 0; !status && k < FINE; k++)
		weights[k] = 1;
	if (!status)
		status = cluster_vectors(centres, weights, FINE, d, MIDDLE, options->seed, middle,
			centres + (size_t)FINE * d);
	if (!status)
		status = cluster_vectors(centres + (size_t)FINE * d, weights, MIDDLE, d, COARSE,
			options->seed, coarse, centres + (size_t)(FINE + MIDDLE) * d);
	for (uint32_t k = 0; !status && k < FINE; k++) {
		coarser[2 * k + 2] = (uint16_t)(middle[k] + 1);
		coarser[2 * k + 3] = (uint16_t)(coarse[middle[k]] + 1);
	}
	free(weights);
	free(centres);
	return status;
}

/* cluster: [corpus.n_words], from 0. */
static enum dedi_status cluster_words(struct counter *c, const struct word_learn_options *options,
	struct word_image *image, uint16_t **ret_cluster, struct entry ***ret_words,
	uint32_t *ret_n)
{
	struct corpus corpus;
	struct entry **words;
	float *vectors = NULL;
	enum dedi_status status = number_words(c, options->min_count, &corpus, &words);
	if (status)
		return status;
	uint16_t *cluster = calloc((size_t)corpus.n_words + 1, sizeof *cluster);
	struct vector_options vector_options = {
		options->dimensions, options->window, options->passes, options->seed};
	image->coarser = calloc(2 * (FINE + 1), sizeof *image->coarser);
	status = cluster && image->coarser ? DEDI_OK : DEDI_NO_MEMORY;
	if (!status && corpus.n_words >= FINE) {
		status = word_vectors(&corpus, &vector_options, &vectors);
		if (!status)
			status = cluster_levels(&corpus, vectors, options, cluster, image->coarser);
		image->n_clusters = FINE;
	}
	free(vectors);
	free((void *)(uintptr_t)corpus.forms);
	free((void *)(uintptr_t)corpus.counts);
	if (status) {
		free(cluster);
		free(words);
		return status;
	}
	*ret_cluster = cluster;
	*ret_words = words;
	*ret_n = image->n_clusters ? corpus.n_words : 0;
	return DEDI_OK;
}

static struct word_slot *slot_of(struct word_image *image, uint64_t key)
{
	uint32_t check = (uint32_t)(key >> 32) | 1, mask = image->n_slots - 1;
	uint32_t at = (uint32_t)key & mask;
	while (image->slots[at].check && image->slots[at].check != check)
		at = (at + 1) & mask;
	image->slots[at].check = check;
	return &image->slots[at];
}

static enum dedi_status build(struct counter *c, bool clusters,
	const struct word_learn_options *options, struct word_image *image)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i <= c->mask; i++)
		kept += c->entries[i].count >= options->min_count;
	image->n_slots = 16;
	while (image->n_slots < kept + kept / 3)
		image->n_slots *= 2;
	image->slots = calloc(image->n_slots, sizeof *image->slots);
	if (!image->slots)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i <= c->mask; i++)
		if (c->entries[i].count >= options->min_count)
			slot_of(image, c->entries[i].key)->capital = capital_class(&c->entries[i]);
	if (!clusters) {
		image->coarser = calloc(2, sizeof *image->coarser);
		return image->coarser ? DEDI_OK : DEDI_NO_MEMORY;
	}
	uint16_t *cluster;
	struct entry **words;
	uint32_t n;
	enum dedi_status status = cluster_words(c, options, image, &cluster, &words, &n);
	if (status)
		return status;
	for (uint32_t w = 0; w < n; w++)
		slot_of(image, words[w]->key)->cluster = (uint16_t)(cluster[w] + 1);
	free(cluster);
	free(words);
	return DEDI_OK;
}

enum dedi_status word_learn(struct text_worker *worker, struct str text, bool clusters,
	const struct word_learn_options *options, struct word_image *ret_image)
{
	struct counter c = {0};
	struct word_image image = {0};
	arena_init(&c.arena, (size_t)1 << 30);
	enum dedi_status status = grow_entries(&c) ? DEDI_OK : DEDI_NO_MEMORY;
	if (!status)
		status = count_text(&c, worker, text);
	if (!status)
		status = build(&c, clusters, options, &image);
	arena_finish(&c.arena);
	free(c.entries);
	free(c.sequence);
	if (status) {
		word_image_finish(&image);
		return status;
	}
	*ret_image = image;
	return DEDI_OK;
}

enum dedi_status word_image_copy(const struct word_table *table, struct word_image *ret)
{
	struct word_image image = {
		.n_slots = table->mask ? table->mask + 1 : 0, .n_clusters = table->n_clusters};
	size_t coarser = 2 * ((size_t)table->n_clusters + 1) * sizeof *image.coarser;
	image.slots = malloc(((size_t)image.n_slots + 1) * sizeof *image.slots);
	image.coarser = calloc(1, coarser);
	if (!image.slots || !image.coarser) {
		word_image_finish(&image);
		return DEDI_NO_MEMORY;
	}
	if (image.n_slots)
		memcpy(image.slots, table->slots, (size_t)image.n_slots * sizeof *image.slots);
	if (table->coarser)
		memcpy(image.coarser, table->coarser, coarser);
	*ret = image;
	return DEDI_OK;
}

struct word_table word_image_table(const struct word_image *image)
{
	return (struct word_table){image->slots, image->coarser,
		image->n_slots ? image->n_slots - 1 : 0, image->n_clusters};
}

void word_image_finish(struct word_image *image)
{
	free(image->slots);
	free(image->coarser);
	*image = (struct word_image){0};
}
