/* store_backup.c - whole copies of the live database, checked before they count. */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { STEP_PAGES = 2048 };

struct copying {
	struct store *s;
	sqlite3 *to;
	const char *temp;
	int fd; /* of temp */
	const struct store_watch *watch;
};

/* What was written goes to the disk step by step: a save that waits for the disk meanwhile waits for
 * one step and not for the whole copy. */
static enum status
step(struct copying *c, sqlite3_backup *b, bool *more, struct err *err)
{
	const struct io *io = c->s->env->io;
	const struct store_watch *w = c->watch;
	int rc = sqlite3_backup_step(b, STEP_PAGES);
	int64_t all = sqlite3_backup_pagecount(b);

	*more = rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED;
	if (!*more && rc != SQLITE_DONE)
		return ST_OK; /* what is wrong is told at the end */
	if (io->fsync(io->arg, c->fd))
		return io_fail(err, errno, "writing", c->temp);
	if (w && !w->step(w->arg, all - sqlite3_backup_remaining(b), all))
		return status_fail(err, ST_REFUSED, "stopped; no copy was made");
	return ST_OK;
}

/* In one read transaction: writers go on meanwhile, and the copy shows one moment. The transaction
 * begins with its first reading; without it each step would see another database and begin anew. */
static enum status
copy_pages(struct copying *c, struct err *err)
{
	sqlite3_backup *b = sqlite3_backup_init(c->to, "main", c->s->db, "main");
	bool own, more = true;
	enum status st = ST_OK;

	if (!b)
		return stmt_fail_db(c->to, err, c->temp);
	own = store_read_begin(c->s);
	st = stmt_script(c->s, "SELECT count(*) FROM sqlite_schema", err); /* now */
	while (!st && more)
		st = step(c, b, &more, err);
	if (sqlite3_backup_finish(b) && !st)
		st = stmt_fail_db(c->to, err, c->temp);
	store_read_end(c->s, own);
	/* A single file that can be carried away. */
	if (!st && sqlite3_exec(c->to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL))
		st = stmt_fail_db(c->to, err, c->temp);
	return st;
}

/* First text of the first row of a check. */
static enum status
check_says(sqlite3 *db, const char *pragma, const char *good, const char *path,
	   struct err *err)
{
	sqlite3_stmt *q = NULL;
	const char *said = good;
	enum status st = ST_OK;
	int rc = sqlite3_prepare_v2(db, pragma, -1, &q, NULL);

	if (rc == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
		said = (const char *)sqlite3_column_text(q, 0);
	if (rc != SQLITE_OK)
		st = stmt_fail_db(db, err, path);
	else if (!said || strcmp(said, good))
		st = status_fail(err, ST_CORRUPT,
				 "%s: the copy is damaged (%s); run limber doctor", path,
				 said ? said : "");
	sqlite3_finalize(q);
	return st;
}

enum status
store_backup_check(sqlite3 *db, const char *name, struct err *err)
{
	enum status st = check_says(db, "PRAGMA integrity_check(1)", "ok", name, err);

	return st ? st : check_says(db, "PRAGMA foreign_key_check", "", name, err);
}

static enum status
write_copy(struct copying *c, struct err *err)
{
	enum status st = ST_OK;

	if (sqlite3_open_v2(
		c->temp, &c->to,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL))
		st = stmt_fail_db(c->to, err, c->temp);
	/* An unfinished copy is worth nothing: no journal. */
	if (!st &&
	    sqlite3_exec(c->to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
			 NULL, NULL, NULL))
		st = stmt_fail_db(c->to, err, c->temp);
	if (!st)
		st = copy_pages(c, err);
	if (!st)
		st = store_backup_check(c->to, c->temp, err);
	sqlite3_close(c->to);
	return st;
}

/* Opens the unfinished copy under its one name, empty, for its owner alone. A copy whose maker died
 * lies there too and is written over: what is left behind never adds up. *fd holds its lock until
 * it is closed. */
static enum status
open_temp(const struct io *io, const char *temp, int *fd, struct err *err)
{
	int again;

	*fd = io->open(io->arg, temp, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd < 0)
		return io_fail(err, errno, "writing", temp);
	if (io->flock(io->arg, *fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK) {
		io->close(io->arg, *fd);
		*fd = -1;
		return status_fail(err, ST_BUSY,
				   "%s: another program writes this copy just now; wait "
				   "for it, or name another file",
				   temp);
	}
	again = io->open(io->arg, temp, O_RDWR | O_TRUNC | O_CLOEXEC, 0600);
	if (again < 0)
		return io_fail(err, errno, "writing", temp);
	io->close(io->arg, again);
	return ST_OK;
}

enum status
store_backup_watched(struct store *s, const char *path, const struct store_watch *watch,
		     struct err *err)
{
	const struct io *io = s->env->io;
	char temp[750];
	struct copying c = {.s = s, .temp = temp, .fd = -1, .watch = watch};
	enum status st;

	if (!str_format(temp, sizeof temp, "%s" STORE_TEMP_END, path))
		return status_fail(err, ST_INVALID, "%s: the name is too long", path);
	st = open_temp(io, temp, &c.fd, err);
	if (c.fd < 0)
		return st;
	if (!st)
		st = write_copy(&c, err);
	if (!st && io->fsync(io->arg, c.fd))
		st = io_fail(err, errno, "writing", temp);
	if (!st && io->rename(io->arg, temp, path))
		st = io_fail(err, errno, "naming", path);
	if (st)
		io->unlink(io->arg, temp);
	io->close(io->arg, c.fd);
	if (!st && !io_sync_parent(io, path))
		st = io_fail(err, errno, "writing", path);
	return st;
}

enum status
store_backup(struct store *s, const char *path, struct err *err)
{
	return store_backup_watched(s, path, NULL, err);
}
