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
	screen_keys("nyyy");
	screen_golden("aids_fit_wrong");
	screen_keys(
	    "y"); /* the last one: nine keys with f, a remark and Enter on the day */
	assert_true(screen_has("All looked at: f stores it"));
	screen_keys("clowered by two holes<Enter>f");
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
	screen_keys("<Down><Enter>dncane<Enter><Esc>ff<^U>gibberish<Enter>");
	assert_true(screen_has("gibberish is no day"));
	screen_keys("<^U>2020-01-01<Enter>");
	assert_true(screen_has("this day is past"));
	screen_keys("<Esc><Esc><Esc>");
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
	screen_keys("sn");
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

/* What is late stands where the title is not cut. */
static void
late_scene(struct app *a)
{
	struct err err = {0};
	struct task t;

	dict_row_init(dict_entity(E_TASK), &t);
	t.due = 20260501;
	str_copy(t.text, sizeof t.text, "Call the shop about the walker");
	assert_int_equal(task_add(a, &t, &err), ST_OK);
	screen_keys("<^R>e");
	assert_true(screen_has("1 late of 2 tasks"));
}

static void
test_screen__tasks__late_ones_in_the_title(void **state)
{
	(void)state;
	clinic_once("anna", late_scene);
}

static void
test_screen__tasks__wait_and_are_done(void **state)
{
	(void)state;
	clinic_scene("anna", tasks_scene);
}

/* ---- the team and its hand-over note */

static void
team_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>m");
	screen_golden("team");
	screen_keys("ao");
	screen_keys("Rosa Example<Enter>");
	screen_golden("team_member");
	screen_keys("daughter<Enter>");
	assert_true(screen_has("Rosa Example"));
	screen_keys("h");
	screen_golden("team_hand_over");
	screen_keys("lives on the third floor<Esc>");
	assert_true(screen_has("For whom"));
	screen_keys("<Esc>");
	assert_true(screen_has("NOT SENT: h"));
	screen_keys("h<Esc>pia<Enter>");
	assert_true(screen_has("Handed over to pia"));
	screen_keys("<End>");
	screen_golden("team_handed_over");
}

static void
test_screen__team__hands_over(void **state)
{
	(void)state;
	clinic_scene("anna", team_scene);
}

/* ---- reports */

static void
report_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>r");
	screen_golden("reports_none");
	screen_keys("n");
	screen_golden("reports_kinds");
	screen_keys("p");
	screen_golden("report_gaps");
	screen_keys("4");
	screen_golden("report_ready");
	screen_keys("<PgDn>"); /* the assessment stands below what was measured */
	assert_true(screen_has("Load and repetitions held back because of pain."));
	screen_golden("report_end");
	screen_keys("<PgUp>s");
	screen_golden("report_sign");
	screen_keys("1234<Enter>");
	screen_golden("reports_signed");
	screen_keys("<Enter>");
	screen_golden("signed_report");
	/* What was written outlives a wrong PIN and a question that was left. */
	screen_keys("aaforgot the weather<Enter>It rained.<Esc>9999<Enter>");
	assert_true(screen_has("PIN to sign it"));
	screen_keys("<Esc>aa");
	assert_true(screen_has("Why is it added: forgot the weather"));
	screen_keys("<Enter>");
	assert_true(screen_has("It rained."));
	screen_keys("<Esc>1234<Enter>");
	assert_true(screen_has("Added."));
	screen_keys("<Esc>nd");
	screen_golden("report_discharge");
	screen_keys("<Esc><Esc>");
	assert_true(screen_has("Discharge NOT SIGNED"));
	screen_golden("chart_draft");
	screen_keys("<Esc>");
	assert_true(screen_has("UNSIGNED"));
}

static void
test_screen__report__drafted_and_signed(void **state)
{
	(void)state;
	clinic_scene("anna", report_scene);
}

/* An assistant writes, a therapist signs. */
static void
assistant_scene(struct app *a)
{
	(void)a;
	screen_keys("e<Down><Enter>rnp");
	assert_true(screen_has("may not sign reports"));
	screen_keys("4s");
	assert_true(screen_has("Not yet: "));
}

static void
test_screen__report__not_by_an_assistant(void **state)
{
	(void)state;
	clinic_once("pia", assistant_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__aids__fit_and_review),
	    cmocka_unit_test(test_screen__aids__refuse_a_wrong_day),
	    cmocka_unit_test(test_screen__aids__weight_in_every_header),
	    cmocka_unit_test(test_screen__tasks__wait_and_are_done),
	    cmocka_unit_test(test_screen__tasks__late_ones_in_the_title),
	    cmocka_unit_test(test_screen__team__hands_over),
	    cmocka_unit_test(test_screen__report__drafted_and_signed),
	    cmocka_unit_test(test_screen__report__not_by_an_assistant),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
