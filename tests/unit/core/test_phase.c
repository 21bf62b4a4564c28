/* test_phase.c - the phase by days since surgery. */
#include "core/phase.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct plan_phase rows[3];

static int
set_up(void **state)
{
	static const int64_t from[] = {0, 15, 43}, to[] = {14, 42, 84};
	static const char *const titles[] = {"Protect", "First strength", "Steps"};

	(void)state;
	for (int i = 0; i < 3; i++) {
		dict_row_init(dict_entity(E_PLAN_PHASE), &rows[i]);
		rows[i].rank = i + 1;
		rows[i].from_day = from[i];
		rows[i].to_day = to[i];
		str_copy(rows[i].title, sizeof rows[i].title, titles[i]);
	}
	return 0;
}

static void
test_phase__days__whole_days(void **state)
{
	(void)state;
	assert_int_equal(phase_days(20260504, 20260504), 0);
	assert_int_equal(phase_days(20260227, 20260301), 2);
	assert_int_equal(phase_days(20260504, 20260503), DICT_NONE);
	assert_int_equal(phase_days(DICT_NONE, 20260503), DICT_NONE);
}

static void
test_phase__at__edges(void **state)
{
	(void)state;
	assert_int_equal(phase_at(rows, 3, 0), 0);
	assert_int_equal(phase_at(rows, 3, 14), 0);
	assert_int_equal(phase_at(rows, 3, 15), 1);
	assert_int_equal(phase_at(rows, 3, 42), 1);
	assert_int_equal(phase_at(rows, 3, 43), 2);
	assert_int_equal(phase_at(rows, 3, 9999), 2); /* the last one stays */
	assert_int_equal(phase_at(rows, 3, DICT_NONE), 0);
	assert_int_equal(phase_at(rows, 0, 3), -1);
}

static void
says(int64_t days, int64_t planned, const char *want)
{
	struct str s = {0};

	phase_say(&(struct phase_text){rows, 3, days, planned}, &s);
	assert_string_equal(str_text(&s), want);
	str_release(&s);
}

static void
test_phase__say__plan_and_day(void **state)
{
	(void)state;
	says(20, 2, "day 20, phase 2 of 3: First strength");
	says(20, 1, "day 20, phase 1 of 3: Protect; phase 2 is usual now");
	says(20, DICT_NONE, "day 20, phase 2 of 3: First strength");
	says(DICT_NONE, 2, "surgery date missing, phase 2 of 3: First strength");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_phase__days__whole_days),
	    cmocka_unit_test(test_phase__at__edges),
	    cmocka_unit_test(test_phase__say__plan_and_day),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
