/* Features by name. */
#include "kazakh/feature_names.h"

#include <stdio.h>

static const char *const NUMBERS[] = {"singular", "plural", NULL};
static const char *const POSSESSIVES[] = {"none", "1sg", "2sg", "2polite", "3", "1pl", NULL};
static const char *const CASES[] = {"nom", "gen", "dat", "acc", "loc", "abl", "ins", NULL};
static const char *const DERIVATIONS[] = {
	"none", "lik", "local", "li", "siz", "sha", "dai", "niki", "shi", NULL};
static const char *const VERBS[] = {"none", "stem", "past", "present", "past_part", "habitual_part",
	"future_part", "evidential", "converb_p", "converb_a", "noun", "progressive", "conditional",
	"optative", "imperative", NULL};
static const char *const PERSONS[] = {"none", "1sg", "2sg", "2polite", "3", "1pl", "2pl", NULL};
static const char *const NEGATIVE[] = {"", "negative", NULL};
static const char *const PASSIVE[] = {"", "passive", NULL};

/* Without a field name: the value alone says it. */
static const struct {
	const char *name;
	const char *const *values;
	size_t offset;
} FIELDS[] = {
	{"number", NUMBERS, offsetof(struct features, number)},
	{"possessive", POSSESSIVES, offsetof(struct features, possessive)},
	{"case", CASES, offsetof(struct features, kase)},
	{"derivation", DERIVATIONS, offsetof(struct features, derivation)},
	{"verb", VERBS, offsetof(struct features, verb)},
	{"person", PERSONS, offsetof(struct features, person)},
	{"", NEGATIVE, offsetof(struct features, negative)},
	{"", PASSIVE, offsetof(struct features, passive)},
};
enum { N_FIELDS = sizeof FIELDS / sizeof *FIELDS };

_Static_assert(sizeof(struct features) == sizeof(uint64_t), "features fill one number");

static bool field_set(struct features *features, int field, struct str value)
{
	for (int i = 1; FIELDS[field].values[i]; i++) {
		const char *name = FIELDS[field].values[i];
		if (!str_eq(value, str_make(name, strlen(name))))
			continue;
		((uint8_t *)features)[FIELDS[field].offset] = (uint8_t)i;
		return true;
	}
	return false;
}

bool feature_set(struct features *features, struct str name)
{
	const char *equals = name.n ? memchr(name.p, '=', name.n) : NULL;
	size_t n = equals ? (size_t)(equals - name.p) : 0;
	struct str field = str_make(name.p, n);
	struct str value = equals ? str_make(equals + 1, name.n - n - 1) : name;
	for (int i = 0; i < N_FIELDS; i++)
		if (str_eq(field, str_make(FIELDS[i].name, strlen(FIELDS[i].name))) &&
			field_set(features, i, value))
			return true;
	return false;
}

size_t features_print(struct features features, char *out, size_t size)
{
	size_t n = 0;
	out[0] = 0;
	for (int i = 0; i < N_FIELDS; i++) {
		uint8_t value = ((const uint8_t *)&features)[FIELDS[i].offset];
		if (!value)
			continue;
		int more = snprintf(out + n, size - n, "%s%s%s%s", n ? "," : "", FIELDS[i].name,
			FIELDS[i].name[0] ? "=" : "", FIELDS[i].values[value]);
		if (more < 0 || (size_t)more >= size - n)
			break;
		n += (size_t)more;
	}
	if (n == 0)
		n = (size_t)snprintf(out, size, "-");
	return n;
}
