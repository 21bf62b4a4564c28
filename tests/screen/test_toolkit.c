/* test_toolkit.c - the widgets together, on screens made for it. */
#include "base/str.h"
#include "demo.h"
#include "harness.h"
#include "tui/ask.h"
#include "tui/loop.h"
#include "tui/nav.h"
#include "tui/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
goldens(struct ui *ui)
{
	stack_push(ui, &demo_list, NULL, NULL);
	screen_keys("");
	screen_golden("toolkit_list");
	screen_keys("<Down><Down><PgDn>");
	screen_golden("toolkit_list_paged");
	screen_keys("?");
	screen_golden("toolkit_help");
	screen_keys("<Esc>:qu");
	screen_golden("toolkit_commands");
	screen_keys("<Esc>n7");
	screen_golden("toolkit_ask");
	screen_keys("<Enter>");
	screen_golden("toolkit_said");
	screen_keys("f");
	screen_golden("toolkit_form");
	screen_keys("<Esc>t");
	screen_golden("toolkit_timer");
	screen_keys("<Esc>e");
	screen_golden("toolkit_edit");
}

static void
test_toolkit__draw__goldens(void **state)
{
	(void)state;
	screen_matrix(goldens);
}

static void
begin(const struct screen_ops *ops, int64_t no)
{
	screen_start(24, 80, false, NULL);
	assert_int_equal(stack_push(screen_ui(), ops, &(struct nav_arg){.no = no}, NULL),
			 ST_OK);
	screen_keys("");
}

static void
test_list__key__reaches_both_ends(void **state)
{
	(void)state;
	begin(&demo_list, 0);
	assert_non_null(strstr(screen_row(2), "> "));
	screen_keys("<End>");
	assert_true(screen_has("KBR-001000"));
	assert_int_equal(screen_row(21)[0], '>');
	screen_keys("<Down>");
	assert_int_equal(screen_row(21)[0], '>');
	for (int i = 0; i < 60; i++)
		screen_keys("<PgUp>");
	assert_true(screen_has("KBR-000001"));
	for (int i = 0; i < 999; i++)
		screen_keys("<Down>");
	assert_int_equal(screen_row(21)[0], '>');
	assert_true(screen_has("KBR-001000"));
	for (int i = 0; i < 999; i++)
		screen_keys("<Up>");
	assert_int_equal(screen_row(2)[0], '>');
	assert_true(screen_has("KBR-000001"));
	screen_keys("<End><Home><Down>");
	assert_int_equal(screen_row(3)[0], '>');
	screen_stop();
}

static void
test_list__key__shows_each_row_once(void **state)
{
	(void)state;
	begin(&demo_list, 0);
	for (int page = 0; page < 3; page++) {
		for (int y = 2; y <= 21; y++) {
			char want[16];

			str_format(want, sizeof want, "KBR-%06d", page * 20 + y - 1);
			if (!strstr(screen_row(y), want))
				fail_msg("row %d of page %d is %s", y, page,
					 screen_row(y));
		}
		screen_keys("<PgDn>");
	}
	screen_stop();
}

static void
test_form__key__stores_when_left(void **state)
{
	(void)state;
	begin(&demo_form, 0);
	screen_keys("Müller");
	assert_true(screen_has("Müller"));
	assert_true(screen_has("Stored: 0"));
	screen_keys("<Tab>");
	assert_true(screen_has("Stored: 1"));
	screen_keys("Eva<Down>12/5/1957<Down>");
	assert_true(screen_has("12 May 1957"));
	assert_true(screen_has("Stored: 3"));
	screen_keys("m<Down>");
	assert_true(screen_has("Male"));
	assert_true(screen_has("Stored: 4"));
	screen_stop();
}

static void
test_form__key__keeps_cursor_on_bad_value(void **state)
{
	(void)state;
	begin(&demo_form, 3);
	screen_keys("<Down><Down>99/99/99<Tab>");
	assert_true(screen_has("is no date"));
	assert_true(screen_has("99/99/99"));
	screen_keys("<Esc>");
	assert_ptr_equal(screen_ui()->top->ops, &demo_form);
	screen_keys("<^Z>");
	assert_true(screen_has("4 May 1957"));
	screen_keys("<Tab>");
	assert_true(screen_has("Stored: 0"));
	screen_stop();
}

static void
test_form__key__store_failure_is_told(void **state)
{
	(void)state;
	begin(&demo_form, 0);
	screen_keys("fail<Tab>");
	assert_true(screen_has("somebody else is writing"));
	screen_keys("ure<Tab>");
	assert_true(screen_has("Stored: 1"));
	screen_stop();
}

static void
test_form__key__code_by_letter_and_space(void **state)
{
	(void)state;
	begin(&demo_form, 3);
	screen_keys("<Down><Down><Down>u");
	assert_true(screen_has("Unknown"));
	screen_keys("<Space>");
	assert_true(screen_has("Female"));
	screen_keys("<Left><Left>");
	assert_true(screen_has("Other"));
	screen_keys("z");
	assert_true(screen_has("No choice begins so"));
	screen_keys("?"); /* no letter: no choice */
	assert_true(screen_has("No choice begins so"));
	assert_true(screen_has("Other"));
	screen_stop();
}

static void
test_form__key__questions_are_text(void **state)
{
	(void)state;
	begin(&demo_form, 0);
	screen_keys("a?:/q_b c");
	assert_true(screen_has("[a?:/q_b c"));
	screen_keys("<Tab><BackTab>");
	assert_true(screen_has("[a?:/q_b c"));
	screen_stop();
}

static void
test_ask__key__other_keys_reach_the_screen(void **state)
{
	(void)state;
	begin(&demo_list, 0);
	screen_keys("n1<Down>0");
	assert_int_equal(screen_row(3)[0], '>');
	assert_true(screen_has("Pain 0-10: 10"));
	screen_keys("<Enter>");
	assert_true(screen_has("Pain 10 noted"));
	/* Another question comes: what was typed and not entered is told, what was not touched is not. */
	screen_keys("n7q");
	assert_true(screen_has("Pain 0-10: 7 was not entered, Enter was missing"));
	screen_keys("nnq");
	assert_false(screen_has("was not entered"));
	screen_keys("n");
	screen_keys("q<Down>");
	assert_int_equal(screen_row(4)[0], '>');
	assert_false(screen_has("Leave limber"));
	screen_keys("qn");
	assert_false(screen_ui()->quit);
	screen_keys("qy");
	assert_true(screen_ui()->quit);
	screen_stop();
}

static unsigned
long_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	ui_say(s->ui, TONE_PLAIN, "Heard %s", text);
	return SCREEN_REDRAW;
}

/* A question longer than the line leaves room for its answer, and what is typed into it scrolls. */
static void
test_ask__draw__a_long_question_leaves_room(void **state)
{
	char label[161] = "", text[64];

	(void)state;
	begin(&demo_list, 0);
	memset(label, 'q', sizeof label - 1);
	ask_open(screen_ui()->top, &(struct ask_spec){.kind = ASK_TEXT,
						      .label = label,
						      .initial = "before",
						      .done = long_answer});
	screen_keys("");
	memset(text, 'x', sizeof text - 5);
	memcpy(text + sizeof text - 5, "tail", 5);
	screen_keys(text);
	assert_true(screen_has("q: "));
	assert_true(screen_has("tail"));
	screen_keys("<Enter>");
	assert_true(screen_has("Heard beforexxx"));
	screen_stop();
}

static void
test_ui__key__unknown_is_answered(void **state)
{
	(void)state;
	begin(&demo_list, 0);
	screen_keys("z");
	assert_true(screen_has("z does nothing here"));
	screen_keys("<F9>");
	assert_true(screen_has("F9 does nothing here"));
	screen_stop();
}

static void
test_ui__commands__run_what_is_chosen(void **state)
{
	(void)state;
	begin(&demo_list, 0);
	screen_keys(":quit<Enter>y");
	assert_true(screen_ui()->quit);
	screen_stop();
}

static void
test_ui__help__other_key_acts(void **state)
{
	(void)state;
	begin(&demo_list, 0);
	screen_keys("?t");
	assert_ptr_equal(screen_ui()->top->ops, &demo_timer);
	screen_stop();
}

static void
test_ui__small__asks_to_enlarge_and_resumes(void **state)
{
	(void)state;
	screen_start(10, 40, false, NULL);
	stack_push(screen_ui(), &demo_form, NULL, NULL);
	screen_keys("");
	assert_true(screen_has("limber needs 80x24"));
	screen_keys("x");
	screen_resize(24, 80);
	assert_true(screen_has("Family name"));
	screen_keys("abc");
	screen_resize(20, 60);
	assert_true(screen_has("limber needs 80x24"));
	screen_resize(43, 132);
	assert_true(screen_has("[abc "));
	screen_stop();
}

static void
test_timer__tick__only_while_it_runs(void **state)
{
	bool changed = false;

	(void)state;
	begin(&demo_timer, 0);
	assert_true(ui_tick(screen_ui(), &changed) < INT64_MAX);
	screen_advance(10000);
	assert_true(screen_has("\xE2\x96\x88"));
	screen_keys(" ");
	assert_true(ui_tick(screen_ui(), &changed) == INT64_MAX);
	screen_stop();
}

static void
test_edit__answer__comes_back(void **state)
{
	(void)state;
	begin(&demo_list, 0);
	screen_keys("e Slowly.<Esc>");
	assert_true(screen_has("Walked to the well. Slowly."));
	screen_stop();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_toolkit__draw__goldens),
	    cmocka_unit_test(test_list__key__reaches_both_ends),
	    cmocka_unit_test(test_list__key__shows_each_row_once),
	    cmocka_unit_test(test_form__key__stores_when_left),
	    cmocka_unit_test(test_form__key__keeps_cursor_on_bad_value),
	    cmocka_unit_test(test_form__key__store_failure_is_told),
	    cmocka_unit_test(test_form__key__code_by_letter_and_space),
	    cmocka_unit_test(test_form__key__questions_are_text),
	    cmocka_unit_test(test_ask__key__other_keys_reach_the_screen),
	    cmocka_unit_test(test_ask__draw__a_long_question_leaves_room),
	    cmocka_unit_test(test_ui__key__unknown_is_answered),
	    cmocka_unit_test(test_ui__commands__run_what_is_chosen),
	    cmocka_unit_test(test_ui__help__other_key_acts),
	    cmocka_unit_test(test_ui__small__asks_to_enlarge_and_resumes),
	    cmocka_unit_test(test_timer__tick__only_while_it_runs),
	    cmocka_unit_test(test_edit__answer__comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
