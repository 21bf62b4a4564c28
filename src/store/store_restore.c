/* store_restore.c - a copy takes the place of the present database, which is moved aside.
 *
 * The copy is checked as limber.db.copy and becomes limber.db.restore. Then the present database gets
 * the name limber.db.before-DAY-TIME, its log and index follow, and the copy becomes limber.db. A kill
 * between these renames leaves no limber.db but a limber.db.restore: the next opening goes on there. A
 * log that stayed behind must never lie beside the copy: SQLite would write it in. */
#include "store_priv.h"

#include "base/io_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { COPY_BLOCK = 256 * 1024, NAMES_MAX = 4096, PATH = 700 };

#define LIVE	"limber.db"
#define FETCHED LIVE ".copy"
#define COMES	LIVE ".restore"
#define ASIDE	LIVE ".before-"

static const char *const beside[] = {"", "-wal", "-shm"}; /* in this order */
enum { N_BESIDE = sizeof beside / sizeof beside[0] };

struct restore {
	const struct io *io;
	const char *dir;
	char live[PATH], fetched[PATH], comes[PATH], aside[PATH];
};

static enum status
names_of(struct restore *r, const char *dir, const struct io *io, struct err *err)
{
	*r = (struct restore){.io = io, .dir = dir};
	if (str_format(r->live, PATH, "%s/" LIVE, dir) &&
	    str_format(r->fetched, PATH, "%s/" FETCHED, dir) &&
	    str_format(r->comes, PATH - 40, "%s/" COMES, dir))
		return ST_OK;
	return status_fail(err, ST_INVALID, "%s: this name is too long", dir);
}

static bool
there(const struct io *io, const char *path)
{
	struct stat st;

	return io->stat(io->arg, path, &st) == 0;
}

/* ---- the copy */

static enum status
take_copy(const struct restore *r, const char *src, struct err *err)
{
	const struct io *io = r->io;
	struct io_writer w;
	char log[PATH], *block;
	struct stat st = {0};
	enum status rc;
	ssize_t n = 0;
	int fd;

	str_format(log, sizeof log, "%s-wal", src);
	if (io->stat(io->arg, log, &st) == 0 && st.st_size > 0)
		return status_fail(
		    err, ST_REFUSED,
		    "%s is a database in use and no copy: its last changes "
		    "lie in %s; make a copy with limber backup",
		    src, log);
	fd = io->open(io->arg, src, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return io_fail(err, errno, "reading", src);
	if (io->fstat(io->arg, fd, &st) || !S_ISREG(st.st_mode)) {
		io->close(io->arg, fd);
		return status_fail(err, ST_INVALID, "%s: this is not a plain file", src);
	}
	rc = io_writer_open(&w, io, r->fetched, err);
	if (rc) {
		io->close(io->arg, fd);
		return rc;
	}
	block = mem_alloc(COPY_BLOCK);
	while (!w.failed && (n = io_read_all(io, fd, block, COPY_BLOCK)) > 0)
		io_writer_add(&w, block, (size_t)n);
	if (n < 0)
		rc = io_fail(err, errno, "reading", src);
	free(block);
	io->close(io->arg, fd);
	if (!rc)
		return io_writer_commit(&w, err);
	io_writer_cancel(&w);
	return rc;
}

static int64_t
number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q = NULL;
	int64_t n = -1;

	if (!sqlite3_prepare_v2(db, sql, -1, &q, NULL) && sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void
site_code(sqlite3 *db, char *code, size_t size)
{
	sqlite3_stmt *q = NULL;

	code[0] = '\0';
	if (!sqlite3_prepare_v2(db, "SELECT value FROM setting WHERE name = 'site_code'",
				-1, &q, NULL) &&
	    sqlite3_step(q) == SQLITE_ROW)
		stmt_column_text(q, 0, code, size);
	sqlite3_finalize(q);
}

/* A file that nobody writes: no log, no lock. */
static int
open_still(const char *path, sqlite3 **db)
{
	char uri[PATH + 20];

	if (strpbrk(path, "?#%"))
		return sqlite3_open_v2(path, db,
				       SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	str_format(uri, sizeof uri, "file:%s?immutable=1", path);
	return sqlite3_open_v2(
	    uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
}

static enum status
check_open(sqlite3 *db, const char *src, struct store_restored *out, struct err *err)
{
	int64_t version;
	enum status st;

	if (sqlite3_exec(db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL))
		return stmt_fail_db(db, err, src);
	version = number(db, "PRAGMA user_version");
	if (number(db, "PRAGMA application_id") != STORE_APPLICATION)
		return status_fail(err, ST_FOREIGN, "%s is no copy of a clinic", src);
	if (version > schema_version())
		return status_fail(err, ST_NEWER,
				   "%s was written by a newer limber (schema %lld, this "
				   "one knows %d); install the newer version",
				   src, (long long)version, schema_version());
	st = store_backup_check(db, src, err);
	if (st)
		return st;
	site_code(db, out->site, sizeof out->site);
	out->hub =
	    number(db, "SELECT count(*) FROM setting WHERE name = 'hub' AND value = "
		       "'1'") == 1;
	out->ops = number(db, "SELECT count(*) FROM op");
	out->last_ms = number(db, "SELECT coalesce(max(wall), 0) FROM op");
	return out->site[0] && out->ops > 0
		   ? ST_OK
		   : status_fail(err, ST_CORRUPT, "%s holds no clinic", src);
}

/* Whose database is here; "" when it cannot be told. */
static void
present_site(const struct restore *r, char *code, size_t size)
{
	sqlite3 *db = NULL;

	code[0] = '\0';
	if (there(r->io, r->live) && !open_still(r->live, &db))
		site_code(db, code, size);
	sqlite3_close(db);
}

static enum status
look(const char *path, const char *src, struct store_restored *out, struct err *err)
{
	sqlite3 *db = NULL;
	enum status st = open_still(path, &db) ? stmt_fail_db(db, err, src)
					       : check_open(db, src, out, err);

	sqlite3_close(db);
	/* In words of a copy: the database here is another one. */
	if (st == ST_CORRUPT)
		st = status_fail(err, st, "%s: this copy is damaged", src);
	else if (st == ST_FOREIGN)
		st = status_fail(err, st, "%s is no copy of a clinic", src);
	return st;
}

enum status
store_restore_look(const char *path, struct store_restored *out, struct err *err)
{
	*out = (struct store_restored){.ops = 0};
	return look(path, path, out, err);
}

static enum status
check_copy(const struct restore *r, const char *src, struct store_restored *out,
	   struct err *err)
{
	char here[sizeof out->site];
	enum status st = look(r->fetched, src, out, err);

	if (st == ST_CORRUPT || st == ST_FOREIGN)
		return status_fail(
		    err, st,
		    "%s %s, and nothing was changed here; take another "
		    "copy (limber restore --list shows those that lie here)",
		    src,
		    st == ST_CORRUPT ? "is a damaged copy" : "is no copy of a clinic");
	if (st)
		return st;
	present_site(r, here, sizeof here);
	if (here[0] && strcmp(here, out->site) != 0)
		return status_fail(err, ST_REFUSED,
				   "%s is of the clinic %s, and here is %s; name another "
				   "--data directory for it",
				   src, out->site, here);
	return ST_OK;
}

/* ---- the renames */

static enum status
move(const struct restore *r, const char *from, const char *to, struct err *err)
{
	if (r->io->rename(r->io->arg, from, to) && errno != ENOENT)
		return io_fail(err, errno, "naming", to);
	return ST_OK;
}

static enum status
move_beside(const struct restore *r, const char *from, const char *to, int i,
	    struct err *err)
{
	char a[PATH + 8], b[PATH + 8];

	str_format(a, sizeof a, "%s%s", from, beside[i]);
	str_format(b, sizeof b, "%s%s", to, beside[i]);
	return move(r, a, b, err);
}

/* From a directory without limber.db to one with the copy in its place. */
static enum status
go_on(const struct restore *r, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 1; i < N_BESIDE && !st; i++)
		st = move_beside(r, r->live, r->aside, i, err);
	if (!st && !io_sync_parent(r->io, r->live))
		st = io_fail(err, errno, "saving", r->dir);
	if (!st)
		st = move(r, r->comes, r->live, err);
	if (!st && !io_sync_parent(r->io, r->live))
		st = io_fail(err, errno, "saving", r->dir);
	return st;
}

/* The database last: while it is not back, nobody takes what lies there for a clinic. */
static void
put_back(const struct restore *r)
{
	for (int i = N_BESIDE; i-- > 0;)
		if (move_beside(r, r->aside, r->live, i, NULL))
			return;
	r->io->unlink(r->io->arg, r->comes);
}

static enum status
swap(const struct restore *r, struct err *err)
{
	enum status st = move(r, r->fetched, r->comes, err);

	if (!st)
		st = move(r, r->live, r->aside, err);
	if (!st)
		st = go_on(r, err);
	if (st && !there(r->io, r->live) && there(r->io, r->aside))
		put_back(r);
	return st;
}

static void
name_aside(struct restore *r, const struct clock *clock)
{
	struct civil now = clock_civil(clock_wall(clock));
	int n = 0;

	do
		str_format(r->aside, PATH, "%s/" ASIDE "%08lld-%02d%02d%02d%s%.0d",
			   r->dir, (long long)now.date, now.hour, now.minute, now.second,
			   n ? "-" : "", n);
	while (there(r->io, r->aside) && ++n < 100);
}

enum status
store_restore(const char *dir, const struct store_env *env, const char *src,
	      struct store_restored *out, struct err *err)
{
	struct restore r;
	enum status st = names_of(&r, dir, env->io, err);
	int fd = -1;

	*out = (struct store_restored){.ops = 0};
	if (!st)
		st = io_make_dir(env->io, dir, err);
	if (!st)
		st = store_check_place(dir, err);
	if (!st)
		st = store_in_use(dir, env->io, true, &fd, err);
	if (st)
		return st;
	name_aside(&r, env->clock);
	if (!there(env->io, r.live) && there(env->io, r.comes))
		st = status_fail(err, ST_REFUSED,
				 "%s: a copy was being put back when limber was ended; "
				 "open the clinic once, then try again",
				 dir);
	else
		st = take_copy(&r, src, err);
	if (!st) {
		bool was = there(env->io, r.live);

		st = check_copy(&r, src, out, err);
		if (!st)
			st = swap(&r, err);
		if (was)
			str_copy(out->aside, sizeof out->aside, r.aside);
	}
	if (st)
		env->io->unlink(env->io->arg, r.fetched);
	env->io->close(env->io->arg, fd);
	return st;
}

bool
store_restore_aside(const char *name)
{
	return !strncmp(name, ASIDE, sizeof ASIDE - 1) && !strstr(name, "-wal") &&
	       !strstr(name, "-shm");
}

/* ---- after a kill */

/* The name that the database which was moved aside last got. */
static void
find_aside(struct restore *r)
{
	struct io_dir_names names = {0};
	int fd;

	if (io_dir_open(r->io, r->dir, &fd, NULL))
		return;
	if (!io_dir_list(r->io, fd, r->dir, NAMES_MAX, &names, NULL))
		for (size_t i = 0; i < names.n; i++)
			if (store_restore_aside(names.name[i]))
				str_format(r->aside, PATH, "%s/%.200s", r->dir,
					   names.name[i]);
	io_dir_free(&names);
	r->io->close(r->io->arg, fd);
}

enum status
store_restore_finish(const char *dir, const struct store_env *env, struct err *err)
{
	struct restore r;
	enum status st = names_of(&r, dir, env->io, err);
	int fd = -1;

	if (st || there(env->io, r.live) || !there(env->io, r.comes))
		return st;
	st = store_in_use(dir, env->io, true, &fd, err);
	if (st)
		return st;
	name_aside(&r, env->clock);
	find_aside(&r);
	if (!there(env->io, r.live))
		st = go_on(&r, err);
	env->io->close(env->io->arg, fd);
	return st;
}
