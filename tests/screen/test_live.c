/* test_live.c - the pictures of a session from its first key to the signed note. */
#include "app/visit.h"
#include "clinic.h"
#include "store/query.h"
#include "store/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- one session through every phase */

static void
phases_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>s");
	screen_golden("screening_visit");
	screen_keys("n");
	screen_golden("live_first");
	screen_keys("3<Enter>");
	screen_golden("live_lead_in");
	screen_advance(15000);
	screen_golden("live_work");
	screen_keys(" ");
	screen_golden("live_paused");
	screen_keys(" u");
	screen_golden("live_unattended");
	screen_keys("uw");
	screen_golden("live_assistant");
	screen_keys("w");
	screen_advance(130000);
	screen_golden("live_change_over");
	screen_keys("24");
	screen_golden("live_values");
	screen_keys("<Enter>");
	screen_advance(9000);
	screen_golden("live_tempo");
	screen_keys("<Enter>");
	screen_advance(4000);
	screen_golden("live_rest");
	screen_keys("k");
	screen_golden("live_ask_skilled");
	screen_keys("gait cues for the left foot<Enter>");
	screen_golden("live_skilled");
	screen_keys("v");
	screen_golden("live_wall");
	screen_keys("v");
	screen_keys("m97112 +3 clock started late<Enter>");
	screen_keys("f");
	screen_golden("live_ask_finish");
	screen_keys("y");
	screen_golden("note_written");
}

static void
test_live__phases__each_has_a_picture(void **state)
{
	(void)state;
	clinic_scene("anna", phases_scene);
}

/* ---- what often goes wrong, while the clock runs */

static void
faults_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn3<Enter>");
	screen_advance(15000);
	assert_false(screen_has("Faults ("));
	screen_keys("x");
	screen_golden("live_faults");
	screen_advance(130000); /* the next exercise has its own */
	screen_golden("live_faults_next");
	screen_keys("x");
	assert_false(screen_has("Faults ("));
}

static void
test_live__faults__stand_below_the_clock(void **state)
{
	(void)state;
	clinic_scene("anna", faults_scene);
}

/* ---- the morning after, form, balance, support */

static void
safety_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn3");
	screen_golden("live_pain_next");
	screen_keys("2");
	screen_golden("live_ask_swelling");
	screen_keys("y<Enter>");
	screen_advance(8000);
	screen_keys("FLL-");
	screen_golden("live_loss");
	screen_keys("S");
	screen_golden("live_ask_support");
	screen_keys("2<Enter>");
	screen_advance(140000);
	screen_golden("live_safety");
}

static void
test_live__safety__has_a_picture(void **state)
{
	(void)state;
	clinic_scene("anna", safety_scene);
}

/* ---- holds, sides, counting up */

static void
sides_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn");
	screen_keys("<Down><Down><Down>g");
	screen_advance(8000);
	screen_golden("live_hold");
	screen_advance(17500);
	screen_golden("live_switch");
	screen_keys("<Enter>");
	screen_advance(1000);
	screen_golden("live_other_side");
	screen_keys("O97140 soft tissue, shoulder<Enter>g");
	screen_advance(67000);
	screen_golden("live_count_up");
	screen_keys("<F1>");
	screen_golden("live_help");
	screen_keys("<Esc>D");
	screen_golden("live_ask_discard");
}

static void
test_live__sides__and_free_activities(void **state)
{
	(void)state;
	clinic_scene("anna", sides_scene);
}

/* ---- several at once */

static void
board_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn4<Enter>");
	screen_advance(20000);
	screen_keys("<Esc><Down>sn<Enter>");
	screen_advance(3000);
	screen_keys("<Esc><Down>sn");
	screen_keys("<Tab>");
	screen_golden("board");
	screen_advance(61000);
	screen_keys("<Down> ");
	screen_golden("board_paused");
	screen_keys("<Esc>");
	screen_golden("today_running");
}

static void
test_live__board__shows_every_clock(void **state)
{
	(void)state;
	clinic_scene("anna", board_scene);
}

/* Nine places and eleven sessions: what is not seen is told. */
static void
crowded_scene(struct app *a)
{
	struct visit *v = mem_alloc(sizeof *v);
	struct patient_line *p = mem_alloc(20 * sizeof *p);
	struct err err = {0};
	int n = 0, started = 0;
	bool more = false;

	assert_int_equal(query_find(a->store, "DEMO-0", p, 20, &n, &more, &err), ST_OK);
	for (int i = 0; i < n && started < 11; i++)
		started += visit_start_bare(a, p[i].no, 0, v, &err) == ST_OK;
	assert_int_equal(started, 11);
	screen_keys("<Tab>");
	assert_true(screen_has("2 more run, begun before these"));
	free(p);
	free(v);
}

static void
test_live__board__tells_of_more(void **state)
{
	(void)state;
	clinic_once("anna", crowded_scene);
}

/* ---- stops and precautions */

/* Nothing that was answered goes by a slip of Esc or of Enter, and a doubt leads to its row. */
static void
screening_slips_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>s");
	screen_keys("<Esc>"); /* nothing was answered: out at once */
	assert_false(screen_has("Oxygen saturation"));
	screen_keys("<Esc><Esc><Down>s");
	screen_keys("V130/80 70 960<Enter><End><^D>");
	assert_true(screen_has("usual are 50 to 100"));
	screen_keys("n");
	assert_true(screen_has("> Oxygen saturation at rest"));
	screen_keys("97<Enter><Esc>");
	assert_true(screen_has("These answers are not kept yet"));
	screen_keys("n");
	assert_true(screen_has("Breaths per minute at rest"));
	screen_keys("<Down><Down><Down><Down><Down><Down><Down><Down>y<^D>");
	assert_true(screen_has("Fall since the last visit: gone on, because"));
	screen_keys("<Enter>");
	assert_true(screen_has("Type why it is gone on"));
	assert_false(screen_has("STOPPED"));
	screen_keys("slid off the bed, no head strike<Enter>");
	assert_true(screen_has("BEFORE THE FIRST"));
}

static void
test_screening__slips__lose_nothing(void **state)
{
	(void)state;
	clinic_once("anna", screening_slips_scene);
}

/* What must not be done is read whole, with the alert of the patient. */
static void
care_row_scene(struct app *a)
{
	screen_keys("<Down><Enter>i<PgDn><Up><Up><Up><Up><Up>");
	for (int i = 0; i < 20 && !screen_has("> Alert"); i++)
		screen_keys("<Up>");
	screen_keys("Latex allergy<Esc><Esc><Enter>");
	(void)a;
	for (int i = 0; i < 20 && !screen_has("> Precautions"); i++)
		screen_keys("<Down>");
	screen_keys("Shoulder out of joint, do not pull the arm<Esc><Esc>sn");
	assert_true(screen_has(
	    "CARE: Latex allergy; Shoulder out of joint, do not pull the arm"));
	screen_golden("live_care");
}

static void
test_live__care__is_read_whole(void **state)
{
	(void)state;
	clinic_scene("anna", care_row_scene);
}

static void
stop_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>s");
	/* A line that is refused stands to be put right: ^D does not close the questions. */
	screen_keys("V205/100 p88<Enter><^D>");
	assert_true(screen_has("205/100 p88"));
	assert_false(screen_has("STOPPED"));
	screen_keys("<^U>205/100 88 97 36.8<Enter>n");
	screen_golden("screening_stopped");
	/* Nothing was measured again: no change lifts no stop. */
	screen_keys("n");
	assert_true(screen_has("STOPPED (S001)"));
	screen_keys("V160/130 88 97 36.8<Enter>");
	screen_keys("<^D>");
	screen_golden("screening_caution");
	screen_keys("V160/90 88 97 36.8<Enter><^D>");
	screen_keys("3<Enter>");
	screen_advance(12000);
	screen_keys("!");
	screen_golden("stop_choose");
	screen_keys("<Down><Enter>");
	screen_golden("stop_told");
	screen_keys("o");
	screen_keys("no<Enter>");
	screen_keys("cgone after rest, BP 140/85<Enter>");
	screen_golden("live_after_stop");
	screen_keys("<Enter>p7<Enter>");
	screen_golden("stop_pain_seven");
	screen_keys("oknown pattern, settles<Enter>p9<Enter>");
	screen_golden("stop_pain_nine");
}

static void
test_stop__screens__tell_what_to_do(void **state)
{
	(void)state;
	clinic_scene("anna", stop_scene);
}

/* Between two exercises: the mark goes on past what is skipped, and n of a stop ends nothing
 * that was not begun. */
static void
between_scene(struct app *a)
{
	const char *third = "Enter starts: Feet together stand";

	(void)a;
	screen_keys("<Down>s");
	screen_keys("n6<Enter>");
	screen_advance(12000);
	screen_keys("n");
	assert_false(screen_has(third));
	screen_keys("n"); /* the second one is not done */
	assert_true(screen_has(third));
	screen_keys("p7<Enter>");
	assert_true(screen_has("(limit of the measure)"));
	assert_false(screen_has("end this exercise"));
	screen_keys("n");
	assert_true(screen_has(third));
	screen_keys("p9<Enter><Esc>");
	assert_true(screen_has("STOPPED: Enter tells why"));
	assert_false(screen_has("Enter starts"));
	screen_keys("<Enter>");
	assert_true(screen_has("o  a therapist goes on"));
	assert_true(
	    screen_has("Significant pain: assess cause")); /* what to do is told again */
}

static void
test_stop__between__skips_nothing(void **state)
{
	(void)state;
	clinic_once("anna", between_scene);
}

static void
precautions_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>P");
	screen_keys("nacute_fracture<Enter>");
	screen_keys("<Esc>");
	screen_golden("precautions");
	screen_keys("<Esc>");
	screen_golden("chart_precaution");
	screen_keys("p");
	screen_golden("plan_blocked");
	screen_keys("asqueeze");
	screen_golden("library_blocked");
	screen_keys("<Enter>");
	screen_golden("plan_ask_blocked");
	screen_keys("<Esc>sn");
	screen_golden("live_blocked");
	screen_keys("<Enter>");
	screen_golden("live_ask_blocked");
	screen_keys("<Esc>:limits<Enter>");
	screen_golden("limits");
}

static void
test_precautions__screens__mark_and_block(void **state)
{
	(void)state;
	clinic_scene("anna", precautions_scene);
}

/* ---- note, signature, addendum */

static void
note_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>");
	screen_golden("note_ready");
	screen_keys("<PgDn>");
	screen_golden("note_scrolled");
	screen_keys("<PgUp>a");
	screen_golden("edit_assessment");
	screen_keys("Needed cues for knee extension.<Enter>Responded well. ");
	screen_golden("edit_typed");
	screen_keys("<Esc>x3<Enter>s");
	screen_golden("presign_warnings");
	screen_keys("s");
	screen_golden("ask_sign");
	screen_keys("9999<Enter>");
	screen_golden("sign_refused");
	screen_keys("ss1234<Enter>");
	screen_golden("today_signed");
	screen_keys("<Down><Down><Down><Down><Down><Enter><Down><Enter>");
	screen_golden("signed");
	screen_keys("al");
	screen_keys("forgot the walk<Enter>");
	screen_keys("Walked 30 m with a stick.<Esc>1234<Enter><End><PgDn>");
	screen_golden("signed_addendum");
}

static void
test_note__signing__and_addendum(void **state)
{
	(void)state;
	clinic_scene("anna", note_scene);
}

/* A counted exercise that was left after its first repetition counts repetitions next time too. */
static void
left_early_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn3<Down><Enter>");
	screen_advance(14000);
	screen_keys("<Enter>R1<Enter>n");
	screen_advance(1000);
	screen_keys("fy<Enter>x3<Enter>s1234<Enter><Esc>ssn");
	assert_true(screen_has("0/2  last 1"));
	assert_false(screen_has("0/2  last 11s"));
	assert_true(screen_has("0/1  last 2:00"));
}

static void
test_live__left_early__is_counted_in_repetitions(void **state)
{
	(void)state;
	clinic_scene("anna", left_early_scene);
}

/* Stops before the PIN; each jumps to its gap, and Esc comes back to the note. */
static void
stops_scene(struct app *a)
{
	a->user.licence_to = 20260501;
	a->user.credential[0] = '\0';
	screen_keys("<Enter>");
	assert_true(screen_has("Before signing: "));
	screen_keys("s");
	screen_golden("presign_stops");
	screen_keys("s");
	assert_true(screen_has("Not yet: "));
	screen_keys("<Enter>");
	assert_true(screen_has("Licence to"));
	screen_keys("<Esc>");
	assert_true(screen_has("OBJECTIVE"));
	screen_keys("s2");
	assert_true(screen_has("Licence to"));
}

static void
test_note__stops__jump_to_the_gap(void **state)
{
	(void)state;
	clinic_scene("anna", stops_scene);
}

/* A note as a student would have signed it. */
static void
student_note(struct app *a)
{
	struct note *n = mem_alloc(sizeof *n);
	struct session_line l;
	struct patient_line p[8];
	struct err err = {0};
	int found = 0;

	assert_false(query_patients(a->store, 0, false, p, 8, &found, &err));
	for (int i = 0, k = 0; i < found && !k; i++)
		assert_false(query_sessions(a->store, p[i].no, 0, &l, 1, &k, &err));
	assert_false(record_get(a->store, E_NOTE, l.note, n, &err));
	memset(&n->head, 0, sizeof n->head);
	n->cosigner = a->user.head.no;
	n->author = a->user.head.no + 1;
	str_copy(n->role, sizeof n->role, "student");
	str_copy(n->signature, sizeof n->signature, "Sam Made-Up, SPT");
	assert_false(record_add(a->store, E_NOTE, n, &err));
	free(n);
}

static void
cosign_scene(struct app *a)
{
	student_note(a);
	screen_keys(":co-sign<Enter>");
	screen_golden("cosign");
	screen_keys("<Enter>");
	assert_true(screen_has("Waits for the second signature"));
	screen_keys("ac97110 38<Enter>");
	screen_golden("signed_units");
	screen_keys("clock ran on<Enter>");
	screen_keys("The clock ran on for some minutes.<Esc>1234<Enter><End><PgDn>");
	assert_true(screen_has("REPLACED by a correction"));
	assert_true(screen_has("CORRECTION"));
	screen_keys("<Esc>s1234<Enter>");
	assert_true(screen_has("Co-signed"));
	screen_golden("cosign_none");
}

static void
test_note__cosign__from_the_queue(void **state)
{
	(void)state;
	clinic_scene("anna", cosign_scene);
}

static void
void_scene(struct app *a)
{
	(void)a;
	student_note(a);
	screen_keys(":co-sign<Enter><Enter>avwrong patient<Enter>1234<Enter>");
	screen_golden("signed_void");
	screen_keys("<Esc>");
	assert_true(screen_has("No note waits"));
}

static void
test_note__void__is_seen(void **state)
{
	(void)state;
	clinic_scene("anna", void_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_live__phases__each_has_a_picture),
	    cmocka_unit_test(test_live__faults__stand_below_the_clock),
	    cmocka_unit_test(test_live__safety__has_a_picture),
	    cmocka_unit_test(test_live__sides__and_free_activities),
	    cmocka_unit_test(test_live__board__shows_every_clock),
	    cmocka_unit_test(test_live__board__tells_of_more),
	    cmocka_unit_test(test_stop__screens__tell_what_to_do),
	    cmocka_unit_test(test_screening__slips__lose_nothing),
	    cmocka_unit_test(test_live__care__is_read_whole),
	    cmocka_unit_test(test_stop__between__skips_nothing),
	    cmocka_unit_test(test_precautions__screens__mark_and_block),
	    cmocka_unit_test(test_note__signing__and_addendum),
	    cmocka_unit_test(test_live__left_early__is_counted_in_repetitions),
	    cmocka_unit_test(test_note__stops__jump_to_the_gap),
	    cmocka_unit_test(test_note__cosign__from_the_queue),
	    cmocka_unit_test(test_note__void__is_seen),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
