/* test_foresight.c - the pictures of forecasts, their formula, and how they did. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
list_scene(struct app *a)
{
	(void)a;
	screen_keys("lf");
	screen_keys("e");
	screen_golden("foresight");
	screen_keys("w");
	screen_golden("foresight_why");
	screen_keys("k");
	screen_golden("foresight_check");
	screen_keys("<PgDn>");
	assert_true(screen_has("No visit could be forecast yet."));
	screen_keys("<PgUp>");
	assert_true(screen_has("Missed visits. From"));
	screen_keys("<Esc>X");
	assert_true(screen_has("now off for this patient"));
	screen_keys("X");
	assert_true(screen_has("now shown for this patient"));
}

static void
test_screen__foresight__tells_why(void **state)
{
	(void)state;
	clinic_scene("anna", list_scene);
}

/* From the lapse list to the formula of the marked patient and back. */
static void
lapse_scene(struct app *a)
{
	(void)a;
	screen_keys("lew");
	assert_true(screen_has("Staying away"));
	screen_golden("foresight_lapse");
	screen_keys("<Esc>");
	assert_true(screen_has("Lapse list"));
}

static void
test_screen__foresight__of_one_who_stays_away(void **state)
{
	(void)state;
	clinic_scene("anna", lapse_scene);
}

/* Off and on again, for everybody here. */
static void
off_scene(struct app *a)
{
	(void)a;
	screen_keys(":foresight<Enter>x");
	assert_true(screen_has("now off in this clinic"));
	assert_true(screen_has("Forecasts are switched off"));
	screen_keys("x");
	assert_true(screen_has("now shown in this clinic"));
}

static void
test_screen__foresight__switched_off(void **state)
{
	(void)state;
	clinic_once("anna", off_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__foresight__tells_why),
	    cmocka_unit_test(test_screen__foresight__of_one_who_stays_away),
	    cmocka_unit_test(test_screen__foresight__switched_off),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
