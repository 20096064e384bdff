/*
 * Headlines: a line of its own, a repetition of one, or the head of a line that runs into the body.
 *
 * Where the paragraphs of a text are lost (`… қорғауға шақырды Биыл елімізде …`), the place is told
 * by evidence that is added up: the word before may end a clause, no punctuation stands between,
 * a word follows that opens sentences, and the lead says again what the headline said. The first
 * MAX_TOKENS tokens of the text are looked at, once.
 */
#include "base/fold.h"
#include "text/internal.h"

enum { MAX_TOKENS = 48, WINDOW = 2 * MAX_TOKENS, MAX_HEADLINE = 440, LEAD = 10, NEVER = -100 };

static bool counts_as_word(const struct token *t)
{
	return t->kind <= TOKEN_HANDLE && t->kind != TOKEN_SUFFIX;
}

/* Do two stretches consist of the same words? */
static bool same_words(const struct parse *parse, struct span a, struct span b)
{
	const struct token *t = parse->tokens.at;
	uint32_t i = a.start, k = b.start, n = 0;
	for (;;) {
		while (i < a.end && !counts_as_word(&t[i]))
			i++;
		while (k < b.end && !counts_as_word(&t[k]))
			k++;
		if (i == a.end || k == b.end)
			return i == a.end && k == b.end && n > 0;
		if (t[i++].word != t[k++].word)
			return false;
		n++;
	}
}

static struct span tokens_of_block(const struct parse *parse, uint32_t block)
{
	const struct block *b = &parse->blocks.at[block];
	if (!b->n_sentences)
		return (struct span){0, 0};
	const struct sentence *first = &parse->sentences.at[b->first_sentence];
	const struct sentence *last = first + b->n_sentences - 1;
	return (struct span){first->first_token, last->first_token + last->n_tokens};
}

/* The letters and digits of the title, folded, against those of the tokens. */
uint32_t text_given_title(struct parse *parse, uint32_t first, uint32_t end)
{
	struct str title = parse->options ? parse->options->title : STR("");
	if (!title.n || text_buffer(parse, 2 * title.n) != DEDI_OK)
		return first;
	struct str folded = str_make(parse->buffer, fold_word(title, FOLD_LOWER, parse->buffer));
	size_t at = 0;
	uint32_t i = first, matched = first;
	struct str form = {NULL, 0};
	size_t in_form = 0;
	while (at < folded.n) {
		uint32_t c = utf8_next(folded, &at);
		uint8_t class = char_class(parse->engine, c);
		if (!is_letter(class) && class != CHAR_DIGIT)
			continue;
		for (;;) {
			while (in_form == form.n) {
				if (i == end)
					return first;
				form = parse->words.at[parse->tokens.at[i].word].form;
				in_form = 0;
				i++;
			}
			uint32_t d = utf8_next(form, &in_form);
			uint8_t other = char_class(parse->engine, d);
			if (!is_letter(other) && other != CHAR_DIGIT)
				continue;
			if (c != d)
				return first;
			break;
		}
		matched = i;
	}
	if (matched == first || in_form < form.n)
		return first;
	while (matched < end && !counts_as_word(&parse->tokens.at[matched]) &&
		parse->tokens.at[matched].kind != TOKEN_DASH &&
		!(parse->tokens.at[matched].shape & SHAPE_SPACE_BEFORE))
		matched++; /* its closing mark or question mark */
	return matched;
}

static bool ends_like_text(const struct parse *parse, uint32_t last)
{
	struct str s = token_text(parse, last);
	switch (parse->tokens.at[last].kind) {
	case TOKEN_STOP:
		return !str_ends(s, STR("!")) && !str_ends(s, STR("?"));
	case TOKEN_COMMA:
	case TOKEN_SEMICOLON:
	case TOKEN_COLON:
		return true;
	default:
		return false;
	}
}

bool text_is_headline(
	struct parse *parse, struct span body, uint32_t first, uint32_t end, bool is_last)
{
	struct span line = {first, end};
	if (parse->headline != NONE &&
		same_words(parse, line, tokens_of_block(parse, parse->headline)))
		return true;
	if (parse->n_text || is_last || end - first < 2 || ends_like_text(parse, end - 1))
		return false;
	return parse->tokens.at[first].kind != TOKEN_DASH && span_length(body) <= MAX_HEADLINE;
}

/*
 * The head of a line as it is compared: each token's first letters, as numbers.
 */
struct head {
	uint32_t first, end;      /* tokens */
	uint64_t stem[WINDOW];    /* four letters; 0: shorter */
	uint64_t acronym[WINDOW]; /* three letters of a word in capitals; 0: none */
	bool counts[WINDOW];      /* as a word */
};

static uint64_t letters_of(struct str form, size_t bytes)
{
	uint64_t letters = 0;
	if (form.n >= bytes)
		memcpy(&letters, form.p, bytes);
	return letters;
}

static void read_head(const struct parse *parse, uint32_t first, uint32_t end, struct head *head)
{
	enum { STEM = 8, ACRONYM = 6 }; /* bytes */
	const struct token *t = &parse->tokens.at[first];
	head->first = first;
	head->end = end < first + WINDOW ? end : first + WINDOW;
	for (uint32_t i = 0; i < head->end - first; i++) {
		struct str form = parse->words.at[t[i].word].form;
		head->counts[i] = counts_as_word(&t[i]);
		head->stem[i] = letters_of(form, STEM);
		head->acronym[i] = t[i].shape & SHAPE_ALL_CAPS ? letters_of(form, ACRONYM) : 0;
	}
}

/* The same word but for its ending: four letters alike, or an acronym; the same number. */
static bool is_alike(const struct parse *parse, const struct head *head, uint32_t i, uint32_t k)
{
	const struct token *t = parse->tokens.at;
	bool capitals = t[i].shape & t[k].shape & SHAPE_ALL_CAPS;
	const uint64_t *letters = capitals ? head->acronym : head->stem;
	uint64_t a = letters[i - head->first], b = letters[k - head->first];
	if (a && b)
		return a == b;
	return t[i].word == t[k].word && t[i].kind == TOKEN_NUMBER &&
	       parse->words.at[t[i].word].form.n > 1;
}

/* Does the word stand in the headline before it? */
static bool is_before(
	const struct parse *parse, const struct head *head, uint32_t before, uint32_t k)
{
	for (uint32_t i = head->first; i < before; i++)
		if (head->counts[i - head->first] && is_alike(parse, head, i, k))
			return true;
	return false;
}

static bool is_repeated(const struct parse *parse, const struct head *head, uint32_t i)
{
	uint32_t word = i + (parse->tokens.at[i].kind == TOKEN_QUOTE);
	return word < head->end && is_before(parse, head, i, word);
}

/* How many words of the lead, from token i on, stand in the headline before it; at most 3 count, so
 * that a later place has no advantage. */
static int repeated_words(const struct parse *parse, const struct head *head, uint32_t i)
{
	int n = 0;
	uint32_t words = 0;
	for (uint32_t k = i; k < head->end && words < LEAD && n < 3; k++) {
		if (parse->tokens.at[k].kind == TOKEN_STOP)
			break;
		if (!head->counts[k - head->first])
			continue;
		words++;
		n += is_before(parse, head, i, k);
	}
	return n;
}

/* With a capital, pronouns and the like stand at the head of sentences only. */
static int opener_score(struct parse *parse, uint32_t i)
{
	switch (text_code(parse, i, LEX_FUNCTION_WORD, FUNCTION_WORD_COL_CLASS)) {
	case NONE:
	case FUNCTION_RELATION:
		return 0;
	case FUNCTION_COMMON:
	case FUNCTION_MONTH:
		return 1;
	default:
		return 3;
	}
}

static bool is_quotative(struct parse *parse, uint32_t i)
{
	return text_furniture(parse, i, i + 1, FURNITURE_QUOTATIVE) > 0;
}

/* Behind `деді`, `деп хабарлайды`, `деп еске алды` comes who said it, unless the word is none that
 * names anybody. */
static bool names_the_speaker(struct parse *parse, uint32_t i)
{
	const struct token *t = parse->tokens.at;
	if (t[i].kind == TOKEN_WORD && opener_score(parse, i) == 3)
		return false;
	if (is_quotative(parse, i - 1))
		return true;
	if (is_quotative(parse, i - 2))
		return t[i - 3].kind == TOKEN_COMMA || t[i - 3].kind == TOKEN_DASH ||
		       text_furniture(parse, i - 1, i, FURNITURE_SAYING);
	return is_quotative(parse, i - 3) && !(t[i - 2].shape & SHAPE_CAPITAL);
}

/* `… – Асан Үсенов`: how many words with a capital stand between a dash and token i. */
static int signed_by(const struct parse *parse, uint32_t first, uint32_t i)
{
	enum { NAME = 2 };
	const struct token *t = parse->tokens.at;
	uint32_t n = 0;
	while (n < NAME && i > first + n + 1 && t[i - 1 - n].kind == TOKEN_WORD &&
		(t[i - 1 - n].shape & (SHAPE_CAPITAL | SHAPE_ALL_CAPS)) == SHAPE_CAPITAL)
		n++;
	const struct token *dash = &t[i - 1 - n];
	bool tail = dash->kind == TOKEN_DASH && (dash->shape & SHAPE_SPACE_BEFORE) &&
		    (dash[1].shape & SHAPE_SPACE_BEFORE);
	return tail ? (int)n : 0;
}

/* Whose words a headline is, the lead says again: the surname before token i. */
static bool is_named_again(struct parse *parse, const struct head *head, uint32_t i)
{
	if (text_code(parse, i - 1, LEX_PLACE, PLACE_COL_CLASS) != NONE)
		return false;
	for (uint32_t k = i; k < head->end && k < i + LEAD; k++)
		if (is_alike(parse, head, i - 1, k))
			return true;
	return false;
}

/* How well the stretch before token i ends a headline. */
static int score_before(struct parse *parse, uint32_t i)
{
	const struct token *last = &parse->tokens.at[i - 1];
	if (last->kind == TOKEN_STOP)
		return 4; /* a question or exclamation */
	if ((last->shape & SHAPE_ALL_CAPS) && !(last[1].shape & SHAPE_ALL_CAPS))
		return 5; /* a headline in capitals */
	if (last->kind == TOKEN_QUOTE)
		return last[1].kind != TOKEN_QUOTE;
	if (last->kind != TOKEN_WORD)
		return last->kind == TOKEN_NUMBER;
	if (names_the_speaker(parse, i))
		return NEVER;
	int predicate = text_predicate(parse, i - 1);
	uint32_t function = text_code(parse, i - 1, LEX_FUNCTION_WORD, FUNCTION_WORD_COL_CLASS);
	if (predicate < 3 && (function == FUNCTION_RELATION || function == FUNCTION_CONJUNCTION))
		return NEVER; /* Президент жанындағы Ұлттық …, А және Ә */
	if (predicate)
		return predicate == 3 ? 4 : 2;
	return str_ends(last->norm, STR("у")) ? 1 : 0;
}

/* A word that stands in small letters elsewhere is no name: its capital opens a sentence. */
static bool is_small_elsewhere(const struct parse *parse, uint32_t i, uint32_t end)
{
	enum { FAR_ENOUGH = 2000 };
	const struct token *t = parse->tokens.at;
	if (parse->words.at[t[i].word].count == 1)
		return false;
	for (uint32_t k = i + 1; k < end && k < i + FAR_ENOUGH; k++)
		if (t[k].word == t[i].word && !(t[k].shape & SHAPE_CAPITAL))
			return t[k].kind == TOKEN_WORD;
	return false;
}

/* How well token i opens the body. */
static int score_behind(struct parse *parse, uint32_t i, uint32_t end, int repeated, bool colon)
{
	const struct token *t = &parse->tokens.at[i];
	if (t->kind == TOKEN_QUOTE || t->kind == TOKEN_URL)
		return repeated + colon;
	int score = repeated;
	if (text_dateline(parse, i, end) > i)
		score += 3;
	int opener = opener_score(parse, i);
	if (opener)
		score += opener;
	else if (t->kind == TOKEN_WORD && is_small_elsewhere(parse, i, end))
		score += 2;
	bool name = text_code(parse, i, LEX_GIVEN_NAME, GIVEN_NAME_COL_GENDER) != NONE;
	if ((t->kind == TOKEN_NUMBER || name || (t->shape & SHAPE_ALL_CAPS)) && repeated < 2)
		score--;
	return score;
}

/* May the body begin at token i? Only between words with nothing but space between. */
static bool is_candidate(struct parse *parse, uint32_t first, uint32_t i)
{
	const struct token *t = &parse->tokens.at[i], *before = t - 1;
	if (!(t->shape & SHAPE_SPACE_BEFORE) || t->kind == TOKEN_INITIAL)
		return false;
	bool opens = t->kind == TOKEN_NUMBER || t->kind == TOKEN_URL ||
		     (t->kind == TOKEN_WORD && (t->shape & SHAPE_CAPITAL)) ||
		     (t->kind == TOKEN_QUOTE && (t[1].shape & SHAPE_CAPITAL));
	if (!opens)
		return false;
	switch (before->kind) {
	case TOKEN_WORD:
		if (!(before->shape & SHAPE_CAPITAL) || signed_by(parse, first, i))
			return true;
		return i >= first + 3 &&
		       before[0].shape & before[-1].shape & before[-2].shape & SHAPE_ALL_CAPS;
	case TOKEN_QUOTE:
		if ((t->shape & SHAPE_ALL_CAPS) &&
			text_code(parse, i, LEX_LEGAL_FORM, LEGAL_FORM_COL_TYPE) != NONE)
			return false; /* «Жаңа арна» АҚ */
		return !(before->shape & SHAPE_SPACE_BEFORE);
	case TOKEN_NUMBER:
	case TOKEN_SUFFIX:
		return !(before->shape & SHAPE_SPACE_BEFORE);
	case TOKEN_STOP:
		return !str_eq(token_text(parse, i - 1), STR("."));
	default:
		return false;
	}
}

/* `Сұхбат. …`, `Іскерлік ақпарат. …`, `"Ақша жоқ". …`: a rubric of a word or two, or a quotation,
 * before the headline. */
static bool is_rubric(const struct parse *parse, uint32_t first, uint32_t stop)
{
	const struct token *t = parse->tokens.at;
	bool quoted = t[first].kind == TOKEN_QUOTE && t[stop - 1].kind == TOKEN_QUOTE;
	return quoted || (stop - first <= 2 && str_eq(token_text(parse, stop), STR(".")));
}

/* A full stop inside a name: Дж.Пуччини, Digital.KZ */
static bool is_inner_stop(const struct parse *parse, uint32_t stop, uint32_t end)
{
	return stop + 1 < end && !(parse->tokens.at[stop + 1].shape & SHAPE_SPACE_BEFORE);
}

uint32_t text_headline_end(struct parse *parse, uint32_t first, uint32_t end)
{
	enum { LEAST_SCORE = 3, LEAST_TOKENS = 3, FAR = 2 };
	const struct token *t = parse->tokens.at;
	uint32_t best = first, from = first;
	int best_score = LEAST_SCORE - 1;
	bool colon = false; /* `X: …`, whose end is often a noun */
	struct head head;
	if (t[first].kind == TOKEN_DASH)
		return first;
	read_head(parse, first, end, &head);
	for (uint32_t i = first + 1; i + 1 < end && i < first + MAX_TOKENS &&
				     t[i].span.start - t[first].span.start <= MAX_HEADLINE;
		i++) {
		if (i >= from + LEAST_TOKENS && is_candidate(parse, first, i)) {
			int repeated = repeated_words(parse, &head, i);
			int before = score_before(parse, i);
			int name = signed_by(parse, first, i);
			if (name > 0)
				before = is_named_again(parse, &head, i) ? 2 + name : NEVER;
			int score = before + score_behind(parse, i, end, repeated, colon);
			bool evidence = before > 0 || score >= repeated + 3 ||
					(repeated == 3 && is_repeated(parse, &head, i));
			if (score > best_score && evidence) {
				/* behind a finite verb a later place has to be far better */
				best_score = score + (before >= 4 ? FAR : 0);
				best = i;
			}
		}
		colon = colon || t[i].kind == TOKEN_COLON;
		if (t[i].kind != TOKEN_STOP || is_inner_stop(parse, i, end))
			continue;
		if (is_rubric(parse, first, i))
			from = i + 1;
		else if (str_eq(token_text(parse, i), STR(".")) || best != first)
			break;
	}
	return best;
}
