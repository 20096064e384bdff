/*
 * IOB2 files: `token` or `token TAG` a line, an empty line between sentences.
 *
 * Tokens are split as documents are before anything looks at them: a capital and the full stop
 * behind it become one token (Қ . → Қ.), initials glued to a name several (Қ.Омаров → Қ. Омаров).
 * The way back is kept, so that output has the lines of the input.
 */
#ifndef DEDI_TAGGER_IOB_H
#define DEDI_TAGGER_IOB_H

#include "tagger/tagger.h"

struct iob_sentence {
	struct str *lines;  /* [n_lines] tokens as they stand in the file, borrowed */
	struct str *tokens; /* [n_tokens] as documents have them */
	uint32_t *
		first_line; /* [n_tokens] lines of a token, half-open; parts of one line share it */
	uint32_t *end_line; /* [n_tokens] */
	struct tag *tags;   /* [n_tags] over lines, classes the tagger does not know left out */
	uint32_t n_lines, n_tokens, n_tags;
};

/* The next sentence of text at *at, which moves on; n_lines 0 at the end. Tags go by the last blank
 * of a line; DEDI_BAD_DATA with error->line for a tag that is none, or a sentence over 65535. */
enum dedi_status iob_next(struct str text, size_t *at, size_t *line, struct arena *arena,
	struct iob_sentence *ret_sentence, struct dedi_error *error) MUST_CHECK;

/* Over tokens to over lines; in place. */
void iob_tags_to_lines(const struct iob_sentence *sentence, struct tags *tags);
/* And back. tags has room for n. */
void iob_tags_to_tokens(
	const struct iob_sentence *sentence, const struct tag *tags, uint32_t n, struct tag *ret);

#endif
