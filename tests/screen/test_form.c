/* test_form.c - fields of every kind: pickers, long texts, drafts, text that must not be edited. */
#include "base/str.h"
#include "core/dict_rows.h"
#include "harness.h"
#include "tui/form.h"
#include "tui/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct {
	struct form *form;
	struct patient row;
	char picked[32], typed[8], stored[64];
	int stores;
} t;

static enum status
store(void *ctx, const struct field *f, struct cell c, struct err *err)
{
	(void)ctx;
	(void)err;
	str_format(t.stored, sizeof t.stored, "%s=%.*s", f->name,
		   c.kind == CELL_TEXT ? (int)c.n : 0, c.kind == CELL_TEXT ? c.p : "");
	t.stores++;
	return ST_OK;
}

static void
show(void *ctx, const struct field *f, struct cell c, struct str *out)
{
	(void)ctx;
	(void)f;
	str_addf(out, "Payer number %d", (int)c.i);
}

static void
pick(void *ctx, const struct field *f, const char *typed)
{
	(void)ctx;
	str_copy(t.picked, sizeof t.picked, f->name);
	str_copy(t.typed, sizeof t.typed, typed);
}

static const struct form_ops ops = {.store = store, .show = show, .pick = pick};
static const struct form_row rows[] = {{"given_name", NULL, false},
				       {"payer", NULL, false},
				       {"alert", NULL, false},
				       {"active", NULL, false},
				       {"chart_no", "Chart", true}};

static enum status
open(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct form_spec spec = {
	    dict_entity(E_PATIENT), rows, 5, &ops, NULL, s->ui->today};

	(void)err;
	memset(&t, 0, sizeof t);
	dict_row_init(spec.entity, &t.row);
	str_copy(t.row.given_name, sizeof t.row.given_name, arg->text ? arg->text : "");
	str_copy(t.row.chart_no, sizeof t.row.chart_no, "KBR-000001-A");
	t.form = form_new(&spec, &t.row);
	s->typing = true;
	return ST_OK;
}

static unsigned
input(struct screen *s, int key)
{
	return form_key(t.form, s->ui, key);
}

static void
draw(struct screen *s)
{
	form_draw(t.form, s->ui, ui_body(s->ui));
}

static void
close(struct screen *s)
{
	(void)s;
	form_free(t.form);
}

static const struct keybind keys[] = {FORM_KEYS, {0, ACT_NONE, NULL}};
static const struct screen_ops screen = {.name = "form test",
					 .title = "Form",
					 .keys = keys,
					 .open = open,
					 .input = input,
					 .draw = draw,
					 .close = close};

static void
begin(const char *given)
{
	screen_start(24, 80, false, NULL);
	stack_push(screen_ui(), &screen, &(struct nav_arg){.text = given}, NULL);
	screen_keys("");
}

static void
test_form__pick__asks_its_owner(void **state)
{
	(void)state;
	begin("Amina");
	screen_keys("<Down>s");
	assert_string_equal(t.picked, "payer");
	assert_string_equal(t.typed, "s");
	screen_keys("<Enter>");
	assert_string_equal(t.typed, "");
	assert_true(
	    form_put(t.form, screen_ui(), (struct cell){.kind = CELL_INT, .i = 7}));
	screen_keys("");
	assert_true(screen_has("[Payer number 7"));
	assert_int_equal(t.row.payer, 7);
	assert_string_equal(form_field(t.form)->name, "alert");
	screen_keys("<Up><Del>");
	assert_true(t.row.payer == DICT_NONE);
	screen_stop();
}

static void
test_form__long__opens_its_editor(void **state)
{
	(void)state;
	begin("Amina");
	screen_keys("<Down><Down>x");
	assert_string_equal(t.picked, "alert");
	assert_string_equal(t.typed, "x");
	assert_true(
	    form_put(t.form, screen_ui(),
		     (struct cell){.kind = CELL_TEXT, .p = "Falls\nat night", .n = 14}));
	screen_keys("");
	assert_true(screen_has("[Falls at night"));
	assert_string_equal(t.row.alert, "Falls\nat night");
	screen_stop();
}

static void
test_form__bool__by_letter(void **state)
{
	(void)state;
	begin("Amina");
	screen_keys("<Down><Down><Down>y<Down>");
	assert_int_equal(t.row.active, 1);
	screen_keys("<Up><Space><Down>");
	assert_int_equal(t.row.active, 0);
	screen_stop();
}

static void
test_form__readonly__is_not_typed_into(void **state)
{
	(void)state;
	begin("Amina");
	screen_keys("<PgDn>x");
	assert_true(screen_has("not changed here"));
	assert_true(screen_has("[KBR-000001-A "));
	screen_stop();
}

static void
test_form__draft__survives(void **state)
{
	struct str draft = {0};

	(void)state;
	begin("");
	assert_false(form_draft(t.form, &draft));
	screen_keys("half");
	assert_true(form_draft(t.form, &draft));
	assert_string_equal(str_text(&draft), "half");
	assert_int_equal(t.stores, 0);
	screen_stop();
	begin("");
	form_restore(t.form, 0, str_text(&draft));
	screen_keys(" way<Tab>");
	assert_string_equal(t.stored, "given_name=half way");
	str_release(&draft);
	screen_stop();
}

static void
test_form__undo__brings_back(void **state)
{
	(void)state;
	begin("Amina");
	screen_keys("<Bksp><Bksp>xyz");
	assert_true(screen_has("[Amixyz "));
	screen_keys("<^U>");
	assert_true(screen_has("[Amina "));
	screen_keys("h<Tab>");
	assert_string_equal(t.row.given_name, "Aminah");
	assert_int_equal(t.stores, 1);
	screen_keys("<Up><Tab>"); /* nothing changed, nothing stored */
	assert_int_equal(t.stores, 1);
	screen_stop();
}

/* A bidi override is shown as a mark; typing must not store the mark in its place. */
static void
test_form__marks__are_never_stored(void **state)
{
	(void)state;
	begin("A\xE2\x80\xAE"
	      "b");
	assert_true(screen_has("[A<?>b"));
	screen_keys("x<Tab>");
	assert_string_equal(t.row.given_name, "A\xE2\x80\xAE"
					      "b");
	screen_keys("<Up>x");
	assert_true(screen_has("cannot be edited here"));
	screen_keys("<^K>Ab<Tab>");
	assert_string_equal(t.row.given_name, "Ab");
	screen_stop();
}

/* Typed or pasted, it does not even reach the screen: everything behind it would stand backwards. */
static void
test_form__unseen_signs__are_not_typed(void **state)
{
	(void)state;
	begin("");
	screen_keys("A\xE2\x80\xAE"
		    "b\xE2\x80\x8B"
		    "c");
	assert_true(screen_has("[Abc "));
	screen_keys("<Tab>");
	assert_string_equal(t.row.given_name, "Abc");
	screen_stop();
}

static void
test_form__esc__stores_and_goes_back(void **state)
{
	(void)state;
	begin("");
	screen_keys("Zuri<Esc>");
	assert_string_equal(t.stored, "given_name=Zuri");
	assert_true(screen_has("This is the first screen"));
	screen_stop();
}

static void
test_form__keys__any_order(void **state)
{
	static const char *const some[] = {
	    "a",       " ",	 "\xC3\xA9", "<Tab>", "<BackTab>", "<Left>",
	    "<Right>", "<Home>", "<End>",    "<Del>", "<Bksp>",	   "<^K>",
	    "<^Z>",    "<PgUp>", "<PgDn>",   "<Up>",  "<Down>",	   "\xE6\xBC\xA2"};
	unsigned seed = 5;

	(void)state;
	begin("Amina");
	for (int i = 0; i < 3000; i++) {
		seed = seed * 1103515245u + 12345u;
		screen_keys(some[(seed >> 16) % (sizeof some / sizeof some[0])]);
		assert_in_range(form_at(t.form), 0, 4);
		assert_int_equal(screen_row(1)[0] == '>', form_at(t.form) == 0);
	}
	screen_stop();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_form__pick__asks_its_owner),
	    cmocka_unit_test(test_form__long__opens_its_editor),
	    cmocka_unit_test(test_form__bool__by_letter),
	    cmocka_unit_test(test_form__readonly__is_not_typed_into),
	    cmocka_unit_test(test_form__draft__survives),
	    cmocka_unit_test(test_form__undo__brings_back),
	    cmocka_unit_test(test_form__marks__are_never_stored),
	    cmocka_unit_test(test_form__unseen_signs__are_not_typed),
	    cmocka_unit_test(test_form__esc__stores_and_goes_back),
	    cmocka_unit_test(test_form__keys__any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
