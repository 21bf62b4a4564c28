/* test_suggest.c - the pictures of suggestions after a session and of an exercise over time. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* The first line of the day is a visit that waits for its signature. */
static void
suggest_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>g");
	screen_golden("suggest");
	screen_keys("<Enter>");
	screen_golden("suggest_taken");
	screen_keys("n");
	screen_golden("suggest_why_not");
	screen_keys("w");
	screen_keys("creps 8, load 1.5 kg<Enter>");
	screen_golden("suggest_decided");
	screen_keys("<Up>u");
	screen_golden("suggest_back");
	screen_keys("A");
	screen_golden("suggest_all");
	screen_keys("<F1>");
	screen_golden("suggest_help");
	screen_keys("<Esc><Esc><PgDn><PgDn>");
	screen_golden("suggest_note");
}

static void
test_suggest__each_step__has_a_picture(void **state)
{
	(void)state;
	clinic_scene("anna", suggest_scene);
}

/* Signed with nothing decided: the chart, the note, the same key; taken and taken back. */
static void
signed_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Down><Down><Enter><Down><Enter>");
	screen_golden("suggest_signed_note");
	screen_keys("g");
	screen_golden("suggest_signed");
	screen_keys("<Down><Enter>");
	screen_golden("suggest_signed_taken");
	screen_keys("<Up>u");
	screen_golden("suggest_signed_why");
	screen_keys("knee sore at home<Enter>");
	screen_golden("suggest_signed_back");
	screen_keys("<Esc><Esc><Down><Enter>g");
	screen_golden("suggest_past");
}

static void
test_suggest__signed__has_a_picture(void **state)
{
	(void)state;
	clinic_scene("anna", signed_scene);
}

/* Taken, signed, and seen from the plan of the patient. */
static void
doses_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>gA<Esc>ss1234<Enter>");
	screen_keys("<Down><Down><Down><Down><Down><Enter>p");
	screen_keys("P");
	screen_golden("doses");
	screen_keys("<Down><Down>");
	screen_golden("doses_marked");
}

static void
test_doses__history__has_a_picture(void **state)
{
	(void)state;
	clinic_scene("anna", doses_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_suggest__each_step__has_a_picture),
	    cmocka_unit_test(test_suggest__signed__has_a_picture),
	    cmocka_unit_test(test_doses__history__has_a_picture),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
