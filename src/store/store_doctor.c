/* store_doctor.c - a check-up of the database and of what surrounds it. */
#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store/audit.h"
#include "store_priv.h"
#include "store_verify.h"

#include "base/date.h"
#include "base/io_dir.h"

#include <string.h>

enum { BACKUP_OLD_DAYS = 7, BACKUP_LOOK_DAYS = 400 };

struct doctor {
	struct store *s;
	void (*line)(void *arg, const struct doctor_line *);
	void *arg;
};

static void say(struct doctor *d, bool ok, const char *fmt, ...) BASE_PRINTF(3, 4);

static void
say(struct doctor *d, bool ok, const char *fmt, ...)
{
	struct str text = {0};
	va_list ap;

	va_start(ap, fmt);
	str_addv(&text, fmt, ap);
	va_end(ap);
	d->line(d->arg, &(struct doctor_line){.ok = ok, .what = str_text(&text)});
	str_release(&text);
}

/* First column of the first row of a pragma; "" when there is none. */
static void
ask(struct doctor *d, const char *sql, char *answer, size_t size)
{
	sqlite3_stmt *q = NULL;
	struct err err = {0};
	enum status st = stmt_make(d->s, &q, sql, &err);

	answer[0] = '\0';
	if (!st && stmt_next(d->s, q, &st, &err))
		stmt_column_text(q, 0, answer, size);
	if (st)
		str_copy(answer, size, status_say(&err));
	sqlite3_finalize(q);
}

static void
check_file(struct doctor *d)
{
	char answer[300];

	ask(d, "PRAGMA integrity_check(1)", answer, sizeof answer);
	if (!strcmp(answer, "ok"))
		say(d, true, "file: every page is whole");
	else
		say(d, false, "file: %s; restore a backup", answer);
	ask(d, "PRAGMA foreign_key_check", answer, sizeof answer);
	if (!answer[0])
		say(d, true, "references: every one leads to a row");
	else
		say(d, false, "references: a row of %s leads nowhere; restore a backup",
		    answer);
}

static void
check_log(struct doctor *d)
{
	struct err err = {0};
	int64_t n;

	if (store_verify_chains(d->s, &n, &err))
		say(d, false, "operations: %s; restore a backup", status_say(&err));
	else
		say(d, true, "operations: %lld in unbroken chains", (long long)n);
	if (store_verify_rows(d->s, &n, &err))
		say(d, false, "rows: %s; run limber doctor --rebuild", status_say(&err));
	else
		say(d, true, "rows: %lld as their operations make them", (long long)n);
	if (audit_verify(d->s, &n, &err))
		say(d, false, "audit: %s", status_say(&err));
	else
		say(d, true, "audit: %lld lines in an unbroken chain", (long long)n);
	if (search_check(d->s, &err))
		say(d, false, "search: %s; run limber doctor --rebuild",
		    status_say(&err));
	else
		say(d, true, "search: the index fits the rows");
	if (caseload_check(d->s, &n, &err))
		say(d, false, "caseload: %s; run limber doctor --rebuild",
		    status_say(&err));
	else
		say(d, true, "caseload: %lld open episodes as their rows say",
		    (long long)n);
	if (person_check(d->s, &n, &err))
		say(d, false, "same person: %s; run limber doctor --rebuild",
		    status_say(&err));
	else
		say(d, true, "same person: %lld patients linked as decided",
		    (long long)n);
}

struct doubles {
	struct doctor *d;
	int n;
};

static void
say_double(void *arg, const char *what)
{
	struct doubles *found = arg;

	found->n++;
	say(found->d, false, "doubles: %s; two sites gave it, change one of them", what);
}

static void
check_doubles(struct doctor *d)
{
	struct doubles found = {.d = d};
	struct err err = {0};

	if (record_doubles(d->s, say_double, &found, &err))
		say(d, false, "doubles: %s", status_say(&err));
	else if (!found.n)
		say(d, true, "doubles: every login, chart number and payer is one row's");
}

static void
check_conflicts(struct doctor *d)
{
	sqlite3_stmt *q;
	enum status st;
	int64_t n = 0;

	if (stmt_get(d->s, SQL_CONFLICT_COUNT, &q, NULL))
		return;
	if (stmt_next(d->s, q, &st, NULL)) {
		n = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	if (n)
		say(d, false, "conflicts: %lld wait for a decision", (long long)n);
	else
		say(d, true, "conflicts: none");
}

static void
check_disk(struct doctor *d)
{
	struct store_counts c = {0};
	int64_t spare;

	if (io_dir_room(d->s->env->io, d->s->dir, &spare, NULL) ||
	    store_count(d->s, &c, NULL)) {
		say(d, false, "disk: %s cannot be looked at", d->s->dir);
		return;
	}
	/* An import or a rebuild may need the database once more. */
	if (spare < 64LL << 20 || spare < 2 * c.bytes_used)
		say(d, false, "disk: %lld MB left beside %lld MB of database; free some",
		    (long long)(spare >> 20), (long long)(c.bytes_used >> 20));
	else
		say(d, true, "disk: %lld MB left, database %lld MB",
		    (long long)(spare >> 20), (long long)(c.bytes_used >> 20));
}

static void
check_backup(struct doctor *d)
{
	const struct io *io = d->s->env->io;
	int64_t today = clock_civil(clock_wall(d->s->env->clock)).date;
	char path[700];
	struct stat file;

	for (int back = 0; back < BACKUP_LOOK_DAYS; back++) {
		str_format(path, sizeof path, "%s/backup/limber-%08lld.db", d->s->dir,
			   (long long)date_add(today, -back));
		if (io->stat(io->arg, path, &file))
			continue;
		say(d, back <= BACKUP_OLD_DAYS, "backup: the newest is %d days old%s",
		    back, back <= BACKUP_OLD_DAYS ? "" : "; run limber backup");
		return;
	}
	say(d, false, "backup: there is none in %s/backup; run limber backup", d->s->dir);
}

static void
check_sqlite(struct doctor *d)
{
	int v = sqlite3_libversion_number();
	bool fixed = v >= 3051003 || (v >= 3050007 && v < 3051000) ||
		     (v >= 3044006 && v < 3045000);

	say(d, true, "sqlite: %s%s", sqlite3_libversion(),
	    fixed ? "" : ", its log-reset race is kept away by our own lock");
}

/* ---- making anew */

static enum status
rebuild_inside(struct store *s, struct err *err)
{
	enum status st = stmt_script(s, "PRAGMA foreign_keys = 0", err);

	if (!st)
		st = store_begin(s, err);
	if (!st) {
		st = schema_rebuild(s, true, err);
		if (!st)
			st = store_commit(s, err);
		else
			store_cancel(s);
	}
	if (stmt_script(s, "PRAGMA foreign_keys = 1", NULL) && !st)
		st = status_fail(err, ST_IO, "foreign keys cannot be switched on again");
	return st;
}

static enum status
rebuild(struct doctor *d, struct err *err)
{
	char before[65], after[65];
	enum status st;

	/* Where rows are missing there is no digest before. */
	if (store_digest(d->s, before, NULL))
		str_copy(before, sizeof before, "none");
	st = rebuild_inside(d->s, err);
	if (!st)
		st = store_digest(d->s, after, err);
	if (st) {
		say(d, false, "rebuild: %s; nothing was changed",
		    err ? status_say(err) : "");
		return st;
	}
	if (strcmp(before, after))
		say(d, false,
		    "rebuild: tables differed from the operations and are "
		    "right now; digest %.16s, was %.16s",
		    after, before);
	else
		say(d, true, "rebuild: every table made anew, digest %.16s unchanged",
		    after);
	return audit_add(d->s, "rebuild", 0, "", err);
}

enum status
store_doctor(struct store *s, bool anew,
	     void (*line)(void *arg, const struct doctor_line *), void *arg,
	     struct err *err)
{
	struct doctor d = {.s = s, .line = line, .arg = arg};
	enum status st = ST_OK;

	check_sqlite(&d);
	check_file(&d);
	if (anew)
		st = rebuild(&d, err);
	check_log(&d);
	check_doubles(&d);
	check_conflicts(&d);
	check_disk(&d);
	check_backup(&d);
	return st;
}
