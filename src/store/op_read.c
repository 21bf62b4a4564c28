/* op_read.c - operations out of the log, with their texts, bases and canonical bytes. */
#include "op_read.h"

#include <string.h>

void
op_reader_open(struct op_reader *r, struct store *s)
{
	*r = (struct op_reader){.s = s, .col_no = -1, .user_no = -1, .table_no = -1};
	record_ids_keep(s);
}

void
op_reader_close(struct op_reader *r)
{
	record_ids_drop(r->s);
	str_release(&r->val);
	str_release(&r->canon);
}

/* The text of a number in a table of names; asked anew only when the number changes. */
static enum status
name_text(struct store *s, enum sql_id from, int64_t no, int64_t *known, char *text,
	  size_t size, struct err *err)
{
	sqlite3_stmt *q;
	enum status st;

	if (*known == no)
		return ST_OK;
	*known = no;
	text[0] = '\0';
	if (no == 0)
		return ST_OK;
	st = stmt_get(s, from, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (stmt_next(s, q, &st, err)) {
		stmt_column_text(q, 0, text, size);
		stmt_reset(q);
	}
	return st;
}

static enum status
read_bases(struct op_reader *r, struct op *op, struct err *err)
{
	sqlite3_stmt *q;
	enum status st;

	op->bases = r->bases;
	if (!op->col_no)
		return ST_OK;
	st = stmt_get(r->s, SQL_OP_BASES, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, op->row);
	sqlite3_bind_int64(q, 2, op->col_no);
	sqlite3_bind_int64(q, 3, op->at.writer);
	sqlite3_bind_int64(q, 4, op->at.seq);
	while (stmt_next(r->s, q, &st, err)) {
		if (op->n_bases == STORE_HEADS_MAX)
			continue;
		r->bases[op->n_bases].writer = sqlite3_column_int64(q, 0);
		r->bases[op->n_bases++].seq = sqlite3_column_int64(q, 1);
	}
	return st;
}

/* The value of a fact is its row. */
static enum status
fact_value(struct op_reader *r, enum entity_id e, int64_t no, struct err *err)
{
	struct cell cells[STORE_FIELDS_MAX];
	sqlite3_stmt *q;
	enum status st = schema_get(r->s, e, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (!stmt_next(r->s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_CORRUPT, "signed %s %lld is missing",
					dict_entity(e)->label, (long long)no);
	for (size_t i = 0; i < dict_entity(e)->n_fields; i++)
		cells[i] = stmt_cell(q, (int)i + 1);
	st = op_row_json(r->s, e, cells, &r->val, err);
	stmt_reset(q);
	return st;
}

/* Name and table of the row; a table of a newer program has a name too. */
static enum status
read_row(struct op_reader *r, struct op *op, int *e, struct err *err)
{
	int64_t entity = 0;
	sqlite3_stmt *q;
	enum status st = record_lookup(r->s, op->row, &op->row_id, e, err);

	if (!st && *e >= 0) {
		op->table = dict_entity((enum entity_id) * e)->name;
		return ST_OK;
	}
	if (!st)
		st = stmt_get(r->s, SQL_ROW_BY_NO, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, op->row);
	if (stmt_next(r->s, q, &st, err)) {
		stmt_column_id(q, 0, &op->row_id);
		entity = sqlite3_column_int64(q, 1);
		stmt_reset(q);
	}
	if (!st && !entity)
		st = status_fail(err, ST_CORRUPT, "row %lld is missing",
				 (long long)op->row);
	if (!st)
		st = name_text(r->s, SQL_ENTITY_NAME, entity, &r->table_no, r->table,
			       sizeof r->table, err);
	op->table = r->table;
	return st;
}

/* The operation the walk statement stands on. */
static enum status
read_op(struct op_reader *r, int64_t writer, sqlite3_stmt *q, struct op *op,
	struct err *err)
{
	struct cell val = stmt_cell(q, 5);
	int e;
	enum status st;

	*op = (struct op){.at = {writer, sqlite3_column_int64(q, 0)},
			  .txn = sqlite3_column_int64(q, 1),
			  .row = sqlite3_column_int64(q, 2),
			  .col_no = sqlite3_column_int64(q, 3),
			  .kind = sqlite3_column_int(q, 4),
			  .wall = sqlite3_column_int64(q, 6),
			  .clk = sqlite3_column_int(q, 7)};
	st = read_row(r, op, &e, err);
	if (!st)
		st = name_text(r->s, SQL_NAME_TEXT, op->col_no, &r->col_no, r->col,
			       sizeof r->col, err);
	if (!st)
		st = name_text(r->s, SQL_NAME_TEXT, sqlite3_column_int64(q, 8),
			       &r->user_no, r->user, sizeof r->user, err);
	op->col = r->col;
	op->user = r->user;
	if (!st)
		st = read_bases(r, op, err);
	str_clear(&r->val);
	op->has_val = op->kind != OP_CLEAR;
	if (val.kind == CELL_TEXT)
		str_add_n(&r->val, val.p, val.n);
	else if (!st && op->kind == OP_NEW)
		st = fact_value(r, (enum entity_id)e, op->row, err);
	op->val = r->val.p;
	op->val_n = r->val.n;
	return st;
}

enum status
op_read_run(struct op_reader *r, const struct op_run *run, op_read_each each, void *arg,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = op_writer_id(r->s, run->writer, &r->id, err);

	if (!st)
		st = stmt_get(r->s, SQL_OP_WALK, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, run->writer);
	sqlite3_bind_int64(q, 2, run->first);
	sqlite3_bind_int64(q, 3, run->last);
	while (!st && stmt_next(r->s, q, &st, err)) {
		struct op op;
		struct change c;

		st = read_op(r, run->writer, q, &op, err);
		if (!st)
			st = op_change(r->s, &op, &r->id, r->refs, &c, err);
		if (!st) {
			str_clear(&r->canon);
			change_bytes(&c, &r->canon);
			st = each(arg, &c, &r->canon, err);
		}
		if (st)
			stmt_reset(q);
	}
	return st;
}
