/*
 * Golden cases: tests/golden/GROUP/CASE/input.txt and, beside it, expected.json: what the analysis
 * of it says, without offsets, so that a difference reads as a sentence about the text.
 *
 *   golden DIR [GROUP | GROUP/CASE …]            compares; prints a unified diff for each failure
 *   golden --update DIR [GROUP | GROUP/CASE …]   writes expected.json anew (read the diff!)
 *
 * An input that cannot be analysed has {"error": CODE} as its expectation.
 */
#include "analysis.h"
#include "json/json.h"
#include "json/writer.h"

#include <dirent.h>
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { PATH_BYTES = 4096, MAX_ENTRIES = 4096, MAX_FILE = 1 << 20 };

struct run {
	struct dedi_worker *worker;
	struct arena arena;
	bool update;
	const char *root;
	unsigned passed, failed, updated;
};

static void put_text(struct json_writer *w, const struct dedi_analysis *a, struct span span)
{
	if (span_length(span))
		writer_str(w, span_text(a->document.text, span));
	else
		writer_null(w);
}

static void put_statement(
	struct json_writer *w, const struct dedi_analysis *a, const struct statement *s)
{
	writer_open(w, '{');
	writer_key(w, "type");
	writer_cstr(w, statement_type_name(s->type));
	writer_key(w, "content");
	writer_open(w, '[');
	for (uint32_t i = 0; i < s->n_spans; i++)
		put_text(w, a, s->spans[i]);
	writer_close(w, ']');
	writer_key(w, "cue");
	put_text(w, a, s->cue);
	writer_key(w, "speaker");
	put_text(w, a, s->speaker.span);
	writer_key(w, "name");
	writer_str_or_null(w, s->speaker.name);
	writer_key(w, "kind");
	writer_cstr(w, speaker_kind_name(s->speaker.kind));
	if (s->in_headline) {
		writer_key(w, "in_headline");
		writer_bool(w, true);
	}
	if (s->n_campaigns) {
		writer_key(w, "campaigns");
		writer_open(w, '[');
		for (uint32_t i = 0; i < s->n_campaigns; i++)
			writer_str(w, a->entities.campaigns[s->campaigns[i]].name);
		writer_close(w, ']');
	}
	writer_close(w, '}');
}

static void put_mentions(struct json_writer *w, const struct dedi_analysis *a,
	const struct mention *mentions, uint32_t n)
{
	writer_key(w, "mentions");
	writer_open(w, '[');
	for (uint32_t i = 0; i < n; i++)
		put_text(w, a, mentions[i].span);
	writer_close(w, ']');
	writer_close(w, '}');
}

static void put_person(struct json_writer *w, const struct dedi_analysis *a, const struct person *p)
{
	writer_open(w, '{');
	writer_key(w, "name");
	writer_str(w, p->name);
	writer_key(w, "roles");
	writer_open(w, '[');
	for (uint32_t i = 0; i < p->n_roles; i++)
		writer_str(w, p->roles[i].text);
	writer_close(w, ']');
	put_mentions(w, a, p->mentions, p->n_mentions);
}

static void put_organization(
	struct json_writer *w, const struct dedi_analysis *a, const struct organization *o)
{
	writer_open(w, '{');
	writer_key(w, "name");
	writer_str(w, o->name);
	writer_key(w, "type");
	writer_cstr(w, org_type_name(o->type));
	put_mentions(w, a, o->mentions, o->n_mentions);
}

static void put_campaign(
	struct json_writer *w, const struct dedi_analysis *a, const struct campaign *c)
{
	writer_open(w, '{');
	writer_key(w, "name");
	writer_str(w, c->name);
	writer_key(w, "type");
	writer_cstr(w, campaign_type_name(c->type));
	writer_key(w, "scope");
	writer_cstr(w, scope_name(c->scope));
	put_mentions(w, a, c->mentions, c->n_mentions);
}

static void begin(struct json_writer *w, const char *key)
{
	writer_key_str(w, str_make(key, strlen(key)));
	writer_open(w, '[');
}

static void put_analysis(struct json_writer *w, const struct dedi_analysis *a)
{
	const struct entities *e = &a->entities;
	if (span_length(a->document.title)) {
		writer_key(w, "title");
		put_text(w, a, a->document.title);
	}
	if (span_length(a->document.date)) {
		writer_key(w, "date");
		put_text(w, a, a->document.date);
	}
	begin(w, "statements");
	for (uint32_t i = 0; i < a->statements.n; i++)
		put_statement(w, a, &a->statements.at[i]);
	writer_close(w, ']');
	begin(w, "people");
	for (uint32_t i = 0; i < e->n_people; i++)
		put_person(w, a, &e->people[i]);
	writer_close(w, ']');
	begin(w, "organizations");
	for (uint32_t i = 0; i < e->n_organizations; i++)
		put_organization(w, a, &e->organizations[i]);
	writer_close(w, ']');
	begin(w, "campaigns");
	for (uint32_t i = 0; i < e->n_campaigns; i++)
		put_campaign(w, a, &e->campaigns[i]);
	writer_close(w, ']');
	begin(w, "credits");
	for (uint32_t i = 0; i < a->statements.n_credits; i++)
		put_text(w, a, a->statements.credits[i].span);
	writer_close(w, ']');
}

static enum dedi_status project(struct run *run, struct str text, struct str *ret_json)
{
	struct dedi_request request = {.text = text};
	struct dedi_analysis analysis;
	struct dedi_error error;
	struct json_writer w;
	enum dedi_status status = dedi_analyze(
		run->worker, &request, STAGE_STATEMENTS, &run->arena, &analysis, &error);
	writer_init(&w, &run->arena, 4096);
	writer_open(&w, '{');
	if (status == DEDI_OK) {
		put_analysis(&w, &analysis);
	} else {
		writer_key(&w, "error");
		writer_cstr(&w, dedi_status_name(status));
	}
	writer_close(&w, '}');
	struct str json;
	status = writer_finish(&w, &json);
	return status == DEDI_OK ? json_indent(json, &run->arena, ret_json) : status;
}

/* A whole file; p is NULL if there is none. */
static struct str read_file(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes = arena_alloc(arena, MAX_FILE);
	if (!file || !bytes) {
		if (file)
			fclose(file);
		return (struct str){0};
	}
	size_t n = fread(bytes, 1, MAX_FILE, file);
	fclose(file);
	return str_make(bytes, n);
}

static bool write_file(const char *path, struct str bytes)
{
	FILE *file = fopen(path, "wb");
	if (!file)
		return false;
	bool good = fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
	return fclose(file) == 0 && good;
}

static void show_difference(const char *expected_path, struct str actual)
{
	char path[] = "/tmp/dedi-golden-XXXXXX";
	int fd = mkstemp(path);
	if (fd < 0 || close(fd) != 0 || !write_file(path, actual)) {
		printf(STR_FMT, STR_ARG(actual));
		return;
	}
	const char *argv[] = {"diff", "-u", "--label", "expected", "--label", "actual", "--",
		expected_path, path, NULL};
	pid_t pid;
	fflush(stdout);
	if (posix_spawnp(&pid, "diff", NULL, NULL, (char *const *)(uintptr_t)argv, environ) == 0)
		waitpid(pid, NULL, 0);
	unlink(path);
}

static void update_case(struct run *run, const char *name, const char *path, struct str actual)
{
	struct str before = read_file(&run->arena, path);
	run->passed++;
	if (before.p && str_eq(before, actual))
		return;
	if (!write_file(path, actual)) {
		printf("FAIL %s: cannot write %s: %s\n", name, path, strerror(errno));
		run->passed--;
		run->failed++;
		return;
	}
	run->updated++;
	printf("updated %s\n", name);
}

static void check_case(struct run *run, const char *name, const char *path, struct str actual)
{
	struct str expected = read_file(&run->arena, path);
	if (expected.p && str_eq(expected, actual)) {
		run->passed++;
		return;
	}
	run->failed++;
	printf("FAIL %s%s\n", name,
		expected.p ? "" : ": no expected.json (make golden-update writes it)");
	if (expected.p)
		show_difference(path, actual);
}

static void run_case(struct run *run, const char *name)
{
	char path[PATH_BYTES];
	struct str actual;
	snprintf(path, sizeof path, "%s/%s/input.txt", run->root, name);
	struct str text = read_file(&run->arena, path);
	if (!text.p || project(run, text, &actual) != DEDI_OK) {
		printf("FAIL %s: %s\n", name, text.p ? "out of memory" : "no input.txt");
		run->failed++;
		return;
	}
	snprintf(path, sizeof path, "%s/%s/expected.json", run->root, name);
	if (run->update)
		update_case(run, name, path, actual);
	else
		check_case(run, name, path, actual);
	arena_reset(&run->arena);
}

static int by_name(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;
	return strcmp(*x, *y);
}

/* Names of the directories in a directory, sorted; the strings are malloc'd. */
static size_t list(const char *path, char **names)
{
	DIR *dir = opendir(path);
	size_t n = 0;
	struct dirent *entry;
	while (dir && n < MAX_ENTRIES && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && !strchr(entry->d_name, '.'))
			names[n++] = strdup(entry->d_name);
	if (dir)
		closedir(dir);
	qsort(names, n, sizeof *names, by_name);
	return n;
}

static bool wanted(const char *name, char **filters, int n_filters)
{
	for (int i = 0; i < n_filters; i++) {
		size_t n = strlen(filters[i]);
		if (strncmp(name, filters[i], n) == 0 && (name[n] == '/' || name[n] == '\0'))
			return true;
	}
	return n_filters == 0;
}

static void run_group(struct run *run, const char *group, char **filters, int n_filters)
{
	static char *cases[MAX_ENTRIES];
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "%s/%s", run->root, group);
	size_t n = list(path, cases);
	for (size_t i = 0; i < n; i++) {
		char name[512];
		snprintf(name, sizeof name, "%s/%s", group, cases[i]);
		if (wanted(name, filters, n_filters))
			run_case(run, name);
		free(cases[i]);
	}
}

int main(int argc, char **argv)
{
	static char *groups[MAX_ENTRIES];
	struct run run = {0};
	struct dedi_engine *engine;
	struct dedi_error error;
	int at = 1;
	if (at < argc && strcmp(argv[at], "--update") == 0) {
		run.update = true;
		at++;
	}
	if (at == argc) {
		fprintf(stderr, "usage: golden [--update] DIR [GROUP | GROUP/CASE …]\n");
		return 2;
	}
	if (dedi_engine_new(NULL, &engine, &error) != DEDI_OK ||
		dedi_worker_new(engine, &run.worker) != DEDI_OK) {
		fprintf(stderr, "golden: cannot start: %s\n", error.message);
		return 1;
	}
	arena_init(&run.arena, (size_t)256 << 20);
	run.root = argv[at++];
	size_t n = list(run.root, groups);
	for (size_t i = 0; i < n; i++) {
		run_group(&run, groups[i], argv + at, argc - at);
		free(groups[i]);
	}
	arena_finish(&run.arena);
	dedi_worker_free(run.worker);
	dedi_engine_free(engine);
	if (run.update)
		printf("%u updated\n", run.updated);
	printf("golden: %u passed, %u failed\n", run.passed, run.failed);
	return run.failed ? 1 : 0;
}
