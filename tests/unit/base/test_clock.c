/* test_clock.c - the machine's clocks and civil time. */
#include "base/clock.h"

#include <time.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_clock__system__goes_forward(void **state)
{
	char a[CLOCK_BOOT_SIZE], b[CLOCK_BOOT_SIZE];
	int64_t first = clock_boot(&clock_system), wall = clock_wall(&clock_system);

	(void)state;
	assert_true(first > 0);
	assert_true(clock_boot(&clock_system) >= first);
	assert_true(wall > 1500000000000);
	clock_system.boot_id(clock_system.arg, a);
	clock_system.boot_id(clock_system.arg, b);
	assert_string_equal(a, b);
	assert_null(strchr(a, '\n'));
}

static void
test_clock__fast__multiplies(void **state)
{
	const struct clock *c = clock_fast(1000);
	int64_t real = clock_boot(&clock_system), quick = clock_boot(c), since_real;
	struct timespec wait = {.tv_nsec = 20000000};

	(void)state;
	nanosleep(&wait, NULL);
	quick = clock_boot(c) - quick;
	since_real = clock_boot(&clock_system) - real;
	assert_true(quick >= 15 * 1000);
	assert_true(quick <= (since_real + 2) * 1000);
}

static void
test_clock__civil__of_the_time_zone(void **state)
{
	struct civil c;

	(void)state;
	setenv("TZ", "UTC", 1);
	tzset();
	c = clock_civil(1777885953123);
	assert_int_equal(c.date, 20260504);
	assert_int_equal(c.hour * 10000 + c.minute * 100 + c.second, 91233);
	c = clock_civil(-1);
	assert_int_equal(c.date, 19691231);
	assert_int_equal(c.second, 59);
	setenv("TZ", "EST5EDT,M3.2.0,M11.1.0", 1);
	tzset();
	c = clock_civil(1777885953123);
	assert_int_equal(c.date, 20260504);
	assert_int_equal(c.hour, 5);
	c = clock_civil(1767240000000); /* 2026-01-01 04:00 UTC */
	assert_int_equal(c.date, 20251231);
	assert_int_equal(c.hour, 23);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_clock__system__goes_forward),
	    cmocka_unit_test(test_clock__fast__multiplies),
	    cmocka_unit_test(test_clock__civil__of_the_time_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
