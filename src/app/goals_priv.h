/* goals_priv.h - what goals and their proposals share; private to goals*.c. */
#ifndef APP_GOALS_PRIV_H
#define APP_GOALS_PRIV_H

#include "app/goals.h"

/* Episode and its patient. */
enum status goals_whose(struct app *a, int64_t episode, struct episode *e,
			struct patient *p, struct err *err) BASE_MUST_CHECK;
/* What a goal of that patient is judged by, from today. */
enum status goals_facts(struct app *a, const struct goal *g, const struct patient *p,
			struct goal_facts *f, struct err *err) BASE_MUST_CHECK;
/* The latest results of a patient; the caller frees *rows, after a failure too. */
enum status goals_results(struct app *a, int64_t patient, struct result **rows, int *n,
			  struct err *err) BASE_MUST_CHECK;
/* The one of them that tells of a goal; NULL: none. */
const struct result *goals_last(const struct goal *g, const struct result *last, int n);

#endif
