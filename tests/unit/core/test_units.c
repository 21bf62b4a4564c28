/* test_units.c - billing units: the rules' borders, and every visit against enumeration. */
#include "base/str.h"
#include "codes.h"
#include "core/units.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct units_time
mins(const char *code, int minutes)
{
	struct units_time t = {.seconds = (int64_t)minutes * 60};

	str_copy(t.code, sizeof t.code, code);
	return t;
}

static struct units_time
secs(const char *code, int64_t seconds)
{
	struct units_time t = mins(code, 0);

	t.seconds = seconds;
	return t;
}

static struct units_result
compute(enum units_rule rule, const struct units_time *times, size_t n)
{
	struct units_result r;
	struct err err = {0};

	if (units_compute(codes_table(), rule, times, n, &r, &err) != ST_OK)
		fail_msg("%s", err.detail);
	return r;
}

/* Units of a code, -1 when it has no line. */
static int
units_of(const struct units_result *r, const char *code)
{
	for (int i = 0; i < r->n; i++)
		if (strcmp(r->lines[i].code, code) == 0)
			return r->lines[i].units;
	return -1;
}

static void
test_units__seconds__are_rounded_down_once_per_code(void **state)
{
	static const struct {
		int64_t a, b;
		int minutes, units;
	} cases[] = {{479, 0, 7, 0},   {480, 0, 8, 1},	 {239, 241, 8, 1},
		     {1379, 0, 22, 1}, {1380, 0, 23, 2}, {239, 240, 7, 0}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct units_time t[] = {secs("97110", cases[i].a),
					 secs("97110", cases[i].b)};
		struct units_result r = compute(UNITS_CMS, t, 2);

		assert_int_equal(r.n, 1);
		assert_int_equal(r.lines[0].minutes, cases[i].minutes);
		assert_int_equal(r.lines[0].units, cases[i].units);
	}
}

static void
test_units__seconds__of_three_codes_make_21_minutes(void **state)
{
	struct units_time t[] = {secs("97110", 460), secs("97112", 460),
				 secs("97140", 460)};
	struct units_result r = compute(UNITS_CMS, t, 3);

	(void)state;
	assert_int_equal(r.timed_minutes, 21);
	assert_int_equal(r.total_units, 1);
}

static void
test_units__compute__lists_every_choice_of_a_tie(void **state)
{
	struct units_time t[] = {mins("97112", 7), mins("97110", 7), mins("97140", 7)};
	static const char *const winners[] = {"97110", "97112", "97140"};
	struct units_result r = compute(UNITS_CMS, t, 3);
	struct units_choice c;
	int n = 0;

	(void)state;
	assert_int_equal(units_choice_count(&r), 3);
	units_choice_first(&r, &c);
	do {
		units_choose(&r, &c);
		assert_int_equal(r.total_units, 1);
		assert_int_equal(units_of(&r, winners[n]), 1);
		n++;
	} while (units_choice_next(&r, &c));
	assert_int_equal(n, 3);
}

static void
test_units__compute__without_tie_has_one_choice(void **state)
{
	struct units_time t[] = {mins("97110", 33), mins("97140", 7)};
	struct units_result r = compute(UNITS_CMS, t, 2);
	struct units_choice c;

	(void)state;
	assert_int_equal(r.tie.n, 0);
	assert_int_equal(units_choice_count(&r), 1);
	units_choice_first(&r, &c);
	assert_false(units_choice_next(&r, &c));
	assert_int_equal(units_of(&r, "97110"), 2);
	assert_int_equal(units_of(&r, "97140"), 1);
}

static void
test_units__pool__prints_the_first_unit_on_the_first_code(void **state)
{
	struct units_time both[] = {mins("97130", 20), mins("97129", 20)};
	struct units_time first[] = {mins("97129", 38)};
	struct units_time more[] = {mins("97130", 16)};
	struct units_time small[] = {mins("90912", 7)};
	struct units_result r = compute(UNITS_CMS, both, 2);

	(void)state;
	assert_int_equal(r.n, 2);
	assert_int_equal(units_of(&r, "97129"), 1);
	assert_int_equal(units_of(&r, "97130"), 2);
	r = compute(UNITS_AMA, both, 2);
	assert_int_equal(r.timed_units, 3); /* 40 minutes of one pool, not 1 + 1 */
	r = compute(UNITS_CMS, first, 1);
	assert_int_equal(r.n, 2);
	assert_int_equal(units_of(&r, "97130"), 2);
	r = compute(UNITS_CMS, more, 1);
	assert_string_equal(r.lines[0].code, "97129");
	assert_int_equal(r.lines[0].units, 1);
	assert_int_equal(r.lines[1].units, 0);
	r = compute(UNITS_CMS, small, 1);
	assert_int_equal(r.n, 1);
	assert_int_equal(r.total_units, 0);
}

static void
test_units__pool__takes_part_in_ties(void **state)
{
	struct units_time t[] = {mins("97129", 20), mins("97110", 20)};
	struct units_result r = compute(UNITS_CMS, t, 2);
	struct units_choice c;

	(void)state;
	assert_int_equal(r.timed_units, 3);
	assert_int_equal(units_of(&r, "97110"), 2);
	assert_int_equal(units_of(&r, "97129"), 1);
	assert_int_equal(units_of(&r, "97130"), 0);
	units_choice_first(&r, &c);
	assert_true(units_choice_next(&r, &c));
	units_choose(&r, &c);
	assert_int_equal(units_of(&r, "97110"), 1);
	assert_int_equal(units_of(&r, "97129"), 1);
	assert_int_equal(units_of(&r, "97130"), 1);
}

static void
test_units__timed_other__stays_outside_the_pool(void **state)
{
	static const struct {
		int minutes, first, more;
	} cases[] = {{60, 0, -1}, {61, 1, -1}, {150, 1, -1}, {151, 1, 1}, {241, 1, 2}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct units_time t[] = {mins("97545", cases[i].minutes),
					 mins("97110", 8)};
		struct units_result r = compute(UNITS_CMS, t, 2);

		assert_int_equal(r.timed_minutes, 8);
		assert_int_equal(r.timed_units, 1);
		assert_int_equal(r.total_minutes, cases[i].minutes + 8);
		assert_int_equal(units_of(&r, "97545"), cases[i].first);
		assert_int_equal(units_of(&r, "97546"), cases[i].more);
	}
}

static void
test_units__compute__refuses_bad_input(void **state)
{
	struct units_time unknown = mins("12345", 10), deleted = mins("97532", 10);
	struct units_time negative = secs("97110", -1), day = secs("97110", 86401);
	struct units_result r;
	struct err err;
	const struct units_table *t = codes_table();

	(void)state;
	assert_int_equal(units_compute(t, UNITS_CMS, &unknown, 1, &r, &err),
			 ST_NOT_FOUND);
	assert_non_null(strstr(err.detail, "12345"));
	assert_int_equal(units_compute(t, UNITS_CMS, &deleted, 1, &r, &err), ST_INVALID);
	assert_non_null(strstr(err.detail, "use 97129"));
	assert_int_equal(units_compute(t, UNITS_CMS, &negative, 1, &r, &err), ST_INVALID);
	assert_int_equal(units_compute(t, UNITS_CMS, &day, 1, &r, &err), ST_INVALID);
}

static void
test_units__compute__stops_at_the_most_lines(void **state)
{
	struct units_code codes[UNITS_LINE_MAX + 1];
	struct units_time times[UNITS_LINE_MAX + 1];
	struct units_table t = {codes, UNITS_LINE_MAX + 1};
	struct units_result r;
	char code[UNITS_CODE_SIZE];

	(void)state;
	for (int i = 0; i <= UNITS_LINE_MAX; i++) {
		str_format(code, sizeof code, "990%02d", i);
		assert_int_equal(units_code_set(&codes[i], code, "timed15", 15, ""),
				 ST_OK);
		times[i] = mins(code, 8);
	}
	assert_int_equal(units_compute(&t, UNITS_CMS, times, UNITS_LINE_MAX, &r, NULL),
			 ST_OK);
	assert_int_equal(r.timed_units, (UNITS_LINE_MAX * 8 + 7) / 15);
	assert_int_equal(
	    units_compute(&t, UNITS_CMS, times, UNITS_LINE_MAX + 1, &r, NULL),
	    ST_INVALID);
	/* A line that has to be added finds no room either. */
	assert_int_equal(units_code_set(&codes[0], "99098", "timed15", 15, ""), ST_OK);
	assert_int_equal(units_code_set(&codes[UNITS_LINE_MAX], "99099", "timed15", 15,
					"add-on to 99098"),
			 ST_OK);
	times[0] = mins("99098", 30);
	assert_int_equal(units_compute(&t, UNITS_CMS, times, UNITS_LINE_MAX, &r, NULL),
			 ST_INVALID);
}

static void
test_units__code_set__reads_the_remark(void **state)
{
	struct units_code c;

	(void)state;
	assert_int_equal(units_code_set(&c, "97130", "timed15", 15, "add-on to 97129; x"),
			 ST_OK);
	assert_string_equal(c.addon_to, "97129");
	assert_int_equal(units_code_set(&c, "97598", "untimed", 0, "by area; add-on"),
			 ST_OK);
	assert_string_equal(c.addon_to, "");
	assert_int_equal(units_code_set(&c, "97161", "untimed", 0, "therapist only"),
			 ST_OK);
	assert_true(c.therapist_only);
	assert_int_equal(units_code_set(&c, "97161", "sometimes", 0, ""), ST_INVALID);
	assert_int_equal(units_code_set(&c, "", "untimed", 0, ""), ST_INVALID);
	assert_int_equal(units_code_set(&c, "1234567890", "untimed", 0, ""), ST_INVALID);
	assert_int_equal(units_code_set(&c, "97545", "timed-other", 0, ""), ST_INVALID);
}

static void
test_units__rule__names_go_both_ways(void **state)
{
	enum units_rule rule;

	(void)state;
	assert_true(units_rule_parse("cms", &rule) && rule == UNITS_CMS);
	assert_true(units_rule_parse("ama", &rule) && rule == UNITS_AMA);
	assert_false(units_rule_parse("", &rule));
	assert_string_equal(units_rule_id(UNITS_AMA), "ama");
}

/* ---- time to the next unit: one second less earns nothing, that second does ---- */

static void
check_next(enum units_rule rule, struct units_time *times, size_t n, const char *code)
{
	struct units_time more[UNITS_LINE_MAX + 1];
	int64_t seconds;
	int was = compute(rule, times, n).total_units;
	struct units_result r;

	assert_int_equal(units_next(codes_table(), rule, times, n, code, &seconds, NULL),
			 ST_OK);
	assert_true(seconds > 0);
	memcpy(more, times, n * sizeof *times);
	more[n] = secs(code, seconds - 1);
	assert_int_equal(compute(rule, more, n + 1).total_units, was);
	more[n].seconds = seconds;
	r = compute(rule, more, n + 1);
	assert_int_equal(r.total_units, was + 1);
}

static void
test_units__next__is_exact_to_the_second(void **state)
{
	static const char *const codes[] = {"97110", "97140", "97129", "97130",
					    "97545", "97546", "97035"};
	struct random r = random_begin("units next", 11);
	struct units_time times[4];
	int64_t seconds;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		size_t n = (size_t)random_below(&r, 5);

		for (size_t k = 0; k < n; k++)
			times[k] =
			    secs(codes[random_below(&r, 7)], random_below(&r, 4000));
		check_next(UNITS_CMS, times, n, codes[random_below(&r, 7)]);
		check_next(UNITS_AMA, times, n, codes[random_below(&r, 7)]);
	}
	assert_int_equal(
	    units_next(codes_table(), UNITS_CMS, times, 0, "97150", &seconds, NULL),
	    ST_OK);
	assert_int_equal(seconds, -1);
	assert_int_equal(
	    units_next(codes_table(), UNITS_CMS, times, 0, "00000", &seconds, NULL),
	    ST_NOT_FOUND);
}

/* ---- enumeration: the rules of the manual, tried out on every assignment ---- */

enum { CODES = 6 };
static const char *const plain_codes[CODES] = {"97110", "97112", "97116",
					       "97140", "97530", "97035"};

/* True when no minute that earns nothing is larger than one that earns: rules b, c, e. */
static bool
is_right(const int *m, const int *u, int n)
{
	int total = 0, units = 0;

	for (int i = 0; i < n; i++) {
		total += m[i];
		units += u[i];
		if (u[i] < m[i] / 15)
			return false; /* b: a full block earns its unit */
		if (u[i] > (m[i] + 14) / 15)
			return false; /* e: no unit without minutes of its own */
	}
	if (units != (total < 8 ? 0 : (total + 7) / 15))
		return false; /* c: the total decides */
	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++)
			if (u[i] > m[i] / 15 && u[k] == m[k] / 15 &&
			    m[i] % 15 < m[k] % 15)
				return false; /* the larger left-over goes first */
	return true;
}

/* Calls of the odometer: next assignment in 0..limit per code. */
static bool
turn(int *u, const int *m, int n)
{
	for (int i = 0; i < n; i++) {
		if (++u[i] <= m[i] / 15 + 1)
			return true;
		u[i] = 0;
	}
	return false;
}

/* Number of right assignments by enumeration; listed is how many the product lists, each of
 * which must be right and different. */
static void
check_visit(const int *m, int n)
{
	struct units_time times[CODES];
	struct units_result r;
	struct units_choice c;
	int u[CODES] = {0}, last[CODES], right = 0, listed = 0;

	for (int i = 0; i < n; i++)
		times[i] = mins(plain_codes[i], m[i]);
	r = compute(UNITS_CMS, times, (size_t)n);
	do
		right += is_right(m, u, n);
	while (turn(u, m, n));
	units_choice_first(&r, &c);
	do {
		int now[CODES];

		units_choose(&r, &c);
		for (int i = 0; i < n; i++)
			now[i] = units_of(&r, plain_codes[i]);
		assert_true(is_right(m, now, n));
		if (listed > 0)
			assert_memory_not_equal(now, last, (size_t)n * sizeof *now);
		memcpy(last, now, sizeof last);
		listed++;
	} while (units_choice_next(&r, &c));
	assert_int_equal(listed, right);
	assert_int_equal(units_choice_count(&r), right);
}

static void
test_units__cms__agrees_with_enumeration(void **state)
{
	struct random r = random_begin("units enumeration", 20261123);
	int visits = 20000, m[CODES];

	(void)state;
	for (int v = 0; v < visits; v++) {
		int n = 1 + random_below(&r, CODES);
		int most = random_below(&r, 3) == 0 ? 16 : n > 4 ? 40 : 62;

		for (int i = 0; i < n; i++)
			m[i] = random_below(&r, most);
		if (n > 1 && random_below(&r, 3) == 0)
			m[0] = m[n - 1]; /* more ties */
		check_visit(m, n);
	}
	printf("units: %d random visits, 0 differences\n", visits);
}

static void
test_units__ama__is_the_midpoint_of_each_code(void **state)
{
	struct random r = random_begin("units ama", 3);

	(void)state;
	for (int v = 0; v < 5000; v++) {
		struct units_time times[CODES + 2];
		struct units_result res;
		int sum = 0, n = 1 + random_below(&r, CODES), extra;

		for (int i = 0; i < n; i++) {
			int m = random_below(&r, 130);
			int u = m / 15 + (m % 15 > 7);

			times[i] = mins(plain_codes[i], m);
			sum += u;
		}
		extra = random_below(&r, 3);
		if (extra > 0)
			times[n] = mins("97161", random_below(&r, 60));
		if (extra > 1)
			times[n + 1] = mins("97150", random_below(&r, 60));
		res = compute(UNITS_AMA, times, (size_t)(n + extra));
		assert_int_equal(res.timed_units, sum);
		assert_int_equal(res.total_units, sum + extra);
		assert_int_equal(units_choice_count(&res), 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_units__seconds__are_rounded_down_once_per_code),
	    cmocka_unit_test(test_units__seconds__of_three_codes_make_21_minutes),
	    cmocka_unit_test(test_units__compute__lists_every_choice_of_a_tie),
	    cmocka_unit_test(test_units__compute__without_tie_has_one_choice),
	    cmocka_unit_test(test_units__pool__prints_the_first_unit_on_the_first_code),
	    cmocka_unit_test(test_units__pool__takes_part_in_ties),
	    cmocka_unit_test(test_units__timed_other__stays_outside_the_pool),
	    cmocka_unit_test(test_units__compute__refuses_bad_input),
	    cmocka_unit_test(test_units__compute__stops_at_the_most_lines),
	    cmocka_unit_test(test_units__code_set__reads_the_remark),
	    cmocka_unit_test(test_units__rule__names_go_both_ways),
	    cmocka_unit_test(test_units__next__is_exact_to_the_second),
	    cmocka_unit_test(test_units__cms__agrees_with_enumeration),
	    cmocka_unit_test(test_units__ama__is_the_midpoint_of_each_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
