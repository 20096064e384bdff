/* Runs a target over files: replay FILE|DIRECTORY … */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { INPUT_BYTES = 1 << 20 };

static unsigned files;

static void replay_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(INPUT_BYTES);
	if (file && data) {
		size_t n = fread(data, 1, INPUT_BYTES, file);
		uint8_t *exact = malloc(n ? n : 1); /* so that one byte too many is seen */
		for (size_t i = 0; exact && i < n; i++)
			exact[i] = data[i];
		if (exact && LLVMFuzzerTestOneInput(exact, n) == 0)
			files++;
		free(exact);
	}
	free(data);
	if (file)
		fclose(file);
}

static void replay(const char *path)
{
	struct stat info;
	if (stat(path, &info) != 0)
		return;
	if (!S_ISDIR(info.st_mode)) {
		replay_file(path);
		return;
	}
	DIR *dir = opendir(path);
	struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		char inner[4096];
		if (entry->d_name[0] == '.')
			continue;
		snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
		if (stat(inner, &info) == 0 && S_ISREG(info.st_mode))
			replay_file(inner);
	}
	if (dir)
		closedir(dir);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	printf("%u passed, 0 failed\n", files); /* a failure does not come so far */
	return files ? 0 : 1;
}
