/* sql_caseload.h - statements of the line of each open episode, and of the lists made of them. */
#ifndef STORE_SQL_CASELOAD_H
#define STORE_SQL_CASELOAD_H

/* clang-format off */
/* The line of one episode (?1) from the rows themselves; nothing when it is closed or not there, or
 * when its patient moved to another clinic.
 * ?2: first service date that no report covers. */
#define SQL_CASELOAD_LINE \
  "SELECT e.no, e.patient, coalesce(e.therapist, 0)," \
  " coalesce((SELECT max(s.service_date) FROM session s WHERE s.episode = e.no), e.opened)," \
  " coalesce((SELECT max(a.day) FROM appointment a WHERE a.patient = e.patient" \
  "  AND coalesce(a.state, 'booked') IN ('booked', 'arrived')), 0)," \
  " ?2," \
  " (SELECT count(DISTINCT s.service_date) FROM session s WHERE s.episode = e.no" \
  "  AND s.service_date >= ?2)," \
  " k.no, k.starts, k.certified_to," \
  " coalesce((SELECT min(coalesce((SELECT max(r.day) FROM result r" \
  "   WHERE r.patient = e.patient AND r.measure = g.measure AND coalesce(r.cancelled, 0) = 0)," \
  "   g.baseline_day, e.opened)) FROM goal g WHERE g.episode = e.no AND g.measure IS NOT NULL" \
  "   AND coalesce(g.state, 'active') IN ('active', 'partly'))," \
  "  (SELECT max(m.day) FROM assessment m WHERE m.episode = e.no))" \
  " FROM episode e LEFT JOIN plan_of_care k ON k.no = (SELECT p.no FROM plan_of_care p" \
  "  WHERE p.episode = ?1 AND coalesce(p.active, 1) <> 0" \
  "  ORDER BY p.version DESC, p.no DESC LIMIT 1)" \
  " WHERE e.no = ?1 AND e.closed IS NULL AND NOT EXISTS (SELECT 1 FROM care_site z" \
  "  WHERE z.patient = e.patient AND z.site = (SELECT value FROM setting WHERE name = 'site_code')" \
  "  GROUP BY z.patient HAVING max(z.state = 'treats') = 0)"

#define SQL_CASE \
  "SELECT c.episode, c.patient, c.therapist, c.visited, c.booked, c.counted, c.days, c.plan," \
  " c.plan_from, c.certified, c.measured, p.family_name, p.given_name, p.chart_no, e.title" \
  " FROM caseload c CROSS JOIN patient p ON p.no = c.patient" \
  " CROSS JOIN episode e ON e.no = c.episode WHERE "

#define SQL_CASELOAD(X) \
X(CASELOAD_COUNTED, "SELECT max(" \
  "coalesce((SELECT max(coalesce(n.period_to, 0) + (n.kind <> 'evaluation')) FROM note n" \
  " WHERE n.episode = ?1 AND n.kind IN ('evaluation', 'progress', 'recert')), 0)," \
  " coalesce((SELECT max(s.service_date + (n.kind <> 'evaluation')) FROM session s" \
  " CROSS JOIN note n ON n.session = s.no WHERE s.episode = ?1" \
  " AND n.kind IN ('evaluation', 'progress', 'recert')), 0))") \
X(CASELOAD_GO, "DELETE FROM caseload WHERE episode = ?1") \
X(CASELOAD_ADD, "INSERT INTO caseload(episode, patient, therapist, visited, booked, counted," \
  " days, plan, plan_from, certified, measured) " SQL_CASELOAD_LINE) \
X(CASELOAD_MADE, SQL_CASELOAD_LINE) \
X(CASELOAD_HELD, "SELECT episode, patient, therapist, visited, booked, counted, days, plan," \
  " plan_from, certified, measured FROM caseload WHERE episode = ?1") \
X(CASELOAD_LEFT, "SELECT c.episode FROM caseload c LEFT JOIN episode e ON e.no = c.episode" \
  " WHERE c.episode > ?1 AND (e.no IS NULL OR e.closed IS NOT NULL) LIMIT 1") \
X(CASELOAD_EMPTY, "DELETE FROM caseload WHERE episode > 0") \
X(CASELOAD_OF_PATIENT, "SELECT no FROM episode WHERE patient = ?1 AND closed IS NULL") \
X(CASELOAD_OF_SESSION, "SELECT episode FROM session WHERE no = ?1 AND episode IS NOT NULL") \
X(CASELOAD_TOUCHED, \
  "SELECT no FROM episode WHERE no > ?1 AND closed IS NULL" \
  " UNION SELECT e.no FROM session s CROSS JOIN episode e ON e.no = s.episode" \
  "  WHERE s.no > ?1 AND e.closed IS NULL" \
  " UNION SELECT e.no FROM plan_of_care k CROSS JOIN episode e ON e.no = k.episode" \
  "  WHERE k.no > ?1 AND e.closed IS NULL" \
  " UNION SELECT e.no FROM care_site z CROSS JOIN episode e ON e.patient = z.patient" \
  "  WHERE z.no > ?1 AND e.closed IS NULL" \
  " UNION SELECT e.no FROM appointment a CROSS JOIN episode e ON e.patient = a.patient" \
  "  WHERE a.no > ?1 AND e.closed IS NULL" \
  " UNION SELECT e.no FROM note n LEFT JOIN session s ON s.no = n.session" \
  "  CROSS JOIN episode e ON e.no = coalesce(n.episode, s.episode)" \
  "  WHERE n.no > ?1 AND e.closed IS NULL" \
  " UNION SELECT e.no FROM goal g CROSS JOIN episode e ON e.no = g.episode" \
  "  WHERE g.no > ?1 AND e.closed IS NULL" \
  " UNION SELECT e.no FROM assessment m CROSS JOIN episode e ON e.no = m.episode" \
  "  WHERE m.no > ?1 AND e.closed IS NULL" \
  " UNION SELECT e.no FROM result r CROSS JOIN episode e ON e.patient = r.patient" \
  "  WHERE r.no > ?1 AND e.closed IS NULL") \
X(CASE_ONE, SQL_CASE "c.episode = ?1") \
X(CASES_IDLE, SQL_CASE "c.visited <= ?1 AND c.booked < ?2 ORDER BY c.visited, c.episode LIMIT ?4") \
X(CASES_IDLE_OF, SQL_CASE "c.therapist = ?3 AND c.visited <= ?1 AND c.booked < ?2" \
  " ORDER BY c.visited, c.episode LIMIT ?4") \
X(CASES_DAYS, SQL_CASE "c.days >= ?1 ORDER BY c.days DESC, c.episode DESC LIMIT ?4") \
X(CASES_DAYS_OF, SQL_CASE "c.therapist = ?3 AND c.days >= ?1" \
  " ORDER BY c.days DESC, c.episode DESC LIMIT ?4") \
X(CASES_CERTIFIED, SQL_CASE "c.certified <= ?1 ORDER BY c.certified, c.plan_from, c.episode LIMIT ?4") \
X(CASES_CERTIFIED_OF, SQL_CASE "c.therapist = ?3 AND c.certified <= ?1" \
  " ORDER BY c.certified, c.plan_from, c.episode LIMIT ?4") \
X(CASES_UNCERTIFIED, SQL_CASE "c.certified IS NULL AND c.plan_from <= ?1" \
  " ORDER BY c.plan_from, c.episode LIMIT ?4") \
X(CASES_UNCERTIFIED_OF, SQL_CASE "c.therapist = ?3 AND c.certified IS NULL AND c.plan_from <= ?1" \
  " ORDER BY c.plan_from, c.episode LIMIT ?4") \
X(CASES_MEASURED, SQL_CASE "c.measured <= ?1 ORDER BY c.measured, c.episode LIMIT ?4") \
X(CASES_MEASURED_OF, SQL_CASE "c.therapist = ?3 AND c.measured <= ?1" \
  " ORDER BY c.measured, c.episode LIMIT ?4") \
X(ATTENDANCE, "SELECT coalesce(state, 'booked'), day, cancelled_on FROM appointment" \
  " WHERE patient = ?1 AND day >= ?2 AND day < ?3 ORDER BY day DESC, start DESC LIMIT ?4") \
X(WEEK, "SELECT a.no, a.patient, a.staff, a.day, a.start, a.minutes, a.state, p.family_name," \
  " p.given_name, p.chart_no, t.name FROM appointment a" \
  " CROSS JOIN patient p ON p.no = a.patient LEFT JOIN staff t ON t.no = a.staff" \
  " WHERE a.day >= ?1 AND a.day <= ?2 AND (?3 = 0 OR a.staff = ?3)" \
  " ORDER BY a.day, a.start, a.no LIMIT ?4") \
X(LAST_BOOKED, "SELECT no FROM appointment WHERE patient = ?1 AND state IS NOT 'cancelled'" \
  " ORDER BY day DESC, start DESC LIMIT 1")
/* clang-format on */

#endif
