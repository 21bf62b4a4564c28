/* test_plan_diff.c - differences of two plans; applied to the first they give the second. */
#include "core/plan_diff.h"

#include "unit/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 14 };

static struct prescription
row(int64_t exercise, int64_t reps)
{
	struct prescription p;

	dict_row_init(dict_entity(E_PRESCRIPTION), &p);
	p.exercise = exercise;
	p.sets = 3;
	p.reps = reps;
	p.active = 1;
	return p;
}

static bool
bit(uint64_t mask, const char *field)
{
	return mask >> dict_field_named(dict_entity(E_PRESCRIPTION), field) & 1;
}

static void
test_plan_diff__fields__dose_alone(void **state)
{
	struct prescription a = row(1, 10), b = a;

	(void)state;
	b.rank = 7;
	b.plan = 9;
	b.active = 0;
	b.level_since = 20260504;
	str_copy(b.reason, sizeof b.reason, "too easy");
	assert_true(plan_diff_fields(&a, &b) == 0);
	b.reps = 12;
	str_copy(b.side, sizeof b.side, "left");
	assert_true(bit(plan_diff_fields(&a, &b), "reps"));
	assert_true(bit(plan_diff_fields(&a, &b), "side"));
	assert_false(bit(plan_diff_fields(&a, &b), "sets"));
}

static void
test_plan_diff__lists__each_kind(void **state)
{
	struct prescription a[] = {row(1, 10), row(2, 10), row(3, 10), row(4, 10),
				   row(6, 10)};
	struct prescription b[] = {row(4, 10), row(1, 12), row(3, 10), row(5, 8),
				   row(6, 10)};
	struct plan_change c[10];
	int n = plan_diff_lists(a, 5, b, 5, c);

	(void)state;
	assert_int_equal(n, 4);
	assert_int_equal(c[0].kind, PLAN_DIFF_REMOVED);
	assert_int_equal(c[0].before->exercise, 2);
	assert_null(c[0].after);
	assert_int_equal(c[1].kind, PLAN_DIFF_MOVED);
	assert_int_equal(c[1].after->exercise, 4);
	assert_int_equal(c[2].kind, PLAN_DIFF_CHANGED);
	assert_true(bit(c[2].fields, "reps"));
	assert_int_equal(c[3].kind, PLAN_DIFF_ADDED);
	assert_int_equal(c[3].to, 3);
	assert_int_equal(plan_diff_lists(a, 5, a, 5, c), 0);
	assert_int_equal(plan_diff_lists(a, 0, a, 0, c), 0);
}

static int
make(struct random *r, struct prescription *out)
{
	int n = random_below(r, ROWS + 1);

	for (int i = 0; i < n; i++)
		out[i] = row(1 + random_below(r, 9), 8 + random_below(r, 3));
	return n;
}

static void
same(const struct prescription *a, int na, const struct prescription *b, int nb)
{
	assert_int_equal(na, nb);
	for (int i = 0; i < na; i++) {
		assert_int_equal(a[i].exercise, b[i].exercise);
		assert_true(plan_diff_fields(&a[i], &b[i]) == 0);
	}
}

/* For any A and B: the differences applied to A give B. */
static void
test_plan_diff__apply__gives_the_other(void **state)
{
	struct random r = random_begin("plan diff", 23);
	struct prescription a[ROWS], b[ROWS], got[3 * ROWS];
	struct plan_change c[2 * ROWS];

	(void)state;
	for (int round = 0; round < 5000; round++) {
		int na = make(&r, a), nb = make(&r, b);
		int n = plan_diff_lists(a, na, b, nb, c);
		int rows = plan_diff_apply(a, na, c, n, got);

		assert_true(n <= na + nb);
		same(got, rows, b, nb);
	}
}

/* Differences of another plan are refused, not applied beyond its rows. */
static void
test_plan_diff__apply__refuses_strangers(void **state)
{
	struct prescription a[] = {row(1, 10), row(2, 10)}, got[8];
	struct prescription b[] = {row(1, 10), row(3, 10), row(4, 10)};
	struct plan_change c[8];
	int n = plan_diff_lists(a, 2, b, 3, c);

	(void)state;
	assert_int_equal(plan_diff_apply(a, 1, c, n, got), -1);
	assert_int_equal(plan_diff_apply(a, 0, c, n, got), -1);
}

static void
test_plan_diff__heads__frequency_and_goals(void **state)
{
	const struct entity *e = dict_entity(E_PLAN_OF_CARE);
	struct plan_of_care a, b;

	(void)state;
	dict_row_init(e, &a);
	b = a;
	b.version = 2;
	b.author = 5;
	b.active = 0;
	assert_true(plan_diff_heads(&a, &b) == 0);
	b.per_week = 3;
	str_copy(b.goals, sizeof b.goals, "Walk to the well");
	assert_true(plan_diff_heads(&a, &b) ==
		    (UINT64_C(1) << dict_field_named(e, "per_week") |
		     UINT64_C(1) << dict_field_named(e, "goals")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plan_diff__fields__dose_alone),
	    cmocka_unit_test(test_plan_diff__lists__each_kind),
	    cmocka_unit_test(test_plan_diff__apply__gives_the_other),
	    cmocka_unit_test(test_plan_diff__apply__refuses_strangers),
	    cmocka_unit_test(test_plan_diff__heads__frequency_and_goals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
