#include "tagger/crf.h"

#include <math.h>
#include <stdlib.h>

#include "tagger/random.h"
#include "tagger/wide.h"

enum { TABLE = LABELS + 2 }; /* rows of transitions: from each label, first, last */

struct moments {
	float (*z)[CRF_STRIDE]; /* what FTRL adds up: gradients, corrected */
	float (*n)[CRF_STRIDE]; /* squared gradients */
};

struct trainer {
	const struct crf_options *options;
	struct crf *crf;
	struct moments evidence;
	float transition_z[TABLE][CRF_STRIDE], transition_n[TABLE][CRF_STRIDE];
	float potential[TABLE][CRF_STRIDE]; /* exp of the transitions; 0 where not allowed */
	float gradient[TABLE][CRF_STRIDE];
	float (*emission)[CRF_STRIDE]; /* [longest] exp of the scores, scaled */
	float (*alpha)[CRF_STRIDE], (*beta)[CRF_STRIDE];
	uint8_t *hidden; /* [most features of a sentence] */
	uint64_t random;
	uint32_t hide_below; /* of 256 */
};

#define INSIDE static inline __attribute__((always_inline))

/* z += g - (√(n+g²) - √n)/rate · w; n += g²; w = -(z ∓ l1) / ((1 + √n)/rate + l2). */
INSIDE void step(float *restrict w, float *restrict z, float *restrict n, const float *restrict g,
	float rate, float l1, float l2)
{
	float inverse = 1.0f / rate;
	for (uint32_t l = 0; l < CRF_STRIDE; l++) {
		float sum = n[l] + g[l] * g[l];
		float root = sqrtf(sum);
		float next = z[l] + g[l] - (root - sqrtf(n[l])) * inverse * w[l];
		float most = fabsf(next) - l1;
		most = most > 0 ? most : 0;
		z[l] = next;
		n[l] = sum;
		w[l] = -copysignf(most, next) / ((1.0f + root) * inverse + l2);
	}
}

static float *transition_row(struct crf *crf, uint32_t row)
{
	return row < LABELS ? crf->between[row] : row == LABELS ? crf->first : crf->last;
}

/* What may follow a label: any start after an end, two labels of its class after a beginning or a
 * middle. All other transitions stay zero and are not looked at. */
enum { START_LANES = (STARTS + 7) / 8 * 8 };
_Static_assert((int)START_LANES <= (int)CRF_STRIDE, "starts come first");

static void set_potential(struct trainer *t, uint32_t row, uint32_t to)
{
	t->potential[row][to] = expf(transition_row(t->crf, row)[to]);
}

static void set_potentials(struct trainer *t)
{
	for (uint32_t row = 0; row <= LABELS; row++) {
		if (row < LABELS && !label_may_end(row)) {
			set_potential(t, row, LABEL_E + class_of_label(row));
			set_potential(t, row, LABEL_I + class_of_label(row));
			continue;
		}
		for (uint32_t to = 0; to < STARTS; to++)
			set_potential(t, row, to);
	}
	for (uint32_t l = 0; l < LABELS; l++)
		if (label_may_end(l))
			set_potential(t, LABELS + 1, l);
}

static void hide(struct trainer *t, uint32_t n)
{
	for (uint32_t k = 0; k < n; k += 8) {
		uint64_t r = next_random(&t->random);
		for (uint32_t b = 0; b < 8 && k + b < n; b++)
			t->hidden[k + b] = (r >> (8 * b) & 255) < t->hide_below;
	}
}

INSIDE void add_scores(
	const struct trainer *t, const struct crf_sentence *s, uint32_t i, float *restrict row)
{
	memset(row, 0, CRF_STRIDE * sizeof *row);
	for (uint32_t k = s->start[i]; k < s->start[i + 1]; k++) {
		if (t->hide_below && t->hidden[k])
			continue;
		const float *w = t->crf->weights[s->features[k]];
		for (uint32_t l = 0; l < CRF_STRIDE; l++)
			row[l] += w[l];
	}
}

/* Divides a row by its sum, which is returned. */
INSIDE float normalise(float *row)
{
	float sum = 0;
	for (uint32_t l = 0; l < LABELS; l++)
		sum += row[l];
	float inverse = 1.0f / sum;
	for (uint32_t l = 0; l < CRF_STRIDE; l++)
		row[l] *= inverse;
	return sum;
}

INSIDE void follow(const struct trainer *t, const float *restrict before, float *restrict a)
{
	memset(a, 0, CRF_STRIDE * sizeof *a);
	for (uint32_t p = 0; p < LABELS; p++) {
		if (label_may_end(p)) {
			for (uint32_t l = 0; l < START_LANES; l++)
				a[l] += before[p] * t->potential[p][l];
			continue;
		}
		uint32_t e = LABEL_E + class_of_label(p), i = LABEL_I + class_of_label(p);
		a[e] += before[p] * t->potential[p][e];
		a[i] += before[p] * t->potential[p][i];
	}
}

/* What lies ahead of a label, summed up eight at a time in a fixed order. */
INSIDE float lead(const float *restrict potential, const float *restrict ahead, uint32_t p)
{
	if (!label_may_end(p)) {
		uint32_t e = LABEL_E + class_of_label(p), i = LABEL_I + class_of_label(p);
		return potential[e] * ahead[e] + potential[i] * ahead[i];
	}
	float sums[8] = {0};
	for (uint32_t l = 0; l < START_LANES; l += 8)
		for (uint32_t k = 0; k < 8; k++)
			sums[k] += potential[l + k] * ahead[l + k];
	return (sums[0] + sums[1] + sums[2] + sums[3]) + (sums[4] + sums[5] + sums[6] + sums[7]);
}

/* Returns the log of the sum over all labellings less the score of the right one. */
INSIDE double forward(struct trainer *t, const struct crf_sentence *s)
{
	double loss = 0;
	for (uint32_t i = 0; i < s->n; i++) {
		float *e = t->emission[i], *a = t->alpha[i], best;
		add_scores(t, s, i, e);
		const float *from = transition_row(t->crf, i ? s->labels[i - 1] : LABELS);
		loss -= (double)e[s->labels[i]] + (double)from[s->labels[i]];
		best = e[0];
		for (uint32_t l = 1; l < LABELS; l++)
			best = e[l] > best ? e[l] : best;
		for (uint32_t l = 0; l < CRF_STRIDE; l++)
			e[l] = l < LABELS ? expf(e[l] - best) : 0;
		if (!i) {
			memcpy(a, t->potential[LABELS], CRF_STRIDE * sizeof *a);
		} else {
			follow(t, t->alpha[i - 1], a);
		}
		for (uint32_t l = 0; l < CRF_STRIDE; l++)
			a[l] *= e[l];
		loss += (double)best + log((double)normalise(a));
	}
	float end = 0;
	for (uint32_t l = 0; l < LABELS; l++)
		end += t->alpha[s->n - 1][l] * t->potential[LABELS + 1][l];
	loss += log((double)end) - (double)t->crf->last[s->labels[s->n - 1]];
	float *b = t->beta[s->n - 1];
	for (uint32_t l = 0; l < CRF_STRIDE; l++)
		b[l] = t->potential[LABELS + 1][l] / end;
	return loss;
}

/* beta, scaled so that alpha · beta is the probability of a label; the transitions' gradient. */
INSIDE void backward(struct trainer *t, const struct crf_sentence *s)
{
	uint32_t last = s->n - 1;
	memset(t->gradient, 0, sizeof t->gradient);
	for (uint32_t l = 0; l < LABELS; l++)
		t->gradient[LABELS + 1][l] = t->alpha[last][l] * t->beta[last][l];
	t->gradient[LABELS + 1][s->labels[last]] -= 1;
	for (uint32_t i = last; i > 0; i--) {
		float ahead[CRF_STRIDE], total = 0;
		for (uint32_t l = 0; l < CRF_STRIDE; l++)
			ahead[l] = t->emission[i][l] * t->beta[i][l];
		memset(t->beta[i - 1], 0, sizeof t->beta[i - 1]);
		for (uint32_t p = 0; p < LABELS; p++) {
			float sum = lead(t->potential[p], ahead, p);
			t->beta[i - 1][p] = sum;
			total += sum * t->alpha[i - 1][p];
		}
		float inverse = 1.0f / total;
		for (uint32_t p = 0; p < LABELS; p++) {
			float share = t->alpha[i - 1][p] * inverse;
			t->beta[i - 1][p] *= inverse;
			if (share < 1e-7f)
				continue;
			uint32_t first = label_may_end(p) ? 0 : LABEL_E;
			uint32_t end = label_may_end(p) ? START_LANES : CRF_STRIDE;
			for (uint32_t l = first; l < end; l++)
				t->gradient[p][l] += share * t->potential[p][l] * ahead[l];
		}
		t->gradient[s->labels[i - 1]][s->labels[i]] -= 1;
	}
	for (uint32_t l = 0; l < LABELS; l++)
		t->gradient[LABELS][l] = t->alpha[0][l] * t->beta[0][l];
	t->gradient[LABELS][s->labels[0]] -= 1;
}

INSIDE void update(struct trainer *t, const struct crf_sentence *s)
{
	const struct crf_options *o = t->options;
	for (uint32_t i = 0; i < s->n; i++) {
		float g[CRF_STRIDE], most = 0;
		for (uint32_t l = 0; l < CRF_STRIDE; l++)
			g[l] = t->alpha[i][l] * t->beta[i][l];
		g[s->labels[i]] -= 1;
		for (uint32_t l = 0; l < LABELS; l++)
			most = fabsf(g[l]) > most ? fabsf(g[l]) : most;
		if (most < 1e-3f) /* nothing to learn here: most tokens, after a few passes */
			continue;
		for (uint32_t k = s->start[i]; k < s->start[i + 1]; k++) {
			if (t->hide_below && t->hidden[k])
				continue;
			uint32_t f = s->features[k];
			step(t->crf->weights[f], t->evidence.z[f], t->evidence.n[f], g, o->rate,
				o->l1, o->l2);
		}
	}
	for (uint32_t row = 0; row < TABLE; row++)
		step(transition_row(t->crf, row), t->transition_z[row], t->transition_n[row],
			t->gradient[row], o->rate, 0, 0);
}

WIDE_VECTORS static double run_pass(
	struct trainer *t, const struct crf_sentence *const *sentences, uint32_t *order, uint32_t n)
{
	double loss = 0;
	for (uint32_t i = n - 1; i > 0; i--) {
		uint32_t j = (uint32_t)(next_random(&t->random) % (i + 1)), swap = order[i];
		order[i] = order[j];
		order[j] = swap;
	}
	for (uint32_t i = 0; i < n; i++) {
		const struct crf_sentence *s = sentences[order[i]];
		if (!s->n)
			continue;
		if (t->hide_below)
			hide(t, s->start[s->n]);
		set_potentials(t);
		loss += forward(t, s);
		backward(t, s);
		update(t, s);
	}
	return loss / n;
}

static size_t crf_floats(const struct crf *crf)
{
	return (size_t)crf->n_features * CRF_STRIDE;
}

static void add_to(float *sum, const float *x, size_t n)
{
	for (size_t k = 0; k < n; k++)
		sum[k] += x[k];
}

static void scale(float *x, size_t n, float by)
{
	for (size_t k = 0; k < n; k++)
		x[k] *= by;
}

static struct crf *crf_new(uint32_t n_features)
{
	struct crf *crf = calloc(1, sizeof *crf);
	if (!crf)
		return NULL;
	crf->n_features = n_features;
	crf->weights = calloc((size_t)n_features + 1, sizeof *crf->weights);
	if (!crf->weights) {
		free(crf);
		return NULL;
	}
	return crf;
}

void crf_free(struct crf *crf)
{
	if (!crf)
		return;
	free(crf->weights);
	free(crf);
}

/* Passes, and the mean of the weights after those of the second half. */
static enum dedi_status run_passes(struct trainer *t, struct crf *mean,
	const struct crf_sentence *const *sentences, uint32_t n, crf_progress *progress, void *user)
{
	uint32_t *order = calloc(n, sizeof *order), n_added = 0;
	if (!order)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		order[i] = i;
	for (uint32_t pass = 0; pass < t->options->passes; pass++) {
		double loss = run_pass(t, sentences, order, n);
		if (progress)
			progress(user, pass, loss);
		if (pass < t->options->passes / 2)
			continue;
		n_added++;
		add_to(mean->weights[0], t->crf->weights[0], crf_floats(mean));
		for (uint32_t row = 0; row < TABLE; row++)
			add_to(transition_row(mean, row), transition_row(t->crf, row), CRF_STRIDE);
	}
	free(order);
	float share = 1.0f / (float)(n_added ? n_added : 1);
	float seen = 1.0f - (float)t->hide_below / 256; /* all evidence is there from now on */
	scale(mean->weights[0], crf_floats(mean), share * seen);
	for (uint32_t row = 0; row < TABLE; row++)
		scale(transition_row(mean, row), CRF_STRIDE, share);
	return DEDI_OK;
}

enum dedi_status crf_train(const struct crf_sentence *const *sentences, uint32_t n,
	uint32_t n_features, const struct crf_options *options, crf_progress *progress, void *user,
	struct crf **ret_crf)
{
	enum dedi_status status = DEDI_NO_MEMORY;
	uint32_t longest = 1, most = 1;
	for (uint32_t i = 0; i < n; i++) {
		longest = sentences[i]->n > longest ? sentences[i]->n : longest;
		uint32_t features = sentences[i]->start[sentences[i]->n];
		most = features > most ? features : most;
	}
	struct crf *mean = crf_new(n_features);
	struct trainer *t = calloc(1, sizeof *t);
	if (!mean || !t)
		goto out;
	t->options = options;
	t->random = options->seed * 0x9e3779b97f4a7c15u + 88172645463325252u;
	t->hide_below = (uint32_t)(options->dropout * 256);
	t->crf = crf_new(n_features);
	t->evidence.z = calloc((size_t)n_features + 1, sizeof *t->evidence.z);
	t->evidence.n = calloc((size_t)n_features + 1, sizeof *t->evidence.n);
	t->emission = calloc(longest, sizeof *t->emission);
	t->alpha = calloc(longest, sizeof *t->alpha);
	t->beta = calloc(longest, sizeof *t->beta);
	t->hidden = malloc(most);
	if (t->crf && t->evidence.z && t->evidence.n && t->emission && t->alpha && t->beta &&
		t->hidden && n)
		status = run_passes(t, mean, sentences, n, progress, user);
out:
	if (t) {
		crf_free(t->crf);
		free(t->evidence.z);
		free(t->evidence.n);
		free(t->emission);
		free(t->alpha);
		free(t->beta);
		free(t->hidden);
		free(t);
	}
	if (status) {
		crf_free(mean);
		return status;
	}
	*ret_crf = mean;
	return DEDI_OK;
}
