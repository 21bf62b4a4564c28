/* wording.c - the sentences of the program that patients read, and their places. */
#include "core/wording.h"

#include <assert.h>
#include <string.h>

void
wording_fill(const char *template,
	     void (*put)(const void *ctx, const char *name, size_t n, struct str *out),
	     const void *ctx, struct str *out)
{
	for (const char *p = template; *p;) {
		const char *end = *p == '{' ? strchr(p, '}') : NULL;

		if (!end) {
			str_add_c(out, *p++);
			continue;
		}
		put(ctx, p + 1, (size_t)(end - p - 1), out);
		p = end + 1;
	}
}

const struct wording *
wording_english(void)
{
	static const struct wording english = {{
#define WORDING_ROW(ID, english) english,
	    WORDING_LIST(WORDING_ROW)
#undef WORDING_ROW
	}};

	return &english;
}

static void
put_place(const void *ctx, const char *name, size_t n, struct str *out)
{
	for (const struct wording_place *p = ctx; p && p->name; p++)
		if (strlen(p->name) == n && !memcmp(p->name, name, n))
			str_add(out, p->text);
}

void
wording_say(const struct wording *w, enum wording_id id,
	    const struct wording_place *places, struct str *out)
{
	assert((unsigned)id < WORDING_COUNT);
	wording_fill(w->text[id], put_place, places, out);
}

void
wording_say_n(const struct wording *w, enum wording_id id, long long n, struct str *out)
{
	char text[24];

	str_format(text, sizeof text, "%lld", n);
	wording_say(w, id, (const struct wording_place[]){{"n", text}, {NULL, NULL}},
		    out);
}
