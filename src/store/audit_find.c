/* audit_find.c - lines of the audit, page by page, by patient, person, word and time. */
#include "base/clock.h"
#include "base/date.h"
#include "query_priv.h"
#include "store/access.h"
#include "store/audit.h"

#include <string.h>
#include <strings.h>

static enum status
may(struct store *s, const struct audit_filter *f, struct err *err)
{
	if (f->patient && access_reads_chart(s, f->patient))
		return ST_OK;
	return access_may(s, ROLE_AUDIT, ROLE_READ, "Audit", err);
}

enum { DAY_MS = 24 * 3600 * 1000 };

/* Begin of a day in UTC: a local day lies within a day of it. */
static int64_t
ms_of(int64_t day)
{
	return date_to_days(day) * DAY_MS;
}

/* Where a search of a time begins: lines stand in the order in which they were written, which is that
 * of the clock but for the hours around a clock that was set. */
static enum status
line_at(struct store *s, int64_t day, int64_t *no, struct err *err)
{
	int64_t wall_ms = ms_of(day) + 2 * DAY_MS;
	unsigned char hash[HASH_SIZE];
	int64_t low = 0, high;
	enum status st = audit_head(s, &high, hash, err);

	while (!st && low < high) {
		int64_t mid = low + (high - low + 1) / 2, wall = INT64_MAX;
		sqlite3_stmt *q;

		st = stmt_get(s, SQL_AUDIT_WALL, &q, err);
		if (st)
			break;
		sqlite3_bind_int64(q, 1, mid);
		if (stmt_next(s, q, &st, err)) {
			wall = sqlite3_column_int64(q, 0);
			stmt_reset(q);
		}
		if (wall < wall_ms)
			low = mid;
		else
			high = mid - 1;
	}
	*no = low;
	return st;
}

static bool
holds(const struct audit_row *r, const char *word, size_t n)
{
	const char *const texts[] = {r->user, r->what, r->name, r->detail, r->when};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		for (const char *p = texts[i]; *p; p++)
			if (!strncasecmp(p, word, n))
				return true;
	return false;
}

static bool
fits(const struct audit_filter *f, const struct audit_row *r)
{
	const char *w = f->words ? f->words : "";
	int64_t day = f->from || f->to ? clock_civil(r->wall_ms).date : 0;

	if (f->user && f->user[0] && strcmp(f->user, r->user) != 0)
		return false;
	if ((f->from && day < f->from) || (f->to && day > f->to))
		return false;
	for (w += strspn(w, " "); *w; w += strspn(w, " ")) {
		size_t n = strcspn(w, " ");

		if (!holds(r, w, n))
			return false;
		w += n;
	}
	return true;
}

static void
take(sqlite3_stmt *q, struct audit_row *r)
{
	struct civil c;

	*r = (struct audit_row){.no = sqlite3_column_int64(q, 0),
				.wall_ms = sqlite3_column_int64(q, 1),
				.patient = query_ref(q, 4)};
	c = clock_civil(r->wall_ms);
	date_text(c.date, r->when);
	str_format(r->when + strlen(r->when), sizeof r->when - strlen(r->when),
		   " %02d:%02d", c.hour, c.minute);
	stmt_column_text(q, 2, r->user, sizeof r->user);
	stmt_column_text(q, 3, r->what, sizeof r->what);
	stmt_column_text(q, 5, r->detail, sizeof r->detail);
	if (sqlite3_column_type(q, 6) != SQLITE_NULL)
		query_name(q, 6, r->name, sizeof r->name);
	else
		r->patient = 0; /* a row that is no patient */
}

enum status
audit_find(struct store *s, const struct audit_filter *f, struct audit_page *p,
	   struct err *err)
{
	static const enum sql_id ids[2][2] = {{SQL_AUDIT_OLDER, SQL_AUDIT_NEWER},
					      {SQL_AUDIT_OLDER_OF, SQL_AUDIT_NEWER_OF}};
	int64_t edge = p->edge ? p->edge : p->newer ? 0 : INT64_MAX;
	int looked = 0;
	sqlite3_stmt *q;
	enum status st = may(s, f, err);

	p->n = 0;
	p->reached = 0;
	if (!st && !p->edge && !p->newer && f->to) {
		st = line_at(s, f->to, &edge, err);
		edge++;
	}
	if (!st)
		st = stmt_get(s, ids[f->patient != 0][p->newer], &q, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, edge);
	if (f->patient)
		sqlite3_bind_int64(q, 2, f->patient);
	while (p->n < p->max && stmt_next(s, q, &st, err)) {
		struct audit_row *r = &p->rows[p->n];

		take(q, r);
		if (fits(f, r)) {
			p->n++;
			continue;
		}
		if (p->look && ++looked >= p->look) {
			p->reached = r->no;
			break;
		}
		/* Time goes back line by line: what is older than asked ends it. */
		if (!p->newer && f->from && r->wall_ms < ms_of(f->from) - 2 * DAY_MS)
			break;
	}
	stmt_reset(q);
	return st;
}
