#include "tagger/learn.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "tagger/evidence.h"
#include "tagger/iob.h"
#include "tagger/model.h"

struct entry {
	uint64_t key; /* 0: empty */
	uint32_t number;
};

struct learner {
	const struct lexicon *lexicon;
	const struct word_image *words;
	struct learn_options options;
	struct text_worker *worker;
	struct arena arena; /* what lives as long as the learner */
	LIST(struct iob_sentence) gold;
	LIST(struct crf_sentence) sentences; /* evidence by number in the dictionary */
	struct entry *entries;               /* [mask + 1] */
	uint32_t mask, n_entries;
	uint64_t *keys; /* [n_entries] of a number */
	uint32_t cap_keys;
};

enum dedi_status learner_new(const struct lexicon *lexicon, const struct text_engine *engine,
	const struct word_image *words, const struct learn_options *options,
	struct learner **ret_learner)
{
	struct learner *learner = calloc(1, sizeof *learner);
	if (!learner)
		return DEDI_NO_MEMORY;
	learner->lexicon = lexicon;
	learner->words = words;
	learner->options = *options;
	arena_init(&learner->arena, (size_t)64 << 30);
	enum dedi_status status = text_worker_new(engine, &learner->worker);
	if (status) {
		learner_free(learner);
		return status;
	}
	*ret_learner = learner;
	return DEDI_OK;
}

void learner_free(struct learner *learner)
{
	if (!learner)
		return;
	text_worker_free(learner->worker);
	arena_finish(&learner->arena);
	free(learner->entries);
	free(learner->keys);
	free(learner);
}

uint32_t learner_sentences(const struct learner *learner)
{
	return learner->sentences.n;
}

static bool widen_dictionary(struct learner *l)
{
	uint32_t mask = l->mask ? l->mask * 2 + 1 : (1u << 20) - 1;
	struct entry *wider = calloc((size_t)mask + 1, sizeof *wider);
	uint64_t *keys = realloc(l->keys, ((size_t)mask + 1) * sizeof *keys);
	if (keys)
		l->keys = keys;
	if (!wider || !keys) {
		free(wider);
		return false;
	}
	for (uint32_t i = 0; i < l->n_entries; i++) {
		uint32_t at = (uint32_t)l->keys[i] & mask;
		while (wider[at].key)
			at = (at + 1) & mask;
		wider[at] = (struct entry){l->keys[i], i};
	}
	free(l->entries);
	l->entries = wider;
	l->mask = mask;
	return true;
}

static bool number_of(struct learner *l, uint64_t key, uint32_t *ret)
{
	if ((!l->mask || l->n_entries > l->mask / 2) && !widen_dictionary(l))
		return false;
	key = key ? key : 1;
	uint32_t at = (uint32_t)key & l->mask;
	while (l->entries[at].key && l->entries[at].key != key)
		at = (at + 1) & l->mask;
	if (!l->entries[at].key) {
		l->keys[l->n_entries] = key;
		l->entries[at] = (struct entry){key, l->n_entries++};
	}
	*ret = l->entries[at].number;
	return true;
}

/* The evidence of a sentence, by number. */
static enum dedi_status take_evidence(struct learner *l, const struct iob_sentence *gold,
	struct arena *scratch, struct crf_sentence *s)
{
	struct document document;
	struct words words;
	struct evidence evidence;
	struct word_table table = word_image_table(l->words);
	enum dedi_status status =
		document_from_tokens(l->worker, gold->tokens, gold->n_tokens, scratch, &document);
	if (!status)
		status = words_annotate(l->lexicon, &document, scratch, &words);
	if (!status)
		status = evidence_begin(&words, l->options.groups, scratch, &evidence);
	struct word_evidence *word = ARENA_ARRAY(scratch, struct word_evidence, s->n);
	struct word_keys *of_words = ARENA_ARRAY(scratch, struct word_keys, (size_t)s->n + 4);
	if (status || !word || !of_words)
		return status ? status : DEDI_NO_MEMORY;
	static const struct word_spelling no_spelling = {0};
	for (uint32_t k = 0; k < s->n + 4; k++) {
		const struct word_evidence *w = k < 2 ? &evidence_begin_word : &evidence_end_word;
		struct word_spelling spelling = no_spelling;
		if (k >= 2 && k < s->n + 2) {
			const struct token *token = &document.tokens[k - 2];
			word_evidence_take(&words, &table, token->word, evidence_shape(token),
				token->kind, &word[k - 2], &spelling);
			w = evidence.token_at[k - 2].word = &word[k - 2];
		}
		of_words[k].n = word_evidence_keys(w, &spelling, l->options.groups, of_words[k].at);
	}
	LIST(uint32_t) all = {0};
	uint64_t keys[EVIDENCE_MAX];
	evidence_sentence(&evidence, &document.sentences[0]);
	for (uint32_t i = 0; i < s->n; i++) {
		s->start[i] = all.n;
		uint32_t n = evidence_at(&evidence, of_words + 2, i, keys);
		for (uint32_t k = 0; k < n; k++) {
			uint32_t *slot = LIST_PUSH(scratch, &all);
			if (!slot || !number_of(l, keys[k], slot))
				return DEDI_NO_MEMORY;
		}
	}
	s->start[s->n] = all.n;
	s->features = ARENA_ARRAY(&l->arena, uint32_t, all.n);
	if (!s->features)
		return DEDI_NO_MEMORY;
	if (all.n)
		memcpy(s->features, all.at, all.n * sizeof *all.at);
	return DEDI_OK;
}

static enum dedi_status add_sentence(
	struct learner *l, const struct iob_sentence *gold, struct arena *scratch)
{
	struct iob_sentence *kept = LIST_PUSH(&l->arena, &l->gold);
	struct crf_sentence *s = LIST_PUSH(&l->arena, &l->sentences);
	struct tag *tags = ARENA_ARRAY(scratch, struct tag, gold->n_tags);
	if (!kept || !s || !tags)
		return DEDI_NO_MEMORY;
	*kept = *gold;
	s->n = gold->n_tokens;
	s->start = ARENA_ARRAY(&l->arena, uint32_t, (size_t)s->n + 1);
	s->labels = ARENA_ARRAY(&l->arena, uint8_t, s->n);
	if (!s->start || !s->labels)
		return DEDI_NO_MEMORY;
	iob_tags_to_tokens(gold, gold->tags, gold->n_tags, tags);
	labels_from_tags(tags, gold->n_tags, s->n, s->labels);
	return take_evidence(l, gold, scratch, s);
}

enum dedi_status learner_add(struct learner *l, struct str text, struct dedi_error *error)
{
	struct arena scratch;
	size_t at = 0, line = 0;
	enum dedi_status status = DEDI_OK;
	arena_init(&scratch, (size_t)1 << 30);
	while (!status) {
		struct iob_sentence gold;
		status = iob_next(text, &at, &line, &l->arena, &gold, error);
		if (status || !gold.n_lines)
			break;
		status = add_sentence(l, &gold, &scratch);
		if (status)
			dedi_fail(error, status, "line %zu: %s", line, dedi_status_name(status));
		arena_reset(&scratch);
	}
	arena_finish(&scratch);
	return status;
}

/* Training part: evidence that is frequent in it, numbered with the most frequent first, so that
 * the rows that are used most lie together. */
struct part {
	uint32_t *count;  /* [n_entries] */
	uint32_t *local;  /* [n_entries] number in the part, UINT32_MAX: left out */
	uint32_t *global; /* [n] and back */
	uint32_t n;
	struct crf_sentence *sentences;
	const struct crf_sentence **list;
	uint32_t n_sentences;
	struct arena arena;
};

static void part_finish(struct part *p)
{
	free(p->count);
	free(p->local);
	free(p->global);
	free(p->sentences);
	free((void *)p->list);
	arena_finish(&p->arena);
}

static void number_frequent(struct part *p, uint32_t n_entries, uint32_t min_count)
{
	for (uint32_t i = 0; i < n_entries; i++)
		p->local[i] = UINT32_MAX;
	for (uint32_t scale = 32; scale-- > 0;)
		for (uint32_t i = 0; i < n_entries; i++)
			if (p->count[i] >= min_count && p->count[i] >> scale == 1) {
				p->global[p->n] = i;
				p->local[i] = p->n++;
			}
}

static enum dedi_status add_to_part(struct part *p, const struct crf_sentence *s)
{
	struct crf_sentence *mine = &p->sentences[p->n_sentences];
	p->list[p->n_sentences++] = mine;
	*mine = *s;
	mine->start = ARENA_ARRAY(&p->arena, uint32_t, (size_t)s->n + 1);
	mine->features = ARENA_ARRAY(&p->arena, uint32_t, (size_t)s->start[s->n] + 1);
	if (!mine->start || !mine->features)
		return DEDI_NO_MEMORY;
	uint32_t n = 0;
	for (uint32_t i = 0; i < s->n; i++) {
		mine->start[i] = n;
		for (uint32_t k = s->start[i]; k < s->start[i + 1]; k++)
			if (p->local[s->features[k]] != UINT32_MAX)
				mine->features[n++] = p->local[s->features[k]];
	}
	mine->start[s->n] = n;
	return DEDI_OK;
}

static enum dedi_status make_part(
	struct learner *l, uint32_t hole_first, uint32_t hole_end, struct part *p)
{
	size_t n = (size_t)l->n_entries + 1;
	arena_init(&p->arena, (size_t)64 << 30);
	p->count = calloc(n, sizeof *p->count);
	p->local = calloc(n, sizeof *p->local);
	p->global = calloc(n, sizeof *p->global);
	p->sentences = calloc((size_t)l->sentences.n + 1, sizeof *p->sentences);
	p->list = calloc((size_t)l->sentences.n + 1, sizeof(const struct crf_sentence *));
	if (!p->count || !p->local || !p->global || !p->sentences || !p->list)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < l->sentences.n; i++) {
		const struct crf_sentence *s = &l->sentences.at[i];
		if (i < hole_first || i >= hole_end)
			for (uint32_t k = 0; k < s->start[s->n]; k++)
				p->count[s->features[k]]++;
	}
	number_frequent(p, l->n_entries, l->options.min_count ? l->options.min_count : 1);
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = 0; !status && i < l->sentences.n; i++)
		if (i < hole_first || i >= hole_end)
			status = add_to_part(p, &l->sentences.at[i]);
	return status;
}

/* Writing the image. */

struct writer {
	char *at;
	size_t n, cap;
	bool failed;
};

static void put(struct writer *w, const void *bytes, size_t n)
{
	size_t padded = (n + 7) & ~(size_t)7;
	if (w->cap - w->n < padded) {
		size_t cap = (w->n + padded) * 2;
		char *wider = w->failed ? NULL : realloc(w->at, cap);
		if (!wider) {
			w->failed = true;
			return;
		}
		w->at = wider;
		w->cap = cap;
	}
	if (n)
		memcpy(w->at + w->n, bytes, n);
	memset(w->at + w->n + n, 0, padded - n);
	w->n += padded;
}

static int32_t rounded(float x, uint32_t steps, int32_t most)
{
	long q = lrintf(x * (float)steps);
	return q > most ? most : q < -most ? -most : (int32_t)q;
}

static struct model_transitions round_transitions(const struct crf *crf, uint32_t steps)
{
	struct model_transitions t = {0};
	for (uint32_t from = 0; from < LABELS; from++) {
		if (!label_may_end(from))
			continue;
		uint32_t end = end_of_label(from);
		for (uint32_t to = 0; to < STARTS; to++)
			t.between[end][to] =
				(int16_t)rounded(crf->between[from][to], steps, INT16_MAX);
		t.last[end] = (int16_t)rounded(crf->last[from], steps, INT16_MAX);
	}
	for (uint32_t to = 0; to < STARTS; to++)
		t.first[to] = (int16_t)rounded(crf->first[to], steps, INT16_MAX);
	for (uint32_t c = 0; c < TAG_LABEL_COUNT; c++)
		for (uint32_t k = 0; k < 4; k++) {
			uint32_t from = (k < 2 ? LABEL_B : LABEL_I) + c;
			uint32_t to = (k % 2 ? LABEL_E : LABEL_I) + c;
			t.inside[c][k] = (int16_t)rounded(crf->between[from][to], steps, INT16_MAX);
		}
	return t;
}

struct weights {
	struct model_slot *slots;
	struct model_weight *weights;
	uint32_t *order; /* [n_evidence] slots, the most frequent first: they lie together */
	uint32_t n_slots, n_weights, n_evidence;
};

static uint32_t round_row(
	const float *row, const struct learn_options *o, uint64_t key, struct model_weight *ret)
{
	uint32_t n = 0, code = (uint32_t)(key & EVIDENCE_ROW_MASK) * LABELS;
	for (uint32_t l = 0; l < LABELS; l++) {
		int32_t q = rounded(row[l], o->steps_per_unit, INT8_MAX);
		if (q && fabsf(row[l]) >= o->least)
			ret[n++] = (struct model_weight){(uint8_t)(code + l), (int8_t)q};
	}
	return n;
}

/* The slot of a piece's key, whatever the row. */
static uint32_t slot_of(const struct weights *w, uint64_t key)
{
	uint32_t mask = w->n_slots - 1, at = (uint32_t)(key >> 3) & mask;
	while (w->slots[at].check && w->slots[at].check != model_check_of(key))
		at = (at + 1) & mask;
	return at;
}

static enum dedi_status reserve_slots(struct weights *w, uint32_t n)
{
	w->n_slots = 16;
	while (w->n_slots < n + n / 2)
		w->n_slots *= 2;
	free(w->slots);
	free(w->order);
	w->slots = calloc(w->n_slots, sizeof *w->slots);
	w->order = calloc((size_t)n + 1, sizeof *w->order);
	return w->slots && w->order ? DEDI_OK : DEDI_NO_MEMORY;
}

/* Slots for what has weights, with their number; then where the weights of each begin. */
static void place_slots(
	const struct learner *l, const struct part *p, const struct crf *crf, struct weights *w)
{
	struct model_weight row[LABELS];
	w->n_weights = w->n_evidence = 0;
	for (uint32_t f = 0; f < p->n; f++) {
		uint64_t key = l->keys[p->global[f]];
		uint32_t n = round_row(crf->weights[f], &l->options, key, row);
		if (!n)
			continue;
		uint32_t at = slot_of(w, key);
		if (!w->slots[at].check) {
			w->slots[at].check = model_check_of(key);
			w->order[w->n_evidence++] = at;
		}
		w->slots[at].first_n += n;
	}
	for (uint32_t k = 0; k < w->n_evidence; k++) {
		struct model_slot *slot = &w->slots[w->order[k]];
		uint32_t n = slot->first_n;
		bool dense = n >= MODEL_DENSE_FROM;
		slot->first_n = w->n_weights << MODEL_WEIGHTS_BITS | (dense ? MODEL_DENSE : 0);
		w->n_weights += dense ? MODEL_DENSE_WEIGHTS : n;
	}
}

static void put_weights(
	struct weights *w, struct model_slot *slot, const struct model_weight *row, uint32_t n)
{
	struct model_weight *at = w->weights + (slot->first_n >> MODEL_WEIGHTS_BITS);
	uint32_t done = slot->first_n & MODEL_DENSE;
	if (done == MODEL_DENSE) {
		for (uint32_t i = 0; i < n; i++)
			((int8_t *)at)[row[i].code] = row[i].weight;
		return;
	}
	memcpy(at + done, row, n * sizeof *row);
	slot->first_n += n;
}

static enum dedi_status round_weights(
	const struct learner *l, const struct part *p, const struct crf *crf, struct weights *w)
{
	struct model_weight row[LABELS];
	enum dedi_status status = reserve_slots(w, p->n);
	if (!status) { /* how many keys the rows share shows only then */
		place_slots(l, p, crf, w);
		status = reserve_slots(w, w->n_evidence);
	}
	if (status)
		return status;
	place_slots(l, p, crf, w);
	if (w->n_weights >> (32 - MODEL_WEIGHTS_BITS))
		return DEDI_TOO_LARGE;
	w->weights = calloc((size_t)w->n_weights + 1, sizeof *w->weights);
	if (!w->weights)
		return DEDI_NO_MEMORY;
	for (uint32_t f = 0; f < p->n; f++) {
		uint64_t key = l->keys[p->global[f]];
		uint32_t n = round_row(crf->weights[f], &l->options, key, row);
		if (!n)
			continue;
		put_weights(w, &w->slots[slot_of(w, key)], row, n);
	}
	return DEDI_OK;
}

static enum dedi_status write_image(const struct learner *l, const struct part *p,
	const struct crf *crf, struct model_image *ret)
{
	struct weights w = {0};
	struct writer out = {0};
	enum dedi_status status = round_weights(l, p, crf, &w);
	struct model_header header = {.magic = MODEL_MAGIC,
		.format = MODEL_FORMAT,
		.evidence = EVIDENCE_VERSION,
		.n_labels = LABELS,
		.n_slots = w.n_slots,
		.n_weights = w.n_weights,
		.n_word_slots = l->words->n_slots,
		.n_clusters = l->words->n_clusters,
		.steps_per_unit = l->options.steps_per_unit,
		.groups = l->options.groups};
	struct model_transitions transitions = round_transitions(crf, l->options.steps_per_unit);
	if (!status) {
		size_t coarser = 2 * ((size_t)l->words->n_clusters + 1);
		put(&out, &header, sizeof header);
		put(&out, &transitions, sizeof transitions);
		put(&out, w.slots, w.n_slots * sizeof *w.slots);
		put(&out, w.weights, w.n_weights * sizeof *w.weights);
		put(&out, l->words->slots, l->words->n_slots * sizeof *l->words->slots);
		put(&out, l->words->coarser, coarser * sizeof *l->words->coarser);
		status = out.failed ? DEDI_NO_MEMORY : DEDI_OK;
	}
	if (!status) {
		header.size = out.n;
		memcpy(out.at, &header, sizeof header);
		header.checksum = model_checksum(out.at, out.n);
		memcpy(out.at, &header, sizeof header);
		*ret = (struct model_image){out.at, out.n, w.n_evidence, w.n_weights};
	} else {
		free(out.at);
	}
	free(w.slots);
	free(w.order);
	free(w.weights);
	return status;
}

struct progress {
	FILE *log;
	struct timespec started;
};

static void report(void *user, uint32_t pass, double loss)
{
	const struct progress *p = user;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (p->log)
		fprintf(p->log, "  pass %2u  loss %.4f  %5.1f s\n", pass + 1, loss,
			(double)(now.tv_sec - p->started.tv_sec) +
				(double)(now.tv_nsec - p->started.tv_nsec) / 1e9);
}

enum dedi_status learner_train(struct learner *l, uint32_t hole_first, uint32_t hole_end,
	struct model_image *ret_image, struct dedi_error *error)
{
	struct part part = {0};
	struct crf *crf = NULL;
	struct progress progress = {.log = l->options.log};
	clock_gettime(CLOCK_MONOTONIC, &progress.started);
	enum dedi_status status = make_part(l, hole_first, hole_end, &part);
	if (!status && !part.n_sentences)
		status = DEDI_EMPTY;
	if (!status && l->options.log)
		fprintf(l->options.log, "  %u sentences, %u kinds of evidence\n", part.n_sentences,
			part.n);
	if (!status)
		status = crf_train(part.list, part.n_sentences, part.n, &l->options.crf, report,
			&progress, &crf);
	if (!status)
		status = write_image(l, &part, crf, ret_image);
	if (status)
		dedi_fail(error, status, "training failed: %s", dedi_status_name(status));
	part_finish(&part);
	crf_free(crf);
	return status;
}

/* Evaluation. */

static void count_spans(
	const struct iob_sentence *gold, const struct tags *found, struct learn_score *score)
{
	for (uint32_t g = 0; g < gold->n_tags; g++)
		score->gold[gold->tags[g].label]++;
	for (uint32_t f = 0; f < found->n; f++) {
		const struct tag *tag = &found->at[f];
		score->found[tag->label]++;
		for (uint32_t g = 0; g < gold->n_tags; g++)
			if (gold->tags[g].first == tag->first && gold->tags[g].end == tag->end &&
				gold->tags[g].label == tag->label)
				score->right[tag->label]++;
	}
}

static const char *iob_of(const struct tag *tags, uint32_t n, uint32_t line, char *prefix)
{
	for (uint32_t i = 0; i < n; i++)
		if (tags[i].first <= line && line < tags[i].end) {
			*prefix = tags[i].first == line ? 'B' : 'I';
			return tag_label_name(tags[i].label);
		}
	return NULL;
}

static void write_tag(const struct tag *tags, uint32_t n, uint32_t line, FILE *output)
{
	char prefix;
	const char *name = iob_of(tags, n, line, &prefix);
	if (name)
		fprintf(output, " %c-%s", prefix, name);
	else
		fputs(" O", output);
}

static void write_sentence(const struct iob_sentence *gold, const struct tags *found, FILE *output)
{
	for (uint32_t i = 0; i < gold->n_lines; i++) {
		fprintf(output, STR_FMT, STR_ARG(gold->lines[i]));
		write_tag(gold->tags, gold->n_tags, i, output);
		write_tag(found->at, found->n, i, output);
		fputc('\n', output);
	}
	fputc('\n', output);
}

static enum dedi_status evaluate_sentence(struct learner *l, struct tagger_worker *worker,
	const struct iob_sentence *gold, FILE *output, struct arena *scratch,
	struct learn_score *score)
{
	struct document document;
	struct words words;
	struct tags tags;
	enum dedi_status status =
		document_from_tokens(l->worker, gold->tokens, gold->n_tokens, scratch, &document);
	if (!status)
		status = words_annotate(l->lexicon, &document, scratch, &words);
	if (!status)
		status = tagger_tag(worker, &words, scratch, &tags);
	if (status)
		return status;
	iob_tags_to_lines(gold, &tags);
	count_spans(gold, &tags, score);
	if (output)
		write_sentence(gold, &tags, output);
	return DEDI_OK;
}

enum dedi_status learner_evaluate(struct learner *l, const struct model_image *image,
	uint32_t first, uint32_t end, FILE *output, struct learn_score *score,
	struct dedi_error *error)
{
	struct tagger *tagger;
	struct tagger_worker *worker = NULL;
	struct arena scratch;
	enum dedi_status status = tagger_open_image(image->at, image->size, &tagger, error);
	if (status)
		return status;
	arena_init(&scratch, (size_t)1 << 30);
	status = tagger_worker_new(tagger, &worker);
	for (uint32_t i = first; !status && i < end; i++) {
		status = evaluate_sentence(l, worker, &l->gold.at[i], output, &scratch, score);
		arena_reset(&scratch);
	}
	if (status)
		dedi_fail(error, status, "evaluation failed: %s", dedi_status_name(status));
	arena_finish(&scratch);
	tagger_worker_free(worker);
	tagger_free(tagger);
	return status;
}
