#include "entities/entities.h"
