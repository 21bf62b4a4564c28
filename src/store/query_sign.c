/* query_sign.c - visits of a clinician, notes to co-sign, kinds of addenda. */
#include "store/query_sign.h"

#include "query_priv.h"
#include "store/access.h"

#include <string.h>

enum status
query_sign_visits(struct store *s, struct sign_visits *v, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SIGN_VISITS, &q, err);

	v->n = 0;
	v->minutes = v->units = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, v->therapist);
	sqlite3_bind_int64(q, 2, v->after);
	sqlite3_bind_int64(q, 3, v->to);
	sqlite3_bind_int(q, 4, v->most);
	while (stmt_next(s, q, &st, err)) {
		v->n++;
		v->minutes += sqlite3_column_int64(q, 0);
		v->units += sqlite3_column_int64(q, 1);
	}
	stmt_reset(q);
	return st;
}

enum status
query_sign_others(struct store *s, const struct sign_day *d, struct sign_other *rows,
		  int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SIGN_SAME_DAY, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, d->day);
	sqlite3_bind_int64(q, 2, d->therapist);
	sqlite3_bind_int64(q, 3, d->patient);
	sqlite3_bind_int(q, 4, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct sign_other *o = &rows[(*n)++];

		o->started = sqlite3_column_int64(q, 0);
		o->ended = sqlite3_column_int64(q, 1);
		o->attended_s = sqlite3_column_int64(q, 2);
	}
	stmt_reset(q);
	return st;
}

enum status
query_cosign(struct store *s, int64_t staff, struct cosign_line *lines, int max, int *n,
	     struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SIGN_COSIGN, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, staff ? staff : 1);
	sqlite3_bind_int64(q, 2, staff ? staff : INT64_MAX);
	sqlite3_bind_int(q, 3, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct cosign_line *l = &lines[*n];

		memset(l, 0, sizeof *l);
		l->note = sqlite3_column_int64(q, 0);
		l->patient = sqlite3_column_int64(q, 1);
		stmt_column_text(q, 2, l->kind, sizeof l->kind);
		stmt_column_text(q, 3, l->signature, sizeof l->signature);
		l->signed_at = stmt_column_int(q, 4);
		l->day = sqlite3_column_int64(q, 5);
		query_name(q, 6, l->name, sizeof l->name);
		stmt_column_text(q, 8, l->chart_no, sizeof l->chart_no);
		*n += access_lists(s, ROLE_CHART, l->patient);
	}
	stmt_reset(q);
	return st;
}

enum status
query_sign_last(struct store *s, int64_t episode, struct sign_last *l, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = access_read(s, E_NOTE, episode, err);

	if (!st)
		st = stmt_get(s, SQL_SIGN_LAST, &q, err);
	l->note = l->day = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	if (stmt_next(s, q, &st, err)) {
		l->note = sqlite3_column_int64(q, 0);
		l->day = sqlite3_column_int64(q, 1);
	}
	stmt_reset(q);
	return st;
}

enum status
query_addendum_kind(struct store *s, int64_t note, const char *kind, bool *has,
		    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SIGN_KIND, &q, err);

	*has = false;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, note);
	sqlite3_bind_text(q, 2, kind, -1, SQLITE_TRANSIENT);
	*has = stmt_next(s, q, &st, err);
	stmt_reset(q);
	return st;
}
