/* test_booking.c - the one-line grammar of appointments: days, times, series, refusals. */
#include "core/booking.h"

#include "unit/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Monday 4 May 2026, half past eight; the visit before was Thursday 30 April at 10:20. */
static const struct booking_ask plain = {
    .today = 20260504,
    .now_min = 510,
    .before = {DATE_NONE, -1, -1},
    .proposed = {DATE_NONE, -1, -1},
};

static struct booking_ask
after_visit(void)
{
	struct booking_ask ask = plain;

	ask.before = (struct booking_slot){20260430, 620, 45};
	return ask;
}

/* "2026-05-04 09:30 40m; ..." */
static const char *
told(const struct booking *b)
{
	static char out[BOOKING_MAX * 32];
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < b->n; i++) {
		char day[DATE_TEXT_SIZE];

		date_text(b->slots[i].day, day);
		at += (size_t)snprintf(out + at, sizeof out - at, "%s%s %02d:%02d %dm",
				       i ? "; " : "", day, b->slots[i].start / 60,
				       b->slots[i].start % 60, b->slots[i].minutes);
	}
	return out;
}

struct example {
	const char *line, *slots;
};

static void
check_examples(const struct booking_ask *ask, const struct example *e, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct booking b;
		struct err err = {0};

		if (booking_parse(e[i].line, ask, &b, &err))
			fail_msg("%s: %s", e[i].line, status_say(&err));
		if (strcmp(told(&b), e[i].slots) != 0)
			fail_msg("%s:\n%s, not\n%s", e[i].line, told(&b), e[i].slots);
	}
}

static void
test_booking__line__days_and_times(void **state)
{
	static const struct example examples[] = {
	    {"mo 9:30", "2026-05-04 09:30 40m"},
	    {"mo 8:00", "2026-05-11 08:00 40m"}, /* over for today */
	    {"tue 14:00 45m", "2026-05-05 14:00 45m"},
	    {"Wednesday 2pm 1h", "2026-05-06 14:00 60m"},
	    {"th 930 1h30", "2026-05-07 09:30 90m"},
	    {"fr 9", "2026-05-08 09:00 40m"},
	    {"12/5 10:00", "2026-05-12 10:00 40m"},
	    {"12.5. 10am", "2026-05-12 10:00 40m"},
	    {"2026-06-01 0815", "2026-06-01 08:15 40m"},
	    {"t+2w 12am", "2026-05-18 00:00 40m"},
	    {"+3d 9:00", "2026-05-07 09:00 40m"},
	    {"+1w 9:00", "2026-05-11 09:00 40m"},
	    {"t 8:00", "2026-05-04 08:00 40m"}, /* written down afterwards */
	    {"14/5 12/5 10:00", "2026-05-12 10:00 40m; 2026-05-14 10:00 40m"},
	    {"mo 10:00 th 15:00", "2026-05-04 10:00 40m; 2026-05-07 15:00 40m"},
	    {"mo th 15:00", "2026-05-04 15:00 40m; 2026-05-07 15:00 40m"},
	    {"15:00 mo,th 20m", "2026-05-04 15:00 20m; 2026-05-07 15:00 20m"},
	};

	(void)state;
	check_examples(&plain, examples, sizeof examples / sizeof examples[0]);
}

static void
test_booking__line__series(void **state)
{
	static const struct example examples[] = {
	    {"mo we 9:30 x4", "2026-05-04 09:30 40m; 2026-05-06 09:30 40m; "
			      "2026-05-11 09:30 40m; 2026-05-13 09:30 40m"},
	    {"4x we mo 9:30", "2026-05-04 09:30 40m; 2026-05-06 09:30 40m; "
			      "2026-05-11 09:30 40m; 2026-05-13 09:30 40m"},
	    {"mo we 9:30 x 3", "2026-05-04 09:30 40m; 2026-05-06 09:30 40m; "
			       "2026-05-11 09:30 40m"},
	    {"mo 9:30 we 10:00 2w", "2026-05-04 09:30 40m; 2026-05-06 10:00 40m; "
				    "2026-05-11 09:30 40m; 2026-05-13 10:00 40m"},
	    {"tu 9:00 x3 every 2w", "2026-05-05 09:00 40m; 2026-05-19 09:00 40m; "
				    "2026-06-02 09:00 40m"},
	    {"tu 9:00 until 19/5", "2026-05-05 09:00 40m; 2026-05-12 09:00 40m; "
				   "2026-05-19 09:00 40m"},
	    {"20/5 mo we 9:30 x3", "2026-05-20 09:30 40m; 2026-05-25 09:30 40m; "
				   "2026-05-27 09:30 40m"},
	    {"12/5 10:00 x2", "2026-05-12 10:00 40m; 2026-05-19 10:00 40m"},
	};

	(void)state;
	check_examples(&plain, examples, sizeof examples / sizeof examples[0]);
}

static void
test_booking__line__from_the_visit_before(void **state)
{
	static const struct example examples[] = {
	    {"same", "2026-05-07 10:20 45m"},
	    {"same x3",
	     "2026-05-07 10:20 45m; 2026-05-14 10:20 45m; 2026-05-21 10:20 45m"},
	    {"+1w x2", "2026-05-07 10:20 45m; 2026-05-14 10:20 45m"},
	    {"+2w", "2026-05-14 10:20 45m"},
	    {"same 11:00 30m", "2026-05-07 11:00 30m"},
	    {"mo x2", "2026-05-04 10:20 45m; 2026-05-11 10:20 45m"},
	};
	struct booking_ask ask = after_visit();

	(void)state;
	check_examples(&ask, examples, sizeof examples / sizeof examples[0]);
	ask.before.day = 20260528; /* a series goes on behind its end */
	check_examples(&ask, &(struct example){"same x1", "2026-06-04 10:20 45m"}, 1);
	ask = plain;
	ask.before = (struct booking_slot){20260504, 540, 40};
	check_examples(&ask, &(struct example){"same", "2026-05-11 09:00 40m"}, 1);
}

static void
test_booking__line__from_a_proposed_slot(void **state)
{
	static const struct example examples[] = {
	    {"", "2026-05-20 11:00 30m"},
	    {"x2", "2026-05-20 11:00 30m; 2026-05-27 11:00 30m"},
	    {"9:15 20m", "2026-05-20 09:15 20m"},
	    {"th x2", "2026-05-21 11:00 30m; 2026-05-28 11:00 30m"},
	};
	struct booking_ask ask = plain;

	(void)state;
	ask.proposed = (struct booking_slot){20260520, 660, 30};
	check_examples(&ask, examples, sizeof examples / sizeof examples[0]);
}

static void
test_booking__line__with_and_for(void **state)
{
	struct booking b;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    booking_parse("mo with Anna 9:30 for Gait, second try", &plain, &b, &err), 0);
	assert_string_equal(b.with, "Anna");
	assert_string_equal(b.reason, "Gait, second try");
	assert_int_equal(b.n, 1);
}

/* December to January, and a day that only leap years have. */
static void
test_booking__line__year_ends(void **state)
{
	static const struct example examples[] = {
	    {"28/12 10:00 x3",
	     "2026-12-28 10:00 40m; 2027-01-04 10:00 40m; 2027-01-11 10:00 40m"},
	    {"5/1 10:00", "2027-01-05 10:00 40m"},
	    {"th 9:00 x2", "2026-12-24 09:00 40m; 2026-12-31 09:00 40m"},
	};
	struct booking_ask ask = plain;

	(void)state;
	ask.today = 20261222;
	check_examples(&ask, examples, sizeof examples / sizeof examples[0]);
	ask.today = 20280228;
	check_examples(&ask, &(struct example){"29/2 9:00", "2028-02-29 09:00 40m"}, 1);
}

static void
test_booking__line__refusals_name_the_word(void **state)
{
	static const struct {
		const char *line, *said;
	} cases[] = {
	    {"", "which day?"},
	    {"mo", "at what time?"},
	    {"mo 9:30 x99", "\"x99\" at 9: 1 to 60"},
	    {"mo 9:30 x0", "\"x0\" at 9"},
	    {"mo 9:30 xx", "\"xx\" at 9"},
	    {"mo 25:00", "\"25:00\" at 4"},
	    {"mo 9:3", "\"9:3\" at 4"},
	    {"mo 13pm", "\"13pm\" at 4"},
	    {"muesday 9:30", "\"muesday\" at 1: not a day"},
	    {"mo,xy 9:30", "\"mo,xy\" at 1: not a weekday"},
	    {"mo mo 9:30", "\"mo\" at 4: this day stands there twice"},
	    {"Zoë mo 9:30", "\"zoë\" at 1"},
	    {"mo ö 9:30 q", "\"ö\" at 4"},
	    {"31/2 9:30", "\"31/2\" at 1"},
	    {"3/5/2026 9:30", "\"3/5/2026\" at 1: this day is past"},
	    {"5/1 9:30", "\"5/1\" at 1: this day is past"},
	    {"t-1 9:30", "\"t-1\" at 1: this day is past"},
	    {"2031-01-01 9:30", "more than two years"},
	    {"same x8", "\"same\" at 1: there is no visit before"},
	    {"mo 9:30 2m", "\"2m\" at 9: a visit takes"},
	    {"mo 23:45 30m", "after midnight"},
	    {"mo 9:30 x8 4w", "either so many visits"},
	    {"mo we fr 9:30 30w", "more than 60"},
	    {"tu 9:30 every", "every how many weeks?"},
	    {"tu 9:30 until mo", "until which day?"},
	    {"tu 9:30 until t", "no such day before"},
	    {"tu 9:30 with", "with whom?"},
	    {"tu 9:30 for", "for what?"},
	    {"tu 9:30 x60 every 12w", "more than two years"},
	    {"12/5 14/5 mo 9:30", "one date to begin from"},
	    {"12/5 30/5 9:30 x4", "further apart"},
	    {"+1q 9:30", "\"+1q\" at 1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct booking b;
		struct err err = {0};

		if (booking_parse(cases[i].line, &plain, &b, &err) != ST_INVALID)
			fail_msg("%s was taken: %s", cases[i].line, told(&b));
		if (!strstr(status_say(&err), cases[i].said))
			fail_msg("%s: %s", cases[i].line, status_say(&err));
		assert_int_equal(b.n, 0);
	}
}

/* ---- properties */

/* A series keeps weekdays and times over the ends of years, months and summer time, is in order,
 * has the number that was asked, and nothing of it is past. */
static void
test_booking__series__keeps_its_weekdays(void **state)
{
	static const char *const names[] = {"mo", "tu", "we", "th", "fr", "sa", "su"};
	struct random r = random_begin("booking series", 11);

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct booking_ask ask = plain;
		bool wanted[7] = {false};
		char line[120] = "";
		int times = 1 + random_below(&r, 30), start = 5 * random_below(&r, 200);
		int step = 1 + random_below(&r, 2), days = 0;
		struct booking b;
		struct err err = {0};

		ask.today =
		    date_from_days(date_to_days(20240101) + random_below(&r, 1500));
		ask.now_min = random_below(&r, 1440);
		while (days == 0 || (days < 4 && random_below(&r, 2))) {
			int day = random_below(&r, 7);

			if (wanted[day])
				continue;
			wanted[day] = true;
			days++;
			snprintf(line + strlen(line), sizeof line - strlen(line), "%s ",
				 names[day]);
		}
		snprintf(line + strlen(line), sizeof line - strlen(line),
			 "%d:%02d x%d every %dw", start / 60, start % 60, times, step);
		if (booking_parse(line, &ask, &b, &err))
			fail_msg("%s: %s", line, status_say(&err));
		assert_int_equal(b.n, times);
		for (int i = 0; i < b.n; i++) {
			int64_t day = date_to_days(b.slots[i].day);

			assert_true(date_valid(b.slots[i].day));
			assert_true(wanted[date_weekday(b.slots[i].day)]);
			assert_int_equal(b.slots[i].start, start);
			assert_true(day >= date_to_days(ask.today));
			assert_true(b.slots[i].day != ask.today || start > ask.now_min);
			if (i > 0)
				assert_true(b.slots[i].day > b.slots[i - 1].day);
			if (i >= days)
				assert_int_equal(
				    day - date_to_days(b.slots[i - days].day), 7 * step);
		}
	}
}

/* Words in another order say the same. */
static void
test_booking__words__order_is_free(void **state)
{
	static const char *const words[] = {"tu", "th", "45m", "x6", "with", "ben"};
	struct random r = random_begin("booking order", 5);

	(void)state;
	for (int round = 0; round < 200; round++) {
		int order[5] = {0, 1, 2, 3, 4};
		char line[120] = "", first[2048];
		struct booking b;
		struct err err = {0};

		for (int i = 4; i > 0; i--) {
			int j = random_below(&r, i + 1), k = order[i];

			order[i] = order[j];
			order[j] = k;
		}
		for (int i = 0; i < 5; i++)
			snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s ",
				 words[order[i]], order[i] == 4 ? " ben" : "");
		snprintf(line + strlen(line), sizeof line - strlen(line), "14:00");
		assert_int_equal(booking_parse(line, &plain, &b, &err), 0);
		snprintf(first, sizeof first, "%s", told(&b));
		assert_int_equal(
		    booking_parse("tu th 14:00 45m x6 with ben", &plain, &b, &err), 0);
		assert_string_equal(told(&b), first);
		assert_string_equal(b.with, "ben");
	}
}

/* Two stretches overlap when some minute belongs to both. */
static void
test_booking__overlap__against_minutes(void **state)
{
	struct random r = random_begin("booking overlap", 3);

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct booking_slot a = {20260504 + random_below(&r, 2),
					 random_below(&r, 40), 1 + random_below(&r, 20)};
		struct booking_slot b = {20260504 + random_below(&r, 2),
					 random_below(&r, 40), 1 + random_below(&r, 20)};
		bool shared = false;

		for (int m = 0; m < 70; m++)
			shared |= a.day == b.day && m >= a.start &&
				  m < a.start + a.minutes && m >= b.start &&
				  m < b.start + b.minutes;
		assert_int_equal(booking_overlap(&a, &b), shared);
		assert_int_equal(booking_overlap(&b, &a), shared);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_booking__line__days_and_times),
	    cmocka_unit_test(test_booking__line__series),
	    cmocka_unit_test(test_booking__line__from_the_visit_before),
	    cmocka_unit_test(test_booking__line__from_a_proposed_slot),
	    cmocka_unit_test(test_booking__line__with_and_for),
	    cmocka_unit_test(test_booking__line__year_ends),
	    cmocka_unit_test(test_booking__line__refusals_name_the_word),
	    cmocka_unit_test(test_booking__series__keeps_its_weekdays),
	    cmocka_unit_test(test_booking__words__order_is_free),
	    cmocka_unit_test(test_booking__overlap__against_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
