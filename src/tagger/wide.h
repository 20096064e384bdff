/* Functions compiled for vectors as wide as the processor has them; the results are the same to the
 * bit. Inside the tagger only. Not under sanitizers: what chooses among the clones runs before
 * their run-time is up, and crashes in it. */
#ifndef DEDI_TAGGER_WIDE_H
#define DEDI_TAGGER_WIDE_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
	!defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define WIDE_VECTORS
#endif

#endif
