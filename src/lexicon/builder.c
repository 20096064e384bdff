/*
 * From tables to an image.
 *
 * Strings are interned, so that words compare by offset; lexemes are sorted by first word (in order
 * of first appearance), then longest key, table, the user's rows, row. Everything is a function of
 * the order of the rows: the same files give the same bytes. O(n log n) in the number of keys.
 */
#include "lexicon/builder.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "lexicon/image.h"
#include "lexicon/table.h"

#include <stdlib.h>

enum { MAX_WORD_BYTES = 250, MAX_KEY_WORDS = 40 };

struct built_table {
	LIST(struct image_cell) cells;
	LIST(uint32_t) lines;
	uint32_t n_builtin;
};

/* A set of numbers by their hash; who uses it says what the numbers mean. */
struct hash_set {
	uint32_t *slots; /* number + 1; 0: free */
	uint32_t mask, n;
};

struct lex_builder {
	struct arena *arena;
	LIST(uint64_t) hashes; /* of the strings, in order of their numbers */
	LIST(uint32_t) starts; /* offset of each string */
	char *strings;
	size_t strings_n, strings_cap;
	struct hash_set string_set;
	LIST(uint32_t) words;
	LIST(struct lexeme) lexemes;
	LIST(uint64_t) key_hashes; /* of each lexeme */
	struct hash_set key_set;
	struct built_table tables[LEX_TABLE_COUNT];
};

enum dedi_status lex_builder_new(struct arena *arena, struct lex_builder **ret_builder)
{
	struct lex_builder *builder = ARENA_NEW(arena, struct lex_builder);
	if (!builder)
		return DEDI_NO_MEMORY;
	builder->arena = arena;
	*ret_builder = builder;
	return DEDI_OK;
}

/* Makes room for one more number; hashes[] holds the hash of each number in the set. */
static bool set_grow(struct arena *arena, struct hash_set *set, const uint64_t *hashes)
{
	if (set->slots && (set->n + 1) * 2 <= set->mask)
		return true;
	uint32_t mask = set->slots ? set->mask * 2 + 1 : 1023;
	uint32_t *slots = ARENA_ARRAY(arena, uint32_t, (size_t)mask + 1);
	if (!slots)
		return false;
	for (uint32_t i = 0; set->slots && i <= set->mask; i++) {
		uint32_t number = set->slots[i];
		if (!number)
			continue;
		uint32_t at = (uint32_t)hashes[number - 1] & mask;
		while (slots[at])
			at = (at + 1) & mask;
		slots[at] = number;
	}
	set->slots = slots;
	set->mask = mask;
	return true;
}

static struct str string_at(const struct lex_builder *builder, uint32_t offset)
{
	uint16_t n;
	memcpy(&n, builder->strings + offset, sizeof n);
	return str_make(builder->strings + offset + sizeof n, n);
}

static bool strings_reserve(struct lex_builder *builder, size_t more)
{
	if (builder->strings_cap - builder->strings_n >= more)
		return true;
	size_t cap = builder->strings_cap ? builder->strings_cap * 2 : (size_t)1 << 16;
	while (cap - builder->strings_n < more)
		cap *= 2;
	char *grown = arena_zalloc(builder->arena, cap);
	if (!grown)
		return false;
	if (builder->strings_n)
		memcpy(grown, builder->strings, builder->strings_n);
	builder->strings = grown;
	builder->strings_cap = cap;
	return true;
}

static enum dedi_status intern(struct lex_builder *builder, struct str s, uint32_t *ret_offset)
{
	struct hash_set *set = &builder->string_set;
	if (!set_grow(builder->arena, set, builder->hashes.at))
		return DEDI_NO_MEMORY;
	uint64_t hash = str_hash(s);
	uint32_t at = (uint32_t)hash & set->mask;
	for (; set->slots[at]; at = (at + 1) & set->mask) {
		uint32_t number = set->slots[at] - 1;
		if (builder->hashes.at[number] == hash &&
			str_eq(string_at(builder, builder->starts.at[number]), s)) {
			*ret_offset = builder->starts.at[number];
			return DEDI_OK;
		}
	}
	uint64_t *new_hash = LIST_PUSH(builder->arena, &builder->hashes);
	uint32_t *start = LIST_PUSH(builder->arena, &builder->starts);
	size_t size = (sizeof(uint16_t) + s.n + 1) & ~(size_t)1;
	if (!new_hash || !start || !strings_reserve(builder, size))
		return DEDI_NO_MEMORY;
	uint16_t n = (uint16_t)s.n;
	char *to = builder->strings + builder->strings_n;
	memcpy(to, &n, sizeof n);
	if (s.n)
		memcpy(to + sizeof n, s.p, s.n);
	*new_hash = hash;
	*start = *ret_offset = (uint32_t)builder->strings_n;
	builder->strings_n += size;
	set->slots[at] = ++set->n;
	return DEDI_OK;
}

/* Keys: folding and splitting into words. */

static bool is_quotation_mark(uint32_t c)
{
	return c == '"' || c == 0xab || c == 0xbb || c == 0x2039 || c == 0x203a ||
	       (c >= 0x201c && c <= 0x201f);
}

static bool is_word_end(char c)
{
	return c == ',' || c == ';' || c == ':' || c == '!' || c == '?';
}

static bool is_dash(struct str word)
{
	return str_eq(word, STR("-")) || str_eq(word, STR("–")) || str_eq(word, STR("—"));
}

/* Folds the next word of a key; *ret_n is 0 if it is only punctuation. */
static enum dedi_status fold_key_word(const struct tsv *tsv, struct str word,
	char out[2 * MAX_WORD_BYTES], size_t *ret_n, struct dedi_error *error)
{
	char bare[MAX_WORD_BYTES];
	size_t n = 0;
	*ret_n = 0;
	if (word.n > MAX_WORD_BYTES)
		return tsv_fail(tsv, error, "word of over %d bytes", MAX_WORD_BYTES);
	for (size_t i = 0; i < word.n;) {
		size_t start = i;
		if (is_quotation_mark(utf8_next(word, &i)))
			continue;
		memcpy(bare + n, word.p + start, i - start);
		n += i - start;
	}
	while (n && is_word_end(bare[n - 1]))
		n--;
	if (n && !is_dash(str_make(bare, n)))
		*ret_n = fold_word(str_make(bare, n), FOLD_LOWER, out);
	return DEDI_OK;
}

/* Equal words of keys in one table, both the user's or both built in, neither an alias. */
static bool same_key(
	const struct lex_builder *builder, const struct lexeme *a, const struct lexeme *b)
{
	uint32_t n_builtin = builder->tables[a->table].n_builtin;
	return a->table == b->table && a->n_words == b->n_words &&
	       (a->row >= n_builtin) == (b->row >= n_builtin) &&
	       memcmp(builder->words.at + a->key, builder->words.at + b->key,
		       a->n_words * sizeof *builder->words.at) == 0;
}

static enum dedi_status check_duplicate(struct lex_builder *builder, const struct tsv *tsv,
	uint32_t number, struct dedi_error *error)
{
	struct hash_set *set = &builder->key_set;
	const struct lexeme *lexeme = &builder->lexemes.at[number];
	if (!set_grow(builder->arena, set, builder->key_hashes.at))
		return DEDI_NO_MEMORY;
	uint32_t at = (uint32_t)builder->key_hashes.at[number] & set->mask;
	for (; set->slots[at]; at = (at + 1) & set->mask) {
		const struct lexeme *other = &builder->lexemes.at[set->slots[at] - 1];
		if (!same_key(builder, lexeme, other))
			continue;
		if (lexeme->row == other->row)
			return tsv_fail(tsv, error, "alias is the same as the key or an alias");
		if (!lexeme->is_alias && !other->is_alias)
			return tsv_fail(tsv, error, "duplicate key, first in line %u",
				builder->tables[lexeme->table].lines.at[other->row]);
	}
	set->slots[at] = number + 1;
	set->n++;
	return DEDI_OK;
}

static enum dedi_status add_key(struct lex_builder *builder, const struct tsv *tsv,
	enum lex_table table, struct str phrase, bool is_alias, struct dedi_error *error)
{
	uint32_t first = builder->words.n, n = 0;
	uint8_t second = 0;
	uint64_t hash = table * 2654435761u + (builder->tables[table].n_builtin != UINT32_MAX);
	struct str word;
	while (tsv_piece(&phrase, ' ', &word)) {
		char folded[2 * MAX_WORD_BYTES];
		size_t size;
		enum dedi_status status = fold_key_word(tsv, word, folded, &size, error);
		if (status)
			return status;
		if (!size)
			continue;
		uint32_t *at = LIST_PUSH(builder->arena, &builder->words);
		if (!at)
			return DEDI_NO_MEMORY;
		if ((status = intern(builder, str_make(folded, size), at)))
			return status;
		if (n == 1)
			second = lex_word_number(str_make(folded, size));
		hash = (hash ^ *at) * 0x9e3779b97f4a7c15u;
		n++;
	}
	if (!n)
		return tsv_fail(tsv, error, is_alias ? "empty alias" : "empty key");
	if (n > MAX_KEY_WORDS)
		return tsv_fail(tsv, error, "key of over %d words", MAX_KEY_WORDS);
	struct lexeme *lexeme = LIST_PUSH(builder->arena, &builder->lexemes);
	uint64_t *key_hash = LIST_PUSH(builder->arena, &builder->key_hashes);
	if (!lexeme || !key_hash)
		return DEDI_NO_MEMORY;
	*lexeme = (struct lexeme){.table = (uint8_t)table,
		.n_words = (uint8_t)n,
		.is_alias = is_alias,
		.second = second,
		.row = builder->tables[table].lines.n - 1,
		.key = first};
	*key_hash = hash ^ hash >> 32;
	return check_duplicate(builder, tsv, builder->lexemes.n - 1, error);
}

static bool is_none(struct str value)
{
	return value.n == 0 || str_eq(value, STR("-"));
}

static enum dedi_status value_number(const struct tsv *tsv, const struct lex_column *column,
	struct str value, uint32_t *ret_number, struct dedi_error *error)
{
	for (uint32_t i = 0; i < column->n_values; i++)
		if (str_eq(value, str_make(column->values[i], strlen(column->values[i])))) {
			*ret_number = i;
			return DEDI_OK;
		}
	return tsv_fail(tsv, error, "column %s: unknown value '%.*s'", column->name,
		(int)(value.n < 60 ? value.n : 60), value.p);
}

static enum dedi_status read_code(const struct tsv *tsv, const struct lex_column *column,
	struct str value, uint32_t *ret_code, struct dedi_error *error)
{
	*ret_code = column->kind == COLUMN_CODE ? LEX_NO_CODE : 0;
	if (column->kind == COLUMN_CODE && !is_none(value))
		return value_number(tsv, column, value, ret_code, error);
	if (column->kind != COLUMN_SET || is_none(value))
		return DEDI_OK;
	struct str piece;
	while (tsv_piece(&value, ',', &piece)) {
		uint32_t number = 0;
		enum dedi_status status = value_number(tsv, column, piece, &number, error);
		if (status)
			return status;
		*ret_code |= 1u << number;
	}
	return DEDI_OK;
}

static enum dedi_status add_row_keys(struct lex_builder *builder, const struct tsv *tsv,
	enum lex_table table, const struct str *cells, struct dedi_error *error)
{
	const struct lex_table_schema *schema = lex_table_schema(table);
	for (uint32_t i = 0; i < schema->n_columns; i++) {
		enum column_kind kind = schema->columns[i].kind;
		enum dedi_status status = DEDI_OK;
		if (kind == COLUMN_KEY)
			status = add_key(builder, tsv, table, cells[i], false, error);
		if (kind == COLUMN_ALIASES && !is_none(cells[i])) {
			struct str rest = cells[i], alias;
			while (!status && tsv_piece(&rest, ';', &alias))
				status = add_key(builder, tsv, table, alias, true, error);
		}
		if (status)
			return status;
	}
	return DEDI_OK;
}

/* cells: one for each column of the schema. */
static enum dedi_status add_row(struct lex_builder *builder, const struct tsv *tsv,
	enum lex_table table, const struct str *cells, struct dedi_error *error)
{
	const struct lex_table_schema *schema = lex_table_schema(table);
	struct built_table *built = &builder->tables[table];
	struct image_cell row[LEX_MAX_COLUMNS];
	for (uint32_t i = 0; i < schema->n_columns; i++) {
		if (cells[i].n > UINT16_MAX)
			return tsv_fail(tsv, error, "column %u: value too long", i + 1);
		enum dedi_status status =
			read_code(tsv, &schema->columns[i], cells[i], &row[i].code, error);
		if (!status)
			status = intern(builder, cells[i], &row[i].text);
		if (status)
			return status;
	}
	uint32_t *line = LIST_PUSH(builder->arena, &built->lines);
	if (!line)
		return DEDI_NO_MEMORY;
	*line = tsv->line;
	for (uint32_t i = 0; i < schema->n_columns; i++) {
		struct image_cell *cell = LIST_PUSH(builder->arena, &built->cells);
		if (!cell)
			return DEDI_NO_MEMORY;
		*cell = row[i];
	}
	return add_row_keys(builder, tsv, table, cells, error);
}

static enum dedi_status check_header(const struct tsv *tsv, const struct lex_table_schema *schema,
	const struct str *cells, uint32_t n, struct dedi_error *error)
{
	if (n == 0)
		return tsv_fail(tsv, error, "no line with the names of the columns");
	for (uint32_t i = 0; i < n && i < schema->n_columns; i++) {
		const char *name = schema->columns[i].name;
		if (!str_eq(cells[i], str_make(name, strlen(name))))
			return tsv_fail(tsv, error, "column %u is '%.*s', not '%s'", i + 1,
				(int)(cells[i].n < 60 ? cells[i].n : 60), cells[i].p, name);
	}
	if (n != schema->n_columns)
		return tsv_fail(tsv, error, "%u columns, not %u", n, schema->n_columns);
	return DEDI_OK;
}

static enum dedi_status next_row(struct lex_builder *builder, struct tsv *tsv, enum lex_table table,
	bool *ret_end, struct dedi_error *error)
{
	const struct lex_table_schema *schema = lex_table_schema(table);
	struct str cells[LEX_MAX_COLUMNS];
	uint32_t n;
	enum dedi_status status = tsv_row(tsv, cells, LEX_MAX_COLUMNS, &n, error);
	if (status)
		return status;
	if (n == 0) {
		*ret_end = true;
		return DEDI_OK;
	}
	if (n != schema->n_columns)
		return tsv_fail(tsv, error, "%u columns, not %u", n, schema->n_columns);
	return add_row(builder, tsv, table, cells, error);
}

enum dedi_status lex_builder_add(struct lex_builder *builder, enum lex_table table,
	const char *file, struct str text, bool is_user, lex_report *report, void *context,
	struct dedi_error *error)
{
	struct built_table *built = &builder->tables[table];
	built->n_builtin = is_user ? built->n_builtin : UINT32_MAX;
	struct tsv tsv;
	tsv_init(&tsv, file, text);
	struct str header[LEX_MAX_COLUMNS];
	uint32_t n;
	struct dedi_error now = {0}, first = {0};
	enum dedi_status status = tsv_row(&tsv, header, LEX_MAX_COLUMNS, &n, &now);
	if (!status)
		status = check_header(&tsv, lex_table_schema(table), header, n, &now);
	if (status && report)
		report(context, &now);
	first = now;
	enum dedi_status worst = status;
	for (bool end = status != DEDI_OK; !end;) {
		status = next_row(builder, &tsv, table, &end, &now);
		if (!status)
			continue;
		if (!worst) {
			worst = status;
			first = now;
		}
		if (report && status == DEDI_BAD_DATA)
			report(context, &now);
		end = !report || status != DEDI_BAD_DATA;
	}
	if (!is_user)
		built->n_builtin = built->lines.n;
	if (worst == DEDI_NO_MEMORY)
		return dedi_fail(error, worst, "%s: out of memory", file);
	if (worst && error)
		*error = first;
	return worst;
}

enum dedi_status lex_builder_copy(struct lex_builder *builder, const struct lexicon *lexicon)
{
	for (int t = 0; t < LEX_TABLE_COUNT; t++) {
		enum lex_table table = (enum lex_table)t;
		struct built_table *built = &builder->tables[table];
		built->n_builtin = UINT32_MAX;
		for (uint32_t row = 0; row < lexicon_rows(lexicon, table); row++) {
			struct str cells[LEX_MAX_COLUMNS];
			for (uint32_t i = 0; i < lex_table_schema(table)->n_columns; i++)
				cells[i] = lexicon_text(lexicon, table, row, i);
			struct tsv tsv = {.file = "", .line = lexicon_line(lexicon, table, row)};
			enum dedi_status status = add_row(builder, &tsv, table, cells, NULL);
			if (status)
				return status;
		}
		built->n_builtin = built->lines.n;
	}
	return DEDI_OK;
}

/* The image. */

struct sortable {
	uint32_t first_word;
	uint8_t is_builtin;
	struct lexeme lexeme;
};

static int by_look_up(const void *pa, const void *pb)
{
	const struct sortable *a = pa, *b = pb;
#define BY(less, more)                                                                             \
	if ((less) != (more))                                                                      \
	return (less) < (more) ? -1 : 1
	BY(a->first_word, b->first_word);
	BY(b->lexeme.n_words, a->lexeme.n_words);
	BY(a->lexeme.table, b->lexeme.table);
	BY(a->is_builtin, b->is_builtin);
	BY(a->lexeme.row, b->lexeme.row);
	BY(a->lexeme.key, b->lexeme.key);
#undef BY
	return 0;
}

static struct sortable *sort_lexemes(struct lex_builder *builder, uint32_t *ret_n_groups)
{
	uint32_t n = builder->lexemes.n;
	struct sortable *sorted = ARENA_ARRAY(builder->arena, struct sortable, n + 1);
	if (!sorted)
		return NULL;
	for (uint32_t i = 0; i < n; i++) {
		struct lexeme lexeme = builder->lexemes.at[i];
		sorted[i] = (struct sortable){builder->words.at[lexeme.key],
			lexeme.row < builder->tables[lexeme.table].n_builtin, lexeme};
	}
	qsort(sorted, n, sizeof *sorted, by_look_up);
	*ret_n_groups = 0;
	for (uint32_t i = 0; i < n; i++)
		*ret_n_groups += i == 0 || sorted[i].first_word != sorted[i - 1].first_word;
	return sorted;
}

/* Where the parts of the image go. */
static size_t lay_out(
	const struct lex_builder *builder, uint32_t n_groups, struct image_header *header)
{
	size_t at = sizeof *header;
#define PART(offset, bytes)                                                                        \
	do {                                                                                       \
		(offset) = (uint32_t)at;                                                           \
		at += ((bytes) + 7) & ~(size_t)7;                                                  \
	} while (0)
	PART(header->strings, builder->strings_n);
	for (int t = 0; t < LEX_TABLE_COUNT; t++) {
		const struct built_table *built = &builder->tables[t];
		struct image_table *table = &header->tables[t];
		table->n_rows = built->lines.n;
		table->n_builtin = built->n_builtin;
		PART(table->cells, built->cells.n * sizeof *built->cells.at);
		PART(table->lines, built->lines.n * sizeof *built->lines.at);
	}
	uint32_t n_slots = 16;
	while (n_slots < n_groups * 2)
		n_slots *= 2;
	header->slot_mask = n_slots - 1;
	header->n_words = builder->words.n;
	header->n_lexemes = builder->lexemes.n;
	header->n_groups = n_groups;
	PART(header->words, builder->words.n * sizeof(uint32_t));
	PART(header->lexemes, builder->lexemes.n * sizeof(struct lexeme));
	PART(header->groups, n_groups * sizeof(struct image_group));
	PART(header->slots, n_slots * sizeof(struct image_slot));
	header->filter_mask = n_slots * 8 - 1;
	PART(header->filter, n_slots);
#undef PART
	return at;
}

static void put(char *image, uint32_t offset, const void *from, size_t size)
{
	if (size)
		memcpy(image + offset, from, size);
}

static void write_index(const struct lex_builder *builder, const struct sortable *sorted,
	const struct image_header *header, char *image)
{
	struct lexeme *lexemes = (struct lexeme *)(void *)(image + header->lexemes);
	struct image_group *groups = (struct image_group *)(void *)(image + header->groups);
	struct image_slot *slots = (struct image_slot *)(void *)(image + header->slots);
	unsigned char *filter = (unsigned char *)image + header->filter;
	uint32_t n_groups = 0;
	for (uint32_t i = 0; i < header->n_lexemes; i++) {
		lexemes[i] = sorted[i].lexeme;
		if (i && sorted[i].first_word == sorted[i - 1].first_word) {
			groups[n_groups - 1].n++;
			groups[n_groups - 1].tables |= 1u << lexemes[i].table;
			continue;
		}
		groups[n_groups++] =
			(struct image_group){sorted[i].first_word, i, 1, 1u << lexemes[i].table};
		uint32_t hash = lex_hash_mix(lex_hash(string_at(builder, sorted[i].first_word)));
		uint32_t bit = hash & header->filter_mask;
		filter[bit / 8] |= (unsigned char)(1u << bit % 8);
		uint32_t at = hash & header->slot_mask;
		while (slots[at].group)
			at = (at + 1) & header->slot_mask;
		slots[at] = (struct image_slot){hash, n_groups};
	}
}

enum dedi_status lex_builder_finish(
	struct lex_builder *builder, const char digest[64], struct str *ret_image)
{
	uint32_t n_groups;
	const struct sortable *sorted = sort_lexemes(builder, &n_groups);
	struct image_header header = {.magic = IMAGE_MAGIC, .n_tables = LEX_TABLE_COUNT};
	size_t size = sorted ? lay_out(builder, n_groups, &header) : 0;
	char *image = size && size < UINT32_MAX ? arena_zalloc(builder->arena, size) : NULL;
	if (!image)
		return DEDI_NO_MEMORY;
	header.size = (uint32_t)size;
	memcpy(header.digest, digest, sizeof header.digest);
	put(image, 0, &header, sizeof header);
	put(image, header.strings, builder->strings, builder->strings_n);
	for (int t = 0; t < LEX_TABLE_COUNT; t++) {
		const struct built_table *built = &builder->tables[t];
		put(image, header.tables[t].cells, built->cells.at,
			built->cells.n * sizeof *built->cells.at);
		put(image, header.tables[t].lines, built->lines.at,
			built->lines.n * sizeof *built->lines.at);
	}
	put(image, header.words, builder->words.at, builder->words.n * sizeof *builder->words.at);
	write_index(builder, sorted, &header, image);
	*ret_image = str_make(image, size);
	return DEDI_OK;
}
