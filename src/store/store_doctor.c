/* store_doctor.c - a check-up of the database; store_doctor_place.c looks at what surrounds it. */
#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store/access.h"
#include "store/audit.h"
#include "store_doctor_priv.h"
#include "store_verify.h"

#include <string.h>

void
store_doctor_say(struct store_doctor *d, enum doctor_kind kind, const char *fmt, ...)
{
	struct str text = {0};
	va_list ap;

	va_start(ap, fmt);
	str_addv(&text, fmt, ap);
	va_end(ap);
	d->line(d->arg, &(struct doctor_line){.kind = kind, .what = str_text(&text)});
	str_release(&text);
}

/* First column of the first row of a pragma, its last line; "" when there is none. */
static enum status
ask(struct store_doctor *d, const char *sql, char *answer, size_t size)
{
	sqlite3_stmt *q = NULL;
	struct err err = {0};
	char *line;
	enum status st = stmt_make(d->s, &q, sql, &err);

	answer[0] = '\0';
	if (!st && stmt_next(d->s, q, &st, &err))
		stmt_column_text(q, 0, answer, size);
	sqlite3_finalize(q);
	line = strrchr(answer, '\n');
	if (st)
		str_copy(answer, size, status_say(&err));
	else if (line)
		memmove(answer, line + 1, strlen(line));
	return st;
}

#define PUT_BACK                                                                         \
	"put back a copy of before the damage (limber restore --list shows which there " \
	"are)"

static void
check_file(struct store_doctor *d)
{
	char answer[300];

	if (!ask(d, "PRAGMA integrity_check(1)", answer, sizeof answer) &&
	    !strcmp(answer, "ok"))
		store_doctor_say(d, DOCTOR_FINE, "file: every page is whole");
	else
		store_doctor_say(d, DOCTOR_FINDING, "file: it is damaged (%s); " PUT_BACK,
				 answer);
	if (ask(d, "PRAGMA foreign_key_check", answer, sizeof answer))
		store_doctor_say(d, DOCTOR_FINDING,
				 "references: they cannot be looked at (%s)", answer);
	else if (!answer[0])
		store_doctor_say(d, DOCTOR_FINE, "references: every one leads to a row");
	else
		store_doctor_say(d, DOCTOR_FINDING,
				 "references: a row of %s leads nowhere; " PUT_BACK,
				 answer);
}

static void
check_log(struct store_doctor *d)
{
	struct err err = {0};
	int64_t n;

	if (store_verify_chains(d->s, &n, &err))
		store_doctor_say(d, DOCTOR_FINDING, "operations: %s; " PUT_BACK,
				 status_say(&err));
	else
		store_doctor_say(d, DOCTOR_FINE, "operations: %lld in unbroken chains",
				 (long long)n);
	if (store_verify_rows(d->s, &n, &err))
		store_doctor_say(d, DOCTOR_FINDING,
				 "rows: %s; run limber doctor --rebuild",
				 status_say(&err));
	else
		store_doctor_say(d, DOCTOR_FINE,
				 "rows: %lld as their operations make them",
				 (long long)n);
	if (audit_verify(d->s, &n, &err))
		store_doctor_say(d, DOCTOR_FINDING, "audit: %s", status_say(&err));
	else
		store_doctor_say(d, DOCTOR_FINE, "audit: %lld lines in an unbroken chain",
				 (long long)n);
	if (search_check(d->s, &err))
		store_doctor_say(d, DOCTOR_FINDING,
				 "search: %s; run limber doctor --rebuild",
				 status_say(&err));
	else
		store_doctor_say(d, DOCTOR_FINE, "search: the index fits the rows");
	if (caseload_check(d->s, &n, &err))
		store_doctor_say(d, DOCTOR_FINDING,
				 "caseload: %s; run limber doctor --rebuild",
				 status_say(&err));
	else
		store_doctor_say(d, DOCTOR_FINE,
				 "caseload: %lld open episodes as their rows say",
				 (long long)n);
	if (person_check(d->s, &n, &err))
		store_doctor_say(d, DOCTOR_FINDING,
				 "same person: %s; run limber doctor --rebuild",
				 status_say(&err));
	else
		store_doctor_say(d, DOCTOR_FINE,
				 "same person: %lld patients linked as decided",
				 (long long)n);
}

struct doubles {
	struct store_doctor *d;
	int n;
};

static void
say_double(void *arg, const char *what)
{
	struct doubles *found = arg;

	found->n++;
	store_doctor_say(found->d, DOCTOR_FINDING,
			 "doubles: %s; two sites gave it, change one of them", what);
}

static void
check_doubles(struct store_doctor *d)
{
	struct doubles found = {.d = d};
	struct err err = {0};

	if (record_doubles(d->s, say_double, &found, &err))
		store_doctor_say(d, DOCTOR_FINDING, "doubles: %s", status_say(&err));
	else if (!found.n)
		store_doctor_say(
		    d, DOCTOR_FINE,
		    "doubles: every login, chart number and payer is one row's");
}

static void
check_conflicts(struct store_doctor *d)
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
		store_doctor_say(d, DOCTOR_NOTE,
				 "conflicts: %lld wait for a decision; limber conflicts "
				 "lists them, :conflicts decides",
				 (long long)n);
	else
		store_doctor_say(d, DOCTOR_FINE, "conflicts: none");
}

/* ---- making anew */

static enum status
rebuild_inside(struct store *s, struct err *err)
{
	enum status st = stmt_script(s, "PRAGMA foreign_keys = 0", err);

	if (!st)
		st = store_begin(s, err);
	if (!st) {
		st = schema_rebuild(s, true, true, err);
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
rebuild(struct store_doctor *d, struct err *err)
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
		store_doctor_say(d, DOCTOR_FINDING, "rebuild: %s; nothing was changed",
				 err ? status_say(err) : "");
		return st;
	}
	if (strcmp(before, after))
		store_doctor_say(d, DOCTOR_FINDING,
				 "rebuild: tables differed from the operations and are "
				 "right now; digest %.16s, was %.16s",
				 after, before);
	else
		store_doctor_say(d, DOCTOR_FINE,
				 "rebuild: every table made anew, digest %.16s unchanged",
				 after);
	return audit_add(d->s, "rebuild", 0, "", err);
}

enum status
store_doctor(struct store *s, bool anew,
	     void (*line)(void *arg, const struct doctor_line *), void *arg,
	     struct err *err)
{
	struct store_doctor d = {.s = s, .line = line, .arg = arg};
	enum status st =
	    anew ? access_may(s, ROLE_SETTINGS, ROLE_WRITE, "Rebuilding", err) : ST_OK;

	if (st)
		return st;
	check_file(&d);
	if (anew)
		st = rebuild(&d, err);
	check_log(&d);
	check_doubles(&d);
	check_conflicts(&d);
	store_doctor_place(&d);
	return st;
}
