/* plan_rows.c - the exercises of a plan with dose, precaution and goal, read from the clinic. */
#include "plan_rows.h"

#include "app/care.h"
#include "app/goals.h"
#include "store/query_goals.h"

#include <stdlib.h>

static enum status
load_goals(struct app *a, int64_t episode, struct plan_rows *p, struct err *err)
{
	struct goal *goals = mem_alloc(GOALS_MAX * sizeof *goals);
	int n = 0;
	enum status st = query_goals(a->store, episode, goals, GOALS_MAX, &n, err);

	for (int i = 0; !st && i < p->n; i++) {
		str_copy(p->rows[i].goal, sizeof p->rows[i].goal, "-");
		for (int k = 0; k < n; k++)
			if (goals[k].head.no == p->lines[i].row.goal)
				str_format(p->rows[i].goal, sizeof p->rows[i].goal, "%d",
					   k + 1);
	}
	free(goals);
	return st;
}

static enum status
load_row(struct app *a, int64_t plan, const struct prescription_line *l,
	 struct plan_row *r, struct err *err)
{
	enum status st;

	r->no = l->row.head.no;
	r->line = l;
	care_dose_text(&l->row, r->dose, sizeof r->dose);
	st = plan_differs(a, &l->row, &r->differs, err);
	return st ? st : precautions_check_plan(a, plan, l->row.exercise, &r->care, err);
}

enum status
plan_rows_load(struct app *a, const struct plan_of_care *plan, struct plan_rows *p,
	       struct err *err)
{
	enum status st;

	if (!p->lines)
		p->lines = mem_alloc(PLAN_ROWS_MAX * sizeof *p->lines);
	st = query_prescriptions(a->store, plan->head.no, p->lines, PLAN_ROWS_MAX, &p->n,
				 err);
	for (int i = 0; !st && i < p->n; i++)
		st = load_row(a, plan->head.no, &p->lines[i], &p->rows[i], err);
	if (!st)
		st = load_goals(a, plan->episode, p, err);
	p->planned_ms = care_planned_ms(p->lines, st ? 0 : p->n);
	return st;
}

void
plan_rows_release(struct plan_rows *p)
{
	free(p->lines);
}

int64_t
plan_rows_next_rank(const struct plan_rows *p)
{
	int64_t last = p->n ? p->lines[p->n - 1].row.rank : 0;

	return last == DICT_NONE ? p->n + 1 : last + 1;
}
