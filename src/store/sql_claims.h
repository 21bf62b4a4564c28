/* sql_claims.h - statements of charges: lines of claims and their sums; all by service date. */
#ifndef STORE_SQL_CLAIMS_H
#define STORE_SQL_CLAIMS_H

/* clang-format off */
/* The note of the visit was declared void. */
#define SQL_VOIDED \
  "EXISTS (SELECT 1 FROM note v CROSS JOIN addendum x ON x.note = v.no" \
  " WHERE v.session = s.no AND x.kind = 'void')"

/* The note of the visit waits for a second signature. */
#define SQL_WAITING \
  "EXISTS (SELECT 1 FROM note v WHERE v.session = s.no AND v.cosigner IS NOT NULL" \
  " AND NOT EXISTS (SELECT 1 FROM addendum x WHERE x.note = v.no AND x.kind = 'cosign'))"

/* The addendum whose charges hold for visit s: the last correction that made some; NULL: those
 * of the signature. The same on every machine, whatever order the rows came in. */
#define SQL_HOLDS \
  "(SELECT d.addendum FROM charge d INDEXED BY charge_amended CROSS JOIN addendum y" \
  " ON y.no = d.addendum CROSS JOIN row w ON w.no = y.no" \
  " WHERE d.session = s.no AND d.addendum IS NOT NULL" \
  " AND NOT EXISTS (SELECT 1 FROM charge d2 INDEXED BY charge_amended CROSS JOIN addendum y2" \
  " ON y2.no = d2.addendum CROSS JOIN row w2 ON w2.no = y2.no" \
  " WHERE d2.session = s.no AND d2.addendum IS NOT NULL" \
  " AND (y2.entered_at, w2.id) > (y.entered_at, w.id)) LIMIT 1)"

/* Charge c of visit s was not replaced by a correction. */
#define SQL_CURRENT "c.addendum IS " SQL_HOLDS

/* Who treated in visit s: who signed its note. The therapist in charge of an assistant's visit is
 * whom it is billed under, not who gave it. */
#define SQL_TREATED \
  "coalesce((SELECT n.author FROM note n WHERE n.session = s.no ORDER BY n.no LIMIT 1), s.therapist)"

#define SQL_CLAIMS(X) \
X(CLAIM_GOALS, "SELECT DISTINCT f.code, g.diagnoses FROM performed f CROSS JOIN prescription r" \
  " ON r.no = f.prescription CROSS JOIN goal g ON g.no = r.goal WHERE f.session = ?1" \
  " AND f.state IS NOT 'skipped' AND f.code IS NOT NULL AND g.diagnoses IS NOT NULL LIMIT ?2") \
X(CLAIM_DIAGNOSES, "SELECT code, description FROM condition WHERE episode = ?1" \
  " AND active IS NOT 0 ORDER BY rank IS NULL, rank, no LIMIT ?2") \
X(CLAIM_DAYS, "SELECT no FROM session WHERE service_date >= ?1 AND service_date <= ?2" \
  " ORDER BY service_date, no") \
X(CLAIM_VISIT, "SELECT s.service_date, s.mode, s.episode, p.birth_date, p.insured_birth, e.onset," \
  " p.chart_no, p.family_name, p.given_name, p.sex, p.address, p.phone, p.member_no, p.group_no," \
  " p.insured_is, p.insured_name, e.authorization, e.referred_by, e.referrer_npi, y.name," \
  " y.claim_id, y.address, t.name, t.npi, t.licence_no, " SQL_VOIDED ", " SQL_WAITING ", p.no, " SQL_HOLDS \
  " FROM session s CROSS JOIN patient p ON p.no = s.patient CROSS JOIN staff t ON t.no = s.therapist" \
  " LEFT JOIN episode e ON e.no = s.episode LEFT JOIN payer y ON y.no = coalesce(e.payer, p.payer)" \
  " WHERE s.no = ?1") \
X(CLAIM_CHARGES, "SELECT addendum, code, modifiers, place, units, minutes, amount FROM charge" \
  " WHERE session = ?1 ORDER BY no") \
X(CLAIM_MONTHS, "WITH RECURSIVE m(day) AS (SELECT min(service_date) FROM session" \
  " WHERE service_date >= ?1 AND service_date <= ?2 UNION ALL SELECT (SELECT min(service_date)" \
  " FROM session WHERE service_date > m.day / 100 * 100 + 31 AND service_date <= ?2)" \
  " FROM m WHERE m.day IS NOT NULL) SELECT day FROM m WHERE day IS NOT NULL") \
X(UNIT_SUMS, "SELECT s.service_date / 100 AS month, " SQL_TREATED " AS treated, c.code," \
  " coalesce(e.payer, p.payer) AS who, count(DISTINCT s.no), sum(coalesce(c.minutes, 0))," \
  " sum(coalesce(c.units, 0)) FROM session s CROSS JOIN charge c ON c.session = s.no" \
  " CROSS JOIN patient p ON p.no = s.patient LEFT JOIN episode e ON e.no = s.episode" \
  " WHERE s.service_date >= ?1 AND s.service_date <= ?2 AND " SQL_CURRENT " AND NOT " SQL_VOIDED \
  " GROUP BY month, treated, c.code, who ORDER BY month, treated, c.code, who") \
X(WORK_SUMS, "SELECT s.service_date / 100 AS month, " SQL_TREATED " AS treated, NULL, NULL, count(*)," \
  " sum(CASE WHEN " SQL_HOLDS " IS NULL THEN coalesce(s.total_min, 0) ELSE" \
  " (SELECT total(c.minutes) FROM charge c WHERE c.session = s.no AND " SQL_CURRENT ") END)," \
  " sum(coalesce((SELECT sum(c.units) FROM charge c" \
  " WHERE c.session = s.no AND " SQL_CURRENT "), 0)), sum(max(coalesce(s.ended - s.started, 0), 0))" \
  " FROM session s WHERE s.service_date >= ?1 AND s.service_date <= ?2 AND NOT " SQL_VOIDED \
  " GROUP BY month, treated ORDER BY month, treated") \
X(VOID_SUMS, "SELECT NULL, NULL, NULL, NULL, count(DISTINCT s.no)," \
  " coalesce(sum(c.minutes), 0), coalesce(sum(c.units), 0) FROM session s LEFT JOIN charge c" \
  " ON c.session = s.no AND " SQL_CURRENT " WHERE s.service_date >= ?1 AND s.service_date <= ?2 AND " SQL_VOIDED) \
X(SIGNED_NOTES, "SELECT s.no, s.service_date, n.signed_at, coalesce(n.author, s.therapist), s.patient" \
  " FROM session s CROSS JOIN note n ON n.session = s.no" \
  " WHERE s.service_date >= ?1 AND s.service_date <= ?2 ORDER BY s.service_date, s.no")
/* clang-format on */

#endif
