/* link_read.c - what lies on a stretch of a link: its operations, and the rows they speak of. */
#include "link_priv.h"
#include "op_read.h"

#include <stdlib.h>

/* ---- reading a link */

struct reading {
	int64_t n;
	enum status (*each)(void *arg, int64_t n, const struct change *c,
			    const struct str *canonical, struct err *err);
	void *arg;
};

static enum status
give(void *arg, const struct change *c, const struct str *canonical, struct err *err)
{
	struct reading *r = arg;

	return r->each(r->arg, r->n++, c, canonical, err);
}

/* Operations left out, as one. */
static enum status
give_skip(struct reading *r, struct store *s, const struct op_run *run, struct err *err)
{
	struct str canonical = {0};
	struct change c;
	struct uid id;
	enum status st = op_writer_id(s, run->writer, &id, err);

	if (st)
		return st;
	c = change_skip(&id, run->first, run->last);
	change_bytes(&c, &canonical);
	r->n += change_width(&c);
	st = r->each(r->arg, r->n - 1, &c, &canonical, err);
	str_release(&canonical);
	return st;
}

/* The run the statement stands on, without what lies at or before position `after`. */
static struct op_run
run_after(sqlite3_stmt *q, int64_t after, int64_t *n)
{
	struct op_run run = {sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2),
			     sqlite3_column_int64(q, 3)};

	*n = sqlite3_column_int64(q, 0);
	if (*n <= after) {
		run.first += after + 1 - *n;
		*n = after + 1;
	}
	return run;
}

enum status
link_read(struct store *s, const char *peer, int64_t after,
	  enum status (*each)(void *arg, int64_t n, const struct change *c,
			      const struct str *canonical, struct err *err),
	  void *arg, struct err *err)
{
	struct reading reading = {.each = each, .arg = arg};
	struct op_reader r;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_RUN_AFTER, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	sqlite3_bind_int64(q, 2, after);
	op_reader_open(&r, s);
	while (!st && stmt_next(s, q, &st, err)) {
		struct op_run run = run_after(q, after, &reading.n);

		st = sqlite3_column_int(q, 4)
			 ? give_skip(&reading, s, &run, err)
			 : op_read_run(&r, &run, give, &reading, err);
		if (st)
			stmt_reset(q);
	}
	op_reader_close(&r);
	return st;
}

/* ---- rows a stretch of a link speaks of */

static int
row_order(const void *pa, const void *pb)
{
	const struct link_row *a = pa, *b = pb;

	if (a->e != b->e)
		return a->e < b->e ? -1 : 1;
	return a->no < b->no ? -1 : a->no > b->no;
}

static enum status
rows_of_run(struct store *s, const struct op_run *run, struct link_row **rows, size_t *n,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_RUN_ROWS, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, run->writer);
	sqlite3_bind_int64(q, 2, run->first);
	sqlite3_bind_int64(q, 3, run->last);
	while (stmt_next(s, q, &st, err)) {
		int e = record_entity(s, sqlite3_column_int64(q, 0));

		if (e < 0)
			continue; /* of a newer program */
		*rows = mem_room(*rows, *n, sizeof **rows);
		(*rows)[(*n)++] =
		    (struct link_row){(enum entity_id)e, sqlite3_column_int64(q, 1)};
	}
	return st;
}

enum status
link_rows(struct store *s, const char *peer, int64_t after, int64_t to,
	  struct link_row **rows, size_t *n, struct err *err)
{
	sqlite3_stmt *q;
	size_t kept = 0;
	enum status st = stmt_get(s, SQL_RUN_AFTER, &q, err);

	*rows = NULL;
	*n = 0;
	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	sqlite3_bind_int64(q, 2, after);
	while (!st && stmt_next(s, q, &st, err)) {
		int64_t at;
		struct op_run run = run_after(q, after, &at);

		if (at > to) {
			stmt_reset(q);
			break;
		}
		if (run.last > run.first + (to - at))
			run.last = run.first + (to - at);
		if (!sqlite3_column_int(q, 4))
			st = rows_of_run(s, &run, rows, n, err);
		if (st)
			stmt_reset(q);
	}
	if (*n)
		qsort(*rows, *n, sizeof **rows, row_order);
	for (size_t i = 0; i < *n; i++)
		if (!kept || row_order(&(*rows)[kept - 1], &(*rows)[i]))
			(*rows)[kept++] = (*rows)[i];
	*n = kept;
	return st;
}
