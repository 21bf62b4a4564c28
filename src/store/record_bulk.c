/* record_bulk.c - the door for many rows at once: same operations, less talk per row. */
#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store/access.h"
#include "store/record.h"
#include "store_priv.h"

#include <assert.h>
#include <stdlib.h>

enum { IDS_AT_ONCE = 64 };

struct record_bulk {
	struct store *s;
	enum entity_id e;
	const struct entity *ent;
	int64_t before; /* last row number before the first row */
	bool indexes;	/* dropped: they are made at the close */
	struct str json;
	struct uid ids[IDS_AT_ONCE]; /* drawn ahead */
	int ids_left;
};

/* While many rows come in: a large page cache, no guard triggers (each makes SQLite journal
 * every statement by itself), no CHECKs (the caller has checked the cells by dict_check) and no
 * foreign keys (check_refs looks at each reference). NOT NULL is still enforced. */
enum status
record_hurry(struct store *s, bool on, struct err *err)
{
	if (on ? s->hurries++ > 0 : --s->hurries > 0)
		return ST_OK; /* for another entity still */
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, !on, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, !on, NULL);
	return stmt_script(s,
			   on ? "PRAGMA cache_size = -32000;"
				"PRAGMA ignore_check_constraints = 1"
			      : "PRAGMA cache_size = -2000;"
				"PRAGMA ignore_check_constraints = 0",
			   err);
}

/* Into an empty table rows go fastest without indexes. */
static enum status
drop_indexes(struct record_bulk *b, struct err *err)
{
	struct str sql = {0};
	enum status st;

	schema_drop_indexes(b->ent, &sql);
	st = stmt_script(b->s, str_text(&sql), err);
	b->indexes = !st;
	str_release(&sql);
	return st;
}

/* Sorting goes to a file (numbers and dates, no names), so that memory stays flat. */
static enum status
make_indexes(struct record_bulk *b, struct err *err)
{
	struct str sql = {0};
	enum status st;

	str_add(&sql, "PRAGMA temp_store = FILE; PRAGMA cache_size = -8000;\n");
	schema_indexes(b->ent, &sql);
	str_add(&sql, "PRAGMA temp_store = MEMORY;");
	if (b->s->hurries > 1)
		str_add(&sql, "PRAGMA cache_size = -32000;");
	st = stmt_script(b->s, str_text(&sql), err);
	str_release(&sql);
	return st;
}

static enum status
is_empty(struct record_bulk *b, bool *empty, struct err *err)
{
	char sql[100];
	sqlite3_stmt *q = NULL;
	enum status st;

	str_format(sql, sizeof sql, "SELECT 1 FROM \"%s\" LIMIT 1", b->ent->name);
	st = stmt_make(b->s, &q, sql, err);
	*empty = !st && !stmt_next(b->s, q, &st, err);
	sqlite3_finalize(q);
	return st;
}

enum status
record_bulk_open(struct store *s, enum entity_id e, struct record_bulk **out,
		 struct err *err)
{
	struct record_bulk *b;
	bool empty = false;
	enum status st;

	*out = NULL;
	assert(s->depth > 0);
	if (dict_entity(e)->kind == EK_REFERENCE)
		return status_fail(
		    err, ST_REFUSED,
		    "%s: these rows ship with limber and are not added here",
		    dict_entity(e)->label);
	st = access_may(s, role_area_of(e), role_to_add(e, NULL), dict_entity(e)->label,
			err);
	if (st)
		return st;
	b = mem_alloc(sizeof *b);
	b->s = s;
	b->e = e;
	b->ent = dict_entity(e);
	st = record_next(s, &b->before, err);
	s->next_row = b->before--;
	if (!s->hurries)
		s->load_before = b->before;
	if (!st)
		st = record_hurry(s, true, err);
	record_ids_keep(s);
	if (!st)
		st = is_empty(b, &empty, err);
	if (!st && empty)
		st = drop_indexes(b, err);
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
check_unique(struct record_bulk *b, const struct cell *cells, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < b->ent->n_fields && !st; i++)
		st = record_check_unique(b->s, b->e, (int)i, 0, cells[i], err);
	return st;
}

static enum status
add_cells(struct record_bulk *b, int64_t no, const struct cell *cells, struct err *err)
{
	struct store *s = b->s;
	sqlite3_stmt *q;
	enum status st = check_unique(b, cells, err);

	if (!st)
		st = schema_insert(s, b->e, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	for (size_t i = 0; i < b->ent->n_fields; i++)
		stmt_bind_cell(q, (int)i + 2, cells[i]);
	s->door = 1;
	st = stmt_run(s, q, err);
	s->door = 0;
	return st;
}

static struct uid
draw(struct record_bulk *b, int64_t seq)
{
	struct uid *id;

	if (b->ids_left == 0) {
		uid_random_many(b->ids, IDS_AT_ONCE);
		b->ids_left = IDS_AT_ONCE;
	}
	id = &b->ids[--b->ids_left];
	uid_beside(id, &b->s->chain.id, seq);
	return *id;
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
	op.row_id = uid_is_zero(id) ? draw(b, birth.seq) : *id;
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
	(void)!record_hurry(b->s, false, NULL);
	record_ids_drop(b->s);
	str_release(&b->json);
	free(b);
}

enum status
record_bulk_close(struct record_bulk *b, struct err *err)
{
	enum status st = b->indexes ? make_indexes(b, err) : ST_OK;
	struct store *s;
	bool last;

	if (!st && search_wants(b->e))
		st = search_fill(b->s, b->e, b->before, err);
	if (!st && person_wants(b->e))
		st = person_refill(b->s, err);
	/* Lines need the indexes of several tables: made when the last load ends. */
	last = b->s->hurries == 1;
	s = b->s;
	record_bulk_cancel(b);
	if (!st && last)
		st = caseload_fill(s, s->load_before, err);
	return st;
}
