/* sql_progress.h - statements of how exercises went and how their doses changed. */
#ifndef STORE_SQL_PROGRESS_H
#define STORE_SQL_PROGRESS_H

#include "sql_person.h" /* whose rows are one person's */

/* clang-format off */
#define SQL_PROGRESS(X) \
X(DONE_OF, "SELECT s.no, s.service_date, s.pain_before, s.pain_next, s.swelling, f.pain," \
  " f.effort, f.form_ok, f.losses, f.support, f.sets" \
  " FROM session s CROSS JOIN performed f ON f.session = s.no" \
  " WHERE s.patient IN " SQL_MEMBERS("?1") " AND (s.service_date, s.no) <= (?2, ?3) AND f.exercise = ?4" \
  " AND f.state IS NOT 'skipped' ORDER BY s.service_date DESC, s.no DESC LIMIT ?5") \
X(DOSE_CHANGES, "SELECT d.no, r.exercise FROM plan_of_care k" \
  " CROSS JOIN prescription r ON r.plan = k.no CROSS JOIN dose_change d" \
  " ON d.prescription = r.no WHERE k.episode = ?1 ORDER BY d.day DESC, d.no DESC LIMIT ?2")
/* clang-format on */

#endif
