/* record_bulk.c - the door for many rows at once: same operations, less talk per row. */
#include "search.h"
#include "store/record.h"
#include "store_priv.h"

#include <assert.h>
#include <stdlib.h>

struct record_bulk {
	struct store *s;
	enum entity_id e;
	const struct entity *ent;
	int64_t before; /* last row number before the first row */
	struct str json;
};

/* While many rows come in: a large page cache, no guard triggers (each makes SQLite journal
 * every statement by itself) and no CHECKs (the caller has checked the cells by dict_check).
 * NOT NULL, UNIQUE and references are still enforced. */
static enum status
hurry(struct store *s, bool on, struct err *err)
{
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, !on, NULL);
	return stmt_script(s,
			   on ? "PRAGMA cache_size = -65536;"
				"PRAGMA ignore_check_constraints = 1"
			      : "PRAGMA cache_size = -2000;"
				"PRAGMA ignore_check_constraints = 0",
			   err);
}

enum status
record_bulk_open(struct store *s, enum entity_id e, struct record_bulk **out,
		 struct err *err)
{
	struct record_bulk *b;
	enum status st;

	*out = NULL;
	assert(s->depth > 0);
	if (dict_entity(e)->kind == EK_REFERENCE)
		return status_fail(
		    err, ST_REFUSED,
		    "%s: these rows ship with limber and are not added here",
		    dict_entity(e)->label);
	b = mem_alloc(sizeof *b);
	b->s = s;
	b->e = e;
	b->ent = dict_entity(e);
	st = record_next(s, &b->before, err);
	s->next_row = b->before--;
	if (!st)
		st = hurry(s, true, err);
	record_ids_keep(s);
	if (st) {
		record_bulk_cancel(b);
		return st;
	}
	*out = b;
	return ST_OK;
}

static enum status
add_row(struct record_bulk *b, const struct uid *id, int64_t no,
	const struct op_ref *birth, struct err *err)
{
	struct store *s = b->s;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ROW_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	stmt_bind_id(q, 2, id);
	sqlite3_bind_int64(q, 3, s->ent[b->e].no);
	sqlite3_bind_int64(q, 4, birth->writer);
	sqlite3_bind_int64(q, 5, birth->seq);
	st = stmt_run(s, q, err);
	return st == ST_DUPLICATE
		   ? status_fail(err, st, "%s: this row is here already", b->ent->label)
		   : st;
}

static enum status
add_cells(struct record_bulk *b, int64_t no, const struct cell *cells, struct err *err)
{
	struct store *s = b->s;
	sqlite3_stmt *q;
	enum status st = schema_insert(s, b->e, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	for (size_t i = 0; i < b->ent->n_fields; i++)
		stmt_bind_cell(q, (int)i + 2, cells[i]);
	s->door = 1;
	st = stmt_run(s, q, err);
	s->door = 0;
	return st == ST_DUPLICATE
		   ? status_fail(err, st,
				 "%s: another row has a value that must be its "
				 "own (%s)",
				 b->ent->label, sqlite3_errmsg(s->db))
		   : st;
}

static enum status
check_refs(struct record_bulk *b, const struct cell *cells, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < b->ent->n_fields && !st; i++)
		if (b->ent->fields[i].type == FT_REF && cells[i].kind == CELL_INT)
			st = record_check_ref(b->s, &b->ent->fields[i], cells[i].i, err);
	return st;
}

enum status
record_bulk_add(struct record_bulk *b, const struct uid *id, const struct cell *cells,
		int64_t *no, struct err *err)
{
	struct store *s = b->s;
	struct op_ref birth;
	struct op op = {.table = b->ent->name,
			.col = "",
			.kind = OP_NEW,
			.has_val = true,
			.keep_val = b->ent->kind == EK_EDIT};
	enum status st = check_refs(b, cells, err);

	if (!st)
		st = record_next(s, no, err);
	if (!st)
		st = op_next(s, &birth, err);
	if (st)
		return st;
	op.row = *no;
	op.row_id = uid_is_zero(id) ? uid_random() : *id;
	st = add_row(b, &op.row_id, *no, &birth, err);
	if (!st)
		st = add_cells(b, *no, cells, err);
	str_clear(&b->json);
	if (!st)
		st = op_row_json(s, b->e, cells, &b->json, err);
	op.val = b->json.p;
	op.val_n = b->json.n;
	return st ? st : op_add(s, &op, err);
}

void
record_bulk_cancel(struct record_bulk *b)
{
	if (!b)
		return;
	(void)!hurry(b->s, false, NULL);
	record_ids_drop(b->s);
	str_release(&b->json);
	free(b);
}

enum status
record_bulk_close(struct record_bulk *b, struct err *err)
{
	enum status st = ST_OK;

	if (search_wants(b->e))
		st = search_fill(b->s, b->e, b->before, err);
	record_bulk_cancel(b);
	return st;
}
