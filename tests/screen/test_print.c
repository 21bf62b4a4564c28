/* test_print.c - the pictures of the preview, and that it shows what goes out. */
#include "clinic.h"

#include "app/paper.h"
#include "base/io.h"
#include "store/record.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The first signed note there is. */
static bool
first_note(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	(void)id;
	if (cells[dict_field_named(dict_entity(E_NOTE), "session")].kind == CELL_NONE)
		return true;
	*(int64_t *)arg = no;
	return false;
}

static int64_t
a_note(struct app *a)
{
	struct record_filter all = {.field = -1};
	struct err err = {0};
	int64_t no = 0;

	assert_int_equal(record_scan(a->store, E_NOTE, &all, first_note, &no, &err),
			 ST_OK);
	assert_true(no > 0);
	return no;
}

static void
preview_scene(struct app *a)
{
	nav_push(screen_ui(), NAV_SIGNED, &(struct nav_arg){.no = a_note(a)});
	screen_keys("o");
	screen_golden("print_note");
	screen_keys("<PgDn>");
	screen_golden("print_note_end");
	screen_keys("l");
	screen_golden("print_note_large");
	screen_keys("<Esc>");
	assert_true(screen_has("Signed note"));
}

static void
test_screen__print__preview(void **state)
{
	(void)state;
	clinic_scene("anna", preview_scene);
}

/* The reports of a month, and their pages; the plan has its key too. */
static void
reports_scene(struct app *a)
{
	(void)a;
	screen_keys(":reports<Enter>");
	screen_golden("claims");
	screen_keys("[<Down><Down><Enter>");
	screen_golden("claims_units");
	screen_keys("<Esc>]]");
	assert_true(screen_has("has not begun"));
}

static void
test_screen__print__reports_of_a_month(void **state)
{
	(void)state;
	clinic_scene("anna", reports_scene);
}

/* Every line on the screen is the line of the bytes that go out, and the file holds them. */
static void
same_scene(struct app *a)
{
	struct paper_order o = {.kind = PAPER_NOTE, .no = a_note(a)};
	struct paper p;
	struct str text = {0};
	struct err err = {0};
	char path[640], *bytes;
	const char *line;
	size_t n;

	o.form.ascii = screen_ui()->ascii;
	assert_int_equal(paper_make(a, &o, &p, &err), ST_OK);
	paper_text(&p, &text);
	nav_push(screen_ui(), NAV_SIGNED, &(struct nav_arg){.no = o.no});
	screen_keys("o");
	line = str_text(&text);
	for (int y = 1; y <= 18 && *line; y++) {
		size_t len = strcspn(line, "\n\f");

		if (line[len] == '\f')
			break;
		if (len)
			assert_memory_equal(screen_row(y) + 1, line, len);
		else
			assert_string_equal(screen_row(y), "");
		line += len + 1;
	}
	screen_keys("f<Enter>");
	assert_true(screen_has("Written:"));
	str_format(path, sizeof path, "%s/outbox/%s.txt", a->dir, p.file);
	assert_int_equal(io_read_file(a->env.io, path, 1 << 20, &bytes, &n, &err), ST_OK);
	assert_string_equal(bytes, str_text(&text));
	free(bytes);
	screen_keys("f<^U>/nowhere/at/all.txt<Enter>");
	assert_true(screen_has("/nowhere/at/all.txt"));
	assert_true(screen_has("it is not there"));
	str_release(&text);
	paper_release(&p);
}

/* The code at the foot of the page that is shown, typed as find takes it. */
static void
shown_code(char *out, size_t size)
{
	const char *at = NULL;

	for (int y = 0; !at && y < 24; y++)
		at = strstr(screen_row(y), "Code: ");
	assert_non_null(at);
	at += strlen("Code: ");
	str_format(out, size, "/%.*s", (int)strcspn(at, " "), at);
}

/* From the chart, two keys: more than five are asked for; its code finds it again. */
static void
handout_scene(struct app *a)
{
	char code[40];

	(void)a;
	screen_keys("<Down><Enter>H");
	assert_true(screen_has("people keep up with five"));
	screen_golden("print_handout");
	screen_keys("m");
	assert_true(screen_has("leave some out"));
	screen_keys("v");
	assert_true(screen_has("Haga esto en casa"));
	screen_keys("vv");
	assert_true(screen_has("Do this at home"));
	screen_keys("l");
	assert_true(screen_has("largest type"));
	screen_keys("<Esc>pH");
	assert_true(screen_has("people keep up with five"));
	screen_keys("<PgDn><PgDn>");
	assert_true(screen_has("Bring this page"));
	shown_code(code, sizeof code);
	screen_keys("<Esc><Esc><Esc>");
	screen_keys(code);
	assert_true(screen_has("of the plan; Enter opens"));
	screen_keys("<Enter>");
	assert_true(screen_has("Do this at home"));
	screen_keys("<Esc>");
	assert_true(screen_has("Start session"));
}

static void
test_screen__print__handout(void **state)
{
	(void)state;
	clinic_scene("anna", handout_scene);
}

static void
test_screen__print__is_what_goes_out(void **state)
{
	(void)state;
	clinic_once("anna", same_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__print__reports_of_a_month),
	    cmocka_unit_test(test_screen__print__preview),
	    cmocka_unit_test(test_screen__print__is_what_goes_out),
	    cmocka_unit_test(test_screen__print__handout),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
