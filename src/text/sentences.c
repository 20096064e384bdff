/*
 * Sentences: the tokens of a block are cut behind . ! ? … where a new sentence begins.
 *
 * Kazakh rules on top of the punctuation: abbreviations and initials do not end a sentence; a
 * quotation keeps its attribution (`«…!» – деді X` is one sentence); after a stop a small letter
 * goes on, unless a finite verb stands before it; a full stop with no space behind it cuts between
 * whole words. One pass, O(tokens).
 */
#include "base/fold.h"
#include "text/internal.h"

/* The kind of an abbreviation with its full stops (one token, or a word and the stop behind it);
 * NONE if it is no abbreviation. */
static uint32_t abbreviation(const struct parse *parse, uint32_t token, bool add_stop)
{
	enum { LETTER = 2 };
	const struct token *t = &parse->tokens.at[token];
	struct str form = parse->words.at[t->word].form;
	if ((t->shape & SHAPE_CAPITAL) && form.n <= LETTER)
		return NONE; /* an initial or a name: С витамині */
	char dotted[64];
	if (form.n + 1 > sizeof dotted)
		return NONE;
	memcpy(dotted, form.p, form.n);
	dotted[form.n] = '.';
	const struct lexicon *lexicon = parse->engine->lexicon;
	struct lexemes found = lexicon_find(lexicon, str_make(dotted, form.n + add_stop));
	for (uint32_t i = 0; i < found.n; i++)
		if (found.at[i].table == LEX_ABBREVIATION)
			return lexicon_code(
				lexicon, LEX_ABBREVIATION, found.at[i].row, ABBREVIATION_COL_KIND);
	return NONE;
}

static bool is_plain_stop(const struct parse *parse, uint32_t token)
{
	struct str s = token_text(parse, token);
	return s.n == 1 && s.p[0] == '.';
}

/* The first word-like token from i on; end if there is none. */
static uint32_t next_word(const struct parse *parse, uint32_t i, uint32_t end)
{
	while (i < end && !is_word_like(&parse->tokens.at[i]))
		i++;
	return i;
}

static bool is_function_word(struct parse *parse, uint32_t token)
{
	return text_code(parse, token, LEX_FUNCTION_WORD, FUNCTION_WORD_COL_CLASS) != NONE;
}

/* Does a sentence end behind an abbreviation of this kind? word: what follows, with a capital. */
static bool ends_behind_abbreviation(struct parse *parse, uint32_t kind, uint32_t first,
	uint32_t at, uint32_t next, uint32_t word)
{
	enum { HEAD = 4 };
	const struct token *t = &parse->tokens.at[word];
	if (t->kind == TOKEN_NUMBER || parse->tokens.at[next].kind == TOKEN_DASH)
		return false;
	switch (kind) {
	case ABBREVIATION_UNIT:
		return true;
	case ABBREVIATION_AFTER: /* `1995 ж. Алматыда туған`: not right at the head */
		return at >= first + HEAD || is_function_word(parse, word);
	default:
		return false;
	}
}

static bool begins_small(const struct token *t)
{
	return !(t->shape & SHAPE_CAPITAL) && (t->kind == TOKEN_WORD || t->kind == TOKEN_SUFFIX);
}

/* `болды. ол`: a typist's small letter behind the end of a clause. */
static bool is_typo(struct parse *parse, uint32_t stop, uint32_t next)
{
	enum { WHOLE_WORD = 8 }; /* bytes */
	const struct token *t = parse->tokens.at;
	return is_plain_stop(parse, stop) && t[next].kind == TOKEN_WORD &&
	       (t[next].shape & SHAPE_SPACE_BEFORE) && next == stop + 1 &&
	       t[stop - 1].kind == TOKEN_WORD && t[stop - 1].norm.n >= WHOLE_WORD &&
	       t[stop - 1].span.end == t[stop].span.start && t[next].norm.n > 2 &&
	       text_predicate(parse, stop - 1) == 3 &&
	       abbreviation(parse, stop - 1, true) == NONE &&
	       !text_furniture(parse, next, next + 1, FURNITURE_SAYING);
}

/* `болды.Ол`: no space behind the stop. */
static bool is_glued_end(const struct parse *parse, uint32_t stop, uint32_t next)
{
	enum { WHOLE_WORD = 4 }; /* bytes */
	const struct token *t = parse->tokens.at, *before = &t[stop - 1];
	if (before->kind == TOKEN_NUMBER || (before->shape & SHAPE_LATIN))
		return !(t[next].shape & SHAPE_LATIN) && t[next].norm.n > 2;
	return before->kind != TOKEN_WORD || (before->norm.n > WHOLE_WORD && t[next].norm.n > 2) ||
	       (before->shape & SHAPE_ALL_CAPS);
}

/* Does a sentence end behind the stop and its closing marks? next: the token after those. */
static bool ends_here(
	struct parse *parse, uint32_t first, uint32_t stop, uint32_t next, uint32_t end)
{
	const struct token *t = parse->tokens.at;
	if (next >= end)
		return true;
	uint32_t word = next_word(parse, next, end);
	if (word == end || t[next].kind == TOKEN_COMMA || t[next].kind == TOKEN_SEMICOLON ||
		t[next].kind == TOKEN_COLON || t[next].kind == TOKEN_CLOSE ||
		t[next].kind == TOKEN_SUFFIX)
		return false;
	if (stop == first)
		return false; /* … Ол, ...Ол */
	if (t[next].kind == TOKEN_DASH && t[next - 1].kind == TOKEN_QUOTE &&
		t[word].kind == TOKEN_WORD && t[next + 1].kind != TOKEN_QUOTE)
		return false; /* «…!» – Айдана */
	if (begins_small(&t[word]))
		return is_typo(parse, stop, next);
	if (!is_plain_stop(parse, stop))
		return true;
	const struct token *before = &t[stop - 1];
	if (before->span.end != t[stop].span.start)
		return true;
	if (before->kind == TOKEN_NUMBER && (stop - 1 == first || t[stop - 2].kind == TOKEN_COLON))
		return false; /* 1. Бірінші */
	if (before->kind == TOKEN_WORD) {
		uint32_t kind = abbreviation(parse, stop - 1, true);
		if (kind != NONE)
			return ends_behind_abbreviation(parse, kind, first, stop, next, word);
	}
	if (!(t[next].shape & SHAPE_SPACE_BEFORE) && t[next].kind == TOKEN_WORD)
		return is_glued_end(parse, stop, next);
	return true;
}

/* т.б. is one token with its stops: the end of a sentence may hide in it. */
static bool ends_in_dots(struct parse *parse, uint32_t first, uint32_t i, uint32_t end)
{
	const struct token *t = parse->tokens.at;
	if (t[i].kind != TOKEN_WORD || t[i].norm.p[t[i].norm.n - 1] != '.' || i + 1 >= end)
		return false;
	uint32_t kind = abbreviation(parse, i, false);
	return kind == ABBREVIATION_AFTER && t[i + 1].kind == TOKEN_WORD &&
	       (t[i + 1].shape & SHAPE_CAPITAL) &&
	       ends_behind_abbreviation(parse, kind, first, i, i + 1, i + 1);
}

static enum dedi_status close_sentence(struct parse *parse, uint32_t first, uint32_t end)
{
	struct sentence *sentence = LIST_PUSH(parse->arena, &parse->sentences);
	if (!sentence)
		return DEDI_NO_MEMORY;
	struct token *t = parse->tokens.at;
	*sentence = (struct sentence){{t[first].span.start, t[end - 1].span.end}, first,
		end - first, parse->blocks.n - 1};
	t[first].shape |= SHAPE_SENTENCE_START;
	uint32_t word = next_word(parse, first, end);
	if (word < end)
		t[word].shape |= SHAPE_SENTENCE_START;
	for (uint32_t i = first; i < end; i++) {
		t[i].sentence = parse->sentences.n - 1;
		parse->words.at[t[i].word].count_capital +=
			(t[i].shape & (SHAPE_CAPITAL | SHAPE_SENTENCE_START)) == SHAPE_CAPITAL;
	}
	return DEDI_OK;
}

static bool one_of(struct str mark, const char *const list[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (mark.n == strlen(list[i]) && memcmp(mark.p, list[i], mark.n) == 0)
			return true;
	return false;
}

/* Does this mark close rather than open? Only its surroundings tell; pairing comes later. straight:
 * how many undirected marks came before it in the block. */
static bool looks_closing(const struct parse *parse, uint32_t i, uint32_t end, uint32_t straight)
{
	static const char *const OPENING[] = {"«", "„", "<<", "‹", "‚"};
	static const char *const CLOSING[] = {"»", "”", ">>", "›"};
	const struct token *t = parse->tokens.at;
	struct str mark = token_text(parse, i);
	bool space_before = t[i].shape & SHAPE_SPACE_BEFORE;
	bool space_after = i + 1 >= end || (t[i + 1].shape & SHAPE_SPACE_BEFORE);
	if (one_of(mark, OPENING, sizeof OPENING / sizeof *OPENING))
		return false;
	if (one_of(mark, CLOSING, sizeof CLOSING / sizeof *CLOSING))
		return !space_before || space_after;
	if (space_before == space_after && i + 1 < end && is_word_like(&t[i + 1]))
		return straight % 2 == 1;
	return !space_before || (space_after && straight % 2 == 1);
}

enum dedi_status text_split_sentences(struct parse *parse, uint32_t first_token, uint32_t end)
{
	uint32_t first = first_token, straight = 0;
	uint32_t first_sentence = parse->sentences.n;
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = first_token; !status && i < end; i++) {
		const struct token *t = parse->tokens.at;
		if (t[i].kind == TOKEN_QUOTE)
			straight++;
		uint32_t next = i + 1;
		if (t[i].kind == TOKEN_STOP) {
			while (next < end &&
				((t[next].kind == TOKEN_QUOTE &&
					 looks_closing(parse, next, end, straight)) ||
					t[next].kind == TOKEN_EMOJI || t[next].kind == TOKEN_STOP ||
					(t[next].kind == TOKEN_CLOSE &&
						!(t[next].shape & SHAPE_SPACE_BEFORE)))) {
				straight += t[next].kind == TOKEN_QUOTE;
				next++;
			}
			if (!ends_here(parse, first, i, next, end)) {
				i = next - 1;
				continue;
			}
		} else if (!ends_in_dots(parse, first, i, end)) {
			continue;
		}
		status = close_sentence(parse, first, next);
		first = next;
		i = next - 1;
	}
	if (!status && first < end)
		status = close_sentence(parse, first, end);
	struct block *block = &parse->blocks.at[parse->blocks.n - 1];
	block->first_sentence = first_sentence;
	block->n_sentences = parse->sentences.n - first_sentence;
	return status;
}
