/* test_diary.c - days of a diary added up, each number counted by hand. */
#include "base/date.h"
#include "core/diary.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* D done, P partly, N not, a blank: nothing told; pain 3 where done. */
static struct diary_sum
sum_of(const char *days, int from, int to, int week)
{
	static struct diary_day d[60];
	const int64_t span[2] = {date_add(20260201, from), date_add(20260201, to)};
	struct diary_sum s;
	int n = 0;

	for (int i = 0; days[i]; i++)
		if (days[i] != ' ')
			d[n++] = (struct diary_day){date_add(20260201, i),
						    days[i] == 'D'   ? DIARY_DONE
						    : days[i] == 'P' ? DIARY_PARTLY
								     : DIARY_NOT,
						    days[i] == 'D' ? 3 : -1};
	diary_add_up(d, n, span, week, &s);
	return s;
}

static void
test_diary__add_up__a_week(void **state)
{
	struct diary_sum s = sum_of("DDPNDD ", 0, 6, 7);

	(void)state;
	assert_int_equal(s.days, 7);
	assert_int_equal(s.told, 6);
	assert_int_equal(s.done, 4);
	assert_int_equal(s.partly, 1);
	assert_int_equal(s.asked, 7);
	assert_int_equal(s.percent, 71); /* 5 of 7 */
	assert_int_equal(s.streak, 2);
	assert_int_equal(s.best, 3);
	assert_int_equal(s.pains, 4);
	assert_true(fabs(s.pain - 3) < 1e-12);
	/* three days a week were asked for */
	assert_int_equal(sum_of("D D D  ", 0, 6, 3).percent, 100);
	assert_int_equal(sum_of("D D    ", 0, 6, 3).percent, 66);
	assert_int_equal(sum_of("DDDDD  ", 0, 6, 3).percent, 100);
	/* ten days at five a week: eight, not seven and a bit */
	assert_int_equal(sum_of("DDDD      ", 0, 9, 5).asked, 8);
	assert_int_equal(sum_of("       ", 0, 6, 7).percent, -1);
}

/* A day nobody told of ends a row as a day without exercise does. */
static void
test_diary__streak__over_every_entry(void **state)
{
	(void)state;
	assert_int_equal(sum_of("DDDDD DD", 6, 7, 7).best, 5);
	assert_int_equal(sum_of("DDDDD DD", 6, 7, 7).streak, 2);
	assert_int_equal(sum_of("DDDDDN", 0, 5, 7).streak, 0);
	assert_int_equal(sum_of("NNN", 0, 2, 7).best, 0);
	/* over the end of a month */
	assert_int_equal(sum_of("                        DDDDDDDDDD", 0, 33, 7).best, 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_diary__add_up__a_week),
	    cmocka_unit_test(test_diary__streak__over_every_entry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
