/* query_claims.c - charges by service date: line by line, and summed. */
#include "store/query_claims.h"

#include "query_priv.h"

#include <stdlib.h>

/* ---- a visit and its charges */

/* "" for none; borrowed until the statement steps. */
static const char *
text_of(sqlite3_stmt *q, int col)
{
	const char *text = (const char *)sqlite3_column_text(q, col);

	return text ? text : "";
}

enum status
query_claim_diagnoses(struct store *s, int64_t episode, struct claim_diagnosis *rows,
		      int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLAIM_DIAGNOSES, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, episode);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err)) {
		struct claim_diagnosis *d = &rows[(*n)++];

		stmt_column_text(q, 0, d->code, sizeof d->code);
		stmt_column_text(q, 1, d->description, sizeof d->description);
	}
	stmt_reset(q);
	return st;
}

static enum status
read_goals(struct store *s, struct claim_visit_row *v, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLAIM_GOALS, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, v->session);
	sqlite3_bind_int(q, 2, CLAIM_GOALS_MAX);
	while (v->n_goals < CLAIM_GOALS_MAX && stmt_next(s, q, &st, err)) {
		struct claim_goal *g = &v->goals[v->n_goals++];

		stmt_column_text(q, 0, g->code, sizeof g->code);
		stmt_column_text(q, 1, g->diagnoses, sizeof g->diagnoses);
	}
	stmt_reset(q);
	return st;
}

/* The columns of CLAIM_VISIT in their order. */
static void
take_visit(sqlite3_stmt *q, struct claim_visit_row *v)
{
	enum { NUMBERS = 3, TEXTS = 6 }; /* the first of each kind */
	int64_t *const numbers[] = {&v->birth_date, &v->insured_birth, &v->onset};
	const char **const texts[] = {
	    &v->chart_no,     &v->family,	&v->given,	   &v->sex,
	    &v->address,      &v->phone,	&v->member_no,	   &v->group_no,
	    &v->insured_is,   &v->insured_name, &v->authorization, &v->referred_by,
	    &v->referrer_npi, &v->payer,	&v->payer_id,	   &v->payer_address,
	    &v->therapist,    &v->npi,		&v->licence_no};
	const int n = sizeof texts / sizeof texts[0];

	v->service_date = sqlite3_column_int64(q, 0);
	v->mode = text_of(q, 1);
	for (int i = 0; i < TEXTS - NUMBERS; i++)
		*numbers[i] = stmt_column_int(q, NUMBERS + i);
	for (int i = 0; i < n; i++)
		*texts[i] = text_of(q, TEXTS + i);
	v->voided = sqlite3_column_int(q, TEXTS + n) != 0;
	v->waiting = sqlite3_column_int(q, TEXTS + n + 1) != 0;
	v->patient = sqlite3_column_int64(q, TEXTS + n + 2);
	v->n_diagnoses = v->n_goals = 0;
}

/* Reads the charges of a visit; holds: the correction whose charges hold, DICT_NONE none. */
static enum status
read_charges(struct store *s, const struct claim_visit_row *v, int64_t holds,
	     bool (*each)(void *arg, const struct claim_line *l), void *arg, bool *more,
	     struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLAIM_CHARGES, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, v->session);
	while (*more && stmt_next(s, q, &st, err)) {
		int64_t by = stmt_column_int(q, 0);
		struct claim_line l = {.visit = v,
				       .replaced = by != holds,
				       .corrected = by != DICT_NONE,
				       .code = text_of(q, 1),
				       .modifiers = text_of(q, 2),
				       .place = text_of(q, 3),
				       .units = stmt_column_int(q, 4),
				       .minutes = stmt_column_int(q, 5),
				       .amount = stmt_column_int(q, 6)};

		*more = each(arg, &l);
	}
	stmt_reset(q);
	return st;
}

static enum status
read_visit(struct store *s, struct claim_visit_row *v,
	   bool (*each)(void *arg, const struct claim_line *l), void *arg, bool *more,
	   struct err *err)
{
	enum { EPISODE = 2 };
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CLAIM_VISIT, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, v->session);
	if (!stmt_next(s, q, &st, err))
		return st ? st : status_fail(err, ST_NOT_FOUND, "this visit is not here");
	take_visit(q, v);
	if (sqlite3_column_int64(q, EPISODE))
		st = query_claim_diagnoses(s, sqlite3_column_int64(q, EPISODE),
					   v->diagnoses, CLAIM_DIAGNOSES_MAX,
					   &v->n_diagnoses, err);
	if (!st && v->n_diagnoses > 1)
		st = read_goals(s, v, err);
	if (!st)
		st = read_charges(s, v, stmt_column_int(q, sqlite3_column_count(q) - 1),
				  each, arg, more, err);
	stmt_reset(q);
	return st;
}

/* Binds days to a statement that begins with them. */
static enum status
begin(struct store *s, enum sql_id id, int64_t from, int64_t to, sqlite3_stmt **q,
      struct err *err)
{
	enum status st = stmt_get(s, id, q, err);

	if (st)
		return st;
	sqlite3_bind_int64(*q, 1, from);
	sqlite3_bind_int64(*q, 2, to);
	return ST_OK;
}

enum status
query_claims(struct store *s, const struct claim_span *span,
	     bool (*each)(void *arg, const struct claim_line *l), void *arg,
	     struct err *err)
{
	struct claim_visit_row *v = mem_alloc(sizeof *v);
	sqlite3_stmt *q;
	bool more = true;
	enum status st = ST_OK;

	v->session = span->session;
	if (v->session) {
		st = read_visit(s, v, each, arg, &more, err);
		free(v);
		return st;
	}
	st = begin(s, SQL_CLAIM_DAYS, span->from, span->to, &q, err);
	if (!st) {
		while (!st && more && stmt_next(s, q, &st, err)) {
			v->session = sqlite3_column_int64(q, 0);
			st = read_visit(s, v, each, arg, &more, err);
		}
		stmt_reset(q);
	}
	free(v);
	return st;
}

/* ---- sums */

static enum status
add_sums(struct store *s, enum sql_id id, int64_t from, int64_t to,
	 bool (*each)(void *arg, const struct claim_sum *sum), void *arg, bool *more,
	 struct err *err)
{
	sqlite3_stmt *q;
	enum status st = begin(s, id, from, to, &q, err);

	if (st)
		return st;
	while (*more && stmt_next(s, q, &st, err)) {
		struct claim_sum sum = {.month = stmt_column_int(q, 0),
					.therapist = stmt_column_int(q, 1),
					.payer = stmt_column_int(q, 3),
					.visits = sqlite3_column_int64(q, 4),
					.minutes = sqlite3_column_int64(q, 5),
					.units = sqlite3_column_int64(q, 6)};

		if (id == SQL_WORK_SUMS)
			sum.clock_s = sqlite3_column_int64(q, 7);
		stmt_column_text(q, 2, sum.code, sizeof sum.code);
		*more = each(arg, &sum);
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
	sqlite3_stmt *months;
	bool more = true;
	enum status st;

	if (which == CLAIM_SUMS_VOID)
		return add_sums(s, ids[which], span->from, span->to, each, arg, &more,
				err);
	/* Month by month: what is sorted at once stays small. The months stay open, so that all
	 * are of the same moment. */
	st = begin(s, SQL_CLAIM_MONTHS, span->from, span->to, &months, err);
	if (st)
		return st;
	while (!st && more && stmt_next(s, months, &st, err)) {
		int64_t day = sqlite3_column_int64(months, 0);
		int64_t end = day / 100 * 100 + 31;

		st = add_sums(s, ids[which], day, end < span->to ? end : span->to, each,
			      arg, &more, err);
	}
	stmt_reset(months);
	return st;
}

enum status
query_signed_notes(struct store *s, const struct claim_span *span,
		   bool (*each)(void *arg, const struct signed_note *n), void *arg,
		   struct err *err)
{
	sqlite3_stmt *q;
	enum status st = begin(s, SQL_SIGNED_NOTES, span->from, span->to, &q, err);
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
