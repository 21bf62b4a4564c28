/* test_timed.c - timed tests by a clock by hand: tries, counts, caps, the score that is kept. */
#include "core/timed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct measure
measure(const char *key, int decimals, const char *high, int trials, const char *keep)
{
	struct measure m;

	dict_row_init(dict_entity(E_MEASURE), &m);
	str_copy(m.key, sizeof m.key, key);
	str_copy(m.min_value, sizeof m.min_value, "0");
	str_copy(m.max_value, sizeof m.max_value, high);
	str_copy(m.keep, sizeof m.keep, keep);
	str_copy(m.direction, sizeof m.direction, "higher_better");
	m.decimals = decimals;
	m.trials = trials;
	return m;
}

static void
tries(const struct timed *t, const char *expected)
{
	char text[80];

	timed_tries_text(t, text, sizeof text);
	assert_string_equal(text, expected);
}

static void
test_timed__watch__keeps_the_last(void **state)
{
	struct measure m = measure("tug", 1, "300", 2, "last");
	struct timed t;

	(void)state;
	assert_true(timed_init(&t, &m));
	assert_int_equal(timed_score(&t), DICT_NONE);
	assert_int_equal(timed_next_ms(&t, 0), INT64_MAX);
	timed_enter(&t, 1000);
	assert_int_equal(timed_shown_s(&t, 1999), 0);
	assert_int_equal(timed_shown_s(&t, 2000), 1);
	assert_int_equal(timed_next_ms(&t, 2500), 3000);
	assert_false(timed_look(&t, 14000));
	assert_false(timed_count(&t, 1));
	timed_enter(&t, 15249); /* 14.249 s */
	assert_int_equal(t.phase, TIMED_READY);
	timed_enter(&t, 20000);
	timed_enter(&t, 33300);
	assert_int_equal(t.phase, TIMED_DONE);
	assert_int_equal(timed_score(&t), 13300);
	tries(&t, "14.2;13.3");
	timed_enter(&t, 40000); /* nothing more to start */
	assert_int_equal(t.n, 2);
	assert_true(timed_drop(&t));
	assert_int_equal(timed_score(&t), 14200);
	assert_int_equal(t.phase, TIMED_READY);
}

static void
test_timed__best_and_mean(void **state)
{
	struct measure sts = measure("sts5", 1, "120", 2, "best");
	struct measure walk = measure("gait_speed", 2, "3", 2, "mean");
	struct timed t;

	(void)state;
	str_copy(sts.direction, sizeof sts.direction, "lower_better");
	timed_init(&t, &sts);
	timed_enter(&t, 0);
	timed_enter(&t, 12000);
	timed_enter(&t, 20000);
	timed_enter(&t, 33000);
	assert_int_equal(timed_score(&t), 12000);
	timed_init(&t, &walk);
	assert_int_equal(t.metres, 4);
	assert_true(timed_course(&t));
	assert_true(timed_course(&t));
	assert_int_equal(t.metres, 10);
	timed_enter(&t, 0);
	assert_false(timed_course(&t));
	timed_enter(&t, 10000); /* 1.00 m/s */
	timed_enter(&t, 20000);
	timed_enter(&t, 28000); /* 1.25 m/s */
	tries(&t, "1.00;1.25");
	assert_int_equal(timed_score(&t), 1130); /* 1.125 */
}

static void
test_timed__stance__ends_at_the_cap(void **state)
{
	struct measure m = measure("sls_eo", 1, "45", 3, "best");
	struct timed t;

	(void)state;
	timed_init(&t, &m);
	timed_enter(&t, 100);
	assert_false(timed_look(&t, 45099));
	assert_true(timed_look(&t, 45100));
	assert_int_equal(t.tries[0], 45000);
	timed_enter(&t, 50000);
	assert_true(timed_look(&t, 500000)); /* seen late: still the cap */
	assert_int_equal(t.tries[1], 45000);
	timed_enter(&t, 600000);
	timed_enter(&t, 603210);
	assert_int_equal(t.phase, TIMED_DONE);
	tries(&t, "45.0;45.0;3.2");
	assert_int_equal(timed_score(&t), 45000);
}

static void
test_timed__count__may_be_corrected(void **state)
{
	struct measure m = measure("cst30", 0, "60", 1, "last");
	struct timed t;

	(void)state;
	timed_init(&t, &m);
	assert_false(timed_count(&t, 1)); /* not yet */
	timed_enter(&t, 0);
	assert_int_equal(timed_shown_s(&t, 0), 30);
	assert_int_equal(timed_shown_s(&t, 12500), 18);
	for (int i = 0; i < 11; i++)
		assert_true(timed_count(&t, 1));
	timed_enter(&t, 15000); /* no end in between */
	assert_int_equal(t.phase, TIMED_RUNNING);
	assert_true(timed_count(&t, -1));
	assert_true(timed_look(&t, 30000));
	assert_int_equal(t.phase, TIMED_ENDED);
	assert_int_equal(timed_shown_s(&t, 99000), 0);
	assert_true(timed_count(&t, 1)); /* more than half way up counts */
	timed_enter(&t, 99000);
	assert_int_equal(t.phase, TIMED_DONE);
	assert_int_equal(timed_score(&t), 11000);
	assert_true(timed_drop(&t));
	assert_false(timed_drop(&t));
	timed_enter(&t, 100000);
	assert_int_equal(t.count, 0);
	assert_false(timed_count(&t, -1));
}

static void
test_timed__walk__waits_for_metres(void **state)
{
	struct measure m = measure("mwt2", 0, "400", 1, "last");
	struct timed t;

	(void)state;
	timed_init(&t, &m);
	timed_enter(&t, 0);
	assert_true(timed_count(&t, 1));
	assert_false(timed_walked(&t, 100));
	assert_true(timed_look(&t, 120000));
	timed_enter(&t, 130000);
	assert_int_equal(t.phase, TIMED_ENDED);
	assert_true(timed_walked(&t, 132));
	assert_int_equal(timed_score(&t), 132000);
	assert_true(timed_find("mwt6") && timed_find("mwt6")->seconds == 360);
	assert_null(timed_find("rom_knee_flexion"));
	str_copy(m.key, sizeof m.key, "berg");
	assert_false(timed_init(&t, &m));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_timed__watch__keeps_the_last),
	    cmocka_unit_test(test_timed__best_and_mean),
	    cmocka_unit_test(test_timed__stance__ends_at_the_cap),
	    cmocka_unit_test(test_timed__count__may_be_corrected),
	    cmocka_unit_test(test_timed__walk__waits_for_metres),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
