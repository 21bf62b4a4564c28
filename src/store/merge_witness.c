/* merge_witness.c - the sender's audit, of which this site is a witness.
 *
 * Each bundle tells the last line of its audit and, once more, the lines that earlier bundles told. What
 * was told is kept here: a chain that was written anew has other hashes at these lines, however far it
 * has grown since. A database that was put back from a copy goes on otherwise by right. */
#include "merge_priv.h"

#include "store/audit.h"

#include <string.h>

struct witness {
	int64_t last; /* highest line kept of the sender, 0 none */
	bool again;   /* it was told by a program that tells it again */
	bool proved;  /* the bundle has told it as it was */
	int64_t fits; /* highest line told as it was, 0 none */
	int64_t odd;  /* lowest line told otherwise, 0 none */
};

static enum status
read_last(struct merge *m, struct witness *w, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_WITNESS_LAST, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	if (stmt_next(m->s, q, &st, err)) {
		w->last = sqlite3_column_int64(q, 0);
		w->again = sqlite3_column_int(q, 1) != 0;
		stmt_reset(q);
	}
	return st;
}

/* Lines come in order. */
static enum status
compare(struct merge *m, struct witness *w, int64_t no,
	const unsigned char hash[HASH_SIZE], struct err *err)
{
	unsigned char was[HASH_SIZE];
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_WITNESS_GET, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	sqlite3_bind_int64(q, 2, no);
	if (!stmt_next(m->s, q, &st, err))
		return st;
	stmt_column_hash(q, 0, was);
	stmt_reset(q);
	if (memcmp(was, hash, HASH_SIZE))
		w->odd = w->odd ? w->odd : no;
	else if (!w->odd)
		w->fits = no;
	w->proved = w->fits == w->last;
	return ST_OK;
}

static void
judge(const struct merge *m, const struct witness *w, struct merge_result *r)
{
	bool shorter = m->b->audit_n < w->last;

	r->audit = MERGE_AUDIT_FITS;
	r->audit_line = w->fits;
	if (w->last == 0 || (w->proved && !shorter))
		return;
	if (r->peer_lost || m->state->replaced) {
		r->audit = MERGE_AUDIT_RESTORED;
	} else if (w->odd) {
		r->audit = MERGE_AUDIT_CHANGED;
		r->audit_line = w->odd;
	} else if (shorter) {
		r->audit = MERGE_AUDIT_SHORTER;
		r->audit_line = m->b->audit_n + 1;
	} else if (w->again) {
		r->audit = MERGE_AUDIT_UNTOLD;
		r->audit_line = w->last;
	}
}

/* What does not hold any more is forgotten: it is told once. */
static enum status
forget(struct merge *m, const struct witness *w, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_WITNESS_DROP, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	sqlite3_bind_int64(q, 2, w->fits);
	return stmt_run(m->s, q, err);
}

static enum status
keep(struct merge *m, struct err *err)
{
	const struct merge_bundle *b = m->b;
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_WITNESS_ADD, &q, err);

	if (st || b->audit_n == 0)
		return st;
	stmt_bind_text(q, 1, b->peer);
	sqlite3_bind_int64(q, 2, b->audit_n);
	sqlite3_bind_blob(q, 3, b->audit_hash, HASH_SIZE, SQLITE_STATIC);
	sqlite3_bind_int(q, 4, b->tells);
	return stmt_run(m->s, q, err);
}

/* Into the audit here; what is no restore also stays with the site until a person clears it. */
static enum status
tell(struct merge *m, const struct merge_result *r, struct err *err)
{
	static const char *const words[] = {
	    [MERGE_AUDIT_SHORTER] = "audit_shrank",
	    [MERGE_AUDIT_CHANGED] = "audit_changed",
	    [MERGE_AUDIT_UNTOLD] = "audit_untold",
	    [MERGE_AUDIT_RESTORED] = "audit_restored",
	};
	char detail[80];
	sqlite3_stmt *q;
	enum status st;

	str_format(detail, sizeof detail, "%s: line %lld", m->b->peer,
		   (long long)r->audit_line);
	st = audit_add(m->s, words[r->audit], 0, detail, err);
	if (st || r->audit == MERGE_AUDIT_RESTORED)
		return st;
	st = stmt_get(m->s, SQL_PEER_AUDIT_ODD, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	sqlite3_bind_int64(q, 2, r->audit_line);
	return stmt_run(m->s, q, err);
}

enum status
merge_witness(struct merge *m, struct merge_result *r, struct err *err)
{
	const struct merge_bundle *b = m->b;
	struct witness w = {0};
	enum status st = read_last(m, &w, err);

	for (size_t i = 0; i < b->n_told && !st; i++)
		st = compare(m, &w, b->told[i].no, b->told[i].hash, err);
	if (!st)
		st = compare(m, &w, b->audit_n, b->audit_hash, err);
	if (st)
		return st;
	judge(m, &w, r);
	if (r->audit != MERGE_AUDIT_FITS) {
		st = forget(m, &w, err);
		if (!st)
			st = tell(m, r, err);
	}
	return st ? st : keep(m, err);
}
