/* table_known.c - a row of a file that is here already: which of its cells are taken. */
#include "table_row.h"

#include <string.h>

/* Spreadsheets leave out the TABs of a text with several lines: it was not changed by that. */
static bool
lost_tabs(const struct field *f, struct cell was, struct cell is)
{
	size_t k = 0;

	if (f->type != FT_LONG || was.kind != CELL_TEXT || is.kind != CELL_TEXT ||
	    memchr(is.p, '\t', is.n))
		return false;
	for (size_t i = 0; i < was.n; i++) {
		if (was.p[i] == '\t')
			continue;
		if (k == is.n || is.p[k++] != was.p[i])
			return false;
	}
	return k == is.n;
}

/* A value that is not in r->now: it is left out unread, or comes further down. It is none that is
 * here. */
static bool
elsewhere(const struct table_row *r, int field)
{
	return r->odd[field] || table_row_waits(r, field);
}

/* Puts the file's cells into r->now; true when one differs from r->seen. */
static bool
merge_cells(struct table_row *r)
{
	const struct table_columns *k = &r->head.columns;
	bool differs = false;

	memcpy(r->now, r->seen, k->entity->size);
	for (size_t i = 0; i < k->n; i++) {
		const struct field *f;
		struct cell c;

		if (k->field[i] < 0)
			continue;
		f = &k->entity->fields[k->field[i]];
		c = r->cells[k->field[i]];
		differs |= elsewhere(r, k->field[i]);
		if (elsewhere(r, k->field[i]) ||
		    dict_cell_equal(dict_get(f, r->seen), c) ||
		    lost_tabs(f, dict_get(f, r->seen), c))
			continue;
		if (!dict_put(f, r->now, c))
			table_row_problem(r, i, "%s: this does not fit", f->label);
		differs = true;
	}
	return differs;
}

/* ---- a sheet that is older than the row */

/* Nothing of the field is taken. */
static void
keep_here(struct table_row *r, int field)
{
	const struct field *f = &r->head.columns.entity->fields[field];

	dict_put(f, r->now, dict_get(f, r->seen));
	r->odd[field] = false;
	table_row_drop_later(r, field);
}

/* One cell of a sheet whose row moved since: what the sheet did not change stays as it is here,
 * what it changed is taken where nobody else did, and told where somebody did. */
static void
settle_cell(struct table_row *r, int field)
{
	const struct field *f = &r->head.columns.entity->fields[field];
	struct cell was = dict_get(f, r->was), here = dict_get(f, r->seen),
		    want = dict_get(f, r->now);
	bool other = elsewhere(r, field);

	if (!other && dict_cell_equal(want, here))
		return;
	if (!other && dict_cell_equal(want, was)) {
		dict_put(f, r->now, here);
		return;
	}
	if (dict_cell_equal(was, here))
		return;
	table_tell_both(r, field);
	r->moved++;
	keep_here(r, field);
}

/* A sheet that says which version it was made from must not undo what came since. */
static enum status
settle(struct table_row *r, int64_t no, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	char is[RECORD_VERSION_SIZE];
	bool found = false;
	enum status st = record_version(r->store, no, is, err);

	if (st || !strcmp(is, r->version))
		return st;
	st = record_at_version(r->store, e->id, no, r->version, r->was, &found, err);
	if (st)
		return st;
	if (!found) {
		table_tell_both(r, -1);
		r->moved++;
	}
	for (size_t i = 0; i < e->n_fields; i++)
		if (!found)
			keep_here(r, (int)i);
		else if (!table_is_local(&e->fields[i]))
			settle_cell(r, (int)i);
	return ST_OK;
}

/* ---- what is taken */

static bool
differs(const struct table_row *r, int field)
{
	const struct field *f = &r->head.columns.entity->fields[field];

	return elsewhere(r, field) ||
	       !dict_cell_equal(dict_get(f, r->seen), dict_get(f, r->now));
}

/* Rows that ship with the program and rows that are signed stay as they are. */
static void
refuse_cell(struct table_row *r, size_t column)
{
	const struct table_columns *k = &r->head.columns;
	const char *name = table_columns_name(k, column);

	if (k->entity->kind == EK_REFERENCE)
		table_tell_note(
		    r, "%s differs from the row that ships with the program; passed over",
		    name);
	else
		table_row_problem(
		    r, column,
		    "%s differs from the signed row that is here; signed rows are never "
		    "changed, add an addendum",
		    name);
}

/* Tells each cell that differs and puts back what is left out; counts both. */
static void
choose_cells(struct table_row *r, int *taken, int *left)
{
	const struct table_columns *k = &r->head.columns;

	for (size_t i = 0; i < k->n; i++) {
		int field = k->field[i];
		bool leave;

		if (field < 0 || !differs(r, field))
			continue;
		if (table_bad_why(r, field)) {
			table_tell_bad(r, field, true, table_bad_why(r, field));
			keep_here(r, field);
			++*left;
			continue;
		}
		leave = k->entity->kind != EK_REFERENCE &&
			table_leave_use(r->run->leave, k->entity->id, r->line, field);
		*left += leave;
		*taken += !leave;
		if (!leave && k->entity->kind != EK_EDIT) {
			refuse_cell(r, i); /* the first one says it */
			if (table_bad_why(r, field))
				table_tell_bad(r, field, true, table_bad_why(r, field));
			*left += table_bad_why(r, field) != NULL;
			*taken = 0;
			return;
		}
		table_tell_cell(r, field, leave);
		if (leave)
			keep_here(r, field);
	}
}

static enum status
set_row(struct table_row *r, int64_t no, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	struct err why = {0};

	for (size_t i = r->n_later; i-- > 0 && r->later[i].line == r->line;)
		r->later[i].row = no;
	r->changed++;
	return table_row_blame(
	    r, record_set(r->store, e->id, r->seen, r->now, NULL, &why), &why, err);
}

enum status
table_known_take(struct table_row *r, int64_t no, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	int64_t moved = r->moved;
	int taken = 0, left = 0;
	enum status st = ST_OK;

	if (r->bad)
		return ST_OK;
	st = record_get(r->store, e->id, no, r->seen, err);
	if (st)
		return st;
	if (merge_cells(r) && !r->bad && r->version[0] && e->kind == EK_EDIT)
		st = settle(r, no, err);
	if (st || r->bad)
		return st;
	choose_cells(r, &taken, &left);
	r->left += left;
	if (taken && e->kind == EK_EDIT)
		return set_row(r, no, err);
	if (!taken && !left && r->moved == moved)
		r->same++;
	return ST_OK;
}

enum status
table_known_again(struct table_row *r, int64_t no, struct err *err)
{
	enum status st =
	    record_get(r->store, r->head.columns.entity->id, no, r->seen, err);

	if (st)
		return st;
	table_row_drop_later(r, -1); /* those of the first one count */
	if (merge_cells(r)) {
		table_row_problem(
		    r, 0,
		    "id: this id was used before with other content; keep the row that "
		    "is right, or empty the id of a new one");
		if (table_bad_why(r, -1) ||
		    table_leave_use(r->run->leave, r->head.columns.entity->id, r->line,
				    -1))
			table_tell_bad(r, -1, true, "this id was used before");
		return ST_OK;
	}
	table_tell_note(r, "the same row came twice and was taken once");
	return ST_OK;
}
