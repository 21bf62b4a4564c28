/* query_screening.c - screenings, their answers, precautions, limits of the clinic. */
#include "store/query_screening.h"

#include "query_priv.h"

/* Rows of an owner, or of nobody (0: the statement has the limit alone). */
struct wanted {
	enum sql_id sql;
	enum entity_id entity;
	int64_t owner;
};

static enum status
rows_of(struct store *s, const struct wanted *w, void *rows, int max, int *n,
	struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, w->sql, &q, err);

	*n = 0;
	if (st)
		return st;
	if (w->owner)
		sqlite3_bind_int64(q, 1, w->owner);
	sqlite3_bind_int(q, w->owner ? 2 : 1, max);
	return query_rows(s, q, w->entity, rows, max, n, err);
}

enum status
query_screenings(struct store *s, int64_t patient, struct screening *rows, int max,
		 int *n, struct err *err)
{
	struct wanted w = {SQL_SCREENINGS_OF, E_SCREENING, patient};

	return rows_of(s, &w, rows, max, n, err);
}

enum status
query_screening_answers(struct store *s, int64_t screening, struct screening_answer *rows,
			int max, int *n, struct err *err)
{
	struct wanted w = {SQL_SCREENING_ANSWERS, E_SCREENING_ANSWER, screening};

	return rows_of(s, &w, rows, max, n, err);
}

enum status
query_precautions(struct store *s, int64_t patient, struct precaution *rows, int max,
		  int *n, struct err *err)
{
	struct wanted w = {SQL_PRECAUTIONS_OF, E_PRECAUTION, patient};

	return rows_of(s, &w, rows, max, n, err);
}

enum status
query_clinic_limits(struct store *s, struct clinic_limit *rows, int max, int *n,
		    struct err *err)
{
	struct wanted w = {SQL_CLINIC_LIMITS, E_CLINIC_LIMIT, 0};

	return rows_of(s, &w, rows, max, n, err);
}
