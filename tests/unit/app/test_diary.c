/* test_diary.c - a week typed in, its numbers by hand, what the note and the rules get of it. */
#include "app_kit.h"

#include "app/diary.h"

static struct diary d;

static void
load_week(struct app_kit *c, int64_t patient, int64_t plan, int64_t from)
{
	memset(&d, 0, sizeof d);
	d.patient = patient;
	d.plan = plan;
	d.from = from;
	app_kit_ok(c, diary_load(&c->a, &d, &c->k.err));
}

static void
tell(struct app_kit *c, int row, int day, enum diary_state state, int64_t pain)
{
	struct diary_cell cell = {.state = state, .pain = pain};

	if (state == DIARY_NOT)
		str_copy(cell.reason, sizeof cell.reason, "time");
	app_kit_ok(c, diary_put(&c->a, &d, row, day, &cell, &c->k.err));
}

static int64_t
person(struct app_kit *c)
{
	struct patient p;

	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, "Diary");
	app_kit_ok(c, record_add(c->a.store, E_PATIENT, &p, &c->k.err));
	return p.head.no;
}

/* Today is 2026-05-04. Apr 27 to May 3: done 3, done 4, partly, not (time), done, nothing, done. */
static void
test_diary__week__numbers_by_hand(void **state)
{
	struct app_kit c;
	struct diary_cell none = {.pain = DICT_NONE}, cell;
	struct str text = {0};
	int64_t who, from;

	(void)state;
	app_kit_new(&c);
	who = person(&c);
	app_kit_ok(&c, diary_next_week(&c.a, who, &from, &c.k.err));
	assert_int_equal(from, 20260427);
	load_week(&c, who, 0, from);
	assert_int_equal(d.n_rows, 1);
	assert_int_equal(d.n_reasons, 6);
	assert_int_equal(d.sum.percent, -1);
	app_kit_no(&c, ST_INVALID, diary_score(&c.a, &d, &c.k.err));
	app_kit_ok(&c, diary_note(&c.a, who, 20260504, &text, &c.k.err));
	assert_string_equal(str_text(&text), "");
	tell(&c, 0, 0, DIARY_DONE, 3);
	tell(&c, 0, 1, DIARY_DONE, 4);
	tell(&c, 0, 2, DIARY_PARTLY, DICT_NONE);
	tell(&c, 0, 3, DIARY_NOT, DICT_NONE);
	tell(&c, 0, 4, DIARY_DONE, DICT_NONE);
	tell(&c, 0, 6, DIARY_DONE, 2);
	app_kit_ok(&c, diary_put(&c.a, &d, 0, 5, &none, &c.k.err));
	assert_int_equal(d.cells[0][5].no, 0);
	assert_string_equal(d.cells[0][3].reason, "time");
	assert_int_equal(d.sum.told, 6);
	assert_int_equal(d.sum.asked, 28);
	assert_int_equal(d.sum.percent, 17); /* 5 of 28 */
	assert_int_equal(d.sum.best, 3);
	app_kit_ok(&c, diary_note(&c.a, who, 20260504, &text, &c.k.err));
	assert_string_equal(
	    str_text(&text),
	    "Home diary, last 7 days: 5 of 7 days, 1 of them partly, 1 not "
	    "told; mean pain 3.0; not done: time 1.\n");
	str_clear(&text);
	diary_numbers(&d, &text);
	assert_string_equal(
	    str_text(&text),
	    "Diary, last 28 days: (4 done + 1 partly) of 28 asked for (7 a "
	    "week) = 17 %; 22 days not told.\n"
	    "Days in a row: 1 now, 3 at most.\n");
	/* typed again: the same row changes, and done has no reason */
	cell = d.cells[0][3];
	cell.state = DIARY_DONE;
	app_kit_ok(&c, diary_put(&c.a, &d, 0, 3, &cell, &c.k.err));
	assert_int_equal(d.cells[0][3].no, cell.no);
	assert_string_equal(d.cells[0][3].reason, "");
	assert_int_equal(record_count(c.a.store, E_HOME_LOG), 6);
	/* a day to come */
	load_week(&c, who, 0, 20260504);
	cell = (struct diary_cell){.state = DIARY_DONE, .pain = DICT_NONE};
	app_kit_no(&c, ST_INVALID, diary_put(&c.a, &d, 0, 1, &cell, &c.k.err));
	str_release(&text);
	app_kit_end(&c);
}

/* The programme began nine days ago: no more than those days were asked for. An entry of a day
 * before is counted with the days since. */
static void
test_diary__begun__counts_from_its_first_day(void **state)
{
	struct app_kit c;
	struct str text = {0};
	int64_t plan, who;

	(void)state;
	app_kit_new(&c);
	who = app_kit_case(&c, "Begun", &plan);
	app_kit_wait(INT64_C(9) * 86400000);
	load_week(&c, who, plan, 20260506);
	for (int day = 0; day < 7; day++)
		tell(&c, 0, day, DIARY_DONE, DICT_NONE);
	assert_int_equal(d.sum.days, 9);
	diary_numbers(&d, &text);
	assert_non_null(strstr(str_text(&text),
			       "Diary, last 9 days: (7 done + 0 partly) of 9 "
			       "asked for (7 a week) = 77 %"));
	load_week(&c, who, plan, 20260427);
	tell(&c, 0, 6, DIARY_DONE, DICT_NONE); /* the day before */
	assert_int_equal(d.sum.days, 10);
	str_release(&text);
	app_kit_end(&c);
}

/* Three weeks without a gap: the wins say so in the words of the table, until they are switched off;
 * the share becomes a result that the rules of home programmes read. */
static void
test_diary__wins__until_switched_off(void **state)
{
	struct app_kit c;
	struct str text = {0};
	struct result r;
	int64_t who;

	(void)state;
	app_kit_new(&c);
	who = person(&c);
	for (int week = 0; week < 4; week++) {
		load_week(&c, who, 0, date_add(20260406, 7 * week));
		for (int day = 0; day < 7; day++)
			tell(&c, 0, day, DIARY_DONE, 5 - week);
	}
	assert_int_equal(d.sum.percent, 100);
	app_kit_ok(&c, diary_wins(&c.a, &d, &text, &c.k.err));
	assert_string_equal(str_text(&text),
			    "28 days in a row: the longest row so far.\n"
			    "Done on 28 days of 28 that were asked for.\n");
	app_kit_ok(&c, diary_praise(&c.a, who, false, &c.k.err));
	load_week(&c, who, 0, 20260427);
	str_clear(&text);
	app_kit_ok(&c, diary_wins(&c.a, &d, &text, &c.k.err));
	assert_string_equal(str_text(&text), "");
	app_kit_ok(&c, diary_score(&c.a, &d, &c.k.err));
	app_kit_ok(&c,
		   record_find(c.a.store, E_RESULT,
			       dict_field_named(dict_entity(E_RESULT), "patient"),
			       (struct cell){.kind = CELL_INT, .i = who}, &r, &c.k.err));
	assert_string_equal(r.measure, "hep_done");
	assert_int_equal(r.value, 100000);
	str_release(&text);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_diary__week__numbers_by_hand),
	    cmocka_unit_test(test_diary__begun__counts_from_its_first_day),
	    cmocka_unit_test(test_diary__wins__until_switched_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
