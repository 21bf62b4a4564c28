/* query_schedule.c - the calendar's lists and the lists of open episodes. */
#include "store/query_schedule.h"

#include "query_priv.h"
#include "store/access.h"

/* ---- appointments */

static void
week_line(sqlite3_stmt *q, struct week_line *l)
{
	l->no = sqlite3_column_int64(q, 0);
	l->patient = query_ref(q, 1);
	l->staff = query_ref(q, 2);
	l->day = sqlite3_column_int64(q, 3);
	l->start = stmt_column_int(q, 4);
	l->minutes = stmt_column_int(q, 5);
	stmt_column_text(q, 6, l->state, sizeof l->state);
	query_name(q, 7, l->name, sizeof l->name);
	stmt_column_text(q, 9, l->chart_no, sizeof l->chart_no);
	stmt_column_text(q, 10, l->staff_name, sizeof l->staff_name);
}

enum status
query_week(struct store *s, const int64_t days[2], int64_t staff, struct week_line *lines,
	   int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_WEEK, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, days[0]);
	sqlite3_bind_int64(q, 2, days[1]);
	sqlite3_bind_int64(q, 3, staff);
	sqlite3_bind_int(q, 4, max);
	while (*n < max && stmt_next(s, q, &st, err))
		week_line(q, &lines[(*n)++]);
	stmt_reset(q);
	return st;
}

enum status
query_last_booked(struct store *s, int64_t patient, int64_t *no, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LAST_BOOKED, &q, err);

	*no = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	if (stmt_next(s, q, &st, err))
		*no = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return st;
}

enum status
query_attendance(struct store *s, int64_t patient, const int64_t days[2],
		 struct attendance_line *lines, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ATTENDANCE, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int64(q, 2, days[0]);
	sqlite3_bind_int64(q, 3, days[1]);
	sqlite3_bind_int(q, 4, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct attendance_line *l = &lines[(*n)++];

		stmt_column_text(q, 0, l->state, sizeof l->state);
		l->day = sqlite3_column_int64(q, 1);
		l->cancelled_on = stmt_column_int(q, 2);
	}
	stmt_reset(q);
	return st;
}

/* ---- open episodes */

static void
case_line(sqlite3_stmt *q, struct case_line *l)
{
	l->episode = sqlite3_column_int64(q, 0);
	l->patient = query_ref(q, 1);
	l->therapist = query_ref(q, 2);
	l->visited = sqlite3_column_int64(q, 3);
	l->booked = sqlite3_column_int64(q, 4);
	l->counted = sqlite3_column_int64(q, 5);
	l->days = sqlite3_column_int64(q, 6);
	l->plan = query_ref(q, 7);
	l->plan_from = stmt_column_int(q, 8);
	l->certified = stmt_column_int(q, 9);
	l->measured = stmt_column_int(q, 10);
	query_name(q, 11, l->name, sizeof l->name);
	stmt_column_text(q, 13, l->chart_no, sizeof l->chart_no);
	stmt_column_text(q, 14, l->title, sizeof l->title);
}

/* Statements for everybody's episodes and for those of one therapist. */
static const enum sql_id asks[][2] = {
    [CASE_IDLE] = {SQL_CASES_IDLE, SQL_CASES_IDLE_OF},
    [CASE_DAYS] = {SQL_CASES_DAYS, SQL_CASES_DAYS_OF},
    [CASE_CERTIFIED] = {SQL_CASES_CERTIFIED, SQL_CASES_CERTIFIED_OF},
    [CASE_UNCERTIFIED] = {SQL_CASES_UNCERTIFIED, SQL_CASES_UNCERTIFIED_OF},
    [CASE_MEASURED] = {SQL_CASES_MEASURED, SQL_CASES_MEASURED_OF},
};

/* What a list tells: that nobody is booked, how the plan stands, that a measure waits. */
static const enum role_area tells[] = {
    [CASE_IDLE] = ROLE_SCHEDULE,  [CASE_DAYS] = ROLE_PLAN,
    [CASE_CERTIFIED] = ROLE_PLAN, [CASE_UNCERTIFIED] = ROLE_PLAN,
    [CASE_MEASURED] = ROLE_CHART,
};

enum status
query_cases(struct store *s, const struct case_filter *f, struct case_line *lines,
	    int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, asks[f->ask][f->therapist != 0], &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, f->limit);
	if (f->ask == CASE_IDLE)
		sqlite3_bind_int64(q, 2, f->today);
	if (f->therapist)
		sqlite3_bind_int64(q, 3, f->therapist);
	sqlite3_bind_int(q, 4, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct case_line *l = &lines[*n];

		case_line(q, l);
		if (!access_lists(s, ROLE_CHART, l->patient))
			l->title[0] = '\0';
		*n += access_lists(s, tells[f->ask], l->patient);
	}
	stmt_reset(q);
	return st;
}

enum status
query_case(struct store *s, int64_t episode, struct case_line *line, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_PLAN_OF_CARE, episode, err);

	if (!st)
		st = stmt_get(s, SQL_CASE_ONE, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	if (!stmt_next(s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_NOT_FOUND,
					"no open episode has this number");
	case_line(q, line);
	stmt_reset(q);
	return ST_OK;
}
