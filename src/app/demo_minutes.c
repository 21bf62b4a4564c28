/* demo_minutes.c - walking fills a made-up plan up to the minutes of a usual visit. */
#include "app/care.h"
#include "core/dose.h"
#include "demo_priv.h"

#include <string.h>

enum {
	USUAL_MIN = 31,	 /* two units of 15 minutes, and one to spare */
	SPREAD_MIN = 5,	 /* so many more at most, less one: still two units */
	WALK_SHORT = 10, /* minutes of the walks below, and the most the intervals take */
	WALK_LONG = 20,
	INTERVAL_LEAST = 3, /* fewer are no exercise; SPREAD_MIN leaves room for them */
	CODES_MOST = DEMO_ITEMS_MAX,
	INTERVAL_REST_S = 15,
};

/* So many minutes, one after the other. */
static const char intervals[] = "walk_interval";

static bool
find(const struct demo *d, const char *key, uint8_t *at)
{
	for (int i = 0; i < d->n_exercises; i++)
		if (!strcmp(d->exercises[i].key, key)) {
			*at = (uint8_t)i;
			return true;
		}
	return false;
}

static bool
add_walk(const struct demo *d, struct demo_person *p, const char *key)
{
	if (p->n_items >= DEMO_ITEMS_MAX || !find(d, key, &p->exercise[p->n_items]))
		return false;
	p->n_items++;
	return true;
}

/* Whole minutes of work, rounded down once per code as billing does. */
static int64_t
planned_min(const struct demo *d, const struct demo_person *p)
{
	char codes[CODES_MOST][9];
	int64_t ms[CODES_MOST], sum = 0;
	int n = 0;

	for (int i = 0; i < p->n_items; i++) {
		struct prescription row;
		struct dose dose;
		struct dose_totals t;
		int k = 0;

		demo_people_prescription(d, p, i, &row);
		care_dose(&row, &dose);
		t = dose_totals(&dose);
		while (k < n && strcmp(codes[k], row.code) != 0)
			k++;
		if (k == n) {
			str_copy(codes[n], sizeof codes[n], row.code);
			ms[n++] = 0;
		}
		ms[k] += t.work_ms + t.hold_ms;
	}
	for (int k = 0; k < n; k++)
		sum += ms[k] / 60000;
	return sum;
}

void
demo_minutes_fill(const struct demo *d, struct demo_person *p)
{
	int64_t need;

	p->n_core = p->n_items;
	if (d->large)
		return;
	need = USUAL_MIN + (p - d->people) % SPREAD_MIN - planned_min(d, p);
	if (need > WALK_LONG && add_walk(d, p, "walk_20"))
		need -= WALK_LONG;
	else if (need > WALK_SHORT && add_walk(d, p, "walk_10"))
		need -= WALK_SHORT;
	if (need > 0) {
		need = need < INTERVAL_LEAST ? INTERVAL_LEAST : need;
		p->interval_min = (uint8_t)(need < WALK_SHORT ? need : WALK_SHORT);
		(void)add_walk(d, p, intervals);
	}
}

void
demo_minutes_dose(const struct demo *d, const struct demo_person *p, int i,
		  struct prescription *row)
{
	if (strcmp(d->exercises[p->exercise[i]].key, intervals) != 0)
		return;
	row->sets = p->interval_min;
	row->rest_s = INTERVAL_REST_S;
}

int64_t
demo_place(const struct demo *d, const struct demo_person *p)
{
	return p - d->people;
}

uint64_t
demo_minutes_aside(struct demo *d, int64_t whose, int i)
{
	uint64_t others = d->rng;

	d->rng =
	    d->size.seed ^ (UINT64_C(0x3A1C) << 48) ^ (uint64_t)whose << 8 ^ (uint64_t)i;
	return others;
}
