/* wearable.c - days of devices against those that are here, taken, told and folded by week. */
#include "app/wearable.h"

#include "store/audit.h"
#include "store/query_goals.h"
#include "store/query_work.h"
#include "store/record.h"
#include "wearable_priv.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS_MAX = 40000, DEVICES_MAX = 12, VISITS_MAX = 2000, WEEK = 7, MS = 1000 };

static const int64_t ever[2] = {20000101, 99991231};

/* ---- against what is here */

static void
to_row(struct app *a, const struct wearable_file *f, int i, struct device_day *row)
{
	struct wear_day d;

	wear_get(&f->wear, i, &d);
	dict_row_init(dict_entity(E_DEVICE_DAY), row);
	row->patient = f->patient;
	row->day = d.day;
	str_copy(row->device, sizeof row->device, f->device);
	str_copy(row->layout, sizeof row->layout, f->layout.key);
	row->steps = d.steps;
	row->active_min = d.minutes;
	row->hr_avg = d.hr_avg;
	row->hr_rest = d.hr_rest;
	if (d.hr_rest != DICT_NONE)
		row->rest_estimated = d.estimated;
	row->distance_m = d.metres;
	if (d.metres != DICT_NONE)
		str_copy(row->distance_unit, sizeof row->distance_unit, f->unit);
	str_copy(row->zone, sizeof row->zone, f->zone);
	row->rows = d.rows;
	str_copy(row->remark, sizeof row->remark, d.remark);
	str_copy(row->file, sizeof row->file, f->name);
	row->imported_at = app_wall_ms(a) / MS;
	if (a->user.head.no)
		row->staff = a->user.head.no;
}

/* True when the earlier row says the same of its day. */
static bool
says_same(const struct device_day *x, const struct device_day *y)
{
	return x->steps == y->steps && x->active_min == y->active_min &&
	       x->hr_avg == y->hr_avg && x->hr_rest == y->hr_rest &&
	       x->rest_estimated == y->rest_estimated && x->distance_m == y->distance_m &&
	       !strcmp(x->distance_unit, y->distance_unit) && !strcmp(x->zone, y->zone) &&
	       !strcmp(x->remark, y->remark);
}

/* The row of that day, device and layout that counts; *from goes on with the days, which come in
 * order. */
static const struct device_day *
counting(const struct device_day *rows, int n, int *from, const struct device_day *of)
{
	while (*from < n && rows[*from].day < of->day)
		(*from)++;
	for (int i = *from; i < n && rows[i].day == of->day; i++)
		if (!strcmp(rows[i].device, of->device) &&
		    !strcmp(rows[i].layout, of->layout))
			return &rows[i];
	return NULL;
}

static enum status
add(struct record_bulk *bulk, const struct device_day *row, struct err *err)
{
	const struct entity *e = dict_entity(E_DEVICE_DAY);
	struct cell cells[32];
	struct uid drawn = {{0}};
	int64_t no;
	enum status st = dict_check_row(e, row, err);

	for (size_t i = 0; i < e->n_fields; i++)
		cells[i] = dict_get(&e->fields[i], row);
	return st ? st : record_bulk_add(bulk, &drawn, cells, &no, err);
}

enum status
wearable_match(struct app *a, struct wearable_file *f, struct record_bulk *bulk,
	       struct err *err)
{
	struct device_day *here, row;
	struct wear_day first, last;
	int n = 0, from = 0;
	enum status st;

	f->fresh = f->replaced = f->same = 0;
	if (!f->wear.n)
		return ST_OK;
	wear_get(&f->wear, 0, &first);
	wear_get(&f->wear, f->wear.n - 1, &last);
	here = mem_alloc(DAYS_MAX * sizeof *here);
	st = query_device_days(a->store, f->patient, (int64_t[]){first.day, last.day},
			       here, DAYS_MAX, &n, err);
	for (int i = 0; i < f->wear.n && !st; i++) {
		const struct device_day *was;

		to_row(a, f, i, &row);
		was = counting(here, n, &from, &row);
		if (was && says_same(was, &row)) {
			f->same++;
			continue;
		}
		f->replaced += was != NULL;
		f->fresh += was == NULL;
		if (bulk)
			st = add(bulk, &row, err);
	}
	free(here);
	return st;
}

enum status
wearable_last_unit(struct app *a, const struct wearable_file *f, char *unit, size_t size,
		   struct err *err)
{
	struct device_day *here = mem_alloc(DAYS_MAX * sizeof *here);
	int n = 0;
	enum status st =
	    query_device_days(a->store, f->patient, ever, here, DAYS_MAX, &n, err);

	for (int i = 0; i < n; i++)
		if (here[i].distance_unit[0] && !strcmp(here[i].layout, f->layout.key) &&
		    !strcmp(here[i].device, f->device))
			str_copy(unit, size, here[i].distance_unit);
	free(here);
	return st;
}

/* ---- taking them */

static enum status
take(struct app *a, struct wearable_file *f, struct err *err)
{
	struct record_bulk *bulk = NULL;
	struct str detail = {0};
	enum status st = record_bulk_open(a->store, E_DEVICE_DAY, &bulk, err);

	if (st)
		return st;
	st = wearable_match(a, f, bulk, err);
	if (st) {
		record_bulk_cancel(bulk);
		return st;
	}
	st = record_bulk_close(bulk, err);
	if (!st)
		st = wearable_remember(a, f, err);
	str_addf(&detail, "%s: ", f->layout.key);
	wearable_days_text(f, &detail);
	str_addf(&detail, "; %lld bad rows", (long long)f->bad);
	if (!st)
		st = audit_add(a->store, "wearable-import", f->patient, str_text(&detail),
			       err);
	str_release(&detail);
	return st;
}

enum status
wearable_take(struct app *a, struct wearable_file *f, struct err *err)
{
	enum status st;

	if (f->ask || !f->wear.n)
		return status_fail(err, ST_REFUSED, "%s: there is no day to take",
				   f->name);
	st = store_begin(a->store, err);
	return st ? st : store_end(a->store, take(a, f, err), err);
}

/* ---- in words */

void
wearable_bad_reason(const struct wearable_bad *b, struct str *out)
{
	str_add(out, b->column);
	if (b->cell[0])
		str_addf(out, "%s\"%s\"", b->column[0] ? " " : "", b->cell);
	if (b->column[0] || b->cell[0])
		str_add(out, ": ");
	str_add(out, wear_reason_text(b->why));
	if (b->earlier)
		str_addf(out, " (line %lld)", (long long)b->earlier);
}

void
wearable_bad_text(const struct wearable_bad *b, struct str *out)
{
	str_addf(out, "Line %lld, ", (long long)b->line);
	wearable_bad_reason(b, out);
}

void
wearable_ask_text(const struct wearable_file *f, struct str *out)
{
	switch (f->ask) {
	case WEARABLE_ASKS_COLUMNS:
		str_addf(out,
			 "%s has no layout that is known. Name its columns once: --map "
			 "date=NAME,steps=NAME (also active_min, hr_avg, hr_rest, "
			 "distance, note; #1 is the first column). It has: %s",
			 f->name, str_text(&f->header));
		break;
	case WEARABLE_ASKS_ORDER:
		str_addf(out,
			 f->mixed
			     ? "%s: some days begin with the day and others with the "
			       "month (the first is %s); say --date-order dmy or "
			       "mdy, days of the other order are bad rows"
			     : "%s: days like %s can be read two ways; say "
			       "--date-order dmy or mdy",
			 f->name, f->sample);
		break;
	case WEARABLE_ASKS_UNIT:
		str_addf(out,
			 "%s: the distance has the unit of the account; say --unit km "
			 "or mi, or none to leave it out",
			 f->name);
		break;
	case WEARABLE_ASKS_NOTHING:
		break;
	}
}

void
wearable_made_text(const struct wearable_file *f, struct str *out)
{
	str_addf(out, "Device %s", f->device);
	if (f->plan.forms & (WEAR_DMY | WEAR_MDY))
		str_add(out, f->plan.forms & WEAR_DMY ? "; day before month"
						      : "; month before day");
	if (f->unit[0])
		str_addf(out, "; distance in %s%s", f->unit,
			 f->unit_as_last ? " as last time" : "");
	if (!strcmp(f->zone, "device"))
		str_add(out, "; days as the device was set");
	else
		str_addf(out, "; days in %s", f->zone);
}

void
wearable_rows_text(const struct wearable_file *f, struct str *out)
{
	str_addf(out, "%lld rows: %lld taken, %lld bad", (long long)f->rows,
		 (long long)f->good, (long long)f->bad);
	if (f->no_data)
		str_addf(out, ", %lld without data", (long long)f->no_data);
	if (f->left_out)
		str_addf(out, ", %lld left out by the layout", (long long)f->left_out);
}

void
wearable_days_text(const struct wearable_file *f, struct str *out)
{
	str_addf(out, "%d days: %d new, %d in place of earlier ones, %d already here",
		 f->wear.n, f->fresh, f->replaced, f->same);
}

/* ---- by week */

/* Of two devices that tell of a day the one that counted more; both count the same steps. */
static void
more(int64_t *to, int64_t v)
{
	if (v != DICT_NONE && (*to == DICT_NONE || v > *to))
		*to = v;
}

static void
add_rest(struct wear_week_day *d, const struct device_day *r)
{
	bool estimated = r->rest_estimated == 1;

	if (r->hr_rest == DICT_NONE ||
	    (d->rest != DICT_NONE && estimated && !d->estimated))
		return;
	if (d->rest == DICT_NONE || (d->estimated && !estimated) ||
	    r->hr_rest < d->rest) {
		d->rest = r->hr_rest;
		d->estimated = estimated;
	}
}

/* A row that another one of its day, device and layout stands in for comes right behind it. */
static int
one_a_day(const struct device_day *rows, int n, struct wear_week_day *days)
{
	int k = 0;

	for (int i = 0; i < n; i++) {
		const struct device_day *r = &rows[i];

		if (i && r[-1].day == r->day && !strcmp(r[-1].device, r->device) &&
		    !strcmp(r[-1].layout, r->layout))
			continue;
		if (!k || days[k - 1].day != r->day)
			days[k++] = (struct wear_week_day){r->day, DICT_NONE, DICT_NONE,
							   DICT_NONE, false};
		more(&days[k - 1].steps, r->steps);
		more(&days[k - 1].minutes, r->active_min);
		add_rest(&days[k - 1], r);
	}
	return k;
}

static enum status
visits_of(struct app *a, int64_t patient, const int64_t span[2],
	  struct wear_week_visit *visits, int *n, struct err *err)
{
	struct pain_line *lines = mem_alloc(VISITS_MAX * sizeof *lines);
	enum status st =
	    query_visits_pain(a->store, patient, span, lines, VISITS_MAX, n, err);

	for (int i = 0; i < *n; i++) {
		visits[i] = (struct wear_week_visit){lines[i].day, lines[i].before};
		more(&visits[i].pain, lines[i].after);
	}
	free(lines);
	return st;
}

enum status
wearable_weeks(struct app *a, int64_t patient, struct wear_week *weeks, int n, int *days,
	       struct err *err)
{
	int64_t today = app_today(a);
	int64_t from = date_add(today, -WEEK * (n - 1) - date_weekday(today));
	const int64_t span[2] = {from, today};
	int max = n * WEEK * DEVICES_MAX;
	struct device_day *rows = mem_alloc((size_t)max * sizeof *rows);
	struct wear_week_day *each;
	struct wear_week_visit *visits = mem_alloc(VISITS_MAX * sizeof *visits);
	struct wear_week_in in = {.visits = visits};
	int k = 0;
	enum status st = query_device_days(a->store, patient, span, rows, max, &k, err);

	if (!st)
		st = visits_of(a, patient, span, visits, &in.n_visits, err);
	each = mem_alloc(((size_t)k + 1) * sizeof *each);
	in.n_days = one_a_day(rows, k, each);
	in.days = each;
	wear_week_fold(&in, from, weeks, n);
	*days = in.n_days;
	free(each);
	free(visits);
	free(rows);
	return st;
}

static int
device_at(struct wearable_device *rows, int *n, const char *name)
{
	int i = 0;

	while (i < *n && strcmp(rows[i].name, name) != 0)
		i++;
	if (i == *n && *n < WEARABLE_DEVICES_MAX)
		str_copy(rows[(*n)++].name, sizeof rows[0].name, name);
	return i;
}

enum status
wearable_devices(struct app *a, int64_t patient, struct wearable_device *rows, int *n,
		 struct err *err)
{
	int64_t today = app_today(a);
	int64_t from =
	    date_add(today, -WEEK * (WEARABLE_WEEKS_MAX - 1) - date_weekday(today));
	const int64_t span[2] = {from, today};
	int max = WEARABLE_WEEKS_MAX * WEEK * DEVICES_MAX, all = 0;
	struct device_day *days = mem_alloc((size_t)max * sizeof *days),
			  *own = mem_alloc((size_t)max * sizeof *own);
	struct wear_week_day *each = mem_alloc((size_t)max * sizeof *each);
	enum status st = query_device_days(a->store, patient, span, days, max, &all, err);

	*n = 0;
	for (int i = 0; i < all; i++)
		(void)device_at(rows, n, days[i].device);
	for (int d = 0; d < *n; d++) {
		struct wear_week_in in = {.days = each};
		int k = 0;

		for (int i = 0; i < all; i++)
			if (!strcmp(days[i].device, rows[d].name))
				own[k++] = days[i];
		in.n_days = one_a_day(own, k, each);
		wear_week_fold(&in, from, rows[d].weeks, WEARABLE_WEEKS_MAX);
	}
	free(each);
	free(own);
	free(days);
	return st;
}
