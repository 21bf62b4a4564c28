/* query_work.h - lists of aids, care teams, tasks and reports; flat as tables grow. */
#ifndef STORE_QUERY_WORK_H
#define STORE_QUERY_WORK_H

#include "core/dict_rows.h"
#include "store/store.h"

/* Aids of a patient: those in use first, newest first. */
enum status query_aids(struct store *s, int64_t patient, struct aid *rows, int max,
		       int *n, struct err *err) BASE_MUST_CHECK;

/* What a patient's home diary tells from a day to a day, by day; of a day the whole programme comes
 * first. */
enum status
query_home_logs(struct store *s, int64_t patient, const int64_t days[2],
		struct home_log *rows, int max, int *n, struct err *err) BASE_MUST_CHECK;

/* What devices tell of a patient from a day to a day, in order of day, device and layout; of rows that
 * have these alike the first one counts, which was imported last. */
enum status query_device_days(struct store *s, int64_t patient, const int64_t days[2],
			      struct device_day *rows, int max, int *n,
			      struct err *err) BASE_MUST_CHECK;
/* Signed visits of a patient from a day to a day with their pain, oldest first. */
struct pain_line;
enum status query_visits_pain(struct store *s, int64_t patient, const int64_t days[2],
			      struct pain_line *lines, int max, int *n,
			      struct err *err) BASE_MUST_CHECK;

/* Aids in use whose review falls on or before a day, the most overdue first. */
struct aid_line {
	int64_t no, patient, review;
	char kind[DICT_CODE_SIZE], patient_name[124], chart_no[21];
};
enum status query_aid_reviews(struct store *s, int64_t day, struct aid_line *lines,
			      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* The care team of an episode, those still in it first. */
enum status query_team(struct store *s, int64_t episode, struct team_member *rows,
		       int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Open tasks for a staff member or for everybody, those due first; a task whose state was never
 * set is open. */
enum status query_tasks(struct store *s, int64_t staff, struct task *rows, int max,
			int *n, struct err *err) BASE_MUST_CHECK;
/* Tasks, calls and hand-over notes about a patient: open ones first, newest first. */
enum status query_tasks_about(struct store *s, int64_t patient, struct task *rows,
			      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Signed reports of an episode (notes that belong to no visit), newest first. */
enum status query_reports(struct store *s, int64_t episode, struct note *rows, int max,
			  int *n, struct err *err) BASE_MUST_CHECK;

/* A signed visit of an episode; pain DICT_NONE: not asked. */
struct visit_day {
	int64_t date, pain_before, pain_after;
};
/* The visits of an episode from a day to a day, oldest first. */
enum status query_visit_days(struct store *s, int64_t episode, const int64_t period[2],
			     struct visit_day *rows, int max, int *n,
			     struct err *err) BASE_MUST_CHECK;

/* Appointments of a patient from a day to a day, counted by their state. */
struct booked_count {
	int booked, done, no_show, cancelled; /* booked: booked or arrived */
};
enum status query_booked(struct store *s, int64_t patient, const int64_t period[2],
			 struct booked_count *count, struct err *err) BASE_MUST_CHECK;

#endif
