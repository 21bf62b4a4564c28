/* sql_results.h - statements of what was measured (query_results.c). */
#ifndef STORE_SQL_RESULTS_H
#define STORE_SQL_RESULTS_H

/* clang-format off */
/* A result that counts: not cancelled, and nothing replaces it. */
#include "sql_person.h" /* whose rows are one person's */

#define SQL_COUNTS(r) \
  "coalesce(" r ".cancelled, 0) = 0" \
  " AND NOT EXISTS (SELECT 1 FROM result c WHERE c.replaces = " r ".no)"

#define SQL_RESULTS(X) \
X(RESULTS, "SELECT r.no FROM result r WHERE r.patient IN " SQL_MEMBERS("?1") " AND r.measure = ?2" \
  " AND r.part IS ?3 AND r.side IS ?4 AND " SQL_COUNTS("r") \
  " ORDER BY r.day DESC, r.no DESC LIMIT ?5") \
X(RESULTS_LAST, "SELECT r.no FROM result r WHERE r.patient IN " SQL_MEMBERS("?1") " AND r.day <= ?2" \
  " AND r.assessment IS NOT ?3 AND " SQL_COUNTS("r") \
  " AND NOT EXISTS (SELECT 1 FROM result n WHERE n.patient IN " SQL_MEMBERS("?1") " AND n.measure = r.measure" \
  " AND n.part IS r.part AND n.side IS r.side AND n.day <= ?2" \
  " AND (n.day, n.no) > (r.day, r.no) AND n.assessment IS NOT ?3 AND " SQL_COUNTS("n") ")" \
  " ORDER BY r.measure, r.part, r.side LIMIT ?4") \
X(RESULTS_OF, "SELECT r.no FROM result r WHERE r.assessment = ?1 AND " SQL_COUNTS("r") \
  " ORDER BY r.no LIMIT ?2") \
X(RESULTS_SCREENING, "SELECT r.no FROM result r WHERE r.screening = ?1 AND " SQL_COUNTS("r") \
  " ORDER BY r.no LIMIT ?2") \
X(ASSESSMENTS, "SELECT no FROM assessment WHERE patient IN " SQL_MEMBERS("?1") " ORDER BY day DESC, no DESC LIMIT ?2") \
X(SCREENING_LAST, "SELECT no, day FROM screening WHERE patient IN " SQL_MEMBERS("?1") " AND kind = ?2" \
  " ORDER BY day DESC, no DESC LIMIT 1")
/* clang-format on */

#endif
