/* test_str.c - growable text, cutting at characters, whole numbers. */
#include "base/str.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_str__add__grows_and_ends_in_nul(void **state)
{
	struct str s = {0};

	(void)state;
	assert_string_equal(str_text(&s), "");
	for (int i = 0; i < 1000; i++) {
		str_add_c(&s, (char)('a' + i % 26));
		assert_int_equal(s.n, i + 1);
		assert_int_equal(s.p[s.n], '\0');
		assert_true(s.cap > s.n);
	}
	str_clear(&s);
	assert_int_equal(s.n, 0);
	assert_string_equal(str_text(&s), "");
	str_add_n(&s, "a\0b", 3);
	assert_int_equal(s.n, 3);
	assert_memory_equal(s.p, "a\0b", 4);
	str_release(&s);
	assert_null(s.p);
	str_release(&s);
}

static void
test_str__addf__takes_long_text(void **state)
{
	struct str s = {0};

	(void)state;
	str_add(&s, "x");
	str_addf(&s, "%s", "");
	str_addf(&s, "%0500d|%s", 7, "end");
	assert_int_equal(s.n, 1 + 500 + 4);
	assert_string_equal(s.p + 500, "7|end");
	str_release(&s);
}

static void
test_str__detach__hands_over(void **state)
{
	struct str s = {0};
	char *p = str_detach(&s);

	(void)state;
	assert_string_equal(p, "");
	free(p);
	str_add(&s, "mine");
	p = str_detach(&s);
	assert_string_equal(p, "mine");
	assert_null(s.p);
	assert_int_equal(s.n, 0);
	free(p);
}

static void
test_str__copy__cuts_at_a_character(void **state)
{
	static const char text[] =
	    "J\xc3\xbcrgen \xf0\x9f\x98\x80!"; /* u umlaut, emoji */
	char b[16];

	(void)state;
	assert_true(str_copy(b, sizeof b, text));
	assert_string_equal(b, text);
	assert_false(str_copy(b, 3, text)); /* room for half the umlaut */
	assert_string_equal(b, "J");
	assert_false(str_copy(b, 4, text));
	assert_string_equal(b, "J\xc3\xbc");
	assert_false(str_copy(b, 12, text)); /* inside the emoji */
	assert_string_equal(b, "J\xc3\xbcrgen ");
	assert_false(str_copy(b, 1, text));
	assert_string_equal(b, "");
	assert_true(str_copy(b, 1, ""));
	assert_false(str_copy(b, 4, "\x80\x80\x80\x80\x80")); /* no character begins */
	assert_string_equal(b, "");
}

static void
test_str__format__says_when_it_cut(void **state)
{
	char b[8];

	(void)state;
	assert_true(str_format(b, sizeof b, "%d", 1234567));
	assert_string_equal(b, "1234567");
	assert_false(str_format(b, sizeof b, "%d", 12345678));
	assert_string_equal(b, "1234567");
	assert_false(str_format(b, sizeof b, "abcdef\xc3\xbc"));
	assert_string_equal(b, "abcdef");
}

static void
test_str__int__takes_the_whole_text_or_nothing(void **state)
{
	static const char *const bad[] = {"",
					  "-",
					  "+5",
					  " 5",
					  "5 ",
					  "1e3",
					  "0x10",
					  "--1",
					  "9223372036854775808",
					  "-9223372036854775809",
					  "99999999999999999999999"};
	long long v;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(str_int(bad[i], strlen(bad[i]), &v));
	assert_true(str_int("9223372036854775807", 19, &v) && v == LLONG_MAX);
	assert_true(str_int("-9223372036854775808", 20, &v) && v == LLONG_MIN);
	assert_true(str_int("007", 3, &v) && v == 7);
	assert_true(str_int("-0", 2, &v) && v == 0);
	assert_true(str_int("123456", 3, &v) && v == 123);
}

static void
test_str__mem__copies(void **state)
{
	char *p = mem_alloc(0), *q = mem_copy("text");
	void *d = mem_dup("ab", 2), *none = mem_dup(NULL, 0);
	int *zero = mem_alloc(10 * sizeof *zero);

	(void)state;
	assert_non_null(p);
	assert_string_equal(q, "text");
	assert_memory_equal(d, "ab", 2);
	assert_non_null(none);
	for (int i = 0; i < 10; i++)
		assert_int_equal(zero[i], 0);
	q = mem_grow(q, 1000);
	assert_string_equal(q, "text");
	free(p);
	free(q);
	free(d);
	free(none);
	free(zero);
}

/* Every row that was written is still there, whatever the steps, and the steps are few. */
static void
test_str__room__keeps_every_row_in_few_steps(void **state)
{
	enum { ROWS = 1000 };
	struct {
		int no;
		char text[20];
	} *rows = NULL;
	int steps = 0;

	(void)state;
	for (int i = 0; i < ROWS; i++) {
		void *before = rows;

		rows = mem_room(rows, (size_t)i, sizeof *rows);
		steps += rows != before;
		rows[i].no = i;
		str_format(rows[i].text, sizeof rows[i].text, "row %d", i);
	}
	for (int i = 0; i < ROWS; i++) {
		char text[20];

		str_format(text, sizeof text, "row %d", i);
		assert_int_equal(rows[i].no, i);
		assert_string_equal(rows[i].text, text);
	}
	assert_true(steps <= 8);		/* 8, 16, ... 1024 */
	rows = mem_room(rows, 0, sizeof *rows); /* begun again with what is there */
	assert_non_null(rows);
	memset(rows, 0, 8 * sizeof *rows);
	free(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_str__add__grows_and_ends_in_nul),
	    cmocka_unit_test(test_str__addf__takes_long_text),
	    cmocka_unit_test(test_str__detach__hands_over),
	    cmocka_unit_test(test_str__copy__cuts_at_a_character),
	    cmocka_unit_test(test_str__format__says_when_it_cut),
	    cmocka_unit_test(test_str__int__takes_the_whole_text_or_nothing),
	    cmocka_unit_test(test_str__mem__copies),
	    cmocka_unit_test(test_str__room__keeps_every_row_in_few_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
