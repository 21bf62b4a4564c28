/* plan_rows.h - the exercises of a plan as they are listed; private to the screen of the plan. */
#ifndef TUI_PLAN_ROWS_H
#define TUI_PLAN_ROWS_H

#include "app/plan.h"
#include "app/precautions.h"

struct plan_row {
	int64_t no;
	const struct prescription_line *line; /* into plan_rows.lines */
	char dose[80];
	bool differs;		      /* from the library's dose */
	struct precaution_match care; /* what precautions say of it */
	char goal[5];		      /* its place in the list of goals; "-" none */
};

struct plan_rows {
	struct prescription_line *lines;
	struct plan_row rows[PLAN_ROWS_MAX];
	int n;
	int64_t planned_ms; /* of all of them on the clock */
};

/* Reads the exercises of a plan; the rows of before are gone. */
enum status plan_rows_load(struct app *a, const struct plan_of_care *plan,
			   struct plan_rows *p, struct err *err) BASE_MUST_CHECK;
void plan_rows_release(struct plan_rows *p);
/* The place behind the last one. */
int64_t plan_rows_next_rank(const struct plan_rows *p);

#endif
