/* test_text.c - wrapping. */
#include "tui/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Wraps a text and joins the lines with '|'. */
static const char *
wrapped(const char *text, int cols)
{
	static char out[256];
	size_t n = strlen(text), at = 0, used = 0;

	while (at < n) {
		size_t next, end = text_wrap(text, n, at, cols, &next);

		assert_true(next > at && next <= n && end <= next);
		memcpy(out + used, text + at, end - at);
		used += end - at;
		out[used++] = '|';
		at = next;
	}
	out[used] = '\0';
	return out;
}

static void
test_text__wrap__keeps_words(void **state)
{
	(void)state;
	assert_string_equal(wrapped("walk to the well", 8), "walk to|the well|");
	assert_string_equal(wrapped("walk to the well", 80), "walk to the well|");
	assert_string_equal(wrapped("one\n\ntwo", 8), "one||two|");
}

static void
test_text__wrap__cuts_a_long_word(void **state)
{
	(void)state;
	assert_string_equal(wrapped("abcdefghij", 4), "abcd|efgh|ij|");
	assert_string_equal(wrapped("ab cdefghij", 4), "ab|cdef|ghij|");
}

static void
test_text__wrap__counts_cells_not_bytes(void **state)
{
	(void)state;
	assert_string_equal(wrapped("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 4),
			    "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9|");
	/* a wide character does not fit the last cell */
	assert_string_equal(wrapped("a\xE6\xBC\xA2\xE6\xBC\xA2", 4),
			    "a\xE6\xBC\xA2|\xE6\xBC\xA2|");
}

static void
test_text__wrap__goes_on_over_bad_bytes(void **state)
{
	(void)state;
	assert_string_equal(wrapped("a\xFF\xFE b", 80), "a\xFF\xFE b|");
	assert_string_equal(wrapped("\xE6\xBC\xA2", 1), "\xE6\xBC\xA2|");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text__wrap__keeps_words),
	    cmocka_unit_test(test_text__wrap__cuts_a_long_word),
	    cmocka_unit_test(test_text__wrap__counts_cells_not_bytes),
	    cmocka_unit_test(test_text__wrap__goes_on_over_bad_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
