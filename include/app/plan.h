/* plan.h - a plan of care looked at: phase, frequency attended, certification, facets, versions. */
#ifndef APP_PLAN_H
#define APP_PLAN_H

#include "app/app.h"
#include "app/care_rules.h"
#include "core/certify.h"
#include "core/frequency.h"
#include "core/plan_diff.h"
#include "store/query.h"

enum { PLAN_PHASES_MAX = 9, PLAN_ROWS_MAX = 60, PLAN_VERSIONS_MAX = 60 };

/* What a plan is today. */
struct plan_view {
	struct plan_of_care plan;
	struct episode episode;
	struct plan_template template;		   /* head.no 0: made without one */
	struct plan_phase phases[PLAN_PHASES_MAX]; /* in order of rank */
	int n_phases;
	int64_t surgery_days; /* since surgery; DICT_NONE: not known */
	struct frequency frequency;
	struct certify certify;
	bool certify_wanted; /* the payer's rules ask for it, or it was sent or signed */
};

/* Looks at a plan: its rows, its visits, the rules of today. ST_NOT_FOUND. */
enum status plan_look(struct app *a, int64_t plan, struct plan_view *v,
		      struct err *err) BASE_MUST_CHECK;
/* The part of it that due lists ask of many plans: plan, episode, certify_wanted, and certify when
 * that is true. The rest of v is left as it is. */
enum status plan_look_certificate(struct app *a, int64_t plan, struct plan_view *v,
				  struct err *err) BASE_MUST_CHECK;

/* The newest plan of an episode that is active. ST_NOT_FOUND. */
enum status plan_active(struct app *a, int64_t episode, struct plan_of_care *plan,
			struct err *err) BASE_MUST_CHECK;

/* Lines for the head of a chart, at most two, shortest first said: indication, phase, visits of
 * those planned, certification when it calls. Both stay empty when there is nothing to say. */
struct plan_head {
	char first[200], second[200];
	bool calls; /* behind, or certification is to be seen to */
};
enum status plan_head_of(struct app *a, int64_t plan, struct plan_head *h,
			 struct err *err) BASE_MUST_CHECK;

/* "Knee replacement, day 23, phase 2 of 4: First strength" and what must be reached to go on;
 * "" without a template. Appends. */
void plan_phase_text(const struct plan_view *v, struct str *out);
/* Phase the plan stands in: the one it was made for, else the usual one; NULL: no phases. */
const struct plan_phase *plan_phase_now(const struct plan_view *v);

/* How many of the exercises serve each of the four facets of prevention. */
struct plan_facets {
	struct {
		char title[81];
		int n;
	} row[CARE_RULES_MAX];
	int n;
};
enum status plan_facets_of(struct app *a, const struct prescription_line *lines, int n,
			   struct plan_facets *f, struct err *err) BASE_MUST_CHECK;
/* "Moving stretch #  Joint sense NONE  Strength ####  Function ##". Appends. */
void plan_facets_text(const struct plan_facets *f, struct str *out);

/* True when the dose is not the one the library proposes: marked * in the plan. */
enum status plan_differs(struct app *a, const struct prescription *p, bool *differs,
			 struct err *err) BASE_MUST_CHECK;

/* The next version of a plan; *out gets it. Inside the period (renew false) start, frequency and
 * certification stay; a recertification begins a new period on `starts` that is to be certified
 * anew. why (may be "") is kept with the version. */
struct plan_version {
	bool renew;
	int64_t starts; /* of the new period; DICT_NONE: today */
	const char *why;
};
enum status plan_version_make(struct app *a, const struct plan_of_care *old,
			      const struct plan_version *how, struct plan_of_care *out,
			      struct err *err) BASE_MUST_CHECK;

/* The plan was sent for certification, or came back signed by somebody, on a day. Signed: "to"
 * becomes what the rules propose unless it is set already. */
enum status
plan_sent(struct app *a, int64_t plan, int64_t day, struct err *err) BASE_MUST_CHECK;
enum status plan_signed(struct app *a, int64_t plan, int64_t day, const char *by,
			struct err *err) BASE_MUST_CHECK;

/* The plan of care as text for paper, with a block for signatures; nothing is signed by it. */
enum status
plan_text(struct app *a, int64_t plan, struct str *out, struct err *err) BASE_MUST_CHECK;

#endif
