/*
 * dedi serve: the HTTP service.
 *
 * Settings come from the configuration file, over it the environment, over that the command line.
 * The options themselves are the table of the HTTP box; here they only get their values. A wrong
 * value is told with where it came from, and nothing is served.
 */
#include "cli/cli.h"
#include "cli/config.h"

#include "server.h"

#include <stdlib.h>

enum { MAX_SPECS = 40 };

struct settings {
	struct server_options options;
	char lexicon[OPTION_TEXT_MAX]; /* empty: the built-in tables only */
	char model[OPTION_TEXT_MAX];   /* empty: the built-in model */
	const char *config_path;       /* what the command line or the environment says */
	const char *lexicon_path, *model_path;
	const char *values[MAX_SPECS]; /* of each option; NULL: not given */
	bool check;
};

static enum dedi_status set_path(
	char path[OPTION_TEXT_MAX], struct str key, struct str value, struct dedi_error *error)
{
	if (value.n >= OPTION_TEXT_MAX)
		return dedi_fail(error, DEDI_INVALID_INPUT, STR_FMT ": too long", STR_ARG(key));
	memcpy(path, value.p, value.n);
	path[value.n] = '\0';
	return DEDI_OK;
}

static enum dedi_status set_option(
	void *context, struct str key, struct str value, struct dedi_error *error)
{
	struct settings *settings = context;
	if (str_eq(key, STR("lexicon")))
		return set_path(settings->lexicon, key, value, error);
	if (str_eq(key, STR("model")))
		return set_path(settings->model, key, value, error);
	const struct option_spec *spec = server_option_find(key);
	if (!spec)
		return dedi_fail(error, DEDI_INVALID_INPUT, "there is no option %.*s",
			(int)(key.n < 60 ? key.n : 60), key.p);
	return server_option_set(&settings->options, spec, value, error);
}

/* The table of the HTTP box as rows of the command line. */
static size_t make_rows(struct settings *settings, struct option_row *rows)
{
	size_t n = 0;
	rows[n++] = (struct option_row){
		"config", "FILE", "file of `key = value` lines", &settings->config_path, NULL};
	rows[n++] = (struct option_row){"lexicon", "DIR",
		"tables of your own, laid over the built-in ones", &settings->lexicon_path, NULL};
	rows[n++] = (struct option_row){"model", "FILE",
		"a model of `dedi train` instead of the built-in one", &settings->model_path, NULL};
	rows[n++] = (struct option_row){
		"check", NULL, "print the settings and exit", NULL, &settings->check};
	for (size_t i = 0; server_option_specs[i].name && i < MAX_SPECS; i++)
		rows[n++] = (struct option_row){server_option_specs[i].name,
			server_option_specs[i].value, server_option_specs[i].help,
			&settings->values[i], NULL, server_option_specs[i].initial};
	return n;
}

static bool apply(struct settings *settings, const char *name, const char *value)
{
	struct dedi_error error;
	if (!value)
		return true;
	struct str key = str_make(name, strlen(name));
	if (set_option(settings, key, str_make(value, strlen(value)), &error) == DEDI_OK)
		return true;
	char twin[64];
	option_twin(name, twin, sizeof twin);
	const char *why = strstr(error.message, ": "); /* behind the option's name */
	why = why ? why + 2 : error.message;
	if (value == getenv(twin))
		complain("%s=%s: %s", twin, value, why);
	else
		complain("--%s %s: %s", name, value, why);
	return false;
}

static bool read_settings(struct settings *settings)
{
	struct dedi_error error;
	server_options_init(&settings->options);
	if (settings->config_path &&
		config_read(settings->config_path, set_option, settings, &error) != DEDI_OK) {
		complain_error(settings->config_path, &error);
		return false;
	}
	bool good = apply(settings, "lexicon", settings->lexicon_path);
	good = apply(settings, "model", settings->model_path) && good;
	for (size_t i = 0; server_option_specs[i].name && i < MAX_SPECS; i++)
		good = apply(settings, server_option_specs[i].name, settings->values[i]) && good;
	return good;
}

/* In the notation of the configuration file. */
static void print_settings(const struct settings *settings)
{
	char value[OPTION_TEXT_MAX];
	printf("lexicon = \"%s\"\nmodel = \"%s\"\n", settings->lexicon, settings->model);
	for (size_t i = 0; server_option_specs[i].name; i++) {
		const struct option_spec *spec = &server_option_specs[i];
		server_option_print(&settings->options, spec, value, sizeof value);
		if (spec->type == OPTION_TEXT)
			printf("%s = \"%s\"\n", spec->name, value);
		else
			printf("%s = %s\n", spec->name, value);
	}
}

static enum exit_code serve(const struct settings *settings)
{
	const struct dedi_engine_options engine_options = {
		.lexicon_directory = settings->lexicon[0] ? settings->lexicon : NULL,
		.model_path = settings->model[0] ? settings->model : NULL};
	struct dedi_engine *engine;
	struct dedi_error error;
	if (dedi_engine_new(&engine_options, &engine, &error) != DEDI_OK) {
		complain_engine(&engine_options, &error);
		return EXIT_INPUT;
	}
	struct server_options options = settings->options;
	options.lexicon_directory = engine_options.lexicon_directory;
	options.model_path = engine_options.model_path;
	enum dedi_status status = server_run(&options, engine, NULL, NULL, &error);
	if (status != DEDI_OK)
		complain_error("serve", &error);
	dedi_engine_free(engine);
	return status == DEDI_OK ? EXIT_OK : EXIT_INPUT;
}

static const char about[] =
	"Serves the HTTP API until SIGTERM or SIGINT; SIGHUP reads the file of keys and the tables "
	"of\n"
	"--lexicon again.\n"
	"Settings come from --config, over it the environment, over that these options.";

enum exit_code command_serve(int argc, char **argv)
{
	static struct settings settings; /* large, and there is one */
	struct option_row rows[MAX_SPECS + 4];
	const struct option_set set = {
		"serve", "dedi serve [OPTIONS]", about, rows, make_rows(&settings, rows), 0};
	char **operands;
	int n;
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &operands, &n, &code))
		return code;
	if (!read_settings(&settings))
		return EXIT_USAGE;
	if (settings.check) {
		print_settings(&settings);
		return finish_output(EXIT_OK);
	}
	return serve(&settings);
}
