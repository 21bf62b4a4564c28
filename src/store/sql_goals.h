/* sql_goals.h - statements of goals and trends (query_goals.c). */
#ifndef STORE_SQL_GOALS_H
#define STORE_SQL_GOALS_H

#include "sql_person.h" /* whose rows are one person's */

/* clang-format off */
#define SQL_GOALS(X) \
X(GOALS_OF, "SELECT no FROM goal WHERE episode = ?1 ORDER BY rank IS NULL, rank, no LIMIT ?2") \
X(GOALS_COUNT, "SELECT coalesce(sum(g.state IS NOT 'dropped'), 0)," \
  " coalesce(sum(g.state IS 'met'), 0) FROM episode e CROSS JOIN goal g ON g.episode = e.no" \
  " WHERE e.patient IN " SQL_MEMBERS("?1") " AND e.closed IS NULL") \
X(PAIN_OF, "SELECT service_date, pain_before, pain_after FROM session WHERE patient IN " SQL_MEMBERS("?1") \
  " AND coalesce(pain_before, pain_after) IS NOT NULL" \
  " ORDER BY service_date DESC, no DESC LIMIT ?2")
/* clang-format on */

#endif
