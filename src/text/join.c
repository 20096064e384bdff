/* Tokens of a finished document joined to words. Linear. */
#include "text/internal.h"

static enum dedi_status concatenate(
	struct arena *arena, struct str a, struct str b, struct str *ret_both)
{
	char *p = arena_alloc(arena, a.n + b.n);
	if (!p)
		return DEDI_NO_MEMORY;
	memcpy(p, a.p, a.n);
	memcpy(p + a.n, b.p, b.n);
	*ret_both = str_make(p, a.n + b.n);
	return DEDI_OK;
}

/* The word of a form; a new one if there is none, for which there must be room. */
static uint32_t word_of_form(struct document *document, struct str form)
{
	uint64_t hash = lex_hash(form);
	uint32_t tag = lex_hash_mix(hash), at = tag & document->word_mask;
	uint32_t word = document_find_word(document, form, tag);
	if (word != NONE)
		return word;
	word = document->n_words++;
	document->words[word] = (struct word_form){.form = form, .hash = hash};
	while (document->word_slots[at].word)
		at = (at + 1) & document->word_mask;
	document->word_slots[at] = (struct form_slot){tag, word + 1};
	return word;
}

static enum dedi_status join_run(
	struct document *document, struct span run, struct arena *arena, struct token *ret_token)
{
	enum {
		OF_FIRST = SHAPE_CAPITAL | SHAPE_SPACE_BEFORE | SHAPE_LINE_BEFORE |
			   SHAPE_SENTENCE_START | SHAPE_GLUED_CAPITAL,
		OF_ANY = SHAPE_CYRILLIC | SHAPE_KAZAKH | SHAPE_HYPHEN | SHAPE_DIGIT,
	};
	struct token token = document->tokens[run.start];
	struct str form = document->words[token.word].form;
	uint16_t shape = token.shape & OF_FIRST;
	for (uint32_t i = run.start; i < run.end; i++)
		shape |= document->tokens[i].shape & OF_ANY;
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = run.start + 1; !status && i < run.end; i++) {
		const struct token *next = &document->tokens[i];
		status = concatenate(arena, token.norm, next->norm, &token.norm);
		if (!status)
			status = concatenate(arena, form, document->words[next->word].form, &form);
	}
	if (status)
		return status;
	token.span.end = document->tokens[run.end - 1].span.end;
	token.kind = TOKEN_WORD;
	token.shape = shape | SHAPE_FOLDED;
	token.word = word_of_form(document, form);
	*ret_token = token;
	return DEDI_OK;
}

/* What tokens tell of words, counted anew. */
static void count_words(struct document *document)
{
	for (uint32_t i = 0; i < document->n_words; i++)
		document->words[i].count = document->words[i].count_capital =
			document->words[i].first_token = 0;
	for (uint32_t i = document->n_tokens; i-- > 0;) {
		const struct token *t = &document->tokens[i];
		struct word_form *word = &document->words[t->word];
		word->first_token = i;
		word->count++;
		word->count_capital +=
			(t->shape & (SHAPE_CAPITAL | SHAPE_SENTENCE_START)) == SHAPE_CAPITAL;
	}
}

/* Room for n more words. */
static enum dedi_status reserve_words(struct document *document, uint32_t n, struct arena *arena)
{
	struct word_form *words = ARENA_ARRAY(arena, struct word_form, document->n_words + n);
	if (!words)
		return DEDI_NO_MEMORY;
	memcpy(words, document->words, document->n_words * sizeof *words);
	document->words = words;
	return text_index_words(document, n, arena);
}

enum dedi_status document_join_tokens(
	struct document *document, const struct span *runs, uint32_t n_runs, struct arena *arena)
{
	uint32_t *moved = ARENA_ARRAY(arena, uint32_t, document->n_tokens + 1), n = 0;
	if (!moved)
		return DEDI_NO_MEMORY;
	enum dedi_status status = reserve_words(document, n_runs, arena);
	for (uint32_t i = 0, r = 0; !status && i < document->n_tokens; n++) {
		struct token token = document->tokens[i];
		uint32_t end = i + 1;
		if (r < n_runs && runs[r].start == i) {
			end = runs[r].end;
			status = join_run(document, runs[r++], arena, &token);
		}
		while (i < end)
			moved[i++] = n;
		document->tokens[n] = token;
	}
	if (status)
		return status;
	moved[document->n_tokens] = n;
	document->n_tokens = n;
	for (uint32_t i = 0; i < document->n_sentences; i++) {
		struct sentence *s = &document->sentences[i];
		uint32_t first = moved[s->first_token];
		s->n_tokens = moved[s->first_token + s->n_tokens] - first;
		s->first_token = first;
	}
	for (uint32_t i = 0; i < document->n_quotes; i++) {
		struct quote *q = &document->quotes[i];
		q->open = q->open == NONE ? NONE : moved[q->open];
		q->close = q->close == NONE ? NONE : moved[q->close];
		q->first = moved[q->first];
		q->end = moved[q->end];
	}
	count_words(document);
	return DEDI_OK;
}
