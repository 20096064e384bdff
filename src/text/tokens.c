/*
 * Tokens: one pass over the code points of a paragraph.
 *
 * The scanner decides by the class of the present code point and a few behind it. Words of plain
 * Cyrillic letters (nearly all) are folded, measured and counted while they are read; whatever else
 * a word may hold (Latin letters, marks, soft hyphens, apostrophes) takes the general way: find the
 * end, then fold. Cost: O(length).
 */
#include "base/fold.h"
#include "text/internal.h"

struct scan {
	struct parse *parse;
	const struct text_engine *engine;
	struct str text; /* up to the end of the stretch */
	size_t at;
	size_t start;   /* of the stretch */
	uint16_t shape; /* what stands before: SHAPE_SPACE_BEFORE, SHAPE_LINE_BEFORE */
};

static inline uint8_t class_at(const struct scan *scan, size_t at)
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

static inline size_t after(const struct scan *scan, size_t at)
{
	utf8_next(scan->text, &at);
	return at;
}

static uint32_t code_point(const struct scan *scan, size_t at)
{
	return at < scan->text.n ? utf8_next(scan->text, &at) : ' ';
}

static bool is_word_part(uint8_t class)
{
	return is_letter(class) || class == CHAR_DIGIT || class == CHAR_IGNORABLE;
}

static size_t run_end(const struct scan *scan, size_t at)
{
	while (at < scan->text.n && is_word_part(class_at(scan, at)))
		at = after(scan, at);
	return at;
}

/* A hyphen at the end of a wrapped line: the word goes on behind the break. */
static size_t behind_break(const struct scan *scan, size_t at)
{
	if (class_at(scan, at) != CHAR_BREAK)
		return at;
	size_t i = at;
	while (i < scan->text.n && is_gap(class_at(scan, i)))
		i = after(scan, i);
	return is_letter(class_at(scan, i)) && !char_is_upper(code_point(scan, i)) ? i : at;
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
		if (class == CHAR_HYPHEN)
			next = behind_break(scan, next);
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
		size_t end = at;
		while (end < scan->text.n) {
			uint8_t class = class_at(scan, end);
			if (!is_word_part(class))
				break;
			digits = digits && class == CHAR_DIGIT;
			end = after(scan, end);
		}
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
	"asia", "press", "today", "live", "app", "ai", "biz", "tj", "tm", "tr", "fr", "by", "ua"};

static size_t path_end(struct str s, size_t at)
{
	while (at < s.n && (unsigned char)s.p[at] > ' ' && (unsigned char)s.p[at] < 0x7f &&
		!memchr("\"<>()", s.p[at], 5))
		at++;
	while (memchr(".,;:!?'", s.p[at - 1], 7))
		at--;
	return at;
}

/* An ending behind a name in Latin letters: BAQ.KZ-ке. */
static size_t with_ending(const struct scan *scan, size_t at)
{
	if (class_at(scan, at) != CHAR_HYPHEN)
		return at;
	size_t next = after(scan, at);
	return class_at(scan, next) == CHAR_CYRILLIC ? run_end(scan, next) : at;
}

/* The end of a URL, bare host or e-mail address that begins at `at`; at if there is none. */
static size_t address_end(const struct scan *scan, size_t at, enum token_kind *ret_kind)
{
	struct str s = scan->text, head = str_make(s.p + at, s.n - at);
	if (str_starts(head, STR("http://")) || str_starts(head, STR("https://")) ||
		str_starts(head, STR("www."))) {
		*ret_kind = TOKEN_URL;
		return path_end(s, at);
	}
	size_t i = at, label = at; /* start of the label under way */
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
	if (!mail && end + 1 < s.n && s.p[end] == '/' && ascii_word((unsigned char)s.p[end + 1]))
		return path_end(s, end);
	return with_ending(scan, end);
}

static struct token *push_token(struct scan *scan, size_t end, enum token_kind kind)
{
	struct token *token = LIST_PUSH(scan->parse->arena, &scan->parse->tokens);
	if (!token)
		return NULL;
	token->span = (struct span){(uint32_t)scan->at, (uint32_t)end};
	token->kind = (uint8_t)kind;
	token->quote = NONE;
	token->shape = scan->shape;
	scan->shape = 0;
	scan->at = end;
	return token;
}

static enum dedi_status emit(struct scan *scan, size_t end, enum token_kind kind)
{
	struct token *token = push_token(scan, end, kind);
	return token ? text_intern(scan->parse, token) : DEDI_NO_MEMORY;
}

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

/* «Qarmet»-ке, 5%-ы, (ОКҚ)-ның: an ending that stands apart. */
static enum dedi_status scan_dash(struct scan *scan)
{
	size_t next = after(scan, scan->at);
	uint8_t class = class_at(scan, scan->at);
	uint8_t before = class_before(scan, scan->at);
	bool marked = before == CHAR_QUOTE || before == CHAR_CLOSE || before == CHAR_OTHER ||
		      before == CHAR_APOSTROPHE;
	if (marked && (class == CHAR_HYPHEN || class == CHAR_DASH) &&
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

/* The forms of a function word tell that a sentence begins here, not a name. */
static bool is_function_word(const struct scan *scan, size_t at)
{
	char folded[64];
	size_t end = run_end(scan, at);
	if (end - at > sizeof folded / 2)
		return false;
	size_t n = fold_word(str_make(scan->text.p + at, end - at), FOLD_LOWER, folded);
	struct lexemes found = lexicon_find(scan->engine->lexicon, str_make(folded, n));
	for (uint32_t i = 0; i < found.n; i++)
		if (found.at[i].table == LEX_FUNCTION_WORD && found.at[i].n_words == 1)
			return true;
	return false;
}

/* One capital with its full stop, before a name or behind another initial. */
static bool is_initial(const struct scan *scan, size_t end)
{
	size_t at = scan->at;
	uint32_t c = utf8_next(scan->text, &at);
	while (at < end && class_at(scan, at) == CHAR_MARK)
		at = after(scan, at);
	if (at != end || !char_is_upper(c) || end >= scan->text.n || scan->text.p[end] != '.')
		return false;
	size_t next = end + 1;
	while (next < scan->text.n && class_at(scan, next) == CHAR_SPACE)
		next = after(scan, next);
	const struct parse *parse = scan->parse;
	uint32_t n = parse->tokens.n;
	if (n && parse->tokens.at[n - 1].kind == TOKEN_INITIAL &&
		parse->tokens.at[n - 1].span.end + 2 >= scan->at)
		return true;
	if (!is_letter(class_at(scan, next)) || !char_is_upper(code_point(scan, next)))
		return false;
	return next == end + 1 || !is_function_word(scan, next);
}

/* т.б., б.з.д., м.ғ.д.: small letters, each with its full stop, as one token; at if it is none. */
static size_t dotted_end(const struct scan *scan, size_t at)
{
	size_t end = at;
	for (uint32_t n = 0;; n++) {
		size_t next = end;
		if (class_at(scan, next) != CHAR_CYRILLIC || char_is_upper(code_point(scan, next)))
			return n > 1 ? end : at;
		next = after(scan, next);
		if (next >= scan->text.n || scan->text.p[next] != '.')
			return n > 1 ? end : at;
		end = next + 1;
	}
}

/*
 * A word run together with the next: шараҚазақстан, ОМАРОВАхабарлағандай. The place where the
 * second begins, or end. Names like ҚазМұнайГаз and acronyms with an ending (ЖШСның) stay whole.
 */
static size_t glued_at(const struct scan *scan, size_t at, size_t end)
{
	enum { LEAST_CAPITALS = 5, LEAST_SMALL = 5 };
	uint32_t capitals = 0, small = 0, changes = 0;
	size_t change = end;
	bool first = char_is_upper(code_point(scan, at)), last = first;
	for (size_t i = at; i < end; i = after(scan, i)) {
		if (class_at(scan, i) != CHAR_CYRILLIC)
			return end;
		bool upper = char_is_upper(code_point(scan, i));
		if (upper != last && ++changes == 1)
			change = i;
		last = upper;
		capitals += upper;
		small += !upper;
	}
	if (first)
		return changes == 1 && capitals >= LEAST_CAPITALS && small >= LEAST_SMALL &&
				       !is_detached_ending(scan, change, end)
			       ? change
			       : end;
	return changes == 2 && capitals == 1 && small >= LEAST_SMALL ? change : end;
}

static enum dedi_status scan_any_word(struct scan *scan)
{
	enum token_kind kind;
	size_t end;
	size_t host = scan->at;
	if (fold_to_latin(code_point(scan, host))) /* Вaq.kz: the twin of a Latin letter */
		host = after(scan, host);
	if (host < scan->text.n && (unsigned char)scan->text.p[host] < 0x80) {
		end = address_end(scan, host, &kind);
		if (end > host)
			return emit(scan, end, kind);
	}
	end = word_end(scan, scan->at);
	if (is_initial(scan, end))
		return emit(scan, end + 1, TOKEN_INITIAL);
	return emit(scan, end, TOKEN_WORD);
}

/* A word of the plain kind: what it is made of. */
struct plain {
	size_t end;
	uint64_t hash;
	uint32_t letters, upper, kazakh, hard, strange;
	uint32_t counted, counted_upper; /* letters before an ending: ОКҚ|-ның */
	uint8_t seen;                    /* LETTER_* of any letter */
	bool hyphen, digit;
};

/* What has been read up to here, whose letters have not been counted yet. */
struct stretch {
	uint32_t counts; /* as in struct letter */
	uint32_t letters;
};

/* A part of a word ends: an ending behind capitals counts only its capitals. */
static void count_part(struct plain *word, const struct stretch *part)
{
	uint32_t upper = part->counts & 0xff;
	bool ending = word->counted && word->counted == word->counted_upper;
	word->counted += ending ? upper : part->letters;
	word->counted_upper += upper;
	word->letters += part->letters;
	word->upper += upper;
	word->kazakh += part->counts >> 8 & 0xff;
	word->hard += part->counts >> 16 & 0xff;
	word->strange += part->counts >> 24;
}

/*
 * Reads letters, digits and inner hyphens of the plain kind. false if the word holds, or is
 * followed by, something that needs the general way.
 */
static bool read_plain(const struct scan *scan, struct plain *ret_word)
{
	enum { LONGEST = 255 * 2 }; /* what a byte can count */
	const unsigned char *p = (const unsigned char *)scan->text.p;
	const struct letter *letters = scan->engine->letters;
	size_t at = scan->at, n = scan->text.n;
	struct plain word = {0};
	struct stretch part = {0};
	uint64_t hash = LEX_HASH_START;
	uint8_t seen = 0;
	if (n - at > LONGEST)
		n = at + LONGEST;
	while (at < n) {
		unsigned char a = p[at];
		uint32_t lead = a - 0xd0u;
		if (lead <= 4) {
			const struct letter *letter = &letters[lead << 6 | (p[at + 1] & 0x3f)];
			if (!(letter->flags & LETTER_PLAIN))
				return false;
			part.counts += letter->counts;
			part.letters++;
			seen |= letter->flags;
			hash = lex_hash_step(hash, letter->lower);
			at += 2;
		} else if (a == '-') {
			if (at + 1 >= n || p[at + 1] < 0xd0 || p[at + 1] > 0xd4) {
				if (at + 1 < n && is_word_part(class_at(scan, at + 1)))
					return false;
				if (class_at(scan, at + 1) == CHAR_BREAK)
					return false;
				break;
			}
			word.hyphen = true;
			count_part(&word, &part);
			part = (struct stretch){0};
			hash = lex_hash_step(hash, a);
			at++;
		} else if (a >= '0' && a <= '9') {
			word.digit = true;
			hash = lex_hash_step(hash, a);
			at++;
		} else {
			if (a == ' ' || a == ',' || a == '.')
				break;
			uint8_t class = class_at(scan, at);
			if (is_word_part(class) || class == CHAR_APOSTROPHE ||
				class == CHAR_HYPHEN ||
				(class == CHAR_DASH && is_letter(class_at(scan, after(scan, at)))))
				return false;
			break;
		}
	}
	if (at >= n && n < scan->text.n)
		return false; /* very long */
	count_part(&word, &part);
	word.end = at;
	word.hash = hash;
	word.seen = seen;
	*ret_word = word;
	return true;
}

/* Lower case of a plain word, which has its length. */
static void fold_plain(const struct scan *scan, size_t end, char *out)
{
	const unsigned char *p = (const unsigned char *)scan->text.p;
	for (size_t at = scan->at; at < end;) {
		uint32_t lead = p[at] - 0xd0u;
		if (lead > 4) {
			*out++ = (char)p[at++];
			continue;
		}
		uint16_t lower = scan->engine->letters[lead << 6 | (p[at + 1] & 0x3f)].lower;
		*out++ = (char)(lower >> 8);
		*out++ = (char)lower;
		at += 2;
	}
}

static uint16_t plain_shape(const struct plain *word, bool capital)
{
	uint16_t shape = SHAPE_CYRILLIC;
	if (capital)
		shape |= SHAPE_CAPITAL;
	if (word->kazakh)
		shape |= SHAPE_KAZAKH;
	if (word->hyphen)
		shape |= SHAPE_HYPHEN;
	if (word->digit)
		shape |= SHAPE_DIGIT;
	if (word->counted > 1 && word->counted_upper == word->counted)
		shape |= SHAPE_ALL_CAPS;
	else if (word->counted_upper > 1 && !word->hyphen)
		shape |= SHAPE_MIXED_CAPS;
	return shape;
}

/* The token before, if nothing stands between. */
static const struct token *touching(const struct scan *scan)
{
	const struct parse *parse = scan->parse;
	if (!parse->tokens.n || parse->tokens.at[parse->tokens.n - 1].span.end != scan->at)
		return NULL;
	return &parse->tokens.at[parse->tokens.n - 1];
}

static enum dedi_status scan_word(struct scan *scan)
{
	struct parse *parse = scan->parse;
	enum dedi_status status;
	struct plain word;
	if (!read_plain(scan, &word))
		return scan_any_word(scan);
	enum { LETTER = 2 };
	bool stop = word.end < scan->text.n && scan->text.p[word.end] == '.';
	if (stop && word.letters == 1 && word.end - scan->at == LETTER) {
		if (is_initial(scan, word.end))
			return emit(scan, word.end + 1, TOKEN_INITIAL);
		size_t dotted = dotted_end(scan, scan->at);
		if (dotted > scan->at)
			return emit(scan, dotted, TOKEN_WORD);
	}
	bool capital = word.upper && char_is_upper(code_point(scan, scan->at));
	if (word.upper > capital && word.upper < word.letters && !word.hyphen && !word.digit) {
		size_t end = glued_at(scan, scan->at, word.end);
		if (end < word.end) {
			status = emit(scan, end, TOKEN_WORD);
			scan->shape |= SHAPE_GLUED_CAPITAL;
			return status;
		}
	}
	const struct token *before = touching(scan);
	bool marked =
		before && !capital && (before->kind == TOKEN_QUOTE || before->kind == TOKEN_SYMBOL);
	/* behind a closing mark only: «ы…» is no ending */
	if (marked && !(before->shape & SHAPE_SPACE_BEFORE) &&
		is_detached_ending(scan, scan->at, word.end))
		return emit(scan, word.end, TOKEN_SUFFIX);
	bool glued = before && capital && before->kind <= TOKEN_HANDLE;
	bool same = !(word.seen & LETTER_CHANGED);
	if (!same) {
		if ((status = text_buffer(parse, word.end - scan->at)))
			return status;
		fold_plain(scan, word.end, parse->buffer);
	}
	struct token *token = push_token(scan, word.end, TOKEN_WORD);
	if (!token)
		return DEDI_NO_MEMORY;
	token->shape |= plain_shape(&word, capital);
	if (glued)
		token->shape |= SHAPE_GLUED_CAPITAL;
	struct letter_counts *counts = &parse->line;
	counts->letters += word.letters;
	counts->cyrillic += word.letters;
	counts->kazakh += word.kazakh;
	counts->hard += word.hard;
	counts->strange += word.strange;
	return text_intern_plain(parse, token, same, word.hash);
}

static enum dedi_status scan_number(struct scan *scan)
{
	size_t end = number_end(scan, scan->at);
	enum token_kind kind;
	if (end + 1 < scan->text.n && scan->text.p[end] == '.' &&
		class_at(scan, end + 1) == CHAR_LATIN) { /* 7kun.kz, 24.kz */
		size_t address = address_end(scan, scan->at, &kind);
		if (address > end)
			return emit(scan, address, kind);
	}
	return emit(scan, end, TOKEN_NUMBER);
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
	char c = scan->text.p[scan->at];
	if (next < scan->text.n && class_at(scan, next) == CHAR_APOSTROPHE &&
		(c == '`' || c == '\''))
		next = after(scan, next); /* `` and '' */
	return emit(scan, next, TOKEN_QUOTE);
}

/* Pictographs with what modifies and joins them, keycaps aside: one token. */
static size_t emoji_end(const struct scan *scan, size_t at)
{
	for (;;) {
		uint8_t class = class_at(scan, at);
		if (at >= scan->text.n ||
			(class != CHAR_EMOJI && class != CHAR_MARK && class != CHAR_IGNORABLE))
			return at;
		at = after(scan, at);
	}
}

static size_t class_run_end(const struct scan *scan, size_t at, uint8_t class)
{
	while (class_at(scan, at) == class)
		at = after(scan, at);
	return at;
}

static enum dedi_status scan_one(struct scan *scan, uint8_t class)
{
	size_t next = after(scan, scan->at);
	char c = scan->text.p[scan->at];
	switch (class) {
	case CHAR_CYRILLIC:
		return scan_word(scan);
	case CHAR_LATIN:
	case CHAR_LETTER:
	case CHAR_MARK:
		return scan_any_word(scan);
	case CHAR_DIGIT:
		return scan_number(scan);
	case CHAR_QUOTE:
		return emit(scan, next, TOKEN_QUOTE);
	case CHAR_APOSTROPHE:
		return scan_apostrophe(scan);
	case CHAR_HYPHEN:
	case CHAR_DASH:
		return scan_dash(scan);
	case CHAR_STOP:
		return emit(scan, class_run_end(scan, next, CHAR_STOP), TOKEN_STOP);
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
		return emit(scan, emoji_end(scan, next), TOKEN_EMOJI);
	default:
		if ((c == '<' || c == '>') && next < scan->text.n && scan->text.p[next] == c)
			return emit(scan, next + 1, TOKEN_QUOTE);
		return emit(scan, next, TOKEN_SYMBOL);
	}
}

enum dedi_status text_scan(struct parse *parse, struct span span)
{
	struct scan scan = {.parse = parse,
		.engine = parse->engine,
		.text = {parse->text.p, span.end},
		.at = span.start,
		.start = span.start,
		.shape = SHAPE_SPACE_BEFORE | SHAPE_LINE_BEFORE};
	while (scan.at < span.end) {
		if (scan.text.p[scan.at] == ' ') {
			scan.shape |= SHAPE_SPACE_BEFORE;
			scan.at++;
			continue;
		}
		uint8_t class = class_at(&scan, scan.at);
		if (is_gap(class)) {
			if (class != CHAR_IGNORABLE)
				scan.shape |= SHAPE_SPACE_BEFORE;
			if (class == CHAR_BREAK)
				scan.shape |= SHAPE_LINE_BEFORE;
			scan.at = after(&scan, scan.at);
			continue;
		}
		enum dedi_status status = scan_one(&scan, class);
		if (status)
			return status;
	}
	return DEDI_OK;
}
