/* test_key.c - names of keys, there and back. */
#include "tui/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
test_key__named__reads_what_label_writes(void **state)
{
	static const int keys[] = {K_TAB,   K_ENTER, K_ESC,  K_SPACE, K_BACKSPACE, K_UP,
				   K_PGDN,  K_DEL,   'a',    '?',     K_CTRL('z'), K_F(1),
				   K_F(12), 0xE9,    0x20AC, K_HOME,  K_BACKTAB};

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		char name[KEY_NAME_SIZE];

		key_label(keys[i], name);
		assert_int_equal(key_named(name), keys[i]);
	}
	assert_int_equal(key_named("Nothing"), -1);
	assert_int_equal(key_named("F13"), -1);
	assert_int_equal(key_named(""), -1);
}

static void
test_key__is_text__letters_only(void **state)
{
	(void)state;
	assert_true(key_is_text('a'));
	assert_true(key_is_text(' '));
	assert_true(key_is_text(0xE9));
	assert_false(key_is_text(K_BACKSPACE));
	assert_false(key_is_text(K_ESC));
	assert_false(key_is_text(0x85));
	assert_false(key_is_text(K_DOWN));
	assert_false(key_is_text(K_UNKNOWN));
	assert_false(key_is_text(0x202E)); /* turns the text around */
	assert_false(key_is_text(0x200B)); /* nobody sees it */
	assert_true(key_is_text(0x0301));  /* an accent on the letter before */
}

/* What terminals send after Esc, by their manuals; bytes behind the sequence are not its own. */
static void
test_key__sequence__keys_and_no_digits(void **state)
{
	static const struct {
		const char *bytes;
		int key;
		size_t used;
	} rows[] = {
	    {"[A", K_UP, 2},
	    {"OB", K_DOWN, 2},
	    {"[4~", K_END, 3},
	    {"[1~5", K_HOME, 3},
	    {"[8~", K_END, 3},
	    {"OF", K_END, 2},
	    {"[H", K_HOME, 2},
	    {"[15~", K_F(5), 4},
	    {"[24~", K_F(12), 4},
	    {"[1;5C", K_RIGHT, 5},
	    {"[5;2~x", K_PGUP, 5},
	    {"[[B", K_F(2), 3},
	    {"OP", K_F(1), 2},
	    {"OM", K_ENTER, 2},
	    {"Op", '0', 2},
	    {"Oy", '9', 2},
	    {"On", '.', 2},
	    {"Ol", ',', 2},
	    {"Oj", '*', 2},
	    {"Oo", '/', 2},
	    {"[200~", K_PASTE, 5},
	    {"[201~", K_PASTED, 5},
	    {"[202~", K_UNKNOWN, 5},
	    {"[2001~", K_UNKNOWN, 6},
	    {"[99999999999~", K_UNKNOWN, 13},
	    {"[?1;2c", K_UNKNOWN, 6},
	    {"[9~", K_UNKNOWN, 3},
	    {"[~", K_UNKNOWN, 2},
	    {"[4", K_UNKNOWN, 2},
	    {"[[", K_UNKNOWN, 2},
	    {"[4\001", K_UNKNOWN, 2},
	    {"[<0;10;10M", K_UNKNOWN, 10},
	    {"[M !!a", K_UNKNOWN, 5},
	    {"[12;40R", K_UNKNOWN, 7},
	    {"[1;2R", K_F(3), 5},
	    {"[\r", K_ESC, 0},
	    {"[\177", K_ESC, 0},
	    {"[[\r", K_ESC, 0},
	    {"[\303\251", K_ESC, 0},
	    {"", K_ESC, 0},
	    {"[", K_ESC, 0},
	    {"O", K_ESC, 0},
	    {"Ob", K_ESC, 0},
	    {"a", K_ESC, 0},
	    {"4~", K_ESC, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		size_t n = strlen(rows[i].bytes), used = 99;
		int key = key_of_sequence(rows[i].bytes, n, &used);

		if (key != rows[i].key || used != rows[i].used)
			fail_msg("%s: key %d of %zu bytes", rows[i].bytes, key, used);
		/* it ends where it ends, and not before */
		for (size_t k = 0; k < used && key != K_UNKNOWN; k++)
			assert_false(key_sequence_ends(rows[i].bytes, k));
		if (used && key != K_UNKNOWN)
			assert_true(key_sequence_ends(rows[i].bytes, used));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_key__named__reads_what_label_writes),
	    cmocka_unit_test(test_key__is_text__letters_only),
	    cmocka_unit_test(test_key__sequence__keys_and_no_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
