/*
 * Words torn by spaces: pages and scans that have the letters of Kazakh from another font put
 * spaces around them (`Жа қ ып`, `барлы қ аума қ тарында`), and some pages tear words at any letter
 * (`минис т рлігі`, `п артиясы`).
 *
 * Around such a letter the pieces are put together in the way that gives the fewest and best known
 * words; a joined word counts only if the document has it whole elsewhere or the morphology knows
 * its stem, so that a letter that stands alone for itself (`ә дегеннен`, `ғ дыбысы`) stays. Where
 * nothing is known the text is left as it is. Texts s p a c e d l i k e t h i s are left too.
 * Linear: a run of pieces and the readings asked for in a document are bounded.
 */
#include "base/bits.h"
#include "base/utf8.h"
#include "kazakh/analyse.h"

enum {
	LETTER = 2,       /* bytes of any Kazakh letter */
	MOST_PIECES = 16, /* in a run */
	MOST_JOINED = 7,  /* in a word */
	LONGEST = 48 * LETTER,
	MOST_READINGS = 20000, /* asked for in a document */
	IMPOSSIBLE = 1000,
};

struct mender {
	const struct lexicon *lexicon;
	struct document *document;
	struct arena *arena; /* of the document */
	uint32_t asked;
	LIST(struct span) runs;
};

static struct str form_of(const struct document *document, uint32_t token)
{
	return document->words[document->tokens[token].word].form;
}

static bool is_torn_letter(struct str letter)
{
	size_t at = 0;
	return char_is_kazakh(utf8_next(letter, &at));
}

/* One or two of the letters and nothing else. */
static bool is_torn(const struct document *document, uint32_t token)
{
	struct str form = form_of(document, token);
	if (document->tokens[token].kind != TOKEN_WORD || form.n % LETTER || !form.n ||
		form.n > 2 * LETTER)
		return false;
	for (size_t at = 0; at < form.n; at += LETTER)
		if (!is_torn_letter(str_make(form.p + at, LETTER)))
			return false;
	return true;
}

static bool is_piece(const struct token *t)
{
	return t->kind == TOKEN_WORD && (t->shape & SHAPE_CYRILLIC) &&
	       !(t->shape & (SHAPE_DIGIT | SHAPE_ALL_CAPS | SHAPE_MIXED_CAPS));
}

/* One space and nothing else between the token and the next one of its sentence, in small letters.
 */
static bool touches_next(const struct document *document, uint32_t token)
{
	if (token + 1 >= document->n_tokens)
		return false;
	const struct token *t = &document->tokens[token];
	struct str gap = span_text(document->text, (struct span){t->span.end, t[1].span.start});
	return t->sentence == t[1].sentence && is_piece(t) && is_piece(&t[1]) &&
	       !(t[1].shape & SHAPE_CAPITAL) &&
	       (str_eq(gap, STR(" ")) || str_eq(gap, STR("\u00a0")));
}

static bool is_one_letter(const struct document *document, uint32_t token)
{
	return document->tokens[token].kind == TOKEN_WORD && form_of(document, token).n <= LETTER;
}

/* May the token and the next one be parts of one word? */
static bool is_tear(const struct document *document, uint32_t token)
{
	return touches_next(document, token) &&
	       (is_torn(document, token) || is_torn(document, token + 1) ||
		       is_one_letter(document, token) || is_one_letter(document, token + 1));
}

/* т ү з е т у: a stretch of letters that all stand alone reaches into the run. */
static bool is_spaced(const struct document *document, struct span run)
{
	enum { MANY = 6 };
	uint32_t i = run.start, alone = 0, most = 0;
	while (i && is_one_letter(document, i - 1) && run.start - i < MANY)
		i--;
	for (; i < document->n_tokens && (i < run.end || alone) && most < MANY; i++) {
		alone = is_one_letter(document, i) ? alone + 1 : 0;
		most = alone > most ? alone : most;
	}
	return most >= MANY;
}

/* The second person attaches to nearly all and is hardly ever in the news: `осы ң` is no осың. */
static bool is_telling(const struct candidate *candidate)
{
	struct features features;
	memcpy(&features, &candidate->features, sizeof features);
	return features.possessive != POSS_2SG && features.person != PERSON_2SG;
}

static bool is_vowel(const char *letter)
{
	static const char VOWELS[] = "аәеиоөуұүыіэюяё";
	for (size_t i = 0; i + LETTER < sizeof VOWELS; i += LETTER)
		if (memcmp(letter, VOWELS + i, LETTER) == 0)
			return true;
	return false;
}

/* Can it be said? There is a vowel, one of the first two letters if қ, ғ, ң or һ is the first; ң
 * stands behind a vowel. */
static bool can_be_said(struct str form)
{
	bool any = false;
	for (size_t at = 0; at + LETTER <= form.n; at += LETTER) {
		bool vowel = is_vowel(form.p + at);
		if (!vowel && !any && (at || memcmp(form.p, "ң", LETTER) == 0) &&
			is_torn_letter(form))
			return false;
		if (at && memcmp(form.p + at, "ң", LETTER) == 0 && !is_vowel(form.p + at - LETTER))
			return false;
		any = any || vowel;
	}
	return any;
}

/* өз, not what two letters may stand for besides. */
static bool is_small_word(const struct lexicon *lexicon, struct str form)
{
	return lexicon_find(lexicon, form).tables >> LEX_FUNCTION_WORD & 1;
}

/* Has it a reading that is known? tear: where its first piece ends; name: it has a capital. */
static bool has_reading(struct mender *m, struct str form, size_t tear, bool name)
{
	struct candidate at[MAX_CANDIDATES];
	struct lemma lemmas[MAX_LEMMAS];
	struct candidates readings = {.at = at, .lemmas = lemmas};
	if (m->asked++ >= MOST_READINGS)
		return false;
	const struct morph_image *image = morph_image();
	form_analyse(m->lexicon, image, form, CAPITAL_UNKNOWN, &readings);
	for (uint32_t i = 0; i < readings.n; i++) {
		const struct lemma *lemma = &lemmas[at[i].lemma];
		size_t n = lemma->fixed ? lemma->n_fixed : (size_t)lemma->n_prefix + lemma->n_tail;
		if (n <= LETTER || !is_telling(&at[i]))
			continue;
		if (at[i].known ||
			(n > tear &&
				document_may_have_word(m->document, lex_hash_mix(lemma->hash))) ||
			(name && n > tear && n == lemma->n_prefix &&
				name_ending_of(m->lexicon, image, str_make(form.p, n))))
			return true;
	}
	return false;
}

static bool is_word(struct mender *m, struct str form, size_t tear, bool name)
{
	return document_find_word(m->document, form, lex_hash_mix(lex_hash(form))) != NONE ||
	       has_reading(m, form, tear, name);
}

/* A letter that Russian has too stands alone for more than a tear: the pieces of a word torn there
 * are no words, and the word is no short one. */
static bool is_sure_tear(struct mender *m, uint32_t first, uint32_t end, struct str joined)
{
	enum { SURE = 5 * LETTER };
	bool piece = false;
	for (uint32_t i = first; i < end; i++) {
		if (is_torn(m->document, i))
			return true;
		struct str form = form_of(m->document, i);
		piece |= form.n > LETTER && !has_reading(m, form, SIZE_MAX, false);
	}
	if (!piece || joined.n < SURE)
		return false;
	if (has_reading(m, joined, SIZE_MAX, false))
		return true;
	/* A name by its ending alone; not `Участие в конкурсах`, `Казахский и русский`, `А
	 * Сергеев`. */
	struct str head = form_of(m->document, first);
	bool followed = end < m->document->n_tokens &&
			m->document->tokens[end].kind == TOKEN_WORD &&
			m->document->tokens[end].sentence == m->document->tokens[first].sentence;
	return head.n > LETTER && !name_ending_of(m->lexicon, morph_image(), head) &&
	       !(followed && is_one_letter(m->document, end - 1));
}

/* What the pieces of a run from `first` on cost as one word. */
static int cost_of(struct mender *m, uint32_t first, uint32_t end)
{
	enum { JOINED = 2, ALONE = 3, LETTER_ALONE = 6 };
	char joined[LONGEST];
	size_t n = 0, last = 0;
	if (end - first == 1)
		return is_one_letter(m->document, first) || is_torn(m->document, first)
			       ? LETTER_ALONE
			       : ALONE;
	for (uint32_t i = first; i < end; i++) {
		struct str piece = form_of(m->document, i);
		if (n + piece.n > sizeof joined)
			return IMPOSSIBLE;
		last = n;
		memcpy(joined + n, piece.p, piece.n);
		n += piece.n;
	}
	struct str form = str_make(joined, n);
	if (memcmp(joined + last, "і", LETTER) == 0 && n == last + LETTER)
		return IMPOSSIBLE; /* мен і: as often the number */
	if (!can_be_said(form) || (n <= 2 * LETTER && !is_small_word(m->lexicon, form)))
		return IMPOSSIBLE;
	bool name = m->document->tokens[first].shape & SHAPE_CAPITAL;
	size_t tear = form_of(m->document, first).n;
	return is_word(m, form, tear, name) && is_sure_tear(m, first, end, form) ? JOINED
										 : IMPOSSIBLE;
}

static enum dedi_status mend_run(struct mender *m, struct span run)
{
	int best[MOST_PIECES + 1] = {0};
	uint32_t from[MOST_PIECES + 1] = {0}, n = run.end - run.start;
	for (uint32_t end = 1; end <= n; end++) {
		best[end] = IMPOSSIBLE * MOST_PIECES;
		for (uint32_t first = end; first-- > 0 && end - first <= MOST_JOINED;) {
			int cost = cost_of(m, run.start + first, run.start + end);
			if (best[first] + cost >= best[end])
				continue;
			best[end] = best[first] + cost;
			from[end] = first;
		}
	}
	struct span words[MOST_PIECES];
	uint32_t n_words = 0;
	for (uint32_t end = n; end; end = from[end]) {
		if (end - from[end] > 1)
			words[n_words++] = (struct span){run.start + from[end], run.start + end};
		else if (is_one_letter(m->document, run.start + from[end]))
			return DEDI_OK; /* б қ ушы: more is wrong here than spaces */
	}
	while (n_words--) {
		struct span *span = LIST_PUSH(m->arena, &m->runs);
		if (!span)
			return DEDI_NO_MEMORY;
		*span = words[n_words];
	}
	return DEDI_OK;
}

static bool has_torn_letters(const struct document *document)
{
	for (uint32_t i = 0; i < document->n_words; i++) {
		struct str form = document->words[i].form;
		uint32_t token = document->words[i].first_token;
		if (document->words[i].count &&
			((form.n == LETTER && document->tokens[token].shape & SHAPE_CYRILLIC) ||
				(form.n == 2 * LETTER && is_torn(document, token))))
			return true;
	}
	return false;
}

/* The tokens that a run may start with: it or the next one is a word of two letters at most. */
static uint64_t *where_runs_start(const struct document *document, struct arena *arena)
{
	uint64_t *bits = ARENA_ARRAY(arena, uint64_t, bits_words(document->n_tokens));
	bool short_next = false;
	for (uint32_t i = document->n_tokens; bits && i-- > 0;) {
		bool is_short = (document->tokens[i].kind == TOKEN_WORD) &
				(form_of(document, i).n <= 2 * LETTER);
		bits_add_if(bits, i, is_short | short_next);
		short_next = is_short;
	}
	return bits;
}

enum dedi_status words_mend_torn(
	const struct lexicon *lexicon, struct arena *arena, struct document *document)
{
	struct mender m = {.lexicon = lexicon, .document = document, .arena = arena};
	uint32_t n = document->n_tokens;
	if (!has_torn_letters(document))
		return DEDI_OK;
	uint64_t *starts = where_runs_start(document, arena);
	if (!starts)
		return DEDI_NO_MEMORY;
	for (uint32_t i = bits_next(starts, n, 0); i < n; i = bits_next(starts, n, i + 1)) {
		struct span run = {i, i + 1};
		while (is_tear(document, run.end - 1))
			run.end++;
		i = run.end - 1;
		if (run.end - run.start < 2 || run.end - run.start > MOST_PIECES ||
			is_spaced(document, run))
			continue;
		enum dedi_status status = mend_run(&m, run);
		if (status)
			return status;
	}
	return m.runs.n ? document_join_tokens(document, m.runs.at, m.runs.n, arena) : DEDI_OK;
}
