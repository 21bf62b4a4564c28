/* test_due_hand.c - one due item of every kind, and people who stopped coming, entered by hand: the
 * lists line by line as they were written down before the program was asked. */
#include "app_kit.h"

#include "app/due.h"
#include "app/lapse.h"
#include "app/report.h"

#include <stdlib.h>

/* Today is Monday 4 May 2026. */

struct case_of {
	const char *family;
	int64_t opened, payer;
	int64_t patient, episode;
};

/* Anna's patient with an open episode that nothing else is known of. */
static struct case_of
new_case(struct app_kit *c, const char *family, int64_t payer, int64_t opened)
{
	struct case_of who = {family, opened, payer, 0, 0};
	struct episode e;

	who.patient = app_kit_patient(c, family, payer);
	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = who.patient;
	e.opened = opened;
	app_kit_ok(c, care_open_episode(&c->a, &e, "M25.561", NULL, &c->k.err));
	who.episode = e.head.no;
	return who;
}

static void
came(struct app_kit *c, const struct case_of *who, int64_t day)
{
	struct session s;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = who->patient;
	s.episode = who->episode;
	s.therapist = c->anna;
	s.service_date = day;
	app_kit_ok(c, record_add(c->a.store, E_SESSION, &s, &c->k.err));
}

/* Pia treated and signed; anna's second signature is wanted. */
static void
to_cosign(struct app_kit *c, const struct case_of *who, int64_t day)
{
	struct session s;
	struct note n;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = who->patient;
	s.episode = who->episode;
	s.therapist = c->anna;
	s.service_date = day;
	app_kit_ok(c, record_add(c->a.store, E_SESSION, &s, &c->k.err));
	dict_row_init(dict_entity(E_NOTE), &n);
	n.session = s.head.no;
	n.author = c->pia;
	n.cosigner = c->anna;
	str_copy(n.kind, sizeof n.kind, "daily");
	str_copy(n.signature, sizeof n.signature, "Test pia, PTA");
	app_kit_ok(c, record_add(c->a.store, E_NOTE, &n, &c->k.err));
}

static struct plan_of_care
planned(struct app_kit *c, const struct case_of *who, int64_t starts, int64_t signed_on,
	int64_t holds_to)
{
	struct plan_of_care p;

	dict_row_init(dict_entity(E_PLAN_OF_CARE), &p);
	p.episode = who->episode;
	p.starts = starts;
	p.weeks = 12;
	p.certified_on = signed_on;
	p.certified_to = holds_to;
	app_kit_ok(c, care_make_plan(&c->a, &p, &c->k.err));
	return p;
}

static void
goal_measured(struct app_kit *c, const struct case_of *who, int64_t day)
{
	struct goal g;
	struct result r;

	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = who->episode;
	str_copy(g.measure, sizeof g.measure, "tug");
	str_copy(g.text, sizeof g.text, "Walk to the barn");
	str_copy(g.state, sizeof g.state, "active");
	app_kit_ok(c, record_add(c->a.store, E_GOAL, &g, &c->k.err));
	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = who->patient;
	r.episode = who->episode;
	r.day = day;
	str_copy(r.measure, sizeof r.measure, "tug");
	r.value = 18000;
	app_kit_ok(c, record_add(c->a.store, E_RESULT, &r, &c->k.err));
}

/* ---- the due list */

static void
fill_dated(struct app_kit *c)
{
	struct case_of who = new_case(c, "Adams", c->payer_ama, 20260501);
	struct live live = {.patient = who.patient,
			    .episode = who.episode,
			    .therapist = c->anna,
			    .service_date = 20260430};
	struct draft draft = {.episode = who.episode,
			      .patient = who.patient,
			      .staff = c->anna,
			      .kind = "discharge",
			      .day = 20260503};
	struct aid aid;
	struct task task;
	struct staff was, now;

	to_cosign(c, &who, 20260502);
	app_kit_ok(c, live_open(c->a.store, &live, &c->k.err));
	app_kit_ok(c, draft_open(c->a.store, &draft, &c->k.err));
	dict_row_init(dict_entity(E_AID), &aid);
	aid.patient = who.patient;
	str_copy(aid.kind, sizeof aid.kind, "cane");
	for (int i = 0; i < 2; i++) { /* 8 days on nothing is said yet */
		aid.review = i ? 20260512 : 20260511;
		memset(&aid.head, 0, sizeof aid.head);
		app_kit_ok(c, record_add(c->a.store, E_AID, &aid, &c->k.err));
	}
	dict_row_init(dict_entity(E_TASK), &task);
	task.author = task.staff = c->anna;
	task.due = 20260504;
	str_copy(task.text, sizeof task.text, "Order new bands");
	str_copy(task.state, sizeof task.state, "open");
	app_kit_ok(c, record_add(c->a.store, E_TASK, &task, &c->k.err));
	app_kit_ok(c, record_get(c->a.store, E_STAFF, c->pia, &was, &c->k.err));
	now = was;
	now.licence_to = 20260603;
	access_lift(c->a.store); /* a manager does */
	app_kit_ok(c, record_set(c->a.store, E_STAFF, &was, &now, NULL, &c->k.err));
	access_drop(c->a.store);
}

/* Each has one that is due and, where there is a limit, one that is just not. */
static void
fill_cases(struct app_kit *c)
{
	struct case_of who = new_case(c, "Baker", c->payer_cms, 20260408);

	planned(c, &who, 20260408, DICT_NONE, DICT_NONE); /* day 30 is 8 May */
	came(c, &who, 20260408);
	who = new_case(c, "Byrne", c->payer_cms, 20260330);
	planned(c, &who, 20260330, DICT_NONE, DICT_NONE); /* was 29 April */
	came(c, &who, 20260330);
	who = new_case(c, "Bird", c->payer_cms, 20260425); /* 25 May: 21 days on */
	planned(c, &who, 20260425, DICT_NONE, DICT_NONE);
	who = new_case(c, "Cole", c->payer_cms, 20260223);
	planned(c, &who, 20260223, 20260225, 20260517); /* 13 days on */
	who = new_case(c, "Cook", c->payer_cms, 20260302);
	planned(c, &who, 20260302, 20260304, 20260519); /* 15 days on */
	for (int i = 0; i < 3; i++) {			/* 10, 8 and 7 treatment days */
		static const char *const names[] = {"Dahl", "Dean", "Doyle"};
		static const int days[] = {10, 8, 7};

		who = new_case(c, names[i], c->payer_ama, 20260401);
		for (int k = 0; k < days[i]; k++)
			came(c, &who, 20260401 + k * 2);
		came(c, &who, 20260401); /* twice on one day is one treatment day */
	}
	who = new_case(c, "Evans", c->payer_ama, 20260301);
	goal_measured(c, &who, 20260403); /* 31 days ago */
	who = new_case(c, "Ellis", c->payer_ama, 20260301);
	goal_measured(c, &who, 20260405); /* 29 days ago */
}

static void
add_line(const struct due_line *l, struct str *out)
{
	char day[DATE_TEXT_SIZE];

	date_text(l->day, day);
	str_addf(out, "%s|%s|%s|%s|%s\n", due_when_text(l->when), due_kind_text(l->kind),
		 l->what, l->who, day);
}

static void
test_due_hand__every_kind__line_by_line(void **state)
{
	static const char wanted[] =
	    "LATE|Certification|certification|Byrne, Test|2026-04-29\n"
	    "LATE|Unsigned notes|session not finished|Adams, Test|2026-04-30\n"
	    "LATE|Report drafts|Discharge NOT SIGNED|Adams, Test|2026-05-03\n"
	    "LATE|Re-tests|re-test|Evans, Test|2026-05-03\n"
	    "LATE|Safety copy|no new safety copy|This clinic|2026-05-04\n"
	    "LATE|Co-signatures|note to co-sign|Adams, Test|2026-05-02\n"
	    "due|Progress reports|report, day 10 of 10|Dahl, Test|2026-04-19\n"
	    "due|Tasks|Order new bands||2026-05-04\n"
	    "soon|Licences|licence expires|Test pia|2026-06-03\n"
	    "soon|Progress reports|report, day 8 of 10|Dean, Test|2026-04-15\n"
	    "soon|Certification|certification|Baker, Test|2026-05-08\n"
	    "soon|Certification|recertification|Cole, Test|2026-05-17\n"
	    "soon|Aid reviews|review cane|Adams, Test|2026-05-11\n";
	struct due_line lines[40];
	struct due_list list = {.lines = lines, .max = 40};
	struct due_ask ask = {DUE_ALL, false, 20};
	struct str got = {0};
	struct app_kit c;
	unsigned seen = 0;

	(void)state;
	app_kit_new(&c);
	fill_dated(&c);
	fill_cases(&c);
	app_kit_ok(&c, due_list(&c.a, &ask, &list, &c.k.err));
	for (int i = 0; i < list.n; i++) {
		add_line(&list.lines[i], &got);
		seen |= 1U << list.lines[i].kind;
	}
	assert_string_equal(str_text(&got), wanted);
	/* No kind is left out, but for conflicts, which need another site (test_conflicts), and
	 * charts opened with a reason, which a manager is told of (test_access). */
	assert_int_equal(seen | 1U << DUE_CONFLICT | 1U << DUE_GLASS,
			 (1U << DUE_KIND_COUNT) - 1);
	/* pia is in charge of none of them: what belongs to the clinic stays */
	app_kit_ok(&c, staff_act_as(&c.a, "pia", &c.k.err));
	app_kit_ok(&c, due_list(&c.a, &ask, &list, &c.k.err));
	str_clear(&got);
	for (int i = 0; i < list.n; i++)
		add_line(&list.lines[i], &got);
	assert_string_equal(str_text(&got),
			    "LATE|Safety copy|no new safety copy|This clinic|2026-05-04\n"
			    "soon|Licences|licence expires|Test pia|2026-06-03\n"
			    "soon|Aid reviews|review cane|Adams, Test|2026-05-11\n");
	str_release(&got);
	app_kit_end(&c);
}

/* ---- the lapse list */

static void
booked(struct app_kit *c, const struct case_of *who, int64_t day, const char *as)
{
	struct appointment a;

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = who->patient;
	a.staff = c->anna;
	a.day = day;
	a.start = 540;
	str_copy(a.state, sizeof a.state, as);
	app_kit_ok(c, record_add(c->a.store, E_APPOINTMENT, &a, &c->k.err));
}

static void
test_due_hand__lapse__line_by_line(void **state)
{
	static const char wanted[] = "Fox, Test|34|out\n"    /* never came */
				     "Gray, Test|21|out\n"   /* the 21st day */
				     "Hill, Test|20|call\n"  /* the day before it */
				     "Ives, Test|14|call\n"; /* the 14th day */
	struct lapse_line lines[20];
	struct lapse_list list = {.lines = lines, .max = 20};
	struct lapse_ask ask = {.everybody = false};
	struct str got = {0};
	struct app_kit c;
	struct case_of who;

	(void)state;
	app_kit_new(&c);
	new_case(&c, "Fox", c.payer_ama, 20260331);
	who = new_case(&c, "Gray", c.payer_ama, 20260331);
	came(&c, &who, 20260413);
	booked(&c, &who, 20260505, "cancelled"); /* called off is not booked */
	who = new_case(&c, "Hill", c.payer_ama, 20260331);
	came(&c, &who, 20260401);
	came(&c, &who, 20260414);
	booked(&c, &who, 20260503, "booked"); /* yesterday */
	who = new_case(&c, "Ives", c.payer_ama, 20260331);
	came(&c, &who, 20260420);
	who = new_case(&c, "Jones", c.payer_ama, 20260331); /* 13 days */
	came(&c, &who, 20260421);
	who = new_case(&c, "Kerr", c.payer_ama, 20260331); /* comes today */
	booked(&c, &who, 20260504, "booked");
	app_kit_ok(&c, lapse_list(&c.a, &ask, &list, &c.k.err));
	for (int i = 0; i < list.n; i++)
		str_addf(&got, "%s|%lld|%s\n", lines[i].name, (long long)lines[i].days,
			 lines[i].out ? "out" : "call");
	assert_string_equal(str_text(&got), wanted);
	str_release(&got);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_due_hand__every_kind__line_by_line),
	    cmocka_unit_test(test_due_hand__lapse__line_by_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
