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
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &operands, &n, &code))
		return code;
	if (server_healthcheck(listen, TIMEOUT_MS, &error) == DEDI_OK)
		return EXIT_OK;
	complain("%s: %s", listen, error.message);
	return EXIT_INPUT;
}
