/* merge_writer.c - the writers of a bundle's operations, as they stand here while it is taken. */
#include "merge_priv.h"

static enum status
take_writer(struct merge *m, const struct uid *id, struct err *err)
{
	const struct change_have *h = merge_have(m->b, id);
	unsigned char chain[HASH_SIZE];
	sqlite3_stmt *q;
	enum status st;

	if (!h)
		return status_fail(err, ST_DAMAGED, "an operation is of nobody");
	change_chain_begin(chain, id);
	st = stmt_get(m->s, SQL_WRITER_TAKE, &q, err);
	if (st)
		return st;
	stmt_bind_id(q, 1, id);
	stmt_bind_text(q, 2, h->site);
	sqlite3_bind_int64(q, 3, h->hub);
	sqlite3_bind_blob(q, 4, chain, HASH_SIZE, SQLITE_STATIC);
	return stmt_run(m->s, q, err);
}

static enum status
load_writer(struct merge *m, const struct uid *id, bool *found, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_WRITER_FIND, &q, err);

	*found = false;
	if (st)
		return st;
	stmt_bind_id(q, 1, id);
	if (stmt_next(m->s, q, &st, err)) {
		struct merge_writer *w;

		m->writers = mem_room(m->writers, m->n_writers, sizeof *m->writers);
		w = &m->writers[m->n_writers++];
		*w = (struct merge_writer){.id = *id,
					   .no = sqlite3_column_int64(q, 0),
					   .seq = sqlite3_column_int64(q, 1)};
		stmt_column_hash(q, 2, w->chain);
		stmt_reset(q);
		*found = true;
	}
	return st;
}

enum status
merge_writer(struct merge *m, const struct uid *id, struct merge_writer **w,
	     struct err *err)
{
	bool found;
	enum status st;

	if (m->at < m->n_writers && !uid_cmp(&m->writers[m->at].id, id)) {
		*w = &m->writers[m->at];
		return ST_OK;
	}
	for (m->at = 0; m->at < m->n_writers; m->at++)
		if (!uid_cmp(&m->writers[m->at].id, id)) {
			*w = &m->writers[m->at];
			return ST_OK;
		}
	st = load_writer(m, id, &found, err);
	if (!st && !found) {
		st = take_writer(m, id, err);
		if (!st)
			st = load_writer(m, id, &found, err);
	}
	*w = st ? NULL : &m->writers[m->at];
	return st;
}
