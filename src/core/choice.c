/* choice.c - a decision on a suggestion as fields parted by tabs. */
#include "core/choice.h"

#include "base/str.h"

#include <stddef.h>
#include <string.h>

#define PART(member)                                                                     \
	{                                                                                \
		offsetof(struct choice, member), sizeof((struct choice *)0)->member      \
	}
static const struct {
	size_t offset, size;
} parts[] = {PART(rule), PART(suggestion), PART(action), PART(decision), PART(numbers),
	     PART(spec), PART(before),	   PART(after),	 PART(why)};
enum { N_PARTS = sizeof parts / sizeof parts[0] };

void
choice_encode(const struct choice *c, char out[CHOICE_TEXT_SIZE])
{
	char *to = out;

	for (int i = 0; i < N_PARTS; i++) {
		const char *p = (const char *)c + parts[i].offset;

		if (i > 0)
			*to++ = '\t';
		for (; *p != '\0'; p++)
			*to++ = (unsigned char)*p < ' ' ? ' ' : *p;
	}
	*to = '\0';
}

bool
choice_decode(const char *text, struct choice *c)
{
	const char *p = text;

	memset(c, 0, sizeof *c);
	for (int i = 0; i < N_PARTS; i++) {
		size_t n = strcspn(p, "\t");
		bool last = i == N_PARTS - 1;

		if (n >= parts[i].size || (p[n] == '\0') != last) {
			memset(c, 0, sizeof *c);
			return false;
		}
		memcpy((char *)c + parts[i].offset, p, n);
		p += n + !last;
	}
	return true;
}

bool
choice_changes(const struct choice *c)
{
	return strcmp(c->decision, "taken") == 0 || strcmp(c->decision, "changed") == 0;
}
