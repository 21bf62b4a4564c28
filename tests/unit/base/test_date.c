/* test_date.c - calendar days: arithmetic, text forms, what people type. */
#include "base/date.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20261123 }; /* a Monday */

static void
test_date__valid__knows_the_calendar(void **state)
{
	static const int64_t good[] = {10101, 20240229, 20000229, 99991231, 19570504};
	static const int64_t bad[] = {0,	 20230229,  19000229,  20261301,
				      20260001,	 20260100,  20260132,  20260431,
				      -20260101, 100000101, DATE_NONE, INT64_MAX};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(date_valid(good[i]) && date_valid_partial(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(date_valid(bad[i]));
	assert_true(date_valid_partial(19570000));
	assert_true(date_valid_partial(19570500));
	assert_false(date_valid_partial(19570005));
	assert_false(date_valid_partial(19571300));
	assert_false(date_valid_partial(0));
}

static void
test_date__to_days__goes_both_ways(void **state)
{
	struct random r = random_begin("dates", 1957);
	int64_t first = date_to_days(10101), last = date_to_days(99991231), was = 0;

	(void)state;
	assert_int_equal(date_to_days(19700101), 0);
	assert_int_equal(date_to_days(19691231), -1);
	assert_int_equal(date_to_days(20000301), 11017);
	assert_int_equal(last - first, 3652058);
	for (int64_t d = date_to_days(18990101); d < date_to_days(21050101); d++) {
		int64_t date = date_from_days(d);

		assert_true(date_valid(date));
		assert_true(date > was);
		assert_int_equal(date_to_days(date), d);
		was = date;
	}
	for (int i = 0; i < 20000; i++) {
		int64_t d = first + (int64_t)(random_next(&r) % (uint64_t)(last - first));

		assert_int_equal(date_to_days(date_from_days(d)), d);
		assert_int_equal(date_weekday(date_from_days(d + 7)),
				 date_weekday(date_from_days(d)));
	}
}

static void
test_date__weekday__begins_on_monday(void **state)
{
	(void)state;
	assert_int_equal(date_weekday(TODAY), 0);
	assert_int_equal(date_weekday(20261129), 6);
	assert_int_equal(date_weekday(19700101), 3);
	assert_int_equal(date_weekday(19691231), 2);
	assert_int_equal(date_weekday(19000101), 0);
	assert_int_equal(date_add(20240228, 2), 20240301);
	assert_int_equal(date_add(20260101, -1), 20251231);
}

static void
test_date__age__of_whole_and_partial_births(void **state)
{
	(void)state;
	assert_int_equal(date_age(19570504, 20260503), 68);
	assert_int_equal(date_age(19570504, 20260504), 69);
	assert_int_equal(date_age(20040229, 20260228), 21);
	assert_int_equal(date_age(20040229, 20260301), 22);
	assert_int_equal(date_age(19570000, 20260630), 68);
	assert_int_equal(date_age(19570000, 20260701), 69);
	assert_int_equal(date_age(19570500, 20260514), 68);
	assert_int_equal(date_age(19570500, 20260515), 69);
	assert_int_equal(date_age(DATE_NONE, TODAY), -1);
	assert_int_equal(date_age(20261124, TODAY), -1);
	assert_int_equal(date_age(TODAY, TODAY), 0);
	assert_int_equal(date_age(20260000, 20260301), 0); /* born this year */
	assert_int_equal(date_age(20270000, TODAY), -1);
}

static void
test_date__text__and_iso(void **state)
{
	static const struct {
		const char *text;
		int64_t date;
	} forms[] = {{"1957-05-04", 19570504},
		     {"1957-05", 19570500},
		     {"1957", 19570000},
		     {"0001-01-01", 10101}};
	static const char *const bad[] = {
	    "1957-5-4", "1957-05-32", "1957/05/04",  "57-05-04",   "1957-00",	"1957-13",
	    "0000",	"",	      "1957-05-04 ", "195a-05-04", "1957-05-0", "+957"};
	char out[DATE_TEXT_SIZE];
	int64_t date;

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		size_t n = strlen(forms[i].text);

		date_text(forms[i].date, out);
		assert_string_equal(out, forms[i].text);
		assert_true(date_parse_iso(out, n, true, &date));
		assert_int_equal(date, forms[i].date);
		assert_int_equal(date_parse_iso(out, n, false, &date), n == 10);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(date_parse_iso(bad[i], strlen(bad[i]), true, &date));
	date_text(DATE_NONE, out);
	assert_string_equal(out, "");
}

static void
test_date__parse_typed__takes_what_people_type(void **state)
{
	static const struct {
		const char *text;
		bool past, month_first;
		int64_t date;
	} good[] = {
	    {"t", false, false, TODAY},
	    {"T", false, false, TODAY},
	    {"t-3", false, false, 20261120},
	    {"t+2w", false, false, 20261207},
	    {"t+2W", false, false, 20261207},
	    {"t-1m", false, false, 20261023},
	    {"t+3m", false, false, 20270223},
	    {"t-1y", false, false, 20251123},
	    {"t+10d", false, false, 20261203},
	    {" t ", false, false, TODAY},
	    {"12/5", false, false, 20260512},
	    {"12/5", false, true, 20261205},
	    {"12.5.", false, false, 20260512},
	    {"12-5-57", true, false, 19570512},
	    {"12/5/1957", true, false, 19570512},
	    {"12/5/26", true, false, 20260512},
	    {"24/11/26", true, false, 19261124}, /* tomorrow: a hundred years ago */
	    {"24/11", true, false, 20251124},
	    {"24/11", false, false, 20261124},
	    {"12/5/30", false, false, 20300512},
	    {"12/5/77", false, false, 19770512},
	    {"1957", true, false, 19570000},
	    {"1957-05", true, false, 19570500},
	    {"1957-05-04 ", true, false, 19570504},
	    {"29/2/24", true, false, 20240229},
	};
	static const char *const bad[] = {
	    "",	       "x",	   "t3",
	    "t+",      "t+x",	   "t+-3",
	    "t+ 3",    "t+ -3",	   "t+3q",
	    "t+3ww",   "32/1",	   "30/2",
	    "1/13",    "12/5/7",   "12/5/570",
	    "12/5.57", "-5/3",	   "+5/3",
	    "5/-3",    "5 / 3",	   "12//5",
	    "12/5/5a", "12/5/57/", "29/2",
	    "/5",      "12",	   "123/5",
	    "t+99999", "t-9999y",  "12/5/19570000000000000000000000000"};
	int64_t date;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		if (!date_parse_typed(good[i].text, TODAY, good[i].past,
				      good[i].month_first, &date) ||
		    date != good[i].date)
			fail_msg("'%s' gave %lld", good[i].text, (long long)date);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		if (date_parse_typed(bad[i], TODAY, false, false, &date))
			fail_msg("'%s' gave %lld", bad[i], (long long)date);
	assert_true(date_parse_typed("t-1m", 20260331, false, false, &date));
	assert_int_equal(date, 20260228);
}

static void
test_date__time__goes_both_ways(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} cases[] = {{0, "1970-01-01T00:00:00Z"},
		     {-1, "1969-12-31T23:59:59Z"},
		     {-86400, "1969-12-31T00:00:00Z"},
		     {1777885953, "2026-05-04T09:12:33Z"}};
	static const char *const bad[] = {"2026-05-04T09:12:33",  "2026-05-04 09:12:33Z",
					  "2026-05-04T24:00:00Z", "2026-05-04T09:60:00Z",
					  "2026-05-04T09:12:60Z", "2026-02-30T09:12:33Z",
					  "2026-05-04T9:12:33ZZ", ""};
	char out[TIME_TEXT_SIZE];
	int64_t s;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		time_text(cases[i].seconds, out);
		assert_string_equal(out, cases[i].text);
		assert_true(time_parse(out, strlen(out), &s));
		assert_int_equal(s, cases[i].seconds);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(time_parse(bad[i], strlen(bad[i]), &s));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_date__valid__knows_the_calendar),
	    cmocka_unit_test(test_date__to_days__goes_both_ways),
	    cmocka_unit_test(test_date__weekday__begins_on_monday),
	    cmocka_unit_test(test_date__age__of_whole_and_partial_births),
	    cmocka_unit_test(test_date__text__and_iso),
	    cmocka_unit_test(test_date__parse_typed__takes_what_people_type),
	    cmocka_unit_test(test_date__time__goes_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
