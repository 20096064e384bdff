/* The small answers: state, versions and limits, contract, explanations of errors, the page. */
#include "page.h"
#include "routes.h"
#include "state.h"

#include "json/writer.h"

#include <inttypes.h>
#include <stdio.h>

static void no_memory(struct exchange *exchange)
{
	struct problem problem;
	problem_init(&problem, PROBLEM_NO_MEMORY, "the answer needs more memory than there is");
	exchange_problem(exchange, &problem);
}

void answer_health(struct exchange *exchange, struct dedi_worker *worker)
{
	exchange_answer(exchange, 200, "application/json", STR("{\"status\":\"ok\"}"));
}

void answer_ready(struct exchange *exchange, struct dedi_worker *worker)
{
	int phase = atomic_load(&exchange->server->phase);
	if (phase == PHASE_SERVING) {
		exchange_answer(exchange, 200, "application/json", STR("{\"status\":\"ready\"}"));
		return;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_STOPPING, "the service is %s",
		phase == PHASE_STARTING ? "starting" : "stopping");
	exchange_problem(exchange, &problem);
}

void answer_openapi(struct exchange *exchange, struct dedi_worker *worker)
{
	exchange_answer(exchange, 200, "application/yaml",
		str_make((const char *)openapi_yaml, openapi_yaml_size));
}

void answer_version(struct exchange *exchange, struct dedi_worker *worker)
{
	struct json_writer w;
	struct str json;
	writer_init(&w, &exchange->arena, 1024);
	writer_open(&w, '{');
	writer_key(&w, "version");
	writer_cstr(&w, DEDI_VERSION);
	writer_key(&w, "lexicon");
	writer_string_begin(&w);
	writer_string_part(&w, STR("sha256:"));
	char digest[80];
	writer_string_part(&w, server_lexicon_digest(exchange->server, digest, sizeof digest));
	writer_string_end(&w);
	writer_key(&w, "model");
	char model[24];
	snprintf(model, sizeof model, "%016" PRIx64, server_model(exchange->server));
	writer_cstr(&w, model);
	writer_key(&w, "limits");
	writer_open(&w, '{');
	for (const struct option_spec *spec = server_option_specs; spec->name; spec++) {
		if (!spec->limit)
			continue;
		char key[64];
		const char *unit = spec->type == OPTION_BYTES  ? "_bytes"
				   : spec->type == OPTION_TIME ? "_ms"
							       : "";
		snprintf(key, sizeof key, "%s%s", spec->name, unit);
		for (char *c = key; *c; c++)
			if (*c == '-')
				*c = '_';
		writer_key_cstr(&w, key);
		writer_uint(&w, server_option_number(&exchange->server->options, spec));
	}
	writer_close(&w, '}');
	writer_close(&w, '}');
	if (writer_finish(&w, &json) == DEDI_OK)
		exchange_answer(exchange, 200, "application/json", json);
	else
		no_memory(exchange);
}

void answer_problem_page(struct exchange *exchange, struct dedi_worker *worker)
{
	struct str code = {exchange->path.p + sizeof "/problems/" - 1,
		exchange->path.n - (sizeof "/problems/" - 1)};
	for (int i = 0; i < PROBLEM_COUNT; i++) {
		const struct problem_kind *kind = &problem_kinds[i];
		if (!str_eq(code, str_make(kind->code, strlen(kind->code))))
			continue;
		char *page = arena_alloc(&exchange->arena, 1024);
		if (!page)
			break;
		int n = snprintf(page, 1024, "%s\n\nStatus %d, code %s\n\n%s\n", kind->title,
			kind->status, kind->code, kind->explanation);
		exchange_answer(
			exchange, 200, "text/plain; charset=utf-8", str_make(page, (size_t)n));
		return;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_NOT_FOUND, "%s", "there is no problem of this code");
	exchange_problem(exchange, &problem);
}

void answer_page(struct exchange *exchange, struct dedi_worker *worker)
{
	struct str path = str_eq(exchange->path, STR("/")) ? STR("/index.html") : exchange->path;
	for (const struct page_file *file = page_files; file->path; file++) {
		if (!str_eq(path, str_make(file->path, strlen(file->path))))
			continue;
		/* nothing from elsewhere, nothing inline, in nobody's frame; the viewer of /docs
		   has its icons in its style sheet */
		answer_header(&exchange->answer, "Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' "
			"data:; "
			"connect-src 'self'; base-uri 'none'; form-action 'self'; "
			"frame-ancestors 'none'");
		answer_header(&exchange->answer, "X-Content-Type-Options", "nosniff");
		answer_header(&exchange->answer, "Referrer-Policy", "no-referrer");
		answer_header(&exchange->answer, "Cache-Control", "no-cache");
		if (file->coding)
			answer_header(&exchange->answer, "Content-Encoding", file->coding);
		exchange_answer(exchange, 200, file->type, str_make(file->data, file->size));
		return;
	}
	struct problem problem;
	problem_init(&problem, PROBLEM_NOT_FOUND, "%s", "there is nothing at this path");
	exchange_problem(exchange, &problem);
}

void answer_metrics(struct exchange *exchange, struct dedi_worker *worker)
{
	struct str text;
	if (metrics_write(exchange->server, &exchange->arena, &text) == DEDI_OK)
		exchange_answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", text);
	else
		no_memory(exchange);
}
