#include "tagger/word_vectors.h"

#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "tagger/random.h"

enum {
	BUCKETS = 1 << 18, /* letter sequences share these vectors by hash */
	NEGATIVES = 5,     /* words drawn at random against each neighbour */
	NOISE = 1 << 22,   /* table to draw them from */
	SHORTEST = 3,      /* letters of a sequence */
	LONGEST = 6,
	PIECES_MAX = 400, /* of a word */
	ROUNDS = 12,      /* of k-means */
};

static float uniform(uint64_t *state)
{
	return (float)(next_random(state) >> 40) / 16777216.0f;
}

struct learner {
	const struct corpus *corpus;
	const struct vector_options *options;
	uint32_t *pieces;   /* rows of inputs that make up each word */
	uint32_t *first;    /* [n_words + 1] into pieces */
	float *inputs;      /* [n_words + BUCKETS][dimensions] */
	float *outputs;     /* [n_words][dimensions] */
	uint32_t *noise;    /* [NOISE] */
	uint32_t *sentence; /* [corpus.n] words kept of the present sentence */
	float *hidden, *gradient;
	uint64_t random;
};

static uint32_t pieces_of(struct str form, uint32_t word, uint32_t n_words, uint32_t *pieces)
{
	char bounded[256];
	size_t at[256], length = form.n < 250 ? form.n : 250;
	uint32_t n_letters = 0, n = 0;
	bounded[0] = '<';
	memcpy(bounded + 1, form.p, length);
	bounded[length + 1] = '>';
	for (size_t i = 0; i < length + 2; i++)
		if (((unsigned char)bounded[i] & 0xc0) != 0x80)
			at[n_letters++] = i;
	at[n_letters] = length + 2;
	pieces[n++] = word;
	for (uint32_t from = 0; from < n_letters; from++)
		for (uint32_t k = SHORTEST; k <= LONGEST && from + k <= n_letters; k++) {
			struct str piece = str_make(bounded + at[from], at[from + k] - at[from]);
			if (k < n_letters && n < PIECES_MAX)
				pieces[n++] = n_words + (uint32_t)(str_hash(piece) % BUCKETS);
		}
	return n;
}

static enum dedi_status cut_words(struct learner *l)
{
	uint32_t n_words = l->corpus->n_words;
	size_t cap = (size_t)n_words * 40 + PIECES_MAX, n = 0;
	l->first = malloc(((size_t)n_words + 1) * sizeof *l->first);
	l->pieces = malloc(cap * sizeof *l->pieces);
	if (!l->first || !l->pieces)
		return DEDI_NO_MEMORY;
	for (uint32_t w = 0; w < n_words; w++) {
		if (cap - n < PIECES_MAX) {
			cap *= 2;
			uint32_t *wider = realloc(l->pieces, cap * sizeof *l->pieces);
			if (!wider)
				return DEDI_NO_MEMORY;
			l->pieces = wider;
		}
		l->first[w] = (uint32_t)n;
		n += pieces_of(l->corpus->forms[w], w, n_words, l->pieces + n);
	}
	l->first[n_words] = (uint32_t)n;
	return DEDI_OK;
}

static void fill_noise(struct learner *l)
{
	const struct corpus *c = l->corpus;
	double total = 0, sum = 0;
	uint32_t k = 0;
	for (uint32_t w = 0; w < c->n_words; w++)
		total += pow(c->counts[w], 0.75);
	for (uint32_t w = 0; w < c->n_words; w++) {
		sum += pow(c->counts[w], 0.75) / total;
		while (k < NOISE && k < sum * NOISE)
			l->noise[k++] = w;
	}
	while (k < NOISE)
		l->noise[k++] = c->n_words - 1;
}

static float dot(const float *a, const float *b, uint32_t n)
{
	float sums[8] = {0}; /* a fixed order that vectorises */
	for (uint32_t d = 0; d < n; d += 8)
		for (uint32_t k = 0; k < 8; k++)
			sums[k] += a[d + k] * b[d + k];
	return (sums[0] + sums[1] + sums[2] + sums[3]) + (sums[4] + sums[5] + sums[6] + sums[7]);
}

static void add_scaled(float *restrict to, const float *restrict x, float by, uint32_t n)
{
	for (uint32_t d = 0; d < n; d++)
		to[d] += by * x[d];
}

static void word_vector(const struct learner *l, uint32_t word, float *ret)
{
	uint32_t dimensions = l->options->dimensions;
	memset(ret, 0, dimensions * sizeof *ret);
	float share = 1.0f / (float)(l->first[word + 1] - l->first[word]);
	for (uint32_t p = l->first[word]; p < l->first[word + 1]; p++)
		add_scaled(ret, l->inputs + (size_t)l->pieces[p] * dimensions, share, dimensions);
}

static void learn_neighbour(struct learner *l, uint32_t neighbour, float rate)
{
	uint32_t dimensions = l->options->dimensions;
	for (uint32_t k = 0; k <= NEGATIVES; k++) {
		uint32_t target = k ? l->noise[next_random(&l->random) % NOISE] : neighbour;
		if (k && target == neighbour)
			continue;
		float *out = l->outputs + (size_t)target * dimensions;
		float score = 1.0f / (1.0f + expf(-dot(out, l->hidden, dimensions)));
		float by = rate * ((k ? 0.0f : 1.0f) - score);
		add_scaled(l->gradient, out, by, dimensions);
		add_scaled(out, l->hidden, by, dimensions);
	}
}

static void learn_sentence(struct learner *l, uint32_t n, float rate)
{
	uint32_t dimensions = l->options->dimensions;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t word = l->sentence[i];
		uint32_t reach = 1 + (uint32_t)(next_random(&l->random) % l->options->window);
		word_vector(l, word, l->hidden);
		memset(l->gradient, 0, dimensions * sizeof *l->gradient);
		for (uint32_t j = i > reach ? i - reach : 0; j < n && j <= i + reach; j++)
			if (j != i)
				learn_neighbour(l, l->sentence[j], rate);
		for (uint32_t p = l->first[word]; p < l->first[word + 1]; p++)
			add_scaled(l->inputs + (size_t)l->pieces[p] * dimensions, l->gradient, 1,
				dimensions);
	}
}

/* Frequent words are left out most of the time. */
static bool keep_word(struct learner *l, uint32_t word)
{
	float share = (float)l->corpus->counts[word] / (float)l->corpus->n;
	float keep = sqrtf(1e-4f / share) + 1e-4f / share;
	return keep >= 1 || uniform(&l->random) < keep;
}

static void run(struct learner *l)
{
	const struct corpus *c = l->corpus;
	double all = (double)c->n * l->options->passes, done = 0;
	for (uint32_t pass = 0; pass < l->options->passes; pass++)
		for (uint32_t i = 0; i < c->n;) {
			uint32_t n = 0;
			for (; i < c->n && c->words[i] != UINT32_MAX; i++) {
				done++;
				if (keep_word(l, c->words[i]))
					l->sentence[n++] = c->words[i];
			}
			i++;
			float rate = 0.05f * (float)(1 - done / all);
			learn_sentence(l, n, rate > 1e-4f ? rate : 1e-4f);
		}
}

static void to_unit(float *v, uint32_t n)
{
	float length = sqrtf(dot(v, v, n));
	for (uint32_t d = 0; d < n; d++)
		v[d] /= length > 1e-9f ? length : 1;
}

enum dedi_status word_vectors(
	const struct corpus *corpus, const struct vector_options *options, float **ret_vectors)
{
	uint32_t dimensions = options->dimensions;
	size_t n_inputs = ((size_t)corpus->n_words + BUCKETS) * dimensions;
	struct learner l = {.corpus = corpus, .options = options, .random = options->seed};
	enum dedi_status status = cut_words(&l);
	l.inputs = malloc(n_inputs * sizeof(float));
	l.outputs = calloc((size_t)corpus->n_words * dimensions + 1, sizeof(float));
	l.noise = malloc(NOISE * sizeof *l.noise);
	l.sentence = malloc(((size_t)corpus->n + 1) * sizeof *l.sentence);
	l.hidden = calloc(dimensions, sizeof(float));
	l.gradient = calloc(dimensions, sizeof(float));
	float *vectors = calloc((size_t)corpus->n_words * dimensions + 1, sizeof(float));
	if (!l.inputs || !l.outputs || !l.noise || !l.sentence || !l.hidden || !l.gradient ||
		!vectors)
		status = DEDI_NO_MEMORY;
	if (!status) {
		for (size_t i = 0; i < n_inputs; i++)
			l.inputs[i] = (uniform(&l.random) - 0.5f) / (float)dimensions;
		fill_noise(&l);
		run(&l);
		for (uint32_t w = 0; w < corpus->n_words; w++) {
			word_vector(&l, w, vectors + (size_t)w * dimensions);
			to_unit(vectors + (size_t)w * dimensions, dimensions);
		}
	}
	free(l.first);
	free(l.pieces);
	free(l.inputs);
	free(l.outputs);
	free(l.noise);
	free(l.sentence);
	free(l.hidden);
	free(l.gradient);
	if (status) {
		free(vectors);
		return status;
	}
	*ret_vectors = vectors;
	return DEDI_OK;
}

static uint16_t nearest(const float *v, const float *centres, uint32_t k, uint32_t dimensions)
{
	uint32_t best = 0;
	float most = -2;
	for (uint32_t c = 0; c < k; c++) {
		float score = dot(v, centres + (size_t)c * dimensions, dimensions);
		if (score > most) {
			most = score;
			best = c;
		}
	}
	return (uint16_t)best;
}

static void seed_centre(
	const float *vectors, uint32_t n, uint32_t dimensions, uint64_t *random, float *centre)
{
	uint32_t w = (uint32_t)(next_random(random) % n);
	memcpy(centre, vectors + (size_t)w * dimensions, dimensions * sizeof *centre);
}

enum dedi_status cluster_vectors(const float *vectors, const float *weights, uint32_t n,
	uint32_t dimensions, uint32_t k, uint64_t seed, uint16_t *ret_cluster, float *ret_centres)
{
	uint64_t random = seed;
	float *sums = malloc((size_t)k * dimensions * sizeof *sums);
	if (!sums)
		return DEDI_NO_MEMORY;
	for (uint32_t c = 0; c < k; c++)
		seed_centre(vectors, n, dimensions, &random, ret_centres + (size_t)c * dimensions);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		memset(sums, 0, (size_t)k * dimensions * sizeof *sums);
		for (uint32_t w = 0; w < n; w++) {
			const float *v = vectors + (size_t)w * dimensions;
			ret_cluster[w] = nearest(v, ret_centres, k, dimensions);
			add_scaled(sums + (size_t)ret_cluster[w] * dimensions, v, weights[w],
				dimensions);
		}
		for (uint32_t c = 0; c < k; c++) {
			float *sum = sums + (size_t)c * dimensions;
			float *centre = ret_centres + (size_t)c * dimensions;
			if (dot(sum, sum, dimensions) < 1e-6f) { /* nobody came: a new one */
				seed_centre(vectors, n, dimensions, &random, centre);
				continue;
			}
			memcpy(centre, sum, dimensions * sizeof *centre);
			to_unit(centre, dimensions);
		}
	}
	free(sums);
	return DEDI_OK;
}
