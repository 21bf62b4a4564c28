/* query_year.c - the charges of a patient in a span of days. */
#include "store/query_year.h"

#include "query_priv.h"

static int64_t
count(sqlite3_stmt *q, int col)
{
	return sqlite3_column_int64(q, col); /* NULL is 0 */
}

enum status
query_year(struct store *s, int64_t patient, int64_t from, int64_t to,
	   struct year_line **lines, size_t *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_YEAR_CHARGES, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int64(q, 2, from);
	sqlite3_bind_int64(q, 3, to);
	while (stmt_next(s, q, &st, err)) {
		struct year_line *l;

		*lines = mem_grow(*lines, (*n + 1) * sizeof **lines);
		l = &(*lines)[(*n)++];
		*l = (struct year_line){.session = count(q, 0),
					.service_date = count(q, 1),
					.seconds = count(q, 2),
					.minutes = count(q, 3),
					.units = count(q, 4),
					.amount = stmt_column_int(q, 5)};
		stmt_column_text(q, 6, l->code, sizeof l->code);
		stmt_column_text(q, 7, l->modifiers, sizeof l->modifiers);
		stmt_column_text(q, 8, l->discipline, sizeof l->discipline);
	}
	stmt_reset(q);
	return st;
}
