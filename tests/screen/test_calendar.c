/* test_calendar.c - the pictures of booking, the week, the due list and the lapse list. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
book_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>b");
	screen_golden("book_empty");
	screen_keys("same x8");
	screen_golden("book_same");
	screen_keys("<^U>mo we 9:30 x99");
	screen_golden("book_refused");
	screen_keys("<^U>t 8:20 with ben<Enter>");
	screen_golden("book_clash");
	screen_keys("<Esc><^U>sa 10:00 x2<Enter>");
	assert_true(screen_has("2 of 2 clash"));
	screen_keys("b");
	assert_true(screen_has("Booked 2 visits"));
}

static void
test_screen__book__shows_days_and_clashes(void **state)
{
	(void)state;
	clinic_scene("anna", book_scene);
}

static void
week_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>w");
	screen_golden("week");
	screen_keys("e<PgDn>");
	screen_golden("week_next");
	screen_keys("]<Left><Left><Left><Left><Left><Left><Left>t");
	screen_keys("h; sa 9-12<Enter>");
	screen_golden("week_saturday");
	screen_keys("hxyz<Enter>");
	assert_true(screen_has("is not understood"));
}

static void
test_screen__week__of_half_hours(void **state)
{
	(void)state;
	clinic_scene("anna", week_scene);
}

static void
due_scene(struct app *a)
{
	(void)a;
	screen_keys("d");
	screen_golden("due");
	screen_keys("<Tab><Tab>e");
	screen_golden("due_progress");
	screen_keys("<Tab>");
	screen_golden("due_certification");
}

static void
test_screen__due__explains_its_counts(void **state)
{
	(void)state;
	clinic_scene("anna", due_scene);
}

static void
lapse_scene(struct app *a)
{
	(void)a;
	screen_keys("le");
	screen_golden("lapse");
	screen_keys("c");
	screen_golden("lapse_called");
	screen_keys("<Tab>");
	assert_true(screen_has("21 days, not booked"));
}

static void
test_screen__lapse__is_a_call_list(void **state)
{
	(void)state;
	clinic_scene("anna", lapse_scene);
}

/* The keys of an appointment: each takes itself back, nothing asks twice. */
static void
state_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Down>n");
	assert_true(screen_has("Did not come"));
	assert_true(screen_has("No show"));
	screen_keys("n");
	assert_true(screen_has("Booked again"));
	screen_keys("a");
	assert_true(screen_has("Is here"));
	screen_keys("a");
	screen_keys("xill<Enter>");
	assert_true(screen_has("Called off"));
	assert_true(screen_has("Cancelled"));
	screen_keys("v");
	assert_true(screen_has("Moves the visit of Mon 2026-05-04"));
	screen_keys("fr 9:00<Enter>");
	assert_true(screen_has("Moved to Fri 2026-05-08 09:00"));
}

static void
test_screen__today__states_of_a_visit(void **state)
{
	(void)state;
	clinic_once("anna", state_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__book__shows_days_and_clashes),
	    cmocka_unit_test(test_screen__week__of_half_hours),
	    cmocka_unit_test(test_screen__due__explains_its_counts),
	    cmocka_unit_test(test_screen__lapse__is_a_call_list),
	    cmocka_unit_test(test_screen__today__states_of_a_visit),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
