/*
 * See lines.h. One thread reads, fills the batch's window and writes what leaves it; job threads
 * analyse. It waits for input and for answers at once, so that an answer leaves as soon as it is
 * there, however slowly lines arrive. Memory is bounded by the window.
 */
#include "cli/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, PROGRESS_MS = 200 };

struct lines {
	struct jobs *jobs;
	struct batch *batch;
	int input, bell; /* bell: rung when an answer is there */
	struct str rest; /* read and not taken yet */
	bool over;       /* the input */
	bool unread;     /* … ended with an error */
	bool progress;   /* stderr is a terminal */
	uint64_t size;   /* of the input; 0: not known */
	uint64_t seen;   /* bytes of it */
	uint64_t begun_ms, shown_ms;
	char in[BLOCK], out[BLOCK];
};

static void submit(void *context, struct job *job)
{
	struct lines *lines = context;
	job->lane = LANE_BATCH; /* nobody else waits: every thread may have a long one */
	jobs_submit_beyond(lines->jobs, job);
}

static void ring(void *context)
{
	struct lines *lines = context;
	uint64_t one = 1;
	ssize_t n = write(lines->bell, &one, sizeof one);
	(void)n; /* a full counter has rung already */
}

static uint64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* "\r12,345 lines, 3 with an error, 40 %, 2100 a second" */
static void show_progress(struct lines *lines, bool last)
{
	uint64_t now = now_ms();
	if (!lines->progress || (!last && now < lines->shown_ms + PROGRESS_MS))
		return;
	struct batch_count count = batch_count(lines->batch);
	uint64_t ms = now - lines->begun_ms;
	lines->shown_ms = now;
	fprintf(stderr, "\r%llu lines, %llu with an error", (unsigned long long)count.documents,
		(unsigned long long)count.errors);
	if (lines->size)
		fprintf(stderr, ", %llu %%", (unsigned long long)(lines->seen * 100 / lines->size));
	fprintf(stderr, ", %llu a second\033[K%s",
		(unsigned long long)(count.documents * 1000 / (ms ? ms : 1)), last ? "\n" : "");
}

/* Waits for an answer and, if there is room for it, for input. */
static void wait_for_more(struct lines *lines)
{
	bool read_on = !lines->over && !lines->rest.n;
	struct pollfd fds[] = {
		{.fd = lines->bell, .events = POLLIN},
		{.fd = read_on ? lines->input : -1, .events = POLLIN},
	};
	fflush(stdout);
	if (poll(fds, 2, lines->progress ? PROGRESS_MS : -1) <= 0)
		return;
	if (fds[0].revents) {
		uint64_t count;
		ssize_t n = read(lines->bell, &count, sizeof count);
		(void)n;
	}
	if (!fds[1].revents)
		return;
	ssize_t n = read(lines->input, lines->in, BLOCK);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n > 0) {
		lines->rest = str_make(lines->in, (size_t)n);
		lines->seen += (uint64_t)n;
		return;
	}
	lines->over = true;
	lines->unread = n < 0;
	batch_end(lines->batch, true);
}

static void run(struct lines *lines)
{
	for (;;) {
		size_t n;
		enum batch_output got = batch_read(lines->batch, lines->out, BLOCK, &n);
		show_progress(lines, false);
		if (got == BATCH_BYTES) {
			fwrite(lines->out, 1, n, stdout);
			if (ferror(stdout))
				return;
			continue;
		}
		if (got != BATCH_WAIT)
			return;
		size_t taken = lines->rest.n ? batch_take(lines->batch, lines->rest) : 0;
		lines->rest = str_make(lines->rest.p + taken, lines->rest.n - taken);
		if (!taken)
			wait_for_more(lines);
	}
}

static enum exit_code report(struct lines *lines, const char *path)
{
	struct batch_count count = batch_count(lines->batch);
	show_progress(lines, true);
	if (lines->unread)
		complain("%s: cannot be read", path);
	if (count.errors)
		complain("%llu of %llu lines could not be analysed",
			(unsigned long long)count.errors, (unsigned long long)count.documents);
	return lines->unread || count.errors ? EXIT_INPUT : EXIT_OK;
}

static bool open_lines(struct lines *lines, const struct dedi_engine *engine, const char *path,
	uint32_t jobs, struct batch_options *settings)
{
	const struct batch_owner owner = {.context = lines, .submit = submit, .wake = ring};
	struct dedi_error error;
	struct stat about;
	lines->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	lines->input = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (lines->bell < 0 || lines->input < 0) {
		complain("%s: cannot be opened", path);
		return false;
	}
	if (fstat(lines->input, &about) == 0 && S_ISREG(about.st_mode))
		lines->size = (uint64_t)about.st_size;
	if (jobs_start(engine, jobs, 1, &lines->jobs, &error) != DEDI_OK) {
		complain_error("cannot start", &error);
		return false;
	}
	settings->window = jobs * 4;
	settings->line_bytes = CLI_INPUT_BYTES;
	settings->memory = CLI_ARENA_BYTES;
	settings->limits = (struct json_limits){.known = 10000, .other_fields = true};
	if (batch_new(settings, &owner, &lines->batch) != DEDI_OK) {
		complain("out of memory");
		return false;
	}
	return true;
}

enum exit_code analyze_lines(const struct dedi_engine *engine, const char *path, uint32_t jobs,
	struct batch_options settings)
{
	struct lines *lines = calloc(1, sizeof *lines);
	enum exit_code code = EXIT_INPUT;
	if (!lines) {
		complain("out of memory");
		return EXIT_INPUT;
	}
	lines->begun_ms = now_ms();
	lines->progress = isatty(STDERR_FILENO) == 1;
	if (open_lines(lines, engine, path, jobs, &settings)) {
		run(lines);
		code = report(lines, path);
	}
	if (lines->batch)
		batch_release(lines->batch);
	jobs_stop(lines->jobs);
	if (lines->input > STDIN_FILENO)
		close(lines->input);
	if (lines->bell >= 0)
		close(lines->bell);
	free(lines);
	return code;
}
