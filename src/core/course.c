/* course.c - the line a goal needs, and the plateau. */
#include "core/course.h"

#include "base/date.h"

#include <string.h>

static double
days_between(int64_t from, int64_t to)
{
	return (double)(date_to_days(to) - date_to_days(from));
}

static enum course_pace
pace(const struct trend_in *in, const struct trend *t, double needed)
{
	double fast = in->direction > 0 ? t->hi : t->lo;
	double slow = in->direction > 0 ? t->lo : t->hi;

	if (in->direction * fast < in->direction * needed)
		return COURSE_BEHIND;
	return in->direction * slow >= in->direction * needed ? COURSE_AHEAD
							      : COURSE_NEAR;
}

static void
look_back(const struct trend_in *in, const struct trend *t, int window, struct course *c)
{
	struct trend_in recent = *in;
	struct trend r;
	int from = in->n;

	while (from > 0 && days_between(in->points[from - 1].day, t->last) <= window)
		from--;
	recent.points = in->points + from;
	recent.n = in->n - from;
	recent.has_goal = false;
	trend_fit(&recent, &r);
	if (!r.pairs)
		return;
	c->since = r.first;
	c->n = r.n;
	c->slope = r.slope;
	c->gain = r.gain;
	c->before = in->direction * (in->points[from].value - in->points[0].value);
	c->plateau = c->before >= in->mdc && c->gain < in->mdc && c->gain > -in->mdc;
}

void
course_fit(const struct trend_in *in, const struct trend *t, int64_t due, int window,
	   struct course *c)
{
	double days;

	*c = (struct course){.since = DATE_NONE, .window = window};
	if (!t->pairs || !in->direction || t->goal == TREND_REACHED)
		return;
	if (in->mdc > 0)
		look_back(in, t, window, c);
	if (!in->has_goal || due == DATE_NONE || due <= t->first)
		return;
	days = days_between(t->first, due);
	c->needed = (in->goal - in->points[0].value) / days;
	c->expected = in->points[0].value + c->needed * t->span;
	if (in->direction * c->needed > 0)
		c->pace = pace(in, t, c->needed);
}

void
course_text(const struct trend *t, const struct course *c, struct str *out)
{
	static const char *const texts[] = {
	    [COURSE_BEHIND] = "behind the line to the goal",
	    [COURSE_NEAR] = "near the line to the goal",
	    [COURSE_AHEAD] = "ahead of the line to the goal",
	};
	char day[DATE_TEXT_SIZE];

	if (c->pace != COURSE_NONE)
		str_addf(out, "%s: %+.3g a week needed, own %+.3g", texts[c->pace],
			 c->needed * 7, t->slope * 7);
	if (!c->plateau)
		return;
	date_text(c->since, day);
	str_addf(out, "%sstands still since %s", c->pace != COURSE_NONE ? "; " : "", day);
}

void
course_explain(const struct trend_in *in, const struct trend *t, int64_t due,
	       const struct course *c, struct str *out)
{
	char first[DATE_TEXT_SIZE], last[DATE_TEXT_SIZE];

	str_add(out,
		"Line to the goal: straight from the first result to the goal on its "
		"day. Behind: even the fast end of the own band is slower; ahead: "
		"even the slow end is not.\n");
	if (c->pace != COURSE_NONE) {
		date_text(t->first, first);
		date_text(due, last);
		str_addf(out,
			 "Here: (%.4g - %.4g) / %.0f days (%s to %s) = %.4f a day; own "
			 "slope %.4f, band %.4f to %.4f. Expected on the day of the last "
			 "result: %.4g.\n",
			 in->goal, in->points[0].value, days_between(t->first, due),
			 first, last, c->needed, t->slope, t->lo, t->hi, c->expected);
	}
	str_addf(out,
		 "Stands still: after a gain of at least the test error, 3 or more "
		 "results of the last %d days whose own fitted gain is under it.\n",
		 c->window);
	if (c->since == DATE_NONE)
		return;
	date_text(c->since, first);
	str_addf(out,
		 "Here: %d results since %s, slope %.4f a day, gain %.3f; gain before "
		 "%.3f; test error %.4g.\n",
		 c->n, first, c->slope, c->gain, c->before, in->mdc);
}
