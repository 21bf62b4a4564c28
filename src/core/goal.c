/* goal.c - checks, proposals and progress of goals. */
#include "core/goal.h"

#include "base/date.h"
#include "core/goal_rule.h"

#include <math.h>
#include <string.h>

enum { WEEK = 7 };

static double
real(int64_t thousandths)
{
	return (double)thousandths / 1000;
}

static int64_t
thousandths(double v)
{
	return (int64_t)floor(v * 1000 + 0.5);
}

/* ---- what counts as a change */

/* True when the way from baseline to target is less than what counts. */
static bool
less_than_counts(const struct goal *g, const struct goal_facts *f)
{
	struct goal_change c;
	int64_t by =
	    g->target > g->baseline ? g->target - g->baseline : g->baseline - g->target;
	struct measure_figure least = measure_mcid(f->measure, f->norms, g->baseline);

	if (!f->template || !goal_rule_change(f->template->meaningful_change, &c)) {
		if (!least.known)
			least = measure_mdc(f->measure, f->norms, g->baseline);
		return f->template == NULL && least.known && by < least.value;
	}
	if (c.by_baseline)
		return by < measure_mdc(f->measure, f->norms, g->baseline).value;
	if (c.reach > 0)
		return g->target < thousandths(c.reach);
	if (c.percent > 0 && (double)by >= c.percent / 100 * fabs((double)g->baseline))
		return false;
	return c.more ? by <= thousandths(c.points) : by < thousandths(c.points);
}

static unsigned
check_numbers(const struct goal *g, const struct goal_facts *f)
{
	unsigned gaps = 0;
	int64_t low, high;
	int sign;

	if (!f->measure || !g->measure[0])
		gaps |= GOAL_NO_MEASURE;
	if (g->baseline == DICT_NONE)
		gaps |= GOAL_NO_BASELINE;
	if (g->target == DICT_NONE)
		gaps |= GOAL_NO_TARGET;
	if (gaps)
		return gaps;
	sign = measure_sign(f->measure);
	if (measure_sided(f->measure) && strcmp(g->side, "left") &&
	    strcmp(g->side, "right"))
		gaps |= GOAL_NO_SIDE;
	if (measure_limits(f->measure, &low, &high) &&
	    (g->target < low || g->target > high))
		gaps |= GOAL_OUTSIDE;
	if (sign > 0   ? g->target <= g->baseline
	    : sign < 0 ? g->target >= g->baseline
		       : g->target == g->baseline)
		gaps |= GOAL_WRONG_WAY;
	else if (less_than_counts(g, f))
		gaps |= GOAL_TOO_SMALL;
	return gaps;
}

static unsigned
check_date(const struct goal *g, int64_t today)
{
	int64_t days;

	if (g->due == DICT_NONE)
		return GOAL_NO_DATE;
	if (today == DATE_NONE)
		return 0;
	days = date_to_days(g->due) - date_to_days(today);
	return days < GOAL_WEEKS_MIN * WEEK   ? GOAL_TOO_SOON
	       : days > GOAL_WEEKS_MAX * WEEK ? GOAL_TOO_LATE
					      : 0;
}

unsigned
goal_check(const struct goal *g, const struct goal_facts *f)
{
	unsigned gaps = check_numbers(g, f) | check_date(g, f->today);

	if (!g->function[0])
		gaps |= GOAL_NO_TASK;
	if (strstr(g->text, "___"))
		gaps |= GOAL_BLANKS;
	return gaps;
}

bool
goal_measurable(unsigned gaps)
{
	return !(gaps & ~(unsigned)(GOAL_TOO_SOON | GOAL_TOO_LATE));
}

void
goal_gap_text(unsigned gaps, struct str *out)
{
	static const struct {
		unsigned gap;
		const char *text;
	} words[] = {
	    {GOAL_NO_MEASURE, "no measure"},
	    {GOAL_NO_SIDE, "no side"},
	    {GOAL_NO_BASELINE, "no score at the start"},
	    {GOAL_NO_TARGET, "no target"},
	    {GOAL_WRONG_WAY, "target not better than the start"},
	    {GOAL_TOO_SMALL, "target less than the change that counts"},
	    {GOAL_OUTSIDE, "target outside the scale"},
	    {GOAL_NO_DATE, "no date"},
	    {GOAL_NO_TASK, "no daily task"},
	    {GOAL_BLANKS, "blanks ___ in the sentence"},
	    {GOAL_TOO_SOON, "sooner than 2 weeks"},
	    {GOAL_TOO_LATE, "later than 12 weeks"},
	};
	size_t n = out->n;

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (gaps & words[i].gap)
			str_addf(out, "%s%s", out->n > n ? ", " : "", words[i].text);
}

bool
goal_open(const struct goal *g)
{
	return !g->state[0] || !strcmp(g->state, "active") || !strcmp(g->state, "partly");
}

/* ---- proposals */

struct looking {
	const struct goal *g;
	const struct goal_facts *f;
};

static bool
figure(struct measure_figure m, double *v)
{
	*v = real(m.value);
	return m.known;
}

static bool
look(void *ctx, const char *name, double *v)
{
	const struct looking *l = ctx;
	const struct goal_facts *f = l->f;
	struct measure_normal n;

	if (!strcmp(name, "baseline")) {
		*v = real(l->g->baseline);
		return true;
	}
	if (!strncmp(name, "mdc", 3))
		return figure(measure_mdc(f->measure, f->norms, l->g->baseline), v);
	if (!strcmp(name, "mcid"))
		return figure(measure_mcid(f->measure, f->norms, l->g->baseline), v);
	if (!measure_norm_stat(f->measure, f->norms, f->who, name + strlen("norm."),
			       &n) ||
	    n.value == DICT_NONE)
		return false;
	*v = real(n.value);
	return true;
}

/* Without a template: the larger of test error and important change, in the better direction. */
static enum status
plain_target(const struct goal *g, const struct goal_facts *f, double *v, struct err *err)
{
	struct measure_figure mdc = measure_mdc(f->measure, f->norms, g->baseline);
	struct measure_figure mcid = measure_mcid(f->measure, f->norms, g->baseline);
	int64_t by = mdc.known ? mdc.value : 0;
	int sign = measure_sign(f->measure);

	by = mcid.known && mcid.value > by ? mcid.value : by;
	if (!sign || !by)
		return status_fail(
		    err, ST_NOT_FOUND,
		    "No change that counts is known for %s: type the target",
		    f->measure->name);
	*v = real(g->baseline + sign * by);
	return ST_OK;
}

enum status
goal_propose(const struct goal *g, const struct goal_facts *f, int64_t *target,
	     struct err *err)
{
	struct looking l = {g, f};
	int64_t low, high, t;
	int sign;
	double v = 0;
	enum status st;

	if (!f->measure || g->baseline == DICT_NONE)
		return status_fail(
		    err, ST_NOT_FOUND,
		    "The target follows from the score at the start: type it");
	st = f->template ? goal_rule_target(f->template->target_rule, look, &l, &v, err)
			 : plain_target(g, f, &v, err);
	if (st)
		return st;
	t = measure_round(f->measure, thousandths(v));
	if (measure_limits(f->measure, &low, &high))
		t = t < low ? low : t > high ? high : t;
	sign = measure_sign(f->measure);
	if (sign > 0 ? t <= g->baseline : sign < 0 && t >= g->baseline)
		return status_fail(err, ST_NOT_FOUND,
				   "The rule gives no gain from here: type the target");
	*target = t;
	return ST_OK;
}

const char *
goal_term_for(int64_t due, int64_t today)
{
	return date_to_days(due) - date_to_days(today) <= GOAL_WEEKS_SHORT * WEEK
		   ? "short"
		   : "long";
}

/* ---- how far */

int
goal_progress(const struct goal *g, int64_t latest)
{
	int64_t way, done;

	if (g->baseline == DICT_NONE || g->target == DICT_NONE || latest == DICT_NONE ||
	    g->baseline == g->target)
		return -1;
	way = g->target - g->baseline;
	done = latest - g->baseline;
	if (way < 0) {
		way = -way;
		done = -done;
	}
	return done <= 0 ? 0 : done >= way ? 100 : (int)(done * 100 / way);
}

bool
goal_met(const struct goal *g, const struct measure *m, int64_t latest)
{
	int sign = m ? measure_sign(m) : 0;

	if (g->target == DICT_NONE || latest == DICT_NONE)
		return false;
	if (!sign && g->baseline != DICT_NONE)
		sign = g->target >= g->baseline ? 1 : -1;
	return sign >= 0 ? latest >= g->target : latest <= g->target;
}
