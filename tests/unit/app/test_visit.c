/* test_visit.c - a session from its first key to the signed note, and what keeps it safe. */
#include "app_kit.h"

#include "app/codes.h"
#include "core/session_units.h"
#include "random.h"
#include "store/access.h"
#include "store/live.h"

/* ---- help */

static struct visit *
start(struct app_kit *c, int64_t patient)
{
	struct visit *v = mem_alloc(sizeof *v);

	app_kit_ok(c, visit_start(&c->a, patient, 0, v, &c->k.err));
	return v;
}

/* Runs item i to the end of its planned time and s seconds of change-over. */
static void
run_item(struct app_kit *c, struct visit *v, int i, int64_t ms)
{
	app_kit_do(c, v, SEV_START, i, 0, NULL);
	app_kit_wait(ms);
	visit_tick(&c->a, v);
}

static struct visit_bill
bill_of(struct app_kit *c, struct visit *v)
{
	struct visit_bill b;

	visit_tick(&c->a, v);
	app_kit_ok(c, visit_bill(&c->a, v, &b, &c->k.err));
	return b;
}

static int64_t
sign(struct app_kit *c, struct visit *v)
{
	int64_t note = 0;

	app_kit_ok(c, visit_sign(&c->a, v, "1234", &note, &c->k.err));
	assert_true(note > 0);
	return note;
}

static int
lives(struct app_kit *c)
{
	struct live *lines = mem_alloc(20 * sizeof *lines);
	int n = 0;

	app_kit_ok(c, live_list(c->a.store, lines, 20, &n, &c->k.err));
	free(lines);
	return n;
}

struct audit_search {
	const char *what, *detail;
	bool found;
};

static bool
look_at_audit(void *arg, const struct audit_line *l)
{
	struct audit_search *s = arg;

	s->found |=
	    !strcmp(l->what, s->what) && (!s->detail || !strcmp(l->detail, s->detail));
	return !s->found;
}

static bool
audited(struct app_kit *c, const char *what, const char *detail)
{
	struct audit_search s = {what, detail, false};

	app_kit_ok(c, audit_list(c->a.store, 200, look_at_audit, &s, &c->k.err));
	return s.found;
}

/* A patient with two blocks: 97110 for 3 x 60 s, 97140 for 1 x 120 s. */
static int64_t
usual(struct app_kit *c, const char *family)
{
	int64_t plan, patient = app_kit_case(c, family, &plan);

	app_kit_prescribe(c, app_kit_block(c, plan, 1, "97110", 3, 60));
	app_kit_prescribe(c, app_kit_block(c, plan, 2, "97140", 1, 120));
	return patient;
}

/* ---- opening */

static void
test_visit__start__takes_the_plan(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct prescription home;
	int64_t plan, patient;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Plan", &plan);
	app_kit_prescribe(&c, app_kit_block(&c, plan, 2, "97140", 1, 120));
	app_kit_prescribe(&c, app_kit_block(&c, plan, 1, "97110", 3, 60));
	home = app_kit_block(&c, plan, 3, "97110", 1, 60);
	str_copy(home.setting, sizeof home.setting, "home");
	app_kit_prescribe(&c, home);
	v = start(&c, patient);
	assert_int_equal(v->state.n_items, 2);
	assert_string_equal(v->state.items[0].plan.code, "97110");
	assert_int_equal(v->state.items[0].plan.dose.sets, 3);
	assert_int_equal(v->state.items[0].plan.dose.duration_ms, 60000);
	assert_string_equal(v->state.items[1].plan.code, "97140");
	assert_string_equal(v->state.rule, "cms");
	assert_int_equal(v->live.therapist, c.anna);
	assert_int_equal(v->live.service_date, 20260504);
	assert_string_equal(v->live.patient_name, "Plan, Test");
	free(v);
	app_kit_end(&c);
}

static void
test_visit__start__knows_the_payers_rule(void **state)
{
	struct app_kit c;
	struct visit *v;
	int64_t patient;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Ama", c.payer_ama);
	app_kit_plan(&c, app_kit_episode(&c, patient));
	v = start(&c, patient);
	assert_string_equal(v->state.rule, "ama");
	free(v);
	app_kit_end(&c);
}

static void
test_visit__start__again_is_the_same_session(void **state)
{
	struct app_kit c;
	struct visit *v, again;
	int64_t patient;

	(void)state;
	app_kit_new(&c);
	patient = usual(&c, "Twice");
	v = start(&c, patient);
	app_kit_do(&c, v, SEV_PAIN_BEFORE, -1, 4, NULL);
	app_kit_no(&c, ST_DUPLICATE, visit_start(&c.a, patient, 0, &again, &c.k.err));
	assert_true(app_kit_said(&c, "not signed"));
	assert_int_equal(again.live.no, v->live.no);
	assert_int_equal(again.state.pain_before, 4);
	assert_int_equal(lives(&c), 1);
	free(v);
	app_kit_end(&c);
}

static void
test_visit__start__wants_a_plan(void **state)
{
	struct app_kit c;
	struct visit v;
	int64_t patient;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Noplan", c.payer_cms);
	app_kit_no(&c, ST_NOT_FOUND, visit_start(&c.a, patient, 0, &v, &c.k.err));
	app_kit_no(
	    &c, ST_NOT_FOUND,
	    visit_start(&c.a, patient, app_kit_episode(&c, patient), &v, &c.k.err));
	assert_true(app_kit_said(&c, "plan"));
	assert_int_equal(lives(&c), 0);
	app_kit_end(&c);
}

static void
test_visit__start__shows_the_last_time(void **state)
{
	struct app_kit c;
	struct visit *v;
	int64_t patient;

	(void)state;
	app_kit_new(&c);
	patient = usual(&c, "Last");
	v = start(&c, patient);
	run_item(&c, v, 0, 180000);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	sign(&c, v);
	free(v);
	v = start(&c, patient);
	assert_string_equal(v->state.items[0].plan.last, "1:60s 2:60s 3:60s");
	assert_string_equal(v->state.items[1].plan.last, "");
	free(v);
	app_kit_end(&c);
}

/* ---- the clock */

static void
test_visit__several__have_each_their_clock(void **state)
{
	struct app_kit c;
	struct visit *v, *w;

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "One"));
	w = start(&c, usual(&c, "Two"));
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	app_kit_wait(20000);
	app_kit_do(&c, w, SEV_START, 1, 0, NULL);
	app_kit_wait(10000);
	app_kit_do(&c, v, SEV_PAUSE, -1, 0, NULL);
	app_kit_wait(5000);
	visit_tick(&c.a, v);
	visit_tick(&c.a, w);
	assert_int_equal(v->state.items[0].work_ms, 30000);
	assert_int_equal(w->state.items[1].work_ms, 15000);
	assert_int_equal(lives(&c), 2);
	free(v);
	free(w);
	app_kit_end(&c);
}

static void
test_visit__taken_over__refuses_the_loser(void **state)
{
	struct app_kit c;
	struct app other;
	struct visit *v, *w = mem_alloc(sizeof *w);

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Taken"));
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	assert_int_equal(visit_holder(&c.a, v), VISIT_MINE);
	app_kit_ok(&c, app_open(&other, c.k.dir, &c.a.env, &c.k.err));
	app_kit_ok(&c, visit_load(&other, v->live.no, w, &c.k.err));
	assert_int_equal(visit_holder(&other, w), VISIT_OTHERS);
	/* a watcher stores nothing and throws nothing away */
	app_kit_no(&c, ST_DENIED, visit_do(&other, w, SEV_PAUSE, -1, 0, NULL, &c.k.err));
	assert_true(app_kit_said(&c, "at another terminal since 09:00"));
	app_kit_no(&c, ST_DENIED, visit_discard(&other, w, "why not", &c.k.err));
	app_kit_wait(7000);
	app_kit_ok(&c, visit_take(&other, w, &c.k.err));
	assert_int_equal(visit_holder(&other, w), VISIT_MINE);
	/* the one who lost it is told, whether it has read on or not */
	app_kit_no(&c, ST_DENIED, visit_do(&c.a, v, SEV_PAUSE, -1, 0, NULL, &c.k.err));
	app_kit_no(&c, ST_DENIED, visit_do(&c.a, v, SEV_PAUSE, -1, 0, NULL, &c.k.err));
	assert_int_equal(visit_holder(&c.a, v), VISIT_OTHERS);
	app_kit_wait(3000);
	visit_tick(&other, w);
	visit_tick(&c.a, v);
	assert_false(w->state.paused);
	assert_int_equal(w->state.items[0].work_ms, 10000); /* no ms was lost */
	assert_int_equal(v->state.items[0].work_ms, 10000);
	/* a terminal that is gone holds nothing back */
	app_close(&other);
	assert_int_equal(visit_holder(&c.a, v), VISIT_FREE);
	app_kit_do(&c, v, SEV_PAUSE, -1, 0, NULL);
	assert_int_equal(visit_holder(&c.a, v), VISIT_MINE);
	/* nor does one where somebody logged out, nor a finished session */
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	assert_int_equal(visit_holder(&c.a, v), VISIT_FREE);
	free(v);
	free(w);
	app_kit_end(&c);
}

static void
test_visit__two_handles__the_second_is_stale(void **state)
{
	struct app_kit c;
	struct visit *v, *w = mem_alloc(sizeof *w);

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Shared"));
	app_kit_ok(&c, visit_load(&c.a, v->live.no, w, &c.k.err));
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	app_kit_wait(7000);
	app_kit_no(&c, ST_STALE,
		   visit_do(&c.a, w, SEV_PAIN_BEFORE, -1, 3, NULL, &c.k.err));
	/* nothing was stored, and the second handle knows what the first one did */
	assert_int_equal(w->state.pain_before, -1);
	assert_int_equal(w->state.mode, SESSION_RUNNING);
	assert_int_equal(w->state.items[0].work_ms, 7000);
	app_kit_do(&c, w, SEV_PAIN_BEFORE, -1, 3, NULL);
	app_kit_ok(&c, visit_refresh(&c.a, v, &c.k.err));
	assert_int_equal(v->state.pain_before, 3);
	assert_int_equal(v->state.n_events, w->state.n_events);
	free(v);
	free(w);
	app_kit_end(&c);
}

static void
test_visit__do__refused_event_is_not_stored(void **state)
{
	struct app_kit c;
	struct visit *v, *w = mem_alloc(sizeof *w);

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Refused"));
	app_kit_no(&c, ST_INVALID, visit_do(&c.a, v, SEV_DONE, -1, 0, NULL, &c.k.err));
	app_kit_no(&c, ST_INVALID, visit_do(&c.a, v, SEV_PAIN, 0, 11, NULL, &c.k.err));
	app_kit_no(&c, ST_INVALID, visit_do(&c.a, v, SEV_START, 9, 0, NULL, &c.k.err));
	app_kit_ok(&c, visit_load(&c.a, v->live.no, w, &c.k.err));
	assert_int_equal(w->state.n_events, v->state.n_events);
	free(v);
	free(w);
	app_kit_end(&c);
}

static void
test_visit__load__clock_went_on(void **state)
{
	struct app_kit c;
	struct visit *v, *w = mem_alloc(sizeof *w);

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Line"));
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	app_kit_wait(65000); /* the line drops here */
	app_close(&c.a);
	app_kit_ok(&c, app_open(&c.a, c.k.dir, &c.k.env, &c.k.err));
	app_kit_ok(&c, staff_act_as(&c.a, "anna", &c.k.err));
	app_kit_wait(30000);
	app_kit_ok(&c, visit_load(&c.a, v->live.no, w, &c.k.err));
	assert_false(w->state.rebooted);
	assert_int_equal(w->state.items[0].work_ms, 95000);
	assert_int_equal(w->state.phase.set, 2);
	free(v);
	free(w);
	app_kit_end(&c);
}

static void
test_visit__reboot__stands_and_asks(void **state)
{
	struct app_kit c;
	struct visit *v, *w = mem_alloc(sizeof *w);

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Power"));
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	app_kit_wait(20000);
	app_kit_do(&c, v, SEV_EFFORT, 0, 5, NULL);
	app_kit_wait(600000); /* the power was off */
	str_copy(app_kit_now.boot, sizeof app_kit_now.boot, "boot-b");
	app_kit_ok(&c, visit_load(&c.a, v->live.no, w, &c.k.err));
	assert_true(w->state.rebooted);
	assert_true(w->state.paused);
	assert_int_equal(w->state.items[0].work_ms, 20000);
	app_kit_wait(60000);
	visit_tick(&c.a, w);
	assert_int_equal(w->state.items[0].work_ms, 20000);
	app_kit_do(&c, w, SEV_GAP, -1, 5000, NULL);
	assert_false(w->state.rebooted);
	app_kit_wait(10000);
	visit_tick(&c.a, w);
	assert_int_equal(w->state.items[0].work_ms, 35000);
	free(v);
	free(w);
	app_kit_end(&c);
}

static void
test_visit__discard__wants_a_reason(void **state)
{
	struct app_kit c;
	struct visit *v;
	int64_t patient;

	(void)state;
	app_kit_new(&c);
	patient = usual(&c, "Discard");
	v = start(&c, patient);
	app_kit_no(&c, ST_INVALID, visit_discard(&c.a, v, "", &c.k.err));
	assert_int_equal(lives(&c), 1);
	app_kit_ok(&c, visit_discard(&c.a, v, "wrong patient", &c.k.err));
	assert_int_equal(lives(&c), 0);
	assert_true(audited(&c, "session-discard", "wrong patient"));
	assert_int_equal(record_count(c.a.store, E_SESSION), 0);
	free(v);
	v = start(&c, patient);
	free(v);
	app_kit_end(&c);
}

/* ---- minutes and units */

/* The signed charges of the only session of a patient. */
static int
charges_of(struct app_kit *c, int64_t patient, struct charge *rows)
{
	struct session_line line;
	int n = 0;

	app_kit_ok(c, query_sessions(c->a.store, patient, 0, &line, 1, &n, &c->k.err));
	assert_int_equal(n, 1);
	app_kit_ok(c, query_charges(c->a.store, line.no, rows, 8, &n, &c->k.err));
	return n;
}

static void
test_visit__minutes__are_corrected_with_a_reason(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct visit_bill b;
	struct charge rows[8];
	int n;

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Minutes"));
	run_item(&c, v, 0, 180000);
	b = bill_of(&c, v);
	assert_int_equal(b.codes[0].minutes, 3);
	assert_int_equal(b.units, 0);
	app_kit_no(&c, ST_INVALID,
		   visit_do(&c.a, v, SEV_MINUTES, -1, 300, "97110|", &c.k.err));
	app_kit_do(&c, v, SEV_MINUTES, -1, 300, "97110|clock started late");
	b = bill_of(&c, v);
	assert_int_equal(b.codes[0].minutes, 8);
	assert_int_equal(b.units, 1);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	sign(&c, v);
	n = charges_of(&c, v->live.patient, rows);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].seconds, 480);
	assert_string_equal(rows[0].reason, "+5 min: clock started late");
	free(v);
	app_kit_end(&c);
}

static void
test_visit__tie__the_choice_is_billed(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct visit_bill b;
	struct charge rows[8];
	int64_t patient;

	(void)state;
	app_kit_new(&c);
	patient = usual(&c, "Tie");
	v = start(&c, patient);
	/* 10 and 10 minutes: 20 is one unit, either code may have it (billing-rules 2.1) */
	app_kit_do(&c, v, SEV_MINUTES, -1, 600, "97110|test");
	app_kit_do(&c, v, SEV_MINUTES, -1, 600, "97140|test");
	app_kit_do(&c, v, SEV_MINUTES, -1, 70, "97112|test");
	b = bill_of(&c, v);
	assert_int_equal(b.n_ties, 2);
	assert_int_equal(b.units, 1);
	app_kit_do(&c, v, SEV_TIE, -1, 0, "97110:0;97140:1");
	b = bill_of(&c, v);
	assert_int_equal(b.codes[0].cms_units, 0);
	assert_int_equal(b.codes[1].cms_units, 1);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	sign(&c, v);
	assert_int_equal(charges_of(&c, patient, rows), 3);
	assert_string_equal(rows[0].code, "97110");
	assert_int_equal(rows[0].units, 0);
	assert_string_equal(rows[1].code, "97140");
	assert_int_equal(rows[1].units, 1);
	assert_non_null(strstr(rows[0].reason, "tie"));
	assert_non_null(strstr(rows[1].reason, "tie"));
	/* The third code was none of those chosen among. */
	assert_string_equal(rows[2].reason, "+70 s: test");
	free(v);
	app_kit_end(&c);
}

static void
test_visit__assistant__has_a_line_of_its_own(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct charge rows[8];
	struct session_line line;
	struct performed done[8];
	int64_t plan, patient;
	int n = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Assisted", &plan);
	app_kit_prescribe(&c, app_kit_block(&c, plan, 1, "97110", 2, 900));
	v = start(&c, patient);
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	app_kit_wait(900000);
	app_kit_do(&c, v, SEV_ATTEND, -1, ATTEND_ASSISTANT, NULL);
	app_kit_wait(900000);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	sign(&c, v);
	/* 15 and 15 minutes: one unit each, the assistant's with CQ (42 CFR 410.60) */
	assert_int_equal(charges_of(&c, patient, rows), 2);
	assert_int_equal(rows[0].units, 1);
	assert_string_equal(rows[0].modifiers, "GP");
	assert_int_equal(rows[0].minutes, 30);
	assert_int_equal(rows[1].units, 1);
	assert_string_equal(rows[1].modifiers, "GP CQ");
	assert_int_equal(rows[1].minutes, DICT_NONE); /* the time stands once */
	app_kit_ok(&c, query_sessions(c.a.store, patient, 0, &line, 1, &n, &c.k.err));
	app_kit_ok(&c, query_performed(c.a.store, line.no, done, 8, &n, &c.k.err));
	assert_int_equal(n, 1);
	assert_int_equal(done[0].work_s, 900);
	assert_int_equal(done[0].assistant_s, 900);
	free(v);
	app_kit_end(&c);
}

static void
test_visit__assistant__may_not_evaluate(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct str gaps = {0};

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Eval"));
	app_kit_ok(&c, visit_add_activity(&c.a, v, "evaluation", "97161", &c.k.err));
	app_kit_do(&c, v, SEV_ATTEND, -1, ATTEND_ASSISTANT, NULL);
	app_kit_do(&c, v, SEV_START, 2, 0, NULL);
	app_kit_wait(1200000);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	app_kit_read(&c, v, NULL, &gaps, NULL);
	assert_non_null(strstr(str_text(&gaps), "97161"));
	str_release(&gaps);
	free(v);
	app_kit_end(&c);
}

static void
test_visit__unattended__is_never_billed(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct visit_bill b;

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Alone"));
	app_kit_do(&c, v, SEV_ATTEND, -1, ATTEND_NOBODY, NULL);
	run_item(&c, v, 0, 180000);
	b = bill_of(&c, v);
	assert_int_equal(b.timed_min, 0);
	assert_int_equal(b.n == 0 || b.codes[0].seconds == 0, 1);
	assert_int_equal(v->state.items[0].unattended_ms, 180000);
	free(v);
	app_kit_end(&c);
}

/* ---- finish, gaps, signature */

static void
test_visit__gaps__name_what_is_missing(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct str gaps = {0};

	(void)state;
	app_kit_new(&c);
	v = start(&c, usual(&c, "Gaps"));
	app_kit_read(&c, v, NULL, &gaps, NULL);
	assert_non_null(strstr(str_text(&gaps), "still runs"));
	assert_non_null(strstr(str_text(&gaps), "nothing was done"));
	app_kit_ok(&c, visit_add_activity(&c.a, v, "magic", "99999", &c.k.err));
	run_item(&c, v, 2, 60000);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	str_clear(&gaps);
	app_kit_read(&c, v, NULL, &gaps, NULL);
	assert_non_null(strstr(str_text(&gaps), "99999"));
	assert_null(strstr(str_text(&gaps), "still runs"));
	free(v);
	v = start(&c, usual(&c, "Nogaps"));
	run_item(&c, v, 0, 180000);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	str_clear(&gaps);
	app_kit_read(&c, v, NULL, &gaps, NULL);
	assert_string_equal(str_text(&gaps), "");
	str_release(&gaps);
	free(v);
	app_kit_end(&c);
}

/* A finished session of three minutes of 97110. */
static struct visit *
finished(struct app_kit *c, const char *family)
{
	struct visit *v = start(c, usual(c, family));

	run_item(c, v, 0, 180000);
	app_kit_do(c, v, SEV_FINISH, -1, 0, NULL);
	return v;
}

static void
nothing_signed(struct app_kit *c)
{
	assert_int_equal(record_count(c->a.store, E_SESSION), 0);
	assert_int_equal(record_count(c->a.store, E_PERFORMED), 0);
	assert_int_equal(record_count(c->a.store, E_CHARGE), 0);
	assert_int_equal(record_count(c->a.store, E_NOTE), 0);
	access_lift(c->a.store); /* whoever acts need not see running sessions */
	assert_int_equal(lives(c), 1);
	access_drop(c->a.store);
}

static void
test_visit__sign__refuses_a_wrong_pin(void **state)
{
	struct app_kit c;
	struct visit *v;
	int64_t note = 0;

	(void)state;
	app_kit_new(&c);
	v = finished(&c, "Pin");
	app_kit_no(&c, ST_DENIED, visit_sign(&c.a, v, "4321", &note, &c.k.err));
	app_kit_no(&c, ST_DENIED, visit_sign(&c.a, v, "", &note, &c.k.err));
	nothing_signed(&c);
	assert_true(audited(&c, "pin-wrong", NULL));
	free(v);
	app_kit_end(&c);
}

static void
test_visit__sign__wants_a_finished_session(void **state)
{
	struct app_kit c;
	struct visit *v;
	int64_t note = 0;

	(void)state;
	app_kit_new(&c);
	v = finished(&c, "Reopened");
	app_kit_do(&c, v, SEV_REOPEN, -1, 0, NULL);
	app_kit_no(&c, ST_DENIED, visit_sign(&c.a, v, "1234", &note, &c.k.err));
	nothing_signed(&c);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	sign(&c, v);
	free(v);
	app_kit_end(&c);
}

static void
test_visit__sign__wants_role_and_licence(void **state)
{
	static const struct {
		const char *role;
		int64_t from, to;
		bool signs;
	} people[] = {
	    {"aide", 20250101, 20270101, false}, {"student", 20250101, 20270101, false},
	    {"desk", 20250101, 20270101, false}, {"manager", 20250101, 20270101, false},
	    {"pt", 20250101, 20260503, false},	 {"pt", 20260505, 20270101, false},
	    {"pt", 20250101, DICT_NONE, false},	 {"pt", DICT_NONE, 20260504, true},
	    {"ot", 20250101, 20270101, true},	 {"pta", 20250101, 20270101, true},
	};
	struct app_kit c;

	(void)state;
	for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
		struct staff who = app_kit_person("who", people[i].role);
		struct visit *v;
		int64_t note = 0;

		app_kit_new(&c);
		who.licence_from = people[i].from;
		who.licence_to = people[i].to;
		who.supervisor = c.anna; /* what an assistant needs */
		app_kit_staff(&c, &who);
		if (people[i].signs) /* nobody signs somebody else's visit */
			app_kit_ok(&c, staff_act_as(&c.a, "who", &c.k.err));
		v = finished(&c, "Role");
		app_kit_ok(&c, staff_act_as(&c.a, "who", &c.k.err));
		if (people[i].signs) {
			sign(&c, v);
		} else {
			app_kit_no(&c, ST_DENIED,
				   visit_sign(&c.a, v, "1234", &note, &c.k.err));
			nothing_signed(&c);
		}
		free(v);
		app_kit_end(&c);
	}
}

static bool
keep_education(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	(void)dict_row_take(dict_entity(E_EDUCATION), arg, no, id, cells);
	return true;
}

static void
check_education(struct app_kit *c, int64_t session)
{
	struct education row;

	assert_int_equal(record_count(c->a.store, E_EDUCATION), 1);
	app_kit_ok(c, record_scan(c->a.store, E_EDUCATION, NULL, keep_education, &row,
				  &c->k.err));
	assert_int_equal(row.session, session);
	assert_int_equal(row.rank, 1);
	assert_string_equal(row.topic, "Stairs");
	assert_string_equal(row.level, "alone");
}

/* What was posted about safety stands in the rows; what was not is absent, not 0. */
static void
check_posts(struct app_kit *c, int64_t session)
{
	struct performed rows[4];
	struct session s;
	int n = 0;

	app_kit_ok(c, record_get(c->a.store, E_SESSION, session, &s, &c->k.err));
	assert_int_equal(s.pain_next, 4);
	assert_int_equal(s.swelling, 1);
	app_kit_ok(c, query_performed(c->a.store, session, rows, 4, &n, &c->k.err));
	assert_int_equal(rows[0].form_ok, 0);
	assert_int_equal(rows[0].losses, 2);
	assert_int_equal(rows[0].support, 1);
	assert_true(rows[1].form_ok == DICT_NONE);
	assert_true(rows[1].losses == DICT_NONE);
	assert_true(rows[1].support == DICT_NONE);
	assert_string_equal(rows[0].teach_back, "");
	assert_string_equal(rows[1].teach_back, "cue");
	assert_string_equal(s.manner, "guarded;eager");
	check_education(c, session);
}

static void
test_visit__sign__freezes_everything(void **state)
{
	static const struct {
		enum entity_id e;
		const char *field;
	} facts[] = {{E_SESSION, "total_min"},
		     {E_PERFORMED, "work_s"},
		     {E_CHARGE, "units"},
		     {E_NOTE, "assessment"}};
	struct app_kit c;
	struct visit *v;
	struct appointment ap;
	struct note n;
	struct cell cell = {.kind = CELL_INT, .i = 7};
	int64_t note, again = 0, patient;

	(void)state;
	app_kit_new(&c);
	patient = usual(&c, "Frozen");
	dict_row_init(dict_entity(E_APPOINTMENT), &ap);
	ap.patient = patient;
	ap.staff = c.anna;
	ap.day = 20260504;
	ap.start = 540;
	ap.minutes = 40;
	str_copy(ap.state, sizeof ap.state, "arrived");
	app_kit_ok(&c, record_add(c.a.store, E_APPOINTMENT, &ap, &c.k.err));
	v = start(&c, patient);
	run_item(&c, v, 0, 180000);
	app_kit_do(&c, v, SEV_FORM, 0, 0, NULL);
	app_kit_do(&c, v, SEV_TAUGHT, 1, TAUGHT_CUE, NULL);
	app_kit_do(&c, v, SEV_TAUGHT, -1, TAUGHT_ALONE, "Stairs");
	app_kit_do(&c, v, SEV_MANNER, -1, 1, "guarded");
	app_kit_do(&c, v, SEV_MANNER, -1, 1, "eager");
	app_kit_do(&c, v, SEV_LOSSES, 0, 2, NULL);
	app_kit_do(&c, v, SEV_SUPPORT, 0, 1, NULL);
	app_kit_do(&c, v, SEV_PAIN_NEXT, -1, 4, NULL);
	app_kit_do(&c, v, SEV_SWELLING, -1, 1, NULL);
	app_kit_do(&c, v, SEV_SKIP, 1, 0, NULL);
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	app_kit_ok(&c,
		   visit_type(&c.a, v, LIVE_ASSESSMENT, NULL, "Cues needed.", &c.k.err));
	note = sign(&c, v);
	app_kit_ok(&c, record_get(c.a.store, E_NOTE, note, &n, &c.k.err));
	assert_string_equal(n.assessment, "Cues needed.");
	assert_string_equal(n.signature, "Test anna, PT, licence PT-1");
	assert_int_equal(n.author, c.anna);
	assert_int_equal(n.signed_at, APP_KIT_WALL_S + 180);
	assert_int_equal(record_count(c.a.store, E_PERFORMED), 2);
	check_posts(&c, n.session);
	assert_int_equal(lives(&c), 0);
	app_kit_ok(&c, record_get(c.a.store, E_APPOINTMENT, ap.head.no, &ap, &c.k.err));
	assert_string_equal(ap.state, "done");
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		int f = dict_field_named(dict_entity(facts[i].e), facts[i].field);
		int64_t no = facts[i].e == E_NOTE ? note : n.session;
		struct performed p;
		struct charge ch;
		int many = 0;

		if (facts[i].e == E_PERFORMED) {
			struct performed rows[4];

			app_kit_ok(&c, query_performed(c.a.store, n.session, rows, 4,
						       &many, &c.k.err));
			p = rows[0];
			no = p.head.no;
		}
		if (facts[i].e == E_CHARGE) {
			app_kit_ok(&c, query_charges(c.a.store, n.session, &ch, 1, &many,
						     &c.k.err));
			no = ch.head.no;
		}
		app_kit_no(
		    &c, ST_FROZEN,
		    record_set_field(c.a.store, facts[i].e, no, f, cell, &c.k.err));
	}
	assert_true(visit_sign(&c.a, v, "1234", &again, &c.k.err) != ST_OK);
	assert_int_equal(record_count(c.a.store, E_NOTE), 1);
	free(v);
	app_kit_end(&c);
}

static void
test_visit__sign__skilled_rest_has_its_reason(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct note n;
	struct performed rows[4];
	struct prescription p;
	int64_t plan, patient;
	int many = 0;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_case(&c, "Skilled", &plan);
	p = app_kit_block(&c, plan, 1, "97110", 2, 60);
	p.rest_s = 60;
	app_kit_prescribe(&c, p);
	v = start(&c, patient);
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	app_kit_wait(70000);
	app_kit_do(&c, v, SEV_SKILLED, -1, 0, "breathing taught");
	app_kit_wait(110000);
	visit_tick(&c.a, v);
	app_kit_do(&c, v, SEV_REMARK, 0, 0, "knee in line");
	app_kit_do(&c, v, SEV_FINISH, -1, 0, NULL);
	app_kit_ok(&c, record_get(c.a.store, E_NOTE, sign(&c, v), &n, &c.k.err));
	app_kit_ok(&c, query_performed(c.a.store, n.session, rows, 4, &many, &c.k.err));
	assert_int_equal(rows[0].skilled_s, 60);
	assert_int_equal(rows[0].work_s, 120);
	assert_non_null(strstr(rows[0].remark, "knee in line"));
	assert_non_null(strstr(rows[0].remark, "breathing taught"));
	free(v);
	app_kit_end(&c);
}

static void
test_visit__addendum__is_added_and_signed(void **state)
{
	struct app_kit c;
	struct visit *v;
	struct addendum x, rows[4];
	int64_t note;
	int n = 0;

	(void)state;
	app_kit_new(&c);
	v = finished(&c, "Late");
	note = sign(&c, v);
	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = note;
	x.refers_to = 20260504;
	str_copy(x.kind, sizeof x.kind, "late");
	str_copy(x.reason, sizeof x.reason, "forgot the walk");
	str_copy(x.text, sizeof x.text, "Walked 30 m.");
	app_kit_no(&c, ST_DENIED, visit_addendum(&c.a, &x, "0000", &c.k.err));
	app_kit_wait(3600000);
	app_kit_ok(&c, visit_addendum(&c.a, &x, "1234", &c.k.err));
	app_kit_ok(&c, query_addenda(c.a.store, note, rows, 4, &n, &c.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].text, "Walked 30 m.");
	assert_int_equal(rows[0].author, c.anna);
	assert_int_equal(rows[0].entered_at, APP_KIT_WALL_S + 180 + 3600);
	assert_string_equal(rows[0].signature, "Test anna, PT, licence PT-1");
	free(v);
	app_kit_end(&c);
}

/* ---- what is signed adds up, whatever was pressed when */

struct random_visit {
	struct app_kit *c;
	struct visit *v;
	struct random r;
};

static void
random_keys(struct random_visit *x)
{
	static const struct {
		enum session_event_kind kind;
		bool item;
	} keys[] = {{SEV_START, true},	 {SEV_START, true},   {SEV_DONE, false},
		    {SEV_DONE, false},	 {SEV_SKIP, false},   {SEV_PAUSE, false},
		    {SEV_RESUME, false}, {SEV_BACK, false},   {SEV_EXTEND, false},
		    {SEV_ATTEND, false}, {SEV_SKILLED, false}};

	app_kit_screen(x->c, x->v);
	for (int i = 0; i < 60; i++) {
		int k = random_below(&x->r, (int)(sizeof keys / sizeof keys[0]));
		int64_t n = keys[k].kind == SEV_ATTEND	 ? random_below(&x->r, 3)
			    : keys[k].kind == SEV_EXTEND ? 30000
							 : 0;
		struct err err = {0};

		app_kit_wait(random_below(&x->r, 90000));
		if (visit_do(&x->c->a, x->v, keys[k].kind,
			     keys[k].item ? random_below(&x->r, x->v->state.n_items) : -1,
			     n, keys[k].kind == SEV_SKILLED ? "taught" : NULL, &err))
			continue; /* it made no sense then */
	}
}

/* Rows against each other: charges from the performed rows by core's own rule, totals. */
static void
check_signed(struct app_kit *c, int64_t patient, const char *rule)
{
	struct session_line line;
	struct session s;
	struct performed done[SESSION_ITEMS_MAX];
	struct charge charges[16];
	struct units_time times[SESSION_CODES_MAX];
	struct units_result want;
	const struct codes *codes;
	struct units_table table;
	int n = 0, n_charges = 0, units = 0;
	int64_t work = 0, rest = 0, unattended = 0;
	size_t n_times = 0;

	app_kit_ok(c, query_sessions(c->a.store, patient, 0, &line, 1, &n, &c->k.err));
	app_kit_ok(c, record_get(c->a.store, E_SESSION, line.no, &s, &c->k.err));
	app_kit_ok(
	    c, query_charges(c->a.store, line.no, charges, 16, &n_charges, &c->k.err));
	app_kit_ok(c, query_performed(c->a.store, line.no, done, SESSION_ITEMS_MAX, &n,
				      &c->k.err));
	app_kit_ok(c, codes_of(&c->a, app_today(&c->a), &codes, &c->k.err));
	table = codes_table(codes);
	for (int i = 0; i < n; i++) {
		const struct performed *p = &done[i];
		int64_t sum = 0;
		size_t t = 0;
		const int64_t parts[] = {p->work_s, p->assistant_s, p->skilled_s};

		for (int k = 0; k < 3; k++)
			sum += parts[k] == DICT_NONE ? 0 : parts[k];
		work += (p->work_s == DICT_NONE ? 0 : p->work_s) +
			(p->assistant_s == DICT_NONE ? 0 : p->assistant_s);
		rest += p->rest_s == DICT_NONE ? 0 : p->rest_s;
		unattended += p->unattended_s == DICT_NONE ? 0 : p->unattended_s;
		if (!strcmp(p->sets, "") && !sum)
			continue;
		while (t < n_times && strcmp(times[t].code, p->code) != 0)
			t++;
		if (t == n_times) {
			str_copy(times[t].code, sizeof times[t].code, p->code);
			times[n_times++].seconds = 0;
		}
		times[t].seconds += sum;
	}
	assert_int_equal(s.work_s, work);
	assert_int_equal(s.rest_s, rest);
	assert_int_equal(s.unattended_s, unattended);
	app_kit_ok(c, units_compute(&table, !strcmp(rule, "ama") ? UNITS_AMA : UNITS_CMS,
				    times, n_times, &want, &c->k.err));
	for (int i = 0; i < want.n; i++) {
		int have = 0;
		int64_t seconds = 0;

		for (int k = 0; k < n_charges; k++)
			if (!strcmp(charges[k].code, want.lines[i].code)) {
				have += (int)charges[k].units;
				seconds += charges[k].seconds == DICT_NONE
					       ? 0
					       : charges[k].seconds;
			}
		assert_int_equal(have, want.lines[i].units);
		assert_int_equal(seconds, want.lines[i].seconds);
	}
	for (int k = 0; k < n_charges; k++)
		units += (int)charges[k].units;
	assert_int_equal(units, want.total_units);
	assert_int_equal(s.timed_min, want.timed_minutes);
	assert_int_equal(s.total_min, want.total_minutes);
}

static void
random_visit(struct app_kit *c, int round)
{
	static const char *const code[] = {"97110", "97112", "97140", "97530"};
	struct random_visit x = {.c = c, .r = random_begin("visit", (uint64_t)round)};
	int64_t payer = round % 2 ? c->payer_ama : c->payer_cms;
	char family[20];
	int64_t patient, plan;
	struct str gaps = {0};

	str_format(family, sizeof family, "Random%c%c", 'a' + round / 26,
		   'a' + round % 26);
	patient = app_kit_patient(c, family, payer);
	plan = app_kit_plan(c, app_kit_episode(c, patient));
	for (int i = 0; i < 6; i++) {
		struct prescription p = app_kit_block(
		    c, plan, i + 1, code[random_below(&x.r, 4)],
		    1 + random_below(&x.r, 3), 20 + random_below(&x.r, 300));

		p.rest_s = random_below(&x.r, 2) * 30;
		p.lead_in_s = random_below(&x.r, 2) * 5;
		app_kit_prescribe(c, p);
	}
	x.v = start(c, patient);
	random_keys(&x);
	app_kit_do(c, x.v, SEV_FINISH, -1, 0, NULL);
	app_kit_read(c, x.v, NULL, &gaps, NULL);
	if (!gaps.n) {
		sign(c, x.v);
		check_signed(c, patient, round % 2 ? "ama" : "cms");
	}
	str_release(&gaps);
	free(x.v);
}

static void
test_visit__sign__adds_up(void **state)
{
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	for (int round = 0; round < 40; round++)
		random_visit(&c, round);
	assert_true(record_count(c.a.store, E_NOTE) > 30);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_visit__start__takes_the_plan),
	    cmocka_unit_test(test_visit__start__knows_the_payers_rule),
	    cmocka_unit_test(test_visit__start__again_is_the_same_session),
	    cmocka_unit_test(test_visit__start__wants_a_plan),
	    cmocka_unit_test(test_visit__start__shows_the_last_time),
	    cmocka_unit_test(test_visit__several__have_each_their_clock),
	    cmocka_unit_test(test_visit__taken_over__refuses_the_loser),
	    cmocka_unit_test(test_visit__two_handles__the_second_is_stale),
	    cmocka_unit_test(test_visit__do__refused_event_is_not_stored),
	    cmocka_unit_test(test_visit__load__clock_went_on),
	    cmocka_unit_test(test_visit__reboot__stands_and_asks),
	    cmocka_unit_test(test_visit__discard__wants_a_reason),
	    cmocka_unit_test(test_visit__minutes__are_corrected_with_a_reason),
	    cmocka_unit_test(test_visit__tie__the_choice_is_billed),
	    cmocka_unit_test(test_visit__assistant__has_a_line_of_its_own),
	    cmocka_unit_test(test_visit__assistant__may_not_evaluate),
	    cmocka_unit_test(test_visit__unattended__is_never_billed),
	    cmocka_unit_test(test_visit__gaps__name_what_is_missing),
	    cmocka_unit_test(test_visit__sign__refuses_a_wrong_pin),
	    cmocka_unit_test(test_visit__sign__wants_a_finished_session),
	    cmocka_unit_test(test_visit__sign__wants_role_and_licence),
	    cmocka_unit_test(test_visit__sign__freezes_everything),
	    cmocka_unit_test(test_visit__sign__skilled_rest_has_its_reason),
	    cmocka_unit_test(test_visit__addendum__is_added_and_signed),
	    cmocka_unit_test(test_visit__sign__adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
