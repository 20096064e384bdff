#!/bin/sh
# embed.sh MODEL SOURCE: a C file that puts the bytes of MODEL into the program as tagger_model.
set -eu
model=$(realpath "$1")
cat > "$2" <<END
#include "tagger/model_data.h"
/* $(cksum < "$1") */
__asm__(".section .rodata\n"
	".balign 64\n"
	".global tagger_model\n"
	"tagger_model:\n"
	".incbin \"$model\"\n"
	".global tagger_model_end\n"
	"tagger_model_end:\n"
	".byte 0\n"
	".previous\n");
END
