/* Tests of the tagger: labels, decoding, IOB2, the image's checks, training, the built-in model. */
#include <stdlib.h>

#include "../run.h"
#include "tagger/decode.h"
#include "tagger/evidence.h"
#include "tagger/iob.h"
#include "tagger/learn.h"
#include "tagger/model.h"
#include "tagger/model_data.h"

static struct arena arena;
static struct lexicon *lexicon;
static struct text_engine *engine;
static struct text_worker *text;

static void set_up(void)
{
	arena_init(&arena, (size_t)1 << 28);
	ck_assert_int_eq(lexicon_open(&lexicon), DEDI_OK);
	ck_assert_int_eq(text_engine_new(lexicon, &engine), DEDI_OK);
	ck_assert_int_eq(text_worker_new(engine, &text), DEDI_OK);
}

static void tear_down(void)
{
	text_worker_free(text);
	text_engine_free(engine);
	lexicon_free(lexicon);
	arena_finish(&arena);
}

static uint32_t random_state = 7;

static uint32_t draw(uint32_t below)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (random_state >> 8) % below;
}

START_TEST(labels_go_there_and_back)
{
	for (int round = 0; round < 500; round++) {
		struct tag tags[20], back[20];
		uint8_t labels[20];
		uint32_t n = 0, n_tokens = 1 + draw(20);
		for (uint32_t t = 0; t < n_tokens;) {
			uint32_t end = t + 1 + draw(4);
			if (draw(2) && end <= n_tokens)
				tags[n++] = (struct tag){
					t, end, (enum tag_label)draw(TAG_LABEL_COUNT), 1};
			t = end;
		}
		labels_from_tags(tags, n, n_tokens, labels);
		for (uint32_t t = 1; t < n_tokens; t++)
			ck_assert(labels_may_follow(labels[t - 1], labels[t]));
		ck_assert(label_may_start(labels[0]) && label_may_end(labels[n_tokens - 1]));
		ck_assert_uint_eq(tags_from_labels(labels, n_tokens, 100, back), n);
		for (uint32_t i = 0; i < n; i++) {
			ck_assert_uint_eq(back[i].first, tags[i].first + 100);
			ck_assert_uint_eq(back[i].end, tags[i].end + 100);
			ck_assert_int_eq(back[i].label, tags[i].label);
		}
	}
}
END_TEST

static int32_t transition(const struct model_transitions *t, uint32_t from, uint32_t to)
{
	if (label_may_end(from))
		return t->between[end_of_label(from)][to];
	uint32_t c = class_of_label(from);
	return t->inside[c][(from >= LABEL_I ? 2 : 0) + (to >= LABEL_I ? 0 : 1)];
}

static int32_t score_of(const struct model_transitions *t, const struct lattice *lattice,
	const uint8_t *labels, uint32_t n)
{
	int32_t sum = t->first[labels[0]] + t->last[end_of_label(labels[n - 1])];
	for (uint32_t i = 0; i < n; i++) {
		sum += labels[i] ? lattice->scores[i][labels[i] - 1] : 0;
		if (i)
			sum += transition(t, labels[i - 1], labels[i]);
	}
	return sum;
}

/* Every labelling of three tokens. */
static int32_t best_by_trying(const struct model_transitions *t, const struct lattice *lattice)
{
	int32_t best = INT32_MIN;
	uint8_t l[3];
	for (l[0] = 0; l[0] < LABELS; l[0]++)
		for (l[1] = 0; l[1] < LABELS; l[1]++)
			for (l[2] = 0; l[2] < LABELS; l[2]++) {
				if (!label_may_start(l[0]) || !labels_may_follow(l[0], l[1]) ||
					!labels_may_follow(l[1], l[2]) || !label_may_end(l[2]))
					continue;
				int32_t score = score_of(t, lattice, l, 3);
				best = score > best ? score : best;
			}
	return best;
}

START_TEST(decoding_finds_the_best_labels)
{
	enum { MOST = 100 };
	struct lattice lattice = {0};
	struct model_transitions t;
	ck_assert_int_eq(lattice_reserve(&lattice, 3), DEDI_OK);
	for (int round = 0; round < 30; round++) {
		int16_t *p = (int16_t *)&t;
		for (size_t i = 0; i < sizeof t / sizeof *p; i++)
			p[i] = (int16_t)((int)draw(2 * MOST) - MOST);
		for (int i = 0; i < 3; i++)
			for (int l = 0; l < SCORES; l++)
				lattice.scores[i][l] = (int16_t)((int)draw(2 * MOST) - MOST);
		uint8_t labels[3];
		struct decoder decoder;
		decoder_init(&t, &decoder);
		lattice_best(&lattice, &decoder, 3, labels);
		ck_assert_int_eq(score_of(&t, &lattice, labels, 3), best_by_trying(&t, &lattice));
	}
	lattice_finish(&lattice);
}
END_TEST

/* The highest and lowest numbers a model may have, over a long sentence: labels that follow one
 * another as they may, and no overflow. */
START_TEST(decoding_survives_extremes)
{
	enum { N = 300 };
	struct lattice lattice = {0};
	struct model_transitions t;
	uint8_t labels[N];
	ck_assert_int_eq(lattice_reserve(&lattice, N), DEDI_OK);
	for (int round = 0; round < 40; round++) {
		int16_t *p = (int16_t *)&t;
		for (size_t i = 0; i < sizeof t / sizeof *p; i++)
			p[i] = draw(2) ? INT16_MAX : INT16_MIN;
		struct decoder decoder;
		decoder_init(&t, &decoder);
		for (int i = 0; i < N; i++)
			for (int l = 0; l < SCORES; l++)
				lattice.scores[i][l] =
					round % 4 == 0 || draw(2) ? SCORE_MAX : -SCORE_MAX;
		lattice_best(&lattice, &decoder, N, labels);
		ck_assert(label_may_start(labels[0]) && label_may_end(labels[N - 1]));
		for (int i = 1; i < N; i++)
			ck_assert(labels_may_follow(labels[i - 1], labels[i]));
	}
	lattice_finish(&lattice);
}
END_TEST

static struct iob_sentence read_iob(struct str source, size_t *at, enum dedi_status want)
{
	struct iob_sentence sentence = {0};
	struct dedi_error error;
	size_t line = 0;
	ck_assert_int_eq(iob_next(source, at, &line, &arena, &sentence, &error), want);
	return sentence;
}

START_TEST(initials_are_split_and_joined)
{
	struct str source = STR("Қ B-PERSON\n. I-PERSON\nСерікұлы I-PERSON\nмен O\n"
				"А.Б.Досанова B-PERSON\n. O\n\nЕкінші\tO\n");
	size_t at = 0;
	struct iob_sentence s = read_iob(source, &at, DEDI_OK);
	ck_assert_uint_eq(s.n_lines, 6);
	ck_assert_uint_eq(s.n_tags, 2);
	static const char *const tokens[] = {"Қ.", "Серікұлы", "мен", "А.", "Б.", "Досанова", "."};
	ck_assert_uint_eq(s.n_tokens, 7);
	for (uint32_t i = 0; i < 7; i++)
		ck_assert(str_eq(s.tokens[i], str_make(tokens[i], strlen(tokens[i]))));
	struct tag over_tokens[2];
	iob_tags_to_tokens(&s, s.tags, s.n_tags, over_tokens);
	ck_assert_uint_eq(over_tokens[0].end, 2);
	ck_assert_uint_eq(over_tokens[1].first, 3);
	ck_assert_uint_eq(over_tokens[1].end, 6);
	struct tags back = {over_tokens, 2};
	iob_tags_to_lines(&s, &back);
	ck_assert_uint_eq(back.at[0].end, 3);
	ck_assert_uint_eq(back.at[1].first, 4);
	ck_assert_uint_eq(back.at[1].end, 5);
	s = read_iob(source, &at, DEDI_OK);
	ck_assert_uint_eq(s.n_lines, 1);
	ck_assert(str_eq(s.lines[0], STR("Екінші")));
	ck_assert_uint_eq(read_iob(source, &at, DEDI_OK).n_lines, 0);
}
END_TEST

START_TEST(bad_iob_is_refused)
{
	size_t at = 0;
	read_iob(STR("сөз X-PERSON\n"), &at, DEDI_BAD_DATA);
	at = 0;
	read_iob(STR("сөз B-\n"), &at, DEDI_BAD_DATA);
	at = 0;
	read_iob(STR("\xff O\n"), &at, DEDI_BAD_DATA);
	at = 0; /* a class that is not ours is no name */
	ck_assert_uint_eq(read_iob(STR("бес B-CARDINAL\nжер B-GPE\n"), &at, DEDI_OK).n_tags, 1);
}
END_TEST

/* A little language: what министрі ends is an office, what follows it a person. */
static char lesson[20000];

static struct str write_lesson(void)
{
	static const char *const bodies[] = {"Қаржы", "Экология", "Әділет", "Туризм", "Көлік"};
	static const char *const names[] = {"Асан", "Үсен", "Сәуле", "Айнұр", "Мұрат"};
	size_t n = 0;
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 5; i++)
			for (int k = 0; k < 5; k++)
				n += (size_t)snprintf(lesson + n, sizeof lesson - n,
					"%s B-POSITION\nминистрі I-POSITION\n%s B-PERSON\nкелді O\n"
					". O\n\n",
					bodies[i], names[k]);
	return str_make(lesson, n);
}

static struct model_image train_lesson(uint64_t seed)
{
	const struct learn_options options = {
		.crf = {.rate = 0.1f, .l1 = 0.1f, .l2 = 1, .passes = 4, .seed = seed},
		.min_count = 2,
		.groups = GROUP_ALL,
		.steps_per_unit = 20};
	struct word_image words = {0};
	struct word_learn_options counting = {.min_count = 1};
	struct learner *learner;
	struct model_image image;
	struct dedi_error error;
	ck_assert_int_eq(word_learn(text, STR("Кеше Асан келді .\nАсан мен Үсен\n"), false,
				 &counting, &words),
		DEDI_OK);
	ck_assert_int_eq(learner_new(lexicon, engine, &words, &options, &learner), DEDI_OK);
	ck_assert_int_eq(learner_add(learner, write_lesson(), &error), DEDI_OK);
	ck_assert_int_eq(learner_train(learner, 0, 0, &image, &error), DEDI_OK);
	learner_free(learner);
	word_image_finish(&words);
	return image;
}

static struct tags tag_with(struct tagger *tagger, const char *const *tokens, uint32_t n)
{
	struct str strings[32];
	struct document document;
	struct words words;
	struct tags tags;
	struct tagger_worker *worker;
	for (uint32_t i = 0; i < n; i++)
		strings[i] = str_make(tokens[i], strlen(tokens[i]));
	ck_assert_int_eq(document_from_tokens(text, strings, n, &arena, &document), DEDI_OK);
	ck_assert_int_eq(words_annotate(lexicon, &document, &arena, &words), DEDI_OK);
	ck_assert_int_eq(tagger_worker_new(tagger, &worker), DEDI_OK);
	ck_assert_int_eq(tagger_tag(worker, &words, &arena, &tags), DEDI_OK);
	tagger_worker_free(worker);
	return tags;
}

START_TEST(training_learns_and_repeats_itself)
{
	struct model_image one = train_lesson(1), same = train_lesson(1);
	ck_assert_uint_eq(one.size, same.size);
	ck_assert_int_eq(memcmp(one.at, same.at, one.size), 0);
	struct tagger *tagger;
	ck_assert_int_eq(tagger_open_image(one.at, one.size, &tagger, NULL), DEDI_OK);
	static const char *const tokens[] = {"Көлік", "министрі", "Бекзат", "келді", "."};
	struct tags tags = tag_with(tagger, tokens, 5);
	ck_assert_uint_eq(tags.n, 2);
	ck_assert_int_eq(tags.at[0].label, TAG_POSITION);
	ck_assert_uint_eq(tags.at[0].end, 2);
	ck_assert_int_eq(tags.at[1].label, TAG_PERSON);
	ck_assert(tags.at[1].score > 0.5f && tags.at[1].score <= 1);
	tagger_free(tagger);
	free(one.at);
	free(same.at);
}
END_TEST

static enum dedi_status open_bytes(const void *bytes, size_t n)
{
	struct tagger *tagger = NULL;
	struct dedi_error error = {0};
	enum dedi_status status = tagger_open_image(bytes, n, &tagger, &error);
	if (status)
		ck_assert(error.message[0]);
	tagger_free(tagger);
	return status;
}

START_TEST(damaged_models_are_refused)
{
	struct model_image image = train_lesson(1);
	unsigned char *bytes = image.at;
	ck_assert_int_eq(open_bytes(bytes, image.size), DEDI_OK);
	for (size_t n = 0; n < image.size; n += 1 + n / 7)
		ck_assert_int_eq(open_bytes(bytes, n), DEDI_BAD_DATA);
	for (size_t i = 0; i < image.size; i += 1 + i / 200) {
		bytes[i] ^= 0x10;
		ck_assert_int_eq(open_bytes(bytes, image.size), DEDI_BAD_DATA);
		bytes[i] ^= 0x10;
	}
	free(bytes);
}
END_TEST

/* Hostile numbers under a right checksum. */
START_TEST(hostile_models_are_refused)
{
	struct model_image image = train_lesson(1);
	struct model_header *h = image.at;
	const struct model_header good = *h;
	for (uint32_t i = 0; i < 6; i++) {
		*h = good;
		uint32_t *fields[] = {&h->n_slots, &h->n_weights, &h->n_word_slots, &h->n_clusters,
			&h->n_labels, &h->steps_per_unit};
		static const uint32_t values[] = {0, 1, 3, UINT32_MAX, 1u << 31};
		for (uint32_t v = 0; v < 5; v++) {
			if (*fields[i] == values[v] || (i == 5 && values[v]) ||
				(i == 3 && values[v] == 1)) /* fits the padding */
				continue;
			*h = good;
			*fields[i] = values[v];
			h->checksum = model_checksum(h, image.size);
			ck_assert_int_eq(open_bytes(h, image.size), DEDI_BAD_DATA);
		}
	}
	*h = good;
	struct model_slot *slots =
		(void *)((char *)image.at +
			 ((sizeof *h + sizeof(struct model_transitions) + 7) & ~(size_t)7));
	for (uint32_t i = 0; i < h->n_slots; i++)
		slots[i].check = 1; /* no empty slot: a look-up would never end */
	h->checksum = model_checksum(h, image.size);
	ck_assert_int_eq(open_bytes(h, image.size), DEDI_BAD_DATA);
	free(image.at);
}
END_TEST

static const char *refusal(struct model_image *image)
{
	static struct dedi_error error;
	struct tagger *tagger;
	struct model_header *h = image->at;
	h->checksum = model_checksum(h, image->size);
	ck_assert_int_eq(tagger_open_image(h, image->size, &tagger, &error), DEDI_BAD_DATA);
	return error.message;
}

/* Each refusal says what is wrong, so that one knows what to do. */
START_TEST(refusals_say_why)
{
	struct model_image image = train_lesson(1);
	struct model_header *h = image.at;
	const struct model_header good = *h;
	h->magic[0] = 'X';
	ck_assert_ptr_nonnull(strstr(refusal(&image), "not a model"));
	*h = good;
	h->format = MODEL_FORMAT - 1;
	ck_assert_ptr_nonnull(strstr(refusal(&image), "format"));
	*h = good;
	h->evidence = EVIDENCE_VERSION + 1;
	ck_assert_ptr_nonnull(strstr(refusal(&image), "train it again"));
	*h = good;
	h->size++;
	ck_assert_ptr_nonnull(strstr(refusal(&image), "bytes"));
	*h = good;
	struct dedi_error error;
	struct tagger *tagger;
	h->checksum ^= 1;
	ck_assert_int_eq(tagger_open_image(h, image.size, &tagger, &error), DEDI_BAD_DATA);
	ck_assert_ptr_nonnull(strstr(error.message, "checksum"));
	ck_assert_int_eq(tagger_open_file("/nonexistent.model", &tagger, &error), DEDI_IO);
	ck_assert(error.message[0]);
	ck_assert_int_eq(tagger_open_file("/dev/zero", &tagger, &error), DEDI_BAD_DATA);
	free(image.at);
}
END_TEST

/* Under a right checksum: weights of a row that no piece has, and behind the last weight. */
START_TEST(wrong_weights_are_refused)
{
	struct model_image image = train_lesson(1);
	struct model_header *h = image.at;
	struct model_slot *slots =
		(void *)((char *)image.at +
			 ((sizeof *h + sizeof(struct model_transitions) + 7) & ~(size_t)7));
	struct model_weight *weights = (void *)(slots + h->n_slots);
	uint32_t few = 0;
	while (!slots[few].check || (slots[few].first_n & MODEL_DENSE) == MODEL_DENSE)
		few++;
	struct model_weight *weight = &weights[slots[few].first_n >> MODEL_WEIGHTS_BITS];
	const struct model_weight good = *weight;
	weight->code = MODEL_CODES;
	refusal(&image);
	*weight = good;
	slots[few].first_n = h->n_weights << MODEL_WEIGHTS_BITS | 1;
	refusal(&image);
	slots[few].first_n = (h->n_weights - 1) << MODEL_WEIGHTS_BITS | MODEL_DENSE;
	refusal(&image);
	free(image.at);
}
END_TEST

/* The weights of a token's evidence added up one by one, as training sees it. */
static void add_up(
	const struct model *model, const uint64_t *keys, uint32_t n_keys, int32_t sums[LABELS])
{
	memset(sums, 0, LABELS * sizeof *sums);
	for (uint32_t k = 0; k < n_keys; k++) {
		int16_t of_key[MODEL_SUMS] = {0};
		uint32_t row = keys[k] & EVIDENCE_ROW_MASK;
		model_add(model, keys[k] & ~(uint64_t)EVIDENCE_ROW_MASK, of_key);
		for (uint32_t l = 0; l < LABELS; l++)
			sums[l] += of_key[row * LABELS + l];
	}
}

static void check_scores(const struct model *model, const struct words *words,
	const struct sentence *sentence, struct scorer *scorer)
{
	struct evidence evidence;
	uint64_t keys[EVIDENCE_MAX];
	uint32_t n = sentence->n_tokens;
	ck_assert_int_eq(evidence_begin(words, model->groups, &arena, &evidence), DEDI_OK);
	struct word_evidence *word = ARENA_ARRAY(&arena, struct word_evidence, n);
	struct word_keys *of_words = ARENA_ARRAY(&arena, struct word_keys, n + 4);
	for (uint32_t k = 0; k < n + 4; k++) {
		const struct word_evidence *w = k < 2 ? &evidence_begin_word : &evidence_end_word;
		struct word_spelling spelling = {0};
		if (k >= 2 && k < n + 2) {
			const struct token *t =
				&words->document->tokens[sentence->first_token + k - 2];
			word_evidence_take(words, &model->words, t->word, evidence_shape(t),
				t->kind, &word[k - 2], &spelling);
			w = evidence.token_at[k - 2].word = &word[k - 2];
		}
		of_words[k].n = word_evidence_keys(w, &spelling, model->groups, of_words[k].at);
		ck_assert_uint_le(of_words[k].n, PIECE_MAX);
	}
	evidence_sentence(&evidence, sentence);
	for (uint32_t i = 0; i < n; i++) {
		int32_t want[LABELS];
		score_row row;
		uint32_t n_keys = evidence_at(&evidence, of_words + 2, i, keys);
		ck_assert_uint_le(n_keys, EVIDENCE_MAX);
		add_up(model, keys, n_keys, want);
		scorer_token(scorer, i, row);
		for (uint32_t l = 1; l < LABELS; l++)
			ck_assert_int_eq(want[l] - want[LABEL_O], row[l - 1]);
	}
}

/* Sums that were kept are the sums that would be made now: on the first visit, and on the second
 * when other sentences went between. */
START_TEST(kept_scores_are_right)
{
	static const char *const texts[] = {
		"Бүгін Қаржы министрі Асан Үсенов «Жасыл мектеп» жобасын таныстырды. Министр "
		"2025 жылы Алматыдағы «Береке» ЖШС-мен келісім жасалғанын айтты.",
		"«Жасыл мектеп» бағдарламасын Қ. Үсенов пен ҚР Білім және ғылым министрлігі "
		"бастады – деді АСАН ҮСЕНОВ.\n\nАсанның айтуынша, жоба басталды.",
	};
	struct model model;
	struct score_cache *cache;
	size_t size = (size_t)(tagger_model_end - tagger_model);
	ck_assert_int_eq(model_open(tagger_model, size, &model, NULL), DEDI_OK);
	ck_assert_int_eq(score_cache_new(&model, &cache), DEDI_OK);
	for (int visit = 0; visit < 4; visit++) {
		const char *source = texts[visit % 2];
		struct document document;
		struct words words;
		struct scorer scorer;
		ck_assert_int_eq(document_parse(text, str_make(source, strlen(source)),
					 &(struct text_options){.any_language = true}, &arena,
					 &document, NULL),
			DEDI_OK);
		ck_assert_int_eq(words_annotate(lexicon, &document, &arena, &words), DEDI_OK);
		ck_assert_int_eq(scorer_begin(cache, &words, &arena, &scorer), DEDI_OK);
		ck_assert_uint_gt(document.n_sentences, 0);
		for (uint32_t k = 0; k < document.n_sentences; k++) {
			const struct sentence *sentence = &document.sentences[k];
			ck_assert_int_eq(scorer_sentence(&scorer, sentence), DEDI_OK);
			check_scores(&model, &words, sentence, &scorer);
		}
	}
	score_cache_free(cache);
}
END_TEST

START_TEST(built_in_model_finds_names)
{
	struct tagger *tagger;
	struct dedi_error error;
	ck_assert_int_eq(tagger_open(&tagger, &error), DEDI_OK);
	ck_assert_ptr_nonnull(tagger);
	ck_assert(tagger_checksum(tagger) != 0);
	static const char *const tokens[] = {"Бүгін", "Білім", "министрі", "Гүлнәр", "Оспанова",
		"Алматыда", "«", "Таза", "бұлақ", "»", "жобасын", "таныстырды", "."};
	struct tags tags = tag_with(tagger, tokens, 13);
	static const struct tag want[] = {{1, 3, TAG_POSITION, 0}, {3, 5, TAG_PERSON, 0},
		{5, 6, TAG_GPE, 0}, {7, 9, TAG_PROJECT, 0}};
	ck_assert_uint_eq(tags.n, 4);
	for (uint32_t i = 0; i < 4; i++) {
		ck_assert_uint_eq(tags.at[i].first, want[i].first);
		ck_assert_uint_eq(tags.at[i].end, want[i].end);
		ck_assert_int_eq(tags.at[i].label, want[i].label);
	}
	tagger_free(tagger);
}
END_TEST

/* Every allocation that fails gives a status, and nothing else. */
START_TEST(running_out_of_memory_is_a_status)
{
	struct tagger *tagger;
	struct tagger_worker *worker;
	struct document document;
	struct words words;
	struct tags tags;
	struct str tokens[] = {STR("Асан"), STR("Алматыға"), STR("келді")};
	ck_assert_int_eq(tagger_open(&tagger, NULL), DEDI_OK);
	ck_assert_int_eq(tagger_worker_new(tagger, &worker), DEDI_OK);
	ck_assert_int_eq(document_from_tokens(text, tokens, 3, &arena, &document), DEDI_OK);
	ck_assert_int_eq(words_annotate(lexicon, &document, &arena, &words), DEDI_OK);
	size_t before = arena.allocations;
	ck_assert_int_eq(tagger_tag(worker, &words, &arena, &tags), DEDI_OK);
	size_t n = arena.allocations - before;
	for (size_t i = 1; i <= n; i++) {
		arena.fail_after = arena.allocations + i;
		ck_assert_int_eq(tagger_tag(worker, &words, &arena, &tags), DEDI_NO_MEMORY);
	}
	tagger_worker_free(worker);
	tagger_free(tagger);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("tagger");
	TCase *tests = tcase_create("tagger");
	tcase_add_checked_fixture(tests, set_up, tear_down);
	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, labels_go_there_and_back);
	tcase_add_test(tests, decoding_finds_the_best_labels);
	tcase_add_test(tests, decoding_survives_extremes);
	tcase_add_test(tests, initials_are_split_and_joined);
	tcase_add_test(tests, bad_iob_is_refused);
	tcase_add_test(tests, training_learns_and_repeats_itself);
	tcase_add_test(tests, damaged_models_are_refused);
	tcase_add_test(tests, hostile_models_are_refused);
	tcase_add_test(tests, refusals_say_why);
	tcase_add_test(tests, wrong_weights_are_refused);
	tcase_add_test(tests, kept_scores_are_right);
	tcase_add_test(tests, built_in_model_finds_names);
	tcase_add_test(tests, running_out_of_memory_is_a_status);
	suite_add_tcase(suite, tests);
	return run_suite(suite);
}
