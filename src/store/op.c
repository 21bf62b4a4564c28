/* op.c - the operation log: numbers, canonical bytes, the hash chain. */
#include "store_priv.h"

#include <assert.h>
#include <string.h>

/* ---- the own writer */

static enum status
load_chain(struct store *s, struct err *err)
{
	struct store_chain *c = &s->chain;
	sqlite3_stmt *q;
	enum status st;

	if (c->loaded)
		return ST_OK;
	assert(s->depth > 0);
	st = stmt_get(s, SQL_WRITER_OWN, &q, err);
	if (st)
		return st;
	if (!stmt_next(s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_CORRUPT,
					"the writer is missing; restore a backup");
	c->loaded = true;
	c->writer = sqlite3_column_int64(q, 0);
	stmt_column_id(q, 1, &c->id);
	c->seq = sqlite3_column_int64(q, 2);
	stmt_column_hash(q, 3, c->hash);
	c->wall = sqlite3_column_int64(q, 4);
	stmt_reset(q);
	return ST_OK;
}

static int
trust(struct store *s)
{
	struct store_chain *c = &s->chain;

	if (!store_clock_plausible(s->txn_wall, c->wall))
		return CHANGE_UNTRUSTED;
	if (s->txn_wall > c->wall)
		c->wall = s->txn_wall;
	return CHANGE_PLAUSIBLE;
}

enum status
op_chain_believe(struct store *s, struct err *err)
{
	enum status st = load_chain(s, err);

	s->chain.wall = s->txn_wall;
	s->chain.moved = true;
	return st;
}

enum status
op_chain_save(struct store *s, struct err *err)
{
	struct store_chain *c = &s->chain;
	sqlite3_stmt *q;
	enum status st;

	if (!c->moved)
		return ST_OK;
	st = load_chain(s, err);
	if (!st)
		st = stmt_get(s, SQL_WRITER_SET, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, c->writer);
	sqlite3_bind_int64(q, 2, c->seq);
	sqlite3_bind_blob(q, 3, c->hash, sizeof c->hash, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, c->wall);
	return stmt_run(s, q, err);
}

enum status
op_writer_id(struct store *s, int64_t writer, struct uid *id, struct err *err)
{
	sqlite3_stmt *q;
	enum status st;

	if (s->chain.loaded && s->chain.writer == writer) {
		*id = s->chain.id;
		return ST_OK;
	}
	st = stmt_get(s, SQL_WRITER_ID, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, writer);
	if (!stmt_next(s, q, &st, err))
		return st ? st : status_fail(err, ST_CORRUPT, "an unknown writer");
	stmt_column_id(q, 0, id);
	stmt_reset(q);
	return ST_OK;
}

/* ---- repeated texts */

enum status
op_name(struct store *s, const char *text, int64_t *no, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_NAME_NO, &q, err);

	if (st)
		return st;
	sqlite3_bind_text(q, 1, text, -1, SQLITE_STATIC);
	if (stmt_next(s, q, &st, err)) {
		*no = sqlite3_column_int64(q, 0);
		stmt_reset(q);
		return ST_OK;
	}
	if (!st)
		st = stmt_get(s, SQL_NAME_ADD, &q, err);
	if (st)
		return st;
	sqlite3_bind_text(q, 1, text, -1, SQLITE_STATIC);
	st = stmt_run(s, q, err);
	*no = sqlite3_last_insert_rowid(s->db);
	return st;
}

enum status
op_user(struct store *s, int64_t *no, struct err *err)
{
	enum status st = s->user_no ? ST_OK : op_name(s, s->user, &s->user_no, err);

	*no = s->user_no;
	return st;
}

enum status
op_col(struct store *s, enum entity_id e, int field, int64_t *no, struct err *err)
{
	int64_t *cached = &s->ent[e].col_no[field];
	enum status st = ST_OK;

	if (!*cached)
		st = op_name(s, dict_entity(e)->fields[field].name, cached, err);
	*no = *cached;
	return st;
}

/* ---- canonical bytes */

enum status
op_change(struct store *s, const struct op *op, const struct uid *writer,
	  struct change_ref bases[STORE_HEADS_MAX], struct change *c, struct err *err)
{
	assert(op->n_bases <= STORE_HEADS_MAX);
	for (size_t i = 0; i < op->n_bases; i++) {
		enum status st =
		    op_writer_id(s, op->bases[i].writer, &bases[i].writer, err);

		if (st)
			return st;
		bases[i].seq = op->bases[i].seq;
	}
	change_sort(bases, op->n_bases);
	*c = (struct change){.at = {*writer, op->at.seq},
			     .txn = op->txn,
			     .row = op->row_id,
			     .table = op->table,
			     .col = op->col,
			     .kind = op->kind,
			     .clk = op->clk,
			     .has_val = op->has_val,
			     .val = op->val,
			     .val_n = op->val_n,
			     .bases = bases,
			     .n_bases = op->n_bases,
			     .wall_ms = op->wall,
			     .user = op->user};
	return ST_OK;
}

/* ---- writing */

enum status
op_next(struct store *s, struct op_ref *at, struct err *err)
{
	enum status st = load_chain(s, err);

	at->writer = s->chain.writer;
	at->seq = s->chain.seq + 1;
	return st;
}

static enum status
insert_op(struct store *s, const struct op *op, int64_t user, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_OP_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, op->at.writer);
	sqlite3_bind_int64(q, 2, op->at.seq);
	sqlite3_bind_int64(q, 3, op->txn);
	sqlite3_bind_int64(q, 4, op->row);
	if (op->col_no)
		sqlite3_bind_int64(q, 5, op->col_no);
	sqlite3_bind_int64(q, 6, op->kind);
	if (op->has_val && op->keep_val)
		sqlite3_bind_text(q, 7, op->val, (int)op->val_n, SQLITE_STATIC);
	sqlite3_bind_int64(q, 8, op->wall);
	sqlite3_bind_int64(q, 9, op->clk);
	sqlite3_bind_int64(q, 10, user);
	return stmt_run(s, q, err);
}

static enum status
insert_bases(struct store *s, const struct op *op, struct err *err)
{
	for (size_t i = 0; i < op->n_bases; i++) {
		sqlite3_stmt *q;
		enum status st = stmt_get(s, SQL_OP_BASE_ADD, &q, err);

		if (st)
			return st;
		sqlite3_bind_int64(q, 1, op->row);
		sqlite3_bind_int64(q, 2, op->col_no);
		sqlite3_bind_int64(q, 3, op->bases[i].writer);
		sqlite3_bind_int64(q, 4, op->bases[i].seq);
		sqlite3_bind_int64(q, 5, op->at.writer);
		sqlite3_bind_int64(q, 6, op->at.seq);
		st = stmt_run(s, q, err);
		if (st)
			return st;
	}
	return ST_OK;
}

enum status
op_insert(struct store *s, const struct op *op, int64_t user, struct err *err)
{
	enum status st = insert_op(s, op, user, err);

	return st ? st : insert_bases(s, op, err);
}

static enum status
add_mark(struct store *s, const struct op_ref *at, const unsigned char hash[HASH_SIZE],
	 struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_OP_MARK_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, at->writer);
	sqlite3_bind_int64(q, 2, at->seq);
	sqlite3_bind_blob(q, 3, hash, HASH_SIZE, SQLITE_STATIC);
	return stmt_run(s, q, err);
}

enum status
op_add(struct store *s, struct op *op, struct err *err)
{
	struct store_chain *c = &s->chain;
	struct change_ref bases[STORE_HEADS_MAX];
	struct change change;
	int64_t user;
	enum status st = op_next(s, &op->at, err);

	if (!st)
		st = op_user(s, &user, err);
	if (st)
		return st;
	if (!s->txn_seq)
		s->txn_seq = op->at.seq;
	op->txn = s->txn_seq;
	op->wall = s->txn_wall;
	op->clk = trust(s);
	op->user = s->user;
	st = op_insert(s, op, user, err);
	if (!st)
		st = op_change(s, op, &c->id, bases, &change, err);
	if (st)
		return st;
	str_clear(&s->canon);
	change_bytes(&change, &s->canon);
	change_chain(c->hash, &s->canon);
	if (op->at.seq % OP_MARK_EVERY == 0)
		st = add_mark(s, &op->at, c->hash, err);
	c->seq = op->at.seq;
	c->moved = true;
	return st;
}
