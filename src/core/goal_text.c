/* goal_text.c - the sentence of a goal: a template with its places filled in. */
#include "base/date.h"
#include "core/goal.h"
#include "core/wording.h"

#include <ctype.h>
#include <string.h>

static const char blank[] = "___";
static const char purpose[] = "so I can ";

static void
put_score(const struct goal_facts *f, int64_t value, struct str *out)
{
	char text[MEASURE_TEXT_SIZE];

	if (value == DICT_NONE || !f->measure) {
		str_add(out, blank);
		return;
	}
	measure_number(f->measure, value, text, sizeof text);
	str_add(out, text);
}

/* A code as words: knee_extension is knee extension. */
static void
put_words(const char *text, struct str *out)
{
	if (!*text)
		str_add(out, blank);
	for (; *text; text++)
		str_add_c(out, *text == '_' ? ' ' : *text);
}

static void
put_day(int64_t day, struct str *out)
{
	const struct entity *e = dict_entity(E_GOAL);

	if (day == DICT_NONE)
		str_add(out, blank);
	else
		dict_show(&e->fields[dict_field_named(e, "due")],
			  (struct cell){.kind = CELL_INT, .i = day}, out);
}

struct places {
	const struct goal *g;
	const struct goal_facts *f;
};

static void
put_place(const void *ctx, const char *name, size_t n, struct str *out)
{
	const struct goal *g = ((const struct places *)ctx)->g;
	const struct goal_facts *f = ((const struct places *)ctx)->f;
	bool own_scale = !strcmp(g->measure, "psfs") && g->part[0];

#define IS(word) (n == sizeof(word) - 1 && !memcmp(name, word, n))
	if (IS("date"))
		put_day(g->due, out);
	else if (IS("baseline"))
		put_score(f, g->baseline, out);
	else if (IS("target"))
		put_score(f, g->target, out);
	else if (IS("side"))
		put_words(strcmp(g->side, "none") ? g->side : "", out);
	else if (IS("muscle"))
		put_words(g->part, out);
	else if (IS("activity"))
		put_words(own_scale ? g->part : g->function, out);
	else
		str_add(out, blank);
#undef IS
}

static void
fill(const struct goal *g, const struct goal_facts *f, const char *template,
     struct str *out)
{
	wording_fill(template, put_place, &(struct places){g, f}, out);
}

/* The daily task in the patient's words takes the place of the template's. */
static void
put_task(const struct goal *g, struct str *out)
{
	char *at = out->p ? strstr(out->p, purpose) : NULL;

	if (!g->function[0] || !out->p)
		return;
	if (at) {
		out->n = (size_t)(at - out->p) + strlen(purpose);
		out->p[out->n] = '\0';
	} else {
		while (out->n && (out->p[out->n - 1] == '.' || out->p[out->n - 1] == ' '))
			out->p[--out->n] = '\0';
		str_addf(out, ", %s", purpose);
	}
	str_addf(out, "%s.", g->function);
}

void
goal_sentence(const struct goal *g, const struct goal_facts *f, struct str *out)
{
	struct str s = {0};
	char plain[200];

	if (f->template) {
		fill(g, f, f->template->template, &s);
		if (!strstr(f->template->template, "{activity}"))
			put_task(g, &s);
	} else {
		str_format(plain, sizeof plain,
			   "By {date}, my %s will be {target}%s%s (now {baseline}).",
			   f->measure ? f->measure->name : blank,
			   f->measure && f->measure->unit[0] ? " " : "",
			   f->measure ? f->measure->unit : "");
		fill(g, f, plain, &s);
		put_task(g, &s);
	}
	str_add(out, str_text(&s));
	str_release(&s);
}

void
goal_task(const struct goal_template *t, char *out, size_t size)
{
	const char *at = strstr(t->template, purpose);

	out[0] = '\0';
	if (!at || strchr(at, '{'))
		return;
	str_format(out, size, "%.*s", (int)strcspn(at + strlen(purpose), "."),
		   at + strlen(purpose));
}
