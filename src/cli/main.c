/* The program: finds the subcommand and runs it. A new one is a line here and a file beside. */
#include "cli/cli.h"

static const struct command commands[] = {
	{"serve", "serve the HTTP API", command_serve},
	{"analyze", "analyse articles from files or standard input", command_analyze},
	{"eval", "measure the analysis against gold documents", command_eval},
	{"healthcheck", "ask a running service whether it is ready", command_healthcheck},
	{"indent", "lay JSON out for people", command_indent},
	{"tag", "label the names in tokenised sentences", command_tag},
	{"train", "train the tagger on annotated sentences", command_train},
	{"version", "print the versions of program and data", command_version},
};

static void print_help(FILE *to)
{
	fputs("Usage: dedi COMMAND [OPTIONS]\n\n"
	      "Finds statements, people, organisations and campaigns in Kazakh news.\n\n"
	      "Commands:\n",
		to);
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(to, "  %-12s %s\n", commands[i].name, commands[i].summary);
	fputs("\n`dedi COMMAND --help` tells the options of a command.\n", to);
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
		strcmp(argv[1], "help") == 0) {
		print_help(stdout);
		return (int)finish_output(EXIT_OK);
	}
	const char *name = strcmp(argv[1], "--version") == 0 ? "version" : argv[1];
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (strcmp(name, commands[i].name) == 0)
			return (int)commands[i].run(argc - 1, argv + 1);
	complain("there is no command %s", argv[1]);
	print_help(stderr);
	return EXIT_USAGE;
}
