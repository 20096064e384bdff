/* Media types and the lists they come in: Accept, Content-Type. */
#ifndef DEDI_MEDIA_H
#define DEDI_MEDIA_H

#include "base/str.h"

/* The value of an Accept header permits type ("application/json"): the most exact range decides
 * (RFC 9110 §12.5.1). */
bool media_accepts(struct str accept, const char *type);

/* The parameters of a media type, behind its first semicolon, name UTF-8 or no charset. */
bool media_is_utf8(struct str parameters);

/* ASCII letters of either case are the same. */
bool same_word(struct str s, const char *word);

/* Without spaces and tabs around it. */
struct str trim(struct str s);

/* Splits off, trimmed, what stands before the next separator outside quotation marks. */
struct str next_part(struct str *rest, char separator);

#endif
