/* test_key.c - names of keys, there and back. */
#include "tui/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

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
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_key__named__reads_what_label_writes),
	    cmocka_unit_test(test_key__is_text__letters_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
