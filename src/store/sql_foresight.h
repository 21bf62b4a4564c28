/* sql_foresight.h - statements of what forecasts are made from (query_foresight.c). */
#ifndef STORE_SQL_FORESIGHT_H
#define STORE_SQL_FORESIGHT_H

/* clang-format off */
/* A booked visit that was kept or missed; called off in time, or never entered, says nothing. */
#define SQL_MISSED(a) \
  "(" a ".state = 'no_show' OR (" a ".state = 'cancelled' AND " a ".cancelled_on IS " a ".day))"
#define SQL_FINISHED(a) "(" a ".state IN ('done', 'arrived') OR " SQL_MISSED(a) ")"
/* Patients for whom nothing is forecast. */
#define SQL_NO_FORECAST "(SELECT no FROM patient WHERE no_forecast = 1)"
/* The last score of a measure before the day. */
#define SQL_SCORE(measure) \
  "(SELECT r.value FROM result r WHERE r.patient = ?1 AND r.measure = '" measure "' AND r.day < ?2" \
  " AND coalesce(r.cancelled, 0) = 0 AND NOT EXISTS (SELECT 1 FROM result c WHERE c.replaces = r.no)" \
  " ORDER BY r.day DESC, r.no DESC LIMIT 1)"
/* The same of the episode that runs on the day: what was told of an earlier home programme says nothing
 * of this one. */
#define SQL_SCORE_NOW(measure) \
  "(SELECT r.value FROM result r WHERE r.patient = ?1 AND r.measure = '" measure "' AND r.day < ?2" \
  " AND r.day >= coalesce((SELECT max(e.opened) FROM episode e WHERE e.patient = ?1 AND e.opened <= ?2), 0)" \
  " AND coalesce(r.cancelled, 0) = 0 AND NOT EXISTS (SELECT 1 FROM result c WHERE c.replaces = r.no)" \
  " ORDER BY r.day DESC, r.no DESC LIMIT 1)"
/* Worst pain during the exercises of the newest visit before the day, or the one before that. */
#define SQL_PEAK(skip) \
  "(SELECT max(f.pain) FROM performed f WHERE f.session = (SELECT s.no FROM session s" \
  " WHERE s.patient = ?1 AND s.service_date < ?2" \
  " ORDER BY s.service_date DESC, s.no DESC LIMIT 1 OFFSET " skip "))"

#define SQL_FORESIGHT(X) \
X(FORESIGHT_VISITS, "SELECT a.patient, a.day, a.booked_on, " SQL_MISSED("a") " FROM appointment a" \
  " WHERE a.day < ?1 AND " SQL_FINISHED("a") " AND a.patient NOT IN " SQL_NO_FORECAST \
  " ORDER BY a.day DESC, a.no DESC LIMIT ?2") \
X(FORESIGHT_FACTS, "SELECT" \
  " (SELECT count(*) FROM (SELECT 1 FROM appointment a WHERE a.patient = ?1 AND a.day < ?2" \
  "  AND " SQL_FINISHED("a") " LIMIT ?3))," \
  " (SELECT count(*) FROM (SELECT " SQL_MISSED("a") " AS missed FROM appointment a" \
  "  WHERE a.patient = ?1 AND a.day < ?2 AND " SQL_FINISHED("a") \
  "  ORDER BY a.day DESC, a.no DESC LIMIT ?3) WHERE missed)," \
  " (SELECT max(s.service_date) FROM session s WHERE s.patient = ?1 AND s.service_date < ?2)," \
  " (SELECT r.value FROM result r WHERE r.patient = ?1 AND r.measure = 'active_min_week'" \
  "  AND r.day < ?2 AND r.day >= (SELECT max(e.opened) FROM episode e WHERE e.patient = ?1" \
  "  AND e.opened <= ?2) AND coalesce(r.cancelled, 0) = 0" \
  "  AND NOT EXISTS (SELECT 1 FROM result c WHERE c.replaces = r.no) ORDER BY r.day, r.no LIMIT 1)," \
  SQL_SCORE_NOW("hep_done") "," SQL_SCORE_NOW("exercise_confidence") "," SQL_SCORE("phq2") "," \
  SQL_PEAK("0") "," SQL_PEAK("1") "," \
  " ?1 IN " SQL_NO_FORECAST) \
/* The last share of the home programme told behind ?2, up to ?3. */ \
X(FORESIGHT_HOME, "SELECT r.value FROM result r WHERE r.patient = ?1 AND r.measure = 'hep_done'" \
  " AND r.day > ?2 AND r.day <= ?3 AND coalesce(r.cancelled, 0) = 0" \
  " AND NOT EXISTS (SELECT 1 FROM result c WHERE c.replaces = r.no) ORDER BY r.day DESC, r.no DESC LIMIT 1") \
/* ?2 the day of a visit, ?3 the day on which a drop-out is counted: nobody seen between, nothing \
 * booked then, and not discharged. */ \
X(FORESIGHT_DROPPED, "SELECT NOT EXISTS (SELECT 1 FROM session s WHERE s.patient = ?1" \
  " AND s.service_date > ?2 AND s.service_date <= ?3)" \
  " AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.patient = ?1 AND a.day >= ?3" \
  "  AND coalesce(a.booked_on, a.day) <= ?3 AND (a.cancelled_on IS NULL OR a.cancelled_on > ?3))" \
  " AND EXISTS (SELECT 1 FROM episode e WHERE e.patient = ?1 AND e.opened <= ?2" \
  "  AND (e.closed IS NULL OR e.closed > ?3))")
/* clang-format on */

#endif
