/* query_goals.h - goals of an episode and the pain of visits; knows no measure's meaning. */
#ifndef STORE_QUERY_GOALS_H
#define STORE_QUERY_GOALS_H

#include "core/dict_rows.h"
#include "store/store.h"

/* Goals of an episode in their order, closed ones too. */
enum status query_goals(struct store *s, int64_t episode, struct goal *rows, int max,
			int *n, struct err *err) BASE_MUST_CHECK;

/* Goals of the open episodes of a patient: all but those given up, and those met. */
enum status query_goal_count(struct store *s, int64_t patient, int *all, int *met,
			     struct err *err) BASE_MUST_CHECK;

/* Pain of a signed visit; DICT_NONE where it was not asked. */
struct pain_line {
	int64_t day, before, after;
};
/* The newest max visits of a patient with a pain score, oldest first. */
enum status query_pain(struct store *s, int64_t patient, struct pain_line *lines, int max,
		       int *n, struct err *err) BASE_MUST_CHECK;

#endif
