/* test_plans.c - the pictures of plans: templates, phases, versions, certification. */
#include "clinic.h"
#include "store/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* An episode after a knee replacement, its plan out of the phase of today. */
static void
new_episode(const char *code)
{
	screen_keys("<Down><Enter>e");
	screen_keys(code);
	screen_keys("<Enter>");
}

static void
template_scene(struct app *a)
{
	(void)a;
	new_episode("Z96.651");
	screen_golden("template_fits");
	screen_keys("<Down><Enter>");
	screen_golden("template_taken");
	screen_keys("<Down><Down><Down><Down><Down>t-23<Enter><Esc>");
	screen_golden("chart_phase");
	screen_keys("p");
	screen_golden("plan_phase");
	screen_keys("<Enter><Down><Down><Down><Down>5<Esc>");
	screen_keys("CsCgDr Example<Enter>");
	screen_golden("plan_certified");
	screen_keys("T<Down><Enter>v");
	screen_golden("versions");
	screen_keys("<Left>");
	screen_golden("versions_template");
}

static void
test_screen__plans__from_a_template(void **state)
{
	(void)state;
	clinic_scene("anna", template_scene);
}

/* A diagnosis no template is for: all of them, none marked as fitting; Esc leaves the episode
 * without a plan, and nothing is lost. */
static void
unfit_scene(struct app *a)
{
	(void)a;
	new_episode("N39.3");
	assert_true(screen_has("No template fits this diagnosis"));
	assert_false(screen_has("> fits"));
	screen_keys("<Esc>");
	assert_true(screen_has("Problem"));
	screen_keys("<Esc>");
	assert_true(screen_has("NO PLAN"));
}

static void
test_screen__plans__nothing_fits(void **state)
{
	(void)state;
	clinic_once("anna", unfit_scene);
}

/* Certification asks by whom; a new version asks why; both are found in the versions. */
static void
version_scene(struct app *a)
{
	(void)a;
	new_episode("M54.50");
	screen_keys("<Enter><Esc>p");
	assert_true(screen_has("check source"));
	screen_keys("Cg");
	screen_keys("<Enter>");
	assert_true(screen_has("who signed it is missing"));
	screen_keys("NFewer visits<Enter>");
	assert_true(screen_has("Version 2"));
	assert_true(screen_has("inside the same period"));
	screen_keys("v");
	assert_true(screen_has("Fewer visits"));
	screen_keys("<Tab>");
	assert_true(screen_has("From template to version 1"));
	assert_true(screen_has("No difference."));
	screen_keys("<Right><Tab><Left>");
	assert_true(screen_has("From template to version 2"));
	screen_keys("<Esc>Cr");
	assert_true(screen_has("Version 3 begins a new period"));
}

static void
test_screen__plans__versions_and_certification(void **state)
{
	(void)state;
	clinic_once("anna", version_scene);
}

/* Two weeks later nobody came: the chart and the plan say so. */
static void
behind_scene(struct app *a)
{
	(void)a;
	new_episode("M54.50");
	screen_keys("<Enter><Esc>");
	screen_advance(15 * 86400000LL);
	screen_keys("p<Esc>");
	assert_true(screen_has("wk 3 of 6: 0 of 6 visits, BEHIND, 2 weeks missed"));
	screen_keys("p");
	assert_true(screen_has("0/2 0/2 0/2"));
}

static void
test_screen__plans__behind_is_said(void **state)
{
	(void)state;
	clinic_once("anna", behind_scene);
}

/* Numbers of rows. */
struct rows {
	int64_t no[900];
	int n;
};

static bool
keep_no(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct rows *r = arg;

	(void)id;
	(void)cells;
	r->no[r->n++] = no;
	return r->n < 900;
}

/* Everything is done at home too: too much, and its confidence was never asked. */
static void
home_scene(struct app *a)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	const struct record_filter any = {.field = -1};
	const struct cell both = {.kind = CELL_TEXT, .p = "both", .n = 4};
	struct err err = {0};
	struct rows r = {.n = 0};

	assert_int_equal(record_scan(a->store, E_PRESCRIPTION, &any, keep_no, &r, &err),
			 ST_OK);
	for (int i = 0; i < r.n; i++)
		if (record_set_field(a->store, E_PRESCRIPTION, r.no[i],
				     dict_field_named(e, "setting"), both, &err))
			fail_msg("%s", status_say(&err));
	screen_keys("<Down><Down><Down><Enter>p");
	screen_golden("plan_home");
}

static void
test_screen__plans__home_programme_is_weighed(void **state)
{
	(void)state;
	clinic_scene("anna", home_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__plans__from_a_template),
	    cmocka_unit_test(test_screen__plans__nothing_fits),
	    cmocka_unit_test(test_screen__plans__versions_and_certification),
	    cmocka_unit_test(test_screen__plans__behind_is_said),
	    cmocka_unit_test(test_screen__plans__home_programme_is_weighed),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
