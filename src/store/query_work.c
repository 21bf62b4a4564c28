/* query_work.c - aids, care teams, tasks, reports and the days they speak of. */
#include "store/query_work.h"

#include "query_priv.h"
#include "store/access.h"
#include "store/query_goals.h"

#include <stdlib.h>
#include <string.h>

/* Rows of one owner (parameter 1), at most max of them (parameter 2). */
static enum status
owned(struct store *s, enum sql_id id, enum entity_id e, int64_t owner, void *rows,
      int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, owner);
	sqlite3_bind_int(q, 2, max);
	return query_rows(s, q, e, rows, max, n, err);
}

enum status
query_aids(struct store *s, int64_t patient, struct aid *rows, int max, int *n,
	   struct err *err)
{
	return owned(s, SQL_AIDS, E_AID, patient, rows, max, n, err);
}

/* The statement of rows of a patient (1) from a day (2) to a day (3), at most max (4). */
static enum status
from_to(struct store *s, enum sql_id id, int64_t patient, const int64_t days[2], int max,
	sqlite3_stmt **q, struct err *err)
{
	enum status st = stmt_get(s, id, q, err);

	if (st)
		return st;
	sqlite3_bind_int64(*q, 1, patient);
	sqlite3_bind_int64(*q, 2, days[0]);
	sqlite3_bind_int64(*q, 3, days[1]);
	sqlite3_bind_int(*q, 4, max);
	return ST_OK;
}

enum status
query_home_logs(struct store *s, int64_t patient, const int64_t days[2],
		struct home_log *rows, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_HOME_LOG, patient, err);

	*n = 0;
	if (!st)
		st = from_to(s, SQL_HOME_LOGS, patient, days, max, &q, err);
	return st ? st : query_rows(s, q, E_HOME_LOG, rows, max, n, err);
}

enum status
query_device_days(struct store *s, int64_t patient, const int64_t days[2],
		  struct device_day *rows, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_DEVICE_DAY, patient, err);

	*n = 0;
	if (!st)
		st = from_to(s, SQL_DEVICE_DAYS, patient, days, max, &q, err);
	return st ? st : query_rows(s, q, E_DEVICE_DAY, rows, max, n, err);
}

enum status
query_visits_pain(struct store *s, int64_t patient, const int64_t days[2],
		  struct pain_line *lines, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_SESSION, patient, err);

	*n = 0;
	if (!st)
		st = from_to(s, SQL_VISITS_PAIN, patient, days, max, &q, err);
	while (!st && *n < max && stmt_next(s, q, &st, err))
		lines[(*n)++] = (struct pain_line){
		    stmt_column_int(q, 0), stmt_column_int(q, 1), stmt_column_int(q, 2)};
	if (!st)
		stmt_reset(q);
	return st;
}

enum status
query_team(struct store *s, int64_t episode, struct team_member *rows, int max, int *n,
	   struct err *err)
{
	return owned(s, SQL_TEAM, E_TEAM_MEMBER, episode, rows, max, n, err);
}

enum status
query_tasks_about(struct store *s, int64_t patient, struct task *rows, int max, int *n,
		  struct err *err)
{
	return owned(s, SQL_TASKS_ABOUT, E_TASK, patient, rows, max, n, err);
}

enum status
query_reports(struct store *s, int64_t episode, struct note *rows, int max, int *n,
	      struct err *err)
{
	return owned(s, SQL_REPORTS, E_NOTE, episode, rows, max, n, err);
}

enum status
query_aid_reviews(struct store *s, int64_t day, struct aid_line *lines, int max, int *n,
		  struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_AID_REVIEWS, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, day);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct aid_line *l = &lines[*n];

		l->no = sqlite3_column_int64(q, 0);
		l->patient = sqlite3_column_int64(q, 1);
		l->review = sqlite3_column_int64(q, 2);
		stmt_column_text(q, 3, l->kind, sizeof l->kind);
		query_name(q, 4, l->patient_name, sizeof l->patient_name);
		stmt_column_text(q, 6, l->chart_no, sizeof l->chart_no);
		*n += access_lists(s, role_area_of(E_AID), l->patient);
	}
	stmt_reset(q);
	return st;
}

/* ---- tasks */

/* Tasks of one staff member (0: of everybody) in one state ("": never set). */
static enum status
tasks_of(struct store *s, int64_t staff, const char *task_state, struct task *rows,
	 int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_TASKS_OF, &q, err);

	*n = 0;
	if (st)
		return st;
	if (staff)
		sqlite3_bind_int64(q, 1, staff);
	stmt_bind_text(q, 2, task_state);
	sqlite3_bind_int(q, 3, max);
	return query_rows(s, q, E_TASK, rows, max, n, err);
}

/* Those with a day first, by day; then in the order they were written. */
static int
by_due(const void *a, const void *b)
{
	const struct task *x = a, *y = b;
	int64_t dx = x->due == DICT_NONE ? INT64_MAX : x->due;
	int64_t dy = y->due == DICT_NONE ? INT64_MAX : y->due;

	if (dx != dy)
		return dx < dy ? -1 : 1;
	return x->head.no < y->head.no ? -1 : x->head.no > y->head.no;
}

enum status
query_tasks(struct store *s, int64_t staff, struct task *rows, int max, int *n,
	    struct err *err)
{
	static const char *const open_states[] = {"open", ""};
	enum status st = ST_OK;

	*n = 0;
	for (int everybody = 0; everybody < 2; everybody++)
		for (int i = 0; i < 2 && !st && *n < max; i++) {
			int more = 0;

			if (!staff && everybody)
				continue;
			st = tasks_of(s, everybody ? 0 : staff, open_states[i], rows + *n,
				      max - *n, &more, err);
			*n += more;
		}
	qsort(rows, (size_t)*n, sizeof *rows, by_due);
	return st;
}

/* ---- the days a report speaks of */

enum status
query_visit_days(struct store *s, int64_t episode, const int64_t period[2],
		 struct visit_day *rows, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_SESSION, episode, err);

	if (!st)
		st = stmt_get(s, SQL_VISIT_DAYS, &q, err);
	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	sqlite3_bind_int64(q, 2, period[0]);
	sqlite3_bind_int64(q, 3, period[1]);
	while (*n < max && stmt_next(s, q, &st, err))
		rows[(*n)++] = (struct visit_day){.date = sqlite3_column_int64(q, 0),
						  .pain_before = stmt_column_int(q, 1),
						  .pain_after = stmt_column_int(q, 2)};
	stmt_reset(q);
	return st;
}

enum status
query_booked(struct store *s, int64_t patient, const int64_t period[2],
	     struct booked_count *count, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_BOOKED_DAYS, &q, err);

	*count = (struct booked_count){0};
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int64(q, 2, period[0]);
	sqlite3_bind_int64(q, 3, period[1]);
	while (stmt_next(s, q, &st, err)) {
		const char *word = (const char *)sqlite3_column_text(q, 0);
		int n = sqlite3_column_int(q, 1);
		int *of = !word			       ? &count->booked
			  : !strcmp(word, "done")      ? &count->done
			  : !strcmp(word, "no_show")   ? &count->no_show
			  : !strcmp(word, "cancelled") ? &count->cancelled
						       : &count->booked;

		*of += n;
	}
	stmt_reset(q);
	return st;
}
