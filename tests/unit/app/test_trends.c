/* test_trends.c - series of a patient: what counts, goals, words, pages, the setting. */
#include "app_kit.h"

#include "app/trends.h"

#define NUM(x) ((int64_t)((x)*1000 + ((x) < 0 ? -0.5 : 0.5)))

struct world {
	struct app_kit c;
	int64_t patient, episode;
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	app_kit_new(&w->c);
	w->patient = app_kit_patient(&w->c, "Trend", w->c.payer_cms);
	w->episode = app_kit_episode(&w->c, w->patient);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	app_kit_end(&w->c);
	free(w);
	return 0;
}

static void
measured(struct world *w, const char *measure, const char *side, int64_t day,
	 int64_t value)
{
	struct result r;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = w->patient;
	r.day = day;
	r.value = value;
	str_copy(r.measure, sizeof r.measure, measure);
	str_copy(r.side, sizeof r.side, side);
	app_kit_ok(&w->c, record_add(w->c.a.store, E_RESULT, &r, &w->c.k.err));
}

static void
goal(struct world *w, const char *measure, const char *state, int64_t target)
{
	struct goal g;

	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = w->episode;
	g.target = target;
	g.due = 20260615;
	str_copy(g.measure, sizeof g.measure, measure);
	str_copy(g.state, sizeof g.state, state);
	str_copy(g.text, sizeof g.text, "A goal");
	app_kit_ok(&w->c, record_add(w->c.a.store, E_GOAL, &g, &w->c.k.err));
}

static void
visit(struct world *w, int64_t day, int64_t before, int64_t after)
{
	struct session s;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = w->patient;
	s.therapist = w->c.anna;
	s.service_date = day;
	s.pain_before = before;
	s.pain_after = after;
	app_kit_ok(&w->c, record_add(w->c.a.store, E_SESSION, &s, &w->c.k.err));
}

/* Timed Up and Go of the worked vector T2 in the year of the test. */
static void
tug(struct world *w)
{
	static const double y[] = {18.2, 17.1, 16.4, 24, 14.9, 14.1};

	for (int i = 0; i < 6; i++)
		measured(w, "tug", "", date_add(20260303, i * 7), NUM(y[i]));
}

static void
load(struct world *w, struct trends *t)
{
	app_kit_ok(&w->c, trends_load(&w->c.a, w->patient, t, &w->c.k.err));
}

static void
test_trends__load__series_of_a_patient(void **state)
{
	struct world *w = *state;
	const struct trends_series *s;
	struct trends t;

	load(w, &t);
	assert_int_equal(t.n, 0);
	trends_release(&t);
	tug(w);
	measured(w, "tug", "", 20260420, DICT_NONE); /* could not be done: no point */
	measured(w, "rom_knee_flexion", "left", 20260301, NUM(85));
	measured(w, "rom_knee_flexion", "right", 20260301, NUM(130));
	measured(w, "girth", "left", 20260301, DICT_NONE); /* never done: no series */
	visit(w, 20260310, 7, 6);
	visit(w, 20260317, 5, DICT_NONE);
	load(w, &t);
	assert_int_equal(t.n, 5);
	s = trends_find(&t, "tug", "");
	assert_int_equal(s->n, 6);
	assert_true(s->first == NUM(18.2) && s->last == NUM(14.1));
	assert_int_equal(s->trend.status, TREND_IMPROVING);
	assert_int_equal(s->trend.pairs, 15);
	assert_int_equal(s->change.kind, MEASURE_IMPORTANT);
	assert_true(trends_find(&t, "rom_knee_flexion", "right")->last == NUM(130));
	assert_null(trends_find(&t, "girth", ""));
	assert_int_equal(trends_find(&t, "pain", "")->n, 2);
	assert_int_equal(trends_find(&t, "pain_after", "")->n, 1);
	assert_string_equal(trends_find(&t, "pain", "")->measure->key, "nprs");
	trends_release(&t);
}

static void
test_trends__load__open_goals_are_targets(void **state)
{
	struct world *w = *state;
	struct trends t;

	tug(w);
	visit(w, 20260310, 7, 6);
	goal(w, "tug", "dropped", NUM(9));
	load(w, &t);
	assert_false(trends_find(&t, "tug", "")->has_goal);
	trends_release(&t);
	goal(w, "tug", "active", NUM(12));
	goal(w, "nprs", "partly", NUM(3));
	load(w, &t);
	assert_true(trends_find(&t, "tug", "")->target == NUM(12));
	assert_int_equal(trends_find(&t, "tug", "")->trend.goal, TREND_DATED);
	assert_int_equal(trends_find(&t, "tug", "")->trend.date, 20260427);
	assert_true(trends_find(&t, "pain", "")->target == NUM(3));
	assert_false(trends_find(&t, "pain_after", "")->has_goal);
	trends_release(&t);
}

/* Muscle grades are steps: shown, never fitted. */
static void
test_trends__load__grades_have_no_slope(void **state)
{
	struct world *w = *state;
	struct trends_page p = {20, 78, true, true};
	struct str out = {0};
	struct trends t;

	for (int i = 0; i < 5; i++)
		measured(w, "mmt", "left", date_add(20260303, i * 7), NUM(5 + i));
	load(w, &t);
	assert_int_equal(t.rows[0].trend.pairs, 0);
	trends_draw(&t.rows[0], &p, &out);
	assert_non_null(strstr(out.p, "grades are steps"));
	assert_non_null(strstr(out.p, "4-")); /* at the axis, not 8 */
	str_release(&out);
	trends_release(&t);
}

static int
lines(const char *p)
{
	int n = 0;

	for (; *p; p++)
		n += *p == '\n';
	return n;
}

static void
test_trends__draw__words_and_size(void **state)
{
	struct world *w = *state;
	struct trends_page p = {24, 78, false, true};
	struct str out = {0};
	struct trends t;

	tug(w);
	goal(w, "tug", "active", NUM(12));
	load(w, &t);
	trends_draw(&t.rows[0], &p, &out);
	assert_int_equal(lines(out.p), 24);
	assert_non_null(strstr(out.p, "Timed Up and Go: 14.1 s on 2026-04-07\nSince "
				      "2026-03-03: -4.1 s, important, better\n"));
	assert_non_null(strstr(
	    out.p, "Goal: 12.0 s by 2026-06-15\nForecast: if the trend goes on, about "
		   "2026-04-27 (2026-04-22 to 2026-04-30)\n"));
	assert_non_null(strstr(out.p, "MDC 2.5 s (check source)"));
	str_clear(&out);
	p.dates = false;
	trends_draw(&t.rows[0], &p, &out);
	assert_null(strstr(out.p, "2026-04-27"));
	str_clear(&out);
	trends_explain(&t.rows[0], &out);
	assert_non_null(strstr(out.p, "15 slopes"));
	assert_non_null(strstr(out.p, "Kennedy 2005"));
	assert_non_null(strstr(out.p, "no sex, age, language or payer"));
	str_clear(&out);
	trends_spark(&t.rows[0], 4, true, &out);
	assert_int_equal(out.n, 4);
	str_release(&out);
	trends_release(&t);
}

static void
test_trends__dates__are_switched_off_per_clinic(void **state)
{
	struct world *w = *state;
	struct trends t;
	bool on = false;

	app_kit_ok(&w->c, trends_dates(&w->c.a, &on, &w->c.k.err));
	assert_true(on);
	app_kit_ok(&w->c, trends_dates_set(&w->c.a, false, &w->c.k.err));
	load(w, &t);
	assert_false(t.dates);
	trends_release(&t);
	app_kit_ok(&w->c, trends_dates_set(&w->c.a, true, &w->c.k.err));
	app_kit_ok(&w->c, trends_dates(&w->c.a, &on, &w->c.k.err));
	assert_true(on);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(test_trends__load__series_of_a_patient),
	    TEST(test_trends__load__open_goals_are_targets),
	    TEST(test_trends__load__grades_have_no_slope),
	    TEST(test_trends__draw__words_and_size),
	    TEST(test_trends__dates__are_switched_off_per_clinic),
	};

	return cmocka_run_group_tests_name("trends", tests, NULL, NULL);
}
