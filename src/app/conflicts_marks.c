/* conflicts_marks.c - which patients have two values where one must be sure, kept while it holds. */
#include "app/conflicts.h"

#include <stdlib.h>
#include <string.h>

struct mark {
	int64_t patient;
	char *line;
};

struct conflicts_marks {
	struct store_mark at;
	struct mark *list;
	size_t n;
};

void
conflicts_release(struct app *a)
{
	struct conflicts_marks *m = a->marks;

	for (size_t i = 0; m && i < m->n; i++)
		free(m->list[i].line);
	if (m)
		free(m->list);
	free(m);
	a->marks = NULL;
}

/* "TWO VALUES Family name: Smyth (KBR) | Smithe (MTH)" */
static void
word(struct app *a, const struct conflict *c, struct str *out)
{
	str_addf(out, "%s ", c->line.values > 2 ? "SEVERAL VALUES" : "TWO VALUES");
	conflicts_field(a, &c->line, out);
	for (int i = 0; i < c->line.values; i++) {
		str_add(out, i ? " | " : ": ");
		conflicts_value(a, c, &c->values[i], out);
		str_addf(out, " (%s)", c->values[i].site);
	}
	for (size_t i = 0; i < out->n; i++)
		if (out->p[i] == '\n')
			out->p[i] = ' ';
}

static enum status
read_marks(struct app *a, struct conflicts_marks *m, struct err *err)
{
	static const struct conflict_ask ask = {.grave = true};
	struct conflict_line *lines = mem_alloc(CONFLICTS_MAX * sizeof *lines);
	bool more = false;
	int n = 0;
	enum status st =
	    conflict_list(a->store, &ask, lines, CONFLICTS_MAX, &n, &more, err);

	for (int i = 0; i < n && !st; i++) {
		struct conflict c;
		struct str text = {0};

		if (!lines[i].patient)
			continue;
		st = conflict_read(a->store, lines[i].no, &c, err);
		if (!st)
			word(a, &c, &text);
		conflict_release(&c);
		if (st)
			break;
		m->list = mem_room(m->list, m->n, sizeof *m->list);
		m->list[m->n++] = (struct mark){lines[i].patient, str_detach(&text)};
	}
	free(lines);
	return st;
}

/* Reads them anew when anything was written since. */
static enum status
look(struct app *a, struct err *err)
{
	struct store_mark now;
	enum status st;

	store_mark(a->store, &now);
	if (a->marks && store_mark_same(&a->marks->at, &now))
		return ST_OK;
	conflicts_release(a);
	a->marks = mem_alloc(sizeof *a->marks);
	a->marks->at = now;
	st = read_marks(a, a->marks, err);
	if (st)
		conflicts_release(a);
	return st;
}

enum status
conflicts_marks(struct app *a, int64_t patient, struct str *lines, struct err *err)
{
	enum status st = look(a, err);

	for (size_t i = 0; !st && i < a->marks->n; i++)
		if (a->marks->list[i].patient == patient)
			str_addf(lines, "%s\n", a->marks->list[i].line);
	return st;
}

enum status
conflicts_unsure(struct app *a, int64_t patient, bool *unsure, struct err *err)
{
	enum status st = patient ? look(a, err) : ST_OK;

	*unsure = false;
	for (size_t i = 0; !st && patient && i < a->marks->n; i++)
		*unsure = *unsure || a->marks->list[i].patient == patient;
	return st;
}

enum status
conflicts_name(struct app *a, int64_t patient, char *name, size_t size, struct err *err)
{
	char marked[200];
	bool unsure;
	enum status st = conflicts_unsure(a, patient, &unsure, err);

	if (!st && unsure) {
		str_format(marked, sizeof marked, "! %s", name);
		str_copy(name, size, marked);
	}
	return st;
}
