/* test_due.c - Enter on a due line opens its task: every kind of the table, none left out. */
#include "app/due.h"
#include "app/report.h"
#include "app/staff.h"
#include "clinic.h"
#include "store/access.h"
#include "store/clash_kit.h"
#include "store/draft.h"
#include "store/query.h"
#include "store/record.h"
#include "test_dir.h"
#include "tui/nav.h"
#include "tui/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <stdio.h>
#include <sys/stat.h>

/* What opens, by the names of screens (nav.h); "due": the task is done where it stands. A new
 * kind of DUE_KINDS has no row here and fails. */
static const struct {
	const char *opens,
	    *other; /* other: as good, by the state of the row; NULL none */
} tasks[DUE_KIND_COUNT] = {
    [DUE_LICENCE] = {"row", NULL},
    [DUE_PROGRESS] = {"reports", NULL},
    [DUE_CERTIFICATION] = {"plan", NULL},
    [DUE_NOTE] = {"note", "live"},
    [DUE_DRAFT] = {"report", NULL},
    [DUE_RETEST] = {"assessments", "assess"},
    [DUE_AID] = {"row", NULL},
    [DUE_TASK] = {"row", NULL},
    [DUE_BACKUP] = {"due", NULL},
    [DUE_COSIGN] = {"signed", NULL},
    [DUE_CONFLICT] = {"conflict", NULL},
    [DUE_GLASS] = {"audit", NULL},
};

static void
must(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", status_say(err));
}

/* The kinds that the made-up clinic has no line of, entered by hand. */
static void
fill_rest(struct app *a)
{
	struct day_line day[1];
	struct episode_line episode[1];
	struct draft draft = {.kind = "discharge", .day = 20260503};
	struct session s;
	struct note n;
	struct err err = {0};
	int k = 0;

	must(query_day(a->store, 20260504, a->user.head.no, day, 1, &k, &err), &err);
	must(query_episodes(a->store, day[0].patient, episode, 1, &k, &err), &err);
	clash_make(a->store, E_PATIENT, day[0].patient, "phone", "+1", "+2", 'P');
	draft.patient = day[0].patient;
	draft.episode = episode[0].no;
	draft.staff = a->user.head.no;
	must(draft_open(a->store, &draft, &err), &err);
	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = day[0].patient;
	s.episode = episode[0].no;
	s.therapist = a->user.head.no;
	s.service_date = 20260502;
	must(record_add(a->store, E_SESSION, &s, &err), &err);
	dict_row_init(dict_entity(E_NOTE), &n);
	n.session = s.head.no;
	n.author = n.cosigner = a->user.head.no;
	str_copy(n.kind, sizeof n.kind, "daily");
	str_copy(n.signature, sizeof n.signature, "Example Assistant, PTA");
	must(record_add(a->store, E_NOTE, &n, &err), &err);
}

/* The due list of one kind, Enter on its first line, and what is on top then. */
static void
enter_on(enum due_kind kind)
{
	const char *top;

	screen_keys("de");
	for (int i = 0; i <= (int)kind; i++)
		screen_keys("<Tab>");
	assert_true(screen_has(due_kind_text(kind)));
	screen_keys("<Enter>");
	top = screen_ui()->top->ops->name;
	if (!tasks[kind].opens ||
	    (strcmp(top, tasks[kind].opens) != 0 &&
	     (!tasks[kind].other || strcmp(top, tasks[kind].other) != 0)))
		fail_msg("Enter on a line of \"%s\" leads to \"%s\"", due_kind_text(kind),
			 top);
	while (strcmp(screen_ui()->top->ops->name, "today") != 0)
		screen_keys("<Esc>");
}

static void
every_kind(struct app *a)
{
	fill_rest(a);
	for (int k = 0; k < DUE_KIND_COUNT; k++) {
		struct due_line line;
		struct due_list list = {.lines = &line, .max = 1};
		struct due_ask ask = {k, true, 1};
		struct err err = {0};

		must(due_list(a, &ask, &list, &err), &err);
		if (k == DUE_BACKUP || k == DUE_GLASS) /* below */
			continue;
		if (!list.n)
			fail_msg("no line of \"%s\"", due_kind_text((enum due_kind)k));
		enter_on((enum due_kind)k);
	}
}

static void
test_due__enter__opens_the_task_of_every_kind(void **state)
{
	(void)state;
	clinic_once("anna", every_kind);
}

/* A chart that the desk opened waits for the manager, who looks and says so. */
static void
glass(struct app *a)
{
	struct day_line day[1];
	struct err err = {0};
	struct due_line line;
	struct due_list list = {.lines = &line, .max = 1};
	struct due_ask ask = {DUE_GLASS, false, 1};
	int k = 0;

	must(query_day(a->store, 20260504, 0, day, 1, &k, &err), &err);
	must(staff_act_as(a, "dora", &err), &err);
	must(access_break_glass(a->store, day[0].patient, "Fell at the door", &err),
	     &err);
	must(staff_act_as(a, "max", &err), &err);
	must(due_list(a, &ask, &list, &err), &err);
	assert_int_equal(list.n, 1);
	enter_on(DUE_GLASS);
	screen_keys("de");
	for (int i = 0; i <= (int)DUE_GLASS; i++)
		screen_keys("<Tab>");
	assert_true(screen_has("dora opened a chart"));
	screen_keys("<Enter>");
	assert_true(screen_has("Fell at the door"));
	screen_keys("<^D><Esc>");
	assert_false(screen_has("dora opened a chart"));
	must(due_list(a, &ask, &list, &err), &err);
	assert_int_equal(list.n, 0);
}

static void
test_due__glass__waits_until_a_manager_has_looked(void **state)
{
	(void)state;
	clinic_once("max", glass);
}

/* ---- the safety copy, in a clinic that is not made up */

static void
test_due__enter__makes_the_safety_copy(void **state)
{
	static const struct store_site site = {.code = "REAL", .name = "Example clinic"};
	struct store_env env = {.clock = screen_clock(), .io = &io_posix};
	char dir[200];
	struct staff anna;
	struct err err = {0};
	struct app a;

	(void)state;
	setenv("TZ", "UTC", 1);
	assert_true(test_dir(dir, sizeof dir, "due"));
	screen_start(24, 80, false, NULL);
	must(app_init(dir, &env, &site, &err), &err);
	must(app_open(&a, dir, &env, &err), &err);
	dict_row_init(dict_entity(E_STAFF), &anna);
	str_copy(anna.login, sizeof anna.login, "anna");
	str_copy(anna.name, sizeof anna.name, "Test Anna");
	str_copy(anna.role, sizeof anna.role, "pt");
	anna.active = 1;
	must(record_add(a.store, E_STAFF, &anna, &err), &err);
	must(staff_act_as(&a, "anna", &err), &err);
	screen_ui()->app = &a;
	must(stack_push(screen_ui(), nav_get(NAV_TODAY)->ops, NULL, &err), &err);
	screen_keys("d");
	assert_true(screen_has("no new safety copy"));
	screen_keys("<Enter>");
	assert_true(screen_has("The safety copy of today is made"));
	assert_false(screen_has("no new safety copy"));
	assert_int_equal(store_backup_last(dir, &io_posix, 20260504), 20260504);
	screen_stop();
	app_close(&a);
	remove_all(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_due__enter__opens_the_task_of_every_kind),
	    cmocka_unit_test(test_due__glass__waits_until_a_manager_has_looked),
	    cmocka_unit_test(test_due__enter__makes_the_safety_copy),
	};

	return cmocka_run_group_tests_name("due", tests, clinic_setup, clinic_teardown);
}
