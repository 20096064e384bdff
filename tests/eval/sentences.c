/*
 * Accuracy of sentence boundaries.
 *
 *   eval-sentences [-v] [--min PERCENT] SENTENCES.TXT
 *
 * A line of the file is a paragraph in which `|` marks the ends of sentences (space on both sides
 * of the mark counts once). A decision is a place behind a run of . ! ? … and its closing marks, or
 * any other place where the file or the program ends a sentence. -v prints the wrong ones.
 */
#include "text/text.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINE_BYTES = 8192 };

struct tally {
	unsigned decisions, right, missed, invented;
};

/* Places in a paragraph, one flag a byte: a sentence begins here. */
struct places {
	bool gold[LINE_BYTES], found[LINE_BYTES], candidate[LINE_BYTES];
};

/* The paragraph without its marks; the places behind them. */
static struct str strip_marks(const char *line, char *text, bool gold[LINE_BYTES])
{
	size_t n = 0;
	bool mark = false;
	for (const char *p = line; *p && *p != '\n'; p++) {
		if (*p == '|') {
			mark = true;
			continue;
		}
		if (*p == ' ' && mark && n && text[n - 1] == ' ')
			continue;
		if (mark && *p != ' ') {
			gold[n] = true;
			mark = false;
		}
		text[n++] = *p;
	}
	return str_make(text, n);
}

static bool is_stop(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static bool is_behind_stop(uint32_t c)
{
	return is_stop(c) || c == ' ' || c == 0xa0 || c == ')' || c == 0xbb || c == '"' ||
	       c == 0x201d || c == 0x201c || c == '>' || c == '\'';
}

static void mark_candidates(struct str text, bool candidate[LINE_BYTES])
{
	for (size_t at = 0; at < text.n;) {
		if (!is_stop(utf8_next(text, &at)))
			continue;
		size_t end = at;
		while (end < text.n) {
			size_t next = end;
			if (!is_behind_stop(utf8_next(text, &next)))
				break;
			end = next;
		}
		if (end < text.n)
			candidate[end] = true;
		at = end;
	}
}

static void count(struct str text, const struct places *p, struct tally *tally, bool verbose)
{
	for (size_t i = 1; i < text.n; i++) {
		if (!p->gold[i] && !p->found[i] && !p->candidate[i])
			continue;
		tally->decisions++;
		if (p->gold[i] == p->found[i]) {
			tally->right++;
			continue;
		}
		tally->missed += p->gold[i];
		tally->invented += p->found[i];
		if (verbose)
			printf("%s: " STR_FMT " ¦ " STR_FMT "\n",
				p->gold[i] ? "missed  " : "invented", (int)i, text.p,
				(int)(text.n - i), text.p + i);
	}
}

static enum dedi_status one_line(
	struct text_worker *worker, const char *line, struct tally *tally, bool verbose)
{
	static struct places places;
	char text[LINE_BYTES];
	struct text_options options = {.any_language = true, .title = STR("-")};
	struct document document;
	struct dedi_error error = {.message = ""};
	struct arena arena;
	places = (struct places){0};
	struct str s = strip_marks(line, text, places.gold);
	mark_candidates(s, places.candidate);
	arena_init(&arena, 1u << 26);
	enum dedi_status status = document_parse(worker, s, &options, &arena, &document, &error);
	if (status != DEDI_OK)
		fprintf(stderr, "%s: %s", error.message, line);
	else
		for (uint32_t i = 0; i < document.n_sentences; i++)
			places.found[document.sentences[i].span.start] = true;
	count(s, &places, tally, verbose);
	arena_finish(&arena);
	return status;
}

int main(int argc, char **argv)
{
	bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
	int at = 1 + verbose;
	double least = 0;
	if (at + 1 < argc && strcmp(argv[at], "--min") == 0) {
		least = strtod(argv[at + 1], NULL);
		at += 2;
	}
	FILE *file = at + 1 == argc ? fopen(argv[at], "r") : NULL;
	if (!file) {
		fprintf(stderr, "usage: eval-sentences [-v] [--min PERCENT] SENTENCES.TXT\n");
		return 2;
	}
	struct lexicon *lexicon;
	struct text_engine *engine;
	struct text_worker *worker;
	if (lexicon_open(&lexicon) || text_engine_new(lexicon, &engine) ||
		text_worker_new(engine, &worker))
		return 1;
	struct tally tally = {0};
	char line[LINE_BYTES];
	bool failed = false;
	while (fgets(line, sizeof line, file))
		if (line[0] != '#' && line[0] != '\n')
			failed |= one_line(worker, line, &tally, verbose) != DEDI_OK;
	fclose(file);
	double accuracy = tally.decisions ? 100.0 * tally.right / tally.decisions : 0;
	printf("sentence boundaries: %u decisions, %.2f %% right (%u missed, %u invented)\n",
		tally.decisions, accuracy, tally.missed, tally.invented);
	text_worker_free(worker);
	text_engine_free(engine);
	lexicon_free(lexicon);
	return failed || accuracy < least;
}
