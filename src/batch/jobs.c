/*
 * See jobs.h. One mutex guards two linked lists; a job takes tens of microseconds at least, so the
 * lock is held for a vanishing part of the time.
 *
 * Which lane goes next: the one whose head has waited longest, counted in jobs begun meanwhile,
 * after a handicap for each lane. Short jobs so pass the others, but none starves. Long jobs may
 * occupy all threads but one (with a single thread: that one).
 */
#include "batch/jobs.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct jobs {
	pthread_mutex_t lock;
	pthread_cond_t work;
	struct job *first[LANE_COUNT], **last[LANE_COUNT];
	uint64_t
		turn[LANE_COUNT]; /* when the head of the lane came to be its head, in jobs begun */
	uint64_t begun;
	uint32_t places, reserved; /* reserved: waiting, or about to be submitted */
	uint32_t queued, running, running_long;
	uint64_t mean_ns;
	bool stopping;
	uint32_t n_threads, renewing; /* threads that have not taken their new worker yet */
	pthread_cond_t renewed;
	struct job_thread {
		pthread_t thread;
		struct jobs *jobs;
		struct dedi_worker *worker, *fresh; /* fresh: to be taken instead; or NULL */
		bool started;
	} threads[];
};

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static bool may_run_long(const struct jobs *jobs)
{
	return jobs->n_threads == 1 || jobs->running_long + 1 < jobs->n_threads;
}

/* The next job that may run now, or NULL. Under the lock. */
static struct job *take(struct jobs *jobs)
{
	static const uint64_t handicaps[LANE_COUNT] = {0, 8, 16};
	int lane = LANE_COUNT;
	uint64_t best = UINT64_MAX;
	for (int i = 0; i < LANE_COUNT; i++) {
		if (!jobs->first[i] || (i == LANE_LONG && !may_run_long(jobs)))
			continue;
		uint64_t due = jobs->turn[i] + handicaps[i];
		if (due < best) {
			best = due;
			lane = i;
		}
	}
	if (lane == LANE_COUNT)
		return NULL;
	struct job *job = jobs->first[lane];
	jobs->first[lane] = job->next;
	if (!job->next)
		jobs->last[lane] = &jobs->first[lane];
	jobs->turn[lane] = ++jobs->begun;
	jobs->queued--;
	jobs->reserved--;
	jobs->running++;
	jobs->running_long += lane == LANE_LONG;
	job->next = NULL;
	return job;
}

/* Under the lock, which is given up for the time that the old worker takes to go. */
static void take_fresh_worker(struct job_thread *self)
{
	struct jobs *jobs = self->jobs;
	struct dedi_worker *old = self->worker;
	self->worker = self->fresh;
	self->fresh = NULL;
	pthread_mutex_unlock(&jobs->lock);
	dedi_worker_free(old);
	pthread_mutex_lock(&jobs->lock);
	if (--jobs->renewing == 0)
		pthread_cond_signal(&jobs->renewed);
}

static void *thread_main(void *argument)
{
	struct job_thread *self = argument;
	struct jobs *jobs = self->jobs;
	pthread_mutex_lock(&jobs->lock);
	for (;;) {
		if (self->fresh)
			take_fresh_worker(self);
		struct job *job = take(jobs);
		if (!job) {
			if (jobs->stopping && jobs->queued == 0) {
				pthread_cond_broadcast(&jobs->work);
				break;
			}
			pthread_cond_wait(&jobs->work, &jobs->lock);
			continue;
		}
		bool is_long = job->lane == LANE_LONG;
		pthread_mutex_unlock(&jobs->lock);
		uint64_t from = now_ns();
		job->run(job, self->worker);
		uint64_t took = now_ns() - from;
		pthread_mutex_lock(&jobs->lock);
		jobs->running--;
		jobs->running_long -= is_long;
		jobs->mean_ns = jobs->mean_ns ? (jobs->mean_ns * 15 + took) / 16 : took;
		if (is_long && jobs->first[LANE_LONG])
			pthread_cond_signal(&jobs->work);
	}
	pthread_mutex_unlock(&jobs->lock);
	return NULL;
}

enum dedi_status jobs_start(const struct dedi_engine *engine, uint32_t n_threads,
	uint32_t queue_length, struct jobs **ret_jobs, struct dedi_error *error)
{
	struct jobs *jobs = calloc(1, sizeof *jobs + n_threads * sizeof *jobs->threads);
	if (!jobs)
		return dedi_fail(error, DEDI_NO_MEMORY, "no memory for the job threads");
	jobs->places = queue_length;
	jobs->n_threads = n_threads;
	for (int lane = 0; lane < LANE_COUNT; lane++)
		jobs->last[lane] = &jobs->first[lane];
	pthread_mutex_init(&jobs->lock, NULL);
	pthread_cond_init(&jobs->work, NULL);
	pthread_cond_init(&jobs->renewed, NULL);
	for (uint32_t i = 0; i < n_threads; i++) {
		struct job_thread *t = &jobs->threads[i];
		t->jobs = jobs;
		enum dedi_status status = dedi_worker_new(engine, &t->worker);
		if (status != DEDI_OK) {
			jobs_stop(jobs);
			return dedi_fail(error, status, "cannot make a worker: %s",
				dedi_status_name(status));
		}
		if (pthread_create(&t->thread, NULL, thread_main, t) != 0) {
			jobs_stop(jobs);
			return dedi_fail(error, DEDI_IO, "cannot start a job thread");
		}
		t->started = true;
	}
	*ret_jobs = jobs;
	return DEDI_OK;
}

static void free_workers(struct dedi_worker **workers, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		dedi_worker_free(workers[i]);
	free(workers);
}

enum dedi_status jobs_renew(
	struct jobs *jobs, const struct dedi_engine *engine, struct dedi_error *error)
{
	uint32_t n = jobs->n_threads;
	struct dedi_worker **workers = calloc(n, sizeof *workers);
	enum dedi_status status = workers ? DEDI_OK : DEDI_NO_MEMORY;
	for (uint32_t i = 0; status == DEDI_OK && i < n; i++)
		status = dedi_worker_new(engine, &workers[i]);
	if (status != DEDI_OK) {
		free_workers(workers, workers ? n : 0);
		return dedi_fail(
			error, status, "cannot make a worker: %s", dedi_status_name(status));
	}
	pthread_mutex_lock(&jobs->lock);
	for (uint32_t i = 0; i < n; i++)
		jobs->threads[i].fresh = workers[i];
	jobs->renewing = n;
	pthread_cond_broadcast(&jobs->work);
	while (jobs->renewing)
		pthread_cond_wait(&jobs->renewed, &jobs->lock);
	pthread_mutex_unlock(&jobs->lock);
	free(workers);
	return DEDI_OK;
}

void jobs_stop(struct jobs *jobs)
{
	if (!jobs)
		return;
	pthread_mutex_lock(&jobs->lock);
	jobs->stopping = true;
	pthread_cond_broadcast(&jobs->work);
	pthread_mutex_unlock(&jobs->lock);
	for (uint32_t i = 0; i < jobs->n_threads; i++) {
		if (jobs->threads[i].started)
			pthread_join(jobs->threads[i].thread, NULL);
		dedi_worker_free(jobs->threads[i].worker);
	}
	pthread_cond_destroy(&jobs->work);
	pthread_cond_destroy(&jobs->renewed);
	pthread_mutex_destroy(&jobs->lock);
	free(jobs);
}

bool jobs_reserve(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	bool free_place = jobs->reserved < jobs->places;
	jobs->reserved += free_place;
	pthread_mutex_unlock(&jobs->lock);
	return free_place;
}

void jobs_unreserve(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	jobs->reserved--;
	pthread_mutex_unlock(&jobs->lock);
}

void jobs_submit_beyond(struct jobs *jobs, struct job *job)
{
	pthread_mutex_lock(&jobs->lock);
	jobs->reserved++;
	pthread_mutex_unlock(&jobs->lock);
	jobs_submit(jobs, job);
}

void jobs_submit(struct jobs *jobs, struct job *job)
{
	pthread_mutex_lock(&jobs->lock);
	job->next = NULL;
	if (!jobs->first[job->lane])
		jobs->turn[job->lane] = jobs->begun;
	*jobs->last[job->lane] = job;
	jobs->last[job->lane] = &job->next;
	jobs->queued++;
	pthread_cond_signal(&jobs->work);
	pthread_mutex_unlock(&jobs->lock);
}

struct jobs_state jobs_state(struct jobs *jobs)
{
	pthread_mutex_lock(&jobs->lock);
	struct jobs_state state = {
		.threads = jobs->n_threads,
		.queued = jobs->queued,
		.running = jobs->running,
		.places = jobs->places,
		.mean_ns = jobs->mean_ns,
	};
	pthread_mutex_unlock(&jobs->lock);
	return state;
}

uint32_t jobs_retry_after(struct jobs *jobs)
{
	struct jobs_state state = jobs_state(jobs);
	uint64_t wait_ns = (state.queued + state.running) * state.mean_ns / state.threads;
	uint64_t seconds = wait_ns / 1000000000u + 1;
	return seconds > 60 ? 60 : (uint32_t)seconds;
}
