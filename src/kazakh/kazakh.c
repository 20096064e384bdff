#include "kazakh/kazakh.h"
