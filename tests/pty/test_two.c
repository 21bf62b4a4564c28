/* test_two.c - two programs on one clinic: what one changes the other shows, asks about, takes over. */
#include "clinic.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum {
	SEEN_MS = 2000,	   /* another one's change is on the screen */
	REST_MS = 2200,	   /* nothing is sent and nobody wakes */
	CALM_MS = 450,	   /* a question takes no key before */
	WALL_SECOND = 450, /* bytes of a second of the wall view at 80x24 */
	WALL_SAMPLES = 8,
	DIGITS_OFF_S = 1,
};

static struct pty *
start(const char *sees)
{
	const char *const as[] = {"--as", CLINIC_LOGIN, NULL};
	struct pty *p = clinic_screen(&clinic, NULL, as);

	clinic_see(p, "?=Keys");
	clinic_see(p, sees);
	pty_settle(p, 80);
	return p;
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The text comes within SEEN_MS; how long it took is a figure. */
static void
see_soon(struct pty *p, const char *text, const char *figure)
{
	int64_t began = now_ms();

	if (!pty_wait(p, text, PTY_SANITIZED ? 4 * SEEN_MS : SEEN_MS)) {
		pty_show(p);
		fail_msg("not seen in time: %s", text);
	}
	clinic_figure(figure, (double)(now_ms() - began), SEEN_MS);
}

/* It comes to rest and stays there. On a busy machine reading anew takes a while longer than the
 * picture of it. */
static void
check_rest(struct pty *p, const char *what)
{
	enum { TRIES = 3 };
	long woken = 0;
	size_t bytes = 0;

	for (int i = 0; i < TRIES; i++) {
		long before = pty_switches(p);

		bytes = pty_settle(p, REST_MS);
		woken = pty_switches(p) - before;
		if (!bytes && !woken)
			return;
	}
	if (bytes || woken)
		fail_msg("%s: %zu bytes and %ld switches in 2.2 s of rest", what, bytes,
			 woken);
}

static void
must_set(const char *id, const char *value)
{
	if (clinic_cli(&clinic, "set", "patient", id, value))
		fail_msg("%s: %s", value, clinic.out);
}

static void
check_stored(const char *text)
{
	assert_int_equal(clinic_cli(&clinic, "get", "patient", clinic.patient), 0);
	if (!strstr(clinic.out, text))
		fail_msg("not stored: %s in %s", text, clinic.out);
}

/* ---- lists and charts */

static void
test_two__today__shows_what_another_booked(void **state)
{
	struct pty *a = start("Pair");
	char who[80];

	(void)state;
	(void)clinic_mark(a, "Pair");
	snprintf(who, sizeof who, "patient=%s", clinic.patient);
	assert_int_equal(clinic_cli(&clinic, "new", "appointment", who,
				    "staff=" CLINIC_LOGIN, "day=t", "start=07:10",
				    "minutes=45", "state=booked", "reason=knee"),
			 0);
	see_soon(a, "07:10", "two.today_ms");
	/* the mark stays on its row, which is another line now */
	assert_int_equal(pty_row(a, clinic_row(a, "09:00"))[0], '>');
	pty_settle(a, 80);
	check_rest(a, "today after a change");
	pty_free(a);
}

static struct pty *
chart(void)
{
	struct pty *p = start("Pair");

	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_keys(p, "pair, ada");
	clinic_see(p, "Pair, Ada");
	pty_keys(p, "<Enter>");
	clinic_see(p, "c=Screening");
	pty_settle(p, 200);
	return p;
}

/* Each of them notes that the chart was read: that must not wake the other one for ever. */
static void
test_two__charts__rest(void **state)
{
	struct pty *a = chart(), *b = chart();
	size_t before;

	(void)state;
	pty_settle(a, 300);
	pty_settle(b, 300);
	check_rest(a, "first chart");
	check_rest(b, "second chart");
	before = pty_count(a);
	must_set(clinic.patient, "alert=Falls at night");
	see_soon(a, "Falls at night", "two.chart_ms");
	see_soon(b, "Falls at night", "two.chart_second_ms");
	pty_settle(a, 100);
	clinic_figure("two.chart_bytes", (double)(pty_count(a) - before), 400);
	assert_in_range(pty_count(a) - before, 1, 400);
	must_set(clinic.patient, "alert=");
	pty_free(a);
	pty_free(b);
}

/* ---- an assessment, two people */

/* The marked row of the grid, and what stands there. */
static void
see_row(struct pty *p, const char *name, const char *value, const char *figure)
{
	int64_t began = now_ms();
	bool seen = false;

	while (!seen && now_ms() - began < (PTY_SANITIZED ? 4 * SEEN_MS : SEEN_MS)) {
		pty_settle(p, 20);
		seen = clinic_row(p, name) >= 0 &&
		       strstr(pty_row(p, clinic_row(p, name)), value);
	}
	if (!seen) {
		pty_show(p);
		fail_msg("%s: not seen in time: %s", name, value);
	}
	clinic_figure(figure, (double)(now_ms() - began), SEEN_MS);
}

static void
test_two__assessment__shows_what_another_measured(void **state)
{
	struct pty *a = chart(), *b = chart();

	(void)state;
	pty_keys(a, "a");
	clinic_see(a, "Nothing was measured yet");
	pty_keys(a, "n");
	clinic_see(a, "Knee evaluation");
	pty_keys(a, "knee<Enter>");
	clinic_see(a, "(last)");
	clinic_see(a, "Pain number,");
	pty_keys(b, "a");
	clinic_see(b, "Knee evaluation");
	pty_keys(b, "<Enter>");
	clinic_see(b, "(last)");
	pty_settle(b, 80);
	pty_keys(b, "4<Enter>");
	see_row(a, "Pain number,", "  4", "two.grid_ms");
	pty_settle(a, 80);
	check_rest(a, "assessment after a change");
	/* what is being typed stays, and says what lies there now */
	pty_keys(a, "7");
	pty_keys(b, "<Up>5<Enter>");
	see_soon(a,
		 "Somebody else has just stored 5 here: Enter replaces it, Esc keeps it",
		 "two.grid_typing_ms");
	see_row(a, "Pain number,", "  7", "two.grid_typed_ms");
	pty_keys(a, "<Esc>");
	see_row(a, "Pain number,", "  5", "two.grid_kept_ms");
	see_row(b, "Pain number,", "  5", "two.grid_other_ms");
	pty_free(a);
	pty_free(b);
}

/* ---- a draft of a report, two people */

/* The assessment of the draft is opened and written; Esc leaves it. */
static void
judge(struct pty *p, const char *text)
{
	pty_keys(p, "a");
	clinic_see(p, "Assessment: your judgement");
	pty_keys(p, text);
	clinic_see(p, text);
}

static void
test_two__draft__asked_with_both_texts(void **state)
{
	struct pty *a = chart(), *b = chart();

	(void)state;
	pty_keys(a, "r");
	clinic_see(a, "No report yet");
	pty_keys(a, "n");
	clinic_see(a, "p progress");
	pty_keys(a, "e");
	clinic_see(a, "(a: your judgement)");
	pty_keys(b, "r");
	clinic_see(b, "Evaluation");
	pty_keys(b, "<Enter>");
	clinic_see(b, "(a: your judgement)");
	judge(a, "Stiff in the morning.");
	judge(b, "Weak on the stairs.");
	pty_keys(b, "<Esc>");
	clinic_see(b, "(a: your judgement)");
	pty_keys(a, "<Esc>");
	clinic_see(a, "keep (m)ine or (t)heirs");
	assert_true(pty_has(a, "Stiff in the morning."));
	assert_true(pty_has(a, "Weak on the stairs."));
	pty_settle(a, CALM_MS);
	pty_keys(a, "t");
	clinic_see(a, "(a: your judgement)");
	assert_true(pty_has(a, "Weak on the stairs."));
	assert_false(pty_has(a, "Stiff in the morning."));
	/* the other way round, and b sees it by itself */
	judge(a, "Slow.");
	judge(b, "Tired.");
	pty_keys(b, "<Esc>");
	clinic_see(b, "(a: your judgement)");
	pty_keys(a, "<Esc>");
	clinic_see(a, "keep (m)ine or (t)heirs");
	pty_settle(a, CALM_MS);
	pty_keys(a, "m");
	clinic_see(a, "(a: your judgement)");
	see_soon(b, "Slow.", "two.draft_ms");
	assert_false(pty_has(b, "Tired."));
	pty_free(a);
	pty_free(b);
}

/* ---- the stick's screen */

/* A head office whose keys the clinic trusts; words: what it reads out by phone. */
static void
know_office(char dir[PATH_MAX])
{
	char data[PATH_MAX], file[PATH_MAX], words[200] = "";
	const char *at;

	snprintf(dir, PATH_MAX, "%.900s.office", clinic.dir);
	snprintf(data, sizeof data, "%.900s/data", dir);
	snprintf(file, sizeof file, "%.900s/HQT.limberkey", dir);
	assert_int_equal(
	    clinic_exec(&clinic, NULL, (const char *const[]){"mkdir", dir, NULL}), 0);
#define OFFICE(...)                                                                      \
	clinic_exec(                                                                     \
	    &clinic, NULL,                                                               \
	    (const char *const[]){clinic_program(), "--data", data, __VA_ARGS__, NULL})
	assert_int_equal(OFFICE("init", "--site", "HQT", "--name", "Office", "--hub"), 0);
	assert_int_equal(OFFICE("keys", "export", dir), 0);
	assert_int_equal(OFFICE("keys", "show"), 0);
#undef OFFICE
	at = strstr(clinic.out, "words");
	assert_non_null(at);
	at += strcspn(at, " ");
	at += strspn(at, " ");
	snprintf(words, sizeof words, "%.*s", (int)strcspn(at, "\n"), at);
	if (clinic_cli(&clinic, "keys", "trust", file, "--hub", "--words", words))
		fail_msg("%s", clinic.out);
}

static void
test_two__stick__shows_what_another_exported(void **state)
{
	struct pty *a = start("Pair");
	char dir[PATH_MAX];

	(void)state;
	pty_keys(a, "y");
	clinic_see(a, "No other site is known yet");
	know_office(dir);
	see_soon(a, "no receipt yet", "two.stick_known_ms");
	clinic_see(a, "No bundle was made yet.");
	if (clinic_cli(&clinic, "export", "HQT", dir))
		fail_msg("%s", clinic.out);
	see_soon(a, "1 bundle without a receipt", "two.stick_ms");
	assert_true(strstr(pty_row(a, clinic_row(a, "none yet")), "HQT ") != NULL);
	pty_free(a);
	assert_int_equal(
	    clinic_exec(&clinic, NULL, (const char *const[]){"rm", "-rf", dir, NULL}), 0);
}

/* ---- one field, two people */

static struct pty *
details(void)
{
	struct pty *p = chart();

	pty_keys(p, "i");
	clinic_see(p, "Family name");
	return p;
}

static void
test_two__field__asked_with_both_values(void **state)
{
	struct pty *a, *b;

	(void)state;
	must_set(clinic.patient, "phone=620 555 0100");
	a = details();
	b = details();
	(void)clinic_mark(a, "Phone");
	pty_keys(a, "<Home><^K>620 555 0111");
	clinic_see(a, "620 555 0111");
	/* b stores another number, and a second field that a does not touch */
	(void)clinic_mark(b, "Phone");
	pty_keys(b, "<Home><^K>620 555 0222<Tab>");
	clinic_see(b, "620 555 0222");
	see_soon(a, "somebody else has just changed it", "two.typing_ms");
	assert_true(pty_has(a, "620 555 0111"));
	check_stored("620 555 0222");
	pty_keys(a, "<Tab>");
	clinic_see(a, "(m)ine \"620 555 0111\" (t)heirs \"620 555 0222\"");
	/* what was typed ahead is no answer */
	pty_keys(a, "m");
	pty_settle(a, CALM_MS);
	check_stored("620 555 0222");
	/* Esc decides nothing, and leaving asks again */
	pty_keys(a, "<Esc>");
	assert_true(pty_wait_gone(a, "(m)ine", CLINIC_WAIT_MS));
	pty_keys(a, "<Tab>");
	clinic_see(a, "(m)ine \"620 555 0111\" (t)heirs \"620 555 0222\"");
	pty_settle(a, CALM_MS);
	pty_keys(a, "t");
	clinic_see(a, "Theirs stays");
	assert_true(pty_has(a, "[620 555 0222"));
	check_stored("620 555 0222");
	/* the other way round */
	pty_keys(a, "<Home><^K>620 555 0333");
	clinic_see(a, "620 555 0333");
	must_set(clinic.patient, "phone=620 555 0444");
	clinic_see(a, "somebody else has just changed it");
	pty_keys(a, "<Tab>");
	clinic_see(a, "(m)ine \"620 555 0333\" (t)heirs \"620 555 0444\"");
	pty_settle(a, CALM_MS);
	pty_keys(a, "m");
	clinic_see(a, "Yours is stored");
	check_stored("620 555 0333");
	see_soon(b, "620 555 0333", "two.field_ms");
	pty_free(a);
	pty_free(b);
}

/* A line that is lost while nothing is decided overwrites nothing. */
static void
test_two__field__hang_up_undecided(void **state)
{
	struct pty *a;

	(void)state;
	must_set(clinic.patient, "phone=620 555 0100");
	a = details();
	(void)clinic_mark(a, "Phone");
	pty_keys(a, "<Home><^K>620 555 0111");
	must_set(clinic.patient, "phone=620 555 0222");
	clinic_see(a, "somebody else has just changed it");
	pty_hang_up(a);
	assert_true(pty_end(a, 5000) >= 0);
	pty_free(a);
	check_stored("620 555 0222");
}

/* ---- one session, two terminals */

static struct pty *
begin_session(void)
{
	struct pty *p = start("Pair");

	(void)clinic_mark(p, "09:00");
	pty_keys(p, "s");
	clinic_screened(p);
	clinic_see(p, "BEFORE THE FIRST");
	pty_keys(p, "<Enter>");
	clinic_see(p, "WORK ");
	return p;
}

static struct pty *
open_running(void)
{
	struct pty *p = start("RUNNING");

	(void)clinic_mark(p, "RUNNING");
	pty_keys(p, "<Enter>");
	return p;
}

static void
end_session(struct pty *p)
{
	pty_keys(p, "D");
	clinic_see(p, "Throw this session away");
	pty_keys(p, "a test<Enter>");
	clinic_see(p, "?=Keys");
	pty_settle(p, 100);
}

static void
same_clock(struct pty *a, struct pty *b)
{
	int x, y;

	pty_settle(a, 20);
	pty_settle(b, 20);
	x = clinic_digits(a);
	y = clinic_digits(b);
	if (x < 0 || y < 0 || x - y > DIGITS_OFF_S || y - x > DIGITS_OFF_S)
		fail_msg("the clocks show %d and %d s", x, y);
}

static void
test_two__session__taken_over(void **state)
{
	struct pty *a = begin_session(), *b = open_running();

	(void)state;
	clinic_see(b, "(t)ake over or (w)atch");
	pty_keys(b, "w");
	clinic_see(b, "Watching: Test Therapist runs it elsewhere since");
	same_clock(a, b);
	pty_keys(b, "<Space>");
	clinic_see(b, "Space does nothing here");
	assert_false(pty_has(b, "PAUSED"));
	pty_keys(a, "<Space>");
	see_soon(b, "PAUSED", "two.pause_ms");
	pty_keys(a, "<Space>");
	clinic_see(b, "WORK ");
	pty_keys(b, "t");
	clinic_see(b, "The session is yours");
	see_soon(a, "Watching: Test Therapist runs it elsewhere", "two.taken_ms");
	assert_true(pty_has(a, "t takes it back"));
	same_clock(a, b);
	pty_keys(a, "<Space>");
	clinic_see(a, "Space does nothing here");
	pty_keys(b, "<Space>");
	clinic_see(a, "PAUSED");
	pty_keys(b, "<Space>");
	clinic_see(b, "WORK ");
	end_session(b);
	pty_free(a);
	pty_free(b);
}

static void
test_two__session__killed_terminal_is_replaced_at_once(void **state)
{
	struct pty *a = begin_session(), *b, *c;
	int left;

	(void)state;
	b = open_running();
	clinic_see(b, "(t)ake over or (w)atch");
	pty_keys(b, "w");
	clinic_see(b, "Watching:");
	left = clinic_digits(b);
	pty_signal(a, SIGKILL);
	assert_true(pty_end(a, 5000) >= 0);
	see_soon(b, "is gone; t takes the session", "two.gone_ms");
	/* a third terminal is not asked: nobody runs it */
	c = open_running();
	clinic_see(c, "WORK ");
	assert_false(pty_has(c, "(t)ake over"));
	pty_keys(c, "<Space>");
	clinic_see(c, "PAUSED");
	assert_in_range(clinic_digits(c), left - 30, left);
	clinic_see(b, "Watching: Test Therapist runs it elsewhere since");
	end_session(c);
	pty_free(a);
	pty_free(b);
	pty_free(c);
}

/* ---- the wall */

static struct pty *
wall(int rows, int cols)
{
	const char *const verb[] = {"wall", NULL};
	struct pty *p =
	    clinic_screen(&clinic, &(struct pty_spec){.rows = rows, .cols = cols}, verb);

	clinic_see(p, "Wall");
	return p;
}

static int
compare(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void
test_two__wall__follows_without_a_name(void **state)
{
	struct pty *small = wall(24, 80), *large = wall(60, 200), *a;
	size_t cost[WALL_SAMPLES];

	(void)state;
	clinic_see(small, "No session runs.");
	check_rest(small, "wall without a session");
	a = begin_session();
	see_soon(small, "Set 1 of 1", "two.wall_ms");
	clinic_see(large, "Next: Heel slide");
	assert_false(pty_has(small, "Pair"));
	assert_false(pty_has(large, "Pair"));
	assert_true(strstr(pty_row(small, 0), "Wall: ") != NULL);
	pty_settle(small, 50);
	for (int i = 0; i < WALL_SAMPLES; i++) {
		size_t before = pty_count(small);

		while (pty_count(small) == before)
			pty_settle(small, 100);
		cost[i] = pty_count(small) - before;
	}
	qsort(cost, WALL_SAMPLES, sizeof cost[0], compare);
	clinic_figure("two.wall_second_median", (double)cost[WALL_SAMPLES / 2],
		      WALL_SECOND);
	assert_in_range(cost[WALL_SAMPLES / 2], 1, WALL_SECOND);
	/* it stands while the clock stands */
	pty_keys(a, "<Space>");
	clinic_see(a, "PAUSED");
	pty_settle(small, 300);
	check_rest(small, "wall of a clock that stands");
	pty_keys(small, "s");
	clinic_see(small, "s does nothing here");
	pty_keys(small, "/");
	clinic_see(small, "/ does nothing here");
	pty_keys(small, "n");
	clinic_see(small, "Somebody has to be logged in");
	end_session(a);
	see_soon(small, "No session runs.", "two.wall_gone_ms");
	pty_keys(small, "<Esc>");
	assert_int_equal(pty_end(small, CLINIC_WAIT_MS), 0);
	assert_true(pty_restored(small));
	pty_free(small);
	pty_free(large);
	pty_free(a);
}

/* The view of one patient: that session alone, no name, no key but the one that ends it. */
static void
test_two__patient__sees_the_own_session(void **state)
{
	const char *const verb[] = {"wall", clinic.patient, NULL};
	struct pty *view = clinic_screen(
		       &clinic, &(struct pty_spec){.rows = 24, .cols = 80}, verb),
		   *a;

	(void)state;
	clinic_see(view, "No session of this patient runs.");
	a = begin_session();
	clinic_see(view, "Next: Heel slide");
	assert_true(strstr(pty_row(view, 0), "Your exercises: ") != NULL);
	assert_false(pty_has(view, "Pair"));
	pty_keys(view, "n");
	clinic_see(view, "n does nothing here");
	pty_keys(a, "<Space>");
	clinic_see(a, "PAUSED");
	pty_settle(view, 300);
	check_rest(view, "view of a clock that stands");
	end_session(a);
	clinic_see(view, "No session of this patient runs.");
	pty_keys(view, "<Esc>");
	assert_int_equal(pty_end(view, CLINIC_WAIT_MS), 0);
	assert_true(pty_restored(view));
	pty_free(view);
	pty_free(a);
}

static int
set_up(void **state)
{
	static const struct clinic_dose doses[] = {
	    {"quad_set",
	     "97110",
	     {"sets=1", "duration_s=600", "rest_s=0", "side_mode=none", "side=none",
	      "lead_in_s=0"}},
	    {"heel_slide",
	     "97110",
	     {"sets=1", "duration_s=300", "rest_s=0", "side_mode=none", "side=none",
	      "lead_in_s=0"}}};

	(void)state;
	clinic_make(&clinic);
	clinic_patient(&clinic, "Pair", "Ada", "1960-02-03");
	clinic_prescribe(&clinic, doses, 2);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_two__today__shows_what_another_booked),
	    cmocka_unit_test(test_two__charts__rest),
	    cmocka_unit_test(test_two__assessment__shows_what_another_measured),
	    cmocka_unit_test(test_two__draft__asked_with_both_texts),
	    cmocka_unit_test(test_two__stick__shows_what_another_exported),
	    cmocka_unit_test(test_two__field__asked_with_both_values),
	    cmocka_unit_test(test_two__field__hang_up_undecided),
	    cmocka_unit_test(test_two__session__taken_over),
	    cmocka_unit_test(test_two__session__killed_terminal_is_replaced_at_once),
	    cmocka_unit_test(test_two__wall__follows_without_a_name),
	    cmocka_unit_test(test_two__patient__sees_the_own_session),
	};

	return cmocka_run_group_tests(tests, set_up, clinic_tear_down);
}
