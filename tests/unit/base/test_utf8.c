/* test_utf8.c - strict UTF-8, text made safe for a terminal, the search form. */
#include "base/utf8.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_utf8__decode__is_strict(void **state)
{
	static const char *const bad[] = {"\x80",
					  "\xc0\x80",
					  "\xc1\xbf",
					  "\xe0\x80\x80",
					  "\xed\xa0\x80",
					  "\xf0\x80\x80\x80",
					  "\xf4\x90\x80\x80",
					  "\xf5\x80\x80\x80",
					  "\xff",
					  "\xc3",
					  "\xc3(",
					  "\xe2\x82",
					  "\xe2(\xac",
					  "\xf0\x9f\x98"};
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &cp), 0);
		assert_int_equal(utf8_check(bad[i], strlen(bad[i])), 0);
	}
	assert_int_equal(utf8_decode("", 0, &cp), 0);
	assert_int_equal(utf8_decode("\0", 1, &cp), 1);
	assert_int_equal(utf8_check("ab\xc3\xbc\xff", 5), 4);
}

static void
test_utf8__encode__goes_both_ways(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 37) {
		char b[4];
		uint32_t back = 1;
		size_t n;

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		n = utf8_encode(cp, b);
		assert_int_equal(utf8_decode(b, n, &back), n);
		assert_int_equal(back, cp);
		if (n > 1)
			assert_int_equal(utf8_decode(b, n - 1, &back), 0);
	}
}

static void
test_utf8__storable__refuses_controls(void **state)
{
	size_t at = 99;

	(void)state;
	assert_true(utf8_storable("J\xc3\xbcrgen", 7, false, &at));
	assert_true(utf8_storable("a\tb\nc", 5, true, &at));
	assert_false(utf8_storable("a\tb", 3, false, &at));
	assert_int_equal(at, 1);
	assert_false(utf8_storable("ab\r", 3, true, &at));
	assert_int_equal(at, 2);
	assert_false(utf8_storable("\x7f", 1, true, &at));
	assert_false(utf8_storable("x\xc2\x9bm", 4, true, &at)); /* C1: CSI */
	assert_int_equal(at, 1);
	assert_false(utf8_storable("\xc2\x80", 2, true, &at));
	assert_true(utf8_storable("\xc2\xa0", 2, true, &at));
	assert_false(utf8_storable("a\0b", 3, true, &at));
	assert_false(utf8_storable("a\xc3", 2, true, &at));
}

static void
test_utf8__invisible__and_bidi(void **state)
{
	static const uint32_t unseen[] = {
	    0x00AD, 0x200B, 0x200E, 0x202A, 0x202E, 0x2028, 0x2029, 0x2060,  0x2064,
	    0x2066, 0x2069, 0x206A, 0x206F, 0xFEFF, 0xFFF9, 0xFFFB, 0xE0000, 0xE007F};
	static const uint32_t seen[] = {'a',	0x00E9, 0x200C, 0x200D, 0x2027,
					0x202F, 0x2065, 0xFFFC, 0xE0080};

	(void)state;
	for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++)
		assert_true(utf8_invisible(unseen[i]));
	for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
		assert_false(utf8_invisible(seen[i]));
	assert_true(utf8_bidi_control(0x202E));
	assert_false(utf8_bidi_control(0x200B));
}

#define TWO_MARKS   "\xCC\x81\xCC\x81"
#define EIGHT_MARKS TWO_MARKS TWO_MARKS TWO_MARKS TWO_MARKS

static void
check_safe(const char *in, size_t n, int columns, bool ascii, const char *out, int width)
{
	struct str s = {0};

	assert_int_equal(utf8_safe(&s, in, n, columns, ascii), width);
	assert_string_equal(str_text(&s), out);
	str_release(&s);
}

static void
test_utf8__safe__shows_marks_instead_of_harm(void **state)
{
	(void)state;
	check_safe("\x1b[2J", 4, -1, false, "^[[2J", 5);
	check_safe("a\nb", 3, -1, false, "a^Jb", 4);
	check_safe("a\x7f", 2, -1, false, "a^?", 3);
	check_safe("a\0b", 3, -1, false, "a^@b", 4);
	check_safe("x\xc2\x9by", 4, -1, false, "x<?>y", 5);
	check_safe("\xe2\x80\xae"
		   "abc",
		   6, -1, false, "<?>abc", 6); /* RLO */
	check_safe("a\xe2\x80\xa8"
		   "b",
		   5, -1, false, "a<?>b", 5); /* line separator */
	check_safe("a\xff"
		   "b",
		   3, -1, false, "a?b", 3);
	check_safe("J\xc3\xbcrg", 5, -1, true, "J?rg", 4);
	/* a flood of marks is one mark; eight are somebody's script */
	check_safe("a" EIGHT_MARKS "b", 18, -1, false, "a" EIGHT_MARKS "b", 2);
	check_safe("a" EIGHT_MARKS EIGHT_MARKS "b", 34, -1, false, "a" EIGHT_MARKS "<?>b",
		   5);
	check_safe("\xe6\xbc\xa2\xe5\xad\x97", 6, 3, false, "\xe6\xbc\xa2", 2);
	check_safe("e\xcc\x81x", 4, 1, false, "e\xcc\x81", 1);
	check_safe("abc", 3, 0, false, "", 0);
	check_safe("\x1b", 1, 1, false, "", 0); /* no half mark */
	assert_int_equal(utf8_text_width("\xe6\xbc\xa2"
					 "a\x1b",
					 5),
			 5);
}

static void
test_utf8__safe__never_passes_a_control(void **state)
{
	struct random r = random_begin("utf8 safe", 42);
	struct str s = {0};

	(void)state;
	for (int i = 0; i < 5000; i++) {
		char in[24];
		int columns = random_below(&r, 12) - 1, used;
		size_t at;

		for (size_t k = 0; k < sizeof in; k++)
			in[k] = (char)(random_below(&r, 2) ? random_below(&r, 256)
							   : random_below(&r, 64));
		str_clear(&s);
		used = utf8_safe(&s, in, sizeof in, columns, random_below(&r, 2));
		assert_true(columns < 0 || used <= columns);
		assert_int_equal(utf8_check(str_text(&s), s.n), s.n);
		assert_true(utf8_storable(str_text(&s), s.n, false, &at));
	}
	str_release(&s);
}

static void
check_fold(const char *in, const char *out)
{
	struct str s = {0};

	str_add(&s, "kept ");
	utf8_fold(&s, in, strlen(in));
	assert_memory_equal(s.p, "kept ", 5);
	assert_string_equal(s.p + 5, out);
	str_release(&s);
}

static void
test_utf8__fold__finds_names_however_written(void **state)
{
	(void)state;
	check_fold("O'Brien, Jos\xc3\xa9", "o brien jose");
	check_fold("O'Brien, Jose", "o brien jose");
	check_fold("  --Anna--  Maria ", "anna maria");
	check_fold("M\xc3\xbcller", "muller");
	check_fold("Mu\xcc\x88ller", "muller");
	check_fold("Stra\xc3\x9f"
		   "e",
		   "strasse");
	check_fold("\xef\xbc\xa1\xef\xbc\xa2", "ab"); /* full width */
	check_fold("\xce\xa3\xce\x9f\xce\xa6\xce\x9f\xce\xa3",
		   "\xcf\x83\xce\xbf\xcf\x86\xce\xbf\xcf\x83");
	check_fold("AZaz09", "azaz09");
	check_fold("", "");
	check_fold("...", "");
	check_fold("\xc2\xbf\xc2\xa1", "");
	check_fold("KBR-004217-M", "kbr 004217 m");
	check_fold("J\xc3\xbcrgen!! ", "jurgen");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_utf8__decode__is_strict),
	    cmocka_unit_test(test_utf8__encode__goes_both_ways),
	    cmocka_unit_test(test_utf8__storable__refuses_controls),
	    cmocka_unit_test(test_utf8__invisible__and_bidi),
	    cmocka_unit_test(test_utf8__safe__shows_marks_instead_of_harm),
	    cmocka_unit_test(test_utf8__safe__never_passes_a_control),
	    cmocka_unit_test(test_utf8__fold__finds_names_however_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
