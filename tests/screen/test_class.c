/* test_class.c - the pictures of a group class, from the roster to the notes, and the keys it costs. */
#include "clinic.h"

#include "app/classes.h"
#include "app/staff.h"
#include "store/query.h"
#include "store/record.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MEMBERS = 6, KEYS_MOST = 10, MINUTE = 60000 };

/* Keys in a string of screen_keys. */
static int
count_keys(const char *keys)
{
	int n = 0;

	for (const char *p = keys; *p; p++, n++)
		if (*p == '<' && p[1] != '<')
			p = strchr(p, '>');
	return n;
}

/* From Today to the running class with six people: at most ten keys, every one of them asked. */
static void
keys_scene(struct app *a)
{
	static const char keys[] = "g<Enter>nnnnnns";

	(void)a;
	assert_true(count_keys(keys) <= KEYS_MOST);
	screen_keys(keys);
	assert_true(screen_has("6 on the clock"));
	printf("class: %d keys from Today to %d people on the clock\n", count_keys(keys),
	       MEMBERS);
}

static void
test_screen__class__ten_keys_to_the_clock(void **state)
{
	(void)state;
	clinic_once("anna", keys_scene);
}

static void
class_scene(struct app *a)
{
	(void)a;
	screen_keys("g");
	screen_golden("classes");
	screen_keys("<Enter>");
	screen_golden("class_roster");
	screen_keys("nnnnn");
	screen_golden("class_here");
	screen_keys("s");
	screen_advance(12 * MINUTE);
	screen_golden("class_runs");
	screen_keys("<Up><Up>x");
	screen_advance(8 * MINUTE + 5000);
	screen_keys("<Up>Mgt<Esc>");
	screen_golden("class_left");
	screen_keys("<Space>");
	screen_advance(60000);
	screen_golden("class_paused");
	screen_keys("<Space>");
	screen_advance(20 * MINUTE);
	screen_keys("fy");
	screen_golden("class_ended");
	screen_keys("<Enter>");
	screen_golden("class_note");
}

static void
test_screen__class__from_roster_to_notes(void **state)
{
	(void)state;
	clinic_scene("anna", class_scene);
}

/* Marked by mistake, put on the roster, taken off it with a reason. */
static void
roster_scene(struct app *a)
{
	(void)a;
	screen_keys("g<Enter>n<Up>");
	assert_true(screen_has("1 wait"));
	screen_keys("a");
	assert_true(screen_has("0 on the clock; 0 of 8 places"));
	screen_keys("jrosenquill<Enter>");
	assert_true(screen_has("Rosenquill"));
	screen_keys("<Up><Up><Up><Up><Up><Up><Up>d");
	assert_true(screen_has("leaves the roster, because"));
	screen_keys("moved to another day<Enter>h");
	assert_true(screen_has("past"));
	screen_keys("<Esc>nChair class<Enter>often<Enter>");
	assert_true(screen_has("is not understood"));
	assert_true(
	    screen_has("fr 9-9:45): often")); /* it stands there to be put right */
	screen_keys("<^U>mo 14-14:45<Enter><Esc>");
	assert_true(screen_has("Chair class"));
	assert_true(screen_has("14:00"));
}

static void
test_screen__class__the_roster_changes(void **state)
{
	(void)state;
	clinic_once("anna", roster_scene);
}

/* What stands before the clock is asked, never passed over: a plan that does not cover the day wants a
 * reason, and a stop holds one back while the others begin. */
static void
gate_scene(struct app *a)
{
	struct classes_line *l = mem_alloc(CLASSES_MOST * sizeof *l);
	struct classes_roster r;
	struct plan_of_care was, now;
	struct episode_line e;
	struct err err = {0};
	int n = 0;

	assert_int_equal(classes_list(a, false, l, CLASSES_MOST, &n, &err), ST_OK);
	assert_int_equal(classes_roster(a, l[0].row.head.no, false, &r, &err), ST_OK);
	assert_int_equal(query_episodes(a->store, r.rows[0].row.patient, &e, 1, &n, &err),
			 ST_OK);
	assert_int_equal(record_get(a->store, E_PLAN_OF_CARE, e.plan, &was, &err), ST_OK);
	now = was;
	now.starts = 20260801;
	assert_int_equal(record_set(a->store, E_PLAN_OF_CARE, &was, &now, NULL, &err),
			 ST_OK);
	classes_roster_release(&r);
	free(l);
	screen_keys("g<Enter>n");
	assert_true(screen_has("Taken all the same, because"));
	screen_golden("class_gate");
	screen_keys("<Esc>");
	assert_true(screen_has("0 on the clock; 0 of 8 places"));
	screen_keys("nordered by phone<Enter>");
	assert_true(screen_has("1 wait"));
	/* The second one answers the questions with something new that stops. */
	screen_keys("a");
	assert_true(screen_has("Screening"));
	screen_keys("<Esc>");
	assert_true(screen_has("not asked yet"));
	screen_keys("<Down>ns");
	assert_true(screen_has("2 on the clock"));
	assert_true(screen_has("Not:"));
	screen_golden("class_waits");
}

static void
test_screen__class__gates(void **state)
{
	(void)state;
	clinic_once("anna", gate_scene);
}

/* What another terminal sees of the first class. */
static void
look(struct app *a, struct classes_roster *r)
{
	struct classes_line *l = mem_alloc(CLASSES_MOST * sizeof *l);
	struct err err = {0};
	int n = 0;

	assert_int_equal(classes_list(a, false, l, CLASSES_MOST, &n, &err), ST_OK);
	assert_int_equal(classes_roster(a, l[0].row.head.no, false, r, &err), ST_OK);
	free(l);
}

static bool
is_marked(const struct classes_member *m)
{
	char text[140];

	str_format(text, sizeof text, "> %s", m->name);
	return screen_has(text);
}

/* Taken off the roster by another terminal while a question about him stands open: the pain and the stop
 * are his, and nobody else's. */
static void
quit_elsewhere_scene(struct app *a)
{
	struct classes_roster r, after;
	struct err err = {0};
	int64_t no;

	screen_keys("g<Enter>nnns<Up>");
	look(a, &r);
	assert_true(is_marked(&r.rows[2]));
	no = r.rows[2].visit->live.no;
	screen_keys("p");
	assert_int_equal(classes_quit(a, &r.rows[2].row, "another day", &err), ST_OK);
	screen_keys("9<Enter>");
	assert_true(screen_has("Pain 9"));
	look(a, &after);
	for (int i = 0; i < after.n; i++) {
		const struct classes_member *m = &after.rows[i];

		if (!m->visit)
			continue;
		assert_int_equal(m->visit->told.items[m->item].pain,
				 m->visit->live.no == no ? 9 : -1);
		assert_int_equal(m->visit->told.stopped, m->visit->live.no == no);
	}
	classes_roster_release(&after);
	classes_roster_release(&r);
}

static void
test_screen__class__stop_of_who_quit_elsewhere(void **state)
{
	(void)state;
	clinic_once("anna", quit_elsewhere_scene);
}

/* Gone altogether: nothing is noted, of nobody; no key acts until a row is marked again. */
static void
gone_scene(struct app *a)
{
	struct classes_roster r, after;
	struct err err = {0};

	screen_keys("g<Enter>nn<Up>");
	look(a, &r);
	assert_true(is_marked(&r.rows[1]));
	screen_keys("p");
	assert_int_equal(classes_quit(a, &r.rows[1].row, "another day", &err), ST_OK);
	assert_int_equal(classes_not_here(a, &r, 1, &err), ST_OK);
	screen_keys("9<Enter>");
	assert_true(screen_has("Nothing was noted"));
	assert_true(screen_has("Nobody is marked: who was left the list"));
	look(a, &after);
	assert_true(after.rows[0].visit != NULL);
	assert_int_equal(after.rows[0].visit->told.items[after.rows[0].item].pain, -1);
	classes_roster_release(&after);
	screen_keys("n!");
	assert_true(screen_has("Up or Down marks a row"));
	assert_true(screen_has("1 wait"));
	screen_keys("<Down>");
	assert_true(is_marked(&r.rows[2]));
	classes_roster_release(&r);
}

static void
test_screen__class__who_is_gone_is_nobody(void **state)
{
	(void)state;
	clinic_once("anna", gone_scene);
}

/* Off the roster while here, and away again: the mark is with the same person, then with nobody. */
static void
mark_scene(struct app *a)
{
	struct classes_roster r;

	screen_keys("g<Enter>nn<Up>");
	look(a, &r);
	screen_keys("danother day<Enter>");
	assert_true(screen_has("2 wait"));
	assert_true(is_marked(&r.rows[1]));
	screen_keys("a");
	assert_true(screen_has("1 wait"));
	assert_true(screen_has("Nobody is marked"));
	screen_keys("a");
	assert_true(screen_has("1 wait"));
	classes_roster_release(&r);
}

static void
test_screen__class__mark_stays_with_the_person(void **state)
{
	(void)state;
	clinic_once("anna", mark_scene);
}

/* The session of one who waits does not start the item of the class: only the class counts who attends. */
static void
live_scene(struct app *a)
{
	struct classes_roster r;

	screen_keys("g<Enter>nn<Up><Enter><Enter>");
	assert_true(screen_has("The class starts it, for all at once"));
	screen_keys("g");
	look(a, &r);
	assert_int_equal(r.count[CLASSES_IN], 0);
	assert_int_equal(r.count[CLASSES_HERE], 2);
	classes_roster_release(&r);
	screen_keys("<Esc>s");
	assert_true(screen_has("2 on the clock"));
}

static void
test_screen__class__starts_as_a_class_only(void **state)
{
	(void)state;
	clinic_once("anna", live_scene);
}

/* Who left by mistake is put back where he left, after a question; the screen of his session sends there. */
static void
back_scene(struct app *a)
{
	struct classes_roster r;

	screen_keys("g<Enter>nnns");
	screen_advance(10 * MINUTE);
	screen_keys("<Up><Up>xx");
	assert_true(screen_has("not on the clock any more; n: back on it"));
	screen_advance(60000);
	screen_keys("<Enter>g");
	assert_true(screen_has("Left the class: n on its roster"));
	screen_keys("<Esc>n");
	screen_golden("class_back");
	screen_keys("n");
	assert_true(screen_has("2 on the clock, 1 left"));
	screen_keys("ny");
	assert_true(screen_has("is back on the clock"));
	assert_true(screen_has("3 on the clock"));
	screen_advance(5 * MINUTE);
	look(a, &r);
	classes_tick(a, &r);
	assert_int_equal(r.rows[1].visit->state.items[r.rows[1].item].work_ms / MINUTE,
			 15);
	classes_roster_release(&r);
}

static void
test_screen__class__who_left_comes_back(void **state)
{
	(void)state;
	clinic_once("anna", back_scene);
}

/* Keys of the clock when no clock runs: what is the case, and what to press. */
static void
idle_scene(struct app *a)
{
	(void)a;
	screen_keys("g<Enter>f");
	assert_true(screen_has("Nobody is on the clock: n marks who is here"));
	screen_keys("t");
	assert_true(screen_has("There is nothing to take over"));
	screen_keys("nnf");
	assert_true(screen_has("No clock runs yet, 2 wait: s starts them"));
	screen_keys("<Space>");
	assert_true(screen_has("No clock runs yet, 2 wait"));
	screen_keys("w");
	assert_true(screen_has("No clock runs yet, 2 wait"));
	screen_keys("t");
	assert_true(screen_has("This terminal runs the class already"));
	screen_keys("<Up>x");
	assert_true(screen_has("not on the clock yet; a takes the mark back"));
	screen_keys("s");
	screen_advance(MINUTE);
	screen_keys("x<Up>x");
	assert_true(screen_has("All have left: f ends, n puts one back"));
	screen_keys("<Space>");
	assert_true(screen_has("All have left: n puts one back"));
	screen_keys("fyf");
	assert_true(screen_has("The class is over: Enter opens the notes"));
}

static void
test_screen__class__no_clock_runs(void **state)
{
	(void)state;
	clinic_once("anna", idle_scene);
}

/* Who has other exercises to do goes on after the class; the others' notes wait. */
static void
goes_on_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn<Esc>g<Enter>nn<Down>nns");
	assert_true(screen_has("4 on the clock"));
	screen_advance(5 * MINUTE);
	screen_keys("fy");
	assert_true(screen_has("Enter: the note of each"));
	screen_keys("<Down><Down><Down>");
	assert_true(screen_has("Other exercises wait: Enter"));
	screen_keys("f");
	assert_true(screen_has("The class is over"));
	assert_false(screen_has("End the class for all"));
	screen_keys("<Enter>");
	assert_true(screen_has("0/3"));
}

static void
test_screen__class__a_session_that_goes_on(void **state)
{
	(void)state;
	clinic_once("anna", goes_on_scene);
}

/* The desk sees the roster, and no false word about sessions it may not see. */
static void
desk_scene(struct app *a)
{
	struct classes_roster r;
	struct err err = {0};
	struct str why = {0};
	bool ask = true;
	int n = 0;

	assert_int_equal(staff_act_as(a, "anna", &err), ST_OK);
	look(a, &r);
	assert_int_equal(classes_here(a, &r, 0, "", &err), ST_OK);
	classes_roster_release(&r);
	look(a, &r);
	assert_int_equal(classes_nothing_new(a, &r, 0, &ask, &err), ST_OK);
	assert_int_equal(classes_start(a, &r, &n, &why, &err), ST_OK);
	assert_int_equal(n, 1);
	classes_roster_release(&r);
	str_release(&why);
	assert_int_equal(staff_act_as(a, "dora", &err), ST_OK);
	screen_keys("g<Enter>");
	screen_golden("class_desk");
	assert_false(screen_has("on the clock"));
	screen_keys("<Tab>");
	assert_true(screen_has("Sessions are not for your role to see"));
	screen_keys("/Rosenquill, Anselm<Enter>Gshort<Enter>");
	assert_true(screen_has("in 10 letters and more"));
	assert_true(screen_has("Why do you need this chart: short"));
	screen_keys(" of time, hospital calls<Enter>");
	assert_true(screen_has("Open to read until you log out"));
}

static void
test_screen__class__desk_sees_the_roster_alone(void **state)
{
	(void)state;
	clinic_once("dora", desk_scene);
}

/* Who seemed guarded lately: found by the word, with the day, and opened like anybody. */
static void
seemed_scene(struct app *a)
{
	(void)a;
	screen_keys("/#guar");
	assert_true(screen_has("seemed 2026-"));
	screen_golden("find_seemed");
	screen_keys("<Enter>");
	assert_false(screen_has("Find a patient"));
	screen_keys("/#sleepy");
	assert_true(screen_has("Nobody seemed so"));
	screen_keys("<Enter>");
	assert_true(screen_has("Find a patient"));
}

static void
test_screen__find__by_how_they_seemed(void **state)
{
	(void)state;
	clinic_once("anna", seemed_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__class__ten_keys_to_the_clock),
	    cmocka_unit_test(test_screen__class__from_roster_to_notes),
	    cmocka_unit_test(test_screen__class__the_roster_changes),
	    cmocka_unit_test(test_screen__class__gates),
	    cmocka_unit_test(test_screen__class__stop_of_who_quit_elsewhere),
	    cmocka_unit_test(test_screen__class__who_is_gone_is_nobody),
	    cmocka_unit_test(test_screen__class__mark_stays_with_the_person),
	    cmocka_unit_test(test_screen__class__starts_as_a_class_only),
	    cmocka_unit_test(test_screen__class__who_left_comes_back),
	    cmocka_unit_test(test_screen__class__no_clock_runs),
	    cmocka_unit_test(test_screen__class__a_session_that_goes_on),
	    cmocka_unit_test(test_screen__class__desk_sees_the_roster_alone),
	    cmocka_unit_test(test_screen__find__by_how_they_seemed),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
