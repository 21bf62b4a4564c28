/* sql_work.h - statements of aids, teams, tasks, reports and of their drafts. */
#ifndef STORE_SQL_WORK_H
#define STORE_SQL_WORK_H

#include "sql_person.h" /* whose rows are one person's */

/* clang-format off */
#define SQL_WORK(X) \
X(AIDS, "SELECT no FROM aid WHERE patient IN " SQL_MEMBERS("?1") \
  " ORDER BY returned IS NOT NULL, given DESC, no DESC LIMIT ?2") \
X(AID_REVIEWS, "SELECT a.no, a.patient, a.review, a.kind, p.family_name, p.given_name," \
  " p.chart_no FROM aid a CROSS JOIN patient p ON p.no = a.patient" \
  " WHERE a.returned IS NULL AND a.review <= ?1 ORDER BY a.review, a.no LIMIT ?2") \
X(HOME_LOGS, "SELECT no FROM home_log WHERE patient IN " SQL_MEMBERS("?1") \
  " AND day >= ?2 AND day <= ?3 ORDER BY day, prescription IS NOT NULL, no LIMIT ?4") \
X(DEVICE_DAYS, "SELECT no FROM device_day WHERE patient IN " SQL_MEMBERS("?1") \
  " AND day >= ?2 AND day <= ?3 ORDER BY day, device, layout, imported_at DESC, no DESC LIMIT ?4") \
X(VISITS_PAIN, "SELECT service_date, pain_before, pain_after FROM session WHERE patient IN " SQL_MEMBERS("?1") \
  " AND service_date >= ?2 AND service_date <= ?3 ORDER BY service_date, no LIMIT ?4") \
X(TEAM, "SELECT no FROM team_member WHERE episode = ?1" \
  " ORDER BY until IS NOT NULL, no LIMIT ?2") \
X(TASKS_OF, "SELECT t.no FROM task t WHERE t.staff IS ?1 AND t.state IS ?2" \
  " ORDER BY t.due IS NULL, t.due, t.no LIMIT ?3") \
X(TASKS_ABOUT, "SELECT no FROM task WHERE patient IN " SQL_MEMBERS("?1") \
  " ORDER BY coalesce(state, 'open') <> 'open', no DESC LIMIT ?2") \
X(REPORTS, "SELECT no FROM note WHERE episode = ?1 ORDER BY signed_at DESC, no DESC LIMIT ?2") \
X(VISIT_DAYS, "SELECT service_date, pain_before, pain_after FROM session WHERE episode = ?1" \
  " AND service_date >= ?2 AND service_date <= ?3 ORDER BY service_date, no") \
X(BOOKED_DAYS, "SELECT state, count(*) FROM appointment WHERE patient IN " SQL_MEMBERS("?1") \
  " AND day >= ?2 AND day <= ?3 GROUP BY state")

#define SQL_DRAFT_LINE \
  "d.no, d.episode, e.patient, d.staff, d.kind, d.day, p.family_name, p.given_name," \
  " p.chart_no FROM draft d CROSS JOIN episode e ON e.no = d.episode" \
  " CROSS JOIN patient p ON p.no = e.patient"

#define SQL_DRAFT(X) \
X(DRAFT_ADD, "INSERT INTO draft(episode, kind, staff, day) VALUES(?1, ?2, ?3, ?4)") \
X(DRAFT_OF, "SELECT " SQL_DRAFT_LINE " WHERE d.episode = ?1 AND d.kind = ?2") \
X(DRAFT_GET, "SELECT " SQL_DRAFT_LINE " WHERE d.no = ?1") \
X(DRAFT_LIST, "SELECT " SQL_DRAFT_LINE " ORDER BY d.no DESC LIMIT ?1") \
X(DRAFT_TEXT_SET, "INSERT INTO draft_text(draft, part, text) VALUES(?1, ?2, ?3)" \
  " ON CONFLICT(draft, part) DO UPDATE SET text = excluded.text") \
X(DRAFT_TEXT_GET, "SELECT text FROM draft_text WHERE draft = ?1 AND part = ?2") \
X(DRAFT_TEXTS_GO, "DELETE FROM draft_text WHERE draft = ?1") \
X(DRAFT_GO, "DELETE FROM draft WHERE no = ?1")
/* clang-format on */

#endif
