/* store_verify.c - the log proved again: chains of every writer, derived rows, audit. */
#include "store_verify.h"

#include "store/record.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

struct walk {
	struct store *s;
	int64_t writer;
	struct uid id;
	struct str val, canon;
	struct op_ref bases[STORE_HEADS_MAX];
	char col[64], user[64];
	int64_t col_no, user_no; /* numbers the texts belong to */
};

/* ---- chains */

static enum status
name_text(struct store *s, int64_t no, int64_t *known, char *text, size_t size,
	  struct err *err)
{
	sqlite3_stmt *q;
	enum status st;

	if (*known == no)
		return ST_OK;
	*known = no;
	text[0] = '\0';
	if (no == 0)
		return ST_OK;
	st = stmt_get(s, SQL_NAME_TEXT, &q, err);
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
read_bases(struct walk *w, struct op *op, struct err *err)
{
	sqlite3_stmt *q;
	enum status st;

	op->bases = w->bases;
	if (!op->col_no)
		return ST_OK;
	st = stmt_get(w->s, SQL_OP_BASES, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, op->row);
	sqlite3_bind_int64(q, 2, op->col_no);
	sqlite3_bind_int64(q, 3, op->at.writer);
	sqlite3_bind_int64(q, 4, op->at.seq);
	while (stmt_next(w->s, q, &st, err)) {
		if (op->n_bases == STORE_HEADS_MAX)
			continue;
		w->bases[op->n_bases].writer = sqlite3_column_int64(q, 0);
		w->bases[op->n_bases++].seq = sqlite3_column_int64(q, 1);
	}
	return st;
}

/* The value of a fact is its row. */
static enum status
fact_value(struct walk *w, enum entity_id e, int64_t no, struct err *err)
{
	struct cell cells[STORE_FIELDS_MAX];
	sqlite3_stmt *q;
	enum status st = schema_get(w->s, e, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (!stmt_next(w->s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_CORRUPT, "signed %s %lld is missing",
					dict_entity(e)->label, (long long)no);
	for (size_t i = 0; i < dict_entity(e)->n_fields; i++)
		cells[i] = stmt_cell(q, (int)i + 1);
	st = op_row_json(w->s, e, cells, &w->val, err);
	stmt_reset(q);
	return st;
}

/* The operation the walk statement stands on. */
static enum status
read_op(struct walk *w, sqlite3_stmt *q, struct op *op, struct err *err)
{
	struct cell val = stmt_cell(q, 5);
	int e;
	enum status st;

	*op = (struct op){.at = {w->writer, sqlite3_column_int64(q, 0)},
			  .txn = sqlite3_column_int64(q, 1),
			  .row = sqlite3_column_int64(q, 2),
			  .col_no = sqlite3_column_int64(q, 3),
			  .kind = sqlite3_column_int(q, 4),
			  .wall = sqlite3_column_int64(q, 6),
			  .clk = sqlite3_column_int(q, 7)};
	st = record_lookup(w->s, op->row, &op->row_id, &e, err);
	if (!st && e < 0)
		st = status_fail(err, ST_CORRUPT, "row %lld is missing",
				 (long long)op->row);
	if (st)
		return st;
	op->table = dict_entity((enum entity_id)e)->name;
	st = name_text(w->s, op->col_no, &w->col_no, w->col, sizeof w->col, err);
	if (!st)
		st = name_text(w->s, sqlite3_column_int64(q, 8), &w->user_no, w->user,
			       sizeof w->user, err);
	op->col = w->col;
	op->user = w->user;
	if (!st)
		st = read_bases(w, op, err);
	str_clear(&w->val);
	op->has_val = op->kind != OP_CLEAR;
	if (val.kind == CELL_TEXT)
		str_add_n(&w->val, val.p, val.n);
	else if (!st && op->kind == OP_NEW)
		st = fact_value(w, (enum entity_id)e, op->row, err);
	op->val = w->val.p;
	op->val_n = w->val.n;
	return st;
}

static enum status
verify_writer(struct walk *w, int64_t max_seq, const unsigned char *chain, int64_t *ops,
	      struct err *err)
{
	unsigned char hash[HASH_SIZE];
	int64_t expected = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(w->s, SQL_OP_WALK, &q, err);

	op_chain_begin(hash, &w->id);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, w->writer);
	while (!st && stmt_next(w->s, q, &st, err)) {
		struct op op;

		st = read_op(w, q, &op, err);
		if (!st && op.at.seq != ++expected)
			st = status_fail(err, ST_CORRUPT, "operation %lld is missing",
					 (long long)expected);
		str_clear(&w->canon);
		if (!st)
			st = op_canonical(w->s, &op, &w->id, &w->canon, err);
		if (st)
			stmt_reset(q);
		else
			op_chain(hash, &w->canon);
	}
	*ops += expected;
	if (!st && (expected != max_seq || memcmp(hash, chain, HASH_SIZE)))
		st = status_fail(
		    err, ST_CORRUPT,
		    "the operations of writer %lld do not give their chain "
		    "hash: a row or an operation was changed by another program",
		    (long long)w->writer);
	return st;
}

enum status
store_verify_chains(struct store *s, int64_t *ops, struct err *err)
{
	struct walk w = {.s = s, .col_no = -1, .user_no = -1};
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_WRITER_ALL, &q, err);

	*ops = 0;
	record_ids_keep(s);
	while (!st && stmt_next(s, q, &st, err)) {
		unsigned char chain[HASH_SIZE] = {0};

		w.writer = sqlite3_column_int64(q, 0);
		stmt_column_id(q, 1, &w.id);
		if (sqlite3_column_bytes(q, 3) == HASH_SIZE)
			memcpy(chain, sqlite3_column_blob(q, 3), HASH_SIZE);
		st = verify_writer(&w, sqlite3_column_int64(q, 2), chain, ops, err);
		if (st)
			stmt_reset(q);
	}
	record_ids_drop(s);
	str_release(&w.val);
	str_release(&w.canon);
	return st;
}

/* ---- derived rows */

static enum status
compare(struct store *s, const struct entity *e, int64_t no, void *is, void *made,
	struct err *err)
{
	enum status st = record_get(s, e->id, no, is, err);

	dict_row_init(e, made);
	if (!st)
		st = heads_project(s, e->id, no, made, err);
	for (size_t i = 0; i < e->n_fields && !st; i++) {
		const struct field *f = &e->fields[i];

		if (!(f->flags & FF_LOCAL) &&
		    !dict_cell_equal(dict_get(f, is), dict_get(f, made)))
			st = status_fail(err, ST_CORRUPT,
					 "%s %lld shows another %s than its operations",
					 e->label, (long long)no, f->label);
	}
	return st;
}

static enum status
verify_entity(struct store *s, const struct entity *e, int64_t *rows, struct err *err)
{
	void *is = mem_alloc(2 * e->size), *made = (char *)is + e->size;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ROW_WALK, &q, err);

	if (!st)
		sqlite3_bind_int64(q, 1, s->ent[e->id].no);
	while (!st && stmt_next(s, q, &st, err)) {
		st = compare(s, e, sqlite3_column_int64(q, 0), is, made, err);
		++*rows;
		if (st)
			stmt_reset(q);
	}
	free(is);
	return st;
}

enum status
store_verify_rows(struct store *s, int64_t *rows, struct err *err)
{
	enum status st = ST_OK;

	*rows = 0;
	record_ids_keep(s);
	for (enum entity_id e = 0; e < E_COUNT && !st; e++)
		if (dict_entity(e)->kind == EK_EDIT)
			st = verify_entity(s, dict_entity(e), rows, err);
	record_ids_drop(s);
	return st;
}
