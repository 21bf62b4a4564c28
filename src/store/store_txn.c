/* store_txn.c - transactions: one outermost that touches the disk, savepoints inside. */
#include "base/watch.h"
#include "store_priv.h"

#include <assert.h>

static enum status
run(struct store *s, enum sql_id id, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	return st ? st : stmt_run(s, q, err);
}

/* SQLite undoes a whole transaction by itself when the disk is full or fails. */
static bool
undone(const struct store *s)
{
	return s->depth > 0 && sqlite3_get_autocommit(s->db);
}

static enum status
fail_undone(struct err *err)
{
	return status_fail(
	    err, ST_IO,
	    "nothing was stored, because an earlier step failed; check the "
	    "disk and try again");
}

/* Somebody began a newer limber while this one had the clinic open, and it stepped the schema up: this
 * one knows nothing of what has to be kept now. */
static enum status
check_newer(struct store *s, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_USER_VERSION, &q, err);
	int64_t version = 0;

	if (st)
		return st;
	if (stmt_next(s, q, &st, err)) {
		version = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	if (!st && version > schema_version())
		return status_fail(err, ST_NEWER,
				   "a newer limber has brought this database up to date, "
				   "and this one stores nothing more in it; leave limber "
				   "here and begin it again");
	return st;
}

static enum status
begin_outer(struct store *s, int64_t wait_ms, struct err *err)
{
	enum status st = store_lock(s, wait_ms, err);

	if (st)
		return st;
	st = run(s, SQL_BEGIN, err);
	if (st) {
		store_unlock(s);
		return st;
	}
	s->depth = 1;
	s->txn_seq = 0;
	s->next_row = 0;
	s->txn_wall = clock_wall(s->env->clock);
	s->chain = (struct store_chain){.loaded = false};
	st = check_newer(s, err);
	if (!st && (s->orphan || s->orphan_told))
		st = store_self_renew(s, err);
	if (!st)
		st = audit_take_along(s, err);
	if (st)
		store_cancel(s);
	return st;
}

enum status
store_begin(struct store *s, struct err *err)
{
	return store_begin_within(s, STORE_LOCK_MS, err);
}

enum status
store_begin_within(struct store *s, int64_t wait_ms, struct err *err)
{
	enum status st;

	if (s->depth == 0)
		return begin_outer(s, wait_ms, err);
	assert(s->depth < STORE_LEVELS_MAX);
	if (undone(s))
		return fail_undone(err);
	st = run(s, SQL_SAVE, err);
	if (st)
		return st;
	s->saved[s->depth++] = s->chain;
	return ST_OK;
}

static void
end_outer(struct store *s)
{
	s->depth = 0;
	s->door = 0;
	s->read.written = false;
	store_unlock(s);
}

static enum status
commit_outer(struct store *s, struct err *err)
{
	bool moved;
	enum status st = undone(s) ? fail_undone(err) : op_chain_save(s, err);

	if (!st)
		st = run(s, SQL_COMMIT, err);
	if (st) {
		store_cancel(s);
		return st;
	}
	s->wrote = true;
	watch_touch(s->lock_fd);
	s->orphan = false;
	s->read.waits = s->read.waits && !s->read.written;
	moved = s->chain.moved;
	if (moved)
		store_self_note(s);
	end_outer(s);
	if (s->wal_pages >= s->wal_limit)
		store_lock_trim(s);
	return ST_OK;
}

enum status
store_commit(struct store *s, struct err *err)
{
	enum status st;

	assert(s->depth > 0);
	if (s->depth == 1)
		return commit_outer(s, err);
	st = undone(s) ? fail_undone(err) : run(s, SQL_SAVE_KEEP, err);
	if (st)
		store_cancel(s);
	else
		s->depth--;
	return st;
}

void
store_cancel(struct store *s)
{
	assert(s->depth > 0);
	record_forget(s);
	if (s->depth == 1) {
		if (!undone(s) && run(s, SQL_ROLLBACK, NULL))
			sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
		end_outer(s);
		return;
	}
	s->depth--;
	s->chain = s->saved[s->depth];
	if (sqlite3_get_autocommit(s->db))
		return;
	/* A failing undo leaves the whole transaction to the outermost level. */
	if (run(s, SQL_SAVE_UNDO, NULL) || run(s, SQL_SAVE_KEEP, NULL))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

enum status
store_end(struct store *s, enum status st, struct err *err)
{
	if (!st)
		return store_commit(s, err);
	store_cancel(s);
	return st;
}
