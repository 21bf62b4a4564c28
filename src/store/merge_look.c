/* merge_look.c - how a bundle stands to what was taken before: next, again, too early, a copy's. */
#include "merge_priv.h"

#include "store/audit.h"

#include <string.h>

/* So many sticks of a database that was replaced since may still have been on their way; with one
 * more somebody goes on working in it. */
enum { LATE_STICKS = 2 };

/* ---- what is known of the sender's links */

static enum status
find_link(struct store *s, const struct merge_bundle *b, struct link_in *l,
	  struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_LINK_IN_GET, &q, err);

	*l = (struct link_in){.writer = b->writer, .incarnation = b->incarnation};
	if (st)
		return st;
	stmt_bind_text(q, 1, b->peer);
	stmt_bind_id(q, 2, &b->writer);
	sqlite3_bind_int64(q, 3, b->incarnation);
	if (stmt_next(s, q, &st, err)) {
		l->known = true;
		l->no = sqlite3_column_int64(q, 0);
		l->serial = sqlite3_column_int64(q, 1);
		l->recv_n = sqlite3_column_int64(q, 2);
		stmt_column_hash(q, 3, l->hash);
		l->late = sqlite3_column_int64(q, 4);
		stmt_reset(q);
	}
	return st;
}

/* Whether the peer has told of a writer that it holds something of it. */
static enum status
told_of(struct store *s, const char *peer, const struct uid *writer, bool *yes,
	struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_HAS_GET, &q, err);

	*yes = false;
	if (st)
		return st;
	stmt_bind_text(q, 1, peer);
	stmt_bind_id(q, 2, writer);
	if (stmt_next(s, q, &st, err)) {
		*yes = true;
		stmt_reset(q);
	}
	return st;
}

/* A link is late when its site has begun a newer one: with a higher incarnation, or by another
 * writer that knows this one (a database restored from a backup knows the one it replaces). */
static enum status
is_late(struct store *s, const struct merge_bundle *b, const struct link_in *mine,
	const struct link_in *top, bool *late, struct err *err)
{
	*late = false;
	if (!top->known || (mine->known && mine->no == top->no))
		return ST_OK;
	if (!uid_cmp(&b->writer, &top->writer)) {
		*late = b->incarnation < top->incarnation;
		return ST_OK;
	}
	if (mine->known) {
		*late = true;
		return ST_OK;
	}
	return told_of(s, b->peer, &b->writer, late, err);
}

/* ---- frozen, seen */

static enum status
check_alarm(struct store *s, const struct merge_bundle *b, struct err *err)
{
	struct link_peer p;
	enum status st = link_peer_get(s, b->peer, &p, err);

	if (!st && p.alarm[0])
		return status_fail(err, ST_FORK, "%s: nothing is taken from it: %s",
				   b->peer, p.alarm);
	return st;
}

bool
merge_was_taken(struct store *s, const struct uid *id,
		const unsigned char manifest[HASH_SIZE])
{
	sqlite3_stmt *q;
	struct err ignored = {0};
	enum status st = stmt_get(s, SQL_SEEN_GET, &q, &ignored);
	bool same = false;

	if (st)
		return false;
	stmt_bind_id(q, 1, id);
	if (stmt_next(s, q, &st, &ignored)) {
		same = sqlite3_column_bytes(q, 2) == HASH_SIZE &&
		       !memcmp(sqlite3_column_blob(q, 2), manifest, HASH_SIZE);
		stmt_reset(q);
	}
	return same && !st;
}

static enum status
check_seen(struct store *s, const struct merge_bundle *b, struct merge_state *state,
	   struct err *err)
{
	sqlite3_stmt *q;
	bool same;
	enum status st = stmt_get(s, SQL_SEEN_GET, &q, err);

	if (st)
		return st;
	stmt_bind_id(q, 1, &b->id);
	if (!stmt_next(s, q, &st, err))
		return st;
	same = sqlite3_column_bytes(q, 2) == HASH_SIZE &&
	       !memcmp(sqlite3_column_blob(q, 2), b->manifest, HASH_SIZE);
	state->seen_at = sqlite3_column_int64(q, 5);
	stmt_reset(q);
	if (!same)
		return status_fail(err, ST_FORK,
				   "%s: two different bundles carry the same name; two "
				   "copies of its database are in use: stop and call the "
				   "office",
				   b->peer);
	return status_fail(err, ST_ALREADY, "%s", status_text(ST_ALREADY));
}

/* ---- this database is an older copy of itself */

/* The peer holds more of the present writer than was ever written here. */
static enum status
check_self(struct store *s, const struct merge_bundle *b, struct merge_state *state,
	   struct err *err)
{
	const struct change_have *h;
	struct uid id = {0};
	int64_t seq = 0;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_WRITER_OWN, &q, err);

	if (st)
		return st;
	if (stmt_next(s, q, &st, err)) {
		stmt_column_id(q, 1, &id);
		seq = sqlite3_column_int64(q, 2);
		stmt_reset(q);
	}
	h = merge_have(b, &id);
	if (st || !h || h->seq <= seq)
		return st;
	state->restored = true;
	s->orphan = true;
	s->orphan_told = true;
	st = store_begin(s, err);
	return st ? st : store_end(s, ST_OK, err);
}

/* ---- */

static enum status
tell_waiting(const struct merge_bundle *b, const struct link_in *l, struct err *err)
{
	int64_t first = l->serial + 1, last = b->serial - 1;

	if (last > first)
		return status_fail(err, ST_WAITING,
				   "bundles %lld to %lld of %s are missing; ask there to "
				   "export again; nothing is lost",
				   (long long)first, (long long)last, b->peer);
	return status_fail(err, ST_WAITING,
			   "bundle %lld of %s is missing; ask there to export again; "
			   "nothing is lost",
			   (long long)(last >= first ? first : b->serial - 1), b->peer);
}

static enum status
tell_copies(struct store *s, const struct merge_bundle *b, struct err *err)
{
	static const char why[] =
	    "two copies of its database are in use; stop both and call the office";
	enum status st = link_alarm(s, b->peer, why, err);

	if (!st)
		st = audit_add(s, "fork", 0, b->peer, err);
	return st ? st : status_fail(err, ST_FORK, "%s: %s", b->peer, why);
}

enum status
merge_look(struct store *s, const struct merge_bundle *b, struct merge_state *state,
	   struct err *err)
{
	char own[LINK_SITE_SIZE];
	struct link_in mine, top;
	enum status st = check_alarm(s, b, err);

	*state = (struct merge_state){.seen_at = DICT_NONE};
	if (!st)
		st = check_seen(s, b, state, err);
	if (!st)
		st = find_link(s, b, &mine, err);
	if (!st)
		st = link_in_newest(s, b->peer, &top, err);
	if (!st)
		st = is_late(s, b, &mine, &top, &state->late, err);
	if (!st)
		st = link_own_site(s, own, err);
	if (st)
		return st;
	if (!mine.known)
		change_link_begin(
		    mine.hash,
		    &(struct change_link){b->peer, own, b->writer, b->incarnation});
	if (state->late && mine.late >= LATE_STICKS && b->serial > mine.serial)
		return tell_copies(s, b, err);
	if (b->n_from > mine.recv_n)
		return tell_waiting(b, &mine, err);
	state->recv_n = mine.recv_n;
	memcpy(state->recv_hash, mine.hash, HASH_SIZE);
	state->last_serial = mine.serial;
	state->newest = !state->late && b->serial > mine.serial;
	state->replaced =
	    state->newest && top.known && uid_cmp(&b->writer, &top.writer) != 0;
	return check_self(s, b, state, err);
}
