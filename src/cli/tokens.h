/* Sets of words for scoring: where they start, or what they are, sorted and without repeats. */
#ifndef DEDI_CLI_TOKENS_H
#define DEDI_CLI_TOKENS_H

#include "base/arena.h"
#include "base/status.h"

/* Starts (bytes) of the words inside spans. */
struct token_set {
	uint32_t *at;
	uint32_t n;
};
bool token_set_of(struct str text, const struct span *spans, uint32_t n, struct arena *arena,
	struct token_set *ret_set);
uint32_t token_set_common(const struct token_set *a, const struct token_set *b);

/* Distinct strings. */
struct str_set {
	struct str *at;
	uint32_t n;
};
struct str_set str_set_of(struct str *strings, uint32_t n); /* sorts in place */
uint32_t str_set_common(const struct str_set *a, const struct str_set *b);
/* The distinct lower-cased words of several strings. */
bool word_set_of(
	const struct str *strings, uint32_t n, struct arena *arena, struct str_set *ret_set);

/* Names are compared without quotation marks and soft hyphens, in lower case, ё as е, with single
 * spaces. */
bool normal_name(struct str name, struct arena *arena, struct str *ret_name);

/* The span without punctuation, quotation marks and space around; empty if nothing is left. */
struct span trimmed(struct str text, struct span span);

#endif
