/*
 * Words: the folded form of each token, held once for the whole document.
 *
 * Words of plain Cyrillic letters (nearly all) come folded from the scanner; the rest goes through
 * the general folding, and through ICU's NFC if it has combining marks. Distinct forms are found
 * by open addressing; a form that stands in the text as it is (lower case) is not copied.
 */
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/fold.h"
#include "text/internal.h"

enum { FIRST_SLOTS = 1024, FORM_CHUNK = 4096 };

enum dedi_status text_buffer(struct parse *parse, size_t size)
{
	if (size <= parse->buffer_size)
		return DEDI_OK;
	size_t wider = 2 * size + 256;
	char *buffer = arena_alloc(parse->arena, wider);
	if (!buffer)
		return DEDI_NO_MEMORY;
	parse->buffer = buffer;
	parse->buffer_size = wider;
	return DEDI_OK;
}

static void put_in_slot(struct form_slot *slots, uint32_t mask, uint64_t hash, uint32_t word)
{
	uint32_t tag = lex_hash_mix(hash), at = tag & mask;
	while (slots[at].word)
		at = (at + 1) & mask;
	slots[at] = (struct form_slot){tag, word + 1};
}

static enum dedi_status grow_slots(struct parse *parse)
{
	uint32_t n = parse->n_slots ? parse->n_slots * 2 : FIRST_SLOTS;
	struct form_slot *slots = ARENA_ARRAY(parse->arena, struct form_slot, n);
	if (!slots)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < parse->words.n; i++)
		put_in_slot(slots, n - 1, parse->words.at[i].hash, i);
	parse->slots = slots;
	parse->n_slots = n;
	return DEDI_OK;
}

enum dedi_status text_index_words(struct document *document, uint32_t more, struct arena *arena)
{
	uint32_t n = 2;
	while (n < (document->n_words + more) * 2)
		n *= 2;
	document->word_mask = n - 1;
	document->word_slots = ARENA_ARRAY(arena, struct form_slot, n);
	if (!document->word_slots)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i < document->n_words; i++) {
		document->words[i].hash = lex_hash(document->words[i].form);
		put_in_slot(document->word_slots, n - 1, document->words[i].hash, i);
	}
	return DEDI_OK;
}

enum dedi_status document_index_words(struct document *document, struct arena *arena)
{
	return text_index_words(document, 0, arena);
}

static enum dedi_status grow_facts(struct parse *parse)
{
	uint32_t n = parse->n_facts ? parse->n_facts * 2 : FIRST_SLOTS / 2;
	struct word_facts *facts = arena_alloc(parse->arena, n * sizeof *facts);
	if (!facts)
		return DEDI_NO_MEMORY;
	if (parse->n_facts)
		memcpy(facts, parse->facts, parse->n_facts * sizeof *facts);
	parse->facts = facts;
	parse->n_facts = n;
	return DEDI_OK;
}

/* Puts a form where it lasts. */
static enum dedi_status keep_form(struct parse *parse, struct str form, struct str *ret_kept)
{
	if (form.n > FORM_CHUNK / 8)
		return arena_copy(parse->arena, form, ret_kept) ? DEDI_OK : DEDI_NO_MEMORY;
	if (form.n > parse->forms_left) {
		parse->forms_left = 0;
		parse->forms = arena_alloc(parse->arena, FORM_CHUNK);
		if (!parse->forms)
			return DEDI_NO_MEMORY;
		parse->forms_left = FORM_CHUNK;
	}
	memcpy(parse->forms, form.p, form.n);
	*ret_kept = str_make(parse->forms, form.n);
	parse->forms += form.n;
	parse->forms_left -= form.n;
	return DEDI_OK;
}

/* Where the form is, or the free slot where it would be. */
static uint32_t find_slot(const struct form_slot *slots, uint32_t mask,
	const struct word_form *words, struct str form, uint32_t tag)
{
	uint32_t at = tag & mask;
	for (; slots[at].word; at = (at + 1) & mask)
		if (slots[at].tag == tag && str_eq(words[slots[at].word - 1].form, form))
			break;
	return at;
}

uint32_t document_find_word(const struct document *document, struct str form, uint32_t tag)
{
	if (!document->word_slots)
		return NONE;
	uint32_t slot =
		find_slot(document->word_slots, document->word_mask, document->words, form, tag);
	return document->word_slots[slot].word - 1; /* NONE in a free one */
}

uint32_t text_find_word(const struct parse *parse, struct str form)
{
	if (!parse->n_slots)
		return NONE;
	uint32_t slot = find_slot(parse->slots, parse->n_slots - 1, parse->words.at, form,
		lex_hash_mix(lex_hash(form)));
	return parse->slots[slot].word - 1;
}

/* form: in the text if `lasting`, else in a buffer that will be used again. */
static enum dedi_status intern_form(struct parse *parse, struct str form, uint64_t hash,
	bool lasting, uint32_t token, uint32_t *ret_word)
{
	enum dedi_status status = DEDI_OK;
	if (parse->words.n * 2 >= parse->n_slots)
		status = grow_slots(parse);
	if (!status && parse->words.n == parse->n_facts)
		status = grow_facts(parse);
	if (status)
		return status;
	struct form_slot *slot = &parse->slots[find_slot(
		parse->slots, parse->n_slots - 1, parse->words.at, form, lex_hash_mix(hash))];
	if (!slot->word) {
		if (!lasting && (status = keep_form(parse, form, &form)))
			return status;
		struct word_form *word = LIST_PUSH(parse->arena, &parse->words);
		if (!word)
			return DEDI_NO_MEMORY;
		word->form = form;
		word->hash = hash;
		word->first_token = token;
		parse->facts[parse->words.n - 1] = (struct word_facts){.looked_up = false};
		*slot = (struct form_slot){lex_hash_mix(hash), parse->words.n};
	}
	*ret_word = slot->word - 1;
	parse->words.at[*ret_word].count++;
	return DEDI_OK;
}

void text_take_back(struct parse *parse, uint32_t first, uint32_t n_words)
{
	for (uint32_t i = first; i < parse->tokens.n; i++)
		parse->words.at[parse->tokens.at[i].word].count--;
	/* the newest first: then what is left is what there was before */
	for (uint32_t w = parse->words.n; w > n_words; w--) {
		const struct word_form *word = &parse->words.at[w - 1];
		parse->slots[find_slot(parse->slots, parse->n_slots - 1, parse->words.at,
				     word->form, lex_hash_mix(word->hash))]
			.word = 0;
	}
	parse->words.n = n_words;
	parse->tokens.n = first;
}

struct lexemes text_lexemes(struct parse *parse, uint32_t word)
{
	struct word_facts *facts = &parse->facts[word];
	if (!facts->looked_up) {
		const struct lexicon *lexicon = parse->engine->lexicon;
		const struct word_form *form = &parse->words.at[word];
		facts->lexemes = (struct lexemes){0};
		if (lex_filter_may_have(lexicon_filter(lexicon), form->hash))
			facts->lexemes = lexicon_find_hashed(lexicon, form->form, form->hash);
		facts->looked_up = true;
	}
	return facts->lexemes;
}

/* The SHAPE_* bits that letters tell, and the count of the letters for the language. */
static uint16_t shape_of(struct parse *parse, struct str norm)
{
	uint16_t shape = 0;
	uint32_t letters = 0, upper = 0, latin = 0;
	bool first = true, ending = false;
	struct letter_counts *counts = &parse->line;
	for (size_t at = 0; at < norm.n;) {
		uint32_t c = utf8_next(norm, &at);
		uint8_t class = char_class(parse->engine, c);
		if (class == CHAR_HYPHEN) {
			shape |= SHAPE_HYPHEN;
			ending = upper > 0 && upper == letters; /* ОКҚ|-ның */
			continue;
		}
		if (class == CHAR_DIGIT)
			shape |= SHAPE_DIGIT;
		if (!is_letter(class))
			continue;
		counts->letters++;
		bool is_upper = char_is_upper(c);
		if (first && is_upper)
			shape |= SHAPE_CAPITAL;
		first = false;
		if (class == CHAR_CYRILLIC) {
			uint8_t flags = parse->engine->letters[c - CYRILLIC_FIRST].flags;
			shape |= SHAPE_CYRILLIC;
			if (flags & LETTER_KAZAKH)
				shape |= SHAPE_KAZAKH;
			counts->cyrillic++;
			counts->kazakh += !!(flags & LETTER_KAZAKH);
			counts->hard += !!(flags & LETTER_HARD);
			counts->strange += !!(flags & LETTER_STRANGE);
		} else if (class == CHAR_LATIN) {
			counts->latin++;
		} else if (c >= 0x600 && c < 0x780) {
			counts->arabic++;
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

static bool has_marks(const struct text_engine *engine, struct str s)
{
	for (size_t at = 0; at < s.n;)
		if (char_class(engine, utf8_next(s, &at)) == CHAR_MARK)
			return true;
	return false;
}

/* NFC by ICU into the arena; input itself if that does not work out (it is no longer then). */
static enum dedi_status compose(struct parse *parse, struct str input, struct str *ret_composed)
{
	*ret_composed = input;
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
	if (U_FAILURE(error) || input.n > INT32_MAX / 8)
		return DEDI_OK;
	int32_t room = (int32_t)input.n + 1, n = 0, m = 0, bytes = 0;
	UChar *units = arena_array_(parse->arena, sizeof *units, 4 * (size_t)room);
	char *out = arena_alloc(parse->arena, 9 * (size_t)room);
	if (!units || !out)
		return DEDI_NO_MEMORY;
	u_strFromUTF8(units, room, &n, input.p, (int32_t)input.n, &error);
	m = unorm2_normalize(nfc, units, n, units + room, 3 * room, &error);
	u_strToUTF8(out, 9 * room, &bytes, units + room, m, &error);
	if (U_SUCCESS(error))
		*ret_composed = str_make(out, (size_t)bytes);
	return DEDI_OK;
}

enum dedi_status text_intern(struct parse *parse, struct token *token)
{
	struct str input = span_text(parse->text, token->span), whole = input;
	uint32_t index = (uint32_t)(token - parse->tokens.at);
	token->norm = input;
	if (token->kind > TOKEN_HANDLE)
		return intern_form(parse, input, lex_hash(input), true, index, &token->word);
	enum dedi_status status = DEDI_OK;
	if (has_marks(parse->engine, input))
		status = compose(parse, input, &whole);
	if (!status)
		status = text_buffer(parse, 2 * whole.n);
	if (status)
		return status;
	struct str folded = str_make(parse->buffer, fold_word(whole, 0, parse->buffer));
	if (!str_eq(folded, input)) {
		if ((status = keep_form(parse, folded, &token->norm)))
			return status;
		token->shape |= SHAPE_FOLDED;
	}
	parse->line.words++;
	token->shape |= shape_of(parse, token->norm);
	struct str form = str_make(parse->buffer, fold_word(whole, FOLD_LOWER, parse->buffer));
	return intern_form(parse, form, lex_hash(form), false, index, &token->word);
}

enum dedi_status text_intern_plain(
	struct parse *parse, struct token *token, bool same, uint64_t hash)
{
	struct str input = span_text(parse->text, token->span);
	token->norm = input;
	parse->line.words++;
	return intern_form(parse, same ? input : str_make(parse->buffer, input.n), hash, same,
		(uint32_t)(token - parse->tokens.at), &token->word);
}

/* A prefix of the form, at least `least` bytes, that the document or the lexicon has as a word. */
static bool is_known_prefix(const struct parse *parse, struct str form, size_t least)
{
	for (size_t n = form.n; n >= least; n--) {
		if (n < form.n && ((unsigned char)form.p[n] & 0xc0) == 0x80)
			continue;
		struct str prefix = str_make(form.p, n);
		if (text_find_word(parse, prefix) != NONE)
			return true;
		struct lexemes found = lexicon_find(parse->engine->lexicon, prefix);
		for (uint32_t i = 0; i < found.n; i++)
			if (found.at[i].n_words == 1)
				return true;
	}
	return false;
}

/*
 * сам-митінің: a hyphen of print. The parts are joined if the whole, less an ending, is a word that
 * the document or the lexicon knows, and the parts are not: зорлық-зомбылық stays.
 */
static bool is_print_hyphen(const struct parse *parse, struct str form, char *joined, size_t *ret_n)
{
	enum { LETTER = 2, LONGEST = 40 * LETTER };
	const char *hyphen = memchr(form.p, '-', form.n);
	if (!hyphen || form.n > LONGEST)
		return false;
	size_t head = (size_t)(hyphen - form.p), tail = form.n - head - 1;
	if (head < 2 * LETTER || tail < 3 * LETTER || memchr(hyphen + 1, '-', tail))
		return false;
	for (size_t i = 0; i < form.n; i++)
		if (i != head && (unsigned char)form.p[i] < 0x80)
			return false;
	memcpy(joined, form.p, head);
	memcpy(joined + head, hyphen + 1, tail);
	*ret_n = form.n - 1;
	if (text_find_word(parse, str_make(form.p, head)) != NONE ||
		text_find_word(parse, str_make(hyphen + 1, tail)) != NONE ||
		lexicon_find(parse->engine->lexicon, str_make(form.p, head)).n ||
		lexicon_find(parse->engine->lexicon, str_make(hyphen + 1, tail)).n)
		return false;
	return is_known_prefix(parse, str_make(joined, *ret_n), head + 2 * LETTER);
}

/* After tokens went from word to word. */
static void find_first_tokens(struct parse *parse)
{
	for (uint32_t i = parse->tokens.n; i-- > 0;)
		parse->words.at[parse->tokens.at[i].word].first_token = i;
}

enum dedi_status text_join_hyphens(struct parse *parse)
{
	bool joined_any = false;
	for (uint32_t i = 0; i < parse->tokens.n; i++) {
		struct token *token = &parse->tokens.at[i];
		char joined[96];
		size_t n;
		if (!(token->shape & SHAPE_HYPHEN) || token->kind != TOKEN_WORD ||
			(token->shape & (SHAPE_LATIN | SHAPE_DIGIT | SHAPE_ALL_CAPS)) ||
			!is_print_hyphen(parse, parse->words.at[token->word].form, joined, &n))
			continue;
		struct str norm;
		enum dedi_status status = keep_form(parse, token->norm, &norm);
		if (status)
			return status;
		char *p = parse->forms - norm.n; /* the same bytes, to be changed */
		const char *hyphen = norm.n <= FORM_CHUNK / 8 ? memchr(p, '-', norm.n) : NULL;
		if (!hyphen)
			continue;
		size_t head = (size_t)(hyphen - p);
		memmove(p + head, p + head + 1, norm.n - head - 1);
		token->norm.p = p;
		token->norm.n = norm.n - 1;
		token->shape = (uint16_t)((token->shape & ~SHAPE_HYPHEN) | SHAPE_FOLDED);
		/* what sentences.c counted for the old form moves to the new one */
		bool capital =
			(token->shape & SHAPE_CAPITAL) && !(token->shape & SHAPE_SENTENCE_START);
		parse->words.at[token->word].count--;
		parse->words.at[token->word].count_capital -= capital;
		struct str form = str_make(joined, n);
		status = intern_form(parse, form, lex_hash(form), false, i, &token->word);
		if (status)
			return status;
		parse->words.at[token->word].count_capital += capital;
		joined_any = true;
	}
	if (joined_any)
		find_first_tokens(parse);
	return DEDI_OK;
}
