/* store_digest.c - one number over everything that syncs: equal where the operations are equal.
 *
 * BLAKE2b-256 over rows in order of table name and id, cells in order of column, heads in order
 * of writer and number: str table, row, str column, u16 heads, (writer, u64 seq)*, u8 present,
 * str shown value. A fact is one cell without a column name; its value is the row as JSON. */
#include "store/record.h"
#include "store_priv.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

struct digest {
	struct store *s;
	struct hash hash;
	struct str bytes, value; /* of one row; scratch */
	int64_t writer;		 /* number of writer_id */
	struct uid writer_id;
};

static void
add_be(struct str *out, uint64_t v, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		str_add_c(out, (char)(unsigned char)(v >> (8 * i)));
}

static void
add_text(struct str *out, const char *p, size_t n)
{
	add_be(out, n, 4);
	str_add_n(out, p, n);
}

static enum status
writer_id(struct digest *d, int64_t writer, struct uid *id, struct err *err)
{
	enum status st = ST_OK;

	if (d->writer != writer)
		st = op_writer_id(d->s, writer, &d->writer_id, err);
	d->writer = writer;
	*id = d->writer_id;
	return st;
}

struct row {
	const struct entity *e;
	struct uid id;
	int64_t no;
	struct op_ref birth;
};

static void
begin_cell(struct digest *d, const struct row *r, const char *col, size_t n_heads)
{
	add_text(&d->bytes, r->e->name, strlen(r->e->name));
	str_add_n(&d->bytes, r->id.b, UID_SIZE);
	add_text(&d->bytes, col, strlen(col));
	add_be(&d->bytes, n_heads, 2);
}

static enum status
add_head(struct digest *d, const struct op_ref *at, struct err *err)
{
	struct uid id;
	enum status st = writer_id(d, at->writer, &id, err);

	str_add_n(&d->bytes, id.b, UID_SIZE);
	add_be(&d->bytes, (uint64_t)at->seq, 8);
	return st;
}

static void
end_cell(struct digest *d, bool present)
{
	str_add_c(&d->bytes, present ? 1 : 0);
	if (present)
		add_text(&d->bytes, d->value.p ? d->value.p : "", d->value.n);
}

static int
by_writer(const void *pa, const void *pb)
{
	const struct head *a = pa, *b = pb;
	int c = uid_cmp(&a->writer_id, &b->writer_id);

	return c ? c : a->at.seq < b->at.seq ? -1 : a->at.seq > b->at.seq;
}

static enum status
add_edited(struct digest *d, const struct row *r, int field, bool present,
	   struct err *err)
{
	struct heads h;
	enum status st = heads_read(d->s, r->e->id, r->no, field, &h, err);

	if (st)
		return st;
	qsort(h.list, h.n, sizeof *h.list, by_writer);
	begin_cell(d, r, r->e->fields[field].name, h.n);
	for (size_t i = 0; i < h.n && !st; i++)
		st = add_head(d, &h.list[i].at, err);
	end_cell(d, present);
	heads_release(&h);
	return st;
}

/* Marks the fields that have operations of their own. */
static enum status
find_edited(struct digest *d, const struct row *r, bool *edited, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(d->s, SQL_OP_COL_NAMES, &q, err);

	memset(edited, 0, STORE_FIELDS_MAX * sizeof *edited);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, r->no);
	while (stmt_next(d->s, q, &st, err)) {
		int field =
		    dict_field_named(r->e, (const char *)sqlite3_column_text(q, 0));

		if (field >= 0)
			edited[field] = true;
	}
	return st;
}

static enum status
add_cells(struct digest *d, const struct row *r, const struct cell *cells,
	  struct err *err)
{
	bool edited[STORE_FIELDS_MAX];
	enum status st = find_edited(d, r, edited, err);

	for (size_t i = 0; i < r->e->n_fields && !st; i++) {
		size_t at = d->s->ent[r->e->id].by_name[i];
		const struct field *f = &r->e->fields[at];
		bool present = cells[at].kind != CELL_NONE;

		if (f->flags & FF_LOCAL || (!present && !edited[at]))
			continue;
		str_clear(&d->value);
		st = op_value(d->s, f, cells[at], &d->value, err);
		if (!st && edited[at]) {
			st = add_edited(d, r, (int)at, present, err);
		} else if (!st) {
			begin_cell(d, r, f->name, 1);
			st = add_head(d, &r->birth, err);
			end_cell(d, present);
		}
	}
	return st;
}

static enum status
add_fact(struct digest *d, const struct row *r, const struct cell *cells, struct err *err)
{
	enum status st;

	str_clear(&d->value);
	st = op_row_json(d->s, r->e->id, cells, &d->value, err);
	begin_cell(d, r, "", 1);
	if (!st)
		st = add_head(d, &r->birth, err);
	end_cell(d, true);
	return st;
}

static enum status
add_row(struct digest *d, const struct row *r, struct err *err)
{
	struct cell cells[STORE_FIELDS_MAX];
	sqlite3_stmt *q;
	enum status st = schema_get(d->s, r->e->id, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, r->no);
	if (!stmt_next(d->s, q, &st, err))
		return st ? st
			  : status_fail(err, ST_CORRUPT,
					"%s %lld is missing; run limber doctor --rebuild",
					r->e->label, (long long)r->no);
	for (size_t i = 0; i < r->e->n_fields; i++)
		cells[i] = stmt_cell(q, (int)i + 1);
	str_clear(&d->bytes);
	st = r->e->kind == EK_FACT ? add_fact(d, r, cells, err)
				   : add_cells(d, r, cells, err);
	stmt_reset(q);
	hash_add(&d->hash, d->bytes.p ? d->bytes.p : "", d->bytes.n);
	return st;
}

static enum status
add_rows(struct digest *d, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(d->s, SQL_ROW_SORTED, &q, err);

	while (!st && stmt_next(d->s, q, &st, err)) {
		int e = record_entity(d->s, sqlite3_column_int64(q, 0));
		struct row r = {.no = sqlite3_column_int64(q, 1)};

		if (e < 0)
			continue; /* of a newer program */
		r.e = dict_entity((enum entity_id)e);
		stmt_column_id(q, 2, &r.id);
		r.birth.writer = sqlite3_column_int64(q, 3);
		r.birth.seq = sqlite3_column_int64(q, 4);
		st = add_row(d, &r, err);
		if (st)
			stmt_reset(q);
	}
	return st;
}

enum status
store_digest(struct store *s, char hex[65], struct err *err)
{
	struct digest d = {.s = s, .writer = -1};
	unsigned char out[HASH_SIZE];
	bool own = s->depth == 0;
	enum status st = ST_OK;

	/* Sorting a million ids must not take memory: they go to a file. */
	if (own)
		st = stmt_script(s, "PRAGMA temp_store = FILE; BEGIN", err);
	if (st)
		return st;
	hash_init(&d.hash);
	record_ids_keep(s);
	st = add_rows(&d, err);
	record_ids_drop(s);
	hash_end(&d.hash, out);
	hash_hex(out, hex);
	str_release(&d.bytes);
	str_release(&d.value);
	if (own && stmt_script(s, "COMMIT; PRAGMA temp_store = MEMORY", st ? NULL : err))
		st = st ? st : ST_IO;
	return st;
}
