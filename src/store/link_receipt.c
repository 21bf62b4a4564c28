/* link_receipt.c - what was sent, what a peer says it holds, and since when. */
#include "link_priv.h"

#include <string.h>

enum status
link_sent(struct store *s, const struct link_bundle *b, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = store_begin(s, err);

	if (st)
		return st;
	st = stmt_get(s, SQL_SENT_ADD, &q, err);
	if (!st) {
		stmt_bind_text(q, 1, b->peer);
		sqlite3_bind_int64(q, 2, b->incarnation);
		sqlite3_bind_int64(q, 3, b->serial);
		stmt_bind_id(q, 4, &b->id);
		sqlite3_bind_int64(q, 5, b->n_from);
		sqlite3_bind_int64(q, 6, b->n_to);
		sqlite3_bind_blob(q, 7, b->hash_to, HASH_SIZE, SQLITE_STATIC);
		sqlite3_bind_int64(q, 8, b->at);
		stmt_bind_text(q, 9, b->place);
		sqlite3_bind_int64(q, 10, b->audit_no);
		st = stmt_run(s, q, err);
	}
	return store_end(s, st, err);
}

enum status
link_told(struct store *s, const char *peer, int64_t upto, struct change_line *rows,
	  int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SENT_AUDITS, &q, err);

	*n = 0;
	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	sqlite3_bind_int64(q, 2, upto);
	sqlite3_bind_int(q, 3, max);
	while (stmt_next(s, q, &st, err)) {
		rows[*n].no = sqlite3_column_int64(q, 0);
		stmt_column_hash(q, 1, rows[(*n)++].hash);
	}
	return st;
}

enum status
link_bundles(struct store *s, const char *peer, struct link_bundle *rows, int max, int *n,
	     struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SENT_LIST, &q, err);

	*n = 0;
	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	sqlite3_bind_int64(q, 2, max);
	while (stmt_next(s, q, &st, err)) {
		struct link_bundle *b = &rows[(*n)++];

		*b = (struct link_bundle){.incarnation = sqlite3_column_int64(q, 1),
					  .serial = sqlite3_column_int64(q, 2),
					  .n_from = sqlite3_column_int64(q, 4),
					  .n_to = sqlite3_column_int64(q, 5),
					  .at = sqlite3_column_int64(q, 7),
					  .acked_at = stmt_column_int(q, 8)};
		stmt_column_text(q, 0, b->peer, sizeof b->peer);
		stmt_column_id(q, 3, &b->id);
		stmt_column_hash(q, 6, b->hash_to);
		stmt_column_text(q, 9, b->place, sizeof b->place);
		b->replaced = sqlite3_column_int(q, 10) && b->acked_at == DICT_NONE;
	}
	return st;
}

enum status
link_in_newest(struct store *s, const char *peer, struct link_in *l, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LINK_IN_LAST, &q, err);

	*l = (struct link_in){0};
	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	if (stmt_next(s, q, &st, err)) {
		l->known = true;
		stmt_column_id(q, 0, &l->writer);
		l->incarnation = sqlite3_column_int64(q, 1);
		l->serial = sqlite3_column_int64(q, 2);
		l->no = sqlite3_column_int64(q, 5);
		stmt_reset(q);
	}
	return st;
}

enum status
link_taken(struct store *s, const char *peer, int64_t *serial, struct err *err)
{
	struct link_in l;
	enum status st = link_in_newest(s, peer, &l, err);

	*serial = l.serial;
	return st;
}

enum status
link_haves(struct store *s,
	   enum status (*each)(void *arg, const struct change_have *h, struct err *err),
	   void *arg, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_HAVE_ALL, &q, err);

	while (!st && stmt_next(s, q, &st, err)) {
		struct change_have h = {.seq = sqlite3_column_int64(q, 1),
					.hub = sqlite3_column_int(q, 4) != 0};

		stmt_column_id(q, 0, &h.writer);
		stmt_column_hash(q, 2, h.hash);
		stmt_column_text(q, 3, h.site, sizeof h.site);
		if (h.seq > 0)
			st = each(arg, &h, err);
		if (st)
			stmt_reset(q);
	}
	return st;
}

enum status
link_ack(struct store *s, const char *peer, struct link_ack *a, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LINK_IN_LAST, &q, err);

	*a = (struct link_ack){0};
	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	if (stmt_next(s, q, &st, err)) {
		a->known = true;
		a->n = sqlite3_column_int64(q, 3);
		stmt_column_hash(q, 4, a->hash);
		stmt_reset(q);
	}
	return st;
}

/* The head office when no peer is named. */
static enum status
which(struct store *s, const char *peer, char site[LINK_SITE_SIZE], struct err *err)
{
	sqlite3_stmt *q;
	enum status st = ST_OK;

	str_copy(site, LINK_SITE_SIZE, peer);
	if (peer[0])
		return ST_OK;
	st = stmt_get(s, SQL_PEER_HUB, &q, err);
	if (!st && stmt_next(s, q, &st, err)) {
		stmt_column_text(q, 0, site, LINK_SITE_SIZE);
		stmt_reset(q);
	}
	return st;
}

enum status
link_since(struct store *s, const char *peer, int64_t row, int64_t *at, struct err *err)
{
	char site[LINK_SITE_SIZE];
	sqlite3_stmt *q;
	enum status st = which(s, peer, site, err);

	*at = DICT_NONE;
	if (!st)
		st = stmt_get(s, SQL_RECEIPT_SINCE, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, site);
	sqlite3_bind_int64(q, 2, row);
	if (stmt_next(s, q, &st, err)) {
		*at = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

enum status
link_waiting(struct store *s, const char *peer, int64_t *ops, struct err *err)
{
	struct link_peer p;
	sqlite3_stmt *q;
	enum status st = link_peer_get(s, peer, &p, err);
	bool own = !st && p.scope == LINK_OWN;

	*ops = 0;
	if (!st)
		st = stmt_get(s, own ? SQL_LAID_WAITING : SQL_OWN_WAITING, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	if (stmt_next(s, q, &st, err)) {
		*ops = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}
