/* dedi version: program and data, for bug reports. */
#include "cli/cli.h"

#include <inttypes.h>
#include <stdlib.h>

enum exit_code command_version(int argc, char **argv)
{
	const struct option_set set = {"version", "dedi version", NULL, NULL, 0, 0};
	char **operands;
	int n;
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &operands, &n, &code))
		return code;
	struct session session;
	if (!session_open(&session, NULL, NULL))
		return EXIT_INPUT;
	struct str digest = lexicon_digest(dedi_engine_lexicon(session.engine));
	printf("dedi %s\nlexicon sha256:" STR_FMT "\nmodel %016" PRIx64 "\n", DEDI_VERSION,
		STR_ARG(digest), dedi_engine_model(session.engine));
	session_close(&session);
	return finish_output(EXIT_OK);
}
