/* link.c - peers, and the order in which operations came to lie here. */
#include "link_priv.h"

#include "core/chartno.h"
#include <string.h>

/* ---- the order of arrival */

enum status
link_note_run(struct store *s, int64_t writer, int64_t first, int64_t last,
	      const char *peer, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ARRIVAL_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, writer);
	sqlite3_bind_int64(q, 2, first);
	sqlite3_bind_int64(q, 3, last);
	stmt_bind_text(q, 4, peer);
	return stmt_run(s, q, err);
}

static enum status
arrived(struct store *s, int64_t writer, int64_t *last, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ARRIVAL_LAST, &q, err);

	*last = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, writer);
	if (stmt_next(s, q, &st, err)) {
		*last = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

/* Only this database's own writers, past and present, can be behind: what comes from others is
 * noted as it comes. In order of their begin, since one began after the last word of the other. */
enum status
link_note_own(struct store *s, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = op_chain_save(s, err);

	if (!st)
		st = stmt_get(s, SQL_WRITER_ENDS, &q, err);
	while (!st && stmt_next(s, q, &st, err)) {
		int64_t no = sqlite3_column_int64(q, 0), end = sqlite3_column_int64(q, 1),
			last;

		st = arrived(s, no, &last, err);
		if (!st && last < end)
			st = link_note_run(s, no, last + 1, end, "", err);
		if (st)
			stmt_reset(q);
	}
	return st;
}

/* ---- peers */

static bool
is_site(const char *site)
{
	size_t n = strlen(site);

	return n >= 2 && n <= CHARTNO_SITE_MAX &&
	       strspn(site, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
}

enum status
link_own_site(struct store *s, char site[LINK_SITE_SIZE], struct err *err)
{
	struct str text = {0};
	enum status st = store_setting_get(s, "site_code", &text, err);

	str_copy(site, LINK_SITE_SIZE, str_text(&text));
	str_release(&text);
	return st;
}

enum status
link_peer_add(struct store *s, const char *site, bool hub, struct err *err)
{
	char own[LINK_SITE_SIZE];
	sqlite3_stmt *q;
	enum status st = link_own_site(s, own, err);

	if (st)
		return st;
	if (!is_site(site) || !strcmp(site, own))
		return status_fail(err, ST_INVALID,
				   "%s: no code of another site; it has 2 to 6 capital "
				   "letters",
				   site);
	st = store_begin(s, err);
	if (st)
		return st;
	st = stmt_get(s, SQL_PEER_ADD, &q, err);
	if (!st) {
		stmt_bind_text(q, 1, site);
		sqlite3_bind_int64(q, 2, hub);
		st = stmt_run(s, q, err);
	}
	return store_end(s, st, err);
}

static void
take_peer(sqlite3_stmt *q, struct link_peer *p)
{
	stmt_column_text(q, 0, p->site, sizeof p->site);
	p->hub = sqlite3_column_int(q, 1) != 0;
	p->incarnation = sqlite3_column_int64(q, 2);
	p->serial = sqlite3_column_int64(q, 3);
	p->end_n = sqlite3_column_int64(q, 4);
	p->acked_n = sqlite3_column_int64(q, 5);
	p->acked_at = stmt_column_int(q, 6);
	p->seen_at = stmt_column_int(q, 7);
	stmt_column_text(q, 8, p->alarm, sizeof p->alarm);
	p->audit_odd = sqlite3_column_int64(q, 9);
	p->late = sqlite3_column_int64(q, 11);
	p->scope = p->hub ? LINK_ALL : (enum link_scope)sqlite3_column_int(q, 10);
}

enum status
link_no_peer(const char *site, struct err *err)
{
	return status_fail(err, ST_NOT_FOUND,
			   "%s: no keys of such a site are known here; take them first "
			   "(limber keys trust FILE)",
			   site);
}

enum status
link_peer_get(struct store *s, const char *site, struct link_peer *p, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PEER_GET, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, site);
	if (!stmt_next(s, q, &st, err))
		return st ? st : link_no_peer(site, err);
	take_peer(q, p);
	stmt_reset(q);
	return ST_OK;
}

enum status
link_peers(struct store *s, struct link_peer *rows, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PEER_ALL, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, max);
	while (stmt_next(s, q, &st, err))
		take_peer(q, &rows[(*n)++]);
	return st;
}

static enum status
change_peer(struct store *s, enum sql_id id, const char *site, const char *text,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = store_begin(s, err);

	if (st)
		return st;
	st = stmt_get(s, id, &q, err);
	if (!st) {
		stmt_bind_text(q, 1, site);
		if (text)
			stmt_bind_text(q, 2, text);
		st = stmt_run(s, q, err);
	}
	return store_end(s, st, err);
}

/* Whoever clears it has made sure that one copy is left: late sticks are counted anew. */
enum status
link_alarm(struct store *s, const char *site, const char *why, struct err *err)
{
	enum status st = store_begin(s, err);

	if (st)
		return st;
	st = change_peer(s, SQL_PEER_ALARM, site, why, err);
	if (!st && !why[0])
		st = change_peer(s, SQL_LINK_IN_FORGIVE, site, NULL, err);
	return store_end(s, st, err);
}

enum status
link_forget(struct store *s, const char *peer, struct err *err)
{
	return change_peer(s, SQL_PEER_FORGET, peer, NULL, err);
}

/* ---- numbers of bundles */

enum status
link_serial(struct store *s, const char *peer, int64_t *serial, struct err *err)
{
	struct op_ref next;
	sqlite3_stmt *q;
	enum status st = store_begin(s, err);

	if (st)
		return st;
	*serial = 0;
	st = op_next(s, &next, err);
	if (!st) {
		s->chain.moved =
		    true; /* an older copy must be known by it (store_self.c) */
		st = stmt_get(s, SQL_PEER_SERIAL, &q, err);
	}
	if (!st) {
		stmt_bind_text(q, 1, peer);
		while (stmt_next(s, q, &st, err))
			*serial = sqlite3_column_int64(q, 0);
	}
	if (!st && !*serial)
		st = link_no_peer(peer, err);
	return store_end(s, st, err);
}
