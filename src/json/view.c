/*
 * One stage alone, for people: `dedi analyze --stage NAME`. Everything a stage decided, by names
 * and not by numbers, each with its span and its words.
 */
#include "json/common.h"

static const char *block_kind_name(enum block_kind kind)
{
	switch (kind) {
	case BLOCK_BLANK:
		return "blank";
	case BLOCK_DATE:
		return "date";
	case BLOCK_HEADLINE:
		return "headline";
	case BLOCK_PARAGRAPH:
		return "paragraph";
	case BLOCK_LIST_ITEM:
		return "list_item";
	case BLOCK_TURN_LABEL:
		return "turn_label";
	case BLOCK_DATELINE:
		return "dateline";
	case BLOCK_BYLINE:
		return "byline";
	case BLOCK_CREDIT:
		return "credit";
	case BLOCK_CHROME:
		return "chrome";
	case BLOCK_FOREIGN:
		return "foreign";
	}
	return NULL;
}

static const char *token_kind_name(enum token_kind kind)
{
	static const char *const names[] = {
		[TOKEN_WORD] = "word",
		[TOKEN_NUMBER] = "number",
		[TOKEN_SUFFIX] = "suffix",
		[TOKEN_INITIAL] = "initial",
		[TOKEN_URL] = "url",
		[TOKEN_EMAIL] = "email",
		[TOKEN_HASHTAG] = "hashtag",
		[TOKEN_HANDLE] = "handle",
		[TOKEN_EMOJI] = "emoji",
		[TOKEN_QUOTE] = "quote",
		[TOKEN_DASH] = "dash",
		[TOKEN_COMMA] = "comma",
		[TOKEN_COLON] = "colon",
		[TOKEN_SEMICOLON] = "semicolon",
		[TOKEN_STOP] = "stop",
		[TOKEN_OPEN] = "open",
		[TOKEN_CLOSE] = "close",
		[TOKEN_SYMBOL] = "symbol",
	};
	return kind < sizeof names / sizeof *names ? names[kind] : NULL;
}

static void write_shape(struct json_writer *w, unsigned shape)
{
	static const char *const names[] = {"capital", "all_caps", "mixed_caps", "latin",
		"cyrillic", "hyphen", "digit", "space_before", "line_before", "sentence_start",
		"kazakh", "folded", "glued_capital"};
	writer_key(w, "shape");
	writer_open(w, '[');
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (shape & 1u << i)
			writer_cstr(w, names[i]);
	writer_close(w, ']');
}

static void key_uint(struct json_writer *w, const char *key, uint64_t value)
{
	writer_key_cstr(w, key);
	writer_uint(w, value);
}

static void key_index(struct json_writer *w, const char *key, uint32_t index)
{
	writer_key_cstr(w, key);
	if (index == NONE)
		writer_null(w);
	else
		writer_uint(w, index);
}

static void key_name(struct json_writer *w, const char *key, const char *name)
{
	writer_key_cstr(w, key);
	writer_cstr(w, name);
}

static void view_block(struct output *out, const struct block *block)
{
	struct json_writer *w = &out->w;
	const struct document *document = &out->analysis->document;
	writer_open(w, '{');
	key_name(w, "kind", block_kind_name(block->kind));
	output_key_span(out, block->span);
	key_uint(w, "line", block->line);
	key_uint(w, "paragraph", block->paragraph);
	output_key_text(out, block->body);
	writer_key(w, "sentences");
	writer_open(w, '[');
	for (uint32_t i = 0; i < block->n_sentences; i++) {
		struct span span = document->sentences[block->first_sentence + i].span;
		writer_open(w, '{');
		output_key_span(out, span);
		output_key_text(out, span);
		writer_close(w, '}');
	}
	writer_close(w, ']');
	writer_close(w, '}');
}

static void view_document(struct output *out)
{
	struct json_writer *w = &out->w;
	const struct document *document = &out->analysis->document;
	writer_open(w, '{');
	key_name(w, "language", language_code(document->language));
	writer_key(w, "title");
	writer_str_or_null(w, span_text(out->text, document->title));
	writer_key(w, "date");
	writer_str_or_null(w, span_text(out->text, document->date));
	writer_key(w, "blocks");
	writer_open(w, '[');
	for (uint32_t i = 0; i < document->n_blocks; i++)
		view_block(out, &document->blocks[i]);
	writer_close(w, ']');
	writer_close(w, '}');
}

static void view_tokens(struct output *out)
{
	struct json_writer *w = &out->w;
	const struct document *document = &out->analysis->document;
	writer_open(w, '[');
	for (uint32_t i = 0; i < document->n_tokens; i++) {
		const struct token *token = &document->tokens[i];
		writer_open(w, '{');
		key_uint(w, "token", i);
		output_key_text(out, token->span);
		key_name(w, "kind", token_kind_name((enum token_kind)token->kind));
		if (!str_eq(token->norm, span_text(out->text, token->span))) {
			writer_key(w, "norm");
			writer_str(w, token->norm);
		}
		key_uint(w, "sentence", token->sentence);
		if (token->quote != NONE)
			key_uint(w, "quote", token->quote);
		write_shape(w, token->shape);
		output_key_span(out, token->span);
		writer_close(w, '}');
	}
	writer_close(w, ']');
}

static void view_quotes(struct output *out)
{
	struct json_writer *w = &out->w;
	const struct document *document = &out->analysis->document;
	writer_open(w, '[');
	for (uint32_t i = 0; i < document->n_quotes; i++) {
		const struct quote *quote = &document->quotes[i];
		writer_open(w, '{');
		key_uint(w, "quote", i);
		key_index(w, "open", quote->open);
		key_index(w, "close", quote->close);
		key_index(w, "parent", quote->parent);
		key_uint(w, "depth", quote->depth);
		if (quote->first < quote->end) {
			struct span inside = {document->tokens[quote->first].span.start,
				document->tokens[quote->end - 1].span.end};
			output_key_text(out, inside);
			output_key_span(out, inside);
		}
		writer_close(w, '}');
	}
	writer_close(w, ']');
}

/* Only what the form has: {"number": "plural", "kase": "genitive"}. */
static void write_features(struct json_writer *w, const struct features *f)
{
	static const char *const number[] = {"singular", "plural"};
	static const char *const possessive[] = {"none", "1sg", "2sg", "2polite", "3", "1pl"};
	static const char *const kase[] = {"nominative", "genitive", "dative", "accusative",
		"locative", "ablative", "instrumental"};
	static const char *const derivation[] = {
		"none", "-лық", "-дағы", "-лы", "-сыз", "-ша", "-дай", "-нікі", "-шы"};
	static const char *const verb[] = {"none", "stem", "past", "present", "past_participle",
		"habitual_participle", "future_participle", "evidential", "converb_p", "converb_a",
		"verbal_noun", "progressive", "conditional", "optative", "imperative"};
	static const char *const person[] = {"none", "1sg", "2sg", "2polite", "3", "1pl", "2pl"};
	const struct {
		const char *key;
		const char *const *names;
		size_t n;
		uint8_t value;
	} fields[] = {
		{"number", number, 2, f->number},
		{"possessive", possessive, 6, f->possessive},
		{"case", kase, 7, f->kase},
		{"derivation", derivation, 9, f->derivation},
		{"verb", verb, 15, f->verb},
		{"person", person, 7, f->person},
	};
	writer_key(w, "features");
	writer_open(w, '{');
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].value && fields[i].value < fields[i].n)
			key_name(w, fields[i].key, fields[i].names[fields[i].value]);
	if (f->negative)
		key_name(w, "polarity", "negative");
	if (f->passive)
		key_name(w, "voice", "passive");
	writer_close(w, '}');
}

static void write_lexemes(struct output *out, const struct lexemes *lexemes)
{
	struct json_writer *w = &out->w;
	const struct lexicon *lexicon = out->analysis->lexicon;
	writer_key(w, "entries");
	writer_open(w, '[');
	for (uint32_t i = 0; i < lexemes->n; i++) {
		const struct lexeme *lexeme = &lexemes->at[i];
		enum lex_table table = (enum lex_table)lexeme->table;
		writer_open(w, '{');
		key_name(w, "table", lex_table_name(table));
		key_uint(w, "line", lexicon_line(lexicon, table, lexeme->row));
		writer_key(w, "key");
		writer_str(w, lexicon_text(lexicon, table, lexeme->row, 0));
		writer_close(w, '}');
	}
	writer_close(w, ']');
}

static void view_word(
	struct output *out, const struct word_form *form, const struct word_info *info)
{
	struct json_writer *w = &out->w;
	writer_open(w, '{');
	writer_key(w, "form");
	writer_str(w, form->form);
	key_uint(w, "count", form->count);
	key_uint(w, "count_capital", form->count_capital);
	write_lexemes(out, &info->lexemes);
	writer_key(w, "readings");
	writer_open(w, '[');
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *reading = &info->readings[i];
		writer_open(w, '{');
		writer_key(w, "lemma");
		writer_str(w, reading->lemma);
		write_features(w, &reading->features);
		writer_key(w, "known");
		writer_bool(w, reading->known);
		key_uint(w, "score", reading->score);
		write_lexemes(out, &reading->lexemes);
		writer_close(w, '}');
	}
	writer_close(w, ']');
	writer_close(w, '}');
}

static void view_words(struct output *out)
{
	const struct dedi_analysis *a = out->analysis;
	writer_open(&out->w, '[');
	for (uint32_t i = 0; a->words.at && i < a->document.n_words; i++)
		view_word(out, &a->document.words[i], &a->words.at[i]);
	writer_close(&out->w, ']');
}

static void view_tags(struct output *out)
{
	struct json_writer *w = &out->w;
	const struct dedi_analysis *a = out->analysis;
	writer_open(w, '[');
	for (uint32_t i = 0; i < a->tags.n; i++) {
		const struct tag *tag = &a->tags.at[i];
		struct span span = {a->document.tokens[tag->first].span.start,
			a->document.tokens[tag->end - 1].span.end};
		writer_open(w, '{');
		key_name(w, "label", tag_label_name(tag->label));
		output_key_text(out, span);
		output_key_span(out, span);
		writer_key(w, "score");
		writer_hundredths(w, (double)tag->score);
		writer_close(w, '}');
	}
	writer_close(w, ']');
}

static void view_mention(struct output *out, char prefix, uint32_t index, struct str name,
	const struct mention *mentions, uint32_t n)
{
	struct json_writer *w = &out->w;
	for (uint32_t i = 0; i < n; i++) {
		writer_open(w, '{');
		writer_key(w, "entity");
		writer_id(w, prefix, index);
		output_key_text(out, mentions[i].span);
		key_name(w, "kind", mention_kind_name(mentions[i].kind));
		output_key_span(out, mentions[i].span);
		writer_key(w, "name");
		writer_str(w, name);
		writer_close(w, '}');
	}
}

static void view_role(struct output *out, const struct role *role, uint32_t person)
{
	struct json_writer *w = &out->w;
	writer_open(w, '{');
	output_key_text(out, role->span);
	writer_key(w, "nominative");
	writer_str(w, role->text);
	output_key_span(out, role->span);
	writer_key(w, "person");
	output_id_or_null(out, 'p', person);
	writer_key(w, "organization");
	output_id_or_null(out, 'o', role->organization);
	writer_close(w, '}');
}

static void view_mentions(struct output *out)
{
	struct json_writer *w = &out->w;
	const struct entities *e = &out->analysis->entities;
	writer_open(w, '{');
	writer_key(w, "mentions");
	writer_open(w, '[');
	for (uint32_t i = 0; i < e->n_people; i++)
		view_mention(out, 'p', i, e->people[i].name, e->people[i].mentions,
			e->people[i].n_mentions);
	for (uint32_t i = 0; i < e->n_organizations; i++)
		view_mention(out, 'o', i, e->organizations[i].name, e->organizations[i].mentions,
			e->organizations[i].n_mentions);
	for (uint32_t i = 0; i < e->n_campaigns; i++)
		view_mention(out, 'c', i, e->campaigns[i].name, e->campaigns[i].mentions,
			e->campaigns[i].n_mentions);
	writer_close(w, ']');
	writer_key(w, "roles");
	writer_open(w, '[');
	for (uint32_t i = 0; i < e->n_people; i++)
		for (uint32_t k = 0; k < e->people[i].n_roles; k++)
			view_role(out, &e->people[i].roles[k], i);
	for (uint32_t i = 0; i < e->n_bare_roles; i++)
		view_role(out, &e->bare_roles[i], NONE);
	writer_close(w, ']');
	writer_close(w, '}');
}

enum dedi_status json_write_view(const struct dedi_analysis *analysis, enum json_view view,
	const struct json_options *options, struct arena *arena, struct str *ret_json)
{
	static void (*const views[VIEW_COUNT])(struct output *) = {
		[VIEW_DOCUMENT] = view_document,
		[VIEW_TOKENS] = view_tokens,
		[VIEW_QUOTES] = view_quotes,
		[VIEW_WORDS] = view_words,
		[VIEW_TAGS] = view_tags,
		[VIEW_MENTIONS] = view_mentions,
	};
	struct json_options part = *options;
	if (view == VIEW_STATEMENTS) {
		part.include = INCLUDE_STATEMENTS;
		part.explain = true;
	} else {
		part.include = INCLUDE_ALL & ~(uint32_t)INCLUDE_STATEMENTS;
	}
	if (view >= VIEW_COUNT || !views[view])
		return json_write_analysis(analysis, &part, arena, ret_json);
	struct output out;
	enum dedi_status status = output_init(&out, analysis, options, arena);
	if (status != DEDI_OK)
		return status;
	views[view](&out);
	return writer_finish(&out.w, ret_json);
}
