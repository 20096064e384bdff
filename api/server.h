/* The HTTP service. The only box that uses libmicrohttpd. */
#ifndef DEDI_SERVER_H
#define DEDI_SERVER_H

#include "analysis.h"

#endif
