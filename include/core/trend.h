/* trend.h - is a measure really changing, and when might its goal be met; knows no patient. */
#ifndef CORE_TREND_H
#define CORE_TREND_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Theil-Sen slope with its 80 percent band and the goal line, after section 3 of the prediction
 * rules: plain arithmetic over one patient's own results, so that it can be redone by hand.
 * Nothing about the person (sex, age, language, payer) is an input. */

enum { TREND_POINTS_MAX = 120, TREND_SPAN_MIN = 14, TREND_AHEAD_MAX = 180 };

struct trend_point {
	int64_t day; /* yyyymmdd */
	double value;
};

enum trend_status {
	TREND_NOT_ENOUGH, /* fewer than 3 results, or less than 14 days from first to last */
	TREND_IMPROVING,   /* the fitted gain is at least the MDC */
	TREND_WORSE,	   /* the fitted loss is at least the MDC */
	TREND_NO_CLEAR,	   /* within test error */
	TREND_NO_ERROR,	   /* no MDC is known: nothing can be said of test error */
	TREND_NO_DIRECTION /* neither higher nor lower is better */
};

enum trend_goal {
	TREND_GOAL_NONE, /* no goal, no direction, or not enough data */
	TREND_REACHED,	 /* the last value meets it */
	TREND_WRONG_WAY, /* the slope does not go towards it */
	TREND_UNCERTAIN, /* the slow end of the slope does not */
	TREND_DUE_NOW,	 /* by the line it should be met already */
	TREND_TOO_FAR,	 /* later than may be said from these results */
	TREND_DATED
};

struct trend_in {
	const struct trend_point *points; /* in day order; borrowed */
	int n;				  /* the last TREND_POINTS_MAX count */
	int direction; /* +1 higher is better, -1 lower is, 0 neither */
	double mdc;    /* 0 or less: not known */
	bool has_goal;
	double goal;
};

struct trend {
	enum trend_status status;
	enum trend_goal goal;
	int n, pairs;		/* results and slopes that were used */
	int64_t first, last;	/* days */
	double span;		/* days between them */
	double slope, icept;	/* a day; value on the first day */
	double lo, hi;		/* 80 percent band of the slope */
	double gain;		/* fitted change in the better direction, first to last */
	double at, early, late; /* days after the first: DATED only */
	int64_t date, early_date;
	int64_t late_date; /* DATE_NONE: later than the limit */
};

/* Fits; every field of *t is set. Numbers not reached are 0, dates DATE_NONE. */
void trend_fit(const struct trend_in *in, struct trend *t);
/* Value of the fitted line, days after the first day. */
double trend_line(const struct trend *t, double days);
/* "not enough data", "improving" ...; static. */
const char *trend_status_text(enum trend_status s);
/* The sentence about the goal ("if the trend goes on, about 2025-04-12 ..."); "" for NONE. With
 * dates false no expected date is told. Appends. */
void trend_goal_text(const struct trend *t, bool dates, struct str *out);
/* How it was computed and what it cannot know, for reading: lines parted by LF, the numbers of
 * this fit among them. Appends. */
void trend_explain(const struct trend_in *in, const struct trend *t, struct str *out);

#endif
