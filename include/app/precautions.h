/* precautions.h - what must not be done with a patient, against exercises; knows no screen. */
#ifndef APP_PRECAUTIONS_H
#define APP_PRECAUTIONS_H

#include "app/app.h"
#include "core/precaution.h"

/* The precautions in force of a patient on a day, with the words of their tags. */
struct precautions {
	struct precaution_tag tags[PRECAUTION_MAX];
	int n;
};
enum status precautions_of(struct app *a, int64_t patient, int64_t day,
			   struct precautions *p, struct err *err) BASE_MUST_CHECK;
/* An exercise of the library against them. */
void precautions_match(const struct precautions *p, const struct exercise *x,
		       struct precaution_match *m);
/* The same for the exercise of a plan (0: nothing matches). ST_NOT_FOUND. */
enum status
precautions_check_plan(struct app *a, int64_t plan, int64_t exercise,
		       struct precaution_match *m, struct err *err) BASE_MUST_CHECK;
/* "Precautions: Fresh break, knee; Dizzy spells" for the head of a chart; "" when none. */
enum status precautions_line(struct app *a, int64_t patient, char *out, size_t size,
			     struct err *err) BASE_MUST_CHECK;

/* Adds a precaution; one of the same tag and region that holds is left as it is. p->since and
 * p->staff are filled when absent. */
enum status
precautions_add(struct app *a, struct precaution *p, struct err *err) BASE_MUST_CHECK;
/* Lifts it from today on, with a reason, by somebody who treats; goes into the audit. */
enum status precautions_lift(struct app *a, int64_t no, const char *reason,
			     struct err *err) BASE_MUST_CHECK;

/* May this person go on past a caution or a block (billing-rules section 8: a therapist, not an
 * assistant or a student)? ST_DENIED says why not. */
enum status precautions_may_override(struct app *a, struct err *err) BASE_MUST_CHECK;

#endif
