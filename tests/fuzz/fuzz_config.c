/* Any bytes as a configuration file. */
#include "cli/config.h"
#include "fuzz.h"

static enum dedi_status ignore(
	void *context, struct str key, struct str value, struct dedi_error *error)
{
	size_t *seen = context;
	*seen += key.n + value.n;
	return DEDI_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t seen = 0;
	struct dedi_error error;
	enum dedi_status status =
		config_parse(str_make((const char *)data, size), ignore, &seen, &error);
	(void)status;
	return seen > size; /* keys and values are parts of the file */
}
