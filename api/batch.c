/*
 * See batch.h.
 *
 * The lines under way form a window: a ring of units, each with an arena of its own. The I/O thread
 * fills units at the tail and empties them at the head; job threads work on any of them, so answers
 * may be ready out of order but leave in order. A full window stops the reading of the request,
 * which stops the client: memory is bounded by the window however long the batch is.
 *
 * One mutex guards the states of the units. `line`, `tail` and the counters of input belong to the
 * I/O thread alone.
 */
#include "batch.h"

#include "analyze.h"
#include "bytes.h"
#include "state.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
	WINDOW_MAX = 64,
	WINDOW_BYTES = 1024 * 1024, /* of lines under way, unless one alone is longer */
	SHORT_LINE = 32 * 1024,
};

enum unit_state { UNIT_FREE, UNIT_WORKING, UNIT_DONE };

/* A line and its answer, in an arena borrowed with an exchange of the pool. */
struct unit {
	struct job job; /* first */
	struct batch *batch;
	struct exchange *room;
	enum unit_state state;
	uint64_t number; /* of the line, from 1 */
	struct str line, answer;
	enum dedi_status refused; /* not DEDI_OK: an error known before the work */
	bool failed;
};

struct batch {
	struct server *server;
	struct batch_transport transport;
	struct json_options options;

	pthread_mutex_t lock;
	uint32_t references; /* the transport's, and one for each unit at work */
	uint32_t n_window;
	uint32_t head, n_used; /* ring: units[(head + i) % n_window], i < n_used */
	size_t bytes;          /* of the lines in it */
	bool input_over, broken, suspended;
	uint64_t documents, errors;

	struct bytes line;  /* the beginning of a line whose end has not come */
	bool line_too_long; /* … of which the rest is thrown away */
	bool last_line;     /* … and that is all there will be of it */
	bool stopped;       /* over the limit of documents: what follows is thrown away */
	uint64_t n_lines;
	size_t sent; /* bytes of the head's answer that have left */
	struct unit units[WINDOW_MAX];
};

static void free_batch(struct batch *batch)
{
	for (uint32_t i = 0; i < batch->n_window; i++)
		if (batch->units[i].room)
			exchange_give_back(batch->units[i].room);
	bytes_finish(&batch->line);
	pthread_mutex_destroy(&batch->lock);
	atomic_fetch_sub(&batch->server->batches, 1);
	free(batch);
}

/* Under the lock, which is released. */
static void unlock_and_drop(struct batch *batch)
{
	bool last = --batch->references == 0;
	pthread_mutex_unlock(&batch->lock);
	if (last)
		free_batch(batch);
}

void batch_release(struct batch *batch)
{
	pthread_mutex_lock(&batch->lock);
	batch->broken = true;
	unlock_and_drop(batch);
}

enum dedi_status batch_new(struct exchange *exchange, const struct batch_transport *transport,
	struct batch **ret_batch)
{
	struct server *server = exchange->server;
	struct json_options options = JSON_OPTIONS_DEFAULT;
	struct dedi_request unused = {0};
	struct problem problem;
	static const char *const names[] = {"offsets", "include", "explain", NULL};
	const char *wrong = exchange_wrong_query(exchange, names);
	if (wrong)
		return analyze_bad_parameter(
			exchange, wrong, "is unknown, given twice or without a value");
	if (analyze_read_query(exchange, &unused, &options) != DEDI_OK)
		return DEDI_INVALID_INPUT;
	if (atomic_fetch_add(&server->batches, 1) >= server->options.max_batches) {
		atomic_fetch_sub(&server->batches, 1);
		problem_init(
			&problem, PROBLEM_OVERLOADED, "as many batches as may be are under way");
		exchange_problem(exchange, &problem);
		return DEDI_TOO_LARGE;
	}
	struct batch *batch = calloc(1, sizeof *batch);
	if (!batch) {
		atomic_fetch_sub(&server->batches, 1);
		problem_init(&problem, PROBLEM_NO_MEMORY, "no memory for a batch");
		exchange_problem(exchange, &problem);
		return DEDI_NO_MEMORY;
	}
	uint32_t window = jobs_state(server->jobs).threads * 4;
	batch->server = server;
	batch->transport = *transport;
	batch->options = options;
	batch->n_window = window > WINDOW_MAX ? WINDOW_MAX : window;
	batch->references = 1;
	pthread_mutex_init(&batch->lock, NULL);
	*ret_batch = batch;
	return DEDI_OK;
}

/* The unit's answer when there is not even memory to say what is wrong. */
static struct str bare_error(void)
{
	return STR("{\"error\":{\"code\":\"no-memory\",\"detail\":\"out of memory\"}}");
}

static void write_error(struct unit *unit, const struct dedi_error *error, struct str id)
{
	struct problem problem;
	unit->failed = true;
	problem_from_error(&problem, error);
	metrics_count(&unit->batch->server->metrics.problems[problem.code], 1);
	if (json_write_line_error(error, unit->number, id, &unit->room->arena, &unit->answer) !=
		DEDI_OK)
		unit->answer = bare_error();
}

static void analyze_unit(struct unit *unit, struct dedi_worker *worker)
{
	struct batch *batch = unit->batch;
	struct arena *arena = &unit->room->arena;
	struct json_limits limits = analyze_limits(batch->server);
	struct json_options options;
	struct dedi_request request = {0};
	struct dedi_analysis analysis;
	struct dedi_error error = {0};
	limits.defaults = &batch->options;
	enum dedi_status status =
		json_parse_request(unit->line, &limits, arena, &request, &options, &error);
	if (status == DEDI_OK)
		status = dedi_analyze(worker, &request, STAGE_STATEMENTS, arena, &analysis, &error);
	if (status == DEDI_OK) {
		metrics_analysis(&batch->server->metrics, &analysis);
		status = json_write_analysis(&analysis, &options, arena, &unit->answer);
		if (status != DEDI_OK)
			status = dedi_fail(&error, status, "out of memory");
	}
	if (status != DEDI_OK)
		write_error(unit, &error, request.id);
}

static void finish_unit(struct unit *unit)
{
	struct batch *batch = unit->batch;
	pthread_mutex_lock(&batch->lock);
	unit->state = UNIT_DONE;
	if (batch->suspended && unit == &batch->units[batch->head]) {
		batch->suspended = false;
		batch->transport.wake(batch->transport.context);
	}
	unlock_and_drop(batch);
}

static void run_unit(struct job *job, struct dedi_worker *worker)
{
	struct unit *unit = (struct unit *)job;
	struct batch *batch = unit->batch;
	pthread_mutex_lock(&batch->lock);
	bool broken = batch->broken;
	pthread_mutex_unlock(&batch->lock);
	if (!broken)
		analyze_unit(unit, worker);
	finish_unit(unit);
}

static bool has_room(struct batch *batch, size_t line)
{
	pthread_mutex_lock(&batch->lock);
	bool room = batch->n_used < batch->n_window &&
		    (batch->n_used == 0 || batch->bytes + line <= WINDOW_BYTES);
	pthread_mutex_unlock(&batch->lock);
	return room;
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
	struct dedi_error error;
	(void)!dedi_fail(&error, DEDI_TOO_LARGE, "%s %" PRIu64, what, limit);
	write_error(unit, &error, (struct str){NULL, 0});
}

/* A whole line. False if there is no room for it now: then nothing was done. */
static bool begin_line(struct batch *batch, struct str line, bool too_long)
{
	const struct server_options *options = &batch->server->options;
	if (!too_long && is_blank(line)) {
		batch->n_lines++;
		return true;
	}
	if (!has_room(batch, line.n))
		return false;
	struct unit *unit = &batch->units[(batch->head + batch->n_used) % batch->n_window];
	struct exchange *room = unit->room ? unit->room : exchange_take(batch->server);
	if (!room)
		return false; /* tried again when the clock ticks */
	*unit = (struct unit){.batch = batch, .room = room, .number = ++batch->n_lines};
	bool work = false;
	if (batch->documents >= options->batch_documents) {
		refuse_line(
			unit, "a batch may have no more documents than", options->batch_documents);
		batch->stopped = true;
	} else if (too_long) {
		refuse_line(unit, "the line is over the limit of bytes,", options->batch_line);
	} else if (!arena_copy(&room->arena, line, &unit->line)) {
		unit->answer = bare_error();
		unit->failed = true;
	} else {
		work = true;
	}
	pthread_mutex_lock(&batch->lock);
	unit->state = work ? UNIT_WORKING : UNIT_DONE;
	batch->documents++;
	batch->n_used++;
	batch->bytes += unit->line.n;
	batch->references += work;
	if (!work && batch->suspended && batch->n_used == 1) {
		batch->suspended = false;
		batch->transport.wake(batch->transport.context);
	}
	pthread_mutex_unlock(&batch->lock);
	if (work) {
		unit->job.run = run_unit;
		unit->job.lane = line.n > SHORT_LINE ? LANE_LONG : LANE_BATCH;
		jobs_submit_beyond(batch->server->jobs, &unit->job);
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
	if (part.n > batch->server->options.batch_line - bytes_left(&batch->line) ||
		!bytes_append(&batch->line, part)) {
		bytes_finish(&batch->line);
		batch->line_too_long = true;
	}
}

size_t batch_take(void *context, struct str data)
{
	struct batch *batch = context;
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
		if (!kept && n <= batch->server->options.batch_line) {
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

/* Under no lock. Tells the reader of the answer that the input is over. */
static void input_over(struct batch *batch, bool broken)
{
	pthread_mutex_lock(&batch->lock);
	batch->input_over = true;
	batch->broken |= broken;
	if (batch->suspended) {
		batch->suspended = false;
		batch->transport.wake(batch->transport.context);
	}
	pthread_mutex_unlock(&batch->lock);
}

void batch_end(void *context, bool whole)
{
	struct batch *batch = context;
	bool kept = bytes_left(&batch->line) || batch->line_too_long;
	/* A last line without its line break may have to wait for room: see batch_read. */
	batch->last_line = whole && kept && !batch->stopped && !begin_kept_line(batch);
	input_over(batch, !whole);
}

/* The head's answer has left: its room goes back, and the stream may go on. */
static void empty_head(struct batch *batch)
{
	struct unit *unit = &batch->units[batch->head];
	batch->bytes -= unit->line.n;
	batch->errors += unit->failed;
	metrics_count(&batch->server->metrics.batch_documents, 1);
	metrics_count(&batch->server->metrics.batch_errors, unit->failed);
	exchange_give_back(unit->room);
	*unit = (struct unit){0};
	batch->head = (batch->head + 1) % batch->n_window;
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
	/* An empty window with a last line that could not begin: no memory for it. */
	if (batch->broken || (!n && !batch->n_used && batch->last_line)) {
		result = BATCH_BROKEN;
	} else if (!n && batch->input_over && !batch->n_used) {
		result = BATCH_OVER;
	} else if (!n) {
		result = BATCH_SUSPENDED;
		batch->suspended = true;
		batch->transport.suspend(batch->transport.context);
	}
	pthread_mutex_unlock(&batch->lock);
	if (emptied)
		batch->transport.room(batch->transport.context);
	*ret_n = n;
	return result;
}

struct batch_count batch_count(struct batch *batch)
{
	pthread_mutex_lock(&batch->lock);
	struct batch_count count = {batch->documents, batch->errors};
	pthread_mutex_unlock(&batch->lock);
	return count;
}
