/* SHA-256 (FIPS 180-4) of the source tables: a digest that users can check with sha256sum. */
#ifndef DEDI_SHA256_H
#define DEDI_SHA256_H

#include "base/str.h"

struct sha256 {
	uint32_t state[8];
	uint64_t length; /* bytes so far */
	unsigned char block[64];
};

void sha256_init(struct sha256 *hash);
void sha256_add(struct sha256 *hash, struct str bytes);
/* Writes 64 lower-case hex digits, no NUL. */
void sha256_finish(struct sha256 *hash, char ret_hex[64]);

#endif
