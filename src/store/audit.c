/* audit.c - the chain of who did what. */
#include "store/audit.h"

#include "base/hash.h"
#include "store_priv.h"

#include <string.h>

struct line {
	int64_t no, wall, row; /* row 0: none */
	const char *user, *what, *detail;
};

static void
chain(unsigned char hash[HASH_SIZE], const struct line *l)
{
	struct hash h;

	hash_init(&h);
	hash_add(&h, hash, HASH_SIZE);
	hash_add_u64(&h, (uint64_t)l->no);
	hash_add_u64(&h, (uint64_t)l->wall);
	hash_add_str(&h, l->user, strlen(l->user));
	hash_add_str(&h, l->what, strlen(l->what));
	hash_add_u64(&h, (uint64_t)l->row);
	hash_add_str(&h, l->detail, strlen(l->detail));
	hash_end(&h, hash);
}

static enum status
last(struct store *s, int64_t *no, unsigned char hash[HASH_SIZE], struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_AUDIT_LAST, &q, err);

	*no = 0;
	memset(hash, 0, HASH_SIZE);
	if (!st && stmt_next(s, q, &st, err)) {
		*no = sqlite3_column_int64(q, 0);
		stmt_column_hash(q, 1, hash);
		stmt_reset(q);
	}
	return st;
}

enum status
audit_head(struct store *s, int64_t *no, unsigned char hash[HASH_SIZE], struct err *err)
{
	return last(s, no, hash, err);
}

static enum status
insert(struct store *s, const struct line *l, int64_t user, int64_t what,
       const unsigned char hash[HASH_SIZE], struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_AUDIT_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, l->no);
	sqlite3_bind_int64(q, 2, l->wall);
	sqlite3_bind_int64(q, 3, user);
	sqlite3_bind_int64(q, 4, what);
	if (l->row)
		sqlite3_bind_int64(q, 5, l->row);
	stmt_bind_text(q, 6, l->detail);
	sqlite3_bind_blob(q, 7, hash, HASH_SIZE, SQLITE_STATIC);
	return stmt_run(s, q, err);
}

/* Lines about a patient are found by patient. */
static enum status
add_about(struct store *s, const struct line *l, struct err *err)
{
	sqlite3_stmt *q;
	struct uid id;
	int is = -1;
	enum status st = l->row ? record_lookup(s, l->row, &id, &is, err) : ST_OK;

	if (st || is != E_PATIENT)
		return st == ST_NOT_FOUND ? ST_OK : st;
	st = stmt_get(s, SQL_AUDIT_ABOUT_ADD, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, l->row);
	sqlite3_bind_int64(q, 2, l->no);
	return stmt_run(s, q, err);
}

static enum status
add(struct store *s, struct line *l, struct err *err)
{
	unsigned char hash[HASH_SIZE];
	int64_t user, what;
	enum status st = last(s, &l->no, hash, err);

	if (!st)
		st = l->user == s->user ? op_user(s, &user, err)
					: op_name(s, l->user, &user, err);
	if (!st)
		st = op_name(s, l->what, &what, err);
	if (st)
		return st;
	l->no++;
	chain(hash, l);
	st = insert(s, l, user, what, hash, err);
	return st ? st : add_about(s, l, err);
}

enum status
audit_add(struct store *s, const char *what, int64_t row, const char *detail,
	  struct err *err)
{
	struct line l = {.row = row, .user = s->user, .what = what};
	enum status st = store_begin(s, err);

	if (st)
		return st;
	l.detail = detail ? detail : "";
	l.wall = s->txn_wall;
	st = add(s, &l, err);
	if (!st)
		return store_commit(s, err);
	store_cancel(s);
	return st;
}

/* ---- reads, noted after they are shown */

enum status
audit_later(struct store *s, const char *what, int64_t row, struct err *err)
{
	enum status st = audit_settle(s, STORE_LOCK_MS, err);

	if (st || s->depth > 0)
		return st ? st : audit_add(s, what, row, "", err);
	s->read.waits = true;
	s->read.wall = clock_wall(s->env->clock);
	s->read.row = row;
	str_copy(s->read.what, sizeof s->read.what, what);
	str_copy(s->read.user, sizeof s->read.user, s->user);
	return ST_OK;
}

bool
audit_waits(const struct store *s)
{
	return s->read.waits;
}

enum status
audit_take_along(struct store *s, struct err *err)
{
	struct store_read *r = &s->read;
	struct line l = {.wall = r->wall,
			 .row = r->row,
			 .user = r->user,
			 .what = r->what,
			 .detail = ""};
	enum status st = r->waits && !r->written ? add(s, &l, err) : ST_OK;

	r->written = r->waits && !st;
	return st;
}

enum status
audit_settle(struct store *s, int64_t wait_ms, struct err *err)
{
	enum status st;

	if (!s->read.waits || s->depth > 0) /* a transaction has taken it along */
		return ST_OK;
	st = store_begin_within(s, wait_ms, err);
	return st ? st : store_commit(s, err);
}

enum status
audit_list(struct store *s, int max, bool (*each)(void *arg, const struct audit_line *),
	   void *arg, struct err *err)
{
	sqlite3_stmt *q;
	bool more = true;
	enum status st = stmt_get(s, SQL_AUDIT_LIST, &q, err);

	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	while (more && stmt_next(s, q, &st, err)) {
		struct audit_line l = {.no = sqlite3_column_int64(q, 0),
				       .wall_ms = sqlite3_column_int64(q, 1),
				       .row = sqlite3_column_int64(q, 4)};

		stmt_column_text(q, 2, l.user, sizeof l.user);
		stmt_column_text(q, 3, l.what, sizeof l.what);
		l.detail = (const char *)sqlite3_column_text(q, 5);
		l.detail = l.detail ? l.detail : "";
		more = each(arg, &l);
	}
	stmt_reset(q);
	return st;
}

static const char *
text(sqlite3_stmt *q, int col)
{
	const char *t = (const char *)sqlite3_column_text(q, col);

	return t ? t : "";
}

/* Every line about a patient is found by patient. */
static enum status
verify_about(struct store *s, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ABOUT_LOST, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, s->ent[E_PATIENT].no);
	if (!stmt_next(s, q, &st, err))
		return st;
	st = status_fail(err, ST_CORRUPT,
			 "audit line %lld is not listed with its patient any more; the "
			 "audit was changed by another program",
			 (long long)sqlite3_column_int64(q, 0));
	stmt_reset(q);
	return st;
}

enum status
audit_verify(struct store *s, int64_t *lines, struct err *err)
{
	unsigned char hash[HASH_SIZE] = {0};
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_AUDIT_WALK, &q, err);

	*lines = 0;
	while (!st && stmt_next(s, q, &st, err)) {
		struct line l = {.no = sqlite3_column_int64(q, 0),
				 .wall = sqlite3_column_int64(q, 1),
				 .user = text(q, 2),
				 .what = text(q, 3),
				 .row = sqlite3_column_int64(q, 4),
				 .detail = text(q, 5)};

		chain(hash, &l);
		++*lines;
		if (l.no == *lines && sqlite3_column_bytes(q, 6) == HASH_SIZE &&
		    !memcmp(hash, sqlite3_column_blob(q, 6), HASH_SIZE))
			continue;
		st = status_fail(err, ST_CORRUPT,
				 "audit line %lld does not fit the one before; the audit "
				 "was changed by another program",
				 (long long)*lines);
		stmt_reset(q);
	}
	return st ? st : verify_about(s, err);
}
