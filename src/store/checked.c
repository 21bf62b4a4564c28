/* checked.c - the table of checked sticks. */
#include "store/checked.h"

#include "store_priv.h"

static enum status
put(struct store *s, const char *id, int64_t bytes, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CHECKED_PUT, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, id);
	sqlite3_bind_int64(q, 2, clock_wall(s->env->clock));
	sqlite3_bind_int64(q, 3, bytes);
	return stmt_run(s, q, err);
}

enum status
checked_put(struct store *s, const char *id, int64_t bytes, struct err *err)
{
	enum status st;

	if (!id[0])
		return status_fail(err, ST_INVALID, "a stick without a number");
	st = store_begin(s, err);
	if (st)
		return st;
	st = put(s, id, bytes, err);
	return store_end(s, st, err);
}

enum status
checked_get(struct store *s, const char *id, int64_t *at_ms, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CHECKED_GET, &q, err);

	*at_ms = 0;
	if (st)
		return st;
	stmt_bind_text(q, 1, id);
	while (stmt_next(s, q, &st, err))
		*at_ms = sqlite3_column_int64(q, 0);
	return st;
}
