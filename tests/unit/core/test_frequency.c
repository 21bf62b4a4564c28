/* test_frequency.c - weeks of a plan: counting, the strip, being behind; a model for many plans. */
#include "core/frequency.h"

#include "base/date.h"
#include "core/dict.h"
#include "unit/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { START = 20260504 };

static const struct frequency_plan two_for_six = {START, 2, 6};

static struct frequency
count(const struct frequency_plan *p, int64_t today, const int64_t *days, int n)
{
	struct frequency f;

	frequency_count(p, today, days, n, &f);
	return f;
}

static void
says(const struct frequency *f, const char *text, const char *strip)
{
	struct str s = {0};

	frequency_text(f, &s);
	assert_string_equal(str_text(&s), text);
	str_clear(&s);
	frequency_strip(f, 4, &s);
	assert_string_equal(str_text(&s), strip);
	str_release(&s);
}

static void
test_frequency__count__weeks_and_strip(void **state)
{
	static const int64_t days[] = {20260504, 20260506, 20260511,
				       20260514, 20260519, 20260301};
	struct frequency f = count(&two_for_six, 20260520, days, 6);

	(void)state;
	assert_int_equal(f.week, 3);
	assert_int_equal(f.attended, 5);
	assert_int_equal(f.due, 6);
	assert_int_equal(f.total, 12);
	assert_false(f.behind);
	says(&f, "wk 3 of 6: 5 of 6 visits", "2/2 2/2 1/2");
	f = count(&two_for_six, 20260602, days, 6); /* second day of week 5 */
	assert_true(f.behind);
	says(&f, "wk 5 of 6: 5 of 10 visits, BEHIND, 1 week missed",
	     ".. 2/2 1/2 0/2 0/2");
}

/* The week is lost when the days left are fewer than the visits that are missing. */
static void
test_frequency__behind__when_the_week_cannot_hold_it(void **state)
{
	struct frequency f = count(&two_for_six, 20260509, NULL, 0); /* Saturday */
	static const int64_t sunday[] = {20260510};

	(void)state;
	assert_false(f.behind); /* Saturday and Sunday are left */
	f = count(&two_for_six, 20260510, NULL, 0);
	assert_true(f.behind);
	f = count(&two_for_six, 20260510, sunday, 1);
	assert_true(f.behind);
	f = count(&(struct frequency_plan){START, 14, 6}, 20260504, NULL, 0);
	assert_false(f.behind); /* twice a day */
}

static void
test_frequency__text__before_after_and_not_set(void **state)
{
	static const int64_t days[] = {20260504, 20260506};
	struct frequency f = count(&two_for_six, 20260501, days, 2);

	(void)state;
	says(&f, "not begun: 2 a week for 6 weeks", "");
	f = count(&two_for_six, 20260615, days, 2);
	assert_true(f.ended && f.behind);
	says(&f, "6 weeks are over: 2 of 12 visits, BEHIND, 5 weeks missed",
	     ".. 0/2 0/2 0/2 0/2");
	f = count(&(struct frequency_plan){START, DICT_NONE, 6}, 20260615, days, 2);
	says(&f, "frequency not set", "");
	f = count(&(struct frequency_plan){DICT_NONE, 2, 6}, 20260615, days, 2);
	says(&f, "frequency not set", "");
}

/* Whatever the plan and the days: the strip adds up, and more visits never make it worse. */
static void
test_frequency__count__adds_up_for_many_plans(void **state)
{
	struct random r = random_begin("frequency", 11);

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct frequency_plan p = {date_add(START, random_below(&r, 400)),
					   1 + random_below(&r, 14),
					   1 + random_below(&r, 52)};
		int64_t today = date_add(p.starts, random_below(&r, 500) - 50), days[60];
		int n = random_below(&r, 59), sum = 0;
		struct frequency f, more;

		for (int i = 0; i < n; i++)
			days[i] = date_add(p.starts, random_below(&r, 420) - 20);
		f = count(&p, today, days, n);
		for (int i = 0; i < f.n_strip; i++)
			sum += f.strip[i];
		assert_int_equal(sum, f.attended);
		assert_true(f.due <= f.total && f.n_strip <= f.weeks);
		days[n] = today;
		more = count(&p, today, days, n + 1);
		assert_true(more.attended >= f.attended && more.missed <= f.missed);
		assert_true(f.behind || !more.behind);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_frequency__count__weeks_and_strip),
	    cmocka_unit_test(test_frequency__behind__when_the_week_cannot_hold_it),
	    cmocka_unit_test(test_frequency__text__before_after_and_not_set),
	    cmocka_unit_test(test_frequency__count__adds_up_for_many_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
