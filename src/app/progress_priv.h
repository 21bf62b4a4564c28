/* progress_priv.h - what the files of progression share. */
#ifndef APP_PROGRESS_PRIV_H
#define APP_PROGRESS_PRIV_H

#include "app/progress.h"
#include "app/screening.h"
#include "core/dict_rows.h"

enum { PROGRESS_STEP_G = 500 }; /* the smallest weight on hand: bottles, rice bags */

/* A visit under review: the same for all of its exercises. */
struct review {
	struct app *a;
	int64_t patient, day, session; /* session 0: not signed yet */
	struct progression_in vitals;  /* what holds for every exercise */
	const struct screening_table *screening;
	struct progression_rules rules;
};

/* What was measured and answered on r->day, and the rules of that day. */
enum status progress_look_at_day(struct review *r, struct err *err) BASE_MUST_CHECK;
/* Adds the exercise of a performed row when it was done and belongs to the plan. */
enum status progress_add_line(const struct review *r, struct progress *p, int item,
			      const struct performed *f, const struct session *s,
			      struct err *err) BASE_MUST_CHECK;
/* The limits of the whole visit, then what each suggestion makes of the dose. */
enum status progress_conclude(const struct review *r, struct progress *p,
			      struct err *err) BASE_MUST_CHECK;

/* The row that stands for a prescription in the newest version of its plan: row itself, or its
 * copy. why gets a sentence when there is none (row is left as it is), else "". */
enum status progress_living(struct app *a, struct prescription *row, char why[100],
			    struct err *err) BASE_MUST_CHECK;
/* A decision as rows, in the caller's transaction: the plan changes and a dose_change tells of
 * it. origin is the prescription the visit followed, day that of the visit: the new level begins
 * with it, whenever it was decided. */
struct progress_decision {
	int64_t session, origin, day, decided;
	const struct prescription *row; /* as it stands in the plan */
	const struct choice *choice;
};
enum status progress_store(struct app *a, const struct progress_decision *d,
			   struct err *err) BASE_MUST_CHECK;
/* The decision of a line of a signed visit stored at once, and a change taken back. */
enum status
progress_store_late(struct app *a, const struct progress *p, struct progress_line *l,
		    const struct choice *c, struct err *err) BASE_MUST_CHECK;
enum status
progress_back(struct app *a, const struct progress *p, struct progress_line *l,
	      const char *why, struct err *err) BASE_MUST_CHECK;

/* Fills spec, before and after of l->choice from the action of l->out. */
enum status
progress_propose(struct app *a, struct progress_line *l, struct err *err) BASE_MUST_CHECK;
/* What a spec makes of a prescription: the same row changed, or (exercise=KEY) a new one of
 * the same plan, place, goal and setting. name gets the exercise's when it is another one,
 * else "". ST_INVALID: the spec does not fit. */
enum status
progress_next(struct app *a, const struct prescription *row, const char *spec,
	      struct prescription *next, char name[61], struct err *err) BASE_MUST_CHECK;
/* The spec that leads from what `spec` makes of row back to row; "" for another exercise. */
void progress_way_back(const struct prescription *row, const char *spec, char out[161]);
/* The words of a typed dose as a spec. ST_INVALID names the word that is not understood. */
enum status progress_spec_typed(const char *typed, int64_t today, char out[161],
				struct err *err) BASE_MUST_CHECK;

/* The exercise of the library with a key. ST_NOT_FOUND. */
enum status progress_exercise(struct app *a, const char *key, struct exercise *x,
			      struct err *err) BASE_MUST_CHECK;
/* Is it blocked for the patient on a day? tag gets the label of what blocks it. */
enum status
progress_blocked(struct app *a, int64_t patient, int64_t day, const struct exercise *x,
		 bool *blocked, char tag[81], struct err *err) BASE_MUST_CHECK;

#endif
