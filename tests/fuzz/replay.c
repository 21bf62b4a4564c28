/* replay.c - runs a fuzz target over the files of its corpus, one test a file. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The whole file in memory of exactly its size, so that every overrun is seen; NULL: not read. */
static uint8_t *
load(const char *path, size_t *size)
{
	FILE *f = fopen(path, "rb");
	uint8_t *bytes = NULL;
	long n;

	if (!f)
		return NULL;
	if (fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) >= 0) {
		rewind(f);
		*size = (size_t)n;
		bytes = malloc(*size ? *size : 1);
		if (bytes && fread(bytes, 1, *size, f) != *size) {
			free(bytes);
			bytes = NULL;
		}
	}
	fclose(f);
	return bytes;
}

static int
replay(const char *path)
{
	size_t size = 0;
	uint8_t *bytes = load(path, &size);
	int result;

	printf("%s\n", path);
	fflush(stdout); /* a crash leaves the name of its file behind */
	if (!bytes)
		return 1;
	result = LLVMFuzzerTestOneInput(bytes, size);
	free(bytes);
	return result != 0;
}

int
main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/');
	int passed = 0, failed = 0;
	char path[1024];
	struct dirent *e;
	DIR *d;

	name = name ? name + 1 : argv[0];
	if (argc > 1)
		snprintf(path, sizeof(path), "%s", argv[1]);
	else
		snprintf(path, sizeof(path), "tests/fuzz/corpus/%s",
			 name + strlen("fuzz_"));
	d = opendir(path);
	while (d && (e = readdir(d))) {
		char file[2048];

		if (e->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		if (replay(file))
			failed++;
		else
			passed++;
	}
	if (d)
		closedir(d);
	printf("%d passed, %d failed\n", passed, failed);
	return failed || !passed;
}
