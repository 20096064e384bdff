/*
 * dedi train: annotated sentences in, a model for the tagger out; or its cross-validation.
 *
 * With --folds N the first file is cut into N contiguous blocks; each is tagged by a model trained
 * on the rest of it and on all other files.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>

#include "tagger/evidence.h"
#include "tagger/learn.h"
#include "tagger/model.h"

enum { FILES_MAX = 32 };

struct settings {
	const char *out, *raw, *words, *folds, *fold, *predictions, *passes, *rate, *l1, *l2,
		*dropout, *min_count, *least, *seed, *without;
	bool no_clusters, quiet;
};

struct training {
	const struct settings *settings;
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *worker;
	struct word_image words;
	struct learner *learner;
	struct learn_options options;
	char *texts[FILES_MAX];
	uint32_t n_texts;
	uint32_t n_first; /* sentences of the first file */
	uint32_t fold;    /* the only one of the folds; 0: all */
	FILE *predictions;
};

static bool number(const char *text, const char *name, double least, double most, double *ret)
{
	char *end;
	if (!text)
		return true;
	errno = 0;
	double x = strtod(text, &end);
	if (errno || end == text || *end || !(x >= least && x <= most)) {
		complain("--%s must be a number from %g to %g, not %s", name, least, most, text);
		return false;
	}
	*ret = x;
	return true;
}

static bool read_options(const struct settings *s, struct learn_options *ret, uint32_t *ret_folds)
{
	double passes = 10, rate = 0.1, l1 = 0.5, l2 = 1, dropout = 0.1, min_count = 2,
	       least = 0.04, seed = 1, folds = 0, without = 0;
	if (!number(s->passes, "passes", 1, 1000, &passes) ||
		!number(s->rate, "rate", 0.0001, 10, &rate) || !number(s->l1, "l1", 0, 100, &l1) ||
		!number(s->l2, "l2", 0, 1000, &l2) ||
		!number(s->dropout, "dropout", 0, 0.9, &dropout) ||
		!number(s->min_count, "min-count", 1, 1000, &min_count) ||
		!number(s->least, "least", 0, 10, &least) ||
		!number(s->seed, "seed", 1, 1e9, &seed) ||
		!number(s->folds, "folds", 2, 100, &folds) ||
		!number(s->without, "without", 0, GROUP_ALL, &without))
		return false;
	*ret = (struct learn_options){
		.crf = {.rate = (float)rate,
			.l1 = (float)l1,
			.l2 = (float)l2,
			.dropout = (float)dropout,
			.passes = (uint32_t)passes,
			.seed = (uint64_t)seed},
		.min_count = (uint32_t)min_count,
		.groups = GROUP_ALL & ~(uint32_t)without,
		.steps_per_unit = 20,
		.least = (float)least,
		.log = s->quiet ? NULL : stderr,
	};
	*ret_folds = (uint32_t)folds;
	return true;
}

/* Words counted in raw text, taken from a model, or none. */
static bool get_words(struct training *t)
{
	const struct word_learn_options options = {
		.dimensions = 64, .window = 5, .passes = 6, .min_count = 3, .seed = 1};
	const char *path = t->settings->raw ? t->settings->raw : t->settings->words;
	struct dedi_error error = {.offset = SIZE_MAX};
	char *bytes = NULL;
	size_t n = 0;
	enum dedi_status status = path ? read_input(path, &bytes, &n, &error) : DEDI_OK;
	if (!status && t->settings->raw) {
		if (t->options.log)
			fputs("counting words\n", t->options.log);
		status = word_learn(t->worker, str_make(bytes, n), !t->settings->no_clusters,
			&options, &t->words);
	} else if (!status) {
		struct model model = {0};
		void *image = path ? aligned_alloc(64, (n + 64) / 64 * 64) : NULL;
		if (path && image && n)
			memcpy(image, bytes, n);
		if (path)
			status = image ? model_open(image, n, &model, &error) : DEDI_NO_MEMORY;
		if (!status)
			status = word_image_copy(&model.words, &t->words);
		free(image);
	}
	free(bytes);
	if (status) {
		if (!error.status)
			dedi_fail(&error, status, "%s", dedi_status_name(status));
		complain_error(path ? path : "words", &error);
	}
	return status == DEDI_OK;
}

static bool add_file(struct training *t, const char *path)
{
	struct dedi_error error = {.offset = SIZE_MAX};
	size_t n;
	enum dedi_status status = read_input(path, &t->texts[t->n_texts], &n, &error);
	if (!status) {
		struct str text = str_make(t->texts[t->n_texts++], n);
		status = learner_add(t->learner, text, &error);
	}
	if (status)
		complain_error(path, &error);
	return status == DEDI_OK;
}

static double ratio(uint64_t a, uint64_t b)
{
	return b ? 100.0 * (double)a / (double)b : 0;
}

static void print_row(const char *name, uint64_t right, uint64_t found, uint64_t gold)
{
	printf("%-13s %6llu %7.2f %7.2f %7.2f\n", name, (unsigned long long)gold,
		ratio(right, found), ratio(right, gold), ratio(2 * right, found + gold));
}

static void print_score(const struct learn_score *s)
{
	uint64_t right = 0, found = 0, gold = 0;
	printf("%-13s %6s %7s %7s %7s\n", "class", "gold", "P", "R", "F1");
	for (int c = 0; c < TAG_LABEL_COUNT; c++) {
		print_row(tag_label_name((enum tag_label)c), s->right[c], s->found[c], s->gold[c]);
		right += s->right[c];
		found += s->found[c];
		gold += s->gold[c];
	}
	print_row("all", right, found, gold);
}

static bool run_fold(struct training *t, uint32_t first, uint32_t end, struct learn_score *score)
{
	struct dedi_error error = {.offset = SIZE_MAX};
	struct model_image image;
	enum dedi_status status = learner_train(t->learner, first, end, &image, &error);
	if (!status) {
		if (t->options.log)
			fprintf(t->options.log,
				"  model: %u kinds of evidence, %u weights, %zu "
				"bytes\n",
				image.n_evidence, image.n_weights, image.size);
		status = learner_evaluate(
			t->learner, &image, first, end, t->predictions, score, &error);
		free(image.at);
	}
	if (status)
		complain_error("fold", &error);
	return status == DEDI_OK;
}

static bool cross_validate(struct training *t, uint32_t folds)
{
	struct learn_score score = {0};
	for (uint32_t k = 0; k < folds; k++) {
		if (t->fold && k + 1 != t->fold)
			continue;
		uint32_t first = (uint32_t)((uint64_t)t->n_first * k / folds);
		uint32_t end = (uint32_t)((uint64_t)t->n_first * (k + 1) / folds);
		if (t->options.log)
			fprintf(t->options.log, "fold %u: sentences %u to %u held out\n", k + 1,
				first, end);
		if (!run_fold(t, first, end, &score))
			return false;
	}
	print_score(&score);
	return true;
}

static bool write_model(struct training *t)
{
	struct dedi_error error = {.offset = SIZE_MAX};
	struct model_image image;
	if (learner_train(t->learner, 0, 0, &image, &error) != DEDI_OK) {
		complain_error("training", &error);
		return false;
	}
	FILE *file = fopen(t->settings->out, "wb");
	bool ok = file && fwrite(image.at, 1, image.size, file) == image.size;
	if (file)
		ok = fclose(file) == 0 && ok;
	if (!ok)
		complain("%s: %s", t->settings->out, strerror(errno));
	else
		printf("%s: %zu bytes, %u kinds of evidence, %u weights\n", t->settings->out,
			image.size, image.n_evidence, image.n_weights);
	free(image.at);
	return ok;
}

static bool open_training(struct training *t)
{
	if (lexicon_open(&t->lexicon) != DEDI_OK ||
		text_engine_new(t->lexicon, &t->engine) != DEDI_OK ||
		text_worker_new(t->engine, &t->worker) != DEDI_OK) {
		complain("cannot start");
		return false;
	}
	if (t->settings->predictions) {
		t->predictions = fopen(t->settings->predictions, "w");
		if (!t->predictions) {
			complain("%s: %s", t->settings->predictions, strerror(errno));
			return false;
		}
	}
	return get_words(t);
}

static bool train(struct training *t, char **files, int n_files, uint32_t folds)
{
	if (!open_training(t))
		return false;
	if (learner_new(t->lexicon, t->engine, &t->words, &t->options, &t->learner) != DEDI_OK) {
		complain("out of memory");
		return false;
	}
	for (int i = 0; i < n_files; i++) {
		if (!add_file(t, files[i]))
			return false;
		if (i == 0)
			t->n_first = learner_sentences(t->learner);
	}
	return (!folds || cross_validate(t, folds)) && (!t->settings->out || write_model(t));
}

static void close_training(struct training *t)
{
	learner_free(t->learner);
	word_image_finish(&t->words);
	text_worker_free(t->worker);
	text_engine_free(t->engine);
	lexicon_free(t->lexicon);
	for (uint32_t i = 0; i < t->n_texts; i++)
		free(t->texts[i]);
	if (t->predictions)
		fclose(t->predictions);
}

static const char about[] =
	"Trains the tagger on IOB2 files (`token TAG` a line, an empty line between sentences).\n"
	"With --folds, cross-validates on contiguous blocks of the first file, all other files\n"
	"being part of every fold's training.";

enum exit_code command_train(int argc, char **argv)
{
	struct settings s = {0};
	const struct option_row rows[] = {
		{"out", "MODEL", "write a model trained on everything", &s.out, NULL},
		{"folds", "N", "cross-validate", &s.folds, NULL},
		{"fold", "K", "only the K-th fold, so that several run side by side", &s.fold,
			NULL},
		{"predictions", "FILE", "write `token GOLD SYSTEM` of the folds", &s.predictions,
			NULL},
		{"raw", "FILE", "tokenised text to count words in, a sentence a line", &s.raw,
			NULL},
		{"words", "MODEL", "take the counted words from a model instead", &s.words, NULL},
		{"no-clusters", NULL, "count capitals only", NULL, &s.no_clusters},
		{"passes", "N", "over the sentences (10)", &s.passes, NULL},
		{"rate", "X", "of learning (0.1)", &s.rate, NULL},
		{"l1", "X", "penalty that zeroes weights (0.5)", &s.l1, NULL},
		{"l2", "X", "penalty on large weights (1)", &s.l2, NULL},
		{"dropout", "X", "share of the evidence hidden in training (0.1)", &s.dropout,
			NULL},
		{"min-count", "N", "evidence seen less often is left out (2)", &s.min_count, NULL},
		{"least", "X", "weights nearer to zero are left out (0.04)", &s.least, NULL},
		{"seed", "N", "of the order of sentences (1)", &s.seed, NULL},
		{"without", "BITS", "groups of evidence to leave out (tagger/evidence.h)",
			&s.without, NULL},
		{"quiet", NULL, "no progress on stderr", NULL, &s.quiet},
	};
	const struct option_set set = {"train", "dedi train [OPTIONS] TRAIN.iob2 …", about, rows,
		sizeof rows / sizeof *rows, FILES_MAX};
	char **files;
	int n_files;
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &files, &n_files, &code))
		return code;
	struct training training = {.settings = &s};
	uint32_t folds;
	double fold = 0;
	if (!n_files || (!s.out && !s.folds)) {
		complain("train needs annotated files, and --out or --folds");
		return EXIT_USAGE;
	}
	if (!read_options(&s, &training.options, &folds))
		return EXIT_USAGE;
	if (!number(s.fold, "fold", 1, folds ? folds : 1, &fold))
		return EXIT_USAGE;
	training.fold = (uint32_t)fold;
	bool ok = train(&training, files, n_files, folds);
	close_training(&training);
	return finish_output(ok ? EXIT_OK : EXIT_INPUT);
}
