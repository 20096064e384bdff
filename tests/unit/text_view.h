/* Documents as lines of text, so that tests can say in one string what they expect. */
#ifndef DEDI_TEXT_VIEW_H
#define DEDI_TEXT_VIEW_H

#include "text/text.h"

struct text_fixture {
	struct arena arena;
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *worker;
};

void text_fixture_open(struct text_fixture *fixture);
void text_fixture_close(struct text_fixture *fixture);

/* Parses anything, whatever its language; fails the test if that does not work. */
struct document view_parse(struct text_fixture *fixture, struct str text, struct str title);

/* Each makes its string in the fixture's arena. */
/* `headline:Су келді paragraph:…`, blank blocks left out; joined by ` / `. */
const char *view_blocks(struct text_fixture *fixture, const struct document *document);
/* Sentences joined by ` | `. */
const char *view_sentences(struct text_fixture *fixture, const struct document *document);
/* Tokens joined by spaces; other than words have their kind: `«Q су »Q ,, -`. */
const char *view_tokens(struct text_fixture *fixture, const struct document *document);
/* The norms of the tokens joined by spaces. */
const char *view_norms(struct text_fixture *fixture, const struct document *document);
/* Pairs in the order of their opening: `[text inside]`, `(` for one that only closes, `~` at the
 * end for one that is never closed; deeper ones follow `>`. */
const char *view_quotes(struct text_fixture *fixture, const struct document *document);

/* Does the document hold together? Blocks tile, tokens lie in sentences, pairs nest … */
void view_check(const struct document *document);

#endif
