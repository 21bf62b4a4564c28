/* record_version.c - what a row stands on, as a short text, and the row as it stood at such a text.
 *
 * The version of a row is a digest of its birth and of the operations of its cells that no other
 * supersedes (sync specification 10.5). An edited sheet names the version it was made from; the
 * history of the row is walked back until its digest is met. */
#include "base/hash.h"
#include "store/access.h"
#include "store/record.h"
#include "store_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { BASES_MAX = STORE_HEADS_MAX };

/* An operation of a cell, in the order of the row's history. */
struct step {
	char col[64];
	struct op_ref at;
	struct uid writer;
	struct str val;
	bool has_val;
	struct op_ref bases[BASES_MAX];
	int n_bases;
};

struct history {
	struct op_ref birth;
	struct uid writer; /* of the birth */
	struct step *list;
	size_t n;
};

static void
release(struct history *h)
{
	for (size_t i = 0; i < h->n; i++)
		str_release(&h->list[i].val);
	free(h->list);
}

/* ---- reading */

static enum status
read_birth(struct store *s, int64_t no, struct history *h, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ROW_BY_NO, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (stmt_next(s, q, &st, err)) {
		h->birth.writer = sqlite3_column_int64(q, 2);
		h->birth.seq = sqlite3_column_int64(q, 3);
		stmt_reset(q);
	}
	return st || !h->birth.writer ? st
				      : op_writer_id(s, h->birth.writer, &h->writer, err);
}

static enum status
read_steps(struct store *s, int64_t no, struct history *h, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_OP_HISTORY, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	while (stmt_next(s, q, &st, err)) {
		struct step *p;
		struct cell val = stmt_cell(q, 3);

		h->list = mem_room(h->list, h->n, sizeof *h->list);
		p = &h->list[h->n++];
		memset(p, 0, sizeof *p);
		stmt_column_text(q, 0, p->col, sizeof p->col);
		p->at = (struct op_ref){sqlite3_column_int64(q, 1),
					sqlite3_column_int64(q, 2)};
		p->has_val = val.kind == CELL_TEXT;
		if (p->has_val)
			str_add_n(&p->val, val.p, val.n);
	}
	return st;
}

static enum status
read_bases(struct store *s, int64_t no, struct step *p, struct err *err)
{
	sqlite3_stmt *q;
	int64_t col = 0;
	enum status st = op_name(s, p->col, &col, err);

	if (!st)
		st = op_writer_id(s, p->at.writer, &p->writer, err);
	if (!st)
		st = stmt_get(s, SQL_OP_BASES, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	sqlite3_bind_int64(q, 2, col);
	sqlite3_bind_int64(q, 3, p->at.writer);
	sqlite3_bind_int64(q, 4, p->at.seq);
	while (p->n_bases < BASES_MAX && stmt_next(s, q, &st, err))
		p->bases[p->n_bases++] = (struct op_ref){sqlite3_column_int64(q, 0),
							 sqlite3_column_int64(q, 1)};
	stmt_reset(q);
	return st;
}

static enum status
read_history(struct store *s, int64_t no, struct history *h, struct err *err)
{
	enum status st = read_birth(s, no, h, err);

	if (!st)
		st = read_steps(s, no, h, err);
	for (size_t i = 0; i < h->n && !st; i++)
		st = read_bases(s, no, &h->list[i], err);
	return st;
}

/* ---- digest */

static bool
superseded(const struct history *h, size_t n, size_t i)
{
	for (size_t k = 0; k < n; k++)
		for (int b = 0; b < h->list[k].n_bases; b++)
			if (!strcmp(h->list[k].col, h->list[i].col) &&
			    h->list[k].bases[b].writer == h->list[i].at.writer &&
			    h->list[k].bases[b].seq == h->list[i].at.seq)
				return true;
	return false;
}

static int
by_name(const void *pa, const void *pb)
{
	const struct step *a = *(const struct step *const *)pa,
			  *b = *(const struct step *const *)pb;
	int order = strcmp(a->col, b->col);

	if (!order)
		order = uid_cmp(&a->writer, &b->writer);
	return order ? order : (a->at.seq > b->at.seq) - (a->at.seq < b->at.seq);
}

/* Version after the first n steps; the order of writers is that of their ids, the same everywhere. */
static void
digest(const struct history *h, size_t n, char out[RECORD_VERSION_SIZE])
{
	const struct step **heads = mem_alloc((n + 1) * sizeof(struct step *));
	unsigned char sum[HASH_SIZE];
	char hex[HASH_HEX_SIZE];
	struct hash hash;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (!superseded(h, n, i))
			heads[k++] = &h->list[i];
	qsort(heads, k, sizeof heads[0], by_name);
	hash_init(&hash);
	hash_add(&hash, h->writer.b, sizeof h->writer.b);
	hash_add_u64(&hash, (uint64_t)h->birth.seq);
	for (size_t i = 0; i < k; i++) {
		hash_add_str(&hash, heads[i]->col, strlen(heads[i]->col));
		hash_add(&hash, heads[i]->writer.b, sizeof heads[i]->writer.b);
		hash_add_u64(&hash, (uint64_t)heads[i]->at.seq);
	}
	hash_end(&hash, sum);
	hash_hex(sum, hex);
	/* A letter first: a spreadsheet takes it for a text. */
	str_format(out, RECORD_VERSION_SIZE, "v%.*s", RECORD_VERSION_SIZE - 2, hex);
	free((void *)heads);
}

enum status
record_version(struct store *s, int64_t no, char out[RECORD_VERSION_SIZE],
	       struct err *err)
{
	struct history h = {.n = 0};
	enum status st = read_history(s, no, &h, err);

	digest(&h, h.n, out);
	release(&h);
	return st;
}

/* ---- the row as it stood */

static enum status
born(struct store *s, enum entity_id e, const struct history *h, void *row,
     struct err *err)
{
	struct str json = {0};
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_OP_GET, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, h->birth.writer);
	sqlite3_bind_int64(q, 2, h->birth.seq);
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
put_step(struct store *s, const struct entity *e, const struct step *p, void *row,
	 struct err *err)
{
	int f = dict_field_named(e, p->col);
	struct cell c = {.kind = CELL_NONE};
	enum status st = ST_OK;

	if (f < 0)
		return ST_OK; /* of a newer program */
	if (p->has_val)
		st = op_value_parse(s, &e->fields[f], str_text(&p->val), p->val.n, &c,
				    err);
	if (!st)
		(void)dict_put(&e->fields[f], row, c);
	return st;
}

enum status
record_at_version(struct store *s, enum entity_id id, int64_t no, const char *version,
		  void *row, bool *found, struct err *err)
{
	const struct entity *e = dict_entity(id);
	struct history h = {.n = 0};
	char is[RECORD_VERSION_SIZE] = "";
	size_t n;
	enum status st = access_read(s, id, no, err);

	*found = false;
	if (!st)
		st = read_history(s, no, &h, err);
	for (n = h.n + 1; !st && !*found && n-- > 0;) {
		digest(&h, n, is);
		*found = !strcmp(is, version);
	}
	dict_row_init(e, row);
	if (!st && *found)
		st = born(s, id, &h, row, err);
	for (size_t i = 0; !st && *found && i < n; i++)
		st = put_step(s, e, &h.list[i], row, err);
	((struct row_head *)row)->no = no;
	release(&h);
	return st;
}
