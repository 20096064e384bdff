/*
 * A line at a time. Everything that is not understood is refused: a service that silently ignores
 * half of its configuration is found out in production. A key may be given once.
 */
#include "cli/config.h"

#include "base/utf8.h"
#include "cli/cli.h"

#include <stdlib.h>

enum { MAX_KEYS = 128 };

struct config {
	config_setter *set;
	void *context;
	struct dedi_error *error;
	struct str keys[MAX_KEYS]; /* seen so far */
	size_t n_keys;
	size_t line;
};

static enum dedi_status bad_line(struct config *config, const char *what)
{
	dedi_fail(config->error, DEDI_BAD_DATA, "%s", what);
	if (config->error)
		config->error->line = config->line;
	return DEDI_BAD_DATA;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct str strip(struct str s)
{
	while (s.n && is_blank(s.p[0]))
		s = str_make(s.p + 1, s.n - 1);
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

/* A value in double quotes, or up to a # that stands behind white space. */
static bool read_value(struct str s, struct str *ret_value)
{
	if (s.n && s.p[0] == '"') {
		const char *end = memchr(s.p + 1, '"', s.n - 1);
		if (!end)
			return false;
		struct str rest = strip(str_make(end + 1, (size_t)(s.p + s.n - (end + 1))));
		*ret_value = str_make(s.p + 1, (size_t)(end - (s.p + 1)));
		return !rest.n || rest.p[0] == '#';
	}
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '#' && (i == 0 || is_blank(s.p[i - 1])))
			s.n = i;
	*ret_value = strip(s);
	return true;
}

static enum dedi_status read_line(struct config *config, struct str line)
{
	struct str value;
	line = strip(line);
	if (!line.n || line.p[0] == '#')
		return DEDI_OK;
	const char *equals = memchr(line.p, '=', line.n);
	if (!equals)
		return bad_line(config, "expects key = value");
	struct str key = strip(str_make(line.p, (size_t)(equals - line.p)));
	size_t left = line.n - (size_t)(equals + 1 - line.p);
	if (!key.n)
		return bad_line(config, "there is no key before =");
	if (!read_value(strip(str_make(equals + 1, left)), &value))
		return bad_line(
			config, "the value's quotation mark is not closed, or more follows");
	for (size_t i = 0; i < config->n_keys; i++)
		if (str_eq(config->keys[i], key))
			return bad_line(config, "this key was given before");
	if (config->n_keys == MAX_KEYS)
		return bad_line(config, "too many keys");
	config->keys[config->n_keys++] = key;
	enum dedi_status status = config->set(config->context, key, value, config->error);
	if (status != DEDI_OK && config->error)
		config->error->line = config->line;
	return status == DEDI_INVALID_INPUT ? DEDI_BAD_DATA : status;
}

enum dedi_status config_parse(
	struct str text, config_setter *set, void *context, struct dedi_error *error)
{
	struct config config = {.set = set, .context = context, .error = error};
	size_t valid = utf8_valid_prefix(text);
	for (size_t from = 0; from < text.n;) {
		const char *end = memchr(text.p + from, '\n', text.n - from);
		size_t to = end ? (size_t)(end - text.p) : text.n;
		config.line++;
		if (valid < to)
			return bad_line(&config, "is not valid UTF-8");
		if (memchr(text.p + from, '\0', to - from))
			return bad_line(&config, "has a NUL character");
		enum dedi_status status = read_line(&config, str_make(text.p + from, to - from));
		if (status != DEDI_OK)
			return status;
		from = to + 1;
	}
	return DEDI_OK;
}

enum dedi_status config_read(
	const char *path, config_setter *set, void *context, struct dedi_error *error)
{
	char *bytes;
	size_t n;
	enum dedi_status status = read_input(path, &bytes, &n, error);
	if (status != DEDI_OK)
		return status;
	status = config_parse(str_make(bytes, n), set, context, error);
	free(bytes);
	return status;
}
