/* test_aid.c - aids and their reviews; tasks between staff. */
#include "app_kit.h"

#include "app/aid.h"
#include "app/task.h"

static struct app_kit kit;

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
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
head_is(int64_t patient, const char *want)
{
	struct str text = {0};

	app_kit_ok(&kit, aid_head(&kit.a, patient, &text, &kit.k.err));
	assert_string_equal(str_text(&text), want);
	str_release(&text);
}

static void
set(int64_t aid, const char *name, const char *value)
{
	int f = dict_field_named(dict_entity(E_AID), name);
	struct cell c = {.kind = CELL_TEXT, .p = value, .n = strlen(value)};

	app_kit_ok(&kit, record_set_field(kit.a.store, E_AID, aid, f, c, &kit.k.err));
}

/* What is asked of a cane, and what its record and the note of the day say of the answers. */
static void
test_aid__fit__is_looked_at_item_by_item(void **state)
{
	int64_t patient = app_kit_patient(&kit, "Nkosi", kit.payer_cms);
	struct aid_checks c;
	struct aid x;
	struct str note = {0};
	char finding[AID_FIT_SIZE];

	(void)state;
	app_kit_ok(&kit, aid_fit_load(&kit.a, "cane", &c, &kit.k.err));
	assert_int_equal(c.n, 5);
	assert_string_equal(c.rows[0].key, "handle");
	assert_string_equal(c.rows[4].key, "used");
	for (int i = 0; i < c.n; i++) {
		assert_int_equal(aid_fit_open(&c), i);
		c.answers[i] = i == 2 ? AID_NO : AID_YES;
	}
	assert_int_equal(aid_fit_open(&c), -1);
	assert_true(aid_fit_finding(&c, "new tip put on", finding));
	assert_string_equal(finding, "tips worn or missing; 4 of 5 fit; new tip put on");
	c.answers[3] = AID_OPEN;
	assert_true(aid_fit_finding(&c, "", finding));
	assert_string_equal(finding, "tips worn or missing; 3 of 4 fit, 1 not looked at");
	app_kit_ok(&kit, aid_give(&kit.a, patient, 0, "cane", &x, &kit.k.err));
	app_kit_ok(&kit,
		   aid_fit_note(&kit.a, patient, app_today(&kit.a), &note, &kit.k.err));
	assert_string_equal(str_text(&note), "");
	app_kit_ok(&kit, aid_fit(&kit.a, x.head.no, finding,
				 date_add(app_today(&kit.a), 14), &kit.k.err));
	app_kit_ok(&kit,
		   aid_fit_note(&kit.a, patient, app_today(&kit.a), &note, &kit.k.err));
	assert_string_equal(str_text(&note),
			    "Aid: Cane or stick; fit checked 2026-05-04: tips worn or "
			    "missing; 3 of 4 fit, 1 not looked at; review on "
			    "2026-05-18.\n");
	str_release(&note);
	for (int i = 0; i < c.n; i++)
		c.answers[i] = AID_NO;
	assert_false(
	    aid_fit_finding(&c, "all of it", finding)); /* longer than the field */
	app_kit_ok(&kit, aid_fit_load(&kit.a, "wheelchair", &c, &kit.k.err));
	assert_int_equal(c.n, 5);
	app_kit_ok(&kit, aid_fit_load(&kit.a, "other", &c, &kit.k.err));
	assert_int_equal(c.n, 1); /* only how it is used */
}

static void
test_aid__life__given_fitted_given_back(void **state)
{
	int64_t patient = app_kit_patient(&kit, "Dube", kit.payer_cms);
	struct aid x;
	struct str text = {0};

	(void)state;
	head_is(patient, "");
	app_kit_ok(&kit, aid_give(&kit.a, patient, 0, "cane", &x, &kit.k.err));
	assert_int_equal(x.review, 20260518);
	set(x.head.no, "weight_bearing", "ttwb");
	set(x.head.no, "side", "left");
	head_is(patient,
		"Cane or stick, left; weight bearing: Toe touch; review 2026-05-18");
	app_kit_ok(&kit, aid_short(&kit.a, patient, &text, &kit.k.err));
	assert_string_equal(str_text(&text), "weight: Toe touch, Cane or stick");
	str_clear(&text);
	app_kit_ok(&kit, aid_fit(&kit.a, x.head.no, "Too high", 20260504, &kit.k.err));
	head_is(patient, "Cane or stick, left; weight bearing: Toe touch; review "
			 "2026-05-04 DUE");
	app_kit_ok(&kit, record_get(kit.a.store, E_AID, x.head.no, &x, &kit.k.err));
	app_kit_ok(&kit, aid_sentence(&kit.a, &x, &text, &kit.k.err));
	assert_string_equal(str_text(&text),
			    "Cane or stick, left, weight bearing: Toe touch; fit checked "
			    "2026-05-04: Too high; review on 2026-05-04.");
	str_release(&text);
	app_kit_ok(&kit, aid_return(&kit.a, x.head.no, &kit.k.err));
	head_is(patient, "");
}

static void
test_aid__wrong__is_refused(void **state)
{
	int64_t patient = app_kit_patient(&kit, "Dube", kit.payer_cms);
	struct aid x;

	(void)state;
	app_kit_no(&kit, ST_INVALID,
		   aid_give(&kit.a, patient, 0, "a word longer than any vocabulary has",
			    &x, &kit.k.err));
	app_kit_ok(&kit, aid_give(&kit.a, patient, 0, "cane", &x, &kit.k.err));
	app_kit_no(&kit, ST_INVALID,
		   aid_fit(&kit.a, x.head.no, "", 20260503, &kit.k.err));
	assert_true(app_kit_said(&kit, "past"));
	app_kit_no(&kit, ST_NOT_FOUND, aid_return(&kit.a, patient, &kit.k.err));
}

static int64_t
add_task(const char *text, int64_t staff, int64_t due)
{
	struct task t;

	dict_row_init(dict_entity(E_TASK), &t);
	str_copy(t.text, sizeof t.text, text);
	if (staff)
		t.staff = staff;
	t.due = due;
	app_kit_ok(&kit, task_add(&kit.a, &t, &kit.k.err));
	assert_int_equal(t.author, kit.a.user.head.no);
	assert_int_equal(t.written, 20260504);
	assert_true(task_open(&t));
	return t.head.no;
}

static void
count_is(int open, int unread, int late)
{
	struct task_count c;

	app_kit_ok(&kit, task_count(&kit.a, &c, &kit.k.err));
	assert_int_equal(c.open, open);
	assert_int_equal(c.unread, unread);
	assert_int_equal(c.late, late);
}

static void
test_task__count__new_and_late(void **state)
{
	int64_t late;
	struct task t;

	(void)state;
	late = add_task("Call the surgeon", kit.pia, 20260503);
	add_task("Mend the table", 0, DICT_NONE);
	add_task("For anna herself", kit.anna, DICT_NONE);
	count_is(2, 0, 0); /* what one wrote oneself is not new */
	app_kit_ok(&kit, staff_act_as(&kit.a, "pia", &kit.k.err));
	count_is(2, 2, 1);
	app_kit_ok(&kit, task_seen(&kit.a, &kit.k.err));
	count_is(2, 0, 1);
	app_kit_ok(&kit, task_done(&kit.a, late, "no answer, again t+1", &kit.k.err));
	count_is(1, 0, 0);
	app_kit_no(&kit, ST_REFUSED, task_done(&kit.a, late, "twice", &kit.k.err));
	assert_true(app_kit_said(&kit, "again t+1"));
	app_kit_ok(&kit, record_get(kit.a.store, E_TASK, late, &t, &kit.k.err));
	assert_string_equal(t.answer, "no answer, again t+1");
}

static void
test_task__staff__by_login(void **state)
{
	int64_t no = -1;

	(void)state;
	app_kit_ok(&kit, task_staff(&kit.a, "", &no, &kit.k.err));
	assert_int_equal(no, 0);
	app_kit_ok(&kit, task_staff(&kit.a, "pia", &no, &kit.k.err));
	assert_int_equal(no, kit.pia);
	app_kit_no(&kit, ST_NOT_FOUND, task_staff(&kit.a, "nobody", &no, &kit.k.err));
}

int
main(void)
{
#define AID_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    AID_TEST(test_aid__life__given_fitted_given_back),
	    AID_TEST(test_aid__fit__is_looked_at_item_by_item),
	    AID_TEST(test_aid__wrong__is_refused),
	    AID_TEST(test_task__count__new_and_late),
	    AID_TEST(test_task__staff__by_login),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
