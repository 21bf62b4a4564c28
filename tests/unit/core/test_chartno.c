/* test_chartno.c - chart numbers: what is noticed and what is forgiven. */
#include "base/str.h"
#include "core/chartno.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
test_chartno__make__gives_the_number_of_the_documents(void **state)
{
	char no[CHARTNO_SIZE];

	(void)state;
	assert_true(chartno_make("KBR", 4217, no));
	assert_string_equal(no, "KBR-004217-M");
	assert_true(chartno_valid(no));
	assert_true(chartno_make("AAA", 1, no));
	assert_true(chartno_valid(no));
	assert_true(chartno_make("ABCDEF", CHARTNO_COUNTER_MAX, no));
	assert_true(chartno_valid(no));
}

static void
test_chartno__make__refuses_bad_sites_and_counters(void **state)
{
	char no[CHARTNO_SIZE];

	(void)state;
	assert_false(chartno_make("KB", 1, no));
	assert_false(chartno_make("KBRKBRK", 1, no));
	assert_false(chartno_make("kbr", 1, no));
	assert_false(chartno_make("K1R", 1, no));
	assert_false(chartno_make("KBR", 0, no));
	assert_false(chartno_make("KBR", -5, no));
	assert_false(chartno_make("KBR", (int64_t)CHARTNO_COUNTER_MAX + 1, no));
}

static void
test_chartno__parse__forgives_how_people_type(void **state)
{
	static const char *const typed[] = {
	    "KBR-004217-M",   "kbr-004217-m", "KBR004217M",  "kbr 4217 m",
	    "kbr4217m",	      "4217-m",	      "004217M",     "KBR-OO4217-M",
	    "kbr-0042l7-m",   "KBR-0042I7-M", "KBR-0042I7M", "KBR 004217-M",
	    " KBR-004217-M ", "KBRO042I7M",   "KBR-004Z17-M"};
	char no[CHARTNO_SIZE], typed_zero[CHARTNO_SIZE], back[CHARTNO_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		struct err err = {0};

		if (chartno_parse(typed[i], "KBR", no, &err) != ST_OK)
			fail_msg("%s: %s", typed[i], err.detail);
		assert_string_equal(no, "KBR-004217-M");
	}
	assert_true(chartno_make("KOR", 101, no));
	str_copy(typed_zero, sizeof typed_zero, no);
	typed_zero[1] = '0';
	assert_int_equal(chartno_parse(typed_zero, NULL, back, NULL), ST_OK);
	assert_string_equal(back, no);
	assert_true(chartno_make("ABCDEF", 70, no));
	assert_int_equal(chartno_parse("abcdef70y", NULL, back, NULL), ST_INVALID);
	str_format(typed_zero, sizeof typed_zero, "abcdefOooo7o%c", no[strlen(no) - 1]);
	assert_int_equal(chartno_parse(typed_zero, NULL, back, NULL), ST_OK);
	assert_string_equal(back, no);
}

static void
test_chartno__parse__refuses_what_is_no_number(void **state)
{
	static const char *const typed[] = {"",
					    "M",
					    "-",
					    "KBR",
					    "KBR-M",
					    "KBR-004217",
					    "KBR-004218-M",
					    "KBR-004217-N",
					    "KBS-004217-M",
					    "KBR_004217_M",
					    "4217m",
					    "KBR-0000000004217-M",
					    "KB-004217-M",
					    "\xc3\x84KBR-004217-M",
					    "KBR-004217-M-and-a-long-tail",
					    "ABCDEFGHIJ-1M",
					    "ABCDEFGHIJKL1M",
					    "ABCDEFGHIJKLMNOPQR",
					    "ABCDEFGH-1-M",
					    "KBRKBRKBR"};
	char no[CHARTNO_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++)
		assert_int_equal(chartno_parse(typed[i], NULL, no, NULL), ST_INVALID);
	assert_false(chartno_valid("kbr-004217-m"));
	assert_false(chartno_valid("KBR004217M"));
}

static void
test_chartno__slips__are_always_noticed(void **state)
{
	static const char others[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	struct random r = random_begin("chart numbers", 99);
	char no[CHARTNO_SIZE], bad[CHARTNO_SIZE];
	char site[] = "AAAA";

	(void)state;
	for (int i = 0; i < 300; i++) {
		for (int k = 0; k < 4; k++)
			site[k] = (char)('A' + random_below(&r, 26));
		assert_true(chartno_make(site, 1 + random_below(&r, 999999), no));
		assert_true(chartno_valid(no));
		for (size_t at = 0; no[at] != '\0'; at++) {
			if (no[at] == '-')
				continue;
			for (const char *c = others; *c != '\0'; c++) {
				memcpy(bad, no, sizeof bad);
				bad[at] = *c;
				assert_int_equal(chartno_valid(bad), *c == no[at]);
			}
			if (no[at + 1] == '\0' || no[at + 1] == '-' ||
			    no[at] == no[at + 1])
				continue;
			memcpy(bad, no, sizeof bad);
			bad[at] = no[at + 1];
			bad[at + 1] = no[at];
			assert_false(chartno_valid(bad));
		}
	}
}

/* ---- codes of pages */

static void
test_chartno__code__there_and_back(void **state)
{
	static const char *const typed[] = {"KBR-4217-H001V",  "kbr4217h001v",
					    " KBR 4217 HOO1V", "kbr-004217-hooiv",
					    "4217-H001V",      "4217hooLU"};
	char code[CHARTNO_CODE_SIZE], no[CHARTNO_SIZE];
	int tag = -1;

	(void)state;
	assert_true(chartno_code_make("KBR-004217-M", 1, code));
	assert_string_equal(code, "KBR-4217-H001V");
	for (size_t i = 0; i < sizeof typed / sizeof typed[0]; i++) {
		assert_true(chartno_code_parse(typed[i], "KBR", no, &tag));
		assert_string_equal(no, "KBR-004217-M");
		assert_int_equal(tag, 1);
	}
	assert_false(chartno_code_parse("4217-H001V", NULL, no, &tag));
	assert_false(chartno_code_parse("4217-H001V", "KBS", no, &tag));
	assert_false(chartno_code_parse("H001V", "KBR", no, &tag));
	assert_false(chartno_code_parse("KBR-H001V", "KBR", no, &tag));
	assert_false(chartno_code_parse("", "KBR", no, &tag));
	assert_false(chartno_code_make("KBR-004217-N", 1, code));
	assert_false(chartno_code_make("KBR-004217-M", CHARTNO_TAGS, code));
	assert_false(chartno_code_make("KBR-004217-M", -1, code));
}

/* One wrong character, or two neighbours swapped, are no code or are the same one; a code is never
 * a chart number, and no chart number a code. */
static void
test_chartno__code__slips_are_noticed(void **state)
{
	static const char others[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	struct random r = random_begin("codes of pages", 100);
	char chart[CHARTNO_SIZE], code[CHARTNO_CODE_SIZE], bad[CHARTNO_CODE_SIZE],
	    no[CHARTNO_SIZE];
	char site[] = "AAAA";
	int tag, got;

	(void)state;
	for (int i = 0; i < 300; i++) {
		for (int k = 0; k < 4; k++)
			site[k] = (char)('A' + random_below(&r, 26));
		tag = (int)random_below(&r, CHARTNO_TAGS);
		assert_true(chartno_make(site, 1 + random_below(&r, 999999), chart));
		assert_true(chartno_code_make(chart, tag, code));
		assert_int_equal(chartno_parse(code, site, no, NULL), ST_INVALID);
		assert_false(chartno_code_parse(chart, site, no, &got));
		for (size_t at = 0; code[at] != '\0'; at++) {
			for (const char *c = others; code[at] != '-' && *c; c++) {
				memcpy(bad, code, sizeof bad);
				bad[at] = *c;
				if (chartno_code_parse(bad, NULL, no, &got)) {
					assert_string_equal(no, chart);
					assert_int_equal(got, tag);
				} else {
					assert_int_not_equal(*c, code[at]);
				}
			}
			if (code[at] == '-' || code[at + 1] == '-' || !code[at + 1] ||
			    code[at] == code[at + 1])
				continue;
			memcpy(bad, code, sizeof bad);
			bad[at] = code[at + 1];
			bad[at + 1] = code[at];
			assert_false(chartno_code_parse(bad, NULL, no, &got));
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_chartno__make__gives_the_number_of_the_documents),
	    cmocka_unit_test(test_chartno__make__refuses_bad_sites_and_counters),
	    cmocka_unit_test(test_chartno__parse__forgives_how_people_type),
	    cmocka_unit_test(test_chartno__parse__refuses_what_is_no_number),
	    cmocka_unit_test(test_chartno__slips__are_always_noticed),
	    cmocka_unit_test(test_chartno__code__there_and_back),
	    cmocka_unit_test(test_chartno__code__slips_are_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
