/* The model that was compiled into the program; empty if there was none. 8-byte aligned. */
#ifndef DEDI_TAGGER_MODEL_DATA_H
#define DEDI_TAGGER_MODEL_DATA_H

extern const unsigned char tagger_model[], tagger_model_end[];

#endif
