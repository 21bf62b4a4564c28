/* trust.c - the table of trusted keys. */
#include "store/trust.h"

#include "store/audit.h"
#include "store_priv.h"

static enum status
put(struct store *s, const struct trust *t, struct err *err)
{
	char detail[60];
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_TRUST_PUT, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, t->site);
	stmt_bind_text(q, 2, t->sign_key);
	stmt_bind_text(q, 3, t->seal_key);
	sqlite3_bind_int64(q, 4, t->hub);
	sqlite3_bind_int64(q, 5, t->since);
	if (t->until != DICT_NONE)
		sqlite3_bind_int64(q, 6, t->until);
	stmt_bind_text(q, 7, t->reason);
	stmt_bind_text(q, 8, t->how);
	st = stmt_run(s, q, err);
	str_format(detail, sizeof detail, "%s %s%s", t->site, t->how,
		   t->until == DICT_NONE ? "" : " retired");
	return st ? st : audit_add(s, "trust", 0, detail, err);
}

enum status
trust_put(struct store *s, const struct trust *t, struct err *err)
{
	enum status st;

	if (!t->site[0] || !t->sign_key[0] || !t->seal_key[0] || !t->how[0])
		return status_fail(err, ST_INVALID,
				   "keys: site and both keys are needed");
	st = store_begin(s, err);
	if (st)
		return st;
	st = put(s, t, err);
	return store_end(s, st, err);
}

static void
take(sqlite3_stmt *q, struct trust *t)
{
	stmt_column_text(q, 0, t->site, sizeof t->site);
	stmt_column_text(q, 1, t->sign_key, sizeof t->sign_key);
	stmt_column_text(q, 2, t->seal_key, sizeof t->seal_key);
	t->hub = sqlite3_column_int(q, 3) != 0;
	t->since = sqlite3_column_int64(q, 4);
	t->until = stmt_column_int(q, 5);
	stmt_column_text(q, 6, t->reason, sizeof t->reason);
	stmt_column_text(q, 7, t->how, sizeof t->how);
}

enum status
trust_list(struct store *s, const char *site, struct trust *rows, int max, int *n,
	   struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_TRUST_LIST, &q, err);

	*n = 0;
	if (st)
		return st;
	stmt_bind_text(q, 1, site);
	sqlite3_bind_int64(q, 2, max);
	while (stmt_next(s, q, &st, err))
		take(q, &rows[(*n)++]);
	return st;
}

enum status
trust_get(struct store *s, const char *site, struct trust *t, struct err *err)
{
	char day[DATE_TEXT_SIZE];
	int n = 0;
	enum status st = trust_list(s, site, t, 1, &n, err);

	if (st)
		return st;
	if (!site[0] || n == 0)
		return status_fail(
		    err, ST_STRANGER,
		    "%s: no keys of this site are known here; take its key "
		    "file and compare the six words by phone",
		    site[0] ? site : "sender");
	if (t->until == DICT_NONE)
		return ST_OK;
	date_text(t->until, day);
	return status_fail(err, ST_STRANGER,
			   "%s: its key was retired on %s%s%s; ask there for a new one",
			   site, day, t->reason[0] ? ": " : "", t->reason);
}
