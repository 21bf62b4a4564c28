/* record_unique.c - values no two rows of a table share, as far as is known here.
 *
 * Two sites apart can both give one value, and both rows are right to come: SQL keeps a value
 * unique for rows that ship with the program alone. Whoever writes here meets this check. */
#include "store_priv.h"

#include <assert.h>

bool
record_is_unique(const struct entity *e, const struct field *f)
{
	return (f->flags & FF_UNIQUE) && e->kind != EK_REFERENCE;
}

/* Does another row have the value? no 0: any row. */
static enum status
is_taken(struct store *s, enum entity_id e, int field, int64_t no, struct cell c,
	 bool *taken, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = schema_other(s, e, field, &q, err);

	*taken = false;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	stmt_bind_cell(q, 2, c);
	if (stmt_next(s, q, &st, err)) {
		*taken = true;
		stmt_reset(q);
	}
	return st;
}

enum status
record_check_unique(struct store *s, enum entity_id id, int field, int64_t no,
		    struct cell c, struct err *err)
{
	const struct entity *e = dict_entity(id);
	const struct field *f = &e->fields[field];
	bool taken;
	enum status st;

	if (!record_is_unique(e, f) || c.kind == CELL_NONE)
		return ST_OK;
	st = is_taken(s, id, field, no, c, &taken, err);
	if (!st && taken)
		st = status_fail(err, ST_DUPLICATE,
				 "%s: another %s has \"%.*s\" already; give another one",
				 f->label, e->label, (int)c.n, c.p);
	return st;
}

/* ---- check-up: rows of two sites that share a value */

static enum status
doubles_of(struct store *s, const struct entity *e, const struct field *f,
	   void (*each)(void *arg, const char *what), void *arg, struct err *err)
{
	struct str sql = {0}, line = {0};
	sqlite3_stmt *q = NULL;
	enum status st;

	str_addf(&sql,
		 "SELECT \"%s\", count(*) FROM \"%s\" WHERE \"%s\" IS NOT NULL"
		 " GROUP BY \"%s\" HAVING count(*) > 1 LIMIT 10",
		 f->name, e->name, f->name, f->name);
	st = stmt_make(s, &q, str_text(&sql), err);
	while (!st && stmt_next(s, q, &st, err)) {
		str_clear(&line);
		str_addf(&line, "%lld %s have the %s \"%s\"",
			 (long long)sqlite3_column_int64(q, 1), e->plural, f->name,
			 (const char *)sqlite3_column_text(q, 0));
		each(arg, str_text(&line));
	}
	sqlite3_finalize(q);
	str_release(&sql);
	str_release(&line);
	return st;
}

enum status
record_doubles(struct store *s, void (*each)(void *arg, const char *what), void *arg,
	       struct err *err)
{
	enum status st = ST_OK;

	for (enum entity_id id = 0; id < E_COUNT && !st; id++) {
		const struct entity *e = dict_entity(id);

		for (size_t i = 0; i < e->n_fields && !st; i++)
			if (record_is_unique(e, &e->fields[i]))
				st = doubles_of(s, e, &e->fields[i], each, arg, err);
	}
	return st;
}
