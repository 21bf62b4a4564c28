/* test_presign.c - faulty notes are caught by the rule meant, right ones by none; who may sign. */
#include "app_kit.h"

#include "app/assets.h"
#include "app/claim.h"
#include "app/codes.h"
#include "app/paper.h"
#include "app/plan.h"
#include "app/presign_rules.h"
#include "app/report.h"
#include "core/presign_priv.h"
#include "random.h"
#include "store/live.h"
#include "store/query_sign.h"

enum { TODAY = 20260504, RIGHT_NOTES = 60, CODES = 5 };

static struct app_kit kit; /* one clinic for all of it */
static const struct presign_rules *rules;
static int64_t sam; /* a student under anna */

/* A signed note as its pages. */
static void
print_note(int64_t no, struct str *text)
{
	struct paper_order o = {.kind = PAPER_NOTE, .no = no};
	struct paper p;

	app_kit_ok(&kit, paper_make(&kit.a, &o, &p, &kit.k.err));
	paper_text(&p, text);
	paper_release(&p);
}

/* ---- notes as facts */

/* A right note with its own memory for texts. */
struct sample {
	struct presign_facts f;
	char signature[80];
};

static const struct presign_person licensed = {
    .no = 7, .licence_from = 20200101, .licence_to = 20301231};

static struct presign_person
somebody(const char *role)
{
	struct presign_person p = licensed;

	p.role = role_of(role);
	return p;
}

static int
between(struct random *r, int lo, int hi)
{
	return lo + (int)(random_next(r) % (uint64_t)(hi - lo + 1));
}

/* Codes with minutes, and the units the product's own rule gives for them. */
static void
sample_lines(struct presign_facts *f, struct random *r)
{
	static const char *const codes[CODES] = {"97110", "97112", "97140", "97530",
						 "97010"};
	const struct codes *table;
	struct units_time times[CODES];
	struct units_result out;
	struct units_table t;
	int n = between(r, 1, CODES), timed = 0, all = 0;

	app_kit_ok(&kit, codes_of(&kit.a, app_today(&kit.a), &table, &kit.k.err));
	t = codes_table(table);
	for (int i = 0; i < n; i++) {
		str_copy(times[i].code, sizeof times[i].code, codes[i]);
		times[i].seconds = between(r, i ? 8 : 15, 40) * 60;
	}
	app_kit_ok(&kit, units_compute(&t, random_next(r) % 2 ? UNITS_CMS : UNITS_AMA,
				       times, (size_t)n, &out, &kit.k.err));
	for (int i = 0; i < out.n; i++) {
		const struct units_line *l = &out.lines[i];

		f->lines[f->n++] =
		    (struct presign_line){.timed = l->timing == UNITS_TIMED15,
					  .known = true,
					  .told = true,
					  .minutes = l->minutes,
					  .units = l->units,
					  .rule_units = l->units};
		str_copy(f->lines[i].code, sizeof f->lines[i].code, l->code);
		timed += l->timing == UNITS_TIMED15 ? l->minutes : 0;
		all += l->minutes;
	}
	f->timed_min = timed;
	f->total_min = all;
}

/* Close to the limits, on the right side of them. */
static void
sample_right(struct sample *s, struct random *r)
{
	static const char *const roles[] = {"pt", "ot", "pta", "ota", "student"};
	struct presign_facts *f = &s->f;

	memset(s, 0, sizeof *s);
	str_copy(s->signature, sizeof s->signature, "Test Anna, PT, licence 1");
	f->kind = "daily";
	f->today = TODAY;
	f->service_date = date_add(TODAY, -between(r, 0, 7));
	f->signer = somebody(roles[random_next(r) % 5]);
	f->therapist = somebody("pt");
	f->supervisor = somebody(f->signer.role->supervised ? "pt" : "");
	f->supervisor.no = f->signer.role->supervised ? 8 : 0;
	f->signature = s->signature;
	f->signer_credential = f->signer_gave = true;
	if (random_next(r) % 4 == 0) { /* the last and first days of a licence */
		f->signer.licence_to = date_add(TODAY, 31);
		f->signer.licence_from = f->service_date;
	}
	f->done = between(r, 1, 6);
	f->forbidden = "";
	sample_lines(f, r);
	f->from_s = 1000000;
	f->to_s = f->from_s + 3600;
	f->attended_s = f->timed_min * 60 < 3600 ? f->timed_min * 60 : 3600;
	f->n_others = 2; /* one just before, one beside it whose minutes fit in */
	f->others[0] = (struct presign_other){f->from_s - 1800, f->from_s, 1800};
	f->others[1] = (struct presign_other){f->from_s, f->to_s, 3600 - f->attended_s};
	f->plan = true;
	f->plan_starts = random_next(r) % 2 ? f->service_date : 20260101;
	f->diagnosis = true;
	f->goals = between(r, 1, 4);
	f->certify_wanted = random_next(r) % 2;
	f->certify.state = random_next(r) % 2 ? CERTIFY_HOLDS : CERTIFY_BY_ORDER;
	if (random_next(r) % 3 == 0)
		f->certify.state = CERTIFY_SENT;
	f->certify.due = f->certify.to = f->certify.proposed_to = date_add(TODAY, 15);
	f->certify.sent_on = date_add(TODAY, -9);
	f->certify.days = 15;
	f->progress_warn = 8;
	f->progress_due = 10;
	f->treatment_days = between(r, 1, 7);
	f->visits = 20;
	f->visits_units = between(r, 20, 90);
	f->visits_min = 15 * f->visits_units;
	f->has_assessment = f->has_next = true;
	f->telehealth = random_next(r) % 3 == 0;
	str_copy(f->licence_state, sizeof f->licence_state,
		 random_next(r) % 2 ? "Example State" : "");
	str_copy(f->where_state, sizeof f->where_state,
		 f->telehealth || random_next(r) % 2 ? "example state" : "");
}

/* ---- faults */

typedef void fault(struct presign_facts *f, int n);

#define FAULT(name, what)                                                                \
	static void name(struct presign_facts *f, int n)                                 \
	{                                                                                \
		(void)n;                                                                 \
		what;                                                                    \
	}

static void
as(struct presign_facts *f, const char *role, const char *over)
{
	f->signer = somebody(role);
	f->supervisor = somebody(over);
	f->supervisor.no = over[0] ? 8 : 0;
}

/* Only timed codes. */
static void
timed_only(struct presign_facts *f)
{
	f->total_min = f->timed_min;
	while (f->n && !f->lines[f->n - 1].timed)
		f->n--;
}

static void
add_line(struct presign_facts *f, const char *code, bool timed, int minutes)
{
	struct presign_line *l = &f->lines[f->n++];

	*l = (struct presign_line){
	    .timed = timed, .known = true, .told = true, .minutes = minutes};
	str_copy(l->code, sizeof l->code, code);
	f->total_min += minutes;
	if (timed)
		f->timed_min += minutes;
}

FAULT(running, f->running = true)
FAULT(no_date, f->service_date = DICT_NONE)
FAULT(nothing, f->done = 0)
FAULT(untold, f->lines[0].told = false)
FAULT(untold_small, add_line(f, "97116", true, 3); f->lines[f->n - 1].told = false)
FAULT(no_timed, f->timed_min = -1)
FAULT(no_total, f->total_min = -1)
FAULT(no_letters, f->signer_credential = false)
FAULT(no_name, f->signature = "")
FAULT(unknown, f->lines[0].known = false)
FAULT(timed_off, timed_only(f); f->timed_min += n)
FAULT(total_off, f->total_min += n)
FAULT(untimed_in, timed_only(f); add_line(f, "97014", false, n); f->timed_min += n)
FAULT(units_off, f->lines[0].units += n)
FAULT(units_moved, add_line(f, "97116", true, 3); f->lines[0].units--;
      f->lines[f->n - 1].units++)
FAULT(beside, f->others[0] = ((struct presign_other){f->from_s + n, f->to_s + n,
						     3600 - f->attended_s + n + 1}))
FAULT(inside, f->others[1].attended_s++)
FAULT(group_of, f->group_most = n)
FAULT(group_led, f->group_most = 6; f->group_unled = true)
FAULT(no_time, add_line(f, "97150", false, 0);
      f->lines[f->n - 1].units = f->lines[f->n - 1].rule_units = 1)
FAULT(evaluates, f->forbidden = "97161")
FAULT(no_plan, f->plan = false)
FAULT(plan_after, f->plan_starts = date_add(f->service_date, n))
FAULT(no_diagnosis, f->diagnosis = false)
FAULT(goalless, f->goalless = n)
FAULT(no_goal, f->goals = 0)
FAULT(vague, f->vague = n)
FAULT(no_licence, as(f, "pt", ""); f->signer.licence_to = DICT_NONE)
FAULT(licence_before, as(f, "pt", ""); f->service_date = date_add(TODAY, -1);
      f->plan_starts = 20260101; f->signer.licence_to = date_add(TODAY, -n))
FAULT(licence_later, as(f, "ot", ""); f->signer.licence_from = date_add(TODAY, n))
FAULT(licence_ends, as(f, "pt", ""); f->signer.licence_from = 20200101;
      f->signer.licence_to = date_add(TODAY, n))
FAULT(aide, as(f, "aide", ""))
FAULT(desk, as(f, "desk", ""))
FAULT(nobody, f->signer = (struct presign_person){.role = role_of("")})
FAULT(assistant_report, as(f, "pta", "pt"); f->kind = "progress")
FAULT(assistant_discharge, as(f, "ota", "ot"); f->kind = "discharge")
FAULT(student_evaluation, as(f, "student", "pt"); f->kind = "evaluation")
FAULT(student_alone, as(f, "student", ""))
FAULT(alone_2024, as(f, "pta", ""); f->service_date = f->today = 20240610;
      f->plan_starts = 20240101)
FAULT(alone, as(f, "ota", ""))
FAULT(over_expired, as(f, "pta", "pt"); f->supervisor.licence_to = date_add(TODAY, -n))
FAULT(over_none, as(f, "pta", "pt"); f->supervisor.licence_to = DICT_NONE)
FAULT(over_aide, as(f, "student", "aide"))
FAULT(foreign, f->signer_gave = false)
FAULT(stopped, f->stopped = true)
FAULT(unreasoned, f->unreasoned = n)
FAULT(no_skill, f->has_assessment = false)
FAULT(no_next, f->has_next = false)
FAULT(same, f->same_text = true)
FAULT(same_one, f->same_part = "Assessment")
FAULT(late, f->service_date = date_add(TODAY, -n); f->plan_starts = 20240101;
      f->signer.licence_from = 20200101)
FAULT(cert, f->certify_wanted = true; f->certify.state = (enum certify_state)n)
FAULT(cert_near, f->certify_wanted = true; f->certify.state = CERTIFY_OPEN;
      f->certify.days = n)
FAULT(day, f->treatment_days = n)
FAULT(kx, f->kx_missing = true)
FAULT(average, f->visits_min -= n)
FAULT(tie, f->tie_chosen = true)
FAULT(pair, str_copy(f->pair_open, sizeof f->pair_open, "97530/97116"))
FAULT(tele_where, f->telehealth = true; f->tele_place_open = true;
      str_copy(f->where_state, sizeof f->where_state, "Example State"))
FAULT(tele_rule, tele_where(f, n); f->tele_place_open = false; f->tele_payer_open = true)
FAULT(tele_no, tele_where(f, n); f->tele_place_open = false;
      str_copy(f->tele_refused, sizeof f->tele_refused, "97140"))
FAULT(tele_yes, tele_where(f, n); f->tele_place_open = false;
      str_copy(f->tele_billed, sizeof f->tele_billed, "97140"))
FAULT(tele_bare, tele_where(f, n); f->tele_place_open = false;
      str_copy(f->tele_bare, sizeof f->tele_bare, "97110"))
FAULT(tele_script, tele_where(f, n); f->tele_place_open = false;
      str_copy(f->tele_unasked, sizeof f->tele_unasked, "Agrees"))
FAULT(other_state, as(f, n ? "pta" : "pt", n ? "pt" : ""); f->telehealth = n != 0;
      str_copy(f->licence_state, sizeof f->licence_state, "Example State");
      str_copy(f->where_state, sizeof f->where_state, "Example Stat"))
FAULT(no_state, f->telehealth = true; f->where_state[0] = '\0')

static const struct {
	const char *rule; /* that must be the only one to fire */
	fault *make;
	int n;
} faults[] = {
    {"session_open", running, 0},
    {"N1_date", no_date, 0},
    {"N2_done", nothing, 0},
    {"N2_billed", untold, 0},
    {"N3_timed", untold_small, 0},
    {"N4_timed_total", no_timed, 0},
    {"N5_total", no_total, 0},
    {"N6_credential", no_letters, 0},
    {"N6_credential", no_name, 0},
    {"code_known", unknown, 0},
    {"timed_sum", timed_off, 1},
    {"timed_sum", timed_off, -1},
    {"timed_sum", timed_off, 15},
    {"total_sum", total_off, 1},
    {"total_sum", total_off, -1},
    {"total_sum", total_off, 45},
    {"untimed_inside", untimed_in, 1},
    {"untimed_inside", untimed_in, 12},
    {"units_rule", units_off, 1},
    {"units_rule", units_off, -1},
    {"units_rule", units_moved, 0},
    {"overlap", beside, 0},
    {"overlap", beside, 600},
    {"overlap", inside, 0},
    {"group_small", group_of, 1},
    {"group_unled", group_led, 0},
    {"assistant_code", evaluates, 0},
    {"plan_missing", no_plan, 0},
    {"plan_after", plan_after, 1},
    {"plan_after", plan_after, 30},
    {"diagnosis", no_diagnosis, 0},
    {"goal_link", goalless, 1},
    {"goal_link", goalless, 3},
    {"goal_measurable", no_goal, 0},
    {"goal_measurable", vague, 1},
    {"licence_none", no_licence, 0},
    {"licence_service", licence_before, 2},
    {"licence_service", licence_before, 400},
    {"licence_service", licence_later, 1},
    {"licence_signing", licence_before, 1},
    {"licence_ends", licence_ends, 0},
    {"licence_ends", licence_ends, 30},
    {"role_signs", aide, 0},
    {"role_signs", desk, 0},
    {"role_signs", nobody, 0},
    {"role_reports", assistant_report, 0},
    {"role_reports", assistant_discharge, 0},
    {"role_reports", student_evaluation, 0},
    {"student_cosign", student_alone, 0},
    {"supervisor_direct", alone_2024, 0},
    {"supervisor", alone, 0},
    {"supervisor_licence", over_expired, 1},
    {"supervisor_licence", over_none, 0},
    {"supervisor_licence", over_aide, 0},
    {"foreign_part", foreign, 0},
    {"stop_open", stopped, 0},
    {"caution_reason", unreasoned, 1},
    {"skill", no_skill, 0},
    {"next", no_next, 0},
    {"same_text", same, 0},
    {"same_part", same_one, 0},
    {"late_entry", late, 8},
    {"late_entry", late, 100},
    {"cert_due", cert_near, 14},
    {"cert_due", cert_near, 0},
    {"cert_late", cert, CERTIFY_LATE},
    {"recert_due", cert, CERTIFY_ENDING},
    {"recert_late", cert, CERTIFY_EXPIRED},
    {"progress_due", day, 8},
    {"progress_due", day, 10},
    {"progress_late", day, 11},
    {"kx", kx, 0},
    {"unit_average", average, 1},
    {"no_minute", no_time, 0},
    {"tie", tie, 0},
    {"pair_open", pair, 0},
    {"tele_place", tele_where, 0},
    {"tele_payer", tele_rule, 0},
    {"tele_code", tele_no, 0},
    {"tele_billed", tele_yes, 0},
    {"tele_modifier", tele_bare, 0},
    {"tele_asked", tele_script, 0},
    {"licence_state", other_state, 0},
    {"licence_state", other_state, 1},
    {"state_unknown", no_state, 0},
};
enum { FAULTS = sizeof faults / sizeof faults[0] };

static void
judge(const struct presign_facts *f, struct presign *out)
{
	presign_judge(rules->rows, rules->n, f, out);
}

static void
test_presign__faulty_notes__are_caught_by_the_rule_meant(void **state)
{
	int caught = 0;

	(void)state;
	for (int i = 0; i < FAULTS; i++) {
		struct random r = random_begin("faulty note", (uint64_t)i);
		struct presign out;
		struct sample s;

		sample_right(&s, &r);
		faults[i].make(&s.f, faults[i].n);
		judge(&s.f, &out);
		if (out.n != 1 || strcmp(out.rows[0].rule->key, faults[i].rule) != 0)
			fail_msg("fault %d, %s: %d findings, first %s", i, faults[i].rule,
				 out.n, out.n ? out.rows[0].rule->key : "none");
		assert_int_equal(out.blocks, out.rows[0].blocks);
		caught++;
	}
	printf("presign: %d of %d faulty notes caught by the rule meant\n", caught,
	       FAULTS);
	assert_true(caught >= 60);
}

static void
test_presign__right_notes__pass(void **state)
{
	int blocked = 0, warned = 0;

	(void)state;
	for (int i = 0; i < RIGHT_NOTES; i++) {
		struct random r = random_begin("right note", 1000 + (uint64_t)i);
		struct presign out;
		struct sample s;

		sample_right(&s, &r);
		judge(&s.f, &out);
		blocked += out.blocks > 0;
		warned += out.n > 0;
	}
	printf("presign: %d of %d right notes blocked, %d warned\n", blocked, RIGHT_NOTES,
	       warned);
	assert_int_equal(blocked, 0);
	assert_int_equal(warned, 0);
}

/* Every row has a check, and every row is met by some fault. */
static void
test_presign__rules__are_all_tried(void **state)
{
	(void)state;
	assert_int_equal(rules->n, 59);
	for (int i = 0; i < rules->n; i++) {
		const struct presign_rule *row = &rules->rows[i];
		bool tried = false;

		assert_non_null(presign_check_of(row->check));
		assert_true(row->mend[0] && row->source[0] && row->verification[0]);
		for (int k = 0; k < FAULTS; k++)
			tried |= !strcmp(faults[k].rule, row->key);
		if (!tried)
			fail_msg("no faulty note for %s", row->key);
	}
}

/* A row of a newer table is not passed over in silence. */
static void
test_presign__rules__unknown_check_is_said(void **state)
{
	struct presign_rule row = rules->rows[0];
	struct sample *s = mem_alloc(sizeof *s);
	struct presign *out = mem_alloc(sizeof *out);
	struct random r = random_begin("unknown check", 7);

	(void)state;
	sample_right(s, &r);
	str_copy(row.check, sizeof row.check, "phase_of_the_moon");
	presign_judge(&row, 1, &s->f, out);
	assert_int_equal(out->n, 1);
	assert_int_equal(out->blocks, 0);
	assert_int_equal(out->rules, 0);
	assert_non_null(strstr(out->rows[0].numbers, "phase_of_the_moon"));
	free(out);
	free(s);
}

/* Blocks come first, in their order; the same fault under two dates has two rules. */
static void
test_presign__judge__orders_and_dates(void **state)
{
	struct random r = random_begin("order", 5);
	struct presign out;
	struct sample s;
	struct str text = {0};

	(void)state;
	sample_right(&s, &r);
	tie(&s.f, 0);
	no_plan(&s.f, 0);
	day(&s.f, 11);
	no_diagnosis(&s.f, 0);
	judge(&s.f, &out);
	assert_int_equal(out.n, 4);
	assert_int_equal(out.blocks, 2);
	assert_string_equal(out.rows[0].rule->key, "plan_missing");
	assert_string_equal(out.rows[1].rule->key, "diagnosis");
	assert_string_equal(out.rows[2].rule->key, "progress_late");
	assert_string_equal(out.rows[3].rule->key, "tie");
	presign_text(&out, "1a2b", &text);
	assert_non_null(strstr(text.p, "of 1a2b: 4 found."));
	assert_non_null(strstr(text.p, "STOP plan_missing: There is no plan of care\n"));
	assert_non_null(strstr(text.p, "Warning progress_late: The progress report is "
				       "late (treatment day 11, due by day 10)\n"));
	str_release(&text);
}

/* ---- a real visit in the clinic, one fault each, taken back again */

static int64_t patient, plan, episode;

static void
put(enum entity_id e, int64_t no, const char *field, struct cell c)
{
	access_lift(kit.a.store); /* whoever is logged in: a chart as it came to be */
	app_kit_ok(&kit, record_set_field(kit.a.store, e, no,
					  dict_field_named(dict_entity(e), field), c,
					  &kit.k.err));
	access_drop(kit.a.store);
}

static struct cell
number(int64_t n)
{
	return (struct cell){.kind = CELL_INT, .i = n};
}

/* A signed visit of anna in the chart, with a block of 97110 and one unit for its minutes. */
static int64_t
chart_visit(int64_t who, int64_t date, int64_t from_s, int minutes)
{
	struct session s;
	struct performed p;
	struct charge c;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = who;
	if (who == patient) {
		s.episode = episode;
		s.plan = plan;
	}
	s.therapist = kit.anna;
	s.service_date = date;
	s.started = from_s;
	s.ended = from_s + 3600;
	s.timed_min = s.total_min = minutes;
	app_kit_ok(&kit, record_add(kit.a.store, E_SESSION, &s, &kit.k.err));
	dict_row_init(dict_entity(E_PERFORMED), &p);
	p.session = s.head.no;
	str_copy(p.activity, sizeof p.activity, "Block");
	str_copy(p.code, sizeof p.code, "97110");
	str_copy(p.state, sizeof p.state, "done");
	p.work_s = (int64_t)minutes * 60;
	app_kit_ok(&kit, record_add(kit.a.store, E_PERFORMED, &p, &kit.k.err));
	dict_row_init(dict_entity(E_CHARGE), &c);
	c.session = s.head.no;
	str_copy(c.code, sizeof c.code, "97110");
	c.minutes = minutes;
	c.units = 1;
	app_kit_ok(&kit, record_add(kit.a.store, E_CHARGE, &c, &kit.k.err));
	return s.head.no;
}

static void
chart_note(int64_t session, const struct note *like)
{
	struct note *n = mem_dup(like, sizeof *like);

	memset(&n->head, 0, sizeof n->head);
	n->session = session;
	n->author = kit.anna;
	str_copy(n->kind, sizeof n->kind, "daily");
	app_kit_ok(&kit, record_add(kit.a.store, E_NOTE, n, &kit.k.err));
	free(n);
}

typedef void chart_fault(struct visit *v);

static void
chart_plan(struct visit *v)
{
	(void)v;
	put(E_PLAN_OF_CARE, plan, "starts", number(TODAY + 1));
}

static void
chart_diagnosis(struct visit *v)
{
	struct condition row;
	int n = 0;

	(void)v;
	app_kit_ok(&kit, query_conditions(kit.a.store, episode, &row, 1, &n, &kit.k.err));
	put(E_CONDITION, row.head.no, "active", number(0));
}

static void
chart_expired(struct visit *v)
{
	(void)v;
	put(E_PLAN_OF_CARE, plan, "certified_on", number(20260101));
	put(E_PLAN_OF_CARE, plan, "certified_to", number(20260430));
}

static void
chart_days(int n)
{
	for (int i = 1; i <= n; i++)
		(void)chart_visit(patient, date_add(TODAY, -i), 1000, 30);
}

static void
chart_day_8(struct visit *v)
{
	(void)v;
	chart_days(7);
}

static void
chart_day_11(struct visit *v)
{
	(void)v;
	chart_days(10);
}

static void
chart_overlap(struct visit *v)
{
	int64_t other = app_kit_patient(&kit, "Other", kit.payer_cms);

	(void)chart_visit(other, TODAY, v->state.started_wall_ms / 1000, 60);
}

static void
chart_average(struct visit *v)
{
	int64_t other = app_kit_patient(&kit, "Many", kit.payer_cms);

	(void)v;
	for (int i = 0; i < 20; i++)
		(void)chart_visit(other, date_add(TODAY, -1 - i), 1000, 14);
}

static void
chart_same(struct visit *v)
{
	struct note *n = mem_alloc(sizeof *n);

	app_kit_read(&kit, v, n, NULL, NULL);
	chart_note(chart_visit(patient, date_add(TODAY, -1), 1000, 30), n);
	free(n);
}

/* The assessment was typed as it stood in the note before; the rest is today's. */
static void
chart_same_part(struct visit *v)
{
	struct note *n = mem_alloc(sizeof *n);

	app_kit_read(&kit, v, n, NULL, NULL);
	str_copy(n->subjective, sizeof n->subjective, "Slept badly.");
	str_copy(n->assessment, sizeof n->assessment, "Needed cues.");
	chart_note(chart_visit(patient, date_add(TODAY, -1), 1000, 30), n);
	app_kit_ok(&kit, visit_type(&kit.a, v, LIVE_ASSESSMENT, NULL, n->assessment,
				    &kit.k.err));
	free(n);
}

static void
user_licence(struct visit *v)
{
	(void)v;
	kit.a.user.licence_to = 20260510;
}

static void
user_letters(struct visit *v)
{
	(void)v;
	kit.a.user.credential[0] = '\0';
}

static void
user_pia(struct visit *v)
{
	(void)v;
	app_kit_ok(&kit, staff_act_as(&kit.a, "pia", &kit.k.err));
	kit.a.user.supervisor = kit.anna;
}

static void
state_stop(struct visit *v)
{
	v->state.stopped = true;
}

static void
state_reason(struct visit *v)
{
	str_copy(v->state.gates[0].outcome, sizeof v->state.gates[0].outcome,
		 "overridden");
	v->state.gates[0].reason[0] = '\0';
}

static void
state_running(struct visit *v)
{
	v->state.mode = SESSION_READY;
}

static void
state_no_plan(struct visit *v)
{
	v->live.plan = 0;
}

static void
state_late(struct visit *v)
{
	put(E_PLAN_OF_CARE, plan, "starts", number(20260426));
	v->live.service_date = date_add(TODAY, -8);
}

/* The visit of the chart is that of a class now. */
static void
state_group(struct visit *v)
{
	v->state.items[0].group_class = 1;
	v->state.items[0].group_most = 1;
}

static void
state_unled(struct visit *v)
{
	state_group(v);
	v->state.items[0].group_most = 6;
	v->state.items[0].unattended_ms = v->state.items[0].work_ms;
	v->state.items[0].work_ms = 0;
}

static const struct {
	const char *rule;
	chart_fault *make;
} chart_faults[] = {
    {"plan_after", chart_plan},	     {"diagnosis", chart_diagnosis},
    {"recert_late", chart_expired},  {"progress_due", chart_day_8},
    {"progress_late", chart_day_11}, {"overlap", chart_overlap},
    {"unit_average", chart_average}, {"same_text", chart_same},
    {"same_part", chart_same_part},  {"licence_ends", user_licence},
    {"N6_credential", user_letters}, {"foreign_part", user_pia},
    {"stop_open", state_stop},	     {"caution_reason", state_reason},
    {"session_open", state_running}, {"plan_missing", state_no_plan},
    {"late_entry", state_late},	     {"group_small", state_group},
    {"group_unled", state_unled},
};

/* A finished visit of 30 minutes; nothing is wrong with it. */
static struct visit *
right_visit(int64_t who)
{
	struct visit *v = mem_alloc(sizeof *v);

	app_kit_ok(&kit, visit_start(&kit.a, who, 0, v, &kit.k.err));
	app_kit_do(&kit, v, SEV_START, 0, 0, NULL);
	app_kit_wait(1800000);
	visit_tick(&kit.a, v);
	app_kit_do(&kit, v, SEV_FINISH, -1, 0, NULL);
	visit_tick(&kit.a, v);
	return v;
}

static bool
found(const struct presign *p, const char *rule)
{
	for (int i = 0; i < p->n; i++)
		if (!strcmp(p->rows[i].rule->key, rule))
			return true;
	return false;
}

static void
test_presign__visit__faults_of_the_chart(void **state)
{
	struct visit *v = right_visit(patient), *trial = mem_alloc(sizeof *trial);
	struct presign *out = mem_alloc(sizeof *out);

	(void)state;
	app_kit_read(&kit, v, NULL, NULL, out);
	if (out->n)
		fail_msg("a right visit: %s (%s)", out->rows[0].rule->key,
			 out->rows[0].numbers);
	assert_true(out->rules >= 44);
	for (size_t i = 0; i < sizeof chart_faults / sizeof chart_faults[0]; i++) {
		struct staff user = kit.a.user;

		*trial = *v;
		app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
		chart_faults[i].make(trial);
		app_kit_read(&kit, trial, NULL, NULL, out);
		if (!found(out, chart_faults[i].rule))
			fail_msg("%s was not found", chart_faults[i].rule);
		for (int k = 0; k < out->n; k++)
			if (strcmp(out->rows[k].rule->key, chart_faults[i].rule) != 0)
				fail_msg("%s brings %s (%s) with it",
					 chart_faults[i].rule, out->rows[k].rule->key,
					 out->rows[k].numbers);
		store_cancel(kit.a.store);
		kit.a.user = user;
	}
	app_kit_read(&kit, v, NULL, NULL, out);
	assert_int_equal(out->n, 0);
	free(trial);
	free(out);
	free(v);
}

/* ---- signing */

static int64_t
signed_note(struct visit *v)
{
	int64_t no = 0;

	app_kit_ok(&kit, visit_sign(&kit.a, v, "1234", &no, &kit.k.err));
	return no;
}

static struct visit *
open_visit(int64_t who)
{
	struct visit *v = mem_alloc(sizeof *v);

	app_kit_no(&kit, ST_DUPLICATE, visit_start(&kit.a, who, 0, v, &kit.k.err));
	return v;
}

/* By video each thing that is not told is a rule of its own; told, the state alone is left. */
static void
test_presign__visit__at_a_distance(void **state)
{
	static const char *const before[] = {"tele_place", "tele_payer", "tele_asked",
					     "state_unknown"};
	static const char *const answers[][2] = {{"place", "home"}, {"telehealth", "95"}};
	struct visit *v = open_visit(patient);
	struct presign *out = mem_alloc(sizeof *out);

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	app_kit_ok(&kit, claim_answer(&kit.a, v, "mode", "video", "", &kit.k.err));
	app_kit_read(&kit, v, NULL, NULL, out);
	assert_int_equal(out->n, 4);
	for (int i = 0; i < 4; i++)
		assert_true(found(out, before[i]));
	app_kit_script(&kit, v);
	for (int i = 0; i < 2; i++)
		app_kit_ok(&kit, claim_answer(&kit.a, v, answers[i][0], answers[i][1], "",
					      &kit.k.err));
	app_kit_read(&kit, v, NULL, NULL, out);
	assert_int_equal(out->n, 1);
	assert_string_equal(out->rows[0].rule->key, "state_unknown");
	put(E_PATIENT, patient, "state",
	    (struct cell){.kind = CELL_TEXT, .p = "Ohio", .n = 4});
	app_kit_read(&kit, v, NULL, NULL, out);
	assert_int_equal(out->n, 0);
	str_copy(kit.a.user.licence_state, sizeof kit.a.user.licence_state, "Kansas");
	app_kit_read(&kit, v, NULL, NULL, out);
	assert_int_equal(out->n, 1);
	assert_string_equal(out->rows[0].rule->key, "licence_state");
	assert_string_equal(out->rows[0].numbers,
			    "licence of Kansas, the patient in Ohio");
	kit.a.user.licence_state[0] = '\0';
	store_cancel(kit.a.store);
	free(out);
	free(v);
}

static void
test_presign__sign__keeps_what_was_found(void **state)
{
	struct visit *v = open_visit(patient);
	struct note *n = mem_alloc(sizeof *n);
	struct str text = {0};
	int64_t no = 0;

	(void)state;
	kit.a.user.licence_to = TODAY - 1; /* does not hold today any more */
	app_kit_no(&kit, ST_DENIED, visit_sign(&kit.a, v, "1234", &no, &kit.k.err));
	kit.a.user.licence_to = 20260510;
	no = signed_note(v);
	app_kit_ok(&kit, record_get(kit.a.store, E_NOTE, no, n, &kit.k.err));
	assert_non_null(strstr(n->checks, " rules of "));
	assert_non_null(strstr(n->checks, rules->version));
	assert_non_null(strstr(
	    n->checks, "Warning licence_ends: The licence ends soon (6 days left)"));
	assert_string_equal(n->role, "pt");
	assert_true(n->cosigner == DICT_NONE);
	print_note(no, &text);
	assert_non_null(strstr(text.p, "CHECKED BEFORE SIGNING"));
	assert_non_null(strstr(text.p, "licence_ends"));
	str_release(&text);
	kit.a.user.licence_to = 20270101;
	free(n);
	free(v);
}

static void
test_presign__student__waits_for_the_second_signature(void **state)
{
	struct cosign_line lines[4];
	struct note *before = mem_alloc(sizeof *before),
		    *after = mem_alloc(sizeof *after);
	struct visit *v;
	struct str text = {0};
	int64_t own, no;
	int n = 0;

	(void)state;
	own = app_kit_case(&kit, "Student", &no);
	app_kit_prescribe(&kit, app_kit_block(&kit, no, 1, "97110", 1, 1800));
	v = right_visit(own); /* begun and asked by anna */
	app_kit_ok(&kit, staff_act_as(&kit.a, "sam", &kit.k.err));
	app_kit_no(&kit, ST_DENIED, visit_sign(&kit.a, v, "1234", &no, &kit.k.err));
	assert_true(app_kit_said(&kit, "somebody else"));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
	(void)signed_note(v);
	free(v);
	app_kit_wait(7200000); /* later that day, his own */
	app_kit_ok(&kit, staff_act_as(&kit.a, "sam", &kit.k.err));
	v = right_visit(own);
	no = signed_note(v);
	free(v);
	app_kit_ok(&kit, record_get(kit.a.store, E_NOTE, no, before, &kit.k.err));
	assert_string_equal(before->role, "student");
	assert_int_equal(before->cosigner, kit.anna);
	app_kit_no(&kit, ST_DENIED, visit_cosign(&kit.a, no, "1234", &kit.k.err));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
	app_kit_ok(&kit, query_cosign(kit.a.store, kit.anna, lines, 4, &n, &kit.k.err));
	assert_int_equal(n, 1);
	assert_int_equal(lines[0].note, no);
	assert_string_equal(lines[0].name, "Student, Test");
	app_kit_ok(&kit, query_cosign(kit.a.store, 0, lines, 4, &n, &kit.k.err));
	assert_int_equal(n, 1); /* anybody's */
	app_kit_no(&kit, ST_DENIED, visit_cosign(&kit.a, no, "4321", &kit.k.err));
	app_kit_ok(&kit, visit_cosign(&kit.a, no, "1234", &kit.k.err));
	app_kit_no(&kit, ST_DENIED, visit_cosign(&kit.a, no, "1234", &kit.k.err));
	app_kit_ok(&kit, query_cosign(kit.a.store, kit.anna, lines, 4, &n, &kit.k.err));
	assert_int_equal(n, 0);
	app_kit_ok(&kit, record_get(kit.a.store, E_NOTE, no, after, &kit.k.err));
	assert_memory_equal(before, after, sizeof *before); /* nothing unlocked */
	print_note(no, &text);
	assert_non_null(strstr(text.p, "Co-signature, entered 2026-05-04"));
	assert_non_null(strstr(text.p, "Test anna, PT"));
	str_release(&text);
	free(before);
	free(after);
}

/* It is not waited for, but a clinic or a state may want it. */
static void
test_presign__assistant__may_be_co_signed(void **state)
{
	struct str text = {0};
	struct visit *v;
	int64_t own, no;

	(void)state;
	own = app_kit_case(&kit, "Assisted", &no);
	app_kit_prescribe(&kit, app_kit_block(&kit, no, 1, "97110", 1, 1800));
	app_kit_ok(&kit, staff_act_as(&kit.a, "tess", &kit.k.err));
	v = right_visit(own);
	no = signed_note(v);
	free(v);
	app_kit_no(&kit, ST_DENIED, visit_cosign(&kit.a, no, "1234", &kit.k.err));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
	app_kit_ok(&kit, visit_cosign(&kit.a, no, "1234", &kit.k.err));
	print_note(no, &text);
	assert_non_null(strstr(text.p, "I supervise the assistant who gave this visit"));
	assert_null(strstr(text.p, "I directed this visit"));
	str_release(&text);
}

/* ---- what is added afterwards */

static int64_t
last_note(int64_t who)
{
	struct session_line l;
	int n = 0;

	app_kit_ok(&kit, query_sessions(kit.a.store, who, 0, &l, 1, &n, &kit.k.err));
	assert_int_equal(n, 1);
	return l.note;
}

static struct addendum
added(int64_t note, const char *kind, const char *reason)
{
	struct addendum x;

	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = note;
	x.refers_to = TODAY;
	str_copy(x.kind, sizeof x.kind, kind);
	str_copy(x.reason, sizeof x.reason, reason);
	str_copy(x.text, sizeof x.text, "What is added.");
	return x;
}

static void
test_presign__correction__units_beside_the_old_ones(void **state)
{
	int64_t note = last_note(patient), late = 0;
	struct addendum x = added(note, "correction", "Watch read wrongly"), rows[4];
	int n = 0;

	(void)state;
	x.entered_at = 1; /* whatever is typed: the clock tells */
	app_kit_ok(&kit, claim_correct(&kit.a, "97110 38", &x, &kit.k.err));
	assert_string_equal(x.old_value, "97110 30");
	assert_string_equal(x.new_value, "97110 38");
	assert_string_equal(x.units, "97110 2 -> 3; 3 in all, signed 2 (cms)");
	app_kit_ok(&kit, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
	app_kit_ok(&kit, query_addenda(kit.a.store, note, rows, 4, &n, &kit.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].field, "minutes");
	assert_string_equal(rows[0].role, "pt");
	assert_true(rows[0].entered_at > 1000000);
	assert_string_equal(rows[0].units, x.units);
	app_kit_no(&kit, ST_NOT_FOUND, claim_correct(&kit.a, "97999 38", &x, &kit.k.err));
	app_kit_no(&kit, ST_INVALID, claim_correct(&kit.a, "97110 2000", &x, &kit.k.err));
	x = added(note, "late", "");
	app_kit_no(&kit, ST_INVALID, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
	x.refers_to = date_add(TODAY, -7);
	app_kit_ok(&kit, visit_addendum_late(&kit.a, &x, &late, &kit.k.err));
	assert_int_equal(late, 0);
	x.refers_to = date_add(TODAY, -8);
	app_kit_ok(&kit, visit_addendum_late(&kit.a, &x, &late, &kit.k.err));
	assert_int_equal(late, 8);
}

static void
test_presign__void__with_a_reason_and_seen(void **state)
{
	int64_t note = last_note(patient);
	struct addendum x = added(note, "void", "");
	struct str text = {0};
	bool is = true;

	(void)state;
	app_kit_no(&kit, ST_INVALID, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
	x = added(note, "void", "Mistaken");
	app_kit_ok(&kit, staff_act_as(&kit.a, "pia", &kit.k.err));
	app_kit_no(&kit, ST_DENIED, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
	app_kit_ok(&kit, query_addendum_kind(kit.a.store, note, "void", &is, &kit.k.err));
	assert_false(is);
	app_kit_ok(&kit, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
	x = added(note, "void", "Again");
	app_kit_no(&kit, ST_DENIED, visit_addendum(&kit.a, &x, "1234", &kit.k.err));
	app_kit_ok(&kit, query_addendum_kind(kit.a.store, note, "void", &is, &kit.k.err));
	assert_true(is);
	print_note(note, &text);
	assert_non_null(strstr(text.p, "THIS NOTE IS VOID"));
	assert_non_null(strstr(text.p, "Mistaken"));
	str_release(&text);
}

/* Nothing that belongs to a signature can be changed, field by field. */
static void
test_presign__signed__is_never_changed(void **state)
{
	static const enum entity_id facts[] = {E_SESSION, E_PERFORMED, E_CHARGE, E_NOTE,
					       E_ADDENDUM};
	int tried = 0;

	(void)state;
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		const struct entity *e = dict_entity(facts[i]);

		assert_true(record_count(kit.a.store, facts[i]) > 0);
		for (size_t f = 0; f < e->n_fields; f++) {
			struct cell none = {.kind = CELL_NONE};

			app_kit_no(&kit, ST_FROZEN,
				   record_set_field(kit.a.store, facts[i], 1, (int)f,
						    none, &kit.k.err));
			tried++;
		}
	}
	assert_true(tried > 60);
}

/* ---- roles */

static void
test_presign__roles__in_one_table(void **state)
{
	int n = 0;

	(void)state;
	for (const struct role *r = role_at(0); r; r = role_at(++n)) {
		assert_string_equal(role_of(r->id)->id, r->id);
		assert_true(
		    dict_code_index(
			dict_entity(E_STAFF)
			    ->fields[dict_field_named(dict_entity(E_STAFF), "role")]
			    .codes,
			r->id) >= 0);
		assert_true(r->evaluates == r->plans && r->plans == r->reports);
		assert_true(!r->reports || r->signs);
		assert_true(!r->bills || r->treats);
		assert_true(r->source[0] && r->verification[0]);
	}
	assert_int_equal(n, 10);
	assert_true(role_of("pt")->evaluates && role_of("ot")->evaluates);
	assert_true(role_of("pta")->assistant && !role_of("pta")->evaluates);
	assert_true(role_of("student")->cosigned && !role_of("student")->bills);
	assert_false(role_of("aide")->treats || role_of("aide")->signs);
	assert_false(role_of("nobody")->signs);
}

static int
set_up(void **state)
{
	struct staff student = app_kit_person("sam", "student");
	struct staff assistant = app_kit_person("tess", "pta");

	(void)state;
	app_kit_new(&kit);
	student.supervisor = kit.anna;
	student.licence_from = student.licence_to = DICT_NONE;
	sam = app_kit_staff(&kit, &student);
	assistant.supervisor = kit.anna;
	(void)app_kit_staff(&kit, &assistant);
	patient = app_kit_case(&kit, "Right", &plan);
	app_kit_prescribe(&kit, app_kit_block(&kit, plan, 1, "97110", 1, 1800));
	{
		struct plan_of_care p;

		app_kit_ok(&kit,
			   record_get(kit.a.store, E_PLAN_OF_CARE, plan, &p, &kit.k.err));
		episode = p.episode;
	}
	app_kit_ok(&kit, presign_rules_of(&kit.a, &rules, &kit.k.err));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_presign__faulty_notes__are_caught_by_the_rule_meant),
	    cmocka_unit_test(test_presign__right_notes__pass),
	    cmocka_unit_test(test_presign__rules__are_all_tried),
	    cmocka_unit_test(test_presign__rules__unknown_check_is_said),
	    cmocka_unit_test(test_presign__judge__orders_and_dates),
	    cmocka_unit_test(test_presign__visit__faults_of_the_chart),
	    cmocka_unit_test(test_presign__visit__at_a_distance),
	    cmocka_unit_test(test_presign__sign__keeps_what_was_found),
	    cmocka_unit_test(test_presign__student__waits_for_the_second_signature),
	    cmocka_unit_test(test_presign__assistant__may_be_co_signed),
	    cmocka_unit_test(test_presign__correction__units_beside_the_old_ones),
	    cmocka_unit_test(test_presign__void__with_a_reason_and_seen),
	    cmocka_unit_test(test_presign__signed__is_never_changed),
	    cmocka_unit_test(test_presign__roles__in_one_table),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
