/* test_progress_dose.c - what each action of the rules makes of a dose, worked out by hand from the
 * rows of the rules and core/progression.h; and every proposal taken into a plan. */
#include "progress_kit.h"

/* How the visits went that lead to a rule; the dose is done as asked in each. */
enum went {
	HURT, /* one visit, pain 6: R1 */
	LOST, /* one visit, balance lost twice: R5 */
	LATE, /* two visits, 20 days between: R7 */
	WELL, /* two visits, pain 1, effort 4 */
	LAST  /* the same, and 2 more than asked in the last set: P1 */
};

struct told {
	const char *key,
	    *dose; /* the exercise; what its dose has other than the library's */
	const char *rule, *spec;
	const char *shows; /* NULL: another exercise */
};

/* The dose of the library, counted up until it is tapped, nothing in between. */
static struct prescription
dose_like(struct app_kit *c, int64_t plan, const struct told *t)
{
	struct exercise x = exercise(c, t->key);
	struct prescription p, changed;
	char name[61];

	care_prescription_from(&x, plan, 1, &p);
	p.tempo[0] = '\0';
	p.rest_s = p.lead_in_s = p.switch_s = 0;
	app_kit_ok(c, progress_next(&c->a, &p, t->dose, &changed, name, &c->k.err));
	return changed;
}

/* The only exercise of a visit, done as its dose asks. */
static void
do_as_asked(struct app_kit *c, struct visit *v, const struct prescription *p)
{
	int64_t wait = p->duration_s > 0 ? p->duration_s * 1000 : 60000;

	app_kit_do(c, v, SEV_START, 0, 0, NULL);
	for (int k = 0; k < 60 && v->state.mode == SESSION_RUNNING; k++) {
		app_kit_wait(wait);
		visit_tick(&c->a, v);
		if (v->state.mode == SESSION_RUNNING && p->duration_s <= 0)
			app_kit_do(c, v, SEV_DONE, -1, 0, NULL);
	}
	assert_int_not_equal(v->state.mode, SESSION_RUNNING);
}

static struct visit *
visit_that_went(struct app_kit *c, int64_t patient, const struct prescription *p,
		enum went went)
{
	struct visit *v = start(c, patient);

	do_as_asked(c, v, p);
	app_kit_do(c, v, SEV_PAIN, 0, went == HURT ? 6 : 1, NULL);
	app_kit_do(c, v, SEV_EFFORT, 0, 4, NULL);
	if (went == LOST)
		app_kit_do(c, v, SEV_LOSSES, 0, 2, NULL);
	if (went == LAST)
		app_kit_do(c, v, SEV_REPS, 0, p->reps + 2, NULL);
	return v;
}

/* The last visit of the history of a new patient, not yet signed. */
static struct visit *
history(struct app_kit *c, const struct told *t, enum went went, int64_t *plan)
{
	int64_t patient = app_kit_case(c, "Dose", plan);
	struct prescription p = dose_like(c, *plan, t);

	app_kit_prescribe(c, p);
	if (went == LATE || went == WELL || went == LAST) {
		struct visit *v = visit_that_went(c, patient, &p, went);

		app_kit_do(c, v, SEV_FINISH, -1, 0, NULL);
		sign(c, v);
		free(v);
		app_kit_wait((went == LATE ? 20 : 2) * DAY_MS);
	}
	return visit_that_went(c, patient, &p, went);
}

/* The only exercise of a plan as it stands. */
static struct prescription
planned(struct app_kit *c, int64_t plan)
{
	struct prescription_line lines[4];
	int n = 0;

	app_kit_ok(c, query_prescriptions(c->a.store, plan, lines, 4, &n, &c->k.err));
	assert_int_equal(n, 1);
	return lines[0].row;
}

/* The plan holds what was proposed, and the way back leads to what it held. */
static void
expect_applied(struct app_kit *c, int64_t plan, const struct prescription *was,
	       const struct choice *took)
{
	struct prescription now = planned(c, plan), back;
	char spec[161], name[61], dose[100];

	care_dose_text(&now, dose, sizeof dose);
	if (strncmp(took->spec, "exercise=", 9) == 0) {
		char key[25];

		str_format(key, sizeof key, "%.*s", (int)strcspn(took->spec + 9, ";"),
			   took->spec + 9);
		assert_int_equal(now.exercise, exercise(c, key).head.no);
		assert_non_null(strstr(took->after, dose));
		return;
	}
	assert_string_equal(took->after, dose);
	progress_way_back(&now, took->spec, spec);
	assert_string_equal(spec, took->spec);
	progress_way_back(was, took->spec, spec);
	app_kit_ok(c, progress_next(&c->a, &now, spec, &back, name, &c->k.err));
	care_dose_text(&back, dose, sizeof dose);
	assert_string_equal(dose, took->before);
}

/* Signed with the proposal taken; read back the visit tells of it. */
static void
take_and_sign(struct app_kit *c, struct visit *v, struct progress *p, int64_t plan)
{
	struct prescription was = p->lines[0].row;
	struct choice took = p->lines[0].choice;
	char shows[160];
	int64_t session;

	app_kit_ok(c, progress_take(&c->a, p, &p->lines[0], &c->k.err));
	app_kit_do(c, v, SEV_FINISH, -1, 0, NULL);
	session = sign(c, v);
	expect_applied(c, plan, &was, &took);
	app_kit_ok(c, progress_of_session(&c->a, session, p, &c->k.err));
	progress_short(&p->lines[0].choice, shows, sizeof shows);
	assert_string_equal(
	    strncmp(took.after, "next exercise: ", 15) ? shows : shows + 6,
	    strncmp(took.after, "next exercise: ", 15) ? took.after : took.after + 15);
}

static void
expect_said(struct app_kit *c, const struct told *t, struct visit *v, int64_t plan)
{
	struct progress *p = review(c, v);
	const struct progress_line *l = &p->lines[0];
	char shows[160];

	assert_int_equal(p->n, 1);
	if (strcmp(l->out.rule, t->rule) != 0 || strcmp(l->choice.spec, t->spec) != 0)
		fail_msg("%s, %s: %s '%s', wanted %s '%s'", t->key, t->dose, l->out.rule,
			 l->choice.spec, t->rule, t->spec);
	progress_short(&l->choice, shows, sizeof shows);
	if (t->shows)
		assert_string_equal(shows, t->shows);
	else
		assert_memory_equal(shows, "next: ", 6);
	assert_int_equal(progress_changes(&l->choice), t->spec[0] != '\0');
	if (t->spec[0])
		take_and_sign(c, v, p, plan);
	else
		app_kit_no(c, ST_INVALID,
			   progress_take(&c->a, p, &p->lines[0], &c->k.err));
	free(p);
	free(v);
}

static void
expect_each(const struct told *rows, size_t n, enum went went)
{
	struct app_kit c;
	int64_t plan;

	app_kit_new(&c);
	for (size_t i = 0; i < n; i++) {
		struct visit *v = history(&c, &rows[i], went, &plan);

		expect_said(&c, &rows[i], v, plan);
	}
	app_kit_end(&c);
}

#define EXPECT_EACH(rows, went) expect_each(rows, sizeof rows / sizeof rows[0], went)

/* ---- easier */

/* A load comes down to four fifths, in steps of 500 g; without one the easier exercise; without that
 * one set less, then 30 percent of the repetitions (3 stay), of the time (30 s), of the hold (5 s). */
static void
test_dose__easier__load_exercise_sets_reps(void **state)
{
	static const struct told rows[] = {
	    {"slr_front_load", "load_g=5000", "R1", "load_g=4000", "Weight 4 kg"},
	    {"slr_front_load", "load_g=500", "R1", "load_g=0", "Weight 0 kg"},
	    {"slr_front_load", "", "R1", "exercise=slr_front", NULL},
	    {"seated_knee_ext_band", "band=3", "R1", "band=2", "Band 2"},
	    {"seated_knee_ext_band", "band=1", "R1", "exercise=seated_knee_ext", NULL},
	    {"seated_knee_ext_band", "band=green", "R1", "exercise=seated_knee_ext",
	     NULL},
	    {"bridge", "", "R1", "exercise=glute_set", NULL},
	    {"seated_march", "", "R1", "sets=1", "1 set"},
	    {"seated_march", "sets=1", "R1", "reps=7", "7 reps"},
	    {"seated_march", "sets=1;reps=4", "R1", "reps=3", "3 reps"},
	    {"seated_march", "sets=1;reps=3", "R1", "", "as it is"},
	    {"breath_pursed", "", "R1", "duration_s=84", "Timed block 84 s"},
	    {"breath_pursed", "duration_s=40", "R1", "duration_s=30", "Timed block 30 s"},
	    {"breath_pursed", "duration_s=30", "R1", "", "as it is"},
	    {"plank_wall", "", "R1", "sets=2", "2 sets"},
	    {"plank_wall", "sets=1", "R1", "hold_s=14", "Hold 14 s"},
	    {"plank_wall", "sets=1;hold_s=6", "R1", "hold_s=5", "Hold 5 s"},
	    {"plank_wall", "sets=1;hold_s=5", "R1", "", "as it is"},
	};

	(void)state;
	EXPECT_EACH(rows, HURT);
}

/* Who may put no weight on a leg lies on the knees for a plank: the easier one is done standing. */
static void
test_dose__easier__is_not_blocked(void **state)
{
	static const struct told free_of_it = {"plank_knees", "", "R1",
					       "exercise=plank_counter", NULL},
				 blocked = {"plank_knees", "", "R1", "sets=2", "2 sets"};
	struct app_kit c;
	struct visit *v;
	struct precaution care;
	int64_t plan;

	(void)state;
	app_kit_new(&c);
	v = history(&c, &free_of_it, HURT, &plan);
	expect_said(&c, &free_of_it, v, plan);
	v = history(&c, &blocked, HURT, &plan);
	dict_row_init(dict_entity(E_PRECAUTION), &care);
	care.patient = v->live.patient;
	care.since = 20260501;
	str_copy(care.tag, sizeof care.tag, "nwb");
	app_kit_ok(&c, record_add(c.a.store, E_PRECAUTION, &care, &c.k.err));
	expect_said(&c, &blocked, v, plan);
	app_kit_end(&c);
}

/* Over 14 days: the same load down, but never another exercise. */
static void
test_dose__restart__lower_and_the_same_exercise(void **state)
{
	static const struct told rows[] = {
	    {"slr_front_load", "load_g=5000", "R7", "load_g=4000", "Weight 4 kg"},
	    {"seated_knee_ext_band", "band=4", "R7", "band=3", "Band 3"},
	    {"bridge", "", "R7", "sets=2", "2 sets"},
	    {"walk_20", "", "R7", "duration_s=840", "Timed block 840 s"},
	};

	(void)state;
	EXPECT_EACH(rows, LATE);
}

static void
test_dose__support__one_step_more_then_easier(void **state)
{
	static const struct told rows[] = {
	    {"bal_tandem", "support=0", "R5", "support=1", "Support fingertips"},
	    {"bal_tandem", "support=1", "R5", "support=2", "Support one hand"},
	    {"bal_tandem", "support=2", "R5", "support=3", "Support two hands"},
	    {"bal_tandem", "support=3", "R5", "exercise=bal_semi_tandem", NULL},
	};

	(void)state;
	EXPECT_EACH(rows, LOST);
}

/* The support that was used counts; but losses with less than prescribed never make it less. */
static void
test_dose__support__used_is_not_prescribed(void **state)
{
	static const struct {
		struct told told;
		int used;
	} rows[] = {
	    {{"bal_tandem", "support=3", "R5", "", "as it is"}, 1},
	    {{"bal_tandem", "support=2", "R5", "", "as it is"}, 1},
	    {{"bal_tandem", "support=0", "R5", "support=3", "Support two hands"}, 2},
	    {{"bal_tandem", "support=1", "R5", "exercise=bal_semi_tandem", NULL}, 3},
	};
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t plan;
		struct visit *v = history(&c, &rows[i].told, LOST, &plan);

		app_kit_do(&c, v, SEV_SUPPORT, 0, rows[i].used, NULL);
		expect_said(&c, &rows[i].told, v, plan);
	}
	app_kit_end(&c);
}

/* ---- harder */

/* Every set at the top of the range (the usual number and 4): the load goes up, the repetitions to
 * the low end (the usual number less 2). The usual numbers: 10 of seated_knee_ext_band, slr_front_load
 * and bridge, 8 of single_leg_bridge, 15 of seated_heel_raise, 3 of huff_cough. */
static void
test_dose__load__bands(void **state)
{
	static const struct told rows[] = {
	    {"seated_knee_ext_band", "band=2;reps=14", "P2", "band=3;reps=8",
	     "Band 3, 8 reps"},
	    {"seated_knee_ext_band", "band=5;reps=14", "P2", "band=6;reps=8",
	     "Band 6, 8 reps"},
	    {"seated_knee_ext_band", "band=6;reps=14", "P2", "", "as it is"},
	    {"seated_knee_ext_band", "band=green;reps=14", "P2", "", "as it is"},
	    {"seated_knee_ext_band", "band=7;reps=14", "P2", "", "as it is"},
	    {"seated_knee_ext_band", "reps=14", "P2", "", "as it is"},
	    {"single_leg_bridge", "band=2;reps=12", "P2", "band=3;reps=6",
	     "Band 3, 6 reps"},
	};

	(void)state;
	EXPECT_EACH(rows, WELL);
}

/* A tenth more at the hip, in steps of 500 g; where a step is more than a fifth of the load the range
 * is widened by 2 first, once, at most to 20. */
static void
test_dose__load__weights(void **state)
{
	static const struct told rows[] = {
	    {"slr_front_load", "load_g=5000;reps=14", "P2", "load_g=5500;reps=8",
	     "Weight 5.5 kg, 8 reps"},
	    {"slr_front_load", "load_g=5000;reps=14;reps_low=10", "P2",
	     "load_g=5500;reps=10", "Weight 5.5 kg, 10 reps"},
	    {"slr_front_load", "load_g=5000;reps=12;reps_high=12", "P2",
	     "load_g=5500;reps=8", "Weight 5.5 kg, 8 reps"},
	    {"slr_front_load", "load_g=2000;reps=14", "P2", "reps_high=16;reps=15",
	     "Range to 16 reps, 15 reps"},
	    {"slr_front_load", "load_g=2000;reps=16;reps_high=16", "P2",
	     "load_g=2500;reps=8", "Weight 2.5 kg, 8 reps"},
	    {"slr_front_load", "load_g=2000;reps=25", "P2", "load_g=2500;reps=8",
	     "Weight 2.5 kg, 8 reps"},
	    {"seated_heel_raise", "load_kind=weight;load_g=2000;reps=19", "P2",
	     "reps_high=20;reps=20", "Range to 20 reps, 20 reps"},
	    {"seated_heel_raise", "load_kind=weight;load_g=2000;reps=20;reps_high=20",
	     "P2", "load_g=2500;reps=13", "Weight 2.5 kg, 13 reps"},
	    {"slr_front_load", "load_g=490000;reps=14", "P2", "load_g=500000;reps=8",
	     "Weight 500 kg, 8 reps"},
	    {"slr_front_load", "load_g=500000;reps=14", "P2", "", "as it is"},
	};

	(void)state;
	EXPECT_EACH(rows, WELL);
}

/* Without a load in hand: the harder exercise, or the first load; nothing for a cough. */
static void
test_dose__load__the_first(void **state)
{
	static const struct told rows[] = {
	    {"slr_front_load", "reps=14", "P2", "load_g=500;reps=8",
	     "Weight 0.5 kg, 8 reps"},
	    {"single_leg_bridge", "reps=12", "P2", "load_kind=weight;load_g=500;reps=6",
	     "Weight 0.5 kg, 6 reps"},
	    {"bridge", "reps=14", "P2", "exercise=bridge_march", NULL},
	    {"huff_cough", "reps=7", "P2", "", "as it is"},
	};

	(void)state;
	EXPECT_EACH(rows, WELL);
}

/* Two over the goal in the last set, twice: the load goes up and the repetitions stay, except with a
 * step over the percentage (5 at the shoulder) and with bands: to the low end, never up to it. */
static void
test_dose__load__two_for_two(void **state)
{
	static const struct told rows[] = {
	    {"slr_front_load", "load_g=5000", "P1", "load_g=5500", "Weight 5.5 kg"},
	    {"slr_front_load", "load_g=2000", "P1", "reps_high=16;reps=11",
	     "Range to 16 reps, 11 reps"},
	    {"shoulder_raise_load", "load_g=3000", "P1", "load_g=3500;reps=8",
	     "Weight 3.5 kg, 8 reps"},
	    {"shoulder_raise_load", "load_g=3000;reps=5", "P1", "load_g=3500",
	     "Weight 3.5 kg"},
	    {"seated_knee_ext_band", "band=2", "P1", "band=3;reps=8", "Band 3, 8 reps"},
	    {"seated_knee_ext_band", "band=2;reps=6", "P1", "band=3", "Band 3"},
	    {"single_leg_bridge", "", "P1", "load_kind=weight;load_g=500",
	     "Weight 0.5 kg"},
	    {"bridge", "", "P1", "exercise=bridge_march", NULL},
	    /* The library has no number for it: that of the dose is the usual one. */
	    {"carry_one", "duration_s=0;reps=10;load_g=3000", "P1", "load_g=3500;reps=8",
	     "Weight 3.5 kg, 8 reps"},
	};

	(void)state;
	EXPECT_EACH(rows, LAST);
}

static void
test_dose__more__repetitions_hold_time_support(void **state)
{
	static const struct told rows[] = {
	    {"slr_front_load", "load_g=5000", "P3", "reps=11", "11 reps"},
	    {"slr_front_load", "load_g=5000;reps=13", "P3", "reps=14", "14 reps"},
	    {"huff_cough", "", "P3", "reps=4", "4 reps"},
	    {"carry_one", "load_g=3000", "P3", "", "as it is"},		  /* timed */
	    {"carry_one", "duration_s=0;reps=200", "P3", "", "as it is"}, /* the most */
	    /* Up to twice the usual hold, 30 s; of a stretch 60 s. */
	    {"plank_wall", "", "P4", "hold_s=25", "Hold 25 s"},
	    {"plank_wall", "hold_s=28", "P4", "hold_s=30", "Hold 30 s"},
	    {"plank_wall", "hold_s=30", "P5", "exercise=plank_counter", NULL},
	    {"plank_knees", "hold_s=30", "H8", "", "as it is"},
	    {"calf_stretch_towel", "", "P4", "hold_s=35", "Hold 35 s"},
	    {"plantar_stretch", "hold_s=38", "P4", "hold_s=40", "Hold 40 s"},
	    /* A tenth, at least 60 and at most 300 s, up to 30 minutes. */
	    {"walk_5", "", "P6", "duration_s=360", "Timed block 360 s"},
	    {"walk_20", "", "P6", "duration_s=1320", "Timed block 1320 s"},
	    {"walk_20", "duration_s=1790", "P6", "duration_s=1800", "Timed block 1800 s"},
	    {"walk_5", "duration_s=0", "P6", "", "as it is"}, /* until tapped */
	    {"walk_20", "duration_s=1800", "P7", "exercise=walk_interval", NULL},
	    {"bal_tandem", "support=2", "P8", "support=1", "Support fingertips"},
	    {"bal_tandem", "support=1", "P8", "support=0", "without support"},
	    {"bal_tandem", "support=0", "P9", "exercise=bal_single_fingers;support=2",
	     NULL},
	    {"bridge_march", "", "P10", "exercise=single_leg_bridge", NULL},
	};

	(void)state;
	EXPECT_EACH(rows, WELL);
}

/* ---- done with another load than planned */

struct lighter {
	struct told told;
	enum went went;
	int64_t first,
	    second; /* grams in the two sets of the last visit; -1: as planned */
};

/* slr_front_load in two sets that count up until they are tapped. */
static struct visit *
history_with_load(struct app_kit *c, const struct lighter *t, int64_t *plan)
{
	int64_t patient = app_kit_case(c, "Load", plan);
	struct prescription p = dose_like(c, *plan, &t->told);
	struct visit *v = NULL;

	app_kit_prescribe(c, p);
	for (int i = 0; i < 2; i++) {
		v = start(c, patient);
		if (i == 1 && t->first >= 0)
			app_kit_do(c, v, SEV_LOAD, 0, t->first, NULL);
		app_kit_do(c, v, SEV_START, 0, 0, NULL);
		for (int k = 0; k < 60 && v->state.mode == SESSION_RUNNING; k++) {
			/* a load counts from the next set on */
			if (i == 1 && k == 0 && t->second >= 0)
				app_kit_do(c, v, SEV_LOAD, 0, t->second, NULL);
			app_kit_wait(60000);
			app_kit_do(c, v, SEV_DONE, -1, 0, NULL);
		}
		app_kit_do(c, v, SEV_PAIN, 0, i == 1 && t->went == HURT ? 6 : 1, NULL);
		app_kit_do(c, v, SEV_EFFORT, 0, 4, NULL);
		if (t->went == LAST)
			app_kit_do(c, v, SEV_REPS, 0, p.reps + 2, NULL);
		if (i == 1)
			break;
		app_kit_do(c, v, SEV_FINISH, -1, 0, NULL);
		sign(c, v);
		free(v);
		app_kit_wait(2 * DAY_MS);
	}
	return v;
}

/* Four fifths of what hurt, and nothing more on what was done with less. */
static void
test_dose__load__used_is_not_planned(void **state)
{
#define TWO_SETS "side_mode=none;sets=2;hold_s=0;load_g=5000"
	static const struct lighter rows[] = {
	    {{"slr_front_load", TWO_SETS, "R1", "load_g=4000", "Weight 4 kg"},
	     HURT,
	     -1,
	     -1},
	    {{"slr_front_load", TWO_SETS, "R1", "load_g=2000", "Weight 2 kg"},
	     HURT,
	     3000,
	     -1},
	    {{"slr_front_load", TWO_SETS, "R1", "load_g=4000", "Weight 4 kg"},
	     HURT,
	     -1,
	     3000},
	    {{"slr_front_load", TWO_SETS, "R1", "load_g=0", "Weight 0 kg"}, HURT, 0, -1},
	    {{"slr_front_load", TWO_SETS, "R1", "load_g=4000", "Weight 4 kg"},
	     HURT,
	     7000,
	     -1},
	    {{"slr_front_load", TWO_SETS ";reps=14", "H7", "", "as it is"},
	     WELL,
	     3000,
	     -1},
	    {{"slr_front_load", TWO_SETS ";reps=14", "H7", "", "as it is"},
	     WELL,
	     -1,
	     3000},
	    {{"slr_front_load", TWO_SETS, "H7", "", "as it is"}, LAST, 3000, -1},
	    {{"slr_front_load", TWO_SETS ";reps=14", "P2", "load_g=5500;reps=8",
	      "Weight 5.5 kg, 8 reps"},
	     WELL,
	     6000,
	     -1},
	};
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t plan;
		struct visit *v = history_with_load(&c, &rows[i], &plan);

		expect_said(&c, &rows[i].told, v, plan);
	}
	app_kit_end(&c);
}

/* ---- a spec */

static void
test_dose__spec__what_does_not_fit_is_named(void **state)
{
	static const struct {
		const char *spec, *says;
		enum status st;
	} rows[] = {
	    {"sets", "dose 'sets' is not understood", ST_INVALID},
	    {"reps=12;weight=3", "dose 'weight=3' is not understood", ST_INVALID},
	    {"sets=21", "Sets", ST_INVALID},
	    {"reps=many", "Repetitions", ST_INVALID},
	    {"load_kind=jug", "Load", ST_INVALID},
	    {"exercise=no_such_one", "", ST_NOT_FOUND},
	};
	static const struct told any = {"bridge", "", "", "", NULL};
	struct prescription p, next;
	struct app_kit c;
	char name[61];

	(void)state;
	app_kit_new(&c);
	p = dose_like(&c, 7, &any);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		app_kit_no(&c, rows[i].st,
			   progress_next(&c.a, &p, rows[i].spec, &next, name, &c.k.err));
		assert_true(app_kit_said(&c, rows[i].says));
	}
	/* What was empty is empty again. */
	str_copy(p.band, sizeof p.band, "4");
	app_kit_ok(&c, progress_next(&c.a, &p, "band=;sets=2", &next, name, &c.k.err));
	assert_string_equal(next.band, "");
	assert_int_equal(next.sets, 2);
	app_kit_end(&c);
}

static void
test_dose__typed__is_a_spec(void **state)
{
	static const struct {
		const char *typed, *spec;
	} rows[] = {
	    {"sets 2, reps 12", "sets=2;reps=12"},
	    {" load 2.5 kg ; hold 20", "load_kind=weight;load_g=2500;hold_s=20"},
	    {"load 5 lb", "load_kind=weight;load_g=2268"}, /* 2267.96 */
	    {"band green", "load_kind=band;band=green"},
	    {"time 90, rest 0", "duration_s=90;rest_s=0"},
	    {"from 8, to 12, support 1", "reps_low=8;reps_high=12;support=1"},
	    {"tempo 2-0-2", "tempo=2-0-2"},
	};
	static const char *const wrong[] = {"",		"reps",	     "rep 12", "reps 201",
					    "load ten", "support 4", "sets 0"};
	struct err err = {0};
	char out[161];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_int_equal(progress_spec_typed(rows[i].typed, 20260504, out, &err),
				 ST_OK);
		assert_string_equal(out, rows[i].spec);
	}
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		assert_int_equal(progress_spec_typed(wrong[i], 20260504, out, &err),
				 ST_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dose__easier__load_exercise_sets_reps),
	    cmocka_unit_test(test_dose__easier__is_not_blocked),
	    cmocka_unit_test(test_dose__restart__lower_and_the_same_exercise),
	    cmocka_unit_test(test_dose__support__one_step_more_then_easier),
	    cmocka_unit_test(test_dose__support__used_is_not_prescribed),
	    cmocka_unit_test(test_dose__load__bands),
	    cmocka_unit_test(test_dose__load__weights),
	    cmocka_unit_test(test_dose__load__the_first),
	    cmocka_unit_test(test_dose__load__two_for_two),
	    cmocka_unit_test(test_dose__more__repetitions_hold_time_support),
	    cmocka_unit_test(test_dose__load__used_is_not_planned),
	    cmocka_unit_test(test_dose__spec__what_does_not_fit_is_named),
	    cmocka_unit_test(test_dose__typed__is_a_spec),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
