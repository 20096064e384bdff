/*
 * Keys that clients must show: Authorization: Bearer KEY.
 *
 * The file holds a key a line, of 16 to 256 visible ASCII characters, and behind a space, if
 * wanted, the name under which its requests are logged. Blank lines and lines that begin with # are
 * skipped.
 */
#ifndef DEDI_KEYS_H
#define DEDI_KEYS_H

#include "base/status.h"
#include "base/str.h"

enum { KEY_NAME_MAX = 32 };

struct keys;

/* path "": no keys, everybody may ask. DEDI_BAD_DATA names file and line. */
enum dedi_status keys_new(
	const char *path, struct keys **ret_keys, struct dedi_error *error) MUST_CHECK;
void keys_free(struct keys *keys);
/* Reads the file again; if that fails, the keys stay as they were. */
enum dedi_status keys_reload(struct keys *keys, struct dedi_error *error) MUST_CHECK;

/* The value of Authorization (p NULL: none) has one of the keys, or none is asked for. Takes the
 * same time whichever key it is and however much of it is right. */
bool keys_permit(struct keys *keys, struct str authorization, char ret_name[KEY_NAME_MAX]);

#endif
