/* query_progress.h - how an exercise went, visit by visit, and what its dose was; flat as tables
 * grow. */
#ifndef STORE_QUERY_PROGRESS_H
#define STORE_QUERY_PROGRESS_H

#include "core/dict_rows.h"
#include "store/store.h"

/* An exercise in a signed visit; DICT_NONE: not asked. */
struct done_line {
	int64_t session, day;
	int64_t pain_before, pain_next, swelling; /* of the visit */
	int64_t pain, effort, form_ok, losses, support;
	char sets[601];
};

/* Which visits: of a patient, with an exercise, up to a day; of that day only sessions up to
 * number `session` (INT64_MAX: all). */
struct done_which {
	int64_t patient, exercise, day, session;
};
/* The newest max of them in which it was done, newest first. */
enum status
query_done(struct store *s, const struct done_which *which, struct done_line *lines,
	   int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Decisions about the doses of an episode, newest first, with the exercise they were about. */
struct dose_line {
	struct dose_change row;
	int64_t exercise;
};
enum status query_dose_changes(struct store *s, int64_t episode, struct dose_line *lines,
			       int max, int *n, struct err *err) BASE_MUST_CHECK;

#endif
