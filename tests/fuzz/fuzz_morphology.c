/*
 * Words through the morphology: the lines are the forms of a document; each is analysed, and the
 * lemma and features of its best reading are turned back into forms, which must be analysed to the
 * same again.
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "kazakh/feature_names.h"
#include "kazakh/kazakh.h"
#include "lexicon/tsv.h"

#include <stdio.h>
#include <stdlib.h>

enum { MAX_FORMS = 16, MAX_BYTES = 4096, LEMMA_BYTES = 40 };

static const struct lexicon *the_lexicon(void)
{
	static struct lexicon *lexicon;
	if (!lexicon && lexicon_open(&lexicon) != DEDI_OK)
		abort();
	return lexicon;
}

static void check_info(const struct word_info *info, struct str form)
{
	bool bare = false;
	if (!info->n_readings)
		abort();
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *reading = &info->readings[i];
		if (i && reading->score > info->readings[i - 1].score)
			abort();
		bare = bare || str_eq(reading->lemma, form);
	}
	if (!bare)
		abort();
}

static bool is_reading(struct str form, const struct reading *wanted, struct arena *arena)
{
	const struct reading *readings;
	uint32_t n;
	if (morph_analyse(the_lexicon(), form, arena, &readings, &n) != DEDI_OK)
		return true;
	for (uint32_t i = 0; i < n; i++)
		if (str_eq(readings[i].lemma, wanted->lemma) &&
			memcmp(&readings[i].features, &wanted->features, sizeof wanted->features) ==
				0)
			return true;
	return false;
}

_Noreturn static void lost(struct str form, const struct reading *reading)
{
	char features[256];
	features_print(reading->features, features, sizeof features);
	fprintf(stderr, "%.*s is not read as %.*s with %s\n", (int)form.n, form.p,
		(int)reading->lemma.n, reading->lemma.p, features);
	abort();
}

static void check_round_trip(const struct reading *reading, struct arena *arena)
{
	struct str *forms;
	uint32_t n;
	if (reading->lemma.n > LEMMA_BYTES ||
		morph_generate(the_lexicon(), reading->lemma, reading->features, arena, &forms,
			&n) != DEDI_OK)
		return;
	for (uint32_t i = 0; i < n; i++)
		if (!is_reading(forms[i], reading, arena))
			lost(forms[i], reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char folded[2 * MAX_BYTES];
	struct word_form forms[MAX_FORMS];
	struct token token = {.kind = TOKEN_WORD};
	struct document document = {.words = forms, .tokens = &token};
	struct str text = str_make((const char *)data, size < MAX_BYTES ? size : MAX_BYTES), line;
	struct words words;
	struct arena arena;
	text.n = utf8_valid_prefix(text);
	size_t used = 0;
	while (document.n_words < MAX_FORMS && tsv_piece(&text, '\n', &line)) {
		size_t n = fold_word(line, FOLD_LOWER, folded + used);
		forms[document.n_words++] = (struct word_form){
			.form = str_make(folded + used, n), .count = 1, .count_capital = n & 1};
		used += n;
	}
	arena_init(&arena, 1u << 26);
	if (document_index_words(&document, &arena) == DEDI_OK &&
		words_annotate(the_lexicon(), &document, &arena, &words) == DEDI_OK)
		for (uint32_t i = 0; i < document.n_words; i++) {
			check_info(&words.at[i], forms[i].form);
			check_round_trip(&words.at[i].readings[0], &arena);
		}
	arena_finish(&arena);
	return 0;
}
