/* query_chart.c - the day, and what belongs to a patient: episodes, plans, visits, notes. */
#include "query_priv.h"
#include "store/access.h"
#include "store/record.h"

#include <string.h>

/* ---- the day */

static void
day_line(sqlite3_stmt *q, struct day_line *d)
{
	d->appointment = sqlite3_column_int64(q, 0);
	d->patient = query_ref(q, 1);
	d->staff = query_ref(q, 2);
	d->start = stmt_column_int(q, 3);
	d->minutes = stmt_column_int(q, 4);
	stmt_column_text(q, 5, d->state, sizeof d->state);
	query_name(q, 6, d->name, sizeof d->name);
	stmt_column_text(q, 8, d->chart_no, sizeof d->chart_no);
	stmt_column_text(q, 9, d->reason, sizeof d->reason);
	stmt_column_text(q, 10, d->staff_name, sizeof d->staff_name);
	d->live = query_ref(q, 11);
}

enum status
query_day(struct store *s, int64_t day, int64_t staff, struct day_line *lines, int max,
	  int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_DAY, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, day);
	sqlite3_bind_int64(q, 2, staff);
	sqlite3_bind_int(q, 3, max);
	while (*n < max && stmt_next(s, q, &st, err))
		day_line(q, &lines[(*n)++]);
	stmt_reset(q);
	return st;
}

/* ---- episodes */

static void
episode_line(sqlite3_stmt *q, struct episode_line *e)
{
	e->no = sqlite3_column_int64(q, 0);
	e->opened = stmt_column_int(q, 1);
	e->closed = stmt_column_int(q, 2);
	stmt_column_text(q, 3, e->title, sizeof e->title);
	stmt_column_text(q, 4, e->indication, sizeof e->indication);
	stmt_column_text(q, 5, e->side, sizeof e->side);
	e->payer = query_ref(q, 6);
	e->plan = query_ref(q, 7);
	stmt_column_text(q, 8, e->diagnosis, sizeof e->diagnosis);
	e->visits = sqlite3_column_int64(q, 9);
	e->patient = sqlite3_column_int64(q, 10);
	stmt_column_text(q, 11, e->under, sizeof e->under);
}

enum status
query_episodes(struct store *s, int64_t patient, struct episode_line *lines, int max,
	       int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_EPISODE, patient, err);

	if (!st)
		st = stmt_get(s, SQL_EPISODES, &q, err);
	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err))
		episode_line(q, &lines[(*n)++]);
	stmt_reset(q);
	return st;
}

/* ---- prescriptions */

static enum status
prescription_line(struct store *s, sqlite3_stmt *q, struct prescription_line *p,
		  struct err *err)
{
	stmt_column_text(q, 1, p->name, sizeof p->name);
	stmt_column_text(q, 2, p->exercise_key, sizeof p->exercise_key);
	stmt_column_text(q, 3, p->category, sizeof p->category);
	stmt_column_text(q, 4, p->region, sizeof p->region);
	stmt_column_text(q, 5, p->contra, sizeof p->contra);
	stmt_column_text(q, 6, p->caution, sizeof p->caution);
	p->last_sets[0] = '\0';
	p->last_date = p->last_pain = p->last_effort = DICT_NONE;
	return record_get(s, E_PRESCRIPTION, sqlite3_column_int64(q, 0), &p->row, err);
}

/* The line that something done belongs to: its own, or the last one of the same exercise and side
 * that has none yet (the plan of care has a new version). NULL: none of this plan. */
static struct prescription_line *
line_done(sqlite3_stmt *q, struct prescription_line *lines, int n)
{
	int64_t own = query_ref(q, 0), exercise = query_ref(q, 1);
	char side[sizeof lines->row.side];

	for (int i = 0; i < n; i++)
		if (own && lines[i].row.head.no == own)
			return lines[i].last_date == DICT_NONE ? &lines[i] : NULL;
	stmt_column_text(q, 2, side, sizeof side);
	for (int i = n; i-- > 0;)
		if (exercise && lines[i].row.exercise == exercise &&
		    !strcmp(lines[i].row.side, side) && lines[i].last_date == DICT_NONE)
			return &lines[i];
	return NULL;
}

/* Walks back over the visits of the episode until each line has its last time. */
static enum status
last_done(struct store *s, int64_t plan, struct prescription_line *lines, int n,
	  struct err *err)
{
	sqlite3_stmt *q;
	int missing = n;
	enum status st = stmt_get(s, SQL_PLAN_DONE, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, plan);
	while (missing > 0 && stmt_next(s, q, &st, err)) {
		struct prescription_line *p = line_done(q, lines, n);

		if (!p)
			continue;
		stmt_column_text(q, 3, p->last_sets, sizeof p->last_sets);
		p->last_date = stmt_column_int(q, 4);
		p->last_pain = stmt_column_int(q, 5);
		p->last_effort = stmt_column_int(q, 6);
		missing--;
	}
	stmt_reset(q);
	return st;
}

enum status
query_prescriptions(struct store *s, int64_t plan, struct prescription_line *lines,
		    int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PRESCRIPTIONS, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, plan);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		st = prescription_line(s, q, &lines[*n], err);
		if (st)
			break;
		(*n)++;
	}
	stmt_reset(q);
	return st ? st : last_done(s, plan, lines, *n, err);
}

/* ---- visits */

static void
session_line(sqlite3_stmt *q, struct session_line *l)
{
	l->no = sqlite3_column_int64(q, 0);
	l->service_date = stmt_column_int(q, 1);
	l->timed_min = stmt_column_int(q, 2);
	l->total_min = stmt_column_int(q, 3);
	l->pain_before = stmt_column_int(q, 4);
	l->pain_after = stmt_column_int(q, 5);
	l->note = query_ref(q, 6);
	l->exercises = sqlite3_column_int64(q, 7);
	stmt_column_text(q, 8, l->treated, sizeof l->treated);
	stmt_column_text(q, 9, l->codes, sizeof l->codes); /* "97110 2, 97140 1" */
	l->is_void = sqlite3_column_int(q, 10) != 0;
	stmt_column_text(q, 11, l->under, sizeof l->under);
}

/* Where a page begins: behind the date and number of a session. */
static enum status
session_date(struct store *s, int64_t session, int64_t *date, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SESSION_DATE, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, session);
	if (!stmt_next(s, q, &st, err))
		return st ? st : status_fail(err, ST_NOT_FOUND, "this visit is not here");
	*date = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return ST_OK;
}

enum status
query_sessions(struct store *s, int64_t patient, int64_t after,
	       struct session_line *lines, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	int64_t date = INT64_MAX;
	bool alone;
	enum status st = access_read(s, E_SESSION, patient, err);

	if (!st)
		st = after ? session_date(s, after, &date, err) : ST_OK;
	*n = 0;
	if (!st)
		st = query_alone(s, patient, &alone, err);
	if (!st)
		st = stmt_get(s, alone ? SQL_SESSIONS : SQL_SESSIONS_ALL, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int64(q, 2, date);
	sqlite3_bind_int64(q, 3, after ? after : INT64_MAX);
	sqlite3_bind_int(q, 4, max);
	while (*n < max && stmt_next(s, q, &st, err))
		session_line(q, &lines[(*n)++]);
	stmt_reset(q);
	return st;
}

enum status
query_visit_note(struct store *s, int64_t session, int64_t *note, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_VISIT_NOTE, &q, err);

	*note = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, session);
	if (stmt_next(s, q, &st, err))
		*note = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return st;
}

/* ---- rows of one owner */

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
query_performed(struct store *s, int64_t session, struct performed *rows, int max, int *n,
		struct err *err)
{
	return owned(s, SQL_PERFORMED, E_PERFORMED, session, rows, max, n, err);
}

enum status
query_charges(struct store *s, int64_t session, struct charge *rows, int max, int *n,
	      struct err *err)
{
	return owned(s, SQL_CHARGES, E_CHARGE, session, rows, max, n, err);
}

enum status
query_charges_replaced(struct store *s, int64_t session, struct charge *rows, int max,
		       int *n, struct err *err)
{
	return owned(s, SQL_CHARGES_REPLACED, E_CHARGE, session, rows, max, n, err);
}

enum status
query_conditions(struct store *s, int64_t episode, struct condition *rows, int max,
		 int *n, struct err *err)
{
	return owned(s, SQL_CONDITIONS, E_CONDITION, episode, rows, max, n, err);
}

enum status
query_plans(struct store *s, int64_t episode, struct plan_of_care *rows, int max, int *n,
	    struct err *err)
{
	return owned(s, SQL_PLANS, E_PLAN_OF_CARE, episode, rows, max, n, err);
}

enum status
query_episode_days(struct store *s, int64_t episode, int64_t *days, int max, int *n,
		   struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_SESSION, episode, err);

	if (!st)
		st = stmt_get(s, SQL_EPISODE_DAYS, &q, err);
	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err))
		days[(*n)++] = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return st;
}

enum status
query_first_day(struct store *s, int64_t episode, int64_t from, int64_t *day,
		struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_SESSION, episode, err);

	if (!st)
		st = stmt_get(s, SQL_EPISODE_FIRST_DAY, &q, err);
	*day = DICT_NONE;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	sqlite3_bind_int64(q, 2, from);
	if (stmt_next(s, q, &st, err))
		*day = stmt_column_int(q, 0);
	stmt_reset(q);
	return st;
}

enum status
query_addenda(struct store *s, int64_t note, struct addendum *rows, int max, int *n,
	      struct err *err)
{
	return owned(s, SQL_ADDENDA, E_ADDENDUM, note, rows, max, n, err);
}
