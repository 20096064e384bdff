/*
 * Tokens: one pass over the code points of a block, then each token's folded form is interned.
 *
 * The scanner decides by the class of the present code point and at most a few behind it. Words of
 * plain Cyrillic letters (nearly all) skip the general folding: their norm is the input itself and
 * lower case is one table look-up a letter. Cost: O(length).
 */
#include "base/fold.h"
#include "base/utf8.h"
#include "text/internal.h"

struct scan {
	struct parse *parse;
	const struct text_engine *engine;
	struct str text; /* up to the end of the stretch */
	size_t at;
	size_t start; /* of the stretch */
};

static uint8_t class_at(const struct scan *scan, size_t at)
{
	if (at >= scan->text.n)
		return CHAR_BREAK;
	return char_class(scan->engine, utf8_next(scan->text, &at));
}

static uint8_t class_before(const struct scan *scan, size_t at)
{
	if (at <= scan->start)
		return CHAR_BREAK;
	return char_class(scan->engine, utf8_prev(scan->text, &at));
}

static size_t after(const struct scan *scan, size_t at)
{
	utf8_next(scan->text, &at);
	return at;
}

static bool is_letter(uint8_t class)
{
	return class == CHAR_CYRILLIC || class == CHAR_LATIN || class == CHAR_LETTER;
}

static bool is_word_part(uint8_t class)
{
	return is_letter(class) || class == CHAR_MARK || class == CHAR_IGNORABLE ||
	       class == CHAR_DIGIT;
}

/* End of a run of word characters; a run never ends in the middle of a letter and its marks. */
static size_t run_end(const struct scan *scan, size_t at)
{
	while (at < scan->text.n) {
		unsigned char a = (unsigned char)scan->text.p[at];
		if (a >= 0xd0 && a <= 0xd3) /* U+0400 … U+04FF: letters and their marks */
			at += 2;
		else if (is_word_part(class_at(scan, at)))
			at = after(scan, at);
		else
			break;
	}
	return at;
}

/* A word with its inner hyphens and apostrophes: зорлық-зомбылық, ОКҚ-ның, Д'Артаньян. */
static size_t word_end(const struct scan *scan, size_t at)
{
	for (;;) {
		at = run_end(scan, at);
		if (at >= scan->text.n)
			return at;
		uint8_t class = class_at(scan, at);
		size_t next = after(scan, at);
		bool joins = class == CHAR_HYPHEN || class == CHAR_APOSTROPHE ||
			     (class == CHAR_DASH && is_letter(class_before(scan, at)));
		if (!joins || next >= scan->text.n)
			return at;
		uint8_t then = class_at(scan, next);
		if (!is_letter(then) && !(class == CHAR_HYPHEN && then == CHAR_DIGIT))
			return at;
		at = next;
	}
}

/* 16, 2,5, 22:00, 2026-да, 5–7, 3D */
static size_t number_end(const struct scan *scan, size_t at)
{
	bool digits = true;
	for (;;) {
		size_t end = run_end(scan, at);
		for (size_t i = at; digits && i < end; i = after(scan, i))
			digits = class_at(scan, i) == CHAR_DIGIT;
		at = end;
		if (at >= scan->text.n)
			return at;
		uint8_t class = class_at(scan, at);
		size_t next = after(scan, at);
		uint8_t then = class_at(scan, next);
		bool point = digits && then == CHAR_DIGIT &&
			     (scan->text.p[at] == '.' || class == CHAR_COMMA ||
				     class == CHAR_COLON || class == CHAR_DASH);
		bool hyphen = class == CHAR_HYPHEN && (then == CHAR_DIGIT || is_letter(then));
		if (!point && !hyphen)
			return at;
		at = next;
	}
}

static bool ascii_word(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool one_of(struct str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s.n == strlen(list[i]) && strncasecmp(s.p, list[i], s.n) == 0)
			return true;
	return false;
}

/* Top-level domains that news texts write bare; any domain counts behind http:// or www. */
static const char *const DOMAINS[] = {"kz", "com", "org", "net", "info", "media", "gov", "edu",
	"ru", "uz", "kg", "cn", "tv", "news", "online", "site", "io", "me", "uk", "us", "eu", "de",
	"asia"};

/* The end of a URL, bare host or e-mail address that begins at `at`; at if there is none. */
static size_t address_end(const struct scan *scan, size_t at, enum token_kind *ret_kind)
{
	struct str s = scan->text;
	size_t i = at;
	struct str head = str_make(s.p + at, s.n - at);
	bool scheme = str_starts(head, STR("http://")) || str_starts(head, STR("https://"));
	if (scheme || str_starts(head, STR("www."))) {
		while (i < s.n && (unsigned char)s.p[i] > ' ' && (unsigned char)s.p[i] < 0x7f &&
			!strchr("\"<>()", s.p[i]))
			i++;
		while (i > at && strchr(".,;:!?'", s.p[i - 1]))
			i--;
		*ret_kind = TOKEN_URL;
		return i;
	}
	size_t label = at; /* start of the label under way */
	bool mail = false, dots = false;
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (ascii_word(c) || c == '-' || c == '_')
			continue;
		if (c == '@' && !mail && i > at) {
			mail = true;
			label = i + 1;
			dots = false;
			continue;
		}
		if (c != '.' || i == label || i + 1 >= s.n ||
			!ascii_word((unsigned char)s.p[i + 1]))
			break;
		dots = true;
		label = i + 1;
	}
	if (!dots)
		return at;
	size_t end = label; /* the last label without a hyphenated ending */
	while (end < i && ascii_word((unsigned char)s.p[end]))
		end++;
	if (!one_of(str_make(s.p + label, end - label), DOMAINS, sizeof DOMAINS / sizeof *DOMAINS))
		return at;
	*ret_kind = mail ? TOKEN_EMAIL : TOKEN_URL;
	if (end < s.n && s.p[end] == '/' && !mail)
		while (end < s.n && (unsigned char)s.p[end] > ' ' &&
			(unsigned char)s.p[end] < 0x7f && !strchr("\"<>(),;", s.p[end]))
			end++;
	else if (end < s.n && class_at(scan, end) == CHAR_HYPHEN &&
		 class_at(scan, after(scan, end)) == CHAR_CYRILLIC)
		end = run_end(scan, after(scan, end)); /* BAQ.KZ-ке */
	return end;
}

static enum dedi_status emit(struct scan *scan, size_t end, enum token_kind kind)
{
	struct parse *parse = scan->parse;
	struct token *token = LIST_PUSH(parse->arena, &parse->tokens);
	if (!token)
		return DEDI_NO_MEMORY;
	token->span = (struct span){(uint32_t)scan->at, (uint32_t)end};
	token->kind = (uint8_t)kind;
	token->quote = NONE;
	uint8_t before = class_before(scan, scan->at);
	if (before == CHAR_SPACE || before == CHAR_BREAK)
		token->shape |= SHAPE_SPACE_BEFORE;
	if (before == CHAR_BREAK)
		token->shape |= SHAPE_LINE_BEFORE;
	scan->at = end;
	return text_intern(parse, token);
}

/* «Qarmet»-ке, 5%-ы: an ending that stands apart. at: the first letter. */
static bool is_detached_ending(const struct scan *scan, size_t at, size_t end)
{
	char folded[64];
	if (end - at > sizeof folded / 2)
		return false;
	size_t n = fold_word(str_make(scan->text.p + at, end - at), FOLD_LOWER, folded);
	struct lexemes found = lexicon_find(scan->engine->lexicon, str_make(folded, n));
	for (uint32_t i = 0; i < found.n; i++)
		if (found.at[i].table == LEX_DETACHED_ENDING && found.at[i].n_words == 1)
			return true;
	return false;
}

static bool follows_mark(const struct scan *scan)
{
	uint8_t before = class_before(scan, scan->at);
	return before == CHAR_QUOTE || before == CHAR_CLOSE || before == CHAR_OTHER ||
	       before == CHAR_APOSTROPHE;
}

static enum dedi_status scan_dash(struct scan *scan)
{
	size_t next = after(scan, scan->at);
	if (class_at(scan, scan->at) == CHAR_HYPHEN && follows_mark(scan) &&
		is_letter(class_at(scan, next))) {
		size_t end = run_end(scan, next);
		if (is_detached_ending(scan, next, end))
			return emit(scan, end, TOKEN_SUFFIX);
	}
	size_t end = next;
	while (class_at(scan, end) == CHAR_HYPHEN || class_at(scan, end) == CHAR_DASH)
		end = after(scan, end);
	return emit(scan, end, TOKEN_DASH);
}

/* One capital with its full stop, before a name or behind another initial. */
static bool is_initial(const struct scan *scan, size_t end)
{
	size_t at = scan->at;
	uint32_t c = utf8_next(scan->text, &at);
	if (at != end || !char_is_upper(c) || end >= scan->text.n || scan->text.p[end] != '.')
		return false;
	size_t next = end + 1;
	while (next < scan->text.n && class_at(scan, next) == CHAR_SPACE)
		next = after(scan, next);
	const struct parse *parse = scan->parse;
	uint32_t n = parse->tokens.n;
	bool after_initial = n && parse->tokens.at[n - 1].kind == TOKEN_INITIAL &&
			     parse->tokens.at[n - 1].span.end + 2 >= scan->at;
	if (after_initial)
		return true;
	if (next >= scan->text.n || !is_letter(class_at(scan, next)))
		return false;
	size_t i = next;
	return char_is_upper(utf8_next(scan->text, &i));
}

static enum dedi_status scan_word(struct scan *scan)
{
	enum token_kind kind;
	size_t end;
	if ((unsigned char)scan->text.p[scan->at] < 0x80) {
		end = address_end(scan, scan->at, &kind);
		if (end > scan->at)
			return emit(scan, end, kind);
	}
	end = word_end(scan, scan->at);
	if (is_initial(scan, end))
		return emit(scan, end + 1, TOKEN_INITIAL);
	uint8_t before = class_before(scan, scan->at);
	size_t at = scan->at;
	if ((before == CHAR_QUOTE || before == CHAR_OTHER) &&
		!char_is_upper(utf8_next(scan->text, &at)) && scan->parse->tokens.n &&
		is_detached_ending(scan, scan->at, end)) {
		const struct token *mark = &scan->parse->tokens.at[scan->parse->tokens.n - 1];
		/* behind a closing mark only: «ы…» is no ending */
		if (!(mark->shape & SHAPE_SPACE_BEFORE))
			return emit(scan, end, TOKEN_SUFFIX);
	}
	return emit(scan, end, TOKEN_WORD);
}

static enum dedi_status scan_tagged(struct scan *scan, enum token_kind kind)
{
	size_t next = after(scan, scan->at);
	if (!is_word_part(class_at(scan, next)) || is_word_part(class_before(scan, scan->at)))
		return emit(scan, next, TOKEN_SYMBOL);
	size_t end = run_end(scan, next);
	if (class_at(scan, end) == CHAR_HYPHEN && is_letter(class_at(scan, after(scan, end))))
		end = run_end(scan, after(scan, end)); /* #Таза-ны */
	return emit(scan, end, kind);
}

static enum dedi_status scan_apostrophe(struct scan *scan)
{
	size_t next = after(scan, scan->at);
	if (next < scan->text.n && class_at(scan, next) == CHAR_APOSTROPHE)
		return emit(scan, after(scan, next), TOKEN_QUOTE); /* `` and '' */
	return emit(scan, next, TOKEN_QUOTE);
}

static enum dedi_status scan_one(struct scan *scan)
{
	size_t next = after(scan, scan->at);
	uint8_t class = class_at(scan, scan->at);
	char c = scan->text.p[scan->at];
	switch (class) {
	case CHAR_CYRILLIC:
	case CHAR_LATIN:
	case CHAR_LETTER:
	case CHAR_MARK:
		return scan_word(scan);
	case CHAR_DIGIT:
		return emit(scan, number_end(scan, scan->at), TOKEN_NUMBER);
	case CHAR_QUOTE:
		return emit(scan, next, TOKEN_QUOTE);
	case CHAR_APOSTROPHE:
		return scan_apostrophe(scan);
	case CHAR_HYPHEN:
	case CHAR_DASH:
		return scan_dash(scan);
	case CHAR_STOP:
		while (class_at(scan, next) == CHAR_STOP)
			next = after(scan, next);
		return emit(scan, next, TOKEN_STOP);
	case CHAR_COMMA:
		return emit(scan, next, TOKEN_COMMA);
	case CHAR_COLON:
		return emit(scan, next, TOKEN_COLON);
	case CHAR_SEMICOLON:
		return emit(scan, next, TOKEN_SEMICOLON);
	case CHAR_OPEN:
		return emit(scan, next, TOKEN_OPEN);
	case CHAR_CLOSE:
		return emit(scan, next, TOKEN_CLOSE);
	case CHAR_HASH:
		return scan_tagged(scan, TOKEN_HASHTAG);
	case CHAR_AT:
		return scan_tagged(scan, TOKEN_HANDLE);
	case CHAR_EMOJI:
		while (class_at(scan, next) == CHAR_EMOJI || class_at(scan, next) == CHAR_MARK ||
			(class_at(scan, next) == CHAR_IGNORABLE))
			next = after(scan, next);
		return emit(scan, next, TOKEN_EMOJI);
	default:
		if ((c == '<' || c == '>') && next < scan->text.n && scan->text.p[next] == c)
			return emit(scan, next + 1, TOKEN_QUOTE);
		return emit(scan, next, TOKEN_SYMBOL);
	}
}

enum dedi_status text_scan(struct parse *parse, struct span span)
{
	struct scan scan = {
		parse, parse->engine, {parse->text.p, span.end}, span.start, span.start};
	while (scan.at < span.end) {
		uint8_t class = class_at(&scan, scan.at);
		if (class == CHAR_SPACE || class == CHAR_BREAK || class == CHAR_IGNORABLE) {
			scan.at = after(&scan, scan.at);
			continue;
		}
		enum dedi_status status = scan_one(&scan);
		if (status)
			return status;
	}
	return DEDI_OK;
}

/* The SHAPE_* bits that letters tell. */
static uint16_t shape_of(const struct text_engine *engine, struct str norm)
{
	uint16_t shape = 0;
	uint32_t letters = 0, upper = 0, latin = 0;
	bool first = true, ending = false;
	for (size_t at = 0; at < norm.n;) {
		uint32_t c = utf8_next(norm, &at);
		uint8_t class = char_class(engine, c);
		if (class == CHAR_HYPHEN) {
			shape |= SHAPE_HYPHEN;
			ending = upper > 0 && upper == letters; /* ОКҚ|-ның */
			continue;
		}
		if (class == CHAR_DIGIT)
			shape |= SHAPE_DIGIT;
		if (!is_letter(class))
			continue;
		bool is_upper = char_is_upper(c);
		if (first && is_upper)
			shape |= SHAPE_CAPITAL;
		first = false;
		if (class == CHAR_CYRILLIC) {
			shape |= SHAPE_CYRILLIC;
			if (c < 0x530 && engine->cyrillic[c - 0x400].kazakh)
				shape |= SHAPE_KAZAKH;
		}
		if (ending && !is_upper)
			continue;
		letters++;
		upper += is_upper;
		latin += class == CHAR_LATIN;
	}
	if (letters > 1 && upper == letters)
		shape |= SHAPE_ALL_CAPS;
	else if (upper > 1 && upper < letters && !(shape & SHAPE_HYPHEN))
		shape |= SHAPE_MIXED_CAPS;
	if (letters && latin == letters)
		shape |= SHAPE_LATIN;
	return shape;
}

static enum dedi_status grow_slots(struct parse *parse)
{
	uint32_t n = parse->n_slots ? parse->n_slots * 2 : 512;
	uint32_t *slots = ARENA_ARRAY(parse->arena, uint32_t, n);
	if (!slots)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < parse->words.n; i++) {
		uint32_t slot = (uint32_t)str_hash(parse->words.at[i].form) & (n - 1);
		while (slots[slot])
			slot = (slot + 1) & (n - 1);
		slots[slot] = i + 1;
	}
	parse->slots = slots;
	parse->n_slots = n;
	return DEDI_OK;
}

/* The index of a folded form among the document's words; the form is copied when it is new. */
static enum dedi_status intern_form(struct parse *parse, struct str form, uint32_t *ret_word)
{
	if (parse->words.n * 2 >= parse->n_slots) {
		enum dedi_status status = grow_slots(parse);
		if (status)
			return status;
	}
	uint32_t slot = (uint32_t)str_hash(form) & (parse->n_slots - 1);
	while (parse->slots[slot]) {
		if (str_eq(parse->words.at[parse->slots[slot] - 1].form, form)) {
			*ret_word = parse->slots[slot] - 1;
			return DEDI_OK;
		}
		slot = (slot + 1) & (parse->n_slots - 1);
	}
	struct str copy;
	if (!arena_copy(parse->arena, form, &copy))
		return DEDI_NO_MEMORY;
	struct word_form *word = LIST_PUSH(parse->arena, &parse->words);
	if (!word)
		return DEDI_NO_MEMORY;
	word->form = copy;
	word->first_token = parse->tokens.n - 1;
	parse->slots[slot] = parse->words.n;
	*ret_word = parse->words.n - 1;
	return DEDI_OK;
}

/*
 * The common case, a word of Cyrillic letters, digits and hyphens: it is its own norm, and lower
 * case and shape come from one look-up a letter. False if it holds anything else.
 */
static bool intern_plain(
	const struct text_engine *engine, struct str s, char *out, uint16_t *ret_shape)
{
	uint32_t letters = 0, upper = 0, shape = 0;
	bool ending = false;
	for (size_t i = 0; i < s.n;) {
		unsigned char a = (unsigned char)s.p[i];
		if (a < 0x80) {
			if (a == '-') {
				shape |= SHAPE_HYPHEN;
				ending = upper > 0 && upper == letters;
			} else if (a >= '0' && a <= '9') {
				shape |= SHAPE_DIGIT;
			} else {
				return false;
			}
			out[i++] = (char)a;
			continue;
		}
		if (a < 0xd0 || a > 0xd4)
			return false;
		uint32_t c = (uint32_t)(a & 0x1f) << 6 | ((unsigned char)s.p[i + 1] & 0x3f);
		if (c >= 0x530)
			return false;
		const struct cyrillic *letter = &engine->cyrillic[c - 0x400];
		if (!letter->lower)
			return false;
		out[i] = (char)(0xc0 | letter->lower >> 6);
		out[i + 1] = (char)(0x80 | (letter->lower & 0x3f));
		i += 2;
		if (letters == 0 && !ending && letter->upper)
			shape |= SHAPE_CAPITAL;
		shape |= letter->kazakh ? SHAPE_KAZAKH : 0;
		if (ending && !letter->upper)
			continue;
		letters++;
		upper += letter->upper;
	}
	if (letters)
		shape |= SHAPE_CYRILLIC;
	if (letters > 1 && upper == letters)
		shape |= SHAPE_ALL_CAPS;
	else if (upper > 1 && upper < letters && !(shape & SHAPE_HYPHEN))
		shape |= SHAPE_MIXED_CAPS;
	*ret_shape = (uint16_t)shape;
	return true;
}

/* Any other word: folded in general. */
static enum dedi_status intern_folded(
	struct parse *parse, struct token *token, struct str input, struct str *ret_form)
{
	size_t n = fold_word(input, 0, parse->buffer);
	if (!str_eq(str_make(parse->buffer, n), input)) {
		if (!arena_copy(parse->arena, str_make(parse->buffer, n), &token->norm))
			return DEDI_NO_MEMORY;
		token->shape |= SHAPE_FOLDED;
	}
	*ret_form = str_make(parse->buffer, fold_word(input, FOLD_LOWER, parse->buffer));
	token->shape |= shape_of(parse->engine, token->norm);
	return DEDI_OK;
}

enum dedi_status text_intern(struct parse *parse, struct token *token)
{
	struct str input = span_text(parse->text, token->span);
	if (parse->buffer_size < 2 * input.n) {
		size_t size = 4 * input.n + 256;
		parse->buffer = arena_alloc(parse->arena, size);
		if (!parse->buffer) {
			parse->buffer_size = 0;
			return DEDI_NO_MEMORY;
		}
		parse->buffer_size = size;
	}
	struct str form = input;
	token->norm = input;
	enum dedi_status status = DEDI_OK;
	uint16_t shape;
	if (token->kind <= TOKEN_HANDLE) {
		if (intern_plain(parse->engine, input, parse->buffer, &shape)) {
			form = str_make(parse->buffer, input.n);
			token->shape |= shape;
		} else {
			status = intern_folded(parse, token, input, &form);
		}
	}
	if (!status)
		status = intern_form(parse, form, &token->word);
	if (!status)
		parse->words.at[token->word].count++;
	return status;
}
