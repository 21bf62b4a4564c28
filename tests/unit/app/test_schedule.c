/* test_schedule.c - booking a series, clashes against brute force, how far a visit has come. */
#include "app_kit.h"

#include "app/schedule.h"
#include "store/query_schedule.h"
#include "unit/random.h"

/* The clinic of app_kit stands on Monday 4 May 2026, 09:00. */
enum { TODAY = 20260504, LINES = 200 };

static struct schedule_draft draft;

static int
book_line(struct app_kit *c, int64_t patient, const char *line)
{
	struct schedule_from from = schedule_for(patient, 0);
	int booked = 0;

	app_kit_ok(c, schedule_read(&c->a, line, &from, &draft, &c->k.err));
	app_kit_ok(c, schedule_book(&c->a, &draft, false, &booked, &c->k.err));
	return booked;
}

static int
week_of(struct app_kit *c, int64_t from, int64_t to, struct week_line *lines)
{
	const int64_t days[2] = {from, to};
	int n = 0;

	app_kit_ok(c, query_week(c->a.store, days, 0, lines, LINES, &n, &c->k.err));
	return n;
}

static void
test_schedule__book__eight_in_one_line(void **state)
{
	struct week_line *lines = mem_alloc(LINES * sizeof *lines);
	struct appointment row;
	struct app_kit c;
	int64_t patient;
	int n;

	(void)state;
	app_kit_new(&c);
	patient = app_kit_patient(&c, "Kim", c.payer_cms);
	assert_int_equal(book_line(&c, patient, "mo we 9:30 45m x8 for Gait"), 8);
	n = week_of(&c, TODAY, 20270101, lines);
	assert_int_equal(n, 8);
	for (int i = 0; i < n; i++) {
		assert_int_equal(date_weekday(lines[i].day), i % 2 ? 2 : 0);
		assert_int_equal(lines[i].start, 570);
		assert_int_equal(lines[i].minutes, 45);
		assert_int_equal(lines[i].staff, c.anna);
		assert_string_equal(lines[i].state, "booked");
	}
	app_kit_ok(&c, record_get(c.a.store, E_APPOINTMENT, lines[3].no, &row, &c.k.err));
	assert_int_equal(row.booked_on, TODAY);
	assert_string_equal(row.reason, "Gait");
	/* the series goes on behind its end, as it was */
	assert_int_equal(book_line(&c, patient, "same x2"), 2);
	n = week_of(&c, TODAY, 20270101, lines);
	assert_int_equal(n, 10);
	assert_int_equal(lines[8].day, 20260603);
	assert_int_equal(lines[9].day, 20260610);
	assert_int_equal(lines[9].minutes, 45);
	free(lines);
	app_kit_end(&c);
}

static void
test_schedule__book__warns_and_leaves_out(void **state)
{
	struct week_line *lines = mem_alloc(LINES * sizeof *lines);
	struct schedule_from from;
	struct app_kit c;
	int64_t kim, ola;
	int booked;

	(void)state;
	app_kit_new(&c);
	kim = app_kit_patient(&c, "Kim", c.payer_cms);
	ola = app_kit_patient(&c, "Ola", c.payer_cms);
	book_line(&c, kim, "tu 10:00 40m");
	from = schedule_for(ola, 0);
	app_kit_ok(&c, schedule_read(&c.a, "tu 10:20 40m x2", &from, &draft, &c.k.err));
	assert_int_equal(draft.clashes, 1);
	assert_int_equal(draft.items[0].clash, SCHEDULE_STAFF);
	assert_non_null(strstr(draft.items[0].why, "10:00 Kim"));
	app_kit_ok(&c, schedule_book(&c.a, &draft, true, &booked, &c.k.err));
	assert_int_equal(booked, 1);
	/* another therapist is free; the patient is not */
	app_kit_ok(&c, schedule_read(&c.a, "tu 10:20 with pia", &from, &draft, &c.k.err));
	assert_int_equal(draft.staff, c.pia);
	assert_int_equal(draft.clashes, 0);
	from.patient = kim;
	app_kit_ok(&c, schedule_read(&c.a, "tu 10:20 with pia", &from, &draft, &c.k.err));
	assert_int_equal(draft.items[0].clash, SCHEDULE_PATIENT);
	/* a clinician may book it all the same */
	app_kit_ok(&c, schedule_book(&c.a, &draft, false, &booked, &c.k.err));
	assert_int_equal(booked, 1);
	app_kit_ok(&c,
		   schedule_set_hours(&c.a, "mo-th 8-12; closed 2026-05-14", &c.k.err));
	app_kit_ok(&c, schedule_read(&c.a, "th 9:00 x2", &from, &draft, &c.k.err));
	assert_int_equal(draft.items[0].clash, 0);
	assert_string_equal(draft.items[1].why, "holiday");
	app_kit_ok(&c, schedule_read(&c.a, "fr 9:00", &from, &draft, &c.k.err));
	assert_string_equal(draft.items[0].why, "day off");
	app_kit_ok(&c, schedule_read(&c.a, "mo 11:45", &from, &draft, &c.k.err));
	assert_string_equal(draft.items[0].why, "outside opening hours");
	app_kit_no(&c, ST_INVALID, schedule_set_hours(&c.a, "mo 9-8", &c.k.err));
	app_kit_no(&c, ST_INVALID,
		   schedule_read(&c.a, "mo 9:30 with nobody", &from, &draft, &c.k.err));
	app_kit_no(&c, ST_INVALID,
		   schedule_read(&c.a, "mo 9:30 with test", &from, &draft, &c.k.err));
	assert_true(app_kit_said(&c, "several"));
	free(lines);
	app_kit_end(&c);
}

static void
test_schedule__states__one_key_and_back(void **state)
{
	struct week_line *lines = mem_alloc(LINES * sizeof *lines);
	struct appointment row;
	struct schedule_from from;
	struct app_kit c;
	int64_t kim, no;
	int booked;

	(void)state;
	app_kit_new(&c);
	kim = app_kit_patient(&c, "Kim", c.payer_cms);
	book_line(&c, kim, "t 10:00");
	book_line(&c, kim, "t+1 10:00");
	week_of(&c, TODAY, 20270101, lines);
	no = lines[0].no;
	app_kit_ok(&c, schedule_state(&c.a, no, "arrived", &c.k.err));
	app_kit_ok(&c, schedule_state(&c.a, no, "no_show", &c.k.err));
	app_kit_ok(&c, schedule_state(&c.a, no, "booked", &c.k.err));
	app_kit_no(&c, ST_REFUSED,
		   schedule_state(&c.a, lines[1].no, "no_show", &c.k.err));
	app_kit_no(&c, ST_REFUSED,
		   schedule_state(&c.a, lines[1].no, "arrived", &c.k.err));
	app_kit_no(&c, ST_INVALID, schedule_cancel(&c.a, no, "  ", &c.k.err));
	app_kit_ok(&c, schedule_cancel(&c.a, no, "ill", &c.k.err));
	app_kit_ok(&c, record_get(c.a.store, E_APPOINTMENT, no, &row, &c.k.err));
	assert_string_equal(row.state, "cancelled");
	assert_string_equal(row.why, "ill");
	assert_int_equal(row.cancelled_on, TODAY);
	/* what was called off may get another time, and then it is on */
	from = schedule_for(kim, no);
	from.move = true;
	app_kit_no(&c, ST_INVALID,
		   schedule_read(&c.a, "mo we 9:00", &from, &draft, &c.k.err));
	app_kit_ok(&c, schedule_read(&c.a, "we 11:00", &from, &draft, &c.k.err));
	app_kit_ok(&c, schedule_book(&c.a, &draft, false, &booked, &c.k.err));
	app_kit_ok(&c, record_get(c.a.store, E_APPOINTMENT, no, &row, &c.k.err));
	assert_string_equal(row.state, "booked");
	assert_int_equal(row.day, 20260506);
	assert_int_equal(row.start, 660);
	assert_true(row.cancelled_on == DICT_NONE);
	/* moved onto itself it does not clash */
	app_kit_ok(&c, schedule_read(&c.a, "we 11:10", &from, &draft, &c.k.err));
	assert_int_equal(draft.clashes, 0);
	free(lines);
	app_kit_end(&c);
}

/* ---- clashes against every minute of the day */

struct busy {
	int64_t patient, staff;
	int start, minutes;
};

static bool
any_minute(const struct busy *all, int n, const struct busy *x, bool patient)
{
	for (int m = x->start; m < x->start + x->minutes; m++)
		for (int i = 0; i < n; i++)
			if (m >= all[i].start && m < all[i].start + all[i].minutes &&
			    (patient ? all[i].patient == x->patient
				     : all[i].staff == x->staff &&
					   all[i].patient != x->patient))
				return true;
	return false;
}

static void
test_schedule__clashes__against_minutes(void **state)
{
	enum { VISITS = 60, PATIENTS = 6 };
	struct random r = random_begin("schedule", 8);
	struct busy all[VISITS];
	struct app_kit c;
	int64_t patients[PATIENTS];

	(void)state;
	app_kit_new(&c);
	for (int i = 0; i < PATIENTS; i++)
		patients[i] =
		    app_kit_patient(&c, (char[]){(char)('A' + i), '\0'}, c.payer_cms);
	for (int i = 0; i < VISITS; i++) {
		struct busy *x = &all[i];
		struct schedule_from from;
		char line[80];
		int booked;

		x->patient = patients[random_below(&r, PATIENTS)];
		x->staff = random_below(&r, 2) ? c.anna : c.pia;
		x->start = 480 + 5 * random_below(&r, 96);
		x->minutes = 5 + 5 * random_below(&r, 12);
		from = schedule_for(x->patient, 0);
		str_format(line, sizeof line, "t+1 %d:%02d %dm with %s", x->start / 60,
			   x->start % 60, x->minutes,
			   x->staff == c.anna ? "anna" : "pia");
		app_kit_ok(&c, schedule_read(&c.a, line, &from, &draft, &c.k.err));
		assert_int_equal((draft.items[0].clash & SCHEDULE_PATIENT) != 0,
				 any_minute(all, i, x, true));
		assert_int_equal((draft.items[0].clash & SCHEDULE_STAFF) != 0,
				 any_minute(all, i, x, false));
		assert_int_equal((draft.items[0].clash & SCHEDULE_CLOSED) != 0,
				 x->start + x->minutes > 1020);
		app_kit_ok(&c, schedule_book(&c.a, &draft, false, &booked, &c.k.err));
	}
	for (int who = 0; who < 2; who++) {
		struct schedule_gap gap = {20260505, who ? c.anna : c.pia, 30};
		int starts[48], n, at = 0;

		app_kit_ok(&c, schedule_free(&c.a, &gap, starts, 48, &n, &c.k.err));
		for (int m = 480; m + 30 <= 1020; m += 30) {
			struct busy x = {0, gap.staff, m, 30};

			if (any_minute(all, VISITS, &x, false))
				continue;
			assert_true(at < n);
			assert_int_equal(starts[at++], m);
		}
		assert_int_equal(at, n);
	}
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_schedule__book__eight_in_one_line),
	    cmocka_unit_test(test_schedule__book__warns_and_leaves_out),
	    cmocka_unit_test(test_schedule__states__one_key_and_back),
	    cmocka_unit_test(test_schedule__clashes__against_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
