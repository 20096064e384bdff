/*
 * Whom a speaker phrase means, over the whole document.
 *
 * Statements are taken in the order in which they are read. A name means its person; a role the
 * person who holds it (the last speaker if he does, else the latest holder before, else the first
 * behind: headlines); `ол`, a bare cue and a general word (`маман`, `спикер`) mean a person newly
 * put in front of the reader since the last statement, else the last speaker. A body is what the
 * entities made of it, else the last body with that head. Nobody is guessed where nothing fits.
 */
#include "statements/resolve.h"

#define SENTENCES_FAR 8 /* how far off he is who speaks himself */

/* Notes whom the one at work beats; a name once, the first ones only. */
void beats(struct resolver *r, const struct speaker *loser, const char *why)
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

/* `тағы бір тұрғын`: new, and not named. */
bool is_somebody(const struct context *c, const struct actor *a)
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
		person = !d->headline && leads_body(r, a) ? r->last.person : holder_of(r, a);
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
		s = referred_to(r, a->first);
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
float certainty_of(const char *how)
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
		uint32_t called = nameless ? introduced_next(c, d) : NONE;
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
