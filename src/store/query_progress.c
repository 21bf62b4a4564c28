/* query_progress.c - how exercises went, and how their doses changed. */
#include "store/query_progress.h"

#include "query_priv.h"
#include "store/access.h"
#include "store/record.h"

enum status
query_done(struct store *s, const struct done_which *which, struct done_line *lines,
	   int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_PERFORMED, which->patient, err);

	if (!st)
		st = stmt_get(s, SQL_DONE_OF, &q, err);
	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, which->patient);
	sqlite3_bind_int64(q, 2, which->day);
	sqlite3_bind_int64(q, 3, which->session);
	sqlite3_bind_int64(q, 4, which->exercise);
	sqlite3_bind_int(q, 5, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct done_line *l = &lines[(*n)++];

		l->session = sqlite3_column_int64(q, 0);
		l->day = stmt_column_int(q, 1);
		l->pain_before = stmt_column_int(q, 2);
		l->pain_next = stmt_column_int(q, 3);
		l->swelling = stmt_column_int(q, 4);
		l->pain = stmt_column_int(q, 5);
		l->effort = stmt_column_int(q, 6);
		l->form_ok = stmt_column_int(q, 7);
		l->losses = stmt_column_int(q, 8);
		l->support = stmt_column_int(q, 9);
		stmt_column_text(q, 10, l->sets, sizeof l->sets);
	}
	stmt_reset(q);
	return st;
}

enum status
query_dose_changes(struct store *s, int64_t episode, struct dose_line *lines, int max,
		   int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_DOSE_CHANGES, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct dose_line *l = &lines[*n];

		l->exercise = query_ref(q, 1);
		st = record_get(s, E_DOSE_CHANGE, sqlite3_column_int64(q, 0), &l->row,
				err);
		if (st)
			break;
		(*n)++;
	}
	stmt_reset(q);
	return st;
}
