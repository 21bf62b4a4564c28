/* query_person.c - lists of patients that are one person, and of pairs that may be. */
#include "store/query_person.h"

#include "query_priv.h"

enum status
query_members(struct store *s, int64_t patient, int64_t *members, int max, int *n,
	      struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_MEMBERS, &q, err);

	*n = 0;
	if (st)
		return st;
	if (max > 0)
		members[(*n)++] = patient;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err))
		members[(*n)++] = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return st;
}

enum status
query_also(struct store *s, int64_t patient, struct str *out, struct err *err)
{
	sqlite3_stmt *q;
	bool first = true;
	enum status st = stmt_get(s, SQL_PERSON_MEMBERS, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int(q, 2, PERSON_MAX);
	while (stmt_next(s, q, &st, err)) {
		char chart[21];

		stmt_column_text(q, 1, chart, sizeof chart);
		str_addf(out, "%s%s", first ? "" : ", ", chart[0] ? chart : "?");
		first = false;
	}
	return st;
}

enum status
query_same(struct store *s, struct patient_line *lines, int n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = ST_OK;

	for (int i = 0; i < n && !st; i++) {
		st = stmt_get(s, SQL_PERSON_MEMBERS, &q, err);
		if (st)
			break;
		sqlite3_bind_int64(q, 1, lines[i].no);
		sqlite3_bind_int(q, 2, 1);
		if (stmt_next(s, q, &st, err)) {
			stmt_column_text(q, 1, lines[i].same, sizeof lines[i].same);
			stmt_reset(q);
		}
	}
	return st;
}

/* Is there nobody else who is the same person? Nearly always so. */
enum status
query_alone(struct store *s, int64_t patient, bool *alone, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_HEAD, &q, err);

	*alone = true;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	if (stmt_next(s, q, &st, err)) {
		*alone = false;
		stmt_reset(q);
	}
	return st;
}

enum status
query_verdicts(struct store *s, int64_t a, int64_t b, struct same_person *rows, int max,
	       int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_PAIR, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, a);
	sqlite3_bind_int64(q, 2, b);
	sqlite3_bind_int(q, 3, max);
	return query_rows(s, q, E_SAME_PERSON, rows, max, n, err);
}

enum status
query_verdicts_of(struct store *s, int64_t patient, struct same_person *rows, int max,
		  int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_JUDGED, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int(q, 2, max);
	return query_rows(s, q, E_SAME_PERSON, rows, max, n, err);
}

enum status
query_care_sites(struct store *s, int64_t patient, struct care_site *rows, int max,
		 int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CARE_SITES, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	sqlite3_bind_int(q, 2, max);
	return query_rows(s, q, E_CARE_SITE, rows, max, n, err);
}

enum status
query_home_site(struct store *s, int64_t patient, char *code, size_t size,
		struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_CARE_HOME, &q, err);

	code[0] = '\0';
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	if (stmt_next(s, q, &st, err)) {
		stmt_column_text(q, 0, code, size);
		stmt_reset(q);
	}
	return st;
}

enum status
query_sites(struct store *s, struct site *rows, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SITES, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	return query_rows(s, q, E_SITE, rows, max, n, err);
}

enum status
query_holdings(struct store *s, int64_t patient, struct query_holdings *h,
	       struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_HOLDS, &q, err);

	*h = (struct query_holdings){.last_visit = DICT_NONE};
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	if (stmt_next(s, q, &st, err)) {
		h->episodes = sqlite3_column_int64(q, 0);
		h->visits = sqlite3_column_int64(q, 1);
		h->last_visit = stmt_column_int(q, 2);
		h->precautions = sqlite3_column_int64(q, 3);
		stmt_reset(q);
	}
	return st;
}

/* ---- pairs that may be */

enum status
query_uncompared(struct store *s, int64_t after, int64_t *patients, int max, int *n,
		 struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_NEW, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, after);
	sqlite3_bind_int(q, 2, max);
	while (*n < max && stmt_next(s, q, &st, err))
		patients[(*n)++] = sqlite3_column_int64(q, 0);
	stmt_reset(q);
	return st;
}

enum status
query_uncompared_count(struct store *s, int64_t after, int64_t *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_PERSON_NEW_COUNT, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, after);
	if (stmt_next(s, q, &st, err)) {
		*n = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

enum status
query_suspect_add(struct store *s, const struct suspect *p, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = store_begin(s, err);

	if (st)
		return st;
	st = stmt_get(s, SQL_SUSPECT_ADD, &q, err);
	if (!st) {
		sqlite3_bind_int64(q, 1, p->first);
		sqlite3_bind_int64(q, 2, p->second);
		sqlite3_bind_int(q, 3, p->score);
		st = stmt_run(s, q, err);
	}
	return store_end(s, st, err);
}

enum status
query_suspects(struct store *s, struct suspect *pairs, int max, int *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SUSPECTS, &q, err);

	*n = 0;
	if (st)
		return st;
	sqlite3_bind_int(q, 1, max);
	while (*n < max && stmt_next(s, q, &st, err))
		pairs[(*n)++] = (struct suspect){sqlite3_column_int64(q, 0),
						 sqlite3_column_int64(q, 1),
						 sqlite3_column_int(q, 2)};
	stmt_reset(q);
	return st;
}
