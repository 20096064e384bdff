/* The lists of lexicon/schema.h, spelt out once as arrays. */
#include "lexicon/table.h"

#define NAME_OF(enumerator, name) #name,
/* VALUES(LIST) makes an array of the names of a value list. */
#define VALUES(list) static const char *const list##_values[] = {list(NAME_OF)};
VALUES(ORG_TYPES)
VALUES(CAMPAIGN_TYPES)
VALUES(SCOPES)
VALUES(FUNCTION_CLASSES)
VALUES(POSITION_CLASSES)
VALUES(PLACE_CLASSES)
VALUES(ACRONYM_CLASSES)
VALUES(GENDERS)
VALUES(NAME_ENDING_KINDS)
VALUES(ABBREVIATION_KINDS)
VALUES(MEDIA_KINDS)
VALUES(NAME_HEAD_CLASSES)
VALUES(TITLE_PLACES)
VALUES(ORG_HEAD_FLAGS)
VALUES(CUE_KINDS)
VALUES(COMPLEMENTS)
VALUES(FRAME_SHAPES)
VALUES(NAME_WORD_CLASSES)
VALUES(GROUP_NUMBERS)
VALUES(REPORT_CLASSES)
VALUES(FURNITURE_CLASSES)
VALUES(LANGUAGES)
#define COUNT(list) (sizeof list##_values / sizeof *list##_values)

#define COLUMN_OF_KEY(name, values)            {name, COLUMN_KEY, NULL, 0},
#define COLUMN_OF_TEXT(name, values)           {name, COLUMN_TEXT, NULL, 0},
#define COLUMN_OF_ALIASES(name, values)        {name, COLUMN_ALIASES, NULL, 0},
#define COLUMN_OF_CODE(name, values)           {name, COLUMN_CODE, values##_values, COUNT(values)},
#define COLUMN_OF_SET(name, values)            {name, COLUMN_SET, values##_values, COUNT(values)},
#define COLUMN(enumerator, name, kind, values) COLUMN_OF_##kind(#name, values)

#define COLUMNS(table, file)                                                                       \
	static const struct lex_column table##_column_list[] = {table##_COLUMNS(COLUMN)};          \
	_Static_assert(                                                                            \
		sizeof table##_column_list / sizeof *table##_column_list <= LEX_MAX_COLUMNS,       \
		"too many columns");
LEX_TABLES(COLUMNS)

#define TABLE(table, file)                                                                         \
	[table] = {#file, table##_column_list,                                                     \
		sizeof table##_column_list / sizeof *table##_column_list},
static const struct lex_table_schema TABLES[LEX_TABLE_COUNT] = {LEX_TABLES(TABLE)};

const struct lex_table_schema *lex_table_schema(enum lex_table table)
{
	return &TABLES[table];
}

enum lex_table lex_table_by_name(struct str name)
{
	for (int i = 0; i < LEX_TABLE_COUNT; i++)
		if (str_eq(name, str_make(TABLES[i].name, strlen(TABLES[i].name))))
			return (enum lex_table)i;
	return LEX_TABLE_COUNT;
}
