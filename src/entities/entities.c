/*
 * Entities: runs the steps of this box in order and fills the covering arrays.
 *
 * facts -> people -> marks -> organisations, campaigns -> merge -> clusters -> roles. Each step is
 * described at the head of its file; what they share is in internal.h.
 *
 * Cost: linear in the length of the text.
 */
#include "entities/entities.h"

#include "entities/internal.h"

#define X(enumerator, name) #name,
const char *org_type_name(enum org_type type)
{
	static const char *const names[] = {ORG_TYPES(X)};
	return (size_t)type < sizeof names / sizeof *names ? names[type] : "other";
}

const char *campaign_type_name(enum campaign_type type)
{
	static const char *const names[] = {CAMPAIGN_TYPES(X)};
	return (size_t)type < sizeof names / sizeof *names ? names[type] : "other";
}

const char *scope_name(enum scope scope)
{
	static const char *const names[] = {SCOPES(X)};
	if (scope == SCOPE_NONE || (size_t)scope >= sizeof names / sizeof *names)
		return NULL;
	return names[scope];
}
#undef X

static enum dedi_status fill_covers(const struct finder *f, struct entities *entities)
{
	uint32_t n = f->document->n_tokens;
	uint32_t **arrays[] = {
		&entities->person_at, &entities->organization_at, &entities->campaign_at};
	for (uint32_t k = 0; k < 3; k++) {
		*arrays[k] = ARENA_ARRAY(f->arena, uint32_t, n);
		if (!*arrays[k])
			return DEDI_NO_MEMORY;
		memset(*arrays[k], 0xff, n * sizeof(uint32_t));
	}
	for (uint32_t i = 0; i < f->n_kept; i++) {
		const struct candidate *c = &f->candidates.at[f->kept[i]];
		if (c->entity == NONE)
			continue;
		for (uint32_t t = c->first; t < c->end; t++)
			(*arrays[c->kind])[t] = c->entity;
	}
	return DEDI_OK;
}

enum dedi_status entities_find(const struct words *words, const struct tags *tags,
	const struct known_names *known, struct arena *arena, struct entities *ret_entities)
{
	struct finder f = {
		.words = words,
		.lexicon = words->lexicon,
		.document = words->document,
		.tags = tags,
		.known = known,
		.arena = arena,
	};
	struct entities entities = {0};
	static enum dedi_status (*const find[])(struct finder *) = {facts_collect, people_find,
		marks_find, organizations_find, campaigns_find, known_find, repeats_find,
		candidates_merge};
	static enum dedi_status (*const describe[])(struct finder *, struct entities *) = {
		people_cluster, organizations_cluster, campaigns_cluster, campaign_times_find,
		roles_find};
	for (size_t i = 0; i < sizeof find / sizeof *find; i++) {
		enum dedi_status status = find[i](&f);
		if (status)
			return status;
	}
	for (size_t i = 0; i < sizeof describe / sizeof *describe; i++) {
		enum dedi_status status = describe[i](&f, &entities);
		if (status)
			return status;
	}
	enum dedi_status status = fill_covers(&f, &entities);
	if (status)
		return status;
	*ret_entities = entities;
	return DEDI_OK;
}
