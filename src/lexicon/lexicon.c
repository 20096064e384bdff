/* The built-in lexicon: the image that tools/lexc made and data/kk put into the binary. */
#include "lexicon/lexicon.h"

#include "lexicon/image.h"

extern const char dedi_lexicon_image[];
extern const char dedi_lexicon_image_end[];

enum dedi_status lexicon_open(struct lexicon **ret_lexicon)
{
	size_t size = (size_t)(dedi_lexicon_image_end - dedi_lexicon_image);
	return lexicon_from_image(dedi_lexicon_image, size, ret_lexicon);
}
