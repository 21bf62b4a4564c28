/* fuzz_manifest.c - a manifest that is read writes itself back byte for byte; others are refused. */
#include "fuzz.h"
#include "sync/manifest.h"

#include "sync/sign.h"

#include <stdlib.h>
#include <string.h>

static void
taken(const struct manifest *m, const uint8_t *data, size_t size)
{
	struct str out = {0};
	struct bundle_name name;
	char text[BUNDLE_NAME];

	manifest_write(m, &out);
	check(out.n == size && !memcmp(out.p, data, size));
	str_clear(&out);
	manifest_comment(m, &out);
	check(out.n < SIGN_COMMENT);
	str_release(&out);
	manifest_name(m, text);
	if (bundle_name_parse(text, &name))
		check(name.serial == m->serial && name.incarnation == m->incarnation &&
		      !strcmp(name.from, m->from) && !strcmp(name.to, m->to));
	for (size_t i = 0; i < m->n_files; i++)
		check(manifest_file(m, m->files[i].name) == &m->files[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct manifest m;
	struct err err = {0};

	if (!manifest_read(&m, (const char *)data, size, &err))
		taken(&m, data, size);
	else
		check(status_say(&err)[0] != '\0');
	manifest_release(&m);
	return 0;
}
