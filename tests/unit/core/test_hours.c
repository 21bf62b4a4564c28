/* test_hours.c - opening hours and days off. */
#include "core/hours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct hours
read_hours(const char *text)
{
	struct hours h;
	struct err err = {0};

	if (hours_parse(text, &h, &err))
		fail_msg("%s: %s", text, status_say(&err));
	return h;
}

static void
test_hours__check__open_and_closed(void **state)
{
	struct hours h = read_hours("Mo-Fr 8:00-12:00 13-17:30; sa 9-12; closed 25/12, "
				    "2026-05-14, 29.2.");
	int from, to;

	(void)state;
	assert_int_equal(hours_check(&h, 20260504, 480, 40), HOURS_OPEN);
	assert_int_equal(hours_check(&h, 20260504, 690, 30), HOURS_OPEN);
	assert_int_equal(hours_check(&h, 20260504, 690, 31), HOURS_OUTSIDE); /* noon */
	assert_int_equal(hours_check(&h, 20260504, 479, 10), HOURS_OUTSIDE);
	assert_int_equal(hours_check(&h, 20260504, 1020, 30), HOURS_OPEN);
	assert_int_equal(hours_check(&h, 20260504, 1021, 30), HOURS_OUTSIDE);
	assert_int_equal(hours_check(&h, 20260509, 540, 60), HOURS_OPEN);
	assert_int_equal(hours_check(&h, 20260510, 540, 60), HOURS_DAY_OFF);
	assert_int_equal(hours_check(&h, 20260514, 540, 60), HOURS_HOLIDAY);
	assert_int_equal(hours_check(&h, 20270514, 540, 60), HOURS_OPEN);
	assert_int_equal(hours_check(&h, 20261225, 540, 60), HOURS_HOLIDAY);
	assert_int_equal(hours_check(&h, 20281225, 540, 60), HOURS_HOLIDAY);
	assert_int_equal(hours_check(&h, 20280229, 540, 60), HOURS_HOLIDAY);
	hours_bounds(&h, &from, &to);
	assert_int_equal(from, 480);
	assert_int_equal(to, 1050);
}

static void
test_hours__parse__over_the_week_end(void **state)
{
	struct hours h = read_hours("fr-mo 10-11");
	int from, to;

	(void)state;
	assert_int_equal(hours_check(&h, 20260504, 600, 60), HOURS_OPEN);
	assert_int_equal(hours_check(&h, 20260505, 600, 60), HOURS_DAY_OFF);
	assert_int_equal(hours_check(&h, 20260508, 600, 60), HOURS_OPEN);
	assert_int_equal(hours_check(&h, 20260510, 600, 60), HOURS_OPEN);
	h = read_hours("");
	hours_bounds(&h, &from, &to);
	assert_int_equal(from, 480);
	assert_int_equal(to, 1020);
	read_hours(HOURS_USUAL);
}

static void
test_hours__parse__refusals(void **state)
{
	static const char *const lines[] = {
	    "mo",
	    "mo 8",
	    "mo 17-8",
	    "mo 8-25",
	    "xy 8-17",
	    "mo-xy 8-17",
	    "mo 8-17 9-10",
	    "closed 31/2",
	    "closed tomorrow",
	    "mo 8:60-17",
	    "mo 8-12 12-13 13-14 14-15",
	    "closed 25/12/2026/5",
	    "mo 8-17 closed",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		struct hours h;
		struct err err = {0};

		if (hours_parse(lines[i], &h, &err) != ST_INVALID)
			fail_msg("taken: %s", lines[i]);
		assert_non_null(strstr(status_say(&err), "is not understood"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hours__check__open_and_closed),
	    cmocka_unit_test(test_hours__parse__over_the_week_end),
	    cmocka_unit_test(test_hours__parse__refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
