/* record.c - the door: adding rows; reading one row. */
#include "store/record.h"

#include "store/access.h"

#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store_priv.h"

#include <assert.h>
#include <string.h>

/* ---- reading */

bool
record_cells_to_row(const struct entity *e, sqlite3_stmt *q, int first, void *row)
{
	for (size_t i = 0; i < e->n_fields; i++)
		if (!dict_put(&e->fields[i], row, stmt_cell(q, first + (int)i)))
			return false;
	return true;
}

/* Reads the row a statement (no, fields ...) stands on, and its id. */
static enum status
take_row(struct store *s, enum entity_id e, sqlite3_stmt *q, void *row, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	struct row_head *head = row;
	int64_t no = sqlite3_column_int64(q, 0);
	bool ok;

	dict_row_init(ent, row);
	ok = record_cells_to_row(ent, q, 1, row);
	stmt_reset(q);
	head->no = no;
	if (!ok)
		return status_fail(err, ST_CORRUPT,
				   "%s %lld holds a value that does not "
				   "fit; run limber doctor --rebuild",
				   ent->label, (long long)no);
	return record_id(s, no, &head->id, err);
}

static enum status
not_found(enum entity_id e, struct err *err)
{
	return status_fail(err, ST_NOT_FOUND, "%s: there is no such row here",
			   dict_entity(e)->label);
}

enum status
record_get(struct store *s, enum entity_id e, int64_t no, void *row, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, e, no, err);

	if (!st)
		st = schema_get(s, e, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (stmt_next(s, q, &st, err))
		return take_row(s, e, q, row, err);
	return st ? st : not_found(e, err);
}

enum status
record_get_id(struct store *s, enum entity_id e, const struct uid *id, void *row,
	      struct err *err)
{
	enum entity_id is;
	int64_t no = record_no(s, id, &is);

	if (!no || is != e)
		return not_found(e, err);
	return record_get(s, e, no, row, err);
}

enum status
record_find(struct store *s, enum entity_id e, int field, struct cell value, void *row,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = schema_find(s, e, field, &q, err);

	if (st)
		return st;
	stmt_bind_cell(q, 1, value);
	if (!stmt_next(s, q, &st, err))
		return st ? st : not_found(e, err);
	st = take_row(s, e, q, row, err);
	return st ? st : access_read(s, e, ((struct row_head *)row)->no, err);
}

/* ---- adding */

enum status
record_next(struct store *s, int64_t *no, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = ST_OK;

	assert(s->depth > 0);
	if (!s->next_row) {
		st = stmt_get(s, SQL_ROW_NEXT, &q, err);
		if (!st && stmt_next(s, q, &st, err)) {
			s->next_row = sqlite3_column_int64(q, 0);
			stmt_reset(q);
		}
	}
	*no = s->next_row;
	if (!st)
		s->next_row++;
	return st;
}

static enum status
check(struct store *s, const struct entity *e, const void *row, struct err *err)
{
	enum status st = dict_check_row(e, row, err);

	for (size_t i = 0; i < e->n_fields && !st; i++) {
		struct cell c = dict_get(&e->fields[i], row);

		if (e->fields[i].type == FT_REF && c.kind == CELL_INT)
			st = record_check_ref(s, &e->fields[i], c.i, err);
		if (!st)
			st = record_check_unique(s, e->id, (int)i, 0, c, err);
	}
	return st;
}

static enum status
insert_row(struct store *s, enum entity_id e, const struct row_head *head,
	   const struct op_ref *birth, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ROW_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, head->no);
	stmt_bind_id(q, 2, &head->id);
	sqlite3_bind_int64(q, 3, s->ent[e].no);
	if (birth) {
		sqlite3_bind_int64(q, 4, birth->writer);
		sqlite3_bind_int64(q, 5, birth->seq);
	}
	st = stmt_run(s, q, err);
	if (st == ST_DUPLICATE)
		return status_fail(err, st, "%s: this row is here already",
				   dict_entity(e)->label);
	return st;
}

static enum status
insert_derived(struct store *s, enum entity_id e, const struct cell *cells, int64_t no,
	       struct err *err)
{
	sqlite3_stmt *q;
	enum status st = schema_insert(s, e, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	for (size_t i = 0; i < dict_entity(e)->n_fields; i++)
		stmt_bind_cell(q, (int)i + 2, cells[i]);
	s->door = 1;
	st = stmt_run(s, q, err);
	s->door = 0;
	return st;
}

static enum status
add_birth(struct store *s, enum entity_id e, const struct row_head *head,
	  const struct cell *cells, struct err *err)
{
	struct str json = {0};
	struct op op = {.row = head->no,
			.row_id = head->id,
			.table = dict_entity(e)->name,
			.col = "",
			.kind = OP_NEW,
			.has_val = true,
			.keep_val = dict_entity(e)->kind == EK_EDIT};
	enum status st = op_row_json(s, e, cells, &json, err);

	op.val = json.p;
	op.val_n = json.n;
	if (!st)
		st = op_add(s, &op, err);
	str_release(&json);
	return st;
}

static enum status
add(struct store *s, enum entity_id e, struct row_head *head, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	struct cell cells[STORE_FIELDS_MAX] = {0};
	struct op_ref birth;
	enum status st = check(s, ent, head, err);

	if (!st)
		st = record_next(s, &head->no, err);
	if (!st)
		st = op_next(s, &birth, err);
	if (st)
		return st;
	if (uid_is_zero(&head->id)) {
		head->id = uid_random();
		uid_beside(&head->id, &s->chain.id, birth.seq);
	}
	for (size_t i = 0; i < ent->n_fields; i++)
		cells[i] = dict_get(&ent->fields[i], head);
	st = insert_row(s, e, head, &birth, err);
	if (!st)
		st = insert_derived(s, e, cells, head->no, err);
	if (!st)
		st = add_birth(s, e, head, cells, err);
	if (!st && search_wants(e))
		st = search_row_changed(s, e, head->no, head, err);
	if (!st && caseload_wants(e))
		st = caseload_row_changed(s, e, head, err);
	if (!st && person_wants(e))
		st = person_row_changed(s, e, head, err);
	return st;
}

enum status
record_add(struct store *s, enum entity_id e, void *row, struct err *err)
{
	struct row_head *head = row, before = *head;
	enum status st;

	if (dict_entity(e)->kind == EK_REFERENCE)
		return status_fail(
		    err, ST_REFUSED,
		    "%s: these rows ship with limber and are not added here",
		    dict_entity(e)->label);
	st = access_may(s, role_area_of(e), role_to_add(e, row), dict_entity(e)->label,
			err);
	if (!st)
		st = store_begin(s, err);
	if (st)
		return st;
	st = add(s, e, head, err);
	if (!st)
		st = store_commit(s, err);
	else
		store_cancel(s);
	if (st)
		*head = before;
	return st;
}
