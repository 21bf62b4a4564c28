/* test_wear_value.c - days, numbers and durations of devices; what can be read two ways. */
#include "core/wear_layout.h"
#include "core/wear_week.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct wear_cell
cell(const char *text)
{
	return (struct wear_cell){text, strlen(text)};
}

static void
test_wear_value__day__forms(void **state)
{
	static const struct {
		const char *text;
		unsigned forms, fits;
		int64_t day; /* in the first form that fits; 0: none */
	} rows[] = {
	    {"2026-05-04", WEAR_YMD, WEAR_YMD, 20260504},
	    {" 2026/5/4 ", WEAR_YMD, WEAR_YMD, 20260504},
	    {"2026-05-04 23:59:59.123", WEAR_YMD, WEAR_YMD, 20260504},
	    {"2026-05-04T10:00", WEAR_YMD, WEAR_YMD, 20260504},
	    {"2026-05-04x", WEAR_YMD, 0, 0},
	    {"2026-05/04", WEAR_YMD, 0, 0},
	    {"2026-02-29", WEAR_YMD, 0, 0},
	    {"2028-02-29", WEAR_YMD, WEAR_YMD, 20280229},
	    {"20260504", WEAR_YMD, 0, 0},
	    {"04-05-2026", WEAR_YMD | WEAR_DMY | WEAR_MDY, WEAR_DMY | WEAR_MDY, 20260504},
	    {"13.05.2026", WEAR_DMY | WEAR_MDY, WEAR_DMY, 20260513},
	    {"05/13/2026", WEAR_DMY | WEAR_MDY, WEAR_MDY, 20260513},
	    {"13/13/2026", WEAR_DMY | WEAR_MDY, 0, 0},
	    {"04-05-26", WEAR_DMY | WEAR_MDY, 0, 0},
	    {"1777852800000", WEAR_EPOCH_MS, WEAR_EPOCH_MS, 20260504},
	    {"1777939199999", WEAR_EPOCH_MS, WEAR_EPOCH_MS, 20260504},
	    {"1777852800000", WEAR_YMD, 0, 0},
	    {"17778528", WEAR_EPOCH_MS, 0, 0},
	    {"999999999999999999999", WEAR_EPOCH_MS, 0, 0},
	    {"--", WEAR_YMD | WEAR_DMY, 0, 0},
	    {"", WEAR_YMD, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct wear_cell c = cell(rows[i].text);
		int64_t day = 0;
		enum wear_form form;

		if (wear_value_forms(c, rows[i].forms) != rows[i].fits)
			fail_msg("forms of %s", rows[i].text);
		assert_int_equal(wear_value_day(c, rows[i].forms, &day, &form),
				 rows[i].day != 0);
		if (rows[i].day)
			assert_int_equal(day, rows[i].day);
	}
}

static void
test_wear_value__number__signs(void **state)
{
	static const struct {
		const char *text;
		enum wear_number kind;
		enum wear_comma comma;
		enum wear_is is;
		int64_t v;
	} rows[] = {
	    {"4200", WEAR_COUNT, 0, WEAR_IS_VALUE, 4200000},
	    {"10,204", WEAR_COUNT, 0, WEAR_IS_VALUE, 10204000},
	    {"10.204", WEAR_COUNT, 0, WEAR_IS_VALUE, 10204000},
	    {"1,234,567", WEAR_COUNT, 0, WEAR_IS_VALUE, 1234567000},
	    {"10,20", WEAR_COUNT, 0, WEAR_IS_VALUE, 10200},
	    {"4200.0", WEAR_COUNT, 0, WEAR_IS_VALUE, 4200000},
	    {"6.020.1", WEAR_COUNT, 0, WEAR_IS_BAD, 0},
	    {"1,23,456", WEAR_COUNT, 0, WEAR_IS_BAD, 0},
	    {"72.345", WEAR_RATE, 0, WEAR_IS_VALUE, 72345},
	    {"72,5", WEAR_RATE, 0, WEAR_IS_VALUE, 72500},
	    {"78.1239", WEAR_RATE, 0, WEAR_IS_VALUE, 78124},
	    {"78.1234999", WEAR_RATE, 0, WEAR_IS_VALUE, 78123},
	    {"5.23", WEAR_DISTANCE, 0, WEAR_IS_VALUE, 5230},
	    {"5,23", WEAR_DISTANCE, 0, WEAR_IS_VALUE, 5230},
	    {"1,234", WEAR_DISTANCE, 0, WEAR_IS_TWO_WAYS, 0},
	    {"1,234", WEAR_DISTANCE, WEAR_COMMA_LIKELY, WEAR_IS_VALUE, 1234},
	    {"1,234", WEAR_DISTANCE, WEAR_COMMA_DECIMAL, WEAR_IS_VALUE, 1234},
	    {"1,234", WEAR_DISTANCE, WEAR_COMMA_GROUPS, WEAR_IS_VALUE, 1234000},
	    {"5,23", WEAR_DISTANCE, WEAR_COMMA_GROUPS, WEAR_IS_BAD, 0},
	    {"1.234", WEAR_DISTANCE, WEAR_COMMA_DECIMAL, WEAR_IS_VALUE, 1234000},
	    {"3.5", WEAR_DISTANCE, WEAR_COMMA_DECIMAL, WEAR_IS_VALUE, 3500},
	    {"12,345.6", WEAR_DISTANCE, 0, WEAR_IS_VALUE, 12345600},
	    {"12.345,6", WEAR_DISTANCE, 0, WEAR_IS_VALUE, 12345600},
	    {"1234.5,6", WEAR_DISTANCE, 0, WEAR_IS_BAD, 0},
	    {"-4", WEAR_COUNT, 0, WEAR_IS_VALUE, -4000},
	    {"--", WEAR_COUNT, 0, WEAR_IS_MISSING, 0},
	    {" ", WEAR_COUNT, 0, WEAR_IS_MISSING, 0},
	    {"NaN", WEAR_RATE, 0, WEAR_IS_MISSING, 0},
	    {"abc", WEAR_COUNT, 0, WEAR_IS_BAD, 0},
	    {"2,5 km", WEAR_DISTANCE, 0, WEAR_IS_BAD, 0},
	    {"1e5", WEAR_COUNT, 0, WEAR_IS_BAD, 0},
	    {"-", WEAR_COUNT, 0, WEAR_IS_MISSING, 0},
	    {".", WEAR_COUNT, 0, WEAR_IS_BAD, 0},
	    {"9999999999999", WEAR_COUNT, 0, WEAR_IS_BAD, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t v = 0;
		enum wear_is is = wear_value_number(cell(rows[i].text), rows[i].kind,
						    rows[i].comma, &v);

		if (is != rows[i].is || (is == WEAR_IS_VALUE && v != rows[i].v))
			fail_msg("row %zu, %s: %d %lld", i, rows[i].text, (int)is,
				 (long long)v);
	}
}

static void
test_wear_value__seconds__clock_or_minutes(void **state)
{
	static const struct {
		const char *text;
		enum wear_is is;
		int64_t v;
	} rows[] = {
	    {"00:58:30", WEAR_IS_VALUE, 3510},
	    {"00:14:30.5", WEAR_IS_VALUE, 870},
	    {"00:14:30,52", WEAR_IS_VALUE, 870},
	    {"25:10:00", WEAR_IS_VALUE, 90600},
	    {"40:00", WEAR_IS_BAD, 0},
	    {"1:61:00", WEAR_IS_BAD, 0},
	    {"::", WEAR_IS_BAD, 0},
	    {"1:2:3:4", WEAR_IS_BAD, 0},
	    {"1:02:03x", WEAR_IS_BAD, 0},
	    {"45", WEAR_IS_VALUE, 2700},
	    {"1,440", WEAR_IS_VALUE, 86400},
	    {"0.5", WEAR_IS_VALUE, 30},
	    {"--", WEAR_IS_MISSING, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t v = 0;
		enum wear_is is =
		    wear_value_seconds(cell(rows[i].text), WEAR_COMMA_UNKNOWN, &v);

		if (is != rows[i].is || (is == WEAR_IS_VALUE && v != rows[i].v))
			fail_msg("%s: %d %lld", rows[i].text, (int)is, (long long)v);
	}
}

static void
test_wear_value__layout__names_and_hints(void **state)
{
	struct wear_cell cells[] = {cell("Date"),
				    cell("com.samsung.health.step_count.count"),
				    cell("discount"), cell(""), cell("")};
	struct wear_header h;

	(void)state;
	wear_layout_header(&h, cells, 5);
	assert_int_equal(h.n, 3);
	assert_int_equal(wear_layout_column(&h, "date", 4), 0);
	assert_int_equal(wear_layout_column(&h, "count", 5), 1);
	assert_int_equal(wear_layout_column(&h, "steps|COUNT", 11), 1);
	assert_int_equal(wear_layout_column(&h, "#3", 2), 2);
	assert_int_equal(wear_layout_column(&h, "#4", 2), -1);
	assert_int_equal(wear_layout_column(&h, "#0", 2), -1);
	assert_int_equal(wear_layout_column(&h, "", 0), -1);
	assert_true(wear_layout_named("*_training.csv", "2026_Training.CSV"));
	assert_true(wear_layout_named("steps-*.json", "steps-2026-01-01.json"));
	assert_false(wear_layout_named("steps-*.json", "steps-2026.json.txt"));
	assert_true(wear_layout_named("*", ""));
	assert_false(wear_layout_named("export.xml", "export.xm"));
	assert_int_equal(wear_layout_unit("mi"), 1609344);
	assert_int_equal(wear_layout_unit("feet"), 0);
}

/* Monday 2026-05-04: 499 steps are no worn day; the mean is that of worn days. */
static void
test_wear_value__weeks__by_hand(void **state)
{
	const int64_t none = DICT_NONE;
	struct wear_week_day days[] = {{20260503, 9000, 10, none, false},
				       {20260504, 499, 5, 60, false},
				       {20260505, 4000, none, 63, true},
				       {20260510, 4001, 20, none, false},
				       {20260511, 700, none, none, false}};
	struct wear_week_visit visits[] = {
	    {20260504, 3}, {20260508, none}, {20260509, 6}, {20260601, 9}};
	struct wear_week_in in = {days, visits, 5, 4};
	struct wear_week w[2];

	(void)state;
	wear_week_fold(&in, 20260506, w, 2);
	assert_int_equal(w[0].monday, 20260504);
	assert_int_equal(w[0].worn, 2);
	assert_int_equal(w[0].steps, 4001);
	assert_int_equal(w[0].minutes, 25);
	assert_int_equal(w[0].minute_days, 1); /* on the 4th it was hardly worn */
	assert_int_equal(w[0].daily, 20);
	assert_int_equal(w[0].rest, 62);
	assert_int_equal(w[0].rest_days, 2);
	assert_true(w[0].estimated);
	assert_int_equal(w[0].pain, 6);
	assert_int_equal(w[0].visits, 3);
	assert_int_equal(w[1].monday, 20260511);
	assert_int_equal(w[1].steps, 700);
	assert_true(w[1].minutes == none && w[1].rest == none && w[1].pain == none);
	assert_true(w[1].daily == none && !w[1].minute_days && !w[1].rest_days);
	assert_int_equal(w[1].visits, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wear_value__day__forms),
	    cmocka_unit_test(test_wear_value__number__signs),
	    cmocka_unit_test(test_wear_value__seconds__clock_or_minutes),
	    cmocka_unit_test(test_wear_value__layout__names_and_hints),
	    cmocka_unit_test(test_wear_value__weeks__by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
