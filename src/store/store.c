/* store.c - makes, opens and closes the database of a clinic. */
#include "store/store.h"

#include "base/watch.h"
#include "search.h"
#include "store/audit.h"
#include "store/record.h"
#include "store_priv.h"

#include "core/dict_rows.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

static void
join(char *path, size_t size, const char *dir, const char *name)
{
	str_format(path, size, "%s/%s", dir, name);
}

/* ---- the handle */

static void
door(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const struct store *s = sqlite3_user_data(ctx);

	(void)n;
	(void)v;
	sqlite3_result_int(ctx, s->door);
}

static int
on_wal(void *arg, sqlite3 *db, const char *name, int pages)
{
	struct store *s = arg;

	(void)db;
	(void)name;
	s->wal_pages = pages;
	return SQLITE_OK;
}

/* Each pragma with what reading it back must give; failing closed otherwise. */
static const struct {
	const char *name, *value;
	int expected;
} pragmas[] = {
    {"foreign_keys", "1", 1},	 {"synchronous", "FULL", 2},
    {"trusted_schema", "0", 0},	 {"cell_size_check", "1", 1},
    {"temp_store", "MEMORY", 2}, {"cache_size", "-2000", -2000},
    {"secure_delete", "1", 1},
};

static enum status
pragma_int(struct store *s, const char *name, int64_t *value, struct err *err)
{
	char sql[80];
	sqlite3_stmt *q = NULL;
	enum status st;

	str_format(sql, sizeof sql, "PRAGMA %s", name);
	st = stmt_make(s, &q, sql, err);
	*value = -1;
	if (!st && stmt_next(s, q, &st, err))
		*value = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return st;
}

static enum status
set_pragmas(struct store *s, struct err *err)
{
	char sql[80];
	int64_t value;
	enum status st;

	for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0]; i++) {
		str_format(sql, sizeof sql, "PRAGMA %s = %s", pragmas[i].name,
			   pragmas[i].value);
		st = stmt_script(s, sql, err);
		if (!st)
			st = pragma_int(s, pragmas[i].name, &value, err);
		if (st)
			return st;
		if (value != pragmas[i].expected)
			return status_fail(err, ST_IO,
					   "SQLite refuses %s; another build is needed",
					   sql);
	}
	return ST_OK;
}

static enum status
configure(struct store *s, struct err *err)
{
	int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;

	sqlite3_extended_result_codes(s->db, 1);
	sqlite3_busy_timeout(s->db, STORE_LOCK_MS);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_wal_autocheckpoint(s->db, 0);
	sqlite3_wal_hook(s->db, on_wal, s);
	if (sqlite3_create_function(s->db, "limber_door", 0, flags, s, door, NULL, NULL))
		return stmt_fail(s, err, s->path);
	return set_pragmas(s, err);
}

/* One thread, nobody asks how much memory SQLite holds: no locks around each allocation. Too late
 * when SQLite is in use already, which does no harm. */
static void
configure_library(void)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static enum status
open_lock(struct store *s, const char *path, struct err *err)
{
	const struct io *io = s->env->io;

	s->lock_fd = io->open(io->arg, path, O_RDWR | O_CREAT, 0600);
	return s->lock_fd < 0 ? io_fail(err, errno, "opening", path) : ST_OK;
}

enum status
store_open_raw(struct store **out, const char *dir, const char *path,
	       const struct store_env *env, struct err *err)
{
	struct store *s = mem_alloc(sizeof *s);
	char lock[600];
	enum status st = ST_OK;

	s->env = env;
	s->dir = mem_copy(dir);
	s->path = mem_copy(path);
	s->practice = -1;
	s->watch_fd = -1;
	s->wal_limit = STORE_WAL_PAGES;
	s->open_fd = s->lock_fd = -1;
	st = store_in_use(dir, env->io, false, &s->open_fd, err);
	join(lock, sizeof lock, dir, "limber.lock");
	if (!st)
		st = open_lock(s, lock, err);
	configure_library();
	if (!st && sqlite3_open_v2(path, &s->db,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				       SQLITE_OPEN_NOMUTEX,
				   NULL))
		st = stmt_fail(s, err, path);
	if (!st)
		st = configure(s, err);
	*out = s;
	if (!st)
		return ST_OK;
	*out = NULL;
	store_close(s);
	return st;
}

void
store_close(struct store *s)
{
	if (!s)
		return;
	while (s->depth > 0)
		store_cancel(s);
	if (s->read.waits)
		(void)!audit_settle(s, STORE_LOCK_MS, NULL);
	if (s->wrote && s->wal_pages > 0)
		(void)!store_checkpoint(s, NULL);
	stmt_close_all(s);
	sqlite3_close(s->db);
	watch_close(s->watch_fd);
	if (s->lock_fd >= 0)
		s->env->io->close(s->env->io->arg, s->lock_fd);
	if (s->open_fd >= 0)
		s->env->io->close(s->env->io->arg, s->open_fd);
	record_forget(s);
	free(s->ids);
	str_release(&s->canon);
	free(s->dir);
	free(s->path);
	free(s);
}

/* ---- opening */

static enum status
check_file(struct store *s, int64_t *version, struct err *err)
{
	struct stat file;
	int64_t application;
	enum status st;

	if (s->env->io->stat(s->env->io->arg, s->path, &file) == 0 && file.st_size == 0)
		return status_fail(err, ST_CORRUPT,
				   "%s is empty, perhaps a torn copy; restore a backup",
				   s->path);
	st = pragma_int(s, "application_id", &application, err);
	if (!st)
		st = pragma_int(s, "user_version", version, err);
	if (st) {
		status_prefix(err, "%s", s->path);
		return st;
	}
	if (application != STORE_APPLICATION)
		return status_fail(err, ST_FOREIGN,
				   "%s is a database of another program; choose another "
				   "--data directory",
				   s->path);
	if (*version > schema_version())
		return status_fail(
		    err, ST_NEWER,
		    "%s was written by a newer limber (schema %lld, this one "
		    "knows %d); install the newer version",
		    s->path, (long long)*version, schema_version());
	if (sqlite3_db_readonly(s->db, "main") == 1)
		return status_fail(
		    err, ST_READONLY,
		    "%s may not be written; check its owner and permissions", s->path);
	return ST_OK;
}

/* A database comes from its birth or from a backup with a rollback journal. */
static enum status
use_wal(struct store *s, struct err *err)
{
	sqlite3_stmt *q = NULL;
	bool wal = false;
	enum status st = stmt_make(s, &q, "PRAGMA journal_mode", err);

	if (!st && stmt_next(s, q, &st, err))
		wal = !strcmp((const char *)sqlite3_column_text(q, 0), "wal");
	sqlite3_finalize(q);
	q = NULL;
	if (st || wal)
		return st;
	st = store_lock(s, STORE_LOCK_MS, err);
	if (st)
		return st;
	st = stmt_make(s, &q, "PRAGMA journal_mode = WAL", err);
	if (!st && stmt_next(s, q, &st, err))
		wal = !strcmp((const char *)sqlite3_column_text(q, 0), "wal");
	sqlite3_finalize(q);
	store_unlock(s);
	return st || wal
		   ? st
		   : status_fail(err, ST_READONLY,
				 "%s: the write-ahead log cannot be made here", s->path);
}

static enum status
upgrade_inside(struct store *s, int64_t version, struct err *err)
{
	enum status st = store_begin(s, err);

	if (st)
		return st;
	if (version < schema_version())
		st = schema_step(s, (int)version, err);
	if (!st)
		st = schema_rebuild(s, false, version < schema_lists_since(), err);
	if (!st)
		return store_commit(s, err);
	store_cancel(s);
	return st;
}

/* Is there anything to do for upgrade? */
static enum status
look_old(struct store *s, int64_t *version, bool *old, struct err *err)
{
	enum status st = pragma_int(s, "user_version", version, err);

	if (!st)
		st = schema_load(s, old, err);
	*old = *old || *version < schema_version();
	return st;
}

/* Steps an older schema up and makes tables of another shape anew, after a backup. Under the
 * lock from the start: of two processes that open the same old database one does it. */
static enum status
upgrade(struct store *s, struct err *err)
{
	int64_t version = 0;
	bool old = false;
	enum status st = store_lock(s, STORE_LOCK_MS, err);

	if (st)
		return st;
	st = look_old(s, &version, &old, err);
	if (st || !old)
		goto out;
	if (s->env->notice)
		s->env->notice("the database is brought up to date for this version; a "
			       "safety copy of it is made first");
	st = store_backup_before(s, "upgrade", err);
	/* Tables are swapped: references are checked at the end instead. */
	if (!st)
		st = stmt_script(s, "PRAGMA foreign_keys = 0", err);
	if (!st)
		st = upgrade_inside(s, version, err);
	if (stmt_script(s, "PRAGMA foreign_keys = 1", st ? NULL : err) && !st)
		st = ST_IO;
out:
	store_unlock(s);
	return st;
}

static enum status
open_checked(struct store *s, struct err *err)
{
	int64_t version = 0;
	bool old = false;
	enum status st = check_file(s, &version, err);

	if (!st)
		st = use_wal(s, err);
	if (!st)
		st = schema_load(s, &old, err);
	if (!st && (old || version < schema_version()))
		st = upgrade(s, err);
	return st ? st : store_self_check(s, err);
}

/* What cannot be opened, or is gone, may lie in backup/ as a copy: nobody is then told to begin a new
 * clinic, or to look elsewhere. */
static enum status
fail_without(const char *dir, const struct io *io, enum status st, struct err *err)
{
	if (!store_backup_there(dir, io))
		return st == ST_NO_DATA
			   ? status_fail(err, st,
					 "no clinic lies in %s; make one with limber "
					 "init or limber demo, or name another directory "
					 "with --data",
					 dir)
			   : st;
	return status_fail(err, ST_CORRUPT,
			   "%s/limber.db %s, but copies of it lie in %s/backup; limber "
			   "restore --list shows them, limber restore puts one back",
			   dir, st == ST_NO_DATA ? "is gone" : "is damaged", dir);
}

enum status
store_open(struct store **out, const char *dir, const struct store_env *env,
	   struct err *err)
{
	char path[600];
	struct stat file;
	enum status st;

	*out = NULL;
	join(path, sizeof path, dir, "limber.db");
	st = store_restore_finish(dir, env, err);
	if (st)
		return st;
	if (env->io->stat(env->io->arg, path, &file)) {
		if (errno != ENOENT && errno != ENOTDIR)
			return io_fail(err, errno, "opening", path);
		return fail_without(dir, env->io, ST_NO_DATA, err);
	}
	st = store_check_place(dir, err);
	if (!st)
		st = store_open_raw(out, dir, path, env, err);
	if (!st)
		st = open_checked(*out, err);
	if (st) {
		store_close(*out);
		*out = NULL;
	}
	return st == ST_FOREIGN || st == ST_CORRUPT ? fail_without(dir, env->io, st, err)
						    : st;
}

/* ---- making */

static enum status
fill_new(struct store *s, const struct store_site *site, struct err *err)
{
	struct site row;
	char no[24];
	enum status st = schema_create(s, err);

	if (!st)
		st = store_setting_set(s, "site_code", site->code, err);
	if (!st && site->hub)
		st = store_setting_set(s, "hub", "1", err);
	if (!st)
		st = store_self_new_writer(s, site->code, err);
	if (st)
		return st;
	dict_row_init(dict_entity(E_SITE), &row);
	if (!str_copy(row.code, sizeof row.code, site->code) ||
	    !str_copy(row.name, sizeof row.name, site->name))
		return status_fail(err, ST_INVALID,
				   "site: code or name too long; shorten it");
	row.hub = site->hub;
	row.practice = site->practice;
	st = record_add(s, E_SITE, &row, err);
	str_format(no, sizeof no, "%lld", (long long)row.head.no);
	if (!st)
		st = store_setting_set(s, "site", no, err);
	return st ? st : audit_add(s, "create", row.head.no, "", err);
}

static enum status
move_into_place(const struct io *io, const char *dir, const char *temp, const char *path,
		struct err *err)
{
	int fd;

	if (io->rename(io->arg, temp, path))
		return io_fail(err, errno, "naming", path);
	fd = io->open(io->arg, dir, O_RDONLY | O_DIRECTORY, 0);
	if (fd < 0 || io->fsync(io->arg, fd)) {
		enum status st = io_fail(err, errno, "writing", dir);

		if (fd >= 0)
			io->close(io->arg, fd);
		return st;
	}
	io->close(io->arg, fd);
	return ST_OK;
}

/* The file is for its owner alone; SQLite gives its log the same mode. */
static enum status
make_private(const struct io *io, const char *path, struct err *err)
{
	int fd = io->open(io->arg, path, O_RDWR | O_CREAT | O_EXCL, 0600);

	if (fd < 0)
		return io_fail(err, errno, "making", path);
	io->close(io->arg, fd);
	return ST_OK;
}

enum status
store_create(const char *dir, const struct store_env *env, const struct store_site *site,
	     struct err *err)
{
	char path[600], temp[600];
	struct stat file;
	struct store *s = NULL;
	enum status st = io_make_dir(env->io, dir, err);

	if (!st)
		st = store_check_place(dir, err);
	if (!st)
		st = store_restore_finish(dir, env, err);
	if (st)
		return st;
	join(path, sizeof path, dir, "limber.db");
	join(temp, sizeof temp, dir, "limber.db.new");
	if (env->io->stat(env->io->arg, path, &file) == 0)
		return status_fail(err, ST_DUPLICATE,
				   "%s holds a clinic already; choose another directory",
				   dir);
	if (store_backup_there(dir, env->io))
		return status_fail(err, ST_DUPLICATE,
				   "copies of a clinic lie in %s/backup; put one back "
				   "(limber restore --list), or choose another directory",
				   dir);
	env->io->unlink(env->io->arg, temp); /* of a creation that was cut off */
	st = make_private(env->io, temp, err);
	if (!st)
		st = store_open_raw(&s, dir, temp, env, err);
	if (st)
		goto out;
	st = store_begin(s, err);
	if (st)
		goto out;
	st = fill_new(s, site, err);
	if (!st)
		st = store_commit(s, err);
	else
		store_cancel(s);
out:
	store_close(s);
	if (!st && env->io->stat(env->io->arg, path, &file) == 0)
		st = status_fail(err, ST_DUPLICATE,
				 "%s got a clinic from another program just now", dir);
	if (!st)
		st = move_into_place(env->io, dir, temp, path, err);
	if (st)
		env->io->unlink(env->io->arg, temp);
	return st;
}
