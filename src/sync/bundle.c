/* bundle.c - the grammar of names. */
#include "sync/bundle.h"

#include "base/str.h"

#include <string.h>

enum { WORD_MAX = 40, SITE_MIN = 2, SITE_MAX = 6, SERIAL_MAX = 12 };

bool
bundle_file_ok(const char *name)
{
	static const char *const fixed[] = {BUNDLE_MANIFEST, BUNDLE_SIGNATURE,
					    "datapackage.json", "README.txt"};
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz_");

	for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
		if (strcmp(name, fixed[i]) == 0)
			return true;
	return n >= 1 && n <= WORD_MAX && strcmp(name + n, ".csv") == 0;
}

/* A site's code and the line behind it. */
static const char *
site(const char *text, char code[BUNDLE_SITE])
{
	size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (n < SITE_MIN || n > SITE_MAX || text[n] != '_')
		return NULL;
	memcpy(code, text, n);
	code[n] = '\0';
	return text + n + 1;
}

static const char *
number(const char *text, char end, int64_t *value)
{
	size_t n = strspn(text, "0123456789");
	long long v;

	if (n > SERIAL_MAX || text[n] != end || !str_int(text, n, &v) || v < 1)
		return NULL;
	*value = v;
	return text + n + 1;
}

void
bundle_name_text(const struct bundle_name *name, char text[BUNDLE_NAME])
{
	str_format(text, BUNDLE_NAME, "%s_%s_%04lld_%06lld", name->from, name->to,
		   (long long)name->incarnation, (long long)name->serial);
}

bool
bundle_name_parse(const char *text, struct bundle_name *name)
{
	char again[BUNDLE_NAME];
	const char *p = text;

	*name = (struct bundle_name){0};
	if ((p = site(p, name->from)) == NULL || (p = site(p, name->to)) == NULL ||
	    (p = number(p, '_', &name->incarnation)) == NULL ||
	    number(p, '\0', &name->serial) == NULL)
		return false;
	bundle_name_text(name, again);
	return strcmp(again, text) == 0;
}

bool
bundle_name_lying(const char *text, struct bundle_name *name, bool *sealed)
{
	size_t n = strlen(text), tail = strlen(BUNDLE_SEALED);
	char plain[BUNDLE_NAME];

	*sealed = n > tail && strcmp(text + n - tail, BUNDLE_SEALED) == 0;
	if (*sealed)
		n -= tail;
	if (n >= sizeof plain)
		return false;
	memcpy(plain, text, n);
	plain[n] = '\0';
	return bundle_name_parse(plain, name);
}

bool
bundle_name_within(const char *text, struct bundle_name *name, bool *sealed)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
	char plain[BUNDLE_NAME];

	*sealed = strstr(text, BUNDLE_SEALED) != NULL;
	for (size_t n; *text; text += n) {
		n = strspn(text, letters);
		if (n > 0 && n < sizeof plain) {
			memcpy(plain, text, n);
			plain[n] = '\0';
			if (bundle_name_parse(plain, name))
				return true;
		}
		n += strcspn(text + n, letters);
	}
	*name = (struct bundle_name){0};
	return false;
}

int
bundle_name_order(const struct bundle_name *a, const struct bundle_name *b)
{
	if (a->incarnation != b->incarnation)
		return a->incarnation > b->incarnation ? 1 : -1;
	return (a->serial > b->serial) - (a->serial < b->serial);
}
