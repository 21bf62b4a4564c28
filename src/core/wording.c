/* wording.c - the sentences of the program that patients read, and their places. */
#include "core/wording.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
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
	static const struct wording english = {.text = {
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

/* ---- catalogues */

/* A catalogue on its way: entries are msgid and msgstr, each of quoted parts. */
struct reading {
	struct wording *w;
	struct str id, text;
	struct str
	    *into;   /* which of them further quoted lines belong to, NULL: neither */
	size_t used; /* of the store */
};

/* Appends what stands in quotes; false: it does not. */
static bool
unquote(const char *p, size_t n, struct str *out)
{
	if (n < 2 || p[0] != '"' || p[n - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < n; i++) {
		if (p[i] == '"')
			return false;
		if (p[i] == '\\' && i + 2 >= n)
			return false;
		if (p[i] == '\\')
			i++;
		str_add_c(out, p[i - 1] == '\\' && p[i] == 'n' ? '\n' : p[i]);
	}
	return true;
}

static void
take_head(struct wording *w, const char *head)
{
	static const char mark[] = "X-Reviewed-By:";
	const char *at = strstr(head, mark);

	if (!at)
		return;
	at += strlen(mark);
	at += strspn(at, " ");
	str_format(w->reviewed_by, sizeof w->reviewed_by, "%.*s", (int)strcspn(at, "\n"),
		   at);
}

/* An entry is complete. The first one, without a msgid, is the head. */
static enum status
take_entry(struct reading *r, struct err *err)
{
	const struct wording *english = wording_english();
	size_t n = r->text.n + 1;

	if (!r->into)
		return ST_OK;
	r->into = NULL;
	if (!r->id.n) {
		take_head(r->w, str_text(&r->text));
		return ST_OK;
	}
	for (int i = 0; i < WORDING_COUNT; i++)
		if (!strcmp(english->text[i], str_text(&r->id))) {
			memcpy(r->w->store + r->used, str_text(&r->text), n);
			r->w->missing -= r->w->text[i] == english->text[i] && n > 1;
			if (n > 1)
				r->w->text[i] = r->w->store + r->used;
			r->used += n;
			return ST_OK;
		}
	return status_fail(err, ST_CORRUPT, "\"%s\" is no sentence of this program",
			   str_text(&r->id));
}

static enum status
take_line(struct reading *r, const char *p, size_t n, int line, struct err *err)
{
	static const struct {
		const char *word;
		bool id;
	} words[] = {{"msgid ", true}, {"msgstr ", false}};
	enum status st = ST_OK;

	while (n && (p[n - 1] == ' ' || p[n - 1] == '\r'))
		n--;
	if (!n || p[0] == '#')
		return ST_OK;
	for (int i = 0; i < 2; i++) {
		size_t len = strlen(words[i].word);

		if (n <= len || memcmp(p, words[i].word, len) != 0)
			continue;
		if (words[i].id)
			st = take_entry(r, err);
		r->into = words[i].id ? &r->id : &r->text;
		str_clear(&r->text);
		if (words[i].id)
			str_clear(&r->id);
		p += len;
		n -= len;
	}
	if (st)
		return st;
	return r->into && unquote(p, n, r->into)
		   ? ST_OK
		   : status_fail(err, ST_CORRUPT, "line %d of a catalogue is not one",
				 line);
}

enum status
wording_read(struct wording *w, const char *po, struct err *err)
{
	struct reading r = {.w = w};
	enum status st = ST_OK;

	*w = *wording_english();
	w->missing = WORDING_COUNT;
	w->store = mem_alloc(strlen(po) + 1); /* no text is longer than its quotes */
	for (int line = 1; !st && *po; line++) {
		size_t n = strcspn(po, "\n");

		st = take_line(&r, po, n, line, err);
		po += n + (po[n] == '\n');
	}
	if (!st)
		st = take_entry(&r, err);
	str_release(&r.id);
	str_release(&r.text);
	if (st)
		wording_release(w);
	return st;
}

void
wording_release(struct wording *w)
{
	free(w->store);
	w->store = NULL;
}

const char *
wording_language(const char *typed)
{
	static const struct {
		const char *code, *begins[5];
	} rows[] = {{"es", {"esp", "spa", "castell"}}, {"fr", {"fra", "fre"}}};
	struct str plain = {0};
	const char *code = "en";

	utf8_fold(&plain, typed, strlen(typed));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (!strcmp(str_text(&plain), rows[i].code))
			code = rows[i].code;
		for (int j = 0; rows[i].begins[j]; j++)
			if (!strncmp(str_text(&plain), rows[i].begins[j],
				     strlen(rows[i].begins[j])))
				code = rows[i].code;
	}
	str_release(&plain);
	return code;
}
