/* test_units.c - the pictures of units, modifiers and what is asked before signing. */
#include "clinic.h"
#include "harness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
units_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>b");
	screen_golden("units");
	screen_keys("w");
	screen_golden("units_why");
	screen_keys("<Esc>d"); /* Esc closes the reasons alone */
	screen_golden("units_video");
	screen_keys("<Enter>");
	screen_golden("units_rule_asked");
	screen_keys("<Enter>");
	screen_golden("units_answered");
}

static void
test_units__screen__lines_reasons_delivery(void **state)
{
	(void)state;
	clinic_scene("anna", units_scene);
}

/* 20 and 20 minutes: the tie is asked on the way to the signature, Enter takes the proposal. */
static void
tie_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>r");
	screen_keys("m97110 -12 clock ran on<Enter>");
	screen_keys("m97112 +18 clock began late<Enter>");
	screen_keys("f");
	screen_golden("note_asked");
	screen_keys("s");
	screen_golden("units_tie");
	screen_keys("<Enter>s");
	screen_golden("units_then_pin");
}

static void
test_units__tie__asked_before_the_pin(void **state)
{
	(void)state;
	clinic_scene("anna", tie_scene);
}

/* The last of today's patients: what her payer tells of the year, and one visit more, is over it. */
static void
year_scene(struct app *a)
{
	(void)a;
	for (int i = 0; i < 14; i++)
		screen_keys("<Down>");
	screen_keys("sn3<Enter>");
	screen_keys("m97110 +20 on paper<Enter>");
	screen_keys("fyb");
	screen_golden("units_year_over");
	screen_keys("<Enter>");
	screen_golden("units_year_kx");
}

static void
test_units__year__over_the_threshold(void **state)
{
	(void)state;
	clinic_scene("anna", year_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_units__screen__lines_reasons_delivery),
	    cmocka_unit_test(test_units__tie__asked_before_the_pin),
	    cmocka_unit_test(test_units__year__over_the_threshold),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
