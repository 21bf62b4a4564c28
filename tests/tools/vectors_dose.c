/* vectors_dose.c - dose vectors: phases and totals of the timer model. */
#include "vectors.h"

#include "core/dose.h"

#include <inttypes.h>

static enum status
read_dose(const struct vectors_row *row, struct dose *d, struct err *err)
{
	const struct {
		const char *name;
		int *value;
	} ints[] = {
	    {"lead_in_s", &d->lead_in_s},
	    {"sets", &d->sets},
	    {"reps", &d->reps},
	    {"hold_s", &d->hold_s},
	    {"rest_s", &d->rest_s},
	    {"rep_gap_s", &d->rep_gap_s},
	    {"side_switch_s", &d->side_switch_s},
	};
	const char *minutes = vectors_field(row, "duration_min");
	enum status st;

	*d = (struct dose){0};
	for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++) {
		st = vectors_int(row, ints[i].name, ints[i].value, err);
		if (st != ST_OK)
			return st;
	}
	st = dose_parse_tempo(d, vectors_field(row, "tempo"), err);
	if (st == ST_OK && *minutes != '\0')
		st = dose_parse_minutes(minutes, &d->duration_ms, err);
	if (st == ST_OK &&
	    !dose_side_mode_parse(vectors_field(row, "side_mode"), &d->side_mode))
		return status_fail(err, ST_INVALID, "unknown side_mode");
	return st;
}

static enum status
answer_dose(const struct vectors_row *row, struct str *results, struct err *err)
{
	struct dose d;
	struct dose_iter it;
	struct dose_phase ph;
	struct dose_totals t;
	enum status st = read_dose(row, &d, err);
	int n = 0;

	if (st != ST_OK)
		return st;
	dose_iter_init(&it, &d, DOSE_MERGED);
	for (; dose_iter_next(&it, &ph); n++)
		str_addf(&results[0], "%s%s:%" PRId64, n > 0 ? ";" : "",
			 dose_kind_id(ph.kind), ph.duration_ms / 1000);
	str_addf(&results[1], "%d", n);
	t = dose_totals(&d);
	str_addf(&results[2], "%" PRId64, t.lead_ms / 1000);
	str_addf(&results[3], "%" PRId64, t.work_ms / 1000);
	str_addf(&results[4], "%" PRId64, t.hold_ms / 1000);
	str_addf(&results[5], "%" PRId64, t.rest_ms / 1000);
	str_addf(&results[6], "%" PRId64, t.switch_ms / 1000);
	str_addf(&results[7], "%" PRId64, t.total_ms / 1000);
	return ST_OK;
}

const struct vectors_table vectors_dose = {
    .columns = {"phases", "n_phases", "lead_total_s", "work_total_s", "hold_total_s",
		"rest_total_s", "switch_total_s", "total_s", NULL},
    .answer = answer_dose,
};
