/* Properties of single characters for code that may not ask ICU itself. */
#include "text/text.h"

#include <unicode/uchar.h>

bool text_is_word_character(uint32_t code_point)
{
	if (code_point == '_')
		return true;
	uint32_t category = U_MASK(u_charType((UChar32)code_point));
	return (category & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}
