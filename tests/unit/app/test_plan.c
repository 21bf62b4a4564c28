/* test_plan.c - a plan looked at, versions, certification, templates taken, the text. */
#include "app_kit.h"

#include "app/assessment.h"
#include "app/plan_goals.h"
#include "app/plan_template.h"

#include <stdlib.h>

static struct plan_view
look(struct app_kit *c, int64_t plan)
{
	struct plan_view v;

	app_kit_ok(c, plan_look(&c->a, plan, &v, &c->k.err));
	return v;
}

static int64_t
episode_of(struct app_kit *c, int64_t patient, const char *code, int64_t surgery)
{
	struct episode e;

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = patient;
	e.surgery = surgery;
	app_kit_ok(c, care_open_episode(&c->a, &e, code, NULL, &c->k.err));
	return e.head.no;
}

static void
visit(struct app_kit *c, int64_t patient, int64_t episode, int64_t day)
{
	struct session s;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = patient;
	s.episode = episode;
	s.therapist = c->anna;
	s.service_date = day;
	app_kit_ok(c, record_add(c->a.store, E_SESSION, &s, &c->k.err));
}

static struct plan_offers
offers(struct app_kit *c, int64_t episode)
{
	struct plan_offers o;

	app_kit_ok(c, plan_template_offers(&c->a, episode, &o, &c->k.err));
	return o;
}

/* Takes the offer that is marked. */
static struct plan_taken
take_best(struct app_kit *c, int64_t episode)
{
	struct plan_offers o = offers(c, episode);
	struct plan_taken t;

	assert_true(o.best >= 1 && o.best <= o.n);
	app_kit_ok(
	    c, plan_template_take(&c->a, episode, &o.rows[o.best - 1], &t, &c->k.err));
	plan_template_release(&o);
	return t;
}

static int
lines_of(struct app_kit *c, int64_t plan, struct prescription_line *lines)
{
	int n = 0;

	app_kit_ok(c, query_prescriptions(c->a.store, plan, lines, PLAN_ROWS_MAX, &n,
					  &c->k.err));
	return n;
}

/* ---- offers */

static void
test_plan__offers__by_diagnosis_and_day(void **state)
{
	struct app_kit c;
	struct plan_offers o;
	int64_t patient, e;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Adams", c.payer_cms);
	e = episode_of(&c, patient, "M17.11", DICT_NONE);
	o = offers(&c, e);
	assert_int_equal(o.best, 1);
	assert_string_equal(o.rows[0].template.key, "knee_oa");
	assert_true(o.fitting >= 1 && o.fitting < o.n);
	for (int i = 0; i < o.n; i++) {
		assert_int_equal(o.rows[i].name, i + 1);
		assert_true(i == 0 || o.rows[i].fit <= o.rows[i - 1].fit);
		assert_true((i < o.fitting) == (o.rows[i].fit > 0));
	}
	plan_template_release(&o);
	/* 23 days after: phase 2 is marked */
	e = episode_of(&c, patient, "Z96.651", date_add(20260504, -23));
	o = offers(&c, e);
	assert_string_equal(o.rows[o.best - 1].template.key, "knee_replacement");
	assert_int_equal(o.rows[o.best - 1].phase.rank, 2);
	assert_int_equal(o.rows[0].phase.rank, 1);
	plan_template_release(&o);
	/* without the date: phase 1; nothing fits: the table in its order */
	e = episode_of(&c, patient, "Z96.651", DICT_NONE);
	o = offers(&c, e);
	assert_int_equal(o.rows[o.best - 1].phase.rank, 1);
	plan_template_release(&o);
	e = episode_of(&c, patient, "N39.3", DICT_NONE);
	o = offers(&c, e);
	assert_int_equal(o.fitting, 0);
	assert_int_equal(o.best, 1);
	assert_int_equal(o.n, 34);
	plan_template_release(&o);
	app_kit_end(&c);
}

/* ---- taking */

static void
test_plan__take__makes_a_whole_plan(void **state)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	struct plan_template row;
	struct plan_taken t;
	struct plan_view v;
	struct app_kit c;
	int64_t patient, e;
	int n;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Adams", c.payer_cms);
	e = episode_of(&c, patient, "M54.50", DICT_NONE);
	t = take_best(&c, e);
	v = look(&c, t.plan);
	row = v.template;
	assert_string_equal(row.key, "low_back_pain");
	assert_string_equal(v.plan.template, row.key);
	assert_int_equal(v.plan.version, 1);
	assert_int_equal(v.plan.per_week, row.per_week);
	assert_int_equal(v.plan.weeks, row.weeks);
	assert_string_equal(v.episode.indication, "msk");
	assert_int_equal(v.plan.phase, DICT_NONE);
	n = lines_of(&c, t.plan, lines);
	assert_int_equal(n, t.added);
	assert_int_equal(t.left_out, 0);
	for (int i = 0; i < n; i++) { /* the library's dose in the template's order */
		const char *at = strstr(row.exercises, lines[i].exercise_key);
		bool differs;

		assert_non_null(at);
		assert_true(i == 0 ||
			    at > strstr(row.exercises, lines[i - 1].exercise_key));
		app_kit_ok(&c, plan_differs(&c.a, &lines[i].row, &differs, &c.k.err));
		assert_false(differs);
	}
	free(lines);
	app_kit_end(&c);
}

/* ---- goals */

static void
measured(struct app_kit *c, int64_t patient, const char *measure, int64_t value)
{
	struct assessment_sheet *s = mem_alloc(sizeof *s);
	struct assessment_entry e = {.value = value};
	int64_t no;

	app_kit_ok(c, assessment_start(&c->a, patient, "", &no, &c->k.err));
	app_kit_ok(c, assessment_load(&c->a, no, s, &c->k.err));
	app_kit_ok(c, assessment_add(s, measure, "", &e.row, &c->k.err));
	app_kit_ok(c, assessment_put(&c->a, s, &e, &c->k.err));
	free(s);
}

static const struct goals_line *
goal_named(const struct goals *g, const char *template)
{
	for (int i = 0; i < g->n; i++)
		if (!strcmp(g->rows[i].row.template, template))
			return &g->rows[i];
	fail_msg("no goal from %s", template);
	return NULL;
}

/* The goals of the template are there with what was measured, its exercises serve them, and
 * signing asks for no reason; the score that is missing is taken from the first result. */
static void
test_plan__take__sets_the_goals(void **state)
{
	struct goals *g = mem_alloc(sizeof *g);
	struct plan_goal proposed[PLAN_GOALS_MAX];
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	struct goals_gaps gaps;
	struct str text = {0};
	struct plan_taken t;
	struct app_kit c;
	int64_t patient, e, chair, pain;
	int n = 0, at_pain = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Adams", c.payer_cms);
	e = episode_of(&c, patient, "M17.11", DICT_NONE);
	measured(&c, patient, "nprs", 6000);
	app_kit_ok(&c, plan_goals_propose(&c.a, e, "knee_oa", proposed, &n, &c.k.err));
	assert_int_equal(n, 3);
	plan_goals_text(&proposed[0], &text);
	assert_string_equal(str_text(&text),
			    "Less pain in a daily task by 2026-06-15: 6 to 4, no daily "
			    "task");
	str_clear(&text);
	plan_goals_text(&proposed[1], &text);
	assert_string_equal(str_text(&text),
			    "Rise from a chair without hands by 2026-06-29: waits for a "
			    "score");
	t = take_best(&c, e);
	assert_int_equal(t.goals, 3);
	app_kit_ok(&c, goals_load(&c.a, e, g, &c.k.err));
	assert_int_equal(g->n, 3);
	pain = goal_named(g, "g_pain_daily")->row.head.no;
	chair = goal_named(g, "g_chair_no_hands")->row.head.no;
	n = lines_of(&c, t.plan, lines);
	for (int i = 0; i < n; i++) { /* by its key, by its kind, else the first */
		const char *key = lines[i].exercise_key;

		assert_true(lines[i].row.goal != DICT_NONE);
		if (!strcmp(key, "sts_arms") || !strcmp(key, "quad_set"))
			assert_int_equal(lines[i].row.goal, chair);
		if (!strcmp(key, "calf_stretch_wall") || !strcmp(key, "walk_10"))
			at_pain += lines[i].row.goal == pain;
	}
	assert_int_equal(at_pain, 2);
	app_kit_ok(&c, goals_gaps(&c.a, e, t.plan, &gaps, &c.k.err));
	assert_string_equal(str_text(&gaps.orphans), "");
	assert_non_null(strstr(str_text(&gaps.vague), "no score at the start"));
	/* the chair stand is done later: 9 stands begin the goal, 8 corrects them */
	measured(&c, patient, "cst30", 9000);
	app_kit_ok(&c, goals_load(&c.a, e, g, &c.k.err));
	assert_int_equal(goal_named(g, "g_chair_no_hands")->row.baseline, 9000);
	assert_true(goal_named(g, "g_chair_no_hands")->row.target >= 11000);
	assert_int_equal(goal_named(g, "g_chair_no_hands")->gaps, 0);
	assert_non_null(strstr(goal_named(g, "g_chair_no_hands")->row.text, "(now 9)"));
	measured(&c, patient, "cst30", 12000); /* a later one moves nothing */
	app_kit_ok(&c, goals_load(&c.a, e, g, &c.k.err));
	assert_int_equal(goal_named(g, "g_chair_no_hands")->row.baseline, 9000);
	/* taken again: nothing twice, and what was given up does not come back */
	app_kit_ok(&c, goals_close(&c.a, &goal_named(g, "g_stairs")->row, "dropped",
				   "has no stairs", &c.k.err));
	assert_int_equal(take_best(&c, e).goals, 0);
	app_kit_ok(&c, goals_load(&c.a, e, g, &c.k.err));
	assert_int_equal(g->n, 3);
	goals_gaps_release(&gaps);
	str_release(&text);
	free(lines);
	free(g);
	app_kit_end(&c);
}

/* The set of the plan's template stands first, then those of its region; a patient of whom nothing
 * is known gets the table in its order. */
static void
test_plan__assessment_sets__fit_the_episode(void **state)
{
	const struct assessment_set *sets[ASSESSMENT_SETS_MAX];
	struct app_kit c;
	int64_t patient;
	int n, fitting;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Adams", c.payer_cms);
	app_kit_ok(&c, assessment_sets(&c.a, patient, sets, &n, &fitting, &c.k.err));
	assert_int_equal(fitting, 0);
	assert_int_equal(n, 13);
	episode_of(&c, patient, "M75.01", DICT_NONE); /* no plan: by the diagnosis */
	app_kit_ok(&c, assessment_sets(&c.a, patient, sets, &n, &fitting, &c.k.err));
	assert_string_equal(sets[0]->key, "shoulder");
	assert_true(fitting >= 1);
	take_best(&c, episode_of(&c, patient, "R29.6", DICT_NONE));
	app_kit_ok(&c, assessment_sets(&c.a, patient, sets, &n, &fitting, &c.k.err));
	assert_string_equal(sets[0]->key, "falls");
	assert_int_equal(n, 13);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < i; k++)
			assert_ptr_not_equal(sets[i], sets[k]);
	app_kit_end(&c);
}

/* A dose changed by hand is at its level since today; its place in the plan is no dose. */
static void
test_plan__follow__level_of_a_dose_by_hand(void **state)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct prescription was, now;
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	dict_row_init(e, &was);
	was.sets = 3;
	was.level_since = 20260401;
	now = was;
	now.rank = 4;
	now.goal = 7;
	care_follow(&c.a, e, &was, &now);
	assert_int_equal(now.level_since, 20260401);
	now.sets = 4;
	care_follow(&c.a, e, &was, &now);
	assert_int_equal(now.level_since, 20260504);
	app_kit_end(&c);
}

/* A score that is typed anew in the same assessment corrects the goal that began with it, unless
 * the target was set by hand. */
static void
test_plan__goals__follow_a_correction(void **state)
{
	struct goals *g = mem_alloc(sizeof *g);
	struct assessment_sheet *s = mem_alloc(sizeof *s);
	struct assessment_entry entry = {.value = 9000};
	struct goal row;
	struct app_kit c;
	int64_t patient, e, no, by_rule;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Adams", c.payer_cms);
	e = episode_of(&c, patient, "M17.11", DICT_NONE);
	take_best(&c, e);
	app_kit_ok(&c, assessment_start(&c.a, patient, "", &no, &c.k.err));
	app_kit_ok(&c, assessment_load(&c.a, no, s, &c.k.err));
	app_kit_ok(&c, assessment_add(s, "cst30", "", &entry.row, &c.k.err));
	app_kit_ok(&c, assessment_put(&c.a, s, &entry, &c.k.err));
	app_kit_ok(&c, goals_load(&c.a, e, g, &c.k.err));
	row = goal_named(g, "g_chair_no_hands")->row;
	by_rule = row.target;
	entry.value = 15000;
	app_kit_ok(&c, assessment_put(&c.a, s, &entry, &c.k.err));
	app_kit_ok(&c, goals_load(&c.a, e, g, &c.k.err));
	row = goal_named(g, "g_chair_no_hands")->row;
	assert_int_equal(row.baseline, 15000);
	assert_true(row.target > by_rule);
	row.target = 25000;
	app_kit_ok(&c,
		   record_set(c.a.store, E_GOAL, &goal_named(g, "g_chair_no_hands")->row,
			      &row, NULL, &c.k.err));
	entry.value = 16000;
	app_kit_ok(&c, assessment_put(&c.a, s, &entry, &c.k.err));
	app_kit_ok(&c, goals_load(&c.a, e, g, &c.k.err));
	assert_int_equal(goal_named(g, "g_chair_no_hands")->row.baseline, 16000);
	assert_int_equal(goal_named(g, "g_chair_no_hands")->row.target, 25000);
	free(s);
	free(g);
	app_kit_end(&c);
}

static bool
has_key(const struct prescription_line *lines, int n, const char *key)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(lines[i].exercise_key, key))
			return true;
	return false;
}

/* The next phase: shared exercises keep their dose, those of the phase before go, what the
 * therapist added stays, the version before holds what it held. */
static void
test_plan__take__next_phase_is_a_version(void **state)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	struct prescription p;
	struct plan_taken one, two;
	struct plan_offers o;
	struct app_kit c;
	struct exercise x;
	int64_t e;
	int before, n;

	(void)state;
	app_kit_new(&c);
	e = episode_of(&c, app_kit_patient(&c, "Adams", c.payer_cms), "Z96.651",
		       date_add(20260504, -10));
	one = take_best(&c, e);
	assert_int_equal(look(&c, one.plan).plan.phase, 1);
	app_kit_ok(&c, record_find(c.a.store, E_EXERCISE,
				   dict_field_named(dict_entity(E_EXERCISE), "key"),
				   (struct cell){CELL_TEXT, 0, "scap_squeeze", 12}, &x,
				   &c.k.err));
	care_prescription_from(&x, one.plan, 50, &p);
	app_kit_ok(&c, care_prescribe(&c.a, &p, &c.k.err));
	n = lines_of(&c, one.plan, lines);
	for (int i = 0; i < n; i++)
		if (!strcmp(lines[i].exercise_key, "knee_prop_ext"))
			app_kit_ok(
			    &c, record_set_field(
				    c.a.store, E_PRESCRIPTION, lines[i].row.head.no,
				    dict_field_named(dict_entity(E_PRESCRIPTION), "sets"),
				    (struct cell){CELL_INT, 5, NULL, 0}, &c.k.err));
	before = n;
	o = offers(&c, e);
	app_kit_ok(&c, plan_template_take(&c.a, e, &o.rows[1], &two, &c.k.err));
	plan_template_release(&o);
	assert_int_equal(two.version, 2);
	n = lines_of(&c, two.plan, lines);
	assert_true(has_key(lines, n, "heel_slide"));
	assert_true(has_key(lines, n, "scap_squeeze"));
	assert_string_equal(lines[n - 1].exercise_key, "scap_squeeze");
	assert_false(has_key(lines, n, "ankle_pumps"));
	for (int i = 0; i < n; i++) {
		assert_int_equal(lines[i].row.rank, i + 1);
		if (!strcmp(lines[i].exercise_key, "knee_prop_ext"))
			assert_int_equal(lines[i].row.sets, 5);
	}
	assert_true(two.kept > 0 && two.dropped > 0);
	assert_int_equal(lines_of(&c, one.plan, lines), before);
	assert_int_equal(look(&c, two.plan).plan.phase, 2);
	assert_non_null(strstr(look(&c, two.plan).plan.change_note, "phase 2"));
	assert_int_equal(look(&c, one.plan).plan.active, 0);
	free(lines);
	app_kit_end(&c);
}

/* A plan that is still empty is filled, not replaced. */
static void
test_plan__take__fills_an_empty_plan(void **state)
{
	struct app_kit c;
	struct plan_taken t;
	int64_t e, plan;

	(void)state;
	app_kit_new(&c);
	e = app_kit_episode(&c, app_kit_patient(&c, "Adams", c.payer_cms));
	plan = app_kit_plan(&c, e);
	t = take_best(&c, e);
	assert_int_equal(t.plan, plan);
	assert_int_equal(look(&c, plan).plan.version, 1);
	assert_int_equal(look(&c, plan).plan.per_week, 2);
	app_kit_end(&c);
}

/* What a precaution forbids is left out and named with the reason. */
static void
test_plan__take__leaves_out_what_is_forbidden(void **state)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	struct precaution p;
	struct plan_taken t;
	struct app_kit c;
	int64_t patient;
	int n;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Adams", c.payer_cms);
	dict_row_init(dict_entity(E_PRECAUTION), &p);
	p.patient = patient;
	str_copy(p.tag, sizeof p.tag, "spinal_precautions");
	p.since = 20260501;
	app_kit_ok(&c, record_add(c.a.store, E_PRECAUTION, &p, &c.k.err));
	t = take_best(&c, episode_of(&c, patient, "M54.50", DICT_NONE));
	n = lines_of(&c, t.plan, lines);
	assert_true(t.left_out > 0);
	assert_int_equal(n, t.added);
	assert_false(has_key(lines, n, "cat_camel"));
	assert_true(has_key(lines, n, "pelvic_tilt"));
	assert_non_null(strstr(t.why, "Back round and hollow (Back precautions"));
	free(lines);
	app_kit_end(&c);
}

/* ---- looking */

static void
test_plan__look__counts_visits_of_the_plan(void **state)
{
	struct app_kit c;
	struct plan_view v;
	struct plan_head h;
	struct plan_taken t;
	int64_t patient, e;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Adams", c.payer_cms);
	e = episode_of(&c, patient, "M54.50", DICT_NONE);
	t = take_best(&c, e);
	visit(&c, patient, e, 20260504);
	visit(&c, patient, e, 20260430); /* before the plan */
	app_kit_wait(15 * 86400000LL);	 /* 2026-05-19, second day of week 3 */
	v = look(&c, t.plan);
	assert_int_equal(v.frequency.week, 3);
	assert_int_equal(v.frequency.attended, 1);
	assert_int_equal(v.frequency.due, 6);
	assert_true(v.frequency.behind);
	assert_int_equal(v.frequency.missed, 1);
	app_kit_ok(&c, plan_head_of(&c.a, t.plan, &h, &c.k.err));
	assert_string_equal(h.first, "Musculoskeletal, wk 3 of 6: 1 of 6 visits, BEHIND, "
				     "1 week missed");
	assert_string_equal(h.second, "");
	assert_true(h.calls);
	app_kit_end(&c);
}

/* ---- certification */

static void
test_plan__certify__sent_signed_renewed(void **state)
{
	struct app_kit c;
	struct plan_of_care next;
	struct plan_view v;
	struct plan_taken t;
	int64_t e;

	(void)state;
	app_kit_new(&c);
	e = episode_of(&c, app_kit_patient(&c, "Adams", c.payer_cms), "M54.50",
		       DICT_NONE);
	t = take_best(&c, e);
	v = look(&c, t.plan);
	assert_true(v.certify_wanted);
	assert_int_equal(v.certify.state, CERTIFY_OPEN);
	assert_int_equal(v.certify.due, 20260603);
	app_kit_ok(&c, plan_sent(&c.a, t.plan, 20260504, &c.k.err));
	assert_int_equal(look(&c, t.plan).certify.state, CERTIFY_SENT);
	app_kit_no(&c, ST_INVALID, plan_signed(&c.a, t.plan, 20260506, " ", &c.k.err));
	app_kit_ok(&c, plan_signed(&c.a, t.plan, 20260506, "Dr Example", &c.k.err));
	v = look(&c, t.plan);
	assert_int_equal(v.certify.state, CERTIFY_HOLDS);
	assert_int_equal(v.plan.certified_to, 20260614); /* 6 weeks */
	/* inside the period the certification stays */
	app_kit_ok(&c, plan_version_make(&c.a, &v.plan,
					 &(struct plan_version){false, DICT_NONE, "less"},
					 &next, &c.k.err));
	assert_int_equal(next.starts, v.plan.starts);
	assert_int_equal(next.certified_to, 20260614);
	assert_string_equal(next.change_note, "less");
	assert_int_equal(look(&c, next.head.no).certify.state, CERTIFY_HOLDS);
	/* a new period is certified anew, and no order replaces the signature */
	app_kit_wait(40 * 86400000LL);
	app_kit_ok(&c, plan_version_make(&c.a, &next,
					 &(struct plan_version){true, DICT_NONE, NULL},
					 &next, &c.k.err));
	v = look(&c, next.head.no);
	assert_int_equal(v.plan.version, 3);
	assert_int_equal(v.plan.starts, 20260613);
	assert_int_equal(v.plan.certified_on, DICT_NONE);
	assert_int_equal(v.certify.due, 20260613);
	assert_int_equal(v.frequency.week, 1);
	app_kit_end(&c);
}

/* Another payer does not ask: nothing is said until something was sent. */
static void
test_plan__certify__only_where_it_is_asked_for(void **state)
{
	struct app_kit c;
	struct plan_taken t;

	(void)state;
	app_kit_new(&c);
	t = take_best(&c, episode_of(&c, app_kit_patient(&c, "Adams", c.payer_ama),
				     "M54.50", DICT_NONE));
	assert_false(look(&c, t.plan).certify_wanted);
	app_kit_ok(&c, plan_sent(&c.a, t.plan, 20260504, &c.k.err));
	assert_true(look(&c, t.plan).certify_wanted);
	app_kit_end(&c);
}

/* ---- facets, marks, text */

static void
test_plan__facets__count_the_exercises(void **state)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	struct plan_facets f;
	struct app_kit c;
	struct str s = {0};
	struct plan_taken t;
	int n, sum = 0;

	(void)state;
	app_kit_new(&c);
	t = take_best(&c, episode_of(&c, app_kit_patient(&c, "Adams", c.payer_cms),
				     "M77.11", DICT_NONE));
	n = lines_of(&c, t.plan, lines);
	app_kit_ok(&c, plan_facets_of(&c.a, lines, n, &f, &c.k.err));
	assert_int_equal(f.n, 4);
	for (int i = 0; i < f.n; i++)
		sum += f.row[i].n;
	assert_true(sum > 0 && sum <= n);
	plan_facets_text(&f, &s);
	assert_string_equal(str_text(&s), "Moving stretch NONE  Joint sense NONE  "
					  "Strength #####  Function #");
	str_release(&s);
	free(lines);
	app_kit_end(&c);
}

static void
test_plan__differs__from_the_library(void **state)
{
	struct app_kit c;
	struct prescription p;
	struct exercise x;
	bool differs;

	(void)state;
	app_kit_new(&c);
	x = app_kit_exercise(&c, 3);
	care_prescription_from(&x, 1, 1, &p);
	app_kit_ok(&c, plan_differs(&c.a, &p, &differs, &c.k.err));
	assert_false(differs);
	p.rank = 9; /* neither place nor side nor weight are the library's */
	p.load_g = 2500;
	app_kit_ok(&c, plan_differs(&c.a, &p, &differs, &c.k.err));
	assert_false(differs);
	p.sets++;
	app_kit_ok(&c, plan_differs(&c.a, &p, &differs, &c.k.err));
	assert_true(differs);
	app_kit_end(&c);
}

static void
test_plan__text__has_what_a_plan_must_hold(void **state)
{
	static const char *const parts[] = {"PLAN OF CARE (PT), version 1",
					    "Adams, Test",
					    "Z96.651",
					    "1. By 15 Jun 2026, my right knee will reach",
					    "3 a week, for 8 weeks",
					    "From 2026-05-04",
					    "Knee replacement, day 10, phase 1 of 4",
					    "Thigh squeeze",
					    "Test anna, PT",
					    "Physician:",
					    "2026-06-28"};
	struct app_kit c;
	struct str s = {0};
	struct plan_taken t;

	(void)state;
	app_kit_new(&c);
	t = take_best(&c, episode_of(&c, app_kit_patient(&c, "Adams", c.payer_cms),
				     "Z96.651", date_add(20260504, -10)));
	app_kit_ok(&c, plan_text(&c.a, t.plan, &s, &c.k.err));
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (!strstr(str_text(&s), parts[i]))
			fail_msg("missing: %s in\n%s", parts[i], str_text(&s));
	str_release(&s);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plan__offers__by_diagnosis_and_day),
	    cmocka_unit_test(test_plan__take__makes_a_whole_plan),
	    cmocka_unit_test(test_plan__take__sets_the_goals),
	    cmocka_unit_test(test_plan__goals__follow_a_correction),
	    cmocka_unit_test(test_plan__follow__level_of_a_dose_by_hand),
	    cmocka_unit_test(test_plan__assessment_sets__fit_the_episode),
	    cmocka_unit_test(test_plan__take__next_phase_is_a_version),
	    cmocka_unit_test(test_plan__take__fills_an_empty_plan),
	    cmocka_unit_test(test_plan__take__leaves_out_what_is_forbidden),
	    cmocka_unit_test(test_plan__look__counts_visits_of_the_plan),
	    cmocka_unit_test(test_plan__certify__sent_signed_renewed),
	    cmocka_unit_test(test_plan__certify__only_where_it_is_asked_for),
	    cmocka_unit_test(test_plan__facets__count_the_exercises),
	    cmocka_unit_test(test_plan__differs__from_the_library),
	    cmocka_unit_test(test_plan__text__has_what_a_plan_must_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
