/* merge_keep.c - what is kept of a bundle: writers, its link, receipts, the bundle, the audit. */
#include "merge_priv.h"

#include "store/audit.h"

#include <stdlib.h>
#include <string.h>

static enum status
keep_writers(struct merge *m, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < m->n_writers && !st; i++) {
		struct merge_writer *w = &m->writers[i];
		sqlite3_stmt *q;

		if (!w->moved)
			continue;
		st = stmt_get(m->s, SQL_WRITER_MOVED, &q, err);
		if (st)
			return st;
		sqlite3_bind_int64(q, 1, w->no);
		sqlite3_bind_int64(q, 2, w->seq);
		sqlite3_bind_blob(q, 3, w->chain, HASH_SIZE, SQLITE_STATIC);
		st = stmt_run(m->s, q, err);
	}
	return st;
}

static enum status
keep_link(struct merge *m, struct err *err)
{
	const struct merge_bundle *b = m->b;
	bool further = b->n_to > m->state->recv_n;
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_LINK_IN_SET, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, b->peer);
	stmt_bind_id(q, 2, &b->writer);
	sqlite3_bind_int64(q, 3, b->incarnation);
	sqlite3_bind_int64(q, 4, b->serial);
	sqlite3_bind_int64(q, 5, further ? b->n_to : m->state->recv_n);
	sqlite3_bind_blob(q, 6, further ? b->hash_to : m->state->recv_hash, HASH_SIZE,
			  SQLITE_STATIC);
	sqlite3_bind_int64(q, 7, m->s->txn_wall);
	sqlite3_bind_int(q, 8, m->state->late);
	return stmt_run(m->s, q, err);
}

static enum status
keep_bundle(struct merge *m, struct err *err)
{
	const struct merge_bundle *b = m->b;
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_SEEN_ADD, &q, err);

	if (st)
		return st;
	stmt_bind_id(q, 1, &b->id);
	stmt_bind_text(q, 2, b->peer);
	sqlite3_bind_int64(q, 3, b->incarnation);
	sqlite3_bind_int64(q, 4, b->serial);
	sqlite3_bind_blob(q, 5, b->manifest, HASH_SIZE, SQLITE_STATIC);
	stmt_bind_text(q, 6, m->state->late ? "late" : "imported");
	sqlite3_bind_int64(q, 7, m->ops);
	sqlite3_bind_int64(q, 8, m->s->txn_wall);
	st = stmt_run(m->s, q, err);
	if (!st)
		st = stmt_get(m->s, SQL_PEER_SEEN, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, b->peer);
	sqlite3_bind_int64(q, 2, m->s->txn_wall);
	return stmt_run(m->s, q, err);
}

/* ---- what the sender holds */

/* A head office that holds in part what it held whole was restored too, and got some of it back. */
static bool
in_part_now(const struct merge *m, const struct change_have *h, sqlite3_stmt *q)
{
	unsigned char was[HASH_SIZE] = {1};

	stmt_column_hash(q, 2, was);
	return m->b->hub && change_in_part(h->hash) && !change_in_part(was);
}

/* True when it holds less than it once said or sent: it was restored from a backup. */
static enum status
has_lost(struct merge *m, bool *lost, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_HAS_ALL, &q, err);

	*lost = false;
	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	while (stmt_next(m->s, q, &st, err)) {
		const struct change_have *h;
		struct uid writer;

		stmt_column_id(q, 0, &writer);
		h = merge_have(m->b, &writer);
		if (!h || h->seq < sqlite3_column_int64(q, 1) || in_part_now(m, h, q))
			*lost = true;
	}
	return st;
}

static enum status
forget_has(struct merge *m, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_HAS_CLEAR, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	st = stmt_run(m->s, q, err);
	return st ? st : link_forget(m->s, m->b->peer, err);
}

static enum status
raise_has(struct merge *m, const struct change_have *h, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_HAS_RAISE, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	stmt_bind_id(q, 2, &h->writer);
	sqlite3_bind_int64(q, 3, h->seq);
	sqlite3_bind_blob(q, 4, h->hash, HASH_SIZE, SQLITE_STATIC);
	return stmt_run(m->s, q, err);
}

static enum status
add_receipt(struct merge *m, int64_t writer, int64_t seq, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_RECEIPT_ADD, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	sqlite3_bind_int64(q, 2, writer);
	sqlite3_bind_int64(q, 3, seq);
	sqlite3_bind_int64(q, 4, m->s->txn_wall);
	return stmt_run(m->s, q, err);
}

static enum status
add_receipts(struct merge *m, struct err *err)
{
	char own[LINK_SITE_SIZE];
	sqlite3_stmt *q;
	enum status st = link_own_site(m->s, own, err);

	if (!st)
		st = stmt_get(m->s, SQL_OWN_WRITERS, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, own);
	while (!st && stmt_next(m->s, q, &st, err)) {
		const struct change_have *h;
		struct uid id;

		stmt_column_id(q, 1, &id);
		h = merge_have(m->b, &id);
		if (h && h->seq > 0)
			st = add_receipt(m, sqlite3_column_int64(q, 0), h->seq, err);
		if (st)
			stmt_reset(q);
	}
	return st;
}

/* ---- what the sender acknowledges of our link */

static enum status
mark_acked(struct merge *m, int64_t incarnation, int64_t n, struct err *err)
{
	const struct link_ack *a = &m->b->ack;
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_SENT_ACKED, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	sqlite3_bind_int64(q, 2, incarnation);
	sqlite3_bind_int64(q, 3, n);
	sqlite3_bind_int64(q, 4, m->s->txn_wall);
	st = stmt_run(m->s, q, err);
	if (!st)
		st = stmt_get(m->s, SQL_PEER_ACKED, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	sqlite3_bind_int64(q, 2, n);
	sqlite3_bind_blob(q, 3, a->hash, HASH_SIZE, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, m->s->txn_wall);
	return stmt_run(m->s, q, err);
}

/* Only a hash that was sent counts, only of the present link, and only upward. An unknown one is
 * of a link from before a restore: what the peer holds has been told by its haves. */
static enum status
take_ack(struct merge *m, struct err *err)
{
	const struct link_ack *a = &m->b->ack;
	int64_t incarnation = 0, n = 0;
	struct link_peer p;
	sqlite3_stmt *q;
	enum status st = link_peer_get(m->s, m->b->peer, &p, err);

	if (st || !a->known || a->n == 0)
		return st;
	st = stmt_get(m->s, SQL_SENT_FIND, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, m->b->peer);
	sqlite3_bind_blob(q, 2, a->hash, HASH_SIZE, SQLITE_STATIC);
	if (stmt_next(m->s, q, &st, err)) {
		incarnation = sqlite3_column_int64(q, 0);
		n = sqlite3_column_int64(q, 1);
		stmt_reset(q);
	}
	if (st || incarnation != p.incarnation || n != a->n || n <= p.acked_n)
		return st;
	return mark_acked(m, incarnation, n, err);
}

/* ---- another copy of this very database */

/* What is held here of a writer; -1: it is not known here. */
static enum status
held(struct merge *m, const struct uid *writer, int64_t *seq, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(m->s, SQL_WRITER_FIND, &q, err);

	*seq = -1;
	if (st)
		return st;
	stmt_bind_id(q, 1, writer);
	if (stmt_next(m->s, q, &st, err)) {
		*seq = sqlite3_column_int64(q, 1);
		stmt_reset(q);
	}
	return st;
}

/* The head office knows both this database and another one of this site, has sent all else it
 * holds, and yet nothing of the other: it counts what that one wrote as known here, because it came
 * from here. A database restored twice gets the lost writer's operations instead. */
static enum status
find_copies(struct merge *m, bool *copies, struct err *err)
{
	char own[LINK_SITE_SIZE];
	bool stranger = false, behind = false;
	enum status st = link_own_site(m->s, own, err);

	*copies = false;
	if (!m->b->hub || !merge_have(m->b, &m->s->chain.id))
		return st;
	for (size_t i = 0; i < m->b->n_haves && !st; i++) {
		const struct change_have *h = &m->b->haves[i];
		int64_t seq;

		st = held(m, &h->writer, &seq, err);
		if (seq < 0 && !strcmp(h->site, own))
			stranger = true;
		else if (seq < h->seq)
			behind = true;
	}
	*copies = stranger && !behind;
	if (!st && *copies)
		st = audit_add(m->s, "fork", 0, "this site", err);
	return st;
}

/* What the sender says it holds counts from now on, also when that is less than before. */
static enum status
take_haves(struct merge *m, bool *lost, struct err *err)
{
	enum status st = has_lost(m, lost, err);

	if (!st && *lost)
		st = forget_has(m, err);
	for (size_t i = 0; i < m->b->n_haves && !st; i++)
		st = raise_has(m, &m->b->haves[i], err);
	return st;
}

enum status
merge_hear(struct store *s, const struct merge_bundle *b, const struct merge_state *state,
	   struct err *err)
{
	struct merge m = {.s = s, .b = b, .state = state};
	bool lost;
	enum status st;

	if (!state->newest)
		return ST_OK;
	st = store_begin(s, err);
	if (st)
		return st;
	st = take_haves(&m, &lost, err);
	return store_end(s, st, err);
}

static enum status
take_news(struct merge *m, struct merge_result *r, struct err *err)
{
	enum status st = take_haves(m, &r->peer_lost, err);

	if (!st)
		st = add_receipts(m, err);
	if (!st)
		st = find_copies(m, &r->copies, err);
	if (!st)
		st = merge_witness(m, r, err);
	if (!st && !r->peer_lost)
		st = take_ack(m, err);
	return st;
}

enum status
merge_keep(struct merge *m, struct merge_result *r, struct err *err)
{
	const struct merge_bundle *b = m->b;
	char detail[120];
	enum status st = keep_writers(m, err);

	if (!st)
		st = keep_link(m, err);
	if (!st)
		st = keep_bundle(m, err);
	if (!st && m->state->newest)
		st = take_news(m, r, err);
	str_format(detail, sizeof detail, "%s %lld/%lld: %lld operations%s", b->peer,
		   (long long)b->incarnation, (long long)b->serial, (long long)m->ops,
		   m->state->late ? ", of a database replaced since" : "");
	return st ? st : audit_add(m->s, "import", 0, detail, err);
}

enum status
merge_seen_list(struct store *s, struct merge_seen *rows, int max, int *n,
		struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEEN_LIST, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, max);
	while (stmt_next(s, q, &st, err)) {
		struct merge_seen *b = &rows[(*n)++];

		stmt_column_id(q, 0, &b->id);
		stmt_column_text(q, 1, b->peer, sizeof b->peer);
		b->incarnation = sqlite3_column_int64(q, 2);
		b->serial = sqlite3_column_int64(q, 3);
		b->ops = sqlite3_column_int64(q, 5);
		b->at = sqlite3_column_int64(q, 6);
	}
	return st;
}
