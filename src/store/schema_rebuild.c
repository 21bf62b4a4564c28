/* schema_rebuild.c - makes tables anew: for a changed dictionary, or from the operations. */
#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store/record.h"
#include "store_priv.h"

#include <stdlib.h>
#include <string.h>

/* Columns a table has now. */
struct columns {
	char name[STORE_FIELDS_MAX * 2][64];
	size_t n;
};

static bool
has(const struct columns *c, const char *name)
{
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->name[i], name))
			return true;
	return false;
}

static enum status
read_columns(struct store *s, const char *table, struct columns *c, struct err *err)
{
	sqlite3_stmt *q = NULL;
	enum status st = stmt_make(
	    s, &q, "SELECT name FROM pragma_table_info(?1) WHERE name <> 'no'", err);

	c->n = 0;
	if (!st)
		stmt_bind_text(q, 1, table);
	while (!st && c->n < STORE_FIELDS_MAX * 2 && stmt_next(s, q, &st, err))
		stmt_column_text(q, 0, c->name[c->n++], sizeof c->name[0]);
	sqlite3_finalize(q);
	return st;
}

/* A signed value that the dictionary knows no more must not vanish. */
static enum status
check_dropped(struct store *s, const struct entity *e, const struct columns *c,
	      struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < c->n && !st && e->kind == EK_FACT; i++) {
		char sql[200];
		sqlite3_stmt *q = NULL;

		if (dict_field_named(e, c->name[i]) >= 0)
			continue;
		str_format(sql, sizeof sql,
			   "SELECT 1 FROM \"%s\" WHERE \"%s\" IS NOT NULL LIMIT 1",
			   e->name, c->name[i]);
		st = stmt_make(s, &q, sql, err);
		if (!st && stmt_next(s, q, &st, err))
			st = status_fail(
			    err, ST_REFUSED,
			    "%s: signed rows hold \"%s\", which this limber "
			    "does not know; install the version that wrote them",
			    e->label, c->name[i]);
		sqlite3_finalize(q);
	}
	return st;
}

static enum status
copy_rows(struct store *s, const struct entity *e, const struct columns *old,
	  struct err *err)
{
	struct str sql = {0}, list = {0};
	enum status st;

	str_add(&list, "no");
	for (size_t i = 0; i < e->n_fields; i++)
		if (has(old, e->fields[i].name))
			str_addf(&list, ",\"%s\"", e->fields[i].name);
	str_addf(&sql, "INSERT INTO \"%s_new\"(%s) SELECT %s FROM \"%s\" ORDER BY no",
		 e->name, str_text(&list), str_text(&list), e->name);
	st = stmt_script(s, str_text(&sql), err);
	str_release(&sql);
	str_release(&list);
	return st;
}

/* Local fields live in the old table alone: taken over before the operations are read. */
static enum status
take_local(struct store *s, const struct entity *e, const struct columns *old, int64_t no,
	   void *row, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < e->n_fields && !st; i++) {
		const struct field *f = &e->fields[i];
		char sql[200];
		sqlite3_stmt *q = NULL;

		if (!(f->flags & FF_LOCAL) || !has(old, f->name))
			continue;
		str_format(sql, sizeof sql, "SELECT \"%s\" FROM \"%s\" WHERE no = ?1",
			   f->name, e->name);
		st = stmt_make(s, &q, sql, err);
		if (!st) {
			sqlite3_bind_int64(q, 1, no);
			if (stmt_next(s, q, &st, err))
				dict_put(f, row, stmt_cell(q, 0));
		}
		sqlite3_finalize(q);
	}
	return st;
}

/* Cells that were written more than once may hold several values: a newer program's column has had
 * nobody to say so. */
static enum status
find_conflicts(struct store *s, const struct entity *e, int64_t no, struct err *err)
{
	int64_t cols[STORE_FIELDS_MAX];
	size_t n = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_OP_OFTEN, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	while (stmt_next(s, q, &st, err))
		if (n < STORE_FIELDS_MAX)
			cols[n++] = sqlite3_column_int64(q, 0);
	for (size_t i = 0; i < n && !st; i++) {
		struct op_ref heads[STORE_HEADS_MAX];
		size_t n_heads = 0;
		int field, turned;

		st = heads_column(s, e, cols[i], &field, err);
		if (!st && field >= 0)
			st = heads_refs(s, no, cols[i], heads, &n_heads, err);
		if (!st && n_heads)
			st = heads_conflict(s, e->id, no, field, n_heads, heads, &turned,
					    err);
	}
	return st;
}

static enum status
project_row(struct store *s, const struct entity *e, const struct columns *old,
	    sqlite3_stmt *insert, int64_t no, void *row, struct err *err)
{
	enum status st;

	dict_row_init(e, row);
	st = take_local(s, e, old, no, row, err);
	if (!st)
		st = heads_project(s, e->id, no, row, err);
	if (!st && e->kind == EK_EDIT)
		st = find_conflicts(s, e, no, err);
	if (st)
		return st;
	sqlite3_bind_int64(insert, 1, no);
	for (size_t i = 0; i < e->n_fields; i++)
		stmt_bind_cell(insert, (int)i + 2, dict_get(&e->fields[i], row));
	return stmt_run(s, insert, err);
}

/* Rows people edit come from their operations. Facts hold their own values, but for those whose
 * operation was kept: a newer program wrote them, with fields that may have a place by now. */
static enum status
project_rows(struct store *s, const struct entity *e, const struct columns *old,
	     struct err *err)
{
	enum sql_id walk = e->kind == EK_FACT ? SQL_ROW_WALK_KEPT : SQL_ROW_WALK;
	struct str sql = {0};
	sqlite3_stmt *insert = NULL, *q;
	void *row = mem_alloc(e->size);
	enum status st;

	str_addf(&sql, "INSERT OR REPLACE INTO \"%s_new\"(", e->name);
	schema_columns(e, &sql);
	str_add(&sql, ") VALUES(?1");
	for (size_t i = 0; i < e->n_fields; i++)
		str_addf(&sql, ",?%zu", i + 2);
	str_add_c(&sql, ')');
	st = stmt_make(s, &insert, str_text(&sql), err);
	str_release(&sql);
	if (!st)
		st = stmt_get(s, walk, &q, err);
	if (!st)
		sqlite3_bind_int64(q, 1, s->ent[e->id].no);
	while (!st && stmt_next(s, q, &st, err)) {
		st = project_row(s, e, old, insert, sqlite3_column_int64(q, 0), row, err);
		if (st)
			stmt_reset(q);
	}
	sqlite3_finalize(insert);
	free(row);
	return st;
}

static enum status
swap(struct store *s, const struct entity *e, bool exists, struct err *err)
{
	struct str sql = {0};
	enum status st;

	if (exists)
		str_addf(&sql, "DROP TABLE \"%s\";\n", e->name);
	str_addf(&sql, "ALTER TABLE \"%s_new\" RENAME TO \"%s\";\n", e->name, e->name);
	schema_keys(e, &sql);
	schema_indexes(e, &sql);
	schema_guards(e, &sql);
	st = stmt_script(s, str_text(&sql), err);
	str_release(&sql);
	return st;
}

static enum status
note_shape(struct store *s, const struct entity *e, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ENTITY_ADD, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, e->name);
	sqlite3_bind_int64(q, 2, schema_shape(e));
	if (stmt_next(s, q, &st, err)) {
		s->ent[e->id].no = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

/* Has the table a row now? */
static enum status
holds_rows(struct store *s, const struct entity *e, bool *yes, struct err *err)
{
	char sql[120];
	sqlite3_stmt *q = NULL;
	enum status st;

	str_format(sql, sizeof sql, "SELECT 1 FROM \"%s\" LIMIT 1", e->name);
	st = stmt_make(s, &q, sql, err);
	*yes = !st && stmt_next(s, q, &st, err);
	sqlite3_finalize(q);
	return st;
}

/* *filled: the table has rows, so that lists made from them may differ. */
static enum status
rebuild_entity(struct store *s, const struct entity *e, bool *filled, struct err *err)
{
	struct columns *old = mem_alloc(sizeof *old);
	struct str sql = {0};
	char name[80];
	enum status st = read_columns(s, e->name, old, err);

	if (!st)
		st = check_dropped(s, e, old, err);
	if (!st)
		st = note_shape(s, e, err);
	str_format(name, sizeof name, "%s_new", e->name);
	schema_table(e, name, &sql);
	if (!st)
		st = stmt_script(s, str_text(&sql), err);
	if (!st && e->kind != EK_EDIT && old->n > 0)
		st = copy_rows(s, e, old, err);
	if (!st && e->kind != EK_REFERENCE)
		st = project_rows(s, e, old, err);
	if (!st)
		st = swap(s, e, old->n > 0, err);
	if (!st)
		st = holds_rows(s, e, filled, err);
	if (st)
		status_prefix(err, "%s", e->label);
	str_release(&sql);
	free(old);
	return st;
}

/* ---- what is made from the tables: the lists, and references of one to another */

/* Tables made anew that have rows. */
struct anew {
	bool table[E_COUNT];
	bool all; /* whatever was made anew: lists too are made from the ground */
};

static bool
any(const struct anew *a, bool (*wants)(enum entity_id e))
{
	for (enum entity_id e = 0; e < E_COUNT; e++)
		if (a->table[e] && wants(e))
			return true;
	return a->all;
}

static enum status
refill_search(struct store *s, const struct anew *a, struct err *err)
{
	enum status st = search_make(s, err);

	if (!st && a->all)
		st = search_empty(s, err);
	for (enum entity_id e = 0; e < E_COUNT && !st; e++)
		if (search_wants(e) && (a->all || a->table[e]))
			st = search_fill(s, e, 0, err);
	return st;
}

/* A list is filled again when a table that it is made from was: on a head office of millions of rows
 * that takes minutes, and most upgrades bring a table that is empty still. */
static enum status
refill_lists(struct store *s, const struct anew *a, struct err *err)
{
	enum status st = refill_search(s, a, err);

	if (!st)
		st = any(a, caseload_wants) ? caseload_refill(s, err)
					    : caseload_make(s, err);
	if (!st)
		st = any(a, person_wants) ? person_refill(s, err) : person_make(s, err);
	return st;
}

/* Does a row of e name one of a table made anew, or is e one? */
static bool
must_check(const struct entity *e, const struct anew *a)
{
	bool yes = a->all || a->table[e->id];

	for (size_t i = 0; i < e->n_fields && !yes; i++)
		yes = e->fields[i].type == FT_REF && a->table[e->fields[i].ref];
	return yes;
}

static enum status
check_references(struct store *s, const struct anew *a, struct err *err)
{
	enum status st = ST_OK;

	for (enum entity_id i = 0; i < E_COUNT && !st; i++) {
		const struct entity *e = dict_entity(i);
		sqlite3_stmt *q = NULL;

		if (!must_check(e, a))
			continue;
		st = stmt_make(s, &q, "SELECT 1 FROM pragma_foreign_key_check(?1)", err);
		if (!st)
			stmt_bind_text(q, 1, e->name);
		if (!st && stmt_next(s, q, &st, err))
			st = status_fail(err, ST_CORRUPT,
					 "%s: a row names another that is not here",
					 e->name);
		sqlite3_finalize(q);
	}
	return st;
}

static enum status
has_shape(struct store *s, const struct entity *e, bool *yes, struct err *err)
{
	sqlite3_stmt *q = NULL;
	enum status st =
	    stmt_make(s, &q, "SELECT shape FROM entity WHERE name = ?1", err);

	*yes = false;
	if (!st) {
		stmt_bind_text(q, 1, e->name);
		if (stmt_next(s, q, &st, err))
			*yes = sqlite3_column_int64(q, 0) == schema_shape(e);
	}
	sqlite3_finalize(q);
	return st;
}

enum status
schema_rebuild(struct store *s, bool tables, bool lists, struct err *err)
{
	struct anew anew = {.all = tables || lists};
	enum status st = ST_OK;

	for (enum entity_id i = 0; i < E_COUNT && !st; i++) {
		const struct entity *e = dict_entity(i);
		bool fits;

		st = has_shape(s, e, &fits, err);
		if (!st && (tables || !fits))
			st = rebuild_entity(s, e, &anew.table[i], err);
	}
	if (!st)
		st = refill_lists(s, &anew, err);
	return st ? st : check_references(s, &anew, err);
}
