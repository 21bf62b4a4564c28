/* plan_goals.h - the goals a plan template proposes, and its exercises linked to them. */
#ifndef APP_PLAN_GOALS_H
#define APP_PLAN_GOALS_H

#include "app/goals.h"

enum { PLAN_GOALS_MAX = 8 };

/* One of them. template and measure are borrowed from the open clinic. */
struct plan_goal {
	struct goal row; /* as it would be stored; as it is when it is there */
	const struct goal_template *template;
	const struct measure *measure; /* NULL: the table lacks it */
	unsigned gaps;		       /* enum goal_gap: what has to be asked */
	bool there;		       /* the episode has had one of this template */
};

/* What a template (a key; "" or unknown: nothing) proposes for an episode, in its order: start
 * from the last results, target by the rule, the day by the usual weeks. Stores nothing. */
enum status plan_goals_propose(struct app *a, int64_t episode, const char *template,
			       struct plan_goal rows[PLAN_GOALS_MAX], int *n,
			       struct err *err) BASE_MUST_CHECK;
/* "Less pain in a daily task by 2026-06-15: 6 to 4, no daily task". Appends. */
void plan_goals_text(const struct plan_goal *g, struct str *out);

/* Stores those that are not there yet (*added counts them), and links each exercise of the plan
 * that serves no goal to the one its key or its kind serves, else to the first: exercises of
 * `only` (keys as lists with ;, two of them) alone. */
enum status
plan_goals_take(struct app *a, const struct plan_of_care *plan, const char *const only[2],
		int *added, struct err *err) BASE_MUST_CHECK;

#endif
