/* sql_sign.h - statements of the check before signing, of co-signatures and voids. */
#ifndef STORE_SQL_SIGN_H
#define STORE_SQL_SIGN_H

#include "sql_claims.h" /* what holds of a visit's charges */

/* clang-format off */
#define SQL_SIGN(X) \
X(SIGN_VISITS, "SELECT CASE WHEN " SQL_HOLDS " IS NULL THEN coalesce(s.timed_min, 0) ELSE" \
  " (SELECT total(c.minutes) FROM charge c WHERE c.session = s.no AND " SQL_CURRENT \
  " AND EXISTS (SELECT 1 FROM service_code k WHERE k.code = c.code AND k.timing LIKE 'timed15%')) END," \
  " (SELECT total(c.units) FROM charge c" \
  " WHERE c.session = s.no AND " SQL_CURRENT " AND EXISTS (SELECT 1 FROM service_code k WHERE k.code = c.code" \
  " AND k.timing LIKE 'timed15%')) FROM session s WHERE s.service_date > ?2" \
  " AND s.service_date <= ?3 AND s.therapist = ?1 AND NOT " SQL_VOIDED \
  " ORDER BY s.service_date DESC, s.no DESC LIMIT ?4") \
X(SIGN_SAME_DAY, "SELECT s.started, s.ended, (SELECT total(f.work_s) + total(f.skilled_s)" \
  " FROM performed f WHERE f.session = s.no AND EXISTS (SELECT 1 FROM service_code k" \
  " WHERE k.code = f.code AND k.timing LIKE 'timed15%')) FROM session s" \
  " WHERE s.service_date = ?1 AND s.therapist = ?2 AND s.patient <> ?3" \
  " AND s.started IS NOT NULL AND s.ended IS NOT NULL" \
  " AND NOT " SQL_VOIDED " LIMIT ?4") \
X(SIGN_COSIGN, "SELECT n.no, v.patient, n.kind, n.signature, n.signed_at, v.service_date," \
  " p.family_name, p.given_name, p.chart_no FROM note n JOIN session v ON v.no = n.session" \
  " JOIN patient p ON p.no = v.patient WHERE n.cosigner BETWEEN ?1 AND ?2 AND NOT EXISTS (SELECT 1 FROM addendum x WHERE x.note = n.no" \
  " AND x.kind IN ('cosign', 'void')) ORDER BY n.no LIMIT ?3") \
X(SIGN_LAST, "SELECT n.no, s.service_date FROM session s JOIN note n ON n.session = s.no" \
  " WHERE s.episode = ?1 AND NOT EXISTS (SELECT 1 FROM addendum x" \
  "  WHERE x.note = n.no AND x.kind = 'void')" \
  " ORDER BY s.service_date DESC, s.no DESC LIMIT 1") \
X(SIGN_KIND, "SELECT 1 FROM addendum WHERE note = ?1 AND kind = ?2 LIMIT 1")
/* clang-format on */

#endif
