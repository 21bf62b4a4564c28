/* caseload.c - keeps the line of each open episode beside the rows it is made from. */
#include "caseload.h"

#include "core/dict_rows.h"
#include "store_priv.h"

#include <stdlib.h>
#include <string.h>

enum {
	EPISODES_MAX = 40, /* open ones of one patient */
	CASELOAD_COLUMNS = 11,
};

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS caseload(\n"
    "	episode INTEGER PRIMARY KEY,     -- row.no\n"
    "	patient INTEGER NOT NULL,        -- row.no\n"
    "	therapist INTEGER NOT NULL,      -- row.no, 0 nobody\n"
    "	visited INTEGER NOT NULL,        -- last service date, else the day it was "
    "opened\n"
    "	booked INTEGER NOT NULL,         -- last day the patient is booked for, 0 none\n"
    "	counted INTEGER NOT NULL,        -- first service date no report covers, 0 all\n"
    "	days INTEGER NOT NULL,           -- treatment days from then on\n"
    "	plan INTEGER,                    -- row.no of the plan in force\n"
    "	plan_from INTEGER,               -- its first treatment day\n"
    "	certified INTEGER,               -- last day its certification holds\n"
    "	measured INTEGER                 -- day since which some measure waits\n"
    ") STRICT;\n"
    "CREATE INDEX IF NOT EXISTS caseload_visited ON caseload(visited);\n"
    "CREATE INDEX IF NOT EXISTS caseload_visited_of ON caseload(therapist, visited);\n"
    "CREATE INDEX IF NOT EXISTS caseload_days ON caseload(days);\n"
    "CREATE INDEX IF NOT EXISTS caseload_days_of ON caseload(therapist, days);\n"
    "CREATE INDEX IF NOT EXISTS caseload_certified ON caseload(certified, plan_from);\n"
    "CREATE INDEX IF NOT EXISTS caseload_certified_of ON caseload(therapist, certified, "
    "plan_from);\n"
    "CREATE INDEX IF NOT EXISTS caseload_measured ON caseload(measured);\n"
    "CREATE INDEX IF NOT EXISTS caseload_measured_of ON caseload(therapist, measured);\n";

enum status
caseload_make(struct store *s, struct err *err)
{
	return stmt_script(s, tables, err);
}

bool
caseload_wants(enum entity_id e)
{
	return e == E_EPISODE || e == E_SESSION || e == E_NOTE || e == E_PLAN_OF_CARE ||
	       e == E_APPOINTMENT || e == E_GOAL || e == E_ASSESSMENT || e == E_RESULT ||
	       e == E_CARE_SITE;
}

static enum status
run(struct store *s, enum sql_id id, int64_t arg, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, arg);
	return stmt_run(s, q, err);
}

/* A progress report or recertification ends its period, the next treatment day begins another; the
 * day of an evaluation is itself the first one (Pub. 100-02 ch. 15 220.3.D). */
static enum status
counted_from(struct store *s, int64_t episode, int64_t *day, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CASELOAD_COUNTED, &q, err);

	*day = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	if (stmt_next(s, q, &st, err)) {
		*day = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

static enum status
refresh(struct store *s, int64_t episode, struct err *err)
{
	sqlite3_stmt *q;
	int64_t counted;
	enum status st = run(s, SQL_CASELOAD_GO, episode, err);

	if (!st)
		st = counted_from(s, episode, &counted, err);
	if (!st)
		st = stmt_get(s, SQL_CASELOAD_ADD, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	sqlite3_bind_int64(q, 2, counted);
	return stmt_run(s, q, err);
}

/* The episodes a statement names; the caller frees *episodes, after a failure too. */
static enum status
named(struct store *s, enum sql_id id, int64_t arg, int64_t **episodes, size_t *n,
      struct err *err)
{
	size_t room = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	*episodes = NULL;
	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, arg);
	while (stmt_next(s, q, &st, err)) {
		if (*n == room) {
			room = room ? room * 2 : EPISODES_MAX;
			*episodes = mem_grow(*episodes, room * sizeof **episodes);
		}
		(*episodes)[(*n)++] = sqlite3_column_int64(q, 0);
	}
	return st;
}

/* They are read first: the walk must not see what is written. */
static enum status
refresh_all(struct store *s, enum sql_id id, int64_t arg, struct err *err)
{
	int64_t *episodes;
	size_t n;
	enum status st = named(s, id, arg, &episodes, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		st = refresh(s, episodes[i], err);
	free(episodes);
	return st;
}

/* A daily note counts nothing: signing a visit makes its line once, with the session. */
static enum status
note_changed(struct store *s, const struct note *n, struct err *err)
{
	if (n->kind[0] == '\0' || !strcmp(n->kind, "daily"))
		return ST_OK;
	if (n->episode != DICT_NONE)
		return refresh(s, n->episode, err);
	return n->session == DICT_NONE
		   ? ST_OK
		   : refresh_all(s, SQL_CASELOAD_OF_SESSION, n->session, err);
}

enum status
caseload_row_changed(struct store *s, enum entity_id e, const void *row, struct err *err)
{
	int64_t patient = DICT_NONE, episode = DICT_NONE;

	if (e == E_NOTE)
		return note_changed(s, row, err);
	if (e == E_APPOINTMENT)
		patient = ((const struct appointment *)row)->patient;
	if (e == E_RESULT)
		patient = ((const struct result *)row)->patient;
	if (e == E_CARE_SITE)
		patient = ((const struct care_site *)row)->patient;
	if (patient != DICT_NONE)
		return refresh_all(s, SQL_CASELOAD_OF_PATIENT, patient, err);
	if (e == E_EPISODE)
		episode = ((const struct row_head *)row)->no;
	else if (e == E_SESSION)
		episode = ((const struct session *)row)->episode;
	else if (e == E_PLAN_OF_CARE)
		episode = ((const struct plan_of_care *)row)->episode;
	else if (e == E_GOAL)
		episode = ((const struct goal *)row)->episode;
	else if (e == E_ASSESSMENT)
		episode = ((const struct assessment *)row)->episode;
	return episode == DICT_NONE ? ST_OK : refresh(s, episode, err);
}

enum status
caseload_fill(struct store *s, int64_t after_no, struct err *err)
{
	return refresh_all(s, SQL_CASELOAD_TOUCHED, after_no, err);
}

enum { CATCH_UP = 200 }; /* lines in one transaction: about 10 ms */

/* Episodes are read without the lock: one that is closed meanwhile gets no line. */
enum status
caseload_catch_up(struct store *s, int64_t after_no, struct err *err)
{
	int64_t *episodes;
	size_t n;
	enum status st = named(s, SQL_CASELOAD_TOUCHED, after_no, &episodes, &n, err);

	for (size_t i = 0; i < n && !st;) {
		size_t to = n - i < CATCH_UP ? n : i + CATCH_UP;

		store_lock_pause(s);
		st = store_begin(s, err);
		if (st)
			break;
		while (i < to && !st)
			st = refresh(s, episodes[i++], err);
		st = store_end(s, st, err);
	}
	free(episodes);
	return st;
}

enum status
caseload_refill(struct store *s, struct err *err)
{
	enum status st = caseload_make(s, err);

	if (!st)
		st = run(s, SQL_CASELOAD_EMPTY, 0, err);
	return st ? st : caseload_fill(s, 0, err);
}

/* ---- check-up */

/* A line as its columns; -1 stands for none, which no column holds. */
struct held {
	int64_t column[CASELOAD_COLUMNS];
	bool there;
};

static enum status
read_line(struct store *s, enum sql_id id, int64_t episode, int64_t counted,
	  struct held *h, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	memset(h, 0, sizeof *h);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	if (id == SQL_CASELOAD_MADE)
		sqlite3_bind_int64(q, 2, counted);
	if (!stmt_next(s, q, &st, err))
		return st;
	h->there = true;
	for (int i = 0; i < CASELOAD_COLUMNS; i++)
		h->column[i] = sqlite3_column_type(q, i) == SQLITE_NULL
				   ? -1
				   : sqlite3_column_int64(q, i);
	stmt_reset(q);
	return ST_OK;
}

static enum status
check_line(struct store *s, int64_t episode, struct err *err)
{
	struct held is, should;
	int64_t counted;
	enum status st = counted_from(s, episode, &counted, err);

	if (!st)
		st = read_line(s, SQL_CASELOAD_MADE, episode, counted, &should, err);
	if (!st)
		st = read_line(s, SQL_CASELOAD_HELD, episode, 0, &is, err);
	if (!st && memcmp(is.column, should.column, sizeof is.column) != 0)
		st = status_fail(err, ST_CORRUPT, "the line of episode %lld %s",
				 (long long)episode,
				 is.there ? "is not what its rows say" : "is missing");
	return st;
}

enum status
caseload_check(struct store *s, int64_t *n, struct err *err)
{
	int64_t *open, *left = NULL;
	size_t k, more = 0;
	enum status st = named(s, SQL_CASELOAD_TOUCHED, 0, &open, &k, err);

	for (size_t i = 0; i < k && !st; i++)
		st = check_line(s, open[i], err);
	if (!st)
		st = named(s, SQL_CASELOAD_LEFT, 0, &left, &more, err);
	if (!st && more)
		st = status_fail(err, ST_CORRUPT,
				 "the line of episode %lld is left over: it is closed",
				 (long long)left[0]);
	*n = (int64_t)k;
	free(open);
	free(left);
	return st;
}
