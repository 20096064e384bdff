/*
 * What the files of the text box share. The order of work in document_parse:
 *   blocks (lines, furniture) -> tokens of each block -> sentences -> quotation marks -> words
 */
#ifndef DEDI_TEXT_INTERNAL_H
#define DEDI_TEXT_INTERNAL_H

#include "text/text.h"

/* Classes of code points, as far as the scanner needs them. */
enum char_class {
	CHAR_OTHER,
	CHAR_CYRILLIC,
	CHAR_LATIN,
	CHAR_LETTER, /* of another script */
	CHAR_MARK,   /* combining */
	CHAR_DIGIT,
	CHAR_SPACE,
	CHAR_BREAK, /* ends a line */
	CHAR_IGNORABLE,
	CHAR_QUOTE,
	CHAR_APOSTROPHE, /* ' ’ ʼ: a quotation mark or part of a word */
	CHAR_HYPHEN,     /* - ‐ ‑: part of a word or a dash */
	CHAR_DASH,       /* – — ― − */
	CHAR_STOP,       /* . ! ? … */
	CHAR_COMMA,
	CHAR_COLON,
	CHAR_SEMICOLON,
	CHAR_OPEN,
	CHAR_CLOSE,
	CHAR_HASH,
	CHAR_AT,
	CHAR_EMOJI,
};

enum { CHAR_TABLE = 0x3000 };

struct text_engine {
	const struct lexicon *lexicon;
	uint8_t classes[CHAR_TABLE]; /* enum char_class */
	struct cyrillic {
		uint16_t lower; /* ё becomes е; 0: not a plain letter, fold in general */
		uint8_t kazakh; /* 1: a letter that Russian does not have */
		uint8_t upper;
	} cyrillic[0x130]; /* U+0400 … U+052F */
};

struct text_worker {
	const struct text_engine *engine;
};

void char_tables_init(struct text_engine *engine);
uint8_t char_class(const struct text_engine *engine, uint32_t code_point);
bool char_is_upper(uint32_t code_point);

/* What is under construction; lists grow in the arena. */
struct parse {
	const struct text_engine *engine;
	const struct text_options *options;
	struct arena *arena;
	struct str text;
	enum language language;
	struct span title, date;
	LIST(struct block) blocks;
	LIST(struct sentence) sentences;
	LIST(struct token) tokens;
	LIST(struct quote) quotes;
	LIST(struct word_form) words;
	uint32_t *slots; /* [n_slots] index into words + 1; 0: free */
	uint32_t n_slots;
	char *buffer; /* [buffer_size] for folding */
	size_t buffer_size;
};

/* Splits the text into blocks that tile it; kinds final but for headlines inside a line. */
enum dedi_status text_split_blocks(struct parse *parse) MUST_CHECK;
/* Appends the tokens of a stretch of text (no line breaks inside). */
enum dedi_status text_scan(struct parse *parse, struct span span) MUST_CHECK;
/* The token's norm, shape and word; used by text_scan and document_from_tokens. */
enum dedi_status text_intern(struct parse *parse, struct token *token) MUST_CHECK;
/* Cuts the tokens from first_token on into sentences of a block. */
enum dedi_status text_split_sentences(
	struct parse *parse, uint32_t block, uint32_t first_token) MUST_CHECK;
/* Pairs quotation marks over all tokens. */
enum dedi_status text_pair_quotes(struct parse *parse) MUST_CHECK;

/* The language of a stretch, by letters and function words. */
struct letter_counts {
	uint32_t cyrillic, kazakh, russian, latin, arabic, other;
	uint32_t kazakh_words, russian_words, english_words, kazakh_latin_words, words;
};
void text_count_letters(
	const struct text_engine *engine, struct str s, struct letter_counts *ret_counts);
/* Adds what the small words tell; needed only where the letters alone leave a doubt. */
void text_count_words(const struct text_engine *engine, struct str s, struct letter_counts *counts);
bool text_is_plainly_kazakh(const struct letter_counts *counts);
enum language text_judge_language(const struct letter_counts *counts);

#endif
