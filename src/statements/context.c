/*
 * What the decisions of this box rest on: bits for each distinct word, the pair of marks around
 * each token, paragraphs.
 *
 * Word bits are worked out once for each distinct form, so that every later test of a token is one
 * load and one mask. A form has the bits of its best reading and of the other readings whose lemma
 * is known: morphology without context is ambiguous, and the tests that follow look at more than
 * one bit.
 */
#include "statements/internal.h"

#define READINGS_TAKEN 3
#define FUTURE_MARGIN  80

static uint32_t case_bit(uint8_t kase)
{
	static const uint32_t bits[] = {
		[CASE_NOM] = W_NOMINATIVE,
		[CASE_GEN] = W_GENITIVE,
		[CASE_DAT] = W_DATIVE,
		[CASE_ACC] = W_ACCUSATIVE,
		[CASE_LOC] = W_LOCATIVE,
		[CASE_ABL] = W_ABLATIVE,
		[CASE_INS] = W_INSTRUMENTAL,
	};
	return kase < sizeof(bits) / sizeof(bits[0]) ? bits[kase] : 0;
}

static bool is_participle(uint8_t verb)
{
	return verb == VERB_PAST_PART || verb == VERB_HABITUAL_PART || verb == VERB_FUTURE_PART;
}

_Static_assert(LEX_TABLE_COUNT <= 32, "word_facts.tables has a bit for each table");
_Static_assert(REPORT_RECAP < 32, "word_facts.report has a bit for each class");

static bool has_document(const struct lexicon *lexicon, struct lexemes lexemes)
{
	for (uint32_t i = 0; i < lexemes.n; i++)
		if (lexemes.at[i].table == LEX_FRAME &&
			lexicon_code(lexicon, LEX_FRAME, lexemes.at[i].row, FRAME_COL_SHAPE) ==
				FRAME_DOCUMENT)
			return true;
	return false;
}

/* Bits that the tables give a lemma or a form. */
static uint32_t table_bits(const struct lexicon *lexicon, struct lexemes lexemes, uint32_t tables)
{
	static const uint32_t actors = 1u << LEX_GROUP | 1u << LEX_POSITION | 1u << LEX_ORG_HEAD |
				       1u << LEX_ORG | 1u << LEX_MEDIA;
	uint32_t bits = 0;
	if (tables & 1u << LEX_CUE)
		bits |= W_CUE;
	if (tables & 1u << LEX_FRAME)
		bits |= W_FRAME | (has_document(lexicon, lexemes) ? W_ACTOR : 0);
	if (tables & 1u << LEX_NOT_CUE)
		bits |= W_NOT_CUE;
	if (tables & 1u << LEX_REPORT_WORD)
		bits |= W_REPORT;
	if (tables & actors)
		bits |= W_ACTOR;
	return bits;
}

/* Classes of a one-word entry of report_words among these lexemes. */
static uint32_t report_classes(const struct lexicon *lexicon, struct lexemes lexemes)
{
	uint32_t classes = 0;
	for (uint32_t i = 0; i < lexemes.n; i++) {
		const struct lexeme *x = &lexemes.at[i];
		if (x->table == LEX_REPORT_WORD && x->n_words == 1)
			classes |= lexicon_code(
				lexicon, LEX_REPORT_WORD, x->row, REPORT_WORD_COL_CLASSES);
	}
	return classes;
}

static uint32_t function_bits(const struct lexicon *lexicon, struct lexemes lexemes)
{
	uint32_t bits = 0;
	for (uint32_t i = 0; i < lexemes.n; i++) {
		const struct lexeme *x = &lexemes.at[i];
		if (x->table != LEX_FUNCTION_WORD || x->n_words != 1)
			continue;
		switch ((enum function_class)lexicon_code(
			lexicon, LEX_FUNCTION_WORD, x->row, FUNCTION_WORD_COL_CLASS)) {
		case FUNCTION_PARTICLE:
			bits |= W_PARTICLE;
			break;
		case FUNCTION_CONJUNCTION:
			bits |= W_CONJUNCTION | W_FUNCTION;
			break;
		case FUNCTION_TIME:
		case FUNCTION_POSTPOSITION:
		case FUNCTION_ADVERB:
		case FUNCTION_QUESTION:
		case FUNCTION_PRONOUN:
			bits |= W_FUNCTION;
			break;
		default:
			break;
		}
	}
	return bits;
}

static uint32_t verb_bits(const struct features *f)
{
	uint32_t bits = W_VERBAL;
	bool bare =
		f->kase == CASE_NOM && f->possessive == POSS_NONE && f->derivation == DERIV_NONE;
	bool third = f->person == PERSON_NONE || f->person == PERSON_3;
	switch ((enum verb_form)f->verb) {
	case VERB_PAST:
	case VERB_PRESENT:
	case VERB_EVIDENTIAL:
	case VERB_PROGRESSIVE:
	case VERB_CONDITIONAL:
	case VERB_OPTATIVE:
	case VERB_IMPERATIVE:
		bits |= third ? W_FINITE : W_SELF;
		if (f->verb == VERB_IMPERATIVE)
			bits |= W_SELF;
		break;
	case VERB_PAST_PART:
	case VERB_HABITUAL_PART:
	case VERB_FUTURE_PART:
		if (!third)
			bits |= W_SELF;
		else if (bare && f->number == NUMBER_SINGULAR)
			bits |= W_PARTICIPLE | W_FINITE;
		else if (f->number == NUMBER_PLURAL)
			bits |= W_PAST_PLURAL;
		break;
	case VERB_CONVERB_P:
	case VERB_CONVERB_A:
		bits |= third ? W_CONVERB : W_SELF;
		break;
	case VERB_NOUN:
		if (f->kase == CASE_DAT)
			bits |= W_CALL;
		else if (f->kase == CASE_ACC)
			bits |= W_ACT;
		else if (f->kase == CASE_NOM)
			bits |= W_ACT_NOUN;
		break;
	default:
		break;
	}
	return bits;
}

/* A clause made a noun: participles, or nouns of being and needing, with a possessive. */
static uint32_t clause_bits(const struct features *f, struct str lemma, uint32_t classes)
{
	bool participle = is_participle(f->verb);
	/* кінәларын, пайымдарын are `their faults, views` rather than what somebody will do */
	if (f->verb == VERB_FUTURE_PART &&
		(str_ends(lemma, STR("ла")) || str_ends(lemma, STR("ле")) ||
			(lemma.n > strlen("де") &&
				(str_ends(lemma, STR("да")) || str_ends(lemma, STR("де"))))))
		return 0;
	if (!(participle || (classes & 1u << REPORT_CLAUSE)) || f->possessive == POSS_NONE)
		return 0;
	/* олар … орындайтындарын: the plural of the subject, in the accusative only */
	if (f->number == NUMBER_PLURAL && !(participle && f->kase == CASE_ACC))
		return 0;
	switch ((enum kase)f->kase) {
	case CASE_ACC:
		return W_CLAUSE;
	case CASE_NOM:
		return W_CLAUSE_BARE;
	case CASE_DAT:
	case CASE_ABL:
		return W_OBLIQUE;
	default:
		return 0;
	}
}

static uint32_t reading_bits(
	const struct lexicon *lexicon, const struct reading *r, uint32_t tables)
{
	const struct features *f = &r->features;
	uint32_t classes = tables & 1u << LEX_REPORT_WORD ? report_classes(lexicon, r->lexemes) : 0;
	uint32_t bits = table_bits(lexicon, r->lexemes, tables) | case_bit(f->kase) |
			clause_bits(f, r->lemma, classes);
	if (f->verb != VERB_NONE)
		bits |= verb_bits(f);
	else if (f->person == PERSON_1SG || f->person == PERSON_1PL ||
		 f->person == PERSON_2POLITE || f->person == PERSON_2SG || f->person == PERSON_2PL)
		bits |= W_SELF;
	if (f->number == NUMBER_PLURAL)
		bits |= W_PLURAL;
	if (f->possessive == POSS_3)
		bits |= W_POSSESSED;
	if (f->possessive == POSS_1SG || f->possessive == POSS_1PL || f->possessive == POSS_2POLITE)
		bits |= W_SELF;
	if (classes & 1u << REPORT_SELF)
		bits |= W_SELF;
	if (classes & 1u << REPORT_TOPIC)
		bits |= W_TOPIC;
	if ((classes & 1u << REPORT_VALUE) && f->kase == CASE_ACC && f->possessive == POSS_3)
		bits |= W_VALUE;
	if (f->verb == VERB_CONVERB_P && str_eq(r->lemma, STR("де")))
		bits |= W_QUOTATIVE;
	return bits;
}

/* The reading to trust: the best one, but not the form as a word of its own when all that knows it
 * so is a phrase of some table (деп, айтылған) and a verb explains it. */
static uint8_t main_reading(const struct word_info *info, struct str form)
{
	const struct reading *first = &info->readings[0];
	if (first->features.verb != VERB_NONE || !str_eq(first->lemma, form))
		return 0;
	for (uint32_t i = 1; i < info->n_readings && i < READINGS_TAKEN; i++) {
		const struct reading *r = &info->readings[i];
		if (r->known && r->features.verb != VERB_NONE && r->features.verb != VERB_STEM &&
			r->features.verb != VERB_FUTURE_PART && r->features.verb != VERB_OPTATIVE)
			return (uint8_t)i;
	}
	return 0;
}

/* Readings so close leave the case open. */
static uint8_t find_cases(const struct word_info *info, const struct reading *main)
{
	enum { MARGIN = 100 };
	uint32_t cases = 1u << main->features.kase;
	for (uint32_t i = 0; i < info->n_readings; i++) {
		const struct reading *r = &info->readings[i];
		if (r->known && r->features.verb == VERB_NONE && r->score + MARGIN >= main->score)
			cases |= 1u << r->features.kase;
	}
	return (uint8_t)cases;
}

static void find_facts(const struct lexicon *lexicon, const struct word_info *info, struct str form,
	struct word_facts *ret)
{
	struct word_facts facts = {.main = main_reading(info, form)};
	facts.tables = info->lexemes.tables;
	facts.bits = table_bits(lexicon, info->lexemes, facts.tables);
	if (facts.tables & 1u << LEX_FUNCTION_WORD)
		facts.bits |= function_bits(lexicon, info->lexemes);
	for (uint32_t i = 0; i < info->n_readings && i < READINGS_TAKEN; i++) {
		const struct reading *r = &info->readings[i];
		uint8_t verb = r->features.verb;
		/* -ар, -ер end too many nouns: only where the verb is about as good */
		if (i != facts.main && verb == VERB_FUTURE_PART) {
			if (r->known &&
				r->score + FUTURE_MARGIN >= info->readings[facts.main].score)
				facts.bits |= clause_bits(&r->features, r->lemma, 0);
			continue;
		}
		/* дейін is `until`, not `let me say` */
		if (i != facts.main && verb == VERB_OPTATIVE && facts.bits & W_FUNCTION)
			continue;
		if (i == facts.main || r->known) {
			uint32_t tables = r->lexemes.tables;
			facts.tables |= tables;
			facts.bits |= reading_bits(lexicon, r, tables);
		} else if (verb == VERB_NOUN) {
			/* a noun in -у that the document has bare hides the verb: ауыстыруды */
			facts.bits |= verb_bits(&r->features) & (W_CALL | W_ACT | W_ACT_NOUN);
		} else if (verb == VERB_PAST_PART || verb == VERB_HABITUAL_PART) {
			facts.bits |= clause_bits(&r->features, r->lemma, 0);
		} else if (verb == VERB_PRESENT && r->score >= info->readings[0].score) {
			/* as good as any reading of a word that nobody knows: арзандамайды */
			facts.bits |= verb_bits(&r->features) & W_FINITE;
		}
	}
	facts.cases = find_cases(info, &info->readings[facts.main]);
	*ret = facts;
}

/* Innermost pair around each token. Pairs nest, so a later pair is the inner one. */
static void mark_quotes(struct context *c)
{
	const struct document *d = c->document;
	for (uint32_t i = 0; i < d->n_tokens; i++)
		c->quote[i] = NONE;
	/* One sweep: the open pairs form a stack through `parent`. */
	uint32_t next = 0, top = NONE;
	for (uint32_t i = 0; i < d->n_tokens; i++) {
		while (top != NONE && i >= d->quotes[top].end)
			top = d->quotes[top].parent;
		while (next < d->n_quotes && d->quotes[next].first <= i) {
			if (i < d->quotes[next].end)
				top = next;
			next++;
		}
		c->quote[i] = top;
	}
}

static bool starts_paragraph(const struct document *d, uint32_t a, uint32_t b)
{
	const struct block *x = &d->blocks[a], *y = &d->blocks[b];
	return x->paragraph != y->paragraph || x->kind != y->kind;
}

static void find_paragraphs(struct context *c)
{
	const struct document *d = c->document;
	for (uint32_t s = 0; s < d->n_sentences; s++) {
		const struct sentence *sentence = &d->sentences[s];
		if (s == 0 || starts_paragraph(d, d->sentences[s - 1].block, sentence->block)) {
			struct paragraph *p = &c->paragraphs[c->n_paragraphs++];
			enum block_kind kind = d->blocks[sentence->block].kind;
			p->first = sentence->first_token;
			p->first_sentence = s;
			p->block = sentence->block;
			p->headline = kind == BLOCK_HEADLINE;
			p->label = kind == BLOCK_TURN_LABEL;
			p->list = kind == BLOCK_LIST_ITEM;
		}
		struct paragraph *p = &c->paragraphs[c->n_paragraphs - 1];
		p->end = sentence->first_token + sentence->n_tokens;
		p->end_sentence = s + 1;
		c->paragraph[s] = c->n_paragraphs - 1;
	}
	for (uint32_t i = 0; i < d->n_blocks && !c->spaced; i++)
		c->spaced = d->blocks[i].kind == BLOCK_BLANK && i > 2;
	/* A text whose sentences stand on one line (a headline apart) has lost its line breaks. */
	uint32_t lines = 0, last = NONE;
	for (uint32_t i = 0; i < c->n_paragraphs; i++) {
		uint32_t line = d->blocks[c->paragraphs[i].block].line;
		lines += line != last && !c->paragraphs[i].headline;
		last = line;
	}
	c->run_on = lines <= 1 && d->n_sentences >= 4;
}

static void note_facts(struct context *c, uint32_t word);

enum dedi_status context_init(struct context *c, const struct words *words,
	const struct entities *entities, struct arena *arena)
{
	const struct document *d = words->document;
	*c = (struct context){.words = words,
		.document = d,
		.entities = entities,
		.lexicon = words->lexicon,
		.arena = arena};
	c->facts = arena_alloc(arena, (d->n_words + 1) * sizeof *c->facts);
	c->quote = ARENA_ARRAY(arena, uint32_t, d->n_tokens + 1);
	c->covered = ARENA_ARRAY(arena, uint32_t, d->n_tokens + 1);
	c->actor_from = ARENA_ARRAY(arena, uint32_t, d->n_tokens + 1);
	c->cue_from = ARENA_ARRAY(arena, uint32_t, d->n_tokens + 1);
	c->paragraph = ARENA_ARRAY(arena, uint32_t, d->n_sentences + 1);
	c->paragraphs = ARENA_ARRAY(arena, struct paragraph, d->n_sentences + 1);
	if (c->facts == NULL || c->quote == NULL || c->covered == NULL || c->actor_from == NULL ||
		c->cue_from == NULL || c->paragraph == NULL || c->paragraphs == NULL)
		return DEDI_NO_MEMORY;
	uint32_t *none = ARENA_ARRAY(arena, uint32_t, d->n_tokens + 1);
	if (none == NULL)
		return DEDI_NO_MEMORY;
	for (uint32_t i = 0; i <= d->n_tokens; i++)
		none[i] = NONE;
	c->person_at = entities->person_at != NULL ? entities->person_at : none;
	c->organization_at = entities->organization_at != NULL ? entities->organization_at : none;
	c->campaign_at = entities->campaign_at != NULL ? entities->campaign_at : none;
	for (uint32_t i = 0; i < d->n_words; i++)
		note_facts(c, i);
	for (uint32_t i = 0; i < d->n_tokens; i++)
		c->covered[i] = NONE;
	mark_quotes(c);
	find_paragraphs(c);
	return DEDI_OK;
}

#define REPORT_NOUNS                                                                               \
	(1u << REPORT_STATE | 1u << REPORT_INFO | 1u << REPORT_OCCASION | 1u << REPORT_HEARER |    \
		1u << REPORT_REPORTER | 1u << REPORT_PRESS | 1u << REPORT_DELEGATE |               \
		1u << REPORT_VALUE)

#define REPORT_INFLECTED                                                                           \
	(1u << REPORT_AUXILIARY | 1u << REPORT_COPULA | 1u << REPORT_CLAUSE | 1u << REPORT_HE |    \
		1u << REPORT_THEY | 1u << REPORT_QUANTIFIER)

static uint32_t match_report(const struct context *c, uint32_t token, uint32_t *ret_tokens)
{
	struct lex_match m = match_at(c, token, LEX_REPORT_WORD);
	if (m.n_tokens == 0)
		return 0;
	*ret_tokens = m.n_tokens;
	uint32_t classes =
		lexicon_code(c->lexicon, LEX_REPORT_WORD, m.row, REPORT_WORD_COL_CLASSES);
	if (m.reading == NULL)
		return classes;
	/* a noun met through a verb's form is another word: баға is not БАҚ */
	if (m.reading->features.verb != VERB_NONE)
		classes &= ~REPORT_NOUNS;
	/* the other small words stand as in the table: алдағы is not ал */
	if (m.n_tokens == 1 &&
		!str_eq(m.reading->lemma, c->document->words[token_at(c, token)->word].form))
		classes &= REPORT_NOUNS | REPORT_INFLECTED;
	return classes;
}

static bool begins_longer(struct lexemes lexemes)
{
	for (uint32_t i = 0; i < lexemes.n; i++)
		if (lexemes.at[i].table == LEX_REPORT_WORD && lexemes.at[i].n_words > 1)
			return true;
	return false;
}

/* The small words are asked for again and again: where the form alone decides, once is enough. */
static void find_report_word(struct context *c, uint32_t word)
{
	struct word_facts *facts = &c->facts[word];
	if (!(facts->tables & 1u << LEX_REPORT_WORD))
		return;
	const struct word_info *info = &c->words->at[word];
	facts->report_longer = begins_longer(info->lexemes);
	for (uint32_t k = 0; k < info->n_readings && !facts->report_longer; k++)
		facts->report_longer = begins_longer(info->readings[k].lexemes);
	uint32_t n = 1;
	if (!facts->report_longer)
		facts->report = match_report(c, c->document->words[word].first_token, &n);
}

/* All of this follows from the readings, so it is kept with them. */
static void note_facts(struct context *c, uint32_t word)
{
	const struct word_info *info = &c->words->at[word];
	struct word_facts *facts = &c->facts[word];
	const struct word_facts *note = word_note(info, NOTE_STATEMENTS);
	if (note != NULL) {
		*facts = *note;
		return;
	}
	find_facts(c->lexicon, info, c->document->words[word].form, facts);
	find_report_word(c, word);
	const struct features *main = &info->readings[facts->main].features;
	facts->acts =
		facts->bits & (W_ACTOR | W_PAST_PLURAL) || facts->report_longer ||
		facts->report & (1u << REPORT_HE | 1u << REPORT_THEY | 1u << REPORT_QUANTIFIER) ||
		((main->derivation == DERIV_SHI || main->derivation == DERIV_LOCAL) &&
			main->number == NUMBER_PLURAL);
	word_note_keep(c->words, info, NOTE_STATEMENTS, facts, sizeof *facts);
}

uint32_t report_at(const struct context *c, uint32_t token, uint32_t *ret_tokens)
{
	uint32_t n = 1, classes = 0;
	if (token < c->document->n_tokens) {
		const struct word_facts *facts = &c->facts[token_at(c, token)->word];
		classes = facts->report_longer ? match_report(c, token, &n) : facts->report;
	}
	if (ret_tokens != NULL)
		*ret_tokens = n;
	return classes;
}

bool is_report(const struct context *c, uint32_t token, enum report_class report_class)
{
	return report_at(c, token, NULL) & 1u << report_class;
}

bool is_opener(const struct context *c, uint32_t token)
{
	if (kind_at(c, token) != TOKEN_QUOTE)
		return false;
	uint32_t q = token_at(c, token)->quote;
	return q != NONE && c->document->quotes[q].open == token;
}

bool is_closer(const struct context *c, uint32_t token)
{
	if (kind_at(c, token) != TOKEN_QUOTE)
		return false;
	uint32_t q = token_at(c, token)->quote;
	return q != NONE && c->document->quotes[q].close == token;
}

bool in_own_voice(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		uint32_t bits = bits_at(c, i);
		if ((bits & W_SELF) && (bits & W_VERBAL) && !(bits & W_FINITE))
			return true;
	}
	return false;
}

uint32_t skip_openers(const struct context *c, uint32_t token, uint32_t end)
{
	for (uint32_t tries = 0; tries < 3 && token < end; tries++) {
		uint32_t n = 0;
		if (kind_at(c, token) == TOKEN_DASH || kind_at(c, token) == TOKEN_COMMA) {
			token++;
			continue;
		}
		if (!(report_at(c, token, &n) & 1u << REPORT_OPENER) || token + n >= end)
			break;
		token += n;
	}
	return token;
}

const struct paragraph *paragraph_of(const struct context *c, uint32_t token)
{
	return &c->paragraphs[c->paragraph[token_at(c, token)->sentence]];
}

uint32_t words_in(const struct context *c, uint32_t first, uint32_t end, uint32_t most)
{
	uint32_t n = 0;
	for (uint32_t i = first; i < end && n < most; i++)
		n += kind_at(c, i) == TOKEN_WORD || kind_at(c, i) == TOKEN_NUMBER;
	return n;
}

/* мен behind a noun is `and`, elsewhere `I`. */
static bool is_and(const struct context *c, uint32_t token)
{
	return token > 0 && is_report(c, token, REPORT_JOINT) &&
	       kind_at(c, token - 1) == TOKEN_WORD && same_sentence(c, token - 1, token) &&
	       !(bits_at(c, token - 1) & W_FUNCTION);
}

bool has_bits(const struct context *c, uint32_t first, uint32_t end, uint32_t bits)
{
	for (uint32_t i = first; i < end; i++) {
		uint32_t hit = bits_at(c, i) & bits;
		if (hit & ~W_SELF || ((hit & W_SELF) && !is_and(c, i)))
			return true;
	}
	return false;
}
