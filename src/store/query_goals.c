/* query_goals.c - goals of an episode and the pain of visits. */
#include "store/query_goals.h"

#include "query_priv.h"
#include "store/access.h"

enum status
query_goals(struct store *s, int64_t episode, struct goal *rows, int max, int *n,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_GOALS_OF, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	sqlite3_bind_int(q, 2, max);
	return query_rows(s, q, E_GOAL, rows, max, n, err);
}

enum status
query_goal_count(struct store *s, int64_t patient, int *all, int *met, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_GOAL, patient, err);

	if (!st)
		st = stmt_get(s, SQL_GOALS_COUNT, &q, err);
	*all = *met = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	if (stmt_next(s, q, &st, err)) {
		*all = sqlite3_column_int(q, 0);
		*met = sqlite3_column_int(q, 1);
		stmt_reset(q);
	}
	return st;
}

/* Newest first out of the index, oldest first for the reader. */
static void
turn(struct pain_line *lines, int n)
{
	for (int i = 0; i < n / 2; i++) {
		struct pain_line l = lines[i];

		lines[i] = lines[n - 1 - i];
		lines[n - 1 - i] = l;
	}
}

enum status
query_pain(struct store *s, int64_t patient, struct pain_line *lines, int max, int *n,
	   struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_SESSION, patient, err);

	if (!st)
		st = stmt_get(s, SQL_PAIN_OF, &q, err);
	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct pain_line *l = &lines[(*n)++];

		l->day = stmt_column_int(q, 0);
		l->before = stmt_column_int(q, 1);
		l->after = stmt_column_int(q, 2);
	}
	stmt_reset(q);
	turn(lines, *n);
	return st;
}
