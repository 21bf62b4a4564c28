/* test_goals.c - goals from templates: every one of them, the one-line way, changes, gaps. */
#include "app_kit.h"

#include "app/goals.h"

#define NUM(x) ((int64_t)((x)*1000 + ((x) < 0 ? -0.5 : 0.5)))

struct world {
	struct app_kit c;
	int64_t patient, episode, plan;
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	app_kit_new(&w->c);
	w->patient = app_kit_patient(&w->c, "Goal", w->c.payer_cms);
	w->episode = app_kit_episode(&w->c, w->patient);
	w->plan = app_kit_plan(&w->c, w->episode);
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
measured(struct world *w, const char *measure, int64_t day, int64_t value)
{
	struct result r;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = w->patient;
	r.day = day;
	r.value = value;
	str_copy(r.measure, sizeof r.measure, measure);
	app_kit_ok(&w->c, record_add(w->c.a.store, E_RESULT, &r, &w->c.k.err));
}

/* The goal that a typed line proposes with the first choice. */
static enum status
draft(struct world *w, const char *typed, struct goal *g)
{
	struct goals_choice rows[5];
	struct goal_line line;
	int n = 0;

	app_kit_ok(&w->c, goal_line_parse(typed, app_today(&w->c.a), &line, &w->c.k.err));
	app_kit_ok(&w->c, goals_choices(&w->c.a, line.measure, rows, 5, &n, &w->c.k.err));
	assert_true(n > 0);
	return goals_draft(&w->c.a, w->episode, &rows[0], &line, g, &w->c.k.err);
}

static unsigned
gaps(struct world *w, const struct goal *g)
{
	unsigned bits = 0;

	app_kit_ok(&w->c, goals_check(&w->c.a, g, &bits, &w->c.k.err));
	return bits;
}

static void
test_goals__draft__whole_line(void **state)
{
	struct world *w = *state;
	struct goal g;

	app_kit_ok(&w->c, draft(w, "tug 18.2 to 12 by 6w to walk to the market", &g));
	assert_string_equal(g.template, "g_tug_safe");
	assert_true(g.baseline == NUM(18.2) && g.target == NUM(12));
	assert_int_equal(g.due, 20260615);
	assert_string_equal(g.term, "long");
	assert_string_equal(
	    g.text, "By 15 Jun 2026, I will get up, walk 3 metres and back, and sit in "
		    "under 12.0 seconds (now 18.2), so I can walk to the market.");
	assert_int_equal(gaps(w, &g), 0);
}

static void
test_goals__draft__proposes_what_is_left_out(void **state)
{
	struct world *w = *state;
	struct goal g;

	measured(w, "tug", 20260401, NUM(20.1));
	measured(w, "tug", 20260420, NUM(17));
	app_kit_ok(&w->c, draft(w, "tug", &g));
	assert_true(g.baseline == NUM(17) && g.target == NUM(11.9));
	assert_int_equal(g.baseline_day, 20260420);
	assert_int_equal(g.due, date_add(20260504, 8 * 7));
	assert_string_equal(g.function, "answer the door safely");
	app_kit_no(&w->c, ST_INVALID, draft(w, "tug 1800", &g));
	assert_true(app_kit_said(&w->c, "300"));
}

/* Every shipped template: a target that is better, inside of the scale, or a reason to ask. */
static void
test_goals__draft__every_template(void **state)
{
	struct world *w = *state;
	const struct goal_templates *t;
	const struct measures *m;
	int proposed = 0;

	app_kit_ok(&w->c, goals_templates(&w->c.a, &t, &w->c.k.err));
	app_kit_ok(&w->c, measures_of(&w->c.a, &m, &w->c.k.err));
	assert_int_equal(t->n, 34);
	for (size_t i = 0; i < t->n; i++) {
		struct goals_choice c = {1, &t->rows[i],
					 measures_find(m, t->rows[i].measure)};
		struct goal_line line = {.due = DATE_NONE};
		struct goal g;
		int64_t low, high;

		assert_non_null(c.measure);
		assert_true(measure_limits(c.measure, &low, &high));
		/* a third of the way from the worst end, in the decimals of the measure */
		str_copy(line.side, sizeof line.side, "left");
		measure_number(c.measure,
			       measure_round(c.measure, measure_sign(c.measure) > 0
							    ? low + (high - low) / 20
							    : low + (high - low) / 5),
			       line.from, sizeof line.from);
		str_copy(line.task, sizeof line.task, "do my work");
		app_kit_ok(&w->c,
			   goals_draft(&w->c.a, w->episode, &c, &line, &g, &w->c.k.err));
		assert_true(g.text[0]);
		assert_null(strchr(g.text, '{'));
		if (g.target == DICT_NONE)
			continue;
		proposed++;
		assert_false(gaps(w, &g) & (GOAL_OUTSIDE | GOAL_WRONG_WAY | GOAL_NO_SIDE |
					    GOAL_NO_DATE | GOAL_NO_TASK));
	}
	assert_true(proposed >= 30);
}

static void
test_goals__choices__by_words(void **state)
{
	struct world *w = *state;
	struct goals_choice rows[200];
	int n = 0;

	app_kit_ok(&w->c, goals_choices(&w->c.a, "tug", rows, 200, &n, &w->c.k.err));
	assert_string_equal(rows[0].template->key, "g_tug_safe");
	assert_null(rows[1].template);
	assert_string_equal(rows[1].measure->key, "tug");
	app_kit_ok(&w->c, goals_choices(&w->c.a, "knee ben", rows, 200, &n, &w->c.k.err));
	assert_true(n >= 2);
	assert_string_equal(rows[0].template->measure, "rom_knee_flexion");
	app_kit_ok(&w->c, goals_choices(&w->c.a, "", rows, 200, &n, &w->c.k.err));
	assert_true(n > 34);
	app_kit_ok(&w->c, goals_choices(&w->c.a, "xyzzy", rows, 200, &n, &w->c.k.err));
	assert_int_equal(n, 0);
}

static struct goal
added(struct world *w, const char *typed)
{
	struct goal g;

	app_kit_ok(&w->c, draft(w, typed, &g));
	app_kit_ok(&w->c, goals_add(&w->c.a, &g, &w->c.k.err));
	return g;
}

static void
set(struct world *w, struct goal *g, const char *name, struct cell c)
{
	const struct entity *e = dict_entity(E_GOAL);

	app_kit_ok(&w->c, goals_set(&w->c.a, g, &e->fields[dict_field_named(e, name)], c,
				    &w->c.k.err));
}

/* The sentence follows its parts until it is written by hand. */
static void
test_goals__set__sentence_follows(void **state)
{
	struct world *w = *state;
	struct goal g = added(w, "tug 18.2 to 12 by 6w to walk");
	struct cell own = {.kind = CELL_TEXT, .p = "My own words.", .n = 13};

	set(w, &g, "target", (struct cell){.kind = CELL_INT, .i = NUM(11)});
	assert_non_null(strstr(g.text, "under 11.0 seconds"));
	set(w, &g, "due", (struct cell){.kind = CELL_INT, .i = 20260525});
	assert_non_null(strstr(g.text, "25 May 2026"));
	assert_string_equal(g.term, "short");
	set(w, &g, "text", own);
	set(w, &g, "target", (struct cell){.kind = CELL_INT, .i = NUM(10)});
	assert_string_equal(g.text, "My own words.");
}

static void
test_goals__load__progress_and_state(void **state)
{
	struct world *w = *state;
	struct goals *g = calloc(1, sizeof *g);
	struct goal first = added(w, "tug 18 to 12 by 6w to walk");
	char head[60];

	added(w, "gait_speed 0.5");
	measured(w, "tug", 20260501, NUM(15));
	app_kit_ok(&w->c, goals_load(&w->c.a, w->episode, g, &w->c.k.err));
	assert_int_equal(g->n, 2);
	assert_int_equal(g->rows[0].progress, 50);
	assert_int_equal(g->rows[1].progress, -1);
	assert_int_equal(g->rows[0].row.rank, 1);
	assert_int_equal(g->rows[1].row.rank, 2);
	assert_true(g->diagnosis);
	measured(w, "tug", 20260503, NUM(11.5));
	app_kit_ok(&w->c, goals_load(&w->c.a, w->episode, g, &w->c.k.err));
	assert_true(g->rows[0].reached);
	app_kit_no(&w->c, ST_INVALID,
		   goals_close(&w->c.a, &g->rows[0].row, "dropped", "", &w->c.k.err));
	app_kit_ok(&w->c, goals_close(&w->c.a, &g->rows[0].row, "met", "", &w->c.k.err));
	app_kit_ok(&w->c, goals_load(&w->c.a, w->episode, g, &w->c.k.err));
	assert_int_equal(g->met, 1);
	assert_int_equal(g->rows[0].row.closed, 20260504);
	app_kit_ok(&w->c,
		   goals_summary(&w->c.a, w->patient, head, sizeof head, &w->c.k.err));
	assert_string_equal(head, "Goals 1 of 2 met");
	assert_int_equal(first.head.no, g->rows[0].row.head.no);
	free(g);
}

static void
named(struct world *w, const char *orphans, const char *vague)
{
	struct goals_gaps g;

	app_kit_ok(&w->c, goals_gaps(&w->c.a, w->episode, w->plan, &g, &w->c.k.err));
	if (orphans[0] ? !strstr(str_text(&g.orphans), orphans) : g.orphans.n != 0)
		fail_msg("orphans: %s", str_text(&g.orphans));
	if (vague[0] ? !strstr(str_text(&g.vague), vague) : g.vague.n != 0)
		fail_msg("vague: %s", str_text(&g.vague));
	goals_gaps_release(&g);
}

static void
test_goals__gaps__named_before_signing(void **state)
{
	struct world *w = *state;
	struct goal g;
	struct prescription p = app_kit_block(&w->c, w->plan, 1, "97110", 1, 60);
	struct exercise x = app_kit_exercise(&w->c, 1);

	named(w, "", "");
	p.goal = DICT_NONE;
	app_kit_ok(&w->c, care_prescribe(&w->c.a, &p, &w->c.k.err));
	named(w, x.name, "");
	g = added(w, "tug to walk"); /* nothing measured: neither start nor target */
	app_kit_ok(&w->c, goals_link(&w->c.a, p.head.no, g.head.no, &w->c.k.err));
	named(w, "", "goal 1 is not measurable: no score at the start, no target");
	set(w, &g, "baseline", (struct cell){.kind = CELL_INT, .i = NUM(18)});
	set(w, &g, "target", (struct cell){.kind = CELL_INT, .i = NUM(12)});
	named(w, "", "");
	app_kit_ok(&w->c, goals_close(&w->c.a, &g, "dropped", "moved away", &w->c.k.err));
	named(w, x.name, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	    TEST(test_goals__draft__whole_line),
	    TEST(test_goals__draft__proposes_what_is_left_out),
	    TEST(test_goals__draft__every_template),
	    TEST(test_goals__choices__by_words),
	    TEST(test_goals__set__sentence_follows),
	    TEST(test_goals__load__progress_and_state),
	    TEST(test_goals__gaps__named_before_signing),
	};

	return cmocka_run_group_tests_name("goals", tests, NULL, NULL);
}
