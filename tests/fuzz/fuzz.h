/* A target takes any bytes and must come back. Built twice: with libFuzzer (make fuzz) and with
 * replay.c as a test over the inputs that once did harm. */
#ifndef DEDI_FUZZ_H
#define DEDI_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
