/* link_moved.c - all of a patient who moved to a peer goes there, whoever wrote it and however long ago,
 * in the order of its arrival. */
#include "link_lay_priv.h"

#include <stdlib.h>
#include <string.h>

/* An operation that follows, with its place in the order of arrival. */
struct late {
	int64_t arrival, writer, seq;
};

struct follow {
	struct lay *y;
	struct late *ops;
	size_t n;
};

static int
late_order(const void *pa, const void *pb)
{
	const struct late *a = pa, *b = pb;

	if (a->arrival != b->arrival)
		return a->arrival < b->arrival ? -1 : 1;
	return a->seq < b->seq ? -1 : a->seq > b->seq;
}

static enum status
arrival_of(struct store *s, int64_t writer, int64_t seq, int64_t *no, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ARRIVAL_OF, &q, err);

	*no = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, writer);
	sqlite3_bind_int64(q, 2, seq);
	if (stmt_next(s, q, &st, err)) {
		if (sqlite3_column_int64(q, 1) <= seq)
			*no = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

/* Whose writer it is, and what the peer said it holds of it. */
static enum status
held_by_peer(struct lay *y, int64_t writer, bool *own, int64_t *has, struct err *err)
{
	char site[LINK_SITE_SIZE] = "";
	struct uid id = {0};
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_WRITER_SITE, &q, err);

	*has = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, writer);
	if (stmt_next(y->s, q, &st, err)) {
		stmt_column_text(q, 0, site, sizeof site);
		stmt_column_id(q, 1, &id);
		stmt_reset(q);
	}
	*own = !strcmp(site, y->l->to);
	if (!st)
		st = stmt_get(y->s, SQL_HAS_GET, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	stmt_bind_id(q, 2, &id);
	if (stmt_next(y->s, q, &st, err)) {
		*has = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

static enum status
was_laid(struct lay *y, int64_t writer, int64_t seq, bool *was, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_RUN_HAS, &q, err);

	*was = false;
	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	sqlite3_bind_int64(q, 2, writer);
	sqlite3_bind_int64(q, 3, seq);
	if (stmt_next(y->s, q, &st, err)) {
		*was = true;
		stmt_reset(q);
	}
	return st;
}

/* What the link passed by already, or will not reach again, and the peer did not write itself. */
static enum status
follow_op(struct follow *f, int64_t writer, int64_t seq, struct err *err)
{
	struct lay *y = f->y;
	int64_t arrival, has;
	bool own = false, was;
	enum status st = arrival_of(y->s, writer, seq, &arrival, err);

	if (!st)
		st = held_by_peer(y, writer, &own, &has, err);
	if (st || own || (arrival > y->laid && seq > has))
		return st;
	st = was_laid(y, writer, seq, &was, err);
	if (st || was)
		return st;
	f->ops = mem_room(f->ops, f->n, sizeof *f->ops);
	f->ops[f->n++] = (struct late){arrival, writer, seq};
	return ST_OK;
}

static enum status
follow_row(void *arg, int64_t row, struct err *err)
{
	struct follow *f = arg;
	struct store *s = f->y->s;
	sqlite3_stmt *q;
	bool in;
	enum status st = scope_row(f->y->own, row, &in, err);

	if (st || !in)
		return st;
	st = stmt_get(s, SQL_OP_OF_ROW, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, row);
	while (!st && stmt_next(s, q, &st, err)) {
		st = follow_op(f, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
			       err);
		if (st)
			stmt_reset(q);
	}
	return st;
}

/* In the order of arrival; neighbours become one run. */
static enum status
lay_late(struct follow *f, struct err *err)
{
	struct op_run run = {0, 0, 0};
	enum status st = ST_OK;

	if (f->n)
		qsort(f->ops, f->n, sizeof *f->ops, late_order);
	for (size_t i = 0; i < f->n && !st; i++) {
		const struct late *o = &f->ops[i];

		if (run.writer == o->writer && o->seq >= run.first && o->seq <= run.last)
			continue; /* the same once more */
		if (run.writer == o->writer && o->seq == run.last + 1) {
			run.last++;
			continue;
		}
		if (run.writer)
			st = link_lay_run(f->y, &run, false, err);
		run = (struct op_run){o->writer, o->seq, o->seq};
	}
	return st || !run.writer ? st : link_lay_run(f->y, &run, false, err);
}

static enum status
moved_here(struct lay *y, int64_t patient, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_MOVED_SET, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	sqlite3_bind_int64(q, 2, patient);
	return stmt_run(y->s, q, err);
}

static enum status
list_moved(struct lay *y, int64_t **patients, size_t *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_MOVED_NEW, &q, err);

	*patients = NULL;
	*n = 0;
	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	while (stmt_next(y->s, q, &st, err)) {
		*patients = mem_room(*patients, *n, sizeof **patients);
		(*patients)[(*n)++] = sqlite3_column_int64(q, 0);
	}
	return st;
}

enum status
link_moved_lay(struct lay *y, struct err *err)
{
	struct follow f = {.y = y};
	int64_t *patients;
	size_t n;
	enum status st = list_moved(y, &patients, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		st = scope_rows(y->s, patients[i], follow_row, &f, err);
	if (!st)
		st = lay_late(&f, err);
	for (size_t i = 0; i < n && !st; i++)
		st = moved_here(y, patients[i], err);
	free(f.ops);
	free(patients);
	return st ? st : link_lay_of_peer(y, SQL_MOVED_ON, err);
}
