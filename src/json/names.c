/* The names that options have in requests, queries and on the command line. */
#include "json/json.h"

bool json_parse_offsets(struct str name, enum offset_unit *ret_unit)
{
	for (int unit = OFFSET_CODEPOINT; unit <= OFFSET_BYTE; unit++) {
		const char *s = json_offsets_name((enum offset_unit)unit);
		if (str_eq(name, str_make(s, strlen(s)))) {
			*ret_unit = (enum offset_unit)unit;
			return true;
		}
	}
	return false;
}

const char *json_offsets_name(enum offset_unit unit)
{
	static const char *const names[] = {"codepoint", "utf16", "byte"};
	return names[unit];
}

static uint32_t include_bit(struct str name)
{
	static const char *const names[] = {"statements", "people", "organizations", "campaigns"};
	for (uint32_t i = 0; i < 4; i++)
		if (str_eq(name, str_make(names[i], strlen(names[i]))))
			return 1u << i;
	return 0;
}

bool json_parse_include(struct str comma_list, uint32_t *ret_include)
{
	uint32_t include = 0;
	size_t from = 0;
	for (size_t i = 0; i <= comma_list.n; i++) {
		if (i < comma_list.n && comma_list.p[i] != ',')
			continue;
		uint32_t bit = include_bit(str_make(comma_list.p + from, i - from));
		if (!bit)
			return false;
		include |= bit;
		from = i + 1;
	}
	*ret_include = include;
	return true;
}

static const char *const view_names[VIEW_COUNT] = {
	[VIEW_DOCUMENT] = "document",
	[VIEW_TOKENS] = "tokens",
	[VIEW_QUOTES] = "quotes",
	[VIEW_WORDS] = "words",
	[VIEW_TAGS] = "tags",
	[VIEW_MENTIONS] = "mentions",
	[VIEW_ENTITIES] = "entities",
	[VIEW_STATEMENTS] = "statements",
};

bool json_parse_view(struct str name, enum json_view *ret_view)
{
	for (int view = 0; view < VIEW_COUNT; view++)
		if (str_eq(name, str_make(view_names[view], strlen(view_names[view])))) {
			*ret_view = (enum json_view)view;
			return true;
		}
	return false;
}

const char *json_view_name(enum json_view view)
{
	return view < VIEW_COUNT ? view_names[view] : NULL;
}

enum dedi_stage json_view_stage(enum json_view view)
{
	switch (view) {
	case VIEW_DOCUMENT:
	case VIEW_TOKENS:
	case VIEW_QUOTES:
		return STAGE_DOCUMENT;
	case VIEW_WORDS:
		return STAGE_WORDS;
	case VIEW_TAGS:
		return STAGE_TAGS;
	case VIEW_MENTIONS:
	case VIEW_ENTITIES:
		return STAGE_ENTITIES;
	case VIEW_STATEMENTS:
	case VIEW_COUNT:
		break;
	}
	return STAGE_STATEMENTS;
}
