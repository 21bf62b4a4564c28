/* sql_goals.h - statements of goals and trends (query_goals.c). */
#ifndef STORE_SQL_GOALS_H
#define STORE_SQL_GOALS_H

/* clang-format off */
#define SQL_GOALS(X) \
X(GOALS_OF, "SELECT no FROM goal WHERE episode = ?1 ORDER BY rank IS NULL, rank, no LIMIT ?2") \
X(PAIN_OF, "SELECT service_date, pain_before, pain_after FROM session WHERE patient = ?1" \
  " AND coalesce(pain_before, pain_after) IS NOT NULL" \
  " ORDER BY service_date DESC, no DESC LIMIT ?2")
/* clang-format on */

#endif
