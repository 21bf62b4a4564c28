/* wear_week.c - folding days and visits into weeks. */
#include "core/wear_week.h"

#include "base/date.h"
#include "core/dict.h"

enum { WEEK = 7 };

/* The sums of a week while it is folded. */
struct sums {
	int64_t steps, minutes, rest;
};

static int
week_of(int64_t day, int64_t first, int n)
{
	int64_t at = date_to_days(day) - first;

	return at < 0 || at / WEEK >= n ? -1 : (int)(at / WEEK);
}

static void
add_day(struct wear_week *w, struct sums *s, const struct wear_week_day *d)
{
	if (d->steps != DICT_NONE && d->steps >= WEAR_WEEK_STEPS) {
		w->worn++;
		s->steps += d->steps;
		w->steps = (s->steps + w->worn / 2) / w->worn;
	}
	if (d->minutes != DICT_NONE)
		w->minutes = (w->minutes == DICT_NONE ? 0 : w->minutes) + d->minutes;
	if (d->minutes != DICT_NONE &&
	    (d->steps == DICT_NONE || d->steps >= WEAR_WEEK_STEPS)) {
		w->minute_days++;
		s->minutes += d->minutes;
		w->daily = (s->minutes + w->minute_days / 2) / w->minute_days;
	}
	if (d->rest != DICT_NONE) {
		w->rest_days++;
		s->rest += d->rest;
		w->rest = (s->rest + w->rest_days / 2) / w->rest_days;
		w->estimated |= d->estimated;
	}
}

/* Days come in order, so that one set of sums does. */
static void
fold_days(const struct wear_week_in *in, int64_t first, struct wear_week *weeks, int n)
{
	struct sums s = {0};
	int running = -1;

	for (int i = 0; i < in->n_days; i++) {
		int at = week_of(in->days[i].day, first, n);

		if (at < 0)
			continue;
		if (at != running)
			s = (struct sums){0};
		running = at;
		add_day(&weeks[at], &s, &in->days[i]);
	}
}

void
wear_week_fold(const struct wear_week_in *in, int64_t from, struct wear_week *weeks,
	       int n)
{
	int64_t first = date_to_days(from) - date_weekday(from);

	for (int i = 0; i < n; i++)
		weeks[i] = (struct wear_week){.monday = date_from_days(first + i * WEEK),
					      .steps = DICT_NONE,
					      .minutes = DICT_NONE,
					      .daily = DICT_NONE,
					      .rest = DICT_NONE,
					      .pain = DICT_NONE};
	fold_days(in, first, weeks, n);
	for (int i = 0; i < in->n_visits; i++) {
		int at = week_of(in->visits[i].day, first, n);

		if (at < 0)
			continue;
		weeks[at].visits++;
		if (in->visits[i].pain != DICT_NONE &&
		    in->visits[i].pain > weeks[at].pain) /* DICT_NONE is the least */
			weeks[at].pain = in->visits[i].pain;
	}
}
