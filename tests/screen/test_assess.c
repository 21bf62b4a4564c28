/* test_assess.c - the pictures of an assessment: list, grid, timed test, questions, checklist. */
#include "clinic.h"

#include "app/assessment.h"
#include "store/query.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A patient of the made-up clinic who came with that problem, "": of 60 years and more; fails
 * the test without one. */
static int64_t
patient_with(struct app *a, const char *problem)
{
	struct patient_line lines[60];
	struct episode_line episodes[4];
	struct err err = {0};
	int n = 0, m = 0;

	assert_int_equal(query_patients(a->store, 0, false, lines, 60, &n, &err), ST_OK);
	for (int i = 0; i < n; i++) {
		assert_int_equal(
		    query_episodes(a->store, lines[i].no, episodes, 4, &m, &err), ST_OK);
		bool old = date_age(lines[i].birth_date, 20260504) >= 60;

		if (m && episodes[0].closed == DICT_NONE &&
		    (problem[0] ? !strcmp(episodes[0].title, problem) : old))
			return lines[i].no;
	}
	fail_msg("nobody came with %s", problem);
	return 0;
}

static void
open_list(struct app *a, const char *problem)
{
	nav_push(screen_ui(), NAV_ASSESSMENTS,
		 &(struct nav_arg){.no = patient_with(a, problem)});
	screen_keys("");
}

static void
grid_scene(struct app *a)
{
	open_list(a, "Knee pain on stairs");
	screen_golden("assessments");
	screen_keys("n");
	screen_golden("assess_sets");
	screen_keys("<Enter>");
	screen_golden("assess_grid");
	screen_keys("3<Enter><Enter>140<Enter>-");
	screen_golden("assess_typing");
	screen_keys("61<Enter>");
	assert_true(screen_has("-60 to 20 deg"));
	screen_keys("<Esc>0<Enter>-5<Enter>4-<Enter>4-<Enter>");
	screen_golden("assess_changes");
	screen_keys("<End>n");
	screen_golden("assess_measures");
	screen_keys("grip<Enter>22.5<Enter>");
	assert_true(screen_has("Hand grip strength"));
	screen_keys("<F1>");
	screen_golden("assess_help");
}

static void
test_screen__assess__grid(void **state)
{
	(void)state;
	clinic_scene("anna", grid_scene);
}

/* A value that contradicts another one is asked about once, then stored with the answer. */
static void
doubt_scene(struct app *a)
{
	open_list(a, "Knee pain on stairs");
	screen_keys("n<Enter><Tab>20<Enter>");
	assert_true(screen_has("far from"));
	screen_keys("y<Tab>-30<Enter>");
	assert_true(screen_has("bends less than it lacks to straight"));
	screen_keys("n");
	assert_true(screen_has("-30"));
	screen_keys("<Enter>y<Left>");
	assert_true(screen_has("confirmed: bends less"));
}

static void
test_screen__assess__asks_about_doubts(void **state)
{
	(void)state;
	clinic_once("anna", doubt_scene);
}

static void
test_scene(struct app *a)
{
	open_list(a, "");
	screen_keys("nfalls<Enter><Down><Enter>");
	screen_golden("test_ready");
	screen_keys("<Enter>");
	screen_advance(14300);
	screen_golden("test_runs");
	screen_keys("<Enter><Enter>");
	screen_advance(13600);
	screen_keys("<Enter>");
	screen_golden("test_done");
	screen_keys("<Enter>");
	assert_true(screen_has("13.6 !"));
	screen_keys("<Enter><Enter>");
	screen_advance(10000);
	screen_keys("       <Bksp>");
	screen_advance(20000);
	screen_golden("test_counted");
	screen_keys("<Enter><Enter><Enter>");
	screen_keys("<Enter>");
	screen_advance(60000); /* the stance ends at 10 s */
	screen_keys("<Enter>");
	screen_golden("assess_falls");
}

static void
test_screen__test__stores_with_no_typing(void **state)
{
	(void)state;
	clinic_scene("anna", test_scene);
}

static void
broken_scene(struct app *a)
{
	open_list(a, "");
	screen_keys("nfalls<Enter><Down><Enter><Enter>");
	screen_advance(5000);
	screen_keys("<Esc>");
	assert_true(screen_has("nothing was stored"));
	assert_true(screen_has("____"));
}

static void
test_screen__test__broken_off_is_not_stored(void **state)
{
	(void)state;
	clinic_once("anna", broken_scene);
}

static void
questions_scene(struct app *a)
{
	open_list(a, "Hip osteoarthritis");
	screen_keys("n<Enter>q");
	screen_golden("checkin");
	screen_keys("9");
	assert_true(screen_has("0 to 3"));
	screen_keys("21");
	screen_keys("106t7");
	screen_golden("checkin_answered");
	screen_keys("<Enter>m");
	screen_golden("immobility");
	screen_keys("nyn<Enter>");
	assert_true(screen_has("Muscles waste; 2 of 5 not asked"));
}

static void
test_screen__checkin__one_digit_each(void **state)
{
	(void)state;
	clinic_scene("anna", questions_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__assess__grid),
	    cmocka_unit_test(test_screen__assess__asks_about_doubts),
	    cmocka_unit_test(test_screen__test__stores_with_no_typing),
	    cmocka_unit_test(test_screen__test__broken_off_is_not_stored),
	    cmocka_unit_test(test_screen__checkin__one_digit_each),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
