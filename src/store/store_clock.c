/* store_clock.c - whether the wall clock claims a time that can be. */
#include "store/access.h"
#include "store/audit.h"
#include "store_priv.h"

#include <string.h>

/* A wall clock is believed when it lies after the program was written, not more than a day
 * behind what was believed before, and not a year ahead of it. */
static const int64_t WALL_FIRST = 1767225600000; /* 2026-01-01 */
static const int64_t WALL_DAY = 86400000;

bool
store_clock_plausible(int64_t t, int64_t before)
{
	return t >= WALL_FIRST && (before < WALL_FIRST || (t > before - WALL_DAY &&
							   t < before + 366 * WALL_DAY));
}

bool
store_clock_believed(struct store *s, int64_t *wall)
{
	sqlite3_stmt *q;
	enum status st;

	*wall = 0;
	if (stmt_get(s, SQL_WRITER_OWN, &q, NULL))
		return false;
	if (stmt_next(s, q, &st, NULL)) {
		*wall = sqlite3_column_int64(q, 4);
		stmt_reset(q);
	}
	return true;
}

bool
store_clock_trusted(struct store *s)
{
	int64_t wall;

	return store_clock_believed(s, &wall) &&
	       store_clock_plausible(clock_wall(s->env->clock), wall);
}

static enum status
confirm_inside(struct store *s, const char *reason, struct err *err)
{
	char is[DATE_TEXT_SIZE], was[DATE_TEXT_SIZE], detail[300];
	int64_t before;
	enum status st;

	if (!store_clock_believed(s, &before))
		return status_fail(
		    err, ST_CORRUPT,
		    "what was written last cannot be read; restore a backup");
	date_text(clock_civil(s->txn_wall).date, is);
	date_text(clock_civil(before).date, was);
	if (!store_clock_plausible(s->txn_wall, 0))
		return status_fail(err, ST_REFUSED,
				   "the clock says %s, which is before this program was "
				   "written; set date and time of this machine",
				   is);
	if (store_clock_plausible(s->txn_wall, before))
		return status_fail(err, ST_REFUSED,
				   "the clock says %s and fits what was written before; "
				   "nothing has to be said",
				   is);
	str_format(detail, sizeof detail, "%s is right, %s was not: %.200s", is, was,
		   reason);
	st = op_chain_believe(s, err);
	return st ? st : audit_add(s, "clock-right", 0, detail, err);
}

enum status
store_clock_confirm(struct store *s, const char *reason, struct err *err)
{
	enum status st = access_may(s, ROLE_SETTINGS, ROLE_WRITE, "Clock", err);

	if (!st && !reason[strspn(reason, " ")])
		st = status_fail(err, ST_INVALID,
				 "say how it is known that the clock is right");
	if (!st)
		st = store_begin(s, err);
	return st ? st : store_end(s, confirm_inside(s, reason, err), err);
}
