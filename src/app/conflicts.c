/* conflicts.c - conflicts in words, and what people decide about them. */
#include "app/conflicts.h"

#include "app/refs.h"
#include "store/audit.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

static const struct field *
field_of(const struct conflict_line *l)
{
	return &dict_entity(l->entity)->fields[l->field];
}

/* ---- words */

void
conflicts_value(struct app *a, const struct conflict *c, const struct conflict_value *v,
		struct str *out)
{
	struct cell cell = {0};
	struct err ignored = {0};
	size_t before = out->n;

	/* A value of a newer program cannot be read here; its machine form still says it. */
	if (conflict_cell(a->store, c, v, &cell, &ignored))
		str_add(out, str_text(&v->text));
	else if (cell.kind != CELL_NONE)
		refs_show(a->store, field_of(&c->line), cell, out);
	if (out->n == before)
		str_add(out, "(empty)");
}

/* What tells a row from its like: the exercise, else its first word. */
static void
row_name(struct app *a, enum entity_id e, const void *row, struct str *out)
{
	const struct entity *ent = dict_entity(e);

	for (int words = 0; words < 2; words++)
		for (size_t i = 0; i < ent->n_fields; i++) {
			const struct field *f = &ent->fields[i];
			struct cell c = dict_get(f, row);
			bool exercise = f->type == FT_REF && f->ref == E_EXERCISE;
			bool word = f->type == FT_TEXT || f->type == FT_VOCAB ||
				    f->type == FT_LONG || f->type == FT_DATE;

			if (c.kind == CELL_NONE || !(words ? word : exercise))
				continue;
			str_add_c(out, ' ');
			refs_show(a->store, f, c, out);
			return;
		}
}

void
conflicts_field(struct app *a, const struct conflict_line *l, struct str *out)
{
	const struct entity *e = dict_entity(l->entity);
	struct err ignored = {0};
	void *row;

	if (l->entity != E_PATIENT) {
		str_add(out, e->label);
		row = mem_alloc(e->size);
		if (!record_get(a->store, l->entity, l->row, row, &ignored))
			row_name(a, l->entity, row, out);
		free(row);
		str_add(out, ": ");
	}
	str_add(out, field_of(l)->label);
}

static void
add_time(int64_t wall, struct str *out)
{
	struct civil t = clock_civil(wall);
	char day[DATE_TEXT_SIZE];

	date_text(t.date, day);
	str_addf(out, "%s %02d:%02d", day, t.hour, t.minute);
}

void
conflicts_author(const struct conflict_value *v, struct str *out)
{
	str_addf(out, "%s, %s, ", v->user[0] ? v->user : "limber", v->site);
	add_time(v->wall, out);
	if (!v->plausible)
		str_add(out, " (that clock was wrong)");
}

const char *
conflicts_class(enum merge_class merge)
{
	static const char *const words[] = {
	    [MERGE_FACT] = "fact",	   [MERGE_CONTACT] = "contact",
	    [MERGE_IDENTITY] = "identity", [MERGE_SAFETY] = "safety",
	    [MERGE_WORKFLOW] = "workflow", [MERGE_TEXT] = "text",
	    [MERGE_HUB] = "hub",	   [MERGE_LOCAL] = "local"};

	return words[merge];
}

const char *
conflicts_state(enum conflict_state state)
{
	static const char *const words[] = {[CONFLICT_OPEN] = "open",
					    [CONFLICT_RESOLVED] = "resolved",
					    [CONFLICT_UNDONE] = "undone",
					    [CONFLICT_EDITED] = "changed later"};

	return words[state];
}

/* ---- decisions */

/* One change and its line in the audit, both or none. The line names the field, no value. */
static enum status
noted(struct app *a, const struct conflict *c, const char *what, enum status st,
      struct err *err)
{
	struct str detail = {0};

	str_addf(&detail, "conflict %lld, %s.%s", (long long)c->line.no,
		 dict_entity(c->line.entity)->name, field_of(&c->line)->name);
	if (!st)
		st = audit_add(a->store, what, c->line.row, str_text(&detail), err);
	str_release(&detail);
	return store_end(a->store, st, err);
}

static enum status
end(struct app *a, const struct conflict *c, struct cell cell, struct err *err)
{
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	return noted(a, c, "resolve", conflict_end(a->store, c->line.no, cell, err), err);
}

enum status
conflicts_keep(struct app *a, int64_t no, int which, struct err *err)
{
	struct conflict c;
	struct cell cell = {0};
	enum status st = conflict_read(a->store, no, &c, err);

	if (!st && (which < 0 || which >= c.line.values))
		st =
		    status_fail(err, ST_INVALID, "there is no value %d here; 1 to %d are",
				which + 1, c.line.values);
	if (!st)
		st = conflict_cell(a->store, &c, &c.values[which], &cell, err);
	if (!st)
		st = end(a, &c, cell, err);
	conflict_release(&c);
	return st;
}

enum status
conflicts_type(struct app *a, int64_t no, const char *text, struct err *err)
{
	struct conflict c;
	struct cell cell = {.kind = CELL_NONE};
	enum status st = conflict_read(a->store, no, &c, err);
	const struct field *f = st ? NULL : field_of(&c.line);

	if (!st && f->type == FT_REF)
		st = status_fail(err, ST_REFUSED,
				 "%s: is chosen from a list; keep one of the values",
				 f->label);
	if (!st)
		st = dict_parse_typed(f, text, strlen(text), app_today(a), &cell, err);
	if (!st)
		st = end(a, &c, cell, err);
	conflict_release(&c);
	return st;
}

bool
conflicts_can_both(const struct conflict_line *l)
{
	enum field_type type = field_of(l)->type;

	return type == FT_LONG || (type == FT_TEXT && l->merge == MERGE_TEXT);
}

/* Long texts one under the other, each with whoever wrote it; lines side by side. */
static void
unite(const struct conflict *c, struct str *out)
{
	bool lines = field_of(&c->line)->type == FT_LONG;

	for (int i = 0; i < c->line.values; i++) {
		const struct conflict_value *v = &c->values[i];
		struct civil t = clock_civil(v->wall);
		char day[DATE_TEXT_SIZE];

		if (!v->has_val)
			continue;
		date_text(t.date, day);
		str_add(out, out->n == 0 ? "" : lines ? "\n\n" : " / ");
		str_add(out, str_text(&v->text));
		str_addf(out, "%s(%s, %s, %s)", lines ? "\n" : " ", v->user, v->site,
			 day);
	}
}

enum status
conflicts_both(struct app *a, int64_t no, struct err *err)
{
	struct conflict c;
	struct str text = {0};
	enum status st = conflict_read(a->store, no, &c, err);
	const struct field *f = st ? NULL : field_of(&c.line);

	if (!st && !conflicts_can_both(&c.line))
		st = status_fail(err, ST_REFUSED,
				 "%s: holds one value; keep one of them, or type another",
				 f->label);
	if (!st)
		unite(&c, &text);
	if (!st && text.n > f->size)
		st = status_fail(
		    err, ST_INVALID,
		    "%s: both together are %zu characters too long; keep one, "
		    "or type what is to stand there",
		    f->label, text.n - f->size);
	if (!st)
		st = end(a, &c,
			 (struct cell){.kind = text.n ? CELL_TEXT : CELL_NONE,
				       .p = str_text(&text),
				       .n = text.n},
			 err);
	str_release(&text);
	conflict_release(&c);
	return st;
}

enum status
conflicts_undo(struct app *a, int64_t no, struct err *err)
{
	struct conflict c;
	enum status st = conflict_read(a->store, no, &c, err);

	if (!st)
		st = store_begin(a->store, err);
	if (!st)
		st = noted(a, &c, "resolve-undo", conflict_undo(a->store, no, err), err);
	conflict_release(&c);
	return st;
}
