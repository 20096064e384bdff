/* Features by name, as the tables and tests write them: `number=plural`, `verb=past`, `passive`. */
#ifndef DEDI_FEATURE_NAMES_H
#define DEDI_FEATURE_NAMES_H

#include "kazakh/kazakh.h"

/* Sets one; false if there is no such feature. */
bool feature_set(struct features *features, struct str name);
/* All that are set, joined by commas, in the order of the fields; "-" if none. Returns the length,
 * at most size - 1; always NUL-terminated. */
size_t features_print(struct features features, char *out, size_t size);

#endif
