/* record_set.c - the door: changing fields of rows people go on editing. */
#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store/access.h"
#include "store/record.h"
#include "store_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static enum status
may_change(struct store *s, enum entity_id e, struct err *err)
{
	if (dict_entity(e)->kind == EK_FACT)
		return status_fail(err, ST_FROZEN, "%s: %s", dict_entity(e)->label,
				   status_text(ST_FROZEN));
	if (dict_entity(e)->kind == EK_REFERENCE)
		return status_fail(
		    err, ST_REFUSED,
		    "%s: these rows ship with limber and do not change here",
		    dict_entity(e)->label);
	return access_may(s, role_area_of(e), ROLE_WRITE, dict_entity(e)->label, err);
}

static enum status
check_cell(struct store *s, enum entity_id e, int64_t no, int field, struct cell c,
	   struct err *err)
{
	const struct field *f = &dict_entity(e)->fields[field];
	enum status st;

	if (f->flags & FF_FIXED)
		return status_fail(err, ST_REFUSED,
				   "%s: is set when the row is made and never changes",
				   f->label);
	st = dict_check(f, c, err);
	if (!st && f->type == FT_REF && c.kind == CELL_INT)
		st = record_check_ref(s, f, c.i, err);
	if (!st)
		st = record_check_unique(s, e, field, no, c, err);
	return st;
}

enum status
record_put_cell(struct store *s, enum entity_id e, int64_t no, int field, struct cell c,
		struct err *err)
{
	sqlite3_stmt *q;
	enum status st = schema_set(s, e, field, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	stmt_bind_cell(q, 2, c);
	s->door = 1;
	st = stmt_run(s, q, err);
	s->door = 0;
	return st;
}

/* One operation for one cell, superseding whatever heads it has now. */
static enum status
write_op(struct store *s, enum entity_id e, const struct row_head *head, int field,
	 struct cell c, struct err *err)
{
	const struct field *f = &dict_entity(e)->fields[field];
	struct op_ref bases[STORE_HEADS_MAX];
	struct str val = {0};
	struct op op = {.row = head->no,
			.row_id = head->id,
			.table = dict_entity(e)->name,
			.col = f->name,
			.kind = c.kind == CELL_NONE ? OP_CLEAR : OP_SET,
			.has_val = c.kind != CELL_NONE,
			.keep_val = true,
			.bases = bases};
	int turned;
	enum status st = op_col(s, e, field, &op.col_no, err);

	if (!st)
		st = heads_refs(s, head->no, op.col_no, bases, &op.n_bases, err);
	if (!st)
		st = op_value(s, f, c, &val, err);
	op.val = val.p;
	op.val_n = val.n;
	if (!st)
		st = op_add(s, &op, err);
	str_release(&val);
	if (!st && op.n_bases > 1)
		st = heads_conflict(s, e, head->no, field, 1, &op.at, &turned, err);
	return st;
}

static enum status
write_cell(struct store *s, enum entity_id e, const struct row_head *head, int field,
	   struct cell c, struct err *err)
{
	enum status st = record_put_cell(s, e, head->no, field, c, err);

	if (st || dict_entity(e)->fields[field].flags & FF_LOCAL)
		return st;
	return write_op(s, e, head, field, c, err);
}

static void
show(const struct field *f, struct cell c, struct str *out)
{
	str_add_c(out, '"');
	if (f->flags & FF_SECRET)
		str_add(out, "...");
	else if (f->type == FT_REF)
		str_add(out, c.kind == CELL_NONE ? "" : "another choice");
	else
		dict_show(f, c, out);
	str_add_c(out, '"');
}

static enum status
fail_stale(const struct field *f, struct cell theirs, struct cell ours, struct err *err)
{
	struct str a = {0}, b = {0};

	show(f, theirs, &a);
	show(f, ours, &b);
	status_fail(err, ST_STALE,
		    "%s: somebody else wrote %s meanwhile, you wrote %s; nothing was "
		    "stored, look and decide",
		    f->label, str_text(&a), str_text(&b));
	str_release(&a);
	str_release(&b);
	return ST_STALE;
}

/* Finds the fields to write: those that differ from what was seen and from what is there. */
static enum status
compare(struct store *s, const struct entity *e, const void *seen, const void *now,
	const void *is, bool *write, struct err *err)
{
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell was = dict_get(f, seen), want = dict_get(f, now),
			    have = dict_get(f, is);
		enum status st;

		write[i] = false;
		if (dict_cell_equal(was, want) || dict_cell_equal(want, have))
			continue;
		st = check_cell(s, e->id, ((const struct row_head *)is)->no, (int)i, want,
				err);
		if (!st && e->id == E_STAFF)
			st = access_keep_manager(s, is, f, want, err);
		if (!st && !dict_cell_equal(was, have))
			st = fail_stale(f, have, want, err);
		if (st)
			return st;
		write[i] = true;
	}
	return ST_OK;
}

/* now may hold fields somebody else changed since: only the marked ones are taken. */
static enum status
write_marked(struct store *s, enum entity_id e, const void *now, void *is,
	     const bool *write, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	bool any = false;
	enum status st = ST_OK;

	for (size_t i = 0; i < ent->n_fields && !st; i++) {
		struct cell c;

		if (!write[i])
			continue;
		any = true;
		c = dict_get(&ent->fields[i], now);
		dict_put(&ent->fields[i], is, c);
		st = write_cell(s, e, is, (int)i, c, err);
	}
	if (!st && any && search_wants(e))
		st = search_row_changed(s, e, ((struct row_head *)is)->no, is, err);
	if (!st && any && caseload_wants(e))
		st = caseload_row_changed(s, e, is, err);
	if (!st && any && person_wants(e))
		st = person_row_changed(s, e, is, err);
	return st;
}

static bool
differ(const struct entity *e, const void *a, const void *b)
{
	for (size_t i = 0; i < e->n_fields; i++)
		if (!dict_cell_equal(dict_get(&e->fields[i], a),
				     dict_get(&e->fields[i], b)))
			return true;
	return false;
}

enum status
record_set(struct store *s, enum entity_id e, const void *seen, const void *now,
	   void *current, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	const struct row_head *head = seen;
	bool write[STORE_FIELDS_MAX];
	void *is;
	enum status st = may_change(s, e, err);

	if (st || (!current && !differ(ent, seen, now)))
		return st;
	st = store_begin(s, err);
	if (st)
		return st;
	is = mem_alloc(ent->size);
	st = record_get(s, e, head->no, is, err);
	if (!st && current)
		memcpy(current, is, ent->size);
	if (!st)
		st = compare(s, ent, seen, now, is, write, err);
	if (!st)
		st = write_marked(s, e, now, is, write, err);
	if (!st)
		st = store_commit(s, err);
	else
		store_cancel(s);
	if (!st && current)
		memcpy(current, is, ent->size);
	free(is);
	return st;
}

static enum status
set_field(struct store *s, enum entity_id e, int64_t no, int field, struct cell value,
	  bool always, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	bool write[STORE_FIELDS_MAX] = {false};
	void *is, *now;
	enum status st = may_change(s, e, err);

	assert(field >= 0 && (size_t)field < ent->n_fields);
	if (!st)
		st = store_begin(s, err);
	if (st)
		return st;
	is = mem_alloc(2 * ent->size);
	now = (char *)is + ent->size;
	st = record_get(s, e, no, is, err);
	if (!st &&
	    (always || !dict_cell_equal(value, dict_get(&ent->fields[field], is)))) {
		write[field] = true;
		st = check_cell(s, e, no, field, value, err);
		if (!st && e == E_STAFF)
			st = access_keep_manager(s, is, &ent->fields[field], value, err);
		if (!st)
			st = dict_put(&ent->fields[field], now, value)
				 ? ST_OK
				 : status_fail(err, ST_INVALID, "%s: does not fit",
					       ent->fields[field].label);
	}
	if (!st)
		st = write_marked(s, e, now, is, write, err);
	if (!st)
		st = store_commit(s, err);
	else
		store_cancel(s);
	free(is);
	return st;
}

enum status
record_set_field(struct store *s, enum entity_id e, int64_t no, int field,
		 struct cell value, struct err *err)
{
	return set_field(s, e, no, field, value, false, err);
}

enum status
record_end_heads(struct store *s, enum entity_id e, int64_t no, int field,
		 struct cell value, struct err *err)
{
	return set_field(s, e, no, field, value, true, err);
}
