/* test_goals.c - the pictures of trends and goals. */
#include "app/goals.h"
#include "clinic.h"
#include "store/live.h"
#include "store/query.h"
#include "store/query_goals.h"
#include "store/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20260504 };

/* The first patient of anna's day, and the open episode. */
static void
first_patient(struct app *a, int64_t *patient, int64_t *episode)
{
	struct day_line day[1];
	struct episode_line episodes[1];
	struct err err = {0};
	int n = 0;

	assert_false(query_day(a->store, TODAY, a->user.head.no, day, 1, &n, &err));
	assert_int_equal(n, 1);
	*patient = day[0].patient;
	assert_false(query_episodes(a->store, *patient, episodes, 1, &n, &err));
	*episode = episodes[0].no;
}

static void
measured(struct app *a, int64_t patient, const char *measure, int64_t day, int64_t value)
{
	struct result r;
	struct err err = {0};

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = patient;
	r.day = day;
	r.value = value;
	str_copy(r.measure, sizeof r.measure, measure);
	assert_false(record_add(a->store, E_RESULT, &r, &err));
}

/* Two measures of the patient: the 6-minute walk up, balance level. */
static void
measure_patient(struct app *a, int64_t patient)
{
	static const int64_t metres[] = {320000, 335000, 340000, 390000, 420000};
	static const int64_t points[] = {40000, 41000, 40000};

	for (int i = 0; i < 5; i++)
		measured(a, patient, "mwt6", date_add(20260309, i * 10), metres[i]);
	for (int i = 0; i < 3; i++)
		measured(a, patient, "berg", date_add(20260309, i * 14), points[i]);
}

static void
set_goal(struct app *a, int64_t episode)
{
	struct goal g, old[5];
	struct err err = {0};
	int n = 0;

	assert_false(query_goals(a->store, episode, old, 5, &n, &err));
	for (int i = 0; i < n; i++)
		assert_false(goals_close(a, &old[i], "dropped", "another one", &err));
	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = episode;
	g.baseline = 320000;
	g.target = 500000;
	g.due = 20260701;
	str_copy(g.measure, sizeof g.measure, "mwt6");
	str_copy(g.state, sizeof g.state, "active");
	str_copy(g.text, sizeof g.text, "Walk to town");
	assert_false(record_add(a->store, E_GOAL, &g, &err));
}

static void
trends_scene(struct app *a)
{
	int64_t patient, episode;

	first_patient(a, &patient, &episode);
	measure_patient(a, patient);
	set_goal(a, episode);
	screen_keys("<Down><Enter>t");
	screen_golden("trends");
	screen_keys("<Enter>");
	for (int i = 0; i < 12 && !screen_has("420 m on"); i++)
		screen_keys("<Right>");
	assert_true(screen_has("420 m on"));
	screen_golden("trends_plot");
	screen_keys("x");
	assert_true(screen_has("switched off"));
	screen_golden("trends_no_dates");
	screen_keys("xw");
	screen_golden("trends_why");
	screen_keys("<PgDn>");
	screen_golden("trends_why_on");
	screen_keys("<PgUp>");
	assert_true(screen_has("Slope: the median"));
	screen_keys("<Esc><Right>");
	assert_false(screen_has("420 m on"));
	screen_keys("<Left>");
	assert_true(screen_has("420 m on"));
	screen_keys("<Esc>");
	assert_true(screen_has("Change"));
	screen_keys("<Esc>");
	assert_true(screen_has("born"));
}

static void
test_screen__trends__list_plot_why(void **state)
{
	(void)state;
	clinic_scene("anna", trends_scene);
}

/* From the chart: a goal in one line, every part confirmed, states, the link of an exercise. */
static void
goals_scene(struct app *a)
{
	(void)a;
	screen_keys("<Down><Enter>g");
	screen_golden("goals");
	screen_keys("n");
	screen_golden("goal_new");
	screen_keys("tug 18.2 to 12 by 6w to walk to the market");
	screen_golden("goal_new_typed");
	screen_keys("<Enter>");
	assert_true(screen_has("Measurable"));
	screen_golden("goal_parts");
	screen_keys("<Enter><Enter><Enter><Enter>9<Enter>8<Enter>");
	assert_true(screen_has("9/8"));
	screen_golden("goals_added");
	screen_keys("nberg<Enter>");
	assert_true(screen_has("Not measurable yet: no score at the start, no target"));
	screen_keys("<Esc>");
	assert_true(screen_has("INCOMPLETE"));
	assert_true(screen_has("the sentence")); /* the end of what it lacks */
	screen_golden("goals_incomplete");
	screen_keys("d");
	screen_keys("moved away<Enter>");
	assert_true(screen_has("moved away"));
	assert_true(screen_has("9/8"));
	screen_keys("<Up>m");
	assert_true(screen_has("1 of"));
	screen_golden("goals_states");
	screen_keys("<Esc>");
	assert_true(screen_has("Goals 1 of"));
}

static void
test_screen__goals__from_line_to_state(void **state)
{
	(void)state;
	clinic_scene("anna", goals_scene);
}

/* An exercise that serves no goal is named at the note; a reason once lets it be signed. */
static void
orphan_scene(struct app *a)
{
	struct err err = {0};
	struct live lines[20];
	struct prescription_line p[20];
	int n = 0;

	assert_false(live_list(a->store, lines, 20, &n, &err));
	assert_true(n > 0 && lines[0].plan);
	screen_keys("<Enter>");
	assert_true(screen_has("Ready to sign"));
	screen_keys("<Esc>");
	for (int i = 0, k = 0; i < n; i++) {
		assert_false(
		    query_prescriptions(a->store, lines[i].plan, p, 20, &k, &err));
		assert_false(goals_link(a, p[0].row.head.no, 0, &err));
	}
	screen_keys("<Enter>");
	assert_true(screen_has("Before signing: without a goal: "));
	screen_golden("note_orphan");
	screen_keys("s<Enter>");
	assert_true(screen_has("Plan of care"));
	screen_keys("<Esc>sgeneral warm-up<Enter>");
	assert_true(screen_has("What payers ask")); /* warnings of the chart */
	screen_keys("s");
	assert_true(screen_has("PIN to sign"));
	screen_keys("1234<Enter>");
	assert_true(screen_has("Signed."));
}

static void
test_screen__note__names_orphans(void **state)
{
	(void)state;
	clinic_scene("anna", orphan_scene);
}

/* Muscle strength is told and typed in grades, wherever it stands. */
static void
grade_scene(struct app *a)
{
	int64_t patient, episode;
	struct goal g, rows[9];
	struct err err = {0};
	int n = 0;

	first_patient(a, &patient, &episode);
	set_goal(a, episode);
	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = episode;
	g.baseline = 7000;
	g.target = 9000;
	g.due = 20260701;
	str_copy(g.measure, sizeof g.measure, "mmt");
	str_copy(g.part, sizeof g.part, "knee_extension");
	str_copy(g.side, sizeof g.side, "right");
	str_copy(g.state, sizeof g.state, "active");
	str_copy(g.text, sizeof g.text, "Stronger knee");
	assert_false(record_add(a->store, E_GOAL, &g, &err));
	screen_keys("<Down><Enter>g");
	while (!screen_has("> Strength") && n++ < 9)
		screen_keys("<Down>");
	assert_true(screen_has("3+"));
	screen_keys("<Enter>");
	assert_true(screen_has("[4 "));
	assert_true(screen_has("[3+"));
	screen_golden("goal_grade");
	screen_keys("<Tab>7<Tab>");
	assert_true(screen_has("is no muscle grade"));
	screen_keys("<^Z>4+<Tab>");
	assert_true(screen_has("[4+"));
	assert_false(query_goals(a->store, episode, rows, 9, &n, &err));
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].measure, "mmt"))
			assert_int_equal(rows[i].target, 10000);
}

static void
test_screen__goals__muscle_grades(void **state)
{
	(void)state;
	clinic_scene("anna", grade_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__trends__list_plot_why),
	    cmocka_unit_test(test_screen__goals__from_line_to_state),
	    cmocka_unit_test(test_screen__goals__muscle_grades),
	    cmocka_unit_test(test_screen__note__names_orphans),
	};

	return cmocka_run_group_tests_name("goals", tests, clinic_setup, clinic_teardown);
}
