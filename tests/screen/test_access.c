/* test_access.c - the pictures of who may do what: a chart that is shut, the audit, the locked screen, the
 * first start, a passphrase that has to be changed. */
#include "clinic.h"

#include "app/chart.h"
#include "app/staff.h"
#include "store/access.h"
#include "store/record.h"
#include "tui/lock.h"
#include "tui/nav.h"
#include "tui/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void
must(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", status_say(err));
}

static void
desk(struct app *a)
{
	(void)a;
	screen_keys("/<Enter>");
	assert_true(screen_has("not open to your role"));
	screen_golden("chart_desk");
	screen_keys("g");
	assert_true(screen_has("dora (Desk) may not read"));
	screen_keys("Gno<Enter>");
	assert_true(screen_has("say why you need this chart"));
	screen_keys("<^U>Fell in the waiting room<Enter>");
	assert_false(screen_has("not open to your role"));
	screen_golden("chart_glass");
	screen_keys("s");
	assert_true(screen_has("may not"));
}

static void
test_screen__desk__chart_is_shut_until_a_reason(void **state)
{
	(void)state;
	clinic_scene("dora", desk);
}

/* What a manager changes in somebody's row while that one works, by a program of his own. */
static void
change_own(struct app *a, const char *role, int64_t active)
{
	struct staff was, now;
	struct err err = {0};
	struct app other;
	char dir[512];

	snprintf(dir, sizeof dir, "%.*s/run",
		 (int)(strlen(clinic_made()) - strlen("/made")), clinic_made());
	must(app_open(&other, dir, &a->env, &err), &err);
	must(staff_act_as(&other, "max", &err), &err);
	must(record_get(other.store, E_STAFF, a->user.head.no, &was, &err), &err);
	now = was;
	str_copy(now.role, sizeof now.role, role);
	now.active = active;
	must(record_set(other.store, E_STAFF, &was, &now, NULL, &err), &err);
	app_close(&other);
	screen_keys("");
}

/* A role holds from the moment it was changed; a closed account ends at once, and what was being typed
 * is kept. */
static void
closed_while_working(struct app *a)
{
	struct err err = {0};
	struct patient p;
	int64_t no;

	screen_keys("/rosenquill, anselm<Enter>");
	assert_true(screen_has("Rosenquill, Anselm"));
	no = chart_is_open(a);
	change_own(a, "aide", 1);
	assert_true(screen_has("you work as Aide from now on"));
	assert_false(access_has(a->store, ROLE_CHART, ROLE_WRITE));
	change_own(a, "pt", 1);
	assert_true(access_has(a->store, ROLE_CHART, ROLE_WRITE));
	nav_push(screen_ui(), NAV_ROW,
		 &(struct nav_arg){.no = no, .no2 = E_PATIENT, .title = "Person"});
	screen_keys("<Down><Down><Down><Down><Down><^U>555-0123");
	assert_true(screen_has("555-0123"));
	change_own(a, "pt", 0);
	assert_true(screen_has("The account of anna was closed"));
	assert_true(screen_has("Passphrase"));
	assert_false(screen_has("Rosenquill"));
	assert_int_equal(a->user.head.no, 0);
	access_lift(a->store);
	must(record_get(a->store, E_PATIENT, no, &p, &err), &err);
	access_drop(a->store);
	assert_non_null(strstr(p.phone, "555-0123"));
}

static void
test_screen__closed__while_somebody_works(void **state)
{
	(void)state;
	clinic_once("anna", closed_while_working);
}

static void
audit(struct app *a)
{
	struct err err = {0};

	(void)a;
	screen_keys("/<Enter><Esc>");
	screen_keys(":audit<Enter>");
	screen_golden("audit");
	screen_keys("chart max");
	assert_true(screen_has("chart"));
	screen_golden("audit_find");
	screen_keys("<^U>no such thing");
	assert_true(screen_has("No line fits"));
	screen_keys("<Esc>/<Enter>L");
	assert_true(screen_has("this patient alone"));
	screen_golden("audit_patient");
	must(staff_act_as(a, "anna", &err), &err);
	screen_keys("<Esc><Esc>:audit<Enter>");
	assert_true(screen_has("anna (Physical therapist) may not read audit"));
}

static void
test_screen__audit__found_by_word_and_patient(void **state)
{
	(void)state;
	clinic_scene("max", audit);
}

/* A manager makes another one and gives up the own role, then the own account, in the own program. */
static void
own_account(struct app *a)
{
	struct err err = {0};
	struct staff was, now;
	int64_t max = a->user.head.no;

	must(record_find(
		 a->store, E_STAFF, dict_field_named(dict_entity(E_STAFF), "login"),
		 (struct cell){.kind = CELL_TEXT, .p = "anna", .n = 4}, &was, &err),
	     &err);
	now = was;
	str_copy(now.role, sizeof now.role, "manager");
	must(record_set(a->store, E_STAFF, &was, &now, NULL, &err), &err);
	nav_push(screen_ui(), NAV_ROW,
		 &(struct nav_arg){.no = max, .no2 = E_STAFF, .title = "Staff"});
	screen_keys("<Down><Down>physical<Tab>");
	screen_keys("");
	assert_true(screen_has("you work as Physical therapist from now on"));
	assert_false(access_has(a->store, ROLE_SETTINGS, ROLE_WRITE));
	must(staff_act_as(a, "anna", &err), &err);
	nav_push(
	    screen_ui(), NAV_ROW,
	    &(struct nav_arg){.no = a->user.head.no, .no2 = E_STAFF, .title = "Staff"});
	must(record_get(a->store, E_STAFF, max, &was, &err), &err);
	now = was;
	str_copy(now.role, sizeof now.role, "manager");
	must(record_set(a->store, E_STAFF, &was, &now, NULL, &err), &err);
	screen_keys(
	    "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>no<Tab>");
	screen_keys("");
	assert_true(screen_has("The account of anna was closed"));
	assert_int_equal(a->user.head.no, 0);
}

static void
test_screen__staff__own_account_ends_at_once(void **state)
{
	(void)state;
	clinic_scene("max", own_account);
}

/* The check-up: the gravest line first, in whole below; for a manager alone. */
static void
doctor(struct app *a)
{
	struct err err = {0};

	screen_keys(":doctor<Enter>");
	assert_true(screen_has("The clinic is being looked through"));
	screen_advance(1);
	assert_false(screen_has("The clinic is being looked through"));
	assert_true(screen_has("1 problem, "));
	assert_true(screen_has("PROBLEM   backup: there is none in "));
	assert_true(screen_has("run limber"));
	assert_true(screen_has("fine      file: every page is whole"));
	screen_keys("<Esc>");
	must(staff_act_as(a, "anna", &err), &err);
	screen_keys(":doctor<Enter>");
	assert_true(screen_has("anna (Physical therapist) may not write staff"));
	assert_string_not_equal(screen_ui()->top->ops->name, "doctor");
}

static void
test_screen__doctor__for_a_manager(void **state)
{
	(void)state;
	clinic_scene("max", doctor);
}

/* The date stood two months ahead for a day; now it is right, and the manager says so. */
static void
doctor_clock(struct app *a)
{
	const int64_t months = 60 * (int64_t)86400000;
	struct payer wrong = {
	    .name = "Wrong Month", .unit_rule = "cms", .valid_from = DICT_NONE};
	struct err err = {0};

	screen_keys(":doctor<Enter>");
	screen_advance(1);
	screen_keys("cmy phone<Enter>");
	assert_true(screen_has("fits what was written before; nothing"));
	screen_keys("<Esc><Esc>");
	screen_set_wall(months);
	must(record_add(a->store, E_PAYER, &wrong, &err), &err);
	screen_set_wall(0);
	screen_keys(":doctor<Enter>");
	screen_advance(1);
	assert_true(
	    screen_has("clock: it says 2026-05-04, and work was saved on 2026-07-03"));
	screen_keys("c<Enter>");
	assert_true(screen_has("say how it is known"));
	screen_keys("cmy phone<Enter>");
	assert_true(screen_has("The time of now is believed"));
	screen_advance(1);
	assert_true(screen_has("clock: 2026-05-04 fits"));
	screen_keys("<Esc>:audit<Enter><Enter>");
	assert_true(screen_has("2026-07-03 was not: my phone"));
}

static void
test_screen__doctor__clock_said_to_be_right(void **state)
{
	(void)state;
	clinic_scene("max", doctor_clock);
}

static void
lock(struct app *a)
{
	char row[200];

	(void)a;
	lock_after(screen_ui(), 10);
	screen_keys("/Linds<Left><Left>");
	str_copy(row, sizeof row, screen_row(1));
	screen_advance(599000);
	assert_false(lock_is_on(screen_ui()));
	screen_advance(2000);
	assert_true(screen_has("Locked at 09:10"));
	assert_false(screen_has("Linds"));
	screen_golden("lock");
	screen_keys("9999<Enter>");
	assert_true(screen_has("this PIN is wrong"));
	screen_keys("?:/x<^U>1234<Enter>");
	assert_false(lock_is_on(screen_ui()));
	assert_string_equal(screen_row(1), row);
	screen_golden("lock_over"); /* the cursor stands where it stood */
	screen_keys("X");
	assert_true(screen_has("LinXds"));
	/* on command, and out of it somebody else comes in */
	screen_keys("<Esc>:lock<Enter>");
	assert_true(lock_is_on(screen_ui()));
	screen_keys("<Esc>");
	assert_string_equal(screen_ui()->top->ops->name, "login");
	screen_keys("<^T>");
	assert_false(lock_is_on(screen_ui())); /* nobody is logged in */
}

static void
test_screen__lock__keeps_what_was_typed(void **state)
{
	(void)state;
	clinic_scene("anna", lock);
}

static void
lock_session(struct app *a)
{
	(void)a;
	lock_after(screen_ui(), 10);
	for (int i = 0; i < 12 && !screen_has("NOT SIGNED") && !screen_has("RUNNING");
	     i++)
		screen_keys("<Down>");
	screen_keys("s");
	if (screen_has("no change"))
		screen_keys("n");
	assert_string_equal(screen_ui()->top->ops->name, "live");
	screen_keys("<^T>");
	assert_true(screen_has("Locked at"));
	assert_true(screen_has("Session on the clock"));
}

static void
test_screen__lock__over_a_session(void **state)
{
	(void)state;
	clinic_once("anna", lock_session);
}

static void
given(struct app *a)
{
	struct staff who;
	struct err err = {0};
	struct cell login = {.kind = CELL_TEXT, .p = "ben", .n = 3};

	access_lift(a->store);
	must(record_find(a->store, E_STAFF,
			 dict_field_named(dict_entity(E_STAFF), "login"), login, &who,
			 &err),
	     &err);
	access_drop(a->store);
	must(staff_act_as(a, "max", &err), &err);
	must(staff_set_secret(a, who.head.no, "a given one", NULL, true, &err), &err);
	staff_logout(a);
	screen_keys("ben<Enter>a given one<Enter>");
	screen_golden("login_change");
	screen_keys("my own words<Enter>my own word<Enter>");
	assert_true(screen_has("not the same"));
	screen_keys("my own words<Enter>");
	assert_string_equal(screen_ui()->top->ops->name, "today");
	assert_false(a->must_change);
}

static void
test_screen__login__given_passphrase_is_changed(void **state)
{
	(void)state;
	clinic_scene(NULL, given);
}

static void
setup(struct ui *ui)
{
	struct err err = {0};
	struct nav_arg arg = {.text = "/srv/clinic"};

	must(stack_push(ui, nav_get(NAV_SETUP)->ops, &arg, &err), &err);
	screen_keys("KBR<Enter>Kibera clinic<Enter>Achieng Otieno<Enter>achieng<Enter>");
	screen_keys("four small words<Enter>four small word<Enter>");
	screen_golden("setup");
	screen_keys("123<Enter>");
	assert_true(screen_has("the two passphrases are not the same"));
	screen_keys("<Up>s<Enter><Enter>");
	assert_true(screen_has("PIN: 4 to 8 digits"));
}

static void
test_screen__setup__asks_for_clinic_and_manager(void **state)
{
	(void)state;
	screen_matrix(setup);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__desk__chart_is_shut_until_a_reason),
	    cmocka_unit_test(test_screen__closed__while_somebody_works),
	    cmocka_unit_test(test_screen__audit__found_by_word_and_patient),
	    cmocka_unit_test(test_screen__staff__own_account_ends_at_once),
	    cmocka_unit_test(test_screen__doctor__for_a_manager),
	    cmocka_unit_test(test_screen__doctor__clock_said_to_be_right),
	    cmocka_unit_test(test_screen__lock__keeps_what_was_typed),
	    cmocka_unit_test(test_screen__lock__over_a_session),
	    cmocka_unit_test(test_screen__login__given_passphrase_is_changed),
	    cmocka_unit_test(test_screen__setup__asks_for_clinic_and_manager),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
