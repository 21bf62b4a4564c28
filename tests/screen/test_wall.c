/* test_wall.c - the pictures a patient sees: the wall, the own view, the bar of a breath. */
#include "clinic.h"
#include "store/live.h"
#include "store/record.h"
#include "store/store.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The patient of the session that began last. */
static int64_t
patient_now(struct app *a)
{
	struct live *lines = mem_alloc(40 * sizeof *lines);
	struct err err = {0};
	int n = 0;
	int64_t patient;

	assert_int_equal(live_list(a->store, lines, 40, &n, &err), ST_OK);
	assert_true(n > 0);
	patient = lines[0].patient;
	free(lines);
	return patient;
}

static void
speak(struct app *a, int64_t patient, const char *language)
{
	struct patient seen, now;
	struct err err = {0};

	assert_int_equal(record_get(a->store, E_PATIENT, patient, &seen, &err), ST_OK);
	now = seen;
	str_copy(now.language, sizeof now.language, language);
	assert_int_equal(record_set(a->store, E_PATIENT, &seen, &now, NULL, &err), ST_OK);
}

/* A session of the first patient, screened, on the clock. */
static void
begin(void)
{
	screen_keys("<Down>sn3<Enter>");
}

static void
open_view(struct app *a)
{
	nav_push(screen_ui(), NAV_PATIENT, &(struct nav_arg){.no = patient_now(a)});
	screen_keys("");
}

/* ---- the own view */

static void
view_scene(struct app *a)
{
	begin();
	open_view(a);
	screen_golden("patient_ready");
	screen_advance(15000);
	screen_golden("patient_work");
	assert_false(screen_has("Müllerhaus"));
	screen_advance(130000); /* a change-over: what comes, its figure, its sets */
	screen_golden("patient_next");
	screen_keys("<Esc>24<Enter>");
	screen_advance(9000);
	open_view(a);
	screen_golden("patient_sides");
	screen_advance(100000);
	screen_golden("patient_rest");
}

static void
test_wall__patient__sees_the_exercise(void **state)
{
	(void)state;
	clinic_scene("anna", view_scene);
}

/* No key changes anything, whoever is logged in. */
static void
keys_scene(struct app *a)
{
	static const char keys[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "!+-/:";
	int64_t version;

	begin();
	open_view(a);
	version = store_version(a->store);
	for (const char *p = keys; *p; p++) {
		char key[2] = {*p, '\0'};

		screen_keys(key);
		assert_true(store_version(a->store) == version);
		assert_string_equal(screen_ui()->top->ops->name, "patient");
	}
	screen_keys("<Enter> <Up><Down><Tab><Home><PgDn>");
	assert_true(store_version(a->store) == version);
	assert_string_equal(screen_ui()->top->ops->name, "patient");
	screen_keys("<Esc>");
	assert_string_equal(screen_ui()->top->ops->name, "live");
}

static void
test_wall__patient__no_key_changes_anything(void **state)
{
	(void)state;
	clinic_once("anna", keys_scene);
}

/* Of another patient's session nothing is seen. */
static void
other_scene(struct app *a)
{
	int64_t first;

	begin();
	first = patient_now(a);
	screen_keys("f y<Esc>");
	screen_keys("<Esc><Esc>");
	nav_push(screen_ui(), NAV_PATIENT, &(struct nav_arg){.no = first + 1000000});
	screen_keys("");
	assert_true(screen_has("No session of this patient runs."));
}

static void
test_wall__patient__sees_nobody_else(void **state)
{
	(void)state;
	clinic_once("anna", other_scene);
}

/* ---- in the patient's language */

static void
language_scene(struct app *a)
{
	begin();
	speak(a, patient_now(a), "español");
	open_view(a);
	screen_advance(15000);
	screen_golden("patient_es");
	screen_keys("<Esc>");
	speak(a, patient_now(a), "French");
	open_view(a);
	screen_golden("patient_fr");
}

static void
test_wall__patient__reads_the_own_language(void **state)
{
	(void)state;
	clinic_scene("anna", language_scene);
}

/* ---- a breath */

static void
add_breathing(const char *words)
{
	screen_keys("o");
	screen_keys(words);
	screen_keys("<Enter><Down><Down><Down><Down><Down><Down><Down><Down><Down>");
}

static void
breath_scene(struct app *a)
{
	screen_keys("<Down>sn3");
	screen_keys("z"); /* marching has none */
	assert_true(screen_has("This exercise has no rhythm"));
	add_breathing("slow paced");
	screen_keys("g");
	screen_advance(7000); /* five of lead-in, two of breath */
	screen_keys("z");
	screen_golden("live_breath_in");
	screen_advance(5000);
	screen_golden("live_breath_out");
	screen_keys("Z");
	assert_true(screen_has("In 4, hold 2, out 6"));
	screen_golden("live_breath_hold");
	open_view(a); /* the other screen follows the rhythm that was chosen */
	screen_golden("patient_breath");
	screen_keys("<Esc>z");
	assert_true(screen_has("Feet together stand"));
	/* The session's own clock went on: it is work of an exercise without a code. */
	assert_true(screen_has("work 0:07"));
	assert_true(screen_has("0 units"));
}

static void
test_wall__breath__has_a_bar(void **state)
{
	(void)state;
	clinic_scene("anna", breath_scene);
}

static void
relax_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down>sn3");
	add_breathing("tense and");
	screen_keys("gz");
	screen_advance(8000);
	screen_golden("live_tighten");
	screen_advance(5000);
	screen_golden("live_let_go");
}

static void
test_wall__relaxing__has_its_own_words(void **state)
{
	(void)state;
	clinic_scene("anna", relax_scene);
}

/* ---- whoever began last, plain */

static void
wall_scene(struct app *a)
{
	(void)a;
	nav_push(screen_ui(), NAV_WALL, NULL);
	screen_keys("");
	assert_true(screen_has("No session runs."));
	screen_keys("<Esc>");
	begin();
	screen_advance(15000);
	nav_push(screen_ui(), NAV_WALL, NULL);
	screen_keys("");
	screen_golden("wall_newest");
	assert_false(screen_has("My goal"));
}

static void
test_wall__newest__has_no_goal(void **state)
{
	(void)state;
	clinic_scene("anna", wall_scene);
}

static void
ascii_scene(struct app *a)
{
	begin();
	screen_advance(15000);
	open_view(a);
	screen_golden("patient_ascii");
}

static void
test_wall__ascii__loses_nothing(void **state)
{
	(void)state;
	clinic_ascii("anna", ascii_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wall__patient__sees_the_exercise),
	    cmocka_unit_test(test_wall__patient__no_key_changes_anything),
	    cmocka_unit_test(test_wall__patient__sees_nobody_else),
	    cmocka_unit_test(test_wall__patient__reads_the_own_language),
	    cmocka_unit_test(test_wall__breath__has_a_bar),
	    cmocka_unit_test(test_wall__relaxing__has_its_own_words),
	    cmocka_unit_test(test_wall__newest__has_no_goal),
	    cmocka_unit_test(test_wall__ascii__loses_nothing),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
