/* See observe.h. */
#include "observe.h"

void observe_exchange(const struct exchange *exchange)
{
}
