/* test_course.c - the line to the goal and the plateau, each number worked out by hand. */
#include "base/date.h"
#include "core/course.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { FIRST = 20260105, WINDOW = 28, MOST = 20 };

static struct course
course_of(const double *y, int n, int direction, double goal, int64_t due)
{
	static struct trend_point points[MOST];
	struct trend_in in = {points, n, direction, 2, true, goal};
	struct trend t;
	struct course c;

	for (int i = 0; i < n; i++)
		points[i] = (struct trend_point){date_add(FIRST, i * 7), y[i]};
	trend_fit(&in, &t);
	course_fit(&in, &t, due, WINDOW, &c);
	return c;
}

/* Pain 8 to 2 in 42 days needs -1/7 a day. */
static void
test_course__pace__against_the_own_band(void **state)
{
	const double slow[] = {8, 7.8, 7.6, 7.4}, even[] = {8, 7, 6, 5};
	const double fast[] = {8, 6, 4.1, 2.2}, rough[] = {8, 6.2, 6.9, 4.9};
	int64_t due = date_add(FIRST, 42);
	struct course c = course_of(slow, 4, -1, 2, due);

	(void)state;
	assert_int_equal(c.pace, COURSE_BEHIND);
	assert_true(fabs(c.needed + 6.0 / 42) < 1e-12);
	assert_true(fabs(c.expected - 5) < 1e-12);
	assert_int_equal(course_of(even, 4, -1, 2, due).pace, COURSE_AHEAD);
	assert_int_equal(course_of(fast, 4, -1, 1, due).pace, COURSE_AHEAD);
	assert_int_equal(course_of(rough, 4, -1, 2, due).pace, COURSE_NEAR);
	assert_int_equal(course_of(slow, 4, -1, 2, DATE_NONE).pace, COURSE_NONE);
	assert_int_equal(course_of(slow, 4, -1, 2, FIRST).pace, COURSE_NONE);
	assert_int_equal(course_of(slow, 2, -1, 2, due).pace, COURSE_NONE);
	/* reached */
	assert_int_equal(course_of(fast, 4, -1, 3, due).pace, COURSE_NONE);
	/* the goal lies behind the first result: there is no line to it */
	assert_int_equal(course_of(slow, 4, 1, 9, due).pace, COURSE_BEHIND);
	assert_int_equal(course_of((const double[]){8, 7, 6, 5}, 4, 1, 7, due).pace,
			 COURSE_NONE);
}

static void
test_course__plateau__only_after_a_gain(void **state)
{
	const double still[] = {8, 7, 5.5, 5, 5, 5.2, 4.9, 5},
		     flat[] = {5, 5, 5, 5, 5, 5};
	const double goes_on[] = {8, 7, 6, 5, 4, 3, 2, 1.5};
	struct course c = course_of(still, 8, -1, 2, DATE_NONE);

	(void)state;
	/* the last 28 days are the results of weeks 3 to 7 */
	assert_true(c.plateau);
	assert_int_equal(c.n, 5);
	assert_int_equal(c.since, date_add(FIRST, 21));
	assert_true(fabs(c.before - 3) < 1e-12);
	assert_true(fabs(c.gain) < 2);
	assert_false(course_of(flat, 6, -1, 2, DATE_NONE).plateau);
	assert_false(course_of(goes_on, 8, -1, 0, DATE_NONE).plateau);
}

static void
test_course__words__tell_the_numbers(void **state)
{
	const double y[] = {8, 7, 5.5, 5, 5, 5.2, 4.9, 5};
	struct trend_point points[8];
	struct trend_in in = {points, 8, -1, 2, true, 2};
	int64_t due = date_add(FIRST, 60);
	struct trend t;
	struct course c;
	struct str out = {0};

	(void)state;
	for (int i = 0; i < 8; i++)
		points[i] = (struct trend_point){date_add(FIRST, i * 7), y[i]};
	trend_fit(&in, &t);
	course_fit(&in, &t, due, WINDOW, &c);
	course_text(&t, &c, &out);
	assert_string_equal(
	    str_text(&out),
	    "behind the line to the goal: -0.7 a week needed, own -0.317; "
	    "stands still since 2026-01-26");
	str_clear(&out);
	course_explain(&in, &t, due, &c, &out);
	assert_non_null(strstr(str_text(&out), "(2 - 8) / 60 days (2026-01-05 to "
					       "2026-03-06) = -0.1000 a day"));
	assert_non_null(strstr(str_text(&out), "5 results since 2026-01-26"));
	str_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_course__pace__against_the_own_band),
	    cmocka_unit_test(test_course__plateau__only_after_a_gain),
	    cmocka_unit_test(test_course__words__tell_the_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
