/* demo_schedule.c - made-up appointments: those of past visits, no-shows, series to come, and some
 * patients who stopped coming. Draws from a stream of its own. */
#include "base/date.h"
#include "demo_priv.h"

#include <stdlib.h>
#include <string.h>

enum {
	FIRST_SLOT_MIN = 8 * 60,
	SLOT_MIN = 40,
	SLOTS = 13,
	AHEAD_DAYS = 42,
	SERIES_MOST = 6,
	LAPSED = 8,
	LOOK_MOST = 40000, /* patients looked at for those who lapsed */
	YOUNGEST = 15,	   /* days since the last visit of somebody who lapsed */
	OLDEST = 80,
	SIGNS = 2, /* bookings missed before the last visits */
};

struct plan {
	struct demo *d;
	bool used[DEMO_STAFF][AHEAD_DAYS][SLOTS]; /* taken times to come */
	struct record_bulk *bulk;
};

static enum status
add(struct plan *x, const struct demo_person *p, const struct appointment *made,
    struct err *err)
{
	struct appointment row = *made;

	row.patient = p->patient;
	row.staff = x->d->staff[p->therapist];
	row.minutes = SLOT_MIN;
	str_copy(row.reason, sizeof row.reason, demo_words_problems[p->problem].title);
	return demo_add(x->d, x->bulk, E_APPOINTMENT, &row, err);
}

static struct appointment
at(struct demo *d, int64_t day, int64_t slot, const char *state)
{
	struct appointment row;

	dict_row_init(dict_entity(E_APPOINTMENT), &row);
	row.day = day;
	row.start = FIRST_SLOT_MIN + slot * SLOT_MIN;
	row.booked_on = date_add(day, -1 - demo_below(d, 25));
	str_copy(row.state, sizeof row.state, state);
	return row;
}

/* One in eight visits has a missed one before it; some people miss more than others. */
static enum status
add_missed(struct plan *x, int64_t person, int64_t day, struct err *err)
{
	static const char *const whys[] = {"No transport (made up)",
					   "Field work (made up)", "Ill (made up)"};
	struct demo *d = x->d;
	int64_t often = person % 5 == 0 ? 3 : 10, kind = demo_below(d, 3);
	struct appointment row;

	if (demo_below(d, often) != 0)
		return ST_OK;
	do
		day = date_add(day, -1);
	while (date_weekday(day) > 4);
	row = at(d, day, demo_below(d, SLOTS), kind == 0 ? "cancelled" : "no_show");
	if (kind == 0) {
		row.cancelled_on = date_add(day, -demo_below(d, 3));
		str_copy(row.why, sizeof row.why, whys[demo_below(d, 3)]);
	}
	return add(x, &d->people[person], &row, err);
}

static enum status
add_past(struct plan *x, struct err *err)
{
	struct demo *d = x->d;
	int64_t n = d->size.sessions;
	int64_t from = n > DEMO_NEWEST ? n - DEMO_NEWEST : 0;
	enum status st = ST_OK;

	for (int64_t i = from; i < n && !st; i++) {
		int64_t person = demo_visit_person(d, i), day = demo_visit_day(d, i);
		struct appointment row = at(d, day, i % SLOTS, "done");

		if (day >= d->today)
			continue;
		st = add(x, &d->people[person], &row, err);
		if (!st)
			st = add_missed(x, person, day, err);
	}
	return st;
}

/* ---- to come */

/* The next free time of the therapist on a working day from ahead on; false: none. */
static bool
find_time(struct plan *x, int staff, int *ahead, int *slot)
{
	for (; *ahead < AHEAD_DAYS; (*ahead)++) {
		if (date_weekday(date_add(x->d->today, *ahead)) > 4)
			continue;
		for (int i = 0; i < SLOTS; i++) {
			int k = (*slot + i) % SLOTS;

			if (x->used[staff][*ahead][k])
				continue;
			x->used[staff][*ahead][k] = true;
			*slot = k;
			return true;
		}
	}
	return false;
}

static enum status
add_series(struct plan *x, int64_t person, struct err *err)
{
	struct demo *d = x->d;
	const struct demo_person *p = &d->people[person];
	int64_t n = 1 + demo_below(d, SERIES_MOST), booked = 1 + demo_below(d, 20);
	int ahead = 1 + (int)demo_below(d, 5), slot = (int)demo_below(d, SLOTS);
	enum status st = ST_OK;

	for (int64_t i = 0; i < n && !st; i++) {
		struct appointment row;

		if (!find_time(x, p->therapist, &ahead, &slot))
			break;
		row = at(d, date_add(d->today, ahead), slot, "booked");
		row.booked_on = date_add(d->today, -booked);
		st = add(x, p, &row, err);
		ahead += i % 2 ? 4 : 3; /* about twice a week */
	}
	return st;
}

static enum status
add_future(struct plan *x, struct err *err)
{
	struct demo *d = x->d;
	int64_t booked = 0;
	enum status st = ST_OK;

	for (int64_t i = d->size.patients - 1; i >= 0 && booked < 200 && !st; i--) {
		if (!d->people[i].open || demo_below(d, 3) == 0)
			continue;
		st = add_series(x, i, err);
		booked++;
	}
	return st;
}

/* ---- who stopped coming: every second of those who left was never discharged */

static bool
left_away(const struct demo *d, int64_t person)
{
	return !d->people[person].open && person % 2 == 0;
}

/* The working day before the one before a visit, so that no other missed booking stands on it. */
static int64_t
day_missed(int64_t visit)
{
	int64_t day = visit;

	for (int back = 0; back < 2; back++)
		do
			day = date_add(day, -1);
		while (date_weekday(day) > 4);
	return day;
}

/* They came less and less: the last bookings before their last visits were missed. */
static enum status
add_signs(struct plan *x, struct err *err)
{
	struct demo *d = x->d;
	int64_t n = d->size.patients;
	enum status st = ST_OK;

	if (d->large)
		return ST_OK;
	for (int64_t i = 0; i < n && !st; i++) {
		int64_t first, last, left = SIGNS;

		if (!left_away(d, i))
			continue;
		demo_person_visits(d, i, &first, &last);
		for (int64_t v = last; v > first && left > 0 && !st; v--) {
			struct appointment row;

			if (demo_visit_person(d, v) != i)
				continue;
			row = at(d, day_missed(demo_visit_day(d, v)),
				 demo_below(d, SLOTS), "no_show");
			st = add(x, &d->people[i], &row, err);
			left--;
		}
	}
	return st;
}

/* Their episodes, which were closed, are open again. */
static enum status
reopen(struct demo *d, struct err *err)
{
	const int closed = dict_field_named(dict_entity(E_EPISODE), "closed");
	int64_t n = d->size.patients, least = n > LOOK_MOST ? n - LOOK_MOST : 0;
	int left = LAPSED;
	enum status st = ST_OK;

	for (int64_t i = n - 1; i >= least && left > 0 && !st; i--) {
		int64_t first, last, age;

		if (!left_away(d, i))
			continue;
		demo_person_visits(d, i, &first, &last);
		age = date_to_days(d->today) - date_to_days(demo_visit_day(d, last));
		if (age > OLDEST)
			break;
		if (age < YOUNGEST)
			continue;
		st = record_set_field(d->store, E_EPISODE, d->people[i].episode, closed,
				      (struct cell){.kind = CELL_NONE}, err);
		left--;
	}
	return st;
}

static enum status
fill(struct plan *x, struct err *err)
{
	enum status st = record_bulk_open(x->d->store, E_APPOINTMENT, &x->bulk, err);

	if (st)
		return st;
	st = add_past(x, err);
	if (!st)
		st = add_future(x, err);
	if (!st)
		st = add_signs(x, err);
	if (st)
		record_bulk_cancel(x->bulk);
	else
		st = record_bulk_close(x->bulk, err);
	return st;
}

enum status
demo_schedule_fill(struct demo *d, struct err *err)
{
	struct plan *x = mem_alloc(sizeof *x);
	uint64_t stream = d->rng;
	enum status st = store_begin(d->store, err);

	x->d = d;
	if (!st) {
		d->rng = d->size.seed ^ UINT64_C(0x5C4ED01E);
		st = fill(x, err);
		if (!st)
			st = reopen(d, err);
		d->rng = stream;
		if (st)
			store_cancel(d->store);
		else
			st = store_commit(d->store, err);
	}
	free(x);
	return st;
}
