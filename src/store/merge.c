/* merge.c - the second way through a bundle: operations into the log and the tables. */
#include "merge_priv.h"

#include "caseload.h"
#include "search.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* Loading in a hurry makes SQLite prepare every statement anew, twice: that costs more than some
 * hundred operations do, triggers and checks with them. */
enum { HURRY_FROM = 1000 };

/* ---- begin and end */

enum status
merge_open(struct store *s, const struct merge_bundle *b, const struct merge_state *state,
	   struct merge **out, struct err *err)
{
	struct merge *m;
	struct op_ref own;
	enum status st = store_begin(s, err);

	*out = NULL;
	if (st)
		return st;
	m = mem_alloc(sizeof *m);
	m->s = s;
	m->b = b;
	m->state = state;
	record_ids_keep(s);
	m->hurries = b->n_to - state->recv_n > HURRY_FROM;
	if (m->hurries)
		st = record_hurry(s, true, err);
	if (!st)
		st = op_next(s, &own, err);
	if (!st)
		st = link_note_own(s, err);
	if (!st)
		st = merge_recovering(s, &m->recovering, err);
	if (!st)
		st = record_next(s, &m->first_row, err);
	s->next_row = m->first_row;
	if (st) {
		merge_cancel(m);
		return st;
	}
	*out = m;
	return ST_OK;
}

void
merge_release(struct merge *m)
{
	if (m->hurries)
		(void)!record_hurry(m->s, false, NULL);
	record_ids_drop(m->s);
	str_release(&m->canon);
	str_release(&m->json);
	free(m->row);
	free(m->writers);
	free(m->touched);
	free(m);
}

void
merge_cancel(struct merge *m)
{
	struct store *s;

	if (!m)
		return;
	s = m->s;
	merge_release(m);
	store_cancel(s);
}

/* ---- texts and rows */

static enum status
user_no(struct merge *m, const char *user, int64_t *no, struct err *err)
{
	enum status st = ST_OK;

	if (!m->user_no || strcmp(user, m->user)) {
		st = op_name(m->s, user, &m->user_no, err);
		if (!str_copy(m->user, sizeof m->user, user))
			m->user_no = 0;
	}
	*no = m->user_no;
	return st;
}

static enum status
find_row(struct merge *m, const struct uid *id, int64_t *no, int *e, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_ROW_BY_ID, &q, err);

	*no = 0;
	*e = -1;
	if (st)
		return st;
	stmt_bind_id(q, 1, id);
	if (stmt_next(m->s, q, &st, err)) {
		*no = sqlite3_column_int64(q, 0);
		*e = record_entity(m->s, sqlite3_column_int64(q, 1));
		stmt_reset(q);
	}
	return st;
}

static enum status
insert_row(struct merge *m, const struct op *op, int64_t entity_no, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_ROW_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, op->row);
	stmt_bind_id(q, 2, &op->row_id);
	sqlite3_bind_int64(q, 3, entity_no);
	sqlite3_bind_int64(q, 4, op->at.writer);
	sqlite3_bind_int64(q, 5, op->at.seq);
	return stmt_run(m->s, q, err);
}

static enum status
insert_cells(struct merge *m, enum entity_id e, int64_t no, const struct cell *cells,
	     struct err *err)
{
	sqlite3_stmt *q;
	enum status st = schema_insert(m->s, e, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	for (size_t i = 0; i < dict_entity(e)->n_fields; i++)
		stmt_bind_cell(q, (int)i + 2, cells[i]);
	m->s->door = 1;
	st = stmt_run(m->s, q, err);
	m->s->door = 0;
	return st;
}

/* What lies in a value is told by its table and field alone: no names of people in messages. */
static enum status
damaged(const struct change *c, const char *what, struct err *err)
{
	return status_fail(err, ST_DAMAGED, "%s%s%s: %s", c->table, c->col[0] ? "." : "",
			   c->col, what);
}

/* A restored site gets back what it lost from several others, and one of them may build on what
 * another has: then its bundle has to wait. Else a bundle has no such hole. */
static enum status
lacks_row(const struct merge *m, const struct change *c, struct err *err)
{
	if (!m->recovering)
		return damaged(c, "its row is not there", err);
	return status_fail(err, ST_WAITING,
			   "it builds on what this site lost and did not get back yet; "
			   "take a stick to %s from here, then the next one from there "
			   "brings all of it; nothing is lost",
			   m->b->peer);
}

static enum status
no_fit(const struct merge *m, const struct change *c, enum status st, struct err *err)
{
	char why[200] = "";

	if (st == ST_NOT_FOUND && m->recovering)
		return lacks_row(m, c, err);

	if (err)
		str_copy(why, sizeof why, err->detail);
	return damaged(c, why[0] ? why : "does not fit", err);
}

/* ---- births */

static enum status
check_refs(struct merge *m, const struct entity *e, const struct cell *cells,
	   struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < e->n_fields && !st; i++)
		if (e->fields[i].type == FT_REF && cells[i].kind == CELL_INT)
			st = record_check_ref(m->s, &e->fields[i], cells[i].i, err);
	return st;
}

/* A fact whose own row gives its bytes again needs them nowhere else; one with fields of a newer
 * program keeps them. */
static enum status
must_keep(struct merge *m, const struct entity *e, const struct change *c,
	  const struct cell *cells, bool *keep, struct err *err)
{
	enum status st;

	*keep = true;
	if (e->kind != EK_FACT)
		return ST_OK;
	str_clear(&m->json);
	st = op_row_json(m->s, e->id, cells, &m->json, err);
	*keep = m->json.n != c->val_n || memcmp(m->json.p, c->val, c->val_n) != 0;
	return st;
}

static enum status
bear_known(struct merge *m, const struct entity *e, const struct change *c, struct op *op,
	   struct err *err)
{
	struct cell cells[STORE_FIELDS_MAX] = {0};
	enum status st;

	if (e->kind == EK_REFERENCE)
		return damaged(c, "these rows ship with the program", err);
	if (m->row_size < e->size) {
		free(m->row);
		m->row = mem_alloc(e->size);
		m->row_size = e->size;
	}
	dict_row_init(e, m->row);
	st = op_row_parse(m->s, e->id, c->val, c->val_n, m->row, err);
	if (!st)
		st = dict_check_row(e, m->row, err);
	for (size_t i = 0; i < e->n_fields; i++)
		cells[i] = dict_get(&e->fields[i], m->row);
	if (!st)
		st = check_refs(m, e, cells, err);
	if (st)
		return no_fit(m, c, st, err);
	st = must_keep(m, e, c, cells, &op->keep_val, err);
	if (!st)
		st = insert_row(m, op, m->s->ent[e->id].no, err);
	if (!st)
		st = insert_cells(m, e->id, op->row, cells, err);
	m->born[e->id] = true;
	m->rows_new++;
	return st;
}

/* A table of a newer program: its rows wait in the log for the upgrade. */
static enum status
bear_unknown(struct merge *m, const struct change *c, struct op *op, struct err *err)
{
	int64_t entity = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_ENTITY_ADD, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, c->table);
	sqlite3_bind_int64(q, 2, 0);
	while (stmt_next(m->s, q, &st, err))
		entity = sqlite3_column_int64(q, 0);
	op->keep_val = true;
	return st ? st : insert_row(m, op, entity, err);
}

static enum status
bear(struct merge *m, const struct change *c, struct op *op, struct err *err)
{
	const struct entity *e = dict_entity_named(c->table);
	int is;
	enum status st = find_row(m, &c->row, &op->row, &is, err);

	if (!st && op->row)
		return damaged(c, "a row is born a second time", err);
	if (!st && (c->col[0] || !c->has_val || c->n_bases))
		return damaged(c, "a birth that is none", err);
	if (!st)
		st = record_next(m->s, &op->row, err);
	if (st)
		return st;
	if (e && strcmp(e->name, c->table))
		e = NULL; /* a plural names no table */
	return e ? bear_known(m, e, c, op, err) : bear_unknown(m, c, op, err);
}

/* ---- edits */

static void
touch(struct merge *m, int64_t row, int e, int field)
{
	struct merge_cell *last = m->n_touched ? &m->touched[m->n_touched - 1] : NULL;

	if (last && last->row == row && last->field == field)
		return;
	m->touched = mem_room(m->touched, m->n_touched, sizeof *m->touched);
	m->touched[m->n_touched++] =
	    (struct merge_cell){.row = row, .e = (int16_t)e, .field = (int16_t)field};
}

static enum status
check_value(struct merge *m, const struct field *f, const struct change *c,
	    struct err *err)
{
	struct cell v = {.kind = CELL_NONE};
	enum status st = ST_OK;

	if (c->has_val)
		st = op_value_parse(m->s, f, c->val, c->val_n, &v, err);
	if (!st)
		st = dict_check(f, v, err);
	if (!st && f->type == FT_REF && v.kind == CELL_INT)
		st = record_check_ref(m->s, f, v.i, err);
	return st ? no_fit(m, c, st, err) : ST_OK;
}

static enum status
edit(struct merge *m, const struct change *c, struct op *op, struct err *err)
{
	int e, field = -1;
	enum status st = find_row(m, &c->row, &op->row, &e, err);

	if (!st && !op->row)
		return lacks_row(m, c, err);
	if (!st && (!c->col[0] || c->has_val != (c->kind == CHANGE_SET)))
		return damaged(c, "an edit that is none", err);
	if (!st && e >= 0) {
		const struct entity *ent = dict_entity((enum entity_id)e);

		if (strcmp(ent->name, c->table) || ent->kind != EK_EDIT)
			return damaged(c, "rows of this table never change", err);
		field = dict_field_named(ent, c->col);
		if (field >= 0 && ent->fields[field].flags & (FF_FIXED | FF_LOCAL))
			return damaged(c, "this field never changes", err);
		if (field >= 0)
			st = check_value(m, &ent->fields[field], c, err);
	}
	if (!st)
		st = op_name(m->s, c->col, &op->col_no, err);
	op->keep_val = true;
	if (!st && field >= 0)
		touch(m, op->row, e, field);
	return st;
}

/* ---- one operation */

static enum status
map_bases(struct merge *m, const struct change *c, struct op_ref bases[CHANGE_BASES_MAX],
	  struct err *err)
{
	size_t keep = m->at;
	enum status st = ST_OK;

	for (size_t i = 0; i < c->n_bases && !st; i++) {
		struct merge_writer *w;

		st = merge_writer(m, &c->bases[i].writer, &w, err);
		if (!st)
			bases[i] = (struct op_ref){w->no, c->bases[i].seq};
	}
	m->at = keep;
	return st;
}

static enum status
note_run(struct merge *m, struct err *err)
{
	enum status st = ST_OK;

	if (m->run.last)
		st = link_note_run(m->s, m->run.writer, m->run.first, m->run.last,
				   m->b->peer, err);
	m->run = (struct merge_run){0};
	return st;
}

static enum status
arrive(struct merge *m, struct merge_writer *w, const struct change *c, struct err *err)
{
	enum status st = ST_OK;

	if (!change_in_part(w->chain)) {
		str_clear(&m->canon);
		change_bytes(c, &m->canon);
		change_chain(w->chain, &m->canon);
	}
	if (c->at.seq > w->seq) {
		w->seq = c->at.seq;
		w->moved = true;
	}
	if (m->run.last && (m->run.writer != w->no || m->run.last + 1 != c->at.seq))
		st = note_run(m, err);
	if (!m->run.last)
		m->run = (struct merge_run){w->no, c->at.seq, c->at.seq};
	m->run.last = c->at.seq;
	return st;
}

static enum status
busy(struct err *err)
{
	return status_fail(err, ST_BUSY,
			   "another program took a bundle meanwhile; try again");
}

/* Operations that are not for this site: its writer goes on behind them. */
static enum status
pass_by(struct merge_writer *w, const struct change *c, struct err *err)
{
	if (c->at.seq <= w->seq)
		return ST_OK;
	if (c->txn > w->seq + 1)
		return busy(err);
	w->seq = c->at.seq;
	memset(w->chain, 0, HASH_SIZE);
	w->moved = true;
	return ST_OK;
}

/* An operation up to where its writer is held lies here, unless it was left out once. */
static enum status
is_here(struct merge *m, const struct merge_writer *w, int64_t seq, bool *here,
	struct err *err)
{
	sqlite3_stmt *q;
	enum status st = ST_OK;

	*here = seq <= w->seq;
	if (!*here || !change_in_part(w->chain))
		return ST_OK;
	*here = false;
	st = stmt_get(m->s, SQL_OP_HERE, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, w->no);
	sqlite3_bind_int64(q, 2, seq);
	if (stmt_next(m->s, q, &st, err)) {
		*here = true;
		stmt_reset(q);
	}
	return st;
}

enum status
merge_op(struct merge *m, const struct change *c, struct err *err)
{
	struct op_ref bases[CHANGE_BASES_MAX];
	struct merge_writer *w;
	struct op op = {.row_id = c->row,
			.txn = c->txn,
			.wall = c->wall_ms,
			.kind = c->kind,
			.clk = c->clk,
			.has_val = c->has_val,
			.val = c->val,
			.val_n = c->val_n,
			.bases = bases,
			.n_bases = c->n_bases};
	int64_t user;
	bool here;
	enum status st = merge_writer(m, &c->at.writer, &w, err);

	if (st || c->kind == CHANGE_SKIP)
		return st ? st : pass_by(w, c, err);
	st = is_here(m, w, c->at.seq, &here, err);
	if (st || here)
		return st; /* merge_check compared it */
	if (c->at.seq > w->seq + 1)
		return busy(err);
	op.at = (struct op_ref){w->no, c->at.seq};
	st = c->kind == CHANGE_NEW ? bear(m, c, &op, err) : edit(m, c, &op, err);
	if (!st)
		st = map_bases(m, c, bases, err);
	if (!st)
		st = user_no(m, c->user, &user, err);
	if (!st)
		st = op_insert(m->s, &op, user, err);
	w = &m->writers[m->at];
	m->ops++;
	return st ? st : arrive(m, w, c, err);
}

enum status
merge_close(struct merge *m, struct merge_result *r, struct err *err)
{
	struct store *s = m->s;
	enum status st = note_run(m, err);

	*r = (struct merge_result){.ops = m->ops, .rows_new = m->rows_new};
	if (!st)
		st = merge_show(m, r, err);
	if (!st)
		st = merge_keep(m, r, err);
	if (m->rows_new)
		r->patients_from = m->first_row;
	merge_release(m);
	return store_end(s, st, err);
}
