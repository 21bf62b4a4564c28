/* sql_screening.h - statements of screenings and precautions (query_screening.c). */
#ifndef STORE_SQL_SCREENING_H
#define STORE_SQL_SCREENING_H

#include "sql_person.h" /* whose rows are one person's */

/* clang-format off */
#define SQL_SCREENING(X) \
X(SCREENINGS_OF, "SELECT no FROM screening WHERE patient IN " SQL_MEMBERS("?1") \
  " AND kind <> 'immobility'" \
  " ORDER BY day DESC, no DESC LIMIT ?2") \
X(SCREENING_ANSWERS, "SELECT no FROM screening_answer WHERE screening = ?1 ORDER BY no LIMIT ?2") \
X(PRECAUTIONS_OF, "SELECT no FROM precaution WHERE patient IN " SQL_MEMBERS("?1") \
  " ORDER BY lifted IS NOT NULL, since DESC, no DESC LIMIT ?2") \
X(CLINIC_LIMITS, "SELECT l.no FROM clinic_limit l WHERE l.no = (SELECT o.no FROM clinic_limit o" \
  " CROSS JOIN row r ON r.no = o.no WHERE o.rule = l.rule ORDER BY r.id LIMIT 1)" \
  " ORDER BY l.rule LIMIT ?1")
/* clang-format on */

#endif
