/* trends_text.c - a series in words and as a picture. */
#include "app/trends.h"
#include "core/plot.h"

#include <math.h>
#include <string.h>

static void
score(const struct trends_series *s, int64_t value, struct str *out)
{
	char text[MEASURE_TEXT_SIZE];

	measure_text(s->measure, value, text, sizeof text);
	str_add(out, text);
}

static void
day(int64_t date, struct str *out)
{
	char text[DATE_TEXT_SIZE];

	date_text(date, text);
	str_add(out, text);
}

void
trends_change_text(const struct trends_series *s, char *out, size_t size)
{
	char by[MEASURE_TEXT_SIZE], words[MEASURE_TEXT_SIZE];

	out[0] = '\0';
	if (s->n < 2)
		return;
	measure_delta(s->measure, s->last - s->first, by, sizeof by);
	measure_change_words(&s->change, words, sizeof words);
	str_format(out, size, "%s%s%s", by, words[0] ? ", " : "", words);
}

void
trends_spark(const struct trends_series *s, int width, bool ascii, struct str *out)
{
	double values[TREND_POINTS_MAX];

	for (int i = 0; i < s->n; i++)
		values[i] = s->points[i].value;
	plot_spark(values, s->n, width, ascii, out);
}

/* ---- the words over the picture */

static void
line_scores(const struct trends_series *s, struct str *out)
{
	char change[120];

	str_addf(out, "%s: ", s->title);
	score(s, s->last, out);
	str_add(out, " on ");
	day(s->last_day, out);
	str_add_c(out, '\n');
	if (s->how)
		str_addf(out, "%s\n", s->how);
	if (s->n < 2)
		return;
	trends_change_text(s, change, sizeof change);
	str_add(out, "Since ");
	day(s->first_day, out);
	str_addf(out, ": %s\n", change);
}

static void
line_trend(const struct trends_series *s, struct str *out)
{
	const struct trend *t = &s->trend;

	if (measure_ordinal(s->measure)) {
		str_add(out, "Trend: grades are steps, so no line is fitted\n");
		return;
	}
	str_addf(out, "Trend: %s", trend_status_text(t->status));
	if (t->pairs)
		str_addf(out, "; %+.3g %s a week (80 percent band %+.3g to %+.3g)",
			 t->slope * 7, s->measure->unit, t->lo * 7, t->hi * 7);
	str_add_c(out, '\n');
}

static void
line_goal(const struct trends_series *s, bool dates, struct str *out)
{
	if (!s->has_goal) {
		str_add(out, "Goal: none is about it\n");
		return;
	}
	str_add(out, "Goal: ");
	score(s, s->target, out);
	if (s->due != DICT_NONE) {
		str_add(out, " by ");
		day(s->due, out);
	}
	str_add_c(out, '\n');
	if (s->trend.goal == TREND_GOAL_NONE)
		return;
	str_add(out, "Forecast: ");
	trend_goal_text(&s->trend, dates, out);
	str_add_c(out, '\n');
}

static void
line_course(const struct trends_series *s, struct str *out)
{
	struct str text = {0};

	course_text(&s->trend, &s->course, &text);
	if (text.n)
		str_addf(out, "Course: %s\n", str_text(&text));
	str_release(&text);
}

static void
figure(const struct trends_series *s, const char *name, const struct measure_figure *f,
       struct str *out)
{
	str_addf(out, "%s ", name);
	if (f->known)
		score(s, f->value, out);
	else
		str_add(out, "not known");
	if (f->known && f->check)
		str_add(out, " (check source)");
}

static void
line_figures(const struct trends_series *s, struct str *out)
{
	figure(s, "MDC", &s->mdc, out);
	str_add(out, ", ");
	figure(s, "MCID", &s->mcid, out);
	str_add_c(out, '\n');
}

static void
label(void *ctx, double value, char *out, size_t size)
{
	measure_number(ctx, (int64_t)floor(value * 1000 + 0.5), out, size);
}

void
trends_draw(const struct trends_series *s, const struct trends_page *page,
	    struct str *out)
{
	size_t begin = out->n;
	struct trend_in in = trends_in(s);
	struct measure m = *s->measure;
	int64_t low = 0, high = 0;
	struct plot_spec spec = {.in = &in,
				 .trend = &s->trend,
				 .mcid = s->mcid.known ? (double)s->mcid.value / 1000 : 0,
				 .due = s->has_goal ? s->due : DATE_NONE,
				 .ahead = page->dates,
				 .decimals =
				     m.decimals == DICT_NONE ? 0 : (int)m.decimals,
				 .cols = page->cols,
				 .ascii = page->ascii,
				 .label = label,
				 .ctx = &m};

	if (measure_limits(s->measure, &low, &high)) {
		spec.min = (double)low / 1000;
		spec.max = (double)high / 1000;
	}
	line_scores(s, out);
	line_trend(s, out);
	line_goal(s, page->dates, out);
	line_course(s, out);
	line_figures(s, out);
	spec.rows = page->rows;
	for (size_t i = begin; i < out->n; i++)
		spec.rows -= out->p[i] == '\n';
	plot_draw(&spec, out);
}

void
trends_explain(const struct trends_series *s, struct str *out)
{
	struct trend_in in = trends_in(s);

	trend_explain(&in, &s->trend, out);
	course_explain(&in, &s->trend, s->has_goal ? s->due : DATE_NONE, &s->course, out);
	if (s->mdc.known && s->mdc.from[0])
		str_addf(out, "MDC from: %s%s.\n", s->mdc.from,
			 s->mdc.check ? " (check source)" : "");
	if (s->mcid.known && s->mcid.from[0])
		str_addf(out, "MCID from: %s%s.\n", s->mcid.from,
			 s->mcid.check ? " (check source)" : "");
}
