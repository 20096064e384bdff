/*
 * What the files of the text box share. The order of work in document_parse, line by line:
 *
 *   line (lines.c) -> tokens (tokens.c) -> folded, interned words (intern.c) -> what the line is,
 *   and where blocks begin inside it (blocks.c, headline.c, labels.c) -> sentences (sentences.c)
 *
 * and at the end of the text the language, quotation marks (quotes.c) and print hyphens. Tokens of
 * a line that turns out to be no text of the article are taken back.
 */
#ifndef DEDI_TEXT_INTERNAL_H
#define DEDI_TEXT_INTERNAL_H

#include "base/utf8.h"
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

enum {
	CHAR_TABLE = 0x3000,
	FURNITURE_BITS = 0x2000,
	CYRILLIC_FIRST = 0x400,
	CYRILLIC_LETTERS = 0x140, /* U+0400 … U+053F: the lead bytes D0 … D4 */
};

enum letter_flags {
	LETTER_PLAIN = 1u << 0,   /* needs no folding but lower case */
	LETTER_UPPER = 1u << 1,   /* is upper case */
	LETTER_KAZAKH = 1u << 2,  /* Kazakh has it, Russian does not */
	LETTER_HARD = 1u << 3,    /* қ ғ ұ: Kazakh among the languages of these parts */
	LETTER_STRANGE = 1u << 4, /* neither Kazakh nor Russian has it */
	LETTER_CHANGED = 1u << 5, /* lower case is another letter */
};

struct letter {
	uint32_t counts; /* 1 for each of UPPER, KAZAKH, HARD, STRANGE, a byte each, lowest first */
	uint16_t lower;  /* the two bytes in UTF-8, the first one high; ё becomes е */
	uint8_t flags;   /* enum letter_flags */
};

struct text_engine {
	const struct lexicon *lexicon;
	uint8_t classes[CHAR_TABLE]; /* enum char_class */
	struct letter letters[CYRILLIC_LETTERS];
	uint64_t furniture[FURNITURE_BITS / 64]; /* of words that begin a key of it, by hash */
};

struct text_worker {
	const struct text_engine *engine;
};

void char_tables_init(struct text_engine *engine);
uint8_t char_class_beyond(uint32_t code_point); /* of U+3000 and up */
bool char_is_upper(uint32_t code_point);

static inline uint8_t char_class(const struct text_engine *engine, uint32_t c)
{
	return c < CHAR_TABLE ? engine->classes[c] : char_class_beyond(c);
}

static inline bool is_letter(uint8_t class)
{
	return class >= CHAR_CYRILLIC && class <= CHAR_MARK;
}

static inline bool is_gap(uint8_t class)
{
	return class == CHAR_SPACE || class == CHAR_BREAK || class == CHAR_IGNORABLE;
}

/* What a stretch is written in, and whose small words it uses. */
struct letter_counts {
	uint32_t letters, cyrillic, kazakh, hard, strange, latin, arabic;
	uint32_t words, russian_words, kazakh_words, english_words, kazakh_latin_words;
};

/* What is known of a word of the document besides its form: looked up at most once. */
struct word_facts {
	struct lexemes lexemes;
	bool looked_up;
	uint8_t predicate; /* what text_predicate says + 1; 0: not asked yet */
};

/* What is under construction; lists grow in the arena. */
struct parse {
	const struct text_engine *engine;
	const struct text_options *options;
	struct arena *arena;
	struct str text;
	bool skip_foreign; /* mark paragraphs in other languages */
	struct span title, date;
	struct letter_counts counts; /* of all lines so far */
	struct letter_counts line;   /* of the present line */
	LIST(struct block) blocks;
	LIST(struct sentence) sentences;
	LIST(struct token) tokens;
	LIST(struct quote) quotes;
	LIST(struct word_form) words;
	struct word_facts *facts; /* [n_facts], n_facts >= words.n */
	uint32_t n_facts;
	struct form_slot *slots; /* [n_slots] */
	uint32_t n_slots;
	char *buffer; /* [buffer_size] for folding */
	size_t buffer_size;
	char *forms; /* room for the next forms */
	size_t forms_left;
	uint32_t line_number, paragraph;
	uint32_t n_text;   /* blocks of text so far */
	uint32_t headline; /* block of the first headline, or NONE */
};

/* lines.c: goes through the text, one paragraph (a line, or several that a page wrapped) a call. */
enum dedi_status text_split(struct parse *parse) MUST_CHECK;

/* blocks.c: what a paragraph is; makes its blocks and sentences. */
enum dedi_status text_push_block(
	struct parse *parse, enum block_kind kind, struct span span, struct span body) MUST_CHECK;
enum dedi_status text_paragraph(
	struct parse *parse, struct span span, struct span body, bool is_last) MUST_CHECK;
/* Bylines and signatures below the last paragraph. */
void text_mark_signatures(struct parse *parse);

/* tokens.c: appends the tokens of a stretch. */
enum dedi_status text_scan(struct parse *parse, struct span span) MUST_CHECK;

/* intern.c: the token's norm, shape and word. */
enum dedi_status text_intern(struct parse *parse, struct token *token) MUST_CHECK;
/* The same for a word that the scanner has folded on its way: into parse->buffer, or it is as it
 * stands (`same`). */
enum dedi_status text_intern_plain(
	struct parse *parse, struct token *token, bool same, uint64_t hash) MUST_CHECK;
enum dedi_status text_buffer(struct parse *parse, size_t size) MUST_CHECK;
/* Takes the tokens from `first` on back, and the words that only they had. */
void text_take_back(struct parse *parse, uint32_t first, uint32_t n_words);
struct lexemes text_lexemes(struct parse *parse, uint32_t word);
/* The index of a folded form among the document's words, or NONE. */
uint32_t text_find_word(const struct parse *parse, struct str form);
/* Hashes and slots of a document's words, and slots for n more. */
enum dedi_status text_index_words(
	struct document *document, uint32_t n, struct arena *arena) MUST_CHECK;
/* Joins words that print split with a hyphen, where the document or the lexicon tells. */
enum dedi_status text_join_hyphens(struct parse *parse) MUST_CHECK;

/* phrases.c: the lexicon's words at a token. */
/* The code of a one-word key of the table, or NONE. */
uint32_t text_code(struct parse *parse, uint32_t token, enum lex_table table, uint32_t column);
/* The tokens of the longest furniture phrase of the class that begins here, 0 if there is none. */
uint32_t text_furniture_at(
	struct parse *parse, uint32_t token, uint32_t end, enum furniture_class class);
/* 3 if the word may end a clause as a finite verb, 2 as a participle, 0 if neither. */
int text_predicate(struct parse *parse, uint32_t token);

/* headline.c */
bool text_is_headline(
	struct parse *parse, struct span body, uint32_t first, uint32_t end, bool is_last);
/* The token where the body begins behind a headline that runs into it; `first` if nothing tells. */
uint32_t text_headline_end(struct parse *parse, uint32_t first, uint32_t end);
/* The tokens that repeat the given title word for word at the head of a line; 0 if they do not. */
uint32_t text_given_title(struct parse *parse, uint32_t first, uint32_t end);

/* labels.c: stretches inside a line that are no running text. Each returns the token behind, or
 * `first` if there is none. */
uint32_t text_date_line(struct parse *parse, uint32_t first, uint32_t end);
uint32_t text_dateline(struct parse *parse, uint32_t first, uint32_t end);
uint32_t text_turn_label(struct parse *parse, uint32_t first, uint32_t end, bool own_line);

/* sentences.c: cuts tokens into the sentences of the last block. */
enum dedi_status text_split_sentences(
	struct parse *parse, uint32_t first_token, uint32_t end) MUST_CHECK;

/* quotes.c: pairs quotation marks over all tokens. */
enum dedi_status text_pair_quotes(struct parse *parse) MUST_CHECK;

/* language.c */
void text_count_words(struct parse *parse, uint32_t first_token, struct letter_counts *counts);
void text_add_counts(struct letter_counts *sum, const struct letter_counts *counts);
enum language text_judge_language(const struct letter_counts *counts);
bool text_is_foreign(const struct letter_counts *counts);

/* Tokens that carry meaning: words, numbers, addresses, emoji. */
static inline bool is_word_like(const struct token *t)
{
	return t->kind <= TOKEN_EMOJI && t->kind != TOKEN_SUFFIX;
}

/* Most words begin no furniture, which is asked of nearly all of them. */
static inline bool may_be_furniture(const struct parse *parse, uint32_t token)
{
	return lex_bit(parse->engine->furniture, FURNITURE_BITS - 1,
		parse->words.at[parse->tokens.at[token].word].hash);
}

static inline uint32_t text_furniture(
	struct parse *parse, uint32_t token, uint32_t end, enum furniture_class class)
{
	return may_be_furniture(parse, token) ? text_furniture_at(parse, token, end, class) : 0;
}

static inline struct str token_text(const struct parse *parse, uint32_t token)
{
	return span_text(parse->text, parse->tokens.at[token].span);
}

#endif
