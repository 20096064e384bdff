/* What holds for every document; shared by the tests and the fuzzer. */
#ifndef DEDI_DOCUMENT_CHECK_H
#define DEDI_DOCUMENT_CHECK_H

#include "text/text.h"

/* The first rule that the document breaks, or NULL: blocks tile the text, tokens lie in order in
 * their sentences, words are counted, pairs of marks nest. */
const char *document_fault(const struct document *document);

#endif
