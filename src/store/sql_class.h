/* sql_class.h - statements of group classes: the classes, who is on a roster, who came; and of how
 * patients seemed. */
#ifndef STORE_SQL_CLASS_H
#define STORE_SQL_CLASS_H

#include "sql_claims.h" /* notes declared void */

/* clang-format off */
#define SQL_CLASS(X) \
X(CLASSES, "SELECT no FROM group_class ORDER BY site > '' AND site <> (SELECT value FROM setting" \
  " WHERE name = 'site_code'), ends IS NOT NULL, ends DESC, name COLLATE NOCASE, no LIMIT ?1") \
X(CLASS_MEMBERS, "SELECT m.no FROM class_member m CROSS JOIN patient p ON p.no = m.patient" \
  " WHERE m.group_class = ?1" \
  " ORDER BY m.left_on IS NOT NULL, p.family_name COLLATE NOCASE, p.given_name COLLATE NOCASE," \
  " m.joined, m.no LIMIT ?2") \
X(CLASS_HELD, "SELECT s.service_date, s.patient, p.family_name, p.given_name, p.chart_no," \
  " coalesce(f.work_s, 0) + coalesce(f.assistant_s, 0), f.attending, s.manner," \
  " (SELECT n.no FROM note n WHERE n.session = s.no ORDER BY n.no LIMIT 1)" \
  " FROM performed f CROSS JOIN session s ON s.no = f.session" \
  " CROSS JOIN patient p ON p.no = s.patient" \
  " WHERE f.group_class = ?1 AND s.service_date >= ?2 AND s.service_date <= ?3" \
  " AND f.sets IS NOT NULL AND NOT " SQL_VOIDED \
  " ORDER BY s.service_date DESC, p.family_name COLLATE NOCASE, s.no LIMIT ?4") \
X(SEEMED, "WITH RECURSIVE m(v) AS (SELECT (SELECT min(manner) FROM session WHERE manner > '')" \
  " UNION ALL SELECT (SELECT min(manner) FROM session WHERE manner > m.v) FROM m WHERE m.v IS NOT NULL)" \
  " SELECT s.patient, max(s.service_date) AS day FROM m CROSS JOIN session s INDEXED BY session_by_manner" \
  " ON s.manner = m.v WHERE instr(';' || m.v, ';' || ?1) > 0 AND s.service_date >= ?2" \
  " AND NOT " SQL_VOIDED " GROUP BY s.patient ORDER BY day DESC, s.patient LIMIT ?3")
/* clang-format on */

#endif
