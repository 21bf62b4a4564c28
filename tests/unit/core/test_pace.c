/* test_pace.c - which repetition and which part of it runs. */
#include "core/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static struct dose
tempo(int up, int pause, int down)
{
	struct dose d = dose_default();

	d.lead_in_s = 0;
	d.reps = 3;
	d.has_tempo = true;
	d.tempo_up_s = up;
	d.tempo_pause_s = pause;
	d.tempo_down_s = down;
	return d;
}

static void
test_pace__at__follows_the_tempo(void **state)
{
	static const struct {
		int64_t ms;
		int rep;
		enum dose_part part;
		int64_t left;
	} want[] = {
	    {0, 1, DOSE_LIFT, 2000},	 {1999, 1, DOSE_LIFT, 1},
	    {2000, 1, DOSE_PAUSE, 1000}, {3500, 1, DOSE_LOWER, 1500},
	    {5000, 2, DOSE_LIFT, 2000},	 {14999, 3, DOSE_LOWER, 1},
	};
	struct dose d = tempo(2, 1, 2);
	struct dose_phase ph;
	struct pace p;

	(void)state;
	assert_true(dose_phase_at(&d, DOSE_SETS, 0, &ph));
	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
		assert_true(pace_at(&d, &ph, want[i].ms, &p));
		assert_int_equal(p.rep, want[i].rep);
		assert_int_equal(p.reps, 3);
		assert_int_equal(p.part, want[i].part);
		assert_int_equal(p.left_ms, want[i].left);
	}
	assert_true(pace_at(&d, &ph, 15000 + 4000, &p)); /* extended: stays at the end */
	assert_int_equal(p.rep, 3);
	assert_int_equal(p.left_ms, 0);
}

static void
test_pace__at__holds_are_their_own_phase(void **state)
{
	struct dose d = tempo(1, 0, 1);
	struct dose_phase ph;
	struct pace p;

	(void)state;
	d.hold_s = 10;
	assert_true(dose_phase_at(&d, DOSE_SETS, 1, &ph));
	assert_int_equal(ph.kind, DOSE_HOLD);
	assert_true(pace_at(&d, &ph, 4000, &p));
	assert_int_equal(p.part, DOSE_PART_HOLD);
	assert_int_equal(p.left_ms, 6000);
	assert_false(pace_half(&ph, 4999, ph.duration_ms));
	assert_true(pace_half(&ph, 5000, ph.duration_ms));
}

static void
test_pace__at__breath_repeats_in_a_timed_block(void **state)
{
	static const struct {
		int64_t ms;
		int rep;
		const char *word;
		int64_t left;
	} want[] = {
	    {0, 1, "In", 4000},	    {4000, 1, "Hold", 2000}, {6500, 1, "Out", 5500},
	    {12000, 2, "In", 4000}, {27000, 3, "In", 1000},  {29500, 3, "Hold", 500},
	};
	struct dose d = tempo(4, 2, 6);
	struct dose_phase ph;
	struct pace p;

	(void)state;
	d.reps = 0;
	d.duration_ms = 30000;
	assert_true(dose_phase_at(&d, DOSE_SETS, 0, &ph));
	for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
		assert_true(pace_at(&d, &ph, want[i].ms, &p));
		assert_int_equal(p.rep, want[i].rep);
		assert_string_equal(pace_word(PACE_BREATH, p.part), want[i].word);
		assert_int_equal(p.left_ms, want[i].left);
	}
	assert_true(pace_half(&ph, 15000, 30000));
}

static void
test_pace__at__a_block_without_tempo_is_one_part(void **state)
{
	struct dose d = tempo(0, 0, 0);
	struct dose_phase ph;
	struct pace p;

	(void)state;
	d.reps = 0;
	d.duration_ms = 60000;
	assert_true(dose_phase_at(&d, DOSE_SETS, 0, &ph));
	assert_true(pace_at(&d, &ph, 20000, &p));
	assert_int_equal(p.rep, 0);
	assert_int_equal(p.part, DOSE_BLOCK);
	assert_int_equal(p.left_ms, 40000);
	assert_string_equal(pace_word(PACE_WORK, p.part), "");
}

static void
test_pace__at__nothing_in_rest_and_count_up(void **state)
{
	struct dose d = tempo(1, 0, 1);
	struct dose_phase ph;
	struct pace p;

	(void)state;
	d.sets = 2;
	d.rest_s = 10;
	assert_true(dose_phase_at(&d, DOSE_SETS, 1, &ph));
	assert_int_equal(ph.kind, DOSE_REST);
	assert_false(pace_at(&d, &ph, 100, &p));
	d = tempo(0, 0, 0);
	ph = (struct dose_phase){.kind = DOSE_WORK};
	assert_false(pace_at(&d, &ph, 100, &p));
}

static void
test_pace__at__alternating_changes_the_side(void **state)
{
	struct dose d = tempo(1, 0, 1);
	struct dose_phase ph;
	struct pace p;

	(void)state;
	d.side_mode = DOSE_ALTERNATING;
	assert_true(dose_phase_at(&d, DOSE_SETS, 0, &ph));
	assert_true(pace_at(&d, &ph, 2500, &p));
	assert_int_equal(p.side, 2);
	assert_int_equal(p.reps, 6);
	assert_true(pace_at(&d, &ph, 4500, &p));
	assert_int_equal(p.side, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pace__at__follows_the_tempo),
	    cmocka_unit_test(test_pace__at__holds_are_their_own_phase),
	    cmocka_unit_test(test_pace__at__breath_repeats_in_a_timed_block),
	    cmocka_unit_test(test_pace__at__a_block_without_tempo_is_one_part),
	    cmocka_unit_test(test_pace__at__nothing_in_rest_and_count_up),
	    cmocka_unit_test(test_pace__at__alternating_changes_the_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
