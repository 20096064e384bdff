/* dedi indent: lays JSON from standard input out for people. */
#include "cli/cli.h"

#include "json/json.h"

#include <stdlib.h>

enum exit_code command_indent(int argc, char **argv)
{
	const struct option_set set = {"indent", "dedi indent [FILE|-]", NULL, NULL, 0, 1};
	char **operands, *bytes;
	int n;
	size_t size;
	struct dedi_error error;
	struct arena arena;
	struct str text;
	enum exit_code code;
	if (!options_parse(&set, argc, argv, &operands, &n, &code))
		return code;
	const char *path = n ? operands[0] : "-";
	if (read_input(path, &bytes, &size, &error) != DEDI_OK) {
		complain_error(path, &error);
		return EXIT_INPUT;
	}
	arena_init(&arena, CLI_ARENA_BYTES);
	enum dedi_status status = json_indent(str_make(bytes, size), &arena, &text);
	if (status == DEDI_OK)
		fwrite(text.p, 1, text.n, stdout);
	else
		complain("%s: %s", path, dedi_status_name(status));
	arena_finish(&arena);
	free(bytes);
	return finish_output(status == DEDI_OK ? EXIT_OK : EXIT_INPUT);
}
