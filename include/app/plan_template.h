/* plan_template.h - templates of plans: which fit an episode, and making a plan from one. */
#ifndef APP_PLAN_TEMPLATE_H
#define APP_PLAN_TEMPLATE_H

#include "app/plan.h"

/* A template, or one phase of it, that could be taken. */
struct plan_offer {
	int64_t name; /* names the row of a list, from 1 */
	struct plan_template template;
	struct plan_phase
	    phase; /* rank DICT_NONE: the template has none, or is told as one */
	int n_phases;
	int fit; /* how well it fits the episode; 0: not offered first */
};
struct plan_offers {
	struct plan_offer *rows; /* those that fit first, best first */
	int n, fitting;
	int64_t
	    best; /* name of the one to take: of the best template the phase of today */
	struct episode episode;
	char diagnosis[180];
};

/* Every template, judged by the diagnoses and the indication of the episode; a template that
 * fits and has phases stands there once for each phase. Release with plan_template_release. */
enum status plan_template_offers(struct app *a, int64_t episode, struct plan_offers *o,
				 struct err *err) BASE_MUST_CHECK;
void plan_template_release(struct plan_offers *o);

/* What taking a template came to. */
struct plan_taken {
	int64_t plan;
	int64_t version;
	int added, kept, dropped, left_out; /* exercises */
	int goals;			    /* added */
	char why[300];			    /* which were left out, and why; "" none */
};

/* Makes the episode's plan from an offer: into a plan that is still empty, else as its next
 * version inside the period. Exercises of the template take the library's dose in the template's
 * order; those that are there already keep theirs; those of the template or phase before go; what
 * the therapist added stays, behind. Exercises that a precaution forbids are left out and named.
 * Frequency and weeks are set unless the plan has the same template already. Its goals that the
 * episode never had are added as plan_goals.h proposes them, and its exercises that serve no goal
 * yet are linked to them. All or nothing. */
enum status
plan_template_take(struct app *a, int64_t episode, const struct plan_offer *offer,
		   struct plan_taken *t, struct err *err) BASE_MUST_CHECK;

/* What the template and the phase of a plan propose, as prescriptions with the library's dose in
 * their order (numbers 0, rank 1 ...): the base a plan is compared with. At most max. */
enum status plan_template_rows(struct app *a, const struct plan_of_care *plan,
			       struct prescription *rows, int max, int *n,
			       struct err *err) BASE_MUST_CHECK;

#endif
