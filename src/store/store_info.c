/* store_info.c - small facts of an open clinic: user, settings, site, counts. */
#include "store/store.h"

#include "store_priv.h"

void
store_set_user(struct store *s, const char *login)
{
	str_copy(s->user, sizeof s->user, login);
	s->user_no = 0;
	s->access = (struct store_access){.role = NULL};
}

const char *
store_user(const struct store *s)
{
	return s->user;
}

const char *
store_dir(const struct store *s)
{
	return s->dir;
}

const struct store_env *
store_environment(const struct store *s)
{
	return s->env;
}

int64_t
store_version(struct store *s)
{
	sqlite3_stmt *q;
	enum status st;
	int64_t version = -1;

	if (stmt_get(s, SQL_DATA_VERSION, &q, NULL))
		return -1;
	if (stmt_next(s, q, &st, NULL)) {
		version = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return version;
}

enum status
store_setting_get(struct store *s, const char *name, struct str *value, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SETTING_GET, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, name);
	if (stmt_next(s, q, &st, err)) {
		str_add(value, (const char *)sqlite3_column_text(q, 0));
		stmt_reset(q);
	}
	return st;
}

enum status
store_setting_set(struct store *s, const char *name, const char *value, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = store_begin(s, err);

	if (st)
		return st;
	st = stmt_get(s, SQL_SETTING_SET, &q, err);
	if (!st) {
		stmt_bind_text(q, 1, name);
		sqlite3_bind_text(q, 2, value, -1, SQLITE_STATIC);
		st = stmt_run(s, q, err);
	}
	if (!st)
		return store_commit(s, err);
	store_cancel(s);
	return st;
}

static void
load_site(struct store *s)
{
	sqlite3_stmt *q;
	enum status st;

	if (s->practice >= 0 || stmt_get(s, SQL_SITE_ROW, &q, NULL))
		return;
	if (stmt_next(s, q, &st, NULL)) {
		s->site_no = sqlite3_column_int64(q, 0);
		s->practice = sqlite3_column_int64(q, 1) == 1;
		stmt_reset(q);
	}
}

int64_t
store_site_no(struct store *s)
{
	load_site(s);
	return s->site_no;
}

bool
store_is_practice(struct store *s)
{
	load_site(s);
	return s->practice == 1;
}

static enum status
one_number(struct store *s, const char *sql, int64_t *value, struct err *err)
{
	sqlite3_stmt *q = NULL;
	enum status st = stmt_make(s, &q, sql, err);

	if (!st && stmt_next(s, q, &st, err))
		*value = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return st;
}

enum status
store_count(struct store *s, struct store_counts *c, struct err *err)
{
	int64_t pages = 0, spare = 0, size = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_OP_COUNT, &q, err);

	c->ops = 0;
	if (!st && stmt_next(s, q, &st, err)) {
		c->ops = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	if (!st)
		st = one_number(s, "PRAGMA page_count", &pages, err);
	if (!st)
		st = one_number(s, "PRAGMA freelist_count", &spare, err);
	if (!st)
		st = one_number(s, "PRAGMA page_size", &size, err);
	c->bytes_used = (pages - spare) * size;
	return st;
}

/* ---- many readings as one, and whether they would still say the same */

bool
store_read_begin(struct store *s)
{
	sqlite3_stmt *q;

	return sqlite3_get_autocommit(s->db) && !stmt_get(s, SQL_BEGIN_READ, &q, NULL) &&
	       !stmt_run(s, q, NULL);
}

void
store_read_end(struct store *s, bool own)
{
	sqlite3_stmt *q;

	/* Nothing was written: there is nothing that could fail to be stored. */
	if (own && (stmt_get(s, SQL_COMMIT, &q, NULL) || stmt_run(s, q, NULL)))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

void
store_mark(struct store *s, struct store_mark *m)
{
	m->others = store_version(s);
	m->own = sqlite3_total_changes64(s->db);
}

bool
store_mark_same(const struct store_mark *a, const struct store_mark *b)
{
	return a->own == b->own && a->others == b->others && a->others >= 0;
}
