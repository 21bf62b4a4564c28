/* test_clinic.c - the pictures of every screen of the day: people, plans, lists, forms. */
#include "clinic.h"

#include "app/care.h"
#include "core/dict_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* ---- login */

static void
login_scene(struct app *a)
{
	(void)a;
	screen_golden("login");
	screen_keys("anna<Enter>wrong<Enter>");
	screen_golden("login_refused");
	screen_keys("<Esc>");
}

static void
test_screen__login__asks_who(void **state)
{
	(void)state;
	clinic_scene(NULL, login_scene);
}

static void
locked_scene(struct app *a)
{
	(void)a;
	screen_keys("<^F>");
	assert_true(screen_has("does nothing here"));
	screen_keys("<^X>");
	assert_true(screen_has("does nothing here"));
	assert_false(screen_has("Commands"));
	screen_keys("<Esc>");
	assert_true(screen_has("Passphrase"));
	screen_keys("anna<Enter>limber-demo-1<Enter>");
	assert_true(screen_has("my patients"));
	screen_keys("<Esc><Down><Esc>"); /* asked twice, never answered */
	assert_true(screen_has("my patients"));
	assert_true(screen_has("Esc once more"));
	screen_keys("<Esc>");
	assert_true(screen_has("Passphrase"));
	assert_int_equal(a->user.head.no, 0);
	screen_keys("anna<Enter>wrong<Enter>");
	assert_true(screen_has("login or passphrase is wrong"));
	screen_keys("limber-demo-1<Enter>");
	assert_true(screen_has("my patients"));
}

static void
test_screen__login__leads_nowhere_before(void **state)
{
	(void)state;
	clinic_once(NULL, locked_scene);
}

/* ---- the day */

static void
today_scene(struct app *a)
{
	(void)a;
	screen_golden("today");
	screen_keys("<End>");
	screen_golden("today_end");
	screen_keys("e");
	screen_golden("today_everybody");
	screen_keys("<Right>");
	screen_golden("today_empty_day");
	screen_keys("<F1>");
	screen_golden("today_help");
	screen_keys("<Esc>:");
	screen_golden("commands");
	screen_keys("sta");
	screen_golden("commands_typed");
	screen_keys("<Esc><Left>");
}

static void
test_screen__today__shows_the_day(void **state)
{
	(void)state;
	clinic_scene("anna", today_scene);
}

/* ---- finding and registering */

static void
find_scene(struct app *a)
{
	(void)a;
	screen_keys("/");
	screen_golden("find_all");
	screen_keys("ros");
	screen_golden("find_hits");
	screen_keys("qxq");
	screen_golden("find_nobody");
	screen_keys("<Enter>");
	screen_golden("register_taken_over");
}

/* What a bundle leaves until it is sorted in (src/store/merge_show.c). */
static void
behind_scene(struct app *a)
{
	struct err err = {0};

	assert_false(store_setting_set(a->store, "lists_after", "1", &err));
	screen_keys("/");
	assert_true(screen_has("new patients are being sorted in"));
	screen_keys("nobody");
	screen_golden("find_behind");
	assert_false(store_catch_up(a->store, &err));
	screen_keys("<Bksp>");
	assert_false(screen_has("sorted in"));
	assert_true(screen_has("Enter registers a new patient"));
}

static void
test_screen__find__says_what_is_not_sorted_in(void **state)
{
	(void)state;
	clinic_scene("anna", behind_scene);
}

static void
test_screen__find__as_you_type(void **state)
{
	(void)state;
	clinic_scene("anna", find_scene);
}

static void
register_scene(struct app *a)
{
	(void)a;
	screen_keys(":register<Enter>");
	screen_golden("register");
	screen_keys("Dvoracek<Enter>Yuki<Enter>");
	screen_golden("register_doubles");
}

static void
duplicates_scene(struct app *a)
{
	struct patient p;
	struct err err = {0};

	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, "Dvoracek");
	str_copy(p.given_name, sizeof p.given_name, "Yuki");
	str_copy(p.alert, sizeof p.alert, "Latex allergy");
	assert_int_equal(care_register(a, &p, &err), ST_OK);
	screen_keys(":duplicates<Enter>");
	screen_golden("duplicates");
	screen_keys("Ly");
	assert_true(screen_has("linked"));
	screen_keys("<Left><Enter>");
	assert_true(screen_has("Same person as"));
	assert_true(screen_has("Latex allergy"));
	screen_keys("D");
	screen_golden("duplicates_of_chart");
	screen_keys("<Esc><Esc>uN");
	screen_keys("brothers<Enter>");
	assert_true(screen_has("not same"));
	screen_keys("u");
	assert_false(screen_has("not same"));
}

static void
test_screen__duplicates__side_by_side(void **state)
{
	(void)state;
	clinic_scene("anna", duplicates_scene);
}

static void
test_screen__register__shows_doubles(void **state)
{
	(void)state;
	clinic_scene("anna", register_scene);
}

/* ---- the chart and what hangs on it */

static void
chart_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>");
	screen_golden("chart");
	screen_keys("<Enter>");
	screen_golden("row_episode");
	screen_keys("<Esc>i");
	screen_golden("row_patient");
	screen_keys("<Esc>p");
	screen_golden("plan");
	screen_keys("<Enter>");
	screen_golden("row_prescription");
	screen_keys("<Esc>i");
	screen_golden("row_plan");
	screen_keys("<Esc>a");
	screen_golden("library");
	screen_keys("bridge");
	screen_golden("library_words");
	screen_keys("<Down><^V>");
	screen_golden("figure");
	screen_keys("o");
	screen_golden("print_figure");
	screen_keys("<Esc><Esc><^U>easy walk<^V>");
	screen_golden("figure_none");
	screen_keys("<Esc>");
	screen_keys("<^U><Tab><Right><Right><Tab>k<Tab>");
	screen_golden("library_filters");
	screen_keys("<Esc><Esc>e");
	screen_golden("pick_icd10");
	screen_keys("knee pain");
	screen_golden("pick_icd10_typed");
	screen_keys("<^U>Q99.77");
	screen_golden("pick_icd10_unknown");
}

/* The field that a form cannot fill says who does. */
static void
goal_field_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>p<Enter><PgDn>");
	for (int i = 0; i < 20 && !screen_has("> Goal"); i++)
		screen_keys("<Up>");
	screen_keys("<Enter>");
	assert_true(screen_has("g in the plan links an exercise to its goal"));
}

static void
test_screen__plan__goal_field_tells_the_key(void **state)
{
	(void)state;
	clinic_once("anna", goal_field_scene);
}

static void
test_screen__chart__leads_everywhere(void **state)
{
	(void)state;
	clinic_scene("anna", chart_scene);
}

/* ---- staff, tables */

static void
staff_scene(struct app *a)
{
	(void)a;
	screen_keys(":staff<Enter>");
	screen_golden("staff");
	screen_keys("<Enter>");
	screen_golden("row_staff");
	screen_keys("<Esc>p");
	screen_golden("ask_pin");
	screen_keys("<Esc>:tables<Enter>");
	screen_golden("tables");
}

static void
test_screen__staff__and_tables(void **state)
{
	(void)state;
	clinic_scene("max", staff_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__login__asks_who),
	    cmocka_unit_test(test_screen__login__leads_nowhere_before),
	    cmocka_unit_test(test_screen__today__shows_the_day),
	    cmocka_unit_test(test_screen__find__says_what_is_not_sorted_in),
	    cmocka_unit_test(test_screen__find__as_you_type),
	    cmocka_unit_test(test_screen__register__shows_doubles),
	    cmocka_unit_test(test_screen__duplicates__side_by_side),
	    cmocka_unit_test(test_screen__chart__leads_everywhere),
	    cmocka_unit_test(test_screen__plan__goal_field_tells_the_key),
	    cmocka_unit_test(test_screen__staff__and_tables),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
