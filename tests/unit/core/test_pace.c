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

/* Seconds into 4-2-6-1: which part, how long it lasts, how full the bar is. */
static void
test_pace__moment__grows_stays_and_shrinks(void **state)
{
	static const struct pace_rhythm r = {4000, 2000, 6000, 1000};
	static const struct {
		int64_t at, left;
		enum pace_beat beat;
		int level;
	} rows[] = {
	    {0, 4000, PACE_IN, 0},	 {1000, 3000, PACE_IN, 250},
	    {3999, 1, PACE_IN, 999},	 {4000, 2000, PACE_FULL, 1000},
	    {5999, 1, PACE_FULL, 1000},	 {6000, 6000, PACE_OUT, 1000},
	    {9000, 3000, PACE_OUT, 500}, {12000, 1000, PACE_EMPTY, 0},
	    {13000, 4000, PACE_IN, 0},	 {13000 * 20 + 6000, 6000, PACE_OUT, 1000},
	};
	struct pace_moment m;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_true(pace_moment_at(&r, rows[i].at, &m));
		assert_int_equal(m.beat, rows[i].beat);
		assert_int_equal(m.left_ms, rows[i].left);
		assert_int_equal(m.into_ms + m.left_ms, m.part_ms);
		assert_int_equal(m.level, rows[i].level);
	}
}

static void
test_pace__moment__leaves_parts_out(void **state)
{
	static const struct pace_rhythm two = {4000, 0, 6000, 0}, none = {0, 0, 0, 0};
	struct pace_moment m;

	(void)state;
	for (int64_t at = 0; at < 30000; at += 125) {
		assert_true(pace_moment_at(&two, at, &m));
		assert_int_equal(m.beat, at % 10000 < 4000 ? PACE_IN : PACE_OUT);
		assert_in_range(m.left_ms, 1, 6000);
	}
	assert_false(pace_moment_at(&none, 500, &m));
}

static void
test_pace__prescribed__is_the_tempo_of_a_block(void **state)
{
	struct dose d = tempo(5, 1, 7);
	struct pace_rhythm r;

	(void)state;
	assert_false(pace_prescribed(&d, &r)); /* counted */
	d.reps = 0;
	d.duration_ms = 60000;
	assert_true(pace_prescribed(&d, &r));
	assert_int_equal(r.in_ms, 5000);
	assert_int_equal(r.hold_ms, 1000);
	assert_int_equal(r.out_ms, 7000);
	assert_int_equal(r.rest_ms, 0);
	d = tempo(0, 0, 0);
	d.duration_ms = 60000;
	assert_false(pace_prescribed(&d, &r));
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
	    cmocka_unit_test(test_pace__moment__grows_stays_and_shrinks),
	    cmocka_unit_test(test_pace__moment__leaves_parts_out),
	    cmocka_unit_test(test_pace__prescribed__is_the_tempo_of_a_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
