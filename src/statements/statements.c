#include "statements/statements.h"
