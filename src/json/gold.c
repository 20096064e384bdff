/*
 * Reads gold documents. Code points become bytes through a table made in one pass over the text, so
 * that a document costs its length plus its spans. A span that is not inside the text, or backward,
 * is an error: gold that is silently wrong is worse than none.
 */
#include "json/gold.h"

#include "base/utf8.h"
#include "json/common.h"

#include <jansson.h>

struct reader {
	struct arena *arena;
	struct dedi_error *error;
	uint32_t *byte_at; /* [n_code_points + 1] */
	uint32_t n_code_points;
	struct gold gold;
};

static enum dedi_status bad(struct reader *r, const char *list, size_t index, const char *what)
{
	dedi_fail(r->error, DEDI_INVALID_INPUT, "%s[%zu]: %s", list, index, what);
	return DEDI_INVALID_INPUT;
}

static enum dedi_status no_memory(struct reader *r)
{
	return dedi_fail(r->error, DEDI_NO_MEMORY, "out of memory");
}

static bool copy_string(struct reader *r, const json_t *value, struct str *ret)
{
	if (!json_is_string(value))
		return true;
	return arena_copy(
		r->arena, str_make(json_string_value(value), json_string_length(value)), ret);
}

static bool index_text(struct reader *r)
{
	struct str text = r->gold.text;
	size_t n = utf8_length(text);
	uint32_t *at = ARENA_ARRAY(r->arena, uint32_t, n + 1);
	if (!at)
		return false;
	size_t byte = 0;
	for (size_t i = 0; i < n; i++) {
		at[i] = (uint32_t)byte;
		utf8_next(text, &byte);
	}
	at[n] = (uint32_t)byte;
	r->byte_at = at;
	r->n_code_points = (uint32_t)n;
	return true;
}

static bool read_span(const struct reader *r, const json_t *value, struct span *ret_span)
{
	if (json_array_size(value) != 2)
		return false;
	json_int_t start = json_integer_value(json_array_get(value, 0));
	json_int_t end = json_integer_value(json_array_get(value, 1));
	if (start < 0 || end <= start || end > (json_int_t)r->n_code_points)
		return false;
	*ret_span = (struct span){r->byte_at[start], r->byte_at[end]};
	return true;
}

/* null and absence are the empty span. */
static bool read_optional_span(const struct reader *r, const json_t *value, struct span *ret_span)
{
	return !value || json_is_null(value) || read_span(r, value, ret_span);
}

static enum dedi_status read_spans(struct reader *r, const json_t *list, const char *where,
	size_t index, struct span **ret_spans, uint32_t *ret_n)
{
	size_t n = json_array_size(list);
	struct span *spans = ARENA_ARRAY(r->arena, struct span, n);
	if (!spans)
		return no_memory(r);
	for (size_t i = 0; i < n; i++)
		if (!read_span(r, json_array_get(list, i), &spans[i]))
			return bad(r, where, index, "a span is not inside the text");
	*ret_spans = spans;
	*ret_n = (uint32_t)n;
	return DEDI_OK;
}

static bool read_type(const json_t *value, enum statement_type *ret_type)
{
	const char *name = json_string_value(value);
	for (int type = STATEMENT_DIRECT; name && type <= STATEMENT_MIXED; type++)
		if (strcmp(name, statement_type_name((enum statement_type)type)) == 0) {
			*ret_type = (enum statement_type)type;
			return true;
		}
	return false;
}

static enum dedi_status read_statement(
	struct reader *r, const json_t *value, size_t index, struct gold_statement *ret)
{
	const json_t *speaker = json_object_get(value, "speaker");
	if (!read_type(json_object_get(value, "type"), &ret->type))
		return bad(r, "statements", index, "type must be direct, indirect or mixed");
	if (!read_optional_span(r, json_object_get(value, "cue"), &ret->cue))
		return bad(r, "statements", index, "cue is not a span inside the text");
	if (!read_optional_span(r, json_object_get(speaker, "span"), &ret->speaker))
		return bad(r, "statements", index, "speaker.span is not a span inside the text");
	if (!copy_string(r, json_object_get(speaker, "name"), &ret->name))
		return no_memory(r);
	const json_t *spans = json_object_get(value, "spans");
	if (!json_array_size(spans))
		return bad(r, "statements", index, "spans is missing");
	return read_spans(r, spans, "statements", index, &ret->spans, &ret->n_spans);
}

static enum dedi_status read_statements(struct reader *r, const json_t *list)
{
	size_t n = json_array_size(list);
	struct gold_statement *at = ARENA_ARRAY(r->arena, struct gold_statement, n);
	if (!at)
		return no_memory(r);
	for (size_t i = 0; i < n; i++) {
		enum dedi_status status = read_statement(r, json_array_get(list, i), i, &at[i]);
		if (status != DEDI_OK)
			return status;
	}
	r->gold.statements = at;
	r->gold.n_statements = (uint32_t)n;
	return DEDI_OK;
}

static bool read_roles(struct reader *r, const json_t *list, struct gold_entity *entity)
{
	size_t n = json_array_size(list);
	entity->roles = ARENA_ARRAY(r->arena, struct str, n);
	if (!entity->roles)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!copy_string(r, json_array_get(list, i), &entity->roles[i]))
			return false;
	entity->n_roles = (uint32_t)n;
	return true;
}

static enum dedi_status read_entities(
	struct reader *r, const json_t *root, const char *key, enum gold_kind kind)
{
	const json_t *list = json_object_get(root, key);
	size_t n = json_array_size(list);
	struct gold_entity *at = ARENA_ARRAY(r->arena, struct gold_entity, n);
	if (!at)
		return no_memory(r);
	for (size_t i = 0; i < n; i++) {
		const json_t *value = json_array_get(list, i);
		if (!json_is_string(json_object_get(value, "name")))
			return bad(r, key, i, "name is missing");
		if (!copy_string(r, json_object_get(value, "name"), &at[i].name) ||
			!copy_string(r, json_object_get(value, "type"), &at[i].type) ||
			!read_roles(r, json_object_get(value, "roles"), &at[i]))
			return no_memory(r);
		enum dedi_status status = read_spans(r, json_object_get(value, "mentions"), key, i,
			&at[i].mentions, &at[i].n_mentions);
		if (status != DEDI_OK)
			return status;
	}
	r->gold.entities[kind] = at;
	r->gold.n_entities[kind] = (uint32_t)n;
	return DEDI_OK;
}

static enum dedi_status read_gold(struct reader *r, const json_t *root)
{
	static const char *const keys[GOLD_KINDS] = {"people", "organizations", "campaigns"};
	if (!json_is_string(json_object_get(root, "text")))
		return dedi_fail(r->error, DEDI_INVALID_INPUT, "there is no \"text\"");
	if (!copy_string(r, json_object_get(root, "text"), &r->gold.text) ||
		!copy_string(r, json_object_get(root, "id"), &r->gold.id) || !index_text(r))
		return no_memory(r);
	enum dedi_status status = read_statements(r, json_object_get(root, "statements"));
	for (int kind = 0; kind < GOLD_KINDS && status == DEDI_OK; kind++)
		status = read_entities(r, root, keys[kind], (enum gold_kind)kind);
	return status;
}

enum dedi_status json_parse_gold(
	struct str line, struct arena *arena, struct gold *ret_gold, struct dedi_error *error)
{
	json_error_t where;
	json_t *root = json_loadb(line.p, line.n, 0, &where);
	if (!root) {
		dedi_fail(error, DEDI_INVALID_JSON, "malformed JSON: %s", where.text);
		return DEDI_INVALID_JSON;
	}
	struct reader r = {.arena = arena, .error = error};
	enum dedi_status status = read_gold(&r, root);
	json_decref(root);
	if (status == DEDI_OK)
		*ret_gold = r.gold;
	return status;
}

static void convert_statement(
	const struct dedi_analysis *a, const struct statement *from, struct gold_statement *to)
{
	const struct speaker *speaker = &from->speaker;
	*to = (struct gold_statement){
		.type = from->type,
		.spans = from->spans,
		.n_spans = from->n_spans,
		.cue = from->cue,
		.speaker = speaker->span,
		.name = speaker->name,
		.confidence = from->confidence,
	};
	if (!to->name.n && speaker->person != NONE)
		to->name = a->entities.people[speaker->person].name;
	else if (!to->name.n && speaker->organization != NONE)
		to->name = a->entities.organizations[speaker->organization].name;
}

static bool convert_mentions(
	struct arena *arena, const struct mention *mentions, uint32_t n, struct gold_entity *to)
{
	to->mentions = ARENA_ARRAY(arena, struct span, n);
	if (!to->mentions)
		return false;
	for (uint32_t i = 0; i < n; i++)
		to->mentions[i] = mentions[i].span;
	to->n_mentions = n;
	return true;
}

static bool convert_person(const struct dedi_analysis *a, struct arena *arena,
	const struct person *from, struct gold_entity *to)
{
	to->name = from->name;
	to->roles = ARENA_ARRAY(arena, struct str, from->n_roles);
	if (!to->roles)
		return false;
	for (uint32_t i = 0; i < from->n_roles; i++)
		to->roles[i] = span_text(
			a->document.text, output_role_span(a->document.text, &from->roles[i]));
	to->n_roles = from->n_roles;
	return convert_mentions(arena, from->mentions, from->n_mentions, to);
}

enum dedi_status gold_from_analysis(
	const struct dedi_analysis *analysis, struct arena *arena, struct gold *ret_gold)
{
	const struct entities *e = &analysis->entities;
	const uint32_t n[GOLD_KINDS] = {e->n_people, e->n_organizations, e->n_campaigns};
	struct gold gold = {.text = analysis->document.text,
		.n_statements = analysis->statements.n,
		.statements = ARENA_ARRAY(arena, struct gold_statement, analysis->statements.n)};
	bool good = gold.statements != NULL;
	for (uint32_t i = 0; good && i < gold.n_statements; i++)
		convert_statement(analysis, &analysis->statements.at[i], &gold.statements[i]);
	for (int kind = 0; good && kind < GOLD_KINDS; kind++) {
		gold.n_entities[kind] = n[kind];
		gold.entities[kind] = ARENA_ARRAY(arena, struct gold_entity, n[kind]);
		good = gold.entities[kind] != NULL;
	}
	for (uint32_t i = 0; good && i < e->n_people; i++)
		good = convert_person(
			analysis, arena, &e->people[i], &gold.entities[GOLD_PEOPLE][i]);
	for (uint32_t i = 0; good && i < e->n_organizations; i++) {
		struct gold_entity *to = &gold.entities[GOLD_ORGANIZATIONS][i];
		to->name = e->organizations[i].name;
		good = convert_mentions(
			arena, e->organizations[i].mentions, e->organizations[i].n_mentions, to);
	}
	for (uint32_t i = 0; good && i < e->n_campaigns; i++) {
		struct gold_entity *to = &gold.entities[GOLD_CAMPAIGNS][i];
		const char *type = campaign_type_name(e->campaigns[i].type);
		to->name = e->campaigns[i].name;
		to->type = str_make(type, strlen(type));
		good = convert_mentions(
			arena, e->campaigns[i].mentions, e->campaigns[i].n_mentions, to);
	}
	if (!good)
		return DEDI_NO_MEMORY;
	*ret_gold = gold;
	return DEDI_OK;
}
