/*
 * Accuracy of the morphology.
 *
 *   eval-morphology print WORD…   the readings of words
 */
#include "base/fold.h"
#include "kazakh/feature_names.h"

#include <stdio.h>
#include <stdlib.h>

static struct arena arena;

static struct str fold(const char *word)
{
	struct str s = str_make(word, strlen(word));
	char *out = arena_alloc(&arena, 2 * s.n + 1);
	return out ? str_make(out, fold_word(s, FOLD_LOWER, out)) : STR("");
}

static int print_words(const struct lexicon *lexicon, int n, char **words)
{
	for (int i = 0; i < n; i++) {
		struct reading *readings;
		uint32_t n_readings;
		if (morph_analyse(lexicon, fold(words[i]), &arena, &readings, &n_readings))
			return EXIT_FAILURE;
		printf("%s\n", words[i]);
		for (uint32_t k = 0; k < n_readings; k++) {
			char features[200];
			features_print(readings[k].features, features, sizeof features);
			printf("\t%u%c\t%.*s\t%s\n", readings[k].score,
				readings[k].known ? '*' : ' ', STR_ARG(readings[k].lemma),
				features);
		}
	}
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct lexicon *lexicon;
	if (argc < 3 || lexicon_open(&lexicon))
		return EXIT_FAILURE;
	arena_init(&arena, (size_t)1 << 30);
	int result = print_words(lexicon, argc - 2, argv + 2);
	arena_finish(&arena);
	lexicon_free(lexicon);
	return result;
}
