/* store_clock.c - whether the wall clock claims a time that can be. */
#include "store_priv.h"

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
