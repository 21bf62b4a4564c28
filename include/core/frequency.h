/* frequency.h - visits planned by the week against visits that took place; knows no patient. */
#ifndef CORE_FREQUENCY_H
#define CORE_FREQUENCY_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { FREQUENCY_WEEKS = 52 };

/* What was planned; a number that is not set is DICT_NONE (INT64_MIN), as in the row. */
struct frequency_plan {
	int64_t starts; /* yyyymmdd, first day of week 1 */
	int64_t per_week, weeks;
};

/* Weeks count from the day the plan starts, seven days each. */
struct frequency {
	int per_week, weeks; /* 0: not set */
	int week;     /* of today, from 1; 0: before the start or nothing planned */
	bool ended;   /* today lies behind the last week */
	int attended; /* visits in the weeks of the plan up to today */
	int due;      /* visits planned to the end of today's week, or of the plan */
	int total;    /* visits of the whole plan */
	int missed;   /* whole weeks gone by without any visit */
	bool behind;  /* what is missing can no longer be reached in its week */
	int strip[FREQUENCY_WEEKS]; /* visits of each week */
	int n_strip;		    /* weeks begun so far */
};

/* Counts: days are the days of signed visits, in any order, also those outside the plan (they do
 * not count). today is yyyymmdd. */
void frequency_count(const struct frequency_plan *plan, int64_t today,
		     const int64_t *days, int n, struct frequency *out);

/* "2/2 2/2 1/2 0/2": the last `most` weeks begun, visits against planned; appends nothing when no
 * week has begun. */
void frequency_strip(const struct frequency *f, int most, struct str *out);
/* "wk 3 of 6: 5 of 6 visits, behind, 1 week missed"; "frequency not set". Appends. */
void frequency_text(const struct frequency *f, struct str *out);

#endif
