#include "lexicon/lexicon.h"
