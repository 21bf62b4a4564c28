/* record_ids.c - numbers and ids of rows, with a bounded memory while many are needed. */
#include "store/record.h"
#include "store_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int
record_entity(const struct store *s, int64_t entity_no)
{
	for (int i = 0; i < E_COUNT; i++)
		if (s->ent[i].no == entity_no)
			return i;
	return -1;
}

int64_t
record_no(struct store *s, const struct uid *id, enum entity_id *e)
{
	sqlite3_stmt *q;
	enum status st;
	int64_t no = 0;
	int entity = -1;

	if (stmt_get(s, SQL_ROW_BY_ID, &q, NULL))
		return 0;
	stmt_bind_id(q, 1, id);
	if (stmt_next(s, q, &st, NULL)) {
		no = sqlite3_column_int64(q, 0);
		entity = record_entity(s, sqlite3_column_int64(q, 1));
		stmt_reset(q);
	}
	if (entity < 0)
		return 0;
	if (e)
		*e = (enum entity_id)entity;
	return no;
}

/* ---- ids of many rows */

void
record_ids_keep(struct store *s)
{
	if (s->ids_users++ == 0)
		s->ids = mem_alloc(IDS_BLOCKS * sizeof *s->ids);
}

void
record_ids_drop(struct store *s)
{
	assert(s->ids_users > 0);
	if (--s->ids_users > 0)
		return;
	for (int i = 0; i < IDS_BLOCKS; i++)
		free(s->ids[i]);
	free(s->ids);
	s->ids = NULL;
}

void
record_forget(struct store *s)
{
	s->user_no = 0;
	for (int e = 0; e < E_COUNT; e++)
		memset(s->ent[e].col_no, 0, sizeof s->ent[e].col_no);
	for (int i = 0; s->ids && i < IDS_BLOCKS; i++) {
		free(s->ids[i]);
		s->ids[i] = NULL;
	}
}

static void
empty_block(struct ids_block *b, int64_t first)
{
	b->first = first;
	for (int i = 0; i < IDS_BLOCK; i++)
		b->entity[i] = -1;
}

static struct ids_block *
block_at(struct store *s, int64_t no)
{
	struct ids_block **slot = &s->ids[no / IDS_BLOCK % IDS_BLOCKS];

	if (!*slot) {
		*slot = mem_alloc(sizeof **slot);
		empty_block(*slot, -1);
	}
	return *slot;
}

void
record_ids_note(struct store *s, int64_t no, const struct uid *id, enum entity_id e)
{
	struct ids_block *b = block_at(s, no);
	int64_t first = no - no % IDS_BLOCK;

	if (b->first != first)
		empty_block(b, first);
	b->id[no - first] = *id;
	b->entity[no - first] = (int16_t)e;
}

static enum status
load_block(struct store *s, struct ids_block *b, int64_t first, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ROW_RANGE, &q, err);

	empty_block(b, first);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, first);
	sqlite3_bind_int64(q, 2, first + IDS_BLOCK - 1);
	while (stmt_next(s, q, &st, err)) {
		int64_t at = sqlite3_column_int64(q, 0) - first;

		if (stmt_column_id(q, 1, &b->id[at]))
			b->entity[at] =
			    (int16_t)record_entity(s, sqlite3_column_int64(q, 2));
	}
	return st;
}

static enum status
lookup_kept(struct store *s, int64_t no, struct uid *id, int *e, struct err *err)
{
	struct ids_block *b = block_at(s, no);
	int64_t first = no - no % IDS_BLOCK;
	enum status st = ST_OK;

	/* A row not there yet when the block was read may have come since. */
	if (b->first != first || b->entity[no - first] < 0)
		st = load_block(s, b, first, err);
	*id = b->id[no - first];
	*e = b->entity[no - first];
	return st;
}

enum status
record_lookup(struct store *s, int64_t no, struct uid *id, int *e, struct err *err)
{
	sqlite3_stmt *q;
	enum status st;

	*e = -1;
	if (no <= 0)
		return ST_OK;
	if (s->ids)
		return lookup_kept(s, no, id, e, err);
	st = stmt_get(s, SQL_ROW_BY_NO, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (stmt_next(s, q, &st, err)) {
		stmt_column_id(q, 0, id);
		*e = record_entity(s, sqlite3_column_int64(q, 1));
		stmt_reset(q);
	}
	return st;
}

enum status
record_id(struct store *s, int64_t no, struct uid *id, struct err *err)
{
	int e;
	enum status st = record_lookup(s, no, id, &e, err);

	if (!st && e < 0)
		return status_fail(err, ST_NOT_FOUND, "row %lld is not here",
				   (long long)no);
	return st;
}

enum status
record_check_ref(struct store *s, const struct field *f, int64_t no, struct err *err)
{
	struct uid id;
	int e;
	enum status st = record_lookup(s, no, &id, &e, err);

	if (!st && e != f->ref)
		return status_fail(err, ST_INVALID,
				   "%s: the %s named here does not exist; choose one",
				   f->label, dict_entity((enum entity_id)f->ref)->label);
	return st;
}
