/* diary.c - adding up the days of a diary. */
#include "core/diary.h"

#include "base/date.h"

static bool
kept(const struct diary_day *d)
{
	return d->state == DIARY_DONE || d->state == DIARY_PARTLY;
}

static void
rows(const struct diary_day *days, int n, struct diary_sum *sum)
{
	int run = 0;
	int64_t last = 0;

	for (int i = 0; i < n; i++) {
		int64_t day = date_to_days(days[i].day);

		if (days[i].state == DIARY_NONE)
			continue;
		run = !kept(&days[i]) ? 0 : run && day == last + 1 ? run + 1 : 1;
		last = day;
		sum->streak = run;
		if (run > sum->best)
			sum->best = run;
	}
}

void
diary_add_up(const struct diary_day *days, int n, const int64_t span[2], int week,
	     struct diary_sum *sum)
{
	*sum = (struct diary_sum){.percent = -1};
	sum->days = (int)(date_to_days(span[1]) - date_to_days(span[0])) + 1;
	sum->asked = (sum->days * week + 6) / 7;
	for (int i = 0; i < n; i++) {
		const struct diary_day *d = &days[i];

		if (d->state == DIARY_NONE || d->day < span[0] || d->day > span[1])
			continue;
		sum->told++;
		sum->done += d->state == DIARY_DONE;
		sum->partly += d->state == DIARY_PARTLY;
		if (d->pain >= 0) {
			sum->pains++;
			sum->pain += d->pain;
		}
	}
	if (sum->pains)
		sum->pain /= sum->pains;
	if (sum->told && sum->asked > 0) {
		sum->percent = 100 * (sum->done + sum->partly) / sum->asked;
		if (sum->percent > 100)
			sum->percent = 100;
	}
	rows(days, n, sum);
}
