/* test_goals.c - the pictures of trends and goals. */
#include "clinic.h"
#include "store/query.h"
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

/* Two measures of the patient: walking speed up, chair stands level. */
static void
measure_patient(struct app *a, int64_t patient)
{
	static const int64_t speed[] = {620, 640, 660, 710, 780};
	static const int64_t stands[] = {9000, 10000, 9000};

	for (int i = 0; i < 5; i++)
		measured(a, patient, "gait_speed_fast", date_add(20260309, i * 10),
			 speed[i]);
	for (int i = 0; i < 3; i++)
		measured(a, patient, "cst30", date_add(20260309, i * 14), stands[i]);
}

static void
set_goal(struct app *a, int64_t episode)
{
	struct goal g;
	struct err err = {0};

	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = episode;
	g.baseline = 620;
	g.target = 900;
	g.due = 20260601;
	str_copy(g.measure, sizeof g.measure, "gait_speed_fast");
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
	for (int i = 0; i < 20 && !screen_has("0.78 m/s on"); i++)
		screen_keys("<Right>"); /* past what the made-up clinic measured itself */
	assert_true(screen_has("0.78 m/s on"));
	screen_golden("trends_plot");
	screen_keys("x");
	assert_true(screen_has("switched off"));
	screen_golden("trends_no_dates");
	screen_keys("xw");
	screen_golden("trends_why");
	screen_keys("<Esc><Right>");
	assert_false(screen_has("0.78 m/s on"));
	screen_keys("<Left>");
	assert_true(screen_has("0.78 m/s on"));
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__trends__list_plot_why),
	};

	return cmocka_run_group_tests_name("goals", tests, clinic_setup, clinic_teardown);
}
