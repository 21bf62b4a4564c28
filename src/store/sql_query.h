/* sql_query.h - statements of the lists (query*.c), of live sessions and of search. */
#ifndef STORE_SQL_QUERY_H
#define STORE_SQL_QUERY_H

#include "search_text.h"

_Static_assert(SEARCH_PATIENT == 1, "SIMILAR_KEY1 and SIMILAR_KEY2 name the kind");

#include "sql_claims.h" /* what holds of a visit's charges */
#include "sql_person.h"

/* clang-format off */
/* X(NAME, "SQL") gives SQL_NAME for stmt_get. CROSS JOIN keeps SQLite to the written order. */
#define SQL_PATIENT_LINE \
  "p.no, p.chart_no, p.family_name, p.given_name, p.phone, p.sex, p.birth_date"

/* A signed visit in a list; ?1 is the patient asked for. */
#define SQL_SESSION_LINE \
  "SELECT s.no, s.service_date, s.timed_min, s.total_min, s.pain_before," \
  " s.pain_after, (SELECT n.no FROM note n WHERE n.session = s.no ORDER BY n.no LIMIT 1)," \
  " (SELECT count(*) FROM performed f WHERE f.session = s.no) -" \
  " (SELECT count(*) FROM performed f INDEXED BY performed_skipped WHERE f.session = s.no" \
  " AND f.state = 'skipped')," \
  " t.name," \
  " (SELECT group_concat(c.code || ' ' || coalesce(c.units, 0), ', ') FROM charge c" \
  " WHERE c.session = s.no AND " SQL_CURRENT "), " SQL_VOIDED ", " SQL_UNDER("s.patient") \
  " FROM session s LEFT JOIN staff t ON t.no = " SQL_TREATED

#define SQL_QUERY(X) \
X(PATIENT_GET, "SELECT " SQL_PATIENT_LINE " FROM patient p WHERE p.no = ?1") \
X(PATIENTS_AFTER, "SELECT " SQL_PATIENT_LINE " FROM search_line l CROSS JOIN patient p" \
  " ON p.no = l.row WHERE l.label > ?1 AND l.label < ?2 ORDER BY l.label LIMIT ?3") \
X(PATIENTS_BEFORE, "SELECT " SQL_PATIENT_LINE " FROM search_line l CROSS JOIN patient p" \
  " ON p.no = l.row WHERE l.label > ?1 AND l.label < ?2 ORDER BY l.label DESC LIMIT ?3") \
X(DAY, "SELECT a.no, a.patient, a.staff, a.start, a.minutes, a.state, p.family_name," \
  " p.given_name, p.chart_no," \
  " CASE WHEN a.state IS 'cancelled' THEN coalesce(a.why, a.reason) ELSE a.reason END, t.name," \
  " (SELECT v.no FROM live v WHERE v.patient = a.patient ORDER BY v.no DESC LIMIT 1)" \
  " FROM appointment a CROSS JOIN patient p ON p.no = a.patient" \
  " LEFT JOIN staff t ON t.no = a.staff" \
  " WHERE a.day = ?1 AND (?2 = 0 OR a.staff = ?2) ORDER BY a.start, a.no LIMIT ?3") \
X(EPISODES, "SELECT e.no, e.opened, e.closed, e.title, e.indication, e.side," \
  " coalesce(e.payer, p.payer)," \
  " (SELECT k.no FROM plan_of_care k WHERE k.episode = e.no AND coalesce(k.active, 1) <> 0" \
  " ORDER BY k.version DESC, k.no DESC LIMIT 1)," \
  " (SELECT c.code || ' ' || coalesce(c.description, '') FROM condition c" \
  " WHERE c.episode = e.no AND coalesce(c.active, 1) <> 0 ORDER BY c.rank IS NULL, c.rank, c.no" \
  " LIMIT 1)," \
  " (SELECT count(*) FROM session s WHERE s.episode = e.no), e.patient, " SQL_UNDER("e.patient") \
  " FROM episode e CROSS JOIN patient p ON p.no = e.patient" \
  " WHERE e.patient IN " SQL_MEMBERS("?1") \
  " ORDER BY e.closed IS NOT NULL, e.opened DESC, e.no DESC LIMIT ?2") \
X(PRESCRIPTIONS, "SELECT r.no, x.name, x.key, x.category, x.region, x.contra, x.caution" \
  " FROM prescription r LEFT JOIN exercise x ON x.no = r.exercise" \
  " WHERE r.plan = ?1 AND coalesce(r.active, 1) <> 0" \
  " ORDER BY r.rank IS NULL, r.rank, r.no LIMIT ?2") \
X(PLAN_DONE, "SELECT f.prescription, f.exercise, (SELECT r.side FROM prescription r" \
  " WHERE r.no = f.prescription), f.sets, s.service_date, f.pain, f.effort" \
  " FROM session s CROSS JOIN performed f ON f.session = s.no" \
  " WHERE s.episode = (SELECT k.episode FROM plan_of_care k WHERE k.no = ?1)" \
  " AND f.state IS NOT 'skipped' ORDER BY s.service_date DESC, f.no DESC") \
X(SESSIONS, SQL_SESSION_LINE " WHERE s.patient = ?1 AND (s.service_date, s.no) < (?2, ?3)" \
  " ORDER BY s.service_date DESC, s.no DESC LIMIT ?4") \
X(SESSIONS_ALL, SQL_SESSION_LINE \
  " WHERE s.no IN (SELECT k.no FROM session k WHERE k.patient IN " SQL_MEMBERS("?1") \
  " AND (k.service_date, k.no) < (?2, ?3) ORDER BY k.service_date DESC, k.no DESC LIMIT ?4)" \
  " ORDER BY s.service_date DESC, s.no DESC") \
X(VISIT_NOTE, "SELECT no FROM note WHERE session = ?1 ORDER BY no LIMIT 1") \
X(SESSION_DATE, "SELECT service_date FROM session WHERE no = ?1") \
X(EXERCISES, "SELECT l.row FROM search_line l CROSS JOIN exercise x ON x.no = l.row" \
  " WHERE l.label > ?1 AND l.label < ?2" \
  " AND (?3 IS NULL OR x.category = ?3) AND (?4 IS NULL OR x.region = ?4)" \
  " AND (?5 IS NULL OR instr(';' || x.equipment || ';', ';' || ?5 || ';') > 0)" \
  " AND (x.valid_to IS NULL OR x.valid_to >= ?6) ORDER BY l.label LIMIT ?7") \
X(EXERCISE_FITS, "SELECT 1 FROM exercise x WHERE x.no = ?1" \
  " AND (?3 IS NULL OR x.category = ?3) AND (?4 IS NULL OR x.region = ?4)" \
  " AND (?5 IS NULL OR instr(';' || x.equipment || ';', ';' || ?5 || ';') > 0)" \
  " AND (x.valid_to IS NULL OR x.valid_to >= ?6)") \
X(ICD10_FITS, "SELECT 1 FROM icd10 WHERE no = ?1 AND (valid_to IS NULL OR valid_to >= ?2)") \
X(VOCAB, "SELECT no FROM vocab WHERE kind = ?1" \
  " AND (valid_to IS NULL OR valid_to >= ?2) ORDER BY no LIMIT ?3") \
X(SERVICE_CODES, "SELECT no FROM service_code" \
  " WHERE (valid_from IS NULL OR valid_from <= ?1) AND (valid_to IS NULL OR valid_to >= ?1)" \
  " ORDER BY code LIMIT ?2") \
X(PERFORMED, "SELECT no FROM performed WHERE session = ?1" \
  " ORDER BY rank IS NULL, rank, no LIMIT ?2") \
X(CHARGES, "SELECT c.no FROM session s CROSS JOIN charge c ON c.session = s.no WHERE s.no = ?1" \
  " AND " SQL_CURRENT " ORDER BY c.no LIMIT ?2") \
X(CHARGES_REPLACED, "SELECT c.no FROM session s CROSS JOIN charge c ON c.session = s.no" \
  " WHERE s.no = ?1 AND NOT " SQL_CURRENT " ORDER BY c.no LIMIT ?2") \
X(CONDITIONS, "SELECT no FROM condition WHERE episode = ?1" \
  " ORDER BY rank IS NULL, rank, no LIMIT ?2") \
X(PLANS, "SELECT no FROM plan_of_care WHERE episode = ?1 ORDER BY version DESC, no DESC" \
  " LIMIT ?2") \
X(EPISODE_DAYS, "SELECT service_date FROM session WHERE episode = ?1" \
  " ORDER BY service_date DESC, no DESC LIMIT ?2") \
X(EPISODE_FIRST_DAY, "SELECT min(service_date) FROM session WHERE episode = ?1" \
  " AND service_date >= ?2") \
X(ADDENDA, "SELECT no FROM addendum WHERE note = ?1 ORDER BY entered_at, no LIMIT ?2") \
X(STAFF_ALL, "SELECT no FROM staff ORDER BY name COLLATE NOCASE, no LIMIT ?1") \
X(PAYERS_ALL, "SELECT no FROM payer ORDER BY name COLLATE NOCASE, no LIMIT ?1") \
X(CHART_NO_LAST, "SELECT chart_no FROM patient WHERE chart_no > ?1 AND chart_no < ?2" \
  " ORDER BY chart_no DESC LIMIT 1") \
X(CHART_NO_NEXT, "SELECT chart_no FROM patient WHERE chart_no > ?1 AND chart_no < ?2" \
  " ORDER BY chart_no LIMIT 1") \
X(SIMILAR_BIRTH, "SELECT row, key1, key2, birth, phone FROM search_line WHERE birth = ?1" \
  " LIMIT ?2") \
X(SIMILAR_PHONE, "SELECT row, key1, key2, birth, phone FROM search_line WHERE phone = ?1" \
  " LIMIT ?2") \
X(SIMILAR_KEY1, "SELECT row, key1, key2, birth, phone FROM search_line" \
  " WHERE kind = 1 AND key1 >= ?1 AND key1 < ?2 LIMIT ?3") \
X(SIMILAR_KEY2, "SELECT row, key1, key2, birth, phone FROM search_line" \
  " WHERE key2 >= ?1 AND key2 < ?2 AND +kind = 1 LIMIT ?3")

#define SQL_LIVE_LINE \
  "v.no, v.patient, v.episode, v.plan, v.therapist, v.appointment, v.service_date," \
  " v.finished, coalesce((SELECT e.wall_ms FROM live_event e WHERE e.live = v.no" \
  " ORDER BY e.seq DESC LIMIT 1), v.opened_ms), p.family_name, p.given_name, p.chart_no," \
  " t.name FROM live v CROSS JOIN patient p ON p.no = v.patient" \
  " LEFT JOIN staff t ON t.no = v.therapist"

#define SQL_LIVE(X) \
X(LIVE_ADD, "INSERT INTO live(patient, episode, plan, therapist, appointment," \
  " service_date, finished, opened_ms) VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)") \
X(LIVE_GET, "SELECT " SQL_LIVE_LINE " WHERE v.no = ?1") \
X(LIVE_LIST, "SELECT " SQL_LIVE_LINE " ORDER BY v.finished, v.no DESC LIMIT ?1") \
X(LIVE_FINISHED, "UPDATE live SET finished = ?2 WHERE no = ?1") \
X(LIVE_COUNT, "SELECT (SELECT max(e.seq) FROM live_event e WHERE e.live = v.no)" \
  " FROM live v WHERE v.no = ?1") \
X(LIVE_EVENT_ADD, "INSERT INTO live_event(live, seq, kind, item, n, text, boot_ms, boot," \
  " wall_ms, staff) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)") \
X(LIVE_EVENTS, "SELECT kind, item, n, text, boot_ms, boot, wall_ms, staff FROM live_event" \
  " WHERE live = ?1 AND seq > ?2 ORDER BY seq") \
X(LIVE_TEXT_SET, "INSERT INTO live_text(live, part, text) VALUES(?1, ?2, ?3)" \
  " ON CONFLICT(live, part) DO UPDATE SET text = excluded.text") \
X(LIVE_TEXT_GET, "SELECT text FROM live_text WHERE live = ?1 AND part = ?2") \
X(LIVE_EVENTS_GO, "DELETE FROM live_event WHERE live = ?1") \
X(LIVE_TEXTS_GO, "DELETE FROM live_text WHERE live = ?1") \
X(LIVE_GO, "DELETE FROM live WHERE no = ?1")

#define SQL_SEARCH(X) \
X(SEARCH_LINE, "SELECT label, key1, key2, birth, phone, words FROM search_line" \
  " WHERE row = ?1") \
X(SEARCH_LABEL, "SELECT label FROM search_line WHERE row = ?1") \
X(SEARCH_ADD, "INSERT INTO search_line(label, kind, row, key1, key2, birth, phone, words)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") \
X(SEARCH_SET, "UPDATE search_line SET birth = ?2, phone = ?3, words = ?4 WHERE label = ?1") \
X(SEARCH_MOVE, "UPDATE search_line SET label = ?2 WHERE label = ?1") \
X(SEARCH_REMOVE, "DELETE FROM search_line WHERE label = ?1") \
X(SEARCH_REMOVE_KIND, "DELETE FROM search_line WHERE label > ?1 AND label < ?2") \
X(SEARCH_BEFORE, "SELECT label FROM search_line WHERE kind = ?1" \
  " AND (key1, key2, row) < (?2, ?3, ?4) ORDER BY key1 DESC, key2 DESC, row DESC LIMIT 1") \
X(SEARCH_BEHIND, "SELECT label FROM search_line WHERE kind = ?1" \
  " AND (key1, key2, row) > (?2, ?3, ?4) ORDER BY key1, key2, row LIMIT 1") \
X(SEARCH_KEYS, "SELECT key1, key2, row FROM search_line WHERE label = ?1") \
X(SEARCH_UP, "SELECT label, row, words FROM search_line WHERE label >= ?1 AND label < ?2" \
  " ORDER BY label LIMIT ?3") \
X(SEARCH_DOWN, "SELECT label, row, words FROM search_line WHERE label > ?1 AND label <= ?2" \
  " ORDER BY label DESC LIMIT ?3") \
X(SEARCH_COUNT, "SELECT count(*) FROM search_line WHERE label > ?1 AND label < ?2") \
X(GRAM_ADD, "INSERT INTO search_gram(rowid, grams) VALUES(?1, ?2)") \
X(GRAM_REMOVE, "INSERT INTO search_gram(search_gram, rowid, grams) VALUES('delete', ?1, ?2)") \
X(GRAM_COMMAND, "INSERT INTO search_gram(search_gram) VALUES(?1)") \
X(GRAM_OPTION, "INSERT INTO search_gram(search_gram, rank) VALUES(?1, ?2)") \
X(SEARCH_FIND, "SELECT l.label, l.row, l.words FROM search_gram g CROSS JOIN search_line l" \
  " ON l.label = g.rowid WHERE g.search_gram MATCH ?1 AND g.rowid > ?2 AND g.rowid < ?3" \
  " ORDER BY g.rowid")
/* clang-format on */

#endif
