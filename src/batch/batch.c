/*
 * See batch.h. One mutex guards the states of the units. `line`, `last_line` and the counter of
 * lines belong to the owner's thread alone.
 */
#include "batch/batch.h"

#include "base/bytes.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

enum {
	WINDOW_BYTES = 1024 * 1024, /* of lines under way, unless one alone is longer */
	SHORT_LINE = 32 * 1024,
	ARENA_KEPT = 256 * 1024, /* an arena that grew beyond goes back to the system */
};

enum unit_state { UNIT_FREE, UNIT_WORKING, UNIT_DONE };

struct unit {
	struct job job; /* first */
	struct batch *batch;
	struct arena arena;
	enum unit_state state;
	uint64_t number; /* of the line, from 1 */
	struct str line, answer;
	bool failed;
};

struct batch {
	struct batch_options options;
	struct batch_owner owner;

	pthread_mutex_t lock;
	uint32_t references;   /* the owner's, and one for each unit at work */
	uint32_t head, n_used; /* ring: units[(head + i) % window], i < n_used */
	size_t bytes;          /* of the lines in it */
	bool input_over, broken, waiting;
	struct batch_count count;

	struct bytes line;  /* the beginning of a line whose end has not come */
	bool line_too_long; /* … of which the rest is thrown away */
	bool last_line;     /* … and that is all there will be of it */
	bool stopped;       /* over the limit of documents: what follows is thrown away */
	uint64_t n_lines, n_begun;
	size_t sent; /* bytes of the head's answer that have left */
	struct unit units[];
};

static void free_batch(struct batch *batch)
{
	const struct batch_owner owner = batch->owner;
	for (uint32_t i = 0; i < batch->options.window; i++)
		arena_finish(&batch->units[i].arena);
	bytes_finish(&batch->line);
	pthread_mutex_destroy(&batch->lock);
	free(batch);
	if (owner.over)
		owner.over(owner.context);
}

/* Under the lock, which is released. */
static void unlock_and_drop(struct batch *batch)
{
	bool last = --batch->references == 0;
	pthread_mutex_unlock(&batch->lock);
	if (last)
		free_batch(batch);
}

/* Under the lock. */
static void wake(struct batch *batch)
{
	if (!batch->waiting)
		return;
	batch->waiting = false;
	if (batch->owner.wake)
		batch->owner.wake(batch->owner.context);
}

void batch_release(struct batch *batch)
{
	pthread_mutex_lock(&batch->lock);
	batch->broken = true;
	batch->waiting = false;
	unlock_and_drop(batch);
}

enum dedi_status batch_new(const struct batch_options *options, const struct batch_owner *owner,
	struct batch **ret_batch)
{
	uint32_t window = options->window < 1                  ? 1
			  : options->window > BATCH_WINDOW_MAX ? BATCH_WINDOW_MAX
							       : options->window;
	struct batch *batch = calloc(1, sizeof *batch + window * sizeof *batch->units);
	if (!batch)
		return DEDI_NO_MEMORY;
	batch->options = *options;
	batch->options.window = window;
	batch->owner = *owner;
	batch->references = 1;
	for (uint32_t i = 0; i < window; i++) {
		batch->units[i].batch = batch;
		arena_init(&batch->units[i].arena, options->memory);
	}
	pthread_mutex_init(&batch->lock, NULL);
	*ret_batch = batch;
	return DEDI_OK;
}

static void write_error(struct unit *unit, const struct dedi_error *error, struct str id)
{
	const struct batch_owner *owner = &unit->batch->owner;
	unit->failed = true;
	if (owner->failed)
		owner->failed(owner->context, error);
	if (json_write_line_error(error, unit->number, id, &unit->arena, &unit->answer) != DEDI_OK)
		/* not even memory to say what is wrong */
		unit->answer = STR("{\"error\":{\"code\":\"no-memory\","
				   "\"detail\":\"out of memory\"}}");
}

static enum dedi_status analyze_line(struct unit *unit, struct dedi_worker *worker,
	struct arena *arena, struct dedi_request *request, struct dedi_error *error)
{
	const struct batch_options *settings = &unit->batch->options;
	const struct batch_owner *owner = &unit->batch->owner;
	struct json_limits limits = settings->limits;
	struct json_options options;
	struct dedi_analysis analysis;
	limits.defaults = &settings->json;
	enum dedi_status status =
		json_parse_request(unit->line, &limits, arena, request, &options, error);
	if (status != DEDI_OK)
		return status;
	bool whole = settings->view == VIEW_COUNT;
	request->budget_ms = settings->budget_ms;
	status = dedi_analyze(worker, request,
		whole ? STAGE_STATEMENTS : json_view_stage(settings->view), arena, &analysis,
		error);
	if (status != DEDI_OK)
		return status;
	status = whole ? json_write_analysis(&analysis, &options, arena, &unit->answer)
		       : json_write_view(&analysis, settings->view, &options, arena, &unit->answer);
	if (status == DEDI_OK && !arena_copy(&unit->arena, unit->answer, &unit->answer))
		status = DEDI_NO_MEMORY;
	if (status != DEDI_OK)
		return dedi_fail(error, status, "the answer needs more memory than one may use");
	if (owner->analysed)
		owner->analysed(owner->context, &analysis);
	return DEDI_OK;
}

static void run_unit(struct job *job, struct dedi_worker *worker)
{
	struct unit *unit = (struct unit *)job;
	struct batch *batch = unit->batch;
	struct dedi_request request = {0};
	struct dedi_error error = {0};
	pthread_mutex_lock(&batch->lock);
	bool broken = batch->broken;
	pthread_mutex_unlock(&batch->lock);
	struct arena *scratch = dedi_worker_scratch(worker, batch->options.memory);
	if (!broken && analyze_line(unit, worker, scratch, &request, &error) != DEDI_OK)
		write_error(unit, &error, request.id);
	arena_trim(scratch, DEDI_SCRATCH_KEPT);
	pthread_mutex_lock(&batch->lock);
	unit->state = UNIT_DONE;
	if (unit == &batch->units[batch->head])
		wake(batch);
	unlock_and_drop(batch);
}

/* A unit for a line of n bytes; NULL: not now. */
static struct unit *find_room(struct batch *batch, size_t n)
{
	pthread_mutex_lock(&batch->lock);
	bool room = batch->n_used < batch->options.window &&
		    (batch->n_used == 0 || batch->bytes + n <= WINDOW_BYTES);
	uint32_t tail = (batch->head + batch->n_used) % batch->options.window;
	pthread_mutex_unlock(&batch->lock);
	return room ? &batch->units[tail] : NULL;
}

static bool is_blank(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			return false;
	return true;
}

static void refuse_line(struct unit *unit, const char *what, uint64_t limit)
{
	struct dedi_error error = {0};
	(void)!dedi_fail(&error, DEDI_TOO_LARGE, "%s %" PRIu64, what, limit);
	write_error(unit, &error, (struct str){NULL, 0});
}

/* A whole line. False if there is no room for it now: then nothing was done. */
static bool begin_line(struct batch *batch, struct str line, bool too_long)
{
	const struct batch_options *options = &batch->options;
	if (!too_long && is_blank(line)) {
		batch->n_lines++;
		return true;
	}
	struct unit *unit = find_room(batch, line.n);
	if (!unit)
		return false;
	unit->number = ++batch->n_lines;
	bool work = false;
	if (options->documents && batch->n_begun >= options->documents) {
		refuse_line(unit, "a batch may have no more documents than", options->documents);
		batch->stopped = true;
	} else if (too_long) {
		refuse_line(unit, "the line is over the limit of bytes,", options->line_bytes);
	} else if (!arena_copy(&unit->arena, line, &unit->line)) {
		struct dedi_error error = {0};
		(void)!dedi_fail(&error, DEDI_NO_MEMORY, "out of memory");
		write_error(unit, &error, (struct str){NULL, 0});
	} else {
		work = true;
	}
	batch->n_begun++;
	pthread_mutex_lock(&batch->lock);
	unit->state = work ? UNIT_WORKING : UNIT_DONE;
	batch->n_used++;
	batch->bytes += unit->line.n;
	batch->references += work;
	if (!work && batch->n_used == 1)
		wake(batch);
	pthread_mutex_unlock(&batch->lock);
	if (work) {
		unit->job.run = run_unit;
		unit->job.lane = line.n > SHORT_LINE ? LANE_LONG : LANE_BATCH;
		batch->owner.submit(batch->owner.context, &unit->job);
	}
	return true;
}

/* The line in `line`, now that its end is known. */
static bool begin_kept_line(struct batch *batch)
{
	if (!begin_line(batch, bytes_str(&batch->line), batch->line_too_long))
		return false;
	bytes_finish(&batch->line);
	batch->line_too_long = false;
	return true;
}

static void keep(struct batch *batch, struct str part)
{
	if (batch->line_too_long)
		return;
	if (part.n > batch->options.line_bytes - bytes_left(&batch->line) ||
		!bytes_append(&batch->line, part)) {
		bytes_finish(&batch->line);
		batch->line_too_long = true;
	}
}

size_t batch_take(struct batch *batch, struct str data)
{
	size_t at = 0;
	while (at < data.n && !batch->stopped) {
		const char *from = data.p + at;
		const char *end = memchr(from, '\n', data.n - at);
		size_t n = end ? (size_t)(end - from) : data.n - at;
		bool kept = bytes_left(&batch->line) || batch->line_too_long;
		if (!end) {
			keep(batch, str_make(from, n));
			return data.n;
		}
		if (!kept && n <= batch->options.line_bytes) {
			if (!begin_line(batch, str_make(from, n), false))
				return at;
		} else {
			keep(batch, str_make(from, n));
			if (!begin_kept_line(batch))
				return at + n; /* the line break comes again */
		}
		at += n + 1;
	}
	return data.n;
}

void batch_end(struct batch *batch, bool whole)
{
	bool kept = bytes_left(&batch->line) || batch->line_too_long;
	/* A last line without its line break may have to wait for room: see batch_read. */
	batch->last_line = whole && kept && !batch->stopped && !begin_kept_line(batch);
	pthread_mutex_lock(&batch->lock);
	batch->input_over = true;
	batch->broken |= !whole;
	wake(batch);
	pthread_mutex_unlock(&batch->lock);
}

/* The head's answer has left: its unit is free again. */
static void empty_head(struct batch *batch)
{
	struct unit *unit = &batch->units[batch->head];
	batch->bytes -= unit->line.n;
	batch->count.documents++;
	batch->count.errors += unit->failed;
	struct arena arena = unit->arena;
	arena_trim(&arena, ARENA_KEPT);
	*unit = (struct unit){.batch = batch, .arena = arena};
	batch->head = (batch->head + 1) % batch->options.window;
	batch->n_used--;
	batch->sent = 0;
}

enum batch_output batch_read(struct batch *batch, char *buffer, size_t size, size_t *ret_n)
{
	size_t n = 0;
	bool emptied = false;
	if (batch->last_line && begin_kept_line(batch))
		batch->last_line = false;
	pthread_mutex_lock(&batch->lock);
	while (n < size && !batch->broken && batch->n_used &&
		batch->units[batch->head].state == UNIT_DONE) {
		struct str answer = batch->units[batch->head].answer;
		size_t part = answer.n - batch->sent < size - n ? answer.n - batch->sent : size - n;
		memcpy(buffer + n, answer.p + batch->sent, part);
		n += part;
		batch->sent += part;
		if (batch->sent == answer.n && n < size) {
			buffer[n++] = '\n';
			empty_head(batch);
			emptied = true;
		}
	}
	enum batch_output result = BATCH_BYTES;
	if (batch->broken) {
		result = BATCH_BROKEN;
	} else if (!n && batch->input_over && !batch->n_used && !batch->last_line) {
		result = BATCH_OVER;
	} else if (!n) {
		result = BATCH_WAIT;
		batch->waiting = true;
		if (batch->owner.wait)
			batch->owner.wait(batch->owner.context);
	}
	pthread_mutex_unlock(&batch->lock);
	if (emptied && batch->owner.room)
		batch->owner.room(batch->owner.context);
	*ret_n = n;
	return result;
}

struct batch_count batch_count(struct batch *batch)
{
	pthread_mutex_lock(&batch->lock);
	struct batch_count count = batch->count;
	pthread_mutex_unlock(&batch->lock);
	return count;
}
