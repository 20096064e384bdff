/* See media.h. */
#include "media.h"

#include <strings.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

struct str trim(struct str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_make(s.p + 1, s.n - 1);
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str next_part(struct str *rest, char separator)
{
	bool quoted = false;
	size_t i = 0;
	for (; i < rest->n; i++) {
		if (quoted && rest->p[i] == '\\' && i + 1 < rest->n)
			i++;
		else if (rest->p[i] == '"')
			quoted = !quoted;
		else if (rest->p[i] == separator && !quoted)
			break;
	}
	struct str part = {rest->p, i};
	size_t skip = i < rest->n ? i + 1 : i;
	*rest = str_make(rest->p + skip, rest->n - skip);
	return trim(part);
}

bool same_word(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

/* q=0 in any of its spellings: 0, 0.0, 0.00, 0.000. */
static bool is_zero_weight(struct str value)
{
	if (!value.n || value.p[0] != '0')
		return false;
	for (size_t i = 1; i < value.n; i++)
		if (value.p[i] != '0' && value.p[i] != '.')
			return false;
	return true;
}

/* How exactly a media range of Accept names type: 0 not at all, 1 by star, 2 by type, 3 wholly. */
static int range_matches(struct str range, const char *type)
{
	const char *slash = strchr(type, '/');
	size_t main_n = (size_t)(slash - type);
	if (str_eq(range, STR("*/*")))
		return 1;
	if (range.n == main_n + 2 && strncasecmp(range.p, type, main_n) == 0 &&
		range.p[main_n] == '/' && range.p[main_n + 1] == '*')
		return 2;
	return same_word(range, type) ? 3 : 0;
}

bool media_accepts(struct str accept, const char *type)
{
	int best = 0;
	bool good = false;
	while (accept.n) {
		struct str range = next_part(&accept, ',');
		struct str name = next_part(&range, ';');
		int match = range_matches(name, type);
		if (match <= best)
			continue;
		best = match;
		good = true;
		while (range.n) {
			struct str parameter = next_part(&range, ';');
			if (parameter.n > 2 && (parameter.p[0] | 0x20) == 'q' &&
				parameter.p[1] == '=')
				good = !is_zero_weight(str_make(parameter.p + 2, parameter.n - 2));
		}
	}
	return good;
}

static struct str unquote(struct str s)
{
	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return str_make(s.p + 1, s.n - 2);
	return s;
}

bool media_is_utf8(struct str parameters)
{
	while (parameters.n) {
		struct str value = next_part(&parameters, ';');
		struct str name = next_part(&value, '=');
		value = unquote(value);
		if (same_word(name, "charset") && !same_word(value, "utf-8") &&
			!same_word(value, "utf8"))
			return false;
	}
	return true;
}
