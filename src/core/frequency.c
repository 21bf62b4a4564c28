/* frequency.c - the weeks of a plan and who came in them. */
#include "core/frequency.h"

#include "base/date.h"
#include "core/dict.h"

#include <string.h>

enum { WEEK_DAYS = 7 };

static int
smaller(int a, int b)
{
	return a < b ? a : b;
}

/* Counts the visits of each week up to today; *today_n those of today. */
static void
count_days(const struct frequency_plan *plan, int64_t today, const int64_t *days, int n,
	   struct frequency *out, int *today_n)
{
	int64_t first = date_to_days(plan->starts), last = date_to_days(today);

	*today_n = 0;
	for (int i = 0; i < n; i++) {
		int64_t day = date_to_days(days[i]), week = (day - first) / WEEK_DAYS;

		if (day < first || day > last || week >= out->weeks)
			continue;
		out->strip[week]++;
		out->attended++;
		*today_n += day == last;
	}
}

/* What is missing by the end of this week, and whether the days left are enough for it. */
static bool
is_behind(const struct frequency *f, int day_of_week, int today_n)
{
	int a_day = (f->per_week + WEEK_DAYS - 1) / WEEK_DAYS;
	int left = (WEEK_DAYS - day_of_week) * a_day - smaller(today_n, a_day);
	int whole = f->per_week * smaller(f->week - 1, f->weeks);

	if (f->attended < whole)
		return true;
	return !f->ended && f->attended + left < f->due;
}

void
frequency_count(const struct frequency_plan *plan, int64_t today, const int64_t *days,
		int n, struct frequency *out)
{
	int64_t since;
	int today_n;

	memset(out, 0, sizeof *out);
	if (plan->per_week == DICT_NONE || plan->weeks == DICT_NONE ||
	    !date_valid(plan->starts))
		return;
	out->per_week = (int)plan->per_week;
	out->weeks = smaller((int)plan->weeks, FREQUENCY_WEEKS);
	out->total = out->per_week * out->weeks;
	since = date_to_days(today) - date_to_days(plan->starts);
	if (since < 0)
		return;
	out->week = (int)(since / WEEK_DAYS) + 1;
	out->ended = out->week > out->weeks;
	out->n_strip = smaller(out->week, out->weeks);
	out->due = out->per_week * out->n_strip;
	count_days(plan, today, days, n, out, &today_n);
	for (int i = 0; i < smaller(out->week - 1, out->weeks); i++)
		out->missed += out->strip[i] == 0;
	out->behind = is_behind(out, (int)(since % WEEK_DAYS), today_n);
}

void
frequency_strip(const struct frequency *f, int most, struct str *out)
{
	int from = f->n_strip > most ? f->n_strip - most : 0;

	if (from > 0)
		str_add(out, ".. ");
	for (int i = from; i < f->n_strip; i++)
		str_addf(out, "%s%d/%d", i > from ? " " : "", f->strip[i], f->per_week);
}

void
frequency_text(const struct frequency *f, struct str *out)
{
	if (!f->per_week) {
		str_add(out, "frequency not set");
		return;
	}
	if (!f->week)
		str_addf(out, "not begun: %d a week for %d weeks", f->per_week, f->weeks);
	else if (f->ended)
		str_addf(out, "%d weeks are over: %d of %d visits", f->weeks, f->attended,
			 f->total);
	else
		str_addf(out, "wk %d of %d: %d of %d visits", f->week, f->weeks,
			 f->attended, f->due);
	if (f->behind)
		str_add(out, ", BEHIND");
	if (f->missed)
		str_addf(out, ", %d week%s missed", f->missed, f->missed == 1 ? "" : "s");
}
