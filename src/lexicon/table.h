/* The schema of lexicon/schema.h as data: what the validator and the look-up read. */
#ifndef DEDI_LEXICON_TABLE_H
#define DEDI_LEXICON_TABLE_H

#include "base/str.h"
#include "lexicon/schema.h"

enum column_kind { COLUMN_KEY, COLUMN_TEXT, COLUMN_CODE, COLUMN_SET, COLUMN_ALIASES };

struct lex_column {
	const char *name;
	enum column_kind kind;
	const char *const *values; /* [n_values], for CODE and SET */
	uint32_t n_values;
};

struct lex_table_schema {
	const char *name; /* file name without .tsv */
	const struct lex_column *columns;
	uint32_t n_columns;
};

enum { LEX_MAX_COLUMNS = 12 };

const struct lex_table_schema *lex_table_schema(enum lex_table table);
/* The table of this name; LEX_TABLE_COUNT if there is none. */
enum lex_table lex_table_by_name(struct str name);

#endif
