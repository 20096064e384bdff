/*
 * Accuracy of the morphology.
 *
 *   eval-morphology [-v] [--min PERCENT] FORMS.TSV
 *       accuracy of the best reading for each group of forms, and the round trip: every form that
 *       can be generated of the lemmas must be analysed back; -v prints what went wrong
 *   eval-morphology --bare FILE.iob2
 *       share of PERSON mentions that are reduced to a form that stands bare elsewhere in the file
 *   eval-morphology --print WORD…
 *       the readings of words
 *
 * FORMS.TSV: group, form, lemma, features, context. The context is a list of other words of the
 * document, joined by spaces (- for none). Lemmas are compared folded.
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "kazakh/feature_names.h"
#include "lexicon/tsv.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_GROUPS = 40, MAX_CONTEXT = 40, COLUMNS = 5 };

struct group {
	struct str name;
	uint32_t n, lemma_right, all_right, found;
};

static struct arena arena;
static struct lexicon *lexicon;
static bool verbose;

static void *must(void *p)
{
	if (!p)
		exit(EXIT_FAILURE);
	return p;
}

static struct str fold(struct str s)
{
	char *out = must(arena_alloc(&arena, 2 * s.n + 1));
	return str_make(out, fold_word(s, FOLD_LOWER, out));
}

static struct str read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file || fseek(file, 0, SEEK_END) != 0) {
		fprintf(stderr, "%s: cannot be read\n", path);
		exit(EXIT_FAILURE);
	}
	long n = ftell(file);
	rewind(file);
	char *text = must(arena_alloc(&arena, (size_t)n + 1));
	size_t got = fread(text, 1, (size_t)n, file);
	fclose(file);
	return str_make(text, got);
}

static void print_readings(const struct reading *readings, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		char features[200];
		features_print(readings[i].features, features, sizeof features);
		printf("\t%u%c\t%.*s\t%s\n", readings[i].score, readings[i].known ? '*' : ' ',
			STR_ARG(readings[i].lemma), features);
	}
}

static int print_words(int n, char **words)
{
	for (int i = 0; i < n; i++) {
		const struct reading *readings;
		uint32_t n_readings;
		if (morph_analyse(lexicon, fold(str_make(words[i], strlen(words[i]))), &arena,
			    &readings, &n_readings))
			return EXIT_FAILURE;
		printf("%s\n", words[i]);
		print_readings(readings, n_readings);
	}
	return EXIT_SUCCESS;
}

static struct word_form as_form(struct str word)
{
	size_t at = 0;
	uint32_t capital = word.n && fold_is_upper(utf8_next(word, &at));
	return (struct word_form){.form = fold(word), .count = 1, .count_capital = capital};
}

/* The readings of the first word of a document that has only these words. */
static struct word_info analyse_in(struct str form, struct str context)
{
	struct word_form words[MAX_CONTEXT] = {as_form(form)};
	struct token tokens[1] = {{.kind = TOKEN_WORD}};
	struct document document = {.words = words, .n_words = 1, .tokens = tokens};
	struct str word;
	if (!str_eq(context, STR("-")))
		while (document.n_words < MAX_CONTEXT && tsv_piece(&context, ' ', &word))
			if (word.n && !str_eq(fold(word), words[0].form))
				words[document.n_words++] = as_form(word);
	struct words annotated;
	if (document_index_words(&document, &arena) ||
		words_annotate(lexicon, &document, &arena, &annotated))
		exit(EXIT_FAILURE);
	return annotated.at[0];
}

static struct features parse_features(struct str names)
{
	struct features features = {0};
	struct str name;
	if (!str_eq(names, STR("-")))
		while (tsv_piece(&names, ',', &name))
			if (!feature_set(&features, name)) {
				fprintf(stderr, "unknown feature %.*s\n", STR_ARG(name));
				exit(EXIT_FAILURE);
			}
	return features;
}

static struct group *group_of(struct group *groups, uint32_t *n, struct str name)
{
	for (uint32_t i = 0; i < *n; i++)
		if (str_eq(groups[i].name, name))
			return &groups[i];
	if (*n == MAX_GROUPS)
		exit(EXIT_FAILURE);
	groups[*n].name = name;
	return &groups[(*n)++];
}

static void score_form(const struct str cells[COLUMNS], struct group *group)
{
	struct word_info info = analyse_in(cells[1], cells[4]);
	struct features wanted = parse_features(cells[3]);
	struct str lemma = fold(cells[2]);
	const struct reading *best = &info.readings[0];
	bool lemma_right = str_eq(best->lemma, lemma);
	bool all_right = lemma_right && memcmp(&best->features, &wanted, sizeof wanted) == 0;
	group->n++;
	group->lemma_right += lemma_right;
	group->all_right += all_right;
	for (uint32_t i = 0; i < info.n_readings; i++)
		if (str_eq(info.readings[i].lemma, lemma) &&
			memcmp(&info.readings[i].features, &wanted, sizeof wanted) == 0) {
			group->found++;
			break;
		}
	if (verbose && !all_right) {
		printf("%s %.*s, wanted %.*s %.*s\n", lemma_right ? "features" : "LEMMA",
			STR_ARG(cells[1]), STR_ARG(cells[2]), STR_ARG(cells[3]));
		print_readings(info.readings, info.n_readings < 3 ? info.n_readings : 3);
	}
}

static double percent(uint32_t part, uint32_t whole)
{
	return whole ? 100.0 * part / whole : 100.0;
}

/* The round trip of one lemma and one set of features. */
static void round_trip(
	struct str lemma, struct features features, uint32_t *ret_forms, uint32_t *ret_back)
{
	struct arena scratch;
	arena_init(&scratch, (size_t)16 << 20);
	struct str *forms;
	uint32_t n;
	if (morph_generate(lexicon, lemma, features, &scratch, &forms, &n))
		exit(EXIT_FAILURE);
	for (uint32_t i = 0; i < n; i++) {
		const struct reading *readings;
		uint32_t n_readings;
		bool back = false;
		if (morph_analyse(lexicon, forms[i], &scratch, &readings, &n_readings))
			exit(EXIT_FAILURE);
		for (uint32_t k = 0; k < n_readings && !back; k++)
			back = str_eq(readings[k].lemma, lemma) &&
			       memcmp(&readings[k].features, &features, sizeof features) == 0;
		++*ret_forms;
		*ret_back += back;
		if (!back) {
			char names[200];
			features_print(features, names, sizeof names);
			printf("not analysed back: %.*s (%.*s %s)\n", STR_ARG(forms[i]),
				STR_ARG(lemma), names);
			if (verbose)
				print_readings(readings, n_readings);
		}
	}
	arena_finish(&scratch);
}

static void nominal_round_trips(
	struct str lemma, struct features features, uint32_t *forms, uint32_t *back)
{
	for (int number = 0; number <= NUMBER_PLURAL; number++)
		for (int possessive = 0; possessive <= POSS_1PL; possessive++)
			for (int kase = 0; kase <= CASE_INS; kase++) {
				features.number = (uint8_t)number;
				features.possessive = (uint8_t)possessive;
				features.kase = (uint8_t)kase;
				round_trip(lemma, features, forms, back);
			}
}

static void all_round_trips(struct str lemma, bool is_verb, uint32_t *forms, uint32_t *back)
{
	for (int derivation = 0; derivation <= DERIV_SHI; derivation++) {
		struct features features = {.derivation = (uint8_t)derivation};
		if (!is_verb)
			nominal_round_trips(lemma, features, forms, back);
	}
	for (int i = 0; is_verb && i < 4 * (VERB_IMPERATIVE + 1); i++) {
		struct features features = {.verb = (uint8_t)(i / 4),
			.negative = (uint8_t)(i & 1),
			.passive = (uint8_t)(i >> 1 & 1)};
		if (!features.verb)
			continue;
		for (int person = 0; person <= PERSON_2PL; person++) {
			features.person = (uint8_t)person;
			round_trip(lemma, features, forms, back);
		}
		features.person = 0;
		if (features.verb == VERB_NOUN || features.verb == VERB_PAST_PART ||
			features.verb == VERB_HABITUAL_PART)
			nominal_round_trips(lemma, features, forms, back);
	}
}

static int score_file(const char *path, double least)
{
	struct group groups[MAX_GROUPS] = {0}, total = {.name = STR("all")};
	uint32_t n_groups = 0, n_forms = 0, n_back = 0, n;
	struct str text = read_file(path), cells[COLUMNS], done = {0};
	struct dedi_error error;
	struct tsv tsv;
	tsv_init(&tsv, path, text);
	while (!tsv_row(&tsv, cells, COLUMNS, &n, &error) && n) {
		if (n != COLUMNS) {
			fprintf(stderr, "%s:%u: %u columns\n", path, tsv.line, n);
			return EXIT_FAILURE;
		}
		if (str_eq(cells[0], STR("group")))
			continue;
		score_form(cells, group_of(groups, &n_groups, cells[0]));
		struct str lemma = fold(cells[2]);
		bool is_verb = parse_features(cells[3]).verb != VERB_NONE;
		if (!str_eq(lemma, done))
			all_round_trips(lemma, is_verb, &n_forms, &n_back);
		done = lemma;
	}
	printf("%-28s %6s %8s %8s %8s\n", "group", "forms", "lemma %", "all %", "found %");
	for (uint32_t i = 0; i <= n_groups; i++) {
		struct group *group = i < n_groups ? &groups[i] : &total;
		printf("%-28.*s %6u %8.1f %8.1f %8.1f\n", STR_ARG(group->name), group->n,
			percent(group->lemma_right, group->n), percent(group->all_right, group->n),
			percent(group->found, group->n));
		total.n += group->n;
		total.lemma_right += group->lemma_right;
		total.all_right += group->all_right;
		total.found += group->found;
	}
	uint32_t n_scored = total.n / 2, right = total.lemma_right / 2;
	printf("round trip: %u of %u generated forms analysed back\n", n_back, n_forms);
	return n_back == n_forms && percent(right, n_scored) >= least ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* PERSON mentions of an IOB2 file. */

enum { MAX_NAMES = 20000 };

/* Case endings, apart from the tables that are tested. */
static const char *const CASE_ENDINGS[] = {"ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге",
	"қа", "ке", "ны", "ні", "ды", "ді", "ты", "ті", "да", "де", "та", "те", "дан", "ден", "тан",
	"тен", "нан", "нен", "мен", "бен", "пен", "на", "не", "н", "нда", "нде"};

struct name {
	struct str form; /* folded last word of a mention */
	uint32_t mentions;
	uint32_t bare; /* index of the name that it is a case of; itself if none */
	bool is_stem;  /* another name is a case of it */
};

static uint32_t add_name(struct name *names, uint32_t *n, struct str form)
{
	for (uint32_t i = 0; i < *n; i++)
		if (str_eq(names[i].form, form))
			return i;
	if (*n == MAX_NAMES)
		exit(EXIT_FAILURE);
	names[*n] = (struct name){.form = form};
	return (*n)++;
}

static uint32_t read_names(const char *path, struct name *names)
{
	struct str text = read_file(path), rest = text, line, last = {0};
	uint32_t n = 0;
	while (tsv_piece(&rest, '\n', &line)) {
		const char *space = line.n ? memchr(line.p, ' ', line.n) : NULL;
		struct str tag = space ? str_make(space + 1, line.n - (size_t)(space + 1 - line.p))
				       : STR("");
		if (!str_eq(tag, STR("I-PERSON")) && last.n) {
			names[add_name(names, &n, fold(last))].mentions++;
			last.n = 0;
		}
		if (str_eq(tag, STR("B-PERSON")) || str_eq(tag, STR("I-PERSON")))
			last = str_make(line.p, (size_t)(space - line.p));
	}
	return n;
}

static bool is_case_of(struct str form, struct str bare)
{
	if (bare.n < 6 || !str_starts(form, bare))
		return false;
	struct str rest = str_make(form.p + bare.n, form.n - bare.n);
	for (size_t i = 0; i < sizeof CASE_ENDINGS / sizeof *CASE_ENDINGS; i++)
		if (str_eq(rest, str_make(CASE_ENDINGS[i], strlen(CASE_ENDINGS[i]))))
			return true;
	return false;
}

static void find_bare(struct name *names, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		names[i].bare = i;
		for (uint32_t k = 0; k < n; k++) {
			if (i == k || !is_case_of(names[i].form, names[k].form))
				continue;
			names[k].is_stem = true;
			if (names[i].bare == i || names[k].form.n > names[names[i].bare].form.n)
				names[i].bare = k;
		}
	}
}

/* The lemma of each name: alone, or with all the others as its document. */
static void score_names(const struct name *names, uint32_t n, bool as_document, const char *title)
{
	struct word_form *forms = must(ARENA_ARRAY(&arena, struct word_form, n));
	struct token tokens[1] = {{.kind = TOKEN_WORD}};
	uint32_t cases = 0, right = 0, stems = 0, kept = 0;
	for (uint32_t i = 0; i < n; i++)
		forms[i] =
			(struct word_form){.form = names[i].form, .count = 1, .count_capital = 1};
	struct words all = {0};
	struct document document = {.words = forms, .n_words = n, .tokens = tokens};
	if (as_document && (document_index_words(&document, &arena) ||
				   words_annotate(lexicon, &document, &arena, &all)))
		exit(EXIT_FAILURE);
	for (uint32_t i = 0; i < n; i++) {
		struct document one = {.words = &forms[i], .n_words = 1, .tokens = tokens};
		struct words alone;
		if (!as_document && (document_index_words(&one, &arena) ||
					    words_annotate(lexicon, &one, &arena, &alone)))
			exit(EXIT_FAILURE);
		const struct reading *best = (as_document ? &all.at[i] : &alone.at[0])->readings;
		const struct name *name = &names[i];
		bool is_case = name->bare != i;
		bool ok = str_eq(best->lemma, names[name->bare].form);
		if (is_case) {
			cases += name->mentions;
			right += ok ? name->mentions : 0;
		} else if (name->is_stem) {
			stems += name->mentions;
			kept += ok ? name->mentions : 0;
		}
		if (verbose && (is_case || name->is_stem) && !ok)
			printf("%s %.*s: %.*s, wanted %.*s\n", title, STR_ARG(name->form),
				STR_ARG(best->lemma), STR_ARG(names[name->bare].form));
	}
	printf("%-14s inflected, bare form seen: %u, recovered %.1f %%; "
	       "bare, seen inflected: %u, kept %.1f %%\n",
		title, cases, percent(right, cases), stems, percent(kept, stems));
}

static int score_bare(const char *path)
{
	struct name *names = must(ARENA_ARRAY(&arena, struct name, MAX_NAMES));
	uint32_t n = read_names(path, names);
	find_bare(names, n);
	score_names(names, n, false, "word alone");
	score_names(names, n, true, "with document");
	return EXIT_SUCCESS;
}

static int run(int argc, char **argv)
{
	double least = 0;
	int at = 1;
	if (argc > 2 && strcmp(argv[1], "--print") == 0)
		return print_words(argc - 2, argv + 2);
	if (at < argc && strcmp(argv[at], "-v") == 0) {
		verbose = true;
		at++;
	}
	if (at + 1 < argc && strcmp(argv[at], "--bare") == 0)
		return score_bare(argv[at + 1]);
	if (at + 1 < argc && strcmp(argv[at], "--min") == 0) {
		least = strtod(argv[at + 1], NULL);
		at += 2;
	}
	if (at + 1 == argc)
		return score_file(argv[at], least);
	fprintf(stderr, "usage: eval-morphology [-v] [--min PERCENT] FORMS.TSV\n"
			"       eval-morphology [-v] --bare FILE.iob2\n"
			"       eval-morphology --print WORD…\n");
	return 2;
}

int main(int argc, char **argv)
{
	if (lexicon_open(&lexicon))
		return EXIT_FAILURE;
	arena_init(&arena, (size_t)1 << 30);
	int result = run(argc, argv);
	arena_finish(&arena);
	lexicon_free(lexicon);
	return result;
}
