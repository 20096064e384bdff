/*
 * Text: from bytes to a document of blocks, sentences, tokens and paired quotation marks.
 * The only box that uses ICU.
 *
 * All spans are half-open byte offsets into document.text, which is borrowed from the caller and
 * must outlive the document. Everything else lives in the arena.
 */
#ifndef DEDI_TEXT_H
#define DEDI_TEXT_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "lexicon/lexicon.h"

#define NONE UINT32_MAX /* "no such token, block, …" */

/* What a stretch of the text is. Blocks tile the text: each code point is in exactly one. */
enum block_kind {
	BLOCK_BLANK,      /* white space only, BOM */
	BLOCK_DATE,       /* the header ` date 2025-12-04 ` or a line that is only a date */
	BLOCK_HEADLINE,   /* given in the request's title or detected; repeats too */
	BLOCK_PARAGRAPH,  /* body text: this is what gets analysed, with HEADLINE, LIST_ITEM … */
	BLOCK_LIST_ITEM,  /* a bullet */
	BLOCK_TURN_LABEL, /* `NAME, ROLE:` before somebody's bare words */
	BLOCK_DATELINE,   /* АСТАНА. KAZINFORM – */
	BLOCK_BYLINE,     /* author, newspaper, place at the head or the end */
	BLOCK_CREDIT,     /* Фото: …, Сурет: …, Дереккөз: … */
	BLOCK_CHROME,     /* what the site put there: counters, menus, "read also" */
	BLOCK_FOREIGN,    /* a paragraph in Russian, English, …: not analysed */
};

struct block {
	enum block_kind kind;
	struct span span;                     /* with its line break */
	struct span body;                     /* without the white space around it */
	uint32_t first_sentence, n_sentences; /* 0 sentences: not analysed */
	uint32_t line;                        /* from 0; blocks of one line share it */
	uint32_t paragraph; /* from 0; blocks of one paragraph (dateline + text) share it */
};

struct sentence {
	struct span span; /* without the white space around it, final punctuation included */
	uint32_t first_token, n_tokens;
	uint32_t block;
};

enum token_kind {
	TOKEN_WORD, /* letters, with inner hyphens and apostrophes: ОКҚ-ның, зорлық-зомбылық */
	TOKEN_NUMBER,  /* 16, 2,5, 2026-да, 5–7, XXI */
	TOKEN_SUFFIX,  /* a case ending that stands apart: «Qarmet»-ке gives -ке */
	TOKEN_INITIAL, /* Қ. — a capital with its full stop */
	TOKEN_URL,     /* also bare hosts: BAQ.KZ, Zakon.kz (with an ending: BAQ.KZ-ке) */
	TOKEN_EMAIL,
	TOKEN_HASHTAG,
	TOKEN_HANDLE,
	TOKEN_EMOJI,
	TOKEN_QUOTE, /* any quotation mark, << and `` too */
	TOKEN_DASH,  /* - – — ― − standing apart */
	TOKEN_COMMA,
	TOKEN_COLON,
	TOKEN_SEMICOLON,
	TOKEN_STOP, /* . ! ? … and runs of them */
	TOKEN_OPEN, /* ( [ { */
	TOKEN_CLOSE,
	TOKEN_SYMBOL, /* anything else */
};

/* Kazakh has the small letter, Russian does not. */
bool char_is_kazakh(uint32_t code_point);

enum token_shape {                  /* bits */
	SHAPE_CAPITAL = 1u << 0,    /* first letter is upper case */
	SHAPE_ALL_CAPS = 1u << 1,   /* two or more letters, all upper case before any -ending */
	SHAPE_MIXED_CAPS = 1u << 2, /* KazMunayGas, ҚазҰУ */
	SHAPE_LATIN = 1u << 3,      /* all letters Latin after folding */
	SHAPE_CYRILLIC = 1u << 4,   /* has a Cyrillic letter */
	SHAPE_HYPHEN = 1u << 5,
	SHAPE_DIGIT = 1u << 6,
	SHAPE_SPACE_BEFORE = 1u << 7, /* white space (or the start of the text) before it */
	SHAPE_LINE_BEFORE = 1u << 8,  /* first token of its line */
	SHAPE_SENTENCE_START = 1u << 9,
	SHAPE_KAZAKH = 1u << 10,        /* has a letter of ә ғ қ ң ө ұ ү һ і */
	SHAPE_FOLDED = 1u << 11,        /* norm differs from the input */
	SHAPE_GLUED_CAPITAL = 1u << 12, /* no space before it although the token before is a word */
};

struct token {
	struct span span;
	struct str norm; /* NFC, look-alikes mapped, soft hyphens gone, case kept */
	uint32_t word;   /* index into document.words */
	uint32_t sentence;
	uint32_t quote; /* for TOKEN_QUOTE: index into document.quotes, else NONE */
	uint16_t shape; /* SHAPE_* */
	uint8_t kind;   /* enum token_kind */
};

/* A pair of quotation marks. Pairs nest and never cross; they may span sentences and, when each
 * paragraph opens again, paragraphs. */
struct quote {
	uint32_t open;  /* token; NONE if only the closing mark is there */
	uint32_t close; /* token; NONE if it is never closed */
	uint32_t first,
		end;     /* tokens inside, half-open, to the end of the paragraph if not closed */
	uint32_t parent; /* index of the pair around it, or NONE */
	uint8_t depth;   /* 0: outermost */
};

/* A distinct folded form: lower case of norm. */
struct word_form {
	struct str form;
	uint64_t hash;          /* lex_hash of the form */
	uint32_t count;         /* occurrences */
	uint32_t count_capital; /* … with a capital, not at the start of a sentence */
	uint32_t first_token;
};

enum language {
	LANGUAGE_KAZAKH,
	LANGUAGE_KAZAKH_LATIN,
	LANGUAGE_KAZAKH_ARABIC,
	LANGUAGE_RUSSIAN,
	LANGUAGE_ENGLISH,
	LANGUAGE_OTHER,
	LANGUAGE_UNDETERMINED
};
const char *language_code(enum language language); /* "kk", "kk-Latn", "ru", "und", … */

/* The words of a document by their hash: open addressing, at most half full. */
struct form_slot {
	uint32_t tag;  /* lex_hash_mix of the hash */
	uint32_t word; /* + 1; 0: free */
};

struct document {
	struct str text;
	enum language language;
	struct span title;          /* the first headline; empty if none */
	struct span date;           /* of the ISO date in the header; empty if none */
	struct block *blocks;       /* [n_blocks], in text order, tiling the text */
	struct sentence *sentences; /* [n_sentences], in text order */
	struct token *tokens;       /* [n_tokens] of the sentences, in text order */
	struct quote *quotes;       /* [n_quotes], by opening token */
	struct word_form *words;    /* [n_words] */
	uint32_t n_blocks, n_sentences, n_tokens, n_quotes, n_words;
	struct form_slot *word_slots; /* [word_mask + 1] */
	uint32_t word_mask;
};

/* Shared ICU prototypes (immutable) and one thread's clones of them. */
struct text_engine;
enum dedi_status text_engine_new(
	const struct lexicon *lexicon, struct text_engine **ret_engine) MUST_CHECK;
void text_engine_free(struct text_engine *engine);
struct text_worker;
enum dedi_status text_worker_new(
	const struct text_engine *engine, struct text_worker **ret_worker) MUST_CHECK;
void text_worker_free(struct text_worker *worker);

struct text_options {
	struct str title;  /* given title, empty if none: a block that equals it is the headline */
	bool any_language; /* do not refuse what is not Kazakh */
};

/*
 * DEDI_INVALID_UTF8 (error->offset), DEDI_EMPTY, DEDI_NOT_KAZAKH (error->field: language code),
 * DEDI_TOO_LARGE (over UINT32_MAX / 4 bytes), DEDI_NO_MEMORY. Linear in the length.
 */
enum dedi_status document_parse(struct text_worker *worker, struct str text,
	const struct text_options *options, struct arena *arena, struct document *ret_document,
	struct dedi_error *error) MUST_CHECK;

/* A document of ready-made sentences, for `dedi tag`: one sentence a call is enough. tokens are
 * joined by single spaces to make the text. */
enum dedi_status document_from_tokens(struct text_worker *worker, const struct str *tokens,
	uint32_t n_tokens, struct arena *arena, struct document *ret_document) MUST_CHECK;

/* Folds as tokens are folded: NFC, look-alikes, soft hyphens; lower case if lower. */
enum dedi_status text_fold(
	struct str s, bool lower, struct arena *arena, struct str *ret) MUST_CHECK;

/* Byte offset -> code points and UTF-16 units, O(1) after one pass. */
struct offset_index;
enum offset_unit { OFFSET_CODEPOINT, OFFSET_UTF16, OFFSET_BYTE };
enum dedi_status offset_index_new(
	struct str text, struct arena *arena, struct offset_index **ret_index) MUST_CHECK;
uint32_t offset_in(const struct offset_index *index, enum offset_unit unit, uint32_t byte_offset);

/* A letter, digit or number of any script, or `_`: what counts as part of a word in evaluation. */
bool text_is_word_character(uint32_t code_point);

/* False: no word of the document has this hash; tag: lex_hash_mix of it. */
static inline bool document_may_have_word(const struct document *document, uint32_t tag)
{
	const struct form_slot *slots = document->word_slots;
	uint32_t at = tag & document->word_mask;
	for (; slots[at].word; at = (at + 1) & document->word_mask)
		if (slots[at].tag == tag)
			return true;
	return false;
}
/* The word of this form; NONE if there is none. */
uint32_t document_find_word(const struct document *document, struct str form, uint32_t tag);
/* Hashes and slots for a document whose words were put together by hand. */
enum dedi_status document_index_words(struct document *document, struct arena *arena) MUST_CHECK;

/* Each run of tokens (in order, two or more of one sentence) becomes one word, whose form is theirs
 * one behind the other; its span holds what stands between them too. */
enum dedi_status document_join_tokens(struct document *document, const struct span *runs,
	uint32_t n_runs, struct arena *arena) MUST_CHECK;

/* The tokens (half-open) that a byte span covers. */
struct span document_tokens_in(const struct document *document, struct span bytes);

#endif
