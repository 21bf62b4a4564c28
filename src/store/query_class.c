/* query_class.c - group classes, their rosters, who came. */
#include "store/query_class.h"

#include "query_priv.h"
#include "store/access.h"

enum status
query_classes(struct store *s, struct group_class *rows, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLASSES, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	return query_rows(s, q, E_GROUP_CLASS, rows, max, n, err);
}

enum status
query_class_members(struct store *s, int64_t group_class, struct class_member *rows,
		    int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLASS_MEMBERS, &q, err);
	int kept = 0;

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, group_class);
	sqlite3_bind_int(q, 2, max);
	st = query_rows(s, q, E_CLASS_MEMBER, rows, max, n, err);
	for (int i = 0; i < *n; i++)
		if (access_lists(s, role_area_of(E_CLASS_MEMBER), rows[i].patient))
			rows[kept++] = rows[i];
	*n = kept;
	return st;
}

static void
read_held(sqlite3_stmt *q, struct class_line *l)
{
	l->day = sqlite3_column_int64(q, 0);
	l->patient = sqlite3_column_int64(q, 1);
	query_name(q, 2, l->name, sizeof l->name);
	stmt_column_text(q, 4, l->chart_no, sizeof l->chart_no);
	l->seconds = sqlite3_column_int64(q, 5);
	l->attending = stmt_column_int(q, 6);
	stmt_column_text(q, 7, l->manner, sizeof l->manner);
	l->note = query_ref(q, 8);
}

enum status
query_class_held(struct store *s, int64_t group_class, const int64_t days[2],
		 struct class_line *lines, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLASS_HELD, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, group_class);
	sqlite3_bind_int64(q, 2, days[0]);
	sqlite3_bind_int64(q, 3, days[1]);
	sqlite3_bind_int(q, 4, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		read_held(q, &lines[*n]);
		*n += access_lists(s, role_area_of(E_PERFORMED), lines[*n].patient);
	}
	stmt_reset(q);
	return st;
}
