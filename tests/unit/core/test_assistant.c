/* test_assistant.c - CQ and CO: examples of the rule and properties over random visits. */
#include "base/str.h"
#include "codes.h"
#include "core/assistant.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct units_time
secs(const char *code, int64_t seconds)
{
	struct units_time t = {.seconds = seconds};

	str_copy(t.code, sizeof t.code, code);
	return t;
}

/* Splits one code: p and q in seconds. */
static struct assistant_result
split(const char *code, int64_t p, int64_t q, enum assistant_test test)
{
	struct units_time all = secs(code, p + q), alone = secs(code, q);
	struct units_result u;
	struct assistant_result a;

	assert_int_equal(units_compute(codes_table(), UNITS_CMS, &all, 1, &u, NULL),
			 ST_OK);
	assert_int_equal(assistant_split(codes_table(), &u, &alone, 1, test, &a, NULL),
			 ST_OK);
	return a;
}

static int
sum(const struct assistant_result *a, bool assistant)
{
	int n = 0;

	for (int i = 0; i < a->n; i++)
		if (a->lines[i].assistant == assistant)
			n += a->lines[i].units;
	return n;
}

static void
test_assistant__in_part__strict_and_simple(void **state)
{
	/* Least assistant minutes of the simple table: 84 FR 62702-62707, from knowledge. */
	static const struct {
		int total, least;
	} simple[] = {{60, 7}, {8, 2},	{14, 2}, {15, 3}, {24, 3},
		      {25, 4}, {34, 4}, {45, 6}, {54, 6}};

	(void)state;
	for (size_t i = 0; i < sizeof simple / sizeof simple[0]; i++) {
		int t = simple[i].total, q = simple[i].least;

		assert_true(assistant_in_part(t - q, q, ASSISTANT_SIMPLE));
		assert_false(assistant_in_part(t - q + 1, q - 1, ASSISTANT_SIMPLE));
	}
	assert_false(assistant_in_part(9, 1, ASSISTANT_STRICT));
	assert_true(assistant_in_part(8, 1, ASSISTANT_STRICT));
	assert_true(assistant_in_part(40, 5, ASSISTANT_STRICT));
	assert_false(assistant_in_part(40, 5, ASSISTANT_SIMPLE));
	assert_false(assistant_in_part(0, 0, ASSISTANT_STRICT));
	assert_true(assistant_in_part(0, 1, ASSISTANT_STRICT));
}

static void
test_assistant__split__simple_setting_changes_untimed(void **state)
{
	struct assistant_result a = split("97150", 40 * 60, 5 * 60, ASSISTANT_STRICT);

	(void)state;
	assert_true(a.lines[0].assistant);
	a = split("97150", 40 * 60, 5 * 60, ASSISTANT_SIMPLE);
	assert_false(a.lines[0].assistant);
}

static void
test_assistant__split__rounds_the_therapist_down(void **state)
{
	/* 7:40 and 7:40 are 15 minutes: the therapist has 7, so the unit is the assistant's. */
	struct assistant_result a = split("97110", 460, 460, ASSISTANT_STRICT);

	(void)state;
	assert_int_equal(a.n, 1);
	assert_true(a.lines[0].assistant);
	a = split("97110", 480, 460, ASSISTANT_STRICT);
	assert_false(a.lines[0].assistant);
}

static void
test_assistant__split__flags_what_cms_left_open(void **state)
{
	/* 10 + 8 of 97110 beside 5 of 97112: 23 minutes, 97110 wins both units. */
	struct units_time all[] = {secs("97110", 18 * 60), secs("97112", 2 * 60),
				   secs("97140", 3 * 60)};
	struct units_time alone = secs("97110", 8 * 60);
	struct units_result u;
	struct assistant_result a;

	(void)state;
	assert_int_equal(units_compute(codes_table(), UNITS_CMS, all, 3, &u, NULL),
			 ST_OK);
	assert_int_equal(u.lines[0].units, 2);
	assert_int_equal(
	    assistant_split(codes_table(), &u, &alone, 1, ASSISTANT_STRICT, &a, NULL),
	    ST_OK);
	assert_int_equal(a.n, 2);
	assert_true(a.lines[0].flagged);
	assert_false(a.lines[0].assistant);
	assert_true(a.lines[1].assistant);
}

static void
test_assistant__split__of_a_pool_keeps_its_codes(void **state)
{
	struct units_time all = secs("97129", 45 * 60), alone = secs("97129", 15 * 60);
	struct units_result u;
	struct assistant_result a;

	(void)state;
	assert_int_equal(units_compute(codes_table(), UNITS_CMS, &all, 1, &u, NULL),
			 ST_OK);
	assert_int_equal(
	    assistant_split(codes_table(), &u, &alone, 1, ASSISTANT_STRICT, &a, NULL),
	    ST_OK);
	assert_int_equal(a.n, 3);
	assert_string_equal(a.lines[0].code, "97129");
	assert_false(a.lines[0].assistant);
	assert_string_equal(a.lines[1].code, "97130");
	assert_false(a.lines[1].assistant);
	assert_string_equal(a.lines[2].code, "97130");
	assert_true(a.lines[2].assistant);
}

static void
test_assistant__split__tells_forbidden_evaluations(void **state)
{
	struct assistant_result a = split("97161", 1200, 600, ASSISTANT_STRICT);

	(void)state;
	assert_string_equal(a.forbidden, "97161");
	a = split("97161", 1200, 0, ASSISTANT_STRICT);
	assert_string_equal(a.forbidden, "");
	a = split("97110", 1200, 600, ASSISTANT_STRICT);
	assert_string_equal(a.forbidden, "");
}

static void
test_assistant__split__refuses_time_outside_the_code(void **state)
{
	struct units_time all = secs("97110", 900), more = secs("97110", 901);
	struct units_time other = secs("97140", 60);
	struct units_result u;
	struct assistant_result a;

	(void)state;
	assert_int_equal(units_compute(codes_table(), UNITS_CMS, &all, 1, &u, NULL),
			 ST_OK);
	assert_int_equal(
	    assistant_split(codes_table(), &u, &more, 1, ASSISTANT_STRICT, &a, NULL),
	    ST_INVALID);
	assert_int_equal(
	    assistant_split(codes_table(), &u, &other, 1, ASSISTANT_STRICT, &a, NULL),
	    ST_INVALID);
}

/* Every billed unit is printed once; who gave nothing gets nothing; and for one code in whole
 * minutes the steps of billing-rules section 5, written down once more. */
static void
check_one(int p, int q)
{
	struct assistant_result a = split("97110", p * 60, q * 60, ASSISTANT_STRICT);
	int u = p + q < 8 ? 0 : (p + q + 7) / 15;
	int plain = p / 15 < u ? p / 15 : u;
	int cq = q / 15 < u - plain ? q / 15 : u - plain;
	int rp = p % 15, rq = q % 15;

	if (u - plain - cq == 2) {
		plain++;
		cq++;
	} else if (u - plain - cq == 1) {
		if (rp >= 8 || 10 * rq <= rp + rq)
			plain++;
		else
			cq++;
	}
	assert_int_equal(sum(&a, false), plain);
	assert_int_equal(sum(&a, true), cq);
	if (q == 0)
		assert_int_equal(sum(&a, true), 0);
	if (p == 0)
		assert_int_equal(sum(&a, false), 0);
}

static void
test_assistant__split__agrees_with_the_steps(void **state)
{
	(void)state;
	for (int p = 0; p <= 75; p++)
		for (int q = 0; q <= 75; q++)
			check_one(p, q);
}

static void
test_assistant__split__prints_every_unit_once(void **state)
{
	static const char *const codes[] = {"97110", "97112", "97140", "97129",
					    "97130", "97150", "97545"};
	struct random r = random_begin("assistant", 5);

	(void)state;
	for (int v = 0; v < 10000; v++) {
		struct units_time all[4], alone[4];
		struct units_result u;
		struct assistant_result a;
		int n = 1 + random_below(&r, 4), printed;

		for (int i = 0; i < n; i++) {
			const char *code = codes[(random_below(&r, 2) + 2 * i) % 7];
			int s = random_below(&r, 3600);

			all[i] = secs(code, s);
			alone[i] = secs(code, random_below(&r, s + 1));
		}
		assert_int_equal(units_compute(codes_table(),
					       (enum units_rule)random_below(&r, 2), all,
					       (size_t)n, &u, NULL),
				 ST_OK);
		assert_int_equal(assistant_split(codes_table(), &u, alone, (size_t)n,
						 ASSISTANT_STRICT, &a, NULL),
				 ST_OK);
		printed = sum(&a, true) + sum(&a, false);
		assert_int_equal(printed, u.total_units);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_assistant__in_part__strict_and_simple),
	    cmocka_unit_test(test_assistant__split__simple_setting_changes_untimed),
	    cmocka_unit_test(test_assistant__split__rounds_the_therapist_down),
	    cmocka_unit_test(test_assistant__split__flags_what_cms_left_open),
	    cmocka_unit_test(test_assistant__split__of_a_pool_keeps_its_codes),
	    cmocka_unit_test(test_assistant__split__tells_forbidden_evaluations),
	    cmocka_unit_test(test_assistant__split__refuses_time_outside_the_code),
	    cmocka_unit_test(test_assistant__split__agrees_with_the_steps),
	    cmocka_unit_test(test_assistant__split__prints_every_unit_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
