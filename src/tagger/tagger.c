#include "tagger/tagger.h"
