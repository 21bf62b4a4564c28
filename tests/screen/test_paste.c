/* test_paste.c - what is pasted is text: no key in it acts, on no screen. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MINUTE = 60000 };

/* Where nothing is typed the letters of a paste are no keys. */
static void
keys_scene(struct app *a)
{
	(void)a;
	screen_keys("<Paste>g<Enter>nns<Esc><Esc><^Q><Pasted>");
	assert_true(screen_has("Today:"));
	assert_true(screen_has("What was pasted was left out"));
	screen_keys("g<Enter>nns");
	assert_true(screen_has("2 on the clock"));
	screen_keys("<Paste>xfy<Pasted>");
	assert_true(screen_has("2 on the clock"));
	screen_keys("f<Paste>y<Pasted>"); /* nor an answer with one key */
	assert_true(screen_has("2 on the clock"));
	screen_keys("y");
	assert_true(screen_has("Enter: the note of each"));
}

static void
test_paste__keys__are_none(void **state)
{
	(void)state;
	clinic_once("anna", keys_scene);
}

/* In a question, a field, the list of commands: the text alone, an end of a line is a space. */
static void
fields_scene(struct app *a)
{
	(void)a;
	screen_keys("gn<Paste>Chair <Esc>[31m<Enter><Tab>class<Up><Enter><Pasted>");
	assert_true(screen_has("Name of the class: Chair [31m class"));
	assert_true(screen_has("held signs that no field takes: left out"));
	screen_keys("<Enter>mo 9-10<Enter>");
	screen_keys("<Paste> A<Enter>B<^X><Pasted>");
	assert_true(screen_has("[Chair [31m class A B "));
	screen_keys("<Esc><Esc>:<Paste>cla<Enter>sses<Pasted>");
	assert_true(screen_has("cla sses"));
	screen_keys(
	    "<Esc>g<Down><Enter>nn<Up>p<Paste>x7<Enter><Pasted>"); /* a number takes its digits */
	assert_true(screen_has("worst pain 0-10: 7"));
}

static void
test_paste__fields__take_text_alone(void **state)
{
	(void)state;
	clinic_once("anna", fields_scene);
}

/* A text of several lines keeps them. */
static void
lines_scene(struct app *a)
{
	(void)a;
	screen_keys("g<Enter>nns");
	screen_advance(5 * MINUTE);
	screen_keys("fy<Enter>u<Paste>Slept well.<Enter>Less stiff.<Esc><F10><Pasted>");
	assert_true(screen_has("Slept well."));
	assert_true(screen_has("Less stiff."));
	assert_false(screen_has("Slept well. Less"));
}

static void
test_paste__lines__stay_lines(void **state)
{
	(void)state;
	clinic_once("anna", lines_scene);
}

/* A paste whose end was lost is over when the keys have rested. */
static void
lost_scene(struct app *a)
{
	(void)a;
	screen_keys("<Paste>g");
	screen_keys("g");
	assert_true(screen_has("Today:"));
	screen_advance(3000);
	screen_keys("g");
	assert_true(screen_has("Group classes"));
	screen_keys("<Pasted>");
	assert_true(screen_has("Group classes"));
}

static void
test_paste__end__that_never_came(void **state)
{
	(void)state;
	clinic_once("anna", lost_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paste__keys__are_none),
	    cmocka_unit_test(test_paste__fields__take_text_alone),
	    cmocka_unit_test(test_paste__lines__stay_lines),
	    cmocka_unit_test(test_paste__end__that_never_came),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
