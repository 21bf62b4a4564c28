/* assessment_sets.c - which assessments fit an episode: by its plan's template, else its diagnosis. */
#include "app/assessment.h"
#include "app/plan_template.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { EPISODES_MAX = 20 };

/* The template of the plan in force, else the best one for the diagnoses; head.no 0: none. */
static enum status
template_of(struct app *a, const struct episode_line *e, struct plan_template *t,
	    struct err *err)
{
	struct plan_view *v = mem_alloc(sizeof *v);
	struct plan_offers o = {0};
	enum status st = e->plan ? plan_look(a, e->plan, v, err) : ST_OK;

	dict_row_init(dict_entity(E_PLAN_TEMPLATE), t);
	if (!st && e->plan)
		*t = v->template;
	if (!st && !t->head.no) {
		st = plan_template_offers(a, e->no, &o, err);
		if (!st && o.fitting)
			*t = o.rows[o.best - 1].template;
		plan_template_release(&o);
	}
	free(v);
	return st;
}

static enum status
fitting_template(struct app *a, int64_t patient, struct plan_template *t, struct err *err)
{
	struct episode_line *lines = mem_alloc(EPISODES_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_episodes(a->store, patient, lines, EPISODES_MAX, &n, err);

	dict_row_init(dict_entity(E_PLAN_TEMPLATE), t);
	if (!st && n && lines[0].closed == DICT_NONE)
		st = template_of(a, &lines[0], t, err);
	free(lines);
	return st;
}

enum { FIT_SET, FIT_REGION, FIT_NOT, FITS };

static int
fit_of(const struct plan_template *t, const struct assessment_set *set)
{
	if (!strcmp(t->assessment_set, set->key))
		return FIT_SET;
	return t->region[0] && !strcmp(t->region, set->region) ? FIT_REGION : FIT_NOT;
}

enum status
assessment_sets(struct app *a, int64_t patient,
		const struct assessment_set *sets[ASSESSMENT_SETS_MAX], int *n,
		int *fitting, struct err *err)
{
	struct plan_template *t = mem_alloc(sizeof *t);
	const struct measures *m;
	enum status st = measures_of(a, &m, err);

	*n = *fitting = 0;
	if (!st)
		st = fitting_template(a, patient, t, err);
	for (int fit = 0; !st && fit < FITS; fit++)
		for (size_t i = 0; i < m->n_sets && *n < ASSESSMENT_SETS_MAX; i++)
			if (fit_of(t, &m->sets[i]) == fit) {
				sets[(*n)++] = &m->sets[i];
				*fitting += fit != FIT_NOT;
			}
	free(t);
	return st;
}
