/*
 * Text: the order of work, and the engine and worker that the service shares.
 */
#include "text/text.h"

#include <stdlib.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "text/internal.h"

enum dedi_status text_engine_new(const struct lexicon *lexicon, struct text_engine **ret_engine)
{
	struct text_engine *engine = calloc(1, sizeof *engine);
	if (!engine)
		return DEDI_NO_MEMORY;
	engine->lexicon = lexicon;
	char_tables_init(engine);
	lexicon_filter_table(lexicon, LEX_FURNITURE, engine->furniture, FURNITURE_BITS - 1);
	*ret_engine = engine;
	return DEDI_OK;
}

void text_engine_free(struct text_engine *engine)
{
	free(engine);
}

enum dedi_status text_worker_new(const struct text_engine *engine, struct text_worker **ret_worker)
{
	struct text_worker *worker = calloc(1, sizeof *worker);
	if (!worker)
		return DEDI_NO_MEMORY;
	worker->engine = engine;
	*ret_worker = worker;
	return DEDI_OK;
}

void text_worker_free(struct text_worker *worker)
{
	free(worker);
}

static void finish(const struct parse *parse, enum language language, struct document *ret_document)
{
	*ret_document = (struct document){
		.text = parse->text,
		.language = language,
		.title = parse->title,
		.date = parse->date,
		.blocks = parse->blocks.at,
		.sentences = parse->sentences.at,
		.tokens = parse->tokens.at,
		.quotes = parse->quotes.at,
		.words = parse->words.at,
		.n_blocks = parse->blocks.n,
		.n_sentences = parse->sentences.n,
		.n_tokens = parse->tokens.n,
		.n_quotes = parse->quotes.n,
		.n_words = parse->words.n,
		.word_slots = parse->slots,
		.word_mask = parse->n_slots - 1,
	};
}

static enum dedi_status check(struct str text, struct dedi_error *error)
{
	if (text.n > UINT32_MAX / 4)
		return dedi_fail(error, DEDI_TOO_LARGE, "the text is too long");
	size_t valid = utf8_valid_prefix(text);
	if (valid == text.n)
		return DEDI_OK;
	enum dedi_status status =
		dedi_fail(error, DEDI_INVALID_UTF8, "invalid UTF-8 at byte %zu", valid);
	if (error)
		error->offset = valid;
	return status;
}

static enum dedi_status refuse(enum language language, struct dedi_error *error)
{
	enum dedi_status status = dedi_fail(error, DEDI_NOT_KAZAKH,
		"the text is not Kazakh in Cyrillic script; detected: %s", language_code(language));
	if (error)
		strncpy(error->field, language_code(language), sizeof error->field - 1);
	return status;
}

/* About as many as news has; lists that grow are copied. */
static bool reserve(struct parse *parse)
{
	enum { BYTES_A_TOKEN = 11, BYTES_A_WORD = 16, WORDS_MAX = 4096 };
	uint32_t n = (uint32_t)parse->text.n, words = n / BYTES_A_WORD + 8;
	return LIST_RESERVE(parse->arena, &parse->tokens, n / BYTES_A_TOKEN + 8) &&
	       LIST_RESERVE(parse->arena, &parse->words, words < WORDS_MAX ? words : WORDS_MAX);
}

static enum dedi_status parse_text(struct parse *parse)
{
	if (!reserve(parse))
		return DEDI_NO_MEMORY;
	enum dedi_status status = text_split(parse);
	if (status)
		return status;
	text_mark_signatures(parse);
	status = text_join_hyphens(parse);
	return status ? status : text_pair_quotes(parse);
}

enum dedi_status document_parse(struct text_worker *worker, struct str text,
	const struct text_options *options, struct arena *arena, struct document *ret_document,
	struct dedi_error *error)
{
	const struct parse fresh = {.engine = worker->engine,
		.options = options,
		.arena = arena,
		.text = text,
		.headline = NONE,
		.skip_foreign = true};
	struct parse parse = fresh;
	enum language language = LANGUAGE_UNDETERMINED;
	enum dedi_status status = check(text, error);
	if (status)
		return status;
	status = parse_text(&parse);
	if (!status) {
		if (!parse.counts.words)
			return dedi_fail(error, DEDI_EMPTY, "the text has no words");
		language = text_judge_language(&parse.counts);
		if (language != LANGUAGE_KAZAKH) {
			if (!options || !options->any_language)
				return refuse(language, error);
			parse = fresh; /* all of it is foreign: that is no reason to skip it */
			parse.skip_foreign = false;
			status = parse_text(&parse);
		}
	}
	if (status == DEDI_NO_MEMORY)
		return dedi_fail(error, status, "out of memory");
	if (status)
		return status;
	finish(&parse, language, ret_document);
	return DEDI_OK;
}

static enum token_kind kind_of_given(const struct text_engine *engine, struct str s)
{
	size_t at = 0;
	uint32_t c = utf8_next(s, &at);
	switch (char_class(engine, c)) {
	case CHAR_DIGIT:
		return TOKEN_NUMBER;
	case CHAR_QUOTE:
	case CHAR_APOSTROPHE:
		return TOKEN_QUOTE;
	case CHAR_DASH:
		return at == s.n ? TOKEN_DASH : TOKEN_WORD;
	case CHAR_HYPHEN:
		return at == s.n ? TOKEN_DASH : TOKEN_SUFFIX;
	case CHAR_STOP:
		return TOKEN_STOP;
	case CHAR_COMMA:
		return TOKEN_COMMA;
	case CHAR_COLON:
		return TOKEN_COLON;
	case CHAR_SEMICOLON:
		return TOKEN_SEMICOLON;
	case CHAR_OPEN:
		return TOKEN_OPEN;
	case CHAR_CLOSE:
		return TOKEN_CLOSE;
	case CHAR_HASH:
		return at == s.n ? TOKEN_SYMBOL : TOKEN_HASHTAG;
	case CHAR_AT:
		return at == s.n ? TOKEN_SYMBOL : TOKEN_HANDLE;
	case CHAR_EMOJI:
		return TOKEN_EMOJI;
	case CHAR_CYRILLIC:
	case CHAR_LATIN:
	case CHAR_LETTER:
	case CHAR_MARK:
		break;
	default:
		return TOKEN_SYMBOL;
	}
	if (s.n > 1 && s.p[s.n - 1] == '.' && at == s.n - 1 && char_is_upper(c))
		return TOKEN_INITIAL;
	return memchr(s.p, '.', s.n) ? TOKEN_URL : TOKEN_WORD;
}

enum dedi_status document_from_tokens(struct text_worker *worker, const struct str *tokens,
	uint32_t n_tokens, struct arena *arena, struct document *ret_document)
{
	struct parse parse = {.engine = worker->engine, .arena = arena, .headline = NONE};
	size_t length = 0;
	for (uint32_t i = 0; i < n_tokens; i++)
		length += tokens[i].n + 1;
	if (length > UINT32_MAX / 4)
		return DEDI_TOO_LARGE;
	char *text = arena_alloc(arena, length);
	struct block *block = LIST_PUSH(arena, &parse.blocks);
	if (!text || !block)
		return DEDI_NO_MEMORY;
	parse.text = str_make(text, length);
	size_t at = 0;
	for (uint32_t i = 0; i < n_tokens; i++) {
		if (!tokens[i].n || utf8_valid_prefix(tokens[i]) < tokens[i].n)
			return DEDI_INVALID_UTF8;
		memcpy(text + at, tokens[i].p, tokens[i].n);
		struct token *token = LIST_PUSH(arena, &parse.tokens);
		if (!token)
			return DEDI_NO_MEMORY;
		token->span = (struct span){(uint32_t)at, (uint32_t)(at + tokens[i].n)};
		token->kind = (uint8_t)kind_of_given(worker->engine, tokens[i]);
		token->quote = NONE;
		token->shape = SHAPE_SPACE_BEFORE;
		at += tokens[i].n;
		text[at++] = ' ';
		enum dedi_status status = text_intern(&parse, token);
		if (status)
			return status;
	}
	*block = (struct block){.kind = BLOCK_PARAGRAPH,
		.span = {0, (uint32_t)length},
		.body = {0, (uint32_t)length},
		.n_sentences = n_tokens ? 1 : 0};
	if (n_tokens) {
		struct sentence *sentence = LIST_PUSH(arena, &parse.sentences);
		if (!sentence)
			return DEDI_NO_MEMORY;
		*sentence = (struct sentence){{0, (uint32_t)(length - 1)}, 0, n_tokens, 0};
		parse.tokens.at[0].shape |= SHAPE_SENTENCE_START | SHAPE_LINE_BEFORE;
		for (uint32_t i = 1; i < n_tokens; i++)
			if (parse.tokens.at[i].shape & SHAPE_CAPITAL)
				parse.words.at[parse.tokens.at[i].word].count_capital++;
		enum dedi_status status = text_pair_quotes(&parse);
		if (status)
			return status;
	}
	finish(&parse, LANGUAGE_KAZAKH, ret_document);
	return DEDI_OK;
}

enum dedi_status text_fold(struct str s, bool lower, struct arena *arena, struct str *ret)
{
	char *out = arena_alloc(arena, 2 * s.n + 1);
	if (!out)
		return DEDI_NO_MEMORY;
	*ret = str_make(out, fold_word(s, lower ? FOLD_LOWER : 0, out));
	return DEDI_OK;
}

struct span document_tokens_in(const struct document *document, struct span bytes)
{
	uint32_t low = 0, high = document->n_tokens;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (document->tokens[middle].span.end <= bytes.start)
			low = middle + 1;
		else
			high = middle;
	}
	uint32_t first = low;
	high = document->n_tokens;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (document->tokens[middle].span.start < bytes.end)
			low = middle + 1;
		else
			high = middle;
	}
	return (struct span){first, low};
}
