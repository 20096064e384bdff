/* See log.h. Two buffers: one is filled while the other is written. */
#include "log.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024 };

struct log {
	int fd;
	enum log_level level;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t work;
	bool stopping, waiting;
	uint64_t dropped;
	size_t n; /* bytes in buffers[filling] */
	int filling;
	char buffers[2][BUFFER];
};

static const char *const level_names[] = {"debug", "info", "warn", "error"};

bool log_parse_level(const char *name, enum log_level *ret_level)
{
	for (int i = 0; i <= LOG_ERROR; i++)
		if (strcmp(name, level_names[i]) == 0) {
			*ret_level = (enum log_level)i;
			return true;
		}
	return false;
}

static void write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return; /* nobody to tell */
		p += done;
		n -= (size_t)done;
	}
}

static void *log_main(void *argument)
{
	struct log *log = argument;
	pthread_mutex_lock(&log->lock);
	for (;;) {
		if (!log->n) {
			if (log->stopping)
				break;
			log->waiting = true;
			pthread_cond_wait(&log->work, &log->lock);
			log->waiting = false;
			continue;
		}
		const char *p = log->buffers[log->filling];
		size_t n = log->n;
		log->filling = !log->filling;
		log->n = 0;
		pthread_mutex_unlock(&log->lock);
		write_all(log->fd, p, n);
		pthread_mutex_lock(&log->lock);
	}
	pthread_mutex_unlock(&log->lock);
	return NULL;
}

enum dedi_status log_start(
	int fd, enum log_level level, struct log **ret_log, struct dedi_error *error)
{
	struct log *log = calloc(1, sizeof *log);
	if (!log)
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for the log");
	log->fd = fd;
	log->level = level;
	pthread_mutex_init(&log->lock, NULL);
	pthread_cond_init(&log->work, NULL);
	if (pthread_create(&log->thread, NULL, log_main, log) != 0) {
		free(log);
		return dedi_fail(error, DEDI_IO, "cannot start the log's thread");
	}
	*ret_log = log;
	return DEDI_OK;
}

void log_stop(struct log *log)
{
	if (!log)
		return;
	pthread_mutex_lock(&log->lock);
	log->stopping = true;
	pthread_cond_signal(&log->work);
	pthread_mutex_unlock(&log->lock);
	pthread_join(log->thread, NULL);
	pthread_cond_destroy(&log->work);
	pthread_mutex_destroy(&log->lock);
	free(log);
}

bool log_wants(const struct log *log, enum log_level level)
{
	return level >= log->level;
}

uint64_t log_dropped(struct log *log)
{
	pthread_mutex_lock(&log->lock);
	uint64_t dropped = log->dropped;
	pthread_mutex_unlock(&log->lock);
	return dropped;
}

/* All of s or nothing, with room for the closing brace and line break. */
static void put(struct log_line *line, const char *s, size_t n)
{
	if (line->full || line->n + n + 2 > sizeof line->text) {
		line->full = true;
		return;
	}
	memcpy(line->text + line->n, s, n);
	line->n += n;
}

static void put_key(struct log_line *line, const char *key)
{
	put(line, ",\"", 2);
	put(line, key, strlen(key));
	put(line, "\":", 2);
}

static void put_string(struct log_line *line, const char *s)
{
	static const char hex[] = "0123456789abcdef";
	put(line, "\"", 1);
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		char escape[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
		if (c == '"' || c == '\\')
			put(line, (char[]){'\\', *s}, 2);
		else if (c < 0x20 || c >= 0x7f)
			put(line, escape, 6); /* bytes, not characters: nothing here needs more */
		else
			put(line, s, 1);
	}
	put(line, "\"", 1);
}

void log_begin(struct log_line *line, struct log *log, enum log_level level, const char *message)
{
	line->log = log && log_wants(log, level) ? log : NULL;
	line->n = 0;
	line->full = false;
	if (!line->log)
		return;
	struct timespec t;
	struct tm tm;
	char time[48];
	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &tm);
	size_t n = strftime(time, sizeof time, "{\"ts\":\"%Y-%m-%dT%H:%M:%S", &tm);
	put(line, time, n);
	n = (size_t)snprintf(time, sizeof time, ".%06ldZ\",\"level\":\"%s\"", t.tv_nsec / 1000,
		level_names[level]);
	put(line, time, n);
	log_text(line, "msg", message);
}

void log_text(struct log_line *line, const char *key, const char *value)
{
	if (!line->log || !value || !*value)
		return;
	size_t before = line->n;
	put_key(line, key);
	put_string(line, value);
	if (line->full)
		line->n = before;
}

void log_number(struct log_line *line, const char *key, uint64_t value)
{
	if (!line->log)
		return;
	char digits[24];
	size_t before = line->n;
	put_key(line, key);
	put(line, digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64, value));
	if (line->full)
		line->n = before;
}

void log_end(struct log_line *line)
{
	struct log *log = line->log;
	if (!log)
		return;
	line->text[line->n++] = '}';
	line->text[line->n++] = '\n';
	pthread_mutex_lock(&log->lock);
	if (BUFFER - log->n < line->n) {
		log->dropped++;
	} else {
		memcpy(log->buffers[log->filling] + log->n, line->text, line->n);
		log->n += line->n;
		if (log->waiting)
			pthread_cond_signal(&log->work);
	}
	pthread_mutex_unlock(&log->lock);
}
