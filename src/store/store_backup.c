/* store_backup.c - whole copies of the live database, checked before they count. */
#include "store/audit.h"
#include "store_priv.h"

#include "base/date.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { KEEP_DAYS = 7, KEEP_WEEKS = 4, KEEP_MONTHS = 12, LOOK_BACK_DAYS = 420 };

#define TEMP_END ".tmp"

/* ---- one copy */

/* One read transaction: writers go on meanwhile. */
static enum status
copy_pages(struct store *s, sqlite3 *to, const char *path, struct err *err)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", s->db, "main");

	if (!b)
		return stmt_fail_db(to, err, path);
	sqlite3_backup_step(b, -1);
	if (sqlite3_backup_finish(b))
		return stmt_fail_db(to, err, path);
	/* A single file that can be carried away. */
	if (sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL))
		return stmt_fail_db(to, err, path);
	return ST_OK;
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

static enum status
write_copy(struct store *s, const char *temp, struct err *err)
{
	sqlite3 *to = NULL;
	enum status st = ST_OK;

	if (sqlite3_open_v2(
		temp, &to,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL))
		st = stmt_fail_db(to, err, temp);
	/* An unfinished copy is worth nothing: no journal, and one fsync at its end. */
	if (!st && sqlite3_exec(to, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF",
				NULL, NULL, NULL))
		st = stmt_fail_db(to, err, temp);
	if (!st)
		st = copy_pages(s, to, temp, err);
	if (!st)
		st = check_says(to, "PRAGMA integrity_check(1)", "ok", temp, err);
	if (!st)
		st = check_says(to, "PRAGMA foreign_key_check", "", temp, err);
	sqlite3_close(to);
	return st;
}

static enum status
sync_path(const struct io *io, const char *path, int flags, struct err *err)
{
	int fd = io->open(io->arg, path, flags, 0600);
	enum status st = ST_OK;

	if (fd < 0 || io->fsync(io->arg, fd))
		st = io_fail(err, errno, "writing", path);
	if (fd >= 0)
		io->close(io->arg, fd);
	return st;
}

static enum status
sync_parent(const struct io *io, const char *path, struct err *err)
{
	char dir[700];
	char *slash;

	str_copy(dir, sizeof dir, path);
	slash = strrchr(dir, '/');
	if (slash == dir)
		slash[1] = '\0';
	else if (slash)
		*slash = '\0';
	return sync_path(io, slash ? dir : ".", O_RDONLY | O_DIRECTORY, err);
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
store_backup(struct store *s, const char *path, struct err *err)
{
	const struct io *io = s->env->io;
	char temp[750];
	int fd = -1;
	enum status st;

	if (!str_format(temp, sizeof temp, "%s" TEMP_END, path))
		return status_fail(err, ST_INVALID, "%s: the name is too long", path);
	st = open_temp(io, temp, &fd, err);
	if (fd < 0)
		return st;
	if (!st)
		st = write_copy(s, temp, err);
	if (!st && io->fsync(io->arg, fd))
		st = io_fail(err, errno, "writing", temp);
	if (!st && io->rename(io->arg, temp, path))
		st = io_fail(err, errno, "naming", path);
	if (st)
		io->unlink(io->arg, temp);
	io->close(io->arg, fd);
	return st ? st : sync_parent(io, path, err);
}

/* ---- daily copies */

static void
daily_path(const struct store *s, int64_t day, char *path, size_t size)
{
	str_format(path, size, "%s/backup/limber-%08lld.db", s->dir, (long long)day);
}

/* Going back in time: the newest of each of the last weeks and months is kept. */
static void
prune(struct store *s, int64_t today)
{
	const struct io *io = s->env->io;
	int days = 0, weeks = 0, months = 0;
	int64_t last_week = -1, last_month = -1;

	for (int back = 0; back < LOOK_BACK_DAYS; back++) {
		int64_t day = date_add(today, -back);
		int64_t week = (date_to_days(day) + 3) / 7, month = day / 100;
		bool keep = false;
		char path[700], rest[750];
		struct stat file;

		daily_path(s, day, path, sizeof path);
		if (back > 0 && str_format(rest, sizeof rest, "%s" TEMP_END, path))
			io->unlink(io->arg, rest); /* of a maker that died */
		if (io->stat(io->arg, path, &file))
			continue;
		if (days < KEEP_DAYS) {
			days++;
			keep = true;
		}
		if (week != last_week && weeks < KEEP_WEEKS) {
			weeks++;
			keep = true;
		}
		if (month != last_month && months < KEEP_MONTHS) {
			months++;
			keep = true;
		}
		last_week = week;
		last_month = month;
		if (!keep)
			io->unlink(io->arg, path);
	}
}

/* The file that is there while a daily copy is made: its lock keeps a second program from making
 * the same, and when it outlives its maker, the copy was not finished. */
static void
pending_path(const char *dir, char *path, size_t size)
{
	str_format(path, size, "%s/backup/daily.lock", dir);
}

enum store_daily
store_backup_due(const char *dir, const struct io *io, int64_t today)
{
	char path[700];
	struct stat file;
	enum store_daily found = STORE_DAILY_DUE;
	int fd;

	str_format(path, sizeof path, "%s/backup/limber-%08lld.db", dir,
		   (long long)today);
	if (io->stat(io->arg, path, &file) == 0)
		return STORE_DAILY_MADE;
	pending_path(dir, path, sizeof path);
	fd = io->open(io->arg, path, O_RDWR, 0);
	if (fd < 0)
		return found;
	found = io->flock(io->arg, fd, LOCK_EX | LOCK_NB) ? STORE_DAILY_RUNNING
							  : STORE_DAILY_UNFINISHED;
	io->close(io->arg, fd);
	return found;
}

int64_t
store_backup_last(const char *dir, const struct io *io, int64_t today)
{
	for (int back = 0; back < LOOK_BACK_DAYS; back++) {
		int64_t day = date_add(today, -back);
		char path[700];
		struct stat file;

		str_format(path, sizeof path, "%s/backup/limber-%08lld.db", dir,
			   (long long)day);
		if (io->stat(io->arg, path, &file) == 0)
			return day;
	}
	return DATE_NONE;
}

static enum status
make_daily(struct store *s, int64_t today, struct err *err)
{
	char path[700];
	enum status st;

	daily_path(s, today, path, sizeof path);
	st = store_backup(s, path, err);
	if (st)
		return st;
	prune(s, today);
	return audit_add(s, "backup", 0, "daily", err);
}

enum status
store_backup_daily(struct store *s, int64_t today, struct err *err)
{
	const struct io *io = s->env->io;
	char path[700], copy[700];
	struct stat file;
	enum status st;
	int fd;

	daily_path(s, today, copy, sizeof copy);
	if (io->stat(io->arg, copy, &file) == 0)
		return ST_OK;
	str_format(path, sizeof path, "%s/backup", s->dir);
	st = io_make_dir(io, path, err);
	if (st)
		return st;
	pending_path(s->dir, path, sizeof path);
	fd = io->open(io->arg, path, O_RDWR | O_CREAT, 0600);
	if (fd < 0)
		return io_fail(err, errno, "opening", path);
	/* Whoever holds it makes the copy; who came to it late finds the copy made. */
	if (io->flock(io->arg, fd, LOCK_EX | LOCK_NB) == 0 &&
	    io->stat(io->arg, copy, &file))
		st = make_daily(s, today, err);
	if (!st && io->stat(io->arg, copy, &file) == 0)
		io->unlink(io->arg, path);
	io->close(io->arg, fd);
	return st;
}
