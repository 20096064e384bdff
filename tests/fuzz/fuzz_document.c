/*
 * Any bytes as a text: what the text box makes of it holds together, also after torn words were
 * joined, and offsets agree with what is counted. The first byte chooses the options; a title may
 * stand before the first NUL.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "kazakh/kazakh.h"
#include "text/text.h"

#include "../unit/document_check.h"

#include <stdio.h>
#include <stdlib.h>

static struct lexicon *lexicon;

static struct text_worker *the_worker(void)
{
	static struct text_engine *engine;
	static struct text_worker *worker;
	if (!worker && (lexicon_open(&lexicon) != DEDI_OK ||
			       text_engine_new(lexicon, &engine) != DEDI_OK ||
			       text_worker_new(engine, &worker) != DEDI_OK))
		abort();
	return worker;
}

static void must(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static void check_offsets(struct str text, struct arena *arena)
{
	struct offset_index *index;
	if (offset_index_new(text, arena, &index) != DEDI_OK)
		return;
	uint32_t code_points = 0, units = 0;
	for (size_t at = 0; at < text.n;) {
		must(offset_in(index, OFFSET_CODEPOINT, (uint32_t)at) == code_points,
			"code points");
		must(offset_in(index, OFFSET_UTF16, (uint32_t)at) == units, "UTF-16 units");
		code_points++;
		units += utf8_next(text, &at) >= 0x10000 ? 2 : 1;
	}
	must(offset_in(index, OFFSET_UTF16, (uint32_t)text.n) == units, "the end");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct text_options options = {.any_language = true};
	if (size && data[0] == 1) {
		const char *nul = memchr(text.p + 1, 0, size - 1);
		size_t n = nul ? (size_t)(nul - text.p) : 0;
		options.title = str_make(text.p + 1, n ? n - 1 : 0);
		text = str_make(text.p + n, size - n);
		if (utf8_valid_prefix(options.title) < options.title.n)
			options.title.n = 0;
	}
	options.any_language = !size || data[0] != 2;
	struct document document;
	struct dedi_error error;
	struct arena arena;
	arena_init(&arena, 1u << 28);
	enum dedi_status status =
		document_parse(the_worker(), text, &options, &arena, &document, &error);
	if (status == DEDI_OK) {
		const char *fault = document_fault(&document);
		must(!fault, fault);
		check_offsets(text, &arena);
		uint32_t n_tokens = document.n_tokens;
		if (words_mend_torn(lexicon, &arena, &document) == DEDI_OK) {
			fault = document_fault(&document);
			must(!fault, fault);
			must(document.n_tokens <= n_tokens, "tokens become fewer");
		}
	}
	arena_finish(&arena);
	return 0;
}
