/* table_row.c - one row of a file: what it changes and what is wrong with it. */
#include "table_row.h"

#include "store/query.h"

#include <stdlib.h>
#include <string.h>

struct table_row *
table_row_new(struct store *s, const struct entity *e, const struct table_watch *w)
{
	struct table_row *r = mem_alloc(sizeof *r);

	r->store = s;
	r->watch = w;
	r->head.columns.entity = e;
	r->fresh = record_count(s, e->id) == 0;
	r->cells = mem_alloc(e->n_fields * sizeof *r->cells);
	r->seen = mem_alloc(e->size);
	r->now = mem_alloc(e->size);
	r->was = mem_alloc(e->size);
	r->known = mem_alloc(TABLE_ROW_KNOWN * sizeof *r->known);
	return r;
}

void
table_row_free(struct table_row *r)
{
	if (r->bulk)
		record_bulk_cancel(r->bulk);
	str_release(&r->remarks);
	str_release(&r->plain);
	free(r->cells);
	free(r->seen);
	free(r->now);
	free(r->was);
	free(r->known);
	free(r->later);
	table_met_release(&r->met);
	free(r);
}

/* ---- what is wrong or worth a remark */

void
table_row_problem(struct table_row *r, size_t column, const char *fmt, ...)
{
	struct str text = {0};
	va_list ap;

	va_start(ap, fmt);
	str_addv(&text, fmt, ap);
	va_end(ap);
	table_problem_add(&r->problems, r->line, r->head.at[column], str_text(&text));
	r->bad = true;
	str_release(&text);
}

static void BASE_PRINTF(2, 3) remark(struct table_row *r, const char *fmt, ...)
{
	va_list ap;

	if (++r->n_remarks > TABLE_ROW_REMARKS)
		return;
	str_addf(&r->remarks, "%s.csv:%lld: ", r->head.columns.entity->plural,
		 (long long)r->line);
	va_start(ap, fmt);
	str_addv(&r->remarks, fmt, ap);
	va_end(ap);
	str_add_c(&r->remarks, '\n');
}

/* Failures that are this row's fault are its problem; the others end the import. */
static enum status
blame(struct table_row *r, enum status st, const struct err *why, struct err *err)
{
	if (!st)
		return ST_OK;
	if (st != ST_INVALID && st != ST_DUPLICATE && st != ST_NOT_FOUND &&
	    st != ST_FROZEN && st != ST_STALE) {
		if (err)
			*err = *why;
		return st;
	}
	table_row_problem(r, 0, "%s", status_say(why));
	return ST_OK;
}

/* ---- new rows */

/* What a sheet without the column means: a person or plan that is there is active, a patient
 * gets a chart number. */
static enum status
fill_in(struct table_row *r, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	int active = dict_field_named(e, "active");
	int chart = dict_field_named(e, "chart_no");
	bool has_active = false;
	enum status st = ST_OK;

	for (size_t i = 0; i < r->head.columns.n; i++)
		has_active |= r->head.columns.field[i] == active;
	if (active >= 0 && !has_active)
		r->cells[active] = (struct cell){.kind = CELL_INT, .i = 1};
	if (chart >= 0 && r->cells[chart].kind == CELL_NONE) {
		st = query_next_chart_no(r->store, r->chart_no, err);
		r->cells[chart] = (struct cell){
		    .kind = CELL_TEXT, .p = r->chart_no, .n = strlen(r->chart_no)};
	}
	return st;
}

static void
name_later(struct table_row *r, int64_t no)
{
	for (size_t i = r->n_later; i-- > 0 && r->later[i].line == r->line;)
		r->later[i].row = no;
}

static void
note_added(struct table_row *r, int64_t no)
{
	if (r->first_new == 0)
		r->first_new = no;
	name_later(r, no);
	r->added++;
}

static enum status
add_row(struct table_row *r, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	struct err why = {0};
	int64_t no = 0;
	enum status st = ST_OK;

	if (r->bad)
		return ST_OK;
	if (uid_is_zero(&r->id))
		st = fill_in(r, &why);
	if (!st && !r->bulk)
		st = record_bulk_open(r->store, e->id, &r->bulk, &why);
	if (!st)
		st = record_bulk_add(r->bulk, &r->id, r->cells, &no, &why);
	if (st)
		return blame(r, st, &why, err);
	note_added(r, no);
	return ST_OK;
}

/* ---- known rows */

/* True when the row with this number stood in the file before. */
static bool
met_before(struct table_row *r, int64_t no)
{
	return (r->first_new && no >= r->first_new) || !table_met_add(&r->met, no);
}

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

/* Puts the file's cells into r->now; returns the first column that differs from r->seen, or
 * the number of columns. */
static size_t
merge_cells(struct table_row *r)
{
	const struct table_columns *k = &r->head.columns;
	size_t first = k->n;

	memcpy(r->now, r->seen, k->entity->size);
	for (size_t i = 0; i < k->n; i++) {
		const struct field *f;
		struct cell c;

		if (k->field[i] < 0)
			continue;
		f = &k->entity->fields[k->field[i]];
		c = r->cells[k->field[i]];
		if (dict_cell_equal(dict_get(f, r->seen), c) ||
		    lost_tabs(f, dict_get(f, r->seen), c))
			continue;
		if (!dict_put(f, r->now, c))
			table_row_problem(r, i, "%s: this does not fit", f->label);
		if (first == k->n)
			first = i;
	}
	return first;
}

/* "phone: 555 -> 556" for every field that changes. */
static void
remark_changes(struct table_row *r)
{
	const struct entity *e = r->head.columns.entity;
	struct str line = {0};

	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell was = dict_get(f, r->seen), is = dict_get(f, r->now);

		if (dict_cell_equal(was, is))
			continue;
		str_addf(&line, "%s%s", line.n ? "; " : "", f->name);
		if (f->type == FT_REF || f->type == FT_LONG)
			continue;
		str_add(&line, ": \"");
		dict_text(f, was, &line);
		str_add(&line, "\" -> \"");
		dict_text(f, is, &line);
		str_add_c(&line, '"');
	}
	remark(r, "changed: %s", str_text(&line));
	str_release(&line);
}

static enum status
set_row(struct table_row *r, size_t column, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	const char *name = table_columns_name(&r->head.columns, column);
	struct err why = {0};
	enum status st;

	if (e->kind == EK_REFERENCE) {
		remark(r,
		       "%s differs from the row that ships with the program; passed over",
		       name);
		r->warnings++;
		return ST_OK;
	}
	if (e->kind == EK_FACT) {
		table_row_problem(
		    r, column,
		    "%s differs from the signed row that is here; signed rows are never "
		    "changed, add an addendum",
		    name);
		return ST_OK;
	}
	st = record_set(r->store, e->id, r->seen, r->now, NULL, &why);
	if (st)
		return blame(r, st, &why, err);
	remark_changes(r);
	r->changed++;
	return ST_OK;
}

/* One cell of a sheet whose row moved since: what the sheet did not change stays as it is here,
 * what it changed is taken where nobody else did, and told where somebody did. */
static void
settle_cell(struct table_row *r, const struct field *f)
{
	struct cell was = dict_get(f, r->was), here = dict_get(f, r->seen),
		    want = dict_get(f, r->now);
	struct str line = {0};

	if (dict_cell_equal(want, here))
		return;
	if (dict_cell_equal(want, was)) {
		dict_put(f, r->now, here);
		return;
	}
	if (dict_cell_equal(was, here))
		return;
	str_addf(&line, "CONFLICT %s", f->name);
	if (f->type != FT_REF && f->type != FT_LONG) {
		str_add(&line, ": the sheet began from \"");
		dict_text(f, was, &line);
		str_add(&line, "\", here it is \"");
		dict_text(f, here, &line);
		str_add(&line, "\" now, the sheet says \"");
		dict_text(f, want, &line);
		str_add_c(&line, '"');
	}
	remark(r, "%s; left as it is here", str_text(&line));
	str_release(&line);
	r->moved++;
	dict_put(f, r->now, here);
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
		remark(r,
		       "CONFLICT: this row is not known as the sheet had it; left as it "
		       "is here");
		r->moved++;
		memcpy(r->now, r->seen, e->size);
		return ST_OK;
	}
	for (size_t i = 0; i < e->n_fields; i++)
		if (!table_is_local(&e->fields[i]))
			settle_cell(r, &e->fields[i]);
	return ST_OK;
}

static bool
differs(const struct table_row *r)
{
	const struct entity *e = r->head.columns.entity;

	for (size_t i = 0; i < e->n_fields; i++)
		if (!dict_cell_equal(dict_get(&e->fields[i], r->seen),
				     dict_get(&e->fields[i], r->now)))
			return true;
	return false;
}

static enum status
known_row(struct table_row *r, int64_t no, struct err *err)
{
	const struct table_columns *k = &r->head.columns;
	enum status st;
	size_t column;

	if (r->bad)
		return ST_OK;
	st = record_get(r->store, k->entity->id, no, r->seen, err);
	if (st)
		return st;
	name_later(r, no);
	column = merge_cells(r);
	if (column < k->n && !r->bad && r->version[0] && k->entity->kind == EK_EDIT) {
		int64_t moved = r->moved;

		st = settle(r, no, err);
		if (st || (r->moved > moved && !differs(r)))
			return st;
		if (!differs(r))
			column = k->n;
	}
	if (column < k->n)
		return r->bad ? ST_OK : set_row(r, column, err);
	r->same++;
	return ST_OK;
}

static enum status
repeated_row(struct table_row *r, int64_t no, struct err *err)
{
	const struct table_columns *k = &r->head.columns;
	enum status st = record_get(r->store, k->entity->id, no, r->seen, err);

	if (st)
		return st;
	if (merge_cells(r) < k->n) {
		table_row_problem(
		    r, 0,
		    "id: this id was used before with other content; keep the row that "
		    "is right");
		return ST_OK;
	}
	remark(r, "the same row came twice and was taken once");
	r->warnings++;
	return ST_OK;
}

/* ---- a whole row */

/* In a table that was empty an id is known only when it stands in the file twice, so it is
 * looked up when the store refuses it. */
static enum status
fresh_row(struct table_row *r, struct err *err)
{
	const struct table_columns *k = &r->head.columns;
	enum entity_id e = E_COUNT;
	struct err why = {0};
	int64_t no = 0;
	enum status st = ST_OK;

	if (!r->bulk)
		st = record_bulk_open(r->store, k->entity->id, &r->bulk, &why);
	if (!st)
		st = record_bulk_add(r->bulk, &r->id, r->cells, &no, &why);
	if (!st) {
		note_added(r, no);
		return ST_OK;
	}
	no = st == ST_DUPLICATE ? table_cells_look_up(r, &r->id, &e) : 0;
	if (no && e == k->entity->id)
		return repeated_row(r, no, err);
	return blame(r, st, &why, err);
}

enum status
table_row_take(struct table_row *r, const struct csv_value *values, int64_t line,
	       struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	enum entity_id owner = E_COUNT;
	int64_t no = 0;

	r->line = line;
	r->bad = false;
	table_cells_read(r, values);
	if (r->fresh && !r->bad && e->kind != EK_REFERENCE && !uid_is_zero(&r->id))
		return fresh_row(r, err);
	if (!uid_is_zero(&r->id))
		no = table_cells_look_up(r, &r->id, &owner);
	if (no && owner != e->id) {
		table_row_problem(
		    r, 0, "id: this id belongs to a row of %s; take it from the original",
		    dict_entity(owner)->plural);
		return ST_OK;
	}
	if (no)
		return met_before(r, no) ? repeated_row(r, no, err)
					 : known_row(r, no, err);
	if (e->kind == EK_REFERENCE) {
		remark(r, "this row does not ship with the program; passed over");
		r->warnings++;
		return ST_OK;
	}
	return add_row(r, err);
}

/* ---- the end of the file */

static enum status
set_later(struct table_row *r, const struct table_later *l, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	enum entity_id target = E_COUNT;
	int64_t no = record_no(r->store, &l->to, &target);
	struct err why = {0};

	if (l->row == 0)
		return ST_OK; /* the row itself was refused */
	if (no == 0 || target != e->id) {
		struct str text = {0};

		str_addf(&text, "%s: no row of %s.csv or of this clinic has this id",
			 e->fields[l->field].label, e->plural);
		table_problem_add(&r->problems, l->line, l->cell, str_text(&text));
		str_release(&text);
		return ST_OK;
	}
	r->line = l->line;
	return blame(r,
		     record_set_field(r->store, e->id, l->row, l->field,
				      (struct cell){.kind = CELL_INT, .i = no}, &why),
		     &why, err);
}

enum status
table_row_finish(struct table_row *r, struct err *err)
{
	enum status st = ST_OK;

	if (r->bulk && r->problems.count == 0) {
		struct record_bulk *b = r->bulk;

		r->bulk = NULL;
		st = record_bulk_close(b, err);
	}
	for (size_t i = 0; i < r->n_later && !st; i++)
		st = set_later(r, &r->later[i], err);
	return st;
}
