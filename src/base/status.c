#include "base/status.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

const char *dedi_status_name(enum dedi_status status)
{
	switch (status) {
	case DEDI_OK:
		return "ok";
	case DEDI_NO_MEMORY:
		return "no-memory";
	case DEDI_INVALID_UTF8:
		return "invalid-utf8";
	case DEDI_INVALID_JSON:
		return "invalid-json";
	case DEDI_INVALID_INPUT:
		return "invalid-input";
	case DEDI_TOO_LARGE:
		return "too-large";
	case DEDI_NOT_KAZAKH:
		return "unsupported-language";
	case DEDI_EMPTY:
		return "empty-text";
	case DEDI_OVER_BUDGET:
		return "over-budget";
	case DEDI_IO:
		return "io";
	case DEDI_BAD_DATA:
		return "bad-data";
	case DEDI_INTERNAL:
		return "internal";
	}
	return "unknown";
}

enum dedi_status dedi_fail(
	struct dedi_error *error, enum dedi_status status, const char *format, ...)
{
	if (!error)
		return status;
	*error = (struct dedi_error){.status = status, .offset = SIZE_MAX};
	va_list args;
	va_start(args, format);
	vsnprintf(error->message, sizeof error->message, format, args);
	va_end(args);
	return status;
}
