/*
 * Whom a speaker phrase means, over the whole document.
 *
 * Statements are taken in the order in which they are read. A name means its person; a role the
 * person who holds it (the last speaker if he does, else the latest holder before, else the first
 * behind: headlines); `ол`, a bare cue and a general word (`маман`, `спикер`) mean a person newly
 * put in front of the reader since the last statement, else the last speaker. A body is what the
 * entities made of it, else the last body with that head. Nobody is guessed where nothing fits.
 */
#include "base/utf8.h"
#include "statements/internal.h"

#include <stdlib.h>

#define SENTENCES_BACK 4  /* how far a subject is remembered */
#define OWNER_REACH    8  /* tokens from the head of a sentence */
#define SENTENCES_FAR  8  /* how far off he is who speaks himself */
#define SENTENCES_NEAR 6  /* how far a speaker is who is not said again */
#define ANNOUNCED_BACK 24 /* phrases back to a name with a colon behind it */
#define FORWARD_REACH  3  /* how far off words may be whose speaker was only an office before */
#define TOLD_BACK      1  /* how far a verb of speech is that said nothing yet */

struct holder {
	uint32_t row; /* of LEX_POSITION */
	struct str group;
	uint32_t person;
	uint32_t token; /* where the role stands */
	const struct role *role;
};

struct resolver {
	struct context *c;
	LIST(struct holder) holders; /* in text order */
	struct speaker last;         /* last speaker, any kind */
	struct range last_phrase;    /* what stood beside the last cue that named one */
	struct speaker last_single;  /* last speaker that is no group */
	struct speaker before;       /* the speaker before the last one */
	uint32_t last_at;            /* token; 0 if none */
	struct resolution *now;      /* the one being worked on */
	struct speaker last_body;    /* last organisation that spoke */
	struct speaker last_issuer;  /* last organisation that spoke in a document */
	struct speaker last_group;
	uint32_t guest; /* who is interviewed, or NONE */
};

static const struct speaker nobody = {
	.kind = SPEAKER_UNKNOWN, .person = NONE, .organization = NONE};

static struct speaker a_person(const struct context *c, uint32_t person)
{
	struct speaker s = {.kind = SPEAKER_PERSON, .person = person, .organization = NONE};
	s.name = c->entities->people[person].name;
	return s;
}

static struct speaker a_body(const struct context *c, uint32_t body)
{
	struct speaker s = {.kind = SPEAKER_ORGANIZATION, .person = NONE, .organization = body};
	if (body != NONE)
		s.name = c->entities->organizations[body].name;
	return s;
}

static struct speaker unnamed(enum speaker_kind kind)
{
	return (struct speaker){.kind = kind, .person = NONE, .organization = NONE};
}

static bool is_framed(const struct resolver *r, const struct draft *d)
{
	return d->cue != NONE && r->c->cues.at[d->cue].form == CUE_FRAMED;
}

/* Notes whom the one at work beats; a name once, the first ones only. */
static void beats(struct resolver *r, const struct speaker *loser, const char *why)
{
	struct resolution *now = r->now;
	if (loser->name.n == 0 || now->n_rivals == STATEMENT_RIVALS)
		return;
	for (uint32_t i = 0; i < now->n_rivals; i++)
		if (str_eq(now->rivals[i].name, loser->name))
			return;
	now->rivals[now->n_rivals++] =
		(struct rival){.name = loser->name, .lost_by = str_make(why, strlen(why))};
}

static int holder_order(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;
	return x->token < y->token ? -1 : x->token > y->token;
}

static enum dedi_status note_holders(struct resolver *r)
{
	struct context *c = r->c;
	for (uint32_t p = 0; p < c->entities->n_people; p++) {
		const struct person *person = &c->entities->people[p];
		for (uint32_t i = 0; i < person->n_roles; i++) {
			const struct role *role = &person->roles[i];
			if (role->guessed)
				continue;
			uint32_t row = role->head < c->document->n_tokens
					       ? position_row(c, role->first, role->head + 1)
					       : NONE;
			struct holder *h = LIST_PUSH(c->arena, &r->holders);
			if (h == NULL)
				return DEDI_NO_MEMORY;
			*h = (struct holder){
				.row = row, .person = p, .token = role->first, .role = role};
			if (row != NONE)
				h->group = lexicon_text(
					c->lexicon, LEX_POSITION, row, POSITION_COL_GROUP);
		}
	}
	if (r->holders.n > 1)
		qsort(r->holders.at, r->holders.n, sizeof(*r->holders.at), holder_order);
	return DEDI_OK;
}

static struct str group_of(const struct context *c, uint32_t row)
{
	return row != NONE ? lexicon_text(c->lexicon, LEX_POSITION, row, POSITION_COL_GROUP)
			   : STR("");
}

static bool same_head(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (h->row == NONE)
		return str_eq(reading_at(c, h->role->head)->lemma, reading_at(c, a->head)->lemma);
	if (a->position_row == h->row)
		return true;
	struct str group = group_of(c, a->position_row);
	return group.n > 1 && str_eq(group, h->group);
}

static bool is_unique_office(const struct context *c, uint32_t row)
{
	return row != NONE &&
	       lexicon_code(c->lexicon, LEX_POSITION, row, POSITION_COL_CLASS) == POSITION_UNIQUE;
}

/* ҚР Президенті; not the end of `Қырғыз Республикасының Президенті`. */
static bool whole_unique(const struct context *c, uint32_t row, uint32_t first, uint32_t head)
{
	return is_unique_office(c, row) &&
	       match_at(c, first, LEX_POSITION).n_tokens == head + 1 - first;
}

/* A capital that only says that a sentence begins: `Өңір басшысы`. */
static bool mere_opener(const struct context *c, uint32_t token)
{
	return (token_at(c, token)->shape & SHAPE_SENTENCE_START) &&
	       c->document->words[token_at(c, token)->word].count_capital == 0 &&
	       match_at(c, token, LEX_POSITION).n_tokens > 1;
}

/* Two offices of different owners: `Түркия президенті` and `Иран Ислам Республикасының
 * Президенті`. Owners are the capitals before the office's own words. */
static bool other_owner(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (whole_unique(c, a->position_row, a->first, a->head) ||
		whole_unique(c, h->row, h->role->first, h->role->head))
		return false;
	bool owners = false, holders = false;
	for (uint32_t i = a->first; i < a->head; i++) {
		if (kind_at(c, i) != TOKEN_WORD || !(token_at(c, i)->shape & SHAPE_CAPITAL) ||
			mere_opener(c, i))
			continue;
		owners = true;
		struct str lemma = reading_at(c, i)->lemma;
		for (uint32_t k = h->role->first; k < h->role->head; k++)
			if (kind_at(c, k) == TOKEN_WORD && str_eq(reading_at(c, k)->lemma, lemma))
				return false;
	}
	for (uint32_t k = h->role->first; k < h->role->head; k++)
		holders |= (token_at(c, k)->shape & SHAPE_CAPITAL) != 0;
	/* `Семей қаласының әкімі` is not the `қала басшысы` named further on, a headline's is */
	bool later = h->token > a->first &&
		     !c->paragraphs[c->paragraph[token_at(c, a->first)->sentence]].headline;
	return owners && (holders || later);
}

/* Do two group codes share a part: deputy-chair, deputy-speaker? */
static bool related(struct str a, struct str b)
{
	for (size_t i = 0; i < a.n;) {
		size_t n = 0;
		while (i + n < a.n && a.p[i + n] != '-')
			n++;
		bool leading = str_eq(str_make(a.p + i, n), STR("chief"));
		for (size_t k = 0; n > 1 && !leading && k + n <= b.n; k++)
			if ((k == 0 || b.p[k - 1] == '-') && memcmp(a.p + i, b.p + k, n) == 0 &&
				(k + n == b.n || b.p[k + n] == '-'))
				return true;
		i += n + 1;
	}
	return false;
}

/* `Иран Президенті` and `Иран Ислам Республикасының Президенті`, if both are written out. */
static bool same_owner(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (h->row == NONE || a->first == a->head ||
		!related(group_of(c, a->position_row), h->group))
		return false;
	struct str lemma = reading_at(c, a->first)->lemma;
	return (token_at(c, a->first)->shape & SHAPE_CAPITAL) && h->role->first < h->role->head &&
	       str_eq(reading_at(c, h->role->first)->lemma, lemma);
}

static bool fits(const struct context *c, const struct actor *a, const struct holder *h)
{
	if (!same_head(c, a, h) && !same_owner(c, a, h))
		return false;
	if (a->organization == NONE && other_owner(c, a, h))
		return false;
	return a->organization == NONE || h->role->organization == NONE ||
	       a->organization == h->role->organization;
}

/* Weaker: the word stands somewhere in the role (`прокурор`: аудан прокурорының көмекшісі), or the
 * offices are akin (`вице-спикер`: палата төрағасының орынбасары). */
static bool resembles(const struct context *c, const struct actor *a, const struct holder *h)
{
	struct str lemma = reading_at(c, a->head)->lemma;
	/* `партия басшысы` is not `Мемлекет басшысы`, nor the other way round */
	if ((a->first != a->head && is_unique_office(c, h->row) && a->position_row != h->row) ||
		(is_unique_office(c, a->position_row) &&
			!related(group_of(c, a->position_row), h->group)) ||
		other_owner(c, a, h))
		return false;
	bool unique = a->first != a->head && is_unique_office(c, a->position_row);
	for (uint32_t i = h->role->first; i < h->role->end && !unique; i++)
		if (kind_at(c, i) == TOKEN_WORD && str_eq(reading_at(c, i)->lemma, lemma))
			return true;
	return related(group_of(c, a->position_row), h->group);
}

/* The person who holds the role of an actor: the last speaker if he does, else the latest holder
 * before it, else the first behind. */
static uint32_t holder_of(struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	const struct holder *best = NULL;
	bool settled = false;
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if ((settled && h->person == best->person) || !fits(c, a, h))
			continue;
		bool speaks = h->person == r->last.person;
		bool better = best == NULL || speaks || h->token < a->first;
		if (best != NULL && best->person != h->person) {
			struct speaker loser =
				a_person(c, better && !settled ? best->person : h->person);
			beats(r, &loser,
				settled || speaks ? "not-last-speaker"
				: better          ? "earlier-holder"
						  : "later-holder");
		}
		if (!settled && better)
			best = h;
		settled |= speaks;
	}
	if (best == NULL)
		return NONE;
	r->now->antecedent = (struct range){best->role->first, best->role->end};
	return best->person;
}

/* A person already introduced with a role that resembles the actor's, the last speaker first. */
static uint32_t resembling(struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	uint32_t found = NONE;
	for (uint32_t i = 0; i < r->holders.n && r->holders.at[i].token < a->first; i++) {
		const struct holder *h = &r->holders.at[i];
		if (!resembles(c, a, h))
			continue;
		if (h->person == r->last.person)
			return h->person;
		found = h->person;
	}
	return found;
}

/* The only one in the text with a kindred office: `Елбасы: …` above an article on the president. */
static uint32_t only_kindred(const struct resolver *r, const struct actor *a)
{
	uint32_t found = NONE;
	struct str group = group_of(r->c, a->position_row);
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (!related(group, h->group) || other_owner(r->c, a, h))
			continue;
		if (found != NONE && found != h->person)
			return NONE;
		found = h->person;
	}
	return found;
}

/* Whoever was introduced with a role in a body: `министрлік өкілі`. */
static uint32_t member_of(struct resolver *r, uint32_t organization, uint32_t before)
{
	uint32_t found = NONE;
	for (uint32_t i = 0; i < r->holders.n && r->holders.at[i].token < before; i++)
		if (r->holders.at[i].role->organization == organization)
			found = r->holders.at[i].person;
	return found;
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
static uint32_t topic_of(const struct context *c, uint32_t sentence, uint32_t limit)
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
static struct speaker referred(const struct resolver *r, uint32_t before)
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
		if (fits(c, a, &r->holders.at[i]))
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
static uint32_t new_subject(struct resolver *r, const struct draft *d)
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
static uint32_t last_person_before(
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
static bool said_before(const struct resolver *r, const struct actor *a)
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

static struct speaker antecedent(struct resolver *r, const struct draft *d, const char **how)
{
	struct speaker source = referred(r, d->spans[0].first);
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

/* The body of the last speaker: he himself, or the one he has an office in. */
static uint32_t spoken_for(const struct resolver *r)
{
	if (r->last.organization != NONE)
		return r->last.organization;
	if (r->last.person == NONE)
		return NONE;
	const struct person *p = &r->c->entities->people[r->last.person];
	for (uint32_t i = 0; i < p->n_roles; i++)
		if (p->roles[i].organization != NONE)
			return p->roles[i].organization;
	return NONE;
}

/* Үкімет, Парламент: bodies that `ведомство` does not mean. */
static bool is_unique(const struct context *c, const struct organization *o)
{
	uint32_t row = 0;
	return o->head < c->document->n_tokens &&
	       word_in_table(c->words, o->head, LEX_ORG_HEAD, &row) != NULL &&
	       (lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) &
		       1u << ORG_HEAD_UNIQUE);
}

/* The letter that a Latin name has for a Cyrillic one, where it is always the same. */
static char latin_of(uint32_t letter)
{
	static const char letters[] = "abvgdezzijklmnoprstufh"; /* а б в г д е ж з и й … х */
	return letter >= 0x430 && letter < 0x430 + sizeof letters - 1 ? letters[letter - 0x430] : 0;
}

/* `Saryarqa Bank` ends in банк. */
static bool ends_in_latin(struct str name, struct str lemma)
{
	char word[24];
	size_t n = 0;
	for (size_t i = 0; i < lemma.n && n < sizeof word; n++) {
		word[n] = latin_of(utf8_next(lemma, &i));
		if (word[n] == 0)
			return false;
	}
	if (n == sizeof word || n + 1 >= name.n || name.p[name.n - n - 1] != ' ')
		return false;
	for (size_t i = 0; i < n; i++)
		if ((name.p[name.n - n + i] | 0x20) != word[i])
			return false;
	return true;
}

/* The body that opens the sentence before a token's as its subject, if nothing has been said since.
 */
static uint32_t subject_body(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	uint32_t sentence = token_at(c, token)->sentence;
	if (sentence == 0)
		return NONE;
	uint32_t first = c->document->sentences[sentence - 1].first_token;
	uint32_t k = c->actor_from[first];
	if (first < r->last_at || k >= c->actors.n)
		return NONE;
	const struct actor *a = &c->actors.at[k];
	return a->kind == ACTOR_BODY && !a->media && !a->joint &&
			       actor_extend(c, a, first) ==
				       skip_openers(c, first, sentence_end(c, sentence - 1)) &&
			       c->covered[a->head] == NONE && actor_is_subject(c, a)
		       ? a->organization
		       : NONE;
}

/* The last body with the same head, or of the state or the media for words that stand for them. */
static uint32_t body_before(struct resolver *r, const struct actor *a)
{
	const struct context *c = r->c;
	uint32_t row = 0;
	bool head = word_in_table(c->words, a->head, LEX_ORG_HEAD, &row) != NULL;
	uint32_t flags = head ? lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_FLAGS) : 0;
	/* ведомство, мекеме alone, ведомстводағылар: any body before */
	bool local = reading_at(c, a->head)->features.derivation == DERIV_LOCAL;
	struct str lemma = reading_at(c, a->head)->lemma;
	bool stands_in = (flags & 1u << ORG_HEAD_GENERIC) && a->first == a->head;
	uint32_t type =
		head ? lexicon_code(c->lexicon, LEX_ORG_HEAD, row, ORG_HEAD_COL_TYPE) : ORG_OTHER;
	uint32_t spoken = stands_in ? spoken_for(r) : NONE;
	/* банк, компания: not a society that has just spoken */
	bool any = type == ORG_OTHER || type == ORG_GOVERNMENT || type == ORG_NGO;
	uint32_t subject = stands_in && any ? subject_body(r, a->first) : NONE;
	if (subject != NONE)
		return subject;
	if (spoken != NONE && (any || c->entities->organizations[spoken].type == type))
		return spoken;
	for (uint32_t k = c->actor_from[a->first], tries = 0; k-- > 0 && tries < 200; tries++) {
		const struct actor *x = &c->actors.at[k];
		if (x->organization == NONE || x->kind == ACTOR_DOCUMENT)
			continue;
		const struct organization *o = &c->entities->organizations[x->organization];
		/* полициядағылар: those of the body with that word in its name */
		if (local) {
			if (c->covered[x->head] != NONE)
				continue;
			for (uint32_t t = x->first; t < x->end; t++)
				if (kind_at(c, t) == TOKEN_WORD &&
					str_eq(reading_at(c, t)->lemma, lemma))
					return x->organization;
			continue;
		}
		if (head && o->head != NONE && o->head < c->document->n_tokens) {
			uint32_t other = 0;
			if (word_in_table(c->words, o->head, LEX_ORG_HEAD, &other) != NULL &&
				other == row)
				return x->organization;
		}
		if (ends_in_latin(o->name, lemma))
			return x->organization;
		if (stands_in && any && o->type == ORG_GOVERNMENT && !is_unique(c, o))
			return x->organization;
		struct speaker other = a_body(c, x->organization);
		beats(r, &other, "other-kind-of-body");
		if ((type == ORG_MEDIA || type == ORG_PARTY || type == ORG_BANK) && o->type == type)
			return x->organization;
		if (o->type == ORG_MEDIA && is_report(c, a->head, REPORT_REPORTER))
			return x->organization;
	}
	return NONE;
}

static uint32_t issuer_before(const struct resolver *r, uint32_t token)
{
	const struct context *c = r->c;
	uint32_t sentence = token_at(c, token)->sentence;
	for (uint32_t k = c->actor_from[token]; k-- > 0;) {
		const struct actor *a = &c->actors.at[k];
		if (token_at(c, a->first)->sentence + 1 < sentence)
			break;
		if (a->organization != NONE && !a->media && (a->cases & W_NOMINATIVE) &&
			(a->kind == ACTOR_BODY || a->kind == ACTOR_ROLE) &&
			reading_at(c, a->head)->features.derivation != DERIV_LOCAL &&
			c->covered[a->head] == NONE)
			return a->organization;
	}
	return NONE;
}

/* Has the last speaker, a person, spoken in the sentence before the words or next to it? */
static bool has_just_spoken(const struct resolver *r, const struct draft *d)
{
	enum { NEAR = 2 };
	const struct context *c = r->c;
	if (r->last.person == NONE || r->last_at == 0 || d->headline)
		return false;
	return token_at(c, r->last_at - 1)->sentence + NEAR >=
	       token_at(c, d->spans[0].first)->sentence;
}

/* Has he a director's office, of which no body is known? */
static bool directs(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (h->person == person && h->role->organization == NONE &&
			(str_starts(h->group, STR("director")) ||
				str_ends(h->group, STR("-director")) ||
				str_ends(h->group, STR("-chief"))))
			return true;
	}
	return false;
}

/* `министрлік өкілі`: whoever was introduced with a role in that body. */
static uint32_t delegate_of(struct resolver *r, const struct draft *d, const struct actor *a)
{
	struct actor owner = *a;
	owner.head = a->first;
	/* who has just spoken and has an office in a body that has no name here */
	bool bare = a->organization == NONE && owner.head + 1 == a->head;
	if (bare && has_just_spoken(r, d) && directs(r, r->last.person))
		return r->last.person;
	uint32_t body = a->organization != NONE ? a->organization : body_before(r, &owner);
	return body != NONE ? member_of(r, body, a->first) : holder_of(r, a);
}

/* Has he an office, of which no body is known? */
static bool has_free_office(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (h->person == person && h->role->organization == NONE && h->row != NONE &&
			lexicon_code(r->c->lexicon, LEX_POSITION, h->row, POSITION_COL_CLASS) ==
				POSITION_OFFICE)
			return true;
	}
	return false;
}

/* `комитет басшысы`: whoever was introduced with an office in that body, else the last speaker if
 * he may have one in it. */
static uint32_t officer_of(struct resolver *r, const struct actor *a)
{
	uint32_t row = 0;
	bool bare = word_in_table(r->c->words, a->first, LEX_ORG_HEAD, &row) != NULL;
	uint32_t body = a->organization;
	if (body == NONE && bare) {
		struct actor owner = *a;
		owner.head = a->first;
		body = body_before(r, &owner);
	}
	uint32_t person = body != NONE ? member_of(r, body, a->first) : NONE;
	/* палата төрағасының баспасөз хатшысы: of the office, not of the body */
	for (uint32_t i = a->first; i < a->head && bare; i++)
		bare = !(bits_at(r->c, i) & W_GENITIVE) ||
		       match_at(r->c, i, LEX_POSITION).n_tokens == 0;
	if (person == NONE && bare && r->last.person != NONE && has_free_office(r, r->last.person))
		return r->last.person;
	return person;
}

/* Is he known by an office? */
static bool is_officer(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; person != NONE && i < r->holders.n; i++) {
		const struct holder *h = &r->holders.at[i];
		if (h->person == person && h->row != NONE &&
			lexicon_code(r->c->lexicon, LEX_POSITION, h->row, POSITION_COL_CLASS) ==
				POSITION_OFFICE)
			return true;
	}
	return false;
}

/* Does he lead a body? Then bare `басшы` may mean him. */
static bool is_chief(const struct resolver *r, uint32_t person)
{
	for (uint32_t i = 0; i < r->holders.n; i++)
		if (r->holders.at[i].person == person &&
			str_ends(r->holders.at[i].group, STR("-chief")))
			return true;
	return false;
}

static bool is_bare_chief(const struct context *c, const struct actor *a)
{
	return a->kind == ACTOR_ROLE && a->first == a->head &&
	       str_eq(group_of(c, a->position_row), STR("head-chief"));
}

/* `партия басшысы`, said of the last speaker who has an office in that party. */
static bool leads(struct resolver *r, const struct actor *a)
{
	uint32_t row = 0;
	if (r->last.person == NONE || a->first + 1 != a->head || a->organization != NONE ||
		word_in_table(r->c->words, a->first, LEX_ORG_HEAD, &row) == NULL)
		return false;
	struct actor owner = *a;
	owner.head = a->first;
	uint32_t body = body_before(r, &owner);
	const struct person *p = &r->c->entities->people[r->last.person];
	for (uint32_t i = 0; body != NONE && i < p->n_roles; i++)
		if (p->roles[i].organization == body)
			return true;
	return false;
}

/* An office by a name of his own, not by a noun that was taken to mean him. */
static bool has_roles(const struct context *c, uint32_t person)
{
	const struct person *p = person != NONE ? &c->entities->people[person] : NULL;
	for (uint32_t i = 0; p != NULL && i < p->n_roles; i++)
		if (!p->roles[i].guessed)
			return true;
	return false;
}

/* `тағы бір тұрғын`: new, and not named. */
static bool is_somebody(const struct context *c, const struct actor *a)
{
	for (uint32_t i = a->first; i < a->head; i++)
		if (is_report(c, i, REPORT_ONE))
			return true;
	return a->first > 0 && same_sentence(c, a->first - 1, a->first) &&
	       is_report(c, a->first - 1, REPORT_ONE);
}

/* `…», – деді сенатор`: an office behind the words of him who has just spoken, held by nobody. */
static bool is_same_speaking(
	struct resolver *r, const struct draft *d, const struct actor *a, bool general)
{
	/* somebody was told of since whom the word may mean as well */
	uint32_t told = new_subject(r, d);
	if (told != NONE && told != r->last.person && (general || !has_roles(r->c, told)))
		return false;
	return d->type == STATEMENT_DIRECT && d->speaker.first >= d->spans[d->n_spans - 1].end &&
	       a->organization == NONE && a->position_row != NONE &&
	       !is_unique_office(r->c, a->position_row) &&
	       !(token_at(r->c, a->first)->shape & SHAPE_CAPITAL) && has_just_spoken(r, d);
}

/* Whom the same bare word has meant before (`Ғалыммен … кездестік. … ғалым былай деді`), where the
 * last speaker is known by an office: the first who was called so, by the sentence before. */
static uint32_t called_before(const struct resolver *r, const struct actor *a)
{
	enum { BACK = 400 };
	const struct context *c = r->c;
	if (a->first != a->head || a->position == POSITION_EVENT || !is_officer(r, r->last.person))
		return NONE;
	uint32_t found = NONE;
	for (uint32_t k = c->actor_from[a->first], tries = 0; k-- > 0 && tries < BACK; tries++) {
		const struct actor *x = &c->actors.at[k];
		if (x->kind != ACTOR_ROLE || x->position_row != a->position_row || x->one ||
			x->first != x->head || x->end != x->head + 1 ||
			(bits_at(c, x->head) & W_POSSESSED) || c->covered[x->head] != NONE)
			continue;
		uint32_t s = token_at(c, x->first)->sentence;
		uint32_t first = c->document->sentences[s].first_token;
		uint32_t person = topic_of(c, s, x->first);
		if (person == NONE && s > 0)
			person = topic_of(c, s - 1, first);
		if (person != NONE)
			found = person;
	}
	return found;
}

/* Сотталушының өзі */
static bool is_himself(const struct context *c, const struct actor *a)
{
	return a->end > a->head + 1 && kind_at(c, a->end - 1) == TOKEN_WORD &&
	       str_starts(c->document->words[token_at(c, a->end - 1)->word].form, STR("өз"));
}

/* A trade with its owner: `әуежай диспетчері`; not `серб маманы`, which fits anybody asked. */
static bool is_owned_trade(const struct context *c, const struct actor *a)
{
	struct str group = group_of(c, a->position_row);
	bool asked = str_eq(group, STR("specialist")) || str_eq(group, STR("expert"));
	return a->first < a->head && a->position == POSITION_OCCUPATION && !asked &&
	       reading_at(c, a->head)->features.possessive == POSS_3;
}

static struct speaker resolve_actor(
	struct resolver *r, const struct draft *d, const struct actor *a, const char **how);

static struct speaker resolve_role(
	struct resolver *r, const struct draft *d, const struct actor *role, const char **how)
{
	struct context *c = r->c;
	uint32_t person = NONE;
	struct actor whole = *role, *a = &whole;
	whole.first = actor_extend(c, role, sentence_first(c, role->first));
	if (a->one || is_somebody(c, a)) {
		*how = "unnamed";
		return unnamed(SPEAKER_PERSON);
	}
	if (is_report(c, a->head, REPORT_DELEGATE) && a->first != a->head)
		person = delegate_of(r, d, a);
	else
		person = !d->headline && leads(r, a) ? r->last.person : holder_of(r, a);
	/* `ана`, `әйел` with nobody whose she is: a word for whoever was told of */
	bool kin = a->position == POSITION_KIN &&
		   (whole.first != a->head || (bits_at(c, a->head) & W_POSSESSED));
	bool general = a->position_row == NONE || a->position == POSITION_EVENT ||
		       (a->position == POSITION_KIN && !kin) ||
		       a->position == POSITION_OCCUPATION || a->position == POSITION_PERFORMER ||
		       a->position == POSITION_RANK || a->position == POSITION_TITLE ||
		       a->position == POSITION_SOCIAL;
	/* педагогтың сөзінше, right behind a teacher's words: not the one named further on */
	bool later = person != NONE && general && r->now->antecedent.first > a->first &&
		     r->last.person != person && has_just_spoken(r, d);
	if (later)
		r->now->antecedent = (struct range){0};
	else if (r->last.kind == SPEAKER_PERSON && r->last.person != person && !d->headline)
		beats(r, &r->last, "other-office");
	if (person != NONE && !later) {
		*how = "role";
		return a_person(c, person);
	}
	person = NONE;
	if (!d->headline && role->first != role->head)
		person = officer_of(r, role);
	if (person == NONE)
		person = d->headline ? only_kindred(r, a) : resembling(r, a);
	if (person != NONE) {
		*how = "kindred-role";
		return a_person(c, person);
	}
	if (!d->headline && is_bare_chief(c, a) && r->last.person != NONE &&
		is_chief(r, r->last.person)) {
		*how = "kindred-role";
		return r->last;
	}
	/* әншінің анасы Дана … деп жазды анасы */
	uint32_t words = d->spans[0].first;
	bool named_here = topic_of(c, token_at(c, words)->sentence, words) != NONE;
	if (general && is_himself(c, a)) { /* not who has just spoken of him */
		person = last_person_before(r, a->first, SENTENCES_FAR, r->last.person);
		*how = person != NONE ? "general-word" : "unnamed";
		return person != NONE ? a_person(c, person) : unnamed(SPEAKER_PERSON);
	}
	uint32_t called = general ? called_before(r, a) : NONE;
	if (called != NONE) {
		*how = "same-word";
		return a_person(c, called);
	}
	if (!named_here && (said_before(r, a) || is_same_speaking(r, d, a, general))) {
		*how = "last-speaker";
		return r->last;
	}
	if (a->organization == NONE && !d->headline && !kin) {
		const char *via = NULL;
		struct speaker s = antecedent(r, d, &via);
		if (general && s.kind != SPEAKER_PERSON && s.kind != SPEAKER_UNKNOWN)
			s = r->before; /* many, or a body, have spoken since */
		/* An office fits only somebody of whom no other office is known; nor does what
		 * belongs to some place (`әуежай диспетчері`). */
		bool fits_any = general && !(is_owned_trade(c, a) && is_officer(r, s.person));
		if (s.kind == SPEAKER_PERSON && (fits_any || !has_roles(c, s.person))) {
			*how = "general-word";
			return s;
		}
		/* … nor the villager who has just spoken */
		if (s.kind == SPEAKER_PERSON && s.person == r->last.person &&
			r->before.person != NONE && !has_roles(c, r->before.person)) {
			*how = "general-word";
			return r->before;
		}
	}
	*how = "unnamed";
	return unnamed(SPEAKER_PERSON);
}

/* A letter, a congratulation, a post: written by a person as often as by a body. */
static bool is_personal(const struct context *c, const struct actor *a)
{
	struct lex_match m = match_at(c, a->head, LEX_FRAME);
	return m.n_tokens != 0 &&
	       lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_SHAPE) == FRAME_DOCUMENT &&
	       lexicon_code(c->lexicon, LEX_FRAME, m.row, FRAME_COL_KIND) == CUE_CONVEY;
}

/* ведомство, құзырлы орган: stands for whom it can. */
static bool is_standin(const struct context *c, uint32_t token)
{
	struct lex_match m = match_at(c, token, LEX_ORG_HEAD);
	return m.n_tokens != 0 &&
	       (lexicon_code(c->lexicon, LEX_ORG_HEAD, m.row, ORG_HEAD_COL_FLAGS) &
		       1u << ORG_HEAD_STANDIN);
}

/* The subject of the sentence before a token's, if nothing has been said since (or a body has told
 * of him) and it is no name. */
static const struct actor *subject_before(const struct resolver *r, uint32_t token)
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
static const struct actor *told_of(const struct resolver *r, const struct draft *d)
{
	const struct cue *cue = d->cue != NONE ? &r->c->cues.at[d->cue] : NULL;
	return cue != NULL && cue->form == CUE_FRAMED && cue->kind == CUE_SAY
		       ? subject_before(r, cue->first)
		       : NULL;
}

/* `Euromonitor тәуелсіз компаниясы`: not the company named before. */
static bool names_itself(const struct context *c, const struct actor *a)
{
	uint32_t first = actor_extend(c, a, sentence_first(c, a->first));
	for (uint32_t i = first; i < a->head; i++)
		if (kind_at(c, i) == TOKEN_WORD && !mere_opener(c, i) &&
			((token_at(c, i)->shape & (SHAPE_LATIN | SHAPE_ALL_CAPS)) ||
				c->document->words[token_at(c, i)->word].count_capital > 0))
			return true;
	return false;
}

/* Does a word for a document stand in [from, end)? */
static bool has_document(const struct context *c, uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++) {
		struct lex_match m = match_at(c, i, LEX_FRAME);
		if (m.n_tokens != 0 && lexicon_code(c->lexicon, LEX_FRAME, m.row,
					       FRAME_COL_SHAPE) == FRAME_DOCUMENT)
			return true;
	}
	return false;
}

/* Whose document `онда` is: `Асан Үсеновтің хаты табылды. «…», – деп жазылған онда`; else of whom
 * the sentence before tells (`компания бізге жауап қатты. Онда …`). Not across a statement. */
static struct speaker writer_before(
	struct resolver *r, const struct draft *d, const struct actor *he)
{
	enum { BACK = 3 };
	struct context *c = r->c;
	uint32_t from = d->spans[0].first < he->first ? d->spans[0].first : he->first;
	uint32_t s = token_at(c, from)->sentence;
	const struct actor *subject = NULL;
	for (uint32_t back = 0; back < BACK && s-- > 0; back++) {
		uint32_t first = c->document->sentences[s].first_token, end = sentence_end(c, s);
		if (first < r->last_at)
			break;
		for (uint32_t k = c->actor_from[first];
			k < c->actors.n && c->actors.at[k].first < end; k++) {
			const struct actor *a = &c->actors.at[k];
			if (a->kind == ACTOR_HE || a->kind == ACTOR_THEY ||
				a->kind == ACTOR_DOCUMENT || c->covered[a->head] != NONE)
				continue;
			bool owner = (a->cases & W_GENITIVE) && has_document(c, a->end, end);
			if (subject == NULL && back == 0 && actor_is_subject(c, a))
				subject = a;
			if (!owner)
				continue;
			r->now->antecedent = (struct range){a->first, a->end};
			if (a->kind == ACTOR_ROLE) { /* кассирдің хабарламасы: not the teller's */
				uint32_t person = holder_of(r, a);
				return person != NONE ? a_person(c, person)
						      : unnamed(SPEAKER_PERSON);
			}
			const char *how = NULL;
			return resolve_actor(r, d, a, &how);
		}
	}
	if (subject == NULL)
		return nobody;
	const char *how = NULL;
	r->now->antecedent = (struct range){subject->first, subject->end};
	return resolve_actor(r, d, subject, &how);
}

static struct speaker resolve_actor(
	struct resolver *r, const struct draft *d, const struct actor *a, const char **how)
{
	struct context *c = r->c;
	struct speaker s = nobody;
	if (a->joint) {
		*how = "joint";
		return unnamed(SPEAKER_GROUP);
	}
	*how = "name";
	switch (a->kind) {
	case ACTOR_PERSON:
		return a->person != NONE ? a_person(c, a->person) : unnamed(SPEAKER_PERSON);
	case ACTOR_ROLE:
		return resolve_role(r, d, a, how);
	case ACTOR_BODY:
		if (is_standin(c, a->first) && r->last.organization != NONE) {
			*how = "last-speaker";
			return a_body(c, r->last.organization);
		}
		if (a->organization != NONE)
			return a_body(c, a->organization);
		*how = "body-before";
		if (a->press && a->first < a->head) { /* ведомствоның баспасөз қызметі */
			struct actor owner = *a;
			owner.head = a->first;
			return a_body(c, body_before(r, &owner));
		}
		/* шетел басылымдары: many of them */
		if (a->weak && (bits_at(c, a->head) & W_PLURAL) &&
			reading_at(c, a->head)->features.derivation != DERIV_LOCAL)
			return unnamed(SPEAKER_GROUP);
		return a_body(c, names_itself(c, a) ? NONE : body_before(r, a));
	case ACTOR_DOCUMENT:
		*how = "issuer";
		if (a->organization != NONE)
			return a_body(c, a->organization);
		if (a->person != NONE)
			return a_person(c, a->person);
		if (a->name_first < a->head && /* банк хабарламасында */
			match_at(c, a->name_first, LEX_ORG_HEAD).n_tokens == 1) {
			struct actor issuer = *a;
			issuer.head = a->name_first;
			uint32_t body = body_before(r, &issuer);
			if (body != NONE)
				return a_body(c, body);
		}
		if (a->position_row != NONE) { /* Президенттің жеделхатында */
			struct actor issuer = *a;
			issuer.kind = ACTOR_ROLE;
			issuer.head = a->name_first;
			issuer.end = a->name_first + 1;
			return resolve_role(r, d, &issuer, how);
		}
		s = referred(r, a->first);
		if (s.organization != NONE)
			return s;
		if (is_personal(c, a)) { /* X жастарға хат жазды. «…», – делінген хатта */
			s = writer_before(r, d, a);
			if (s.kind == SPEAKER_PERSON && s.person != NONE)
				return s;
		}
		if (r->last.organization != NONE)
			return r->last;
		if (issuer_before(r, a->first) != NONE)
			return a_body(c, issuer_before(r, a->first));
		if (is_personal(c, a)) {
			const struct actor *author = subject_before(r, a->first);
			if (author != NULL && author->kind == ACTOR_GROUP)
				return unnamed(SPEAKER_GROUP);
			if (r->last.person != NONE)
				return r->last;
		}
		if (r->last_issuer.organization != NONE)
			return r->last_issuer;
		return unnamed(SPEAKER_ORGANIZATION);
	case ACTOR_GROUP:
		*how = "group";
		return unnamed(SPEAKER_GROUP);
	case ACTOR_HE:
		if (a->cases & W_LOCATIVE) { /* онда: in the document */
			*how = "issuer";
			s = writer_before(r, d, a);
			if (s.kind != SPEAKER_UNKNOWN)
				return s;
			if (r->last_body.kind == SPEAKER_ORGANIZATION)
				return r->last_body;
			s = antecedent(r, d, how);
			if (s.kind == SPEAKER_PERSON) /* who has left a note */
				return s;
			*how = "issuer";
			return unnamed(SPEAKER_ORGANIZATION);
		}
		s = antecedent(r, d, how);
		if (s.kind == SPEAKER_GROUP) { /* ол is one */
			s = r->last_single;
			r->now->antecedent = (struct range){0};
		}
		return s.kind != SPEAKER_UNKNOWN ? s : unnamed(SPEAKER_PERSON);
	case ACTOR_THEY:
		*how = "last-group";
		return r->last.kind == SPEAKER_ORGANIZATION ? r->last : unnamed(SPEAKER_GROUP);
	}
	return nobody;
}

static struct speaker resolve_unknown(struct resolver *r, const struct draft *d, const char **how)
{
	const struct context *c = r->c;
	uint32_t head = d->speaker.end - 1;
	*how = "unknown-phrase";
	if (is_report(c, head, REPORT_ONE))
		return unnamed(SPEAKER_PERSON);
	if (bits_at(c, head) & W_PLURAL)
		return unnamed(SPEAKER_GROUP);
	uint32_t org = c->organization_at[head];
	if (org != NONE)
		return a_body(c, org);
	/* Берлин: for those who govern it */
	if (!is_framed(r, d) && match_at(c, head, LEX_PLACE).n_tokens == 1 &&
		(token_at(c, head)->shape & SHAPE_CAPITAL))
		return unnamed(SPEAKER_ORGANIZATION);
	/* one common word: айыптаушы, асаба */
	const struct word_form *form = &c->document->words[token_at(c, head)->word];
	bool common = d->speaker.end == d->speaker.first + 1 && form->count_capital == 0 &&
		      !(token_at(c, head)->shape & (SHAPE_LATIN | SHAPE_ALL_CAPS));
	/* `тергеу болжамы бойынша`: no owner of the guess but its kind */
	bool kind_of = is_framed(r, d) && !(bits_at(c, head) & W_GENITIVE);
	if (common && !kind_of && !d->headline) {
		const char *via = NULL;
		struct speaker s = antecedent(r, d, &via);
		if (s.kind != SPEAKER_PERSON && s.kind != SPEAKER_UNKNOWN)
			s = r->before; /* a body has spoken since */
		if (s.kind == SPEAKER_PERSON) {
			*how = "general-word";
			return s;
		}
	}
	if (kind_of || is_report(c, head, REPORT_REPORTER) ||
		match_at(c, head, LEX_PLACE).n_tokens == 1)
		return unnamed(SPEAKER_ORGANIZATION);
	return unnamed(token_at(c, head)->shape & SHAPE_CAPITAL ? SPEAKER_UNKNOWN : SPEAKER_PERSON);
}

/* How often a way of resolution gives the right one: counted, see docs/statements.md. */
static float certainty_of(const char *how)
{
	static const struct {
		const char *how;
		float certainty;
	} table[] = {
		{"group", 0.96f},
		{"name", 0.95f},
		{"role", 0.89f},
		{"new-subject", 0.89f},
		{"unnamed", 0.83f},
		{"last-speaker", 0.81f},
		{"general-word", 0.79f},
		{"guest", 0.75f},
		{"same-words", 0.75f},
		{"issuer", 0.75f},
		{"last-group", 0.75f},
		{"unknown-phrase", 0.73f},
		{"same-word", 0.7f},
		{"named-next", 0.7f},
		{"referred-to", 0.67f},
		{"body-before", 0.63f},
		{"last-person", 0.6f},
		{"kindred-role", 0.58f},
		{"joint", 0.5f},
		{"nobody", 0.4f},
	};
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(table[i].how, how) == 0)
			return table[i].certainty;
	return 0.5f;
}

/* `Дәрігер: …` over an article: whom the same bare word behind its words means there. */
static uint32_t called_in_text(
	const struct context *c, const struct resolution *found, const struct actor *a)
{
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		const struct draft *d = &c->drafts.at[i];
		const struct actor *x = d->actor != NONE ? &c->actors.at[d->actor] : NULL;
		if (!d->headline && x != NULL && x->kind == ACTOR_ROLE && !x->one &&
			x->position_row == a->position_row && x->first == x->head &&
			found[i].speaker.person != NONE)
			return found[i].speaker.person;
	}
	return NONE;
}

static void settle_called(struct context *c, struct resolution *found)
{
	enum { MOST = 3 };
	for (uint32_t i = 0, n = 0; i < c->drafts.n && n < MOST; i++) {
		const struct draft *d = &c->drafts.at[i];
		const struct actor *a = d->actor != NONE ? &c->actors.at[d->actor] : NULL;
		if (!d->headline || a == NULL || a->kind != ACTOR_ROLE || a->first != a->head ||
			a->position_row == NONE || strcmp(found[i].how, "role") == 0)
			continue;
		n++;
		uint32_t person = called_in_text(c, found, a);
		if (person == NONE)
			continue;
		found[i].speaker = a_person(c, person);
		found[i].how = "same-word";
		found[i].certainty = certainty_of(found[i].how);
	}
}

/* A headline's office with no holder, in an article of one speaker: he. */
static void settle_headlines(struct context *c, struct resolution *found)
{
	uint32_t only = NONE;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		if (found[i].speaker.person == NONE)
			continue;
		if (only != NONE && only != found[i].speaker.person)
			return;
		only = found[i].speaker.person;
	}
	if (only == NONE)
		return;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		const struct draft *d = &c->drafts.at[i];
		if (d->headline && d->actor != NONE && found[i].speaker.person == NONE &&
			c->actors.at[d->actor].kind == ACTOR_ROLE) {
			found[i].speaker = a_person(c, only);
			found[i].how = "only-speaker";
		}
	}
}

/* How many of the words of a draft stand in another one, by their stems. */
static uint32_t shared_words(
	const struct context *c, const struct draft *title, const struct draft *d, bool *found)
{
	struct range t = title->spans[0];
	uint32_t n = 0;
	for (uint32_t i = t.first; i < t.end; i++)
		found[i - t.first] = false;
	for (uint32_t k = 0; k < d->n_spans; k++)
		for (uint32_t j = d->spans[k].first; j < d->spans[k].end; j++)
			for (uint32_t i = t.first; i < t.end && kind_at(c, j) == TOKEN_WORD; i++)
				if (!found[i - t.first] && kind_at(c, i) == TOKEN_WORD &&
					str_eq(reading_at(c, i)->lemma, reading_at(c, j)->lemma)) {
					found[i - t.first] = true;
					n++;
				}
	return n;
}

/* Words in the marks of a headline are his in whose mouth the article puts most of them. */
static void settle_title(const struct context *c, struct resolution *found)
{
	enum { LONGEST = 40, FEWEST = 3 };
	bool words[LONGEST];
	for (uint32_t t = 0; t < c->drafts.n && c->drafts.at[t].layout == LAYOUT_TITLE; t++) {
		const struct draft *title = &c->drafts.at[t];
		uint32_t best = NONE, most = 0;
		uint32_t all = words_in(c, title->spans[0].first, title->spans[0].end, LONGEST + 1);
		found[t] = (struct resolution){.how = "nobody", .speaker = nobody};
		if (title->spans[0].end - title->spans[0].first > LONGEST)
			continue;
		for (uint32_t i = t + 1; i < c->drafts.n; i++) {
			uint32_t n = shared_words(c, title, &c->drafts.at[i], words);
			if (n > most) {
				most = n;
				best = i;
			}
		}
		if (best == NONE || (most < FEWEST && most < all) || most * 5 < all * 3)
			continue;
		found[t] = found[best];
		found[t].how = "same-words";
		found[t].certainty = certainty_of(found[t].how);
	}
}

static void remember(struct resolver *r, const struct draft *d, const struct speaker *s)
{
	if (s->kind == SPEAKER_UNKNOWN || d->headline)
		return;
	if (d->speaker.end > 0)
		r->last_phrase = d->speaker;
	if (s->kind != SPEAKER_GROUP)
		r->last_single = *s;
	if (!str_eq(s->name, r->last.name))
		r->before = r->last;
	r->last = *s;
	r->last_at = d->spans[d->n_spans - 1].end;
	if (d->cue_range.end > r->last_at)
		r->last_at = d->cue_range.end;
	if (d->speaker.end > r->last_at)
		r->last_at = d->speaker.end;
	if (s->kind == SPEAKER_ORGANIZATION)
		r->last_body = *s;
	if (s->kind == SPEAKER_ORGANIZATION && d->actor != NONE &&
		r->c->actors.at[d->actor].kind == ACTOR_DOCUMENT)
		r->last_issuer = *s;
}

/* `Семей әкімі … айтты. «…», – дейді Асан Үсенов`: who is named first where the next words end,
 * with no office or a kindred one, is whom the office before meant. */
static void settle_forward(struct resolver *r, struct resolution *found)
{
	const struct context *c = r->c;
	uint32_t next = NONE; /* the nearest statement behind that names its speaker */
	for (uint32_t i = c->drafts.n; i-- > 0;) {
		const struct draft *d = &c->drafts.at[i];
		if (strcmp(found[i].how, "name") == 0 && found[i].speaker.person != NONE) {
			next = d->type == STATEMENT_DIRECT ? i : NONE;
			continue;
		}
		const struct actor *a = d->actor != NONE ? &c->actors.at[d->actor] : NULL;
		if (next == NONE || d->headline || a == NULL || a->kind != ACTOR_ROLE || a->one ||
			is_somebody(c, a) || strcmp(found[i].how, "unnamed") != 0)
			continue;
		uint32_t p = found[next].speaker.person;
		const struct person *person = &c->entities->people[p];
		uint32_t here = token_at(c, a->first)->sentence;
		uint32_t words = token_at(c, c->drafts.at[next].spans[0].first)->sentence;
		if (person->n_mentions == 0 || person->mentions[0].first < a->first ||
			words > here + FORWARD_REACH)
			continue;
		if (!has_roles(c, p) ? a->position != POSITION_OFFICE
				     : !(is_bare_chief(c, a) && is_chief(r, p)))
			continue;
		found[i].speaker = a_person(c, p);
		found[i].how = "named-next";
		found[i].certainty = certainty_of(found[i].how);
	}
}

/* The person whom a turn of the questions calls by name: `– Дана Бекқызы, …`. */
static uint32_t called_upon(const struct context *c, uint32_t first, uint32_t end)
{
	for (uint32_t k = c->actor_from[first]; k < c->actors.n && c->actors.at[k].first < end; k++)
		if (c->actors.at[k].kind == ACTOR_PERSON && c->actors.at[k].person != NONE &&
			kind_at(c, c->actors.at[k].end) == TOKEN_COMMA)
			return c->actors.at[k].person;
	return NONE;
}

/* The guest of an interview: whom a question calls by name, else who speaks in the headline, else
 * whom the introduction names first. Found at the first answer. */
static uint32_t guest_of(const struct resolver *r, uint32_t draft)
{
	const struct context *c = r->c;
	const struct draft *d = &c->drafts.at[draft];
	uint32_t asked = c->paragraph[token_at(c, d->spans[0].first)->sentence];
	const struct paragraph *question = &c->paragraphs[asked - (asked > 0)];
	uint32_t guest = called_upon(c, question->first, d->spans[0].first);
	for (uint32_t i = 0; i < draft && guest == NONE; i++)
		if (c->drafts.at[i].headline && c->drafts.at[i].actor != NONE)
			guest = c->actors.at[c->drafts.at[i].actor].person;
	for (uint32_t k = 0; k < c->actors.n && guest == NONE; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->first >= question->first)
			break;
		if (a->kind == ACTOR_PERSON && c->covered[a->head] == NONE)
			guest = a->person;
	}
	/* Асан Үсеновпен сұхбаттасқан … */
	for (uint32_t k = 0; k < c->actors.n && guest == NONE; k++) {
		const struct actor *a = &c->actors.at[k];
		if (a->kind == ACTOR_PERSON && (a->cases & W_INSTRUMENTAL) &&
			c->covered[a->head] == NONE)
			guest = a->person;
	}
	return guest;
}

/* Who answers in an interview: its guest, whoever else has been quoted between. */
static struct speaker answering(struct resolver *r, uint32_t draft, const char **how)
{
	const struct draft *d = &r->c->drafts.at[draft];
	if (r->guest == NONE)
		r->guest = guest_of(r, draft);
	if (r->guest == NONE)
		return antecedent(r, d, how);
	*how = "guest";
	if (r->last.person != r->guest)
		beats(r, &r->last, "not-interviewed");
	return a_person(r->c, r->guest);
}

/* `…, – дейді қарт. Есімі – Асан Үсенов`: the next sentence says what he is called. */
static uint32_t introduced(const struct context *c, const struct draft *d)
{
	uint32_t last = d->spans[d->n_spans - 1].end - 1;
	if (d->speaker.end > last)
		last = d->speaker.end - 1;
	uint32_t next = token_at(c, last)->sentence + 1;
	if (d->headline || next >= c->document->n_sentences)
		return NONE;
	uint32_t i = c->document->sentences[next].first_token, end = sentence_end(c, next);
	i += is_report(c, i, REPORT_HE); /* оның есімі */
	if (!is_report(c, i, REPORT_NAMED) || !(bits_at(c, i) & W_POSSESSED))
		return NONE;
	i += 1 + (kind_at(c, i + 1) == TOKEN_DASH);
	uint32_t k = i < end ? c->actor_from[i] : c->actors.n;
	return k < c->actors.n && c->actors.at[k].kind == ACTOR_PERSON &&
			       c->actors.at[k].name_first == i
		       ? c->actors.at[k].person
		       : NONE;
}

enum dedi_status resolve_speakers(struct context *c, struct resolution *ret_resolutions)
{
	struct resolver r = {.c = c,
		.last = nobody,
		.before = nobody,
		.last_body = nobody,
		.last_group = nobody,
		.last_single = nobody,
		.last_issuer = nobody,
		.guest = NONE};
	enum dedi_status status = note_holders(&r);
	if (status != DEDI_OK)
		return status;
	for (uint32_t i = 0; i < c->drafts.n; i++) {
		const struct draft *d = &c->drafts.at[i];
		struct resolution *now = r.now = &ret_resolutions[i];
		*now = (struct resolution){.how = "nobody"};
		bool phrase = d->speaker.end > d->speaker.first;
		const struct actor *a = d->actor != NONE ? &c->actors.at[d->actor]
					: phrase         ? NULL
							 : told_of(&r, d);
		if (d->layout == LAYOUT_COMMENT)
			now->speaker = nobody;
		else if (d->layout == LAYOUT_INTERVIEW)
			now->speaker = answering(&r, i, &now->how);
		else if (d->same_as != NONE && d->same_as < i)
			*now = ret_resolutions[d->same_as];
		else if (a != NULL)
			now->speaker = resolve_actor(&r, d, a, &now->how);
		else if (phrase)
			now->speaker = resolve_unknown(&r, d, &now->how);
		else
			now->speaker = antecedent(&r, d, &now->how);
		bool nameless = phrase && (a == NULL || a->kind == ACTOR_ROLE);
		uint32_t called = nameless ? introduced(c, d) : NONE;
		if (called != NONE) {
			now->speaker = a_person(c, called);
			now->how = "named-next";
		}
		now->certainty = certainty_of(now->how);
		remember(&r, d, &now->speaker);
	}
	settle_forward(&r, ret_resolutions);
	settle_called(c, ret_resolutions);
	settle_headlines(c, ret_resolutions);
	settle_title(c, ret_resolutions);
	return DEDI_OK;
}
