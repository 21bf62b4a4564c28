/* trend.c - Theil-Sen over one row of results. */
#include "core/trend.h"

#include "base/date.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS_MAX = TREND_POINTS_MAX * (TREND_POINTS_MAX - 1) / 2 };

/* 80 percent, two sides, of the normal distribution. */
static const double z80 = 1.2815515655;

struct work {
	double t[TREND_POINTS_MAX], y[TREND_POINTS_MAX];
	int n;
	double slopes[PAIRS_MAX];
	int pairs;
};

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *v, int n)
{
	assert(n > 0);
	qsort(v, (size_t)n, sizeof *v, by_size);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* Half goes up, as the rules write it. */
static int
nearest(double x)
{
	return (int)floor(x + 0.5);
}

static void
take_points(const struct trend_in *in, struct work *w, struct trend *t)
{
	int from = in->n > TREND_POINTS_MAX ? in->n - TREND_POINTS_MAX : 0;
	int64_t day0 = date_to_days(in->points[from].day);

	w->n = in->n - from;
	for (int i = 0; i < w->n; i++) {
		w->t[i] = (double)(date_to_days(in->points[from + i].day) - day0);
		w->y[i] = in->points[from + i].value;
		assert(i == 0 || w->t[i] >= w->t[i - 1]);
	}
	t->n = w->n;
	t->first = in->points[from].day;
	t->last = in->points[in->n - 1].day;
	t->span = w->t[w->n - 1];
}

static void
take_slopes(struct work *w)
{
	w->pairs = 0;
	for (int i = 0; i < w->n; i++)
		for (int j = i + 1; j < w->n; j++)
			if (w->t[j] > w->t[i])
				w->slopes[w->pairs++] =
				    (w->y[j] - w->y[i]) / (w->t[j] - w->t[i]);
}

static double
intercept(const struct work *w, double slope)
{
	double v[TREND_POINTS_MAX] = {0};

	for (int i = 0; i < w->n; i++)
		v[i] = w->y[i] - slope * w->t[i];
	return median(v, w->n);
}

/* The ends of the band are slopes themselves, counted from the ends of the sorted row. */
static void
band(const struct work *w, struct trend *t)
{
	double n = w->n, pairs = w->pairs;
	double sg = sqrt(n * (n - 1) * (2 * n + 5) / 18);
	int lo = nearest((pairs - z80 * sg) / 2) - 1,
	    hi = nearest((pairs + z80 * sg) / 2);

	t->lo = w->slopes[lo > 0 ? lo : 0];
	t->hi = w->slopes[hi < w->pairs ? hi : w->pairs - 1];
}

static int64_t
day_after(const struct trend *t, double days)
{
	return date_add(t->first, (int64_t)ceil(days - 1e-9));
}

/* When the line with slope q, fitted anew, meets the goal: never before the last result. */
static double
meets(const struct work *w, const struct trend *t, double goal, double q)
{
	double at = (goal - intercept(w, q)) / q;

	return at > t->span ? at : t->span;
}

static double
furthest(const struct trend *t)
{
	double ahead = 3 * t->span;

	return t->span + (ahead < TREND_AHEAD_MAX ? ahead : TREND_AHEAD_MAX);
}

static void
dates(const struct trend_in *in, const struct work *w, struct trend *t)
{
	bool up = in->direction > 0;

	t->date = day_after(t, t->at);
	t->early = meets(w, t, in->goal, up ? t->hi : t->lo);
	t->late = meets(w, t, in->goal, up ? t->lo : t->hi);
	t->early_date = day_after(t, t->early);
	if (t->late <= furthest(t))
		t->late_date = day_after(t, t->late);
}

/* The steps of the goal line in their order. */
static enum trend_goal
goal_line(const struct trend_in *in, const struct work *w, struct trend *t)
{
	double slow = in->direction > 0 ? t->lo : t->hi;

	if (in->direction * t->slope <= 0)
		return TREND_WRONG_WAY;
	if (in->direction * slow <= 0)
		return TREND_UNCERTAIN;
	t->at = (in->goal - t->icept) / t->slope;
	if (t->at <= t->span)
		return TREND_DUE_NOW;
	if (t->at > furthest(t))
		return TREND_TOO_FAR;
	dates(in, w, t);
	return TREND_DATED;
}

static enum trend_status
judge(const struct trend_in *in, const struct trend *t)
{
	if (!in->direction)
		return TREND_NO_DIRECTION;
	if (!(in->mdc > 0))
		return TREND_NO_ERROR;
	return t->gain >= in->mdc    ? TREND_IMPROVING
	       : t->gain <= -in->mdc ? TREND_WORSE
				     : TREND_NO_CLEAR;
}

void
trend_fit(const struct trend_in *in, struct trend *t)
{
	struct work w;
	bool aims = in->has_goal && in->direction;

	memset(t, 0, sizeof *t);
	t->first = t->last = t->date = t->early_date = t->late_date = DATE_NONE;
	if (in->n <= 0)
		return;
	take_points(in, &w, t);
	if (aims && in->direction * (w.y[w.n - 1] - in->goal) >= 0)
		t->goal = TREND_REACHED;
	if (w.n < 3 || t->span < TREND_SPAN_MIN)
		return;
	take_slopes(&w);
	t->pairs = w.pairs;
	t->slope = median(w.slopes, w.pairs);
	t->icept = intercept(&w, t->slope);
	band(&w, t);
	t->gain = in->direction * t->slope * t->span;
	t->status = judge(in, t);
	if (aims && t->goal != TREND_REACHED)
		t->goal = goal_line(in, &w, t);
}

double
trend_line(const struct trend *t, double days)
{
	return t->icept + t->slope * days;
}

/* ---- words */

const char *
trend_status_text(enum trend_status s)
{
	static const char *const texts[] = {
	    [TREND_NOT_ENOUGH] = "not enough data",
	    [TREND_IMPROVING] = "improving",
	    [TREND_WORSE] = "getting worse",
	    [TREND_NO_CLEAR] = "no clear change, within test error",
	    [TREND_NO_ERROR] = "no test error is known for it",
	    [TREND_NO_DIRECTION] = "neither higher nor lower is better",
	};

	return texts[s];
}

static void
dated_text(const struct trend *t, struct str *out)
{
	char date[DATE_TEXT_SIZE], early[DATE_TEXT_SIZE], late[DATE_TEXT_SIZE];

	date_text(t->date, date);
	date_text(t->early_date, early);
	date_text(t->late_date, late);
	str_addf(out, "if the trend goes on, about %s (%s to %s)", date, early,
		 late[0] ? late : "later");
}

void
trend_goal_text(const struct trend *t, bool with_dates, struct str *out)
{
	static const char *const texts[] = {
	    [TREND_REACHED] = "goal reached",
	    [TREND_WRONG_WAY] = "no date: the trend does not go towards the goal",
	    [TREND_UNCERTAIN] = "no date: the trend is too uncertain",
	    [TREND_DUE_NOW] = "due now: by the trend the goal should be met",
	    [TREND_TOO_FAR] = "no date: too far ahead for these results",
	    [TREND_DATED] = "on the way to it; expected dates are switched off",
	};

	if (t->goal == TREND_DATED && with_dates)
		dated_text(t, out);
	else if (t->goal != TREND_GOAL_NONE)
		str_add(out, texts[t->goal]);
}

static void
explain_numbers(const struct trend_in *in, const struct trend *t, struct str *out)
{
	str_addf(out, "Here: %d results over %.0f days, %d slopes. Slope %.4f a day",
		 t->n, t->span, t->pairs, t->slope);
	str_addf(out, " (80 percent band %.4f to %.4f), value on the first day %.3f.\n",
		 t->lo, t->hi, t->icept);
	if (in->direction)
		str_addf(out, "Gain = %+d x slope x days = %.3f.", in->direction,
			 t->gain);
	if (in->mdc > 0)
		str_addf(out, " Test error (MDC) %.4g.", in->mdc);
	str_add(out, "\n");
	if (t->goal == TREND_DATED)
		str_addf(
		    out,
		    "Goal %.4g: (goal - first) / slope = day %.1f; with the fast slope "
		    "day %.1f, with the slow one day %.1f.\n",
		    in->goal, t->at, t->early, t->late);
}

void
trend_explain(const struct trend_in *in, const struct trend *t, struct str *out)
{
	str_add(
	    out,
	    "Slope: the median of the slopes between every two results (Theil-Sen); the "
	    "line goes through the median of what is left.\n"
	    "Improving or worse: the gain along the line is at least the test error "
	    "(MDC). Below 3 results or 14 days nothing is said.\n");
	if (t->pairs)
		explain_numbers(in, t, out);
	str_add(
	    out,
	    "A date is given only when the slow end of the slope goes towards the goal "
	    "too, and not further ahead than 3 times the days seen, at most 180. It "
	    "holds if the trend goes on.\n"
	    "Limits. A straight line is a short-term guess: healing is often fast first "
	    "and slow later, so a date far ahead is likely too early. MDC values come "
	    "from named groups; a patient outside the group may differ. Only this "
	    "patient's own results are used: no sex, age, language or payer. No "
	    "forecast is a diagnosis.\n");
}
