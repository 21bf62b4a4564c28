/* record_scan.c - every row of an entity, as fast as SQLite gives them out. */
#include "store/access.h"
#include "store/record.h"
#include "store_priv.h"

#include <string.h>

static enum status
prepare(struct store *s, enum entity_id e, const struct record_filter *filter,
	sqlite3_stmt **q, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	struct str sql = {0};
	enum status st;

	str_add(&sql, "SELECT ");
	schema_columns(ent, &sql);
	str_addf(&sql, " FROM \"%s\"", ent->name);
	if (filter && filter->field >= 0)
		str_addf(&sql, " WHERE \"%s\" = ?1", ent->fields[filter->field].name);
	str_add(&sql, " ORDER BY no");
	*q = NULL;
	st = stmt_make(s, q, str_text(&sql), err);
	str_release(&sql);
	if (!st && filter && filter->field >= 0)
		stmt_bind_cell(*q, 1, filter->value);
	return st;
}

enum status
record_scan(struct store *s, enum entity_id e, const struct record_filter *filter,
	    bool (*each)(void *arg, int64_t no, const struct uid *id,
			 const struct cell *cells),
	    void *arg, struct err *err)
{
	struct cell cells[STORE_FIELDS_MAX];
	int n = (int)dict_entity(e)->n_fields;
	sqlite3_stmt *q;
	bool more = true;
	bool owned = filter && filter->field >= 0 &&
		     dict_entity(e)->fields[filter->field].type == FT_REF;
	enum status st = access_read(s, e, owned ? filter->value.i : 0, err);

	if (!st)
		st = prepare(s, e, filter, &q, err);
	if (st)
		return st;
	record_ids_keep(s);
	while (!st && more && stmt_next(s, q, &st, err)) {
		int64_t no = sqlite3_column_int64(q, 0);
		struct uid id;

		st = record_id(s, no, &id, err);
		for (int i = 0; i < n; i++)
			cells[i] = stmt_cell(q, i + 1);
		more = st || each(arg, no, &id, cells);
	}
	sqlite3_finalize(q);
	record_ids_drop(s);
	return st;
}

int64_t
record_count(struct store *s, enum entity_id e)
{
	char sql[100];
	sqlite3_stmt *q = NULL;
	enum status st;
	int64_t n = 0;

	str_format(sql, sizeof sql, "SELECT count(*) FROM \"%s\"", dict_entity(e)->name);
	if (!stmt_make(s, &q, sql, NULL) && stmt_next(s, q, &st, NULL))
		n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}
