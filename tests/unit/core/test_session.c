/* test_session.c - the session fold, rule by rule. */
#include "session_kit.h"

#include <stdio.h>

/* A session with n items of kit_plan, code 97110. */
static void
open_with(struct kit *k, int n)
{
	struct session_item_plan p = kit_plan("Squat", "97110");

	kit_open(k, "cms");
	for (int i = 0; i < n; i++)
		kit_add(k, &p);
}

static void
assert_whole(const struct kit *k, int64_t since_ms)
{
	assert_int_equal(session_elapsed_ms(&k->s), since_ms);
}

/* ---- walking by time alone ---- */

static void
test_session__advance__walks_all_phases(void **state)
{
	struct kit k;
	struct session_item *it = &k.s.items[0];

	(void)state;
	open_with(&k, 1);
	kit_wait(&k, S(20));
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(k.s.mode, SESSION_RUNNING);
	assert_int_equal(k.s.phase.kind, DOSE_LEAD_IN);
	kit_wait(&k, S(5));
	assert_int_equal(k.s.phase.kind, DOSE_WORK);
	assert_int_equal(it->n_sets, 1);
	kit_wait(&k, S(50));
	assert_int_equal(k.s.phase.kind, DOSE_REST);
	assert_int_equal(it->sets[0].done, 1);
	assert_int_equal(it->sets[0].reps, 10);
	kit_wait(&k, S(60 + 50 + 60 + 50));
	assert_int_equal(k.s.mode, SESSION_READY);
	assert_int_equal(it->state, ITEM_DONE);
	assert_int_equal(it->n_sets, 3);
	assert_int_equal(it->work_ms, S(150));
	assert_int_equal(it->rest_ms, S(120));
	assert_int_equal(k.s.lead_ms, S(5));
	assert_int_equal(k.s.prepare_ms, S(20));
	kit_wait(&k, S(7));
	assert_int_equal(k.s.change_ms, S(7));
	assert_whole(&k, S(302));
}

static void
test_session__advance__never_goes_back(void **state)
{
	struct kit k;
	struct session_state before;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(9));
	before = k.s;
	session_advance(&k.s, k.s.now_ms - S(3));
	assert_memory_equal(&before, &k.s, sizeof before);
}

static void
test_session__advance__rest_0_keeps_the_set_border(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Step", "97110");

	(void)state;
	p.dose.rest_s = 0;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50));
	assert_int_equal(k.s.phase.kind, DOSE_WORK);
	assert_int_equal(k.s.items[0].n_sets, 2);
	assert_int_equal(k.s.phase_run_ms, 0);
	kit_wait(&k, S(100));
	assert_int_equal(k.s.items[0].state, ITEM_DONE);
	assert_int_equal(k.s.items[0].sets[1].work_ms, S(50));
	assert_int_equal(k.s.items[0].rest_ms, 0);
}

static void
test_session__advance__count_up_waits_for_a_tap(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Carry", "97530");

	(void)state;
	p.dose.reps = 0;
	p.dose.sets = 2;
	p.dose.rest_s = 10;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 3600));
	assert_int_equal(k.s.phase.kind, DOSE_WORK);
	assert_int_equal(k.s.phase_ms, -1);
	assert_int_equal(session_shown_s(&k.s), 3600);
	assert_int_equal(kit_try(&k, SEV_EXTEND, -1, 1000, NULL), ST_INVALID);
	assert_false(session_allows(&k.s, SEV_EXTEND));
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(k.s.phase.kind, DOSE_REST);
	assert_int_equal(k.s.items[0].sets[0].reps, -1);
	assert_int_equal(k.s.items[0].sets[0].work_ms, S(3600));
	kit_wait(&k, S(10 + 4));
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(k.s.items[0].state, ITEM_DONE);
	assert_int_equal(k.s.items[0].work_ms, S(3604));
}

static void
test_session__advance__reps_without_tempo_count_up(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Own pace", "97110");

	(void)state;
	p.dose.tempo_up_s = p.dose.tempo_pause_s = p.dose.tempo_down_s = 0;
	kit_open(&k, "ama");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 31));
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(k.s.items[0].sets[0].reps, 10);
	assert_int_equal(k.s.items[0].sets[0].work_ms, S(31));
}

static void
test_session__advance__lead_in_0_begins_at_once(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Go", "97110");

	(void)state;
	p.dose.lead_in_s = 0;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(k.s.phase.kind, DOSE_WORK);
	assert_int_equal(k.s.items[0].n_sets, 1);
}

static void
test_session__advance__sides_are_recorded(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Lunge", "97110");
	char text[100];

	(void)state;
	p.dose.side_mode = DOSE_EACH_SIDE;
	p.dose.sets = 2;
	str_copy(p.side, sizeof p.side, "right");
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5));
	assert_string_equal(session_side(&k.s), "right");
	kit_wait(&k, S(50));
	assert_int_equal(k.s.phase.kind, DOSE_SIDE_SWITCH);
	assert_string_equal(session_side(&k.s), "left");
	kit_wait(&k, S(1000));
	session_sets_text(&k.s.items[0], text, sizeof text);
	assert_string_equal(text, "1R:10r50s+5 1L:10r50s+60 2R:10r50s+5 2L:10r50s");
}

/* ---- keys of the clock ---- */

static void
test_session__done__ends_the_set_as_asked(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(2));
	kit_do(&k, SEV_DONE, -1, 0, NULL); /* lead-in: go on */
	assert_int_equal(k.s.phase.kind, DOSE_WORK);
	assert_int_equal(k.s.lead_ms, S(2));
	kit_wait(&k, S(33));
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(k.s.phase.kind, DOSE_REST);
	assert_int_equal(k.s.items[0].sets[0].reps, 10);
	assert_int_equal(k.s.items[0].sets[0].work_ms, S(33));
	kit_do(&k, SEV_DONE, -1, 0, NULL); /* rest: go on */
	assert_int_equal(k.s.items[0].n_sets, 2);
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(k.s.items[0].state, ITEM_DONE);
	assert_int_equal(kit_try(&k, SEV_DONE, -1, 0, NULL), ST_INVALID);
}

static void
test_session__done__in_a_hold_ends_the_whole_set(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Hold", "97110");

	(void)state;
	p.dose.hold_s = 10;
	p.dose.rep_gap_s = 2;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 3));
	assert_int_equal(k.s.phase.kind, DOSE_HOLD);
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(k.s.phase.kind, DOSE_REST);
	assert_false(k.s.phase.between_reps);
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	kit_wait(&k, S(15)); /* the gap behind the first repetition */
	assert_true(k.s.phase.between_reps);
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_false(k.s.phase.between_reps);
	assert_int_equal(k.s.items[0].sets[1].reps, 10);
}

static void
test_session__skip__counts_reps_by_the_clock(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 2);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 24.999));
	kit_do(&k, SEV_SKIP, -1, 0, NULL);
	assert_int_equal(k.s.items[0].state, ITEM_PART);
	assert_int_equal(k.s.items[0].sets[0].reps, 4);
	assert_int_equal(k.s.items[0].sets[0].done, 0);
	assert_int_equal(k.s.mode, SESSION_READY);
	assert_int_equal(session_next_item(&k.s), 1);
	kit_do(&k, SEV_SKIP, 1, 0, NULL); /* passed over without a start */
	assert_int_equal(k.s.items[1].state, ITEM_SKIPPED);
	assert_int_equal(session_next_item(&k.s), -1);
	assert_int_equal(kit_try(&k, SEV_SKIP, -1, 0, NULL), ST_INVALID);
}

static void
test_session__skip__in_lead_in_is_skipped(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(4));
	kit_do(&k, SEV_SKIP, -1, 0, NULL);
	assert_int_equal(k.s.items[0].state, ITEM_SKIPPED);
	kit_wait(&k, S(3));
	assert_whole(&k, S(7));
}

static void
test_session__skip__alternating_counts_pairs(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("March", "97110");

	(void)state;
	p.dose.side_mode = DOSE_ALTERNATING;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 25));
	kit_do(&k, SEV_SKIP, -1, 0, NULL);
	assert_int_equal(k.s.items[0].sets[0].reps, 2); /* 5 steps: 2 with both legs */
}

static void
test_session__back__in_work_goes_to_the_set_before(void **state)
{
	struct kit k;
	struct session_item *it = &k.s.items[0];

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50 + 60 + 7));
	assert_int_equal(it->n_sets, 2);
	kit_do(&k, SEV_BACK, -1, 0, NULL);
	assert_int_equal(it->n_sets, 1);
	assert_int_equal(it->sets[0].set, 1);
	assert_int_equal(it->sets[0].work_ms, 0);
	assert_int_equal(it->work_ms, S(57)); /* stays counted */
	kit_wait(&k, S(50 + 60 + 50 + 60 + 50));
	assert_int_equal(it->state, ITEM_DONE);
	assert_int_equal(it->n_sets, 3);
	assert_int_equal(it->work_ms, S(207));
	assert_whole(&k, S(122 + 270));
}

static void
test_session__back__in_rest_goes_to_this_set(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50 + 60 + 50 + 10));
	kit_do(&k, SEV_BACK, -1, 0, NULL);
	assert_int_equal(k.s.items[0].n_sets, 2);
	assert_int_equal(k.s.items[0].sets[1].set, 2);
	assert_int_equal(k.s.items[0].sets[1].done, 0);
}

static void
test_session__back__after_the_end_takes_the_last_set_again(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(275 + 9));
	assert_int_equal(k.s.mode, SESSION_READY);
	kit_do(&k, SEV_BACK, -1, 0, NULL);
	assert_int_equal(k.s.mode, SESSION_RUNNING);
	assert_int_equal(k.s.items[0].n_sets, 3);
	assert_int_equal(k.s.items[0].state, ITEM_RUNNING);
	kit_wait(&k, S(50));
	assert_int_equal(k.s.items[0].state, ITEM_DONE);
	assert_int_equal(k.s.change_ms, S(9));
}

static void
test_session__restart__begins_this_set_again(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50 + 60 + 7));
	kit_do(&k, SEV_RESTART, -1, 0, NULL);
	assert_int_equal(k.s.items[0].n_sets, 2);
	assert_int_equal(k.s.phase_run_ms, 0);
	assert_int_equal(k.s.items[0].sets[1].work_ms, 0);
	assert_int_equal(k.s.items[0].work_ms, S(57));
}

static void
test_session__extend__adds_to_this_phase_only(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50 + 10));
	kit_do(&k, SEV_EXTEND, -1, S(30), NULL);
	assert_int_equal(session_shown_s(&k.s), 80);
	kit_wait(&k, S(80));
	assert_int_equal(k.s.phase.kind, DOSE_WORK);
	kit_wait(&k, S(50));
	assert_int_equal(session_shown_s(&k.s), 60);
	assert_int_equal(k.s.items[0].sets[0].rest_ms, S(90));
	assert_int_equal(kit_try(&k, SEV_EXTEND, -1, 0, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_EXTEND, -1, -5, NULL), ST_INVALID);
}

static void
test_session__start__ends_the_running_one(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 3);
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(kit_try(&k, SEV_START, 0, 0, NULL), ST_INVALID);
	kit_wait(&k, S(5 + 12));
	kit_do(&k, SEV_START, 2, 0, NULL);
	assert_int_equal(k.s.items[0].state, ITEM_PART);
	assert_int_equal(k.s.items[0].sets[0].reps, 2);
	kit_wait(&k, S(3));
	kit_do(&k, SEV_START, 1, 0, NULL);
	assert_int_equal(k.s.items[2].state, ITEM_SKIPPED);
	assert_int_equal(k.s.current, 1);
}

static void
test_session__start__goes_on_where_it_was_left(void **state)
{
	struct kit k;
	struct session_item *it = &k.s.items[0];

	(void)state;
	open_with(&k, 2);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50 + 60 + 10));
	kit_do(&k, SEV_START, 1, 0, NULL);
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(k.s.phase.kind, DOSE_LEAD_IN);
	assert_int_equal(k.s.phase.set, 2);
	kit_wait(&k, S(5 + 50 + 60 + 50));
	assert_int_equal(it->state, ITEM_DONE);
	assert_int_equal(it->n_sets, 4); /* 1, 2 broken off, 2, 3 */
	assert_int_equal(it->sets[1].done, 0);
	assert_int_equal(it->sets[2].set, 2);
	assert_int_equal(it->sets[3].set, 3);
}

static void
test_session__start__once_more_appends_sets(void **state)
{
	struct kit k;
	struct session_item *it = &k.s.items[0];

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(275 + 30));
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(it->state, ITEM_RUNNING);
	kit_wait(&k, S(275));
	assert_int_equal(it->state, ITEM_DONE);
	assert_int_equal(it->n_sets, 6);
	assert_int_equal(it->sets[5].set, 6);
	assert_int_equal(it->work_ms, S(300));
}

static void
test_session__start__refuses_more_sets_than_fit(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Many", "97110");

	(void)state;
	p.dose.sets = 20;
	p.dose.rest_s = 0;
	p.dose.side_mode = DOSE_EACH_SIDE;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(4000));
	assert_int_equal(k.s.items[0].n_sets, 40);
	assert_int_equal(kit_try(&k, SEV_START, 0, 0, NULL), ST_INVALID);
}

static void
test_session__pause__stands_everywhere(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_PAUSE, -1, 0, NULL); /* before the first exercise too */
	kit_wait(&k, S(4));
	assert_int_equal(k.s.prepare_ms, 0);
	kit_do(&k, SEV_RESUME, -1, 0, NULL);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(7));
	kit_do(&k, SEV_PAUSE, -1, 0, NULL);
	assert_int_equal(kit_try(&k, SEV_PAUSE, -1, 0, NULL), ST_INVALID);
	kit_wait(&k, S(100));
	assert_int_equal(k.s.phase_run_ms, S(2));
	assert_int_equal(session_next_change(&k.s, true), -1);
	kit_do(&k, SEV_RESUME, -1, 0, NULL);
	kit_wait(&k, S(1));
	assert_int_equal(k.s.phase_run_ms, S(3));
	assert_int_equal(k.s.paused_ms, S(104));
	assert_whole(&k, S(112));
}

static void
test_session__finish__ends_the_running_item(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 2);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 6));
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	assert_int_equal(k.s.items[0].state, ITEM_PART);
	assert_int_equal(k.s.items[1].state, ITEM_WAITING);
	assert_true(k.s.ended_wall_ms > k.s.started_wall_ms);
	kit_wait(&k, S(600));
	assert_whole(&k, S(11));
	assert_int_equal(kit_try(&k, SEV_START, 1, 0, NULL), ST_INVALID);
	kit_do(&k, SEV_REMARK, 0, 0, "knee held still");
	kit_do(&k, SEV_PAIN_AFTER, -1, 2, NULL);
	kit_do(&k, SEV_REOPEN, -1, 0, NULL);
	assert_int_equal(k.s.paused_ms, S(600));
	assert_int_equal(k.s.ended_wall_ms, 0);
	kit_do(&k, SEV_START, 1, 0, NULL);
	kit_wait(&k, S(2));
	assert_whole(&k, S(613));
}

/* ---- who attends, skilled rest ---- */

static void
test_session__attend__splits_work(void **state)
{
	struct kit k;
	struct session_item *it = &k.s.items[0];

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 20));
	kit_do(&k, SEV_ATTEND, -1, ATTEND_ASSISTANT, NULL);
	kit_wait(&k, S(30 + 60 + 10));
	kit_do(&k, SEV_ATTEND, -1, ATTEND_NOBODY, NULL);
	kit_wait(&k, S(40 + 60 + 50));
	assert_int_equal(it->work_ms, S(20));
	assert_int_equal(it->assistant_ms, S(40));
	assert_int_equal(it->unattended_ms, S(90));
	assert_int_equal(it->rest_ms, S(120));
	assert_int_equal(kit_try(&k, SEV_ATTEND, -1, 3, NULL), ST_INVALID);
}

static void
test_session__skilled__takes_the_whole_rest(void **state)
{
	struct kit k;
	struct session_item *it = &k.s.items[0];

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(kit_try(&k, SEV_SKILLED, -1, 0, "why"), ST_INVALID);
	kit_wait(&k, S(5 + 50 + 20));
	assert_int_equal(kit_try(&k, SEV_SKILLED, -1, 0, ""), ST_INVALID);
	kit_do(&k, SEV_SKILLED, -1, 0, "SpO2 watched");
	assert_int_equal(it->skilled_ms, S(20));
	assert_int_equal(it->rest_ms, 0);
	kit_wait(&k, S(10));
	kit_do(&k, SEV_ATTEND, -1, ATTEND_ASSISTANT, NULL);
	kit_wait(&k, S(20));
	kit_do(&k, SEV_ATTEND, -1, ATTEND_NOBODY, NULL);
	kit_wait(&k, S(10 + 50));
	assert_int_equal(k.s.phase.kind, DOSE_REST); /* the next one is plain again */
	kit_do(&k, SEV_ATTEND, -1, ATTEND_THERAPIST, NULL);
	kit_wait(&k, S(5));
	assert_int_equal(it->skilled_ms, S(30));
	assert_int_equal(it->skilled_assistant_ms, S(20));
	assert_int_equal(it->rest_ms, S(15));
	assert_int_equal(k.s.n_skills, 1);
	assert_int_equal(k.s.skills[0].ms[ATTEND_THERAPIST], S(30));
	assert_int_equal(it->sets[0].rest_ms, S(60));
}

static void
test_session__skilled__can_be_taken_back(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50 + 20));
	kit_do(&k, SEV_SKILLED, -1, 0, "pulse watched");
	kit_wait(&k, S(5));
	kit_do(&k, SEV_SKILLED, -1, 0, "gait cues");
	assert_int_equal(k.s.skills[0].ms[0], 0);
	assert_int_equal(k.s.skills[1].ms[0], S(25));
	kit_do(&k, SEV_SKILLED, -1, 0, "");
	assert_int_equal(k.s.items[0].skilled_ms, 0);
	assert_int_equal(k.s.items[0].rest_ms, S(25));
	assert_int_equal(k.s.skills[1].ms[0], 0);
}

static void
test_session__skilled__change_over_goes_to_the_last_item(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 2);
	assert_int_equal(kit_try(&k, SEV_SKILLED, -1, 0, "why"), ST_INVALID);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(275 + 12));
	kit_do(&k, SEV_SKILLED, -1, 0, "brace fitted");
	kit_wait(&k, S(8));
	kit_do(&k, SEV_START, 1, 0, NULL);
	assert_int_equal(k.s.items[0].skilled_ms, S(20));
	assert_int_equal(k.s.change_ms, 0);
	assert_true(k.s.skills[0].change);
}

static void
test_session__skilled__needs_somebody(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 50 + 20));
	kit_do(&k, SEV_ATTEND, -1, ATTEND_NOBODY, NULL);
	assert_int_equal(kit_try(&k, SEV_SKILLED, -1, 0, "why"), ST_INVALID);
	assert_false(session_allows(&k.s, SEV_SKILLED));
}

/* ---- power cut ---- */

static void
test_session__reboot__asks_before_the_clock_goes_on(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 20));
	kit_do(&k, SEV_PAIN, 0, 3, NULL); /* the last event of the old boot */
	session_look(&k.s, "boot-b", 50);
	assert_true(k.s.rebooted && k.s.paused);
	assert_int_equal(k.s.phase_run_ms, S(20));
	k.boot = "boot-b";
	k.at_ms = 500;
	assert_int_equal(kit_try(&k, SEV_DONE, -1, 0, NULL), ST_INVALID);
	assert_int_equal(k.s.n_events, 4);
	kit_do(&k, SEV_REMARK, 0, 0, "lights went out");
	assert_true(k.s.rebooted);
	kit_wait(&k, S(9));
	assert_int_equal(k.s.paused_ms, S(9));
	kit_do(&k, SEV_GAP, -1, S(6), NULL);
	assert_false(k.s.rebooted || k.s.paused);
	assert_int_equal(k.s.items[0].work_ms, S(26));
	kit_wait(&k, S(24));
	assert_int_equal(k.s.phase.kind, DOSE_REST);
	assert_whole(&k, S(25 + 9 + 6 + 24));
}

static void
test_session__reboot__gap_longer_than_the_phase_ends_it(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 20));
	kit_do(&k, SEV_EFFORT, 0, 5, NULL);
	k.boot = "boot-b";
	k.at_ms = 7;
	kit_do(&k, SEV_GAP, -1, S(100), NULL);
	assert_int_equal(k.s.items[0].sets[0].work_ms, S(120));
	assert_int_equal(k.s.phase.kind, DOSE_REST);
	assert_int_equal(k.s.phase_run_ms, 0);
	assert_int_equal(kit_try(&k, SEV_GAP, -1, 0, NULL), ST_INVALID);
}

static void
test_session__reboot__keeps_a_pause(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_do(&k, SEV_PAUSE, -1, 0, NULL);
	k.boot = "boot-b";
	kit_do(&k, SEV_GAP, -1, 0, NULL);
	assert_true(k.s.paused && !k.s.rebooted);
	k.boot = "boot-c";
	kit_do(&k, SEV_RESUME, -1, 0, NULL);
	assert_false(k.s.paused || k.s.rebooted);
}

static void
test_session__reboot__after_the_finish_is_nothing(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	k.boot = "boot-b";
	k.at_ms = 3;
	kit_do(&k, SEV_PAIN_AFTER, -1, 1, NULL);
	assert_false(k.s.rebooted);
	kit_do(&k, SEV_REOPEN, -1, 0, NULL);
	kit_wait(&k, S(2));
	assert_int_equal(k.s.prepare_ms, S(2));
}

/* ---- posted values, corrections ---- */

static void
test_session__post__checks_limits(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_PAIN, 0, 10, NULL);
	assert_int_equal(kit_try(&k, SEV_PAIN, 0, 11, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_PAIN, 1, 5, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_PAIN, -1, 5, NULL), ST_INVALID);
	kit_do(&k, SEV_PAIN, 0, -1, NULL);
	assert_int_equal(k.s.items[0].pain, -1);
	kit_do(&k, SEV_HEART_RATE, 0, 120, NULL);
	assert_int_equal(kit_try(&k, SEV_HEART_RATE, 0, 4, NULL), ST_INVALID);
	kit_do(&k, SEV_ASSIST, 0, 0, "min");
	assert_int_equal(kit_try(&k, SEV_ASSIST, 0, 0, "lots"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_REMARK, 0, 0, "a\x1b[2J"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_REMARK, 0, 0, "\xff"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_COUNT, 0, 0, ""), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_OPEN, 0, 0, "cms"), ST_INVALID);
	k.at_ms += INT64_C(366) * 86400 * 1000 + 1;
	assert_int_equal(kit_try(&k, SEV_START, 0, 0, ""), ST_INVALID);
	assert_whole(&k, 0);
}

/* Form, balance, support and the morning after: kept, changed, and taken back. */
static void
test_session__post__keeps_how_safe_it_was(void **state)
{
	struct kit k;
	struct session_item *it = &k.s.items[0];

	(void)state;
	open_with(&k, 1);
	assert_int_equal(it->form_ok, -1);
	assert_int_equal(it->losses, -1);
	assert_int_equal(it->support, -1);
	assert_int_equal(k.s.pain_next, -1);
	assert_int_equal(k.s.swelling, -1);
	kit_do(&k, SEV_FORM, 0, 0, NULL);
	kit_do(&k, SEV_LOSSES, 0, 2, NULL);
	kit_do(&k, SEV_SUPPORT, 0, 3, NULL);
	kit_do(&k, SEV_PAIN_NEXT, -1, 10, NULL);
	kit_do(&k, SEV_SWELLING, -1, 1, NULL);
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	kit_do(&k, SEV_LOSSES, 0, 1, NULL);
	kit_do(&k, SEV_SWELLING, -1, -1, NULL);
	assert_int_equal(it->form_ok, 0);
	assert_int_equal(it->losses, 1);
	assert_int_equal(it->support, 3);
	assert_int_equal(k.s.pain_next, 10);
	assert_int_equal(k.s.swelling, -1);
	assert_int_equal(kit_try(&k, SEV_FORM, 0, 2, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_LOSSES, 0, 100, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_SUPPORT, 0, 4, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_SUPPORT, -1, 1, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_PAIN_NEXT, -1, 11, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_SWELLING, -1, 2, NULL), ST_INVALID);
}

/* Taught: an exercise, and topics that come, change and go; words for how the patient seems. */
static void
test_session__taught__exercise_and_topics(void **state)
{
	struct kit k;
	char topic[8];

	(void)state;
	open_with(&k, 2);
	kit_do(&k, SEV_TAUGHT, 1, TAUGHT_CUE, NULL);
	assert_int_equal(k.s.items[0].taught, TAUGHT_NOT);
	assert_int_equal(k.s.items[1].taught, TAUGHT_CUE);
	kit_do(&k, SEV_TAUGHT, 1, TAUGHT_NOT, NULL);
	assert_int_equal(k.s.items[1].taught, TAUGHT_NOT);
	kit_do(&k, SEV_TAUGHT, -1, TAUGHT_SHOWN, "Stairs");
	kit_do(&k, SEV_TAUGHT, -1, TAUGHT_ALONE, "Lifting");
	kit_do(&k, SEV_TAUGHT, -1, TAUGHT_CUE, "Stairs");
	assert_int_equal(k.s.n_topics, 2);
	assert_int_equal(k.s.topics[0].level, TAUGHT_CUE);
	kit_do(&k, SEV_TAUGHT, -1, TAUGHT_NOT, "Stairs");
	assert_int_equal(k.s.n_topics, 1);
	assert_string_equal(k.s.topics[0].topic, "Lifting");
	assert_int_equal(kit_try(&k, SEV_TAUGHT, -1, TAUGHT_NOT, "Stairs"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_TAUGHT, -1, TAUGHT_SHOWN, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_TAUGHT, 0, TAUGHT_COUNT, NULL), ST_INVALID);
	for (int i = 1; i < SESSION_TOPICS_MAX; i++) {
		str_format(topic, sizeof topic, "t%d", i);
		kit_do(&k, SEV_TAUGHT, -1, TAUGHT_SHOWN, topic);
	}
	assert_int_equal(kit_try(&k, SEV_TAUGHT, -1, TAUGHT_SHOWN, "one more"),
			 ST_INVALID);
	kit_do(&k, SEV_TAUGHT, -1, TAUGHT_CUE, "t1");
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	kit_do(&k, SEV_TAUGHT, 0, TAUGHT_ALONE, NULL);
	assert_int_equal(k.s.items[0].taught, TAUGHT_ALONE);
}

static void
test_session__manner__words_come_and_go(void **state)
{
	struct kit k;
	char word[24];

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_MANNER, -1, 1, "guarded");
	kit_do(&k, SEV_MANNER, -1, 1, "eager");
	kit_do(&k, SEV_MANNER, -1, 1, "quiet");
	assert_string_equal(k.s.manner, "guarded;eager;quiet");
	assert_true(session_has_manner(&k.s, "eager"));
	assert_false(session_has_manner(&k.s, "eage"));
	assert_int_equal(kit_try(&k, SEV_MANNER, -1, 1, "eager"), ST_INVALID);
	kit_do(&k, SEV_MANNER, -1, 0, "eager");
	assert_string_equal(k.s.manner, "guarded;quiet");
	kit_do(&k, SEV_MANNER, -1, 0, "quiet");
	assert_string_equal(k.s.manner, "guarded");
	kit_do(&k, SEV_MANNER, -1, 0, "guarded");
	assert_string_equal(k.s.manner, "");
	assert_int_equal(kit_try(&k, SEV_MANNER, -1, 0, "guarded"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_MANNER, -1, 1, "a;b"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_MANNER, -1, 1, ""), ST_INVALID);
	for (int i = 0; i < 6; i++) {
		str_format(word, sizeof word, "w%d-456789012345678901", i);
		kit_do(&k, SEV_MANNER, -1, 1, word);
	}
	for (int i = 6; i < 30; i++) {
		str_format(word, sizeof word, "w%d-45678901234567890", i);
		if (kit_try(&k, SEV_MANNER, -1, 1, word) == ST_INVALID) {
			assert_true(strlen(k.s.manner) < sizeof k.s.manner);
			return;
		}
	}
	fail_msg("the list of words has no end");
}

static void
test_session__open__is_first(void **state)
{
	struct kit k = {.boot = "b"};

	(void)state;
	session_init(&k.s);
	assert_int_equal(kit_try(&k, SEV_FINISH, -1, 0, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_OPEN, -1, 0, "hcfa"), ST_INVALID);
	kit_do(&k, SEV_OPEN, -1, 0, "ama");
	assert_string_equal(k.s.rule, "ama");
	assert_int_equal(kit_try(&k, SEV_REOPEN, -1, 0, NULL), ST_INVALID);
}

static void
test_session__load__holds_from_the_next_set(void **state)
{
	struct kit k;
	char text[100];

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_LOAD, 0, 2500, NULL);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 10));
	kit_do(&k, SEV_LOAD, 0, 5000, "red");
	kit_wait(&k, S(40 + 60));
	kit_do(&k, SEV_REPS, 0, 8, NULL); /* set 1: set 2 runs already */
	kit_wait(&k, S(50 + 60 + 11));
	kit_do(&k, SEV_SKIP, -1, 0, NULL);
	session_sets_text(&k.s.items[0], text, sizeof text);
	assert_string_equal(text, "1:8r50s+60@2500g 2:10r50s+60@5000g 3:2r11sx");
	session_sets_text(&k.s.items[0], text, 24);
	assert_string_equal(text, "1:8r50s+60@2500g ...");
	assert_string_equal(k.s.items[0].band, "red");
}

static void
test_session__reps__needs_a_set_that_is_over(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(6));
	assert_int_equal(kit_try(&k, SEV_REPS, 0, 4, NULL), ST_INVALID);
	kit_do(&k, SEV_SKIP, -1, 0, NULL);
	kit_do(&k, SEV_REPS, 0, 4, NULL);
	assert_int_equal(k.s.items[0].sets[0].reps, 4);
}

static void
test_session__side__before_the_first_set_only(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Lunge", "97110");

	(void)state;
	p.dose.side_mode = DOSE_SIDE_BLOCKS;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_SIDE, 0, 0, "right");
	assert_int_equal(kit_try(&k, SEV_SIDE, 0, 0, "upper"), ST_INVALID);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(6));
	assert_int_equal(k.s.items[0].sets[0].side, 2);
	assert_int_equal(kit_try(&k, SEV_SIDE, 0, 0, "left"), ST_INVALID);
}

static void
test_session__minutes__corrects_a_code(void **state)
{
	struct kit k;
	struct session_code_time t[SESSION_CODES_MAX];

	(void)state;
	open_with(&k, 1);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(275));
	kit_do(&k, SEV_MINUTES, -1, 600, "97140|by hand, off the clock");
	kit_do(&k, SEV_MINUTES, -1, -30, "97110|phone rang");
	assert_int_equal(kit_try(&k, SEV_MINUTES, -1, -121, "97110|too much"),
			 ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_MINUTES, -1, 60, "97110"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_MINUTES, -1, 60, "97110|"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_MINUTES, -1, 60, "|why"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_MINUTES, -1, 60, "123456789|why"), ST_INVALID);
	assert_int_equal(session_code_times(&k.s, t), 2);
	assert_string_equal(t[0].code, "97110");
	assert_int_equal(t[0].therapist_ms, S(120));
	assert_string_equal(t[1].code, "97140");
	assert_int_equal(t[1].therapist_ms, S(600));
	kit_do(&k, SEV_MINUTES, -1, 0, "97110|");
	assert_int_equal(k.s.n_adjusts, 1);
	assert_int_equal(session_code_times(&k.s, t), 2);
	assert_int_equal(t[0].therapist_ms, S(150));
	assert_int_equal(kit_try(&k, SEV_MINUTES, -1, 0, "97110|"), ST_INVALID);
}

static void
test_session__code_times__sums_by_code(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("A", "97112");
	struct session_code_time t[SESSION_CODES_MAX];

	(void)state;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	str_copy(p.code, sizeof p.code, "");
	kit_add(&k, &p);
	str_copy(p.code, sizeof p.code, "97112");
	kit_add(&k, &p);
	for (int i = 0; i < 3; i++) {
		kit_do(&k, SEV_START, i, 0, NULL);
		kit_do(&k, SEV_ATTEND, -1, i == 2 ? ATTEND_ASSISTANT : ATTEND_THERAPIST,
		       NULL);
		kit_wait(&k, S(275));
	}
	assert_int_equal(session_code_times(&k.s, t), 1);
	assert_int_equal(t[0].therapist_ms, S(150));
	assert_int_equal(t[0].assistant_ms, S(150));
}

/* ---- looking ---- */

static void
test_session__next_change__is_when_the_second_changes(void **state)
{
	struct kit k;
	int64_t at;

	(void)state;
	open_with(&k, 1);
	assert_int_equal(session_next_change(&k.s, false), -1); /* nothing runs yet */
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, 300);
	assert_int_equal(session_shown_s(&k.s), 5);
	for (int shown = 4; shown > 0; shown--) {
		at = session_next_change(&k.s, false);
		session_advance(&k.s, at - 1);
		assert_int_equal(session_shown_s(&k.s), shown + 1);
		session_advance(&k.s, at);
		assert_int_equal(session_shown_s(&k.s), shown);
	}
	at = session_next_change(&k.s, false);
	session_advance(&k.s, at);
	assert_int_equal(k.s.phase.kind, DOSE_WORK);
	assert_int_equal(session_shown_s(&k.s), 50);
}

static void
test_session__next_change__follows_the_tempo(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Lift", "97110");
	int64_t begin;

	(void)state;
	p.dose.rest_s = 7;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5));
	begin = k.s.now_ms;
	k.s.phase_run_ms = 500; /* off the second on purpose */
	assert_int_equal(session_next_change(&k.s, false), begin + 500);
	k.s.phase_ms += 300; /* digits at .8, tempo at .0 */
	assert_int_equal(session_next_change(&k.s, false), begin + 800);
	k.s.phase_run_ms = 1700;
	assert_int_equal(session_next_change(&k.s, true), begin + 300);
}

static void
test_session__cues__tell_what_passed(void **state)
{
	struct kit k;
	struct session_item_plan p = kit_plan("Hold", "97110");
	struct session_state before;

	(void)state;
	p.dose.tempo_up_s = p.dose.tempo_pause_s = p.dose.tempo_down_s = 0;
	p.dose.hold_s = 30;
	p.dose.reps = 1;
	p.dose.rest_s = 10;
	p.dose.sets = 2;
	kit_open(&k, "cms");
	kit_add(&k, &p);
	kit_do(&k, SEV_START, 0, 0, NULL);
#define LOOK(ms, cues)                                                                   \
	before = k.s;                                                                    \
	kit_wait(&k, ms);                                                                \
	assert_int_equal(session_cues(&before, &k.s), cues)
	LOOK(1900, CUE_NONE);
	LOOK(100, CUE_COUNT); /* 3 s left of the lead-in */
	LOOK(2999, CUE_COUNT);
	LOOK(1, CUE_GO | CUE_HOLD);
	LOOK(S(14), CUE_NONE);
	LOOK(S(1), CUE_HALF);
	LOOK(S(15), CUE_COUNT | CUE_REST);
	LOOK(S(6), CUE_NONE);
	LOOK(S(4 + 30), CUE_COUNT | CUE_GO | CUE_HOLD | CUE_HALF | CUE_ITEM_END);
	LOOK(S(90), CUE_NONE);
#undef LOOK
	before = k.s;
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(session_cues(&before, &k.s), CUE_NONE);
	before = k.s;
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(session_cues(&before, &k.s), CUE_GO | CUE_HOLD);
}

static void
test_session__planned__counts_what_is_left(void **state)
{
	struct kit k;

	(void)state;
	open_with(&k, 3);
	assert_int_equal(session_planned_ms(&k.s), S(3 * 275 + 2 * 30));
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(session_planned_ms(&k.s), S(3 * 275 + 2 * 30));
	kit_wait(&k, S(100));
	assert_int_equal(session_planned_ms(&k.s), S(3 * 275 + 2 * 30 - 100));
	kit_wait(&k, S(175));
	assert_int_equal(session_planned_ms(&k.s), S(2 * 275 + 2 * 30));
}

static void
test_session__state__fits(void **state)
{
	(void)state;
	print_message("struct session_state: %zu bytes\n", sizeof(struct session_state));
	assert_true(sizeof(struct session_state) <= 65536);
}

/* ---- the text of an item ---- */

static void
test_session__item__round_trip(void **state)
{
	struct session_item_plan p = kit_plan("Kniebeuge, tief \xc3\xa4", "97110"), q;
	char text[SESSION_ITEM_TEXT_SIZE];
	struct err err = {0};

	(void)state;
	p.prescription = INT64_MAX;
	p.exercise = 7;
	p.load_g = 2500;
	p.dose.side_mode = DOSE_SIDE_BLOCKS;
	p.dose.duration_ms = 15000;
	str_copy(p.band, sizeof p.band, "red");
	str_copy(p.last, sizeof p.last, "3x10 @2.5 kg pain 2");
	assert_int_equal(session_item_encode(&p, text, &err), ST_OK);
	assert_int_equal(session_item_decode(text, &q, &err), ST_OK);
	assert_memory_equal(&p.dose.duration_ms, &q.dose.duration_ms, 8);
	assert_int_equal(q.prescription, INT64_MAX);
	assert_string_equal(q.name, p.name);
	assert_string_equal(q.band, "red");
	assert_string_equal(q.last, p.last);
	assert_int_equal(q.dose.tempo_pause_s, 1);
	assert_int_equal(q.dose.side_mode, DOSE_SIDE_BLOCKS);
	assert_int_equal(q.load_g, 2500);
	assert_int_equal(q.support, 0);
	p.support = 2;
	assert_int_equal(session_item_encode(&p, text, &err), ST_OK);
	assert_int_equal(session_item_decode(text, &q, &err), ST_OK);
	assert_int_equal(q.support, 2);
}

static void
test_session__item__refuses_nonsense(void **state)
{
	struct session_item_plan p = kit_plan("A", "97110"), q;
	char text[SESSION_ITEM_TEXT_SIZE], cut[SESSION_ITEM_TEXT_SIZE];
	struct err err = {0};

	(void)state;
	assert_int_equal(session_item_encode(&p, text, &err), ST_OK);
	for (size_t n = 0; n < strlen(text); n++) {
		str_format(cut, sizeof cut, "%.*s", (int)n, text);
		if (session_item_decode(cut, &q, &err) == ST_OK)
			fail_msg("taken: %s", cut);
	}
	str_format(cut, sizeof cut, "%s\t", text);
	assert_int_equal(session_item_decode(cut, &q, &err), ST_INVALID);
	str_format(cut, sizeof cut, "%s\t4", text);
	assert_int_equal(session_item_decode(cut, &q, &err), ST_INVALID);
	p.dose.sets = 0;
	assert_int_equal(session_item_encode(&p, text, &err), ST_INVALID);
	p.dose.sets = 21;
	assert_int_equal(session_item_encode(&p, text, &err), ST_INVALID);
	p.dose.sets = 3;
	str_copy(p.name, sizeof p.name, "a\tb");
	assert_int_equal(session_item_encode(&p, text, &err), ST_INVALID);
}

static void
test_session__event__names_go_both_ways(void **state)
{
	enum session_event_kind kind;

	(void)state;
	for (int i = 0; i < SEV_COUNT; i++) {
		assert_true(session_event_parse(
		    session_event_id((enum session_event_kind)i), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(session_event_parse("explode", &kind));
}

#define T(name) cmocka_unit_test(test_session__##name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    T(advance__walks_all_phases),
	    T(advance__never_goes_back),
	    T(advance__rest_0_keeps_the_set_border),
	    T(advance__count_up_waits_for_a_tap),
	    T(advance__reps_without_tempo_count_up),
	    T(advance__lead_in_0_begins_at_once),
	    T(advance__sides_are_recorded),
	    T(done__ends_the_set_as_asked),
	    T(done__in_a_hold_ends_the_whole_set),
	    T(skip__counts_reps_by_the_clock),
	    T(skip__in_lead_in_is_skipped),
	    T(skip__alternating_counts_pairs),
	    T(back__in_work_goes_to_the_set_before),
	    T(back__in_rest_goes_to_this_set),
	    T(back__after_the_end_takes_the_last_set_again),
	    T(restart__begins_this_set_again),
	    T(extend__adds_to_this_phase_only),
	    T(start__ends_the_running_one),
	    T(start__goes_on_where_it_was_left),
	    T(start__once_more_appends_sets),
	    T(start__refuses_more_sets_than_fit),
	    T(pause__stands_everywhere),
	    T(finish__ends_the_running_item),
	    T(attend__splits_work),
	    T(skilled__takes_the_whole_rest),
	    T(skilled__can_be_taken_back),
	    T(skilled__change_over_goes_to_the_last_item),
	    T(skilled__needs_somebody),
	    T(reboot__asks_before_the_clock_goes_on),
	    T(reboot__gap_longer_than_the_phase_ends_it),
	    T(reboot__keeps_a_pause),
	    T(reboot__after_the_finish_is_nothing),
	    T(post__checks_limits),
	    T(post__keeps_how_safe_it_was),
	    T(taught__exercise_and_topics),
	    T(manner__words_come_and_go),
	    T(open__is_first),
	    T(load__holds_from_the_next_set),
	    T(reps__needs_a_set_that_is_over),
	    T(side__before_the_first_set_only),
	    T(minutes__corrects_a_code),
	    T(code_times__sums_by_code),
	    T(next_change__is_when_the_second_changes),
	    T(next_change__follows_the_tempo),
	    T(cues__tell_what_passed),
	    T(planned__counts_what_is_left),
	    T(state__fits),
	    T(item__round_trip),
	    T(item__refuses_nonsense),
	    T(event__names_go_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
