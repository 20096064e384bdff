/*
 * The answer to /v1/analyze.
 *
 * One pass over each list, in the analysis's order. The links back from people, organisations and
 * campaigns to their statements are gathered beforehand by counting, so that the whole is linear in
 * the size of the answer. Ids are positions: p1 is the first person mentioned.
 */
#include "json/common.h"

#include <inttypes.h>
#include <stdio.h>

/* For each owner the statements that point to it: item[start[owner] .. start[owner + 1]). */
struct links {
	uint32_t *start; /* [n_owners + 1] */
	uint32_t *item;  /* statements */
};

enum owner { OWNER_PERSON, OWNER_ORGANIZATION, OWNER_CAMPAIGN };

static const uint32_t *owners_of(
	const struct statement *statement, enum owner owner, uint32_t *ret_n)
{
	const uint32_t *at = statement->campaigns;
	if (owner == OWNER_CAMPAIGN) {
		*ret_n = statement->n_campaigns;
		return at;
	}
	at = owner == OWNER_PERSON ? &statement->speaker.person : &statement->speaker.organization;
	*ret_n = *at == NONE ? 0 : 1;
	return at;
}

static bool gather(const struct statements *statements, enum owner owner, uint32_t n_owners,
	struct arena *arena, struct links *ret_links)
{
	struct links links = {.start = ARENA_ARRAY(arena, uint32_t, (size_t)n_owners + 1)};
	if (!links.start)
		return false;
	uint32_t total = 0, n;
	for (uint32_t i = 0; i < statements->n; i++) {
		const uint32_t *list = owners_of(&statements->at[i], owner, &n);
		for (uint32_t k = 0; k < n; k++, total++)
			links.start[list[k]]++;
	}
	links.item = ARENA_ARRAY(arena, uint32_t, total);
	if (!links.item)
		return false;
	/* start[k] becomes the end of k's part, and filling from the back brings it to its start.
	 */
	for (uint32_t k = 0, sum = 0; k <= n_owners; k++)
		links.start[k] = sum += links.start[k];
	for (uint32_t i = statements->n; i-- > 0;) {
		const uint32_t *list = owners_of(&statements->at[i], owner, &n);
		for (uint32_t k = n; k-- > 0;)
			links.item[--links.start[list[k]]] = i;
	}
	*ret_links = links;
	return true;
}

static void write_links(struct output *out, const struct links *links, uint32_t owner)
{
	writer_key(&out->w, "statements");
	writer_open(&out->w, '[');
	for (uint32_t i = links->start[owner]; i < links->start[owner + 1]; i++)
		writer_id(&out->w, 's', links->item[i]);
	writer_close(&out->w, ']');
}

static void write_title(struct output *out)
{
	struct json_writer *w = &out->w;
	struct span title = out->analysis->document.title;
	struct str given = out->analysis->request->title;
	writer_key(w, "title");
	if (!span_length(title) && !given.n) {
		writer_null(w);
		return;
	}
	writer_open(w, '{');
	if (span_length(title)) {
		output_key_text(out, title);
		output_key_span(out, title);
	} else {
		writer_key(w, "text");
		writer_str(w, given);
		writer_key(w, "span");
		writer_null(w);
	}
	writer_close(w, '}');
}

static void write_credits(struct output *out)
{
	struct json_writer *w = &out->w;
	const struct statements *statements = &out->analysis->statements;
	writer_key(w, "credits");
	writer_open(w, '[');
	for (uint32_t i = 0; i < statements->n_credits; i++) {
		const struct credit *credit = &statements->credits[i];
		writer_open(w, '{');
		output_key_text(out, credit->span);
		output_key_span(out, credit->span);
		writer_key(w, "organization");
		output_id_or_null(out, 'o', credit->organization);
		writer_close(w, '}');
	}
	writer_close(w, ']');
}

static void write_document(struct output *out)
{
	struct json_writer *w = &out->w;
	const struct document *document = &out->analysis->document;
	const struct dedi_request *request = out->analysis->request;
	struct str date = request->date.n ? request->date : span_text(out->text, document->date);
	writer_key(w, "document");
	writer_open(w, '{');
	writer_key(w, "id");
	writer_str_or_null(w, request->id);
	writer_key(w, "language");
	writer_cstr(w, language_code(document->language));
	writer_key(w, "date");
	writer_str_or_null(w, date);
	write_title(out);
	writer_key(w, "length");
	writer_uint(w, offset_in(out->offsets, out->options->offsets, (uint32_t)out->text.n));
	writer_key(w, "offsets");
	writer_cstr(w, json_offsets_name(out->options->offsets));
	write_credits(out);
	writer_close(w, '}');
}

static void write_cue(struct output *out, const struct statement *statement)
{
	struct json_writer *w = &out->w;
	writer_key(w, "cue");
	if (!span_length(statement->cue)) {
		writer_null(w);
		return;
	}
	writer_open(w, '{');
	output_key_text(out, statement->cue);
	writer_key(w, "lemma");
	writer_str_or_null(w, statement->cue_lemma);
	output_key_span(out, statement->cue);
	writer_close(w, '}');
}

static void write_speaker(struct output *out, const struct speaker *speaker)
{
	struct json_writer *w = &out->w;
	writer_key(w, "speaker");
	writer_open(w, '{');
	writer_key(w, "kind");
	writer_cstr(w, speaker_kind_name(speaker->kind));
	if (span_length(speaker->span)) {
		output_key_text(out, speaker->span);
		output_key_span(out, speaker->span);
	} else {
		writer_key(w, "text");
		writer_null(w);
		writer_key(w, "span");
		writer_null(w);
	}
	writer_key(w, "name");
	writer_str_or_null(w, speaker->name);
	writer_key(w, "person");
	output_id_or_null(out, 'p', speaker->person);
	writer_key(w, "organization");
	output_id_or_null(out, 'o', speaker->organization);
	writer_close(w, '}');
}

static void write_statement(struct output *out, uint32_t index)
{
	struct json_writer *w = &out->w;
	const struct statement *statement = &out->analysis->statements.at[index];
	writer_open(w, '{');
	writer_key(w, "id");
	writer_id(w, 's', index);
	writer_key(w, "type");
	writer_cstr(w, statement_type_name(statement->type));
	writer_key(w, "text");
	output_content(out, statement);
	writer_key(w, "spans");
	writer_open(w, '[');
	for (uint32_t i = 0; i < statement->n_spans; i++)
		output_span(out, statement->spans[i]);
	writer_close(w, ']');
	write_cue(out, statement);
	writer_key(w, "in_headline");
	writer_bool(w, statement->in_headline);
	write_speaker(out, &statement->speaker);
	writer_key(w, "campaigns");
	writer_open(w, '[');
	for (uint32_t i = 0; i < statement->n_campaigns; i++)
		writer_id(w, 'c', statement->campaigns[i]);
	writer_close(w, ']');
	writer_key(w, "confidence");
	writer_hundredths(w, (double)statement->confidence);
	if (out->options->explain) {
		writer_key(w, "explain");
		output_explain(out, statement);
	}
	writer_close(w, '}');
}

static void write_mentions(struct output *out, const struct mention *mentions, uint32_t n)
{
	struct json_writer *w = &out->w;
	writer_key(w, "mentions");
	writer_open(w, '[');
	for (uint32_t i = 0; i < n; i++) {
		writer_open(w, '{');
		output_key_text(out, mentions[i].span);
		writer_key(w, "kind");
		writer_cstr(w, mention_kind_name(mentions[i].kind));
		output_key_span(out, mentions[i].span);
		writer_close(w, '}');
	}
	writer_close(w, ']');
}

static void write_head(struct output *out, char prefix, uint32_t index, struct str name)
{
	writer_open(&out->w, '{');
	writer_key(&out->w, "id");
	writer_id(&out->w, prefix, index);
	writer_key(&out->w, "name");
	writer_str(&out->w, name);
}

static void write_person(struct output *out, uint32_t index, const struct links *links)
{
	struct json_writer *w = &out->w;
	const struct person *person = &out->analysis->entities.people[index];
	write_head(out, 'p', index, person->name);
	writer_key(w, "given_name");
	writer_str_or_null(w, person->given_name);
	writer_key(w, "patronymic");
	writer_str_or_null(w, person->patronymic);
	writer_key(w, "surname");
	writer_str_or_null(w, person->surname);
	writer_key(w, "roles");
	writer_open(w, '[');
	for (uint32_t i = 0; i < person->n_roles; i++) {
		struct span span = output_role_span(out->text, &person->roles[i]);
		writer_open(w, '{');
		output_key_text(out, span);
		output_key_span(out, span);
		writer_key(w, "organization");
		output_id_or_null(out, 'o', person->roles[i].organization);
		writer_close(w, '}');
	}
	writer_close(w, ']');
	write_mentions(out, person->mentions, person->n_mentions);
	write_links(out, links, index);
	writer_close(w, '}');
}

static void write_expansion(struct output *out, const struct organization *organization)
{
	struct json_writer *w = &out->w;
	writer_key(w, "expansion");
	if (!organization->expansion.n) {
		writer_null(w);
		return;
	}
	writer_open(w, '{');
	writer_key(w, "text");
	writer_str(w, organization->expansion);
	writer_key(w, "source");
	writer_cstr(w, organization->expansion_from_lexicon ? "lexicon" : "text");
	writer_close(w, '}');
}

static void write_organization(struct output *out, uint32_t index, const struct links *links)
{
	struct json_writer *w = &out->w;
	const struct organization *o = &out->analysis->entities.organizations[index];
	write_head(out, 'o', index, o->name);
	writer_key(w, "acronym");
	writer_str_or_null(w, o->acronym);
	writer_key(w, "type");
	writer_cstr(w, org_type_name(o->type));
	writer_key(w, "legal_form");
	writer_str_or_null(w, o->legal_form);
	write_expansion(out, o);
	writer_key(w, "aliases");
	writer_open(w, '[');
	for (uint32_t i = 0; i < o->n_aliases; i++)
		writer_str(w, o->aliases[i]);
	writer_close(w, ']');
	write_mentions(out, o->mentions, o->n_mentions);
	write_links(out, links, index);
	writer_close(w, '}');
}

static void write_dates(struct output *out, const struct campaign *campaign)
{
	struct json_writer *w = &out->w;
	writer_key(w, "dates");
	if (campaign->dates.end == campaign->dates.start) {
		writer_null(w);
		return;
	}
	writer_open(w, '{');
	output_key_text(out, campaign->dates);
	output_key_span(out, campaign->dates);
	writer_key(w, "from");
	writer_str_or_null(w, campaign->dates_from);
	writer_key(w, "to");
	writer_str_or_null(w, campaign->dates_to);
	writer_close(w, '}');
}

static void write_duration(struct output *out, const struct campaign *campaign)
{
	struct json_writer *w = &out->w;
	writer_key(w, "duration");
	if (campaign->duration.end == campaign->duration.start) {
		writer_null(w);
		return;
	}
	writer_open(w, '{');
	output_key_text(out, campaign->duration);
	output_key_span(out, campaign->duration);
	writer_close(w, '}');
}

static void write_campaign(struct output *out, uint32_t index, const struct links *links)
{
	struct json_writer *w = &out->w;
	const struct campaign *campaign = &out->analysis->entities.campaigns[index];
	write_head(out, 'c', index, campaign->name);
	writer_key(w, "type");
	writer_cstr(w, campaign_type_name(campaign->type));
	writer_key(w, "scope");
	writer_cstr(w, scope_name(campaign->scope));
	writer_key(w, "catalog_id");
	writer_str_or_null(w, campaign->catalog_id);
	writer_key(w, "theme");
	writer_str_or_null(w, campaign->theme);
	writer_key(w, "label");
	writer_str_or_null(w, campaign->label);
	write_duration(out, campaign);
	write_dates(out, campaign);
	writer_key(w, "catalog_dates");
	writer_str_or_null(w, campaign->catalog_dates);
	writer_key(w, "owner");
	output_id_or_null(out, 'o', campaign->owner);
	write_mentions(out, campaign->mentions, campaign->n_mentions);
	write_links(out, links, index);
	writer_close(w, '}');
}

static void write_meta(struct output *out)
{
	struct json_writer *w = &out->w;
	struct str digest = lexicon_digest(out->analysis->lexicon);
	writer_key(w, "meta");
	writer_open(w, '{');
	writer_key(w, "version");
	writer_cstr(w, DEDI_VERSION);
	writer_key(w, "model");
	writer_string_begin(w);
	writer_string_part(w, STR("kk-"));
	writer_string_part(w, str_make(digest.p, digest.n < 12 ? digest.n : 12));
	if (out->analysis->model) {
		char checksum[24];
		snprintf(checksum, sizeof checksum, "-%016" PRIx64, out->analysis->model);
		writer_string_part(w, str_make(checksum, 13));
	}
	writer_string_end(w);
	if (out->options->timing) {
		uint64_t ns = 0;
		for (int i = 0; i < STAGE_COUNT; i++)
			ns += out->analysis->stage_ns[i];
		writer_key(w, "analysis_us");
		writer_uint(w, (ns + 500) / 1000);
	}
	writer_close(w, '}');
}

static void begin_list(struct output *out, const char *key)
{
	writer_key_cstr(&out->w, key);
	writer_open(&out->w, '[');
}

static void write_lists(struct output *out, const struct links links[3])
{
	const struct dedi_analysis *a = out->analysis;
	uint32_t include = out->options->include;
	if (include & INCLUDE_STATEMENTS) {
		begin_list(out, "statements");
		for (uint32_t i = 0; i < a->statements.n; i++)
			write_statement(out, i);
		writer_close(&out->w, ']');
	}
	if (include & INCLUDE_PEOPLE) {
		begin_list(out, "people");
		for (uint32_t i = 0; i < a->entities.n_people; i++)
			write_person(out, i, &links[OWNER_PERSON]);
		writer_close(&out->w, ']');
	}
	if (include & INCLUDE_ORGANIZATIONS) {
		begin_list(out, "organizations");
		for (uint32_t i = 0; i < a->entities.n_organizations; i++)
			write_organization(out, i, &links[OWNER_ORGANIZATION]);
		writer_close(&out->w, ']');
	}
	if (include & INCLUDE_CAMPAIGNS) {
		begin_list(out, "campaigns");
		for (uint32_t i = 0; i < a->entities.n_campaigns; i++)
			write_campaign(out, i, &links[OWNER_CAMPAIGN]);
		writer_close(&out->w, ']');
	}
}

enum dedi_status json_write_analysis(const struct dedi_analysis *analysis,
	const struct json_options *options, struct arena *arena, struct str *ret_json)
{
	const struct statements *statements = &analysis->statements;
	const struct entities *entities = &analysis->entities;
	const uint32_t n_owners[3] = {
		entities->n_people, entities->n_organizations, entities->n_campaigns};
	struct links links[3];
	for (int i = 0; i < 3; i++)
		if (!gather(statements, (enum owner)i, n_owners[i], arena, &links[i]))
			return DEDI_NO_MEMORY;
	struct output out;
	enum dedi_status status = output_init(&out, analysis, options, arena);
	if (status != DEDI_OK)
		return status;
	writer_open(&out.w, '{');
	write_document(&out);
	write_lists(&out, links);
	write_meta(&out);
	writer_close(&out.w, '}');
	return writer_finish(&out.w, ret_json);
}
