/* phase.h - the phase of a plan by days since surgery; knows no exercises. */
#ifndef CORE_PHASE_H
#define CORE_PHASE_H

#include "base/str.h"
#include "core/dict_rows.h"

/* Whole days from the surgery to today (0: the same day); DICT_NONE when the date is not known
 * or lies ahead. */
int64_t phase_days(int64_t surgery, int64_t today);

/* Index of the phase that is usual on that day: the last whose first day is reached. 0 when the
 * day is not known; -1 without phases. Rows in order of rank. */
int phase_at(const struct plan_phase *rows, int n, int64_t days);

/* What a screen says of it. */
struct phase_text {
	const struct plan_phase *rows; /* in order of rank */
	int n;
	int64_t days;	 /* since surgery, DICT_NONE unknown */
	int64_t planned; /* phase the plan was made for (from 1), DICT_NONE none */
};
/* "day 23, phase 2 of 4: Range and first strength"; with "; phase 3 is usual now" when the plan
 * was made for another one, and "surgery date missing". Appends nothing without phases. */
void phase_say(const struct phase_text *t, struct str *out);

#endif
