/* course.h - is a measure on its way to the goal in time, and does it stand still; knows no patient. */
#ifndef CORE_COURSE_H
#define CORE_COURSE_H

#include "core/trend.h"

/* Expected: the straight line from the first result to the goal on its day. It is held against the
 * patient's own slope and its 80 percent band (trend.h). A plateau: after a gain of at least the test
 * error (MDC), the results of the last `window` days, 3 or more over 14 days or more, have a fitted
 * gain under it. Own rules, written down here and in care_rules ("plateau"). Nothing about the person
 * is an input. */

enum course_pace {
	COURSE_NONE,   /* no goal with a day, too little data, or reached */
	COURSE_BEHIND, /* even the fast end of the band is slower than what is needed */
	COURSE_NEAR,   /* what is needed lies within the band */
	COURSE_AHEAD   /* even the slow end is as fast */
};

struct course {
	enum course_pace pace;
	double needed;	 /* slope a day that meets the goal on its day */
	double expected; /* value that line has on the day of the last result */
	bool plateau;
	int64_t since; /* first result of the window; DATE_NONE: it was not looked at */
	int window;    /* days of it */
	int n;	       /* results in it */
	double slope, gain, before; /* in the window, and the gain up to it */
};

/* due: day of the goal, DATE_NONE none. t is the fit of in. Every field of *c is set. */
void course_fit(const struct trend_in *in, const struct trend *t, int64_t due, int window,
		struct course *c);
/* "behind: +0.12 a day are needed, the own slope is +0.05", "stands still since 2026-03-02"; "" when
 * there is nothing to say. Appends. */
void course_text(const struct trend *t, const struct course *c, struct str *out);
/* The rules with the numbers of this fit, lines parted by LF. Appends. */
void course_explain(const struct trend_in *in, const struct trend *t, int64_t due,
		    const struct course *c, struct str *out);

#endif
