/* stmt.c - prepared statements kept for the life of the handle, and what SQLite's codes mean. */
#include "store_priv.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

static const char *const texts[] = {
#define SQL_TEXT(name, text) [SQL_##name] = text,
    SQL_ALL(SQL_TEXT)
#undef SQL_TEXT
};

_Static_assert(sizeof texts / sizeof texts[0] == SQL_COUNT, "one text per statement");

/* ---- failures */

static enum status
status_of(int code)
{
	/* After it SQLite's search tables no longer know what they hold. */
	if (code == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
		mem_none();
	switch (code & 0xff) {
	case SQLITE_FULL:
		return ST_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ST_BUSY;
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return ST_READONLY;
	case SQLITE_CORRUPT:
		return ST_CORRUPT;
	case SQLITE_NOTADB:
		return ST_FOREIGN;
	case SQLITE_CONSTRAINT:
		return code == SQLITE_CONSTRAINT_UNIQUE ||
			       code == SQLITE_CONSTRAINT_PRIMARYKEY
			   ? ST_DUPLICATE
			   : ST_INVALID;
	case SQLITE_TOOBIG:
		return ST_INVALID;
	default:
		return ST_IO;
	}
}

static const char *
advice(enum status st)
{
	switch (st) {
	case ST_FULL:
		return "the disk is full; free some space and try again";
	case ST_BUSY:
		return "another program holds the database; try again in a moment";
	case ST_READONLY:
		return "the data directory cannot be written to; check its owner and "
		       "permissions";
	case ST_CORRUPT:
		return "the database is damaged; run limber doctor, then restore a "
		       "backup";
	case ST_FOREIGN:
		return "this file is not a limber database; choose another --data "
		       "directory";
	case ST_IO:
		return "the disk did not answer; check it, then try again";
	default:
		return "";
	}
}

/* SQLite calls all of it an I/O error, and keeps the reason of some failures only; of a failed COMMIT
 * errno alone still tells. A disk that is gone while pages are read it calls a damaged database. 0: no
 * reason is known. */
static int
reason_of(sqlite3 *db, int code)
{
	int now = errno;

	switch (code & 0xff) {
	case SQLITE_IOERR:
		return sqlite3_system_errno(db) ? sqlite3_system_errno(db) : now;
	case SQLITE_CORRUPT:
		return now == EIO || now == ENXIO || now == ENODEV ? now : 0;
	default:
		return 0;
	}
}

enum status
stmt_fail_db(sqlite3 *db, struct err *err, const char *doing)
{
	int code = sqlite3_extended_errcode(db), reason = reason_of(db, code);
	enum status st = status_of(code);
	const char *what, *told = sqlite3_errmsg(db);

	/* A quota or size limit is a full disk too. */
	if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
		st = ST_FULL;
	} else if (st == ST_CORRUPT && reason) { /* no reason to put a copy back */
		st = ST_IO;
		told = strerror(reason);
	}
	what = advice(st);
	if (reason == EROFS) { /* the kernel lets nobody write to a disk that fails */
		st = ST_READONLY;
		what = "the disk can only be read now, as when it fails; ask who looks "
		       "after this machine to copy the directory to another disk";
	}
	return status_fail(err, st, "%s: %s%s(%s)", doing, what, *what ? " " : "", told);
}

enum status
stmt_fail(struct store *s, struct err *err, const char *doing)
{
	return stmt_fail_db(s->db, err, doing);
}

/* ---- preparing */

enum status
stmt_make(struct store *s, sqlite3_stmt **q, const char *text, struct err *err)
{
	if (*q) {
		sqlite3_reset(*q);
		sqlite3_clear_bindings(*q);
		return ST_OK;
	}
	if (sqlite3_prepare_v3(s->db, text, -1, SQLITE_PREPARE_PERSISTENT, q, NULL))
		return stmt_fail(s, err, "database");
	return ST_OK;
}

enum status
stmt_get(struct store *s, enum sql_id id, sqlite3_stmt **q, struct err *err)
{
	enum status st;

	assert((unsigned)id < SQL_COUNT);
	assert(!s->stmt[id] || !sqlite3_stmt_busy(s->stmt[id]));
	st = stmt_make(s, &s->stmt[id], texts[id], err);
	*q = s->stmt[id];
	return st;
}

static void
finalize(sqlite3_stmt **q)
{
	sqlite3_finalize(*q);
	*q = NULL;
}

void
stmt_close_all(struct store *s)
{
	for (int i = 0; i < SQL_COUNT; i++)
		finalize(&s->stmt[i]);
	for (int i = 0; i < E_COUNT; i++) {
		struct store_entity *e = &s->ent[i];

		finalize(&e->insert);
		finalize(&e->get);
		finalize(&e->scan);
		for (int f = 0; f < STORE_FIELDS_MAX; f++) {
			finalize(&e->set[f]);
			finalize(&e->find[f]);
			finalize(&e->other[f]);
		}
	}
}

/* ---- running */

enum status
stmt_run(struct store *s, sqlite3_stmt *q, struct err *err)
{
	int rc = sqlite3_step(q);
	enum status st = ST_OK;

	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		st = stmt_fail(s, err, "database");
	sqlite3_reset(q);
	return st;
}

bool
stmt_next(struct store *s, sqlite3_stmt *q, enum status *st, struct err *err)
{
	int rc = sqlite3_step(q);

	*st = ST_OK;
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		*st = stmt_fail(s, err, "database");
	sqlite3_reset(q);
	return false;
}

void
stmt_reset(sqlite3_stmt *q)
{
	sqlite3_reset(q);
}

enum status
stmt_script(struct store *s, const char *sql, struct err *err)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL))
		return stmt_fail(s, err, "database");
	return ST_OK;
}

/* ---- values */

void
stmt_bind_text(sqlite3_stmt *q, int at, const char *text)
{
	if (text && text[0])
		sqlite3_bind_text(q, at, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(q, at);
}

void
stmt_bind_id(sqlite3_stmt *q, int at, const struct uid *id)
{
	sqlite3_bind_blob(q, at, id->b, UID_SIZE, SQLITE_STATIC);
}

void
stmt_bind_cell(sqlite3_stmt *q, int at, struct cell c)
{
	if (c.kind == CELL_INT)
		sqlite3_bind_int64(q, at, c.i);
	else if (c.kind == CELL_TEXT)
		sqlite3_bind_text(q, at, c.p, (int)c.n, SQLITE_STATIC);
	else
		sqlite3_bind_null(q, at);
}

struct cell
stmt_cell(sqlite3_stmt *q, int col)
{
	struct cell c = {.kind = CELL_NONE};

	switch (sqlite3_column_type(q, col)) {
	case SQLITE_INTEGER:
		c.kind = CELL_INT;
		c.i = sqlite3_column_int64(q, col);
		break;
	case SQLITE_TEXT:
		c.kind = CELL_TEXT;
		c.p = (const char *)sqlite3_column_text(q, col);
		c.n = (size_t)sqlite3_column_bytes(q, col);
		break;
	default:
		break;
	}
	return c;
}

void
stmt_column_text(sqlite3_stmt *q, int col, char *dst, size_t size)
{
	const char *text = (const char *)sqlite3_column_text(q, col);

	str_copy(dst, size, text ? text : "");
}

bool
stmt_column_id(sqlite3_stmt *q, int col, struct uid *id)
{
	const void *p = sqlite3_column_blob(q, col);

	if (!p || sqlite3_column_bytes(q, col) != UID_SIZE)
		return false;
	memcpy(id->b, p, UID_SIZE);
	return true;
}

void
stmt_column_hash(sqlite3_stmt *q, int col, unsigned char hash[HASH_SIZE])
{
	if (sqlite3_column_bytes(q, col) == HASH_SIZE)
		memcpy(hash, sqlite3_column_blob(q, col), HASH_SIZE);
}

int64_t
stmt_column_int(sqlite3_stmt *q, int col)
{
	return sqlite3_column_type(q, col) == SQLITE_NULL ? DICT_NONE
							  : sqlite3_column_int64(q, col);
}
