/* query_results.c - what was measured of a patient: series, the last ones, one assessment. */
#include "store/query_results.h"

#include "query_priv.h"

static void
turn(struct result *rows, int n)
{
	for (int i = 0, j = n - 1; i < j; i++, j--) {
		struct result row = rows[i];

		rows[i] = rows[j];
		rows[j] = row;
	}
}

enum status
query_results(struct store *s, const struct result_series *series, struct result *rows,
	      int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_RESULTS, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, series->patient);
	stmt_bind_text(q, 2, series->measure);
	stmt_bind_text(q, 3, series->part);
	stmt_bind_text(q, 4, series->side);
	sqlite3_bind_int(q, 5, max);
	st = query_rows(s, q, E_RESULT, rows, max, n, err);
	turn(rows, *n);
	return st;
}

enum status
query_results_last(struct store *s, const struct result_last *which, struct result *rows,
		   int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_RESULTS_LAST, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, which->patient);
	sqlite3_bind_int64(q, 2, which->until == DICT_NONE ? INT64_MAX : which->until);
	sqlite3_bind_int64(q, 3, which->except);
	sqlite3_bind_int(q, 4, max);
	return query_rows(s, q, E_RESULT, rows, max, n, err);
}

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
query_results_of(struct store *s, int64_t assessment, struct result *rows, int max,
		 int *n, struct err *err)
{
	return owned(s, SQL_RESULTS_OF, E_RESULT, assessment, rows, max, n, err);
}

enum status
query_results_screening(struct store *s, int64_t screening, struct result *rows, int max,
			int *n, struct err *err)
{
	return owned(s, SQL_RESULTS_SCREENING, E_RESULT, screening, rows, max, n, err);
}

enum status
query_assessments(struct store *s, int64_t patient, struct assessment *rows, int max,
		  int *n, struct err *err)
{
	return owned(s, SQL_ASSESSMENTS, E_ASSESSMENT, patient, rows, max, n, err);
}

enum status
query_screening_last(struct store *s, int64_t patient, const char *kind, int64_t *no,
		     int64_t *day, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SCREENING_LAST, &q, err);

	*no = 0;
	*day = DICT_NONE;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	stmt_bind_text(q, 2, kind);
	if (!stmt_next(s, q, &st, err))
		return st;
	*no = sqlite3_column_int64(q, 0);
	*day = sqlite3_column_int64(q, 1);
	stmt_reset(q);
	return ST_OK;
}
