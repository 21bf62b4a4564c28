/* demo_year.c - one made-up patient whose next visit crosses the yearly threshold of KX. */
#include "base/date.h"
#include "demo_priv.h"

#include <string.h>

enum {
	BELOW = 40000, /* $40, less than any fee of a unit */
	TODAYS = 14,   /* as many are booked today with the first therapist */
};

/* The threshold of PT and SLP; DICT_NONE: none is known of the year. */
static int64_t
threshold_of(struct demo *d, int64_t year)
{
	const struct entity *e = dict_entity(E_THRESHOLD);
	struct threshold row;
	struct err none = {0};
	char key[40];
	struct cell c = {.kind = CELL_TEXT, .p = key};

	str_format(key, sizeof key, "kx/%d/pt_slp", (int)year);
	c.n = strlen(key);
	if (record_find(d->store, E_THRESHOLD, dict_field_named(e, e->key), c, &row,
			&none))
		return DICT_NONE;
	return row.amount;
}

/* The last of today's whom Medicare pays for; -1. */
static int64_t
last_of_today(const struct demo *d)
{
	int64_t found = -1;
	int n = 0;

	for (int64_t i = d->size.patients - 1; i >= 0 && n < TODAYS; i--)
		if (d->people[i].open) {
			n++;
			if (d->people[i].payer == 0)
				found = i;
		}
	return found;
}

enum status
demo_year_fill(struct demo *d, struct err *err)
{
	int64_t year = d->today / 10000, yesterday = date_add(d->today, -1);
	int64_t kx = threshold_of(d, year), who = last_of_today(d);
	struct payer_figure f;

	if (who < 0 || kx == DICT_NONE || kx < BELOW)
		return ST_OK;
	dict_row_init(dict_entity(E_PAYER_FIGURE), &f);
	f.head.id = uid_of_text("demo_figure", "kx"); /* takes none of the stream */
	f.patient = d->people[who].patient;
	f.year = year;
	str_copy(f.grp, sizeof f.grp, "pt_slp");
	f.amount = kx - BELOW;
	f.as_of = yesterday / 10000 == year ? yesterday : d->today;
	str_copy(f.source, sizeof f.source, "Portal of the payer (made up)");
	return record_add(d->store, E_PAYER_FIGURE, &f, err);
}
