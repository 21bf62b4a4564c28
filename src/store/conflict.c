/* conflict.c - cells with more than one value: their list, their values, the ways out. */
#include "store/conflict.h"

#include "query_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* A row of the table conflict. */
struct raw {
	int64_t no, row, opened;
	int entity, field; /* -1: of a newer program */
	struct op_ref end; /* seq 0: open */
};

static void
raw_of(struct store *s, sqlite3_stmt *q, struct raw *r)
{
	char col[64];

	r->no = sqlite3_column_int64(q, 0);
	r->row = sqlite3_column_int64(q, 1);
	r->entity = record_entity(s, sqlite3_column_int64(q, 2));
	stmt_column_text(q, 3, col, sizeof col);
	r->field = r->entity < 0
		       ? -1
		       : dict_field_named(dict_entity((enum entity_id)r->entity), col);
	r->opened = sqlite3_column_int64(q, 5);
	r->end.writer = sqlite3_column_int64(q, 6);
	r->end.seq = sqlite3_column_int64(q, 7);
}

static const struct field *
field_of(const struct conflict_line *l)
{
	return &dict_entity(l->entity)->fields[l->field];
}

static bool
grave(enum merge_class merge)
{
	return merge == MERGE_IDENTITY || merge == MERGE_SAFETY;
}

/* ---- whose row it is */

/* Rows that lead to a patient, the nearest first. */
static const enum entity_id steps[] = {E_PATIENT, E_EPISODE, E_PLAN_OF_CARE, E_SESSION,
				       E_NOTE};

/* The reference of a row to an entity; 0: none. */
static int64_t
ref_to(const struct entity *e, const void *row, enum entity_id to)
{
	for (size_t i = 0; i < e->n_fields; i++) {
		struct cell c;

		if (e->fields[i].type != FT_REF || e->fields[i].ref != (int)to)
			continue;
		c = dict_get(&e->fields[i], row);
		if (c.kind == CELL_INT)
			return c.i;
	}
	return 0;
}

static enum status
patient_of(struct store *s, enum entity_id e, int64_t no, int64_t *patient,
	   struct err *err)
{
	enum status st = ST_OK;

	*patient = 0;
	while (no && !st && !*patient) {
		const struct entity *ent = dict_entity(e);
		void *row;
		int64_t to = 0;

		if (e == E_PATIENT) {
			*patient = no;
			break;
		}
		row = mem_alloc(ent->size);
		st = record_get(s, e, no, row, err);
		for (size_t i = 0; !st && !to && i < sizeof steps / sizeof *steps; i++) {
			/* a goal of a goal, a plan of a plan: never round in a circle */
			if (steps[i] != e && (to = ref_to(ent, row, steps[i])))
				e = steps[i];
		}
		no = to;
		free(row);
	}
	return st;
}

/* ---- values */

static enum status
author(struct store *s, const struct op_ref *at, struct conflict_value *v,
       struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CONFLICT_AUTHOR, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, at->writer);
	sqlite3_bind_int64(q, 2, at->seq);
	if (stmt_next(s, q, &st, err)) {
		int clk = sqlite3_column_int(q, 3);

		stmt_column_text(q, 0, v->user, sizeof v->user);
		stmt_column_text(q, 1, v->site, sizeof v->site);
		v->wall = sqlite3_column_int64(q, 2);
		v->plausible = clk == 'P' || clk == 'H';
		stmt_reset(q);
	}
	return st;
}

static bool
same_value(const struct head *h, const struct conflict_value *v)
{
	return h->has_val == v->has_val &&
	       (!h->has_val || !strcmp(str_text(&h->val), str_text(&v->text)));
}

/* The different values of heads, in their order. */
static enum status
values_of(struct store *s, const struct heads *h, struct conflict *c, struct err *err)
{
	enum status st = ST_OK;

	c->values = mem_alloc((h->n ? h->n : 1) * sizeof *c->values);
	for (size_t i = 0; i < h->n && !st; i++) {
		struct conflict_value *v;
		int k = 0;

		while (k < c->line.values && !same_value(&h->list[i], &c->values[k]))
			k++;
		v = &c->values[k];
		v->times++;
		if (k < c->line.values)
			continue;
		c->line.values++;
		v->has_val = h->list[i].has_val;
		str_add_n(&v->text, h->list[i].val.p ? h->list[i].val.p : "",
			  h->list[i].val.n);
		st = author(s, &h->list[i].at, v, err);
	}
	return st;
}

/* Operations that the one at `by` names in its cell, or those that name it. */
static enum status
refs_around(struct store *s, enum sql_id which, const struct raw *r, struct op_ref refs[],
	    size_t *n, struct err *err)
{
	sqlite3_stmt *q;
	int64_t col;
	enum status st = op_col(s, (enum entity_id)r->entity, r->field, &col, err);

	*n = 0;
	if (!st)
		st = stmt_get(s, which, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, r->row);
	sqlite3_bind_int64(q, 2, col);
	sqlite3_bind_int64(q, 3, r->end.writer);
	sqlite3_bind_int64(q, 4, r->end.seq);
	while (*n < STORE_HEADS_MAX && stmt_next(s, q, &st, err)) {
		refs[*n].writer = sqlite3_column_int64(q, 0);
		refs[(*n)++].seq = sqlite3_column_int64(q, 1);
	}
	stmt_reset(q);
	return st;
}

/* What the cell showed while it was open, and what became of its end. */
static enum status
look_back(struct store *s, const struct raw *r, const struct heads *h, struct conflict *c,
	  struct err *err)
{
	struct op_ref refs[STORE_HEADS_MAX];
	const struct field *f = field_of(&c->line);
	struct heads later = {0};
	struct cell cell;
	size_t n;
	enum status st = heads_shown(s, f, h, &cell, &c->before, err);

	c->has_before = cell.kind != CELL_NONE;
	if (!st)
		st = heads_of(s, c->line.entity, c->line.field, &r->end, 1, &later, err);
	if (st)
		return st;
	c->end.has_val = later.list[0].has_val;
	str_add(&c->end.text, str_text(&later.list[0].val));
	heads_release(&later);
	st = author(s, &r->end, &c->end, err);
	if (!st)
		st = refs_around(s, SQL_CONFLICT_BY, r, refs, &n, err);
	if (!st)
		st = heads_of(s, c->line.entity, c->line.field, refs, n, &later, err);
	if (st)
		return st;
	c->line.state = n ? CONFLICT_EDITED : CONFLICT_RESOLVED;
	for (size_t i = 0; i < later.n; i++)
		if (later.list[i].has_val == c->has_before &&
		    !strcmp(str_text(&later.list[i].val), str_text(&c->before)))
			c->line.state = CONFLICT_UNDONE;
	heads_release(&later);
	return ST_OK;
}

static enum status
fill(struct store *s, const struct raw *r, struct conflict *c, struct err *err)
{
	struct conflict_line *l = &c->line;
	struct op_ref refs[STORE_HEADS_MAX];
	struct patient_line p;
	struct heads h = {0};
	size_t n;
	enum status st;

	*c = (struct conflict){.line = {.no = r->no,
					.row = r->row,
					.opened = r->opened,
					.entity = (enum entity_id)r->entity,
					.field = r->field}};
	l->merge = (enum merge_class)field_of(l)->merge;
	st = patient_of(s, l->entity, l->row, &l->patient, err);
	if (!st && l->patient)
		st = query_patient(s, l->patient, &p, err);
	if (!st && l->patient) {
		str_format(l->who, sizeof l->who, "%s%s%s", p.family_name,
			   p.given_name[0] ? ", " : "", p.given_name);
		str_copy(l->chart_no, sizeof l->chart_no, p.chart_no);
	}
	if (!st && !r->end.seq)
		st = heads_read(s, l->entity, l->row, l->field, &h, err);
	if (!st && r->end.seq)
		st = refs_around(s, SQL_OP_BASES, r, refs, &n, err);
	if (!st && r->end.seq)
		st = heads_of(s, l->entity, l->field, refs, n, &h, err);
	if (!st)
		st = values_of(s, &h, c, err);
	if (!st && r->end.seq)
		st = look_back(s, r, &h, c, err);
	heads_release(&h);
	if (st)
		conflict_release(c);
	return st;
}

void
conflict_release(struct conflict *c)
{
	for (int i = 0; i < c->line.values; i++)
		str_release(&c->values[i].text);
	free(c->values);
	str_release(&c->end.text);
	str_release(&c->before);
	c->values = NULL;
	c->line.values = 0;
}

static enum status
raw_one(struct store *s, int64_t no, struct raw *r, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CONFLICT_ONE, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (!stmt_next(s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_NOT_FOUND,
					"there is no conflict with this number");
	raw_of(s, q, r);
	stmt_reset(q);
	return r->field < 0 ? status_fail(err, ST_NEWER,
					  "this field was written by a newer limber")
			    : ST_OK;
}

enum status
conflict_read(struct store *s, int64_t no, struct conflict *c, struct err *err)
{
	struct raw r = {.field = -1};
	enum status st = raw_one(s, no, &r, err);

	*c = (struct conflict){.line = {.no = 0}};
	return st ? st : fill(s, &r, c, err);
}

enum status
conflict_cell(struct store *s, const struct conflict *c, const struct conflict_value *v,
	      struct cell *cell, struct err *err)
{
	*cell = (struct cell){.kind = CELL_NONE};
	if (!v->has_val)
		return ST_OK;
	return op_value_parse(s, field_of(&c->line), str_text(&v->text), v->text.n, cell,
			      err);
}

/* ---- lists */

static int
by_weight(const void *pa, const void *pb)
{
	static const int weight[] = {
	    [MERGE_SAFETY] = 2, [MERGE_IDENTITY] = 1, [MERGE_LOCAL] = 0};
	const struct conflict_line *a = pa, *b = pb;

	if (weight[a->merge] != weight[b->merge])
		return weight[b->merge] - weight[a->merge];
	if (strcmp(a->who, b->who))
		return strcmp(a->who, b->who);
	return a->no < b->no ? -1 : a->no > b->no;
}

static enum status
raw_all(struct store *s, const struct conflict_ask *ask, struct raw **rows, size_t *n,
	struct err *err)
{
	sqlite3_stmt *q;
	enum status st =
	    stmt_get(s, ask->ended ? SQL_CONFLICT_ENDED : SQL_CONFLICT_WAITING, &q, err);

	*rows = NULL;
	*n = 0;
	if (st)
		return st;
	while (stmt_next(s, q, &st, err)) {
		struct raw r;

		raw_of(s, q, &r);
		if (r.field < 0 || (ask->grave && !grave((enum merge_class)dict_entity(
							     (enum entity_id)r.entity)
							     ->fields[r.field]
							     .merge)))
			continue;
		*rows = mem_room(*rows, *n, sizeof **rows);
		(*rows)[(*n)++] = r;
	}
	return st;
}

enum status
conflict_list(struct store *s, const struct conflict_ask *ask,
	      struct conflict_line *lines, int max, int *n, bool *more, struct err *err)
{
	struct conflict_line *all = NULL;
	struct raw *rows;
	size_t n_rows, have = 0;
	bool own = store_read_begin(s);
	enum status st = raw_all(s, ask, &rows, &n_rows, err);

	/* Ended ones come newest first and are never sorted: no more than asked is read. */
	for (size_t i = 0; i < n_rows && !st && !(ask->ended && have > (size_t)max);
	     i++) {
		struct conflict c;

		st = fill(s, &rows[i], &c, err);
		if (st)
			break;
		if ((!ask->patient || c.line.patient == ask->patient) &&
		    c.line.values > 1) {
			all = mem_room(all, have, sizeof *all);
			all[have++] = c.line;
		}
		conflict_release(&c);
	}
	store_read_end(s, own);
	*n = 0;
	*more = !st && have > (size_t)max;
	if (!st && !ask->ended && have)
		qsort(all, have, sizeof *all, by_weight);
	for (size_t i = 0; !st && i < have && *n < max; i++)
		lines[(*n)++] = all[i];
	free(all);
	free(rows);
	return st;
}

/* ---- ways out */

enum status
conflict_end(struct store *s, int64_t no, struct cell value, struct err *err)
{
	struct raw r = {.field = -1};
	enum status st = raw_one(s, no, &r, err);

	return st ? st
		  : record_end_heads(s, (enum entity_id)r.entity, r.row, r.field, value,
				     err);
}

enum status
conflict_undo(struct store *s, int64_t no, struct err *err)
{
	struct conflict c;
	struct cell cell = {.kind = CELL_NONE};
	enum status st = conflict_read(s, no, &c, err);
	const struct field *f;

	if (st)
		return st;
	f = field_of(&c.line);
	if (c.line.state != CONFLICT_RESOLVED)
		st =
		    status_fail(err, ST_REFUSED, "%s: %s", f->label,
				c.line.state == CONFLICT_OPEN ? "nothing was decided yet"
				: c.line.state == CONFLICT_UNDONE
				    ? "this was undone already"
				    : "somebody changed it again later; change it there");
	else if (c.has_before == c.end.has_val &&
		 !strcmp(str_text(&c.before), str_text(&c.end.text)))
		st = status_fail(err, ST_REFUSED,
				 "%s: what was kept is what it showed before; choose "
				 "another value instead",
				 f->label);
	else if (c.has_before)
		st = op_value_parse(s, f, str_text(&c.before), c.before.n, &cell, err);
	if (!st)
		st = record_set_field(s, c.line.entity, c.line.row, c.line.field, cell,
				      err);
	conflict_release(&c);
	return st;
}
