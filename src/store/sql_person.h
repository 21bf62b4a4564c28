/* sql_person.h - statements of patients that are one person (person.c, query_person.c). */
#ifndef STORE_SQL_PERSON_H
#define STORE_SQL_PERSON_H

/* clang-format off */
/* Every patient who is the same person as p, p too; for IN. */
#define SQL_MEMBERS(p) \
  "(SELECT " p " UNION ALL SELECT pb.patient FROM person pa CROSS JOIN person pb" \
  " ON pb.head = pa.head WHERE pa.patient = " p ")"
/* Chart number a row lies under when that is not the one asked for (?1). */
#define SQL_UNDER(p) \
  "(SELECT po.chart_no FROM patient po WHERE po.no = " p " AND po.no <> ?1)"

#define SQL_PERSON(X) \
X(PERSON_PARTNERS, "SELECT second, verdict FROM same_person WHERE first = ?1" \
  " UNION ALL SELECT first, verdict FROM same_person WHERE second = ?1") \
X(PERSON_SEEDS, "SELECT first FROM same_person UNION SELECT patient FROM person") \
X(PERSON_HEAD, "SELECT head FROM person WHERE patient = ?1") \
X(PERSON_OF, "SELECT pb.patient FROM person pa CROSS JOIN person pb ON pb.head = pa.head" \
  " WHERE pa.patient = ?1") \
X(PERSON_GO, "DELETE FROM person WHERE patient = ?1") \
X(PERSON_EMPTY, "DELETE FROM person") \
X(PERSON_ADD, "INSERT INTO person(patient, head) VALUES(?1, ?2)") \
X(PERSON_MEMBERS, "SELECT p.no, p.chart_no FROM person pa CROSS JOIN person pb" \
  " ON pb.head = pa.head CROSS JOIN patient p ON p.no = pb.patient" \
  " WHERE pa.patient = ?1 AND p.no <> ?1 ORDER BY p.chart_no, p.no LIMIT ?2") \
X(PERSON_PAIR, "SELECT no FROM same_person WHERE first = ?1 AND second = ?2" \
  " UNION SELECT no FROM same_person WHERE first = ?2 AND second = ?1 LIMIT ?3") \
X(PERSON_JUDGED, "SELECT no FROM same_person WHERE first = ?1" \
  " UNION SELECT no FROM same_person WHERE second = ?1 LIMIT ?2") \
X(CARE_SITES, "SELECT no FROM care_site WHERE patient = ?1 ORDER BY no LIMIT ?2") \
X(CARE_HOME, "SELECT w.site FROM row r JOIN writer w ON w.no = r.writer WHERE r.no = ?1") \
X(SITES, "SELECT no FROM site ORDER BY code LIMIT ?1") \
X(PERSON_NEW, "SELECT no FROM patient WHERE no > ?1 ORDER BY no LIMIT ?2") \
X(PERSON_NEW_COUNT, "SELECT count(*) FROM patient WHERE no > ?1") \
X(PERSON_HOLDS, "SELECT (SELECT count(*) FROM episode WHERE patient = ?1)," \
  " (SELECT count(*) FROM session WHERE patient = ?1)," \
  " (SELECT max(service_date) FROM session WHERE patient = ?1)," \
  " (SELECT count(*) FROM precaution WHERE patient = ?1 AND lifted IS NULL)") \
X(SUSPECT_ADD, "INSERT INTO suspect(first, second, score) VALUES(min(?1, ?2), max(?1, ?2), ?3)" \
  " ON CONFLICT(first, second) DO UPDATE SET score = excluded.score") \
X(SUSPECTS, "SELECT s.first, s.second, s.score FROM suspect s INDEXED BY suspect_by_score" \
  " WHERE s.score > 0 AND NOT EXISTS (SELECT 1 FROM same_person a WHERE a.first = s.first" \
  " AND a.second = s.second AND a.verdict <> 'open') AND NOT EXISTS (SELECT 1 FROM same_person b" \
  " WHERE b.first = s.second AND b.second = s.first" \
  " AND b.verdict <> 'open')" \
  " ORDER BY s.score DESC, s.first, s.second LIMIT ?1")
/* clang-format on */

#endif
