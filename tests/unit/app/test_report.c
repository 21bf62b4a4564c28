/* test_report.c - the texts of reports against files that were looked at, who may sign them, and
 * what signing does. GOLDEN_UPDATE=1 writes the files anew. */
#include "app_kit.h"

#include "app/paper.h"
#include "app/report.h"
#include "store/draft.h"
#include "store/query_work.h"

static struct app_kit kit;
static int64_t patient, episode, plan;

/* ---- a knee, two months of care */

static void
add(enum entity_id e, void *row)
{
	app_kit_ok(&kit, record_add(kit.a.store, e, row, &kit.k.err));
}

static void
add_result(const char *measure, const char *side, int64_t day, int64_t value,
	   const char *protocol)
{
	struct result r;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = patient;
	r.episode = episode;
	r.day = day;
	str_copy(r.measure, sizeof r.measure, measure);
	str_copy(r.side, sizeof r.side, side);
	str_copy(r.protocol, sizeof r.protocol, protocol);
	r.value = value;
	add(E_RESULT, &r);
}

static void
add_goal(int rank, const char *term, const char *text, const char *measure,
	 const char *side, const int64_t from_to[2])
{
	struct goal g;

	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = episode;
	g.rank = rank;
	str_copy(g.term, sizeof g.term, term);
	str_copy(g.text, sizeof g.text, text);
	str_copy(g.measure, sizeof g.measure, measure);
	str_copy(g.side, sizeof g.side, side);
	g.baseline = from_to[0];
	g.baseline_day = 20260309;
	g.target = from_to[1];
	g.due = 20260601;
	str_copy(g.state, sizeof g.state, "active");
	add(E_GOAL, &g);
}

static void
add_visit(int64_t day, int64_t before, int64_t after)
{
	struct session s;
	struct appointment a;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = patient;
	s.episode = episode;
	s.plan = plan;
	s.therapist = kit.anna;
	s.service_date = day;
	s.pain_before = before;
	s.pain_after = after;
	add(E_SESSION, &s);
	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = patient;
	a.day = day;
	str_copy(a.state, sizeof a.state, "done");
	add(E_APPOINTMENT, &a);
}

static void
add_missed(int64_t day)
{
	struct appointment a;

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = patient;
	a.day = day;
	str_copy(a.state, sizeof a.state, "no_show");
	add(E_APPOINTMENT, &a);
}

static void
add_care(void)
{
	struct assessment x;
	struct aid aid;
	struct precaution c;
	struct dose_change d;
	struct prescription p = app_kit_block(&kit, plan, 1, "97110", 3, 30);

	dict_row_init(dict_entity(E_ASSESSMENT), &x);
	x.patient = patient;
	x.episode = episode;
	x.day = 20260309;
	str_copy(x.kind, sizeof x.kind, "initial");
	str_copy(x.history, sizeof x.history,
		 "Twisted the knee in the field in January; before that walked 3 km a "
		 "day.");
	str_copy(x.findings, sizeof x.findings, "Warm, no redness; limps on the left.");
	add(E_ASSESSMENT, &x);
	dict_row_init(dict_entity(E_AID), &aid);
	aid.patient = patient;
	str_copy(aid.kind, sizeof aid.kind, "cane");
	str_copy(aid.side, sizeof aid.side, "right");
	aid.given = aid.fitted = 20260309;
	str_copy(aid.fit, sizeof aid.fit, "fits well");
	aid.review = 20260601;
	add(E_AID, &aid);
	dict_row_init(dict_entity(E_PRECAUTION), &c);
	c.patient = patient;
	str_copy(c.tag, sizeof c.tag, "severe_osteoporosis");
	c.since = 20260309;
	add(E_PRECAUTION, &c);
	p.head.no = 0;
	dict_row_init(dict_entity(E_DOSE_CHANGE), &d);
	app_kit_ok(&kit, care_prescribe(&kit.a, &p, &kit.k.err));
	d.prescription = p.head.no;
	d.day = 20260420;
	str_copy(d.decision, sizeof d.decision, "taken");
	str_copy(d.before, sizeof d.before, "2 x 0:30");
	str_copy(d.after, sizeof d.after, "3 x 0:30");
	add(E_DOSE_CHANGE, &d);
}

static void
set_plan(void)
{
	struct plan_of_care seen, now;

	app_kit_ok(&kit,
		   record_get(kit.a.store, E_PLAN_OF_CARE, plan, &seen, &kit.k.err));
	now = seen;
	now.per_week = 2;
	now.weeks = 8;
	now.starts = 20260309;
	str_copy(now.potential, sizeof now.potential, "good, active and well supported");
	app_kit_ok(
	    &kit, record_set(kit.a.store, E_PLAN_OF_CARE, &seen, &now, NULL, &kit.k.err));
}

static void
make_case(void)
{
	struct episode e;

	patient = app_kit_patient(&kit, "Dube", kit.payer_cms);
	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = patient;
	e.opened = 20260309;
	e.onset = 20260115;
	str_copy(e.side, sizeof e.side, "left");
	str_copy(e.referred_by, sizeof e.referred_by, "Dr. Made-Up");
	app_kit_ok(&kit, care_open_episode(&kit.a, &e, "M25.562", NULL, &kit.k.err));
	episode = e.head.no;
	plan = app_kit_plan(&kit, episode);
	set_plan();
	add_care();
	add_goal(1, "short", "Bend the knee to sit in the bus", "rom_knee_flexion",
		 "left", (int64_t[]){80000, 110000});
	add_goal(2, "long", "Rise from the chair without hands", "sts5", "none",
		 (int64_t[]){18000, 12000});
	add_result("rom_knee_flexion", "left", 20260309, 80000, "active");
	add_result("sts5", "none", 20260309, 18000, "");
	add_result("nprs", "none", 20260309, 6000, "");
}

static void
make_progress(void)
{
	static const int64_t days[] = {20260309, 20260312, 20260316, 20260319, 20260326,
				       20260402, 20260409, 20260416, 20260420, 20260430};

	for (int i = 0; i < 10; i++)
		add_visit(days[i], 6 - i / 3, 4 - i / 3);
	add_missed(20260323);
	add_result("rom_knee_flexion", "left", 20260402, 95000, "active");
	add_result("rom_knee_flexion", "left", 20260430, 105000, "active");
	add_result("sts5", "none", 20260430, 11500, "");
	add_result("nprs", "none", 20260430, 3000, "");
}

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	make_case();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

/* ---- golden texts */

static void
golden(const char *name, const char *text)
{
	char path[128];
	static char want[65536];
	FILE *f;
	size_t n = 0;

	str_format(path, sizeof path, "tests/data/reports/%s.txt", name);
	if (getenv("GOLDEN_UPDATE")) {
		f = fopen(path, "w");
		assert_non_null(f);
		fputs(text, f);
		fclose(f);
		return;
	}
	f = fopen(path, "r");
	if (!f)
		fail_msg("%s is missing", path);
	n = fread(want, 1, sizeof want - 1, f);
	want[n] = '\0';
	fclose(f);
	if (strcmp(want, text) != 0)
		fail_msg("%s differs, now:\n%s", path, text);
}

static void
note_text(const struct report *r, struct str *out)
{
	str_addf(out, "SUBJECTIVE\n%s\nOBJECTIVE\n%s\nASSESSMENT\n%s\nPLAN\n%s",
		 r->note.subjective, r->note.objective, r->note.assessment, r->note.plan);
	str_addf(out, "\nGAPS\n%s\nMIND\n%s", str_text(&r->gaps), str_text(&r->warnings));
}

static void
begin(struct report *r, const char *kind)
{
	memset(r, 0, sizeof *r);
	app_kit_ok(&kit, report_begin(&kit.a, episode, kind, r, &kit.k.err));
}

static void
type(struct report *r, enum report_part part, const char *text)
{
	app_kit_ok(&kit, report_type(&kit.a, r, part, NULL, text, &kit.k.err));
	app_kit_ok(&kit, report_load(&kit.a, r->draft.no, r, &kit.k.err));
}

static void
text_is_golden(const char *kind)
{
	struct report r;
	struct str text = {0};

	begin(&r, kind);
	type(&r, REPORT_ASSESSMENT, "Moves toward every goal; needs cues for pace.");
	type(&r, REPORT_PLAN, "Add stairs. Skilled care is needed to progress safely.");
	if (!strcmp(kind, "discharge"))
		type(&r, REPORT_REASON, "goals met");
	note_text(&r, &text);
	golden(kind, str_text(&text));
	str_release(&text);
	report_release(&r);
}

static void
test_report__evaluation__text(void **state)
{
	(void)state;
	text_is_golden("evaluation");
}

static void
test_report__progress__text(void **state)
{
	(void)state;
	make_progress();
	text_is_golden("progress");
}

static void
test_report__recert__text(void **state)
{
	(void)state;
	make_progress();
	text_is_golden("recert");
}

static void
test_report__discharge__text(void **state)
{
	(void)state;
	make_progress();
	text_is_golden("discharge");
}

/* ---- signing */

static int64_t
sign(struct report *r)
{
	int64_t note = 0;

	app_kit_ok(&kit, report_sign(&kit.a, r, "1234", &note, &kit.k.err));
	return note;
}

static void
test_report__assistant__may_not_sign(void **state)
{
	struct report r;
	int64_t note = 0;

	(void)state;
	make_progress();
	app_kit_ok(&kit, staff_act_as(&kit.a, "pia", &kit.k.err));
	begin(&r, "progress");
	type(&r, REPORT_ASSESSMENT, "Good.");
	assert_non_null(strstr(str_text(&r.gaps), "may not sign reports"));
	app_kit_no(&kit, ST_DENIED, report_sign(&kit.a, &r, "1234", &note, &kit.k.err));
	assert_int_equal(record_count(kit.a.store, E_NOTE), 0);
	report_release(&r);
}

static void
test_report__wrong_pin__keeps_the_draft(void **state)
{
	struct report r;
	struct str text = {0};
	int64_t note = 0;

	(void)state;
	make_progress();
	begin(&r, "progress");
	type(&r, REPORT_ASSESSMENT, "Good.");
	app_kit_no(&kit, ST_DENIED, report_sign(&kit.a, &r, "9999", &note, &kit.k.err));
	app_kit_ok(&kit, report_typed(&kit.a, &r, REPORT_ASSESSMENT, &text, &kit.k.err));
	assert_string_equal(str_text(&text), "Good.");
	str_release(&text);
	report_release(&r);
}

/* What changes in the chart before the signature is in the report; what was typed stays. */
static void
test_report__sign__freshens_the_data(void **state)
{
	struct report r;
	struct note *n = mem_alloc(sizeof *n);
	struct draft d;

	(void)state;
	make_progress();
	begin(&r, "progress");
	type(&r, REPORT_ASSESSMENT, "Good.");
	assert_null(strstr(r.note.objective, "108 deg"));
	add_result("rom_knee_flexion", "left", 20260504, 108000, "active");
	app_kit_ok(&kit, record_get(kit.a.store, E_NOTE, sign(&r), n, &kit.k.err));
	assert_non_null(strstr(n->objective, "108 deg"));
	assert_non_null(strstr(n->assessment, "Good."));
	assert_int_equal(n->period_from, 20260309);
	assert_int_equal(n->period_to, 20260504);
	assert_int_equal(n->session, DICT_NONE);
	assert_string_equal(n->role, "pt");
	assert_non_null(strstr(n->checks, "nothing missing"));
	assert_string_equal(n->signature, "Test anna, PT, licence PT-1");
	app_kit_no(&kit, ST_NOT_FOUND,
		   draft_get(kit.a.store, r.draft.no, &d, &kit.k.err));
	free(n);
	report_release(&r);
}

static void
test_report__period__begins_after_the_last(void **state)
{
	struct report r;

	(void)state;
	make_progress();
	begin(&r, "progress");
	type(&r, REPORT_ASSESSMENT, "Good.");
	sign(&r);
	/* The chair rise is at its target; the chart says met when somebody marks it. */
	assert_non_null(strstr(r.note.checks, "1 goal has the target by the score, not "
					      "marked met yet"));
	report_release(&r);
	app_kit_wait(INT64_C(7) * 86400 * 1000);
	add_visit(20260511, 2, 2);
	begin(&r, "progress");
	assert_int_equal(r.note.period_from, 20260505);
	assert_non_null(strstr(r.note.objective, "1 treatment day (11 in the episode)"));
	assert_non_null(strstr(str_text(&r.warnings), "goals were not measured"));
	type(&r, REPORT_ASSESSMENT, "Good.");
	sign(&r); /* what was to be minded stands with the signature */
	assert_non_null(strstr(r.note.checks, "2 to mind."));
	assert_non_null(strstr(r.note.checks, "Warning: "));
	assert_non_null(strstr(r.note.checks, "goals were not measured"));
	report_release(&r);
}

static void
test_report__recert__renews_the_plan(void **state)
{
	struct report r;
	struct plan_of_care p;

	(void)state;
	make_progress();
	begin(&r, "recert");
	type(&r, REPORT_ASSESSMENT, "Good.");
	app_kit_no(&kit, ST_INVALID,
		   report_type(&kit.a, &r, REPORT_FREQUENCY, NULL, "often", &kit.k.err));
	app_kit_no(&kit, ST_INVALID,
		   report_type(&kit.a, &r, REPORT_FREQUENCY, NULL, "0x6", &kit.k.err));
	type(&r, REPORT_FREQUENCY, "1 x 6");
	assert_non_null(strstr(r.note.plan, "1 time a week for 6 weeks, 2026-05-04 to"));
	sign(&r);
	app_kit_ok(&kit, record_get(kit.a.store, E_PLAN_OF_CARE, plan, &p, &kit.k.err));
	assert_int_equal(p.active, 0);
	report_release(&r);
	begin(&r, "progress");
	assert_int_equal(r.per_week, 1);
	assert_int_equal(r.weeks, 6);
	report_release(&r);
}

static void
test_report__discharge__closes_the_episode(void **state)
{
	struct report r;
	struct episode e;

	(void)state;
	make_progress();
	begin(&r, "discharge");
	type(&r, REPORT_ASSESSMENT, "Good.");
	assert_non_null(strstr(str_text(&r.gaps), "reason of the discharge"));
	type(&r, REPORT_REASON, "goals met");
	assert_int_equal(r.gaps.n, 0);
	sign(&r);
	report_release(&r);
	app_kit_ok(&kit, record_get(kit.a.store, E_EPISODE, episode, &e, &kit.k.err));
	assert_int_equal(e.closed, 20260504);
	memset(&r, 0, sizeof r);
	app_kit_no(&kit, ST_REFUSED,
		   report_begin(&kit.a, episode, "progress", &r, &kit.k.err));
}

static void
test_report__evaluation__says_what_is_missing(void **state)
{
	struct report r;
	int64_t bare;

	(void)state;
	bare = app_kit_episode(&kit, patient);
	memset(&r, 0, sizeof r);
	app_kit_ok(&kit, report_begin(&kit.a, bare, "evaluation", &r, &kit.k.err));
	assert_non_null(strstr(str_text(&r.gaps), "no plan of care"));
	assert_non_null(strstr(str_text(&r.gaps), "no goal has a measure"));
	assert_non_null(strstr(str_text(&r.gaps), "your assessment is missing"));
	report_release(&r);
}

static void
add_screening(const char *kind, const char *outcome, const char *reason)
{
	struct screening s;

	dict_row_init(dict_entity(E_SCREENING), &s);
	s.patient = patient;
	s.episode = episode;
	s.day = 20260504;
	s.staff = kit.anna;
	str_copy(s.kind, sizeof s.kind, kind);
	str_copy(s.outcome, sizeof s.outcome, outcome);
	str_copy(s.reason, sizeof s.reason, reason);
	str_copy(s.rules, sizeof s.rules, "S093");
	add(E_SCREENING, &s);
}

/* What the chart knows of the first day stands in the evaluation; what was never filled in does
 * not. */
static void
test_report__evaluation__says_what_could_not_be_done(void **state)
{
	struct result x;
	struct goal g;
	struct report r;

	(void)state;
	dict_row_init(dict_entity(E_RESULT), &x);
	x.patient = patient;
	x.episode = episode;
	x.day = 20260503;
	str_copy(x.measure, sizeof x.measure, "sls_eo");
	str_copy(x.side, sizeof x.side, "right");
	str_copy(x.remark, sizeof x.remark, "cannot stand on it");
	add(E_RESULT, &x);
	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = episode;
	g.rank = 9;
	str_copy(g.text, sizeof g.text, "I will rate ___ 7 or more");
	str_copy(g.state, sizeof g.state, "dropped");
	add(E_GOAL, &g);
	add_screening("intake", "stopped", "");
	add_screening("visit", "overridden", "no head strike");
	begin(&r, "evaluation");
	assert_non_null(strstr(r.note.objective,
			       "One-leg stand, eyes open, right: could not be done "
			       "(2026-05-03): cannot stand on it."));
	assert_non_null(
	    strstr(r.note.subjective,
		   "Stopped: S093 Fall since the last visit. Asked again that "
		   "day: Gone on with a reason: S093 Fall since the last visit; "
		   "no head strike."));
	assert_null(strstr(r.note.plan, "___"));
	report_release(&r);
}

static void
test_report__mind__goals_past_and_visits_booked(void **state)
{
	struct appointment x;
	struct report r;
	struct goal g;

	(void)state;
	make_progress();
	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = episode;
	g.rank = 9;
	g.due = 20260401;
	str_copy(g.text, sizeof g.text, "By 1 Apr 2026, I will walk to the barn.");
	str_copy(g.state, sizeof g.state, "active");
	add(E_GOAL, &g);
	begin(&r, "recert");
	assert_non_null(strstr(str_text(&r.warnings), "1 open goal is past its day"));
	assert_non_null(strstr(r.note.plan, "walk to the barn; target no number."));
	report_release(&r);
	dict_row_init(dict_entity(E_APPOINTMENT), &x);
	x.patient = patient;
	x.day = 20261231;
	x.start = 600;
	str_copy(x.state, sizeof x.state, "booked");
	add(E_APPOINTMENT, &x);
	begin(&r, "discharge");
	type(&r, REPORT_REASON, "goals met");
	assert_non_null(strstr(str_text(&r.warnings), "1 visit is still booked"));
	assert_non_null(
	    strstr(str_text(&r.warnings), "the reason is that goals are met"));
	report_release(&r);
}

/* ---- hand-over, print */

static void
test_report__hand_over__drafted_and_given(void **state)
{
	struct draft d, again;
	struct str text = {0};
	struct task rows[4];
	int n = 0;

	(void)state;
	make_progress();
	app_kit_ok(&kit, report_hand_over(&kit.a, episode, &d, &text, &kit.k.err));
	golden("hand_over", str_text(&text));
	app_kit_ok(&kit, draft_text_set(kit.a.store, d.no, "text", NULL, "Mind the dog.",
					&kit.k.err));
	str_clear(&text);
	app_kit_ok(&kit, report_hand_over(&kit.a, episode, &again, &text, &kit.k.err));
	assert_string_equal(str_text(&text), "Mind the dog.");
	str_release(&text);
	app_kit_no(&kit, ST_NOT_FOUND,
		   report_hand_over_send(&kit.a, &d, "nobody", &kit.k.err));
	app_kit_ok(&kit, report_hand_over_send(&kit.a, &d, "pia", &kit.k.err));
	app_kit_ok(&kit, query_tasks(kit.a.store, kit.pia, rows, 4, &n, &kit.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].kind, "hand_over");
	assert_string_equal(rows[0].text, "Mind the dog.");
	assert_int_equal(rows[0].patient, patient);
}

static void
test_report__print__pages(void **state)
{
	struct paper_order o = {.kind = PAPER_REPORT};
	struct report r;
	struct paper paper;
	struct str out = {0};

	(void)state;
	make_progress();
	begin(&r, "progress");
	type(&r, REPORT_ASSESSMENT, "Moves toward every goal.");
	o.no = sign(&r);
	report_release(&r);
	app_kit_ok(&kit, paper_make(&kit.a, &o, &paper, &kit.k.err));
	paper_text(&paper, &out);
	paper_release(&paper);
	golden("print_progress", str_text(&out));
	for (const char *p = str_text(&out); *p; p += *p == '\n') {
		size_t columns = strcspn(p, "\n");

		assert_in_range(columns, 0, 76);
		p += columns;
	}
	assert_int_equal(out.p[out.n - 1], '\f');
	str_release(&out);
}

int
main(void)
{
#define REPORT_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    REPORT_TEST(test_report__evaluation__text),
	    REPORT_TEST(test_report__progress__text),
	    REPORT_TEST(test_report__recert__text),
	    REPORT_TEST(test_report__discharge__text),
	    REPORT_TEST(test_report__assistant__may_not_sign),
	    REPORT_TEST(test_report__wrong_pin__keeps_the_draft),
	    REPORT_TEST(test_report__sign__freshens_the_data),
	    REPORT_TEST(test_report__period__begins_after_the_last),
	    REPORT_TEST(test_report__recert__renews_the_plan),
	    REPORT_TEST(test_report__discharge__closes_the_episode),
	    REPORT_TEST(test_report__evaluation__says_what_is_missing),
	    REPORT_TEST(test_report__evaluation__says_what_could_not_be_done),
	    REPORT_TEST(test_report__mind__goals_past_and_visits_booked),
	    REPORT_TEST(test_report__hand_over__drafted_and_given),
	    REPORT_TEST(test_report__print__pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
