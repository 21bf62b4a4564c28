/* fuzz_wear.c - any bytes as a device's file: every row is told what it is, every day has its limits. */
#include "core/wear_layout.h"
#include "fuzz.h"
#include "sync/csv_read.h"

#include <stdlib.h>
#include <string.h>

enum { LAST_DAY = 20261127 };

struct reading {
	struct wearable_layout layout;
	struct wear_plan plan;
	struct wear wear;
	bool has_header, fits;
	int64_t rows[WEAR_REASONS];
};

/* What the first byte says of the file: grain, forms of days, unit, comma. */
static void
choose(struct reading *r, uint8_t how)
{
	static const char *const forms[] = {"ymd", "ymd;dmy", "ymd;mdy", "ymd;epoch_ms"};
	struct wearable_layout *l = &r->layout;

	dict_row_init(dict_entity(E_WEARABLE_LAYOUT), l);
	str_copy(l->date_col, sizeof l->date_col, "date|day_time");
	str_copy(l->steps_col, sizeof l->steps_col, "steps|count");
	str_copy(l->minutes_col, sizeof l->minutes_col, "active_min+more|Time");
	str_copy(l->hr_avg_col, sizeof l->hr_avg_col, "hr_avg|heartRate");
	str_copy(l->hr_rest_col, sizeof l->hr_rest_col, "hr_rest");
	str_copy(l->distance_col, sizeof l->distance_col, "distance");
	str_copy(l->note_col, sizeof l->note_col, "note");
	str_copy(l->keep, sizeof l->keep, how & 64 ? "source_type=-2" : "");
	str_copy(l->ends_at, sizeof l->ends_at, "Sample rate");
	str_copy(l->date_form, sizeof l->date_form, forms[how & 3]);
	str_copy(l->grain, sizeof l->grain, how & 4 ? "day" : "minute");
	str_copy(l->distance_unit, sizeof l->distance_unit, how & 8 ? "km" : "mi");
	if (how & 16)
		l->rest_percentile = 5;
}

static bool
take_row(void *arg, const struct csv_row *row)
{
	struct reading *r = arg;
	struct wear_cell cells[WEAR_COLUMNS];
	struct wear_header h;

	for (size_t i = 0; i < row->n; i++)
		cells[i] = (struct wear_cell){row->cells[i].p, row->cells[i].n};
	if (r->has_header) {
		r->rows[wear_row(&r->wear, cells, row->n, row->line)]++;
		return true;
	}
	r->has_header = true;
	wear_layout_header(&h, cells, row->n);
	r->fits = !wear_layout_plan(&r->layout, &h, &r->plan);
	r->plan.last_day = LAST_DAY;
	return r->fits;
}

static void
take_warning(void *arg, enum csv_reason why, struct csv_place at)
{
	(void)arg;
	(void)why;
	(void)at;
}

static void
check_number(const char *name, int64_t v)
{
	const struct entity *e = dict_entity(E_DEVICE_DAY);
	const struct field *f = &e->fields[dict_field_named(e, name)];

	check(v == DICT_NONE || (v >= f->min && v <= f->max));
}

/* Days come in order, each inside of the limits, and they are made of the good rows alone. */
static void
check_days(struct reading *r)
{
	struct wear_day d;
	int64_t before = 0, rows = 0;

	wear_sort(&r->wear);
	for (int i = 0; i < r->wear.n; i++) {
		wear_get(&r->wear, i, &d);
		check(date_valid(d.day) && d.day > before && d.day <= LAST_DAY);
		check_number("steps", d.steps);
		check_number("active_min", d.minutes);
		check_number("hr_avg", d.hr_avg);
		check_number("hr_rest", d.hr_rest);
		check_number("distance_m", d.metres);
		check(strlen(d.remark) <= 160);
		before = d.day;
		rows += d.rows;
	}
	check(rows == r->rows[WEAR_GOOD]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reading *r;
	struct csv_read_calls calls = {take_row, take_warning, NULL};
	struct csv_read *csv;

	if (!size)
		return 0;
	r = mem_alloc(sizeof *r);
	calls.arg = r;
	choose(r, data[0]);
	wear_init(&r->wear, &r->plan);
	csv = csv_read_new(&calls, 1);
	if (!csv_read_feed(csv, (const char *)data + 1, size - 1) && r->fits)
		(void)csv_read_end(csv);
	csv_read_free(csv);
	check_days(r);
	for (int i = WEAR_GOOD; i < WEAR_REASONS; i++)
		check(!r->rows[i] || i <= WEAR_END ||
		      wear_reason_text((enum wear_reason)i)[0]);
	wear_release(&r->wear);
	free(r);
	return 0;
}
