/* test_progress.c - suggestions after a session: the same from the clock and from the rows, taken,
 * changed, declined, taken back. */
#include "progress_kit.h"

#include "app/assets.h"
#include "app/plan.h"
#include "random.h"

static bool
last_change(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	(void)id;
	(void)cells;
	*(int64_t *)arg = no;
	return true;
}

static struct dose_change
newest_change(struct app_kit *c)
{
	const struct record_filter any = {.field = -1};
	struct dose_change d;
	int64_t no = 0;

	app_kit_ok(
	    c, record_scan(c->a.store, E_DOSE_CHANGE, &any, last_change, &no, &c->k.err));
	app_kit_ok(c, record_get(c->a.store, E_DOSE_CHANGE, no, &d, &c->k.err));
	return d;
}

/* ---- taken */

static void
test_progress__take__changes_the_plan_at_the_signature(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	struct note n;
	struct dose_change d;
	int64_t plan, patient, no, session;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Step", &plan);
	no = prescribe(&c, plan, "bridge", 1);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	p = review(&c, v);
	assert_int_equal(p->n, 1);
	assert_string_equal(p->lines[0].out.rule, "H7");
	app_kit_no(&c, ST_INVALID, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	sign(&c, v);
	free(v);
	free(p);
	app_kit_wait(3 * DAY_MS);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.rule, "P3");
	assert_string_equal(p->lines[0].choice.spec, "reps=11");
	assert_non_null(strstr(p->lines[0].choice.before, "x 10"));
	assert_non_null(strstr(p->lines[0].choice.after, "x 11"));
	app_kit_ok(&c, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	assert_int_equal(row(&c, no).reps, 10); /* not yet */
	app_kit_read(&c, v, &n, NULL, NULL);
	assert_non_null(strstr(n.plan, "Next visit: "));
	assert_non_null(strstr(n.plan, "x 11"));
	session = sign(&c, v);
	assert_int_equal(row(&c, no).reps, 11);
	assert_int_equal(row(&c, no).level_since, 20260507);
	d = newest_change(&c);
	assert_int_equal(d.session, session);
	assert_int_equal(d.prescription, no);
	assert_string_equal(d.rule, "P3");
	assert_string_equal(d.decision, "taken");
	assert_string_equal(d.suggestion, "progress");
	assert_non_null(strstr(d.reason, "2 sessions at this level"));
	assert_non_null(strstr(d.after, "x 11"));
	/* The signed visit shows what was decided, and the next one begins a level. */
	app_kit_ok(&c, progress_of_session(&c.a, session, p, &c.k.err));
	assert_string_equal(p->lines[0].choice.decision, "taken");
	free(v);
	free(p);
	app_kit_wait(3 * DAY_MS);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.rule, "H7");
	free(v);
	free(p);
	app_kit_end(&c);
}

static void
test_progress__harder__swaps_the_exercise(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	struct prescription_line lines[4];
	struct exercise up;
	int64_t plan, patient, no;
	int n = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Ladder", &plan);
	no = prescribe(&c, plan, "bal_feet_together", 1);
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 0, 3);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.rule, "P9");
	assert_string_equal(p->lines[0].choice.spec,
			    "exercise=bal_semi_tandem;support=2");
	assert_non_null(strstr(p->lines[0].choice.after, "next exercise: "));
	app_kit_ok(&c, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	sign(&c, v);
	up = exercise(&c, "bal_semi_tandem");
	assert_int_equal(row(&c, no).active, 0);
	app_kit_ok(&c, query_prescriptions(c.a.store, plan, lines, 4, &n, &c.k.err));
	assert_int_equal(n, 1);
	assert_int_equal(lines[0].row.exercise, up.head.no);
	assert_int_equal(lines[0].row.support, 2);
	assert_int_equal(lines[0].row.rank, 1);
	assert_int_equal(lines[0].row.level_since, 20260506);
	free(v);
	free(p);
	app_kit_end(&c);
}

/* ---- changed, declined, taken back, thrown away */

static void
test_progress__decide__other_dose_no_and_undo(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	struct progress_line *l;
	struct choice kept;
	int64_t plan, patient, no;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Choice", &plan);
	no = prescribe(&c, plan, "bridge", 1);
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	p = review(&c, v);
	l = &p->lines[0];
	app_kit_no(&c, ST_INVALID, progress_decline(&c.a, p, l, "", &c.k.err));
	app_kit_ok(&c, progress_decline(&c.a, p, l, "Slept badly.", &c.k.err));
	assert_true(progress_decided(&c.a, v, 0, &kept));
	assert_string_equal(kept.decision, "declined");
	app_kit_ok(&c, progress_undo(&c.a, p, l, "", &c.k.err));
	assert_false(progress_decided(&c.a, v, 0, &kept));
	assert_string_equal(l->choice.decision, "");
	assert_string_equal(l->choice.spec, "reps=11");
	app_kit_no(&c, ST_INVALID, progress_take_other(&c.a, p, l, "heavier", &c.k.err));
	assert_true(app_kit_said(&c, "heavier"));
	app_kit_no(&c, ST_INVALID, progress_take_other(&c.a, p, l, "", &c.k.err));
	app_kit_no(&c, ST_INVALID,
		   progress_take_other(&c.a, p, l, "support 7", &c.k.err));
	app_kit_ok(&c, progress_take_other(&c.a, p, l, "sets 2, reps 12, load 2.5 kg",
					   &c.k.err));
	assert_non_null(strstr(l->choice.after, "2 x 12"));
	assert_non_null(strstr(l->choice.after, "2.5 kg"));
	sign(&c, v);
	assert_int_equal(row(&c, no).sets, 2);
	assert_int_equal(row(&c, no).load_g, 2500);
	assert_string_equal(row(&c, no).load_kind, "weight");
	assert_string_equal(newest_change(&c).decision, "changed");
	free(v);
	free(p);
	app_kit_end(&c);
}

static void
test_progress__discard__leaves_the_plan(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	int64_t plan, patient, no;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Thrown", &plan);
	no = prescribe(&c, plan, "bridge", 1);
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	p = review(&c, v);
	app_kit_ok(&c, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	app_kit_ok(&c, visit_discard(&c.a, v, "wrong patient", &c.k.err));
	assert_int_equal(row(&c, no).reps, 10);
	assert_int_equal(record_count(c.a.store, E_DOSE_CHANGE), 0);
	free(v);
	free(p);
	app_kit_end(&c);
}

/* ---- after the signature */

static struct progress *
review_signed(struct app_kit *c, int64_t session)
{
	struct progress *p = mem_alloc(sizeof *p);

	app_kit_ok(c, progress_of_session(&c->a, session, p, &c->k.err));
	return p;
}

/* The only exercise of the newest plan of the patient's episode. */
static struct prescription
planned(struct app_kit *c, int64_t plan, int *versions)
{
	struct plan_of_care all[9], p;
	struct prescription_line lines[4];
	int n = 0;

	app_kit_ok(c, record_get(c->a.store, E_PLAN_OF_CARE, plan, &p, &c->k.err));
	app_kit_ok(c, query_plans(c->a.store, p.episode, all, 9, versions, &c->k.err));
	app_kit_ok(
	    c, query_prescriptions(c->a.store, all[0].head.no, lines, 4, &n, &c->k.err));
	assert_int_equal(n, 1);
	return lines[0].row;
}

static void
test_progress__signed__decided_late_and_taken_back(void **state)
{
	struct app_kit c;
	struct progress *p;
	struct dose_change d;
	int64_t plan, patient, no, session;
	int versions = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Late", &plan);
	no = prescribe(&c, plan, "bridge", 1);
	visit_and_wait(&c, patient, 2);
	session = visit_and_wait(&c, patient, 1);
	p = review_signed(&c, session);
	assert_int_equal(progress_open(p), 1);
	app_kit_no(&c, ST_INVALID, progress_undo(&c.a, p, &p->lines[0], "why", &c.k.err));
	app_kit_ok(&c, progress_decline(&c.a, p, &p->lines[0], "tired", &c.k.err));
	assert_int_equal(row(&c, no).reps, 10);
	assert_int_equal(progress_open(p), 0);
	/* Not taken can still be taken; taken cannot be taken twice. */
	app_kit_ok(&c, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	assert_int_equal(row(&c, no).reps, 11);
	assert_int_equal(row(&c, no).level_since, 20260506); /* the day of the visit */
	app_kit_no(&c, ST_INVALID, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	free(p);
	p = review_signed(&c, session);
	assert_string_equal(p->lines[0].choice.decision, "taken");
	assert_string_equal(p->lines[0].out.rule, "P3"); /* as it was decided */
	app_kit_no(&c, ST_INVALID, progress_undo(&c.a, p, &p->lines[0], " ", &c.k.err));
	app_kit_ok(&c, staff_act_as(&c.a, "pia", &c.k.err));
	app_kit_no(&c, ST_DENIED,
		   progress_undo(&c.a, p, &p->lines[0], "too hard", &c.k.err));
	app_kit_ok(&c, staff_act_as(&c.a, "anna", &c.k.err));
	app_kit_ok(&c, progress_undo(&c.a, p, &p->lines[0], "too hard", &c.k.err));
	free(p);
	/* The old version holds what it held; the new one what was before. */
	assert_int_equal(row(&c, no).reps, 11);
	assert_int_equal(planned(&c, plan, &versions).reps, 10);
	assert_int_equal(versions, 2);
	assert_int_equal(planned(&c, plan, &versions).level_since, 20260507);
	d = newest_change(&c);
	assert_string_equal(d.decision, "back");
	assert_string_equal(d.why, "too hard");
	assert_int_equal(d.session, session);
	p = review_signed(&c, session);
	assert_string_equal(p->lines[0].choice.decision, "back");
	app_kit_no(&c, ST_INVALID, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	assert_true(app_kit_said(&c, "taken back"));
	app_kit_no(&c, ST_INVALID,
		   progress_undo(&c.a, p, &p->lines[0], "again", &c.k.err));
	free(p);
	app_kit_end(&c);
}

/* Another exercise, taken with the signature: the one before returns, with its own dose. */
static void
test_progress__signed__ladder_taken_back(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	struct prescription was;
	int64_t plan, patient, no, session;
	int versions = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Down", &plan);
	no = prescribe(&c, plan, "bal_feet_together", 1);
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 0, 3);
	p = review(&c, v);
	app_kit_ok(&c, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	session = sign(&c, v);
	free(p);
	p = review_signed(&c, session);
	assert_string_equal(p->lines[0].choice.decision, "taken");
	app_kit_ok(&c, progress_undo(&c.a, p, &p->lines[0], "dizzy", &c.k.err));
	was = planned(&c, plan, &versions);
	assert_int_equal(versions, 2);
	assert_int_equal(was.exercise, row(&c, no).exercise);
	assert_int_equal(was.support, row(&c, no).support);
	assert_int_equal(was.rank, 1);
	assert_int_equal(was.goal, row(&c, no).goal);
	free(v);
	free(p);
	app_kit_end(&c);
}

/* What was done since, or changed since, is not judged by the old visit. */
static void
test_progress__signed__closed_by_what_came_after(void **state)
{
	struct app_kit c;
	struct progress *p;
	struct prescription was, now;
	int64_t plan, patient, no, first, second;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Past", &plan);
	no = prescribe(&c, plan, "bridge", 1);
	visit_and_wait(&c, patient, 2);
	first = visit_and_wait(&c, patient, 2);
	second = visit_and_wait(&c, patient, 1);
	p = review_signed(&c, first);
	assert_int_equal(progress_open(p), 0);
	app_kit_no(&c, ST_INVALID, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	assert_true(app_kit_said(&c, "done again since"));
	free(p);
	was = now = row(&c, no);
	now.reps = 14;
	care_follow(&c.a, dict_entity(E_PRESCRIPTION), &was, &now);
	app_kit_ok(&c, record_set(c.a.store, E_PRESCRIPTION, &was, &now, NULL, &c.k.err));
	p = review_signed(&c, second);
	assert_string_equal(p->lines[0].out.rule, "");
	app_kit_no(&c, ST_INVALID, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	assert_true(app_kit_said(&c, "changed since"));
	free(p);
	app_kit_end(&c);
}

/* In a newer version of the plan the copy is changed; a dose changed by hand stays. */
static void
test_progress__signed__newer_version_and_hand(void **state)
{
	struct app_kit c;
	struct plan_version how = {.starts = DICT_NONE, .why = "more weeks"};
	struct plan_of_care old, made;
	struct progress *p;
	struct prescription was, now;
	int64_t plan, patient, no, session;
	int versions = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Newer", &plan);
	no = prescribe(&c, plan, "bridge", 1);
	visit_and_wait(&c, patient, 2);
	session = visit_and_wait(&c, patient, 1);
	app_kit_ok(&c, record_get(c.a.store, E_PLAN_OF_CARE, plan, &old, &c.k.err));
	app_kit_ok(&c, plan_version_make(&c.a, &old, &how, &made, &c.k.err));
	p = review_signed(&c, session);
	app_kit_ok(&c, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	assert_int_equal(row(&c, no).reps, 10);
	assert_int_equal(planned(&c, plan, &versions).reps, 11);
	free(p);
	was = now = planned(&c, plan, &versions);
	now.reps = 15;
	app_kit_ok(&c, record_set(c.a.store, E_PRESCRIPTION, &was, &now, NULL, &c.k.err));
	p = review_signed(&c, session);
	assert_string_equal(p->lines[0].choice.decision, "taken");
	app_kit_no(&c, ST_INVALID,
		   progress_undo(&c.a, p, &p->lines[0], "too hard", &c.k.err));
	assert_true(app_kit_said(&c, "changed since"));
	assert_int_equal(planned(&c, plan, &versions).reps, 15);
	assert_int_equal(versions, 2);
	free(p);
	app_kit_end(&c);
}

/* ---- what stops */

static void
add_result(struct app_kit *c, int64_t patient, const char *measure, int64_t value)
{
	struct result r;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = patient;
	r.day = app_today(&c->a);
	str_copy(r.measure, sizeof r.measure, measure);
	r.value = value;
	app_kit_ok(c, record_add(c->a.store, E_RESULT, &r, &c->k.err));
}

static void
add_stop(struct app_kit *c, int64_t patient, const char *rules)
{
	struct screening s;

	dict_row_init(dict_entity(E_SCREENING), &s);
	s.patient = patient;
	s.day = app_today(&c->a);
	s.asked_at = app_wall_ms(&c->a) / 1000;
	s.staff = c->a.user.head.no;
	str_copy(s.kind, sizeof s.kind, "visit");
	str_copy(s.outcome, sizeof s.outcome, "stopped");
	str_copy(s.rules, sizeof s.rules, rules);
	app_kit_ok(c, record_add(c->a.store, E_SCREENING, &s, &c->k.err));
}

/* A pressure that was measured again, or pain of one exercise, is no warning sign of all. */
static void
test_progress__stop__a_number_is_no_warning_sign(void **state)
{
	static const char *const rules[] = {"S001;S008", "S066;S067", "S001;S024",
					    "red_flag/night_pain"};
	struct app_kit c;
	struct visit *v;
	int64_t plan, patient;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Numbers", &plan);
	prescribe(&c, plan, "bridge", 1);
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	for (int i = 0; i < 4; i++) {
		struct progress *p;

		add_stop(&c, patient, rules[i]);
		p = review(&c, v);
		assert_string_equal(p->lines[0].out.rule, i < 2 ? "P3" : "S1");
		free(p);
	}
	free(v);
	app_kit_end(&c);
}

static void
test_progress__stop__vitals_precautions_and_clinic_limits(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	struct clinic_limit limit;
	struct precaution care;
	int64_t plan, patient;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Stops", &plan);
	prescribe(&c, plan, "bridge", 1);
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	add_result(&c, patient, "sbp", 172000);
	add_result(&c, patient, "temp_c", 37900);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.rule, "P3");
	assert_int_equal(p->lines[0].in.sbp, 172);
	assert_int_equal(p->lines[0].in.temp_dc, 379);
	dict_row_init(dict_entity(E_CLINIC_LIMIT), &limit);
	str_copy(limit.rule, sizeof limit.rule, "S3.sbp");
	str_copy(limit.value, sizeof limit.value, "170");
	str_copy(limit.reason, sizeof limit.reason, "decided by the medical lead");
	app_kit_ok(&c, record_add(c.a.store, E_CLINIC_LIMIT, &limit, &c.k.err));
	free(p);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.key, "S3.sbp");
	assert_string_equal(p->lines[0].choice.spec, "");
	dict_row_init(dict_entity(E_PRECAUTION), &care);
	care.patient = patient;
	care.since = 20260501;
	str_copy(care.tag, sizeof care.tag, "acute_fracture");
	app_kit_ok(&c, record_add(c.a.store, E_PRECAUTION, &care, &c.k.err));
	free(p);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.rule, "S2");
	assert_null(strstr(p->lines[0].out.reason, "see the precautions"));
	free(v);
	free(p);
	app_kit_end(&c);
}

/* ---- at home */

static struct progress_home
home_of(struct app_kit *c, int64_t plan)
{
	struct prescription_line lines[12];
	struct progress_home h;
	int n = 0;

	app_kit_ok(c, query_prescriptions(c->a.store, plan, lines, 12, &n, &c->k.err));
	app_kit_ok(c, progress_home(&c->a, plan, lines, n, &h, &c->k.err));
	return h;
}

static int64_t
prescribe_home(struct app_kit *c, int64_t plan, const char *key, int rank,
	       const char *setting)
{
	struct exercise x = exercise(c, key);
	struct prescription p;

	care_prescription_from(&x, plan, rank, &p);
	str_copy(p.setting, sizeof p.setting, setting);
	return app_kit_prescribe(c, p);
}

static void
test_progress__home__counts_scores_and_falls(void **state)
{
	static const char *const keys[] = {
	    "bridge",	 "heel_raise_two_hands", "toe_raise_standing", "march_arms",
	    "clamshell", "bal_feet_together"};
	struct app_kit c;
	struct progress_home h;
	int64_t plan, patient;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Home", &plan);
	prescribe(&c, plan, "wall_pushup", 9); /* clinic: does not count */
	assert_int_equal(home_of(&c, plan).n, 0);
	for (int i = 0; i < 6; i++)
		prescribe_home(&c, plan, keys[i], i + 1, i % 2 ? "both" : "home");
	h = home_of(&c, plan);
	assert_int_equal(h.in.n, 6);
	assert_int_equal(h.in.free, 1);
	assert_int_equal(h.n, 1);
	assert_string_equal(h.lines[0].key, "W4.ask");
	assert_false(h.unsure[0]);
	add_result(&c, patient, "exercise_confidence", 6000);
	h = home_of(&c, plan);
	assert_int_equal(h.n, 1);
	assert_string_equal(h.lines[0].key, "W4");
	assert_true(h.unsure[0]);
	app_kit_wait(DAY_MS);
	add_result(&c, patient, "exercise_confidence", 8000);
	add_result(&c, patient, "hep_done", 40000);
	add_result(&c, patient, "tug", 14000);
	h = home_of(&c, plan);
	assert_int_equal(h.n, 2);
	assert_string_equal(h.lines[0].key, "W5");
	assert_string_equal(h.lines[1].key, "W6");
	assert_int_equal(h.in.fall_flag, 1);
	app_kit_end(&c);
}

/* Whatever the clinic saw: who may fall keeps a hand on something where it is done at home. */
static void
test_progress__home__keeps_the_last_hand(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	int64_t plan, patient;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Hand", &plan);
	prescribe_home(&c, plan, "bal_feet_together", 1, "both");
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 0, 3);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.rule, "P9");
	free(p);
	add_result(&c, patient, "tug", 15000);
	p = review(&c, v);
	assert_string_equal(p->lines[0].out.rule, "H11");
	app_kit_no(&c, ST_INVALID, progress_take(&c.a, p, &p->lines[0], &c.k.err));
	free(p);
	free(v);
	app_kit_end(&c);
}

/* ---- the whole visit */

static void
test_progress__visit__two_at_most(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct progress *p;
	int64_t plan, patient;
	int up = 0, held = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Many", &plan);
	prescribe(&c, plan, "bridge", 1);
	prescribe(&c, plan, "heel_raise_two_hands", 2);
	prescribe(&c, plan, "toe_raise_standing", 3);
	visit_and_wait(&c, patient, 2);
	v = start(&c, patient);
	do_all(&c, v, 1, 4);
	p = review(&c, v);
	for (int i = 0; i < p->n; i++) {
		up += p->lines[i].out.suggestion == PROGRESSION_PROGRESS;
		held += strcmp(p->lines[i].out.rule, "W1") == 0;
	}
	assert_int_equal(up, 2);
	assert_int_equal(held, 1);
	free(v);
	free(p);
	app_kit_end(&c);
}

/* ---- from the clock and from the rows */

static void
random_visit(struct app_kit *c, struct visit *v, struct random *r)
{
	if (random_below(r, 2))
		app_kit_do(c, v, SEV_PAIN_BEFORE, -1, random_below(r, 4), NULL);
	if (random_below(r, 2))
		app_kit_do(c, v, SEV_PAIN_NEXT, -1, random_below(r, 5), NULL);
	if (random_below(r, 4) == 0)
		app_kit_do(c, v, SEV_SWELLING, -1, random_below(r, 2), NULL);
	for (int i = 0; i < v->state.n_items; i++) {
		app_kit_do(c, v, SEV_START, i, 0, NULL);
		for (int k = 0; k < 40 && v->state.mode == SESSION_RUNNING; k++) {
			app_kit_wait(1000 * (1 + random_below(r, 40)));
			visit_tick(&c->a, v);
			if (v->state.mode == SESSION_RUNNING)
				app_kit_do(c, v,
					   random_below(r, 25) ? SEV_DONE : SEV_SKIP, -1,
					   0, NULL);
		}
		if (v->state.items[i].n_sets > 0 && random_below(r, 3) == 0)
			app_kit_do(c, v, SEV_REPS, i, 6 + random_below(r, 10), NULL);
		if (random_below(r, 8))
			app_kit_do(c, v, SEV_PAIN, i, random_below(r, 6), NULL);
		if (random_below(r, 8))
			app_kit_do(c, v, SEV_EFFORT, i, 2 + random_below(r, 6), NULL);
		if (random_below(r, 8) == 0)
			app_kit_do(c, v, SEV_LOSSES, i, random_below(r, 3), NULL);
		if (random_below(r, 8) == 0)
			app_kit_do(c, v, SEV_FORM, i, random_below(r, 2), NULL);
		if (random_below(r, 4) == 0)
			app_kit_do(c, v, SEV_SUPPORT, i, random_below(r, 4), NULL);
	}
	app_kit_do(c, v, SEV_FINISH, -1, 0, NULL);
}

static void
same_suggestions(const struct progress *a, const struct progress *b)
{
	assert_int_equal(a->n, b->n);
	for (int i = 0; i < a->n; i++) {
		assert_string_equal(a->lines[i].out.key, b->lines[i].out.key);
		assert_string_equal(a->lines[i].out.reason, b->lines[i].out.reason);
		assert_string_equal(a->lines[i].out.numbers, b->lines[i].out.numbers);
		assert_string_equal(a->lines[i].choice.spec, b->lines[i].choice.spec);
		assert_string_equal(a->lines[i].choice.after, b->lines[i].choice.after);
	}
}

static void
test_progress__rows__say_what_the_clock_said(void **state)
{
	static const char *const keys[] = {"bridge", "bal_feet_together",
					   "heel_raise_two_hands", "march_arms"};
	struct random r = random_begin("progress", 20261126);
	struct app_kit c;
	struct progress *after = mem_alloc(sizeof *after);
	int64_t plan, patient;
	int rules[26] = {0}, kinds = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Again", &plan);
	for (int i = 0; i < 4; i++)
		prescribe(&c, plan, keys[i], i + 1);
	for (int round = 0; round < 40; round++) {
		struct visit *v = start(&c, patient);
		struct progress *before;
		int64_t session;
		bool any = false;

		random_visit(&c, v, &r);
		before = review(&c, v);
		for (int i = 0; i < v->state.n_items; i++)
			any |= v->state.items[i].state == ITEM_DONE ||
			       v->state.items[i].state == ITEM_PART;
		if (!any) {
			app_kit_ok(&c, visit_discard(&c.a, v, "nothing", &c.k.err));
			free(v);
			free(before);
			continue;
		}
		session = sign(&c, v);
		app_kit_ok(&c, progress_of_session(&c.a, session, after, &c.k.err));
		same_suggestions(before, after);
		for (int i = 0; i < before->n; i++)
			rules[before->lines[i].out.rule[0] - 'A']++;
		free(v);
		free(before);
		app_kit_wait(random_below(&r, 6) * DAY_MS);
	}
	for (int i = 0; i < 26; i++)
		kinds += rules[i] > 0;
	assert_true(kinds >= 3); /* harder, easier and hold were all among them */
	free(after);
	app_kit_end(&c);
}

/* ---- the ladders of the library */

struct library {
	struct exercise rows[300];
	int n;
};

static bool
keep(void *arg, const void *exercise_row)
{
	struct library *l = arg;

	memcpy(&l->rows[l->n++], exercise_row, sizeof l->rows[0]);
	return l->n < 300;
}

/* Up one step and down again is the same exercise, in the same place of the plan. */
static void
test_progress__ladder__up_and_down_returns(void **state)
{
	struct library *lib = mem_alloc(sizeof *lib);
	struct app_kit c;
	int steps = 0;

	(void)state;
	lib->n = 0;
	app_kit_new(&c);
	app_kit_ok(&c, assets_each(E_EXERCISE, keep, lib, &c.k.err));
	assert_int_equal(lib->n, 213);
	for (int i = 0; i < lib->n; i++) {
		struct exercise x = exercise(&c, lib->rows[i].key), up;
		struct prescription p, higher, back;
		char spec[64], name[61];

		care_prescription_from(&x, 7, 3, &p);
		str_copy(p.setting, sizeof p.setting, "both");
		if (x.easier_key[0])
			(void)exercise(&c, x.easier_key);
		if (!x.harder_key[0])
			continue;
		up = exercise(&c, x.harder_key);
		str_format(spec, sizeof spec, "exercise=%s", x.harder_key);
		app_kit_ok(&c, progress_next(&c.a, &p, spec, &higher, name, &c.k.err));
		assert_string_equal(name, up.name);
		assert_int_equal(higher.rank, 3);
		assert_int_equal(higher.plan, 7);
		assert_string_equal(higher.setting, "both");
		str_format(spec, sizeof spec, "exercise=%s", up.easier_key);
		app_kit_ok(&c, progress_next(&c.a, &higher, spec, &back, name, &c.k.err));
		assert_int_equal(back.exercise, x.head.no);
		assert_int_equal(back.reps, p.reps);
		steps++;
	}
	assert_true(steps > 60);
	free(lib);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_progress__take__changes_the_plan_at_the_signature),
	    cmocka_unit_test(test_progress__harder__swaps_the_exercise),
	    cmocka_unit_test(test_progress__decide__other_dose_no_and_undo),
	    cmocka_unit_test(test_progress__discard__leaves_the_plan),
	    cmocka_unit_test(test_progress__signed__decided_late_and_taken_back),
	    cmocka_unit_test(test_progress__signed__ladder_taken_back),
	    cmocka_unit_test(test_progress__signed__closed_by_what_came_after),
	    cmocka_unit_test(test_progress__signed__newer_version_and_hand),
	    cmocka_unit_test(test_progress__stop__a_number_is_no_warning_sign),
	    cmocka_unit_test(test_progress__stop__vitals_precautions_and_clinic_limits),
	    cmocka_unit_test(test_progress__home__counts_scores_and_falls),
	    cmocka_unit_test(test_progress__home__keeps_the_last_hand),
	    cmocka_unit_test(test_progress__visit__two_at_most),
	    cmocka_unit_test(test_progress__rows__say_what_the_clock_said),
	    cmocka_unit_test(test_progress__ladder__up_and_down_returns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
