/* test_access.c - the doors of the store by role: every role at every entity, charts opened with a
 * reason, logins that are locked, closed, or have to be changed. */
#include "app_kit.h"

#include "app/chart.h"
#include "app/due.h"
#include "core/role.h"
#include "store/audit.h"
#include "store/draft.h"
#include "store/live.h"
#include "store/query_schedule.h"
#include "store/query_work.h"

static struct app_kit kit;
static int64_t patient, plan;

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	patient = app_kit_case(&kit, "Atieno", &plan);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

static void
act(const char *role)
{
	struct staff s = app_kit_person(role, role);

	if (record_find(kit.a.store, E_STAFF,
			dict_field_named(dict_entity(E_STAFF), "login"),
			(struct cell){.kind = CELL_TEXT, .p = role, .n = strlen(role)},
			&s, &kit.k.err))
		app_kit_staff(&kit, &s);
	app_kit_ok(&kit, staff_act_as(&kit.a, role, &kit.k.err));
}

/* The door looks at rights first of all: an empty row is refused for its right or for its content. */
static void
test_access__write__every_role_at_every_entity(void **state)
{
	void *row = mem_alloc(64 * 1024);

	(void)state;
	for (int r = 0; role_at(r); r++) {
		act(role_at(r)->id);
		for (int i = 0; i < E_COUNT; i++) {
			enum entity_id e = (enum entity_id)i;
			enum status st;

			if (dict_entity(e)->kind == EK_REFERENCE)
				continue;
			dict_row_init(dict_entity(e), row);
			st = record_add(kit.a.store, e, row, &kit.k.err);
			if ((st == ST_DENIED) ==
			    role_may(role_at(r), role_area_of(e), role_to_add(e, row)))
				fail_msg("%s adds %s: %s", role_at(r)->id,
					 dict_entity(e)->name, status_say(&kit.k.err));
			if (dict_entity(e)->kind == EK_FACT)
				continue;
			st = record_set_field(kit.a.store, e, 1, 0,
					      (struct cell){.kind = CELL_NONE},
					      &kit.k.err);
			if ((st == ST_DENIED) ==
			    role_may(role_at(r), role_area_of(e), ROLE_WRITE))
				fail_msg("%s changes %s: %s", role_at(r)->id,
					 dict_entity(e)->name, status_say(&kit.k.err));
		}
	}
	free(row);
}

static bool
no_row(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	(void)arg;
	(void)no;
	(void)id;
	(void)cells;
	return false;
}

static void
test_access__read__every_role_at_every_entity(void **state)
{
	(void)state;
	for (int r = 0; role_at(r); r++) {
		act(role_at(r)->id);
		for (int e = 0; e < E_COUNT; e++) {
			enum status st = record_scan(kit.a.store, (enum entity_id)e, NULL,
						     no_row, NULL, &kit.k.err);

			if ((st == ST_DENIED) == role_may(role_at(r),
							  role_area_of((enum entity_id)e),
							  ROLE_READ))
				fail_msg("%s reads %s", role_at(r)->id,
					 dict_entity((enum entity_id)e)->name);
		}
	}
}

static void
test_access__words__who_what_and_who_may(void **state)
{
	struct note n;

	(void)state;
	act("desk");
	dict_row_init(dict_entity(E_NOTE), &n);
	app_kit_no(&kit, ST_DENIED, record_add(kit.a.store, E_NOTE, &n, &kit.k.err));
	assert_string_equal(kit.k.err.detail,
			    "Note: desk (Desk) may not sign charts; who may: Physical "
			    "therapist, Occupational therapist, PT assistant, OT "
			    "assistant, Student");
	staff_logout(&kit.a);
	app_kit_no(&kit, ST_DENIED, record_add(kit.a.store, E_NOTE, &n, &kit.k.err));
	assert_true(app_kit_said(&kit, "nobody is logged in"));
}

/* ---- reading a chart */

static enum status
look_inside(void)
{
	struct episode_line e[4];
	struct plan_of_care p;
	int n = 0;
	enum status a = query_episodes(kit.a.store, patient, e, 4, &n, &kit.k.err);
	enum status b = record_get(kit.a.store, E_PLAN_OF_CARE, plan, &p, &kit.k.err);

	assert_int_equal(a, b);
	return a;
}

struct count {
	const char *what;
	int n;
	char detail[80];
};

static bool
count_line(void *arg, const struct audit_line *l)
{
	struct count *c = arg;

	if (!strcmp(l->what, c->what)) {
		if (!c->n++)
			str_copy(c->detail, sizeof c->detail, l->detail);
	}
	return true;
}

/* Lines of the audit with this word; detail of the newest. */
static struct count
lines_of(const char *what)
{
	struct count c = {.what = what};

	app_kit_ok(&kit, audit_settle(kit.a.store, 1000, &kit.k.err));
	app_kit_ok(&kit, audit_list(kit.a.store, 1000, count_line, &c, &kit.k.err));
	return c;
}

static void
test_access__desk__sees_the_person_and_not_the_chart(void **state)
{
	struct patient p;
	struct live l[4];
	int n;

	(void)state;
	act("desk");
	app_kit_ok(&kit, record_get(kit.a.store, E_PATIENT, patient, &p, &kit.k.err));
	assert_string_equal(p.family_name, "Atieno");
	assert_int_equal(look_inside(), ST_DENIED);
	assert_false(access_reads_chart(kit.a.store, patient));
	app_kit_ok(&kit, live_list(kit.a.store, l, 4, &n, &kit.k.err));
	app_kit_ok(&kit, chart_open(&kit.a, patient, &kit.k.err));
	assert_int_equal(lines_of("chart").n, 0);
}

/* ---- lists of names: what the role may not read is not in them */

enum { LISTED = 20 };

static int
list_live(void)
{
	struct live rows[LISTED];
	int n = 0;

	app_kit_ok(&kit, live_list(kit.a.store, rows, LISTED, &n, &kit.k.err));
	return n;
}

static int
list_drafts(void)
{
	struct draft rows[LISTED];
	int n = 0;

	app_kit_ok(&kit, draft_list(kit.a.store, rows, LISTED, &n, &kit.k.err));
	return n;
}

static int
list_aids(void)
{
	struct aid_line rows[LISTED];
	int n = 0;

	app_kit_ok(
	    &kit, query_aid_reviews(kit.a.store, 20991231, rows, LISTED, &n, &kit.k.err));
	return n;
}

static int
list_cases(enum case_ask ask, int64_t limit)
{
	struct case_filter f = {.ask = ask, .limit = limit, .today = 20260504};
	struct case_line rows[LISTED];
	int n = 0;

	app_kit_ok(&kit, query_cases(kit.a.store, &f, rows, LISTED, &n, &kit.k.err));
	for (int i = 0; i < n; i++)
		if (!access_reads_chart(kit.a.store, rows[i].patient))
			assert_string_equal(rows[i].title, "");
	return n;
}

static int
list_idle(void)
{
	return list_cases(CASE_IDLE, 20991231);
}

static int
list_uncertified(void)
{
	return list_cases(CASE_UNCERTIFIED, 20991231);
}

static int
list_tasks(void)
{
	struct task rows[LISTED];
	int n = 0;

	app_kit_ok(&kit, query_tasks(kit.a.store, kit.pia, rows, LISTED, &n, &kit.k.err));
	return n;
}

static int
list_due(void)
{
	struct due_line lines[LISTED];
	struct due_list list = {.lines = lines, .max = LISTED};
	struct due_ask ask = {.kind = DUE_AID, .everybody = true, .each = LISTED - 1};

	app_kit_ok(&kit, due_list(&kit.a, &ask, &list, &kit.k.err));
	return list.n;
}

static const struct {
	const char *name;
	int (*count)(void);
	enum role_area area;
} lists[] = {
    {"running sessions", list_live, ROLE_SESSION},
    {"drafts", list_drafts, ROLE_CHART},
    {"aids to review", list_aids, ROLE_CHART},
    {"nobody is booked", list_idle, ROLE_SCHEDULE},
    {"not certified", list_uncertified, ROLE_PLAN},
    {"tasks", list_tasks, ROLE_SCHEDULE},
    {"due: aids", list_due, ROLE_CHART},
};

static void
fill_lists(void)
{
	struct plan_of_care k;
	struct draft d = {.kind = "progress", .day = 20260504};
	struct aid aid;
	struct task task;

	act("pt");
	app_kit_ok(&kit, record_get(kit.a.store, E_PLAN_OF_CARE, plan, &k, &kit.k.err));
	d.episode = k.episode;
	app_kit_ok(&kit, draft_open(kit.a.store, &d, &kit.k.err));
	app_kit_ok(&kit,
		   live_open(kit.a.store,
			     &(struct live){.patient = patient, .service_date = 20260504},
			     &kit.k.err));
	dict_row_init(dict_entity(E_AID), &aid);
	aid.patient = patient;
	aid.review = 20260501;
	aid.given = 20260401;
	str_copy(aid.kind, sizeof aid.kind, "cane");
	app_kit_ok(&kit, record_add(kit.a.store, E_AID, &aid, &kit.k.err));
	dict_row_init(dict_entity(E_TASK), &task);
	task.patient = patient;
	task.staff = kit.pia;
	task.author = kit.pia;
	str_copy(task.kind, sizeof task.kind, "call");
	str_copy(task.text, sizeof task.text, "call back");
	app_kit_ok(&kit, record_add(kit.a.store, E_TASK, &task, &kit.k.err));
	app_kit_ok(&kit, store_catch_up(kit.a.store, &kit.k.err));
}

static void
test_access__lists__each_role_sees_its_areas(void **state)
{
	(void)state;
	fill_lists();
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		int all;

		act("pt");
		all = lists[i].count();
		if (!all)
			fail_msg("%s: nothing is in it", lists[i].name);
		for (int r = 0; role_at(r); r++) {
			bool may = role_may(role_at(r), lists[i].area, ROLE_READ);
			int n;

			act(role_at(r)->id);
			n = lists[i].count();
			if (n != (may ? all : 0))
				fail_msg("%s sees %d of %d: %s", role_at(r)->id, n, all,
					 lists[i].name);
		}
	}
	act("desk");
	app_kit_ok(&kit, access_break_glass(kit.a.store, patient,
					    "Fell in the waiting room", &kit.k.err));
	assert_int_equal(list_drafts(), 1);
	assert_int_equal(list_live(), 0);
}

static void
test_access__glass__one_chart_with_a_reason(void **state)
{
	struct access_glass g[4];
	struct count c;
	int64_t other, other_plan;
	struct plan_of_care p;
	struct staff was, now;
	int n = 0;

	(void)state;
	other = app_kit_case(&kit, "Okello", &other_plan);
	act("desk");
	app_kit_no(&kit, ST_INVALID,
		   access_break_glass(kit.a.store, patient, "because", &kit.k.err));
	assert_int_equal(look_inside(), ST_DENIED);
	app_kit_ok(&kit, access_break_glass(kit.a.store, patient,
					    "Fell in the waiting room", &kit.k.err));
	assert_int_equal(look_inside(), ST_OK);
	assert_true(access_reads_chart(kit.a.store, patient));
	assert_false(access_reads_chart(kit.a.store, other));
	app_kit_no(&kit, ST_DENIED,
		   record_get(kit.a.store, E_PLAN_OF_CARE, other_plan, &p, &kit.k.err));
	app_kit_no(&kit, ST_DENIED, access_glasses(kit.a.store, g, 4, &n, &kit.k.err));
	c = lines_of("break-glass");
	assert_int_equal(c.n, 1);
	assert_string_equal(c.detail, "Fell in the waiting room");
	/* again and again it is one opening */
	app_kit_ok(&kit, access_break_glass(kit.a.store, patient,
					    "Fell in the waiting room", &kit.k.err));
	assert_int_equal(lines_of("break-glass").n, 1);
	app_kit_ok(&kit, record_get(kit.a.store, E_STAFF, kit.pia, &was, &kit.k.err));
	now = was;
	str_copy(now.npi, sizeof now.npi, "1234567893");
	app_kit_no(&kit, ST_DENIED,
		   record_set(kit.a.store, E_STAFF, &was, &now, NULL, &kit.k.err));

	act("manager"); /* it is shut again, and waits */
	app_kit_ok(&kit, access_glasses(kit.a.store, g, 4, &n, &kit.k.err));
	assert_int_equal(n, 1);
	assert_int_equal(g[0].patient, patient);
	assert_string_equal(g[0].login, "desk");
	assert_string_equal(g[0].name, "Atieno, Test");
	assert_string_equal(g[0].reason, "Fell in the waiting room");
	app_kit_ok(&kit, access_glass_seen(kit.a.store, g[0].no, &kit.k.err));
	app_kit_no(&kit, ST_NOT_FOUND,
		   access_glass_seen(kit.a.store, g[0].no, &kit.k.err));
	app_kit_ok(&kit, access_glasses(kit.a.store, g, 4, &n, &kit.k.err));
	assert_int_equal(n, 0);
	assert_int_equal(lines_of("glass-seen").n, 1);
	act("desk");
	assert_int_equal(look_inside(), ST_DENIED);
	act("aide"); /* reads charts; a role that does not and may not break in is none of these */
	assert_int_equal(look_inside(), ST_OK);
}

static void
test_access__chart__noted_once_an_opening(void **state)
{
	(void)state;
	app_kit_ok(&kit, chart_open(&kit.a, patient, &kit.k.err));
	app_kit_ok(&kit, chart_open(&kit.a, patient, &kit.k.err));
	assert_int_equal(lines_of("chart").n, 1);
	app_kit_ok(&kit, chart_open_row(&kit.a, E_PLAN_OF_CARE, plan, &kit.k.err));
	assert_int_equal(lines_of("chart").n, 1); /* the same chart */
	chart_shut(&kit.a);
	app_kit_ok(&kit, chart_open_row(&kit.a, E_PLAN_OF_CARE, plan, &kit.k.err));
	assert_int_equal(lines_of("chart").n, 2);
	act("ot"); /* somebody else's eyes */
	app_kit_ok(&kit, chart_open(&kit.a, patient, &kit.k.err));
	assert_int_equal(lines_of("chart").n, 3);
}

/* ---- logging in */

static const char good[] = "correct horse";

static void
test_access__login__locked_after_ten(void **state)
{
	(void)state;
	staff_logout(&kit.a);
	for (int i = 0; i < 10; i++) {
		app_kit_no(&kit, ST_DENIED,
			   staff_login(&kit.a, "anna", "wrong", &kit.k.err));
		assert_true(app_kit_said(&kit, "is wrong"));
		app_kit_wait(61000);
	}
	assert_int_equal(lines_of("login-locked").n, 1);
	app_kit_no(&kit, ST_DENIED, staff_login(&kit.a, "anna", good, &kit.k.err));
	assert_true(app_kit_said(&kit, "10 wrong tries: locked for 14 min more"));
	app_kit_wait(14 * 60000);
	app_kit_ok(&kit, staff_login(&kit.a, "anna", good, &kit.k.err));
	/* a manager's new passphrase ends a lock-out at once */
	staff_logout(&kit.a);
	for (int i = 0; i < 10; i++) {
		app_kit_no(&kit, ST_DENIED,
			   staff_login(&kit.a, "anna", "wrong", &kit.k.err));
		app_kit_wait(61000);
	}
	act("manager");
	app_kit_ok(&kit, staff_set_secret(&kit.a, kit.anna, "another horse", NULL, true,
					  &kit.k.err));
	app_kit_ok(&kit, staff_login(&kit.a, "anna", "another horse", &kit.k.err));
}

static void
test_access__login__given_passphrase_has_to_be_changed(void **state)
{
	struct patient p;

	(void)state;
	app_kit_no(&kit, ST_DENIED,
		   staff_set_secret(&kit.a, kit.pia, "another horse", NULL, true,
				    &kit.k.err)); /* anna is no manager */
	act("manager");
	app_kit_ok(&kit, staff_set_secret(&kit.a, kit.anna, "another horse", NULL, true,
					  &kit.k.err));
	app_kit_ok(&kit, staff_login(&kit.a, "anna", "another horse", &kit.k.err));
	assert_true(kit.a.must_change);
	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, "Wanjiru");
	app_kit_no(&kit, ST_DENIED, care_register(&kit.a, &p, &kit.k.err));
	assert_int_equal(look_inside(), ST_DENIED);
	app_kit_no(&kit, ST_INVALID,
		   staff_change_secret(&kit.a, "another horse", "another horse", NULL,
				       true, &kit.k.err));
	app_kit_no(&kit, ST_INVALID,
		   staff_change_secret(&kit.a, "another horse", "short", NULL, true,
				       &kit.k.err));
	app_kit_no(&kit, ST_DENIED,
		   staff_change_secret(&kit.a, good, "my own passphrase", NULL, true,
				       &kit.k.err));
	assert_true(kit.a.must_change);
	app_kit_ok(&kit, staff_change_secret(&kit.a, "another horse", "my own passphrase",
					     NULL, true, &kit.k.err));
	assert_false(kit.a.must_change);
	assert_int_equal(look_inside(), ST_OK);
	app_kit_ok(&kit, staff_login(&kit.a, "anna", "my own passphrase", &kit.k.err));
	assert_false(kit.a.must_change);
}

static void
test_access__login__closed_account(void **state)
{
	struct staff was, now;

	(void)state;
	act("manager");
	app_kit_ok(&kit, record_get(kit.a.store, E_STAFF, kit.anna, &was, &kit.k.err));
	now = was;
	now.active = 0;
	app_kit_ok(&kit, record_set(kit.a.store, E_STAFF, &was, &now, NULL, &kit.k.err));
	app_kit_no(&kit, ST_DENIED, staff_login(&kit.a, "anna", "wrong", &kit.k.err));
	assert_true(app_kit_said(&kit, "is wrong"));
	app_kit_no(&kit, ST_DENIED, staff_login(&kit.a, "anna", good, &kit.k.err));
	assert_true(app_kit_said(&kit, "the account of anna is closed"));
	app_kit_no(&kit, ST_DENIED, staff_act_as(&kit.a, "anna", &kit.k.err));
	assert_int_equal(lines_of("login-closed").n, 2);
}

/* Sets a field of a login as whoever acts; what the door says. */
static enum status
change(const char *login, const char *field, struct cell value)
{
	const struct entity *e = dict_entity(E_STAFF);
	struct staff who;

	app_kit_ok(
	    &kit,
	    record_find(kit.a.store, E_STAFF, dict_field_named(e, "login"),
			(struct cell){.kind = CELL_TEXT, .p = login, .n = strlen(login)},
			&who, &kit.k.err));
	return record_set_field(kit.a.store, E_STAFF, who.head.no,
				dict_field_named(e, field), value, &kit.k.err);
}

/* Nobody locks the clinic's staff away, from themselves or from others. */
static void
test_access__manager__the_last_one_stays(void **state)
{
	static const struct cell no = {.kind = CELL_INT, .i = 0},
				 yes = {.kind = CELL_INT, .i = 1},
				 desk = {.kind = CELL_TEXT, .p = "desk", .n = 4},
				 hub = {.kind = CELL_TEXT, .p = "hub", .n = 3};
	struct staff second = app_kit_person("second", "manager");

	(void)state;
	act("manager");
	app_kit_no(&kit, ST_REFUSED, change("manager", "active", no));
	assert_true(app_kit_said(&kit, "manager is the last who may change staff here"));
	app_kit_no(&kit, ST_REFUSED, change("manager", "role", desk));
	app_kit_ok(&kit, change("anna", "active", no)); /* a therapist may go */
	app_kit_ok(&kit, change("anna", "active", yes));
	app_kit_ok(&kit, change("manager", "role", hub)); /* which may as much */
	/* A second one without a passphrase, or closed, is none. */
	app_kit_ok(&kit, record_add(kit.a.store, E_STAFF, &second, &kit.k.err));
	app_kit_no(&kit, ST_REFUSED, change("manager", "active", no));
	app_kit_ok(&kit, staff_set_secret(&kit.a, second.head.no, "correct horse", "1234",
					  true, &kit.k.err));
	app_kit_ok(&kit, change("second", "active", no));
	app_kit_no(&kit, ST_REFUSED, change("manager", "role", desk));
	app_kit_ok(&kit, change("second", "active", yes));
	app_kit_ok(&kit, change("manager", "role", desk));
	app_kit_no(&kit, ST_REFUSED, change("second", "active", no));
}

static void
test_access__unlock__pin_five_times_then_the_passphrase(void **state)
{
	(void)state;
	app_kit_ok(&kit, staff_unlock(&kit.a, "1234", &kit.k.err));
	for (int i = 0; i < 5; i++)
		app_kit_no(&kit, ST_DENIED, staff_unlock(&kit.a, "9999", &kit.k.err));
	app_kit_no(&kit, ST_DENIED, staff_unlock(&kit.a, "1234", &kit.k.err));
	assert_true(app_kit_said(&kit, "passphrase"));
	app_kit_ok(&kit, staff_unlock(&kit.a, good, &kit.k.err));
	app_kit_ok(&kit, staff_unlock(&kit.a, "1234", &kit.k.err)); /* it counts anew */
	assert_int_equal(lines_of("pin-wrong").n, 5);
	assert_int_equal(lines_of("unlock").n, 3);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_access__write__every_role_at_every_entity),
	    TEST(test_access__read__every_role_at_every_entity),
	    TEST(test_access__words__who_what_and_who_may),
	    TEST(test_access__desk__sees_the_person_and_not_the_chart),
	    TEST(test_access__lists__each_role_sees_its_areas),
	    TEST(test_access__glass__one_chart_with_a_reason),
	    TEST(test_access__chart__noted_once_an_opening),
	    TEST(test_access__login__locked_after_ten),
	    TEST(test_access__login__given_passphrase_has_to_be_changed),
	    TEST(test_access__login__closed_account),
	    TEST(test_access__manager__the_last_one_stays),
	    TEST(test_access__unlock__pin_five_times_then_the_passphrase),
	};

	return cmocka_run_group_tests_name("access", tests, NULL, NULL);
}
