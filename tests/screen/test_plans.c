/* test_plans.c - the pictures of plans: templates, phases, versions, certification. */
#include "clinic.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__plans__from_a_template),
	    cmocka_unit_test(test_screen__plans__nothing_fits),
	    cmocka_unit_test(test_screen__plans__versions_and_certification),
	    cmocka_unit_test(test_screen__plans__behind_is_said),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
