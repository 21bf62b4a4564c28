/* query_foresight.c - what forecasts are made from. */
#include "store/query_foresight.h"

#include "query_priv.h"

enum status
query_foresight_visits(struct store *s, int64_t before, struct foresight_visit *visits,
		       int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_FORESIGHT_VISITS, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, before);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct foresight_visit *v = &visits[(*n)++];

		v->patient = sqlite3_column_int64(q, 0);
		v->day = sqlite3_column_int64(q, 1);
		v->booked_on = stmt_column_int(q, 2);
		v->missed = sqlite3_column_int(q, 3) != 0;
	}
	stmt_reset(q);
	return st;
}

enum status
query_foresight_facts(struct store *s, int64_t patient, int64_t day, int last,
		      struct foresight_facts *facts, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_FORESIGHT_FACTS, &q, err);

	*facts = (struct foresight_facts){0};
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int64(q, 2, day);
	sqlite3_bind_int(q, 3, last);
	if (stmt_next(s, q, &st, err)) {
		facts->booked = sqlite3_column_int64(q, 0);
		facts->missed = sqlite3_column_int64(q, 1);
		facts->visited = stmt_column_int(q, 2);
		facts->active = stmt_column_int(q, 3);
		facts->home = stmt_column_int(q, 4);
		facts->confidence = stmt_column_int(q, 5);
		facts->mood = stmt_column_int(q, 6);
		facts->peak = stmt_column_int(q, 7);
		facts->peak_before = stmt_column_int(q, 8);
		facts->off = sqlite3_column_int(q, 9) != 0;
	}
	stmt_reset(q);
	return st;
}

enum status
query_foresight_dropped(struct store *s, int64_t patient, const int64_t days[2],
			bool *dropped, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_FORESIGHT_DROPPED, &q, err);

	*dropped = false;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int64(q, 2, days[0]);
	sqlite3_bind_int64(q, 3, days[1]);
	if (stmt_next(s, q, &st, err))
		*dropped = sqlite3_column_int(q, 0) != 0;
	stmt_reset(q);
	return st;
}

enum status
query_foresight_home(struct store *s, int64_t patient, const int64_t days[2],
		     int64_t *done, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_FORESIGHT_HOME, &q, err);

	*done = DICT_NONE;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int64(q, 2, days[0]);
	sqlite3_bind_int64(q, 3, days[1]);
	if (stmt_next(s, q, &st, err))
		*done = stmt_column_int(q, 0);
	stmt_reset(q);
	return st;
}
