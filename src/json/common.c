#include "json/common.h"

enum dedi_status output_init(struct output *out, const struct dedi_analysis *analysis,
	const struct json_options *options, struct arena *arena)
{
	struct offset_index *index;
	enum dedi_status status = offset_index_new(analysis->document.text, arena, &index);
	if (status != DEDI_OK)
		return status;
	*out = (struct output){
		.analysis = analysis,
		.options = options,
		.offsets = index,
		.text = analysis->document.text,
	};
	/* Measured on articles: an answer is two to three times as long as its text. */
	writer_init(&out->w, arena, 4096 + 3 * analysis->document.text.n);
	return DEDI_OK;
}

void output_span(struct output *out, struct span span)
{
	struct json_writer *w = &out->w;
	writer_open(w, '{');
	writer_key(w, "start");
	writer_uint(w, offset_in(out->offsets, out->options->offsets, span.start));
	writer_key(w, "end");
	writer_uint(w, offset_in(out->offsets, out->options->offsets, span.end));
	writer_close(w, '}');
}

void output_key_span(struct output *out, struct span span)
{
	writer_key(&out->w, "span");
	output_span(out, span);
}

void output_key_text(struct output *out, struct span span)
{
	writer_key(&out->w, "text");
	writer_str(&out->w, span_text(out->text, span));
}

void output_id_or_null(struct output *out, char prefix, uint32_t index)
{
	if (index == NONE)
		writer_null(&out->w);
	else
		writer_id(&out->w, prefix, index);
}

void output_content(struct output *out, const struct statement *statement)
{
	writer_string_begin(&out->w);
	for (uint32_t i = 0; i < statement->n_spans; i++) {
		if (i)
			writer_string_part(&out->w, STR(" "));
		writer_string_part(&out->w, span_text(out->text, statement->spans[i]));
	}
	writer_string_end(&out->w);
}

static void cue_entry(struct output *out, const struct statement *statement)
{
	struct json_writer *w = &out->w;
	const char *table = lex_table_name(statement->cue_table);
	if (!table || statement->cue_row == NONE) {
		writer_null(w);
		return;
	}
	const struct lexicon *lexicon = out->analysis->lexicon;
	enum lex_table id = (enum lex_table)statement->cue_table;
	writer_open(w, '{');
	writer_key(w, "table");
	writer_cstr(w, table);
	writer_key(w, "line");
	writer_uint(w, lexicon_line(lexicon, id, statement->cue_row));
	writer_key(w, "key");
	writer_str(w, lexicon_text(lexicon, id, statement->cue_row, 0));
	writer_close(w, '}');
}

void output_explain(struct output *out, const struct statement *statement)
{
	struct json_writer *w = &out->w;
	writer_open(w, '{');
	writer_key(w, "seam");
	writer_str_or_null(w, statement->seam);
	writer_key(w, "cue_entry");
	cue_entry(out, statement);
	writer_key(w, "resolved_by");
	writer_str_or_null(w, statement->resolved_by);
	writer_key(w, "antecedent");
	if (statement->antecedent.end > statement->antecedent.start) {
		writer_open(w, '{');
		output_key_text(out, statement->antecedent);
		output_key_span(out, statement->antecedent);
		writer_close(w, '}');
	} else {
		writer_null(w);
	}
	writer_key(w, "beat");
	writer_open(w, '[');
	for (uint32_t i = 0; i < statement->n_rivals; i++) {
		writer_open(w, '{');
		writer_key(w, "name");
		writer_str(w, statement->rivals[i].name);
		writer_key(w, "lost_by");
		writer_str(w, statement->rivals[i].lost_by);
		writer_close(w, '}');
	}
	writer_close(w, ']');
	writer_close(w, '}');
}

struct span output_role_span(struct str text, const struct role *role)
{
	struct span span = role->span;
	if (role->text.n && str_starts(span_text(text, span), role->text))
		span.end = span.start + (uint32_t)role->text.n;
	return span;
}

const char *mention_kind_name(enum mention_kind kind)
{
	switch (kind) {
	case MENTION_NAME:
		return "name";
	case MENTION_ACRONYM:
		return "acronym";
	case MENTION_ALIAS:
		return "alias";
	case MENTION_HASHTAG:
		return "hashtag";
	}
	return NULL;
}

const char *lex_table_name(uint32_t table)
{
#define X(enumerator, file) #file,
	static const char *const names[LEX_TABLE_COUNT] = {LEX_TABLES(X)};
#undef X
	return table < LEX_TABLE_COUNT ? names[table] : NULL;
}
