/*
 * Parses a request.
 *
 * The body is checked as UTF-8 first, so that a bad byte is told by its offset and not as a syntax
 * error. Every field has one row in a table: name and reader. Fields that are not in the table, of
 * the wrong type or given twice are refused: a client that misspells "offsets" must hear of it, not
 * get other offsets. What is kept is copied into the arena, and jansson's tree is released at once.
 */
#include "base/utf8.h"
#include "json/json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>

struct parse {
	const struct json_limits *limits;
	struct arena *arena;
	struct dedi_request request;
	struct json_options options;
	uint32_t n_known;
	struct dedi_error *error;
};

#define FIELD_ERROR(parse, status, name, ...)                                                      \
	field_error((parse)->error, dedi_fail((parse)->error, (status), __VA_ARGS__), (name))

static enum dedi_status field_error(
	struct dedi_error *error, enum dedi_status status, const char *name)
{
	if (error)
		snprintf(error->field, sizeof error->field, "%s", name);
	return status;
}

static enum dedi_status out_of_memory(struct parse *parse)
{
	return dedi_fail(
		parse->error, DEDI_NO_MEMORY, "the request needs more memory than one may use");
}

/* A string of at most limit bytes (0: any). null counts as not given. */
static enum dedi_status read_string(
	struct parse *parse, const char *name, const json_t *value, size_t limit, struct str *ret)
{
	if (json_is_null(value))
		return DEDI_OK;
	if (!json_is_string(value))
		return FIELD_ERROR(
			parse, DEDI_INVALID_INPUT, name, "\"%s\" must be a string", name);
	struct str s = str_make(json_string_value(value), json_string_length(value));
	if (limit && s.n > limit)
		return FIELD_ERROR(parse, DEDI_TOO_LARGE, name,
			"\"%s\" has %zu bytes; at most %zu are allowed", name, s.n, limit);
	return arena_copy(parse->arena, s, ret) ? DEDI_OK : out_of_memory(parse);
}

static enum dedi_status read_text(struct parse *parse, const char *name, const json_t *value)
{
	if (!json_is_string(value))
		return FIELD_ERROR(
			parse, DEDI_INVALID_INPUT, name, "\"%s\" must be a string", name);
	return read_string(parse, name, value, parse->limits ? parse->limits->text_bytes : 0,
		&parse->request.text);
}

static enum dedi_status read_id(struct parse *parse, const char *name, const json_t *value)
{
	return read_string(parse, name, value, JSON_ID_BYTES, &parse->request.id);
}

static enum dedi_status read_title(struct parse *parse, const char *name, const json_t *value)
{
	return read_string(parse, name, value, JSON_TITLE_BYTES, &parse->request.title);
}

bool json_is_date(struct str s)
{
	if (s.n != 10)
		return false;
	unsigned part[3] = {0};
	for (size_t i = 0, k = 0; i < s.n; i++) {
		if (i == 4 || i == 7) {
			if (s.p[i] != '-')
				return false;
			k++;
		} else if (s.p[i] < '0' || s.p[i] > '9') {
			return false;
		} else {
			part[k] = part[k] * 10 + (unsigned)(s.p[i] - '0');
		}
	}
	return part[1] >= 1 && part[1] <= 12 && part[2] >= 1 && part[2] <= 31;
}

static enum dedi_status read_date(struct parse *parse, const char *name, const json_t *value)
{
	enum dedi_status status = read_string(parse, name, value, 0, &parse->request.date);
	if (status != DEDI_OK || json_is_null(value))
		return status;
	if (!json_is_date(parse->request.date))
		return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
			"\"%s\" must be a date as YYYY-MM-DD", name);
	return DEDI_OK;
}

static enum dedi_status read_language(struct parse *parse, const char *name, const json_t *value)
{
	enum dedi_status status = read_string(parse, name, value, 0, &parse->request.language);
	if (status != DEDI_OK || json_is_null(value))
		return status;
	if (!str_eq(parse->request.language, STR("kk")))
		return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
			"\"%s\" must be \"kk\": no other language is analysed", name);
	return DEDI_OK;
}

static enum dedi_status read_offsets(struct parse *parse, const char *name, const json_t *value)
{
	struct str s = {0};
	enum dedi_status status = read_string(parse, name, value, 0, &s);
	if (status != DEDI_OK || json_is_null(value))
		return status;
	if (!json_parse_offsets(s, &parse->options.offsets))
		return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
			"\"%s\" must be \"codepoint\", \"utf16\" or \"byte\"", name);
	return DEDI_OK;
}

static enum dedi_status read_include(struct parse *parse, const char *name, const json_t *value)
{
	if (json_is_null(value))
		return DEDI_OK;
	uint32_t include = 0;
	bool good = json_is_array(value);
	for (size_t i = 0; good && i < json_array_size(value); i++) {
		const json_t *item = json_array_get(value, i);
		uint32_t bit = 0;
		const char *s = json_string_value(item);
		good = s && !strchr(s, ',') &&
		       json_parse_include(str_make(s, json_string_length(item)), &bit);
		include |= bit;
	}
	if (!good)
		return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
			"\"%s\" must be an array of \"statements\", \"people\", \"organizations\", "
			"\"campaigns\"",
			name);
	parse->options.include = include;
	return DEDI_OK;
}

static enum dedi_status read_explain(struct parse *parse, const char *name, const json_t *value)
{
	if (!json_is_boolean(value) && !json_is_null(value))
		return FIELD_ERROR(
			parse, DEDI_INVALID_INPUT, name, "\"%s\" must be true or false", name);
	parse->options.explain = json_is_true(value);
	return DEDI_OK;
}

static enum dedi_status read_names(struct parse *parse, const char *name, const json_t *value,
	const struct str **ret_names, uint32_t *ret_n)
{
	if (!json_is_array(value))
		return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
			"\"%s\" must be an array of strings", name);
	size_t n = json_array_size(value);
	uint32_t limit = parse->limits ? parse->limits->known : UINT32_MAX;
	if (n > limit - parse->n_known)
		return FIELD_ERROR(parse, DEDI_TOO_LARGE, name,
			"\"known\" holds more than the %u names that are allowed", limit);
	struct str *names = ARENA_ARRAY(parse->arena, struct str, n);
	if (!names)
		return out_of_memory(parse);
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(value, i);
		if (!json_is_string(item) || !json_string_length(item))
			return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
				"\"%s\" must hold strings that are not empty", name);
		enum dedi_status status =
			read_string(parse, name, item, JSON_KNOWN_NAME_BYTES, &names[i]);
		if (status != DEDI_OK)
			return status;
	}
	parse->n_known += (uint32_t)n;
	*ret_names = names;
	*ret_n = (uint32_t)n;
	return DEDI_OK;
}

static enum dedi_status read_known(struct parse *parse, const char *name, const json_t *value)
{
	if (json_is_null(value))
		return DEDI_OK;
	if (!json_is_object(value))
		return FIELD_ERROR(
			parse, DEDI_INVALID_INPUT, name, "\"%s\" must be an object", name);
	struct known_names *known = &parse->request.known;
	const struct {
		const char *key, *path;
		const struct str **names;
		uint32_t *n;
	} lists[] = {
		{"people", "known.people", &known->people, &known->n_people},
		{"organizations", "known.organizations", &known->organizations,
			&known->n_organizations},
		{"campaigns", "known.campaigns", &known->campaigns, &known->n_campaigns},
	};
	size_t seen = 0;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const json_t *list = json_object_get(value, lists[i].key);
		if (!list)
			continue;
		seen++;
		enum dedi_status status =
			read_names(parse, lists[i].path, list, lists[i].names, lists[i].n);
		if (status != DEDI_OK)
			return status;
	}
	if (seen != json_object_size(value))
		return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
			"\"%s\" may have \"people\", \"organizations\" and \"campaigns\" only",
			name);
	return DEDI_OK;
}

static const struct field {
	const char *name;
	enum dedi_status (*read)(struct parse *parse, const char *name, const json_t *value);
} fields[] = {
	{"text", read_text},
	{"id", read_id},
	{"title", read_title},
	{"date", read_date},
	{"language", read_language},
	{"offsets", read_offsets},
	{"include", read_include},
	{"explain", read_explain},
	{"known", read_known},
};

static const struct field *find_field(const char *name)
{
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

static enum dedi_status read_fields(struct parse *parse, json_t *root)
{
	if (!json_is_object(root))
		return dedi_fail(
			parse->error, DEDI_INVALID_INPUT, "the request must be a JSON object");
	const char *name;
	json_t *value;
	json_object_foreach(root, name, value)
	{
		const struct field *field = find_field(name);
		if (!field && parse->limits && parse->limits->other_fields)
			continue;
		if (!field) {
			struct str shown = str_make(name, strlen(name) < 60 ? strlen(name) : 60);
			shown.n = utf8_valid_prefix(shown);
			return FIELD_ERROR(parse, DEDI_INVALID_INPUT, name,
				"there is no field \"" STR_FMT "\"", STR_ARG(shown));
		}
		enum dedi_status status = field->read(parse, field->name, value);
		if (status != DEDI_OK)
			return status;
	}
	if (!json_object_get(root, "text"))
		return FIELD_ERROR(parse, DEDI_INVALID_INPUT, "text", "\"text\" is missing");
	if (!parse->request.text.n)
		return FIELD_ERROR(parse, DEDI_EMPTY, "text", "\"text\" is empty");
	return DEDI_OK;
}

/* jansson takes a lack of memory for bad syntax in places, and in others drops a part of a string
 * and goes on: its allocator notes it. */
static _Thread_local bool lacked_memory;

static json_malloc_t next_malloc;

static void *note_malloc(size_t size)
{
	void *p = next_malloc(size);
	lacked_memory |= !p;
	return p;
}

static void set_allocator(void)
{
	json_free_t next_free;
	json_get_alloc_funcs(&next_malloc, &next_free);
	json_set_alloc_funcs(note_malloc, next_free);
}

static enum dedi_status syntax_error(struct dedi_error *error, const json_error_t *from)
{
	if (lacked_memory || json_error_code(from) == json_error_out_of_memory || !from->text[0])
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	dedi_fail(error, DEDI_INVALID_JSON, "malformed JSON: %s", from->text);
	if (error) {
		error->line = from->line > 0 ? (size_t)from->line : 0;
		error->column = from->column > 0 ? (size_t)from->column : 0;
		error->offset = from->position >= 0 ? (size_t)from->position : SIZE_MAX;
	}
	return DEDI_INVALID_JSON;
}

enum dedi_status json_parse_request(struct str body, const struct json_limits *limits,
	struct arena *arena, struct dedi_request *ret_request, struct json_options *ret_options,
	struct dedi_error *error)
{
	size_t valid = utf8_valid_prefix(body);
	if (valid != body.n) {
		dedi_fail(error, DEDI_INVALID_UTF8, "byte %zu is not valid UTF-8", valid);
		if (error)
			error->offset = valid;
		return DEDI_INVALID_UTF8;
	}
	static once_flag once = ONCE_FLAG_INIT;
	json_error_t where;
	call_once(&once, set_allocator);
	lacked_memory = false;
	json_t *root = json_loadb(
		body.p, body.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DECODE_ANY, &where);
	if (!root)
		return syntax_error(error, &where);
	if (lacked_memory) {
		json_decref(root);
		return dedi_fail(error, DEDI_NO_MEMORY, "out of memory");
	}
	struct parse parse = {
		.limits = limits, .arena = arena, .options = JSON_OPTIONS_DEFAULT, .error = error};
	if (limits && limits->defaults)
		parse.options = *limits->defaults;
	enum dedi_status status = read_fields(&parse, root);
	json_decref(root);
	if (status != DEDI_OK)
		return status;
	*ret_request = parse.request;
	*ret_options = parse.options;
	return DEDI_OK;
}
