/*
 * What roles.c (phrases of position) and role_links.c (whose a phrase is that stands alone) share.
 */
#ifndef DEDI_ROLES_H
#define DEDI_ROLES_H

#include "entities/internal.h"

struct role_finder {
	struct finder *f;
	struct entities *entities;
	uint32_t
		*body_at; /* [n_tokens] kept candidate organisation that reaches over it, or NONE */
	uint32_t *name_at; /* [n_tokens] kept candidate person, or NONE */
	bool *used;        /* [n_tokens] in a role beside a name */
	struct {
		struct role *at;
		uint32_t n, cap;
	} bare;
	struct {
		struct owned {
			struct role role;
			uint32_t person;
		} * at;
		uint32_t n, cap;
	} owned;
};

/* Phrases that stand alone, as roles of who holds that office in the text. */
enum dedi_status roles_link(struct role_finder *r) MUST_CHECK;

/* The last person named before t, in its sentence or those right before: an entity, or NONE. */
uint32_t named_before(const struct role_finder *r, uint32_t t);

#endif
