/* test_wearable.c - a file of every layout with its bad rows, files that are none, days read again. */
#include "app_kit.h"

#include "app/paper.h"
#include "app/trends.h"
#include "app/wearable.h"

#include <sys/stat.h>

#define DATA "tests/data/wearables/"

static struct wearable_file f;

/* The sample files are of October 2026; today is 2026-11-27. */
static int64_t
begin(struct app_kit *c)
{
	struct patient p;

	app_kit_new(c);
	app_kit_wait((int64_t)207 * 86400 * 1000);
	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, "Wear");
	app_kit_ok(c, record_add(c->a.store, E_PATIENT, &p, &c->k.err));
	return p.head.no;
}

static void
number(int64_t v, struct str *out)
{
	if (v == DICT_NONE)
		str_add(out, " -");
	else
		str_addf(out, " %lld", (long long)v);
}

/* Layout, counts, bad rows, days: all that was made of a file. */
static void
told(struct str *out)
{
	str_clear(out);
	str_addf(out, "%s, %s, %s, %s\n", f.layout.key, f.device, f.order, f.zone);
	wearable_rows_text(&f, out);
	str_add_c(out, '\n');
	for (int i = 0; i < f.n_bads; i++) {
		wearable_bad_text(&f.bads[i], out);
		str_add_c(out, '\n');
	}
	for (int i = 0; i < f.wear.n; i++) {
		struct wear_day d;

		wear_get(&f.wear, i, &d);
		str_addf(out, "%lld:", (long long)d.day);
		number(d.steps, out);
		number(d.minutes, out);
		number(d.hr_avg, out);
		number(d.hr_rest, out);
		number(d.metres, out);
		str_addf(out, "%s%s%s of %lld\n", d.estimated ? " estimated" : "",
			 d.remark[0] ? " " : "", d.remark, (long long)d.rows);
	}
	wearable_days_text(&f, out);
}

static void
look(struct app_kit *c, int64_t patient, const char *path, const struct wearable_how *how)
{
	static const struct wearable_how nothing = {0};

	wearable_release(&f);
	app_kit_ok(
	    c, wearable_look(&c->a, patient, path, how ? how : &nothing, &f, &c->k.err));
}

/* One file of each layout that is read. Expected values were worked out by hand from the files, those
 * of the heart rates by a program of its own. */
static const struct sample {
	const char *file;
	struct wearable_how how;
	const char *told;
} samples[] = {
    {"steps.csv",
     {0},
     "own_log, Pedometer, ymd, device\n"
     "11 rows: 3 taken, 7 bad, 1 without data\n"
     "Line 4, steps \"abc\": no number; correct it\n"
     "Line 5, steps \"130000\": outside of what people reach in a day\n"
     "Line 6, date \"2026-02-30\": no day of the calendar in the form of this file\n"
     "Line 9, date \"2026-10-02\": the day stood in an earlier row, which was taken "
     "(line 3)\n"
     "Line 10, date \"2026-12-24\": this day has not come yet; was the device's clock "
     "right?\n"
     "Line 11, date: no day; fill it in\n"
     "Line 12, active_min: the row ends before this column; copy the file again\n"
     "20261001: 4200 35 78 62 - first day of 1\n"
     "20261002: 5150 41 - 61 - of 1\n"
     "20261005: - - - - - forgotten at home of 1\n"
     "3 days: 3 new, 0 in place of earlier ones, 0 already here"},
    {"fitbit_export_20261008.csv",
     {.unit = "mi"},
     "fitbit_csv, Fitbit, ymd;dmy, device\n"
     "6 rows: 3 taken, 3 bad\n"
     "Line 10, Steps \"6.020.1\": no number; correct it\n"
     "Line 11, Distance \"4,301\": the comma can part thousands or decimals; say which "
     "with --decimal\n"
     "Line 12, Minutes Fairly Active \"900\": outside of what people reach in a day\n"
     "20261001: 10204 55 - - 11764 of 1\n"
     "20261002: 6020 22 - - 6920 of 1\n"
     "20261003: - 0 - - - of 1\n"
     "3 days: 3 new, 0 in place of earlier ones, 0 already here"},
    {"Daily activity metrics.csv",
     {0},
     "google_fit_daily, Google Fit, ymd, device\n"
     "6 rows: 2 taken, 3 bad, 1 without data\n"
     "Line 5, Average heart rate (bpm) \"300.5\": outside of what people reach in a day\n"
     "Line 6, Move Minutes count \"1500\": outside of what people reach in a day\n"
     "Line 7, Date \"03/10/2026\": no day of the calendar in the form of this file\n"
     "20261001: 6021 61 78 - 4322 of 1\n"
     "20261003: 4100 44 - - 3000 of 1\n"
     "2 days: 2 new, 0 in place of earlier ones, 0 already here"},
    {"Activities.csv",
     {.unit = "km", .device = "Forerunner"},
     "garmin_activities, Forerunner, ymd, device\n"
     "8 rows: 4 taken, 4 bad\n"
     "Line 5, Distance \"1,250\": the comma can part thousands or decimals; say which "
     "with --decimal\n"
     "Line 6, Time \"40:00\": no number; correct it\n"
     "Line 7, Time \"25:10:00\": outside of what people reach in a day\n"
     "Line 9, Time \"01:30:00\": with this row the day's sum is outside of its limits\n"
     "20261001: 7730 73 103 - 6330 of 2\n" /* (3510 x 104 + 870 x 98) / 4380 = 102.8 */
     "20261002: - 65 112 - 12400 of 1\n"
     "20261006: - 1380 80 - - of 1\n"
     "3 days: 3 new, 0 in place of earlier ones, 0 already here"},
    {"com.samsung.shealth.step_daily_trend.20261008.csv",
     {0},
     "samsung_steps, Samsung Health, ymd;epoch_ms, UTC\n"
     "7 rows: 2 taken, 4 bad, 1 left out by the layout\n"
     "Line 6, day_time \"2026-10-02 00:00:00.000\": the day stood in an earlier row, "
     "which "
     "was taken (line 5)\n"
     "Line 7, day_time \"179081280\": no day of the calendar in the form of this file\n"
     "Line 8, com.samsung.health.step_count.count \"-4\": outside of what people reach "
     "in a "
     "day\n"
     "Line 9, more cells than columns; put quotes round numbers with commas\n"
     "20261001: 5120 - - - 3891 of 1\n"
     "20261002: 7002 - - - 5300 of 1\n"
     "2 days: 2 new, 0 in place of earlier ones, 0 already here"},
    {"2026-10-01_training.csv",
     {.zone = "Europe/Helsinki"},
     "polar_training, Polar, dmy, Europe/Helsinki\n"
     "2 rows: 1 taken, 1 bad\n"
     "Line 3, Date \"31-09-2026\": no day of the calendar in the form of this file\n"
     "20261001: - 32 101 58 2450 of 1\n"
     "1 days: 1 new, 0 in place of earlier ones, 0 already here"},
    {"ACTIVITY_1790812800000.csv",
     {0},
     "zepp_activity, Zepp, ymd, device\n"
     "4 rows: 3 taken, 1 bad\n"
     "Line 5, steps \"-1\": outside of what people reach in a day\n"
     "20261001: 8123 - - - 5810 of 1\n"
     "20261002: 7004 - - - 4990 of 1\n"
     "20261003: 7004 - - - 4990 of 1\n"
     "3 days: 3 new, 0 in place of earlier ones, 0 already here"},
    {"HEARTRATE_AUTO_1790812800000.csv",
     {0},
     "zepp_hr, Zepp, ymd, device\n"
     "106 rows: 103 taken, 3 bad\n"
     "Line 102, heartRate \"0\": outside of what people reach in a day\n"
     "Line 103, heartRate \"255\": outside of what people reach in a day\n"
     "Line 105, date \"2026-13-02\": no day of the calendar in the form of this file\n"
     "20261001: - - 78 61 - estimated of 100\n"
     "20261002: - - 71 71 - estimated of 1\n"
     /* worn for the exercise alone: no resting rate is guessed from it */
     "20261003: - - 177 - - of 2\n"
     "3 days: 3 new, 0 in place of earlier ones, 0 already here"},
    {"generic.csv",
     {.date_order = "dmy", .unit = "km", .device = "App"},
     "generic_csv, App, ymd;dmy, device\n"
     "4 rows: 2 taken, 2 bad\n"
     "Line 4, distance \"2,5 km\": no number; correct it\n"
     "Line 5, date \"9/27/2026\": no day of the calendar in the form of this file\n"
     "20260925: 4100 - - - 3250 of 1\n"
     "20260926: 3900 - - - 1234 of 1\n"
     "2 days: 2 new, 0 in place of earlier ones, 0 already here"},
    {"Steps.csv",
     {.layout = "garmin_steps"},
     "garmin_steps, Garmin, ymd;dmy, device\n"
     "3 rows: 2 taken, 1 bad\n"
     "Line 4, \"Week 40\": no day of the calendar in the form of this file\n"
     "20261001: 5100 - - - - of 1\n"
     "20261002: 6200 - - - - of 1\n"
     "2 days: 2 new, 0 in place of earlier ones, 0 already here"},
};

static void
test_wearable__look__every_layout(void **state)
{
	struct app_kit c;
	struct str text = {0};
	int64_t who = begin(&c);
	char path[200];

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		snprintf(path, sizeof path, DATA "%s", samples[i].file);
		look(&c, who, path, &samples[i].how);
		assert_int_equal(f.ask, WEARABLE_ASKS_NOTHING);
		assert_int_equal(f.rows, f.good + f.bad + f.no_data + f.left_out);
		told(&text);
		assert_string_equal(str_text(&text), samples[i].told);
	}
	assert_int_equal(record_count(c.a.store, E_DEVICE_DAY),
			 0); /* looking writes nothing */
	wearable_release(&f);
	str_release(&text);
	app_kit_end(&c);
}

/* ---- what is asked */

static void
test_wearable__look__asks_what_the_file_does_not_tell(void **state)
{
	struct app_kit c;
	int64_t who = begin(&c);
	const struct wearable_how mdy = {.date_order = "mdy"}, none = {.unit = "none"};
	struct wear_day d;

	(void)state;
	look(&c, who, DATA "two_ways.csv", NULL);
	assert_int_equal(f.ask, WEARABLE_ASKS_ORDER);
	assert_string_equal(f.sample, "03/04/2025");
	assert_false(f.mixed);
	app_kit_no(&c, ST_REFUSED, wearable_take(&c.a, &f, &c.k.err));
	look(&c, who, DATA "two_ways.csv", &mdy);
	assert_int_equal(f.wear.n, 3);
	wear_get(&f.wear, 1, &d);
	assert_int_equal(d.day, 20250304);
	/* a file with both orders is no file of either: it is asked, the others are bad rows */
	look(&c, who, DATA "generic.csv", NULL);
	assert_int_equal(f.ask, WEARABLE_ASKS_ORDER);
	assert_true(f.mixed);
	look(&c, who, DATA "fitbit_export_20261008.csv", NULL);
	assert_int_equal(f.ask, WEARABLE_ASKS_UNIT);
	look(&c, who, DATA "fitbit_export_20261008.csv", &none);
	assert_int_equal(f.good, 4); /* line 11 was bad for its distance */
	wear_get(&f.wear, 0, &d);
	assert_true(d.metres == DICT_NONE);
	look(&c, who, DATA "named.csv", NULL);
	assert_int_equal(f.ask, WEARABLE_ASKS_COLUMNS);
	assert_string_equal(str_text(&f.header), "Datum|Gegangen|Puls in Ruhe|km");
	assert_string_equal(f.first[0], "01.10.2026");
	assert_string_equal(f.layout.key, "map");
	look(&c, who, DATA "Steps.csv",
	     NULL); /* its name proposes a layout nobody confirmed */
	assert_int_equal(f.ask, WEARABLE_ASKS_COLUMNS);
	assert_string_equal(f.layout.key, "garmin_steps");
	assert_string_equal(f.layout.date_col, "#1");
	assert_string_equal(f.layout.verification, "unverified");
	wearable_release(&f);
	app_kit_end(&c);
}

/* Columns named once are known the next time, with device, unit and order. */
static void
test_wearable__map__is_remembered(void **state)
{
	struct app_kit c;
	int64_t who = begin(&c);
	struct wearable_how how = {.map =
				       "date=Datum;steps=gegangen,hr_rest=#3;distance=km",
				   .device = "Uhr",
				   .unit = "km"};
	struct wearable_how wrong = {.map = "date=Datum;steps=Schritte"},
			    half = {.map = "steps=Gegangen"}, odd = {.map = "Datum"},
			    layout = {.layout = "zepp_hr"}, unknown = {.layout = "zip"};

	(void)state;
	app_kit_no(&c, ST_INVALID,
		   wearable_look(&c.a, who, DATA "named.csv", &wrong, &f, &c.k.err));
	assert_true(app_kit_said(&c, "\"steps=Schritte\": the file has no such column"));
	wearable_release(&f);
	app_kit_no(&c, ST_INVALID,
		   wearable_look(&c.a, who, DATA "named.csv", &half, &f, &c.k.err));
	assert_true(app_kit_said(&c, "a column of days is missing"));
	wearable_release(&f);
	app_kit_no(&c, ST_INVALID,
		   wearable_look(&c.a, who, DATA "named.csv", &odd, &f, &c.k.err));
	wearable_release(&f);
	app_kit_no(&c, ST_REFUSED,
		   wearable_look(&c.a, who, DATA "named.csv", &layout, &f, &c.k.err));
	assert_true(app_kit_said(&c, "has not this layout"));
	wearable_release(&f);
	app_kit_no(&c, ST_NOT_FOUND,
		   wearable_look(&c.a, who, DATA "named.csv", &unknown, &f, &c.k.err));
	look(&c, who, DATA "named.csv", &how);
	assert_int_equal(f.good, 2);
	assert_false(f.remembered);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	assert_int_equal(record_count(c.a.store, E_WEARABLE_MAP), 1);
	look(&c, who, DATA "named.csv", NULL);
	assert_true(f.remembered);
	assert_string_equal(f.device, "Uhr");
	assert_string_equal(f.unit, "km");
	assert_int_equal(f.same, 2);
	/* named anew: the same row is changed, no second one */
	how.device = "Band";
	look(&c, who, DATA "named.csv", &how);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	assert_int_equal(record_count(c.a.store, E_WEARABLE_MAP), 1);
	look(&c, who, DATA "named.csv", NULL);
	assert_string_equal(f.device, "Band");
	wearable_release(&f);
	app_kit_end(&c);
}

/* ---- again */

static void
write_file(const struct app_kit *c, const char *name, const char *bytes, size_t n,
	   char path[300])
{
	FILE *out;

	snprintf(path, 300, "%s/%s", c->k.dir, name);
	out = fopen(path, "wb");
	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, n, out), n);
	assert_int_equal(fclose(out), 0);
}

/* The same file doubles no day; a day whose numbers grew since counts instead, the older row stays. */
static void
test_wearable__take__again(void **state)
{
	static const char first[] = "date,steps\n2026-10-01,4000\n2026-10-02,900\n";
	static const char later[] =
	    "date,steps\n2026-10-01,4000\n2026-10-02,6100\n2026-10-03,10\n";
	struct app_kit c;
	int64_t who = begin(&c);
	struct wear_week w[WEARABLE_WEEKS_MAX];
	char path[300];
	int days = 0;

	(void)state;
	write_file(&c, "log.csv", first, sizeof first - 1, path);
	look(&c, who, path, NULL);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	assert_int_equal(f.fresh, 2);
	look(&c, who, path, NULL);
	assert_int_equal(f.same, 2);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	assert_int_equal(f.fresh + f.replaced, 0);
	assert_int_equal(record_count(c.a.store, E_DEVICE_DAY), 2);
	app_kit_wait(1000);
	write_file(&c, "log.csv", later, sizeof later - 1, path);
	look(&c, who, path, NULL);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	assert_int_equal(f.fresh, 1);
	assert_int_equal(f.replaced, 1);
	assert_int_equal(f.same, 1);
	assert_int_equal(record_count(c.a.store, E_DEVICE_DAY), 4);
	look(&c, who, path, NULL);
	assert_int_equal(f.same, 3);
	/* the week of Monday 28 September: 4000 and 6100; 10 steps are no worn day */
	app_kit_ok(&c, wearable_weeks(&c.a, who, w, 9, &days, &c.k.err));
	assert_int_equal(days, 3);
	assert_int_equal(w[0].monday, 20260928);
	assert_int_equal(w[8].monday, 20261123);
	assert_int_equal(w[0].worn, 2);
	assert_int_equal(w[0].steps, 5050);
	wearable_release(&f);
	app_kit_end(&c);
}

/* Two devices of one day: the larger count of steps, and a measured resting rate before an estimate. */
static void
test_wearable__weeks__two_devices(void **state)
{
	const struct wearable_how km = {.unit = "km"};
	struct app_kit c;
	int64_t who = begin(&c);
	struct wear_week w[10];
	int days = 0;

	(void)state;
	look(&c, who, DATA "fitbit_export_20261008.csv", &km);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	look(&c, who, DATA "ACTIVITY_1790812800000.csv", NULL);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	look(&c, who, DATA "HEARTRATE_AUTO_1790812800000.csv", NULL);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	app_kit_ok(&c, wearable_weeks(&c.a, who, w, 9, &days, &c.k.err));
	assert_int_equal(w[0].worn, 3);
	assert_int_equal(w[0].steps, 8071); /* (10204 + 7004 + 7004) / 3 = 8070.7 */
	assert_int_equal(w[0].minutes, 77);
	assert_int_equal(w[0].rest, 66);
	assert_true(w[0].estimated);
	look(&c, who, DATA "2026-10-01_training.csv", NULL);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	app_kit_ok(&c, wearable_weeks(&c.a, who, w, 9, &days, &c.k.err));
	assert_int_equal(w[0].rest, 65); /* 58 measured, 71 estimated */
	/* the unit of an account is asked once a patient */
	look(&c, who, DATA "fitbit_export_20261008.csv", NULL);
	assert_int_equal(f.ask, WEARABLE_ASKS_NOTHING);
	assert_true(f.unit_as_last);
	assert_int_equal(f.same, 3);
	wearable_release(&f);
	app_kit_end(&c);
}

/* A week of four worn days is a point of the trend of steps; one of three is none. */
static void
test_wearable__trends__steps_by_week(void **state)
{
	static const char log[] =
	    "date,steps\n2026-10-05,4000\n2026-10-06,5000\n2026-10-07,499\n"
	    "2026-10-08,6000\n2026-10-11,7002\n"
	    "2026-10-12,4000\n2026-10-13,4000\n2026-10-14,4000\n";
	struct app_kit c;
	struct trends t;
	const struct trends_series *s;
	int64_t who = begin(&c);
	char path[300];

	(void)state;
	app_kit_ok(&c, trends_load(&c.a, who, &t, &c.k.err));
	assert_null(trends_find(&t, "steps_day", ""));
	trends_release(&t);
	write_file(&c, "log.csv", log, sizeof log - 1, path);
	look(&c, who, path, NULL);
	app_kit_ok(&c, wearable_take(&c.a, &f, &c.k.err));
	app_kit_ok(&c, trends_load(&c.a, who, &t, &c.k.err));
	s = trends_find(&t, "steps_day", "");
	assert_non_null(s);
	assert_int_equal(s->n, 1);
	assert_int_equal(s->last, 5501000); /* 22002 / 4 = 5500.5 */
	assert_int_equal(s->last_day, 20261005);
	trends_release(&t);
	wearable_release(&f);
	app_kit_end(&c);
}

static void
day_of(struct app_kit *c, int64_t who, const char *device, const int64_t n[4])
{
	struct device_day d;

	dict_row_init(dict_entity(E_DEVICE_DAY), &d);
	d.patient = who;
	d.day = n[0];
	d.steps = n[1];
	d.active_min = n[2];
	d.hr_rest = n[3];
	d.rest_estimated = !strcmp(device, "Band B") ? 1 : DICT_NONE;
	d.rows = 1;
	d.imported_at = 1;
	str_copy(d.device, sizeof d.device, device);
	str_copy(d.layout, sizeof d.layout, "map");
	str_copy(d.zone, sizeof d.zone, "device");
	app_kit_ok(c, record_add(c->a.store, E_DEVICE_DAY, &d, &c->k.err));
}

/* Minutes and resting rates are a series of each device, with its name and unit: what two call active
 * is not the same. Four days make a week, hardly worn ones are none. */
static void
test_wearable__trends__each_device(void **state)
{
	const int64_t none = DICT_NONE;
	const int64_t watch[][4] = {
	    {20261005, 4000, 30, 60},	{20261006, 5000, 40, 62},
	    {20261007, 6000, 50, 61},	{20261008, 7000, 21, 64},
	    {20261009, 100, 0, none}, /* lay in a drawer */
	    {20261012, 4000, 60, none}, {20261013, 4000, 60, none},
	    {20261014, 4000, 60, none}, {20261015, 4000, 61, 58}};
	const int64_t band[][4] = {{20261005, none, 90, 70},
				   {20261006, none, 90, 70},
				   {20261007, none, 90, 71},
				   {20261008, none, 92, 71}};
	struct app_kit c;
	struct trends t;
	const struct trends_series *s;
	int64_t who = begin(&c);
	struct paper_order o = {.kind = PAPER_TREND, .no = who, .side = ""};
	struct paper p;

	(void)state;
	for (size_t i = 0; i < sizeof watch / sizeof watch[0]; i++)
		day_of(&c, who, "Watch A", watch[i]);
	for (size_t i = 0; i < sizeof band / sizeof band[0]; i++)
		day_of(&c, who, "Band B", band[i]);
	app_kit_ok(&c, trends_load(&c.a, who, &t, &c.k.err));
	assert_int_equal(t.n, 5); /* steps; and two of each */
	s = trends_find(&t, "active_min/Watch A", "");
	assert_non_null(s);
	assert_string_equal(s->title, "Active min, Watch A");
	assert_string_equal(s->measure->unit, "min");
	assert_int_equal(s->n, 2);
	assert_int_equal(s->first, 35000); /* (30 + 40 + 50 + 21) / 4 = 35.25 */
	assert_int_equal(s->last, 60000);
	assert_int_equal(s->last_day, 20261012);
	s = trends_find(&t, "device_rest/Watch A", "");
	assert_non_null(s);
	assert_string_equal(s->title, "Rest rate, Watch A");
	assert_string_equal(s->measure->unit, "bpm");
	assert_int_equal(s->n, 1); /* one rate tells no week */
	assert_int_equal(s->last, 62000);
	s = trends_find(&t, "device_rest/Band B", "");
	assert_non_null(s);
	assert_string_equal(s->title, "Rest rate est., Band B");
	assert_int_equal(s->last, 71000);      /* 70.5 */
	s = trends_find(&t, "active_min", ""); /* the first device */
	assert_non_null(s);
	assert_null(trends_find(&t, "active", ""));
	trends_release(&t);
	o.measure = "device_rest/Band B";
	app_kit_ok(&c, paper_make(&c.a, &o, &p, &c.k.err));
	assert_non_null(
	    strstr(p.pages.p, "Rest rate est., Band B: 71 bpm on 2026-10-05"));
	assert_non_null(strstr(p.pages.p, "By week: resting heart rate, an estimate"));
	paper_release(&p);
	app_kit_end(&c);
}

/* ---- what is no such file */

static void
refuse(struct app_kit *c, int64_t who, const char *name, const char *bytes, size_t n,
       const char *said)
{
	static const struct wearable_how nothing = {0};
	char path[300];

	write_file(c, name, bytes, n, path);
	memset(&c->k.err, 0, sizeof c->k.err);
	assert_int_equal(wearable_look(&c->a, who, path, &nothing, &f, &c->k.err),
			 ST_REFUSED);
	if (!app_kit_said(c, said))
		fail_msg("%s: %s", name, status_say(&c->k.err));
	wearable_release(&f);
}

static void
test_wearable__look__hostile(void **state)
{
	struct app_kit c;
	int64_t who = begin(&c);
	struct str s = {0};
	char path[300];

	(void)state;
#define REFUSE(name, text, said) refuse(&c, who, name, text, sizeof(text) - 1, said)
	REFUSE("a.csv", "date,steps\n2026-10-01,\x01", "a.csv:2:12: a control character");
	REFUSE("b.csv", "date,steps\n2026-10-01,1\0", "zero byte");
	REFUSE("c.csv", "date,steps\n\"2026-10-01,1\n2026-10-02,2\n",
	       "c.csv:2:1: the quote opened here is never closed");
	REFUSE("d.csv", "date,steps\n2026-10-01,1\"2\n", "d.csv:2:13: a quote inside");
	REFUSE("e.csv", "", "empty");
	REFUSE("f.csv", "date,steps\n", "no row below a header");
	REFUSE("g.csv", "[{\"dateTime\":\"10/01/26 00:00:00\",\"value\":\"4\"}]",
	       "is a JSON file");
	REFUSE("steps-2026-10-01.json", "[]",
	       "Fitbit, steps of an account archive: this layout is not supported yet");
	REFUSE("resting_heart_rate-2026-10-01.json", "[]", "not supported yet");
	REFUSE("export.xml", "<?xml?>",
	       "Apple Health export: this layout is not supported");
	REFUSE("h.csv", "<HealthData/>", "is an XML file");
	REFUSE("i.csv", "date,time,steps\n2026-10-01,00:00,4\n",
	       "steps by minute: this layout is not supported yet. Take the file of "
	       "activity by day");
	REFUSE("j.csv", "date,steps\n2026-10-01,\xff\n", "not UTF-8");
	str_add(&s, "date,steps\n2026-10-01,");
	for (int i = 0; i < 70000; i++)
		str_add_c(&s, '9');
	refuse(&c, who, "k.csv", s.p, s.n, "k.csv:2:12: this field is longer");
	str_clear(&s);
	for (int i = 0; i < 70; i++)
		str_add(&s, "date,");
	refuse(&c, who, "l.csv", s.p, s.n, "more fields");
	/* a number of a thousand digits is a bad row like another */
	str_clear(&s);
	str_add(&s, "date,steps\n2026-10-01,");
	for (int i = 0; i < 1000; i++)
		str_add_c(&s, '9');
	str_add(&s, "\n2026-10-02,7\n");
	write_file(&c, "m.csv", s.p, s.n, path);
	look(&c, who, path, NULL);
	assert_int_equal(f.bad, 1);
	assert_int_equal(f.good, 1);
	assert_int_equal(f.bads[0].why, WEAR_BAD_NUMBER);
	/* no file at all; a pipe, on which nothing waits */
	wearable_release(&f);
	app_kit_no(
	    &c, ST_REFUSED,
	    wearable_look(&c.a, who, c.k.dir, &(struct wearable_how){0}, &f, &c.k.err));
	wearable_release(&f);
	snprintf(path, sizeof path, "%s/pipe.csv", c.k.dir);
	assert_int_equal(mkfifo(path, 0600), 0);
	app_kit_no(
	    &c, ST_REFUSED,
	    wearable_look(&c.a, who, path, &(struct wearable_how){0}, &f, &c.k.err));
	wearable_release(&f);
	str_release(&s);
	app_kit_end(&c);
}

/* Rows that are a week apart may be sums of weeks: of a layout nobody confirmed they are not taken. */
static void
test_wearable__look__weeks_are_no_days(void **state)
{
	const struct wearable_how how = {.layout = "garmin_steps"};
	struct app_kit c;
	int64_t who = begin(&c);

	(void)state;
	app_kit_no(&c, ST_REFUSED,
		   wearable_look(&c.a, who, DATA "weeks.csv", &how, &f, &c.k.err));
	assert_true(app_kit_said(&c, "a week apart"));
	wearable_release(&f);
	app_kit_end(&c);
}

/* ---- who may, and from where */

static void
test_wearable__rights__and_places(void **state)
{
	static const char log[] = "date,steps\n2026-10-01,4000\n";
	struct app_kit c;
	int64_t who = begin(&c);
	struct staff desk = app_kit_person("dora", "desk");
	struct wearable_place *p = mem_alloc(WEARABLE_PLACES_MAX * sizeof *p);
	char path[300], inbox[300], dir[300];
	int n = 0;

	(void)state;
	write_file(&c, "log.csv", log, sizeof log - 1, path);
	snprintf(dir, sizeof dir, "%s/inbox", c.k.dir);
	(void)mkdir(dir, 0700);
	write_file(&c, "inbox/fitbit_export_1.csv", log, sizeof log - 1, inbox);
	write_file(&c, "inbox/readme.txt", log, sizeof log - 1, dir);
	app_kit_ok(&c, wearable_places(&c.a, p, WEARABLE_PLACES_MAX, &n, &c.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(p[0].path, inbox);
	assert_string_equal(p[0].device, "Fitbit");
	assert_int_equal(p[0].bytes, sizeof log - 1);
	c.a.kiosk = true;
	app_kit_no(
	    &c, ST_DENIED,
	    wearable_look(&c.a, who, path, &(struct wearable_how){0}, &f, &c.k.err));
	wearable_release(&f);
	look(&c, who, inbox, NULL);
	c.a.kiosk = false;
	app_kit_staff(&c, &desk);
	app_kit_ok(&c, staff_act_as(&c.a, "dora", &c.k.err));
	app_kit_no(&c, ST_DENIED, wearable_take(&c.a, &f, &c.k.err));
	assert_int_equal(record_count(c.a.store, E_DEVICE_DAY), 0);
	wearable_release(&f);
	free(p);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wearable__look__every_layout),
	    cmocka_unit_test(test_wearable__look__asks_what_the_file_does_not_tell),
	    cmocka_unit_test(test_wearable__map__is_remembered),
	    cmocka_unit_test(test_wearable__take__again),
	    cmocka_unit_test(test_wearable__weeks__two_devices),
	    cmocka_unit_test(test_wearable__trends__each_device),
	    cmocka_unit_test(test_wearable__trends__steps_by_week),
	    cmocka_unit_test(test_wearable__look__hostile),
	    cmocka_unit_test(test_wearable__look__weeks_are_no_days),
	    cmocka_unit_test(test_wearable__rights__and_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
