/* progress_priv.h - what the files of progression share. */
#ifndef APP_PROGRESS_PRIV_H
#define APP_PROGRESS_PRIV_H

#include "app/progress.h"

enum { PROGRESS_STEP_G = 500 }; /* the smallest weight on hand: bottles, rice bags */

/* Fills spec, before and after of l->choice from the action of l->out. */
enum status
progress_propose(struct app *a, struct progress_line *l, struct err *err) BASE_MUST_CHECK;
/* What a spec makes of a prescription: the same row changed, or (exercise=KEY) a new one of
 * the same plan, place, goal and setting. name gets the exercise's when it is another one,
 * else "". ST_INVALID: the spec does not fit. */
enum status
progress_next(struct app *a, const struct prescription *row, const char *spec,
	      struct prescription *next, char name[61], struct err *err) BASE_MUST_CHECK;
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
