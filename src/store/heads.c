/* heads.c - which operations of a cell count, and what the cell shows (10.4, 10.7, 10.16). */
#include "store/record.h"
#include "store_priv.h"

#include "core/dict_rows.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading heads */

static enum status
too_many(struct err *err)
{
	return status_fail(err, ST_CORRUPT, "a cell has more than %d heads",
			   STORE_HEADS_MAX);
}

enum status
heads_refs(struct store *s, int64_t row, int64_t col_no,
	   struct op_ref refs[STORE_HEADS_MAX], size_t *n, struct err *err)
{
	static const enum sql_id sources[] = {SQL_HEADS, SQL_HEAD_BIRTH};
	enum status st = ST_OK;

	*n = 0;
	for (int i = 0; i < 2 && !st; i++) {
		sqlite3_stmt *q;

		st = stmt_get(s, sources[i], &q, err);
		if (st)
			return st;
		sqlite3_bind_int64(q, 1, row);
		sqlite3_bind_int64(q, 2, col_no);
		while (stmt_next(s, q, &st, err)) {
			if (*n == STORE_HEADS_MAX) {
				stmt_reset(q);
				return too_many(err);
			}
			refs[*n].writer = sqlite3_column_int64(q, 0);
			refs[(*n)++].seq = sqlite3_column_int64(q, 1);
		}
	}
	return st;
}

static bool
trusted(const struct head *h)
{
	return h->clk == 'P' || h->clk == 'H';
}

/* Order of what is shown first: trusted clock, wall, writer bytes, number. */
static int
order(const void *pa, const void *pb)
{
	const struct head *a = pa, *b = pb;
	int c;

	if (trusted(a) != trusted(b))
		return trusted(a) ? -1 : 1;
	if (a->wall != b->wall)
		return a->wall > b->wall ? -1 : 1;
	c = uid_cmp(&b->writer_id, &a->writer_id);
	if (c)
		return c;
	return a->at.seq > b->at.seq ? -1 : a->at.seq < b->at.seq;
}

/* The value a birth gave one field: out of its JSON. */
static enum status
birth_value(struct store *s, enum entity_id e, const char *json, size_t n, int field,
	    struct head *h, struct err *err)
{
	const struct field *f = &dict_entity(e)->fields[field];
	void *row = mem_alloc(dict_entity(e)->size);
	struct cell c;
	enum status st;

	dict_row_init(dict_entity(e), row);
	st = op_row_parse(s, e, json, n, row, err);
	c = dict_get(f, row);
	h->has_val = c.kind != CELL_NONE;
	if (!st)
		st = op_value(s, f, c, &h->val, err);
	free(row);
	return st;
}

static enum status
fill(struct store *s, enum entity_id e, int field, struct head *h, struct err *err)
{
	struct str json = {0};
	sqlite3_stmt *q;
	struct cell val;
	enum status st = stmt_get(s, SQL_OP_GET, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, h->at.writer);
	sqlite3_bind_int64(q, 2, h->at.seq);
	if (!stmt_next(s, q, &st, err))
		return st ? st : status_fail(err, ST_CORRUPT, "an operation is missing");
	h->kind = sqlite3_column_int(q, 0);
	val = stmt_cell(q, 1);
	h->wall = sqlite3_column_int64(q, 2);
	h->clk = sqlite3_column_int(q, 3);
	h->has_val = val.kind == CELL_TEXT;
	if (val.kind == CELL_TEXT)
		str_add_n(h->kind == OP_NEW ? &json : &h->val, val.p, val.n);
	stmt_reset(q);
	if (h->kind == OP_NEW)
		st = birth_value(s, e, str_text(&json), json.n, field, h, err);
	str_release(&json);
	return st ? st : op_writer_id(s, h->at.writer, &h->writer_id, err);
}

enum status
heads_of(struct store *s, enum entity_id e, int field, const struct op_ref *refs,
	 size_t n, struct heads *h, struct err *err)
{
	enum status st = ST_OK;

	*h = (struct heads){.n = n};
	h->list = mem_alloc((n ? n : 1) * sizeof *h->list);
	for (size_t i = 0; i < n && !st; i++) {
		h->list[i].at = refs[i];
		st = fill(s, e, field, &h->list[i], err);
	}
	if (st)
		heads_release(h);
	else
		qsort(h->list, h->n, sizeof *h->list, order);
	return st;
}

enum status
heads_read(struct store *s, enum entity_id e, int64_t row, int field, struct heads *h,
	   struct err *err)
{
	struct op_ref refs[STORE_HEADS_MAX];
	int64_t col = 0;
	size_t n = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_NAME_NO, &q, err);

	*h = (struct heads){0};
	if (st)
		return st;
	/* A column without a number was never edited: 0 fits no operation. */
	stmt_bind_text(q, 1, dict_entity(e)->fields[field].name);
	if (stmt_next(s, q, &st, err)) {
		col = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	if (!st)
		st = heads_refs(s, row, col, refs, &n, err);
	if (st)
		return st;
	return heads_of(s, e, field, refs, n, h, err);
}

void
heads_release(struct heads *h)
{
	for (size_t i = 0; i < h->n && h->list; i++)
		str_release(&h->list[i].val);
	free(h->list);
	*h = (struct heads){0};
}

/* ---- what is shown */

/* Class E: furthest along the order of the code list. */
static const struct head *
furthest(const struct field *f, const struct heads *h)
{
	const struct head *best = &h->list[0];

	for (size_t i = 1; i < h->n; i++)
		if (dict_code_index(f->codes, str_text(&h->list[i].val)) >
		    dict_code_index(f->codes, str_text(&best->val)))
			best = &h->list[i];
	return best;
}

/* Class D as a code: the last in its list, which goes from the least to the most restrictive. As a
 * day: what must be given began on the earliest one; what may be empty still holds when one value
 * says so, else it ended on the latest. Anything else: as the order says. */
static const struct head *
strictest(const struct field *f, const struct heads *h)
{
	const struct head *best = &h->list[0];

	if (f->type == FT_CODE)
		return furthest(f, h);
	if (f->type != FT_DATE)
		return best;
	for (size_t i = 1; i < h->n; i++) {
		const struct head *one = &h->list[i];
		int d = strcmp(str_text(&one->val), str_text(&best->val));

		if (f->flags & FF_REQUIRED ? d < 0
					   : !one->has_val || (best->has_val && d > 0))
			best = one;
	}
	return best;
}

/* Class D as text: every warning, one after the other, as far as there is room. */
static void
unite(const struct field *f, const struct heads *h, struct str *text)
{
	for (size_t i = 0; i < h->n; i++) {
		const struct str *v = &h->list[i].val;
		bool twice = false;

		for (size_t k = 0; k < i; k++)
			twice = twice || !strcmp(str_text(&h->list[k].val), str_text(v));
		if (v->n == 0 || twice || text->n + v->n + 3 > f->size)
			continue;
		str_add(text, text->n ? " | " : "");
		str_add_n(text, v->p, v->n);
	}
}

/* Class H: what the head office wrote, when it wrote. */
static enum status
of_hub(struct store *s, const struct heads *h, const struct head **top, struct err *err)
{
	enum status st = ST_OK;
	bool hub = false;

	*top = &h->list[0];
	for (size_t i = 0; i < h->n && !st && !hub; i++) {
		sqlite3_stmt *q;

		st = stmt_get(s, SQL_WRITER_HUB, &q, err);
		if (st)
			return st;
		sqlite3_bind_int64(q, 1, h->list[i].at.writer);
		if (stmt_next(s, q, &st, err)) {
			hub = sqlite3_column_int(q, 0) != 0;
			stmt_reset(q);
		}
		if (hub)
			*top = &h->list[i];
	}
	return st;
}

enum status
heads_shown(struct store *s, const struct field *f, const struct heads *h, struct cell *c,
	    struct str *text, struct err *err)
{
	const struct head *top;
	enum status st = ST_OK;

	str_clear(text);
	*c = (struct cell){.kind = CELL_NONE};
	if (h->n == 0)
		return ST_OK;
	if (h->n > 1 && f->merge == MERGE_SAFETY &&
	    (f->type == FT_TEXT || f->type == FT_LONG)) {
		unite(f, h, text);
		if (text->n)
			*c = (struct cell){.kind = CELL_TEXT, .p = text->p, .n = text->n};
		return ST_OK;
	}
	top = &h->list[0];
	if (h->n > 1 && f->merge == MERGE_WORKFLOW && f->type == FT_CODE)
		top = furthest(f, h);
	if (h->n > 1 && f->merge == MERGE_SAFETY)
		top = strictest(f, h);
	if (h->n > 1 && f->merge == MERGE_HUB)
		st = of_hub(s, h, &top, err);
	if (st || !top->has_val)
		return st;
	str_add_n(text, top->val.p ? top->val.p : "", top->val.n);
	st = op_value_parse(s, f, str_text(text), text->n, c, err);
	return st;
}

/* ---- whole rows */

/* Births alone first; then the few cells that were edited. */
static enum status
project_birth(struct store *s, enum entity_id e, int64_t no, void *row, struct err *err)
{
	struct op_ref at = {0};
	struct str json = {0};
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ROW_BY_NO, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (stmt_next(s, q, &st, err)) {
		at.writer = sqlite3_column_int64(q, 2);
		at.seq = sqlite3_column_int64(q, 3);
		stmt_reset(q);
	}
	if (!st)
		st = stmt_get(s, SQL_OP_GET, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, at.writer);
	sqlite3_bind_int64(q, 2, at.seq);
	if (stmt_next(s, q, &st, err)) {
		struct cell val = stmt_cell(q, 1);

		str_add_n(&json, val.p ? val.p : "", val.n);
		stmt_reset(q);
	}
	if (!st)
		st = op_row_parse(s, e, str_text(&json), json.n, row, err);
	str_release(&json);
	return st;
}

static enum status
project_cell(struct store *s, enum entity_id e, int64_t no, int field, void *row,
	     struct err *err)
{
	const struct field *f = &dict_entity(e)->fields[field];
	struct heads h;
	struct str text = {0};
	struct cell c;
	enum status st = heads_read(s, e, no, field, &h, err);

	if (st)
		return st;
	st = heads_shown(s, f, &h, &c, &text, err);
	if (!st && !dict_put(f, row, c))
		st = status_fail(err, ST_CORRUPT, "%s does not fit", f->name);
	heads_release(&h);
	str_release(&text);
	return st;
}

static enum status
edited_columns(struct store *s, int64_t no, int64_t cols[STORE_FIELDS_MAX], size_t *n,
	       struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_OP_COLS, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	while (stmt_next(s, q, &st, err))
		if (*n < STORE_FIELDS_MAX)
			cols[(*n)++] = sqlite3_column_int64(q, 0);
	return st;
}

enum status
heads_column(struct store *s, const struct entity *e, int64_t col, int *field,
	     struct err *err)
{
	char name[64] = "";
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_NAME_TEXT, &q, err);

	*field = -1;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, col);
	if (stmt_next(s, q, &st, err)) {
		stmt_column_text(q, 0, name, sizeof name);
		stmt_reset(q);
	}
	*field = dict_field_named(e, name);
	return st;
}

enum status
heads_project(struct store *s, enum entity_id e, int64_t no, void *row, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	int64_t cols[STORE_FIELDS_MAX];
	size_t n;
	enum status st = edited_columns(s, no, cols, &n, err);

	for (size_t i = 0; i < ent->n_fields; i++)
		if (!(ent->fields[i].flags & FF_LOCAL))
			dict_put(&ent->fields[i], row, (struct cell){.kind = CELL_NONE});
	if (!st)
		st = project_birth(s, e, no, row, err);
	for (size_t i = 0; i < n && !st; i++) {
		int field;

		st = heads_column(s, ent, cols[i], &field, err);
		if (!st && field >= 0)
			st = project_cell(s, e, no, field, row, err);
	}
	return st;
}

/* ---- conflicts */

enum status
heads_conflict(struct store *s, enum entity_id e, int64_t row, int field, size_t n_heads,
	       const struct op_ref *by, int *turned, struct err *err)
{
	int64_t col, open = 0;
	sqlite3_stmt *q;
	enum status st = op_col(s, e, field, &col, err);

	if (!st)
		st = stmt_get(s, SQL_CONFLICT_OPEN, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, row);
	sqlite3_bind_int64(q, 2, col);
	if (stmt_next(s, q, &st, err)) {
		open = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	*turned = 0;
	if (st || (n_heads > 1) == (open != 0))
		return st;
	*turned = open ? -1 : 1;
	st = stmt_get(s, open ? SQL_CONFLICT_CLOSE : SQL_CONFLICT_ADD, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, open ? open : row);
	sqlite3_bind_int64(q, 2, open ? by->writer : col);
	sqlite3_bind_int64(q, 3, open ? by->seq : dict_entity(e)->fields[field].merge);
	if (!open)
		sqlite3_bind_int64(q, 4, s->txn_wall);
	return stmt_run(s, q, err);
}
