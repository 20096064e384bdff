/*
 * The command line and its environment twins. Long options only: `--name VALUE`, `--name=VALUE`,
 * `--flag`, `--` ends them; operands may stand between options. `--help` is everywhere.
 */
#include "cli/cli.h"

#include <assert.h>
#include <getopt.h>
#include <stdlib.h>

enum { MAX_OPTIONS = 48, HELP = 1000 };

void option_twin(const char *name, char *twin, size_t size)
{
	snprintf(twin, size, "DEDI_%s", name);
	for (char *c = twin; *c; c++)
		*c = *c == '-' ? '_' : *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
}

static void print_help(const struct option_set *set)
{
	printf("Usage: %s\n", set->usage);
	if (set->about)
		printf("\n%s\n", set->about);
	printf("\nOptions:\n");
	for (size_t i = 0; i < set->n_rows; i++) {
		char left[64];
		snprintf(left, sizeof left, "--%s%s%s", set->rows[i].name,
			set->rows[i].value ? " " : "",
			set->rows[i].value ? set->rows[i].value : "");
		const char *initial = set->rows[i].initial;
		printf("  %-28s %s", left, set->rows[i].help);
		if (initial && *initial)
			printf(" [%s]", initial);
		putchar('\n');
	}
	printf("  %-28s %s\n", "--help", "print this and exit");
	if (!set->n_rows)
		return;
	char twin[64];
	option_twin(set->rows[0].name, twin, sizeof twin);
	printf("\nEach option has a twin in the environment: --%s is also %s. The command line "
	       "wins.\n",
		set->rows[0].name, twin);
}

static bool parse_flag(const char *value, bool *ret_flag)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {{"1", true}, {"true", true}, {"yes", true}, {"on", true}, {"0", false},
		{"false", false}, {"no", false}, {"off", false}, {"", false}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(value, words[i].word) == 0) {
			*ret_flag = words[i].value;
			return true;
		}
	return false;
}

static bool read_environment(const struct option_set *set)
{
	for (size_t i = 0; i < set->n_rows; i++) {
		const struct option_row *row = &set->rows[i];
		char twin[64];
		option_twin(row->name, twin, sizeof twin);
		const char *value = getenv(twin);
		if (!value)
			continue;
		if (row->target) {
			*row->target = value;
		} else if (!parse_flag(value, row->flag)) {
			complain("%s=%s: must be true or false", twin, value);
			return false;
		}
	}
	return true;
}

/* The command line is wrong, the message is out: where the help is, and the exit code of it. */
static enum exit_code usage_error(const struct option_set *set)
{
	fprintf(stderr, "Try `dedi %s --help`.\n", set->command);
	return EXIT_USAGE;
}

bool options_parse(const struct option_set *set, int argc, char **argv, char ***ret_operands,
	int *ret_n_operands, enum exit_code *ret_code)
{
	struct option longs[MAX_OPTIONS + 2] = {0};
	assert(set->n_rows <= MAX_OPTIONS);
	for (size_t i = 0; i < set->n_rows; i++) {
		longs[i].name = set->rows[i].name;
		longs[i].has_arg = set->rows[i].value ? required_argument : no_argument;
		longs[i].val = (int)i;
	}
	longs[set->n_rows] = (struct option){"help", no_argument, NULL, HELP};
	if (!read_environment(set)) {
		*ret_code = usage_error(set);
		return false;
	}
	optind = 0; /* glibc: start anew, permuting operands to the end */
	opterr = 0;
	int found;
	while ((found = getopt_long(argc, argv, ":h", longs, NULL)) != -1) {
		if (found == HELP || found == 'h') {
			print_help(set);
			*ret_code = finish_output(EXIT_OK);
			return false;
		}
		if (found == ':' || found == '?') {
			complain(found == ':' ? "%s needs a value" : "unknown option: %s",
				argv[optind - 1]);
			*ret_code = usage_error(set);
			return false;
		}
		const struct option_row *row = &set->rows[found];
		if (row->target)
			*row->target = optarg;
		else
			*row->flag = true;
	}
	if (argc - optind > set->max_operands) {
		complain("too many arguments: %s", argv[optind + set->max_operands]);
		*ret_code = usage_error(set);
		return false;
	}
	*ret_operands = argv + optind;
	*ret_n_operands = argc - optind;
	return true;
}
