/*
 * See metrics.h. Buckets double from 50 µs on: an analysis takes tens of microseconds to tens of
 * milliseconds, so quantiles are told within a factor of two everywhere.
 */
#include "metrics.h"

#include "routes.h"
#include "state.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { FIRST_BUCKET_NS = 50000 };

/* The last place counts every other status. */
static const int statuses[METRIC_STATUSES] = {200, 204, 400, 401, 403, 404, 405, 406, 408, 413, 414,
	415, 417, 422, 429, 431, 500, 501, 503, 505};

void metrics_count(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

void metrics_time(struct histogram *histogram, uint64_t ns)
{
	uint32_t i = 0;
	for (uint64_t edge = FIRST_BUCKET_NS; i < METRIC_BUCKETS && ns > edge; edge *= 2)
		i++;
	metrics_count(&histogram->buckets[i], 1);
	metrics_count(&histogram->sum_ns, ns);
}

void metrics_request(struct metrics *metrics, uint32_t route, int status, uint64_t ns)
{
	uint32_t i = 0;
	while (i < METRIC_STATUSES - 1 && statuses[i] != status)
		i++;
	if (route >= METRIC_ROUTES)
		route = METRIC_ROUTES - 1;
	metrics_count(&metrics->requests[route][i], 1);
	metrics_time(&metrics->duration[route], ns);
}

void metrics_analysis(struct metrics *metrics, const struct dedi_analysis *analysis)
{
	metrics_count(&metrics->documents, 1);
	metrics_count(&metrics->text_bytes, analysis->document.text.n);
	for (int i = 0; i < STAGE_COUNT; i++)
		metrics_time(&metrics->stages[i], analysis->stage_ns[i]);
	for (uint32_t i = 0; i < analysis->statements.n; i++)
		metrics_count(&metrics->statements[analysis->statements.at[i].type], 1);
	metrics_count(&metrics->people, analysis->entities.n_people);
	metrics_count(&metrics->organizations, analysis->entities.n_organizations);
	metrics_count(&metrics->campaigns, analysis->entities.n_campaigns);
}

struct page {
	struct arena *arena;
	char *p;
	size_t n, size;
	bool failed;
};

static void print(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void print(struct page *page, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = page->failed ? -1
			     : vsnprintf(page->p + page->n, page->size - page->n, format, args);
	va_end(args);
	if (n < 0)
		return;
	if ((size_t)n < page->size - page->n) {
		page->n += (size_t)n;
		return;
	}
	size_t size = page->size * 2 + (size_t)n;
	char *p = arena_alloc(page->arena, size);
	if (!p) {
		page->failed = true;
		return;
	}
	memcpy(p, page->p, page->n);
	page->p = p;
	page->size = size;
	va_start(args, format);
	page->n += (size_t)vsnprintf(p + page->n, size - page->n, format, args);
	va_end(args);
}

static void head(struct page *page, const char *name, const char *type, const char *help)
{
	print(page, "# HELP dedi_%s %s\n# TYPE dedi_%s %s\n", name, help, name, type);
}

static void single(
	struct page *page, const char *name, const char *type, const char *help, uint64_t value)
{
	head(page, name, type, help);
	print(page, "dedi_%s %" PRIu64 "\n", name, value);
}

/* label: "route=\"/v1/analyze\"" or "" */
static void write_histogram(
	struct page *page, const char *name, const char *label, struct histogram *h)
{
	uint64_t total = 0;
	double edge = FIRST_BUCKET_NS / 1e9;
	const char *comma = *label ? "," : "";
	for (int i = 0; i < METRIC_BUCKETS; i++, edge *= 2) {
		total += atomic_load_explicit(&h->buckets[i], memory_order_relaxed);
		print(page, "dedi_%s_bucket{%s%sle=\"%.9g\"} %" PRIu64 "\n", name, label, comma,
			edge, total);
	}
	total += atomic_load_explicit(&h->buckets[METRIC_BUCKETS], memory_order_relaxed);
	print(page, "dedi_%s_bucket{%s%sle=\"+Inf\"} %" PRIu64 "\n", name, label, comma, total);
	const char *open = *label ? "{" : "", *close = *label ? "}" : "";
	print(page, "dedi_%s_sum%s%s%s %.9f\n", name, open, label, close,
		(double)atomic_load_explicit(&h->sum_ns, memory_order_relaxed) / 1e9);
	print(page, "dedi_%s_count%s%s%s %" PRIu64 "\n", name, open, label, close, total);
}

static void write_requests(struct page *page, struct metrics *m)
{
	head(page, "requests_total", "counter", "Requests answered, by route and status.");
	for (uint32_t r = 0; r < METRIC_ROUTES; r++)
		for (uint32_t s = 0; s < METRIC_STATUSES; s++) {
			uint64_t n = atomic_load_explicit(&m->requests[r][s], memory_order_relaxed);
			if (n)
				print(page,
					"dedi_requests_total{route=\"%s\",status=\"%d\"} %" PRIu64
					"\n",
					route_name(r), statuses[s], n);
		}
	head(page, "request_duration_seconds", "histogram",
		"From the whole header to the end of the answer, by route.");
	for (uint32_t r = 0; r < METRIC_ROUTES; r++) {
		char label[96];
		uint64_t any = 0;
		for (int i = 0; i <= METRIC_BUCKETS; i++)
			any += atomic_load_explicit(
				&m->duration[r].buckets[i], memory_order_relaxed);
		if (!any)
			continue;
		snprintf(label, sizeof label, "route=\"%s\"", route_name(r));
		write_histogram(page, "request_duration_seconds", label, &m->duration[r]);
	}
	head(page, "problems_total", "counter", "Errors, by code; those of batch lines included.");
	for (int i = 0; i < PROBLEM_COUNT; i++)
		print(page, "dedi_problems_total{code=\"%s\"} %" PRIu64 "\n", problem_kinds[i].code,
			atomic_load_explicit(&m->problems[i], memory_order_relaxed));
}

static void write_analysis(struct page *page, struct metrics *m)
{
	static const char *const stages[STAGE_COUNT] = {
		"document", "words", "tags", "entities", "statements"};
	head(page, "stage_duration_seconds", "histogram", "Time of a stage of one analysis.");
	for (int i = 0; i < STAGE_COUNT; i++) {
		char label[48];
		snprintf(label, sizeof label, "stage=\"%s\"", stages[i]);
		write_histogram(page, "stage_duration_seconds", label, &m->stages[i]);
	}
	single(page, "documents_total", "counter", "Documents analysed.", m->documents);
	single(page, "text_bytes_total", "counter", "Bytes of text analysed.", m->text_bytes);
	head(page, "statements_total", "counter", "Statements found, by type.");
	for (int i = 0; i < 3; i++)
		print(page, "dedi_statements_total{type=\"%s\"} %" PRIu64 "\n",
			statement_type_name((enum statement_type)i), m->statements[i]);
	head(page, "entities_total", "counter", "Entities found, by kind.");
	print(page,
		"dedi_entities_total{kind=\"person\"} %" PRIu64
		"\ndedi_entities_total{kind=\"organization\"} %" PRIu64
		"\ndedi_entities_total{kind=\"campaign\"} %" PRIu64 "\n",
		m->people, m->organizations, m->campaigns);
	single(page, "batch_documents_total", "counter", "Lines of batches answered.",
		m->batch_documents);
	single(page, "batch_errors_total", "counter", "… of these, with an error.",
		m->batch_errors);
}

/* What the kernel knows of this process. Absent where /proc is not mounted. */
static void write_process(struct page *page, const struct server *server)
{
	print(page,
		"# HELP process_start_time_seconds Unix time of the start.\n"
		"# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds %.3f\n",
		(double)server->started_ms / 1e3);
	FILE *file = fopen("/proc/self/statm", "r");
	if (!file)
		return;
	unsigned long size = 0, resident = 0;
	if (fscanf(file, "%lu %lu", &size, &resident) == 2)
		print(page,
			"# HELP process_resident_memory_bytes Resident memory.\n"
			"# TYPE process_resident_memory_bytes gauge\n"
			"process_resident_memory_bytes %llu\n",
			(unsigned long long)resident * (unsigned long long)sysconf(_SC_PAGESIZE));
	fclose(file);
}

enum dedi_status metrics_write(struct server *server, struct arena *arena, struct str *ret_text)
{
	struct metrics *m = &server->metrics;
	struct page page = {.arena = arena, .size = 64 * 1024};
	struct jobs_state jobs = jobs_state(server->jobs);
	page.p = arena_alloc(arena, page.size);
	if (!page.p)
		return DEDI_NO_MEMORY;
	head(&page, "build_info", "gauge", "Always 1; the labels say what is running.");
	char room[80];
	struct str digest = server_lexicon_digest(server, room, sizeof room);
	print(&page, "dedi_build_info{version=\"%s\",lexicon=\"" STR_FMT "\"} 1\n", DEDI_VERSION,
		STR_ARG(digest));
	write_requests(&page, m);
	write_analysis(&page, m);
	head(&page, "queue_wait_seconds", "histogram", "Time a request waited for a job thread.");
	write_histogram(&page, "queue_wait_seconds", "", &m->queue_wait);
	single(&page, "aborted_total", "counter", "Clients that left before their answer.",
		m->aborted);
	single(&page, "queue_length", "gauge", "Requests waiting for a job thread.", jobs.queued);
	single(&page, "queue_places", "gauge", "Requests that may wait.", jobs.places);
	single(&page, "jobs_running", "gauge", "Job threads at work.", jobs.running);
	single(&page, "job_threads", "gauge", "Job threads.", jobs.threads);
	single(&page, "in_flight", "gauge", "Requests accepted and not wholly answered.",
		server->in_flight);
	single(&page, "connections", "gauge", "Open connections.", server->open_connections);
	single(&page, "received_bytes_total", "counter", "Bytes from clients.", server->bytes_in);
	single(&page, "sent_bytes_total", "counter", "Bytes to clients.", server->bytes_out);
	single(&page, "log_lines_dropped_total", "counter", "Log lines nobody took.",
		log_dropped(server->log));
	write_process(&page, server);
	if (page.failed)
		return DEDI_NO_MEMORY;
	*ret_text = str_make(page.p, page.n);
	return DEDI_OK;
}
