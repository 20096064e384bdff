/* dedi healthcheck: asks a running service whether it is ready; for the HEALTHCHECK of a container,
 * so that its image needs no other client. */
#include "cli/cli.h"

#include "server.h"

#include <stdlib.h>

enum { TIMEOUT_MS = 3000 };

enum exit_code command_healthcheck(int argc, char **argv)
{
	const char *listen = "127.0.0.1:8080";
	const struct option_row rows[] = {
		{"listen", "ADDR:PORT", "where the service listens", &listen, NULL}};
	const struct option_set set = {
		"healthcheck", "dedi healthcheck [--listen ADDR:PORT]", NULL, rows, 1, 0};
	char **operands;
	int n;
	struct dedi_error error;
	switch (options_parse(&set, argc, argv, &operands, &n)) {
	case PARSE_OK:
		break;
	case PARSE_HELP:
		return finish_output(EXIT_OK);
	case PARSE_ERROR:
		return EXIT_USAGE;
	}
	if (server_healthcheck(listen, TIMEOUT_MS, &error) == DEDI_OK)
		return EXIT_OK;
	complain("%s: %s", listen, error.message);
	return EXIT_INPUT;
}
