/* test_load.c - weights as people type them, in grams, and as they are shown. */
#include "core/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
test_load__parse__units(void **state)
{
	static const struct {
		const char *text;
		int64_t grams;
	} rows[] = {
	    {"0", 0},
	    {"2.5 kg", 2500},
	    {"2,5kg", 2500},
	    {"2.", 2000},
	    {"3", 3000},
	    {"0.125", 125},
	    {"500 g", 500},
	    {"0.4 g", 0},
	    {"0.5 g", 1},   /* half is up */
	    {"5 lb", 2268}, /* 2267.96 */
	    {"1 lbs", 454},
	    {"12.5   lb", 5670}, /* 5669.9 */
	    {"500 kg", LOAD_MAX_G},
	    {"500000 g", LOAD_MAX_G},
	    {"1102 lb", 499858},
	};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t g = -1;

		if (load_parse(rows[i].text, strlen(rows[i].text), &g, &err))
			fail_msg("'%s' is refused", rows[i].text);
		assert_int_equal(g, rows[i].grams);
	}
}

static void
test_load__parse__refused_and_left_alone(void **state)
{
	static const char *const rows[] = {
	    "",		  " ",		"kg",
	    ".5",	  "-1",		"2.5 st",
	    "2 kg each",  "2 kilo",	"1.2345 kg",
	    "2.5.1",	  "green",	"500.001",
	    "500.001 kg", "1103 lb", /* 500.3 kg */
	    "500001 g",	  "10000000 g", "99999999999999999999",
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct err err = {0};
		int64_t g = 77;

		if (load_parse(rows[i], strlen(rows[i]), &g, &err) != ST_INVALID)
			fail_msg("'%s' is taken", rows[i]);
		assert_int_equal(g, 77);
		assert_non_null(strstr(err.detail, "2.5 kg, 5 lb or 500 g"));
	}
}

/* Only the n bytes that were given are read. */
static void
test_load__parse__reads_no_further(void **state)
{
	struct err err = {0};
	int64_t g = 0;

	(void)state;
	assert_int_equal(load_parse("2.5 kg", 3, &g, &err), ST_OK);
	assert_int_equal(g, 2500);
	assert_int_equal(load_parse("25 lb", 4, &g, &err), ST_INVALID); /* "25 l" */
	assert_int_equal(load_parse("25 lb", 1, &g, &err), ST_OK);
	assert_int_equal(g, 2000);
}

static void
test_load__text__is_read_back(void **state)
{
	static const struct {
		int64_t grams;
		const char *text;
	} rows[] = {
	    {0, "0 kg"},	{500, "0.5 kg"},	{2500, "2.5 kg"},
	    {12000, "12 kg"},	{2268, "2.268 kg"},	{2250, "2.250 kg"},
	    {1005, "1.005 kg"}, {LOAD_MAX_G, "500 kg"},
	};
	char text[LOAD_TEXT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		load_text(rows[i].grams, text);
		assert_string_equal(text, rows[i].text);
	}
	for (int64_t g = 0; g <= LOAD_MAX_G; g += 37) {
		struct err err = {0};
		int64_t back = -1;

		load_text(g, text);
		assert_int_equal(load_parse(text, strlen(text), &back, &err), ST_OK);
		assert_int_equal(back, g);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_load__parse__units),
	    cmocka_unit_test(test_load__parse__refused_and_left_alone),
	    cmocka_unit_test(test_load__parse__reads_no_further),
	    cmocka_unit_test(test_load__text__is_read_back),
	};

	return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
