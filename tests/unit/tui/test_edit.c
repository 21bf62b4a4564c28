/* test_edit.c - the editor and the line without a screen. */
#include "tui/edit.h"
#include "tui/key.h"
#include "tui/line.h"
#include "tui/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
type(struct edit *e, const char *text)
{
	for (; *text; text++)
		edit_key(e, *text == '\n' ? K_ENTER : *text);
}

static void
test_edit__key__types_and_deletes(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "", 100);
	type(&e, "one\ntwo");
	edit_key(&e, 0xE9);
	assert_string_equal(str_text(&e.text), "one\ntwo\xC3\xA9");
	edit_key(&e, K_BACKSPACE);
	edit_key(&e, K_HOME);
	edit_key(&e, K_BACKSPACE);
	assert_string_equal(str_text(&e.text), "onetwo");
	edit_key(&e, K_CTRL('k'));
	assert_string_equal(str_text(&e.text), "one");
	assert_int_equal(edit_key(&e, K_ESC), SCREEN_PASS);
	edit_release(&e);
}

static void
test_edit__insert__parts_by_spaces_or_refuses(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "", 40);
	assert_true(edit_insert(&e, "One."));
	assert_true(edit_insert(&e, "Two."));
	assert_string_equal(str_text(&e.text), "One. Two.");
	edit_key(&e, K_HOME);
	assert_true(edit_insert(&e, "Zero."));
	assert_string_equal(str_text(&e.text), "Zero. One. Two.");
	assert_int_equal(e.at, 6);
	edit_key(&e, K_END);
	edit_key(&e, K_ENTER);
	assert_true(edit_insert(&e, "Line."));
	assert_string_equal(str_text(&e.text), "Zero. One. Two.\nLine.");
	assert_false(edit_insert(&e, "12345678901234567890"));
	assert_string_equal(str_text(&e.text), "Zero. One. Two.\nLine.");
	assert_true(edit_insert(&e, "123456789012345678"));
	assert_int_equal(e.text.n, 40);
	edit_release(&e);
}

static void
test_edit__key__moves_over_lines(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "long line here\nab\nlong again", 100);
	for (int i = 0; i < 5; i++)
		edit_key(&e, K_LEFT);
	edit_key(&e, K_UP);
	assert_int_equal(e.at, 17); /* the end of the short line */
	edit_key(&e, K_UP);
	assert_int_equal(e.at, 5); /* the column it came from */
	edit_key(&e, K_DOWN);
	edit_key(&e, K_DOWN);
	assert_int_equal(e.at, 23);
	edit_key(&e, K_PGUP);
	assert_int_equal(e.at, 5);
	edit_release(&e);
}

static void
test_edit__key__empty_last_line_is_one(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "a\n", 100);
	assert_int_equal(e.at, 2);
	edit_key(&e, K_UP);
	assert_int_equal(e.at, 0);
	edit_key(&e, K_DOWN);
	assert_int_equal(e.at, 2);
	edit_release(&e);
}

static void
test_edit__key__stops_at_its_limit(void **state)
{
	struct edit e;

	(void)state;
	edit_init(&e, "abc\xC3\xA9", 4); /* cut at a character border */
	assert_string_equal(str_text(&e.text), "abc");
	edit_key(&e, 0xE9);
	assert_string_equal(str_text(&e.text), "abc");
	type(&e, "de");
	assert_string_equal(str_text(&e.text), "abcd");
	edit_release(&e);
}

/* Whatever keys come, the cursor stays at a character border inside the text. */
static void
test_edit__key__any_order(void **state)
{
	static const int keys[] = {
	    'a',    ' ',   0xE9,  0x6F22,      K_ENTER, K_UP,	K_DOWN,	 K_LEFT,
	    K_HOME, K_END, K_DEL, K_BACKSPACE, K_PGUP,	K_PGDN, K_RIGHT, K_CTRL('k')};
	struct edit e;
	unsigned seed = 7;

	(void)state;
	edit_init(&e, "", 200);
	e.w = 5;
	e.h = 3;
	for (int i = 0; i < 20000; i++) {
		seed = seed * 1103515245u + 12345u;
		edit_key(&e, keys[(seed >> 16) % (sizeof keys / sizeof keys[0])]);
		assert_true(e.at <= e.text.n && e.text.n <= 200);
		assert_true(((unsigned char)str_text(&e.text)[e.at] & 0xC0) != 0x80);
	}
	edit_release(&e);
}

static void
test_line__key__edits_in_the_middle(void **state)
{
	struct line l = {0};

	(void)state;
	line_set(&l, "a\xC3\xA9z");
	line_key(&l, K_LEFT);
	line_key(&l, K_BACKSPACE);
	assert_string_equal(l.text, "az");
	line_key(&l, 0x6F22);
	line_key(&l, K_HOME);
	line_key(&l, K_DEL);
	assert_string_equal(l.text, "\xE6\xBC\xA2z");
	line_key(&l, K_END);
	line_key(&l, K_CTRL('u'));
	assert_string_equal(l.text, "");
	assert_int_equal(line_key(&l, K_BACKSPACE), SCREEN_HANDLED);
	assert_int_equal(line_key(&l, K_UP), SCREEN_PASS);
}

static void
test_line__key__full(void **state)
{
	struct line l = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		line_key(&l, 0xE9);
	assert_true(l.n < sizeof l.text);
	assert_int_equal(strlen(l.text), l.n);
	line_wipe(&l);
	for (size_t i = 0; i < sizeof l.text; i++)
		assert_int_equal(l.text[i], 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_edit__key__types_and_deletes),
	    cmocka_unit_test(test_edit__insert__parts_by_spaces_or_refuses),
	    cmocka_unit_test(test_edit__key__moves_over_lines),
	    cmocka_unit_test(test_edit__key__empty_last_line_is_one),
	    cmocka_unit_test(test_edit__key__stops_at_its_limit),
	    cmocka_unit_test(test_edit__key__any_order),
	    cmocka_unit_test(test_line__key__edits_in_the_middle),
	    cmocka_unit_test(test_line__key__full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
