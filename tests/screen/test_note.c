/* test_note.c - the pictures of what helps to write a note: phrases, last time, what was taught. */
#include "clinic.h"
#include "store/live.h"
#include "store/query.h"
#include "store/record.h"
#include "tui/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- phrases */

static void
phrases_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>a<Tab>");
	screen_golden("phrases_assessment");
	screen_keys("cues fo");
	screen_golden("phrases_found");
	screen_keys("<Enter>");
	screen_golden("edit_phrase");
	screen_keys("<Tab>Asked for a break");
	assert_true(screen_has("Nothing fits."));
	screen_keys("<^A> twice.<Enter>");
	assert_true(screen_has("Found by (empty: its first words)"));
	screen_keys("break<Enter>");
	screen_golden("phrases_added");
	screen_keys("<Enter>");
	assert_true(screen_has("pace. Asked for a break twice."));
	screen_keys("<Esc><PgDn>");
	assert_true(screen_has("Asked for a break twice."));
	screen_keys(":phrases<Enter>");
	screen_keys("break<^R>");
	screen_golden("phrases_retired");
	screen_keys("<Enter>");
	assert_true(screen_has("Found by"));
}

static void
test_phrases__screens__find_write_add_retire(void **state)
{
	(void)state;
	clinic_scene("anna", phrases_scene);
}

/* A full text takes no phrase, and says so; the section before the one typed is left whole. */
static void
phrase_full_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>a");
	for (int i = 0; i < 66; i++)
		screen_keys("abcdefghij klmnopqrst uvwxyz ");
	screen_keys("<Tab>cues<Enter>");
	assert_true(screen_has("the phrase does not fit"));
	assert_true(screen_has("uvwxyz "));
}

static void
test_phrases__full_text__is_said(void **state)
{
	(void)state;
	clinic_once("anna", phrase_full_scene);
}

/* ---- by telephone */

static void
phone_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>C");
	screen_golden("phone_script");
	screen_keys("yn");
	screen_golden("phone_refused");
	screen_keys("y");
	assert_true(screen_has("agreed to a visit by telephone"));
	screen_keys("<Enter>");
	assert_true(screen_has("Address, when it is not the one on file"));
	screen_keys("<Enter>");
	screen_keys("y555-0100<Enter>nyy");
	screen_golden("phone_asked");
	screen_keys("<Esc>");
	assert_true(screen_has("Asked at a distance: told name and date of birth"));
	screen_golden("phone_note");
}

static void
test_phone__screen__script_to_note(void **state)
{
	(void)state;
	clinic_scene("anna", phone_scene);
}

/* The open step is told before the PIN, and Enter leads to it. */
static void
phone_open_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>Cjjy<Enter><Esc>s<Enter><Enter>"); /* the bill asks first */
	assert_true(screen_has("The script of a visit at a distance"));
	screen_keys("<Enter>");
	assert_true(screen_has("wanted before signing"));
}

static void
test_phone__presign__names_the_open_step(void **state)
{
	(void)state;
	clinic_once("anna", phone_open_scene);
}

/* ---- as last time */

static void
last_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>l");
	screen_golden("note_ask_as_last");
	screen_keys("a");
	assert_true(screen_has("say in it what was different today"));
	screen_keys("<PgDn>");
	screen_golden("note_as_last");
	screen_keys("la");
	assert_true(screen_has("Assessment: replace what is typed"));
	screen_keys("n");
	screen_keys("s");
	screen_golden("presign_same_part");
	screen_keys("<Esc>aNew today. <Esc>");
	assert_false(screen_has("word for word"));
}

static void
test_last__section__is_taken_and_told(void **state)
{
	(void)state;
	clinic_scene("anna", last_scene);
}

/* Scrolls to a text, from the top. */
static void
find(const char *text)
{
	screen_keys("<PgUp><PgUp><PgUp>");
	for (int i = 0; i < 40 && !screen_has(text); i++)
		screen_keys("<Down>");
	assert_true(screen_has(text));
}

/* ---- two people in one section */

/* What another terminal stores meanwhile. */
static void
another_types(struct app *a, const char *text)
{
	struct live lines[40];
	struct err err = {0};
	int n = 0, i = 0;

	assert_int_equal(live_list(a->store, lines, 40, &n, &err), ST_OK);
	while (i < n && !lines[i].finished)
		i++;
	assert_true(i < n);
	assert_int_equal(
	    live_text_set(a->store, lines[i].no, LIVE_ASSESSMENT, NULL, text, &err),
	    ST_OK);
}

static void
two_scene(struct app *a)
{
	/* nobody else typed: nothing is asked */
	screen_keys("<Enter>aMine. <Esc>");
	find("Mine.");
	screen_keys("a");
	another_types(a, "Theirs: gait safer.");
	screen_keys("Twice. ");
	screen_advance(2500); /* what is typed would be kept now */
	screen_golden("edit_stale");
	assert_true(screen_has("Somebody else has just changed this text"));
	assert_true(screen_has("Twice."));
	assert_true(screen_has("Theirs: gait safer."));
	screen_keys("<Esc>");
	assert_true(screen_has("keep (m)ine or (t)heirs"));
	screen_keys("m"); /* typed ahead: no answer */
	screen_advance(500);
	screen_golden("edit_ask_stale");
	screen_keys("t");
	find("Theirs: gait safer.");
	assert_false(screen_has("Twice."));
	/* the other way round, asked on leaving at once */
	screen_keys("a");
	another_types(a, "Theirs again.");
	screen_keys("Mine for good. <Esc>");
	assert_true(screen_has("Theirs again."));
	screen_advance(500);
	screen_keys("m");
	find("Mine for good.");
	assert_false(screen_has("Theirs again."));
}

static void
test_note__section__two_people_are_asked_with_both_texts(void **state)
{
	(void)state;
	clinic_scene("anna", two_scene);
}

/* A line that is lost while nothing is decided overwrites nothing. */
static void
lost_scene(struct app *a)
{
	struct live lines[40];
	struct err err = {0};
	struct str text = {0};
	int n = 0, i = 0;

	screen_keys("<Enter>a");
	another_types(a, "Theirs.");
	screen_keys("Mine. ");
	stack_unwind(screen_ui(), true);
	assert_int_equal(live_list(a->store, lines, 40, &n, &err), ST_OK);
	while (!lines[i].finished)
		i++;
	assert_int_equal(
	    live_text_get(a->store, lines[i].no, LIVE_ASSESSMENT, &text, &err), ST_OK);
	assert_string_equal(str_text(&text), "Theirs.");
	str_release(&text);
}

static void
test_note__section__undecided_overwrites_nothing(void **state)
{
	(void)state;
	clinic_once("anna", lost_scene);
}

/* ---- what was taught, how the patient seemed */

static void
taught_scene(struct app *a)
{
	(void)a;
	screen_keys("<Enter>T");
	screen_golden("taught");
	screen_keys("c<Down>a<Down>s");
	assert_true(screen_has("did it alone"));
	screen_keys("s"); /* again: not taught */
	screen_keys("nHow to carry the child<Enter>a");
	screen_golden("taught_told");
	screen_keys("<Down><Down>"); /* what the patient is told of it */
	assert_true(screen_has("Some ache is all right."));
	screen_keys("H");
	screen_golden("taught_handout");
	screen_keys("v"); /* in the next language, with its mark */
	assert_true(screen_has("Lea esto en casa"));
	assert_true(screen_has("Ningún hablante ha revisado"));
	screen_keys("f<Enter>");
	assert_true(screen_has("Written:"));
	screen_keys("<Esc><Home>H"); /* an exercise: its page as the plan has it */
	assert_true(screen_has("Do this at home"));
	screen_keys("<Esc>");
	assert_true(screen_has("Teach-back"));
	screen_keys("<Down><Down><Down><Down><Down><Down><Down>H");
	assert_true(screen_has("nothing is written to give away"));
	screen_keys("<Esc>M");
	screen_golden("manner");
	screen_keys("ge<Down><Enter>");
	screen_golden("manner_told");
	screen_keys("g<Esc>");
	find("did it with a cue");
	find("Taught: How to carry the child (did it alone).");
	find("Seemed eager, ");
	assert_false(screen_has("guarded"));
}

static void
test_taught__screens__go_into_the_note(void **state)
{
	(void)state;
	clinic_scene("anna", taught_scene);
}

/* In the session: one key and a letter; the same letter takes it back. */
static void
taught_live_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn3<Enter>T");
	screen_golden("live_ask_taught");
	screen_keys("a");
	assert_true(screen_has("taught, did it alone"));
	screen_keys("Ta");
	assert_true(screen_has("not taught"));
	screen_keys("Tt");
	assert_true(screen_has("Teach-back"));
	screen_keys("s<Esc>Mt<Esc>fy");
	find("taught: shown");
	find("Seemed tearful.");
}

static void
test_taught__session__one_key_and_a_letter(void **state)
{
	(void)state;
	clinic_scene("anna", taught_live_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_phrases__screens__find_write_add_retire),
	    cmocka_unit_test(test_phrases__full_text__is_said),
	    cmocka_unit_test(test_phone__screen__script_to_note),
	    cmocka_unit_test(test_phone__presign__names_the_open_step),
	    cmocka_unit_test(test_last__section__is_taken_and_told),
	    cmocka_unit_test(test_note__section__two_people_are_asked_with_both_texts),
	    cmocka_unit_test(test_note__section__undecided_overwrites_nothing),
	    cmocka_unit_test(test_taught__screens__go_into_the_note),
	    cmocka_unit_test(test_taught__session__one_key_and_a_letter),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
