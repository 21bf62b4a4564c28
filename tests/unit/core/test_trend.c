/* test_trend.c - the worked vectors of the trend rules, and random rows against brute force. */
#include "base/date.h"
#include "base/str.h"
#include "core/trend.h"
#include "random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CELLS = 20 };

/* ids of the vectors */
static const char *const status_ids[] = {"not_enough_data", "improving",
					 "worse",	    "no_clear_change",
					 "no_error_known",  "no_direction"};
static const char *const goal_ids[] = {"",
				       "reached",
				       "no_date_wrong_way",
				       "no_date_uncertain",
				       "due_now",
				       "no_date_too_far",
				       "dated"};

static int
split(char *line, char *cells[CELLS])
{
	int n = 0;

	line[strcspn(line, "\r\n")] = '\0';
	for (char *p = line; p && n < CELLS; n++) {
		char *comma = strchr(p, ',');

		cells[n] = p;
		if (comma)
			*comma = '\0';
		p = comma ? comma + 1 : NULL;
	}
	return n;
}

static int
numbers(const char *text, double *v)
{
	int n = 0;
	char *end;

	for (const char *p = text; *p; p = end) {
		v[n] = strtod(p, &end);
		if (end == p)
			break;
		n++;
	}
	return n;
}

static int
points_of(const char *t, const char *y, struct trend_point *points)
{
	double days[CELLS], values[CELLS];
	int n = numbers(t, days);

	assert_int_equal(numbers(y, values), n);
	for (int i = 0; i < n; i++)
		points[i] =
		    (struct trend_point){date_add(20250303, (int64_t)days[i]), values[i]};
	return n;
}

static void
near(double got, const char *want, double within)
{
	if (fabs(got - strtod(want, NULL)) > within)
		fail_msg("%.12f is not %s", got, want);
}

static void
same_day(int64_t got, const char *want)
{
	char text[DATE_TEXT_SIZE];

	date_text(got, text);
	assert_string_equal(text, want);
}

static void
check_vector(char *cells[CELLS])
{
	struct trend_point points[CELLS];
	struct trend_in in = {.points = points,
			      .n = points_of(cells[4], cells[5], points),
			      .direction = atoi(cells[1]),
			      .mdc = strtod(cells[2], NULL),
			      .has_goal = true,
			      .goal = strtod(cells[3], NULL)};
	struct trend t;

	trend_fit(&in, &t);
	assert_int_equal(t.pairs, atoi(cells[6]));
	near(t.slope, cells[7], 1e-9);
	near(t.icept, cells[8], 1e-9);
	near(t.lo, cells[9], 1e-9);
	near(t.hi, cells[10], 1e-9);
	near(t.gain, cells[11], 1e-9);
	assert_string_equal(status_ids[t.status], cells[12]);
	assert_string_equal(goal_ids[t.goal], cells[13]);
	if (t.goal != TREND_DATED)
		return;
	near(t.at, cells[14], 1e-6);
	same_day(t.date, cells[15]);
	near(t.early, cells[16], 1e-6);
	same_day(t.early_date, cells[17]);
	near(t.late, cells[18], 1e-6);
	same_day(t.late_date, cells[19]);
}

static void
test_trend__fit__worked_vectors(void **state)
{
	FILE *f = fopen("tests/data/trend_vectors.csv", "r");
	char line[400], *cells[CELLS];
	int rows = 0;

	(void)state;
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		assert_int_equal(split(line, cells), CELLS);
		check_vector(cells);
		rows++;
	}
	fclose(f);
	assert_int_equal(rows, 8);
}

/* ---- brute force: the definition read literally, selecting by counting instead of sorting */

static double
counted_median(const double *v, int n)
{
	double low = 0, high = 0;

	for (int i = 0; i < n; i++) {
		int below = 0, same = 0;

		for (int j = 0; j < n; j++) {
			below += v[j] < v[i];
			same += v[j] == v[i];
		}
		if (below <= (n - 1) / 2 && (n - 1) / 2 < below + same)
			low = v[i];
		if (below <= n / 2 && n / 2 < below + same)
			high = v[i];
	}
	return (low + high) / 2;
}

static void
check_random(struct random *r)
{
	struct trend_point points[40];
	double slopes[40 * 39 / 2], left[40], days[40];
	int n = 3 + random_below(r, 38), pairs = 0, day = 0;
	struct trend_in in = {.points = points, .n = n, .mdc = 2, .has_goal = true};
	struct trend t;

	in.direction = random_below(r, 2) ? 1 : -1;
	in.goal = random_below(r, 60);
	for (int i = 0; i < n; i++) {
		days[i] = day;
		points[i].day = date_add(20240217, day);
		points[i].value = random_below(r, 400) / 10.0;
		day += random_below(r, 12);
	}
	for (int j = 0; j < n; j++)
		for (int i = 0; i < j; i++)
			if (days[j] > days[i])
				slopes[pairs++] = (points[j].value - points[i].value) /
						  (days[j] - days[i]);
	trend_fit(&in, &t);
	if (days[n - 1] < TREND_SPAN_MIN) {
		assert_int_equal(t.status, TREND_NOT_ENOUGH);
		assert_int_equal(t.pairs, 0);
		return;
	}
	assert_int_equal(t.pairs, pairs);
	assert_true(fabs(t.slope - counted_median(slopes, pairs)) < 1e-12);
	for (int i = 0; i < n; i++)
		left[i] = points[i].value - t.slope * days[i];
	assert_true(fabs(t.icept - counted_median(left, n)) < 1e-12);
	assert_true(t.lo <= t.slope && t.slope <= t.hi);
	assert_true(t.goal != TREND_DATED || (t.early <= t.at && t.date > t.last));
	assert_true(t.goal != TREND_DATED || t.at - t.span <= 180);
	assert_true(t.late_date == DATE_NONE || t.late_date >= t.date);
}

static void
test_trend__fit__random_rows_against_brute_force(void **state)
{
	struct random r = random_begin("trend", 7);

	(void)state;
	for (int i = 0; i < 3000; i++)
		check_random(&r);
}

/* Mirrored values with the other direction give the mirrored answer. */
static void
test_trend__fit__mirror(void **state)
{
	struct random r = random_begin("trend mirror", 11);

	(void)state;
	for (int k = 0; k < 500; k++) {
		struct trend_point a[8], b[8];
		struct trend_in in = {a, 8, 1, 3, true, random_below(&r, 50)}, out;
		struct trend x, y;

		for (int i = 0; i < 8; i++) {
			a[i].day = b[i].day = date_add(20260101, i * 5);
			a[i].value = random_below(&r, 40);
			b[i].value = -a[i].value;
		}
		out = in;
		out.points = b;
		out.direction = -1;
		out.goal = -in.goal;
		trend_fit(&in, &x);
		trend_fit(&out, &y);
		assert_int_equal(x.status, y.status);
		assert_int_equal(x.goal, y.goal);
		assert_true(fabs(x.slope + y.slope) < 1e-12);
		assert_true(x.date == y.date);
	}
}

static void
test_trend__fit__borders(void **state)
{
	struct trend_point p[TREND_POINTS_MAX + 5];
	struct trend_in in = {.points = p, .direction = 1, .mdc = 2};
	struct trend t;

	(void)state;
	trend_fit(&in, &t);
	assert_int_equal(t.status, TREND_NOT_ENOUGH);
	assert_true(t.first == DATE_NONE);
	for (int i = 0; i < TREND_POINTS_MAX + 5; i++)
		p[i] = (struct trend_point){date_add(20260101, i), i};
	in.n = TREND_POINTS_MAX + 5; /* the oldest five are left out */
	trend_fit(&in, &t);
	assert_int_equal(t.n, TREND_POINTS_MAX);
	assert_int_equal(t.first, 20260106);
	assert_true(fabs(t.slope - 1) < 1e-12);
	assert_int_equal(t.goal, TREND_GOAL_NONE);
	in.mdc = 0;
	trend_fit(&in, &t);
	assert_int_equal(t.status, TREND_NO_ERROR);
	in.direction = 0;
	in.has_goal = true;
	trend_fit(&in, &t);
	assert_int_equal(t.status, TREND_NO_DIRECTION);
	assert_int_equal(t.goal, TREND_GOAL_NONE);
	in.n = 14; /* 13 days */
	trend_fit(&in, &t);
	assert_int_equal(t.status, TREND_NOT_ENOUGH);
	in.n = 15;
	trend_fit(&in, &t);
	assert_int_equal(t.status, TREND_NO_DIRECTION);
}

static void
test_trend__fit__due_now_and_too_far(void **state)
{
	/* the last result fell back, the line is past the goal */
	struct trend_point p[] = {
	    {20260101, 1}, {20260111, 5}, {20260121, 9}, {20260131, 13}, {20260210, 11}};
	struct trend_in in = {p, 5, 1, 2, true, 12};
	struct trend t;

	(void)state;
	trend_fit(&in, &t);
	assert_int_equal(t.goal, TREND_DUE_NOW);
	in.goal = 80;
	trend_fit(&in, &t);
	assert_int_equal(t.goal, TREND_TOO_FAR);
	assert_true(t.date == DATE_NONE);
}

static void
test_trend__texts__say_if_the_trend_goes_on(void **state)
{
	struct trend_point p[] = {
	    {20250303, 7}, {20250310, 6}, {20250317, 6}, {20250324, 5}, {20250331, 4}};
	struct trend_in in = {p, 5, -1, 2, true, 3};
	struct trend t;
	struct str s = {0};

	(void)state;
	trend_fit(&in, &t);
	trend_goal_text(&t, true, &s);
	assert_string_equal(
	    str_text(&s),
	    "if the trend goes on, about 2025-04-12 (2025-04-07 to 2025-04-21)");
	str_clear(&s);
	trend_goal_text(&t, false, &s);
	assert_null(strstr(str_text(&s), "2025"));
	str_clear(&s);
	trend_explain(&in, &t, &s);
	assert_non_null(strstr(str_text(&s), "10 slopes"));
	assert_non_null(strstr(str_text(&s), "-0.1012"));
	assert_non_null(strstr(str_text(&s), "No forecast is a diagnosis"));
	str_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_trend__fit__worked_vectors),
	    cmocka_unit_test(test_trend__fit__random_rows_against_brute_force),
	    cmocka_unit_test(test_trend__fit__mirror),
	    cmocka_unit_test(test_trend__fit__borders),
	    cmocka_unit_test(test_trend__fit__due_now_and_too_far),
	    cmocka_unit_test(test_trend__texts__say_if_the_trend_goes_on),
	};

	return cmocka_run_group_tests_name("trend", tests, NULL, NULL);
}
