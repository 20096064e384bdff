/* JSON: requests and their errors, the answer over an analysis made by hand, layout, gold. */
#include "../run.h"
#include "json/gold.h"
#include "json/json.h"
#include "json/writer.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct arena arena;
static struct lexicon *lexicon;

static void set_up(void)
{
	arena_init(&arena, 1 << 24);
	ck_assert_int_eq(lexicon_open(&lexicon), DEDI_OK);
}

static void tear_down(void)
{
	lexicon_free(lexicon);
	arena_finish(&arena);
}

#define ck_assert_text(s, expected)                                                                \
	do {                                                                                       \
		struct str text_ = (s);                                                            \
		ck_assert_msg(str_eq(text_, STR(expected)), "got " STR_FMT, STR_ARG(text_));       \
	} while (0)

/* ---- requests ---- */

static enum dedi_status parse(const char *body, struct dedi_request *request,
	struct json_options *options, struct dedi_error *error)
{
	static const struct json_limits limits = {.text_bytes = 64, .known = 3};
	*error = (struct dedi_error){.offset = SIZE_MAX};
	return json_parse_request(
		str_make(body, strlen(body)), &limits, &arena, request, options, error);
}

START_TEST(a_request_says_all_it_can)
{
	struct dedi_request request;
	struct json_options options;
	struct dedi_error error;
	ck_assert_int_eq(parse("{\"text\":\"Сөз \\u0022\\n\",\"id\":\"a/1\",\"title\":\"Тақырып\","
			       "\"date\":\"2025-12-04\",\"language\":\"kk\",\"offsets\":\"utf16\","
			       "\"include\":[\"people\",\"campaigns\"],\"explain\":true,"
			       "\"known\":{\"people\":[\"А\",\"Б\"],\"campaigns\":[\"В\"]}}",
				 &request, &options, &error),
		DEDI_OK);
	ck_assert_text(request.text, "Сөз \"\n");
	ck_assert_text(request.id, "a/1");
	ck_assert_text(request.title, "Тақырып");
	ck_assert_text(request.date, "2025-12-04");
	ck_assert_int_eq(options.offsets, OFFSET_UTF16);
	ck_assert_uint_eq(options.include, INCLUDE_PEOPLE | INCLUDE_CAMPAIGNS);
	ck_assert(options.explain);
	ck_assert_uint_eq(request.known.n_people, 2);
	ck_assert_uint_eq(request.known.n_organizations, 0);
	ck_assert_text(request.known.campaigns[0], "В");
}
END_TEST

START_TEST(a_request_may_say_little)
{
	struct dedi_request request;
	struct json_options options;
	struct dedi_error error;
	ck_assert_int_eq(parse(" {\"text\":\"a\",\"id\":null,\"title\":null,\"date\":null,"
			       "\"language\":null,\"offsets\":null,\"include\":null,"
			       "\"explain\":null,\"known\":null} ",
				 &request, &options, &error),
		DEDI_OK);
	ck_assert_uint_eq(request.id.n, 0);
	ck_assert_int_eq(options.offsets, OFFSET_CODEPOINT);
	ck_assert_uint_eq(options.include, INCLUDE_ALL);
	ck_assert(!options.explain);
}
END_TEST

static const struct {
	const char *body;
	enum dedi_status status;
	const char *field;
	size_t line, column, offset;
} bad_requests[] = {
	{"", DEDI_INVALID_JSON, "", 1, 0, 0},
	{"{\"text\":\n \"a\",}", DEDI_INVALID_JSON, "", 2, 6, 15},
	{"{\"text\":\"a\"} x", DEDI_INVALID_JSON, "", 1, 14, 14},
	{"{\"text\":\"a\",\"text\":\"b\"}", DEDI_INVALID_JSON, "", 1, 18, 18},
	{"{\"text\":\"\\ud800\"}", DEDI_INVALID_JSON, "", 1, 16, 16},
	{"{\"text\":\"\xff\"}", DEDI_INVALID_UTF8, "", 0, 0, 9},
	{"[]", DEDI_INVALID_INPUT, "", 0, 0, SIZE_MAX},
	{"3", DEDI_INVALID_INPUT, "", 0, 0, SIZE_MAX},
	{"{}", DEDI_INVALID_INPUT, "text", 0, 0, SIZE_MAX},
	{"{\"text\":null}", DEDI_INVALID_INPUT, "text", 0, 0, SIZE_MAX},
	{"{\"text\":[\"a\"]}", DEDI_INVALID_INPUT, "text", 0, 0, SIZE_MAX},
	{"{\"text\":\"\"}", DEDI_EMPTY, "text", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"id\":5}", DEDI_INVALID_INPUT, "id", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"txet\":5}", DEDI_INVALID_INPUT, "txet", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"date\":\"4.12.2025\"}", DEDI_INVALID_INPUT, "date", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"date\":\"2025-13-04\"}", DEDI_INVALID_INPUT, "date", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"language\":\"ru\"}", DEDI_INVALID_INPUT, "language", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"offsets\":\"bytes\"}", DEDI_INVALID_INPUT, "offsets", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"offsets\":0}", DEDI_INVALID_INPUT, "offsets", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"include\":\"people\"}", DEDI_INVALID_INPUT, "include", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"include\":[\"places\"]}", DEDI_INVALID_INPUT, "include", 0, 0,
		SIZE_MAX},
	{"{\"text\":\"a\",\"include\":[\"people,campaigns\"]}", DEDI_INVALID_INPUT, "include", 0, 0,
		SIZE_MAX},
	{"{\"text\":\"a\",\"explain\":1}", DEDI_INVALID_INPUT, "explain", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"known\":[]}", DEDI_INVALID_INPUT, "known", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"known\":{\"places\":[]}}", DEDI_INVALID_INPUT, "known", 0, 0, SIZE_MAX},
	{"{\"text\":\"a\",\"known\":{\"people\":\"А\"}}", DEDI_INVALID_INPUT, "known.people", 0, 0,
		SIZE_MAX},
	{"{\"text\":\"a\",\"known\":{\"people\":[\"\"]}}", DEDI_INVALID_INPUT, "known.people", 0, 0,
		SIZE_MAX},
	{"{\"text\":\"a\",\"known\":{\"people\":[\"А\",\"Ә\"],\"campaigns\":[\"Б\",\"В\"]}}",
		DEDI_TOO_LARGE, "known.campaigns", 0, 0, SIZE_MAX},
	{"{\"text\":\"0123456789012345678901234567890123456789012345678901234567890123x\"}",
		DEDI_TOO_LARGE, "text", 0, 0, SIZE_MAX},
};

START_TEST(a_bad_request_is_told_where)
{
	struct dedi_request request = {.id = STR("before")};
	struct json_options options;
	struct dedi_error error;
	ck_assert_int_eq(
		parse(bad_requests[_i].body, &request, &options, &error), bad_requests[_i].status);
	ck_assert_int_eq(error.status, bad_requests[_i].status);
	ck_assert_str_eq(error.field, bad_requests[_i].field);
	ck_assert_uint_eq(error.line, bad_requests[_i].line);
	ck_assert_uint_eq(error.column, bad_requests[_i].column);
	ck_assert_uint_eq(error.offset, bad_requests[_i].offset);
	ck_assert_str_ne(error.message, "");
	ck_assert_text(request.id, "before"); /* untouched on failure */
}
END_TEST

START_TEST(a_deep_request_is_refused)
{
	static char body[200001];
	struct dedi_request request;
	struct json_options options;
	struct dedi_error error;
	memset(body, '[', sizeof body - 1);
	ck_assert_int_eq(parse(body, &request, &options, &error), DEDI_INVALID_JSON);
}
END_TEST

START_TEST(a_reader_may_skip_other_fields)
{
	const struct json_options defaults = {
		.offsets = OFFSET_BYTE, .include = INCLUDE_PEOPLE, .explain = true};
	const struct json_limits limits = {.other_fields = true, .defaults = &defaults};
	struct dedi_request request;
	struct json_options options;
	struct dedi_error error;
	struct str body = STR("{\"text\":\"a\",\"statements\":[1],\"explain\":false}");
	ck_assert_int_eq(
		json_parse_request(body, &limits, &arena, &request, &options, &error), DEDI_OK);
	ck_assert_int_eq(options.offsets, OFFSET_BYTE);
	ck_assert_uint_eq(options.include, INCLUDE_PEOPLE);
	ck_assert(!options.explain);
}
END_TEST

/* jansson's memory comes from malloc: each call fails once. */
static size_t calls, failing_call;

static void *failing_malloc(size_t size)
{
	return ++calls == failing_call ? NULL : malloc(size);
}

START_TEST(a_request_survives_lack_of_memory)
{
	static const char body[] =
		"{\"text\":\"Сөз\",\"id\":\"a\",\"title\":\"b\",\"offsets\":\"byte\","
		"\"include\":[\"people\"],\"known\":{\"people\":[\"А\",\"Б\"]}}";
	struct dedi_request request;
	struct json_options options;
	struct dedi_error error;
	json_set_alloc_funcs(failing_malloc, free);
	size_t failures = 0;
	for (failing_call = 1;; failing_call++) {
		calls = 0;
		enum dedi_status status = parse(body, &request, &options, &error);
		if (status == DEDI_OK)
			break;
		ck_assert_msg(status == DEDI_NO_MEMORY, "%s", dedi_status_name(status));
		failures++;
	}
	json_set_alloc_funcs(malloc, free);
	ck_assert_uint_gt(failures, 10);
	for (size_t i = 1;; i++) {
		arena_reset(&arena);
		arena.fail_after = i;
		enum dedi_status status = parse(body, &request, &options, &error);
		if (status == DEDI_OK)
			break;
		ck_assert_int_eq(status, DEDI_NO_MEMORY);
	}
	ck_assert_uint_gt(arena.fail_after, 5);
}
END_TEST

/* ---- names ---- */

START_TEST(names_of_options)
{
	enum offset_unit unit;
	enum json_view view;
	uint32_t include;
	ck_assert(json_parse_offsets(STR("byte"), &unit));
	ck_assert_int_eq(unit, OFFSET_BYTE);
	ck_assert(!json_parse_offsets(STR("byt"), &unit));
	ck_assert(!json_parse_offsets(STR(""), &unit));
	ck_assert(json_parse_include(STR("people,statements"), &include));
	ck_assert_uint_eq(include, INCLUDE_PEOPLE | INCLUDE_STATEMENTS);
	ck_assert(!json_parse_include(STR("people,"), &include));
	ck_assert(!json_parse_include(STR(""), &include));
	for (int i = 0; i < VIEW_COUNT; i++) {
		const char *name = json_view_name((enum json_view)i);
		ck_assert(json_parse_view(str_make(name, strlen(name)), &view));
		ck_assert_int_eq(view, i);
	}
	ck_assert(!json_parse_view(STR("nothing"), &view));
}
END_TEST

/* ---- the writer ---- */

START_TEST(the_writer_escapes_and_separates)
{
	struct json_writer w;
	struct str json;
	writer_init(&w, &arena, 1); /* grows from nothing */
	writer_open(&w, '{');
	writer_key(&w, "a");
	writer_str(&w, STR("\"\\/\b\n\r\t\x01\x1fқ😀\x7f"));
	writer_key(&w, "b");
	writer_open(&w, '[');
	writer_uint(&w, 0);
	writer_uint(&w, UINT64_MAX);
	writer_bool(&w, true);
	writer_null(&w);
	writer_hundredths(&w, 0.996);
	writer_hundredths(&w, 0.05);
	writer_hundredths(&w, -3);
	writer_id(&w, 's', 0);
	writer_close(&w, ']');
	writer_key(&w, "c");
	writer_open(&w, '{');
	writer_close(&w, '}');
	writer_close(&w, '}');
	ck_assert_int_eq(writer_finish(&w, &json), DEDI_OK);
	ck_assert_text(json, "{\"a\":\"\\\"\\\\/\\u0008\\n\\r\\t\\u0001\\u001fқ😀\x7f\","
			     "\"b\":[0,18446744073709551615,true,null,1.00,0.05,0.00,\"s1\"],"
			     "\"c\":{}}");
}
END_TEST

static void check_escapes(size_t n, size_t at_byte, size_t k)
{
	static const char special[] = "\"\\\n\x01\x1f\x7f !";
	char text[] = "қққққққққққққққққққққ";
	struct json_writer w;
	struct str json;
	text[at_byte & ~(size_t)1] = special[k];
	text[at_byte | 1] = special[(k + 1) % (sizeof special - 1)];
	text[n] = '\0';
	writer_init(&w, &arena, 1);
	writer_open(&w, '[');
	writer_str(&w, str_make(text, n));
	writer_close(&w, ']');
	ck_assert_int_eq(writer_finish(&w, &json), DEDI_OK);
	json_t *root = json_loadb(json.p, json.n, 0, NULL);
	ck_assert_msg(root != NULL, STR_FMT, STR_ARG(json));
	ck_assert_str_eq(json_string_value(json_array_get(root, 0)), text);
	json_decref(root);
}

/* Escapes are looked for sixteen and eight bytes at a time: each kind at each place of strings of
 * every length, among long letters. */
START_TEST(escapes_are_found_anywhere)
{
	for (size_t n = 2; n <= 42; n += 2)
		for (size_t at_byte = 0; at_byte < n; at_byte++)
			for (size_t k = 0; k < 8; k++)
				check_escapes(n, at_byte, k);
}
END_TEST

START_TEST(layout_keeps_the_words)
{
	struct str text;
	struct str json = STR("{\"a\":[1,2],\"b\":\"x: [y], {z}\\\"\"}");
	ck_assert_int_eq(json_indent(json, &arena, &text), DEDI_OK);
	ck_assert_text(text, "{\"a\": [1, 2], \"b\": \"x: [y], {z}\\\"\"}\n");
	ck_assert_int_eq(
		json_indent(
			STR("{\"a\": \"------------------------------------------------------"
			    "----------------------------------------------------------------"
			    "----------------------------------------------------------------\","
			    "\n \"b\":[]}"),
			&arena, &text),
		DEDI_OK);
	ck_assert_text(text, "{\n  \"a\": \"------------------------------------------------------"
			     "----------------------------------------------------------------"
			     "----------------------------------------------------------------\",\n"
			     "  \"b\": []\n}\n");
	ck_assert_int_eq(
		json_indent(STR("]}]},\"x"), &arena, &text), DEDI_OK); /* no JSON: no harm */
}
END_TEST

/* ---- answers ---- */

static const char article[] = "Айман 😀 айтты. Ақ, Көк. Жоба ОКҚ-ның төрағасына";

/* The span of words in the article. */
static struct span at(const char *words)
{
	const char *found = strstr(article, words);
	ck_assert_ptr_nonnull(found);
	uint32_t start = (uint32_t)(found - article);
	return (struct span){start, start + (uint32_t)strlen(words)};
}

static struct dedi_analysis sample(void)
{
	static struct dedi_request request;
	static struct mention person_mention, org_mention, campaign_mention;
	static struct role role;
	static struct person person;
	static struct organization organizations[2];
	static struct campaign campaign;
	static struct span pieces[2];
	static struct statement statements[2];
	static struct credit credit;
	static struct str alias;
	static uint32_t campaigns[1] = {0};
	request = (struct dedi_request){
		.text = str_make(article, sizeof article - 1), .id = STR("n\"1")};
	person_mention = (struct mention){.span = at("Айман"), .kind = MENTION_NAME};
	org_mention = (struct mention){.span = at("ОКҚ-ның"), .kind = MENTION_ACRONYM};
	campaign_mention = (struct mention){.span = at("Жоба"), .kind = MENTION_ALIAS};
	role = (struct role){.text = STR("ОКҚ-ның төрағасы"),
		.span = at("ОКҚ-ның төрағасына"),
		.organization = 1};
	person = (struct person){.name = STR("Айман"),
		.given_name = STR("Айман"),
		.roles = &role,
		.n_roles = 1,
		.mentions = &person_mention,
		.n_mentions = 1};
	organizations[0] = (struct organization){
		.name = STR("Сая"), .type = ORG_OTHER, .legal_form = STR("ЖШС")};
	alias = STR("Қызмет");
	organizations[1] = (struct organization){.name = STR("ОКҚ"),
		.type = ORG_OTHER,
		.acronym = STR("ОКҚ"),
		.expansion = STR("Қызмет"),
		.expansion_from_lexicon = true,
		.aliases = &alias,
		.n_aliases = 1,
		.mentions = &org_mention,
		.n_mentions = 1};
	campaign = (struct campaign){.name = STR("Жоба"),
		.type = CAMPAIGN_OTHER,
		.catalog_id = STR("x-1"),
		.theme = STR("ақ"),
		.label = STR("Көк"),
		.mentions = &campaign_mention,
		.n_mentions = 1,
		.owner = 0};
	pieces[0] = at("Ақ");
	pieces[1] = at("Көк");
	statements[0] = (struct statement){.type = STATEMENT_DIRECT,
		.spans = pieces,
		.n_spans = 2,
		.cue = at("айтты"),
		.cue_lemma = STR("айт"),
		.confidence = 0.975f,
		.speaker = {.kind = SPEAKER_PERSON,
			.span = at("Айман"),
			.person = 0,
			.organization = NONE,
			.name = STR("Айман")},
		.campaigns = campaigns,
		.n_campaigns = 1,
		.seam = STR("marks-dash-cue"),
		.cue_table = NONE,
		.cue_row = NONE,
		.resolved_by = STR("name"),
		.antecedent = at("Айман"),
		.rivals = {{.name = STR("Дана"), .lost_by = STR("earlier-speaker")}},
		.n_rivals = 1};
	statements[1] = (struct statement){.type = STATEMENT_MIXED,
		.spans = pieces,
		.n_spans = 1,
		.in_headline = true,
		.cue_table = NONE,
		.cue_row = NONE,
		.speaker = {.kind = SPEAKER_UNKNOWN, .person = NONE, .organization = 1}};
	credit = (struct credit){.span = at("Көк"), .organization = NONE};
	return (struct dedi_analysis){.request = &request,
		.lexicon = lexicon,
		.document = {.text = request.text, .title = at("Ақ")},
		.entities = {.people = &person,
			.n_people = 1,
			.organizations = organizations,
			.n_organizations = 2,
			.campaigns = &campaign,
			.n_campaigns = 1},
		.statements = {.at = statements, .n = 2, .credits = &credit, .n_credits = 1},
		.stage_ns = {1000, 400, 200}};
}

static json_t *answer(const struct dedi_analysis *analysis, const struct json_options *options)
{
	struct str json;
	ck_assert_int_eq(json_write_analysis(analysis, options, &arena, &json), DEDI_OK);
	json_t *root = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, NULL);
	ck_assert_msg(root != NULL, STR_FMT, STR_ARG(json));
	return root;
}

/* Every object with text and span has the words of the article at the span. */
static void check_texts(const json_t *value, enum offset_unit unit, unsigned *seen)
{
	size_t i;
	const char *key;
	json_t *item;
	const json_t *span = json_object_get(value, "span");
	if (json_is_object(span) && json_object_get(value, "text")) {
		struct offset_index *index;
		const char *words = json_string_value(json_object_get(value, "text"));
		struct span bytes = at(words);
		ck_assert_int_eq(
			offset_index_new(str_make(article, sizeof article - 1), &arena, &index),
			DEDI_OK);
		ck_assert_int_eq(json_integer_value(json_object_get(span, "start")),
			offset_in(index, unit, bytes.start));
		ck_assert_int_eq(json_integer_value(json_object_get(span, "end")),
			offset_in(index, unit, bytes.end));
		(*seen)++;
	}
	if (json_is_object(value))
		json_object_foreach((json_t *)(uintptr_t)value, key, item)
			check_texts(item, unit, seen);
	json_array_foreach(value, i, item) check_texts(item, unit, seen);
}

START_TEST(texts_stand_at_their_spans)
{
	struct dedi_analysis analysis = sample();
	struct json_options options = JSON_OPTIONS_DEFAULT;
	options.offsets = (enum offset_unit)_i;
	json_t *root = answer(&analysis, &options);
	unsigned seen = 0;
	check_texts(root, options.offsets, &seen);
	ck_assert_uint_eq(seen, 8);
	const json_t *document = json_object_get(root, "document");
	ck_assert_str_eq(json_string_value(json_object_get(document, "offsets")),
		json_offsets_name(options.offsets));
	static const int lengths[] = {47, 48, 85};
	ck_assert_int_eq(json_integer_value(json_object_get(document, "length")), lengths[_i]);
	json_decref(root);
}
END_TEST

START_TEST(the_answer_is_as_the_contract_says)
{
	struct dedi_analysis analysis = sample();
	const struct json_options options = {
		.offsets = OFFSET_CODEPOINT, .include = INCLUDE_ALL, .explain = true};
	struct str json;
	ck_assert_int_eq(json_write_analysis(&analysis, &options, &arena, &json), DEDI_OK);
	struct str head = STR(
		"{\"document\":{\"id\":\"n\\\"1\",\"language\":\"kk\",\"date\":null,"
		"\"title\":{\"text\":\"Ақ\",\"span\":{\"start\":15,\"end\":17}},\"length\":47,"
		"\"offsets\":\"codepoint\",\"credits\":[{\"text\":\"Көк\",\"span\":{\"start\":19,"
		"\"end\":22},\"organization\":null}]},"
		"\"statements\":[{\"id\":\"s1\",\"type\":\"direct\",\"text\":\"Ақ Көк\","
		"\"spans\":[{\"start\":15,\"end\":17},{\"start\":19,\"end\":22}],"
		"\"cue\":{\"text\":\"айтты\",\"lemma\":\"айт\",\"span\":{\"start\":8,\"end\":13}},"
		"\"in_headline\":false,\"speaker\":{\"kind\":\"person\",\"text\":\"Айман\","
		"\"span\":{\"start\":0,\"end\":5},\"name\":\"Айман\",\"person\":\"p1\","
		"\"organization\":null},\"campaigns\":[\"c1\"],\"confidence\":0.98,"
		"\"explain\":{\"seam\":\"marks-dash-cue\",\"cue_entry\":null,"
		"\"resolved_by\":\"name\","
		"\"antecedent\":{\"text\":\"Айман\",\"span\":{\"start\":0,\"end\":5}},"
		"\"beat\":[{\"name\":\"Дана\",\"lost_by\":\"earlier-speaker\"}]}},"
		"{\"id\":\"s2\",\"type\":\"mixed\",\"text\":\"Ақ\",\"spans\":[{\"start\":15,"
		"\"end\":17}],\"cue\":null,\"in_headline\":true,\"speaker\":{\"kind\":\"unknown\","
		"\"text\":null,\"span\":null,\"name\":null,\"person\":null,"
		"\"organization\":\"o2\"},\"campaigns\":[],\"confidence\":0.00,"
		"\"explain\":{\"seam\":null,\"cue_entry\":null,\"resolved_by\":null,"
		"\"antecedent\":null,\"beat\":[]}}],"
		"\"people\":[{\"id\":\"p1\",\"name\":\"Айман\",\"given_name\":\"Айман\","
		"\"patronymic\":null,\"surname\":null,\"roles\":[{\"text\":\"ОКҚ-ның төрағасы\","
		"\"span\":{\"start\":29,\"end\":45},\"organization\":\"o2\"}],"
		"\"mentions\":[{\"text\":\"Айман\",\"kind\":\"name\",\"span\":{\"start\":0,"
		"\"end\":5}}],\"statements\":[\"s1\"]}],"
		"\"organizations\":[{\"id\":\"o1\",\"name\":\"Сая\",\"acronym\":null,"
		"\"type\":\"other\",\"legal_form\":\"ЖШС\",\"expansion\":null,\"aliases\":[],"
		"\"mentions\":[],\"statements\":[]},"
		"{\"id\":\"o2\",\"name\":\"ОКҚ\",\"acronym\":\"ОКҚ\",\"type\":\"other\","
		"\"legal_form\":null,\"expansion\":{\"text\":\"Қызмет\",\"source\":\"lexicon\"},"
		"\"aliases\":[\"Қызмет\"],\"mentions\":[{\"text\":\"ОКҚ-ның\",\"kind\":\"acronym\","
		"\"span\":{\"start\":29,\"end\":36}}],\"statements\":[\"s2\"]}],"
		"\"campaigns\":[{\"id\":\"c1\",\"name\":\"Жоба\",\"type\":\"other\","
		"\"scope\":null,\"catalog_id\":\"x-1\",\"theme\":\"ақ\",\"label\":\"Көк\","
		"\"duration\":null,\"dates\":null,\"catalog_dates\":null,\"owner\":\"o1\","
		"\"mentions\":[{\"text\":\"Жоба\",\"kind\":\"alias\",\"span\":{\"start\":24,"
		"\"end\":28}}],\"statements\":[\"s1\"]}],"
		"\"meta\":{\"version\":\"" DEDI_VERSION "\",\"model\":\"kk-");
	for (size_t i = 0; i < head.n && i < json.n; i++)
		ck_assert_msg(head.p[i] == json.p[i], "from byte %zu on: " STR_FMT, i,
			STR_ARG(str_make(json.p + i, json.n - i)));
	ck_assert(str_starts(json, head));
	ck_assert(!memmem(
		json.p, json.n, "analysis_us", 11)); /* timing is off: always the same bytes */
}
END_TEST

START_TEST(lists_may_be_left_out)
{
	struct dedi_analysis analysis = sample();
	struct json_options options = JSON_OPTIONS_DEFAULT;
	options.include = INCLUDE_PEOPLE;
	json_t *root = answer(&analysis, &options);
	ck_assert_ptr_null(json_object_get(root, "statements"));
	ck_assert_ptr_null(json_object_get(root, "organizations"));
	ck_assert_ptr_nonnull(json_object_get(root, "people"));
	const json_t *meta = json_object_get(root, "meta");
	ck_assert_int_eq(json_integer_value(json_object_get(meta, "analysis_us")), 2);
	json_decref(root);
}
END_TEST

START_TEST(a_given_title_need_not_be_in_the_text)
{
	struct dedi_analysis analysis = sample();
	struct dedi_request request = *analysis.request;
	request.title = STR("Бөлек тақырып");
	request.date = STR("2025-01-02");
	analysis.request = &request;
	analysis.document.title = (struct span){0};
	struct json_options options = JSON_OPTIONS_DEFAULT;
	json_t *root = answer(&analysis, &options);
	const json_t *document = json_object_get(root, "document");
	const json_t *title = json_object_get(document, "title");
	ck_assert_str_eq(json_string_value(json_object_get(title, "text")), "Бөлек тақырып");
	ck_assert(json_is_null(json_object_get(title, "span")));
	ck_assert_str_eq(json_string_value(json_object_get(document, "date")), "2025-01-02");
	json_decref(root);
}
END_TEST

START_TEST(writing_survives_lack_of_memory)
{
	struct dedi_analysis analysis = sample();
	struct json_options options = JSON_OPTIONS_DEFAULT;
	struct str json;
	size_t failures = 0;
	for (size_t i = 1;; i++) {
		arena_reset(&arena);
		arena.fail_after = i;
		enum dedi_status status = json_write_analysis(&analysis, &options, &arena, &json);
		if (status == DEDI_OK)
			status = json_indent(json, &arena, &json);
		if (status == DEDI_OK)
			break;
		ck_assert_int_eq(status, DEDI_NO_MEMORY);
		failures++;
	}
	ck_assert_uint_gt(failures, 7);
}
END_TEST

START_TEST(errors_have_code_and_place)
{
	struct dedi_error error = {
		.status = DEDI_INVALID_JSON, .offset = 12, .line = 2, .column = 3};
	struct str json;
	snprintf(error.message, sizeof error.message, "bad \"thing\"");
	ck_assert_int_eq(json_write_line_error(&error, 7, STR("a"), &arena, &json), DEDI_OK);
	json_t *root = json_loadb(json.p, json.n, 0, NULL);
	const json_t *object = json_object_get(root, "error");
	ck_assert_ptr_nonnull(object);
	ck_assert_str_eq(json_string_value(json_object_get(object, "code")), "invalid-json");
	ck_assert_str_eq(json_string_value(json_object_get(object, "detail")), "bad \"thing\"");
	ck_assert_str_eq(json_string_value(json_object_get(object, "id")), "a");
	ck_assert_int_eq(json_integer_value(json_object_get(object, "input_line")), 7);
	ck_assert_int_eq(json_integer_value(json_object_get(object, "line")), 2);
	ck_assert_int_eq(json_integer_value(json_object_get(object, "column")), 3);
	ck_assert_int_eq(json_integer_value(json_object_get(object, "offset")), 12);
	ck_assert_ptr_null(json_object_get(object, "field"));
	json_decref(root);
	memset(error.message, 0, sizeof error.message);
	memcpy(error.message, "ақ\xd2", 5); /* cut inside a character */
	ck_assert_int_eq(json_write_line_error(&error, 7, STR(""), &arena, &json), DEDI_OK);
	root = json_loadb(json.p, json.n, 0, NULL);
	ck_assert_ptr_nonnull(root);
	json_decref(root);
}
END_TEST

/* ---- gold ---- */

START_TEST(gold_spans_become_bytes)
{
	struct gold gold;
	struct dedi_error error;
	ck_assert_int_eq(
		json_parse_gold(
			STR("{\"id\":\"d\",\"text\":\"Ақ көк 😀 сөз\",\"other\":1,\"statements\":["
			    "{\"type\":\"mixed\",\"spans\":[[0,2],[3,6]],\"cue\":[9,12],"
			    "\"speaker\":{\"span\":null,\"name\":\"А\",\"kind\":\"person\"}}],"
			    "\"people\":[{\"name\":\"А\",\"roles\":[\"р\"],\"mentions\":[[7,8]]}],"
			    "\"campaigns\":[{\"name\":\"Б\",\"type\":\"action\",\"scope\":null,"
			    "\"mentions\":[]}]}"),
			&arena, &gold, &error),
		DEDI_OK);
	ck_assert_uint_eq(gold.n_statements, 1);
	ck_assert_int_eq(gold.statements[0].type, STATEMENT_MIXED);
	ck_assert_text(span_text(gold.text, gold.statements[0].spans[1]), "көк");
	ck_assert_text(span_text(gold.text, gold.statements[0].cue), "сөз");
	ck_assert_uint_eq(span_length(gold.statements[0].speaker), 0);
	ck_assert_text(span_text(gold.text, gold.entities[GOLD_PEOPLE][0].mentions[0]), "😀");
	ck_assert_uint_eq(gold.n_entities[GOLD_ORGANIZATIONS], 0);
	ck_assert_text(gold.entities[GOLD_CAMPAIGNS][0].type, "action");
}
END_TEST

static const char *const bad_gold[] = {
	"{",
	"{\"id\":\"x\"}",
	"{\"text\":\"ақ\",\"statements\":[{\"type\":\"direct\",\"spans\":[[0,3]]}]}",
	"{\"text\":\"ақ\",\"statements\":[{\"type\":\"direct\",\"spans\":[[1,1]]}]}",
	"{\"text\":\"ақ\",\"statements\":[{\"type\":\"direct\",\"spans\":[]}]}",
	"{\"text\":\"ақ\",\"statements\":[{\"type\":\"said\",\"spans\":[[0,1]]}]}",
	"{\"text\":\"ақ\",\"statements\":[{\"type\":\"direct\",\"spans\":[[0,1]],\"cue\":[0]}]}",
	"{\"text\":\"ақ\",\"people\":[{\"mentions\":[]}]}",
};

START_TEST(bad_gold_is_refused)
{
	struct gold gold;
	struct dedi_error error = {0};
	struct str line = str_make(bad_gold[_i], strlen(bad_gold[_i]));
	ck_assert_int_ne(json_parse_gold(line, &arena, &gold, &error), DEDI_OK);
	ck_assert_str_ne(error.message, "");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("json");
	TCase *tcase = tcase_create("json");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, a_request_says_all_it_can);
	tcase_add_test(tcase, a_request_may_say_little);
	tcase_add_loop_test(
		tcase, a_bad_request_is_told_where, 0, sizeof bad_requests / sizeof *bad_requests);
	tcase_add_test(tcase, a_deep_request_is_refused);
	tcase_add_test(tcase, a_reader_may_skip_other_fields);
	tcase_add_test(tcase, a_request_survives_lack_of_memory);
	tcase_add_test(tcase, names_of_options);
	tcase_add_test(tcase, the_writer_escapes_and_separates);
	tcase_add_test(tcase, escapes_are_found_anywhere);
	tcase_add_test(tcase, layout_keeps_the_words);
	tcase_add_loop_test(tcase, texts_stand_at_their_spans, 0, 3);
	tcase_add_test(tcase, the_answer_is_as_the_contract_says);
	tcase_add_test(tcase, lists_may_be_left_out);
	tcase_add_test(tcase, a_given_title_need_not_be_in_the_text);
	tcase_add_test(tcase, writing_survives_lack_of_memory);
	tcase_add_test(tcase, errors_have_code_and_place);
	tcase_add_test(tcase, gold_spans_become_bytes);
	tcase_add_loop_test(tcase, bad_gold_is_refused, 0, sizeof bad_gold / sizeof *bad_gold);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
