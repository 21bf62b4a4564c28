/* fuzz_bundle.c - names of bundles and of the files in them: one form each, and no way out. */
#include "sync/bundle.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), back[BUNDLE_NAME + 8];
	struct bundle_name name;
	bool sealed = false;

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	if (bundle_file_ok(text))
		check(strlen(text) < BUNDLE_FILE && !strpbrk(text, "/\\: \n\t") &&
		      text[0] != '.');
	if (bundle_name_parse(text, &name)) {
		bundle_name_text(&name, back);
		check(!strcmp(back, text) && name.incarnation >= 1 && name.serial >= 1);
	}
	if (bundle_name_lying(text, &name, &sealed)) {
		bundle_name_text(&name, back);
		if (sealed)
			strcat(back, BUNDLE_SEALED);
		check(!strcmp(back, text));
	}
	free(text);
	return 0;
}
