/* draft.c - reports and hand-over notes not yet signed. */
#include "store/draft.h"

#include "query_priv.h"
#include "store/access.h"

#include <string.h>

static enum status
begin(struct store *s, struct err *err)
{
	enum status st = access_may(s, ROLE_CHART, ROLE_WRITE, "Draft", err);

	return st ? st : store_begin(s, err);
}

static enum status
gone(struct err *err)
{
	return status_fail(err, ST_NOT_FOUND,
			   "this draft is no longer here; it was signed or thrown away");
}

/* Commits when all went well, else undoes everything since begin. */
static enum status
end(struct store *s, enum status st, struct err *err)
{
	if (!st)
		return store_commit(s, err);
	store_cancel(s);
	return st;
}

static void
read_line(sqlite3_stmt *q, struct draft *d)
{
	d->no = sqlite3_column_int64(q, 0);
	d->episode = sqlite3_column_int64(q, 1);
	d->patient = sqlite3_column_int64(q, 2);
	d->staff = query_ref(q, 3);
	stmt_column_text(q, 4, d->kind, sizeof d->kind);
	d->day = sqlite3_column_int64(q, 5);
	query_name(q, 6, d->patient_name, sizeof d->patient_name);
	stmt_column_text(q, 8, d->chart_no, sizeof d->chart_no);
}

/* The draft of an episode and kind; d->no 0 when there is none. */
static enum status
find(struct store *s, struct draft *d, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_DRAFT_OF, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, d->episode);
	stmt_bind_text(q, 2, d->kind);
	d->no = 0;
	if (stmt_next(s, q, &st, err)) {
		read_line(q, d);
		stmt_reset(q);
	}
	return st;
}

static enum status
insert(struct store *s, const struct draft *d, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_DRAFT_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, d->episode);
	stmt_bind_text(q, 2, d->kind);
	if (d->staff)
		sqlite3_bind_int64(q, 3, d->staff);
	sqlite3_bind_int64(q, 4, d->day);
	return stmt_run(s, q, err);
}

static enum status
open_one(struct store *s, struct draft *d, struct err *err)
{
	enum status st = find(s, d, err);

	if (!st && !d->no) {
		st = insert(s, d, err);
		if (!st)
			st = find(s, d, err);
		if (!st && !d->no)
			st = status_fail(err, ST_NOT_FOUND, "this episode is not here");
	}
	return st;
}

enum status
draft_open(struct store *s, struct draft *d, struct err *err)
{
	enum status st = begin(s, err);

	return st ? st : end(s, open_one(s, d, err), err);
}

enum status
draft_get(struct store *s, int64_t no, struct draft *d, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_DRAFT_GET, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	if (!stmt_next(s, q, &st, err))
		return st ? st : gone(err);
	read_line(q, d);
	stmt_reset(q);
	return ST_OK;
}

enum status
draft_list(struct store *s, struct draft *lines, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_DRAFT_LIST, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		read_line(q, &lines[*n]);
		*n += access_lists(s, ROLE_CHART, lines[*n].patient);
	}
	stmt_reset(q);
	return st;
}

static enum status
set_text(struct store *s, int64_t no, const char *part, const char *text, struct err *err)
{
	struct draft d;
	sqlite3_stmt *q;
	enum status st = draft_get(s, no, &d, err);

	if (!st)
		st = stmt_get(s, SQL_DRAFT_TEXT_SET, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	stmt_bind_text(q, 2, part);
	sqlite3_bind_text(q, 3, text, -1, SQLITE_STATIC);
	return stmt_run(s, q, err);
}

enum status
draft_text_get(struct store *s, int64_t no, const char *part, struct str *text,
	       struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_may(s, ROLE_CHART, ROLE_READ, "Draft", err);

	if (!st)
		st = stmt_get(s, SQL_DRAFT_TEXT_GET, &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	stmt_bind_text(q, 2, part);
	if (stmt_next(s, q, &st, err)) {
		str_add(text, (const char *)sqlite3_column_text(q, 0));
		stmt_reset(q);
	}
	return st;
}

enum status
draft_seen(const struct str *now, struct str *seen, const char *text, struct err *err)
{
	if (!strcmp(str_text(now), str_text(seen)) || !strcmp(str_text(now), text))
		return ST_OK;
	str_clear(seen);
	str_add(seen, str_text(now));
	return status_fail(err, ST_STALE,
			   "Somebody else has just changed this text; you are asked when "
			   "you leave it");
}

static enum status
compare_text(struct store *s, int64_t no, const char *part, struct str *seen,
	     const char *text, struct err *err)
{
	struct str now = {0};
	struct draft d;
	enum status st = draft_get(s, no, &d, err);

	if (!st)
		st = draft_text_get(s, no, part, &now, err);
	if (!st)
		st = draft_seen(&now, seen, text, err);
	str_release(&now);
	return st;
}

enum status
draft_text_set(struct store *s, int64_t no, const char *part, struct str *seen,
	       const char *text, struct err *err)
{
	enum status st = begin(s, err);

	if (st)
		return st;
	if (seen)
		st = compare_text(s, no, part, seen, text, err);
	if (!st)
		st = set_text(s, no, part, text, err);
	st = end(s, st, err);
	if (!st && seen) {
		str_clear(seen);
		str_add(seen, text);
	}
	return st;
}

static enum status
run_draft(struct store *s, enum sql_id id, int64_t no, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	return stmt_run(s, q, err);
}

enum status
draft_remove(struct store *s, int64_t no, struct err *err)
{
	enum status st = begin(s, err);

	if (st)
		return st;
	st = run_draft(s, SQL_DRAFT_TEXTS_GO, no, err);
	if (!st)
		st = run_draft(s, SQL_DRAFT_GO, no, err);
	return end(s, st, err);
}
