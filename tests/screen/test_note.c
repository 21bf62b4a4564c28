/* test_note.c - the pictures of what helps to write a note: phrases, last time, what was taught. */
#include "clinic.h"
#include "store/query.h"
#include "store/record.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_phrases__screens__find_write_add_retire),
	    cmocka_unit_test(test_phrases__full_text__is_said),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
