/* See keys.h. A handful of keys is compared one by one, each over its full room. */
#include "keys.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

enum { KEY_MIN = 16, KEY_MAX = 256, KEYS_MAX = 1000 };

struct key {
	char text[KEY_MAX]; /* padded with NUL */
	char name[KEY_NAME_MAX];
};

struct key_set {
	size_t n;
	struct key at[];
};

struct keys {
	char *path;
	pthread_rwlock_t lock;
	struct key_set *set; /* NULL: no keys are asked for */
};

static bool is_visible(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f)
			return false;
	return true;
}

static struct str next_word(const char **at)
{
	*at += strspn(*at, " \t\r\n");
	struct str word = {*at, strcspn(*at, " \t\r\n")};
	*at += word.n;
	return word;
}

static enum dedi_status read_line(
	const char *line, struct key *key, bool *ret_has_key, const char **ret_wrong)
{
	struct str text = next_word(&line), name = next_word(&line), rest = next_word(&line);
	*ret_has_key = false;
	if (!text.n || text.p[0] == '#')
		return DEDI_OK;
	if (text.n < KEY_MIN || text.n > KEY_MAX || !is_visible(text)) {
		*ret_wrong = "a key has 16 to 256 visible ASCII characters";
		return DEDI_BAD_DATA;
	}
	if (name.n >= KEY_NAME_MAX || !is_visible(name) || rest.n) {
		*ret_wrong = "a name has no more than 31 visible ASCII characters";
		return DEDI_BAD_DATA;
	}
	*key = (struct key){0};
	memcpy(key->text, text.p, text.n);
	if (name.n)
		memcpy(key->name, name.p, name.n);
	*ret_has_key = true;
	return DEDI_OK;
}

static enum dedi_status read_file(
	FILE *file, const char *path, struct key_set *set, struct dedi_error *error)
{
	char line[KEY_MAX + KEY_NAME_MAX + 64];
	for (size_t number = 1; fgets(line, sizeof line, file); number++) {
		const char *wrong = NULL;
		bool has_key = false;
		enum dedi_status status = DEDI_OK;
		if (strlen(line) == sizeof line - 1) {
			wrong = "the line is too long";
			status = DEDI_BAD_DATA;
		} else if (set->n == KEYS_MAX) {
			wrong = "more than 1000 keys";
			status = DEDI_BAD_DATA;
		} else {
			status = read_line(line, &set->at[set->n], &has_key, &wrong);
		}
		if (status != DEDI_OK) {
			status = dedi_fail(error, status, "%s:%zu: %s", path, number, wrong);
			if (error)
				error->line = number;
			return status;
		}
		set->n += has_key;
	}
	if (ferror(file))
		return dedi_fail(error, DEDI_IO, "%s: %s", path, strerror(errno));
	if (!set->n)
		return dedi_fail(error, DEDI_BAD_DATA, "%s: holds no key", path);
	return DEDI_OK;
}

enum dedi_status keys_reload(struct keys *keys, struct dedi_error *error)
{
	if (!*keys->path)
		return DEDI_OK;
	FILE *file = fopen(keys->path, "re");
	if (!file)
		return dedi_fail(error, DEDI_IO, "%s: %s", keys->path, strerror(errno));
	struct key_set *set = calloc(1, sizeof *set + KEYS_MAX * sizeof *set->at);
	enum dedi_status status = set ? read_file(file, keys->path, set, error)
				      : dedi_fail(error, DEDI_NO_MEMORY, "no memory for keys");
	fclose(file);
	if (status != DEDI_OK) {
		free(set);
		return status;
	}
	pthread_rwlock_wrlock(&keys->lock);
	struct key_set *old = keys->set;
	keys->set = set;
	pthread_rwlock_unlock(&keys->lock);
	free(old);
	return DEDI_OK;
}

enum dedi_status keys_new(const char *path, struct keys **ret_keys, struct dedi_error *error)
{
	struct keys *keys = calloc(1, sizeof *keys);
	char *copy = strdup(path);
	if (!keys || !copy) {
		free(keys);
		free(copy);
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for keys");
	}
	keys->path = copy;
	pthread_rwlock_init(&keys->lock, NULL);
	enum dedi_status status = keys_reload(keys, error);
	if (status != DEDI_OK) {
		keys_free(keys);
		return status;
	}
	*ret_keys = keys;
	return DEDI_OK;
}

void keys_free(struct keys *keys)
{
	if (!keys)
		return;
	pthread_rwlock_destroy(&keys->lock);
	free(keys->set);
	free(keys->path);
	free(keys);
}

/* 0 if equal, without a branch on what is compared. */
static unsigned differ(const char a[KEY_MAX], const char b[KEY_MAX])
{
	unsigned difference = 0;
	for (size_t i = 0; i < KEY_MAX; i++)
		difference |= (unsigned char)a[i] ^ (unsigned char)b[i];
	return difference;
}

bool keys_permit(struct keys *keys, struct str authorization, char ret_name[KEY_NAME_MAX])
{
	static const struct str scheme = {"Bearer ", 7};
	char given[KEY_MAX] = {0};
	struct str key = {NULL, 0};
	if (authorization.n > scheme.n && strncasecmp(authorization.p, scheme.p, scheme.n) == 0)
		key = str_make(authorization.p + scheme.n, authorization.n - scheme.n);
	if (key.n && key.n <= KEY_MAX)
		memcpy(given, key.p, key.n);
	pthread_rwlock_rdlock(&keys->lock);
	bool permitted = !keys->set;
	for (size_t i = 0; keys->set && i < keys->set->n; i++)
		if (!differ(keys->set->at[i].text, given) && key.n <= KEY_MAX) {
			memcpy(ret_name, keys->set->at[i].name, KEY_NAME_MAX);
			permitted = true;
		}
	pthread_rwlock_unlock(&keys->lock);
	return permitted;
}
