/* table_row.c - one row of a file: what it changes and what is wrong with it. */
#include "table_row.h"

#include "store/query.h"

#include <stdlib.h>
#include <string.h>

struct table_row *
table_row_new(struct table_run *run, const struct entity *e, const char *file)
{
	struct table_row *r = mem_alloc(sizeof *r);

	r->run = run;
	r->store = run->store;
	r->file = file;
	r->head.columns.entity = e;
	r->fresh = record_count(run->store, e->id) == 0;
	r->cells = mem_alloc(e->n_fields * sizeof *r->cells);
	r->odd = mem_alloc(e->n_fields * sizeof *r->odd);
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
	free(r->odd);
	free(r->seen);
	free(r->now);
	free(r->was);
	free(r->known);
	free(r->bads);
	free(r->later);
	table_met_release(&r->met);
	free(r);
}

/* ---- what is wrong or worth a remark */

bool
table_row_leaves(const struct table_row *r, int field)
{
	return table_leave_has(r->run->leave, r->head.columns.entity->id, r->line, field);
}

static void
add_problem(struct table_row *r, size_t column, const char *text)
{
	table_problem_add(&r->problems, r->line, r->head.at[column], text);
	r->bad = true;
}

/* What is left out need not be right. */
void
table_row_problem(struct table_row *r, size_t column, const char *fmt, ...)
{
	int field = r->head.columns.field[column];
	struct str text = {0};
	va_list ap;

	if (table_row_leaves(r, field)) {
		if (field >= 0)
			r->odd[field] = true;
		return;
	}
	va_start(ap, fmt);
	str_addv(&text, fmt, ap);
	va_end(ap);
	if (!table_bad_note(r, r->line, field < 0 ? -1 : field, str_text(&text)))
		add_problem(r, column, str_text(&text));
	else if (field >= 0)
		r->odd[field] = true;
	str_release(&text);
}

enum status
table_row_blame(struct table_row *r, enum status st, const struct err *why,
		struct err *err)
{
	if (!st)
		return ST_OK;
	if (st != ST_INVALID && st != ST_DUPLICATE && st != ST_NOT_FOUND &&
	    st != ST_FROZEN && st != ST_STALE) {
		if (err)
			*err = *why;
		return st;
	}
	add_problem(r, 0, status_say(why));
	return ST_OK;
}

/* ---- references to rows further down */

bool
table_row_waits(const struct table_row *r, int field)
{
	for (size_t i = r->n_later; i-- > 0 && r->later[i].line == r->line;)
		if (r->later[i].field == field)
			return true;
	return false;
}

void
table_row_drop_later(struct table_row *r, int field)
{
	size_t from = r->n_later, n;

	while (from > 0 && r->later[from - 1].line == r->line)
		from--;
	n = from;
	for (size_t i = from; i < r->n_later; i++)
		if (field >= 0 && r->later[i].field != field)
			r->later[n++] = r->later[i];
	r->n_later = n;
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
note_added(struct table_row *r, int64_t no)
{
	if (r->first_new == 0)
		r->first_new = no;
	for (size_t i = r->n_later; i-- > 0 && r->later[i].line == r->line;)
		r->later[i].row = no;
	r->added++;
	table_tell_new(r, no);
}

/* True when the new row at hand is left out, or is one that was, once more. */
static bool
is_left(struct table_row *r)
{
	enum entity_id e = r->head.columns.entity->id;
	struct table_left *left = &r->run->left;
	bool again = !uid_is_zero(&r->id) && table_left_find(left, &r->id);

	if (!again && !table_leave_use(r->run->leave, e, r->line, -1))
		return false;
	table_row_drop_later(r, -1);
	if (again) {
		table_tell_note(r, "the same row came twice and is left out");
		return true;
	}
	if (!uid_is_zero(&r->id))
		table_left_add(left, &(struct table_left_row){r->id, e, r->line});
	r->left++;
	table_tell_new(r, 0);
	return true;
}

/* True when the new row at hand has something that cannot be taken: then none of it is. */
static bool
is_bad(struct table_row *r)
{
	const char *why = table_bad_why(r, -1);

	if (!why)
		return false;
	table_row_drop_later(r, -1);
	if (!uid_is_zero(&r->id) && !table_left_find(&r->run->left, &r->id))
		table_left_add(
		    &r->run->left,
		    &(struct table_left_row){r->id, r->head.columns.entity->id, r->line});
	table_tell_bad(r, -1, false, why);
	return true;
}

static enum status
add_row(struct table_row *r, struct err *err)
{
	const struct entity *e = r->head.columns.entity;
	struct err why = {0};
	int64_t no = 0;
	enum status st = ST_OK;

	if (r->bad || is_left(r) || is_bad(r))
		return ST_OK;
	if (uid_is_zero(&r->id))
		st = fill_in(r, &why);
	if (!st && !r->bulk)
		st = record_bulk_open(r->store, e->id, &r->bulk, &why);
	if (!st)
		st = record_bulk_add(r->bulk, &r->id, r->cells, &no, &why);
	if (st)
		return table_row_blame(r, st, &why, err);
	note_added(r, no);
	return ST_OK;
}

/* ---- a whole row */

/* True when the row with this number stood in the file before. */
static bool
met_before(struct table_row *r, int64_t no)
{
	return (r->first_new && no >= r->first_new) || !table_met_add(&r->met, no);
}

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

	if (is_left(r) || is_bad(r))
		return ST_OK;
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
		return table_known_again(r, no, err);
	return table_row_blame(r, st, &why, err);
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
		if (!r->bad && !is_left(r))
			(void)is_bad(r);
		return ST_OK;
	}
	if (no)
		return met_before(r, no) ? table_known_again(r, no, err)
					 : table_known_take(r, no, err);
	if (e->kind == EK_REFERENCE) {
		table_tell_note(r,
				"this row does not ship with the program; passed over");
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

		if (!table_left_say(&r->run->left, r, &e->fields[l->field], &l->to,
				    &text))
			str_addf(&text,
				 "%s: no row of %s.csv or of this clinic has this id",
				 e->fields[l->field].label, e->plural);
		table_problem_add(&r->problems, l->line, l->cell, str_text(&text));
		str_release(&text);
		return ST_OK;
	}
	if (r->run->review)
		table_review_tie(r->run->review, l->told, no);
	r->line = l->line;
	return table_row_blame(r,
			       record_set_field(r->store, e->id, l->row, l->field,
						(struct cell){.kind = CELL_INT, .i = no},
						&why),
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
