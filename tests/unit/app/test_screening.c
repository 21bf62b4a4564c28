/* test_screening.c - the gate: asked before the first exercise, stops, overrides, precautions. */
#include "app_kit.h"

#include "app/precautions.h"
#include "app/screening.h"
#include "store/audit.h"
#include "store/query_results.h"
#include "store/query_screening.h"
#include "store/record.h"

struct gate_case {
	struct app_kit c;
	struct visit *v;
	int64_t patient, plan;
};

static void
begin(struct gate_case *g, const char *family)
{
	memset(g, 0, sizeof *g);
	app_kit_new(&g->c);
	g->patient = app_kit_case(&g->c, family, &g->plan);
	app_kit_prescribe(&g->c, app_kit_block(&g->c, g->plan, 1, "97110", 2, 60));
	app_kit_prescribe(&g->c, app_kit_block(&g->c, g->plan, 2, "97110", 2, 60));
	g->v = mem_alloc(sizeof *g->v);
	app_kit_ok(&g->c, visit_start(&g->c.a, g->patient, 0, g->v, &g->c.k.err));
}

static void
end(struct gate_case *g)
{
	free(g->v);
	app_kit_end(&g->c);
}

/* A screening with one answer; "" none. The outcome is returned. */
static struct screening
answer(struct gate_case *g, const char *field, const char *value, const char *reason)
{
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct screening saved = {0};

	app_kit_ok(&g->c, screening_begin(&g->c.a, g->patient, g->v->live.episode, d,
					  &g->c.k.err));
	if (field[0])
		str_copy(screening_reply_of(&d->set, field)->value, SCREENING_VALUE_SIZE,
			 value);
	str_copy(d->reason, sizeof d->reason, reason);
	app_kit_ok(&g->c, screening_save(&g->c.a, g->v, d, &saved, &g->c.k.err));
	free(d);
	return saved;
}

static enum status
start(struct gate_case *g, int item)
{
	memset(&g->c.k.err, 0, sizeof g->c.k.err);
	return visit_do(&g->c.a, g->v, SEV_START, item, 0, NULL, &g->c.k.err);
}

struct audit_search {
	const char *what, *part;
	int n;
};

static bool
look(void *arg, const struct audit_line *l)
{
	struct audit_search *s = arg;

	s->n += !strcmp(l->what, s->what) && strstr(l->detail, s->part) != NULL;
	return true;
}

static int
audited(struct gate_case *g, const char *what, const char *part)
{
	struct audit_search s = {what, part, 0};

	app_kit_ok(&g->c, audit_list(g->c.a.store, 100, look, &s, &g->c.k.err));
	return s.n;
}

static void
test_screening__start__refused_until_asked(void **state)
{
	struct gate_case g;
	struct screening s;

	(void)state;
	begin(&g, "Asked");
	assert_int_equal(start(&g, 0), ST_DENIED);
	s = answer(&g, "", "", "");
	assert_string_equal(s.kind, "intake");
	assert_string_equal(s.outcome, "clear");
	assert_int_equal(start(&g, 0), ST_OK);
	assert_int_equal(g.v->told.screening, s.head.no);
	end(&g);
}

/* Asked before the clock: the note has the words and the values, not the key of a rule alone. */
static void
test_screening__earlier__is_told_in_words(void **state)
{
	struct gate_case g;
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct screening saved;
	struct str words = {0};
	const char *what;

	(void)state;
	begin(&g, "Earlier");
	app_kit_ok(&g.c, visit_discard(&g.c.a, g.v, "asked first", &g.c.k.err));
	app_kit_ok(&g.c, screening_begin(&g.c.a, g.patient, 0, d, &g.c.k.err));
	str_copy(screening_reply_of(&d->set, "sbp_rest")->value, SCREENING_VALUE_SIZE,
		 "168");
	str_copy(screening_reply_of(&d->set, "dbp_rest")->value, SCREENING_VALUE_SIZE,
		 "94");
	str_copy(screening_reply_of(&d->set, "hr_rest")->value, SCREENING_VALUE_SIZE,
		 "82");
	str_copy(screening_reply_of(&d->set, "fall_since_last_visit")->value,
		 SCREENING_VALUE_SIZE, "yes");
	str_copy(d->reason, sizeof d->reason, "no head strike");
	app_kit_ok(&g.c, screening_save(&g.c.a, NULL, d, &saved, &g.c.k.err));
	free(d);
	app_kit_ok(&g.c, visit_start(&g.c.a, g.patient, 0, g.v, &g.c.k.err));
	assert_int_equal(g.v->told.n_gates, 1);
	what = g.v->told.gates[0].what;
	assert_non_null(strstr(what, "Fall since the last visit: yes"));
	assert_non_null(strstr(what, "blood pressure 168/94, pulse 82"));
	assert_string_equal(g.v->told.gates[0].reason, "no head strike");
	app_kit_ok(&g.c, screening_rule_words(&g.c.a, &saved, &words, &g.c.k.err));
	assert_string_equal(str_text(&words), "S093 Fall since the last visit");
	str_release(&words);
	end(&g);
}

static void
test_screening__stop__until_a_new_answer(void **state)
{
	struct gate_case g;
	struct visit *w = mem_alloc(sizeof *w);
	struct result rows[4];
	struct screening s;
	int n;

	(void)state;
	begin(&g, "Stop");
	s = answer(&g, "sbp_rest", "201", "she feels well");
	assert_string_equal(s.outcome, "stopped"); /* nobody may override it */
	assert_string_equal(s.rules, "S001");
	assert_int_equal(start(&g, 0), ST_INVALID);
	app_kit_no(&g.c, ST_DENIED,
		   screening_override(&g.c.a, g.v, "she feels well", &g.c.k.err));
	app_kit_no(&g.c, ST_DENIED,
		   screening_clear(&g.c.a, g.v, "she feels well", &g.c.k.err));
	assert_int_equal(audited(&g, "screening-stop", "S001"), 1);
	/* The line drops: another terminal sees the stop. */
	app_kit_ok(&g.c, visit_load(&g.c.a, g.v->live.no, w, &g.c.k.err));
	assert_true(w->told.stopped);
	free(w);
	app_kit_ok(&g.c, query_results_screening(g.c.a.store, s.head.no, rows, 4, &n,
						 &g.c.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].measure, "sbp");
	assert_int_equal(rows[0].value, 201000);
	s = answer(&g, "sbp_rest", "150", "");
	assert_string_equal(s.outcome, "clear");
	assert_non_null(strstr(g.v->told.gates[1].what, "blood pressure 150"));
	assert_int_equal(start(&g, 0), ST_OK);
	end(&g);
}

static void
test_screening__caution__wants_a_therapist(void **state)
{
	struct gate_case g;
	struct screening s;
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct precautions p;

	(void)state;
	begin(&g, "Caution");
	app_kit_ok(&g.c, staff_act_as(&g.c.a, "pia", &g.c.k.err));
	app_kit_ok(&g.c,
		   screening_begin(&g.c.a, g.patient, g.v->live.episode, d, &g.c.k.err));
	str_copy(screening_reply_of(&d->set, "severe_osteoporosis")->value,
		 SCREENING_VALUE_SIZE, "yes");
	str_copy(d->reason, sizeof d->reason, "I know her");
	app_kit_no(&g.c, ST_DENIED, screening_save(&g.c.a, g.v, d, &s, &g.c.k.err));
	d->reason[0] = '\0';
	app_kit_ok(&g.c, screening_save(&g.c.a, g.v, d, &s, &g.c.k.err));
	free(d);
	assert_string_equal(s.outcome, "stopped");
	assert_int_equal(start(&g, 0), ST_INVALID);
	app_kit_no(&g.c, ST_DENIED, screening_override(&g.c.a, g.v, "fine", &g.c.k.err));
	app_kit_ok(&g.c, staff_act_as(&g.c.a, "anna", &g.c.k.err));
	app_kit_no(&g.c, ST_INVALID, screening_override(&g.c.a, g.v, "", &g.c.k.err));
	app_kit_ok(&g.c, screening_override(&g.c.a, g.v, "neutral spine", &g.c.k.err));
	assert_false(g.v->told.stopped);
	assert_int_equal(audited(&g, "screening-override", "neutral spine"), 1);
	/* What was answered is a precaution now. */
	app_kit_ok(&g.c,
		   precautions_of(&g.c.a, g.patient, app_today(&g.c.a), &p, &g.c.k.err));
	assert_int_equal(p.n, 1);
	assert_string_equal(p.tags[0].tag, "severe_osteoporosis");
	end(&g);
}

static void
test_screening__no_change__one_row_and_the_reason_of_before(void **state)
{
	struct gate_case g;
	struct screening s;
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct screening_verdict *w = mem_alloc(sizeof *w);
	struct store_counts a, b;

	(void)state;
	begin(&g, "Same");
	s = answer(&g, "severe_osteoporosis", "yes", "neutral spine");
	assert_string_equal(s.outcome, "overridden");
	app_kit_wait(INT64_C(2) * 86400000);
	app_kit_ok(&g.c, visit_discard(&g.c.a, g.v, "left early", &g.c.k.err));
	app_kit_ok(&g.c, visit_start(&g.c.a, g.patient, 0, g.v, &g.c.k.err));
	app_kit_ok(&g.c,
		   screening_begin(&g.c.a, g.patient, g.v->live.episode, d, &g.c.k.err));
	assert_string_equal(d->kind, "visit");
	assert_string_equal(screening_get(&d->set, "severe_osteoporosis"), "yes");
	d->no_change = true;
	/* An answer that differs is asked about. */
	str_copy(screening_reply_of(&d->set, "stroke_sign")->value, SCREENING_VALUE_SIZE,
		 "yes");
	app_kit_ok(&g.c, screening_weigh(&g.c.a, d, w, &g.c.k.err));
	assert_int_equal(w->n_doubts, 1);
	app_kit_no(&g.c, ST_INVALID, screening_save(&g.c.a, g.v, d, &s, &g.c.k.err));
	d->set = d->standing;
	app_kit_ok(&g.c, store_count(g.c.a.store, &a, &g.c.k.err));
	app_kit_ok(&g.c, screening_save(&g.c.a, g.v, d, &s, &g.c.k.err));
	app_kit_ok(&g.c, store_count(g.c.a.store, &b, &g.c.k.err));
	assert_int_equal(b.ops - a.ops, 1);
	assert_string_equal(s.outcome, "caution");
	assert_string_equal(s.reason, "neutral spine");
	assert_non_null(strstr(g.v->told.gates[0].what, "no change; S048"));
	assert_int_equal(start(&g, 0), ST_OK);
	free(d);
	free(w);
	end(&g);
}

static void
test_screening__old__is_asked_again(void **state)
{
	struct gate_case g;

	(void)state;
	begin(&g, "Midnight");
	answer(&g, "", "", "");
	app_kit_wait(86400000);
	assert_int_equal(start(&g, 0), ST_DENIED);
	assert_true(app_kit_said(&g.c, "S095"));
	answer(&g, "", "", "");
	assert_int_equal(start(&g, 0), ST_OK);
	/* Midnight does not stop a session that is on its way. */
	app_kit_wait(86400000);
	assert_int_equal(start(&g, 1), ST_OK);
	end(&g);
}

static void
test_screening__during__red_flag_and_pain(void **state)
{
	struct gate_case g;
	struct screening_stop stops[SCREENING_STOPS_MAX], pain;
	struct note *note = mem_alloc(sizeof *note);
	bool raised;
	int n;

	(void)state;
	begin(&g, "Flag");
	answer(&g, "", "", "");
	app_kit_do(&g.c, g.v, SEV_PAIN_BEFORE, -1, 3, NULL);
	assert_int_equal(start(&g, 0), ST_OK);
	app_kit_wait(20000);
	app_kit_ok(&g.c,
		   screening_stops(&g.c.a, stops, SCREENING_STOPS_MAX, &n, &g.c.k.err));
	assert_int_equal(n, 18); /* 6 symptoms of the rules, 12 red flags */
	app_kit_ok(&g.c, screening_raise(&g.c.a, g.v, &stops[0], &g.c.k.err));
	assert_true(g.v->told.stopped && g.v->told.paused);
	app_kit_no(&g.c, ST_INVALID,
		   visit_do(&g.c.a, g.v, SEV_RESUME, -1, 0, NULL, &g.c.k.err));
	app_kit_no(&g.c, ST_DENIED,
		   screening_override(&g.c.a, g.v, "it is nothing", &g.c.k.err));
	app_kit_no(&g.c, ST_INVALID, screening_clear(&g.c.a, g.v, "", &g.c.k.err));
	app_kit_ok(&g.c, screening_clear(&g.c.a, g.v, "gone, BP 140/85", &g.c.k.err));
	app_kit_do(&g.c, g.v, SEV_RESUME, -1, 0, NULL);

	app_kit_ok(&g.c, screening_pain(&g.c.a, g.v, 5, &pain, &raised, &g.c.k.err));
	assert_false(raised);
	app_kit_ok(&g.c, screening_pain(&g.c.a, g.v, 6, &pain, &raised, &g.c.k.err));
	assert_true(raised && !pain.hard); /* 3 over the start */
	assert_string_equal(pain.rules, "S067");
	app_kit_ok(&g.c, screening_go_on(&g.c.a, g.v, &pain, "known", &g.c.k.err));
	app_kit_ok(&g.c, screening_pain(&g.c.a, g.v, 8, &pain, &raised, &g.c.k.err));
	assert_true(raised && pain.hard);
	app_kit_no(&g.c, ST_DENIED,
		   screening_go_on(&g.c.a, g.v, &pain, "known", &g.c.k.err));
	app_kit_ok(&g.c, screening_raise(&g.c.a, g.v, &pain, &g.c.k.err));
	app_kit_ok(
	    &g.c, screening_override(&g.c.a, g.v, "pain-limited range only", &g.c.k.err));
	app_kit_do(&g.c, g.v, SEV_FINISH, -1, 0, NULL);
	app_kit_read(&g.c, g.v, note, NULL, NULL);
	assert_non_null(strstr(note->objective, "Screening: all clear."));
	assert_non_null(strstr(note->objective, "STOPPED during the session: S023"));
	assert_non_null(strstr(note->objective, "gone, BP 140/85."));
	assert_non_null(strstr(note->objective, "pain-limited range"));
	assert_int_equal(audited(&g, "screening-stop", ""), 2);
	assert_int_equal(audited(&g, "screening-clear", "BP 140/85"), 1);
	free(note);
	end(&g);
}

/* A pressure in exercise, stored; the rule it fired first, "" none. */
static const char *
pressed(struct gate_case *g, const char *sbp)
{
	static char rule[8];
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct screening_verdict *w = mem_alloc(sizeof *w);
	struct screening row;

	app_kit_ok(&g->c, screening_begin_during(&g->c.a, g->v, d, &g->c.k.err));
	str_copy(screening_reply_of(&d->set, "sbp_exercise")->value, SCREENING_VALUE_SIZE,
		 sbp);
	app_kit_ok(&g->c, screening_weigh(&g->c.a, d, w, &g->c.k.err));
	str_copy(rule, sizeof rule, w->n ? w->fired[0].rule->key : "");
	app_kit_ok(&g->c, screening_save(&g->c.a, g->v, d, &row, &g->c.k.err));
	assert_string_equal(row.outcome, rule[0] ? "stopped" : "clear");
	assert_int_equal(d->set.n, 1); /* what follows from it is no answer */
	free(w);
	free(d);
	return rule;
}

/* S017: the systolic pressure falls by more than 10 with more work: from the last one in exercise,
 * else from that at rest of today. */
static void
test_screening__during__pressure_that_falls(void **state)
{
	struct gate_case g;

	(void)state;
	begin(&g, "Falls");
	answer(&g, "sbp_rest", "150", "");
	assert_int_equal(start(&g, 0), ST_OK);
	assert_string_equal(pressed(&g, "140"), ""); /* 10 is not more than 10 */
	assert_string_equal(pressed(&g, "165"), "");
	assert_string_equal(pressed(&g, "155"), "");
	assert_string_equal(pressed(&g, "144"), "S017"); /* 11 */
	assert_true(g.v->told.stopped);
	app_kit_no(&g.c, ST_DENIED,
		   screening_override(&g.c.a, g.v, "it is nothing", &g.c.k.err));
	app_kit_ok(&g.c, screening_clear(&g.c.a, g.v, "rested, 146/84", &g.c.k.err));
	/* yesterday's pressure is no base */
	app_kit_wait(86400000);
	assert_string_equal(pressed(&g, "110"), "");
	end(&g);
}

/* A precaution that blocks the exercise of an item, whatever it is. */
static bool
block_first(struct gate_case *g)
{
	struct exercise x;
	struct precaution p;

	app_kit_ok(&g->c, record_get(g->c.a.store, E_EXERCISE,
				     g->v->told.items[0].plan.exercise, &x, &g->c.k.err));
	dict_row_init(dict_entity(E_PRECAUTION), &p);
	p.patient = g->patient;
	str_copy(p.tag, sizeof p.tag, "acute_fracture");
	app_kit_ok(&g->c, precautions_add(&g->c.a, &p, &g->c.k.err));
	return strstr(x.contra, "acute_fracture") != NULL;
}

static void
test_screening__blocked__wants_reason_and_initials(void **state)
{
	struct gate_case g;
	struct prescription p;
	char line[160];

	(void)state;
	begin(&g, "Blocked");
	answer(&g, "", "", "");
	assert_true(block_first(&g));
	assert_int_equal(start(&g, 0), ST_DENIED);
	assert_true(app_kit_said(&g.c, "BLOCKED"));
	app_kit_no(&g.c, ST_INVALID,
		   screening_allow(&g.c.a, g.v, 0, "surgeon agrees", "", &g.c.k.err));
	app_kit_no(&g.c, ST_INVALID,
		   screening_allow(&g.c.a, g.v, 0, "", "TA", &g.c.k.err));
	app_kit_ok(&g.c, staff_act_as(&g.c.a, "pia", &g.c.k.err));
	app_kit_no(&g.c, ST_DENIED,
		   screening_allow(&g.c.a, g.v, 0, "surgeon agrees", "TP", &g.c.k.err));
	app_kit_ok(&g.c, staff_act_as(&g.c.a, "anna", &g.c.k.err));
	app_kit_ok(&g.c,
		   screening_allow(&g.c.a, g.v, 0, "surgeon agrees", "TA", &g.c.k.err));
	assert_int_equal(start(&g, 0), ST_OK);
	assert_int_equal(audited(&g, "precaution-override", "surgeon agrees (TA)"), 1);

	p = app_kit_block(&g.c, g.plan, 1, "97110", 2, 60);
	app_kit_no(&g.c, ST_DENIED, care_prescribe(&g.c.a, &p, &g.c.k.err));
	str_copy(p.reason, sizeof p.reason, "the other leg");
	app_kit_ok(&g.c, care_prescribe(&g.c.a, &p, &g.c.k.err));
	assert_int_equal(audited(&g, "precaution-override", "the other leg"), 1);

	app_kit_ok(&g.c,
		   precautions_line(&g.c.a, g.patient, line, sizeof line, &g.c.k.err));
	assert_non_null(strstr(line, "Fresh break"));
	end(&g);
}

static void
test_precautions__lift__with_a_reason(void **state)
{
	struct gate_case g;
	struct precaution rows[4];
	struct precautions p;
	int n;

	(void)state;
	begin(&g, "Lifted");
	answer(&g, "infection_site", "yes", "");
	assert_true(g.v->told.stopped);
	app_kit_ok(&g.c,
		   query_precautions(g.c.a.store, g.patient, rows, 4, &n, &g.c.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].tag, "infection_at_site");
	app_kit_no(&g.c, ST_INVALID,
		   precautions_lift(&g.c.a, rows[0].head.no, "", &g.c.k.err));
	app_kit_ok(&g.c, precautions_lift(&g.c.a, rows[0].head.no, "healed", &g.c.k.err));
	app_kit_ok(&g.c,
		   precautions_of(&g.c.a, g.patient, app_today(&g.c.a), &p, &g.c.k.err));
	assert_int_equal(p.n, 0);
	assert_int_equal(audited(&g, "precaution-lift", "healed"), 1);
	end(&g);
}

static void
test_screening__own_limit__by_those_who_may(void **state)
{
	struct gate_case g;
	const struct screening_table *t;
	struct screening_rule r;

	(void)state;
	begin(&g, "Limit");
	app_kit_ok(&g.c, screening_table_of(&g.c.a, &t, &g.c.k.err));
	r = t->rules[0];
	app_kit_ok(&g.c, staff_act_as(&g.c.a, "pia", &g.c.k.err));
	app_kit_no(&g.c, ST_DENIED,
		   screening_set_limit(&g.c.a, &r, "180", "stricter", &g.c.k.err));
	app_kit_ok(&g.c, staff_act_as(&g.c.a, "anna", &g.c.k.err));
	app_kit_no(&g.c, ST_INVALID,
		   screening_set_limit(&g.c.a, &r, "180", "", &g.c.k.err));
	app_kit_ok(&g.c,
		   screening_set_limit(&g.c.a, &r, "180", "medical lead", &g.c.k.err));
	assert_string_equal(answer(&g, "sbp_rest", "181", "").rules, "S001");
	app_kit_ok(&g.c, screening_set_limit(&g.c.a, &r, "", "as shipped", &g.c.k.err));
	assert_string_equal(answer(&g, "sbp_rest", "181", "light work").rules, "S002");
	assert_int_equal(audited(&g, "clinic-limit", "S001 180: medical lead"), 1);
	end(&g);
}

/* A limit changed at another terminal holds here at once; the rules a screen has open stay whole. */
static void
test_screening__limit_of_another_terminal__holds_at_once(void **state)
{
	struct gate_case g;
	const struct screening_table *before, *again, *after;
	struct screening_rule r;
	struct app b;

	(void)state;
	begin(&g, "Two");
	app_kit_ok(&g.c, screening_table_of(&g.c.a, &before, &g.c.k.err));
	app_kit_ok(&g.c, app_open(&b, g.c.k.dir, &g.c.k.env, &g.c.k.err));
	app_kit_ok(&g.c, staff_act_as(&b, "anna", &g.c.k.err));
	app_kit_ok(&g.c, screening_table_of(&b, &again, &g.c.k.err));
	r = again->rules[0];
	assert_string_equal(answer(&g, "sbp_rest", "181", "light work").rules, "S002");
	app_kit_ok(&g.c, screening_table_of(&g.c.a, &again, &g.c.k.err));
	assert_ptr_equal(again, before); /* what was written meanwhile is no rule */
	app_kit_ok(&g.c, screening_set_limit(&b, &r, "180", "medical lead", &g.c.k.err));
	assert_string_equal(answer(&g, "sbp_rest", "181", "").rules, "S001");
	app_kit_ok(&g.c, screening_table_of(&g.c.a, &after, &g.c.k.err));
	assert_ptr_not_equal(after, before);
	assert_int_equal(after->n_limits, before->n_limits + 1);
	assert_string_equal(before->rules[0].key, after->rules[0].key);
	app_close(&b);
	end(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screening__start__refused_until_asked),
	    cmocka_unit_test(test_screening__earlier__is_told_in_words),
	    cmocka_unit_test(test_screening__stop__until_a_new_answer),
	    cmocka_unit_test(test_screening__caution__wants_a_therapist),
	    cmocka_unit_test(test_screening__no_change__one_row_and_the_reason_of_before),
	    cmocka_unit_test(test_screening__old__is_asked_again),
	    cmocka_unit_test(test_screening__during__red_flag_and_pain),
	    cmocka_unit_test(test_screening__during__pressure_that_falls),
	    cmocka_unit_test(test_screening__blocked__wants_reason_and_initials),
	    cmocka_unit_test(test_precautions__lift__with_a_reason),
	    cmocka_unit_test(test_screening__own_limit__by_those_who_may),
	    cmocka_unit_test(test_screening__limit_of_another_terminal__holds_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
