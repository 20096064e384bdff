/*
 * An empty libicudata. Debian's holds 31 MB of locales, collations and converters; dedi asks ICU
 * for properties of characters and NFC only, whose tables are in libicuuc itself. This has the one
 * symbol that libicuuc links to: a table of contents (udata.h, ucmndata.h) with no entries.
 */
#include <unicode/udata.h>

struct contents {
	uint16_t header_size;
	uint8_t magic[2];
	UDataInfo info;
	char padding[8];
	uint32_t entries;
	uint32_t reserved;
};

extern const struct contents U_ICUDATA_ENTRY_POINT;
const struct contents U_ICUDATA_ENTRY_POINT __attribute__((aligned(16))) = {
	.header_size = offsetof(struct contents, entries),
	.magic = {0xda, 0x27},
	.info = {.size = sizeof(UDataInfo),
		.isBigEndian = U_IS_BIG_ENDIAN,
		.charsetFamily = U_CHARSET_FAMILY,
		.sizeofUChar = sizeof(UChar),
		.dataFormat = {'T', 'o', 'C', 'P'},
		.formatVersion = {1}},
};
