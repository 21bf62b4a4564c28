/* query_claims.c - charges by service date: line by line, and summed. */
#include "store/query_claims.h"

#include "query_priv.h"

static enum status
begin(struct store *s, enum sql_id id, const struct claim_span *span, sqlite3_stmt **q,
      struct err *err)
{
	enum status st = stmt_get(s, id, q, err);

	if (st)
		return st;
	if (span->session) {
		sqlite3_bind_int64(*q, 1, span->session);
	} else {
		sqlite3_bind_int64(*q, 1, span->from);
		sqlite3_bind_int64(*q, 2, span->to);
	}
	return ST_OK;
}

enum status
query_claims(struct store *s, const struct claim_span *span,
	     bool (*each)(void *arg, const struct claim_key *k), void *arg,
	     struct err *err)
{
	sqlite3_stmt *q;
	enum status st =
	    begin(s, span->session ? SQL_CLAIMS_VISIT : SQL_CLAIMS_DAYS, span, &q, err);
	bool more = true;

	if (st)
		return st;
	while (more && stmt_next(s, q, &st, err)) {
		struct claim_key k = {
		    sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
		    sqlite3_column_int(q, 2) != 0, sqlite3_column_int(q, 3) != 0,
		    sqlite3_column_int(q, 4) == 0};

		more = each(arg, &k);
	}
	stmt_reset(q);
	return st;
}

enum status
query_claim_goals(struct store *s, int64_t session, struct claim_goal *rows, int max,
		  int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLAIM_GOALS, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, session);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct claim_goal *g = &rows[(*n)++];

		stmt_column_text(q, 0, g->code, sizeof g->code);
		stmt_column_text(q, 1, g->diagnoses, sizeof g->diagnoses);
	}
	stmt_reset(q);
	return st;
}

enum status
query_claim_sums(struct store *s, enum claim_sums which, const struct claim_span *span,
		 bool (*each)(void *arg, const struct claim_sum *sum), void *arg,
		 struct err *err)
{
	static const enum sql_id ids[] = {[CLAIM_SUMS_UNITS] = SQL_UNIT_SUMS,
					  [CLAIM_SUMS_WORK] = SQL_WORK_SUMS,
					  [CLAIM_SUMS_VOID] = SQL_VOID_SUMS};
	sqlite3_stmt *q;
	enum status st = begin(s, ids[which], span, &q, err);
	bool more = true;

	if (st)
		return st;
	while (more && stmt_next(s, q, &st, err)) {
		struct claim_sum sum = {.month = stmt_column_int(q, 0),
					.therapist = stmt_column_int(q, 1),
					.payer = stmt_column_int(q, 3),
					.visits = sqlite3_column_int64(q, 4),
					.minutes = sqlite3_column_int64(q, 5),
					.units = sqlite3_column_int64(q, 6)};

		if (which == CLAIM_SUMS_WORK)
			sum.clock_s = sqlite3_column_int64(q, 7);
		stmt_column_text(q, 2, sum.code, sizeof sum.code);
		more = each(arg, &sum);
	}
	stmt_reset(q);
	return st;
}

enum status
query_signed_notes(struct store *s, const struct claim_span *span,
		   bool (*each)(void *arg, const struct signed_note *n), void *arg,
		   struct err *err)
{
	sqlite3_stmt *q;
	enum status st = begin(s, SQL_SIGNED_NOTES, span, &q, err);
	bool more = true;

	if (st)
		return st;
	while (more && stmt_next(s, q, &st, err)) {
		struct signed_note n = {sqlite3_column_int64(q, 0),
					sqlite3_column_int64(q, 1), stmt_column_int(q, 2),
					stmt_column_int(q, 3),
					sqlite3_column_int64(q, 4)};

		more = each(arg, &n);
	}
	stmt_reset(q);
	return st;
}
