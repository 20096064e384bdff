/*
 * Whom `ол`, a bare cue and a general word mean: who was put in front of the reader since the last
 * statement, who was told of, who spoke last.
 */
#include "statements/resolve.h"

#define SENTENCES_BACK 4  /* how far a subject is remembered */
#define OWNER_REACH    8  /* tokens from the head of a sentence */
#define SENTENCES_NEAR 6  /* how far a speaker is who is not said again */
#define ANNOUNCED_BACK 24 /* phrases back to a name with a colon behind it */
#define TOLD_BACK      1  /* how far a verb of speech is that said nothing yet */

bool is_framed(const struct resolver *r, const struct draft *d)
{
	return d->cue != NONE && r->c->cues.at[d->cue].form == CUE_FRAMED;
}

/* Two people side by side, with a comma or `мен` between them. */
static bool are_listed(const struct actor *a, const struct context *c)
{
	return a->kind == ACTOR_PERSON && a[1].kind == ACTOR_PERSON && a[1].first == a->end + 1 &&
	       (a->joint || (kind_at(c, a->end) == TOKEN_COMMA && a[1].name_first == a[1].first));
}

/* Асан Үсенов 01.09.2022 */
static bool is_byline(const struct context *c, const struct actor *a)
{
	enum { DATE = 8 };
	return kind_at(c, a->end) == TOKEN_NUMBER && token_at(c, a->end)->norm.n >= DATE;
}

/* One of a list (`Асан Үсенов, Дана Әлиева мен …`), or who signs the page. */
static bool is_no_topic(const struct context *c, uint32_t actor)
{
	const struct actor *a = &c->actors.at[actor];
	return (actor > 0 && are_listed(a - 1, c)) ||
	       (actor + 1 < c->actors.n && are_listed(a, c)) || is_byline(c, a);
}

/* The person that a sentence is about: its first one, as the subject, or at its head as the owner
 * of the subject. `ол` there means somebody known before. */
uint32_t topic_of(const struct context *c, uint32_t sentence, uint32_t limit)
{
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence) < limit ? sentence_end(c, sentence) : limit;
	uint32_t owner = NONE;
	for (uint32_t k = c->actor_from[first]; k < c->actors.n && c->actors.at[k].first < end;
		k++) {
		const struct actor *a = &c->actors.at[k];
		bool subject = (a->cases & W_NOMINATIVE) && !is_postposition(c, a->end);
		bool owns = (a->cases & W_GENITIVE) && a->first <= first + OWNER_REACH;
		if (c->covered[a->head] != NONE || !(subject || owns))
			continue;
		uint32_t q = c->quote[a->first];
		if (q != NONE && c->document->quotes[q].close != NONE)
			continue;
		if (a->kind == ACTOR_HE)
			return owner;
		if (a->kind != ACTOR_PERSON || a->person == NONE || is_no_topic(c, k))
			continue;
		if (subject)
			return a->person;
		if (owner == NONE)
			owner = a->person;
	}
	return owner;
}

/* `… деп хабарлайды BAQ.KZ министрге сілтеме жасап`: who is referred to has said what comes
 * next. The latest such phrase since the last statement. */
struct speaker referred_to(const struct resolver *r, uint32_t before)
{
	const struct context *c = r->c;
	for (uint32_t k = c->actor_from[before], tries = 0; k-- > 0 && tries < 12; tries++) {
		const struct actor *a = &c->actors.at[k];
		if (a->first < r->last_at || token_at(c, a->first)->sentence + SENTENCES_BACK <
						     token_at(c, before)->sentence)
			break;
		if (!(a->cases & W_DATIVE) || !is_report(c, a->end, REPORT_SOURCE) ||
			c->covered[a->head] != NONE || a->media)
			continue;
		if (a->person != NONE)
			return a_person(c, a->person);
		if (a->organization != NONE && a->kind == ACTOR_BODY)
			return a_body(c, a->organization);
	}
	return nobody;
}

/* `Судья отырысты шегерді.`: who holds the bare office that a sentence is about. */
static uint32_t office_topic(struct resolver *r, uint32_t sentence)
{
	const struct context *c = r->c;
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t k = c->actor_from[first];
	if (k >= c->actors.n)
		return NONE;
	const struct actor *a = &c->actors.at[k];
	if (a->kind != ACTOR_ROLE || a->first > first + 1 || a->one || a->position_row == NONE ||
		c->covered[a->head] != NONE || a->end >= sentence_end(c, sentence) ||
		!actor_is_subject(c, a))
		return NONE;
	uint32_t found = NONE;
	for (uint32_t i = 0; i < r->holders.n && r->holders.at[i].token < a->first; i++)
		if (office_fits(c, a, &r->holders.at[i]))
			found = r->holders.at[i].person;
	return found;
}

/* `Меңгерушіден Дәулет кете ме деп сұрап едік`: the writer's own question in a sentence. */
static bool is_question(const struct context *c, uint32_t sentence)
{
	uint32_t first = c->document->sentences[sentence].first_token;
	uint32_t end = sentence_end(c, sentence);
	for (uint32_t i = first; i < end; i++) {
		struct lex_match m = match_at(c, i, LEX_CUE);
		if (m.n_tokens != 0 && c->covered[i] == NONE &&
			lexicon_code(c->lexicon, LEX_CUE, m.row, CUE_COL_KIND) == CUE_ASK)
			return has_bits(c, i, end, W_SELF);
	}
	return false;
}

/* Whom it was put to: the first one in the ablative or the dative. */
static uint32_t asked_in(struct resolver *r, uint32_t sentence)
{
	const struct context *c = r->c;
	uint32_t first = c->document->sentences[sentence].first_token;
	for (uint32_t k = c->actor_from[first];
		k < c->actors.n && c->actors.at[k].first < sentence_end(c, sentence); k++) {
		const struct actor *a = &c->actors.at[k];
		if (!(a->cases & (W_ABLATIVE | W_DATIVE)) || (a->cases & W_NOMINATIVE))
			continue;
		if (a->kind == ACTOR_PERSON)
			return a->person;
		if (a->kind == ACTOR_ROLE)
			return holder_of(r, a);
	}
	return NONE;
}

/* A person put in front of the reader between the last statement and this one. */
uint32_t new_subject(struct resolver *r, const struct draft *d)
{
	const struct context *c = r->c;
	uint32_t pos = d->spans[0].first;
	if (d->speaker.end > 0 && d->speaker.first < pos)
		pos = d->speaker.first;
	if (pos >= c->document->n_tokens)
		return NONE;
	uint32_t sentence = token_at(c, pos)->sentence;
	for (uint32_t back = 0; back <= SENTENCES_BACK && back <= sentence; back++) {
		uint32_t s = sentence - back;
		if (c->document->sentences[s].first_token < r->last_at)
			break;
		if (back > 0 && is_question(c, s))
			return asked_in(r, s);
		uint32_t person = topic_of(c, s, pos);
		if (person == NONE && back > 0)
			person = office_topic(r, s);
		if (person != NONE)
			return person;
	}
	return NONE;
}

/* Who spoke last of something that is not said (`басшылық оны жоққа шығарды. Айтуынша, …`): the
 * subject of a verb of speech that made no statement, since the last one that did. */
static const struct actor *teller(const struct resolver *r, uint32_t before)
{
	const struct context *c = r->c;
	uint32_t sentence = token_at(c, before)->sentence;
	for (uint32_t k = c->cue_from[before]; k-- > 0;) {
		const struct cue *cue = &c->cues.at[k];
		uint32_t s = token_at(c, cue->first)->sentence;
		if (cue->first < r->last_at || s + TOLD_BACK < sentence)
			break;
		if (s == sentence || cue->used || cue->form != CUE_FINITE || cue->passive ||
			cue->kind == CUE_REPORT || c->covered[cue->first] != NONE ||
			c->quote[cue->first] != NONE || cue->end + 1 < sentence_end(c, s))
			continue;
		bool adjacent = false;
		struct speaker_phrase p = speaker_before(
			c, c->document->sentences[s].first_token, cue->left, &adjacent);
		if (p.actor == NONE || c->actors.at[p.actor].media)
			return NULL;
		return &c->actors.at[p.actor];
	}
	return NULL;
}

/* The person named last before a token, so many sentences back, who is not this one. */
uint32_t last_person_before(
	const struct resolver *r, uint32_t token, uint32_t sentences, uint32_t but)
{
	const struct context *c = r->c;
	for (uint32_t k = c->actor_from[token]; k-- > 0;) {
		const struct actor *a = &c->actors.at[k];
		if (token_at(c, a->first)->sentence + sentences < token_at(c, token)->sentence)
			break;
		if (a->kind == ACTOR_PERSON && a->person != NONE && a->person != but &&
			c->covered[a->head] == NONE &&
			(a->cases & (W_NOMINATIVE | W_GENITIVE | W_ACCUSATIVE)) && !is_byline(c, a))
			return a->person;
	}
	return NONE;
}

/* `аудан әкімі Асан Үсенов: — …` some sentences before: his words may not have been closed yet. */
static uint32_t announced(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	for (uint32_t k = c->actor_from[token], tries = 0; k-- > 0 && tries < ANNOUNCED_BACK;
		tries++) {
		const struct actor *a = &c->actors.at[k];
		if (a->first < r->last_at)
			break;
		if (a->kind == ACTOR_PERSON && a->person != NONE && c->covered[a->head] == NONE &&
			(a->cases & W_NOMINATIVE) && kind_at(c, a->end) == TOKEN_COLON)
			return a->person;
	}
	return NONE;
}

/* Is the word part of the phrase that named the last speaker, a person? */
bool said_before(const struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	if (r->last.person == NONE || a->first != a->head)
		return false;
	struct str lemma = reading_at(c, a->head)->lemma;
	for (uint32_t i = r->last_phrase.first; i < r->last_phrase.end; i++)
		if (kind_at(c, i) == TOKEN_WORD && c->person_at[i] == NONE &&
			str_eq(reading_at(c, i)->lemma, lemma))
			return true;
	return false;
}

struct speaker antecedent(struct resolver *r, const struct draft *d, const char **how)
{
	struct speaker source = referred_to(r, d->spans[0].first);
	if (source.kind != SPEAKER_UNKNOWN) {
		*how = "referred-to";
		beats(r, &r->last, "older-speaker");
		return source;
	}
	const struct actor *told =
		is_framed(r, d) && d->speaker.end == 0 ? teller(r, d->spans[0].first) : NULL;
	if (told != NULL && (told->kind == ACTOR_BODY || told->kind == ACTOR_GROUP)) {
		*how = "new-subject";
		beats(r, &r->last, "older-speaker");
		r->now->antecedent = (struct range){told->first, told->end};
		return told->kind == ACTOR_BODY ? a_body(r->c, told->organization)
						: unnamed(SPEAKER_GROUP);
	}
	/* Оқиғаны бір жолаушы жазды. «…», – дейді ол: nobody whom the text names */
	const struct actor *wrote =
		told == NULL && d->type == STATEMENT_DIRECT ? teller(r, d->spans[0].first) : NULL;
	if (wrote != NULL && wrote->kind == ACTOR_ROLE && !wrote->joint &&
		(wrote->position_row == NONE || wrote->position == POSITION_SOCIAL ||
			wrote->position == POSITION_KIN) &&
		!said_before(r, wrote)) {
		*how = "new-subject";
		beats(r, &r->last, "older-speaker");
		r->now->antecedent = (struct range){wrote->first, wrote->end};
		return unnamed(SPEAKER_PERSON);
	}
	uint32_t person = d->type == STATEMENT_DIRECT && d->speaker.end == 0
				  ? announced(r, d->spans[0].first)
				  : NONE;
	if (person == NONE)
		person = new_subject(r, d);
	if (person != NONE) {
		*how = "new-subject";
		beats(r, &r->last, "older-speaker");
		return a_person(r->c, person);
	}
	/* words in the writer's voice with no speaker beside them need him near */
	uint32_t here = token_at(r->c, d->spans[0].first)->sentence;
	bool bare = d->speaker.end == 0 && d->type != STATEMENT_DIRECT;
	bool near =
		r->last_at > 0 && token_at(r->c, r->last_at - 1)->sentence + SENTENCES_NEAR >= here;
	if (r->last_at > 0 && r->last.kind != SPEAKER_UNKNOWN && (near || !bare)) {
		*how = "last-speaker";
		r->now->antecedent = r->last_phrase;
		beats(r, &r->before, "earlier-speaker");
		return r->last;
	}
	if (r->last_at > 0)
		beats(r, &r->last, "too-far");
	person = last_person_before(r, d->spans[0].first, SENTENCES_BACK, NONE);
	if (person != NONE) {
		*how = "last-person";
		return a_person(r->c, person);
	}
	*how = "nobody";
	return nobody;
}

/* Has the last speaker, a person, spoken in the sentence before the words or next to it? */
bool has_just_spoken(const struct resolver *r, const struct draft *d)
{
	enum { NEAR = 2 };
	const struct context *c = r->c;
	if (r->last.person == NONE || r->last_at == 0 || d->headline)
		return false;
	return token_at(c, r->last_at - 1)->sentence + NEAR >=
	       token_at(c, d->spans[0].first)->sentence;
}

/* The subject of the sentence before a token's, if nothing has been said since (or a body has told
 * of him) and it is no name. */
const struct actor *subject_before(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	uint32_t sentence = token_at(c, token)->sentence;
	uint32_t first = 0;
	do { /* back over the words themselves */
		if (sentence == 0)
			return NULL;
		first = c->document->sentences[--sentence].first_token;
		if (first < r->last_at && r->last.kind != SPEAKER_ORGANIZATION)
			return NULL;
	} while (c->covered[first] != NONE);
	const struct actor *found = NULL;
	for (uint32_t k = c->actor_from[first];
		k < c->actors.n && c->actors.at[k].first < sentence_end(c, sentence); k++) {
		const struct actor *a = &c->actors.at[k];
		if (!actor_is_subject(c, a) || c->quote[a->first] != NONE)
			continue;
		if (a->kind == ACTOR_PERSON || a->kind == ACTOR_HE)
			return NULL;
		if (a->kind == ACTOR_ROLE || a->kind == ACTOR_GROUP)
			found = a;
	}
	return found;
}

/* `Қала тұрғыны арызданған. Айтуынша, …`: a frame of nobody. */
const struct actor *told_of(const struct resolver *r, const struct draft *d)
{
	const struct cue *cue = d->cue != NONE ? &r->c->cues.at[d->cue] : NULL;
	return cue != NULL && cue->form == CUE_FRAMED && cue->kind == CUE_SAY
		       ? subject_before(r, cue->first)
		       : NULL;
}
