/* test_conflicts.c - the pictures of two values: list, one conflict, marks on screens and pages. */
#include "clinic.h"

#include "app/conflicts.h"
#include "app/due.h"
#include "store/clash_kit.h"
#include "store/query.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The first patient of the day. */
static int64_t
first_patient(struct app *a)
{
	struct day_line lines[30];
	struct err err = {0};
	int n = 0;

	assert_int_equal(
	    query_day(a->store, 20260504, a->user.head.no, lines, 30, &n, &err), ST_OK);
	assert_true(n > 0);
	return lines[0].patient;
}

static struct patient
patient(struct app *a)
{
	struct patient p;
	struct err err = {0};

	assert_int_equal(record_get(a->store, E_PATIENT, first_patient(a), &p, &err),
			 ST_OK);
	return p;
}

static int64_t
clash(struct app *a, const char *col, const char *ours, const char *theirs, int clk)
{
	int64_t no = first_patient(a);

	clash_make(a->store, E_PATIENT, no, col, ours, theirs, clk);
	return no;
}

static void
some(struct app *a)
{
	clash(a, "family_name", "Smyth", "Smithe", 'U');
	clash(a, "phone", "+1 555 0100", "+1 555 0199", 'P');
}

/* From the list: Enter and the number. */
static void
list_scene(struct app *a)
{
	some(a);
	screen_keys(":conflicts<Enter>");
	screen_golden("conflicts");
	screen_keys("<Enter>");
	screen_golden("conflict");
	screen_keys("2");
	assert_true(screen_has("kept Smithe"));
	assert_string_equal(patient(a).family_name, "Smithe");
	screen_golden("conflicts_one_less");
	screen_keys("u");
	assert_string_equal(patient(a).family_name, "Smyth");
	screen_keys("d");
	assert_true(screen_has("undone"));
	screen_golden("conflicts_decided");
	screen_keys("<Enter>");
	screen_golden("conflict_decided");
}

static void
test_screen__conflicts__two_keys_decide_one_undoes(void **state)
{
	(void)state;
	clinic_scene("anna", list_scene);
}

/* From Today: the mark on the line of the due list, then Enter and the number (<= 4 keys). */
static void
today_scene(struct app *a)
{
	clash(a, "birth_date", "1957-05-04", "1957-04-05", 'P');
	screen_keys("/<Esc>");
	assert_true(screen_has("2 values: Birth date"));
	assert_true(screen_has("! "));
	screen_golden("today_conflict");
	screen_keys("d<Enter>");
	assert_true(screen_has("4 May 1957"));
	assert_true(screen_has("5 Apr 1957"));
	screen_keys("1");
	assert_true(screen_has("kept 4 May 1957"));
	assert_false(screen_has("2 values: Birth date"));
}

static void
test_screen__conflicts__from_today_in_three_keys(void **state)
{
	(void)state;
	clinic_scene("anna", today_scene);
}

static void
typed_scene(struct app *a)
{
	some(a);
	clash(a, "alert", "Pacemaker", "Allergic to latex", 'P');
	screen_keys(":conflicts<Enter>");
	assert_true(screen_has("safety"));
	screen_keys("<Enter>");
	screen_golden("conflict_safety");
	screen_keys("b");
	assert_non_null(strstr(patient(a).alert, "Allergic to latex\n(thabo, MTH, "));
	screen_keys("<Enter>");
	assert_true(screen_has("Family name"));
	screen_keys("b");
	assert_true(screen_has("holds one value"));
	screen_keys("9");
	assert_true(screen_has("There are 2 values"));
	screen_keys("t<^U>Smith<Enter>");
	assert_string_equal(patient(a).family_name, "Smith");
	assert_false(screen_has("TWO VALUES"));
}

static void
test_screen__conflicts__both_texts_or_another_value(void **state)
{
	(void)state;
	clinic_once("anna", typed_scene);
}

/* A mark under the title of every screen of the patient, and of no other. */
static void
marks_scene(struct app *a)
{
	int64_t no = clash(a, "family_name", "Smyth", "Smithe", 'U');

	screen_keys("/Smyth");
	assert_true(screen_has("! Smyth"));
	screen_keys("<Esc>:week<Enter>");
	assert_true(screen_has("! Smyth"));
	screen_keys("<Esc>");
	nav_push(screen_ui(), NAV_CHART, &(struct nav_arg){.no = no});
	screen_keys("");
	assert_true(screen_has("TWO VALUES Family name: Smyth (DEMO) | Smithe (MTH)"));
	screen_golden("chart_conflict");
	screen_keys("v");
	assert_true(screen_has("1 waits"));
	screen_keys("<Esc>p");
	assert_true(screen_has("TWO VALUES"));
	screen_keys("<Esc>sn");
	assert_true(screen_has("TWO VALUES"));
	screen_golden("live_conflict");
	screen_keys("<Esc><Esc><Esc>");
	assert_false(screen_has("TWO VALUES"));
}

static void
test_screen__conflicts__marks_on_every_screen_of_the_patient(void **state)
{
	(void)state;
	clinic_scene("anna", marks_scene);
}

static void
many_scene(struct app *a)
{
	int64_t no = first_patient(a);

	clash(a, "family_name", "Smyth", "Smithe", 'U');
	clash(a, "given_name", "Anna", "Anne", 'U');
	clash(a, "national_id", "123456789", "123456780", 'U');
	clash(a, "alert",
	      "Falls often, holds on to furniture, sees badly in the dark, wants the "
	      "light on",
	      "Pacemaker since 2019, no ultrasound over the chest, no electrotherapy",
	      'P');
	nav_push(screen_ui(), NAV_CHART, &(struct nav_arg){.no = no});
	screen_keys("");
	assert_true(screen_has("sees badly in the dark"));
	assert_true(screen_has("no electrotherapy"));
	assert_true(screen_has("... and more values that differ"));
	screen_golden("chart_conflicts");
}

static void
test_screen__conflicts__more_marks_than_rows(void **state)
{
	(void)state;
	clinic_scene("anna", many_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__conflicts__two_keys_decide_one_undoes),
	    cmocka_unit_test(test_screen__conflicts__from_today_in_three_keys),
	    cmocka_unit_test(test_screen__conflicts__both_texts_or_another_value),
	    cmocka_unit_test(
		test_screen__conflicts__marks_on_every_screen_of_the_patient),
	    cmocka_unit_test(test_screen__conflicts__more_marks_than_rows),
	};

	return cmocka_run_group_tests_name("conflicts", tests, clinic_setup,
					   clinic_teardown);
}
