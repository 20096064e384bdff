/*
 * Blocks: what each stretch of a paragraph is.
 *
 * A paragraph is scanned first and then judged by its tokens: whether it is text of the article at
 * all (if not, its tokens are taken back), what stands in front of the text (headline, dateline,
 * label of a turn) and what is strewn into it (labels, credits). Which words make furniture says
 * data/kk/furniture.tsv. Blocks tile the text; O(length).
 */
#include "text/internal.h"

/* A paragraph being cut into blocks. */
struct cutter {
	struct parse *parse;
	struct span span; /* what is left of the paragraph */
	uint32_t at, end; /* tokens left */
};

enum dedi_status text_push_block(
	struct parse *parse, enum block_kind kind, struct span span, struct span body)
{
	struct block *block = LIST_PUSH(parse->arena, &parse->blocks);
	if (!block)
		return DEDI_NO_MEMORY;
	*block = (struct block){.kind = kind,
		.span = span,
		.body = body,
		.line = parse->line_number,
		.paragraph = parse->paragraph};
	return DEDI_OK;
}

/* The tokens up to `to` become a block with its sentences. */
static enum dedi_status cut(struct cutter *c, enum block_kind kind, uint32_t to)
{
	struct parse *parse = c->parse;
	if (to == c->at)
		return DEDI_OK;
	const struct token *t = parse->tokens.at;
	struct span body = {t[c->at].span.start, t[to - 1].span.end};
	struct span span = {c->span.start, to < c->end ? t[to].span.start : c->span.end};
	enum dedi_status status = text_push_block(parse, kind, span, body);
	if (!status)
		status = text_split_sentences(parse, c->at, to);
	if (kind == BLOCK_HEADLINE && parse->headline == NONE) {
		parse->headline = parse->blocks.n - 1;
		parse->title = body;
	}
	parse->n_text++;
	c->span.start = span.end;
	c->at = to;
	return status;
}

static uint32_t count_words(const struct parse *parse, uint32_t first, uint32_t end)
{
	uint32_t n = 0;
	for (uint32_t i = first; i < end; i++)
		n += parse->tokens.at[i].kind <= TOKEN_HANDLE;
	return n;
}

static bool ends_with(const struct parse *parse, uint32_t end, enum token_kind kind)
{
	return parse->tokens.at[end - 1].kind == kind;
}

static bool is_within(const struct parse *parse, uint32_t i, const char *marks)
{
	struct str s = token_text(parse, i);
	return s.n == 1 && strchr(marks, s.p[0]);
}

/* `Фото: …`, `Сурет – автордікі`, `Ақпарат көзі: …`: the phrase with a mark right behind it, or a
 * line of few words that begins with it and says nothing. */
static bool is_credit(struct parse *parse, uint32_t first, uint32_t end, enum furniture_class class)
{
	enum { FEW = 6 };
	uint32_t n = text_furniture(parse, first, end, class);
	if (!n)
		return false;
	uint32_t at = first + n;
	if (at == end)
		return false;
	const struct token *t = parse->tokens.at;
	if (t[at].kind == TOKEN_COLON)
		return true;
	if (at + 1 < end && t[at].kind == TOKEN_WORD && t[at + 1].kind == TOKEN_COLON)
		return !text_furniture(parse, at, end, FURNITURE_SAYING);
	if (parse->n_text == 0 || ends_with(parse, end, TOKEN_STOP) ||
		ends_with(parse, end, TOKEN_COLON))
		return false;
	return end - first <= FEW && class == FURNITURE_CREDIT &&
	       text_predicate(parse, end - 1) < 3;
}

/* Signs and numbers with hardly a word: tables of rates, telephone numbers, menus. */
static bool is_table_row(const struct parse *parse, uint32_t first, uint32_t end)
{
	uint32_t words = 0, numbers = 0, signs = 0;
	for (uint32_t i = first; i < end; i++) {
		enum token_kind kind = parse->tokens.at[i].kind;
		bool code = (parse->tokens.at[i].shape &
				    (SHAPE_ALL_CAPS | SHAPE_LATIN | SHAPE_CYRILLIC)) ==
			    (SHAPE_ALL_CAPS | SHAPE_LATIN); /* USD */
		words += kind == TOKEN_WORD && !code;
		numbers += kind == TOKEN_NUMBER;
		signs += kind == TOKEN_SYMBOL || kind == TOKEN_OPEN || kind == TOKEN_CLOSE;
	}
	return words <= 2 && numbers + signs > words && numbers && end - first >= 3 &&
	       !ends_with(parse, end, TOKEN_STOP);
}

static bool is_bullet(const struct parse *parse, uint32_t i)
{
	struct str s = token_text(parse, i);
	return str_eq(s, STR("•")) || str_eq(s, STR("▪")) || str_eq(s, STR("●")) ||
	       str_eq(s, STR("·")) || str_eq(s, STR("◦")) || str_eq(s, STR("‣")) ||
	       str_eq(s, STR("*")) || str_eq(s, STR("○")) || str_eq(s, STR("✓"));
}

/* `KZ`, `• Мұқаба`, `#Оқиғалар`, `RU | EN`: what stands above a headline. */
static bool is_menu(const struct parse *parse, uint32_t first, uint32_t end)
{
	enum { MOST = 6, CODE = 6 }; /* tokens; bytes */
	const struct token *t = parse->tokens.at;
	if (parse->n_text || end - first > MOST)
		return false;
	if (end - first == 1 && t[first].kind == TOKEN_HASHTAG)
		return true;
	if (is_bullet(parse, first))
		return end - first <= 3;
	for (uint32_t i = first; i < end; i++)
		if (!(t[i].shape & SHAPE_ALL_CAPS && t[i].norm.n <= CODE) &&
			!is_within(parse, i, "|/"))
			return false;
	return true;
}

static bool is_chrome(struct parse *parse, uint32_t first, uint32_t end)
{
	enum { SHORT = 14 };
	uint32_t words = count_words(parse, first, end);
	if (words > SHORT)
		return false;
	if (is_menu(parse, first, end) || is_table_row(parse, first, end))
		return true;
	uint32_t head = first;
	while (head < end && !is_word_like(&parse->tokens.at[head]))
		head++;
	if (head == end)
		return false;
	uint32_t n = text_furniture(parse, head, end, FURNITURE_HEADING);
	if (n && head + n == end)
		return true;
	if (text_furniture(parse, head, end, FURNITURE_CHROME) &&
		!str_eq(token_text(parse, end - 1), STR(".")))
		return true;
	for (uint32_t i = first; i < end; i++)
		if (parse->tokens.at[i].kind <= TOKEN_HANDLE &&
			text_furniture(parse, i, end, FURNITURE_WITHIN))
			return true;
	return false;
}

/* The end of a menu of the site that begins here: items in a row, no words between; `at` if there
 * is none. */
static uint32_t menu_end(struct parse *parse, uint32_t at, uint32_t end)
{
	enum { LEAST = 4 };
	uint32_t items = 0, behind = at;
	for (uint32_t i = at; i < end;) {
		if (i > at && (is_within(parse, i, "|/>") || is_bullet(parse, i))) {
			i++;
			continue;
		}
		uint32_t n = parse->tokens.at[i].shape & SHAPE_CAPITAL
				     ? text_furniture(parse, i, end, FURNITURE_MENU)
				     : 0;
		if (!n)
			break;
		items++;
		i += n;
		behind = i;
	}
	return items >= LEAST ? behind : at;
}

/* A bullet; a dash line that ends in a semicolon, or in a full stop below another item. */
static bool is_list_item(const struct parse *parse, uint32_t first, uint32_t end)
{
	if (is_bullet(parse, first))
		return true;
	const struct token *t = parse->tokens.at;
	if (t[first].kind == TOKEN_NUMBER && first + 1 < end && t[first].norm.n <= 2)
		return is_within(parse, first + 1, ".)") &&
		       !(t[first + 1].shape & SHAPE_SPACE_BEFORE);
	if (t[first].kind != TOKEN_DASH)
		return false;
	bool below =
		parse->blocks.n && parse->blocks.at[parse->blocks.n - 1].kind == BLOCK_LIST_ITEM;
	return ends_with(parse, end, TOKEN_SEMICOLON) ||
	       (below && ends_with(parse, end, TOKEN_STOP));
}

/* The first paragraphs word for word again. */
static bool is_repeated_lead(const struct parse *parse, uint32_t first, uint32_t end)
{
	enum { LEAD_BLOCKS = 6, LEAST = 6 };
	if (parse->n_text > LEAD_BLOCKS || end - first < LEAST)
		return false;
	for (uint32_t b = 0; b < parse->blocks.n; b++) {
		const struct block *block = &parse->blocks.at[b];
		if (block->kind != BLOCK_PARAGRAPH || !block->n_sentences)
			continue;
		const struct sentence *s = &parse->sentences.at[block->first_sentence];
		uint32_t n = 0, from = s->first_token;
		for (uint32_t k = 0; k < block->n_sentences; k++)
			n += s[k].n_tokens;
		if (n != end - first)
			continue;
		uint32_t i = 0;
		while (i < n && parse->tokens.at[from + i].word == parse->tokens.at[first + i].word)
			i++;
		if (i == n)
			return true;
	}
	return false;
}

/* What a paragraph is when it is no text of the article; BLOCK_PARAGRAPH if it is. */
static enum block_kind outside_kind(struct parse *parse, uint32_t first, uint32_t end)
{
	if (text_date_line(parse, first, end) > first)
		return BLOCK_DATE;
	if (is_chrome(parse, first, end))
		return BLOCK_CHROME;
	if (parse->skip_foreign && text_is_foreign(&parse->line))
		return BLOCK_FOREIGN;
	if (is_repeated_lead(parse, first, end))
		return BLOCK_CHROME;
	return BLOCK_PARAGRAPH;
}

static bool is_name(struct parse *parse, uint32_t i)
{
	return parse->tokens.at[i].kind == TOKEN_INITIAL ||
	       text_code(parse, i, LEX_GIVEN_NAME, GIVEN_NAME_COL_GENDER) != NONE ||
	       text_code(parse, i, LEX_SURNAME, SURNAME_COL_GENDER) != NONE;
}

/* A name alone on its line between headline and text: who wrote it. */
static bool is_author_line(struct parse *parse, uint32_t first, uint32_t end, bool is_last)
{
	if (is_last || parse->headline == NONE || parse->n_text != 1 || end - first > 3 ||
		end - first < 2)
		return false;
	bool known = false;
	for (uint32_t i = first; i < end; i++) {
		const struct token *t = &parse->tokens.at[i];
		if ((t->kind != TOKEN_WORD && t->kind != TOKEN_INITIAL) ||
			!(t->shape & SHAPE_CAPITAL))
			return false;
		known = known || is_name(parse, i);
	}
	return known;
}

/* Does a sentence run from here to the next stop: words enough, a finite verb among them? */
static bool is_clause(struct parse *parse, uint32_t first, uint32_t end)
{
	enum { LEAST = 5, FAR = 60 };
	bool verb = false;
	uint32_t i = first;
	for (; i < end && i < first + FAR && parse->tokens.at[i].kind != TOKEN_STOP; i++)
		verb = verb || (parse->tokens.at[i].kind == TOKEN_WORD &&
				       !(parse->tokens.at[i].shape & SHAPE_CAPITAL) &&
				       text_predicate(parse, i) == 3);
	return verb && i >= first + LEAST;
}

/*
 * `Фото: Zakon.kz/Айгүл Әли Полиция …`, `Сурет: ашық дереккөзден Ол …`: where paragraphs are lost,
 * a sentence follows the source of a picture with nothing between. A source is an address or an
 * outlet, a name, or a word with what goes on in small letters. Where the sentence begins; `first`
 * if there is none.
 */
static uint32_t source_end(struct parse *parse, uint32_t first, uint32_t end)
{
	enum { LONGEST = 12 };
	const struct token *t = parse->tokens.at;
	uint32_t i = first;
	while (i < end && t[i].kind != TOKEN_COLON)
		i++;
	uint32_t from = ++i;
	for (; i < end && i < from + LONGEST; i++) {
		bool joined = is_within(parse, i - 1, "/:|") || t[i - 1].kind == TOKEN_COMMA;
		bool name = t[i - 1].kind != TOKEN_URL && is_name(parse, i - 1) &&
			    t[i].kind == TOKEN_WORD &&
			    (i - 1 == from || is_within(parse, i - 2, "/:|"));
		bool number = t[i].kind == TOKEN_NUMBER && t[i - 1].kind == TOKEN_URL;
		bool opens = (t[i].shape & SHAPE_CAPITAL) && (t[i].shape & SHAPE_CYRILLIC) &&
			     t[i].kind == TOKEN_WORD && (t[i].shape & SHAPE_SPACE_BEFORE);
		if (t[i].kind == TOKEN_STOP)
			return first;
		if (i > from && (opens || number) && !joined && !name)
			return is_clause(parse, i, end) ? i : first;
	}
	return first;
}

/* Where a credit or byline that stands in the running text ends: at the end of the paragraph, at
 * the next one, or where much text follows: at a full stop, or where a sentence begins. */
static uint32_t credit_end(
	struct parse *parse, uint32_t first, uint32_t end, enum furniture_class class)
{
	enum { MUCH = 8 };
	if (class == FURNITURE_CREDIT && end - first > MUCH) {
		uint32_t source = source_end(parse, first, end);
		if (source > first)
			return source;
	}
	for (uint32_t i = first + 1; i < end; i++) {
		const struct token *t = &parse->tokens.at[i];
		if (t->kind == TOKEN_WORD && (t->shape & SHAPE_CAPITAL) &&
			(is_credit(parse, i, end, FURNITURE_BYLINE) ||
				is_credit(parse, i, end, FURNITURE_CREDIT)))
			return i;
		if (t->kind == TOKEN_STOP && end - i > MUCH)
			return i + 1;
	}
	return end;
}

static enum dedi_status cut_credit(struct cutter *c, enum block_kind kind)
{
	enum furniture_class class = kind == BLOCK_BYLINE ? FURNITURE_BYLINE : FURNITURE_CREDIT;
	return cut(c, kind, credit_end(c->parse, c->at, c->end, class));
}

/* `… жауды Сурет: Zakon.kz`: a label with its colon in the middle of a sentence whose full stop, or
 * whose caption, was lost. */
static bool is_label_inside(struct parse *parse, uint32_t i, uint32_t end)
{
	const struct token *t = &parse->tokens.at[i];
	if (t[-1].kind > TOKEN_QUOTE)
		return false;
	uint32_t n = text_furniture(parse, i, end, FURNITURE_CREDIT);
	return n && i + n < end && t[n].kind == TOKEN_COLON;
}

/* `… ол. Айнұр Сапарова Фото: …`: names between a sentence and a credit are who wrote it. Where
 * they begin; `end` if there are none. */
static uint32_t authors_before(struct parse *parse, uint32_t first, uint32_t end)
{
	enum { MOST = 8 };
	uint32_t words = 0, i = end;
	bool known = false;
	for (; i > first && end - i < MOST; i--) {
		const struct token *t = &parse->tokens.at[i - 1];
		if (t->kind == TOKEN_STOP)
			break;
		if (t->kind == TOKEN_COMMA && i < end)
			continue;
		if ((t->kind != TOKEN_WORD && t->kind != TOKEN_INITIAL) ||
			!(t->shape & SHAPE_CAPITAL))
			return end;
		words++;
		known = known || is_name(parse, i - 1);
	}
	bool behind_sentence = i > first && parse->tokens.at[i - 1].kind == TOKEN_STOP;
	return behind_sentence && known && words >= 2 ? i : end;
}

/* A label of a turn that ends at a colon and begins with its sentence; NONE if there is none. */
static uint32_t label_before(struct parse *parse, uint32_t from, uint32_t colon, uint32_t end)
{
	enum { LABEL_TOKENS = 40 };
	uint32_t first = colon;
	while (first > from && colon - first < LABEL_TOKENS) {
		enum token_kind kind = parse->tokens.at[first - 1].kind;
		if (kind == TOKEN_STOP)
			break;
		first--;
	}
	if (first > from && parse->tokens.at[first - 1].kind != TOKEN_STOP)
		return NONE;
	while (first < colon && parse->tokens.at[first].kind == TOKEN_QUOTE)
		first++;
	return text_turn_label(parse, first, end, false) == colon + 1 ? first : NONE;
}

/* The running text of a paragraph, with the labels and credits that are strewn into it. */
static enum dedi_status cut_text(struct cutter *c, enum block_kind kind)
{
	struct parse *parse = c->parse;
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = c->at; !status && i < c->end; i++) {
		const struct token *t = parse->tokens.at;
		bool label = (t[i].kind == TOKEN_WORD) & ((t[i].shape & SHAPE_CAPITAL) != 0) &
			     may_be_furniture(parse, i);
		if (!(label | (t[i].kind == TOKEN_COLON) | (t[i].kind == TOKEN_STOP)))
			continue; /* nearly all */
		if (t[i].kind == TOKEN_COLON && i + 1 < c->end && t[i + 1].kind == TOKEN_DASH) {
			uint32_t first = label_before(parse, c->at, i, c->end);
			if (first == NONE)
				continue;
			status = cut(c, kind, first);
			parse->paragraph++;
			if (!status)
				status = cut(c, BLOCK_TURN_LABEL, i + 1);
			kind = BLOCK_PARAGRAPH;
		} else if (label && i > c->at && is_label_inside(parse, i, c->end)) {
			status = cut(c, kind, authors_before(parse, c->at, i));
			if (!status)
				status = cut(c, BLOCK_BYLINE, i);
			if (!status)
				status = cut_credit(c, BLOCK_CREDIT);
			i = c->at;
		} else if (t[i].kind == TOKEN_STOP && i + 1 < c->end &&
			   t[i + 1].kind == TOKEN_WORD && (t[i + 1].shape & SHAPE_CAPITAL)) {
			bool byline = is_credit(parse, i + 1, c->end, FURNITURE_BYLINE);
			if (!byline && !is_credit(parse, i + 1, c->end, FURNITURE_CREDIT))
				continue;
			status = cut(c, kind, i + 1);
			if (!status)
				status = cut_credit(c, byline ? BLOCK_BYLINE : BLOCK_CREDIT);
			i = c->at;
		}
	}
	return status ? status : cut(c, kind, c->end);
}

/* What stands in front of the text of a paragraph. */
static enum dedi_status cut_front(struct cutter *c, bool is_last)
{
	struct parse *parse = c->parse;
	enum dedi_status status = DEDI_OK;
	struct span body = {
		parse->tokens.at[c->at].span.start, parse->tokens.at[c->end - 1].span.end};
	uint32_t title = parse->n_text < 3 ? text_given_title(parse, c->at, c->end) : c->at;
	if (title > c->at) {
		status = cut(c, BLOCK_HEADLINE, title);
	} else {
		uint32_t label = text_turn_label(parse, c->at, c->end, true);
		if (label > c->at)
			return cut(c, BLOCK_TURN_LABEL, label);
		if (text_is_headline(parse, body, c->at, c->end, is_last))
			return cut(c, BLOCK_HEADLINE, c->end);
		if (is_author_line(parse, c->at, c->end, is_last))
			return cut(c, BLOCK_BYLINE, c->end);
		bool given = parse->options && parse->options->title.n;
		if (parse->n_text == 0 && !given)
			status = cut(c, BLOCK_HEADLINE, text_headline_end(parse, c->at, c->end));
	}
	if (!status && c->at < c->end && parse->n_text < 4) {
		uint32_t dateline = text_dateline(parse, c->at, c->end);
		if (dateline < c->end || !is_last)
			status = cut(c, BLOCK_DATELINE, dateline);
	}
	return status;
}

/* A stretch of a line: a menu, or what is no menu. */
struct piece {
	struct span span, body;
	bool menu;
};

/* The paragraph of the tokens from `first` on, before which there were n_words words. */
static enum dedi_status cut_paragraph(struct parse *parse, const struct piece *piece,
	uint32_t first, uint32_t n_words, bool is_last)
{
	struct span span = piece->span, body = piece->body;
	uint32_t end = parse->tokens.n;
	enum dedi_status status = DEDI_OK;
	text_count_words(parse, first, &parse->line);
	text_add_counts(&parse->counts, &parse->line);
	if (first == end)
		return text_push_block(
			parse, BLOCK_BLANK, span, (struct span){span.start, span.start});
	enum block_kind outside = outside_kind(parse, first, end);
	if (outside != BLOCK_PARAGRAPH) {
		text_take_back(parse, first, n_words);
		return text_push_block(parse, outside, span, body);
	}
	struct cutter c = {parse, span, first, end};
	if (is_list_item(parse, first, end))
		return cut(&c, BLOCK_LIST_ITEM, end);
	bool credits = false;
	while (!status && c.at < end) {
		if (is_credit(parse, c.at, end, FURNITURE_CREDIT) ||
			str_eq(token_text(parse, c.at), STR("©")))
			status = cut_credit(&c, BLOCK_CREDIT);
		else if (is_credit(parse, c.at, end, FURNITURE_BYLINE))
			status = cut_credit(&c, BLOCK_BYLINE);
		else
			break;
		credits = true;
	}
	if (!status && c.at < end && !credits)
		status = cut_front(&c, is_last);
	return status ? status : cut_text(&c, BLOCK_PARAGRAPH);
}

struct pieces {
	LIST(struct piece) list;
	struct span span; /* what is left of the line */
};

static enum dedi_status push_piece(
	struct parse *parse, struct pieces *pieces, uint32_t first, uint32_t end, bool menu)
{
	struct piece *piece = LIST_PUSH(parse->arena, &pieces->list);
	if (!piece)
		return DEDI_NO_MEMORY;
	const struct token *t = parse->tokens.at;
	uint32_t next = end < parse->tokens.n ? t[end].span.start : pieces->span.end;
	*piece = (struct piece){
		{pieces->span.start, next}, {t[first].span.start, t[end - 1].span.end}, menu};
	pieces->span.start = next;
	return DEDI_OK;
}

/* Where menus of the site are, and what is between them; nothing if there are none. */
static enum dedi_status find_menus(struct parse *parse, uint32_t first, struct pieces *pieces)
{
	uint32_t at = first, end = parse->tokens.n;
	enum dedi_status status = DEDI_OK;
	for (uint32_t i = first; !status && i < end; i++) {
		bool opens = ((parse->tokens.at[i].shape & SHAPE_CAPITAL) != 0) &
			     may_be_furniture(parse, i);
		uint32_t behind = opens ? menu_end(parse, i, end) : i;
		if (behind == i)
			continue;
		if (i > at)
			status = push_piece(parse, pieces, at, i, false);
		if (!status)
			status = push_piece(parse, pieces, i, behind, true);
		at = behind;
		i = behind - 1;
	}
	return status || !pieces->list.n || at == end ? status
						      : push_piece(parse, pieces, at, end, false);
}

static enum dedi_status scan_line(struct parse *parse, struct span body)
{
	parse->line = (struct letter_counts){0};
	return text_scan(parse, body);
}

enum dedi_status text_paragraph(
	struct parse *parse, struct span span, struct span body, bool is_last)
{
	uint32_t first = parse->tokens.n, n_words = parse->words.n;
	struct pieces pieces = {.span = span};
	enum dedi_status status = scan_line(parse, body);
	if (!status)
		status = find_menus(parse, first, &pieces);
	if (status)
		return status;
	if (!pieces.list.n)
		return cut_paragraph(
			parse, &(struct piece){span, body, false}, first, n_words, is_last);
	text_take_back(parse, first, n_words);
	for (uint32_t i = 0; !status && i < pieces.list.n; i++, parse->paragraph++) {
		const struct piece *piece = &pieces.list.at[i];
		bool last = i + 1 == pieces.list.n;
		if (piece->menu) {
			status = text_push_block(parse, BLOCK_CHROME, piece->span, piece->body);
			continue;
		}
		first = parse->tokens.n;
		n_words = parse->words.n;
		status = scan_line(parse, piece->body);
		if (!status)
			status = cut_paragraph(parse, piece, first, n_words, is_last && last);
	}
	return status;
}

/* A line of names, outlets and offices: it says nothing and does not end like a sentence. */
static bool is_signature(struct parse *parse, const struct block *block)
{
	enum { LONGEST = 16, MOST_SMALL = 5 };
	if (block->n_sentences != 1 || block->kind != BLOCK_PARAGRAPH)
		return false;
	const struct sentence *s = &parse->sentences.at[block->first_sentence];
	uint32_t first = s->first_token, end = first + s->n_tokens, small = 0, last = NONE;
	bool evidence = false, desk = false;
	if (s->n_tokens > LONGEST || s->n_tokens < 2)
		return false;
	for (uint32_t i = first; i < end; i++) {
		const struct token *t = &parse->tokens.at[i];
		if (t->kind == TOKEN_STOP || t->kind == TOKEN_DASH || t->kind == TOKEN_COLON)
			return false;
		uint32_t n = text_furniture(parse, i, end, FURNITURE_DESK);
		desk = n && i + n == end;
		if (t->kind == TOKEN_INITIAL || (t->shape & SHAPE_ALL_CAPS) || n)
			evidence = true;
		if (t->kind != TOKEN_WORD)
			continue;
		last = i;
		if (!(t->shape & SHAPE_CAPITAL))
			small++;
		else if (text_code(parse, i, LEX_GIVEN_NAME, GIVEN_NAME_COL_GENDER) != NONE ||
			 text_code(parse, i, LEX_SURNAME, SURNAME_COL_GENDER) != NONE)
			evidence = true;
	}
	bool opens = parse->tokens.at[first].kind == TOKEN_QUOTE ||
		     (parse->tokens.at[first].shape & SHAPE_CAPITAL);
	return evidence && opens && last != NONE && small <= MOST_SMALL &&
	       (desk || text_predicate(parse, last) < 3);
}

void text_mark_signatures(struct parse *parse)
{
	enum { MOST = 3, LEAST_TEXT = 3 };
	uint32_t marked = 0;
	for (uint32_t b = parse->blocks.n; b > 0 && marked < MOST && parse->n_text > LEAST_TEXT;
		b--) {
		struct block *block = &parse->blocks.at[b - 1];
		if (block->kind == BLOCK_BLANK || block->kind == BLOCK_CHROME ||
			block->kind == BLOCK_CREDIT || block->kind == BLOCK_BYLINE ||
			block->kind == BLOCK_DATE)
			continue;
		if (!is_signature(parse, block))
			return;
		block->kind = BLOCK_BYLINE;
		marked++;
	}
}
