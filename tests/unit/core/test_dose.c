/* test_dose.c - the timer model: hand-made cases and properties over random doses. */
#include "core/dose.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct dose
plain(int sets, int reps, const char *tempo)
{
	struct dose d = dose_default();

	d.sets = sets;
	d.reps = reps;
	assert_int_equal(dose_parse_tempo(&d, tempo, NULL), ST_OK);
	return d;
}

static void
test_dose__sets_view__keeps_set_ends_without_rest(void **state)
{
	struct dose d = plain(3, 5, "1-0-1");
	struct dose_phase ph;

	(void)state;
	assert_int_equal(dose_phase_count(&d, DOSE_MERGED), 2);
	assert_int_equal(dose_phase_count(&d, DOSE_SETS), 4);
	for (int set = 1; set <= 3; set++) {
		assert_true(dose_phase_at(&d, DOSE_SETS, set, &ph));
		assert_int_equal(ph.kind, DOSE_WORK);
		assert_int_equal(ph.set, set);
		assert_int_equal(ph.duration_ms, 10000);
		assert_int_equal(ph.start_ms, 5000 + (set - 1) * 10000);
		assert_true(ph.last_in_set);
		assert_int_equal(ph.last, set == 3);
	}
	assert_false(dose_phase_at(&d, DOSE_SETS, 4, &ph));
	assert_false(dose_phase_at(&d, DOSE_SETS, -1, &ph));
}

static void
test_dose__iter_next__stays_at_the_end(void **state)
{
	struct dose d = plain(1, 2, "1-0-1");
	struct dose_iter it;
	struct dose_phase ph;

	(void)state;
	dose_iter_init(&it, &d, DOSE_SETS);
	while (dose_iter_next(&it, &ph))
		;
	for (int i = 0; i < 5; i++)
		assert_false(dose_iter_next(&it, &ph));
}

static void
test_dose__each_side__marks_set_done_on_second_side(void **state)
{
	struct dose d = plain(2, 8, "2-1-3");
	struct dose_phase ph;

	(void)state;
	d.side_mode = DOSE_EACH_SIDE;
	d.rest_s = 45;
	assert_true(dose_phase_at(&d, DOSE_SETS, 1, &ph));
	assert_int_equal(ph.side, 1);
	assert_true(ph.last_in_side);
	assert_false(ph.last_in_set);
	assert_true(dose_phase_at(&d, DOSE_SETS, 2, &ph));
	assert_int_equal(ph.kind, DOSE_SIDE_SWITCH);
	assert_int_equal(ph.set, 1);
	assert_int_equal(ph.side, 2);
	assert_true(dose_phase_at(&d, DOSE_SETS, 3, &ph));
	assert_int_equal(ph.side, 2);
	assert_true(ph.last_in_set);
	assert_false(ph.last);
	assert_true(dose_phase_at(&d, DOSE_SETS, 4, &ph));
	assert_int_equal(ph.kind, DOSE_REST);
	assert_false(ph.between_reps);
	assert_int_equal(ph.set, 1);
}

static void
test_dose__side_blocks__switches_once(void **state)
{
	struct dose d = plain(3, 1, "0-0-0");
	struct dose_phase ph;

	(void)state;
	d.hold_s = 30;
	d.side_mode = DOSE_SIDE_BLOCKS; /* rest 0: the switch alone parts the holds */
	assert_int_equal(dose_phase_count(&d, DOSE_MERGED), 4);
	assert_int_equal(dose_phase_count(&d, DOSE_SETS), 8);
	assert_true(dose_phase_at(&d, DOSE_SETS, 3, &ph));
	assert_int_equal(ph.set, 3);
	assert_int_equal(ph.side, 1);
	assert_true(dose_phase_at(&d, DOSE_SETS, 5, &ph));
	assert_int_equal(ph.set, 1);
	assert_int_equal(ph.side, 2);
}

static void
test_dose__rep_at__follows_the_tempo(void **state)
{
	struct dose d = plain(1, 3, "2-1-3");
	struct dose_phase ph;
	struct dose_rep rep;

	(void)state;
	assert_true(dose_phase_at(&d, DOSE_SETS, 0, &ph));
	assert_false(dose_rep_at(&d, &ph, 0, &rep));
	assert_true(dose_phase_at(&d, DOSE_SETS, 1, &ph));
	assert_true(dose_rep_at(&d, &ph, 6000 + 2500, &rep));
	assert_int_equal(rep.rep, 2);
	assert_int_equal(rep.reps, 3);
	assert_int_equal(rep.part, DOSE_PAUSE);
	assert_int_equal(rep.into_ms, 500);
	assert_int_equal(rep.part_ms, 1000);
	assert_true(dose_rep_at(&d, &ph, 6000 + 3000, &rep));
	assert_int_equal(rep.part, DOSE_LOWER);
	assert_true(dose_rep_at(&d, &ph, 999999, &rep)); /* past the end: last instant */
	assert_int_equal(rep.rep, 3);
	assert_int_equal(rep.part, DOSE_LOWER);
}

static void
test_dose__rep_at__alternates_sides(void **state)
{
	struct dose d = plain(1, 2, "1-0-1");
	struct dose_phase ph;
	struct dose_rep rep;

	(void)state;
	d.side_mode = DOSE_ALTERNATING;
	assert_true(dose_phase_at(&d, DOSE_SETS, 1, &ph));
	for (int i = 0; i < 4; i++) {
		assert_true(dose_rep_at(&d, &ph, 2000 * i + 100, &rep));
		assert_int_equal(rep.rep, i + 1);
		assert_int_equal(rep.reps, 4);
		assert_int_equal(rep.side, i % 2 + 1);
	}
}

static void
test_dose__phase_when__finds_borders(void **state)
{
	struct dose d = plain(2, 10, "");
	struct dose_phase ph;

	(void)state;
	d.rest_s = 30; /* blank tempo: 2-0-2, 40 s a set */
	assert_int_equal(dose_phase_when(&d, DOSE_SETS, 0, &ph), 0);
	assert_int_equal(dose_phase_when(&d, DOSE_SETS, 4999, &ph), 0);
	assert_int_equal(dose_phase_when(&d, DOSE_SETS, 5000, &ph), 1);
	assert_int_equal(dose_phase_when(&d, DOSE_SETS, 44999, &ph), 1);
	assert_int_equal(dose_phase_when(&d, DOSE_SETS, 45000, &ph), 2);
	assert_int_equal(dose_phase_when(&d, DOSE_SETS, 114999, &ph), 3);
	assert_int_equal(dose_phase_when(&d, DOSE_SETS, 115000, &ph), -1);
}

static void
test_dose__session_ms__adds_changes(void **state)
{
	struct dose list[3] = {plain(1, 12, "2-0-2"), plain(1, 12, "2-0-2"),
			       plain(1, 12, "2-0-2")};

	(void)state;
	assert_int_equal(dose_session_ms(list, 0), 0);
	assert_int_equal(dose_session_ms(list, 1), 53000);
	assert_int_equal(dose_session_ms(list, 3), 3 * 53000 + 2 * 30000);
}

static void
test_dose__parse_tempo__refuses_what_is_no_tempo(void **state)
{
	static const char *const bad[] = {
	    "2-0",  "2-0-2-1",	"2--2",	  "a-0-2",   "-1-0-2", "2-0-2 ", " 2-0-2",
	    "2-0-", "9999-0-1", "2-0--2", "601-0-0", "-",      "--",	 "2,0,2"};
	struct dose d = plain(1, 1, "3-1-4");
	char text[DOSE_TEMPO_SIZE];
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(dose_parse_tempo(&d, bad[i], &err), ST_INVALID);
		assert_non_null(strstr(err.detail, "2-0-2"));
		dose_tempo_text(&d, text);
		assert_string_equal(text, "3-1-4");
	}
	assert_int_equal(dose_parse_tempo(&d, "15-0-15", NULL), ST_OK);
	dose_tempo_text(&d, text);
	assert_string_equal(text, "15-0-15");
	assert_int_equal(dose_parse_tempo(&d, "", NULL), ST_OK);
	dose_tempo_text(&d, text);
	assert_string_equal(text, "");
}

static void
test_dose__parse_minutes__rounds_to_seconds(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} good[] = {{"0", 0},	     {"10", 600000},
		    {"0.5", 30000},  {"0.255", 15000},
		    {"0.25", 15000}, {"0.225", 14000},
		    {".5", 30000},   {"1440", 86400000},
		    {"5.", 300000},  {"0.3333333333333333333", 20000},
		    {"0.0083", 0}};
	static const char *const bad[] = {"",	  ".",	 "-1", "1e3",
					  "1441", "1,5", " 1", "1440.1"};
	int64_t ms;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		assert_int_equal(dose_parse_minutes(good[i].text, &ms, NULL), ST_OK);
		assert_int_equal(ms, good[i].ms);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(dose_parse_minutes(bad[i], &ms, NULL), ST_INVALID);
}

static void
test_dose__side_mode__names_go_both_ways(void **state)
{
	enum dose_side_mode mode;

	(void)state;
	for (int i = 0; i < DOSE_SIDE_MODE_COUNT; i++) {
		assert_true(dose_side_mode_parse(
		    dose_side_mode_id((enum dose_side_mode)i), &mode));
		assert_int_equal(mode, i);
	}
	assert_false(dose_side_mode_parse("both", &mode));
}

/* ---- properties ---- */

static struct dose
random_dose(struct random *r)
{
	struct dose d = {0};

	d.lead_in_s = random_below(r, 3) * 5;
	d.sets = random_below(r, 5);
	d.reps = random_below(r, 7);
	d.hold_s = random_below(r, 2) * random_below(r, 8);
	d.rest_s = random_below(r, 2) * random_below(r, 60);
	d.rep_gap_s = random_below(r, 3) == 0 ? random_below(r, 4) : 0;
	d.side_switch_s = random_below(r, 3) * 3;
	d.has_tempo = random_below(r, 4) > 0;
	d.tempo_up_s = random_below(r, 3);
	d.tempo_pause_s = random_below(r, 3);
	d.tempo_down_s = random_below(r, 3);
	d.duration_ms = random_below(r, 4) == 0 ? 1000 * random_below(r, 90) : 0;
	d.side_mode = (enum dose_side_mode)random_below(r, DOSE_SIDE_MODE_COUNT);
	return d;
}

/* Total by the formulas of facts.md section 5, written down once more, in seconds. */
static int64_t
formula_total(const struct dose *d)
{
	bool timed = d->duration_ms > 0;
	int blank = d->hold_s > 0 || timed ? 0 : 4;
	int64_t t =
	    d->hold_s +
	    (d->has_tempo ? d->tempo_up_s + d->tempo_pause_s + d->tempo_down_s : blank);
	int64_t n = d->reps * (d->side_mode == DOSE_ALTERNATING ? 2 : 1);
	int64_t b = timed ? d->duration_ms / 1000 : n * t + (n - 1) * d->rep_gap_s;
	int64_t s = d->sets, q = d->rest_s, w = d->side_switch_s, l = d->lead_in_s;

	if (s <= 0 || (!timed && (d->reps <= 0 || t == 0)))
		return 0;
	if (d->side_mode == DOSE_EACH_SIDE)
		return l + s * (2 * b + w) + (s - 1) * q;
	if (d->side_mode == DOSE_SIDE_BLOCKS)
		return l + 2 * (s * b + (s - 1) * q) + w;
	return l + s * b + (s - 1) * q;
}

static void
check_view(const struct dose *d, enum dose_view view)
{
	struct dose_totals t = dose_totals(d), sum = {0};
	int64_t *const by_kind[] = {&sum.lead_ms, &sum.work_ms, &sum.hold_ms,
				    &sum.rest_ms, &sum.switch_ms};
	struct dose_iter it;
	struct dose_phase ph, found, was = {.kind = DOSE_KIND_COUNT};
	int n = 0, set_ends = 0, side_ends = 0;

	dose_iter_init(&it, d, view);
	for (; dose_iter_next(&it, &ph); n++, was = ph) {
		assert_true(ph.duration_ms > 0);
		assert_int_equal(ph.start_ms, sum.total_ms);
		assert_int_equal(was.last, false);
		if (ph.kind == was.kind) {
			assert_int_equal(view, DOSE_SETS);
			assert_true(was.last_in_side);
		}
		*by_kind[ph.kind] += ph.duration_ms;
		sum.total_ms += ph.duration_ms;
		set_ends += ph.last_in_set;
		side_ends += ph.last_in_side;
		assert_true(dose_phase_at(d, view, n, &found));
		assert_int_equal(found.start_ms, ph.start_ms);
		assert_int_equal(dose_phase_when(d, view, sum.total_ms - 1, &found), n);
	}
	assert_memory_equal(&sum, &t, sizeof t);
	assert_int_equal(n, dose_phase_count(d, view));
	if (n == 0)
		return;
	assert_true(was.last);
	if (view == DOSE_SETS) {
		int blocks = d->sets * (d->side_mode == DOSE_EACH_SIDE ||
						d->side_mode == DOSE_SIDE_BLOCKS
					    ? 2
					    : 1);

		assert_int_equal(side_ends, blocks);
		assert_int_equal(set_ends,
				 d->side_mode == DOSE_EACH_SIDE ? d->sets : blocks);
	}
}

static void
test_dose__phases__sum_to_the_formula(void **state)
{
	struct random r = random_begin("dose totals", 20261123);

	(void)state;
	for (int i = 0; i < 4000; i++) {
		struct dose d = random_dose(&r);

		assert_int_equal(dose_totals(&d).total_ms, formula_total(&d) * 1000);
		assert_int_equal(dose_empty(&d), formula_total(&d) == 0);
		check_view(&d, DOSE_SETS);
		check_view(&d, DOSE_MERGED);
	}
}

static void
check_rep(const struct dose *d, const struct dose_phase *ph, int64_t into)
{
	static const enum dose_phase_kind kinds[] = {
	    [DOSE_LIFT] = DOSE_WORK,	  [DOSE_PAUSE] = DOSE_WORK,
	    [DOSE_PART_HOLD] = DOSE_HOLD, [DOSE_LOWER] = DOSE_WORK,
	    [DOSE_GAP] = DOSE_REST,	  [DOSE_BLOCK] = DOSE_WORK};
	struct dose_rep rep;

	if (!dose_rep_at(d, ph, into, &rep)) {
		assert_true(ph->kind != DOSE_WORK && ph->kind != DOSE_HOLD);
		return;
	}
	assert_int_equal(kinds[rep.part], ph->kind);
	assert_true(rep.into_ms >= 0 && rep.into_ms < rep.part_ms);
	assert_true(rep.rep <= rep.reps);
	if (into == 0) {
		assert_int_equal(rep.rep, ph->rep);
		assert_int_equal(rep.side, ph->side);
	}
}

static void
test_dose__rep_at__agrees_with_the_phase(void **state)
{
	struct random r = random_begin("dose reps", 7);
	struct dose_iter it;
	struct dose_phase ph;

	(void)state;
	for (int i = 0; i < 500; i++) {
		struct dose d = random_dose(&r);

		dose_iter_init(&it, &d, DOSE_SETS);
		while (dose_iter_next(&it, &ph))
			for (int64_t into = 0; into < ph.duration_ms; into += 250)
				check_rep(&d, &ph, into);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dose__sets_view__keeps_set_ends_without_rest),
	    cmocka_unit_test(test_dose__iter_next__stays_at_the_end),
	    cmocka_unit_test(test_dose__each_side__marks_set_done_on_second_side),
	    cmocka_unit_test(test_dose__side_blocks__switches_once),
	    cmocka_unit_test(test_dose__rep_at__follows_the_tempo),
	    cmocka_unit_test(test_dose__rep_at__alternates_sides),
	    cmocka_unit_test(test_dose__phase_when__finds_borders),
	    cmocka_unit_test(test_dose__session_ms__adds_changes),
	    cmocka_unit_test(test_dose__parse_tempo__refuses_what_is_no_tempo),
	    cmocka_unit_test(test_dose__parse_minutes__rounds_to_seconds),
	    cmocka_unit_test(test_dose__side_mode__names_go_both_ways),
	    cmocka_unit_test(test_dose__phases__sum_to_the_formula),
	    cmocka_unit_test(test_dose__rep_at__agrees_with_the_phase),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
