/* reference.c - rows that ship with the program: no operations, the same ids everywhere. */
#include "store/reference.h"

#include "search.h"
#include "store/record.h"
#include "store_priv.h"

#include "base/date.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct load {
	struct store *s;
	const struct entity *e;
	int key, valid_to;
	sqlite3_stmt *update, *number, *close;
	bool *kept; /* by row of the table, see numbers */
	int64_t *numbers;
	size_t n_old;
	void *row; /* scratch, for search */
};

static enum status
prepare(struct load *l, struct err *err)
{
	struct str sql = {0};
	enum status st;

	str_addf(&sql, "UPDATE \"%s\" SET ", l->e->name);
	for (size_t i = 0; i < l->e->n_fields; i++)
		str_addf(&sql, "%s\"%s\" = ?%zu", i ? ", " : "", l->e->fields[i].name,
			 i + 2);
	str_add(&sql, " WHERE no = ?1");
	st = stmt_make(l->s, &l->update, str_text(&sql), err);
	str_clear(&sql);
	str_addf(&sql, "SELECT no FROM \"%s\" WHERE \"%s\" = ?1", l->e->name, l->e->key);
	if (!st)
		st = stmt_make(l->s, &l->number, str_text(&sql), err);
	str_clear(&sql);
	str_addf(&sql,
		 "UPDATE \"%s\" SET valid_to = ?2 WHERE no = ?1 AND (valid_to IS NULL OR "
		 "valid_to > ?2)",
		 l->e->name);
	if (!st)
		st = stmt_make(l->s, &l->close, str_text(&sql), err);
	str_release(&sql);
	return st;
}

static void
release(struct load *l)
{
	sqlite3_finalize(l->update);
	sqlite3_finalize(l->number);
	sqlite3_finalize(l->close);
	free(l->kept);
	free(l->numbers);
	free(l->row);
}

static enum status
read_old(struct load *l, struct err *err)
{
	char sql[120];
	sqlite3_stmt *q = NULL;
	size_t room = 0;
	enum status st;

	str_format(sql, sizeof sql, "SELECT no FROM \"%s\" ORDER BY no", l->e->name);
	st = stmt_make(l->s, &q, sql, err);
	while (!st && stmt_next(l->s, q, &st, err)) {
		if (l->n_old == room) {
			room = room ? 2 * room : 256;
			l->numbers = mem_grow(l->numbers, room * sizeof *l->numbers);
		}
		l->numbers[l->n_old++] = sqlite3_column_int64(q, 0);
	}
	sqlite3_finalize(q);
	l->kept = mem_alloc(l->n_old + 1);
	return st;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static enum status
add(struct load *l, const struct cell *cells, int64_t *no, struct err *err)
{
	struct store *s = l->s;
	struct uid id;
	char key[80] = "";
	sqlite3_stmt *q;
	enum status st = record_next(s, no, err);

	memcpy(key, cells[l->key].p,
	       cells[l->key].n < sizeof key ? cells[l->key].n : sizeof key - 1);
	id = uid_of_text(l->e->name, key);
	if (!st)
		st = stmt_get(s, SQL_ROW_ADD, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, *no);
	stmt_bind_id(q, 2, &id);
	sqlite3_bind_int64(q, 3, s->ent[l->e->id].no);
	st = stmt_run(s, q, err);
	if (!st)
		st = schema_insert(s, l->e->id, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, *no);
	for (size_t i = 0; i < l->e->n_fields; i++)
		stmt_bind_cell(q, (int)i + 2, cells[i]);
	return stmt_run(s, q, err);
}

static enum status
change(struct load *l, int64_t no, const struct cell *cells, struct err *err)
{
	int64_t *at = bsearch(&no, l->numbers, l->n_old, sizeof no, by_number);
	enum status st;

	if (at)
		l->kept[at - l->numbers] = true;
	sqlite3_reset(l->update);
	sqlite3_bind_int64(l->update, 1, no);
	for (size_t i = 0; i < l->e->n_fields; i++)
		stmt_bind_cell(l->update, (int)i + 2, cells[i]);
	st = stmt_run(l->s, l->update, err);
	if (st || !search_wants(l->e->id))
		return st;
	st = record_get(l->s, l->e->id, no, l->row, err);
	return st ? st : search_row_changed(l->s, l->e->id, no, l->row, err);
}

static enum status
put(struct load *l, const struct cell *cells, struct err *err)
{
	int64_t no = 0;
	enum status st = ST_OK;

	for (size_t i = 0; i < l->e->n_fields && !st; i++)
		st = dict_check(&l->e->fields[i], cells[i], err);
	if (st)
		return st;
	stmt_bind_cell(l->number, 1, cells[l->key]);
	if (stmt_next(l->s, l->number, &st, err)) {
		no = sqlite3_column_int64(l->number, 0);
		stmt_reset(l->number);
	}
	if (st)
		return st;
	return no ? change(l, no, cells, err) : add(l, cells, &no, err);
}

/* What is shipped no more still explains old records; it only ends. */
static enum status
end_others(struct load *l, int64_t today, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < l->n_old && !st; i++) {
		if (l->kept[i] || l->valid_to < 0)
			continue;
		sqlite3_bind_int64(l->close, 1, l->numbers[i]);
		sqlite3_bind_int64(l->close, 2, today);
		st = stmt_run(l->s, l->close, err);
	}
	return st;
}

static enum status
replace(struct load *l, const struct cell *cells, size_t n, int64_t today,
	struct err *err)
{
	int64_t before = 0;
	enum status st = prepare(l, err);

	l->row = mem_alloc(l->e->size);
	if (!st)
		st = read_old(l, err);
	if (!st)
		st = record_next(l->s, &before, err);
	l->s->next_row = before; /* looked at, not taken */
	l->s->door = 1;
	for (size_t i = 0; i < n && !st; i++) {
		st = put(l, cells + i * l->e->n_fields, err);
		if (st)
			status_prefix(err, "%s row %zu", l->e->name, i + 1);
	}
	if (!st)
		st = end_others(l, today, err);
	l->s->door = 0;
	if (!st && search_wants(l->e->id))
		st = search_fill(l->s, l->e->id, before - 1, err);
	return st;
}

enum status
reference_replace(struct store *s, enum entity_id e, const struct cell *cells, size_t n,
		  int64_t today, struct err *err)
{
	struct load l = {.s = s, .e = dict_entity(e)};
	enum status st;

	assert(l.e->kind == EK_REFERENCE && l.e->key);
	l.key = dict_field_named(l.e, l.e->key);
	l.valid_to = dict_field_named(l.e, "valid_to");
	st = store_begin(s, err);
	if (st)
		return st;
	st = replace(&l, cells, n, today, err);
	release(&l);
	if (!st)
		return store_commit(s, err);
	store_cancel(s);
	return st;
}

enum status
reference_stamp(struct store *s, struct str *stamp, struct err *err)
{
	return store_setting_get(s, "reference", stamp, err);
}

enum status
reference_stamp_set(struct store *s, const char *stamp, struct err *err)
{
	return store_setting_set(s, "reference", stamp, err);
}
