/* The morphology in the binary: made by tools/lexc from data/kk. */
#include "kazakh/kazakh.h"
#include "kazakh/morphology.h"

extern const char dedi_morphology_image[];

const struct morph_image *morph_image(void)
{
	return (const struct morph_image *)(const void *)dedi_morphology_image;
}

uint32_t letter_plain(uint32_t code_point)
{
	const struct morph_image *image = morph_image();
	uint8_t letter = code_point < MORPH_CODE_POINTS ? image->letter_of[code_point] : 0;
	return letter ? image->letters[letter].plain : code_point;
}

const struct stem *morph_stem(const struct morph_image *image, struct str stem, uint64_t hash)
{
	const struct stem *stems = morph_part(image, image->stems);
	const uint32_t *slots = morph_part(image, image->slots);
	const char *characters = morph_part(image, image->characters);
	uint32_t at = lex_hash_mix(hash) & image->slot_mask;
	for (; slots[at]; at = (at + 1) & image->slot_mask) {
		const struct stem *found = &stems[slots[at] - 1];
		if (str_eq(str_make(characters + found->stem, found->n_stem), stem))
			return found;
	}
	return NULL;
}
