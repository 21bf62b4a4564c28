/* care.h - registration, episode, plan of care and its exercises. */
#ifndef APP_CARE_H
#define APP_CARE_H

#include "app/app.h"
#include "store/query.h"

/* Registers a patient: gives the chart number, stores the row (p->head filled). */
enum status
care_register(struct app *a, struct patient *p, struct err *err) BASE_MUST_CHECK;

/* Opens an episode with its treatment diagnosis; form and table warnings of the code are put
 * into warn (may be NULL). The therapist is the user, the day today, the side that
 * of the diagnosis, unless given. */
enum status care_open_episode(struct app *a, struct episode *e, const char *icd10,
			      struct str *warn, struct err *err) BASE_MUST_CHECK;

/* Makes the next version of the plan of care of an episode (its number and defaults filled in)
 * and retires the one before; active prescriptions are carried over. */
enum status
care_make_plan(struct app *a, struct plan_of_care *p, struct err *err) BASE_MUST_CHECK;

/* The library's defaults as a prescription of a plan, at the end of its list (not stored). */
void care_prescription_from(const struct exercise *x, int64_t plan, int64_t rank,
			    struct prescription *out);
/* Stores it. One that a precaution of the patient blocks wants p->reason and a therapist
 * (ST_DENIED says what blocks it); it goes into the audit. */
enum status
care_prescribe(struct app *a, struct prescription *p, struct err *err) BASE_MUST_CHECK;
/* Checks a value against what the dictionary cannot know: a billing code must be in the code
 * table, a tempo must be one the clock can keep, a birth or an onset is not to come. ST_INVALID says
 * what to do. */
enum status care_check(struct app *a, const struct entity *e, const struct field *f,
		       struct cell c, struct err *err) BASE_MUST_CHECK;
/* A row of e was changed by hand from was to now: a prescription whose dose differs is at its level
 * since today, as when a suggestion is taken. Changes now alone; nothing is stored. */
void care_follow(struct app *a, const struct entity *e, const void *was, void *now);
/* Swaps two prescriptions in the order of the plan. */
enum status care_swap(struct app *a, const struct prescription *x,
		      const struct prescription *y, struct err *err) BASE_MUST_CHECK;

/* The dose of a prescription for the clock, and its planned length in ms. */
struct dose;
void care_dose(const struct prescription *p, struct dose *out);
int64_t care_planned_ms(const struct prescription_line *lines, int n);

/* "3 x 10, hold 5 s, rest 60 s, 2-0-2, each side, 2.5 kg" in at most size bytes. */
void care_dose_text(const struct prescription *p, char *out, size_t size);
#endif
