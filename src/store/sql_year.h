/* sql_year.h - statements of the year's charges (query_year.c). */
#ifndef STORE_SQL_YEAR_H
#define STORE_SQL_YEAR_H

#include "sql_claims.h" /* what holds of a visit's charges */
#include "sql_person.h"

/* clang-format off */
#define SQL_YEAR(X) \
X(YEAR_CHARGES, "SELECT s.no, s.service_date, c.seconds, c.minutes, c.units, c.amount, c.code," \
  " c.modifiers, c.discipline FROM session s CROSS JOIN charge c ON c.session = s.no" \
  " WHERE s.patient IN " SQL_MEMBERS("?1") " AND s.service_date >= ?2 AND s.service_date <= ?3" \
  " AND " SQL_CURRENT " AND NOT " SQL_VOIDED " ORDER BY s.service_date, s.no, c.no")
/* clang-format on */

#endif
