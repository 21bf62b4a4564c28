/* test_diary.c - the pictures of the home diary, and the keys a week costs. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { KEYS_MOST = 12 }; /* beyond the digits, for a whole week */

/* A chart is open: one key opens the diary, a digit a day fills it, one key leaves. Two days were not
 * done, with their reasons, one partly: seven keys beyond the digits. */
static void
week_scene(struct app *a)
{
	int beyond = 0;

	(void)a;
	screen_keys("/mullerhaus<Enter>");
	assert_true(screen_has("DEMO-"));
	screen_keys("h");
	screen_golden("diary_empty");
	screen_keys("3ntpnf421");
	for (const char *p = "h3ntpnf421"; *p; p++)
		beyond += *p < '0' || *p > '9';
	beyond++; /* Esc */
	assert_int_equal(beyond, 7);
	assert_true(beyond <= KEYS_MOST);
	screen_golden("diary_week");
	screen_keys("<Left>n");
	assert_true(screen_has("Why not?"));
	screen_keys("a");
	assert_false(screen_has("Why not?"));
	assert_true(screen_has("no alon"));
	screen_keys("hM");
	assert_true(screen_has("now off for this patient"));
	screen_keys("<Esc>");
	assert_true(screen_has("DEMO-"));
}

static void
test_screen__diary__a_week_in_few_keys(void **state)
{
	(void)state;
	clinic_scene("anna", week_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__diary__a_week_in_few_keys),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
