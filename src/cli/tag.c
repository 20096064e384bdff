/*
 * dedi tag: tokens in, tokens with IOB2 tags out, a line each, sentence by sentence.
 *
 * Reads `token` or `token TAG` lines (a tag that is there is ignored) with an empty line between
 * sentences.
 */
#include "cli/cli.h"

#include <stdlib.h>

#include "tagger/iob.h"

struct tagging {
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *text;
	struct tagger *tagger;
	struct tagger_worker *worker;
	struct arena arena;
};

static bool open_model(struct tagging *t, const char *path)
{
	struct dedi_error error = {.offset = SIZE_MAX};
	if (!path) {
		if (tagger_open(&t->tagger, &error) == DEDI_OK && t->tagger)
			return true;
		complain("%s", error.message[0] ? error.message
						: "this program was built without a model");
		return false;
	}
	enum dedi_status status = tagger_open_file(path, &t->tagger, &error);
	if (status)
		complain_error(path, &error);
	return status == DEDI_OK;
}

static bool open_tagging(struct tagging *t, const char *model)
{
	if (!open_model(t, model))
		return false;
	if (lexicon_open(&t->lexicon) != DEDI_OK ||
		text_engine_new(t->lexicon, &t->engine) != DEDI_OK ||
		text_worker_new(t->engine, &t->text) != DEDI_OK ||
		tagger_worker_new(t->tagger, &t->worker) != DEDI_OK) {
		complain("cannot start");
		return false;
	}
	arena_init(&t->arena, CLI_ARENA_BYTES);
	return true;
}

static void close_tagging(struct tagging *t)
{
	tagger_worker_free(t->worker);
	tagger_free(t->tagger);
	text_worker_free(t->text);
	text_engine_free(t->engine);
	lexicon_free(t->lexicon);
	arena_finish(&t->arena);
}

static enum dedi_status tag_sentence(
	struct tagging *t, const struct iob_sentence *sentence, struct tags *ret_tags)
{
	struct document document;
	struct words words;
	enum dedi_status status = document_from_tokens(
		t->text, sentence->tokens, sentence->n_tokens, &t->arena, &document);
	if (!status)
		status = words_annotate(t->lexicon, &document, &t->arena, &words);
	if (!status)
		status = tagger_tag(t->worker, &words, &t->arena, ret_tags);
	if (!status)
		iob_tags_to_lines(sentence, ret_tags);
	return status;
}

static void print_tag(const struct tags *tags, uint32_t line, uint32_t *next)
{
	while (*next < tags->n && tags->at[*next].end <= line)
		++*next;
	const struct tag *tag = *next < tags->n ? &tags->at[*next] : NULL;
	if (tag && tag->first <= line)
		printf("%c-%s", tag->first == line ? 'B' : 'I', tag_label_name(tag->label));
	else
		putchar('O');
}

static void print_sentence(const struct iob_sentence *sentence, const struct tags *tags)
{
	uint32_t next = 0;
	for (uint32_t i = 0; i < sentence->n_lines; i++) {
		printf(STR_FMT " ", STR_ARG(sentence->lines[i]));
		print_tag(tags, i, &next);
		putchar('\n');
	}
	putchar('\n');
}

static enum dedi_status tag_text(struct tagging *t, struct str text, struct dedi_error *error)
{
	size_t at = 0, line = 0;
	for (;;) {
		struct iob_sentence sentence;
		struct tags tags;
		enum dedi_status status = iob_next(text, &at, &line, &t->arena, &sentence, error);
		if (status || !sentence.n_lines)
			return status;
		status = tag_sentence(t, &sentence, &tags);
		if (status)
			return dedi_fail(error, status, "%s", dedi_status_name(status));
		print_sentence(&sentence, &tags);
		arena_reset(&t->arena);
	}
}

static const char about[] = "Reads `token` or `token TAG` lines, an empty line between sentences, "
			    "and writes `token TAG`\nin IOB2. Tags: PERSON, ORGANISATION, "
			    "POSITION, PROJECT, EVENT, FACILITY, GPE, LOCATION.";

enum exit_code command_tag(int argc, char **argv)
{
	const char *model = NULL;
	const struct option_row rows[] = {
		{"model", "FILE", "a model of `dedi train` instead of the built-in one", &model,
			NULL},
	};
	const struct option_set set = {
		"tag", "dedi tag [OPTIONS] [FILE|-]", about, rows, sizeof rows / sizeof *rows, 1};
	char **operands;
	int n;
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &operands, &n, &code))
		return code;
	struct tagging tagging = {0};
	const char *path = n ? operands[0] : "-";
	bool ok = open_tagging(&tagging, model);
	if (ok) {
		struct dedi_error error = {.offset = SIZE_MAX};
		char *bytes;
		size_t size;
		enum dedi_status status = read_input(path, &bytes, &size, &error);
		if (!status) {
			status = tag_text(&tagging, str_make(bytes, size), &error);
			free(bytes);
		}
		if (status)
			complain_error(path, &error);
		ok = status == DEDI_OK;
	}
	close_tagging(&tagging);
	return finish_output(ok ? EXIT_OK : EXIT_INPUT);
}
