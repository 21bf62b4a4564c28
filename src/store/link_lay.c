/* link_lay.c - positions of operations on the way to a peer, in the order of their arrival; what is
 * not for the peer is left out, and follows when a patient moves there. */
#include "link_lay_priv.h"

#include <stdlib.h>
#include <string.h>

static enum status
read_link(struct lay *y, struct err *err)
{
	struct link_out *l = y->l;
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_PEER_GET, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, l->to);
	if (!stmt_next(y->s, q, &st, err))
		return st ? st : link_no_peer(l->to, err);
	l->incarnation = sqlite3_column_int64(q, 2);
	l->end_n = sqlite3_column_int64(q, 4);
	l->acked_n = sqlite3_column_int64(q, 5);
	y->hub = sqlite3_column_int(q, 1) != 0;
	y->scope = y->hub ? LINK_ALL : (enum link_scope)sqlite3_column_int(q, 10);
	y->writer = sqlite3_column_int64(q, 12);
	y->laid = sqlite3_column_int64(q, 13);
	stmt_column_hash(q, 14, l->hash);
	stmt_reset(q);
	return ST_OK;
}

enum status
link_lay_of_peer(struct lay *y, enum sql_id id, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, id, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	return stmt_run(y->s, q, err);
}

static enum status
begin_anew(struct lay *y, int64_t writer, struct err *err)
{
	struct link_out *l = y->l;
	sqlite3_stmt *q;
	enum status st = link_lay_of_peer(y, SQL_RUN_CLEAR, err);

	if (!st)
		st = link_lay_of_peer(y, SQL_MOVED_CLEAR, err);
	if (st)
		return st;
	l->incarnation++;
	change_link_begin(
	    l->hash, &(struct change_link){l->from, l->to, l->writer, l->incarnation});
	l->end_n = 0;
	l->acked_n = 0;
	y->laid = 0;
	st = stmt_get(y->s, SQL_PEER_ANEW, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, l->to);
	sqlite3_bind_int64(q, 2, writer);
	sqlite3_bind_blob(q, 3, l->hash, HASH_SIZE, SQLITE_STATIC);
	while (stmt_next(y->s, q, &st, err))
		;
	return st;
}

enum status
link_lay_run(struct lay *y, const struct op_run *run, bool skip, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_RUN_ADD, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	sqlite3_bind_int64(q, 2, y->l->end_n + 1);
	sqlite3_bind_int64(q, 3, run->writer);
	sqlite3_bind_int64(q, 4, run->first);
	sqlite3_bind_int64(q, 5, run->last);
	sqlite3_bind_int(q, 6, skip);
	y->l->end_n += run->last - run->first + 1;
	return stmt_run(y->s, q, err);
}

/* ---- what arrived since */

/* A run in parts: those that go there and those that do not. */
static enum status
add_parts(struct lay *y, const struct op_run *run, struct err *err)
{
	struct op_run part = {run->writer, run->first, run->first - 1};
	bool going = true;
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_RUN_OPS, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, run->writer);
	sqlite3_bind_int64(q, 2, run->first);
	sqlite3_bind_int64(q, 3, run->last);
	while (!st && stmt_next(y->s, q, &st, err)) {
		int64_t seq = sqlite3_column_int64(q, 0);
		bool in;

		st = scope_row(y->own, sqlite3_column_int64(q, 1), &in, err);
		if (!st && in != going && part.last >= part.first) {
			st = link_lay_run(y, &part, !going, err);
			part.first = seq;
		}
		going = in;
		part.last = seq;
		if (st)
			stmt_reset(q);
	}
	return st || part.last < part.first ? st : link_lay_run(y, &part, !going, err);
}

/* Of a writer held in part: what lies between the run and what was laid or is held before it. */
static enum status
add_hole(struct lay *y, const struct op_run *run, int64_t has, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_RUN_TOP, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	sqlite3_bind_int64(q, 2, run->writer);
	if (stmt_next(y->s, q, &st, err)) {
		if (sqlite3_column_int64(q, 0) > has)
			has = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	if (st || run->first <= has + 1)
		return st;
	return link_lay_run(y, &(struct op_run){run->writer, has + 1, run->first - 1},
			    true, err);
}

/* The arrival the statement stands on. What a peer holds in part it is not known to hold: a head
 * office that lost operations gets all there is from every clinic, and what one of them brought
 * back goes to the others. */
static enum status
lay_arrival(struct lay *y, sqlite3_stmt *q, struct err *err)
{
	struct op_run run = {sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2),
			     sqlite3_column_int64(q, 3)};
	int64_t has = sqlite3_column_int64(q, 4);
	unsigned char chain[HASH_SIZE] = {1}, theirs[HASH_SIZE] = {1};
	char site[LINK_SITE_SIZE];
	enum status st = ST_OK;

	stmt_column_text(q, 5, site, sizeof site);
	stmt_column_hash(q, 6, chain);
	stmt_column_hash(q, 7, theirs);
	y->laid = sqlite3_column_int64(q, 0);
	if (change_in_part(y->hub ? theirs : chain))
		has = 0;
	if (run.first <= has)
		run.first = has + 1;
	if (run.first > run.last)
		return ST_OK;
	if (change_in_part(chain))
		st = add_hole(y, &run, has, err);
	if (st)
		return st;
	return y->own && strcmp(site, y->l->to) ? add_parts(y, &run, err)
						: link_lay_run(y, &run, false, err);
}

/* Everything that arrived since and that the peer is not known to hold. */
static enum status
lay_new(struct lay *y, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_ARRIVAL_AFTER, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	sqlite3_bind_int64(q, 2, y->laid);
	while (!st && stmt_next(y->s, q, &st, err)) {
		st = lay_arrival(y, q, err);
		if (st)
			stmt_reset(q);
	}
	if (!st)
		st = stmt_get(y->s, SQL_PEER_LAID, &q, err);
	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	sqlite3_bind_int64(q, 2, y->laid);
	sqlite3_bind_int64(q, 3, y->l->end_n);
	return stmt_run(y->s, q, err);
}

static enum status
lay_own(struct lay *y, struct err *err)
{
	enum status st;

	y->own = mem_alloc(sizeof *y->own);
	scope_open(y->own, y->s, y->l->to);
	record_ids_keep(y->s);
	st = link_moved_lay(y, err);
	if (!st)
		st = lay_new(y, err);
	record_ids_drop(y->s);
	free(y->own);
	return st;
}

static enum status
lay(struct lay *y, struct err *err)
{
	struct op_ref next;
	enum status st = op_next(y->s, &next, err); /* reads who writes here now */

	y->l->writer = y->s->chain.id;
	if (!st)
		st = link_own_site(y->s, y->l->from, err);
	if (!st)
		st = link_note_own(y->s, err);
	if (!st)
		st = read_link(y, err);
	if (!st && y->writer != next.writer) {
		/* It may lack what it once was not to have. */
		if (y->scope == LINK_ALL_AGAIN)
			st = link_lay_of_peer(y, SQL_HAS_CLEAR, err);
		if (!st)
			st = begin_anew(y, next.writer, err);
	}
	if (st)
		return st;
	return y->scope == LINK_OWN ? lay_own(y, err) : lay_new(y, err);
}

enum status
link_lay(struct store *s, const char *peer, struct link_out *l, struct err *err)
{
	struct lay y = {.s = s, .l = l};
	enum status st = store_begin(s, err);

	*l = (struct link_out){0};
	if (st)
		return st;
	str_copy(l->to, sizeof l->to, peer);
	st = lay(&y, err);
	return store_end(s, st, err);
}

/* ---- wider and narrower */

/* What was left out until now. */
static enum status
lay_skipped(struct lay *y, struct err *err)
{
	struct op_run *runs = NULL;
	size_t n = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(y->s, SQL_RUN_SKIPPED, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, y->l->to);
	while (stmt_next(y->s, q, &st, err)) {
		runs = mem_room(runs, n, sizeof *runs);
		runs[n++] = (struct op_run){sqlite3_column_int64(q, 0),
					    sqlite3_column_int64(q, 1),
					    sqlite3_column_int64(q, 2)};
	}
	for (size_t i = 0; i < n && !st; i++)
		st = link_lay_run(y, &runs[i], false, err);
	free(runs);
	return st ? st : lay_new(y, err);
}

static enum status
set_scope(struct store *s, const char *site, enum link_scope scope, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PEER_SCOPE, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, site);
	sqlite3_bind_int(q, 2, (int)scope);
	return stmt_run(s, q, err);
}

static enum status
change_scope(struct store *s, const char *site, bool all, struct err *err)
{
	struct link_out l = {0};
	struct lay y = {.s = s, .l = &l};
	struct link_peer p;
	enum status st = link_peer_get(s, site, &p, err);

	if (!st && p.hub)
		st = status_fail(err, ST_INVALID, "%s: a head office gets everything",
				 site);
	if (st || all == (p.scope != LINK_OWN))
		return st;
	if (all && p.incarnation > 0) {
		st = link_lay(s, site, &l, err);
		if (!st)
			st = read_link(&y, err);
		if (!st)
			st = lay_skipped(&y, err);
	}
	if (st)
		return st;
	return set_scope(s, site,
			 !all		     ? LINK_OWN
			 : p.incarnation > 0 ? LINK_ALL_AGAIN
					     : LINK_ALL,
			 err);
}

enum status
link_scope_set(struct store *s, const char *site, bool all, struct err *err)
{
	enum status st = store_begin(s, err);

	return st ? st : store_end(s, change_scope(s, site, all, err), err);
}

enum status
link_shares(struct store *s, const char *peer, int64_t row, bool *goes, struct err *err)
{
	struct link_peer p;
	struct scope *c;
	enum status st = link_peer_get(s, peer, &p, err);

	*goes = true;
	if (st || p.scope != LINK_OWN)
		return st;
	c = mem_alloc(sizeof *c);
	scope_open(c, s, peer);
	st = scope_row(c, row, goes, err);
	free(c);
	return st;
}
