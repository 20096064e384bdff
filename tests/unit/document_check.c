#include "document_check.h"

#include "base/utf8.h"

#include <stdlib.h>

#define RULE(holds)                                                                                \
	do                                                                                         \
		if (!(holds))                                                                      \
			return #holds;                                                             \
	while (0)

static const char *block_fault(const struct document *d)
{
	uint32_t at = 0, sentence = 0;
	for (uint32_t i = 0; i < d->n_blocks; i++) {
		const struct block *b = &d->blocks[i];
		RULE(b->span.start == at);
		RULE(b->span.end > b->span.start);
		RULE(span_contains(b->span, b->body));
		RULE(!i || b->paragraph >= b[-1].paragraph);
		RULE(!i || b->line >= b[-1].line);
		at = b->span.end;
		if (!b->n_sentences)
			continue;
		RULE(b->first_sentence == sentence);
		for (uint32_t k = 0; k < b->n_sentences; k++, sentence++) {
			RULE(sentence < d->n_sentences);
			RULE(span_contains(b->body, d->sentences[sentence].span));
			RULE(d->sentences[sentence].block == i);
		}
	}
	RULE(at == d->text.n);
	RULE(sentence == d->n_sentences);
	return NULL;
}

static const char *token_fault(const struct document *d)
{
	uint32_t token = 0, end = 0;
	for (uint32_t i = 0; i < d->n_sentences; i++) {
		const struct sentence *s = &d->sentences[i];
		RULE(s->first_token == token);
		RULE(s->n_tokens > 0);
		RULE(token + s->n_tokens <= d->n_tokens);
		RULE(s->span.start == d->tokens[token].span.start);
		for (uint32_t k = 0; k < s->n_tokens; k++, token++) {
			const struct token *t = &d->tokens[token];
			struct str text = span_text(d->text, t->span);
			RULE(t->span.start >= end);
			RULE(t->span.end > t->span.start);
			RULE(span_contains(s->span, t->span));
			RULE(t->sentence == i);
			RULE(t->word < d->n_words);
			RULE(utf8_valid_prefix(text) == text.n);
			RULE(utf8_valid_prefix(t->norm) == t->norm.n);
			end = t->span.end;
		}
		RULE(s->span.end == end);
	}
	RULE(token == d->n_tokens);
	return NULL;
}

static const char *word_fault(const struct document *d)
{
	uint32_t *counts = calloc(d->n_words + 1, sizeof *counts);
	const char *fault = counts ? NULL : "no memory";
	for (uint32_t i = 0; !fault && i < d->n_tokens; i++)
		if (counts[d->tokens[i].word]++ == 0 &&
			d->words[d->tokens[i].word].first_token != i)
			fault = "first_token is the first one";
	for (uint32_t i = 0; !fault && i < d->n_words; i++) {
		if (d->words[i].count != counts[i])
			fault = "count is the number of tokens";
		if (d->words[i].count_capital > counts[i])
			fault = "count_capital is not more than count";
		if (d->words[i].hash != lex_hash(d->words[i].form) ||
			document_find_word(d, d->words[i].form, lex_hash_mix(d->words[i].hash)) !=
				i)
			fault = "each word is found by its hash";
	}
	free(counts);
	return fault;
}

/* Of two pairs one lies inside the other, or they have no token in common. */
static const char *quote_fault(const struct document *d)
{
	for (uint32_t i = 0; i < d->n_quotes; i++) {
		const struct quote *q = &d->quotes[i];
		RULE(q->first <= q->end);
		RULE(q->end <= d->n_tokens);
		RULE(q->open != NONE || q->close != NONE);
		RULE(q->open == NONE || q->first == q->open + 1);
		RULE(q->open == NONE || d->tokens[q->open].quote == i);
		RULE(q->close == NONE || q->end == q->close);
		RULE(q->close == NONE || d->tokens[q->close].quote == i);
		RULE(!i || q->first >= q[-1].first);
		if (q->parent == NONE) {
			RULE(q->depth == 0);
		} else {
			const struct quote *p = &d->quotes[q->parent];
			RULE(q->parent < i);
			RULE(q->depth == p->depth + 1);
			RULE(q->first >= p->first && q->end <= p->end);
		}
		for (uint32_t k = i + 1; k < d->n_quotes && d->quotes[k].first < q->end; k++)
			RULE(d->quotes[k].end <= q->end);
	}
	return NULL;
}

const char *document_fault(const struct document *document)
{
	const char *fault = block_fault(document);
	if (!fault)
		fault = token_fault(document);
	if (!fault)
		fault = word_fault(document);
	return fault ? fault : quote_fault(document);
}
