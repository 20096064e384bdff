/*
 * Sets of tokens, a bit each: where a step may find something. A step goes from one to the next
 * instead of asking every token, most of which are nothing to it.
 */
#include "entities/internal.h"

static inline uint64_t bit_if(bool yes, uint32_t i)
{
	return (uint64_t)yes << i;
}

/* Sixty-four tokens at most, without branches. */
static void add_tokens(struct finder *f, uint32_t first, uint32_t n)
{
	uint64_t names = 0, named = 0, tags = 0, bodies = 0, campaigns = 0, positions = 0;
	for (uint32_t i = 0; i < n; i++) {
		const struct token *token = token_at(f, first + i);
		uint32_t tables = f->facts[token->word].tables, shape = token->shape;
		uint32_t capital = shape & (SHAPE_CAPITAL | SHAPE_MIXED_CAPS | SHAPE_DIGIT);
		names |= bit_if((shape & SHAPE_CAPITAL) | (token->kind == TOKEN_INITIAL), i);
		named |= bit_if(
			capital | (token->kind == TOKEN_URL) | (tables >> LEX_LEGAL_FORM & 1u), i);
		tags |= bit_if((token->kind == TOKEN_HASHTAG) | (tables >> LEX_CAMPAIGN & 1u), i);
		bodies |= bit_if(tables >> LEX_ORG_HEAD & 1u, i);
		campaigns |= bit_if(tables >> LEX_CAMPAIGN_HEAD & 1u, i);
		positions |= bit_if(tables >> LEX_POSITION & 1u, i);
	}
	f->sets[SET_NAMES][first / 64] = names;
	f->sets[SET_NAMED][first / 64] = named;
	f->sets[SET_TAGS][first / 64] = tags;
	f->sets[SET_ORG_HEADS][first / 64] = bodies;
	f->sets[SET_CAMPAIGN_HEADS][first / 64] = campaigns;
	f->sets[SET_POSITIONS][first / 64] = positions;
}

static void add_phrase(struct finder *f, const struct phrase *phrase)
{
	switch ((enum lex_table)phrase->table) {
	case LEX_LEGAL_FORM:
		bits_add(f->sets[SET_NAMED], phrase->first);
		break;
	case LEX_CAMPAIGN:
		bits_add(f->sets[SET_TAGS], phrase->first);
		break;
	case LEX_ORG_HEAD:
		bits_add(f->sets[SET_ORG_HEADS], phrase->end - 1);
		break;
	case LEX_CAMPAIGN_HEAD:
		bits_add(f->sets[SET_CAMPAIGN_HEADS], phrase->end - 1);
		break;
	case LEX_POSITION:
		bits_add(f->sets[SET_POSITIONS], phrase->end - 1);
		break;
	default:
		break;
	}
}

enum dedi_status sets_collect(struct finder *f)
{
	uint32_t n = f->document->n_tokens;
	size_t n_words = bits_words(n);
	uint64_t *room = ARENA_ARRAY(f->arena, uint64_t, TOKEN_SETS * n_words);
	if (!room)
		return DEDI_NO_MEMORY;
	for (uint32_t set = 0; set < TOKEN_SETS; set++)
		f->sets[set] = room + set * n_words;
	for (uint32_t first = 0; first < n; first += 64)
		add_tokens(f, first, n - first < 64 ? n - first : 64);
	for (uint32_t i = 0; i < f->phrases.n; i++)
		add_phrase(f, &f->phrases.at[i]);
	return DEDI_OK;
}
