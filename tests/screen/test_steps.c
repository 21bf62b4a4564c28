/* test_steps.c - a watch's file from the chart to the weeks: pictures, questions, and the keys it costs. */
#include "clinic.h"

#include "app/wearable.h"
#include "sync/stick.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include <cmocka.h>

enum { KEYS_MOST = 6 }; /* from the chart to imported days, beside choosing the file */

/* The clinic's own folder instead of the one that is shown, and no stick of this machine. */
static void
at_home(struct app *a)
{
	static const struct stick_env none = {
	    .io = &io_posix, .data = "/nowhere", .mountinfo = "/dev/null", .sys = "/dev"};

	str_copy(a->dir, sizeof a->dir, store_dir(a->store));
	a->sticks = &none;
}

/* A file in the inbox, written at 2026-05-03 12:00 UTC. */
static void
put(const struct app *a, const char *name, const char *text)
{
	const struct utimbuf at = {1777809600, 1777809600};
	char path[700];
	FILE *f;

	snprintf(path, sizeof path, "%s/inbox", a->dir);
	(void)mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/inbox/%s", a->dir, name);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(utime(path, &at), 0);
}

/* Presses one key, and counts it. */
static int
press(const char *key)
{
	screen_keys(key);
	return 1;
}

static const char fitbit[] =
    "Activities\n"
    "Date,Steps,Distance,Minutes Sedentary,Minutes Fairly Active,Minutes Very Active\n"
    "\"20-04-2026\",\"4,204\",\"3.31\",\"612\",\"11\",\"4\"\n"
    "\"21-04-2026\",\"5,020\",\"3.60\",\"700\",\"10\",\"12\"\n"
    "\"22-04-2026\",\"--\",\"--\",\"700\",\"0\",\"0\"\n"
    "\"23-04-2026\",\"5.1.1\",\"4.30\",\"700\",\"0\",\"0\"\n"
    "\"24-04-2026\",\"7,700\",\"5.5\",\"700\",\"20\",\"2\"\n"
    "\"25-04-2026\",\"6,100\",\"4.4\",\"700\",\"18\",\"0\"\n"
    "\"31-04-2026\",\"6,100\",\"4.4\",\"700\",\"18\",\"0\"\n"
    "\"27-04-2026\",\"6,900\",\"5.1\",\"700\",\"25\",\"9\"\n"
    "\n"
    "Sleep\n";

/* The chart is open. W, r, Enter on the file, k for its unit, Enter: five keys, one of them the choice.
 * Read again, when the unit is known, it is four. */
static void
file_scene(struct app *a)
{
	int pressed = 0;

	at_home(a);
	put(a, "fitbit_export_20260503.csv", fitbit);
	screen_keys("/mullerhaus<Enter>");
	assert_true(screen_has("DEMO-"));
	pressed += press("W");
	screen_golden("steps_none");
	pressed += press("r");
	screen_golden("steps_pick");
	pressed += press("<Enter>");
	screen_golden("steps_unit");
	screen_keys("<Enter>");
	assert_true(screen_has("Answer the question first"));
	pressed += press("k");
	screen_golden("steps_file");
	screen_keys("<Down>");
	assert_true(screen_has(
	    "Line 9, Date \"31-04-2026\": no day of the calendar in the form of"));
	pressed += press("<Enter>");
	screen_golden("steps_weeks");
	assert_int_equal(pressed, 5);
	assert_true(pressed - 1 <= KEYS_MOST); /* one chose the file */
	assert_true(screen_has(
	    "6 new days, 0 in place of earlier ones, 0 already here; 2 bad rows"));
	screen_keys("r<Enter>");
	assert_true(screen_has("distance in km as last time"));
	screen_keys("<Enter>");
	assert_true(screen_has("0 new days, 0 in place of earlier ones, 6 already here"));
	screen_keys("<Esc>");
	assert_true(screen_has("DEMO-"));
	screen_keys("t");
	screen_golden("steps_trends");
	screen_keys("<Enter><Right>");
	while (!screen_has("Active min, Fitbit:") && pressed++ < 20)
		screen_keys("<Right>");
	screen_golden("steps_trend_minutes");
}

static void
test_screen__steps__from_the_chart_in_few_keys(void **state)
{
	(void)state;
	clinic_scene("anna", file_scene);
}

/* Columns are named by a letter each, from then on such files are known; the order of days is asked;
 * a comma; a name; a path; what is no such file. */
static void
questions_scene(struct app *a)
{
	char path[700];

	at_home(a);
	put(a, "watch.csv",
	    "Datum,Gegangen,Puls,km\n01.04.2026,4100,61,\"1,250\"\n02.04.2026,4200,62,3."
	    "5\n");
	screen_keys("/mullerhaus<Enter>Wr<Enter>");
	screen_golden("steps_columns");
	screen_keys("<Enter>");
	assert_true(screen_has("Name a column of days and one of values first"));
	screen_keys("d<Enter>");
	assert_true(screen_has("is missing"));
	assert_true(screen_has("column 4"));
	screen_keys("<Home>dsrk<Enter>");
	assert_true(screen_has("Days like 01.04.2026 can be read two ways."));
	screen_keys("d");
	assert_true(screen_has("The file does not tell the unit"));
	screen_keys("k");
	assert_true(screen_has("can part thousands or decimals"));
	screen_keys(",");
	assert_true(screen_has("A comma in distances: decimals"));
	assert_true(screen_has("4100 steps, 61 resting, 1250 m"));
	screen_keys("DUhr");
	screen_keys("<Enter>");
	assert_true(screen_has("Device Uhr;"));
	screen_keys("<Enter>");
	assert_true(screen_has("2 new days"));
	screen_keys("r<Enter>");
	assert_true(screen_has("as named before"));
	assert_true(screen_has("4200 steps, 62 resting, 3500 m"));
	screen_keys("<Esc>");
	/* a layout nobody confirmed: its columns stand there, its mark too */
	put(a, "Steps.csv", ",Actual,Goal\n2026-04-11,5100,7500\n2026-04-12,6200,7500\n");
	screen_keys("r<Enter>");
	screen_golden("steps_proposed");
	screen_keys("<Enter>");
	assert_true(screen_has("2026-04-12   6200 steps"));
	screen_keys("<Esc>");
	put(a, "Steps.csv",
	    ",Actual\n2026-04-05,35100\n2026-04-12,36200\n2026-04-19,30000\n");
	screen_keys("r<Enter><Enter>");
	assert_true(screen_has("its rows are a week apart"));
	screen_keys("<Esc>");
	put(a, "steps-2026-04-01.json", "[]");
	snprintf(path, sizeof path, "ro%s/inbox/steps-2026-04-01.json", a->dir);
	screen_keys(path);
	screen_keys("<Enter>");
	assert_true(screen_has("this layout is not supported yet"));
	screen_keys("o/nowhere.csv<Enter>");
	assert_true(screen_has("it is not there"));
}

static void
test_screen__steps__questions(void **state)
{
	(void)state;
	clinic_scene("anna", questions_scene);
}

static void
ascii_scene(struct app *a)
{
	at_home(a);
	put(a, "fitbit_export_20260503.csv", fitbit);
	screen_keys("/mullerhaus<Enter>Wr<Enter>k<Enter>");
	screen_golden("steps_weeks_ascii");
}

static void
test_screen__steps__ascii(void **state)
{
	(void)state;
	clinic_ascii("anna", ascii_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__steps__from_the_chart_in_few_keys),
	    cmocka_unit_test(test_screen__steps__questions),
	    cmocka_unit_test(test_screen__steps__ascii),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
