/* test_reports.c - the pictures of aids, care team, tasks and reports. */
#include "clinic.h"

#include "app/aid.h"
#include "app/task.h"
#include "store/query.h"
#include "store/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* ---- aids */

static void
aids_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>d");
	screen_golden("aids_none");
	screen_keys("n");
	screen_golden("aids_pick");
	screen_keys("cane<Enter>");
	screen_golden("aids_new");
	screen_keys("<Esc>f");
	screen_golden("aids_fit");
	screen_keys("<^U>Grip too high, lowered<Enter>");
	screen_golden("aids_review");
	screen_keys("<^U>t+6w<Enter>");
	screen_golden("aids");
	screen_keys("r");
	assert_true(screen_has("given back"));
	screen_keys("<Esc>");
	assert_false(screen_has("Aid:"));
}

static void
test_screen__aids__fit_and_review(void **state)
{
	(void)state;
	clinic_scene("anna", aids_scene);
}

static void
bad_review_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>dncane<Enter><Esc>fx<Enter><^U>gibberish<Enter>");
	assert_true(screen_has("gibberish is no day"));
	screen_keys("fx<Enter><^U>2020-01-01<Enter>");
	assert_true(screen_has("this day is past"));
	screen_keys("<Esc>");
	assert_true(screen_has("Aid: Cane or stick"));
}

static void
test_screen__aids__refuse_a_wrong_day(void **state)
{
	(void)state;
	clinic_once("anna", bad_review_scene);
}

/* The first appointment of the day. */
static int64_t
first_patient(struct app *a)
{
	struct day_line lines[30];
	struct err err = {0};
	int n = 0;

	assert_int_equal(
	    query_day(a->store, 20260504, a->user.head.no, lines, 30, &n, &err), ST_OK);
	assert_true(n > 0);
	return lines[0].patient;
}

/* Weight bearing is seen in the chart's head and while the clock runs. */
static void
weight_scene(struct app *a)
{
	struct aid x;
	struct err err = {0};

	assert_int_equal(aid_give(a, first_patient(a), 0, "walker", &x, &err), ST_OK);
	assert_int_equal(
	    record_set_field(a->store, E_AID, x.head.no,
			     dict_field_named(dict_entity(E_AID), "weight_bearing"),
			     (struct cell){.kind = CELL_TEXT, .p = "pwb", .n = 3}, &err),
	    ST_OK);
	screen_keys("<Down><Enter>");
	assert_true(screen_has("Aid: Walker; weight bearing: Part; review 2026-05-18"));
	screen_golden("chart_aid");
	screen_keys("s");
	assert_true(screen_has("weight: Part, Walker"));
	screen_golden("live_aid");
}

static void
test_screen__aids__weight_in_every_header(void **state)
{
	(void)state;
	clinic_scene("anna", weight_scene);
}

/* ---- tasks */

static void
tasks_scene(struct app *a)
{
	(void)a;
	screen_keys("m");
	screen_golden("tasks");
	screen_keys("n");
	assert_true(screen_has("What is to be done"));
	screen_keys("Order bands<Enter>");
	screen_golden("tasks_new");
	screen_keys("<Esc><End>d");
	screen_golden("tasks_done");
	screen_keys("ordered red and blue<Enter>");
	assert_true(screen_has("Done"));
	assert_false(screen_has("Order bands"));
	screen_keys("<Esc>");
	assert_false(screen_has("new"));
}

static void
test_screen__tasks__wait_and_are_done(void **state)
{
	(void)state;
	clinic_scene("anna", tasks_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__aids__fit_and_review),
	    cmocka_unit_test(test_screen__aids__refuse_a_wrong_day),
	    cmocka_unit_test(test_screen__aids__weight_in_every_header),
	    cmocka_unit_test(test_screen__tasks__wait_and_are_done),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
