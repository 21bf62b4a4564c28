/* test_list_screen.c - a screen over an array, driven by its handlers alone. */
#include "tui/list_screen.h"

#include "tui/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct item {
	int64_t no;
};

struct items_screen {
	struct list list;
	struct item rows[100];
	int n, loaded, closed;
	bool broken;
};

static enum status
load(struct screen *s, struct err *err)
{
	struct items_screen *t = s->state;

	t->loaded++;
	if (t->broken)
		return status_fail(err, ST_IO, "the disk did not answer");
	list_set(&t->list, t->rows, t->n);
	return ST_OK;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	(void)ctx;
	(void)col;
	str_addf(out, "%d", (int)((const struct item *)row)->no);
}

static void
close_screen(struct screen *s)
{
	((struct items_screen *)s->state)->closed++;
	list_screen_close(s);
}

static const struct list_col cols[] = {{"No", 0, false}};
static const struct list_source source = {
    .row_size = sizeof(struct item), .cols = cols, .n_cols = 1, .cell = cell};
static const struct screen_ops ops = {
    .list = &source, .load = load, .open = list_screen_open, .close = close_screen};

/* A screen that is not open yet, with rows 1 to n. */
static struct screen
made(struct ui *ui, struct items_screen *t, int n)
{
	*ui = (struct ui){0};
	*t = (struct items_screen){.n = n};
	for (int i = 0; i < n; i++)
		t->rows[i].no = i + 1;
	return (struct screen){.ops = &ops, .ui = ui, .state = t};
}

static int64_t
now(const struct screen *s)
{
	const struct item *i = list_current(&((struct items_screen *)s->state)->list);

	return i ? i->no : 0;
}

static void
test_list_screen__input__goes_through_the_array(void **state)
{
	static struct items_screen t;
	struct ui ui;
	struct screen s = made(&ui, &t, 100);
	struct err err = {0};

	(void)state;
	assert_int_equal(list_screen_open(&s, &(struct nav_arg){0}, &err), ST_OK);
	assert_int_equal(now(&s), 1);
	for (int i = 2; i <= 100; i++) {
		assert_int_equal(list_screen_input(&s, K_DOWN), SCREEN_REDRAW);
		assert_int_equal(now(&s), i);
	}
	list_screen_input(&s, K_DOWN);
	assert_int_equal(now(&s), 100);
	list_screen_input(&s, K_HOME);
	assert_int_equal(now(&s), 1);
	assert_int_equal(list_screen_input(&s, 'x'), SCREEN_PASS);
	assert_int_equal(t.loaded, 1); /* keys read nothing */
	close_screen(&s);
	assert_null(t.list.rows);
}

static void
test_list_screen__resume__keeps_the_row(void **state)
{
	static struct items_screen t;
	struct ui ui;
	struct screen s = made(&ui, &t, 60);
	struct err err = {0};

	(void)state;
	assert_int_equal(list_screen_open(&s, &(struct nav_arg){0}, &err), ST_OK);
	for (int i = 0; i < 40; i++)
		list_screen_input(&s, K_DOWN);
	for (int i = 5; i < 59; i++) /* row 6 goes */
		t.rows[i] = t.rows[i + 1];
	t.n = 59;
	list_screen_resume(&s, &(struct screen_answer){.text = ""});
	assert_int_equal(now(&s), 41);
	assert_int_equal(list_screen_restart(&s), SCREEN_REDRAW);
	assert_int_equal(now(&s), 1);
	assert_int_equal(t.loaded, 3);
	close_screen(&s);
}

/* What is seen stays, and why is said. */
static void
test_list_screen__reload__failure_is_told(void **state)
{
	static struct items_screen t;
	struct ui ui;
	struct screen s = made(&ui, &t, 3);
	struct err err = {0};

	(void)state;
	assert_int_equal(list_screen_open(&s, &(struct nav_arg){0}, &err), ST_OK);
	list_screen_input(&s, K_DOWN);
	t.broken = true;
	assert_int_equal(list_screen_reload(&s), SCREEN_REDRAW);
	assert_int_equal(now(&s), 2);
	assert_int_equal(ui.message_tone, TONE_WARN);
	assert_non_null(strstr(ui.message, "the disk did not answer"));
	close_screen(&s);
}

static void
test_list_screen__open__failure_closes(void **state)
{
	static struct items_screen t;
	struct ui ui;
	struct screen s = made(&ui, &t, 3);
	struct err err = {0};

	(void)state;
	t.broken = true;
	assert_int_equal(list_screen_open(&s, &(struct nav_arg){0}, &err), ST_IO);
	assert_int_equal(t.closed, 1);
	assert_null(t.list.rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_list_screen__input__goes_through_the_array),
	    cmocka_unit_test(test_list_screen__resume__keeps_the_row),
	    cmocka_unit_test(test_list_screen__reload__failure_is_told),
	    cmocka_unit_test(test_list_screen__open__failure_closes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
